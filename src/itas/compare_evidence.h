/* compare_evidence.h - the evidence of one item, then and now. Inside of compare.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_COMPARE_EVIDENCE_H
#define OIT_ITAS_COMPARE_EVIDENCE_H

#include "base/clock.h"
#include "itas/compare.h"

/* Fills item->evidence; before and after are there. A cut check that did not come by a document says nothing of it. */
void compare_evidence(const struct comparison *comparison, struct arena *arena, struct compare_item *item);
/* Last modified after that day. */
bool evidence_is_newer(const struct oit_evidence *evidence, struct clock_date day);

#endif
