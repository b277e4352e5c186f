/* What the three profiles keep a process from, tried and not assumed: the worker by a job that tries, foreign programs by one that tries (this very test
 * program, run by the launcher in the place of pdftotext), builtins by sandbox_try. Nothing here may be skipped.
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
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "worker/exchange.h"
#include "worker/landlock.h"
#include "worker/pool.h"
#include "worker/sandbox.h"
#include "../support/tmp.h"

/* --- the trial ----------------------------------------------------------------------------------------------------------------- */

static void add_result(struct buf *out, const char *name, long result)
{
    (void)buf_addf(out, "%s=%s ", name, result >= 0 ? "possible" : errno == EPERM ? "EPERM" : errno == EACCES ? "EACCES" : strerror(errno));
}

static long try_fork(void)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    if (pid > 0)
        (void)waitpid(pid, NULL, 0);
    return pid;
}

static void try_all(const char *secret, struct buf *out)
{
    char *const none[] = {NULL};
    add_result(out, "read", open(secret, O_RDONLY));
    add_result(out, "write", open(secret, O_WRONLY));
    add_result(out, "create", open("/tmp/oitcheck-must-not-be", O_WRONLY | O_CREAT, 0600));
    add_result(out, "unlink", unlink(secret));
    add_result(out, "inet", socket(AF_INET, SOCK_STREAM, 0));
    add_result(out, "unix", socket(AF_UNIX, SOCK_STREAM, 0));
    add_result(out, "kill", kill(getppid(), 0));
    add_result(out, "fork", try_fork());
    add_result(out, "root", geteuid() == 0 ? 0 : (errno = EPERM, -1));
    add_result(out, "exec", execve(secret, none, none));
}

/* In the place of pdftotext: the "document" on standard input is the secret's path. */
static int be_a_tool(void)
{
    char secret[512];
    struct buf out;
    ssize_t n = read(STDIN_FILENO, secret, sizeof secret - 1);
    secret[n > 0 ? n : 0] = '\0';
    buf_init(&out, 0);
    try_all(secret, &out);
    (void)fwrite(out.p, 1, out.n, stdout);
    return 0;
}

static enum extract_need trying_job(struct job_context *context, const struct page_job *job, const struct extract_tools *tools, size_t n_tools,
                                    struct buf *ret_packed)
{
    (void)context;
    if (str_eq_c(job->url, "tool") && n_tools == 0) {
        extract_request_pack(&(struct extract_request){.need = NEED_PDF_TEXT}, ret_packed);
        return NEED_PDF_TEXT;
    }
    struct buf out;
    buf_init(&out, 0);
    if (n_tools > 0) {
        (void)buf_add_str(&out, tools[0].pdf_raw);
    } else {
        (void)buf_add_str(&out, job->bytes);
        char *secret = buf_take(&out);
        try_all(secret, &out);
        free(secret);
    }
    page_result_pack(&(struct page_result){.findings = buf_str(&out)}, ret_packed);
    buf_done(&out);
    return NEED_NOTHING;
}

/* A developer's old kernel may lack landlock; the machine that decides may not. */
static void need_landlock(void)
{
    if (landlock_version() == 0 && !getenv("CI"))
        skip();
}

/* --- tests --------------------------------------------------------------------------------------------------------------------- */

/* A file that everybody may read, write and run: only the sandbox stands before it. */
struct trial {
    char *folder, *secret, *program;
    struct pool *pool;
};

static void copy_self(const char *to)
{
    struct buf bytes;
    struct err err;
    buf_init(&bytes, 0);
    assert_int_equal(file_read("/proc/self/exe", &bytes, &err), OIT_OK);
    assert_int_equal(file_write(to, buf_str(&bytes), &err), OIT_OK);
    assert_int_equal(chmod(to, 0755), 0);
    buf_done(&bytes);
}

static void begin(struct trial *trial)
{
    struct err err;
    trial->folder = tmp_folder();
    trial->secret = tmp_path(trial->folder, "secret");
    trial->program = tmp_path(trial->folder, "pdftotext");
    assert_int_equal(file_write(trial->secret, STR_LIT("#!/bin/sh\n"), &err), OIT_OK);
    assert_int_equal(chmod(trial->secret, 0777), 0);
    copy_self(trial->program);
    const char *const programs[N_TOOL_EXECUTABLES] = {[EXE_PDFTOTEXT] = trial->program};
    assert_int_equal(pool_new(&(struct pool_options){.n_workers = 1, .job_fn = trying_job, .programs = programs}, &trial->pool, &err), OIT_OK);
}

static void end(struct trial *trial)
{
    pool_free(trial->pool);
    tmp_remove(trial->folder);
    free(trial->secret);
    free(trial->program);
}

static void expect(const struct trial *trial, const char *who, const char *expected)
{
    struct page_result result;
    struct page_job job = {.url = str_from(who), .bytes = str_from(trial->secret)};
    assert_true(page_result_unpack(pool_run(trial->pool, &job), &result));
    char *got = mem_text(result.findings);
    assert_string_equal(got, expected);
    free(got);
    assert_int_not_equal(access("/tmp/oitcheck-must-not-be", F_OK), 0);
}

static void worker_is_refused_everything(void **state)
{
    (void)state;
    struct trial trial;
    begin(&trial);
    expect(&trial, "worker", "read=EPERM write=EPERM create=EPERM unlink=EPERM inet=EPERM unix=EPERM kill=EPERM fork=EPERM root=EPERM exec=EPERM ");
    end(&trial);
}

static void tool_is_refused_all_that_is_none_of_its_business(void **state)
{
    (void)state;
    need_landlock();
#ifndef OIT_SANITIZED /* a sanitized program cannot start under the tool's memory limit; the trial below holds */
    struct trial trial;
    begin(&trial);
    expect(&trial, "tool", "read=EACCES write=EPERM create=EPERM unlink=EPERM inet=EPERM unix=EPERM kill=EPERM fork=EPERM root=EPERM exec=EACCES ");
    end(&trial);
#endif
    assert_int_equal(sandbox_try(SANDBOX_TOOL), 0);
}

static void builtin_is_refused_as_well(void **state)
{
    (void)state;
    need_landlock();
    assert_int_equal(sandbox_try(SANDBOX_BUILTIN), 0);
    assert_int_equal(sandbox_try(SANDBOX_WORKER), 0);
}

/* pdfdetach opens its output by name: it gets the memory file, and no other. */
static int writes_elsewhere(const char *secret)
{
    int memory = memfd_create("output", 0);
    (void)dup2(memory, STDOUT_FILENO);
    int files = sandbox_tool_files(NULL, 0);
    (void)sandbox_drop_root();
    (void)sandbox_enter(SANDBOX_TOOL, files, true);
    (void)prctl(PR_SET_DUMPABLE, 1); /* as exec does */
    if (open("/proc/self/fd/1", O_WRONLY | O_CREAT | O_TRUNC, 0600) < 0)
        return 1;
    if (open(secret, O_WRONLY) >= 0 || open("/tmp/oitcheck-must-not-be", O_WRONLY | O_CREAT, 0600) >= 0)
        return 2;
    return errno == EACCES ? 0 : 3;
}

static void tool_that_names_its_output_writes_nowhere_else(void **state)
{
    (void)state;
    need_landlock();
    struct trial trial;
    begin(&trial);
    pid_t pid = fork();
    if (pid == 0)
        _exit(writes_elsewhere(trial.secret));
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    end(&trial);
}

static void tool_reads_what_it_was_given_if_everybody_may(void **state)
{
    (void)state;
    need_landlock();
    struct trial trial;
    begin(&trial);
    assert_true(sandbox_tool_reads(trial.folder, "secret"));
    assert_int_equal(chmod(trial.folder, 0), 0); /* for root, too: a tool is nobody */
    assert_false(sandbox_tool_reads(trial.folder, "secret"));
    assert_int_equal(chmod(trial.folder, 0755), 0);
    end(&trial);
}

/* Root cloned us into its own folder, which nobody else may pass: tools get the folder they need, and nothing beside it. */
static void tool_reads_its_folder_in_a_private_one(void **state)
{
    (void)state;
    need_landlock();
    struct trial trial;
    struct err err;
    begin(&trial);
    char *folder = tmp_path(trial.folder, "data"), *file = tmp_path(folder, "model");
    assert_int_equal(file_make_dirs(folder, &err), OIT_OK);
    assert_int_equal(file_write(file, STR_LIT("x"), &err), OIT_OK);
    assert_int_equal(chmod(folder, 0755) | chmod(file, 0644) | chmod(trial.folder, 0700), 0);
    assert_true(sandbox_tool_reads(folder, "model"));
    assert_int_equal(chmod(trial.folder, 0755), 0);
    assert_false(sandbox_tool_reads(folder, "../secret"));
    free(folder);
    free(file);
    end(&trial);
}

int main(int argc, char **argv)
{
    if (argc > 0 && strcmp(argv[0], "pdftotext") == 0)
        return be_a_tool();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worker_is_refused_everything),
        cmocka_unit_test(tool_is_refused_all_that_is_none_of_its_business),
        cmocka_unit_test(builtin_is_refused_as_well),
        cmocka_unit_test(tool_that_names_its_output_writes_nowhere_else),
        cmocka_unit_test(tool_reads_what_it_was_given_if_everybody_may),
        cmocka_unit_test(tool_reads_its_folder_in_a_private_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
