/* watch_tell.c - what has not been told yet: one message when a trouble begins, one when it ends, whatever is restarted in between.
 *
 * What concerns many links is one message. Links of the site itself are not told while the site is down: the site's message counts them (began_told FOLDED),
 * and its recovery names those that are still lacking. What could not be delivered stays untold and is tried again with the next round.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "itas/watch_words.h"
#include "office/telling.h"
#include "office/watching.h"
#include "text/utf8.h"
#include "url/url.h"

enum { LISTED = 10, FOLDED = -1 };

/* --- saying it ------------------------------------------------------------------------------------------------------------------------ */

void watch_line(struct watcher *w, const char *text)
{
    struct buf line, clean;
    buf_init(&line, 0);
    buf_init(&clean, 0);
    watch_time_words(w->language, clock_now_s(), &line);
    (void)buf_addf(&line, "  %s", text);
    utf8_terminal(buf_str(&line), &clean);
    (void)buf_add_c(&clean, "\n");
    if (w->out)
        (void)buf_add_str(w->out, buf_str(&clean));
    else
        (void)fputs(buf_str(&clean).p, stderr);
    buf_done(&clean);
    buf_done(&line);
}

bool watch_say(struct watcher *w, const struct notification *notification)
{
    struct err trouble = {0};
    struct buf line;
    const char *topic = notification->topic, *state = notify_level_name(notification->level);
    event_log_add(&w->log, "watch", EVENT_PAIRS("topic", topic, "level", state, "subject", notification->subject.en, "url", notification->url));
    watch_line(w, w->language == MSG_EN ? notification->subject.en : notification->subject.th);
    bool was_sent = telling_send_now(w->store, w->site_text, w->profile, notification, &trouble);
    if (was_sent && trouble.code == OIT_OK)
        return true;
    buf_init(&line, 0);
    msg_add(&line, w->language, MSG_WATCH_NOT_SENT, MSG_ARGS(w->language == MSG_EN ? trouble.en : trouble.th));
    (void)fprintf(stderr, "oitcheck: %s\n", buf_str(&line).p);
    buf_done(&line);
    return was_sent; /* true: it waits in the store for those who did not take it */
}

/* Subject and body in both languages. */
struct told_words {
    struct buf subject[2], body[2];
};

static void words_init(struct told_words *m)
{
    for (int l = 0; l < 2; l++) {
        buf_init(&m->subject[l], 0);
        buf_init(&m->body[l], 0);
    }
}

static void words_done(struct told_words *m)
{
    for (int l = 0; l < 2; l++) {
        buf_done(&m->subject[l]);
        buf_done(&m->body[l]);
    }
}

static bool words_send(struct watcher *w, const struct told_words *m, const char *topic, enum notify_level level, const char *url)
{
    return watch_say(w, &(struct notification){.topic = topic, .level = level, .subject = {m->subject[MSG_TH].p, m->subject[MSG_EN].p},
                                               .body = {m->body[MSG_TH].p, m->body[MSG_EN].p}, .url = url, .site = w->site_text});
}

static void body_line(struct told_words *m, int l, enum msg id, const char *const *args)
{
    (void)buf_add_c(&m->body[l], m->body[l].n ? "\n" : "");
    msg_add(&m->body[l], (enum msg_language)l, id, args);
}

static void body_span(struct told_words *m, int l, const struct outage *o)
{
    struct buf from, to, length;
    buf_init(&from, 0);
    buf_init(&to, 0);
    buf_init(&length, 0);
    watch_time_words((enum msg_language)l, o->began_at, &from);
    if (o->ended_at) {
        watch_time_words((enum msg_language)l, o->ended_at, &to);
        watch_length_words((enum msg_language)l, o->ended_at - o->began_at, &length);
    }
    body_line(m, l, o->ended_at ? MSG_WATCH_FROM_TO : MSG_WATCH_SINCE, MSG_ARGS(from.p, to.n ? to.p : "", length.n ? length.p : ""));
    buf_done(&length);
    buf_done(&to);
    buf_done(&from);
}

static void body_cause(struct told_words *m, int l, const struct outage *o)
{
    struct buf cause;
    buf_init(&cause, 0);
    watch_cause_words((enum msg_language)l, o->kind, o->fault, o->http_status, &cause);
    body_line(m, l, MSG_WATCH_CAUSE, MSG_ARGS(buf_str(&cause).p));
    buf_done(&cause);
}

static enum msg advice_of(enum watch_state kind)
{
    return kind == WATCH_GONE ? MSG_WATCH_DO_GONE : kind == WATCH_CLOSED ? MSG_WATCH_DO_CLOSED : kind == WATCH_CHANGED ? MSG_WATCH_DO_CHANGED
           : kind == WATCH_INSIDE ? MSG_WATCH_DO_INSIDE : kind == WATCH_BLOCKED ? MSG_WATCH_DO_BLOCKED : MSG_WATCH_DO_DOWN;
}

static void body_advice(struct told_words *m, int l, const struct outage *o)
{
    const char *of_fault = l == MSG_EN ? oit_fault_advice_en(o->fault) : oit_fault_advice_th(o->fault);
    body_line(m, l, MSG_WATCH_DO, MSG_ARGS(msg_in((enum msg_language)l, advice_of(o->kind))));
    if (of_fault && o->kind == WATCH_DOWN)
        (void)buf_addf(&m->body[l], "\n%s", of_fault);
}

static const char *host_of(const struct watcher *w, char scratch[static 300])
{
    struct url_parts parts = {0};
    (void)url_split(w->site, &parts);
    (void)snprintf(scratch, 300, "%.*s", STR_ARG(parts.host));
    return scratch;
}

/* --- what there is to tell ------------------------------------------------------------------------------------------------------------ */

struct telling {
    struct watcher *w;
    struct store_outage *rows; size_t n;
    bool is_home_down, is_home_suspect;
    struct err *err;
    enum oit_code code;
};

static const struct watched *address_of(const struct watcher *w, const char *url)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->items[i].url, url) == 0)
            return &w->items[i];
    return NULL;
}

static bool is_home(const struct telling *t, const struct store_outage *row)
{
    return strcmp(row->url, t->w->site_text) == 0;
}

static bool is_of_site(const struct telling *t, const struct store_outage *row)
{
    struct url_parts a, b;
    return url_split(str_from(row->url), &a) && url_split(t->w->site, &b) && url_same_host_or_www(a.host, b.host);
}

static void mark(struct telling *t, struct store_outage *row, bool is_end, int64_t when)
{
    if (t->code == OIT_OK)
        t->code = store_outage_told(t->w->store, row->row, is_end, when, t->err);
    *(is_end ? &row->ended_told : &row->began_told) = when;
}

/* Links that are down with their site. */
static void fold(struct telling *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct store_outage *row = &t->rows[i];
        if (is_home(t, row) || row->outage.kind != WATCH_DOWN || !is_of_site(t, row))
            continue;
        if (row->began_told == 0 && t->is_home_down)
            mark(t, row, false, FOLDED);
        if (row->began_told == FOLDED && row->outage.ended_at && row->ended_told == 0)
            mark(t, row, true, FOLDED);
    }
}

static bool is_folded_open(const struct store_outage *row)
{
    return row->began_told == FOLDED && row->outage.ended_at == 0;
}

static void list_row(const struct telling *t, const struct store_outage *row, struct told_words *m)
{
    const struct watched *a = address_of(t->w, row->url);
    struct buf url;
    buf_init(&url, 0);
    url_readable(str_from(row->url), &url);
    for (int l = 0; l < 2; l++) {
        (void)buf_addf(&m->body[l], "%s%s%s%s (", m->body[l].n ? "\n" : "", a && a->items ? a->items : "", a && a->items ? " " : "", buf_str(&url).p);
        if (row->outage.ended_at)
            watch_length_words((enum msg_language)l, row->outage.ended_at - row->outage.began_at, &m->body[l]);
        else
            watch_cause_words((enum msg_language)l, row->outage.kind, row->outage.fault, row->outage.http_status, &m->body[l]);
        (void)buf_add_c(&m->body[l], ")");
    }
    buf_done(&url);
}

static size_t count_folded(const struct telling *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += is_folded_open(&t->rows[i]);
    return n;
}

static void list_more(struct told_words *m, size_t n)
{
    char number[24];
    (void)snprintf(number, sizeof number, "%zu", n);
    for (int l = 0; l < 2 && n > 0; l++)
        body_line(m, l, MSG_WATCH_AND_MORE, MSG_ARGS(number));
}

static void list_folded(const struct telling *t, size_t n, struct told_words *m)
{
    char number[24];
    size_t listed = 0;
    (void)snprintf(number, sizeof number, "%zu", n);
    for (int l = 0; l < 2; l++)
        body_line(m, l, MSG_WATCH_STILL_DOWN, MSG_ARGS(number));
    for (size_t i = 0; i < t->n && listed < LISTED; i++)
        if (is_folded_open(&t->rows[i])) {
            list_row(t, &t->rows[i], m);
            listed++;
        }
    list_more(m, n - listed);
}

static enum msg home_subject(const struct store_outage *row, bool is_end)
{
    enum watch_state kind = row->outage.kind;
    if (is_end)
        return kind == WATCH_BLOCKED ? MSG_WATCH_HOME_UNBLOCKED : row->began_told ? MSG_WATCH_HOME_BACK : MSG_WATCH_HOME_WAS_DOWN;
    return kind == WATCH_BLOCKED ? MSG_WATCH_HOME_BLOCKED : kind == WATCH_CLOSED ? MSG_WATCH_HOME_CLOSED : MSG_WATCH_HOME_DOWN;
}

static void tell_home(struct telling *t, struct store_outage *row)
{
    bool is_end = row->outage.ended_at != 0;
    size_t n_folded = row->outage.kind == WATCH_DOWN ? count_folded(t) : 0;
    char scratch[300], number[24];
    struct told_words m;
    words_init(&m);
    (void)snprintf(number, sizeof number, "%zu", n_folded);
    for (int l = 0; l < 2; l++) {
        msg_add(&m.subject[l], (enum msg_language)l, home_subject(row, is_end), MSG_ARGS(host_of(t->w, scratch)));
        body_span(&m, l, &row->outage);
        body_cause(&m, l, &row->outage);
        if (!is_end && n_folded)
            body_line(&m, l, MSG_WATCH_LINKS_TOO, MSG_ARGS(number));
        if (!is_end)
            body_advice(&m, l, &row->outage);
    }
    if (is_end && n_folded)
        list_folded(t, n_folded, &m);
    enum notify_level level = is_end ? NOTIFY_RECOVERY : row->outage.kind == WATCH_BLOCKED ? NOTIFY_NOTE : NOTIFY_ALARM;
    if (words_send(t->w, &m, "outage", level, row->url)) {
        if (row->began_told == 0)
            mark(t, row, false, clock_now_s());
        if (is_end)
            mark(t, row, true, clock_now_s());
        for (size_t i = 0; i < t->n && is_end; i++)
            if (is_folded_open(&t->rows[i]))
                mark(t, &t->rows[i], false, clock_now_s());
    }
    words_done(&m);
}

/* --- links, by kind -------------------------------------------------------------------------------------------------------------------- */

static bool belongs(const struct telling *t, const struct store_outage *row, enum watch_state kind, bool is_end)
{
    bool waits = row->outage.kind == WATCH_DOWN && t->is_home_suspect && is_of_site(t, row); /* for what comes out about the site */
    if (is_home(t, row) || row->outage.kind != kind || waits)
        return false;
    return is_end ? row->outage.ended_at != 0 && row->ended_told == 0 : row->outage.ended_at == 0 && row->began_told == 0;
}

static void add_items(const struct telling *t, const struct store_outage *row, struct buf *items)
{
    const struct watched *a = address_of(t->w, row->url);
    watch_items_add(items, a ? a->items : NULL);
}

static enum msg link_subject(enum watch_state kind, bool is_end)
{
    static const enum msg begun[N_WATCH_STATES] = {[WATCH_DOWN] = MSG_WATCH_LINK_DOWN, [WATCH_GONE] = MSG_WATCH_LINK_GONE, [WATCH_CLOSED] = MSG_WATCH_LINK_CLOSED,
                                                   [WATCH_CHANGED] = MSG_WATCH_LINK_CHANGED, [WATCH_INSIDE] = MSG_WATCH_LINK_INSIDE,
                                                   [WATCH_BLOCKED] = MSG_WATCH_LINK_BLOCKED};
    return is_end ? MSG_WATCH_LINK_BACK : begun[kind];
}

static void tell_links(struct telling *t, enum watch_state kind, bool is_end)
{
    char number[24];
    struct told_words m;
    struct buf items;
    size_t n = 0, first = 0;
    words_init(&m);
    buf_init(&items, 0);
    for (size_t i = 0; i < t->n; i++) {
        if (!belongs(t, &t->rows[i], kind, is_end))
            continue;
        first = n == 0 ? i : first;
        if (n++ < LISTED)
            list_row(t, &t->rows[i], &m);
        add_items(t, &t->rows[i], &items);
    }
    if (n > 0) {
        (void)snprintf(number, sizeof number, "%zu", n);
        list_more(&m, n > LISTED ? n - LISTED : 0);
        for (int l = 0; l < 2; l++) {
            msg_add(&m.subject[l], (enum msg_language)l, link_subject(kind, is_end), MSG_ARGS(number, items.n ? items.p : "-"));
            if (!is_end) {
                body_span(&m, l, &t->rows[first].outage);
                body_advice(&m, l, &t->rows[first].outage);
            }
        }
    }
    enum notify_level level = is_end ? NOTIFY_RECOVERY : kind == WATCH_BLOCKED ? NOTIFY_NOTE : NOTIFY_ALARM;
    if (n > 0 && words_send(t->w, &m, "link", level, t->rows[first].url))
        for (size_t i = 0; i < t->n; i++)
            if (belongs(t, &t->rows[i], kind, is_end)) {
                if (is_end && t->rows[i].began_told == 0)
                    mark(t, &t->rows[i], false, clock_now_s());
                mark(t, &t->rows[i], is_end, clock_now_s());
            }
    buf_done(&items);
    words_done(&m);
}

enum oit_code watch_tell(struct watcher *w, struct err *err)
{
    struct telling t = {.w = w, .err = err};
    struct arena arena;
    const struct watch_memory *home = &w->items[0].memory;
    arena_init(&arena);
    (void)telling_send_now(w->store, w->site_text, w->profile, NULL, NULL); /* what waits for a receiver that was down; its trouble was said */
    t.code = store_outages_pending(w->store, w->site_text, &arena, &t.rows, &t.n, err);
    t.is_home_down = home->open.kind == WATCH_DOWN;
    t.is_home_suspect = home->n_suspect > 0 && home->suspect.kind == WATCH_DOWN;
    if (t.code == OIT_OK)
        fold(&t);
    for (size_t i = 0; i < t.n && t.code == OIT_OK; i++)
        if (is_home(&t, &t.rows[i]) && (t.rows[i].outage.ended_at ? t.rows[i].ended_told == 0 : t.rows[i].began_told == 0))
            tell_home(&t, &t.rows[i]);
    for (int kind = WATCH_DOWN; kind < WATCH_UNSEEN && t.code == OIT_OK; kind++) {
        tell_links(&t, (enum watch_state)kind, false);
        tell_links(&t, (enum watch_state)kind, true);
    }
    arena_done(&arena);
    return t.code;
}
