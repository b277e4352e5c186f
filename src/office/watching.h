/* watching.h - the inside of `watch`: addresses and what is known of them, a round of asking, what is told. Inside the room only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_WATCHING_H
#define OIT_OFFICE_WATCHING_H

#include "base/messages.h"
#include "itas/profile.h"
#include "office/event_log.h"
#include "oitcheck/office.h"
#include "run/setup.h"
#include "store/watching.h"
#include "worker/pool.h"

struct watched {
    char *url;               /* canonical */
    char *items;             /* "O16, O17": for which it was entered; NULL: only the home page */
    bool is_home, wants_plain;
    struct watched_entry *entry; /* what was entered, to compare with (watch_entered.c); NULL: nothing */
    char *etag, *last_modified, *sha256; /* of the last answer that was read; NULL: none */
    struct watch_memory memory;
    int64_t due_mono_ms, due_wall_s; /* asked for again when either clock says so */
    bool is_asked;           /* in this round */
    struct watch_try result; /* of this round */
    int ms;
    char address[64];        /* that answered; "" */
};

struct watched_host { /* what a round learnt of an https host */
    char name[256];
    int64_t certificate_ends_at;
};

struct watcher {
    const struct oit_options *options;
    const struct profile *profile; /* NULL: none */
    enum msg_language language;
    struct str site;         /* canonical start URL */
    char *site_text;
    struct setup setup;
    struct store *store;
    struct pool *pool;
    struct watched *items; size_t n, capacity; /* the home page first */
    int64_t submission;      /* row that was loaded last; 0: none */
    int every_s, confirm_s;
    struct buf *out;         /* of --once: lines of what happened; else standard error */
    struct watched_host *hosts; size_t n_hosts, hosts_capacity; /* of this round */
    bool was_offline;        /* said already */
    struct event_log log;    /* of the profile; fd -1: none */
};

/* watch_entered.c: the home page and the newest submission's links, what is stored of them; called before each round. */
enum oit_code watch_load(struct watcher *w, struct err *err);
/* Is the answer, which is fine so far, what was entered? sha256: of its body; print: of what a reader sees of a page, "" for none. The same rule as verify's. A
 * page that differs from one time to the next all by itself tells nothing: it counts as it did. */
struct fetch_answer;
enum watch_state watch_compare(struct watched *a, const struct fetch_answer *answer, const char *sha256, const char *print);
bool watch_wants_print(const struct watched *a);
void watch_unload(struct watcher *w);

/* watch_round.c: asks those with is_asked, one connection at a time, and keeps what came. *ret_offline: this machine has no network, nothing is known. */
enum oit_code watch_round(struct watcher *w, bool *ret_offline, struct err *err);

/* watch_tell.c: what has not been told yet, to those whom the profile names; a line each. */
enum oit_code watch_tell(struct watcher *w, struct err *err);
/* watch_expiry.c: certificates, private addresses, domains. */
enum oit_code watch_tell_expiry(struct watcher *w, struct err *err);
/* Sends and says one message. False: not delivered, to be tried again. */
bool watch_say(struct watcher *w, const struct notification *notification);
void watch_line(struct watcher *w, const char *text); /* with the time in front */


#endif
