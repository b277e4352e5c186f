/* inside.h - the state of a fetch, for the files of this room that share it: fetch.c (loop, answers), ending.c (what follows when a
 * transfer ends), settings.c (options).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_INSIDE_H
#define OIT_FETCH_INSIDE_H

#include "fetch.h"
#include "transfer.h"

/* How a request ended, beside the transfer that holds its bytes. */
struct outcome {
    enum oit_fault fault;
    bool is_stopped, is_parked, is_truncated;
    bool is_cut_off; /* it broke off in the middle */
    struct buf location, file_name, final_url;
    int elapsed_ms;
};

struct slot {
    struct transfer *transfer;
    struct outcome outcome;
};

/* A certificate that some chain lacked. */
struct link {
    char *url;
    enum { LINK_ON_ITS_WAY, LINK_LEARNT, LINK_USELESS } state;
};

struct fetch {
    struct settings settings;
    struct hosts hosts;
    bool (*may_follow)(void *ctx, struct str from, struct str to);
    bool (*is_own)(void *ctx, struct str url);
    void *ctx;
    CURLM *multi;
    struct slot *slots;
    size_t n_slots;
    size_t *idle, n_idle;   /* stacks and a ring of slot numbers */
    size_t *done, n_done, done_at;
    size_t *active, n_active;
    size_t max_active;
    size_t taken;           /* slot whose answer the caller looks at; n_slots: none */
    struct str *redirects;  /* of that answer */
    size_t redirects_capacity;
    struct link *links;
    size_t n_links, links_capacity;
    struct job **waiting;   /* for a link */
    size_t n_waiting, waiting_capacity;
    uint64_t next_order;
    int retry_delay_ms;
    unsigned jitter;
    int64_t longest_asked_ms; /* by a Retry-After; 0: none */
    bool is_cancelled;
};

enum oit_code settings_check(const struct fetch_options *o, struct err *err);
void settings_init(struct settings *s, const struct fetch_options *o); /* copies */
void settings_done(struct settings *s);

/* Sends the job to the host of its last URL. A URL that is none goes to a host without name, which is parked. */
void fetch_send(struct fetch *f, struct job *j);
void outcome_clear(struct outcome *o, enum oit_fault fault);

/* The transfer of this slot ended: a redirect, a retry or a missing certificate puts its job back into a queue, else it is done. */
void ending_take(struct fetch *f, size_t slot, CURLcode result);
void ending_done(struct fetch *f, size_t slot);   /* to the list of answers; our own requests end here */
void ending_forget(struct fetch *f, size_t slot); /* no longer active */

#endif
