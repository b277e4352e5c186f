/* flow.c - paragraphs, links, pictures; the title block and what a document without text is. Tables: flow_table.c.
 * SPDX-License-Identifier: MIT
 */
#include "flow_internal.h"

#include <stdlib.h>

#include "base/mem.h"
#include "extract/contact.h"
#include "extract/html.h"
#include "text/repair.h"
#include "text/thai.h"
#include "text/utf8.h"

enum {
    HEADING_MIN_BYTES = 4,
    BOLD_HEADING_MAX_BYTES = 300,
    HEADING_MAX_BYTES = 600, /* more is a text that was given the style of a heading */
    TITLE_LINES = 8,
    TITLE_BYTES = 1200,
    LITTLE_TEXT_BYTES = 90, /* some 30 Thai letters: a caption, no document */
    BIG_IMAGE_PIXELS = 300,
    PAGE_IMAGE_WIDTH = 420, /* of A4 with its 794 x 1123 at 96 dpi: a scanned page put into a text */
    PAGE_IMAGE_HEIGHT = 600,
    PREVIOUS_MAX_BYTES = 300,
};

void flow_init(struct flow *f, const struct extract_input *input, struct document *doc, size_t max_text_bytes)
{
    *f = (struct flow){.input = input, .doc = doc, .open_link = DOC_NONE, .item = DOC_NONE};
    doc_builder_init(&f->b, doc, max_text_bytes);
    buf_init(&f->scratch, LIMIT_TEXT_BYTES);
    if (input->urls)
        url_cache_page(input->urls, input->url);
}

/* ---- paragraphs ---- */

static bool reads_as_heading(const struct flow *f)
{
    size_t n = f->b.n_raw - f->start;
    return f->zone == ZONE_MAIN && !f->n_tables && n >= HEADING_MIN_BYTES && n <= BOLD_HEADING_MAX_BYTES &&
           f->link_bytes * 2 <= n && f->bold_bytes + n / 8 >= n; /* spaces and stray punctuation are not counted as bold */
}

void flow_block_end(struct flow *f)
{
    if (f->is_open) {
        size_t n = f->b.n_raw - f->start;
        struct doc_block block = doc_block_init(f->style.is_list ? BLOCK_LIST_ITEM : BLOCK_PARAGRAPH);
        block.zone = f->zone;
        block.page = f->block_page;
        block.item = f->style.is_list ? f->item : DOC_NONE;
        struct flow_table *t = flow_open_table(f);
        bool is_bold = f->bold_bytes > 0 && f->bold_bytes + 4 >= n;
        if (t) {
            const struct flow_cell *cell = &f->cells[f->n_cells - 1];
            block.kind = BLOCK_CELL;
            block.table = FLOW_TABLE_OPEN + t->serial;
            block.row = cell->row;
            block.column = cell->column;
            block.item = cell->item;
            block.level = is_bold && n <= BOLD_HEADING_MAX_BYTES && !f->link_bytes; /* a heading if this turns out to be layout */
        }
        bool is_told = f->style.level && n <= HEADING_MAX_BYTES;
        if (is_told || reads_as_heading(f)) {
            block.kind = BLOCK_HEADING;
            block.item = t ? block.item : DOC_NONE;
            block.level = is_told ? f->style.level : DOC_LEVELS - 1;
        }
        uint32_t index = doc_builder_block(&f->b, block, f->start);
        if (index != DOC_NONE) {
            contact_scan(&f->b, index);
            struct flow_cell *cell = t ? &f->cells[f->n_cells - 1] : NULL;
            if (cell && cell->block == DOC_NONE) {
                cell->block = index;
                cell->is_bold = is_bold;
            }
        }
    }
    f->is_open = f->has_gap = f->joins = false;
    f->bold_bytes = f->link_bytes = 0;
    f->start = f->b.n_raw;
}

void flow_paragraph(struct flow *f, struct flow_style style)
{
    flow_paragraph_end(f);
    /* Short paragraphs of a cell are one text: a name broken over lines stays one phrase. */
    if (f->is_open && (style.level || f->style.level))
        flow_block_end(f);
    f->has_gap = f->joins = f->is_open;
    f->style = style;
    if (style.is_list)
        f->item = f->n_items++;
}

void flow_paragraph_end(struct flow *f)
{
    flow_link_end(f);
    bool stays_open = f->is_open && flow_open_table(f) && f->b.n_raw - f->start < FLOW_CELL_MERGE_BYTES;
    if (!stays_open)
        flow_block_end(f);
    f->style = (struct flow_style){0};
}

void flow_space(struct flow *f)
{
    f->has_gap = f->is_open;
}

static bool begins_with_space(struct str s)
{
    size_t length;
    return s.n && text_is_space(utf8_decode(s.p, s.n, &length));
}

static bool ends_with_space(struct str s)
{
    size_t at = s.n;
    while (at > 0 && ((unsigned char)s.p[at - 1] & 0xC0) == 0x80)
        at--;
    return at > 0 && begins_with_space(str_from_pos(s, at - 1));
}

/* The text of a page in a frame of one cell: its bold first line is a title, as it would be without the frame. */
static bool is_title_of_frame(const struct flow *f)
{
    const struct flow_cell *cell = &f->cells[f->n_cells - 1];
    return cell->row == 0 && cell->column == 0 && f->bold_bytes > 0 && f->bold_bytes + 4 >= f->b.n_raw - f->start;
}

void flow_text(struct flow *f, struct str text, bool is_bold)
{
    buf_clear(&f->scratch);
    utf8_squeeze(text, &f->scratch);
    f->b.is_cut |= f->scratch.is_full;
    if (begins_with_space(text))
        f->has_gap = f->is_open;
    if (!f->scratch.n)
        return;
    if (f->joins && !is_bold && is_title_of_frame(f))
        flow_block_end(f);
    f->joins = false;
    size_t before = f->b.n_raw;
    if (!f->is_open) {
        f->is_open = true;
        f->start = f->b.n_raw;
        f->block_page = f->page;
    } else if (f->has_gap) {
        (void)doc_builder_text(&f->b, " ", 1);
    }
    (void)doc_builder_text(&f->b, f->scratch.p, f->scratch.n);
    size_t n = f->b.n_raw - before;
    f->bold_bytes += is_bold ? n : 0;
    f->link_bytes += f->open_link != DOC_NONE ? n : 0;
    f->has_gap = ends_with_space(text);
}

/* ---- links ---- */

/* A copy: what stands in raw is repaired when its block ends. */
static struct str raw_text(const struct flow *f, size_t from, size_t to)
{
    if (from >= to)
        return STR_NONE;
    struct str text = utf8_prefix(str_trim((struct str){f->b.raw + from, to - from}), LIMIT_LABEL_BYTES);
    char *copy = arena_text(f->b.arena, text);
    return (struct str){copy, repair_in_place(copy, text.n)};
}

static void set_target(struct flow *f, struct doc_link *link, struct str reference)
{
    if (str_starts_nocase_c(reference, "mailto:")) {
        struct str rest = str_from_pos(reference, 7), mail = str_trim(str_cut(&rest, '?'));
        link->target = TARGET_MAIL;
        if (mail.p && memchr(mail.p, '@', mail.n))
            (void)doc_builder_contact(&f->b, CONTACT_EMAIL, link->block, utf8_prefix(mail, 254));
        return;
    }
    struct buf url;
    buf_init(&url, LIMIT_URL_BYTES);
    enum url_result result = url_resolve(f->input->url, reference, &url);
    link->target = result == URL_OK ? TARGET_URL : result == URL_EMPTY ? TARGET_SELF : TARGET_OTHER;
    if (result == URL_OK)
        link->url = arena_str(f->b.arena, buf_str(&url));
    buf_done(&url);
}

void flow_link(struct flow *f, struct str reference)
{
    flow_link_end(f);
    reference = str_trim(reference);
    if (!reference.n || reference.p[0] == '#')
        return; /* inside the document: tables of contents */
    struct doc_link *link = doc_builder_link(&f->b);
    if (!link)
        return;
    const struct flow_table *t = flow_open_table(f);
    link->via = VIA_A;
    link->zone = f->zone;
    link->heading = doc_builder_heading(&f->b);
    link->block = (uint32_t)f->b.n_blocks;
    set_target(f, link, reference);
    MEM_GROW(f->links, f->n_links, f->capacity_links);
    f->links[f->n_links++] = (struct flow_link){.start = f->b.n_raw,
                                                .block_start = f->is_open ? f->start : f->b.n_raw,
                                                .table = t ? FLOW_TABLE_OPEN + t->serial : DOC_NONE,
                                                .row = t ? f->cells[f->n_cells - 1].row : 0};
    f->open_link = (uint32_t)(f->b.n_links - 1);
    if (t)
        f->cells[f->n_cells - 1].has_link = true;
}

/* Without text of its own a link keeps the paragraph before it: "แผนปฏิบัติการ 2567" and the bare address in the next line. */
static struct str previous_block(const struct flow *f, const struct doc_link *link)
{
    const struct doc_block *block = f->b.n_blocks ? &f->b.blocks[f->b.n_blocks - 1] : NULL;
    bool is_label = block && block->zone == link->zone && block->n <= PREVIOUS_MAX_BYTES && block->table == DOC_NONE &&
                    block->kind != BLOCK_HEADING;
    return is_label ? raw_text(f, block->start, block->start + block->n) : STR_NONE;
}

void flow_link_end(struct flow *f)
{
    if (f->open_link == DOC_NONE)
        return;
    struct doc_link *link = &f->b.links[f->open_link];
    const struct flow_link *info = &f->links[f->open_link];
    struct str anchor = raw_text(f, info->start, f->b.n_raw), before = raw_text(f, info->block_start, info->start);
    f->open_link = DOC_NONE;
    link->anchor = anchor;
    if (!before.n && html_is_generic(anchor) && info->table == DOC_NONE)
        before = previous_block(f, link);
    link->item = before.n ? before : anchor;
}

/* ---- pictures ---- */

static uint16_t pixels(long value)
{
    return value < 0 ? 0 : value > UINT16_MAX ? UINT16_MAX : (uint16_t)value;
}

void flow_image(struct flow *f, long width, long height, struct str alt, struct str part)
{
    struct doc_image *image = doc_builder_image(&f->b);
    if (!image)
        return;
    buf_clear(&f->scratch);
    utf8_squeeze(alt, &f->scratch);
    *image = (struct doc_image){.alt = f->scratch.n ? arena_str(f->b.arena, utf8_prefix(buf_str(&f->scratch), LIMIT_LABEL_BYTES)) : STR_NONE,
                                .width = pixels(width),
                                .height = pixels(height),
                                .zone = f->zone,
                                .block = (uint32_t)f->b.n_blocks,
                                .heading = doc_builder_heading(&f->b)};
    if (f->zone != ZONE_MAIN)
        return;
    bool is_big = width >= BIG_IMAGE_PIXELS && height >= BIG_IMAGE_PIXELS;
    f->n_big_images += is_big;
    if (is_big && part.n && f->n_pictures < LIMIT_OCR_PAGES)
        f->pictures[f->n_pictures++] = part;
    f->n_page_images += width >= PAGE_IMAGE_WIDTH && height >= PAGE_IMAGE_HEIGHT;
}

/* ---- the end ---- */

/* Cells of tables are no titles; those of layout tables are paragraphs by now. A told heading below other text begins the first chapter. */
static void mark_title_block(struct flow *f)
{
    size_t n_lines = 0, n_bytes = 0;
    uint32_t page = 0;
    bool had_text = false;
    for (size_t i = f->first_block; i < f->b.n_blocks && n_lines < TITLE_LINES && n_bytes < TITLE_BYTES; i++) {
        struct doc_block *block = &f->b.blocks[i];
        if (block->zone != ZONE_MAIN || block->table != DOC_NONE || block->kind == BLOCK_CELL)
            continue;
        bool is_told = block->kind == BLOCK_HEADING && block->level < DOC_LEVELS - 1;
        page = n_lines ? page : block->page;
        if (block->page != page || (is_told && had_text))
            break;
        had_text |= !is_told;
        block->is_first_line = true;
        n_lines++;
        n_bytes += block->n;
    }
}

static size_t main_bytes(const struct flow *f)
{
    size_t n = 0;
    for (size_t i = f->first_block; i < f->b.n_blocks; i++)
        n += f->b.blocks[i].zone == ZONE_MAIN ? f->b.blocks[i].n : 0;
    return n;
}

static void judge_pictures(struct flow *f)
{
    struct document *doc = f->doc;
    bool has_text = main_bytes(f) >= LITTLE_TEXT_BYTES;
    uint32_t n_images = has_text ? f->n_page_images : f->n_big_images;
    doc->n_image_pages += n_images;
    if (n_images && doc->n_pages < n_images + has_text)
        doc->n_pages = n_images + has_text;
    if (doc->fault != FAULT_NONE)
        return;
    if (!has_text && n_images)
        doc->fault = FAULT_NO_TEXT;
    else if (f->b.n_blocks == f->first_block)
        doc->fault = FAULT_EMPTY;
}

void flow_done(struct flow *f)
{
    flow_paragraph_end(f);
    while (f->n_tables)
        flow_table_end(f);
    flow_block_end(f);
    mark_title_block(f);
    judge_pictures(f);
    doc_builder_seal(&f->b);
    buf_done(&f->scratch);
    free(f->links);
    free(f->cells);
    free(f->above);
}

struct str flow_field_address(struct str instruction)
{
    instruction = str_trim(instruction);
    if (!str_starts_nocase_c(instruction, "HYPERLINK"))
        return STR_NONE;
    instruction = str_trim(str_from_pos(instruction, 9));
    if (str_starts_c(instruction, "\""))
        return str_sub(instruction, 1, str_chr(str_from_pos(instruction, 1), '"'));
    return str_starts_c(instruction, "\\") ? STR_NONE : str_cut(&instruction, ' ');
}
