/* test_refusals.c - a site that shuts the program out: it stops soon, says so and what to do, and calls nothing missing.
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

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define SENTENCE "เว็บไซต์หรือโฮสติ้งปิดกั้นโปรแกรม (ไม่ได้แปลว่าไม่ได้เผยแพร่)"

enum { N_PAGES = 40, N_HIDDEN = 30, CONNECTIONS = 4 };

static char bodies[2 * N_PAGES + N_HIDDEN + 1][300], paths[2 * N_PAGES][40];
static struct server_file files[2 * N_PAGES + 2];

/* A start page with links of all folders, N_PAGES pages, and N_HIDDEN links into a folder of members where nothing can be had. */
static void make_site(void)
{
    static char home[16000];
    size_t n = (size_t)snprintf(home, sizeof home, HEAD("องค์การบริหารส่วนตำบลดงมะไฟ") "<h1>ยินดีต้อนรับ</h1>");
    size_t n_files = 0;
    for (int i = 0; i < N_PAGES; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "%s/page%d.html", i % 3 ? "news" : i % 2 ? "service" : "about", i);
        (void)snprintf(bodies[i], sizeof bodies[i], HEAD("ข่าวที่ %d") "<p>ประชาสัมพันธ์กิจกรรมของตำบล ครั้งที่ %d</p>", i, i);
        n += (size_t)snprintf(home + n, sizeof home - n, "<li><a href=\"/%s\">กิจกรรมครั้งที่ %d</a>\n", paths[i], i);
        files[n_files++] = (struct server_file){paths[i], bodies[i]};
        if (i < N_HIDDEN)
            n += (size_t)snprintf(home + n, sizeof home - n, "<li><a href=\"/members/%d\">สมาชิกคนที่ %d</a>\n", i, i);
    }
    files[n_files++] = (struct server_file){"index.html", home};
    files[n_files] = (struct server_file){NULL, NULL};
}

static void begin(struct visit *v, const char *scenario)
{
    make_site();
    visit_begin(v, (struct server_root[]){{"www.dongmafai.example.go.th", NULL, files}}, 1, scenario);
}

static size_t count_status(struct visit *v, int status)
{
    size_t n = 0, found = 0;
    const struct server_request *r = server_requests(v->server, &n);
    for (size_t i = 0; i < n; i++)
        found += r[i].status == status;
    return found;
}

static const struct oit_notice *notice(const struct visit *v, const char *code)
{
    for (size_t i = 0; i < v->check.report.n_notices; i++)
        if (strcmp(v->check.report.notices[i].code, code) == 0)
            return &v->check.report.notices[i];
    return NULL;
}

static void assert_blocked(struct visit *v)
{
    assert_int_equal(v->check.run.code, 3);
    assert_string_equal(v->check.report.run.stop_reason, "blocked");
    assert_false(v->check.report.run.complete);
    assert_int_equal(check_count(&v->check, OIT_MISSING), 0);
    assert_int_equal(check_count(&v->check, OIT_UNKNOWN), v->check.report.n_items);
    const struct oit_notice *said = notice(v, "blocked");
    assert_true(said && said->is_warning);
    assert_non_null(strstr(said->text.th, SENTENCE));
    assert_non_null(strstr(said->advice.th, "oitcheck scan --resume http://www.dongmafai.example.go.th"));
    assert_non_null(strstr(said->advice.en, "User-Agent"));
    assert_true(check_said(&v->check, SENTENCE));
    assert_true(check_said(&v->check, "--resume"));
}

static void stops_when_a_firewall_shuts_after_some_pages(void **state)
{
    static const char *const scenarios[] = {
        "* times=12 header=\"X-Cache: MISS\"\n* status=403\n",
        "* times=9 header=\"X-Cache: MISS\"\n* status=503 body=\"busy\"\n",
        "* times=15 header=\"X-Cache: MISS\"\n* status=429\n",
    };
    static const int statuses[] = {403, 503, 429};
    (void)state;
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        struct visit v;
        begin(&v, scenarios[i]);
        visit_scan(&v, "/", NULL);
        assert_blocked(&v);
        size_t n = count_status(&v, statuses[i]); /* five, their few repetitions, what was on its way, the start page again */
        if (n < 6 || n > 5 + 1 + 2 * CONNECTIONS + 8) /* answers wait for main in twice as many slots as there are connections; sitemaps that are looked for */
            fail_msg("%zu refusals with %d", n, statuses[i]);
        visit_end(&v);
    }
}

/* The wall answers 200: only its words tell. */
static void stops_before_a_wall_that_answers_200(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "* times=14 header=\"X-Cache: MISS\"\n"
              "* type=text/html body=\"<title>Attention Required!</title><h1>One more step</h1><p>Please complete the security check to access this website.</p>"
              "<script src=/wall/challenge.js></script>\"\n");
    visit_scan(&v, "/", NULL);
    assert_blocked(&v);
    assert_in_range(v.check.report.run.fetched, 5, 12); /* robots.txt, the probe and sitemaps that are looked for are no pages */
    assert_true(v.check.report.run.failed >= 5);
    assert_int_equal(visit_count_prefix(&v, "/wall/"), 0);
    assert_true(visit_count_all(&v) < 14 + 5 + 1 + 8 * CONNECTIONS);
    visit_end(&v);
}

static void goes_on_with_resume_when_it_is_let_in(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/robots.txt status=404\n/ header=\"X: 1\" times=1\n/news/page1.html header=\"X: 1\"\n* agent=unwanted status=403\n");
    visit_scan(&v, "/", (const char *const[]){"--user-agent", "unwanted/1", NULL});
    assert_blocked(&v);
    assert_non_null(strstr(notice(&v, "blocked")->advice.th, "unwanted/1"));
    visit_scan(&v, "/", (const char *const[]){"--resume", NULL});
    assert_string_equal(v.check.report.run.stop_reason, "frontier-empty");
    assert_true(v.check.report.run.complete);
    assert_null(notice(&v, "blocked"));
    assert_int_equal(visit_count(&v, "/news/page1.html"), 1); /* read before the block */
    visit_end(&v);
}

static void says_so_when_the_start_page_is_refused(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "* status=403\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 4);
    assert_true(check_said(&v.check, SENTENCE));
    assert_true(check_said(&v.check, "http-403"));
    assert_true(check_said(&v.check, "User-Agent: oitcheck"));
    assert_true(visit_count_all(&v) <= 4);
    visit_end(&v);
}

static void a_protected_folder_is_no_block(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/members/* status=403\n");
    visit_scan(&v, "/", (const char *const[]){"--connections", "1", NULL});
    assert_string_not_equal(v.check.report.run.stop_reason, "blocked");
    assert_null(notice(&v, "blocked"));
    for (int i = 0; i < N_PAGES; i++) {
        char target[sizeof paths[0] + 1] = "/";
        memcpy(target + 1, paths[i], sizeof paths[0]);
        assert_int_equal(visit_count(&v, target), 1);
    }
    assert_int_equal(visit_count_prefix(&v, "/members/"), N_HIDDEN); /* nobody asks a second time what was forbidden */
    assert_in_range(visit_count(&v, "/"), 1, 4);
    assert_false(check_said(&v.check, SENTENCE));
    visit_end(&v);
}

static void refusals_between_readable_pages_are_none(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/*0.html status=403\n/*5.html status=503 times=2\n/members/* body=\"<p>สมาชิก\" type=text/html\n");
    visit_scan(&v, "/", (const char *const[]){"--connections", "1", NULL});
    assert_string_not_equal(v.check.report.run.stop_reason, "blocked");
    assert_int_equal(visit_count(&v, "/"), 1);
    assert_null(notice(&v, "blocked"));
    visit_end(&v);
}

static void the_text_and_the_page_say_it_first(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "* times=10 header=\"X: 1\"\n* status=403\n");
    visit_scan(&v, "/", (const char *const[]){"--format", "text", NULL});
    const char *text = buf_str(&v.check.run.out).p, *said = strstr(text, SENTENCE), *score = strstr(text, "คะแนน");
    assert_true(said && score && said < score);
    visit_end(&v);
    begin(&v, "* times=10 header=\"X: 1\"\n* status=403\n"); /* the server's first pages are used up */
    visit_scan(&v, "/", (const char *const[]){"--format", "html", NULL});
    text = buf_str(&v.check.run.out).p;
    assert_non_null(strstr(text, SENTENCE));
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_when_a_firewall_shuts_after_some_pages),
        cmocka_unit_test(stops_before_a_wall_that_answers_200),
        cmocka_unit_test(goes_on_with_resume_when_it_is_let_in),
        cmocka_unit_test(says_so_when_the_start_page_is_refused),
        cmocka_unit_test(a_protected_folder_is_no_block),
        cmocka_unit_test(refusals_between_readable_pages_are_none),
        cmocka_unit_test(the_text_and_the_page_say_it_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
