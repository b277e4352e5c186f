/* crawler_second.c - the second round: when all other work is done, what failed in a way that may heal is asked once more.
 *
 * Outages last minutes, a crawl hours. What heals is not counted as failed, what fails again is, once. Links that seemed dead and whose label names an
 * item are asked again with them ("seen twice"). Slowly (twice the gap, no retries), the most promising first, and bounded: LIMIT_SECOND_TRIES URLs,
 * LIMIT_SECOND_MS. Hosts that were parked get another chance, and lose it with one failure. What is not asked again for lack of time stays as it was.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"

struct failed {
    uint32_t entry;
    enum oit_fault fault;
    int http_status;
    bool is_out; /* put back, and not counted as failed meanwhile */
    bool was_asked; /* and counted as such: not one whose robots.txt did not come */
};

struct crawler_second {
    struct failed *failed;
    size_t n, capacity, n_seen; /* n_seen: looked at by an earlier wave */
    size_t n_dead_seen, n_tries;
    int64_t until_ms; /* 0: not begun */
};

struct crawler_second *crawler_second_new(void)
{
    return mem_alloc(sizeof(struct crawler_second));
}

void crawler_second_free(struct crawler_second *second)
{
    if (second)
        free(second->failed);
    free(second);
}

static void add(struct crawler_second *second, uint32_t entry, enum oit_fault fault, int http_status)
{
    MEM_GROW(second->failed, second->n, second->capacity);
    second->failed[second->n++] = (struct failed){.entry = entry, .fault = fault, .http_status = http_status};
}

void crawler_second_note(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    if (!entry->is_retried && entry->how != HOW_PROBE && fetch_may_heal(fault, http_status))
        add(c->second, index, fault, http_status);
}

static bool is_under_way(struct crawler *c, const struct failed *f)
{
    enum frontier_state state = frontier_at(c->frontier, f->entry)->state;
    return f->is_out && (state == ENTRY_WAITING || state == ENTRY_TAKEN);
}

static bool put_back(struct crawler *c, struct failed *f)
{
    if (frontier_at(c->frontier, f->entry)->state != ENTRY_DONE)
        return false;
    struct frontier_entry *entry = frontier_at(c->frontier, f->entry);
    entry->is_retried = true;
    frontier_put_back(c->frontier, f->entry);
    crawler_uncount_fault(c, f->entry, f->fault, f->http_status);
    f->was_asked = robots_desk_look(c->robots, entry->url) == ROBOTS_DESK_YES;
    c->n_spent -= f->was_asked && c->n_spent > 0;
    c->n_own_asked -= f->was_asked && !entry->is_foreign && c->n_own_asked > 0;
    f->is_out = true;
    return true;
}

static struct crawler *compared; /* qsort hands nothing through */

static int by_promise(const void *a, const void *b)
{
    const struct frontier_entry *x = frontier_at(compared->frontier, ((const struct failed *)a)->entry),
                                *y = frontier_at(compared->frontier, ((const struct failed *)b)->entry);
    return x->promise != y->promise ? (int)y->promise - (int)x->promise : str_cmp(x->url, y->url);
}

/* Which of too many are asked again does not depend on the order of their answers. */
static bool put_back_failed(struct crawler *c)
{
    struct crawler_second *second = c->second;
    bool is_any = false;
    compared = c;
    if (second->n > second->n_seen)
        qsort(second->failed + second->n_seen, second->n - second->n_seen, sizeof *second->failed, by_promise);
    for (size_t i = second->n_seen; i < second->n && second->n_tries < LIMIT_SECOND_TRIES; i++)
        if (put_back(c, &second->failed[i])) {
            second->n_tries++;
            is_any = true;
        }
    second->n_seen = second->n;
    return is_any;
}

static bool put_back_dead(struct crawler *c)
{
    bool is_any = false;
    for (size_t i = c->second->n_dead_seen; i < c->n_dead; i++) {
        struct failed dead = {.entry = c->dead[i], .fault = FAULT_SOFT_404};
        if (!put_back(c, &dead))
            continue;
        MEM_GROW(c->second->failed, c->second->n, c->second->capacity);
        c->second->failed[c->second->n++] = dead;
        is_any = true;
    }
    c->second->n_dead_seen = c->n_dead;
    return is_any;
}

bool crawler_second_round(struct crawler *c)
{
    struct crawler_second *second = c->second;
    if (second->until_ms && clock_mono_ms() >= second->until_ms)
        return false;
    bool is_any = put_back_failed(c);
    is_any = put_back_dead(c) || is_any;
    second->n_seen = second->n;
    if (is_any && !second->until_ms) {
        second->until_ms = clock_mono_ms() + LIMIT_SECOND_MS;
        fetch_revive(c->fetch);
        robots_desk_forget_failures(c->robots);
    }
    return is_any;
}

bool crawler_second_is_all(struct crawler *c)
{
    size_t n = 0;
    for (size_t i = 0; c->second->until_ms && i < c->second->n; i++)
        n += is_under_way(c, &c->second->failed[i]);
    return n > 0 && n >= frontier_waiting(c->frontier) + c->n_in_fetch + pool_pending(c->input->pool) + robots_desk_waiting(c->robots);
}

void crawler_second_end(struct crawler *c, bool is_for_waiting_only)
{
    for (size_t i = 0; i < c->second->n; i++) {
        struct failed *f = &c->second->failed[i];
        if (!is_under_way(c, f) || (is_for_waiting_only && !frontier_claim(c->frontier, f->entry)))
            continue;
        frontier_at(c->frontier, f->entry)->state = ENTRY_DONE;
        crawler_count_fault(c, f->entry, f->fault, f->http_status);
        c->n_spent += f->was_asked;
        c->n_own_asked += f->was_asked && is_for_waiting_only && !frontier_at(c->frontier, f->entry)->is_foreign;
        f->is_out = false;
    }
}

void crawler_second_tick(struct crawler *c)
{
    if (c->second->until_ms && clock_mono_ms() >= c->second->until_ms)
        crawler_second_end(c, true);
}
