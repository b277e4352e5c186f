/* build_words.c - sets, head words, vocabulary and traps: what all items share. And the small readers of build.h.
 * SPDX-License-Identifier: MIT
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/build.h"
#include "rules/schema.h"

static const char *const vocabulary_names[N_VOCABULARY + 1] = {
    [VOCAB_PROMISE] = "promise",         [VOCAB_CRITERION] = "criterion",   [VOCAB_NEGATIVE] = "negative",
    [VOCAB_LOGIN] = "login",             [VOCAB_SOFT_404] = "soft-404",     [VOCAB_MAINTENANCE] = "maintenance",
    [VOCAB_NEWS] = "news",               [VOCAB_MANUAL] = "manual",         [VOCAB_BLANK_FORM] = "blank-form",
    [VOCAB_GENERIC_LABEL] = "generic-label", [VOCAB_FUTURE] = "future",     [VOCAB_FILLER] = "filler",
    [VOCAB_AGENCY] = "agency",           [VOCAB_HUB] = "hub",                  [VOCAB_ABOUT] = "about",
    [VOCAB_CRITERION_COLUMN] = "criterion-column", [VOCAB_CONTENTS] = "contents", [VOCAB_OUTLINE] = "outline", [VOCAB_UNIT] = "unit",
    [VOCAB_FRONT] = "front",             [VOCAB_LOADING] = "loading"};

const char *build_text(struct builder *b, const struct yaml_node *node, const char *fallback)
{
    return node && node->kind == YAML_TEXT ? arena_text(b->arena, node->text) : fallback;
}

struct words build_words(struct builder *b, const struct yaml_node *node)
{
    return (struct words){build_text(b, yaml_get(node, "th"), ""), build_text(b, yaml_get(node, "en"), "")};
}

bool build_yes(const struct yaml_node *node, bool fallback)
{
    return node && node->kind == YAML_TEXT ? str_eq_c(node->text, "yes") : fallback;
}

double build_number(const struct yaml_node *node, double fallback)
{
    if (!node || node->kind != YAML_TEXT)
        return fallback;
    double whole = 0, part = 0, scale = 1;
    bool behind_dot = false;
    for (size_t i = 0; i < node->text.n; i++) { /* digits and one dot: checked; strtod would follow the locale */
        char c = node->text.p[i];
        if (c == '.') {
            behind_dot = true;
        } else if (behind_dot) {
            scale /= 10;
            part += (c - '0') * scale;
        } else {
            whole = whole * 10 + (c - '0');
        }
    }
    return whole + part;
}

static void add_message(struct builder *b, enum message_level level, const struct yaml_node *node, const char *th, const char *en, va_list args)
    __attribute__((format(printf, 4, 0), format(printf, 5, 0)));

static void add_message(struct builder *b, enum message_level level, const struct yaml_node *node, const char *th, const char *en, va_list args)
{
    char th_text[1200], en_text[1200];
    va_list again;
    va_copy(again, args);
    (void)vsnprintf(th_text, sizeof th_text, th, args);
    (void)vsnprintf(en_text, sizeof en_text, en, again);
    va_end(again);
    if (level == MESSAGE_ERROR)
        messages_add_plain(b->messages, node ? node->file : "", node ? node->line : 1, node ? node->column : 1, th_text, en_text);
    else
        messages_add(b->messages, level, node ? node->file : "", node ? node->line : 1, node ? node->column : 1, "%s%.0s", "%.0s%s", th_text,
                     en_text);
}

void build_error(struct builder *b, const struct yaml_node *node, const char *th_format, const char *en_format, ...)
{
    va_list args;
    va_start(args, en_format);
    add_message(b, MESSAGE_ERROR, node, th_format, en_format, args);
    va_end(args);
}

void build_warning(struct builder *b, const struct yaml_node *node, const char *th_format, const char *en_format, ...)
{
    va_list args;
    va_start(args, en_format);
    add_message(b, MESSAGE_WARNING, node, th_format, en_format, args);
    va_end(args);
}

static void refuse_word(struct builder *b, const struct yaml_node *node, struct str word, const char *nearest)
{
    if (nearest)
        build_error(b, node, "ไม่รู้จักคำ '%.*s' หมายถึง '%s' หรือไม่", "unknown word '%.*s'; did you mean '%s'?", STR_ARG(word), nearest);
    else
        build_error(b, node, "ไม่รู้จักคำ '%.*s' ดูคำที่ใช้ได้ใน docs/RULE-FORMAT.md", "unknown word '%.*s'; docs/RULE-FORMAT.md lists the words",
                    STR_ARG(word));
}

unsigned build_bits(struct builder *b, const struct yaml_node *list, const struct word_bit *words)
{
    enum { MAX_WORDS = 40 };
    unsigned bits = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        const struct word_bit *word = words;
        const char *names[MAX_WORDS + 1];
        size_t n = 0;
        for (; word->name && !str_eq_c(node->text, word->name); word++)
            if (n < MAX_WORDS)
                names[n++] = word->name;
        names[n] = NULL;
        if (word->name)
            bits |= word->bit;
        else
            refuse_word(b, node, node->text, schema_nearest(node->text, names));
    }
    return bits;
}

/* ---- sets and heads ---- */

static size_t find_set(const struct builder *b, struct str name)
{
    for (size_t i = 0; i < b->n_sets; i++)
        if (b->sets[i].n && str_eq(b->sets[i], name))
            return i;
    return STR_NPOS;
}

static void read_sets(struct builder *b, const struct yaml_node *sets)
{
    for (const struct yaml_node *set = sets ? sets->first : NULL; set; set = set->next) {
        book_set(b, set);
        size_t index = find_set(b, set->key); /* several files may add words to one set */
        if (index == STR_NPOS) {
            MEM_GROW(b->sets, b->n_sets, b->sets_capacity);
            index = b->n_sets;
            b->sets[b->n_sets++] = set->key;
        }
        for (const struct yaml_node *word = set->first; word; word = word->next)
            build_add_phrase(b, word, (struct use){.kind = USE_TERM, .owner = (uint16_t)index});
    }
}

static size_t find_head(const struct builder *b, struct str name)
{
    for (size_t i = 0; i < b->n_heads; i++)
        if (str_eq_c(name, b->heads[i].name))
            return i;
    return STR_NPOS;
}

static size_t add_head(struct builder *b, const struct yaml_node *node, struct str name)
{
    size_t index = find_head(b, name);
    if (index != STR_NPOS)
        return index;
    if (b->n_heads == MAX_HEADS) {
        build_error(b, node, "มีกลุ่มคำนำหน้าได้ไม่เกิน %d กลุ่ม", "at most %d classes of head words", (int)MAX_HEADS);
        return 0;
    }
    MEM_GROW(b->heads, b->n_heads, b->heads_capacity);
    b->heads[b->n_heads] = (struct head_class){.name = arena_text(b->arena, name), .is_none = str_eq_c(name, "none")};
    return b->n_heads++;
}

static void read_heads(struct builder *b, const struct yaml_node *heads)
{
    for (const struct yaml_node *head = heads ? heads->first : NULL; head; head = head->next) {
        size_t index = add_head(b, head, head->key);
        const struct yaml_node *phrases = head->kind == YAML_LIST ? head : yaml_get(head, "phrases");
        if (build_yes(yaml_get(head, "turns"), false))
            b->heads[index].turns = true;
        const struct yaml_node *kind = head->kind == YAML_MAP ? yaml_get(head, "kind") : NULL;
        if (kind)
            b->heads[index].kind = build_kind(b, kind);
        if (build_yes(yaml_get(head, "anywhere"), false))
            b->heads[index].anywhere = true;
        if (build_yes(yaml_get(head, "frame"), false))
            b->heads[index].is_frame = true;
        for (const struct yaml_node *word = phrases ? phrases->first : NULL; word; word = word->next)
            build_add_phrase(b, word, (struct use){.kind = USE_HEAD, .owner = (uint16_t)index});
    }
}

static void read_also(struct builder *b, const struct yaml_node *heads)
{
    for (const struct yaml_node *head = heads ? heads->first : NULL; head; head = head->next) {
        const struct yaml_node *also = yaml_get(head, "also");
        for (const struct yaml_node *name = also ? also->first : NULL; name; name = name->next)
            b->heads[find_head(b, head->key)].also |= 1u << add_head(b, name, name->text);
    }
}

static bool holds_words(const struct rule_file *file)
{
    return file->role == ROLE_COMMON || file->role == ROLE_SCHEME || file->role == ROLE_LOCAL_COMMON;
}

void build_sets_and_heads(struct builder *b)
{
    for (size_t i = 0; i < b->n_files; i++)
        if (holds_words(&b->files[i])) {
            read_sets(b, yaml_get(b->files[i].root, "sets"));
            read_heads(b, yaml_get(b->files[i].root, "heads"));
        }
    for (size_t i = 0; i < b->n_files; i++)
        if (holds_words(&b->files[i]))
            read_also(b, yaml_get(b->files[i].root, "heads"));
}

/* ---- vocabulary and traps ---- */

static size_t vocabulary_id(struct builder *b, const struct yaml_node *node)
{
    for (size_t id = 0; id < N_VOCABULARY; id++)
        if (str_eq_c(node->key, vocabulary_names[id]))
            return id;
    refuse_word(b, node, node->key, schema_nearest(node->key, vocabulary_names));
    return N_VOCABULARY;
}

void build_vocabulary(struct builder *b)
{
    for (size_t i = 0; i < b->n_files; i++) {
        const struct yaml_node *vocabulary = holds_words(&b->files[i]) ? yaml_get(b->files[i].root, "vocabulary") : NULL;
        for (const struct yaml_node *node = vocabulary ? vocabulary->first : NULL; node; node = node->next) {
            size_t id = vocabulary_id(b, node);
            if (id == N_VOCABULARY)
                continue;
            struct use use = {.kind = USE_VOCABULARY, .owner = (uint16_t)id};
            const struct yaml_node *phrases = node->kind == YAML_LIST ? node : yaml_get(node, "phrases");
            for (const struct yaml_node *word = phrases ? phrases->first : NULL; word; word = word->next)
                build_add_phrase(b, word, use);
            build_add_patterns(b, yaml_get(node, "patterns"), use);
        }
    }
}

/* A trap that this scheme has no use for: one it names, or one that is an item here. */
static bool is_trap_off(const struct builder *b, struct str id)
{
    for (size_t i = 0; i < b->n_files; i++) {
        const struct yaml_node *off = b->files[i].role == ROLE_SCHEME ? yaml_get(b->files[i].root, "without_traps") : NULL;
        for (const struct yaml_node *node = off ? off->first : NULL; node; node = node->next)
            if (str_eq(node->text, id))
                return true;
    }
    for (size_t i = 0; i < b->n_items; i++) {
        const struct yaml_node *like = yaml_get(b->item_nodes[i], "like");
        for (const struct yaml_node *node = like ? like->first : NULL; node; node = node->next)
            if (yaml_get(node, "trap") && str_eq(yaml_get(node, "trap")->text, id))
                return true;
    }
    return false;
}

static bool is_known_trap(const struct builder *b, struct str id)
{
    for (size_t i = 0; i < b->n_files; i++) {
        const struct yaml_node *traps = b->files[i].role == ROLE_COMMON ? yaml_get(b->files[i].root, "traps") : NULL;
        for (const struct yaml_node *node = traps ? traps->first : NULL; node; node = node->next)
            if (str_eq(yaml_get(node, "id")->text, id))
                return true;
    }
    return false;
}

static void check_without_traps(struct builder *b)
{
    for (size_t i = 0; i < b->n_files; i++) {
        const struct yaml_node *off = b->files[i].role == ROLE_SCHEME ? yaml_get(b->files[i].root, "without_traps") : NULL;
        for (const struct yaml_node *node = off ? off->first : NULL; node; node = node->next)
            if (!is_known_trap(b, node->text))
                build_error(b, node, "ไม่มีกับดัก '%.*s'", "there is no trap '%.*s'", STR_ARG(node->text));
    }
}

/* Bits of the items that a code of another scheme means here: those that say they are like it. */
static uint64_t items_like(const struct builder *b, struct str scheme, struct str code)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < b->n_items && i < 64; i++) {
        const struct yaml_node *like = yaml_get(b->item_nodes[i], "like");
        for (const struct yaml_node *node = like ? like->first : NULL; node; node = node->next)
            if (yaml_get(node, "item") && str_eq(yaml_get(node, "item")->text, code) && str_eq(yaml_get(node, "scheme")->text, scheme))
                bits |= (uint64_t)1 << i;
    }
    return bits;
}

static uint64_t read_near(struct builder *b, const struct yaml_node *near, const struct rule_file *file)
{
    const struct yaml_node *codes_of = yaml_get(file->root, "codes_of");
    bool is_foreign = codes_of && !str_eq_c(codes_of->text, b->scheme->id);
    uint64_t bits = 0;
    for (const struct yaml_node *code = near ? near->first : NULL; code; code = code->next) {
        char *text = mem_text(code->text);
        uint16_t item = is_foreign ? NO_INDEX : scheme_item_by_code(b->scheme, text);
        free(text);
        if (is_foreign)
            bits |= items_like(b, codes_of->text, code->text);
        else if (item != NO_INDEX && item < 64)
            bits |= (uint64_t)1 << item;
        else if (item == NO_INDEX && file->role == ROLE_SCHEME) /* common traps serve several schemes: there it is no mistake */
            build_error(b, code, "ไม่มีข้อ '%.*s' ในชุดเกณฑ์นี้", "this scheme has no item '%.*s'", STR_ARG(code->text));
    }
    return bits;
}

static void read_trap(struct builder *b, const struct yaml_node *node, const struct rule_file *file)
{
    if (file->role == ROLE_COMMON && is_trap_off(b, yaml_get(node, "id")->text))
        return;
    if (!yaml_get(node, "title") || !yaml_get(node, "names")) {
        build_error(b, node, "กับดักต้องมี title และ names", "a trap needs title and names");
        return;
    }
    struct scheme_trap trap = {.id = build_text(b, yaml_get(node, "id"), ""),
                               .title = build_words(b, yaml_get(node, "title")),
                               .is_hub = build_yes(yaml_get(node, "hub"), false)};
    for (size_t i = 0; i < b->n_traps; i++)
        if (strcmp(b->traps[i].id, trap.id) == 0) {
            build_error(b, node, "มีกับดัก '%s' อยู่แล้ว ให้ใช้ id อื่น", "a trap '%s' is there already; use another id", trap.id);
            return;
        }
    trap.near = read_near(b, yaml_get(node, "near"), file);
    uint16_t subject = (uint16_t)(b->n_items + b->n_traps);
    MEM_GROW(b->traps, b->n_traps, b->traps_capacity);
    b->traps[b->n_traps++] = trap;
    build_names(b, yaml_get(node, "names"), subject);
    build_examples(b, yaml_get(node, "examples"), subject);
}

void build_trap_list(struct builder *b)
{
    check_without_traps(b);
    for (size_t i = 0; i < b->n_files; i++) {
        const struct yaml_node *traps = holds_words(&b->files[i]) ? yaml_get(b->files[i].root, "traps") : NULL;
        for (const struct yaml_node *node = traps ? traps->first : NULL; node; node = node->next)
            read_trap(b, node, &b->files[i]);
    }
}
