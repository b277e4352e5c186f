/* launcher.h - a small process, forked before anything else, that runs foreign programs and builtin functions under limits.
 *
 * It holds no rules, no sockets and no store, so neither do its children. A program gets: standard input = a memfd with the document, standard output
 * and error = memfds of limited size (nobody has to drain them, and a killed program's output is there), its own process group, an empty
 * environment, limits on CPU, memory and output, a wall clock, and the tool profile of sandbox.h. What is run and with which
 * arguments stands in the table of programs.h: a request can only choose among its rows.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_LAUNCHER_H
#define OIT_WORKER_LAUNCHER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "worker/programs.h"

struct launcher {
    pid_t pid;
    int socket;
    char *paths[N_TOOL_EXECUTABLES]; /* NULL: not installed */
    char *ocr_folder;                /* with thd.traineddata; NULL: none */
};

struct launch_request {
    uint32_t serial;
    uint32_t program;    /* enum tool_program */
    uint32_t first_page, last_page; /* 0: not said */
    uint32_t dpi;
    uint32_t limit_ms;
};
struct launch_reply {
    uint32_t serial;
    int32_t wait_status;  /* as waitpid gives it */
    int32_t start_errno;  /* not 0: the program could not be started; ENOENT: it is not there */
    uint32_t timed_out;
};

/* programs: paths by enum tool_executable, NULL ones (or no array) are looked for in $PATH. ocr_folder may be NULL. False: no process. */
bool launcher_start(struct launcher *launcher, const char *const *programs, const char *ocr_folder);
void launcher_end(struct launcher *launcher); /* kills it; its children die with it */
/* The three descriptors are sent along; the caller still closes its own. False: the launcher is dead. */
bool launcher_send(struct launcher *launcher, const struct launch_request *request, const int fds[static 3]);
enum launcher_state { LAUNCHER_QUIET, LAUNCHER_REPLIED, LAUNCHER_DIED };
enum launcher_state launcher_receive(struct launcher *launcher, struct launch_reply *ret_reply); /* never blocks */

#endif
