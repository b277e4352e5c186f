/* worker_process.c - the child's side of a parser worker: wait for a job, run it, answer, again.
 *
 * It has the compiled rules by fork and nothing else of its parent. What goes wrong here ends the process; the parent makes a fault of it.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/limits.h"
#include "worker/child.h"
#include "worker/exchange.h"
#include "worker/sandbox.h"
#include "worker/worker.h"

enum { EXIT_PROTOCOL = 7, RESULT_KEPT_BYTES = 4 * 1024 * 1024 };

static bool read_all(void *bytes, size_t n)
{
    char *p = bytes;
    while (n > 0) {
        ssize_t got = read(WORKER_SOCKET, p, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        p += got;
        n -= (size_t)got;
    }
    return true;
}

static bool write_all(struct str bytes)
{
    while (bytes.n > 0) {
        ssize_t n = write(WORKER_SOCKET, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = str_from_pos(bytes, (size_t)n);
    }
    return true;
}

struct region {
    char *p;
    size_t n;
};

static bool region_map(struct region *region, uint64_t n)
{
    if (region->n == n)
        return true;
    if (region->p)
        (void)munmap(region->p, region->n);
    void *p = mmap(NULL, (size_t)n, PROT_READ, MAP_SHARED, WORKER_REGION, 0);
    *region = (struct region){p == MAP_FAILED ? NULL : p, p == MAP_FAILED ? 0 : (size_t)n};
    return region->p != NULL;
}

/* The header's room stands at the start of out, so that an answer is one write. */
static bool answer(struct job_context *context, page_job_fn job_fn, const struct worker_request *request, const struct region *region,
                   struct arena *arena, struct buf *payload, struct buf *out)
{
    struct page_job job;
    const struct extract_tools *tools = NULL;
    size_t n_tools = 0;
    arena_clear(arena);
    struct str all = {region->p, region->n};
    if (!page_job_unpack(str_sub(all, 0, (size_t)request->n_job), &job))
        return false;
    if (!extract_tools_unpack(str_sub(all, (size_t)request->n_job, (size_t)request->n_tools), arena, &tools, &n_tools))
        return false;
    buf_clear(payload);
    enum extract_need need = job_fn(context, &job, tools, n_tools, payload);
    struct worker_answer head = {.magic = WORKER_ANSWER_MAGIC, .serial = request->serial, .need = (uint32_t)need, .n = payload->n};
    buf_clear(out);
    bool is_small = payload->n <= 256 * 1024;
    (void)buf_add(out, &head, sizeof head);
    if (is_small)
        (void)buf_add_str(out, buf_str(payload));
    bool is_sent = write_all(buf_str(out)) && (is_small || write_all(buf_str(payload)));
    if (payload->capacity > RESULT_KEPT_BYTES)
        buf_done(payload);
    return is_sent;
}

_Noreturn void worker_process(pid_t parent, int socket, int region_fd, struct job_context *context, page_job_fn job_fn)
{
    const int keep[] = {socket, region_fd};
    child_begin(parent, keep, sizeof keep / sizeof keep[0]);
#ifndef OIT_SANITIZED /* sanitizers reserve terabytes; the pool watches the resident size instead */
    child_limit(RLIMIT_AS, (unsigned long long)LIMIT_WORKER_AS_BYTES_MB * 1024 * 1024);
#endif
    child_limit(RLIMIT_NOFILE, 8);
    (void)sandbox_enter(SANDBOX_WORKER, -1, false); /* without it the other limits still hold; doctor tells */
    struct region region = {NULL, 0};
    struct arena arena;
    struct buf payload, out;
    arena_init(&arena);
    buf_init(&payload, WORKER_ANSWER_BYTES);
    buf_init(&out, 0);
    struct worker_request request;
    while (read_all(&request, sizeof request)) {
        if (request.magic != WORKER_REQUEST_MAGIC || !region_map(&region, request.n_region) ||
            request.n_job + request.n_tools > request.n_region || !answer(context, job_fn, &request, &region, &arena, &payload, &out))
            _exit(EXIT_PROTOCOL);
    }
    _exit(0);
}
