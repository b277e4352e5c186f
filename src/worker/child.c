/* child.c - the first steps of a child process.
 * SPDX-License-Identifier: MIT
 */
#include "worker/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "worker/sandbox.h"

enum { FIRST_KEPT = 3, SPARE = 200 /* above all numbers that are given out below */ };

void child_close_from(int first)
{
    if (close_range((unsigned)first, ~0u, 0) != 0) /* before Linux 5.9 */
        for (long fd = first; fd < sysconf(_SC_OPEN_MAX); fd++)
            (void)close((int)fd);
}

static void keep_descriptors(const int *keep, size_t n)
{
    int spare[8];
    for (size_t i = 0; i < n; i++) /* out of the way first: a kept one may sit where another belongs */
        spare[i] = fcntl(keep[i], F_DUPFD, SPARE);
    for (size_t i = 0; i < n; i++)
        (void)dup2(spare[i], FIRST_KEPT + (int)i);
    int null = open("/dev/null", O_RDWR);
#ifdef OIT_SANITIZED
    const int last = STDOUT_FILENO;
#else
    const int last = STDERR_FILENO;
#endif
    for (int fd = 0; null >= 0 && fd <= last; fd++)
        (void)dup2(null, fd);
    child_close_from(FIRST_KEPT + (int)n);
}

static void reset_signals(void)
{
    for (int i = 1; i < NSIG; i++)
        if (i != SIGKILL && i != SIGSTOP)
            (void)signal(i, SIG_DFL);
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP};
    for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++)
        (void)signal(ignored[i], SIG_IGN);
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

void child_limit(int resource, unsigned long long value)
{
    struct rlimit limit = {(rlim_t)value, (rlim_t)value};
    (void)setrlimit((__rlimit_resource_t)resource, &limit);
}

void child_begin(pid_t parent, const int *keep, size_t n)
{
    (void)sandbox_drop_root();
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL); /* after the change of user, which forgets it */
    if (getppid() != parent) /* it died before we asked */
        _exit(0);
    reset_signals();
    keep_descriptors(keep, n);
    child_limit(RLIMIT_CORE, 0);
}
