/* view_office.c - what officers, profile, submission and calendar add to a report, in sentences. Overlays may be absent: then nothing is said.
 * SPDX-License-Identifier: MIT
 */
#include "view.h"

#include <math.h>
#include <stdio.h>

#include "base/clock.h"
#include "itas/needed.h"

enum { REACHED_BY_SHOWN = 12 /* item codes in one sentence */ };
static const double LEAST_GAIN = 0.005; /* what would read +0.00 is not promised */

enum view_decision view_decision(const struct oit_item *item)
{
    if (item->officer.decision == DECISION_NONE)
        return VIEW_UNDECIDED;
    if (item->officer.is_outdated)
        return VIEW_OUTDATED;
    switch (item->officer.decision) {
    case DECISION_ACCEPT:
        return VIEW_ACCEPTED;
    case DECISION_REJECT:
        return VIEW_REJECTED;
    case DECISION_NOT_APPLICABLE:
        return VIEW_NOT_APPLICABLE;
    case DECISION_NONE:
        break;
    }
    return VIEW_UNDECIDED;
}

enum msg view_decision_words(enum view_decision decision)
{
    static const enum msg words[] = {MSG_DECISION_NONE, MSG_DECISION_ACCEPT, MSG_DECISION_REJECT, MSG_DECISION_NOT_APPLICABLE, MSG_DECISION_OUTDATED};
    return words[decision];
}

bool view_is_settled(const struct oit_item *item)
{
    enum view_decision decision = view_decision(item);
    return decision == VIEW_ACCEPTED || decision == VIEW_NOT_APPLICABLE;
}

const char *view_owner(const struct view *view, const struct oit_item *item, bool *ret_is_named)
{
    const char *named = item->officer.words[OFFICER_OWNER];
    *ret_is_named = named && str_trim(str_from(named)).n > 0;
    return *ret_is_named ? named : view_words(view, item->owner);
}

static bool parse_iso(const char *iso_date, struct clock_date *ret_day)
{
    uint64_t year, month, day;
    struct str s = str_from(iso_date);
    if (s.n < 10 || !str_to_u64(str_sub(s, 0, 4), 9999, &year) || !str_to_u64(str_sub(s, 5, 2), 12, &month) || !str_to_u64(str_sub(s, 8, 2), 31, &day))
        return false;
    *ret_day = (struct clock_date){(int)year, (int)month, (int)day};
    return clock_date_is_valid(*ret_day);
}

bool view_days_left(const struct oit_report *report, const char *iso_date, long *ret_days)
{
    struct clock_date then, today;
    if (!parse_iso(iso_date, &then))
        return false;
    if (!parse_iso(report->as_of, &today))
        return false;
    *ret_days = (long)(clock_date_days(then) - clock_date_days(today));
    return true;
}

void view_days(const struct view *view, long days, struct buf *out)
{
    char number[VIEW_TEXT_SIZE];
    (void)snprintf(number, sizeof number, "%ld", days < 0 ? -days : days);
    msg_add(out, view->language, days > 0 ? MSG_DAYS_LEFT : days == 0 ? MSG_DAYS_LAST : MSG_DAYS_PAST, MSG_ARGS(number));
}

bool view_knows_ita(const struct oit_report *report)
{
    return report->ita.target > 0 && report->ita.iit > 0 && report->ita.eit > 0 && isfinite(report->ita.oit_needed);
}

void view_gain(const struct view *view, const struct oit_item *item, struct buf *out)
{
    char oit[VIEW_TEXT_SIZE], ita[VIEW_TEXT_SIZE];
    if (!(item->gain >= LEAST_GAIN))
        return;
    view_points(item->gain, oit);
    view_points(item->gain_ita, ita);
    if (view_knows_ita(view->report) && item->gain_ita >= LEAST_GAIN)
        msg_add(out, view->language, MSG_GAIN_ITA_OF, MSG_ARGS(ita, oit));
    else
        msg_add(out, view->language, MSG_GAIN, MSG_ARGS(oit));
}

void view_stage(const struct view *view, struct buf *out)
{
    const struct oit_report *report = view->report;
    char from[VIEW_TEXT_SIZE], to[VIEW_TEXT_SIZE];
    if (!report->stage.id)
        return;
    view_date(view, report->stage.from, from);
    view_date(view, report->stage.to, to);
    msg_add(out, view->language, report->stage.is_running ? MSG_STAGE_RUNNING : MSG_STAGE_NEXT,
            MSG_ARGS(view_words(view, report->stage.title), *from ? from : "-", *to ? to : "-"));
    (void)buf_add_char(out, ' ');
    struct clock_date begin, end;
    long until = 0; /* of a stage to come: from the day that days_left counts from to its first one */
    if (!report->stage.is_running && parse_iso(report->stage.from, &begin) && parse_iso(report->stage.to, &end))
        until = report->stage.days_left - (long)(clock_date_days(end) - clock_date_days(begin));
    if (until > 0) {
        char number[VIEW_TEXT_SIZE];
        (void)snprintf(number, sizeof number, "%ld", until);
        msg_add(out, view->language, MSG_STAGE_BEGINS, MSG_ARGS(number));
    } else {
        view_days(view, report->stage.days_left, out);
    }
}

void view_ita_needed(const struct view *view, struct buf *out)
{
    const struct oit_report *report = view->report;
    char needed[VIEW_TEXT_SIZE], target[VIEW_TEXT_SIZE], iit[VIEW_TEXT_SIZE], eit[VIEW_TEXT_SIZE];
    if (!view_knows_ita(report))
        return;
    view_points(report->ita.oit_needed, needed);
    view_points(report->ita.target, target);
    view_points(report->ita.iit, iit);
    view_points(report->ita.eit, eit);
    if (report->ita.oit_needed > 100)
        msg_add(out, view->language, MSG_ITA_BEYOND, MSG_ARGS(target, iit, eit));
    else
        msg_add(out, view->language, MSG_ITA_NEEDED, MSG_ARGS(needed, target, iit, eit));
}

/* As checked; with decisions beside it. */
void view_ita_expected(const struct view *view, struct buf *out)
{
    char range[VIEW_TEXT_SIZE], decided[VIEW_TEXT_SIZE];
    struct needed needed;
    struct arena arena;
    if (!view_knows_ita(view->report))
        return;
    view_range(view->report->ita.ita_low, view->report->ita.ita_high, range);
    msg_add(out, view->language, MSG_ITA_EXPECTED, MSG_ARGS(range));
    if (!view->report->decided.is_known)
        return;
    arena_init(&arena);
    needed_for_target(view->report, &arena, &needed);
    view_range(needed.low, needed.high, decided);
    if (strcmp(decided, range) != 0)
        (void)buf_addf(out, " (%s %s)", view_msg(view, MSG_BY_DECISION), decided);
    arena_done(&arena);
}

static void add_codes(const struct oit_report *report, const size_t *items, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n && i < REACHED_BY_SHOWN; i++) {
        const char *code = report->items[items[i]].code;
        (void)buf_addf(out, "%s%s", i ? ", " : "", code ? code : "");
    }
    if (n > REACHED_BY_SHOWN)
        (void)buf_add_c(out, " …");
}

/* Nothing when the target is out of reach, or when it is OIT's own and reached: the target line says so. */
void view_reached_by(const struct view *view, struct buf *out)
{
    struct needed needed;
    struct arena arena;
    struct buf codes;
    char target[VIEW_TEXT_SIZE], count[VIEW_TEXT_SIZE];
    arena_init(&arena);
    buf_init(&codes, 0);
    needed_for_target(view->report, &arena, &needed);
    const char *name = needed.is_ita ? "ITA" : view_score_name(view);
    view_points(needed.target, target);
    if (needed.kind == NEEDED_SOME && needed.n_sets && needed.n_items <= REACHED_BY_SHOWN) { /* more than that is no advice */
        bool is_any_one = needed.n_items == 1;
        size_t n = is_any_one ? needed.n_all_sets : needed.n_items;
        add_codes(view->report, needed.sets, is_any_one ? needed.n_sets : needed.n_items, &codes);
        (void)snprintf(count, sizeof count, "%zu", n);
        msg_add(out, view->language, !is_any_one ? MSG_ITA_TOGETHER : n == 1 ? MSG_ITA_ONLY_ONE : MSG_ITA_ANY_ONE, MSG_ARGS(count, target, codes.p, name));
    } else if (needed.kind == NEEDED_NOTHING && needed.is_ita) {
        msg_add(out, view->language, MSG_ITA_ENOUGH, MSG_ARGS(target));
        if (view->report->decided.is_known)
            (void)buf_addf(out, " (%s)", view_msg(view, MSG_BY_DECISION));
    }
    buf_done(&codes);
    arena_done(&arena);
}

void view_submission(const struct view *view, struct buf *out)
{
    const struct oit_report *report = view->report;
    char date[VIEW_TEXT_SIZE], urls[VIEW_TEXT_SIZE], items[VIEW_TEXT_SIZE];
    if (!report->submission.id)
        return;
    view_date(view, report->submission.date, date);
    if (!*date && report->submission.made)
        view_time(view, report->submission.made, date);
    (void)snprintf(urls, sizeof urls, "%u", (unsigned)report->submission.n_urls);
    (void)snprintf(items, sizeof items, "%u", (unsigned)report->submission.n_items);
    msg_add(out, view->language, MSG_SUBMITTED, MSG_ARGS(*date ? date : "-", urls, items));
}

const char *view_mark(const struct view *view, enum oit_entered_mark mark)
{
    return view->language == MSG_EN ? oit_entered_en(mark) : oit_entered_th(mark);
}

void view_marks(const struct view *view, uint32_t marks, struct buf *out)
{
    const char *separator = "";
    for (unsigned i = 0; i < N_OIT_ENTERED_MARKS; i++)
        if (marks >> i & 1) {
            (void)buf_addf(out, "%s%s", separator, view_mark(view, (enum oit_entered_mark)i));
            separator = ", ";
        }
}

void view_points_of(const struct view *view, const struct oit_points *points, struct buf *out)
{
    char range[VIEW_TEXT_SIZE];
    const char *reaches = points->reaches_target ? points->reaches_target : "maybe";
    view_range(points->low, points->high, range);
    (void)buf_addf(out, "%s (%s)", range,
                   view_msg(view, strcmp(reaches, "yes") == 0 ? MSG_TARGET_YES : strcmp(reaches, "no") == 0 ? MSG_TARGET_NO : MSG_TARGET_MAYBE));
}
