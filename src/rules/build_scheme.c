/* build_scheme.c - scheme.yaml: what the scheme is, its groups, how its codes are printed.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "rules/build.h"
#include "rules/schema.h"

enum { CE_TO_BE = 543 };

static void read_years(struct builder *b, const struct yaml_node *list)
{
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    int *years = ARENA_ARRAY(b->arena, int, n + 1);
    n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        uint64_t year;
        if (!str_to_u64(node->text, 9999, &year) || year < 1900) {
            build_error(b, node, "'%.*s' ไม่ใช่ปี", "'%.*s' is not a year", STR_ARG(node->text));
            continue;
        }
        years[n++] = (int)year + (b->scheme->is_gregorian ? CE_TO_BE : 0);
    }
    b->scheme->confirmed_years = years;
    b->scheme->n_confirmed_years = n;
}

static enum scheme_aggregate read_aggregate(struct builder *b, const struct yaml_node *node)
{
    static const char *const names[] = {"mean", "sum", "weighted", "min", NULL};
    if (!node)
        return AGGREGATE_MEAN;
    for (size_t i = 0; names[i]; i++)
        if (str_eq_c(node->text, names[i]))
            return (enum scheme_aggregate)i;
    const char *nearest = schema_nearest(node->text, names);
    build_error(b, node, "ไม่รู้จักวิธีรวมคะแนน '%.*s' ใช้ mean, sum, weighted หรือ min%s%s", "unknown aggregate '%.*s'; use mean, sum, weighted or min%s%s",
                STR_ARG(node->text), nearest ? ": " : "", nearest ? nearest : "");
    return AGGREGATE_MEAN;
}

static void read_groups(struct builder *b, const struct yaml_node *list, uint16_t parent, int depth)
{
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        if (depth > LIMIT_YAML_DEPTH)
            return;
        struct scheme_group group = {.code = build_text(b, yaml_get(node, "code"), ""),
                                     .title = build_words(b, yaml_get(node, "title")),
                                     .parent = parent,
                                     .aggregate = read_aggregate(b, yaml_get(node, "aggregate")),
                                     .weight = build_number(yaml_get(node, "weight"), 1)};
        for (size_t i = 0; i < b->n_groups; i++)
            if (strcmp(b->groups[i].code, group.code) == 0)
                build_error(b, node, "มีกลุ่ม '%s' ซ้ำ", "the group '%s' stands twice", group.code);
        uint16_t index = (uint16_t)b->n_groups;
        MEM_GROW(b->groups, b->n_groups, b->groups_capacity);
        b->groups[b->n_groups++] = group;
        read_groups(b, yaml_get(node, "groups"), index, depth + 1);
    }
}

static struct str tight(struct builder *b, struct str text)
{
    struct buf out;
    buf_init(&out, LIMIT_RULE_FILE_BYTES);
    norm_phrase(text, NORM_TIGHT, &out);
    struct str kept = arena_str(b->arena, buf_str(&out));
    buf_done(&out);
    return kept;
}

static const struct str *read_code_words(struct builder *b, const struct yaml_node *list, size_t *ret_n)
{
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    struct str *words = ARENA_ARRAY(b->arena, struct str, n + 1);
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        words[(*ret_n)++] = tight(b, node->text);
    return words;
}

void build_scheme(struct builder *b, const struct yaml_node *root)
{
    struct scheme *s = b->scheme;
    s->id = build_text(b, yaml_get(root, "id"), "");
    s->revision = build_text(b, yaml_get(root, "revision"), "");
    s->title = build_words(b, yaml_get(root, "title"));
    s->score_name = build_words(b, yaml_get(root, "score_name"));
    s->assessor = build_words(b, yaml_get(root, "assessor"));
    const struct yaml_node *calendar = yaml_get(root, "calendar");
    s->is_gregorian = calendar && str_eq_c(calendar->text, "gregorian");
    if (calendar && !s->is_gregorian && !str_eq_c(calendar->text, "buddhist"))
        build_error(b, calendar, "calendar ต้องเป็น buddhist หรือ gregorian", "calendar must be buddhist or gregorian");
    s->first_month = (int)build_number(yaml_get(root, "year_starts"), s->is_gregorian ? 1 : YEARS_THAI_FIRST_MONTH);
    if (s->first_month < 1 || s->first_month > 12) {
        build_error(b, yaml_get(root, "year_starts"), "year_starts ต้องเป็นเดือน 1 ถึง 12", "year_starts must be a month, 1 to 12");
        s->first_month = 1;
    }
    read_years(b, yaml_get(root, "confirmed_years"));
    s->target = build_number(yaml_get(root, "target"), 85);
    const struct yaml_node *groups = yaml_get(root, "groups");
    read_groups(b, groups, NO_INDEX, 1);
    if (b->n_groups == 0 || groups->first->next)
        build_error(b, groups, "ต้องมีกลุ่มบนสุดหนึ่งกลุ่มเท่านั้น", "there must be exactly one group at the top");
    struct matcher *m = b->matcher;
    if (yaml_get(root, "code_words"))
        m->code_words = read_code_words(b, yaml_get(root, "code_words"), &m->n_code_words);
    m->other_codes = read_code_words(b, yaml_get(root, "other_codes"), &m->n_other_codes);
}

int scheme_code_number(const char *code)
{
    int number = 0;
    while (*code && (*code < '0' || *code > '9'))
        code++;
    for (; *code >= '0' && *code <= '9' && number < 1000; code++)
        number = number * 10 + (*code - '0');
    return number;
}
