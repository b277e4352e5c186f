/* run_numbers.h - the few numbers of a report that are kept beside it.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_RUN_NUMBERS_H
#define OIT_RUN_RUN_NUMBERS_H

#include "oitcheck/report.h"
#include "store/run_numbers.h"

struct store_run_numbers run_numbers_of(const struct oit_report *report); /* texts are the report's */
/* With the run, for lists and trend lines; what fails here is made again when it is asked for. */
void run_numbers_keep(struct store *store, int64_t run, const struct oit_report *report);
/* Runs of older versions of the program: their reports are read, and their numbers kept. A run whose report cannot be read stays without. */
void run_numbers_complete(struct store *store, struct store_run_brief *runs, size_t n, struct arena *arena);

#endif
