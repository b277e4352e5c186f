/* program.c - runs the built oitcheck as a user does.
 * SPDX-License-Identifier: MIT
 */
#include "program.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "child.h"
#include "server.h"
#include "tmp.h"

enum { MAX_ARGUMENTS = 64 };

static void redirect(const char *path, int fd, int flags)
{
    int opened = open(path, flags, 0600);
    if (opened < 0 || dup2(opened, fd) < 0)
        _exit(127);
}

static void make_argv(const char *const *arguments, char program[static 4096], char *argv[static MAX_ARGUMENTS])
{
    (void)snprintf(program, 4096, "%s/oitcheck", server_build_dir());
    size_t n = 0;
    argv[n++] = program;
    while (*arguments && n + 1 < MAX_ARGUMENTS) {
        union {
            const char *in;
            char *out;
        } word = {.in = *arguments++};
        argv[n++] = word.out;
    }
    argv[n] = NULL;
}

void program_run(const char *const *arguments, const char *input, struct program_run *ret_run)
{
    char *folder = tmp_folder();
    char *out = tmp_path(folder, "out"), *err = tmp_path(folder, "err"), *in = tmp_path(folder, "in");
    char *argv[MAX_ARGUMENTS];
    char program[4096];
    make_argv(arguments, program, argv);
    (void)file_write(in, str_from(input ? input : ""), NULL);
    pid_t child = child_fork();
    if (child == 0) {
        (void)setenv("XDG_STATE_HOME", folder, 0); /* a command without --db must not find the store of whoever runs the tests */
        redirect(in, 0, O_RDONLY);
        redirect(out, 1, O_WRONLY | O_CREAT | O_TRUNC);
        redirect(err, 2, O_WRONLY | O_CREAT | O_TRUNC);
        execv(program, argv);
        _exit(127);
    }
    int status = 0;
    (void)waitpid(child, &status, 0);
    buf_init(&ret_run->out, 0);
    buf_init(&ret_run->err, 0);
    ret_run->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    (void)file_read(out, &ret_run->out, NULL);
    (void)file_read(err, &ret_run->err, NULL);
    free(out);
    free(err);
    free(in);
    tmp_remove(folder);
}

void program_done(struct program_run *run)
{
    buf_done(&run->out);
    buf_done(&run->err);
}

void program_expect(const struct program_run *run, const char *text)
{
    if (str_find_c(buf_str(&run->out), text) == STR_NPOS)
        fail_msg("'%s' is not in:\n%s%s", text, run->out.p ? run->out.p : "", run->err.p ? run->err.p : "");
}

void program_expect_not(const struct program_run *run, const char *text)
{
    if (str_find_c(buf_str(&run->out), text) != STR_NPOS)
        fail_msg("'%s' is in:\n%s", text, run->out.p);
}

pid_t program_start(const char *const *arguments)
{
    char *argv[MAX_ARGUMENTS];
    char program[4096];
    make_argv(arguments, program, argv);
    pid_t child = child_fork();
    if (child == 0) {
        redirect("/dev/null", 0, O_RDONLY);
        redirect("/dev/null", 1, O_WRONLY);
        redirect("/dev/null", 2, O_WRONLY);
        execv(program, argv);
        _exit(127);
    }
    return child;
}

int program_stop(pid_t child, int signal_number)
{
    int status = 0;
    if (signal_number)
        (void)kill(child, signal_number);
    (void)waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
