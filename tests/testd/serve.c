/* serve.c - the poll loop: connections, requests, and the tricks that need time.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "testd.h"

enum { MAX_CONNECTIONS = 256, LISTENER = 0, LISTENER6 = 1, STDIN = 2, FIRST = 3, READ_BYTES = 16384, DRIP_MS = 50, LINGER_MS = 2000 };

struct connection {
    int fd;
    struct ssl_st *ssl; /* NULL: plain */
    unsigned id;
    struct buf in;
    struct answer answer;
    size_t sent;
    int64_t wake_ms; /* not before; 0: at once */
    bool is_answering, is_hanging, is_draining;
};

struct server {
    struct scenario *global;
    struct root *roots;
    size_t n_roots;
    int log_fd, accepts_fd;
    struct connection connections[MAX_CONNECTIONS];
    size_t n_connections;
    unsigned next_id;
};

static void drop(struct server *s, size_t i)
{
    struct connection *c = &s->connections[i];
    tls_free(c->ssl);
    (void)close(c->fd);
    buf_done(&c->in);
    buf_done(&c->answer.bytes);
    *c = s->connections[--s->n_connections];
}

static void accept_one(struct server *s, int listener)
{
    int fd = accept(listener, NULL, NULL), on = 1;
    if (fd < 0)
        return;
    ssize_t counted = s->accepts_fd >= 0 ? write(s->accepts_fd, "+", 1) : 0;
    (void)counted;
    if (s->n_connections == MAX_CONNECTIONS) {
        (void)close(fd);
        return;
    }
    (void)fcntl(fd, F_SETFL, O_NONBLOCK);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct connection *c = &s->connections[s->n_connections++];
    *c = (struct connection){.fd = fd, .id = ++s->next_id};
    buf_init(&c->in, TESTD_REQUEST_BYTES);
    buf_init(&c->answer.bytes, 0);
}

static bool parse_request(struct str head, struct request *r)
{
    struct str rest = head;
    struct str first = str_cut(&rest, '\n');
    *r = (struct request){.keeps_alive = str_find_c(first, "HTTP/1.1") != STR_NPOS, .head = head};
    r->method = str_cut(&first, ' ');
    r->target = str_cut(&first, ' ');
    if (str_starts_nocase_c(r->target, "http://")) { /* asked as a proxy */
        size_t slash = str_chr(str_from_pos(r->target, 7), '/');
        r->target = slash == STR_NPOS ? STR_LIT("/") : str_from_pos(r->target, 7 + slash);
    }
    while (rest.p) {
        struct str value = str_trim(str_cut(&rest, '\n'));
        struct str name = str_cut(&value, ':');
        value = str_trim(value);
        const struct {
            const char *name;
            struct str *place;
        } wanted[] = {{"host", &r->host},
                      {"accept-encoding", &r->accept_encoding},
                      {"if-none-match", &r->if_none_match},
                      {"if-modified-since", &r->if_modified_since},
                      {"cookie", &r->cookie},
                      {"user-agent", &r->user_agent}};
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
            if (str_eq_nocase_c(name, wanted[i].name))
                *wanted[i].place = value;
        if (str_eq_nocase_c(name, "connection"))
            r->keeps_alive = !str_eq_nocase_c(value, "close");
    }
    size_t colon = str_rchr(r->host, ':');
    if (colon != STR_NPOS && str_chr(str_from_pos(r->host, colon), ']') == STR_NPOS) {
        r->port = str_from_pos(r->host, colon + 1);
        r->host = str_sub(r->host, 0, colon);
    }
    return r->method.n > 0 && r->target.n > 0 && r->target.p[0] == '/';
}

static void log_request(const struct server *s, const struct connection *c, const struct request *r)
{
    struct buf line;
    if (s->log_fd < 0)
        return;
    buf_init(&line, 0);
    (void)buf_addf(&line, "%lld %u %.*s %.*s %.*s %d %zu\n", (long long)clock_mono_ms(), c->id, STR_ARG(r->method),
                   STR_ARG(r->host.n ? r->host : STR_LIT("-")), STR_ARG(r->target),
                   c->answer.trick == TRICK_HANG || c->answer.trick == TRICK_RESET ? 0 : c->answer.status,
                   c->answer.bytes.n - c->answer.head_bytes);
    ssize_t written = write(s->log_fd, line.p, line.n);
    (void)written;
    buf_done(&line);
}

static void abort_connection(int fd)
{
    struct linger now = {.l_onoff = 1, .l_linger = 0};
    (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

/* Takes one whole request off c->in and decides the answer. False: the connection is to be dropped. */
static bool begin_answer(struct server *s, struct connection *c)
{
    struct request request;
    size_t end = str_find_c(buf_str(&c->in), "\r\n\r\n");
    if (c->in.n > 0 && (c->in.p[0] < 'A' || c->in.p[0] > 'Z')) { /* TLS, or nonsense: say so in HTTP and close */
        static const char no[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        ssize_t written = send(c->fd, no, sizeof no - 1, MSG_NOSIGNAL);
        return written < 0 && errno == EAGAIN;
    }
    if (end == STR_NPOS)
        return !c->in.is_full;
    if (!parse_request(str_sub(buf_str(&c->in), 0, end), &request))
        return false;
    struct answer *a = &c->answer;
    buf_clear(&a->bytes);
    *a = (struct answer){.bytes = a->bytes};
    answer_make(s->global, s->roots, s->n_roots, &request, a);
    log_request(s, c, &request);
    size_t used = end + 4;
    memmove(c->in.p, c->in.p + used, c->in.n - used + 1);
    c->in.n -= used;
    c->sent = 0;
    c->is_answering = true;
    c->is_hanging = a->trick == TRICK_HANG;
    c->wake_ms = a->delay_ms && a->trick != TRICK_DRIP && a->trick != TRICK_SLOW_HEADERS ? clock_mono_ms() + a->delay_ms : 0;
    if (a->trick == TRICK_RESET) {
        abort_connection(c->fd);
        return false;
    }
    if (a->trick == TRICK_GARBAGE) {
        buf_clear(&a->bytes);
        (void)buf_add_c(&a->bytes, "\x16\x03\x01 this is not HTTP\n\n");
        a->closes = true;
    }
    return true;
}

/* What comes after the bytes that were sent: more of the same for the endless tricks. */
static bool refill(struct connection *c)
{
    struct answer *a = &c->answer;
    if (a->trick != TRICK_ENDLESS && a->trick != TRICK_HEADER_FLOOD && a->trick != TRICK_TRAILER_FLOOD)
        return false;
    buf_clear(&a->bytes);
    c->sent = 0;
    if (a->trick == TRICK_ENDLESS) {
        (void)buf_add_c(&a->bytes, "8000\r\n");
        for (int i = 0; i < 0x8000 / 16; i++)
            (void)buf_add_c(&a->bytes, "<p>endless text\n");
        (void)buf_add_c(&a->bytes, "\r\n");
    } else {
        for (int i = 0; i < 256; i++)
            (void)buf_addf(&a->bytes, "X-Flood-%d: %0100d\r\n", i, i);
    }
    return true;
}

/* False: the connection is to be dropped. */
static bool send_some(struct connection *c)
{
    struct answer *a = &c->answer;
    size_t n = a->bytes.n - c->sent;
    bool is_slow = a->trick == TRICK_DRIP ? c->sent >= a->head_bytes : a->trick == TRICK_SLOW_HEADERS && c->sent < a->head_bytes;
    if (is_slow && n > 1) {
        n = 1;
        c->wake_ms = clock_mono_ms() + (a->delay_ms ? a->delay_ms : DRIP_MS);
    } else if (a->trick == TRICK_DRIP && c->sent < a->head_bytes) {
        n = a->head_bytes - c->sent;
    }
    ssize_t written = c->ssl ? tls_write(c->ssl, a->bytes.p + c->sent, n) : send(c->fd, a->bytes.p + c->sent, n, MSG_NOSIGNAL);
    if (written < 0)
        return c->ssl ? written == TLS_LATER : errno == EAGAIN || errno == EINTR;
    c->sent += (size_t)written;
    if (c->sent < a->bytes.n || refill(c))
        return true;
    c->is_answering = false;
    if (a->closes) { /* half-close, then wait for the peer, so that unread input does not turn into a reset */
        if (c->ssl)
            tls_shutdown(c->ssl);
        (void)shutdown(c->fd, SHUT_WR);
        c->is_draining = true;
        c->wake_ms = clock_mono_ms() + LINGER_MS;
    }
    return true;
}

/* A connection whose first byte is that of a TLS record. */
static void try_tls(struct connection *c)
{
    char first;
    if (!c->ssl && c->in.n == 0 && !c->is_answering && recv(c->fd, &first, 1, MSG_PEEK) == 1 && first == 0x16)
        c->ssl = tls_accept(c->fd);
}

static bool receive_some(struct server *s, struct connection *c)
{
    char bytes[READ_BYTES];
    try_tls(c);
    ssize_t n = c->ssl ? tls_read(c->ssl, bytes, sizeof bytes) : recv(c->fd, bytes, sizeof bytes, 0);
    if (n <= 0)
        return c->ssl ? n == TLS_LATER : n < 0 && (errno == EAGAIN || errno == EINTR);
    if (c->is_draining || c->is_hanging)
        return true;
    (void)buf_add(&c->in, bytes, (size_t)n);
    return c->is_answering || begin_answer(s, c);
}

static bool step(struct server *s, struct connection *c, short events)
{
    if (events & (POLLERR | POLLNVAL))
        return false;
    if ((events & (POLLIN | POLLHUP)) && !receive_some(s, c))
        return false;
    if (c->is_draining)
        return clock_mono_ms() < c->wake_ms;
    while (c->is_answering && !c->is_hanging && clock_mono_ms() >= c->wake_ms) {
        size_t before = c->sent;
        if (!send_some(c))
            return false;
        if (c->is_answering && c->sent == before)
            break; /* the socket is full */
        if (c->is_answering && c->answer.trick != TRICK_NONE)
            break; /* let others speak */
        if (!c->is_answering && !c->is_draining && c->in.n > 0 && !begin_answer(s, c))
            return false;
    }
    return true;
}

static int poll_timeout(const struct server *s)
{
    int64_t now = clock_mono_ms(), least = -1;
    for (size_t i = 0; i < s->n_connections; i++) {
        const struct connection *c = &s->connections[i];
        if (c->wake_ms == 0 || c->is_hanging || (!c->is_answering && !c->is_draining))
            continue;
        int64_t left = c->wake_ms > now ? c->wake_ms - now : 0;
        least = least < 0 || left < least ? left : least;
    }
    return (int)least;
}

static void run(struct server *s, const struct listeners *listeners)
{
    static struct pollfd fds[FIRST + MAX_CONNECTIONS];
    for (;;) {
        fds[LISTENER] = (struct pollfd){.fd = listeners->ipv4, .events = POLLIN};
        fds[LISTENER6] = (struct pollfd){.fd = listeners->ipv6, .events = POLLIN};
        fds[STDIN] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
        int64_t now = clock_mono_ms();
        for (size_t i = 0; i < s->n_connections; i++) {
            const struct connection *c = &s->connections[i];
            bool wants_out = c->is_answering && !c->is_hanging && c->wake_ms <= now;
            fds[FIRST + i] = (struct pollfd){.fd = c->fd, .events = (short)(POLLIN | (wants_out ? POLLOUT : 0))};
        }
        size_t n = s->n_connections;
        if (poll(fds, (nfds_t)(FIRST + n), poll_timeout(s)) < 0 && errno != EINTR)
            return;
        if (fds[STDIN].revents) {
            char bytes[256];
            if (read(STDIN_FILENO, bytes, sizeof bytes) <= 0)
                return;
        }
        for (size_t i = n; i-- > 0;) /* from behind: drop() moves the last one here */
            if (!step(s, &s->connections[i], fds[FIRST + i].revents))
                drop(s, i);
        if (fds[LISTENER].revents & POLLIN)
            accept_one(s, listeners->ipv4);
        if (fds[LISTENER6].revents & POLLIN)
            accept_one(s, listeners->ipv6);
    }
}

int serve(struct scenario *global, struct root *roots, size_t n_roots, int port, int log_fd, int accepts_fd)
{
    struct listeners listeners;
    if (!listen_loopback(port, &listeners)) {
        perror("testd: cannot listen on 127.0.0.1");
        return 1;
    }
    (void)signal(SIGPIPE, SIG_IGN);
    (void)printf("http://127.0.0.1:%d/\n", listeners.port);
    (void)fflush(stdout);
    struct server *s = mem_alloc(sizeof *s);
    *s = (struct server){.global = global, .roots = roots, .n_roots = n_roots, .log_fd = log_fd, .accepts_fd = accepts_fd};
    run(s, &listeners);
    free(s);
    return 0;
}
