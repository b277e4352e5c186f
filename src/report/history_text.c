/* history_text.c - a history on a terminal.
 * SPDX-License-Identifier: MIT
 */
#include "history.h"

#include <stdio.h>

#include "columns.h"

enum { DEFAULT_WIDTH = 100, MIN_WIDTH = 40, MAX_NOTES = 6 };

struct page {
    struct view view;
    const struct history_paper *paper;
    struct buf *out;
    size_t width;
};

static void line(struct page *page, size_t indent, const char *text)
{
    columns_line(page->out, text, indent, 2, page->width);
}

static void heading(struct page *page, enum msg id)
{
    (void)buf_add_char(page->out, '\n');
    line(page, 0, view_msg(&page->view, id));
}

static void state_line(struct page *page, enum msg which, const struct history_check *check)
{
    char time[VIEW_TEXT_SIZE], points[VIEW_TEXT_SIZE];
    struct buf text;
    if (!check->id)
        return;
    buf_init(&text, 0);
    view_time(&page->view, check->started, time);
    view_range(check->low, check->high, points);
    (void)buf_addf(&text, "%s: ", view_msg(&page->view, which));
    msg_add(&text, page->view.language, MSG_DIFF_CHECK, MSG_ARGS(time, view_score_name(&page->view), points));
    (void)buf_add_c(&text, " - ");
    history_counts(&page->view, check, &text);
    line(page, 0, text.p);
    buf_done(&text);
}

static void outcome_lines(struct page *page)
{
    const struct history *history = page->paper->history;
    for (size_t k = 0; k < N_HISTORY_OUTCOMES; k++) {
        enum history_outcome outcome = history_outcome_order[k];
        struct buf text;
        if (history->counts[outcome] == 0)
            continue;
        buf_init(&text, 0);
        (void)buf_addf(&text, "%s %zu: ", view_msg(&page->view, history_outcome_words(outcome)), history->counts[outcome]);
        size_t n = 0;
        for (size_t i = 0; i < history->n_items; i++)
            if (history->items[i].outcome == outcome)
                (void)buf_addf(&text, "%s%s", n++ ? ", " : "", history->items[i].code);
        line(page, 2, text.p);
        buf_done(&text);
    }
}

static void event_line(struct page *page, const struct history_event *event)
{
    char day[VIEW_TEXT_SIZE];
    struct buf text;
    buf_init(&text, 0);
    history_day(&page->view, event->at, day);
    enum msg what = event->kind == COMPARE_WORSENED ? MSG_DIFF_WORSENED : MSG_DIFF_IMPROVED;
    (void)buf_addf(&text, "%s %s", day, event->code);
    if (event->kind != COMPARE_RULES)
        (void)buf_addf(&text, " %s", view_msg(&page->view, what));
    (void)buf_addf(&text, ": %s → %s", view_words(&page->view, event->before), view_words(&page->view, event->after));
    line(page, 2, text.p);
    buf_done(&text);
}

static size_t events(struct page *page, bool by_rules, enum msg head)
{
    const struct history *history = page->paper->history;
    size_t n = 0;
    for (size_t i = 0; i < history->n_events; i++)
        if ((history->events[i].kind == COMPARE_RULES) == by_rules) {
            if (n++ == 0)
                heading(page, head);
            event_line(page, &history->events[i]);
        }
    return n;
}

static void open_items(struct page *page)
{
    const struct history *history = page->paper->history;
    for (size_t i = 0; i < history->n_items; i++) {
        const struct history_item *item = &history->items[i];
        struct buf text;
        if (item->outcome != HISTORY_OPEN && item->outcome != HISTORY_LOST)
            continue;
        const char *owner = history_owner(page->paper, &page->view, item->code);
        buf_init(&text, 0);
        (void)buf_addf(&text, "%s %s: %s%s%s", item->code, view_words(&page->view, item->title), view_words(&page->view, item->end.label), *owner ? " - " : "", owner);
        line(page, 2, text.p);
        buf_done(&text);
    }
}

static void outages(struct page *page)
{
    for (size_t i = 0; i < page->paper->n_outages; i++) {
        const struct history_outage *outage = &page->paper->outages[i];
        char from[VIEW_TEXT_SIZE], to[VIEW_TEXT_SIZE];
        struct buf text;
        buf_init(&text, 0);
        view_time(&page->view, outage->began_at, from);
        if (outage->ended_at)
            view_time(&page->view, outage->ended_at, to);
        else
            (void)snprintf(to, sizeof to, "%.60s", view_msg(&page->view, MSG_HISTORY_LASTS));
        msg_add(&text, page->view.language, MSG_HISTORY_OUTAGE, MSG_ARGS(from, to));
        (void)buf_addf(&text, ": %s", view_words(&page->view, outage->cause));
        line(page, 2, text.p);
        buf_done(&text);
    }
}

static void submissions(struct page *page)
{
    for (size_t i = 0; i < page->paper->n_submissions; i++) {
        const struct history_submission *s = &page->paper->submissions[i];
        char day[VIEW_TEXT_SIZE], n_urls[16], n_items[16];
        struct buf text;
        buf_init(&text, 0);
        view_date(&page->view, s->day, day);
        (void)snprintf(n_urls, sizeof n_urls, "%u", s->n_urls);
        (void)snprintf(n_items, sizeof n_items, "%u", s->n_items);
        msg_add(&text, page->view.language, MSG_HISTORY_SUBMITTED, MSG_ARGS(day, n_urls, n_items));
        line(page, 2, text.p);
        buf_done(&text);
    }
    if (page->paper->n_submissions == 0)
        line(page, 2, view_msg(&page->view, MSG_HISTORY_NOT_SUBMITTED));
}

void report_history_text(const struct history_paper *paper, const struct report_text_options *options, struct buf *out)
{
    struct page page = {.paper = paper, .out = out, .width = options->width > MIN_WIDTH ? (size_t)options->width : options->width ? MIN_WIDTH : DEFAULT_WIDTH};
    struct arena arena;
    struct buf text, notes[MAX_NOTES];
    arena_init(&arena);
    buf_init(&text, 0);
    view_init(&page.view, paper->report, options->language);
    line(&page, 0, view_words(&page.view, history_title(paper, &arena)));
    (void)buf_addf(&text, "%s ", view_site_name(paper->report));
    history_period(paper, &page.view, &text);
    line(&page, 0, text.p);
    state_line(&page, MSG_HISTORY_AT_START, &paper->history->first);
    state_line(&page, MSG_HISTORY_AT_END, &paper->history->last);
    size_t n = history_notes(paper, &page.view, notes, MAX_NOTES);
    for (size_t i = 0; i < n; i++) {
        line(&page, 0, notes[i].p);
        buf_done(&notes[i]);
    }
    heading(&page, MSG_HISTORY_SUMMARY);
    outcome_lines(&page);
    if (paper->history->counts[HISTORY_OPEN] + paper->history->counts[HISTORY_LOST]) {
        heading(&page, MSG_HISTORY_OPEN);
        open_items(&page);
    }
    if (events(&page, false, MSG_HISTORY_EVENTS) == 0) {
        heading(&page, MSG_HISTORY_EVENTS);
        line(&page, 2, view_msg(&page.view, MSG_HISTORY_NO_EVENTS));
    }
    (void)events(&page, true, MSG_HISTORY_EVENTS_BY_RULES);
    heading(&page, MSG_HISTORY_AVAILABILITY);
    buf_clear(&text);
    history_availability(paper, &page.view, &text);
    line(&page, 2, text.p);
    outages(&page);
    heading(&page, MSG_HISTORY_SUBMISSIONS);
    submissions(&page);
    view_done(&page.view);
    buf_done(&text);
    arena_done(&arena);
}
