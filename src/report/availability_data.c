/* availability_data.c - the availability for programs and spreadsheets: JSON, and CSV with a row an address and a row a trouble.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "itas/watch_words.h"
#include "report/availability.h"
#include "report/json_writer.h"
#include "text/utf8.h"

#ifndef OIT_VERSION
#define OIT_VERSION "0"
#endif

/* --- JSON ---------------------------------------------------------------------------------------------------------------------------------- */

static void put_seconds(struct json_writer *w, const char *key, int64_t seconds)
{
    jw_uint(w, key, seconds > 0 ? (uint64_t)seconds : 0);
}

static void put_trouble(struct json_writer *w, const struct availability_trouble *o)
{
    char scratch[16];
    jw_begin(w, NULL, '{');
    jw_text(w, "url", o->url);
    jw_text(w, "items", o->items);
    jw_text(w, "kind", watch_state_name(o->is.kind));
    jw_text(w, "cause", oit_fault_name(o->is.fault, o->is.http_status, scratch));
    jw_time(w, "began", o->is.began_at);
    jw_time(w, "ended", o->is.ended_at);
    put_seconds(w, "seconds", o->until - o->is.began_at);
    jw_end(w, '}');
}

static void put_address(struct json_writer *w, const struct availability_address *a)
{
    jw_begin(w, NULL, '{');
    jw_text(w, "url", a->url);
    jw_text(w, "items", a->items);
    jw_bool(w, "home", a->is_home);
    jw_double(w, "percent", a->is.percent);
    put_seconds(w, "up_seconds", a->is.up_s);
    put_seconds(w, "down_seconds", a->is.down_s);
    put_seconds(w, "brief_seconds", a->is.brief_s);
    put_seconds(w, "unclear_seconds", a->is.unclear_s);
    put_seconds(w, "unwatched_seconds", a->is.unwatched_s);
    put_seconds(w, "longest_outage_seconds", a->is.longest_s);
    jw_uint(w, "tries", a->is.n_tries);
    jw_uint(w, "outages", a->is.n_outages);
    jw_time(w, "first_try", a->is.first_at);
    jw_time(w, "last_try", a->is.last_at);
    jw_text(w, "last_state", a->last.n_tries ? watch_state_name(a->last.state) : NULL);
    jw_begin(w, "not_watched", '[');
    for (size_t i = 0; i < a->is.n_gaps; i++) {
        jw_begin(w, NULL, '{');
        jw_time(w, "from", a->is.gaps[i].from);
        jw_time(w, "to", a->is.gaps[i].to);
        jw_end(w, '}');
    }
    jw_end(w, ']');
    jw_end(w, '}');
}

void availability_json(const struct availability_page *page, struct buf *out)
{
    struct json_writer w = {.out = out};
    jw_begin(&w, NULL, '{');
    jw_text(&w, "schema", AVAILABILITY_SCHEMA);
    jw_begin(&w, "tool", '{');
    jw_text(&w, "name", "oitcheck");
    jw_text(&w, "version", OIT_VERSION);
    jw_end(&w, '}');
    jw_text(&w, "site", page->site_url);
    jw_text(&w, "name", page->site_name);
    jw_time(&w, "from", page->from);
    jw_time(&w, "to", page->to);
    jw_time(&w, "made", page->made);
    jw_begin(&w, "addresses", '[');
    for (size_t i = 0; i < page->n_addresses; i++)
        put_address(&w, &page->addresses[i]);
    jw_end(&w, ']');
    jw_begin(&w, "troubles", '[');
    for (size_t i = 0; i < page->n_troubles; i++)
        put_trouble(&w, &page->troubles[i]);
    jw_end(&w, ']');
    jw_end(&w, '}');
    (void)buf_add_c(out, "\n");
}

/* --- CSV ----------------------------------------------------------------------------------------------------------------------------------- */

struct row {
    struct buf *out;
    bool has_cell;
};

/* As csv.c: cleaned, trimmed, and no cell that a spreadsheet would take for a formula. */
static void cell(struct row *row, const char *text)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(str_from(text), &clean);
    struct str words = str_trim(buf_str(&clean));
    bool is_formula = words.n && strchr("=+-@", words.p[0]);
    (void)buf_add_c(row->out, row->has_cell ? ",\"" : "\"");
    (void)buf_add_c(row->out, is_formula ? "'" : "");
    for (size_t i = 0; i < words.n; i++) {
        (void)buf_add_c(row->out, words.p[i] == '"' ? "\"" : "");
        (void)buf_add_char(row->out, words.p[i]);
    }
    (void)buf_add_c(row->out, "\"");
    row->has_cell = true;
    buf_done(&clean);
}

static void cell_time(struct row *row, enum msg_language language, int64_t at)
{
    struct buf text;
    buf_init(&text, 0);
    if (at)
        watch_time_words(language, at, &text);
    cell(row, text.n ? text.p : "");
    buf_done(&text);
}

static void cell_minutes(struct row *row, int64_t seconds)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%.1f", (double)seconds / 60);
    cell(row, text);
}

static void end_row(struct row *row)
{
    (void)buf_add_c(row->out, "\r\n");
    row->has_cell = false;
}

static void csv_head(struct row *row, enum msg_language language)
{
    static const enum msg columns[] = {MSG_AVAIL_LINK, MSG_AVAIL_ITEM, MSG_AVAIL_WHAT, MSG_AVAIL_BEGAN, MSG_AVAIL_ENDED, MSG_AVAIL_MINUTES, MSG_AVAIL_SHARE,
                                       MSG_AVAIL_CAUSE, MSG_AVAIL_UNWATCHED_MINUTES};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char name[160];
        (void)snprintf(name, sizeof name, language == MSG_EN ? "%s" : "%s (%s)", msg_in(language, columns[i]), msg_en(columns[i]));
        cell(row, name);
    }
    end_row(row);
}

static void csv_address(struct row *row, enum msg_language language, const struct availability_address *a)
{
    char percent[16];
    availability_percent(a->is.percent, percent);
    cell(row, a->url);
    cell(row, a->items ? a->items : "");
    cell(row, msg_in(language, MSG_AVAIL_WHOLE));
    cell_time(row, language, a->is.from);
    cell_time(row, language, a->is.to);
    cell_minutes(row, a->is.to - a->is.from);
    cell(row, strcmp(percent, "-") == 0 ? "" : percent);
    cell(row, "");
    cell_minutes(row, a->is.unwatched_s);
    end_row(row);
}

static void csv_trouble(struct row *row, enum msg_language language, const struct availability_trouble *o)
{
    struct buf cause;
    buf_init(&cause, 0);
    watch_cause_words(language, o->is.kind, o->is.fault, o->is.http_status, &cause);
    cell(row, o->url);
    cell(row, o->items ? o->items : "");
    cell(row, msg_in(language, watch_state_words(o->is.kind)));
    cell_time(row, language, o->is.began_at);
    cell_time(row, language, o->is.ended_at);
    cell_minutes(row, o->until - o->is.began_at);
    cell(row, "");
    cell(row, cause.p);
    cell(row, "");
    end_row(row);
    buf_done(&cause);
}

void availability_csv(const struct availability_page *page, enum report_language language, struct buf *out)
{
    struct row row = {.out = out};
    enum msg_language in = language == REPORT_EN ? MSG_EN : MSG_TH;
    (void)buf_add_c(out, "\xEF\xBB\xBF");
    csv_head(&row, in);
    for (size_t i = 0; i < page->n_addresses; i++)
        csv_address(&row, in, &page->addresses[i]);
    for (size_t i = 0; i < page->n_troubles; i++)
        csv_trouble(&row, in, &page->troubles[i]);
}
