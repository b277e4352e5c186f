/* judge_parts.h - the questions judge.c asks of one candidate, each in a file of its own; nobody else includes it.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_JUDGE_PARTS_H
#define OIT_ASSESS_JUDGE_PARTS_H

#include "candidate.h"

enum {
    CERTAIN_SCORE = 75,    /* an own title this clear contradicts a label */
    OWN_MARGIN = 10,
    LIKELY_SCORE = CLASSIFY_CLAIM,
    STRONG_CLAIM = 70,     /* a label this clear carries a document whose own title says nothing */
};

/* judge.c */
void judge_reject(struct candidate *candidate, enum oit_reason reason);

/* judge_identity.c: by what it calls itself. False: it is something else (rejected), or says nothing. ret_own: its own title or heading of the item. */
bool judge_identity(const struct judge *judge, uint16_t item, const struct site_page *page, struct candidate *candidate, const struct naming **ret_own);
/* ... as another subject, whose title the report names. */
void judge_reject_as(const struct judge *judge, uint16_t subject, struct candidate *candidate);
void judge_reject_as_trap(const struct judge *judge, struct candidate *candidate);

/* judge_year.c: binds a year to the candidate (page and own NULL: to an unread one) and sees whether it fits. */
enum year_fit judge_fit(const struct judge *judge, unsigned accept, const struct year_statement *year);
/* A heading "ITA 2567" above last year's report: the round of the assessment. */
bool judge_names_the_round(const struct judge *judge, uint16_t item, const struct year_statement *year);
void judge_year(const struct judge *judge, uint16_t item, const struct site_page *page, const struct naming *own, struct candidate *candidate);
void judge_reject_year(const struct judge *judge, struct candidate *candidate);

/* judge_elements.c: a block is in the item's section when a heading of the item governs it. */
bool judge_in_section(const struct site_page *page, uint16_t item, uint32_t block);
/* Naming i is that of a link in the page's text that leads somewhere else. */
bool page_link_in_text(const struct site_page *page, size_t i);
void judge_find_elements(struct judge *judge, uint16_t item, const struct site_page *page, struct candidate *candidate, bool *ret_has_criterion);
void judge_find_elements_in_label(struct judge *judge, uint16_t item, struct candidate *candidate);
/* True: some were there, so the document is a whole one of another year. */
bool judge_drop_elements_of_wrong_years(const struct judge *judge, uint16_t item, struct candidate *candidate);
/* Required elements found, of ret_required. */
size_t judge_count_found(const struct scheme *scheme, uint16_t item, const struct candidate *candidate, size_t *ret_required);

#endif
