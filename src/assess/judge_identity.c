/* judge_identity.c - is a page or document the item, by what it calls itself? Its own title outranks the label that leads to it.
 * SPDX-License-Identifier: MIT
 */
#include "judge_parts.h"

#include "about.h"
#include "text/utf8.h"

enum { BEHEADED_MARGIN = 25 /* lines whose beginning stands above them must name something so much better to be a title of their own */ };

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
void judge_reject_as(const struct judge *judge, uint16_t subject, struct candidate *candidate)
{
    const struct scheme *scheme = judge->input->scheme;
    const struct words *title = subject < scheme->n_items ? &scheme->items[subject].title : &scheme->traps[subject - scheme->n_items].title;
    candidate->detail = (struct oit_words){title->th, title->en};
    candidate->named = subject;
    judge_reject(candidate, REASON_WRONG_ITEM);
}

/* The claim itself names a near document. */
void judge_reject_as_trap(const struct judge *judge, struct candidate *candidate)
{
    judge_reject_as(judge, (uint16_t)(judge->input->scheme->n_items + candidate->trap), candidate);
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

/* The annual report that holds the report on procurement as a chapter: the label gives it as that, a heading of it is called so. Whether the chapter has
 * all that is asked is seen later. */
static bool is_chapter(const struct judge *judge, uint16_t item, const struct site_page *page, const struct candidate *candidate, const struct own_title *own)
{
    return !page->is_html && page->kind != DOC_ZIP && own->item && own->heading_score >= CERTAIN_SCORE && candidate->claim &&
           candidate->trap == NO_INDEX && candidate->strength >= STRONG_CLAIM && !is_twin_of(judge->input->scheme, item, own->other->best[0].subject);
}

bool judge_identity(const struct judge *judge, uint16_t item, const struct site_page *page, struct candidate *candidate, const struct naming **ret_own)
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
        judge_reject_as_trap(judge, candidate);
        return false;
    }
    if (contradicts && !has_section) {
        if (is_hub_trap(judge->input->scheme, own.other->best[0].subject))
            judge_reject(candidate, REASON_DECLARED_ONLY); /* back to the index: a ring of links, and nothing in it */
        else
            judge_reject_as(judge, own.other->best[0].subject, candidate);
        return false;
    }
    if (!own.item && candidate->strength < (candidate->is_inherited ? LIKELY_SCORE - INHERIT_LOSS : LIKELY_SCORE)) {
        candidate->outcome = OUTCOME_NOTHING;
        return false;
    }
    struct oit_words why;
    if (!candidate->is_section && page_only_speaks_of(judge, item, page, own.item != NULL, &why)) {
        candidate->detail = why;
        judge_reject(candidate, REASON_WRONG_ITEM);
        return false;
    }
    return true;
}
