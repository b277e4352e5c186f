/* workbook_cells.h - what stands in each cell of the officers' workbook: one text for XLSX and CSV.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_WORKBOOK_CELLS_H
#define OIT_REPORT_WORKBOOK_CELLS_H

#include "view.h"
#include "workbook_columns.h"

/* Which criteria were used, and that the run was cut. */
void workbook_criteria(const struct view *view, struct buf *out);
/* Appends clean UTF-8: of a white cell the officers' word as it is, of a grey one one line, trimmed; links and draft explanation
 * may have several (shown_by.h). */
void workbook_cell_text(const struct view *view, const char *criteria, const struct oit_item *item, enum workbook_column column, struct buf *out);
/* Days to the officers' own due day, else the criteria's; false: none, or the item is done. */
bool workbook_days_left(const struct view *view, const struct oit_item *item, long *ret_days);
/* "หน้าหลัก > ข้อมูลสาธารณะ > โครงสร้าง", a line for each of the links (shown_by.h) to which clicks lead. out: empty. */
void workbook_proposal(const struct view *view, const struct oit_item *item, struct buf *out);

#endif
