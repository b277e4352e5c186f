/* pool.h - forked workers that run page jobs, and the tool runner behind them.
 *
 * N workers, forked with the compiled rules in memory; job bytes go through a memfd, requests and results through a socketpair. A worker that
 * crashes, hangs past LIMIT_PARSE_MS or outgrows its memory costs its page only: the page gets a fault and the worker is replaced. Tools
 * (programs.h) are run by a small launcher forked before anything else; the pool runs them when a job asks and then runs the job again with
 * the answers so far, at most LIMIT_TOOL_RUNS times, so the caller sees one answer a job.
 *
 * A page is tried twice when its worker dies: the second time in a fresh one, so that what came before cannot decide its fate. A hang is not tried
 * again. Jobs finish in any order.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_POOL_H
#define OIT_WORKER_POOL_H

#include <poll.h>

#include "base/err.h"
#include "worker/job.h"
#include "worker/programs.h"

struct pool;

struct pool_options {
    int n_workers;                /* 0: number of processors, at most 8 */
    const struct scheme *scheme;
    const char *const *agency_names; size_t n_agency_names;
    const char *ocr_folder;       /* with the model for Thai digits (thd.traineddata); NULL: that step is left out */
    /* For tests; 0 and NULL give the usual ones. */
    page_job_fn job_fn;
    const char *const *programs;  /* paths by enum tool_executable; NULL: searched in $PATH */
    uint32_t parse_ms, tool_ms;
};

/* Call early: before threads, sockets and the store are open, so that children inherit little. */
enum oit_code pool_new(const struct pool_options *options, struct pool **ret_pool, struct err *err);
void pool_free(struct pool *pool); /* kills and reaps all children */

void pool_submit(struct pool *pool, const struct page_job *job, void *user); /* copies the job; never blocks (queues) */
size_t pool_pending(const struct pool *pool);   /* submitted and not yet returned */
bool pool_is_full(const struct pool *pool);     /* the queue holds enough: fetch less */
/* For the caller's own poll loop. */
size_t pool_poll_fds(struct pool *pool, struct pollfd *ret_fds, size_t max);
int pool_next_timeout_ms(const struct pool *pool); /* -1: none */
/* Moves everything forward without blocking. */
void pool_step(struct pool *pool);
/* One finished job: *ret_packed (page_result_unpack) stays valid until the next pool_next. False: none is ready. */
bool pool_next(struct pool *pool, void **ret_user, struct str *ret_packed);
/* Convenience for single files: submit, wait, answer. */
struct str pool_run(struct pool *pool, const struct page_job *job);

/* For self checks and tests: processes started in place of dead workers since pool_new. */
size_t pool_restarts(const struct pool *pool);

/* What a missing program is called, said once: NULL when all tools are there. */
const char *pool_missing_tools(const struct pool *pool);
/* How many documents were not read because this program is not installed. */
size_t pool_unread_for(const struct pool *pool, enum tool_executable executable);
/* For a pool that takes the place of another in the same run. */
void pool_carry_counts(struct pool *pool, const struct pool *former);

#endif
