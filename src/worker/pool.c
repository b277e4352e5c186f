/* pool.c - who works on what: the queue, the workers, the tool runs, the answers.
 *
 *   waiting -> (worker) -> done
 *                 |-> needs a tool -> (launcher, several steps) -> waiting again, in front -> (worker) -> done
 *
 * Everything moves in pool_step, which never blocks; the caller's poll loop says when. Jobs live in one table and are linked into lists by
 * pointer; a job's packed bytes stay here until it is done, since a second run or a tool may need them.
 * SPDX-License-Identifier: MIT
 */
#include "worker/pool.h"

#include <stdlib.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/mem.h"
#include "worker/exchange.h"
#include "worker/launcher.h"
#include "worker/tool.h"
#include "worker/worker.h"

enum {
    MAX_WORKERS = 8,
    JOBS_PER_WORKER = 4,                 /* waiting: enough that no worker idles while main fetches */
    QUEUE_BYTES = 24 * 1024 * 1024,      /* waiting and running together; main has to stay small */
    EXIT_OUT_OF_MEMORY = 6,              /* mem.h */
    WATCH_MS = 100,                      /* between looks at a sanitized worker's size */
    SPAWN_TRIES = 3,
};

struct job {
    struct job *next;
    void *user;
    struct buf packed;   /* page_job */
    struct buf tools;    /* packed answers of tools so far */
    uint32_t n_tool_runs;
    struct buf result;   /* while a tool is needed: the packed request */
    struct tool_run *tool; /* while a tool runs */
    bool was_retried;
    bool was_tool_retried; /* the launcher died under it once */
};

struct job_list {
    struct job *first, *last;
    size_t n;
};

struct seat { /* a worker's place; the worker in it may change */
    struct worker worker;
    struct job *job;
    int64_t deadline_ms;
};

struct pool {
    struct seat seats[MAX_WORKERS];
    size_t n_seats;
    struct job_context *context;
    page_job_fn job_fn;
    uint32_t parse_ms, tool_ms;
    struct launcher launcher;
    uint32_t tool_serial;
    struct job_list waiting, for_tool, in_tool, done;
    struct job *returned;    /* its result is in the caller's hands */
    size_t n_pending, n_bytes, n_restarts;
    size_t n_unread[N_TOOL_EXECUTABLES]; /* documents, for want of this program */
    int64_t next_watch_ms;
    char *missing;
};

/* --- lists --------------------------------------------------------------------------------------------------------------------- */

static void push(struct job_list *list, struct job *job)
{
    job->next = NULL;
    if (list->last)
        list->last->next = job;
    else
        list->first = job;
    list->last = job;
    list->n++;
}

static void push_front(struct job_list *list, struct job *job)
{
    job->next = list->first;
    list->first = job;
    if (!list->last)
        list->last = job;
    list->n++;
}

static struct job *pop(struct job_list *list)
{
    struct job *job = list->first;
    if (!job)
        return NULL;
    list->first = job->next;
    if (!list->first)
        list->last = NULL;
    list->n--;
    job->next = NULL;
    return job;
}

static void unlink_job(struct job_list *list, struct job *job)
{
    struct job_list rest = {NULL, NULL, 0};
    for (struct job *j = pop(list); j; j = pop(list))
        if (j != job)
            push(&rest, j);
    *list = rest;
}

static void job_free(struct job *job)
{
    if (!job)
        return;
    if (job->tool)
        tool_run_done(job->tool);
    free(job->tool);
    buf_done(&job->packed);
    buf_done(&job->tools);
    buf_done(&job->result);
    free(job);
}

static void free_list(struct job_list *list)
{
    for (struct job *job = pop(list); job; job = pop(list))
        job_free(job);
}

/* --- ends of jobs -------------------------------------------------------------------------------------------------------------- */

static void job_done(struct pool *pool, struct job *job)
{
    pool->n_bytes -= job->packed.n;
    buf_done(&job->packed);
    buf_done(&job->tools);
    push(&pool->done, job);
}

static void job_failed(struct pool *pool, struct job *job, enum oit_fault fault)
{
    page_result_pack_fault(fault, &job->result);
    job_done(pool, job);
}

/* --- workers ------------------------------------------------------------------------------------------------------------------- */

static bool seat_fill(struct pool *pool, struct seat *seat)
{
    for (int i = 0; i < SPAWN_TRIES; i++)
        if (worker_spawn(&seat->worker, pool->context, pool->job_fn))
            return true;
    log_at("worker", LOG_WARN, "cannot fork a worker");
    return false;
}

static enum oit_fault fault_of_end(int status)
{
    /* SIGKILL that we did not send: the kernel's out-of-memory killer. */
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return FAULT_PARSER_LIMIT;
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_OUT_OF_MEMORY)
        return FAULT_PARSER_LIMIT;
    return FAULT_PARSER_CRASH;
}

/* The worker is dead or broke the protocol. */
static void seat_crashed(struct pool *pool, struct seat *seat)
{
    struct job *job = seat->job;
    int status = 0;
    /* A worker that closed its socket is dying: its own end is worth waiting for, but not long. One that only broke the protocol lives on. */
    for (int i = 0; i < 20 && seat->worker.pid > 0; i++) {
        pid_t pid = waitpid(seat->worker.pid, &status, WNOHANG);
        if (pid == seat->worker.pid)
            seat->worker.pid = 0;
        else
            (void)poll(NULL, 0, 1);
    }
    if (seat->worker.pid > 0) {
        (void)worker_end(&seat->worker);
        status = 0; /* a liar, not a victim: a crash */
    } else {
        (void)worker_end(&seat->worker);
    }
    seat->job = NULL;
    pool->n_restarts++;
    if (!job)
        return;
    if (!job->was_retried) {
        job->was_retried = true;
        push_front(&pool->waiting, job);
    } else {
        job_failed(pool, job, fault_of_end(status));
    }
}

static void seat_killed(struct pool *pool, struct seat *seat, enum oit_fault fault)
{
    struct job *job = seat->job;
    (void)worker_end(&seat->worker);
    seat->job = NULL;
    pool->n_restarts++;
    job_failed(pool, job, fault);
}

static void give_job(struct pool *pool, struct seat *seat, struct job *job)
{
    /* A page that killed its worker gets a fresh one, and what it may have spoilt is not seen by others. */
    if (job->was_retried && seat->worker.n_done > 0)
        (void)worker_end(&seat->worker);
    if (seat->worker.pid == 0 && !seat_fill(pool, seat)) {
        job_failed(pool, job, FAULT_PARSER_LIMIT);
        return;
    }
    seat->job = job;
    seat->deadline_ms = clock_mono_ms() + pool->parse_ms;
    if (!worker_send(&seat->worker, buf_str(&job->packed), buf_str(&job->tools)))
        seat_crashed(pool, seat);
}

static void take_answer(struct pool *pool, struct seat *seat, enum extract_need need, struct str payload)
{
    struct job *job = seat->job;
    seat->job = NULL;
    struct page_result result;
    struct extract_request request;
    if (need != NEED_NOTHING && job->n_tool_runs < LIMIT_TOOL_RUNS && extract_request_unpack(payload, &request)) {
        (void)buf_add_str(&job->result, payload);
        push(&pool->for_tool, job);
    } else if (need == NEED_NOTHING && page_result_unpack(payload, &result)) {
        (void)buf_add_str(&job->result, payload);
        job_done(pool, job);
    } else {
        seat->job = job;
        seat_crashed(pool, seat);
    }
}

static void step_seat(struct pool *pool, struct seat *seat, int64_t now_ms)
{
    enum extract_need need;
    struct str payload;
    switch (worker_receive(&seat->worker, &need, &payload)) {
    case WORKER_ANSWERED:
        take_answer(pool, seat, need, payload);
        break;
    case WORKER_DIED:
        seat_crashed(pool, seat);
        break;
    case WORKER_WORKS:
        if (now_ms >= seat->deadline_ms)
            seat_killed(pool, seat, FAULT_TIMEOUT);
        break;
    }
}

#ifdef OIT_SANITIZED
static void watch_sizes(struct pool *pool, int64_t now_ms)
{
    if (now_ms < pool->next_watch_ms)
        return;
    pool->next_watch_ms = now_ms + WATCH_MS;
    for (size_t i = 0; i < pool->n_seats; i++)
        if (pool->seats[i].job && worker_rss_bytes(&pool->seats[i].worker) > (size_t)LIMIT_WORKER_AS_BYTES_MB * 1024 * 1024)
            seat_killed(pool, &pool->seats[i], FAULT_PARSER_LIMIT);
}
#endif

/* --- tools --------------------------------------------------------------------------------------------------------------------- */

static void tool_end(struct job *job)
{
    tool_run_done(job->tool);
    free(job->tool);
    job->tool = NULL;
}

static void tool_finished(struct pool *pool, struct job *job)
{
    struct extract_tools tools = tool_run_result(job->tool);
    if (tools.fault == FAULT_TOOL_MISSING)
        pool->n_unread[job->tool->missing]++;
    size_t before = job->tools.n;
    extract_tools_pack(&tools, &job->tools);
    if (job->tools.n > LIMIT_ANSWER_BYTES) { /* this one is too much: the job learns that it was, and goes on */
        job->tools.n = before;
        extract_tools_pack(&(struct extract_tools){.need = tools.need, .part = tools.part, .fault = FAULT_PARSER_LIMIT}, &job->tools);
    }
    job->n_tool_runs++;
    tool_end(job);
    buf_done(&job->result);
    push_front(&pool->waiting, job);
}

/* Its runs begin again with another one, each at most once. */
static void launcher_died(struct pool *pool)
{
    log_at("worker", LOG_WARN, "the launcher died");
    for (struct job *job = pop(&pool->in_tool); job; job = pop(&pool->in_tool)) {
        if (job->was_tool_retried) {
            job->tool->fault = FAULT_PARSER_CRASH;
            tool_finished(pool, job);
        } else {
            job->was_tool_retried = true;
            tool_end(job);
            push(&pool->for_tool, job);
        }
    }
    struct launcher again;
    if (!launcher_start(&again, (const char *const *)pool->launcher.paths, pool->launcher.ocr_folder))
        log_at("worker", LOG_WARN, "cannot start the launcher again");
    launcher_end(&pool->launcher);
    pool->launcher = again;
    pool->n_restarts++;
}

static void start_tool(struct pool *pool, struct job *job)
{
    struct page_job page = {0};
    struct extract_request request = {.need = NEED_NOTHING};
    (void)page_job_unpack(buf_str(&job->packed), &page);
    (void)extract_request_unpack(buf_str(&job->result), &request); /* it could be when it came */
    job->tool = mem_alloc(sizeof *job->tool);
    bool runs = tool_run_begin(job->tool, &pool->launcher, &request, request.bytes.p ? request.bytes : page.bytes, pool->tool_ms, &pool->tool_serial);
    push(&pool->in_tool, job);
    struct launch_reply ignored;
    if (!runs && launcher_receive(&pool->launcher, &ignored) == LAUNCHER_DIED) {
        launcher_died(pool);
    } else if (!runs) {
        unlink_job(&pool->in_tool, job);
        tool_finished(pool, job);
    }
}

static void step_tools(struct pool *pool)
{
    struct launch_reply reply;
    enum launcher_state state;
    while (pool->in_tool.n && (state = launcher_receive(&pool->launcher, &reply)) != LAUNCHER_QUIET) {
        if (state == LAUNCHER_DIED) {
            launcher_died(pool);
            break;
        }
        struct job *job = pool->in_tool.first;
        while (job && job->tool->serial != reply.serial)
            job = job->next;
        /* A step that cannot be sent ends the run with a fault; that the launcher is dead shows at the next look. */
        if (job && tool_run_reply(job->tool, &pool->launcher, &reply, &pool->tool_serial)) {
            unlink_job(&pool->in_tool, job);
            tool_finished(pool, job);
        }
    }
    while (pool->for_tool.n && pool->in_tool.n < pool->n_seats)
        start_tool(pool, pop(&pool->for_tool));
}

/* --- the face ------------------------------------------------------------------------------------------------------------------ */

static char *missing_tools(const struct launcher *launcher)
{
    struct buf names;
    buf_init(&names, 0);
    for (int i = EXE_NONE + 1; i < N_TOOL_EXECUTABLES; i++)
        if (!launcher->paths[i])
            (void)buf_addf(&names, "%s%s", names.n ? ", " : "", tool_executables[i].name);
    return names.n ? buf_take(&names) : NULL;
}

static size_t count_workers(int wanted)
{
    long n = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > MAX_WORKERS ? MAX_WORKERS : (size_t)n;
}

enum oit_code pool_new(const struct pool_options *options, struct pool **ret_pool, struct err *err)
{
    struct pool *pool = mem_alloc(sizeof *pool);
    pool->n_seats = count_workers(options->n_workers);
    pool->job_fn = options->job_fn ? options->job_fn : page_job_run;
    pool->parse_ms = options->parse_ms ? options->parse_ms : LIMIT_PARSE_MS;
    pool->tool_ms = options->tool_ms ? options->tool_ms : LIMIT_TOOL_MS;
    for (size_t i = 0; i < MAX_WORKERS; i++)
        pool->seats[i].worker = (struct worker){.socket = -1, .region_fd = -1};
    bool is_good = launcher_start(&pool->launcher, options->programs, options->ocr_folder);
    pool->context = job_context_new(options->scheme, options->agency_names, options->n_agency_names);
    pool->missing = missing_tools(&pool->launcher);
    for (size_t i = 0; is_good && i < pool->n_seats; i++)
        is_good = seat_fill(pool, &pool->seats[i]);
    if (!is_good) {
        pool_free(pool);
        return err_set(err, OIT_ERR_LOCAL, "เริ่มโพรเซสสำหรับอ่านเอกสารไม่ได้: ตรวจหน่วยความจำและจำนวนโพรเซสที่ระบบอนุญาต แล้วลองใหม่",
                       "cannot start the processes that read documents: check memory and the process limit, then try again");
    }
    *ret_pool = pool;
    return OIT_OK;
}

void pool_free(struct pool *pool)
{
    if (!pool)
        return;
    for (size_t i = 0; i < pool->n_seats; i++) {
        (void)worker_end(&pool->seats[i].worker);
        job_free(pool->seats[i].job);
    }
    launcher_end(&pool->launcher);
    free_list(&pool->waiting);
    free_list(&pool->for_tool);
    free_list(&pool->in_tool);
    free_list(&pool->done);
    job_free(pool->returned);
    job_context_free(pool->context);
    free(pool->missing);
    free(pool);
}

void pool_submit(struct pool *pool, const struct page_job *page, void *user)
{
    struct job *job = mem_alloc(sizeof *job);
    job->user = user;
    buf_init(&job->packed, 0);
    buf_init(&job->tools, 0);
    buf_init(&job->result, 0);
    (void)buf_reserve(&job->packed, page->bytes.n + page->document.n + page->url.n + 256);
    page_job_pack(page, &job->packed);
    pool->n_bytes += job->packed.n;
    pool->n_pending++;
    for (size_t i = 0; pool->waiting.n == 0 && i < pool->n_seats; i++)
        if (!pool->seats[i].job) {
            give_job(pool, &pool->seats[i], job);
            return;
        }
    push(&pool->waiting, job);
}

size_t pool_pending(const struct pool *pool)
{
    return pool->n_pending;
}

bool pool_is_full(const struct pool *pool)
{
    return pool->n_pending >= pool->n_seats * JOBS_PER_WORKER || pool->n_bytes >= QUEUE_BYTES;
}

size_t pool_poll_fds(struct pool *pool, struct pollfd *ret_fds, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < pool->n_seats && n < max; i++)
        if (pool->seats[i].job)
            ret_fds[n++] = (struct pollfd){.fd = pool->seats[i].worker.socket, .events = POLLIN};
    if (pool->in_tool.n && n < max)
        ret_fds[n++] = (struct pollfd){.fd = pool->launcher.socket, .events = POLLIN};
    return n;
}

int pool_next_timeout_ms(const struct pool *pool)
{
    if (pool->done.n)
        return 0;
    int64_t now = clock_mono_ms(), next = -1;
    for (size_t i = 0; i < pool->n_seats; i++) {
        if (!pool->seats[i].job)
            continue;
        int64_t left = pool->seats[i].deadline_ms - now;
#ifdef OIT_SANITIZED
        left = left < WATCH_MS ? left : WATCH_MS;
#endif
        left = left < 0 ? 0 : left;
        next = next < 0 || left < next ? left : next;
    }
    return (int)next;
}

void pool_step(struct pool *pool)
{
    int64_t now = clock_mono_ms();
#ifdef OIT_SANITIZED
    watch_sizes(pool, now);
#endif
    for (size_t i = 0; i < pool->n_seats; i++)
        if (pool->seats[i].job)
            step_seat(pool, &pool->seats[i], now);
    step_tools(pool);
    for (size_t i = 0; pool->waiting.n && i < pool->n_seats; i++)
        if (!pool->seats[i].job)
            give_job(pool, &pool->seats[i], pop(&pool->waiting));
}

bool pool_next(struct pool *pool, void **ret_user, struct str *ret_packed)
{
    job_free(pool->returned);
    pool->returned = pop(&pool->done);
    if (!pool->returned)
        return false;
    pool->n_pending--;
    *ret_user = pool->returned->user;
    *ret_packed = buf_str(&pool->returned->result);
    return true;
}

static void pool_wait(struct pool *pool)
{
    struct pollfd fds[MAX_WORKERS + 1];
    size_t n = pool_poll_fds(pool, fds, MAX_WORKERS + 1);
    (void)poll(fds, (nfds_t)n, pool_next_timeout_ms(pool)); /* EINTR: the step finds nothing and we come back */
    pool_step(pool);
}

struct str pool_run(struct pool *pool, const struct page_job *job)
{
    void *user = NULL;
    struct str packed = STR_NONE;
    pool_submit(pool, job, pool);
    while (!pool_next(pool, &user, &packed))
        pool_wait(pool);
    return packed;
}

size_t pool_restarts(const struct pool *pool)
{
    return pool->n_restarts;
}

const char *pool_missing_tools(const struct pool *pool)
{
    return pool->missing;
}

size_t pool_unread_for(const struct pool *pool, enum tool_executable executable)
{
    return executable < N_TOOL_EXECUTABLES ? pool->n_unread[executable] : 0;
}

void pool_carry_counts(struct pool *pool, const struct pool *former)
{
    for (size_t i = 0; i < N_TOOL_EXECUTABLES; i++)
        pool->n_unread[i] += former->n_unread[i];
}
