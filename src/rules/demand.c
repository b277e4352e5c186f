/* demand.c - reads what a pattern cannot do without.
 *
 * A sequence demands all that its parts demand, alternatives only what every one of them does. An optional part demands nothing, and so does
 * whatever this small reader does not understand: that is always right, only weaker.
 * SPDX-License-Identifier: MIT
 */
#include "rules/demand.h"

#include <string.h>

enum { MAX_DEPTH = 12, NO_BYTE = -1, FIRST_GROUP = 4 /* "^(?:" */ };

struct needs { /* of a part of the pattern */
    struct pairs pairs;
    bool is_at_start;
};

struct reader {
    struct str text;
    size_t at;
    int depth;
    bool gives_up, is_split /* the whole pattern is a choice */;
    struct demand *demand;
};

struct ways { /* through a group */
    struct pairs pairs[MAX_WAYS];
    size_t n; /* MAX_WAYS + 1: too many */
};

static uint32_t pair_slot(unsigned char a, unsigned char b)
{
    return (a * 41u + b) & (PAIR_BITS - 1);
}

static void add_pair(struct pairs *pairs, unsigned char a, unsigned char b)
{
    uint32_t slot = pair_slot(a, b);
    pairs->bits[slot >> 6] |= UINT64_C(1) << (slot & 63);
}

void pairs_of(const unsigned char *text, size_t n, struct pairs *ret_pairs)
{
    memset(ret_pairs, 0, sizeof *ret_pairs);
    for (size_t i = 0; i + 1 < n; i++)
        add_pair(ret_pairs, text[i], text[i + 1]);
}

static unsigned char peek(const struct reader *r)
{
    return r->at < r->text.n ? (unsigned char)r->text.p[r->at] : 0;
}

static bool is_at_end(const struct reader *r)
{
    return r->at >= r->text.n || peek(r) == '|' || peek(r) == ')';
}

/* At: behind "[". */
static void skip_class(struct reader *r)
{
    if (peek(r) == '^')
        r->at++;
    for (bool first = true; r->at < r->text.n; first = false) {
        unsigned char c = peek(r);
        r->at++;
        if (c == ']' && !first)
            return;
        if (c == '[' && peek(r) == ':')
            r->gives_up = true; /* [[:alpha:]] */
        r->at += c == '\\';
    }
}

/* At: behind the group's "(". */
static void skip_group(struct reader *r)
{
    for (int open = 1; r->at < r->text.n && open > 0;) {
        unsigned char c = peek(r);
        r->at++;
        if (c == '\\')
            r->at++;
        else if (c == '[')
            skip_class(r);
        else
            open += (c == '(') - (c == ')');
    }
}

/* Does what stands before occur at least once? ret_is_one: exactly as written, so that what follows is its neighbour. */
static bool read_quantifier(struct reader *r)
{
    unsigned char c = peek(r);
    bool is_certain = c != '?' && c != '*';
    bool is_counted = c == '{' && r->at + 1 < r->text.n && ((r->text.p[r->at + 1] >= '0' && r->text.p[r->at + 1] <= '9') || r->text.p[r->at + 1] == ',');
    if (is_counted) {
        is_certain = r->text.p[r->at + 1] > '0';
        while (r->at < r->text.n && peek(r) != '}')
            r->at++;
    } else if (c != '?' && c != '*' && c != '+') {
        return true;
    }
    r->at++;
    if (peek(r) == '?' || peek(r) == '+') /* lazy, possessive */
        r->at++;
    return is_certain;
}

static struct needs read_alternatives(struct reader *r, struct ways *ways);

/* Two of a way's pairs, the same twice when it has one; false when it has none. */
static bool two_slots(const struct pairs *pairs, uint16_t ret_slots[static 2])
{
    size_t n = 0;
    for (uint16_t slot = 0; slot < PAIR_BITS && n < 2; slot++)
        if (pairs->bits[slot >> 6] >> (slot & 63) & 1)
            ret_slots[n++] = slot;
    if (n == 1)
        ret_slots[1] = ret_slots[0];
    return n > 0;
}

/* A group that must be gone through, and every way asks for something. */
static void note_choice(struct demand *demand, const struct ways *ways)
{
    if (ways->n < 2 || ways->n > MAX_WAYS || demand->n_choices == MAX_CHOICES)
        return;
    struct demand_choice *choice = &demand->choices[demand->n_choices];
    for (choice->n = 0; choice->n < ways->n; choice->n++)
        if (!two_slots(&ways->pairs[choice->n], choice->ways[choice->n]))
            return;
    demand->n_choices++;
}

static void read_group(struct reader *r, struct needs *sequence, int *last)
{
    if (peek(r) == '*') {
        r->gives_up = true;
        return;
    }
    if (peek(r) == '?') {
        unsigned char kind = r->at + 1 < r->text.n ? (unsigned char)r->text.p[r->at + 1] : 0;
        unsigned char second = r->at + 2 < r->text.n ? (unsigned char)r->text.p[r->at + 2] : 0;
        if (kind == '=' || kind == '!' || (kind == '<' && (second == '=' || second == '!'))) { /* zero width: neighbours stay neighbours */
            skip_group(r);
            return;
        }
        if (kind != ':') {
            r->gives_up = true;
            return;
        }
        r->at += 2;
    }
    *last = NO_BYTE;
    struct ways ways = {.n = 0};
    bool is_choice = r->depth == 0 && r->at > FIRST_GROUP; /* what stands at the beginning is there: that is why the pattern is asked */
    if (++r->depth > MAX_DEPTH) {
        r->gives_up = true;
        return;
    }
    struct needs inner = read_alternatives(r, is_choice ? &ways : NULL);
    r->depth--;
    r->gives_up |= peek(r) != ')';
    r->at++;
    if (!read_quantifier(r))
        return;
    for (size_t i = 0; i < PAIR_BITS / 64; i++)
        sequence->pairs.bits[i] |= inner.pairs.bits[i];
    if (is_choice)
        note_choice(r->demand, &ways);
}

static void add_literal(struct reader *r, unsigned char c, struct needs *sequence, int *last)
{
    bool is_certain = read_quantifier(r);
    if (is_certain && *last != NO_BYTE)
        add_pair(&sequence->pairs, (unsigned char)*last, c);
    *last = is_certain ? c : NO_BYTE;
}

static struct needs read_sequence(struct reader *r)
{
    struct needs sequence = {.is_at_start = peek(r) == '^'};
    int last = NO_BYTE;
    while (!is_at_end(r) && !r->gives_up) {
        unsigned char c = peek(r);
        r->at++;
        if (c == '(') {
            read_group(r, &sequence, &last);
        } else if (c == '[' || c == '.') {
            if (c == '[')
                skip_class(r);
            (void)read_quantifier(r);
            last = NO_BYTE;
        } else if (c == '\\') {
            c = peek(r);
            r->at++;
            bool is_letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!is_letter) {
                add_literal(r, c, &sequence, &last);
                continue;
            }
            (void)read_quantifier(r);
            last = NO_BYTE;
        } else if (c != '^' && c != '$') {
            add_literal(r, c, &sequence, &last);
        }
    }
    return sequence;
}

static void add_way(struct ways *ways, const struct needs *needs)
{
    if (ways && ways->n < MAX_WAYS)
        ways->pairs[ways->n] = needs->pairs;
    if (ways && ways->n <= MAX_WAYS)
        ways->n++;
}

static struct needs read_alternatives(struct reader *r, struct ways *ways)
{
    struct needs all = read_sequence(r);
    add_way(ways, &all);
    while (peek(r) == '|' && r->at < r->text.n && !r->gives_up) {
        r->is_split |= r->depth == 0;
        r->at++;
        struct needs one = read_sequence(r);
        add_way(ways, &one);
        for (size_t i = 0; i < PAIR_BITS / 64; i++)
            all.pairs.bits[i] &= one.pairs.bits[i];
        all.is_at_start &= one.is_at_start;
    }
    return all;
}

void demand_derive(struct str pattern, struct demand *ret_demand)
{
    *ret_demand = (struct demand){.n = 0};
    struct reader r = {.text = pattern, .demand = ret_demand};
    struct needs needs = read_alternatives(&r, NULL);
    if (r.gives_up || r.at != pattern.n || r.is_split)
        ret_demand->n_choices = 0;
    if (r.gives_up || r.at != pattern.n)
        return;
    ret_demand->is_at_start = needs.is_at_start;
    for (uint16_t slot = 0; slot < PAIR_BITS && ret_demand->n < MAX_DEMANDED; slot++)
        if (needs.pairs.bits[slot >> 6] >> (slot & 63) & 1)
            ret_demand->slots[ret_demand->n++] = slot;
}
