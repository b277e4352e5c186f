/* history_view.c - see history.h.
 * SPDX-License-Identifier: MIT
 */
#include "history.h"

#include <math.h>
#include <stdio.h>

#include "text/years.h"

static const struct {
    enum msg words;
    const char *css;
} outcomes[N_HISTORY_OUTCOMES] = {
    [HISTORY_KEPT] = {MSG_HISTORY_KEPT, "good"},           [HISTORY_REPAIRED] = {MSG_HISTORY_REPAIRED, "good"},
    [HISTORY_RECOVERED] = {MSG_HISTORY_RECOVERED, "good"}, [HISTORY_LOST] = {MSG_HISTORY_LOST, "bad"},
    [HISTORY_OPEN] = {MSG_HISTORY_OPEN, "warn"},           [HISTORY_UNREAD] = {MSG_HISTORY_UNREAD, "ask"},
    [HISTORY_NOT_DUE] = {MSG_HISTORY_NOT_DUE, "later"},    [HISTORY_RULES] = {MSG_HISTORY_BY_RULES, "later"},
};

const enum history_outcome history_outcome_order[N_HISTORY_OUTCOMES] = {HISTORY_KEPT, HISTORY_REPAIRED, HISTORY_RECOVERED, HISTORY_LOST,
                                                                        HISTORY_OPEN, HISTORY_UNREAD,   HISTORY_NOT_DUE,   HISTORY_RULES};

enum msg history_outcome_words(enum history_outcome outcome)
{
    return outcomes[outcome].words;
}

const char *history_outcome_class(enum history_outcome outcome)
{
    return outcomes[outcome].css;
}

static const char *title_in(const struct history_paper *paper, enum msg_language language, struct arena *arena)
{
    static const enum msg rounds[] = {N_MESSAGES, MSG_HISTORY_SIX, MSG_HISTORY_TWELVE, MSG_HISTORY_SECOND, MSG_HISTORY_SIX_SO_FAR, MSG_HISTORY_TWELVE_SO_FAR};
    struct buf text;
    char year[16];
    buf_init(&text, 0);
    (void)snprintf(year, sizeof year, "%d", view_year(paper->report, paper->report->fiscal_year_be));
    msg_add(&text, language, MSG_HISTORY_TITLE, MSG_ARGS(paper->round == ROUND_NONE ? "" : msg_in(language, rounds[paper->round]), year));
    const char *kept = arena_text(arena, buf_str(&text));
    buf_done(&text);
    return kept;
}

struct oit_words history_title(const struct history_paper *paper, struct arena *arena)
{
    return (struct oit_words){title_in(paper, MSG_TH, arena), title_in(paper, MSG_EN, arena)};
}

static void day_text(const struct view *view, struct clock_date day, char ret_text[static VIEW_TEXT_SIZE])
{
    (view->language == MSG_EN ? years_date_en : years_date_th)(day, ret_text, VIEW_TEXT_SIZE);
}

void history_day(const struct view *view, int64_t at, char ret_text[static VIEW_TEXT_SIZE])
{
    (void)snprintf(ret_text, VIEW_TEXT_SIZE, "-");
    if (at)
        day_text(view, clock_date_bangkok(at), ret_text);
}

void history_period(const struct history_paper *paper, const struct view *view, struct buf *out)
{
    char from[VIEW_TEXT_SIZE], to[VIEW_TEXT_SIZE], n[24];
    day_text(view, paper->from, from);
    day_text(view, paper->to, to);
    (void)snprintf(n, sizeof n, "%u", paper->history->n_checks);
    msg_add(out, view->language, MSG_HISTORY_PERIOD, MSG_ARGS(from, to));
    (void)buf_add_c(out, view->language == MSG_EN ? "; " : " ");
    msg_add(out, view->language, MSG_HISTORY_CHECKS, MSG_ARGS(n));
}

const char *history_owner(const struct history_paper *paper, const struct view *view, const char *code)
{
    const struct oit_item *item = compare_find_item(paper->report, code);
    if (!item)
        return "";
    const char *owner = item->officer.words[OFFICER_OWNER];
    return owner && *owner ? owner : view_words(view, item->owner);
}

void history_counts(const struct view *view, const struct history_check *check, struct buf *out)
{
    const uint32_t counts[] = {check->n_published, check->n_partial, check->n_missing, check->n_unknown};
    char text[4][16];
    for (int i = 0; i < 4; i++)
        (void)snprintf(text[i], sizeof text[i], "%u", counts[i]);
    msg_add(out, view->language, MSG_HISTORY_COUNTS, MSG_ARGS(text[0], text[1], text[2], text[3]));
}

void history_availability(const struct history_paper *paper, const struct view *view, struct buf *out)
{
    char percent[VIEW_TEXT_SIZE], n[24];
    if (!paper->is_watched || isnan(paper->availability.percent)) {
        (void)buf_add_c(out, view_msg(view, MSG_HISTORY_NOT_WATCHED));
        return;
    }
    view_points(paper->availability.percent, percent);
    (void)snprintf(n, sizeof n, "%zu", paper->n_outages);
    msg_add(out, view->language, MSG_HISTORY_REACHABLE, MSG_ARGS(percent, n));
}

static void note(const struct view *view, struct buf *notes, size_t *n, size_t max, enum msg id, uint32_t count)
{
    char number[24];
    if (count == 0 || *n == max)
        return;
    (void)snprintf(number, sizeof number, "%u", count);
    buf_init(&notes[*n], 0);
    msg_add(&notes[(*n)++], view->language, id, MSG_ARGS(number));
}

size_t history_notes(const struct history_paper *paper, const struct view *view, struct buf *notes, size_t max)
{
    size_t n = 0;
    note(view, notes, &n, max, MSG_HISTORY_NOTE_CUT, paper->history->n_cut);
    note(view, notes, &n, max, MSG_HISTORY_NOTE_RULES, paper->history->n_other_rules);
    note(view, notes, &n, max, MSG_HISTORY_NOTE_OTHER_YEARS, paper->n_other_years);
    note(view, notes, &n, max, MSG_HISTORY_NOTE_UNREAD, paper->n_unread);
    return n;
}
