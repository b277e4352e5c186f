/* schema.h - which keys a rule file may hold, and of which shape; everything else is refused with the nearest known key.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_SCHEMA_H
#define OIT_RULES_SCHEMA_H

#include "rules/yaml.h"

enum schema_shape {
    SHAPE_TEXT,
    SHAPE_YES_NO,
    SHAPE_NUMBER,      /* 0 or more, decimals allowed */
    SHAPE_WORDS,       /* {th, en} */
    SHAPE_TEXTS,       /* list of texts */
    SHAPE_MAP,         /* keys of `keys` */
    SHAPE_MAPS,        /* list of such maps */
    SHAPE_TEXTS_BY_NAME, /* any key: list of texts */
    SHAPE_MAP_BY_NAME,   /* any key: map of `keys`, or a list of texts */
    SHAPE_PATTERNS,    /* list of texts or {pattern, form, strength} */
    SHAPE_NUMBERS_MAP, /* any key: map of any key: text or list of texts */
    SHAPE_MAP_OR_MAPS, /* one map of `keys`, or a list of them */
};

struct schema_key {
    const char *name; /* NULL ends the list */
    enum schema_shape shape;
    const struct schema_key *keys;
    bool is_required;
};

/* schema_like_item: an item that says what it is like (like.h); what it does not say itself comes from there. */
extern const struct schema_key schema_common[], schema_scheme[], schema_item[], schema_like_item[], schema_overlay_item[];

/* Adds messages; false when there was an error. */
bool schema_check(const struct yaml_node *map, const struct schema_key *keys, struct messages *messages);

/* The nearest of names (NULL ends) for a mistyped word, or NULL when none is near. */
const char *schema_nearest(struct str word, const char *const *names);

#endif
