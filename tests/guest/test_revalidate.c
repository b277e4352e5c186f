/* test_revalidate.c - the second check of a site asks whether its pages have changed, and takes over what has not: same report, nearly no bytes.
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

#include "../support/tmp.h"
#include "../support/visit.h"
#include "base/file.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define HOST "www.own.example.go.th"

static const struct server_file own[] = {
    {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") "<nav><a href=/a.html>โครงสร้างหน่วยงาน</a> <a href=/b.html>ข้อมูลผู้บริหาร</a></nav>"
                   "<p><a href=/c.html>ข่าว</a> <a href=/d.html>กิจกรรม</a> <a href=/moved>ระเบียบพัสดุ</a> <a href=/gone.html>คู่มือ</a></p>"},
    {"a.html", HEAD("โครงสร้างหน่วยงาน") "<h1>โครงสร้างการแบ่งส่วนราชการ</h1><p>สำนักปลัด กองคลัง กองช่าง กองการศึกษา</p>"},
    {"b.html", HEAD("ข้อมูลผู้บริหาร") "<h1>ข้อมูลผู้บริหาร</h1><p>นายสมชาย ใจดี นายกเทศมนตรี โทร 0 4512 3456</p><a href=/deep.html>คลิก</a>"},
    {"c.html", HEAD("ข่าว") "<p>งานบุญประจำปี วัดบ้านทดลอง เมื่อวานนี้</p><a href=/e.html>ก่อนหน้า</a>"},
    {"d.html", HEAD("กิจกรรม") "<p>วันเด็กแห่งชาติ สนามหน้าเทศบาล</p><a href=/e.html>เก่ากว่า</a>"},
    {"e.html", HEAD("ข่าวเก่า") "<p>ปีกลายน้ำท่วมตลาด</p>"},
    {"rules.html", HEAD("ระเบียบ") "<p>ระเบียบพัสดุ</p>"},
    {"deep.html", HEAD("ช่องทางการติดต่อ") "<p>ที่อยู่ 1 หมู่ 2 ตำบลบ้านทดลอง โทรศัพท์ 0 4512 3456 saraban@own.example.go.th</p>"},
    {NULL, NULL},
};
static const struct server_root roots[] = {{HOST, NULL, own}};
#define MOVED "/moved redirect=/rules.html\n"

/* Requests since the mark with this status; target NULL: any. */
static size_t count_since(struct visit *v, size_t mark, const char *target, int status)
{
    size_t n = 0, n_found = 0;
    const struct server_request *requests = server_requests(v->server, &n);
    for (size_t i = mark; i < n; i++)
        n_found += (!target || str_eq_c(requests[i].target, target)) && (status == 0 || requests[i].status == status);
    return n_found;
}

/* The items a check without any memory gives now. */
static void assert_as_fresh(struct visit *v, const char *const *more)
{
    char *remembered = v->db;
    struct buf items;
    buf_init(&items, 0);
    (void)buf_add_str(&items, check_items(&v->check));
    int code = v->check.run.code;
    static int n_fresh;
    char name[24];
    (void)snprintf(name, sizeof name, "fresh-%d", ++n_fresh);
    v->db = tmp_path(v->folder, name);
    visit_scan(v, "/", more);
    assert_true(items.n > 0 && str_eq(buf_str(&items), check_items(&v->check)));
    assert_int_equal(code, v->check.run.code);
    assert_int_equal(v->check.report.run.unchanged, 0);
    free(v->db);
    v->db = remembered;
    buf_done(&items);
}

static void unchanged_pages_are_not_sent_again(void **state)
{
    struct visit v;
    (void)state;
    visit_begin(&v, roots, 1, MOVED);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.report.run.unchanged, 0);
    size_t mark = visit_count_all(&v);
    visit_scan(&v, "/", NULL);
    assert_int_equal(count_since(&v, mark, NULL, 304), 6); /* a b c d e deep */
    assert_int_equal(v.check.report.run.unchanged, 6);
    assert_int_equal(count_since(&v, mark, "/", 200), 1);           /* whether the server can say 200 */
    assert_int_equal(count_since(&v, mark, "/rules.html", 200), 1); /* behind a redirect: asked for plainly */
    assert_int_equal(count_since(&v, mark, "/gone.html", 304), 0);
    assert_as_fresh(&v, NULL);
    mark = visit_count_all(&v);
    visit_scan(&v, "/", NULL); /* a third run builds on what the second took over */
    assert_int_equal(count_since(&v, mark, NULL, 304), 6);
    assert_as_fresh(&v, NULL);
    visit_end(&v);
}

enum { N_PAGES = 300 };

static void of_a_large_site_98_percent_are_not_sent_again(void **state)
{
    static struct server_file files[N_PAGES + 1];
    static char names[N_PAGES][24];
    struct buf pages[N_PAGES];
    (void)state;
    for (int i = 0; i < N_PAGES; i++) {
        (void)snprintf(names[i], sizeof names[i], i ? "p%03d.html" : "index.html", i);
        buf_init(&pages[i], 0);
        (void)buf_addf(&pages[i], HEAD("หน้า %d") "<h1>เรื่องที่ %d</h1><p>ข้อความของเรื่องนี้ %d</p>", i, i, i * 31337);
        for (int k = 1; k <= 6; k++)
            if (i * 6 + k < N_PAGES)
                (void)buf_addf(&pages[i], "<a href=/p%03d.html>%d</a> ", i * 6 + k, i * 6 + k);
        files[i] = (struct server_file){names[i], pages[i].p};
    }
    struct visit v;
    visit_begin(&v, (struct server_root[]){{HOST, NULL, files}}, 1, NULL);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.report.run.fetched, N_PAGES);
    size_t mark = visit_count_all(&v);
    visit_scan(&v, "/", NULL);
    assert_true(count_since(&v, mark, NULL, 304) * 100 >= N_PAGES * 98);
    assert_true(count_since(&v, mark, NULL, 304) < N_PAGES); /* some are looked at */
    assert_int_equal(v.check.report.run.fetched, N_PAGES);
    assert_int_equal(v.check.report.run.unchanged, count_since(&v, mark, NULL, 304));
    assert_as_fresh(&v, NULL);
    visit_end(&v);
    for (int i = 0; i < N_PAGES; i++)
        buf_done(&pages[i]);
}

static void changed_page_is_read_anew(void **state)
{
    struct visit v;
    (void)state;
    char *folder = tmp_folder();
    for (size_t i = 0; own[i].path; i++) {
        char *path = tmp_path(folder, own[i].path);
        assert_int_equal(file_write(path, str_from(own[i].body), NULL), OIT_OK);
        free(path);
    }
    visit_begin(&v, (struct server_root[]){{HOST, folder, NULL}}, 1, MOVED);
    visit_scan(&v, "/", NULL);
    assert_int_equal(check_item(&v.check, "O1")->status, OIT_PUBLISHED);
    char *path = tmp_path(folder, "a.html");
    assert_int_equal(file_write(path, str_from(HEAD("โครงสร้างหน่วยงาน") "<p>อยู่ระหว่างปรับปรุงข้อมูล</p>"), NULL), OIT_OK);
    free(path);
    size_t mark = visit_count_all(&v);
    visit_scan(&v, "/", NULL);
    assert_int_equal(count_since(&v, mark, "/a.html", 200), 1);
    assert_int_equal(count_since(&v, mark, NULL, 304), 5);
    assert_int_not_equal(check_item(&v.check, "O1")->status, OIT_PUBLISHED);
    assert_as_fresh(&v, NULL);
    visit_end(&v);
    tmp_remove(folder);
}

static void server_that_always_says_304_is_not_believed(void **state)
{
    struct visit v;
    (void)state;
    visit_begin(&v, roots, 1, MOVED "* conditional status=304\n");
    visit_scan(&v, "/", NULL);
    size_t mark = visit_count_all(&v);
    visit_scan(&v, "/", NULL);
    assert_int_equal(count_since(&v, mark, NULL, 304), 1); /* the start page was enough to tell */
    assert_int_equal(count_since(&v, mark, "/", 0), 2);
    assert_int_equal(count_since(&v, mark, "/a.html", 200), 1);
    assert_int_equal(v.check.report.run.unchanged, 0);
    bool is_said = false;
    for (size_t i = 0; i < v.check.report.n_notices; i++)
        is_said |= strcmp(v.check.report.notices[i].code, "false-not-modified") == 0;
    assert_true(is_said);
    assert_as_fresh(&v, NULL);
    visit_end(&v);
}

static bool has_false_304(const struct visit *v)
{
    bool is_said = false;
    for (size_t i = 0; i < v->check.report.n_notices; i++)
        is_said |= strcmp(v->check.report.notices[i].code, "false-not-modified") == 0;
    return is_said;
}

/* The entity tag is the same for ever, whatever the page says: seen on the start page, which is asked for with validators nothing has. */
static void start_page_that_changes_under_its_tag_tells(void **state)
{
    struct visit v;
    (void)state;
    visit_begin(&v, roots, 1,
                MOVED "/ conditional=fixed status=304\n/b.html conditional=fixed status=304\n"
                      "/ times=1 type=text/html header=\"ETag: \\q-fixed-\\q\" body=\"<title>เทศบาล</title><p>ข่าววันนี้ <a href=/b.html>ข้อมูลผู้บริหาร</a>\"\n"
                      "/ type=text/html header=\"ETag: \\q-fixed-\\q\" body=\"<title>เทศบาล</title><p>ข่าวใหม่ <a href=/b.html>ข้อมูลผู้บริหาร</a>\"\n"
                      "/b.html times=1 type=text/html header=\"ETag: \\q-fixed-\\q\" body=\"<title>ข้อมูลผู้บริหาร</title><p>นายสมชาย ใจดี นายกเทศมนตรี โทร 0 4512 3456\"\n"
                      "/b.html type=text/html header=\"ETag: \\q-fixed-\\q\" body=\"<title>ว่าง</title><p>ย้ายไปที่อื่นแล้ว\"\n");
    visit_scan(&v, "/", NULL);
    size_t mark = visit_count_all(&v);
    visit_scan(&v, "/", NULL);
    assert_int_equal(count_since(&v, mark, NULL, 304), 0);
    assert_int_equal(v.check.report.run.unchanged, 0);
    assert_true(has_false_304(&v));
    assert_as_fresh(&v, NULL);
    visit_end(&v);
}

/* ... and of a small site a page is asked for plainly too. */
static void small_site_is_sampled(void **state)
{
    struct visit v;
    struct buf scenario, list;
    (void)state;
    buf_init(&scenario, 0);
    buf_init(&list, 0);
    (void)buf_addf(&list, HEAD("เทศบาล"));
    for (int i = 1; i <= 20; i++) {
        (void)buf_addf(&list, "<a href=/p%d.html>%d</a> ", i, i);
        (void)buf_addf(&scenario, "/p%d.html conditional=fixed status=304\n", i);
        for (int k = 0; k < 2; k++)
            (void)buf_addf(&scenario, "/p%d.html %s type=text/html header=\"ETag: \\q-fixed-\\q\" body=\"<title>%s %d</title><p>%s ของเรื่องที่ %d\"\n", i,
                           k ? "" : "times=1", k ? "ใหม่" : "เก่า", i, k ? "ข้อความที่แก้ไขแล้ว" : "ข้อความเดิม", i * 311);
    }
    visit_begin(&v, (struct server_root[]){{HOST, NULL, (struct server_file[]){{"index.html", buf_str(&list).p}, {NULL, NULL}}}}, 1, buf_str(&scenario).p);
    visit_scan(&v, "/", NULL);
    visit_scan(&v, "/", NULL);
    assert_true(has_false_304(&v));
    assert_int_equal(v.check.report.run.unchanged, 0);
    assert_as_fresh(&v, NULL);
    visit_end(&v);
    buf_done(&scenario);
    buf_done(&list);
}

static void not_modified_that_nobody_asked_for_is_a_fault(void **state)
{
    struct visit v;
    (void)state;
    visit_begin(&v, roots, 1, MOVED "/a.html status=304\n");
    visit_scan(&v, "/", NULL);
    assert_int_not_equal(check_item(&v.check, "O1")->status, OIT_PUBLISHED);
    assert_int_not_equal(check_item(&v.check, "O1")->status, OIT_MISSING);
    assert_int_equal(v.check.report.n_unread, 1);
    assert_string_equal(v.check.report.unread[0].code, "protocol");
    size_t n = visit_count(&v, "/a.html");
    assert_in_range(n, 1, 3);
    assert_true(v.check.run.code == 1 || v.check.run.code == 3);
    visit_end(&v);
}

/* Validators under which the servers of this world know a page again. Each page's own line answers 304 to what it should be asked, 500 to what not. */
static void validators_of_all_kinds_are_sent_as_servers_know_them(void **state)
{
    struct visit v;
    (void)state;
    visit_begin(&v, roots, 1,
                MOVED
                "/a.html conditional=W/\\q77-weak\\q status=304\n/a.html header=\"ETag: W/\\q77-weak\\q\" body=\"<title>โครงสร้าง</title><p>สำนักปลัด กองคลัง\"\n"
                "/b.html conditional=\\q78\\q status=304\n/b.html header=\"ETag: \\q78-gzip\\q\" body=\"<title>ผู้บริหาร</title><p>นายก <a href=/deep.html>ต่อ</a>\"\n"
                "/c.html conditional=\"Wed, 21 Oct 2015\" status=304\n/c.html header=\"Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT\" body=\"<title>ข่าว</title><p>งานบุญ <a href=/e.html>ต่อ</a>\"\n"
                "/d.html conditional status=500\n/d.html body=\"<title>กิจกรรม</title><p>ไม่มีตัวบอกรุ่น\"\n"
                "/gone.html conditional status=500\n/rules.html conditional status=500\n");
    visit_scan(&v, "/", NULL);
    size_t mark = visit_count_all(&v);
    visit_scan(&v, "/", NULL);
    assert_int_equal(count_since(&v, mark, "/a.html", 304), 1);
    assert_int_equal(count_since(&v, mark, "/b.html", 304), 1);
    assert_int_equal(count_since(&v, mark, "/c.html", 304), 1);
    assert_int_equal(count_since(&v, mark, "/d.html", 200), 1);
    assert_int_equal(count_since(&v, mark, NULL, 500), 0);
    assert_int_equal(v.check.report.run.unchanged, 5); /* with e and deep */
    assert_as_fresh(&v, NULL);
    visit_end(&v);
}

static void other_rules_match_the_stored_bytes_again(void **state)
{
    static const char *const other[] = {"--fiscal-year", "2566", "--as-of", "2023-06-30", NULL};
    struct visit v;
    (void)state;
    visit_begin(&v, roots, 1, MOVED);
    visit_scan(&v, "/", NULL);
    size_t mark = visit_count_all(&v);
    visit_scan(&v, "/", other);
    assert_int_equal(count_since(&v, mark, NULL, 304), 6);
    assert_int_equal(v.check.report.run.unchanged, 6);
    assert_int_equal(v.check.report.fiscal_year_be, 2566);
    assert_as_fresh(&v, other);
    visit_end(&v);
}

static int64_t ask(const char *db, const char *sql)
{
    sqlite3 *handle = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(db, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &statement, NULL), SQLITE_OK);
    int64_t value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(handle);
    return value;
}

static void content_that_is_gone_is_asked_for_plainly_and_equal_content_is_shared(void **state)
{
    struct visit v;
    (void)state;
    visit_begin(&v, roots, 1, MOVED);
    visit_scan(&v, "/", NULL);
    int64_t n_contents = ask(v.db, "SELECT count(*) FROM content");
    (void)ask(v.db, "DELETE FROM content WHERE sha256 IN (SELECT sha256 FROM visit WHERE url LIKE '%/b.html')");
    assert_int_equal(ask(v.db, "SELECT count(*) FROM content"), n_contents - 1);
    size_t mark = visit_count_all(&v);
    visit_scan(&v, "/", NULL);
    assert_int_equal(count_since(&v, mark, "/b.html", 200), 1);
    assert_int_equal(count_since(&v, mark, NULL, 304), 5);
    assert_int_equal(ask(v.db, "SELECT count(*) FROM content"), n_contents);
    assert_int_equal(ask(v.db, "SELECT count(*) FROM visit v WHERE sha256 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM content c WHERE c.sha256 = v.sha256)"), 0);
    assert_as_fresh(&v, NULL);
    visit_end(&v);
}

static void damaged_content_is_not_taken_over(void **state)
{
    struct visit v;
    (void)state;
    visit_begin(&v, roots, 1, MOVED);
    visit_scan(&v, "/", NULL);
    (void)ask(v.db, "UPDATE content SET bytes = x'00112233' WHERE sha256 IN (SELECT sha256 FROM visit WHERE url LIKE '%/deep.html')");
    size_t mark = visit_count_all(&v);
    visit_scan(&v, "/", NULL);
    assert_int_equal(count_since(&v, mark, "/deep.html", 200), 1);
    assert_in_range(count_since(&v, mark, NULL, 304), 5, 6);
    assert_as_fresh(&v, NULL);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unchanged_pages_are_not_sent_again),
        cmocka_unit_test(of_a_large_site_98_percent_are_not_sent_again),
        cmocka_unit_test(changed_page_is_read_anew),
        cmocka_unit_test(server_that_always_says_304_is_not_believed),
        cmocka_unit_test(start_page_that_changes_under_its_tag_tells),
        cmocka_unit_test(small_site_is_sampled),
        cmocka_unit_test(not_modified_that_nobody_asked_for_is_a_fault),
        cmocka_unit_test(validators_of_all_kinds_are_sent_as_servers_know_them),
        cmocka_unit_test(other_rules_match_the_stored_bytes_again),
        cmocka_unit_test(content_that_is_gone_is_asked_for_plainly_and_equal_content_is_shared),
        cmocka_unit_test(damaged_content_is_not_taken_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
