/* judge.c - what one candidate turns out to be: can it be read, is it the item, is it of the right year, what does it hold?
 *
 * The order of the questions is the order of certainty. A document's own title outranks the label that leads to it; the year stated in the
 * title that names the item outranks every other year; text that only quotes the criterion counts for nothing.
 * SPDX-License-Identifier: MIT
 */
#include "about.h"

#include <stdlib.h>

#include "base/mem.h"
#include "declarations.h"
#include "text/utf8.h"
#include "url/url.h"

enum {
    CERTAIN_SCORE = 75,    /* an own title this clear contradicts a label */
    OWN_MARGIN = 10,
    OFFICIAL_NAME = 100,   /* nothing but an official name of the item */
    BEHEADED_MARGIN = 25,  /* lines whose beginning stands above them must name something so much better to be a title of their own */
    LIKELY_SCORE = CLASSIFY_CLAIM,
    STRONG_CLAIM = 70,     /* a label this clear carries a document whose own title says nothing */
    SHORT_PAGE = 600,      /* letters: a page this short that promises is a placeholder */
    TEXT_OF_ITS_OWN = 80,  /* letters: less is a title, not content */
    INDEX_CONTENT = 3,     /* so many required elements, all there, are content even on an index */
    FEW_PICTURES = 8,      /* picture pages are few when they are less than one in so many */
};

unsigned item_accept(const struct scheme *scheme, uint16_t item)
{
    unsigned accept = scheme->items[item].accept;
    for (size_t i = 0; i < scheme->items[item].n_elements; i++)
        accept |= scheme->elements[scheme->items[item].first_element + i].accept;
    return accept;
}

/* What this item needs of a page: the hits of its own elements (snippets that stand together are one and the same view: copied once), and
 * where vocabulary stands. */
static void keep_for_item(struct judge *judge, const struct findings *from, struct findings *ret_kept)
{
    const struct scheme_item *rule = &judge->input->scheme->items[judge->item];
    size_t n = 0;
    for (size_t i = 0; i < from->n_elements; i++)
        n += (uint16_t)(from->elements[i].element - rule->first_element) < rule->n_elements + rule->n_against;
    struct element_hit *hits = ARENA_ARRAY(&judge->work, struct element_hit, n);
    struct str last = STR_NONE, copy = STR_NONE;
    for (size_t i = 0; i < from->n_elements; i++) {
        const struct element_hit *hit = &from->elements[i];
        if ((uint16_t)(hit->element - rule->first_element) >= rule->n_elements + rule->n_against)
            continue;
        if (hit->snippet.p != last.p || hit->snippet.n != last.n)
            copy = arena_str(&judge->work, hit->snippet);
        last = hit->snippet;
        hits[ret_kept->n_elements] = *hit;
        hits[ret_kept->n_elements++].snippet = copy;
    }
    ret_kept->elements = hits;
    ret_kept->vocabulary = ARENA_ARRAY(&judge->work, struct vocabulary_hit, from->n_vocabulary);
    for (size_t i = 0; i < from->n_vocabulary; i++) {
        ret_kept->vocabulary[i] = from->vocabulary[i];
        ret_kept->vocabulary[i].snippet = STR_NONE;
    }
    ret_kept->n_vocabulary = from->n_vocabulary;
}

const struct findings *judge_findings(struct judge *judge, uint32_t page)
{
    if (page == PAGE_NONE || !judge->input->load)
        return NULL;
    if (judge->loaded[page])
        return judge->loaded[page];
    struct findings whole;
    arena_clear(&judge->scratch);
    judge->loaded[page] = ARENA_NEW(&judge->work, struct findings);
    if (judge->input->load(judge->input->load_context, judge->input->site->pages[page].url, &judge->scratch, &whole))
        keep_for_item(judge, &whole, judge->loaded[page]);
    MEM_GROW(judge->loaded_pages, judge->n_loaded, judge->loaded_capacity);
    judge->loaded_pages[judge->n_loaded++] = page;
    return judge->loaded[page];
}

void judge_begin_item(struct judge *judge, uint16_t item)
{
    for (size_t i = 0; i < judge->n_loaded; i++)
        judge->loaded[judge->loaded_pages[i]] = NULL;
    judge->n_loaded = 0;
    judge->item = item;
    arena_clear(&judge->work);
}

static void reject(struct candidate *candidate, enum oit_reason reason)
{
    candidate->outcome = OUTCOME_REJECTED;
    candidate->reason = reason;
}

/* --- identity ---------------------------------------------------------------------------------------------------------------- */

struct own_title {
    uint8_t item_score, other_score, heading_score;
    const struct naming *item;  /* the naming that names the item best */
    const struct naming *other; /* the one that names something else best */
};

/* A line of a title block inside a longer run of lines that names something is part of that longer title: "report on / the plan against
 * corruption". A title and the prose below it name less than the title alone; what begins in the middle of a title is seldom one. */
static bool is_inside_longer_title(const struct site_page *page, const struct naming *naming)
{
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *longer = &page->namings[i];
        unsigned margin = longer->block_from < naming->block_from ? BEHEADED_MARGIN : OWN_MARGIN;
        if (longer->place == PLACE_TITLE_BLOCK && longer != naming && longer->best[0].score >= LIKELY_SCORE &&
            longer->best[0].score + margin >= naming->best[0].score &&
            longer->block_from <= naming->block_from && longer->block_to >= naming->block_to &&
            longer->block_to - longer->block_from > naming->block_to - naming->block_from)
            return true;
    }
    return false;
}

/* Where the first clear title of a document ends: what its first lines name below that are its parts ("part 1: the plan"). */
static uint32_t end_of_first_title(const struct site_page *page)
{
    uint32_t from = UINT32_MAX, to = UINT32_MAX;
    for (size_t i = 0; i < page->n_namings && !page->is_html; i++) {
        const struct naming *naming = &page->namings[i];
        if (naming->place == PLACE_TITLE_BLOCK && naming->best[0].score >= CERTAIN_SCORE && naming->block_from < from) {
            from = naming->block_from;
            to = naming->block_to;
        }
    }
    return to;
}

static struct own_title read_own_title(const struct judge *judge, uint16_t item, const struct site_page *page)
{
    struct own_title own = {0};
    uint32_t first_end = end_of_first_title(page);
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        if (naming->link != DOC_NONE || naming->place > PLACE_FILE_NAME || naming->place == PLACE_BREADCRUMB || naming->in_criterion)
            continue;
        if (page->is_html && naming->block_hash && site_is_boilerplate(judge->input->site, naming->block_hash, naming->zone))
            continue;
        if (naming->place == PLACE_TITLE_BLOCK && is_inside_longer_title(page, naming))
            continue;
        uint8_t score = naming_score(naming, item);
        bool is_heading = naming->place == PLACE_HEADING || (naming->place == PLACE_TITLE_BLOCK && naming->block_from >= first_end);
        if (is_heading && score > own.heading_score)
            own.heading_score = score;
        if (score >= LIKELY_SCORE && naming->best[0].score <= score + OWN_MARGIN &&
            (!own.item || (!is_heading && score > own.item_score))) {
            own.item = naming;
            own.item_score = is_heading ? own.item_score : score;
        } else if (!is_heading && naming->place != PLACE_FILE_NAME && naming->best[0].subject != item &&
                   naming->best[0].score > own.other_score) {
            own.other = naming;
            own.other_score = naming->best[0].score;
        }
    }
    return own;
}

/* It is another subject: the report calls it by that subject's title. */
static void reject_as(const struct judge *judge, uint16_t subject, struct candidate *candidate)
{
    const struct scheme *scheme = judge->input->scheme;
    const struct words *title = subject < scheme->n_items ? &scheme->items[subject].title : &scheme->traps[subject - scheme->n_items].title;
    candidate->detail = (struct oit_words){title->th, title->en};
    candidate->named = subject;
    reject(candidate, REASON_WRONG_ITEM);
}

/* The claim itself names a near document. */
static void reject_as_trap(const struct judge *judge, struct candidate *candidate)
{
    reject_as(judge, (uint16_t)(judge->input->scheme->n_items + candidate->trap), candidate);
}

static bool is_hub_trap(const struct scheme *scheme, uint16_t subject)
{
    return subject >= scheme->n_items && scheme->traps[subject - scheme->n_items].is_hub;
}

/* "แผนปฏิบัติการฯ" under the label "แผนปฏิบัติการป้องกันการทุจริต": the label says what the abbreviation leaves out. */
static bool is_short_for_claim(const struct naming *title, const struct naming *claim)
{
    enum { FEW_BYTES = 12 };
    size_t at = title ? str_find_c(title->text, "\xE0\xB8\xAF") : STR_NPOS; /* ฯ */
    struct str said = at == STR_NPOS ? STR_NONE : str_trim(str_sub(title->text, 0, at));
    return claim && said.n > FEW_BYTES && str_find(claim->text, said) != STR_NPOS;
}

/* False: it is something else (rejected). */
/* The annual report that holds the report on procurement as a chapter: the label gives it as that, a heading of it is called so. Whether the chapter has
 * all that is asked is seen later. */
static bool is_chapter(const struct judge *judge, uint16_t item, const struct site_page *page, const struct candidate *candidate, const struct own_title *own)
{
    return !page->is_html && page->kind != DOC_ZIP && own->item && own->heading_score >= CERTAIN_SCORE && candidate->claim &&
           candidate->trap == NO_INDEX && candidate->strength >= STRONG_CLAIM && !is_twin_of(judge->input->scheme, item, own->other->best[0].subject);
}

static bool is_the_item(const struct judge *judge, uint16_t item, const struct site_page *page, struct candidate *candidate,
                        const struct naming **ret_own)
{
    struct own_title own = read_own_title(judge, item, page);
    *ret_own = own.item;
    candidate->own_score = own.item_score > own.heading_score ? own.item_score : own.heading_score;
    candidate->is_agreed = own.item != NULL;
    bool contradicts = own.other && own.other_score >= CERTAIN_SCORE && own.other_score > own.item_score + OWN_MARGIN &&
                       !is_short_for_claim(own.other, candidate->claim);
    bool has_section = (page->is_html || page->kind == DOC_ZIP) && own.heading_score >= CERTAIN_SCORE;
    if (contradicts && is_chapter(judge, item, page, candidate, &own)) {
        has_section = true;
        candidate->chapter_of = own.other->best[0].subject;
    }
    if (page->kind == DOC_ZIP && has_section && own.item_score < CERTAIN_SCORE)
        candidate->is_section = true; /* the member of the archive that is called so */
    if (contradicts && has_section && !candidate->is_section)
        candidate->is_section = true; /* one page for several items: its own part speaks */
    if (candidate->trap != NO_INDEX && !(own.item_score >= CERTAIN_SCORE && !contradicts)) {
        reject_as_trap(judge, candidate);
        return false;
    }
    if (contradicts && !has_section) {
        if (is_hub_trap(judge->input->scheme, own.other->best[0].subject))
            reject(candidate, REASON_DECLARED_ONLY); /* back to the index: a ring of links, and nothing in it */
        else
            reject_as(judge, own.other->best[0].subject, candidate);
        return false;
    }
    if (!own.item && candidate->strength < (candidate->is_inherited ? LIKELY_SCORE - INHERIT_LOSS : LIKELY_SCORE)) {
        candidate->outcome = OUTCOME_NOTHING;
        return false;
    }
    struct oit_words why;
    if (!candidate->is_section && page_only_speaks_of(judge, item, page, own.item != NULL, &why)) {
        candidate->detail = why;
        reject(candidate, REASON_WRONG_ITEM);
        return false;
    }
    return true;
}

/* --- year -------------------------------------------------------------------------------------------------------------------- */

static enum year_fit fit_of(const struct judge *judge, unsigned accept, const struct year_statement *year)
{
    return scheme_year_fit(accept, judge->input->scheme->first_month, judge->input->fiscal_year_be, year);
}

static const struct year_statement *source_year(const struct judge *judge, const struct candidate *candidate, struct year_statement *scratch)
{
    if (candidate->source == PAGE_NONE)
        return NULL;
    const struct site_page *source = &judge->input->site->pages[candidate->source];
    if (source->year.from_be)
        return &source->year;
    *scratch = years_statement_from(source->label, judge->input->scheme->first_month);
    return scratch->from_be ? scratch : NULL;
}

/* A heading "ITA 2567" above the report of the year before: it names the round of the assessment, not the document. */
static bool names_the_round(const struct judge *judge, uint16_t item, const struct year_statement *year)
{
    int round = judge->input->fiscal_year_be;
    return year->from_be == round && year->to_be == round && fit_of(judge, item_accept(judge->input->scheme, item), year) == YEAR_WRONG;
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
        page && !candidate->is_section ? &page->year : NULL,
        claim ? &claim->year : NULL,
        claim ? &claim->context_year : NULL,
        claim ? source_year(judge, candidate, &scratch) : NULL,
        page && candidate->is_section ? &page->year : NULL,
    };
    static const enum year_origin origins[] = {YEAR_OF_OWN_TITLE, YEAR_OF_OWN_HEADING,   YEAR_OF_DOCUMENT, YEAR_OF_LABEL,
                                               YEAR_OF_LABEL_HEADING, YEAR_OF_SOURCE, YEAR_OF_DOCUMENT};
    enum { N = sizeof nearest / sizeof *nearest, FIRST_AROUND = 4 /* the label's surroundings, no words about the document */ };
    size_t uncertain = N, once = N;
    size_t n = lost_its_year(page, own) ? FIRST_AROUND : N;
    for (size_t i = 0; i < n; i++) {
        if (!nearest[i] || nearest[i]->from_be == 0 || (i >= FIRST_AROUND && !candidate->is_section && names_the_round(judge, item, nearest[i])))
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

static void judge_year(const struct judge *judge, uint16_t item, const struct site_page *page, const struct naming *own,
                       struct candidate *candidate)
{
    unsigned accept = item_accept(judge->input->scheme, item);
    candidate->own = own;
    candidate->is_year_judged = true;
    candidate->year = bind_year(judge, item, page, own, candidate, &candidate->year_origin);
    candidate->fit = fit_of(judge, accept, &candidate->year);
    bool is_list = (judge->input->scheme->items[item].form & FORM_LIST) != 0;
    /* The entries of a list say better than any heading above its link whether it lives. */
    if (page && (candidate->fit == YEAR_NOT_STATED || (is_list && page->is_html))) {
        enum year_fit by_dates = fit_by_dates(judge, accept, &page->dates);
        if (by_dates != YEAR_NOT_STATED) {
            candidate->fit = by_dates;
            candidate->year_origin = YEAR_OF_DATES;
        }
        if (by_dates == YEAR_WRONG)
            candidate->year = (struct year_statement){.from_be = page->dates.to_be, .to_be = page->dates.to_be};
    }
}

static void reject_year(const struct judge *judge, struct candidate *candidate)
{
    const struct year_statement *year = &candidate->year;
    int from = scheme_year_shown(judge->input->scheme, year->from_be), to = scheme_year_shown(judge->input->scheme, year->to_be);
    struct str text = from == to ? arena_printf(judge->arena, "%d", from) : arena_printf(judge->arena, "%d-%d", from, to);
    candidate->detail = (struct oit_words){text.p, text.p};
    reject(candidate, REASON_WRONG_YEAR);
}

/* --- content ----------------------------------------------------------------------------------------------------------------- */

/* A chapter of a document runs to the next line or heading that names something; what ranks its headings have, the documents do not tell alike. */
static uint32_t section_end(const struct site_page *page, const struct naming *naming)
{
    uint32_t end = UINT32_MAX;
    if (page->is_html || page->kind == DOC_ZIP)
        return naming->block_to;
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *next = &page->namings[i];
        if (next->block_from > naming->block_from && next->block_from < end && next->best[0].score >= LIKELY_SCORE)
            end = next->block_from;
    }
    return end;
}

static bool in_section(const struct site_page *page, uint16_t item, uint32_t block)
{
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        if (naming_score(naming, item) >= LIKELY_SCORE && naming->place != PLACE_TITLE && block >= naming->block_from &&
            naming->best[0].score <= naming_score(naming, item) + OWN_MARGIN && block < section_end(page, naming))
            return true;
    }
    return false;
}

/* Naming i is that of a link in the page's text that leads somewhere else. */
static bool is_link_in_text(const struct site_page *page, size_t i)
{
    return page->namings[i].link != DOC_NONE && page->namings[i].zone == ZONE_MAIN && page->targets[i].target == TARGET_URL &&
           !str_eq(page->targets[i].url, page->url) && !str_eq(page->targets[i].url, page->final_url);
}

/* A row or entry whose link names the item: its words are the label of what stands behind, not the page's own content. */
static bool speaks_for_a_target(const struct site_page *page, uint16_t item, uint32_t block)
{
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        bool is_label = is_link_in_text(page, i) && (naming->place != PLACE_LINK_HEADING || page->is_hub); /* under a heading of the item the entries are its content */
        if (is_label && block >= naming->block_from && block < naming->block_to && naming_score(naming, item) >= LIKELY_SCORE)
            return true;
    }
    return false;
}

/* It stands on many pages of the site: a frame, and no evidence of this one. But the heads of a form everybody fills in ("วงเงินงบประมาณ") are
 * alike on all pages that use it, and a channel that is open on every page is open. */
static bool is_template(const struct judge *judge, uint16_t item, const struct element_hit *hit)
{
    if (!site_is_boilerplate(judge->input->site, hit->block_hash, hit->zone))
        return false;
    if (hit->zone != ZONE_MAIN)
        return true;
    bool is_channel = (judge->input->scheme->items[item].form & (FORM_CHANNEL | FORM_SERVICE)) != 0;
    bool is_cell = hit->where == IN_HEADER || hit->where == IN_TABLE;
    return !is_cell && !(is_channel && (hit->where == IN_CONTACT || hit->where == IN_FORM || hit->where == IN_LINK));
}

static bool hit_counts(const struct judge *judge, uint16_t item, const struct site_page *page, const struct candidate *candidate,
                       const struct element_hit *hit)
{
    if (hit->in_criterion)
        return false;
    if (candidate->is_section && !in_section(page, item, hit->block))
        return false;
    /* A menu entry or a breadcrumb that carries an element's word is no data; a contact or a form in the footer is one. */
    bool is_word = hit->where == IN_TEXT || hit->where == IN_TITLE || hit->where == IN_HEADER;
    if (is_word && (hit->zone == ZONE_BREADCRUMB || hit->zone == ZONE_MENU || hit->zone == ZONE_FOOTER))
        return false;
    bool is_list = (judge->input->scheme->items[item].form & (FORM_LIST | FORM_CHANNEL | FORM_SERVICE)) != 0;
    if (is_word && !is_list && page->is_html && speaks_for_a_target(page, item, hit->block))
        return false;
    return !page->is_html || !hit->block_hash || !is_template(judge, item, hit);
}

static void find_elements(struct judge *judge, uint16_t item, const struct site_page *page, struct candidate *candidate,
                          bool *ret_has_criterion)
{
    const struct scheme_item *rule = &judge->input->scheme->items[item];
    const struct findings *findings = judge_findings(judge, candidate->page);
    for (size_t i = 0; findings && i < findings->n_vocabulary; i++)
        *ret_has_criterion |= findings->vocabulary[i].id == VOCAB_CRITERION &&
                              (!candidate->is_section || in_section(page, item, findings->vocabulary[i].block));
    uint32_t last_block[MAX_ELEMENTS];
    uint16_t places[MAX_ELEMENTS] = {0}, prose[MAX_ELEMENTS] = {0};
    for (size_t i = 0; findings && i < findings->n_elements; i++) {
        const struct element_hit *hit = &findings->elements[i];
        *ret_has_criterion |= hit->in_criterion && (!candidate->is_section || in_section(page, item, hit->block));
        size_t at = (size_t)(hit->element - rule->first_element);
        if (at >= MAX_ELEMENTS || !hit_counts(judge, item, page, candidate, hit))
            continue;
        const struct scheme_element *element = &judge->input->scheme->elements[hit->element];
        struct element_found *found = &candidate->elements[at];
        bool is_new = places[at] + prose[at] == 0 || hit->block != last_block[at];
        bool is_passing = hit->where == IN_TEXT && prose[at] + is_new < element->prose; /* so far it is mentioned, and no topic */
        prose[at] = (uint16_t)(prose[at] + (is_new && is_passing));
        places[at] = (uint16_t)(places[at] + (is_new && !is_passing));
        last_block[at] = hit->block;
        if (!found->hit || (found->by_negative && !hit->is_negative)) {
            found->hit = hit;
            found->by_negative = hit->is_negative;
        }
        found->places = places[at];
        found->is_found |= places[at] >= element->min || (hit->is_negative && element->negative_satisfies);
    }
}

/* A hit of the item's elements in the label a candidate is claimed by. */
static bool is_in_label(const struct candidate *candidate, const struct element_hit *hit)
{
    return hit->where == IN_TITLE && !hit->in_criterion && hit->block >= candidate->claim->block_from && hit->block < candidate->claim->block_to;
}

/* "คำสั่งคณะทำงาน Dos & Don'ts และกิจกรรม" over one file: a label that names several parts tells what the item asks, not what the file holds. */
static bool names_several_parts(const struct findings *findings, const struct candidate *candidate)
{
    uint16_t first = NO_INDEX;
    for (size_t i = 0; i < findings->n_elements; i++) {
        const struct element_hit *hit = &findings->elements[i];
        if (!is_in_label(candidate, hit))
            continue;
        if (first != NO_INDEX && hit->element != first)
            return true;
        first = hit->element;
    }
    return false;
}

/* The link's own label can say what a document is: "รายงานความก้าวหน้า รอบ 6 เดือน" beside a file that only holds a table. */
static void find_elements_in_label(struct judge *judge, uint16_t item, struct candidate *candidate)
{
    const struct scheme_item *rule = &judge->input->scheme->items[item];
    if (candidate->source == PAGE_NONE || !candidate->claim || candidate->is_inherited)
        return;
    const struct findings *findings = judge_findings(judge, candidate->source);
    if (!findings || names_several_parts(findings, candidate))
        return;
    for (size_t i = 0; i < findings->n_elements; i++) {
        const struct element_hit *hit = &findings->elements[i];
        if (!is_in_label(candidate, hit))
            continue;
        struct element_found *found = &candidate->elements[hit->element - rule->first_element];
        /* What decides must stand in the document itself: labels promise bribery over general risk assessments. */
        if (!found->is_found && !judge->input->scheme->elements[hit->element].is_deciding)
            *found = (struct element_found){.is_found = true, .places = 1, .hit = hit, .by_negative = hit->is_negative};
    }
}

/* Years that are right for a part only (O8: the plan of the year, the progress of its first half). */
static void drop_elements_of_wrong_years(const struct judge *judge, uint16_t item, struct candidate *candidate)
{
    const struct scheme *scheme = judge->input->scheme;
    const struct scheme_item *rule = &scheme->items[item];
    for (size_t i = 0; i < rule->n_elements; i++) {
        unsigned accept = scheme->elements[rule->first_element + i].accept;
        if (accept && candidate->fit == YEAR_FITS && candidate->year.from_be && fit_of(judge, accept, &candidate->year) == YEAR_WRONG)
            candidate->elements[i] = (struct element_found){0};
    }
}

static size_t count_found(const struct scheme *scheme, uint16_t item, const struct candidate *candidate, size_t *ret_required)
{
    const struct scheme_item *rule = &scheme->items[item];
    size_t n = 0;
    *ret_required = 0;
    for (size_t i = 0; i < rule->n_elements; i++) {
        bool is_required = scheme->elements[rule->first_element + i].is_required;
        *ret_required += is_required;
        n += is_required && candidate->elements[i].is_found;
    }
    return n;
}

/* One executive on a page of his own, where the item asks for several: it has its place among the others (verdict.c adds them up). */
static bool has_one_of_several(const struct scheme *scheme, uint16_t item, const struct candidate *candidate)
{
    const struct scheme_item *rule = &scheme->items[item];
    for (size_t i = 0; i < rule->n_elements; i++)
        if (scheme->elements[rule->first_element + i].is_required && scheme->elements[rule->first_element + i].min > 1 && candidate->elements[i].places > 0)
            return true;
    return false;
}

/* Links of the page's text that name the item, or that name nothing and so inherit it. */
static bool leads_on(const struct site *site, const struct site_page *page, uint16_t item)
{
    for (size_t i = 0; i < page->n_namings; i++)
        if (is_link_in_text(page, i) && naming_score(&page->namings[i], item) >= LIKELY_SCORE)
            return true;
    for (size_t i = 0; i < page->n_inner; i++) {
        uint32_t to = site_find(site, page->inner[i].url);
        if (to == PAGE_NONE || (to != site->start && &site->pages[to] != page)) /* "home" and "back to top" lead nowhere */
            return true;
    }
    return false;
}

/* A heading that holds a word of what is asked, and nothing below it. */
static bool says_its_title_only(const struct judge *judge, uint16_t item, const struct site_page *page, const struct candidate *candidate, size_t n_required)
{
    const struct scheme_item *rule = &judge->input->scheme->items[item];
    if (!page->is_html || page->n_letters >= SHORT_PAGE / 2 || page->n_big_images > 0 || candidate->is_section || candidate->n_found >= n_required ||
        (rule->form & (FORM_CHANNEL | FORM_SERVICE | FORM_LIST)))
        return false;
    for (size_t i = 0; i < rule->n_elements; i++)
        if (candidate->elements[i].is_found && (!candidate->elements[i].hit || candidate->elements[i].hit->where != IN_TITLE))
            return false;
    return true;
}

/* A page of few words that names the item but whose documents are another item's: what it holds is the frame around a wrong document. */
static bool leads_elsewhere(const struct judge *judge, uint16_t item, const struct site_page *page, const struct candidate *candidate, size_t n_required)
{
    const struct site *site = judge->input->site;
    if (!page->is_html || page->n_letters >= SHORT_PAGE / 2 || candidate->is_section || (size_t)candidate->n_found * 2 > n_required ||
        leads_on(site, page, item))
        return false;
    for (size_t i = 0; i < page->n_namings; i++) {
        if (!is_link_in_text(page, i) || page->namings[i].best[0].score < LIKELY_SCORE)
            continue;
        uint32_t to = site_find(site, page->targets[i].url);
        if (to != PAGE_NONE && !site->pages[to].is_html)
            return true;
    }
    return false;
}

/* A link in the part of the page that names the item, or of the page where that is all of it. */
static bool section_leads_on(const struct site_page *page, uint16_t item)
{
    for (size_t i = 0; i < page->n_inner; i++)
        if (in_section(page, item, page->inner[i].block))
            return true;
    for (size_t i = 0; i < page->n_namings; i++)
        if (is_link_in_text(page, i) && (naming_score(&page->namings[i], item) >= LIKELY_SCORE || in_section(page, item, page->namings[i].block_from)))
            return true;
    return false;
}

static bool section_promises(struct judge *judge, uint16_t item, const struct site_page *page, const struct candidate *candidate)
{
    const struct findings *findings = judge_findings(judge, candidate->page);
    for (size_t i = 0; findings && i < findings->n_vocabulary; i++)
        if (findings->vocabulary[i].id == VOCAB_PROMISE && in_section(page, item, findings->vocabulary[i].block))
            return true;
    return false;
}

/* Called nearly as the item is, several things are asked, and it holds none of them: it was written about something else. */
static bool is_namesake(const struct candidate *candidate, size_t n_required)
{
    return candidate->own_score < OFFICIAL_NAME && n_required >= 2 && candidate->n_found == 0 && !candidate->is_half_read;
}

static void reject_for(struct candidate *candidate, enum oit_reason reason, const char *th, const char *en)
{
    candidate->detail = (struct oit_words){th, en};
    reject(candidate, reason);
}

/* A page or document without anything the item asks for: a promise, a quoted criterion, a bare title, a picture, or an index. */
static void judge_without_elements(struct judge *judge, const struct site_page *page, uint16_t item, struct candidate *candidate, size_t n_required,
                                   bool has_criterion)
{
    bool is_short = page->n_letters < SHORT_PAGE, is_text = n_required == 0 && !candidate->is_section && page->n_letters >= TEXT_OF_ITS_OWN;
    if (candidate->is_section ? section_promises(judge, item, page, candidate) : page->promises && is_short) {
        reject(candidate, REASON_PLACEHOLDER);
    } else if (!has_criterion && (!page->is_html || is_text)) {
        if (is_namesake(candidate, n_required))
            reject_for(candidate, REASON_WRONG_ITEM, "ชื่อใกล้เคียง แต่ไม่มีข้อมูลที่ข้อนี้ต้องมีเลย", "a like name, and nothing of what the item asks");
        return; /* else what lacks everything is partial, and the report says what it lacks; or nothing particular is asked, and there is a text */
    } else if (has_criterion) {
        reject(candidate, REASON_CRITERION_TEXT_ONLY);
    } else if (candidate->is_section ? section_leads_on(page, item) : leads_on(judge->input->site, page, item)) {
        candidate->outcome = OUTCOME_NOTHING; /* its links speak for themselves; collect.c follows them */
    } else if (!candidate->claim && candidate->own && candidate->own->place == PLACE_FILE_NAME) {
        candidate->outcome = OUTCOME_NOTHING; /* nobody but its address calls it so */
    } else if (!candidate->is_section && page->n_big_images > judge->input->site->n_template_images) {
        candidate->outcome = OUTCOME_UNREAD; /* a title above a picture: of a document, perhaps, and nobody has read it */
        candidate->fault = FAULT_NO_TEXT;
    } else if (page->is_html && page->is_cut) {
        candidate->outcome = OUTCOME_UNREAD; /* rows that a script brings were not seen */
        candidate->fault = FAULT_SCRIPT_MADE;
    } else {
        reject(candidate, REASON_DECLARED_ONLY); /* a title, and nothing of what is asked */
    }
}

static bool is_unread_picture(const struct judge *judge, uint16_t item, const struct site_page *page)
{
    return (judge->input->scheme->items[item].form & FORM_IMAGE) && page->fault == FAULT_NO_TEXT &&
           (page->kind == DOC_IMAGE ? page->n_image_pages > 0 : page->kind == DOC_PDF);
}

/* Nobody has looked into the document: only the words that name it, or the heading above them, may say that it is another year's. The rest of
 * its row may be anything, a criterion that speaks of the year before, too. */
static bool states_wrong_year(const struct judge *judge, uint16_t item, const struct naming *claim)
{
    if (!claim)
        return false;
    unsigned accept = item_accept(judge->input->scheme, item);
    struct year_statement own = years_statement_from(claim->text, judge->input->scheme->first_month);
    const struct year_statement *said = own.from_be ? &own : &claim->context_year;
    return said->is_certain && fit_of(judge, accept, said) == YEAR_WRONG && (said == &own || !names_the_round(judge, item, said));
}

static void judge_unread(const struct judge *judge, uint16_t item, const struct site_page *page, struct candidate *candidate)
{
    const struct site *site = judge->input->site;
    bool is_ours = site->start != PAGE_NONE && url_same_origin(site->pages[site->start].url, candidate->url);
    enum oit_fault fault = page ? page->fault : judge->input->run_complete && !is_ours ? FAULT_EXTERNAL : FAULT_BUDGET;
    candidate->fault = fault;
    candidate->http_status = page ? page->http_status : 0;
    judge_year(judge, item, NULL, NULL, candidate);
    if (candidate->trap != NO_INDEX) {
        reject_as_trap(judge, candidate);
    } else if (candidate->fit == YEAR_WRONG && candidate->year.is_certain && states_wrong_year(judge, item, candidate->claim)) {
        reject_year(judge, candidate); /* the label says another year: what stands behind it cannot be the item */
    } else if (oit_fault_class(fault, candidate->http_status) == FAULT_IS_DEAD) {
        reject(candidate, REASON_DEAD_LINK);
    } else if (page && is_unread_picture(judge, item, page) && candidate->fit == YEAR_FITS && candidate->strength >= STRONG_CLAIM) {
        candidate->outcome = OUTCOME_IMAGE;
    } else {
        candidate->outcome = OUTCOME_UNREAD;
    }
}

static bool is_scan(const struct site_page *page)
{
    return page->n_image_pages > 0 && page->n_image_pages == page->n_pages;
}

static bool is_picture_page(const struct scheme_item *rule, const struct site_page *page)
{
    bool is_picture = page->is_html ? page->n_big_images > 0 : is_scan(page); /* a chart, whatever OCR made of its boxes */
    return (rule->form & FORM_IMAGE) && is_picture && page->n_letters < SHORT_PAGE;
}

/* What is not found in such a document may still be there: a limit cut it, nobody read it, or OCR did. Of what stands on good scans OCR loses one element in ten,
 * mostly in tables, and its confidence does not tell (docs/OCR.md). A picture page or two of a long text do not matter, once they are read. */
static bool is_half_read(const struct site_page *page)
{
    bool is_read = page->n_image_pages <= page->n_ocr_pages;
    return page->is_cut || !is_read || (page->ocr_confidence > 0 && page->n_image_pages * FEW_PICTURES > page->n_pages);
}

/* An HTML page that mostly leads on: links for the item, and at most half of what is asked. The documents behind it are candidates themselves;
 * the page alone proves nothing. */
static bool mostly_leads_on(const struct site *site, const struct site_page *page, uint16_t item, const struct candidate *candidate, size_t n_required)
{
    return page->is_html && (size_t)candidate->n_found * 2 <= n_required && leads_on(site, page, item);
}

/* Its own title names a near document: that is what people should read ("สขร.1"). */
static bool is_called_near(const struct judge *judge, uint16_t item, struct candidate *candidate)
{
    const struct scheme *scheme = judge->input->scheme;
    const struct site_page *page = &judge->input->site->pages[candidate->page];
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        uint16_t subject = naming->best[0].subject;
        if (naming->link != DOC_NONE || subject < scheme->n_items || item >= 64 || !(scheme->traps[subject - scheme->n_items].near >> item & 1))
            continue;
        reject_as(judge, subject, candidate);
        return true;
    }
    return false;
}

/* A text of its own that lacks what makes the item the item (a general fraud-risk assessment without bribery) is a near document. An HTML page
 * may lead to the document that has it, so only a page with content is rejected. */
static void reject_without_deciding_element(const struct judge *judge, uint16_t item, struct candidate *candidate)
{
    const struct scheme *scheme = judge->input->scheme;
    const struct scheme_item *rule = &scheme->items[item];
    for (size_t i = 0; i < rule->n_elements; i++) {
        const struct scheme_element *element = &scheme->elements[rule->first_element + i];
        if (!element->is_deciding || candidate->elements[i].is_found)
            continue;
        if (is_called_near(judge, item, candidate))
            return;
        candidate->detail = (struct oit_words){arena_printf(judge->arena, "ขาด: %s", element->text.th).p,
                                               arena_printf(judge->arena, "lacking: %s", element->text.en).p};
        reject(candidate, REASON_WRONG_ITEM);
        return;
    }
}

/* It has what only another kind of document has ("contract status" under the plan of purchases). */
static void reject_against(const struct judge *judge, uint16_t against, struct candidate *candidate)
{
    const struct scheme_element *element = &judge->input->scheme->elements[against];
    candidate->detail = (struct oit_words){arena_printf(judge->arena, "มี: %s", element->text.th).p,
                                           arena_printf(judge->arena, "it has: %s", element->text.en).p};
    reject(candidate, REASON_WRONG_ITEM);
}

/* An entry that leads nowhere but carries the criterion's text. */
static bool quotes_criterion(struct judge *judge, const struct candidate *candidate)
{
    const struct findings *findings = judge_findings(judge, candidate->source);
    for (size_t i = 0; findings && candidate->claim && i < findings->n_vocabulary; i++)
        if (findings->vocabulary[i].id == VOCAB_CRITERION && findings->vocabulary[i].block >= candidate->claim->block_from &&
            findings->vocabulary[i].block < candidate->claim->block_to)
            return true;
    return candidate->claim && candidate->claim->in_criterion;
}

static bool has_thai(struct str text)
{
    return str_find_c(text, "\xe0\xb8") != STR_NPOS || str_find_c(text, "\xe0\xb9") != STR_NPOS;
}

/* Text that begins an agency's name as ours begins ("เทศบาลตำบล...") and does not go on with it: another agency of our kind. */
static bool names_sister(struct str ours, struct str text)
{
    struct str half = utf8_prefix(ours, ours.n / 2);
    return half.n >= 12 && text.n && str_find(text, half) != STR_NPOS && str_find(text, ours) == STR_NPOS;
}

/* Shared storage belongs to nobody: what the agency links to there as its own is its own, unless it carries another agency's name. */
static bool is_of_sister(const struct judge *judge, const struct site_page *page)
{
    struct str ours = judge->input->agency_name;
    bool is_other = names_sister(ours, page->title);
    for (size_t i = 0; i < page->n_namings && !is_other; i++)
        is_other = page->namings[i].link == DOC_NONE && page->namings[i].place <= PLACE_TITLE_BLOCK && names_sister(ours, page->namings[i].text);
    return is_other;
}

/* A document on another site without the agency's name: a sister's. Where our name is not known, or only in another script than the document's,
 * that it is absent says nothing. */
static void judge_nameless_external(const struct judge *judge, uint16_t item, const struct site_page *page, const struct naming *own,
                                    struct candidate *candidate)
{
    struct str name = judge->input->agency_name;
    if (name.n && (has_thai(name) || !has_thai(page->title))) {
        candidate->detail = (struct oit_words){"เอกสารบนเว็บไซต์อื่นที่ไม่มีชื่อหน่วยงาน", "on another site without the agency's name"};
        reject(candidate, REASON_WRONG_ITEM);
        return;
    }
    judge_year(judge, item, page, own, candidate);
    candidate->fault = FAULT_EXTERNAL;
    candidate->outcome = OUTCOME_UNREAD;
    if (candidate->fit == YEAR_WRONG)
        reject_year(judge, candidate);
}

void candidate_judge(struct judge *judge, uint16_t item, struct candidate *candidate)
{
    const struct scheme_item *rule = &judge->input->scheme->items[item];
    candidate->elements = ARENA_ARRAY(&judge->work, struct element_found, rule->n_elements + rule->n_against);
    candidate->named = candidate->chapter_of = NO_INDEX;
    if (!candidate->url.n) {
        judge_year(judge, item, NULL, NULL, candidate);
        reject(candidate, quotes_criterion(judge, candidate) ? REASON_CRITERION_TEXT_ONLY : REASON_DECLARED_ONLY);
        return;
    }
    const struct site_page *page = candidate->page == PAGE_NONE ? NULL : &judge->input->site->pages[candidate->page];
    if (!page || !page->was_read) {
        judge_unread(judge, item, page, candidate);
        return;
    }
    if (page->is_start && candidate->claim) {
        reject(candidate, REASON_DECLARED_ONLY); /* a link to the home page leads nowhere */
        return;
    }
    const struct naming *own = NULL;
    bool is_it = is_the_item(judge, item, page, candidate, &own);
    candidate->own = own;
    if (!is_it)
        return;
    bool is_nameless = page->is_external && !page->has_agency_name && !(rule->form & FORM_EXTERNAL);
    if (is_nameless && (!page->share || is_of_sister(judge, page))) {
        judge_nameless_external(judge, item, page, own, candidate);
        return;
    }
    judge_year(judge, item, page, own, candidate);
    bool has_criterion = false;
    size_t n_required = 0;
    find_elements(judge, item, page, candidate, &has_criterion);
    uint16_t against = candidate_against(judge->input->scheme, item, candidate);
    find_elements_in_label(judge, item, candidate);
    drop_elements_of_wrong_years(judge, item, candidate);
    candidate->n_found = (uint16_t)count_found(judge->input->scheme, item, candidate, &n_required);
    candidate->is_looked_through = true;
    if (candidate->chapter_of != NO_INDEX && candidate->n_found < n_required) {
        reject_as(judge, candidate->chapter_of, candidate); /* a chapter that lacks something is no document of its own */
        return;
    }
    candidate->is_half_read = is_half_read(page);
    if (candidate->fit == YEAR_WRONG && candidate->year.is_once)
        candidate->fit = YEAR_NOT_STATED; /* one reader of a picture convicts nobody */
    candidate->outcome = candidate->fit == YEAR_NOT_STATED ? OUTCOME_NO_YEAR : OUTCOME_GOOD;
    if (candidate->fit == YEAR_WRONG) {
        reject_year(judge, candidate);
        if (page->is_html && candidate->n_found == 0)
            judge_without_elements(judge, page, item, candidate, n_required, has_criterion);
        return;
    }
    bool is_bare_promise = page->promises && page->n_letters < (page->is_html ? SHORT_PAGE : SHORT_PAGE / 3);
    bool has_nothing = candidate->n_found == 0 && !has_one_of_several(judge->input->scheme, item, candidate);
    has_nothing |= candidate->n_found > 0 && says_its_title_only(judge, item, page, candidate, n_required);
    if (has_nothing || leads_elsewhere(judge, item, page, candidate, n_required) ||
        (is_bare_promise && (candidate->n_found < n_required || n_required <= 1)))
        judge_without_elements(judge, page, item, candidate, n_required, has_criterion);
    if (candidate->outcome == OUTCOME_GOOD && is_picture_page(rule, page) && candidate->n_found < n_required) {
        candidate->outcome = OUTCOME_IMAGE; /* the chart is a picture: what it shows a person must see */
        return;
    }
    bool is_open = candidate->outcome == OUTCOME_GOOD || candidate->outcome == OUTCOME_NO_YEAR;
    bool is_full = n_required >= INDEX_CONTENT && candidate->n_found >= n_required; /* an address below the list, say */
    if (is_open && !is_full && declarations_is_index(judge->declarations, candidate->page)) {
        candidate->outcome = OUTCOME_NOTHING; /* words of an index: what it says of the item is its label */
        return;
    }
    if (is_open && mostly_leads_on(judge->input->site, page, item, candidate, n_required))
        candidate->outcome = OUTCOME_NOTHING;
    else if (is_open && against != NO_INDEX)
        reject_against(judge, against, candidate);
    else if (is_open && !candidate->is_half_read)
        reject_without_deciding_element(judge, item, candidate);
}
