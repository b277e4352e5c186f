/* crawler_sitemaps.c - sitemaps and feeds: which are asked for, and what they and the links of the site say of each other.
 *
 * Asked for: what robots.txt and <link rel=sitemap> name, and what an index of sitemaps lists; where nobody names one, the names that everybody uses,
 * one after another. Feeds of the start page only: on some sites every page has one. Only URLs of the site count, in a list as in its own address.
 * Sitemaps are hints: <lastmod> and <priority> are not believed, and nothing is missing because one could not be read.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdio.h>

#include "base/limits.h"

/* Where sitemaps stand when nobody says where. */
static const char *const USUAL_NAMES[] = {"sitemap.xml", "sitemap_index.xml"};
enum { N_USUAL_NAMES = sizeof USUAL_NAMES / sizeof USUAL_NAMES[0], NUMBER_BYTES = 24, LIST_PROMISE = 0, NOTABLE_PERCENT = 10 };

static uint32_t offer_file(struct crawler *c, struct str url, uint32_t from, unsigned marks)
{
    struct crawler_sitemaps *s = &c->sitemaps;
    if (scope_of(c->scope, url) != SCOPE_OWN)
        return FRONTIER_NONE;
    bool is_known = frontier_find(c->frontier, url) != FRONTIER_NONE;
    if (!is_known && s->n_files >= LIMIT_SITEMAP_FILES) {
        s->is_cut = true;
        return FRONTIER_NONE;
    }
    uint32_t index = crawler_offer(c, url, STR_NONE, from, LIST_PROMISE, false, HOW_SITEMAP, false);
    crawler_mark(c, index, marks);
    s->n_files += !is_known && index != FRONTIER_NONE;
    return index;
}

/* --- asking ------------------------------------------------------------------------------------------------------------------------ */

/* The next usual name below the host, or below the folder that is the agency's. False: all were tried. */
static bool guess_next(struct crawler *c)
{
    struct crawler_sitemaps *s = &c->sitemaps;
    struct buf url;
    bool is_offered = false;
    buf_init(&url, LIMIT_URL_BYTES);
    while (!is_offered && s->n_guessed < N_USUAL_NAMES) {
        struct str name = str_from(USUAL_NAMES[s->n_guessed++]);
        struct str place = arena_printf(c->arena, "/%.*s", STR_ARG(name));
        bool has_url = url_resolve(c->start_final, place, &url) == URL_OK;
        if (!has_url || scope_of(c->scope, buf_str(&url)) != SCOPE_OWN) {
            buf_clear(&url);
            has_url = url_resolve(c->start_final, name, &url) == URL_OK;
        }
        s->guess = has_url ? offer_file(c, buf_str(&url), FRONTIER_NONE, MARK_FILE) : FRONTIER_NONE;
        is_offered = s->guess != FRONTIER_NONE && frontier_at(c->frontier, s->guess)->state != ENTRY_DONE;
        buf_clear(&url);
    }
    buf_done(&url);
    return is_offered;
}

static bool begin(struct crawler *c)
{
    struct crawler_sitemaps *s = &c->sitemaps;
    const struct robots *rules = robots_desk_rules(c->robots, c->start_final);
    struct buf url;
    size_t n_named = 0;
    s->is_begun = true;
    s->guess = FRONTIER_NONE;
    buf_init(&url, LIMIT_URL_BYTES);
    for (size_t i = 0; rules && i < robots_n_sitemaps(rules); i++) {
        buf_clear(&url);
        if (url_resolve(c->start_final, robots_sitemap(rules, i), &url) == URL_OK)
            n_named += offer_file(c, buf_str(&url), FRONTIER_NONE, MARK_FILE | MARK_NAMED) != FRONTIER_NONE;
    }
    buf_done(&url);
    s->has_names = n_named > 0 || s->n_files > 0;
    return s->has_names || guess_next(c);
}

bool crawler_sitemaps_offer(struct crawler *c)
{
    struct crawler_sitemaps *s = &c->sitemaps;
    if (c->input->n_seeds || !c->outcome->start_was_read)
        return false;
    if (!s->is_begun && robots_desk_want(c->robots, c->start_final))
        return begin(c);
    if (!s->is_begun)
        return true; /* robots.txt is on its way */
    bool is_answered = s->guess == FRONTIER_NONE || frontier_at(c->frontier, s->guess)->state == ENTRY_DONE;
    return !s->has_names && s->n_read == 0 && is_answered && guess_next(c);
}

bool crawler_sitemaps_take(struct crawler *c, uint32_t from, const struct findings *findings, const struct link_fact *link)
{
    struct crawler_sitemaps *s = &c->sitemaps;
    bool is_list = findings->kind == DOC_SITEMAP || findings->kind == DOC_FEED;
    if (link->via == VIA_SITEMAP) {
        s->has_names = true;
        if (frontier_at(c->frontier, from)->depth < LIMIT_SITEMAP_DEPTH)
            (void)offer_file(c, link->url, from, MARK_FILE | MARK_NAMED);
        else
            s->is_cut = true;
        return true;
    }
    if (link->via == VIA_FEED) {
        if (from == c->start_entry && s->n_feeds < LIMIT_FEEDS && scope_of(c->scope, link->url) == SCOPE_OWN) {
            s->n_feeds++;
            crawler_mark(c, crawler_offer(c, link->url, STR_NONE, from, LIST_PROMISE, false, HOW_SITEMAP, false), MARK_FILE);
        }
        return true;
    }
    return is_list && scope_of(c->scope, link->url) != SCOPE_OWN;
}

void crawler_sitemaps_read(struct crawler *c, uint32_t index, const struct findings *findings)
{
    if (findings->kind != DOC_SITEMAP || findings->n_links == 0)
        return;
    c->sitemaps.n_read++;
    c->sitemaps.is_cut = c->sitemaps.is_cut || findings->is_cut;
    crawler_mark(c, index, MARK_FILE | MARK_USED);
}

/* --- notices ----------------------------------------------------------------------------------------------------------------------- */

/* Has the same page under http or https, with or without www., one of these marks? Sitemaps are often written for the other spelling. */
static bool has_twin(const struct crawler *c, struct str url, unsigned marks)
{
    static const char *const schemes[] = {"http://", "https://"};
    struct url_parts parts;
    struct buf twin;
    bool is_found = false;
    if (!url_split(url, &parts))
        return false;
    struct str host = str_from_pos(parts.origin, parts.scheme.n + 3), rest = str_from_pos(url, parts.origin.n);
    struct str bare = str_starts_c(host, "www.") ? str_from_pos(host, 4) : host;
    buf_init(&twin, 2 * LIMIT_URL_BYTES);
    for (int i = 0; i < 4 && !is_found; i++) {
        buf_clear(&twin);
        (void)buf_addf(&twin, "%s%s%.*s%.*s", schemes[i & 1], i & 2 ? "www." : "", STR_ARG(bare), STR_ARG(rest));
        uint32_t index = frontier_find(c->frontier, buf_str(&twin));
        is_found = index != FRONTIER_NONE && (frontier_at(c->frontier, index)->marks & marks);
    }
    buf_done(&twin);
    return is_found;
}

enum group { GROUP_UNLINKED, GROUP_UNLISTED, GROUP_DEAD, GROUP_BROKEN, N_GROUPS };

static bool is_in(const struct crawler *c, uint32_t index, enum group group)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    unsigned marks = entry->marks;
    if (index == c->start_entry || entry->is_foreign || (group == GROUP_BROKEN) != ((marks & MARK_FILE) != 0))
        return false;
    switch (group) {
    case GROUP_UNLINKED: return (marks & MARK_READ) && (marks & MARK_LISTED) && !(marks & MARK_LINKED) && !has_twin(c, entry->url, MARK_LINKED);
    case GROUP_UNLISTED: return (marks & MARK_PAGE) && (marks & MARK_LINKED) && !(marks & MARK_LISTED) && !has_twin(c, entry->url, MARK_LISTED);
    case GROUP_DEAD: return (marks & MARK_LISTED) && (marks & MARK_DEAD);
    case GROUP_BROKEN: return (marks & MARK_NAMED) && entry->state == ENTRY_DONE && !(marks & MARK_USED);
    case N_GROUPS: break;
    }
    return false;
}

/* What is said of a group, in its order. */
static const struct {
    const char *code;
    enum msg says, advice;
} NOTICES[N_GROUPS] = {
    [GROUP_UNLINKED] = {"sitemap-not-linked", MSG_NOTICE_NOT_LINKED, MSG_NOTICE_NOT_LINKED_DO},
    [GROUP_UNLISTED] = {"sitemap-lacks", MSG_NOTICE_NOT_LISTED, MSG_NOTICE_NOT_LISTED_DO},
    [GROUP_DEAD] = {"sitemap-dead", MSG_NOTICE_LISTED_DEAD, MSG_NOTICE_LISTED_DEAD_DO},
    [GROUP_BROKEN] = {"sitemap-unread", MSG_NOTICE_SITEMAP_UNREAD, MSG_NOTICE_SITEMAP_UNREAD_DO},
};

/* No list is quite whole: a few pages of no item are nothing to tell. */
static bool is_worth_telling(enum group group, size_t n, size_t n_items, size_t n_pages)
{
    return group == GROUP_DEAD || group == GROUP_BROKEN || n_items > 0 || n * 100 >= n_pages * NOTABLE_PERCENT;
}

/* The pages of items are the ones to name, where there are any. */
static void tell_group(struct crawler *c, enum group group)
{
    size_t n = 0, n_items = 0, n_pages = 0;
    char count[NUMBER_BYTES];
    for (uint32_t i = 0; i < frontier_size(c->frontier); i++) {
        n_pages += (frontier_at(c->frontier, i)->marks & MARK_PAGE) != 0;
        if (is_in(c, i, group)) {
            n++;
            n_items += crawler_items_of(c, i) != 0;
        }
    }
    if (!is_worth_telling(group, n, n_items, n_pages))
        return;
    (void)snprintf(count, sizeof count, "%zu", n);
    for (uint32_t i = 0; n > 0 && i < frontier_size(c->frontier); i++)
        if ((n_items == 0 || crawler_items_of(c, i)) && is_in(c, i, group))
            crawler_notice(c, &(struct notice){NOTICES[group].code, false, NOTICES[group].says, NOTICES[group].advice, MSG_ARGS(count), NULL,
                                               frontier_at(c->frontier, i)->url, crawler_items_of(c, i)});
}

void crawler_sitemaps_tell(struct crawler *c)
{
    tell_group(c, GROUP_BROKEN);
    if (c->sitemaps.n_read == 0)
        return;
    tell_group(c, GROUP_UNLINKED);
    tell_group(c, GROUP_DEAD);
    bool is_whole = !c->sitemaps.is_cut;
    for (uint32_t i = 0; i < frontier_size(c->frontier) && is_whole; i++)
        is_whole = !is_in(c, i, GROUP_BROKEN);
    if (is_whole)
        tell_group(c, GROUP_UNLISTED);
}
