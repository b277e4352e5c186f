/* crawler_robots.c - what robots.txt means for a run: what is not asked for, when the run ends, what the report says of it.
 *
 * A redirect is held against robots.txt as a link is: fetch follows it only where the rules of its target are known and allow it; else its target is
 * offered as a URL of its own and waits its turn. The same holds for the start page.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/limits.h"

enum {
    HUB_PROMISE = 50,       /* a menu or an index: items may stand behind it */
    LINES_NAMED = 12,       /* of all robots.txt files, one notice each; the others are counted together */
    NUMBER_BYTES = 24,
};

static const char OUR_NAME[] = "User-agent: oitcheck"; /* the first line of our own group */

/* --- requests and answers -------------------------------------------------------------------------------------------------------- */

void crawler_robots_tick(struct crawler *c)
{
    robots_desk_be_patient(c->robots, !c->is_start_done);
    robots_desk_tick(c->robots, clock_mono_ms());
    (void)crawler_sitemaps_offer(c);
}

/* Encoded although asked for plain: main inflates nothing, so a worker does. */
static void unpack_in_worker(struct crawler *c, const struct fetch_answer *answer, size_t origin)
{
    struct pending *p = crawler_pending_new(c);
    p->is_robots = true;
    p->robots_origin = origin;
    pool_submit(c->input->pool, &(struct page_job){.url = answer->final_url,
                                                   .content_encoding = answer->content_encoding,
                                                   .bytes = buf_str(answer->body),
                                                   .max_plain_bytes = LIMIT_ROBOTS_BYTES},
                p);
}

bool crawler_robots_answer(struct crawler *c, struct fetch_answer *answer)
{
    size_t origin = 0;
    enum robots_desk_taking taking = robots_desk_answer(c->robots, answer, &origin);
    if (taking == ROBOTS_DESK_PACKED)
        unpack_in_worker(c, answer, origin);
    return taking != ROBOTS_DESK_NOT_OURS;
}

bool crawler_robots_result(struct crawler *c, const struct pending *p, struct str packed)
{
    struct page_result result;
    if (!p->is_robots)
        return false;
    bool is_right = page_result_unpack(packed, &result);
    enum oit_fault fault = !is_right ? FAULT_PROTOCOL : result.fault == FAULT_DAMAGED ? FAULT_PROTOCOL : result.fault;
    robots_desk_unpacked(c->robots, p->robots_origin, fault, is_right ? result.document : STR_NONE);
    return true;
}

/* --- redirects --------------------------------------------------------------------------------------------------------------------- */

bool crawler_robots_may_follow(const struct crawler *c, struct str to)
{
    return robots_desk_look(c->robots, to) == ROBOTS_DESK_YES;
}

static bool is_ours(const struct crawler *c, struct str target)
{
    return !c->is_start_done || scope_of(c->scope, target) != SCOPE_FOREIGN;
}

bool crawler_robots_moved(struct crawler *c, uint32_t index, struct str target_url)
{
    if (!is_ours(c, target_url))
        return false;
    struct frontier_entry copy = *frontier_at(c->frontier, index);
    uint8_t promise = copy.promise;
    uint32_t target = FRONTIER_NONE;
    copy.url = target_url;
    copy.promise = 100; /* never cut: it stands for what is known already */
    bool is_new = frontier_offer(c->frontier, &copy, &target, NULL) == OFFER_NEW;
    if (is_new)
        frontier_at(c->frontier, target)->promise = promise;
    crawler_mark_moved(c, index, target);
    if (index == c->start_entry && is_new)
        c->start_entry = target;
    else if (index == c->start_entry)
        crawler_start_failed(c, FAULT_REDIRECT_LOOP, 0);
    return true;
}

bool crawler_robots_redirect(struct crawler *c, uint32_t index, const struct fetch_answer *answer)
{
    if (!is_ours(c, answer->location))
        return false;
    if (frontier_at(c->frontier, index)->how == HOW_PROBE) {
        frontier_at(c->frontier, index)->state = ENTRY_DONE;
        c->is_probe_done = true;
        return true;
    }
    crawler_store_alias(c, index, answer, answer->location);
    return crawler_robots_moved(c, index, answer->location);
}

/* --- refusals ---------------------------------------------------------------------------------------------------------------------- */

/* No answer to robots.txt alone, or no server at all? The latter is told as such. */
static bool is_matter_of_robots(enum oit_fault fault)
{
    return fault == FAULT_ROBOTS || fault == FAULT_HTTP || fault == FAULT_TIMEOUT || fault == FAULT_CONNECT || fault == FAULT_CONNECT_RESET ||
           fault == FAULT_PROTOCOL || fault == FAULT_BLOCKED || fault == FAULT_CHALLENGE || fault == FAULT_MAINTENANCE || fault == FAULT_SITE_ERROR;
}

/* Told in words of their own elsewhere: challenges, walls, servers that do not answer. */
static bool is_silence_of_robots(enum oit_fault fault)
{
    return fault == FAULT_HTTP || fault == FAULT_TIMEOUT || fault == FAULT_CONNECT_RESET || fault == FAULT_PROTOCOL;
}

void crawler_robots_refused(struct crawler *c, uint32_t index)
{
    enum oit_fault fault;
    int http_status;
    struct robots_line line = {0};
    struct str url = frontier_at(c->frontier, index)->url;
    robots_desk_why(c->robots, url, &fault, &http_status);
    if (index == c->start_entry) {
        c->outcome->final_url = arena_str(c->arena, url);
        c->outcome->is_closed_by_robots = is_matter_of_robots(fault);
        if (robots_desk_line(c->robots, url, &line)) {
            c->outcome->robots_line = line.number;
            c->outcome->robots_text = arena_str(c->arena, line.text);
        }
        crawler_start_failed(c, fault, http_status);
    }
    crawler_mark(c, index, MARK_CLOSED);
    crawler_store_fault(c, index, fault, http_status);
}

/* --- notices ----------------------------------------------------------------------------------------------------------------------- */

/* The lines that hide something, the first LINES_NAMED of them by a key that does not depend on the order of the crawl. */
struct lines {
    uint64_t keys[LINES_NAMED];
    size_t n;
};

static uint64_t key_of(const struct url_parts *parts, uint32_t number)
{
    return (str_hash(parts->origin) & 0xffffffff00000000u) | number;
}

static void note_line(struct lines *lines, uint64_t key)
{
    size_t at = 0;
    while (at < lines->n && lines->keys[at] < key)
        at++;
    if (at == LINES_NAMED || (at < lines->n && lines->keys[at] == key))
        return;
    size_t n_behind = lines->n - at - (lines->n == LINES_NAMED);
    memmove(&lines->keys[at + 1], &lines->keys[at], n_behind * sizeof *lines->keys);
    lines->keys[at] = key;
    lines->n += lines->n < LINES_NAMED;
}

static bool has_line(const struct lines *lines, uint64_t key)
{
    for (size_t i = 0; i < lines->n; i++)
        if (lines->keys[i] == key)
            return true;
    return false;
}

/* Sub-domains too that nobody has read yet. */
static bool is_agencys(const struct crawler *c, const struct frontier_entry *entry)
{
    return scope_of(c->scope, entry->url) != SCOPE_FOREIGN;
}

/* Something that could hold an item. A closed login of the staff is right as it is: it stands in the list of unread URLs only, and so does
 * what other sites close, which nobody who reads the report can open. */
static bool hides(const struct crawler *c, uint32_t index)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    return is_agencys(c, entry) && !(entry->marks & MARK_FILE) && (crawler_items_of(c, index) || entry->promise >= HUB_PROMISE);
}

/* First round: found collects the lines that hide something. Second round: those in named get a notice each. */
static void tell_line(struct crawler *c, uint32_t index, struct lines *found, const struct lines *named)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct robots_line line;
    struct url_parts parts;
    char number[NUMBER_BYTES];
    if (!url_split(entry->url, &parts) || !robots_desk_line(c->robots, entry->url, &line))
        return;
    uint64_t key = key_of(&parts, line.number);
    if (!hides(c, index))
        return;
    if (found)
        note_line(found, key);
    if (!named)
        return;
    struct str file = arena_printf(c->arena, "%.*s/robots.txt", STR_ARG(parts.origin));
    struct notice notice = {.code = "robots-hides", .is_warning = true, .says = MSG_NOTICE_ROBOTS_HIDES, .advice = MSG_NOTICE_ROBOTS_OPEN_DO,
                            .url = entry->url, .items = crawler_items_of(c, index)};
    (void)snprintf(number, sizeof number, "%u", line.number);
    if (!has_line(named, key)) {
        notice.code = "robots-closed";
        notice.says = MSG_NOTICE_ROBOTS_CLOSED;
    }
    notice.args = MSG_ARGS(file.p, number, arena_text(c->arena, line.text), OUR_NAME, "Allow: /");
    crawler_notice(c, &notice);
}

static void tell_origin(struct crawler *c, const struct robots_desk_origin *origin)
{
    if (!origin->rules)
        return;
    char asked[NUMBER_BYTES], kept[NUMBER_BYTES];
    struct str file = arena_printf(c->arena, "%.*s/robots.txt", STR_ARG(origin->name));
    uint32_t asked_s = robots_delay_asked_s(origin->rules);
    bool is_own = scope_of(c->scope, file) == SCOPE_OWN;
    (void)snprintf(asked, sizeof asked, "%u", asked_s);
    (void)snprintf(kept, sizeof kept, "%d", LIMIT_CRAWL_DELAY_S);
    if (asked_s > LIMIT_CRAWL_DELAY_S && is_own)
        crawler_notice(c, &(struct notice){"robots-delay", false, MSG_NOTICE_ROBOTS_DELAY, MSG_NOTICE_ROBOTS_DELAY_DO, MSG_ARGS(asked, kept, OUR_NAME, "Crawl-delay: 1"), NULL, file, 0});
    if (robots_is_cut(origin->rules) && is_own)
        crawler_notice(c, &(struct notice){"robots-too-long", false, MSG_NOTICE_ROBOTS_LONG, MSG_NOTICE_ROBOTS_LONG_DO, NULL, NULL, file, 0});
    if (robots_is_web_page(origin->rules) && is_own)
        crawler_notice(c, &(struct notice){"robots-not-text", false, MSG_NOTICE_ROBOTS_PAGE, MSG_NOTICE_ROBOTS_PAGE_DO, NULL, NULL, file, 0});
}

/* Pages of the agency's own hosts whose robots.txt did not come. Of a host that cannot be reached at all this is not the thing to say
 * (crawler_hosts_notice, crawler_note_fault); of other sites the list of unread URLs says enough. */
static void tell_unreachable(struct crawler *c, uint32_t index)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    enum oit_fault fault;
    int http_status;
    struct url_parts parts;
    robots_desk_why(c->robots, entry->url, &fault, &http_status);
    if (!is_agencys(c, entry) || !is_silence_of_robots(fault) || !url_split(entry->url, &parts))
        return;
    const char *file = arena_printf(c->arena, "%.*s/robots.txt", STR_ARG(parts.origin)).p;
    crawler_notice(c, &(struct notice){"robots-unreachable", hides(c, index), MSG_NOTICE_ROBOTS_SILENT, MSG_NOTICE_ROBOTS_SILENT_DO,
                                       MSG_ARGS(file, oit_fault_th(fault)), MSG_ARGS(file, oit_fault_en(fault)), entry->url,
                                       crawler_items_of(c, index)});
}

/* What pages of items say to search engines; other pages may say what they like. */
static void tell_search(struct crawler *c, unsigned mark, const struct notice *notice)
{
    for (uint32_t i = 0; i < frontier_size(c->frontier); i++) {
        const struct frontier_entry *entry = frontier_at(c->frontier, i);
        struct notice one = *notice;
        one.url = entry->url;
        one.items = crawler_items_of(c, i);
        if ((entry->marks & mark) && (entry->marks & MARK_READ) && !entry->is_foreign && one.items)
            crawler_notice(c, &one);
    }
}

/* A second asking may have opened what the first one found closed. */
static bool is_closed(const struct crawler *c, uint32_t index)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    return (entry->marks & MARK_CLOSED) && robots_desk_look(c->robots, entry->url) != ROBOTS_DESK_YES;
}

void crawler_robots_tell(struct crawler *c)
{
    struct lines lines = {.n = 0};
    struct robots_desk_origin origin;
    for (uint32_t i = 0; i < frontier_size(c->frontier); i++)
        if (is_closed(c, i))
            tell_line(c, i, &lines, NULL);
    for (uint32_t i = 0; i < frontier_size(c->frontier); i++) {
        if (!is_closed(c, i))
            continue;
        tell_line(c, i, NULL, &lines);
        tell_unreachable(c, i);
    }
    tell_search(c, MARK_UNSHOWN, &(struct notice){.code = "search-hidden", .says = MSG_NOTICE_UNSHOWN, .advice = MSG_NOTICE_UNSHOWN_DO, .args = MSG_ARGS("noindex", "X-Robots-Tag")});
    tell_search(c, MARK_UNFOLLOWED, &(struct notice){.code = "search-nofollow", .says = MSG_NOTICE_UNFOLLOWED, .advice = MSG_NOTICE_UNFOLLOWED_DO, .args = MSG_ARGS("nofollow", "X-Robots-Tag")});
    for (size_t i = 0; i < robots_desk_n_origins(c->robots); i++) {
        robots_desk_origin_at(c->robots, i, &origin);
        tell_origin(c, &origin);
    }
}
