/* other_kind.c - a document that is called like the item and is of another kind: it has what only another kind has.
 * SPDX-License-Identifier: MIT
 */
#include "candidate.h"

#include <string.h>

uint16_t candidate_against(const struct scheme *scheme, uint16_t item, const struct candidate *candidate)
{
    const struct scheme_item *rule = &scheme->items[item];
    for (size_t i = rule->n_elements; i < (size_t)rule->n_elements + rule->n_against && i < MAX_ELEMENTS; i++) {
        const struct scheme_element *against = &scheme->elements[rule->first_element + i];
        bool is_excused = !candidate->elements[i].is_found;
        for (size_t k = 0; k < rule->n_elements && k < MAX_ELEMENTS && !is_excused; k++)
            is_excused = (against->unless >> k & 1) && candidate->elements[k].is_found;
        if (!is_excused)
            return (uint16_t)(rule->first_element + i);
    }
    return NO_INDEX;
}

static bool is_confused_with(const struct scheme_item *a, uint16_t b)
{
    for (size_t i = 0; i < a->n_confusables; i++)
        if (a->confusables[i].item == b)
            return true;
    return false;
}

bool is_twin_of(const struct scheme *scheme, uint16_t item, uint16_t subject)
{
    if (subject >= scheme->n_items)
        return true; /* a near document is never the item, whatever its chapters are called */
    const struct scheme_item *a = &scheme->items[item], *b = &scheme->items[subject];
    bool is_report_of_other = (strcmp(a->kind, "report") == 0) != (strcmp(b->kind, "report") == 0);
    return is_report_of_other && strcmp(a->kind, "announcement") != 0 && strcmp(b->kind, "announcement") != 0 &&
           (is_confused_with(a, subject) || is_confused_with(b, item));
}
