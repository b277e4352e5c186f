/* test_outage.c - tries become troubles: begin, end, restarts, clocks that jump, gaps, our own network.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "itas/outage.h"
#include "itas/watch_words.h"

enum { MINUTE = 60, HOLD = 3900, T0 = 1790000000 };

static unsigned feed(struct watch_memory *m, int minute, enum watch_state state, struct outage *ended)
{
    struct watch_try try = {.at = T0 + minute * MINUTE, .state = state, .fault = state == WATCH_OK ? FAULT_NONE : FAULT_CONNECT_REFUSED};
    return outage_feed(m, &try, OUTAGE_CONFIRM_S, HOLD, ended);
}

static void three_tries_in_ten_minutes(void **state)
{
    struct watch_memory m = {0};
    struct outage ended;
    (void)state;
    assert_int_equal(feed(&m, 0, WATCH_OK, &ended), OUTAGE_NOTHING);
    assert_int_equal(outage_next_s(&m, 30 * MINUTE, OUTAGE_CONFIRM_S), 30 * MINUTE);
    assert_int_equal(feed(&m, 30, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    assert_int_equal(outage_next_s(&m, 30 * MINUTE, OUTAGE_CONFIRM_S), 5 * MINUTE);
    assert_int_equal(feed(&m, 35, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 40, WATCH_DOWN, &ended), OUTAGE_BEGAN);
    assert_int_equal(m.open.began_at, T0 + 30 * MINUTE); /* dated back to the first try that failed */
    assert_int_equal(m.open.fault, FAULT_CONNECT_REFUSED);
    assert_int_equal(feed(&m, 45, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 62, WATCH_OK, &ended), OUTAGE_ENDED);
    assert_int_equal(ended.began_at, T0 + 30 * MINUTE);
    assert_int_equal(ended.ended_at, T0 + 62 * MINUTE);
    assert_int_equal(m.open.kind, WATCH_OK);
}

static void many_tries_in_a_moment_are_not_enough(void **state)
{
    struct watch_memory m = {0};
    struct outage ended;
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct watch_try try = {.at = T0 + i * 10, .state = WATCH_DOWN};
        assert_int_equal(outage_feed(&m, &try, OUTAGE_CONFIRM_S, HOLD, &ended), OUTAGE_NOTHING);
    }
}

static void a_good_answer_between_starts_anew(void **state)
{
    struct watch_memory m = {0};
    struct outage ended;
    (void)state;
    for (int i = 0; i < 8; i++)
        assert_int_equal(feed(&m, i * 5, i % 3 == 2 ? WATCH_OK : WATCH_DOWN, &ended), OUTAGE_NOTHING);
}

static void a_gap_starts_anew(void **state)
{
    struct watch_memory m = {0};
    struct outage ended;
    (void)state;
    assert_int_equal(feed(&m, 0, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 5, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 600, WATCH_DOWN, &ended), OUTAGE_NOTHING); /* nobody watched for hours */
    assert_int_equal(feed(&m, 605, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 610, WATCH_DOWN, &ended), OUTAGE_BEGAN);
    assert_int_equal(m.open.began_at, T0 + 600 * MINUTE);
}

static void without_network_nothing_is_known(void **state)
{
    struct watch_memory m = {0};
    struct outage ended;
    (void)state;
    (void)feed(&m, 0, WATCH_DOWN, &ended);
    (void)feed(&m, 5, WATCH_DOWN, &ended);
    assert_int_equal(feed(&m, 10, WATCH_UNSEEN, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 15, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    (void)feed(&m, 20, WATCH_DOWN, &ended);
    assert_int_equal(feed(&m, 25, WATCH_DOWN, &ended), OUTAGE_BEGAN);
    assert_int_equal(feed(&m, 30, WATCH_UNSEEN, &ended), OUTAGE_NOTHING); /* it does not end it either */
    assert_int_equal(m.open.kind, WATCH_DOWN);
}

static void one_trouble_becomes_another(void **state)
{
    struct watch_memory m = {0};
    struct outage ended;
    (void)state;
    for (int i = 0; i <= 10; i += 5)
        (void)feed(&m, i, WATCH_DOWN, &ended);
    assert_int_equal(m.open.kind, WATCH_DOWN);
    assert_int_equal(feed(&m, 20, WATCH_GONE, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 25, WATCH_GONE, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 30, WATCH_GONE, &ended), OUTAGE_BEGAN | OUTAGE_ENDED);
    assert_int_equal(ended.kind, WATCH_DOWN);
    assert_int_equal(ended.ended_at, T0 + 20 * MINUTE); /* the server answered again then */
    assert_int_equal(m.open.kind, WATCH_GONE);
    assert_int_equal(m.open.began_at, T0 + 20 * MINUTE);
}

/* A server in trouble answers now so, now so. */
static void troubles_that_take_turns(void **state)
{
    struct watch_memory m = {0};
    struct outage ended;
    (void)state;
    assert_int_equal(feed(&m, 0, WATCH_GONE, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 5, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, 10, WATCH_GONE, &ended), OUTAGE_BEGAN);
    assert_int_equal(m.open.kind, WATCH_GONE);
    assert_int_equal(m.open.began_at, T0);
    m = (struct watch_memory){0};
    (void)feed(&m, 0, WATCH_BLOCKED, &ended);
    (void)feed(&m, 5, WATCH_DOWN, &ended);
    assert_int_equal(feed(&m, 10, WATCH_BLOCKED, &ended), OUTAGE_NOTHING); /* whether it was shut out or the site was down is not known */
}

static void a_clock_set_back(void **state)
{
    struct watch_memory m = {0};
    struct outage ended;
    (void)state;
    (void)feed(&m, 0, WATCH_DOWN, &ended);
    assert_int_equal(feed(&m, -120, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, -115, WATCH_DOWN, &ended), OUTAGE_NOTHING);
    assert_int_equal(feed(&m, -110, WATCH_DOWN, &ended), OUTAGE_BEGAN);
    assert_int_equal(m.open.began_at, T0 - 120 * MINUTE);
    assert_int_equal(feed(&m, -300, WATCH_OK, &ended), OUTAGE_ENDED);
    assert_true(ended.ended_at >= ended.began_at);
}

static void after_a_restart(void **state)
{
    struct watch_memory m = {.open = {.kind = WATCH_DOWN, .began_at = T0}, .last_at = T0 + 20 * MINUTE, .last_state = WATCH_DOWN};
    struct outage ended;
    (void)state;
    assert_int_equal(feed(&m, 25, WATCH_DOWN, &ended), OUTAGE_NOTHING); /* not told again */
    assert_int_equal(feed(&m, 3000, WATCH_OK, &ended), OUTAGE_ENDED);
    assert_int_equal(ended.began_at, T0);
    assert_int_equal(outage_next_s(&m, 30 * MINUTE, OUTAGE_CONFIRM_S), 30 * MINUTE);
}

static void a_long_outage_is_asked_after_at_the_usual_pace(void **state)
{
    struct watch_memory m = {.open = {.kind = WATCH_DOWN, .began_at = T0}};
    struct outage ended;
    (void)state;
    (void)feed(&m, 30, WATCH_DOWN, &ended);
    assert_int_equal(outage_next_s(&m, 30 * MINUTE, OUTAGE_CONFIRM_S), 5 * MINUTE);
    assert_int_equal(outage_next_s(&m, 30 * MINUTE, 0), MINUTE); /* however short the tries: a server in trouble is not pestered */
    (void)feed(&m, 90, WATCH_DOWN, &ended);
    assert_int_equal(outage_next_s(&m, 30 * MINUTE, OUTAGE_CONFIRM_S), 30 * MINUTE);
}

static void what_counts(void **state)
{
    static const struct {
        enum oit_fault fault;
        int status;
        enum watch_state home, other;
    } cases[] = {
        {FAULT_NONE, 200, WATCH_OK, WATCH_OK},
        {FAULT_NONE, 304, WATCH_OK, WATCH_OK},
        {FAULT_HTTP, 500, WATCH_DOWN, WATCH_DOWN},
        {FAULT_HTTP, 503, WATCH_DOWN, WATCH_DOWN},
        {FAULT_HTTP, 403, WATCH_BLOCKED, WATCH_BLOCKED},
        {FAULT_HTTP, 429, WATCH_BLOCKED, WATCH_BLOCKED},
        {FAULT_HTTP, 406, WATCH_BLOCKED, WATCH_BLOCKED},
        {FAULT_CHALLENGE, 503, WATCH_BLOCKED, WATCH_BLOCKED},
        {FAULT_HTTP, 404, WATCH_DOWN, WATCH_GONE},
        {FAULT_HTTP, 410, WATCH_DOWN, WATCH_GONE},
        {FAULT_SOFT_404, 200, WATCH_DOWN, WATCH_GONE},
        {FAULT_HTTP, 401, WATCH_CLOSED, WATCH_CLOSED},
        {FAULT_LOGIN, 200, WATCH_CLOSED, WATCH_CLOSED},
        {FAULT_CONNECT_REFUSED, 0, WATCH_DOWN, WATCH_DOWN},
        {FAULT_CONNECT_RESET, 0, WATCH_DOWN, WATCH_DOWN},
        {FAULT_DNS, 0, WATCH_DOWN, WATCH_DOWN},
        {FAULT_DNS_TEMPORARY, 0, WATCH_DOWN, WATCH_DOWN},
        {FAULT_TIMEOUT, 0, WATCH_DOWN, WATCH_DOWN},
        {FAULT_TLS_EXPIRED, 0, WATCH_DOWN, WATCH_DOWN},
        {FAULT_TLS_WRONG_HOST, 200, WATCH_DOWN, WATCH_DOWN},
        {FAULT_TLS_INCOMPLETE_CHAIN, 0, WATCH_OK, WATCH_OK},
        {FAULT_MAINTENANCE, 200, WATCH_DOWN, WATCH_DOWN},
        {FAULT_HOSTING_PAGE, 200, WATCH_DOWN, WATCH_DOWN},
        {FAULT_PARKED_DOMAIN, 200, WATCH_DOWN, WATCH_DOWN},
        {FAULT_SITE_ERROR, 200, WATCH_DOWN, WATCH_DOWN},
        {FAULT_EMPTY, 200, WATCH_DOWN, WATCH_DOWN},
        {FAULT_NO_TEXT, 200, WATCH_OK, WATCH_OK},
        {FAULT_TOO_LARGE, 200, WATCH_OK, WATCH_OK},
        {FAULT_ENCRYPTED, 200, WATCH_OK, WATCH_OK},
        {FAULT_REFUSED_ADDRESS, 0, WATCH_INSIDE, WATCH_INSIDE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(watch_state_of(cases[i].fault, cases[i].status, true), cases[i].home);
        assert_int_equal(watch_state_of(cases[i].fault, cases[i].status, false), cases[i].other);
    }
    for (int i = 0; i < N_WATCH_STATES; i++)
        assert_int_equal(watch_state_from_name(watch_state_name((enum watch_state)i)), i);
    assert_int_equal(watch_state_from_name("who knows"), WATCH_UNSEEN);
}

static void whose_network(void **state)
{
    static const enum oit_fault dns[] = {FAULT_DNS_TEMPORARY, FAULT_DNS_TEMPORARY, FAULT_CONNECT_UNREACHABLE};
    static const enum oit_fault mixed[] = {FAULT_DNS_TEMPORARY, FAULT_CONNECT_REFUSED};
    static const enum oit_fault fine[] = {FAULT_DNS_TEMPORARY, FAULT_NONE};
    (void)state;
    assert_true(watch_is_our_network(dns, 3, 2, true));
    assert_true(watch_is_our_network(dns, 3, 1, false));
    assert_false(watch_is_our_network(dns, 3, 1, true)); /* one host only, and there is a way out: nobody else can be blamed */
    static const enum oit_fault late[] = {FAULT_TIMEOUT, FAULT_DNS}; /* resolvers without a network refuse at once */
    assert_true(watch_is_our_network(late, 2, 2, true));
    assert_false(watch_is_our_network(mixed, 2, 2, false));
    assert_false(watch_is_our_network(fine, 2, 2, true));
    assert_false(watch_is_our_network(dns, 0, 0, false));
}

static void items_are_listed_once_each(void **state)
{
    struct buf items;
    (void)state;
    buf_init(&items, 0);
    watch_items_add(&items, NULL);
    watch_items_add(&items, "O10, O12");
    watch_items_add(&items, "O1");
    watch_items_add(&items, "O12, O2");
    assert_string_equal(items.p, "O10, O12, O1, O2");
    buf_done(&items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_listed_once_each),
        cmocka_unit_test(three_tries_in_ten_minutes), cmocka_unit_test(many_tries_in_a_moment_are_not_enough),
        cmocka_unit_test(a_good_answer_between_starts_anew), cmocka_unit_test(a_gap_starts_anew),
        cmocka_unit_test(without_network_nothing_is_known), cmocka_unit_test(one_trouble_becomes_another),
        cmocka_unit_test(troubles_that_take_turns), cmocka_unit_test(a_clock_set_back), cmocka_unit_test(after_a_restart),
        cmocka_unit_test(a_long_outage_is_asked_after_at_the_usual_pace), cmocka_unit_test(what_counts), cmocka_unit_test(whose_network),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
