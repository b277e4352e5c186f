/* child.c - see child.h.
 * SPDX-License-Identifier: MIT
 */
#include "child.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

pid_t child_fork(void)
{
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) /* it was gone before it could be asked for */
            _exit(127);
    }
    return child;
}
