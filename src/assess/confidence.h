/* confidence.h - how often a verdict like this one is right.
 *
 * A verdict is as certain as its kind (published, partial, missing) has been on labelled sites, less for each caution that applies to it: a
 * logistic model whose weights `tests/accuracy/calibrate.py` fits and docs/ACCURACY.md shows with its reliability table. Cautions are
 * said in the report, so people see why a figure is low.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_CONFIDENCE_H
#define OIT_ASSESS_CONFIDENCE_H

#include "oitcheck/report.h"
#include "rules/rules.h"

struct weighing;
struct score_range;

#define CONFIDENCE_REVIEW 0.85 /* below it a person should look */

/* Bit set of enum oit_caution. */
uint32_t confidence_cautions(const struct weighing *weighing);
/* 0..1: the part of verdicts of this status with these cautions that are right. Of unknown: that nobody could have said more. */
double confidence_of(enum oit_status status, uint32_t cautions);
/* Ranks the items that ask for a look: where the doubt times the points at stake is largest first. items: score ranges, one an item. */
void confidence_rank_reviews(const struct scheme *scheme, const struct score_range *items, struct oit_report *report);

#endif
