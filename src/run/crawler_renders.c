/* crawler_renders.c - which pages chromium shows, one after the other, beside the crawl's own loop.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_renders.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"

enum {
    START_WEIGHT = 1000,
    NAMED_WEIGHT = 200,   /* its own title or heading names an item */
    NEAR_WEIGHT = 20,     /* linked from the start page: a hub for all we know */
    LEAST_WEIGHT = 50,    /* promise of a hub */
    NEAR_DEPTH = 1,
    ADDED_LETTERS = 100,  /* a page that waited for a list and got no link and less than this got a clock, not a list */
    TIMEOUTS = 4,         /* of --timeout: a page waits for several answers, one behind the other */
    FAILURES_MAX = 2,     /* in a row, with nothing rendered before: it does not work here */
};

struct crawler_renders *crawler_renders_new(const struct oit_options *options)
{
    struct crawler_renders *r = mem_alloc(sizeof *r);
    *r = (struct crawler_renders){.program = options->no_render ? NULL : browser_program()};
    arena_init(&r->arena);
    return r;
}

static void end_page(struct crawler_renders *r)
{
    if (!r->is_busy)
        return;
    browser_end(&r->browser);
    proxy_free(r->proxy);
    r->proxy = NULL;
    crawler_render_requests_drop(r);
    r->spent_ms += clock_mono_ms() - r->begun_ms;
    r->generation++;
    r->is_busy = false;
    arena_clear(&r->arena);
}

void crawler_renders_free(struct crawler_renders *r)
{
    if (!r)
        return;
    end_page(r);
    crawler_render_cache_free(r);
    proxy_keys_free(r->keys);
    arena_done(&r->arena);
    free(r->candidates);
    free(r);
}

/* ---- which pages ---- */

static bool names_item(const struct crawler *c, const struct findings *findings)
{
    for (size_t i = 0; i < findings->n_namings; i++)
        if (findings->namings[i].place <= PLACE_H1 && findings->namings[i].n_best > 0 && findings->namings[i].best[0].subject < c->input->scheme->n_items)
            return true;
    return false;
}

/* Of what a visitor sees. */
static size_t count_links(const struct findings *findings)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->n_links; i++) {
        enum doc_via via = findings->links[i].via;
        n += findings->links[i].target == TARGET_URL && !doc_via_is_rel(via) && via != VIA_DATA && via != VIA_ASKED && via != VIA_HINT && via != VIA_IMAGE;
    }
    return n;
}

static void notice_page(struct crawler *c, uint32_t entry, bool was_read)
{
    struct crawler_renders *r = c->renders;
    bool can_install = !r->program && !c->options->no_render;
    crawler_notice(c, &(struct notice){.code = was_read ? "script-made-read" : "script-made",
                                       .says = was_read ? MSG_NOTICE_SCRIPT_READ : MSG_NOTICE_SCRIPT_MADE,
                                       .advice = can_install ? MSG_NOTICE_SCRIPT_INSTALL : MSG_NOTICE_SCRIPT_ADVICE,
                                       .args = MSG_ARGS("apt-get install chromium chromium-sandbox"),
                                       .url = frontier_at(c->frontier, entry)->url,
                                       .items = crawler_items_of(c, entry)});
}

void crawler_renders_note(struct crawler *c, uint32_t index, const struct findings *findings)
{
    struct crawler_renders *r = c->renders;
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    bool is_rendered = findings->text_source && strcmp(findings->text_source, "rendered") == 0;
    bool is_empty = findings->kind == DOC_HTML && findings->fault == FAULT_NONE && (findings->is_shell || findings->is_cut);
    if (is_rendered && !is_empty)
        notice_page(c, index, true);
    if (is_rendered || !is_empty || entry->is_foreign || entry->how == HOW_PROBE)
        return;
    uint32_t weight = entry->promise;
    weight += names_item(c, findings) ? NAMED_WEIGHT : 0;
    weight += entry->depth <= NEAR_DEPTH ? NEAR_WEIGHT : 0;
    weight += index == c->start_entry ? START_WEIGHT : 0;
    if (weight < LEAST_WEIGHT && entry->depth > NEAR_DEPTH)
        weight = 0; /* named in the notice, not rendered */
    MEM_GROW(r->candidates, r->n_candidates, r->capacity);
    r->candidates[r->n_candidates++] = (struct render_candidate){
        .entry = index, .weight = weight, .n_links = count_links(findings), .n_letters = findings->n_letters, .is_shell = findings->is_shell};
}

/* The best that waits, by weight, then by URL: the same whatever came first. */
static struct render_candidate *best_candidate(const struct crawler *c)
{
    const struct crawler_renders *r = c->renders;
    struct render_candidate *best = NULL;
    for (size_t i = 0; i < r->n_candidates; i++) {
        struct render_candidate *x = &r->candidates[i];
        if (x->is_done || x->weight == 0)
            continue;
        bool is_better = !best || x->weight > best->weight ||
                         (x->weight == best->weight && str_cmp(frontier_at(c->frontier, x->entry)->url, frontier_at(c->frontier, best->entry)->url) < 0);
        best = is_better ? x : best;
    }
    return best;
}

/* ---- one page ---- */

static bool begin_page(struct crawler *c, uint32_t entry)
{
    struct crawler_renders *r = c->renders;
    struct url_parts parts;
    bool is_found = false;
    r->entry = entry;
    r->begun_ms = clock_mono_ms();
    r->n_requests = r->n_bytes = 0;
    r->was_served = r->is_part = false;
    r->jump = STR_NONE;
    if (store_visit_get(c->input->store, c->input->run, frontier_at(c->frontier, entry)->url, STORE_WITH_BYTES, &r->arena, &is_found, &r->page, NULL) != OIT_OK || !is_found ||
        !r->page.has_content || !url_split(r->page.final_url, &parts))
        return false;
    if (!r->keys)
        r->keys = proxy_keys_new();
    int limit_ms = c->options->timeout_ms > 0 ? c->options->timeout_ms * TIMEOUTS : LIMIT_RENDER_MS;
    struct browser_options options = {
        .program = r->program,
        .spki = r->keys ? proxy_keys_spki(r->keys) : NULL,
        .user_agent = c->options->user_agent ? c->options->user_agent : "oitcheck/" OIT_VERSION,
        .limit_ms = limit_ms < LIMIT_RENDER_MS ? limit_ms : LIMIT_RENDER_MS,
        .virtual_ms = LIMIT_RENDER_VIRTUAL_MS,
        .max_dom_bytes = LIMIT_RENDER_DOM_BYTES,
        .memory_mb = LIMIT_RENDER_MEMORY_MB,
    };
    r->is_busy = r->keys && browser_start(&options, r->page.final_url, &r->browser);
    return r->is_busy;
}

bool crawler_renders_offer(struct crawler *c)
{
    struct crawler_renders *r = c->renders;
    bool is_over = c->failure != OIT_OK || crawler_is_stopped() || (c->deadline_ms && clock_mono_ms() >= c->deadline_ms) || (c->max_pages && c->n_spent >= c->max_pages);
    while (!r->is_busy && r->program && !is_over && r->n_tried < LIMIT_RENDER_PAGES && r->spent_ms < LIMIT_RENDER_RUN_MS) {
        struct render_candidate *next = best_candidate(c);
        if (!next)
            return false;
        next->is_done = true;
        r->n_tried++;
        if (begin_page(c, next->entry))
            return true;
        arena_clear(&r->arena);
    }
    return r->is_busy;
}

bool crawler_renders_are_busy(const struct crawler *c)
{
    return c->renders->is_busy;
}

size_t crawler_renders_poll_fds(const struct crawler *c, struct pollfd *fds, size_t max)
{
    const struct crawler_renders *r = c->renders;
    if (!r->is_busy)
        return 0;
    size_t n = browser_poll_fds(&r->browser, fds, max);
    return n + (r->proxy ? proxy_poll_fds(r->proxy, fds + n, max - n) : 0);
}

/* The page as chromium shows it goes where every page goes: to a worker, then into the store in the place of its empty form. */
static void submit_page(struct crawler *c)
{
    struct crawler_renders *r = c->renders;
    struct pending *p = crawler_pending_new(c);
    struct str dom = buf_str(&r->browser.dom);
    if (r->jump.n) /* a link like any other, for the reader */
        (void)buf_addf(&r->browser.dom, "<meta http-equiv=refresh content=\"0;url=%.*s\">", STR_ARG(r->jump));
    dom = buf_str(&r->browser.dom);
    p->entry = r->entry;
    p->http_status = r->page.http_status;
    p->is_rendered = true;
    p->final_url = mem_text(r->page.final_url);
    p->content_type = mem_text(r->is_part ? STR_LIT(RENDERED_PART_TYPE) : STR_LIT(RENDERED_TYPE));
    p->body = mem_text(dom);
    p->n_body = dom.n;
    struct page_job job = {.url = text_or_none(p->final_url), .content_type = text_or_none(p->content_type), .bytes = {p->body, p->n_body}};
    pool_submit(c->input->pool, &job, p);
}

static struct proxy *open_proxy(const struct crawler_renders *r)
{
    struct url_parts parts = {0};
    (void)url_split(r->page.final_url, &parts);
    return proxy_new(r->browser.listener, r->keys, parts.host, str_eq_c(parts.scheme, "https") ? parts.port : 0);
}

void crawler_renders_step(struct crawler *c)
{
    struct crawler_renders *r = c->renders;
    struct proxy_request request;
    if (!r->is_busy)
        return;
    enum browser_state state = browser_step(&r->browser);
    if (!r->proxy && r->browser.listener >= 0) {
        r->proxy = open_proxy(r);
        r->browser.listener = -1; /* the proxy's now */
    }
    if (r->proxy) {
        proxy_step(r->proxy);
        while (proxy_next(r->proxy, &request))
            crawler_render_decide(c, r, &request);
    }
    if (state == BROWSER_WORKS)
        return;
    if (state == BROWSER_DONE && r->was_served) {
        struct proxy_refusals refused = proxy_refused(r->proxy);
        r->is_part |= refused.n_own_sockets > 0; /* a list may come through a WebSocket */
        r->n_rendered++;
        r->n_failed_in_row = 0;
        submit_page(c);
    } else if (state == BROWSER_NO_HOUSE || ++r->n_failed_in_row >= FAILURES_MAX) {
        r->program = r->n_rendered > 0 && state != BROWSER_NO_HOUSE ? r->program : NULL;
    }
    end_page(r);
}

bool crawler_renders_adds(const struct crawler *c, uint32_t index, const struct findings *findings)
{
    const struct crawler_renders *r = c->renders;
    for (size_t i = 0; i < r->n_candidates; i++) {
        const struct render_candidate *x = &r->candidates[i];
        if (x->entry == index)
            return count_links(findings) > x->n_links || findings->n_letters > x->n_letters + (x->is_shell ? 0 : ADDED_LETTERS);
    }
    return true;
}

/* ---- what is said of them ---- */

void crawler_renders_finish(struct crawler *c)
{
    struct crawler_renders *r = c->renders;
    for (size_t i = 0; i < r->n_candidates; i++) {
        const struct render_candidate *x = &r->candidates[i];
        if (!x->was_read)
            notice_page(c, x->entry, false);
    }
}

void crawler_renders_take(struct crawler *c, uint32_t index, const struct findings *findings)
{
    struct crawler_renders *r = c->renders;
    bool was_read = findings && findings->fault == FAULT_NONE && !findings->is_shell && !findings->is_cut;
    if (!was_read)
        return;
    notice_page(c, index, true);
    for (size_t i = 0; i < r->n_candidates; i++)
        r->candidates[i].was_read |= r->candidates[i].entry == index;
}
