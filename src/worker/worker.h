/* worker.h - one parser worker as its parent sees it: a process, a socket, and a region of shared memory the jobs lie in.
 *
 *   parent  -- struct worker_request (lengths) -->  worker      the job itself lies in the region, read-only for the worker
 *   parent  <-- struct worker_answer + payload --   worker      results are small: they come through the socket
 *
 * A region is written once and read once per job: no descriptor is passed, nothing is mapped anew; two system calls a job on each side. What
 * a worker sends is not trusted: lengths and serials are checked, and whatever does not fit ends the worker.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_WORKER_H
#define OIT_WORKER_WORKER_H

#include <sys/types.h>

#include "base/limits.h"
#include "worker/job.h"

struct worker_request {
    uint32_t magic, serial;
    uint64_t n_job, n_tools;  /* bytes in the region: packed job, then packed answers of tools */
    uint64_t n_region;
};
struct worker_answer {
    uint32_t magic, serial;
    uint32_t need, reserved;
    uint64_t n;               /* payload that follows */
};
enum { WORKER_REQUEST_MAGIC = 0x4f495152, WORKER_ANSWER_MAGIC = 0x4f495141, WORKER_SOCKET = 3, WORKER_REGION = 4 };
enum { WORKER_ANSWER_BYTES = LIMIT_INFLATED_BYTES + 1024 * 1024 }; /* the longest answer: a result, or a request with the bytes for its tool */

struct worker {
    pid_t pid;          /* 0: none */
    int socket;
    int region_fd;
    char *region;       /* MAP_SHARED, writable here */
    size_t n_region;
    uint32_t serial;    /* of the job it works on */
    uint32_t n_done;    /* jobs since its birth */
    struct buf answer;  /* header and payload as they come */
};

enum worker_state { WORKER_WORKS, WORKER_ANSWERED, WORKER_DIED /* or broke the protocol: kill it */ };

/* fork; false when the system refuses (no process, no memory). */
bool worker_spawn(struct worker *worker, struct job_context *context, page_job_fn job_fn);
/* Gives it a job. False: it is dead. */
bool worker_send(struct worker *worker, struct str job, struct str tools);
/* Never blocks. WORKER_ANSWERED: *ret_need and *ret_payload, a result or a packed request (in worker->answer, until the next send). */
enum worker_state worker_receive(struct worker *worker, enum extract_need *ret_need, struct str *ret_payload);
/* Kills, reaps, frees. Returns the wait status, as waitpid gives it (of a worker that had already died: its own end). */
int worker_end(struct worker *worker);
size_t worker_rss_bytes(const struct worker *worker); /* 0: not known */

/* worker_process.c: the child's side; never returns. */
_Noreturn void worker_process(pid_t parent, int socket, int region_fd, struct job_context *context, page_job_fn job_fn);

#endif
