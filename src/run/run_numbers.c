/* run_numbers.c - the few numbers of a report that are kept beside it.
 * SPDX-License-Identifier: MIT
 */
#include "run/run_numbers.h"

#include "report/report.h"

struct store_run_numbers run_numbers_of(const struct oit_report *report)
{
    struct store_run_numbers numbers = {
        .tool_version = report->tool.version,
        .revision = report->rules.revision,
        .is_gregorian = report->rules.is_gregorian,
        .low = report->score.low,
        .high = report->score.high,
    };
    for (size_t i = 0; i < report->n_items; i++) {
        enum oit_status status = report->items[i].status;
        numbers.n_published += status == OIT_PUBLISHED;
        numbers.n_partial += status == OIT_PARTIAL;
        numbers.n_missing += status == OIT_MISSING;
        numbers.n_unknown += status == OIT_UNKNOWN;
    }
    return numbers;
}

void run_numbers_keep(struct store *store, int64_t run, const struct oit_report *report)
{
    struct store_run_numbers numbers = run_numbers_of(report);
    (void)store_numbers_put(store, run, &numbers, NULL);
}

void run_numbers_complete(struct store *store, struct store_run_brief *runs, size_t n, struct arena *arena)
{
    for (size_t i = 0; i < n; i++) {
        struct arena scratch;
        struct oit_report report = {0};
        const char *json = NULL;
        if (runs[i].has_numbers || !runs[i].has_report)
            continue;
        arena_init(&scratch);
        if (store_report_get(store, runs[i].row, &scratch, &json, NULL) == OIT_OK && json &&
            report_parse(str_from(json), &scratch, &report, NULL) == OIT_OK) {
            run_numbers_keep(store, runs[i].row, &report);
            runs[i].numbers = run_numbers_of(&report);
            runs[i].numbers.tool_version = arena_text(arena, str_from(report.tool.version ? report.tool.version : ""));
            runs[i].numbers.revision = arena_text(arena, str_from(report.rules.revision ? report.rules.revision : ""));
            runs[i].has_numbers = true;
        }
        arena_done(&scratch);
    }
}
