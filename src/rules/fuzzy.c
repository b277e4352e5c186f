/* fuzzy.c - Sellers' algorithm: where in the title does the name end with the fewest edits?
 *
 * Only for names of 12 letters and more, and only when nothing was found exactly: on short names an edit makes another word. A plan's name
 * lies two edits inside the name of its report, so the head word must stand at the beginning of the match as it is written in the rule.
 * Most names are thrown out by their letters before any table is filled.
 * SPDX-License-Identifier: MIT
 */
#include "rules/fuzzy.h"

enum { MAX_NAME = 200, EXACT_START = 4, LOSS = 8, LOSS_PER_EDIT = 3 };

static unsigned count_bits(uint64_t x)
{
    unsigned n = 0;
    for (; x; x &= x - 1)
        n++;
    return n;
}

static bool may_match(const struct fuzzy_name *name, const uint64_t letters[4])
{
    unsigned missing = 0;
    for (size_t i = 0; i < 4; i++)
        missing += count_bits(name->letters[i] & ~letters[i]);
    return missing <= name->max_edits;
}

/* Fewest edits with which name stands in text; where it begins and ends. */
static unsigned best_edits(struct str name, const unsigned char *text, size_t n, size_t *ret_from, size_t *ret_to)
{
    uint16_t cost[MAX_NAME + 1], from[MAX_NAME + 1]; /* one column: name[0..i) ending at text position k */
    for (size_t i = 0; i <= name.n; i++) {
        cost[i] = (uint16_t)i;
        from[i] = 0;
    }
    unsigned best = (unsigned)name.n;
    *ret_from = *ret_to = 0;
    for (size_t k = 1; k <= n; k++) {
        uint16_t diagonal = cost[0], diagonal_from = from[0];
        cost[0] = 0;
        from[0] = (uint16_t)k;
        for (size_t i = 1; i <= name.n; i++) {
            uint16_t left = cost[i], left_from = from[i];
            bool is_same = (unsigned char)name.p[i - 1] == text[k - 1];
            uint16_t value = (uint16_t)(diagonal + !is_same), start = i == 1 ? (uint16_t)(k - 1) : diagonal_from;
            if (left + 1 < value) {
                value = (uint16_t)(left + 1);
                start = left_from;
            }
            if (cost[i - 1] + 1 < value) {
                value = (uint16_t)(cost[i - 1] + 1);
                start = from[i - 1];
            }
            diagonal = left;
            diagonal_from = left_from;
            cost[i] = value;
            from[i] = start;
        }
        if (cost[name.n] < best) {
            best = cost[name.n];
            *ret_from = from[name.n];
            *ret_to = k;
        }
    }
    return best;
}

void fuzzy_find(const struct matcher *m, const struct title *t, struct hits *hits)
{
    const struct norm_form *f = t->form;
    uint64_t letters[4] = {0};
    for (size_t i = 0; i < f->n; i++)
        letters[f->p[i] >> 6] |= (uint64_t)1 << (f->p[i] & 63);
    for (size_t i = 0; i < m->n_fuzzy && hits->n < MAX_HITS; i++) {
        const struct fuzzy_name *name = &m->fuzzy[i];
        size_t from, to;
        if (name->bytes.n > MAX_NAME || name->bytes.n > f->n + name->max_edits || !may_match(name, letters))
            continue;
        unsigned edits = best_edits(name->bytes, f->p, f->n, &from, &to);
        if (edits == 0 || edits > name->max_edits || from + EXACT_START > f->n || memcmp(f->p + from, name->bytes.p, EXACT_START) != 0)
            continue;
        int strength = (int)name->strength - LOSS - LOSS_PER_EDIT * (int)edits;
        hits->items[hits->n++] = (struct hit){.from = (uint32_t)from,
                                              .to = (uint32_t)to,
                                              .use = {.kind = USE_NAME, .owner = name->subject, .strength = (uint8_t)strength}};
    }
}
