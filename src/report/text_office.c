/* text_office.c - what officers, profile, submission, calendar and earlier runs add to the report on a terminal. Briefly: the page has the rest.
 * SPDX-License-Identifier: MIT
 */
#include "text_page.h"

#include <math.h>

#include "columns.h"
#include "text/utf8.h"

enum { RUNS_IN_SHORT = 6, ITEM_INDENT = 9 };

void page_stage(struct page *page)
{
    const struct oit_report *report = page->view.report;
    if (!report->stage.id)
        return;
    page_line_of(page, report->stage.days_left < 0 ? INK_WARN : INK_BOLD, view_stage);
    if (!report->stage.command || !*report->stage.command)
        return;
    (void)buf_addf(page->out, "%s: ", view_msg(&page->view, MSG_STAGE_COMMAND));
    (void)buf_add_str(page->out, page_clean(page, report->stage.command)); /* not wrapped: to copy */
    (void)buf_add_char(page->out, '\n');
}

static enum ink ink_of(const char *reaches)
{
    return !reaches || strcmp(reaches, "maybe") == 0 ? INK_WARN : strcmp(reaches, "yes") == 0 ? INK_GOOD : INK_BAD;
}

static void points(struct page *page, enum msg name, const struct oit_points *points, void (*more)(const struct view *view, struct buf *out))
{
    struct buf text;
    if (!points->is_known)
        return;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s: ", view_msg(&page->view, name));
    view_points_of(&page->view, points, &text);
    if (more) {
        (void)buf_add_c(&text, " - ");
        more(&page->view, &text);
    }
    page_line(page, ink_of(points->reaches_target), text.p);
    buf_done(&text);
}

/* "แนวโน้มจากการตรวจแต่ละครั้ง: 31.50 › 42.25 › 56.67" */
static void trend(struct page *page)
{
    const struct oit_report *report = page->view.report;
    size_t n = report->n_trend < RUNS_IN_SHORT ? report->n_trend : RUNS_IN_SHORT;
    struct buf text;
    if (n < 2)
        return;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s: ", view_msg(&page->view, MSG_TREND));
    for (size_t i = report->n_trend - n; i < report->n_trend; i++) {
        char range[VIEW_TEXT_SIZE], day[VIEW_TEXT_SIZE];
        view_range(report->trend[i].low, report->trend[i].high, range);
        view_day_of(&page->view, report->trend[i].started, day);
        (void)buf_addf(&text, "%s%s (%s)", i > report->n_trend - n ? " › " : "", range, day);
    }
    page_line(page, INK_PLAIN, text.p);
    buf_done(&text);
}

void page_scores(struct page *page)
{
    const struct oit_report *report = page->view.report;
    points(page, MSG_BY_ENTERED, &report->entered, report->submission.id ? view_submission : NULL);
    points(page, MSG_BY_DECISION, &report->decided, NULL);
    page_line_of(page, INK_PLAIN, view_ita_needed);
    page_line_of(page, INK_PLAIN, view_ita_expected);
    page_line_of(page, INK_PLAIN, view_reached_by);
    trend(page);
}

void page_owner(struct page *page, const struct oit_item *item, size_t indent)
{
    bool is_named;
    const char *owner = view_owner(&page->view, item, &is_named);
    char date[VIEW_TEXT_SIZE];
    long days;
    struct buf text;
    buf_init(&text, 0);
    if (view_knows_ita(page->view.report) && item->gain_ita >= 0.005) {
        char gain[VIEW_TEXT_SIZE];
        view_points(item->gain_ita, gain);
        msg_add(&text, page->view.language, MSG_GAIN_ITA, MSG_ARGS(gain));
    }
    if (is_named)
        (void)buf_addf(&text, "%s%s: %s", text.n ? " - " : "", view_msg(&page->view, MSG_OWNER), owner);
    view_date(&page->view, item->officer.internal_due, date);
    if (*date) {
        (void)buf_addf(&text, "%s%s: %s", text.n ? " - " : "", view_msg(&page->view, MSG_INTERNAL_DUE), date);
        if (view_days_left(page->view.report, item->officer.internal_due, &days)) {
            (void)buf_add_char(&text, ' ');
            view_days(&page->view, days, &text);
        }
    }
    if (text.n)
        page_indented(page, indent, INK_PLAIN, text.p);
    buf_done(&text);
}

/* "  O16    text" */
static void item_note(struct page *page, const struct oit_item *item, enum ink colour, const char *text)
{
    (void)buf_add_c(page->out, "  ");
    page_ink(page, INK_BOLD);
    columns_pad(page->out, page_clean(page, item->code), ITEM_INDENT - 2);
    page_ink(page, colour);
    (void)page_wrap(page, text, ITEM_INDENT, ITEM_INDENT);
    page_ink(page, INK_PLAIN);
    (void)buf_add_char(page->out, '\n');
}

static bool has_mark(const struct oit_item *item)
{
    return item->entered.is_known && (item->entered.marks || item->entered.score_low < item->score_low);
}

/* "  มีบนเว็บไซต์ แต่ไม่ได้กรอกลิงก์: O4, O5" */
static void items_with_mark(struct page *page, enum oit_entered_mark mark)
{
    const struct oit_report *report = page->view.report;
    struct buf text;
    size_t n = 0;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s: ", view_mark(&page->view, mark));
    for (size_t i = 0; i < report->n_items; i++)
        if (has_mark(&report->items[i]) && report->items[i].entered.marks >> mark & 1)
            (void)buf_addf(&text, "%s%s", n++ ? ", " : "", report->items[i].code ? report->items[i].code : "");
    if (n)
        page_indented(page, 2, INK_WARN, text.p);
    buf_done(&text);
}

/* By what is to be said of the links; what has no mark and still shows less than the site, by itself. */
void page_entered(struct page *page)
{
    const struct oit_report *report = page->view.report;
    size_t n = 0;
    if (!report->submission.id)
        return;
    for (size_t i = 0; i < report->n_items; i++)
        n += has_mark(&report->items[i]);
    if (n == 0)
        return;
    page_heading(page, MSG_ENTERED_TITLE, n);
    for (unsigned i = 0; i < N_OIT_ENTERED_MARKS; i++)
        items_with_mark(page, (enum oit_entered_mark)i);
    for (size_t i = 0; i < report->n_items; i++)
        if (has_mark(&report->items[i]) && !report->items[i].entered.marks)
            item_note(page, &report->items[i], INK_WARN, view_words(&page->view, report->items[i].entered.label));
}

void page_decisions(struct page *page)
{
    const struct oit_report *report = page->view.report;
    size_t n = 0;
    for (size_t i = 0; i < report->n_items; i++)
        n += view_decision(&report->items[i]) != VIEW_UNDECIDED;
    if (n == 0)
        return;
    page_heading(page, MSG_DECISIONS, n);
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        enum view_decision decision = view_decision(item);
        struct buf text;
        if (decision == VIEW_UNDECIDED)
            continue;
        buf_init(&text, 0);
        (void)buf_addf(&text, "%s - %s: %s", view_msg(&page->view, view_decision_words(decision)), view_msg(&page->view, MSG_BY_CHECK), view_label(&page->view, item));
        item_note(page, item, decision == VIEW_OUTDATED ? INK_WARN : INK_PLAIN, text.p);
        buf_done(&text);
    }
}
