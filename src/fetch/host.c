/* host.c - one queue per host.
 *
 * Politeness is a property of a server, not of a page: the fetch loop only asks which job may start next; while one host waits the others go
 * on. A host that fails again and again is parked; its pages become faults, so items on it end unknown instead of missing. The start host gets
 * pauses before that: agency servers are often away for half a minute.
 *
 * Not here: URL scope and robots rules (crawl), redirects (fetch).
 * SPDX-License-Identifier: MIT
 */
#include "host.h"

#include <curl/curl.h>
#include <limits.h>
#include <stdlib.h>

#include "base/mem.h"

/* Weight of failures in a row. A host that hangs costs a timeout for each page, so silence weighs more than a quick "502". */
enum {
    WEIGHT = 1,
    WEIGHT_OF_TIMEOUT = 4,
    ENOUGH_TO_PARK = 5,
    ENOUGH_OF_LIVING = 20, /* a host that has answered: some broken pages in a row are no dead server */
    ENOUGH_TO_RETRY_NO_MORE = 3,
    LEFT_AFTER_PAUSE = 3,  /* weight until the next pause */
    PAUSES_BEFORE_PARK = 3, /* of the start host: 5, 10, 20 s */
};

/* --- jobs ------------------------------------------------------------------------------------------------------------------------ */

void job_free(struct job *j)
{
    if (!j)
        return;
    buf_done(&j->urls);
    free(j->etag);
    free(j->last_modified);
    curl_slist_free_all(j->cookies);
    free(j);
}

struct str job_url(const struct job *j)
{
    return str_sub(buf_str(&j->urls), j->url_at, j->urls.n - j->url_at - 1);
}

void job_push_url(struct job *j, struct str url)
{
    j->url_at = j->urls.n;
    (void)buf_add_str(&j->urls, url);
    (void)buf_add_char(&j->urls, '\0');
    j->n_urls++;
}

/* --- the heap of one host ---------------------------------------------------------------------------------------------------------- */

static bool is_before(const struct job *a, const struct job *b)
{
    return a->priority != b->priority ? a->priority > b->priority : a->order < b->order;
}

static void push(struct host *h, struct job *j)
{
    MEM_GROW(h->queue, h->n_queue, h->capacity);
    size_t at = h->n_queue++;
    while (at > 0 && is_before(j, h->queue[(at - 1) / 2])) {
        h->queue[at] = h->queue[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    h->queue[at] = j;
}

static struct job *pop(struct host *h)
{
    struct job *first = h->queue[0], *last = h->queue[--h->n_queue];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= h->n_queue)
            break;
        if (child + 1 < h->n_queue && is_before(h->queue[child + 1], h->queue[child]))
            child++;
        if (!is_before(h->queue[child], last))
            break;
        h->queue[at] = h->queue[child];
        at = child;
    }
    h->queue[at] = last;
    return first;
}

/* --- all hosts --------------------------------------------------------------------------------------------------------------------- */

void hosts_init(struct hosts *hosts, struct pace_rules rules, int pause_ms)
{
    *hosts = (struct hosts){.rules = rules, .pause_ms = pause_ms, .least_priority = INT_MIN};
}

static void free_host(struct host *h)
{
    for (size_t i = 0; i < h->n_queue; i++)
        job_free(h->queue[i]);
    free(h->queue);
    free(h->name);
    curl_slist_free_all(h->gate_cookies);
    free(h);
}

void hosts_done(struct hosts *hosts)
{
    for (size_t i = 0; i < hosts->n_hosts; i++)
        free_host(hosts->hosts[i]);
    for (size_t i = 0; i < hosts->n_delayed; i++)
        job_free(hosts->delayed[i]);
    for (size_t i = 0; i < hosts->n_paces; i++)
        free(hosts->paces[i]);
    free(hosts->hosts);
    free(hosts->delayed);
    free(hosts->paces);
    *hosts = (struct hosts){0};
}

struct host *hosts_find(struct hosts *hosts, struct str name, uint16_t port)
{
    uint64_t hash = str_hash(name) ^ port;
    for (size_t i = 0; i < hosts->n_hosts; i++) {
        struct host *h = hosts->hosts[i];
        if (h->hash == hash && h->port == port && str_eq_c(name, h->name))
            return h;
    }
    struct host *h = mem_alloc(sizeof *h);
    *h = (struct host){.name = mem_text(name), .port = port, .hash = hash, .pace = mem_alloc(sizeof *h->pace)};
    MEM_GROW(hosts->paces, hosts->n_paces, hosts->paces_capacity);
    pace_init(h->pace, &hosts->rules);
    hosts->paces[hosts->n_paces++] = h->pace;
    MEM_GROW(hosts->hosts, hosts->n_hosts, hosts->capacity);
    hosts->hosts[hosts->n_hosts++] = h;
    return h;
}

void hosts_put(struct hosts *hosts, struct job *j)
{
    if (j->not_before_ms > 0) {
        MEM_GROW(hosts->delayed, hosts->n_delayed, hosts->delayed_capacity);
        hosts->delayed[hosts->n_delayed++] = j;
    } else {
        push(j->host, j);
        hosts->n_queued++;
    }
}

static void wake_delayed(struct hosts *hosts, int64_t now_ms, int64_t *least_ms)
{
    for (size_t i = hosts->n_delayed; i-- > 0;) {
        struct job *j = hosts->delayed[i];
        if (j->not_before_ms <= now_ms || j->host->is_parked) {
            hosts->delayed[i] = hosts->delayed[--hosts->n_delayed];
            j->not_before_ms = 0;
            hosts_put(hosts, j);
        } else if (*least_ms < 0 || j->not_before_ms - now_ms < *least_ms) {
            *least_ms = j->not_before_ms - now_ms;
        }
    }
}

static bool may_start(const struct host *h, int64_t now_ms, int64_t *ret_wait_ms)
{
    if (h->is_parked)
        return true;
    bool is_time = pace_may_start(h->pace, now_ms, ret_wait_ms);
    int64_t own_ms = h->next_ms > h->paused_until_ms ? h->next_ms : h->paused_until_ms;
    if (*ret_wait_ms >= 0 && *ret_wait_ms < own_ms - now_ms)
        *ret_wait_ms = own_ms - now_ms;
    if (h->n_open > 0 && !h->has_answered) {
        *ret_wait_ms = -1;
        return false;
    }
    return is_time && own_ms <= now_ms;
}

struct job *hosts_take(struct hosts *hosts, int64_t now_ms, int64_t *ret_wait_ms)
{
    struct host *best = NULL;
    *ret_wait_ms = -1;
    if (hosts->n_delayed > 0)
        wake_delayed(hosts, now_ms, ret_wait_ms);
    for (size_t i = 0; hosts->n_queued > 0 && i < hosts->n_hosts; i++) {
        struct host *h = hosts->hosts[i];
        int64_t wait_ms = -1;
        if (h->n_queue == 0 || h->queue[0]->priority < hosts->least_priority)
            continue;
        if (may_start(h, now_ms, &wait_ms)) {
            if (!best || is_before(h->queue[0], best->queue[0]))
                best = h;
        } else if (wait_ms >= 0 && (*ret_wait_ms < 0 || wait_ms < *ret_wait_ms)) {
            *ret_wait_ms = wait_ms;
        }
    }
    if (!best)
        return NULL;
    hosts->n_queued--;
    struct job *j = pop(best);
    if (!best->is_parked) {
        pace_start(best->pace, &hosts->rules, now_ms, j->is_calm);
        best->next_ms = now_ms + best->delay_ms;
        best->n_open++;
        j->pace = best->pace;
    }
    return j;
}

void hosts_end(struct job *j)
{
    if (!j->pace)
        return;
    pace_end(j->pace);
    j->host->n_open--;
    j->pace = NULL;
}

size_t hosts_held(const struct hosts *hosts)
{
    size_t n = hosts->n_delayed;
    for (size_t i = 0; i < hosts->n_hosts; i++)
        n += hosts->hosts[i]->is_start ? 0 : hosts->hosts[i]->n_queue;
    return n;
}

void hosts_revive(struct hosts *hosts)
{
    for (size_t i = 0; i < hosts->n_hosts; i++) {
        struct host *h = hosts->hosts[i];
        if (!h->is_parked || !h->name[0])
            continue;
        h->is_parked = h->has_answered = false;
        h->failed_in_row = ENOUGH_TO_PARK - WEIGHT;
        h->n_pauses = PAUSES_BEFORE_PARK;
    }
}

struct job *hosts_take_any(struct hosts *hosts)
{
    if (hosts->n_delayed > 0)
        return hosts->delayed[--hosts->n_delayed];
    for (size_t i = 0; hosts->n_queued > 0 && i < hosts->n_hosts; i++)
        if (hosts->hosts[i]->n_queue > 0) {
            hosts->n_queued--;
            return pop(hosts->hosts[i]);
        }
    return NULL;
}

/* --- what a server taught us --------------------------------------------------------------------------------------------------------- */

void host_learn_ip(struct hosts *hosts, struct host *h, const char *ip)
{
    if (!ip || !ip[0] || strlen(ip) >= sizeof h->pace->ip || strcmp(h->pace->ip, ip) == 0)
        return;
    for (size_t i = 0; i < hosts->n_hosts; i++) {
        const struct host *other = hosts->hosts[i];
        if (other == h || other->pace == h->pace || strcmp(other->pace->ip, ip) != 0)
            continue;
        pace_join(other->pace, h->pace);
        h->pace = other->pace; /* the old one stays in hosts->paces until the end: requests may be open on it */
        return;
    }
    if (h->pace->ip[0] == '\0') /* a server with several addresses keeps the first one's name */
        memcpy(h->pace->ip, ip, strlen(ip) + 1);
}

void host_succeeded(struct host *h)
{
    h->failed_in_row = h->bad_in_row = 0;
    h->has_answered = true;
}

bool host_deserves_retries(const struct host *h)
{
    return h->bad_in_row < ENOUGH_TO_RETRY_NO_MORE;
}

void host_failed(const struct hosts *hosts, struct host *h, int64_t now_ms, enum oit_fault fault, int http_status, bool is_last_try)
{
    int weight = fault == FAULT_TIMEOUT ? WEIGHT_OF_TIMEOUT : WEIGHT, enough = h->has_answered ? ENOUGH_OF_LIVING : ENOUGH_TO_PARK;
    h->last_fault = fault;
    h->last_status = http_status;
    h->bad_in_row += weight;
    if (h->is_parked || !is_last_try || now_ms < h->paused_until_ms)
        return;
    h->failed_in_row += weight;
    if (h->failed_in_row < enough)
        return;
    if (h->is_start && h->n_pauses < PAUSES_BEFORE_PARK) {
        h->paused_until_ms = now_ms + ((int64_t)hosts->pause_ms << h->n_pauses++);
        h->failed_in_row = enough - LEFT_AFTER_PAUSE;
        return;
    }
    h->is_parked = true;
}
