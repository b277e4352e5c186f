/* scan.c - the main job: crawl, judge, store the report; and `assess`, the same without the network.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/messages.h"
#include "report/report.h"
#include "run/blocked.h"
#include "run/crawler.h"
#include "run/entered_look.h"
#include "run/judgement.h"
#include "run/missing_tools.h"
#include "run/ocr_desk.h"
#include "run/only.h"
#include "run/overlay.h"
#include "run/robots_stop.h"
#include "run/resume.h"
#include "run/run_numbers.h"
#include "run/stored_report.h"

enum { KEEP_RUNS = 12, OCR_ROUNDS = 4 };

struct scan {
    const struct oit_options *options;
    struct setup setup;
    struct pool *pool;
    struct store *store;
    char *set_aside; /* where the damaged store is now that was found at the place of this one; NULL: none was */
    struct oit_result *result;
    struct err *err;
};

static void scan_done(struct scan *s)
{
    pool_free(s->pool);
    store_close(s->store);
    free(s->set_aside);
    setup_done(&s->setup);
}

/* Whatever --quiet says: it is rare, and nobody would look for the file. */
static void tell_set_aside(const struct scan *s)
{
    struct buf line;
    if (!s->set_aside)
        return;
    buf_init(&line, 0);
    msg_add(&line, s->options->language == OIT_EN ? MSG_EN : MSG_TH, MSG_NOTICE_SET_ASIDE, MSG_ARGS(s->set_aside));
    (void)fprintf(stderr, "oitcheck: %s\n", buf_str(&line).p);
    buf_done(&line);
}

/* A check must go on, cron's above all: a damaged store is set aside. Others only read, and say that it is damaged. */
static enum oit_code open_store(struct scan *s, bool makes_run)
{
    if (!makes_run)
        return store_open(s->options->db, &s->store, s->err);
    enum oit_code code = store_open_anew(s->options->db, &s->store, &s->set_aside, s->err);
    tell_set_aside(s);
    return code;
}

/* The workers are forked before the store and the network are open, so that they inherit neither. */
static enum oit_code open_all(struct scan *s, bool makes_run)
{
    enum oit_code code = setup_make(s->options, &s->setup, s->err);
    struct agency_names names = setup_agency_names(s->options, NULL);
    if (code == OIT_OK)
        code = pool_new(&(struct pool_options){.scheme = s->setup.scheme, .agency_names = names.list, .n_agency_names = names.n, .ocr_folder = setup_ocr_folder()}, &s->pool, s->err);
    if (code == OIT_OK)
        code = open_store(s, makes_run);
    return code;
}

static const char *run_id(struct arena *arena, struct str start, int64_t now)
{
    char time[21];
    clock_iso_utc(now, time);
    struct url_parts parts = {0};
    (void)url_split(start, &parts);
    struct str id = arena_printf(arena, "%.4s%.2s%.2sT%.2s%.2s%.2sZ-%.*s", time, time + 5, time + 8, time + 11, time + 14, time + 17, STR_ARG(parts.host));
    return id.p;
}

static enum oit_code write_files(const struct scan *s)
{
    if (!s->options->output)
        return OIT_OK;
    enum oit_code code = file_make_dirs(s->options->output, s->err);
    if (code != OIT_OK)
        return code;
    return report_write_files(&s->result->report, s->options->language == OIT_EN ? REPORT_EN : REPORT_TH, s->options->output, s->err);
}

static void take_draft(struct oit_result *result, struct oit_result *draft)
{
    result->report = draft->report;
    arena_adopt(&result->arena, &draft->arena);
}

/* A run that has just been made lasts until its scans are read, and is cut short when they are. */
static void note_end(struct store_run *run)
{
    run->finished = clock_now_s();
    if (crawler_is_stopped()) {
        run->complete = false;
        run->stop_reason = "signal";
    }
}

/* Judges, lets OCR read what could change the verdicts, judges again. time_ms: what is left of the user's limit, 0: no limit, below 0: none. */
static enum oit_code judge_with_scans(struct scan *s, struct store_run *run, bool is_new_run, int time_ms)
{
    struct ocr_desk_input input = {.store = s->store, .run = run->row, .pool = s->pool, .mode = s->options->ocr, .max_time_ms = time_ms,
                                   .language = s->options->language, .is_shown = s->options->is_terminal && !s->options->quiet,
                                   .is_stopped = crawler_is_stopped};
    struct ocr_desk *desk = time_ms < 0 ? NULL : ocr_desk_new(&input);
    enum oit_code code = OIT_OK;
    size_t n_read = 1;
    bool ran_out = false;
    for (int round = 0; code == OIT_OK && n_read > 0; round++) {
        struct oit_result *draft = result_new();
        struct wishes wishes = {0};
        struct judgement_scans scans = {.wishes = &wishes, .wants_all = s->options->ocr == OIT_OCR_FORCE,
                                        .ran_out = s->options->ocr != OIT_OCR_OFF && (time_ms < 0 || ran_out)};
        code = judgement_make(s->store, run, &s->setup, &scans, draft, s->err);
        n_read = 0;
        if (code == OIT_OK && desk && round < OCR_ROUNDS && !ran_out)
            code = ocr_desk_read(desk, &wishes, &n_read, s->err);
        if (desk && ocr_desk_ran_out(desk) && !ran_out) { /* the reason must be told, even if nothing was read */
            ran_out = true;
            n_read = 1;
        }
        if (is_new_run && n_read > 0)
            note_end(run);
        if (code == OIT_OK && n_read == 0)
            take_draft(s->result, draft);
        oit_result_free(draft);
    }
    ocr_desk_free(desk);
    return code;
}

/* What was entered in ITAS, held against what the run has just seen. A run that was stopped leaves the last look as it is. */
static enum oit_code look_at_entered(const struct scan *s, const struct store_run *run)
{
    bool is_found = false;
    struct entered_look_wish wish = {.options = s->options, .store = s->store, .pool = s->pool, .scheme = s->result->scheme, .fiscal_year_be = s->setup.fiscal_year_be,
                                     .as_of = s->setup.as_of, .site = run->site, .run = run, .made_by = "scan", .uses_visits = true};
    return crawler_is_stopped() ? OIT_OK : entered_look_again(&wish, &is_found, s->err);
}

/* Judges the run and keeps the report with it; the scheme passes to the result, whose texts live in it. */
static enum oit_code judge(struct scan *s, struct store_run *run, bool is_new_run, int time_ms)
{
    enum oit_code code = judge_with_scans(s, run, is_new_run, time_ms);
    if (code != OIT_OK)
        return code;
    struct buf json;
    buf_init(&json, 0);
    report_json(&s->result->report, &json);
    run->report_json = buf_str(&json).p;
    run->scheme = s->setup.scheme->id;
    run->rules_sha256 = s->setup.scheme->sha256;
    run->fiscal_year_be = s->setup.fiscal_year_be;
    code = store_run_finish(s->store, run, s->err);
    buf_done(&json);
    if (code == OIT_OK)
        run_numbers_keep(s->store, run->row, &s->result->report);
    s->result->scheme = s->setup.scheme;
    s->setup.scheme = NULL;
    if (code == OIT_OK && is_new_run)
        code = look_at_entered(s, run);
    return code == OIT_OK ? overlay_apply(s->store, run, s->options, &s->result->arena, &s->result->report, s->err) : code;
}

/* What happened, and what to do next. "%.0s" skips the other language's words: both formats take the same arguments. */
static enum oit_code start_failure(const struct scan *s, const struct crawl_outcome *outcome)
{
    char scratch[16];
    enum oit_fault fault = outcome->start_fault;
    const char *name = oit_fault_name(fault, outcome->start_status, scratch);
    const char *advice_th = oit_fault_advice_th(fault), *advice_en = oit_fault_advice_en(fault);
    if (oit_fault_is_refusal(fault, outcome->start_status)) {
        struct blocked_words words;
        blocked_words(s->options, outcome->final_url, &words);
        return err_at(s->err, OIT_ERR_START, s->options->url,
                      "เปิดหน้าแรกไม่ได้ (%s): เว็บไซต์หรือโฮสติ้งปิดกั้นโปรแกรม (ไม่ได้แปลว่าไม่ได้เผยแพร่) ขอให้ผู้ดูแลเว็บหรือโฮสติ้งอนุญาตโปรแกรม oitcheck (User-Agent: %s) "
                      "จากที่อยู่เครือข่าย (IP address) ของเครื่องนี้ %s หน้าต่อวินาที แล้วตรวจใหม่",
                      "the start page could not be checked (%s): the site or its hosting blocks the program (this does not mean that nothing is published); ask the "
                      "webmaster or hosting to allow the program oitcheck (User-Agent: %s) from this machine's IP address at %s requests a second, then check again",
                      name, words.args[3], words.args[1]);
    }
    return err_at(s->err, OIT_ERR_START, s->options->url,
                  "เปิดหน้าแรกไม่ได้ เพราะ%s%.0s (%s) ไม่ได้แปลว่าไม่ได้เผยแพร่: ลองเปิดด้วยเบราว์เซอร์ ถ้าเปิดไม่ได้เช่นกัน %s%.0s แล้วตรวจใหม่",
                  "the start page could not be checked: %.0s%s (%s); this does not mean that nothing is published: open it in a browser; if that fails too, %.0s%s; then check again",
                  oit_fault_th(fault), oit_fault_en(fault), name, advice_th ? advice_th : "ตรวจที่อยู่ที่พิมพ์",
                  advice_en ? advice_en : "see whether the address is right");
}

/* --max-time and --quick are for all of a run. A crawl that was stopped by hand or ran out of it leaves nothing: 0: no limit, below 0: none. */
static int time_for_scans(const struct scan *s, const struct crawl_outcome *outcome, int64_t begun_ms)
{
    int limit_s = s->options->max_time_s;
    if (s->options->quick && (limit_s == 0 || limit_s > QUICK_SECONDS))
        limit_s = QUICK_SECONDS;
    int64_t left_ms = (int64_t)limit_s * 1000 - (clock_mono_ms() - begun_ms);
    if (crawler_is_stopped() || strcmp(outcome->stop_reason, "signal") == 0)
        return -1;
    return limit_s == 0 ? 0 : left_ms <= 0 ? -1 : left_ms > INT32_MAX ? INT32_MAX : (int)left_ms;
}

/* Workers that know the agency's name, as those of the run did. */
static enum oit_code renew_pool(struct scan *s, const char *site_name)
{
    if (!site_name)
        return OIT_OK;
    struct pool *named = NULL;
    struct agency_names names = setup_agency_names(s->options, site_name);
    enum oit_code code = pool_new(&(struct pool_options){.scheme = s->setup.scheme, .agency_names = names.list, .n_agency_names = names.n,
                                                         .ocr_folder = setup_ocr_folder()},
                                  &named, s->err);
    if (code == OIT_OK) {
        pool_carry_counts(named, s->pool);
        pool_free(s->pool);
        s->pool = named;
    }
    return code;
}

/* Findings by the rules as they are now; of a killed run, whose counters nobody wrote, the row says so from here on. */
static enum oit_code match_again(struct scan *s, struct store_run *run)
{
    enum oit_code code = judgement_rematch(s->store, run, s->pool, s->setup.scheme, s->err);
    run->scheme = s->setup.scheme->id;
    run->rules_sha256 = s->setup.scheme->sha256;
    return code == OIT_OK ? store_run_finish(s->store, run, s->err) : code;
}

/* Crawled, not judged: whoever is killed from here on leaves a run that only lacks its report. */
static enum oit_code note_crawled(struct scan *s, const struct store_run *run)
{
    struct store_run crawled = *run;
    crawled.finished = 0;
    return store_run_finish(s->store, &crawled, s->err);
}

/* --resume: *ret_plan says whether *ret_run is an earlier run, made fit for the rules of now. */
static enum oit_code take_up(struct scan *s, const char *site, struct store_run *ret_run, struct resume_plan *ret_plan)
{
    *ret_plan = (struct resume_plan){.kind = RESUME_NOTHING};
    if (!s->options->resume)
        return OIT_OK;
    if (s->options->only)
        return err_set(s->err, OIT_ERR_USAGE, "--resume ใช้พร้อม --only ไม่ได้: เลือกอย่างเดียว", "--resume and --only exclude each other: choose one");
    enum oit_code code = resume_find(s->store, site, &s->result->arena, ret_plan, s->err);
    if (code != OIT_OK)
        return code;
    bool goes_on = ret_plan->kind > RESUME_COMPLETE;
    bool is_stale = goes_on && judgement_is_stale(s->store, &ret_plan->run, s->setup.scheme);
    if (!s->options->quiet)
        resume_tell(ret_plan, is_stale, s->options->language);
    if (!goes_on)
        return OIT_OK;
    *ret_run = ret_plan->run;
    if (is_stale || ret_plan->kind == RESUME_JUDGING)
        code = renew_pool(s, ret_run->site_name);
    if (code == OIT_OK && is_stale)
        code = match_again(s, ret_run);
    return code;
}

static enum oit_code crawl(struct scan *s, struct str start)
{
    int64_t begun_ms = clock_mono_ms();
    struct arena *arena = &s->result->arena;
    int64_t now = clock_now_s();
    struct store_run run = {
        .id = run_id(arena, start, now),
        .site = arena_text(arena, start),
        .fiscal_year_be = s->setup.fiscal_year_be,
        .scheme = s->setup.scheme->id,
        .rules_sha256 = s->setup.scheme->sha256,
        .started = now,
        .stop_reason = s->options->only ? "only" : NULL,
    };
    struct resume_plan resumed;
    enum oit_code taken = take_up(s, run.site, &run, &resumed);
    if (taken != OIT_OK)
        return taken;
    if (resumed.kind == RESUME_JUDGING) {
        run.finished = now;
        return judge(s, &run, true, s->options->max_time_s > 0 ? s->options->max_time_s * 1000 : 0);
    }
    struct crawl_input input = {.options = s->options, .start = start, .scheme = s->setup.scheme, .pool = s->pool, .store = s->store};
    enum oit_code code = OIT_OK;
    struct only_plan plan = {0};
    if (s->options->only)
        code = only_plan_make(s->store, run.site, s->options->only, s->setup.scheme, arena, &plan, s->err);
    if (code == OIT_OK && resumed.kind != RESUME_CRAWL)
        code = store_run_begin(s->store, &run, s->err);
    if (code == OIT_OK && plan.n_seeds)
        code = only_copy_visits(s->store, plan.previous.row, run.row, s->err);
    if (code != OIT_OK)
        return code;
    input.run = run.row;
    input.resumes = resumed.kind == RESUME_CRAWL;
    input.set_aside = s->set_aside;
    input.seeds = plan.seeds;
    input.n_seeds = plan.n_seeds;
    input.only_items = plan.items;
    struct crawl_outcome outcome;
    code = crawler_run(&input, arena, &outcome, s->err);
    s->pool = input.pool;
    run.finished = clock_now_s();
    run.complete = outcome.complete && (!plan.n_seeds || plan.previous.complete);
    run.stop_reason = outcome.stop_reason;
    run.final_url = arena_text(arena, outcome.final_url);
    run.site_name = outcome.site_name.p ? outcome.site_name.p : plan.previous.site_name;
    struct buf counters;
    buf_init(&counters, 0);
    judgement_pack_counters(&(struct run_counters){outcome.counters.fetched, outcome.counters.html, outcome.counters.documents,
                                                   outcome.counters.ocr_pages, outcome.counters.failed, outcome.counters.skipped, outcome.counters.unchanged,
                                                   outcome.traps, outcome.n_traps,
                                                   outcome.notices, outcome.n_notices},
                            &counters);
    run.counters = buf_str(&counters).p;
    if (code == OIT_OK && !outcome.start_was_read && !plan.n_seeds && outcome.start_fault != FAULT_NONE) {
        bool is_refusal = oit_fault_is_refusal(outcome.start_fault, outcome.start_status);
        run.stop_reason = outcome.is_closed_by_robots ? "robots" : is_refusal ? "blocked" : "start-failed";
        (void)store_run_finish(s->store, &run, NULL);
        code = outcome.is_closed_by_robots ? robots_stop(s->options->url, &outcome, s->err) : start_failure(s, &outcome);
    } else if (code == OIT_OK && (code = note_crawled(s, &run)) == OIT_OK) {
        if (strcmp(outcome.stop_reason, "blocked") == 0)
            blocked_tell(s->options, outcome.final_url);
        code = judge(s, &run, true, time_for_scans(s, &outcome, begun_ms));
    }
    buf_done(&counters);
    return code;
}

static enum oit_code read_start(const struct oit_options *options, struct buf *out, struct err *err)
{
    if (options->url && url_from_user(str_from(options->url), out) == URL_OK)
        return OIT_OK;
    return err_set(err, OIT_ERR_USAGE, "'%s' ไม่ใช่ที่อยู่เว็บไซต์ พิมพ์เช่น https://www.example.go.th", "'%s' is not a web address: write one like https://www.example.go.th",
                   options->url ? options->url : "");
}

/* --dry-run: what would be asked, of whom, by which criteria; nothing is opened or written. */
static void put_plan(const struct oit_options *options, const struct setup *setup, const char *start, struct buf *out)
{
    char year[16], items[24], pages[24], depth[24], minutes[24], rate[32];
    bool is_quick = options->quick;
    (void)snprintf(year, sizeof year, "%d", scheme_year_shown(setup->scheme, setup->fiscal_year_be));
    (void)snprintf(items, sizeof items, "%zu", setup->scheme->n_items);
    (void)snprintf(pages, sizeof pages, "%u", is_quick && options->max_pages > QUICK_PAGES ? QUICK_PAGES : options->max_pages);
    (void)snprintf(depth, sizeof depth, "%u", options->max_depth);
    (void)snprintf(minutes, sizeof minutes, "%d", is_quick && options->max_time_s > QUICK_SECONDS ? QUICK_SECONDS / 60 : (options->max_time_s + 59) / 60);
    (void)snprintf(rate, sizeof rate, "%g", options->rate);
    msg_add(out, options->language == OIT_EN ? MSG_EN : MSG_TH, MSG_PLAN,
            MSG_ARGS(start, setup->scheme->id, items, year, pages, depth, minutes, rate));
    (void)buf_add_char(out, '\n');
}

static enum oit_code scan_locked(struct scan *s, struct str start)
{
    enum oit_code code = store_lock_site(s->store, start.p, s->err);
    if (code != OIT_OK)
        return code;
    code = crawl(s, start);
    if (code == OIT_OK)
        code = write_files(s);
    if (code == OIT_OK)
        (void)store_prune(s->store, start.p, KEEP_RUNS, NULL);
    store_unlock_site(s->store);
    return code;
}

int oit_scan(const struct oit_options *options, struct oit_result **ret_result, struct err *err)
{
    struct scan s = {.options = options, .err = err, .result = result_new()};
    struct buf start;
    buf_init(&start, 0);
    crawler_begin();
    enum oit_code code = read_start(options, &start, err);
    if (code == OIT_OK)
        code = open_all(&s, true);
    if (code == OIT_OK)
        code = scan_locked(&s, buf_str(&start));
    if (code == OIT_ERR_LOCAL && s.store && store_is_damaged(s.store) && !s.set_aside) { /* met on the way: once more, with a new store */
        store_close(s.store);
        s.store = NULL;
        code = open_store(&s, true);
        if (code == OIT_OK && s.set_aside)
            code = scan_locked(&s, buf_str(&start));
    }
    if (s.pool)
        missing_tools_tell(s.pool, options->language);
    buf_done(&start);
    scan_done(&s);
    if (code == OIT_OK)
        *ret_result = s.result;
    else
        oit_result_free(s.result);
    return (int)code;
}

int oit_scan_plan(const struct oit_options *options, struct buf *out, struct err *err)
{
    struct setup setup;
    struct buf start;
    buf_init(&start, 0);
    enum oit_code code = read_start(options, &start, err);
    if (code == OIT_OK) {
        code = setup_make(options, &setup, err);
        if (code == OIT_OK)
            put_plan(options, &setup, buf_str(&start).p, out);
        setup_done(&setup);
    }
    buf_done(&start);
    return (int)code;
}

/* Nobody named a year: it stays the run's, and the rules are that year's too. The pool works with the former ones until it is renewed. */
static enum oit_code judge_for_year(struct scan *s, struct oit_options *choice, int fiscal_year_be, struct setup *ret_former)
{
    choice->fiscal_year_be = fiscal_year_be;
    *ret_former = s->setup;
    return setup_make(choice, &s->setup, s->err);
}

int oit_assess(const struct oit_options *options, struct oit_result **ret_result, struct err *err)
{
    struct scan s = {.options = options, .err = err, .result = result_new()};
    struct store_run run;
    struct setup former = {0};
    struct oit_options choice = *options;
    choice.fiscal_year_be = 0; /* a year is the one to judge for, of whatever was read last */
    enum oit_code code = setup_store_exists(options, err);
    if (code == OIT_OK)
        code = open_all(&s, false);
    if (code == OIT_OK)
        code = judgement_choose_run(s.store, &choice, SITE_SAID, &s.result->arena, &run, s.err);
    if (code == OIT_OK && run.finished == 0) /* a check may be writing it; a killed one holds no lock */
        code = store_lock_site(s.store, run.site, err);
    if (code == OIT_OK && options->fiscal_year_be == 0 && run.fiscal_year_be != s.setup.fiscal_year_be && !options->as_of)
        code = judge_for_year(&s, &choice, run.fiscal_year_be, &former);
    if (code == OIT_OK)
        code = renew_pool(&s, run.site_name ? run.site_name : "");
    if (code == OIT_OK && judgement_is_stale(s.store, &run, s.setup.scheme))
        code = judgement_rematch(s.store, &run, s.pool, s.setup.scheme, err);
    if (code == OIT_OK)
        code = judge(&s, &run, false, 0);
    if (code == OIT_OK)
        missing_tools_tell(s.pool, options->language);
    if (code == OIT_OK)
        code = write_files(&s);
    scan_done(&s);
    setup_done(&former);
    if (code == OIT_OK)
        *ret_result = s.result;
    else
        oit_result_free(s.result);
    return (int)code;
}

int oit_report_stored(const struct oit_options *options, struct oit_result **ret_result, struct err *err)
{
    struct scan s = {.options = options, .err = err, .result = result_new()};
    struct store_run run;
    enum oit_code code = stored_report_shown(options, SITE_SAID, &s.store, &s.result->arena, &run, &s.result->report, err);
    if (code == OIT_OK)
        code = write_files(&s);
    store_close(s.store);
    if (code == OIT_OK)
        *ret_result = s.result;
    else
        oit_result_free(s.result);
    return (int)code;
}

void oit_stop(void)
{
    crawler_stop();
}
