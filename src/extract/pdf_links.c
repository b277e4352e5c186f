/* pdf_links.c - the links of a PDF with their labels, out of what `pdftohtml -xml` writes.
 *
 * A PDF knows no link text: a link is a rectangle with an address. pdftohtml lays the rectangles over the words, so each piece of text comes with
 * its place and the address behind it. Pieces are put into lines by their place; neighbours with the same address are one label, what else
 * stands on the line is its context: "3 | แผนการใช้จ่าย | ดาวน์โหลด" is a table row, "รายงานผล คลิกที่นี่" a sentence.
 *
 * Not here: jumps within the file, addresses that are text only (a viewer may make links of them; a line's end often cuts them in two).
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/lines.h"
#include "extract/pdf_page.h"
#include "text/repair.h"
#include "text/utf8.h"

struct piece {
    long top, left, right, height;
    struct str text; /* without entities */
    struct str href; /* absent: no link */
};

struct page {
    struct doc_builder *b;
    const struct extract_input *input;
    uint32_t number;
    size_t first_block; /* of the blocks looked through for the label's place */
    struct piece *pieces; size_t n, capacity;
    struct buf label, row;
    struct doc_link *last;    /* of the line before, for labels that go on */
    struct str last_href;
};

enum {
    SPACE_PARTS = 8, /* a gap of an eighth of the height is a blank, */
    CELL_PARTS = 3,  /* of a third the border of a cell */
    MAX_BLOCKS_LOOKED_AT = 2000,
};
static const char jump[] = "0.html#"; /* pdftohtml's name for a place in the file itself: it reads /proc/self/fd/0 */

/* --- reading the XML ----------------------------------------------------------------------------------------------------------- */

static long attribute(struct str tag, const char *name)
{
    size_t at = str_find_c(tag, name);
    uint64_t value = 0;
    if (at == STR_NPOS)
        return 0;
    struct str rest = str_from_pos(tag, at + strlen(name));
    (void)str_to_u64(str_cut(&rest, '"'), 1000000, &value);
    return (long)value;
}

/* pdftohtml escapes these and no others. */
static struct str decoded(struct str text, struct arena *arena)
{
    static const struct {
        const char *name, *text;
    } entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#160;", " "}, {"&#34;", "\""}};
    struct buf out, clean;
    buf_init(&out, LIMIT_URL_BYTES * 4);
    buf_init(&clean, LIMIT_URL_BYTES * 4);
    for (size_t i = 0; i < text.n;) {
        size_t k = 0;
        struct str rest = str_from_pos(text, i);
        while (k < sizeof entities / sizeof entities[0] && !str_starts_c(rest, entities[k].name))
            k++;
        bool is_entity = k < sizeof entities / sizeof entities[0];
        (void)(is_entity ? buf_add_c(&out, entities[k].text) : buf_add_char(&out, text.p[i]));
        i += is_entity ? strlen(entities[k].name) : 1;
    }
    utf8_clean(buf_str(&out), &clean);
    struct str copy = arena_str(arena, buf_str(&clean));
    buf_done(&out);
    buf_done(&clean);
    return copy;
}

static void add_piece(struct page *page, const struct piece *box, struct str text, struct str href)
{
    if (!text.n || page->n >= LIMIT_LINKS)
        return;
    MEM_GROW(page->pieces, page->n, page->capacity);
    struct piece *piece = &page->pieces[page->n++];
    *piece = *box;
    piece->text = decoded(text, page->b->arena);
    piece->href = href;
}

/* "1<a href="...">. </a><b>text</b>": pieces of one box. */
static void read_text(struct page *page, const struct piece *box, struct str content)
{
    struct str href = STR_NONE;
    while (content.n) {
        size_t at = str_chr(content, '<');
        add_piece(page, box, str_sub(content, 0, at == STR_NPOS ? content.n : at), href);
        if (at == STR_NPOS)
            return;
        content = str_from_pos(content, at);
        size_t end = str_chr(content, '>');
        if (end == STR_NPOS)
            return;
        struct str tag = str_sub(content, 0, end);
        content = str_from_pos(content, end + 1);
        if (str_starts_c(tag, "</a"))
            href = STR_NONE;
        size_t quote = str_find_c(tag, "<a href=\"");
        if (quote == STR_NPOS)
            continue;
        struct str value = str_from_pos(tag, quote + 9);
        href = decoded(str_cut(&value, '"'), page->b->arena);
        if (str_starts_c(href, jump))
            href = STR_NONE;
    }
}

/* --- lines --------------------------------------------------------------------------------------------------------------------- */

static int by_top(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    if (x->top != y->top)
        return x->top < y->top ? -1 : 1;
    return x->left < y->left ? -1 : x->left > y->left;
}

static int by_left(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return x->right < y->right ? -1 : x->right > y->right;
}

static bool is_blank(struct str s)
{
    return str_trim(s).n == 0;
}

static struct str kept(struct page *page, struct buf *text)
{
    size_t n = 0;
    for (size_t i = 0; i < text->n; i++) /* blanks pile up where pieces met */
        if (text->p[i] != ' ' || (n && text->p[n - 1] != ' '))
            text->p[n++] = text->p[i];
    text->n = n ? repair_in_place(text->p, n) : 0;
    struct str trimmed = str_trim(utf8_prefix(str_trim(buf_str(text)), LIMIT_LABEL_BYTES));
    return trimmed.n ? arena_str(page->b->arena, trimmed) : STR_NONE;
}

/* The block of this page the label stands in; the page's first one when its words came out differently there. */
static uint32_t block_of(const struct page *page, struct str label)
{
    uint32_t first = DOC_NONE;
    const struct doc_builder *b = page->b;
    for (size_t i = page->first_block; i < b->n_blocks && i < page->first_block + MAX_BLOCKS_LOOKED_AT; i++) {
        const struct doc_block *block = &b->blocks[i];
        if (block->page != page->number)
            break;
        if (first == DOC_NONE)
            first = (uint32_t)i;
        if (label.n && str_find((struct str){b->raw + block->start, block->n}, label) != STR_NPOS)
            return (uint32_t)i;
    }
    return first;
}

/* Text of line[0..n) without from..to. A blank is a gap or a piece of blanks (pieces may lie over each other); a wide gap is the border of a cell. */
static void add_line(const struct piece *line, size_t n, size_t from, size_t to, const char *border, bool *ret_has_cells, struct buf *out)
{
    const struct piece *before = NULL;
    bool is_spaced = false, is_apart = false;
    for (size_t i = 0; i < n; i++) {
        if (is_blank(line[i].text)) {
            is_spaced = true;
            continue;
        }
        long gap = before ? line[i].left - before->right : 0;
        struct str text = str_trim(line[i].text);
        is_spaced |= gap * SPACE_PARTS > line[i].height || text.p != line[i].text.p;
        is_apart |= gap * CELL_PARTS > line[i].height;
        *ret_has_cells |= is_apart;
        before = &line[i];
        if (i >= from && i < to)
            continue;
        if (out->n)
            (void)buf_add_c(out, is_apart ? border : is_spaced ? " " : "");
        (void)buf_add_str(out, text);
        is_spaced = text.n != line[i].text.n;
        is_apart = false;
    }
}

static void set_target(struct page *page, struct doc_link *link, struct str href)
{
    struct buf url;
    buf_init(&url, LIMIT_URL_BYTES);
    enum url_result result = url_resolve(page->input->url, href, &url);
    link->target = result == URL_OK       ? TARGET_URL
                   : result == URL_EMPTY  ? TARGET_SELF
                   : str_starts_nocase_c(href, "mailto:") ? TARGET_MAIL
                   : str_starts_nocase_c(href, "tel:")    ? TARGET_PHONE
                                          : TARGET_OTHER;
    if (result == URL_OK)
        link->url = arena_str(page->b->arena, buf_str(&url));
    buf_done(&url);
}

static void add_link(struct page *page, const struct piece *line, size_t n, size_t from, size_t to)
{
    bool has_cells = false;
    buf_clear(&page->label);
    add_line(line + from, to - from, 0, 0, " ", &has_cells, &page->label);
    struct str label = kept(page, &page->label);
    if (!label.n)
        return;
    struct doc_link *link = doc_builder_link(page->b);
    if (!link)
        return;
    link->via = VIA_A;
    link->anchor = label;
    set_target(page, link, line[from].href);
    has_cells = false;
    buf_clear(&page->row);
    add_line(line, n, from, to, " | ", &has_cells, &page->row);
    if (has_cells)
        link->row = kept(page, &page->row);
    buf_clear(&page->row);
    add_line(line, to, from, to, " | ", &has_cells, &page->row);
    link->item = kept(page, &page->row);
    link->block = block_of(page, label);
    link->heading = link->block < page->b->n_blocks ? page->b->blocks[link->block].heading : DOC_NONE;
    page->last = link;
    page->last_href = line[from].href;
}

/* A label that was broken at the line's end goes on at the start of the next. */
static bool goes_on(struct page *page, const struct piece *line, size_t from, size_t to)
{
    if (from != 0 || !page->last || !str_eq(page->last_href, line[0].href))
        return false;
    buf_clear(&page->label);
    (void)buf_add_str(&page->label, page->last->anchor);
    bool has_cells = false;
    if (!lines_thai_meets(page->last->anchor, line[from].text))
        (void)buf_add_char(&page->label, ' ');
    struct buf rest;
    buf_init(&rest, LIMIT_LABEL_BYTES * 4);
    add_line(line + from, to - from, 0, 0, " ", &has_cells, &rest);
    (void)buf_add_str(&page->label, buf_str(&rest));
    buf_done(&rest);
    page->last->anchor = kept(page, &page->label);
    return true;
}

static void read_line(struct page *page, struct piece *line, size_t n)
{
    qsort(line, n, sizeof *line, by_left);
    struct doc_link *before = page->last;
    size_t first = 0;
    while (first < n && is_blank(line[first].text))
        first++;
    line += first;
    n -= first;
    bool ends_in_link = false;
    for (size_t from = 0; from < n;) {
        size_t to = from + 1;
        while (to < n && str_eq(line[to].href, line[from].href) && (line[to].href.p != NULL) == (line[from].href.p != NULL))
            to++;
        ends_in_link = line[from].href.n > 0;
        page->last = from == 0 ? before : NULL;
        if (ends_in_link && !goes_on(page, line, from, to))
            add_link(page, line, n, from, to);
        from = to;
    }
    if (!ends_in_link)
        page->last = NULL;
}

static void end_page(struct page *page)
{
    if (page->n) /* qsort wants no NULL */
        qsort(page->pieces, page->n, sizeof *page->pieces, by_top);
    page->last = NULL;
    for (size_t from = 0; from < page->n;) {
        size_t to = from + 1;
        while (to < page->n && page->pieces[to].top - page->pieces[from].top < page->pieces[from].height / 2)
            to++;
        read_line(page, page->pieces + from, to - from);
        from = to;
    }
    page->n = 0;
}

void pdf_links(struct doc_builder *b, const struct extract_input *input, struct str xml)
{
    struct page page = {.b = b, .input = input};
    buf_init(&page.label, LIMIT_LABEL_BYTES * 4);
    buf_init(&page.row, LIMIT_LABEL_BYTES * 4);
    while (xml.n) {
        size_t at = str_chr(xml, '<');
        if (at == STR_NPOS)
            break;
        xml = str_from_pos(xml, at);
        size_t end = str_chr(xml, '>');
        if (end == STR_NPOS)
            break;
        struct str tag = str_sub(xml, 0, end);
        xml = str_from_pos(xml, end + 1);
        if (str_starts_c(tag, "<page ")) {
            end_page(&page);
            page.number = (uint32_t)attribute(tag, " number=\"");
            while (page.first_block < b->n_blocks && b->blocks[page.first_block].page < page.number)
                page.first_block++;
        } else if (str_starts_c(tag, "<text ")) {
            size_t close = str_find_c(xml, "</text>");
            struct piece box = {.top = attribute(tag, " top=\""), .left = attribute(tag, " left=\""), .height = attribute(tag, " height=\"")};
            box.right = box.left + attribute(tag, " width=\"");
            read_text(&page, &box, str_sub(xml, 0, close == STR_NPOS ? xml.n : close));
            xml = close == STR_NPOS ? STR_NONE : str_from_pos(xml, close);
        }
    }
    end_page(&page);
    free(page.pieces);
    buf_done(&page.label);
    buf_done(&page.row);
}
