/* demand.h - what a text must hold for a pattern to match in it: pairs of neighbouring bytes, as a small filter.
 *
 * Most places where a pattern could begin come to nothing. A pattern knows the pairs it cannot do without ("ราย" asks for รา and าย), and of which
 * words one must follow ("(report|result).{0,20}(plan|project)" asks for pl and la, or pr and ro); a block's own pairs are gathered once, and a
 * pattern that lacks one of them is not tried there.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_DEMAND_H
#define OIT_RULES_DEMAND_H

#include "base/str.h"

enum { PAIR_BITS = 1024, MAX_DEMANDED = 12, MAX_CHOICES = 2, MAX_WAYS = 24 };
struct pairs { /* one bit a hash of two neighbouring bytes */
    uint64_t bits[PAIR_BITS / 64];
};

struct demand_choice { /* one of so many words: two pairs of each */
    uint16_t ways[MAX_WAYS][2];
    uint8_t n;
};

struct demand {
    uint16_t slots[MAX_DEMANDED]; /* of pairs, all of which must be in the text */
    uint8_t n;                    /* 0: nothing is known */
    uint8_t n_choices;
    struct demand_choice choices[MAX_CHOICES];
    bool is_at_start;             /* matches at the first byte of the subject only */
};

/* pattern: translated, in form bytes, as PCRE2 gets it (prefix.h). What is not understood demands nothing. */
void demand_derive(struct str pattern, struct demand *ret_demand);

void pairs_of(const unsigned char *text, size_t n, struct pairs *ret_pairs);

static inline bool demand_asks(const struct demand *demand)
{
    return demand->n > 0 || demand->n_choices > 0;
}

static inline uint64_t pairs_have(const struct pairs *of_text, uint16_t slot)
{
    return of_text->bits[slot >> 6] >> (slot & 63) & 1;
}

static inline bool pairs_hold(const struct pairs *of_text, const struct demand *demand)
{
    for (size_t i = 0; i < demand->n; i++)
        if (!pairs_have(of_text, demand->slots[i]))
            return false;
    for (size_t i = 0; i < demand->n_choices; i++) {
        const struct demand_choice *choice = &demand->choices[i];
        uint64_t has_one = 0;
        for (size_t k = 0; k < choice->n && !has_one; k++)
            has_one = pairs_have(of_text, choice->ways[k][0]) & pairs_have(of_text, choice->ways[k][1]);
        if (!has_one)
            return false;
    }
    return true;
}

#endif
