/* hub.c - an OIT index page to paste into a CMS: the items in order, each a link to its best evidence, under the names of their groups.
 *
 * A fragment: headings, lists and links, nothing that a CMS would strip or that could touch the page around it (no script, style, class, id or inline
 * style). What has no evidence stands in a comment, which visitors do not see: an item that leads nowhere would be worse than none.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

#include <stdio.h>

#include "base/limits.h"
#include "html_parts.h"
#include "text/utf8.h"

enum { MORE_LINKS = 8 /* documents of one item beside the first: what it asks for may stand in several */ };

/* A comment ends at "-->" or "--!>", may not begin with ">" or "->" (HTML, 13.6), and older readers end it at any "--"; so no two hyphens stand side by side in
 * one, and markup is escaped as everywhere. */
static void comment(struct html *h, const char *text)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(text), &clean);
    html_raw(h, "<!-- ");
    struct buf spaced;
    buf_init(&spaced, 0);
    for (size_t i = 0; i < clean.n; i++) {
        (void)buf_add_char(&spaced, clean.p[i]);
        if (clean.p[i] == '-' && i + 1 < clean.n && clean.p[i + 1] == '-')
            (void)buf_add_char(&spaced, ' ');
    }
    html_text(h, spaced.p);
    html_raw(h, " -->\n");
    buf_done(&spaced);
    buf_done(&clean);
}

static bool is_rejected(const struct oit_item *item)
{
    return view_decision(item) == VIEW_REJECTED || view_decision(item) == VIEW_NOT_APPLICABLE;
}

/* The n-th line of what the officer means to enter; false: there is none. */
static bool officer_url(const struct oit_item *item, size_t n, struct buf *ret_url)
{
    for (struct str rest = str_from(item->officer.words[OFFICER_URL]); rest.p;) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        if (!line.n)
            continue;
        buf_clear(ret_url);
        (void)buf_add_str(ret_url, line);
        if (view_is_link(ret_url->p) && n-- == 0)
            return true;
    }
    return false;
}

static const struct oit_evidence *best_evidence(const struct oit_item *item)
{
    if (item->status != OIT_PUBLISHED && item->status != OIT_PARTIAL)
        return NULL;
    for (size_t i = 0; i < item->n_evidence; i++)
        if (item->evidence[i].url && view_is_link(item->evidence[i].url))
            return &item->evidence[i];
    return NULL;
}

static bool has_link(const struct oit_item *item)
{
    struct buf url;
    buf_init(&url, 0);
    bool is_there = !is_rejected(item) && (best_evidence(item) || officer_url(item, 0, &url));
    buf_done(&url);
    return is_there;
}

static void open_link(struct html *h, const char *url)
{
    html_raw(h, "<a href=\"");
    html_text(h, url);
    html_raw(h, "\">");
}

static void link_to(struct html *h, const char *url, const struct oit_item *item, const char *more)
{
    open_link(h, url);
    html_text(h, item->code);
    html_raw(h, " ");
    html_text(h, view_words(&h->view, item->title));
    if (more) {
        html_raw(h, " (");
        html_text(h, more);
        html_raw(h, ")");
    }
    html_raw(h, "</a>");
}

static bool is_same_url(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static bool holds_element(const struct oit_item *item, const char *url)
{
    for (size_t i = 0; i < item->n_elements; i++)
        if (item->elements[i].required && item->elements[i].state == OIT_ELEMENT_FOUND && is_same_url(item->elements[i].url, url))
            return true;
    return false;
}

/* The other documents in which required elements stand, by their titles. */
static void other_documents(struct html *h, const struct oit_item *item, const struct oit_evidence *best)
{
    for (size_t i = 0, n = 0; i < item->n_evidence && n < MORE_LINKS; i++) {
        const struct oit_evidence *other = &item->evidence[i];
        if (!other->url || !view_is_link(other->url) || is_same_url(other->url, best->url) || !holds_element(item, other->url))
            continue;
        n++;
        html_raw(h, "</p><p>");
        open_link(h, other->url);
        if (other->title && str_trim(str_from(other->title)).n)
            html_text(h, other->title);
        else
            html_url_text(h, other->url);
        html_raw(h, "</a>");
    }
}

/* Where the officer chose the links, they stand and no others. A paragraph each keeps them apart for fingers (WCAG 2.2, 2.5.8) where the CMS styles nothing. */
static void entry(struct html *h, const struct oit_item *item)
{
    const struct oit_evidence *best = best_evidence(item);
    struct buf url;
    buf_init(&url, 0);
    html_raw(h, "<li><p>");
    if (officer_url(item, 0, &url)) {
        link_to(h, url.p, item, NULL);
        for (size_t i = 1; officer_url(item, i, &url); i++) {
            char number[24];
            (void)snprintf(number, sizeof number, "%zu", i + 1);
            html_raw(h, "</p><p>");
            link_to(h, url.p, item, number);
        }
    } else if (best) {
        link_to(h, best->url, item, NULL);
        other_documents(h, item, best);
    }
    html_raw(h, "</p></li>\n");
    buf_done(&url);
}

/* "O16 ชื่อข้อ: พบของปีอื่น (2566) - ควรทำ: ..." */
static void remark(struct html *h, const struct oit_item *item, enum msg kind)
{
    const char *advice = view_words(&h->view, item->advice);
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s %s %s: ", view_msg(&h->view, kind), item->code ? item->code : "", view_words(&h->view, item->title));
    (void)buf_add_c(&text, is_rejected(item) ? view_msg(&h->view, view_decision_words(view_decision(item))) : view_label(&h->view, item));
    if (kind == MSG_HUB_GAP && !is_rejected(item) && (item->status == OIT_PUBLISHED || item->status == OIT_PARTIAL))
        (void)buf_addf(&text, " - %s", view_msg(&h->view, MSG_HUB_NO_LINK));
    if (*advice)
        (void)buf_addf(&text, " - %s: %s", view_msg(&h->view, MSG_TO_DO), advice);
    comment(h, text.p);
    buf_done(&text);
}

static void item_lines(struct html *h, const struct oit_item *item)
{
    if (!has_link(item)) {
        remark(h, item, MSG_HUB_GAP);
        return;
    }
    entry(h, item);
    if (item->status != OIT_PUBLISHED || view_needs_look(item))
        remark(h, item, MSG_HUB_CHECK);
}

static const struct oit_group *find_group(const struct oit_group *groups, size_t n, const char *code, int depth)
{
    for (size_t i = 0; i < n; i++) {
        const struct oit_group *found = groups[i].code && strcmp(groups[i].code, code) == 0 ? &groups[i] : NULL;
        if (!found && depth < LIMIT_GROUP_DEPTH)
            found = find_group(groups[i].groups, groups[i].n_groups, code, depth + 1);
        if (found)
            return found;
    }
    return NULL;
}

/* A heading and a list for each group; a list needs an entry, so a group of gaps has its comments alone. */
static void group_lines(struct html *h, size_t from, size_t to)
{
    const struct oit_report *report = h->view.report;
    const char *code = report->items[from].group;
    const struct oit_group *group = code ? find_group(report->score.groups, report->score.n_groups, code, 1) : NULL;
    bool any = false;
    for (size_t i = from; i < to; i++)
        any = any || has_link(&report->items[i]);
    if (any && code) {
        html_raw(h, "<h3>");
        html_text(h, code);
        html_raw(h, " ");
        html_text(h, group ? view_words(&h->view, group->title) : "");
        html_raw(h, "</h3>\n");
    }
    html_raw(h, any ? "<ul>\n" : "");
    for (size_t i = from; i < to; i++)
        item_lines(h, &report->items[i]);
    html_raw(h, any ? "</ul>\n" : "");
}

static bool same_group(const struct oit_item *a, const struct oit_item *b)
{
    return a->group == b->group || (a->group && b->group && strcmp(a->group, b->group) == 0);
}

static void about(struct html *h)
{
    const struct oit_report *report = h->view.report;
    char linked[24], open[24];
    struct buf text;
    size_t n = 0;
    for (size_t i = 0; i < report->n_items; i++)
        n += has_link(&report->items[i]);
    (void)snprintf(linked, sizeof linked, "%zu", n);
    (void)snprintf(open, sizeof open, "%zu", report->n_items - n);
    buf_init(&text, 0);
    msg_add(&text, h->view.language, MSG_HUB_ABOUT, MSG_ARGS(linked, open));
    comment(h, text.p);
    buf_clear(&text);
    view_incomplete(&h->view, &text);
    if (text.n)
        comment(h, text.p);
    buf_done(&text);
}

void report_hub(const struct oit_report *report, enum report_language language, struct buf *out)
{
    struct html h = {.out = out};
    char year[24];
    view_init(&h.view, report, language);
    (void)snprintf(year, sizeof year, "%d", view_year(report, report->fiscal_year_be));
    (void)buf_addf(out, "<div lang=\"%s\">\n", language == REPORT_EN ? "en" : "th");
    about(&h);
    html_raw(&h, "<h2>");
    html_msg_args(&h, report->rules.is_gregorian ? MSG_HUB_TITLE_CE : MSG_HUB_TITLE, MSG_ARGS(view_score_name(&h.view), year));
    html_raw(&h, "</h2>\n");
    for (size_t i = 0, end; i < report->n_items; i = end) {
        for (end = i + 1; end < report->n_items && same_group(&report->items[i], &report->items[end]); end++)
            ;
        group_lines(&h, i, end);
    }
    html_raw(&h, "</div>\n");
    view_done(&h.view);
}
