/* verdict.c - one item's verdict from its candidates.
 *
 * "published" needs a right document of the right year with every required element; "missing" needs that everything that could hold the item was
 * read and the run is complete; all else is partial or unknown. The order of the questions below is the rule of interface.md.
 * SPDX-License-Identifier: MIT
 */
#include "verdict.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/messages.h"
#include "rules/hosting.h"
#include "confidence.h"
#include "trace.h"
#include "weighing.h"
#include "text/years.h"

enum {
    MAX_EVIDENCE = 12,
    MAX_CANDIDATES = 16,
    UNREAD_CLAIM = CLASSIFY_CLAIM,   /* an unread document must be named so clearly to keep an item open */
    FEW_LINKS = 12,                  /* a start page with no more is the list itself, or nothing */
};


static enum oit_reason unread_reason(enum oit_fault fault, bool is_external)
{
    switch ((int)fault) {
    case FAULT_LOGIN:
        return REASON_LOGIN_REQUIRED;
    case FAULT_ROBOTS:
        return REASON_BLOCKED_BY_ROBOTS;
    case FAULT_BUDGET:
        return REASON_BUDGET_EXHAUSTED;
    case FAULT_EXTERNAL:
    case FAULT_REFUSED_ADDRESS:
        return REASON_EXTERNAL_UNREACHABLE;
    case FAULT_NO_TEXT:
    case FAULT_ENCRYPTED:
    case FAULT_UNSUPPORTED:
    case FAULT_DAMAGED:
    case FAULT_TOOL_MISSING:
    case FAULT_PARSER_CRASH:
    case FAULT_PARSER_LIMIT:
    case FAULT_SCRIPT_MADE:
    case FAULT_SCAN_UNREAD:
        return REASON_NO_TEXT;
    default:
        return is_external ? REASON_EXTERNAL_UNREACHABLE : REASON_FETCH_FAILED;
    }
}

static bool is_external(const struct judge *judge, const struct candidate *c)
{
    return c->page != PAGE_NONE && judge->input->site->pages[c->page].is_external;
}

/* --- gathering --------------------------------------------------------------------------------------------------------------- */

/* How telling a rejected candidate is: the item named before a near document, what the agency gives as the item (and is there) before what only
 * looks like it, its year right before unsaid before wrong, then its weight. */
static int rejection_rank(const struct candidate *c)
{
    bool is_given = c->claim && c->reason != REASON_DECLARED_ONLY && c->reason != REASON_CRITERION_TEXT_ONLY;
    int by_year = c->fit == YEAR_FITS ? 2 : c->fit == YEAR_NOT_STATED ? 1 : 0;
    static const int by_reason[N_OIT_REASONS] = {[REASON_WRONG_ITEM] = 5, [REASON_PLACEHOLDER] = 6, [REASON_DEAD_LINK] = 4,
                                                 [REASON_WRONG_YEAR] = 3, [REASON_CRITERION_TEXT_ONLY] = 2, [REASON_DECLARED_ONLY] = 1};
    return (c->trap == NO_INDEX ? 8000 : 0) + (is_given ? 3500 : 0) + by_year * 1000 + by_reason[c->reason] * 40 + (c->strength + c->own_score) / 8;
}

/* An item may stand in several documents: what one has counts for all, and places add up (two pages of executives). */
static void join_element(struct weighing *w, size_t k, const struct candidate *c)
{
    struct element_found *all = &w->elements[k];
    const struct element_found *one = &c->elements[k];
    uint16_t places = (uint16_t)(all->places + one->places);
    if (one->hit && (!all->hit || (one->is_found && !all->is_found))) {
        *all = *one;
        w->element_from[k] = c;
    }
    all->places = places;
    all->is_found |= one->is_found || places >= element_of(w, k)->min;
}

static void gather(struct weighing *w)
{
    for (size_t i = 0; i < w->list->n; i++) {
        const struct candidate *c = &w->list->items[i];
        const struct candidate **slot = NULL;
        if (c->outcome == OUTCOME_GOOD)
            slot = &w->good;
        else if (c->outcome == OUTCOME_IMAGE)
            slot = &w->image;
        else if (c->outcome == OUTCOME_NO_YEAR)
            slot = &w->no_year;
        else if (c->outcome == OUTCOME_UNREAD && c->strength >= UNREAD_CLAIM - (c->is_inherited ? 20 : 0))
            slot = &w->unread;
        else if (c->outcome == OUTCOME_REJECTED && w->rejected && rejection_rank(c) > rejection_rank(w->rejected))
            w->rejected = c;
        else if (c->outcome == OUTCOME_REJECTED)
            slot = &w->rejected;
        if (slot && !*slot)
            *slot = c;
        if (c->outcome != OUTCOME_GOOD)
            continue;
        w->is_half_read |= c->is_half_read;
        for (size_t k = 0; k < w->rule->n_elements && k < MAX_ELEMENTS; k++)
            join_element(w, k, c);
    }
    for (size_t k = 0; k < w->rule->n_elements && k < MAX_ELEMENTS; k++) {
        const struct scheme_element *element = element_of(w, k);
        if (!element->is_required || element->needs_human || w->elements[k].is_found)
            continue;
        w->n_lacking++;
        w->n_lacking_confirmed += !element->is_assumed;
    }
}

/* --- texts ------------------------------------------------------------------------------------------------------------------- */

static struct oit_words words_of(struct weighing *w, struct buf *th, struct buf *en)
{
    struct arena *arena = w->judge->arena;
    struct oit_words words = {arena_text(arena, buf_str(th)), arena_text(arena, buf_str(en))};
    buf_done(th);
    buf_done(en);
    return words;
}

static struct oit_words label_words(struct weighing *w, enum oit_status status, enum oit_reason reason, struct oit_words detail)
{
    struct buf th = {0}, en = {0};
    label_for(status, reason, detail.th, detail.en, &th, &en);
    return words_of(w, &th, &en);
}

static void add_reason(struct weighing *w, enum oit_reason reason, struct oit_words detail)
{
    struct oit_item *out = w->out;
    out->reasons[out->n_reasons++] =
        (struct oit_reason_entry){reason, label_words(w, out->status, reason, detail)};
    if (out->n_reasons == 1)
        out->label = out->reasons[0].text;
}

static void decide(struct weighing *w, enum oit_status status, enum oit_reason reason, struct oit_words detail)
{
    w->out->status = status;
    add_reason(w, reason, detail);
}

static struct oit_words lacking_words(struct weighing *w)
{
    struct buf th = {0}, en = {0};
    for (size_t k = 0; k < w->rule->n_elements && k < MAX_ELEMENTS; k++) {
        const struct scheme_element *element = element_of(w, k);
        if (!element->is_required || element->needs_human || w->elements[k].is_found)
            continue;
        (void)buf_addf(&th, "%s%s", th.n ? ", " : "", element->text.th);
        (void)buf_addf(&en, "%s%s", en.n ? ", " : "", element->text.en);
    }
    return words_of(w, &th, &en);
}

/* Of a document that could not be read to the end. */
static struct oit_words not_seen_words(struct weighing *w)
{
    struct oit_words lacking = lacking_words(w);
    struct buf th = {0}, en = {0};
    msg_add(&th, MSG_TH, MSG_BECAUSE_HALF_READ, MSG_ARGS(lacking.th));
    msg_add(&en, MSG_EN, MSG_BECAUSE_HALF_READ, MSG_ARGS(lacking.en));
    return words_of(w, &th, &en);
}

static struct oit_words fault_words(const struct candidate *c)
{
    return (struct oit_words){oit_fault_th(c->fault), oit_fault_en(c->fault)};
}

/* --- deciding ---------------------------------------------------------------------------------------------------------------- */

static const struct oit_words no_detail = {NULL, NULL};

/* The shared storage a candidate stands in, or NULL; a link never visited counts as well. */
static const struct hosting_share *share_of(const struct weighing *w, const struct candidate *c)
{
    if (!c || !c->url.n)
        return NULL;
    const struct site *site = w->judge->input->site;
    const struct hosting_share *share = hosting_share_of(site->scheme->hosting, c->url, NULL);
    return c->page != PAGE_NONE ? site->pages[c->page].share : share && share->is_service ? NULL : share;
}

static bool has_assumed_requirement(const struct weighing *w)
{
    for (size_t k = 0; k < w->rule->n_elements; k++)
        if (element_of(w, k)->is_required && element_of(w, k)->is_assumed)
            return true;
    return false;
}

static bool needs_eye(const struct weighing *w)
{
    for (size_t k = 0; k < w->rule->n_elements && k < MAX_ELEMENTS; k++)
        if (element_of(w, k)->is_required && element_of(w, k)->needs_human)
            return true;
    return false;
}

static bool is_reached_by_clicks(const struct weighing *w, const struct candidate *c)
{
    const struct site *site = w->judge->input->site;
    return c->page == PAGE_NONE || site->pages[c->page].clicks != PAGE_NONE || (c->source != PAGE_NONE && site->pages[c->source].clicks != PAGE_NONE);
}

/* A scan in which no year was read: the right one stands in its label only, or in the index around it. */
static bool has_year_from_around(const struct weighing *w)
{
    const struct candidate *c = w->good;
    return year_is_from_around(c) && c->page != PAGE_NONE && w->judge->input->site->pages[c->page].ocr_confidence > 0;
}

/* The year stands on one reading of a picture alone, or nobody read it in the picture: a person should look at it. */
static bool hangs_on_one_reading(const struct weighing *w)
{
    return (w->good->year.is_once || has_year_from_around(w)) && w->good->fit == YEAR_FITS &&
           !(item_accept(w->judge->input->scheme, w->item) & ACCEPT_UNDATED);
}

static void decide_published(struct weighing *w)
{
    decide(w, OIT_PUBLISHED, hangs_on_one_reading(w) ? REASON_CHECK_BY_EYE : REASON_COMPLETE, no_detail);
    if (!is_reached_by_clicks(w, w->good))
        add_reason(w, REASON_NOT_LINKED, no_detail);
    if (needs_eye(w) && !hangs_on_one_reading(w))
        add_reason(w, REASON_CHECK_BY_EYE, no_detail);
    if (has_assumed_requirement(w))
        add_reason(w, REASON_ASSUMED_CRITERION, no_detail);
    if (share_of(w, w->good))
        add_reason(w, REASON_SHARED_STORAGE, (struct oit_words){share_of(w, w->good)->title.th, share_of(w, w->good)->title.en});
}

static void decide_missing(struct weighing *w, const struct unread_hub *hub)
{
    const struct assess_input *input = w->judge->input;
    if (hub->is_there) {
        decide(w, OIT_UNKNOWN, unread_reason(hub->fault, hub->is_external), (struct oit_words){oit_fault_th(hub->fault), oit_fault_en(hub->fault)});
    } else if (!input->run_complete) {
        decide(w, OIT_UNKNOWN, REASON_BUDGET_EXHAUSTED, no_detail);
    } else if (w->mute->is_there && (w->rule->form & FORM_DOCUMENT) && (!w->rejected || w->rejected->reason == REASON_DECLARED_ONLY)) {
        decide(w, OIT_UNKNOWN, unread_reason(w->mute->fault, w->mute->is_external), (struct oit_words){oit_fault_th(w->mute->fault), oit_fault_en(w->mute->fault)});
    } else if (w->rejected) {
        decide(w, OIT_MISSING, w->rejected->reason, w->rejected->detail);
    } else {
        decide(w, OIT_MISSING, REASON_NO_CANDIDATE, no_detail);
    }
}

static void decide_status(struct weighing *w, const struct unread_hub *hub)
{
    if (w->good && w->n_lacking == 0)
        decide_published(w);
    else if (w->image)
        decide(w, OIT_PUBLISHED, REASON_CHECK_BY_EYE, no_detail);
    else if (w->unread)
        decide(w, OIT_UNKNOWN, unread_reason(w->unread->fault, is_external(w->judge, w->unread)), fault_words(w->unread));
    else if (w->good && !w->judge->input->run_complete && hub->is_there)
        decide_missing(w, hub);
    else if (w->good && w->is_half_read)
        decide(w, OIT_UNKNOWN, REASON_CHECK_BY_EYE, not_seen_words(w));
    else if (w->good)
        decide(w, OIT_PARTIAL, REASON_ELEMENTS_MISSING, lacking_words(w));
    else if (w->no_year)
        decide(w, OIT_UNKNOWN, REASON_CHECK_BY_EYE,
               (struct oit_words){"อ่านปีของเอกสารไม่ได้", "its year could not be read"});
    else
        decide_missing(w, hub);
}

/* --- due dates --------------------------------------------------------------------------------------------------------------- */

static bool due_date(const struct weighing *w, struct clock_date *ret_due)
{
    if (w->rule->due_month == 0)
        return false;
    struct clock_date due = {w->judge->input->fiscal_year_be, w->rule->due_month, w->rule->due_day}; /* right but for era and year */
    due.year_ce += w->judge->input->fiscal_year_be - years_fiscal_of_from(due, w->judge->input->scheme->first_month);
    *ret_due = due;
    return true;
}

static void apply_due_date(struct weighing *w)
{
    struct oit_item *out = w->out;
    struct clock_date due;
    out->due_state = "none";
    if (!due_date(w, &due))
        return;
    out->due = years_date_iso(due, w->judge->arena);
    bool is_over = clock_date_cmp(w->judge->input->as_of, due) > 0;
    out->due_state = out->status == OIT_PUBLISHED ? "met" : is_over ? "overdue" : "upcoming";
    if (out->status == OIT_PUBLISHED || is_over || !w->rule->is_running || w->judge->input->is_before_publishing)
        return;
    char th[48], en[48];
    years_date_th(due, th, sizeof th);
    years_date_en(due, en, sizeof en);
    out->n_reasons = 0;
    decide(w, OIT_UNKNOWN, REASON_NOT_YET_DUE, (struct oit_words){th, en});
}

/* --- score ------------------------------------------------------------------------------------------------------------------- */

static struct score_range range_of(const struct weighing *w)
{
    const struct scheme_item *rule = w->rule;
    double best = rule->n_levels ? rule->levels[0] : 100;
    double middle = rule->n_levels > 2 ? rule->levels[1] : 0;
    const struct oit_item *out = w->out;
    switch (out->status) {
    case OIT_PUBLISHED:
        return (struct score_range){out->reasons[0].code == REASON_CHECK_BY_EYE ? 0 : best, best};
    case OIT_PARTIAL: {
        double low = rule->levels_confirmed ? middle : 0;
        double high = w->n_lacking_confirmed == 0 ? best : middle;
        return (struct score_range){low, high > low ? high : low};
    }
    case OIT_UNKNOWN:
        return (struct score_range){0, best};
    case OIT_MISSING:
        break;
    }
    return (struct score_range){0, 0};
}

/* Text read from a picture is believed as far as its reader believed itself, and never quite. */
static double ocr_factor(const struct candidate *c, uint8_t ocr)
{
    static const double BEST = 0.97;
    return (ocr ? BEST * (0.5 + 0.005 * ocr) : 1) * (c->year.is_once ? 0.8 : 1);
}

/* --- report entries ---------------------------------------------------------------------------------------------------------- */

static const char *text_of(struct weighing *w, struct str s)
{
    return s.p ? arena_text(w->judge->arena, s) : NULL;
}

static const char *hash_text(struct weighing *w, const struct sha256 *sha256)
{
    char hex[65];
    sha256_hex(*sha256, hex);
    return text_of(w, str_from(hex));
}

static const char *day_text(struct weighing *w, uint32_t day)
{
    return arena_printf(w->judge->arena, "%04u-%02u-%02u", day / 10000, day / 100 % 100, day % 100).p;
}

static const char *candidate_title(struct weighing *w, const struct candidate *c)
{
    const struct site_page *page = c->page == PAGE_NONE ? NULL : &w->judge->input->site->pages[c->page];
    if (c->claim && !c->is_inherited && (!page || !page->title.n))
        return text_of(w, c->claim->text);
    if (page && page->title.n)
        return text_of(w, page->title);
    return page && page->file_name.n ? text_of(w, page->file_name) : NULL;
}

static const struct element_hit *best_hit(const struct weighing *w, const struct candidate *c)
{
    for (size_t k = 0; k < w->rule->n_elements; k++)
        if (c->elements[k].is_found && c->elements[k].hit && element_of(w, k)->is_required)
            return c->elements[k].hit;
    return NULL;
}

/* The year that was read; where none is asked for, only one the document states itself (a label may stand in the index of another year). */
static int evidence_year(const struct weighing *w, const struct candidate *c, const struct site_page *page)
{
    if (item_accept(w->judge->input->scheme, w->item) == ACCEPT_UNDATED)
        return page->year->from_be == page->year->to_be ? page->year->from_be : 0;
    return c->year.from_be == c->year.to_be ? c->year.from_be : w->judge->input->fiscal_year_be;
}

static const char *const *label_path(struct weighing *w, uint32_t page, size_t n)
{
    const struct site *site = w->judge->input->site;
    const char **labels = ARENA_ARRAY(w->judge->arena, const char *, n);
    for (size_t i = n; i > 0; i--, page = site->pages[page].reached_from) {
        const struct site_page *p = &site->pages[page];
        labels[i - 1] = i == 1 ? "" : p->label.n ? text_of(w, p->label) : p->title.n ? text_of(w, p->title) : "";
    }
    return labels;
}

static void add_evidence(struct weighing *w, const struct candidate *c)
{
    struct oit_item *out = w->out;
    const struct site_page *page = &w->judge->input->site->pages[c->page];
    const struct element_hit *hit = best_hit(w, c);
    struct oit_evidence *e = &out->evidence[out->n_evidence++];
    *e = (struct oit_evidence){
        .url = text_of(w, page->url),
        .title = candidate_title(w, c),
        .kind = doc_kind_name(page->kind),
        .fiscal_year_be = evidence_year(w, c, page),
        .confidence = (0.5 + 0.005 * (c->strength > c->own_score ? c->strength : c->own_score)) * ocr_factor(c, hit ? hit->ocr : 0),
        .page = hit ? hit->page : 0,
        .snippet = hit ? text_of(w, hit->snippet) : c->claim ? text_of(w, c->claim->text) : NULL,
        .http_status = page->http_status,
        .sha256 = page->sha256 ? hash_text(w, page->sha256) : NULL,
        .last_modified = page->modified_day ? day_text(w, page->modified_day) : NULL,
        .text_source = !hit ? "label" : hit->ocr ? "ocr" : page->text_source && strcmp(page->text_source, "rendered") == 0 ? "rendered" : "text",
    };
    uint32_t end = page->clicks != PAGE_NONE ? c->page : c->source;
    e->n_path = site_click_path(w->judge->input->site, end, &e->path);
    bool is_page = page->kind == DOC_HTML && page->text_hash != 0;
    e->fingerprint = is_page ? arena_printf(w->judge->arena, "text-%016llx", (unsigned long long)page->text_hash).p : e->sha256;
    e->path_labels = e->n_path ? label_path(w, end, e->n_path) : NULL;
    trace_candidate(w->judge, w->judge->tracer, w->item, c, &e->trace);
}

static void list_evidence(struct weighing *w)
{
    struct oit_item *out = w->out;
    out->evidence = ARENA_ARRAY(w->judge->arena, struct oit_evidence, MAX_EVIDENCE);
    if (out->status != OIT_PUBLISHED && out->status != OIT_PARTIAL)
        return;
    for (size_t i = 0; i < w->list->n && out->n_evidence < MAX_EVIDENCE; i++) {
        const struct candidate *c = &w->list->items[i];
        if (c->page != PAGE_NONE && (c->outcome == OUTCOME_GOOD || (c->outcome == OUTCOME_IMAGE && !w->good)))
            add_evidence(w, c);
    }
}

static void list_elements(struct weighing *w)
{
    struct oit_item *out = w->out;
    bool is_open = out->status == OIT_UNKNOWN || w->is_half_read || (out->status == OIT_PUBLISHED && out->reasons[0].code == REASON_CHECK_BY_EYE);
    out->elements = ARENA_ARRAY(w->judge->arena, struct oit_element, w->rule->n_elements);
    out->n_elements = w->rule->n_elements < MAX_ELEMENTS ? w->rule->n_elements : MAX_ELEMENTS;
    for (size_t k = 0; k < out->n_elements; k++) {
        const struct scheme_element *element = element_of(w, k);
        const struct element_found *found = &w->elements[k];
        struct oit_element *e = &out->elements[k];
        *e = (struct oit_element){.id = element->id,
                                  .text = {element->text.th, element->text.en},
                                  .required = element->is_required,
                                  .assumed = element->is_assumed,
                                  .state = found->is_found ? OIT_ELEMENT_FOUND
                                           : is_open || element->needs_human ? OIT_ELEMENT_NOT_CHECKABLE
                                                                             : OIT_ELEMENT_NOT_FOUND};
        if (!found->is_found || !found->hit)
            continue;
        const struct candidate *from = w->element_from[k];
        e->url = text_of(w, from->page == PAGE_NONE ? from->url : w->judge->input->site->pages[from->page].url); /* as evidence names it, not as a redirect did */
        e->page = found->hit->page;
        e->snippet = text_of(w, found->hit->snippet);
    }
}

static void add_candidate(struct weighing *w, const struct candidate *c)
{
    struct oit_item *out = w->out;
    const struct site *site = w->judge->input->site;
    enum oit_reason reason = c->outcome == OUTCOME_UNREAD ? unread_reason(c->fault, is_external(w->judge, c))
                             : c->outcome == OUTCOME_NO_YEAR ? REASON_CHECK_BY_EYE
                                                             : c->reason;
    enum oit_status status = c->outcome == OUTCOME_REJECTED ? OIT_MISSING : OIT_UNKNOWN;
    struct oit_words detail = c->outcome == OUTCOME_UNREAD ? fault_words(c) : c->detail;
    struct oit_candidate *entry = &out->candidates[out->n_candidates++];
    *entry = (struct oit_candidate){
        .url = text_of(w, c->url.n ? c->url : site->pages[c->source].url),
        .title = candidate_title(w, c),
        .rejected = reason,
        .fiscal_year_be = c->year.from_be == c->year.to_be ? c->year.from_be : 0,
        .text = label_words(w, status, reason, detail),
        .elements_found = c->is_looked_through ? (int)c->n_found : -1,
    };
    trace_candidate(w->judge, w->judge->tracer, w->item, c, &entry->trace);
}

/* Nearest first: what could not be read or dated may yet be the item; then as telling as a rejected one is. */
static int nearness(const struct candidate *c)
{
    return c->outcome == OUTCOME_NO_YEAR ? 30000 : c->outcome == OUTCOME_UNREAD ? 20000 + c->strength : rejection_rank(c);
}

static const struct candidate *nearest_behind(const struct weighing *w, const struct candidate *last)
{
    const struct candidate *best = NULL;
    for (size_t i = 0; i < w->list->n; i++) {
        const struct candidate *c = &w->list->items[i];
        bool is_listed = c->outcome == OUTCOME_REJECTED || c->outcome == OUTCOME_UNREAD || c->outcome == OUTCOME_NO_YEAR;
        bool is_behind = !last || nearness(c) < nearness(last) || (nearness(c) == nearness(last) && c > last);
        if (is_listed && c != w->rejected && is_behind && (!best || nearness(c) > nearness(best)))
            best = c;
    }
    return best;
}

static void list_candidates(struct weighing *w)
{
    w->out->candidates = ARENA_ARRAY(w->judge->arena, struct oit_candidate, MAX_CANDIDATES);
    if (w->rejected)
        add_candidate(w, w->rejected);
    for (const struct candidate *c = nearest_behind(w, NULL); c && w->out->n_candidates < MAX_CANDIDATES; c = nearest_behind(w, c))
        add_candidate(w, c);
}

/* --- public ------------------------------------------------------------------------------------------------------------------ */

/* What stands in shared storage should stand on the agency's own site: said beside the item's own advice. */
static void add_share_advice(struct weighing *w)
{
    struct oit_item *out = w->out;
    const struct candidate *telling = out->status == OIT_PUBLISHED || out->status == OIT_PARTIAL ? w->good ? w->good : w->image
                                      : w->unread                                              ? w->unread
                                                                                               : w->rejected;
    const struct hosting_share *share = share_of(w, telling);
    if (!share)
        return;
    struct oit_words advice = out->advice;
    out->advice = (struct oit_words){arena_printf(w->judge->arena, "%s%s%s", share->advice.th, advice.th[0] ? " " : "", advice.th).p,
                                     arena_printf(w->judge->arena, "%s%s%s", share->advice.en, advice.en[0] ? " " : "", advice.en).p};
}

/* The server gave a file, and nobody could read it: no index of items. A page whose fetch failed may be one. */
static bool is_unread_file(const struct site_page *page)
{
    switch ((int)page->fault) {
    case FAULT_NO_TEXT:
    case FAULT_ENCRYPTED:
    case FAULT_UNSUPPORTED:
    case FAULT_DAMAGED:
    case FAULT_TOOL_MISSING:
    case FAULT_SCAN_UNREAD:
        return !page->is_html;
    default:
        return false;
    }
}

struct unread_hub verdict_unread_hub(const struct judge *judge, const struct declarations *declarations)
{
    const struct site *site = judge->input->site;
    const struct site_page *start = site->start == PAGE_NONE ? NULL : &site->pages[site->start];
    if (start ? !start->was_read : site->n_pages > 0)
        return (struct unread_hub){true, false, start ? site->start : 0, start && start->fault != FAULT_NONE ? start->fault : site->pages[0].fault};
    for (uint32_t i = 0; i < site->n_pages; i++) {
        const struct site_page *page = &site->pages[i];
        bool is_unread = !page->was_read && oit_fault_class(page->fault, page->http_status) == FAULT_IS_UNREAD;
        if (is_unread && page->is_hub_link && !page->is_external && !is_unread_file(page))
            return (struct unread_hub){true, false, i, page->fault};
        bool is_part = page->was_read && page->is_html && page->is_cut && !page->is_external;
        if (is_part && page->n_links >= LIMIT_LINKS) /* nobody looked at those behind */
            return (struct unread_hub){true, false, i, FAULT_PARSER_LIMIT};
        if (is_part && page->is_hub_link && (!page->is_start || page->n_links < FEW_LINKS)) /* the list that its script brings may hold any item */
            return (struct unread_hub){true, false, i, FAULT_SCRIPT_MADE};
    }
    if (site->has_outer_door && !declarations_are_complete(site, declarations))
        return (struct unread_hub){true, true, site->door_target, site->door_fault};
    return (struct unread_hub){.page = PAGE_NONE};
}

struct unread_hub verdict_unread_mute(const struct judge *judge)
{
    const struct site *site = judge->input->site;
    for (uint32_t i = 0; i < site->n_pages; i++) {
        const struct site_page *page = &site->pages[i];
        bool is_index = page->was_read && (!page->is_external || page->is_shared_list) && (page->is_hub || page->is_hub_link || page->is_shared_list);
        struct site_inner inner[SITE_INNER_LINKS];
        size_t n_inner = is_index ? site_inner(site, page, inner) : 0;
        for (size_t k = 0; k < n_inner; k++) {
            uint32_t to = inner[k].is_mute ? site_find(site, inner[k].url) : PAGE_NONE;
            const struct site_page *target = to == PAGE_NONE ? NULL : &site->pages[to];
            if (target && !target->was_read && is_unread_file(target))
                return (struct unread_hub){true, target->is_external, to, target->fault};
        }
    }
    return (struct unread_hub){.page = PAGE_NONE};
}

void verdict_make(struct judge *judge, uint16_t item, const struct candidate_list *candidates, const struct unread_hub *unread_hub,
                  const struct unread_hub *unread_mute, struct oit_item *ret_item, struct score_range *ret_range)
{
    const struct scheme *scheme = judge->input->scheme;
    struct weighing w = {.judge = judge, .item = item, .rule = &scheme->items[item], .list = candidates, .mute = unread_mute, .out = ret_item};
    *ret_item = (struct oit_item){
        .code = w.rule->code,
        .title = {w.rule->title.th, w.rule->title.en},
        .group = scheme->groups[w.rule->group].code,
        .owner = {w.rule->owner.th, w.rule->owner.en},
        .advice = {"", ""},
        .reasons = ARENA_ARRAY(judge->arena, struct oit_reason_entry, 8),
    };
    gather(&w);
    decide_status(&w, unread_hub);
    apply_due_date(&w);
    *ret_range = range_of(&w);
    ret_item->score_low = ret_range->low;
    ret_item->score_high = ret_range->high;
    ret_item->score = ret_item->status == OIT_UNKNOWN ? (double)NAN : ret_range->low;
    if (ret_item->status == OIT_PUBLISHED)
        ret_item->score = ret_range->high;
    ret_item->cautions = confidence_cautions(&w);
    ret_item->confidence = confidence_of(ret_item->status, ret_item->cautions);
    ret_item->review = ret_item->status == OIT_UNKNOWN ? ret_item->reasons[0].code != REASON_NOT_YET_DUE
                                                       : ret_item->confidence < CONFIDENCE_REVIEW;
    bool is_nameless = w.good && w.good->page != PAGE_NONE && !judge->input->site->pages[w.good->page].has_agency_name;
    ret_item->review |= ret_item->status == OIT_PUBLISHED && is_nameless && share_of(&w, w.good); /* whose it is a person must see */
    if (ret_item->status != OIT_PUBLISHED)
        ret_item->advice = (struct oit_words){w.rule->advice.th, w.rule->advice.en};
    add_share_advice(&w);
    list_evidence(&w);
    list_elements(&w);
    list_candidates(&w);
}
