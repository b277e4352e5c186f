/* needed.h - the fewest items that lift the score to its target: of the whole ITA where the report knows IIT and EIT, else of OIT.
 *
 * The base is what is proved, with the officers' decisions. Sets of up to three items are all tried, so that weakest-item groups are right too; of larger ones
 * one good set is found. Items that do not apply, were accepted, or already have all their points are in no set.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_NEEDED_H
#define OIT_ITAS_NEEDED_H

#include "base/arena.h"
#include "oitcheck/report.h"

enum needed_kind {
    NEEDED_NOTHING,      /* the target is reached */
    NEEDED_SOME,
    NEEDED_OUT_OF_REACH, /* even with every item complete */
};

struct needed {
    enum needed_kind kind;
    bool is_ita;              /* low, high, best and target are of the whole ITA; else of OIT */
    double target;
    double low, high;         /* now */
    double best;              /* with every item complete */
    size_t n_items;           /* of the smallest sets */
    size_t *sets; size_t n_sets; /* n_items indexes into report->items each, most points first; at most LIMIT_NEEDED_SETS */
    size_t n_all_sets;        /* how many there are; 0: not counted (more than three items) */
};

void needed_for_target(const struct oit_report *report, struct arena *arena, struct needed *ret_needed);

#endif
