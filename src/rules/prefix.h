/* prefix.h - the literal beginnings a pattern can have.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_PREFIX_H
#define OIT_RULES_PREFIX_H

#include "base/arena.h"

enum { PREFIX_MIN = 2, PREFIX_MAX = 32 };

/* Every text the translated pattern matches begins with one of the strings. 0 when there is no such set of at most
 * LIMIT_PATTERN_PREFIXES strings of at least PREFIX_MIN bytes each. */
size_t prefix_derive(struct str pattern, struct arena *arena, const struct str **ret_prefixes);

#endif
