/* grid.h - the cells of a workbook exactly as they are: for sheets that people fill in and hand back, where a cell is somebody's word.
 *
 * Readers of sheets give each cell either to a sheet (sheet.h), which makes a document of it as a reader sees it, or to a grid, which keeps it: nothing is
 * squeezed, joined or repaired, line breaks are \n, and hidden sheets, rows and columns are there too. A date is the day it means
 * (2024-03-31; a year above 2400 is one that was typed in the Buddhist era), other numbers are as the sheet shows them. Nothing is computed: of a formula the value that the
 * program saved with it is kept, and is_formula says so.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_GRID_H
#define OIT_EXTRACT_GRID_H

#include "base/arena.h"
#include "base/buf.h"
#include "oitcheck/codes.h"

struct grid_cell {
    uint32_t sheet, row, column; /* from 0 */
    struct str text;             /* clean UTF-8; "" only of a formula whose value was not saved */
    bool is_number, is_date, is_formula;
};

struct grid_area { /* merged: all of it is its first cell */
    uint32_t sheet, row, column, n_rows, n_columns;
};

struct grid {
    struct str *names; size_t n_sheets; /* STR_NONE: it has none (CSV) */
    struct grid_cell *cells; size_t n_cells; /* once sealed: by sheet, row, column */
    struct grid_area *areas; size_t n_areas;
    bool is_cut; /* something past a limit was left out */
    /* while it grows */
    size_t capacity_sheets, capacity_cells, capacity_areas, n_bytes;
    struct arena *arena; /* texts */
};

void grid_init(struct grid *grid, struct arena *arena);
void grid_done(struct grid *grid);
void grid_open(struct grid *grid, struct str name);          /* the next sheet */
bool grid_add(struct grid *grid, const struct grid_cell *cell); /* to the last sheet; text is copied; false at a limit */
void grid_merge(struct grid *grid, uint32_t row, uint32_t column, uint32_t n_rows, uint32_t n_columns);
void grid_seal(struct grid *grid);                           /* puts the cells in order */

void grid_pack(const struct grid *grid, struct buf *out);
/* Texts are copied into the grid's arena (grid_init first). False: not a grid. */
bool grid_unpack(struct str packed, struct grid *ret_grid);

#endif
