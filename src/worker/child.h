/* child.h - what every child process of the pool does first: none of the parent's descriptors, signals and habits.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_CHILD_H
#define OIT_WORKER_CHILD_H

#include <stddef.h>
#include <sys/types.h>

/* Keeps the n descriptors of keep as 3, 4, ...; 0, 1 and 2 become /dev/null (2 stays under sanitizers, which report there), all others are
 * closed. Started as root it becomes nobody. Dies with its parent; ignores the terminal's signals (Ctrl-C is the parent's to handle); no core dumps. */
void child_begin(pid_t parent, const int *keep, size_t n);
void child_close_from(int first); /* this descriptor and all above it */
void child_limit(int resource, unsigned long long value); /* setrlimit, soft and hard */

#endif
