/* html_declared.c - what the agency's own index declares, beside what is proved: the indexes found, the counts, the items whose rows do not lead to evidence; the
 * others as marks.
 * SPDX-License-Identifier: MIT
 */
#include "html_declared.h"

#include <stdio.h>

#include "html_stack.h"

enum { INDEXES_SHOWN = 12 /* the used ones stand first; report.json has all */ };

static const char *class_of(enum oit_declared_state state)
{
    static const char *const classes[N_OIT_DECLARED_STATES] = {
        [DECLARED_NONE] = "later",     [DECLARED_PROVED] = "good",    [DECLARED_INCOMPLETE] = "warn",     [DECLARED_UNREAD] = "ask",
        [DECLARED_WRONG_YEAR] = "bad", [DECLARED_WRONG_ITEM] = "bad", [DECLARED_DEAD] = "bad",            [DECLARED_CRITERION_ONLY] = "bad",
        [DECLARED_NO_TARGET] = "bad",  [DECLARED_ELSEWHERE] = "warn", [DECLARED_NOT_LISTED] = "later"};
    return state < N_OIT_DECLARED_STATES ? classes[state] : "ask";
}

static void state_tag(struct html *h, enum oit_declared_state state)
{
    enum msg id = view_declared_words(state);
    (void)buf_addf(h->out, "<span class=\"tag %s\">", class_of(state));
    html_words(h, (struct oit_words){msg_th(id), msg_en(id)});
    html_raw(h, "</span>");
}

void html_declared_line(struct html *h, const struct oit_item *item)
{
    if (item->declared.state == DECLARED_NONE)
        return;
    html_raw(h, "<div class=\"fine declared\">");
    html_msg(h, MSG_IN_INDEX);
    html_raw(h, " ");
    state_tag(h, item->declared.state);
    html_raw(h, "</div>");
}

static void index_list(struct html *h)
{
    const struct oit_report *report = h->view.report;
    html_raw(h, "<ul>");
    for (size_t i = 0; i < report->n_indexes && i < INDEXES_SHOWN; i++) {
        struct buf text;
        buf_init(&text, 0);
        view_index(&h->view, &report->indexes[i], &text);
        html_raw(h, "<li>");
        html_text(h, text.p);
        html_raw(h, ": ");
        html_link(h, report->indexes[i].url, report->indexes[i].title);
        html_raw(h, "</li>\n");
        buf_done(&text);
    }
    html_raw(h, "</ul>\n");
    if (report->n_indexes > INDEXES_SHOWN) {
        char rest[VIEW_TEXT_SIZE];
        (void)snprintf(rest, sizeof rest, "%zu", report->n_indexes - INDEXES_SHOWN);
        html_raw(h, "<p class=\"fine\">");
        html_msg_args(h, MSG_AND_MORE, MSG_ARGS(rest));
        html_raw(h, "</p>\n");
    }
}

static void row_entry(struct html *h, const struct oit_declared_row *row, bool with_state)
{
    html_raw(h, "<li>");
    if (row->code) {
        html_element(h, "b", NULL, row->code);
        html_raw(h, " ");
    }
    html_text(h, row->label);
    if (with_state) {
        html_raw(h, " ");
        state_tag(h, row->state);
    }
    for (size_t i = 0; i < row->n_targets; i++) {
        html_raw(h, "<div class=\"fine\">→ ");
        html_link_on(h, row->targets[i], h->view.report->site.url);
        html_raw(h, "</div>");
    }
    html_raw(h, "</li>");
}

static void item_row(struct html *h, const struct oit_item *item)
{
    const struct oit_declared *declared = &item->declared;
    html_stack_item(h, item);
    html_stack_cell(h, MSG_DECLARED_COLUMN);
    if (declared->n_rows) {
        html_raw(h, "<ul class=\"rows\">");
        for (size_t i = 0; i < declared->n_rows; i++)
            row_entry(h, &declared->rows[i], declared->state == DECLARED_ELSEWHERE || declared->n_rows > 1);
        html_raw(h, "</ul>");
    } else {
        html_raw(h, "-");
    }
    html_raw(h, "</td>");
    html_stack_cell(h, MSG_DECLARED_STATE);
    state_tag(h, declared->state);
    html_raw(h, "</td>");
    html_stack_cell(h, MSG_DECLARED_FOUND);
    html_status(h, item);
    if (declared->state == DECLARED_ELSEWHERE && item->n_evidence) {
        html_raw(h, "<div class=\"fine\">→ ");
        html_link_on(h, item->evidence[0].url, h->view.report->site.url);
        html_raw(h, "</div>");
    }
    html_raw(h, "</td></tr>\n");
}

static bool is_difference(const struct oit_item *item)
{
    return item->declared.state != DECLARED_PROVED && item->declared.state != DECLARED_NOT_LISTED && item->declared.state != DECLARED_NONE;
}

static void differences(struct html *h)
{
    static const enum msg heads[] = {MSG_COLUMN_ITEM, MSG_DECLARED_COLUMN, MSG_DECLARED_STATE, MSG_DECLARED_FOUND};
    const struct oit_report *report = h->view.report;
    html_stack_open(h, "declared", heads, sizeof heads / sizeof *heads);
    for (size_t i = 0; i < report->n_items; i++)
        if (is_difference(&report->items[i]))
            item_row(h, &report->items[i]);
    html_stack_close(h);
}

/* Items of one state as marks, under how many they are. */
static void marks(struct html *h, enum oit_declared_state state, size_t n, enum msg title)
{
    const struct oit_report *report = h->view.report;
    char number[24];
    if (!n)
        return;
    (void)snprintf(number, sizeof number, "%zu", n);
    html_raw(h, "<p>");
    html_msg_args(h, title, MSG_ARGS(number));
    html_raw(h, "</p><div class=\"tiles\">");
    for (size_t i = 0; i < report->n_items; i++)
        if (report->items[i].declared.state == state)
            html_tile(h, &report->items[i]);
    html_raw(h, "</div>\n");
}

void html_declared(struct html *h)
{
    const struct oit_report *report = h->view.report;
    size_t counts[N_OIT_DECLARED_STATES];
    struct buf text;
    if (!report->n_indexes)
        return;
    (void)view_declared_counts(report, counts);
    html_raw(h, "<section aria-labelledby=\"declared\">");
    html_heading_msg(h, 2, "declared", MSG_DECLARED_TITLE);
    index_list(h);
    if (view_has_declarations(report)) {
        buf_init(&text, 0);
        view_declared(&h->view, &text);
        html_element(h, "p", "note", text.p);
        buf_done(&text);
        if (counts[DECLARED_PROVED] + counts[DECLARED_NOT_LISTED] + counts[DECLARED_NONE] < report->n_items)
            differences(h);
        marks(h, DECLARED_PROVED, counts[DECLARED_PROVED], MSG_DECLARED_COUNT_PROVED);
        marks(h, DECLARED_NOT_LISTED, counts[DECLARED_NOT_LISTED], MSG_DECLARED_COUNT_NOT_LISTED);
    } else {
        html_element(h, "p", "note", view_msg(&h->view, MSG_INDEX_NONE));
    }
    html_raw(h, "</section>\n");
}
