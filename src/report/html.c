/* html.c - report.html: one file that needs nothing else; no script, nothing loaded. Head, summary, groups, items (html_items.c), what was not
 * read, foot. The page's own policy allows the one style sheet by its hash and nothing more, so markup that slipped in could do nothing.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include <stdio.h>

#include "base/limits.h"
#include "html_declared.h"
#include "html_entered.h"
#include "html_items.h"
#include "html_notices.h"
#include "html_office.h"
#include "html_read.h"
#include "html_trend.h"
#include "html_parts.h"

enum { FIX_SHOWN = 10, REVIEWS_SHOWN = 10, LOOK_SHOWN = 5 }; /* in the summary; the table has all */

static void document_head(struct html *h)
{
    struct buf title;
    buf_init(&title, 0);
    view_named(&h->view, h->view.language, MSG_TITLE, &title);
    (void)buf_addf(&title, " - %s", view_site_name(h->view.report));
    html_document_head(h, html_style, title.p);
    buf_done(&title);
}

static void note(struct html *h, const char *class, void (*sentence)(const struct view *view, struct buf *out), enum msg more)
{
    struct buf text;
    buf_init(&text, 0);
    sentence(&h->view, &text);
    (void)buf_addf(h->out, "<div class=\"note %s\"><strong>", class);
    html_text(h, text.p);
    html_raw(h, "</strong>");
    if (more != N_MESSAGES) {
        html_raw(h, " ");
        html_msg(h, more);
    }
    html_raw(h, "</div>\n");
    buf_done(&text);
}

static void when(struct html *h)
{
    const struct oit_report *report = h->view.report;
    char text[VIEW_TEXT_SIZE];
    struct buf counts;
    html_raw(h, "<p class=\"meta\">");
    if (report->run.started) {
        view_time(&h->view, report->run.started, text);
        html_msg_args(h, MSG_CHECKED_AT, MSG_ARGS(text));
        html_raw(h, " · ");
    }
    view_date(&h->view, report->as_of, text);
    if (*text) {
        html_msg_args(h, MSG_AS_OF, MSG_ARGS(text));
        html_raw(h, " · ");
    }
    buf_init(&counts, 0);
    view_read_counts(&h->view, &counts);
    html_text(h, counts.p);
    buf_done(&counts);
    html_raw(h, "</p>\n");
}

static void page_head(struct html *h)
{
    const struct oit_report *report = h->view.report;
    html_raw(h, "<body>\n<a class=\"skip\" href=\"#items\">");
    html_msg(h, MSG_HTML_SKIP);
    html_raw(h, "</a>\n<header>\n");
    if (!report->run.complete)
        note(h, "bad", view_incomplete, MSG_INCOMPLETE_MEANS);
    html_warnings(h);
    html_raw(h, "<p class=\"kicker\">");
    html_named_words(h, MSG_TITLE);
    html_raw(h, "</p>\n<h1>");
    html_text(h, view_site_name(report));
    html_raw(h, "</h1>\n<p>");
    html_link(h, report->site.url, NULL);
    html_raw(h, "</p>\n");
    note(h, report->rules.confirmed_for_year ? "" : "warn", view_scheme, N_MESSAGES);
    html_stage(h);
    when(h);
    html_raw(h, "<p class=\"meta\"><strong>");
    html_named_words(h, MSG_PREDICTION);
    html_raw(h, "</strong></p>\n</header>\n");
}

static void count(struct html *h, const char *class, size_t n, enum msg text)
{
    if (!n)
        return;
    (void)buf_addf(h->out, "<li class=\"%s\"><b>%zu</b>", class, n);
    html_words(h, (struct oit_words){msg_th(text), msg_en(text)});
    html_raw(h, "</li>");
}

static void counts(struct html *h)
{
    const struct view *view = &h->view;
    html_raw(h, "<ul class=\"counts\">");
    count(h, "good", view_count(view, SECTION_PUBLISHED), MSG_STATUS_PUBLISHED);
    count(h, "warn", view->n_partial, MSG_STATUS_PARTIAL);
    count(h, "bad", view->n_missing, MSG_STATUS_MISSING);
    count(h, "ask", view_count(view, SECTION_LOOK), MSG_STATUS_UNKNOWN);
    count(h, "ask", view_count(view, SECTION_NOT_FOUND_YET), MSG_STATUS_NOT_FOUND_YET);
    count(h, "later", view_count(view, SECTION_NOT_YET_DUE), MSG_STATUS_NOT_YET_DUE);
    html_raw(h, "</ul>\n");
}

static void short_entry(struct html *h, const struct oit_item *item)
{
    bool is_named;
    const char *owner = view_owner(&h->view, item, &is_named);
    struct buf gain;
    buf_init(&gain, 0);
    view_gain(&h->view, item, &gain);
    html_raw(h, "<li>");
    if (gain.n) {
        html_element(h, "span", "gain", gain.p);
        html_raw(h, " ");
    }
    buf_done(&gain);
    html_raw(h, "<a href=\"#");
    html_anchor(h, item->code);
    html_raw(h, "\">");
    html_text(h, item->code);
    html_raw(h, " ");
    html_text(h, view_words(&h->view, item->title));
    html_raw(h, "</a>: ");
    html_text(h, view_words(&h->view, item->label));
    if (is_named) { /* the rule's guess would be noise here */
        html_raw(h, " · <span class=\"fine\">");
        html_text(h, owner);
        html_raw(h, "</span>");
    }
    html_raw(h, "</li>\n");
}

static void more(struct html *h, size_t n)
{
    char rest[VIEW_TEXT_SIZE];
    (void)snprintf(rest, sizeof rest, "%zu", n);
    html_raw(h, "<p class=\"fine\">");
    html_msg_args(h, MSG_AND_MORE, MSG_ARGS(rest));
    html_raw(h, "</p>\n");
}

/* What officers have settled is not asked for again: it stands among the decisions. */
static void short_list(struct html *h, enum view_section section, const char *id, enum msg title, size_t n_shown)
{
    const struct view *view = &h->view;
    size_t n = 0;
    for (size_t i = view->first[section]; i < view->first[section + 1]; i++) {
        if (view_is_settled(view->items[i]))
            continue;
        if (n == 0) {
            html_heading_msg(h, 3, id, title);
            html_raw(h, "<ol class=\"first\">\n");
        }
        if (n++ < n_shown)
            short_entry(h, view->items[i]);
    }
    if (n)
        html_raw(h, "</ol>\n");
    if (n > n_shown)
        more(h, n - n_shown);
}

static void settled(struct html *h)
{
    const struct oit_report *report = h->view.report;
    struct buf codes;
    buf_init(&codes, 0);
    for (size_t i = 0; i < report->n_items; i++)
        if (report->items[i].status != OIT_PUBLISHED && view_is_settled(&report->items[i]))
            (void)buf_addf(&codes, "%s%s", codes.n ? ", " : "", report->items[i].code ? report->items[i].code : "");
    if (codes.n) {
        html_raw(h, "<p class=\"fine\">");
        html_msg_args(h, MSG_AND_SETTLED, MSG_ARGS(codes.p));
        html_raw(h, "</p>\n");
    }
    buf_done(&codes);
}

static void reviews(struct html *h)
{
    const struct oit_item *first[REVIEWS_SHOWN];
    size_t n = view_reviews(&h->view, first, REVIEWS_SHOWN);
    if (n == 0)
        return;
    html_raw(h, "<p class=\"fine\">");
    html_msg_args(h, MSG_REVIEW_FIRST, MSG_ARGS(""));
    for (size_t i = 0; i < n; i++) {
        html_raw(h, " ");
        html_tile(h, first[i]);
    }
    html_raw(h, "</p>\n");
}

static void summary(struct html *h)
{
    const struct oit_report *report = h->view.report;
    struct buf text;
    html_raw(h, "<section class=\"summary\" aria-labelledby=\"summary\">");
    html_heading_msg(h, 2, "summary", MSG_HTML_SUMMARY);
    html_raw(h, "<div class=\"score\">");
    html_gauge(h, report->score.low, report->score.high, report->score.target);
    html_raw(h, "<strong>");
    html_named_words(h, MSG_SCORE);
    html_raw(h, "</strong><span class=\"fine\">");
    buf_init(&text, 0);
    view_target(&h->view, &text);
    html_text(h, text.p);
    html_raw(h, "</span></div>\n<div>");
    counts(h);
    html_scores(h);
    short_list(h, SECTION_FIX, "fix", MSG_FIX_FIRST, FIX_SHOWN);
    short_list(h, SECTION_LOOK, "look", MSG_CHECK_BY_HAND, LOOK_SHOWN);
    short_list(h, SECTION_NOT_FOUND_YET, "notyet", MSG_NOT_FOUND_YET, LOOK_SHOWN);
    settled(h);
    reviews(h);
    buf_clear(&text);
    report_next_step(report, h->view.language == MSG_EN ? REPORT_EN : REPORT_TH, &text);
    html_element(h, "p", "note", text.p);
    if (report->score.high - report->score.low >= 0.005)
        html_element(h, "p", "fine", view_msg(&h->view, MSG_RANGE_MEANS));
    html_raw(h, "</div></section>\n");
    buf_done(&text);
}

static void tiles(struct html *h, const char *group)
{
    const struct oit_report *report = h->view.report;
    html_raw(h, "<div class=\"tiles\">");
    for (size_t i = 0; group && i < report->n_items; i++)
        if (report->items[i].group && strcmp(report->items[i].group, group) == 0)
            html_tile(h, &report->items[i]);
    html_raw(h, "</div>");
}

static void group_list(struct html *h, const struct oit_group *groups, size_t n, int depth)
{
    if (!n || depth > LIMIT_GROUP_DEPTH)
        return;
    html_raw(h, "<ul class=\"groups\">");
    for (size_t i = 0; i < n; i++) {
        char range[VIEW_TEXT_SIZE];
        view_range(groups[i].low, groups[i].high, range);
        html_raw(h, "<li><div class=\"row\"><span>");
        html_text(h, groups[i].code);
        html_raw(h, " ");
        html_words(h, groups[i].title);
        html_raw(h, "</span>");
        html_bar(h, groups[i].low, groups[i].high, h->view.report->score.target, range);
        html_element(h, "span", "value", range);
        html_raw(h, "</div>");
        tiles(h, groups[i].code);
        group_list(h, groups[i].groups, groups[i].n_groups, depth + 1);
        html_raw(h, "</li>\n");
    }
    html_raw(h, "</ul>");
}

static void groups(struct html *h)
{
    const struct oit_report *report = h->view.report;
    if (!report->score.n_groups)
        return;
    html_raw(h, "<section aria-labelledby=\"groups\">");
    html_heading_msg(h, 2, "groups", MSG_GROUPS);
    group_list(h, report->score.groups, report->score.n_groups, 1);
    char target[VIEW_TEXT_SIZE];
    view_points(report->score.target, target);
    html_raw(h, "<p class=\"fine\">");
    html_msg_args(h, MSG_HTML_BARS, MSG_ARGS(target));
    html_raw(h, "</p></section>\n");
}

static void page_foot(struct html *h)
{
    const struct oit_report *report = h->view.report;
    struct buf text;
    buf_init(&text, 0);
    view_criteria(&h->view, &text);
    html_raw(h, "<footer>\n");
    html_element(h, "p", NULL, text.p);
    html_raw(h, "<p>");
    html_msg_args(h, MSG_HTML_TOOL,
                  MSG_ARGS(report->tool.version ? report->tool.version : "-", report->rules.revision ? report->rules.revision : "-"));
    html_raw(h, "</p>\n</footer>\n</body>\n</html>\n");
    buf_done(&text);
}

void report_html(const struct oit_report *report, enum report_language language, struct buf *out)
{
    struct html h = {.out = out};
    view_init(&h.view, report, language);
    document_head(&h);
    page_head(&h);
    html_raw(&h, "<main>\n");
    summary(&h);
    groups(&h);
    html_entered(&h);
    html_decisions(&h);
    html_trend(&h);
    html_items(&h);
    html_declared(&h);
    html_unread(&h);
    html_notes(&h);
    html_was_read(&h);
    html_raw(&h, "</main>\n");
    page_foot(&h);
    view_done(&h.view);
}
