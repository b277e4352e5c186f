/* postbox.c - one connection at a time is enough: senders wait for their answer.
 * SPDX-License-Identifier: MIT
 */
#include "postbox.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

enum { MAX_LETTERS = 256, MAX_REQUEST = 1 << 20 };

struct letter {
    char *head, *body;
};

struct postbox {
    pthread_t thread;
    pthread_mutex_t mutex;
    int fd, port;
    int status;
    char *header;
    size_t body_bytes;
    struct letter letters[MAX_LETTERS];
    size_t n;
    char *urls[64];
    size_t n_urls;
};

static size_t content_length(const char *head)
{
    const char *line = strcasestr(head, "\r\ncontent-length:");
    return line ? (size_t)strtoul(line + strlen("\r\ncontent-length:"), NULL, 10) : 0;
}

static void answer(struct postbox *box, int fd)
{
    struct buf out;
    buf_init(&out, 0);
    pthread_mutex_lock(&box->mutex);
    if (box->status) {
        size_t n = box->body_bytes ? box->body_bytes : 2;
        (void)buf_addf(&out, "HTTP/1.1 %d Answer\r\nContent-Length: %zu\r\nConnection: close\r\n%s%s\r\n", box->status, n, box->header ? box->header : "", box->header ? "\r\n" : "");
        for (size_t i = 0; i < n; i++)
            (void)buf_add_char(&out, box->body_bytes ? 'x' : "ok"[i]);
    }
    pthread_mutex_unlock(&box->mutex);
    for (size_t at = 0; at < out.n;) {
        ssize_t sent = send(fd, out.p + at, out.n - at, MSG_NOSIGNAL);
        if (sent <= 0)
            break;
        at += (size_t)sent;
    }
    buf_done(&out);
}

static void keep(struct postbox *box, struct buf *in, size_t head_bytes)
{
    pthread_mutex_lock(&box->mutex);
    if (box->n < MAX_LETTERS) {
        box->letters[box->n].head = mem_text(str_sub(buf_str(in), 0, head_bytes));
        box->letters[box->n].body = mem_text(str_from_pos(buf_str(in), head_bytes));
        box->n++;
    }
    pthread_mutex_unlock(&box->mutex);
}

static void take(struct postbox *box, int fd)
{
    struct buf in;
    char chunk[8192];
    size_t head_bytes = 0;
    buf_init(&in, MAX_REQUEST);
    for (;;) {
        if (!head_bytes && in.n) {
            char *end = strstr(in.p, "\r\n\r\n");
            head_bytes = end ? (size_t)(end - in.p) + 4 : 0;
        }
        if (head_bytes && in.n >= head_bytes + content_length(in.p)) {
            keep(box, &in, head_bytes);
            answer(box, fd);
            break;
        }
        ssize_t n = recv(fd, chunk, sizeof chunk, 0);
        if (n <= 0 || !buf_add(&in, chunk, (size_t)n))
            break;
    }
    buf_done(&in);
}

static void *serve(void *context)
{
    struct postbox *box = context;
    int fd;
    while ((fd = accept(box->fd, NULL, NULL)) >= 0) {
        take(box, fd);
        (void)shutdown(fd, SHUT_WR);
        char rest[512];
        while (recv(fd, rest, sizeof rest, 0) > 0)
            ;
        (void)close(fd);
    }
    return NULL;
}

struct postbox *postbox_start(void)
{
    struct postbox *box = mem_alloc(sizeof *box);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    box->status = 200;
    box->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (box->fd < 0 || bind(box->fd, (struct sockaddr *)&address, size) != 0 || listen(box->fd, 16) != 0 ||
        getsockname(box->fd, (struct sockaddr *)&address, &size) != 0 || pthread_mutex_init(&box->mutex, NULL) != 0 ||
        pthread_create(&box->thread, NULL, serve, box) != 0) {
        perror("postbox");
        exit(1);
    }
    box->port = ntohs(address.sin_port);
    return box;
}

void postbox_stop(struct postbox *box)
{
    if (!box)
        return;
    (void)shutdown(box->fd, SHUT_RDWR); /* ends accept */
    (void)pthread_join(box->thread, NULL);
    (void)close(box->fd);
    for (size_t i = 0; i < box->n; i++) {
        free(box->letters[i].head);
        free(box->letters[i].body);
    }
    for (size_t i = 0; i < box->n_urls; i++)
        free(box->urls[i]);
    free(box->header);
    (void)pthread_mutex_destroy(&box->mutex);
    free(box);
}

void postbox_answer(struct postbox *box, int status, const char *header, size_t body_bytes)
{
    pthread_mutex_lock(&box->mutex);
    free(box->header);
    box->header = header ? mem_text(str_from(header)) : NULL;
    box->status = status;
    box->body_bytes = body_bytes;
    pthread_mutex_unlock(&box->mutex);
}

const char *postbox_url(struct postbox *box, const char *path)
{
    struct buf url;
    buf_init(&url, 0);
    (void)buf_addf(&url, "http://127.0.0.1:%d%s%s", box->port, *path == '/' ? "" : "/", path);
    if (box->n_urls == sizeof box->urls / sizeof *box->urls)
        abort();
    return box->urls[box->n_urls++] = buf_take(&url);
}

int postbox_port(const struct postbox *box)
{
    return box->port;
}

size_t postbox_count(struct postbox *box)
{
    pthread_mutex_lock(&box->mutex);
    size_t n = box->n;
    pthread_mutex_unlock(&box->mutex);
    return n;
}

static const struct letter *letter_at(struct postbox *box, size_t i)
{
    if (i >= postbox_count(box)) {
        (void)fprintf(stderr, "postbox: only %zu letters came\n", postbox_count(box));
        abort();
    }
    return &box->letters[i];
}

const char *postbox_head(struct postbox *box, size_t i)
{
    return letter_at(box, i)->head;
}

const char *postbox_body(struct postbox *box, size_t i)
{
    return letter_at(box, i)->body;
}
