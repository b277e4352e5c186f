/* outage.h - tries of one address become troubles: when one begins, when it ends. Pure: fed with (time, result), it asks nobody and no clock.
 *
 * One bad answer is no outage: a trouble begins after OUTAGE_TRIES tries in a row, over at least confirm_s (10 minutes), that all show the same kind of
 * trouble (down, gone and closed take turns: the last of them gives its name); it is dated back to the first of them. It ends with the first good answer. What nobody could see (this machine has no network) and long
 * gaps between two tries prove nothing: they neither confirm nor end a trouble, and a suspicion starts anew behind them.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_OUTAGE_H
#define OIT_ITAS_OUTAGE_H

#include <stddef.h>
#include <stdint.h>

#include "oitcheck/codes.h"

enum { OUTAGE_TRIES = 3, OUTAGE_CONFIRM_S = 600 }; /* three tries in ten minutes (the issue's; assessors wait no longer either) */

/* How an address stands. X(enumerator, name in store and JSON) */
#define WATCH_STATES(X)                                                                                                \
    X(WATCH_OK, "ok")                                                                                                  \
    X(WATCH_DOWN, "down")       /* no answer, 5xx, DNS, TLS; a page of hosting, maintenance or a broken system; blank */ \
    X(WATCH_GONE, "gone")       /* the server is well, but there is no such page any more */                           \
    X(WATCH_CLOSED, "closed")   /* it asks for a login */                                                              \
    X(WATCH_CHANGED, "changed") /* it is not what was entered in ITAS */                                               \
    X(WATCH_INSIDE, "inside")   /* its name leads to a private address: only reachable inside */                       \
    X(WATCH_BLOCKED, "blocked") /* it shuts this program out: whether others can open it is not known */               \
    X(WATCH_UNSEEN, "unseen")   /* this machine has no network: nothing is known */

enum watch_state {
#define X(enumerator, name) enumerator,
    WATCH_STATES(X)
#undef X
        N_WATCH_STATES
};
const char *watch_state_name(enum watch_state state);
enum watch_state watch_state_from_name(const char *name); /* WATCH_UNSEEN when not known */

/* What one answer says of an address. is_home: the start page: whatever is not there is down, for nobody can begin anywhere. fault: of the transfer, else of
 * the page (findings.h). */
enum watch_state watch_state_of(enum oit_fault fault, int http_status, bool is_home);
/* Could the public not open it as entered? down, gone, closed. */
bool watch_is_out(enum watch_state state);

/* May the trouble lie in this machine's own network: no name could be looked up, no way out, no answer. Only together with all others. */
bool watch_may_be_ours(enum oit_fault fault);

/* One round's answers. Is it this machine that has no network? When every try failed so, and somebody can say that it is not the site: another domain that
 * was asked too, or the name system about it (n_domains > 1: hosts of one domain may well fail together), or the system itself, which knows no way out (has_route false). */
bool watch_is_our_network(const enum oit_fault *faults, size_t n, size_t n_domains, bool has_route);

struct watch_try {
    int64_t at; /* UTC seconds */
    enum watch_state state;
    enum oit_fault fault;
    int http_status;
};

struct outage {
    enum watch_state kind; /* WATCH_OK: none */
    int64_t began_at, ended_at; /* ended_at 0: it lasts */
    enum oit_fault fault;  /* of the try it began with */
    int http_status;
};

/* The memory of one address. Zero at first; `open` and `last` may be set from what is stored. */
struct watch_memory {
    struct outage open;
    struct outage suspect; /* kind WATCH_OK: none */
    int n_suspect;
    int64_t last_at; /* of the last try that saw something; 0: none */
    enum watch_state last_state;
};

enum outage_event { OUTAGE_NOTHING = 0, OUTAGE_BEGAN = 1, OUTAGE_ENDED = 2 }; /* both: one kind of trouble became another */

/* Takes a try. hold_s: two tries farther apart do not belong together. *ret_ended: the trouble that ended, with its end. What began is memory->open.
 * Times that run backwards (a clock was set) count as no time passed. Returns outage_event bits. */
unsigned outage_feed(struct watch_memory *memory, const struct watch_try *try, int confirm_s, int hold_s, struct outage *ret_ended);

/* Seconds from one try to the next: every_s while all is well; while something is suspected or has begun within the last hour so soon that three tries fit
 * into confirm_s. */
int outage_next_s(const struct watch_memory *memory, int every_s, int confirm_s);

#endif
