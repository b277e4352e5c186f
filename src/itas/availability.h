/* availability.h - how much of a time an address could be opened, from what `watch` saw. Pure.
 *
 * An answer speaks until the next try, unless that came too late (hold_s): what lies between then was not watched, and counts neither as reachable nor as
 * out of order. So does what is not known: this program was shut out, the machine had no network, a failure too short to be an outage (outage.h).
 *     percent = up / (up + down)
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_AVAILABILITY_H
#define OIT_ITAS_AVAILABILITY_H

#include "base/arena.h"
#include "itas/outage.h"

struct watch_span { /* tries in a row with the same result, none farther from the next than hold_s */
    const char *url;
    int64_t from, to; /* first and last try, UTC seconds */
    uint32_t n_tries;
    int hold_s;
    enum watch_state state;
    enum oit_fault fault;
    int http_status;
};

struct watch_gap {
    int64_t from, to;
};

struct availability {
    int64_t from, to; /* what was asked about */
    int64_t first_at, last_at; /* first and last try within; 0: none */
    int64_t up_s, down_s;
    int64_t brief_s;     /* failures that were no outage */
    int64_t unclear_s;   /* shut out; a private address */
    int64_t unwatched_s; /* nobody looked, or this machine had no network */
    double percent;      /* NAN: nothing is known */
    uint32_t n_tries, n_brief, n_outages;
    int64_t longest_s;   /* outage */
    struct watch_gap *gaps; size_t n_gaps; /* not watched, in order; in arena */
};

/* spans: of one address, by from. outages: its troubles (any kinds) that touch the time. Of both only what lies in [from, to) counts; a trouble that lasts
 * counts up to `to`. */
void availability_of(const struct watch_span *spans, size_t n_spans, const struct outage *outages, size_t n_outages, int64_t from, int64_t to,
                     struct arena *arena, struct availability *ret);

/* Two tries farther apart than this do not belong together: one may be missed, and a round takes its time. */
int watch_hold_s(int every_s);

#endif
