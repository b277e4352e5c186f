/* profile_parts.h - what the files of the profile share. For nobody else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_PROFILE_PARTS_H
#define OIT_ITAS_PROFILE_PARTS_H

#include "rules/yaml.h"

/* An error at the node's place. The Thai and the English format take the same arguments in the same order. */
void profile_wrong(struct messages *messages, const struct yaml_node *node, const char *th_format, const char *en_format, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* Before any other check, so that whoever pastes a password learns where it belongs, not that a key is unknown. The value is never repeated. */
bool profile_has_no_secret(const struct yaml_node *root, struct messages *messages);

/* What the table of keys cannot say: values, pairs of keys, names of stages and kinds. */
void profile_check(const struct yaml_node *root, struct messages *messages);

#endif
