/* wishes.h - scans whose text could change a verdict: what OCR should read next, most promising first.
 *
 * OCR costs seconds a page, so it reads what the first assessment leaves open: documents that a label or title makes candidates of an item that is
 * not settled, a few pages of each before many pages of one; then scans nobody names, where they stand under an index or among documents. What
 * cannot change a verdict is not read.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_WISHES_H
#define OIT_ASSESS_WISHES_H

#include "assess/candidate.h"

struct wish {
    struct str url;
    double weight;    /* the more, the sooner */
    uint32_t n_pages; /* of its unread pages, the first so many */
    bool is_claimed;  /* something names it */
};

struct wishes {
    struct wish *items; /* in the arena of assess_run, by falling weight; equal weights by URL */
    size_t n;
    /* inside: what was noted per page while items were judged */
    struct wish_note {
        uint64_t items;   /* by bit */
        uint8_t strength; /* best claim */
        bool is_claimed;
    } *notes;
};

void wishes_begin(struct wishes *wishes, const struct site *site);
void wishes_note(struct wishes *wishes, const struct site *site, uint16_t item, const struct candidate_list *list, const struct oit_item *verdict);
/* After the gains are known. wants_all: every unread scan, whatever it can change. */
void wishes_finish(struct wishes *wishes, const struct site *site, const struct oit_report *report, bool wants_all, struct arena *arena);

#endif
