/* test_history.c - what became of an item over a time, fed check by check.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "itas/history.h"

enum { DAY = 86400 };
static const int64_t FROM = 1696093200; /* 1 Oct 2023 in Bangkok */

static struct arena arena;
static struct history history;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena);
    history_begin(&history, &arena, FROM, FROM + 183 * (int64_t)DAY);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    history_done(&history);
    arena_done(&arena);
    return 0;
}

/* p published, h partial ("half"), m missing, d missing by a dead link, u unknown, n not yet due; upper case: a cut check. On the day'th day. */
static void feed_by(char what, int day, const char *rules, const char *last_modified)
{
    struct oit_reason_entry reason = {.code = what == 'n' ? REASON_NOT_YET_DUE : what == 'd' ? REASON_DEAD_LINK : REASON_NO_CANDIDATE};
    struct oit_evidence evidence = {.url = "http://a.example.go.th/a.pdf", .sha256 = "aa", .last_modified = last_modified};
    bool is_cut = what < 'a';
    char kind = (char)(what | 0x20);
    struct oit_item item = {.code = "O7", .title = {"แผน", "plan"}, .label = {"ป้าย", "label"}, .reasons = &reason, .n_reasons = 1};
    item.status = kind == 'p' ? OIT_PUBLISHED : kind == 'h' ? OIT_PARTIAL : kind == 'm' || kind == 'd' ? OIT_MISSING : OIT_UNKNOWN;
    item.evidence = &evidence;
    item.n_evidence = kind == 'p';
    struct oit_report report = {.tool = {"oitcheck", "1"}, .rules = {.sha256 = rules}, .items = &item, .n_items = 1};
    report.run.complete = !is_cut;
    history_feed(&history, &report, "run", FROM + day * (int64_t)DAY);
}

static void feed(const char *checks)
{
    for (int i = 0; checks[i]; i++)
        if (checks[i] != '.')
            feed_by(checks[i], i, "r1", NULL);
    history_end(&history);
}

static void outcomes_are_told_from_the_checks(void **state)
{
    static const struct {
        const char *checks;
        enum history_outcome outcome;
        unsigned n_lost, n_repaired;
    } rows[] = {
        {"ppp", HISTORY_KEPT, 0, 0},
        {"pUp", HISTORY_KEPT, 0, 0},
        {"pMHp", HISTORY_KEPT, 0, 0},    /* cut checks lose nothing */
        {"pup", HISTORY_KEPT, 0, 0},     /* what could not be read is no loss */
        {"mp", HISTORY_REPAIRED, 0, 1},
        {"hp", HISTORY_REPAIRED, 0, 1},
        {"mup", HISTORY_REPAIRED, 0, 1},
        {"pmp", HISTORY_RECOVERED, 1, 1},
        {"pumup", HISTORY_RECOVERED, 1, 1}, /* the loss was seen on the third day */
        {"pm", HISTORY_LOST, 1, 0},
        {"ph", HISTORY_LOST, 1, 0},
        {"pmM", HISTORY_LOST, 1, 0},
        {"mm", HISTORY_OPEN, 0, 0},
        {"mh", HISTORY_OPEN, 0, 1},
        {"um", HISTORY_OPEN, 0, 0},
        {"mpm", HISTORY_OPEN, 1, 1},
        {"pu", HISTORY_UNREAD, 0, 0},
        {"U", HISTORY_UNREAD, 0, 0},
        {"nn", HISTORY_NOT_DUE, 0, 0},
        {"nm", HISTORY_OPEN, 0, 0},
        {"np", HISTORY_REPAIRED, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        history_done(&history);
        history_begin(&history, &arena, FROM, FROM + 183 * (int64_t)DAY);
        feed(rows[i].checks);
        const struct history_item *item = &history.items[0];
        if (history.n_items != 1 || item->outcome != rows[i].outcome || item->n_lost != rows[i].n_lost || item->n_repaired != rows[i].n_repaired)
            fail_msg("%s: %s, lost %u, repaired %u", rows[i].checks, history_outcome_name(item->outcome), item->n_lost, item->n_repaired);
        assert_int_equal(history.counts[rows[i].outcome], 1);
    }
}

static void the_day_it_was_first_complete_is_kept(void **state)
{
    (void)state;
    feed("mmpmp");
    assert_int_equal(history.items[0].first_complete_at, FROM + 2 * DAY);
    assert_int_equal(history.items[0].lost_at, FROM + 3 * DAY);
    assert_int_equal(history.items[0].repaired_at, FROM + 4 * DAY);
    assert_int_equal(history.n_events, 3);
    assert_int_equal(history.events[1].kind, COMPARE_WORSENED);
    assert_int_equal(history.events[1].at, FROM + 3 * DAY);
}

static void checks_before_tell_the_start_and_those_behind_nothing(void **state)
{
    (void)state;
    feed_by('p', -30, "r1", NULL);
    feed_by('m', -10, "r1", NULL); /* lost before the period: not an event of it */
    feed_by('m', 5, "r1", NULL);
    feed_by('p', 200, "r1", NULL);
    history_end(&history);
    assert_int_equal(history.n_checks, 1);
    assert_int_equal(history.n_events, 0);
    assert_int_equal(history.first.started, FROM - 10 * DAY);
    assert_int_equal(history.items[0].outcome, HISTORY_OPEN);
    assert_int_equal(history.items[0].first_complete_at, FROM - 30 * DAY);
}

static void the_state_at_the_end_is_that_of_a_whole_check(void **state)
{
    (void)state;
    feed("pmU");
    assert_int_equal(history.last.started, FROM + DAY);
    assert_int_equal(history.n_cut, 1);
    assert_int_equal(history.n_checks, 3);
}

static void other_rules_are_told_apart(void **state)
{
    (void)state;
    feed_by('p', 1, "r1", NULL);
    feed_by('m', 2, "r2", NULL);
    history_end(&history);
    assert_int_equal(history.items[0].outcome, HISTORY_RULES);
    assert_int_equal(history.items[0].n_lost, 0);
    assert_int_equal(history.events[0].kind, COMPARE_RULES);
    assert_int_equal(history.n_other_rules, 1);
}

static void the_site_is_blamed_where_it_shows_that_it_changed(void **state)
{
    (void)state;
    feed_by('p', 1, "r1", NULL);
    feed_by('d', 2, "r2", NULL); /* a dead link is no matter of criteria */
    feed_by('p', 9, "r3", "2023-10-08"); /* made after the day it was known to lack */
    history_end(&history);
    assert_int_equal(history.items[0].outcome, HISTORY_RECOVERED);
    assert_int_equal(history.items[0].n_lost, 1);
    assert_int_equal(history.items[0].n_repaired, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(outcomes_are_told_from_the_checks, setup, teardown),
        cmocka_unit_test_setup_teardown(the_day_it_was_first_complete_is_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(checks_before_tell_the_start_and_those_behind_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(the_state_at_the_end_is_that_of_a_whole_check, setup, teardown),
        cmocka_unit_test_setup_teardown(other_rules_are_told_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(the_site_is_blamed_where_it_shows_that_it_changed, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
