/* What submit promises: every entered link is opened once and kept with its hash, whatever way it is spelled; the receipt says what is doubtful; two columns from
 * then on; a sheet with mistakes is frozen not at all.
 * SPDX-License-Identifier: MIT
 */
#include "entered_site.h"

#include "store/submissions.h"
#include "../support/thai_lint.h"

static void receipt_says_hash_time_and_what_is_doubtful(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "o1", "@/about/structure.html", "หน้าหลัก → เกี่ยวกับสำนักงาน → โครงสร้างองค์กร");
    es_enter(&s, "ข้อ ๓", "@/about/duty.html/../duty.html#top", "");
    es_enter(&s, "O4", "@/no/such.html", "");
    es_enter(&s, "O7", "@/download/plan/plan5y.pdf", "");
    size_t before = server_count(s.server, "/download/plan/plan5y.pdf");
    es_submit(&s, "text");
    assert_int_equal(server_count(s.server, "/download/plan/plan5y.pdf"), before + 1); /* once */
    const char *out = s.run.out.p;
    assert_non_null(strstr(out, "ใบรับการบันทึกลิงก์"));
    assert_non_null(strstr(out, "สำนักงานส่งเสริมช่างฝีมือพื้นถิ่น"));
    assert_non_null(strstr(out, "วันที่กรอก: 30 เม.ย. 2567"));
    assert_non_null(strstr(out, "4 ข้อ 4 ลิงก์"));
    assert_non_null(strstr(out, "O4 "));
    assert_non_null(strstr(out, "ลิงก์ที่กรอกเปิดไม่พบแล้ว"));
    assert_non_null(strstr(out, "56369fe7c51354835174e609f14a42ef16ad8b880790f250fcb6015ec0f860d5")); /* sha256sum of the file */
    assert_non_null(strstr(out, "มีบนเว็บไซต์ แต่ไม่ได้กรอกลิงก์: O2"));
    char word[80];
    for (struct str rest = buf_str(&s.run.out), line; rest.n > 0;) {
        line = str_cut(&rest, '\n');
        if (str_find_c(line, "รหัสยืนยันแฟ้ม") == STR_NPOS && str_find_c(line, "เลขที่") == STR_NPOS && thai_lint(line, word, sizeof word))
            fail_msg("a word nobody reads in Thai: %s", word);
    }
    es_submit(&s, "html");
    assert_non_null(strstr(s.run.out.p, "<!DOCTYPE html>"));
    assert_null(strstr(s.run.out.p, "<script"));
    es_end(&s);
}

static void two_columns_follow_with_scores_of_their_own(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "@/about/structure.html", "");
    es_enter(&s, "O2", "@/about/duty.html", ""); /* the wrong page, with a menu that links the right one */
    es_enter(&s, "O9", "@/download/report/annual2566.pdf", "");
    es_enter(&s, "O33", "@/download/anti/antiplan67.pdf", ""); /* the plan in place of the report */
    es_enter(&s, "O12", "@/ita/index.html", "");
    es_submit(&s, "json");
    es_expect(&s, "O1", "published");
    es_expect(&s, "O9", "published");
    es_expect(&s, "O3", "missing not-entered");
    es_expect(&s, "O30", "missing"); /* neither on the site nor entered */
    es_expect(&s, "O33", "missing wrong-item");
    const char *status = json_string_value(json_object_get(es_item(&s, "O2"), "status"));
    assert_string_not_equal(status, "published");
    assert_string_not_equal(status, "partial");
    assert_true(es_score(&s, "entered", "high") < es_score(&s, "score", "low"));
    /* the next scan and every report say the same */
    RUN(&s, "scan", server_url(s.server), "--format", "json");
    es_expect(&s, "O1", "published");
    es_expect(&s, "O33", "missing wrong-item");
    RUN(&s, "report", "--format", "json");
    es_expect(&s, "O3", "missing not-entered");
    assert_string_equal(json_string_value(json_object_get(json_object_get(s.json, "submission"), "date")), "2024-04-30");
    RUN(&s, "report", "--format", "text");
    assert_non_null(strstr(s.run.out.p, "ตามลิงก์ที่กรอก ITAS"));
    es_end(&s);
}

/* The links alone may score above the site as checked when an item does not apply: the receipt shows the score that this is to be held against, and from when it is. */
/* Her words are not in the workbook because a receipt was printed: she is told, until they are. */
static void what_was_not_imported_is_said(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "@/about/structure.html", "หน้าหลัก > โครงสร้าง");
    assert_int_equal(file_write(s.sheet, buf_str(&s.rows), NULL), OIT_OK);
    const char *const submit[] = {"submit", s.sheet, "--db", s.db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--date", "30/4/2567", NULL};
    struct program_run run;
    program_run(submit, NULL, &run);
    assert_int_equal(run.code, 0);
    assert_non_null(strstr(run.err.p, "2 คำยังไม่ได้นำเข้า"));
    program_done(&run);
    RUN(&s, "import", s.sheet);
    assert_int_equal(s.run.code, 0);
    program_run(submit, NULL, &run);
    assert_int_equal(run.code, 0);
    assert_null(strstr(run.err.p, "ยังไม่ได้นำเข้า"));
    program_done(&run);
    es_end(&s);
}

static void receipt_shows_what_its_score_is_held_against(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "@/about/structure.html", "");
    es_submit(&s, "text");
    assert_non_null(strstr(s.run.out.p, "ทั้งเว็บไซต์ 87.62 (ตรวจเมื่อ "));
    assert_null(strstr(s.run.out.p, "ตามผลพิจารณาของเจ้าหน้าที่"));
    RUN(&s, "decide", "O16", "ไม่ใช้กับหน่วยงาน");
    assert_int_equal(s.run.code, 0);
    RUN(&s, "verify", "--format", "text");
    assert_non_null(strstr(s.run.out.p, "ตามผลพิจารณาของเจ้าหน้าที่ "));
    RUN(&s, "verify", "--format", "html");
    assert_non_null(strstr(s.run.out.p, "ตามผลพิจารณาของเจ้าหน้าที่"));
    assert_non_null(strstr(s.run.out.p, "87.62 (ตรวจเมื่อ "));
    es_end(&s);
}

static void home_page_counts_only_with_a_way_that_can_be_followed(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "@/", "");
    es_enter(&s, "O2", "@", "หน้าหลัก → เกี่ยวกับสำนักงาน → ทำเนียบผู้บริหาร");
    es_enter(&s, "O3", "@/index.html", "หน้าแรก > เกี่ยวกับสำนักงาน >> หน้าที่และอำนาจ");
    es_enter(&s, "O4", "@/#contact", "เข้าเว็บไซต์หลัก -> คลิกเมนู \"\"ติดต่อเรา\"\"");
    es_enter(&s, "O5", "@/", "หน้าหลัก / ข่าวสาร / ข่าวประชาสัมพันธ์");
    es_enter(&s, "O6", "@/", "หน้าหลัก → ถาม-ตอบ → กระดานที่ไม่มีอยู่จริง");
    es_enter(&s, "O12", "@/", "หน้าหลัก →");
    es_submit(&s, "json");
    es_expect(&s, "O1", "missing home-without-explanation");
    es_expect(&s, "O2", "published");
    es_expect(&s, "O3", "published");
    es_expect(&s, "O4", "published");
    es_expect(&s, "O5", "published");
    es_expect(&s, "O6", "unknown");
    es_expect(&s, "O12", "missing home-without-explanation");
    es_end(&s);
}

/* Whoever is told that a link is gone will look: a slip of the server must not be it. */
static void a_page_is_gone_when_two_answers_say_so(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    server_die(s.server);
    server_return(s.server, "/contact.html status=404 times=1\n/about/duty.html status=404\n");
    es_enter(&s, "O3", "@/about/duty.html", "");
    es_enter(&s, "O4", "@/contact.html", "");
    es_submit(&s, "json");
    es_expect(&s, "O3", "missing gone");
    es_expect(&s, "O4", "published");
    server_die(s.server);
    server_return(s.server, "/nothing status=200\n");
    es_end(&s);
}

static void odd_spellings_are_the_crawls_own_page(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "  @/about/structure.html?utm_source=line  ", "");
    es_enter(&s, "O8", "1) @/download/plan/action67.pdf, 2) @/download/plan/6m_67.pdf", "");
    es_enter(&s, "O14", "@/download/procure/plan_procure_67.pdf\n@/download/procure/plan_procure_67.pdf#page=2", "");
    es_submit(&s, "json");
    es_expect(&s, "O1", "published");
    es_expect(&s, "O8", "published");
    assert_int_equal(json_array_size(json_object_get(es_item(&s, "O8"), "urls")), 2);
    assert_int_equal(json_array_size(json_object_get(es_item(&s, "O14"), "urls")), 1);
    json_t *url = json_array_get(json_object_get(es_item(&s, "O1"), "urls"), 0);
    assert_int_equal(json_array_size(json_object_get(url, "path")), 2); /* home page, and it */
    es_end(&s);
}

static void mistakes_freeze_nothing(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "@/about/structure.html", "");
    es_enter(&s, "O2", "ดูในแฟ้มแนบ", "");
    assert_int_equal(file_write(s.sheet, buf_str(&s.rows), NULL), OIT_OK);
    RUN(&s, "submit", s.sheet);
    assert_int_equal(s.run.code, 2);
    assert_non_null(strstr(s.run.err.p, "ดูในแฟ้มแนบ"));
    /* more links than an item has: none is left out in silence */
    struct buf many;
    buf_init(&many, 0);
    (void)buf_add_c(&many, "ข้อ,URL ที่จะกรอก\nO1,\"");
    for (int i = 0; i < 61; i++)
        (void)buf_addf(&many, "http://www.example.go.th/%d\n", i);
    (void)buf_add_c(&many, "\"\n");
    assert_int_equal(file_write(s.sheet, buf_str(&many), NULL), OIT_OK);
    RUN(&s, "submit", s.sheet);
    assert_int_equal(s.run.code, 2);
    assert_non_null(strstr(s.run.err.p, "O1"));
    assert_non_null(strstr(s.run.err.p, "60"));
    buf_done(&many);
    assert_int_equal(file_write(s.sheet, buf_str(&s.rows), NULL), OIT_OK);
    RUN(&s, "submit", s.sheet, "--date", "30/2/2567");
    assert_int_equal(s.run.code, 2);
    RUN(&s, "submit", s.sheet, "--date", "1/1/2999");
    assert_int_equal(s.run.code, 2);
    RUN(&s, "verify");
    assert_int_equal(s.run.code, 2);
    assert_non_null(strstr(s.run.err.p, "oitcheck submit"));
    RUN(&s, "report", "--format", "json");
    assert_true(json_is_null(json_object_get(s.json, "submission")));
    es_end(&s);
}

static void later_submission_counts_and_the_earlier_stays(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    es_enter(&s, "O1", "@/about/duty.html", "");
    es_submit(&s, "json");
    buf_clear(&s.rows);
    es_enter(&s, "O1", "@/about/structure.html", "");
    es_submit(&s, "json");
    es_expect(&s, "O1", "published");
    struct store *store;
    struct arena arena;
    struct store_submission *all;
    struct store_submission_url *urls;
    struct str copy;
    size_t n, n_urls;
    arena_init(&arena);
    assert_int_equal(store_open(s.db, &store, NULL), OIT_OK);
    assert_int_equal(store_submissions(store, server_url(s.server), 2567, &arena, &all, &n, NULL), OIT_OK);
    assert_int_equal(n, 2);
    assert_int_equal(store_submission_urls(store, all[1].row, false, &arena, &urls, &n_urls, NULL), OIT_OK);
    assert_int_equal(n_urls, 1);
    assert_non_null(strstr(urls[0].url, "/about/duty.html"));
    assert_int_equal(store_submission_copy(store, urls[0].row, &arena, &copy, NULL), OIT_OK);
    assert_true(str_find_c(copy, "หน้าที่และอำนาจ") != STR_NPOS);
    store_close(store);
    arena_done(&arena);
    es_end(&s);
}

/* The agency's index of items, entered for many: each sees only what it links under the item's own name. */
static void an_index_counts_for_what_it_links_directly(void **state)
{
    (void)state;
    struct entered_site s;
    es_begin(&s);
    static const char *const items[] = {"O3", "O7", "O16", "O18", "O32", "O33"};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        es_enter(&s, items[i], "@/ita/2567/index.html", "");
    es_enter(&s, "O20", "@/ita/index.html", "");
    es_submit(&s, "json");
    es_expect(&s, "O3", "published");
    es_expect(&s, "O18", "published");
    es_expect(&s, "O32", "published");
    es_expect(&s, "O33", "published");
    es_expect(&s, "O7", "unknown");  /* the plan stands one page further: not judged, and not called missing */
    es_expect(&s, "O20", "unknown"); /* two pages further */
    const char *status = json_string_value(json_object_get(es_item(&s, "O16"), "status"));
    assert_string_not_equal(status, "published");
    es_end(&s);
}

static int begin(void **state)
{
    (void)state;
    es_group_begin("/nothing status=200\n");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(receipt_says_hash_time_and_what_is_doubtful),
        cmocka_unit_test(two_columns_follow_with_scores_of_their_own),
        cmocka_unit_test(what_was_not_imported_is_said),
        cmocka_unit_test(receipt_shows_what_its_score_is_held_against),
        cmocka_unit_test(home_page_counts_only_with_a_way_that_can_be_followed),
        cmocka_unit_test(an_index_counts_for_what_it_links_directly),
        cmocka_unit_test(a_page_is_gone_when_two_answers_say_so),
        cmocka_unit_test(odd_spellings_are_the_crawls_own_page),
        cmocka_unit_test(mistakes_freeze_nothing),
        cmocka_unit_test(later_submission_counts_and_the_earlier_stays),
    };
    return cmocka_run_group_tests(tests, begin, es_group_end);
}
