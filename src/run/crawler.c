/* crawler.c - one crawl.
 *
 * One turn of the loop: hand promising URLs to fetch, take its answers, give bodies to the workers, take their findings, store the visit, offer its
 * links. A page that redirects is stored twice: the URL asked for as an alias, the content under its final URL, so that the stored
 * site does not depend on which of the two came first.
 * SPDX-License-Identifier: MIT
 */
#include "crawler.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/messages.h"
#include "crawl/frontier.h"
#include "crawl/scope.h"
#include "fetch/fetch.h"
#include "run/progress.h"
#include "run/robots_desk.h"
#include "run/site_name.h"

enum {
    FOREIGN_PROMISE = 60,   /* a link to another host is followed only when its label names an item */
    OPAQUE_PROMISE = 60,
    INDEX_PROMISE = 50,
    USUAL_DEPTH = 20,
    DEEP_PROMISE = 60,      /* beyond the usual depth only a link that names an item or a hub is missed: the rest is paging and archives */
    MAX_PARKED = 256,       /* URLs that wait for a robots.txt: a slow server must not stop the others */
    AHEAD = 4,              /* requests given to fetch beyond its connections, so that hosts can take turns */
    FAILED_PERCENT = 5,     /* more failed URLs than this (and than FAILED_LEAST) make the run incomplete */
    FAILED_LEAST = 5,
    POLL_MS = 200,
    BATCH_VISITS = 16,      /* visits of one transaction: what a kill loses is no more than what else was on its way */
    BATCH_MS = 100,         /* ... and no older than this: others may wait to write */
    DRAIN_MS = 1000,        /* Ctrl-C gives its report within 2 seconds */
    MAX_FAMILY = 5000,
    SOFT_404_BITS = 3,      /* similarity hashes this close are the same page */
    SOFT_404_LETTERS = 3000 /* a long page is content, whatever it resembles */
};

/* One request or job on its way: what must be remembered until its visit is stored. */
struct pending {
    struct pending *next, **link; /* all of a run: what a cut leaves behind is freed at its end */
    uint32_t entry;
    int http_status;
    char *final_url, *content_type, *content_encoding, *etag, *last_modified, *file_name, *body;
    size_t n_body;
};

struct not_found_page { /* what the site shows for a URL that cannot exist */
    bool is_known, goes_home;
    uint64_t text_hash, simhash;
    uint32_t n_letters;
    size_t n_shown;
};

struct crawler {
    struct crawl_input *input;
    const struct oit_options *options;
    struct arena *arena, scratch;
    struct scope *scope;
    struct frontier *frontier;
    struct fetch *fetch;
    struct robots_desk *robots;
    struct progress *progress;
    struct crawl_outcome *outcome;
    struct not_found_page not_found;
    struct str start_final;
    uint32_t start_entry, probe_entry;
    size_t n_in_fetch, n_own_failed, n_own_asked, n_too_deep;
    int64_t deadline_ms;
    int64_t batch_ms; /* when the open transaction began */
    unsigned n_batch; /* visits in it */
    uint32_t max_pages, n_spent; /* n_spent: pages read or failed, each once */
    bool is_start_done, is_probe_done, rechecked_dead, must_renew_pool;
    struct pending *pendings;
    uint32_t *dead; /* entries whose 404 is asked again at the end */
    size_t n_dead, dead_capacity;
    enum oit_code failure;
    struct err *err;
};

static volatile sig_atomic_t stop_asked;

void crawler_stop(void)
{
    stop_asked = 1;
}

void crawler_begin(void)
{
    stop_asked = 0;
}

/* --- small helpers ----------------------------------------------------------------------------------------------------------- */

static bool may_follow(void *context, struct str from, struct str to)
{
    const struct crawler *c = context;
    (void)from;
    return !c->is_start_done || scope_of(c->scope, to) != SCOPE_FOREIGN;
}

static struct str text_or_none(const char *p)
{
    return p ? str_from(p) : STR_NONE;
}

static char *copy_or_null(struct str s)
{
    return s.n ? mem_text(s) : NULL;
}

static struct pending *pending_new(struct pending **list)
{
    struct pending *p = mem_alloc(sizeof *p);
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

static struct store_visit visit_of(const struct crawler *c, uint32_t index)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct store_visit visit = {
        .url = entry->url,
        .final_url = entry->url,
        .label = entry->label,
        .how = (enum store_how)entry->how,
        .depth = entry->depth,
        .is_external = entry->is_foreign,
        .fetched_at = clock_now_s(),
    };
    if (entry->referrer != FRONTIER_NONE)
        visit.referrer = frontier_at(c->frontier, entry->referrer)->url;
    return visit;
}

static void put_visit(struct crawler *c, const struct store_visit *visit)
{
    if (c->n_batch == 0 && c->failure == OIT_OK) {
        c->batch_ms = clock_mono_ms();
        c->failure = store_batch_begin(c->input->store, c->err);
    }
    if (c->failure == OIT_OK)
        c->failure = store_visit_put(c->input->store, c->input->run, visit, c->err);
    c->n_batch++;
}

static void end_batch(struct crawler *c)
{
    enum oit_code code = store_batch_end(c->input->store, c->failure == OIT_OK ? c->err : NULL);
    if (c->failure == OIT_OK)
        c->failure = code;
    c->n_batch = 0;
}

static bool is_failure_to_fetch(enum oit_fault fault, int http_status)
{
    return oit_fault_class(fault, http_status) == FAULT_IS_UNREAD && fault != FAULT_ROBOTS && fault != FAULT_EXTERNAL &&
           fault != FAULT_NO_TEXT && fault != FAULT_UNSUPPORTED && fault != FAULT_LOGIN && fault != FAULT_ENCRYPTED;
}

static void store_fault(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    bool is_probe = entry->how == HOW_PROBE, is_sitemap = entry->how == HOW_SITEMAP && entry->promise == 0;
    frontier_at(c->frontier, index)->state = ENTRY_DONE;
    if (is_probe || (is_sitemap && oit_fault_class(fault, http_status) == FAULT_IS_DEAD))
        return;
    struct store_visit visit = visit_of(c, index);
    visit.fault = fault;
    visit.http_status = http_status;
    put_visit(c, &visit);
    c->outcome->counters.failed++;
    if (!entry->is_foreign && is_failure_to_fetch(fault, http_status))
        c->n_own_failed++;
}

/* --- offering links ---------------------------------------------------------------------------------------------------------- */

static bool has_extension(struct str url, const char *const *list)
{
    char scratch[8];
    struct str extension = url_extension(url, scratch);
    for (; extension.n && *list; list++)
        if (str_eq_c(extension, *list))
            return true;
    return false;
}

static bool is_document_url(struct str url)
{
    static const char *const list[] = {"pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "csv", "txt", "zip", NULL};
    return has_extension(url, list);
}

/* Pictures, and archives we cannot open: asked for only where an item is promised, so that the report says what stands there. */
static bool is_opaque_url(struct str url)
{
    static const char *const list[] = {"rar", "7z", "jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "ico", "tif", "tiff", NULL};
    return has_extension(url, list);
}

static bool is_asset_url(struct str url)
{
    static const char *const list[] = {"css", "js", "mjs", "woff", "woff2", "ttf", "eot", "mp3", "mp4", "avi", "mov", "wmv", "webm", "map",
                                       "apk", "exe", "iso", "ics", "swf", NULL};
    return has_extension(url, list);
}

static bool would_log_out(struct str url)
{
    return str_find_nocase_c(url, "logout") != STR_NPOS || str_find_nocase_c(url, "signout") != STR_NPOS;
}

static bool is_worth_asking(const struct link_fact *link)
{
    if (link->target != TARGET_URL || link->via == VIA_FORM || link->via == VIA_IMAGE || is_asset_url(link->url) || would_log_out(link->url))
        return false;
    return !is_opaque_url(link->url) || link->promise >= OPAQUE_PROMISE;
}

static void offer(struct crawler *c, struct str url, struct str label, uint32_t from, uint8_t promise, bool is_menu, enum store_how how,
                  bool is_foreign)
{
    uint32_t depth = from == FRONTIER_NONE ? 0 : frontier_at(c->frontier, from)->depth + 1;
    struct frontier_entry entry = {
        .url = url,
        .label = label,
        .referrer = from,
        .depth = depth,
        .promise = promise,
        .priority = frontier_priority(url, promise, depth, is_menu, is_document_url(url)),
        .how = (uint8_t)how,
        .is_foreign = is_foreign,
    };
    enum frontier_result result = frontier_offer(c->frontier, &entry, NULL);
    if (result == OFFER_CUT)
        c->outcome->counters.skipped++;
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
    return !names_other && (link->promise >= INDEX_PROMISE || (link->zone == ZONE_MAIN && is_document_url(link->url)));
}

static void offer_links(struct crawler *c, uint32_t from, const struct findings *findings)
{
    if (frontier_at(c->frontier, from)->is_foreign)
        return;
    bool is_list = findings->kind == DOC_SITEMAP || findings->kind == DOC_FEED;
    for (size_t i = 0; i < findings->n_links; i++) {
        const struct link_fact *link = &findings->links[i];
        if (!is_worth_asking(link) || !is_wanted(c, findings, link))
            continue;
        bool is_menu = link->zone == ZONE_MENU || link->zone == ZONE_HEADER;
        enum scope_class class = scope_of(c->scope, link->url);
        bool is_vouched = class == SCOPE_POSSIBLE && (is_menu || from == c->start_entry);
        if (class == SCOPE_OWN)
            offer(c, link->url, link->label, from, link->promise, is_menu, is_list ? HOW_SITEMAP : HOW_LINK, false);
        else if (link->promise >= FOREIGN_PROMISE || is_vouched)
            offer(c, link->url, link->label, from, link->promise, is_menu, HOW_LINK, true);
    }
}

/* --- results ----------------------------------------------------------------------------------------------------------------- */

static unsigned bits_apart(uint64_t a, uint64_t b)
{
    unsigned n = 0;
    for (uint64_t x = a ^ b; x; x &= x - 1)
        n++;
    return n;
}

/* Pictures and documents that a page shows, or links to in its text: what the frame around them says is not all there is. */
static size_t count_shown(const struct findings *findings)
{
    size_t n = findings->n_big_images;
    for (size_t i = 0; i < findings->n_links; i++) {
        const struct link_fact *link = &findings->links[i];
        bool is_framed = link->via == VIA_IFRAME || link->via == VIA_EMBED || link->via == VIA_FRAME;
        n += link->target == TARGET_URL && link->zone == ZONE_MAIN && (is_framed || is_document_url(link->url));
    }
    return n;
}

static bool looks_not_found(const struct crawler *c, const struct findings *findings, uint32_t index, struct str final_url)
{
    const struct not_found_page *page = &c->not_found;
    if (!page->is_known || index == c->start_entry || findings->kind != DOC_HTML)
        return false;
    if (page->goes_home)
        return str_eq(final_url, c->start_final);
    if (findings->n_letters > SOFT_404_LETTERS || page->n_letters == 0 || count_shown(findings) > page->n_shown)
        return false;
    return findings->text_hash == page->text_hash ||
           (bits_apart(findings->simhash, page->simhash) <= SOFT_404_BITS && findings->n_letters < page->n_letters * 2 + 40);
}

/* A title that names an agency, and not ours: a sister under the same domain, who may well link back. */
static bool has_other_name(const struct crawler *c, struct str title)
{
    struct buf name;
    buf_init(&name, 400);
    site_name_from_title(title, &name);
    struct str ours = c->outcome->site_name, theirs = buf_str(&name);
    bool is_other = ours.n && theirs.n && str_find(theirs, ours) == STR_NPOS && str_find(ours, theirs) == STR_NPOS;
    buf_done(&name);
    return is_other;
}

/* A sub-domain that shows the agency's name or links back to the start host is the agency's own. */
static void vouch(struct crawler *c, uint32_t index, const struct findings *findings)
{
    struct str url = frontier_at(c->frontier, index)->url;
    if (scope_of(c->scope, url) != SCOPE_POSSIBLE)
        return;
    bool links_back = false;
    for (size_t i = 0; i < findings->n_links && !links_back; i++)
        links_back = findings->links[i].target == TARGET_URL && str_eq(findings->links[i].url, c->start_final);
    struct url_parts parts;
    if ((links_back || findings->has_agency_name) && !has_other_name(c, findings->title) && url_split(url, &parts)) {
        scope_add_host(c->scope, parts.host);
        frontier_at(c->frontier, index)->is_foreign = false;
    }
}

static void learn_start(struct crawler *c, const struct findings *findings)
{
    c->is_start_done = true;
    c->outcome->start_was_read = true;
    struct buf name;
    buf_init(&name, 400);
    site_name_from_title(findings->title, &name);
    if (name.n)
        c->outcome->site_name = arena_str(c->arena, buf_str(&name));
    buf_done(&name);
    c->must_renew_pool = c->outcome->site_name.n > 0;
}

/* The workers learn the agency's name, so that documents on other hosts can be told from a sister agency's. Only between jobs: results live in the
 * pool's memory. */
static void renew_pool(struct crawler *c)
{
    if (!c->must_renew_pool || pool_pending(c->input->pool) > 0)
        return;
    const char *names[] = {c->outcome->site_name.p};
    struct pool_options options = {.scheme = c->input->scheme, .agency_names = names, .n_agency_names = 1};
    struct pool *renewed = NULL;
    c->must_renew_pool = false;
    if (pool_new(&options, &renewed, NULL) != OIT_OK)
        return;
    pool_free(c->input->pool);
    c->input->pool = renewed;
}

static void learn_probe(struct crawler *c, const struct pending *p, const struct findings *findings)
{
    c->is_probe_done = true;
    if (p->http_status != 200)
        return;
    c->not_found = (struct not_found_page){.is_known = true,
                                           .goes_home = p->final_url && str_eq(str_from(p->final_url), c->start_final),
                                           .text_hash = findings->text_hash,
                                           .simhash = findings->simhash,
                                           .n_letters = findings->n_letters,
                                           .n_shown = count_shown(findings)};
}

static void count_kind(struct crawler *c, enum doc_kind kind)
{
    c->n_spent++;
    c->outcome->counters.fetched++;
    if (kind == DOC_HTML)
        c->outcome->counters.html++;
    else if (kind != DOC_SITEMAP && kind != DOC_FEED && kind != DOC_XML && kind != DOC_JSON && kind != DOC_EMPTY)
        c->outcome->counters.documents++;
}

static void store_content(struct crawler *c, const struct pending *p, const struct page_result *result, const struct findings *findings,
                          enum oit_fault fault)
{
    struct store_visit visit = visit_of(c, p->entry);
    struct str body = {p->body ? p->body : "", p->n_body};
    visit.fault = fault;
    visit.http_status = p->http_status;
    visit.final_url = text_or_none(p->final_url);
    visit.content_type = text_or_none(p->content_type);
    visit.content_encoding = text_or_none(p->content_encoding);
    visit.etag = text_or_none(p->etag);
    visit.last_modified = text_or_none(p->last_modified);
    visit.file_name = text_or_none(p->file_name);
    visit.has_content = true;
    visit.sha256 = sha256_of(body);
    visit.bytes = body;
    visit.document = result->document;
    visit.findings = findings ? result->findings : STR_NONE;
    put_visit(c, &visit);
}

static void on_start_failed(struct crawler *c, enum oit_fault fault, int http_status)
{
    c->outcome->start_fault = fault;
    c->outcome->start_status = http_status;
    c->is_start_done = true;
    c->outcome->start_was_read = false;
}

static void on_result(struct crawler *c, struct pending *p, struct str packed)
{
    struct page_result result = {0};
    struct findings findings = {0};
    arena_clear(&c->scratch);
    bool is_right = page_result_unpack(packed, &result);
    bool has_findings = is_right && result.findings.n && findings_unpack(result.findings, &c->scratch, &findings);
    enum oit_fault fault = !is_right ? FAULT_PARSER_CRASH : result.fault;
    struct frontier_entry *entry = frontier_at(c->frontier, p->entry);
    entry->state = ENTRY_DONE;
    if (entry->how == HOW_PROBE) {
        learn_probe(c, p, &findings);
        return;
    }
    if (has_findings && fault == FAULT_NONE && looks_not_found(c, &findings, p->entry, text_or_none(p->final_url)))
        fault = FAULT_SOFT_404;
    if (p->entry == c->start_entry && has_findings && fault == FAULT_NONE) {
        c->start_final = arena_str(c->arena, text_or_none(p->final_url));
        c->outcome->final_url = c->start_final;
        scope_add_start(c->scope, c->start_final);
        learn_start(c, &findings);
    }
    enum oit_fault unread = fault != FAULT_NONE ? fault : has_findings ? findings.fault : FAULT_PARSER_CRASH;
    if (p->entry == c->start_entry && unread != FAULT_NONE && findings.n_links == 0)
        on_start_failed(c, unread, p->http_status); /* a picture, a damaged file: it leads nowhere */
    if (has_findings && entry->is_foreign)
        vouch(c, p->entry, &findings);
    store_content(c, p, &result, has_findings ? &findings : NULL, fault);
    count_kind(c, has_findings ? findings.kind : DOC_OTHER);
    if (fault != FAULT_NONE && fault != FAULT_SOFT_404)
        c->outcome->counters.failed++;
    if (has_findings && fault == FAULT_NONE) {
        offer_links(c, p->entry, &findings);
        progress_page(c->progress, c->input->scheme, &findings);
    }
}

/* --- answers ----------------------------------------------------------------------------------------------------------------- */

static void store_alias(struct crawler *c, uint32_t index, const struct fetch_answer *answer, struct str target)
{
    struct store_visit visit = visit_of(c, index);
    visit.final_url = target;
    visit.http_status = 301;
    frontier_at(c->frontier, index)->state = ENTRY_DONE;
    struct buf hops;
    buf_init(&hops, 64 * 1024);
    for (size_t i = 0; i < answer->n_redirects; i++) {
        if (i)
            (void)buf_add_char(&hops, '\n');
        (void)buf_add_str(&hops, answer->redirects[i]);
    }
    visit.redirects = buf_str(&hops);
    put_visit(c, &visit);
    buf_done(&hops);
}

/* The entry of the final URL, now taken; FRONTIER_NONE when its content is stored or on its way already. */
static uint32_t take_final(struct crawler *c, uint32_t asked, struct str final_url)
{
    uint32_t known = frontier_find(c->frontier, final_url);
    struct frontier_entry copy = *frontier_at(c->frontier, asked);
    if (known == FRONTIER_NONE) {
        copy.url = final_url;
        copy.promise = 100; /* never cut: it is fetched already */
        if (frontier_offer(c->frontier, &copy, &known) != OFFER_NEW)
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
    store_alias(c, index, answer, answer->location);
    if (promise >= FOREIGN_PROMISE)
        offer(c, answer->location, label, referrer, promise, false, HOW_REDIRECT, true);
}

static void submit(struct crawler *c, uint32_t index, struct fetch_answer *answer)
{
    struct pending *p = pending_new(&c->pendings);
    p->entry = index;
    p->http_status = answer->http_status;
    p->final_url = copy_or_null(answer->final_url);
    p->content_type = copy_or_null(answer->content_type);
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
        .bytes = {p->body, p->n_body},
    };
    pool_submit(c->input->pool, &job, p);
}

static bool is_dead_answer(const struct fetch_answer *answer)
{
    return oit_fault_class(answer->fault, answer->http_status) == FAULT_IS_DEAD;
}

static void on_answer(struct crawler *c, struct fetch_answer *answer)
{
    uint32_t index = (uint32_t)(uintptr_t)answer->user;
    c->n_in_fetch--;
    if (answer->is_stopped) {
        follow_foreign_redirect(c, index, answer);
        return;
    }
    if (answer->n_redirects > 0 && !str_eq(answer->final_url, frontier_at(c->frontier, index)->url)) {
        bool is_start = index == c->start_entry, is_probe = frontier_at(c->frontier, index)->how == HOW_PROBE;
        if (is_probe && answer->fault == FAULT_NONE && str_eq(answer->final_url, c->start_final)) {
            c->not_found = (struct not_found_page){.is_known = true, .goes_home = true};
            c->is_probe_done = true;
            frontier_at(c->frontier, index)->state = ENTRY_DONE;
            return;
        }
        if (!is_probe) {
            store_alias(c, index, answer, answer->final_url);
            index = take_final(c, index, answer->final_url);
            if (index == FRONTIER_NONE)
                return;
            if (is_start)
                c->start_entry = index;
        }
    }
    struct frontier_entry *entry = frontier_at(c->frontier, index);
    if (answer->fault != FAULT_NONE) {
        if (is_dead_answer(answer) && entry->promise >= FOREIGN_PROMISE && !entry->is_retried) {
            MEM_GROW(c->dead, c->n_dead, c->dead_capacity);
            c->dead[c->n_dead++] = index;
        }
        if (index == c->start_entry)
            on_start_failed(c, answer->fault, answer->http_status);
        if (entry->how == HOW_PROBE)
            c->is_probe_done = true;
        c->n_spent += entry->how != HOW_PROBE;
        store_fault(c, index, answer->fault, answer->http_status);
        return;
    }
    submit(c, index, answer);
}

/* --- the loop ---------------------------------------------------------------------------------------------------------------- */

static void request(struct crawler *c, uint32_t index)
{
    struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct fetch_request r = {.url = entry->url, .user = (void *)(uintptr_t)index, .priority = entry->priority};
    entry->state = ENTRY_TAKEN;
    if (!entry->is_foreign)
        c->n_own_asked++;
    c->n_in_fetch++;
    fetch_add(c->fetch, &r);
}

/* robots.txt first: asks for it once a host, refuses what it forbids, parks what must wait for it. */
static void admit(struct crawler *c, uint32_t index)
{
    enum oit_fault fault;
    int http_status;
    switch (robots_desk_ask(c->robots, frontier_at(c->frontier, index)->url, index)) {
    case ROBOTS_DESK_YES:
        request(c, index);
        break;
    case ROBOTS_DESK_NO:
        robots_desk_why(c->robots, frontier_at(c->frontier, index)->url, &fault, &http_status);
        if (index == c->start_entry)
            on_start_failed(c, fault, http_status);
        store_fault(c, index, fault, http_status);
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
    size_t room = connections * AHEAD;
    uint32_t budget = UINT32_MAX;
    if (c->max_pages) {
        size_t spent = c->n_spent + c->n_in_fetch + pool_pending(c->input->pool) + robots_desk_waiting(c->robots);
        budget = spent >= c->max_pages ? 0 : c->max_pages - (uint32_t)spent;
    }
    /* The start page alone first, then the probe: what follows is judged by both. */
    size_t parked = c->is_start_done && c->is_probe_done ? MAX_PARKED : 1;
    if (!c->is_start_done || !c->is_probe_done)
        room = c->n_in_fetch + pool_pending(c->input->pool) + robots_desk_waiting(c->robots) > 0 ? 0 : 1;
    while (c->n_in_fetch < room && robots_desk_waiting(c->robots) < parked && budget > 0 && !pool_is_full(c->input->pool)) {
        uint32_t index = FRONTIER_NONE;
        if (c->is_start_done && !c->is_probe_done)
            index = frontier_claim(c->frontier, c->probe_entry) ? c->probe_entry : FRONTIER_NONE;
        if (index == FRONTIER_NONE && c->is_start_done && !c->is_probe_done)
            c->is_probe_done = true;
        if (index == FRONTIER_NONE)
            index = frontier_take(c->frontier);
        if (index == FRONTIER_NONE)
            return;
        admit(c, index);
        budget--;
    }
}

/* Links that seemed dead and whose label names an item are asked once more: "seen twice". */
static bool recheck_dead(struct crawler *c)
{
    if (c->rechecked_dead || c->n_dead == 0)
        return false;
    c->rechecked_dead = true;
    for (size_t i = 0; i < c->n_dead; i++) {
        frontier_at(c->frontier, c->dead[i])->is_retried = true;
        frontier_put_back(c->frontier, c->dead[i]);
        if (c->outcome->counters.failed > 0)
            c->outcome->counters.failed--;
        c->n_spent--;
    }
    return true;
}

static void take_robots_releases(struct crawler *c)
{
    uint32_t index;
    while (robots_desk_next(c->robots, &index))
        admit(c, index);
}

static void take_results(struct crawler *c)
{
    void *user;
    struct str packed;
    pool_step(c->input->pool);
    while (pool_next(c->input->pool, &user, &packed)) {
        if (c->failure == OIT_OK)
            on_result(c, user, packed);
        pending_free(user);
    }
}

static void turn(struct crawler *c)
{
    struct pollfd fds[FETCH_MAX_WAITS];
    struct fetch_wait waits[FETCH_MAX_WAITS];
    size_t n = pool_poll_fds(c->input->pool, fds, FETCH_MAX_WAITS);
    for (size_t i = 0; i < n; i++)
        waits[i] = (struct fetch_wait){.fd = fds[i].fd, .events = fds[i].events};
    int timeout = pool_next_timeout_ms(c->input->pool), most = c->n_batch ? BATCH_MS : POLL_MS;
    (void)fetch_run(c->fetch, timeout >= 0 && timeout < most ? timeout : most, waits, n);
    struct fetch_answer answer;
    while (c->failure == OIT_OK && fetch_next(c->fetch, &answer)) {
        if (!robots_desk_answer(c->robots, &answer))
            on_answer(c, &answer);
    }
    take_robots_releases(c);
    take_results(c);
    if (c->n_batch >= BATCH_VISITS || (c->n_batch && (pool_pending(c->input->pool) == 0 || clock_mono_ms() - c->batch_ms >= BATCH_MS)))
        end_batch(c);
    renew_pool(c);
    progress_tick(c->progress, c->outcome->counters.fetched, frontier_waiting(c->frontier) + c->n_in_fetch, c->outcome->counters.failed);
}

static bool is_idle(const struct crawler *c)
{
    return c->n_in_fetch == 0 && pool_pending(c->input->pool) == 0 && robots_desk_waiting(c->robots) == 0;
}

static const char *loop(struct crawler *c)
{
    for (;;) {
        const char *limit = limit_reached(c);
        if (limit && (!is_idle(c) || frontier_waiting(c->frontier) > 0))
            return limit;
        if (c->failure != OIT_OK)
            return "failures";
        if (c->is_start_done && !c->outcome->start_was_read && !c->input->n_seeds)
            return "start-failed";
        feed(c);
        if (is_idle(c) && frontier_waiting(c->frontier) == 0 && !recheck_dead(c))
            return "frontier-empty";
        turn(c);
    }
}

/* Could a page beyond the depth limit hold an item? A user's narrow limit cuts whole menus off; the usual one mostly the tails of lists. */
static bool is_missed(const struct crawler *c, const struct frontier_entry *entry)
{
    uint32_t limit = c->options->max_depth;
    return entry->promise >= DEEP_PROMISE || (limit && limit < USUAL_DEPTH);
}

/* What was known and not read is stored too: it keeps verdicts open. */
static void store_unread(struct crawler *c)
{
    for (uint32_t i = 0; i < frontier_size(c->frontier) && c->failure == OIT_OK; i++) {
        const struct frontier_entry *entry = frontier_at(c->frontier, i);
        bool is_too_deep = entry->state == ENTRY_TOO_DEEP, is_left = entry->state == ENTRY_WAITING || entry->state == ENTRY_TAKEN;
        c->outcome->counters.skipped += is_too_deep;
        if (!(is_left || (is_too_deep && is_missed(c, entry))) || entry->how == HOW_PROBE || entry->is_retried)
            continue;
        c->n_too_deep += is_too_deep;
        struct store_visit visit = visit_of(c, i);
        visit.fault = FAULT_BUDGET;
        put_visit(c, &visit);
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
    if (c->input->n_seeds && outcome->complete)
        outcome->stop_reason = "only";
}

static void seed(struct crawler *c)
{
    offer(c, c->input->start, STR_NONE, FRONTIER_NONE, 100, false, HOW_START, false);
    c->start_entry = frontier_find(c->frontier, c->input->start);
    for (size_t i = 0; i < c->input->n_seeds; i++)
        offer(c, c->input->seeds[i].url, c->input->seeds[i].label, c->start_entry, 90, false, HOW_LINK,
              scope_of(c->scope, c->input->seeds[i].url) == SCOPE_FOREIGN);
    struct buf url;
    buf_init(&url, LIMIT_URL_BYTES);
    struct str probe = arena_printf(c->arena, "/oitcheck-%08llx-not-there", (unsigned long long)(str_hash(c->input->start) & 0xffffffff));
    if (url_resolve(c->input->start, probe, &url) == URL_OK) {
        offer(c, buf_str(&url), STR_NONE, FRONTIER_NONE, 0, false, HOW_PROBE, false);
        c->probe_entry = frontier_find(c->frontier, buf_str(&url));
    }
    buf_clear(&url);
    if (!c->input->n_seeds && url_resolve(c->input->start, STR_LIT("/sitemap.xml"), &url) == URL_OK &&
        scope_of(c->scope, buf_str(&url)) == SCOPE_OWN)
        offer(c, buf_str(&url), STR_NONE, FRONTIER_NONE, 0, false, HOW_SITEMAP, false);
    buf_done(&url);
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
        .ctx = c,
    };
    c->fetch = fetch_new(&fetch, c->err);
    if (!c->fetch)
        return c->err && c->err->code ? c->err->code : OIT_ERR_LOCAL;
    c->scope = scope_new(c->input->start);
    c->frontier = frontier_new(&(struct frontier_limits){.max_depth = o->max_depth ? o->max_depth : USUAL_DEPTH, .max_family = MAX_FAMILY, .max_urls = LIMIT_FRONTIER_URLS});
    c->robots = robots_desk_new(c->fetch, o->no_robots);
    c->progress = progress_new(o);
    return OIT_OK;
}

static void close_parts(struct crawler *c)
{
    progress_free(c->progress);
    robots_desk_free(c->robots);
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
    seed(&c);
    const char *reason = loop(&c);
    drain(&c);
    store_unread(&c);
    end_batch(&c);
    judge_completeness(&c, reason);
    const char *const *names;
    ret_outcome->n_cut_families = frontier_cut_families(c.frontier, &names);
    const char **kept = ARENA_ARRAY(arena, const char *, ret_outcome->n_cut_families);
    for (size_t i = 0; i < ret_outcome->n_cut_families; i++)
        kept[i] = arena_text(arena, str_from(names[i]));
    ret_outcome->cut_families = kept;
    code = c.failure;
    close_parts(&c);
    return code;
}
