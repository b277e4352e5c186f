/* automaton.c - builds the Aho-Corasick automaton.
 *
 * The phrases are sorted, so the trie falls out of them level by level: a state is a range of sorted phrases that share their first
 * `depth` bytes. Working level by level gives breadth-first numbers at once, and failure links of a level need only the levels above.
 *
 *      ก ─ า ─ ร          range [0,5) "การ..."  ->  one state per distinct prefix
 * SPDX-License-Identifier: MIT
 */
#include "rules/automaton.h"

#include <stdlib.h>

#include "base/mem.h"

struct state {
    uint32_t from, to; /* range of sorted phrases below it */
    uint32_t parent;
    uint32_t depth;
    unsigned char byte;
};

struct build {
    const struct str *phrases;
    uint32_t *order; /* phrase numbers, sorted by bytes */
    struct state *states;
    size_t n_states, capacity;
};

static const struct str *sort_phrases; /* qsort has no context; building happens before any fork or thread */

static int compare_phrases(const void *a, const void *b)
{
    return str_cmp(sort_phrases[*(const uint32_t *)a], sort_phrases[*(const uint32_t *)b]);
}

static void add_children(struct build *b, uint32_t parent)
{
    struct state at = b->states[parent];
    uint32_t i = at.from;
    while (i < at.to) {
        struct str phrase = b->phrases[b->order[i]];
        if (phrase.n == at.depth) { /* ends here */
            i++;
            continue;
        }
        uint32_t from = i;
        unsigned char byte = (unsigned char)phrase.p[at.depth];
        while (i < at.to && (unsigned char)b->phrases[b->order[i]].p[at.depth] == byte)
            i++;
        MEM_GROW(b->states, b->n_states, b->capacity);
        b->states[b->n_states++] =
            (struct state){.from = from, .to = i, .parent = parent, .depth = at.depth + 1, .byte = byte};
    }
}

static void assign_classes(struct automaton *a, const struct str *phrases, size_t n_phrases)
{
    bool used[256] = {false};
    for (size_t i = 0; i < n_phrases; i++)
        for (size_t k = 0; k < phrases[i].n; k++)
            used[(unsigned char)phrases[i].p[k]] = true;
    uint32_t n = 1;
    for (int byte = 1; byte < 256; byte++) /* byte 0 cannot occur; at most 255 classes */
        if (used[byte])
            a->class_of[byte] = (uint8_t)n++;
    a->n_classes = n;
}

/* Next state while the tables are being built: levels above are complete. */
static uint32_t find_edge(const struct automaton *a, uint32_t state, uint32_t class)
{
    const struct automaton_state *at = &a->states[state];
    for (uint32_t i = at->edge_at; i < at->edge_at + at->n_edges; i++)
        if (a->edge_class[i] == class)
            return i + 1;
    return 0;
}

static void link_failures(const struct automaton *a, const struct build *b, struct automaton_state *states, uint32_t *next_hit)
{
    for (uint32_t s = 1; s < a->n_states; s++) {
        uint32_t class = a->class_of[b->states[s].byte], f = b->states[s].parent, to = 0;
        while (f != 0 && to == 0) {
            f = states[f].fail;
            to = find_edge(a, f, class);
        }
        states[s].fail = to;
        next_hit[s] = a->phrase[to] != AUTOMATON_NONE ? to : next_hit[to];
    }
}

static void fill_dense(struct automaton *a, uint16_t *dense)
{
    for (uint32_t s = 0; s < a->n_dense; s++)
        for (uint32_t class = 1; class < a->n_classes; class++) {
            uint32_t to = find_edge(a, s, class);
            if (to == 0 && s != 0)
                to = dense[(size_t)a->states[s].fail * a->n_classes + class]; /* fail < s: already filled */
            dense[(size_t)s * a->n_classes + class] = (uint16_t)to;
        }
}

void automaton_build(struct automaton *a, const struct str *phrases, size_t n_phrases, uint32_t max_dense, struct arena *arena)
{
    *a = (struct automaton){.n_phrases = (uint32_t)n_phrases};
    assign_classes(a, phrases, n_phrases);
    struct build b = {.phrases = phrases, .order = mem_alloc((n_phrases + 1) * sizeof *b.order)};
    for (size_t i = 0; i < n_phrases; i++)
        b.order[i] = (uint32_t)i;
    sort_phrases = phrases;
    qsort(b.order, n_phrases, sizeof *b.order, compare_phrases);
    MEM_GROW(b.states, b.n_states, b.capacity);
    b.states[b.n_states++] = (struct state){.to = (uint32_t)n_phrases};
    for (uint32_t s = 0; s < b.n_states; s++)
        add_children(&b, s);

    a->n_states = (uint32_t)b.n_states;
    struct automaton_state *states = ARENA_ARRAY(arena, struct automaton_state, b.n_states);
    uint32_t *phrase = ARENA_ARRAY(arena, uint32_t, b.n_states);
    uint32_t *next_hit = ARENA_ARRAY(arena, uint32_t, b.n_states), *length = ARENA_ARRAY(arena, uint32_t, n_phrases + 1);
    uint8_t *edge_class = ARENA_ARRAY(arena, uint8_t, b.n_states);
    uint32_t n_edges = 0, child = 1; /* children stand behind one another in order of their parents */
    for (uint32_t s = 0; s < b.n_states; s++) {
        uint32_t edge_at = n_edges;
        for (; child < b.n_states && b.states[child].parent == s; child++)
            edge_class[n_edges++] = a->class_of[b.states[child].byte];
        states[s] = (struct automaton_state){
            .edge_at = edge_at, .n_edges = (uint8_t)(n_edges - edge_at), .first_class = n_edges > edge_at ? edge_class[edge_at] : 0};
        struct state *at = &b.states[s];
        uint32_t first = at->from < n_phrases ? b.order[at->from] : 0;
        phrase[s] = s != 0 && phrases[first].n == at->depth ? first : AUTOMATON_NONE;
    }
    for (size_t i = 0; i < n_phrases; i++)
        length[i] = (uint32_t)phrases[i].n;
    a->states = states;
    a->edge_class = edge_class;
    a->phrase = phrase;
    a->next_hit = next_hit;
    a->length = length;
    link_failures(a, &b, states, next_hit);
    uint64_t *has_hit = ARENA_ARRAY(arena, uint64_t, b.n_states / 64 + 1);
    for (uint32_t s = 1; s < a->n_states; s++)
        if (phrase[s] != AUTOMATON_NONE || next_hit[s] != 0)
            has_hit[s >> 6] |= (uint64_t)1 << (s & 63);
    a->has_hit = has_hit;
    a->n_dense = a->n_states < max_dense ? a->n_states : max_dense;
    while (a->n_dense > 1 && states[a->n_dense - 1].edge_at + states[a->n_dense - 1].n_edges > UINT16_MAX)
        a->n_dense--; /* a row leads to its state's children or, by failure, to lower states */
    uint16_t *dense = ARENA_ARRAY(arena, uint16_t, (size_t)a->n_dense * a->n_classes);
    fill_dense(a, dense);
    a->dense = dense;
    free(b.states);
    free(b.order);
}

size_t automaton_bytes(const struct automaton *a)
{
    return (size_t)a->n_states * (sizeof *a->states + 2 * sizeof(uint32_t) + 1) + a->n_states / 8 +
           (size_t)a->n_dense * a->n_classes * sizeof *a->dense + a->n_phrases * sizeof *a->length;
}
