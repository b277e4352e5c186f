/* build_answers.c - answers from the files: shapes are checked (schema.c), here their sense. An overlay's rules go before the shipped ones.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "rules/answers.h"
#include "rules/build.h"
#include "rules/schema.h"

enum { MOST_LETTERS = 3000, LEAST_PHRASE = 4 }; /* a longer page is content; shorter phrases stand everywhere */

struct answer_list {
    struct answer_rule *rules;
    size_t n, capacity;
};

static size_t count(const struct yaml_node *list)
{
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        n++;
    return n;
}

static struct answer_texts read_phrases(struct builder *b, const struct yaml_node *list)
{
    struct str *items = ARENA_ARRAY(b->arena, struct str, count(list) + 1);
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next) {
        struct str tight; /* of the files, which are gone when the rules are compiled */
        if (!build_phrase(b, node, &tight))
            continue;
        items[n] = arena_str(b->arena, tight);
        if (items[n].n < LEAST_PHRASE)
            build_error(b, node, "'%.*s' สั้นเกินไป พบได้ในทุกหน้า", "'%.*s' is too short: it stands on any page", STR_ARG(node->text));
        n++;
    }
    return (struct answer_texts){items, n};
}

static struct answer_texts read_marks(struct builder *b, const struct yaml_node *list)
{
    struct str *items = ARENA_ARRAY(b->arena, struct str, count(list) + 1);
    size_t n = 0;
    for (const struct yaml_node *node = list ? list->first : NULL; node; node = node->next)
        items[n++] = arena_str(b->arena, node->text);
    return (struct answer_texts){items, n};
}

/* What a page may say of itself; of the dead only "not found". */
static enum oit_fault read_fault(struct builder *b, const struct yaml_node *node)
{
    static const enum oit_fault known[] = {FAULT_CHALLENGE, FAULT_BLOCKED,       FAULT_LOGIN,      FAULT_MAINTENANCE,
                                           FAULT_SOFT_404,  FAULT_HOSTING_PAGE, FAULT_PARKED_DOMAIN, FAULT_SITE_ERROR};
    const char *names[sizeof known / sizeof *known + 1] = {NULL};
    char scratch[16];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        names[i] = oit_fault_name(known[i], 0, scratch);
        if (str_eq_c(node->text, names[i]))
            return known[i];
    }
    const char *nearest = schema_nearest(node->text, names);
    build_error(b, node, "ไม่รู้จักคำตอบชนิด '%.*s' หมายถึง '%s' หรือไม่", "unknown kind of answer '%.*s'; did you mean '%s'?", STR_ARG(node->text),
                nearest ? nearest : "blocked");
    return FAULT_NONE;
}

static void read_rule(struct builder *b, const struct yaml_node *node, struct answer_list *list)
{
    const struct yaml_node *statuses = yaml_get(node, "status"), *most = yaml_get(node, "most");
    int *status = ARENA_ARRAY(b->arena, int, count(statuses) + 1);
    size_t n_status = 0;
    for (const struct yaml_node *s = statuses ? statuses->first : NULL; s; s = s->next) {
        uint64_t number = 0;
        if (!str_to_u64(s->text, 599, &number) || number < 200)
            build_error(b, s, "'%.*s' ไม่ใช่รหัสคำตอบ 200-599", "'%.*s' is no status from 200 to 599", STR_ARG(s->text));
        status[n_status++] = (int)number;
    }
    if (!yaml_get(node, "title") && !yaml_get(node, "text") && !yaml_get(node, "mark"))
        build_error(b, node, "ต้องมี title, text หรือ mark อย่างน้อยหนึ่งอย่าง", "one of title, text and mark is needed");
    double letters = build_number(most, 600);
    if (letters < 1 || letters > MOST_LETTERS)
        build_error(b, most ? most : node, "most ต้องไม่เกิน %d: หน้าที่ยาวกว่านั้นเป็นเนื้อหา", "most may be %d at most: a longer page is content", MOST_LETTERS);
    MEM_GROW(list->rules, list->n, list->capacity);
    list->rules[list->n++] = (struct answer_rule){
        .id = build_text(b, yaml_get(node, "id"), ""),
        .fault = read_fault(b, yaml_get(node, "fault")),
        .title = read_phrases(b, yaml_get(node, "title")),
        .text = read_phrases(b, yaml_get(node, "text")),
        .also = read_phrases(b, yaml_get(node, "also")),
        .mark = read_marks(b, yaml_get(node, "mark")),
        .status = status,
        .n_status = n_status,
        .most = letters >= 1 && letters <= MOST_LETTERS ? (size_t)letters : MOST_LETTERS,
    };
}

static void read_role(struct builder *b, enum rule_role role, struct answer_list *list)
{
    for (size_t i = 0; i < b->n_files; i++) {
        const struct yaml_node *rules = b->files[i].role == role ? yaml_get(b->files[i].root, "answers") : NULL;
        for (const struct yaml_node *node = rules ? rules->first : NULL; node; node = node->next)
            read_rule(b, node, list);
    }
}

void build_answers(struct builder *b)
{
    struct answer_list list = {0};
    read_role(b, ROLE_LOCAL_COMMON, &list);
    read_role(b, ROLE_COMMON, &list);
    struct answer_rule *rules = ARENA_ARRAY(b->arena, struct answer_rule, list.n + 1);
    struct answers *answers = ARENA_NEW(b->arena, struct answers);
    if (list.n)
        memcpy(rules, list.rules, list.n * sizeof *rules);
    *answers = (struct answers){.rules = rules, .n_rules = list.n};
    for (size_t i = 0; i < list.n; i++)
        answers->most = rules[i].most > answers->most ? rules[i].most : answers->most;
    b->scheme->answers = answers;
    free(list.rules);
}
