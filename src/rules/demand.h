/* demand.h - what a text must hold for a pattern to match in it: pairs of neighbouring bytes, as a small filter.
 *
 * Most places where a pattern could begin come to nothing. A pattern knows the pairs it cannot do without ("ราย" asks for รา and าย), a
 * block's own pairs are gathered once, and a pattern that lacks one of them is not tried there.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_DEMAND_H
#define OIT_RULES_DEMAND_H

#include "base/str.h"

enum { PAIR_BITS = 1024, MAX_DEMANDED = 12 };
struct pairs { /* one bit a hash of two neighbouring bytes */
    uint64_t bits[PAIR_BITS / 64];
};

struct demand {
    uint16_t slots[MAX_DEMANDED]; /* of pairs, all of which must be in the text */
    uint8_t n;                    /* 0: nothing is known */
    bool is_at_start;             /* matches at the first byte of the subject only */
};

/* pattern: translated, in form bytes, as PCRE2 gets it (prefix.h). What is not understood demands nothing. */
void demand_derive(struct str pattern, struct demand *ret_demand);

void pairs_of(const unsigned char *text, size_t n, struct pairs *ret_pairs);

static inline bool pairs_hold(const struct pairs *of_text, const struct demand *demand)
{
    for (size_t i = 0; i < demand->n; i++)
        if (!(of_text->bits[demand->slots[i] >> 6] >> (demand->slots[i] & 63) & 1))
            return false;
    return true;
}

#endif
