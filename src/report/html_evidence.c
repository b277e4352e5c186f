/* html_evidence.c - what was found for an item and where: quote, page, click path, near documents and why they do not count, elements found and lacking.
 * SPDX-License-Identifier: MIT
 */
#include "html_evidence.h"

#include <stdio.h>

enum { CANDIDATES_OPEN = 3 /* near documents shown without a click */ };

static void fine(struct html *h, bool *has_text)
{
    html_raw(h, *has_text ? " · " : "");
    *has_text = true;
}

void html_click_path(struct html *h, const char *const *path, const char *const *labels, size_t n_path)
{
    if (!n_path)
        return;
    html_raw(h, "<div class=\"fine\">");
    html_msg(h, MSG_HTML_CLICK_PATH);
    html_raw(h, "</div><ol class=\"path\">");
    for (size_t i = 0; i < n_path; i++) {
        html_raw(h, "<li>");
        if (i == 0)
            html_link(h, path[i], view_msg(&h->view, MSG_HTML_HOME));
        else if (labels && labels[i] && str_trim(str_from(labels[i])).n)
            html_link(h, path[i], labels[i]);
        else
            html_link_on(h, path[i], path[0]);
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

/* "หน้า 3", a link that opens a PDF at that page (RFC 8118). */
static void page_link(struct html *h, const char *url, bool is_pdf, uint32_t page)
{
    char number[VIEW_TEXT_SIZE];
    struct buf text, target;
    buf_init(&text, 0);
    buf_init(&target, 0);
    (void)snprintf(number, sizeof number, "%u", (unsigned)page);
    msg_add(&text, h->view.language, MSG_HTML_ON_PAGE, MSG_ARGS(number));
    if (url && view_is_link(url) && is_pdf)
        (void)buf_addf(&target, strchr(url, '#') ? "%s" : "%s#page=%u", url, (unsigned)page);
    html_link(h, target.n ? target.p : NULL, text.p);
    buf_done(&text);
    buf_done(&target);
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
        page_link(h, evidence->url, evidence->kind && strcmp(evidence->kind, "pdf") == 0, evidence->page);
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
    html_click_path(h, evidence->path, evidence->path_labels, evidence->n_path);
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

static bool is_pdf(const struct oit_item *item, const char *url)
{
    for (size_t i = 0; url && i < item->n_evidence; i++)
        if (item->evidence[i].url && strcmp(item->evidence[i].url, url) == 0)
            return item->evidence[i].kind && strcmp(item->evidence[i].kind, "pdf") == 0;
    return false;
}

/* Where the element was read, when that is not where the best evidence stands. */
static void element_place(struct html *h, const struct oit_item *item, const struct oit_element *element)
{
    bool is_elsewhere = element->url && view_is_link(element->url) && (!item->n_evidence || !item->evidence[0].url || strcmp(item->evidence[0].url, element->url) != 0);
    if (is_elsewhere) {
        html_raw(h, " · ");
        html_link(h, element->url, NULL);
    }
    if (element->page) {
        html_raw(h, " · ");
        page_link(h, element->url, is_pdf(item, element->url), element->page);
    }
}

static void element_entry(struct html *h, const struct oit_item *item, const struct oit_element *element)
{
    static const struct {
        const char *class;
        enum msg text;
    } states[] = {{"good", MSG_HTML_FOUND}, {"bad", MSG_HTML_NOT_FOUND}, {"ask", MSG_HTML_NOT_CHECKABLE}};
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
    element_place(h, item, element);
    if (element->snippet && *element->snippet)
        html_element(h, "blockquote", NULL, element->snippet);
    html_raw(h, "</li>");
}

static void count_text(struct html *h, enum msg id, size_t n)
{
    char number[VIEW_TEXT_SIZE];
    if (!n)
        return;
    (void)snprintf(number, sizeof number, "%zu", n);
    html_raw(h, " · ");
    html_msg_args(h, id, MSG_ARGS(number));
}

/* "องค์ประกอบข้อมูล: พบ 4 จาก 6 · ขาด 2"; where something lacks it stands open. */
static void elements(struct html *h, const struct oit_item *item)
{
    size_t counts[3] = {0}, n_lacking = 0;
    char found[VIEW_TEXT_SIZE], all[VIEW_TEXT_SIZE];
    if (!item->n_elements)
        return;
    for (size_t i = 0; i < item->n_elements; i++) {
        counts[item->elements[i].state]++;
        n_lacking += item->elements[i].required && item->elements[i].state == OIT_ELEMENT_NOT_FOUND;
    }
    (void)snprintf(found, sizeof found, "%zu", counts[OIT_ELEMENT_FOUND]);
    (void)snprintf(all, sizeof all, "%zu", item->n_elements);
    html_raw(h, item->status == OIT_PARTIAL ? "<details open><summary>" : "<details><summary>");
    html_msg_args(h, MSG_ELEMENTS_COUNT, MSG_ARGS(found, all));
    count_text(h, MSG_ELEMENTS_LACK, n_lacking);
    count_text(h, MSG_ELEMENTS_LOOK, counts[OIT_ELEMENT_NOT_CHECKABLE]);
    html_raw(h, "</summary><ul class=\"elements\">");
    for (size_t i = 0; i < item->n_elements; i++)
        element_entry(h, item, &item->elements[i]);
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

void html_evidence(struct html *h, const struct oit_item *item)
{
    evidence(h, item);
    candidates(h, item);
    unread_of(h, item);
    elements(h, item);
}
