/* watched_time.c - what `watch` saw of a site in a time.
 * SPDX-License-Identifier: MIT
 */
#include "office/watched_time.h"

#include "base/clock.h"
#include "itas/watch_words.h"
#include "store/submissions.h"
#include "store/watching.h"

struct reading {
    struct availability_page *page;
    struct arena *arena;
    const struct watch_span *spans; size_t n_spans;
    const struct store_outage *outages; size_t n_outages;
    const struct store_submission_url *urls; size_t n_urls;
};

static const char *items_of(const struct reading *r, const char *url)
{
    struct buf items;
    buf_init(&items, 0);
    for (size_t i = 0; i < r->n_urls; i++)
        if (strcmp(r->urls[i].url, url) == 0)
            watch_items_add(&items, r->urls[i].item);
    const char *text = items.n ? arena_text(r->arena, buf_str(&items)) : NULL;
    buf_done(&items);
    return text;
}

static int64_t first_try(const struct reading *r)
{
    int64_t first = INT64_MAX;
    for (size_t i = 0; i < r->n_spans; i++)
        first = r->spans[i].from < first ? r->spans[i].from : first;
    return first;
}

/* The watch may still be going on: what has passed since the last try is no gap until a try is overdue. */
static int64_t last_moment(const struct reading *r, int64_t now)
{
    int64_t last = 0;
    int hold_s = 0;
    for (size_t i = 0; i < r->n_spans; i++)
        if (r->spans[i].to > last) {
            last = r->spans[i].to;
            hold_s = r->spans[i].hold_s;
        }
    return last && now >= last && now - last <= hold_s ? last : now;
}

static void add_address(struct reading *r, size_t first, size_t n)
{
    struct availability_page *page = r->page;
    const char *url = r->spans[first].url;
    struct outage *outages = ARENA_ARRAY(r->arena, struct outage, r->n_outages + 1);
    size_t n_outages = 0;
    for (size_t i = 0; i < r->n_outages; i++)
        if (strcmp(r->outages[i].url, url) == 0)
            outages[n_outages++] = r->outages[i].outage;
    struct availability_address *a = &page->addresses[page->n_addresses++];
    *a = (struct availability_address){.url = url, .items = items_of(r, url), .is_home = strcmp(url, page->site_url) == 0, .last = r->spans[first + n - 1]};
    availability_of(&r->spans[first], n, outages, n_outages, page->from, page->to, r->arena, &a->is);
}

/* The home page, then in the order in which the links were entered; those of earlier submissions last. */
static size_t place_of(const struct reading *r, const struct availability_address *a)
{
    for (size_t i = 0; i < r->n_urls && !a->is_home; i++)
        if (strcmp(r->urls[i].url, a->url) == 0)
            return i + 1;
    return a->is_home ? 0 : SIZE_MAX;
}

static void sort_addresses(struct reading *r)
{
    struct availability_address *all = r->page->addresses;
    for (size_t i = 1; i < r->page->n_addresses; i++)
        for (size_t k = i; k > 0 && place_of(r, &all[k]) < place_of(r, &all[k - 1]); k--) {
            struct availability_address one = all[k];
            all[k] = all[k - 1];
            all[k - 1] = one;
        }
}

/* What lasts is known to have lasted until somebody looked. */
static int64_t last_try(const struct reading *r, const char *url)
{
    int64_t last = 0;
    for (size_t i = 0; i < r->n_spans; i++)
        if (r->spans[i].to > last && strcmp(r->spans[i].url, url) == 0)
            last = r->spans[i].to;
    return last < r->page->to ? last : r->page->to;
}

static void add_troubles(struct reading *r)
{
    struct availability_page *page = r->page;
    page->troubles = ARENA_ARRAY(r->arena, struct availability_trouble, r->n_outages + 1);
    for (size_t i = 0; i < r->n_outages; i++) {
        const struct store_outage *o = &r->outages[i];
        int64_t until = o->outage.ended_at ? o->outage.ended_at : last_try(r, o->url);
        page->troubles[page->n_troubles++] = (struct availability_trouble){.url = o->url, .items = items_of(r, o->url), .is_home = strcmp(o->url, page->site_url) == 0,
                                                                           .is = o->outage, .until = until > o->outage.began_at ? until : o->outage.began_at};
    }
}

static enum oit_code read_entered(struct reading *r, struct store *store, const char *site, struct err *err)
{
    struct store_submission submission;
    struct store_submission_url *urls = NULL;
    bool found = false;
    enum oit_code code = store_submission_latest(store, site, 0, r->arena, &found, &submission, err);
    if (code == OIT_OK && found)
        code = store_submission_urls(store, submission.row, false, r->arena, &urls, &r->n_urls, err);
    r->urls = urls;
    return code;
}

enum oit_code watched_time(struct store *store, const char *site, int64_t from, int64_t to, struct arena *arena, struct availability_page *ret_page, struct err *err)
{
    struct reading r = {.page = ret_page, .arena = arena};
    struct watch_span *spans = NULL;
    struct store_outage *outages = NULL;
    int64_t now = clock_now_s(), end = to && to < now ? to : now;
    *ret_page = (struct availability_page){.site_url = arena_text(arena, str_from(site)), .made = now};
    enum oit_code code = store_spans(store, site, from, end, arena, &spans, &r.n_spans, err);
    if (code == OIT_OK)
        code = store_outages(store, site, from, end, arena, &outages, &r.n_outages, err);
    if (code == OIT_OK)
        code = read_entered(&r, store, site, err);
    r.spans = spans;
    r.outages = outages;
    if (code != OIT_OK || r.n_spans == 0)
        return code;
    ret_page->from = from ? from : first_try(&r);
    ret_page->to = to && to < now ? to : last_moment(&r, now);
    ret_page->to = ret_page->to > ret_page->from ? ret_page->to : ret_page->from;
    ret_page->addresses = ARENA_ARRAY(arena, struct availability_address, r.n_spans);
    for (size_t i = 0, n; i < r.n_spans; i += n) {
        for (n = 1; i + n < r.n_spans && strcmp(spans[i].url, spans[i + n].url) == 0; n++)
            ;
        add_address(&r, i, n);
    }
    sort_addresses(&r);
    add_troubles(&r);
    return code;
}
