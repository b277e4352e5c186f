/* html_label.c - the words that tell what a link leads to.
 *
 * Many sites say "คลิก" in the link and the document's name in another cell, in the line before, in the card's title
 * or behind the link: each of these
 * places is looked at, the nearest first. This runs when the page is read: rows, items and headings are known then.
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

#include <stdlib.h>

#include "text/utf8.h"

enum { PREVIOUS_MAX_BYTES = 300 };

bool html_is_generic(struct str label)
{
    static const char *const words[] = {
        "คลิกที่นี่",     "คลิก",   "คลิ๊ก",       "กดที่นี่",   "ที่นี่",       "ดาวน์โหลด",  "ดาวโหลด",      "ดาวน์โหลดไฟล์",
        "รายละเอียด", "อ่านต่อ", "อ่านเพิ่มเติม", "เพิ่มเติม", "ดูเพิ่มเติม",  "ดูเอกสาร",   "ดูรายละเอียด",   "เปิดดู",
        "เปิด",       "ดู",     "ไฟล์แนบ",    "ไฟล์",    "แนบไฟล์",   "เอกสารแนบ", "เอกสารประกอบ", "เอกสาร",
        "ลิงก์",       "ลิงค์",   "แสดง",      "ต่อ",     "download", "click",     "here",         "view",
        "read",      "more",  "link",      "open",   "file",     "pdf",       "docx",         "doc",
        "xlsx",      "xls",   "word",      "excel",  "url",      "preview",   "detail",       "details",
        "new",       "go",    "icon",      "image",  "show",     "the",       "to",           "attachment",
    };
    static uint64_t thai_begins, latin_begins; /* third bytes and letters the words begin with; made at the first use */
    for (size_t i = 0; i < sizeof words / sizeof *words && (!latin_begins || i); i++)
        *((unsigned char)words[i][0] < 0x80 ? &latin_begins : &thai_begins) |= (uint64_t)1 << (words[i][(unsigned char)words[i][0] < 0x80 ? 0 : 2] & 63);
    struct str s = str_trim(label);
    if (str_starts_nocase_c(s, "http://") || str_starts_nocase_c(s, "https://") || str_starts_nocase_c(s, "www."))
        return true;
    if (s.n > 90)
        return false;
    while (s.n) {
        unsigned char c = (unsigned char)s.p[0];
        bool is_thai_digit = s.n >= 3 && c == 0xE0 && (unsigned char)s.p[1] == 0xB9 && (unsigned char)s.p[2] >= 0x90 &&
                             (unsigned char)s.p[2] <= 0x99;
        if (c < 0x80 && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
            s = str_from_pos(s, 1);
            continue;
        }
        if (is_thai_digit || (c >= 0xE2 && s.n >= 3)) { /* arrows, bullets, zero-width characters */
            s = str_from_pos(s, 3);
            continue;
        }
        size_t best = 0;
        unsigned begin = c < 0x80 ? (c | 0x20) & 63u : s.n >= 3 ? (unsigned char)s.p[2] & 63u : 0;
        if (!((c < 0x80 ? latin_begins : thai_begins) >> begin & 1))
            return false;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            const char *word = words[i];
            bool may_be = c < 0x80 ? (char)(c | 0x20) == word[0] : s.n >= 3 && word[0] == s.p[0] && word[2] == s.p[2];
            if (may_be && str_starts_nocase_c(s, word) && strlen(word) > best)
                best = strlen(word);
        }
        if (!best)
            return false;
        s = str_from_pos(s, best);
    }
    return true;
}

static bool has_letters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < 4; i++) {
        unsigned char c = (unsigned char)s.p[i];
        n += c >= 0xE0 ? 2 : (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
    return n >= 4;
}

static struct str raw_range(const struct html_page *h, size_t from, size_t to)
{
    if (to > h->b.n_raw)
        to = h->b.n_raw;
    return from < to ? str_trim((struct str){h->b.raw + from, to - from}) : STR_NONE;
}

/* The last LIMIT_LABEL_BYTES of a label part, from a whole word or code point on. */
static struct str last_part(struct str s)
{
    if (s.n <= LIMIT_LABEL_BYTES)
        return s;
    size_t from = s.n - LIMIT_LABEL_BYTES;
    while (from < s.n && ((unsigned char)s.p[from] & 0xC0) == 0x80)
        from++;
    return str_from_pos(s, from);
}

/* Raw text as one line; a view where it has no line end. */
static struct str one_line(struct html_page *h, struct str s)
{
    if (!s.n || !memchr(s.p, '\n', s.n))
        return s.n ? s : STR_NONE;
    char *copy = arena_text(h->arena, s);
    for (char *p = memchr(copy, '\n', s.n); p; p = memchr(p, '\n', s.n - (size_t)(p - copy)))
        *p = ' ';
    return (struct str){copy, s.n};
}

static uint32_t alive(const struct html_page *h, uint32_t item)
{
    while (item != DOC_NONE && h->items[item].is_dead)
        item = h->items[item].parent;
    return item;
}

/* The paragraph before a generic link that stands alone in its block, unless that one has its own link. */
static struct str previous_block(const struct html_page *h, size_t index)
{
    const struct doc_link *link = &h->b.links[index];
    if (link->block == 0 || link->block > h->b.n_blocks)
        return STR_NONE;
    const struct doc_block *block = &h->b.blocks[link->block - 1];
    bool is_taken = index > 0 && h->b.links[index - 1].block == link->block - 1 &&
                    h->links[index - 1].raw_end > h->links[index - 1].raw_start;
    if (is_taken || block->zone != link->zone || block->n > PREVIOUS_MAX_BYTES || block->kind == BLOCK_HEADING ||
        block->kind == BLOCK_OPTION)
        return STR_NONE;
    return (struct str){h->b.raw + block->start, block->n};
}

/* Says something of what a link leads to: "เอกสาร :" and "ดาวน์โหลด" do not. */
static bool is_telling(struct str s)
{
    return has_letters(s) && !html_is_generic(s);
}

/* The text from `from` to the link without the names of other links: they speak for their own targets. */
static struct str without_links(struct html_page *h, size_t first_link, size_t index, size_t from)
{
    buf_clear(&h->scratch2);
    for (size_t i = first_link; i < index; i++) {
        const struct html_link_info *other = &h->links[i];
        bool speaks_here =
            other->is_generic || (h->b.links[i].url.n && str_eq(h->b.links[i].url, h->b.links[index].url));
        if (speaks_here || other->raw_start < from)
            continue;
        (void)buf_add_str(&h->scratch2, raw_range(h, from, other->raw_start));
        (void)buf_add_char(&h->scratch2, ' ');
        from = other->raw_end;
    }
    (void)buf_add_str(&h->scratch2, raw_range(h, from, h->links[index].raw_start));
    struct str text = str_trim(buf_str(&h->scratch2));
    return is_telling(text) ? arena_str(h->arena, last_part(text)) : STR_NONE;
}

/* From the link to the next one or the end of its line. */
static struct str own_line_behind(const struct html_page *h, size_t index)
{
    const struct html_link_info *info = &h->links[index];
    size_t to = info->line_end;
    if (index + 1 < h->n_links && h->links[index + 1].raw_start < to)
        to = h->links[index + 1].raw_start;
    return raw_range(h, info->raw_end, to);
}

/* What stands before the link in its item or paragraph (from `from` on): for "คลิก" the nearest words, a link's name or not; for a link
 * with a name of its own, what is no other link's. */
static struct str text_before(struct html_page *h, size_t index, size_t from, bool is_generic)
{
    enum { LINKS_LOOKED_AT = 64 };
    const struct html_link_info *info = &h->links[index];
    size_t first = index;
    while (first > 0 && index - first < LINKS_LOOKED_AT && h->links[first - 1].raw_start >= from &&
           h->links[first - 1].raw_end <= info->raw_start)
        first--;
    struct str line = info->line_start > from ? raw_range(h, info->line_start, info->raw_start) : STR_NONE;
    if (first == index)
        return is_telling(line) ? line : raw_range(h, from, info->raw_start);
    if (!is_generic) {
        struct str text = info->line_start > from ? without_links(h, first, index, info->line_start) : STR_NONE;
        return text.n ? text : without_links(h, first, index, from);
    }
    struct str behind = own_line_behind(h, index), before_all = raw_range(h, from, h->links[first].raw_start);
    if (!is_telling(before_all) && is_telling(behind))
        return behind; /* "[PDF] name", line by line */
    size_t nearest_from = h->links[index - 1].raw_end;
    if (info->line_start > nearest_from && info->line_start > info->block_start && is_telling(line))
        nearest_from = info->line_start; /* the line before it names what has no link of its own */
    struct str nearest = raw_range(h, nearest_from, info->raw_start);
    return is_telling(nearest) ? nearest : is_telling(line) ? line : raw_range(h, from, info->raw_start);
}

static struct str text_behind(const struct html_page *h, size_t index, size_t item_end)
{
    const struct html_link_info *info = &h->links[index];
    const struct doc_link *link = &h->b.links[index];
    size_t to = item_end;
    if (to == 0) /* no item around: to the end of its own block */
        to = !info->is_alone && link->block < h->b.n_blocks
                 ? h->b.blocks[link->block].start + h->b.blocks[link->block].n
                 : info->raw_end;
    if (index + 1 < h->n_links && h->links[index + 1].raw_start < to)
        to = h->links[index + 1].raw_start;
    return raw_range(h, info->raw_end, to);
}

static struct str item_text(struct html_page *h, size_t index, bool is_generic)
{
    const struct html_link_info *info = &h->links[index];
    uint32_t item = alive(h, info->item);
    bool in_row = info->table != DOC_NONE;
    bool is_own_row = item != DOC_NONE && h->items[item].is_row && in_row; /* `row` has it; here the cell counts */
    bool has_item = item != DOC_NONE && !is_own_row;
    struct str text = text_before(h, index, has_item ? h->items[item].raw_start : info->block_start, is_generic);
    if (is_telling(text))
        return last_part(text);
    if (is_generic) {
        text = text_behind(h, index, has_item ? h->items[item].raw_end : 0);
        if (is_telling(text))
            return utf8_prefix(text, LIMIT_LABEL_BYTES);
    }
    for (uint32_t up = item; up != DOC_NONE && !is_own_row && h->items[up].parent != DOC_NONE;
         up = h->items[up].parent) {
        const struct html_item *parent = &h->items[h->items[up].parent];
        text = raw_range(h, parent->raw_start,
                         parent->lead_end < h->items[up].raw_start ? parent->lead_end : h->items[up].raw_start);
        bool is_nested = !parent->is_dead && !parent->is_weak && !parent->is_row && parent->lead_end != SIZE_MAX;
        if (is_nested && text.n <= LIMIT_LABEL_BYTES && is_telling(text))
            return text;
    }
    return is_generic && !is_own_row ? previous_block(h, index) : STR_NONE;
}

static int compare_ids(const void *a, const void *b)
{
    uint64_t x = ((const struct html_id *)a)->hash, y = ((const struct html_id *)b)->hash;
    return x < y ? -1 : x > y;
}

static void finish_fragments(struct html_page *h)
{
    if (!h->n_fragments || !h->n_ids)
        return;
    qsort(h->ids, h->n_ids, sizeof *h->ids, compare_ids);
    for (size_t i = 0; i < h->n_fragments; i++) {
        const struct html_id *fragment = &h->fragments[i];
        struct doc_link *link = &h->b.links[fragment->block];
        if (link->target == TARGET_SELF && bsearch(fragment, h->ids, h->n_ids, sizeof *h->ids, compare_ids))
            link->target = TARGET_ANCHOR;
    }
}

/* A link without text has no block of its own: its row's heading, or the one noted when it opened. */
static uint32_t heading_of_picture(const struct html_page *h, size_t index)
{
    const struct html_link_info *info = &h->links[index];
    const struct doc_link *link = &h->b.links[index];
    if (info->table != DOC_NONE) {
        const struct doc_table *table = &h->b.tables[info->table];
        for (uint32_t column = 0; column < table->n_columns; column++) {
            uint32_t block = table->grid[(size_t)info->row * table->n_columns + column];
            if (block != DOC_NONE)
                return h->b.blocks[block].heading;
        }
    }
    if (link->heading == DOC_NONE && link->block > 0 && h->b.blocks[link->block - 1].zone == link->zone)
        return h->b.blocks[link->block - 1].kind == BLOCK_HEADING ? link->block - 1
                                                                  : h->b.blocks[link->block - 1].heading;
    return link->heading;
}

static bool ends_before(const struct doc_block *block, size_t at)
{
    return block->start + block->n <= at;
}

void html_links_finish(struct html_page *h)
{
    finish_fragments(h);
    for (size_t i = 0; i < h->b.n_links; i++) {
        struct doc_link *link = &h->b.links[i];
        struct html_link_info *info = &h->links[i];
        if (info->is_open)
            info->raw_end = h->b.n_raw;
        link->anchor = one_line(h, utf8_prefix(raw_range(h, info->raw_start, info->raw_end), LIMIT_LABEL_BYTES));
        bool has_text = link->anchor.n > 0;
        bool is_generic =
            !has_text ? !has_letters(link->title) || html_is_generic(link->title) : html_is_generic(link->anchor);
        info->is_generic = is_generic;
        while (has_text && link->block + 1 < h->b.n_blocks && ends_before(&h->b.blocks[link->block], info->raw_start))
            link->block++; /* the block open when the link began was closed by the link's text */
        if (link->block >= h->b.n_blocks)
            link->block = h->b.n_blocks ? (uint32_t)h->b.n_blocks - 1 : DOC_NONE;
        else if (has_text)
            link->heading = h->b.blocks[link->block].heading;
        else
            link->heading = heading_of_picture(h, i);
        if (info->table != DOC_NONE) {
            uint32_t own =
                has_text && is_generic && link->block != DOC_NONE && h->b.blocks[link->block].n <= link->anchor.n + 8
                    ? link->block
                    : DOC_NONE;
            struct str row = html_row_text(h, &h->b.tables[info->table], info->row, own);
            link->row = row.n ? arena_str(h->arena, utf8_prefix(row, LIMIT_LABEL_BYTES)) : STR_NONE;
        }
        if (link->via != VIA_FORM && !doc_via_is_rel(link->via) && link->via != VIA_REFRESH)
            link->item = one_line(h, item_text(h, i, is_generic));
    }
}
