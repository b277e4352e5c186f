/* test_load.c - what is wrong with a rule file is said with place, in both languages, and with what to write instead.
 * SPDX-License-Identifier: MIT
 */
#include "rules/classify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/tmp.h"
#include "base/file.h"
#include "rules/hosting.h"
#include "rules/matcher.h"

#define SCHEME                                                                                                         \
    "id: \"2567\"\nrevision: \"1\"\ntitle: {th: ก, en: a}\nheads: {plan: [แผน]}\nsets: {hr: [บุคลากร]}\n"               \
    "groups:\n  - code: ALL\n    groups:\n      - {code: \"1\"}\n"
#define ITEM "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames:\n  exact: [แผนงานบุคลากร]\naccept: [current]\n"

static void write_file(const char *folder, const char *name, struct str bytes)
{
    struct err err;
    char *path = tmp_path(folder, name);
    assert_int_equal(file_write(path, bytes, &err), OIT_OK);
    free(path);
}

struct error_case {
    const char *scheme, *item; /* NULL: a good one */
    const char *file;
    int line, column;
    const char *th, *en;
};

static const struct error_case error_cases[] = {
    {NULL, ITEM "advise: {th: ก, en: a}\n", "P1.yaml", 7, 1, "ไม่รู้จักคีย์ 'advise' หมายถึง 'advice' หรือไม่", "unknown key 'advise'; did you mean 'advice'?"},
    {NULL, "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {exact: [แผนงาน], variant: [แผน]}\naccept: [current]\n", "P1.yaml", 4, 26,
     "ไม่รู้จักคีย์ 'variant' หมายถึง 'variants' หรือไม่", "unknown key 'variant'; did you mean 'variants'?"},
    {NULL, ITEM "zzzzzzzz: x\n", "P1.yaml", 7, 1, "ไม่รู้จักคีย์ 'zzzzzzzz' ดูคีย์ที่ใช้ได้ใน docs/RULE-FORMAT.md",
     "unknown key 'zzzzzzzz'; see docs/RULE-FORMAT.md for the keys"},
    {NULL, ITEM "code: P2\n", "P1.yaml", 7, 1, "คีย์ 'code' ซ้ำกับบรรทัด 1 ให้รวมไว้ที่เดียว", "the key 'code' stands already in line 1; keep one"},
    {NULL, "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {exact: [แผนงาน]}\n", "P1.yaml", 1, 1, "ขาดคีย์ 'accept'", "the key 'accept' is missing"},
    {NULL, ITEM "source: &here x\n", "P1.yaml", 7, 9, "ไม่รับการตั้งชื่ออ้างอิง (&ชื่อ)", "anchors (&name) are not accepted"},
    {NULL, ITEM "source: *here\n", "P1.yaml", 7, 9, "ไม่รับการอ้างชื่อแทน (*ชื่อ) ให้เขียนข้อความเต็ม", "aliases (*name) are not accepted; write the text in full"},
    {NULL, ITEM "source: !!int 5\n", "P1.yaml", 7, 9, "ไม่รับแท็ก YAML (!ชื่อ) ทุกค่าเป็นข้อความ", "tags (!name) are not accepted; every value is text"},
    {NULL, ITEM "form:\n\timage: \"no\"\n", "P1.yaml", 8, 1, "มีอักขระแท็บ ให้ใช้ช่องว่างแทน", "a tab; use spaces instead"},
    {NULL, ITEM "source: ab\xA1\xBB\n", "P1.yaml", 7, 11, "มีไบต์ที่ไม่ใช่ UTF-8 (0xA1) ให้บันทึกแฟ้มใหม่โดยเลือกรหัสอักขระ UTF-8",
     "a byte that is not UTF-8 (0xA1); save the file with the encoding UTF-8"},
    {NULL, ITEM "levels: \"100\"\n", "P1.yaml", 7, 9, "'levels' ต้องเป็นรายการข้อความ [ก, ข]", "'levels' must be a list of texts [a, b]"},
    {NULL, ITEM "running: true\n", "P1.yaml", 7, 10, "'running' ต้องเป็น yes หรือ no", "'running' must be yes or no"},
    {NULL, ITEM "due: \"31-03\"\n", "P1.yaml", 7, 6, "'31-03' ไม่ใช่วันครบกำหนด ให้เขียน เดือน-วัน เช่น 03-31", "'31-03' is not a due date; write month-day such as 03-31"},
    {NULL, ITEM "kind: reprot\n", "P1.yaml", 7, 7, "ไม่รู้จักชนิด 'reprot' หมายถึง 'report' หรือไม่", "unknown kind 'reprot'; did you mean 'report'?"},
    {NULL, ITEM "confusable:\n  - {item: P9}\n", "P1.yaml", 8, 12, "ไม่มีข้อ 'P9' ในชุดเกณฑ์นี้", "this scheme has no item 'P9'"},
    {NULL, "code: P1\ntitle: {th: ก, en: a}\ngroup: \"7\"\nnames: {exact: [แผนงาน]}\naccept: [current]\n", "P1.yaml", 3, 8, "ไม่มีกลุ่ม '7' ใน scheme.yaml",
     "scheme.yaml has no group '7'"},
    {NULL, "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {combos: [{all: [\"@hrm\"]}]}\naccept: [current]\n", "P1.yaml", 4, 25,
     "ไม่มีชุดคำ '@hrm' ให้เพิ่มใน sets: หรือแก้ชื่อ", "there is no set '@hrm'; add it under sets: or correct the name"},
    {NULL, "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {exact: [ก]}\naccept: [current]\n", "P1.yaml", 4, 17,
     "วลี 'ก' สั้นเกินไป ต้องมีอย่างน้อย 2 ตัวอักษร", "the phrase 'ก' is too short: at least 2 letters"},
    {NULL, "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {combos: [{all: [งาน], head: [plann]}]}\naccept: [current]\n", "P1.yaml", 4, 38,
     "ไม่รู้จักคำ 'plann' หมายถึง 'plan' หรือไม่", "unknown word 'plann'; did you mean 'plan'?"},
    {NULL, "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {exact: [แผนงาน]}\naccept: [curent]\n", "P1.yaml", 5, 10,
     "ไม่รู้จักคำ 'curent' หมายถึง 'current' หรือไม่", "unknown word 'curent'; did you mean 'current'?"},
    {NULL, ITEM "elements:\n  - {id: a, text: {th: ก, en: a}}\n", "P1.yaml", 8, 5,
     "องค์ประกอบ 'a' ไม่มีสิ่งที่ให้มองหา ให้ใส่ any, patterns, detect หรือ needs_human",
     "the element 'a' has nothing to look for; add any, patterns, detect or needs_human"},
    {NULL, ITEM "elements:\n  - {id: a, text: {th: ก, en: a}, any: [งบประมาณ], value: dasch}\n", "P1.yaml", 8, 59,
     "ไม่รู้จัก value 'dasch' หมายถึง 'dash' หรือไม่ (needed, dash, drawn, phrase)", "unknown value 'dasch'; did you mean 'dash'? (needed, dash, drawn, phrase)"},
    {NULL, ITEM "elements:\n  - {id: a, text: {th: ก, en: a}, patterns: ['สวัสดี ครับ']}\n", "P1.yaml", 8, 46,
     "รูปแบบ 'สวัสดี ครับ' ตัวที่ 7: รูปแบบนี้ไม่มีช่องว่าง ให้ลบออก หรือระบุ form: spaced",
     "pattern 'สวัสดี ครับ' at character 7: this form has no white space; delete it, or say form: spaced"},
    {NULL, "code: P1\ntitle: [ก\n", "P1.yaml", 3, 1, NULL, NULL},
    {SCHEME "calender: buddhist\n", NULL, "scheme.yaml", 10, 1, "ไม่รู้จักคีย์ 'calender' หมายถึง 'calendar' หรือไม่", "unknown key 'calender'; did you mean 'calendar'?"},
    {SCHEME "vocabulary: {promis: [อยู่ระหว่างจัดทำ]}\n", NULL, "scheme.yaml", 10, 22, "ไม่รู้จักคำ 'promis' หมายถึง 'promise' หรือไม่",
     "unknown word 'promis'; did you mean 'promise'?"},
    {SCHEME "common: [../nowhere]\n", NULL, "scheme.yaml", 10, 10, "เปิดโฟลเดอร์ '../nowhere' ไม่ได้", "cannot open the folder '../nowhere'"},
    {SCHEME "traps:\n  - {id: t, title: {th: ก, en: a}, near: [P7], names: {exact: [สขร]}}\n", NULL, "scheme.yaml", 11, 43, "ไม่มีข้อ 'P7' ในชุดเกณฑ์นี้",
     "this scheme has no item 'P7'"},
};

static void says_what_is_wrong_and_where(void **state)
{
    (void)state;
    int n_wrong = 0;
    for (size_t i = 0; i < sizeof error_cases / sizeof *error_cases; i++) {
        const struct error_case *c = &error_cases[i];
        char *folder = tmp_folder();
        struct scheme *scheme = NULL;
        struct rule_messages *messages = NULL;
        struct err err = {0};
        char where[100];
        write_file(folder, "scheme.yaml", str_from(c->scheme ? c->scheme : SCHEME));
        write_file(folder, "P1.yaml", str_from(c->item ? c->item : ITEM));
        assert_int_equal(scheme_load(folder, NULL, &scheme, &messages, &err), OIT_ERR_CONFIG);
        assert_null(scheme);
        (void)snprintf(where, sizeof where, "%s:%d:%d", c->file, c->line, c->column);
        if (strcmp(err.where, where) != 0)
            print_error("case %zu: %s: %s\n", i, err.where, err.en);
        n_wrong += strcmp(err.where, where) != 0;
        assert_true(messages->n >= 1 && messages->items[0].is_error);
        if (c->en) {
            assert_string_equal(messages->items[0].text.en, c->en);
            assert_string_equal(messages->items[0].text.th, c->th);
            assert_int_equal(strncmp(err.en, c->en, strlen(c->en)), 0);
            assert_int_equal(strncmp(err.th, c->th, strlen(c->th)), 0);
        }
        assert_string_equal(messages->items[0].file, c->file);
        rule_messages_free(messages);
        tmp_remove(folder);
    }
    assert_int_equal(n_wrong, 0);
}

/* Channels stand in a common folder: a new chat vendor is one line, and a slip in it is told. */
static void channels_are_data_and_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *text, *en;
    } cases[] = {
        {"channels: [{id: a, kind: chat, host: [\"*.new-chat.example\"]}]\n", NULL},
        {"channels: [{id: a, kind: chatt, host: [x.example]}]\n", "unknown kind of channel 'chatt'; did you mean 'chat'?"},
        {"channels: [{id: a, kind: chat, host: [\"*\"]}]\n", "host * needs a path; it would be every page of every site"},
        {"channels: [{id: a, kind: chat}]\n", "the key 'host' is missing"},
        {"channels: [{id: a, kind: chat, hosts: [x.example]}]\n", "unknown key 'hosts'; did you mean 'host'?"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *folder = tmp_folder(), *common = tmp_folder(), text[600];
        struct scheme *scheme = NULL;
        struct rule_messages *messages = NULL;
        struct err err = {0};
        (void)snprintf(text, sizeof text, "%scommon: [..%s]\n", SCHEME, strrchr(common, '/'));
        write_file(folder, "scheme.yaml", str_from(text));
        write_file(folder, "P1.yaml", STR_LIT(ITEM));
        write_file(common, "channels.yaml", str_from(cases[i].text));
        bool is_good = scheme_load(folder, NULL, &scheme, &messages, &err) == OIT_OK;
        assert_int_equal(is_good, cases[i].en == NULL);
        if (!is_good)
            assert_string_equal(messages->items[0].text.en, cases[i].en);
        else
            assert_non_null(hosting_channel_of(scheme->hosting, STR_LIT("https://cdn.new-chat.example/x.js")));
        scheme_free(scheme);
        rule_messages_free(messages);
        tmp_remove(folder);
        tmp_remove(common);
    }
}

static void a_folder_without_a_scheme_is_no_rules(void **state)
{
    (void)state;
    struct scheme *scheme = NULL;
    struct err err = {0};
    char *folder = tmp_folder();
    assert_int_equal(scheme_load(folder, NULL, &scheme, NULL, &err), OIT_ERR_CONFIG);
    assert_non_null(strstr(err.en, "--rules"));
    assert_non_null(strstr(err.th, "--rules"));
    assert_int_equal(scheme_load("/nonexistent", NULL, &scheme, NULL, &err), OIT_ERR_CONFIG);
    tmp_remove(folder);
}

static void all_errors_are_collected(void **state)
{
    (void)state;
    struct scheme *scheme = NULL;
    struct rule_messages *messages = NULL;
    struct err err = {0};
    char *folder = tmp_folder();
    write_file(folder, "scheme.yaml", STR_LIT(SCHEME));
    write_file(folder, "P1.yaml", STR_LIT(ITEM "advise: x\nownr: y\n"));
    write_file(folder, "P2.yaml", STR_LIT("code: [\n"));
    assert_int_equal(scheme_load(folder, NULL, &scheme, &messages, &err), OIT_ERR_CONFIG);
    assert_int_equal(messages->n >= 3, 1);
    assert_non_null(strstr(err.en, "more"));
    rule_messages_free(messages);
    tmp_remove(folder);
}

static void a_scheme_of_too_many_items_is_refused(void **state)
{
    (void)state;
    struct scheme *scheme = NULL;
    struct err err = {0};
    char *folder = tmp_folder();
    write_file(folder, "scheme.yaml", STR_LIT(SCHEME));
    for (int i = 1; i <= 65; i++) {
        char name[16], item[160];
        (void)snprintf(name, sizeof name, "P%d.yaml", i);
        (void)snprintf(item, sizeof item, "code: P%d\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {exact: [แผนงานบุคลากร]}\naccept: [current]\n", i);
        write_file(folder, name, str_from(item));
    }
    assert_int_equal(scheme_load(folder, NULL, &scheme, NULL, &err), OIT_ERR_CONFIG);
    assert_non_null(strstr(err.en, "at most 64 items"));
    tmp_remove(folder);
}

static void accepts_a_byte_order_mark_and_crlf(void **state)
{
    (void)state;
    struct scheme *scheme = NULL;
    struct err err = {0};
    char *folder = tmp_folder();
    write_file(folder, "scheme.yaml", STR_LIT(SCHEME));
    write_file(folder, "P1.yaml",
               STR_LIT("\xEF\xBB\xBF"
                       "code: P1\r\ntitle: {th: ก, en: a}\r\ngroup: \"1\"\r\nnames:\r\n  exact: [แผนงานบุคลากร] # comment\twith a tab\r\naccept: [current]\r\n"));
    assert_int_equal(scheme_load(folder, NULL, &scheme, NULL, &err), OIT_OK);
    assert_string_equal(scheme->items[0].code, "P1");
    scheme_free(scheme);
    tmp_remove(folder);
}

static void warns_of_a_pattern_without_a_beginning(void **state)
{
    (void)state;
    struct scheme *scheme = NULL;
    struct rule_messages *messages = NULL;
    struct err err = {0};
    char *folder = tmp_folder();
    write_file(folder, "scheme.yaml", STR_LIT(SCHEME));
    write_file(folder, "P1.yaml", STR_LIT("code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {patterns: ['.{1,5}พัสดุภัณฑ์']}\naccept: [current]\n"));
    assert_int_equal(scheme_load(folder, NULL, &scheme, &messages, &err), OIT_OK);
    assert_int_equal(messages->n, 1);
    assert_false(messages->items[0].is_error);
    struct classifier *classifier = classifier_new(scheme);
    assert_int_equal(classification_item(scheme, classify_title(classifier, STR_LIT("งานพัสดุภัณฑ์"))), 0);
    classifier_free(classifier);
    rule_messages_free(messages);
    scheme_free(scheme);
    tmp_remove(folder);
}

static void reads_all_of_a_small_scheme(void **state)
{
    (void)state;
    struct scheme *s = NULL;
    struct err err = {0};
    assert_int_equal(scheme_load("tests/rules/schemes/small", NULL, &s, NULL, &err), OIT_OK);
    assert_int_equal(s->n_items, 5);
    assert_string_equal(s->items[4].code, "P10"); /* behind P4: numbers by value */
    assert_int_equal(scheme_item_by_code(s, "p10"), 4);
    assert_int_equal(scheme_item_by_code(s, "P11"), NO_INDEX);
    const struct scheme_item *plan = &s->items[1];
    assert_string_equal(plan->title.en, "anti-corruption plan");
    assert_string_equal(plan->kind, "plan");
    assert_int_equal(plan->n_levels, 3);
    assert_true(plan->levels[1] == 50 && plan->levels_confirmed && plan->is_running);
    assert_int_equal(plan->accept, ACCEPT_CURRENT | ACCEPT_SPAN);
    assert_int_equal(plan->due_month * 100 + plan->due_day, 331);
    assert_int_equal(plan->form, FORM_DOCUMENT);
    assert_int_equal(plan->n_elements, 2);
    const struct scheme_element *period = &s->elements[plan->first_element + 1];
    assert_string_equal(period->id, "period");
    assert_true(period->is_required && period->is_assumed && period->in == IN_TEXT);
    assert_true(s->elements[s->items[3].first_element].is_deciding);
    assert_string_equal(s->groups[s->items[3].group].code, "2");
    assert_int_equal(s->groups[0].parent, NO_INDEX);
    assert_int_equal(s->n_traps, 2);
    assert_int_equal(s->traps[1].near, 1u << 3);
    assert_int_equal(strlen(s->sha256), 64);
    assert_int_equal(s->confirmed_years[0], 2567);
    scheme_free(s);
}

static void the_shipped_scheme_stays_below_4_megabytes(void **state)
{
    (void)state;
    struct scheme *s = NULL;
    struct err err = {0};
    assert_int_equal(scheme_load("rules/2567", NULL, &s, NULL, &err), OIT_OK);
    assert_in_range(scheme_compiled_bytes(s), 500 * 1024, 4 * 1024 * 1024);
    scheme_free(s);
}

static void an_overlay_adds_and_confirms(void **state)
{
    (void)state;
    struct scheme *s = NULL, *plain = NULL;
    struct err err = {0};
    assert_int_equal(scheme_load("tests/rules/schemes/small", "tests/rules/schemes/small-local", &s, NULL, &err), OIT_OK);
    assert_int_equal(scheme_load("tests/rules/schemes/small", NULL, &plain, NULL, &err), OIT_OK);
    assert_false(s->elements[s->items[1].first_element + 1].is_assumed);
    assert_true(plain->elements[plain->items[1].first_element + 1].is_assumed);
    assert_string_not_equal(s->sha256, plain->sha256);
    struct classifier *local = classifier_new(s), *shipped = classifier_new(plain);
    assert_int_equal(classification_item(s, classify_title(local, STR_LIT("ตารางติดตามงานพัสดุ"))), 3);
    assert_int_equal(classification_item(plain, classify_title(shipped, STR_LIT("ตารางติดตามงานพัสดุ"))), NO_INDEX);
    assert_int_equal(scheme_run_examples(s, NULL), 0);
    classifier_free(local);
    classifier_free(shipped);
    scheme_free(s);
    scheme_free(plain);
}

static void an_overlay_takes_nothing_away(void **state)
{
    (void)state;
    static const struct {
        const char *text, *en;
    } cases[] = {
        {"code: P1\nnames: {not: [แผนงาน]}\n", "unknown key 'not'"},
        {"code: P1\nlevels: [\"100\"]\n", "unknown key 'levels'"},
        {"code: P2\nnames: {exact: [แผนงาน]}\n", "this scheme has no item 'P2'"},
        {"code: P1\nelements: [{id: nothing, any: [แผนงาน]}]\n", "this item has no element 'nothing'"},
        {"code: P1\nelements: [{id: a, assumed: \"yes\"}]\n", "an overlay can only confirm"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *folder = tmp_folder(), *local = tmp_folder();
        struct scheme *scheme = NULL;
        struct err err = {0};
        write_file(folder, "scheme.yaml", STR_LIT(SCHEME));
        write_file(folder, "P1.yaml", STR_LIT(ITEM "elements: [{id: a, text: {th: ก, en: a}, any: [โครงการ]}]\n"));
        write_file(local, "mine.yaml", str_from(cases[i].text));
        assert_int_equal(scheme_load(folder, local, &scheme, NULL, &err), OIT_ERR_CONFIG);
        if (!strstr(err.en, cases[i].en))
            print_error("%s\n", err.en);
        assert_non_null(strstr(err.en, cases[i].en));
        assert_int_equal(strncmp(err.where, "local/mine.yaml:", 16), 0);
        tmp_remove(folder);
        tmp_remove(local);
    }
}

static void failing_examples_are_reported(void **state)
{
    (void)state;
    char *folder = tmp_folder();
    struct scheme *scheme = NULL;
    struct rule_messages *messages = NULL;
    struct err err = {0};
    write_file(folder, "scheme.yaml", STR_LIT(SCHEME));
    write_file(folder, "P1.yaml", STR_LIT(ITEM "examples:\n  match: [แผนงานบุคลากร, รายการอื่น]\n  reject: [แผนงานบุคลากร ปี 2567]\n"));
    assert_int_equal(scheme_load(folder, NULL, &scheme, &messages, &err), OIT_OK);
    assert_int_equal(scheme_run_examples(scheme, messages), 2);
    assert_int_equal(messages->n, 2);
    assert_int_equal(messages->items[0].line, 8);
    assert_string_equal(messages->items[0].text.en, "the example 'รายการอื่น' should be P1 and is - (0 points)");
    assert_non_null(strstr(messages->items[1].text.th, "ต้องไม่เป็น P1"));
    rule_messages_free(messages);
    scheme_free(scheme);
    tmp_remove(folder);
}

static void the_shipped_scheme_is_clean(void **state)
{
    (void)state;
    struct scheme *s = NULL;
    struct rule_messages *messages = NULL;
    struct err err = {0};
    enum oit_code code = scheme_load("rules/2567", NULL, &s, &messages, &err);
    if (code != OIT_OK)
        print_error("%s: %s\n", err.where, err.en);
    assert_int_equal(code, OIT_OK);
    assert_int_equal(scheme_run_examples(s, messages), 0);
    for (size_t i = 0; i < messages->n; i++)
        if (messages->items[i].is_error)
            print_error("%s:%d: %s\n", messages->items[i].file, messages->items[i].line, messages->items[i].text.en);
    assert_int_equal(s->n_items, 35);
    assert_true(s->arena->total_bytes < 4 * 1024 * 1024);
    rule_messages_free(messages);
    scheme_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_is_wrong_and_where),   cmocka_unit_test(channels_are_data_and_are_checked),
                                       cmocka_unit_test(a_folder_without_a_scheme_is_no_rules),
        cmocka_unit_test(all_errors_are_collected),       cmocka_unit_test(a_scheme_of_too_many_items_is_refused), cmocka_unit_test(accepts_a_byte_order_mark_and_crlf),
        cmocka_unit_test(warns_of_a_pattern_without_a_beginning), cmocka_unit_test(reads_all_of_a_small_scheme),
        cmocka_unit_test(an_overlay_adds_and_confirms),   cmocka_unit_test(an_overlay_takes_nothing_away),
        cmocka_unit_test(failing_examples_are_reported),  cmocka_unit_test(the_shipped_scheme_is_clean),
        cmocka_unit_test(the_shipped_scheme_stays_below_4_megabytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
