/* entered_pages.c - the pages behind entered links.
 *
 * One loop for network and workers, as in the crawl, without its frontier: the list is short and known. A page that was asked for stays for good.
 * SPDX-License-Identifier: MIT
 */
#include "run/entered_pages.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "crawl/scope.h"
#include "extract/extract.h"
#include "fetch/fetch.h"
#include "rules/hosting.h"
#include "run/crawler.h"
#include "run/entered_text.h"
#include "run/not_found.h"
#include "run/robots_desk.h"
#include "url/url.h"

enum { POLL_MS = 200, ROBOTS_PAUSE_MS = 3000, ROBOTS_PAUSE_UNPACED_MS = 100, MAX_PROBES = 8, MAX_ALIASES = 8 };

struct slot {
    struct entered_page page;
    const struct hosting_share *storage; /* it stands in; NULL: none */
    const struct hosting_share *share;   /* asked for by the storage's form for a document; NULL: as any page */
    bool is_entered, is_probe, is_confirmed, is_scan_read, is_done;
};

struct entered_pages {
    struct entered_pages_input input;
    struct arena arena;
    struct fetch *fetch;
    struct robots_desk *robots;
    struct scope *scope;
    struct slot *slots;
    size_t n, n_open;
    struct { struct str origin; struct not_found_page page; } probes[MAX_PROBES];
    size_t n_probes;
};

static bool is_own(void *context, struct str url)
{
    const struct entered_pages *p = context;
    return scope_of(p->scope, url) == SCOPE_OWN;
}

struct entered_pages *entered_pages_new(const struct entered_pages_input *input, struct err *err)
{
    struct entered_pages *p = mem_alloc(sizeof *p);
    const struct oit_options *o = input->options;
    p->input = *input;
    arena_init(&p->arena);
    struct fetch_options fetch = {.start_url = input->home, .rate = o->rate, .connections = o->connections, .timeout_ms = o->timeout_ms,
                                  .max_body_bytes = o->max_size_bytes, .user_agent = o->user_agent, .headers = o->headers, .n_headers = o->n_headers,
                                  .cacert = o->cacert, .tls_insecure = o->tls_insecure, .proxy = o->proxy, .resolve = o->resolve, .n_resolve = o->n_resolve,
                                  .allow_private = o->allow_private, .is_own = is_own, .ctx = p};
    p->fetch = fetch_new(&fetch, err);
    if (!p->fetch) {
        arena_done(&p->arena);
        free(p);
        return NULL;
    }
    p->scope = scope_new(input->home);
    if (input->home_final.n)
        scope_add_start(p->scope, input->home_final);
    for (size_t i = 0; i < o->n_hosts; i++)
        (void)scope_add_named(p->scope, str_from(o->hosts[i]));
    p->robots = robots_desk_new(p->fetch, o->no_robots, o->rate > 0 ? ROBOTS_PAUSE_MS : ROBOTS_PAUSE_UNPACED_MS);
    p->slots = mem_alloc(LIMIT_ENTERED_PAGES * sizeof *p->slots);
    return p;
}

void entered_pages_free(struct entered_pages *p)
{
    if (!p)
        return;
    robots_desk_free(p->robots);
    scope_free(p->scope);
    fetch_free(p->fetch);
    arena_done(&p->arena);
    free(p->slots);
    free(p);
}

static struct slot *slot_of(const struct entered_pages *p, struct str url)
{
    for (size_t i = 0; i < p->n; i++)
        if (str_eq(p->slots[i].page.url, url))
            return &p->slots[i];
    return NULL;
}

const struct entered_page *entered_pages_get(const struct entered_pages *p, struct str url)
{
    const struct slot *slot = slot_of(p, url);
    return slot && slot->is_done && !slot->is_probe ? &slot->page : NULL;
}

/* --- what the workers make of it ------------------------------------------------------------------------------------------------ */

static void take_document(struct entered_pages *p, struct entered_page *page, struct str packed)
{
    struct document *doc = ARENA_NEW(&p->arena, struct document);
    if (!packed.n || !doc_unpack(arena_str(&p->arena, packed), &p->arena, doc))
        return;
    if (!page->fingerprint)
        page->fingerprint = entered_fingerprint(doc, &p->arena);
    if (doc->kind == DOC_HTML)
        page->document = doc;
}

static void take_findings(struct entered_pages *p, struct entered_page *page, struct str packed)
{
    struct findings *findings = ARENA_NEW(&p->arena, struct findings);
    if (packed.n && findings_unpack_for(p->input.scheme, arena_str(&p->arena, packed), &p->arena, findings))
        page->findings = findings;
}

static void take_result(struct entered_pages *p, struct entered_page *page, struct str packed)
{
    struct page_result result;
    if (!page_result_unpack(packed, &result)) {
        page->fault = FAULT_PARSER_CRASH;
        return;
    }
    page->fault = result.fault;
    take_findings(p, page, result.findings);
    take_document(p, page, result.document);
    if (page->fault == FAULT_NONE && page->findings)
        page->fault = page->findings->fault;
}

/* What a browser or OCR made of the same page in the run is more than its bytes alone tell. */
static void take_from_run(struct entered_pages *p, struct entered_page *page)
{
    bool is_bare = page->has_content && page->findings && (page->findings->is_shell || page->fault == FAULT_NO_TEXT || page->findings->n_image_pages > page->findings->n_ocr_pages);
    if (!p->input.run || !is_bare)
        return;
    struct store_visit visit;
    bool found = false;
    struct arena scratch;
    arena_init(&scratch);
    if (store_visit_get(p->input.store, p->input.run->row, page->final_url, STORE_WITH_DOCUMENT, &scratch, &found, &visit, NULL) == OIT_OK && found && visit.has_content &&
        visit.document.n && memcmp(visit.sha256.bytes, page->sha256.bytes, sizeof visit.sha256.bytes) == 0) {
        struct page_result result;
        struct page_job job = {.url = page->final_url, .content_type = page->content_type, .file_name = page->file_name, .document = visit.document};
        if (page_result_unpack(pool_run(p->input.pool, &job), &result) && result.findings.n) {
            take_findings(p, page, result.findings);
            page->fault = page->findings ? page->findings->fault : page->fault;
        }
    }
    arena_done(&scratch);
}

static bool confirm_share(struct entered_pages *p, struct slot *slot)
{
    const struct findings *findings = slot->page.findings;
    for (size_t i = 0; !slot->is_confirmed && findings && i < findings->n_links; i++)
        if (findings->links[i].target == TARGET_URL && hosting_confirms(slot->share, findings->links[i].url)) {
            slot->is_confirmed = true;
            slot->page.findings = NULL;
            slot->page.document = NULL;
            slot->page.fingerprint = NULL;
            fetch_add(p->fetch, &(struct fetch_request){.url = findings->links[i].url, .user = (void *)(uintptr_t)(slot - p->slots), .wants_plain = true, .follows_everything = true});
            return true;
        }
    return false;
}

static void end_slot(struct entered_pages *p, struct slot *slot)
{
    slot->is_done = true;
    p->n_open--;
}

static void on_result(struct entered_pages *p, struct slot *slot, struct str packed)
{
    struct entered_page *page = &slot->page;
    take_result(p, page, packed);
    if (slot->share && page->findings && page->findings->kind == DOC_HTML && !page->file_name.n) { /* a page in the place of the document */
        if (confirm_share(p, slot))
            return;
        page->fault = share_page_fault(page->findings);
        page->findings = NULL;
    }
    end_slot(p, slot);
}

/* --- the network --------------------------------------------------------------------------------------------------------------- */

static void send_job(struct entered_pages *p, struct slot *slot)
{
    const struct entered_page *page = &slot->page;
    pool_submit(p->input.pool, &(struct page_job){.url = page->final_url, .content_type = page->content_type, .content_encoding = page->content_encoding,
                                                  .file_name = page->file_name, .http_status = page->http_status, .bytes = page->bytes, .wants_document = true},
                (void *)(uintptr_t)(slot - p->slots + 1));
}

static void on_answer(struct entered_pages *p, struct fetch_answer *answer)
{
    struct slot *slot = &p->slots[(uintptr_t)answer->user];
    struct entered_page *page = &slot->page;
    page->fetched_at = clock_now_s();
    page->http_status = answer->http_status;
    page->fault = answer->fault;
    page->final_url = arena_str(&p->arena, answer->final_url.n && !slot->share ? answer->final_url : page->url);
    page->n_redirects = answer->n_redirects;
    page->content_type = arena_str(&p->arena, answer->content_type);
    page->content_encoding = arena_str(&p->arena, answer->content_encoding);
    page->last_modified = arena_str(&p->arena, answer->last_modified);
    page->file_name = arena_str(&p->arena, answer->file_name);
    bool is_login = slot->storage && (hosting_is_login(slot->storage, answer->final_url) || (answer->fault == FAULT_HTTP && (answer->http_status == 401 || answer->http_status == 403)));
    if (is_login || (answer->fault == FAULT_HTTP && answer->http_status == 401))
        page->fault = FAULT_LOGIN;
    if (page->fault != FAULT_NONE || !answer->body) {
        end_slot(p, slot);
        return;
    }
    page->has_content = true;
    page->sha256 = sha256_of(buf_str(answer->body));
    page->bytes = arena_str(&p->arena, buf_str(answer->body));
    send_job(p, slot);
}

static void request(struct entered_pages *p, struct slot *slot)
{
    struct buf address;
    buf_init(&address, LIMIT_URL_BYTES);
    const struct hosting_form *form = NULL;
    const struct hosting_share *share = hosting_share_of(p->input.scheme->hosting, slot->page.url, &form);
    slot->storage = share;
    bool has_form = share && form->access != HOSTING_CLOSED && hosting_address(form, slot->page.url, &address);
    if (has_form && form->access == HOSTING_FILE)
        slot->share = share;
    fetch_add(p->fetch, &(struct fetch_request){.url = has_form ? buf_str(&address) : slot->page.url, .user = (void *)(uintptr_t)(slot - p->slots),
                                                .priority = slot->is_entered, .wants_plain = true, .follows_everything = true});
    buf_done(&address);
}

static void admit(struct entered_pages *p, struct slot *slot)
{
    const struct hosting_share *share = hosting_share_of(p->input.scheme->hosting, slot->page.url, NULL);
    if (slot->is_entered || slot->is_probe || (share && !share->obeys_robots)) {
        request(p, slot);
        return;
    }
    switch (robots_desk_ask(p->robots, slot->page.url, (uint32_t)(slot - p->slots))) {
    case ROBOTS_DESK_YES:
        request(p, slot);
        break;
    case ROBOTS_DESK_NO:
        robots_desk_why(p->robots, slot->page.url, &slot->page.fault, &slot->page.http_status);
        end_slot(p, slot);
        break;
    case ROBOTS_DESK_WAIT:
        break;
    }
}

/* robots.txt that was encoded although asked for plain: a worker undoes that, here and now: it is small and rare. */
static bool is_of_robots(struct entered_pages *p, struct fetch_answer *answer)
{
    size_t origin = 0;
    enum robots_desk_taking taking = robots_desk_answer(p->robots, answer, &origin);
    if (taking == ROBOTS_DESK_PACKED) /* closed, as one that did not come */
        robots_desk_unpacked(p->robots, origin, FAULT_PROTOCOL, STR_NONE);
    return taking != ROBOTS_DESK_NOT_OURS;
}

static void turn(struct entered_pages *p)
{
    struct pollfd fds[FETCH_MAX_WAITS];
    struct fetch_wait waits[FETCH_MAX_WAITS];
    size_t n = pool_poll_fds(p->input.pool, fds, FETCH_MAX_WAITS);
    for (size_t i = 0; i < n; i++)
        waits[i] = (struct fetch_wait){.fd = fds[i].fd, .events = fds[i].events};
    int timeout = pool_next_timeout_ms(p->input.pool);
    (void)fetch_run(p->fetch, timeout >= 0 && timeout < POLL_MS ? timeout : POLL_MS, waits, n);
    struct fetch_answer answer;
    while (fetch_next(p->fetch, &answer))
        if (!is_of_robots(p, &answer))
            on_answer(p, &answer);
    robots_desk_tick(p->robots, clock_mono_ms());
    uint32_t waiting;
    while (robots_desk_next(p->robots, &waiting))
        admit(p, &p->slots[waiting]);
    void *user;
    struct str packed;
    pool_step(p->input.pool);
    while (pool_next(p->input.pool, &user, &packed))
        on_result(p, &p->slots[(uintptr_t)user - 1], packed);
}

static void finish(struct entered_pages *p)
{
    while (p->n_open > 0) {
        if (crawler_is_stopped()) {
            fetch_cancel_all(p->fetch);
            for (size_t i = 0; i < p->n; i++)
                if (!p->slots[i].is_done && !p->slots[i].page.has_content) {
                    p->slots[i].page.fault = FAULT_BUDGET;
                    end_slot(p, &p->slots[i]);
                }
        }
        if (p->n_open > 0)
            turn(p);
    }
}

/* --- the run's visits ------------------------------------------------------------------------------------------------------------- */

/* Aliases lead to the visit that holds the content. */
static bool find_visit(struct entered_pages *p, struct str url, struct store_visit *ret_visit)
{
    struct str spellings[ENTERED_SPELLINGS];
    size_t n = entered_spellings(url, &p->arena, spellings);
    for (size_t i = 0; i < n; i++) {
        struct str at = spellings[i];
        bool found = true;
        for (int hop = 0; found && hop < MAX_ALIASES; hop++) {
            if (store_visit_get(p->input.store, p->input.run->row, at, STORE_WITH_BYTES | STORE_WITH_DOCUMENT | STORE_WITH_FINDINGS, &p->arena, &found, ret_visit, NULL) != OIT_OK)
                found = false;
            bool is_alias = found && (ret_visit->http_status == STORE_ALIAS || ret_visit->http_status == STORE_ALIAS_STOPPED) && !ret_visit->has_content;
            if (found && !is_alias)
                return true;
            if (found)
                at = ret_visit->final_url;
        }
    }
    return false;
}

/* What the run could not read, or did not want to, is asked for now. */
static bool take_visit(struct entered_pages *p, struct slot *slot)
{
    struct store_visit v;
    struct entered_page *page = &slot->page;
    if (!p->input.run || !p->input.uses_visits || slot->is_probe || !find_visit(p, page->url, &v))
        return false;
    bool is_dead = oit_fault_class(v.fault, v.http_status) == FAULT_IS_DEAD;
    if (!is_dead && !(v.has_content && (v.bytes.n || v.document.n)))
        return false;
    page->final_url = v.final_url.n ? v.final_url : v.url;
    page->content_type = v.content_type;
    page->content_encoding = v.content_encoding;
    page->last_modified = v.last_modified;
    page->file_name = v.file_name;
    page->http_status = v.http_status;
    page->fault = v.fault;
    page->fetched_at = v.fetched_at;
    page->is_external = v.is_external;
    page->is_of_run = true;
    if (is_dead) {
        end_slot(p, slot);
        return true;
    }
    page->has_content = true;
    page->sha256 = v.sha256;
    page->bytes = v.bytes;
    struct page_job job = {.url = page->final_url, .content_type = page->content_type, .content_encoding = page->content_encoding, .file_name = page->file_name,
                           .bytes = page->bytes, .document = v.document, .wants_document = true};
    take_result(p, page, pool_run(p->input.pool, &job));
    if (v.document.n && !page->document)
        take_document(p, page, v.document);
    if (page->findings && page->findings->text_source && strcmp(page->findings->text_source, "rendered") == 0)
        page->fingerprint = NULL; /* as a browser showed it: not what was frozen */
    if (v.fault != FAULT_NONE) /* what the crawl knew of it counts */
        page->fault = v.fault;
    end_slot(p, slot);
    return true;
}

/* --- reading ----------------------------------------------------------------------------------------------------------------------- */

/* What is not there is asked for a second time, after all others: a slip of the server is no loss. The run's own visits were. */
static void ask_dead_again(struct entered_pages *p, size_t first)
{
    for (size_t i = first, n = p->n; i < n && !crawler_is_stopped(); i++) {
        struct slot *slot = &p->slots[i];
        if (slot->page.is_of_run || slot->page.fault == FAULT_BAD_URL || oit_fault_class(slot->page.fault, slot->page.http_status) != FAULT_IS_DEAD)
            continue;
        slot->page = (struct entered_page){.url = slot->page.url, .final_url = slot->page.url, .is_external = slot->page.is_external, .fetched_at = clock_now_s()};
        slot->is_done = slot->is_confirmed = false;
        p->n_open++;
        admit(p, slot);
    }
    finish(p);
}

static struct slot *add_slot(struct entered_pages *p, struct str url)
{
    if (p->n >= LIMIT_ENTERED_PAGES || slot_of(p, url))
        return NULL;
    struct slot *slot = &p->slots[p->n++];
    *slot = (struct slot){.page = {.url = arena_str(&p->arena, url), .fetched_at = clock_now_s()}};
    slot->page.final_url = slot->page.url;
    slot->page.is_external = scope_of(p->scope, slot->page.url) == SCOPE_FOREIGN;
    p->n_open++;
    return slot;
}

void entered_pages_read(struct entered_pages *p, const struct str *urls, size_t n, bool is_entered)
{
    size_t before = p->n;
    for (size_t i = 0; i < n; i++) {
        struct slot *slot = add_slot(p, urls[i]);
        if (!slot)
            continue;
        slot->is_entered = is_entered;
        if (!take_visit(p, slot))
            admit(p, slot);
    }
    finish(p);
    ask_dead_again(p, before);
    for (size_t i = before; i < p->n; i++) /* between jobs only: the answers live in the pool's memory */
        take_from_run(p, &p->slots[i].page);
}

static const struct not_found_page *probe_of(struct entered_pages *p, struct str origin)
{
    for (size_t i = 0; i < p->n_probes; i++)
        if (str_eq(p->probes[i].origin, origin))
            return &p->probes[i].page;
    if (p->n_probes >= MAX_PROBES)
        return NULL;
    struct not_found_page *page = &p->probes[p->n_probes].page;
    p->probes[p->n_probes++].origin = arena_str(&p->arena, origin);
    struct str made_up = arena_printf(&p->arena, "%.*s/oitcheck-%08llx-not-there", STR_ARG(origin), (unsigned long long)(str_hash(origin) & 0xffffffff));
    struct slot *slot = add_slot(p, made_up);
    if (!slot)
        return NULL;
    slot->is_probe = true;
    admit(p, slot);
    finish(p);
    bool goes_home = slot->page.n_redirects > 0 && entered_is_home(slot->page.final_url, p->input.home_final.n ? p->input.home_final : p->input.home);
    if (slot->page.http_status == 200 && slot->page.findings && (slot->page.fault == FAULT_NONE || slot->page.fault == FAULT_SOFT_404))
        *page = not_found_of(slot->page.findings, goes_home);
    return page;
}

void entered_pages_find_soft_404(struct entered_pages *p)
{
    struct str home = p->input.home_final.n ? p->input.home_final : p->input.home;
    size_t n = p->n; /* probes come behind */
    for (size_t i = 0; i < n && !crawler_is_stopped(); i++) {
        struct entered_page *page = &p->slots[i].page;
        struct url_parts parts;
        bool is_page = page->fault == FAULT_NONE && page->findings && page->findings->kind == DOC_HTML && !page->is_of_run;
        if (!is_page || p->slots[i].share || entered_is_home(page->url, p->input.home) || !url_split(page->url, &parts))
            continue;
        const struct not_found_page *probe = probe_of(p, parts.origin);
        bool went_home = page->n_redirects > 0 && entered_is_home(page->final_url, home);
        if (probe && probe->is_known && (probe->goes_home ? went_home : not_found_fits(probe, page->findings)))
            page->fault = FAULT_SOFT_404;
    }
}

void entered_pages_call_gone(struct entered_pages *p, struct str url)
{
    struct slot *slot = slot_of(p, url);
    if (slot)
        slot->page.fault = FAULT_SOFT_404;
}

bool entered_pages_read_scan(struct entered_pages *p, struct str url)
{
    struct slot *slot = slot_of(p, url);
    struct entered_page *page = slot ? &slot->page : NULL;
    if (!page || slot->is_scan_read || p->input.options->ocr == OIT_OCR_OFF || !page->has_content || !page->bytes.n || !page->findings ||
        page->findings->n_image_pages <= page->findings->n_ocr_pages || crawler_is_stopped())
        return false;
    uint32_t n_before = page->findings->n_ocr_pages;
    struct str document = STR_NONE;
    bool is_stored = false;
    slot->is_scan_read = true;
    (void)store_reading_get(p->input.store, &page->sha256, EXTRACT_OCR_VERSION, LIMIT_OCR_PAGES, &p->arena, &is_stored, &document, NULL);
    struct page_job job = {.url = page->final_url, .content_type = page->content_type, .content_encoding = page->content_encoding, .file_name = page->file_name,
                           .bytes = is_stored ? STR_NONE : page->bytes, .document = is_stored ? document : STR_NONE, .wants_document = true, .ocr_pages = is_stored ? 0 : LIMIT_OCR_PAGES};
    struct page_result result;
    if (!page_result_unpack(pool_run(p->input.pool, &job), &result) || result.fault != FAULT_NONE || !result.findings.n)
        return false;
    take_findings(p, page, result.findings);
    page->fault = page->findings->fault;
    if (!is_stored && result.document.n && page->findings->n_ocr_pages > n_before)
        (void)store_reading_put(p->input.store, &page->sha256, EXTRACT_OCR_VERSION, LIMIT_OCR_PAGES, result.document, NULL);
    return page->findings->n_ocr_pages > n_before;
}
