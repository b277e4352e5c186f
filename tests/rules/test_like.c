/* test_like.c - items written as "like O1 of another scheme, but ...": what is inherited, what is added, and what is wrong is said with its place.
 * SPDX-License-Identifier: MIT
 */
#include "rules/classify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/tmp.h"
#include "base/file.h"
#include "rules/matcher.h"

#define SCHEME(id)                                                                                                     \
    "id: \"" id "\"\nrevision: \"1\"\ntitle: {th: ก, en: a}\ncommon: [../common]\nsets: {hr: [บุคลากร]}\n"              \
    "groups:\n  - code: ALL\n    groups:\n      - {code: \"1\"}\n"
#define COMMON                                                                                                         \
    "codes_of: \"2567\"\nheads: {plan: [แผน], report: [รายงาน]}\ntraps:\n"                                             \
    "  - {id: law, title: {th: กฎหมาย, en: law}, near: [P2], names: {exact: [กฎหมายที่เกี่ยวข้อง]}}\n"                   \
    "  - {id: form, title: {th: แบบฟอร์ม, en: form}, names: {exact: [แบบฟอร์มเปล่า]}}\n"
#define PLAN                                                                                                           \
    "code: P1\ntitle: {th: แผนงานบุคลากร, en: plan}\ngroup: \"1\"\nkind: plan\nsource: ยืนยันแล้ว\ndue: \"04-30\"\nlevels_confirmed: \"yes\"\n" \
    "levels: [\"100\", \"50\", \"0\"]\nnames:\n  exact: [แผนงานบุคลากร]\n  variants: [แผนกำลังคน]\n  not: [รายงานงานบุคลากร, แต่งตั้ง]\naccept: [current]\n" \
    "form: {kinds: [document]}\nelements:\n  - {id: projects, text: {th: โครงการ, en: projects}, any: [โครงการ]}\n"    \
    "  - {id: budget, text: {th: งบ, en: budget}, any: [งบประมาณ]}\nconfusable:\n  - {item: P2}\nadvice: {th: เผยแพร่แผน, en: publish}\nslips: [{th: แผนเก่า, en: old plan}]\n" \
    "examples:\n  match: [แผนงานบุคลากร]\n  reject: [แบบฟอร์มเปล่า]\n"
#define REPORT                                                                                                         \
    "code: P2\ntitle: {th: รายงานงานบุคลากร, en: report}\ngroup: \"1\"\nkind: report\nnames:\n  exact: [รายงานงานบุคลากร]\n  not: [แต่งตั้ง]\n" \
    "accept: [previous]\nform: {kinds: [table], image: \"yes\"}\nelements:\n  - {id: projects, text: {th: ผล, en: results}, any: [ผลโครงการ]}\nslips: [{th: รายงานเก่า, en: old report}]\n"

struct world { /* rules/common, rules/2567 (P1, P2), rules/2568 with the items under test */
    char *root, *old, *now;
    struct scheme *scheme;
    struct rule_messages *messages;
    struct err err;
};

static void write_file(const char *folder, const char *name, const char *text)
{
    struct err err;
    char *path = tmp_path(folder, name);
    assert_int_equal(file_write(path, str_from(text), &err), OIT_OK);
    free(path);
}

static char *sub_folder(const char *root, const char *name)
{
    char *path = tmp_path(root, name);
    assert_int_equal(file_make_dirs(path, NULL), OIT_OK);
    return path;
}

static struct world world_new(const char *p1, const char *p2, const char *scheme_tail)
{
    struct world w = {.root = tmp_folder()};
    char *common = sub_folder(w.root, "common"), head[2048];
    w.old = sub_folder(w.root, "2567");
    w.now = sub_folder(w.root, "2568");
    write_file(common, "words.yaml", COMMON);
    write_file(w.old, "scheme.yaml", SCHEME("2567"));
    write_file(w.old, "P1.yaml", PLAN);
    write_file(w.old, "P2.yaml", REPORT);
    (void)snprintf(head, sizeof head, "%s%s", SCHEME("2568"), scheme_tail ? scheme_tail : "");
    write_file(w.now, "scheme.yaml", head);
    write_file(w.now, "P1.yaml", p1);
    if (p2)
        write_file(w.now, "P2.yaml", p2);
    free(common);
    return w;
}

static enum oit_code world_load(struct world *w)
{
    return scheme_load(w->now, NULL, &w->scheme, &w->messages, &w->err);
}

static void world_done(struct world *w)
{
    scheme_free(w->scheme);
    rule_messages_free(w->messages);
    free(w->old);
    free(w->now);
    tmp_remove(w->root);
}

static void loads(struct world *w)
{
    if (world_load(w) != OIT_OK)
        fail_msg("%s: %s", w->err.where, w->err.en);
}

static uint16_t item_of(const struct scheme *s, const char *title)
{
    struct classifier *classifier = classifier_new(s);
    uint16_t item = classification_item(s, classify_title(classifier, str_from(title)));
    classifier_free(classifier);
    return item;
}

static void takes_over_all_but_what_is_the_years_own(void **state)
{
    (void)state;
    struct world w = world_new("code: P7\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P1}\n", NULL, NULL);
    loads(&w);
    const struct scheme_item *item = &w.scheme->items[0];
    assert_string_equal(item->code, "P7");
    assert_string_equal(item->title.th, "แผนงานบุคลากร");
    assert_string_equal(item->kind, "plan");
    assert_string_equal(item->advice.en, "publish");
    assert_int_equal(item->accept, ACCEPT_CURRENT);
    assert_true(item->accept_assumed);
    assert_int_equal(item->due_month, 4);
    assert_int_equal(item->n_levels, 3);
    assert_false(item->levels_confirmed); /* confirmed there, for that year */
    assert_non_null(strstr(item->source, "P1"));
    assert_non_null(strstr(item->source, "2567"));
    assert_int_equal(item->n_elements, 2);
    assert_true(w.scheme->elements[0].is_assumed && w.scheme->elements[1].is_assumed);
    assert_int_equal(item_of(w.scheme, "แผนกำลังคน"), 0);
    assert_int_equal(scheme_run_examples(w.scheme, NULL), 0);
    world_done(&w);
}

static void adds_what_is_written_and_replaces_the_rest(void **state)
{
    (void)state;
    struct world w = world_new("code: P1\ngroup: \"1\"\ntitle: {th: แผนคน, en: staff}\naccept: [current, previous]\ndue: \"03-31\"\nsource: เอง\n"
                               "like: {scheme: \"2567\", item: P1, without: [แผนกำลังคน, budget, advice]}\nnames: {exact: [แผนอัตราคนทำงาน, แผนและรายงานงานบุคลากร]}\n"
                               "elements:\n  - {id: projects, assumed: \"no\", any: [กิจกรรม]}\n  - {id: owner, text: {th: ก, en: a}, any: [ผู้รับผิดชอบ]}\n",
                               NULL, NULL);
    loads(&w);
    const struct scheme_item *item = &w.scheme->items[0];
    assert_string_equal(item->title.en, "staff");
    assert_string_equal(item->source, "เอง");
    assert_string_equal(item->advice.en, "");
    assert_int_equal(item->due_month, 3);
    assert_int_equal(item->accept, ACCEPT_CURRENT | ACCEPT_PREVIOUS);
    assert_false(item->accept_assumed);
    assert_int_equal(item->n_elements, 2);
    assert_string_equal(w.scheme->elements[0].id, "projects");
    assert_string_equal(w.scheme->elements[0].text.en, "projects");
    assert_false(w.scheme->elements[0].is_assumed);
    assert_string_equal(w.scheme->elements[1].id, "owner");
    assert_int_equal(item_of(w.scheme, "แผนกำลังคน"), NO_INDEX); /* left out */
    assert_int_equal(item_of(w.scheme, "แผนอัตราคนทำงาน"), 0);
    assert_int_equal(item_of(w.scheme, "แผนงานบุคลากร"), 0);
    assert_int_equal(item_of(w.scheme, "แผนและรายงานงานบุคลากร"), 0); /* the inherited `not` gives way to the own name */
    world_done(&w);
}

static void two_items_become_one_with_the_parts_of_both(void **state)
{
    (void)state;
    struct world w = world_new("code: P1\ngroup: \"1\"\nlike: [{scheme: \"2567\", item: P1, assumed: \"no\"}, {scheme: \"2567\", item: P2}]\n", NULL, NULL);
    loads(&w);
    const struct scheme *s = w.scheme;
    assert_int_equal(s->n_items, 1);
    assert_int_equal(s->items[0].n_elements, 3);
    assert_string_equal(s->elements[0].id, "projects");
    assert_false(s->elements[0].is_assumed);
    assert_int_equal(s->elements[0].accept, ACCEPT_CURRENT); /* each part keeps its own years */
    assert_string_equal(s->elements[2].id, "projects-P2");
    assert_true(s->elements[2].is_assumed);
    assert_int_equal(s->elements[2].accept, ACCEPT_PREVIOUS);
    assert_int_equal(s->items[0].accept, ACCEPT_CURRENT | ACCEPT_PREVIOUS);
    assert_int_equal(s->items[0].n_slips, 2);
    assert_int_equal(s->items[0].form, FORM_DOCUMENT | FORM_TABLE | FORM_IMAGE);
    assert_int_equal(item_of(s, "แผนงานบุคลากร"), 0);
    assert_int_equal(item_of(s, "รายงานงานบุคลากร"), 0); /* excluded there as the neighbour's name */
    assert_int_equal(item_of(s, "แต่งตั้งผู้ทำแผนงานบุคลากร"), NO_INDEX); /* excluded by both */
    world_done(&w);
}

static void a_trap_of_one_year_is_an_item_of_another(void **state)
{
    (void)state;
    struct world w = world_new("code: P1\ngroup: \"1\"\ntitle: {th: กฎหมาย, en: law}\nlike: {trap: law}\naccept: [undated]\n",
                               "code: P2\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P2}\n",
                               "traps:\n  - {id: plans, near: [P2], like: {scheme: \"2567\", item: P1}}\nwithout_traps: [form]\n");
    loads(&w);
    assert_int_equal(item_of(w.scheme, "กฎหมายที่เกี่ยวข้อง"), 0);
    assert_int_equal(item_of(w.scheme, "แผนงานบุคลากร"), NO_INDEX);
    assert_int_equal(w.scheme->n_traps, 1); /* law is an item, form was put aside */
    assert_string_equal(w.scheme->traps[0].id, "plans");
    assert_string_equal(w.scheme->traps[0].title.en, "plan");
    world_done(&w);
}

static void codes_in_common_traps_follow_the_likeness(void **state)
{
    (void)state;
    struct world w = world_new("code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P2}\n", "code: P2\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P1}\n", NULL);
    loads(&w);
    assert_string_equal(w.scheme->traps[0].id, "law");
    assert_int_equal(w.scheme->traps[0].near, 1); /* 2567's P2 is P1 here */
    world_done(&w);
}

static void a_chain_reaches_back_over_the_years(void **state)
{
    (void)state;
    struct world w = world_new("code: P1\ngroup: \"1\"\nlike: {scheme: \"2566\", item: P9}\n", NULL, NULL);
    char *older = sub_folder(w.root, "2566");
    write_file(older, "scheme.yaml", SCHEME("2566"));
    write_file(older, "P9.yaml", "code: P9\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P2}\nnames: {variants: [รายงานกำลังคน]}\n");
    loads(&w);
    assert_int_equal(item_of(w.scheme, "รายงานกำลังคน"), 0);
    assert_int_equal(item_of(w.scheme, "รายงานงานบุคลากร"), 0);
    assert_int_equal(w.scheme->traps[0].near, 1);
    free(older);
    world_done(&w);
}

static void an_overlay_adds_to_what_was_inherited(void **state)
{
    (void)state;
    struct world w = world_new("code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P1}\n", NULL, NULL);
    char *local = sub_folder(w.root, "local");
    write_file(local, "mine.yaml", "code: P1\nnames: {variants: [แผนคนของเรา]}\nelements: [{id: budget, assumed: \"no\"}]\n");
    assert_int_equal(scheme_load(w.now, local, &w.scheme, &w.messages, &w.err), OIT_OK);
    assert_int_equal(item_of(w.scheme, "แผนคนของเรา"), 0);
    assert_true(w.scheme->elements[0].is_assumed);
    assert_false(w.scheme->elements[1].is_assumed);
    free(local);
    world_done(&w);
}

static void a_change_of_the_base_changes_the_hash(void **state)
{
    (void)state;
    struct world w = world_new("code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P1}\n", NULL, NULL);
    loads(&w);
    char before[65];
    memcpy(before, w.scheme->sha256, sizeof before);
    scheme_free(w.scheme);
    rule_messages_free(w.messages);
    write_file(w.old, "P2.yaml", REPORT "# changed\n");
    w.scheme = NULL;
    loads(&w);
    assert_string_not_equal(before, w.scheme->sha256);
    world_done(&w);
}

static void says_what_is_wrong_and_where(void **state)
{
    (void)state;
    static const struct {
        const char *item, *tail, *where, *en, *th;
    } cases[] = {
        {"code: P1\ngroup: \"1\"\nlike: {scheme: \"2561\", item: P1}\n", NULL, "P1.yaml:3:30", "there is no scheme '2561' beside", "ไม่พบชุดเกณฑ์ '2561'"},
        {"code: P1\ngroup: \"1\"\nlike: {scheme: \"../2567\", item: P1}\n", NULL, "P1.yaml:3:33", "there is no scheme", "ไม่พบชุดเกณฑ์"},
        {"code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P8}\n", NULL, "P1.yaml:3:30", "scheme 2567 has no item 'P8'", "เกณฑ์ 2567 ไม่มีข้อ 'P8'"},
        {"code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P1, without: [nothing]}\n", NULL, "P1.yaml:3:44", "the base has no 'nothing'", "ต้นแบบไม่มี 'nothing'"},
        {"code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\"}\n", NULL, "P1.yaml:3:7", "like needs scheme and item, or trap", "like ต้องมี"},
        {"code: P1\ngroup: \"1\"\nlike: {trap: lav}\n", NULL, "P1.yaml:3:14", "there is no trap 'lav'", "ไม่มีกับดัก 'lav'"},
        {"code: P1\ngroup: \"1\"\nlike: {schema: \"2567\", item: P1}\n", NULL, "P1.yaml:3:8", "unknown key 'schema'", "ไม่รู้จักคีย์ 'schema'"},
        {"code: P1\ngroup: \"1\"\nlike: {trap: law}\naccept: [current]\n", NULL, "P1.yaml:1:1", "the key 'title' is missing", "ขาดคีย์ 'title'"},
        {"code: P1\ngroup: \"1\"\nlike: {scheme: \"2568\", item: P1}\n", NULL, "P1.yaml:3:7", "'like' comes back to item P1 of scheme 2568", "วนกลับ"},
        {"code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P1}\n", "without_traps: [lav]\n", "scheme.yaml:10:17", "there is no trap 'lav'", "ไม่มีกับดัก 'lav'"},
        {"code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P1}\n", "map: {\"2567\": {P9: P1}}\n", "scheme.yaml:10:16", "this scheme has no item 'P9'", "ไม่มีข้อ 'P9'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world w = world_new(cases[i].item, NULL, cases[i].tail);
        assert_int_equal(world_load(&w), OIT_ERR_CONFIG);
        if (strcmp(w.err.where, cases[i].where) != 0 || !strstr(w.err.en, cases[i].en) || !strstr(w.err.th, cases[i].th))
            fail_msg("case %zu: %s: %s", i, w.err.where, w.err.en);
        world_done(&w);
    }
}

static void a_circle_over_two_schemes_is_seen(void **state)
{
    (void)state;
    struct world w = world_new("code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P1}\n", NULL, NULL);
    write_file(w.old, "P1.yaml", "code: P1\ngroup: \"1\"\nlike: {scheme: \"2568\", item: P1}\n");
    assert_int_equal(world_load(&w), OIT_ERR_CONFIG);
    assert_string_equal(w.err.where, "../2567/P1.yaml:3:7");
    world_done(&w);
}

static void a_mistake_in_the_base_is_said_there(void **state)
{
    (void)state;
    struct world w = world_new("code: P1\ngroup: \"1\"\nlike: {scheme: \"2567\", item: P1}\n", NULL, NULL);
    write_file(w.old, "P2.yaml", REPORT "advise: x\n");
    assert_int_equal(world_load(&w), OIT_ERR_CONFIG);
    assert_int_equal(strncmp(w.err.where, "../2567/P2.yaml:", 16), 0);
    assert_non_null(strstr(w.err.en, "did you mean 'advice'?"));
    world_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_over_all_but_what_is_the_years_own),
        cmocka_unit_test(adds_what_is_written_and_replaces_the_rest),
        cmocka_unit_test(two_items_become_one_with_the_parts_of_both),
        cmocka_unit_test(a_trap_of_one_year_is_an_item_of_another),
        cmocka_unit_test(codes_in_common_traps_follow_the_likeness),
        cmocka_unit_test(a_chain_reaches_back_over_the_years),
        cmocka_unit_test(an_overlay_adds_to_what_was_inherited),
        cmocka_unit_test(a_change_of_the_base_changes_the_hash),
        cmocka_unit_test(says_what_is_wrong_and_where),
        cmocka_unit_test(a_circle_over_two_schemes_is_seen),
        cmocka_unit_test(a_mistake_in_the_base_is_said_there),
    };
    return cmocka_run_group_tests_name("like", tests, NULL, NULL);
}
