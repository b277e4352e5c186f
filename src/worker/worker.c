/* worker.c - starting, feeding and ending one parser worker.
 * SPDX-License-Identifier: MIT
 */
#include "worker/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"

enum {
    REGION_STEP_BYTES = 256 * 1024, /* most pages fit in the first step */
    REGION_KEPT_BYTES = 1024 * 1024, /* what lies above goes back to the system after a big job */
    READ_BYTES = 64 * 1024,
    ANSWER_KEPT_BYTES = 1024 * 1024,
};

static bool region_open(struct worker *worker)
{
    worker->region_fd = memfd_create("oitcheck-job", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    /* Nobody can shrink it: the parent would die of SIGBUS while it writes. */
    return worker->region_fd >= 0 && fcntl(worker->region_fd, F_ADD_SEALS, F_SEAL_SHRINK) == 0;
}

static bool region_grow(struct worker *worker, size_t n)
{
    if (n <= worker->n_region)
        return true;
    size_t wanted = (n + REGION_STEP_BYTES - 1) / REGION_STEP_BYTES * REGION_STEP_BYTES;
    if (ftruncate(worker->region_fd, (off_t)wanted) != 0)
        return false;
    if (worker->region)
        (void)munmap(worker->region, worker->n_region);
    void *p = mmap(NULL, wanted, PROT_READ | PROT_WRITE, MAP_SHARED, worker->region_fd, 0);
    worker->region = p == MAP_FAILED ? NULL : p;
    worker->n_region = p == MAP_FAILED ? 0 : wanted;
    return worker->region != NULL;
}

bool worker_spawn(struct worker *worker, struct job_context *context, page_job_fn job_fn)
{
    int pair[2];
    *worker = (struct worker){.socket = -1, .region_fd = -1};
    buf_init(&worker->answer, WORKER_ANSWER_BYTES);
    if (!region_open(worker) || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        (void)worker_end(worker);
        return false;
    }
    worker->socket = pair[0];
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0)
        worker_process(parent, pair[1], worker->region_fd, context, job_fn);
    (void)close(pair[1]);
    worker->pid = pid > 0 ? pid : 0;
    if (pid < 0)
        (void)worker_end(worker);
    return pid > 0;
}

static bool send_all(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;
    while (n > 0) {
        ssize_t sent = send(fd, p, n, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        p += sent;
        n -= (size_t)sent;
    }
    return true;
}

bool worker_send(struct worker *worker, struct str job, struct str tools)
{
    if (!region_grow(worker, job.n + tools.n))
        return false;
    memcpy(worker->region, job.p, job.n);
    if (tools.n)
        memcpy(worker->region + job.n, tools.p, tools.n);
    if (worker->answer.capacity > ANSWER_KEPT_BYTES)
        buf_done(&worker->answer);
    buf_clear(&worker->answer);
    worker->serial++;
    struct worker_request request = {.magic = WORKER_REQUEST_MAGIC, .serial = worker->serial, .n_job = job.n, .n_tools = tools.n,
                                     .n_region = worker->n_region};
    return send_all(worker->socket, &request, sizeof request); /* 32 bytes into an empty socket: does not block */
}

static void release_big_region(struct worker *worker)
{
    if (worker->n_region > REGION_KEPT_BYTES)
        (void)madvise(worker->region + REGION_KEPT_BYTES, worker->n_region - REGION_KEPT_BYTES, MADV_REMOVE);
}

static enum worker_state look_at_answer(struct worker *worker, enum extract_need *ret_need, struct str *ret_payload)
{
    struct worker_answer head;
    if (worker->answer.n < sizeof head)
        return WORKER_WORKS;
    memcpy(&head, worker->answer.p, sizeof head);
    size_t have = worker->answer.n - sizeof head;
    if (head.magic != WORKER_ANSWER_MAGIC || head.serial != worker->serial || head.need >= N_EXTRACT_NEEDS || head.n > WORKER_ANSWER_BYTES ||
        have > head.n)
        return WORKER_DIED;
    if (have < head.n)
        return WORKER_WORKS;
    *ret_need = (enum extract_need)head.need;
    *ret_payload = str_from_pos(buf_str(&worker->answer), sizeof head);
    worker->n_done++;
    release_big_region(worker);
    return WORKER_ANSWERED;
}

enum worker_state worker_receive(struct worker *worker, enum extract_need *ret_need, struct str *ret_payload)
{
    for (;;) {
        if (!buf_reserve(&worker->answer, READ_BYTES))
            return WORKER_DIED;
        ssize_t n = recv(worker->socket, worker->answer.p + worker->answer.n, READ_BYTES, MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return WORKER_WORKS;
        if (n <= 0)
            return WORKER_DIED;
        worker->answer.n += (size_t)n;
        worker->answer.p[worker->answer.n] = '\0';
        enum worker_state state = look_at_answer(worker, ret_need, ret_payload);
        if (state != WORKER_WORKS)
            return state;
    }
}

int worker_end(struct worker *worker)
{
    int status = 0;
    if (worker->pid > 0) {
        /* One that died keeps its own status: killing a dead child changes nothing. */
        (void)kill(worker->pid, SIGKILL);
        while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
            ;
    }
    if (worker->socket >= 0)
        (void)close(worker->socket);
    if (worker->region_fd >= 0)
        (void)close(worker->region_fd);
    if (worker->region)
        (void)munmap(worker->region, worker->n_region);
    buf_done(&worker->answer);
    *worker = (struct worker){.socket = -1, .region_fd = -1};
    return status;
}

size_t worker_rss_bytes(const struct worker *worker)
{
    char path[64], text[128];
    (void)snprintf(path, sizeof path, "/proc/%d/statm", (int)worker->pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t n = read(fd, text, sizeof text);
    (void)close(fd);
    struct str rest = {text, n > 0 ? (size_t)n : 0};
    (void)str_cut(&rest, ' ');
    uint64_t pages = 0;
    (void)str_to_u64(str_cut(&rest, ' '), UINT32_MAX, &pages);
    return (size_t)pages * (size_t)sysconf(_SC_PAGESIZE);
}
