/* load.c - finds a scheme's files and takes them through reading, checking and compiling.
 *
 * Everything wrong in the shape of all files is collected before anything fails, then everything wrong in their meaning: a rule writer
 * wants the whole list, not the first line of it.
 * SPDX-License-Identifier: MIT
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "rules/build.h"
#include "rules/like.h"
#include "rules/schema.h"

struct name_list {
    char **items;
    size_t n, capacity;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void name_list_done(struct name_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->items[i]);
    free(list->items);
}

/* *.yaml and *.yml of one folder in order of name. False when it cannot be read. */
static bool list_folder(const char *folder, struct name_list *ret_list)
{
    *ret_list = (struct name_list){0};
    DIR *dir = opendir(folder);
    if (!dir)
        return false;
    for (struct dirent *entry; (entry = readdir(dir)) && ret_list->n < LIMIT_RULE_FILES;) {
        struct str name = str_from(entry->d_name);
        if (name.p[0] == '.' || !(str_ends_c(name, ".yaml") || str_ends_c(name, ".yml")))
            continue;
        MEM_GROW(ret_list->items, ret_list->n, ret_list->capacity);
        ret_list->items[ret_list->n++] = mem_text(name);
    }
    (void)closedir(dir);
    if (ret_list->n > 0)
        qsort(ret_list->items, ret_list->n, sizeof *ret_list->items, compare_names);
    return true;
}

/* The files of a scheme that items of this one are like. */
struct base_scheme {
    const char *id;
    const struct yaml_node *root;
    const struct yaml_node **items; size_t n, capacity;
};

struct loader {
    struct builder *b;
    const char *rules_dir;
    struct str id;  /* the scheme's */
    struct buf all; /* for the hash */
    struct base_scheme *bases; size_t n_bases, bases_capacity;
};

/* shown: the file's name in messages. NULL after a message. */
static const struct yaml_node *read_file(struct loader *l, const char *path, const char *shown)
{
    struct buf bytes;
    struct err err = {0};
    buf_init(&bytes, LIMIT_RULE_FILE_BYTES);
    if (file_read(path, &bytes, &err) != OIT_OK || bytes.is_full) {
        messages_add(l->b->messages, MESSAGE_ERROR, shown, 1, 1, "อ่านแฟ้ม '%s' ไม่ได้ ตรวจสิทธิ์และขนาด (ไม่เกิน 1 MB)",
                     "cannot read '%s'; check its permissions and size (at most 1 MB)", path);
        buf_done(&bytes);
        return NULL;
    }
    (void)buf_add_c(&l->all, shown);
    (void)buf_add_char(&l->all, '\0');
    (void)buf_add_str(&l->all, buf_str(&bytes));
    const char *name = arena_text(l->b->scratch, str_from(shown));
    const struct yaml_node *root = yaml_read(buf_str(&bytes), name, l->b->scratch, l->b->messages);
    buf_done(&bytes);
    return root;
}

/* ---- other schemes: what items are like ---- */

static bool is_scheme_name(struct str id)
{
    for (size_t i = 0; i < id.n; i++)
        if (!(id.p[i] >= '0' && id.p[i] <= '9') && !(id.p[i] >= 'a' && id.p[i] <= 'z') && id.p[i] != '-')
            return false;
    return id.n > 0;
}

static void read_base_items(struct loader *l, struct base_scheme *base, const char *folder)
{
    struct name_list names;
    if (!list_folder(folder, &names))
        return;
    for (size_t i = 0; i < names.n; i++) {
        struct str path = arena_printf(l->b->scratch, "%s/%s", folder, names.items[i]);
        struct str shown = arena_printf(l->b->scratch, "../%s/%s", base->id, names.items[i]);
        bool is_scheme = strcmp(names.items[i], "scheme.yaml") == 0;
        const struct yaml_node *root = read_file(l, path.p, shown.p);
        if (is_scheme && root && schema_check(root, schema_scheme, l->b->messages))
            base->root = root;
        if (is_scheme || !root || !yaml_get(root, "code") ||
            !schema_check(root, yaml_get(root, "like") ? schema_like_item : schema_item, l->b->messages))
            continue;
        MEM_GROW(base->items, base->n, base->capacity);
        base->items[base->n++] = root;
    }
    name_list_done(&names);
}

/* Beside this scheme's folder; read once. NULL after a message at `where`. */
static const struct base_scheme *find_base(struct loader *l, const struct yaml_node *where, struct str id)
{
    for (size_t i = 0; i < l->n_bases; i++)
        if (str_eq_c(id, l->bases[i].id))
            return &l->bases[i];
    struct str folder = arena_printf(l->b->scratch, "%s/../%.*s", l->rules_dir, STR_ARG(id));
    struct str scheme_path = arena_printf(l->b->scratch, "%s/scheme.yaml", folder.p);
    if (!is_scheme_name(id) || !file_exists(scheme_path.p)) {
        build_error(l->b, where, "ไม่พบชุดเกณฑ์ '%.*s' ข้างโฟลเดอร์ของชุดเกณฑ์นี้", "there is no scheme '%.*s' beside this scheme's folder", STR_ARG(id));
        return NULL;
    }
    MEM_GROW(l->bases, l->n_bases, l->bases_capacity);
    struct base_scheme *base = &l->bases[l->n_bases++];
    *base = (struct base_scheme){.id = arena_text(l->b->scratch, id)};
    read_base_items(l, base, folder.p);
    return base;
}

static const struct yaml_node *find_base_item(void *user, const struct yaml_node *where, struct str scheme, struct str code)
{
    struct loader *l = user;
    const struct base_scheme *base = find_base(l, where, scheme);
    for (size_t i = 0; base && i < base->n; i++)
        if (str_eq(yaml_get(base->items[i], "code")->text, code))
            return base->items[i];
    if (base)
        build_error(l->b, where, "เกณฑ์ %.*s ไม่มีข้อ '%.*s'", "scheme %.*s has no item '%.*s'", STR_ARG(scheme), STR_ARG(code));
    return NULL;
}

static const struct yaml_node *find_trap_in(const struct yaml_node *root, struct str id)
{
    const struct yaml_node *traps = yaml_get(root, "traps");
    for (const struct yaml_node *node = traps ? traps->first : NULL; node; node = node->next)
        if (str_eq(yaml_get(node, "id")->text, id))
            return node;
    return NULL;
}

static const struct yaml_node *find_base_trap(void *user, const struct yaml_node *where, struct str scheme, struct str id)
{
    struct loader *l = user;
    const struct yaml_node *found = NULL;
    if (!str_eq(scheme, l->id)) {
        const struct base_scheme *base = find_base(l, where, scheme);
        if (!base)
            return NULL;
        found = find_trap_in(base->root, id);
    }
    for (size_t i = 0; i < l->b->n_files && !found; i++)
        if (l->b->files[i].role == ROLE_COMMON || l->b->files[i].role == ROLE_SCHEME)
            found = find_trap_in(l->b->files[i].root, id);
    if (!found)
        build_error(l->b, where, "ไม่มีกับดัก '%.*s'", "there is no trap '%.*s'", STR_ARG(id));
    return found;
}

static struct like_finder finder_of(struct loader *l)
{
    return (struct like_finder){find_base_item, find_base_trap, l, l->b->scratch, l->b->messages};
}

/* The item with all it inherits; NULL after a message. */
static const struct yaml_node *complete_item(struct loader *l, const struct yaml_node *root)
{
    if (!yaml_get(root, "like"))
        return root;
    if (!schema_check(root, schema_like_item, l->b->messages))
        return NULL;
    struct like_finder finder = finder_of(l);
    return like_item(&finder, l->id, root);
}

/* scheme.yaml with its inherited traps written out. */
static const struct yaml_node *complete_scheme(struct loader *l, const struct yaml_node *root)
{
    const struct yaml_node *traps = yaml_get(root, "traps");
    if (!traps || !schema_check(root, schema_scheme, l->b->messages))
        return root;
    struct like_finder finder = finder_of(l);
    struct yaml_node *list = ARENA_NEW(l->b->scratch, struct yaml_node), **end = &list->first;
    *list = *traps;
    list->first = NULL;
    list->next = NULL;
    for (const struct yaml_node *node = traps->first; node; node = node->next) {
        const struct yaml_node *trap = like_trap(&finder, node);
        if (!trap)
            continue;
        *end = ARENA_NEW(l->b->scratch, struct yaml_node);
        **end = *trap;
        (*end)->next = NULL;
        end = &(*end)->next;
    }
    struct yaml_node *made = ARENA_NEW(l->b->scratch, struct yaml_node);
    *made = *root;
    made->first = list; /* in front: yaml_get finds this one */
    for (const struct yaml_node *node = root->first; node; node = node->next) {
        if (node == traps)
            continue;
        end = &made->first;
        while (*end)
            end = &(*end)->next;
        *end = ARENA_NEW(l->b->scratch, struct yaml_node);
        **end = *node;
        (*end)->next = NULL;
    }
    return made;
}

static void add_file(struct loader *l, const struct yaml_node *root, enum rule_role role)
{
    static const struct schema_key *const keys[] = {[ROLE_COMMON] = schema_common,
                                                    [ROLE_SCHEME] = schema_scheme,
                                                    [ROLE_ITEM] = schema_item,
                                                    [ROLE_LOCAL_COMMON] = schema_common,
                                                    [ROLE_LOCAL_ITEM] = schema_overlay_item};
    size_t n_errors = l->b->messages->n_errors;
    if (root && role == ROLE_ITEM)
        root = complete_item(l, root);
    if (root && role == ROLE_SCHEME)
        root = complete_scheme(l, root);
    if (!root || l->b->messages->n_errors > n_errors || !schema_check(root, keys[role], l->b->messages))
        return;
    struct builder *b = l->b;
    MEM_GROW(b->files, b->n_files, b->files_capacity);
    b->files[b->n_files++] = (struct rule_file){role, root};
}

static bool read_folder(struct loader *l, const char *folder, const char *shown_prefix, bool is_local, bool is_common_only)
{
    struct name_list names;
    if (!list_folder(folder, &names))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        struct str path = arena_printf(l->b->scratch, "%s/%s", folder, names.items[i]);
        struct str shown = arena_printf(l->b->scratch, "%s%s", shown_prefix, names.items[i]);
        if (strcmp(names.items[i], "scheme.yaml") == 0 && !is_common_only) {
            if (is_local)
                messages_add_plain(l->b->messages, shown.p, 1, 1, "แฟ้มเพิ่มเติมของหน่วยงานเปลี่ยน scheme.yaml ไม่ได้",
                                   "an overlay cannot hold a scheme.yaml");
            continue; /* read first */
        }
        const struct yaml_node *root = read_file(l, path.p, shown.p);
        bool is_item = root && !is_common_only && yaml_get(root, "code") != NULL;
        add_file(l, root, is_item ? (is_local ? ROLE_LOCAL_ITEM : ROLE_ITEM) : is_local ? ROLE_LOCAL_COMMON : ROLE_COMMON);
    }
    name_list_done(&names);
    return true;
}

static void read_common(struct loader *l, const char *rules_dir, const struct yaml_node *root)
{
    const struct yaml_node *common = yaml_get(root, "common");
    for (const struct yaml_node *node = common && common->kind == YAML_LIST ? common->first : NULL; node; node = node->next) {
        struct str folder = arena_printf(l->b->scratch, "%s/%.*s", rules_dir, STR_ARG(node->text));
        struct str shown = arena_printf(l->b->scratch, "%.*s/", STR_ARG(node->text));
        if (!read_folder(l, folder.p, shown.p, false, true))
            build_error(l->b, node, "เปิดโฟลเดอร์ '%.*s' ไม่ได้", "cannot open the folder '%.*s'", STR_ARG(node->text));
    }
}

static enum oit_code read_all(struct loader *l, const char *rules_dir, const char *local_dir, struct err *err)
{
    struct str scheme_path = arena_printf(l->b->scratch, "%s/scheme.yaml", rules_dir);
    if (!file_exists(scheme_path.p))
        return err_at(err, OIT_ERR_CONFIG, scheme_path.p, "ไม่พบชุดเกณฑ์ในโฟลเดอร์ '%s' (ต้องมีแฟ้ม scheme.yaml) ตรวจตัวเลือก --rules",
                      "no rule scheme in '%s' (a file scheme.yaml is needed); check --rules", rules_dir);
    const struct yaml_node *root = read_file(l, scheme_path.p, "scheme.yaml");
    if (root) {
        const struct yaml_node *id = yaml_get(root, "id");
        l->rules_dir = rules_dir;
        l->id = id && id->kind == YAML_TEXT ? id->text : STR_LIT("");
        read_common(l, rules_dir, root);
        add_file(l, root, ROLE_SCHEME);
    }
    if (!read_folder(l, rules_dir, "", false, false))
        return err_at(err, OIT_ERR_CONFIG, rules_dir, "เปิดโฟลเดอร์ชุดเกณฑ์ '%s' ไม่ได้", "cannot open the rules folder '%s'", rules_dir);
    if (local_dir && !read_folder(l, local_dir, "local/", true, false))
        return err_at(err, OIT_ERR_CONFIG, local_dir, "เปิดโฟลเดอร์กฎเพิ่มเติม '%s' ไม่ได้ ตรวจตัวเลือก --rules-local",
                      "cannot open the overlay folder '%s'; check --rules-local", local_dir);
    if (local_dir) {
        struct str common = arena_printf(l->b->scratch, "%s/common", local_dir);
        if (file_is_dir(common.p))
            (void)read_folder(l, common.p, "local/common/", true, true);
    }
    return OIT_OK;
}

static void build_all(struct builder *b)
{
    const struct yaml_node *root = NULL;
    for (size_t i = 0; i < b->n_files; i++)
        if (b->files[i].role == ROLE_SCHEME)
            root = b->files[i].root;
    if (!root || b->messages->n_errors > 0)
        return; /* a file that could not be read would make every mention of its item an error */
    build_scheme(b, root);
    build_item_list(b);
    build_map(b, root);
    build_parallels(b);
    build_sets_and_heads(b);
    build_items(b);
    build_trap_list(b);
    build_vocabulary(b);
    build_hosting(b);
    build_answers(b);
    build_compile(b);
}

static void builder_done(struct builder *b)
{
    for (int table = 0; table < N_TABLES; table++)
        free(b->entries[table].items);
    free(b->files);
    free(b->groups);
    free(b->elements);
    free(b->traps);
    free(b->sets);
    free(b->single);
    free(b->heads);
    free(b->patterns);
    free(b->combos);
    free(b->fuzzy);
    free(b->examples);
    free(b->subjects);
}

static enum oit_code first_error(const struct rule_messages *messages, size_t n_errors, struct err *err)
{
    for (size_t i = 0; i < messages->n; i++) {
        const struct rule_message *m = &messages->items[i];
        if (!m->is_error)
            continue;
        char where[512];
        (void)snprintf(where, sizeof where, "%s:%d:%d", m->file, m->line, m->column);
        if (n_errors == 1)
            return err_at(err, OIT_ERR_CONFIG, where, "%s%.0s", "%.0s%s", m->text.th, m->text.en);
        return err_at(err, OIT_ERR_CONFIG, where, "%s%.0s (และอีก %zu แห่ง ดู oitcheck rules check)",
                      "%.0s%s (and %zu more: see oitcheck rules check)", m->text.th, m->text.en, n_errors - 1);
    }
    return err_set(err, OIT_ERR_CONFIG, "ชุดเกณฑ์มีข้อผิดพลาด", "the rule scheme has errors");
}

static enum oit_code load(const char *rules_dir, const char *local_dir, struct rule_book *book, struct scheme **ret_scheme,
                          struct rule_messages **ret_messages, struct err *err)
{
    struct scheme *scheme = mem_alloc(sizeof *scheme);
    scheme->arena = mem_alloc(sizeof *scheme->arena);
    arena_init(scheme->arena);
    struct arena scratch;
    arena_init(&scratch);
    struct messages messages;
    messages_init(&messages);
    struct matcher *matcher = ARENA_NEW(scheme->arena, struct matcher);
    scheme->matcher = matcher;
    struct builder b = {.scheme = scheme, .arena = scheme->arena, .scratch = &scratch, .messages = &messages, .matcher = matcher, .book = book};
    struct loader loader = {.b = &b};
    buf_init(&loader.all, 0);

    enum oit_code code = read_all(&loader, rules_dir, local_dir, err);
    if (code == OIT_OK) {
        sha256_hex(sha256_of(buf_str(&loader.all)), scheme->sha256);
        build_all(&b);
        if (messages.n_errors > 0)
            code = first_error(messages.out, messages.n_errors, err);
    }
    if (code != OIT_OK && !matcher->patterns) { /* not compiled: the patterns are still the builder's */
        for (size_t i = 0; i < b.n_patterns; i++)
            pattern_free(b.patterns[i].pattern);
    }
    buf_done(&loader.all);
    for (size_t i = 0; i < loader.n_bases; i++)
        free(loader.bases[i].items);
    free(loader.bases);
    builder_done(&b);
    arena_done(&scratch);
    if (ret_messages)
        *ret_messages = messages_take(&messages);
    messages_done(&messages);
    if (code == OIT_OK)
        *ret_scheme = scheme;
    else
        scheme_free(scheme);
    return code;
}

enum oit_code scheme_load(const char *rules_dir, const char *local_dir, struct scheme **ret_scheme, struct rule_messages **ret_messages,
                          struct err *err)
{
    return load(rules_dir, local_dir, NULL, ret_scheme, ret_messages, err);
}

enum oit_code scheme_load_with_book(const char *rules_dir, const char *local_dir, struct scheme **ret_scheme, struct rule_messages **ret_messages,
                                    struct rule_book **ret_book, struct err *err)
{
    struct rule_book *book = mem_alloc(sizeof *book);
    arena_init(&book->arena);
    *ret_book = book;
    return load(rules_dir, local_dir, book, ret_scheme, ret_messages, err);
}

void scheme_free(struct scheme *scheme)
{
    if (!scheme)
        return;
    for (size_t i = 0; i < scheme->matcher->n_patterns; i++)
        pattern_free(scheme->matcher->patterns[i].pattern);
    arena_done(scheme->arena);
    free(scheme->arena);
    free(scheme);
}

size_t scheme_compiled_bytes(const struct scheme *scheme)
{
    size_t n = sizeof *scheme + scheme->arena->total_bytes;
    for (size_t i = 0; i < scheme->matcher->n_patterns; i++)
        n += pattern_bytes(scheme->matcher->patterns[i].pattern);
    return n;
}

uint16_t scheme_item_by_code(const struct scheme *scheme, const char *code)
{
    for (size_t i = 0; i < scheme->n_items; i++)
        if (str_eq_nocase_c(str_from(code), scheme->items[i].code))
            return (uint16_t)i;
    return NO_INDEX;
}
