/* test_score.c - the published results of real agencies come out to two decimals, at every level.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "assess/score.h"

/* Two indicators; sizes of the sub-indicators of the first, then of the second. */
struct shape {
    struct scheme scheme;
    struct scheme_group groups[16];
    struct scheme_item items[64];
    struct score_range ranges[64], results[16];
};

static void build(struct shape *s, const int *first, size_t n_first, const int *second, size_t n_second)
{
    static const double levels[] = {100, 0};
    *s = (struct shape){0};
    uint16_t n = 0;
    s->groups[n++] = (struct scheme_group){.code = "OIT", .parent = NO_INDEX, .weight = 1};
    s->groups[n++] = (struct scheme_group){.code = "9", .parent = 0, .weight = 1};
    s->groups[n++] = (struct scheme_group){.code = "10", .parent = 0, .weight = 1};
    size_t n_items = 0;
    for (size_t k = 0; k < n_first + n_second; k++) {
        int size = k < n_first ? first[k] : second[k - n_first];
        s->groups[n] = (struct scheme_group){.code = "sub", .parent = k < n_first ? 1 : 2, .weight = 1};
        for (int i = 0; i < size; i++) {
            s->items[n_items] = (struct scheme_item){.code = "O", .group = n, .weight = 1, .levels = levels, .n_levels = 2};
            s->ranges[n_items++] = (struct score_range){100, 100};
        }
        n++;
    }
    s->scheme = (struct scheme){.groups = s->groups, .n_groups = n, .items = s->items, .n_items = n_items};
}

static double two_decimals(double x)
{
    return floor(x * 100 + 0.5) / 100;
}

static void set(struct shape *s, int number, double low, double high)
{
    s->ranges[number - 1] = (struct score_range){low, high};
}

static void build_2567(struct shape *s)
{
    static const int first[] = {6, 7, 4, 4, 4}, second[] = {6, 4};
    build(s, first, 5, second, 2);
    set(s, 11, 50, 50);
    set(s, 16, 0, 0);
    set(s, 17, 0, 0);
    set(s, 19, 0, 0);
    set(s, 30, 0, 0);
}

static void reference_vector_of_2567(void **state)
{
    (void)state;
    struct shape s;
    build_2567(&s);
    struct score_range total = score_total(&s.scheme, s.ranges, s.results);
    static const double expected[] = {87.62, 83.57, 91.67, 100, 92.86, 50, 75, 100, 83.33, 100};
    for (size_t i = 0; i < s.scheme.n_groups; i++)
        assert_true(fabs(two_decimals(s.results[i].low) - expected[i]) < 1e-9);
    assert_true(fabs(total.low - 87.6190476190476) < 1e-9);
    assert_true(total.low == total.high);
}

static void ita_of_the_reference_vector(void **state)
{
    (void)state;
    struct shape s;
    build_2567(&s);
    double oit = score_total(&s.scheme, s.ranges, NULL).low;
    assert_true(fabs(two_decimals(0.3 * 84.148 + 0.3 * 80.135 + 0.4 * oit) - 84.33) < 1e-9);
    set(&s, 30, 100, 100);
    oit = score_total(&s.scheme, s.ranges, NULL).low;
    assert_true(fabs(two_decimals(oit) - 91.79) < 1e-9);
    assert_true(fabs(two_decimals(0.3 * 84.148 + 0.3 * 80.135 + 0.4 * oit) - 86.00) < 1e-9);
}

static void one_failed_item_of_2564(void **state)
{
    (void)state;
    static const int first[] = {9, 8, 7, 4, 5}, second[] = {8, 2};
    struct shape s;
    build(&s, first, 5, second, 2);
    set(&s, 33, 0, 0); /* one of five in 9.5 */
    struct score_range total = score_total(&s.scheme, s.ranges, s.results);
    assert_true(fabs(s.results[1].low - 96.00) < 1e-9);
    assert_true(fabs(s.results[2].low - 100) < 1e-9);
    assert_true(fabs(total.low - 98.00) < 1e-9);
}

static void unknown_items_make_a_range(void **state)
{
    (void)state;
    struct shape s;
    build_2567(&s);
    set(&s, 16, 0, 100);
    struct score_range total = score_total(&s.scheme, s.ranges, NULL);
    assert_true(fabs(two_decimals(total.low) - 87.62) < 1e-9);
    assert_true(fabs(two_decimals(total.high) - 90.12) < 1e-9);
}

static void gain_is_what_the_item_adds(void **state)
{
    (void)state;
    struct shape s;
    build_2567(&s);
    assert_true(fabs(score_gain(&s.scheme, s.ranges, 15) - 2.5) < 1e-9);        /* O16 */
    assert_true(fabs(score_gain(&s.scheme, s.ranges, 29) - 100.0 / 24) < 1e-9); /* O30 */
    assert_true(fabs(score_gain(&s.scheme, s.ranges, 10) - 50.0 / 70) < 1e-9);  /* O11 */
    assert_true(fabs(score_gain(&s.scheme, s.ranges, 0)) < 1e-12);
}

static void aggregates_are_data(void **state)
{
    (void)state;
    static const double levels[] = {3, 1, 0};
    struct scheme_group groups[] = {{.code = "all", .parent = NO_INDEX, .weight = 1, .aggregate = AGGREGATE_WEIGHTED},
                                    {.code = "a", .parent = 0, .weight = 3, .aggregate = AGGREGATE_SUM},
                                    {.code = "b", .parent = 0, .weight = 1, .aggregate = AGGREGATE_MIN}};
    struct scheme_item items[] = {{.code = "A1", .group = 1, .weight = 1, .levels = levels, .n_levels = 3},
                                  {.code = "A2", .group = 1, .weight = 2, .levels = levels, .n_levels = 3},
                                  {.code = "B1", .group = 2, .weight = 1, .levels = levels, .n_levels = 3},
                                  {.code = "B2", .group = 2, .weight = 1, .levels = levels, .n_levels = 3}};
    struct scheme scheme = {.groups = groups, .n_groups = 3, .items = items, .n_items = 4};
    struct score_range ranges[] = {{3, 3}, {1, 3}, {1, 1}, {3, 3}};
    struct score_range total = score_total(&scheme, ranges, NULL);
    assert_true(fabs(total.low - (3 * (3 + 2 * 1) + 1) / 4.0) < 1e-9);
    assert_true(fabs(total.high - (3 * (3 + 2 * 3) + 1) / 4.0) < 1e-9);
    assert_true(fabs(score_gain(&scheme, ranges, 1) - 3.0) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reference_vector_of_2567),   cmocka_unit_test(ita_of_the_reference_vector), cmocka_unit_test(one_failed_item_of_2564),
        cmocka_unit_test(unknown_items_make_a_range), cmocka_unit_test(gain_is_what_the_item_adds),  cmocka_unit_test(aggregates_are_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
