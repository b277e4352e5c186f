/* score.h - how well each subject explains a title.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_SCORE_H
#define OIT_RULES_SCORE_H

#include "rules/title.h"

enum { MAX_SCORED = 32 };

struct scored {
    struct subject_score items[MAX_SCORED];
    bool is_weak[MAX_SCORED]; /* from weak names only */
    size_t n;
};

struct scorer; /* scratch: which sets stand in the title */
struct scorer *scorer_new(const struct scheme *scheme);
void scorer_free(struct scorer *scorer);
/* Before the first form of a title: what one form excludes stays excluded in the others. */
void scorer_begin(struct scorer *scorer);
/* Could any combo hold with words of these sets and heads of these classes (a bit set)? is_whole: the words are all of the text, so that the
 * combos' exclusions count too. */
bool scorer_may_combine(struct scorer *scorer, const uint16_t *sets, size_t n_sets, uint32_t heads, bool is_whole);
/* Best first, ties in order of subject. */
void scorer_run(struct scorer *scorer, const struct title *title, struct scored *ret_scored);

#endif
