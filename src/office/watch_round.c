/* watch_round.c - one round: asks, looks at what came, keeps it.
 *
 * Small GETs one after the other (many servers answer HEAD wrongly or not at all), with the validators of the last answer, without retries of their own: three
 * tries over ten minutes are the retries. A page is looked at by the sandboxed worker only when its bytes are new.
 * SPDX-License-Identifier: MIT
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "fetch/fetch.h"
#include "office/watching.h"
#include "run/crawler.h"
#include "run/entered_text.h"
#include "url/url.h"

enum { STEP_MS = 200, PAUSE_MS = 1 };

static struct fetch *open_fetch(struct watcher *w, struct str start, struct err *err)
{
    const struct oit_options *o = w->options;
    return fetch_new(&(struct fetch_options){.start_url = start, .rate = o->rate, .connections = 1, .timeout_ms = o->timeout_ms,
                                             .max_body_bytes = LIMIT_WATCH_BYTES, .user_agent = o->user_agent, .headers = o->headers, .n_headers = o->n_headers,
                                             .cacert = o->cacert, .tls_insecure = o->tls_insecure, .proxy = o->proxy, .resolve = o->resolve,
                                             .n_resolve = o->n_resolve, .allow_private = o->allow_private, .pause_ms = PAUSE_MS}, err);
}

/* --- what an answer says ------------------------------------------------------------------------------------------------------------ */

static bool looks_like_html(const struct fetch_answer *answer)
{
    struct str body = str_trim(buf_str(answer->body));
    return str_find_nocase_c(answer->content_type, "html") != STR_NPOS || (answer->content_type.n == 0 && str_starts_c(body, "<"));
}

/* What shows something, or leads on, without a word: splash pictures, frames, a script that sends people to another page. */
static bool may_show(struct str html)
{
    static const char *const signs[] = {"<script", "<img", "<frame", "<iframe", "<svg", "<object", "<embed", "<video", "<canvas", "refresh", "background"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_find_nocase_c(html, signs[i]) != STR_NPOS)
            return true;
    return false;
}

static bool is_blank(const struct findings *f, const struct fetch_answer *answer)
{
    bool is_empty = f->kind == DOC_HTML && f->fault == FAULT_NONE && !f->is_shell && f->n_letters == 0 && f->n_links == 0 && f->n_big_images == 0;
    return is_empty && answer->content_encoding.n == 0 && !may_show(buf_str(answer->body));
}

/* What the page says of itself: closed for repair, parked, an error of its software, a login, nothing at all. And what a reader sees of it, as a hash. */
static enum oit_fault look_at_page(struct watcher *w, const struct fetch_answer *answer, bool wants_print, char ret_print[static 65])
{
    struct page_job job = {.url = answer->final_url, .content_type = answer->content_type, .content_encoding = answer->content_encoding,
                           .http_status = answer->http_status, .bytes = buf_str(answer->body), .wants_document = wants_print};
    struct page_result result;
    struct findings findings;
    struct document doc;
    struct arena arena;
    enum oit_fault fault = FAULT_NONE;
    struct str packed = pool_run(w->pool, &job);
    ret_print[0] = '\0';
    if (!page_result_unpack(packed, &result))
        return FAULT_NONE;
    arena_init(&arena);
    if (result.fault == FAULT_NONE && result.findings.n && findings_unpack_for(w->setup.scheme, result.findings, &arena, &findings))
        fault = is_blank(&findings, answer) ? FAULT_EMPTY : findings.fault;
    if (wants_print && result.document.n && doc_unpack(result.document, &arena, &doc)) {
        const char *print = entered_fingerprint(&doc, &arena);
        (void)snprintf(ret_print, 65, "%s", print ? print : "");
    }
    arena_done(&arena);
    return fault;
}

/* A page that was taken away often sends its visitors to the home page. */
static bool was_sent_home(const struct watcher *w, const struct watched *a, const struct fetch_answer *answer)
{
    struct url_parts asked, got, home;
    if (a->is_home || answer->n_redirects == 0 || !url_split(str_from(a->url), &asked) || !url_split(answer->final_url, &got) || !url_split(w->site, &home))
        return false;
    bool is_front = str_eq_c(got.path, "/") && got.query.n == 0;
    bool asked_front = str_eq_c(asked.path, "/") && asked.query.n == 0;
    return !asked_front && (is_front || str_eq(answer->final_url, w->site)) && url_same_host_or_www(got.host, asked.host);
}

static void keep_text(char **field, struct str text)
{
    free(*field);
    *field = text.n ? mem_text(text) : NULL;
}

static void keep_validators(struct watched *a, const struct fetch_answer *answer, struct str sha)
{
    keep_text(&a->etag, answer->etag);
    keep_text(&a->last_modified, answer->last_modified);
    keep_text(&a->sha256, sha);
}

static bool may_have_body(const struct fetch_answer *answer)
{
    return answer->body->n > 0 && (answer->fault == FAULT_NONE || answer->fault == FAULT_HTTP);
}

static void judge(struct watcher *w, struct watched *a, const struct fetch_answer *answer)
{
    char hex[65] = "", print[65] = "";
    enum oit_fault fault = answer->fault;
    bool is_same_again = answer->http_status == 304 && fault == FAULT_NONE;
    if (answer->is_unverified && fault == FAULT_NONE && answer->tls_fault != FAULT_TLS_INCOMPLETE_CHAIN)
        fault = answer->tls_fault; /* people see a warning in place of the page */
    a->result = (struct watch_try){.at = clock_now_s(), .fault = fault, .http_status = answer->http_status};
    a->ms = answer->elapsed_ms;
    (void)snprintf(a->address, sizeof a->address, "%s", answer->ip);
    if (is_same_again && fault == FAULT_NONE) {
        a->result.http_status = 200; /* what it was: the rows of good answers go on */
        a->result.state = a->memory.last_state == WATCH_CHANGED ? WATCH_CHANGED : WATCH_OK;
        return;
    }
    if (may_have_body(answer)) {
        struct sha256 sha = sha256_of(buf_str(answer->body));
        sha256_hex(sha, hex);
    }
    bool is_known = fault == FAULT_NONE && a->sha256 && strcmp(a->sha256, hex) == 0;
    if (is_known) {
        a->result.state = a->memory.last_state == WATCH_CHANGED ? WATCH_CHANGED : WATCH_OK;
        return;
    }
    if (may_have_body(answer) && (fault == FAULT_NONE || fault == FAULT_HTTP) && looks_like_html(answer)) {
        enum oit_fault said = look_at_page(w, answer, watch_wants_print(a), print);
        fault = said == FAULT_NONE ? fault : said;
    }
    if (fault == FAULT_NONE && was_sent_home(w, a, answer))
        fault = FAULT_SOFT_404;
    a->result.fault = fault;
    a->result.state = watch_state_of(fault, answer->http_status, a->is_home);
    if (a->result.state == WATCH_OK && fault == FAULT_NONE)
        a->result.state = watch_compare(a, answer, hex, print);
    bool is_readable = a->result.state == WATCH_OK || a->result.state == WATCH_CHANGED;
    keep_validators(a, answer, str_from(hex));
    if (!is_readable) { /* the next answer must not be "as before" */
        keep_text(&a->etag, STR_NONE);
        keep_text(&a->last_modified, STR_NONE);
        keep_text(&a->sha256, STR_NONE);
    }
}

/* --- asking -------------------------------------------------------------------------------------------------------------------------- */

static void note_hosts(struct watcher *w, const struct fetch *f)
{
    w->n_hosts = 0;
    for (size_t i = 0; i < fetch_n_hosts(f); i++) {
        struct fetch_host host;
        fetch_host_at(f, i, &host);
        if (host.name.n == 0)
            continue;
        MEM_GROW(w->hosts, w->n_hosts, w->hosts_capacity);
        struct watched_host *h = &w->hosts[w->n_hosts++];
        *h = (struct watched_host){.certificate_ends_at = host.certificate_ends_at};
        (void)snprintf(h->name, sizeof h->name, "%.*s", STR_ARG(host.name));
    }
}

static void drive(struct watcher *w, struct fetch *f)
{
    struct fetch_answer answer;
    while (fetch_pending(f) > 0) {
        if (crawler_is_stopped())
            fetch_cancel_all(f);
        if (!fetch_run(f, STEP_MS, NULL, 0) && !crawler_is_stopped())
            continue;
        while (fetch_next(f, &answer))
            judge(w, answer.user, &answer);
    }
}

/* A page elsewhere, only when all that was asked failed as if this machine had no network. */
static enum oit_fault ask_second(struct watcher *w, const char *url)
{
    struct buf canonical;
    struct fetch_answer answer;
    enum oit_fault fault = FAULT_BAD_URL;
    buf_init(&canonical, LIMIT_URL_BYTES + 1);
    struct fetch *f = url_from_user(str_from(url), &canonical) == URL_OK ? open_fetch(w, buf_str(&canonical), NULL) : NULL;
    if (f)
        fetch_add(f, &(struct fetch_request){.url = buf_str(&canonical), .is_calm = true});
    while (f && fetch_pending(f) > 0) {
        if (crawler_is_stopped())
            fetch_cancel_all(f);
        (void)fetch_run(f, STEP_MS, NULL, 0);
        while (fetch_next(f, &answer))
            fault = answer.fault;
    }
    fetch_free(f);
    buf_done(&canonical);
    return fault;
}

/* Does the name system answer at all? Asked about the domain above the site's ("go.th"): whatever the answer, somebody gave it. One question, and only when the
 * site's own name could not be looked up. */
static bool names_are_answered(struct str domain)
{
    char above[256];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    size_t dot = str_chr(domain, '.');
    struct str name = dot == STR_NPOS ? STR_NONE : str_from_pos(domain, dot + 1);
    if (name.n == 0 || name.n >= sizeof above)
        return true;
    (void)snprintf(above, sizeof above, "%.*s", STR_ARG(name));
    int result = getaddrinfo(above, NULL, &hints, &found);
    if (result == 0)
        freeaddrinfo(found);
    return result != EAI_AGAIN;
}

/* Does the system know any way out (a default route, IPv4 or IPv6)? */
static bool has_route(void)
{
    static const char *const files[] = {"/proc/net/route", "/proc/net/ipv6_route"};
    bool found = false, is_known = false;
    for (int i = 0; i < 2 && !found; i++) {
        char line[256], first[64], second[64], third[64];
        FILE *file = fopen(files[i], "r");
        while (file && !found && fgets(line, sizeof line, file)) {
            is_known = true;
            if (sscanf(line, "%63s %63s %63s", first, second, third) != 3)
                continue;
            found = i == 0 ? strcmp(second, "00000000") == 0 : strspn(first, "0") == strlen(first) && strcmp(second, "00") == 0 && !strstr(line, " lo\n");
        }
        if (file)
            (void)fclose(file);
    }
    return found || !is_known;
}

/* The domain of a host; an address is its own. */
static struct str domain_of(struct str host)
{
    struct str domain = url_registrable(host);
    return domain.n ? domain : host;
}

static bool is_offline(struct watcher *w)
{
    enum oit_fault faults[LIMIT_WATCH_URLS + 2];
    size_t n = 0, n_domains = 0;
    struct str first = STR_NONE;
    for (size_t i = 0; i < w->n && n <= LIMIT_WATCH_URLS; i++) {
        struct url_parts parts;
        if (!w->items[i].is_asked || !url_split(str_from(w->items[i].url), &parts))
            continue;
        if (!watch_may_be_ours(w->items[i].result.fault))
            return false;
        struct str domain = domain_of(parts.host);
        n_domains += n_domains == 0 || (n_domains == 1 && !str_eq(domain, first));
        first = first.n ? first : domain;
        faults[n++] = w->items[i].result.fault;
    }
    if (n > 0 && w->profile && w->profile->watch.second) {
        faults[n++] = ask_second(w, w->profile->watch.second);
        n_domains++;
    }
    bool is_unnamed = n_domains == 1 && oit_fault_family(faults[0]) == FAULT_DNS && !w->options->proxy && url_registrable(first).n > 0;
    if (is_unnamed && !names_are_answered(first))
        n_domains++;
    return watch_is_our_network(faults, n, n_domains, has_route());
}

/* --- keeping ------------------------------------------------------------------------------------------------------------------------- */

static enum oit_code keep(struct watcher *w, struct watched *a, struct err *err)
{
    struct outage ended;
    int hold_s = watch_hold_s(w->every_s);
    struct store_try try = {.url = a->url, .result = a->result, .hold_s = hold_s, .ms = a->ms, .etag = a->etag, .last_modified = a->last_modified, .sha256 = a->sha256};
    unsigned events = outage_feed(&a->memory, &a->result, w->confirm_s, hold_s, &ended);
    enum oit_code code = store_try_put(w->store, w->site_text, &try, err);
    if (code == OIT_OK && (events & OUTAGE_ENDED))
        code = store_outage_end(w->store, w->site_text, a->url, ended.ended_at, err);
    if (code == OIT_OK && (events & OUTAGE_BEGAN))
        code = store_outage_begin(w->store, w->site_text, a->url, &a->memory.open, err);
    int next_s = outage_next_s(&a->memory, w->every_s, w->confirm_s);
    a->due_mono_ms = clock_mono_ms() + (int64_t)next_s * 1000;
    a->due_wall_s = clock_now_s() + next_s;
    return code;
}

enum oit_code watch_round(struct watcher *w, bool *ret_offline, struct err *err)
{
    struct fetch *f = open_fetch(w, w->site, err);
    *ret_offline = false;
    if (!f)
        return OIT_ERR_LOCAL;
    for (size_t i = 0; i < w->n; i++) {
        struct watched *a = &w->items[i];
        if (a->is_asked)
            fetch_add(f, &(struct fetch_request){.url = str_from(a->url), .etag = str_from(a->etag), .last_modified = str_from(a->last_modified), .user = a,
                                                 .priority = a->is_home ? 1 : 0, .is_calm = true, .follows_everything = true, .wants_plain = a->wants_plain});
    }
    drive(w, f);
    note_hosts(w, f);
    fetch_free(f);
    if (crawler_is_stopped())
        return OIT_OK; /* half a round proves nothing */
    *ret_offline = is_offline(w);
    enum oit_code code = store_batch_begin(w->store, err);
    for (size_t i = 0; i < w->n && code == OIT_OK; i++) {
        if (!w->items[i].is_asked)
            continue;
        if (*ret_offline)
            w->items[i].result.state = WATCH_UNSEEN;
        code = keep(w, &w->items[i], err);
    }
    enum oit_code ended = store_batch_end(w->store, code == OIT_OK ? err : NULL);
    return code == OIT_OK ? ended : code;
}
