/* find_headers.c - the names of columns whose header stands in several rows: "ราคา" above "กลาง" is ราคากลาง to every reader.
 *
 * In the text of a PDF the lines of a narrow cell are paragraphs of few letters ("ค่า", "ธรรมเนีย", "ม"): each is read together with the end of the
 * one before and the one behind it.
 *
 * Each path from the top row to the lowest one becomes one line of text, which find_text.c searches like a block; what it finds counts for the lowest
 * cell, and only what no single cell says (has_hit there).
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "rules/finder.h"

enum { MAX_PATHS = 2000, MAX_PATH_BYTES = 600, MAX_DEPTH = 8, SHORT_LINE = 45, TAIL_BYTES = 60, MAX_TORN = 1000 };

struct path_list {
    struct header_path *paths;
    size_t n, capacity;
};

static struct str tail_of(struct str line)
{
    size_t at = line.n > TAIL_BYTES ? line.n - TAIL_BYTES : 0;
    while (at < line.n && ((unsigned char)line.p[at] & 0xC0) == 0x80)
        at++;
    return str_from_pos(line, at);
}

static bool is_short_line(const struct document *doc, uint32_t i, uint32_t page)
{
    return i < doc->n_blocks && doc->blocks[i].kind == BLOCK_PARAGRAPH && doc->blocks[i].page == page && doc->blocks[i].n <= SHORT_LINE;
}

static void add_torn_lines(const struct document *doc, struct buf *out, struct path_list *list)
{
    size_t n_torn = 0;
    for (uint32_t i = 1; i < doc->n_blocks && n_torn < MAX_TORN; i++) {
        const struct doc_block *before = &doc->blocks[i - 1];
        if (!is_short_line(doc, i, before->page) || before->kind != BLOCK_PARAGRAPH)
            continue;
        struct header_path path = {.block = i, .from = (uint32_t)out->n};
        (void)buf_add_str(out, tail_of(doc_block_text(doc, i - 1)));
        path.seam = (uint32_t)out->n;
        (void)buf_add_char(out, ' ');
        (void)buf_add_str(out, doc_block_text(doc, i));
        if (is_short_line(doc, i + 1, before->page)) {
            (void)buf_add_char(out, ' ');
            (void)buf_add_str(out, doc_block_text(doc, i + 1));
        }
        path.to = (uint32_t)out->n;
        (void)buf_add_char(out, '\n');
        MEM_GROW(list->paths, list->n, list->capacity);
        list->paths[list->n++] = path;
        n_torn++;
    }
}

/* The cells that head column c, from above, each once; their number. */
static size_t cells_above(const struct document *doc, const struct doc_table *table, uint32_t column, uint32_t cells[static MAX_DEPTH])
{
    size_t n = 0;
    for (uint32_t row = 0; row < table->n_header_rows && n < MAX_DEPTH; row++) {
        uint32_t block = table->grid[(size_t)row * table->n_columns + column];
        bool is_cell = block < doc->n_blocks && doc->blocks[block].kind == BLOCK_CELL;
        if (is_cell && (n == 0 || cells[n - 1] != block))
            cells[n++] = block;
    }
    return n;
}

size_t find_header_paths(const struct document *doc, struct buf *out, struct header_path **ret_paths)
{
    struct path_list list = {0};
    buf_clear(out);
    for (size_t t = 0; t < doc->n_tables; t++) {
        const struct doc_table *table = &doc->tables[t];
        uint32_t cells[MAX_DEPTH], last = DOC_NONE;
        for (uint32_t column = 0; table->n_header_rows > 1 && column < table->n_columns && list.n < MAX_PATHS; column++) {
            size_t depth = cells_above(doc, table, column, cells);
            if (depth < 2 || cells[depth - 1] == last)
                continue;
            last = cells[depth - 1];
            uint32_t from = (uint32_t)out->n;
            for (size_t i = 0; i < depth && out->n - from < MAX_PATH_BYTES; i++) {
                if (i)
                    (void)buf_add_char(out, ' ');
                (void)buf_add_str(out, doc_block_text(doc, cells[i]));
            }
            MEM_GROW(list.paths, list.n, list.capacity);
            list.paths[list.n++] = (struct header_path){.block = last, .from = from, .to = (uint32_t)out->n};
            (void)buf_add_char(out, '\n');
        }
    }
    if (doc->kind == DOC_PDF)
        add_torn_lines(doc, out, &list);
    *ret_paths = list.paths;
    return list.n;
}
