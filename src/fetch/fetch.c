/* fetch.c - one curl_multi loop: starts what its host may start, follows redirects, retries, hands out answers.
 *
 *     fetch_add -> queue of the host -> transfer on the wire -> redirect or retry: back into a queue
 *                                                            -> answer: list of done transfers -> fetch_next
 *
 * A transfer keeps its curl handle for life and returns to the idle list when its answer has been taken. There are twice as many as may be
 * on the wire, so the wire does not idle while answers wait to be taken.
 *
 * Not here: which URLs are worth fetching, robots rules and scope (crawl; asked through may_follow).
 * SPDX-License-Identifier: MIT
 */
#include "fetch.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "inside.h"

enum {
    DEFAULT_CONNECTIONS = 4,
    MAX_CONNECTIONS = 64,
    DEFAULT_RETRY_MS = 1000,
    DEFAULT_RETRY_UNPACED_MS = 100,
    DEFAULT_PAUSE_MS = 5000,
    DEFAULT_PAUSE_UNPACED_MS = 500,
    KEPT_BODY_BYTES = 1024 * 1024, /* a larger body's memory is given back */
    LONGEST_POLL_MS = 60000,
};

static bool make_slots(struct fetch *f)
{
    f->n_slots = 2 * f->max_active;
    f->slots = mem_alloc(f->n_slots * sizeof *f->slots);
    f->idle = mem_alloc(f->n_slots * sizeof *f->idle);
    f->done = mem_alloc(f->n_slots * sizeof *f->done);
    f->active = mem_alloc(f->n_slots * sizeof *f->active);
    f->taken = f->n_slots;
    for (size_t i = 0; i < f->n_slots; i++) {
        buf_init(&f->slots[i].outcome.location, 0);
        buf_init(&f->slots[i].outcome.file_name, 0);
        buf_init(&f->slots[i].outcome.final_url, 0);
        if (!(f->slots[i].transfer = transfer_new(&f->settings)))
            return false;
        f->idle[f->n_idle++] = i;
    }
    return true;
}

struct fetch *fetch_new(const struct fetch_options *options, struct err *err)
{
    if (settings_check(options, err) != OIT_OK)
        return NULL;
    struct fetch *f = mem_alloc(sizeof *f);
    settings_init(&f->settings, options);
    int connections = options->connections > 0 ? options->connections : DEFAULT_CONNECTIONS;
    f->max_active = (size_t)(connections < MAX_CONNECTIONS ? connections : MAX_CONNECTIONS);
    f->may_follow = options->may_follow;
    f->is_own = options->is_own;
    f->ctx = options->ctx;
    f->jitter = options->jitter_seed ? options->jitter_seed : (unsigned)clock_mono_ms() | 1u;
    int unset = options->rate > 0 ? DEFAULT_RETRY_MS : DEFAULT_RETRY_UNPACED_MS;
    f->retry_delay_ms = options->retry_delay_ms > 0 ? options->retry_delay_ms : unset;
    hosts_init(&f->hosts, (struct pace_rules){.gap_ms = options->rate > 0 ? (int)(1000 / options->rate) : 0, .most_open = (int)f->max_active},
               options->pause_ms > 0 ? options->pause_ms : options->rate > 0 ? DEFAULT_PAUSE_MS : DEFAULT_PAUSE_UNPACED_MS);
    (void)signal(SIGPIPE, SIG_IGN); /* a server that hangs up is an answer like any other */
    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        f->multi = curl_multi_init();
    if (!f->multi || !make_slots(f)) {
        (void)err_set(err, OIT_ERR_LOCAL, "เริ่มส่วนเครือข่าย (libcurl) ไม่ได้: ตรวจการติดตั้งด้วย oitcheck doctor",
                      "the network library (libcurl) does not start: check the installation with 'oitcheck doctor'");
        fetch_free(f);
        return NULL;
    }
    (void)curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, (long)(4 * f->max_active));
    return f;
}

void fetch_free(struct fetch *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->n_active; i++)
        (void)curl_multi_remove_handle(f->multi, f->slots[f->active[i]].transfer->easy);
    for (size_t i = 0; i < f->n_slots; i++) {
        transfer_free(f->slots[i].transfer);
        buf_done(&f->slots[i].outcome.location);
        buf_done(&f->slots[i].outcome.file_name);
        buf_done(&f->slots[i].outcome.final_url);
    }
    hosts_done(&f->hosts);
    (void)curl_multi_cleanup(f->multi);
    settings_done(&f->settings);
    for (size_t i = 0; i < f->n_links; i++)
        free(f->links[i].url);
    for (size_t i = 0; i < f->n_waiting; i++)
        job_free(f->waiting[i]);
    free(f->links);
    free(f->waiting);
    free(f->slots);
    free(f->idle);
    free(f->done);
    free(f->active);
    free(f->redirects);
    free(f);
}

/* --- jobs ------------------------------------------------------------------------------------------------------------------------- */

void fetch_send(struct fetch *f, struct job *j)
{
    struct url_parts parts;
    bool is_url = url_split(job_url(j), &parts);
    j->host = hosts_find(&f->hosts, is_url ? parts.host : STR_LIT(""), is_url ? parts.port : 0);
    if (!is_url) {
        j->host->is_parked = true;
        j->host->last_fault = FAULT_BAD_URL;
    } else if (str_eq(parts.host, f->settings.start.host) && parts.port == f->settings.start.port) {
        j->host->is_start = true;
    }
    hosts_put(&f->hosts, j);
}

void fetch_add(struct fetch *f, const struct fetch_request *request)
{
    struct job *j = mem_alloc(sizeof *j);
    *j = (struct job){.user = request->user,
                      .order = f->next_order++,
                      .priority = request->priority,
                      .max_body_bytes = request->max_body_bytes,
                      .is_calm = request->is_calm,
                      .wants_plain = request->wants_plain,
                      .follows_everything = request->follows_everything};
    if (request->etag.n > 0)
        j->etag = mem_text(request->etag);
    if (request->last_modified.n > 0)
        j->last_modified = mem_text(request->last_modified);
    job_push_url(j, request->url);
    fetch_send(f, j);
}

/* The answer of a job that was not asked. */
static void answer_unasked(struct fetch *f, struct job *j, enum oit_fault fault, bool is_parked)
{
    size_t slot = f->idle[--f->n_idle];
    struct transfer *t = f->slots[slot].transfer;
    t->job = j;
    headers_clear(&t->headers);
    buf_clear(&t->body);
    t->detail[0] = t->ip[0] = '\0';
    chain_need_clear(&t->need);
    t->http_status = fault == FAULT_HTTP ? j->host->last_status : 0;
    outcome_clear(&f->slots[slot].outcome, fault);
    f->slots[slot].outcome.is_parked = is_parked;
    ending_done(f, slot);
}

static void start(struct fetch *f, struct job *j, int64_t now_ms)
{
    size_t slot = f->idle[f->n_idle - 1];
    struct transfer *t = f->slots[slot].transfer;
    if (!transfer_begin(t, j, now_ms)) {
        hosts_end(j);
        enum oit_fault fault = t->is_bad_port ? FAULT_REFUSED_PORT : t->is_refused ? FAULT_REFUSED_ADDRESS : FAULT_BAD_URL;
        answer_unasked(f, j, fault, false);
        return;
    }
    f->n_idle--;
    j->n_attempts++;
    j->host->n_requests++;
    f->active[f->n_active++] = slot;
    (void)curl_multi_add_handle(f->multi, t->easy);
}

/* *ret_wait_ms: until a host may speak again, -1 when nothing waits for that. */
static void start_ready(struct fetch *f, int64_t *ret_wait_ms)
{
    int64_t now_ms = clock_mono_ms();
    struct job *dropped;
    *ret_wait_ms = -1;
    while (f->is_cancelled && f->n_idle > 0 && (dropped = hosts_take_any(&f->hosts)) != NULL)
        answer_unasked(f, dropped, FAULT_BUDGET, false);
    while (f->n_active < f->max_active && f->n_idle > 0) {
        struct job *j = hosts_take(&f->hosts, now_ms, ret_wait_ms);
        if (!j)
            return;
        if (j->host->is_parked)
            answer_unasked(f, j, j->host->last_fault, j->host->name[0] != '\0');
        else
            start(f, j, now_ms);
    }
}

static void finish_all(struct fetch *f)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(f->multi, &left)) != NULL) {
        struct transfer *t = NULL;
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode result = message->data.result;
        (void)curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t);
        for (size_t i = 0; i < f->n_active; i++)
            if (f->slots[f->active[i]].transfer == t) {
                ending_take(f, f->active[i], result);
                break;
            }
    }
}

/* Ends what is past its time and comes too slowly; *wait_ms shrinks to when the next one has to be looked at. */
static void end_late(struct fetch *f, int64_t *wait_ms)
{
    int64_t now_ms = clock_mono_ms(), left_ms;
    for (size_t i = f->n_active; i-- > 0;) {
        size_t slot = f->active[i];
        struct transfer *t = f->slots[slot].transfer;
        if (transfer_is_late(t, now_ms, &left_ms)) {
            t->is_late = true;
            ending_take(f, slot, CURLE_OPERATION_TIMEDOUT);
        } else if (*wait_ms < 0 || left_ms < *wait_ms) {
            *wait_ms = left_ms;
        }
    }
}

/* --- the loop ------------------------------------------------------------------------------------------------------------------------ */

/* True when one of the caller's descriptors is ready. curl wakes up for them; what they are ready for is asked again, for curl does not
 * tell a hang-up. */
static bool wait_for_something(struct fetch *f, int64_t timeout_ms, struct fetch_wait *waits, size_t n_waits)
{
    struct curl_waitfd fds[FETCH_MAX_WAITS];
    struct pollfd own[FETCH_MAX_WAITS];
    for (size_t i = 0; i < n_waits; i++) {
        short events = (short)((waits[i].events & POLLIN ? CURL_WAIT_POLLIN : 0) | (waits[i].events & POLLOUT ? CURL_WAIT_POLLOUT : 0));
        fds[i] = (struct curl_waitfd){.fd = waits[i].fd, .events = events};
        own[i] = (struct pollfd){.fd = waits[i].fd, .events = waits[i].events};
    }
    (void)curl_multi_poll(f->multi, fds, (unsigned)n_waits, (int)timeout_ms, NULL);
    if (n_waits == 0 || poll(own, (nfds_t)n_waits, 0) <= 0)
        return false;
    for (size_t i = 0; i < n_waits; i++)
        waits[i].revents = own[i].revents;
    return true;
}

/* One round of starting, moving and ending. *ret_wait_ms: until something has to be done again, -1: only when the wire says so. */
static void advance(struct fetch *f, int64_t *ret_wait_ms)
{
    int running;
    size_t n_before;
    do { /* what ended may have made room for another, or wait for its retry */
        start_ready(f, ret_wait_ms);
        n_before = f->n_active;
        (void)curl_multi_perform(f->multi, &running);
        finish_all(f);
        end_late(f, ret_wait_ms);
    } while (f->n_active < n_before);
}

bool fetch_run(struct fetch *f, int timeout_ms, struct fetch_wait *waits, size_t n_waits)
{
    int64_t until_ms = clock_mono_ms() + timeout_ms;
    n_waits = n_waits < FETCH_MAX_WAITS ? n_waits : FETCH_MAX_WAITS;
    for (size_t i = 0; i < n_waits; i++)
        waits[i].revents = 0;
    for (;;) {
        int64_t wait_ms, left_ms;
        advance(f, &wait_ms);
        left_ms = f->n_done > 0 ? 0 : until_ms - clock_mono_ms();
        left_ms = left_ms > 0 ? left_ms : 0;
        if (wait_ms < 0 || wait_ms > left_ms)
            wait_ms = left_ms;
        bool is_ready = wait_for_something(f, wait_ms < LONGEST_POLL_MS ? wait_ms : LONGEST_POLL_MS, waits, n_waits);
        if (f->n_done > 0 || is_ready || left_ms == 0)
            return f->n_done > 0;
    }
}

/* --- answers ------------------------------------------------------------------------------------------------------------------------- */

static void release_taken(struct fetch *f)
{
    if (f->taken == f->n_slots)
        return;
    struct transfer *t = f->slots[f->taken].transfer;
    job_free(t->job);
    t->job = NULL;
    buf_clear(&t->body);
    if (t->body.capacity > KEPT_BODY_BYTES)
        buf_done(&t->body);
    f->idle[f->n_idle++] = f->taken;
    f->taken = f->n_slots;
}

/* The last URL may carry what its server insists on (follow()); what people and the store see is canonical. */
static void list_redirects(struct fetch *f, const struct job *j, struct buf *final_url, struct fetch_answer *a)
{
    size_t n = 0;
    struct str rest = buf_str(&j->urls);
    while (rest.n > 0) {
        struct str url = str_cut(&rest, '\0');
        MEM_GROW(f->redirects, n, f->redirects_capacity);
        f->redirects[n++] = url;
    }
    a->url = f->redirects[0];
    a->final_url = f->redirects[n - 1];
    if (n > 1 && url_resolve(STR_NONE, a->final_url, final_url) == URL_OK)
        a->final_url = buf_str(final_url);
    a->redirects = f->redirects;
    a->n_redirects = n - 1;
}

bool fetch_next(struct fetch *f, struct fetch_answer *ret_answer)
{
    int64_t wait_ms;
    release_taken(f);
    if (f->is_cancelled && f->n_done == 0)
        start_ready(f, &wait_ms);
    if (f->n_done == 0)
        return false;
    size_t slot = f->done[f->done_at];
    f->done_at = (f->done_at + 1) % f->n_slots;
    f->n_done--;
    f->taken = slot;
    struct outcome *o = &f->slots[slot].outcome;
    struct transfer *t = f->slots[slot].transfer;
    headers_file_name(headers_value(&t->headers, HEADER_CONTENT_DISPOSITION), &o->file_name);
    *ret_answer = (struct fetch_answer){
        .user = t->job->user,
        .http_status = t->http_status,
        .fault = o->fault,
        .content_type = headers_value(&t->headers, HEADER_CONTENT_TYPE),
        .content_encoding = headers_value(&t->headers, HEADER_CONTENT_ENCODING),
        .etag = headers_value(&t->headers, HEADER_ETAG),
        .last_modified = headers_value(&t->headers, HEADER_LAST_MODIFIED),
        .robots_tag = headers_value(&t->headers, HEADER_X_ROBOTS_TAG),
        .retry_after = headers_value(&t->headers, HEADER_RETRY_AFTER),
        .file_name = o->file_name.n ? buf_str(&o->file_name) : STR_NONE,
        .location = o->location.n ? buf_str(&o->location) : STR_NONE,
        .body = &t->body,
        .is_stopped = o->is_stopped,
        .is_parked = o->is_parked,
        .is_truncated = o->is_truncated,
        .has_broken_chain = t->need.was_completed || (t->job->n_links > 0 && oit_fault_family(o->fault) != FAULT_TLS && !t->job->was_unverified),
        .chain_missing = t->need.missing,
        .chain_url = t->need.was_completed ? t->need.missing_url : "",
        .is_unverified = t->job->was_unverified,
        .tls_fault = t->job->was_unverified ? t->job->host->tls_fault : FAULT_NONE,
        .n_attempts = t->job->n_attempts,
        .elapsed_ms = o->elapsed_ms,
        .ip = t->ip,
        .detail = t->detail,
    };
    list_redirects(f, t->job, &o->final_url, ret_answer);
    return true;
}

size_t fetch_pending(const struct fetch *f)
{
    return f->n_active + f->n_done + f->n_waiting + f->hosts.n_queued + f->hosts.n_delayed;
}

size_t fetch_held(const struct fetch *f)
{
    return f->n_waiting + hosts_held(&f->hosts);
}

int fetch_longest_asked_s(const struct fetch *f)
{
    return (int)(f->longest_asked_ms / 1000);
}

void fetch_cancel_all(struct fetch *f)
{
    while (f->n_active > 0) {
        size_t slot = f->active[0];
        (void)curl_multi_remove_handle(f->multi, f->slots[slot].transfer->easy);
        ending_forget(f, slot);
        hosts_end(f->slots[slot].transfer->job);
        buf_clear(&f->slots[slot].transfer->body);
        headers_clear(&f->slots[slot].transfer->headers);
        outcome_clear(&f->slots[slot].outcome, FAULT_BUDGET);
        ending_done(f, slot);
    }
    while (f->n_waiting > 0)
        hosts_put(&f->hosts, f->waiting[--f->n_waiting]);
    f->is_cancelled = true; /* those in queues are answered as there is room */
}

/* --- hosts --------------------------------------------------------------------------------------------------------------------------- */

void fetch_set_delay(struct fetch *f, struct str url, int delay_ms)
{
    struct url_parts parts;
    if (url_split(url, &parts) && delay_ms >= 0)
        hosts_find(&f->hosts, parts.host, parts.port)->delay_ms =
            delay_ms < 1000 * LIMIT_CRAWL_DELAY_S ? delay_ms : 1000 * LIMIT_CRAWL_DELAY_S;
}

void fetch_hold(struct fetch *f, int least_priority)
{
    f->hosts.least_priority = least_priority;
}

void fetch_revive(struct fetch *f)
{
    hosts_revive(&f->hosts);
}

size_t fetch_n_hosts(const struct fetch *f)
{
    return f->hosts.n_hosts;
}

void fetch_host_at(const struct fetch *f, size_t i, struct fetch_host *ret_host)
{
    const struct host *h = f->hosts.hosts[i];
    *ret_host = (struct fetch_host){.name = str_from(h->name),
                                    .port = h->port,
                                    .n_requests = h->n_requests,
                                    .n_failures = h->n_failures,
                                    .is_parked = h->is_parked,
                                    .last_fault = h->last_fault,
                                    .certificate_ends_at = h->certificate_ends_at};
}

bool fetch_start_is_parked(const struct fetch *f)
{
    for (size_t i = 0; i < f->hosts.n_hosts; i++)
        if (f->hosts.hosts[i]->is_start && f->hosts.hosts[i]->is_parked)
            return true;
    return false;
}
