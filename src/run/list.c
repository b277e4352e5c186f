/* list.c - which runs are stored.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>

#include "base/messages.h"
#include "report/json_writer.h"
#include "run/run_numbers.h"
#include "run/setup.h"
#include "run/site_choice.h"
#include "text/years.h"

enum { MAX_RUNS = 1000, SCORE_SIZE = 48, BE_MINUS_CE = 543 };

static enum msg_language language_of(const struct oit_options *options)
{
    return options->language == OIT_EN ? MSG_EN : MSG_TH;
}

/* "72.40-87.62"; empty when the run has no report: stopped early, or its start page failed. */
static void score_of(const struct store_run_brief *run, char ret_text[static SCORE_SIZE])
{
    *ret_text = '\0';
    if (!run->has_numbers)
        return;
    char high[SCORE_SIZE];
    (void)snprintf(ret_text, SCORE_SIZE, "%.2f", run->numbers.low);
    (void)snprintf(high, sizeof high, "%.2f", run->numbers.high);
    if (strcmp(ret_text, high) != 0)
        (void)snprintf(ret_text, SCORE_SIZE, "%.2f-%.2f", run->numbers.low, run->numbers.high);
}

static void add_json(const struct store_run_brief *run, struct buf *out)
{
    struct json_writer json = {.out = out, .is_compact = true};
    char time[21];
    clock_iso_utc(run->started, time);
    jw_begin(&json, NULL, '{');
    jw_text(&json, "id", run->id);
    jw_text(&json, "site", run->site);
    jw_text(&json, "started", time);
    jw_uint(&json, "fiscal_year_be", (uint64_t)run->fiscal_year_be);
    jw_bool(&json, "complete", run->complete);
    jw_double(&json, "score_low", run->has_numbers ? run->numbers.low : (double)NAN);
    jw_double(&json, "score_high", run->has_numbers ? run->numbers.high : (double)NAN);
    jw_end(&json, '}');
    (void)buf_add_char(out, '\n');
}

static void add_line(const struct store_run_brief *run, const char *points, const struct oit_options *options, struct buf *out)
{
    int hour, minute;
    char day[48], year[16], time[64];
    bool is_english = options->language == OIT_EN;
    clock_bangkok_hm(run->started, &hour, &minute);
    (is_english ? years_date_en : years_date_th)(clock_date_bangkok(run->started), day, sizeof day);
    (void)snprintf(time, sizeof time, "%s %02d:%02d%s", day, hour, minute, is_english ? "" : " น.");
    (void)snprintf(year, sizeof year, "%d", run->has_numbers && run->numbers.is_gregorian ? run->fiscal_year_be - BE_MINUS_CE : run->fiscal_year_be);
    (void)buf_addf(out, "%s  ", run->id);
    msg_add(out, language_of(options), MSG_LIST_RUN, MSG_ARGS(time, run->site, year, *points ? points : "-"));
    if (!run->complete)
        (void)buf_addf(out, "  %s", msg_in(language_of(options), MSG_INCOMPLETE));
    (void)buf_add_char(out, '\n');
}

static enum oit_code add_runs(struct store *store, const char *site, enum oit_format format, const struct oit_options *options, struct buf *out,
                              struct err *err)
{
    struct arena arena;
    arena_init(&arena);
    struct store_run_brief *runs = NULL;
    size_t n = 0;
    enum oit_code code = store_runs_brief(store, &(struct store_run_choice){.site = site, .max = MAX_RUNS}, &arena, &runs, &n, err);
    if (code == OIT_OK)
        run_numbers_complete(store, runs, n, &arena);
    for (size_t i = 0; code == OIT_OK && i < n; i++) {
        char text[SCORE_SIZE];
        score_of(&runs[i], text);
        if (format == OIT_FORMAT_JSON)
            add_json(&runs[i], out);
        else
            add_line(&runs[i], text, options, out);
    }
    if (code == OIT_OK && n == 0 && format != OIT_FORMAT_JSON)
        (void)buf_addf(out, "%s\n", msg_in(language_of(options), MSG_EXPLAIN_NO_RUN));
    arena_done(&arena);
    return code;
}

int oit_list_runs(const struct oit_options *options, enum oit_format format, struct buf *out, struct err *err)
{
    struct store *store = NULL;
    struct arena arena;
    const char *site = NULL;
    size_t n;
    arena_init(&arena);
    enum oit_code code = setup_store_exists(options, err);
    if (code == OIT_OK)
        code = store_open(options->db, &store, err);
    if (code == OIT_OK && options->site)
        code = site_choice_find(store, options->site, &arena, &site, &n, err);
    if (code == OIT_OK)
        code = add_runs(store, options->site && !site ? options->site : site, format, options, out, err);
    store_close(store);
    arena_done(&arena);
    return (int)code;
}
