/* findings_pack.c - findings as bytes: what a worker sends and the store keeps.
 *
 * Everything is written with pack.h behind one version number; a reader checks every index and enumeration, because stores live longer than
 * programs and a worker may have been taken over by its input.
 * SPDX-License-Identifier: MIT
 */
#include "base/pack.h"
#include "rules/findings.h"
#include "rules/rules.h"

enum { FINDINGS_VERSION = 7 };

static void pack_year(struct buf *out, const struct year_statement *y)
{
    pack_u64(out, (uint64_t)y->from_be);
    if (y->from_be == 0 && y->part == PART_NONE)
        return;
    pack_u64(out, (uint64_t)y->to_be);
    pack_u64(out, y->part);
    pack_u64(out, (uint64_t)y->quarter);
    pack_u64(out, (uint64_t)y->month);
    pack_u64(out, (uint64_t)y->is_fiscal | (uint64_t)y->is_certain << 1 | (uint64_t)y->is_once << 2);
}

enum { PACK_HAS_PART = 1 << 20 }; /* a statement without a year but with a part: written with this in place of the year */

static void pack_statement(struct buf *out, const struct year_statement *y)
{
    struct year_statement copy = *y;
    if (copy.from_be == 0 && copy.part != PART_NONE)
        copy.from_be = PACK_HAS_PART;
    pack_year(out, &copy);
}

static int small_int(struct unpack *u, uint32_t max)
{
    uint32_t value = unpack_u32(u);
    if (value > max) {
        u->is_bad = true;
        return 0;
    }
    return (int)value;
}

static struct year_statement unpack_statement(struct unpack *u)
{
    struct year_statement y = {.from_be = small_int(u, PACK_HAS_PART)};
    if (y.from_be == 0)
        return y;
    y.to_be = small_int(u, 99999);
    y.part = (enum year_part)small_int(u, PART_MONTH);
    y.quarter = small_int(u, 4);
    y.month = small_int(u, 12);
    int flags = small_int(u, 7);
    y.is_fiscal = flags & 1;
    y.is_certain = flags >> 1 & 1;
    y.is_once = flags >> 2 & 1;
    if (y.from_be == PACK_HAS_PART)
        y.from_be = 0;
    return y;
}

static void pack_index(struct buf *out, uint32_t index) /* "none" is the common case: one byte */
{
    pack_u64(out, index == DOC_NONE ? 0 : (uint64_t)index + 1);
}

static void pack_naming(struct buf *out, const struct naming *n)
{
    pack_u64(out, n->place);
    pack_u64(out, n->zone);
    pack_u64(out, n->n_best);
    for (size_t i = 0; i < n->n_best; i++) {
        pack_u64(out, n->best[i].subject);
        pack_u64(out, n->best[i].score);
    }
    pack_u64(out, (uint64_t)n->is_weak_only | (uint64_t)n->code_is_other << 1 | (uint64_t)n->is_generic << 2 | (uint64_t)n->in_criterion << 3 |
                      (uint64_t)n->is_turned << 4 | (uint64_t)n->is_guide << 5);
    pack_str(out, n->text);
    pack_statement(out, &n->year);
    pack_statement(out, &n->context_year);
    pack_u64(out, (uint64_t)n->code);
    pack_u64(out, n->page);
    pack_index(out, n->link);
    pack_u64(out, n->block_from);
    pack_u64(out, n->block_to);
    pack_bytes(out, &n->block_hash, sizeof n->block_hash);
}

static uint64_t unpack_hash(struct unpack *u)
{
    uint64_t hash = 0;
    struct str bytes = unpack_bytes(u, sizeof hash);
    if (bytes.n == sizeof hash)
        memcpy(&hash, bytes.p, sizeof hash);
    return hash;
}

static uint32_t unpack_index(struct unpack *u, size_t n)
{
    uint64_t value = unpack_u64(u);
    if (value == 0)
        return DOC_NONE;
    if (value > n) {
        u->is_bad = true;
        return DOC_NONE;
    }
    return (uint32_t)(value - 1);
}

static void unpack_naming(struct unpack *u, struct naming *n, size_t n_links)
{
    n->place = (enum naming_place)small_int(u, PLACE_BODY);
    n->zone = (enum doc_zone)small_int(u, ZONE_FOOTER);
    n->n_best = (uint8_t)small_int(u, sizeof n->best / sizeof *n->best);
    for (size_t i = 0; i < n->n_best; i++) {
        n->best[i].subject = (uint16_t)small_int(u, UINT16_MAX);
        n->best[i].score = (uint8_t)small_int(u, 100);
    }
    int flags = small_int(u, 63);
    n->is_weak_only = flags & 1;
    n->code_is_other = flags >> 1 & 1;
    n->is_generic = flags >> 2 & 1;
    n->in_criterion = flags >> 3 & 1;
    n->is_turned = flags >> 4 & 1;
    n->is_guide = flags >> 5 & 1;
    n->text = unpack_str(u);
    n->year = unpack_statement(u);
    n->context_year = unpack_statement(u);
    n->code = small_int(u, 99999);
    n->page = unpack_u32(u);
    n->link = unpack_index(u, n_links);
    n->block_from = unpack_u32(u);
    n->block_to = unpack_u32(u);
    n->block_hash = unpack_hash(u);
}

static void pack_link(struct buf *out, const struct link_fact *l)
{
    pack_str(out, l->url);
    pack_u64(out, l->via);
    pack_u64(out, l->target);
    pack_u64(out, (uint64_t)l->zone << 2 | (uint64_t)l->is_mute << 1 | l->is_nofollow);
    pack_u64(out, l->block);
    pack_u64(out, l->promise);
    pack_index(out, l->naming);
    pack_str(out, l->label);
}

static void unpack_link(struct unpack *u, struct link_fact *l, size_t n_namings)
{
    l->url = unpack_str(u);
    l->via = (enum doc_via)small_int(u, VIA_FEED);
    l->target = (enum doc_target)small_int(u, TARGET_OTHER);
    int zone = small_int(u, ZONE_FOOTER << 2 | 3);
    l->zone = (enum doc_zone)(zone >> 2);
    l->is_mute = zone >> 1 & 1;
    l->is_nofollow = zone & 1;
    l->block = unpack_u32(u);
    l->promise = (uint8_t)small_int(u, 100);
    l->naming = unpack_index(u, n_namings);
    l->label = unpack_str(u);
}

/* Hits that stand close together have one snippet; it is written once. */
static void pack_snippet(struct buf *out, struct str snippet, struct str *last)
{
    bool is_same = snippet.p && last->p && str_eq(snippet, *last);
    pack_u64(out, is_same);
    if (!is_same)
        pack_str(out, snippet);
    if (snippet.p)
        *last = snippet;
}

static struct str unpack_snippet(struct unpack *u, struct str *last)
{
    struct str snippet = small_int(u, 1) ? *last : unpack_str(u);
    if (snippet.p)
        *last = snippet;
    return snippet;
}

/* What is found in a block is mostly found beside something else: the facts of the block are written once. */
static bool is_beside(const struct element_hit *e, const struct element_hit *last)
{
    return last && e->block == last->block && e->page == last->page && e->ocr == last->ocr && e->block_hash == last->block_hash;
}

static void pack_element(struct buf *out, const struct element_hit *e, const struct element_hit *last, struct str *last_snippet)
{
    bool is_same = is_beside(e, last);
    pack_u64(out, e->element);
    pack_u64(out, e->where);
    pack_u64(out, (uint64_t)e->zone << 3 | (uint64_t)is_same << 2 | (uint64_t)e->in_criterion << 1 | e->is_negative);
    if (!is_same) {
        pack_u64(out, e->block);
        pack_u64(out, e->page);
        pack_u64(out, e->ocr);
        pack_bytes(out, &e->block_hash, sizeof e->block_hash);
    }
    pack_snippet(out, e->snippet, last_snippet);
}

static void unpack_element(struct unpack *u, struct element_hit *e, const struct element_hit *last, struct str *last_snippet)
{
    e->element = (uint16_t)small_int(u, UINT16_MAX);
    e->where = (uint8_t)small_int(u, UINT8_MAX);
    int zone = small_int(u, ZONE_FOOTER << 3 | 7);
    bool is_same = zone >> 2 & 1;
    e->zone = (enum doc_zone)(zone >> 3);
    e->in_criterion = zone >> 1 & 1;
    e->is_negative = zone & 1;
    u->is_bad |= is_same && !last;
    if (is_same && last) {
        e->block = last->block;
        e->page = last->page;
        e->ocr = last->ocr;
        e->block_hash = last->block_hash;
    } else {
        e->block = unpack_u32(u);
        e->page = unpack_u32(u);
        e->ocr = (uint8_t)small_int(u, 100);
        e->block_hash = unpack_hash(u);
    }
    e->snippet = unpack_snippet(u, last_snippet);
}

static void pack_row(struct buf *out, const struct row_fact *r)
{
    pack_str(out, r->code);
    pack_u64(out, (uint64_t)r->number);
    pack_u64(out, (uint64_t)r->code_kind | (uint64_t)r->form << 2 | (uint64_t)r->has_criterion << 5);
    pack_str(out, r->label);
    pack_u64(out, r->best.subject);
    pack_u64(out, r->best.score);
    pack_statement(out, &r->year);
    pack_statement(out, &r->context_year);
    pack_u64(out, r->block);
    pack_bytes(out, &r->block_hash, sizeof r->block_hash);
    pack_u64(out, r->first_link);
    pack_u64(out, r->n_links);
}

static void pack_rows(struct buf *out, const struct findings *f)
{
    pack_u64(out, f->index_sign);
    pack_statement(out, &f->address_year);
    pack_u64(out, f->n_row_links);
    for (size_t i = 0; i < f->n_row_links; i++)
        pack_u64(out, f->row_links[i]);
    pack_u64(out, f->n_rows);
    for (size_t i = 0; i < f->n_rows; i++)
        pack_row(out, &f->rows[i]);
}

/* used: links of the rows before. Rows lie side by side in row_links: shared ones would be copied for each row (assess/site.c). */
static void unpack_row(struct unpack *u, struct row_fact *r, size_t n_row_links, size_t used)
{
    r->code = unpack_str(u);
    r->number = small_int(u, 9999);
    int flags = small_int(u, 63);
    int form = flags >> 2 & 7;
    r->code_kind = (enum row_code)(flags & 3);
    r->has_criterion = flags >> 5 & 1;
    u->is_bad |= form > ROW_PARAGRAPH;
    r->form = u->is_bad ? ROW_TABLE : (enum row_form)form;
    r->label = unpack_str(u);
    r->best.subject = (uint16_t)small_int(u, UINT16_MAX);
    r->best.score = (uint8_t)small_int(u, 100);
    r->year = unpack_statement(u);
    r->context_year = unpack_statement(u);
    r->block = unpack_u32(u);
    r->block_hash = unpack_hash(u);
    r->first_link = unpack_u32(u);
    r->n_links = unpack_u32(u);
    u->is_bad |= used > n_row_links || r->first_link != used || r->n_links > n_row_links - used;
}

static void unpack_rows(struct unpack *u, struct arena *arena, struct findings *f)
{
    f->index_sign = (enum index_sign)small_int(u, INDEX_SIGN);
    f->address_year = unpack_statement(u);
    f->n_row_links = unpack_count(u, 1);
    f->row_links = ARENA_ARRAY(arena, uint32_t, f->n_row_links + 1);
    for (size_t i = 0; i < f->n_row_links && !u->is_bad; i++) {
        f->row_links[i] = unpack_u32(u);
        u->is_bad |= f->row_links[i] >= f->n_links;
    }
    f->n_rows = unpack_count(u, 20);
    f->rows = ARENA_ARRAY(arena, struct row_fact, f->n_rows + 1);
    size_t used = 0;
    for (size_t i = 0; i < f->n_rows && !u->is_bad; used += f->rows[i++].n_links)
        unpack_row(u, &f->rows[i], f->n_row_links, used);
}

void findings_pack(const struct findings *f, struct buf *out)
{
    pack_u64(out, FINDINGS_VERSION);
    pack_u64(out, f->kind);
    pack_str(out, f->url);
    pack_str(out, f->title);
    pack_str(out, f->file_name);
    pack_u64(out, f->fault);
    pack_u64(out, !f->text_source ? 0 : strcmp(f->text_source, "ocr") == 0 ? 1 : strcmp(f->text_source, "rendered") == 0 ? 2 : 0);
    pack_u64(out, f->n_pages);
    pack_u64(out, f->n_image_pages);
    pack_u64(out, f->n_ocr_pages);
    pack_u64(out, f->ocr_confidence);
    pack_u64(out, f->n_blocks);
    pack_u64(out, f->n_letters);
    pack_u64(out, f->n_big_images);
    pack_u64(out, (uint64_t)f->is_shell | (uint64_t)f->is_noindex << 1 | (uint64_t)f->is_cut << 2 | (uint64_t)f->has_password << 3 |
                      (uint64_t)f->has_form << 4 | (uint64_t)f->has_textarea << 5 | (uint64_t)f->has_agency_name << 6 |
                      (uint64_t)f->is_blank << 7 | (uint64_t)f->is_nofollow << 8);
    pack_bytes(out, &f->text_hash, sizeof f->text_hash);
    pack_bytes(out, &f->simhash, sizeof f->simhash);
    pack_statement(out, &f->year);
    pack_statement(out, &f->dates);
    pack_u64(out, f->n_links);
    pack_u64(out, f->n_namings);
    for (size_t i = 0; i < f->n_namings; i++)
        pack_naming(out, &f->namings[i]);
    for (size_t i = 0; i < f->n_links; i++)
        pack_link(out, &f->links[i]);
    struct str snippet = STR_NONE;
    pack_u64(out, f->n_elements);
    for (size_t i = 0; i < f->n_elements; i++)
        pack_element(out, &f->elements[i], i ? &f->elements[i - 1] : NULL, &snippet);
    pack_u64(out, f->n_vocabulary);
    for (size_t i = 0; i < f->n_vocabulary; i++) {
        pack_u64(out, f->vocabulary[i].id);
        pack_u64(out, f->vocabulary[i].zone);
        pack_u64(out, f->vocabulary[i].block);
        pack_snippet(out, f->vocabulary[i].snippet, &snippet);
    }
    pack_rows(out, f);
}

static void unpack_head(struct unpack *u, struct findings *f)
{
    f->kind = (enum doc_kind)small_int(u, DOC_OTHER);
    f->url = unpack_str(u);
    f->title = unpack_str(u);
    f->file_name = unpack_str(u);
    f->fault = (enum oit_fault)small_int(u, N_OIT_FAULTS - 1);
    static const char *const sources[] = {"text", "ocr", "rendered"};
    f->text_source = sources[small_int(u, 2)];
    f->n_pages = unpack_u32(u);
    f->n_image_pages = unpack_u32(u);
    f->n_ocr_pages = unpack_u32(u);
    f->ocr_confidence = (uint8_t)small_int(u, 100);
    f->n_blocks = unpack_u32(u);
    f->n_letters = unpack_u32(u);
    f->n_big_images = unpack_u32(u);
    int flags = small_int(u, 511);
    f->is_shell = flags & 1;
    f->is_noindex = flags >> 1 & 1;
    f->is_cut = flags >> 2 & 1;
    f->has_password = flags >> 3 & 1;
    f->has_form = flags >> 4 & 1;
    f->has_textarea = flags >> 5 & 1;
    f->has_agency_name = flags >> 6 & 1;
    f->is_blank = flags >> 7 & 1;
    f->is_nofollow = flags >> 8 & 1;
    f->text_hash = unpack_hash(u);
    f->simhash = unpack_hash(u);
    f->year = unpack_statement(u);
    f->dates = unpack_statement(u);
}

bool findings_unpack(struct str packed, struct arena *arena, struct findings *ret_findings)
{
    struct unpack u = {.rest = packed};
    struct findings f = {0};
    if (unpack_u64(&u) != FINDINGS_VERSION)
        return false;
    unpack_head(&u, &f);
    f.n_links = unpack_count(&u, 8);
    f.n_namings = unpack_count(&u, 20);
    if (u.is_bad)
        return false;
    f.namings = ARENA_ARRAY(arena, struct naming, f.n_namings + 1);
    f.links = ARENA_ARRAY(arena, struct link_fact, f.n_links + 1);
    for (size_t i = 0; i < f.n_namings && !u.is_bad; i++)
        unpack_naming(&u, &f.namings[i], f.n_links);
    for (size_t i = 0; i < f.n_links && !u.is_bad; i++)
        unpack_link(&u, &f.links[i], f.n_namings);
    struct str snippet = STR_NONE;
    f.n_elements = unpack_count(&u, 4);
    f.elements = ARENA_ARRAY(arena, struct element_hit, f.n_elements + 1);
    for (size_t i = 0; i < f.n_elements && !u.is_bad; i++)
        unpack_element(&u, &f.elements[i], i ? &f.elements[i - 1] : NULL, &snippet);
    f.n_vocabulary = unpack_count(&u, 4);
    f.vocabulary = ARENA_ARRAY(arena, struct vocabulary_hit, f.n_vocabulary + 1);
    for (size_t i = 0; i < f.n_vocabulary && !u.is_bad; i++) {
        f.vocabulary[i].id = (enum vocabulary_id)small_int(&u, N_VOCABULARY - 1);
        f.vocabulary[i].zone = (enum doc_zone)small_int(&u, ZONE_FOOTER);
        f.vocabulary[i].block = unpack_u32(&u);
        f.vocabulary[i].snippet = unpack_snippet(&u, &snippet);
    }
    if (!u.is_bad)
        unpack_rows(&u, arena, &f);
    if (u.is_bad || u.rest.n != 0)
        return false;
    *ret_findings = f;
    return true;
}

static bool has_subject(const struct scheme *scheme, const struct subject_score *best)
{
    return best->subject < scheme->n_items + scheme->n_traps;
}

bool findings_unpack_for(const struct scheme *scheme, struct str packed, struct arena *arena, struct findings *ret_findings)
{
    struct findings f;
    bool fits = findings_unpack(packed, arena, &f);
    for (size_t i = 0; fits && i < f.n_namings; i++)
        for (size_t k = 0; fits && k < f.namings[i].n_best; k++)
            fits = has_subject(scheme, &f.namings[i].best[k]);
    for (size_t i = 0; fits && i < f.n_rows; i++)
        fits = f.rows[i].best.score == 0 || has_subject(scheme, &f.rows[i].best);
    for (size_t i = 0; fits && i < f.n_elements; i++)
        fits = f.elements[i].element < scheme->n_elements;
    if (fits)
        *ret_findings = f;
    return fits;
}
