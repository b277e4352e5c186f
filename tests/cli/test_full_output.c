/* test_full_output.c - standard output behind a full disk or a limit on the size of files: every command says it and ends with 6, the small ones too.
 * SPDX-License-Identifier: MIT
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/child.h"
#include "../support/program.h"
#include "../support/server.h"

static int code_of(const char *const *words, bool has_limit)
{
    char program[4096];
    const char *arguments[8] = {program};
    (void)snprintf(program, sizeof program, "%s/oitcheck", server_build_dir());
    for (size_t i = 0; words[i]; i++)
        arguments[i + 1] = words[i];
    pid_t child = child_fork();
    if (child == 0) {
        FILE *limited = has_limit ? tmpfile() : NULL;
        int full = limited ? fileno(limited) : open("/dev/full", O_WRONLY), none = open("/dev/null", O_WRONLY);
        if (has_limit && setrlimit(RLIMIT_FSIZE, &(struct rlimit){4, 4}) != 0)
            _exit(127);
        if (dup2(full, 1) < 0 || dup2(none, 2) < 0)
            _exit(127);
        (void)execv(program, (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    return program_stop(child, 0);
}

static void what_needs_no_store_fails_too(void **state)
{
    (void)state;
    static const char *const rows[][4] = {{"--version"}, {"--help"}, {"scan", "--help"}, {"manual"}, {"completion", "bash"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int code = code_of(rows[i], false), limited = code_of(rows[i], true);
        if (code != 6 || limited != 6)
            fail_msg("%s: exit %d, with a limit on the size of files %d", rows[i][0], code, limited);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_needs_no_store_fails_too)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
