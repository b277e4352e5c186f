/* fetch.h - getting bytes from web servers: one loop, polite per server, guarded at every connect.
 *
 * The caller adds requests, drives fetch_run, and takes one answer for each request. All waiting of the main process happens inside
 * fetch_run, so it also watches the caller's own descriptors. Nothing is decoded: the body is what came over the wire
 * (answer.content_encoding names what to undo), and Accept-Encoding is set here.
 *
 * Manners. Requests to one server (address, whatever names and ports it has) start at most `rate` a second, evenly, and with a rate two to
 * four are open at once to it. 429, 503, timeouts and answers much slower than its own best slow it down (pace.h); Retry-After, a number or a
 * date by the server's own clock, holds the whole server up to LIMIT_RETRY_AFTER_S; good answers bring the pace back. While one host waits the
 * others go on. Retries after 1 and 2 s, a quarter more or less: two for connection failures, broken-off answers, 429 and 502-504; one for DNS,
 * timeouts and other 5xx (not 501, 505); none on a host from which nothing comes through (three failures in a row). A host that fails 5 times in a row (no answer,
 * or 502-504; a timeout counts four times; 20 for a host that has answered) is parked: its requests answer at once with that fault and
 * is_parked. The start host (and where the start page redirects to) is given three pauses first. HEAD is never used.
 *
 * Guard. http and https only, and no connection to private, loopback, link-local or other special addresses (guard.h), judged by the
 * address that is really opened; exceptions: start host with its port, addresses of `resolve`, allow_private. Behind a proxy only
 * addresses written in URLs can be judged.
 *
 * TLS is verified. Where that fails on the agency's own hosts, they are read unverified, without the user's headers and without cookies, and each
 * answer says so. A link that the server left out of its certificate chain is fetched from where the certificate says, as browsers do;
 * that request is our own and appears among the hosts only.
 *
 * Cookies live for one request and its redirects, so a language switch or a session does not colour other pages. Only a host that lets
 * nobody in without a cookie (sets it and redirects to the same URL) gets that cookie again.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_FETCH_H
#define OIT_FETCH_FETCH_H

#include "base/buf.h"
#include "base/err.h"
#include "oitcheck/codes.h"

struct fetch;

struct fetch_options {
    struct str start_url;       /* canonical; its host and port pass the guard */
    double rate;                /* requests a second to one server; 0: no limit */
    int connections;            /* parallel transfers in all; 0: 4 */
    int timeout_ms;             /* to the end of the answer, longer only while it comes at LIMIT_SLOW_BYTES_PER_S or more; 0: 30 s */
    size_t max_body_bytes;      /* 0: LIMIT_BODY_BYTES */
    const char *user_agent;     /* NULL: "oitcheck/VERSION" */
    const char *const *headers; /* "Name: value", for the start URL's origin only */
    size_t n_headers;
    const char *cacert; /* NULL: the system's */
    bool tls_insecure;
    const char *proxy;          /* NULL: none; environment variables are not looked at */
    const char *const *resolve; /* "HOST:PORT:ADDRESS[,ADDRESS]" as curl's */
    size_t n_resolve;
    bool allow_private;
    /* Asked before each redirect is followed; false ends the request there (answer.is_stopped). NULL: all may be followed. */
    bool (*may_follow)(void *ctx, struct str from, struct str to);
    /* Is the host of this URL the agency's own? Then it is read even if its certificate cannot be verified (unverified.h). The start host is own
     * without being asked for. NULL: no other. */
    bool (*is_own)(void *ctx, struct str url);
    void *ctx;
    int retry_delay_ms; /* before the first retry; 0: 1 s, or 100 ms at rate 0 */
    int pause_ms;       /* first pause of the start host, then twice as long; 0: 5 s, or 500 ms at rate 0 */
    unsigned jitter_seed; /* of the delays' random part; 0: from the clock */
};

/* The options are copied; SIGPIPE is ignored from here on. NULL and err for a wrong option (resolve, header,
 * cacert) or when curl does not start. */
struct fetch *fetch_new(const struct fetch_options *options, struct err *err);
void fetch_free(struct fetch *f); /* takes NULL; what is pending is dropped */

struct fetch_request {
    struct str url;                 /* canonical */
    struct str etag, last_modified; /* validators of what is stored; absent: none */
    void *user;
    int priority;            /* higher leaves first; equal ones in order of adding */
    size_t max_body_bytes;   /* 0: the option's */
    bool wants_plain;        /* Accept-Encoding: identity, for robots.txt, which is read here; some servers encode all the same */
    bool follows_everything; /* may_follow is not asked */
    bool is_calm;            /* a second try of what failed: no retries, twice the gap behind it */
};

/* Copied. A URL that is not canonical http(s) becomes an answer with FAULT_BAD_URL. */
void fetch_add(struct fetch *f, const struct fetch_request *request);

/* A descriptor of the caller; events and revents as poll's (POLLIN, POLLOUT). */
struct fetch_wait {
    int fd;
    short events, revents;
};
enum { FETCH_MAX_WAITS = 64 };

/* Starts what may start, moves what is open, and waits at most timeout_ms when there is nothing to take: returns as soon as an answer is
 * ready or a descriptor of `waits` is. True when there is an answer to take. */
bool fetch_run(struct fetch *f, int timeout_ms, struct fetch_wait *waits, size_t n_waits);

/* Views live until the next call of fetch_next, fetch_run or fetch_free. */
struct fetch_answer {
    void *user;
    struct str url;       /* as asked */
    struct str final_url; /* canonical; where the answer came from */
    int http_status;      /* 0: no answer */
    enum oit_fault fault; /* FAULT_NONE for 2xx with a body and for 304 */
    const struct str *redirects; /* URLs that redirected, the first one asked first; final_url is not among them */
    size_t n_redirects;
    struct str content_type, content_encoding, etag, last_modified, robots_tag, retry_after; /* absent when not sent; bytes as sent */
    struct str file_name;        /* of Content-Disposition, clean UTF-8 */
    struct str location;         /* canonical target of a redirect that was not followed */
    struct buf *body;            /* wire bytes (FAULT_TOO_LARGE: the first of them); may be taken (buf_take) or swapped with an own buf */
    bool is_stopped;             /* may_follow said no: fault is FAULT_EXTERNAL, location says where it led */
    bool is_parked;              /* not asked: the host is parked */
    bool is_truncated;           /* the connection ended before the announced length: fault is FAULT_PROTOCOL, body has what came */
    bool has_broken_chain;       /* the server does not send its whole certificate chain; browsers repair that, and so did we */
    const char *chain_missing;   /* then, where known: name of the certificate to install, and where it lies; else "" */
    const char *chain_url;
    bool is_unverified;          /* the server, or one that redirected here, could not be verified; nothing of the user's was sent to it */
    enum oit_fault tls_fault;    /* then: why */
    int n_attempts;              /* requests sent, redirects and retries too */
    int elapsed_ms;              /* of the last request */
    const char *ip;              /* "" when there was no connection */
    const char *detail;          /* curl's words for a failure, for logs; may be "" */
};

bool fetch_next(struct fetch *f, struct fetch_answer *ret_answer);

size_t fetch_pending(const struct fetch *f);   /* requests without an answer taken, all states */
size_t fetch_held(const struct fetch *f);      /* of these, what waits for a retry's time, or in the queue of another than the start host */
/* Could the same request succeed later? Outages, overload, broken-off answers: yes. Certificates, 403, 404: no. */
bool fetch_may_heal(enum oit_fault fault, int http_status);
void fetch_hold(struct fetch *f, int least_priority); /* requests below wait, INT_MIN: none; what is open goes on */
void fetch_revive(struct fetch *f);            /* parked hosts get another chance: one failure parks them again */
int fetch_longest_asked_s(const struct fetch *f); /* by a Retry-After; 0: none */
/* Everything pending, and whatever is added later, becomes an answer with FAULT_BUDGET; open connections are closed. fetch_next gives
 * these answers without fetch_run. */
void fetch_cancel_all(struct fetch *f);

/* Crawl-delay of robots.txt: at least so long between two requests to this URL's host (capped at LIMIT_CRAWL_DELAY_S). */
void fetch_set_delay(struct fetch *f, struct str url, int delay_ms);

struct fetch_host {
    struct str name; /* view, lives as long as f */
    uint16_t port;
    size_t n_requests, n_failures; /* failures: requests without an answer, and 5xx */
    bool is_parked;
    enum oit_fault last_fault; /* of the last failure */
    int64_t certificate_ends_at; /* its own certificate is good until then, UTC seconds; 0: not known (no TLS, or no handshake) */
};
size_t fetch_n_hosts(const struct fetch *f);
void fetch_host_at(const struct fetch *f, size_t i, struct fetch_host *ret_host);
bool fetch_start_is_parked(const struct fetch *f); /* the start host failed: the run is incomplete */

#endif
