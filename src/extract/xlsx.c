/* xlsx.c - Excel workbooks (ECMA-376 part 1, chapter 18): the package, the workbook and its sheets in their order.
 *
 * Hidden sheets are left out: nobody who opens the file sees them. What a cell shows is made in xlsx_sheet.c, what is title, header and table in
 * sheet.c. A workbook that lies about its parts (missing ones, wrong relations) gives what can be found under the usual names.
 * SPDX-License-Identifier: MIT
 */
#include "xlsx.h"

#include <stdlib.h>

#include "base/mem.h"
#include "extract/doc_title.h"
#include "extract/extract_internal.h"
#include "text/utf8.h"

enum { MAX_RELATIONS = 20000, MAX_SHEETS = 1000, PROPERTY_MAX_BYTES = 4096 };

bool xlsx_read(struct xlsx *x, struct str path)
{
    buf_clear(&x->part);
    const struct zip_part *part = path.n ? zip_parts_find_str(&x->zip, path) : NULL;
    if (!part)
        return false;
    enum oit_fault fault = zip_parts_read(&x->zip, part, &x->part);
    x->is_damaged = x->is_damaged || fault == FAULT_DAMAGED;
    x->b->is_cut = x->b->is_cut || fault == FAULT_TOO_LARGE;
    return x->part.n > 0;
}

/* ---- relations ---- */

static struct str folder_of(struct str path)
{
    size_t slash = str_rchr(path, '/');
    return slash == STR_NPOS ? STR_LIT("") : str_sub(path, 0, slash);
}

/* "../tables/table1.xml" of "xl/worksheets/sheet1.xml" is "xl/tables/table1.xml". */
static struct str resolved(struct xlsx *x, struct str base, struct str target)
{
    if (target.n && target.p[0] == '/')
        return arena_str(x->arena, str_from_pos(target, 1));
    struct str folder = folder_of(base);
    while (str_starts_c(target, "../")) {
        folder = folder_of(folder);
        target = str_from_pos(target, 3);
    }
    while (str_starts_c(target, "./"))
        target = str_from_pos(target, 2);
    return arena_printf(x->arena, "%.*s%s%.*s", STR_ARG(folder), folder.n ? "/" : "", STR_ARG(target));
}

struct xlsx_relations xlsx_relations(struct xlsx *x, struct str path)
{
    struct xlsx_relations r = {0};
    struct str folder = folder_of(path), name = path.n ? str_from_pos(path, folder.n + (folder.n > 0)) : STR_LIT("");
    struct str own = arena_printf(x->arena, "%.*s%s_rels/%.*s.rels", STR_ARG(folder), folder.n ? "/" : "", STR_ARG(name));
    if (!xlsx_read(x, own))
        return r;
    struct xml_events e;
    size_t capacity = 0;
    struct xlsx_relation *items = NULL;
    xml_events_init(&e, buf_str(&x->part));
    while (xml_next(&e) && r.n < MAX_RELATIONS) {
        if (e.kind != XML_START || !str_eq_c(e.name, "Relationship"))
            continue;
        MEM_GROW(items, r.n, capacity);
        struct xlsx_relation *item = &items[r.n];
        *item = (struct xlsx_relation){.id = arena_str(x->arena, xml_attr(&e, XML_NONE, "Id"))};
        struct str type = xml_attr(&e, XML_NONE, "Type");
        size_t slash = str_rchr(type, '/');
        item->type = arena_str(x->arena, slash == STR_NPOS ? type : str_from_pos(type, slash + 1));
        item->is_external = str_eq_c(xml_attr(&e, XML_NONE, "TargetMode"), "External");
        struct str target = xml_attr(&e, XML_NONE, "Target");
        item->target = item->is_external ? arena_str(x->arena, target) : resolved(x, path, target);
        r.n++;
    }
    xml_events_done(&e);
    r.items = ARENA_ARRAY(x->arena, struct xlsx_relation, r.n + 1);
    if (r.n)
        memcpy(r.items, items, r.n * sizeof *items);
    free(items);
    return r;
}

const struct xlsx_relation *xlsx_relation(const struct xlsx_relations *r, struct str id)
{
    for (size_t i = 0; i < r->n && id.n; i++)
        if (str_eq(r->items[i].id, id))
            return &r->items[i];
    return NULL;
}

static struct str target_of_type(const struct xlsx_relations *r, const char *type, struct str other)
{
    for (size_t i = 0; i < r->n; i++)
        if (str_eq_c(r->items[i].type, type) && !r->items[i].is_external)
            return r->items[i].target;
    return other;
}

/* ---- places ---- */

bool xlsx_place(struct str text, uint32_t *ret_row, uint32_t *ret_column)
{
    uint32_t row = 0, column = 0;
    size_t i = 0, n_letters = 0, n_digits = 0;
    if (i < text.n && text.p[i] == '$')
        i++;
    for (; i < text.n && (text.p[i] | 0x20) >= 'a' && (text.p[i] | 0x20) <= 'z' && n_letters < 4; i++, n_letters++)
        column = column * 26 + (uint32_t)((text.p[i] | 0x20) - 'a' + 1);
    if (n_letters && i < text.n && text.p[i] == '$')
        i++;
    for (; i < text.n && text.p[i] >= '0' && text.p[i] <= '9' && n_digits < 9; i++, n_digits++)
        row = row * 10 + (uint32_t)(text.p[i] - '0');
    if (i != text.n || (!n_letters && !n_digits) || (n_digits && row == 0))
        return false;
    *ret_row = n_digits ? row - 1 : UINT32_MAX;
    *ret_column = n_letters ? column - 1 : UINT32_MAX;
    return true;
}

bool xlsx_area(struct str text, struct xlsx_area *a)
{
    struct str rest = text, first = str_cut(&rest, ':');
    if (!xlsx_place(first, &a->row, &a->column))
        return false;
    a->last_row = a->row;
    a->last_column = a->column;
    return !rest.p || (xlsx_place(rest, &a->last_row, &a->last_column) && a->last_row >= a->row && a->last_column >= a->column);
}

/* ---- properties ---- */

static void read_properties(struct xlsx *x, struct str path)
{
    if (!xlsx_read(x, path))
        return;
    struct xml_events e;
    struct buf text;
    buf_init(&text, PROPERTY_MAX_BYTES);
    xml_events_init(&e, buf_str(&x->part));
    bool is_title = false;
    while (xml_next(&e)) {
        if (e.kind == XML_START)
            is_title = xml_is(&e, XML_DC, "title");
        else if (e.kind == XML_TEXT && is_title)
            (void)buf_add_str(&text, e.text);
        else
            is_title = false;
    }
    xml_events_done(&e);
    struct buf line;
    buf_init(&line, PROPERTY_MAX_BYTES);
    utf8_squeeze(buf_str(&text), &line);
    struct str title = useful_title(buf_str(&line));
    if (title.n)
        x->doc->title = arena_str(x->doc->arena, utf8_prefix(title, LIMIT_LABEL_BYTES));
    buf_done(&line);
    buf_done(&text);
}

/* ---- workbook ---- */

struct sheet_entry {
    struct str name, relation;
    bool is_hidden;
    struct xlsx_rows titles;
};

/* "'แผ่น 1'!$A:$B,'แผ่น 1'!$3:$4": the rows. */
static struct xlsx_rows print_titles(struct str text)
{
    while (text.p) {
        struct str part = str_cut(&text, ',');
        size_t bang = str_rchr(part, '!');
        struct xlsx_area area;
        if (xlsx_area(str_trim(str_from_pos(part, bang == STR_NPOS ? 0 : bang + 1)), &area) && area.row != UINT32_MAX && area.last_row != UINT32_MAX)
            return (struct xlsx_rows){area.row, area.last_row};
    }
    return (struct xlsx_rows){1, 0};
}

static size_t read_workbook(struct xlsx *x, struct sheet_entry entries[static MAX_SHEETS])
{
    struct xml_events e;
    struct buf text;
    size_t n = 0, titled = MAX_SHEETS;
    buf_init(&text, PROPERTY_MAX_BYTES);
    xml_events_init(&e, buf_str(&x->part));
    while (xml_next(&e)) {
        if (e.kind == XML_START && str_eq_c(e.name, "workbookPr")) {
            struct str value = xml_attr(&e, XML_NONE, "date1904");
            x->is_1904 = str_eq_c(value, "1") || str_eq_nocase_c(value, "true");
        } else if (e.kind == XML_START && str_eq_c(e.name, "sheet") && n < MAX_SHEETS) {
            struct str state = xml_attr(&e, XML_NONE, "state");
            entries[n].is_hidden = str_eq_c(state, "hidden") || str_eq_c(state, "veryHidden");
            entries[n].name = arena_str(x->arena, xml_attr(&e, XML_NONE, "name"));
            entries[n].relation = arena_str(x->arena, xml_attr(&e, XML_R, "id"));
            entries[n++].titles = (struct xlsx_rows){1, 0};
        } else if (e.kind == XML_START && str_eq_c(e.name, "definedName")) {
            bool is_titles = str_eq_c(xml_attr(&e, XML_NONE, "name"), "_xlnm.Print_Titles");
            long sheet = xml_attr_long(&e, XML_NONE, "localSheetId", -1);
            titled = is_titles && sheet >= 0 && (size_t)sheet < n ? (size_t)sheet : MAX_SHEETS;
            buf_clear(&text);
        } else if (e.kind == XML_TEXT && titled < MAX_SHEETS) {
            (void)buf_add_str(&text, e.text);
        } else if (e.kind == XML_END && titled < MAX_SHEETS && str_eq_c(e.name, "definedName")) {
            entries[titled].titles = print_titles(buf_str(&text));
            titled = MAX_SHEETS;
        }
    }
    x->is_damaged = x->is_damaged || e.fault == FAULT_DAMAGED;
    x->b->is_cut = x->b->is_cut || n >= MAX_SHEETS || e.fault == FAULT_PARSER_LIMIT;
    xml_events_done(&e);
    buf_done(&text);
    return n;
}

static void read_sheets(struct xlsx *x, struct str workbook, const struct xlsx_relations *r)
{
    struct sheet_entry *entries = mem_alloc(MAX_SHEETS * sizeof *entries);
    size_t n = xlsx_read(x, workbook) ? read_workbook(x, entries) : 0;
    size_t n_shown = 0;
    for (size_t i = 0; i < n; i++)
        n_shown += !entries[i].is_hidden;
    for (size_t i = 0; i < n; i++) {
        if (entries[i].is_hidden && n_shown && !x->book.grid)
            continue;
        const struct xlsx_relation *relation = xlsx_relation(r, entries[i].relation);
        struct str path = relation && !relation->is_external ? relation->target : arena_printf(x->arena, "xl/worksheets/sheet%zu.xml", i + 1);
        if (relation && !str_eq_c(relation->type, "worksheet"))
            continue; /* a chart or a macro sheet */
        xlsx_read_sheet(x, entries[i].name, path, entries[i].titles);
    }
    for (size_t i = 0; n == 0 && i < x->zip.n_parts; i++) /* no list of sheets (torn file): those that are there */
        if (str_starts_nocase_c(x->zip.parts[i].name, "xl/worksheets/sheet"))
            xlsx_read_sheet(x, STR_NONE, x->zip.parts[i].name, (struct xlsx_rows){1, 0});
    free(entries);
}

static bool has_part_ending(const struct zip_parts *zip, const char *suffix)
{
    for (size_t i = 0; i < zip->n_parts; i++)
        if (str_ends_nocase_c(zip->parts[i].name, suffix))
            return true;
    return false;
}

void xlsx_extract(const struct extract_input *input, struct document *doc)
{
    struct xlsx x = {.doc = doc};
    struct arena arena;
    arena_init(&arena);
    x.arena = &arena;
    doc->fault = zip_parts_open(input->bytes, &arena, &x.zip);
    if (doc->fault == FAULT_NONE && has_part_ending(&x.zip, "xl/workbook.bin")) {
        doc->fault = FAULT_UNSUPPORTED; /* XLSB: the same in a binary form */
    } else if (doc->fault == FAULT_NONE) {
        struct doc_builder b;
        x.b = &b;
        buf_init(&x.part, LIMIT_ZIP_ENTRY_BYTES);
        buf_init(&x.strings, LIMIT_ZIP_ENTRY_BYTES);
        doc_builder_init(&b, doc, LIMIT_TEXT_BYTES);
        x.book = (struct sheet_book){.b = &b, .base = input->url, .grid = input->grid};
        struct xlsx_relations package = xlsx_relations(&x, STR_LIT(""));
        struct str workbook = target_of_type(&package, "officeDocument", STR_LIT("xl/workbook.xml"));
        read_properties(&x, target_of_type(&package, "core-properties", STR_LIT("docProps/core.xml")));
        struct xlsx_relations r = xlsx_relations(&x, workbook);
        xlsx_read_strings(&x, target_of_type(&r, "sharedStrings", STR_LIT("xl/sharedStrings.xml")));
        xlsx_read_styles(&x, target_of_type(&r, "styles", STR_LIT("xl/styles.xml")));
        read_sheets(&x, workbook, &r);
        b.is_cut = b.is_cut || x.zip.is_cut;
        bool is_torn = x.is_damaged || x.zip.is_recovered;
        doc->fault = is_torn ? FAULT_DAMAGED : b.n_blocks ? FAULT_NONE : FAULT_EMPTY;
        doc_builder_seal(&b);
        buf_done(&x.part);
        buf_done(&x.strings);
        free(x.string_ends);
    }
    arena_done(&arena);
}
