/* test_faults.c - one reason for each URL that failed, the right one, and what servers do to those who count on good manners.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/visit.h"
#include "base/mem.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define OWN "www.own.example.go.th"

static const char *code_of(const struct check *check, const char *part)
{
    for (size_t i = 0; i < check->report.n_unread; i++)
        if (strstr(check->report.unread[i].url, part))
            return check->report.unread[i].code;
    for (size_t i = 0; i < check->report.n_faults; i++)
        if (strstr(check->report.faults[i].url, part))
            return check->report.faults[i].code;
    return "";
}

struct expected {
    const char *path, *code;
    size_t n_most;  /* requests, at most */
    const char *at; /* part of the URL it is told of, where a redirect led; NULL: path */
};

/* A start page with a link to each path, a scan, and the code of each. */
static void assert_codes(const char *scenario, const struct expected *rows, size_t n, const char *const *more, int exit_code)
{
    struct visit v;
    struct buf page;
    buf_init(&page, 0);
    (void)buf_add_c(&page, HEAD("เทศบาลเมืองบ้านใหม่") "<h1>เทศบาลเมืองบ้านใหม่</h1><ul>");
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(&page, "<li><a href=\"%s\">โครงสร้างหน่วยงาน ส่วนที่ %zu</a>", rows[i].path, i);
    visit_begin(&v, (struct server_root[]){{OWN, NULL, (const struct server_file[]){{"index.html", page.p}, {NULL, NULL}}}}, 1, scenario);
    visit_scan(&v, "/", more);
    for (size_t i = 0; i < n; i++) {
        const char *code = code_of(&v.check, rows[i].at ? rows[i].at : rows[i].path);
        size_t n_asked = visit_count(&v, rows[i].path);
        if (strcmp(code, rows[i].code) != 0 || n_asked > rows[i].n_most)
            fail_msg("%s: '%s', not '%s'; %zu requests", rows[i].path, code, rows[i].code, n_asked);
    }
    assert_int_equal(v.check.run.code, exit_code);
    assert_int_equal(check_item(&v.check, "O1")->status, OIT_UNKNOWN);
    visit_end(&v);
    buf_done(&page);
}

static void each_failure_has_its_reason(void **state)
{
    static const struct expected rows[] = {
        {"/reset", "connect-reset", 8, NULL},   {"/garbage", "protocol", 4, NULL},       {"/loop", "redirect-loop", 4, NULL},        {"/empty", "empty", 4, NULL},
        {"/gone", "http-404", 2, NULL},         {"/error", "http-500", 4, NULL},         {"/short", "protocol", 4, NULL},            {"/to-nowhere", "dns", 4, ".invalid/"},
        {"/to-closed", "connect-refused", 4, OWN ":2/"}, {"/to-inside", "refused-address", 4, "169.254"}, {"/to-mail", "refused-port", 4, ":25/"}, {"/slow", "timeout", 4, NULL},
    };
    (void)state;
    assert_codes("/reset reset\n/garbage garbage\n/loop redirect=/loop2\n/loop2 redirect=/loop\n/empty type=text/html body=\"\"\n/gone status=404\n/error status=500\n"
                 "/short type=text/html body=\"<p>half of it\" lying-length=4000\n/to-nowhere redirect=http://" OWN ".invalid/\n/to-closed redirect=http://" OWN ":2/\n"
                 "/to-inside redirect=http://169.254.169.254/latest/\n/to-mail redirect=http://" OWN ":25/\n/slow hang\n",
                 rows, sizeof rows / sizeof *rows, (const char *const[]){"--timeout", "400ms", "--resolve", OWN ":2:127.0.0.1", NULL}, 3);
}

/* Floods end at their limits, soon and with a reason; the run goes on. */
static void floods_end_at_their_limits(void **state)
{
    static const struct expected rows[] = {
        {"/headers", "protocol", 4, NULL}, {"/trailers", "protocol", 4, NULL}, {"/endless", "too-large", 1, NULL}, {"/long", "too-large", 1, NULL}, {"/chain", "redirect-loop", 1, NULL},
        {"/bomb", "too-large", 1, NULL},
    };
    (void)state;
    assert_codes("/headers header-flood\n/trailers trailer-flood\n/endless endless\n/long type=application/pdf lying-length=90000000 body=x\n"
                 "/chain redirect=/chain1\n/chain1 redirect=/chain2\n/chain2 redirect=/chain3\n/chain3 redirect=/chain4\n/chain4 redirect=/chain5\n/chain5 redirect=/chain6\n/chain6 redirect=/chain7\n/chain7 redirect=/chain8\n"
                 "/chain8 redirect=/chain9\n/chain9 redirect=/chain10\n/chain10 redirect=/chain11\n/chain11 redirect=/chain12\n/bomb gzip-bomb=80\n",
                 rows, sizeof rows / sizeof *rows, (const char *const[]){"--max-size", "2M", NULL}, 3);
}

/* Cookies live on one chain of redirects and on one host: what a page sets is not brought to the next page, nor to another host. */
static void cookies_go_nowhere_else(void **state)
{
    static const struct server_file files[] = {
        {"index.html", HEAD("เทศบาลเมืองบ้านใหม่") "<a href=/a.html>ข่าว</a> <a href=/b.html>ประวัติ</a> <a href=/away>โครงสร้างหน่วยงาน</a>"},
        {"a.html", "<p>ข่าว"}, {"b.html", "<p>ประวัติ"}, {NULL, NULL},
    };
    static const struct server_file other[] = {{"index.html", HEAD("โครงสร้างหน่วยงาน") "<p>x"}, {NULL, NULL}};
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{OWN, NULL, files}, {"docs.own.example.go.th", NULL, other}}, 2,
                "//docs.own.example.go.th/* sent=cookie status=418\n/b.html sent=cookie status=418\n/a.html sent=cookie status=418\n"
                "/away status=302 redirect=http://docs.own.example.go.th:@PORT@/ header=\"Set-Cookie: session=1; Domain=own.example.go.th; Path=/\"\n"
                "/* header=\"Set-Cookie: visitor=1; Path=/\"\n");
    visit_scan(&v, "/", (const char *const[]){"--connections", "1", NULL});
    size_t n = 0;
    const struct server_request *requests = server_requests(v.server, &n);
    bool was_away = false;
    for (size_t i = 0; i < n; i++) {
        was_away = was_away || str_eq_c(requests[i].host, "docs.own.example.go.th");
        assert_int_not_equal(requests[i].status, 418);
    }
    assert_true(was_away);
    assert_int_equal(visit_count(&v, "/a.html"), 1);
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_failure_has_its_reason),
        cmocka_unit_test(floods_end_at_their_limits),
        cmocka_unit_test(cookies_go_nowhere_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
