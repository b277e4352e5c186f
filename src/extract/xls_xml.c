/* xls_xml.c - SpreadsheetML 2003 ("XML Spreadsheet"), which scripts and reporting tools write as .xls.
 *
 * Cells say their place only where one is skipped (ss:Index), numbers come with a named style. Hidden sheets, rows and columns are left out.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/number_format.h"
#include "extract/sheet.h"
#include "extract/xml_events.h"

enum { MAX_STYLES = 1000, CELL_MAX_BYTES = 3 * 32767 };

struct style {
    struct str id, code;
    bool is_bold;
};

struct book {
    struct xml_events e;
    struct sheet_book book;
    struct arena *arena;
    struct style *styles; size_t n_styles, capacity_styles;
    struct buf text, shown;
    struct sheet *sheet;
    uint32_t row, column, next_column;
    bool is_row_hidden, is_full;
    bool hidden_columns[256]; /* BIFF's width, which this form was made for */
};

/* The names Excel has for its formats (general date, percent ...), else the code itself. */
static struct str code_of(struct str name)
{
    static const struct {
        const char *name, *code;
    } names[] = {{"General Date", "d/m/yyyy h:mm"}, {"Short Date", "d/m/yyyy"}, {"Medium Date", "d-mmm-yy"}, {"Long Date", "d mmmm yyyy"},
                 {"Percent", "0.00%"}, {"Standard", "#,##0.00"}, {"Currency", "#,##0.00"}, {"Fixed", "0.00"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase_c(name, names[i].name))
            return str_from(names[i].code);
    return name;
}

static const struct style *style_of(const struct book *k, struct str id)
{
    for (size_t i = 0; i < k->n_styles && id.n; i++)
        if (str_eq(k->styles[i].id, id))
            return &k->styles[i];
    return NULL;
}

static uint32_t number_of(struct book *k, const char *name, uint32_t other)
{
    long value = xml_attr_long(&k->e, XML_OTHER, name, other);
    return value < 0 ? 0 : value > LIMIT_SHEET_ROWS ? LIMIT_SHEET_ROWS : (uint32_t)value;
}

static void read_style_part(struct book *k)
{
    struct xml_events *e = &k->e;
    struct style *last = k->n_styles ? &k->styles[k->n_styles - 1] : NULL;
    if (str_eq_c(e->name, "Style") && k->n_styles < MAX_STYLES) {
        MEM_GROW(k->styles, k->n_styles, k->capacity_styles);
        k->styles[k->n_styles++] = (struct style){.id = arena_str(k->arena, xml_attr(e, XML_OTHER, "ID"))};
    } else if (last && str_eq_c(e->name, "NumberFormat")) {
        last->code = arena_str(k->arena, code_of(str_sub(xml_attr(e, XML_OTHER, "Format"), 0, 255)));
    } else if (last && str_eq_c(e->name, "Font")) {
        last->is_bold = str_eq_c(xml_attr(e, XML_OTHER, "Bold"), "1");
    }
}

/* "2024-03-31T00:00:00.000" as days. */
static bool date_from(struct str text, double *ret_value)
{
    int year, month, day, hour = 0, minute = 0;
    char copy[32];
    text = str_sub(text, 0, sizeof copy - 1);
    memcpy(copy, text.p ? text.p : "", text.n);
    copy[text.n] = '\0';
    if (sscanf(copy, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hour, &minute) < 3 || year < 1900 || year > 9999 || month < 1 || month > 12)
        return false;
    long y = month <= 2 ? year - 1 : year, m = month <= 2 ? month + 9 : month - 3;
    long days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 693899;
    *ret_value = (double)days + (hour * 60 + minute) / 1440.0;
    return true;
}

static void read_cell(struct book *k)
{
    struct xml_events *e = &k->e;
    uint32_t index = number_of(k, "Index", 0);
    if (index)
        k->column = index - 1;
    struct sheet_cell cell = {.row = k->row, .column = k->column, .n_columns = number_of(k, "MergeAcross", 0) + 1, .n_rows = number_of(k, "MergeDown", 0) + 1};
    cell.link = arena_str(k->arena, str_sub(xml_attr(e, XML_OTHER, "HRef"), 0, LIMIT_URL_BYTES));
    const struct style *style = style_of(k, xml_attr(e, XML_OTHER, "StyleID"));
    cell.is_bold = style && style->is_bold;
    k->column += cell.n_columns;
    bool has_formula = xml_attr(e, XML_OTHER, "Formula").n > 0;
    size_t depth = e->depth, data_depth = 0;
    bool is_number = false, is_date = false;
    buf_clear(&k->text);
    while (xml_next(e) && !(e->kind == XML_END && e->depth <= depth)) {
        if (e->kind == XML_START && str_eq_c(e->name, "Comment")) {
            xml_skip(e);
        } else if (e->kind == XML_START && str_eq_c(e->name, "Data")) {
            data_depth = e->depth;
            struct str type = xml_attr(e, XML_OTHER, "Type");
            is_number = str_eq_c(type, "Number");
            is_date = str_eq_c(type, "DateTime");
        } else if (e->kind == XML_TEXT && data_depth) {
            (void)buf_add_str(&k->text, e->text);
        } else if (e->kind == XML_END && e->depth == data_depth) {
            data_depth = 0;
        }
    }
    double value;
    cell.text = buf_str(&k->text);
    cell.is_formula = has_formula;
    if (k->book.grid && is_date && date_from(cell.text, &value)) {
        cell.text = str_sub(cell.text, 0, sizeof "2024-03-31" - 1);
        cell.is_number = cell.is_date = true;
    } else if ((is_number && number_from(cell.text, &value)) || (is_date && date_from(cell.text, &value))) {
        buf_clear(&k->shown);
        number_format_show(style && style->code.n ? style->code : is_date ? STR_LIT("d/m/yyyy") : STR_NONE, value, false, &k->shown);
        cell.text = buf_str(&k->shown);
        cell.is_number = true;
    }
    bool is_hidden = k->is_row_hidden || (cell.column < 256 && k->hidden_columns[cell.column]);
    if (!k->is_full && (!is_hidden || k->book.grid))
        k->is_full = !sheet_add(k->sheet, &cell);
}

static void read_column(struct book *k)
{
    uint32_t index = number_of(k, "Index", k->next_column + 1), span = number_of(k, "Span", 0);
    bool is_hidden = str_eq_c(xml_attr(&k->e, XML_OTHER, "Hidden"), "1");
    index = index ? index - 1 : 0;
    for (uint32_t i = index; i <= index + span && i < 256; i++)
        k->hidden_columns[i] = is_hidden;
    k->next_column = index + span + 1;
}

static void read_row(struct book *k)
{
    uint32_t index = number_of(k, "Index", 0);
    if (index)
        k->row = index - 1;
    k->column = 0;
    k->is_row_hidden = str_eq_c(xml_attr(&k->e, XML_OTHER, "Hidden"), "1");
}

/* A sheet's own options come behind its cells, so whether it is hidden is known when it closes. */
static void read_sheet(struct book *k)
{
    struct xml_events *e = &k->e;
    size_t depth = e->depth;
    bool is_hidden = false, in_visible = false;
    k->sheet = sheet_open(&k->book, xml_attr(e, XML_OTHER, "Name"));
    k->row = k->next_column = 0;
    k->is_full = false;
    memset(k->hidden_columns, 0, sizeof k->hidden_columns);
    while (xml_next(e) && !(e->kind == XML_END && e->depth <= depth)) {
        if (e->kind == XML_TEXT) {
            is_hidden = is_hidden || (in_visible && str_starts_c(e->text, "SheetHidden")) || (in_visible && str_starts_c(e->text, "SheetVeryHidden"));
        } else if (e->kind == XML_END) {
            in_visible = false;
            if (str_eq_c(e->name, "Row"))
                k->row++;
        } else if (str_eq_c(e->name, "Cell")) {
            read_cell(k);
        } else if (str_eq_c(e->name, "Row")) {
            read_row(k);
        } else if (str_eq_c(e->name, "Column")) {
            read_column(k);
        } else {
            in_visible = str_eq_c(e->name, "Visible");
        }
    }
    if (is_hidden && !k->book.grid)
        sheet_drop(k->sheet);
    else
        sheet_close(k->sheet);
}

void xls_xml_extract(const struct extract_input *input, struct document *doc)
{
    struct book *k = mem_alloc(sizeof *k);
    struct doc_builder b;
    struct arena arena;
    arena_init(&arena);
    doc_builder_init(&b, doc, input->bytes.n * 3 + 1024); /* the file may be in UTF-16 or one byte a letter */
    k->arena = &arena;
    k->book = (struct sheet_book){.b = &b, .base = input->url, .grid = input->grid};
    buf_init(&k->text, CELL_MAX_BYTES);
    buf_init(&k->shown, CELL_MAX_BYTES);
    xml_events_init(&k->e, input->bytes);
    while (xml_next(&k->e)) {
        if (k->e.kind != XML_START)
            continue;
        if (str_eq_c(k->e.name, "Worksheet"))
            read_sheet(k);
        else
            read_style_part(k);
    }
    b.is_cut = b.is_cut || k->e.fault == FAULT_PARSER_LIMIT;
    doc->fault = k->e.fault == FAULT_DAMAGED ? FAULT_DAMAGED : b.n_blocks ? FAULT_NONE : FAULT_EMPTY;
    xml_events_done(&k->e);
    doc_builder_seal(&b);
    buf_done(&k->text);
    buf_done(&k->shown);
    free(k->styles);
    free(k);
    arena_done(&arena);
}
