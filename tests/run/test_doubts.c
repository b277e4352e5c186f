/* test_doubts.c - what nobody has read is never called missing: an index on another site, one outside the start's folder, a document whose owner
 * cannot be told; and what a limit or an unreadable start page means.
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

#include "../support/check.h"
#include "../support/server.h"
#include "../support/tmp.h"

#define OWN "www.own.example.go.th"
#define OTHER "pages.example.org"
#define ITEM_LABEL "แผนปฏิบัติการป้องกันการทุจริต ปีงบประมาณ พ.ศ. 2567"
#define INDEX_LABEL "การเปิดเผยข้อมูลสาธารณะ OIT 2567"
#define HEAD(title) "<html><head><meta charset=utf-8><title>" title "</title></head><body>"
#define START(title, href) HEAD(title) "<p>ยินดีให้บริการประชาชน</p><ul><li><a href=\"" href "\">" INDEX_LABEL "</a></li></ul>"
#define LINK(title, href) HEAD(title) "<p>ยินดีให้บริการประชาชน</p><ul><li><a href=\"" href "\">" ITEM_LABEL "</a></li></ul>"
#define PLAN HEAD(ITEM_LABEL) "<h1>" ITEM_LABEL "</h1><p>โครงการอบรม งบประมาณ 20,000 บาท ระยะเวลาดำเนินการ ตุลาคม 2566 - กันยายน 2567</p>"
#define INDEX HEAD("OIT") "<h1>" INDEX_LABEL "</h1><ul><li><a href=/o34.html>" ITEM_LABEL "</a></li></ul>"
#define NAME "เทศบาลตำบลบ้านทดลอง"

struct sites {
    const char *what, *start;
    struct server_file own[6], other[4];
    const char *scenario;
};

static void scan(const struct sites *sites, const char *const *more, struct check *ret_check, size_t *ret_n_pages)
{
    struct server_root roots[] = {{OWN, NULL, sites->own}, {OTHER, NULL, sites->other}};
    struct server *server = server_start(roots, 2, sites->scenario);
    char *folder = tmp_folder(), *db = tmp_path(folder, "db");
    char url[200], first[100], second[100];
    (void)snprintf(url, sizeof url, "http://%s:%d%s", OWN, server_port(server), sites->start ? sites->start : "/");
    (void)snprintf(first, sizeof first, "%s:%d:127.0.0.1", OWN, server_port(server));
    (void)snprintf(second, sizeof second, "%s:%d:127.0.0.1", OTHER, server_port(server));
    check_run((const char *const[]){"scan", url, "--db", db, "--resolve", first, "--resolve", second, "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL},
              more, ret_check);
    size_t n = 0;
    const struct server_request *requests = server_requests(server, &n);
    for (size_t i = 0; i < n && ret_n_pages; i++)
        *ret_n_pages += requests[i].status == 200;
    server_stop(server);
    free(db);
    tmp_remove(folder);
}

static void nothing_unread_is_missing(void **state)
{
    static const struct sites rows[] = {
        {"an index on another site", NULL, {{"index.html", START(NAME, "http://" OTHER ":@PORT@/oit.html")}}, {{"oit.html", INDEX}}, NULL},
        {"one that refuses us", NULL, {{"index.html", START(NAME, "http://" OTHER ":@PORT@/oit.html")}}, {{"oit.html", INDEX}}, "//" OTHER "/* status=403\n"},
        {"our address that leads there", NULL, {{"index.html", START(NAME, "/oit")}}, {{"oit.html", INDEX}}, "/oit redirect=http://nowhere.invalid/oit.html\n"},
        {"an index in a frame from there", NULL,
         {{"index.html", START(NAME, "/oit.html")}, {"oit.html", HEAD("OIT") "<h1>" INDEX_LABEL "</h1><iframe src=\"http://" OTHER ":@PORT@/sheet.html\"></iframe>"}},
         {{"sheet.html", INDEX}}, NULL},
        {"outside the start's folder", "/th/home.html", {{"th/home.html", START(NAME, "/ita/oit.html")}, {"ita/oit.html", INDEX}}, {{NULL, NULL}}, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct check check;
        scan(&rows[i], NULL, &check, NULL);
        if (check.report.n_items != 35 || check_count(&check, OIT_MISSING) > 0)
            fail_msg("%s: %zu missing (exit %d)", rows[i].what, check_count(&check, OIT_MISSING), check.run.code);
        assert_true(check_has_reason(check_item(&check, "O30"), REASON_EXTERNAL_UNREACHABLE));
        check_done(&check);
    }
}

static void owner_that_cannot_be_told_is_unknown(void **state)
{
    static const struct {
        struct sites sites;
        enum oit_status status;
    } rows[] = {
        {{"no name", NULL, {{"index.html", LINK("", "http://" OTHER ":@PORT@/plan.html")}}, {{"plan.html", PLAN}}, NULL}, OIT_UNKNOWN},
        {{"a name in Latin letters", NULL, {{"index.html", LINK("Ban Thotlong", "http://" OTHER ":@PORT@/plan.html")}}, {{"plan.html", PLAN}}, NULL}, OIT_UNKNOWN},
        {{"a name that is not there", NULL, {{"index.html", LINK(NAME, "http://" OTHER ":@PORT@/plan.html")}}, {{"plan.html", PLAN}}, NULL}, OIT_MISSING},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct check check;
        scan(&rows[i].sites, NULL, &check, NULL);
        if (check_item(&check, "O32")->status != rows[i].status)
            fail_msg("%s: %s", rows[i].sites.what, oit_status_name(check_item(&check, "O32")->status));
        check_done(&check);
    }
}

static void start_page_that_leads_nowhere_ends_with_4(void **state)
{
    static const struct sites rows[] = {
        {"a picture", "/a.jpg", {{"a.jpg", "\xff\xd8\xff\xe0 not much of one"}}, {{NULL, NULL}}, NULL},
        {"a damaged document", "/a.pdf", {{"a.pdf", "%PDF-1.4\nand no more"}}, {{NULL, NULL}}, NULL},
        {"nothing", "/a.html", {{"a.html", ""}}, {{NULL, NULL}}, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct check check;
        scan(&rows[i], NULL, &check, NULL);
        if (check.run.code != 4 || buf_str(&check.run.err).n == 0)
            fail_msg("%s: exit %d", rows[i].what, check.run.code);
        check_done(&check);
    }
}

#define PLAN_LINK(n) "<li><a href=\"http://" OTHER ":@PORT@/plan.html?part=" n "\">" ITEM_LABEL " เล่ม " n "</a>"

static void page_limit_is_kept_while_robots_txt_is_awaited(void **state)
{
    static const struct sites sites = {
        "many links to a slow server", NULL,
        {{"index.html", HEAD(NAME) "<ul>" PLAN_LINK("1") PLAN_LINK("2") PLAN_LINK("3") PLAN_LINK("4") PLAN_LINK("5") PLAN_LINK("6") PLAN_LINK("7") "</ul>"}},
        {{NULL, NULL}}, "//" OTHER "/robots.txt status=404 delay-ms=300\n//" OTHER "/plan* type=text/html body=plan\n"};
    struct check check;
    size_t n_pages = 0;
    (void)state;
    scan(&sites, ((const char *const[]){"--max-pages", "3", NULL}), &check, &n_pages);
    assert_int_equal(check.report.run.fetched, 3);
    assert_int_equal(n_pages, 3);
    assert_int_equal(check.run.code, 3);
    check_done(&check);
}

/* The document was put on the index page after the first check. */
static void only_finds_what_was_published_since(void **state)
{
    static const struct server_file files[] = {{"index.html", START(NAME, "/oit.html")}, {"oit.html", INDEX}, {"o34.html", PLAN}, {NULL, NULL}};
    (void)state;
    struct server *server = server_start_files(files, "/oit.html times=1 type=text/html body=\"<meta charset=utf-8><title>OIT</title><h1>" INDEX_LABEL "</h1>\"\n");
    char *folder = tmp_folder(), *db = tmp_path(folder, "db");
    const char *const command[] = {"scan", server_url(server), "--db", db, "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL};
    struct check first, second;
    check_run(command, NULL, &first);
    assert_int_equal(check_item(&first, "O32")->status, OIT_MISSING);
    check_run(command, (const char *const[]){"--only", "O32", NULL}, &second);
    assert_int_equal(check_item(&second, "O32")->status, OIT_PUBLISHED);
    assert_int_equal(check_item(&second, "O33")->status, OIT_MISSING);
    check_done(&first);
    check_done(&second);
    server_stop(server);
    free(db);
    tmp_remove(folder);
}

/* A site that is away today must not hide yesterday's result. */
static void failed_scan_hides_no_report(void **state)
{
    (void)state;
    struct server *server = server_start_files(NULL, "/ times=1 type=text/html body=\"<meta charset=utf-8><title>" NAME "</title><p>ยินดีให้บริการ\"\n/ status=403\n");
    char *folder = tmp_folder(), *db = tmp_path(folder, "db");
    const char *const scan_command[] = {"scan", server_url(server), "--db", db, NULL};
    struct check first, second, third, only;
    check_run(scan_command, NULL, &first);
    check_run(scan_command, NULL, &second);
    check_run((const char *const[]){"report", "--db", db, NULL}, NULL, &third);
    check_run(scan_command, (const char *const[]){"--only", "O16", NULL}, &only);
    assert_int_equal(first.run.code, 1);
    assert_int_equal(second.run.code, 4);
    assert_int_equal(third.run.code, 1);
    assert_string_equal(third.report.run.id, first.report.run.id);
    assert_int_not_equal(only.run.code, 2);
    check_done(&first);
    check_done(&second);
    check_done(&third);
    check_done(&only);
    server_stop(server);
    free(db);
    tmp_remove(folder);
}

/* While a dead server's robots.txt is awaited, the agency's own pages are read. */
static void dead_server_stops_nobody(void **state)
{
    static const struct server_file own[] = {
        {"index.html", HEAD(NAME) "<ul>" PLAN_LINK("1") PLAN_LINK("2") PLAN_LINK("3") PLAN_LINK("4") PLAN_LINK("5") PLAN_LINK("6") PLAN_LINK("7")
         PLAN_LINK("8") PLAN_LINK("9") "</ul><a href=/own.html>ข่าว</a>"}, {"own.html", HEAD("ข่าว")}, {NULL, NULL}};
    struct server_root roots[] = {{OWN, NULL, own}, {OTHER, NULL, (const struct server_file[]){{NULL, NULL}}}};
    struct server *server = server_start(roots, 2, "//" OTHER "/robots.txt hang\n");
    char *folder = tmp_folder(), *db = tmp_path(folder, "db");
    char url[200], first[100], second[100];
    (void)state;
    (void)snprintf(url, sizeof url, "http://%s:%d/", OWN, server_port(server));
    (void)snprintf(first, sizeof first, "%s:%d:127.0.0.1", OWN, server_port(server));
    (void)snprintf(second, sizeof second, "%s:%d:127.0.0.1", OTHER, server_port(server));
    struct check check;
    check_run((const char *const[]){"scan", url, "--db", db, "--resolve", first, "--resolve", second, "--timeout", "2s", "--connections", "2", NULL}, NULL, &check);
    size_t n = 0, n_asked = 0;
    const struct server_request *requests = server_requests(server, &n);
    for (size_t i = 0; i < n && !str_eq_c(requests[i].target, "/own.html"); i++)
        n_asked += str_eq_c(requests[i].target, "/robots.txt") && str_eq_c(str_sub(requests[i].host, 0, strlen(OTHER)), OTHER);
    assert_int_equal(server_count(server, "/own.html"), 1);
    assert_true(n_asked < 2); /* the second time is after the timeout */
    check_done(&check);
    server_stop(server);
    free(db);
    tmp_remove(folder);
}

/* The page for a wrong address is the empty frame of the site; a page of that frame that shows a document is no wrong address. */
static void page_that_shows_a_document_is_no_soft_404(void **state)
{
#define FRAME HEAD(NAME) MENU
#define MENU "<ul><li><a href=/>หน้าแรก</a></li><li><a href=/w.html>" ITEM_LABEL "</a></li><li><a href=/chart.html>โครงสร้างหน่วยงาน</a></li></ul><p>" NAME " ยินดีให้บริการประชาชนทุกวันทำการ</p>"
    static const struct sites sites = {
        "", NULL, {{"index.html", FRAME "<p>ข่าวประจำวัน กิจกรรมของเทศบาล</p>"}, {"w.html", FRAME "<iframe src=/plan.html></iframe>"}, {"plan.html", PLAN},
         {"chart.html", FRAME "<img src=/chart.jpg width=900 height=700>"}}, {{NULL, NULL}},
        "/oitcheck-* type=text/html body=\"<meta charset=utf-8><title>" NAME "</title>" MENU "\"\n"};
    struct check check;
    (void)state;
    scan(&sites, NULL, &check, NULL);
    if (check_item(&check, "O32")->status != OIT_PUBLISHED)
        fail_msg("%s: %s", oit_status_name(check_item(&check, "O32")->status), check_item(&check, "O32")->label.th);
    assert_int_not_equal(check_item(&check, "O1")->status, OIT_MISSING);
    check_done(&check);
}

static void archive_is_named_as_what_it_is(void **state)
{
    static const struct sites sites = {"", NULL, {{"index.html", LINK(NAME, "/plan.rar")}, {"plan.rar", "Rar!\x1a\x07"}}, {{NULL, NULL}}, NULL};
    struct check check;
    (void)state;
    scan(&sites, NULL, &check, NULL);
    assert_int_equal(check_item(&check, "O32")->status, OIT_UNKNOWN);
    assert_true(check_has_reason(check_item(&check, "O32"), REASON_NO_TEXT));
    assert_int_equal(check.report.n_unread, 1);
    check_done(&check);
}

static void unread_index_names_the_items_it_could_hold(void **state)
{
    static const struct sites sites = {"", NULL, {{"index.html", START(NAME, "/oit.html")}}, {{NULL, NULL}}, "/oit.html status=403\n"};
    struct check check;
    (void)state;
    scan(&sites, NULL, &check, NULL);
    assert_int_equal(check.report.n_unread, 1);
    assert_int_equal(check.report.unread[0].n_items, 35);
    check_done(&check);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_unread_is_missing),
        cmocka_unit_test(owner_that_cannot_be_told_is_unknown),
        cmocka_unit_test(start_page_that_leads_nowhere_ends_with_4),
        cmocka_unit_test(only_finds_what_was_published_since),
        cmocka_unit_test(failed_scan_hides_no_report),
        cmocka_unit_test(dead_server_stops_nobody),
        cmocka_unit_test(page_that_shows_a_document_is_no_soft_404),
        cmocka_unit_test(archive_is_named_as_what_it_is),
        cmocka_unit_test(unread_index_names_the_items_it_could_hold),
        cmocka_unit_test(page_limit_is_kept_while_robots_txt_is_awaited),
    };
    return cmocka_run_group_tests_name("doubts", tests, NULL, NULL);
}
