/* watch_entered.c - what is watched: the home page and the links of the newest submission, and what is stored of them.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "office/watching.h"
#include "url/url.h"

static char *text_or_null(const char *text)
{
    return text ? mem_text(str_from(text)) : NULL;
}

static void forget(struct watched *a)
{
    free(a->url);
    free(a->items);
    free(a->etag);
    free(a->last_modified);
    free(a->sha256);
}

void watch_unload(struct watcher *w)
{
    for (size_t i = 0; i < w->n; i++)
        forget(&w->items[i]);
    free(w->items);
    free(w->hosts);
    w->items = NULL;
    w->hosts = NULL;
    w->n = w->capacity = w->n_hosts = w->hosts_capacity = 0;
}

/* What an earlier process saw: the trouble that lasts, the validators of the last answer. */
static enum oit_code remember(struct watcher *w, struct watched *a, const struct store_outage *outages, size_t n_outages, struct arena *arena, struct err *err)
{
    struct store_seen seen;
    bool found;
    enum oit_code code = store_seen_get(w->store, w->site_text, a->url, arena, &found, &seen, err);
    if (code != OIT_OK)
        return code;
    for (size_t i = 0; i < n_outages; i++)
        if (outages[i].outage.ended_at == 0 && strcmp(outages[i].url, a->url) == 0)
            a->memory.open = outages[i].outage;
    if (!found)
        return OIT_OK;
    a->memory.last_at = seen.span.to;
    a->memory.last_state = seen.span.state;
    bool is_readable = seen.span.state == WATCH_OK || seen.span.state == WATCH_CHANGED;
    a->etag = text_or_null(is_readable ? seen.etag : NULL);
    a->last_modified = text_or_null(is_readable ? seen.last_modified : NULL);
    a->sha256 = text_or_null(is_readable ? seen.sha256 : NULL);
    return OIT_OK;
}

static void add(struct watcher *w, const char *url, bool is_home)
{
    MEM_GROW(w->items, w->n, w->capacity);
    w->items[w->n++] = (struct watched){.url = mem_text(str_from(url)), .is_home = is_home};
}

enum oit_code watch_load(struct watcher *w, struct err *err)
{
    struct arena arena;
    struct store_outage *outages = NULL;
    size_t n_outages = 0;
    if (w->n > 0)
        return OIT_OK;
    arena_init(&arena);
    add(w, w->site_text, true);
    enum oit_code code = store_outages_pending(w->store, w->site_text, &arena, &outages, &n_outages, err);
    for (size_t i = 0; code == OIT_OK && i < w->n; i++)
        code = remember(w, &w->items[i], outages, n_outages, &arena, err);
    arena_done(&arena);
    return code;
}

enum watch_state watch_compare(struct watcher *w, const struct watched *a, struct str bytes, struct str content_type, struct str content_encoding, struct str final_url)
{
    (void)w;
    (void)a;
    (void)bytes;
    (void)content_type;
    (void)content_encoding;
    (void)final_url;
    return WATCH_OK;
}
