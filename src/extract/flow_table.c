/* flow_table.c - cells with spans become a grid; header rows are found; layout tables are told from data.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "extract/flow_internal.h"
#include "extract/html.h"
#include "extract/table_header.h"
#include "text/utf8.h"

enum {
    HEADING_ROW_MAX_BYTES = 300,
    LAYOUT_CELL_BLOCKS = 5, /* so many paragraphs in a cell of a table of one or two rows: text side by side */
    EDGE_NEAR = 40,         /* twips: edges that people see as one (2 points) */
    MAX_EDGES = 256,        /* columns of one table; Word has 63 */
};

static struct flow_table *top(struct flow *f)
{
    return f->n_tables && !f->n_deep_tables ? &f->tables[f->n_tables - 1] : NULL;
}

static struct str block_text(const struct flow *f, uint32_t block)
{
    return (struct str){f->b.raw + f->b.blocks[block].start, f->b.blocks[block].n};
}

void flow_table(struct flow *f)
{
    flow_link_end(f);
    flow_block_end(f);
    if (f->n_deep_tables || f->n_tables >= LIMIT_OPEN_TABLES) {
        f->n_deep_tables++;
        return;
    }
    f->tables[f->n_tables++] = (struct flow_table){.first_cell = f->n_cells,
                                                   .first_above = f->n_above,
                                                   .first_link = f->n_links,
                                                   .first_block = (uint32_t)f->b.n_blocks,
                                                   .heading = doc_builder_heading(&f->b),
                                                   .page = f->page,
                                                   .serial = f->n_serials++};
}

void flow_row(struct flow *f)
{
    struct flow_table *t = top(f);
    if (!t)
        return;
    flow_row_end(f);
    t->is_row_open = true;
    t->column = 0;
    t->n_rows++;
    t->row_item = f->n_items++;
}

void flow_row_is_header(struct flow *f)
{
    struct flow_table *t = top(f);
    if (t && t->is_row_open && t->n_told + 1 == t->n_rows)
        t->n_told++;
}

static void new_cell(struct flow *f, struct flow_table *t, struct flow_cell cell)
{
    t->is_cell_open = false;
    if (cell.column + cell.n_columns > LIMIT_SPAN || f->n_cells - t->first_cell >= LIMIT_TABLE_CELLS) {
        f->b.is_cut = true;
        return;
    }
    MEM_GROW(f->cells, f->n_cells, f->capacity_cells);
    f->cells[f->n_cells++] = cell;
    while (f->n_above < t->first_above + cell.column + cell.n_columns) {
        MEM_GROW(f->above, f->n_above, f->capacity_above);
        f->above[f->n_above++] = DOC_NONE;
    }
    for (uint32_t i = 0; i < cell.n_columns; i++)
        f->above[t->first_above + cell.column + i] = (uint32_t)(f->n_cells - 1);
    t->column = cell.column + cell.n_columns;
    if (t->column > t->n_columns)
        t->n_columns = t->column;
    t->is_cell_open = true;
}

static struct flow_cell cell_here(const struct flow_table *t, uint32_t n_columns, uint32_t n_rows)
{
    uint32_t wide = n_columns > LIMIT_SPAN ? LIMIT_SPAN : n_columns ? n_columns : 1,
             tall = n_rows > LIMIT_SPAN ? LIMIT_SPAN : n_rows ? n_rows : 1;
    return (struct flow_cell){.row = t->n_rows - 1, .column = t->column, .n_rows = tall, .n_columns = wide, .block = DOC_NONE, .item = t->row_item};
}

static struct flow_table *row_table(struct flow *f)
{
    struct flow_table *t = top(f);
    if (t && !t->is_row_open)
        flow_row(f);
    flow_cell_end(f);
    return t;
}

void flow_cell(struct flow *f, uint32_t n_columns, uint32_t n_rows)
{
    struct flow_table *t = row_table(f);
    if (t)
        new_cell(f, t, cell_here(t, n_columns, n_rows));
}

void flow_cell_skip(struct flow *f, uint32_t n_columns)
{
    struct flow_table *t = row_table(f);
    if (t)
        t->column += n_columns > LIMIT_SPAN ? LIMIT_SPAN : n_columns;
    if (t && t->column > LIMIT_SPAN)
        t->column = LIMIT_SPAN;
}

/* The cell at this place of the row above goes on; its own text is closed, so what comes here is a cell of its own without a place. */
static bool grow_above(struct flow *f, struct flow_table *t, uint32_t above)
{
    struct flow_cell *cell = above == DOC_NONE ? NULL : &f->cells[above];
    if (!cell || cell->row + cell->n_rows != t->n_rows - 1)
        return false;
    cell->n_rows++;
    return true;
}

void flow_cell_continue(struct flow *f, uint32_t n_columns)
{
    struct flow_table *t = row_table(f);
    if (!t)
        return;
    size_t at = t->first_above + t->column;
    if (at < f->n_above && grow_above(f, t, f->above[at]))
        flow_cell_skip(f, n_columns ? n_columns : 1);
    else
        flow_cell(f, n_columns, 1);
}

void flow_cell_at(struct flow *f, uint32_t left, uint32_t right, bool is_continued)
{
    struct flow_table *t = row_table(f);
    if (!t)
        return;
    t->has_edges = true;
    if (is_continued)
        for (size_t i = f->n_cells; i-- > t->first_cell && f->n_cells - i < MAX_EDGES * 2;) {
            uint32_t off = f->cells[i].left > left ? f->cells[i].left - left : left - f->cells[i].left;
            if (off < EDGE_NEAR && grow_above(f, t, (uint32_t)i))
                return;
        }
    struct flow_cell cell = cell_here(t, 1, 1);
    cell.left = left;
    cell.right = right;
    new_cell(f, t, cell);
}

void flow_cell_end(struct flow *f)
{
    struct flow_table *t = top(f);
    if (!t || !t->is_cell_open)
        return;
    flow_paragraph_end(f);
    flow_block_end(f);
    t->is_cell_open = false;
}

void flow_row_end(struct flow *f)
{
    struct flow_table *t = top(f);
    if (!t)
        return;
    flow_cell_end(f);
    t->is_row_open = false;
}

/* ---- the end of a table ---- */

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Columns from the edges of the cells of all rows. */
static void columns_of_edges(struct flow *f, struct flow_table *t)
{
    size_t n_cells = f->n_cells - t->first_cell, n = 0, n_edges = 0;
    struct flow_cell *cells = f->cells + t->first_cell;
    uint32_t *edges = mem_resize(NULL, n_cells * 2 + 1, sizeof *edges);
    for (size_t i = 0; i < n_cells; i++) {
        edges[n++] = cells[i].left;
        edges[n++] = cells[i].right;
    }
    qsort(edges, n, sizeof *edges, by_value);
    for (size_t i = 0; i < n; i++)
        if (!n_edges || edges[i] - edges[n_edges - 1] >= EDGE_NEAR)
            edges[n_edges++] = edges[i];
    if (n_edges > MAX_EDGES)
        n_edges = MAX_EDGES;
    t->n_columns = n_edges > 1 ? (uint32_t)n_edges - 1 : n_cells > 0;
    for (size_t i = 0; i < n_cells; i++) {
        uint32_t from = 0, to;
        while (from + 1 < t->n_columns && edges[from] + EDGE_NEAR <= cells[i].left)
            from++;
        for (to = from; to + 1 < n_edges && edges[to] + EDGE_NEAR <= cells[i].right;)
            to++;
        cells[i].column = from;
        cells[i].n_columns = to > from ? to - from : 1;
    }
    free(edges);
    size_t k = 0;
    const struct flow_cell *cell = NULL; /* the last one whose text begins before */
    for (size_t i = t->first_block; i < f->b.n_blocks; i++) {
        struct doc_block *block = &f->b.blocks[i];
        for (; k < n_cells && (cells[k].block == DOC_NONE || cells[k].block <= i); k++)
            if (cells[k].block != DOC_NONE)
                cell = &cells[k];
        if (cell && block->table == FLOW_TABLE_OPEN + t->serial && cell->row == block->row)
            block->column = cell->column;
    }
}

static bool is_layout(const struct flow *f, const struct flow_table *t)
{
    if (t->has_table || t->n_columns < 2 || t->n_rows < 2)
        return true;
    if (t->n_rows > 2 || t->n_told)
        return false;
    size_t n_here = 0;
    for (size_t i = t->first_block + 1u; i < f->b.n_blocks; i++) {
        const struct doc_block *block = &f->b.blocks[i];
        bool is_same = block->table == FLOW_TABLE_OPEN + t->serial && block[-1].table == block->table &&
                       block[-1].row == block->row && block[-1].column == block->column;
        n_here = is_same ? n_here + 1 : 0;
        if (n_here >= LAYOUT_CELL_BLOCKS)
            return true;
    }
    return false;
}

static void give_back(struct flow *f, const struct flow_table *t)
{
    const struct flow_table *outer = t > f->tables && t[-1].is_cell_open ? t - 1 : NULL;
    struct flow_cell *outer_cell = outer && t->first_cell ? &f->cells[t->first_cell - 1] : NULL;
    bool *heads = mem_alloc(f->b.n_blocks - t->first_block + 1);
    for (size_t i = t->first_block; i < f->b.n_blocks; i++) {
        struct doc_block *block = &f->b.blocks[i];
        if (block->table != FLOW_TABLE_OPEN + t->serial)
            continue;
        block->table = outer ? FLOW_TABLE_OPEN + outer->serial : DOC_NONE;
        block->row = outer_cell ? outer_cell->row : 0;
        block->column = outer_cell ? outer_cell->column : 0;
        if (outer_cell && outer_cell->block == DOC_NONE)
            outer_cell->block = (uint32_t)i;
        if (outer_cell) {
            block->item = outer_cell->item;
        } else if (block->kind == BLOCK_CELL) {
            block->kind = BLOCK_PARAGRAPH;
            heads[i - t->first_block] = block->level && block->zone == ZONE_MAIN;
            block->level = 0;
            block->item = DOC_NONE;
        }
    }
    doc_builder_reheading(&f->b, t->first_block, heads, true);
    free(heads);
    for (size_t i = t->first_link; i < f->n_links; i++)
        if (f->links[i].table == FLOW_TABLE_OPEN + t->serial) {
            f->links[i].table = outer ? FLOW_TABLE_OPEN + outer->serial : DOC_NONE;
            f->links[i].row = outer_cell ? outer_cell->row : 0;
        }
}

static const uint32_t *make_grid(struct flow *f, const struct flow_table *t, uint32_t n_rows)
{
    size_t n = (size_t)n_rows * t->n_columns;
    uint32_t *grid = ARENA_ARRAY(f->b.arena, uint32_t, n);
    memset(grid, 0xFF, n * sizeof *grid); /* DOC_NONE */
    for (size_t i = t->first_cell; i < f->n_cells; i++) {
        const struct flow_cell *cell = &f->cells[i];
        for (uint32_t row = cell->row; row < cell->row + cell->n_rows && row < n_rows; row++)
            for (uint32_t column = cell->column; column < cell->column + cell->n_columns && column < t->n_columns; column++)
                if (grid[(size_t)row * t->n_columns + column] == DOC_NONE)
                    grid[(size_t)row * t->n_columns + column] = cell->block;
    }
    return grid;
}

/* Rows of one cell over all columns: titles at the top, headings of what follows elsewhere. */
static bool *heading_rows(const struct flow *f, const struct flow_table *t, uint32_t n_rows)
{
    bool *rows = mem_alloc((size_t)n_rows + 1);
    for (size_t i = t->first_cell; i < f->n_cells; i++) {
        const struct flow_cell *cell = &f->cells[i];
        bool is_alone = (i == t->first_cell || cell[-1].row != cell->row) && (i + 1 >= f->n_cells || cell[1].row != cell->row);
        if (cell->row + 1 < n_rows && is_alone && cell->n_columns >= t->n_columns && cell->n_rows == 1 && cell->block != DOC_NONE &&
            !cell->has_link && f->b.blocks[cell->block].n <= HEADING_ROW_MAX_BYTES && f->b.blocks[cell->block].kind == BLOCK_CELL)
            rows[cell->row] = true;
    }
    return rows;
}

static uint32_t header_rows(const struct flow *f, const struct flow_table *t, uint32_t n_rows, const bool *is_heading)
{
    if (t->n_told)
        return t->n_told < n_rows ? t->n_told : n_rows - 1;
    uint32_t n_titles = 0;
    while (n_titles + 1 < n_rows && is_heading[n_titles])
        n_titles++;
    size_t n = 0;
    struct table_cell *cells = mem_resize(NULL, f->n_cells - t->first_cell + 1, sizeof *cells);
    for (size_t i = t->first_cell; i < f->n_cells; i++) {
        const struct flow_cell *cell = &f->cells[i];
        if (cell->block == DOC_NONE || cell->row < n_titles)
            continue;
        struct str text = block_text(f, cell->block);
        cells[n++] = (struct table_cell){cell->row - n_titles,    cell->column, cell->n_rows,  cell->n_columns, text,
                                         table_is_numeric(text), cell->is_bold, cell->has_link};
    }
    uint32_t n_header = table_header_rows(cells, n, n_rows - n_titles, t->n_columns, false);
    free(cells);
    return n_header ? n_titles + n_header : 0;
}

/* What a link in a table is about: the cells of its row, its own only when it says something. */
static void label_links(struct flow *f, const struct flow_table *t, const struct doc_table *table)
{
    for (size_t i = t->first_link; i < f->n_links; i++) {
        struct doc_link *link = &f->b.links[i];
        if (f->links[i].table != FLOW_TABLE_OPEN + t->serial || f->links[i].row >= table->n_rows)
            continue;
        uint32_t own = html_is_generic(link->anchor) ? link->block : DOC_NONE, last = DOC_NONE;
        buf_clear(&f->scratch);
        for (uint32_t column = 0; column < table->n_columns && f->scratch.n <= LIMIT_LABEL_BYTES; column++) {
            uint32_t block = table->grid[(size_t)f->links[i].row * table->n_columns + column];
            if (block == DOC_NONE || block == last || block == own)
                continue;
            last = block;
            (void)buf_add_c(&f->scratch, f->scratch.n ? " | " : "");
            (void)buf_add_str(&f->scratch, block_text(f, block));
        }
        link->row = arena_str(f->b.arena, utf8_prefix(buf_str(&f->scratch), LIMIT_LABEL_BYTES));
    }
}

static void take_data_table(struct flow *f, const struct flow_table *t)
{
    uint32_t n_rows = t->n_rows, serial = FLOW_TABLE_OPEN + t->serial;
    if ((size_t)n_rows * t->n_columns > LIMIT_TABLE_CELLS) {
        n_rows = LIMIT_TABLE_CELLS / t->n_columns;
        f->b.is_cut = true;
    }
    bool *is_heading = heading_rows(f, t, n_rows);
    uint32_t n_header = header_rows(f, t, n_rows, is_heading);
    struct doc_table *table = doc_builder_table(&f->b);
    uint32_t index = table ? (uint32_t)(f->b.n_tables - 1) : DOC_NONE;
    if (table) {
        *table = (struct doc_table){.n_rows = n_rows,
                                    .n_columns = t->n_columns,
                                    .n_header_rows = n_header,
                                    .heading = t->heading,
                                    .page = t->page,
                                    .grid = make_grid(f, t, n_rows)};
        label_links(f, t, table);
    }
    bool *heads = mem_alloc(f->b.n_blocks - t->first_block + 1);
    for (size_t i = t->first_cell; i < f->n_cells; i++)
        if (f->cells[i].row < n_rows && is_heading[f->cells[i].row])
            heads[f->cells[i].block - t->first_block] = true;
    doc_builder_reheading(&f->b, t->first_block, heads, false);
    for (size_t i = t->first_block; i < f->b.n_blocks; i++) {
        struct doc_block *block = &f->b.blocks[i];
        if (block->table != serial)
            continue;
        block->table = block->row < n_rows ? index : DOC_NONE;
        if (block->kind == BLOCK_CELL)
            block->level = 0;
    }
    free(heads);
    free(is_heading);
}

void flow_table_end(struct flow *f)
{
    if (f->n_deep_tables) {
        flow_paragraph_end(f);
        f->n_deep_tables--;
        return;
    }
    if (!f->n_tables)
        return;
    flow_row_end(f);
    flow_block_end(f);
    struct flow_table *t = &f->tables[f->n_tables - 1];
    if (t->has_edges && f->n_cells > t->first_cell)
        columns_of_edges(f, t);
    bool is_data = !is_layout(f, t);
    if (is_data)
        take_data_table(f, t);
    else
        give_back(f, t);
    if (t > f->tables)
        t[-1].has_table |= is_data;
    f->n_cells = t->first_cell;
    f->n_above = t->first_above;
    f->n_tables--;
}
