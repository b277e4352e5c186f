/* test_classify.c - which item a title names: cover, head words, combos, codes, typing errors, broken text, file names.
 * SPDX-License-Identifier: MIT
 */
#include "rules/classify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static struct scheme *small, *latin;

static int load(void **state)
{
    (void)state;
    struct err err = {0};
    if (scheme_load("tests/rules/schemes/small", NULL, &small, NULL, &err) != OIT_OK ||
        scheme_load("tests/rules/schemes/demo-latin", NULL, &latin, NULL, &err) != OIT_OK) {
        print_error("%s: %s\n", err.where, err.en);
        return -1;
    }
    return 0;
}

static int unload(void **state)
{
    (void)state;
    scheme_free(small);
    scheme_free(latin);
    return 0;
}

struct title_case {
    const char *title, *item; /* NULL: none */
};

static void check(const struct scheme *scheme, const struct title_case *cases, size_t n, bool is_name)
{
    struct classifier *classifier = classifier_new(scheme);
    size_t n_wrong = 0;
    for (size_t i = 0; i < n; i++) {
        const struct classification *a =
            is_name ? classify_name(classifier, str_from(cases[i].title)) : classify_title(classifier, str_from(cases[i].title));
        uint16_t item = classification_item(scheme, a), expected = cases[i].item ? scheme_item_by_code(scheme, cases[i].item) : NO_INDEX;
        if (item != expected) {
            print_error("'%s': %s (%d)\n", cases[i].title, item == NO_INDEX ? "none" : scheme->items[item].code, a->n ? a->best[0].score : 0);
            n_wrong++;
        }
    }
    classifier_free(classifier);
    assert_int_equal(n_wrong, 0);
}

#define CHECK(scheme, cases, is_name) check((scheme), (cases), sizeof(cases) / sizeof *(cases), (is_name))

static void packing_neither_helps_nor_hurts(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"แผนปฏิบัติการป้องกันการทุจริต", "P2"},
        {"  แผนปฏิบัติการ ป้องกันการทุจริต  ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ ", "P2"},
        {"P2 แผนปฏิบัติการป้องกันการทุจริต", "P2"},
        {"p2: แผนปฏิบัติการป้องกันการทุจริต", "P2"},
        {"ข้อ ๒ แผนปฏิบัติการป้องกันการทุจริต", "P2"},
        {"2.1 แผนปฏิบัติการป้องกันการทุจริต (ฉบับปรับปรุง)", "P2"},
        {"o แผนปฏิบัติการป้องกันการทุจริต", "P2"},
        {"แผนปฏิบัติการป้องกันการทุจริต (P2)", "P2"},
        {"แผนปฏิบัติการป้องกันการทุจริตของเทศบาลตำบลตัวอย่าง", "P2"},
        {"แผนปฏิบัติการป้องกันการทุจริต.docx.pdf", "P2"},
        {"ประกาศเทศบาลตำบลตัวอย่าง เรื่อง แผนปฏิบัติการป้องกันการทุจริต", "P2"},
        {"ดาวน์โหลดแผนปฏิบัติการป้องกันการทุจริต", "P2"},
    };
    CHECK(small, cases, false);
}

static void the_longest_cover_wins(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"โครงสร้าง", "P1"},
        {"โครงสร้างพื้นฐาน", NULL},
        {"รายงานผลการดำเนินการตามแผนปฏิบัติการป้องกันการทุจริต", "P3"},
        {"สรุปผลการจัดซื้อจัดจ้างรายเดือน", NULL},
        {"สถิติเรื่องร้องเรียน", "P10"},
    };
    CHECK(small, cases, false);
}

static void the_head_word_decides_between_twins(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"คู่มือการจัดทำแผนปฏิบัติการป้องกันการทุจริต", NULL},
        {"รายงานสถิติเรื่องร้องเรียน", "P10"}, /* a report may be the statistics: also */
        {"สรุปผลงานป้องกันการทุจริต", "P3"},   /* combo with its head */
        {"งานป้องกันการทุจริต", NULL},          /* the same words without the head */
        {"แผนที่", NULL},
    };
    CHECK(small, cases, false);
}

static void combos_hold_all_and_none(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"ความก้าวหน้างานจัดหาพัสดุ", "P4"},
        {"ความก้าวหน้างานจัดหาพัสดุ ประจำปี", NULL}, /* none */
        {"ความก้าวหน้าการจัดซื้อจัดจ้าง (สขร.1)", NULL}, /* not */
        {"ผลการจัดซื้อจัดจ้าง", NULL},                /* a weak name alone is no claim */
    };
    CHECK(small, cases, false);
}

static void words_around_the_name_lower_it(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        uint8_t from, to;
    } cases[] = {
        {"ความก้าวหน้าการจัดซื้อจัดจ้าง", 100, 100},
        {"ความก้าวหน้าการจัดซื้อจัดจ้าง กองช่างและสาธารณูปโภค", 80, 99},
        {"ประชุมชี้แจงแนวทางการรายงานข้อมูลความก้าวหน้าการจัดซื้อจัดจ้าง", 20, 59},
        /* the word in front is what it is, unless it is too short to be anything */
        {"โล่รางวัลความก้าวหน้าการจัดซื้อจัดจ้าง", 20, 59},
        {"การความก้าวหน้าการจัดซื้อจัดจ้าง", 80, 99},
        {"ขอเชิญบุคลากรทุกท่านเข้าร่วมรับฟังการบรรยายความรู้เบื้องต้นในวันศุกร์นี้ โครงสร้าง", 0, 59},
    };
    struct classifier *classifier = classifier_new(small);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct classification *a = classify_title(classifier, str_from(cases[i].title));
        uint8_t score = a->n ? a->best[0].score : 0;
        if (score < cases[i].from || score > cases[i].to)
            print_error("'%s': %d\n", cases[i].title, score);
        assert_in_range(score, cases[i].from, cases[i].to);
    }
    classifier_free(classifier);
}

static void survives_typing_errors_and_broken_text(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"แผนปฎิบัติการป้องกันการทุจริต", "P2"},   /* ฎ for ฏ */
        {"ความก้าวหน้าการจัดซือจัดจ้าง", "P4"},    /* a tone mark lost */
        {"รายงานผลการดาเนินการป้องกันการทุจริต", "P3"}, /* sara am lost */
        {"รายงานผลการด\xE0\xB9\x8D\xE0\xB8\xB2เนินการป้องกันการทุจริต", "P3"}, /* in two characters */
        {"รายงานผลการดําเนิ นการป้องกันการทุจริต", "P3"},
        {"โครงสาง", NULL}, /* short names stay exact */
        {"รายปฏิบัติการป้องกันการทุจริต", NULL}, /* the head word must be exact */
    };
    CHECK(small, cases, false);
}

static void printed_codes_never_decide_against_the_title(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"P1 แผนปฏิบัติการป้องกันการทุจริต", "P2"},
        {"P10 โครงสร้าง", "P1"},
        {"P4", NULL},
        {"ZZ 4 ความก้าวหน้าการจัดซื้อจัดจ้าง", "P4"},
    };
    CHECK(small, cases, false);
    static const struct {
        const char *title;
        int code;
        bool is_other;
    } codes[] = {
        {"P4", 4, false},          {"p-04 โครงสร้าง", 4, false}, {"ข้อ ๑๐ โครงสร้าง", 10, false}, {"OIT3 โครงสร้าง", 3, false},
        {"003 โครงสร้าง", 3, false}, {"ZZ 4 โครงสร้าง", 4, true},  {"1.2 โครงสร้าง", 0, false},    {"2567 โครงสร้าง", 0, false},
        {"โครงสร้าง", 0, false},    {"โครงสร้าง (P1)", 1, false}, {"10 โครงสร้าง", 10, false},     {"P77 โครงสร้าง", 0, false},
    };
    struct classifier *classifier = classifier_new(small);
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        const struct classification *a = classify_title(classifier, str_from(codes[i].title));
        if (a->code != codes[i].code || a->code_is_other != codes[i].is_other)
            print_error("'%s': %d\n", codes[i].title, a->code);
        assert_int_equal(a->code, codes[i].code);
        assert_int_equal(a->code_is_other, codes[i].is_other);
    }
    const struct classification *alone = classify_title(classifier, STR_LIT("P4"));
    assert_int_equal(alone->n, 1);
    assert_int_equal(alone->best[0].score, 40);
    classifier_free(classifier);
}

static void generic_labels_say_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *title;
        bool is_generic;
    } cases[] = {
        {"คลิก", true},         {"คลิกที่นี่ >>", true}, {"ดาวน์โหลด.pdf", true}, {"ไฟล์แนบ 1", true},      {"2567", true},       {"", true},
        {"ปีงบประมาณ 2567", true}, {"...", true},          {"P4", false},           {"โครงสร้าง", false}, {"กองช่าง", false}, {"รายละเอียดโครงสร้าง", false},
    };
    struct classifier *classifier = classifier_new(small);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct classification *a = classify_title(classifier, str_from(cases[i].title));
        if (a->is_generic != cases[i].is_generic)
            print_error("'%s'\n", cases[i].title);
        assert_int_equal(a->is_generic, cases[i].is_generic);
    }
    classifier_free(classifier);
}

static void reads_file_names_and_slugs(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"P2_แผนปฏิบัติการป้องกันการทุจริต_2567.pdf", "P2"},
        {"02แผนปฏิบัติการ-ป้องกันการทุจริต.docx", "P2"},
        {"แผนปฏบตการปองกนการทจรต", "P2"}, /* the slug lost its marks */
        {"20240115_093000.pdf", NULL},
        {"Scan2023-10-16.pdf", NULL},
    };
    CHECK(small, cases, true);
    struct classifier *classifier = classifier_new(small);
    assert_int_equal(classify_name(classifier, STR_LIT("แผนปฏิบัติการป้องกันการทุจริต_2566-2570.pdf"))->year.to_be, 2570);
    classifier_free(classifier);
}

static void another_script_and_calendar_need_no_change(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"Budget plan 2024", "Q1"},
        {"ITEM 2 - Budget Report 2023", "Q2"},
        {"Report on the budget plan", "Q2"},
        {"Contact us", "Q3"},
        {"Contactless payment", NULL}, /* word ends matter although forms have no spaces */
        {"Newcode of conduct", NULL},
        {"Code of Conduct of the Council (final version).pdf", "Q4"},
        {"Annual Budgt Plan", "Q1"},
    };
    CHECK(latin, cases, false);
    assert_int_equal(latin->n_groups, 5);
    assert_int_equal(latin->groups[0].aggregate, AGGREGATE_WEIGHTED);
    assert_int_equal(latin->groups[1].aggregate, AGGREGATE_MIN);
    assert_true(latin->groups[1].weight == 3 && latin->items[0].weight == 2 && latin->target == 70);
    assert_int_equal(latin->groups[latin->items[0].group].parent, 1);
    assert_true(latin->is_gregorian);
    assert_int_equal(latin->confirmed_years[1], 2025 + 543);
    assert_true(latin->items[0].levels[1] == 5);
    assert_int_equal(scheme_run_examples(latin, NULL), 0);
}

static void the_same_title_gives_the_same_answer(void **state)
{
    (void)state;
    struct classifier *classifier = classifier_new(small);
    struct classification first = *classify_title(classifier, STR_LIT("รายงานผลการดำเนินการป้องกันการทุจริต 2566"));
    char title[64];
    for (int i = 0; i < 20000; i++) { /* more than the cache holds */
        int n = snprintf(title, sizeof title, "หัวข้อที่ %d", i);
        (void)classify_title(classifier, (struct str){title, (size_t)n});
    }
    const struct classification *again = classify_title(classifier, STR_LIT("รายงานผลการดำเนินการป้องกันการทุจริต 2566"));
    assert_int_equal(again->n, first.n);
    for (size_t i = 0; i < first.n; i++)
        assert_true(again->best[i].subject == first.best[i].subject && again->best[i].score == first.best[i].score);
    assert_int_equal(again->year.from_be, 2566);
    classifier_free(classifier);
}

static void long_and_odd_input_is_harmless(void **state)
{
    (void)state;
    struct classifier *classifier = classifier_new(small);
    struct buf text;
    buf_init(&text, 0);
    for (int i = 0; i < 5000; i++)
        (void)buf_add_c(&text, "แผนปฏิบัติการป้องกันการทุจริต\n");
    (void)classify_title(classifier, buf_str(&text));
    (void)classify_name(classifier, buf_str(&text));
    (void)classify_title(classifier, STR_NONE);
    (void)classify_name(classifier, STR_LIT("...."));
    (void)classify_title(classifier, STR_LIT("(((((((((((((P"));
    (void)classify_title(classifier, STR_LIT("\xE0\xB8\xB3\xE0\xB9\x88\xE0\xB9\x88"));
    buf_done(&text);
    classifier_free(classifier);
}

static void confidence_falls_when_another_is_close(void **state)
{
    (void)state;
    struct classification clear = {.best = {{0, 90}, {1, 40}}, .n = 2}, close = {.best = {{0, 90}, {1, 88}}, .n = 2}, alone = {.best = {{0, 100}}, .n = 1};
    assert_true(classification_confidence(&clear, 0) > classification_confidence(&close, 0));
    assert_true(classification_confidence(&close, 0) > classification_confidence(&close, 1));
    assert_true(classification_confidence(&alone, 0) == 1.0);
    assert_true(classification_confidence(&alone, 1) == 0.0);
    struct classification trap_wins = {.best = {{5, 85}, {1, 80}}, .n = 2}, item_wins = {.best = {{1, 85}, {5, 80}}, .n = 2};
    assert_int_equal(classification_item(small, &trap_wins), NO_INDEX);
    assert_int_equal(classification_item(small, &item_wins), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packing_neither_helps_nor_hurts),
        cmocka_unit_test(the_longest_cover_wins),
        cmocka_unit_test(the_head_word_decides_between_twins),
        cmocka_unit_test(combos_hold_all_and_none),
        cmocka_unit_test(words_around_the_name_lower_it),
        cmocka_unit_test(survives_typing_errors_and_broken_text),
        cmocka_unit_test(printed_codes_never_decide_against_the_title),
        cmocka_unit_test(generic_labels_say_nothing),
        cmocka_unit_test(reads_file_names_and_slugs),
        cmocka_unit_test(another_script_and_calendar_need_no_change),
        cmocka_unit_test(the_same_title_gives_the_same_answer),
        cmocka_unit_test(long_and_odd_input_is_harmless),
        cmocka_unit_test(confidence_falls_when_another_is_close),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
