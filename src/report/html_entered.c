/* html_entered.c - see html_entered.h. Assessors look at the left column alone, so it stands first.
 * SPDX-License-Identifier: MIT
 */
#include "html_entered.h"

#include <stdio.h>

#include "html_evidence.h"
#include "html_stack.h"

void html_column_name(struct html *h, enum msg id)
{
    html_raw(h, "<div class=\"fine\">");
    html_words(h, (struct oit_words){msg_th(id), msg_en(id)});
    html_raw(h, "</div>");
}

/* The verdict by the entered links alone, drawn like the item's own. */
static void entered_status(struct html *h, const struct oit_item *item)
{
    const struct oit_entered *entered = &item->entered;
    struct oit_item shown = {.status = entered->status, .label = entered->label};
    struct oit_reason_entry not_due = {.code = REASON_NOT_YET_DUE};
    if (!entered->is_known) {
        html_raw(h, "<span class=\"tag later\">");
        html_msg(h, MSG_ENTERED_NONE);
        html_raw(h, "</span>");
        return;
    }
    if (entered->status == OIT_UNKNOWN && view_has_reason(item, REASON_NOT_YET_DUE)) {
        shown.reasons = &not_due;
        shown.n_reasons = 1;
    }
    if (!*view_words(&h->view, shown.label))
        shown.label = (struct oit_words){msg_th(MSG_ENTERED_NONE), msg_en(MSG_ENTERED_NONE)};
    html_status(h, &shown);
}

/* said: the label that stands beside, which may be the words of a mark. */
static void marks(struct html *h, uint32_t set, const char *said)
{
    for (unsigned i = 0; i < N_OIT_ENTERED_MARKS; i++)
        if (set >> i & 1 && (!said || strcmp(said, oit_entered_th((enum oit_entered_mark)i)) != 0)) {
            html_raw(h, "<div><span class=\"tag warn\">");
            html_words(h, (struct oit_words){oit_entered_th((enum oit_entered_mark)i), oit_entered_en((enum oit_entered_mark)i)});
            html_raw(h, "</span></div>");
        }
}

static void entered_url(struct html *h, const struct oit_entered_url *url)
{
    char date[VIEW_TEXT_SIZE];
    html_raw(h, "<li>");
    html_link(h, url->url, NULL);
    html_raw(h, "<div class=\"fine\">");
    if (url->fault) {
        struct buf text;
        buf_init(&text, 0);
        view_fault(&h->view, url->fault, &text);
        html_text(h, text.p);
        buf_done(&text);
    }
    view_date(&h->view, url->last_modified, date);
    if (*date) {
        html_raw(h, url->fault ? " · " : "");
        html_msg_args(h, MSG_HTML_LAST_MODIFIED, MSG_ARGS(date));
    }
    html_raw(h, "</div>");
    marks(h, url->marks, NULL);
    html_click_path(h, url->path, NULL, url->n_path);
    html_raw(h, "</li>");
}

/* Marks of the item that no single link carries. */
static uint32_t marks_of_item(const struct oit_entered *entered)
{
    uint32_t set = entered->marks;
    for (size_t i = 0; i < entered->n_urls; i++)
        set &= ~entered->urls[i].marks;
    return set;
}

void html_entered_line(struct html *h, const struct oit_item *item)
{
    char points[VIEW_TEXT_SIZE];
    html_column_name(h, MSG_BY_ENTERED);
    entered_status(h, item);
    if (item->entered.is_known) {
        view_range(item->entered.score_low, item->entered.score_high, points);
        html_raw(h, "<div class=\"points-line\">");
        html_msg_args(h, MSG_SCORE_POINTS, MSG_ARGS(points));
        html_raw(h, "</div>");
        marks(h, marks_of_item(&item->entered), item->entered.label.th);
    }
    if (!item->entered.n_urls)
        return;
    html_raw(h, "<ul class=\"rows\">");
    for (size_t i = 0; i < item->entered.n_urls; i++)
        entered_url(h, &item->entered.urls[i]);
    html_raw(h, "</ul>");
}

static bool is_difference(const struct oit_item *item)
{
    return !item->entered.is_known || item->entered.marks || item->entered.status != item->status || item->entered.score_low < item->score_low;
}

/* On the site, and simply not entered: one line for all of them, not a row each. */
static bool is_only_not_entered(const struct oit_item *item)
{
    return item->entered.is_known && item->entered.marks == UINT32_C(1) << ENTERED_NOT_ENTERED;
}

static size_t not_entered(struct html *h)
{
    const struct oit_report *report = h->view.report;
    size_t n = 0;
    for (size_t i = 0; i < report->n_items; i++)
        n += is_only_not_entered(&report->items[i]);
    if (n == 0)
        return 0;
    html_raw(h, "<p><b>");
    html_words(h, (struct oit_words){oit_entered_th(ENTERED_NOT_ENTERED), oit_entered_en(ENTERED_NOT_ENTERED)});
    (void)buf_addf(h->out, "</b> (%zu)</p><div class=\"tiles\">", n);
    for (size_t i = 0; i < report->n_items; i++)
        if (is_only_not_entered(&report->items[i]))
            html_tile(h, &report->items[i]);
    html_raw(h, "</div>\n");
    return n;
}

static void item_row(struct html *h, const struct oit_item *item)
{
    html_stack_item(h, item);
    html_stack_cell(h, MSG_BY_ENTERED);
    entered_status(h, item);
    html_raw(h, "</td>");
    html_stack_cell(h, MSG_BY_WHOLE_SITE);
    html_status(h, item);
    html_raw(h, "</td>");
    html_stack_cell(h, MSG_ENTERED_MARKS);
    marks(h, item->entered.is_known ? item->entered.marks : 0, item->entered.label.th);
    html_raw(h, "</td></tr>\n");
}

static void differences(struct html *h)
{
    static const enum msg heads[] = {MSG_COLUMN_ITEM, MSG_BY_ENTERED, MSG_BY_WHOLE_SITE, MSG_ENTERED_MARKS};
    const struct oit_report *report = h->view.report;
    html_raw(h, "<table class=\"stack entered\" role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        html_raw(h, "<th role=\"columnheader\" scope=\"col\">");
        html_words(h, (struct oit_words){msg_th(heads[i]), msg_en(heads[i])});
        html_raw(h, "</th>");
    }
    html_raw(h, "</tr></thead><tbody role=\"rowgroup\">\n");
    for (size_t i = 0; i < report->n_items; i++)
        if (is_difference(&report->items[i]) && !is_only_not_entered(&report->items[i]))
            item_row(h, &report->items[i]);
    html_raw(h, "</tbody></table>\n");
}

static void same_items(struct html *h, size_t n)
{
    char rest[24];
    if (n == 0)
        return;
    (void)snprintf(rest, sizeof rest, "%zu", n);
    html_raw(h, "<p class=\"fine\">");
    html_msg_args(h, MSG_ENTERED_SAME, MSG_ARGS(rest));
    html_raw(h, "</p>\n");
}

void html_entered(struct html *h)
{
    const struct oit_report *report = h->view.report;
    struct buf text;
    size_t n = 0;
    if (!report->submission.id)
        return;
    for (size_t i = 0; i < report->n_items; i++)
        n += is_difference(&report->items[i]);
    buf_init(&text, 0);
    view_submission(&h->view, &text);
    html_raw(h, "<section aria-labelledby=\"entered\">");
    html_heading_msg(h, 2, "entered", MSG_ENTERED_TITLE);
    html_element(h, "p", NULL, text.p);
    buf_clear(&text);
    if (report->entered.is_known) {
        html_raw(h, "<p><b>");
        html_msg(h, MSG_BY_ENTERED);
        html_raw(h, ":</b> ");
        view_points_of(&h->view, &report->entered, &text);
        html_text(h, text.p);
        html_raw(h, "</p>\n");
    }
    html_element(h, "p", "fine", view_msg(&h->view, MSG_ASSESSORS_SEE));
    if (n > not_entered(h))
        differences(h);
    if (n)
        same_items(h, report->n_items - n);
    else
        html_element(h, "p", "note", view_msg(&h->view, MSG_ENTERED_ALL_WELL));
    html_raw(h, "</section>\n");
    buf_done(&text);
}
