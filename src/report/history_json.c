/* history_json.c - a history as JSON, schema oitcheck-history/1. Times are UTC, days Bangkok.
 * SPDX-License-Identifier: MIT
 */
#include "history.h"

#include <stdio.h>

#include "json_writer.h"

static void day(struct json_writer *w, const char *key, struct clock_date date)
{
    char text[48];
    (void)snprintf(text, sizeof text, "%04d-%02d-%02d", date.year_ce, date.month, date.day);
    jw_text(w, key, date.year_ce ? text : NULL);
}

static void day_of(struct json_writer *w, const char *key, int64_t at)
{
    day(w, key, at ? clock_date_bangkok(at) : (struct clock_date){0});
}

static void check(struct json_writer *w, const char *key, const struct history_check *c)
{
    if (!c->id) {
        jw_null(w, key);
        return;
    }
    jw_begin(w, key, '{');
    jw_text(w, "run", c->id);
    jw_time(w, "started", c->started);
    jw_bool(w, "cut", c->is_cut);
    jw_double(w, "low", c->low);
    jw_double(w, "high", c->high);
    jw_uint(w, "published", c->n_published);
    jw_uint(w, "partial", c->n_partial);
    jw_uint(w, "missing", c->n_missing);
    jw_uint(w, "unknown", c->n_unknown);
    jw_end(w, '}');
}

static void state(struct json_writer *w, const char *key, const struct history_state *s)
{
    if (!s->is_known) {
        jw_null(w, key);
        return;
    }
    jw_begin(w, key, '{');
    jw_text(w, "status", oit_status_name(s->status));
    jw_words(w, "label", s->label.th, s->label.en);
    jw_time(w, "at", s->at);
    jw_end(w, '}');
}

static void items(struct json_writer *w, const struct history_paper *paper)
{
    jw_begin(w, "items", '[');
    for (size_t i = 0; i < paper->history->n_items; i++) {
        const struct history_item *item = &paper->history->items[i];
        const struct oit_item *now = compare_find_item(paper->report, item->code);
        jw_begin(w, NULL, '{');
        jw_text(w, "code", item->code);
        jw_words(w, "title", item->title.th, item->title.en);
        jw_text(w, "owner", now && now->officer.words[OFFICER_OWNER] ? now->officer.words[OFFICER_OWNER] : now ? now->owner.th : NULL);
        jw_text(w, "outcome", history_outcome_name(item->outcome));
        state(w, "start", &item->start);
        state(w, "end", &item->end);
        day_of(w, "first_complete", item->first_complete_at);
        jw_uint(w, "times_lost", item->n_lost);
        jw_uint(w, "times_repaired", item->n_repaired);
        day_of(w, "last_lost", item->lost_at);
        day_of(w, "last_repaired", item->repaired_at);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void events(struct json_writer *w, const struct history *history)
{
    jw_begin(w, "events", '[');
    for (size_t i = 0; i < history->n_events; i++) {
        const struct history_event *event = &history->events[i];
        jw_begin(w, NULL, '{');
        jw_time(w, "at", event->at);
        jw_text(w, "code", event->code);
        jw_text(w, "kind", compare_kind_name(event->kind));
        jw_words(w, "before", event->before.th, event->before.en);
        jw_words(w, "after", event->after.th, event->after.en);
        jw_end(w, '}');
    }
    jw_end(w, ']');
}

static void availability(struct json_writer *w, const struct history_paper *paper)
{
    if (!paper->is_watched) {
        jw_null(w, "availability");
        return;
    }
    jw_begin(w, "availability", '{');
    jw_double(w, "percent", paper->availability.percent);
    jw_uint(w, "up_s", (uint64_t)paper->availability.up_s);
    jw_uint(w, "down_s", (uint64_t)paper->availability.down_s);
    jw_uint(w, "unwatched_s", (uint64_t)paper->availability.unwatched_s);
    jw_begin(w, "outages", '[');
    for (size_t i = 0; i < paper->n_outages; i++) {
        jw_begin(w, NULL, '{');
        jw_time(w, "began", paper->outages[i].began_at);
        jw_time(w, "ended", paper->outages[i].ended_at);
        jw_words(w, "cause", paper->outages[i].cause.th, paper->outages[i].cause.en);
        jw_end(w, '}');
    }
    jw_end(w, ']');
    jw_end(w, '}');
}

void report_history_json(const struct history_paper *paper, struct buf *out)
{
    static const char *const rounds[] = {NULL, "6-months", "12-months", "second-6-months", "6-months-so-far", "12-months-so-far"};
    struct json_writer w = {.out = out};
    jw_begin(&w, NULL, '{');
    jw_text(&w, "schema", HISTORY_SCHEMA);
    jw_text(&w, "site", paper->report->site.url);
    jw_text(&w, "name", paper->report->site.name);
    jw_uint(&w, "fiscal_year_be", paper->report->fiscal_year_be > 0 ? (uint64_t)paper->report->fiscal_year_be : 0);
    jw_text(&w, "scheme", paper->report->rules.scheme);
    day(&w, "from", paper->from);
    day(&w, "to", paper->to);
    jw_text(&w, "round", rounds[paper->round]);
    jw_uint(&w, "checks", paper->history->n_checks);
    jw_uint(&w, "cut", paper->history->n_cut);
    jw_uint(&w, "other_rules", paper->history->n_other_rules);
    jw_uint(&w, "other_years", paper->n_other_years);
    jw_uint(&w, "without_report", paper->n_unread);
    check(&w, "start", &paper->history->first);
    check(&w, "end", &paper->history->last);
    jw_begin(&w, "counts", '{');
    for (size_t i = 0; i < N_HISTORY_OUTCOMES; i++)
        jw_uint(&w, history_outcome_name((enum history_outcome)i), paper->history->counts[i]);
    jw_end(&w, '}');
    items(&w, paper);
    events(&w, paper->history);
    availability(&w, paper);
    jw_begin(&w, "submissions", '[');
    for (size_t i = 0; i < paper->n_submissions; i++) {
        jw_begin(&w, NULL, '{');
        jw_text(&w, "id", paper->submissions[i].id);
        jw_text(&w, "day", paper->submissions[i].day);
        jw_uint(&w, "urls", paper->submissions[i].n_urls);
        jw_uint(&w, "items", paper->submissions[i].n_items);
        jw_end(&w, '}');
    }
    jw_end(&w, ']');
    jw_end(&w, '}');
    (void)buf_add_char(out, '\n');
}
