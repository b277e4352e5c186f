/* launcher.c - both sides of the launcher.
 * SPDX-License-Identifier: MIT
 */
#include "worker/launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "extract/xls_cells.h"
#include "worker/child.h"
#include "worker/sandbox.h"

enum { SOCKET = 3, OCR_FOLDER = 4, MAX_RUNNING = 64, N_FDS = 3, EXIT_NOT_STARTED = 127, NUMBER_BYTES = 16, FIRST_UNUSED_FD = 3 };

/* --- in the tool's process ----------------------------------------------------------------------------------------------------- */

#define OCR_FOLDER_NAME "/proc/self/fd/4"

static int tool_files = -1; /* sandbox_tool_files */
static bool has_open_ocr_folder; /* as OCR_FOLDER; else by its path */

static void set_limits(const struct launch_request *request)
{
    child_limit(RLIMIT_CORE, 0);
    child_limit(RLIMIT_CPU, request->limit_ms / 1000 + 2);
#ifdef OIT_SANITIZED
    if (tool_programs[request->program].executable != EXE_NONE) /* a function of ours brings its sanitizer along */
#endif
        child_limit(RLIMIT_AS, (unsigned long long)LIMIT_TOOL_AS_BYTES_MB * 1024 * 1024);
    child_limit(RLIMIT_FSIZE, tool_programs[request->program].max_output_bytes);
    child_limit(RLIMIT_NOFILE, 64);
    (void)signal(SIGXFSZ, SIG_IGN); /* too much output is cut, not killed */
}

struct arguments {
    const char *list[2 * MAX_TOOL_ARGUMENTS];
    size_t n;
    char numbers[MAX_TOOL_ARGUMENTS][NUMBER_BYTES];
    size_t n_numbers;
};

static void add_number(struct arguments *arguments, const char *flag, uint32_t number)
{
    char *text = arguments->numbers[arguments->n_numbers++];
    (void)snprintf(text, NUMBER_BYTES, "%u", (unsigned)number);
    if (flag)
        arguments->list[arguments->n++] = flag;
    arguments->list[arguments->n++] = text;
}

/* The row's arguments with the request's numbers in place; the list is long enough for a flag and a number each. */
static void fill_arguments(const struct launcher *launcher, const struct launch_request *request, struct arguments *arguments)
{
    const struct program *program = &tool_programs[request->program];
    *arguments = (struct arguments){.list = {tool_executables[program->executable].name}, .n = 1};
    for (size_t i = 0; i < MAX_TOOL_ARGUMENTS - 1 && program->arguments[i]; i++) {
        const char *argument = program->arguments[i];
        if (argument[0] != '%') {
            arguments->list[arguments->n++] = argument;
            continue;
        }
        switch (argument[1]) {
        case 'f': if (request->first_page) add_number(arguments, "-f", request->first_page); break;
        case 'l': if (request->last_page) add_number(arguments, "-l", request->last_page); break;
        case 'r': add_number(arguments, "-r", request->dpi); break;
        case 'n': add_number(arguments, NULL, request->first_page); break;
        case 'd': add_number(arguments, NULL, request->dpi); break;
        case 't': arguments->list[arguments->n++] = has_open_ocr_folder ? OCR_FOLDER_NAME : launcher->ocr_folder; break;
        default: break;
        }
    }
}

static _Noreturn void become_tool(const struct launcher *launcher, const struct launch_request *request, const int fds[static N_FDS], int report_fd,
                                  pid_t parent)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(EXIT_NOT_STARTED);
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)setpgid(0, 0);
    for (int i = 0; i < N_FDS; i++)
        (void)dup2(fds[i], i);
    (void)close(SOCKET);
    if (has_open_ocr_folder && request->program != TOOL_OCR_DIGITS)
        (void)close(OCR_FOLDER);
    const struct program *program = &tool_programs[request->program];
    struct arguments arguments;
    fill_arguments(launcher, request, &arguments);
    bool is_builtin = program->executable == EXE_NONE;
    (void)sandbox_enter(is_builtin ? SANDBOX_BUILTIN : SANDBOX_TOOL, tool_files, program->writes_files);
    set_limits(request); /* after the filter is made: a sanitizer's allocator needs room for that */
    if (is_builtin) {
        (void)prctl(PR_SET_DUMPABLE, 1); /* after a change of user /proc/self is closed without it */
        child_close_from(FIRST_UNUSED_FD); /* the report, too: it has started */
        _exit((int)program->builtin(STDIN_FILENO, STDOUT_FILENO, &(struct builtin_request){request->first_page, request->dpi}));
    }
    char threads[] = "OMP_THREAD_LIMIT=1"; /* tesseract: four threads take five times the time of one */
    char *const environment[] = {threads, NULL};
    (void)execve(launcher->paths[program->executable], (char *const *)(uintptr_t)arguments.list, environment);
    int failed = errno;
    ssize_t written = write(report_fd, &failed, sizeof failed);
    (void)written;
    _exit(EXIT_NOT_STARTED);
}

/* --- in the launcher ----------------------------------------------------------------------------------------------------------- */

struct running {
    pid_t pid;
    uint32_t serial;
    int64_t deadline_ms;
    bool timed_out;
};

static struct running running[MAX_RUNNING];
static size_t n_running;

static void on_child(int signal_number)
{
    (void)signal_number; /* only to wake ppoll */
}

static void reply(const struct launch_reply *answer)
{
    if (send(SOCKET, answer, sizeof *answer, MSG_NOSIGNAL) != (ssize_t)sizeof *answer)
        _exit(0); /* the parent is gone */
}

static bool is_there(const struct launcher *launcher, uint32_t program)
{
    const struct program *row = &tool_programs[program];
    if (row->executable == EXE_NONE)
        return row->builtin != NULL;
    return launcher->paths[row->executable] && (program != TOOL_OCR_DIGITS || launcher->ocr_folder);
}

/* A pipe that closes at exec tells whether the program started. */
static void start(const struct launcher *launcher, const struct launch_request *request, const int fds[static N_FDS])
{
    struct launch_reply answer = {.serial = request->serial, .start_errno = EINVAL};
    int report[2];
    if (request->program >= N_TOOL_PROGRAMS || n_running >= MAX_RUNNING || pipe2(report, O_CLOEXEC) != 0) {
        reply(&answer);
        return;
    }
    if (!is_there(launcher, request->program)) {
        answer.start_errno = ENOENT;
    } else {
        pid_t self = getpid(), pid = fork();
        if (pid == 0)
            become_tool(launcher, request, fds, report[1], self);
        answer.start_errno = pid < 0 ? errno : 0;
        (void)close(report[1]);
        report[1] = -1;
        int failed = 0;
        if (pid > 0 && read(report[0], &failed, sizeof failed) == (ssize_t)sizeof failed) {
            (void)waitpid(pid, NULL, 0);
            answer.start_errno = failed;
        } else if (pid > 0) {
            running[n_running++] = (struct running){pid, request->serial, clock_mono_ms() + request->limit_ms, false};
        }
    }
    (void)close(report[0]);
    if (report[1] >= 0)
        (void)close(report[1]);
    if (answer.start_errno != 0)
        reply(&answer);
}

static bool receive_request(const struct launcher *launcher)
{
    struct launch_request request;
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(N_FDS * sizeof(int))];
    } control;
    struct iovec part = {&request, sizeof request};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t n = recvmsg(SOCKET, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    struct cmsghdr *head = n > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (n != (ssize_t)sizeof request || !head || head->cmsg_len != CMSG_LEN(N_FDS * sizeof(int)))
        return false;
    int fds[N_FDS];
    memcpy(fds, CMSG_DATA(head), sizeof fds);
    start(launcher, &request, fds);
    for (int i = 0; i < N_FDS; i++)
        (void)close(fds[i]);
    return true;
}

static void reap(void)
{
    for (size_t i = 0; i < n_running;) {
        int status = 0;
        if (waitpid(running[i].pid, &status, WNOHANG) != running[i].pid) {
            i++;
            continue;
        }
        (void)kill(-running[i].pid, SIGKILL); /* what it may have left in its group */
        reply(&(struct launch_reply){.serial = running[i].serial, .wait_status = status, .timed_out = running[i].timed_out});
        running[i] = running[--n_running];
    }
}

static int64_t kill_overdue(void)
{
    int64_t now = clock_mono_ms(), next = -1;
    for (size_t i = 0; i < n_running; i++) {
        struct running *r = &running[i];
        if (!r->timed_out && now >= r->deadline_ms) {
            r->timed_out = true;
            (void)kill(-r->pid, SIGKILL);
            (void)kill(r->pid, SIGKILL); /* before its setpgid the group does not exist */
        }
        if (!r->timed_out && (next < 0 || r->deadline_ms - now < next))
            next = r->deadline_ms - now;
    }
    return next;
}

/* Programs that were installed elsewhere than below /usr bring their libraries along: bin/x, lib/. */
static int open_tool_files(const struct launcher *launcher)
{
    const char *paths[2 * N_TOOL_EXECUTABLES + 1] = {launcher->ocr_folder};
    char *libraries[N_TOOL_EXECUTABLES] = {NULL};
    size_t n = 1;
    for (int i = 0; i < N_TOOL_EXECUTABLES; i++) {
        if (!launcher->paths[i] || strncmp(launcher->paths[i], "/usr/", 5) == 0)
            continue;
        struct str folder = str_from(launcher->paths[i]);
        folder = str_sub(folder, 0, str_rchr(folder, '/'));
        struct buf path;
        buf_init(&path, 0);
        (void)buf_addf(&path, "%.*s/../lib", STR_ARG(folder));
        libraries[i] = buf_take(&path);
        paths[n++] = launcher->paths[i];
        if (str_ends_c(folder, "/bin"))
            paths[n++] = libraries[i];
    }
    int rules = sandbox_tool_files(paths, n);
    for (int i = 0; i < N_TOOL_EXECUTABLES; i++)
        free(libraries[i]);
    return rules;
}

static _Noreturn void launcher_process(pid_t parent, int socket, const struct launcher *launcher)
{
    int kept[] = {socket, launcher->ocr_folder ? sandbox_open_folder(launcher->ocr_folder) : -1}; /* SOCKET, OCR_FOLDER */
    has_open_ocr_folder = kept[1] >= 0;
    child_begin(parent, kept, has_open_ocr_folder ? 2 : 1);
    tool_files = open_tool_files(launcher);
    if (has_open_ocr_folder)
        sandbox_allow_folder(tool_files, OCR_FOLDER);
    xls_cells_prepare();
    sigset_t child, none;
    (void)sigemptyset(&none);
    (void)sigemptyset(&child);
    (void)sigaddset(&child, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &child, NULL); /* arrives inside ppoll only */
    struct sigaction action = {.sa_handler = on_child};
    (void)sigaction(SIGCHLD, &action, NULL);
    for (;;) {
        reap();
        int64_t wait_ms = kill_overdue();
        struct timespec timeout = {wait_ms / 1000, wait_ms % 1000 * 1000000};
        struct pollfd request = {.fd = SOCKET, .events = POLLIN};
        int ready = ppoll(&request, 1, wait_ms < 0 ? NULL : &timeout, &none);
        if (ready > 0 && !receive_request(launcher))
            break;
    }
    for (size_t i = 0; i < n_running; i++)
        (void)kill(-running[i].pid, SIGKILL);
    _exit(0);
}

/* --- in the parent ------------------------------------------------------------------------------------------------------------- */

static char *find_program(const char *name)
{
    const char *path = getenv("PATH");
    struct str rest = str_from(path && *path ? path : "/usr/local/bin:/usr/bin:/bin");
    while (rest.n > 0) {
        struct str folder = str_cut(&rest, ':');
        if (!str_starts_c(folder, "/")) /* never from the working folder */
            continue;
        struct buf candidate;
        buf_init(&candidate, 0);
        (void)buf_addf(&candidate, "%.*s/%s", STR_ARG(folder), name);
        if (access(candidate.p, X_OK) == 0)
            return buf_take(&candidate);
        buf_done(&candidate);
    }
    return NULL;
}

static char *program_path(const char *given, const char *name)
{
    if (!given)
        return find_program(name);
    return access(given, X_OK) == 0 ? mem_text(str_from(given)) : NULL;
}

bool launcher_start(struct launcher *launcher, const char *const *programs, const char *ocr_folder)
{
    *launcher = (struct launcher){.socket = -1};
    for (int i = EXE_NONE + 1; i < N_TOOL_EXECUTABLES; i++)
        launcher->paths[i] = program_path(programs ? programs[i] : NULL, tool_executables[i].name);
    if (ocr_folder)
        launcher->ocr_folder = mem_text(str_from(ocr_folder));
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return false;
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        launcher_process(parent, pair[1], launcher);
    (void)close(pair[1]);
    launcher->socket = pair[0];
    launcher->pid = pid > 0 ? pid : 0;
    return pid > 0;
}

void launcher_end(struct launcher *launcher)
{
    if (launcher->socket >= 0)
        (void)close(launcher->socket);
    if (launcher->pid > 0) {
        (void)kill(launcher->pid, SIGKILL);
        while (waitpid(launcher->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    for (int i = 0; i < N_TOOL_EXECUTABLES; i++)
        free(launcher->paths[i]);
    free(launcher->ocr_folder);
    *launcher = (struct launcher){.socket = -1};
}

bool launcher_send(struct launcher *launcher, const struct launch_request *request, const int fds[static N_FDS])
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(N_FDS * sizeof(int))];
    } control;
    memset(&control, 0, sizeof control);
    struct launch_request copy = *request;
    struct iovec part = {&copy, sizeof copy};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(N_FDS * sizeof(int));
    memcpy(CMSG_DATA(head), fds, N_FDS * sizeof(int));
    ssize_t n;
    do
        n = sendmsg(launcher->socket, &message, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n == (ssize_t)sizeof copy;
}

enum launcher_state launcher_receive(struct launcher *launcher, struct launch_reply *ret_reply)
{
    ssize_t n;
    do
        n = recv(launcher->socket, ret_reply, sizeof *ret_reply, MSG_DONTWAIT);
    while (n < 0 && errno == EINTR);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return LAUNCHER_QUIET;
    return n == (ssize_t)sizeof *ret_reply ? LAUNCHER_REPLIED : LAUNCHER_DIED;
}
