/* run_numbers.h - many runs at a glance: what lists, trend lines and histories need of each, without its report (100-500 KB of JSON).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_STORE_RUN_NUMBERS_H
#define OIT_STORE_RUN_NUMBERS_H

#include "store/store.h"

struct store_run_numbers {
    const char *tool_version, *revision;
    bool is_gregorian;          /* people see years of the Christian era */
    double low, high;           /* expected score; NAN: none */
    uint32_t n_published, n_partial, n_missing, n_unknown; /* items */
};

struct store_run_brief {
    int64_t row;
    const char *id, *site, *site_name, *scheme, *rules_sha256, *stop_reason;
    int fiscal_year_be;
    int64_t started, finished;
    bool complete, has_report, has_numbers;
    struct store_run_numbers numbers; /* when has_numbers */
};

struct store_run_choice {
    const char *site;           /* canonical start URL; NULL: all */
    int fiscal_year_be;         /* 0: all */
    int64_t from, before;       /* started in from <= t < before; before 0: no end */
    size_t max;
};

/* Newest first; texts in arena. */
enum oit_code store_runs_brief(struct store *store, const struct store_run_choice *choice, struct arena *arena, struct store_run_brief **ret_runs,
                               size_t *ret_n, struct err *err);
/* Replaces those of the run. */
enum oit_code store_numbers_put(struct store *store, int64_t run, const struct store_run_numbers *numbers, struct err *err);
/* The report of a run as JSON, in arena; NULL: it has none. */
enum oit_code store_report_get(struct store *store, int64_t run, struct arena *arena, const char **ret_json, struct err *err);

#endif
