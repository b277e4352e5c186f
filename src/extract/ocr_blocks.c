/* ocr_blocks.c - lines of a scanned page become blocks.
 *
 * Where a line ends and the next begins tells whether a paragraph goes on: it does when the line reaches the right edge of its block and the next
 * begins at the left one. Rows of a table stay lines of their own; behind them each column stands once more as one text, because what a cell
 * says is broken over several lines ("สถานะการ / จัดซื้อ / จัดจ้าง") with the lines of its neighbours between them.
 * SPDX-License-Identifier: MIT
 */
#include "ocr_page.h"

#include "base/limits.h"
#include "extract/contact.h"

enum {
    TITLE_LINES = 8,
    TITLE_BYTES = 1200,
    SPECK_LETTERS = 4,    /* an emblem above the title may be read as so few letters */
    PARAGRAPH_BYTES = 4000,
    COLUMN_BYTES = 8000,
    MAX_COLUMNS = 32,
    CELL_LETTERS = 8,     /* heights of letters: what is narrower is no line of text */
    TABLE_ROWS_MIN = 2,   /* lines of several cells that make a table */
    TABLE_GAP_LINES = 2,  /* lines of one cell between them: what does not fit into a cell's line goes on below */
};

static void add_block(struct doc_builder *b, const struct ocr_page *page, struct str text, uint8_t confidence, bool is_first)
{
    struct doc_block block = doc_block_init(BLOCK_PARAGRAPH);
    block.page = page->page;
    block.is_first_line = is_first;
    block.ocr = confidence ? confidence : 1;
    uint32_t index = doc_builder_block_of(b, block, text);
    if (index != DOC_NONE)
        contact_scan(b, index);
}

static void join(struct buf *out, struct str text)
{
    if (out->n && !lines_thai_meets(buf_str(out), text))
        (void)buf_add_char(out, ' ');
    (void)buf_add_str(out, text);
}

static bool is_row(const struct ocr_line *line)
{
    return line->n_cells > 1;
}

/* ---- paragraphs ---- */

struct edges {
    int32_t left, right;
};

static struct edges block_edges(const struct ocr_page *page, size_t line)
{
    struct edges edges = {page->lines[line].left, page->lines[line].right};
    uint32_t block = page->lines[line].block;
    size_t from = line, to = line + 1;
    while (from > 0 && page->lines[from - 1].block == block)
        from--;
    while (to < page->n_lines && page->lines[to].block == block)
        to++;
    for (size_t i = from; i < to; i++) {
        edges.left = page->lines[i].left < edges.left ? page->lines[i].left : edges.left;
        edges.right = page->lines[i].right > edges.right ? page->lines[i].right : edges.right;
    }
    return edges;
}

static int32_t max_of(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* Lines of a narrow cell that tesseract took for blocks of their own: the same left edge, and too narrow for text. */
static bool is_cell(const struct ocr_line *a, const struct ocr_line *b, int32_t letter_height)
{
    int32_t width = max_of(a->right - a->left, b->right - b->left), shift = a->left > b->left ? a->left - b->left : b->left - a->left;
    return width < letter_height * CELL_LETTERS && shift < letter_height * 2;
}

/* Lines wrapped at blanks end somewhere in the last sixth of the width; a line that ends a paragraph mostly before. */
static bool goes_on(const struct ocr_page *page, size_t line)
{
    const struct ocr_line *a = &page->lines[line], *b = &page->lines[line + 1];
    bool is_near = b->top > a->top && b->top - a->bottom < page->letter_height * 2;
    bool is_alike = a->letter_height * 4 > b->letter_height * 3 && b->letter_height * 4 > a->letter_height * 3;
    if (!is_near || lines_begins_item(b->text))
        return false;
    if (is_cell(a, b, page->letter_height))
        return true;
    struct edges edges = block_edges(page, line);
    int32_t slack = max_of((edges.right - edges.left) / 6, a->letter_height * 3 / 2);
    return is_alike && a->block == b->block && a->right + slack >= edges.right && b->left <= edges.left + a->letter_height * 3 / 2;
}

/* ---- the title block ---- */

enum placing { PLACED_LEFT, PLACED_CENTRED, PLACED_WIDE /* nearly as wide as the text: tells nothing */ };

static enum placing placing_of(const struct ocr_line *line, struct edges text)
{
    int32_t width = text.right - text.left, before = line->left - text.left, behind = text.right - line->right;
    int32_t shift = before > behind ? before - behind : behind - before;
    if (line->letters < SPECK_LETTERS || (line->right - line->left) * 4 > width * 3)
        return PLACED_WIDE;
    return shift * 10 < width ? PLACED_CENTRED : PLACED_LEFT;
}

/* How many of the first lines are the title: centred ones and wide ones between them. Where a page begins with a line at the left (a memo, a form) its
 * first TITLE_LINES are looked at, as on a page of text. */
static size_t count_title_lines(const struct ocr_page *page)
{
    struct edges text = {INT32_MAX, 0};
    size_t most = page->n_lines < TITLE_LINES ? page->n_lines : TITLE_LINES, n_centred = 0, n_wide = 0;
    for (size_t i = 0; i < page->n_lines; i++) {
        text.left = page->lines[i].left < text.left ? page->lines[i].left : text.left;
        text.right = max_of(page->lines[i].right, text.right);
    }
    for (size_t i = 0; i < most && !is_row(&page->lines[i]); i++) {
        enum placing placing = placing_of(&page->lines[i], text);
        if (placing == PLACED_LEFT)
            break;
        n_wide = i + 1;
        n_centred = placing == PLACED_CENTRED ? i + 1 : n_centred;
    }
    return n_centred ? n_centred : n_wide ? n_wide : most;
}

/* ---- tables ---- */

/* Lines [from, to) of a table that begins at `from`; to == from: none does. A line of one cell belongs to it when rows go on soon. */
static size_t table_end(const struct ocr_page *page, size_t from)
{
    size_t n_rows = 0, to = from, gap = 0;
    for (size_t i = from; i < page->n_lines && gap <= TABLE_GAP_LINES; i++) {
        if (is_row(&page->lines[i])) {
            n_rows++;
            to = i + 1;
            gap = 0;
        } else {
            gap++;
        }
    }
    return n_rows >= TABLE_ROWS_MIN ? to : from;
}

struct columns {
    struct edges items[MAX_COLUMNS];
    size_t n;
};

/* A cell widens the column it mostly lies in, or begins one. What lies across two columns belongs to none. */
static void place_cell(struct columns *columns, const struct ocr_cell *cell)
{
    for (size_t i = 0; i < columns->n; i++) {
        struct edges *c = &columns->items[i];
        int32_t left = cell->left > c->left ? cell->left : c->left, right = cell->right < c->right ? cell->right : c->right;
        int32_t narrow = cell->right - cell->left < c->right - c->left ? cell->right - cell->left : c->right - c->left;
        if ((right - left) * 2 > narrow)
            return;
    }
    if (columns->n < MAX_COLUMNS)
        columns->items[columns->n++] = (struct edges){cell->left, cell->right};
}

static bool is_in_column(const struct edges *column, const struct ocr_cell *cell)
{
    int32_t middle = cell->left + (cell->right - cell->left) / 2;
    return middle >= column->left && middle <= column->right;
}

/* Columns are where the cells of rows stand; the row with the most cells tells best, so rows are looked at by falling number of cells. */
static void find_columns(const struct ocr_page *page, size_t from, size_t to, struct columns *ret_columns)
{
    size_t most = 0;
    ret_columns->n = 0;
    for (size_t i = from; i < to; i++)
        most = page->lines[i].n_cells > most ? page->lines[i].n_cells : most;
    for (size_t n = most; n > 1; n--)
        for (size_t i = from; i < to; i++)
            for (size_t k = 0; page->lines[i].n_cells == n && k < n; k++)
                place_cell(ret_columns, &page->lines[i].cells[k]);
}

static void add_columns(struct doc_builder *b, const struct ocr_page *page, size_t from, size_t to)
{
    struct columns columns;
    struct buf text;
    find_columns(page, from, to, &columns);
    buf_init(&text, COLUMN_BYTES);
    for (size_t c = 0; c < columns.n; c++) {
        uint64_t sum = 0, n = 0;
        buf_clear(&text);
        for (size_t i = from; i < to; i++)
            for (size_t k = 0; k < page->lines[i].n_cells; k++)
                if (is_in_column(&columns.items[c], &page->lines[i].cells[k])) {
                    join(&text, page->lines[i].cells[k].text);
                    sum += page->lines[i].confidence;
                    n++;
                }
        if (n > 1)
            add_block(b, page, buf_str(&text), (uint8_t)(sum / n), false);
    }
    buf_done(&text);
}

/* ---- the page ---- */

/* Adds the paragraph that begins at line i; returns the line behind it. */
static size_t add_paragraph(struct doc_builder *b, const struct ocr_page *page, size_t i, size_t n_title, struct lines_title *title, struct buf *text)
{
    bool is_first = i < n_title && title->n_bytes < TITLE_BYTES;
    uint64_t sum = 0, letters = 0;
    buf_clear(text);
    for (;; i++) {
        const struct ocr_line *line = &page->lines[i];
        join(text, line->text);
        sum += (uint64_t)line->confidence * line->letters;
        letters += line->letters;
        if (i + 1 >= page->n_lines || is_row(&page->lines[i + 1]) || text->n + page->lines[i + 1].text.n > PARAGRAPH_BYTES || !goes_on(page, i))
            break;
    }
    title->n_bytes += text->n;
    add_block(b, page, buf_str(text), (uint8_t)(letters ? sum / letters : page->confidence), is_first);
    return i + 1;
}

void ocr_blocks_add(struct doc_builder *b, const struct ocr_page *page, struct lines_title *title)
{
    struct buf text;
    size_t n_title = title->page == page->page ? count_title_lines(page) : 0;
    buf_init(&text, PARAGRAPH_BYTES * 2);
    for (size_t i = 0; i < page->n_lines;) {
        size_t to = is_row(&page->lines[i]) ? table_end(page, i) : i;
        if (to == i) {
            i = add_paragraph(b, page, i, n_title, title, &text);
            continue;
        }
        for (size_t k = i; k < to; k++)
            add_block(b, page, page->lines[k].text, page->lines[k].confidence, false);
        add_columns(b, page, i, to);
        n_title = 0; /* behind a table stands no title */
        i = to;
    }
    buf_done(&text);
}
