/* csv.c - comma-separated values and their relatives: a sheet without spans.
 *
 * The delimiter is the sign that most lines hold equally often; lines of a title above the header hold none. "sep=;" in the first line says it.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include "base/limits.h"
#include "extract/sheet.h"

enum { LOOK_LINES = 200, LOOK_BYTES = 64 * 1024, MAX_SIGNS = 64, CELL_MAX_BYTES = 3 * 32767 + 16 /* and the signs around it */ };

/* The line at *at, which moves behind it; line breaks inside quotes do not end it. Counts the delimiters outside quotes. */
static unsigned count_in_line(struct str text, size_t *at, char delimiter)
{
    unsigned n = 0;
    bool is_quoted = false;
    size_t i = *at;
    for (; i < text.n && (is_quoted || text.p[i] != '\n'); i++) {
        if (text.p[i] == '"')
            is_quoted = !is_quoted;
        n += !is_quoted && text.p[i] == delimiter;
    }
    *at = i + 1;
    return n;
}

static char delimiter_of(struct str text)
{
    static const char candidates[] = ",;\t|";
    char best = ',';
    unsigned best_lines = 0, best_signs = 0;
    text = str_sub(text, 0, LOOK_BYTES);
    for (size_t i = 0; candidates[i]; i++) {
        unsigned lines[MAX_SIGNS + 1] = {0}, n_lines = 0;
        for (size_t at = 0; at < text.n && n_lines < LOOK_LINES; n_lines++) {
            unsigned n = count_in_line(text, &at, candidates[i]);
            lines[n < MAX_SIGNS ? n : MAX_SIGNS]++;
        }
        for (unsigned n = 1; n <= MAX_SIGNS; n++)
            if (lines[n] > best_lines || (lines[n] == best_lines && n > best_signs && lines[n])) {
                best = candidates[i];
                best_lines = lines[n];
                best_signs = n;
            }
    }
    return best;
}

/* The place of the quote that closes the one at `at`, or STR_NPOS: no cell is longer than what a spreadsheet program allows in one. */
static size_t closing_quote(struct str text, size_t at)
{
    for (size_t i = at + 1; i < text.n && i - at <= CELL_MAX_BYTES; i++)
        if (text.p[i] == '"') {
            if (i + 1 >= text.n || text.p[i + 1] != '"')
                return i;
            i++;
        }
    return STR_NPOS;
}

/* One field at *at (RFC 4180, and what people do to it); *ret_is_last: it ends its record. The value may stand in scratch. */
static struct str field(struct str text, size_t *at, char delimiter, struct buf *scratch, bool *ret_is_last)
{
    size_t i = *at, end = i < text.n && text.p[i] == '"' ? closing_quote(text, i) : STR_NPOS;
    struct str value;
    if (end != STR_NPOS) {
        buf_clear(scratch);
        for (i++; i < end; i++) {
            (void)buf_add_char(scratch, text.p[i]);
            i += text.p[i] == '"';
        }
        for (i = end + 1; i < text.n && text.p[i] != delimiter && text.p[i] != '\n'; i++)
            (void)buf_add_char(scratch, text.p[i]); /* "a" b */
        value = buf_str(scratch);
    } else {
        while (i < text.n && text.p[i] != delimiter && text.p[i] != '\n')
            i++;
        value = str_sub(text, *at, i - *at);
    }
    *ret_is_last = i >= text.n || text.p[i] == '\n';
    *at = i < text.n ? i + 1 : i;
    return value;
}

void csv_extract(const struct extract_input *input, struct str text, struct document *doc)
{
    struct doc_builder b;
    struct buf scratch;
    doc_builder_init(&b, doc, text.n + text.n / 8 + 64);
    buf_init(&scratch, LIMIT_TEXT_BYTES);
    char delimiter = delimiter_of(text);
    size_t at = 0;
    if (str_starts_nocase_c(text, "sep=") && text.n > 5 && text.p[5] == '\n') {
        delimiter = text.p[4];
        at = 6;
    }
    struct sheet_book book = {.b = &b, .base = input->url, .grid = input->grid};
    struct sheet *sheet = sheet_open(&book, STR_NONE);
    struct sheet_cell cell = {0};
    while (at < text.n) {
        bool is_last;
        cell.text = field(text, &at, delimiter, &scratch, &is_last);
        if (!sheet_add(sheet, &cell))
            break;
        cell.column++;
        if (is_last) {
            cell.row++;
            cell.column = 0;
        }
    }
    sheet_close(sheet);
    doc->fault = b.n_blocks ? FAULT_NONE : FAULT_EMPTY;
    doc_builder_seal(&b);
    buf_done(&scratch);
}
