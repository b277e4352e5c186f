/* test_points.c - scores from a report alone: as the rules' own, and with what does not apply left out.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/assessed.h"
#include "itas/points.h"

enum { MAX_ITEMS = 40 };

static bool is_near(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static void own_scores(const struct oit_report *report, struct points_item *items)
{
    for (size_t i = 0; i < report->n_items; i++)
        items[i] = (struct points_item){report->items[i].score_low, report->items[i].score_high, false};
}

static size_t index_of(struct oit_report *report, const char *code)
{
    return (size_t)(assessed_item(report, code) - report->items);
}

static void gives_the_official_score(void **state)
{
    struct oit_report *report = ((struct assessed *)*state)->report;
    struct points_item items[MAX_ITEMS];
    own_scores(report, items);
    struct oit_points points = points_of(report, items);
    assert_true(points.is_known && is_near(points.low, 87.61904761904762) && is_near(points.high, points.low));
    assert_int_equal(points.n_items, 35);
    assert_string_equal(points.reaches_target, "yes");
    static const struct {
        const char *item;
        double ita;
    } any[] = {{"O16", 85.33}, {"O17", 85.33}, {"O19", 85.33}, {"O30", 86.00}, {"O11", 84.62}};
    for (size_t i = 0; i < sizeof any / sizeof *any; i++) {
        own_scores(report, items);
        items[index_of(report, any[i].item)].low = 100;
        double ita = 0.3 * 84.148 + 0.3 * 80.135 + 0.4 * points_of(report, items).low;
        assert_true(fabs(ita - any[i].ita) < 0.005);
    }
}

/* Thirds and sevenths: what should be the mark exactly comes out a hair below it. */
static void a_hair_below_the_mark_reaches_it(void **state)
{
    struct oit_report *report = ((struct assessed *)*state)->report;
    struct points_item items[MAX_ITEMS];
    own_scores(report, items);
    double points = points_of(report, items).low;
    report->score.target = nextafter(nextafter(points, 100), 100);
    assert_string_equal(points_of(report, items).reaches_target, "yes");
    report->score.target = points + 0.001;
    assert_string_equal(points_of(report, items).reaches_target, "no");
}

static void ranges_say_maybe(void **state)
{
    struct oit_report *report = ((struct assessed *)*state)->report;
    struct points_item items[MAX_ITEMS];
    own_scores(report, items);
    report->score.target = 90;
    items[index_of(report, "O30")].high = items[index_of(report, "O16")].high = 100;
    assert_string_equal(points_of(report, items).reaches_target, "maybe");
    report->score.target = 99;
    assert_string_equal(points_of(report, items).reaches_target, "no");
}

static void what_does_not_apply_is_left_out(void **state)
{
    struct oit_report *report = ((struct assessed *)*state)->report;
    struct points_item items[MAX_ITEMS];
    own_scores(report, items);
    items[index_of(report, "O16")].is_left_out = true;
    struct oit_points points = points_of(report, items); /* 9.3: three items of which one is 0 */
    double nine = (100 + 650.0 / 7 + 200.0 / 3 + 75 + 100) / 5, ten = (500.0 / 6 + 100) / 2;
    assert_true(is_near(points.low, (nine + ten) / 2));
    assert_int_equal(points.n_items, 34);
    for (size_t i = 25; i < 31; i++) /* all of 10.1: indicator 10 is 10.2 alone */
        items[i].is_left_out = true;
    points = points_of(report, items);
    assert_true(is_near(points.low, (nine + 100) / 2));
    for (size_t i = 31; i < 35; i++) /* all of indicator 10 */
        items[i].is_left_out = true;
    assert_true(is_near(points_of(report, items).low, nine));
    for (size_t i = 0; i < 35; i++)
        items[i].is_left_out = true;
    points = points_of(report, items);
    assert_false(points.is_known); /* nothing is left to give points for */
    assert_int_equal(points.n_items, 0);
}

/* root(aggregate): a = [A1, A2] (mean), b = [B1 weight 3, B2 weight 1] (aggregate of b), and one item of the root itself. */
struct small {
    struct oit_report report;
    struct oit_group groups[2];
    struct oit_item items[5];
    struct points_item points[5];
};

static void small_make(struct small *s, const char *root, const char *b)
{
    *s = (struct small){.groups = {{.code = "a", .aggregate = "mean", .weight = 1}, {.code = "b", .aggregate = b, .weight = 2}},
                        .items = {{.code = "A1", .group = "a", .weight = 1}, {.code = "A2", .group = "a", .weight = 1}, {.code = "B1", .group = "b", .weight = 3},
                                  {.code = "B2", .group = "b", .weight = 1}, {.code = "R", .group = "root", .weight = 1}},
                        .points = {{100, 100, false}, {0, 100, false}, {50, 50, false}, {100, 100, false}, {80, 80, false}}};
    s->report.score.groups = s->groups;
    s->report.score.n_groups = 2;
    s->report.score.aggregate = root;
    s->report.score.target = 85;
    s->report.items = s->items;
    s->report.n_items = 4;
}

static double low_of(struct small *s)
{
    return points_of(&s->report, s->points).low;
}

static void groups_add_up_in_their_own_way(void **state)
{
    (void)state;
    struct small s;
    small_make(&s, "mean", "weighted");
    assert_true(is_near(low_of(&s), (50 + 62.5) / 2));
    small_make(&s, "weighted", "weighted");
    assert_true(is_near(low_of(&s), (50 + 2 * 62.5) / 3));
    small_make(&s, "mean", "min");
    assert_true(is_near(low_of(&s), (50 + 50.0) / 2));
    small_make(&s, "min", "min");
    assert_true(is_near(low_of(&s), 50) && is_near(points_of(&s.report, s.points).high, 50));
    small_make(&s, "mean", "sum");
    assert_true(is_near(low_of(&s), (50 + 250.0) / 2));
    small_make(&s, NULL, NULL); /* reports from before: means */
    s.items[2].weight = s.items[3].weight = NAN;
    assert_true(is_near(low_of(&s), (50 + 75.0) / 2));
}

static void a_weight_of_nothing_counts_nothing(void **state)
{
    (void)state;
    struct small s;
    small_make(&s, "mean", "weighted");
    s.items[2].weight = 0;
    assert_true(is_near(low_of(&s), (50 + 100.0) / 2));
}

static void items_of_the_root_itself_count(void **state)
{
    (void)state;
    struct small s;
    small_make(&s, "mean", "min");
    s.report.n_items = 5;
    assert_true(is_near(low_of(&s), (50 + 50 + 80.0) / 3));
    s.report.score.n_groups = 0; /* a flat list */
    for (size_t i = 0; i < 5; i++)
        s.items[i].group = "root";
    assert_true(is_near(low_of(&s), (100 + 0 + 50 + 100 + 80) / 5.0));
}

static void what_does_not_apply_costs_nothing_in_any_group(void **state)
{
    (void)state;
    struct small s;
    small_make(&s, "mean", "min");
    s.points[2].is_left_out = true; /* the weakest */
    assert_true(is_near(low_of(&s), (50 + 100.0) / 2));
    small_make(&s, "mean", "weighted");
    s.points[2].is_left_out = true;
    assert_true(is_near(low_of(&s), (50 + 100.0) / 2));
    small_make(&s, "sum", "sum"); /* 50 + 2 * (3 * 50 + 100) */
    assert_true(is_near(low_of(&s), 550));
    s.points[3].is_left_out = true; /* 3 * 50 of weight 3, stretched to weight 4 */
    assert_true(is_near(low_of(&s), 50 + 2 * (150 * 4.0 / 3)));
    s.points[2].is_left_out = true; /* all of b: a alone, stretched from weight 1 to 3 */
    assert_true(is_near(low_of(&s), 50 * 3));
    small_make(&s, "min", "mean");
    s.points[0].is_left_out = s.points[1].is_left_out = true; /* an empty group is no 0 */
    assert_true(is_near(low_of(&s), 75));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gives_the_official_score, assessed_begin, assessed_end),
        cmocka_unit_test_setup_teardown(a_hair_below_the_mark_reaches_it, assessed_begin, assessed_end),
        cmocka_unit_test_setup_teardown(ranges_say_maybe, assessed_begin, assessed_end),
        cmocka_unit_test_setup_teardown(what_does_not_apply_is_left_out, assessed_begin, assessed_end),
        cmocka_unit_test(groups_add_up_in_their_own_way),
        cmocka_unit_test(a_weight_of_nothing_counts_nothing),
        cmocka_unit_test(items_of_the_root_itself_count),
        cmocka_unit_test(what_does_not_apply_costs_nothing_in_any_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
