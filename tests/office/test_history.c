/* test_history.c - `oitcheck history` over real checks, moved to the days of a fiscal year.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../support/changing_site.h"
#include "../support/thai_lint.h"
#include "../support/tmp.h"
#include "base/clock.h"
#include "base/file.h"
#include "extract/extract.h"
#include "store/watching.h"

static struct changing_site site;

static void run(const char *const *more, struct program_run *ret_run)
{
    const char *words[20] = {"history"};
    for (size_t i = 0; more && more[i]; i++)
        words[1 + i] = more[i];
    changing_site_run(&site, words, ret_run);
}

static void query(const char *text)
{
    sqlite3 *db;
    char *message = NULL;
    assert_int_equal(sqlite3_open(site.visit.db, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", text, message ? message : "");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* The newest run was made on that day, at nine in Bangkok. */
static void move_newest(int year_ce, int month, int day)
{
    char text[200];
    (void)snprintf(text, sizeof text, "UPDATE run SET started = %lld, finished = %lld WHERE row = (SELECT max(row) FROM run)",
                   (long long)clock_date_days((struct clock_date){year_ce, month, day}) * 86400 + 7200,
                   (long long)clock_date_days((struct clock_date){year_ce, month, day}) * 86400 + 7300);
    query(text);
}

static void scan_on(int year_ce, int month, int day, const char *const *more)
{
    visit_scan(&site.visit, "/", more);
    move_newest(year_ce, month, day);
}

/* October: O24 is there. December: gone. February: mended. March: a check that was cut. */
static void make_half_year(void)
{
    changing_site_begin(&site);
    scan_on(2023, 10, 15, NULL);
    changing_site_drop(&site, "stat67.html");
    scan_on(2023, 12, 20, NULL);
    changing_site_stat(&site, "");
    scan_on(2024, 2, 10, NULL);
    scan_on(2024, 3, 30, (const char *[]){"--max-pages", "1", NULL});
}

static void six_months_on_one_page(void **state)
{
    struct program_run r;
    char word[80];
    (void)state;
    make_half_year();
    run((const char *[]){"--from", "1/10/2566", "--to", "31 มี.ค. 2567", NULL}, &r);
    assert_int_equal(r.code, 0);
    program_expect(&r, "สรุปผลการติดตามการเปิดเผยข้อมูล รอบ 6 เดือน ปีงบประมาณ 2567");
    program_expect(&r, "ระหว่างวันที่ 1 ต.ค. 2566 ถึง 31 มี.ค. 2567 ตรวจ 4 ครั้ง");
    program_expect(&r, "ไม่ครบระหว่างรอบ แก้ไขแล้ว 1: O24");
    program_expect(&r, "20 ธ.ค. 2566 O24 แย่ลง");
    program_expect(&r, "10 ก.พ. 2567 O24 ดีขึ้น");
    program_expect(&r, "ต้นรอบ: 15 ต.ค. 2566");
    program_expect(&r, "สิ้นรอบ: 10 ก.พ. 2567"); /* not the cut one */
    program_expect(&r, "อ่านไม่ครบหรือตรวจเพียงบางข้อ 1 ครั้ง");
    program_expect_not(&r, "ตอนนี้ไม่ครบ");
    struct str ours = str_sub(buf_str(&r.out), 0, str_find_c(buf_str(&r.out), "\nยังไม่แก้ไข\n")); /* behind it stand titles of items */
    if (thai_lint(ours, word, sizeof word))
        fail_msg("'%s' in\n%s", word, r.out.p);
    program_done(&r);

    run((const char *[]){"--from", "2023-10-01", "--to", "2024-09-30", NULL}, &r);
    program_expect(&r, "รอบ 12 เดือน ปีงบประมาณ");
    program_done(&r);
    run((const char *[]){"--from", "2024-04-01", "--to", "2024-09-30", NULL}, &r);
    assert_int_equal(r.code, 2); /* nobody checked then */
    assert_true(str_find_c(buf_str(&r.err), "1 เม.ย. 2567") != STR_NPOS);
    program_done(&r);
    run((const char *[]){"--as-of", "2024-01-31", NULL}, &r); /* the fiscal year so far */
    program_expect(&r, "รอบ 6 เดือน (ยังไม่สิ้นสุดรอบ)");
    program_expect(&r, "เคยครบ ตอนนี้ไม่ครบ 1: O24");
    program_done(&r);
    run(NULL, &r); /* no run in this fiscal year: that of the newest run */
    assert_int_equal(r.code, 0);
    program_expect(&r, "O24");
    program_done(&r);
    run((const char *[]){"--from", "yesterday", NULL}, &r);
    assert_int_equal(r.code, 2);
    program_done(&r);
    run((const char *[]){"--from", "31/3/2567", "--to", "1/3/2567", NULL}, &r);
    assert_int_equal(r.code, 2);
    program_done(&r);
    changing_site_end(&site);
}

static void json_page_and_workbook_are_written(void **state)
{
    struct program_run r;
    (void)state;
    make_half_year();
    query("INSERT INTO officer(site, fiscal_year_be, item, field, value, source, said_at) SELECT site, 2567, 'O24', 'owner', '=กองคลัง<b>', 'decide', 1 FROM run LIMIT 1");
    char *folder = tmp_path(site.visit.folder, "paper"), *page = tmp_path(folder, "history.html"), *book = tmp_path(folder, "history.xlsx");
    run((const char *[]){"--from", "1/10/2566", "--to", "31/3/2567", "--format", "json", "--output", folder, NULL}, &r);
    assert_int_equal(r.code, 0);
    program_expect(&r, "\"schema\": \"oitcheck-history/1\"");
    program_expect(&r, "\"round\": \"6-months\"");
    program_expect(&r, "\"recovered\": 1");
    program_expect(&r, "\"first_complete\": \"2023-10-15\"");
    program_done(&r);
    struct buf bytes;
    buf_init(&bytes, 0);
    assert_int_equal(file_read(page, &bytes, NULL), OIT_OK);
    assert_true(str_find_c(buf_str(&bytes), "รอบ 6 เดือน") != STR_NPOS);
    assert_true(str_find_c(buf_str(&bytes), "=กองคลัง&lt;b&gt;") != STR_NPOS);
    assert_true(str_find_c(buf_str(&bytes), "size:A4") != STR_NPOS);
    buf_clear(&bytes);
    assert_int_equal(file_read(book, &bytes, NULL), OIT_OK);
    struct extract_input input = {.bytes = buf_str(&bytes), .url = STR_LIT("http://a.example.go.th/history.xlsx")};
    struct arena arena;
    struct document doc;
    struct buf dump;
    arena_init(&arena);
    buf_init(&dump, 0);
    (void)extract_document(&input, &arena, &doc); /* a spreadsheet program can read it, and so can we */
    assert_int_equal(doc.fault, FAULT_NONE);
    doc_dump(&doc, &dump);
    assert_true(str_find_c(buf_str(&dump), "ไม่ครบระหว่างรอบ") != STR_NPOS);
    assert_true(str_find_c(buf_str(&dump), "=กองคลัง<b>") != STR_NPOS); /* a text, word for word */
    buf_done(&dump);
    arena_done(&arena);
    buf_done(&bytes);
    free(book);
    free(page);
    free(folder);
    changing_site_end(&site);
}

static void other_years_and_rules_are_apart(void **state)
{
    struct program_run r;
    (void)state;
    changing_site_begin(&site);
    scan_on(2023, 11, 1, (const char *[]){"--fiscal-year", "2566", "--as-of", "2023-09-30", NULL});
    scan_on(2023, 11, 2, NULL);
    changing_site_stat(&site, "");
    changing_site_drop(&site, "contact.html");
    scan_on(2024, 1, 5, NULL);
    run((const char *[]){"--from", "1/10/2566", "--to", "31/3/2567", NULL}, &r);
    program_expect(&r, "ตรวจ 2 ครั้ง");
    program_expect(&r, "ไม่รวมการตรวจของปีงบประมาณอื่น 1 ครั้ง");
    program_done(&r);
    /* the same verdicts by older criteria */
    query("UPDATE run SET report_json = replace(report_json, '\"revision\": \"', '\"revision\": \"x') WHERE row = 2");
    query("DELETE FROM run_numbers WHERE run = 2");
    run((const char *[]){"--from", "1/10/2566", "--to", "31/3/2567", NULL}, &r);
    program_expect(&r, "เกณฑ์หรือโปรแกรมเปลี่ยนรุ่นระหว่างรอบ 1 ครั้ง");
    program_done(&r);
    changing_site_end(&site);
}

static void the_trend_is_of_the_same_year_and_says_other_rules(void **state)
{
    (void)state;
    changing_site_begin(&site);
    scan_on(2023, 11, 1, (const char *[]){"--fiscal-year", "2566", "--as-of", "2023-09-30", NULL});
    scan_on(2023, 11, 2, NULL);
    query("UPDATE run SET rules_sha256 = 'older' WHERE row = 2; DELETE FROM run_numbers");
    changing_site_drop(&site, "stat67.html");
    visit_scan(&site.visit, "/", NULL);
    struct program_run r;
    changing_site_run(&site, (const char *[]){"report", "--format", "json", NULL}, &r);
    struct str trend = str_from_pos(buf_str(&r.out), str_find_c(buf_str(&r.out), "\"trend\": ["));
    size_t n = 0;
    for (struct str rest = trend; str_find_c(rest, "\"started\"") != STR_NPOS; n++)
        rest = str_from_pos(rest, str_find_c(rest, "\"started\"") + 1);
    assert_int_equal(n, 2);
    assert_true(str_find_c(trend, "2023-11-02T") < str_find_c(trend, "\"other_rules\": true"));
    assert_true(str_find_c(trend, "\"other_rules\": true") < str_find_c(trend, "\"other_rules\": false"));
    program_done(&r);
    changing_site_end(&site);
}

/* Twelve hours of tries, one outage of an hour within. */
static void availability_is_that_of_the_home_page(void **state)
{
    struct program_run r;
    struct store *store = NULL;
    char url[100];
    (void)state;
    changing_site_begin(&site);
    scan_on(2024, 3, 1, NULL);
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/", server_port(site.visit.server));
    const int64_t begin = clock_date_days((struct clock_date){2024, 3, 2}) * 86400;
    assert_int_equal(store_open(site.visit.db, &store, NULL), OIT_OK);
    for (int64_t at = begin; at < begin + 12 * 3600; at += 900) {
        bool is_down = at >= begin + 3600 && at < begin + 7200;
        struct store_try try = {.url = url, .result = {at, is_down ? WATCH_DOWN : WATCH_OK, is_down ? FAULT_TIMEOUT : FAULT_NONE, is_down ? 0 : 200}, .hold_s = 2000, .ms = 5};
        assert_int_equal(store_try_put(store, url, &try, NULL), OIT_OK);
    }
    const struct outage outage = {.kind = WATCH_DOWN, .began_at = begin + 3600, .fault = FAULT_TIMEOUT};
    assert_int_equal(store_outage_begin(store, url, url, &outage, NULL), OIT_OK);
    assert_int_equal(store_outage_end(store, url, url, begin + 7200, NULL), OIT_OK);
    store_close(store);
    run((const char *[]){"--from", "1/3/2567", "--to", "31/3/2567", NULL}, &r);
    program_expect(&r, "ล่ม 1 ครั้ง");
    program_expect(&r, "ร้อยละ 91."); /* eleven hours of twelve */
    program_expect(&r, "2 มี.ค. 2567 08:00 น. ถึง 2 มี.ค. 2567 09:00 น.");
    program_done(&r);
    run((const char *[]){"--from", "1/3/2567", "--to", "1/3/2567", NULL}, &r);
    program_expect(&r, "ไม่ได้เฝ้าดูเว็บไซต์");
    program_done(&r);
    changing_site_end(&site);
}

static void what_other_criteria_brought_about_is_listed_apart(void **state)
{
    struct program_run r;
    (void)state;
    changing_site_begin(&site);
    scan_on(2023, 11, 2, NULL);
    changing_site_put(&site, "contact.html", "ข้อมูลการติดต่อ", "<p>อยู่ระหว่างปรับปรุง</p>"); /* no dead link: nothing shows whose doing it is */
    scan_on(2024, 1, 5, NULL);
    run((const char *[]){"--from", "1/10/2566", "--to", "31/3/2567", NULL}, &r);
    program_expect(&r, "O4 แย่ลง");
    program_expect_not(&r, "ผลที่เปลี่ยนเพราะเกณฑ์");
    program_done(&r);
    query("UPDATE run SET report_json = replace(report_json, '\"revision\": \"', '\"revision\": \"x') WHERE row = 1");
    run((const char *[]){"--from", "1/10/2566", "--to", "31/3/2567", NULL}, &r);
    program_expect_not(&r, "แย่ลง");
    program_expect(&r, "ผลที่เปลี่ยนเพราะเกณฑ์หรือโปรแกรมรุ่นใหม่");
    program_expect(&r, "ผลต่างเพราะเกณฑ์หรือโปรแกรมรุ่นใหม่ 1: O4");
    program_done(&r);
    changing_site_end(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_months_on_one_page),
        cmocka_unit_test(json_page_and_workbook_are_written),
        cmocka_unit_test(other_years_and_rules_are_apart),
        cmocka_unit_test(availability_is_that_of_the_home_page),
        cmocka_unit_test(what_other_criteria_brought_about_is_listed_apart),
        cmocka_unit_test(the_trend_is_of_the_same_year_and_says_other_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
