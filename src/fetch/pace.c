/* pace.c - how fast one server is asked.
 *
 * Slow answers are measured against this server alone: a village's shared hosting that always needs two seconds is not in trouble, one that needed
 * 0.2 a minute ago is. The best time drifts upwards by a hundredth an answer, so one quick answer from a cache does not count for ever.
 * SPDX-License-Identifier: MIT
 */
#include "pace.h"

#include <string.h>

enum {
    GOOD_TO_SPEED_UP = 10,   /* answers in a row that take one doubling back */
    LEAST_SLOW_GAP_MS = 25,  /* gap that is doubled when there is no limit of rate */
    TIMED_TO_JUDGE = 5,      /* answers before times are compared */
    TIMES_TOO_SLOW = 5,      /* halves: two and a half times the best */
    TIMES_FINE_AGAIN = 3,    /* halves: one and a half times the best */
    SLOW_FROM_MS = 400,      /* below this no server is in trouble */
    SMOOTH_SHARE = 4,        /* a new time counts for a quarter */
    DRIFT_SHARE = 100,
};

void pace_init(struct pace *p, const struct pace_rules *rules)
{
    int first = rules->gap_ms > 0 && rules->most_open > PACE_FIRST_OPEN ? PACE_FIRST_OPEN : rules->most_open;
    *p = (struct pace){.most_open = first};
}

int64_t pace_gap_ms(const struct pace *p, const struct pace_rules *rules)
{
    int64_t gap = rules->gap_ms;
    if (p->slow_down > 0)
        gap = (gap > LEAST_SLOW_GAP_MS ? gap : LEAST_SLOW_GAP_MS) << p->slow_down;
    return gap;
}

bool pace_may_start(const struct pace *p, int64_t now_ms, int64_t *ret_wait_ms)
{
    *ret_wait_ms = p->n_open >= p->most_open ? -1 : p->next_ms > now_ms ? p->next_ms - now_ms : 0;
    return p->n_open < p->most_open && p->next_ms <= now_ms;
}

void pace_start(struct pace *p, const struct pace_rules *rules, int64_t now_ms, bool is_calm)
{
    p->next_ms = now_ms + (pace_gap_ms(p, rules) << (is_calm ? 1 : 0));
    p->n_open++;
}

void pace_end(struct pace *p)
{
    if (p->n_open > 0)
        p->n_open--;
}

static void slow_down(struct pace *p, int64_t now_ms, int most)
{
    p->slow_down += p->slow_down < most;
    p->most_open = p->most_open > 1 ? p->most_open / 2 : 1;
    p->changed_ms = now_ms;
    p->n_good = 0;
}

static void speed_up(struct pace *p, const struct pace_rules *rules)
{
    int most = rules->gap_ms > 0 && rules->most_open > PACE_MOST_OPEN ? PACE_MOST_OPEN : rules->most_open;
    if (++p->n_good < GOOD_TO_SPEED_UP)
        return;
    p->n_good = 0;
    if (p->slow_down > 0)
        p->slow_down--;
    else if (p->most_open < most)
        p->most_open++;
}

/* Is it much slower than it can be? */
static bool time_says_trouble(const struct pace *p)
{
    return p->n_timed >= TIMED_TO_JUDGE && p->smooth_ms > SLOW_FROM_MS && 2 * p->smooth_ms > TIMES_TOO_SLOW * p->best_ms;
}

static bool time_says_fine(const struct pace *p)
{
    return p->n_timed < TIMED_TO_JUDGE || p->smooth_ms <= SLOW_FROM_MS || 2 * p->smooth_ms <= TIMES_FINE_AGAIN * p->best_ms;
}

static void learn_time(struct pace *p, int64_t first_byte_ms)
{
    p->smooth_ms = p->n_timed == 0 ? first_byte_ms : p->smooth_ms + (first_byte_ms - p->smooth_ms) / SMOOTH_SHARE;
    p->best_ms += p->best_ms / DRIFT_SHARE + 1;
    if (p->n_timed == 0 || p->smooth_ms < p->best_ms)
        p->best_ms = p->smooth_ms;
    p->n_timed += p->n_timed < TIMED_TO_JUDGE;
}

void pace_good(struct pace *p, const struct pace_rules *rules, int64_t start_ms, int64_t now_ms, int64_t first_byte_ms)
{
    p->has_waited_beyond = false;
    if (rules->gap_ms > 0 && first_byte_ms >= 0)
        learn_time(p, first_byte_ms);
    bool is_judged = rules->gap_ms > 0;
    if (is_judged && time_says_trouble(p)) {
        if (start_ms >= p->changed_ms && p->slow_down < PACE_MAX_SLOW_BY_TIME) {
            slow_down(p, now_ms, PACE_MAX_SLOW_BY_TIME);
            p->n_timed = 1; /* what this brings is seen after some more answers */
        }
    } else if (!is_judged || time_says_fine(p)) {
        speed_up(p, rules);
    }
}

void pace_asked(struct pace *p, const struct pace_rules *rules, int64_t start_ms, int64_t now_ms, int64_t at_least_ms, bool is_vague, bool is_retry)
{
    if (is_vague && is_retry && p->n_good > 0)
        return;
    p->n_good = 0;
    if (start_ms >= p->changed_ms)
        slow_down(p, now_ms, is_vague ? PACE_MAX_SLOW_BY_TIME : PACE_MAX_SLOW);
    int64_t gap = pace_gap_ms(p, rules), until_ms = now_ms + (gap > at_least_ms ? gap : at_least_ms);
    if (p->next_ms < until_ms)
        p->next_ms = until_ms;
}

void pace_silent(struct pace *p, int64_t start_ms, int64_t now_ms)
{
    p->n_good = 0;
    if (start_ms >= p->changed_ms)
        slow_down(p, now_ms, PACE_MAX_SLOW_BY_TIME);
}

void pace_join(struct pace *into, const struct pace *other)
{
    if (into->next_ms < other->next_ms)
        into->next_ms = other->next_ms;
    if (into->slow_down < other->slow_down)
        into->slow_down = other->slow_down;
    if (into->most_open > other->most_open)
        into->most_open = other->most_open;
}
