/* docx.c - Word documents (ECMA-376 part 1, section 17; transitional and strict).
 *
 * Told to flow in reading order: body with text boxes behind the paragraph they hang on, then footnotes, endnotes, headers and footers, each
 * once. Left out: deleted and moved-away text, hidden text, placeholders of empty content controls, the second form of what stands there in two
 * (mc:Fallback), comments.
 *
 * Pages: Word notes where its pages broke when it saved (w:lastRenderedPageBreak). Without these notes only breaks by hand are known, which is
 * believed when the count in the properties agrees; otherwise no page is better than a wrong one.
 * SPDX-License-Identifier: MIT
 */
#include "docx.h"

#include <stdlib.h>

#include "base/mem.h"
#include "extract/extract_internal.h"
#include "extract/flow.h"
#include "extract/ooxml.h"

enum {
    MAX_FIELDS = 16,            /* fields within fields: a link in a table of contents is the second */
    MAX_BOXES = 64,             /* text boxes of one paragraph */
    INSTRUCTION_MAX_BYTES = 4096,
    MORE_TEXT_BYTES = 1024 * 1024, /* notes, headers and footers beside the body */
    EMU_PER_PIXEL = 9525,
    MAX_MARGINS = 64, /* headers and footers; a document with 20 sections has up to 120, nearly all the same few */
};

struct field {
    struct buf instruction;
    bool in_result;
};

struct docx {
    struct flow f;
    struct zip_parts zip;
    struct document *doc;
    struct xml_events *e;
    struct docx_styles styles;
    struct ooxml_relations relations; /* of the part at hand */
    bool counts_rendered, in_text, paragraph_is_bold, paragraph_is_hidden, run_is_bold, run_is_hidden, breaks_behind, skips_content, has_chunk;
    bool cell_is_pending;
    struct field fields[MAX_FIELDS];
    size_t n_fields, n_deep_fields;
    struct xml_place *boxes[MAX_BOXES];
    size_t n_boxes;
    struct {
        long width, height;
        bool is_there;
        struct str part;
        struct buf alt;
    } picture;
    struct {
        struct str target;
        enum doc_zone zone;
    } margins[MAX_MARGINS];
    size_t n_margins;
};

enum what {
    W_P, W_PPR, W_R, W_RPR, W_T, W_MATH, W_TAB, W_BR, W_CR, W_PTAB, W_HYPHEN, W_RENDERED, W_HYPERLINK, W_FLDCHAR, W_FLDSIMPLE, W_INSTRUCTION, W_TBL, W_TR,
    W_TRPR, W_TC, W_TCPR, W_SDTPR, W_SDTCONTENT, W_DEL, W_MOVEFROM, W_RT, W_DRAWING, W_PICT, W_OBJECT, W_BOX, W_HEADERREF, W_FOOTERREF, W_SECTTYPE,
    W_FOOTNOTE, W_ENDNOTE, W_CHUNK, W_FALLBACK, W_EXTENT, W_DOCPR, W_BLIP, W_SHAPE, W_RECT, W_IMAGEDATA, W_TEXTPATH, N_WHAT,
};

static const struct xml_name names[N_WHAT] = {
    [W_P] = {XML_W, "p"},
    [W_PPR] = {XML_W, "pPr"},
    [W_R] = {XML_W, "r"},
    [W_RPR] = {XML_W, "rPr"},
    [W_T] = {XML_W, "t"},
    [W_MATH] = {XML_M, "t"},
    [W_TAB] = {XML_W, "tab"},
    [W_BR] = {XML_W, "br"},
    [W_CR] = {XML_W, "cr"},
    [W_PTAB] = {XML_W, "ptab"},
    [W_HYPHEN] = {XML_W, "noBreakHyphen"},
    [W_RENDERED] = {XML_W, "lastRenderedPageBreak"},
    [W_HYPERLINK] = {XML_W, "hyperlink"},
    [W_FLDCHAR] = {XML_W, "fldChar"},
    [W_FLDSIMPLE] = {XML_W, "fldSimple"},
    [W_INSTRUCTION] = {XML_W, "instrText"},
    [W_TBL] = {XML_W, "tbl"},
    [W_TR] = {XML_W, "tr"},
    [W_TRPR] = {XML_W, "trPr"},
    [W_TC] = {XML_W, "tc"},
    [W_TCPR] = {XML_W, "tcPr"},
    [W_SDTPR] = {XML_W, "sdtPr"},
    [W_SDTCONTENT] = {XML_W, "sdtContent"},
    [W_DEL] = {XML_W, "del"},
    [W_MOVEFROM] = {XML_W, "moveFrom"},
    [W_RT] = {XML_W, "rt"},
    [W_DRAWING] = {XML_W, "drawing"},
    [W_PICT] = {XML_W, "pict"},
    [W_OBJECT] = {XML_W, "object"},
    [W_BOX] = {XML_W, "txbxContent"},
    [W_HEADERREF] = {XML_W, "headerReference"},
    [W_FOOTERREF] = {XML_W, "footerReference"},
    [W_SECTTYPE] = {XML_W, "sectPr"},
    [W_FOOTNOTE] = {XML_W, "footnote"},
    [W_ENDNOTE] = {XML_W, "endnote"},
    [W_CHUNK] = {XML_W, "altChunk"},
    [W_FALLBACK] = {XML_MC, "Fallback"},
    [W_EXTENT] = {XML_WP, "extent"},
    [W_DOCPR] = {XML_WP, "docPr"},
    [W_BLIP] = {XML_A, "blip"},
    [W_SHAPE] = {XML_V, "shape"},
    [W_RECT] = {XML_V, "rect"},
    [W_IMAGEDATA] = {XML_V, "imagedata"},
    [W_TEXTPATH] = {XML_V, "textpath"},
};

/* The next event inside the element that was begun at `depth`; false at its end. */
static bool next_inside(struct xml_events *e, size_t depth)
{
    return xml_next(e) && !(e->kind == XML_END && e->depth == depth);
}

/* ---- properties ---- */

static void page_break(struct docx *d, bool is_rendered)
{
    if (is_rendered == d->counts_rendered && d->f.page)
        d->f.page++;
}

static void add_margin(struct docx *d, enum doc_zone zone)
{
    const struct ooxml_relation *relation = ooxml_by_id(&d->relations, xml_attr(d->e, XML_R, "id"));
    if (!relation || relation->is_external || d->n_margins >= MAX_MARGINS)
        return;
    for (size_t i = 0; i < d->n_margins; i++)
        if (str_eq(d->margins[i].target, relation->target))
            return;
    d->margins[d->n_margins].target = relation->target;
    d->margins[d->n_margins++].zone = zone;
}

static void section(struct docx *d)
{
    struct xml_events *e = d->e;
    size_t depth = e->depth;
    bool breaks = true;
    while (next_inside(e, depth)) {
        if (e->kind != XML_START)
            continue;
        if (xml_is(e, XML_W, "headerReference"))
            add_margin(d, ZONE_HEADER);
        else if (xml_is(e, XML_W, "footerReference"))
            add_margin(d, ZONE_FOOTER);
        else if (xml_is(e, XML_W, "type") && str_eq_c(xml_attr(e, XML_W, "val"), "continuous"))
            breaks = false;
    }
    d->breaks_behind = breaks;
}

static void paragraph_properties(struct docx *d)
{
    struct xml_events *e = d->e;
    size_t depth = e->depth;
    struct docx_style style = {0};
    bool is_list = false, tells_level = false;
    uint8_t level = 0;
    while (next_inside(e, depth)) {
        if (e->kind != XML_START)
            continue;
        if (xml_is(e, XML_W, "pStyle")) {
            style = docx_style(&d->styles, xml_attr(e, XML_W, "val"));
        } else if (xml_is(e, XML_W, "numId")) {
            is_list = xml_attr_long(e, XML_W, "val", 0) > 0;
        } else if (xml_is(e, XML_W, "outlineLvl")) {
            long value = xml_attr_long(e, XML_W, "val", 9);
            tells_level = true;
            level = (uint8_t)(value < 0 || value > 8 ? 0 : value < 6 ? value + 1 : 6);
        } else if (xml_is(e, XML_W, "pageBreakBefore") && docx_is_on(e)) {
            page_break(d, false);
        } else if (xml_is(e, XML_W, "sectPr")) {
            section(d);
        } else if (xml_is(e, XML_W, "rPr") || xml_is(e, XML_W, "pPrChange")) {
            xml_skip(e);
        }
    }
    d->paragraph_is_bold = style.is_bold;
    d->paragraph_is_hidden = style.is_hidden;
    flow_paragraph(&d->f, (struct flow_style){tells_level ? level : style.level, is_list});
}

static void run_properties(struct docx *d)
{
    struct xml_events *e = d->e;
    size_t depth = e->depth;
    bool tells_bold = false, is_bold = false;
    while (next_inside(e, depth)) {
        if (e->kind != XML_START)
            continue;
        if (xml_is(e, XML_W, "b") || xml_is(e, XML_W, "bCs")) { /* bCs: of Thai and other complex scripts */
            tells_bold = true;
            is_bold |= docx_is_on(e);
        } else if (xml_is(e, XML_W, "vanish")) {
            d->run_is_hidden = docx_is_on(e);
        } else if (xml_is(e, XML_W, "rStyle")) {
            struct docx_style style = docx_style(&d->styles, xml_attr(e, XML_W, "val"));
            d->run_is_bold |= style.is_bold;
            d->run_is_hidden |= style.is_hidden;
        } else if (xml_is(e, XML_W, "rPrChange")) {
            xml_skip(e);
        }
    }
    if (tells_bold)
        d->run_is_bold = is_bold;
}

static void row_properties(struct docx *d)
{
    struct xml_events *e = d->e;
    size_t depth = e->depth;
    while (next_inside(e, depth)) {
        if (e->kind != XML_START)
            continue;
        if (xml_is(e, XML_W, "tblHeader") && docx_is_on(e))
            flow_row_is_header(&d->f);
        else if (xml_is(e, XML_W, "gridBefore"))
            flow_cell_skip(&d->f, (uint32_t)xml_attr_long(e, XML_W, "val", 0));
        else if (xml_is(e, XML_W, "trPrChange"))
            xml_skip(e);
    }
}

static void cell_properties(struct docx *d)
{
    struct xml_events *e = d->e;
    size_t depth = e->depth;
    long n_columns = 1;
    bool is_continued = false;
    while (next_inside(e, depth)) {
        if (e->kind != XML_START)
            continue;
        if (xml_is(e, XML_W, "gridSpan"))
            n_columns = xml_attr_long(e, XML_W, "val", 1);
        else if (xml_is(e, XML_W, "vMerge"))
            is_continued = !str_eq_c(xml_attr(e, XML_W, "val"), "restart");
        else if (xml_is(e, XML_W, "tcPrChange"))
            xml_skip(e);
    }
    n_columns = n_columns < 1 ? 1 : n_columns;
    d->cell_is_pending = false;
    if (is_continued)
        flow_cell_continue(&d->f, (uint32_t)n_columns);
    else
        flow_cell(&d->f, (uint32_t)n_columns, 1);
}

static void open_pending_cell(struct docx *d)
{
    if (d->cell_is_pending)
        flow_cell(&d->f, 1, 1);
    d->cell_is_pending = false;
}

/* An empty content control shows what should be typed there. */
static void control_properties(struct docx *d)
{
    struct xml_events *e = d->e;
    size_t depth = e->depth;
    d->skips_content = false;
    while (next_inside(e, depth))
        if (e->kind == XML_START && xml_is(e, XML_W, "showingPlcHdr") && docx_is_on(e))
            d->skips_content = true;
}

/* ---- fields and links ---- */

static void field_char(struct docx *d)
{
    struct str type = xml_attr(d->e, XML_W, "fldCharType");
    if (str_eq_c(type, "begin")) {
        if (d->n_fields >= MAX_FIELDS) {
            d->n_deep_fields++;
            return;
        }
        struct field *field = &d->fields[d->n_fields++];
        buf_init(&field->instruction, INSTRUCTION_MAX_BYTES);
        field->in_result = false;
    } else if (d->n_deep_fields) {
        d->n_deep_fields -= str_eq_c(type, "end");
    } else if (d->n_fields) {
        struct field *field = &d->fields[d->n_fields - 1];
        struct str address = flow_field_address(buf_str(&field->instruction));
        if (str_eq_c(type, "separate")) {
            field->in_result = true;
            if (address.n)
                flow_link(&d->f, address);
        } else if (str_eq_c(type, "end")) {
            if (address.n)
                flow_link_end(&d->f);
            buf_done(&field->instruction);
            d->n_fields--;
        }
    }
}

static void hyperlink(struct docx *d)
{
    const struct ooxml_relation *relation = ooxml_by_id(&d->relations, xml_attr(d->e, XML_R, "id"));
    if (relation && relation->is_external)
        flow_link(&d->f, relation->target);
}

/* ---- pictures ---- */

/* "width:450pt;height:9in" */
static long shape_length(struct str style, const char *property)
{
    static const struct {
        const char *unit;
        double pixels;
    } units[] = {{"pt", 96.0 / 72}, {"in", 96}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"px", 1}};
    while (style.p) {
        struct str rule = str_trim(str_cut(&style, ';'));
        size_t n = strlen(property);
        if (!str_starts_c(rule, property) || rule.n <= n || rule.p[n] != ':')
            continue;
        struct str value = str_trim(str_from_pos(rule, n + 1));
        long whole = 0;
        size_t i = 0;
        for (; i < value.n && value.p[i] >= '0' && value.p[i] <= '9' && whole < 100000; i++)
            whole = whole * 10 + (value.p[i] - '0');
        for (size_t k = 0; k < sizeof units / sizeof *units; k++)
            if (str_ends_c(value, units[k].unit))
                return (long)((double)whole * units[k].pixels);
    }
    return 0;
}

static void picture_size(struct docx *d, long width, long height)
{
    if (!d->picture.width && width > 0)
        d->picture.width = width;
    if (!d->picture.height && height > 0)
        d->picture.height = height;
}

static void picture_part(struct docx *d, size_t what)
{
    struct xml_events *e = d->e;
    switch (what) {
    case W_EXTENT:
        picture_size(d, xml_attr_long(e, XML_NONE, "cx", 0) / EMU_PER_PIXEL, xml_attr_long(e, XML_NONE, "cy", 0) / EMU_PER_PIXEL);
        break;
    case W_DOCPR:
        buf_clear(&d->picture.alt);
        (void)buf_add_str(&d->picture.alt, xml_attr(e, XML_NONE, "descr"));
        break;
    case W_SHAPE:
    case W_RECT: {
        struct str style = xml_attr(e, XML_NONE, "style");
        picture_size(d, shape_length(style, "width"), shape_length(style, "height"));
        break;
    }
    case W_TEXTPATH: flow_text(&d->f, xml_attr(e, XML_NONE, "string"), true); break; /* WordArt */
    default: {
        struct str id = xml_attr(e, XML_R, what == W_BLIP ? "embed" : "id");
        const struct ooxml_relation *relation = ooxml_by_id(&d->relations, id);
        d->picture.is_there = true;
        d->picture.part = relation && !relation->is_external ? relation->target : STR_NONE;
        break;
    }
    }
}

static void picture_end(struct docx *d)
{
    if (d->picture.is_there)
        flow_image(&d->f, d->picture.width, d->picture.height, buf_str(&d->picture.alt), d->picture.part);
    d->picture.is_there = false;
    d->picture.part = STR_NONE;
    d->picture.width = d->picture.height = 0;
    buf_clear(&d->picture.alt);
}

/* ---- the text ---- */

static void start(struct docx *d, size_t what)
{
    struct xml_events *e = d->e;
    struct flow *f = &d->f;
    switch (what) {
    case W_P:
        open_pending_cell(d);
        flow_paragraph(f, (struct flow_style){0});
        d->paragraph_is_bold = d->paragraph_is_hidden = false;
        break;
    case W_PPR: paragraph_properties(d); break;
    case W_R:
        d->run_is_bold = d->paragraph_is_bold;
        d->run_is_hidden = d->paragraph_is_hidden;
        break;
    case W_RPR: run_properties(d); break;
    case W_MATH: d->run_is_hidden = false; /* a formula has runs of its own kind */ /* fall through */
    case W_T: d->in_text = true; break;
    case W_TAB:
    case W_CR:
    case W_PTAB: flow_space(f); break;
    case W_BR:
        flow_space(f);
        if (str_eq_c(xml_attr(e, XML_W, "type"), "page"))
            page_break(d, false);
        break;
    case W_HYPHEN:
        if (!d->run_is_hidden)
            flow_text(f, STR_LIT("-"), d->run_is_bold);
        break;
    case W_RENDERED: page_break(d, true); break;
    case W_HYPERLINK: hyperlink(d); break;
    case W_FLDCHAR: field_char(d); break;
    case W_FLDSIMPLE: {
        struct str address = flow_field_address(xml_attr(e, XML_W, "instr"));
        if (address.n)
            flow_link(f, address);
        break;
    }
    case W_TBL:
        open_pending_cell(d);
        flow_table(f);
        break;
    case W_TR: flow_row(f); break;
    case W_TRPR: row_properties(d); break;
    case W_TC: d->cell_is_pending = true; break;
    case W_TCPR: cell_properties(d); break;
    case W_SDTPR: control_properties(d); break;
    case W_SDTCONTENT:
        if (d->skips_content)
            xml_skip(e);
        d->skips_content = false;
        break;
    case W_FOOTNOTE:
    case W_ENDNOTE:
        if (xml_attr(e, XML_W, "type").p) /* the line above the notes */
            xml_skip(e);
        break;
    case W_DEL:
    case W_MOVEFROM:
    case W_RT:
    case W_FALLBACK: xml_skip(e); break;
    case W_SECTTYPE: section(d); break;
    case W_BOX:
        if (d->n_boxes < MAX_BOXES)
            d->boxes[d->n_boxes++] = xml_place_new(e);
        else
            f->b.is_cut = true;
        xml_skip(e);
        break;
    case W_CHUNK: d->has_chunk = true; break;
    case W_EXTENT:
    case W_DOCPR:
    case W_BLIP:
    case W_SHAPE:
    case W_RECT:
    case W_IMAGEDATA:
    case W_TEXTPATH: picture_part(d, what); break;
    default: break;
    }
}

static void read_inside(struct docx *d, size_t depth);

/* Text boxes stand behind the paragraph they hang on. Those inside them are taken then, so this goes as deep as boxes stand in boxes. */
static void read_boxes(struct docx *d)
{
    if (!d->n_boxes)
        return;
    struct xml_place *boxes[MAX_BOXES], *here = xml_place_new(d->e);
    size_t n = d->n_boxes;
    memcpy(boxes, d->boxes, n * sizeof *boxes);
    d->n_boxes = 0;
    for (size_t i = 0; i < n; i++) {
        xml_place_go(d->e, boxes[i]);
        xml_place_free(boxes[i]);
        read_inside(d, d->e->depth);
    }
    xml_place_go(d->e, here);
    xml_place_free(here);
}

static void end(struct docx *d, size_t what)
{
    struct flow *f = &d->f;
    switch (what) {
    case W_P:
        flow_paragraph_end(f);
        read_boxes(d);
        if (d->breaks_behind)
            page_break(d, false);
        d->breaks_behind = false;
        break;
    case W_MATH:
    case W_T: d->in_text = false; break;
    case W_HYPERLINK:
    case W_FLDSIMPLE: flow_link_end(f); break;
    case W_TBL: flow_table_end(f); break;
    case W_TR: flow_row_end(f); break;
    case W_TC:
        open_pending_cell(d);
        flow_cell_end(f);
        break;
    case W_DRAWING:
    case W_PICT:
    case W_OBJECT: picture_end(d); break;
    default: break;
    }
}

/* Everything up to the end of the element that is open at `depth`; 0: up to the part's end. */
static void read_inside(struct docx *d, size_t depth)
{
    struct xml_events *e = d->e;
    while (xml_next(e)) {
        if (e->kind == XML_TEXT) {
            if (d->in_text && !d->run_is_hidden)
                flow_text(&d->f, e->text, d->run_is_bold);
            else if (d->n_fields && !d->fields[d->n_fields - 1].in_result && !d->n_deep_fields && str_trim(e->text).n)
                (void)buf_add_str(&d->fields[d->n_fields - 1].instruction, e->text);
            continue;
        }
        if (e->kind == XML_END && e->depth == depth)
            break;
        size_t what = xml_name_index(e, names, N_WHAT);
        if (e->kind == XML_START)
            start(d, what);
        else
            end(d, what);
    }
}

static enum oit_fault read_xml(struct docx *d, struct str part, struct str xml)
{
    ooxml_relations_read(&d->zip, part, d->doc->arena, &d->relations);
    xml_events_init(d->e, xml);
    read_inside(d, 0);
    flow_paragraph_end(&d->f);
    while (d->f.n_tables)
        flow_table_end(&d->f);
    for (; d->n_fields; d->n_fields--)
        buf_done(&d->fields[d->n_fields - 1].instruction);
    for (; d->n_boxes; d->n_boxes--)
        xml_place_free(d->boxes[d->n_boxes - 1]);
    d->n_deep_fields = 0;
    d->in_text = d->skips_content = d->cell_is_pending = d->breaks_behind = false;
    enum oit_fault fault = d->e->fault;
    xml_events_done(d->e);
    return fault;
}

/* Notes, headers, footers: what is lacking there costs no more than itself. */
static void read_part(struct docx *d, struct str part, enum doc_zone zone, struct buf *bytes)
{
    if (!part.n)
        return;
    (void)ooxml_part(&d->zip, part, bytes);
    if (!bytes->n)
        return;
    d->f.zone = zone;
    d->f.page = 0;
    doc_builder_headings_reset(&d->f.b);
    (void)read_xml(d, part, buf_str(bytes));
}

static struct str related(const struct ooxml_relations *relations, const char *type)
{
    const struct ooxml_relation *relation = ooxml_by_type(relations, type);
    return relation && !relation->is_external ? relation->target : STR_NONE;
}

/* Page numbers that may be wrong are taken back. */
static void settle_pages(struct docx *d, uint32_t n_counted, uint32_t n_told)
{
    bool is_known = n_counted == n_told || (d->counts_rendered && n_counted * 2 >= n_told);
    d->doc->n_pages = is_known ? n_counted : n_told;
    if (is_known)
        return;
    for (size_t i = 0; i < d->f.b.n_blocks; i++)
        d->f.b.blocks[i].page = 0;
    for (size_t i = 0; i < d->f.b.n_tables; i++)
        d->f.b.tables[i].page = 0;
}

struct extract_request docx_extract(const struct extract_input *input, struct document *doc)
{
    struct docx *d = mem_alloc(sizeof *d);
    struct buf bytes, more;
    struct ooxml_properties properties = {0};
    d->doc = doc;
    d->e = mem_alloc(sizeof *d->e);
    buf_init(&bytes, LIMIT_ZIP_ENTRY_BYTES);
    buf_init(&more, LIMIT_ZIP_ENTRY_BYTES);
    buf_init(&d->picture.alt, LIMIT_LABEL_BYTES * 4);
    struct str part = STR_LIT("word/document.xml");
    enum oit_fault fault = zip_parts_open(input->bytes, doc->arena, &d->zip);
    if (fault == FAULT_NONE) {
        part = ooxml_main_part(&d->zip, doc->arena, "word/document.xml");
        ooxml_properties_read(&d->zip, doc, &properties);
        fault = ooxml_part(&d->zip, part, &bytes);
    }
    flow_init(&d->f, input, doc, bytes.n + MORE_TEXT_BYTES);
    if (bytes.n) {
        struct ooxml_relations relations;
        ooxml_relations_read(&d->zip, part, doc->arena, &relations);
        (void)ooxml_part(&d->zip, related(&relations, "styles"), &more);
        docx_styles_read(buf_str(&more), doc->arena, &d->styles);
        d->counts_rendered = str_find_c(buf_str(&bytes), "lastRenderedPageBreak") != STR_NPOS;
        d->f.page = 1;
        enum oit_fault xml_fault = read_xml(d, part, buf_str(&bytes));
        fault = fault == FAULT_NONE ? xml_fault : fault;
        settle_pages(d, d->f.page, properties.n_pages);
        read_part(d, related(&relations, "footnotes"), ZONE_MAIN, &more);
        read_part(d, related(&relations, "endnotes"), ZONE_MAIN, &more);
        for (size_t i = 0; i < d->n_margins; i++)
            read_part(d, d->margins[i].target, d->margins[i].zone, &more);
        if (d->has_chunk && !d->f.b.n_blocks && fault == FAULT_NONE)
            fault = FAULT_UNSUPPORTED; /* a web page put into an empty document */
    }
    doc->is_cut |= fault != FAULT_NONE || d->zip.is_recovered || d->zip.is_cut;
    doc->fault = fault;
    flow_done(&d->f);
    struct extract_request request = flow_read_pictures(&d->f, &d->zip);
    buf_done(&bytes);
    buf_done(&more);
    buf_done(&d->picture.alt);
    free(d->e);
    free(d);
    return request;
}
