/* table_header.h - how many rows at the top of a table are its header, whatever file the table stands in.
 *
 *     ลำดับ   งานที่ซื้อหรือจ้าง       ราคา (บาท)           a cell over two columns asks for a row below it
 *                              กลาง    ที่ตกลง         ... which fills only what is open above
 *     (1)          (2)          (3)      (4)          a row that numbers the columns belongs to the header
 *      1     จ้างเหมาทำความสะอาด   120,000  118,000        data: the numbering of rows begins
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_TABLE_HEADER_H
#define OIT_EXTRACT_TABLE_HEADER_H

#include "base/str.h"

struct table_cell { /* with text; places count from the first row and column of the table, titles above it are no part */
    uint32_t row, column, n_rows, n_columns; /* spans: 1 or more */
    struct str text;
    bool is_number, is_bold, has_link;
};

/* cells are sorted by row, then column; n_rows, n_columns are the table's. is_sheet: the table was typed as one (spreadsheet, CSV), so a first row
 * of short texts is a header unless something speaks against it; in a page it needs a reason. 0: no header. */
uint32_t table_header_rows(const struct table_cell *cells, size_t n_cells, uint32_t n_rows, uint32_t n_columns, bool is_sheet);

/* Digits (Thai too) with nothing but the signs of numbers around them. */
bool table_is_numeric(struct str text);
bool table_is_year(struct str text); /* 2567, ๒๕๖๗, 2024: heads a column as often as a word does */
/* 1, ๑, "1.", "(1)", "(3)=(1)+(2)": what a numbered column or row says; 0 when it is none. */
uint32_t table_ordinal(struct str text);

#endif
