/* landlock.h - Linux's landlock: a process gives up all files but those it names.
 *
 * The kernel (5.13 and later) checks opening, not what is open already; memory files can always be opened again through /proc/self/fd, for they
 * belong to no directory. Where the kernel has none, or an older version, what it knows is used and the rest is seccomp's.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_LANDLOCK_H
#define OIT_WORKER_LANDLOCK_H

#include <stdbool.h>
#include <stddef.h>

int landlock_version(void); /* the kernel's ABI; 0: none */
/* A rule set that refuses every file and, where the kernel can, TCP and signals to others. -1: no landlock. Close it after use. */
int landlock_new(void);
/* A rule set that refuses every file and nothing else: for a program whose network and signals are kept by namespaces. */
int landlock_new_files(void);
/* Files below path may be read and run; a path that is not there is left out. */
void landlock_allow_read(int rules, const char *path);
void landlock_allow_read_fd(int rules, int fd); /* a file or folder, open in any way */
void landlock_allow_write(int rules, const char *path); /* existing files below it: read and written */
void landlock_allow_all(int rules, const char *path);   /* a file or folder: made, written, removed ... */
/* For this process and its children, for good. Sets no_new_privs. */
bool landlock_enter(int rules);

#endif
