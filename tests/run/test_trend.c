/* test_trend.c - the trend line of a report: runs of its year up to itself, oldest first, few enough to be drawn.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/tmp.h"
#include "base/limits.h"
#include "run/overlay.h"
#include "store/run_numbers.h"

#define SITE "http://a.go.th/"
enum { DAY = 86400 };

static char *folder, *path;
static struct store *store;
static struct arena arena;

static int setup(void **state)
{
    (void)state;
    folder = tmp_folder();
    path = tmp_path(folder, "db");
    arena_init(&arena);
    return (int)store_open(path, &store, NULL);
}

static int teardown(void **state)
{
    (void)state;
    store_close(store);
    arena_done(&arena);
    tmp_remove(folder);
    free(path);
    return 0;
}

static struct store_run add_run(int year_be, int day, bool complete)
{
    char id[40];
    (void)snprintf(id, sizeof id, "day-%d", day);
    struct store_run run = {.id = arena_text(&arena, str_from(id)), .site = SITE, .fiscal_year_be = year_be, .rules_sha256 = "r1", .started = 1700000000 + (int64_t)day * DAY};
    assert_int_equal(store_run_begin(store, &run, NULL), OIT_OK);
    run.finished = run.started + 60;
    run.complete = complete;
    run.report_json = "{}";
    assert_int_equal(store_run_finish(store, &run, NULL), OIT_OK);
    struct store_run_numbers numbers = {"0.1.0", "2567.1", false, day, 100, 1, 2, 3, 4};
    assert_int_equal(store_numbers_put(store, run.row, &numbers, NULL), OIT_OK);
    return run;
}

static struct oit_report trend_of(const struct store_run *run)
{
    struct oit_report report = {.tool = {"oitcheck", "0.1.0"}, .rules = {.sha256 = "r1", .revision = "2567.1"}, .fiscal_year_be = run->fiscal_year_be};
    report.run.id = run->id;
    report.run.started = run->started;
    report.run.complete = true;
    assert_int_equal(overlay_trend(store, run, &arena, &report, NULL), OIT_OK);
    return report;
}

static void the_line_ends_with_the_report_itself(void **state)
{
    (void)state;
    (void)add_run(2567, 1, false);
    (void)add_run(2566, 2, true); /* another year */
    struct store_run run = add_run(2567, 3, true);
    (void)add_run(2567, 4, true); /* a later one: not of an older report */
    struct oit_report report = trend_of(&run);
    assert_int_equal(report.n_trend, 2);
    assert_string_equal(report.trend[0].run, "day-1");
    assert_false(report.trend[0].complete);
    assert_int_equal(report.trend[0].n_missing, 3);
    assert_string_equal(report.trend[1].run, "day-3");
    report.rules.revision = "2567.2";
    assert_int_equal(overlay_trend(store, &run, &arena, &report, NULL), OIT_OK);
    assert_true(report.trend[0].other_rules);
    assert_false(report.trend[1].other_rules);
}

static void a_year_of_days_is_thinned_evenly(void **state)
{
    struct store_run run = {0};
    (void)state;
    for (int day = 0; day < 300; day++)
        run = add_run(2567, day, true);
    struct oit_report report = trend_of(&run);
    assert_in_range(report.n_trend, LIMIT_TREND_POINTS / 2, LIMIT_TREND_POINTS);
    assert_string_equal(report.trend[0].run, "day-0");
    assert_string_equal(report.trend[report.n_trend - 1].run, "day-299");
    for (size_t i = 1; i < report.n_trend; i++) {
        assert_true(report.trend[i].started > report.trend[i - 1].started);
        assert_true(report.trend[i].started - report.trend[i - 1].started <= 12 * DAY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_line_ends_with_the_report_itself, setup, teardown),
        cmocka_unit_test_setup_teardown(a_year_of_days_is_thinned_evenly, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
