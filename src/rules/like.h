/* like.h - an item that is written as "like O16 of scheme 2567, but ...": its file's tree, completed with what it inherits.
 *
 * Done on the trees before anything is compiled, so that all that comes behind (checks, overlays, messages with file:line:column) sees an item like
 * any other; every inherited node keeps the place where it was written. The rules of inheritance are in docs/RULE-FORMAT.md ("like").
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_LIKE_H
#define OIT_RULES_LIKE_H

#include "rules/yaml.h"

struct like_finder {
    /* The file of an item of another scheme (or of this one), as it is written; NULL after a message at `where`. */
    const struct yaml_node *(*find_item)(void *user, const struct yaml_node *where, struct str scheme, struct str code);
    const struct yaml_node *(*find_trap)(void *user, const struct yaml_node *where, struct str scheme, struct str id);
    void *user;
    struct arena *arena;
    struct messages *messages;
};

/* item has a key `like` and passed schema_like_item. The result's `like` is the flat list of all it descends from. NULL after a message. */
const struct yaml_node *like_item(const struct like_finder *finder, struct str scheme, const struct yaml_node *item);
/* The same for a trap; one without `like` is returned as it is. */
const struct yaml_node *like_trap(const struct like_finder *finder, const struct yaml_node *trap);

#endif
