/* xls.c - workbooks of Excel 97-2003: what libfreexl told of their cells (xls_cells.h) becomes sheets.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include "base/limits.h"
#include "extract/sheet.h"
#include "extract/table_header.h"
#include "text/charset.h"

static void unescape(struct str text, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\\' && i + 1 < text.n) {
            i++;
            (void)buf_add_char(out, text.p[i] == 't' ? '\t' : text.p[i] == 'n' ? '\n' : text.p[i]);
        } else {
            (void)buf_add_char(out, text.p[i]);
        }
    }
}

void xls_extract(const struct extract_input *input, const struct extract_tools *tools, struct document *doc)
{
    struct doc_builder b;
    struct buf clean, value;
    doc_builder_init(&b, doc, tools->text.n + tools->text.n / 8 + 1024);
    struct sheet_book book = {.b = &b, .base = input->url, .grid = input->grid};
    struct sheet *sheet = NULL;
    buf_init(&clean, LIMIT_TEXT_BYTES);
    buf_init(&value, LIMIT_TEXT_BYTES);
    (void)charset_to_utf8(tools->text, STR_LIT("utf-8"), &clean);
    struct str rest = buf_str(&clean);
    bool is_open = true;
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');
        uint64_t row, column;
        (void)str_cut(&line, '\t');
        struct str row_text = str_cut(&line, '\t'), column_text = str_cut(&line, '\t');
        unescape(line, &value);
        if (line.p && !row_text.n && !column_text.n) {
            if (sheet)
                sheet_close(sheet);
            sheet = sheet_open(&book, buf_str(&value));
            is_open = true;
        } else if (line.p && sheet && is_open && str_to_u64(row_text, UINT32_MAX, &row) && str_to_u64(column_text, UINT32_MAX, &column)) {
            struct sheet_cell cell = {.row = (uint32_t)row, .column = (uint32_t)column, .text = buf_str(&value)};
            cell.is_number = table_is_numeric(cell.text);
            is_open = sheet_add(sheet, &cell);
        }
    }
    if (sheet)
        sheet_close(sheet);
    b.is_cut = b.is_cut || tools->fault == FAULT_PARSER_LIMIT;
    doc->fault = tools->fault != FAULT_NONE ? tools->fault : b.n_blocks ? FAULT_NONE : FAULT_EMPTY;
    doc_builder_seal(&b);
    buf_done(&clean);
    buf_done(&value);
}
