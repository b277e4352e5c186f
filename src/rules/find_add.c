/* find_add.c - an element's hit is kept: how many of them, and the words quoted around it.
 * SPDX-License-Identifier: MIT
 */
#include "base/bytes.h"
#include "base/mem.h"
#include "rules/finder.h"
#include "text/mask.h"
#include "text/utf8.h"

enum {
    HITS_A_SECTION = 4, /* of one element under one heading */
    HITS_A_DOCUMENT = 12,
    HITS_BESIDE = 3,    /* of one element in menus, headers and footers */
};

static bool is_digit_at(struct str text, size_t at)
{
    unsigned char c = (unsigned char)text.p[at];
    return (c >= '0' && c <= '9') || c == '-' || (c & 0xC0) == 0x80 ||
           (c == 0xE0 && at + 2 < text.n && (unsigned char)text.p[at + 1] == 0xB9 && (unsigned char)text.p[at + 2] >= 0x90);
}

enum { SLACK = 24 }; /* bytes given up to end at a space */

static struct str cut_at_space(struct str text)
{
    struct str cut = utf8_prefix(text, SNIPPET_BYTES);
    if (cut.n < text.n)
        for (size_t i = cut.n; i + SLACK > cut.n && i > SLACK; i--)
            if (cut.p[i - 1] == ' ')
                return str_sub(cut, 0, i - 1);
    return cut;
}

/* Blocks of HTML are squeezed already; without private glyphs, odd marks and long numbers there is nothing to repair or to mask. */
static bool is_plain(struct str text)
{
    size_t digits = 0, i = 0;
    for (; i + BYTES_WIDE < text.n; i += BYTES_WIDE) { /* nothing to look at in nearly every sixteen bytes */
        bytes_wide v = bytes_load(text.p + i), next = bytes_load(text.p + i + 1);
        bytes_wide odd = bytes_between(v, 0xEE, 0xFF - 0xED) | (bytes_equal(v, 0xB9) & bytes_equal(next, 0x8D));
        if (bytes_any(odd))
            return false;
        digits += bytes_count(bytes_between(v, '0', 10) | (bytes_equal(v, 0xB9) & bytes_between(next, 0x90, 10)));
    }
    for (; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool is_thai_digit = c == 0xB9 && i + 1 < text.n && (unsigned char)text.p[i + 1] >= 0x90 && (unsigned char)text.p[i + 1] <= 0x99;
        if (c >= 0xEE || (c == 0x8D && i >= 1 && (unsigned char)text.p[i - 1] == 0xB9))
            return false;
        digits += (c >= '0' && c <= '9') || is_thai_digit;
    }
    return digits < 10;
}

/* A Thai vowel or mark that follows its consonant (U+0E30-0E3A, U+0E45-0E4E): no quote begins with one. */
static bool cannot_begin(struct str s, size_t at)
{
    if (at + 2 >= s.n || (unsigned char)s.p[at] != 0xE0)
        return false;
    unsigned char second = (unsigned char)s.p[at + 1], third = (unsigned char)s.p[at + 2];
    return (second == 0xB8 && third >= 0xB0 && third <= 0xBA) || (second == 0xB9 && third >= 0x85 && third <= 0x8E);
}

/* เ แ โ ใ ไ */
static bool is_lead_vowel(struct str s, size_t at)
{
    return at + 2 < s.n && (unsigned char)s.p[at] == 0xE0 && (unsigned char)s.p[at + 1] == 0xB9 && (unsigned char)s.p[at + 2] >= 0x80 &&
           (unsigned char)s.p[at + 2] <= 0x84;
}

/* At most 200 bytes around [quote), beginning and ending at a space where one is near. Hits near one another share it. */
struct str find_snippet(struct finder *f, struct str quote, struct str around)
{
    enum { BEFORE = 60 };
    size_t at = (size_t)(quote.p - around.p), from = at > BEFORE ? at - BEFORE : 0;
    if (around.n <= SNIPPET_BYTES)
        from = 0;
    if (around.p == f->snippet_around && from >= f->snippet_from && from <= f->snippet_from + BEFORE / 2)
        return f->snippet;
    f->snippet_around = around.p;
    f->snippet_from = from;
    while (from > 0 && from < around.n && ((unsigned char)around.p[from] & 0xC0) == 0x80)
        from--;
    while (from > 0 && from < at && is_digit_at(around, from)) /* half a citizen number would escape the mask */
        from++;
    if (from > 0)
        for (size_t i = from; i < at && i < from + SLACK; i++)
            if (around.p[i] == ' ') {
                from = i + 1;
                break;
            }
    while (from > 0 && from < at && cannot_begin(around, from))
        from += 3;
    if (from >= 3 && is_lead_vowel(around, from - 3))
        from -= 3; /* the vowel before the consonant belongs to it */
    struct str piece = utf8_prefix(str_from_pos(around, from), SNIPPET_BYTES + SNIPPET_BYTES / 2);
    if (f->doc->kind == DOC_HTML && is_plain(piece)) {
        f->snippet = arena_str(f->arena, cut_at_space(piece));
        return f->snippet;
    }
    buf_clear(&f->readable);
    buf_clear(&f->masked);
    buf_clear(&f->text);
    norm_readable(piece, &f->readable);
    mask_personal(buf_str(&f->readable), &f->masked);
    utf8_squeeze(buf_str(&f->masked), &f->text);
    f->snippet = arena_str(f->arena, cut_at_space(buf_str(&f->text)));
    return f->snippet;
}

bool find_is_enough(const struct finder *f, uint16_t element, unsigned where, uint32_t block)
{
    const struct doc_block *b = block < f->doc->n_blocks ? &f->doc->blocks[block] : NULL;
    enum doc_zone zone = b ? b->zone : ZONE_MAIN;
    bool in_criterion = b && f->notes[block].in_criterion;
    uint8_t count = zone == ZONE_MAIN && !in_criterion ? f->element_main[element] : f->element_other[element];
    if (count >= (zone == ZONE_MAIN ? HITS_A_DOCUMENT : HITS_BESIDE) || f->n_hits >= MAX_ELEMENT_HITS)
        return true;
    if (where & (IN_CONTACT | IN_FORM | IN_IMAGE))
        return false; /* what a detector saw says more than the words around it */
    uint8_t most = f->scheme->elements[element].min > HITS_A_SECTION ? (uint8_t)HITS_A_DOCUMENT : (uint8_t)HITS_A_SECTION;
    return f->element_heading[element] == (b ? b->heading : DOC_NONE) && f->element_section[element] >= most;
}

void find_add_element(struct finder *f, uint16_t element, unsigned where, uint32_t block, bool is_negative, struct str quote, struct str around)
{
    const struct doc_block *b = block < f->doc->n_blocks ? &f->doc->blocks[block] : NULL;
    enum doc_zone zone = b ? b->zone : ZONE_MAIN;
    bool in_criterion = b && f->notes[block].in_criterion;
    if (find_is_enough(f, element, where, block))
        return;
    for (size_t i = f->n_hits; i > 0 && f->hits[i - 1].block == block && !is_negative; i--)
        if (f->hits[i - 1].element == element && f->hits[i - 1].where == where && !f->hits[i - 1].is_negative)
            return; /* another word in the same place is no other place */
    uint32_t heading = b ? b->heading : DOC_NONE;
    if (f->element_heading[element] != heading) {
        f->element_heading[element] = heading;
        f->element_section[element] = 0;
    }
    f->element_section[element]++;
    (*(zone == ZONE_MAIN && !in_criterion ? &f->element_main[element] : &f->element_other[element]))++;
    MEM_GROW(f->hits, f->n_hits, f->hits_capacity);
    f->hits[f->n_hits++] = (struct element_hit){.element = element,
                                                .where = (uint8_t)where,
                                                .zone = zone,
                                                .in_criterion = in_criterion,
                                                .is_negative = is_negative,
                                                .block = block,
                                                .page = b ? b->page : 0,
                                                .ocr = b ? b->ocr : 0,
                                                .block_hash = b ? b->hash : 0,
                                                .snippet = quote.p ? find_snippet(f, quote, around) : STR_NONE};
}
