/* odf.c - OpenDocument texts and slides (OASIS ODF 1.2 part 1).
 *
 * Left out: annotations, deleted text of tracked changes, hidden sections and text, what stands there twice (draw frames of charts). Notes and text boxes stand
 * behind the paragraph they hang on. LibreOffice notes where its pages broke (text:soft-page-break); as with Word, without that pages are
 * believed only when the count agrees.
 * SPDX-License-Identifier: MIT
 */
#include "odf.h"

#include <stdlib.h>

#include "base/mem.h"
#include "extract/doc_title.h"
#include "extract/extract_internal.h"
#include "extract/flow.h"
#include "extract/zip_parts.h"
#include "text/repair.h"
#include "text/utf8.h"

enum {
    MAX_SPANS = 32,
    MAX_DEFERRED = 64, /* notes and text boxes of one paragraph */
    MORE_TEXT_BYTES = 1024 * 1024,
};

enum what {
    T_P, T_H, T_SPAN, T_A, T_S, T_TAB, T_BREAK, T_LIST, T_LIST_ITEM, T_NOTE, T_CITATION, T_CHANGES, T_SECTION, T_SOFT_BREAK, T_RUBY, T_HIDDEN, T_HIDDEN_P,
    B_TABLE, B_HEAD, B_ROW, B_CELL, B_COVERED, D_FRAME, D_BOX, D_IMAGE, D_PAGE, D_OBJECT, O_ANNOTATION, O_FORMS, S_TITLE, S_DESC, P_NOTES, ST_HEADER,
    ST_FOOTER, N_WHAT,
};

static const struct xml_name names[N_WHAT] = {
    [T_P] = {XML_TEXT_NS, "p"},
    [T_H] = {XML_TEXT_NS, "h"},
    [T_SPAN] = {XML_TEXT_NS, "span"},
    [T_A] = {XML_TEXT_NS, "a"},
    [T_S] = {XML_TEXT_NS, "s"},
    [T_TAB] = {XML_TEXT_NS, "tab"},
    [T_BREAK] = {XML_TEXT_NS, "line-break"},
    [T_LIST] = {XML_TEXT_NS, "list"},
    [T_LIST_ITEM] = {XML_TEXT_NS, "list-item"},
    [T_NOTE] = {XML_TEXT_NS, "note-body"},
    [T_CITATION] = {XML_TEXT_NS, "note-citation"},
    [T_CHANGES] = {XML_TEXT_NS, "tracked-changes"},
    [T_SECTION] = {XML_TEXT_NS, "section"},
    [T_SOFT_BREAK] = {XML_TEXT_NS, "soft-page-break"},
    [T_RUBY] = {XML_TEXT_NS, "ruby-text"},
    [T_HIDDEN] = {XML_TEXT_NS, "hidden-text"},
    [T_HIDDEN_P] = {XML_TEXT_NS, "hidden-paragraph"},
    [B_TABLE] = {XML_TABLE, "table"},
    [B_HEAD] = {XML_TABLE, "table-header-rows"},
    [B_ROW] = {XML_TABLE, "table-row"},
    [B_CELL] = {XML_TABLE, "table-cell"},
    [B_COVERED] = {XML_TABLE, "covered-table-cell"},
    [D_FRAME] = {XML_DRAW, "frame"},
    [D_BOX] = {XML_DRAW, "text-box"},
    [D_IMAGE] = {XML_DRAW, "image"},
    [D_PAGE] = {XML_DRAW, "page"},
    [D_OBJECT] = {XML_DRAW, "object"},
    [O_ANNOTATION] = {XML_OFFICE, "annotation"},
    [O_FORMS] = {XML_OFFICE, "forms"},
    [S_TITLE] = {XML_SVG, "title"},
    [S_DESC] = {XML_SVG, "desc"},
    [P_NOTES] = {XML_PRESENTATION, "notes"},
    [ST_HEADER] = {XML_STYLE, "header"},
    [ST_FOOTER] = {XML_STYLE, "footer"},
};

struct look {
    bool is_bold, is_hidden;
};

struct odf {
    struct flow f;
    struct document *doc;
    struct xml_events *e;
    struct odf_styles styles;
    bool is_slides, counts_soft, in_paragraph, is_title_frame;
    unsigned n_lists, n_head;
    bool is_item; /* the next paragraph begins a list item */
    struct look looks[MAX_SPANS + 1]; /* of the paragraph, then of each open span */
    size_t n_looks, n_deep_spans;
    struct xml_place *deferred[MAX_DEFERRED];
    size_t n_deferred;
    long width, height;
    struct str image; /* part of the frame's picture */
    bool has_image, has_content; /* of the frame at hand: its first child is what it shows, an image behind that a substitute */
};

/* Soft ones are written where the text flowed over, hard ones stand in styles: together they are the pages. */
static void page_break(struct odf *o)
{
    if (o->f.page && !o->is_slides)
        o->f.page++;
}

/* "12.5cm", "4.9in": CSS pixels. */
static long length_of(struct str value)
{
    static const struct {
        const char *unit;
        double pixels;
    } units[] = {{"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"in", 96}, {"pt", 96.0 / 72}, {"px", 1}};
    double number = 0, scale = 1;
    bool is_fraction = false;
    for (size_t i = 0; i < value.n && i < 12; i++) {
        char c = value.p[i];
        if (c == '.' && !is_fraction) {
            is_fraction = true;
        } else if (c >= '0' && c <= '9') {
            number = number * 10 + (c - '0');
            scale *= is_fraction ? 10 : 1;
        } else {
            break;
        }
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_ends_c(value, units[i].unit) && number / scale < 10000)
            return (long)(number / scale * units[i].pixels);
    return 0;
}

static struct look look_now(const struct odf *o)
{
    return o->n_looks ? o->looks[o->n_looks - 1] : (struct look){0};
}

static void start_paragraph(struct odf *o, bool is_heading)
{
    struct odf_style style = odf_style(&o->styles, xml_attr(o->e, XML_TEXT_NS, "style-name"));
    long level = xml_attr_long(o->e, XML_TEXT_NS, "outline-level", 1);
    uint8_t told = (uint8_t)(is_heading ? (level < 1 ? 1 : level > 6 ? 6 : level) : o->is_title_frame ? 1 : style.level);
    if (style.breaks_before)
        page_break(o);
    flow_paragraph(&o->f, (struct flow_style){.level = told, .is_list = o->n_lists > 0 && o->is_item});
    o->is_item = false;
    o->in_paragraph = true;
    o->n_looks = 1;
    o->n_deep_spans = 0;
    o->looks[0] = (struct look){style.is_bold, style.is_hidden};
}

static void start_span(struct odf *o)
{
    if (!o->n_looks || o->n_looks > MAX_SPANS) {
        o->n_deep_spans++;
        return;
    }
    struct odf_style style = odf_style(&o->styles, xml_attr(o->e, XML_TEXT_NS, "style-name"));
    struct look look = look_now(o);
    if (style.tells_bold)
        look.is_bold = style.is_bold;
    look.is_hidden |= style.is_hidden;
    o->looks[o->n_looks++] = look;
}

static uint32_t count_attr(struct odf *o, const char *name)
{
    long n = xml_attr_long(o->e, XML_TABLE, name, 1);
    return n < 1 ? 1 : n > LIMIT_SPAN ? LIMIT_SPAN : (uint32_t)n;
}

/* Covered cells are written out, so a spanning cell takes one column and the others follow as covered ones. */
static void start_cell(struct odf *o)
{
    struct flow_table *t = o->f.n_tables ? &o->f.tables[o->f.n_tables - 1] : NULL;
    uint32_t n_repeated = count_attr(o, "number-columns-repeated");
    if (t && !t->is_row_open)
        flow_row(&o->f);
    uint32_t column = t ? t->column : 0;
    flow_cell(&o->f, count_attr(o, "number-columns-spanned"), count_attr(o, "number-rows-spanned"));
    if (t && t->column > column)
        t->column = column + n_repeated < LIMIT_SPAN ? column + n_repeated : LIMIT_SPAN; /* the text of repeated cells stands in the first */
}

static void defer(struct odf *o)
{
    if (o->n_deferred < MAX_DEFERRED)
        o->deferred[o->n_deferred++] = xml_place_new(o->e);
    else
        o->f.b.is_cut = true;
    xml_skip(o->e);
}

static void start_slide(struct odf *o)
{
    o->f.page++;
    o->doc->n_pages = o->f.page;
    o->f.zone = ZONE_MAIN;
    doc_builder_headings_reset(&o->f.b);
    if (odf_style(&o->styles, xml_attr(o->e, XML_DRAW, "style-name")).is_hidden)
        xml_skip(o->e);
}

static void start_frame(struct odf *o)
{
    struct xml_events *e = o->e;
    o->width = length_of(xml_attr(e, XML_SVG, "width"));
    o->height = length_of(xml_attr(e, XML_SVG, "height"));
    o->has_image = o->has_content = false;
    struct str class = xml_attr(e, XML_PRESENTATION, "class");
    o->is_title_frame = str_eq_c(class, "title");
    if (str_eq_c(class, "page-number") || str_eq_c(class, "date-time") || str_eq_c(class, "page"))
        xml_skip(e);
}

static void start(struct odf *o, size_t what)
{
    struct xml_events *e = o->e;
    struct flow *f = &o->f;
    switch (what) {
    case T_P: start_paragraph(o, false); break;
    case T_H: start_paragraph(o, true); break;
    case T_SPAN: start_span(o); break;
    case T_A: flow_link(f, xml_attr(e, XML_XLINK, "href")); break;
    case T_S:
    case T_TAB:
    case T_BREAK: flow_space(f); break;
    case T_LIST: o->n_lists++; break;
    case T_LIST_ITEM: o->is_item = true; break;
    case T_SECTION:
        if (str_eq_c(xml_attr(e, XML_TEXT_NS, "display"), "none"))
            xml_skip(e);
        break;
    case T_SOFT_BREAK: page_break(o); break;
    case T_NOTE: defer(o); break;
    case D_BOX:
        o->has_content = true;
        if (o->in_paragraph)
            defer(o);
        break;
    case T_CITATION:
    case T_CHANGES:
    case T_RUBY:
    case T_HIDDEN:
    case T_HIDDEN_P:
    case D_OBJECT:
    case O_ANNOTATION:
    case O_FORMS:
    case S_TITLE:
    case S_DESC: xml_skip(e); break;
    case B_TABLE:
        o->has_content = true;
        flow_table(f);
        break;
    case B_HEAD: o->n_head++; break;
    case B_ROW:
        flow_row(f);
        if (o->n_head)
            flow_row_is_header(f);
        break;
    case B_CELL: start_cell(o); break;
    case B_COVERED:
        flow_cell_skip(f, count_attr(o, "number-columns-repeated"));
        xml_skip(e);
        break;
    case D_PAGE: start_slide(o); break;
    case D_FRAME: start_frame(o); break;
    case D_IMAGE:
        o->has_image = !o->has_content;
        o->image = arena_str(o->doc->arena, xml_attr(e, XML_XLINK, "href"));
        break;
    case P_NOTES: f->zone = ZONE_ASIDE; break;
    default: break;
    }
}

static void read_inside(struct odf *o, size_t depth);

static void read_deferred(struct odf *o)
{
    if (!o->n_deferred)
        return;
    struct xml_place *places[MAX_DEFERRED], *here = xml_place_new(o->e);
    size_t n = o->n_deferred;
    unsigned n_lists = o->n_lists;
    memcpy(places, o->deferred, n * sizeof *places);
    o->n_deferred = 0;
    o->n_lists = 0;
    for (size_t i = 0; i < n; i++) {
        xml_place_go(o->e, places[i]);
        xml_place_free(places[i]);
        read_inside(o, o->e->depth);
    }
    o->n_lists = n_lists;
    xml_place_go(o->e, here);
    xml_place_free(here);
}

static void end(struct odf *o, size_t what)
{
    struct flow *f = &o->f;
    switch (what) {
    case T_P:
    case T_H:
        flow_paragraph_end(f);
        o->in_paragraph = false;
        o->n_looks = 0;
        read_deferred(o);
        break;
    case T_SPAN:
        if (o->n_deep_spans)
            o->n_deep_spans--;
        else
            o->n_looks -= o->n_looks > 1;
        break;
    case T_A: flow_link_end(f); break;
    case T_LIST: o->n_lists -= o->n_lists > 0; break;
    case B_TABLE: flow_table_end(f); break;
    case B_HEAD: o->n_head -= o->n_head > 0; break;
    case B_ROW: flow_row_end(f); break;
    case B_CELL: flow_cell_end(f); break;
    case D_FRAME:
        if (o->has_image)
            flow_image(f, o->width, o->height, STR_NONE, o->image);
        o->has_image = o->is_title_frame = false;
        break;
    case P_NOTES: f->zone = ZONE_MAIN; break;
    default: break;
    }
}

/* Everything up to the end of the element that is open at `depth`; 0: up to the part's end. */
static void read_inside(struct odf *o, size_t depth)
{
    struct xml_events *e = o->e;
    while (xml_next(e)) {
        if (e->kind == XML_TEXT) {
            if (o->in_paragraph && !look_now(o).is_hidden)
                flow_text(&o->f, e->text, look_now(o).is_bold);
            continue;
        }
        if (e->kind == XML_END && e->depth == depth)
            break;
        size_t what = xml_name_index(e, names, N_WHAT);
        if (e->kind == XML_START)
            start(o, what);
        else
            end(o, what);
    }
}

/* Up to the element where the content begins. */
static bool go_to(struct xml_events *e, enum xml_space space, const char *name)
{
    while (xml_next(e))
        if (e->kind == XML_START && xml_is(e, space, name))
            return true;
    return false;
}

/* Places whose paragraph never ended. */
static void drop_deferred(struct odf *o)
{
    for (; o->n_deferred; o->n_deferred--)
        xml_place_free(o->deferred[o->n_deferred - 1]);
}

static enum oit_fault read_body(struct odf *o, struct str xml)
{
    xml_events_init(o->e, xml);
    if (go_to(o->e, XML_OFFICE, "body"))
        read_inside(o, o->e->depth);
    enum oit_fault fault = o->e->fault;
    if (fault == FAULT_NONE && !o->e->has_root)
        fault = FAULT_DAMAGED;
    flow_paragraph_end(&o->f);
    while (o->f.n_tables)
        flow_table_end(&o->f);
    drop_deferred(o);
    o->in_paragraph = false;
    xml_events_done(o->e);
    return fault;
}

/* Headers and footers stand in the page styles; those of equal text once. */
static void read_margins(struct odf *o, struct str xml)
{
    xml_events_init(o->e, xml);
    o->f.page = 0;
    doc_builder_headings_reset(&o->f.b);
    size_t first = o->f.b.n_blocks;
    if (go_to(o->e, XML_OFFICE, "master-styles"))
        while (xml_next(o->e)) {
            bool is_header = xml_is(o->e, XML_STYLE, "header") || xml_is(o->e, XML_STYLE, "header-first");
            bool is_footer = xml_is(o->e, XML_STYLE, "footer") || xml_is(o->e, XML_STYLE, "footer-first");
            if (o->e->kind != XML_START || (!is_header && !is_footer))
                continue;
            o->f.zone = is_header ? ZONE_HEADER : ZONE_FOOTER;
            read_inside(o, o->e->depth);
        }
    struct doc_builder *b = &o->f.b;
    flow_paragraph_end(&o->f);
    while (b->n_blocks > first + 1 && b->blocks[b->n_blocks - 1].hash == b->blocks[b->n_blocks - 2].hash && b->blocks[b->n_blocks - 1].table == DOC_NONE)
        b->n_blocks--; /* two page styles with one header */
    drop_deferred(o);
    xml_events_done(o->e);
}

/* meta.xml: title, program, pages. */
static uint32_t read_meta(struct odf *o, struct str xml)
{
    struct buf text;
    uint32_t n_pages = 0;
    buf_init(&text, LIMIT_LABEL_BYTES * 4);
    xml_events_init(o->e, xml);
    while (xml_next(o->e)) {
        bool is_title = xml_is(o->e, XML_DC, "title"), is_program = xml_is(o->e, XML_META, "generator");
        if (o->e->kind == XML_TEXT) {
            (void)buf_add_str(&text, o->e->text);
        } else if (o->e->kind == XML_START) {
            buf_clear(&text);
            if (xml_is(o->e, XML_META, "document-statistic")) {
                long n = xml_attr_long(o->e, XML_META, "page-count", 0);
                n_pages = n > 0 && n < 100000 ? (uint32_t)n : 0;
            }
        } else if (text.n && (is_title || is_program)) {
            struct buf line;
            buf_init(&line, LIMIT_LABEL_BYTES * 4);
            utf8_squeeze(buf_str(&text), &line);
            line.n = line.n ? repair_in_place(line.p, line.n) : 0;
            struct str value = utf8_prefix(buf_str(&line), LIMIT_LABEL_BYTES);
            if (is_title && useful_title(value).n)
                o->doc->title = arena_str(o->doc->arena, useful_title(value));
            else if (is_program)
                o->doc->generator = arena_str(o->doc->arena, value);
            buf_done(&line);
        }
    }
    xml_events_done(o->e);
    buf_done(&text);
    return n_pages;
}

static void settle_pages(struct odf *o, uint32_t n_told)
{
    uint32_t n_counted = o->f.page;
    bool is_known = n_counted == n_told || (o->counts_soft && n_counted * 2 >= n_told);
    o->doc->n_pages = is_known ? n_counted : n_told;
    for (size_t i = 0; i < o->f.b.n_blocks && !is_known; i++)
        o->f.b.blocks[i].page = 0;
    for (size_t i = 0; i < o->f.b.n_tables && !is_known; i++)
        o->f.b.tables[i].page = 0;
}

static enum oit_fault read_entry(struct zip_parts *zip, const char *name, struct buf *out)
{
    buf_clear(out);
    const struct zip_part *part = zip_parts_find(zip, name);
    return part ? zip_parts_read(zip, part, out) : FAULT_DAMAGED;
}

struct extract_request odf_extract(const struct extract_input *input, struct document *doc)
{
    struct odf *o = mem_alloc(sizeof *o);
    struct zip_parts zip;
    struct buf content, more;
    o->doc = doc;
    o->e = mem_alloc(sizeof *o->e);
    o->is_slides = doc->kind == DOC_ODP;
    buf_init(&content, LIMIT_ZIP_ENTRY_BYTES);
    buf_init(&more, LIMIT_ZIP_ENTRY_BYTES);
    odf_styles_init(&o->styles, doc->arena);
    enum oit_fault fault = zip_parts_open(input->bytes, doc->arena, &zip);
    if (fault == FAULT_NONE) {
        (void)read_entry(&zip, "META-INF/manifest.xml", &more);
        bool is_locked = str_find_c(buf_str(&more), "encryption-data") != STR_NPOS;
        fault = is_locked ? FAULT_ENCRYPTED : read_entry(&zip, "content.xml", &content);
    }
    flow_init(&o->f, input, doc, content.n + MORE_TEXT_BYTES);
    if (content.n) {
        (void)read_entry(&zip, "meta.xml", &more);
        uint32_t n_pages = read_meta(o, buf_str(&more));
        (void)read_entry(&zip, "styles.xml", &more);
        odf_styles_read(&o->styles, buf_str(&more));
        odf_styles_read(&o->styles, buf_str(&content));
        odf_styles_seal(&o->styles);
        o->counts_soft = str_find_c(buf_str(&content), "<text:soft-page-break") != STR_NPOS;
        o->f.page = o->is_slides ? 0 : 1;
        enum oit_fault xml_fault = read_body(o, buf_str(&content));
        fault = fault == FAULT_NONE ? xml_fault : fault;
        if (!o->is_slides) {
            settle_pages(o, n_pages);
            read_margins(o, buf_str(&more));
        }
    }
    doc->is_cut |= fault != FAULT_NONE || zip.is_recovered || zip.is_cut;
    doc->fault = fault;
    flow_done(&o->f);
    struct extract_request request = flow_read_pictures(&o->f, &zip);
    odf_styles_done(&o->styles);
    buf_done(&content);
    buf_done(&more);
    free(o->e);
    free(o);
    return request;
}
