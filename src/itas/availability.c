/* availability.c - how much of a time an address could be opened.
 * SPDX-License-Identifier: MIT
 */
#include "itas/availability.h"

#include <math.h>

enum { ROUND_S = 300 }; /* a round of a hundred links at a polite pace takes so long */

struct sum {
    struct availability *a;
    const struct outage *outages;
    size_t n_outages;
    int64_t cursor; /* all before it is counted */
    struct arena *arena;
    size_t gaps_capacity;
};

int watch_hold_s(int every_s)
{
    return 2 * every_s + ROUND_S;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void add_gap(struct sum *sum, int64_t from, int64_t to)
{
    struct availability *a = sum->a;
    if (to <= from)
        return;
    a->unwatched_s += to - from;
    if (a->n_gaps && a->gaps[a->n_gaps - 1].to == from) {
        a->gaps[a->n_gaps - 1].to = to;
        return;
    }
    if (a->n_gaps == sum->gaps_capacity) {
        sum->gaps_capacity = sum->gaps_capacity ? 2 * sum->gaps_capacity : 8;
        struct watch_gap *more = ARENA_ARRAY(sum->arena, struct watch_gap, sum->gaps_capacity);
        if (a->n_gaps)
            memcpy(more, a->gaps, a->n_gaps * sizeof *more);
        a->gaps = more;
    }
    a->gaps[a->n_gaps++] = (struct watch_gap){from, to};
}

/* How much of [from, to) lies in an outage. Those of one address do not overlap. */
static int64_t in_outages(const struct sum *sum, int64_t from, int64_t to)
{
    int64_t total = 0;
    for (size_t i = 0; i < sum->n_outages; i++) {
        const struct outage *o = &sum->outages[i];
        int64_t end = o->ended_at ? o->ended_at : INT64_MAX;
        if (watch_is_out(o->kind))
            total += larger(0, smaller(to, end) - larger(from, o->began_at));
    }
    return smaller(total, to - from);
}

/* [from, to) was seen in this state. */
static void add_seen(struct sum *sum, enum watch_state state, int64_t from, int64_t to)
{
    struct availability *a = sum->a;
    from = larger(from, sum->cursor);
    to = smaller(to, a->to);
    if (to <= from)
        return;
    add_gap(sum, sum->cursor, from);
    sum->cursor = to;
    if (state == WATCH_UNSEEN) {
        add_gap(sum, from, to);
    } else if (state == WATCH_OK || state == WATCH_CHANGED) {
        a->up_s += to - from;
    } else if (watch_is_out(state)) {
        int64_t down = in_outages(sum, from, to);
        a->down_s += down;
        a->brief_s += to - from - down;
    } else {
        a->unclear_s += to - from;
    }
}

static void count_outages(struct sum *sum)
{
    struct availability *a = sum->a;
    for (size_t i = 0; i < sum->n_outages; i++) {
        const struct outage *o = &sum->outages[i];
        int64_t end = smaller(o->ended_at ? o->ended_at : larger(a->last_at, o->began_at), a->to);
        if (!watch_is_out(o->kind) || o->began_at >= a->to || (o->ended_at && o->ended_at < a->from))
            continue;
        a->n_outages++;
        a->longest_s = larger(a->longest_s, end - larger(o->began_at, a->from));
    }
}

static bool is_brief(const struct sum *sum, const struct watch_span *span)
{
    if (!watch_is_out(span->state))
        return false;
    for (size_t i = 0; i < sum->n_outages; i++)
        if (span->from <= (sum->outages[i].ended_at ? sum->outages[i].ended_at : INT64_MAX) && span->to >= sum->outages[i].began_at)
            return false;
    return true;
}

void availability_of(const struct watch_span *spans, size_t n_spans, const struct outage *outages, size_t n_outages, int64_t from, int64_t to,
                     struct arena *arena, struct availability *ret)
{
    *ret = (struct availability){.from = from, .to = to, .percent = NAN};
    struct sum sum = {.a = ret, .outages = outages, .n_outages = n_outages, .cursor = from, .arena = arena};
    for (size_t i = 0; i < n_spans; i++) {
        const struct watch_span *span = &spans[i], *next = i + 1 < n_spans ? span + 1 : NULL;
        bool reaches_next = next && next->from >= span->to && next->from - span->to <= span->hold_s;
        add_seen(&sum, span->state, span->from, reaches_next ? next->from : span->to);
        if (span->to < from || span->from >= to)
            continue;
        ret->n_tries += span->n_tries;
        ret->n_brief += is_brief(&sum, span);
        ret->first_at = ret->first_at ? ret->first_at : larger(span->from, from);
        ret->last_at = larger(ret->last_at, smaller(span->to, to));
    }
    add_gap(&sum, sum.cursor, to);
    count_outages(&sum);
    if (ret->up_s + ret->down_s > 0)
        ret->percent = 100.0 * (double)ret->up_s / (double)(ret->up_s + ret->down_s);
}
