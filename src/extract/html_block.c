/* html_block.c - text runs become blocks; which heading governs which.
 *
 * Text goes straight into the document's raw text; white space is folded on the way. A block takes its kind, zone and
 * item from the element its first
 * text stood in.
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

#include "base/bytes.h"
#include "base/mem.h"
#include "extract/contact.h"
#include "extract/seen_text.h"
#include "text/mojibake.h"
#include "text/repair.h"
#include "text/utf8.h"

enum { NAMES_MAX = 5 }; /* named entities in one text, from which they may be letters */

/* A paragraph that is wholly bold, or whose element is called "title", is a heading to its reader. */
static bool reads_as_heading(const struct html_page *h)
{
    const struct html_entry *e = &h->block_entry;
    size_t n = h->b.n_raw - h->start;
    enum doc_zone zone = h->regions[e->region].zone;
    if (n > HEADING_MAX_BYTES || n < 4 || zone == ZONE_MENU || zone == ZONE_FOOTER || zone == ZONE_BREADCRUMB)
        return false;
    if (h->link_bytes_block * 2 > n)
        return false;
    bool is_bold = h->bold_bytes + n / 8 >= n; /* spaces and stray punctuation are not counted as bold */
    if (e->kind == BLOCK_PARAGRAPH)
        return is_bold || e->is_hint_title;
    return e->kind == BLOCK_LIST_ITEM && is_bold && e->tag != TAG_LI;
}

static uint32_t later(uint32_t a, uint32_t b)
{
    return a == DOC_NONE ? b : b == DOC_NONE || a > b ? a : b;
}

/* A bold line with links directly under it has its own content; it does not name the containers that follow ("O20", its link, then the
 * accordion "O21"), as a year line does. Judged once, at the first container behind it. */
static bool owns_links(struct html_page *h, uint32_t heading)
{
    if (h->judged_heading == heading)
        return h->judged_owns_links;
    h->judged_heading = heading;
    h->judged_owns_links = false;
    const struct doc_block *block = &h->b.blocks[heading];
    for (size_t i = h->b.n_links; i-- > 0 && h->links[i].raw_start >= block->start + block->n && !h->judged_owns_links;)
        h->judged_owns_links = h->b.links[i].target == TARGET_URL && h->links[i].item == block->item;
    return h->judged_owns_links;
}

/* The heading above a new one. Levels alone do not tell: what stands in an accordion part or tab pane belongs under its name whatever its level
 * (a card's h5 under the tab "ปี 2567"), and a part's name under the bold line or tab label above its container,
 * though both are of level 7. */
static uint32_t heading_over(struct html_page *h, unsigned level, const struct html_entry *heading)
{
    uint32_t best = DOC_NONE, above = h->b.headings.at[DOC_LEVELS - 1];
    for (unsigned i = level; i-- > 1 && best == DOC_NONE;)
        best = h->b.headings.at[i];
    if (above != DOC_NONE && above == h->lone_heading)
        above = h->b.blocks[above].heading; /* its container named nothing: the next one is its sibling */
    bool is_innermost = true;
    for (size_t i = h->n_stack; i-- > 1;) {
        const struct html_entry *e = &h->stack[i];
        if (e->saved == DOC_NONE)
            continue;
        bool stands_over = above != DOC_NONE && above < h->saved[e->saved].n_blocks;
        if (is_innermost && level == DOC_LEVELS - 1 && stands_over && !owns_links(h, above))
            best = later(best, above);
        bool is_sibling = is_innermost && heading->is_strong_heading && heading->tag == e->pane_tag;
        if (e->pane != DOC_NONE && is_sibling)
            return h->b.blocks[e->pane].heading;
        if (e->pane != DOC_NONE)
            return later(best, e->pane);
        is_innermost = false;
    }
    return best;
}

/* A strong heading names its container. */
static void name_container(struct html_page *h, uint32_t heading, enum html_tag tag)
{
    for (size_t i = h->n_stack; i-- > 1;)
        if (h->stack[i].saved != DOC_NONE) {
            if (h->stack[i].pane == DOC_NONE || h->stack[i].pane_tag == tag) {
                h->stack[i].pane = heading;
                h->stack[i].pane_tag = tag;
            }
            return;
        }
}

/* The line that ends at `at` is that of every link before `n` that does not yet know its own; a picture that stands just there may belong to the next
 * line, unless the block ends. */
static void end_line(struct html_page *h, size_t n, size_t at, bool is_block_end)
{
    for (; h->n_lined < n && (is_block_end || h->links[h->n_lined].raw_start < at); h->n_lined++)
        h->links[h->n_lined].line_end = at;
}

void html_block_end(struct html_page *h)
{
    bool had_text = html_block_is_open(h);
    if (had_text) {
        const struct html_entry *e = &h->block_entry;
        struct doc_block block = doc_block_init(e->kind);
        block.level = e->level;
        block.zone = (enum doc_zone)e->region;
        block.item = e->item;
        if (e->table != DOC_NONE && h->n_tables > 0) {
            const struct html_table *table = &h->tables[h->n_tables - 1];
            if (table->serial == e->table && table->is_cell_open) {
                const struct html_cell *cell = &h->cells[h->n_cells - 1];
                block.table = TABLE_OPEN + table->serial;
                block.row = cell->row;
                block.column = cell->column;
            }
        }
        if (reads_as_heading(h)) {
            block.kind = BLOCK_HEADING;
            block.level = DOC_LEVELS - 1;
        }
        if (block.kind == BLOCK_HEADING)
            block.heading = heading_over(h, block.level, e);
        bool is_bold = h->bold_bytes > 0 && h->bold_bytes + 4 >= h->b.n_raw - h->start;
        struct str text = {h->b.raw + h->start, h->b.n_raw - h->start};
        while (text.n && (text.p[text.n - 1] == ' ' || text.p[text.n - 1] == '\t')) /* as doc_builder_block keeps it */
            text.n--;
        struct seen_text *seen = seen_text_of(h->input->seen, text);
        block.hash = seen ? seen->block_hash : 0;
        uint32_t index = doc_builder_block(&h->b, block, h->start);
        if (index != DOC_NONE) {
            bool has_none = (seen && seen->has_no_contact) || !contact_scan(&h->b, index);
            if (seen) {
                seen->has_no_contact = has_none;
                seen->block_hash = h->b.blocks[index].hash;
            }
            if (e->kind == BLOCK_LABEL)
                html_form_label(h, (struct str){h->b.raw + h->b.blocks[index].start, h->b.blocks[index].n});
            if (block.table != DOC_NONE) {
                struct html_cell *cell = &h->cells[h->n_cells - 1];
                if (is_bold && block.kind == BLOCK_CELL && h->b.blocks[index].n <= HEADING_MAX_BYTES &&
                    !h->link_bytes_block)
                    h->b.blocks[index].level = 1; /* a heading if this turns out to be a layout table */
                if (cell->block == DOC_NONE) {
                    cell->block = index;
                    cell->is_bold = is_bold;
                }
            }
            if (block.kind == BLOCK_HEADING && e->is_strong_heading)
                name_container(h, index, e->tag);
            if (block.kind == BLOCK_HEADING && h->label_of.hash) {
                MEM_GROW(h->labels, h->n_labels, h->capacity_labels);
                h->labels[h->n_labels++] = (struct html_id){h->label_of.hash, index};
                h->label_of.hash = 0;
            }
        }
    }
    for (; h->n_settled < h->n_links; h->n_settled++)
        h->links[h->n_settled].is_alone = !had_text;
    end_line(h, h->n_links, h->b.n_raw, true);
    h->start = h->line_start = h->b.n_raw;
    h->link_bytes_block = h->bold_bytes = 0;
    h->has_gap = h->has_break = false;
}

/* One run of text without white space in it but single blanks. */
static void add_run(struct html_page *h, const char *p, size_t n)
{
    const struct html_entry *top = html_top(h);
    size_t line_end = h->b.n_raw;
    if (html_block_is_open(h) && h->has_break && !top->is_bold && h->bold_bytes + 4 >= h->b.n_raw - h->start &&
        h->bold_bytes > 0)
        html_block_end(h); /* <b>a heading</b><br>and its text */
    if (!html_block_is_open(h)) {
        h->block_entry = *top;
    } else if (h->has_gap) {
        (void)doc_builder_text(&h->b, " ", 1);
        if (top->is_bold)
            h->bold_bytes++;
    }
    if (h->has_break) {
        end_line(h, h->open_link != DOC_NONE ? h->open_link : h->n_links, line_end, false);
        h->line_start = h->b.n_raw;
    }
    h->has_gap = h->has_break = false;
    (void)doc_builder_text(&h->b, p, n);
    if (top->is_bold)
        h->bold_bytes += n;
    if (h->open_link != DOC_NONE) {
        h->link_bytes_block += n;
        h->link_bytes += n;
    }
    if (top->is_noscript)
        h->noscript_bytes += n;
}

/* Bytes that end a run: white space and below, '&', and the first byte of U+00A0. */
static const unsigned char ends_run[256] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,         1,          1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['&'] = 1, [0x7F] = 1, [0xC2] = 1,
};

static void add_text(struct html_page *h, struct str text, bool has_entities)
{
    const unsigned char *p = (const unsigned char *)text.p, *end = p + text.n;
    while (p < end) {
        const unsigned char *from = p;
        for (;;) {
            while (end - p >= BYTES_WIDE) {
                bytes_wide v = bytes_load(p);
                if (bytes_any(bytes_between(v, 0, ' ' + 1) | bytes_equal(v, '&') | bytes_equal(v, 0x7F) | bytes_equal(v, 0xC2)))
                    break;
                p += BYTES_WIDE;
            }
            while (p < end && !ends_run[*p])
                p++;
            if (p > from && p + 1 < end && *p == ' ' && !ends_run[p[1]])
                p++;
            else
                break;
        }
        if (p > from)
            add_run(h, (const char *)from, (size_t)(p - from));
        if (p >= end)
            break;
        uint32_t code_point = *p;
        size_t used = 1;
        char bytes[4];
        if (*p == 0xC2) {
            bool is_nbsp = p + 1 < end && p[1] == 0xA0;
            used = p + 1 < end ? 2 : 1;
            code_point = is_nbsp ? ' ' : 0xC2;
        } else if (*p == '&' && (!has_entities || !html_entity((const char *)p, (size_t)(end - p), &code_point, &used))) {
            code_point = '&';
        }
        if (code_point == '\n' && html_top(h)->is_pre)
            html_block_end(h);
        else if (code_point <= ' ' || code_point == 0xA0 || code_point == 0x7F)
            h->has_gap = true;
        else if (*p == 0xC2)
            add_run(h, (const char *)p, used);
        else
            add_run(h, bytes, utf8_encode(code_point, bytes));
        p += used;
    }
}

/* Does the text hold Thai written as numbers, or so many named characters that they may be Thai bytes ("&Ecirc;&Oacute;&sup1;")? */
static bool has_coded_letters(struct str text)
{
    const char *p = text.p, *end = text.p + text.n;
    size_t n_names = 0;
    while (p < end && (p = memchr(p, '&', (size_t)(end - p)))) {
        p++;
        if (p < end && (*p == '#' || ++n_names > NAMES_MAX || (end - p > 4 && memcmp(p, "amp;#", 5) == 0)))
            return true;
    }
    return false;
}

/* Decodes entities; line ends stay as they are. */
static void decode(struct str text, struct buf *out)
{
    for (size_t i = 0; i < text.n;) {
        uint32_t code_point;
        size_t used;
        char bytes[4];
        if (text.p[i] == '&' && html_entity(text.p + i, text.n - i, &code_point, &used)) {
            (void)buf_add(out, bytes, utf8_encode(code_point, bytes));
            i += used;
            continue;
        }
        size_t next = str_chr(str_from_pos(text, i + 1), '&');
        size_t n = next == STR_NPOS ? text.n - i : next + 1;
        (void)buf_add(out, text.p + i, n);
        i += n;
    }
}

enum { DECODED_TIMES = 3 };

/* What was escaped twice ("&amp;#3626;") is decoded twice; Thai bytes that were taken for Western letters become Thai again. */
static void decode_all(struct str text, struct buf *out)
{
    struct buf other;
    buf_init(&other, 0);
    decode(text, out);
    for (int i = 1; i < DECODED_TIMES && (str_find_c(buf_str(out), "&#3") != STR_NPOS || str_find_c(buf_str(out), "&#x") != STR_NPOS); i++) {
        buf_clear(&other);
        decode(buf_str(out), &other);
        struct buf swap = *out;
        *out = other;
        other = swap;
    }
    buf_clear(&other);
    if (mojibake_undo(buf_str(out), &other)) {
        buf_clear(out);
        utf8_clean(buf_str(&other), out);
    }
    buf_done(&other);
}

/* Damage that can be repaired is, before places in raw are counted on. A text between two tags is looked at by itself: what spans a tag
 * (ส<b>ํา</b>) the normal forms of the matcher still read. */
void html_page_text(struct html_page *h, struct str text)
{
    struct seen_text *seen = seen_text_of(h->input->seen, text);
    if ((seen && seen->is_sound) || (!has_coded_letters(text) && !repair_is_wanted(text))) {
        if (seen)
            seen->is_sound = true;
        add_text(h, text, true);
        return;
    }
    struct buf decoded, repaired;
    buf_init(&decoded, 0); /* an entity is never shorter than its character */
    buf_init(&repaired, 0);
    decode_all(text, &decoded);
    bool is_wanted = repair_is_wanted(buf_str(&decoded));
    if (is_wanted) {
        bool has_gap_before = text.n > 0 && (unsigned char)text.p[0] <= ' ', has_gap_behind = (unsigned char)text.p[text.n - 1] <= ' ';
        if (has_gap_before)
            (void)buf_add_char(&repaired, ' ');
        repair_text(buf_str(&decoded), &repaired);
        if (has_gap_behind)
            (void)buf_add_char(&repaired, ' ');
    }
    add_text(h, is_wanted ? buf_str(&repaired) : buf_str(&decoded), false);
    buf_done(&decoded);
    buf_done(&repaired);
}
