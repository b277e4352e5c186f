/* build_items.c - item files, and what an overlay adds to them.
 *
 * Codes are sorted first (O2 before O10), because everything else refers to items by index. An overlay is read right behind the item it
 * adds to; it can add names, examples and phrases and confirm elements, never take anything away.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/build.h"
#include "rules/schema.h"

static const struct word_bit accept_words[] = {{"current", ACCEPT_CURRENT},       {"previous", ACCEPT_PREVIOUS}, {"first-half", ACCEPT_FIRST_HALF},
                                               {"span", ACCEPT_SPAN},             {"undated", ACCEPT_UNDATED},   {"activity", ACCEPT_ACTIVITY},
                                               {0}};
static const struct word_bit form_words[] = {{"page", FORM_PAGE},       {"document", FORM_DOCUMENT}, {"table", FORM_TABLE}, {"list", FORM_LIST},
                                             {"channel", FORM_CHANNEL}, {"service", FORM_SERVICE},   {0}};
static const struct word_bit in_words[] = {{"text", IN_TEXT},   {"title", IN_TITLE}, {"header", IN_HEADER}, {"contact", IN_CONTACT},
                                           {"image", IN_IMAGE}, {"form", IN_FORM},   {"link", IN_LINK},     {"table", IN_TABLE},
                                           {0}};
static const struct word_bit detect_words[] = {
    {"phone", DETECT_PHONE},       {"email", DETECT_EMAIL},       {"address", DETECT_ADDRESS},   {"map", DETECT_MAP},   {"line", DETECT_LINE},
    {"messenger", DETECT_MESSENGER}, {"facebook", DETECT_FACEBOOK}, {"chat", DETECT_CHAT},       {"fax", DETECT_FAX},   {"image", DETECT_IMAGE},
    {"portrait", DETECT_PORTRAIT}, {"textarea", DETECT_TEXTAREA}, {"form", DETECT_FORM},         {"table", DETECT_TABLE}, {"person", DETECT_PERSON},
    {"date", DETECT_DATE},         {"money", DETECT_MONEY},       {"link", DETECT_LINK},         {"list", DETECT_LIST}, {"body", DETECT_BODY},
    {0}};
static const char *const kind_names[] = {"page",    "plan",    "report", "announcement", "statistics", "list",
                                         "channel", "service", "manual", "news",         "order",      "other", NULL};

/* Letters before numbers, numbers by value: O2 < O10 < P1. */
static int compare_codes(struct str a, struct str b)
{
    size_t i = 0, k = 0;
    while (i < a.n && k < b.n) {
        bool is_digit_a = a.p[i] >= '0' && a.p[i] <= '9', is_digit_b = b.p[k] >= '0' && b.p[k] <= '9';
        if (is_digit_a && is_digit_b) {
            unsigned long x = 0, y = 0;
            for (; i < a.n && a.p[i] >= '0' && a.p[i] <= '9' && x < 100000000; i++)
                x = x * 10 + (unsigned long)(a.p[i] - '0');
            for (; k < b.n && b.p[k] >= '0' && b.p[k] <= '9' && y < 100000000; k++)
                y = y * 10 + (unsigned long)(b.p[k] - '0');
            if (x != y)
                return x < y ? -1 : 1;
            continue;
        }
        if (a.p[i] != b.p[k])
            return (unsigned char)a.p[i] < (unsigned char)b.p[k] ? -1 : 1;
        i++;
        k++;
    }
    return (i < a.n) - (k < b.n);
}

static int compare_nodes(const void *a, const void *b)
{
    const struct yaml_node *const *x = a, *const *y = b;
    return compare_codes(yaml_get(*x, "code")->text, yaml_get(*y, "code")->text);
}

void build_item_list(struct builder *b)
{
    size_t n = 0;
    const struct yaml_node **nodes = ARENA_ARRAY(b->scratch, const struct yaml_node *, b->n_files + 1);
    for (size_t i = 0; i < b->n_files; i++)
        if (b->files[i].role == ROLE_ITEM)
            nodes[n++] = b->files[i].root;
    qsort(nodes, n, sizeof *nodes, compare_nodes);
    b->item_nodes = nodes;
    b->n_items = n;
    b->items = ARENA_ARRAY(b->arena, struct scheme_item, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct yaml_node *code = yaml_get(nodes[i], "code");
        b->items[i].code = build_text(b, code, "");
        if (i > 0 && compare_nodes(&nodes[i - 1], &nodes[i]) == 0)
            build_error(b, code, "มีข้อ '%s' สองแฟ้ม", "the item '%s' has two files", b->items[i].code);
    }
    b->scheme->items = b->items;
    b->scheme->n_items = n;
    if (n > LIMIT_RULE_ITEMS)
        build_error(b, yaml_get(nodes[LIMIT_RULE_ITEMS], "code"), "ชุดเกณฑ์มีได้ไม่เกิน %d ข้อ", "a scheme has at most %d items", (int)LIMIT_RULE_ITEMS);
    if (n == 0)
        build_error(b, NULL, "ไม่มีแฟ้มของข้อใดเลยในชุดเกณฑ์", "the scheme has no item file");
}

static uint16_t find_group(struct builder *b, const struct yaml_node *node)
{
    for (size_t i = 0; i < b->n_groups; i++)
        if (str_eq_c(node->text, b->groups[i].code))
            return (uint16_t)i;
    build_error(b, node, "ไม่มีกลุ่ม '%.*s' ใน scheme.yaml", "scheme.yaml has no group '%.*s'", STR_ARG(node->text));
    return 0;
}

static void read_levels(struct builder *b, const struct yaml_node *list, struct scheme_item *item)
{
    static const double plain[] = {100, 0};
    item->levels = plain;
    item->n_levels = 2;
    if (!list)
        return;
    size_t n = 0;
    for (const struct yaml_node *node = list->first; node; node = node->next)
        n++;
    double *levels = ARENA_ARRAY(b->arena, double, n + 1);
    n = 0;
    for (const struct yaml_node *node = list->first; node; node = node->next) {
        levels[n++] = build_number(node, 0);
        if (n > 1 && levels[n - 1] >= levels[n - 2])
            build_error(b, node, "ระดับคะแนนต้องเรียงจากมากไปน้อย", "levels must go down");
    }
    if (n == 0)
        build_error(b, list, "ต้องมีระดับคะแนนอย่างน้อยหนึ่งระดับ", "at least one level is needed");
    item->levels = levels;
    item->n_levels = n;
}

static void read_due(struct builder *b, const struct yaml_node *node, struct scheme_item *item)
{
    if (!node)
        return;
    struct str rest = node->text, month = str_cut(&rest, '-');
    uint64_t m = 0, d = 0;
    if (!str_to_u64(month, 12, &m) || !str_to_u64(rest, 31, &d) || m == 0 || d == 0) {
        build_error(b, node, "'%.*s' ไม่ใช่วันครบกำหนด ให้เขียน เดือน-วัน เช่น 03-31", "'%.*s' is not a due date; write month-day such as 03-31",
                    STR_ARG(node->text));
        return;
    }
    item->due_month = (int)m;
    item->due_day = (int)d;
}

const char *build_kind(struct builder *b, const struct yaml_node *node)
{
    if (!node)
        return "other";
    for (size_t i = 0; kind_names[i]; i++)
        if (str_eq_c(node->text, kind_names[i]))
            return kind_names[i];
    const char *nearest = schema_nearest(node->text, kind_names);
    build_error(b, node, "ไม่รู้จักชนิด '%.*s' หมายถึง '%s' หรือไม่", "unknown kind '%.*s'; did you mean '%s'?", STR_ARG(node->text),
                nearest ? nearest : "other");
    return "other";
}

static void add_element_phrases(struct builder *b, const struct yaml_node *node, uint16_t element)
{
    const struct yaml_node *any = yaml_get(node, "any"), *negative = yaml_get(node, "any_negative");
    for (const struct yaml_node *word = any ? any->first : NULL; word; word = word->next)
        build_add_phrase(b, word, (struct use){.kind = USE_ELEMENT, .owner = element});
    for (const struct yaml_node *word = negative ? negative->first : NULL; word; word = word->next)
        build_add_phrase(b, word, (struct use){.kind = USE_ELEMENT, .owner = element, .is_negative = true});
    build_add_patterns(b, yaml_get(node, "patterns"), (struct use){.kind = USE_ELEMENT, .owner = element});
}

/* Where headers are looked at, the phrases are names of fields. */
static enum element_value read_value(struct builder *b, const struct yaml_node *node, unsigned in)
{
    static const char *const names[] = {"needed", "dash", "drawn", "phrase", NULL};
    if (!node)
        return in & IN_HEADER ? VALUE_IS_NEEDED : VALUE_IS_THE_PHRASE;
    for (size_t i = 0; names[i]; i++)
        if (str_eq_c(node->text, names[i]))
            return (enum element_value)i;
    const char *nearest = schema_nearest(node->text, names);
    build_error(b, node, "ไม่รู้จัก value '%.*s' หมายถึง '%s' หรือไม่ (needed, dash, drawn, phrase)", "unknown value '%.*s'; did you mean '%s'? (needed, dash, drawn, phrase)",
                STR_ARG(node->text), nearest ? nearest : "needed");
    return VALUE_IS_NEEDED;
}

static void read_element(struct builder *b, const struct yaml_node *node, uint16_t item)
{
    double min = build_number(yaml_get(node, "min"), 1), prose = build_number(yaml_get(node, "prose"), 1);
    struct scheme_element element = {
        .id = build_text(b, yaml_get(node, "id"), ""),
        .text = build_words(b, yaml_get(node, "text")),
        .item = item,
        .is_required = build_yes(yaml_get(node, "required"), true),
        .is_assumed = build_yes(yaml_get(node, "assumed"), false),
        .negative_satisfies = build_yes(yaml_get(node, "negative"), false),
        .needs_human = build_yes(yaml_get(node, "needs_human"), false),
        .is_deciding = build_yes(yaml_get(node, "decides"), false),
        .in = build_bits(b, yaml_get(node, "in"), in_words),
        .detect = build_bits(b, yaml_get(node, "detect"), detect_words),
        .accept = build_bits(b, yaml_get(node, "accept"), accept_words),
        .min = (uint16_t)(min < 1 ? 1 : min > 1000 ? 1000 : min),
        .prose = (uint16_t)(prose < 1 ? 1 : prose > 1000 ? 1000 : prose),
    };
    if (element.in == 0)
        element.in = IN_TEXT | IN_HEADER | IN_TABLE;
    element.value = read_value(b, yaml_get(node, "value"), element.in);
    for (size_t i = b->items[item].first_element; i < b->n_elements; i++)
        if (strcmp(b->elements[i].id, element.id) == 0)
            build_error(b, node, "มีองค์ประกอบ '%s' ซ้ำในข้อนี้", "the element '%s' stands twice in this item", element.id);
    bool is_seen = yaml_get(node, "any") || yaml_get(node, "patterns") || yaml_get(node, "any_negative") || element.detect ||
                   element.negative_satisfies || element.needs_human;
    if (!is_seen)
        build_error(b, node, "องค์ประกอบ '%s' ไม่มีสิ่งที่ให้มองหา ให้ใส่ any, patterns, detect หรือ needs_human",
                    "the element '%s' has nothing to look for; add any, patterns, detect or needs_human", element.id);
    uint16_t index = (uint16_t)b->n_elements;
    MEM_GROW(b->elements, b->n_elements, b->elements_capacity);
    b->elements[b->n_elements++] = element;
    book_element(b, node);
    add_element_phrases(b, node, index);
}

/* What speaks against the item stands behind its elements and is looked for as they are; nothing requires it. */
static void read_against(struct builder *b, const struct yaml_node *list, uint16_t index)
{
    struct scheme_item *item = &b->items[index];
    item->n_elements = (uint16_t)(b->n_elements - item->first_element);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        const struct yaml_node *unless = yaml_get(node, "unless");
        read_element(b, node, index);
        struct scheme_element *against = &b->elements[b->n_elements - 1];
        against->is_required = false;
        against->value = VALUE_IS_THE_PHRASE; /* an empty column tells as much */
        for (const struct yaml_node *id = unless ? unless->first : NULL; id; id = id->next) {
            uint16_t at = 0;
            while (at < item->n_elements && at < 64 && !str_eq_c(id->text, b->elements[item->first_element + at].id))
                at++;
            if (at == item->n_elements || at == 64)
                build_error(b, id, "ข้อนี้ไม่มีองค์ประกอบ '%.*s'", "this item has no element '%.*s'", STR_ARG(id->text));
            else
                against->unless |= UINT64_C(1) << at;
        }
    }
    item->n_against = (uint16_t)(b->n_elements - item->first_element - item->n_elements);
}

static size_t count(const struct yaml_node *list)
{
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    return n;
}

static void read_confusable(struct builder *b, const struct yaml_node *list, struct scheme_item *item)
{
    struct scheme_confusable *all = ARENA_ARRAY(b->arena, struct scheme_confusable, count(list) + 1);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        const struct yaml_node *code = yaml_get(node, "item");
        char *text = mem_text(code->text);
        uint16_t other = scheme_item_by_code(b->scheme, text);
        if (other == NO_INDEX)
            build_error(b, code, "ไม่มีข้อ '%.*s' ในชุดเกณฑ์นี้", "this scheme has no item '%.*s'", STR_ARG(code->text));
        else
            all[item->n_confusables++] = (struct scheme_confusable){other, build_words(b, yaml_get(node, "note"))};
        free(text);
    }
    item->confusables = all;
}

static void read_slips(struct builder *b, const struct yaml_node *list, struct scheme_item *item)
{
    struct words *slips = ARENA_ARRAY(b->arena, struct words, count(list) + 1);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        slips[item->n_slips++] = build_words(b, node);
    item->slips = slips;
}

static void read_item(struct builder *b, const struct yaml_node *root, uint16_t index, const struct yaml_node *default_levels)
{
    struct scheme_item *item = &b->items[index];
    const struct yaml_node *form = yaml_get(root, "form"), *elements = yaml_get(root, "elements"), *levels = yaml_get(root, "levels");
    item->title = build_words(b, yaml_get(root, "title"));
    item->kind = build_kind(b, yaml_get(root, "kind"));
    item->group = find_group(b, yaml_get(root, "group"));
    item->weight = build_number(yaml_get(root, "weight"), 1);
    read_levels(b, levels ? levels : default_levels, item);
    item->levels_confirmed = build_yes(yaml_get(root, "levels_confirmed"), false);
    item->accept = build_bits(b, yaml_get(root, "accept"), accept_words);
    item->accept_assumed = build_yes(yaml_get(root, "accept_assumed"), false);
    read_due(b, yaml_get(root, "due"), item);
    item->is_running = build_yes(yaml_get(root, "running"), false);
    build_subject(b, index)->is_whole = build_yes(yaml_get(root, "whole"), false);
    build_subject(b, index)->is_closed = build_yes(yaml_get(root, "closed"), build_subject(b, index)->is_whole);
    item->form = build_bits(b, yaml_get(form, "kinds"), form_words);
    if (build_yes(yaml_get(form, "image"), false))
        item->form |= FORM_IMAGE;
    if (build_yes(yaml_get(form, "external"), false))
        item->form |= FORM_EXTERNAL;
    item->advice = build_words(b, yaml_get(root, "advice"));
    item->owner = build_words(b, yaml_get(root, "owner"));
    item->source = build_text(b, yaml_get(root, "source"), "");
    if (item->accept == 0)
        build_error(b, yaml_get(root, "accept"), "accept ต้องมีอย่างน้อยหนึ่งคำ", "accept needs at least one word");
    for (size_t i = 0; i < b->n_heads; i++)
        if (strcmp(b->heads[i].name, item->kind) == 0)
            build_subject(b, index)->kind_head = (uint8_t)(i + 1);
    build_names(b, yaml_get(root, "names"), index);
    build_examples(b, yaml_get(root, "examples"), index);
    read_confusable(b, yaml_get(root, "confusable"), item);
    read_slips(b, yaml_get(root, "slips"), item);
    item->first_element = (uint16_t)b->n_elements;
    for (const struct yaml_node *node = elements ? elements->first : NULL; node; node = node->next)
        read_element(b, node, index);
    read_against(b, yaml_get(root, "against"), index);
    book_element_examples(b, yaml_get(root, "examples"), index);
}

static void add_local_element(struct builder *b, const struct yaml_node *node, uint16_t item)
{
    const struct yaml_node *id = yaml_get(node, "id");
    for (uint16_t i = b->items[item].first_element; i < b->n_elements; i++)
        if (str_eq_c(id->text, b->elements[i].id)) {
            const struct yaml_node *assumed = yaml_get(node, "assumed");
            if (assumed && !build_yes(assumed, false))
                b->elements[i].is_assumed = false;
            else if (assumed)
                build_error(b, assumed, "แฟ้มเพิ่มเติมของหน่วยงานยืนยันองค์ประกอบได้เท่านั้น (assumed: \"no\")", "an overlay can only confirm an element (assumed: \"no\")");
            add_element_phrases(b, node, i);
            return;
        }
    build_error(b, id, "ข้อนี้ไม่มีองค์ประกอบ '%.*s'", "this item has no element '%.*s'", STR_ARG(id->text));
}

static void add_local(struct builder *b, const struct yaml_node *root, uint16_t item)
{
    const struct yaml_node *elements = yaml_get(root, "elements");
    build_names(b, yaml_get(root, "names"), item);
    build_examples(b, yaml_get(root, "examples"), item);
    for (const struct yaml_node *node = elements ? elements->first : NULL; node; node = node->next)
        add_local_element(b, node, item);
}

static const struct yaml_node *scheme_root(const struct builder *b)
{
    for (size_t i = 0; i < b->n_files; i++)
        if (b->files[i].role == ROLE_SCHEME)
            return b->files[i].root;
    return NULL;
}

void build_items(struct builder *b)
{
    const struct yaml_node *levels = yaml_get(scheme_root(b), "levels");
    for (size_t i = 0; i < b->n_items; i++) {
        read_item(b, b->item_nodes[i], (uint16_t)i, levels);
        for (size_t k = 0; k < b->n_files; k++)
            if (b->files[k].role == ROLE_LOCAL_ITEM && str_eq_c(yaml_get(b->files[k].root, "code")->text, b->items[i].code))
                add_local(b, b->files[k].root, (uint16_t)i);
    }
    for (size_t k = 0; k < b->n_files; k++)
        if (b->files[k].role == ROLE_LOCAL_ITEM) {
            const struct yaml_node *code = yaml_get(b->files[k].root, "code");
            char *text = mem_text(code->text);
            uint16_t item = scheme_item_by_code(b->scheme, text);
            if (item == NO_INDEX)
                build_error(b, code, "ไม่มีข้อ '%s' ในชุดเกณฑ์นี้", "this scheme has no item '%s'", text);
            else if (strcmp(text, b->items[item].code) != 0)
                build_error(b, code, "เขียนรหัส '%s' ให้ตรงกับชุดเกณฑ์: '%s'", "write the code '%s' as the scheme does: '%s'", text, b->items[item].code);
            free(text);
        }
}
