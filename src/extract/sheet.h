/* sheet.h - cells of a sheet, whatever file they came from, become headings, title lines and tables.
 *
 * A sheet is no table: above the table stand the rows of its title, below it notes and signatures, and several tables may stand one under
 * another. sheet_close sorts that out: rows of one cell above a table are its title (headings; on the first sheet also the document's first
 * lines), rows of one wide cell inside it are headings of what follows, the rest is a doc_table with its header rows judged. Empty rows and
 * columns take no place, so a cell in row 1,048,576 costs no more than one in row 2.
 *
 * Cells may come in any order; merged areas after the cells. What goes past a limit is dropped and sets the document's is_cut.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_SHEET_H
#define OIT_EXTRACT_SHEET_H

#include "doc/builder.h"
#include "extract/grid.h"

struct sheet_cell {
    uint32_t row, column;       /* from 0 */
    uint32_t n_rows, n_columns; /* of a merged cell; 0 counts as 1 */
    struct str text;            /* what a reader sees; clean UTF-8; copied */
    struct str link;            /* as written; absent: none; copied */
    bool is_number, is_bold;    /* is_number: dates too */
    bool is_date, is_formula;   /* of a grid only (grid.h); there text is as it is, and may be empty */
};

/* All sheets of one document. */
struct sheet_book {
    struct doc_builder *b;
    struct str base;      /* for links */
    uint32_t n_items;     /* rows so far: numbers of doc_block.item */
    uint32_t n_sheets;    /* with text so far */
    bool has_table;       /* one of them */
    struct grid *grid;    /* NULL, or: its cells are kept there as they are, and no document is made */
};

struct sheet;
/* name: STR_NONE when the source has none (CSV). */
struct sheet *sheet_open(struct sheet_book *book, struct str name);
bool sheet_add(struct sheet *s, const struct sheet_cell *cell); /* false at a limit: the rest of the sheet need not be read */
void sheet_merge(struct sheet *s, uint32_t row, uint32_t column, uint32_t n_rows, uint32_t n_columns);
void sheet_link(struct sheet *s, uint32_t row, uint32_t column, struct str link);
/* The file says that its rows [from, to] are repeated on each printed page, or head a table: those that are no titles are headers. */
void sheet_tell_header(struct sheet *s, uint32_t from, uint32_t to);
/* Lines on each printed page, above or below: text that is no cell. */
void sheet_margin(struct sheet *s, enum doc_zone zone, struct str text);
/* Makes the blocks and tables and frees the sheet. */
void sheet_close(struct sheet *s);
void sheet_drop(struct sheet *s); /* frees it and makes nothing */

#endif
