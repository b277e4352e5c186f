/* only.h - --only: visit the stored evidence, candidates and index pages of some items again, nothing else.
 *
 * The new run begins as a copy of the last one's visits; what the items rest on is fetched again and replaces them, and from the start page and
 * the indexes new links that name the items are followed. So a repaired item can be checked in seconds, and all other items keep their
 * verdicts.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_ONLY_H
#define OIT_RUN_ONLY_H

#include "base/arena.h"
#include "run/crawler.h"

struct only_plan {
    struct store_run previous;
    struct crawl_seed *seeds;
    size_t n_seeds;
    uint64_t items; /* asked for, by bit of the scheme */
};

/* OIT_ERR_USAGE when an item is unknown or no run is stored. */
enum oit_code only_plan_make(struct store *store, const char *site, const char *items, const struct scheme *scheme, struct arena *arena,
                             struct only_plan *ret_plan, struct err *err);
enum oit_code only_copy_visits(struct store *store, int64_t from_run, int64_t to_run, struct err *err);

#endif
