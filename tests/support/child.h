/* child.h - processes of a test end with it, however it ends: a failed or killed test leaves nobody behind.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_CHILD_H
#define OIT_TESTS_SUPPORT_CHILD_H

#include <sys/types.h>

/* fork(); the child is killed as soon as its parent (the thread that called this) is gone, also after an exec. */
pid_t child_fork(void);

#endif
