/* tell_health.c - is the check itself well? It failed, it was locked out, it saw far less than usual; and once a week: it still works.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "office/tell_parts.h"
#include "run/judgement.h"
#include "text/years.h"

enum {
    DAY_S = 24 * 3600,
    ALIVE_S = 7 * DAY_S - DAY_S / 2, /* a daily job is a little early or late: the seventh day is a week */
    LOCKED_RUNS = 3,                 /* somebody checks this site just now: once is chance, three times is a check that hangs */
    MEDIAN_RUNS = 7,                 /* whole checks before this one tell what is usual */
    FEW_PAGES = 20,                  /* smaller sites vary by chance */
};

static int compare_counts(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* What the last full checks of the site read; 0: not known. */
static uint32_t usual_pages(const struct tell *t)
{
    uint32_t counts[MEDIAN_RUNS];
    size_t n = 0;
    struct arena scratch;
    arena_init(&scratch);
    for (size_t i = 0; i < t->n_runs && n < MEDIAN_RUNS; i++) {
        struct run_counters counters = {0};
        if (!t->runs[i].complete || !t->runs[i].counters || (t->runs[i].stop_reason && strcmp(t->runs[i].stop_reason, "only") == 0))
            continue;
        judgement_unpack_counters(str_from(t->runs[i].counters), &scratch, &counters);
        counts[n++] = counters.fetched;
    }
    arena_done(&scratch);
    if (n == 0)
        return 0;
    qsort(counts, n, sizeof *counts, compare_counts);
    return counts[n / 2];
}

static bool stopped_by(const struct oit_report *report, const char *reason)
{
    return report->run.stop_reason && strcmp(report->run.stop_reason, reason) == 0;
}

static void look_at_amount(struct tell *t)
{
    const struct oit_report *report = t->report;
    bool is_wanted = stopped_by(report, "only") || stopped_by(report, "quick") || stopped_by(report, "max-pages") || stopped_by(report, "max-time") || stopped_by(report, "max-depth");
    uint32_t usual = is_wanted ? 0 : usual_pages(t);
    bool is_blocked = stopped_by(report, "blocked") || stopped_by(report, "robots");
    bool is_little = is_blocked || (usual >= FEW_PAGES && report->run.fetched < usual / 2);
    t->is_doubtful = is_little;
    if (!is_little) {
        if (!is_wanted)
            tell_state_drop(t->state, "health", "little");
        return;
    }
    if (tell_state_text(t->state, "health", "little"))
        return;
    char now[24], before[24];
    (void)snprintf(now, sizeof now, "%u", report->run.fetched);
    (void)snprintf(before, sizeof before, "%u", usual);
    tell_add(&t->lines, is_blocked ? MSG_TELL_BLOCKED : MSG_TELL_LITTLE, MSG_ARGS(now, before), MSG_ARGS(now, before));
    event_log_add(&t->log, is_blocked ? "site-blocks" : "saw-little", EVENT_PAIRS("fetched", now, "usual", usual ? before : NULL));
    tell_state_set(t->state, "health", "little", "1", 1);
    t->has_little = true;
}

static void look_at_failure(struct tell *t)
{
    char state[24];
    const struct store_told *row = tell_state_get(t->state, "health", "run");
    (void)snprintf(state, sizeof state, "fail-%d", t->exit_code);
    bool is_same = row && strcmp(row->state, state) == 0;
    int64_t n = is_same ? row->count + 1 : 1;
    if (t->exit_code == oit_exit_code(OIT_ERR_LOCKED)) {
        if (row && str_starts_c(str_from(row->state), "fail-") && !is_same) /* it says nothing of the site */
            return;
        tell_state_set(t->state, "health", "run", state, n);
        if (n != LOCKED_RUNS)
            return;
    } else {
        tell_state_set(t->state, "health", "run", state, n);
        if (is_same)
            return;
    }
    tell_add(&t->lines, MSG_TELL_FAILED, MSG_ARGS(t->why ? t->why->th : ""), MSG_ARGS(t->why ? t->why->en : ""));
    tell_add(&t->lines, MSG_TELL_FAILED_DO, MSG_ARGS(""), MSG_ARGS(""));
    t->has_failed = true;
}

static bool was_told_failed(const struct store_told *row)
{
    char locked[24];
    (void)snprintf(locked, sizeof locked, "fail-%d", oit_exit_code(OIT_ERR_LOCKED));
    return row && (strcmp(row->state, locked) != 0 || row->count >= LOCKED_RUNS);
}

void tell_health(struct tell *t)
{
    if (!t->report) {
        look_at_failure(t);
        return;
    }
    const struct store_told *row = tell_state_get(t->state, "health", "run");
    if (was_told_failed(row)) {
        tell_add(&t->lines, MSG_TELL_WORKS_AGAIN, MSG_ARGS(""), MSG_ARGS(""));
        t->is_back = true;
    }
    tell_state_drop(t->state, "health", "run");
    look_at_amount(t);
}

static size_t runs_in_a_week(const struct tell *t)
{
    size_t n = 1; /* this one */
    for (size_t i = 0; i < t->n_runs; i++)
        n += t->runs[i].started > t->state->now - 7 * DAY_S;
    return n;
}

void tell_alive(struct tell *t)
{
    const struct store_told *row = tell_state_get(t->state, "alive", "line");
    char n[24], since_th[48], since_en[48];
    if (row && t->state->now - row->told_at < ALIVE_S)
        return;
    struct buf th, en;
    buf_init(&th, 0);
    buf_init(&en, 0);
    if (t->report) {
        tell_standing(t->report, MSG_TH, &th);
        tell_standing(t->report, MSG_EN, &en);
        (void)snprintf(n, sizeof n, "%zu", runs_in_a_week(t));
        tell_add(&t->lines, row ? MSG_TELL_ALIVE : MSG_TELL_BEGUN, MSG_ARGS(n, th.p), MSG_ARGS(n, en.p));
    } else if (row) { /* the program lives, the checks do not */
        const struct store_run *last = NULL;
        for (size_t i = 0; i < t->n_runs && !last; i++)
            last = t->runs[i].report_json ? &t->runs[i] : NULL;
        years_date_th(clock_date_bangkok(last ? last->started : t->state->now), since_th, sizeof since_th);
        years_date_en(clock_date_bangkok(last ? last->started : t->state->now), since_en, sizeof since_en);
        if (last && !t->has_failed)
            tell_add(&t->lines, MSG_TELL_STILL_FAILS, MSG_ARGS(since_th), MSG_ARGS(since_en));
    }
    t->is_alive = true;
    tell_state_set(t->state, "alive", "line", "1", row ? row->count + 1 : 1);
    buf_done(&th);
    buf_done(&en);
}
