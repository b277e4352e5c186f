/* browser_keeper.c - the process between main and chromium: builds the house, starts chromium in it, ends it in time.
 *
 * Whatever chromium leaves behind becomes a child of the keeper (subreaper), so nothing can outlive it; and main's end ends the keeper. Its own code
 * touches nothing that comes from a page.
 * SPDX-License-Identifier: MIT
 */
#include "browser.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "render/house.h"
#include "worker/child.h"

enum { CONTROL = 3, OUTPUT = 4 /* as child_begin numbers them */, LOOK_MS = 50, COUNT_EVERY = 8 /* looks */, MAX_PROCESSES = 32768 /* of the whole machine: a big one has thousands, and ours come last */, MAX_DEPTH = 64, MAX_ARGUMENTS = 44 };
#define PICTURE "/tmp/picture.png" /* in the house's own /tmp */

static void say(char word)
{
    (void)send(CONTROL, &word, 1, MSG_NOSIGNAL);
}

static bool send_listener(int listener)
{
    char word = KEEPER_LISTENS;
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct iovec part = {&word, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(head), &listener, sizeof listener);
    return sendmsg(CONTROL, &message, MSG_NOSIGNAL) == 1;
}

/* ---- chromium's process ---- */

static _Noreturn void become_chromium(const struct browser_options *o, int port, const char *url)
{
    /* Own services off, one page, no pictures: what is asked for is asked of somebody's server. The network options say twice what the namespace makes sure of. */
    static const char *const fixed[] = {
        "--headless", "--user-data-dir=/tmp/profile", "--disk-cache-dir=/tmp/cache", "--disk-cache-size=16777216", "--disable-dev-shm-usage",
        "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync", "--disable-default-apps", "--disable-component-update",
        "--disable-background-networking", "--disable-domain-reliability", "--disable-client-side-phishing-detection", "--disable-breakpad", "--no-pings",
        "--disable-gpu", "--disable-quic", "--webrtc-ip-handling-policy=disable_non_proxied_udp", "--force-webrtc-ip-handling-policy",
        "--proxy-bypass-list=<-loopback>", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--renderer-process-limit=1",
        "--js-flags=--max-old-space-size=256", "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater", "--mute-audio",
    };
    static const char *const for_dom[] = {"--dump-dom", "--blink-settings=imagesEnabled=false"};
    static const char *const for_picture[] = {"--screenshot=" PICTURE, "--blink-settings=imagesEnabled=false", "--hide-scrollbars"};
    static char window[64], proxy[64], virtual_time[64], agent[300], spki[160];
    const char *arguments[MAX_ARGUMENTS] = {o->program};
    const char *const environment[] = {"HOME=/tmp", "TMPDIR=/tmp", "XDG_CONFIG_HOME=/tmp", "XDG_CACHE_HOME=/tmp", "XDG_RUNTIME_DIR=/tmp", "LANG=C.UTF-8", "DBUS_SESSION_BUS_ADDRESS=disabled:", NULL};
    size_t n = 1;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        arguments[n++] = fixed[i];
    bool is_picture = o->picture_width > 0;
    for (size_t i = 0; i < (is_picture ? sizeof for_picture / sizeof *for_picture : sizeof for_dom / sizeof *for_dom); i++)
        arguments[n++] = is_picture ? for_picture[i] : for_dom[i];
    (void)snprintf(window, sizeof window, "--window-size=%d,%d", o->picture_width, o->picture_height);
    if (is_picture)
        arguments[n++] = window;
    (void)snprintf(proxy, sizeof proxy, "--proxy-server=http://127.0.0.1:%d", port);
    (void)snprintf(virtual_time, sizeof virtual_time, "--virtual-time-budget=%d", o->virtual_ms);
    (void)snprintf(agent, sizeof agent, "--user-agent=%s", o->user_agent ? o->user_agent : "oitcheck");
    (void)snprintf(spki, sizeof spki, "--ignore-certificate-errors-spki-list=%s", o->spki ? o->spki : "");
    arguments[n++] = proxy;
    arguments[n++] = virtual_time;
    arguments[n++] = agent;
    if (o->spki)
        arguments[n++] = spki;
    arguments[n++] = url;
    arguments[n] = NULL;
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    (void)setpgid(0, 0);
    for (int i = 1; i < NSIG; i++)
        if (i != SIGKILL && i != SIGSTOP)
            (void)signal(i, SIG_DFL);
    if (!is_picture)
        (void)dup2(OUTPUT, STDOUT_FILENO);
    child_close_from(CONTROL);
    child_limit(RLIMIT_FSIZE, LIMIT_RENDER_FILE_BYTES);
    child_limit(RLIMIT_NOFILE, LIMIT_RENDER_DESCRIPTORS);
    if (house_lock(o->program))
        (void)execve(o->program, (char *const *)(uintptr_t)arguments, (char *const *)(uintptr_t)environment);
    _exit(127);
}

/* ---- what runs in the house ---- */

struct process {
    pid_t pid, parent;
    bool is_ours;
};

static size_t anonymous_bytes(pid_t pid)
{
    char path[64], text[2048];
    size_t total = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "re");
    while (file && fgets(text, sizeof text, file)) {
        unsigned long long kb;
        if (sscanf(text, "RssAnon: %llu kB", &kb) == 1 || sscanf(text, "RssShmem: %llu kB", &kb) == 1)
            total += (size_t)kb * 1024;
    }
    if (file)
        (void)fclose(file);
    return total;
}

static pid_t parent_of(pid_t pid)
{
    char path[64], text[512];
    int parent = 0;
    (void)snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "re");
    size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;
    text[n] = '\0';
    const char *behind_name = strrchr(text, ')'); /* a process may be called anything */
    if (!behind_name || sscanf(behind_name + 1, " %*c %d", &parent) != 1)
        parent = 0;
    if (file)
        (void)fclose(file);
    return (pid_t)parent;
}

static int by_pid(const void *a, const void *b)
{
    const struct process *x = a, *y = b;
    return (x->pid > y->pid) - (x->pid < y->pid);
}

static bool is_below(const struct process *all, size_t n, pid_t parent, pid_t root)
{
    for (int depth = 0; depth < MAX_DEPTH && parent > 1 && parent != root; depth++) {
        const struct process *found = bsearch(&(struct process){.pid = parent}, all, n, sizeof *all, by_pid);
        parent = found ? found->parent : 0;
    }
    return parent == root;
}

/* All processes below us. */
static size_t list_ours(struct process *found)
{
    size_t n = 0, n_ours = 0;
    DIR *folder = opendir("/proc");
    for (const struct dirent *entry; folder && n < MAX_PROCESSES && (entry = readdir(folder)) != NULL;) {
        pid_t pid = (pid_t)atoi(entry->d_name);
        if (pid > 0)
            found[n++] = (struct process){.pid = pid, .parent = parent_of(pid)};
    }
    if (folder)
        (void)closedir(folder);
    qsort(found, n, sizeof *found, by_pid);
    for (size_t i = 0; i < n; i++)
        found[i].is_ours = is_below(found, n, found[i].parent, getpid());
    for (size_t i = 0; i < n; i++)
        if (found[i].is_ours)
            found[n_ours++] = found[i];
    return n_ours;
}

static size_t memory_of_all(struct process *scratch)
{
    size_t n = list_ours(scratch), total = 0;
    for (size_t i = 0; i < n; i++)
        total += anonymous_bytes(scratch[i].pid);
    return total;
}

/* Until no child is left: orphans of the dead become ours and die next. */
static void end_all(struct process *scratch)
{
    for (;;) {
        size_t n = list_ours(scratch);
        for (size_t i = 0; i < n; i++)
            (void)kill(scratch[i].pid, SIGKILL);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            ;
        if (waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD)
            return;
        (void)poll(NULL, 0, 5);
    }
}

static bool main_is_gone(int wait_ms)
{
    struct pollfd fd = {.fd = CONTROL, .events = POLLIN};
    return poll(&fd, 1, wait_ms) > 0; /* main never writes: readable is its end */
}

static char watch(pid_t chromium, const struct browser_options *o, int64_t until_ms, struct process *scratch)
{
    for (unsigned look = 1;; look++) {
        int status = 0;
        pid_t ended;
        while ((ended = waitpid(-1, &status, WNOHANG)) > 0)
            if (ended == chromium)
                return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? KEEPER_DONE : WIFEXITED(status) && WEXITSTATUS(status) == 127 ? KEEPER_NO_HOUSE : KEEPER_FAILED;
        if (clock_mono_ms() >= until_ms || main_is_gone(LOOK_MS))
            return KEEPER_TIMEOUT;
        if (look % COUNT_EVERY == 0 && memory_of_all(scratch) > o->memory_mb * 1024 * 1024)
            return KEEPER_NO_MEMORY;
    }
}

/* Bytes that chromium wrote, as they are: nobody looks into them here. */
static void hand_over_picture(size_t max_bytes)
{
    char bytes[65536];
    ssize_t n;
    int fd = open(PICTURE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    (void)signal(SIGPIPE, SIG_IGN);
    while (fd >= 0 && max_bytes > 0 && (n = read(fd, bytes, sizeof bytes < max_bytes ? sizeof bytes : max_bytes)) > 0) {
        max_bytes -= (size_t)n;
        for (ssize_t at = 0, m; at < n; at += m)
            if ((m = write(OUTPUT, bytes + at, (size_t)(n - at))) <= 0)
                return;
    }
}

void browser_keeper(pid_t parent, int control, int output, const struct browser_options *options, const char *url)
{
    static struct process scratch[MAX_PROCESSES];
    int64_t until_ms = clock_mono_ms() + options->limit_ms;
    int port = 0, listener = -1;
    child_begin(parent, (const int[]){control, output}, 2);
    (void)prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0); /* the end of main is seen on the control socket, and then all is ended in order */
    (void)prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    (void)setsid();
    bool has_house = house_enter(LIMIT_RENDER_TMP_MB) && (listener = house_listen(&port)) >= 0 && send_listener(listener);
    if (listener >= 0)
        (void)close(listener);
    pid_t chromium = has_house ? fork() : -1;
    if (chromium == 0)
        become_chromium(options, port, url);
    bool is_picture = options->picture_width > 0;
    if (!is_picture)
        (void)close(OUTPUT); /* its end is chromium's */
    char word = !has_house ? KEEPER_NO_HOUSE : chromium < 0 ? KEEPER_FAILED : watch(chromium, options, until_ms, scratch);
    end_all(scratch);
    if (is_picture && word == KEEPER_DONE)
        hand_over_picture(options->max_dom_bytes);
    say(word);
    _exit(0);
}
