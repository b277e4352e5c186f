/* score.h - from item scores to the OIT score, with its range.
 *
 * A group is the mean (sum, weighted mean, minimum) of its items or of its groups; nothing is rounded. Groups without items are left out of their
 * parent. Verified on published results: tests/assess/test_score.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_SCORE_H
#define OIT_ASSESS_SCORE_H

#include "rules/rules.h"

struct score_range {
    double low, high;
};

/* items: scheme->n_items ranges. ret_groups: scheme->n_groups ranges, or NULL. Returns the root's. */
struct score_range score_total(const struct scheme *scheme, const struct score_range *items, struct score_range *ret_groups);
/* Points the root would gain if the item had its highest level instead of its low. */
double score_gain(const struct scheme *scheme, const struct score_range *items, uint16_t item);

#endif
