/* weighing.h - one item's candidates on the scales: shared by verdict.c and confidence.c, nobody else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_WEIGHING_H
#define OIT_ASSESS_WEIGHING_H

#include "candidate.h"

struct weighing {
    struct judge *judge;
    uint16_t item;
    const struct scheme_item *rule;
    const struct candidate_list *list;
    const struct candidate *good;    /* best of each kind, or NULL */
    const struct candidate *image, *no_year, *unread, *rejected;
    struct element_found elements[MAX_ELEMENTS]; /* over all good candidates */
    const struct candidate *element_from[MAX_ELEMENTS];
    size_t n_lacking, n_lacking_confirmed;
    bool is_half_read; /* what is lacking may stand where nobody could read: it is not-checkable */
    const struct unread_hub *mute; /* verdict.h */
    struct oit_item *out;
};

static inline const struct scheme_element *element_of(const struct weighing *w, size_t at)
{
    return &w->judge->input->scheme->elements[w->rule->first_element + at];
}

#endif
