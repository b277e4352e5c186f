/* pptx.c - slides (ECMA-376 part 1, section 19): each one a page, its title a heading.
 *
 * Slides in the order of the presentation, hidden ones left out (they keep their number). The title is read first, wherever it stands in the
 * slide's list of shapes. Speakers' notes follow their slide as an aside. A slide that is nothing but a picture is an image page.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "extract/extract_internal.h"
#include "extract/flow.h"
#include "extract/ooxml.h"
#include "extract/xml_events.h"

enum { MAX_SLIDES = 2000, EMU_PER_PIXEL = 9525, TEXT_BYTES_PER_SLIDE = 64 * 1024 };

enum what {
    P_SP, P_PH, P_PIC, P_CNVPR, P_GRAPHIC_FRAME, A_P, A_R, A_RPR, A_T, A_BR, A_FLD, A_LINK, A_TBL, A_TBLPR, A_TR, A_TC, A_EXT, A_BLIP, A_PPR, MC_FALLBACK, N_WHAT,
};

static const struct xml_name names[N_WHAT] = {
    [P_SP] = {XML_P, "sp"},       [P_PH] = {XML_P, "ph"},
    [P_PIC] = {XML_P, "pic"},     [P_CNVPR] = {XML_P, "cNvPr"},
    [P_GRAPHIC_FRAME] = {XML_P, "graphicFrame"}, [A_P] = {XML_A, "p"},
    [A_R] = {XML_A, "r"},         [A_RPR] = {XML_A, "rPr"},
    [A_T] = {XML_A, "t"},         [A_BR] = {XML_A, "br"},
    [A_FLD] = {XML_A, "fld"},     [A_LINK] = {XML_A, "hlinkClick"},
    [A_TBL] = {XML_A, "tbl"},     [A_TBLPR] = {XML_A, "tblPr"},
    [A_TR] = {XML_A, "tr"},       [A_TC] = {XML_A, "tc"},
    [A_EXT] = {XML_A, "ext"},     [A_BLIP] = {XML_A, "blip"},
    [A_PPR] = {XML_A, "pPr"},     [MC_FALLBACK] = {XML_MC, "Fallback"},
};

enum shape { SHAPE_OTHER, SHAPE_TITLE, SHAPE_SUBTITLE, SHAPE_BODY, SHAPE_FOOTER, SHAPE_NO_TEXT };

struct pptx {
    struct flow f;
    struct zip_parts zip;
    struct document *doc;
    struct xml_events *e;
    struct ooxml_relations relations; /* of the part at hand */
    enum shape shape;
    bool wants_title; /* this pass reads the title only; the other one all else */
    bool is_notes, in_text, is_bold, has_header_row;
    struct str link; /* of the open run */
    long width, height;
    bool has_picture;
    struct str picture;
    struct buf alt;
    uint32_t n_image_slides;
};

static enum shape shape_of(struct xml_events *e)
{
    static const struct {
        const char *type;
        enum shape shape;
    } types[] = {{"title", SHAPE_TITLE}, {"ctrTitle", SHAPE_TITLE}, {"subTitle", SHAPE_SUBTITLE}, {"body", SHAPE_BODY},     {"obj", SHAPE_BODY},
                 {"ftr", SHAPE_FOOTER},  {"hdr", SHAPE_FOOTER},     {"dt", SHAPE_NO_TEXT},        {"sldNum", SHAPE_NO_TEXT}, {"sldImg", SHAPE_NO_TEXT}};
    struct str type = xml_attr(e, XML_NONE, "type");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_c(type, types[i].type))
            return types[i].shape;
    return SHAPE_BODY; /* a placeholder without a type holds what the slide is about */
}

static bool is_wanted(const struct pptx *p)
{
    if (p->is_notes)
        return p->shape == SHAPE_BODY;
    return p->shape != SHAPE_NO_TEXT && (p->shape == SHAPE_TITLE) == p->wants_title;
}

static void start_cell(struct pptx *p)
{
    struct xml_events *e = p->e;
    bool is_covered = str_eq_c(xml_attr(e, XML_NONE, "hMerge"), "1") || str_eq_c(xml_attr(e, XML_NONE, "vMerge"), "1");
    long n_columns = xml_attr_long(e, XML_NONE, "gridSpan", 1), n_rows = xml_attr_long(e, XML_NONE, "rowSpan", 1);
    if (is_covered) {
        flow_cell_skip(&p->f, 1);
        xml_skip(e);
        return;
    }
    struct flow_table *t = p->f.n_tables ? &p->f.tables[p->f.n_tables - 1] : NULL;
    uint32_t column = t ? t->column : 0;
    flow_cell(&p->f, n_columns > 0 ? (uint32_t)n_columns : 1, n_rows > 0 ? (uint32_t)n_rows : 1);
    if (t)
        t->column = column + 1; /* the covered ones come and are skipped */
}

static void start(struct pptx *p, size_t what)
{
    struct xml_events *e = p->e;
    switch (what) {
    case P_SP:
    case P_PIC:
    case P_GRAPHIC_FRAME:
        p->shape = SHAPE_OTHER;
        p->width = p->height = 0;
        p->has_picture = false;
        break;
    case P_CNVPR:
        buf_clear(&p->alt);
        (void)buf_add_str(&p->alt, xml_attr(e, XML_NONE, "descr"));
        break;
    case P_PH: p->shape = shape_of(e); break;
    case A_P:
        if (is_wanted(p)) {
            p->f.zone = p->is_notes ? ZONE_ASIDE : p->shape == SHAPE_FOOTER ? ZONE_FOOTER : ZONE_MAIN;
            flow_paragraph(&p->f, (struct flow_style){.level = (uint8_t)(p->shape == SHAPE_TITLE), .is_list = p->shape == SHAPE_BODY && !p->is_notes});
        }
        break;
    case A_R:
    case A_FLD:
        p->is_bold = false;
        p->link = STR_NONE;
        break;
    case A_RPR: p->is_bold = str_eq_c(xml_attr(e, XML_NONE, "b"), "1") || str_eq_c(xml_attr(e, XML_NONE, "b"), "true"); break;
    case A_LINK: {
        const struct ooxml_relation *relation = ooxml_by_id(&p->relations, xml_attr(e, XML_R, "id"));
        p->link = relation && relation->is_external ? relation->target : STR_NONE;
        break;
    }
    case A_T:
        p->in_text = is_wanted(p);
        if (p->in_text && p->link.n)
            flow_link(&p->f, p->link);
        break;
    case A_BR: flow_space(&p->f); break;
    case A_TBL:
        if (is_wanted(p))
            flow_table(&p->f);
        else
            xml_skip(e);
        break;
    case A_TBLPR: p->has_header_row = str_eq_c(xml_attr(e, XML_NONE, "firstRow"), "1"); break;
    case A_TR:
        flow_row(&p->f);
        if (p->has_header_row)
            flow_row_is_header(&p->f);
        p->has_header_row = false;
        break;
    case A_TC: start_cell(p); break;
    case A_EXT:
        if (!p->width) {
            p->width = xml_attr_long(e, XML_NONE, "cx", 0) / EMU_PER_PIXEL;
            p->height = xml_attr_long(e, XML_NONE, "cy", 0) / EMU_PER_PIXEL;
        }
        break;
    case A_BLIP: {
        const struct ooxml_relation *relation = ooxml_by_id(&p->relations, xml_attr(e, XML_R, "embed"));
        p->has_picture = true;
        p->picture = relation && !relation->is_external ? relation->target : STR_NONE;
        break;
    }
    case A_PPR:
    case MC_FALLBACK: xml_skip(e); break;
    default: break;
    }
}

static void end(struct pptx *p, size_t what)
{
    switch (what) {
    case A_P: flow_paragraph_end(&p->f); break;
    case A_T: p->in_text = false; break;
    case A_R: flow_link_end(&p->f); break;
    case A_TBL: flow_table_end(&p->f); break;
    case A_TR: flow_row_end(&p->f); break;
    case A_TC: flow_cell_end(&p->f); break;
    case P_SP:
    case P_PIC:
        if (p->has_picture && !p->wants_title && !p->is_notes)
            flow_image(&p->f, p->width, p->height, buf_str(&p->alt), p->picture);
        p->has_picture = false;
        break;
    default: break;
    }
}

static enum oit_fault read_shapes(struct pptx *p, struct str xml)
{
    struct xml_events *e = p->e;
    xml_events_init(e, xml);
    p->shape = SHAPE_OTHER;
    while (xml_next(e)) {
        if (e->kind == XML_TEXT) {
            if (p->in_text)
                flow_text(&p->f, e->text, p->is_bold);
            continue;
        }
        size_t what = xml_name_index(e, names, N_WHAT);
        if (e->kind == XML_START)
            start(p, what);
        else
            end(p, what);
    }
    flow_paragraph_end(&p->f);
    while (p->f.n_tables)
        flow_table_end(&p->f);
    p->in_text = false;
    enum oit_fault fault = e->fault;
    xml_events_done(e);
    return fault;
}

static bool is_hidden(struct pptx *p, struct str xml)
{
    xml_events_init(p->e, xml);
    bool hidden = false;
    while (xml_next(p->e) && p->e->kind != XML_START)
        continue;
    struct str show = xml_attr(p->e, XML_NONE, "show");
    hidden = str_eq_c(show, "0") || str_eq_c(show, "false");
    xml_events_done(p->e);
    return hidden;
}

/* SmartArt: its words stand in a part of their own. */
static void read_diagrams(struct pptx *p, const struct ooxml_relations *relations, struct buf *bytes)
{
    for (size_t i = 0; i < relations->n; i++)
        if (str_eq_c(relations->items[i].type, "diagramData") && !relations->items[i].is_external) {
            (void)ooxml_part(&p->zip, relations->items[i].target, bytes);
            (void)read_shapes(p, buf_str(bytes));
        }
}

static enum oit_fault read_slide(struct pptx *p, struct str part, struct buf *bytes)
{
    enum oit_fault fault = ooxml_part(&p->zip, part, bytes), xml_fault = FAULT_NONE;
    if (!bytes->n || is_hidden(p, buf_str(bytes)))
        return fault;
    ooxml_relations_read(&p->zip, part, p->doc->arena, &p->relations);
    struct ooxml_relations relations = p->relations;
    size_t n_blocks = p->f.b.n_blocks;
    uint32_t n_images = p->f.n_big_images;
    doc_builder_headings_reset(&p->f.b);
    for (int pass = 0; pass < 2; pass++) {
        p->wants_title = pass == 0;
        xml_fault = read_shapes(p, buf_str(bytes));
    }
    read_diagrams(p, &relations, bytes);
    p->n_image_slides += p->f.b.n_blocks == n_blocks && p->f.n_big_images > n_images;
    const struct ooxml_relation *notes = ooxml_by_type(&relations, "notesSlide");
    if (notes && !notes->is_external) {
        (void)ooxml_part(&p->zip, notes->target, bytes);
        ooxml_relations_read(&p->zip, notes->target, p->doc->arena, &p->relations);
        p->is_notes = true;
        (void)read_shapes(p, buf_str(bytes));
        p->is_notes = false;
        p->f.zone = ZONE_MAIN;
    }
    return fault == FAULT_NONE ? xml_fault : fault;
}

/* The slides in their order: the names of their parts. */
static size_t list_slides(struct pptx *p, struct str part, struct str xml, struct str slides[static MAX_SLIDES])
{
    size_t n = 0;
    struct ooxml_relations relations;
    ooxml_relations_read(&p->zip, part, p->doc->arena, &relations);
    xml_events_init(p->e, xml);
    while (xml_next(p->e)) {
        if (p->e->kind != XML_START || !xml_is(p->e, XML_P, "sldId"))
            continue;
        const struct ooxml_relation *relation = ooxml_by_id(&relations, xml_attr(p->e, XML_R, "id"));
        if (n >= MAX_SLIDES)
            p->doc->is_cut = true;
        else if (relation && !relation->is_external)
            slides[n++] = relation->target;
    }
    xml_events_done(p->e);
    return n;
}

struct extract_request pptx_extract(const struct extract_input *input, struct document *doc)
{
    struct pptx *p = mem_alloc(sizeof *p);
    struct str *slides = mem_resize(NULL, MAX_SLIDES, sizeof *slides);
    struct buf bytes;
    struct ooxml_properties properties = {0};
    size_t n_slides = 0;
    p->doc = doc;
    p->e = mem_alloc(sizeof *p->e);
    buf_init(&bytes, LIMIT_ZIP_ENTRY_BYTES);
    buf_init(&p->alt, LIMIT_LABEL_BYTES * 4);
    enum oit_fault fault = zip_parts_open(input->bytes, doc->arena, &p->zip);
    if (fault == FAULT_NONE) {
        struct str part = ooxml_main_part(&p->zip, doc->arena, "ppt/presentation.xml");
        ooxml_properties_read(&p->zip, doc, &properties);
        fault = ooxml_part(&p->zip, part, &bytes);
        n_slides = list_slides(p, part, buf_str(&bytes), slides);
    }
    flow_init(&p->f, input, doc, (n_slides + 1) * TEXT_BYTES_PER_SLIDE);
    for (size_t i = 0; i < n_slides && !p->f.b.is_cut; i++) {
        p->f.page = (uint32_t)i + 1;
        enum oit_fault slide_fault = read_slide(p, slides[i], &bytes);
        fault = fault == FAULT_NONE ? slide_fault : fault;
    }
    doc->n_pages = (uint32_t)n_slides;
    doc->n_image_pages = p->n_image_slides;
    p->f.n_page_images = 0; /* pictures beside text; a slide is landscape, so they are no scanned pages */
    if (fault == FAULT_NONE && !n_slides)
        fault = p->zip.is_recovered ? FAULT_DAMAGED : FAULT_EMPTY;
    doc->is_cut |= fault != FAULT_NONE || p->zip.is_recovered || p->zip.is_cut;
    doc->fault = fault;
    if (doc->fault == FAULT_NONE && p->n_image_slides && p->f.b.n_blocks == 0)
        doc->fault = FAULT_NO_TEXT;
    p->f.n_big_images = doc->n_image_pages ? 0 : p->f.n_big_images;
    flow_done(&p->f);
    struct extract_request request = flow_read_pictures(&p->f, &p->zip);
    buf_done(&bytes);
    buf_done(&p->alt);
    free(slides);
    free(p->e);
    free(p);
    return request;
}
