/* xls_cells.c - see xls_cells.h; libfreexl wants a file name and gets the one of its standard input.
 * SPDX-License-Identifier: MIT
 */
#include "xls_cells.h"

#include <freexl.h>
#include <iconv.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/utf8.h"

enum { FLUSH_BYTES = 256 * 1024, MAX_SHEETS = 256 };

void xls_cells_prepare(void)
{
    /* BIFF8 is in UTF-16; BIFF5 in a code page, of which Thai Windows' matters. Never closed: an open one keeps its table. */
    static const char *const from[] = {"UTF-16LE", "CP874", "CP1252"};
    static iconv_t kept[sizeof from / sizeof *from];
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        if (!kept[i])
            kept[i] = iconv_open("UTF-8", from[i]);
}

static bool flush(struct buf *out, int fd)
{
    for (size_t at = 0; at < out->n;) {
        ssize_t n = write(fd, out->p + at, out->n - at);
        if (n <= 0)
            return false;
        at += (size_t)n;
    }
    buf_clear(out);
    return true;
}

static void add_escaped(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        switch (text.p[i]) {
        case '\\': (void)buf_add_c(out, "\\\\"); break;
        case '\t': (void)buf_add_c(out, "\\t"); break;
        case '\n':
        case '\r': (void)buf_add_c(out, "\\n"); break;
        default: (void)buf_add_char(out, text.p[i]);
        }
    (void)buf_add_char(out, '\n');
}

static void add_number(struct buf *out, double value)
{
    bool is_whole = fabs(value) < 1e15 && !(floor(value) < value);
    (void)buf_addf(out, is_whole ? "%.0f\n" : "%.10g\n", value);
}

static void add_cell(struct buf *out, unsigned sheet, unsigned row, unsigned column, const FreeXL_CellValue *cell)
{
    if (cell->type == FREEXL_CELL_NULL)
        return;
    bool is_number = cell->type == FREEXL_CELL_INT || cell->type == FREEXL_CELL_DOUBLE;
    if (!is_number && (!cell->value.text_value || !*cell->value.text_value))
        return;
    if (cell->type == FREEXL_CELL_DOUBLE && !isfinite(cell->value.double_value))
        return;
    (void)buf_addf(out, "%u\t%u\t%u\t", sheet, row, column);
    if (cell->type == FREEXL_CELL_INT)
        (void)buf_addf(out, "%d\n", cell->value.int_value);
    else if (is_number)
        add_number(out, cell->value.double_value);
    else
        add_escaped(out, str_from(cell->value.text_value));
}

static enum builtin_end write_sheet(const void *book, unsigned sheet, struct buf *out, int fd, size_t *n_written)
{
    unsigned rows = 0;
    unsigned short columns = 0, index = (unsigned short)sheet;
    const char *name = NULL;
    if (freexl_get_worksheet_name(book, index, &name) != FREEXL_OK || freexl_select_active_worksheet(book, index) != FREEXL_OK ||
        freexl_worksheet_dimensions(book, &rows, &columns) != FREEXL_OK)
        return BUILTIN_DAMAGED;
    (void)buf_addf(out, "%u\t\t\t", sheet);
    add_escaped(out, str_from(name ? name : ""));
    for (unsigned row = 0; row < rows; row++)
        for (unsigned short column = 0; column < columns; column++) {
            FreeXL_CellValue cell = {.type = FREEXL_CELL_NULL};
            if (freexl_get_cell_value(book, row, column, &cell) == FREEXL_OK)
                add_cell(out, sheet, row, column, &cell);
            if (out->n < FLUSH_BYTES)
                continue;
            *n_written += out->n;
            if (*n_written > LIMIT_TEXT_BYTES || !flush(out, fd))
                return BUILTIN_LIMIT;
        }
    return BUILTIN_DONE;
}

enum builtin_end xls_cells(int in_fd, int out_fd, const struct builtin_request *request)
{
    (void)in_fd;
    (void)request;
    const void *book = NULL;
    if (freexl_open("/proc/self/fd/0", &book) != FREEXL_OK || !book)
        return BUILTIN_DAMAGED;
    unsigned value = 0, n_sheets = 0;
    if (freexl_get_info(book, FREEXL_BIFF_PASSWORD, &value) == FREEXL_OK && value == FREEXL_BIFF_OBFUSCATED) {
        (void)freexl_close(book);
        return BUILTIN_ENCRYPTED;
    }
    if (freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &n_sheets) != FREEXL_OK) {
        (void)freexl_close(book);
        return BUILTIN_DAMAGED;
    }
    struct buf out;
    buf_init(&out, 2u * LIMIT_TEXT_BYTES);
    enum builtin_end end = BUILTIN_DONE;
    size_t n_written = 0;
    for (unsigned sheet = 0; sheet < n_sheets && sheet < MAX_SHEETS && end != BUILTIN_LIMIT; sheet++) {
        enum builtin_end one = write_sheet(book, sheet, &out, out_fd, &n_written);
        end = one == BUILTIN_DONE ? end : one;
    }
    if (!flush(&out, out_fd))
        end = BUILTIN_LIMIT;
    buf_done(&out);
    (void)freexl_close(book);
    return end;
}
