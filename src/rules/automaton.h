/* automaton.h - all phrases at once: Aho-Corasick over the one-byte alphabet of text/norm.h.
 *
 * Compact: states in breadth-first order; the first n_dense ones (where almost every byte of a text is spent) have a full row of
 * next states over the byte classes that occur in phrases, failure links already followed; all others a short list of edges and a
 * failure link, beside one another: a step that leaves the rows costs one more line of the cache. A walk on `struct automaton` is const and needs no memory.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_AUTOMATON_H
#define OIT_RULES_AUTOMATON_H

#include "base/arena.h"

#define AUTOMATON_NONE UINT32_MAX

struct automaton_state { /* edge i leads to state i + 1 (breadth first) */
    uint32_t edge_at; /* its first edge; it has n_edges */
    uint32_t fail;
    uint8_t n_edges, first_class; /* first_class: of its first edge, which mostly is the only one */
};

struct automaton {
    uint8_t class_of[256];   /* 0: no phrase holds this byte */
    uint32_t n_classes;
    uint32_t n_states, n_dense, n_phrases;
    const uint16_t *dense;   /* n_dense * n_classes next states */
    const struct automaton_state *states;
    const uint8_t *edge_class;
    const uint64_t *has_hit;   /* a bit a state: it or a suffix of it ends a phrase; small enough to stay in the nearest cache */
    const uint32_t *phrase;  /* the phrase that ends in a state, or AUTOMATON_NONE */
    const uint32_t *next_hit; /* nearest shorter suffix state with a phrase, or 0 */
    const uint32_t *length;  /* bytes of each phrase */
};

/* max_dense: about 220 bytes each, at least 1; fewer when a row could lead beyond state 65535. phrases: distinct, none empty. Phrase numbers are indices into it. Memory from arena. */
void automaton_build(struct automaton *automaton, const struct str *phrases, size_t n_phrases, uint32_t max_dense, struct arena *arena);

static inline uint32_t automaton_step(const struct automaton *a, uint32_t state, unsigned char byte)
{
    uint32_t class = a->class_of[byte];
    if (class == 0)
        return 0;
    for (;;) {
        if (state < a->n_dense)
            return a->dense[(size_t)state * a->n_classes + class];
        const struct automaton_state *at = &a->states[state];
        if (at->first_class == class)
            return at->edge_at + 1;
        for (uint32_t i = at->edge_at + 1; i < at->edge_at + at->n_edges; i++)
            if (a->edge_class[i] == class)
                return i + 1;
        state = at->fail;
    }
}

/* The first state to report at this state: itself or a suffix; 0 when none. Go on with a->next_hit[state]. */
static inline uint32_t automaton_hit(const struct automaton *a, uint32_t state)
{
    if (!(a->has_hit[state >> 6] >> (state & 63) & 1))
        return 0;
    return a->phrase[state] != AUTOMATON_NONE ? state : a->next_hit[state];
}

size_t automaton_bytes(const struct automaton *automaton);

#endif
