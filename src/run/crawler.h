/* crawler.h - one crawl: frontier, fetch, workers and store driven by one loop until nothing is left or a limit says stop.
 *
 * All policy of a run stands here: what is fetched next, what a redirect means, what is a soft 404, when the run is complete. The store
 * has every visit when crawler_run returns, however it ended.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_CRAWLER_H
#define OIT_RUN_CRAWLER_H

#include "oitcheck/commands.h"
#include "rules/rules.h"
#include "store/store.h"
#include "worker/pool.h"

enum { QUICK_PAGES = 200, QUICK_SECONDS = 120 }; /* --quick */

struct crawl_counters {
    uint32_t fetched, html, documents, ocr_pages, failed, skipped, unchanged;
};

struct crawl_outcome {
    bool complete;
    const char *stop_reason; /* report.h */
    bool start_was_read;     /* false: exit 4 */
    enum oit_fault start_fault;
    int start_status;
    bool is_closed_by_robots; /* the start page was not read because of robots.txt: a line of it (robots_line), or that it did not come (0) */
    uint32_t robots_line;
    struct str robots_text; /* in the arena given */
    struct crawl_counters counters;
    struct str final_url, site_name; /* in the arena given */
    const struct oit_trap *traps; /* in the arena given */
    size_t n_traps;
    const struct oit_notice *notices; /* in the arena given */
    size_t n_notices;
};

struct crawl_seed { /* for --only: visit these, follow only indexes and what names the items asked for */
    struct str url, label;
};

struct crawl_input {
    const struct oit_options *options;
    struct str start; /* canonical */
    const struct scheme *scheme;
    struct pool *pool; /* the crawler may replace it once, to teach the workers the agency's name */
    struct store *store;
    int64_t run;       /* row in the store */
    const char *set_aside; /* a damaged store's new name, to be told in the report; NULL: none */
    bool resumes;      /* the run has visits: goes on with it (crawler_resume.c) */
    const struct crawl_seed *seeds;
    size_t n_seeds;    /* 0: crawl */
    uint64_t only_items; /* with seeds: the items asked for, by bit */
};

/* input->pool is changed when the workers are renewed; the caller frees what stands there at the end. */
enum oit_code crawler_run(struct crawl_input *input, struct arena *arena, struct crawl_outcome *ret_outcome, struct err *err);
void crawler_begin(void); /* forgets an earlier crawler_stop; before a run's setup, so that a stop during it counts */
bool crawler_is_stopped(void);
void crawler_stop(void);  /* signal-safe */

#endif
