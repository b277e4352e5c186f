/* program.h - runs the built oitcheck as a user does and keeps what it said.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_PROGRAM_H
#define OIT_TESTS_SUPPORT_PROGRAM_H

#include "base/buf.h"

struct program_run {
    int code;            /* exit code; -1: killed by a signal */
    struct buf out, err; /* standard output and error */
};

/* arguments: NULL-terminated, without the program's name. input may be NULL. No shell in between. */
void program_run(const char *const *arguments, const char *input, struct program_run *ret_run);
void program_done(struct program_run *run);

#endif
