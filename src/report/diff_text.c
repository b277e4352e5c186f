/* diff_text.c - a comparison on a terminal or in a cron mail: worse first. Colour carries nothing that the words do not say.
 * SPDX-License-Identifier: MIT
 */
#include "diff.h"

#include <math.h>
#include <stdio.h>

#include "columns.h"
#include "url/url.h"

enum { DEFAULT_WIDTH = 100, MIN_WIDTH = 40, ITEM_COLUMN = 7, LINE_COLUMN = 9, MAX_NOTES = 8 };

struct page {
    struct view view; /* of the later report */
    struct buf *out;
    size_t width;
    bool use_colour;
};

static void ink(struct page *page, const char *code)
{
    if (page->use_colour)
        (void)buf_add_c(page->out, code);
}

static void line(struct page *page, size_t indent, const char *text)
{
    columns_line(page->out, text, indent, 0, page->width);
}

static void line_msg(struct page *page, size_t indent, enum msg id, const char *argument)
{
    struct buf text;
    buf_init(&text, 0);
    msg_add(&text, page->view.language, id, MSG_ARGS(argument ? argument : "-"));
    line(page, indent, text.p);
    buf_done(&text);
}

static void check_line(struct page *page, enum msg which, const struct oit_report *report)
{
    char time[VIEW_TEXT_SIZE], points[VIEW_TEXT_SIZE];
    struct buf text;
    buf_init(&text, 0);
    view_time(&page->view, report->run.started, time);
    view_range(report->score.low, report->score.high, points);
    (void)buf_addf(&text, "%s: ", view_msg(&page->view, which));
    msg_add(&text, page->view.language, MSG_DIFF_CHECK, MSG_ARGS(time, view_score_name(&page->view), points));
    if (!report->run.complete)
        (void)buf_addf(&text, "  %s", view_msg(&page->view, MSG_INCOMPLETE));
    (void)buf_addf(&text, "  %s", report->run.id ? report->run.id : "");
    line(page, 0, text.p);
    buf_done(&text);
}

static void head(struct page *page, const struct comparison *c)
{
    struct buf notes[MAX_NOTES], text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s: %s", view_msg(&page->view, MSG_DIFF_TITLE), view_site_name(c->after));
    ink(page, "\x1b[1m");
    line(page, 0, text.p);
    ink(page, "\x1b[0m");
    buf_done(&text);
    check_line(page, MSG_DIFF_BEFORE, c->before);
    check_line(page, MSG_DIFF_AFTER, c->after);
    size_t n = diff_notes(c, &page->view, notes, MAX_NOTES);
    for (size_t i = 0; i < n; i++) {
        line(page, 0, notes[i].p);
        buf_done(&notes[i]);
    }
}

static void address(struct page *page, enum msg id, const char *url)
{
    struct buf text;
    buf_init(&text, 0);
    url_readable(str_from(url), &text);
    if (id == N_MESSAGES)
        line(page, LINE_COLUMN + 2, text.p);
    else
        line_msg(page, LINE_COLUMN + 2, id, text.p);
    buf_done(&text);
}

static void evidence(struct page *page, const struct compare_evidence *e)
{
    struct buf text;
    const struct oit_evidence *shown = e->after ? e->after : e->before;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s: %s", view_msg(&page->view, diff_evidence_words(e)), shown->title ? shown->title : "");
    line(page, LINE_COLUMN, text.p);
    buf_done(&text);
    if (e->kind == EVIDENCE_TITLE && e->before->title)
        line_msg(page, LINE_COLUMN + 2, MSG_DIFF_FROM, e->before->title);
    if (e->kind == EVIDENCE_MOVED)
        address(page, MSG_DIFF_FROM, e->before->url);
    address(page, N_MESSAGES, shown->url);
}

static void elements(struct page *page, enum msg id, const struct oit_element *const *list, size_t n)
{
    struct buf text;
    if (n == 0)
        return;
    buf_init(&text, 0);
    diff_elements(&page->view, list, n, &text);
    line_msg(page, LINE_COLUMN, id, text.p);
    buf_done(&text);
}

static void item_lines(struct page *page, const struct compare_item *item)
{
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s  %s", diff_code(item), view_words(&page->view, diff_title(item)));
    line(page, 2, text.p);
    buf_done(&text);
    const char *before = diff_label(&page->view, item->before), *after = diff_label(&page->view, item->after);
    if (strcmp(before, after) != 0 || item->changes & COMPARE_STATUS) {
        line_msg(page, ITEM_COLUMN, MSG_DIFF_WAS, before);
        line_msg(page, ITEM_COLUMN, MSG_DIFF_IS, after);
    } else {
        line(page, ITEM_COLUMN, after);
    }
    if (item->changes & COMPARE_ELEMENTS) {
        elements(page, MSG_DIFF_FOUND, item->found, item->n_found);
        elements(page, MSG_DIFF_LACKING, item->lacking, item->n_lacking);
    }
    for (size_t i = 0; i < item->n_evidence; i++)
        evidence(page, &item->evidence[i]);
}

/* Of a cut check there may be thirty of these, which say nothing one by one. */
static void unread_line(struct page *page, const struct comparison *c)
{
    struct buf codes;
    buf_init(&codes, 0);
    for (size_t i = 0; i < c->n_items; i++)
        if (diff_is_only_not_reached(&c->items[i]))
            (void)buf_addf(&codes, "%s%s", codes.n ? ", " : "", diff_code(&c->items[i]));
    if (codes.n)
        line_msg(page, 2, MSG_DIFF_NOT_REACHED, codes.p);
    buf_done(&codes);
}

static void group(struct page *page, const struct comparison *c, const struct diff_group *group)
{
    if (c->counts[group->kind] == 0)
        return;
    char number[32];
    struct buf text;
    buf_init(&text, 0);
    (void)snprintf(number, sizeof number, "%zu", c->counts[group->kind]);
    (void)buf_addf(&text, "%s: ", view_msg(&page->view, group->heading));
    msg_add(&text, page->view.language, MSG_COUNT_ITEMS, MSG_ARGS(number));
    (void)buf_add_char(page->out, '\n');
    ink(page, group->kind == COMPARE_WORSENED ? "\x1b[31m" : group->kind == COMPARE_IMPROVED ? "\x1b[32m" : "\x1b[1m");
    line(page, 0, text.p);
    ink(page, "\x1b[0m");
    buf_done(&text);
    for (size_t i = 0; i < c->n_items; i++)
        if (c->items[i].kind == group->kind && !diff_is_only_not_reached(&c->items[i]))
            item_lines(page, &c->items[i]);
    if (group->kind == COMPARE_UNREAD)
        unread_line(page, c);
}

void report_diff_text(const struct comparison *c, const struct report_text_options *options, struct buf *out)
{
    struct page page = {.out = out, .use_colour = options->use_colour, .width = options->width ? (size_t)options->width : DEFAULT_WIDTH};
    char unchanged[32];
    if (page.width < MIN_WIDTH)
        page.width = MIN_WIDTH;
    view_init(&page.view, c->after, options->language);
    head(&page, c);
    for (size_t i = 0; i < DIFF_N_GROUPS; i++)
        group(&page, c, &diff_groups[i]);
    (void)buf_add_char(out, '\n');
    (void)snprintf(unchanged, sizeof unchanged, "%zu", c->counts[COMPARE_SAME]);
    if (c->is_same)
        line(&page, 0, view_msg(&page.view, MSG_DIFF_SAME));
    else
        line_msg(&page, 0, MSG_DIFF_UNCHANGED, unchanged);
    view_done(&page.view);
}
