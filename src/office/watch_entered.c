/* watch_entered.c - what is watched: the home page and the links of the newest submission, and what is stored of them.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/fetch.h"
#include "itas/watch_words.h"
#include "office/watching.h"
#include "store/submissions.h"
#include "url/url.h"

struct watched_entry {
    char *sha256;      /* of the bytes */
    char *print;       /* of what a reader sees of a page: run/entered_text.h; NULL: none */
    bool is_plain;     /* the bytes are the file's own */
    char seen_print[65]; /* of the last answer that differed */
    bool is_unsteady;  /* it differs each time */
};

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
    if (a->entry) {
        free(a->entry->sha256);
        free(a->entry->print);
    }
    free(a->entry);
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
    bool is_readable = seen.span.state == WATCH_OK; /* what differed is looked at again: it may have been entered anew */
    a->etag = text_or_null(is_readable ? seen.etag : NULL);
    a->last_modified = text_or_null(is_readable ? seen.last_modified : NULL);
    a->sha256 = text_or_null(is_readable ? seen.sha256 : NULL);
    return OIT_OK;
}

static struct watched *add(struct watcher *w, const char *url, bool is_home)
{
    MEM_GROW(w->items, w->n, w->capacity);
    w->items[w->n] = (struct watched){.url = mem_text(str_from(url)), .is_home = is_home, .wants_plain = is_home};
    return &w->items[w->n++];
}

static struct watched *find(struct watcher *w, const char *url)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->items[i].url, url) == 0)
            return &w->items[i];
    return NULL;
}

static void name_item(struct watched *a, const char *item)
{
    struct buf items;
    buf_init(&items, 0);
    watch_items_add(&items, a->items);
    watch_items_add(&items, item);
    free(a->items);
    a->items = buf_take(&items);
}

/* The home page of most sites changes every day: only that it can be opened is looked at. */
static void take_entry(struct watched *a, const struct store_submission_url *url)
{
    bool was_read = url->sha256 && url->fault == FAULT_NONE && url->http_status == 200;
    if (a->is_home || a->entry || !was_read || url->size_bytes == 0 || url->size_bytes > LIMIT_WATCH_BYTES)
        return;
    struct str encoding = str_trim(str_from(url->content_encoding));
    a->entry = mem_alloc(sizeof *a->entry);
    *a->entry = (struct watched_entry){.sha256 = mem_text(str_from(url->sha256)), .print = text_or_null(url->fingerprint),
                                       .is_plain = encoding.n == 0 || str_eq_nocase_c(encoding, "identity")};
    a->wants_plain = true;
}

static enum oit_code add_entered(struct watcher *w, int64_t submission, struct arena *arena, struct err *err)
{
    struct store_submission_url *urls = NULL;
    size_t n = 0;
    enum oit_code code = submission ? store_submission_urls(w->store, submission, false, arena, &urls, &n, err) : OIT_OK;
    for (size_t i = 0; code == OIT_OK && i < n && w->n < LIMIT_WATCH_URLS; i++) {
        struct url_parts parts;
        if (!url_split(str_from(urls[i].url), &parts))
            continue; /* what is no address was said by submit and verify */
        struct watched *a = find(w, urls[i].url);
        a = a ? a : add(w, urls[i].url, false);
        name_item(a, urls[i].item);
        take_entry(a, &urls[i]);
    }
    return code;
}

/* Troubles of links that another submission has left out: nobody looks after them any more. */
static enum oit_code drop_others(struct watcher *w, const struct store_outage *outages, size_t n, struct err *err)
{
    enum oit_code code = OIT_OK;
    int64_t now = clock_now_s();
    for (size_t i = 0; i < n && code == OIT_OK; i++) {
        if (find(w, outages[i].url))
            continue;
        if (outages[i].outage.ended_at == 0)
            code = store_outage_end(w->store, w->site_text, outages[i].url, now, err);
        if (code == OIT_OK && outages[i].began_told == 0)
            code = store_outage_told(w->store, outages[i].row, false, now, err);
        if (code == OIT_OK)
            code = store_outage_told(w->store, outages[i].row, true, now, err);
    }
    return code;
}

enum oit_code watch_load(struct watcher *w, struct err *err)
{
    struct arena arena;
    struct store_submission submission = {0};
    struct store_outage *outages = NULL;
    size_t n_outages = 0;
    bool found = false;
    if (!w->store) { /* --dry-run before anything was stored */
        if (w->n == 0)
            (void)add(w, w->site_text, true);
        return OIT_OK;
    }
    arena_init(&arena);
    enum oit_code code = store_submission_latest(w->store, w->site_text, w->options->fiscal_year_be, &arena, &found, &submission, err);
    int64_t row = found ? submission.row : 0;
    if (code == OIT_OK && (w->n == 0 || row != w->submission)) {
        watch_unload(w);
        w->submission = row;
        (void)add(w, w->site_text, true);
        code = add_entered(w, row, &arena, err);
        if (code == OIT_OK)
            code = store_outages_pending(w->store, w->site_text, &arena, &outages, &n_outages, err);
        for (size_t i = 0; code == OIT_OK && i < w->n; i++)
            code = remember(w, &w->items[i], outages, n_outages, &arena, err);
        if (code == OIT_OK && !w->options->dry_run)
            code = drop_others(w, outages, n_outages, err);
    }
    arena_done(&arena);
    return code;
}

bool watch_wants_print(const struct watched *a)
{
    return a->entry && a->entry->print;
}

static enum watch_state compare_page(struct watched *a, const char *print)
{
    struct watched_entry *entry = a->entry;
    if (!entry->print || !*print || entry->is_unsteady || strcmp(entry->print, print) == 0)
        return WATCH_OK;
    if (a->memory.open.kind == WATCH_CHANGED)
        return WATCH_CHANGED; /* another change is a change */
    entry->is_unsteady = *entry->seen_print && strcmp(entry->seen_print, print) != 0;
    memcpy(entry->seen_print, print, sizeof entry->seen_print);
    return entry->is_unsteady ? WATCH_OK : WATCH_CHANGED;
}

enum watch_state watch_compare(struct watched *a, const struct fetch_answer *answer, const char *sha256, const char *print)
{
    if (!a->entry || answer->body->n == 0 || strcmp(a->entry->sha256, sha256) == 0)
        return WATCH_OK;
    if (*print || str_find_nocase_c(answer->content_type, "html") != STR_NPOS)
        return compare_page(a, print);
    return a->entry->is_plain && answer->content_encoding.n == 0 ? WATCH_CHANGED : WATCH_OK;
}
