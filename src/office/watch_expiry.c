/* watch_expiry.c - what runs out or moves: certificates, domains, names that come to lead inside.
 *
 * Domains: WHOIS has no format and registries refuse machines that ask, so only RDAP (RFC 9082, 9083) is asked, once a day, and only where the profile says
 * (watch.rdap): many registries of country domains have no RDAP or keep the day to themselves.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "fetch/fetch.h"
#include "fetch/guard.h"
#include "itas/expiry.h"
#include "itas/rdap.h"
#include "itas/watch_words.h"
#include "notify/notify.h"
#include "office/watching.h"
#include "run/crawler.h"
#include "url/url.h"

enum { RDAP_EVERY_S = 86400, STEP_MS = 200, STATE_SIZE = 160 };

struct expiry_messages {
    const char *topic; /* in the store and in the message */
    enum msg ends, over, renewed, advice;
};
static const struct expiry_messages of_certificates = {"certificate", MSG_WATCH_CERTIFICATE_ENDS, MSG_WATCH_CERTIFICATE_OVER, MSG_WATCH_CERTIFICATE_RENEWED,
                                                       MSG_WATCH_CERTIFICATE_DO};
static const struct expiry_messages of_domains = {"domain", MSG_WATCH_DOMAIN_ENDS, MSG_WATCH_DOMAIN_OVER, MSG_WATCH_DOMAIN_RENEWED, MSG_WATCH_DOMAIN_DO};

static bool send_words(struct watcher *w, const char *topic, enum notify_level level, enum msg subject, enum msg advice, const char *const args[2][4])
{
    struct buf text[2];
    for (int l = 0; l < 2; l++) {
        buf_init(&text[l], 0);
        msg_add(&text[l], (enum msg_language)l, subject, args[l]);
    }
    bool was_sent = watch_say(w, &(struct notification){.topic = topic, .level = level, .subject = {text[MSG_TH].p, text[MSG_EN].p},
                                                        .body = {msg_th(advice), msg_en(advice)}, .site = w->site_text});
    buf_done(&text[0]);
    buf_done(&text[1]);
    return was_sent;
}

static enum oit_code tell_end(struct watcher *w, const struct expiry_messages *messages, const char *name, int64_t ends_at, struct err *err)
{
    char state[EXPIRY_STATE_SIZE], left[16];
    const char *told;
    int64_t told_at, now = clock_now_s();
    struct arena arena;
    arena_init(&arena);
    enum oit_code code = store_watch_told_get(w->store, w->site_text, messages->topic, name, &arena, &told, &told_at, err);
    enum expiry_news news = code == OIT_OK ? expiry_news_of(told, now, ends_at, state) : EXPIRY_NOTHING;
    if (news != EXPIRY_NOTHING) {
        struct buf day[2];
        int days = expiry_days_left(now, ends_at);
        (void)snprintf(left, sizeof left, "%d", days);
        for (int l = 0; l < 2; l++) {
            buf_init(&day[l], 0);
            watch_day_words((enum msg_language)l, ends_at, &day[l]);
        }
        const char *const args[2][4] = {{name, day[MSG_TH].p, left, NULL}, {name, day[MSG_EN].p, left, NULL}};
        bool is_over = ends_at <= now, is_renewed = news == EXPIRY_RENEWED;
        if (send_words(w, messages->topic, is_renewed ? NOTIFY_RECOVERY : NOTIFY_ALARM, is_renewed ? messages->renewed : is_over ? messages->over : messages->ends,
                 messages->advice, args))
            code = store_watch_told_put(w->store, w->site_text, messages->topic, name, state, err);
        buf_done(&day[0]);
        buf_done(&day[1]);
    }
    arena_done(&arena);
    return code;
}

/* --- names that lead inside ------------------------------------------------------------------------------------------------------------- */

static bool is_given(const struct watcher *w, const struct url_parts *parts)
{
    char entry[300];
    (void)snprintf(entry, sizeof entry, "%.*s:%u:", STR_ARG(parts->host), parts->port);
    for (size_t i = 0; i < w->options->n_resolve; i++)
        if (str_starts_nocase_c(str_from(w->options->resolve[i]), entry))
            return true;
    return false;
}

/* The home page passes the address guard, so that an agency can watch from inside; then it has to know what that is worth. */
static enum oit_code tell_inside(struct watcher *w, const struct watched *home, struct err *err)
{
    struct url_parts parts;
    bool is_address, is_literal;
    char host[300];
    const char *told;
    int64_t told_at;
    bool is_public = guard_text_is_public(str_from(home->address), &is_address);
    if (!is_address || w->options->proxy || !url_split(w->site, &parts) || is_given(w, &parts))
        return OIT_OK;
    (void)guard_text_is_public(parts.host, &is_literal);
    if (is_literal)
        return OIT_OK;
    (void)snprintf(host, sizeof host, "%.*s", STR_ARG(parts.host));
    struct arena arena;
    arena_init(&arena);
    enum oit_code code = store_watch_told_get(w->store, w->site_text, "address", host, &arena, &told, &told_at, err);
    const char *state = is_public ? "public" : "inside";
    if (code == OIT_OK && strcmp(told, state) != 0) {
        bool was_known = *told != '\0', is_news = was_known || !is_public;
        const char *const args[2][4] = {{host, home->address, NULL}, {host, home->address, NULL}};
        enum msg subject = is_public ? MSG_WATCH_NOW_OUTSIDE : was_known ? MSG_WATCH_NOW_INSIDE : MSG_WATCH_SEEN_INSIDE;
        enum notify_level level = is_public ? NOTIFY_RECOVERY : was_known ? NOTIFY_ALARM : NOTIFY_NOTE;
        if (!is_news || send_words(w, "address", level, subject, MSG_WATCH_DO_INSIDE, args))
            code = store_watch_told_put(w->store, w->site_text, "address", host, state, err);
    }
    arena_done(&arena);
    return code;
}

/* --- domains ---------------------------------------------------------------------------------------------------------------------------- */

static bool ask_rdap(struct watcher *w, const char *prefix, struct str domain, int64_t *ret_ends_at)
{
    const struct oit_options *o = w->options;
    struct buf typed, url;
    struct fetch_answer answer;
    bool found = false;
    buf_init(&typed, LIMIT_URL_BYTES);
    buf_init(&url, LIMIT_URL_BYTES + 1);
    (void)buf_addf(&typed, "%s%.*s", prefix, STR_ARG(domain));
    struct fetch *f = url_from_user(buf_str(&typed), &url) != URL_OK ? NULL
        : fetch_new(&(struct fetch_options){.start_url = buf_str(&url), .rate = o->rate, .connections = 1, .timeout_ms = o->timeout_ms, .proxy = o->proxy,
                                            .max_body_bytes = LIMIT_RDAP_BYTES, .user_agent = o->user_agent, .cacert = o->cacert, .resolve = o->resolve,
                                            .n_resolve = o->n_resolve}, NULL);
    if (f)
        fetch_add(f, &(struct fetch_request){.url = buf_str(&url), .is_calm = true, .wants_plain = true});
    while (f && fetch_pending(f) > 0) {
        if (crawler_is_stopped())
            fetch_cancel_all(f);
        (void)fetch_run(f, STEP_MS, NULL, 0);
        while (fetch_next(f, &answer))
            found = answer.fault == FAULT_NONE && rdap_expiration(buf_str(answer.body), domain, ret_ends_at);
    }
    fetch_free(f);
    buf_done(&url);
    buf_done(&typed);
    return found;
}

static enum oit_code tell_domain(struct watcher *w, struct err *err)
{
    struct url_parts parts;
    struct arena arena;
    const char *told;
    int64_t asked_at, ends_at = 0;
    const char *prefix = w->profile ? w->profile->watch.rdap : NULL;
    struct str domain = prefix && url_split(w->site, &parts) ? url_registrable(parts.host) : STR_NONE;
    if (domain.n == 0)
        return OIT_OK;
    arena_init(&arena);
    const char *name = arena_text(&arena, domain);
    enum oit_code code = store_watch_told_get(w->store, w->site_text, "domain-asked", name, &arena, &told, &asked_at, err);
    bool is_due = clock_now_s() - asked_at >= RDAP_EVERY_S || clock_now_s() < asked_at;
    if (code == OIT_OK && is_due) {
        bool found = ask_rdap(w, prefix, domain, &ends_at);
        code = store_watch_told_put(w->store, w->site_text, "domain-asked", name, found ? "known" : "unknown", err);
        if (code == OIT_OK && found)
            code = tell_end(w, &of_domains, name, ends_at, err);
    }
    arena_done(&arena);
    return code;
}

enum oit_code watch_tell_expiry(struct watcher *w, struct err *err)
{
    enum oit_code code = OIT_OK;
    for (size_t i = 0; i < w->n_hosts && code == OIT_OK; i++)
        if (w->hosts[i].certificate_ends_at)
            code = tell_end(w, &of_certificates, w->hosts[i].name, w->hosts[i].certificate_ends_at, err);
    if (code == OIT_OK && w->items[0].is_asked)
        code = tell_inside(w, &w->items[0], err);
    return code == OIT_OK ? tell_domain(w, err) : code;
}
