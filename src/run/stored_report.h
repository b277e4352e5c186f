/* stored_report.h - a stored run and its report, as every command that works on one begins.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_STORED_REPORT_H
#define OIT_RUN_STORED_REPORT_H

#include "base/arena.h"
#include "base/err.h"
#include "oitcheck/commands.h"
#include "run/site_choice.h"
#include "store/store.h"

/* Opens the store (never makes one), finds the run that the options choose (judgement_choose_run), and reads its report as it was judged. *ret_store is the
 * caller's to close, whatever is returned. Texts in arena. OIT_ERR_USAGE: no such run, or it has no report yet. */
enum oit_code stored_report_open(const struct oit_options *options, enum site_manner manner, struct store **ret_store, struct arena *arena,
                                 struct store_run *ret_run, struct oit_report *ret_report, struct err *err);
/* The same, with all laid over it that is shown with it (overlay.h). */
enum oit_code stored_report_shown(const struct oit_options *options, enum site_manner manner, struct store **ret_store, struct arena *arena,
                                  struct store_run *ret_run, struct oit_report *ret_report, struct err *err);
/* json NULL: the run has none yet. */
enum oit_code stored_report_read(const char *json, struct arena *arena, struct oit_report *ret_report, struct err *err);

#endif
