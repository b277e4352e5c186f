/* plain.c - plain text and CSV.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include "base/limits.h"
#include "doc/builder.h"
#include "extract/lines.h"

enum { CSV_MAX_COLUMNS = 256 };

void plain_extract(const struct extract_input *input, struct str text, struct document *doc)
{
    if (url_list_extract(input, text, doc))
        return;
    struct doc_builder b;
    struct lines_title title = {0};
    doc_builder_init(&b, doc, text.n + text.n / 8 + 64); /* a joined line may gain a blank */
    lines_add(&b, text, 0, &title);
    doc->fault = b.n_blocks ? FAULT_NONE : FAULT_EMPTY;
    doc_builder_seal(&b);
}

static char delimiter_of(struct str text)
{
    static const char candidates[] = ",;\t|";
    size_t best = 0;
    char delimiter = ',';
    struct str rest = str_sub(text, 0, 4096);
    struct str head = str_cut(&rest, '\n'); /* names of columns: no decimal commas there */
    for (size_t i = 0; candidates[i]; i++) {
        size_t n = 0;
        for (size_t k = 0; k < head.n; k++)
            n += head.p[k] == candidates[i];
        if (n > best) {
            best = n;
            delimiter = candidates[i];
        }
    }
    return delimiter;
}

/* One field at *at (RFC 4180); *ret_is_last: it ends its record. The value goes into scratch when it holds doubled quotes. */
static struct str field(struct str text, size_t *at, char delimiter, struct buf *scratch, bool *ret_is_last)
{
    size_t i = *at;
    struct str value;
    if (i < text.n && text.p[i] == '"') {
        buf_clear(scratch);
        (void)buf_add(scratch, "", 0);
        for (i++; i < text.n; i++) {
            if (text.p[i] == '"') {
                if (i + 1 >= text.n || text.p[i + 1] != '"')
                    break;
                i++;
            }
            (void)buf_add_char(scratch, text.p[i]);
        }
        value = buf_str(scratch);
        while (i < text.n && text.p[i] != delimiter && text.p[i] != '\n')
            i++;
    } else {
        size_t from = i;
        while (i < text.n && text.p[i] != delimiter && text.p[i] != '\n')
            i++;
        value = str_sub(text, from, i - from);
    }
    *ret_is_last = i >= text.n || text.p[i] == '\n';
    *at = i < text.n ? i + 1 : i;
    return value;
}

void csv_extract(const struct extract_input *input, struct str text, struct document *doc)
{
    (void)input;
    struct doc_builder b;
    struct buf scratch, grid; /* grid: uint32_t cells, CSV_MAX_COLUMNS a row while reading */
    doc_builder_init(&b, doc, text.n + 1);
    buf_init(&scratch, LIMIT_TEXT_BYTES);
    buf_init(&grid, (size_t)LIMIT_TABLE_CELLS * sizeof(uint32_t));
    char delimiter = delimiter_of(text);
    uint32_t row = 0, n_columns = 0, column = 0;
    uint32_t cells[CSV_MAX_COLUMNS];
    struct buf rows; /* number of cells of each row */
    buf_init(&rows, (size_t)LIMIT_TABLE_CELLS * sizeof(uint32_t));
    for (size_t at = 0; at < text.n && !grid.is_full;) {
        bool is_last;
        struct str value = field(text, &at, delimiter, &scratch, &is_last);
        if (column < CSV_MAX_COLUMNS) {
            struct doc_block block = doc_block_init(BLOCK_CELL);
            block.table = 0;
            block.row = row;
            block.column = column;
            block.item = row;
            block.is_first_line = row == 0;
            cells[column++] = doc_builder_block_of(&b, block, value);
        }
        if (!is_last)
            continue;
        if (buf_add(&grid, cells, column * sizeof *cells))
            (void)buf_add(&rows, &column, sizeof column);
        n_columns = column > n_columns ? column : n_columns;
        column = 0;
        row++;
    }
    uint32_t n_rows = (uint32_t)(rows.n / sizeof(uint32_t));
    if (n_columns && (size_t)n_rows * n_columns > LIMIT_TABLE_CELLS)
        n_rows = LIMIT_TABLE_CELLS / n_columns;
    if (n_rows) {
        uint32_t *full = ARENA_ARRAY(doc->arena, uint32_t, (size_t)n_rows * n_columns);
        memset(full, 0xFF, (size_t)n_rows * n_columns * sizeof *full);
        size_t from = 0;
        for (uint32_t r = 0; r < n_rows; r++) {
            uint32_t n;
            memcpy(&n, rows.p + r * sizeof n, sizeof n);
            memcpy(full + (size_t)r * n_columns, grid.p + from, n * sizeof n);
            from += n * sizeof n;
        }
        struct doc_table *table = doc_builder_table(&b);
        if (table)
            *table = (struct doc_table){.n_rows = n_rows,
                                        .n_columns = n_columns,
                                        .n_header_rows = n_rows > 1,
                                        .grid = full,
                                        .heading = DOC_NONE};
    } else {
        for (size_t i = 0; i < b.n_blocks; i++)
            b.blocks[i].table = DOC_NONE;
    }
    for (size_t i = 0; i < b.n_blocks && b.blocks[i].table != DOC_NONE; i++)
        if (b.blocks[i].row >= n_rows)
            b.blocks[i].table = DOC_NONE;
    doc->fault = b.n_blocks ? FAULT_NONE : FAULT_EMPTY;
    doc->is_cut |= grid.is_full;
    doc_builder_seal(&b);
    buf_done(&scratch);
    buf_done(&grid);
    buf_done(&rows);
}
