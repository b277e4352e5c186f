/* test_needed.c - the fewest items that lift the score to its target.
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
#include "itas/needed.h"
#include "itas/points.h"

static void set_score(struct oit_report *report, const char *code, double score)
{
    struct oit_item *item = assessed_item(report, code);
    item->score = item->score_low = item->score_high = score;
    item->status = score >= 100 ? OIT_PUBLISHED : OIT_MISSING;
}

static void set_points(struct oit_report *report)
{
    struct points_item items[40];
    for (size_t i = 0; i < report->n_items; i++)
        items[i] = (struct points_item){report->items[i].score_low, report->items[i].score_high, false};
    struct oit_points points = points_of(report, items);
    report->score.low = points.low;
    report->score.high = points.high;
}

/* "O30 | O16 | O17": the sets, most points first. */
static const char *sets_of(const struct oit_report *report, const struct needed *needed, struct arena *arena)
{
    const char *all = "";
    for (size_t i = 0; i < needed->n_sets; i++)
        for (size_t k = 0; k < needed->n_items; k++)
            all = arena_printf(arena, "%s%s%s", all, *all ? (k ? "+" : " | ") : "", report->items[needed->sets[i * needed->n_items + k]].code).p;
    return all;
}

static void any_one_of_four_is_enough(void **state)
{
    struct assessed *f = *state;
    struct oit_report *report = f->report;
    struct needed needed;
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.kind, NEEDED_SOME);
    assert_true(needed.is_ita);
    assert_true(fabs(needed.low - 84.333) < 0.001 && fabs(needed.target - 85) < 1e-9);
    assert_int_equal(needed.n_items, 1);
    assert_int_equal(needed.n_all_sets, 4);
    assert_string_equal(sets_of(report, &needed, &f->arena), "O30 | O16 | O17 | O19"); /* O11 alone is not enough */
}

static void without_iit_and_eit_it_is_oit_alone(void **state)
{
    struct assessed *f = *state;
    struct oit_report *report = f->report;
    struct needed needed;
    report->ita.iit = report->ita.eit = report->ita.oit_needed = NAN;
    needed_for_target(report, &f->arena, &needed);
    assert_false(needed.is_ita);
    assert_int_equal(needed.kind, NEEDED_NOTHING); /* 87.62 of 85 */
    report->score.target = 95;
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.n_items, 3);
    assert_string_equal(sets_of(report, &needed, &f->arena), "O30+O16+O17 | O30+O16+O19 | O30+O17+O19 | O16+O17+O19 | O30+O16+O11 | O30+O17+O11 | O30+O19+O11"); /* 95.00 to the digit */
}

static void says_how_many_when_one_is_not_enough(void **state)
{
    struct assessed *f = *state;
    struct oit_report *report = f->report;
    struct needed needed;
    report->ita.target = 86.5;
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.kind, NEEDED_SOME);
    assert_int_equal(needed.n_items, 2);
    assert_string_equal(sets_of(report, &needed, &f->arena), "O30+O16 | O30+O17 | O30+O19");
    report->ita.target = 89.2; /* all five: 0.3 * 164.283 + 40 */
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.n_items, 5);
    assert_int_equal(needed.n_sets, 1);
    assert_true(fabs(needed.best - (0.3 * (84.148 + 80.135) + 40)) < 1e-9);
}

static void says_when_it_is_out_of_reach_or_reached(void **state)
{
    struct assessed *f = *state;
    struct oit_report *report = f->report;
    struct needed needed;
    report->ita.target = 90;
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.kind, NEEDED_OUT_OF_REACH);
    assert_int_equal(needed.n_sets, 0);
    report->ita.target = 84.3;
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.kind, NEEDED_NOTHING);
    report->ita.target = 85;
    for (size_t i = 0; i < report->n_items; i++)
        set_score(report, report->items[i].code, 100);
    set_points(report);
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.kind, NEEDED_NOTHING);
    for (size_t i = 0; i < report->n_items; i++)
        set_score(report, report->items[i].code, 0);
    set_points(report);
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.kind, NEEDED_SOME);
    assert_true(needed.n_items > 20 && needed.n_items <= 35);
}

static void exactly_the_target_is_reached(void **state)
{
    struct assessed *f = *state;
    struct oit_report *report = f->report;
    struct needed needed;
    set_score(report, "O30", 100);
    set_points(report);
    double with = 0.3 * 84.148 + 0.3 * 80.135 + 0.4 * report->score.low;
    report = assessed_report(&f->arena);
    report->ita.target = with;
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.n_items, 1);
    assert_string_equal(sets_of(report, &needed, &f->arena), "O30");
}

static void decisions_count(void **state)
{
    struct assessed *f = *state;
    struct oit_report *report = f->report;
    struct needed needed;
    report->decided.is_known = true;
    for (size_t i = 0; i < report->n_items; i++) {
        report->items[i].decided_low = report->items[i].score_low;
        report->items[i].decided_high = report->items[i].score_high;
    }
    struct oit_item *o11 = assessed_item(report, "O11"), *o16 = assessed_item(report, "O16"), *o2 = assessed_item(report, "O2");
    o16->officer.decision = DECISION_NOT_APPLICABLE;
    o16->decided_low = o16->decided_high = NAN;
    o2->officer.decision = DECISION_REJECT; /* published, they say it is not */
    o2->decided_low = o2->decided_high = 0;
    o11->officer.decision = DECISION_ACCEPT;
    o11->decided_low = o11->decided_high = 100;
    needed_for_target(report, &f->arena, &needed);
    const char *sets = sets_of(report, &needed, &f->arena);
    assert_null(strstr(sets, "O16"));
    assert_null(strstr(sets, "O11"));
    assert_non_null(strstr(sets, "O30"));
    report->ita.target = needed.low + 0.6; /* O2 alone gives 0.67 */
    needed_for_target(report, &f->arena, &needed);
    assert_int_equal(needed.n_items, 1);
    assert_true(str_ends_c(str_from(sets_of(report, &needed, &f->arena)), "| O2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_one_of_four_is_enough, assessed_begin, assessed_end),
        cmocka_unit_test_setup_teardown(without_iit_and_eit_it_is_oit_alone, assessed_begin, assessed_end),
        cmocka_unit_test_setup_teardown(says_how_many_when_one_is_not_enough, assessed_begin, assessed_end),
        cmocka_unit_test_setup_teardown(says_when_it_is_out_of_reach_or_reached, assessed_begin, assessed_end),
        cmocka_unit_test_setup_teardown(exactly_the_target_is_reached, assessed_begin, assessed_end),
        cmocka_unit_test_setup_teardown(decisions_count, assessed_begin, assessed_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
