/* ods.c - OpenDocument spreadsheets (ODF 1.2, chapter 9). The file holds what each cell shows, so nothing is computed here.
 *
 * Rows and cells say how often they are repeated, which is how a file of 10 KB has 1,048,576 times 16,384 of them: empty ones only move the
 * place, those with text are repeated so often as a person may have meant it. Sheets whose style says display="false" and rows and
 * columns that are filtered or collapsed are left out: nobody who opens the file sees them.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/doc_title.h"
#include "extract/sheet.h"
#include "extract/xml_events.h"
#include "extract/zip_parts.h"
#include "text/utf8.h"

enum { CELL_MAX_BYTES = 128 * 1024, MAX_STYLES = 20000, MAX_HIDDEN = 200, MAX_BLANKS = 32 };

struct kept_cell { /* of the row at hand */
    uint32_t column, n, n_rows, n_columns;
    size_t at, n_text; /* in texts */
    struct str link;
    bool is_number, is_bold, is_date, is_formula;
};

struct span {
    uint32_t from, to;
};

struct ods {
    struct zip_parts zip;
    struct xml_events e;
    struct sheet_book book;
    struct sheet *sheet; /* NULL outside of sheets */
    struct buf part, texts;
    struct str *bold, *hidden; size_t n_bold, capacity_bold, n_hidden_styles, capacity_hidden; /* names of styles */
    struct span columns[MAX_HIDDEN]; size_t n_columns; /* hidden ones */
    struct kept_cell *cells; size_t n_cells, capacity_cells;
    uint32_t row, column, next_column /* of column definitions */;
    uint32_t n_repeated;
    uint32_t header_from;
    bool is_row_hidden, is_full, is_damaged;
    struct str header, footer; /* said once */
    struct arena *arena;
};

static bool read_part(struct ods *o, const char *path)
{
    buf_clear(&o->part);
    const struct zip_part *part = zip_parts_find(&o->zip, path);
    enum oit_fault fault = part ? zip_parts_read(&o->zip, part, &o->part) : FAULT_NONE;
    o->is_damaged = o->is_damaged || fault == FAULT_DAMAGED;
    o->book.b->is_cut = o->book.b->is_cut || fault == FAULT_TOO_LARGE;
    return o->part.n > 0;
}

/* ---- styles ---- */

static void note_style(struct str **names, size_t *n, size_t *capacity, struct arena *arena, struct str name)
{
    if (*n >= MAX_STYLES || !name.n)
        return;
    MEM_GROW(*names, *n, *capacity);
    (*names)[(*n)++] = arena_str(arena, name);
}

static int compare_names(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static bool has_style(const struct str *names, size_t n, struct str name)
{
    return n && name.n && bsearch(&name, names, n, sizeof *names, compare_names); /* many cells ask */
}

static void read_style(struct ods *o)
{
    struct xml_events *e = &o->e;
    struct str name = arena_str(o->arena, str_sub(xml_attr(e, XML_STYLE, "name"), 0, 200));
    size_t depth = e->depth;
    while (xml_next(e) && !(e->kind == XML_END && e->depth <= depth)) {
        if (e->kind != XML_START)
            continue;
        if (xml_is(e, XML_STYLE, "table-properties") && str_eq_c(xml_attr(e, XML_TABLE, "display"), "false"))
            note_style(&o->hidden, &o->n_hidden_styles, &o->capacity_hidden, o->arena, name);
        else if (xml_is(e, XML_STYLE, "text-properties") && str_eq_c(xml_attr(e, XML_FO, "font-weight"), "bold"))
            note_style(&o->bold, &o->n_bold, &o->capacity_bold, o->arena, name);
    }
}

/* ---- cells ---- */

static uint32_t count_of(struct ods *o, const char *name)
{
    long n = xml_attr_long(&o->e, XML_TABLE, name, 1);
    return n < 1 ? 1 : n > LIMIT_SHEET_ROWS ? LIMIT_SHEET_ROWS : (uint32_t)n;
}

/* Line breaks and tabs in the file are one blank, and none at the start of a line (ODF 1.2 part 1, 6.1.2). Blanks stay: LibreOffice writes those of cells with
 * several lines as they are, and reads them so. */
static void add_collapsed(struct buf *out, size_t line_at, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool is_space = c == '\t' || c == '\n' || c == '\r';
        if (is_space && (out->n == line_at || out->p[out->n - 1] == ' '))
            continue;
        (void)buf_add_char(out, is_space ? ' ' : c);
    }
}

/* The text of a cell up to its end: paragraphs as lines, without comments. */
static void read_text(struct ods *o, struct kept_cell *cell)
{
    static const struct xml_name fields[] = {{XML_TEXT_NS, "page-number"}, {XML_TEXT_NS, "page-count"}, {XML_TEXT_NS, "sheet-name"}, {XML_TEXT_NS, "date"},
                                             {XML_TEXT_NS, "time"},        {XML_TEXT_NS, "file-name"},  {XML_TEXT_NS, "title"}};
    struct xml_events *e = &o->e;
    size_t depth = e->depth;
    bool in_text = false, is_exact = o->book.grid != NULL;
    size_t n_lines = 0, line_at = o->texts.n;
    cell->at = o->texts.n;
    while (xml_next(e) && !(e->kind == XML_END && e->depth <= depth)) {
        if (o->texts.n - cell->at > CELL_MAX_BYTES)
            continue;
        if (e->kind == XML_TEXT) {
            if (in_text && is_exact)
                add_collapsed(&o->texts, line_at, e->text);
            else if (in_text)
                (void)buf_add_str(&o->texts, e->text);
        } else if (e->kind == XML_END) {
            in_text = in_text && !xml_is(e, XML_TEXT_NS, "p");
        } else if (xml_name_index(e, fields, sizeof fields / sizeof *fields) < sizeof fields / sizeof *fields) {
            xml_skip(e); /* counts and names of the page at hand */
        } else if (xml_is(e, XML_OFFICE, "annotation") || xml_is(e, XML_TEXT_NS, "ruby-text") || xml_is(e, XML_TABLE, "table")) {
            xml_skip(e);
        } else if (xml_is(e, XML_TEXT_NS, "p") || xml_is(e, XML_TEXT_NS, "line-break")) {
            bool is_next = is_exact ? n_lines > 0 || xml_is(e, XML_TEXT_NS, "line-break") : o->texts.n > cell->at;
            if (is_next)
                (void)buf_add_char(&o->texts, '\n');
            in_text = true;
            n_lines++;
            line_at = o->texts.n;
        } else if (xml_is(e, XML_TEXT_NS, "s") || xml_is(e, XML_TEXT_NS, "tab")) {
            long n = is_exact && xml_is(e, XML_TEXT_NS, "s") ? xml_attr_long(e, XML_TEXT_NS, "c", 1) : 1;
            for (long i = 0; i < n && o->texts.n - cell->at <= CELL_MAX_BYTES; i++)
                (void)buf_add_char(&o->texts, is_exact && xml_is(e, XML_TEXT_NS, "tab") ? '\t' : ' ');
        } else if (xml_is(e, XML_TEXT_NS, "a") && !cell->link.n) {
            cell->link = arena_str(o->arena, str_sub(xml_attr(e, XML_XLINK, "href"), 0, LIMIT_URL_BYTES));
        }
    }
    cell->n_text = o->texts.n - cell->at;
}

static void read_cell(struct ods *o, bool is_covered)
{
    struct xml_events *e = &o->e;
    struct kept_cell cell = {.column = o->column, .n = count_of(o, "number-columns-repeated")};
    cell.n_columns = count_of(o, "number-columns-spanned");
    cell.n_rows = count_of(o, "number-rows-spanned");
    struct str type = xml_attr(e, XML_OFFICE, "value-type");
    cell.is_number = type.n && !str_eq_c(type, "string") && !str_eq_c(type, "boolean");
    cell.is_bold = has_style(o->bold, o->n_bold, xml_attr(e, XML_TABLE, "style-name"));
    cell.is_formula = xml_attr(e, XML_TABLE, "formula").n > 0;
    struct str day = str_eq_c(type, "date") && o->book.grid ? arena_str(o->arena, str_sub(xml_attr(e, XML_OFFICE, "date-value"), 0, sizeof "2024-03-31" - 1)) : STR_NONE;
    read_text(o, &cell);
    if (day.n) {
        o->texts.n = cell.at;
        (void)buf_add_str(&o->texts, day);
        cell.n_text = day.n;
        cell.is_date = true;
    }
    o->column = o->column + cell.n < LIMIT_SHEET_COLUMNS ? o->column + cell.n : LIMIT_SHEET_COLUMNS;
    if ((!cell.n_text && !(cell.is_formula && o->book.grid)) || is_covered)
        return;
    MEM_GROW(o->cells, o->n_cells, o->capacity_cells);
    o->cells[o->n_cells++] = cell;
}

static bool is_column_hidden(const struct ods *o, uint32_t column)
{
    for (size_t i = 0; i < o->n_columns; i++)
        if (column >= o->columns[i].from && column <= o->columns[i].to)
            return true;
    return false;
}

static void add_cell(struct ods *o, const struct kept_cell *kept, uint32_t row)
{
    struct sheet_cell cell = {.row = row, .n_rows = kept->n_rows, .n_columns = kept->n_columns, .text = kept->n_text ? (struct str){o->texts.p + kept->at, kept->n_text} : STR_LIT(""),
                              .link = kept->link, .is_number = kept->is_number, .is_bold = kept->is_bold,
                              .is_date = kept->is_date, .is_formula = kept->is_formula};
    for (uint32_t i = 0; i < kept->n && !o->is_full; i++) {
        cell.column = kept->column + i;
        if (o->book.grid || !is_column_hidden(o, cell.column))
            o->is_full = cell.column < LIMIT_SHEET_COLUMNS && !sheet_add(o->sheet, &cell);
    }
}

static bool is_hidden(struct ods *o)
{
    struct str visibility = xml_attr(&o->e, XML_TABLE, "visibility");
    return str_eq_c(visibility, "collapse") || str_eq_c(visibility, "filter");
}

static void begin_row(struct ods *o)
{
    o->n_repeated = count_of(o, "number-rows-repeated");
    o->is_row_hidden = is_hidden(o);
    o->column = 0;
    o->n_cells = 0;
    buf_clear(&o->texts);
}

static void end_row(struct ods *o)
{
    uint32_t n = o->n_repeated < LIMIT_SPAN ? o->n_repeated : LIMIT_SPAN;
    if (o->n_cells && n < o->n_repeated)
        o->book.b->is_cut = true;
    for (uint32_t i = 0; i < n && o->n_cells && (!o->is_row_hidden || o->book.grid) && o->row + i < LIMIT_SHEET_ROWS; i++)
        for (size_t k = 0; k < o->n_cells; k++)
            add_cell(o, &o->cells[k], o->row + i);
    o->row = o->row + o->n_repeated < LIMIT_SHEET_ROWS ? o->row + o->n_repeated : LIMIT_SHEET_ROWS;
    o->n_cells = 0;
}

static void read_column(struct ods *o)
{
    uint32_t n = count_of(o, "number-columns-repeated");
    if (is_hidden(o) && o->n_columns < MAX_HIDDEN)
        o->columns[o->n_columns++] = (struct span){o->next_column, o->next_column + n - 1};
    o->next_column = o->next_column + n < LIMIT_SHEET_COLUMNS ? o->next_column + n : LIMIT_SHEET_COLUMNS;
}

/* Text boxes and pictures' captions that stand on the sheet and in no cell. */
static void read_shapes(struct ods *o)
{
    struct kept_cell text = {0};
    buf_clear(&o->texts);
    read_text(o, &text);
    struct str rest = {o->texts.p, text.n_text};
    while (rest.n)
        sheet_margin(o->sheet, ZONE_MAIN, str_cut(&rest, '\n'));
}

/* After the start of a table:table, up to its end. */
static void read_sheet(struct ods *o)
{
    struct xml_events *e = &o->e;
    if (o->n_bold)
        qsort(o->bold, o->n_bold, sizeof *o->bold, compare_names);
    if (o->n_hidden_styles)
        qsort(o->hidden, o->n_hidden_styles, sizeof *o->hidden, compare_names);
    if (!o->book.grid && has_style(o->hidden, o->n_hidden_styles, xml_attr(e, XML_TABLE, "style-name"))) {
        xml_skip(e);
        return;
    }
    o->sheet = sheet_open(&o->book, xml_attr(e, XML_TABLE, "name"));
    sheet_margin(o->sheet, ZONE_HEADER, o->header);
    sheet_margin(o->sheet, ZONE_FOOTER, o->footer);
    o->header = o->footer = STR_NONE;
    o->row = o->next_column = 0;
    o->n_columns = 0;
    o->is_full = false;
    size_t depth = e->depth;
    while (xml_next(e) && !(e->kind == XML_END && e->depth <= depth)) {
        bool is_start = e->kind == XML_START;
        if (e->kind == XML_TEXT)
            continue;
        if (xml_is(e, XML_TABLE, "table-row")) {
            if (is_start)
                begin_row(o);
            else
                end_row(o);
        } else if (xml_is(e, XML_TABLE, "table-header-rows")) {
            if (is_start)
                o->header_from = o->row;
            else if (o->row > o->header_from)
                sheet_tell_header(o->sheet, o->header_from, o->row - 1);
        } else if (!is_start) {
            continue;
        } else if (xml_is(e, XML_TABLE, "table-cell")) {
            read_cell(o, false);
        } else if (xml_is(e, XML_TABLE, "covered-table-cell")) {
            read_cell(o, true);
        } else if (xml_is(e, XML_TABLE, "table-column")) {
            read_column(o);
        } else if (xml_is(e, XML_TABLE, "shapes")) {
            read_shapes(o);
        } else if (xml_is(e, XML_OFFICE, "forms") || xml_is(e, XML_TABLE, "named-expressions")) {
            xml_skip(e);
        }
    }
    sheet_close(o->sheet);
}

static void read_content(struct ods *o)
{
    struct xml_events *e = &o->e;
    xml_events_init(e, buf_str(&o->part));
    while (xml_next(e)) {
        if (e->kind != XML_START)
            continue;
        if (xml_is(e, XML_STYLE, "style"))
            read_style(o);
        else if (xml_is(e, XML_TABLE, "tracked-changes"))
            xml_skip(e);
        else if (xml_is(e, XML_TABLE, "table"))
            read_sheet(o);
    }
    o->is_damaged = o->is_damaged || e->fault == FAULT_DAMAGED;
    o->book.b->is_cut = o->book.b->is_cut || e->fault == FAULT_PARSER_LIMIT;
    xml_events_done(e);
}

static void read_title(struct ods *o, struct document *doc)
{
    struct xml_events *e = &o->e;
    if (!read_part(o, "meta.xml"))
        return;
    struct buf line;
    buf_init(&line, 4096);
    xml_events_init(e, buf_str(&o->part));
    buf_clear(&o->texts);
    while (xml_next(e) && !o->texts.n)
        if (e->kind == XML_START && xml_is(e, XML_DC, "title") && xml_next(e) && e->kind == XML_TEXT)
            (void)buf_add_str(&o->texts, str_sub(e->text, 0, 4096));
    xml_events_done(e);
    utf8_squeeze(buf_str(&o->texts), &line);
    struct str title = useful_title(buf_str(&line));
    if (title.n)
        doc->title = arena_str(doc->arena, utf8_prefix(title, LIMIT_LABEL_BYTES));
    buf_done(&line);
}

static bool has_letters(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80 || (s.p[i] | 0x20) >= 'a')
            return true;
    return false;
}

/* Lines printed above and below each page: of the first style of pages that has words, said once, with the first sheet. */
static void read_margins(struct ods *o)
{
    struct xml_events *e = &o->e;
    if (!read_part(o, "styles.xml"))
        return;
    xml_events_init(e, buf_str(&o->part));
    while (xml_next(e)) {
        bool is_header = e->kind == XML_START && xml_is(e, XML_STYLE, "header"), is_footer = e->kind == XML_START && xml_is(e, XML_STYLE, "footer");
        if (!is_header && !is_footer)
            continue;
        struct kept_cell text = {0};
        buf_clear(&o->texts);
        read_text(o, &text);
        struct str line = {o->texts.p, text.n_text};
        struct str *kept = is_header ? &o->header : &o->footer;
        if (!kept->n && has_letters(line))
            *kept = arena_str(o->arena, str_sub(line, 0, LIMIT_LABEL_BYTES));
    }
    xml_events_done(e);
}

static bool is_encrypted(struct ods *o)
{
    return read_part(o, "META-INF/manifest.xml") && str_find_c(buf_str(&o->part), "encryption-data") != STR_NPOS;
}

void ods_extract(const struct extract_input *input, struct document *doc)
{
    struct ods *o = mem_alloc(sizeof *o);
    struct arena arena;
    arena_init(&arena);
    o->arena = &arena;
    doc->fault = zip_parts_open(input->bytes, &arena, &o->zip);
    if (doc->fault == FAULT_NONE) {
        struct doc_builder b;
        doc_builder_init(&b, doc, LIMIT_TEXT_BYTES);
        o->book = (struct sheet_book){.b = &b, .base = input->url, .grid = input->grid};
        buf_init(&o->part, LIMIT_ZIP_ENTRY_BYTES);
        buf_init(&o->texts, LIMIT_TEXT_BYTES);
        if (is_encrypted(o)) {
            doc->fault = FAULT_ENCRYPTED;
        } else {
            read_title(o, doc);
            read_margins(o);
            if (read_part(o, "content.xml"))
                read_content(o);
            else
                o->is_damaged = true;
            b.is_cut = b.is_cut || o->zip.is_cut;
            doc->fault = o->is_damaged || o->zip.is_recovered ? FAULT_DAMAGED : b.n_blocks ? FAULT_NONE : FAULT_EMPTY;
        }
        doc_builder_seal(&b);
        buf_done(&o->part);
        buf_done(&o->texts);
    }
    free(o->bold);
    free(o->hidden);
    free(o->cells);
    free(o);
    arena_done(&arena);
}
