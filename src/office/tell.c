/* tell.c - after a scan: who is told what. One message a check, in order of need, and nothing when there is nothing to say.
 *
 * Everybody the profile names under `notify:` is told, without any option: cron users must not have to think. What was told stands in the store (tell_state.h). A
 * check that was stopped by hand is told to nobody.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "notify/notify.h"
#include "office/tell_parts.h"
#include "office/telling.h"
#include "oitcheck/office.h"
#include "report/report.h"
#include "url/url.h"

enum { EARLIER_RUNS = 12 /* as many as the store keeps whole */ };

static void complain(const struct oit_options *options, const char *th, const char *en)
{
    (void)fprintf(stderr, "oitcheck: %s\n", options->language == OIT_EN ? en : th);
}

/* The site's key in the store: of the run, or what scan would call it. */
static const char *site_of(const struct oit_options *options, struct store *store, const struct oit_report *report, struct arena *arena)
{
    struct store_run run;
    bool found = false;
    if (report && store && store_run_find(store, NULL, report->run.id, arena, &found, &run, NULL) == OIT_OK && found)
        return run.site;
    struct buf url;
    buf_init(&url, 0);
    const char *site = options->url && url_from_user(str_from(options->url), &url) == URL_OK ? arena_text(arena, buf_str(&url)) : NULL;
    buf_done(&url);
    return site;
}

static void find_earlier(struct tell *t, struct store *store, struct arena *arena, struct comparison *change)
{
    struct store_run *runs = NULL;
    size_t n = 0;
    if (!store || store_runs(store, t->site, EARLIER_RUNS, arena, &runs, &n, NULL) != OIT_OK)
        return;
    t->runs = runs;
    bool is_met = t->report == NULL;
    for (size_t i = 0; i < n; i++) { /* all but this one, which --resume may have begun long ago; of equal ids it is the newest */
        bool is_this = !is_met && strcmp(runs[i].id, t->report->run.id) == 0;
        is_met = is_met || is_this;
        if (!is_this)
            runs[t->n_runs++] = runs[i];
    }
    for (size_t i = 0; t->report && i < t->n_runs; i++) {
        struct oit_report *before = ARENA_NEW(arena, struct oit_report);
        bool is_small = runs[i].stop_reason && (strcmp(runs[i].stop_reason, "only") == 0 || strcmp(runs[i].stop_reason, "quick") == 0);
        if (is_small || !runs[i].report_json || runs[i].fiscal_year_be != t->report->fiscal_year_be || report_parse(str_from(runs[i].report_json), arena, before, NULL) != OIT_OK)
            continue;
        compare_reports(before, t->report, arena, change);
        t->change = change;
        return;
    }
}

static void add_count(struct buf *th, struct buf *en, enum msg id, size_t n)
{
    char count[24];
    if (n == 0)
        return;
    (void)snprintf(count, sizeof count, "%zu", n);
    (void)buf_add_c(th, th->n ? " " : "");
    (void)buf_add_c(en, en->n ? ", " : "");
    msg_add(th, MSG_TH, id, MSG_ARGS(count));
    msg_add(en, MSG_EN, id, MSG_ARGS(count));
}

static void subject_of(const struct tell *t, struct buf *th, struct buf *en)
{
    add_count(th, en, MSG_TELL_SUBJECT_FAILED, t->has_failed);
    add_count(th, en, MSG_TELL_SUBJECT_LITTLE, t->has_little);
    add_count(th, en, MSG_TELL_SUBJECT_ENTERED, t->n_entered);
    add_count(th, en, MSG_TELL_SUBJECT_WORSE, t->n_worse);
    add_count(th, en, MSG_TELL_SUBJECT_UNREAD, t->n_unread);
    add_count(th, en, MSG_TELL_SUBJECT_OVER, t->n_overdue);
    add_count(th, en, MSG_TELL_SUBJECT_BACK, t->is_back);
    add_count(th, en, MSG_TELL_SUBJECT_BETTER, t->n_better);
    add_count(th, en, MSG_TELL_SUBJECT_DUE, t->n_due);
    add_count(th, en, MSG_TELL_SUBJECT_RULES, th->n ? 0 : t->n_rules);
    add_count(th, en, t->is_first ? MSG_TELL_SUBJECT_BEGUN : MSG_TELL_SUBJECT_ALIVE, th->n ? 0 : 1);
}

static void send_message(struct tell *t, struct err *trouble)
{
    struct buf th, en;
    buf_init(&th, 0);
    buf_init(&en, 0);
    if (t->lines.n == 0) {
        (void)telling_send(t->state, t->profile, NULL, &t->log, trouble);
    } else {
        bool is_alarm = t->has_failed || t->has_little || t->n_entered || t->n_worse || t->n_unread || t->n_overdue;
        subject_of(t, &th, &en);
        if (t->report && !t->is_alive) { /* the weekly line says it itself */
            struct buf standing_th, standing_en;
            buf_init(&standing_th, 0);
            buf_init(&standing_en, 0);
            tell_standing(t->report, MSG_TH, &standing_th);
            tell_standing(t->report, MSG_EN, &standing_en);
            tell_add(&t->lines, MSG_TELL_ITEM, MSG_ARGS(standing_th.p), MSG_ARGS(standing_en.p));
            buf_done(&standing_th);
            buf_done(&standing_en);
        }
        struct notification n = {.topic = "check", .level = is_alarm ? NOTIFY_ALARM : t->n_better || t->is_back ? NOTIFY_RECOVERY : NOTIFY_NOTE, .subject = {th.p, en.p},
                                 .body = {t->lines.th.p, t->lines.en.p}, .url = t->site, .site = t->site};
        (void)telling_send(t->state, t->profile, &n, &t->log, trouble);
    }
    buf_done(&th);
    buf_done(&en);
}

/* At most TELL_LINES: what is less pressing stands below and is counted. */
static void cut_lines(struct tell_lines *lines)
{
    if (lines->n <= TELL_LINES)
        return;
    struct buf *texts[] = {&lines->th, &lines->en};
    char left_out[24];
    (void)snprintf(left_out, sizeof left_out, "%zu", lines->n - (TELL_LINES - 1));
    for (size_t i = 0; i < 2; i++) {
        struct str rest = buf_str(texts[i]);
        for (int k = 0; k < TELL_LINES - 1; k++)
            (void)str_cut(&rest, '\n');
        texts[i]->n = (size_t)(rest.p - texts[i]->p);
        texts[i]->p[texts[i]->n] = '\0';
        msg_add(texts[i], i ? MSG_EN : MSG_TH, MSG_NOTIFY_MORE_LINES, MSG_ARGS(left_out));
    }
    lines->n = TELL_LINES;
}

static void tell_all(struct tell *t, struct err *trouble)
{
    tell_health(t);
    tell_items(t);
    tell_deadlines(t);
    tell_alive(t);
    cut_lines(&t->lines);
    send_message(t, trouble);
}

static void say_open_secrets(const struct tell *t)
{
    struct buf paths, th, en;
    buf_init(&paths, 0);
    notify_open_secrets(t->profile, &paths);
    for (struct str rest = buf_str(&paths); rest.n;) {
        char *path = arena_text(&t->state->arena, str_cut(&rest, '\n'));
        buf_init(&th, 0);
        buf_init(&en, 0);
        msg_add(&th, MSG_TH, MSG_NOTIFY_OPEN_SECRET, MSG_ARGS(path));
        msg_add(&en, MSG_EN, MSG_NOTIFY_OPEN_SECRET, MSG_ARGS(path));
        complain(t->options, th.p, en.p);
        buf_done(&th);
        buf_done(&en);
    }
    buf_done(&paths);
}

static bool was_stopped_by_hand(const struct oit_report *report)
{
    return report && report->run.stop_reason && strcmp(report->run.stop_reason, "signal") == 0;
}

bool oit_has_receivers(const struct oit_options *options)
{
    return notify_n_channels(options->profile) > 0;
}

void oit_tell_after_scan(const struct oit_options *options, int code, const struct err *scan_err, const struct oit_report *report, struct buf *out)
{
    const char *log_path = options->event_log ? options->event_log : options->profile ? options->profile->event_log : NULL;
    bool tells = notify_n_channels(options->profile) > 0 && !options->no_notify && !was_stopped_by_hand(report) && code != OIT_ERR_USAGE;
    if (!tells && !options->quiet && !log_path)
        return;
    struct arena arena;
    struct store *store = NULL;
    struct tell_state state = {0};
    struct comparison change;
    struct err trouble = {0};
    arena_init(&arena);
    if (report || code != OIT_ERR_LOCAL || (options->db && file_exists(options->db)))
        (void)store_open(options->db, &store, NULL);
    struct tell t = {.options = options, .profile = options->profile, .report = report, .state = &state, .site = site_of(options, store, report, &arena),
                     .exit_code = report ? 0 : oit_exit_code((enum oit_code)code), .why = scan_err};
    tell_lines_init(&t.lines);
    if (event_log_open(log_path, t.site, &t.log, &trouble) != OIT_OK)
        complain(options, trouble.th, trouble.en);
    trouble = (struct err){0};
    if (tell_state_load(&state, store && t.site ? store : NULL, t.site, clock_now_s(), NULL) == OIT_OK && t.site)
        find_earlier(&t, store, &arena, &change);
    t.is_first = tell_state_get(&state, "alive", "line") == NULL;
    if (report)
        event_log_checked(&t.log, report);
    else
        event_log_failed(&t.log, t.exit_code, scan_err);
    if (options->quiet)
        tell_changes(&t, out);
    if (tells && t.site) {
        say_open_secrets(&t);
        tell_all(&t, &trouble);
        if (trouble.code != OIT_OK)
            complain(options, trouble.th, trouble.en);
        struct err kept = {0};
        if (tell_state_save(&state, store, t.site, &kept) != OIT_OK)
            complain(options, kept.th, kept.en);
    }
    event_log_close(&t.log);
    tell_lines_done(&t.lines);
    tell_state_done(&state);
    store_close(store);
    arena_done(&arena);
}
