/* What officers write into the two columns of ITAS: addresses in every spelling, click paths with every kind of arrow, and what is no change of a page.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <unistd.h>

#include "extract/extract.h"
#include "run/entered_text.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void addresses_of_a_cell(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *urls; /* canonical, a space between; "!" before what is none */
    } cases[] = {
        {"", ""},
        {"-", ""},
        {"ไม่มี", ""},
        {"https://www.a.go.th/x.pdf", "https://www.a.go.th/x.pdf"},
        {"  https://www.a.go.th/x.pdf \n\n http://b.go.th/ ", "https://www.a.go.th/x.pdf http://b.go.th/"},
        {"https://a.go.th/1.pdf, https://a.go.th/2.pdf และ https://a.go.th/3.pdf.", "https://a.go.th/1.pdf https://a.go.th/2.pdf https://a.go.th/3.pdf"},
        {"1) https://a.go.th/1.pdf 2) https://a.go.th/2.pdf", "https://a.go.th/1.pdf https://a.go.th/2.pdf"},
        {"https://a.go.th/1.pdfhttps://a.go.th/2.pdf", "https://a.go.th/1.pdf https://a.go.th/2.pdf"},
        {"https://a.go.th/view?file=https://b.go.th/2.pdf", "https://a.go.th/view?file=https://b.go.th/2.pdf"},
        {"ดูที่ www.a.go.th/ita (หน้า 3)", "http://www.a.go.th/ita"},
        {"a.go.th/ita", "http://a.go.th/ita"},
        {"https://a.go.th/รายงาน.pdf", "https://a.go.th/%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99.pdf"},
        {"https://a.go.th/%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99.pdf", "https://a.go.th/%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99.pdf"},
        {"https://a.go.th/plan 2567.pdf", "https://a.go.th/plan%202567.pdf"},
        {"https://a.go.th/x_(1).pdf", "https://a.go.th/x_(1).pdf"},
        {"<https://a.go.th/x>", "https://a.go.th/x"},
        {"https://a.go.th/x#page=3\nHTTPS://A.GO.TH/x", "https://a.go.th/x"},
        {"ดูในแฟ้มแนบ", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena;
        struct entered_address found[LIMIT_ENTERED_URLS];
        struct buf all;
        arena_init(&arena);
        buf_init(&all, 0);
        size_t n = entered_addresses(str_from(cases[i].cell), &arena, found);
        for (size_t k = 0; k < n; k++)
            (void)buf_addf(&all, "%s%s", k ? " " : "", found[k].url ? found[k].url : "!");
        if (!str_eq_c(buf_str(&all), cases[i].urls))
            fail_msg("'%s': %s, not %s", cases[i].cell, all.p ? all.p : "", cases[i].urls);
        buf_done(&all);
        arena_done(&arena);
    }
}

static void a_cell_of_thousands_is_cut(void **state)
{
    (void)state;
    struct arena arena;
    struct buf cell;
    struct entered_address found[LIMIT_ENTERED_URLS];
    arena_init(&arena);
    buf_init(&cell, 0);
    for (int i = 0; i < 5000; i++)
        (void)buf_addf(&cell, "https://a.go.th/%d ", i);
    assert_int_equal(entered_addresses(buf_str(&cell), &arena, found), LIMIT_ENTERED_URLS);
    buf_done(&cell);
    arena_done(&arena);
}

static void one_page_in_two_spellings(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"http://a.go.th/x", "https://a.go.th/x"}, {"http://www.a.go.th/x/", "http://a.go.th/x"}, {"http://a.go.th/x?b=1&a=2", "http://a.go.th/x?a=2&b=1"},
    };
    static const char *const other[][2] = {{"http://a.go.th/x", "http://a.go.th/y"}, {"http://a.go.th/x", "http://b.go.th/x"}, {"http://a.go.th/x?id=1", "http://a.go.th/x?id=2"}};
    for (size_t i = 0; i < COUNT(same); i++)
        if (!entered_same_page(str_from(same[i][0]), str_from(same[i][1])))
            fail_msg("%s and %s are one page", same[i][0], same[i][1]);
    for (size_t i = 0; i < COUNT(other); i++)
        if (entered_same_page(str_from(other[i][0]), str_from(other[i][1])))
            fail_msg("%s and %s are two pages", other[i][0], other[i][1]);
    assert_true(entered_is_home(STR_LIT("https://www.a.go.th/index.php"), STR_LIT("http://a.go.th/")));
    assert_true(entered_is_home(STR_LIT("http://a.go.th"), STR_LIT("http://a.go.th/")));
    assert_false(entered_is_home(STR_LIT("http://a.go.th/ita/index.html"), STR_LIT("http://a.go.th/")));
    assert_false(entered_is_home(STR_LIT("http://a.go.th/index.php?id=4"), STR_LIT("http://a.go.th/")));
}

static void ways_of_an_explanation(void **state)
{
    (void)state;
    static const struct {
        const char *words, *ways; /* steps joined by "|", ways by " ;; " */
    } cases[] = {
        {"หน้าหลัก → ข้อมูลหน่วยงาน → โครงสร้าง", "ข้อมูลหน่วยงาน|โครงสร้าง"},
        {"หน้าหลัก > ข้อมูลหน่วยงาน > โครงสร้าง", "ข้อมูลหน่วยงาน|โครงสร้าง"},
        {"หน้าแรก >> ข้อมูลหน่วยงาน>>โครงสร้าง", "ข้อมูลหน่วยงาน|โครงสร้าง"},
        {"Home -> About", "About"},
        {"หน้าหลัก / ข้อมูลหน่วยงาน / โครงสร้าง", "ข้อมูลหน่วยงาน|โครงสร้าง"},
        {"เว็บไซต์หลัก www.a.go.th » \"แผน/ผล\" » ปี 2567", "แผน/ผล|ปี 2567"},
        {"หน้าหลัก ➔ 1. ข้อมูล ➔ 2. แผน", "ข้อมูล|แผน"},
        {"หน้าหลัก → ก้อนแรก\nหน้าหลัก → ก้อนสอง", "ก้อนแรก ;; ก้อนสอง"},
        {"หน้าหลัก → ก้อนแรก → หน้าหลัก → ก้อนสอง", "ก้อนแรก ;; ก้อนสอง"},
        {"หน้าหลัก → เว็บไซต์หน่วยงานในสังกัด", "เว็บไซต์หน่วยงานในสังกัด"},
        {"หน้าหลัก ? ข้อมูลหน่วยงาน ? โครงสร้าง", "ข้อมูลหน่วยงาน|โครงสร้าง"}, /* saved as windows-874, which has no arrows */
        {"หน้าหลัก?โครงสร้าง", "โครงสร้าง"},
        {"หน้าแรกอยู่ที่ไหน?", ""},
        {"http://a.go.th/?id=5", ""},
        {"หน้าหลัก →", ""},
        {"ดูได้ที่เมนูข้อมูลหน่วยงาน", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct entered_way ways[ENTERED_WAYS];
        struct buf all;
        buf_init(&all, 0);
        size_t n = entered_ways(str_from(cases[i].words), ways);
        for (size_t k = 0; k < n; k++)
            for (size_t m = 0; m < ways[k].n; m++)
                (void)buf_addf(&all, "%s%.*s", m ? "|" : k ? " ;; " : "", STR_ARG(ways[k].steps[m]));
        if (!str_eq_c(buf_str(&all), cases[i].ways))
            fail_msg("'%s': %s, not %s", cases[i].words, all.p ? all.p : "", cases[i].ways);
        buf_done(&all);
    }
    assert_false(entered_explains(STR_LIT("หน้าหลัก →")));
    assert_false(entered_explains(STR_LIT(" - ")));
    assert_false(entered_explains(STR_LIT("หน้าหลัก")));
    assert_true(entered_explains(STR_LIT("หน้าหลัก / โครงสร้าง")));
    assert_true(entered_explains(STR_LIT("หน้าหลัก ? โครงสร้าง")));
    assert_true(entered_explains(STR_LIT("ดูที่แบนเนอร์ด้านขวา")));
}

static void follow(struct document *page, struct str step, const char *want)
{
    struct str url = STR_NONE;
    enum entered_step leads = entered_follow(page, step, &url);
    if ((leads == LEADS_ON) != (want != NULL) || (want && !str_eq_c(url, want)))
        fail_msg("'%.*s': %d %.*s", STR_ARG(step), (int)leads, STR_ARG(url));
}

/* Thirty-five links called "คลิก": an assessor does not know which one is meant, and neither do we. */
static void a_button_is_no_step(void **state)
{
    (void)state;
    struct arena arena;
    struct document page;
    arena_init(&arena);
    struct extract_input input = {.bytes = STR_LIT("<meta charset=utf-8><a href=/news>ข่าว</a><a href=/news2>ข่าว</a><a href=/news>ข่าว</a><a href=/1>ดูไฟล์</a><a href=/2>ดูไฟล์</a><a href=/3>ดูไฟล์</a>"),
                                  .url = STR_LIT("https://a.go.th/"), .content_type = STR_LIT("text/html")};
    (void)extract_document(&input, &arena, &page);
    follow(&page, STR_LIT("ข่าว"), "https://a.go.th/news");
    follow(&page, STR_LIT("ดูไฟล์"), NULL);
    arena_done(&arena);
}

static void words_before_a_step_are_passed_over(void **state)
{
    (void)state;
    struct arena arena;
    struct document page;
    struct buf step;
    arena_init(&arena);
    buf_init(&step, 0);
    struct extract_input input = {.bytes = STR_LIT("<meta charset=utf-8><a href=/a>โครงสร้างหน่วยงาน</a> <a href=/b>ที่ตั้งสำนักงาน</a>"),
                                  .url = STR_LIT("https://a.go.th/"), .content_type = STR_LIT("text/html")};
    (void)extract_document(&input, &arena, &page);
    follow(&page, STR_LIT("เข้าไปที่เมนู หัวข้อ \"โครงสร้างหน่วยงาน\""), "https://a.go.th/a");
    follow(&page, STR_LIT("คลิกที่ตั้งสำนักงาน"), "https://a.go.th/b");
    follow(&page, STR_LIT("คลิกที่แผน"), NULL);
    for (int i = 0; i < 3000; i++) /* each can be read in two ways: must not double the work */
        (void)buf_add_c(&step, "เข้าไปที่");
    (void)alarm(20);
    follow(&page, buf_str(&step), NULL);
    (void)alarm(0);
    buf_done(&step);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_of_a_cell),
        cmocka_unit_test(a_cell_of_thousands_is_cut),
        cmocka_unit_test(one_page_in_two_spellings),
        cmocka_unit_test(ways_of_an_explanation),
        cmocka_unit_test(a_button_is_no_step),
        cmocka_unit_test(words_before_a_step_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
