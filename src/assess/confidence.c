/* confidence.c - see confidence.h.
 * SPDX-License-Identifier: MIT
 */
#include "confidence.h"

#include <math.h>

#include "base/limits.h"
#include "score.h"
#include "weighing.h"

enum {
    CLEAR_NAME = 80,       /* a name that says the item without a doubt */
    RIVAL_NAME = 80,
    FEW_CHECKED = 1,       /* required elements a program can see */
    MOST_OF_ELEMENTS = 2,  /* all but one in so many */
    UNREAD_SHARE = 50,     /* one page in so many */
};

/* --- weights: log-odds, fitted by tests/accuracy/calibrate.py on generated sites whose layouts and words nobody tuned on (docs/ACCURACY.md) ---
 * OCR, another site's document and an uncertain year hardly occur there: their weights are judgement. No status is more than 99 % certain. */

static const double base[] = {[OIT_PUBLISHED] = 4.60, [OIT_PARTIAL] = 1.37, [OIT_MISSING] = 2.01, [OIT_UNKNOWN] = 1.31};

static const double weight[N_OIT_CAUTIONS] = {
    [CAUTION_TITLE_SILENT] = -1.41,      [CAUTION_WEAK_NAME] = -0.78,        [CAUTION_UNNAMED_LINK] = -0.33,
    [CAUTION_PART_OF_PAGE] = -0.64,      [CAUTION_YEAR_AROUND] = -0.14,      [CAUTION_YEAR_UNCERTAIN] = -0.80,
    [CAUTION_YEAR_BY_DATES] = 0.00,      [CAUTION_LABEL_ELEMENTS] = 0.00,    [CAUTION_LITTLE_CHECKED] = -0.20,
    [CAUTION_SEVERAL_DOCUMENTS] = -0.08, [CAUTION_READ_BY_OCR] = -1.00,      [CAUTION_PICTURE] = 0.00,
    [CAUTION_AGENCY_UNSEEN] = -1.00,     [CAUTION_RIVAL] = -1.16,            [CAUTION_ONE_LACKING] = -1.37,
    [CAUTION_ASSUMED_LACKING] = 0.00,    [CAUTION_NOTHING_NEAR] = -1.48,     [CAUTION_UNREAD_AROUND] = -0.21,
    [CAUTION_CONTENT_FITS] = 0.00,
};

double confidence_of(enum oit_status status, uint32_t cautions)
{
    double odds = base[status];
    for (unsigned i = 0; i < N_OIT_CAUTIONS; i++)
        if (cautions >> i & 1)
            odds += weight[i];
    return 1 / (1 + exp(-odds));
}

/* --- cautions ---------------------------------------------------------------------------------------------------------------- */

static uint32_t when(bool holds, enum oit_caution caution)
{
    return holds ? UINT32_C(1) << caution : 0;
}

static uint32_t year_cautions(const struct weighing *w, const struct candidate *c)
{
    if (item_accept(w->judge->input->scheme, w->item) == ACCEPT_UNDATED)
        return 0;
    bool is_by_dates = c->year_origin == YEAR_OF_DATES || c->year.from_be == 0;
    return when(year_is_from_around(c), CAUTION_YEAR_AROUND) | when(is_by_dates, CAUTION_YEAR_BY_DATES) |
           when(!is_by_dates && (!c->year.is_certain || c->year.is_once), CAUTION_YEAR_UNCERTAIN);
}

/* Of what the elements rest on. */
static uint32_t element_cautions(const struct weighing *w)
{
    const struct candidate *from = NULL;
    size_t n_checked = 0;
    bool in_label = false, is_split = false;
    for (size_t k = 0; k < w->rule->n_elements && k < MAX_ELEMENTS; k++) {
        const struct scheme_element *element = element_of(w, k);
        const struct candidate *c = w->element_from[k];
        if (!element->is_required || element->needs_human)
            continue;
        n_checked++;
        if (!w->elements[k].is_found || !c || !w->elements[k].hit)
            continue;
        is_split |= from && from != c;
        from = c;
        in_label |= w->elements[k].hit->where == IN_TITLE && c->claim && c->source != c->page && w->elements[k].hit->block >= c->claim->block_from &&
                    w->elements[k].hit->block < c->claim->block_to;
    }
    return when(in_label, CAUTION_LABEL_ELEMENTS) | when(is_split, CAUTION_SEVERAL_DOCUMENTS) | when(n_checked <= FEW_CHECKED, CAUTION_LITTLE_CHECKED);
}

/* Another document that is called the item just as clearly, and is not it. */
static bool has_rival(const struct weighing *w)
{
    for (size_t i = 0; i < w->list->n; i++) {
        const struct candidate *c = &w->list->items[i];
        bool is_content = c->reason == REASON_WRONG_YEAR || c->reason == REASON_WRONG_ITEM;
        if (c->outcome == OUTCOME_REJECTED && is_content && c->trap == NO_INDEX && c->named == NO_INDEX && c->own_score >= RIVAL_NAME)
            return true;
    }
    return false;
}

static uint32_t document_cautions(const struct weighing *w, const struct candidate *c)
{
    const struct site_page *page = c->page == PAGE_NONE ? NULL : &w->judge->input->site->pages[c->page];
    uint8_t name = c->own_score > c->strength ? c->own_score : c->strength;
    return when(!c->is_agreed, CAUTION_TITLE_SILENT) | when(name < CLEAR_NAME, CAUTION_WEAK_NAME) | when(c->is_inherited, CAUTION_UNNAMED_LINK) |
           when(c->is_section, CAUTION_PART_OF_PAGE) | when(page && page->ocr_confidence > 0, CAUTION_READ_BY_OCR) |
           when(c->outcome == OUTCOME_IMAGE, CAUTION_PICTURE) |
           when(page && (page->is_external || page->share) && !page->has_agency_name, CAUTION_AGENCY_UNSEEN) | year_cautions(w, c);
}

/* A part of the site that counts could not be read; what robots.txt or a login keeps off (the officers' own door) is not meant for visitors. */
static bool has_unread(const struct site *site)
{
    size_t n_unread = 0, n_read = 0;
    for (uint32_t i = 0; i < site->n_pages; i++) {
        const struct site_page *page = &site->pages[i];
        bool is_closed = page->is_external || page->fault == FAULT_ROBOTS || page->fault == FAULT_LOGIN;
        n_read += page->was_read;
        n_unread += !page->was_read && !is_closed && oit_fault_class(page->fault, page->http_status) == FAULT_IS_UNREAD;
    }
    return n_unread * UNREAD_SHARE > n_read;
}

/* A document that was turned away though it holds nearly all that the item asks. */
static bool content_fits(const struct weighing *w)
{
    size_t n_required = 0;
    for (size_t k = 0; k < w->rule->n_elements; k++)
        n_required += element_of(w, k)->is_required && !element_of(w, k)->needs_human;
    const struct candidate *c = w->rejected;
    return c && n_required >= MOST_OF_ELEMENTS && (size_t)c->n_found + 1 >= n_required && (c->reason == REASON_WRONG_YEAR || c->reason == REASON_WRONG_ITEM);
}

uint32_t confidence_cautions(const struct weighing *w)
{
    const struct candidate *c = w->good ? w->good : w->image;
    switch (w->out->status) {
    case OIT_PUBLISHED:
        return c ? document_cautions(w, c) | element_cautions(w) | when(has_rival(w), CAUTION_RIVAL) : 0;
    case OIT_PARTIAL:
        return (c ? document_cautions(w, c) : 0) | when(w->n_lacking == 1, CAUTION_ONE_LACKING) | when(w->n_lacking_confirmed == 0, CAUTION_ASSUMED_LACKING);
    case OIT_MISSING:
        return when(!w->rejected, CAUTION_NOTHING_NEAR) | when(has_unread(w->judge->input->site), CAUTION_UNREAD_AROUND) |
               when(content_fits(w), CAUTION_CONTENT_FITS) |
               (w->rejected && w->rejected->reason == REASON_WRONG_YEAR ? year_cautions(w, w->rejected) : 0);
    case OIT_UNKNOWN:
        break;
    }
    return 0;
}

/* --- where a look is most useful --------------------------------------------------------------------------------------------- */

/* Points of the total that hang on the item. */
static double stake_of(const struct scheme *scheme, const struct score_range *items, uint16_t item)
{
    struct score_range changed[LIMIT_RULE_ITEMS];
    for (size_t i = 0; i < scheme->n_items; i++)
        changed[i] = items[i];
    changed[item].low = 0;
    double without = score_total(scheme, changed, NULL).low;
    changed[item].low = scheme->items[item].n_levels ? scheme->items[item].levels[0] : 100;
    return score_total(scheme, changed, NULL).low - without;
}

static double usefulness(const struct scheme *scheme, const struct score_range *items, const struct oit_report *report, size_t i)
{
    static const double OPEN = 0.5; /* of unknown either may be true */
    double doubt = report->items[i].status == OIT_UNKNOWN ? OPEN : 1 - report->items[i].confidence;
    return doubt * stake_of(scheme, items, (uint16_t)i);
}

void confidence_rank_reviews(const struct scheme *scheme, const struct score_range *items, struct oit_report *report)
{
    double useful[LIMIT_RULE_ITEMS];
    size_t n = report->n_items;
    for (size_t i = 0; i < n; i++)
        useful[i] = report->items[i].review ? usefulness(scheme, items, report, i) : -1;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n && report->items[i].review; k++)
            report->items[i].review_rank += k == i || useful[k] > useful[i] || (k < i && useful[k] >= useful[i] && useful[k] >= 0);
}
