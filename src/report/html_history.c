/* html_history.c - "สรุปผลการติดตามการเปิดเผยข้อมูล" on A4: what is handed to the executive and kept in the file.
 * SPDX-License-Identifier: MIT
 */
#include "history.h"

#include <stdio.h>

#include "html_a4.h"

enum { MAX_NOTES = 6 };

static void cell(struct html *h, enum msg head, const char *class, const char *text)
{
    (void)buf_addf(h->out, "<td%s%s%s data-head=\"", class ? " class=\"" : "", class ? class : "", class ? "\"" : "");
    html_msg(h, head);
    html_raw(h, "\">");
    html_text(h, text);
    html_raw(h, "</td>");
}

static void state_row(struct html *h, enum msg which, const struct history_check *check)
{
    char time[VIEW_TEXT_SIZE], points[VIEW_TEXT_SIZE];
    struct buf counts;
    if (!check->id)
        return;
    buf_init(&counts, 0);
    view_time(&h->view, check->started, time);
    view_range(check->low, check->high, points);
    history_counts(&h->view, check, &counts);
    html_raw(h, "<tr><th scope=\"row\">");
    html_msg(h, which);
    html_raw(h, "</th>");
    cell(h, MSG_HISTORY_DAY, "day", time);
    (void)buf_add_c(h->out, "<td class=\"number\" data-head=\"");
    html_msg_args(h, MSG_HISTORY_SCORE, MSG_ARGS(view_score_name(&h->view)));
    html_raw(h, "\">");
    html_text(h, points);
    html_raw(h, "</td>");
    cell(h, MSG_HISTORY_STATE, NULL, counts.p);
    html_raw(h, "</tr>\n");
    buf_done(&counts);
}

static void summary(struct html *h, const struct history_paper *paper)
{
    struct buf notes[MAX_NOTES];
    html_raw(h, "<section>\n");
    html_heading_msg(h, 2, "summary", MSG_HISTORY_SUMMARY);
    html_raw(h, "<ul class=\"counts\">");
    for (size_t i = 0; i < N_HISTORY_OUTCOMES; i++) {
        enum history_outcome outcome = history_outcome_order[i];
        if (paper->history->counts[outcome] == 0)
            continue;
        (void)buf_addf(h->out, "<li class=\"%s\"><b>%zu</b> ", history_outcome_class(outcome), paper->history->counts[outcome]);
        html_msg(h, history_outcome_words(outcome));
        html_raw(h, "</li>");
    }
    html_raw(h, "</ul>\n<table class=\"stack\"><thead><tr><th scope=\"col\"></th>");
    html_a4_column(h, MSG_HISTORY_DAY, NULL);
    html_raw(h, "<th scope=\"col\">");
    html_msg_args(h, MSG_HISTORY_SCORE, MSG_ARGS(view_score_name(&h->view)));
    html_raw(h, "</th>");
    html_a4_column(h, MSG_HISTORY_STATE, NULL);
    html_raw(h, "</tr></thead><tbody>\n");
    state_row(h, MSG_HISTORY_AT_START, &paper->history->first);
    state_row(h, MSG_HISTORY_AT_END, &paper->history->last);
    html_raw(h, "</tbody></table>\n");
    size_t n = history_notes(paper, &h->view, notes, MAX_NOTES);
    for (size_t i = 0; i < n; i++) {
        html_element(h, "p", "fine", notes[i].p);
        buf_done(&notes[i]);
    }
    html_raw(h, "</section>\n");
}

static void item_row(struct html *h, const struct history_paper *paper, const struct history_item *item)
{
    char day[VIEW_TEXT_SIZE];
    history_day(&h->view, item->first_complete_at, day);
    html_raw(h, "<tr><td class=\"code\">");
    html_text(h, item->code);
    html_raw(h, "</td><th scope=\"row\">");
    html_text(h, view_words(&h->view, item->title));
    html_raw(h, "</th>");
    cell(h, MSG_HISTORY_AT_START, NULL, item->start.is_known ? view_words(&h->view, item->start.label) : "-");
    cell(h, MSG_HISTORY_AT_END, NULL, item->end.is_known ? view_words(&h->view, item->end.label) : "-");
    cell(h, MSG_HISTORY_FIRST_COMPLETE, "day", day);
    html_raw(h, "<td class=\"day\" data-head=\"");
    html_msg(h, MSG_HISTORY_OUTCOME);
    (void)buf_addf(h->out, "\"><span class=\"tag %s\">", history_outcome_class(item->outcome));
    html_msg(h, history_outcome_words(item->outcome));
    html_raw(h, "</span></td>");
    cell(h, MSG_HISTORY_OWNER, NULL, history_owner(paper, &h->view, item->code));
    html_raw(h, "</tr>\n");
}

static void items(struct html *h, const struct history_paper *paper)
{
    html_raw(h, "<section>\n");
    html_heading_msg(h, 2, "items", MSG_HISTORY_ITEMS);
    html_raw(h, "<table class=\"stack\"><thead><tr>");
    html_a4_column(h, MSG_DIFF_ITEM, "code");
    html_a4_column(h, MSG_HISTORY_TITLE_COLUMN, NULL);
    html_a4_column(h, MSG_HISTORY_AT_START, NULL);
    html_a4_column(h, MSG_HISTORY_AT_END, NULL);
    html_a4_column(h, MSG_HISTORY_FIRST_COMPLETE, NULL);
    html_a4_column(h, MSG_HISTORY_OUTCOME, NULL);
    html_a4_column(h, MSG_HISTORY_OWNER, NULL);
    html_raw(h, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < paper->history->n_items; i++)
        item_row(h, paper, &paper->history->items[i]);
    html_raw(h, "</tbody></table>\n</section>\n");
}

static size_t event_list(struct html *h, const struct history *history, bool by_rules)
{
    size_t n = 0;
    for (size_t i = 0; i < history->n_events; i++) {
        const struct history_event *event = &history->events[i];
        char day[VIEW_TEXT_SIZE];
        if ((event->kind == COMPARE_RULES) != by_rules)
            continue;
        html_raw(h, n++ ? "<li>" : "<ul>\n<li>");
        history_day(&h->view, event->at, day);
        html_text(h, day);
        html_raw(h, " <b>");
        html_text(h, event->code);
        html_raw(h, "</b> ");
        if (!by_rules) {
            (void)buf_addf(h->out, "<span class=\"tag %s\">", event->kind == COMPARE_WORSENED ? "bad" : "good");
            html_msg(h, event->kind == COMPARE_WORSENED ? MSG_DIFF_WORSENED : MSG_DIFF_IMPROVED);
            html_raw(h, "</span> ");
        }
        html_text(h, view_words(&h->view, event->before));
        html_raw(h, " → ");
        html_text(h, view_words(&h->view, event->after));
        html_raw(h, "</li>\n");
    }
    html_raw(h, n ? "</ul>\n" : "");
    return n;
}

static void events(struct html *h, const struct history_paper *paper)
{
    bool has_by_rules = false;
    for (size_t i = 0; i < paper->history->n_events; i++)
        has_by_rules = has_by_rules || paper->history->events[i].kind == COMPARE_RULES;
    html_raw(h, "<section>\n");
    html_heading_msg(h, 2, "events", MSG_HISTORY_EVENTS);
    if (event_list(h, paper->history, false) == 0)
        html_element(h, "p", NULL, view_msg(&h->view, MSG_HISTORY_NO_EVENTS));
    html_raw(h, "</section>\n");
    if (!has_by_rules)
        return;
    html_raw(h, "<section>\n");
    html_heading_msg(h, 2, "rules", MSG_HISTORY_EVENTS_BY_RULES);
    (void)event_list(h, paper->history, true);
    html_raw(h, "</section>\n");
}

static void outages(struct html *h, const struct history_paper *paper)
{
    struct buf text;
    buf_init(&text, 0);
    history_availability(paper, &h->view, &text);
    html_raw(h, "<section>\n");
    html_heading_msg(h, 2, "availability", MSG_HISTORY_AVAILABILITY);
    html_element(h, "p", NULL, text.p);
    for (size_t i = 0; i < paper->n_outages; i++) {
        char from[VIEW_TEXT_SIZE], to[VIEW_TEXT_SIZE];
        const struct history_outage *outage = &paper->outages[i];
        view_time(&h->view, outage->began_at, from);
        if (outage->ended_at)
            view_time(&h->view, outage->ended_at, to);
        else
            (void)snprintf(to, sizeof to, "%.60s", view_msg(&h->view, MSG_HISTORY_LASTS));
        html_raw(h, i ? "<li>" : "<ul>\n<li>");
        html_msg_args(h, MSG_HISTORY_OUTAGE, MSG_ARGS(from, to));
        html_raw(h, ": ");
        html_text(h, view_words(&h->view, outage->cause));
        html_raw(h, "</li>\n");
    }
    html_raw(h, paper->n_outages ? "</ul>\n</section>\n" : "</section>\n");
    buf_done(&text);
}

static void submissions(struct html *h, const struct history_paper *paper)
{
    html_raw(h, "<section>\n");
    html_heading_msg(h, 2, "submissions", MSG_HISTORY_SUBMISSIONS);
    for (size_t i = 0; i < paper->n_submissions; i++) {
        const struct history_submission *s = &paper->submissions[i];
        char day[VIEW_TEXT_SIZE], n_urls[16], n_items[16];
        view_date(&h->view, s->day, day);
        (void)snprintf(n_urls, sizeof n_urls, "%u", s->n_urls);
        (void)snprintf(n_items, sizeof n_items, "%u", s->n_items);
        html_raw(h, "<p>");
        html_msg_args(h, MSG_HISTORY_SUBMITTED, MSG_ARGS(day, n_urls, n_items));
        html_raw(h, "</p>\n");
    }
    if (paper->n_submissions == 0)
        html_element(h, "p", NULL, view_msg(&h->view, MSG_HISTORY_NOT_SUBMITTED));
    html_raw(h, "</section>\n");
}

void report_history_html(const struct history_paper *paper, enum report_language language, struct buf *out)
{
    struct html h;
    struct arena arena;
    struct buf subtitle, scheme;
    struct view view;
    arena_init(&arena);
    buf_init(&subtitle, 0);
    buf_init(&scheme, 0);
    view_init(&view, paper->report, language);
    history_period(paper, &view, &subtitle);
    view_scheme(&view, &scheme);
    const struct html_a4 page = {.report = paper->report, .title = history_title(paper, &arena), .subtitle = subtitle.p, .made = paper->made, .foot = scheme.p,
                                 .is_landscape = true};
    html_a4_open(&h, &page, language, out);
    summary(&h, paper);
    items(&h, paper);
    events(&h, paper);
    outages(&h, paper);
    submissions(&h, paper);
    html_a4_signatures(&h, (const struct oit_words[]){{msg_th(MSG_HISTORY_MADE_BY), msg_en(MSG_HISTORY_MADE_BY)}, {msg_th(MSG_HISTORY_CHECKED_BY), msg_en(MSG_HISTORY_CHECKED_BY)}}, 2);
    html_a4_close(&h, &page);
    view_done(&view);
    buf_done(&subtitle);
    buf_done(&scheme);
    arena_done(&arena);
}
