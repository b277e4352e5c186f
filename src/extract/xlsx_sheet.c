/* xlsx_sheet.c - one worksheet: cells as a reader sees them, merged areas, links, printed headers, text boxes.
 * SPDX-License-Identifier: MIT
 */
#include "xlsx.h"

#include <stdlib.h>

#include "base/mem.h"
#include "extract/number_format.h"

enum {
    MAX_HIDDEN = 200,          /* runs of hidden columns */
    LINK_CELLS = 64,           /* of one hyperlink over an area */
    CELL_MAX_BYTES = 3 * 32767 /* what Excel allows in a cell */
};

struct reader {
    struct xlsx *x;
    struct xml_events e;
    struct sheet *sheet;
    struct xlsx_relations relations;
    struct xlsx_rows hidden[MAX_HIDDEN]; size_t n_hidden; /* columns */
    uint32_t row, column; /* of the next cell that does not say its place */
    bool is_row_hidden, is_full;
    struct buf text, shown, formula;
};

static bool is_true(struct str value)
{
    return str_eq_c(value, "1") || str_eq_c(value, "true");
}

static bool is_column_hidden(const struct reader *r, uint32_t column)
{
    for (size_t i = 0; i < r->n_hidden; i++)
        if (column >= r->hidden[i].from && column <= r->hidden[i].to)
            return true;
    return false;
}

/* =HYPERLINK("http://...","คลิก"): the address, when it stands there as such. */
static struct str address_in(struct str formula)
{
    size_t at = str_find_nocase_c(formula, "HYPERLINK(");
    if (at == STR_NPOS)
        return STR_NONE;
    struct str rest = str_trim(str_from_pos(formula, at + sizeof "HYPERLINK(" - 1));
    if (!rest.n || rest.p[0] != '"')
        return STR_NONE;
    rest = str_from_pos(rest, 1);
    size_t end = str_chr(rest, '"');
    return end == STR_NPOS ? STR_NONE : str_sub(rest, 0, end);
}

/* What a number, a string's index or a truth value shows. */
static struct str shown(struct reader *r, struct str type, long style, struct sheet_cell *cell)
{
    struct str value = str_trim(buf_str(&r->text));
    double number;
    uint64_t index;
    if (str_eq_c(type, "s"))
        return str_to_u64(value, UINT32_MAX, &index) ? xlsx_string(r->x, (uint32_t)index) : STR_NONE;
    if (str_eq_c(type, "b"))
        return str_eq_c(value, "1") ? STR_LIT("TRUE") : STR_LIT("FALSE");
    if (type.n && !str_eq_c(type, "n"))
        return buf_str(&r->text); /* str, inlineStr, e; d holds a date in ISO form */
    if (!number_from(value, &number))
        return value;
    buf_clear(&r->shown);
    struct str code = style >= 0 && (size_t)style < r->x->n_styles ? r->x->styles[style].code : STR_NONE;
    cell->is_date = r->x->book.grid && number_format_day(code, number, r->x->is_1904, &r->shown);
    if (cell->is_date) {
        cell->is_number = true;
        return buf_str(&r->shown);
    }
    number_format_show(code, number, r->x->is_1904, &r->shown);
    cell->is_number = true;
    return buf_str(&r->shown);
}

static void read_cell(struct reader *r)
{
    struct xml_events *e = &r->e;
    uint32_t row = r->row, column = r->column;
    struct str place = xml_attr(e, XML_NONE, "r");
    if (place.n && (!xlsx_place(place, &row, &column) || row == UINT32_MAX || column == UINT32_MAX)) {
        row = r->row;
        column = r->column;
    }
    r->column = column + 1;
    char type_text[16] = "";
    struct str type = str_sub(xml_attr(e, XML_NONE, "t"), 0, sizeof type_text - 1);
    if (type.n)
        memcpy(type_text, type.p, type.n);
    type = (struct str){type_text, type.n};
    long style = xml_attr_long(e, XML_NONE, "s", 0);
    size_t depth = e->depth;
    bool in_value = false, in_formula = false, has_formula = false;
    buf_clear(&r->text);
    buf_clear(&r->formula);
    while (xml_next(e) && !(e->kind == XML_END && e->depth <= depth)) {
        if (e->kind == XML_START && str_eq_c(e->name, "is")) {
            xlsx_rich_text(e, &r->text);
        } else if (e->kind == XML_TEXT) {
            if (in_value || in_formula)
                (void)buf_add_str(in_value ? &r->text : &r->formula, e->text);
        } else {
            in_value = e->kind == XML_START && str_eq_c(e->name, "v");
            in_formula = e->kind == XML_START && str_eq_c(e->name, "f");
            has_formula |= in_formula;
        }
    }
    bool is_hidden = !r->x->book.grid && (r->is_row_hidden || is_column_hidden(r, column));
    if (r->is_full || is_hidden)
        return;
    struct sheet_cell cell = {.row = row, .column = column};
    cell.is_bold = style >= 0 && (size_t)style < r->x->n_styles && r->x->styles[style].is_bold;
    cell.text = shown(r, type, style, &cell);
    cell.is_formula = has_formula;
    cell.link = r->formula.n ? address_in(buf_str(&r->formula)) : STR_NONE;
    r->is_full = !sheet_add(r->sheet, &cell);
}

static void read_row(struct reader *r)
{
    long row = xml_attr_long(&r->e, XML_NONE, "r", (long)r->row + 1);
    r->row = row >= 1 && row <= UINT32_MAX - 1 ? (uint32_t)row - 1 : r->row;
    r->column = 0;
    r->is_row_hidden = is_true(xml_attr(&r->e, XML_NONE, "hidden"));
}

static void read_column(struct reader *r)
{
    long from = xml_attr_long(&r->e, XML_NONE, "min", 0), to = xml_attr_long(&r->e, XML_NONE, "max", 0);
    if (is_true(xml_attr(&r->e, XML_NONE, "hidden")) && from >= 1 && to >= from && to <= LIMIT_SHEET_COLUMNS && r->n_hidden < MAX_HIDDEN)
        r->hidden[r->n_hidden++] = (struct xlsx_rows){(uint32_t)from - 1, (uint32_t)to - 1};
}

static void read_merge(struct reader *r)
{
    struct xlsx_area a;
    if (xlsx_area(xml_attr(&r->e, XML_NONE, "ref"), &a) && a.last_row != UINT32_MAX && a.last_column != UINT32_MAX && a.row != UINT32_MAX &&
        a.column != UINT32_MAX)
        sheet_merge(r->sheet, a.row, a.column, a.last_row - a.row + 1, a.last_column - a.column + 1);
}

static void read_link(struct reader *r)
{
    struct xlsx_area a;
    const struct xlsx_relation *relation = xlsx_relation(&r->relations, xml_attr(&r->e, XML_R, "id"));
    if (!relation || !relation->is_external || !xlsx_area(xml_attr(&r->e, XML_NONE, "ref"), &a) || a.row == UINT32_MAX || a.column == UINT32_MAX)
        return;
    uint32_t n = 0;
    for (uint32_t row = a.row; row <= a.last_row && n < LINK_CELLS; row++)
        for (uint32_t column = a.column; column <= a.last_column && n < LINK_CELLS; column++, n++)
            sheet_link(r->sheet, row, column, relation->target);
}

/* "&Cแบบฟอร์ม&Rหน้า &P": without the codes, parts with a blank between them (18.3.1.39). */
static void read_margin(struct reader *r, enum doc_zone zone)
{
    struct xml_events *e = &r->e;
    size_t depth = e->depth;
    buf_clear(&r->text);
    while (xml_next(e) && !(e->kind == XML_END && e->depth <= depth))
        if (e->kind == XML_TEXT)
            (void)buf_add_str(&r->text, e->text);
    struct str text = buf_str(&r->text);
    buf_clear(&r->shown);
    bool has_letters = false;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '&' || i + 1 >= text.n) {
            (void)buf_add_char(&r->shown, text.p[i]);
            has_letters |= (unsigned char)text.p[i] >= 0x80 || (text.p[i] | 0x20) >= 'a';
            continue;
        }
        char c = text.p[++i];
        if (c == '"') {
            while (i + 1 < text.n && text.p[++i] != '"') {
            }
        } else if (c == 'K') {
            i += i + 6 < text.n ? 6 : text.n - i - 1;
        } else if (c >= '0' && c <= '9') {
            while (i + 1 < text.n && text.p[i + 1] >= '0' && text.p[i + 1] <= '9')
                i++;
        } else if (c == '&') {
            (void)buf_add_char(&r->shown, '&');
        } else if (c == 'L' || c == 'C' || c == 'R') {
            (void)buf_add_char(&r->shown, ' ');
        }
    }
    if (has_letters)
        sheet_margin(r->sheet, zone, buf_str(&r->shown));
}

/* Text boxes, a paragraph of theirs a line. */
static void read_drawing(struct reader *r, struct str path)
{
    if (!xlsx_read(r->x, path))
        return;
    struct xml_events *e = &r->e;
    bool is_text = false;
    xml_events_init(e, buf_str(&r->x->part));
    while (xml_next(e)) {
        if (e->kind == XML_START && xml_is(e, XML_A, "p"))
            buf_clear(&r->text);
        else if (e->kind == XML_TEXT && is_text)
            (void)buf_add_str(&r->text, e->text);
        else if (e->kind == XML_END && xml_is(e, XML_A, "p") && r->text.n)
            sheet_margin(r->sheet, ZONE_MAIN, buf_str(&r->text));
        is_text = e->kind == XML_START && xml_is(e, XML_A, "t");
    }
    xml_events_done(e);
}

static void read_table(struct reader *r, struct str path)
{
    if (!xlsx_read(r->x, path))
        return;
    struct xml_events *e = &r->e;
    struct xlsx_area a;
    xml_events_init(e, buf_str(&r->x->part));
    while (xml_next(e))
        if (e->kind == XML_START && str_eq_c(e->name, "table") && e->depth == 1) {
            long n = xml_attr_long(e, XML_NONE, "headerRowCount", 1);
            if (n >= 1 && n <= 4 && xlsx_area(xml_attr(e, XML_NONE, "ref"), &a) && a.row != UINT32_MAX)
                sheet_tell_header(r->sheet, a.row, a.row + (uint32_t)n - 1);
            break;
        }
    xml_events_done(e);
}

static void read_cells(struct reader *r)
{
    struct xml_events *e = &r->e;
    while (xml_next(e)) {
        if (e->kind != XML_START) {
            r->row += e->kind == XML_END && str_eq_c(e->name, "row");
            continue;
        }
        if (str_eq_c(e->name, "c"))
            read_cell(r);
        else if (str_eq_c(e->name, "row"))
            read_row(r);
        else if (str_eq_c(e->name, "col"))
            read_column(r);
        else if (str_eq_c(e->name, "mergeCell"))
            read_merge(r);
        else if (str_eq_c(e->name, "hyperlink"))
            read_link(r);
        else if (str_eq_c(e->name, "oddHeader") || str_eq_c(e->name, "firstHeader"))
            read_margin(r, ZONE_HEADER);
        else if (str_eq_c(e->name, "oddFooter") || str_eq_c(e->name, "firstFooter"))
            read_margin(r, ZONE_FOOTER);
        else if (str_eq_c(e->name, "extLst"))
            xml_skip(e);
    }
    r->x->is_damaged = r->x->is_damaged || e->fault == FAULT_DAMAGED;
    r->x->b->is_cut = r->x->b->is_cut || e->fault == FAULT_PARSER_LIMIT;
}

void xlsx_read_sheet(struct xlsx *x, struct str name, struct str path, struct xlsx_rows told)
{
    struct reader *r = mem_alloc(sizeof *r);
    r->x = x;
    r->relations = xlsx_relations(x, path);
    r->sheet = sheet_open(&x->book, name);
    buf_init(&r->text, CELL_MAX_BYTES);
    buf_init(&r->shown, CELL_MAX_BYTES);
    buf_init(&r->formula, CELL_MAX_BYTES);
    if (told.from <= told.to)
        sheet_tell_header(r->sheet, told.from, told.to);
    if (xlsx_read(x, path)) {
        xml_events_init(&r->e, buf_str(&x->part));
        read_cells(r);
        xml_events_done(&r->e);
    } else {
        x->is_damaged = true;
    }
    for (size_t i = 0; i < r->relations.n; i++) {
        const struct xlsx_relation *relation = &r->relations.items[i];
        if (!relation->is_external && str_eq_c(relation->type, "table"))
            read_table(r, relation->target);
        else if (!relation->is_external && str_eq_c(relation->type, "drawing"))
            read_drawing(r, relation->target);
    }
    sheet_close(r->sheet);
    buf_done(&r->text);
    buf_done(&r->shown);
    buf_done(&r->formula);
    free(r);
}
