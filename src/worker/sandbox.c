/* sandbox.c - how a profile is entered: user, landlock, seccomp.
 *
 * The worker's filter is a list of what is allowed, because we know our own code; the tool's is a list of what is refused, because we do not
 * know poppler's. Refused calls give EPERM and not death: a library that asks for its locale gets its answer and goes on.
 *
 * A builtin is our code around a library that is not: its filter is the tool's without exec.
 * SPDX-License-Identifier: MIT
 */
#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "worker/landlock.h"

enum { NOBODY = 65534 }; /* user and group of nothing, on every Linux */

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

static bool add_tool_rules(scmp_filter_ctx filter, bool may_exec, bool opens_output)
{
    const uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
    int bad = 0;
    for (size_t i = 0; i < sizeof tool_refused / sizeof tool_refused[0]; i++)
        bad |= seccomp_rule_add(filter, refuse, tool_refused[i], 0);
    /* Threads yes, processes no. clone3 hides its flags in memory: ENOSYS makes the C library use clone. */
    bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0);
    if (!may_exec) {
        bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(execve), 0);
        bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(execveat), 0);
    }
    static const scmp_datum_t writes[] = {O_WRONLY, O_RDWR};
    for (size_t i = 0; !opens_output && i < 2; i++) {
        bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, O_ACCMODE, writes[i]));
        bad |= seccomp_rule_add(filter, refuse, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE, writes[i]));
    }
    return bad == 0;
}

static bool load_filter(enum sandbox_profile profile, bool opens_output)
{
    scmp_filter_ctx filter = seccomp_init(profile == SANDBOX_WORKER ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_ALLOW);
    if (!filter)
        return false;
    bool is_built = profile == SANDBOX_WORKER ? add_worker_rules(filter) : add_tool_rules(filter, profile == SANDBOX_TOOL, opens_output);
    bool is_loaded = is_built && seccomp_load(filter) == 0; /* sets no_new_privs, too */
    seccomp_release(filter);
    return is_loaded;
}

int sandbox_tool_files(const char *const *paths, size_t n)
{
    /* Nothing of these is private: what a program needs to start, to find a font for a PDF without its own, and to know Thai. */
    static const char *const system_paths[] = {"/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/fonts", "/var/cache/fontconfig"};
    int rules = landlock_new();
    if (rules < 0)
        return -1;
    for (size_t i = 0; i < sizeof system_paths / sizeof system_paths[0]; i++)
        landlock_allow_read(rules, system_paths[i]);
    for (size_t i = 0; i < n; i++)
        if (paths[i])
            landlock_allow_read(rules, paths[i]);
    return rules;
}

int sandbox_open_folder(const char *path)
{
    return landlock_version() > 0 ? open(path, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
}

void sandbox_allow_folder(int tool_files, int folder)
{
    if (tool_files >= 0 && folder >= 0)
        landlock_allow_read_fd(tool_files, folder);
}

bool sandbox_enter(enum sandbox_profile profile, int tool_files, bool opens_output)
{
    int rules = profile == SANDBOX_TOOL ? tool_files : landlock_new();
    bool has_landlock = rules >= 0 && landlock_enter(rules);
    if (profile != SANDBOX_TOOL && rules >= 0)
        (void)close(rules);
    return load_filter(profile, opens_output && has_landlock) && has_landlock;
}

bool sandbox_drop_root(void)
{
    if (geteuid() != 0)
        return true;
    (void)setgroups(0, NULL); /* refused in some containers: the user counts */
    return setresgid(NOBODY, NOBODY, NOBODY) == 0 && setresuid(NOBODY, NOBODY, NOBODY) == 0;
}
