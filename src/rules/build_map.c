/* build_map.c - which items of other years' lists are the same matter; and how that is asked.
 *
 *   map: {"2566": {O8: [O11, O12], O16: O21}}     this scheme's code first
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "rules/build.h"

static uint16_t own_item(struct builder *b, const struct yaml_node *node)
{
    char *code = mem_text(node->key);
    uint16_t item = scheme_item_by_code(b->scheme, code);
    free(code);
    if (item == NO_INDEX) {
        const struct yaml_node place = {.file = node->file, .line = node->key_line, .column = node->key_column};
        build_error(b, &place, "ไม่มีข้อ '%.*s' ในชุดเกณฑ์นี้", "this scheme has no item '%.*s'", STR_ARG(node->key));
    }
    return item;
}

static size_t count_rows(const struct yaml_node *map)
{
    size_t n = 0;
    for (const struct yaml_node *other = map ? map->first : NULL; other; other = other->next)
        for (const struct yaml_node *node = other->first; node; node = node->next)
            for (const struct yaml_node *code = node->kind == YAML_LIST ? node->first : node; code; code = node->kind == YAML_LIST ? code->next : NULL)
                n++;
    return n;
}

void build_map(struct builder *b, const struct yaml_node *root)
{
    const struct yaml_node *map = yaml_get(root, "map");
    struct scheme_map *rows = ARENA_ARRAY(b->arena, struct scheme_map, count_rows(map) + 1);
    size_t n = 0;
    for (const struct yaml_node *other = map ? map->first : NULL; other; other = other->next) {
        const char *scheme = arena_text(b->arena, other->key);
        for (const struct yaml_node *node = other->first; node; node = node->next) {
            uint16_t item = own_item(b, node);
            for (const struct yaml_node *code = node->kind == YAML_LIST ? node->first : node; code && item != NO_INDEX;
                 code = node->kind == YAML_LIST ? code->next : NULL)
                rows[n++] = (struct scheme_map){scheme, arena_text(b->arena, code->text), item};
        }
    }
    b->scheme->map = rows;
    b->scheme->n_map = n;
}

static int number_of(const char *code)
{
    uint64_t number = 0;
    while (*code && !(*code >= '0' && *code <= '9'))
        code++;
    return str_to_u64(str_from(code), 9999, &number) ? (int)number : -1;
}

static size_t items_of(const struct scheme *s, const char *other, const char *code, int number, uint16_t *ret_items, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_map && n < max; i++) {
        bool is_it = strcmp(s->map[i].scheme, other) == 0 && (code ? strcmp(s->map[i].theirs, code) == 0 : number_of(s->map[i].theirs) == number);
        bool is_there = false;
        for (size_t k = 0; is_it && k < n; k++)
            is_there = is_there || ret_items[k] == s->map[i].item;
        if (is_it && !is_there)
            ret_items[n++] = s->map[i].item;
    }
    return n;
}

size_t scheme_items_of(const struct scheme *scheme, const char *other_scheme, const char *code, uint16_t *ret_items, size_t max)
{
    return items_of(scheme, other_scheme, code, 0, ret_items, max);
}

size_t scheme_items_of_number(const struct scheme *scheme, const char *other_scheme, int number, uint16_t *ret_items, size_t max)
{
    return items_of(scheme, other_scheme, NULL, number, ret_items, max);
}
