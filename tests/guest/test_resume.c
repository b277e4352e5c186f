/* test_resume.c - --resume: goes on where a check was cut, asks nothing twice, and ends as if it had never been cut.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sqlite3.h>

#include <cmocka.h>

#include "../support/tmp.h"
#include "../support/visit.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define HOST "www.own.example.go.th"

/* Small, but with all that a crawl learns on its way: a start that moves, an own sub-domain, a dead link, a redirect, a page behind a page. */
static const struct server_file own[] = {
    {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") "<nav><a href=/a.html>โครงสร้างหน่วยงาน</a> <a href=/b.html>ข้อมูลผู้บริหาร</a> <a href=\"http://ita." HOST ":@PORT@/\">ITA 2567</a></nav>"
                   "<p><a href=/c.html>ข่าว</a> <a href=/d.html>กิจกรรม</a> <a href=/moved>ระเบียบพัสดุ</a></p>"},
    {"a.html", HEAD("โครงสร้างหน่วยงาน") "<h1>โครงสร้างการแบ่งส่วนราชการ</h1><p>สำนักปลัด กองคลัง กองช่าง กองการศึกษา</p><a href=/b.html>ผู้บริหาร</a>"},
    {"b.html", HEAD("ข้อมูลผู้บริหาร") "<h1>ข้อมูลผู้บริหาร</h1><p>นายสมชาย ใจดี นายกเทศมนตรี โทร 0 4512 3456</p><a href=/deep.html>คลิก</a>"},
    {"c.html", HEAD("ข่าว") "<p>งานบุญ</p><a href=/e.html>ก่อนหน้า</a> <a href=/gone.html>แผนดำเนินงานและการใช้งบประมาณประจำปี พ.ศ. 2567</a>"},
    {"d.html", HEAD("กิจกรรม") "<p>วันเด็ก</p><a href=/e.html>เก่ากว่า</a> <a href=/f.html>ภาพ</a>"},
    {"e.html", HEAD("ข่าวเก่า") "<p>ปีกลาย</p><a href=/f.html>ภาพข่าว</a>"},
    {"f.html", HEAD("ภาพ") "<p>ไม่มีภาพ</p><a href=/deep.html>อ่านต่อ</a>"},
    {"rules.html", HEAD("ระเบียบ") "<p>ระเบียบพัสดุ</p><a href=/g.html>ประกาศ</a>"},
    {"g.html", HEAD("ประกาศ") "<p>ประกาศทั่วไป</p>"},
    {"deep.html", HEAD("ช่องทางการติดต่อ") "<p>ที่อยู่ 1 หมู่ 2 ตำบลบ้านทดลอง โทรศัพท์ 0 4512 3456 saraban@own.example.go.th</p>"},
    {NULL, NULL},
};
static const struct server_file ita[] = {
    {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง - ITA 2567") "<h1>เทศบาลตำบลบ้านทดลอง</h1><a href=\"http://" HOST ":@PORT@/\">กลับ</a> <a href=/o1.html>O1 โครงสร้าง</a>"},
    {"o1.html", HEAD("โครงสร้าง") "<p>สำนักปลัด กองคลัง</p>"},
    {NULL, NULL},
};
static const struct server_root roots[] = {{HOST, NULL, own}, {"ita." HOST, NULL, ita}};
#define MOVED "/moved redirect=/rules.html\n"

static void begin(struct visit *v, const char *scenario)
{
    visit_begin(v, roots, 2, scenario);
}

/* The items, whatever port the server got. */
static void add_items(const struct visit *v, struct buf *out)
{
    char port[16];
    (void)snprintf(port, sizeof port, ":%d", server_port(v->server));
    struct str rest = check_items(&v->check);
    assert_true(rest.n > 0);
    for (size_t at; (at = str_find_c(rest, port)) != STR_NPOS; rest = str_from_pos(rest, at + strlen(port)))
        (void)buf_add_str(out, str_sub(rest, 0, at));
    (void)buf_add_str(out, rest);
}

/* What an uninterrupted check of the same site says and asks. */
struct whole {
    struct buf items;
    size_t n_requests, n_faults;
    int code;
};

static struct whole check_whole(const char *scenario)
{
    struct visit v;
    struct whole whole;
    buf_init(&whole.items, 0);
    begin(&v, scenario);
    visit_scan(&v, "/", NULL);
    add_items(&v, &whole.items);
    whole.n_requests = visit_count_all(&v);
    whole.n_faults = v.check.report.n_faults;
    whole.code = v.check.run.code;
    visit_end(&v);
    return whole;
}

static void assert_same(const struct visit *v, const struct whole *whole)
{
    struct buf items;
    buf_init(&items, 0);
    add_items(v, &items);
    assert_string_equal(items.p, whole->items.p);
    assert_int_equal(v->check.run.code, whole->code);
    assert_int_equal(v->check.report.n_faults, whole->n_faults); /* a sitemap that was only guessed is not among them */
    buf_done(&items);
}

static void resume(struct visit *v)
{
    visit_scan(v, "/", (const char *const[]){"--resume", NULL});
}

static void goes_on_after_every_budget(void **state)
{
    (void)state;
    struct whole whole = check_whole(MOVED);
    for (int pages = 1; pages <= 9; pages += 2) {
        struct visit v;
        char text[8];
        (void)snprintf(text, sizeof text, "%d", pages);
        begin(&v, MOVED);
        visit_scan(&v, "/", (const char *const[]){"--max-pages", text, "--connections", "1", NULL});
        assert_int_equal(v.check.run.code, 3);
        assert_string_equal(v.check.report.run.stop_reason, "max-pages");
        const char *id = v.check.report.run.id;
        char kept[100];
        (void)snprintf(kept, sizeof kept, "%s", id);
        resume(&v);
        assert_same(&v, &whole);
        assert_true(v.check.report.run.complete);
        assert_string_equal(v.check.report.run.id, kept);
        assert_int_equal(visit_count(&v, "/a.html"), 1);
        assert_int_equal(visit_count(&v, "/e.html"), 1);
        assert_int_equal(visit_count(&v, "/moved"), 1);
        assert_in_range(visit_count_all(&v), whole.n_requests, whole.n_requests + 6); /* robots.txt and the probe again, of two hosts, and what was in flight at the end of the budget */
        visit_end(&v);
    }
    buf_done(&whole.items);
}

static void goes_on_in_steps_of_three_pages(void **state)
{
    (void)state;
    struct whole whole = check_whole(MOVED);
    struct visit v;
    begin(&v, MOVED);
    int rounds = 0;
    do
        visit_scan(&v, "/", (const char *const[]){"--max-pages", "3", "--resume", NULL});
    while (v.check.run.code == 3 && ++rounds < 12);
    assert_in_range(rounds, 3, 8);
    assert_same(&v, &whole);
    assert_int_equal(visit_count(&v, "/b.html"), 1);
    visit_end(&v);
    buf_done(&whole.items);
}

static void says_when_nothing_was_cut(void **state)
{
    (void)state;
    struct visit v;
    begin(&v, MOVED);
    check_run((const char *const[]){"scan", "http://127.0.0.1:1/", NULL}, (const char *const[]){"--resume", "--only", "O1", "--db", v.db, NULL}, &v.check);
    assert_int_equal(v.check.run.code, 2);
    assert_true(check_said(&v.check, "--resume and --only"));
    check_done(&v.check);
    /* visit_scan is quiet; the sentences are for people */
    char url[200];
    (void)snprintf(url, sizeof url, "http://" HOST ":%d/", server_port(v.server));
    const char *words[] = {"scan", url, "--db", v.db, "--resolve", v.resolve[0], "--resolve", v.resolve[1], "--rate", "0", "--ocr", "off", "--format", "line", "--resume",
                           "--fiscal-year", "2567", NULL};
    struct program_run run;
    program_run(words, NULL, &run);
    assert_true(str_find_c(buf_str(&run.err), "ยังไม่มีการตรวจที่ค้างอยู่") != STR_NPOS);
    assert_int_equal(run.code, 1);
    program_done(&run);
    size_t n_first = visit_count_all(&v);
    program_run(words, NULL, &run);
    assert_true(str_find_c(buf_str(&run.err), "ครบแล้ว ไม่มีอะไรค้าง") != STR_NPOS);
    assert_int_equal(run.code, 1);
    assert_int_equal(visit_count_all(&v), 2 * n_first);
    program_done(&run);
    visit_end(&v);
}

static void asks_again_what_failed_and_nothing_else(void **state)
{
    (void)state;
    struct whole whole = check_whole(MOVED);
    struct visit v;
    begin(&v, MOVED "/d.html status=403 times=1\n/e.html status=403 times=1\n/a.html status=403 times=1\n/b.html status=403 times=1\n/g.html status=403 times=1\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 3);
    assert_false(v.check.report.run.complete);
    resume(&v);
    assert_same(&v, &whole);
    assert_int_equal(visit_count(&v, "/c.html"), 1);
    assert_int_equal(visit_count(&v, "/a.html"), 2);
    assert_in_range(visit_count_all(&v), whole.n_requests + 5, whole.n_requests + 5 + 6); /* robots.txt and probe of two hosts, the start when it was asked "is it us?" */
    assert_int_equal(v.check.report.n_unread, 0);
    visit_end(&v);
    buf_done(&whole.items);
}

static void run_sql(const char *db, const char *sql)
{
    sqlite3 *handle = NULL;
    assert_int_equal(sqlite3_open(db, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(handle);
}

static void judges_what_was_read_whole_without_the_network(void **state)
{
    (void)state;
    struct visit v;
    begin(&v, MOVED);
    visit_scan(&v, "/", NULL);
    struct buf items;
    buf_init(&items, 0);
    (void)buf_add_str(&items, check_items(&v.check));
    int code = v.check.run.code;
    size_t n = visit_count_all(&v);
    run_sql(v.db, "UPDATE run SET finished = 0, report_json = NULL"); /* killed while judging */
    resume(&v);
    assert_true(str_eq(check_items(&v.check), buf_str(&items)));
    assert_int_equal(v.check.run.code, code);
    assert_int_equal(visit_count_all(&v), n);
    buf_done(&items);
    visit_end(&v);
}

static void matches_again_when_the_rules_changed(void **state)
{
    (void)state;
    struct visit v, fresh;
    const char *const other[] = {"--fiscal-year", "2566", "--as-of", "2023-06-30", NULL};
    begin(&fresh, MOVED);
    visit_scan(&fresh, "/", other);
    begin(&v, MOVED);
    visit_scan(&v, "/", (const char *const[]){"--max-pages", "6", NULL});
    assert_int_equal(v.check.run.code, 3);
    visit_scan(&v, "/", (const char *const[]){"--fiscal-year", "2566", "--as-of", "2023-06-30", "--resume", NULL});
    struct whole whole = {.code = fresh.check.run.code, .n_faults = fresh.check.report.n_faults};
    buf_init(&whole.items, 0);
    add_items(&fresh, &whole.items);
    assert_same(&v, &whole);
    buf_done(&whole.items);
    assert_int_equal(v.check.report.fiscal_year_be, 2566);
    assert_int_equal(visit_count(&v, "/a.html"), 1);
    visit_end(&v);
    visit_end(&fresh);
}

/* Runs the check of v, sends the signal when the server has seen n requests, and returns the exit code. */
static int scan_and_signal(struct visit *v, size_t n, int signal_number)
{
    char url[200];
    (void)snprintf(url, sizeof url, "http://" HOST ":%d/", server_port(v->server));
    pid_t child = program_start((const char *const[]){"scan", url, "--db", v->db, "--resolve", v->resolve[0], "--resolve", v->resolve[1], "--rate", "0", "--ocr", "off", "--quiet",
                                                      "--fiscal-year", "2567", "--as-of", "2024-06-30", "--connections", "1", NULL});
    const struct timespec moment = {.tv_nsec = 2000000};
    for (int i = 0; i < 5000 && visit_count_all(v) < n; i++)
        (void)nanosleep(&moment, NULL);
    return program_stop(child, signal_number);
}

static void interrupt_is_a_report_and_can_be_resumed(void **state)
{
    (void)state;
    struct whole whole = check_whole(MOVED);
    struct visit v;
    begin(&v, MOVED "* delay-ms=30\n");
    assert_int_equal(scan_and_signal(&v, 6, SIGINT), 3);
    size_t n_first = visit_count_all(&v);
    assert_in_range(n_first, 6, whole.n_requests - 3);
    resume(&v);
    assert_same(&v, &whole);
    assert_in_range(visit_count_all(&v), whole.n_requests, whole.n_requests + 6);
    visit_end(&v);
    buf_done(&whole.items);
}

static void killed_run_repeats_what_was_on_its_way_only(void **state)
{
    (void)state;
    struct whole whole = check_whole(MOVED);
    struct visit v;
    begin(&v, MOVED "* delay-ms=30\n");
    assert_int_equal(scan_and_signal(&v, 8, SIGKILL), -1);
    size_t n_first = visit_count_all(&v);
    assert_in_range(n_first, 8, whole.n_requests - 2);
    resume(&v);
    assert_same(&v, &whole);
    /* One connection: one page in flight, robots.txt and probe of two hosts, and what the last 100 ms had not written. */
    assert_in_range(visit_count_all(&v), whole.n_requests, whole.n_requests + 8);
    visit_end(&v);
    buf_done(&whole.items);
}

static void dead_start_is_asked_again(void **state)
{
    (void)state;
    struct whole whole = check_whole(MOVED);
    struct visit v;
    begin(&v, MOVED "/ status=404 times=2\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 4);
    visit_scan(&v, "/", (const char *const[]){"--resume", NULL});
    if (v.check.run.code == 4) /* a retry may have used less than both */
        resume(&v);
    assert_same(&v, &whole);
    visit_end(&v);
    buf_done(&whole.items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_on_after_every_budget),
        cmocka_unit_test(goes_on_in_steps_of_three_pages),
        cmocka_unit_test(says_when_nothing_was_cut),
        cmocka_unit_test(asks_again_what_failed_and_nothing_else),
        cmocka_unit_test(judges_what_was_read_whole_without_the_network),
        cmocka_unit_test(matches_again_when_the_rules_changed),
        cmocka_unit_test(interrupt_is_a_report_and_can_be_resumed),
        cmocka_unit_test(killed_run_repeats_what_was_on_its_way_only),
        cmocka_unit_test(dead_start_is_asked_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
