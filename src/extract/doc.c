/* doc.c - old Word files: what antiword wrote becomes a document.
 *
 * Its DocBook has paragraphs, headings, lists and tables with whole cells; each row tells its column widths, so merged cells are found by their edges. Its
 * plain text is read where the DocBook is lacking or has lost text (antiword ends it early at what it does not know).
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "extract/extract_internal.h"
#include "extract/flow.h"
#include "extract/xml_events.h"
#include "text/charset.h"

enum {
    MAX_NOTES = 32,        /* of one paragraph */
    MAX_COLUMNS = 64,      /* Word has 63 */
    WHOLE_PERCENT = 80,    /* of the text's letters that must stand in the DocBook too */
    TWIPS_PER_POINT = 20,
};

enum what { D_PARA, D_TITLE, D_EMPHASIS, D_ITEM, D_TABLE, D_GROUP, D_COLUMN, D_ROW, D_ENTRY, D_LINK, D_INFO, D_CHAPTER, D_NOTE, N_WHAT };

static const struct xml_name names[N_WHAT] = {
    [D_PARA] = {XML_NONE, "para"},     [D_TITLE] = {XML_NONE, "title"},       [D_EMPHASIS] = {XML_NONE, "emphasis"},
    [D_ITEM] = {XML_NONE, "listitem"}, [D_TABLE] = {XML_NONE, "informaltable"}, [D_GROUP] = {XML_NONE, "tgroup"},
    [D_COLUMN] = {XML_NONE, "colspec"}, [D_ROW] = {XML_NONE, "row"},          [D_ENTRY] = {XML_NONE, "entry"},
    [D_LINK] = {XML_NONE, "ulink"},    [D_INFO] = {XML_NONE, "bookinfo"},     [D_CHAPTER] = {XML_NONE, "chapter"},
    [D_NOTE] = {XML_NONE, "footnote"},
};

struct docbook {
    struct flow f;
    struct xml_events *e;
    uint32_t widths[MAX_COLUMNS];
    size_t n_widths, column;
    uint32_t edge;
    unsigned n_bold, section;
    bool is_item;
    struct xml_place *notes[MAX_NOTES]; /* of the paragraph at hand: read behind it */
    size_t n_notes;
};

static void column_width(struct docbook *d)
{
    long points = xml_attr_long(d->e, XML_NONE, "colwidth", 0);
    if (d->n_widths < MAX_COLUMNS)
        d->widths[d->n_widths++] = points > 0 && points < 10000 ? (uint32_t)points * TWIPS_PER_POINT : TWIPS_PER_POINT * 4;
}

static void start(struct docbook *d, size_t what)
{
    struct xml_events *e = d->e;
    switch (what) {
    case D_PARA:
        flow_paragraph(&d->f, (struct flow_style){.is_list = d->is_item});
        d->is_item = false;
        break;
    case D_TITLE: flow_paragraph(&d->f, (struct flow_style){.level = (uint8_t)(e->depth <= 3 ? 1 : e->depth - 2 < 6 ? e->depth - 2 : 6)}); break;
    case D_EMPHASIS: d->n_bold += str_eq_c(xml_attr(e, XML_NONE, "role"), "bold"); break;
    case D_ITEM: d->is_item = true; break;
    case D_TABLE: flow_table(&d->f); break;
    case D_GROUP: d->n_widths = 0; break;
    case D_COLUMN: column_width(d); break;
    case D_ROW:
        flow_row(&d->f);
        d->column = d->edge = 0;
        break;
    case D_ENTRY: {
        uint32_t width = d->column < d->n_widths ? d->widths[d->column] : TWIPS_PER_POINT * 4;
        d->column++;
        flow_cell_at(&d->f, d->edge, d->edge + width, false);
        d->edge += width;
        break;
    }
    case D_LINK: flow_link(&d->f, xml_attr(e, XML_NONE, "url")); break;
    case D_NOTE:
        if (d->n_notes < MAX_NOTES)
            d->notes[d->n_notes++] = xml_place_new(e);
        xml_skip(e);
        break;
    case D_INFO: xml_skip(e); break;
    default: break;
    }
}

static void read_inside(struct docbook *d, size_t depth);

static void read_notes(struct docbook *d)
{
    struct xml_place *notes[MAX_NOTES];
    size_t n = d->n_notes;
    if (!n)
        return;
    struct xml_place *here = xml_place_new(d->e);
    memcpy(notes, d->notes, n * sizeof *notes);
    d->n_notes = 0;
    for (size_t i = 0; i < n; i++) {
        xml_place_go(d->e, notes[i]);
        xml_place_free(notes[i]);
        read_inside(d, d->e->depth);
    }
    xml_place_go(d->e, here);
    xml_place_free(here);
}

static void end(struct docbook *d, size_t what)
{
    switch (what) {
    case D_PARA:
    case D_TITLE:
        flow_paragraph_end(&d->f);
        read_notes(d);
        break;
    case D_EMPHASIS: d->n_bold -= d->n_bold > 0; break; /* other roles are rare and not nested */
    case D_TABLE: flow_table_end(&d->f); break;
    case D_ROW: flow_row_end(&d->f); break;
    case D_ENTRY: flow_cell_end(&d->f); break;
    case D_LINK: flow_link_end(&d->f); break;
    default: break;
    }
}

/* Everything up to the end of the element that is open at `depth`; 0: all. */
static void read_inside(struct docbook *d, size_t depth)
{
    struct xml_events *e = d->e;
    while (xml_next(e) && !(e->kind == XML_END && e->depth == depth)) {
        if (e->kind == XML_TEXT) {
            if (e->depth > 1)
                flow_text(&d->f, e->text, d->n_bold > 0);
            continue;
        }
        size_t what = xml_name_index(e, names, N_WHAT);
        if (what == D_TITLE && e->depth <= 2) { /* the book's: from the properties, in a broken encoding */
            if (e->kind == XML_START)
                xml_skip(e);
        } else if (e->kind == XML_START) {
            start(d, what);
        } else {
            end(d, what);
        }
    }
}

static void read_docbook(struct docbook *d, struct str xml)
{
    xml_events_init(d->e, xml);
    read_inside(d, 0);
    for (; d->n_notes; d->n_notes--)
        xml_place_free(d->notes[d->n_notes - 1]);
    xml_events_done(d->e);
}

/* One paragraph a line; a row of a table begins and ends with '|' (its cells may go on in the next line, which stays a row of its own). */
static void read_plain(struct flow *f, struct str text)
{
    bool in_table = false;
    while (text.p) {
        struct str line = str_trim(str_cut(&text, '\n'));
        bool is_row = line.n > 2 && line.p[0] == '|' && line.p[line.n - 1] == '|';
        if (is_row != in_table) {
            if (is_row)
                flow_table(f);
            else
                flow_table_end(f);
            in_table = is_row;
        }
        if (!is_row) {
            flow_paragraph(f, (struct flow_style){0});
            flow_text(f, line, false);
            continue;
        }
        flow_row(f);
        struct str rest = str_sub(line, 1, line.n - 2);
        while (rest.p) {
            struct str cell = str_cut(&rest, '|');
            flow_cell(f, 1, 1);
            flow_paragraph(f, (struct flow_style){0});
            flow_text(f, cell, false);
        }
    }
    if (in_table)
        flow_table_end(f);
}

/* Bytes of Thai letters: both outputs have the same, whatever stands between them. */
static size_t weight(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += (unsigned char)text.p[i] == 0xE0;
    return n;
}

static bool is_whole(struct str xml, struct str text)
{
    size_t n_text = weight(text);
    return xml.n && weight(xml) * 100 >= n_text * WHOLE_PERCENT;
}

void doc_extract(const struct extract_input *input, const struct extract_tools *tools, struct document *doc)
{
    struct docbook *d = mem_alloc(sizeof *d);
    struct buf text;
    d->e = mem_alloc(sizeof *d->e);
    buf_init(&text, LIMIT_TEXT_BYTES);
    (void)charset_to_utf8(tools->text, STR_LIT("utf-8"), &text);
    size_t book = str_find_c(tools->doc_xml, "<book");
    struct str xml = book == STR_NPOS ? STR_NONE : str_from_pos(tools->doc_xml, book);
    flow_init(&d->f, input, doc, text.n + text.n / 2 + tools->doc_xml.n + 1024);
    doc->fault = tools->fault;
    if (is_whole(xml, buf_str(&text)))
        read_docbook(d, xml);
    else
        read_plain(&d->f, buf_str(&text));
    doc->is_cut |= tools->fault != FAULT_NONE;
    flow_done(&d->f);
    buf_done(&text);
    free(d->e);
    free(d);
}
