/* browser.c - main's side of one rendering: a keeper, its listener, the text of the page.
 * SPDX-License-Identifier: MIT
 */
#include "browser.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"

enum { READ_BYTES = 65536, GRACE_MS = 3000 /* for the keeper to end what it keeps */ };

const char *browser_program(void)
{
    /* The program itself, not the shell script that distributions put before it: it wants an environment. */
    static const char *const paths[] = {"/usr/lib/chromium/chromium", "/usr/lib/chromium-browser/chromium-browser", "/usr/lib64/chromium-browser/chromium-browser",
                                        "/usr/lib64/chromium/chromium", "/opt/google/chrome/chrome"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (access(paths[i], X_OK) == 0)
            return paths[i];
    return NULL;
}

bool browser_start(const struct browser_options *options, struct str url, struct browser *b)
{
    int control[2], output[2];
    *b = (struct browser){.control = -1, .output = -1, .listener = -1, .state = BROWSER_WORKS, .said = BROWSER_WORKS, .max_dom_bytes = options->max_dom_bytes};
    buf_init(&b->dom, options->max_dom_bytes);
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) != 0)
        return false;
    if (pipe2(output, O_CLOEXEC) != 0) {
        (void)close(control[0]);
        (void)close(control[1]);
        return false;
    }
    char *text = mem_text(url);
    pid_t parent = getpid();
    b->keeper = fork();
    if (b->keeper == 0)
        browser_keeper(parent, control[1], output[1], options, text);
    free(text);
    (void)close(control[1]);
    (void)close(output[1]);
    b->control = control[0];
    b->output = output[0];
    (void)fcntl(b->control, F_SETFL, O_NONBLOCK);
    (void)fcntl(b->output, F_SETFL, O_NONBLOCK);
    b->until_ms = clock_mono_ms() + options->limit_ms + GRACE_MS;
    if (b->keeper > 0)
        return true;
    browser_end(b);
    return false;
}

size_t browser_poll_fds(const struct browser *b, struct pollfd *fds, size_t max)
{
    size_t n = 0;
    const int open_ones[] = {b->control, b->output};
    for (size_t i = 0; i < 2 && n < max; i++)
        if (open_ones[i] >= 0)
            fds[n++] = (struct pollfd){.fd = open_ones[i], .events = POLLIN};
    return n;
}

static void close_one(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

static void take_listener(struct browser *b, struct msghdr *message)
{
    struct cmsghdr *head = CMSG_FIRSTHDR(message);
    if (head && head->cmsg_type == SCM_RIGHTS && head->cmsg_len == CMSG_LEN(sizeof(int)) && b->listener < 0)
        memcpy(&b->listener, CMSG_DATA(head), sizeof(int));
}

static void read_control(struct browser *b)
{
    for (;;) {
        char word = 0;
        union {
            struct cmsghdr head;
            char bytes[CMSG_SPACE(sizeof(int))];
        } control = {0};
        struct iovec part = {&word, 1};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
        ssize_t n = recvmsg(b->control, &message, MSG_CMSG_CLOEXEC);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0) {
            close_one(&b->control);
            return;
        }
        switch (word) {
        case KEEPER_LISTENS: take_listener(b, &message); break;
        case KEEPER_DONE: b->said = BROWSER_DONE; break;
        case KEEPER_TIMEOUT: b->said = BROWSER_TIMEOUT; break;
        case KEEPER_NO_MEMORY: b->said = BROWSER_NO_MEMORY; break;
        case KEEPER_NO_HOUSE: b->said = BROWSER_NO_HOUSE; break;
        default: b->said = BROWSER_FAILED; break;
        }
    }
}

static void read_output(struct browser *b)
{
    char bytes[READ_BYTES];
    for (;;) {
        ssize_t n = read(b->output, bytes, sizeof bytes);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0) {
            close_one(&b->output);
            return;
        }
        if (!buf_add(&b->dom, bytes, (size_t)n)) {
            b->state = BROWSER_TOO_LARGE;
            return;
        }
    }
}

enum browser_state browser_step(struct browser *b)
{
    if (b->state != BROWSER_WORKS)
        return b->state;
    if (b->control >= 0)
        read_control(b);
    if (b->output >= 0)
        read_output(b);
    if (b->state == BROWSER_WORKS && b->control < 0) { /* the keeper has gone, and with it everything it kept */
        while (b->output >= 0 && b->state == BROWSER_WORKS) {
            size_t before = b->dom.n;
            read_output(b);
            if (b->dom.n == before)
                break;
        }
        if (b->state == BROWSER_WORKS)
            b->state = b->said == BROWSER_WORKS ? BROWSER_FAILED : b->said;
        if (b->state == BROWSER_DONE && b->dom.n == 0)
            b->state = BROWSER_FAILED;
    } else if (b->state == BROWSER_WORKS && clock_mono_ms() >= b->until_ms) {
        b->state = BROWSER_TIMEOUT;
    }
    return b->state;
}

void browser_end(struct browser *b)
{
    close_one(&b->control); /* tells the keeper to end everything */
    close_one(&b->output);
    close_one(&b->listener);
    int64_t until = clock_mono_ms() + GRACE_MS;
    while (b->keeper > 0 && waitpid(b->keeper, NULL, WNOHANG) == 0) {
        if (clock_mono_ms() >= until) {
            (void)kill(b->keeper, SIGKILL);
            (void)waitpid(b->keeper, NULL, 0);
            break;
        }
        (void)poll(NULL, 0, 5);
    }
    b->keeper = 0;
    buf_done(&b->dom);
}

enum browser_state browser_try(const char *program, int limit_ms)
{
    struct browser b;
    struct browser_options options = {.program = program, .limit_ms = limit_ms, .virtual_ms = 100, .max_dom_bytes = READ_BYTES, .memory_mb = LIMIT_RENDER_MEMORY_MB};
    if (!browser_start(&options, STR_LIT("data:text/html,<p>oitcheck</p>"), &b))
        return BROWSER_FAILED;
    while (browser_step(&b) == BROWSER_WORKS) {
        struct pollfd fds[2];
        size_t n = browser_poll_fds(&b, fds, 2);
        (void)poll(fds, (nfds_t)n, 100);
    }
    enum browser_state state = b.state;
    if (state == BROWSER_DONE && str_find_c(buf_str(&b.dom), "oitcheck") == STR_NPOS)
        state = BROWSER_FAILED;
    browser_end(&b);
    return state;
}
