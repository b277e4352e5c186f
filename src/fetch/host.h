/* host.h - one queue per web server, and its pace. Inside the room only.
 *
 * A job waits in the queue of its host (name and port). Pace belongs to the server behind it: hosts that turn out to have one address and
 * port share it. Times are clock_mono_ms.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_HOST_H
#define OIT_FETCH_HOST_H

#include "base/buf.h"
#include "oitcheck/codes.h"

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
    uint64_t order;
    int64_t not_before_ms; /* a retry waits so long */
    size_t max_body_bytes;
    int priority;
    int n_attempts;    /* requests sent */
    int n_links;       /* certificates that were fetched for its chains */
    bool is_retry;     /* of this URL */
    bool is_for_chain; /* our own request for a certificate; nobody outside waits for it */
    bool wants_plain, follows_everything;
};

void job_free(struct job *j);
struct str job_url(const struct job *j); /* to be asked now */
void job_push_url(struct job *j, struct str url);

struct pace {
    char ip[64]; /* "" while unknown */
    int64_t next_ms;     /* no request before */
    int slow_down;       /* gap is doubled so often */
    int n_good;          /* answers since the last change of slow_down */
};

struct host {
    char *name;
    uint16_t port;
    uint64_t hash;
    struct pace *pace;
    struct job **queue; /* heap: higher priority first, then lower order */
    size_t n_queue, capacity;
    struct curl_slist *gate_cookies; /* without which nobody gets in */
    int delay_ms;                    /* robots.txt Crawl-delay */
    int n_failed_in_row, n_pauses;
    int64_t paused_until_ms;
    size_t n_requests, n_failures;
    enum oit_fault last_fault;
    int last_status;
    bool is_start, is_parked, has_answered;
};

struct hosts {
    struct host **hosts;
    size_t n_hosts, capacity;
    struct pace **paces;
    size_t n_paces, paces_capacity;
    struct job **delayed; /* retries that wait for their time */
    size_t n_delayed, delayed_capacity;
    size_t n_queued;
    int gap_ms, pause_ms;
};

void hosts_init(struct hosts *hosts, int gap_ms, int pause_ms);
void hosts_done(struct hosts *hosts);
struct host *hosts_find(struct hosts *hosts, struct str name, uint16_t port); /* made when new */

void hosts_put(struct hosts *hosts, struct job *j); /* into the queue of j->host, or among the delayed ones */
/* The best job that may start now, taken out of its queue (its server's pace is moved on); NULL when none, then *ret_wait_ms says how
 * long until one may (-1: none waits). A job of a parked host comes at once. */
struct job *hosts_take(struct hosts *hosts, int64_t now_ms, int64_t *ret_wait_ms);
struct job *hosts_take_any(struct hosts *hosts); /* for cancelling; NULL: empty */

void host_learn_ip(struct hosts *hosts, struct host *h, const char *ip); /* joins servers with one address and port */
void host_succeeded(struct host *h);
void host_slow_down(const struct hosts *hosts, struct host *h, int64_t now_ms, int64_t at_least_ms);
/* A failure that says "this server is in trouble": pauses the start host, parks others after 5 in a row. */
void host_failed(const struct hosts *hosts, struct host *h, int64_t now_ms, enum oit_fault fault, int http_status);

#endif
