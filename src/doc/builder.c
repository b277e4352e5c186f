/* builder.c - appends text, blocks, links ... and seals them into the document's arena.
 *
 * Arrays grow on the heap while building and are copied once; only what is referred to by views (raw, label parts) is
 * in the arena from
 * the start.
 * SPDX-License-Identifier: MIT
 */
#include "builder.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/mem.h"
#include "text/repair.h"

enum { NEAR_MAX_BYTES = 600 }; /* a counter or a clock stands in a short block */

void doc_builder_init(struct doc_builder *b, struct document *doc, size_t max_text_bytes)
{
    *b = (struct doc_builder){.doc = doc, .arena = doc->arena};
    b->max_raw = max_text_bytes < LIMIT_TEXT_BYTES ? max_text_bytes : LIMIT_TEXT_BYTES;
    b->raw = arena_alloc(b->arena, b->max_raw + 1);
    doc_builder_headings_reset(b);
}

static void *sealed(struct arena *arena, void *items, size_t count, size_t size)
{
    void *copy = NULL;
    if (count) {
        copy = arena_alloc_array(arena, count, size);
        memcpy(copy, items, count * size);
    }
    free(items);
    return copy;
}

/* "The block that follows it" may never have come. */
static void clamp_block(const struct doc_builder *b, uint32_t *block)
{
    if (*block != DOC_NONE && *block >= b->n_blocks)
        *block = b->n_blocks ? (uint32_t)b->n_blocks - 1 : DOC_NONE;
}

void doc_builder_seal(struct doc_builder *b)
{
    struct document *doc = b->doc;
    for (size_t i = 0; i < b->n_links; i++)
        clamp_block(b, &b->links[i].block);
    for (size_t i = 0; i < b->n_forms; i++)
        clamp_block(b, &b->forms[i].block);
    for (size_t i = 0; i < b->n_contacts; i++)
        clamp_block(b, &b->contacts[i].block);
    for (size_t i = 0; i < b->n_images; i++)
        clamp_block(b, &b->images[i].block);
    b->raw[b->n_raw] = '\0';
    doc->raw = (struct str){b->raw, b->n_raw};
    doc->blocks = sealed(b->arena, b->blocks, b->n_blocks, sizeof *b->blocks);
    doc->n_blocks = b->n_blocks;
    doc->tables = sealed(b->arena, b->tables, b->n_tables, sizeof *b->tables);
    doc->n_tables = b->n_tables;
    doc->links = sealed(b->arena, b->links, b->n_links, sizeof *b->links);
    doc->n_links = b->n_links;
    doc->forms = sealed(b->arena, b->forms, b->n_forms, sizeof *b->forms);
    doc->n_forms = b->n_forms;
    doc->contacts = sealed(b->arena, b->contacts, b->n_contacts, sizeof *b->contacts);
    doc->n_contacts = b->n_contacts;
    doc->images = sealed(b->arena, b->images, b->n_images, sizeof *b->images);
    doc->n_images = b->n_images;
    doc->is_cut = doc->is_cut || b->is_cut;
    *b = (struct doc_builder){0};
}

bool doc_builder_text(struct doc_builder *b, const char *p, size_t n)
{
    size_t room = b->max_raw - b->n_raw;
    if (n > room) {
        b->is_cut = true;
        while (room > 0 && ((unsigned char)p[room] & 0xC0) == 0x80)
            room--; /* whole code points only */
        n = room;
    }
    memcpy(b->raw + b->n_raw, p, n);
    b->n_raw += n;
    return !b->is_cut;
}

/* Eight bytes a step: the hash of each block is a measurable part of reading a page, FNV byte by byte would be a third of it. */
static uint64_t text_hash(struct str text)
{
    const uint64_t k = 0x9E3779B97F4A7C15u;
    uint64_t h = text.n * k;
    size_t i = 0;
    for (; i + 8 <= text.n; i += 8) {
        uint64_t word;
        memcpy(&word, text.p + i, sizeof word);
        if (__BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__) /* it is stored: the same on every machine */
            word = __builtin_bswap64(word);
        h = (h ^ word) * k;
        h ^= h >> 29;
    }
    uint64_t rest = 0;
    for (unsigned shift = 0; i < text.n; i++, shift += 8)
        rest |= (uint64_t)(unsigned char)text.p[i] << shift;
    h = (h ^ rest) * k;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

/* Length of the digit at i, Arabic or Thai; 0: none. */
static size_t digit_at(struct str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    if (c >= '0' && c <= '9')
        return 1;
    bool is_thai = c == 0xE0 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0xB9 && (unsigned char)s.p[i + 2] >= 0x90 && (unsigned char)s.p[i + 2] <= 0x99;
    return is_thai ? 3 : 0;
}

static bool is_year(const char digits[static 2], size_t n)
{
    return n == 4 && ((digits[0] == '1' && digits[1] == '9') || (digits[0] == '2' && strchr("0456", digits[1])));
}

/* Another year is another text; any other number in its place is a counter or a clock. */
static struct str without_counters(struct str text, char scratch[static NEAR_MAX_BYTES])
{
    size_t n = 0;
    for (size_t i = 0, length; i < text.n;) {
        size_t from = i, n_digits = 0;
        char first[2] = {0};
        while (i < text.n && (length = digit_at(text, i)) > 0) {
            i += length;
            if (n_digits < 2)
                first[n_digits] = (char)('0' + ((unsigned char)text.p[i - 1] & 0x0F));
            n_digits++;
        }
        if (n_digits == 0)
            do
                i++;
            while (i < text.n && digit_at(text, i) == 0);
        if (n_digits == 0 || is_year(first, n_digits)) {
            memcpy(scratch + n, text.p + from, i - from);
            n += i - from;
        }
    }
    return (struct str){scratch, n};
}

uint64_t doc_block_hash(struct str text)
{
    uint64_t exact = text_hash(text), near = exact;
    char scratch[NEAR_MAX_BYTES];
    if (text.n <= NEAR_MAX_BYTES && bytes_have_digit(text.p, text.n))
        near = text_hash(without_counters(text, scratch));
    return (near & 0xFFFFFFFF00000000u) | (exact & 0xFFFFFFFFu);
}

void doc_builder_headings_reset(struct doc_builder *b)
{
    for (size_t i = 0; i < DOC_LEVELS; i++)
        b->headings.at[i] = DOC_NONE;
}

void doc_builder_reheading(struct doc_builder *b, size_t from, const bool *heads, bool is_open_behind)
{
    uint32_t head = DOC_NONE, base = DOC_NONE;
    for (size_t i = from; i < b->n_blocks; i++) {
        struct doc_block *block = &b->blocks[i];
        if (heads[i - from]) {
            head = (uint32_t)i;
            base = block->heading;
            block->kind = BLOCK_HEADING;
            block->level = DOC_LEVELS - 1;
        } else if (head != DOC_NONE && block->heading == base && block->kind != BLOCK_HEADING) {
            block->heading = head;
        } else {
            head = DOC_NONE;
        }
    }
    if (is_open_behind && head != DOC_NONE && doc_builder_heading(b) == base)
        b->headings.at[DOC_LEVELS - 1] = head;
}

static uint32_t heading_above(const struct doc_builder *b, unsigned below_level)
{
    for (unsigned level = below_level; level-- > 1;)
        if (b->headings.at[level] != DOC_NONE)
            return b->headings.at[level];
    return DOC_NONE;
}

uint32_t doc_builder_heading(const struct doc_builder *b)
{
    return heading_above(b, DOC_LEVELS);
}

struct doc_block doc_block_init(enum doc_block_kind kind)
{
    return (struct doc_block){.kind = kind, .table = DOC_NONE, .item = DOC_NONE, .heading = DOC_NONE};
}

uint32_t doc_builder_block(struct doc_builder *b, struct doc_block proto, size_t start)
{
    if (!b->is_repaired)
        b->n_raw = start + repair_in_place(b->raw + start, b->n_raw - start);
    size_t end = b->n_raw;
    while (end > start && (b->raw[end - 1] == ' ' || b->raw[end - 1] == '\t'))
        end--;
    b->n_raw = end;
    if (end <= start)
        return DOC_NONE;
    if (b->n_blocks >= LIMIT_BLOCKS || end >= b->max_raw) {
        b->is_cut = true;
        if (b->n_blocks >= LIMIT_BLOCKS) {
            b->n_raw = start;
            return DOC_NONE;
        }
    }
    uint32_t index = (uint32_t)b->n_blocks;
    proto.start = (uint32_t)start;
    proto.n = (uint32_t)(end - start);
    if (!proto.hash)
        proto.hash = doc_block_hash((struct str){b->raw + start, end - start});
    if (proto.kind == BLOCK_HEADING) {
        if (proto.level < 1 || proto.level >= DOC_LEVELS)
            proto.level = DOC_LEVELS - 1;
        if (proto.heading == DOC_NONE)
            proto.heading = heading_above(b, proto.level);
        b->headings.at[proto.level] = index;
        for (unsigned level = proto.level + 1u; level < DOC_LEVELS; level++)
            b->headings.at[level] = DOC_NONE;
    } else {
        proto.heading = doc_builder_heading(b);
    }
    MEM_GROW(b->blocks, b->n_blocks, b->capacity_blocks);
    b->blocks[b->n_blocks++] = proto;
    (void)doc_builder_text(b, "\n", 1);
    return index;
}

uint32_t doc_builder_block_of(struct doc_builder *b, struct doc_block proto, struct str text)
{
    size_t start = b->n_raw;
    bool is_space = true; /* none at the start */
    for (size_t i = 0; i < text.n;) {
        unsigned char c = (unsigned char)text.p[i];
        if (c <= ' ' || (c == 0xC2 && i + 1 < text.n && (unsigned char)text.p[i + 1] == 0xA0)) {
            if (!is_space)
                (void)doc_builder_text(b, " ", 1);
            is_space = true;
            i += c == 0xC2 ? 2 : 1;
            continue;
        }
        size_t from = i++;
        while (i < text.n && (unsigned char)text.p[i] > ' ' && (unsigned char)text.p[i] != 0xC2)
            i++;
        (void)doc_builder_text(b, text.p + from, i - from);
        is_space = false;
    }
    return doc_builder_block(b, proto, start);
}

struct doc_link *doc_builder_link(struct doc_builder *b)
{
    if (b->n_links >= (b->doc->kind == DOC_SITEMAP ? (size_t)LIMIT_SITEMAP_URLS : (size_t)LIMIT_LINKS)) {
        b->is_cut = true;
        return NULL;
    }
    MEM_GROW(b->links, b->n_links, b->capacity_links);
    struct doc_link *link = &b->links[b->n_links++];
    *link = (struct doc_link){.heading = DOC_NONE, .block = DOC_NONE};
    return link;
}

struct doc_form *doc_builder_form(struct doc_builder *b)
{
    if (b->n_forms >= LIMIT_FORMS)
        return NULL;
    MEM_GROW(b->forms, b->n_forms, b->capacity_forms);
    struct doc_form *form = &b->forms[b->n_forms++];
    *form = (struct doc_form){.block = DOC_NONE};
    return form;
}

/* A number in the page's head does not hide the same number in its text. */
static bool same_zone(const struct doc_builder *b, uint32_t block, uint32_t other)
{
    return block >= b->n_blocks || other >= b->n_blocks || b->blocks[block].zone == b->blocks[other].zone;
}

struct doc_contact *doc_builder_contact(struct doc_builder *b, enum doc_contact_kind kind, uint32_t block,
                                        struct str text)
{
    if (b->n_contacts >= LIMIT_CONTACTS)
        return NULL;
    for (size_t i = 0; i < b->n_contacts; i++)
        if (b->contacts[i].kind == kind && str_eq(b->contacts[i].text, text) &&
            same_zone(b, b->contacts[i].block, block))
            return NULL;
    MEM_GROW(b->contacts, b->n_contacts, b->capacity_contacts);
    struct doc_contact *contact = &b->contacts[b->n_contacts++];
    *contact = (struct doc_contact){kind, block, arena_str(b->arena, text)};
    return contact;
}

struct doc_image *doc_builder_image(struct doc_builder *b)
{
    if (b->n_images >= LIMIT_IMAGES)
        return NULL;
    MEM_GROW(b->images, b->n_images, b->capacity_images);
    struct doc_image *image = &b->images[b->n_images++];
    *image = (struct doc_image){.block = DOC_NONE, .heading = DOC_NONE};
    return image;
}

struct doc_table *doc_builder_table(struct doc_builder *b)
{
    if (b->n_tables >= LIMIT_TABLES) {
        b->is_cut = true;
        return NULL;
    }
    MEM_GROW(b->tables, b->n_tables, b->capacity_tables);
    struct doc_table *table = &b->tables[b->n_tables++];
    *table = (struct doc_table){.heading = DOC_NONE};
    return table;
}
