/* sample_report.h - a built report of an invented agency, for the tests of the outputs: 35 items, every status and every reason, evidence, elements,
 * near documents, unread pages, dead links. Sample texts are such that a Thai output of it has no ASCII word (thai_lint.h).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SAMPLE_REPORT_H
#define OIT_TESTS_SAMPLE_REPORT_H

#include "base/arena.h"
#include "oitcheck/report.h"

struct oit_report *sample_report(struct arena *arena);
/* Titles, labels, snippets, URLs and ids from an enemy: markup, formulas, control and bidi characters, invalid UTF-8, javascript: links. */
void sample_make_hostile(struct oit_report *report);
/* The same run stopped by its time limit: what was missing is unknown now. */
void sample_make_cut(struct oit_report *report, struct arena *arena);
/* All published: nothing to mend. */
void sample_make_perfect(struct oit_report *report, struct arena *arena);
/* Everything that officers, profile, submission, calendar and earlier runs add; every mark and every decision. What was submitted is of 22 April 2024. */
void sample_add_overlays(struct oit_report *report, struct arena *arena);
/* After sample_add_overlays: officers' words and entered links from an enemy. */
void sample_make_overlays_hostile(struct oit_report *report);

#endif
