/* text.c - the report on a terminal: what is wrong first, each item with what to do and where; published items in short.
 *
 * Everything from outside goes through utf8_terminal: no control and no bidi character reaches the terminal. Colour carries nothing that
 * the words do not say.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include <stdio.h>

#include "base/limits.h"
#include "columns.h"
#include "text/utf8.h"
#include "text_page.h"

enum {
    DEFAULT_WIDTH = 100,
    MIN_WIDTH = 40,
    ITEM_INDENT = 15,   /* "  O16  +12.50  " */
    GROUP_COLUMNS = 10, /* "    10.1  " */
    GROUP_DEPTH_SHOWN = 3,
    BAR_COLUMNS = 20,
    RANGE_COLUMNS = 14,
    UNREAD_IN_SHORT = 5,
    REVIEWS_SHOWN = 10,
    NOTICE_URLS_SHOWN = 3,
};

/* Said only when the verdicts are of another day than the run (--as-of, a later assess). */
static void add_as_of(struct page *page, struct buf *out)
{
    const struct oit_report *report = page->view.report;
    char as_of[VIEW_TEXT_SIZE], started[VIEW_TEXT_SIZE];
    view_date(&page->view, report->as_of, as_of);
    view_time(&page->view, report->run.started, started);
    if (!*as_of || str_starts_c(str_from(started), as_of))
        return;
    (void)buf_add_c(out, " - ");
    msg_add(out, page->view.language, MSG_AS_OF, MSG_ARGS(as_of));
}

static void named_line(struct page *page, enum ink colour, enum msg id)
{
    struct buf text;
    buf_init(&text, 0);
    view_named(&page->view, page->view.language, id, &text);
    page_line(page, colour, text.p);
    buf_done(&text);
}

/* A message with one argument, as an indented line. */
static void indented_msg(struct page *page, size_t indent, enum msg id, const char *argument)
{
    struct buf text;
    buf_init(&text, 0);
    msg_add(&text, page->view.language, id, MSG_ARGS(argument));
    page_indented(page, indent, INK_FAINT, text.p);
    buf_done(&text);
}

static void notice_entry(struct page *page, const struct oit_notice *notice)
{
    size_t left = notice->is_warning ? 0 : 2;
    page_indented(page, left, notice->is_warning ? INK_WARN : INK_PLAIN, view_words(&page->view, notice->text));
    if (notice->advice.th || notice->advice.en)
        page_indented(page, left + 2, INK_PLAIN, view_words(&page->view, notice->advice));
    if (notice->n_items) {
        struct buf codes;
        buf_init(&codes, 0);
        for (size_t i = 0; i < notice->n_items; i++)
            (void)buf_addf(&codes, "%s%s", i ? ", " : "", notice->items[i]);
        indented_msg(page, left + 2, MSG_NOTICE_ITEMS, codes.p);
        buf_done(&codes);
    }
    size_t most = notice->advice.th || notice->is_warning ? NOTICE_URLS_SHOWN : 1; /* nothing to do: an example is enough */
    size_t shown = notice->n_urls < most ? notice->n_urls : most;
    for (size_t i = 0; i < shown; i++)
        if (view_shows_url(notice, notice->urls[i]))
            page_indented(page, left + 2, INK_FAINT, notice->urls[i]);
    if (notice->n_all_urls > shown) {
        char rest[24];
        (void)snprintf(rest, sizeof rest, "%zu", notice->n_all_urls - shown);
        indented_msg(page, left + 2, MSG_AND_MORE, rest);
    }
}

/* Warnings stand at the head, notes behind the items. */
static void notices(struct page *page, bool wants_warnings)
{
    const struct oit_report *report = page->view.report;
    bool is_first = true;
    for (size_t i = 0; i < report->n_notices; i++) {
        if (report->notices[i].is_warning != wants_warnings)
            continue;
        if (is_first && !wants_warnings) {
            (void)buf_add_char(page->out, '\n');
            page_line(page, INK_BOLD, view_msg(&page->view, MSG_NOTICES));
        }
        is_first = false;
        notice_entry(page, &report->notices[i]);
    }
}

static void head(struct page *page)
{
    const struct oit_report *report = page->view.report;
    struct buf text;
    char when[VIEW_TEXT_SIZE];
    page_line_of(page, INK_WARN, view_incomplete);
    if (!report->run.complete)
        page_line(page, INK_PLAIN, view_msg(&page->view, MSG_INCOMPLETE_MEANS));
    notices(page, true);
    named_line(page, INK_BOLD, MSG_TITLE);
    buf_init(&text, 0);
    if (report->site.name && *report->site.name)
        (void)buf_addf(&text, "%s  ", report->site.name);
    (void)buf_add_c(&text, report->site.url ? report->site.url : "");
    page_line(page, INK_PLAIN, text.p);
    page_line_of(page, report->rules.confirmed_for_year ? INK_PLAIN : INK_WARN, view_scheme);
    page_stage(page);
    buf_clear(&text);
    if (report->run.started) {
        view_time(&page->view, report->run.started, when);
        msg_add(&text, page->view.language, MSG_CHECKED_AT, MSG_ARGS(when));
        (void)buf_add_c(&text, " - ");
    }
    view_read_counts(&page->view, &text);
    add_as_of(page, &text);
    page_line(page, INK_PLAIN, text.p);
    buf_done(&text);
    named_line(page, INK_FAINT, MSG_PREDICTION);
}

static void bar(struct page *page, double low, double high)
{
    for (int i = 0; i < BAR_COLUMNS; i++) {
        double middle = (i + 0.5) * 100 / BAR_COLUMNS;
        (void)buf_add_c(page->out, middle < low ? "█" : middle < high ? "▒" : "░");
    }
}

static void group_lines(struct page *page, const struct oit_group *groups, size_t n, unsigned depth)
{
    const size_t title_column = GROUP_COLUMNS + BAR_COLUMNS + 1 + RANGE_COLUMNS;
    for (size_t i = 0; i < n; i++) {
        char range[VIEW_TEXT_SIZE];
        const char *title = view_words(&page->view, groups[i].title);
        view_range(groups[i].low, groups[i].high, range);
        size_t n_before = (depth < GROUP_DEPTH_SHOWN ? depth : GROUP_DEPTH_SHOWN) * 2;
        (void)buf_addf(page->out, "%*s", (int)n_before, "");
        columns_pad(page->out, page_clean(page, groups[i].code), GROUP_COLUMNS - n_before);
        bar(page, groups[i].low, groups[i].high);
        (void)buf_add_char(page->out, ' ');
        columns_pad(page->out, str_from(range), RANGE_COLUMNS);
        (void)page_wrap(page, title, title_column, title_column);
        (void)buf_add_char(page->out, '\n');
        if (depth < LIMIT_GROUP_DEPTH)
            group_lines(page, groups[i].groups, groups[i].n_groups, depth + 1);
    }
}

static void score(struct page *page)
{
    const struct oit_report *report = page->view.report;
    const char *reaches = report->score.reaches_target ? report->score.reaches_target : "";
    enum ink colour = strcmp(reaches, "yes") == 0 ? INK_GOOD : strcmp(reaches, "no") == 0 ? INK_BAD : INK_WARN;
    char range[VIEW_TEXT_SIZE];
    struct buf text;
    view_range(report->score.low, report->score.high, range);
    buf_init(&text, 0);
    view_named(&page->view, page->view.language, MSG_SCORE, &text);
    (void)buf_addf(&text, " %s (", range);
    view_target(&page->view, &text);
    (void)buf_add_char(&text, ')');
    (void)buf_add_char(page->out, '\n');
    page_line(page, colour, text.p);
    buf_done(&text);
    if (strchr(range, '-'))
        page_line(page, INK_FAINT, view_msg(&page->view, MSG_RANGE_MEANS));
    page_scores(page);
    group_lines(page, report->score.groups, report->score.n_groups, 1);
}

static enum ink ink_of(const struct oit_item *item)
{
    static const enum ink inks[] = {INK_GOOD, INK_WARN, INK_BAD, INK_WARN};
    return view_section_of(item) == SECTION_NOT_YET_DUE ? INK_FAINT : inks[item->status];
}

/* "  O16  +2.50  title: label" */
static void item_line(struct page *page, const struct oit_item *item)
{
    char gain[VIEW_TEXT_SIZE] = "", points[VIEW_TEXT_SIZE];
    bool has_gain = item->gain >= 0.005 && item->status != OIT_PUBLISHED;
    if (has_gain) {
        view_points(item->gain, points);
        (void)snprintf(gain, sizeof gain, "+%.20s", points);
    }
    (void)buf_add_c(page->out, "  ");
    page_ink(page, INK_BOLD);
    columns_pad(page->out, page_clean(page, item->code), 5);
    page_ink(page, INK_PLAIN);
    columns_pad(page->out, str_from(gain), 8);
    struct buf title;
    buf_init(&title, 0);
    (void)buf_addf(&title, "%s:", view_words(&page->view, item->title));
    size_t column = page_wrap(page, title.p, ITEM_INDENT, ITEM_INDENT);
    buf_done(&title);
    page_ink(page, ink_of(item));
    column = page_wrap(page, view_label(&page->view, item), column, ITEM_INDENT);
    page_ink(page, INK_PLAIN);
    if (view_lacks_assumed(item)) {
        (void)buf_add_c(page->out, " -");
        (void)page_wrap(page, view_msg(&page->view, MSG_HTML_ASSUMED), column + 2, ITEM_INDENT);
    }
    (void)buf_add_char(page->out, '\n');
}

/* " (เลยกำหนด 31 มี.ค. 2567)" */
static void add_due(struct page *page, const struct oit_item *item, struct buf *out)
{
    char date[VIEW_TEXT_SIZE];
    bool is_overdue = item->due_state && strcmp(item->due_state, "overdue") == 0;
    bool is_upcoming = item->due_state && strcmp(item->due_state, "upcoming") == 0;
    view_date(&page->view, item->due, date);
    if (!*date || (!is_overdue && !is_upcoming))
        return;
    (void)buf_add_c(out, " (");
    msg_add(out, page->view.language, is_overdue ? MSG_OVERDUE : MSG_DUE, MSG_ARGS(date));
    (void)buf_add_char(out, ')');
}

static void item_to_do(struct page *page, const struct oit_item *item)
{
    const char *advice = view_words(&page->view, item->advice), *link = view_link(page->view.report, item);
    struct buf text;
    buf_init(&text, 0);
    if (*advice) {
        (void)buf_addf(&text, "%s: %s", view_msg(&page->view, MSG_TO_DO), advice);
        add_due(page, item, &text);
        page_indented(page, ITEM_INDENT, INK_PLAIN, text.p);
    }
    page_owner(page, item, ITEM_INDENT);
    if (link)
        page_indented(page, ITEM_INDENT, INK_FAINT, link);
    buf_done(&text);
}

/* What officers have settled stands among the decisions. */
static void section(struct page *page, enum view_section which, enum msg title, bool with_to_do)
{
    const struct view *view = &page->view;
    size_t n = 0;
    for (size_t i = view->first[which]; i < view->first[which + 1]; i++)
        n += !view_is_settled(view->items[i]);
    if (!n)
        return;
    page_heading(page, title, n);
    for (size_t i = view->first[which]; i < view->first[which + 1]; i++) {
        if (view_is_settled(view->items[i]))
            continue;
        item_line(page, view->items[i]);
        if (with_to_do)
            item_to_do(page, view->items[i]);
    }
}

static void published_in_short(struct page *page)
{
    const struct view *view = &page->view;
    size_t from = view->first[SECTION_PUBLISHED], to = view->first[N_SECTIONS], n_flagged = 0;
    if (from == to)
        return;
    page_heading(page, MSG_PUBLISHED_GROUP, to - from);
    struct buf codes;
    buf_init(&codes, 0);
    for (size_t i = from; i < to; i++) {
        (void)buf_addf(&codes, "%s ", view->items[i]->code ? view->items[i]->code : "");
        n_flagged += view_needs_look(view->items[i]);
    }
    page_indented(page, 2, INK_GOOD, codes.p);
    buf_done(&codes);
    if (!n_flagged)
        return;
    page_indented(page, 2, INK_PLAIN, view_msg(view, MSG_PUBLISHED_FLAGGED));
    for (size_t i = from; i < to; i++)
        if (view_needs_look(view->items[i]))
            item_line(page, view->items[i]);
}

static void reviews(struct page *page)
{
    const struct oit_item *first[REVIEWS_SHOWN];
    size_t n = view_reviews(&page->view, first, REVIEWS_SHOWN);
    struct buf codes, text;
    if (n == 0)
        return;
    buf_init(&codes, 0);
    buf_init(&text, 0);
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(&codes, "%s%s", i ? ", " : "", first[i]->code ? first[i]->code : "");
    msg_add(&text, page->view.language, MSG_REVIEW_FIRST, MSG_ARGS(codes.p));
    (void)buf_add_char(page->out, '\n');
    page_line(page, INK_BOLD, text.p);
    buf_done(&codes);
    buf_done(&text);
}

/* Declared versus proved in a line, then the indexes. */
static void indexes_in_short(struct page *page)
{
    const struct oit_report *report = page->view.report;
    struct buf text;
    if (!report->n_indexes)
        return;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s:", view_msg(&page->view, MSG_DECLARED_TITLE));
    (void)buf_add_char(page->out, '\n');
    page_line(page, INK_BOLD, text.p);
    buf_clear(&text);
    view_declared(&page->view, &text);
    page_indented(page, 2, INK_PLAIN, text.n ? text.p : view_msg(&page->view, MSG_INDEX_NONE));
    for (size_t i = 0; i < report->n_indexes && i < UNREAD_IN_SHORT; i++) {
        buf_clear(&text);
        view_index(&page->view, &report->indexes[i], &text);
        if (view_is_link(report->indexes[i].url))
            (void)buf_addf(&text, ": %s", report->indexes[i].url);
        page_indented(page, 2, INK_FAINT, text.p);
    }
    buf_done(&text);
}

static void unread_entry(struct page *page, const struct oit_unread *unread)
{
    struct buf text;
    buf_init(&text, 0);
    view_fault(&page->view, unread->code, &text);
    if (unread->label && *unread->label)
        (void)buf_addf(&text, " - %s", unread->label);
    if (unread->n_items) {
        struct buf codes;
        buf_init(&codes, 0);
        for (size_t i = 0; i < unread->n_items; i++)
            (void)buf_addf(&codes, "%s%s", i ? ", " : "", unread->items[i]);
        (void)buf_add_c(&text, " - ");
        msg_add(&text, page->view.language, MSG_UNREAD_MAY_HOLD, MSG_ARGS(codes.p));
        buf_done(&codes);
    }
    page_indented(page, 2, INK_PLAIN, unread->url ? unread->url : "");
    page_indented(page, 4, INK_FAINT, text.p);
    buf_done(&text);
}

static void unread_in_short(struct page *page, enum msg title, const struct oit_unread *unread, size_t n)
{
    if (!n)
        return;
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s: %zu", view_msg(&page->view, title), n);
    (void)buf_add_char(page->out, '\n');
    page_line(page, INK_BOLD, text.p);
    for (size_t i = 0; i < n && i < UNREAD_IN_SHORT; i++)
        unread_entry(page, &unread[i]);
    if (n > UNREAD_IN_SHORT) {
        char rest[32];
        buf_clear(&text);
        (void)snprintf(rest, sizeof rest, "%zu", n - UNREAD_IN_SHORT);
        msg_add(&text, page->view.language, MSG_AND_MORE, MSG_ARGS(rest));
        page_indented(page, 2, INK_PLAIN, text.p);
    }
    buf_done(&text);
}

static void foot(struct page *page, const char *report_path, enum report_language language)
{
    struct buf text;
    (void)buf_add_char(page->out, '\n');
    page_line_of(page, INK_FAINT, view_criteria);
    buf_init(&text, 0);
    if (report_path) {
        msg_add(&text, page->view.language, MSG_REPORT_AT, MSG_ARGS(report_path));
        page_line(page, INK_PLAIN, text.p);
        buf_clear(&text);
    }
    report_next_step(page->view.report, language, &text);
    page_ink(page, INK_BOLD);
    (void)buf_add_str(page->out, buf_str(&text)); /* not wrapped: it ends with a command to copy */
    page_ink(page, INK_PLAIN);
    (void)buf_add_char(page->out, '\n');
    buf_done(&text);
}

void report_text(const struct oit_report *report, const struct report_text_options *options, struct buf *out)
{
    int width = options->width > 0 ? options->width : DEFAULT_WIDTH;
    struct page page = {.out = out, .use_colour = options->use_colour, .width = (size_t)(width < MIN_WIDTH ? MIN_WIDTH : width)};
    bool is_blocked = report->run.stop_reason && strcmp(report->run.stop_reason, "blocked") == 0;
    view_init(&page.view, report, options->language);
    buf_init(&page.scratch, 0);
    head(&page);
    score(&page);
    section(&page, SECTION_FIX, MSG_FIX_FIRST, true);
    section(&page, SECTION_LOOK, MSG_CHECK_BY_HAND, !is_blocked); /* of what nobody could open there is nothing to mend */
    section(&page, SECTION_NOT_FOUND_YET, MSG_NOT_FOUND_YET, false);
    section(&page, SECTION_NOT_YET_DUE, MSG_NOT_YET_DUE_GROUP, false);
    published_in_short(&page);
    page_decisions(&page);
    page_entered(&page);
    reviews(&page);
    indexes_in_short(&page);
    notices(&page, false);
    unread_in_short(&page, MSG_UNREAD, report->unread, report->n_unread);
    unread_in_short(&page, MSG_DEAD_LINKS, report->faults, report->n_faults);
    foot(&page, options->report_path, options->language);
    buf_done(&page.scratch);
    view_done(&page.view);
}
