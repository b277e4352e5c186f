/* ending.c - what follows when a transfer ends: a redirect, a retry, a missing certificate, or the answer.
 * SPDX-License-Identifier: MIT
 */
#include "inside.h"
#include "unverified.h"

#include <limits.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "guard.h"
#include "retry.h"

void outcome_clear(struct outcome *o, enum oit_fault fault)
{
    buf_clear(&o->location);
    buf_clear(&o->file_name);
    buf_clear(&o->final_url);
    *o = (struct outcome){.fault = fault, .location = o->location, .file_name = o->file_name, .final_url = o->final_url};
}

void ending_forget(struct fetch *f, size_t slot)
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
    bool has_learnt = has_bytes && chain_learn(f->settings.chain, buf_str(&t->body), str_from(t->job->urls.p));
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

void ending_done(struct fetch *f, size_t slot)
{
    if (f->slots[slot].transfer->job->is_for_chain) {
        end_link(f, slot);
        return;
    }
    f->done[(f->done_at + f->n_done++) % f->n_slots] = slot;
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

static bool is_same_host(struct str a, struct str b)
{
    struct url_parts x, y;
    return url_split(a, &x) && url_split(b, &y) && str_eq(x.host, y.host);
}

/* Decides where a redirect leads; FAULT_NONE and the job is in its next queue, or the fault of the answer. */
static enum oit_fault follow(struct fetch *f, struct slot *s)
{
    struct transfer *t = s->transfer;
    struct job *j = t->job;
    struct buf *target = &s->outcome.location;
    struct str location = headers_value(&t->headers, HEADER_LOCATION);
    enum url_result result = url_resolve(job_url(j), location, target);
    if (result == URL_EMPTY) { /* "#" or nothing: the page itself */
        (void)buf_add_str(target, job_url(j));
    } else if (result != URL_OK) {
        return FAULT_BAD_URL;
    }
    bool is_itself = str_eq(buf_str(target), job_url(j));
    if (is_itself && result == URL_OK) { /* perhaps the server insists on a parameter that we leave out */
        buf_clear(target);
        (void)url_resolve_whole(job_url(j), location, target);
    }
    size_t seen = times_seen(j, buf_str(target));
    if (j->n_urls > LIMIT_REDIRECTS || seen > 2 || (seen > 0 && !t->headers.has_cookie))
        return FAULT_REDIRECT_LOOP;
    if (f->may_follow && !j->follows_everything && seen == 0 && !f->may_follow(f->ctx, job_url(j), buf_str(target))) {
        s->outcome.is_stopped = true;
        return FAULT_EXTERNAL;
    }
    if (!is_same_host(job_url(j), buf_str(target))) {
        curl_slist_free_all(j->cookies); /* what one host gave is no other's business, whatever its Domain= says */
        j->cookies = NULL;
    } else if (t->headers.has_cookie && !t->is_unverified) {
        if (is_itself)
            learn_gate(t);
        curl_slist_free_all(j->cookies);
        j->cookies = transfer_cookies(t);
    }
    bool is_start = str_eq(str_from(j->urls.p), buf_str(&f->settings.start_url));
    job_push_url(j, buf_str(target));
    j->n_retries = 0;
    t->job = NULL;
    fetch_send(f, j);
    j->host->is_start = j->host->is_start || is_start; /* where the start page really is */
    return FAULT_NONE;
}

/* --- the end of a transfer ------------------------------------------------------------------------------------------------------------ */

/* 429 and 503: the server asks for less. *ret_asked_ms: its Retry-After, negative when there is none. */
static bool is_throttled(const struct slot *s, int64_t *ret_asked_ms)
{
    const struct transfer *t = s->transfer;
    int64_t clock_s = headers_clock_s(headers_value(&t->headers, HEADER_DATE), clock_now_s());
    int64_t asked_s = headers_retry_after_s(headers_value(&t->headers, HEADER_RETRY_AFTER), clock_s);
    *ret_asked_ms = asked_s < 0 ? -1 : 1000 * asked_s;
    return s->outcome.fault == FAULT_HTTP && (t->http_status == 429 || t->http_status == 503);
}

/* What the server is given of what it asks for. Who asks for more than we wait is left alone for a moment only, and once: the next answers tell
 * soon enough whether it means us. */
static int64_t time_granted_ms(const struct fetch *f, struct pace *pace, int64_t asked_ms)
{
    if (asked_ms <= 1000 * (int64_t)LIMIT_RETRY_AFTER_S)
        return asked_ms > 0 ? asked_ms : 0;
    bool is_again = pace->has_waited_beyond;
    pace->has_waited_beyond = true;
    return is_again ? 0 : (int64_t)f->retry_delay_ms * LIMIT_BEYOND_RETRY;
}

/* True when the job went back into a queue. */
static bool retry(struct fetch *f, struct slot *s, int64_t now_ms)
{
    struct transfer *t = s->transfer;
    struct job *j = t->job;
    int64_t asked_ms, granted_ms = 0;
    bool is_asked = is_throttled(s, &asked_ms);
    if (is_asked) {
        granted_ms = time_granted_ms(f, j->host->pace, asked_ms);
        pace_asked(j->host->pace, &f->hosts.rules, t->start_ms, now_ms, granted_ms, asked_ms < 0 && t->http_status == 503, j->n_retries > 0);
        if (asked_ms > f->longest_asked_ms)
            f->longest_asked_ms = asked_ms;
    }
    int most = host_deserves_retries(j->host) ? retry_most(s->outcome.fault, t->http_status, s->outcome.is_cut_off) : 0;
    if (j->is_calm || j->n_retries >= most)
        return false;
    if (is_asked && asked_ms > 1000 * (int64_t)LIMIT_RETRY_AFTER_S)
        return false;
    int64_t delay_ms = retry_delay_ms(f->retry_delay_ms, j->n_retries++, &f->jitter);
    j->not_before_ms = now_ms + (granted_ms > delay_ms ? granted_ms : delay_ms);
    t->job = NULL;
    hosts_put(&f->hosts, j);
    return true;
}

/* Faults of the server as a whole; a 500 is one broken script, a 404 one dead link. Only what failed after its retries counts against the host; its
 * pace hears of every request. */
static void tell_host(struct fetch *f, struct host *h, const struct slot *s, bool is_last_try)
{
    const struct transfer *t = s->transfer;
    int status = t->http_status;
    enum oit_fault fault = s->outcome.fault;
    int64_t now_ms = clock_mono_ms();
    bool is_gateway = status >= 502 && status <= 504;
    enum oit_fault family = oit_fault_family(fault);
    bool is_silent = family == FAULT_DNS || family == FAULT_CONNECT || family == FAULT_TIMEOUT || family == FAULT_TLS;
    bool is_failure = is_silent || (fault == FAULT_HTTP && is_gateway);
    h->n_failures += is_silent || status >= 500;
    if (is_failure)
        host_failed(&f->hosts, h, now_ms, fault, status, is_last_try);
    else if (status == 429)
        h->bad_in_row++; /* it lives, but repeating is not what it asks for */
    else if (status > 0)
        host_succeeded(h);
    if (fault == FAULT_TIMEOUT)
        pace_silent(h->pace, t->start_ms, now_ms);
    else if (!is_failure && status > 0 && status != 429)
        pace_good(h->pace, &f->hosts.rules, t->start_ms, now_ms, transfer_first_byte_ms(t));
}

static void judge(struct slot *s, enum oit_fault fault, CURLcode result)
{
    struct transfer *t = s->transfer;
    int status = t->http_status;
    outcome_clear(&s->outcome, fault);
    if (fault == FAULT_NONE && status != 304 && (status < 200 || status >= 300))
        s->outcome.fault = FAULT_HTTP;
    else if (fault == FAULT_NONE && status != 304 && t->body.n == 0)
        s->outcome.fault = FAULT_EMPTY;
    if (s->outcome.fault == FAULT_NONE && status == 206 && !headers_is_whole_range(headers_value(&t->headers, HEADER_CONTENT_RANGE))) {
        s->outcome.fault = FAULT_PROTOCOL; /* a part that nobody asked for: what it lacks would be called missing */
        s->outcome.is_truncated = true;
    } else if (fault == FAULT_PROTOCOL && t->headers.is_complete && !t->has_flood)
        s->outcome.is_truncated = result == CURLE_PARTIAL_FILE || result == CURLE_HTTP2_STREAM;
    bool is_stream_lost = fault == FAULT_PROTOCOL && !t->has_flood && (result == CURLE_HTTP2 || result == CURLE_HTTP2_STREAM);
    s->outcome.is_cut_off = s->outcome.is_truncated || is_stream_lost;
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
        fetch_send(f, own);
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

/* Its name may lead to a private address from the first moment on (a check from inside), but not turn to one later: that is how a name that changes
 * its address would reach the machines around us. */
static void learn_start(struct fetch *f, const struct transfer *t)
{
    bool is_address, is_start = str_eq(t->url.host, f->settings.start.host) && t->url.port == f->settings.start.port;
    if (is_start && !f->settings.proxy && guard_text_is_public(str_from(t->ip), &is_address) && is_address)
        f->settings.start_is_public = true;
}

void ending_take(struct fetch *f, size_t slot, CURLcode result)
{
    struct slot *s = &f->slots[slot];
    struct transfer *t = s->transfer;
    struct host *h = t->job->host;
    int64_t now_ms = clock_mono_ms();
    (void)curl_multi_remove_handle(f->multi, t->easy);
    ending_forget(f, slot);
    hosts_end(t->job);
    enum oit_fault fault = transfer_end(t, result);
    judge(s, unverified_fault(t, fault), result);
    s->outcome.elapsed_ms = (int)(now_ms - t->start_ms);
    learn_start(f, t);
    if (!f->settings.proxy)
        host_learn_ip(&f->hosts, h, t->ip);
    if (log_is_on("fetch", LOG_DEBUG))
        log_at("fetch", LOG_DEBUG, "%s: %d %s, %zu bytes, %d ms", job_url(t->job).p, t->http_status, t->detail, t->body.n,
               s->outcome.elapsed_ms);
    if (oit_fault_family(fault) == FAULT_TLS && (wait_for_link(f, t) || unverified_retry(f, t, fault))) {
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
        ending_done(f, slot);
    else
        f->idle[f->n_idle++] = slot;
}
