/* serial.c - a document as bytes for the store, and back.
 *
 * The reader trusts nothing: counts are bounded by the bytes that are left, every index and range is checked,
 * enumerations are checked
 * against their last value. A record of another version is refused: the store then extracts again.
 * SPDX-License-Identifier: MIT
 */
#include "document.h"

#include "base/limits.h"
#include "base/pack.h"

enum { MAX_CONFIDENCE = 100 };

static const char magic[] = "OITDOC\x03"; /* last byte: version */

static void pack_index(struct buf *out, uint32_t index)
{
    pack_u64(out, index == DOC_NONE ? 0 : (uint64_t)index + 1);
}

static void pack_flags(struct buf *out, const bool *flags, size_t n)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < n; i++)
        bits |= (uint64_t)flags[i] << i;
    pack_u64(out, bits);
}

void doc_pack(const struct document *doc, struct buf *out)
{
    pack_bytes(out, magic, sizeof magic - 1);
    pack_u64(out, (uint64_t)doc->kind);
    const struct str *const texts[] = {&doc->url,       &doc->title,         &doc->file_name,   &doc->language,
                                       &doc->generator, &doc->canonical_url, &doc->refresh_url, &doc->raw};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        pack_str(out, *texts[i]);
    pack_u64(out, doc->n_pages);
    pack_u64(out, doc->n_image_pages);
    pack_u64(out, doc->n_ocr_pages);
    pack_u64(out, doc->ocr_confidence);
    pack_u64(out, doc->n_scripts);
    const bool flags[] = {doc->is_shell, doc->is_noindex, doc->is_nofollow, doc->is_cut,
                          doc->text_source && strcmp(doc->text_source, "ocr") == 0};
    pack_flags(out, flags, sizeof flags);
    char scratch[16];
    pack_str(out, str_from(oit_fault_name(doc->fault, 0, scratch))); /* by name: the enumeration may grow */

    pack_u64(out, doc->n_blocks);
    uint32_t last_end = 0;
    for (size_t i = 0; i < doc->n_blocks; i++) {
        const struct doc_block *b = &doc->blocks[i];
        pack_u64(out,
                 (uint64_t)b->kind << 8 | (uint64_t)b->zone << 5 | (uint64_t)b->is_first_line << 4 | (b->level & 15u));
        pack_u64(out, b->page);
        pack_u64(out, b->ocr);
        pack_u64(out, b->start - last_end);
        pack_u64(out, b->n);
        last_end = b->start + b->n;
        pack_index(out, b->heading);
        pack_index(out, b->table);
        if (b->table != DOC_NONE) {
            pack_u64(out, b->row);
            pack_u64(out, b->column);
        }
        pack_index(out, b->item);
        pack_bytes(out, &b->hash, sizeof b->hash);
    }
    pack_u64(out, doc->n_tables);
    for (size_t i = 0; i < doc->n_tables; i++) {
        const struct doc_table *t = &doc->tables[i];
        pack_u64(out, t->n_rows);
        pack_u64(out, t->n_columns);
        pack_u64(out, t->n_header_rows);
        pack_u64(out, t->n_header_columns);
        pack_index(out, t->heading);
        pack_u64(out, t->page);
        for (size_t k = 0; k < (size_t)t->n_rows * t->n_columns; k++)
            pack_index(out, t->grid[k]);
    }
    pack_u64(out, doc->n_links);
    for (size_t i = 0; i < doc->n_links; i++) {
        const struct doc_link *l = &doc->links[i];
        pack_u64(out, (uint64_t)l->via << 10 | (uint64_t)l->target << 6 | (uint64_t)l->zone << 2 |
                          (uint64_t)l->is_download << 1 | l->is_nofollow);
        pack_str(out, l->url);
        pack_str(out, l->anchor);
        pack_str(out, l->title);
        pack_str(out, l->row);
        pack_str(out, l->item);
        pack_index(out, l->heading);
        pack_index(out, l->block);
    }
    pack_u64(out, doc->n_forms);
    for (size_t i = 0; i < doc->n_forms; i++) {
        const struct doc_form *f = &doc->forms[i];
        const bool has[] = {f->has_password, f->has_textarea, f->has_file, f->has_email, f->is_search};
        pack_str(out, f->action);
        pack_flags(out, has, sizeof has);
        pack_u64(out, f->n_fields);
        pack_index(out, f->block);
        pack_str(out, f->labels);
    }
    pack_u64(out, doc->n_contacts);
    for (size_t i = 0; i < doc->n_contacts; i++) {
        pack_u64(out, (uint64_t)doc->contacts[i].kind);
        pack_index(out, doc->contacts[i].block);
        pack_str(out, doc->contacts[i].text);
    }
    pack_u64(out, doc->n_images);
    for (size_t i = 0; i < doc->n_images; i++) {
        const struct doc_image *m = &doc->images[i];
        pack_str(out, m->url);
        pack_str(out, m->alt);
        pack_u64(out, m->width);
        pack_u64(out, m->height);
        pack_u64(out, (uint64_t)m->zone);
        pack_index(out, m->block);
        pack_index(out, m->heading);
    }
}

static uint32_t unpack_index(struct unpack *u, size_t count)
{
    uint32_t value = unpack_u32(u);
    if (value == 0)
        return DOC_NONE;
    if (value > count)
        u->is_bad = true;
    return value - 1;
}

static uint32_t unpack_below(struct unpack *u, uint32_t end)
{
    uint32_t value = unpack_u32(u);
    if (value >= end) {
        u->is_bad = true;
        return 0;
    }
    return value;
}

static bool bit(uint64_t bits, unsigned i)
{
    return (bits >> i & 1) != 0;
}

static void unpack_head(struct unpack *u, struct document *doc)
{
    doc->kind = (enum doc_kind)unpack_below(u, DOC_OTHER + 1);
    struct str *const texts[] = {&doc->url,       &doc->title,         &doc->file_name,   &doc->language,
                                 &doc->generator, &doc->canonical_url, &doc->refresh_url, &doc->raw};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = unpack_str(u);
    doc->n_pages = unpack_u32(u);
    doc->n_image_pages = unpack_u32(u);
    doc->n_ocr_pages = unpack_u32(u);
    doc->ocr_confidence = (uint8_t)unpack_below(u, MAX_CONFIDENCE + 1);
    doc->n_scripts = unpack_u32(u);
    uint64_t flags = unpack_u64(u);
    doc->is_shell = bit(flags, 0);
    doc->is_noindex = bit(flags, 1);
    doc->is_nofollow = bit(flags, 2);
    doc->is_cut = bit(flags, 3);
    doc->text_source = bit(flags, 4) ? "ocr" : "text";
    struct str fault = unpack_str(u);
    char name[32] = {0};
    if (fault.n < sizeof name) {
        memcpy(name, fault.p ? fault.p : "", fault.n);
        int status = 0;
        doc->fault = oit_fault_from_name(name, &status);
    }
}

static void unpack_blocks(struct unpack *u, struct document *doc)
{
    doc->n_blocks = unpack_count(u, 16);
    doc->blocks = ARENA_ARRAY(doc->arena, struct doc_block, doc->n_blocks);
    uint64_t last_end = 0;
    for (size_t i = 0; i < doc->n_blocks && !u->is_bad; i++) {
        struct doc_block *b = &doc->blocks[i];
        uint32_t bits = unpack_u32(u);
        b->level = bits & 15u;
        b->is_first_line = bit(bits, 4);
        b->zone = (enum doc_zone)(bits >> 5 & 7);
        b->kind = (enum doc_block_kind)(bits >> 8);
        b->page = unpack_u32(u);
        b->ocr = (uint8_t)unpack_below(u, MAX_CONFIDENCE + 1);
        uint64_t start = last_end + unpack_u32(u);
        b->n = unpack_u32(u);
        if (bits >> 8 > BLOCK_LABEL || b->zone > ZONE_FOOTER || start + b->n > doc->raw.n) {
            u->is_bad = true;
            return;
        }
        b->start = (uint32_t)start;
        last_end = start + b->n;
        b->heading = unpack_index(u, doc->n_blocks);
        b->table = unpack_index(u, LIMIT_TABLES);
        if (b->table != DOC_NONE) {
            b->row = unpack_u32(u);
            b->column = unpack_u32(u);
        }
        b->item = unpack_index(u, UINT32_MAX);
        struct str hash = unpack_bytes(u, sizeof b->hash);
        if (hash.n == sizeof b->hash)
            memcpy(&b->hash, hash.p, hash.n);
    }
}

static void unpack_tables(struct unpack *u, struct document *doc)
{
    doc->n_tables = unpack_count(u, 6);
    doc->tables = ARENA_ARRAY(doc->arena, struct doc_table, doc->n_tables);
    for (size_t i = 0; i < doc->n_tables && !u->is_bad; i++) {
        struct doc_table *t = &doc->tables[i];
        t->n_rows = unpack_u32(u);
        t->n_columns = unpack_u32(u);
        t->n_header_rows = unpack_u32(u);
        t->n_header_columns = unpack_u32(u);
        t->heading = unpack_index(u, doc->n_blocks);
        t->page = unpack_u32(u);
        uint64_t cells = (uint64_t)t->n_rows * t->n_columns;
        if (u->is_bad || cells > u->rest.n || t->n_rows > cells || t->n_columns > cells || t->n_header_rows > t->n_rows || t->n_header_columns > t->n_columns) {
            u->is_bad = true;
            return;
        }
        uint32_t *grid = ARENA_ARRAY(doc->arena, uint32_t, (size_t)cells);
        for (size_t k = 0; k < cells; k++)
            grid[k] = unpack_index(u, doc->n_blocks);
        t->grid = grid;
    }
    for (size_t i = 0; i < doc->n_blocks && !u->is_bad; i++)
        if (doc->blocks[i].table != DOC_NONE && doc->blocks[i].table >= doc->n_tables)
            u->is_bad = true;
}

static void unpack_links(struct unpack *u, struct document *doc)
{
    doc->n_links = unpack_count(u, 8);
    doc->links = ARENA_ARRAY(doc->arena, struct doc_link, doc->n_links);
    for (size_t i = 0; i < doc->n_links && !u->is_bad; i++) {
        struct doc_link *l = &doc->links[i];
        uint32_t bits = unpack_u32(u);
        l->is_nofollow = bit(bits, 0);
        l->is_download = bit(bits, 1);
        uint32_t zone = bits >> 2 & 15, target = bits >> 6 & 15, via = bits >> 10;
        if (zone > ZONE_FOOTER || target > TARGET_OTHER || via > VIA_FEED)
            u->is_bad = true;
        l->zone = (enum doc_zone)zone;
        l->target = (enum doc_target)target;
        l->via = (enum doc_via)via;
        l->url = unpack_str(u);
        l->anchor = unpack_str(u);
        l->title = unpack_str(u);
        l->row = unpack_str(u);
        l->item = unpack_str(u);
        l->heading = unpack_index(u, doc->n_blocks);
        l->block = unpack_index(u, doc->n_blocks);
    }
}

static void unpack_rest(struct unpack *u, struct document *doc)
{
    doc->n_forms = unpack_count(u, 5);
    doc->forms = ARENA_ARRAY(doc->arena, struct doc_form, doc->n_forms);
    for (size_t i = 0; i < doc->n_forms && !u->is_bad; i++) {
        struct doc_form *f = &doc->forms[i];
        f->action = unpack_str(u);
        uint64_t bits = unpack_u64(u);
        f->has_password = bit(bits, 0);
        f->has_textarea = bit(bits, 1);
        f->has_file = bit(bits, 2);
        f->has_email = bit(bits, 3);
        f->is_search = bit(bits, 4);
        f->n_fields = (uint16_t)unpack_below(u, UINT16_MAX + 1u);
        f->block = unpack_index(u, doc->n_blocks);
        f->labels = unpack_str(u);
    }
    doc->n_contacts = unpack_count(u, 3);
    doc->contacts = ARENA_ARRAY(doc->arena, struct doc_contact, doc->n_contacts);
    for (size_t i = 0; i < doc->n_contacts && !u->is_bad; i++) {
        struct doc_contact *c = &doc->contacts[i];
        c->kind = (enum doc_contact_kind)unpack_below(u, CONTACT_FAX + 1);
        c->block = unpack_index(u, doc->n_blocks);
        c->text = unpack_str(u);
    }
    doc->n_images = unpack_count(u, 7);
    doc->images = ARENA_ARRAY(doc->arena, struct doc_image, doc->n_images);
    for (size_t i = 0; i < doc->n_images && !u->is_bad; i++) {
        struct doc_image *m = &doc->images[i];
        m->url = unpack_str(u);
        m->alt = unpack_str(u);
        m->width = (uint16_t)unpack_below(u, UINT16_MAX + 1u);
        m->height = (uint16_t)unpack_below(u, UINT16_MAX + 1u);
        m->zone = (enum doc_zone)unpack_below(u, ZONE_FOOTER + 1);
        m->block = unpack_index(u, doc->n_blocks);
        m->heading = unpack_index(u, doc->n_blocks);
    }
}

bool doc_unpack(struct str packed, struct arena *arena, struct document *ret_doc)
{
    struct unpack u = {.rest = arena_str(arena, packed)}; /* one copy; every text is a view into it */
    struct str head = unpack_bytes(&u, sizeof magic - 1);
    if (u.is_bad || memcmp(head.p, magic, sizeof magic - 1) != 0)
        return false;
    struct document doc = {.arena = arena};
    unpack_head(&u, &doc);
    unpack_blocks(&u, &doc);
    unpack_tables(&u, &doc);
    unpack_links(&u, &doc);
    unpack_rest(&u, &doc);
    if (u.is_bad || u.rest.n != 0)
        return false;
    *ret_doc = doc;
    return true;
}
