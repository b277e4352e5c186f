/* test_availability.c - how much of a time an address could be opened: weights, gaps, what is not known, the borders.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "itas/availability.h"

enum { H = 3600, T0 = 1790000000 };

static struct watch_span span(double from_h, double to_h, enum watch_state state)
{
    return (struct watch_span){.url = "http://www.example.go.th/", .from = T0 + (int64_t)(from_h * H), .to = T0 + (int64_t)(to_h * H), .n_tries = 3,
                               .hold_s = watch_hold_s(1800), .state = state};
}

static struct outage outage(double from_h, double to_h)
{
    return (struct outage){.kind = WATCH_DOWN, .began_at = T0 + (int64_t)(from_h * H), .ended_at = to_h > 0 ? T0 + (int64_t)(to_h * H) : 0};
}

static struct availability measure(const struct watch_span *spans, size_t n, const struct outage *outages, size_t n_outages, double from_h, double to_h)
{
    static struct arena arena;
    struct availability a;
    arena_done(&arena);
    arena_init(&arena);
    availability_of(spans, n, outages, n_outages, T0 + (int64_t)(from_h * H), T0 + (int64_t)(to_h * H), &arena, &a);
    assert_int_equal(a.up_s + a.down_s + a.brief_s + a.unclear_s + a.unwatched_s, (int64_t)((to_h - from_h) * H));
    int64_t in_gaps = 0;
    for (size_t i = 0; i < a.n_gaps; i++)
        in_gaps += a.gaps[i].to - a.gaps[i].from;
    assert_int_equal(in_gaps, a.unwatched_s);
    return a;
}

static void weighed_by_time(void **state)
{
    const struct watch_span spans[] = {span(0, 5.5, WATCH_OK), span(6, 7.5, WATCH_DOWN), span(8, 10, WATCH_OK)};
    const struct outage outages[] = {outage(6, 8)};
    (void)state;
    struct availability a = measure(spans, 3, outages, 1, 0, 10);
    assert_int_equal(a.up_s, 8 * H); /* the last good answer speaks until the first bad one, and the other way round */
    assert_int_equal(a.down_s, 2 * H);
    assert_true(fabs(a.percent - 80) < 1e-9);
    assert_int_equal(a.n_outages, 1);
    assert_int_equal(a.longest_s, 2 * H);
    assert_int_equal(a.n_tries, 9);
    assert_int_equal(a.n_gaps, 0);
}

static void nobody_watched(void **state)
{
    const struct watch_span spans[] = {span(1, 4, WATCH_OK), span(9, 10, WATCH_OK)};
    (void)state;
    struct availability a = measure(spans, 2, NULL, 0, 0, 12);
    assert_int_equal(a.up_s, 4 * H);
    assert_int_equal(a.unwatched_s, 8 * H);
    assert_true(a.percent > 99.999);
    assert_int_equal(a.n_gaps, 3);
    assert_int_equal(a.gaps[1].from, T0 + 4 * H);
    assert_int_equal(a.gaps[1].to, T0 + 9 * H);
    a = measure(NULL, 0, NULL, 0, 0, 12);
    assert_true(isnan(a.percent));
    assert_int_equal(a.n_gaps, 1);
}

/* It was down when the machine was switched off and up when it came back: of the hours between nothing is known. */
static void a_gap_within_an_outage(void **state)
{
    const struct watch_span spans[] = {span(0, 1, WATCH_OK), span(1.5, 2.5, WATCH_DOWN), span(20, 21, WATCH_OK)};
    const struct outage outages[] = {outage(1.5, 20)};
    (void)state;
    struct availability a = measure(spans, 3, outages, 1, 0, 21);
    assert_int_equal(a.down_s, H);
    assert_int_equal(a.unwatched_s, (int64_t)(17.5 * H));
    assert_int_equal(a.longest_s, (int64_t)(18.5 * H));
}

static void too_short_to_be_an_outage(void **state)
{
    const struct watch_span spans[] = {span(0, 2, WATCH_OK), span(2.5, 2.5, WATCH_DOWN), span(2.6, 5, WATCH_OK)};
    (void)state;
    struct availability a = measure(spans, 3, NULL, 0, 0, 5);
    assert_int_equal(a.n_brief, 1);
    assert_int_equal(a.brief_s, H / 10);
    assert_int_equal(a.down_s, 0);
    assert_true(a.percent > 99.999);
    assert_int_equal(a.n_outages, 0);
}

static void what_is_not_known(void **state)
{
    const struct watch_span spans[] = {span(0, 1, WATCH_OK), span(1, 3, WATCH_BLOCKED), span(3, 4, WATCH_UNSEEN), span(4, 5, WATCH_INSIDE), span(5, 6, WATCH_CHANGED)};
    (void)state;
    struct availability a = measure(spans, 5, NULL, 0, 0, 6);
    assert_int_equal(a.up_s, 2 * H);
    assert_int_equal(a.unclear_s, 3 * H);
    assert_int_equal(a.unwatched_s, H);
    assert_true(a.percent > 99.999);
}

static void only_what_was_asked_about(void **state)
{
    const struct watch_span spans[] = {span(0, 5.5, WATCH_OK), span(6, 20, WATCH_DOWN)};
    const struct outage outages[] = {outage(6, 0)};
    (void)state;
    struct availability a = measure(spans, 2, outages, 1, 4, 10);
    assert_int_equal(a.up_s, 2 * H);
    assert_int_equal(a.down_s, 4 * H);
    assert_int_equal(a.longest_s, 4 * H);
    a = measure(spans, 2, outages, 1, 30, 40);
    assert_true(isnan(a.percent));
    assert_int_equal(a.first_at, 0);
}

static void clocks_that_ran_back(void **state)
{
    const struct watch_span spans[] = {span(0, 5, WATCH_OK), span(3, 4, WATCH_OK), span(5.5, 6, WATCH_OK)};
    (void)state;
    struct availability a = measure(spans, 3, NULL, 0, 0, 6);
    assert_true(a.up_s <= 6 * H);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weighed_by_time),       cmocka_unit_test(nobody_watched),    cmocka_unit_test(a_gap_within_an_outage),
        cmocka_unit_test(too_short_to_be_an_outage), cmocka_unit_test(what_is_not_known), cmocka_unit_test(only_what_was_asked_about),
        cmocka_unit_test(clocks_that_ran_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
