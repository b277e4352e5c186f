/* history.c - "สรุปผลการติดตามการเปิดเผยข้อมูล": what happened over a period, from the stored runs.
 *
 * The runs of one fiscal year only: that of --fiscal-year, else of the newest run in the period. Runs of that year before the period tell how things stood
 * at its start.
 * SPDX-License-Identifier: MIT
 */
#include "report/history.h"

#include "base/file.h"
#include "base/limits.h"
#include "oitcheck/office.h"
#include "run/judgement.h"
#include "run/overlay.h"
#include "store/run_numbers.h"
#include "store/submissions.h"
#include "store/watching.h"
#include "text/years.h"

enum { BANGKOK_S = 7 * 3600, DAY_S = 86400 };

struct making {
    const struct oit_command *command;
    struct store *store;
    struct arena arena, last; /* last: of paper.report */
    const char *site;
    struct oit_report report;
    struct history history;
    struct history_paper paper;
    int64_t from, to; /* from <= t < to */
    bool is_default;  /* nobody named the period */
    struct err *err;
};

static enum report_language language_of(const struct oit_options *options)
{
    return options->language == OIT_EN ? REPORT_EN : REPORT_TH;
}

/* --- the period --------------------------------------------------------------------------------------------------------------- */

static int64_t start_of_day(struct clock_date day)
{
    return clock_date_days(day) * DAY_S - BANGKOK_S;
}

static enum oit_code read_day(const char *text, const char *option, struct clock_date *day, struct err *err)
{
    if (!text || years_parse_date(str_from(text), day))
        return OIT_OK;
    return err_set(err, OIT_ERR_USAGE, "วันที่ของ --%s อ่านไม่ออก: '%s' พิมพ์เช่น 31/3/2567 หรือ 2024-03-31", "cannot read the date of --%s: '%s'; write 31/3/2567 or 2024-03-31",
                   option, text);
}

static void set_period(struct making *m, struct clock_date from, struct clock_date to)
{
    m->paper.from = from;
    m->paper.to = to;
    m->from = start_of_day(from);
    m->to = start_of_day(to) + DAY_S;
}

static enum oit_code find_period(struct making *m)
{
    const struct oit_options *options = m->command->options;
    struct clock_date today = clock_date_bangkok(clock_now_s()), from = {0}, to = {0};
    enum oit_code code = read_day(options->as_of, "as-of", &today, m->err);
    if (code == OIT_OK)
        code = read_day(options->from, "from", &from, m->err);
    if (code == OIT_OK)
        code = read_day(options->to, "to", &to, m->err);
    if (code != OIT_OK)
        return code;
    m->is_default = !from.year_ce && !to.year_ce;
    if (!to.year_ce)
        to = today;
    if (!from.year_ce)
        from = years_fiscal_start(years_fiscal_of(to));
    if (clock_date_cmp(from, to) > 0)
        return err_set(m->err, OIT_ERR_USAGE, "ช่วงเวลากลับกัน: --from ต้องไม่หลัง --to", "the period is upside down: --from must not lie after --to");
    set_period(m, from, to);
    return OIT_OK;
}

/* Nobody named a time and this fiscal year has no run yet: the one the newest run was made in. */
static void fall_back(struct making *m, int64_t newest)
{
    struct clock_date day = clock_date_bangkok(newest);
    if (m->is_default && newest < m->from)
        set_period(m, years_fiscal_start(years_fiscal_of(day)), years_fiscal_end(years_fiscal_of(day)));
}

/* What the paper is called: reports to the executive are of the first six or all twelve months of the fiscal year. */
static enum history_round round_of(struct clock_date from, struct clock_date to)
{
    int year = years_fiscal_of(to);
    struct clock_date start = years_fiscal_start(year), half = years_first_half_end(year), end = years_fiscal_end(year);
    struct clock_date second = {half.year_ce, half.month + 1, 1};
    if (clock_date_cmp(from, second) == 0 && clock_date_cmp(to, end) == 0)
        return ROUND_SECOND_HALF;
    if (clock_date_cmp(from, start) != 0)
        return ROUND_NONE;
    int by_half = clock_date_cmp(to, half), by_end = clock_date_cmp(to, end);
    return by_half == 0 ? ROUND_SIX : by_end == 0 ? ROUND_TWELVE : by_half < 0 ? ROUND_SIX_SO_FAR : ROUND_TWELVE_SO_FAR;
}

/* --- the runs ----------------------------------------------------------------------------------------------------------------- */

/* "%.0s" skips the other language's days: both formats take the same arguments. */
static enum oit_code no_runs(struct making *m)
{
    char days[4][48];
    years_date_th(m->paper.from, days[0], sizeof days[0]);
    years_date_th(m->paper.to, days[1], sizeof days[1]);
    years_date_en(m->paper.from, days[2], sizeof days[2]);
    years_date_en(m->paper.to, days[3], sizeof days[3]);
    return err_set(m->err, OIT_ERR_USAGE, "ไม่มีผลตรวจระหว่าง %s ถึง %s%.0s%.0s ดูว่ามีวันใดบ้าง: oitcheck list แล้วบอกช่วงเวลาด้วย --from และ --to",
                   "no run%.0s%.0s between %s and %s; see what there is: oitcheck list, then give --from and --to", days[0], days[1], days[2], days[3]);
}

static enum oit_code feed(struct making *m, const struct store_run_brief *run)
{
    struct arena arena;
    struct oit_report report = {0};
    const char *json = NULL;
    arena_init(&arena);
    enum oit_code code = store_report_get(m->store, run->row, &arena, &json, m->err);
    if (code == OIT_OK && json && report_parse(str_from(json), &arena, &report, NULL) == OIT_OK) {
        history_feed(&m->history, &report, run->id, run->started);
        if (run->started < m->to) { /* the newest one so far tells name, criteria and owners */
            struct arena old = m->last;
            m->last = arena;
            arena = old;
            m->report = report;
        }
    }
    arena_done(&arena);
    return code;
}

/* Of the fiscal year that was asked for, else of the newest run with a report in the period; 0: there is none. */
static int choose_year(const struct making *m, const struct store_run_brief *runs, size_t n)
{
    int wanted = m->command->options->fiscal_year_be;
    for (size_t i = 0; i < n; i++)
        if (runs[i].has_report && runs[i].started >= m->from && (wanted == 0 || runs[i].fiscal_year_be == wanted))
            return runs[i].fiscal_year_be;
    return 0;
}

static enum oit_code feed_runs(struct making *m)
{
    struct store_run_brief *runs = NULL;
    size_t n = 0;
    struct store_run_choice choice = {.site = m->site, .before = m->to, .max = LIMIT_HISTORY_RUNS};
    enum oit_code code = store_runs_brief(m->store, &choice, &m->arena, &runs, &n, m->err);
    if (code != OIT_OK)
        return code;
    if (n)
        fall_back(m, runs[0].started);
    int year = choose_year(m, runs, n);
    if (year == 0)
        return no_runs(m);
    history_begin(&m->history, &m->arena, m->from, m->to);
    for (size_t i = n; i-- > 0 && code == OIT_OK;) { /* oldest first */
        bool is_within = runs[i].started >= m->from;
        if (runs[i].fiscal_year_be != year)
            m->paper.n_other_years += is_within && runs[i].has_report;
        else if (!runs[i].has_report)
            m->paper.n_unread += is_within;
        else
            code = feed(m, &runs[i]);
    }
    history_end(&m->history);
    return code;
}

/* --- what belongs to it ------------------------------------------------------------------------------------------------------- */

static enum oit_code take_submissions(struct making *m)
{
    struct store_submission *all = NULL;
    size_t n = 0;
    const char *from = years_date_iso(m->paper.from, &m->arena), *to = years_date_iso(m->paper.to, &m->arena);
    enum oit_code code = store_submissions(m->store, m->site, m->report.fiscal_year_be, &m->arena, &all, &n, m->err);
    m->paper.submissions = ARENA_ARRAY(&m->arena, struct history_submission, n + 1);
    for (size_t i = n; i-- > 0 && code == OIT_OK;)
        if (all[i].day && strcmp(all[i].day, from) >= 0 && strcmp(all[i].day, to) <= 0)
            m->paper.submissions[m->paper.n_submissions++] = (struct history_submission){all[i].id, all[i].day, all[i].n_urls, all[i].n_items};
    return code;
}

static struct oit_words cause_of(const struct outage *outage)
{
    return (struct oit_words){oit_fault_th(outage->fault), oit_fault_en(outage->fault)};
}

/* Of the home page: where everybody begins. */
static enum oit_code take_availability(struct making *m)
{
    struct watch_span *spans = NULL;
    struct store_outage *stored = NULL;
    size_t n = 0, n_home = 0, n_stored = 0;
    int64_t to = m->to < clock_now_s() ? m->to : clock_now_s();
    enum oit_code code = store_spans(m->store, m->site, m->from, to, &m->arena, &spans, &n, m->err);
    if (code == OIT_OK)
        code = store_outages(m->store, m->site, m->from, to, &m->arena, &stored, &n_stored, m->err);
    if (code != OIT_OK || n == 0)
        return code;
    struct outage *outages = ARENA_ARRAY(&m->arena, struct outage, n_stored + 1);
    size_t n_outages = 0;
    for (size_t i = 0; i < n; i++)
        if (strcmp(spans[i].url, m->site) == 0)
            spans[n_home++] = spans[i];
    m->paper.outages = ARENA_ARRAY(&m->arena, struct history_outage, n_stored + 1);
    for (size_t i = 0; i < n_stored; i++) {
        if (strcmp(stored[i].url, m->site) != 0)
            continue;
        outages[n_outages++] = stored[i].outage;
        if (watch_is_out(stored[i].outage.kind))
            m->paper.outages[m->paper.n_outages++] =
                (struct history_outage){stored[i].outage.began_at, stored[i].outage.ended_at, cause_of(&stored[i].outage)};
    }
    m->paper.is_watched = n_home > 0;
    availability_of(spans, n_home, outages, n_outages, m->from, to, &m->arena, &m->paper.availability);
    return OIT_OK;
}

static enum oit_code make(struct making *m)
{
    struct store_run run;
    const struct oit_options *options = m->command->options;
    enum oit_code code = judgement_choose_run(m->store, options, SITE_SAID, &m->arena, &run, m->err);
    if (code != OIT_OK)
        return code;
    m->site = run.site;
    code = feed_runs(m);
    if (code == OIT_OK)
        code = overlay_officers(m->store, &run, options, &m->last, &m->report, m->err);
    if (code == OIT_OK)
        code = take_submissions(m);
    if (code == OIT_OK)
        code = take_availability(m);
    m->paper.report = &m->report;
    m->paper.history = &m->history;
    m->paper.round = m->report.rules.is_gregorian ? ROUND_NONE : round_of(m->paper.from, m->paper.to);
    m->paper.made = clock_now_s();
    return code;
}

/* --- output ------------------------------------------------------------------------------------------------------------------- */

static enum oit_code render(const struct making *m, enum oit_format format, struct buf *out)
{
    enum report_language language = language_of(m->command->options);
    if (format == OIT_FORMAT_XLSX)
        return report_history_xlsx(&m->paper, language, out, m->err);
    if (format == OIT_FORMAT_HTML)
        report_history_html(&m->paper, language, out);
    else if (format == OIT_FORMAT_JSON)
        report_history_json(&m->paper, out);
    else
        report_history_text(&m->paper, &(struct report_text_options){language, m->command->use_colour, m->command->width, NULL}, out);
    return OIT_OK;
}

static enum oit_code write_files(const struct making *m)
{
    static const struct {
        const char *name;
        enum oit_format format;
    } files[] = {{"history.html", OIT_FORMAT_HTML}, {"history.xlsx", OIT_FORMAT_XLSX}, {"history.json", OIT_FORMAT_JSON}};
    const char *folder = m->command->options->output;
    enum oit_code code = folder ? file_make_dirs(folder, m->err) : OIT_OK;
    for (size_t i = 0; folder && code == OIT_OK && i < sizeof files / sizeof *files; i++) {
        struct buf path, bytes;
        buf_init(&path, 0);
        buf_init(&bytes, 0);
        (void)buf_addf(&path, "%s/%s", folder, files[i].name);
        code = render(m, files[i].format, &bytes);
        if (code == OIT_OK)
            code = file_write(path.p, buf_str(&bytes), m->err);
        buf_done(&path);
        buf_done(&bytes);
    }
    return code;
}

int oit_history(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err)
{
    enum oit_format format = command->format;
    struct oit_options options = *command->options;
    struct oit_command own = *command;
    if (command->n_words > 2)
        return err_set(err, OIT_ERR_USAGE, "สรุปได้ครั้งละหนึ่งเว็บไซต์: oitcheck history [SITE]", "one site at a time: oitcheck history [SITE]");
    if (format != OIT_FORMAT_TEXT && format != OIT_FORMAT_JSON && format != OIT_FORMAT_HTML && format != OIT_FORMAT_XLSX)
        return err_set(err, OIT_ERR_USAGE, "history พิมพ์ได้เป็น --format text json html หรือ xlsx", "history prints --format text, json, html or xlsx");
    if (command->n_words == 2)
        options.site = command->words[1];
    own.options = &options;
    struct making m = {.command = &own, .err = err};
    arena_init(&m.arena);
    arena_init(&m.last);
    enum oit_code code = find_period(&m);
    if (code == OIT_OK)
        code = setup_store_exists(&options, err);
    if (code == OIT_OK)
        code = store_open(options.db, &m.store, err);
    if (code == OIT_OK)
        code = make(&m);
    if (code == OIT_OK)
        code = write_files(&m);
    if (code == OIT_OK)
        code = render(&m, format, out);
    store_close(m.store);
    history_done(&m.history);
    arena_done(&m.last);
    arena_done(&m.arena);
    *ret_exit = 0;
    return (int)code;
}
