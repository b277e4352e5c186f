/* pdf_table.c - tables in `pdftotext -layout` output.
 *
 *   ลำดับ    งานที่ซื้อหรือจ้าง         วงเงิน        header: the lines before the first row that begins with a number
 *                                  (บาท)
 *     1     จ้างเหมาทำความสะอาด      120,000      a row: begins where the first column has text
 *           อาคารสำนักงาน                        ... and goes on where it has none
 *
 * A run of lines with two or more pieces, two blanks or more between them, is a table; its columns are read from the
 * lines with the most
 * pieces. Good enough to know the names of the columns and what stands below them; the running text is not taken from
 * here.
 * SPDX-License-Identifier: MIT
 */
#include "pdf_page.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/lines.h"
#include "extract/table_header.h"
#include "text/utf8.h"

enum { MAX_WIDTH = 400, MAX_COLUMNS = 40, MIN_LINES = 3, MAX_GAP_LINES = 2, CELL_MAX_BYTES = 1500, MAX_HEADER_LINES = 6,
       MAX_CELL_PLACES = 30 /* of one line of a header's cell; wider ones are titles */ , MAX_PAGE_HEADER = 1 /* its number, or the document's name */ };

struct piece {
    struct str text;
    uint16_t from, to; /* character places */
    uint32_t line;
};

struct page_lines {
    struct piece *pieces;
    size_t n_pieces, capacity_pieces;
    uint32_t n_lines;
    uint32_t *first; /* n_lines + 1: first piece of each line */
    size_t capacity_first, n_first;
};

static void cut_line(struct page_lines *p, struct str line)
{
    size_t place = 0, i = 0;
    while (i < line.n && place < MAX_WIDTH) {
        if (line.p[i] == ' ') {
            i++;
            place++;
            continue;
        }
        size_t from = i, from_place = place;
        while (i < line.n && place < MAX_WIDTH && !(line.p[i] == ' ' && (i + 1 >= line.n || line.p[i + 1] == ' '))) {
            size_t length;
            (void)utf8_decode(line.p + i, line.n - i, &length);
            i += length;
            place++;
        }
        MEM_GROW(p->pieces, p->n_pieces, p->capacity_pieces);
        p->pieces[p->n_pieces++] =
            (struct piece){str_sub(line, from, i - from), (uint16_t)from_place, (uint16_t)place, p->n_lines};
    }
}

static void cut_page(struct page_lines *p, struct str page)
{
    while (page.p) {
        MEM_GROW(p->first, p->n_first, p->capacity_first);
        p->first[p->n_first++] = (uint32_t)p->n_pieces;
        cut_line(p, str_cut(&page, '\n'));
        p->n_lines++;
    }
    MEM_GROW(p->first, p->n_first, p->capacity_first);
    p->first[p->n_first++] = (uint32_t)p->n_pieces;
}

static uint32_t n_pieces(const struct page_lines *p, uint32_t line)
{
    return p->first[line + 1] - p->first[line];
}

/* As many pieces as at least a fifth of the table's lines have: those lines show the columns, in others cells touch or are empty. */
static uint32_t usual_pieces(const struct page_lines *p, uint32_t from, uint32_t to)
{
    uint32_t counts[MAX_COLUMNS + 1] = {0}, n_lines = 0, n = 0;
    for (uint32_t line = from; line < to; line++) {
        uint32_t pieces = n_pieces(p, line);
        if (pieces < 2)
            continue;
        n_lines++;
        counts[pieces < MAX_COLUMNS ? pieces : MAX_COLUMNS]++;
    }
    uint32_t pieces = MAX_COLUMNS;
    for (; pieces > 2; pieces--) {
        n += counts[pieces];
        if (n > 0 && n * 5 >= n_lines)
            break;
    }
    return pieces;
}

/* Columns of the lines [from, to): column i takes the places starts[i] up to starts[i + 1]. */
static uint32_t find_columns(const struct page_lines *p, uint32_t from, uint32_t to, uint16_t starts[MAX_COLUMNS + 1])
{
    uint16_t covered[MAX_WIDTH + 1] = {0};
    uint32_t n_lines = 0, usual = usual_pieces(p, from, to);
    for (uint32_t line = from; line < to; line++) {
        if (n_pieces(p, line) < usual)
            continue;
        n_lines++;
        for (uint32_t i = p->first[line]; i < p->first[line + 1]; i++)
            for (unsigned place = p->pieces[i].from; place < p->pieces[i].to; place++)
                covered[place]++;
    }
    uint32_t n = 0, few = n_lines / 8;
    bool in_column = false;
    for (unsigned place = 0; place < MAX_WIDTH && n < MAX_COLUMNS; place++) {
        bool is_covered = covered[place] > few;
        if (is_covered && !in_column)
            starts[n++] = (uint16_t)place;
        in_column = is_covered;
    }
    starts[n] = MAX_WIDTH;
    if (n)
        starts[0] = 0;
    return n;
}

static uint32_t column_of(const struct piece *piece, const uint16_t *starts, uint32_t n_columns)
{
    uint32_t best = 0;
    int most = -1;
    for (uint32_t i = 0; i < n_columns; i++) {
        int from = piece->from > starts[i] ? piece->from : starts[i],
            to = piece->to < starts[i + 1] ? piece->to : starts[i + 1];
        if (to - from > most) {
            most = to - from;
            best = i;
        }
    }
    return best;
}

/* Where cells touch with one blank between them: cuts a piece that reaches over the start of a column at the blank next to that place. Returns the
 * first part; *rest is what is left (n 0: nothing). */
static struct piece cut_piece(struct piece piece, const uint16_t *starts, uint32_t n_columns, struct piece *rest)
{
    enum { NEAR = 6 }; /* places: marks take one in some lines and none in others */
    rest->text = STR_NONE;
    for (uint32_t c = 1; c < n_columns; c++) {
        if (starts[c] <= piece.from + 1u || starts[c] + 1u >= piece.to)
            continue;
        int best = NEAR + 1;
        size_t at = 0, place = piece.from;
        uint16_t at_place = 0;
        for (size_t i = 0; i < piece.text.n; place++) {
            size_t length;
            (void)utf8_decode(piece.text.p + i, piece.text.n - i, &length);
            int distance = abs((int)place + 1 - (int)starts[c]);
            if (piece.text.p[i] == ' ' && distance < best) {
                best = distance;
                at = i;
                at_place = (uint16_t)place;
            }
            i += length;
        }
        if (best > NEAR)
            continue;
        uint16_t from = at_place + 1 > starts[c] ? (uint16_t)(at_place + 1) : starts[c]; /* of this column, wherever it begins */
        *rest = (struct piece){str_from_pos(piece.text, at + 1), from, piece.to, piece.line};
        piece.text = str_sub(piece.text, 0, at);
        piece.to = at_place;
        return piece;
    }
    return piece;
}

static bool begins_with_number(struct str s)
{
    return s.n && ((s.p[0] >= '0' && s.p[0] <= '9') ||
                   (s.n >= 3 && (unsigned char)s.p[0] == 0xE0 && (unsigned char)s.p[1] == 0xB9 &&
                    (unsigned char)s.p[2] >= 0x90 && (unsigned char)s.p[2] <= 0x99));
}

struct table_rows {
    struct str *cells; /* row by row; borrowed, joined ones in the arena */
    size_t n_rows;
    uint32_t n_columns;
    bool has_header; /* row 0; not on the second page of a long table */
};

static void add_piece(struct arena *arena, struct str *cell, struct str text)
{
    if (cell->n > 3 && cell->p[cell->n - 1] == '-' && lines_thai_meets(str_sub(*cell, 0, cell->n - 1), text))
        cell->n--; /* "สถานะการจัดซื้อ-" at the end of a line */
    if (!cell->n)
        *cell = text;
    else if (cell->n + text.n < CELL_MAX_BYTES)
        *cell =
            arena_printf(arena, "%.*s%s%.*s", STR_ARG(*cell), lines_thai_meets(*cell, text) ? "" : " ", STR_ARG(text));
}

/* Without row numbers: a header of several lines has gaps where its shorter cells are centred; the first line without gaps is data. */
static uint32_t first_full_line(const struct page_lines *p, uint32_t from, uint32_t to, uint32_t n_columns)
{
    for (uint32_t line = from + 1; line < to && line <= from + MAX_HEADER_LINES; line++)
        if (n_pieces(p, from) < n_columns && n_pieces(p, line) >= n_columns)
            return line;
    return from + 1;
}

/* The first line of a header whose highest cell stands above all others has one piece only, in the middle of nowhere. */
static uint32_t header_above(const struct page_lines *p, uint32_t from, const uint16_t *starts)
{
    for (unsigned i = 0; i < MAX_HEADER_LINES && from > 0; i++) {
        if (n_pieces(p, from - 1) != 1)
            break;
        const struct piece *piece = &p->pieces[p->first[from - 1]];
        if (table_is_numeric(piece->text) /* of the page */ || piece->from < starts[1] || piece->to - piece->from > MAX_CELL_PLACES)
            break;
        from--;
    }
    return from;
}

static int middle(const struct piece *piece)
{
    return (piece->from + piece->to) / 2;
}

/* The pieces of a line, cut where cells touch. */
static uint32_t cut_pieces(const struct page_lines *p, uint32_t line, const uint16_t *starts, uint32_t n_columns, struct piece out[static MAX_COLUMNS])
{
    uint32_t n = 0;
    for (uint32_t i = p->first[line]; i < p->first[line + 1]; i++)
        for (struct piece rest = p->pieces[i]; rest.text.n && n < MAX_COLUMNS;)
            out[n++] = cut_piece(rest, starts, n_columns, &rest);
    return n;
}

/* "ราคา" centred above "กลาง" and "ที่ตกลง": the left one of the two columns it heads, or DOC_NONE. Nothing else of its line may stand there. */
static uint32_t heads_two(const struct page_lines *p, uint32_t line, uint32_t piece, uint32_t end, const uint16_t *starts, uint32_t n_columns)
{
    enum { OFF_CENTRE = 5 }; /* places: marks take one in some lines and none in others */
    const struct piece *top = &p->pieces[piece];
    for (uint32_t below = line + 1; below < end; below++) {
        struct piece pieces[MAX_COLUMNS];
        uint32_t n = cut_pieces(p, below, starts, n_columns, pieces);
        for (uint32_t i = 0; i + 1 < n; i++) {
            const struct piece *left = &pieces[i], *right = left + 1;
            int off = abs(middle(top) - (left->from + right->to) / 2);
            if (off > OFF_CENTRE || off >= abs(middle(top) - middle(left)) || off >= abs(middle(top) - middle(right)) ||
                top->from + OFF_CENTRE < left->from || top->to > right->to + OFF_CENTRE)
                continue;
            bool is_free = (piece == p->first[line] || top[-1].to <= left->from) && (piece + 1 == p->first[line + 1] || top[1].from >= right->to);
            uint32_t column = column_of(left, starts, n_columns);
            if (is_free && column_of(right, starts, n_columns) == column + 1)
                return column;
        }
    }
    return DOC_NONE;
}

/* A row of numbers (years may head columns) is none of names: the table goes on from the page before. */
static bool is_data(const struct table_rows *rows)
{
    for (uint32_t c = 0; c < rows->n_columns; c++) {
        struct str text = rows->cells[c];
        if (table_is_numeric(text) && !table_is_year(text) && !table_ordinal(text))
            return true;
    }
    return false;
}

/* Lines to rows. The header is row 0. */
static void fill_rows(const struct page_lines *p, uint32_t from, uint32_t to, const uint16_t *starts,
                      struct arena *arena, struct table_rows *rows)
{
    bool has_numbers = false;
    uint32_t first_data = first_full_line(p, from, to, rows->n_columns);
    for (uint32_t line = from; line < to && !has_numbers; line++) {
        if (n_pieces(p, line) < 1)
            continue;
        const struct piece *piece = &p->pieces[p->first[line]];
        has_numbers =
            n_pieces(p, line) > 1 && column_of(piece, starts, rows->n_columns) == 0 && begins_with_number(piece->text);
        if (has_numbers)
            first_data = line;
    }
    rows->n_rows = 1;
    rows->has_header = !has_numbers || first_data > from;
    for (uint32_t line = from; line < to; line++) {
        if (!n_pieces(p, line))
            continue;
        const struct piece *first = &p->pieces[p->first[line]];
        bool begins = line >= first_data && column_of(first, starts, rows->n_columns) == 0 &&
                      (!has_numbers || begins_with_number(first->text) || n_pieces(p, line) > 2);
        if (begins && line > from)
            rows->n_rows++;
        for (uint32_t i = p->first[line]; i < p->first[line + 1]; i++) {
            uint32_t pair = line < first_data ? heads_two(p, line, i, first_data, starts, rows->n_columns) : DOC_NONE;
            if (pair != DOC_NONE) {
                add_piece(arena, &rows->cells[pair], p->pieces[i].text);
                add_piece(arena, &rows->cells[pair + 1], p->pieces[i].text);
                continue;
            }
            for (struct piece rest = p->pieces[i]; rest.text.n;) {
                struct piece piece = cut_piece(rest, starts, rows->n_columns, &rest);
                add_piece(
                    arena,
                    &rows->cells[(rows->n_rows - 1) * rows->n_columns + column_of(&piece, starts, rows->n_columns)],
                    piece.text);
            }
        }
    }
    rows->has_header = rows->has_header && !is_data(rows);
}

static void emit(struct doc_builder *b, const struct table_rows *rows, uint32_t page, uint32_t *item)
{
    struct doc_table *table = doc_builder_table(b);
    if (!table)
        return;
    uint32_t index = (uint32_t)(b->n_tables - 1);
    size_t n = rows->n_rows * rows->n_columns;
    uint32_t *grid = ARENA_ARRAY(b->arena, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        struct doc_block block = doc_block_init(BLOCK_CELL);
        block.page = page;
        block.table = index;
        block.row = (uint32_t)(i / rows->n_columns);
        block.column = (uint32_t)(i % rows->n_columns);
        block.item = *item + block.row;
        grid[i] = rows->cells[i].n ? doc_builder_block_of(b, block, rows->cells[i]) : DOC_NONE;
    }
    *item += (uint32_t)rows->n_rows;
    *table = (struct doc_table){.n_rows = (uint32_t)rows->n_rows,
                                .n_columns = rows->n_columns,
                                .n_header_rows = rows->has_header,
                                .grid = grid,
                                .heading = DOC_NONE,
                                .page = page};
}

/* A table of contents: two columns, the second nothing but page numbers. */
static bool is_contents(const struct table_rows *rows)
{
    size_t n_numbers = 0;
    for (size_t row = 0; row < rows->n_rows && rows->n_columns == 2; row++) {
        struct str last = rows->cells[row * 2 + 1];
        n_numbers += last.n <= 12 && begins_with_number(last);
    }
    return n_numbers * 10 >= rows->n_rows * 7;
}

/* The table of the page before goes on at the top of this one, without its header: row 0 is data, whatever it looks like. */
static bool goes_on(const struct doc_builder *b, const struct page_lines *p, uint32_t from, const struct table_rows *rows, uint32_t page)
{
    size_t i = b->n_tables;
    if (i == 0 || b->tables[i - 1].page + 1 != page || b->tables[i - 1].n_columns != rows->n_columns)
        return false;
    for (i--; i > 0 && b->tables[i].n_header_rows == 0 && b->tables[i - 1].n_columns == rows->n_columns; i--) {
    }
    const struct doc_table *last = &b->tables[i]; /* the part that had the header, which may stand here once more */
    uint32_t n_above = 0, n_same = 0, n_named = 0;
    for (uint32_t line = 0; line < from; line++)
        n_above += n_pieces(p, line) > 0;
    for (uint32_t c = 0; c < last->n_columns; c++) {
        uint32_t block = last->grid[c];
        if (block >= b->n_blocks)
            continue;
        n_named++;
        n_same += str_eq((struct str){b->raw + b->blocks[block].start, b->blocks[block].n}, rows->cells[c]);
    }
    return n_above <= MAX_PAGE_HEADER && n_same * 2 < n_named;
}

static void take_table(struct doc_builder *b, const struct page_lines *p, uint32_t from, uint32_t to, uint32_t page,
                       uint32_t *item)
{
    uint16_t starts[MAX_COLUMNS + 1];
    uint32_t n_columns = find_columns(p, from, to, starts);
    if (n_columns < 2 || (size_t)(to - from + 1) * n_columns > LIMIT_TABLE_CELLS)
        return;
    from = header_above(p, from, starts);
    struct table_rows rows = {.n_columns = n_columns};
    rows.cells = mem_alloc((size_t)(to - from + 1) * n_columns * sizeof *rows.cells);
    fill_rows(p, from, to, starts, b->arena, &rows);
    rows.has_header = rows.has_header && !goes_on(b, p, from, &rows, page);
    if (rows.n_rows >= 2 && (n_columns >= 3 || rows.n_rows >= 4) && !is_contents(&rows))
        emit(b, &rows, page, item);
    free(rows.cells);
}

void pdf_tables(struct doc_builder *b, struct str layout_page, uint32_t page, uint32_t *item)
{
    struct page_lines p = {0};
    cut_page(&p, layout_page);
    for (uint32_t line = 0; line < p.n_lines;) {
        if (n_pieces(&p, line) < 2) {
            line++;
            continue;
        }
        uint32_t to = line + 1, n_full = 1, gap = 0;
        for (uint32_t next = line + 1; next < p.n_lines && gap <= MAX_GAP_LINES; next++) {
            if (n_pieces(&p, next) >= 2) {
                n_full++;
                to = next + 1;
                gap = 0;
            } else {
                gap++; /* an empty line, or one cell that goes on */
            }
        }
        if (n_full >= MIN_LINES)
            take_table(b, &p, line, to, page, item);
        line = to;
    }
    free(p.pieces);
    free(p.first);
}
