/* sandbox.c - seccomp filters of the two profiles, and the trial that proves them.
 *
 * The worker's filter is a list of what is allowed, because we know our own code; the tool's is a list of what is refused, because we do not
 * know poppler's. Refused calls give EPERM and not death: a library that asks for its locale gets its answer and goes on.
 *
 * NEEDSWORK: landlock for both (the tool: read and execute below /usr, loader cache, fonts). It comes with the full sandbox; its place is
 * sandbox_enter, before the filter is loaded.
 * SPDX-License-Identifier: MIT
 */
#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const int worker_allowed[] = {
    SCMP_SYS(read),          SCMP_SYS(write),        SCMP_SYS(readv),          SCMP_SYS(writev),        SCMP_SYS(recvmsg),
    SCMP_SYS(sendmsg),       SCMP_SYS(recvfrom),     SCMP_SYS(close),          SCMP_SYS(fstat),         SCMP_SYS(newfstatat),
    SCMP_SYS(lseek),         SCMP_SYS(brk),          SCMP_SYS(munmap),         SCMP_SYS(mremap),        SCMP_SYS(madvise),
    SCMP_SYS(futex),         SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),  SCMP_SYS(gettimeofday),  SCMP_SYS(time),
    SCMP_SYS(getpid),        SCMP_SYS(gettid),       SCMP_SYS(getppid),        SCMP_SYS(getrandom),     SCMP_SYS(getrusage),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack),   SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),          SCMP_SYS(exit_group),   SCMP_SYS(sched_yield),    SCMP_SYS(poll),          SCMP_SYS(ppoll),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq),       SCMP_SYS(sched_getaffinity), SCMP_SYS(membarrier), SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(pause),
};

static const int tool_refused[] = {
    SCMP_SYS(socket),  SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind),     SCMP_SYS(listen),        SCMP_SYS(accept),
    SCMP_SYS(accept4), SCMP_SYS(fork),       SCMP_SYS(vfork),   SCMP_SYS(ptrace),   SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    SCMP_SYS(kill),    SCMP_SYS(tkill),      SCMP_SYS(creat),   SCMP_SYS(unlink),   SCMP_SYS(unlinkat),      SCMP_SYS(rename),
    SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(mkdir),   SCMP_SYS(mkdirat),  SCMP_SYS(rmdir),         SCMP_SYS(symlink),
    SCMP_SYS(symlinkat), SCMP_SYS(link),     SCMP_SYS(linkat),  SCMP_SYS(truncate), SCMP_SYS(chmod),         SCMP_SYS(fchmodat),
    SCMP_SYS(chown),   SCMP_SYS(fchownat),   SCMP_SYS(mount),   SCMP_SYS(umount2),  SCMP_SYS(bpf),           SCMP_SYS(perf_event_open),
    SCMP_SYS(keyctl),  SCMP_SYS(add_key),    SCMP_SYS(unshare), SCMP_SYS(setns),    SCMP_SYS(setsid),        SCMP_SYS(setpgid),
    SCMP_SYS(io_uring_setup), SCMP_SYS(userfaultfd),
};

static bool add_worker_rules(scmp_filter_ctx filter)
{
    int bad = 0;
    for (size_t i = 0; i < sizeof worker_allowed / sizeof worker_allowed[0]; i++)
        bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, worker_allowed[i], 0);
    /* Memory that is written is never run: what PCRE2 compiled was compiled before the fork. */
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 0));
    /* abort() and assert() end the worker itself. */
    scmp_datum_t self = (scmp_datum_t)getpid();
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, self, 0));
    return bad == 0;
}

static bool add_tool_rules(scmp_filter_ctx filter)
{
    const uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
    int bad = 0;
    for (size_t i = 0; i < sizeof tool_refused / sizeof tool_refused[0]; i++)
        bad |= seccomp_rule_add(filter, refuse, tool_refused[i], 0);
    /* Threads yes, processes no. clone3 hides its flags in memory: ENOSYS makes the C library use clone. */
    bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0);
    static const scmp_datum_t writes[] = {O_WRONLY, O_RDWR};
    for (size_t i = 0; i < 2; i++) {
        bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE, writes[i]));
        bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE, writes[i]));
    }
    return bad == 0;
}

bool sandbox_enter(enum sandbox_profile profile)
{
    scmp_filter_ctx filter = seccomp_init(profile == SANDBOX_WORKER ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_ALLOW);
    if (!filter)
        return false;
    bool is_built = profile == SANDBOX_WORKER ? add_worker_rules(filter) : add_tool_rules(filter);
    bool is_loaded = is_built && seccomp_load(filter) == 0; /* sets no_new_privs, too */
    seccomp_release(filter);
    return is_loaded;
}

/* --- the trial ----------------------------------------------------------------------------------------------------------------- */

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

static unsigned try_inside(enum sandbox_profile profile)
{
    unsigned found = 0;
    (void)sandbox_enter(profile);
    int fd = profile == SANDBOX_WORKER ? open("/", O_RDONLY | O_CLOEXEC) : open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (fd >= 0)
        found |= SANDBOX_OPENS;
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
        found |= SANDBOX_SOCKETS;
    if (kill(getppid(), 0) == 0)
        found |= SANDBOX_KILLS;
    try_fork(&found);
    if (profile == SANDBOX_WORKER) {
        char *const argv[] = {NULL};
        (void)execve("/nonexistent/oitcheck", argv, argv);
        if (errno != EPERM) /* ENOENT: the kernel would have run it */
            found |= SANDBOX_EXECS;
    }
    return found;
}

unsigned sandbox_try(enum sandbox_profile profile)
{
    pid_t pid = fork();
    if (pid < 0)
        return SANDBOX_UNTRIED;
    if (pid == 0)
        _exit((int)try_inside(profile));
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return SANDBOX_UNTRIED;
    return WIFEXITED(status) ? (unsigned)WEXITSTATUS(status) : SANDBOX_UNTRIED;
}
