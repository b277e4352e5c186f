/* sheet.c - cells are kept until the sheet ends, because only then are merged areas, the width of the tables and the rows below known; then
 * section by section (sheet_section.c) they become blocks.
 * SPDX-License-Identifier: MIT
 */
#include "sheet.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/contact.h"
#include "extract/html_page.h"
#include "extract/sheet_internal.h"
#include "extract/table_header.h"
#include "text/utf8.h"
#include "url/url.h"

enum {
    NAME_LEVEL = 2,          /* of a sheet's name; 1 is the file inside an archive */
    FIRST_LINES = 8,         /* of the first sheet with a table, and of sheets of words before it: instructions */
    FIRST_SHEETS = 3,
    FIRST_BYTES = 1200,
    TITLE_LINE_BYTES = 300,
    JOINED_MAX_BYTES = 450,
    HEADER_MAX_BYTES = 300,  /* of a header put together from several rows */
    MAX_TOLD_ROWS = 8,       /* more rows said to be headers are the sheet's habit, not its header */
    LONG_BYTES = 240,
};

struct sheet *sheet_open(struct sheet_book *book, struct str name)
{
    struct sheet *s = mem_alloc(sizeof *s);
    s->book = book;
    s->is_sorted = true;
    if (book->grid)
        grid_open(book->grid, name);
    buf_init(&s->texts, LIMIT_TEXT_BYTES);
    s->name = name.n ? arena_str(book->b->arena, utf8_prefix(str_trim(name), LIMIT_LABEL_BYTES)) : STR_NONE;
    return s;
}

struct str sheet_text(const struct sheet *s, const struct place *place)
{
    return (struct str){s->texts.p + place->at, place->n};
}

static bool is_thai_at(struct str s, size_t i)
{
    return i + 2 < s.n && (unsigned char)s.p[i] == 0xE0 && ((unsigned char)s.p[i + 1] == 0xB8 || (unsigned char)s.p[i + 1] == 0xB9);
}

/* Keeps the text squeezed; a hyphen at the end of a line in the middle of a Thai word, and soft hyphens, were put there to break it. */
static void keep_text(struct buf *out, struct str text)
{
    bool is_space = true;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_wide_space = c == 0xC2 && i + 1 < text.n && (unsigned char)text.p[i + 1] == 0xA0;
        if (c == 0xC2 && i + 1 < text.n && (unsigned char)text.p[i + 1] == 0xAD) {
            i++;
            continue;
        }
        if (c == '-' && i + 1 < text.n && text.p[i + 1] == '\n' && i >= 3 && is_thai_at(text, i - 3) && is_thai_at(text, i + 2)) {
            i++;
            continue;
        }
        if (c <= ' ' || is_wide_space) {
            if (!is_space)
                (void)buf_add_char(out, ' ');
            is_space = true;
            i += is_wide_space;
            continue;
        }
        (void)buf_add_char(out, (char)c);
        is_space = false;
    }
}

static size_t keep(struct sheet *s, struct str text, size_t *ret_n)
{
    size_t at = s->texts.n;
    keep_text(&s->texts, text);
    *ret_n = s->texts.n - at;
    if (*ret_n && s->texts.p[s->texts.n - 1] == ' ')
        --*ret_n;
    return at;
}

static bool is_before(const struct place *a, const struct place *b)
{
    return a->row < b->row || (a->row == b->row && a->column < b->column);
}

static bool keep_cell(struct grid *grid, const struct sheet_cell *cell)
{
    grid_merge(grid, cell->row, cell->column, cell->n_rows ? cell->n_rows : 1, cell->n_columns ? cell->n_columns : 1);
    return grid_add(grid, &(struct grid_cell){.row = cell->row, .column = cell->column, .text = cell->text, .is_number = cell->is_number,
                                              .is_date = cell->is_date, .is_formula = cell->is_formula});
}

bool sheet_add(struct sheet *s, const struct sheet_cell *cell)
{
    if (s->book->grid)
        return keep_cell(s->book->grid, cell);
    if (cell->row >= LIMIT_SHEET_ROWS || cell->column >= LIMIT_SHEET_COLUMNS) {
        s->book->b->is_cut = true;
        return true;
    }
    if (s->n_places >= LIMIT_BLOCKS || s->texts.n + cell->text.n > LIMIT_TEXT_BYTES) {
        s->book->b->is_cut = true;
        return false;
    }
    struct place place = {.row = cell->row, .column = cell->column, .n_rows = cell->n_rows ? cell->n_rows : 1,
                          .n_columns = cell->n_columns ? cell->n_columns : 1, .link = DOC_NONE, .is_number = cell->is_number,
                          .is_bold = cell->is_bold};
    place.at = keep(s, cell->text, &place.n);
    if (!place.n)
        return true;
    MEM_GROW(s->places, s->n_places, s->capacity_places);
    s->is_sorted = s->is_sorted && (!s->n_places || is_before(&s->places[s->n_places - 1], &place));
    s->places[s->n_places++] = place;
    if (cell->link.n)
        sheet_link(s, cell->row, cell->column, cell->link);
    return true;
}

void sheet_merge(struct sheet *s, uint32_t row, uint32_t column, uint32_t n_rows, uint32_t n_columns)
{
    if (s->book->grid)
        grid_merge(s->book->grid, row, column, n_rows, n_columns);
    if (s->n_merges >= LIMIT_SHEET_MERGES || row >= LIMIT_SHEET_ROWS || column >= LIMIT_SHEET_COLUMNS)
        return;
    MEM_GROW(s->merges, s->n_merges, s->capacity_merges);
    s->merges[s->n_merges++] = (struct place){.row = row, .column = column, .n_rows = n_rows ? n_rows : 1, .n_columns = n_columns ? n_columns : 1};
}

void sheet_link(struct sheet *s, uint32_t row, uint32_t column, struct str link)
{
    if (s->n_links >= LIMIT_LINKS || link.n > LIMIT_URL_BYTES || s->texts.n + link.n > LIMIT_TEXT_BYTES)
        return;
    MEM_GROW(s->links, s->n_links, s->capacity_links);
    struct place *place = &s->links[s->n_links++];
    *place = (struct place){.row = row, .column = column, .at = s->texts.n, .n = link.n};
    (void)buf_add_str(&s->texts, link);
}

void sheet_tell_header(struct sheet *s, uint32_t from, uint32_t to)
{
    if (s->n_told < sizeof s->told / sizeof *s->told)
        s->told[s->n_told++] = (struct span){from, to};
}

void sheet_margin(struct sheet *s, enum doc_zone zone, struct str text)
{
    if (s->n_margins >= sizeof s->margins / sizeof *s->margins)
        return;
    struct margin *margin = &s->margins[s->n_margins];
    margin->zone = zone;
    margin->at = keep(s, utf8_prefix(text, LIMIT_LABEL_BYTES), &margin->n);
    s->n_margins += margin->n > 0;
}

/* ---- putting in order ---- */

static int compare_places(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static struct place *find_place(const struct sheet *s, uint32_t row, uint32_t column)
{
    size_t low = 0, high = s->n_places;
    struct place wanted = {.row = row, .column = column};
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(&s->places[middle], &wanted))
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->n_places && s->places[low].row == row && s->places[low].column == column ? &s->places[low] : NULL;
}

static void put_in_order(struct sheet *s)
{
    if (!s->is_sorted)
        qsort(s->places, s->n_places, sizeof *s->places, compare_places);
    size_t n = 0;
    for (size_t i = 0; i < s->n_places; i++)
        if (!n || is_before(&s->places[n - 1], &s->places[i])) /* a place told twice: the first */
            s->places[n++] = s->places[i];
    s->n_places = n;
    for (size_t i = 0; i < s->n_merges; i++) {
        struct place *place = find_place(s, s->merges[i].row, s->merges[i].column);
        if (place && place->n_rows == 1 && place->n_columns == 1) {
            place->n_rows = s->merges[i].n_rows;
            place->n_columns = s->merges[i].n_columns;
        }
    }
    for (size_t i = 0; i < s->n_links; i++) {
        struct place *place = find_place(s, s->links[i].row, s->links[i].column);
        if (place && place->link == DOC_NONE)
            place->link = (uint32_t)i;
    }
    for (size_t i = 0; i < s->n_places; i++) {
        const struct place *place = &s->places[i];
        struct sheet_row *row = s->n_rows ? &s->rows[s->n_rows - 1] : NULL;
        if (!row || row->row != place->row) {
            uint32_t gap = row ? place->row - row->row - 1 : 0;
            MEM_GROW(s->rows, s->n_rows, s->capacity_rows);
            row = &s->rows[s->n_rows++];
            *row = (struct sheet_row){.row = place->row, .gap = gap, .first = i};
        }
        row->n++;
        row->n_number += place->is_number || table_is_numeric(sheet_text(s, place));
        row->n_long += place->n > LONG_BYTES;
        row->n_link += place->link != DOC_NONE;
    }
}

/* ---- blocks ---- */

static void add_link(struct sheet *s, const struct place *place, const struct sheet_row *row, uint32_t block)
{
    struct doc_builder *b = s->book->b;
    struct str reference = sheet_text(s, &s->links[place->link]), text = sheet_text(s, place);
    struct doc_link *link = reference.p[0] == '#' ? NULL : doc_builder_link(b);
    if (!link)
        return;
    struct buf url;
    buf_init(&url, LIMIT_URL_BYTES);
    link->via = VIA_A;
    link->block = block;
    link->heading = b->blocks[block].heading;
    link->anchor = arena_str(b->arena, utf8_prefix(text, LIMIT_LABEL_BYTES));
    if (str_starts_nocase_c(reference, "mailto:")) {
        link->target = TARGET_MAIL;
    } else {
        enum url_result result = url_resolve(s->book->base, reference, &url);
        link->target = result == URL_OK ? TARGET_URL : result == URL_EMPTY ? TARGET_SELF : TARGET_OTHER;
        if (result == URL_OK)
            link->url = arena_str(b->arena, buf_str(&url));
    }
    bool is_generic = html_is_generic(text);
    buf_clear(&url);
    for (size_t i = row->first; i < row->first + row->n; i++) {
        if (is_generic && &s->places[i] == place)
            continue;
        if (url.n)
            (void)buf_add_c(&url, " | ");
        (void)buf_add_str(&url, sheet_text(s, &s->places[i]));
        if (url.n > LIMIT_LABEL_BYTES)
            break;
    }
    link->row = arena_str(b->arena, utf8_prefix(buf_str(&url), LIMIT_LABEL_BYTES));
    buf_done(&url);
}

static uint32_t add_block(struct sheet *s, struct doc_block block, const struct sheet_row *row, struct str text)
{
    struct doc_builder *b = s->book->b;
    uint32_t index = doc_builder_block_of(b, block, text);
    if (index == DOC_NONE)
        return index;
    for (size_t i = row->first; i < row->first + row->n; i++)
        if (s->places[i].link != DOC_NONE && (block.kind != BLOCK_CELL || s->places[i].column == block.column))
            add_link(s, &s->places[i], row, index);
    return index;
}

struct lines { /* the document's first lines */
    uint32_t n;
    size_t n_bytes;
    bool is_open;
};

/* Rows above a table: headings, one rank lower each, so that all of them govern it; without a table they are paragraphs. */
static void emit_title(struct sheet *s, const struct section *section, struct lines *lines)
{
    struct doc_builder *b = s->book->b;
    struct buf text;
    buf_init(&text, LIMIT_TEXT_BYTES);
    bool has_table = section->table < section->to;
    unsigned level = NAME_LEVEL;
    for (unsigned deep = NAME_LEVEL + 1; deep < DOC_LEVELS && has_table; deep++)
        b->headings.at[deep] = DOC_NONE;
    for (uint32_t r = section->from; r < section->table; r++) {
        const struct sheet_row *row = &s->rows[r];
        bool is_first = lines->is_open && lines->n < FIRST_LINES && lines->n_bytes < FIRST_BYTES;
        bool is_number = row->n == 1 && row->n_number;
        buf_clear(&text);
        for (size_t i = row->first; i < row->first + row->n; i++) {
            if (text.n)
                (void)buf_add_char(&text, ' ');
            (void)buf_add_str(&text, sheet_text(s, &s->places[i]));
        }
        while (!is_first && has_table && r + 1 < section->table && !row->n_link && s->rows[r + 1].n == 1 && s->rows[r + 1].gap == 0 &&
               !s->rows[r + 1].n_link && text.n + s->places[s->rows[r + 1].first].n < JOINED_MAX_BYTES) {
            r++; /* a title over several rows is one heading */
            (void)buf_add_char(&text, ' ');
            (void)buf_add_str(&text, sheet_text(s, &s->places[s->rows[r].first]));
        }
        bool is_heading = has_table && text.n <= (is_first ? TITLE_LINE_BYTES : JOINED_MAX_BYTES) && !is_number && section->table - r <= 6;
        struct doc_block block = doc_block_init(is_heading ? BLOCK_HEADING : BLOCK_PARAGRAPH);
        level += is_heading && level < DOC_LEVELS - 2;
        block.level = is_heading ? (uint8_t)level : 0;
        block.is_first_line = is_first;
        uint32_t index = add_block(s, block, row, buf_str(&text));
        if (index != DOC_NONE)
            contact_scan(b, index);
        lines->n++;
        lines->n_bytes += text.n;
    }
    buf_done(&text);
}

struct table_grid {
    uint32_t n_rows, n_columns;
    uint32_t *compact;            /* column in the file - first_column -> column of the grid, or DOC_NONE */
    uint32_t *before;             /* how many columns of the grid stand left of it; n_wide + 1 */
    uint32_t first_column, n_wide;
    struct table_cell *cells; size_t n_cells; /* the same order as the places of its rows */
    uint32_t *blocks;             /* of each cell */
};

/* Columns that hold text. */
static void find_columns(const struct sheet *s, const struct section *section, struct table_grid *g)
{
    uint32_t from = UINT32_MAX, to = 0;
    size_t first = s->rows[section->table].first, last = s->rows[section->to - 1].first + s->rows[section->to - 1].n;
    for (size_t i = first; i < last; i++) {
        from = s->places[i].column < from ? s->places[i].column : from;
        to = s->places[i].column > to ? s->places[i].column : to;
    }
    g->first_column = from;
    g->n_wide = to - from + 1;
    g->compact = mem_alloc((size_t)g->n_wide * sizeof *g->compact);
    for (size_t i = first; i < last; i++)
        g->compact[s->places[i].column - from] = 1;
    g->before = mem_alloc(((size_t)g->n_wide + 1) * sizeof *g->before);
    for (uint32_t i = 0; i < g->n_wide; i++) {
        g->before[i] = g->n_columns;
        g->compact[i] = g->compact[i] ? g->n_columns++ : DOC_NONE;
    }
    g->before[g->n_wide] = g->n_columns;
}

static void find_cells(const struct sheet *s, const struct section *section, struct table_grid *g)
{
    size_t first = s->rows[section->table].first;
    g->n_rows = section->to - section->table;
    g->n_cells = s->rows[section->to - 1].first + s->rows[section->to - 1].n - first;
    g->cells = mem_alloc(g->n_cells * sizeof *g->cells);
    g->blocks = mem_alloc(g->n_cells * sizeof *g->blocks);
    uint32_t r = section->table;
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct place *place = &s->places[first + i];
        while (s->rows[r].row != place->row)
            r++;
        struct table_cell *cell = &g->cells[i];
        *cell = (struct table_cell){.row = r - section->table, .column = g->compact[place->column - g->first_column], .n_rows = 1, .n_columns = 1,
                                    .text = sheet_text(s, place), .is_number = place->is_number, .is_bold = place->is_bold,
                                    .has_link = place->link != DOC_NONE};
        for (uint32_t next = r + 1; place->n_rows > 1 && next < section->to && s->rows[next].row - place->row < place->n_rows && cell->n_rows < LIMIT_SPAN; next++)
            cell->n_rows++;
        uint32_t end = place->n_columns > g->n_wide ? g->n_wide : place->column - g->first_column + place->n_columns;
        uint32_t covered = g->before[end < g->n_wide ? end : g->n_wide] - cell->column;
        cell->n_columns = covered < 1 ? 1 : covered < LIMIT_SPAN ? covered : LIMIT_SPAN;
    }
}

/* Where nobody merged cells (CSV, old XLS) a name over several columns stands in the first of them: "ราคา" | - above "กลาง" | "ที่ตกลง". */
static void widen_first_row(const struct sheet *s, const struct section *section, struct table_grid *g)
{
    uint32_t n = s->rows[section->table].n;
    if (section->table + 1 >= section->to || s->rows[section->table + 1].n_number || s->rows[section->table + 1].gap)
        return;
    for (uint32_t i = 0; i < n; i++)
        if (g->cells[i].n_columns > 1 || g->cells[i].n_rows > 1)
            return;
    uint32_t below = n, end_below = n + s->rows[section->table + 1].n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = g->cells[i].column, to = i + 1 < n ? g->cells[i + 1].column : g->n_columns, n_below = 0;
        for (; below < end_below && g->cells[below].column < to; below++)
            n_below += g->cells[below].column >= from;
        if (to > from + 1 && n_below == to - from)
            g->cells[i].n_columns = n_below;
    }
}

static uint32_t told_rows(const struct sheet *s, const struct section *section)
{
    uint32_t n = 0, first = s->rows[section->table].row;
    for (size_t i = 0; i < s->n_told; i++) {
        if (s->told[i].to < first || s->told[i].to >= first + MAX_TOLD_ROWS)
            continue; /* of another table, or of none */
        uint32_t r = section->table;
        while (r < section->to && s->rows[r].row <= s->told[i].to)
            r++;
        n = r - section->table > n ? r - section->table : n;
    }
    return n;
}

/* "วงเงินงบประมาณ" above "ที่ได้รับจัดสรร" above "(บาท)", in cells of their own that nobody merged, are one name. Cell i takes over; ret_top says of which. */
static void join_headers(const struct table_grid *g, uint32_t n_header, size_t *tops)
{
    size_t *above = mem_alloc((size_t)g->n_columns * sizeof *above); /* 1 + the cell of its own that heads the column */
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct table_cell *cell = &g->cells[i];
        tops[i] = i;
        if (cell->row >= n_header)
            continue;
        for (uint32_t c = cell->column; c < cell->column + cell->n_columns && c < g->n_columns; c++) {
            bool is_alone = cell->n_columns == 1;
            if (is_alone && above[c] && !table_ordinal(cell->text) && !table_is_numeric(cell->text))
                tops[i] = tops[above[c] - 1];
            else if (!is_alone || !above[c])
                above[c] = is_alone ? i + 1 : 0;
        }
    }
    free(above);
}

static struct str header_text(const struct table_grid *g, const size_t *tops, size_t top, uint32_t n_header, struct buf *scratch)
{
    buf_clear(scratch);
    for (size_t i = top; i < g->n_cells && g->cells[i].row < n_header; i++)
        if (tops[i] == top) {
            if (scratch->n && scratch->n + g->cells[i].text.n > HEADER_MAX_BYTES)
                continue;
            if (scratch->n)
                (void)buf_add_char(scratch, ' ');
            (void)buf_add_str(scratch, g->cells[i].text);
        }
    return buf_str(scratch);
}

/* A row of one cell that heads the rows below it: wide, bold, or in the first column. */
static bool is_group(const struct sheet *s, const struct section *section, uint32_t r, const struct table_cell *cell, uint32_t n_columns)
{
    const struct sheet_row *row = &s->rows[r];
    return row->n == 1 && !row->n_number && !row->n_link && r + 1 < section->to && cell->text.n <= TITLE_LINE_BYTES && s->rows[r + 1].n > 1 &&
           (cell->n_columns * 2 >= n_columns || cell->is_bold || cell->column == 0) && cell->n_rows == 1;
}

static void fill_grid(const struct table_grid *g, uint32_t n_rows, uint32_t *grid)
{
    size_t n_steps = 0;
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct table_cell *cell = &g->cells[i];
        for (uint32_t row = cell->row; row < cell->row + cell->n_rows && row < n_rows; row++)
            for (uint32_t c = cell->column; c < cell->column + cell->n_columns && c < g->n_columns; c++) {
                if (n_steps++ > 8u * LIMIT_TABLE_CELLS && (row > cell->row || c > cell->column))
                    break; /* merged areas upon merged areas */
                uint32_t *at = &grid[(size_t)row * g->n_columns + c];
                if (*at == DOC_NONE)
                    *at = g->blocks[i];
            }
    }
}

static void emit_cells(struct sheet *s, const struct section *section, struct table_grid *g, uint32_t index, uint32_t n_rows, uint32_t n_header)
{
    struct doc_builder *b = s->book->b;
    size_t *tops = mem_alloc(g->n_cells * sizeof *tops);
    struct buf scratch;
    buf_init(&scratch, LIMIT_TEXT_BYTES);
    join_headers(g, n_header, tops);
    for (size_t i = 0; i < g->n_cells; i++) {
        const struct table_cell *cell = &g->cells[i];
        uint32_t r = section->table + cell->row;
        if (tops[i] != i) {
            g->blocks[i] = g->blocks[tops[i]];
            continue;
        }
        bool is_heading = cell->row >= n_header && cell->row < n_rows && is_group(s, section, r, cell, g->n_columns);
        struct doc_block block = doc_block_init(is_heading ? BLOCK_HEADING : BLOCK_CELL);
        block.level = is_heading ? DOC_LEVELS - 1 : 0;
        block.table = cell->row < n_rows ? index : DOC_NONE;
        block.row = cell->row;
        block.column = cell->column;
        block.item = s->book->n_items + cell->row;
        struct str text = cell->row < n_header ? header_text(g, tops, i, n_header, &scratch) : cell->text;
        g->blocks[i] = doc_builder_block_of(b, block, text);
        if (g->blocks[i] == DOC_NONE)
            continue;
        const struct place *place = &s->places[s->rows[section->table].first + i];
        if (place->link != DOC_NONE)
            add_link(s, place, &s->rows[r], g->blocks[i]);
        if (!cell->is_number)
            contact_scan(b, g->blocks[i]);
    }
    s->book->n_items += g->n_rows;
    buf_done(&scratch);
    free(tops);
}

static void emit_lines(struct sheet *s, const struct section *section)
{
    for (uint32_t r = section->table; r < section->to; r++)
        for (size_t i = s->rows[r].first; i < s->rows[r].first + s->rows[r].n; i++) {
            struct sheet_row one = {.first = i, .n = 1};
            (void)add_block(s, doc_block_init(BLOCK_PARAGRAPH), &one, sheet_text(s, &s->places[i]));
        }
}

static void emit_table(struct sheet *s, const struct section *section)
{
    struct doc_builder *b = s->book->b;
    struct table_grid g = {0};
    find_columns(s, section, &g);
    find_cells(s, section, &g);
    widen_first_row(s, section, &g);
    uint32_t n_rows = g.n_rows;
    struct doc_table *table = g.n_columns >= 2 && g.n_rows >= 2 ? doc_builder_table(b) : NULL;
    if ((size_t)n_rows * g.n_columns > LIMIT_TABLE_CELLS) {
        n_rows = LIMIT_TABLE_CELLS / g.n_columns;
        b->is_cut = true;
    }
    if (!table) {
        emit_lines(s, section);
    } else {
        uint32_t index = (uint32_t)(b->n_tables - 1), told = told_rows(s, section);
        uint32_t n_header = table_header_rows(g.cells, g.n_cells, g.n_rows, g.n_columns, true);
        n_header = told > n_header ? told : n_header;
        uint32_t heading = doc_builder_heading(b);
        emit_cells(s, section, &g, index, n_rows, n_header < n_rows ? n_header : n_rows);
        size_t n = (size_t)n_rows * g.n_columns;
        uint32_t *grid = ARENA_ARRAY(b->arena, uint32_t, n);
        memset(grid, 0xFF, n * sizeof *grid); /* DOC_NONE */
        fill_grid(&g, n_rows, grid);
        b->tables[index] = (struct doc_table){
            .n_rows = n_rows, .n_columns = g.n_columns, .n_header_rows = n_header < n_rows ? n_header : n_rows, .grid = grid, .heading = heading};
        b->headings.at[DOC_LEVELS - 1] = DOC_NONE; /* the groups of its rows end with it */
    }
    free(g.compact);
    free(g.before);
    free(g.cells);
    free(g.blocks);
}

/* "Sheet1", "แผ่นงาน2", "ชีต1": what a program calls a sheet that nobody named. */
static bool is_default_name(struct str name)
{
    static const char *const names[] = {"Sheet", "Table", "Worksheet", "แผ่นงาน", "แผ่น", "ชีต", "ตาราง"};
    while (name.n && ((name.p[name.n - 1] >= '0' && name.p[name.n - 1] <= '9') || strchr(" ()_", name.p[name.n - 1])))
        name.n--;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase_c(name, names[i]))
            return true;
    return name.n == 0;
}

static void emit(struct sheet *s)
{
    struct doc_builder *b = s->book->b;
    size_t n_tables = b->n_tables;
    struct lines lines = {.is_open = !s->book->has_table && s->book->n_sheets < FIRST_SHEETS};
    bool has_title = s->n_rows && sheet_section(s, 0).table > 0;
    if (s->name.n) {
        struct doc_block block = doc_block_init(BLOCK_HEADING);
        block.level = NAME_LEVEL;
        block.zone = ZONE_BREADCRUMB; /* it says where one is; "ความก้าวหน้า" on a tab is no column of that name */
        block.is_first_line = lines.is_open && !has_title && !is_default_name(s->name);
        (void)doc_builder_block_of(b, block, s->name);
    }
    for (size_t i = 0; i < s->n_margins; i++) {
        struct doc_block block = doc_block_init(BLOCK_PARAGRAPH);
        block.zone = s->margins[i].zone;
        (void)doc_builder_block_of(b, block, (struct str){s->texts.p + s->margins[i].at, s->margins[i].n});
    }
    for (uint32_t r = 0; r < s->n_rows;) {
        struct section section = sheet_section(s, r);
        emit_title(s, &section, &lines);
        if (section.table < section.to) {
            emit_table(s, &section);
            s->width = s->rows[section.table].n;
        }
        lines.is_open = lines.is_open && section.table == section.to;
        r = section.to;
    }
    s->book->n_sheets++;
    s->book->has_table = s->book->has_table || b->n_tables > n_tables;
}

void sheet_close(struct sheet *s)
{
    put_in_order(s);
    if ((s->n_rows || s->n_margins) && !s->book->grid)
        emit(s);
    sheet_drop(s);
}

void sheet_drop(struct sheet *s)
{
    buf_done(&s->texts);
    free(s->places);
    free(s->merges);
    free(s->links);
    free(s->rows);
    free(s);
}
