/* overlay_entered.c - what stands behind the links entered in ITAS, over the report: the newest submission of the fiscal year, as the look that belongs to the
 * run saw it.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/messages.h"
#include "itas/points.h"
#include "rules/rules.h"
#include "run/entered_look.h"
#include "run/overlay.h"

static const struct entered_verdict *verdict_of(const struct entered_look *look, const char *code)
{
    for (size_t i = 0; i < look->n_items; i++)
        if (look->items[i].code && item_code_same(str_from(look->items[i].code), code))
            return &look->items[i];
    return NULL;
}

static bool is_left_out(const struct oit_item *item)
{
    return item->officer.decision == DECISION_NOT_APPLICABLE && !item->officer.is_outdated;
}

/* Nobody has to enter what is not due yet. */
static void lay_nothing(struct oit_item *item)
{
    bool is_not_due = item->status == OIT_UNKNOWN && item->n_reasons && item->reasons[0].code == REASON_NOT_YET_DUE;
    item->entered = (struct oit_entered){.is_known = true, .status = OIT_MISSING, .label = {msg_th(MSG_ENTERED_NONE), msg_en(MSG_ENTERED_NONE)}};
    if (is_not_due) {
        item->entered.status = OIT_UNKNOWN;
        item->entered.label = item->label;
        item->entered.score_high = item->score_high;
    } else if (item->status == OIT_PUBLISHED || item->status == OIT_PARTIAL) {
        item->entered.marks = is_left_out(item) ? 0 : UINT32_C(1) << ENTERED_NOT_ENTERED;
    }
}

static void lay(const struct store_submission *submission, const struct entered_look *look, struct oit_report *report)
{
    struct points_item *points = mem_alloc((report->n_items + 1) * sizeof *points);
    for (size_t i = 0; i < report->n_items; i++) {
        struct oit_item *item = &report->items[i];
        const struct entered_verdict *verdict = verdict_of(look, item->code);
        if (verdict)
            item->entered = verdict->entered;
        else
            lay_nothing(item);
        points[i] = (struct points_item){item->entered.score_low, item->entered.score_high, is_left_out(item)};
    }
    report->entered = points_of(report, points);
    report->submission.id = submission->id;
    report->submission.date = submission->day;
    report->submission.made = submission->made_at;
    report->submission.n_urls = submission->n_urls;
    report->submission.n_items = submission->n_items;
    free(points);
}

enum oit_code overlay_entered(struct store *store, const struct store_run *run, struct arena *arena, struct oit_report *report, struct err *err)
{
    struct store_submission submission;
    struct store_look kept;
    struct entered_look look;
    bool found = false;
    int64_t before = 0;
    enum oit_code code = store_submission_latest(store, run->site, report->fiscal_year_be, arena, &found, &submission, err);
    if (code != OIT_OK || !found)
        return code;
    code = store_run_next(store, run, &before, err);
    if (code == OIT_OK)
        code = store_look_get(store, submission.row, before, arena, &found, &kept, err);
    if (code == OIT_OK && found && entered_look_unpack(kept.packed, arena, &look))
        lay(&submission, &look, report);
    return code;
}
