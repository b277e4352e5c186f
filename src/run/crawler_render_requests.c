/* crawler_render_requests.c - what each request of the browser gets: the stored page, nothing, or what fetch brings.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "crawler_renders.h"

/* Requests carry this in fetch's user pointer and in the desk's entry number; entries of the frontier and the desk's own tag stay clear of it. */
static const uintptr_t RENDER_TAG = (uintptr_t)1 << 62;
enum { GENERATION_SHIFT = 16, SLOT_MASK = 0xFFFF, RENDER_PRIORITY = 1500 };
static const uint32_t DESK_BIT = UINT32_C(1) << 30;

static void answer_status(struct crawler_renders *r, uint32_t id, int status, const char *type)
{
    proxy_answer(r->proxy, id, &(struct proxy_answer){.status = status, .content_type = type ? str_from(type) : STR_NONE});
}

/* What a page looks like and not what it says: answered with nothing, asked of nobody. */
static bool is_decoration(const struct proxy_request *q)
{
    static const char *const endings[] = {"png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "avif", "woff", "woff2", "ttf", "eot", "otf", "mp4", "webm", "mp3", "ogg", "map", NULL};
    static const char *const kinds[] = {"image", "font", "audio", "video", "track", "manifest", "report"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq_c(q->destination, kinds[i]))
            return true;
    return str_starts_c(q->accept, "image/") || url_has_extension(q->url, endings) || url_is_document(q->url);
}

static bool is_style(const struct proxy_request *q)
{
    static const char *const endings[] = {"css", NULL};
    return str_eq_c(q->destination, "style") || str_starts_c(q->accept, "text/css") || url_has_extension(q->url, endings);
}

static bool is_program(const struct proxy_request *q)
{
    static const char *const endings[] = {"js", "mjs", NULL};
    return str_eq_c(q->destination, "script") || url_has_extension(q->url, endings);
}

/* Of another site only what its address says is a program or data; counters and advertisements are not ours to trigger. */
static bool is_wanted_foreign(const struct proxy_request *q)
{
    static const char *const endings[] = {"js", "mjs", "json", NULL};
    return url_has_extension(q->url, endings);
}

/* ---- scripts that several pages share ---- */

static const struct cached_script *cached(const struct crawler_renders *r, struct str url)
{
    for (size_t i = 0; i < r->n_cache; i++)
        if (str_eq_c(url, r->cache[i].url))
            return &r->cache[i];
    return NULL;
}

static void keep(struct crawler_renders *r, struct str url, const struct fetch_answer *a)
{
    if (cached(r, url) || r->cache_bytes + a->body->n > LIMIT_RENDER_CACHE_BYTES)
        return;
    MEM_GROW(r->cache, r->n_cache, r->cache_capacity);
    r->cache[r->n_cache++] = (struct cached_script){.url = mem_text(url),
                                                    .content_type = mem_text(a->content_type),
                                                    .content_encoding = mem_text(a->content_encoding),
                                                    .body = mem_text(buf_str(a->body)),
                                                    .n_body = a->body->n};
    r->cache_bytes += a->body->n;
}

void crawler_render_cache_free(struct crawler_renders *r)
{
    for (size_t i = 0; i < r->n_cache; i++) {
        free(r->cache[i].url);
        free(r->cache[i].content_type);
        free(r->cache[i].content_encoding);
        free(r->cache[i].body);
    }
    free(r->cache);
}

/* ---- deciding ---- */

static void send_out(struct crawler *c, struct crawler_renders *r, size_t slot)
{
    struct fetch_request request = {.url = buf_str(&r->requests[slot].url),
                                    .user = (void *)(RENDER_TAG | (uintptr_t)r->generation << GENERATION_SHIFT | slot),
                                    .priority = RENDER_PRIORITY,
                                    .max_body_bytes = LIMIT_RENDER_BYTES - r->n_bytes};
    fetch_add(c->fetch, &request);
}

static void drop_request(struct render_request *request)
{
    buf_done(&request->url);
    *request = (struct render_request){0};
}

static void ask_desk(struct crawler *c, struct crawler_renders *r, size_t slot)
{
    struct render_request *request = &r->requests[slot];
    switch (robots_desk_ask(c->robots, buf_str(&request->url), DESK_BIT | (r->generation & 0xFFF) << GENERATION_SHIFT | (uint32_t)slot)) {
    case ROBOTS_DESK_YES: send_out(c, r, slot); break;
    case ROBOTS_DESK_NO:
        r->n_robots++;
        r->is_part = true;
        if (request->is_own) /* refused like any link, so that the line of robots.txt is named in the report */
            crawler_offer(c, buf_str(&request->url), STR_NONE, r->entry, frontier_at(c->frontier, r->entry)->promise, false, HOW_LINK, false);
        answer_status(r, request->id, 403, NULL);
        drop_request(request);
        break;
    case ROBOTS_DESK_WAIT: break;
    }
}

static void refuse(struct crawler_renders *r, const struct proxy_request *q, bool is_missed)
{
    r->is_part |= is_missed;
    answer_status(r, q->id, 403, NULL);
}

/* The page itself comes from the store, once. Wherever else a script wants to go, it stays here (204); the address is a link. */
static void navigate(struct crawler_renders *r, const struct proxy_request *q)
{
    if (!r->was_served && str_eq(q->url, r->page.final_url)) {
        r->was_served = true;
        proxy_answer(r->proxy, q->id,
                     &(struct proxy_answer){.status = 200, .content_type = r->page.content_type.n ? r->page.content_type : STR_LIT("text/html"), .content_encoding = r->page.content_encoding, .body = r->page.bytes});
        return;
    }
    if (!r->jump.n && r->was_served && !str_eq(q->url, r->page.final_url))
        r->jump = arena_str(&r->arena, q->url);
    answer_status(r, q->id, 204, NULL);
}

/* What the crawl has read already (a program, an answer in JSON) is not asked for again. */
static bool answer_stored(struct crawler *c, struct crawler_renders *r, const struct proxy_request *q)
{
    struct arena arena;
    struct store_visit visit;
    bool is_found = false;
    arena_init(&arena);
    enum oit_code code = store_visit_get(c->input->store, c->input->run, q->url, STORE_WITH_BYTES, &arena, &is_found, &visit, NULL);
    is_found = code == OIT_OK && is_found && visit.has_content && visit.fault == FAULT_NONE;
    if (is_found)
        proxy_answer(r->proxy, q->id,
                     &(struct proxy_answer){.status = 200, .content_type = visit.content_type, .content_encoding = visit.content_encoding, .body = visit.bytes});
    arena_done(&arena);
    return is_found;
}

void crawler_render_decide(struct crawler *c, struct crawler_renders *r, const struct proxy_request *q)
{
    bool is_own = scope_of(c->scope, q->url) != SCOPE_FOREIGN;
    bool reads = str_eq_c(q->method, "GET") || str_eq_c(q->method, "HEAD");
    if (reads && q->is_navigation && !q->has_body) {
        navigate(r, q);
        return;
    }
    if (!r->was_served) { /* chromium's own services */
        refuse(r, q, false);
        return;
    }
    if (!reads || q->has_body) { /* a guest posts nothing; lists asked for so stay unread */
        r->n_posts += is_own;
        refuse(r, q, is_own && !str_eq_c(q->method, "OPTIONS"));
        return;
    }
    if (is_style(q)) {
        answer_status(r, q->id, 200, "text/css");
        return;
    }
    if (is_decoration(q)) {
        answer_status(r, q->id, 404, NULL);
        return;
    }
    if (!is_own && !is_wanted_foreign(q)) { /* what a script asks another site for (it names its origin) may be the list */
        refuse(r, q, q->origin.n > 0 && !is_program(q));
        return;
    }
    const struct cached_script *known = cached(r, q->url);
    if (known) {
        proxy_answer(r->proxy, q->id,
                     &(struct proxy_answer){.status = 200, .content_type = str_from(known->content_type), .content_encoding = str_from(known->content_encoding), .body = {known->body, known->n_body}});
        return;
    }
    if (is_own && answer_stored(c, r, q))
        return;
    size_t slot = 0;
    while (slot < LIMIT_RENDER_CONNECTIONS && r->requests[slot].id)
        slot++;
    if (slot == LIMIT_RENDER_CONNECTIONS || r->n_requests >= LIMIT_RENDER_REQUESTS || r->n_bytes >= LIMIT_RENDER_BYTES) {
        refuse(r, q, true);
        return;
    }
    r->n_requests++;
    struct render_request *request = &r->requests[slot];
    *request = (struct render_request){.id = q->id, .is_own = is_own, .is_script = is_program(q)};
    buf_init(&request->url, LIMIT_URL_BYTES);
    (void)buf_add_str(&request->url, q->url);
    ask_desk(c, r, slot);
}

void crawler_render_requests_drop(struct crawler_renders *r)
{
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS; i++)
        if (r->requests[i].id)
            drop_request(&r->requests[i]);
}

bool crawler_renders_release(struct crawler *c, uint32_t number)
{
    struct crawler_renders *r = c->renders;
    if (!(number & DESK_BIT))
        return false;
    size_t slot = number & SLOT_MASK;
    bool is_current = r->is_busy && ((number & ~DESK_BIT) >> GENERATION_SHIFT) == (r->generation & 0xFFF);
    if (is_current && slot < LIMIT_RENDER_CONNECTIONS && r->requests[slot].id)
        ask_desk(c, r, slot);
    return true;
}

bool crawler_renders_answer(struct crawler *c, struct fetch_answer *a)
{
    struct crawler_renders *r = c->renders;
    uintptr_t user = (uintptr_t)a->user;
    if (!(user & RENDER_TAG))
        return false;
    size_t slot = user & SLOT_MASK;
    bool is_current = r->is_busy && (uint32_t)((user & ~RENDER_TAG) >> GENERATION_SHIFT) == r->generation;
    if (!is_current || slot >= LIMIT_RENDER_CONNECTIONS || !r->requests[slot].id)
        return true;
    struct render_request *request = &r->requests[slot];
    int status = a->fault == FAULT_NONE ? 200 : a->fault == FAULT_HTTP ? a->http_status : 502;
    /* Data that is not there is what a visitor gets as well; what we could not get, or would not, a visitor may have. Without a program nothing can be said. */
    bool is_dead = a->fault == FAULT_HTTP && (a->http_status == 404 || a->http_status == 410);
    r->is_part |= a->fault != FAULT_NONE && (!is_dead || request->is_script);
    r->n_bytes += a->body ? a->body->n : 0;
    proxy_answer(r->proxy, request->id,
                 &(struct proxy_answer){.status = status, .content_type = a->content_type, .content_encoding = status == 200 ? a->content_encoding : STR_NONE, .body = status == 200 && a->body ? buf_str(a->body) : STR_NONE});
    if (status == 200 && a->body && request->is_script)
        keep(r, buf_str(&request->url), a);
    drop_request(request);
    return true;
}
