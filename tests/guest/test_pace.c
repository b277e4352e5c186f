/* test_pace.c - the pace of a guest, as the server's own log tells it. Times are held against lower bounds only: a busy machine makes things later,
 * never sooner.
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
#define HOST "www.thungkha.example.go.th"
#define SISTER "e-service.thungkha.example.go.th"

enum { N_PAGES = 14, ROUNDING_MS = 3, LATE_MS = 60 /* a first request may have been so late on its way: what follows it then looks sooner */ };

static char home[6000], bodies[N_PAGES][200], paths[N_PAGES][24];
static struct server_file files[N_PAGES + 2];
static const struct server_file sister[] = {
    {"index.html", HEAD("บริการออนไลน์ เทศบาลตำบลทุ่งคา") "<p>ยื่นคำร้อง</p><a href=/a.html>คำร้องทั่วไป</a> <a href=/b.html>ขอถังขยะ</a>"},
    {"a.html", HEAD("คำร้องทั่วไป") "<p>แบบฟอร์ม</p>"}, {"b.html", HEAD("ขอถังขยะ") "<p>แบบฟอร์ม</p>"}, {NULL, NULL},
};

static void begin(struct visit *v, const char *scenario)
{
    size_t n = (size_t)snprintf(home, sizeof home, HEAD("เทศบาลตำบลทุ่งคา") "<nav><a href=\"http://" SISTER ":@PORT@/\">บริการออนไลน์ e-Service</a></nav>");
    for (int i = 0; i < N_PAGES; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "p/%d.html", i);
        (void)snprintf(bodies[i], sizeof bodies[i], HEAD("เรื่องที่ %d") "<p>รายละเอียดของเรื่องที่ %d</p>", i, i);
        n += (size_t)snprintf(home + n, sizeof home - n, "<p><a href=\"/%s\">อ่านเรื่องที่ %d</a>", paths[i], i);
        files[i] = (struct server_file){paths[i], bodies[i]};
    }
    files[N_PAGES] = (struct server_file){"index.html", home};
    visit_begin(v, (struct server_root[]){{HOST, NULL, files}, {SISTER, NULL, sister}}, 2, scenario);
}

static void assert_all_read(struct visit *v)
{
    assert_true(v->check.report.run.complete);
    assert_int_equal(v->check.run.code, 1);
    assert_int_equal(v->check.report.run.failed, 0);
    assert_int_equal(visit_count_prefix(v, "/p/"), N_PAGES);
}

/* No n+1 requests lie within n gaps. Told from the server's log: requests may arrive late, so a gap alone may be short; over all of them it cannot. */
static void assert_spread(struct visit *v, int64_t gap_ms, size_t n_free)
{
    size_t n = 0;
    const struct server_request *r = server_requests(v->server, &n);
    assert_true(n > N_PAGES);
    int64_t took_ms = r[n - 1].mono_ms - r[0].mono_ms, least_ms = (int64_t)(n - 1 - n_free) * gap_ms - ROUNDING_MS;
    if (took_ms < least_ms)
        fail_msg("%zu requests in %d ms", n, (int)took_ms);
}

static void all_names_of_an_address_share_the_rate(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, NULL);
    visit_scan(&v, "/", (const char *const[]){"--rate", "25", "--connections", "16", NULL});
    assert_all_read(&v);
    assert_true(visit_count(&v, "/a.html") <= 1);
    assert_spread(&v, 40, 1); /* the first request to the sister: whose machine that is nobody knew */
    visit_end(&v);
}

static void a_crawl_delay_counts(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "//" HOST "/robots.txt body=\"User-agent: *\\nCrawl-delay: 0.1\\n\" type=text/plain\n//" SISTER "/* status=404\n");
    visit_scan(&v, "/", (const char *const[]){"--rate", "100", NULL});
    size_t n = 0, n_own = 0;
    int64_t first = 0, last = 0;
    const struct server_request *r = server_requests(v.server, &n);
    for (size_t i = 1; i < n; i++) /* after robots.txt itself */
        if (str_eq_c(r[i].host, HOST)) {
            first = n_own++ ? first : r[i].mono_ms;
            last = r[i].mono_ms;
        }
    assert_true(n_own >= N_PAGES);
    assert_true(last - first >= (int64_t)(n_own - 1) * 100 - LATE_MS);
    visit_end(&v);
}

static void few_are_open_at_once_however_many_connections(void **state)
{
    struct visit v;
    size_t n = 0;
    (void)state;
    begin(&v, "/p/* delay-ms=150\n");
    visit_scan(&v, "/", (const char *const[]){"--rate", "200", "--connections", "16", NULL});
    assert_all_read(&v);
    const struct server_request *r = server_requests(v.server, &n);
    int64_t pages[N_PAGES] = {0};
    size_t n_pages = 0;
    for (size_t i = 0; i < n; i++)
        if (str_starts_c(r[i].target, "/p/"))
            pages[n_pages++] = r[i].mono_ms;
    for (size_t i = 0; i + 3 < n_pages; i++) /* with three open at most, the fourth waits for an answer */
        if (pages[i + 3] - pages[i] < 150 - ROUNDING_MS)
            fail_msg("four pages in %d ms", (int)(pages[i + 3] - pages[i]));
    visit_end(&v);
}

static void without_a_rate_all_connections_are_used(void **state)
{
    struct visit v;
    size_t n = 0, most = 0;
    (void)state;
    begin(&v, "/p/* delay-ms=250\n");
    visit_scan(&v, "/", (const char *const[]){"--connections", "8", NULL});
    assert_all_read(&v);
    const struct server_request *r = server_requests(v.server, &n);
    for (size_t i = 0; i < n; i++) {
        size_t open = 0;
        for (size_t k = i; k < n && r[k].mono_ms - r[i].mono_ms < 250; k++)
            open += str_starts_c(r[k].target, "/p/");
        most = open > most ? open : most;
    }
    assert_in_range(most, 3, 8); /* eight where the machine has nothing else to do */
    visit_end(&v);
}

/* The moment of the first request after the nth with this status, less its own. */
static int64_t silence_after(struct visit *v, int status)
{
    size_t n = 0;
    const struct server_request *r = server_requests(v->server, &n);
    for (size_t i = 0; i + 1 < n; i++)
        if (r[i].status == status)
            return r[i + 1].mono_ms - r[i].mono_ms;
    return -1;
}

static void a_retry_after_holds_the_whole_server(void **state)
{
    static const char *const scenarios[] = {"/p/5.html times=1 status=429 retry-after=1\n", "/p/0.html times=1 retry-after=1\n"};
    static const int statuses[] = {429, 503};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct visit v;
        begin(&v, scenarios[i]);
        visit_scan(&v, "/", (const char *const[]){"--connections", "1", NULL});
        assert_true(v.check.report.run.complete);
        assert_int_equal(v.check.report.run.failed, 0); /* asked again in its time */
        assert_int_equal(visit_count_prefix(&v, "/p/"), N_PAGES + 1);
        assert_true(silence_after(&v, statuses[i]) >= 1000 - ROUNDING_MS); /* nothing else is asked for either */
        visit_end(&v);
    }
}

static void a_date_is_read_by_the_servers_clock(void **state)
{
    struct visit v;
    (void)state;
    /* Its clock is years behind; it asks for one second. */
    begin(&v, "/p/5.html times=1 status=503 retry-after=\"Mon, 06 Jan 2020 10:00:01 GMT\" header=\"Date: Mon, 06 Jan 2020 10:00:00 GMT\"\n"
              "/p/6.html times=1 status=503 retry-after=\"Sat, 01 Jan 2000 00:00:00 GMT\"\n");
    visit_scan(&v, "/", (const char *const[]){"--connections", "1", NULL});
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.report.run.failed, 0);
    assert_true(silence_after(&v, 503) >= 1000 - ROUNDING_MS);
    visit_end(&v);
}

static void who_asks_for_a_day_is_told_of_and_not_waited_for(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/p/5.html status=429 retry-after=86400\n");
    visit_scan(&v, "/", (const char *const[]){"--connections", "1", NULL});
    assert_int_equal(visit_count(&v, "/p/5.html"), 2); /* at its turn, and once more at the end */
    assert_int_equal(visit_count_prefix(&v, "/p/"), N_PAGES + 1);
    assert_true(silence_after(&v, 429) >= 1000); /* a moment is given all the same */
    bool is_said = false;
    for (size_t i = 0; i < v.check.report.n_notices; i++)
        is_said = is_said || (strcmp(v.check.report.notices[i].code, "long-wait-asked") == 0 && strstr(v.check.report.notices[i].text.th, "1440 นาที"));
    assert_true(is_said);
    assert_int_equal(v.check.report.n_unread, 1);
    assert_string_equal(v.check.report.unread[0].code, "http-429");
    visit_end(&v);
}

static void other_hosts_go_on_while_one_waits(void **state)
{
    struct visit v;
    size_t n = 0;
    int64_t asked = 0, sister_done = 0, back = 0;
    (void)state;
    /* The sister's machine is the same here, so what waits is one page with its own retry, not the server: a broken gateway. */
    begin(&v, "/p/0.html times=3 status=502\n");
    visit_scan(&v, "/", (const char *const[]){"--connections", "2", NULL});
    assert_true(v.check.report.run.complete);
    const struct server_request *r = server_requests(v.server, &n);
    for (size_t i = 0; i < n; i++) {
        bool is_it = str_eq_c(r[i].target, "/p/0.html");
        asked = is_it && !asked ? r[i].mono_ms : asked;
        back = is_it ? r[i].mono_ms : back;
        sister_done = str_eq_c(r[i].target, "/p/13.html") ? r[i].mono_ms : sister_done;
    }
    assert_true(asked > 0 && sister_done < back);
    assert_int_equal(v.check.report.run.failed, 0);
    visit_end(&v);
}

/* Twice the gap after the first refusal, then four times. */
static bool has_slowed_down(struct visit *v)
{
    size_t n = 0, first = 0;
    const struct server_request *r = server_requests(v->server, &n);
    while (first < n && r[first].status != 429)
        first++;
    assert_true(first + 4 < n);
    return r[first + 1].mono_ms - r[first].mono_ms >= 2 * 25 - ROUNDING_MS && r[first + 4].mono_ms - r[first].mono_ms >= 2 * 25 + 3 * 4 * 25 - ROUNDING_MS;
}

/* A request that was late on its way makes the gap after it look short: once in three times none is, however busy the machine. */
static void it_slows_down_when_it_is_asked_to(void **state)
{
    bool is_shown = false;
    (void)state;
    for (int i = 0; i < 3 && !is_shown; i++) {
        struct visit v;
        begin(&v, "/p/* times=2 status=429\n");
        visit_scan(&v, "/", (const char *const[]){"--rate", "50", "--connections", "1", NULL});
        assert_int_equal(v.check.run.code, 1);
        assert_true(v.check.report.run.complete);
        assert_int_equal(v.check.report.run.failed, 0);
        is_shown = has_slowed_down(&v);
        visit_end(&v);
    }
    assert_true(is_shown);
}

static void a_server_that_grows_slow_is_asked_for_one_thing_at_a_time(void **state)
{
    struct visit v;
    size_t n = 0, n_pages = 0;
    int64_t last[2] = {0};
    (void)state;
    begin(&v, "/p/* times=7 header=\"X-Load: low\"\n/p/* delay-ms=700\n");
    visit_scan(&v, "/", (const char *const[]){"--rate", "50", "--connections", "4", NULL});
    assert_all_read(&v);
    const struct server_request *r = server_requests(v.server, &n);
    for (size_t i = 0; i < n; i++)
        if (str_starts_c(r[i].target, "/p/")) {
            last[0] = last[1];
            last[1] = r[i].mono_ms;
            n_pages++;
        }
    assert_int_equal(n_pages, N_PAGES);
    assert_true(last[1] - last[0] >= 700 - ROUNDING_MS);
    visit_end(&v);
}

/* http://[::1]:PORT/ is a start address like any other, and the pace knows it as a server. */
static void an_address_of_ipv6_is_asked_as_politely(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, NULL); /* makes the files */
    visit_end(&v);
    visit_begin(&v, (struct server_root[]){{NULL, NULL, files}}, 1, NULL);
    (void)snprintf(v.host, sizeof v.host, "[::1]");
    visit_scan(&v, "/", (const char *const[]){"--rate", "40", "--max-pages", "12", NULL});
    size_t n = 0;
    const struct server_request *r = server_requests(v.server, &n);
    if (v.check.run.code == 4 && check_said(&v.check, "connect-")) { /* a machine without IPv6 */
        visit_end(&v);
        skip();
    }
    assert_int_equal(v.check.run.code, 3);
    assert_string_equal(v.check.report.run.stop_reason, "max-pages");
    assert_true(n >= 12);
    for (size_t i = 0; i < n; i++)
        assert_true(str_eq_c(r[i].host, "[::1]"));
    assert_true(r[n - 1].mono_ms - r[0].mono_ms >= (int64_t)(n - 1) * 25 - LATE_MS);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_names_of_an_address_share_the_rate),
        cmocka_unit_test(a_crawl_delay_counts),
        cmocka_unit_test(few_are_open_at_once_however_many_connections),
        cmocka_unit_test(without_a_rate_all_connections_are_used),
        cmocka_unit_test(a_retry_after_holds_the_whole_server),
        cmocka_unit_test(a_date_is_read_by_the_servers_clock),
        cmocka_unit_test(who_asks_for_a_day_is_told_of_and_not_waited_for),
        cmocka_unit_test(other_hosts_go_on_while_one_waits),
        cmocka_unit_test(an_address_of_ipv6_is_asked_as_politely),
        cmocka_unit_test(a_server_that_grows_slow_is_asked_for_one_thing_at_a_time),
        cmocka_unit_test(it_slows_down_when_it_is_asked_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
