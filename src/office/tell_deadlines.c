/* tell_deadlines.c - days to the dates that matter: the criteria's, those the agency set itself, and its calendar. 30, 14, 7, 3 and 1 days before, each once, and
 * once when it is over. Items that are published or not applicable have no deadline any more; nor have those that seem lost since the last check, which is
 * tell_items' to say. What was over before anybody waited for it is no news.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "office/tell_parts.h"
#include "text/years.h"

enum { OVER = -1, FAR = 999 /* not yet near; noted, so that its end will be news */, MAX_DATES = 64, DATES_SHOWN = 3, MAX_DAYS = 30 };

static const int steps[] = {1, 3, 7, 14, MAX_DAYS};

/* The step that is to be told at this distance: the smallest that is not yet passed. */
static int step_of(int days)
{
    if (days < 0)
        return OVER;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (days <= steps[i])
            return steps[i];
    return FAR;
}

struct date_line {
    struct clock_date day;
    bool is_internal;
    struct buf codes;
    int days;
};

static bool is_open(struct tell *t, const struct oit_item *item)
{
    bool is_decided = item->officer.decision != DECISION_NONE && item->officer.decision != DECISION_REJECT && !item->officer.is_outdated;
    const char *settled = tell_state_text(t->state, "item", tell_state_key(t->state, t->report->fiscal_year_be, item->code));
    bool was_there = settled && str_starts_c(str_from(settled), oit_status_name(OIT_PUBLISHED));
    return item->status != OIT_PUBLISHED && !is_decided && !was_there;
}

/* True when this step has not been told of this date yet; notes that it now is. */
static bool is_news(struct tell *t, const char *topic, const char *key, int step)
{
    char text[16];
    const char *told = tell_state_text(t->state, topic, key);
    if (told && atoi(told) <= step)
        return false;
    (void)snprintf(text, sizeof text, "%d", step);
    tell_state_set(t->state, topic, key, text, 1);
    return step != FAR && (step != OVER || told);
}

static struct date_line *line_for(struct date_line *lines, size_t *n, struct clock_date day, bool is_internal, int days)
{
    for (size_t i = 0; i < *n; i++)
        if (lines[i].is_internal == is_internal && clock_date_cmp(lines[i].day, day) == 0)
            return &lines[i];
    if (*n == MAX_DATES)
        return &lines[MAX_DATES - 1];
    lines[*n] = (struct date_line){.day = day, .is_internal = is_internal, .days = days};
    buf_init(&lines[*n].codes, 0);
    return &lines[(*n)++];
}

static void look_at(struct tell *t, const struct oit_item *item, const char *iso_day, bool is_internal, struct clock_date today, struct date_line *lines, size_t *n)
{
    struct clock_date day;
    if (!iso_day || !years_parse_date(str_from(iso_day), &day) || !is_open(t, item))
        return;
    int days = (int)(clock_date_days(day) - clock_date_days(today));
    const char *key = arena_printf(&t->state->arena, "%d/%s/%s", t->report->fiscal_year_be, item->code, iso_day).p;
    if (!is_news(t, is_internal ? "due-internal" : "due", key, step_of(days)))
        return;
    struct date_line *line = line_for(lines, n, day, is_internal, days);
    (void)buf_addf(&line->codes, "%s%s", line->codes.n ? " " : "", item->code);
    *(days < 0 ? &t->n_overdue : &t->n_due) += 1;
}

static void add_line(struct tell *t, const struct date_line *line)
{
    char days[24], th[48], en[48];
    enum msg id = line->days < 0    ? line->is_internal ? MSG_TELL_OVER_INTERNAL : MSG_TELL_OVER
                  : line->days == 0 ? line->is_internal ? MSG_TELL_TODAY_INTERNAL : MSG_TELL_TODAY
                  : line->is_internal ? MSG_TELL_DUE_INTERNAL
                                      : MSG_TELL_DUE;
    (void)snprintf(days, sizeof days, "%d", line->days);
    years_date_th(line->day, th, sizeof th);
    years_date_en(line->day, en, sizeof en);
    tell_add(&t->lines, id, MSG_ARGS(days, th, line->codes.p), MSG_ARGS(days, en, line->codes.p));
    event_log_add(&t->log, "deadline", EVENT_PAIRS("days", days, "kind", line->is_internal ? "internal" : "criteria", "items", line->codes.p));
}

static void tell_stage(struct tell *t)
{
    char days[24], th[48], en[48];
    struct clock_date end;
    if (!t->report->stage.id || !t->report->stage.is_running || !t->report->stage.to || !years_parse_date(str_from(t->report->stage.to), &end))
        return;
    const char *key = arena_printf(&t->state->arena, "%s/%s", t->report->stage.id, t->report->stage.to).p;
    int left = t->report->stage.days_left;
    if (left < 0 || !is_news(t, "stage", key, step_of(left)))
        return;
    (void)snprintf(days, sizeof days, "%d", left);
    years_date_th(end, th, sizeof th);
    years_date_en(end, en, sizeof en);
    struct oit_words title = t->report->stage.title;
    tell_add(&t->lines, MSG_TELL_STAGE, MSG_ARGS(days, th, title.th ? title.th : t->report->stage.id), MSG_ARGS(days, en, title.en ? title.en : t->report->stage.id));
    event_log_add(&t->log, "deadline", EVENT_PAIRS("days", days, "kind", "stage", "stage", t->report->stage.id));
    t->n_due++;
}

void tell_deadlines(struct tell *t)
{
    struct clock_date today;
    struct date_line lines[MAX_DATES];
    size_t n = 0;
    if (!t->report || !t->report->as_of || !years_parse_date(str_from(t->report->as_of), &today))
        return;
    tell_stage(t);
    for (size_t i = 0; i < t->report->n_items; i++) {
        const struct oit_item *item = &t->report->items[i];
        look_at(t, item, item->due, false, today, lines, &n);
        look_at(t, item, item->officer.internal_due, true, today, lines, &n);
    }
    for (size_t shown = 0; shown < n; shown++) { /* the nearest first: few enough to look through again and again */
        size_t nearest = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (lines[i].codes.p && (nearest == SIZE_MAX || lines[i].days < lines[nearest].days))
                nearest = i;
        if (shown < DATES_SHOWN)
            add_line(t, &lines[nearest]);
        buf_done(&lines[nearest].codes);
    }
    if (n > DATES_SHOWN) {
        char more[24];
        (void)snprintf(more, sizeof more, "%zu", n - DATES_SHOWN);
        tell_add(&t->lines, MSG_TELL_MORE_DATES, MSG_ARGS(more), MSG_ARGS(more));
    }
}
