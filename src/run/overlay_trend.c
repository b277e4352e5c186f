/* overlay_trend.c - how earlier runs of the same site and fiscal year stood, from the few numbers kept with each.
 *
 * A year of daily checks has more points than a line can show: of each stretch of time the last one stands for all.
 * SPDX-License-Identifier: MIT
 */
#include "base/limits.h"
#include "run/overlay.h"
#include "run/run_numbers.h"

static bool same_text(const char *a, const char *b)
{
    return str_eq(str_from(a), str_from(b));
}

static struct oit_trend_point point_of(const char *id, int64_t started, bool complete, const struct store_run_numbers *numbers)
{
    return (struct oit_trend_point){.run = id, .started = started, .complete = complete, .low = numbers->low, .high = numbers->high,
                                    .n_published = numbers->n_published, .n_partial = numbers->n_partial, .n_missing = numbers->n_missing,
                                    .n_unknown = numbers->n_unknown};
}

static struct oit_trend_point point_of_brief(const struct store_run_brief *run, const struct oit_report *report)
{
    struct oit_trend_point point = point_of(run->id, run->started, run->complete, &run->numbers);
    point.other_rules = !same_text(run->rules_sha256, report->rules.sha256) || !same_text(run->numbers.revision, report->rules.revision) ||
                        !same_text(run->numbers.tool_version, report->tool.version);
    return point;
}

/* Points in order of time; of each of LIMIT_TREND_POINTS - 1 equal stretches the last, and the first of all. */
static size_t thin(struct oit_trend_point *points, size_t n)
{
    if (n < LIMIT_TREND_POINTS)
        return n;
    int64_t first = points[0].started, span = points[n - 1].started - first + 1;
    size_t n_kept = 1;
    for (size_t i = 1; i < n; i++) {
        int64_t mine = (points[i].started - first) * (LIMIT_TREND_POINTS - 2) / span;
        int64_t next = i + 1 < n ? (points[i + 1].started - first) * (LIMIT_TREND_POINTS - 2) / span : -1;
        if (mine != next)
            points[n_kept++] = points[i];
    }
    return n_kept;
}

enum oit_code overlay_trend(struct store *store, const struct store_run *run, struct arena *arena, struct oit_report *report, struct err *err)
{
    struct store_run_brief *runs = NULL;
    size_t n = 0;
    struct store_run_choice choice = {.site = run->site, .fiscal_year_be = report->fiscal_year_be, .before = run->started + 1, .max = LIMIT_TREND_RUNS};
    enum oit_code code = store_runs_brief(store, &choice, arena, &runs, &n, err);
    if (code != OIT_OK)
        return code;
    run_numbers_complete(store, runs, n, arena);
    report->trend = ARENA_ARRAY(arena, struct oit_trend_point, n + 1);
    size_t n_points = 0;
    for (size_t i = n; i-- > 0;)
        if (runs[i].has_numbers && runs[i].row != run->row)
            report->trend[n_points++] = point_of_brief(&runs[i], report);
    n_points = thin(report->trend, n_points);
    struct store_run_numbers numbers = run_numbers_of(report);
    report->trend[n_points++] = point_of(report->run.id, report->run.started, report->run.complete, &numbers);
    report->n_trend = n_points;
    return OIT_OK;
}
