/* crawler_renders.h - pages that stay empty until a script runs: which are shown by chromium, and what its requests may reach.
 *
 * Only at the end, when nothing else is left to ask, and only pages that could matter: the start page, hubs, what a link or its own title calls an
 * item; the most promising first, at most LIMIT_RENDER_PAGES. Every request of the browser comes through our proxy and is decided here like any other
 * of ours: GET only, robots.txt, pace, guard, caps (fetch); pictures, fonts and styles are not asked for at all. What is refused or fails makes the page
 * half read, so nothing is called missing because of it. For crawler*.c only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_CRAWLER_RENDERS_H
#define OIT_RUN_CRAWLER_RENDERS_H

#include "crawler_parts.h"
#include "render/browser.h"
#include "render/proxy.h"

#define RENDERED_TYPE "text/html; charset=utf-8; " EXTRACT_RENDERED
#define RENDERED_PART_TYPE "text/html; charset=utf-8; " EXTRACT_RENDERED_PART

struct render_candidate {
    uint32_t entry;
    uint32_t weight; /* higher first */
    size_t n_links, n_letters; /* of its empty form */
    bool is_shell;
    bool is_done, was_read;
};

/* One request of the browser that was handed to fetch or waits for robots.txt. */
struct render_request {
    uint32_t id; /* the proxy's; 0: free */
    struct buf url;
    bool is_own, is_script;
};

struct cached_script {
    char *url, *content_type, *content_encoding;
    char *body;
    size_t n_body;
};

struct crawler_renders {
    const char *program; /* NULL: not installed, or it does not start here */
    struct proxy_keys *keys;
    struct render_candidate *candidates;
    size_t n_candidates, capacity;
    size_t n_rendered, n_failed_in_row, n_tried;
    int64_t spent_ms;
    /* the page at hand */
    bool is_busy;
    uint32_t entry, generation;
    struct browser browser;
    struct proxy *proxy;
    struct arena arena;
    struct store_visit page; /* as stored, with its bytes */
    int64_t begun_ms;
    size_t n_requests, n_bytes;
    bool was_served, is_part;
    struct str jump;         /* where a script wanted to go */
    struct render_request requests[LIMIT_RENDER_CONNECTIONS];
    /* of all pages */
    struct cached_script *cache;
    size_t n_cache, cache_capacity, cache_bytes;
    size_t n_robots, n_posts;
};

/* crawler_render_requests.c */
void crawler_render_decide(struct crawler *c, struct crawler_renders *r, const struct proxy_request *request);
void crawler_render_requests_drop(struct crawler_renders *r); /* the page is over */
void crawler_render_cache_free(struct crawler_renders *r);

#endif
