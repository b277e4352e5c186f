/* classify_document.c - which item is this document? The best naming of its title block, title, main heading and file name, held against what
 * its text must say.
 * SPDX-License-Identifier: MIT
 */
#include "findings.h"

/* How far each place can be trusted to name the document, in percent. */
static const uint8_t place_weight[] = {[PLACE_TITLE] = 95, [PLACE_H1] = 98, [PLACE_TITLE_BLOCK] = 100, [PLACE_HEADING] = 70,
                                       [PLACE_BREADCRUMB] = 50, [PLACE_FILE_NAME] = 80};

static void take(const struct naming *naming, uint8_t weight, struct classification *ret)
{
    ret->n = 0;
    for (size_t k = 0; k < naming->n_best && k < CLASSIFY_MAX; k++)
        ret->best[ret->n++] = (struct subject_score){naming->best[k].subject, (uint8_t)(naming->best[k].score * weight / 100)};
    if (naming->year.from_be)
        ret->year = naming->year;
}

static bool lacks_what_decides(const struct scheme *scheme, const struct findings *findings, uint16_t item)
{
    const struct scheme_item *rule = &scheme->items[item];
    for (uint16_t e = rule->first_element; e < rule->first_element + rule->n_elements; e++) {
        bool is_found = false;
        for (size_t i = 0; i < findings->n_elements && !is_found; i++)
            is_found = findings->elements[i].element == e && !findings->elements[i].in_criterion;
        if (scheme->elements[e].is_deciding && !is_found)
            return true;
    }
    return false;
}

/* The title says what a document is called, its text whether it is that: without what decides (a bribery assessment that never speaks of bribery)
 * the item stays an alternative. */
static void weigh_text(const struct scheme *scheme, const struct findings *findings, struct classification *ret)
{
    struct subject_score *best = ret->best;
    for (size_t i = 0; i < ret->n; i++)
        if (best[i].subject < scheme->n_items && best[i].score >= CLASSIFY_CLAIM && lacks_what_decides(scheme, findings, best[i].subject))
            best[i].score = CLASSIFY_CLAIM - 1;
    for (size_t i = 1; i < ret->n; i++) /* few: insertion keeps the order of equals */
        for (size_t k = i; k > 0 && best[k].score > best[k - 1].score; k--) {
            struct subject_score kept = best[k];
            best[k] = best[k - 1];
            best[k - 1] = kept;
        }
}

/* Where the first clear title ends: a line behind it ("ขั้นตอนการให้บริการ 4.31" in a survey's table) names a part of the document. */
static uint32_t end_of_first_title(const struct findings *findings)
{
    const struct naming *first = NULL, *title = NULL; /* title: of the metadata */
    for (size_t i = 0; i < findings->n_namings; i++) {
        const struct naming *naming = &findings->namings[i];
        if (naming->place == PLACE_TITLE && naming->n_best > 0 && naming->best[0].score >= CLASSIFY_CLAIM && findings->kind == DOC_PDF)
            title = naming;
        bool is_clear = naming->link == DOC_NONE && naming->place == PLACE_TITLE_BLOCK && naming->n_best > 0 && naming->best[0].score >= CLASSIFY_CLAIM;
        if (is_clear && (!first || naming->block_from < first->block_from))
            first = naming;
    }
    if (title && first && first->block_from > 0 && first->best[0].subject != title->best[0].subject)
        return 1; /* the first line is the title whose words the metadata has whole */
    return first ? first->block_to : UINT32_MAX;
}

void findings_classify(const struct scheme *scheme, const struct findings *findings, struct classification *ret)
{
    uint32_t width = 0, first_end = end_of_first_title(findings);
    *ret = (struct classification){.year = findings->year, .criterion_at = UINT32_MAX};
    for (size_t i = 0; i < findings->n_namings; i++) {
        const struct naming *naming = &findings->namings[i];
        if (naming->link != DOC_NONE || naming->place > PLACE_FILE_NAME || naming->n_best == 0 ||
            (naming->place == PLACE_TITLE_BLOCK && naming->block_from >= first_end))
            continue;
        uint8_t weight = place_weight[naming->place];
        uint8_t score = (uint8_t)(naming->best[0].score * weight / 100);
        uint32_t lines = naming->block_to - naming->block_from;
        bool is_longer_title = naming->place == PLACE_TITLE_BLOCK && score >= CLASSIFY_CLAIM && lines > width && ret->n > 0;
        if (ret->n > 0 && score <= ret->best[0].score && !is_longer_title)
            continue;
        take(naming, weight, ret);
        if (naming->place == PLACE_TITLE_BLOCK)
            width = lines;
    }
    bool is_scan = findings->n_image_pages > findings->n_ocr_pages || findings->ocr_confidence > 0;
    if (findings->fault == FAULT_NONE && !is_scan) /* on pictures it may well stand, and OCR lose it */
        weigh_text(scheme, findings, ret);
    uint16_t item = classification_item(scheme, ret);
    ret->kind = item == NO_INDEX ? NULL : scheme->items[item].kind;
}
