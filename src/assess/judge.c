/* judge.c - what one candidate turns out to be: can it be read, is it the item, is it of the right year, what does it hold?
 *
 * The order of the questions is the order of certainty. A document's own title outranks the label that leads to it; the year stated in the
 * title that names the item outranks every other year; text that only quotes the criterion counts for nothing.
 * SPDX-License-Identifier: MIT
 */
#include "judge_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "declarations.h"
#include "text/utf8.h"
#include "url/url.h"

enum {
    OFFICIAL_NAME = 100,   /* nothing but an official name of the item */
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

static bool is_kept_word(const struct vocabulary_hit *hit)
{
    return hit->id == VOCAB_PROMISE || hit->id == VOCAB_CRITERION;
}

/* What this item needs of a page: the hits of its own elements (snippets that stand together are one and the same view: copied once), and
 * where vocabulary stands. */
static void keep_for_item(const struct judge *judge, const struct findings *from, struct arena *arena, struct kept_findings *ret_kept)
{
    const struct scheme_item *rule = &judge->input->scheme->items[judge->item];
    size_t n = 0;
    for (size_t i = 0; i < from->n_elements; i++)
        n += (uint16_t)(from->elements[i].element - rule->first_element) < rule->n_elements + rule->n_against;
    struct element_hit *hits = n ? ARENA_ARRAY(arena, struct element_hit, n) : NULL;
    struct str last = STR_NONE, copy = STR_NONE;
    for (size_t i = 0; i < from->n_elements; i++) {
        const struct element_hit *hit = &from->elements[i];
        if ((uint16_t)(hit->element - rule->first_element) >= rule->n_elements + rule->n_against)
            continue;
        if (hit->snippet.p != last.p || hit->snippet.n != last.n)
            copy = arena_str(arena, hit->snippet);
        last = hit->snippet;
        hits[ret_kept->n_elements] = *hit;
        hits[ret_kept->n_elements++].snippet = copy;
    }
    ret_kept->elements = hits;
    for (size_t i = n = 0; i < from->n_vocabulary; i++)
        n += is_kept_word(&from->vocabulary[i]);
    ret_kept->vocabulary = n ? ARENA_ARRAY(arena, struct vocabulary_hit, n) : NULL;
    for (size_t i = 0; i < from->n_vocabulary; i++) {
        if (!is_kept_word(&from->vocabulary[i]))
            continue;
        ret_kept->vocabulary[ret_kept->n_vocabulary] = from->vocabulary[i];
        ret_kept->vocabulary[ret_kept->n_vocabulary++].snippet = STR_NONE;
    }
}

static struct kept_findings *load_into(struct judge *judge, uint32_t page, struct arena *arena)
{
    struct findings whole;
    struct kept_findings *kept = ARENA_NEW(arena, struct kept_findings);
    arena_clear(&judge->scratch);
    if (judge->input->load(judge->input->load_context, judge->input->site->pages[page].url, &judge->scratch, &whole))
        keep_for_item(judge, &whole, arena, kept);
    return kept;
}

const struct kept_findings *judge_findings(struct judge *judge, uint32_t page)
{
    if (page == PAGE_NONE || !judge->input->load)
        return NULL;
    if (judge->loaded[page])
        return judge->loaded[page];
    if (page == judge->own_page) {
        if (!judge->own_findings)
            judge->own_findings = load_into(judge, page, &judge->own);
        return judge->own_findings;
    }
    judge->loaded[page] = load_into(judge, page, &judge->work);
    MEM_GROW(judge->loaded_pages, judge->n_loaded, judge->loaded_capacity);
    judge->loaded_pages[judge->n_loaded++] = page;
    return judge->loaded[page];
}

void judge_done(struct judge *judge)
{
    free(judge->loaded);
    free(judge->loaded_pages);
    arena_done(&judge->work);
    arena_done(&judge->own);
    arena_done(&judge->scratch);
}

void judge_begin_item(struct judge *judge, uint16_t item)
{
    for (size_t i = 0; i < judge->n_loaded; i++)
        judge->loaded[judge->loaded_pages[i]] = NULL;
    judge->n_loaded = 0;
    judge->item = item;
    judge->own_page = PAGE_NONE;
    arena_clear(&judge->work);
}

/* What was found in the candidate's page is kept, the rest of the page is forgotten: an item of a large site has thousands of candidates. */
static void end_candidate(struct judge *judge, uint16_t item, struct candidate *candidate)
{
    const struct scheme_item *rule = &judge->input->scheme->items[item];
    const struct kept_findings *own = judge->own_findings;
    for (size_t i = 0; own && i < (size_t)rule->n_elements + rule->n_against; i++) {
        const struct element_hit *hit = candidate->elements[i].hit;
        if (!hit || hit < own->elements || hit >= own->elements + own->n_elements)
            continue;
        struct element_hit *kept = ARENA_NEW(&judge->work, struct element_hit);
        *kept = *hit;
        kept->snippet = arena_str(&judge->work, hit->snippet);
        candidate->elements[i].hit = kept;
    }
    judge->own_findings = NULL;
    judge->own_page = PAGE_NONE;
    arena_clear(&judge->own);
}

void judge_reject(struct candidate *candidate, enum oit_reason reason)
{
    candidate->outcome = OUTCOME_REJECTED;
    candidate->reason = reason;
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
        if (page_link_in_text(page, i) && naming_score(&page->namings[i], item) >= LIKELY_SCORE)
            return true;
    struct site_inner inner[SITE_INNER_LINKS];
    size_t n_inner = site_inner(site, page, inner);
    for (size_t i = 0; i < n_inner; i++) {
        uint32_t to = site_find(site, inner[i].url);
        if (to == PAGE_NONE || (to != site->start && &site->pages[to] != page)) /* "home" and "back to top" lead nowhere */
            return true;
    }
    return false;
}

/* The page calls itself so; the entry says no more than a date beside it. */
static bool is_called_as_page(const struct site_page *page, struct str entry)
{
    enum { DATE_BYTES = 60 };
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *title = &page->namings[i];
        if (title->link == DOC_NONE && title->place <= PLACE_HEADING && str_starts(entry, title->text) && entry.n - title->text.n <= DATE_BYTES)
            return true;
    }
    return false;
}

/* A list with one entry, which is called what the page is called: the entry is no announcement, it leads to the list. */
static bool lists_itself_only(const struct site_page *page, uint16_t item, const struct candidate *candidate, size_t n_elements)
{
    size_t n_places = 0;
    for (size_t i = 0; i < n_elements; i++)
        n_places += candidate->elements[i].places;
    if (!page->is_html || page->n_letters >= SHORT_PAGE / 2 || candidate->is_section || n_places != 1)
        return false;
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        if (page_link_in_text(page, i) && naming->place != PLACE_LINK_HEADING && naming_score(naming, item) >= CERTAIN_SCORE &&
            is_called_as_page(page, naming->text))
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
        if (!page_link_in_text(page, i) || page->namings[i].best[0].score < LIKELY_SCORE)
            continue;
        uint32_t to = site_find(site, page->targets[i].url);
        if (to != PAGE_NONE && !site->pages[to].is_html)
            return true;
    }
    return false;
}

/* A link in the part of the page that names the item, or of the page where that is all of it. */
static bool section_leads_on(const struct site *site, const struct site_page *page, uint16_t item)
{
    struct site_inner inner[SITE_INNER_LINKS];
    size_t n_inner = site_inner(site, page, inner);
    for (size_t i = 0; i < n_inner; i++)
        if (judge_in_section(page, item, inner[i].block))
            return true;
    for (size_t i = 0; i < page->n_namings; i++)
        if (page_link_in_text(page, i) && (naming_score(&page->namings[i], item) >= LIKELY_SCORE || judge_in_section(page, item, page->namings[i].block_from)))
            return true;
    return false;
}

static bool section_promises(struct judge *judge, uint16_t item, const struct site_page *page, const struct candidate *candidate)
{
    const struct kept_findings *findings = judge_findings(judge, candidate->page);
    for (size_t i = 0; findings && i < findings->n_vocabulary; i++)
        if (findings->vocabulary[i].id == VOCAB_PROMISE && judge_in_section(page, item, findings->vocabulary[i].block))
            return true;
    return false;
}

/* Called nearly as the item is, several things are asked, and it holds none of them: it was written about something else. */
static bool is_namesake(const struct candidate *candidate, size_t n_required)
{
    return candidate->own_score < OFFICIAL_NAME && n_required >= 2 && candidate->n_found == 0 && !candidate->is_half_read;
}

/* Required elements it has beyond what its title says ("พ.ศ. 2566-2570" is a horizon, and no content). */
static size_t count_content(const struct scheme *scheme, uint16_t item, const struct candidate *candidate)
{
    const struct scheme_item *rule = &scheme->items[item];
    size_t n = 0;
    for (size_t i = 0; i < rule->n_elements; i++) {
        const struct element_found *found = &candidate->elements[i];
        n += scheme->elements[rule->first_element + i].is_required && found->is_found && found->hit && found->hit->where != IN_TITLE;
    }
    return n;
}

/* Called nearly as the item is, the agency gives something else as the item, and most of what is asked is not in it. */
static bool is_undeclared_namesake(const struct judge *judge, uint16_t item, const struct candidate *candidate, size_t n_required)
{
    return candidate->own_score < OFFICIAL_NAME && n_required >= 2 && !candidate->is_half_read &&
           candidate->n_found < n_required && count_content(judge->input->scheme, item, candidate) * 2 < n_required &&
           declarations_give_another(judge->declarations, judge->input->site, item, candidate->page, candidate->source);
}

static void reject_for(struct candidate *candidate, enum oit_reason reason, const char *th, const char *en)
{
    candidate->detail = (struct oit_words){th, en};
    judge_reject(candidate, reason);
}

/* A page or document without anything the item asks for: a promise, a quoted criterion, a bare title, a picture, or an index. */
static void judge_without_elements(struct judge *judge, const struct site_page *page, uint16_t item, struct candidate *candidate, size_t n_required,
                                   bool has_criterion)
{
    bool is_short = page->n_letters < SHORT_PAGE, is_text = n_required == 0 && !candidate->is_section && page->n_letters >= TEXT_OF_ITS_OWN;
    if (candidate->is_section ? section_promises(judge, item, page, candidate) : page->promises && is_short) {
        judge_reject(candidate, REASON_PLACEHOLDER);
    } else if (!has_criterion && (!page->is_html || is_text)) {
        if (is_namesake(candidate, n_required))
            reject_for(candidate, REASON_WRONG_ITEM, "ชื่อใกล้เคียง แต่ไม่มีข้อมูลที่ข้อนี้ต้องมีเลย", "a like name, and nothing of what the item asks");
        return; /* else what lacks everything is partial, and the report says what it lacks; or nothing particular is asked, and there is a text */
    } else if (has_criterion) {
        judge_reject(candidate, REASON_CRITERION_TEXT_ONLY);
    } else if (candidate->is_section ? section_leads_on(judge->input->site, page, item) : leads_on(judge->input->site, page, item)) {
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
        judge_reject(candidate, REASON_DECLARED_ONLY); /* a title, and nothing of what is asked */
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
    return said->is_certain && judge_fit(judge, accept, said) == YEAR_WRONG && (said == &own || !judge_names_the_round(judge, item, said));
}

/* A click-here under the title of the item, beside words that name something near: the nearer words may be a category's, and nobody has looked behind it. */
static bool stands_under_item(const struct judge *judge, uint16_t item, const struct candidate *candidate)
{
    const struct site_page *source = candidate->source == PAGE_NONE ? NULL : &judge->input->site->pages[candidate->source];
    if (!source || !candidate->claim || !candidate->claim->is_generic || candidate->claim->place == PLACE_ROW || source->is_hub)
        return false;
    for (size_t i = 0; i < source->n_namings; i++) {
        const struct naming *naming = &source->namings[i];
        if (naming->link == DOC_NONE && naming->place <= PLACE_TITLE_BLOCK && naming_score(naming, item) > candidate->strength)
            return true;
    }
    return false;
}

static void judge_unread(const struct judge *judge, uint16_t item, const struct site_page *page, struct candidate *candidate)
{
    const struct site *site = judge->input->site;
    bool is_ours = site->start != PAGE_NONE && url_same_origin(site->pages[site->start].url, candidate->url);
    enum oit_fault fault = page ? page->fault : judge->input->run_complete && !is_ours ? FAULT_EXTERNAL : FAULT_BUDGET;
    candidate->fault = fault;
    candidate->http_status = page ? page->http_status : 0;
    judge_year(judge, item, NULL, NULL, candidate);
    if (candidate->trap != NO_INDEX && !stands_under_item(judge, item, candidate)) {
        judge_reject_as_trap(judge, candidate);
    } else if (candidate->fit == YEAR_WRONG && candidate->year.is_certain && states_wrong_year(judge, item, candidate->claim)) {
        judge_reject_year(judge, candidate); /* the label says another year: what stands behind it cannot be the item */
    } else if (oit_fault_class(fault, candidate->http_status) == FAULT_IS_DEAD) {
        judge_reject(candidate, REASON_DEAD_LINK);
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
        judge_reject_as(judge, subject, candidate);
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
        judge_reject(candidate, REASON_WRONG_ITEM);
        return;
    }
}

/* It has what only another kind of document has ("contract status" under the plan of purchases). */
static void reject_against(const struct judge *judge, uint16_t against, struct candidate *candidate)
{
    const struct scheme_element *element = &judge->input->scheme->elements[against];
    candidate->detail = (struct oit_words){arena_printf(judge->arena, "มี: %s", element->text.th).p,
                                           arena_printf(judge->arena, "it has: %s", element->text.en).p};
    judge_reject(candidate, REASON_WRONG_ITEM);
}

/* An entry that leads nowhere but carries the criterion's text. */
static bool quotes_criterion(struct judge *judge, const struct candidate *candidate)
{
    const struct kept_findings *findings = judge_findings(judge, candidate->source);
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
        judge_reject(candidate, REASON_WRONG_ITEM);
        return;
    }
    judge_year(judge, item, page, own, candidate);
    candidate->fault = FAULT_EXTERNAL;
    candidate->outcome = OUTCOME_UNREAD;
    if (candidate->fit == YEAR_WRONG)
        judge_reject_year(judge, candidate);
}

static void judge_alone(struct judge *judge, uint16_t item, struct candidate *candidate)
{
    const struct scheme_item *rule = &judge->input->scheme->items[item];
    candidate->elements = ARENA_ARRAY(&judge->work, struct element_found, rule->n_elements + rule->n_against);
    candidate->named = candidate->chapter_of = NO_INDEX;
    if (!candidate->url.n) {
        judge_year(judge, item, NULL, NULL, candidate);
        judge_reject(candidate, quotes_criterion(judge, candidate) ? REASON_CRITERION_TEXT_ONLY : REASON_DECLARED_ONLY);
        return;
    }
    const struct site_page *page = candidate->page == PAGE_NONE ? NULL : &judge->input->site->pages[candidate->page];
    if (!page || !page->was_read) {
        judge_unread(judge, item, page, candidate);
        return;
    }
    if (page->is_start && candidate->claim) {
        judge_reject(candidate, REASON_DECLARED_ONLY); /* a link to the home page leads nowhere */
        return;
    }
    const struct naming *own = NULL;
    bool is_it = judge_identity(judge, item, page, candidate, &own);
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
    judge_find_elements(judge, item, page, candidate, &has_criterion);
    uint16_t against = candidate_against(judge->input->scheme, item, candidate);
    judge_find_elements_in_label(judge, item, candidate);
    bool has_old_parts = judge_drop_elements_of_wrong_years(judge, item, candidate);
    if (has_old_parts && candidate->year.is_certain && candidate->year_origin == YEAR_OF_OWN_TITLE)
        candidate->fit = YEAR_WRONG; /* last year's edition: what needs no year stands in it beside what does */
    candidate->n_found = (uint16_t)judge_count_found(judge->input->scheme, item, candidate, &n_required);
    candidate->is_looked_through = true;
    if (candidate->chapter_of != NO_INDEX && candidate->n_found < n_required) {
        judge_reject_as(judge, candidate->chapter_of, candidate); /* a chapter that lacks something is no document of its own */
        return;
    }
    candidate->is_half_read = is_half_read(page);
    if (candidate->fit == YEAR_WRONG && candidate->year.is_once)
        candidate->fit = YEAR_NOT_STATED; /* one reader of a picture convicts nobody */
    candidate->outcome = candidate->fit == YEAR_NOT_STATED ? OUTCOME_NO_YEAR : OUTCOME_GOOD;
    if (candidate->fit == YEAR_WRONG) {
        judge_reject_year(judge, candidate);
        if (page->is_html && candidate->n_found == 0)
            judge_without_elements(judge, page, item, candidate, n_required, has_criterion);
        return;
    }
    bool is_bare_promise = page->promises && page->n_letters < (page->is_html ? SHORT_PAGE : SHORT_PAGE / 3);
    bool has_nothing = candidate->n_found == 0 && !has_one_of_several(judge->input->scheme, item, candidate);
    has_nothing |= candidate->n_found > 0 && says_its_title_only(judge, item, page, candidate, n_required);
    has_nothing |= (rule->form & FORM_LIST) && lists_itself_only(page, item, candidate, rule->n_elements);
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
    if (is_open && is_undeclared_namesake(judge, item, candidate, n_required)) {
        reject_for(candidate, REASON_WRONG_ITEM, "ชื่อใกล้เคียง หน้ารายการไม่ได้ชี้มา และขาดข้อมูลส่วนใหญ่ที่ข้อนี้ต้องมี",
                   "a like name, not what the index gives, and most of what the item asks is not there");
        return;
    }
    if (is_open && mostly_leads_on(judge->input->site, page, item, candidate, n_required))
        candidate->outcome = OUTCOME_NOTHING;
    else if (is_open && against != NO_INDEX)
        reject_against(judge, against, candidate);
    else if (is_open && !candidate->is_half_read)
        reject_without_deciding_element(judge, item, candidate);
}

void candidate_judge(struct judge *judge, uint16_t item, struct candidate *candidate)
{
    judge->own_page = candidate->page;
    judge_alone(judge, item, candidate);
    end_candidate(judge, item, candidate);
}
