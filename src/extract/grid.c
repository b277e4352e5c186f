/* grid.c - see grid.h.
 * SPDX-License-Identifier: MIT
 */
#include "grid.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/pack.h"

enum { GRID_VERSION = 1, FLAG_NUMBER = 1, FLAG_DATE = 2, FLAG_FORMULA = 4 };

void grid_init(struct grid *grid, struct arena *arena)
{
    *grid = (struct grid){.arena = arena};
}

void grid_done(struct grid *grid)
{
    free(grid->names);
    free(grid->cells);
    free(grid->areas);
    *grid = (struct grid){.arena = grid->arena};
}

void grid_open(struct grid *grid, struct str name)
{
    if (grid->n_sheets >= LIMIT_GRID_SHEETS) {
        grid->is_cut = true;
        return;
    }
    MEM_GROW(grid->names, grid->n_sheets, grid->capacity_sheets);
    grid->names[grid->n_sheets++] = name.n ? arena_str(grid->arena, name) : STR_NONE;
}

static bool has_text(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != ' ' && text.p[i] != '\n' && text.p[i] != '\t')
            return true;
    return false;
}

bool grid_add(struct grid *grid, const struct grid_cell *cell)
{
    if (!grid->n_sheets || (!has_text(cell->text) && !cell->is_formula))
        return true;
    bool is_outside = cell->row >= LIMIT_SHEET_ROWS || cell->column >= LIMIT_SHEET_COLUMNS;
    if (is_outside || grid->n_cells >= LIMIT_GRID_CELLS || grid->n_bytes + cell->text.n > LIMIT_TEXT_BYTES) {
        grid->is_cut = true;
        return is_outside;
    }
    MEM_GROW(grid->cells, grid->n_cells, grid->capacity_cells);
    struct grid_cell *kept = &grid->cells[grid->n_cells++];
    *kept = *cell;
    kept->sheet = (uint32_t)grid->n_sheets - 1;
    kept->text = arena_str(grid->arena, cell->text.p ? cell->text : STR_LIT(""));
    grid->n_bytes += cell->text.n;
    return true;
}

void grid_merge(struct grid *grid, uint32_t row, uint32_t column, uint32_t n_rows, uint32_t n_columns)
{
    if (!grid->n_sheets || n_rows * (uint64_t)n_columns < 2)
        return;
    if (grid->n_areas >= LIMIT_SHEET_MERGES) {
        grid->is_cut = true;
        return;
    }
    MEM_GROW(grid->areas, grid->n_areas, grid->capacity_areas);
    grid->areas[grid->n_areas++] = (struct grid_area){(uint32_t)grid->n_sheets - 1, row, column, n_rows, n_columns};
}

static int compare_cells(const void *a, const void *b)
{
    const struct grid_cell *x = a, *y = b;
    if (x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

void grid_seal(struct grid *grid)
{
    if (grid->n_cells)
        qsort(grid->cells, grid->n_cells, sizeof *grid->cells, compare_cells);
}

void grid_pack(const struct grid *grid, struct buf *out)
{
    pack_u64(out, GRID_VERSION);
    pack_u64(out, grid->is_cut);
    pack_u64(out, grid->n_sheets);
    for (size_t i = 0; i < grid->n_sheets; i++)
        pack_str(out, grid->names[i]);
    pack_u64(out, grid->n_cells);
    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct grid_cell *cell = &grid->cells[i];
        pack_u64(out, cell->sheet);
        pack_u64(out, cell->row);
        pack_u64(out, cell->column);
        pack_u64(out, (cell->is_number ? FLAG_NUMBER : 0u) | (cell->is_date ? FLAG_DATE : 0u) | (cell->is_formula ? FLAG_FORMULA : 0u));
        pack_str(out, cell->text);
    }
    pack_u64(out, grid->n_areas);
    for (size_t i = 0; i < grid->n_areas; i++) {
        pack_u64(out, grid->areas[i].sheet);
        pack_u64(out, grid->areas[i].row);
        pack_u64(out, grid->areas[i].column);
        pack_u64(out, grid->areas[i].n_rows);
        pack_u64(out, grid->areas[i].n_columns);
    }
}

static void unpack_cells(struct unpack *u, struct grid *grid)
{
    size_t n = unpack_count(u, 5);
    for (size_t i = 0; i < n && !u->is_bad; i++) {
        struct grid_cell cell = {.sheet = unpack_u32(u), .row = unpack_u32(u), .column = unpack_u32(u)};
        uint64_t flags = unpack_u64(u);
        cell.text = unpack_str(u);
        cell.is_number = flags & FLAG_NUMBER;
        cell.is_date = flags & FLAG_DATE;
        cell.is_formula = flags & FLAG_FORMULA;
        if (u->is_bad || cell.sheet >= grid->n_sheets || cell.row >= LIMIT_SHEET_ROWS || cell.column >= LIMIT_SHEET_COLUMNS) {
            u->is_bad = true;
            return;
        }
        MEM_GROW(grid->cells, grid->n_cells, grid->capacity_cells);
        cell.text = arena_str(grid->arena, cell.text.p ? cell.text : STR_LIT(""));
        grid->cells[grid->n_cells++] = cell;
    }
}

bool grid_unpack(struct str packed, struct grid *grid)
{
    struct unpack u = {packed, false};
    if (unpack_u64(&u) != GRID_VERSION)
        return false;
    grid->is_cut = unpack_u64(&u) != 0;
    size_t n = unpack_count(&u, 1);
    for (size_t i = 0; i < n && !u.is_bad; i++)
        grid_open(grid, unpack_str(&u));
    unpack_cells(&u, grid);
    n = unpack_count(&u, 5);
    for (size_t i = 0; i < n && !u.is_bad; i++) {
        struct grid_area area = {.sheet = unpack_u32(&u), .row = unpack_u32(&u), .column = unpack_u32(&u), .n_rows = unpack_u32(&u), .n_columns = unpack_u32(&u)};
        if (area.sheet >= grid->n_sheets)
            u.is_bad = true;
        MEM_GROW(grid->areas, grid->n_areas, grid->capacity_areas);
        grid->areas[grid->n_areas++] = area;
    }
    grid_seal(grid);
    return !u.is_bad && u.rest.n == 0;
}
