/* progress.h - what a person at a terminal sees while a scan runs: one line of counts, and each item's first promising find. Silent elsewhere.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_PROGRESS_H
#define OIT_RUN_PROGRESS_H

#include "oitcheck/commands.h"
#include "rules/findings.h"

struct progress;

struct progress *progress_new(const struct oit_options *options);
void progress_free(struct progress *progress); /* clears the line */
void progress_page(struct progress *progress, const struct scheme *scheme, const struct findings *findings);
void progress_tick(struct progress *progress, uint32_t n_fetched, size_t n_queued, uint32_t n_failed);

#endif
