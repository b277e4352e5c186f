/* program.h - runs the built oitcheck as a user does and keeps what it said.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_PROGRAM_H
#define OIT_TESTS_SUPPORT_PROGRAM_H

#include <sys/types.h>

#include "base/buf.h"

struct program_run {
    int code;            /* exit code; -1: killed by a signal */
    struct buf out, err; /* standard output and error */
};

/* arguments: NULL-terminated, without the program's name. input may be NULL. No shell in between. */
void program_run(const char *const *arguments, const char *input, struct program_run *ret_run);
void program_done(struct program_run *run);
void program_expect(const struct program_run *run, const char *text); /* standard output has it */
void program_expect_not(const struct program_run *run, const char *text);

/* Starts it and lets it run, its output thrown away; program_stop sends a signal (0: none), waits, and gives the exit code as above. */
pid_t program_start(const char *const *arguments);
int program_stop(pid_t child, int signal_number);

#endif
