/* workbook_columns.h - the columns of the officers' workbook: which are the tool's (grey), which are hers (white), what they are called.
 *
 * One table for XLSX and CSV and for reading them back. A heading is recognised in Thai, in English, and as "Thai (English)".
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_WORKBOOK_COLUMNS_H
#define OIT_REPORT_WORKBOOK_COLUMNS_H

#include "base/messages.h"
#include "base/str.h"
#include "oitcheck/report.h"

enum workbook_column {
    WORKBOOK_ITEM,
    WORKBOOK_TITLE,
    WORKBOOK_LABEL,       /* what the check says */
    WORKBOOK_LINK,        /* the addresses that together show what the item asks, one a line */
    WORKBOOK_PROPOSAL,    /* explanation to enter: "หน้าหลัก > ...", a line for each of them */
    WORKBOOK_LACKING,
    WORKBOOK_RULE_DUE,
    WORKBOOK_DAYS_LEFT,
    WORKBOOK_SCORE,       /* of the check alone */
    WORKBOOK_DECIDED,     /* with the officers' decision */
    WORKBOOK_OWNER, WORKBOOK_COORDINATOR, WORKBOOK_DUE, WORKBOOK_URL, WORKBOOK_EXPLANATION, WORKBOOK_DECISION, WORKBOOK_NOTE, /* white, in the order of enum oit_officer_field */
    WORKBOOK_ADVICE,
    WORKBOOK_STATUS,
    WORKBOOK_PAGE,
    WORKBOOK_YEAR,
    WORKBOOK_DECLARED,    /* what the agency's own index leads to */
    WORKBOOK_RULE_OWNER,  /* whose work it usually is */
    WORKBOOK_CRITERIA,    /* by which criteria, and whether the run was cut: every row has it, since rows are sorted and copied */
    N_WORKBOOK_COLUMNS
};

bool workbook_is_white(enum workbook_column column);
enum oit_officer_field workbook_field(enum workbook_column column);  /* of a white one */
enum workbook_column workbook_column_of(enum oit_officer_field field);
enum msg workbook_heading(enum workbook_column column);
double workbook_width(enum workbook_column column);                  /* in characters, as spreadsheets count */
/* Which column a heading names, as people type it back; N_WORKBOOK_COLUMNS: none of ours. */
enum workbook_column workbook_column_from(struct str heading);

/* CSV has no types: a text that a spreadsheet would take for a formula gets an apostrophe in front, and loses it when it is read back. Exact: what was written
 * comes back, whatever it is. */
bool workbook_needs_guard(struct str text);
struct str workbook_unguarded(struct str cell);

#endif
