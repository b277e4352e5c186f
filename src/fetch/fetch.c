/* fetch.c - one curl_multi loop: starts what its host may start, follows redirects, retries once, hands out answers.
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

#include <curl/curl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "transfer.h"

#ifndef OIT_VERSION
#define OIT_VERSION "0"
#endif

enum {
    DEFAULT_CONNECTIONS = 4,
    MAX_CONNECTIONS = 64,
    DEFAULT_TIMEOUT_MS = 30000,
    DEFAULT_RETRY_MS = 1000,
    DEFAULT_RETRY_UNPACED_MS = 100,
    DEFAULT_PAUSE_MS = 5000,
    KEPT_BODY_BYTES = 1024 * 1024, /* a larger body's memory is given back */
    LONGEST_POLL_MS = 60000,
};

/* How a request ended, beside the transfer that holds its bytes. */
struct outcome {
    enum oit_fault fault;
    bool is_stopped, is_parked, is_truncated;
    struct buf location, file_name;
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
    bool is_cancelled;
};

/* --- options ------------------------------------------------------------------------------------------------------------------------- */

static char *text_or_null(const char *text)
{
    return text ? mem_text(str_from(text)) : NULL;
}

static bool is_header_line(const char *line)
{
    size_t colon = str_chr(str_from(line), ':');
    return colon != STR_NPOS && colon > 0 && !strpbrk(line, "\r\n");
}

static bool is_resolve_entry(const char *entry)
{
    uint64_t port;
    struct str rest = str_from(entry);
    struct str host = str_cut(&rest, ':');
    return host.n > 0 && str_to_u64(str_cut(&rest, ':'), 65535, &port) && rest.n > 0;
}

static enum oit_code check_options(const struct fetch_options *o, struct err *err)
{
    for (size_t i = 0; i < o->n_headers; i++)
        if (!is_header_line(o->headers[i]))
            return err_set(err, OIT_ERR_USAGE, "ส่วนหัว '%s' เขียนผิดรูปแบบ: เขียนเป็น 'ชื่อ: ค่า'",
                           "header '%s' is not understood: write 'NAME: VALUE'", o->headers[i]);
    for (size_t i = 0; i < o->n_resolve; i++)
        if (!is_resolve_entry(o->resolve[i]))
            return err_set(err, OIT_ERR_USAGE, "ค่า --resolve '%s' เขียนผิดรูปแบบ: เขียนเป็น HOST:PORT:ADDRESS",
                           "--resolve '%s' is not understood: write HOST:PORT:ADDRESS", o->resolve[i]);
    return OIT_OK;
}

static void copy_settings(struct settings *s, const struct fetch_options *o)
{
    buf_init(&s->start_url, 0);
    (void)buf_add_str(&s->start_url, o->start_url);
    if (!url_split(buf_str(&s->start_url), &s->start))
        s->start = (struct url_parts){0};
    s->timeout_ms = o->timeout_ms > 0 ? o->timeout_ms : DEFAULT_TIMEOUT_MS;
    s->max_body_bytes = o->max_body_bytes ? o->max_body_bytes : LIMIT_BODY_BYTES;
    s->user_agent = text_or_null(o->user_agent ? o->user_agent : "oitcheck/" OIT_VERSION);
    s->cacert = text_or_null(o->cacert);
    s->proxy = text_or_null(o->proxy && o->proxy[0] ? o->proxy : NULL);
    s->tls_insecure = o->tls_insecure;
    s->allow_private = o->allow_private;
    /* Some systems choose the language by these. */
    static const char *const always[] = {"Accept: text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
                                         "Accept-Language: th,en;q=0.5"};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        s->headers = curl_slist_append(s->headers, always[i]);
        s->start_headers = curl_slist_append(s->start_headers, always[i]);
    }
    for (size_t i = 0; i < o->n_headers; i++)
        s->start_headers = curl_slist_append(s->start_headers, o->headers[i]);
    for (size_t i = 0; i < o->n_resolve; i++)
        s->resolve = curl_slist_append(s->resolve, o->resolve[i]);
}

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
        if (!(f->slots[i].transfer = transfer_new(&f->settings)))
            return false;
        f->idle[f->n_idle++] = i;
    }
    return true;
}

struct fetch *fetch_new(const struct fetch_options *options, struct err *err)
{
    if (check_options(options, err) != OIT_OK)
        return NULL;
    struct fetch *f = mem_alloc(sizeof *f);
    copy_settings(&f->settings, options);
    f->settings.chain = chain_new();
    int connections = options->connections > 0 ? options->connections : DEFAULT_CONNECTIONS;
    f->max_active = (size_t)(connections < MAX_CONNECTIONS ? connections : MAX_CONNECTIONS);
    f->may_follow = options->may_follow;
    f->ctx = options->ctx;
    f->jitter = (unsigned)clock_mono_ms() | 1u;
    int unset = options->rate > 0 ? DEFAULT_RETRY_MS : DEFAULT_RETRY_UNPACED_MS;
    f->retry_delay_ms = options->retry_delay_ms > 0 ? options->retry_delay_ms : unset;
    hosts_init(&f->hosts, options->rate > 0 ? (int)(1000 / options->rate) : 0,
               options->pause_ms > 0 ? options->pause_ms : DEFAULT_PAUSE_MS);
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
    }
    hosts_done(&f->hosts);
    (void)curl_multi_cleanup(f->multi);
    chain_free(f->settings.chain);
    for (size_t i = 0; i < f->n_links; i++)
        free(f->links[i].url);
    for (size_t i = 0; i < f->n_waiting; i++)
        job_free(f->waiting[i]);
    free(f->links);
    free(f->waiting);
    curl_slist_free_all(f->settings.headers);
    curl_slist_free_all(f->settings.start_headers);
    curl_slist_free_all(f->settings.resolve);
    free(f->settings.user_agent);
    free(f->settings.cacert);
    free(f->settings.proxy);
    buf_done(&f->settings.start_url);
    free(f->slots);
    free(f->idle);
    free(f->done);
    free(f->active);
    free(f->redirects);
    free(f);
}

/* --- jobs ------------------------------------------------------------------------------------------------------------------------- */

/* Sends the job to the host of its last URL. A URL that is none goes to a host without name, which is parked. */
static void send_to_host(struct fetch *f, struct job *j)
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
                      .wants_plain = request->wants_plain,
                      .follows_everything = request->follows_everything};
    if (request->etag.n > 0)
        j->etag = mem_text(request->etag);
    if (request->last_modified.n > 0)
        j->last_modified = mem_text(request->last_modified);
    job_push_url(j, request->url);
    send_to_host(f, j);
}

static void forget_active(struct fetch *f, size_t slot)
{
    for (size_t i = 0; i < f->n_active; i++)
        if (f->active[i] == slot) {
            f->active[i] = f->active[--f->n_active];
            return;
        }
}

/* The certificate is there, or will never be: those that wait for one try again. */
static void end_link(struct fetch *f, size_t slot)
{
    struct transfer *t = f->slots[slot].transfer;
    bool has_bytes = f->slots[slot].outcome.fault == FAULT_NONE;
    bool has_learnt = has_bytes && chain_learn(f->settings.chain, buf_str(&t->body));
    struct str asked = str_from(t->job->urls.p);
    for (size_t i = 0; i < f->n_links; i++)
        if (str_eq_c(asked, f->links[i].url))
            f->links[i].state = has_learnt ? LINK_LEARNT : LINK_USELESS;
    while (f->n_waiting > 0)
        hosts_put(&f->hosts, f->waiting[--f->n_waiting]);
    job_free(t->job);
    t->job = NULL;
    f->idle[f->n_idle++] = slot;
}

static void put_done(struct fetch *f, size_t slot)
{
    if (f->slots[slot].transfer->job->is_for_chain) {
        end_link(f, slot);
        return;
    }
    f->done[(f->done_at + f->n_done++) % f->n_slots] = slot;
}

static void clear_outcome(struct outcome *o, enum oit_fault fault)
{
    buf_clear(&o->location);
    buf_clear(&o->file_name);
    *o = (struct outcome){.fault = fault, .location = o->location, .file_name = o->file_name};
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
    t->http_status = fault == FAULT_HTTP ? j->host->last_status : 0;
    clear_outcome(&f->slots[slot].outcome, fault);
    f->slots[slot].outcome.is_parked = is_parked;
    put_done(f, slot);
}

static void start(struct fetch *f, struct job *j, int64_t now_ms)
{
    size_t slot = f->idle[f->n_idle - 1];
    struct transfer *t = f->slots[slot].transfer;
    if (!transfer_begin(t, j, now_ms)) {
        enum oit_fault fault = t->is_refused ? FAULT_REFUSED_ADDRESS : FAULT_BAD_URL;
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

/* --- redirects --------------------------------------------------------------------------------------------------------------------- */

static bool is_redirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static size_t times_seen(const struct job *j, struct str url)
{
    size_t n = 0;
    struct str rest = buf_str(&j->urls);
    while (rest.n > 0)
        n += str_eq(str_cut(&rest, '\0'), url);
    return n;
}

/* The cookie without which the host lets nobody in, remembered for its other pages. */
static void learn_gate(struct transfer *t)
{
    struct host *h = t->job->host;
    curl_slist_free_all(h->gate_cookies);
    h->gate_cookies = transfer_cookies(t);
}

/* Decides where a redirect leads; FAULT_NONE and the job is in its next queue, or the fault of the answer. */
static enum oit_fault follow(struct fetch *f, struct slot *s)
{
    struct transfer *t = s->transfer;
    struct job *j = t->job;
    struct buf *target = &s->outcome.location;
    enum url_result result = url_resolve(job_url(j), headers_value(&t->headers, HEADER_LOCATION), target);
    if (result == URL_EMPTY) /* "#" or nothing: the page itself */
        (void)buf_add_str(target, job_url(j));
    else if (result != URL_OK)
        return FAULT_BAD_URL;
    size_t seen = times_seen(j, buf_str(target));
    if (j->n_urls > LIMIT_REDIRECTS || seen > 2 || (seen > 0 && !t->headers.has_cookie))
        return FAULT_REDIRECT_LOOP;
    if (f->may_follow && !j->follows_everything && seen == 0 && !f->may_follow(f->ctx, job_url(j), buf_str(target))) {
        s->outcome.is_stopped = true;
        return FAULT_EXTERNAL;
    }
    if (t->headers.has_cookie) {
        if (str_eq(buf_str(target), job_url(j)))
            learn_gate(t);
        curl_slist_free_all(j->cookies);
        j->cookies = transfer_cookies(t);
    }
    bool is_start = str_eq(str_from(j->urls.p), buf_str(&f->settings.start_url));
    job_push_url(j, buf_str(target));
    j->is_retry = false;
    t->job = NULL;
    send_to_host(f, j);
    j->host->is_start = j->host->is_start || is_start; /* where the start page really is */
    return FAULT_NONE;
}

/* --- the end of a transfer ------------------------------------------------------------------------------------------------------------ */

static bool is_worth_a_retry(enum oit_fault fault, int status, bool is_truncated)
{
    if (fault == FAULT_HTTP)
        return (status >= 500 && status != 501 && status != 505) || status == 429;
    return fault == FAULT_DNS || fault == FAULT_CONNECT || fault == FAULT_TIMEOUT || is_truncated;
}

static int64_t with_jitter(struct fetch *f, int64_t delay_ms)
{
    f->jitter = f->jitter * 1664525u + 1013904223u;
    return delay_ms * 3 / 4 + delay_ms * (int64_t)(f->jitter >> 16 & 1023) / 2048;
}

/* 429 and 503: the server asks for less. *ret_asked_ms: its Retry-After, negative when there is none. */
static bool is_throttled(const struct slot *s, int64_t *ret_asked_ms)
{
    const struct transfer *t = s->transfer;
    *ret_asked_ms = 1000 * headers_retry_after_s(headers_value(&t->headers, HEADER_RETRY_AFTER), clock_now_s());
    return s->outcome.fault == FAULT_HTTP && (t->http_status == 429 || t->http_status == 503);
}

/* True when the job went back into a queue. */
static bool retry(struct fetch *f, struct slot *s, int64_t now_ms)
{
    struct transfer *t = s->transfer;
    struct job *j = t->job;
    int64_t asked_ms, longest_ms = 1000 * (int64_t)LIMIT_RETRY_AFTER_S;
    bool must_wait = is_throttled(s, &asked_ms);
    if (must_wait)
        host_slow_down(&f->hosts, j->host, now_ms, asked_ms < longest_ms ? asked_ms : longest_ms);
    if (j->is_retry || !is_worth_a_retry(s->outcome.fault, t->http_status, s->outcome.is_truncated))
        return false;
    if (must_wait && asked_ms > longest_ms)
        return false;
    int64_t delay_ms = with_jitter(f, f->retry_delay_ms);
    j->is_retry = true;
    j->not_before_ms = now_ms + (must_wait && asked_ms > delay_ms ? asked_ms : delay_ms);
    t->job = NULL;
    hosts_put(&f->hosts, j);
    return true;
}

/* Faults of the server as a whole; a 500 is one broken script, a 404 one dead link. Only what failed after its retry counts. */
static void tell_host(struct fetch *f, struct host *h, const struct slot *s, bool is_last_try)
{
    int status = s->transfer->http_status;
    enum oit_fault fault = s->outcome.fault;
    bool is_gateway = status >= 502 && status <= 504;
    bool is_silent = fault == FAULT_DNS || fault == FAULT_CONNECT || fault == FAULT_TIMEOUT || fault == FAULT_TLS;
    bool is_failure = is_silent || (fault == FAULT_HTTP && is_gateway);
    h->n_failures += is_silent || status >= 500;
    if (is_failure && is_last_try)
        host_failed(&f->hosts, h, clock_mono_ms(), fault, status);
    else if (!is_failure && status > 0 && status != 429)
        host_succeeded(h);
}

static void judge(struct slot *s, enum oit_fault fault, CURLcode result)
{
    struct transfer *t = s->transfer;
    int status = t->http_status;
    clear_outcome(&s->outcome, fault);
    if (fault == FAULT_NONE && status != 304 && (status < 200 || status >= 300))
        s->outcome.fault = FAULT_HTTP;
    else if (fault == FAULT_NONE && status != 304 && t->body.n == 0)
        s->outcome.fault = FAULT_EMPTY;
    else if (fault == FAULT_PROTOCOL && t->headers.is_complete && !t->has_flood)
        s->outcome.is_truncated = result == CURLE_PARTIAL_FILE || result == CURLE_HTTP2_STREAM;
}

/* The server left a link out of its chain: the job waits until that was fetched. True when it does. */
static bool wait_for_link(struct fetch *f, struct transfer *t)
{
    struct job *j = t->job;
    size_t i = 0;
    struct str url = buf_str(&t->need.url);
    while (i < f->n_links && !str_eq_c(url, f->links[i].url))
        i++;
    bool is_new = i == f->n_links;
    if (url.n == 0 || j->is_for_chain || j->n_links >= LIMIT_CHAIN_LINKS || f->n_links >= LIMIT_LEARNT_CERTIFICATES)
        return false;
    if (is_new) {
        MEM_GROW(f->links, f->n_links, f->links_capacity);
        f->links[f->n_links++] = (struct link){.url = mem_text(url), .state = LINK_ON_ITS_WAY};
        struct job *own = mem_alloc(sizeof *own);
        *own = (struct job){.is_for_chain = true, .wants_plain = true, .follows_everything = true, .priority = INT_MAX,
                            .order = f->next_order++, .max_body_bytes = LIMIT_CERTIFICATE_BYTES};
        job_push_url(own, url);
        send_to_host(f, own);
    } else if (f->links[i].state == LINK_USELESS) {
        return false;
    }
    j->n_links++;
    t->job = NULL;
    if (f->links[i].state == LINK_LEARNT) { /* it came while this connection failed */
        hosts_put(&f->hosts, j);
        return true;
    }
    MEM_GROW(f->waiting, f->n_waiting, f->waiting_capacity);
    f->waiting[f->n_waiting++] = j;
    return true;
}

static bool leads_on(const struct slot *s, enum oit_fault fault)
{
    const struct transfer *t = s->transfer;
    return is_redirect(t->http_status) && (fault == FAULT_NONE || s->outcome.is_truncated) &&
           headers_value(&t->headers, HEADER_LOCATION).p != NULL;
}

static void finish(struct fetch *f, size_t slot, CURLcode result)
{
    struct slot *s = &f->slots[slot];
    struct transfer *t = s->transfer;
    struct host *h = t->job->host;
    int64_t now_ms = clock_mono_ms();
    (void)curl_multi_remove_handle(f->multi, t->easy);
    forget_active(f, slot);
    enum oit_fault fault = transfer_end(t, result);
    judge(s, fault, result);
    s->outcome.elapsed_ms = (int)(now_ms - t->start_ms);
    if (!f->settings.proxy)
        host_learn_ip(&f->hosts, h, t->ip);
    if (log_is_on("fetch", LOG_DEBUG))
        log_at("fetch", LOG_DEBUG, "%s: %d %s, %zu bytes, %d ms", job_url(t->job).p, t->http_status, t->detail, t->body.n,
               s->outcome.elapsed_ms);
    if (fault == FAULT_TLS && wait_for_link(f, t)) {
        f->idle[f->n_idle++] = slot;
        return;
    }
    if (leads_on(s, fault)) {
        enum oit_fault ended = follow(f, s);
        if (t->job)
            s->outcome.fault = ended;
        tell_host(f, h, s, true);
    } else {
        tell_host(f, h, s, !retry(f, s, now_ms));
    }
    if (t->job)
        put_done(f, slot);
    else
        f->idle[f->n_idle++] = slot;
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
                finish(f, f->active[i], result);
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
            finish(f, slot, CURLE_OPERATION_TIMEDOUT);
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

static void list_redirects(struct fetch *f, const struct job *j, struct fetch_answer *a)
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
        .has_broken_chain = t->job->n_links > 0 && o->fault != FAULT_TLS,
        .n_attempts = t->job->n_attempts,
        .elapsed_ms = o->elapsed_ms,
        .ip = t->ip,
        .detail = t->detail,
    };
    list_redirects(f, t->job, ret_answer);
    return true;
}

size_t fetch_in_flight(const struct fetch *f)
{
    return f->n_active;
}

size_t fetch_pending(const struct fetch *f)
{
    return f->n_active + f->n_done + f->n_waiting + f->hosts.n_queued + f->hosts.n_delayed;
}

void fetch_cancel_all(struct fetch *f)
{
    while (f->n_active > 0) {
        size_t slot = f->active[0];
        (void)curl_multi_remove_handle(f->multi, f->slots[slot].transfer->easy);
        forget_active(f, slot);
        buf_clear(&f->slots[slot].transfer->body);
        headers_clear(&f->slots[slot].transfer->headers);
        clear_outcome(&f->slots[slot].outcome, FAULT_BUDGET);
        put_done(f, slot);
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
                                    .last_fault = h->last_fault};
}

bool fetch_start_is_parked(const struct fetch *f)
{
    for (size_t i = 0; i < f->hosts.n_hosts; i++)
        if (f->hosts.hosts[i]->is_start && f->hosts.hosts[i]->is_parked)
            return true;
    return false;
}
