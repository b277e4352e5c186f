/* html_items.c - see html_items.h.
 *
 * A row tells: which item, what was found, where (quote, page, click path, or the near documents and why they do not count), what to do.
 * SPDX-License-Identifier: MIT
 */
#include "html_items.h"

#include <math.h>
#include <stdio.h>

#include "base/limits.h"
#include "html_declared.h"

enum { CANDIDATES_OPEN = 3 /* near documents shown without a click */ };

static void fine(struct html *h, bool *has_text)
{
    html_raw(h, *has_text ? " · " : "");
    *has_text = true;
}

static void click_path(struct html *h, const struct oit_evidence *evidence)
{
    if (!evidence->n_path)
        return;
    html_raw(h, "<div class=\"fine\">");
    html_msg(h, MSG_HTML_CLICK_PATH);
    html_raw(h, "</div><ol class=\"path\">");
    for (size_t i = 0; i < evidence->n_path; i++) {
        const char *url = evidence->path[i];
        html_raw(h, "<li>");
        if (i == 0)
            html_link(h, url, view_msg(&h->view, MSG_HTML_HOME));
        else
            html_link_on(h, url, evidence->path[0]);
        html_raw(h, " </li>");
    }
    html_raw(h, "</ol>");
}

/* Most kinds are called as their files end; the others in words. */
static void file_kind(struct html *h, const char *kind)
{
    static const struct {
        const char *kind;
        enum msg id;
    } in_words[] = {{"html", MSG_HTML_WEB_PAGE}, {"image", MSG_HTML_PICTURE}, {"text", MSG_HTML_SOME_FILE}, {"other", MSG_HTML_SOME_FILE},
                    {"empty", MSG_HTML_SOME_FILE}, {"sitemap", MSG_HTML_SOME_FILE}, {"feed", MSG_HTML_SOME_FILE}};
    for (size_t i = 0; i < sizeof in_words / sizeof *in_words; i++)
        if (strcmp(in_words[i].kind, kind) == 0) {
            html_msg(h, in_words[i].id);
            return;
        }
    html_msg_args(h, MSG_HTML_FILE_KIND, MSG_ARGS(kind));
}

static void evidence_facts(struct html *h, const struct oit_evidence *evidence)
{
    bool has_text = false;
    char number[VIEW_TEXT_SIZE], date[VIEW_TEXT_SIZE];
    const char *source = evidence->text_source ? evidence->text_source : "";
    html_raw(h, "<div class=\"fine\">");
    if (evidence->kind) {
        fine(h, &has_text);
        file_kind(h, evidence->kind);
    }
    if (evidence->page) {
        fine(h, &has_text);
        (void)snprintf(number, sizeof number, "%u", (unsigned)evidence->page);
        html_msg_args(h, MSG_HTML_ON_PAGE, MSG_ARGS(number));
    }
    if (evidence->fiscal_year_be) {
        fine(h, &has_text);
        (void)snprintf(number, sizeof number, "%d", view_year(h->view.report, evidence->fiscal_year_be));
        html_msg_args(h, MSG_HTML_FISCAL_YEAR, MSG_ARGS(number));
    }
    view_date(&h->view, evidence->last_modified, date);
    if (*date) {
        fine(h, &has_text);
        html_msg_args(h, MSG_HTML_LAST_MODIFIED, MSG_ARGS(date));
    }
    if (strcmp(source, "ocr") == 0 || strcmp(source, "label") == 0) {
        fine(h, &has_text);
        html_msg(h, *source == 'o' ? MSG_HTML_READ_BY_OCR : MSG_HTML_READ_FROM_LABEL);
    }
    html_raw(h, "</div>");
}

static void evidence_entry(struct html *h, const struct oit_evidence *evidence)
{
    html_link(h, evidence->url, evidence->title);
    evidence_facts(h, evidence);
    if (evidence->snippet && *evidence->snippet)
        html_element(h, "blockquote", NULL, evidence->snippet);
    click_path(h, evidence);
}

static void open_details(struct html *h, enum msg title, size_t count)
{
    html_raw(h, "<details><summary>");
    html_msg(h, title);
    (void)buf_addf(h->out, " (%zu)</summary>", count);
}

static void evidence(struct html *h, const struct oit_item *item)
{
    if (!item->n_evidence)
        return;
    evidence_entry(h, &item->evidence[0]);
    if (item->n_evidence == 1)
        return;
    open_details(h, MSG_HTML_MORE_EVIDENCE, item->n_evidence - 1);
    html_raw(h, "<ul>");
    for (size_t i = 1; i < item->n_evidence; i++) {
        html_raw(h, "<li>");
        evidence_entry(h, &item->evidence[i]);
        html_raw(h, "</li>");
    }
    html_raw(h, "</ul></details>");
}

static void candidate_entries(struct html *h, const struct oit_item *item, size_t from, size_t to)
{
    html_raw(h, "<ul>");
    for (size_t i = from; i < to; i++) {
        const struct oit_candidate *candidate = &item->candidates[i];
        html_raw(h, "<li>");
        html_link(h, candidate->url, candidate->title);
        html_raw(h, "<div class=\"fine\">");
        html_words(h, candidate->text);
        html_raw(h, "</div></li>");
    }
    html_raw(h, "</ul>");
}

static void candidates(struct html *h, const struct oit_item *item)
{
    if (!item->n_candidates)
        return;
    size_t n_open = item->n_candidates < CANDIDATES_OPEN ? item->n_candidates : CANDIDATES_OPEN;
    if (item->status == OIT_PUBLISHED)
        n_open = 0;
    if (n_open) {
        html_element(h, "div", "fine", view_msg(&h->view, MSG_HTML_CANDIDATES));
        candidate_entries(h, item, 0, n_open);
    }
    if (n_open == item->n_candidates)
        return;
    open_details(h, MSG_HTML_CANDIDATES, item->n_candidates - n_open);
    candidate_entries(h, item, n_open, item->n_candidates);
    html_raw(h, "</details>");
}

static void element_entry(struct html *h, const struct oit_element *element)
{
    static const struct {
        const char *class;
        enum msg text;
    } states[] = {{"good", MSG_HTML_FOUND}, {"bad", MSG_HTML_NOT_FOUND}, {"ask", MSG_HTML_NOT_CHECKABLE}};
    char number[VIEW_TEXT_SIZE];
    (void)buf_addf(h->out, "<li><span class=\"tag %s\">", states[element->state].class);
    html_msg(h, states[element->state].text);
    html_raw(h, "</span> ");
    html_words(h, element->text);
    if (!element->required) {
        html_raw(h, " · ");
        html_msg(h, MSG_HTML_OPTIONAL);
    }
    if (element->assumed) {
        html_raw(h, " · ");
        html_msg(h, MSG_HTML_ASSUMED);
    }
    if (element->page) {
        html_raw(h, " · ");
        (void)snprintf(number, sizeof number, "%u", (unsigned)element->page);
        html_msg_args(h, MSG_HTML_ON_PAGE, MSG_ARGS(number));
    }
    if (element->snippet && *element->snippet)
        html_element(h, "blockquote", NULL, element->snippet);
    html_raw(h, "</li>");
}

static void elements(struct html *h, const struct oit_item *item)
{
    if (!item->n_elements)
        return;
    if (item->status == OIT_PARTIAL) { /* what lacks is the point: open */
        html_raw(h, "<details open><summary>");
        html_msg(h, MSG_HTML_ELEMENTS);
        (void)buf_addf(h->out, " (%zu)</summary>", item->n_elements);
    } else {
        open_details(h, MSG_HTML_ELEMENTS, item->n_elements);
    }
    html_raw(h, "<ul class=\"elements\">");
    for (size_t i = 0; i < item->n_elements; i++)
        element_entry(h, &item->elements[i]);
    html_raw(h, "</ul></details>");
}

/* The unread pages that could hold an unknown item: where a person should look. */
static void unread_of(struct html *h, const struct oit_item *item)
{
    const char *link = item->n_evidence || item->n_candidates || item->status != OIT_UNKNOWN ? NULL : view_link(h->view.report, item);
    if (!link)
        return;
    html_element(h, "div", "fine", view_msg(&h->view, MSG_UNREAD));
    html_link(h, link, NULL);
}

/* Why the verdict is not as certain as it sounds. */
static void cautions(struct html *h, const struct oit_item *item)
{
    char percent[VIEW_TEXT_SIZE];
    if (!item->cautions)
        return;
    (void)snprintf(percent, sizeof percent, "%.0f", item->confidence * 100);
    html_raw(h, "<div class=\"fine\">");
    html_msg_args(h, MSG_CONFIDENCE_BECAUSE, MSG_ARGS(percent));
    html_raw(h, "<ul>");
    for (unsigned i = 0; i < N_OIT_CAUTIONS; i++)
        if (item->cautions >> i & 1) {
            html_raw(h, "<li>");
            html_words(h, (struct oit_words){oit_caution_th((enum oit_caution)i), oit_caution_en((enum oit_caution)i)});
            html_raw(h, "</li>");
        }
    html_raw(h, "</ul></div>");
}

static void result_cell(struct html *h, const struct oit_item *item)
{
    char points[VIEW_TEXT_SIZE], gain[VIEW_TEXT_SIZE];
    html_status(h, item);
    for (size_t i = 0; i < item->n_reasons; i++) {
        const char *reason = view_words(&h->view, item->reasons[i].text), *label = view_words(&h->view, item->label);
        if (item->reasons[i].code != REASON_COMPLETE && strcmp(reason, label) != 0)
            html_element(h, "div", "fine", reason);
    }
    view_points(item->gain, gain);
    html_raw(h, "<div class=\"points-line\">");
    if (isfinite(item->score)) {
        view_range(item->score_low, item->score_high, points);
        html_msg_args(h, MSG_SCORE_POINTS, MSG_ARGS(points));
    }
    if (item->status != OIT_PUBLISHED && item->gain >= 0.005) {
        html_raw(h, isfinite(item->score) ? " · <span class=\"gain\">" : "<span class=\"gain\">");
        html_msg_args(h, MSG_GAIN, MSG_ARGS(gain));
        html_raw(h, "</span>");
    }
    html_raw(h, "</div>");
    bool is_said = view_has_reason(item, REASON_CHECK_BY_EYE) || view_has_reason(item, REASON_NOT_LINKED);
    if (item->review && item->status == OIT_PUBLISHED && !is_said)
        html_element(h, "div", "fine", view_msg(&h->view, MSG_HTML_REVIEW));
    if (item->review && item->status != OIT_UNKNOWN)
        cautions(h, item);
}

static void due(struct html *h, const struct oit_item *item)
{
    char date[VIEW_TEXT_SIZE];
    view_date(&h->view, item->due, date);
    const char *state = item->due_state ? item->due_state : "";
    bool is_overdue = strcmp(state, "overdue") == 0;
    if (!*date || (!is_overdue && strcmp(state, "upcoming") != 0))
        return;
    html_raw(h, "<div class=\"fine\">");
    html_msg_args(h, is_overdue ? MSG_OVERDUE : MSG_DUE, MSG_ARGS(date));
    html_raw(h, "</div>");
}

static void to_do_cell(struct html *h, const struct oit_item *item)
{
    if (*view_words(&h->view, item->advice)) { /* a published item has advice only where something else should be better */
        html_raw(h, "<p>");
        html_words(h, item->advice);
        html_raw(h, "</p>");
    }
    if (item->status == OIT_PUBLISHED)
        return;
    due(h, item);
    const char *owner = view_words(&h->view, item->owner);
    if (*owner) {
        html_raw(h, "<div class=\"fine\">");
        html_msg(h, MSG_OWNER);
        html_raw(h, ": ");
        html_text(h, owner);
        html_raw(h, "</div>");
    }
}

static void open_cell(struct html *h, enum msg head)
{
    html_raw(h, "<td role=\"cell\" data-head=\"");
    html_msg(h, head);
    html_raw(h, "\">");
}

static void item_row(struct html *h, const struct oit_item *item)
{
    html_raw(h, "<tr id=\"");
    html_anchor(h, item->code);
    html_raw(h, "\" role=\"row\"><th role=\"rowheader\" scope=\"row\"><span class=\"code\">");
    html_text(h, item->code);
    html_raw(h, "</span> ");
    html_words(h, item->title);
    html_raw(h, "</th>");
    open_cell(h, MSG_COLUMN_STATUS);
    result_cell(h, item);
    html_raw(h, "</td>");
    open_cell(h, MSG_HTML_EVIDENCE);
    evidence(h, item);
    candidates(h, item);
    unread_of(h, item);
    html_declared_line(h, item);
    elements(h, item);
    html_raw(h, "</td>");
    open_cell(h, MSG_TO_DO);
    to_do_cell(h, item);
    html_raw(h, "</td></tr>\n");
}

static const struct oit_group *find_group(const struct oit_group *groups, size_t n, const char *code, int depth)
{
    const struct oit_group *found = NULL;
    for (size_t i = 0; code && !found && i < n; i++) {
        if (groups[i].code && strcmp(groups[i].code, code) == 0)
            found = &groups[i];
        else if (depth < LIMIT_GROUP_DEPTH)
            found = find_group(groups[i].groups, groups[i].n_groups, code, depth + 1);
    }
    return found;
}

static void group_row(struct html *h, const char *code)
{
    const struct oit_report *report = h->view.report;
    const struct oit_group *group = find_group(report->score.groups, report->score.n_groups, code, 1);
    char range[VIEW_TEXT_SIZE];
    html_raw(h, "<tr class=\"group\" role=\"row\"><th role=\"rowheader\" scope=\"rowgroup\" colspan=\"4\">");
    html_text(h, code);
    if (group) {
        html_raw(h, " ");
        html_words(h, group->title);
        view_range(group->low, group->high, range);
        html_raw(h, " · ");
        html_msg_args(h, MSG_SCORE_POINTS, MSG_ARGS(range));
    }
    html_raw(h, "</th></tr>\n");
}

static void head_row(struct html *h)
{
    static const enum msg heads[] = {MSG_COLUMN_ITEM, MSG_COLUMN_STATUS, MSG_HTML_EVIDENCE, MSG_TO_DO};
    html_raw(h, "<thead role=\"rowgroup\"><tr role=\"row\">");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        (void)buf_addf(h->out, "<th role=\"columnheader\" scope=\"col\" class=\"c%zu\">", i + 1);
        html_words(h, (struct oit_words){msg_th(heads[i]), msg_en(heads[i])});
        html_raw(h, "</th>");
    }
    html_raw(h, "</tr></thead>\n");
}

void html_items(struct html *h)
{
    const struct oit_report *report = h->view.report;
    const char *group = NULL;
    html_raw(h, "<section aria-labelledby=\"items\">");
    html_heading_msg(h, 2, "items", MSG_HTML_ITEMS);
    html_raw(h, "<table class=\"items stack\" role=\"table\">");
    head_row(h);
    html_raw(h, "<tbody role=\"rowgroup\">\n");
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        if (item->group && (!group || strcmp(group, item->group) != 0)) {
            html_raw(h, group || i ? "</tbody><tbody role=\"rowgroup\">\n" : "");
            group_row(h, item->group);
            group = item->group;
        }
        item_row(h, item);
    }
    html_raw(h, "</tbody></table></section>\n");
}
