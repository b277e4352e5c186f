/* fuzz_rules_like.c - item files that are like one another: read, checked, completed with what they inherit, checked again. Parts are parted by a line
 * "---"; the first item is completed, and then every trap of a common file among them.
 * SPDX-License-Identifier: MIT
 */
#include "rules/like.h"
#include "rules/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_FILES = 5, MAX_BYTES = 1500 }; /* bases of bases multiply: small inputs reach all of it */

struct files {
    const struct yaml_node *items[MAX_FILES], *commons[MAX_FILES];
    size_t n_items, n_commons;
};

static const struct yaml_node *find_item(void *user, const struct yaml_node *where, struct str scheme, struct str code)
{
    const struct files *files = user;
    (void)where;
    (void)scheme;
    for (size_t i = 0; i < files->n_items; i++)
        if (str_eq(yaml_get(files->items[i], "code")->text, code))
            return files->items[i];
    return NULL;
}

static const struct yaml_node *find_trap(void *user, const struct yaml_node *where, struct str scheme, struct str id)
{
    const struct files *files = user;
    (void)where;
    (void)scheme;
    for (size_t i = 0; i < files->n_commons; i++)
        for (const struct yaml_node *trap = yaml_get(files->commons[i], "traps")->first; trap; trap = trap->next)
            if (str_eq(yaml_get(trap, "id")->text, id))
                return trap;
    return NULL;
}

static void read_part(struct str part, struct files *files, struct arena *arena, struct messages *messages)
{
    const struct yaml_node *root = yaml_read(part, "fuzz.yaml", arena, messages);
    if (!root)
        return;
    if (yaml_get(root, "traps")) {
        if (files->n_commons < MAX_FILES && schema_check(root, schema_common, messages))
            files->commons[files->n_commons++] = root;
    } else if (files->n_items < MAX_FILES && yaml_get(root, "code") && schema_check(root, yaml_get(root, "like") ? schema_like_item : schema_item, messages)) {
        files->items[files->n_items++] = root;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct files files = {.n_items = 0};
    struct arena arena;
    struct messages messages;
    if (size > MAX_BYTES)
        return 0;
    arena_init(&arena);
    messages_init(&messages);
    while (rest.n > 0) {
        size_t at = str_find_c(rest, "\n---\n");
        read_part(str_sub(rest, 0, at), &files, &arena, &messages);
        rest = at == STR_NPOS ? STR_NONE : str_from_pos(rest, at + 5);
    }
    struct like_finder finder = {find_item, find_trap, &files, &arena, &messages};
    if (files.n_items > 0 && yaml_get(files.items[0], "like")) {
        const struct yaml_node *made = like_item(&finder, STR_LIT("1"), files.items[0]);
        if (made)
            (void)schema_check(made, schema_item, &messages);
    }
    for (size_t i = 0; i < files.n_commons; i++)
        for (const struct yaml_node *trap = yaml_get(files.commons[i], "traps")->first; trap; trap = trap->next)
            (void)like_trap(&finder, trap);
    messages_done(&messages);
    arena_done(&arena);
    return 0;
}
