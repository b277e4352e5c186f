/* test_run_numbers.c - many runs at a glance, and that pruning pages never loses a result.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/store_fixture.h"
#include "store/run_numbers.h"

#define SITE "http://a.go.th/"

static int64_t add_run(struct store_fixture *f, const char *site, int fiscal_year_be, int64_t started, const char *report)
{
    char id[40];
    (void)snprintf(id, sizeof id, "run-%lld", (long long)started);
    struct store_run run = {.id = id, .site = site, .fiscal_year_be = fiscal_year_be, .scheme = "2567", .rules_sha256 = "r", .started = started};
    assert_int_equal(store_run_begin(f->store, &run, NULL), OIT_OK);
    run.finished = started + 9;
    run.complete = true;
    run.report_json = report;
    assert_int_equal(store_run_finish(f->store, &run, NULL), OIT_OK);
    return run.row;
}

static size_t brief(struct store_fixture *f, const struct store_run_choice *choice, struct store_run_brief **ret_runs)
{
    size_t n = 0;
    assert_int_equal(store_runs_brief(f->store, choice, &f->arena, ret_runs, &n, NULL), OIT_OK);
    return n;
}

static void runs_are_chosen_by_site_year_and_time(void **state)
{
    struct store_fixture *f = *state;
    struct store_run_brief *runs;
    (void)add_run(f, SITE, 2567, 100, "{}");
    (void)add_run(f, SITE, 2568, 200, "{}");
    (void)add_run(f, "http://b.go.th/", 2567, 250, NULL);
    (void)add_run(f, SITE, 2567, 300, NULL);
    assert_int_equal(brief(f, &(struct store_run_choice){.max = 10}, &runs), 4);
    assert_int_equal(runs[0].started, 300); /* newest first */
    assert_int_equal(brief(f, &(struct store_run_choice){.site = SITE, .fiscal_year_be = 2567, .max = 10}, &runs), 2);
    assert_false(runs[0].has_report);
    assert_true(runs[1].has_report);
    assert_int_equal(brief(f, &(struct store_run_choice){.site = SITE, .from = 100, .before = 300, .max = 10}, &runs), 2);
    assert_int_equal(brief(f, &(struct store_run_choice){.site = SITE, .max = 1}, &runs), 1);
}

static void numbers_stand_beside_the_report(void **state)
{
    struct store_fixture *f = *state;
    struct store_run_brief *runs;
    int64_t row = add_run(f, SITE, 2567, 100, "{}");
    assert_int_equal(brief(f, &(struct store_run_choice){.max = 10}, &runs), 1);
    assert_false(runs[0].has_numbers);
    struct store_run_numbers numbers = {"0.1.0", "2567.1", false, 72.4, NAN, 30, 1, 2, 2};
    assert_int_equal(store_numbers_put(f->store, row, &numbers, NULL), OIT_OK);
    numbers.n_published = 31; /* judged again */
    assert_int_equal(store_numbers_put(f->store, row, &numbers, NULL), OIT_OK);
    assert_int_equal(brief(f, &(struct store_run_choice){.max = 10}, &runs), 1);
    assert_true(runs[0].has_numbers);
    assert_int_equal(runs[0].numbers.n_published, 31);
    assert_string_equal(runs[0].numbers.revision, "2567.1");
    assert_true(isnan(runs[0].numbers.high));
}

static void pruning_pages_keeps_results_and_numbers(void **state)
{
    struct store_fixture *f = *state;
    struct store_run_brief *runs;
    const char *json = NULL;
    struct store_run_numbers numbers = {.low = 50, .high = 60};
    for (int i = 0; i < 12; i++)
        assert_int_equal(store_numbers_put(f->store, add_run(f, SITE, 2567, 100 + i, "{\"kept\": true}"), &numbers, NULL), OIT_OK);
    assert_int_equal(store_prune(f->store, SITE, 2, NULL), OIT_OK);
    assert_int_equal(brief(f, &(struct store_run_choice){.site = SITE, .max = 100}, &runs), 12);
    for (size_t i = 0; i < 12; i++) {
        assert_true(runs[i].has_report && runs[i].has_numbers);
        assert_int_equal(store_report_get(f->store, runs[i].row, &f->arena, &json, NULL), OIT_OK);
        assert_string_equal(json, "{\"kept\": true}");
    }
    assert_int_equal(store_report_get(f->store, 999, &f->arena, &json, NULL), OIT_OK);
    assert_null(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(runs_are_chosen_by_site_year_and_time, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(numbers_stand_beside_the_report, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(pruning_pages_keeps_results_and_numbers, store_fixture_begin, store_fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
