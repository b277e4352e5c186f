/* proxy.c - connections of the browser, each in one of four states: reads a head, waits for an answer, writes it, reads the next.
 * SPDX-License-Identifier: MIT
 */
#include "proxy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"

enum { READ_BYTES = 16384, WIRE_MAX_BYTES = 64 * 1024 * 1024 /* one answer as TLS records */, HTTPS_PORT = 443 };

struct connection {
    int fd; /* -1: free */
    uint32_t id;
    struct proxy_tls *tls;
    struct buf in;     /* plain text of requests */
    struct buf out;    /* for the socket */
    size_t n_sent;
    struct buf url, tunnel;
    struct proxy_head head;
    bool is_waiting, is_taken, closes, was_answered;
};

struct proxy {
    int listener;
    struct proxy_keys *keys;
    uint16_t own_port;
    char *own_host;
    struct connection connections[LIMIT_RENDER_CONNECTIONS];
    uint32_t next_id;
    struct proxy_refusals refusals;
};

struct proxy *proxy_new(int listener, struct proxy_keys *keys, struct str own_host, uint16_t own_port)
{
    struct proxy *p = mem_alloc(sizeof *p);
    *p = (struct proxy){.listener = listener, .keys = keys, .own_port = own_port, .own_host = mem_text(own_host), .next_id = 1};
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS; i++)
        p->connections[i].fd = -1;
    (void)fcntl(listener, F_SETFL, O_NONBLOCK);
    return p;
}

static void connection_close(struct connection *c)
{
    (void)close(c->fd);
    proxy_tls_free(c->tls);
    buf_done(&c->in);
    buf_done(&c->out);
    buf_done(&c->url);
    buf_done(&c->tunnel);
    *c = (struct connection){.fd = -1};
}

void proxy_free(struct proxy *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS; i++)
        if (p->connections[i].fd >= 0)
            connection_close(&p->connections[i]);
    (void)close(p->listener);
    free(p->own_host);
    free(p);
}

size_t proxy_poll_fds(const struct proxy *p, struct pollfd *fds, size_t max)
{
    size_t n = 0;
    if (n < max)
        fds[n++] = (struct pollfd){.fd = p->listener, .events = POLLIN};
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS && n < max; i++) {
        const struct connection *c = &p->connections[i];
        bool writes = c->fd >= 0 && c->out.n > c->n_sent;
        if (c->fd >= 0 && (writes || !c->is_waiting)) /* of one that waits for its answer even a hang-up is no news, and poll would tell it all the time */
            fds[n++] = (struct pollfd){.fd = c->fd, .events = writes ? POLLOUT : POLLIN};
    }
    return n;
}

/* Room for one more: a free place, or that of a connection the browser keeps for later. It keeps more than we have places for; those behind would wait
 * until the page's time is over. NULL: all are at work. */
static struct connection *find_place(struct proxy *p)
{
    struct connection *idle = NULL;
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS; i++) {
        struct connection *c = &p->connections[i];
        if (c->fd < 0)
            return c;
        if (c->was_answered && !c->is_waiting && c->in.n == 0 && c->out.n <= c->n_sent)
            idle = c;
    }
    return idle;
}

static void accept_all(struct proxy *p)
{
    struct connection *c;
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS && (c = find_place(p)) != NULL; i++) { /* what finds no place waits in the listener's queue */
        int fd = accept4(p->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0)
            return;
        if (c->fd >= 0)
            connection_close(c);
        *c = (struct connection){.fd = fd};
        buf_init(&c->in, 2 * LIMIT_RENDER_HEAD_BYTES);
        buf_init(&c->out, WIRE_MAX_BYTES);
        buf_init(&c->url, LIMIT_URL_BYTES);
        buf_init(&c->tunnel, 300);
    }
}

static const char *phrase_of(int status)
{
    switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    default: return "Status";
    }
}

static void put(struct connection *c, struct str bytes)
{
    bool is_put = c->tls ? proxy_tls_send(c->tls, bytes, &c->out) : buf_add_str(&c->out, bytes);
    c->closes |= !is_put;
}

static void answer(struct connection *c, const struct proxy_answer *a)
{
    struct buf head;
    bool is_head = str_eq_c(c->head.method, "HEAD"), has_body = a->status != 204 && a->status != 304;
    buf_init(&head, 8192);
    (void)buf_addf(&head, "HTTP/1.1 %d %s\r\n", a->status, phrase_of(a->status));
    if (has_body)
        (void)buf_addf(&head, "Content-Length: %zu\r\n", a->body.n);
    if (a->content_type.n)
        (void)buf_addf(&head, "Content-Type: %.*s\r\n", STR_ARG(a->content_type));
    if (a->content_encoding.n)
        (void)buf_addf(&head, "Content-Encoding: %.*s\r\n", STR_ARG(a->content_encoding));
    if (c->head.origin.n) /* answers are public pages, asked for without anybody's cookies: a script of the page may read them */
        (void)buf_addf(&head, "Access-Control-Allow-Origin: %.*s\r\nAccess-Control-Allow-Credentials: true\r\n", STR_ARG(c->head.origin));
    (void)buf_addf(&head, "Cache-Control: no-store\r\n%s\r\n", c->closes ? "Connection: close\r\n" : "");
    put(c, buf_str(&head));
    if (has_body && !is_head)
        put(c, a->body);
    buf_done(&head);
    size_t n_left = c->in.n - c->head.n_bytes;
    if (n_left)
        memmove(c->in.p, c->in.p + c->head.n_bytes, n_left);
    c->in.n = n_left;
    c->head = (struct proxy_head){0};
    c->is_waiting = c->is_taken = false;
    c->was_answered = true;
}

static void refuse(struct connection *c, size_t *counter)
{
    (*counter)++;
    c->closes = true;
    answer(c, &(struct proxy_answer){.status = 403});
}

/* CONNECT host:port: TLS begins behind our answer. */
static void open_tunnel(struct proxy *p, struct connection *c)
{
    uint64_t port = 0;
    size_t colon = str_rchr(c->head.target, ':');
    bool is_right = colon != STR_NPOS && colon > 0 && colon < 280 && str_to_u64(str_from_pos(c->head.target, colon + 1), 65535, &port) && (port == HTTPS_PORT || (p->own_port && port == p->own_port));
    if (!is_right || c->tls || !p->keys) {
        p->refusals.n_own_sockets += colon != STR_NPOS && str_eq_nocase_c(str_sub(c->head.target, 0, colon), p->own_host);
        refuse(c, &p->refusals.n_tunnels);
        return;
    }
    buf_clear(&c->tunnel);
    (void)buf_add_str(&c->tunnel, c->head.target);
    (void)buf_add_c(&c->out, "HTTP/1.1 200 OK\r\n\r\n");
    c->in.n = 0; /* the browser waits for the 200 before it goes on */
    c->head = (struct proxy_head){0};
    c->tls = proxy_tls_new(p->keys);
    c->closes |= !c->tls;
}

static void consider(struct proxy *p, struct connection *c)
{
    if (c->is_waiting || c->closes || c->in.n == 0)
        return;
    switch (proxy_head_read(buf_str(&c->in), &c->head)) {
    case PROXY_INCOMPLETE: return;
    case PROXY_BROKEN:
        c->head.n_bytes = c->in.n;
        refuse(c, &p->refusals.n_broken);
        return;
    case PROXY_COMPLETE: break;
    }
    c->closes |= c->head.has_body; /* the body is not read */
    if (str_eq_c(c->head.method, "CONNECT")) {
        open_tunnel(p, c);
    } else if (c->head.is_upgrade) {
        struct str host = buf_str(&c->tunnel);
        p->refusals.n_own_sockets += str_eq_nocase_c(str_sub(host, 0, str_rchr(host, ':')), p->own_host);
        refuse(c, &p->refusals.n_upgrades);
    } else if (!proxy_head_url(&c->head, c->tls ? buf_str(&c->tunnel) : STR_NONE, &c->url)) {
        refuse(c, &p->refusals.n_broken);
    } else {
        c->is_waiting = true;
        c->id = p->next_id++;
    }
}

static bool read_some(struct proxy *p, struct connection *c)
{
    char bytes[READ_BYTES];
    ssize_t n = recv(c->fd, bytes, sizeof bytes, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return true;
    if (n <= 0)
        return false;
    struct str got = {bytes, (size_t)n};
    bool is_taken = c->tls ? proxy_tls_receive(c->tls, got, &c->in, &c->out) : buf_add_str(&c->in, got);
    if (is_taken)
        consider(p, c);
    return is_taken || c->out.n > c->n_sent;
}

static bool write_some(struct connection *c)
{
    while (c->n_sent < c->out.n) {
        ssize_t n = send(c->fd, c->out.p + c->n_sent, c->out.n - c->n_sent, MSG_NOSIGNAL);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return true;
        if (n <= 0)
            return false;
        c->n_sent += (size_t)n;
    }
    buf_clear(&c->out);
    c->n_sent = 0;
    return !c->closes;
}

void proxy_step(struct proxy *p)
{
    accept_all(p);
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS; i++) {
        struct connection *c = &p->connections[i];
        if (c->fd < 0)
            continue;
        bool lives = c->is_waiting || c->out.n > c->n_sent || read_some(p, c);
        consider(p, c); /* a second request that came with the first */
        if (lives && c->out.n > c->n_sent)
            lives = write_some(c);
        if (!lives)
            connection_close(c);
    }
}

bool proxy_next(struct proxy *p, struct proxy_request *ret)
{
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS; i++) {
        struct connection *c = &p->connections[i];
        if (c->fd < 0 || !c->is_waiting || c->is_taken)
            continue;
        c->is_taken = true;
        *ret = (struct proxy_request){.id = c->id,
                                      .url = buf_str(&c->url),
                                      .method = c->head.method,
                                      .origin = c->head.origin,
                                      .accept = c->head.accept,
                                      .destination = c->head.destination,
                                      .is_navigation = c->head.is_navigation,
                                      .has_body = c->head.has_body};
        return true;
    }
    return false;
}

void proxy_answer(struct proxy *p, uint32_t id, const struct proxy_answer *a)
{
    for (size_t i = 0; i < LIMIT_RENDER_CONNECTIONS; i++)
        if (p->connections[i].fd >= 0 && p->connections[i].is_waiting && p->connections[i].id == id) {
            answer(&p->connections[i], a);
            (void)write_some(&p->connections[i]);
            return;
        }
}

struct proxy_refusals proxy_refused(const struct proxy *p)
{
    return p->refusals;
}
