/* explain_verdict.c - the trace of one verdict: which name matched where and how closely, which year was bound to what, which elements stand where,
 * what was rejected and why, and what was not read.
 * SPDX-License-Identifier: MIT
 */
#include "explain.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER_SIZE = 32, SHOWN_UNREAD = 12, QUOTE_INDENT = 6, FACT_INDENT = 5 };

static bool is_said(const char *text)
{
    return text && *text;
}

/* --- names ------------------------------------------------------------------------------------------------------------------- */

struct code_words { /* a word of report.json and what people read */
    const char *code;
    enum msg id;
};

static const struct code_words name_places[] = {{"title", MSG_EXPLAIN_IN_TITLE},           {"heading", MSG_EXPLAIN_IN_HEADING},
                                                {"first-lines", MSG_EXPLAIN_IN_FIRST_LINES}, {"breadcrumb", MSG_EXPLAIN_IN_BREADCRUMB},
                                                {"file-name", MSG_EXPLAIN_IN_FILE_NAME},   {"link", MSG_EXPLAIN_IN_LINK},
                                                {"row", MSG_EXPLAIN_IN_ROW},               {"entry", MSG_EXPLAIN_IN_ENTRY},
                                                {"link-heading", MSG_EXPLAIN_IN_LINK_HEADING}, {"link-file", MSG_EXPLAIN_IN_LINK_FILE},
                                                {NULL, MSG_EXPLAIN_IN_TITLE}};
static const struct code_words manners[] = {{"official-name", MSG_EXPLAIN_BY_OFFICIAL}, {"accepted-name", MSG_EXPLAIN_BY_VARIANT},
                                            {"pattern", MSG_EXPLAIN_BY_PATTERN},        {"words", MSG_EXPLAIN_BY_WORDS},
                                            {"weak-name", MSG_EXPLAIN_BY_WEAK},         {NULL, MSG_EXPLAIN_BY_SIMILAR}};
static const struct code_words year_places[] = {{"own-title", MSG_EXPLAIN_YEAR_OWN_TITLE},   {"own-heading", MSG_EXPLAIN_YEAR_OWN_HEADING},
                                                {"document", MSG_EXPLAIN_YEAR_DOCUMENT},     {"label", MSG_EXPLAIN_YEAR_LABEL},
                                                {"label-heading", MSG_EXPLAIN_YEAR_LABEL_HEADING}, {"source-page", MSG_EXPLAIN_YEAR_SOURCE},
                                                {NULL, MSG_EXPLAIN_YEAR_DATES}};

static enum msg find(const struct code_words *table, const char *code)
{
    while (table->code && (!code || strcmp(table->code, code) != 0))
        table++;
    return table->id;
}

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* One title or label: where, by which kind of name, how closely; then the words and the rest, where these are not all of it. */
static void explain_name(const struct explanation *e, const struct oit_name_match *name, const char *document)
{
    char percent[NUMBER_SIZE];
    (void)snprintf(percent, sizeof percent, "%d", name->percent);
    const char *of = explain_words(e, name->of);
    struct buf line;
    buf_init(&line, 0);
    msg_add(&line, e->language, *of ? MSG_EXPLAIN_NAME_OF : MSG_EXPLAIN_NAME,
            MSG_ARGS(msg_in(e->language, find(name_places, name->place)), msg_in(e->language, find(manners, name->by)), percent, of));
    if (is_said(name->text))
        (void)buf_addf(&line, " “%s”", name->text);
    explain_text(e, FACT_INDENT, line.p);
    buf_done(&line);
    if (is_said(name->name) && !is_same(name->name, name->text))
        explain_line(e, FACT_INDENT + 2, MSG_EXPLAIN_NAME_WORDS, MSG_ARGS(name->name));
    if (is_said(name->rest))
        explain_line(e, FACT_INDENT + 2, MSG_EXPLAIN_NAME_REST, MSG_ARGS(name->rest));
    if (is_said(name->url) && !is_same(name->url, document))
        explain_line(e, FACT_INDENT + 2, MSG_EXPLAIN_NAME_ON, MSG_ARGS(name->url));
    if (name->inherited)
        explain_line(e, FACT_INDENT + 2, MSG_EXPLAIN_INHERITED, NULL);
}

/* --- year -------------------------------------------------------------------------------------------------------------------- */

static void add_years(const struct explanation *e, const struct oit_year_match *year, struct buf *out)
{
    (void)buf_addf(out, "%d", view_year(e->report, year->from_be));
    if (year->to_be != year->from_be)
        (void)buf_addf(out, "-%d", view_year(e->report, year->to_be));
}

/* Where it was read: the words themselves where they are known. */
static void add_year_source(const struct explanation *e, const struct oit_year_match *year, struct buf *out)
{
    const char *place = msg_in(e->language, find(year_places, year->place));
    const char *words = is_said(year->words) ? year->words : year->text;
    (void)buf_add_char(out, ' ');
    if (is_said(words))
        msg_add(out, e->language, MSG_EXPLAIN_YEAR_FROM, MSG_ARGS(words, place));
    else
        msg_add(out, e->language, MSG_EXPLAIN_YEAR_PLACE, MSG_ARGS(place));
    if (!year->certain && (!year->place || strcmp(year->place, "dates") != 0))
        (void)buf_addf(out, " %s", msg_in(e->language, MSG_EXPLAIN_YEAR_SHORT));
}

static void explain_year(const struct explanation *e, const struct oit_year_match *year)
{
    if (!year->fit)
        return;
    struct buf line, wanted, found;
    buf_init(&line, 0);
    buf_init(&wanted, 0);
    buf_init(&found, 0);
    period_add(e->scheme, e->rule->accept, e->fiscal_year_be, true, e->language, &wanted);
    add_years(e, year, &found);
    bool is_free = (e->rule->accept & ACCEPT_UNDATED) != 0;
    if (year->from_be == 0 && strcmp(year->fit, "fits") == 0 && !is_free)
        msg_add(&line, e->language, MSG_EXPLAIN_YEAR_FITS, MSG_ARGS(wanted.p)); /* its dates lie in the year */
    else if (is_free)
        msg_add(&line, e->language, MSG_EXPLAIN_YEAR_FREE, NULL);
    else if (year->from_be == 0)
        msg_add(&line, e->language, MSG_EXPLAIN_YEAR_NOT_STATED, MSG_ARGS(wanted.p));
    else if (strcmp(year->fit, "fits") == 0)
        msg_add(&line, e->language, MSG_EXPLAIN_YEAR_FITS, MSG_ARGS(found.p));
    else
        msg_add(&line, e->language, strcmp(year->fit, "wrong") == 0 ? MSG_EXPLAIN_YEAR_WRONG : MSG_EXPLAIN_YEAR_UNSURE, MSG_ARGS(found.p, wanted.p));
    if (!is_free && year->place)
        add_year_source(e, year, &line);
    explain_text(e, FACT_INDENT, line.p);
    buf_done(&line);
    buf_done(&wanted);
    buf_done(&found);
}

static void explain_trace(const struct explanation *e, const struct oit_trace *trace, const char *document)
{
    for (size_t i = 0; i < trace->n_names; i++)
        explain_name(e, &trace->names[i], document);
    if (trace->names && trace->n_names == 0)
        explain_line(e, FACT_INDENT, MSG_EXPLAIN_NO_NAME, NULL);
    explain_year(e, &trace->year);
}

/* --- evidence and near documents --------------------------------------------------------------------------------------------- */

static void explain_title(const struct explanation *e, size_t number, const char *title, const char *url)
{
    (void)buf_addf(e->out, "  %zu. %s\n", number, is_said(title) ? title : msg_in(e->language, MSG_EXPLAIN_UNTITLED));
    if (is_said(url))
        explain_text(e, FACT_INDENT, url);
}

static void explain_path(const struct explanation *e, const struct oit_evidence *evidence)
{
    struct buf path;
    buf_init(&path, 0);
    for (size_t i = 1; i < evidence->n_path; i++)
        (void)buf_addf(&path, "%s%s", i > 1 ? " › " : "", evidence->path[i]);
    if (path.n)
        explain_line(e, FACT_INDENT, MSG_EXPLAIN_PATH, MSG_ARGS(path.p));
    else if (evidence->n_path == 0)
        explain_line(e, FACT_INDENT, MSG_EXPLAIN_NO_PATH, NULL);
    buf_done(&path);
}

static void explain_evidence(const struct explanation *e)
{
    size_t number = 0;
    for (size_t i = 0; i < e->item->n_evidence; i++) {
        const struct oit_evidence *evidence = &e->item->evidence[i];
        if (e->url && !is_same(e->url, evidence->url))
            continue;
        if (number == 0) {
            (void)buf_add_char(e->out, '\n');
            explain_line(e, 0, MSG_EXPLAIN_EVIDENCE, NULL);
        }
        explain_title(e, ++number, evidence->title, evidence->url);
        explain_trace(e, &evidence->trace, evidence->url);
        if (is_same(evidence->text_source, "ocr")) /* a quote of OCR may be misread */
            explain_line(e, FACT_INDENT, MSG_HTML_READ_BY_OCR, NULL);
        explain_path(e, evidence);
    }
}

/* Twelve monthly lists under one heading: what is said of the first is true of all. */
static size_t same_before(const struct oit_item *item, size_t at)
{
    const struct oit_candidate *c = &item->candidates[at];
    for (size_t i = 0; i < at; i++) {
        const struct oit_candidate *other = &item->candidates[i];
        if (is_same(c->text.th, other->text.th) && is_same(c->title, other->title) && c->fiscal_year_be == other->fiscal_year_be &&
            c->elements_found == other->elements_found)
            return i;
    }
    return at;
}

static void explain_candidate(const struct explanation *e, size_t at)
{
    const struct oit_candidate *candidate = &e->item->candidates[at];
    char found[NUMBER_SIZE], required[NUMBER_SIZE];
    size_t same = e->url ? at : same_before(e->item, at), n_required = 0;
    if (same < at) {
        (void)snprintf(found, sizeof found, "%zu", same + 1);
        explain_line(e, FACT_INDENT, MSG_EXPLAIN_SAME_AS, MSG_ARGS(found));
        return;
    }
    explain_line(e, FACT_INDENT, MSG_EXPLAIN_BECAUSE, MSG_ARGS(explain_words(e, candidate->text)));
    explain_trace(e, &candidate->trace, candidate->url);
    for (size_t i = 0; i < e->item->n_elements; i++)
        n_required += e->item->elements[i].required;
    if (candidate->elements_found < 0 || n_required == 0)
        return;
    (void)snprintf(found, sizeof found, "%d", candidate->elements_found);
    (void)snprintf(required, sizeof required, "%zu", n_required);
    explain_line(e, FACT_INDENT, MSG_EXPLAIN_HAS_ELEMENTS, MSG_ARGS(found, required));
}

static void explain_candidates(const struct explanation *e)
{
    size_t number = 0;
    for (size_t i = 0; i < e->item->n_candidates; i++) {
        const struct oit_candidate *candidate = &e->item->candidates[i];
        if (e->url && !is_same(e->url, candidate->url))
            continue;
        if (number == 0) {
            (void)buf_add_char(e->out, '\n');
            explain_line(e, 0, MSG_EXPLAIN_CANDIDATES, NULL);
        }
        explain_title(e, ++number, candidate->title, candidate->url);
        explain_candidate(e, i);
    }
}

/* --- elements ---------------------------------------------------------------------------------------------------------------- */

static const char *mark_of(const struct oit_element *element)
{
    if (element->state == OIT_ELEMENT_FOUND)
        return "✓";
    if (element->state != OIT_ELEMENT_NOT_FOUND)
        return "?";
    return element->required ? "✗" : "-"; /* not asked for: no fault */
}

static void explain_element(const struct explanation *e, const struct oit_element *element)
{
    char page[NUMBER_SIZE];
    (void)buf_addf(e->out, "  %s %s%s%s%s%s\n", mark_of(element), explain_words(e, element->text),
                   element->assumed ? msg_in(e->language, MSG_EXPLAIN_ASSUMED) : "", element->snippet ? " “" : "", element->snippet ? element->snippet : "",
                   element->snippet ? "”" : "");
    if (!element->url)
        return;
    (void)snprintf(page, sizeof page, "%u", (unsigned)element->page);
    (void)buf_addf(e->out, "%*s%s", QUOTE_INDENT, "", element->url);
    if (element->page) {
        (void)buf_add_c(e->out, " (");
        msg_add(e->out, e->language, MSG_EXPLAIN_PAGE, MSG_ARGS(page));
        (void)buf_add_char(e->out, ')');
    }
    (void)buf_add_char(e->out, '\n');
}

static void explain_elements(const struct explanation *e)
{
    char n[NUMBER_SIZE];
    if (!e->item->n_elements)
        return;
    if (!e->item->n_evidence) { /* "not found" of each would only repeat what is asked for */
        (void)buf_add_char(e->out, '\n');
        explain_line(e, 0, MSG_EXPLAIN_NO_ELEMENTS, NULL);
        return;
    }
    (void)snprintf(n, sizeof n, "%zu", e->item->n_evidence);
    (void)buf_add_char(e->out, '\n');
    explain_line(e, 0, e->item->n_evidence > 1 ? MSG_EXPLAIN_ELEMENTS_OVER : MSG_EXPLAIN_ELEMENTS, MSG_ARGS(n));
    for (size_t i = 0; i < e->item->n_elements; i++)
        explain_element(e, &e->item->elements[i]);
}

/* --- the agency's own index -------------------------------------------------------------------------------------------------- */

static void explain_row(const struct explanation *e, const struct oit_declared_row *row)
{
    (void)buf_addf(e->out, "  “%s%s%s”: %s\n", row->code ? row->code : "", row->code ? " " : "", row->label ? row->label : "",
                   msg_in(e->language, view_declared_words(row->state)));
    if (is_said(row->index_url))
        explain_line(e, FACT_INDENT, MSG_EXPLAIN_NAME_ON, MSG_ARGS(row->index_url));
    for (size_t i = 0; i < row->n_targets; i++)
        (void)buf_addf(e->out, "%*s› %s\n", FACT_INDENT, "", row->targets[i]);
}

static void explain_declared(const struct explanation *e)
{
    const struct oit_declared *declared = &e->item->declared;
    if (declared->state == DECLARED_NONE)
        return;
    (void)buf_add_char(e->out, '\n');
    explain_line(e, 0, MSG_EXPLAIN_INDEX, NULL);
    for (size_t i = 0; i < declared->n_rows; i++)
        explain_row(e, &declared->rows[i]);
    if (declared->n_rows == 0)
        explain_text(e, 2, msg_in(e->language, view_declared_words(declared->state)));
}

/* --- what was not read ------------------------------------------------------------------------------------------------------- */

static bool could_hold(const struct oit_unread *unread, const char *code)
{
    for (size_t i = 0; i < unread->n_items; i++)
        if (strcmp(unread->items[i], code) == 0)
            return true;
    return false;
}

static void explain_unread(const struct explanation *e)
{
    struct view view;
    size_t n = 0;
    view_init(&view, e->report, e->language == MSG_EN ? REPORT_EN : REPORT_TH);
    for (size_t i = 0; i < e->report->n_unread; i++) {
        const struct oit_unread *unread = &e->report->unread[i];
        if (!could_hold(unread, e->item->code))
            continue;
        if (n++ == 0) {
            (void)buf_add_char(e->out, '\n');
            explain_line(e, 0, MSG_EXPLAIN_UNREAD, NULL);
        }
        if (n > SHOWN_UNREAD)
            continue;
        struct buf fault;
        buf_init(&fault, 0);
        view_fault(&view, unread->code, &fault);
        (void)buf_addf(e->out, "  ? %s%s%s (%s)\n", is_said(unread->label) ? unread->label : "", is_said(unread->label) ? " " : "", unread->url, fault.p);
        buf_done(&fault);
    }
    if (n > SHOWN_UNREAD) {
        char more[NUMBER_SIZE];
        (void)snprintf(more, sizeof more, "%zu", n - SHOWN_UNREAD);
        explain_line(e, 2, MSG_AND_MORE, MSG_ARGS(more));
    }
    view_done(&view);
}

/* --- public ------------------------------------------------------------------------------------------------------------------ */

bool explain_is_about(const struct oit_item *item, const char *url)
{
    for (size_t i = 0; i < item->n_evidence; i++)
        if (is_same(url, item->evidence[i].url))
            return true;
    for (size_t i = 0; i < item->n_candidates; i++)
        if (is_same(url, item->candidates[i].url))
            return true;
    return false;
}

void explain_verdict(const struct explanation *e)
{
    char confidence[NUMBER_SIZE];
    (void)snprintf(confidence, sizeof confidence, "%.0f", e->item->confidence * 100);
    (void)buf_add_char(e->out, '\n');
    explain_line(e, 0, MSG_EXPLAIN_VERDICT, MSG_ARGS(e->report->site.url));
    explain_line(e, 2, MSG_EXPLAIN_LABEL, MSG_ARGS(explain_words(e, e->item->label), confidence));
    for (size_t i = 1; i < e->item->n_reasons; i++)
        explain_text(e, 2, explain_words(e, e->item->reasons[i].text));
    if (e->item->cautions)
        explain_line(e, 2, MSG_EXPLAIN_CAUTIONS, MSG_ARGS(""));
    for (unsigned i = 0; i < N_OIT_CAUTIONS; i++)
        if (e->item->cautions >> i & 1)
            explain_text(e, 4, explain_words(e, (struct oit_words){oit_caution_th((enum oit_caution)i), oit_caution_en((enum oit_caution)i)}));
    if (e->url && !explain_is_about(e->item, e->url)) {
        (void)buf_add_char(e->out, '\n');
        explain_line(e, 0, MSG_EXPLAIN_NOT_LOOKED, MSG_ARGS(e->url));
        return;
    }
    explain_evidence(e);
    explain_elements(e);
    explain_candidates(e);
    explain_declared(e);
    explain_unread(e);
}
