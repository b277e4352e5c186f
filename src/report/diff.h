/* diff.h - what changed between two reports, for people and programs. Grouped as people ask: worse, better, other evidence; apart from them what could not
 * be read and what other criteria or another version brought about.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_DIFF_H
#define OIT_REPORT_DIFF_H

#include "itas/compare.h"
#include "view.h"

#define DIFF_SCHEMA "oitcheck-diff/1"

/* comparison->bar is COMPARE_NO_BAR for all three. */
void report_diff_json(const struct comparison *comparison, struct buf *out);
void report_diff_text(const struct comparison *comparison, const struct report_text_options *options, struct buf *out);
void report_diff_html(const struct comparison *comparison, enum report_language language, struct buf *out); /* A4 */

/* diff_view.c: the groups in the order of the page, and their words. */
enum { DIFF_N_GROUPS = N_COMPARE_KINDS - 1 };
struct diff_group {
    enum compare_kind kind;
    enum msg heading;
    const char *css; /* class of the heading's count */
};
extern const struct diff_group diff_groups[DIFF_N_GROUPS];

const char *diff_code(const struct compare_item *item);
struct oit_words diff_title(const struct compare_item *item);
const char *diff_label(const struct view *view, const struct oit_item *item); /* the item's label; NULL item: "not in the list" */
bool diff_is_only_not_reached(const struct compare_item *item); /* unread because the check ended before, nothing more */
enum msg diff_evidence_words(const struct compare_evidence *evidence);
/* "ค่าธรรมเนียม, ขั้นตอน" */
void diff_elements(const struct view *view, const struct oit_element *const *elements, size_t n, struct buf *out);
/* The sentences about the whole comparison: fills notes (at most max, each to be buf_done) and returns how many. Raw text. */
size_t diff_notes(const struct comparison *comparison, const struct view *view, struct buf *notes, size_t max);

#endif
