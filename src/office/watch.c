/* watch.c - watches the home page and the links entered in ITAS while the assessors look.
 *
 * Rounds are due by two clocks: the monotonic one, so that setting the wall clock neither floods the site nor stops the watch, and the wall clock, so that a
 * machine that slept asks as soon as it wakes. Signals end it between two rounds or in the middle of one; what was seen is in the store after each round.
 * SPDX-License-Identifier: MIT
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"
#include "itas/watch_window.h"
#include "itas/watch_words.h"
#include "office/watching.h"
#include "report/json_writer.h"
#include "run/crawler.h"
#include "text/years.h"
#include "url/url.h"

enum { LEAST_EVERY_S = 15 * 60, MOST_EVERY_S = 60 * 60, USUAL_EVERY_S = 30 * 60 };
enum { ONCE_ROUNDS = 2 * OUTAGE_TRIES }; /* what is neither well nor out of order for so long is left to the next time */
enum { INCOMPLETE = 3 };                 /* interface.md: nothing could be seen */
enum { SLICE_MS = 60000 }; /* a wall clock that was set is noticed within a minute */

/* --- setting up --------------------------------------------------------------------------------------------------------------------------- */

static enum oit_code read_settings(struct watcher *w, const struct oit_command *command, struct err *err)
{
    const struct oit_options *o = w->options;
    struct buf site;
    w->profile = o->profile;
    w->language = o->language == OIT_EN ? MSG_EN : MSG_TH;
    w->every_s = o->every_s ? o->every_s : USUAL_EVERY_S;
    w->confirm_s = o->confirm_s >= 0 ? o->confirm_s : OUTAGE_CONFIRM_S;
    if (w->every_s < LEAST_EVERY_S || w->every_s > MOST_EVERY_S)
        return err_set(err, OIT_ERR_USAGE, "--every (หรือ watch: every ในโปรไฟล์) ต้องอยู่ระหว่าง 15m ถึง 60m", "--every (or watch: every in the profile) must lie between 15m and 60m");
    const char *typed = command->n_words > 1 ? command->words[1] : o->site ? o->site : o->url;
    if (!typed)
        return err_set(err, OIT_ERR_USAGE, "ยังไม่รู้ว่าจะเฝ้าเว็บไซต์ใด: oitcheck watch --profile agency.yaml หรือ --site URL", "which site? oitcheck watch --profile agency.yaml, or --site URL");
    buf_init(&site, LIMIT_URL_BYTES + 1);
    enum oit_code code = url_from_user(str_from(typed), &site) == URL_OK ? OIT_OK
        : err_set(err, OIT_ERR_USAGE, "'%s' ไม่ใช่ที่อยู่เว็บ: เขียนเช่น https://www.example.go.th", "'%s' is not a web address: write it like https://www.example.go.th", typed);
    w->site_text = buf_take(&site);
    w->site = str_from(w->site_text);
    return code;
}

/* Two watches of one site would tell everything twice; a check of the same site may run beside it. */
static enum oit_code lock_site(struct watcher *w, struct err *err)
{
    struct buf name;
    buf_init(&name, 0);
    (void)buf_addf(&name, "%s#watch", w->site_text);
    enum oit_code code = store_lock_site(w->store, name.p, err);
    buf_done(&name);
    return code;
}

/* A log that cannot be written stops no watch. */
static void open_log(struct watcher *w)
{
    struct err trouble = {0};
    if (event_log_open(w->options->event_log ? w->options->event_log : w->profile ? w->profile->event_log : NULL, w->site_text, &w->log, &trouble) != OIT_OK)
        (void)fprintf(stderr, "oitcheck: %s\n", w->language == MSG_EN ? trouble.en : trouble.th);
}

static enum oit_code open_all(struct watcher *w, struct err *err)
{
    enum oit_code code = setup_make(w->options, &w->setup, err);
    if (code == OIT_OK)
        code = pool_new(&(struct pool_options){.n_workers = 1, .scheme = w->setup.scheme}, &w->pool, err);
    if (code == OIT_OK && w->options->dry_run) /* looks, and makes nothing */
        return setup_store_exists(w->options, NULL) == OIT_OK ? store_open(w->options->db, &w->store, err) : OIT_OK;
    if (code == OIT_OK)
        code = store_open(w->options->db, &w->store, err);
    if (code == OIT_OK)
        open_log(w);
    return code == OIT_OK ? lock_site(w, err) : code;
}

static void close_all(struct watcher *w)
{
    watch_unload(w);
    event_log_close(&w->log);
    pool_free(w->pool);
    store_close(w->store); /* NULL is fine */
    setup_done(&w->setup);
    free(w->site_text);
}

/* --- waiting ------------------------------------------------------------------------------------------------------------------------------- */

/* A signal that comes between asking and waiting is not lost: it is held back until poll waits. */
static void wait_ms(int64_t ms)
{
    sigset_t ends, before;
    const struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigaddset(&ends, SIGINT);
    (void)sigaddset(&ends, SIGHUP);
    (void)sigprocmask(SIG_BLOCK, &ends, &before);
    if (!crawler_is_stopped() && ms > 0)
        (void)ppoll(NULL, 0, &time, &before);
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
}

static bool is_due(const struct watched *a)
{
    return clock_mono_ms() >= a->due_mono_ms || clock_now_s() >= a->due_wall_s;
}

static int64_t until_due_ms(const struct watcher *w, bool only_suspects)
{
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < w->n; i++) {
        if (only_suspects && w->items[i].memory.n_suspect == 0)
            continue;
        int64_t left = w->items[i].due_mono_ms - clock_mono_ms();
        least = left < least ? left : least;
    }
    return least < 0 ? 0 : least;
}

/* --- rounds -------------------------------------------------------------------------------------------------------------------------------- */

/* Once when it is lost, once when it is back, over restarts; there is nobody to send it to. */
static enum oit_code tell_network(struct watcher *w, bool is_offline, struct err *err)
{
    struct arena arena;
    const char *told, *state = is_offline ? "offline" : "online";
    int64_t told_at;
    w->was_offline = is_offline;
    arena_init(&arena);
    enum oit_code code = store_watch_told_get(w->store, w->site_text, "network", "state", &arena, &told, &told_at, err);
    if (code == OIT_OK && (is_offline || *told) && strcmp(told, state) != 0) {
        watch_line(w, msg_in(w->language, is_offline ? MSG_WATCH_OFFLINE : MSG_WATCH_ONLINE));
        event_log_add(&w->log, "watch", EVENT_PAIRS("topic", "network", "state", state));
        code = store_watch_told_put(w->store, w->site_text, "network", "state", state, err);
    }
    arena_done(&arena);
    return code;
}

static enum oit_code do_round(struct watcher *w, struct err *err)
{
    bool is_offline = false;
    enum oit_code code = watch_round(w, &is_offline, err);
    if (code != OIT_OK || crawler_is_stopped())
        return code;
    code = tell_network(w, is_offline, err);
    if (code == OIT_OK && !is_offline)
        code = watch_tell(w, err);
    return code == OIT_OK && !is_offline ? watch_tell_expiry(w, err) : code;
}

static size_t ask_those_due(struct watcher *w, bool all, bool only_suspects)
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        struct watched *a = &w->items[i];
        a->is_asked = all || (is_due(a) && (!only_suspects || a->memory.n_suspect > 0));
        n += a->is_asked;
    }
    return n;
}

static bool is_any_suspect(const struct watcher *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->items[i].memory.n_suspect > 0)
            return true;
    return false;
}

static void add_summary(struct watcher *w, struct buf *out)
{
    char good[24], all[24];
    size_t n_good = 0;
    for (size_t i = 0; i < w->n; i++)
        n_good += w->items[i].result.state == WATCH_OK;
    (void)snprintf(good, sizeof good, "%zu", n_good);
    (void)snprintf(all, sizeof all, "%zu", w->n);
    msg_add(out, w->language, MSG_WATCH_SUMMARY, MSG_ARGS(good, all));
    (void)buf_add_c(out, "\n");
}

/* schema/watch-1.schema.json */
static void add_json(const struct watcher *w, bool is_in, struct buf *out)
{
    struct json_writer json = {.out = out};
    char scratch[16];
    jw_begin(&json, NULL, '{');
    jw_text(&json, "schema", "oitcheck-watch/1");
    jw_text(&json, "site", w->site_text);
    jw_time(&json, "at", clock_now_s());
    jw_bool(&json, "in_window", is_in);
    jw_bool(&json, "offline", w->was_offline);
    jw_begin(&json, "addresses", '[');
    for (size_t i = 0; i < w->n; i++) {
        const struct watched *a = &w->items[i];
        const struct outage *open = &a->memory.open;
        jw_begin(&json, NULL, '{');
        jw_text(&json, "url", a->url);
        jw_text(&json, "items", a->items);
        jw_bool(&json, "home", a->is_home);
        jw_text(&json, "state", watch_state_name(a->result.state));
        jw_uint_or_null(&json, "http_status", a->result.http_status > 0 ? (uint64_t)a->result.http_status : 0);
        jw_text(&json, "fault", a->result.fault == FAULT_NONE ? NULL : oit_fault_name(a->result.fault, a->result.http_status, scratch));
        jw_text(&json, "trouble", open->kind == WATCH_OK ? NULL : watch_state_name(open->kind));
        jw_time(&json, "trouble_began", open->kind == WATCH_OK ? 0 : open->began_at);
        jw_end(&json, '}');
    }
    jw_end(&json, ']');
    jw_end(&json, '}');
    (void)buf_add_char(out, '\n');
}

/* --once: one look at all, and as many more at what seems out of order as it takes to know. */
static enum oit_code watch_once(struct watcher *w, int *ret_exit, struct err *err)
{
    enum oit_code code = watch_load(w, err);
    (void)ask_those_due(w, true, false);
    if (code == OIT_OK)
        code = do_round(w, err);
    for (int round = 1; code == OIT_OK && round < ONCE_ROUNDS && !crawler_is_stopped() && is_any_suspect(w) && !w->was_offline;) {
        if (ask_those_due(w, false, true) > 0) {
            code = do_round(w, err);
            round++;
        } else {
            wait_ms(until_due_ms(w, true));
        }
    }
    for (size_t i = 0; i < w->n; i++)
        *ret_exit = w->items[i].memory.open.kind != WATCH_OK ? 1 : *ret_exit;
    if (w->was_offline || crawler_is_stopped())
        *ret_exit = INCOMPLETE;
    if (code == OIT_OK && !w->options->quiet && w->out)
        add_summary(w, w->out);
    return code;
}

static void say(struct watcher *w, enum msg id, const char *const *args)
{
    struct buf line;
    if (w->options->quiet)
        return;
    buf_init(&line, 0);
    msg_add(&line, w->language, id, args);
    watch_line(w, buf_str(&line).p);
    buf_done(&line);
}

static void say_beginning(struct watcher *w)
{
    char n[24];
    struct buf every;
    (void)snprintf(n, sizeof n, "%zu", w->n);
    buf_init(&every, 0);
    watch_length_words(w->language, w->every_s, &every);
    say(w, MSG_WATCH_BEGINS, MSG_ARGS(n, every.p));
    buf_done(&every);
}

/* Outside the days of the watch: said once, nothing is asked. */
static bool is_in_window(struct watcher *w, enum watch_day *said)
{
    struct watch_window window = watch_window_of(w->profile);
    enum watch_day day = watch_window_day(&window, clock_date_bangkok(clock_now_s()));
    if (day != WATCH_DAY_IN && day != *said) {
        char text[64];
        struct clock_date when = day == WATCH_DAY_BEFORE ? window.from : window.to;
        (w->language == MSG_EN ? years_date_en : years_date_th)(when, text, sizeof text);
        say(w, day == WATCH_DAY_BEFORE ? MSG_WATCH_BEFORE : MSG_WATCH_AFTER, MSG_ARGS(text));
    }
    *said = day;
    return day == WATCH_DAY_IN;
}

static enum oit_code watch_on(struct watcher *w, struct err *err)
{
    enum watch_day said = WATCH_DAY_IN;
    bool has_begun = false;
    enum oit_code code = OIT_OK;
    while (code == OIT_OK && !crawler_is_stopped()) {
        if (!is_in_window(w, &said)) {
            wait_ms(SLICE_MS);
            continue;
        }
        code = watch_load(w, err);
        if (code == OIT_OK && !has_begun)
            say_beginning(w);
        has_begun = true;
        if (code == OIT_OK && ask_those_due(w, false, false) > 0)
            code = do_round(w, err);
        int64_t left = until_due_ms(w, false);
        if (code == OIT_OK)
            wait_ms(left < SLICE_MS ? left : SLICE_MS);
    }
    if (code == OIT_OK)
        say(w, MSG_WATCH_ENDS, MSG_ARGS(NULL));
    return code;
}

static enum oit_code show_plan(struct watcher *w, struct buf *out, struct err *err)
{
    char n[24];
    struct buf every;
    enum oit_code code = watch_load(w, err);
    buf_init(&every, 0);
    (void)snprintf(n, sizeof n, "%zu", w->n);
    watch_length_words(w->language, w->every_s, &every);
    msg_add(out, w->language, MSG_WATCH_PLAN, MSG_ARGS(n, every.p));
    for (size_t i = 0; i < w->n; i++) {
        (void)buf_addf(out, "\n  %s%s", w->items[i].items ? w->items[i].items : "", w->items[i].items ? "  " : "");
        url_readable(str_from(w->items[i].url), out);
    }
    (void)buf_add_c(out, "\n");
    buf_done(&every);
    return code;
}

int oit_watch(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    struct watcher w = {.options = command->options, .log = {.fd = -1}};
    enum watch_day said = WATCH_DAY_IN;
    bool is_json = command->format == OIT_FORMAT_JSON, is_in = true;
    if (is_json && (!command->options->once || command->options->dry_run))
        return err_set(err, OIT_ERR_USAGE, "watch พิมพ์ --format json เฉพาะกับ --once: oitcheck watch --once --format json", "watch prints --format json with --once only: oitcheck watch --once --format json");
    crawler_begin();
    enum oit_code code = read_settings(&w, command, err);
    if (code == OIT_OK)
        code = open_all(&w, err);
    if (code == OIT_OK && w.options->once && !is_json) /* what happens goes to standard error then */
        w.out = out;
    if (code == OIT_OK && w.options->dry_run)
        code = show_plan(&w, out, err);
    else if (code == OIT_OK && !w.options->once)
        code = watch_on(&w, err);
    else if (code == OIT_OK && (is_in = is_in_window(&w, &said)))
        code = watch_once(&w, ret_exit, err);
    if (code == OIT_OK && is_json)
        add_json(&w, is_in, out);
    close_all(&w);
    return (int)code;
}
