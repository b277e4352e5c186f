/* verdict.h - one item's verdict from its candidates.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_VERDICT_H
#define OIT_ASSESS_VERDICT_H

#include "assess/candidate.h"
#include "assess/declarations.h"
#include "assess/score.h"

/* What could hold any item and was not read: a menu page, an index (ours, or on another site that we do not follow), the start page. */
struct unread_hub {
    bool is_there, is_external;
    uint32_t page; /* PAGE_NONE: never visited */
    enum oit_fault fault;
};
struct unread_hub verdict_unread_hub(const struct judge *judge, const struct declarations *declarations);
/* A document nobody could read, in an index of items, behind a link around which nothing says what it is: it may be any item that is a document
 * and has no other candidate. */
struct unread_hub verdict_unread_mute(const struct judge *judge);

/* Fills *ret_item (all but score gains) and the item's range. unread_hub as above. */
void verdict_make(struct judge *judge, uint16_t item, const struct candidate_list *candidates, const struct unread_hub *unread_hub,
                  const struct unread_hub *unread_mute, struct oit_item *ret_item, struct score_range *ret_range);

#endif
