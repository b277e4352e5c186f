/* judge_elements.c - which elements of the item stand in a candidate, and in which part of it.
 * SPDX-License-Identifier: MIT
 */
#include "judge_parts.h"

static bool names_section(const struct naming *naming, uint16_t item)
{
    return naming_score(naming, item) >= LIKELY_SCORE && naming->place != PLACE_TITLE && naming->best[0].score <= naming_score(naming, item) + OWN_MARGIN;
}

/* A chapter of a document runs to the next line or heading that names something; what ranks its headings have, the documents do not tell alike.
 * So the last one at or above the block says whose it is. */
static bool in_chapter(const struct site_page *page, uint16_t item, uint32_t block)
{
    uint32_t last = 0;
    bool is_items = false;
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        if (naming->block_from > block || naming->block_from < last || naming->best[0].score < LIKELY_SCORE)
            continue;
        is_items = (is_items && naming->block_from == last) || names_section(naming, item);
        last = naming->block_from;
    }
    return is_items;
}

bool judge_in_section(const struct site_page *page, uint16_t item, uint32_t block)
{
    if (!page->is_html && page->kind != DOC_ZIP)
        return in_chapter(page, item, block);
    for (size_t i = 0; i < page->n_namings; i++)
        if (names_section(&page->namings[i], item) && block >= page->namings[i].block_from && block < page->namings[i].block_to)
            return true;
    return false;
}

/* Naming i is that of a link in the page's text that leads somewhere else. */
bool page_link_in_text(const struct site_page *page, size_t i)
{
    return page->namings[i].link != DOC_NONE && page->namings[i].zone == ZONE_MAIN && page->targets[i].target == TARGET_URL &&
           !str_eq(page->targets[i].url, page->url) && !str_eq(page->targets[i].url, page->final_url);
}

/* A row or entry whose link names the item: its words are the label of what stands behind, not the page's own content. */
static bool speaks_for_a_target(const struct site_page *page, uint16_t item, uint32_t block)
{
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        bool is_label = page_link_in_text(page, i) && (naming->place != PLACE_LINK_HEADING || page->is_hub); /* under a heading of the item the entries are its content */
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

static bool hit_counts(const struct judge *judge, uint16_t item, const struct site_page *page, const struct candidate *candidate, const struct element_hit *hit)
{
    if (hit->in_criterion)
        return false;
    if (candidate->is_section && !judge_in_section(page, item, hit->block))
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

void judge_find_elements(struct judge *judge, uint16_t item, const struct site_page *page, struct candidate *candidate, bool *ret_has_criterion)
{
    const struct scheme_item *rule = &judge->input->scheme->items[item];
    const struct kept_findings *findings = judge_findings(judge, candidate->page);
    for (size_t i = 0; findings && i < findings->n_vocabulary; i++)
        *ret_has_criterion |= findings->vocabulary[i].id == VOCAB_CRITERION &&
                              (!candidate->is_section || judge_in_section(page, item, findings->vocabulary[i].block));
    uint32_t last_block[MAX_ELEMENTS];
    uint16_t places[MAX_ELEMENTS] = {0}, prose[MAX_ELEMENTS] = {0};
    for (size_t i = 0; findings && i < findings->n_elements; i++) {
        const struct element_hit *hit = &findings->elements[i];
        *ret_has_criterion |= hit->in_criterion && (!candidate->is_section || judge_in_section(page, item, hit->block));
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
static bool names_several_parts(const struct kept_findings *findings, const struct candidate *candidate)
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
void judge_find_elements_in_label(struct judge *judge, uint16_t item, struct candidate *candidate)
{
    const struct scheme_item *rule = &judge->input->scheme->items[item];
    if (candidate->source == PAGE_NONE || !candidate->claim || candidate->is_inherited)
        return;
    const struct kept_findings *findings = judge_findings(judge, candidate->source);
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
bool judge_drop_elements_of_wrong_years(const struct judge *judge, uint16_t item, struct candidate *candidate)
{
    bool has_dropped = false;
    const struct scheme *scheme = judge->input->scheme;
    const struct scheme_item *rule = &scheme->items[item];
    for (size_t i = 0; i < rule->n_elements; i++) {
        unsigned accept = scheme->elements[rule->first_element + i].accept;
        if (accept && candidate->fit == YEAR_FITS && candidate->year.from_be && judge_fit(judge, accept, &candidate->year) == YEAR_WRONG) {
            has_dropped |= candidate->elements[i].is_found;
            candidate->elements[i] = (struct element_found){0};
        }
    }
    return has_dropped;
}

size_t judge_count_found(const struct scheme *scheme, uint16_t item, const struct candidate *candidate, size_t *ret_required)
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
