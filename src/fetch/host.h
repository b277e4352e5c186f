/* host.h - one queue per host, and whose turn it is. Inside the room only.
 *
 * A job waits in the queue of its host (name and port). Pace belongs to the server behind it (pace.h): hosts that turn out to have one address
 * share it, whatever their ports. A host that has not answered yet is asked for one thing at a time. Times are clock_mono_ms.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_HOST_H
#define OIT_FETCH_HOST_H

#include "base/buf.h"
#include "oitcheck/codes.h"
#include "pace.h"

struct curl_slist;

/* One request on its way, over redirects and retries. Owned by the queue it waits in, then by the transfer. */
struct job {
    void *user;
    struct buf urls;      /* every URL passed, NUL behind each; the last one is to be asked now */
    size_t n_urls;
    size_t url_at;        /* where the last one starts */
    char *etag, *last_modified; /* may be NULL; for the first URL only */
    struct curl_slist *cookies; /* of the redirects so far; may be NULL */
    struct host *host;          /* of the URL to be asked now */
    struct pace *pace;          /* that counts it as open; NULL while it waits */
    uint64_t order;
    int64_t not_before_ms; /* a retry waits so long */
    size_t max_body_bytes;
    int priority;
    int n_attempts;    /* requests sent */
    int n_links;       /* certificates that were fetched for its chains */
    int n_retries;     /* of the URL to be asked now */
    bool is_for_chain; /* our own request for a certificate; nobody outside waits for it */
    bool wants_plain, follows_everything;
    bool is_calm;      /* a second try: no retry, twice the gap behind it */
    bool was_unverified; /* an answer on its way came from a host that is not verified */
};

void job_free(struct job *j);
struct str job_url(const struct job *j); /* to be asked now */
void job_push_url(struct job *j, struct str url);

struct host {
    char *name;
    uint16_t port;
    uint64_t hash;
    struct pace *pace;
    struct job **queue; /* heap: higher priority first, then lower order */
    size_t n_queue, capacity;
    struct curl_slist *gate_cookies; /* without which nobody gets in */
    int delay_ms;                    /* robots.txt Crawl-delay */
    int64_t next_ms;                 /* ... so no request before */
    int n_open;
    int failed_in_row, bad_in_row;   /* weight of failures since the last answer: after retries; of each request */
    int n_pauses;
    int64_t paused_until_ms;
    size_t n_requests, n_failures;
    enum oit_fault last_fault;
    int last_status;
    bool is_start, is_parked, has_answered;
    bool is_unverified;       /* read though its certificate cannot be verified: unverified.h */
    enum oit_fault tls_fault; /* then: why it cannot */
    int64_t certificate_ends_at; /* of the last handshake; 0: not known */
};

struct hosts {
    struct host **hosts;
    size_t n_hosts, capacity;
    struct pace **paces;
    size_t n_paces, paces_capacity;
    struct job **delayed; /* retries that wait for their time */
    size_t n_delayed, delayed_capacity;
    size_t n_queued;
    struct pace_rules rules;
    int least_priority; /* what is below waits; of parked hosts too */
    int pause_ms;
};

void hosts_init(struct hosts *hosts, struct pace_rules rules, int pause_ms);
void hosts_done(struct hosts *hosts);
struct host *hosts_find(struct hosts *hosts, struct str name, uint16_t port); /* made when new */

void hosts_put(struct hosts *hosts, struct job *j); /* into the queue of j->host, or among the delayed ones */
/* The best job that may start now, taken out of its queue (it counts as open until hosts_end); NULL when none, then *ret_wait_ms says how
 * long until one may (-1: none waits for time). A job of a parked host comes at once and is not open. */
struct job *hosts_take(struct hosts *hosts, int64_t now_ms, int64_t *ret_wait_ms);
void hosts_end(struct job *j); /* its transfer ended, or never began */
struct job *hosts_take_any(struct hosts *hosts); /* for cancelling; NULL: empty */
size_t hosts_held(const struct hosts *hosts); /* jobs that wait for a time of their own, or for another host than the start host */
void hosts_revive(struct hosts *hosts); /* parked hosts get another chance: one failure parks them again */

void host_learn_ip(struct hosts *hosts, struct host *h, const char *ip); /* joins hosts with one address */
void host_succeeded(struct host *h);
/* A failure that says "this server is in trouble". After the last try: pauses the start host, parks others when it is too much. */
void host_failed(const struct hosts *hosts, struct host *h, int64_t now_ms, enum oit_fault fault, int http_status, bool is_last_try);
bool host_deserves_retries(const struct host *h); /* no: nothing comes through now, each retry would be one failure more */

#endif
