/* compile.c - freezes what was read: one automaton a form, and flat arrays.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/build.h"
#include "rules/fuzzy.h"

enum { DENSE_TIGHT = 768, DENSE_OTHER = 256 };

static int compare_entries(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int order = str_cmp(x->bytes, y->bytes);
    if (order != 0)
        return order;
    if (x->use.kind != y->use.kind)
        return x->use.kind < y->use.kind ? -1 : 1;
    if (x->use.owner != y->use.owner)
        return x->use.owner < y->use.owner ? -1 : 1;
    if (x->use.is_negative != y->use.is_negative)
        return x->use.is_negative ? 1 : -1;
    return (int)y->use.strength - (int)x->use.strength; /* the strongest first: the others are dropped */
}

static bool is_same_use(const struct use *a, const struct use *b)
{
    return a->kind == b->kind && a->owner == b->owner && a->is_negative == b->is_negative;
}

static void compile_table(struct builder *b, struct entry_list *list, uint32_t max_dense, struct phrase_table *ret_table)
{
    if (list->n > 0)
        qsort(list->items, list->n, sizeof *list->items, compare_entries);
    struct str *phrases = mem_alloc((list->n + 1) * sizeof *phrases);
    uint32_t *use_at = ARENA_ARRAY(b->arena, uint32_t, list->n + 1);
    struct use *uses = ARENA_ARRAY(b->arena, struct use, list->n + 1);
    size_t n = 0, n_uses = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct entry *entry = &list->items[i];
        if (n == 0 || !str_eq(phrases[n - 1], entry->bytes)) {
            use_at[n] = (uint32_t)n_uses;
            phrases[n++] = entry->bytes;
        } else if (is_same_use(&uses[n_uses - 1], &entry->use)) {
            continue;
        }
        uses[n_uses++] = entry->use;
    }
    use_at[n] = (uint32_t)n_uses;
    automaton_build(&ret_table->automaton, phrases, n, max_dense, b->arena);
    ret_table->use_at = use_at;
    ret_table->uses = uses;
    b->matcher->n_bytes += automaton_bytes(&ret_table->automaton) + n * 4 + n_uses * sizeof *uses;
    free(phrases);
}

static void *freeze(struct builder *b, const void *items, size_t n, size_t size)
{
    void *copy = arena_alloc_array(b->arena, n + 1, size);
    if (n > 0)
        memcpy(copy, items, n * size);
    b->matcher->n_bytes += n * size;
    return copy;
}

static int compare_fuzzy(const void *a, const void *b)
{
    return str_cmp(((const struct fuzzy_name *)a)->bytes, ((const struct fuzzy_name *)b)->bytes); /* by bytes is by fuzzy_key too */
}

static struct str tight_of(struct builder *b, struct str text)
{
    struct buf out;
    buf_init(&out, LIMIT_RULE_FILE_BYTES);
    norm_phrase(text, NORM_TIGHT, &out);
    struct str kept = arena_str(b->arena, buf_str(&out));
    buf_done(&out);
    return kept;
}

/* What a printed "O16" can mean: the numbers behind the letters of the scheme's own codes. */
static void compile_numbers(struct builder *b)
{
    struct matcher *m = b->matcher;
    struct item_number *numbers = ARENA_ARRAY(b->arena, struct item_number, b->n_items + 1);
    struct str prefix = STR_NONE;
    for (size_t i = 0; i < b->n_items; i++) {
        struct str code = str_from(b->items[i].code);
        size_t digits = code.n;
        while (digits > 0 && code.p[digits - 1] >= '0' && code.p[digits - 1] <= '9')
            digits--;
        uint64_t number;
        if (digits < code.n && str_to_u64(str_from_pos(code, digits), 9999, &number))
            numbers[m->n_numbers++] = (struct item_number){(uint16_t)i, (int)number};
        if (digits > 0 && !prefix.p)
            prefix = str_sub(code, 0, digits);
    }
    m->numbers = numbers;
    if (m->code_words)
        return;
    struct str *words = ARENA_ARRAY(b->arena, struct str, 3); /* defaults: the codes' own letters and the word for "item" */
    if (prefix.p)
        words[m->n_code_words++] = tight_of(b, prefix);
    words[m->n_code_words++] = tight_of(b, STR_LIT("ข้อ"));
    words[m->n_code_words++] = tight_of(b, STR_LIT("OIT"));
    m->code_words = words;
}

static void compile_loose(struct builder *b)
{
    uint16_t *loose = ARENA_ARRAY(b->arena, uint16_t, b->n_patterns + 1);
    for (size_t i = 0; i < b->n_patterns; i++)
        if (b->patterns[i].is_loose)
            loose[b->matcher->n_loose++] = (uint16_t)i;
    b->matcher->loose = loose;
}

static void note_beginning(struct beginnings *b, struct str bytes, size_t from, size_t n)
{
    uint64_t key = 0;
    for (size_t i = from; i < from + n; i++)
        key = key << 8 | (unsigned char)bytes.p[i];
    uint32_t slot = beginning_slot(key);
    b->bits[slot >> 6] |= (uint64_t)1 << (slot & 63);
}

static void compile_beginnings(struct builder *b)
{
    struct beginnings *fuzzy = ARENA_NEW(b->arena, struct beginnings), *weak = ARENA_NEW(b->arena, struct beginnings);
    struct beginnings *weak_end = ARENA_NEW(b->arena, struct beginnings);
    for (size_t i = 0; i < b->n_fuzzy; i++)
        note_beginning(fuzzy, b->fuzzy[i].bytes, 0, FUZZY_EXACT_START);
    for (size_t i = 0; i < b->n_fuzzy; i++)
        fuzzy_note_grams(&b->fuzzy[i]);
    for (size_t i = 0; i < b->entries[TABLE_WEAK].n; i++) {
        const struct entry *entry = &b->entries[TABLE_WEAK].items[i];
        if (entry->use.kind == USE_NAME && entry->bytes.n >= WEAK_BEGIN) {
            note_beginning(weak, entry->bytes, 0, WEAK_BEGIN);
            note_beginning(weak_end, entry->bytes, entry->bytes.n - WEAK_BEGIN, WEAK_BEGIN);
        } else if (entry->use.kind == USE_PATTERN)
            b->matcher->has_weak_patterns = true;
    }
    b->matcher->fuzzy_begin = fuzzy;
    b->matcher->weak_begin = weak;
    b->matcher->weak_end = weak_end;
    b->matcher->n_bytes += 3 * sizeof *fuzzy;
}

/* A combo stands under the first set it needs; one that needs none of several under each of these. */
static size_t keys_of(const struct combo *combo, const uint16_t **ret_keys)
{
    *ret_keys = combo->n_all ? combo->all : combo->any;
    return combo->n_all ? 1 : combo->n_any;
}

static void compile_combo_index(struct builder *b)
{
    uint32_t *at = ARENA_ARRAY(b->arena, uint32_t, b->n_sets + 2);
    const uint16_t *keys;
    for (size_t i = 0; i < b->n_combos; i++)
        for (size_t k = 0, n = keys_of(&b->combos[i], &keys); k < n; k++)
            at[keys[k] + 2]++;
    for (size_t set = 2; set < b->n_sets + 2; set++)
        at[set] += at[set - 1];
    uint16_t *of = ARENA_ARRAY(b->arena, uint16_t, at[b->n_sets + 1] + 1);
    for (size_t i = 0; i < b->n_combos; i++)
        for (size_t k = 0, n = keys_of(&b->combos[i], &keys); k < n; k++)
            of[at[keys[k] + 1]++] = (uint16_t)i; /* at[set + 1] runs from the set's begin to its end */
    b->matcher->combos_at = at;
    b->matcher->combos_of = of;
}

static void note_own_sets(const struct combo *combo, uint64_t *sets)
{
    for (size_t i = 0; i < combo->n_all; i++)
        sets[combo->all[i] >> 6] |= (uint64_t)1 << (combo->all[i] & 63);
    for (size_t i = 0; i < combo->n_any; i++)
        sets[combo->any[i] >> 6] |= (uint64_t)1 << (combo->any[i] & 63);
}

/* The words an item's combos are made of are its own matter wherever they stand. */
static void compile_own_sets(struct builder *b)
{
    for (size_t i = 0; i < b->n_items; i++) {
        uint64_t *sets = ARENA_ARRAY(b->arena, uint64_t, b->n_sets / 64 + 1);
        for (size_t k = 0; k < b->n_combos; k++)
            if (b->combos[k].subject == i)
                note_own_sets(&b->combos[k], sets);
        b->subjects[i].own_sets = sets;
    }
}

void build_compile(struct builder *b)
{
    struct matcher *m = b->matcher;
    for (int table = 0; table < N_TABLES; table++)
        if (b->entries[table].n >= LIMIT_RULE_PHRASES)
            build_error(b, NULL, "มีวลีมากเกิน %d วลี", "more than %d phrases", (int)LIMIT_RULE_PHRASES);
    compile_table(b, &b->entries[TABLE_TIGHT], DENSE_TIGHT, &m->tight); /* every text goes through this one */
    compile_table(b, &b->entries[TABLE_WEAK], DENSE_OTHER, &m->weak);
    compile_table(b, &b->entries[TABLE_SKELETON], DENSE_OTHER, &m->skeleton);
    compile_beginnings(b);
    compile_combo_index(b);
    compile_numbers(b);
    compile_loose(b);
    m->n_subjects = b->n_items + b->n_traps;
    (void)build_subject(b, (uint16_t)m->n_subjects); /* makes room */
    compile_own_sets(b);
    m->patterns = freeze(b, b->patterns, b->n_patterns, sizeof *b->patterns);
    m->n_patterns = b->n_patterns;
    m->combos = freeze(b, b->combos, b->n_combos, sizeof *b->combos);
    m->n_combos = b->n_combos;
    m->heads = freeze(b, b->heads, b->n_heads, sizeof *b->heads);
    m->n_heads = b->n_heads;
    if (b->n_fuzzy > 1)
        qsort(b->fuzzy, b->n_fuzzy, sizeof *b->fuzzy, compare_fuzzy);
    m->fuzzy = freeze(b, b->fuzzy, b->n_fuzzy, sizeof *b->fuzzy);
    m->n_fuzzy = b->n_fuzzy;
    m->examples = freeze(b, b->examples, b->n_examples, sizeof *b->examples);
    m->n_examples = b->n_examples;
    m->subjects = freeze(b, b->subjects, m->n_subjects, sizeof *b->subjects);
    m->n_sets = b->n_sets;
    struct scheme *s = b->scheme;
    s->groups = freeze(b, b->groups, b->n_groups, sizeof *b->groups);
    s->n_groups = b->n_groups;
    s->elements = freeze(b, b->elements, b->n_elements, sizeof *b->elements);
    s->n_elements = b->n_elements;
    s->traps = freeze(b, b->traps, b->n_traps, sizeof *b->traps);
    s->n_traps = b->n_traps;
}
