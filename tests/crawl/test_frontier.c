/* test_frontier.c - what is fetched next, and what is never fetched.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "crawl/frontier.h"

static enum frontier_result offer(struct frontier *frontier, const char *url, uint16_t priority, uint8_t promise, uint32_t depth)
{
    struct frontier_entry entry = {.url = str_from(url), .referrer = FRONTIER_NONE, .priority = priority, .promise = promise, .depth = depth};
    return frontier_offer(frontier, &entry, NULL, NULL);
}

static void takes_the_most_promising_first(void **state)
{
    (void)state;
    struct frontier *f = frontier_new(&(struct frontier_limits){.max_depth = 5, .max_family = 10});
    static const char *const order[] = {"http://a/high", "http://a/raised", "http://a/first", "http://a/second"};
    assert_int_equal(offer(f, "http://a/first", 10, 0, 1), OFFER_NEW);
    assert_int_equal(offer(f, "http://a/second", 10, 0, 1), OFFER_NEW);
    assert_int_equal(offer(f, "http://a/raised", 5, 0, 1), OFFER_NEW);
    assert_int_equal(offer(f, "http://a/high", 90, 0, 1), OFFER_NEW);
    assert_int_equal(offer(f, "http://a/raised", 50, 60, 1), OFFER_KNOWN);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        assert_true(str_eq_c(frontier_at(f, frontier_take(f))->url, order[i]));
    assert_int_equal(frontier_take(f), FRONTIER_NONE);
    assert_int_equal(frontier_waiting(f), 0);
    frontier_free(f);
}

static void shorter_way_makes_a_deep_page_near(void **state)
{
    (void)state;
    struct frontier *f = frontier_new(&(struct frontier_limits){.max_depth = 2, .max_family = 10});
    assert_int_equal(offer(f, "http://a/x", 10, 0, 3), OFFER_TOO_DEEP);
    assert_int_equal(frontier_take(f), FRONTIER_NONE);
    assert_int_equal(offer(f, "http://a/x", 10, 0, 2), OFFER_NEW);
    assert_int_equal(frontier_take(f), 0);
    frontier_free(f);
}

static void families_have_a_budget_but_not_what_promises(void **state)
{
    (void)state;
    struct frontier *f = frontier_new(&(struct frontier_limits){.max_depth = 5, .max_family = 2});
    struct cut_family cuts[4];
    assert_int_equal(offer(f, "http://a/c?d=1", 10, 0, 1), OFFER_NEW);
    assert_int_equal(offer(f, "http://a/c?d=2", 10, 0, 1), OFFER_NEW);
    assert_int_equal(offer(f, "http://a/c?d=3", 10, 0, 1), OFFER_CUT);
    assert_int_equal(offer(f, "http://a/c?d=4", 10, 60, 1), OFFER_NEW);
    assert_int_equal(offer(f, "http://a/x/x/x/x/x", 10, 0, 1), OFFER_CUT);
    assert_int_equal(families_cut(frontier_families(f), cuts, 4), 2);
    assert_string_equal(cuts[0].name, "http://a/c?d=*");
    assert_int_equal(cuts[0].trap, TRAP_BUDGET);
    assert_int_equal(cuts[1].trap, TRAP_REPEATED);
    assert_string_equal(cuts[1].example, "http://a/x/x/x/x/x");
    frontier_free(f);
}

/* A site that invents words for its URLs belongs to no family. */
static void number_of_urls_is_limited(void **state)
{
    (void)state;
    struct frontier *f = frontier_new(&(struct frontier_limits){.max_depth = 5, .max_family = 2, .max_urls = 2});
    assert_int_equal(offer(f, "http://a/one", 10, 0, 1), OFFER_NEW);
    assert_int_equal(offer(f, "http://a/two", 10, 0, 1), OFFER_NEW);
    assert_false(frontier_is_full(f));
    assert_int_equal(offer(f, "http://a/one", 10, 0, 1), OFFER_KNOWN);
    assert_false(frontier_is_full(f));
    assert_int_equal(offer(f, "http://a/three", 10, 0, 1), OFFER_CUT);
    assert_true(frontier_is_full(f));
    assert_int_equal(frontier_size(f), 2);
    frontier_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_the_most_promising_first),
        cmocka_unit_test(shorter_way_makes_a_deep_page_near),
        cmocka_unit_test(families_have_a_budget_but_not_what_promises),
        cmocka_unit_test(number_of_urls_is_limited),
    };
    return cmocka_run_group_tests_name("frontier", tests, NULL, NULL);
}
