/* overlay_officers.c - the officers' words over the profile's, and the score with their decisions.
 *
 * What was imported or decided stands over what the profile says: it is newer. A decision on evidence holds until that evidence changes.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "itas/points.h"
#include "itas/profile.h"
#include "rules/rules.h"
#include "run/overlay.h"
#include "store/officers.h"
#include "text/years.h"

static struct oit_item *item_by_code(struct oit_report *report, const char *code)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (item_code_same(str_from(code), report->items[i].code))
            return &report->items[i];
    return NULL;
}

static void take_profile(const struct profile *profile, struct oit_report *report)
{
    for (size_t i = 0; profile && i < profile->n_items; i++) {
        struct oit_item *item = item_by_code(report, profile->items[i].code);
        for (size_t k = 0; item && k < N_OFFICER_FIELDS; k++)
            item->officer.words[k] = profile->items[i].words[k];
    }
}

static const char *evidence_of(const struct oit_item *item)
{
    const struct oit_evidence *best = item->n_evidence ? &item->evidence[0] : NULL;
    return best && best->fingerprint ? best->fingerprint : best ? best->sha256 : NULL;
}

/* What does not apply to the agency does not begin to by another document. */
static bool is_outdated(const struct oit_item *item, const struct store_officer_word *word)
{
    const char *now = evidence_of(item);
    if (!word->evidence || decision_from(str_from(word->value)) == DECISION_NOT_APPLICABLE)
        return false;
    return strcmp(now ? now : "", word->evidence) != 0; /* "": decided when nothing had been found */
}

static enum oit_code take_stored(struct store *store, const struct store_run *run, struct arena *arena, struct oit_report *report, struct err *err)
{
    struct store_officer_word *words = NULL;
    size_t n = 0;
    enum oit_code code = store_officer_get(store, run->site, report->fiscal_year_be, arena, &words, &n, err);
    for (size_t i = 0; code == OIT_OK && i < n; i++) {
        struct oit_item *item = item_by_code(report, words[i].item);
        if (!item)
            continue;
        item->officer.words[words[i].field] = words[i].value;
        if (words[i].field == OFFICER_DECISION)
            item->officer.is_outdated = is_outdated(item, &words[i]);
    }
    return code;
}

static void read_words(struct oit_officer *officer, struct arena *arena)
{
    struct clock_date day;
    const char *due = officer->words[OFFICER_DUE];
    officer->decision = decision_from(str_from(officer->words[OFFICER_DECISION]));
    if (due && years_parse_day(str_trim(str_from(due)), &day))
        officer->internal_due = years_date_iso(day, arena);
}

/* An accepted item is taken for complete; a rejected one for nothing; what does not apply is left out. */
static void decide(struct oit_report *report)
{
    struct points_item *points = mem_alloc((report->n_items + 1) * sizeof *points);
    bool any = false;
    for (size_t i = 0; i < report->n_items; i++) {
        struct oit_item *item = &report->items[i];
        enum oit_decision decision = item->officer.is_outdated ? DECISION_NONE : item->officer.decision;
        any |= decision != DECISION_NONE;
        points[i] = (struct points_item){item->score_low, item->score_high, decision == DECISION_NOT_APPLICABLE};
        if (decision == DECISION_ACCEPT)
            points[i].low = points[i].high = item->max_score > 0 ? item->max_score : 100;
        else if (decision == DECISION_REJECT)
            points[i].low = points[i].high = 0;
        item->decided_low = points[i].is_left_out ? NAN : points[i].low;
        item->decided_high = points[i].is_left_out ? NAN : points[i].high;
    }
    if (any)
        report->decided = points_of(report, points);
    free(points);
}

enum oit_code overlay_officers(struct store *store, const struct store_run *run, const struct oit_options *options, struct arena *arena,
                               struct oit_report *report, struct err *err)
{
    for (size_t i = 0; i < report->n_items; i++)
        report->items[i].officer = (struct oit_officer){.decision = DECISION_NONE};
    report->decided = (struct oit_points){.is_known = false};
    take_profile(options->profile, report);
    enum oit_code code = take_stored(store, run, arena, report, err);
    for (size_t i = 0; code == OIT_OK && i < report->n_items; i++)
        read_words(&report->items[i].officer, arena);
    if (code == OIT_OK)
        decide(report);
    return code;
}
