/* explain.c - what a rule asks for, and why an item was judged so.
 * SPDX-License-Identifier: MIT
 */
#include "base/messages.h"
#include "report/columns.h"
#include "report/view.h"
#include "run/setup.h"
#include "text/utf8.h"

static void explain_rule(const struct scheme *scheme, const struct scheme_item *item, enum msg_language language, struct buf *out)
{
    bool th = language == MSG_TH;
    (void)buf_addf(out, "%s %s\n", item->code, th ? item->title.th : item->title.en);
    (void)buf_addf(out, "%s %s\n", msg_in(language, MSG_EXPLAIN_SCHEME), scheme->id);
    if (item->owner.th[0])
        (void)buf_addf(out, "%s %s\n", msg_in(language, MSG_EXPLAIN_OWNER), th ? item->owner.th : item->owner.en);
    (void)buf_addf(out, "\n%s\n", msg_in(language, MSG_EXPLAIN_ASKS));
    for (size_t i = 0; i < item->n_elements; i++) {
        const struct scheme_element *e = &scheme->elements[item->first_element + i];
        (void)buf_addf(out, "  %s %s%s%s\n", e->is_required ? "•" : "◦", th ? e->text.th : e->text.en,
                       e->is_required ? "" : msg_in(language, MSG_EXPLAIN_OPTIONAL), e->is_assumed ? msg_in(language, MSG_EXPLAIN_ASSUMED) : "");
    }
    if (item->advice.th[0])
        (void)buf_addf(out, "\n%s\n  %s\n", msg_in(language, MSG_EXPLAIN_ADVICE), th ? item->advice.th : item->advice.en);
}

static const char *mark_of(const struct oit_element *element)
{
    if (element->state == OIT_ELEMENT_FOUND)
        return "✓";
    if (element->state != OIT_ELEMENT_NOT_FOUND)
        return "?";
    return element->required ? "✗" : "-"; /* not asked for: no fault */
}

static bool is_about(const struct oit_item *item, const char *url)
{
    for (size_t i = 0; i < item->n_evidence; i++)
        if (strcmp(url, item->evidence[i].url) == 0)
            return true;
    for (size_t i = 0; i < item->n_candidates; i++)
        if (item->candidates[i].url && strcmp(url, item->candidates[i].url) == 0)
            return true;
    return false;
}

static void explain_verdict(const struct oit_report *report, const struct oit_item *item, const char *url, enum msg_language language, struct buf *out)
{
    bool th = language == MSG_TH;
    (void)buf_addf(out, "\n%s %s\n", msg_in(language, MSG_EXPLAIN_VERDICT), report->site.url);
    (void)buf_addf(out, "  %s (%s %.0f%%)\n", th ? item->label.th : item->label.en, msg_in(language, MSG_EXPLAIN_CONFIDENCE), item->confidence * 100);
    for (size_t i = 1; i < item->n_reasons; i++)
        (void)buf_addf(out, "  %s\n", th ? item->reasons[i].text.th : item->reasons[i].text.en);
    for (size_t i = 0; i < item->n_evidence; i++) {
        const struct oit_evidence *e = &item->evidence[i];
        if (url && strcmp(url, e->url) != 0)
            continue;
        (void)buf_addf(out, "  ✓ %s\n    %s\n", e->title ? e->title : "", e->url);
        if (e->fiscal_year_be)
            (void)buf_addf(out, "    %s %d\n", msg_in(language, MSG_EXPLAIN_YEAR), view_year(report, e->fiscal_year_be));
        if (e->text_source && strcmp(e->text_source, "ocr") == 0) /* a quote of OCR may be misread */
            (void)buf_addf(out, "    %s\n", msg_in(language, MSG_HTML_READ_BY_OCR));
        if (e->snippet)
            (void)buf_addf(out, "    “%s”\n", e->snippet);
    }
    if (item->n_elements)
        (void)buf_addf(out, "\n%s\n", msg_in(language, MSG_EXPLAIN_ELEMENTS));
    for (size_t i = 0; i < item->n_elements; i++) {
        const struct oit_element *e = &item->elements[i];
        (void)buf_addf(out, "  %s %s%s%s%s\n", mark_of(e), th ? e->text.th : e->text.en,
                       e->snippet ? " “" : "", e->snippet ? e->snippet : "", e->snippet ? "”" : "");
        if (e->url)
            (void)buf_addf(out, "      %s%s", e->url, e->page ? "" : "\n");
        if (e->url && e->page)
            (void)buf_addf(out, " (%s %u)\n", msg_in(language, MSG_EXPLAIN_PAGE), e->page);
    }
    if (url && !is_about(item, url)) {
        (void)buf_add_char(out, '\n');
        msg_add(out, language, MSG_EXPLAIN_NOT_LOOKED, MSG_ARGS(url));
        (void)buf_add_char(out, '\n');
        return;
    }
    if (item->n_candidates)
        (void)buf_addf(out, "\n%s\n", msg_in(language, MSG_EXPLAIN_CANDIDATES));
    for (size_t i = 0; i < item->n_candidates; i++) {
        const struct oit_candidate *c = &item->candidates[i];
        if (!url || (c->url && strcmp(url, c->url) == 0))
            (void)buf_addf(out, "  ✗ %s\n    %s\n    %s\n", c->title ? c->title : "", c->url ? c->url : "", th ? c->text.th : c->text.en);
    }
}

/* The URL behind the item is a site that was checked, or a page of the site chosen. */
static void explain_run(const struct oit_options *options, const char *code, const char *url, enum msg_language language, struct buf *out)
{
    struct oit_result *result = NULL;
    struct err none;
    struct oit_options of_site = *options;
    of_site.site = url;
    of_site.output = NULL;
    bool found = url && oit_report_stored(&of_site, &result, &none) == OIT_OK;
    if (found)
        url = NULL;
    of_site.site = options->site;
    if (!found && oit_report_stored(&of_site, &result, &none) != OIT_OK) {
        (void)buf_addf(out, "\n%s\n", msg_in(language, MSG_EXPLAIN_NO_RUN));
        return;
    }
    for (size_t i = 0; i < result->report.n_items; i++)
        if (strcmp(result->report.items[i].code, code) == 0)
            explain_verdict(&result->report, &result->report.items[i], url, language, out);
    oit_result_free(result);
}

/* Titles and quotes come from websites and go to a terminal. */
static void add_clean_lines(struct str text, int width, struct buf *out)
{
    struct buf clean;
    buf_init(&clean, 0);
    while (text.n > 0) {
        struct str line = str_cut(&text, '\n');
        size_t indent = 0;
        for (; indent < line.n && line.p[indent] == ' '; indent++)
            (void)buf_add_char(out, ' ');
        buf_clear(&clean);
        utf8_terminal(str_from_pos(line, indent), &clean);
        if (width > 0)
            (void)columns_wrap(out, buf_str(&clean), indent, indent, (size_t)width);
        else
            (void)buf_add_str(out, buf_str(&clean));
        (void)buf_add_char(out, '\n');
    }
    buf_done(&clean);
}

int oit_explain(const struct oit_options *options, const char *item, const char *url, struct buf *out, struct err *err)
{
    struct setup setup;
    enum msg_language language = options->language == OIT_EN ? MSG_EN : MSG_TH;
    enum oit_code code = setup_make(options, &setup, err);
    uint16_t at = code == OIT_OK ? scheme_item_as_typed(setup.scheme, str_from(item)) : NO_INDEX;
    if (code == OIT_OK && at == NO_INDEX)
        code = err_set(err, OIT_ERR_USAGE, "ไม่มีข้อ '%s' ในเกณฑ์ปี %s เขียนเช่น O16", "there is no item '%s' in scheme %s: write it like O16", item, setup.scheme->id);
    if (code == OIT_OK) {
        struct buf text;
        buf_init(&text, 0);
        explain_rule(setup.scheme, &setup.scheme->items[at], language, &text);
        explain_run(options, setup.scheme->items[at].code, url, language, &text);
        add_clean_lines(buf_str(&text), options->width, out);
        buf_done(&text);
    }
    setup_done(&setup);
    return (int)code;
}
