/* crawler.c - one crawl: answers and the loop.
 *
 * One turn of the loop: hand promising URLs to fetch, take its answers, give bodies to the workers, take their findings, store the visit, offer its
 * links. A page that redirects is stored twice: the URL asked for as an alias, the content under its final URL, so that the stored
 * site does not depend on which of the two came first.
 * SPDX-License-Identifier: MIT
 */
#include "crawler.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "rules/hosting.h"
#include "run/crawler_parts.h"
#include "run/crawler_traps.h"
#include "run/crawler_twins.h"

enum {
    MAX_HELD = 256,         /* requests that wait in fetch for another host, or for a time: they do not keep the others out */
    MAX_PARKED = 256,       /* URLs that wait for a robots.txt: a slow server must not stop the others */
    AHEAD = 4,              /* requests given to fetch beyond its connections, so that hosts can take turns */
    FAILED_PERCENT = 5,     /* more failed URLs than this (and than FAILED_LEAST) make the run incomplete */
    FAILED_LEAST = 5,
    POLL_MS = 200,
    BATCH_VISITS = 16,      /* visits of one transaction: what a kill loses is no more than what else was on its way */
    BATCH_MS = 100,         /* ... and no older than this: others may wait to write */
    DRAIN_MS = 1000,        /* Ctrl-C gives its report within 2 seconds */
    MAX_FAMILY = 5000,
    ROBOTS_PAUSE_MS = 3000, /* before robots.txt of the start host is asked for again */
    ROBOTS_PAUSE_UNPACED_MS = 100,
};

static volatile sig_atomic_t stop_asked;

void crawler_stop(void)
{
    stop_asked = 1;
}

bool crawler_is_stopped(void)
{
    return stop_asked != 0;
}

void crawler_begin(void)
{
    stop_asked = 0;
}

static bool may_follow(void *context, struct str from, struct str to)
{
    const struct crawler *c = context;
    if (c->is_start_done && hosting_may_follow(c->input->scheme->hosting, from, to))
        return true;
    return (!c->is_start_done || scope_of(c->scope, to) != SCOPE_FOREIGN) && crawler_robots_may_follow(c, to);
}

static bool is_own(void *context, struct str url)
{
    const struct crawler *c = context;
    return scope_of(c->scope, url) == SCOPE_OWN;
}

struct str text_or_none(const char *p)
{
    return p ? str_from(p) : STR_NONE;
}

static char *copy_or_null(struct str s)
{
    return s.n ? mem_text(s) : NULL;
}

struct pending *crawler_pending_new(struct crawler *c)
{
    struct pending **list = &c->pendings, *p = mem_alloc(sizeof *p);
    *p = (struct pending){.next = *list, .link = list};
    if (p->next)
        p->next->link = &p->next;
    *list = p;
    return p;
}

static void pending_free(struct pending *p)
{
    *p->link = p->next;
    if (p->next)
        p->next->link = p->link;
    free(p->final_url);
    free(p->content_type);
    free(p->content_encoding);
    free(p->etag);
    free(p->last_modified);
    free(p->file_name);
    free(p->body);
    free(p);
}

void crawler_notice(struct crawler *c, const struct notice *notice)
{
    notices_add(c->notices, notice);
}

void crawler_start_failed(struct crawler *c, enum oit_fault fault, int http_status)
{
    c->outcome->start_fault = fault;
    c->outcome->start_status = http_status;
    c->is_start_done = true;
    c->outcome->start_was_read = false;
}

uint32_t crawler_take_final(struct crawler *c, uint32_t asked, struct str final_url)
{
    uint32_t known = frontier_find(c->frontier, final_url);
    struct frontier_entry copy = *frontier_at(c->frontier, asked);
    if (known == FRONTIER_NONE) {
        copy.url = final_url;
        copy.promise = 100; /* never cut: it is fetched already */
        if (frontier_offer(c->frontier, &copy, &known, NULL) != OFFER_NEW)
            return FRONTIER_NONE;
        frontier_at(c->frontier, known)->promise = frontier_at(c->frontier, asked)->promise;
    }
    return frontier_claim(c->frontier, known) ? known : FRONTIER_NONE;
}

static void follow_foreign_redirect(struct crawler *c, uint32_t index, const struct fetch_answer *answer)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    uint32_t referrer = entry->referrer;
    uint8_t promise = entry->promise;
    struct str label = entry->label;
    crawler_store_alias(c, index, answer, answer->location);
    crawler_twins_moved(c, index, answer->location);
    if (promise >= FOREIGN_PROMISE)
        crawler_offer(c, answer->location, label, referrer, promise, false, HOW_REDIRECT, true);
}

struct pending *crawler_submit(struct crawler *c, uint32_t index, struct fetch_answer *answer)
{
    struct pending *p = crawler_pending_new(c);
    p->entry = index;
    p->http_status = answer->http_status;
    p->final_url = copy_or_null(answer->final_url);
    bool is_forged = str_find_c(answer->content_type, "oitcheck=") != STR_NPOS; /* our own mark for rendered pages */
    p->content_type = is_forged ? NULL : copy_or_null(answer->content_type);
    p->content_encoding = copy_or_null(answer->content_encoding);
    p->etag = copy_or_null(answer->etag);
    p->last_modified = copy_or_null(answer->last_modified);
    p->file_name = copy_or_null(answer->file_name);
    p->n_body = answer->body->n;
    p->body = buf_take(answer->body);
    struct page_job job = {
        .url = text_or_none(p->final_url),
        .content_type = text_or_none(p->content_type),
        .content_encoding = text_or_none(p->content_encoding),
        .file_name = text_or_none(p->file_name),
        .robots_tag = answer->robots_tag,
        .http_status = p->http_status,
        .bytes = {p->body, p->n_body},
    };
    pool_submit(c->input->pool, &job, p);
    return p;
}

static bool is_dead_answer(const struct fetch_answer *answer)
{
    return oit_fault_class(answer->fault, answer->http_status) == FAULT_IS_DEAD;
}

void crawler_note_dead(struct crawler *c, uint32_t index)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    if (entry->promise < FOREIGN_PROMISE || entry->is_retried)
        return;
    MEM_GROW(c->dead, c->n_dead, c->dead_capacity);
    c->dead[c->n_dead++] = index;
}

static void on_answer(struct crawler *c, struct fetch_answer *answer)
{
    uint32_t index = (uint32_t)(uintptr_t)answer->user;
    c->n_in_fetch--;
    if (crawler_known_answer(c, index, answer))
        return;
    bool is_shared = crawler_is_shared(c, index);
    if (is_shared && crawler_share_refusal(c, index, answer) != FAULT_NONE) {
        c->n_spent++;
        crawler_store_fault(c, index, crawler_share_refusal(c, index, answer), answer->http_status);
        return;
    }
    if (answer->is_stopped) {
        if (crawler_robots_redirect(c, index, answer))
            crawler_twins_moved(c, index, answer->location);
        else
            follow_foreign_redirect(c, index, answer);
        return;
    }
    if (!is_shared && answer->n_redirects > 0 && !str_eq(answer->final_url, frontier_at(c->frontier, index)->url)) {
        bool is_start = index == c->start_entry, is_probe = frontier_at(c->frontier, index)->how == HOW_PROBE;
        if (is_probe && answer->fault == FAULT_NONE && str_eq(answer->final_url, c->start_final)) {
            c->not_found = (struct not_found_page){.is_known = true, .goes_home = true};
            c->is_probe_done = true;
            frontier_at(c->frontier, index)->state = ENTRY_DONE;
            return;
        }
        if (!is_probe) {
            uint32_t asked = index;
            crawler_store_alias(c, index, answer, answer->final_url);
            crawler_mark_moved(c, index, frontier_find(c->frontier, answer->final_url));
            index = crawler_take_final(c, index, answer->final_url);
            crawler_twins_moved(c, asked, answer->final_url);
            if (index == FRONTIER_NONE)
                return;
            if (is_start)
                c->start_entry = index;
        }
    }
    struct frontier_entry *entry = frontier_at(c->frontier, index);
    if (answer->fault != FAULT_NONE) {
        if (is_dead_answer(answer))
            crawler_note_dead(c, index);
        if (index == c->start_entry)
            crawler_start_failed(c, answer->fault, answer->http_status);
        if (entry->how == HOW_PROBE)
            c->is_probe_done = true;
        c->n_spent += entry->how != HOW_PROBE;
        crawler_store_fault(c, index, answer->fault, answer->http_status);
        crawler_ask_why(c, index, answer);
        return;
    }
    (void)crawler_submit(c, index, answer);
}

static void request(struct crawler *c, uint32_t index)
{
    struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct buf address;
    buf_init(&address, LIMIT_URL_BYTES);
    crawler_share_address(c, index, &address);
    struct fetch_request r = {.url = buf_str(&address), .user = (void *)(uintptr_t)index, .priority = entry->priority, .is_calm = entry->is_retried};
    crawler_known_ask(c, index, &r);
    entry->state = ENTRY_TAKEN;
    if (!entry->is_foreign)
        c->n_own_asked++;
    c->n_in_fetch++;
    fetch_add(c->fetch, &r);
    buf_done(&address);
}

/* robots.txt first: asks for it once a host, refuses what it forbids, parks what must wait for it. */
static void admit(struct crawler *c, uint32_t index)
{
    enum share_way way = crawler_share_way(c, index);
    if (way == SHARE_CLOSED)
        crawler_store_fault(c, index, FAULT_EXTERNAL, 0);
    else if (way == SHARE_UNASKED)
        request(c, index);
    if (way != SHARE_AS_ANY)
        return;
    switch (robots_desk_ask(c->robots, frontier_at(c->frontier, index)->url, index)) {
    case ROBOTS_DESK_YES:
        request(c, index);
        break;
    case ROBOTS_DESK_NO:
        crawler_robots_refused(c, index);
        break;
    case ROBOTS_DESK_WAIT:
        break;
    }
}

static const char *limit_reached(struct crawler *c)
{
    if (stop_asked)
        return "signal";
    if (c->deadline_ms && clock_mono_ms() >= c->deadline_ms)
        return c->options->quick ? "quick" : "max-time";
    if (c->max_pages && c->n_spent >= c->max_pages)
        return c->options->quick ? "quick" : "max-pages";
    return NULL;
}

static void feed(struct crawler *c)
{
    size_t connections = c->options->connections > 0 ? (size_t)c->options->connections : 4;
    size_t held = fetch_held(c->fetch), room = connections * AHEAD + (held < MAX_HELD ? held : MAX_HELD);
    uint32_t budget = UINT32_MAX;
    if (c->max_pages) {
        size_t spent = c->n_spent + c->n_in_fetch + pool_pending(c->input->pool) + robots_desk_waiting(c->robots);
        budget = spent >= c->max_pages ? 0 : c->max_pages - (uint32_t)spent;
    }
    /* The start page alone first, then the probe: what follows is judged by both. */
    size_t parked = c->is_start_done && c->is_probe_done ? MAX_PARKED : 1;
    if (!c->is_start_done || !c->is_probe_done)
        room = c->n_in_fetch + pool_pending(c->input->pool) + robots_desk_waiting(c->robots) > 0 ? 0 : 1;
    if (c->refusals.is_checking)
        room = 0;
    while (c->n_in_fetch < room && robots_desk_waiting(c->robots) < parked && budget > 0 && !pool_is_full(c->input->pool)) {
        uint32_t index = FRONTIER_NONE;
        if (c->is_start_done && !c->is_probe_done)
            index = frontier_claim(c->frontier, c->probe_entry) ? c->probe_entry : FRONTIER_NONE;
        if (index == FRONTIER_NONE && c->is_start_done && !c->is_probe_done)
            c->is_probe_done = true;
        if (index == FRONTIER_NONE)
            index = crawler_twins_take(c);
        if (index == FRONTIER_NONE)
            return;
        admit(c, index);
        budget--;
    }
}

static void take_robots_releases(struct crawler *c)
{
    uint32_t index;
    while (robots_desk_next(c->robots, &index))
        if (!crawler_renders_release(c, index))
            admit(c, index);
}

static void take_results(struct crawler *c)
{
    void *user;
    struct str packed;
    pool_step(c->input->pool);
    while (pool_next(c->input->pool, &user, &packed)) {
        if (c->failure == OIT_OK && !crawler_why_result(c, user, packed) && !crawler_robots_result(c, user, packed))
            crawler_take_result(c, user, packed);
        pending_free(user);
    }
}

static void turn(struct crawler *c)
{
    struct pollfd fds[FETCH_MAX_WAITS];
    struct fetch_wait waits[FETCH_MAX_WAITS];
    size_t n = pool_poll_fds(c->input->pool, fds, FETCH_MAX_WAITS);
    n += crawler_renders_poll_fds(c, fds + n, FETCH_MAX_WAITS - n);
    for (size_t i = 0; i < n; i++)
        waits[i] = (struct fetch_wait){.fd = fds[i].fd, .events = fds[i].events};
    int timeout = pool_next_timeout_ms(c->input->pool), most = c->n_batch ? BATCH_MS : POLL_MS;
    (void)fetch_run(c->fetch, timeout >= 0 && timeout < most ? timeout : most, waits, n);
    struct fetch_answer answer;
    while (c->failure == OIT_OK && fetch_next(c->fetch, &answer)) {
        crawler_note_answer(c, &answer);
        if (!crawler_robots_answer(c, &answer) && !crawler_refusals_answer(c, &answer) && !crawler_renders_answer(c, &answer))
            on_answer(c, &answer);
    }
    crawler_robots_tick(c);
    crawler_renders_step(c);
    take_robots_releases(c);
    take_results(c);
    if (c->n_batch >= BATCH_VISITS || (c->n_batch && (pool_pending(c->input->pool) == 0 || clock_mono_ms() - c->batch_ms >= BATCH_MS)))
        crawler_end_batch(c);
    crawler_renew_pool(c);
    progress_tick(c->progress, c->outcome->counters.fetched, frontier_waiting(c->frontier) + c->n_in_fetch, c->outcome->counters.failed);
}

static bool is_idle(const struct crawler *c)
{
    return c->n_in_fetch == 0 && !c->refusals.is_checking && pool_pending(c->input->pool) == 0 && robots_desk_waiting(c->robots) == 0 && !crawler_renders_are_busy(c);
}

static const char *loop(struct crawler *c)
{
    for (;;) {
        const char *limit = limit_reached(c);
        if (limit && (!is_idle(c) || frontier_waiting(c->frontier) > 0))
            return !stop_asked && crawler_second_is_all(c) ? "frontier-empty" : limit;
        if (c->refusals.is_blocked)
            return "blocked";
        if (c->failure != OIT_OK)
            return "failures";
        if (c->is_start_done && !c->outcome->start_was_read && !c->input->n_seeds)
            return "start-failed";
        crawler_second_tick(c);
        feed(c);
        if (is_idle(c) && frontier_waiting(c->frontier) == 0 && !crawler_sitemaps_offer(c) && !crawler_shares_offer(c) && !crawler_second_round(c) &&
            !crawler_renders_offer(c))
            return "frontier-empty";
        turn(c);
    }
}

static void judge_completeness(struct crawler *c, const char *reason)
{
    struct crawl_outcome *outcome = c->outcome;
    outcome->stop_reason = reason;
    outcome->complete = strcmp(reason, "frontier-empty") == 0;
    bool many_failed = c->n_own_failed >= FAILED_LEAST && c->n_own_failed * 100 > c->n_own_asked * FAILED_PERCENT;
    if (outcome->complete && many_failed) {
        outcome->complete = false;
        outcome->stop_reason = "failures";
    }
    if (outcome->complete && frontier_is_full(c->frontier)) {
        outcome->complete = false;
        outcome->stop_reason = "max-pages";
    }
    if (outcome->complete && c->n_too_deep > 0) {
        outcome->complete = false;
        outcome->stop_reason = "max-depth";
    }
    if (outcome->complete && c->n_left > 0) { /* what the last pages linked to, when time ran out among those asked a second time */
        const char *limit = limit_reached(c);
        outcome->complete = false;
        outcome->stop_reason = limit ? limit : "failures";
    }
    if (c->input->n_seeds && outcome->complete)
        outcome->stop_reason = "only";
}

static enum oit_code open_parts(struct crawler *c)
{
    const struct oit_options *o = c->options;
    struct fetch_options fetch = {
        .start_url = c->input->start,
        .rate = o->rate,
        .connections = o->connections,
        .timeout_ms = o->timeout_ms,
        .max_body_bytes = o->max_size_bytes,
        .user_agent = o->user_agent,
        .headers = o->headers,
        .n_headers = o->n_headers,
        .cacert = o->cacert,
        .tls_insecure = o->tls_insecure,
        .proxy = o->proxy,
        .resolve = o->resolve,
        .n_resolve = o->n_resolve,
        .allow_private = o->allow_private,
        .may_follow = may_follow,
        .is_own = is_own,
        .ctx = c,
    };
    c->fetch = fetch_new(&fetch, c->err);
    if (!c->fetch)
        return c->err && c->err->code ? c->err->code : OIT_ERR_LOCAL;
    c->scope = scope_new(c->input->start);
    for (size_t i = 0; i < o->n_hosts; i++)
        (void)scope_add_named(c->scope, str_from(o->hosts[i]));
    c->frontier = frontier_new(&(struct frontier_limits){.max_depth = o->max_depth ? o->max_depth : USUAL_DEPTH, .max_family = MAX_FAMILY, .max_urls = LIMIT_FRONTIER_URLS});
    c->robots = robots_desk_new(c->fetch, o->no_robots, o->rate > 0 ? ROBOTS_PAUSE_MS : ROBOTS_PAUSE_UNPACED_MS);
    c->marks = crawler_marks_new();
    c->progress = progress_new(o);
    c->shares = crawler_shares_new();
    c->second = crawler_second_new();
    c->known = crawler_known_new();
    c->renders = crawler_renders_new(o);
    c->twins = crawler_twins_new();
    c->strangers = crawler_strangers_new();
    c->neighbours = crawler_neighbours_new();
    c->traps = crawler_traps_new();
    c->notices = notices_new();
    return OIT_OK;
}

static void close_parts(struct crawler *c)
{
    progress_free(c->progress);
    notices_free(c->notices);
    crawler_shares_free(c->shares);
    crawler_second_free(c->second);
    crawler_known_free(c->known);
    crawler_renders_free(c->renders);
    crawler_twins_free(c->twins);
    crawler_strangers_free(c->strangers);
    crawler_neighbours_free(c->neighbours);
    crawler_traps_free(c->traps);
    robots_desk_free(c->robots);
    crawler_marks_free(c->marks);
    fetch_free(c->fetch);
    frontier_free(c->frontier);
    scope_free(c->scope);
    arena_done(&c->scratch);
    free(c->dead);
    while (c->pendings)
        pending_free(c->pendings);
}

/* Jobs still with the workers get a moment to finish: what was fetched is not lost to a signal or a limit. */
static void drain(struct crawler *c)
{
    int64_t until = clock_mono_ms() + DRAIN_MS;
    while (pool_pending(c->input->pool) > 0 && clock_mono_ms() < until) {
        struct pollfd fds[FETCH_MAX_WAITS];
        size_t n = pool_poll_fds(c->input->pool, fds, FETCH_MAX_WAITS);
        (void)poll(fds, (nfds_t)n, POLL_MS);
        take_results(c);
    }
}

enum oit_code crawler_run(struct crawl_input *input, struct arena *arena, struct crawl_outcome *ret_outcome, struct err *err)
{
    struct crawler c = {
        .input = input, .options = input->options, .arena = arena, .outcome = ret_outcome, .err = err, .start_final = input->start,
        .probe_entry = FRONTIER_NONE};
    *ret_outcome = (struct crawl_outcome){.final_url = input->start};
    arena_init(&c.scratch);
    enum oit_code code = open_parts(&c);
    if (code != OIT_OK) {
        close_parts(&c);
        return code;
    }
    c.max_pages = c.options->quick && (c.options->max_pages == 0 || c.options->max_pages > QUICK_PAGES) ? QUICK_PAGES : c.options->max_pages;
    int seconds = c.options->quick && (c.options->max_time_s == 0 || c.options->max_time_s > QUICK_SECONDS) ? QUICK_SECONDS : c.options->max_time_s;
    c.deadline_ms = seconds > 0 ? clock_mono_ms() + (int64_t)seconds * 1000 : 0;
    crawler_seed(&c);
    crawler_known_open(&c);
    if (input->set_aside)
        crawler_notice(&c, &(struct notice){.code = "store-set-aside", .says = MSG_NOTICE_SET_ASIDE, .advice = MSG_NOTICE_SET_ASIDE_ADVICE, .args = MSG_ARGS(input->set_aside)});
    crawler_restore(&c);
    const char *reason = loop(&c);
    drain(&c);
    crawler_second_end(&c, false);
    crawler_refusals_notice(&c);
    crawler_hosts_notice(&c);
    crawler_strangers_end(&c);
    crawler_store_unread(&c);
    crawler_end_batch(&c);
    judge_completeness(&c, reason);
    crawler_robots_tell(&c);
    crawler_sitemaps_tell(&c);
    crawler_renders_finish(&c);
    crawler_traps_report(&c);
    ret_outcome->notices = notices_list(c.notices, input->scheme, arena, &ret_outcome->n_notices);
    code = c.failure;
    close_parts(&c);
    mem_trim(); /* the frontier, before judging */
    return code;
}
