/* commands.h - what the command line (or an embedding program) can ask for. Each call does one command's work and returns its outcome; nothing
 * here prints to standard output. Talk (progress, notices) goes through `talk`.
 * SPDX-License-Identifier: MIT
 */
#ifndef OITCHECK_COMMANDS_H
#define OITCHECK_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "oitcheck/check.h"
#include "oitcheck/report.h"

struct err;
struct buf;
struct profile;

enum oit_language { OIT_TH, OIT_EN };
enum oit_format {
    OIT_FORMAT_TEXT,
    OIT_FORMAT_JSON,
    OIT_FORMAT_CSV,
    OIT_FORMAT_HTML,
    OIT_FORMAT_LINE,  /* one sentence of result */
    OIT_FORMAT_XLSX,  /* the officers' workbook */
    OIT_FORMAT_JUNIT,
    OIT_FORMAT_SARIF,
    OIT_FORMAT_HUB    /* an OIT index page to paste into a CMS */
};
enum oit_ocr { OIT_OCR_AUTO /* where it can change a verdict */, OIT_OCR_OFF, OIT_OCR_FORCE };
enum oit_fail_on { OIT_FAIL_ANY, OIT_FAIL_MISSING, OIT_FAIL_OVERDUE, OIT_FAIL_REGRESSION, OIT_FAIL_NEVER };

struct oit_options {
    const char *url;             /* start URL, as typed */
    const char *rules_dir, *rules_local;
    int fiscal_year_be;          /* 0: from as_of */
    const char *as_of;           /* "2026-11-20", "20/11/2569"; NULL: today in Bangkok */
    const char *db, *site, *run; /* store, and the choice within it */
    const char *output;          /* folder for report.json, .html, .csv; NULL: none */
    enum oit_language language;
    const char *only;            /* "O11,O16" or NULL */
    bool quick;
    uint32_t max_pages, max_depth;
    int max_time_s, timeout_ms;  /* max_time_s 0: no limit */
    size_t max_size_bytes;
    double rate;
    int connections;
    const char **resolve; size_t n_resolve;
    const char **headers; size_t n_headers;
    bool allow_private, no_robots, tls_insecure;
    const char *user_agent, *cacert, *proxy;
    bool quiet, verbose, dry_run;
    bool resume;                 /* go on with the newest run of the site when it was interrupted or incomplete */
    enum oit_ocr ocr;            /* scans */
    bool no_render;              /* pages made by script stay unread, even where chromium is installed */
    int width;                   /* columns of standard output; 0: no terminal, lines are not broken (explain) */
    bool is_terminal;            /* standard error is one: progress line, first results */

    /* The ITAS work (office.h). */
    const struct profile *profile; /* NULL: none; owned by who opened it */
    const char *owner;           /* remind --owner */
    const char *date;            /* submit --date: the day it was entered */
    const char *from, *to;       /* history --from --to */
    const char *item;            /* bundle --item */
    const char *baseline;        /* --baseline FILE: a report.json to hold this one against */
    const char *note;            /* decide --note */
    int every_s;                 /* watch --every; 0: the profile's */
    bool once;                   /* watch --once: one round, for cron */
    int confirm_s;               /* watch --confirm: an outage is one when three tries over so long failed; -1: ten minutes */
    bool availability;           /* report --availability */
    bool notify;                 /* --notify: somebody must be told, so a profile that names nobody is an error */
    bool no_notify;              /* tell nobody; what was to be told waits for the next check */
    const char *event_log;       /* --event-log: one line an event; "-": standard error; NULL: the profile's */
    const char *const *hosts; size_t n_hosts; /* the agency's own besides the start URL's */
    const char *const *names; size_t n_names; /* of the agency */
};

void oit_options_init(struct oit_options *options); /* the defaults of interface.md */
/* What every command refuses, whether or not it would use it: a day nobody can read is a slip that changes what is shown. OIT_ERR_USAGE. */
int oit_options_check(const struct oit_options *options, struct err *err);

struct oit_result; /* a report and the arena it lives in */
const struct oit_report *oit_result_report(const struct oit_result *result);
void oit_result_free(struct oit_result *result);

/* All return an oit_code (base/err.h) as int; *ret_result is set on 0. */
int oit_scan(const struct oit_options *options, struct oit_result **ret_result, struct err *err);
int oit_scan_plan(const struct oit_options *options, struct buf *out, struct err *err); /* --dry-run: says what a scan would do */
int oit_assess(const struct oit_options *options, struct oit_result **ret_result, struct err *err);
int oit_report_stored(const struct oit_options *options, struct oit_result **ret_result, struct err *err);
int oit_list_runs(const struct oit_options *options, enum oit_format format, struct buf *out, struct err *err);
/* explain --all: every item as a checklist for the fiscal year, text or HTML; with options->output two HTML files there. No site, no store. */
int oit_checklist(const struct oit_options *options, enum oit_format format, struct buf *out, struct err *err);
/* What an item asks for and, with a stored run, why it was judged so: text or JSON. url: a site that was checked, or one page; may be NULL. */
int oit_explain(const struct oit_options *options, enum oit_format format, const char *item, const char *url, struct buf *out, struct err *err);
/* One JSON object a line. *ret_any_unread: some file could not be read. */
int oit_classify_titles(const struct oit_options *options, FILE *in, FILE *out, struct err *err);
int oit_classify_files(const struct oit_options *options, const char *const *files, size_t n_files, struct buf *out, bool *ret_any_unread,
                       struct err *err);
/* A bureau's own look before it publishes: are these files, taken together, a complete document of the item? Nothing is stored. words: the item as
 * people type it ("ข้อ 16" may be two words), then the files. A file that cannot be opened is said in the result and the others are still checked. */
struct oit_check_run; /* a check and the arena it lives in */
int oit_check_files(const struct oit_options *options, const char *const *words, size_t n_words, struct oit_check_run **ret_run, struct err *err);
const struct oit_check *oit_check_of(const struct oit_check_run *run);
void oit_check_run_free(struct oit_check_run *run);
void oit_check_render(const struct oit_check *check, enum oit_format format, const struct oit_options *options, bool use_colour, int width, struct buf *out);
/* 0 complete, 1 something lacks or is unsure, 6 a file could not be opened. */
int oit_check_exit_code(const struct oit_check *check);
/* Lint: messages, examples, what is doubtful; with db, site or run also which verdicts of that stored run these rules turn (nothing is stored).
 * *ret_errors counts errors and failing examples, *ret_turned verdicts. */
int oit_rules_check(const struct oit_options *options, struct buf *out, size_t *ret_errors, size_t *ret_turned, struct err *err);

int oit_render(const struct oit_report *report, enum oit_format format, const struct oit_options *options, bool use_colour, int width,
               struct buf *out);
/* Exit code of a finished check after interface.md (0, 1, 3 or 4). */
int oit_report_exit_code(const struct oit_report *report, enum oit_fail_on fail_on);
/* --fail-on regression, --baseline FILE: what got worse against that report.json, or without one against the previous run of the same site and fiscal year.
 * Lines for people in *out, one an item; *ret_n of them are regressions (what could not be read is none). OIT_ERR_USAGE: the baseline cannot be read, or is
 * of another fiscal year or scheme. */
int oit_regressions(const struct oit_options *options, const struct oit_report *report, struct buf *out, size_t *ret_n, struct err *err);
/* Before a long check: is the baseline a report, and of the fiscal year that was asked for? Without a baseline it is fine. */
int oit_baseline_check(const struct oit_options *options, struct err *err);
/* One sentence of result, for `make run` and logs. */
void oit_result_sentence(const struct oit_report *report, enum oit_language language, struct buf *out);
/* Asks a running scan to stop and judge what it has; safe in a signal handler. */
void oit_stop(void);

#endif
