/* sandbox_try.c - the trial that proves a profile: a child enters it and tries what it must not be able to do.
 *
 * The trial runs on every call anew and believes no version number: a container may forbid landlock or seccomp on a kernel that has both.
 * SPDX-License-Identifier: MIT
 */
#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void try_fork(unsigned *found)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    if (pid > 0) {
        (void)waitpid(pid, NULL, 0);
        *found |= SANDBOX_FORKS;
    }
}

static void try_exec(unsigned *found)
{
    char *const argv[] = {NULL};
    (void)execve("/nonexistent/oitcheck", argv, argv);
    if (errno == ENOENT) /* the kernel would have run it */
        *found |= SANDBOX_EXECS;
}

static bool opens(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd >= 0)
        (void)close(fd);
    return fd >= 0;
}

static unsigned try_inside(enum sandbox_profile profile, pid_t other)
{
    unsigned found = 0;
    int files = profile == SANDBOX_TOOL ? sandbox_tool_files(NULL, 0) : -1;
    (void)sandbox_drop_root();
    (void)sandbox_enter(profile, files, false);
    if (profile == SANDBOX_WORKER ? opens("/", O_RDONLY) : opens("/dev/null", O_WRONLY))
        found |= SANDBOX_OPENS;
    if (profile != SANDBOX_WORKER && opens("/etc/passwd", O_RDONLY)) /* there for all to read, and no tool needs it */
        found |= SANDBOX_READS;
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
        found |= SANDBOX_SOCKETS;
    if (kill(other, 0) == 0)
        found |= SANDBOX_KILLS;
    try_fork(&found);
    if (profile != SANDBOX_TOOL)
        try_exec(&found);
    return found;
}

/* The exit status of a child, or SANDBOX_UNTRIED. */
static unsigned end_of(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return SANDBOX_UNTRIED;
    return WIFEXITED(status) ? (unsigned)WEXITSTATUS(status) : SANDBOX_UNTRIED;
}

unsigned sandbox_try(enum sandbox_profile profile)
{
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        _exit((int)try_inside(profile, parent));
    return pid < 0 ? SANDBOX_UNTRIED : end_of(pid);
}

bool sandbox_tool_reads(const char *folder, const char *name)
{
    pid_t pid = fork();
    if (pid == 0) {
        int fd = sandbox_open_folder(folder), files = sandbox_tool_files(&folder, 1);
        sandbox_allow_folder(files, fd);
        (void)sandbox_drop_root();
        if (fd < 0) /* as tools do then */
            fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
        (void)sandbox_enter(SANDBOX_TOOL, files, false);
        _exit(openat(fd, name, O_RDONLY | O_CLOEXEC) >= 0 ? 0 : 1);
    }
    return pid > 0 && end_of(pid) == 0;
}
