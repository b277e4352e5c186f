/* pace.h - how fast one server is asked. Inside the room only; no clock and no network here: times are given (clock_mono_ms).
 *
 * A server is a machine: all names and ports at one address share its pace. Requests start at least a gap apart, and only few are open at once. Both
 * adapt. Trouble (429, 503, no answer in time, answers much slower than this server's best) doubles the gap and halves what may be open; ten good
 * answers in a row take one doubling back, then let one more be open. Never faster than the gap of --rate, never more open than allowed.
 * Without a limit of rate (gap 0: one's own test) nothing is held back until there is trouble, and slow answers are none: they may be our own
 * doing.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_PACE_H
#define OIT_FETCH_PACE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    PACE_FIRST_OPEN = 2, /* with a limit of rate: requests open at once to one server, at first */
    PACE_MOST_OPEN = 4,  /* ... and at most; a browser opens six */
    PACE_MAX_SLOW = 5,   /* 2^5 times the gap */
    PACE_MAX_SLOW_BY_TIME = 3, /* ... when only its slowness or silence says so */
};

struct pace_rules {
    int gap_ms;    /* 1000 / rate; 0: no limit */
    int most_open; /* parallel transfers in all */
};

struct pace {
    char ip[64];        /* "" while unknown */
    int64_t next_ms;    /* no request before */
    int64_t changed_ms; /* when it was slowed down last: what had been asked before then tells nothing new */
    int slow_down;      /* gap is doubled so often */
    int n_good;         /* good answers in a row since the last change */
    int n_open, most_open;
    int64_t smooth_ms, best_ms; /* time to the first byte: smoothed, and the least that was */
    int n_timed;                /* answers in it */
    bool has_waited_beyond;     /* a Retry-After longer than we wait was honoured as far as we do */
};

void pace_init(struct pace *p, const struct pace_rules *rules);
int64_t pace_gap_ms(const struct pace *p, const struct pace_rules *rules);
/* May a request start now? *ret_wait_ms: how long until it may, 0: now, -1: when one that is open ends. */
bool pace_may_start(const struct pace *p, int64_t now_ms, int64_t *ret_wait_ms);
void pace_start(struct pace *p, const struct pace_rules *rules, int64_t now_ms, bool is_calm); /* is_calm: twice the gap follows */
void pace_end(struct pace *p);
/* An answer that is no trouble; first_byte_ms: from the end of the request to the first byte, negative: says nothing about the server's load. */
void pace_good(struct pace *p, const struct pace_rules *rules, int64_t start_ms, int64_t now_ms, int64_t first_byte_ms);
/* The server asks for less; at_least_ms: so long (Retry-After), 0: it does not say. Requests of one moment that fail together slow down once.
 * is_vague: a 503 that says no more: it may be one broken page. Its repetitions, with good answers between, do not slow down again. */
void pace_asked(struct pace *p, const struct pace_rules *rules, int64_t start_ms, int64_t now_ms, int64_t at_least_ms, bool is_vague, bool is_retry);
void pace_silent(struct pace *p, int64_t start_ms, int64_t now_ms); /* no answer in time */
void pace_join(struct pace *into, const struct pace *other); /* the same server: what was learnt of either */

#endif
