/* test_pace.c - how fast a server is asked, in a time of our own.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "fetch/fetch.h"
#include "fetch/headers.h"
#include "fetch/host.h"
#include "fetch/retry.h"

enum { HALF_A_SECOND = 500 };

static const struct pace_rules usual = {.gap_ms = HALF_A_SECOND, .most_open = 16};
static const struct pace_rules unlimited = {.gap_ms = 0, .most_open = 16};

/* n good answers that took first_byte_ms each, one after another. */
static int64_t answers(struct pace *p, const struct pace_rules *rules, int64_t now_ms, int n, int64_t first_byte_ms)
{
    for (int i = 0; i < n; i++) {
        int64_t start_ms = p->next_ms > now_ms ? p->next_ms : now_ms;
        pace_start(p, rules, start_ms, false);
        now_ms = start_ms + first_byte_ms;
        pace_end(p);
        pace_good(p, rules, start_ms, now_ms, first_byte_ms);
    }
    return now_ms;
}

static void is_never_faster_than_the_rate(void **state)
{
    struct pace p;
    int64_t wait_ms;
    (void)state;
    pace_init(&p, &usual);
    for (int64_t t = 0; t < 200 * HALF_A_SECOND; t += HALF_A_SECOND) {
        assert_true(pace_may_start(&p, t, &wait_ms));
        pace_start(&p, &usual, t, false);
        assert_false(pace_may_start(&p, t + HALF_A_SECOND - 1, &wait_ms));
        assert_int_equal(wait_ms, 1);
        pace_end(&p);
        pace_good(&p, &usual, t, t + 10, 10);
    }
}

static void opens_few_at_once_however_many_are_allowed(void **state)
{
    struct pace p;
    int64_t wait_ms, t = 0;
    (void)state;
    pace_init(&p, &usual);
    int n = 0;
    while (pace_may_start(&p, t, &wait_ms) && n < 16) {
        pace_start(&p, &usual, t, false);
        t += HALF_A_SECOND;
        n++;
    }
    assert_int_equal(n, PACE_FIRST_OPEN);
    assert_int_equal(wait_ms, -1); /* until one ends */
    for (int i = 0; i < n; i++)
        pace_end(&p);
    (void)answers(&p, &usual, t, 200, 50);
    assert_int_equal(p.most_open, PACE_MOST_OPEN);
    pace_init(&p, &unlimited);
    assert_int_equal(p.most_open, 16);
}

static void slows_down_when_the_server_slows_and_comes_back(void **state)
{
    struct pace p;
    (void)state;
    pace_init(&p, &usual);
    int64_t now = answers(&p, &usual, 0, 20, 200);
    assert_int_equal(pace_gap_ms(&p, &usual), HALF_A_SECOND);
    now = answers(&p, &usual, now, 12, 1500);
    assert_true(pace_gap_ms(&p, &usual) >= 2 * HALF_A_SECOND);
    assert_int_equal(p.most_open, 1);
    (void)answers(&p, &usual, now, 40, 200);
    assert_int_equal(pace_gap_ms(&p, &usual), HALF_A_SECOND);
}

static void a_server_that_is_always_slow_is_in_no_trouble(void **state)
{
    struct pace p;
    (void)state;
    pace_init(&p, &usual);
    (void)answers(&p, &usual, 0, 60, 2500);
    assert_int_equal(p.slow_down, 0);
    pace_init(&p, &usual); /* nor one that needs 300 ms instead of 20 */
    int64_t now = answers(&p, &usual, 0, 20, 20);
    (void)answers(&p, &usual, now, 40, 300);
    assert_int_equal(p.slow_down, 0);
}

static void one_slow_answer_is_no_trouble(void **state)
{
    struct pace p;
    (void)state;
    pace_init(&p, &usual);
    int64_t now = answers(&p, &usual, 0, 20, 300);
    now = answers(&p, &usual, now, 1, 1500);
    (void)answers(&p, &usual, now, 5, 300);
    assert_int_equal(p.slow_down, 0);
}

static void refusals_of_one_moment_count_once(void **state)
{
    struct pace p;
    (void)state;
    pace_init(&p, &unlimited);
    for (int i = 0; i < 16; i++)
        pace_asked(&p, &unlimited, 1000, 1050 + i, 0, false, false);
    assert_int_equal(p.slow_down, 1);
    pace_asked(&p, &unlimited, 2000, 2050, 0, false, false); /* asked later: it is still too much */
    assert_int_equal(p.slow_down, 2);
    for (int i = 0; i < 20; i++)
        pace_asked(&p, &unlimited, 3000 + 10 * i, 3001 + 10 * i, 0, false, false);
    assert_int_equal(p.slow_down, PACE_MAX_SLOW);
}

static void one_broken_page_does_not_slow_down_again_and_again(void **state)
{
    struct pace p;
    (void)state;
    pace_init(&p, &usual);
    pace_asked(&p, &usual, 0, 10, 0, true, false);
    int64_t now = answers(&p, &usual, 10, 2, 20);
    pace_asked(&p, &usual, now, now + 10, 0, true, true);
    assert_int_equal(p.slow_down, 1);
    (void)answers(&p, &usual, now, 8, 20);
    assert_int_equal(p.slow_down, 0);
}

static void waits_as_long_as_it_is_asked(void **state)
{
    struct pace p;
    int64_t wait_ms;
    (void)state;
    pace_init(&p, &unlimited);
    pace_asked(&p, &unlimited, 0, 100, 30000, false, false);
    assert_false(pace_may_start(&p, 30099, &wait_ms));
    assert_int_equal(wait_ms, 1);
    assert_true(pace_may_start(&p, 30100, &wait_ms));
}

/* --- hosts -------------------------------------------------------------------------------------------------------------------------- */

static struct job *job_for(struct hosts *hosts, const char *name, uint16_t port)
{
    static uint64_t order;
    struct job *j = calloc(1, sizeof *j);
    assert_non_null(j);
    j->host = hosts_find(hosts, str_from(name), port);
    j->order = ++order;
    hosts_put(hosts, j);
    return j;
}

/* Takes what may start now; returns its host, NULL when nothing may. */
static struct host *take(struct hosts *hosts, int64_t now_ms, int64_t *ret_wait_ms)
{
    struct job *j = hosts_take(hosts, now_ms, ret_wait_ms);
    struct host *h = j ? j->host : NULL;
    if (j)
        hosts_end(j);
    job_free(j);
    return h;
}

static void names_and_ports_of_one_address_share_the_pace(void **state)
{
    struct hosts hosts;
    int64_t wait_ms;
    (void)state;
    hosts_init(&hosts, usual, 5000);
    struct host *web = hosts_find(&hosts, STR_LIT("www.a.go.th"), 80), *safe = hosts_find(&hosts, STR_LIT("www.a.go.th"), 443),
                *sister = hosts_find(&hosts, STR_LIT("www.b.go.th"), 443), *other = hosts_find(&hosts, STR_LIT("www.c.go.th"), 443);
    host_learn_ip(&hosts, web, "192.0.2.1");
    host_learn_ip(&hosts, safe, "192.0.2.1");
    host_learn_ip(&hosts, sister, "192.0.2.1");
    host_learn_ip(&hosts, other, "192.0.2.2");
    (void)job_for(&hosts, "www.a.go.th", 80);
    (void)job_for(&hosts, "www.a.go.th", 443);
    (void)job_for(&hosts, "www.b.go.th", 443);
    (void)job_for(&hosts, "www.c.go.th", 443);
    assert_ptr_equal(take(&hosts, 1000, &wait_ms), web);
    assert_ptr_equal(take(&hosts, 1000, &wait_ms), other); /* the others go on */
    assert_null(take(&hosts, 1000, &wait_ms));
    assert_int_equal(wait_ms, HALF_A_SECOND);
    assert_ptr_equal(take(&hosts, 1500, &wait_ms), safe);
    assert_null(take(&hosts, 1999, &wait_ms));
    assert_ptr_equal(take(&hosts, 2000, &wait_ms), sister);
    hosts_done(&hosts);
}

static void a_crawl_delay_is_its_hosts_own(void **state)
{
    struct hosts hosts;
    int64_t wait_ms;
    (void)state;
    hosts_init(&hosts, usual, 5000);
    struct host *a = hosts_find(&hosts, STR_LIT("a.go.th"), 80), *b = hosts_find(&hosts, STR_LIT("b.go.th"), 80);
    a->delay_ms = 3000;
    host_learn_ip(&hosts, a, "192.0.2.1");
    host_learn_ip(&hosts, b, "192.0.2.1");
    for (int i = 0; i < 2; i++)
        (void)job_for(&hosts, "a.go.th", 80);
    for (int i = 0; i < 2; i++)
        (void)job_for(&hosts, "b.go.th", 80);
    assert_ptr_equal(take(&hosts, 0, &wait_ms), a);
    assert_ptr_equal(take(&hosts, 500, &wait_ms), b);
    assert_ptr_equal(take(&hosts, 1000, &wait_ms), b);
    assert_null(take(&hosts, 2999, &wait_ms));
    assert_int_equal(wait_ms, 1);
    assert_ptr_equal(take(&hosts, 3000, &wait_ms), a);
    hosts_done(&hosts);
}

static void a_host_that_never_answered_is_asked_for_one_thing_at_a_time(void **state)
{
    struct hosts hosts;
    int64_t wait_ms;
    (void)state;
    hosts_init(&hosts, unlimited, 5000);
    for (int i = 0; i < 3; i++)
        (void)job_for(&hosts, "a.go.th", 80);
    struct job *first = hosts_take(&hosts, 0, &wait_ms);
    assert_non_null(first);
    assert_null(hosts_take(&hosts, 0, &wait_ms));
    assert_int_equal(wait_ms, -1);
    host_succeeded(first->host);
    struct job *second = hosts_take(&hosts, 0, &wait_ms), *third = hosts_take(&hosts, 0, &wait_ms);
    assert_true(second && third);
    job_free(first);
    job_free(second);
    job_free(third);
    hosts_done(&hosts);
}

/* How many failures until it is parked? */
static int failures_until_parked(struct hosts *hosts, struct host *h, enum oit_fault fault)
{
    int n = 0;
    while (!h->is_parked && n < 1000) {
        host_failed(hosts, h, 100 * n, fault, 0, true);
        n++;
    }
    return n;
}

static void a_host_that_hangs_is_parked_sooner(void **state)
{
    struct hosts hosts;
    (void)state;
    hosts_init(&hosts, usual, 5000);
    struct host *dead = hosts_find(&hosts, STR_LIT("dead.go.th"), 80), *hanging = hosts_find(&hosts, STR_LIT("hanging.go.th"), 80),
                *living = hosts_find(&hosts, STR_LIT("living.go.th"), 80);
    host_succeeded(living);
    assert_int_equal(failures_until_parked(&hosts, dead, FAULT_CONNECT), 5);
    assert_int_equal(failures_until_parked(&hosts, hanging, FAULT_TIMEOUT), 2);
    assert_int_equal(failures_until_parked(&hosts, living, FAULT_TIMEOUT), 5);
    assert_int_equal(living->last_fault, FAULT_TIMEOUT);
    hosts_revive(&hosts);
    assert_false(living->is_parked);
    assert_int_equal(failures_until_parked(&hosts, living, FAULT_CONNECT), 1);
    hosts_done(&hosts);
}

/* --- retries ------------------------------------------------------------------------------------------------------------------------- */

static void repeats_what_can_heal_only(void **state)
{
    static const struct {
        enum oit_fault fault;
        int status, most;
        bool is_cut_off, may_heal;
    } rows[] = {
        {FAULT_HTTP, 429, 2, false, true},    {FAULT_HTTP, 502, 2, false, true},  {FAULT_HTTP, 503, 2, false, true},
        {FAULT_HTTP, 504, 2, false, true},    {FAULT_HTTP, 500, 1, false, true},  {FAULT_HTTP, 501, 0, false, false},
        {FAULT_HTTP, 404, 0, false, false},   {FAULT_HTTP, 403, 0, false, false}, {FAULT_HTTP, 401, 0, false, false},
        {FAULT_CONNECT_RESET, 0, 2, false, true}, {FAULT_DNS_TEMPORARY, 0, 1, false, true}, {FAULT_TLS_EXPIRED, 0, 0, false, false},
        {FAULT_CONNECT, 0, 2, false, true},   {FAULT_TIMEOUT, 0, 1, false, true}, {FAULT_DNS, 0, 1, false, true},
        {FAULT_PROTOCOL, 200, 2, true, true}, {FAULT_TLS, 0, 0, false, false},    {FAULT_TOO_LARGE, 200, 0, false, false},
        {FAULT_REDIRECT_LOOP, 302, 0, false, false}, {FAULT_REFUSED_ADDRESS, 0, 0, false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (retry_most(rows[i].fault, rows[i].status, rows[i].is_cut_off) != rows[i].most ||
            fetch_may_heal(rows[i].fault, rows[i].status) != rows[i].may_heal)
            fail_msg("row %zu", i);
}

static void waits_twice_as_long_each_time_more_or_less(void **state)
{
    unsigned seed = 7, again = 7;
    (void)state;
    for (int i = 0; i < 200; i++) {
        int n = i % 4;
        int64_t delay = retry_delay_ms(1000, n, &seed);
        assert_in_range(delay, 750 << n, 1250 << n);
        assert_int_equal(delay, retry_delay_ms(1000, n, &again)); /* the same seed, the same times */
    }
}

static void reads_a_retry_after_by_the_servers_clock(void **state)
{
    const int64_t now_s = 1795140000; /* Fri, 20 Nov 2026 02:00:00 GMT */
    struct str when = STR_LIT("Fri, 20 Nov 2026 03:00:30 GMT");
    (void)state;
    assert_int_equal(headers_clock_s(STR_LIT("Fri, 20 Nov 2026 03:00:00 GMT"), now_s), now_s + 3600);
    assert_int_equal(headers_clock_s(STR_NONE, now_s), now_s);
    assert_int_equal(headers_clock_s(STR_LIT("yesterday"), now_s), now_s);
    assert_int_equal(headers_retry_after_s(when, headers_clock_s(STR_LIT("Fri, 20 Nov 2026 03:00:00 GMT"), now_s)), 30);
    assert_int_equal(headers_retry_after_s(when, now_s + 7200), 0);
    assert_true(headers_retry_after_s(STR_LIT("99999999999999999"), now_s) > 1000000);
    assert_true(headers_retry_after_s(STR_LIT("Fri, 20 Nov 9026 03:00:30 GMT"), now_s) > 1000000);
    assert_int_equal(headers_retry_after_s(STR_LIT("-5"), now_s), -1);
    assert_int_equal(headers_retry_after_s(STR_LIT("1.5"), now_s), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_never_faster_than_the_rate),
        cmocka_unit_test(opens_few_at_once_however_many_are_allowed),
        cmocka_unit_test(slows_down_when_the_server_slows_and_comes_back),
        cmocka_unit_test(a_server_that_is_always_slow_is_in_no_trouble),
        cmocka_unit_test(one_slow_answer_is_no_trouble),
        cmocka_unit_test(refusals_of_one_moment_count_once),
        cmocka_unit_test(one_broken_page_does_not_slow_down_again_and_again),
        cmocka_unit_test(waits_as_long_as_it_is_asked),
        cmocka_unit_test(names_and_ports_of_one_address_share_the_pace),
        cmocka_unit_test(a_crawl_delay_is_its_hosts_own),
        cmocka_unit_test(a_host_that_never_answered_is_asked_for_one_thing_at_a_time),
        cmocka_unit_test(a_host_that_hangs_is_parked_sooner),
        cmocka_unit_test(repeats_what_can_heal_only),
        cmocka_unit_test(waits_twice_as_long_each_time_more_or_less),
        cmocka_unit_test(reads_a_retry_after_by_the_servers_clock),
    };
    return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}
