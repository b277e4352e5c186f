/* judge_year.c - which year binds to a candidate: the nearest certain statement, of its own title first, then of what stands around the link.
 * SPDX-License-Identifier: MIT
 */
#include "judge_parts.h"

enum year_fit judge_fit(const struct judge *judge, unsigned accept, const struct year_statement *year)
{
    return scheme_year_fit(accept, judge->input->scheme->first_month, judge->input->fiscal_year_be, year);
}

static const struct year_statement *source_year(const struct judge *judge, const struct candidate *candidate, struct year_statement *scratch)
{
    if (candidate->source == PAGE_NONE)
        return NULL;
    const struct site_page *source = &judge->input->site->pages[candidate->source];
    if (source->year->from_be)
        return source->year;
    *scratch = years_statement_from(source->label, judge->input->scheme->first_month);
    return scratch->from_be ? scratch : NULL;
}

/* A heading "ITA 2567" above the report of the year before: it names the round of the assessment, not the document. */
bool judge_names_the_round(const struct judge *judge, uint16_t item, const struct year_statement *year)
{
    int round = judge->input->fiscal_year_be;
    return year->from_be == round && year->to_be == round && judge_fit(judge, item_accept(judge->input->scheme, item), year) == YEAR_WRONG;
}

/* The title of a scan ends where its year should stand: the reader lost it, and what stands around the link cannot replace it. */
static bool lost_its_year(const struct site_page *page, const struct naming *own)
{
    return page && page->ocr_confidence > 0 && own && own->year.from_be == 0 && years_is_open(own->text);
}

/* "Report on | the plan 2566-2570 | of 2566": the span is the plan's; where the item is of one year, the single year beside the title is its own. */
static bool is_anothers_span(const struct judge *judge, uint16_t item, const struct naming *own)
{
    const struct year_statement *year = &own->year, *near = &own->context_year;
    bool is_span = year->from_be < year->to_be && !(item_accept(judge->input->scheme, item) & ACCEPT_SPAN);
    return is_span && own->place == PLACE_TITLE_BLOCK && near->from_be == near->to_be && year->from_be <= near->from_be && near->from_be <= year->to_be;
}

/* The year that binds: the nearest certain statement, then the nearest uncertain one; what was read from a picture once only in want of both. */
static struct year_statement bind_year(const struct judge *judge, uint16_t item, const struct site_page *page, const struct naming *own,
                                       const struct candidate *candidate, enum year_origin *ret_origin)
{
    struct year_statement scratch = {0};
    const struct naming *claim = candidate->claim;
    const struct year_statement *nearest[] = {
        own ? is_anothers_span(judge, item, own) ? &own->context_year : &own->year : NULL,
        page && own && candidate->is_section ? &own->context_year : NULL,
        page && !candidate->is_section ? page->year : NULL,
        claim ? &claim->year : NULL,
        claim ? &claim->context_year : NULL,
        claim ? source_year(judge, candidate, &scratch) : NULL,
        page && candidate->is_section ? page->year : NULL,
    };
    static const enum year_origin origins[] = {YEAR_OF_OWN_TITLE, YEAR_OF_OWN_HEADING,   YEAR_OF_DOCUMENT, YEAR_OF_LABEL,
                                               YEAR_OF_LABEL_HEADING, YEAR_OF_SOURCE, YEAR_OF_DOCUMENT};
    enum { N = sizeof nearest / sizeof *nearest, FIRST_AROUND = 4 /* the label's surroundings, no words about the document */ };
    size_t uncertain = N, once = N;
    size_t n = lost_its_year(page, own) ? FIRST_AROUND : N;
    for (size_t i = 0; i < n; i++) {
        if (!nearest[i] || nearest[i]->from_be == 0 || (i >= FIRST_AROUND && !candidate->is_section && judge_names_the_round(judge, item, nearest[i])))
            continue;
        if (nearest[i]->is_certain) {
            *ret_origin = origins[i];
            return *nearest[i];
        }
        size_t *slot = nearest[i]->is_once ? &once : &uncertain;
        if (*slot == N)
            *slot = i;
    }
    size_t best = uncertain < N ? uncertain : once;
    *ret_origin = best < N ? origins[best] : YEAR_OF_NOTHING;
    return best < N ? *nearest[best] : (struct year_statement){0};
}

/* Years of dates in the text, where no title states one: enough to tell a live list from a dead one. */
static enum year_fit fit_by_dates(const struct judge *judge, unsigned accept, const struct year_statement *dates)
{
    int year = judge->input->fiscal_year_be;
    if (dates->from_be == 0 || !(accept & (ACCEPT_CURRENT | ACCEPT_ACTIVITY | ACCEPT_FIRST_HALF)))
        return YEAR_NOT_STATED;
    if (dates->from_be <= year && year <= dates->to_be)
        return YEAR_FITS;
    return dates->to_be < year ? YEAR_WRONG : YEAR_NOT_STATED;
}

void judge_year(const struct judge *judge, uint16_t item, const struct site_page *page, const struct naming *own, struct candidate *candidate)
{
    unsigned accept = item_accept(judge->input->scheme, item);
    candidate->own = own;
    candidate->is_year_judged = true;
    candidate->year = bind_year(judge, item, page, own, candidate, &candidate->year_origin);
    candidate->fit = judge_fit(judge, accept, &candidate->year);
    bool is_list = (judge->input->scheme->items[item].form & FORM_LIST) != 0;
    /* The entries of a list say better than any heading above its link whether it lives. */
    if (page && (candidate->fit == YEAR_NOT_STATED || (is_list && page->is_html))) {
        enum year_fit by_dates = fit_by_dates(judge, accept, page->dates);
        if (by_dates != YEAR_NOT_STATED) {
            candidate->fit = by_dates;
            candidate->year_origin = YEAR_OF_DATES;
        }
        if (by_dates == YEAR_WRONG)
            candidate->year = (struct year_statement){.from_be = page->dates->to_be, .to_be = page->dates->to_be};
    }
}

void judge_reject_year(const struct judge *judge, struct candidate *candidate)
{
    const struct year_statement *year = &candidate->year;
    int from = scheme_year_shown(judge->input->scheme, year->from_be), to = scheme_year_shown(judge->input->scheme, year->to_be);
    struct str text = from == to ? arena_printf(judge->arena, "%d", from) : arena_printf(judge->arena, "%d-%d", from, to);
    candidate->detail = (struct oit_words){text.p, text.p};
    judge_reject(candidate, REASON_WRONG_YEAR);
}
