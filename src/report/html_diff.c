/* html_diff.c - a comparison as one A4 page: worse first, each item with what was and what is.
 * SPDX-License-Identifier: MIT
 */
#include "diff.h"

#include <stdio.h>

#include "html_a4.h"

enum { MAX_NOTES = 8 };

static void check_row(struct html *h, enum msg which, const struct oit_report *report)
{
    char time[VIEW_TEXT_SIZE], points[VIEW_TEXT_SIZE];
    view_time(&h->view, report->run.started, time);
    view_range(report->score.low, report->score.high, points);
    html_raw(h, "<dt>");
    html_msg(h, which);
    html_raw(h, "</dt><dd>");
    html_msg_args(h, MSG_DIFF_CHECK, MSG_ARGS(time, view_score_name(&h->view), points));
    if (!report->run.complete) {
        html_raw(h, " ");
        html_element(h, "span", "tag warn", view_msg(&h->view, MSG_INCOMPLETE));
    }
    html_raw(h, " <span class=\"fine mono\">");
    html_text(h, report->run.id);
    html_raw(h, "</span></dd>\n");
}

static void state(struct html *h, enum msg id, const struct oit_item *item)
{
    html_raw(h, "<div>");
    html_msg_args(h, id, MSG_ARGS(diff_label(&h->view, item)));
    html_raw(h, "</div>");
}

static void elements(struct html *h, enum msg id, const struct oit_element *const *list, size_t n)
{
    struct buf text;
    if (n == 0)
        return;
    buf_init(&text, 0);
    diff_elements(&h->view, list, n, &text);
    html_raw(h, "<div>");
    html_msg_args(h, id, MSG_ARGS(text.p));
    html_raw(h, "</div>");
    buf_done(&text);
}

static void evidence(struct html *h, const struct compare_evidence *e)
{
    const struct oit_evidence *shown = e->after ? e->after : e->before;
    html_raw(h, "<div>");
    html_msg(h, diff_evidence_words(e));
    html_raw(h, ": ");
    html_link(h, shown->url, shown->title);
    html_raw(h, " <span class=\"fine\">");
    html_url_text(h, shown->url);
    html_raw(h, "</span>");
    if (e->kind == EVIDENCE_TITLE || e->kind == EVIDENCE_MOVED) {
        html_raw(h, " <span class=\"fine\">(");
        html_msg_args(h, MSG_DIFF_FROM, MSG_ARGS(""));
        if (e->kind == EVIDENCE_TITLE)
            html_text(h, e->before->title);
        else
            html_url_text(h, e->before->url);
        html_raw(h, ")</span>");
    }
    html_raw(h, "</div>");
}

static void item_row(struct html *h, const struct compare_item *item)
{
    html_raw(h, "<tr><td class=\"code\">");
    html_text(h, diff_code(item));
    html_raw(h, "</td><th scope=\"row\">");
    html_words(h, diff_title(item));
    html_raw(h, "</th><td>");
    if (item->changes & COMPARE_STATUS || !item->before || !item->after || strcmp(diff_label(&h->view, item->before), diff_label(&h->view, item->after)) != 0)
        state(h, MSG_DIFF_WAS, item->before);
    state(h, MSG_DIFF_IS, item->after);
    elements(h, MSG_DIFF_FOUND, item->found, item->n_found);
    elements(h, MSG_DIFF_LACKING, item->lacking, item->n_lacking);
    for (size_t i = 0; i < item->n_evidence; i++)
        evidence(h, &item->evidence[i]);
    html_raw(h, "</td></tr>\n");
}

static void unread_line(struct html *h, const struct comparison *c)
{
    struct buf codes;
    buf_init(&codes, 0);
    for (size_t i = 0; i < c->n_items; i++)
        if (diff_is_only_not_reached(&c->items[i]))
            (void)buf_addf(&codes, "%s%s", codes.n ? ", " : "", diff_code(&c->items[i]));
    html_raw(h, "<p>");
    html_msg_args(h, MSG_DIFF_NOT_REACHED, MSG_ARGS(codes.p));
    html_raw(h, "</p>\n");
    buf_done(&codes);
}

static size_t count_in_table(const struct comparison *c, enum compare_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_items; i++)
        n += c->items[i].kind == kind && !diff_is_only_not_reached(&c->items[i]);
    return n;
}

static void group_table(struct html *h, const struct comparison *c, const struct diff_group *group)
{
    if (c->counts[group->kind] == 0)
        return;
    html_raw(h, "<section>\n");
    html_heading_msg(h, 2, compare_kind_name(group->kind), group->heading);
    size_t n_rows = count_in_table(c, group->kind);
    if (n_rows < c->counts[group->kind])
        unread_line(h, c);
    if (n_rows == 0) {
        html_raw(h, "</section>\n");
        return;
    }
    html_raw(h, "<table class=\"stack\"><thead><tr>");
    html_a4_column(h, MSG_DIFF_ITEM, "code");
    html_a4_column(h, MSG_HISTORY_TITLE_COLUMN, NULL);
    html_a4_column(h, MSG_DIFF_DETAILS, NULL);
    html_raw(h, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < c->n_items; i++)
        if (c->items[i].kind == group->kind && !diff_is_only_not_reached(&c->items[i]))
            item_row(h, &c->items[i]);
    html_raw(h, "</tbody></table>\n</section>\n");
}

static void counts(struct html *h, const struct comparison *c)
{
    html_raw(h, "<ul class=\"counts\">");
    for (size_t i = 0; i < DIFF_N_GROUPS; i++)
        if (c->counts[diff_groups[i].kind]) {
            (void)buf_addf(h->out, "<li class=\"%s\"><b>%zu</b> ", diff_groups[i].css, c->counts[diff_groups[i].kind]);
            html_msg(h, diff_groups[i].heading);
            html_raw(h, "</li>");
        }
    html_raw(h, "</ul>\n");
}

void report_diff_html(const struct comparison *c, enum report_language language, struct buf *out)
{
    struct html h;
    struct buf notes[MAX_NOTES];
    char number[32];
    const struct html_a4 page = {.report = c->after, .title = {msg_th(MSG_DIFF_TITLE), msg_en(MSG_DIFF_TITLE)}};
    html_a4_open(&h, &page, language, out);
    html_raw(&h, "<dl class=\"facts\">");
    check_row(&h, MSG_DIFF_BEFORE, c->before);
    check_row(&h, MSG_DIFF_AFTER, c->after);
    html_raw(&h, "</dl>\n");
    size_t n = diff_notes(c, &h.view, notes, MAX_NOTES);
    for (size_t i = 0; i < n; i++) {
        html_element(&h, "p", "note", notes[i].p);
        buf_done(&notes[i]);
    }
    counts(&h, c);
    for (size_t i = 0; i < DIFF_N_GROUPS; i++)
        group_table(&h, c, &diff_groups[i]);
    (void)snprintf(number, sizeof number, "%zu", c->counts[COMPARE_SAME]);
    html_raw(&h, "<p>");
    if (c->is_same)
        html_msg(&h, MSG_DIFF_SAME);
    else
        html_msg_args(&h, MSG_DIFF_UNCHANGED, MSG_ARGS(number));
    html_raw(&h, "</p>\n");
    html_a4_close(&h, &page);
}
