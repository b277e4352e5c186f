/* crawler_links.c - which links are worth asking for, with what promise, and what a crawl begins with.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdlib.h>

#include "base/limits.h"
#include "rules/hosting.h"
#include "run/crawler_order.h"
#include "run/crawler_traps.h"

enum {
    OPAQUE_PROMISE = 60,
    INDEX_PROMISE = 50,
    COMMON_PROMISE = 12,   /* less than a dull link of a page's text */
    LONG_LIST = 24,        /* dull links on one page: from there on it is an archive, even without pages */
    HINT_PROMISE = 18,     /* a name that is nearly an item's: so are many titles of news */
    ARCHIVE_SETBACK = 100, /* of priority, for what stands in a list with pages */
};

bool crawler_is_document(struct str url)
{
    return url_is_document(url);
}

/* Pictures, and archives we cannot open: asked for only where an item is promised, so that the report says what stands there. */
static bool is_opaque_url(struct str url)
{
    static const char *const list[] = {"rar", "7z", "jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "ico", "tif", "tiff", NULL};
    return url_has_extension(url, list);
}

static bool is_asset_url(struct str url)
{
    static const char *const list[] = {"css", "js", "mjs", "woff", "woff2", "ttf", "eot", "mp3", "mp4", "avi", "mov", "wmv", "webm", "map",
                                       "apk", "exe", "iso", "ics", "swf", NULL};
    return url_has_extension(url, list);
}

/* A program of the site, asked for only where a page stays empty without it (VIA_ASKED). */
static bool is_program_url(struct str url)
{
    static const char *const list[] = {"js", "mjs", NULL};
    return url_has_extension(url, list);
}

static bool would_log_out(struct str url)
{
    return str_find_nocase_c(url, "logout") != STR_NPOS || str_find_nocase_c(url, "signout") != STR_NPOS;
}

static bool is_worth_asking(const struct link_fact *link)
{
    bool is_asset = is_asset_url(link->url) && !(link->via == VIA_ASKED && is_program_url(link->url));
    if (link->target != TARGET_URL || link->via == VIA_FORM || link->via == VIA_IMAGE || is_asset || would_log_out(link->url))
        return false;
    return !is_opaque_url(link->url) || link->promise >= OPAQUE_PROMISE;
}

/* A dull link is no better than the page it hangs on: what hangs on the tail of an archive is as far away as the tail. */
static uint16_t priority_of(struct crawler *c, struct str url, uint8_t promise, uint32_t from, bool is_menu, bool *ret_is_tail)
{
    uint32_t depth = from == FRONTIER_NONE ? 0 : frontier_at(c->frontier, from)->depth + 1;
    unsigned priority = frontier_priority(url, promise, depth, is_menu, crawler_is_document(url)), setback = 0;
    if (from == FRONTIER_NONE || is_menu || promise >= FOREIGN_PROMISE)
        return (uint16_t)priority;
    const struct frontier_entry *parent = frontier_at(c->frontier, from);
    if (c->is_archive || (!parent->is_tail && !parent->is_menu && families_is_archive(frontier_families(c->frontier), parent->family)))
        setback = ARCHIVE_SETBACK;
    *ret_is_tail = setback > 0 || parent->is_tail;
    if (parent->priority < priority)
        priority = parent->priority;
    return (uint16_t)(priority > setback ? priority - setback : 0);
}

uint32_t crawler_offer(struct crawler *c, struct str url, struct str label, uint32_t from, uint8_t promise, bool is_menu, enum store_how how,
                      bool is_foreign)
{
    uint32_t depth = from == FRONTIER_NONE ? 0 : frontier_at(c->frontier, from)->depth + 1;
    bool is_dull = c->is_common || promise < FOREIGN_PROMISE;
    uint8_t worth = c->is_common && promise > COMMON_PROMISE ? COMMON_PROMISE : c->is_hint ? HINT_PROMISE : promise;
    bool is_tail = false;
    uint16_t priority = priority_of(c, url, worth, from, is_menu, &is_tail);
    struct frontier_entry entry = {
        .url = url,
        .label = label,
        .referrer = from,
        .depth = depth,
        .promise = promise,
        .priority = priority,
        .is_common = is_dull,
        .is_tail = is_tail,
        .how = (uint8_t)how,
        .is_foreign = is_foreign,
        .is_menu = is_menu,
    };
    uint32_t index = FRONTIER_NONE;
    enum trap trap;
    enum frontier_result result = frontier_offer(c->frontier, &entry, &index, &trap);
    crawler_traps_offered(c, &entry, result, index, trap);
    if (result == OFFER_CUT)
        c->outcome->counters.skipped++;
    else if (index != FRONTIER_NONE && c->is_archive && is_dull)
        families_note_archive(frontier_families(c->frontier), frontier_at(c->frontier, index)->family);
    if (index != FRONTIER_NONE && promise >= FOREIGN_PROMISE && how != HOW_START)
        frontier_at(c->frontier, index)->is_named = true;
    return index;
}

/* --only: an index, what names an item asked for, and the files of a page that was visited for its sake. */
static bool is_wanted(const struct crawler *c, const struct findings *findings, const struct link_fact *link)
{
    if (c->input->n_seeds == 0)
        return true;
    bool names_other = false;
    if (link->naming < findings->n_namings) {
        const struct naming *naming = &findings->namings[link->naming];
        for (size_t i = 0; i < naming->n_best; i++)
            if (naming->best[i].subject < 64 && (c->input->only_items >> naming->best[i].subject & 1))
                return true;
        names_other = naming->n_best > 0 && naming->best[0].subject < c->input->scheme->n_items;
    }
    return !names_other && (link->promise >= INDEX_PROMISE || (link->zone == ZONE_MAIN && (crawler_is_document(link->url) || hosting_share_of(c->input->scheme->hosting, link->url, NULL))));
}

void crawler_offer_links(struct crawler *c, uint32_t from, const struct findings *findings)
{
    if (frontier_at(c->frontier, from)->is_foreign) {
        crawler_shares_list(c, from, findings);
        return;
    }
    bool is_list = findings->kind == DOC_SITEMAP || findings->kind == DOC_FEED;
    bool is_archive = crawler_order_is_archive(findings);
    size_t n_dull = 0;
    frontier_begin_page(c->frontier);
    for (size_t i = 0; i < findings->n_links; i++) {
        const struct link_fact *link = &findings->links[i];
        if (!is_worth_asking(link) || !is_wanted(c, findings, link))
            continue;
        if (link->via == VIA_ASKED && findings->fault != FAULT_NONE)
            continue; /* the programs of a challenge or an error page are none of the site's */
        bool is_new_program = link->via == VIA_ASKED && is_program_url(link->url) && frontier_find(c->frontier, link->url) == FRONTIER_NONE;
        if (crawler_sitemaps_take(c, from, findings, link) || (is_new_program && c->n_programs++ >= LIMIT_PROGRAM_FILES))
            continue;
        bool is_menu = link->zone == ZONE_MENU || link->zone == ZONE_HEADER;
        enum scope_class class = scope_of(c->scope, link->url);
        c->is_common = crawler_order_is_common(c, findings, link);
        bool is_dull = link->zone == ZONE_MAIN && (link->promise < FOREIGN_PROMISE || c->is_common);
        n_dull += is_dull;
        c->is_archive = (is_archive && link->zone == ZONE_MAIN) || (is_dull && n_dull > LONG_LIST);
        c->is_hint = link->naming < findings->n_namings && link->promise >= FAMILY_PROMISING && link->promise < FOREIGN_PROMISE;
        bool is_vouched = class == SCOPE_POSSIBLE && (is_menu || from == c->start_entry);
        uint32_t index = FRONTIER_NONE;
        if (class == SCOPE_OWN)
            index = crawler_offer(c, link->url, link->label, from, link->promise, is_menu, is_list ? HOW_SITEMAP : HOW_LINK, false);
        else if (link->promise >= FOREIGN_PROMISE || is_vouched)
            index = crawler_offer(c, link->url, link->label, from, link->promise, is_menu, HOW_LINK, true);
        else
            crawler_shares_keep(c, from, findings, link);
        if (class == SCOPE_POSSIBLE && index == FRONTIER_NONE)
            crawler_neighbours_keep(c, from, link, is_menu);
        crawler_mark_link(c, index, findings, link);
    }
    c->is_common = c->is_archive = c->is_hint = false;
}

void crawler_seed(struct crawler *c)
{
    crawler_offer(c, c->input->start, STR_NONE, FRONTIER_NONE, 100, false, HOW_START, false);
    c->start_entry = frontier_find(c->frontier, c->input->start);
    for (size_t i = 0; i < c->input->n_seeds; i++)
        crawler_offer(c, c->input->seeds[i].url, c->input->seeds[i].label, c->start_entry, 90, false, HOW_LINK,
                      scope_of(c->scope, c->input->seeds[i].url) == SCOPE_FOREIGN);
    struct buf url;
    buf_init(&url, LIMIT_URL_BYTES);
    struct str probe = arena_printf(c->arena, "/oitcheck-%08llx-not-there", (unsigned long long)(str_hash(c->input->start) & 0xffffffff));
    if (url_resolve(c->input->start, probe, &url) == URL_OK) {
        crawler_offer(c, buf_str(&url), STR_NONE, FRONTIER_NONE, 0, false, HOW_PROBE, false);
        c->probe_entry = frontier_find(c->frontier, buf_str(&url));
    }
    buf_done(&url);
}
