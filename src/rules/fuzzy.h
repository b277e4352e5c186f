/* fuzzy.h - long names with typing errors, in short texts only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_FUZZY_H
#define OIT_RULES_FUZZY_H

#include "rules/title.h"

uint32_t fuzzy_key(const unsigned char *p); /* of the first FUZZY_EXACT_START bytes: matcher->fuzzy is sorted by it */
void fuzzy_note_grams(struct fuzzy_name *name); /* when the rules are compiled; bytes and max_edits are set */
/* Appends a name hit for each long exact or variant name that stands in the title with at most 3 and 5 % edits, begun exactly; its strength is
 * lowered by the edits. */
void fuzzy_find(const struct matcher *matcher, const struct title *title, struct hits *hits);

#endif
