/* fuzzy.c - does a long name begin here, but for a few edits?
 *
 * Only for names of 12 letters and more, and only when nothing certain was found exactly: on short names an edit makes another word. A plan's
 * name lies two edits inside the name of its report, so a match must begin exactly as the rule writes it: the first bytes find the places
 * (names are sorted by them), then a band of the edit table as wide as the allowed edits is filled from there.
 * SPDX-License-Identifier: MIT
 */
#include "rules/fuzzy.h"

enum { MAX_EDITS = 3, LOSS = 8, LOSS_PER_EDIT = 3 };

uint32_t fuzzy_key(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static size_t first_with(const struct matcher *m, uint32_t key)
{
    size_t from = 0, to = m->n_fuzzy;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (fuzzy_key((const unsigned char *)m->fuzzy[middle].bytes.p) < key)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Edits between name and the best end of text[0..n), both anchored at the start; above max_edits: max_edits + 1. */
static unsigned anchored_edits(struct str name, unsigned max_edits, const unsigned char *text, size_t n, size_t *ret_length)
{
    enum { WIDTH = 2 * MAX_EDITS + 1 };
    unsigned band[WIDTH + 2], none = max_edits + 1; /* band[d + 1]: text position i + d - max_edits for name position i */
    size_t width = 2 * max_edits + 1;
    for (size_t d = 0; d < width + 2; d++)
        band[d] = d > max_edits && d <= width ? (unsigned)(d - 1 - max_edits) : none;
    for (size_t i = 1; i <= name.n; i++) {
        unsigned least = none;
        for (size_t d = 0; d < width; d++) {
            size_t k = i + d; /* text position + max_edits */
            unsigned value = none;
            if (k >= max_edits && k - max_edits <= n) {
                size_t at = k - max_edits;
                if (at > 0)
                    value = band[d + 1] + ((unsigned char)name.p[i - 1] != text[at - 1]); /* diagonal: the row before, same d */
                if (band[d + 2] + 1 < value)
                    value = band[d + 2] + 1; /* a letter of the name is missing */
                if (d > 0 && band[d] + 1 < value)
                    value = band[d] + 1; /* band[d] is already this row: a letter too much */
            }
            band[d + 1] = value < none ? value : none;
            least = band[d + 1] < least ? band[d + 1] : least;
        }
        if (least == none)
            return none;
    }
    unsigned best = none;
    for (size_t d = 0; d < width; d++)
        if (band[d + 1] < best) {
            best = band[d + 1];
            *ret_length = name.n + d - max_edits;
        }
    return best;
}

/* An edit spoils one group of 4 bytes: behind the beginning all but k of them stand whole, at most k places off. Nearly every name ends here. */
static bool may_match(const struct fuzzy_name *name, const unsigned char *text, size_t n)
{
    size_t edits = name->max_edits, missing = 0;
    for (size_t at = FUZZY_EXACT_START; at + FUZZY_EXACT_START <= name->bytes.n; at += FUZZY_EXACT_START) {
        uint32_t group = fuzzy_key((const unsigned char *)name->bytes.p + at);
        bool is_there = false;
        for (size_t k = at - edits; k <= at + edits && k + FUZZY_EXACT_START <= n && !is_there; k++)
            is_there = fuzzy_key(text + k) == group;
        missing += !is_there;
        if (missing > edits)
            return false;
    }
    return true;
}

struct grams { /* which groups of 4 bytes stand in the text: a small bit set, sure in its "no" */
    uint64_t bits[16];
};

static uint32_t gram_slot(const unsigned char *p)
{
    return (fuzzy_key(p) * 2654435761u) >> 22; /* 10 bits */
}

void fuzzy_note_grams(struct fuzzy_name *name)
{
    name->n_grams = 0;
    for (size_t at = FUZZY_EXACT_START; at + FUZZY_EXACT_START <= name->bytes.n && name->n_grams < sizeof name->grams / sizeof *name->grams;
         at += FUZZY_EXACT_START)
        name->grams[name->n_grams++] = (uint16_t)gram_slot((const unsigned char *)name->bytes.p + at);
}

static inline bool grams_allow(const struct grams *grams, const struct fuzzy_name *name)
{
    size_t missing = 0;
    for (size_t i = 0; i < name->n_grams && missing <= name->max_edits; i++)
        missing += !(grams->bits[name->grams[i] >> 6] >> (name->grams[i] & 63) & 1);
    return missing <= name->max_edits;
}

void fuzzy_find(const struct matcher *m, const struct title *t, struct hits *hits)
{
    const struct norm_form *f = t->form;
    struct grams grams = {{0}};
    for (size_t at = 0; at + FUZZY_EXACT_START <= f->n; at++) {
        uint32_t slot = gram_slot(f->p + at);
        grams.bits[slot >> 6] |= (uint64_t)1 << (slot & 63);
    }
    for (size_t at = 0; at + FUZZY_EXACT_START <= f->n; at++) {
        uint32_t key = fuzzy_key(f->p + at);
        if (!beginnings_hold(m->fuzzy_begin, key))
            continue;
        for (size_t i = first_with(m, key); i < m->n_fuzzy && hits->n < MAX_HITS; i++) {
            const struct fuzzy_name *name = &m->fuzzy[i];
            size_t length = 0;
            if (fuzzy_key((const unsigned char *)name->bytes.p) != key)
                break;
            if (f->n - at + name->max_edits < name->bytes.n || !grams_allow(&grams, name) || !may_match(name, f->p + at, f->n - at))
                continue;
            unsigned edits = anchored_edits(name->bytes, name->max_edits, f->p + at, f->n - at, &length);
            if (edits == 0 || edits > name->max_edits || length == 0)
                continue;
            int strength = (int)name->strength - LOSS - LOSS_PER_EDIT * (int)edits;
            hits->items[hits->n++] = (struct hit){.from = (uint32_t)at,
                                                  .to = (uint32_t)(at + length),
                                                  .use = {.kind = USE_NAME, .owner = name->subject, .strength = (uint8_t)strength}};
        }
    }
}
