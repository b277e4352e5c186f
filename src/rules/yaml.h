/* yaml.h - a rule file as a tree of nodes, each with its place.
 *
 * Only the part of YAML that people need to write rules: mappings, lists, scalars (all strings). Anchors, aliases, tags, several
 * documents, duplicate keys, tabs and bytes that are not UTF-8 are refused with line and column. BOM and CRLF are accepted.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_YAML_H
#define OIT_RULES_YAML_H

#include "base/arena.h"
#include "rules/messages.h"

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
    enum yaml_kind kind;
    const char *file; /* as given to yaml_read */
    int line, column; /* 1-based */
    struct str text;  /* YAML_TEXT; NUL behind */
    struct yaml_node *first, *next; /* children in order; in a map: the values, */
    struct str key;                 /* and this is the value's key */
    int key_line, key_column;
};

/* NULL when anything is wrong (then messages says what). An empty file is an empty map. Nodes live in arena. */
struct yaml_node *yaml_read(struct str bytes, const char *file, struct arena *arena, struct messages *messages);
const struct yaml_node *yaml_get(const struct yaml_node *map, const char *key); /* NULL when map is NULL or has no such key */

#endif
