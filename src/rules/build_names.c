/* build_names.c - phrases, patterns and combos of one item or trap.
 *
 * A phrase goes through the same normaliser as every text, so that it matches whatever way a site wrote it; one that would match half the
 * web (a single letter) is refused. Long names are also kept for the weak form, the skeleton of slugs, and the search with typing errors.
 * SPDX-License-Identifier: MIT
 */
#include "base/limits.h"
#include "base/mem.h"
#include "rules/build.h"

enum { OCR_MIN_LETTERS = 5 };
enum { STRENGTH_EXACT = 100, STRENGTH_VARIANT = 90, STRENGTH_PATTERN = 85, STRENGTH_COMBO = 80, STRENGTH_WEAK = 45, WEAK_FORM_LOSS = 6, SKELETON_LOSS = 14, GUARD_MIN = 5, PACKING_MIN = 3 };

static size_t count_letters(struct str form)
{
    size_t n = 0;
    for (size_t i = 0; i < form.n; i++)
        n += is_form_letter((unsigned char)form.p[i]) || is_form_digit((unsigned char)form.p[i]);
    return n;
}

static struct str normalise(struct builder *b, struct str text, unsigned form)
{
    struct buf out;
    buf_init(&out, LIMIT_RULE_FILE_BYTES);
    norm_phrase(text, form, &out);
    struct str kept = arena_str(b->scratch, buf_str(&out));
    buf_done(&out);
    return kept.p ? kept : STR_LIT("");
}

static void add_entry(struct builder *b, enum table_id table, struct str bytes, struct use use)
{
    struct entry_list *list = &b->entries[table];
    if (list->n >= LIMIT_RULE_PHRASES)
        return; /* compile.c says so */
    MEM_GROW(list->items, list->n, list->capacity);
    list->items[list->n++] = (struct entry){bytes, use};
}

bool build_phrase(struct builder *b, const struct yaml_node *text, struct str *ret_tight)
{
    struct str tight = normalise(b, text->text, NORM_TIGHT);
    if (count_letters(tight) < 2 && tight.n < 6) { /* "(........)" is a phrase too */
        build_error(b, text, "วลี '%.*s' สั้นเกินไป ต้องมีอย่างน้อย 2 ตัวอักษร", "the phrase '%.*s' is too short: at least 2 letters", STR_ARG(text->text));
        return false;
    }
    if (memchr(tight.p, NORM_SEPARATOR, tight.n)) {
        build_error(b, text, "วลีต้องอยู่ในบรรทัดเดียว", "a phrase must stand in one line");
        return false;
    }
    *ret_tight = tight;
    return true;
}

static uint8_t less(uint8_t strength, int loss)
{
    return strength > loss ? (uint8_t)(strength - loss) : 1;
}

void build_add_phrase(struct builder *b, const struct yaml_node *text, struct use use)
{
    struct str tight;
    if (!build_phrase(b, text, &tight))
        return;
    book_phrase(b, text, tight, use);
    add_entry(b, TABLE_TIGHT, tight, use);
    size_t n = count_letters(tight);
    struct str weak = normalise(b, text->text, NORM_WEAK);
    bool is_packing = use.kind == USE_HEAD || (use.kind == USE_VOCABULARY && (use.owner == VOCAB_FILLER || use.owner == VOCAB_AGENCY || use.owner == VOCAB_UNIT ||
                                                                              use.owner == VOCAB_ABOUT || use.owner == VOCAB_GENERIC_LABEL));
    is_packing = is_packing && count_letters(weak) >= PACKING_MIN; /* "ดู" is a bare ด in the weak form */
    /* What keeps items apart must be seen in a damaged title too: it may be shorter than what claims. */
    bool is_guard = (use.kind == USE_TERM || (use.kind == USE_NAME && use.owner >= b->n_items)) && count_letters(weak) >= GUARD_MIN;
    if (is_packing || is_guard || (n >= NORM_WEAK_MIN && count_letters(weak) >= NORM_WEAK_MIN - 3)) { /* short ones claim nothing in the weak form */
        struct use weaker = use;
        if (use.kind == USE_NAME)
            weaker.strength = less(use.strength, WEAK_FORM_LOSS);
        add_entry(b, TABLE_WEAK, weak, weaker);
    } else if (use.kind == USE_ELEMENT && count_letters(weak) >= OCR_MIN_LETTERS) {
        struct use in_ocr = use;
        in_ocr.is_ocr = true;
        add_entry(b, TABLE_WEAK, weak, in_ocr);
    }
    if (use.kind == USE_NAME && use.strength >= STRENGTH_VARIANT) {
        struct buf out;
        buf_init(&out, LIMIT_RULE_FILE_BYTES);
        norm_skeleton(text->text, &out);
        if (out.n >= SKELETON_MIN) {
            struct use weaker = use;
            weaker.strength = less(use.strength, SKELETON_LOSS);
            add_entry(b, TABLE_SKELETON, arena_str(b->scratch, buf_str(&out)), weaker);
        }
        buf_done(&out);
    }
    if (use.kind == USE_NAME && use.strength >= STRENGTH_VARIANT && n >= FUZZY_MIN_LETTERS) {
        size_t edits = (tight.n + 19) / 20; /* 5 %, rounded up */
        struct fuzzy_name name = {.bytes = arena_str(b->arena, tight),
                                  .subject = use.owner,
                                  .strength = use.strength,
                                  .max_edits = (uint8_t)(edits > 3 ? 3 : edits)};
        MEM_GROW(b->fuzzy, b->n_fuzzy, b->fuzzy_capacity);
        b->fuzzy[b->n_fuzzy++] = name;
    }
}

static unsigned read_form(struct builder *b, const struct yaml_node *form)
{
    static const struct word_bit forms[] = {{"tight", NORM_TIGHT}, {"spaced", NORM_SPACED}, {"weak", NORM_WEAK}, {0}};
    if (!form)
        return NORM_TIGHT;
    struct yaml_node list = {.kind = YAML_LIST, .first = &(struct yaml_node){.kind = YAML_TEXT, .file = form->file, .line = form->line,
                                                                            .column = form->column, .text = form->text}};
    unsigned bit = build_bits(b, &list, forms);
    return bit ? bit : NORM_TIGHT;
}

static void add_pattern(struct builder *b, const struct yaml_node *node, struct use use)
{
    const struct yaml_node *text = node->kind == YAML_MAP ? yaml_get(node, "pattern") : node;
    unsigned form = node->kind == YAML_MAP ? read_form(b, yaml_get(node, "form")) : NORM_TIGHT;
    if (use.kind == USE_NAME)
        use.strength = (uint8_t)build_number(yaml_get(node, "strength"), STRENGTH_PATTERN);
    if (b->n_patterns == LIMIT_RULE_PATTERNS) {
        build_error(b, text, "มีรูปแบบได้ไม่เกิน %d รูปแบบ", "at most %d patterns", (int)LIMIT_RULE_PATTERNS);
        return;
    }
    struct pattern_problem problem;
    struct pattern *pattern = pattern_new(text->text, form, b->scratch, &problem);
    if (!pattern) {
        build_error(b, text, "รูปแบบ '%.*s' ตัวที่ %zu: %s%.0s", "pattern '%.*s' at character %zu: %.0s%s", STR_ARG(text->text),
                    problem.offset + 1, problem.text.th, problem.text.en);
        return;
    }
    const struct str *prefixes = NULL;
    size_t n = form == NORM_SPACED ? 0 : pattern_prefixes(pattern, &prefixes);
    if (n == 0 && form != NORM_SPACED)
        build_warning(b, text, "รูปแบบ '%.*s' ไม่ขึ้นต้นด้วยตัวอักษรตายตัวอย่างน้อย 2 ตัว จึงช้ากว่าและใช้กับข้อความสั้นเท่านั้น",
                      "the pattern '%.*s' does not begin with 2 fixed letters: it is slower, and used on short texts only", STR_ARG(text->text));
    uint16_t index = (uint16_t)b->n_patterns;
    MEM_GROW(b->patterns, b->n_patterns, b->patterns_capacity);
    b->patterns[b->n_patterns++] = (struct rule_pattern){.pattern = pattern, .form = form, .use = use, .is_loose = n == 0};
    for (size_t i = 0; i < n; i++)
        add_entry(b, form == NORM_WEAK ? TABLE_WEAK : TABLE_TIGHT, prefixes[i], (struct use){.kind = USE_PATTERN, .owner = index});
}

void build_add_patterns(struct builder *b, const struct yaml_node *list, struct use use)
{
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        add_pattern(b, node, use);
}

uint16_t build_set_index(struct builder *b, const struct yaml_node *text)
{
    struct str name = text->text;
    if (name.n > 0 && name.p[0] == '@') {
        name = str_from_pos(name, 1);
        book_set_used(b, name);
        for (size_t i = 0; i < b->n_sets; i++)
            if (b->sets[i].n && str_eq(b->sets[i], name))
                return (uint16_t)i;
        build_error(b, text, "ไม่มีชุดคำ '@%.*s' ให้เพิ่มใน sets: หรือแก้ชื่อ", "there is no set '@%.*s'; add it under sets: or correct the name",
                    STR_ARG(name));
        return NO_INDEX;
    }
    struct str tight;
    if (!build_phrase(b, text, &tight))
        return NO_INDEX;
    uint64_t hash = str_hash_quick(tight); /* the same phrase used before: its set */
    for (size_t i = 0; i < b->n_single; i++)
        if (b->single[i].hash == hash && str_eq(b->single[i].phrase, tight))
            return b->single[i].set;
    MEM_GROW(b->single, b->n_single, b->single_capacity);
    b->single[b->n_single++] = (struct single_set){hash, tight, (uint16_t)b->n_sets};
    MEM_GROW(b->sets, b->n_sets, b->sets_capacity);
    b->sets[b->n_sets] = STR_LIT("");
    add_entry(b, TABLE_TIGHT, tight, (struct use){.kind = USE_TERM, .owner = (uint16_t)b->n_sets});
    return (uint16_t)b->n_sets++;
}

static const uint16_t *read_terms(struct builder *b, const struct yaml_node *list, uint16_t *ret_n)
{
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    uint16_t *terms = ARENA_ARRAY(b->arena, uint16_t, n + 1);
    *ret_n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        uint16_t set = build_set_index(b, node);
        if (set != NO_INDEX)
            terms[(*ret_n)++] = set;
    }
    return terms;
}

static uint32_t read_head_list(struct builder *b, const struct yaml_node *list)
{
    struct word_bit words[MAX_HEADS + 1] = {0};
    for (size_t i = 0; i < b->n_heads; i++)
        words[i] = (struct word_bit){b->heads[i].name, 1u << i};
    return build_bits(b, list, words);
}

static void read_combo(struct builder *b, const struct yaml_node *node, uint16_t subject)
{
    struct combo combo = {.subject = subject,
                          .strength = (uint8_t)build_number(yaml_get(node, "strength"), STRENGTH_COMBO),
                          .heads = read_head_list(b, yaml_get(node, "head"))};
    combo.all = read_terms(b, yaml_get(node, "all"), &combo.n_all);
    combo.any = read_terms(b, yaml_get(node, "any"), &combo.n_any);
    combo.none = read_terms(b, yaml_get(node, "none"), &combo.n_none);
    if (combo.n_all == 0 && combo.n_any == 0) {
        build_error(b, node, "ชุดคำประกอบต้องมี all: หรือ any:", "a combo needs all: or any:");
        return;
    }
    MEM_GROW(b->combos, b->n_combos, b->combos_capacity);
    b->combos[b->n_combos++] = combo;
}

struct subject_rules *build_subject(struct builder *b, uint16_t subject)
{
    while (b->subjects_capacity <= subject) {
        size_t old = b->subjects_capacity, grown = old ? old * 2 : 64;
        b->subjects = mem_resize(b->subjects, grown, sizeof *b->subjects);
        memset(b->subjects + old, 0, (grown - old) * sizeof *b->subjects);
        b->subjects_capacity = grown;
    }
    return &b->subjects[subject];
}

static void add_name_list(struct builder *b, const struct yaml_node *list, uint16_t subject, int strength)
{
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        build_add_phrase(b, node, (struct use){.kind = USE_NAME, .owner = subject, .strength = (uint8_t)strength});
}

void build_names(struct builder *b, const struct yaml_node *names, uint16_t subject)
{
    add_name_list(b, yaml_get(names, "exact"), subject, STRENGTH_EXACT);
    add_name_list(b, yaml_get(names, "variants"), subject, STRENGTH_VARIANT);
    add_name_list(b, yaml_get(names, "weak"), subject, STRENGTH_WEAK);
    build_add_patterns(b, yaml_get(names, "patterns"), (struct use){.kind = USE_NAME, .owner = subject});
    const struct yaml_node *combos = yaml_get(names, "combos");
    for (const struct yaml_node *node = combos ? combos->first : NULL; node; node = node->next)
        read_combo(b, node, subject);
    const struct yaml_node *matter = yaml_get(names, "matter");
    if (matter) {
        uint16_t n;
        const uint16_t *sets = read_terms(b, matter, &n);
        struct subject_rules *rules = build_subject(b, subject);
        rules->matter_sets = sets;
        rules->n_matter = n;
    }
    const struct yaml_node *not_list = yaml_get(names, "not");
    if (not_list) {
        uint16_t n;
        const uint16_t *sets = read_terms(b, not_list, &n);
        struct subject_rules *rules = build_subject(b, subject);
        rules->not_sets = sets;
        rules->n_not = n;
    }
}

static void add_examples(struct builder *b, const struct yaml_node *list, uint16_t subject, bool is_match)
{
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        MEM_GROW(b->examples, b->n_examples, b->examples_capacity);
        b->examples[b->n_examples++] = (struct rule_example){.subject = subject,
                                                            .is_match = is_match,
                                                            .text = arena_text(b->arena, node->text),
                                                            .file = arena_text(b->arena, str_from(node->file)),
                                                            .line = node->line,
                                                            .column = node->column};
    }
}

void build_examples(struct builder *b, const struct yaml_node *examples, uint16_t subject)
{
    add_examples(b, yaml_get(examples, "match"), subject, true);
    add_examples(b, yaml_get(examples, "reject"), subject, false);
}
