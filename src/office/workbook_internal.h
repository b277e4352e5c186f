/* workbook_internal.h - a workbook while it is read: shared by the files workbook*.c, nobody else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_WORKBOOK_INTERNAL_H
#define OIT_OFFICE_WORKBOOK_INTERNAL_H

#include "base/limits.h"
#include "extract/grid.h"
#include "office/workbook.h"
#include "report/workbook_columns.h"

enum { NO_COLUMN = UINT32_MAX };

struct sheet_head { /* where the columns of one sheet are */
    uint32_t columns[N_WORKBOOK_COLUMNS]; /* NO_COLUMN: the sheet lacks it */
    uint32_t first_row;                   /* of items */
    bool is_ours; /* an empty cell takes a word back */
};

struct sheet_view {
    const struct grid *grid;
    uint32_t sheet;
    size_t first, end; /* its cells */
    const struct grid_area *areas[LIMIT_WORKBOOK_MERGES]; size_t n_areas; /* over several rows */
};

struct raw_row { /* what one row (or the rows of one merged item) says */
    struct workbook_place place;
    size_t item;
    struct workbook_word words[N_OFFICER_FIELDS];
    const char *link; /* what the grey column showed whoever filled the row: its first line; NULL: the sheet has no such column */
};

struct workbook_reader {
    struct workbook *book;
    const struct oit_report *report;
    const struct grid *grid;
    bool is_csv;
    struct raw_row *rows; size_t n_rows, capacity_rows;
    size_t capacity_errors, capacity_notes;
};

/* From cells to words: all of workbook_read behind the worker. Texts of the grid must live as long as the book. */
void workbook_take(struct workbook *book, const struct grid *grid, const struct oit_report *report);
void workbook_view(const struct grid *grid, uint32_t sheet, struct sheet_view *ret_view);
/* The cell there, or of the area merged over several rows that covers it in the same column; NULL: empty. *ret_own: the row it stands in. */
const struct grid_cell *workbook_cell(const struct sheet_view *view, uint32_t row, uint32_t column, uint32_t *ret_own);
size_t workbook_first_cell(const struct sheet_view *view, uint32_t row); /* index of the first one in or behind the row */
/* The next row with text at or behind `row`; false: there is none. */
bool workbook_next_row(const struct sheet_view *view, uint32_t row, uint32_t *ret_row);

struct workbook_place workbook_place_at(struct workbook_reader *r, const struct sheet_view *view, uint32_t row, uint32_t column);
void workbook_complain(struct workbook_reader *r, struct workbook_place place, int field, enum msg id, const char *const *args);
void workbook_remark(struct workbook_reader *r, struct workbook_place place, int field, enum msg id, const char *const *args);

/* workbook_head.c */
bool workbook_find_head(struct workbook_reader *r, const struct sheet_view *view, struct sheet_head *ret_head);
/* workbook_item.c: the item a cell names. */
enum item_named { ITEM_NONE /* no code at all */, ITEM_KNOWN, ITEM_UNKNOWN, ITEM_SEVERAL };
enum item_named workbook_item(const struct oit_report *report, struct str cell, size_t *ret_item);
/* workbook_rows.c: appends to r->rows. */
void workbook_read_rows(struct workbook_reader *r, const struct sheet_view *view, const struct sheet_head *head);
/* workbook_merge.c: r->rows to r->book->rows. */
void workbook_merge(struct workbook_reader *r);
/* The word as it is read: what the program keeps for this cell. False: complained. */
bool workbook_word_of(struct workbook_reader *r, const struct sheet_view *view, const struct grid_cell *cell, enum oit_officer_field field,
                      struct workbook_place place, const char **ret_word);

#endif
