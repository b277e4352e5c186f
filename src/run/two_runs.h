/* two_runs.h - stored runs (or report.json files) found by what people type, as reports: for what compares them.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_TWO_RUNS_H
#define OIT_RUN_TWO_RUNS_H

#include "base/arena.h"
#include "base/err.h"
#include "oitcheck/commands.h"
#include "store/store.h"

/* A report.json file, read and understood. OIT_ERR_USAGE: it is none; texts in arena. */
enum oit_code two_runs_file(const char *path, struct arena *arena, struct oit_report *ret_report, struct err *err);
/* Does the word name a file rather than a run? */
bool two_runs_is_file(const char *word);
/* The run before a report's: of its site and fiscal year, with a report of its own. */
struct two_runs_choice {
    const struct oit_report *of;
    bool prefers_whole;  /* the newest that read everything, if there is one: what a cut check did not see was not lost behind it */
};
/* *ret_other_year: there are some of other years only. */
enum oit_code two_runs_before(struct store *store, const struct two_runs_choice *choice, struct arena *arena, bool *ret_found, bool *ret_other_year,
                              struct oit_report *ret_report, struct err *err);
/* before and after by the words of `diff`: none: previous and latest; one: it and the latest; two: both, the older first. */
enum oit_code two_runs_find(const struct oit_options *options, const char *const *words, size_t n_words, struct arena *arena, struct oit_report *ret_before,
                            struct oit_report *ret_after, struct err *err);

#endif
