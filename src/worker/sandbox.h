/* sandbox.h - what a child process may still do once it has begun to work on bytes from outside.
 *
 * Two profiles (docs/ARCHITECTURE.md, "Processes"). A profile is entered once, at the end of a child's set-up, cannot be left, and is inherited
 * by its children. Where the kernel refuses a part (old kernel, a container without seccomp) the child works without it: limits on
 * memory, time and output hold in any case, and `oitcheck doctor` says what is lacking.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_SANDBOX_H
#define OIT_WORKER_SANDBOX_H

#include <stdbool.h>

enum sandbox_profile {
    SANDBOX_WORKER, /* memory, its two descriptors, the clock; everything else is EPERM */
    SANDBOX_TOOL,   /* a program of somebody else's: reads files, starts nothing, no sockets, writes to what it was given only */
};

bool sandbox_enter(enum sandbox_profile profile); /* false: the kernel refused */

/* What sandbox_try found possible though it must not be. */
enum {
    SANDBOX_OPENS = 1,   /* worker: a file for reading; tool: a file for writing */
    SANDBOX_SOCKETS = 2,
    SANDBOX_EXECS = 4,   /* worker only */
    SANDBOX_KILLS = 8,   /* another process */
    SANDBOX_FORKS = 16,
    SANDBOX_UNTRIED = 32, /* the trial itself failed */
};
/* Tries it in a child: 0 when all of it was refused. Starts processes: not for use while a crawl runs. */
unsigned sandbox_try(enum sandbox_profile profile);

#endif
