/* sandbox.h - what a child process may still do once it has begun to work on bytes from outside.
 *
 * Three profiles (docs/ARCHITECTURE.md, "Processes"), each made of landlock (files), seccomp (system calls) and, when we run as root, an ordinary
 * user. A profile is entered once, at the end of a child's set-up, cannot be left, and is inherited by its children. Where the kernel
 * refuses a part (old kernel, a container without seccomp) the child works without it: limits on memory, time and output hold in any
 * case, and `oitcheck doctor` says what is lacking. What holds is found out by trying, not by reading versions.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_SANDBOX_H
#define OIT_WORKER_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

enum sandbox_profile {
    SANDBOX_WORKER,  /* memory, its two descriptors, the clock; everything else is EPERM */
    SANDBOX_TOOL,    /* a program of somebody else's: reads and runs system files and what it was given, writes to its output only, no sockets */
    SANDBOX_BUILTIN, /* a function of ours around somebody else's library: as a tool, but runs nothing and has no file but its input */
    N_SANDBOX_PROFILES,
};

/* The files a tool may read: programs, libraries, fonts, language data, and below the n paths given; a descriptor to be used for many
 * tools, -1 where there is no landlock. */
int sandbox_tool_files(const char *const *paths, size_t n);
/* A folder for tools that was opened while we were still root: they reach it as /proc/self/fd/N though it lies where nobody may pass (/root).
 * -1: it is not there, or there is no landlock, without which the way up from it would be open; then tools get its path. */
int sandbox_open_folder(const char *path);
void sandbox_allow_folder(int tool_files, int folder);
/* tool_files: for SANDBOX_TOOL, else -1. opens_output: the tool opens its own output by name; allowed only where landlock keeps it from other
 * files. False: the kernel refused a part. */
bool sandbox_enter(enum sandbox_profile profile, int tool_files, bool opens_output);
/* Started as root: becomes the user nobody, for good. False: still root (a container with a single user). */
bool sandbox_drop_root(void);

/* What sandbox_try found possible though it must not be. */
enum {
    SANDBOX_OPENS = 1,   /* worker: any file; tool: a file for writing */
    SANDBOX_SOCKETS = 2,
    SANDBOX_EXECS = 4,   /* not tool */
    SANDBOX_KILLS = 8,   /* another process */
    SANDBOX_FORKS = 16,
    SANDBOX_READS = 32,  /* tool, builtin: a file that is none of its business */
    SANDBOX_UNTRIED = 64, /* the trial itself failed */
};
/* Whether a tool that is given this folder can open the file in it: it is another user ... Starts a process. */
bool sandbox_tool_reads(const char *folder, const char *name);
/* Tries it in a child: 0 when all of it was refused. Starts processes: not for use while a crawl runs. */
unsigned sandbox_try(enum sandbox_profile profile);

#endif
