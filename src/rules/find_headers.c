/* find_headers.c - the names of columns whose header stands in several rows: "ราคา" above "กลาง" is ราคากลาง to every reader.
 *
 * Each path from the top row to the lowest one becomes one line of text, which find_text.c searches like a block; what it finds counts for the lowest
 * cell, and only what no single cell says (has_hit there).
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "rules/finder.h"

enum { MAX_PATHS = 2000, MAX_PATH_BYTES = 600, MAX_DEPTH = 8 };

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
    struct header_path *paths = NULL;
    size_t n = 0, capacity = 0;
    buf_clear(out);
    for (size_t t = 0; t < doc->n_tables; t++) {
        const struct doc_table *table = &doc->tables[t];
        uint32_t cells[MAX_DEPTH], last = DOC_NONE;
        for (uint32_t column = 0; table->n_header_rows > 1 && column < table->n_columns && n < MAX_PATHS; column++) {
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
            MEM_GROW(paths, n, capacity);
            paths[n++] = (struct header_path){.block = last, .from = from, .to = (uint32_t)out->n};
            (void)buf_add_char(out, '\n');
        }
    }
    *ret_paths = paths;
    return n;
}
