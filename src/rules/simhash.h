/* simhash.h - a 64-bit hash that changes little when the text does.
 *
 * Each bit of the answer says whether most of the hashes that were added have it. The 64 counters are bit-sliced: plane i holds bit i of all of
 * them. Hashes are added eight at a time by full adders, so that a carry runs through the planes once in eight.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_SIMHASH_H
#define OIT_RULES_SIMHASH_H

#include <stddef.h>
#include <stdint.h>

enum { SIMHASH_PLANES = 20, SIMHASH_GROUP = 8 };

struct simhash { /* {0}: nothing added */
    uint64_t planes[SIMHASH_PLANES];
    uint64_t waiting[SIMHASH_GROUP];
    uint32_t n, n_waiting;
};

static inline void simhash_carry(struct simhash *s, size_t plane, uint64_t carry)
{
    for (; carry != 0 && plane < SIMHASH_PLANES; plane++) {
        uint64_t next = s->planes[plane] & carry;
        s->planes[plane] ^= carry;
        carry = next;
    }
}

/* Adds two words to *sum; returns the carry. */
static inline uint64_t simhash_full(uint64_t *sum, uint64_t a, uint64_t b)
{
    uint64_t either = *sum ^ a, carry = (*sum & a) | (either & b);
    *sum = either ^ b;
    return carry;
}

static inline void simhash_add(struct simhash *s, uint64_t hash)
{
    s->waiting[s->n_waiting++] = hash;
    s->n++;
    if (s->n_waiting < SIMHASH_GROUP)
        return;
    const uint64_t *w = s->waiting;
    uint64_t two_a = simhash_full(&s->planes[0], w[0], w[1]), two_b = simhash_full(&s->planes[0], w[2], w[3]);
    uint64_t four_a = simhash_full(&s->planes[1], two_a, two_b);
    two_a = simhash_full(&s->planes[0], w[4], w[5]);
    two_b = simhash_full(&s->planes[0], w[6], w[7]);
    uint64_t four_b = simhash_full(&s->planes[1], two_a, two_b);
    simhash_carry(s, 3, simhash_full(&s->planes[2], four_a, four_b));
    s->n_waiting = 0;
}

static inline uint64_t simhash_value(struct simhash *s)
{
    uint64_t value = 0;
    for (; s->n_waiting > 0; s->n_waiting--)
        simhash_carry(s, 0, s->waiting[s->n_waiting - 1]);
    for (unsigned bit = 0; bit < 64; bit++) {
        uint32_t count = 0;
        for (size_t i = 0; i < SIMHASH_PLANES; i++)
            count |= (uint32_t)(s->planes[i] >> bit & 1) << i;
        if (count * 2 > s->n)
            value |= (uint64_t)1 << bit;
    }
    return value;
}

/* A hash of three letters. */
static inline uint64_t simhash_mix(uint32_t trigram)
{
    uint64_t mixed = (trigram + UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xBF58476D1CE4E5B9);
    mixed = (mixed ^ mixed >> 29) * UINT64_C(0x94D049BB133111EB);
    return mixed ^ mixed >> 32;
}

#endif
