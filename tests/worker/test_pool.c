/* What the pool promises: one answer a job whatever the job does, a page's crash costs that page only, and a worker can do nothing but work.
 * Jobs are made by a job function of the test, chosen by the job's URL.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "worker/pool.h"
#include "worker/sandbox.h"

/* --- jobs ---------------------------------------------------------------------------------------------------------------------- */

static void answer(struct buf *out, const char *text)
{
    struct page_result result = {.findings = str_from(text), .n_inflated_bytes = 1};
    page_result_pack(&result, out);
}

static void job_answer(const struct page_job *job, struct buf *out) /* its own bytes, and how many letters x are in them */
{
    char text[128];
    size_t n = 0;
    for (size_t i = 0; i < job->bytes.n; i++)
        n += job->bytes.p[i] == 'x';
    (void)snprintf(text, sizeof text, "%.*s %zu", STR_ARG(job->url), n);
    answer(out, text);
}

static void job_segv(const struct page_job *job, struct buf *out)
{
    (void)job;
    (void)out;
    (void)raise(SIGSEGV); /* refused by the filter: it returns */
    (void)signal(SIGSEGV, SIG_DFL);
    static char *volatile nowhere = NULL;
    *nowhere = 1;
}

static void job_abort(const struct page_job *job, struct buf *out)
{
    (void)job;
    (void)out;
    (void)signal(SIGABRT, SIG_DFL);
    abort();
}

static void job_hang(const struct page_job *job, struct buf *out)
{
    (void)job;
    (void)out;
    for (volatile unsigned i = 0;; i++)
        ;
}

static void job_grow(const struct page_job *job, struct buf *out)
{
    (void)job;
    (void)out;
    for (;;) {
        volatile char *p = mem_alloc(64u << 20);
#ifdef OIT_SANITIZED /* its resident size is watched, not its address space */
        for (size_t i = 0; i < 64u << 20; i += 4096)
            p[i] = 1;
#else
        p[0] = 1;
#endif
    }
}

static void job_garbage(const struct page_job *job, struct buf *out)
{
    (void)job;
    (void)buf_add_c(out, "\x01\xff\xff\xff no result");
}

static void job_false_answer(const struct page_job *job, struct buf *out)
{
    static const char junk[64] = "not an answer";
    job_answer(job, out);
    ssize_t n = write(3, junk, sizeof junk);
    (void)n;
}

static bool g_spoilt;
static void job_spoil(const struct page_job *job, struct buf *out)
{
    g_spoilt = true;
    job_answer(job, out);
}

static void job_dies_if_spoilt(const struct page_job *job, struct buf *out)
{
    if (g_spoilt)
        abort();
    job_answer(job, out);
}

/* What it tried and got: "open EPERM ..." is what must stand there. */
static void job_breaks_out(const struct page_job *job, struct buf *out)
{
    (void)job;
    struct buf text;
    buf_init(&text, 0);
    char *const none[] = {NULL};
    static const char *const names[] = {"open", "socket", "exec", "fork", "kill", "truncate"};
    for (int i = 0; i < 6; i++) {
        errno = 0;
        long result = i == 0   ? open("/etc/passwd", O_RDONLY)
                      : i == 1 ? socket(AF_INET, SOCK_STREAM, 0)
                      : i == 2 ? execve("/bin/true", none, none)
                      : i == 3 ? fork()
                      : i == 4 ? kill(getppid(), 0)
                               : ftruncate(4, 0);
        if (i == 3 && result == 0)
            _exit(0);
        (void)buf_addf(&text, "%s%s", names[i], result < 0 && errno == EPERM ? "" : "!");
    }
    answer(out, text.p);
    buf_done(&text);
}

static void job_counts_descriptors(const struct page_job *job, struct buf *out)
{
    (void)job;
    int n = 0;
    char text[16];
    for (int fd = 3; fd < 1024; fd++)
        n += lseek(fd, 0, SEEK_CUR) >= 0 || errno != EBADF;
    (void)snprintf(text, sizeof text, "%d", n);
    answer(out, text);
}

static enum extract_need run_job(struct job_context *context, const struct page_job *job, const struct extract_tools *tools, size_t n_tools, struct buf *out)
{
    static const struct {
        const char *url;
        void (*fn)(const struct page_job *job, struct buf *out);
    } table[] = {{"segv", job_segv},       {"abort", job_abort},         {"hang", job_hang},   {"grow", job_grow},
                 {"garbage", job_garbage}, {"false", job_false_answer},  {"spoil", job_spoil}, {"fragile", job_dies_if_spoilt},
                 {"out", job_breaks_out},  {"fds", job_counts_descriptors}};
    (void)context;
    (void)tools;
    (void)n_tools;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (str_eq_c(job->url, table[i].url)) {
            table[i].fn(job, out);
            return NEED_NOTHING;
        }
    job_answer(job, out);
    return NEED_NOTHING;
}

/* --- tests --------------------------------------------------------------------------------------------------------------------- */

static struct pool *new_pool(int n_workers, uint32_t parse_ms)
{
    struct pool_options options = {.n_workers = n_workers, .job_fn = run_job, .parse_ms = parse_ms};
    struct pool *pool = NULL;
    struct err err;
    assert_int_equal(pool_new(&options, &pool, &err), OIT_OK);
    return pool;
}

static struct page_result run(struct pool *pool, const char *url, const char *bytes)
{
    struct page_job job = {.url = str_from(url), .bytes = str_from(bytes)};
    struct page_result result;
    assert_true(page_result_unpack(pool_run(pool, &job), &result));
    return result;
}

static void assert_works(struct pool *pool)
{
    struct page_result result = run(pool, "http://a/", "axbx");
    assert_int_equal(result.fault, FAULT_NONE);
    assert_true(str_eq_c(result.findings, "http://a/ 2"));
}

static void bad_page_is_a_fault_and_the_next_page_is_right(void **state)
{
    static const struct {
        const char *url;
        enum oit_fault fault;
        size_t n_restarts;
    } rows[] = {
        {"segv", FAULT_PARSER_CRASH, 2}, {"abort", FAULT_PARSER_CRASH, 2}, {"garbage", FAULT_PARSER_CRASH, 2},
        {"hang", FAULT_TIMEOUT, 1},
    };
    (void)state;
    struct pool *pool = new_pool(1, 300);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t before = pool_restarts(pool);
        struct page_result result = run(pool, rows[i].url, "x");
        assert_int_equal(result.fault, rows[i].fault);
        assert_null(result.findings.p);
        assert_int_equal(pool_restarts(pool) - before, rows[i].n_restarts);
        assert_works(pool);
    }
    pool_free(pool);
}

static void page_that_eats_memory_is_a_fault(void **state)
{
    (void)state;
    struct pool *pool = new_pool(1, 60000);
    struct page_result result = run(pool, "grow", "x");
    assert_int_equal(result.fault, FAULT_PARSER_LIMIT);
    assert_works(pool);
    pool_free(pool);
}

static void worker_that_breaks_the_protocol_is_replaced(void **state)
{
    (void)state;
    struct pool *pool = new_pool(1, 5000);
    (void)run(pool, "false", "x");
    assert_works(pool);
    assert_works(pool);
    assert_true(pool_restarts(pool) > 0);
    pool_free(pool);
}

static void page_before_cannot_decide_the_fate_of_the_next(void **state)
{
    (void)state;
    struct pool *pool = new_pool(1, 5000);
    assert_int_equal(run(pool, "spoil", "").fault, FAULT_NONE);
    struct page_result result = run(pool, "fragile", "xxx");
    assert_int_equal(result.fault, FAULT_NONE);
    assert_true(str_eq_c(result.findings, "fragile 3"));
    assert_int_equal(pool_restarts(pool), 1);
    pool_free(pool);
}

static void worker_can_do_nothing_but_work(void **state)
{
    (void)state;
    struct pool *pool = new_pool(1, 5000);
    assert_true(str_eq_c(run(pool, "out", "").findings, "opensocketexecforkkilltruncate"));
    pool_free(pool);
}

static void worker_has_two_descriptors_of_its_parent(void **state)
{
    (void)state;
    int secret = open("/dev/null", O_RDONLY); /* without close-on-exec, like a library's */
    struct pool *pool = new_pool(2, 5000);
    assert_true(str_eq_c(run(pool, "fds", "").findings, "2"));
    pool_free(pool);
    (void)close(secret);
}

static void many_jobs_give_one_answer_each_on_parallel_workers(void **state)
{
    enum { N = 300 };
    (void)state;
    struct pool *pool = new_pool(2, 5000);
    static char seen[N];
    memset(seen, 0, sizeof seen);
    size_t n_back = 0;
    for (size_t n_sent = 0; n_back < N;) {
        while (n_sent < N && !pool_is_full(pool)) {
            char url[32], bytes[64] = "";
            (void)snprintf(url, sizeof url, n_sent % 50 == 7 ? "abort" : "u%zu", n_sent);
            memset(bytes, 'x', n_sent % 60);
            pool_submit(pool, &(struct page_job){.url = str_from(url), .bytes = str_from(bytes)}, &seen[n_sent]);
            n_sent++;
        }
        struct pollfd fds[16];
        size_t n_fds = pool_poll_fds(pool, fds, 16);
        (void)poll(fds, (nfds_t)n_fds, pool_next_timeout_ms(pool));
        pool_step(pool);
        void *user;
        struct str packed;
        while (pool_next(pool, &user, &packed)) {
            size_t i = (size_t)((char *)user - seen);
            struct page_result result;
            char expected[64];
            assert_true(page_result_unpack(packed, &result));
            (void)snprintf(expected, sizeof expected, "u%zu %zu", i, i % 60);
            if (i % 50 == 7)
                assert_int_equal(result.fault, FAULT_PARSER_CRASH);
            else
                assert_true(str_eq_c(result.findings, expected));
            assert_int_equal(seen[i]++, 0);
            n_back++;
        }
    }
    assert_int_equal(pool_pending(pool), 0);
    pool_free(pool);
}

static void big_and_small_bytes_arrive_whole(void **state)
{
    static const size_t sizes[] = {0, 1, 300000, 5u << 20, 17, 3u << 20};
    (void)state;
    struct pool *pool = new_pool(1, 20000);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *bytes = mem_alloc(sizes[i] + 1);
        memset(bytes, 'x', sizes[i]);
        char expected[32];
        (void)snprintf(expected, sizeof expected, "u %zu", sizes[i]);
        assert_true(str_eq_c(run(pool, "u", bytes).findings, expected));
        free(bytes);
    }
    pool_free(pool);
}

static void freed_pool_leaves_no_child_even_with_jobs_under_way(void **state)
{
    (void)state;
    struct pool *pool = new_pool(2, 60000);
    for (int i = 0; i < 5; i++)
        pool_submit(pool, &(struct page_job){.url = STR_LIT("hang")}, NULL);
    assert_int_equal(pool_pending(pool), 5);
    pool_free(pool);
    errno = 0;
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void sandbox_trial_finds_nothing_open(void **state)
{
    (void)state;
    assert_int_equal(sandbox_try(SANDBOX_WORKER), 0);
    assert_int_equal(sandbox_try(SANDBOX_TOOL), 0);
}

static void damaged_packed_job_or_result_is_refused(void **state)
{
    (void)state;
    struct buf packed;
    buf_init(&packed, 0);
    page_job_pack(&(struct page_job){.url = STR_LIT("u"), .bytes = STR_LIT("bytes"), .wants_document = true}, &packed);
    struct page_job job;
    assert_true(page_job_unpack(buf_str(&packed), &job));
    assert_true(job.wants_document && str_eq_c(job.bytes, "bytes") && !job.document.p && !job.content_type.p);
    for (size_t n = 0; n < packed.n; n++)
        assert_false(page_job_unpack(str_sub(buf_str(&packed), 0, n), &job));
    buf_clear(&packed);
    answer(&packed, "findings");
    struct page_result result;
    assert_true(page_result_unpack(buf_str(&packed), &result));
    for (size_t n = 0; n < packed.n; n++) {
        assert_false(page_result_unpack(str_sub(buf_str(&packed), 0, n), &result));
        assert_int_equal(result.fault, FAULT_PARSER_CRASH);
    }
    buf_done(&packed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_page_is_a_fault_and_the_next_page_is_right),
        cmocka_unit_test(page_that_eats_memory_is_a_fault),
        cmocka_unit_test(worker_that_breaks_the_protocol_is_replaced),
        cmocka_unit_test(page_before_cannot_decide_the_fate_of_the_next),
        cmocka_unit_test(worker_can_do_nothing_but_work),
        cmocka_unit_test(worker_has_two_descriptors_of_its_parent),
        cmocka_unit_test(many_jobs_give_one_answer_each_on_parallel_workers),
        cmocka_unit_test(big_and_small_bytes_arrive_whole),
        cmocka_unit_test(freed_pool_leaves_no_child_even_with_jobs_under_way),
        cmocka_unit_test(sandbox_trial_finds_nothing_open),
        cmocka_unit_test(damaged_packed_job_or_result_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
