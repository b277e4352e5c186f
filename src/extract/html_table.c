/* html_table.c - rows and cells with spans become a grid; header rows are found; layout tables are told from data.
 *
 * A cell takes the first free column of its row as it opens, so its blocks know their place at once. A small cell of
 * several paragraphs
 * becomes one block (a name broken over lines stays one phrase). When the table closes: a layout table (tables
 * inside, one column, whole
 * page in a cell) gives its text back as paragraphs; in a data table, a row that is one cell over all columns is a
 * heading for the
 * rows below it.
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

#include <stdlib.h>

#include "base/mem.h"
#include "extract/table_header.h"

enum {
    MERGE_MAX_BLOCKS = 8,
    MERGE_MAX_BYTES = 600,
    HEADER_CELL_MAX_BYTES = 150,
    HEADING_ROW_MAX_BYTES = 300,
    LAYOUT_CELL_BLOCKS = 15,
    JUDGED_ROWS = 12
};

static struct html_table *open_table(struct html_page *h)
{
    return h->n_tables && !h->n_deep_tables ? &h->tables[h->n_tables - 1] : NULL;
}

static struct str block_text(const struct html_page *h, uint32_t block)
{
    const struct doc_block *b = &h->b.blocks[block];
    return (struct str){h->b.raw + b->start, b->n};
}

void html_table_open(struct html_page *h)
{
    if (h->n_deep_tables || h->n_tables >= LIMIT_OPEN_TABLES) {
        h->n_deep_tables++;
        return;
    }
    struct html_entry *top = html_top(h);
    top->table = DOC_NONE;
    top->kind = BLOCK_PARAGRAPH;
    h->tables[h->n_tables++] = (struct html_table){
        .first_cell = h->n_cells,
        .first_row = h->n_rows,
        .first_span = h->n_spans,
        .first_link = h->n_links,
        .first_block = (uint32_t)h->b.n_blocks,
        .heading = doc_builder_heading(&h->b),
        .serial = h->n_serials++,
        .is_presentation = str_eq_nocase_c(html_attr(&h->token, ATTR_ROLE), "presentation"),
    };
}

void html_row_open(struct html_page *h)
{
    struct html_table *t = open_table(h);
    if (!t)
        return;
    if (h->n_rows > t->first_row)
        for (size_t i = t->first_span; i < h->n_spans; i++)
            if (h->spans[i])
                h->spans[i]--;
    t->column = 0;
    t->is_row_open = true;
    MEM_GROW(h->rows, h->n_rows, h->capacity_rows);
    uint32_t item = html_item_open(h, false);
    h->items[item].is_row = true;
    h->rows[h->n_rows++] = (struct html_row){item, t->in_head};
    html_top(h)->item = html_top(h)->opened_item = item;
}

void html_row_close(struct html_page *h)
{
    struct html_table *t = open_table(h);
    if (t)
        t->is_row_open = false;
}

static uint32_t span_of(struct html_page *h, enum html_attr attr, uint32_t when_zero)
{
    uint64_t value = 1;
    struct str text = str_trim(html_attr(&h->token, attr));
    if (!text.n || !str_to_u64(text, UINT32_MAX, &value))
        return 1;
    return value == 0 ? when_zero : value > LIMIT_SPAN ? LIMIT_SPAN : (uint32_t)value;
}

void html_cell_open(struct html_page *h, bool is_header)
{
    struct html_table *t = open_table(h);
    struct html_entry *top = html_top(h);
    top->kind = BLOCK_CELL;
    top->level = 0;
    top->table = DOC_NONE;
    if (!t) {
        top->kind = BLOCK_PARAGRAPH;
        return;
    }
    if (!t->is_row_open)
        html_row_open(h); /* <td> without <tr> */
    uint32_t n_columns = span_of(h, ATTR_COLSPAN, 1), n_rows = span_of(h, ATTR_ROWSPAN, LIMIT_SPAN);
    uint32_t column = t->column;
    while (t->first_span + column < h->n_spans && h->spans[t->first_span + column])
        column++;
    if (column + n_columns > LIMIT_SPAN) {
        h->b.is_cut = true;
        top->kind = BLOCK_PARAGRAPH;
        t->is_cell_open = false;
        return;
    }
    while (h->n_spans < t->first_span + column + n_columns) {
        MEM_GROW(h->spans, h->n_spans, h->capacity_spans);
        h->spans[h->n_spans++] = 0;
    }
    for (uint32_t i = 0; i < n_columns; i++)
        h->spans[t->first_span + column + i] = n_rows;
    t->column = column + n_columns;
    t->is_cell_open = true;
    t->cell_block = h->b.n_blocks;
    t->cell_link = h->n_links;
    MEM_GROW(h->cells, h->n_cells, h->capacity_cells);
    h->cells[h->n_cells++] = (struct html_cell){.row = (uint32_t)(h->n_rows - t->first_row - 1),
                                                .column = column,
                                                .n_rows = n_rows,
                                                .n_columns = n_columns,
                                                .block = DOC_NONE,
                                                .is_header = is_header};
    top->table = t->serial;
}

/* Joins the blocks of a small cell; they are the last ones of the document. */
static void merge_cell(struct html_page *h, const struct html_table *t)
{
    size_t first = t->cell_block, n = h->b.n_blocks - first;
    if (h->b.n_blocks <= first + 1 || n > MERGE_MAX_BLOCKS || h->n_links > t->cell_link + 1)
        return;
    struct doc_block *blocks = &h->b.blocks[first];
    for (size_t i = 0; i < n; i++)
        if (blocks[i].kind != BLOCK_CELL || blocks[i].table != TABLE_OPEN + t->serial)
            return;
    uint32_t end = blocks[n - 1].start + blocks[n - 1].n;
    if (end - blocks[0].start > MERGE_MAX_BYTES)
        return;
    for (size_t i = 0; i + 1 < n; i++)
        h->b.raw[blocks[i].start + blocks[i].n] = ' ';
    blocks[0].n = end - blocks[0].start;
    blocks[0].hash = doc_block_hash((struct str){h->b.raw + blocks[0].start, blocks[0].n});
    uint32_t keep = (uint32_t)first, gone = (uint32_t)n - 1;
    h->b.n_blocks = first + 1;
    for (size_t i = t->cell_link; i < h->b.n_links; i++)
        if (h->b.links[i].block > keep && h->b.links[i].block != DOC_NONE)
            h->b.links[i].block = h->b.links[i].block > keep + gone ? h->b.links[i].block - gone : keep;
    for (size_t i = h->b.n_contacts; i-- > 0 && h->b.contacts[i].block != DOC_NONE && h->b.contacts[i].block > keep;)
        h->b.contacts[i].block = keep;
    for (size_t i = h->b.n_images; i-- > 0 && h->b.images[i].block > keep;)
        h->b.images[i].block = keep;
    for (size_t i = h->b.n_forms; i-- > 0 && h->b.forms[i].block > keep;)
        h->b.forms[i].block = keep;
}

void html_cell_close(struct html_page *h)
{
    struct html_table *t = open_table(h);
    if (!t || !t->is_cell_open)
        return;
    merge_cell(h, t);
    struct html_cell *cell = &h->cells[h->n_cells - 1];
    cell->has_link = h->n_links > t->cell_link;
    t->is_cell_open = false;
}

static bool is_layout(const struct html_page *h, const struct html_table *t, uint32_t n_rows, uint32_t n_columns)
{
    if (t->has_table || t->is_presentation || n_columns < 2 || n_rows == 0)
        return true;
    size_t n_here = 0, most = 0, n_items = 0;
    bool has_title = false, has_header = false, has_list = false;
    uint32_t row = DOC_NONE, column = DOC_NONE;
    for (size_t i = t->first_block; i < h->b.n_blocks; i++) {
        const struct doc_block *block = &h->b.blocks[i];
        if (block->table != TABLE_OPEN + t->serial)
            continue;
        bool is_same = block->row == row && block->column == column;
        n_here = is_same ? n_here + 1 : 1;
        n_items = (is_same ? n_items : 0) + (block->kind == BLOCK_LIST_ITEM);
        has_list |= n_items > 1;
        has_title |= block->kind == BLOCK_HEADING && block->level <= 3;
        row = block->row;
        column = block->column;
        most = n_here > most ? n_here : most;
    }
    for (size_t i = t->first_cell; i < h->n_cells && !has_header; i++)
        has_header = h->cells[i].is_header;
    if (n_rows <= 6 && (has_title || (has_list && !has_header && n_rows <= 4)))
        return true; /* the page's menu and its text side by side */
    return (n_rows <= 6 && most > LAYOUT_CELL_BLOCKS) || (n_rows <= 2 && most > LAYOUT_CELL_BLOCKS / 3);
}

/* The open cell the table at hand stands in, or NULL. */
static struct html_cell *cell_around(struct html_page *h, const struct html_table *t,
                                     const struct html_table **ret_outer)
{
    *ret_outer = t > h->tables && t[-1].is_cell_open ? t - 1 : NULL;
    return *ret_outer ? &h->cells[t->first_cell - 1] : NULL;
}

/* A layout table's text belongs to the cell around it, if there is one. */
static void give_back(struct html_page *h, const struct html_table *t)
{
    const struct html_table *outer;
    struct html_cell *outer_cell = cell_around(h, t, &outer);
    size_t n = h->b.n_blocks - t->first_block;
    bool *heads = mem_alloc(n + 1);
    for (size_t i = 0; i < n; i++) {
        struct doc_block *block = &h->b.blocks[t->first_block + i];
        if (block->table != TABLE_OPEN + t->serial)
            continue;
        block->table = outer ? TABLE_OPEN + outer->serial : DOC_NONE;
        block->row = outer_cell ? outer_cell->row : 0;
        block->column = outer_cell ? outer_cell->column : 0;
        if (outer_cell && outer_cell->block == DOC_NONE)
            outer_cell->block = (uint32_t)(t->first_block + i);
        if (block->kind == BLOCK_CELL && !outer) {
            block->kind = BLOCK_PARAGRAPH;
            heads[i] = block->level != 0 && i + 1 < n; /* all bold */
            block->level = 0;
        }
    }
    doc_builder_reheading(&h->b, t->first_block, heads, true);
    free(heads);
    bool is_list =
        h->n_spans - t->first_span < 2; /* one column: each row is something; else the row is half the page */
    for (size_t i = t->first_row; i < h->n_rows; i++) {
        h->items[h->rows[i].item].is_weak = is_list;
        h->items[h->rows[i].item].is_dead = !is_list;
    }
}

struct row_look {
    size_t n_cells, n_empty, n_header, n_bold, n_link, n_numeric, n_long;
    uint32_t max_rows;
    bool has_wide;
    const struct html_cell *only; /* when it has one cell */
};

static struct row_look look_at(const struct html_page *h, const struct html_table *t, uint32_t row, size_t *cursor)
{
    struct row_look look = {.max_rows = 1};
    size_t i = *cursor;
    for (; i < h->n_cells - t->first_cell; i++) {
        const struct html_cell *cell = &h->cells[t->first_cell + i];
        if (cell->row != row)
            break;
        look.n_cells++;
        look.only = cell;
        look.n_header += cell->is_header;
        look.n_link += cell->has_link;
        look.has_wide |= cell->n_columns > 1;
        if (cell->n_rows > look.max_rows && cell->n_rows < LIMIT_SPAN)
            look.max_rows = cell->n_rows;
        if (cell->block == DOC_NONE) {
            look.n_empty++;
            continue;
        }
        struct str text = block_text(h, cell->block);
        look.n_bold += cell->is_bold;
        look.n_numeric += table_is_numeric(text);
        look.n_long += text.n > HEADER_CELL_MAX_BYTES;
    }
    *cursor = i;
    return look;
}

static bool is_heading_row(const struct html_page *h, const struct row_look *look, uint32_t n_columns)
{
    return look->n_cells == 1 && look->only->n_columns >= n_columns && look->only->block != DOC_NONE && !look->n_link &&
           h->b.blocks[look->only->block].n <= HEADING_ROW_MAX_BYTES &&
           h->b.blocks[look->only->block].kind == BLOCK_CELL;
}

/* The rows from `row` on, judged as those of any other table. */
static uint32_t judged_rows(const struct html_page *h, const struct html_table *t, size_t cursor, uint32_t row, uint32_t n_rows, uint32_t n_columns)
{
    struct table_cell *cells = NULL;
    size_t n = 0, capacity = 0;
    for (size_t i = t->first_cell + cursor; i < h->n_cells && h->cells[i].row < row + JUDGED_ROWS; i++) {
        const struct html_cell *cell = &h->cells[i];
        if (cell->block == DOC_NONE)
            continue;
        MEM_GROW(cells, n, capacity);
        cells[n++] = (struct table_cell){.row = cell->row - row,
                                         .column = cell->column,
                                         .n_rows = cell->n_rows,
                                         .n_columns = cell->n_columns,
                                         .text = block_text(h, cell->block),
                                         .is_bold = cell->is_bold,
                                         .has_link = cell->has_link};
    }
    uint32_t n_header = n ? table_header_rows(cells, n, n_rows - row, n_columns, false) : 0;
    free(cells);
    return n_header;
}

/* How many rows at the top are headers; first_row: the first one that is no title row. */
static uint32_t header_rows(const struct html_page *h, const struct html_table *t, uint32_t n_rows, uint32_t n_columns)
{
    size_t cursor = 0;
    uint32_t titles = 0, told = 0;
    struct row_look first = {0};
    for (uint32_t row = 0; row < n_rows; row++) {
        size_t before = cursor;
        struct row_look look = look_at(h, t, row, &cursor);
        bool is_told = h->rows[t->first_row + row].is_head || (look.n_cells > 0 && look.n_header == look.n_cells);
        if (told == row && is_told && (look.n_cells > 1 || n_columns == 1 || row + 1 < n_rows)) {
            told = row + 1;
            continue;
        }
        bool is_empty = look.n_empty == look.n_cells && titles > 0;
        bool is_alone = look.n_cells > 2 && look.n_empty + 1 == look.n_cells && !look.n_link; /* as spreadsheets export a title */
        if (row == titles && told == titles && (is_empty || is_alone || is_heading_row(h, &look, n_columns))) {
            titles = told = row + 1; /* a title above the header row, and what keeps them apart */
            continue;
        }
        cursor = before;
        first = look;
        break;
    }
    if (told > titles)
        return told < n_rows ? told : n_rows;
    if (titles >= n_rows || first.n_cells < 2)
        return 0;
    bool may_be = first.n_cells - first.n_empty >= 2 && first.n_empty * 3 <= first.n_cells && !first.n_link && !first.n_long;
    uint32_t deep = may_be && titles + 1 < n_rows ? judged_rows(h, t, cursor, titles, n_rows, n_columns) : 0;
    return deep ? titles + deep : 0;
}

static uint32_t header_columns(const struct html_page *h, const struct html_table *t, uint32_t n_header_rows)
{
    size_t n = 0, n_header = 0;
    for (size_t i = t->first_cell; i < h->n_cells; i++) {
        const struct html_cell *cell = &h->cells[i];
        if (cell->row < n_header_rows || cell->column != 0)
            continue;
        n++;
        n_header += cell->is_header;
    }
    return n > 0 && n_header == n;
}

static const uint32_t *make_grid(struct html_page *h, const struct html_table *t, uint32_t n_rows, uint32_t n_columns)
{
    size_t n = (size_t)n_rows * n_columns;
    uint32_t *grid = ARENA_ARRAY(h->arena, uint32_t, n);
    memset(grid, 0xFF, n * sizeof *grid); /* DOC_NONE */
    for (size_t i = t->first_cell; i < h->n_cells; i++) {
        const struct html_cell *cell = &h->cells[i];
        for (uint32_t row = cell->row; row < cell->row + cell->n_rows && row < n_rows; row++)
            for (uint32_t column = cell->column; column < cell->column + cell->n_columns && column < n_columns;
                 column++)
                if (grid[(size_t)row * n_columns + column] == DOC_NONE)
                    grid[(size_t)row * n_columns + column] = cell->block;
    }
    return grid;
}

static void take_data_table(struct html_page *h, const struct html_table *t, uint32_t n_rows, uint32_t n_columns)
{
    if ((size_t)n_rows * n_columns > LIMIT_TABLE_CELLS) {
        n_rows = (uint32_t)(LIMIT_TABLE_CELLS / n_columns);
        h->b.is_cut = true;
    }
    struct doc_table *table = doc_builder_table(&h->b);
    uint32_t index = table ? (uint32_t)(h->b.n_tables - 1) : DOC_NONE;
    uint32_t n_header = header_rows(h, t, n_rows, n_columns);
    if (table)
        *table = (struct doc_table){.n_rows = n_rows,
                                    .n_columns = n_columns,
                                    .n_header_rows = n_header,
                                    .heading = t->heading,
                                    .n_header_columns = header_columns(h, t, n_header),
                                    .grid = make_grid(h, t, n_rows, n_columns)};
    size_t n = h->b.n_blocks - t->first_block;
    bool *heads = mem_alloc(n + 1);
    size_t cursor = 0;
    for (uint32_t row = 0; row + 1 < n_rows; row++) {
        struct row_look look = look_at(h, t, row, &cursor);
        if (is_heading_row(h, &look, n_columns))
            heads[look.only->block - t->first_block] = true;
    }
    doc_builder_reheading(&h->b, t->first_block, heads, false);
    free(heads);
    for (size_t i = t->first_block; i < h->b.n_blocks; i++) {
        struct doc_block *block = &h->b.blocks[i];
        if (block->table != TABLE_OPEN + t->serial)
            continue;
        block->table = block->row < n_rows ? index : DOC_NONE;
        if (block->kind == BLOCK_CELL)
            block->level = 0;
    }
    for (size_t i = t->first_link; i < h->n_links; i++)
        if (h->links[i].table == TABLE_OPEN + t->serial && h->links[i].row < n_rows)
            h->links[i].table = index;
}

void html_table_close(struct html_page *h)
{
    if (!h->n_tables)
        return;
    struct html_table *t = &h->tables[h->n_tables - 1];
    uint32_t n_rows = (uint32_t)(h->n_rows - t->first_row), n_columns = (uint32_t)(h->n_spans - t->first_span);
    const struct html_table *outer;
    const struct html_cell *outer_cell = cell_around(h, t, &outer);
    if (is_layout(h, t, n_rows, n_columns)) {
        give_back(h, t);
    } else {
        take_data_table(h, t, n_rows, n_columns);
        if (t > h->tables)
            t[-1].has_table = true;
    }
    for (size_t i = t->first_link; i < h->n_links; i++) {
        struct html_link_info *info = &h->links[i];
        if (info->table != TABLE_OPEN + t->serial)
            continue;
        info->table = outer ? TABLE_OPEN + outer->serial : DOC_NONE;
        info->row = outer_cell ? outer_cell->row : 0;
        info->column = outer_cell ? outer_cell->column : 0;
    }
    h->n_cells = t->first_cell;
    h->n_rows = t->first_row;
    h->n_spans = t->first_span;
    h->n_tables--;
}

struct str html_row_text(struct html_page *h, const struct doc_table *table, uint32_t row, uint32_t skip_block)
{
    buf_clear(&h->scratch);
    uint32_t last = DOC_NONE;
    for (uint32_t column = 0; column < table->n_columns; column++) {
        uint32_t block = table->grid[(size_t)row * table->n_columns + column];
        if (block == DOC_NONE || block == last || block == skip_block)
            continue;
        last = block;
        if (h->scratch.n)
            (void)buf_add_c(&h->scratch, " | ");
        (void)buf_add_str(&h->scratch, block_text(h, block));
        if (h->scratch.n > LIMIT_LABEL_BYTES)
            break;
    }
    return buf_str(&h->scratch);
}
