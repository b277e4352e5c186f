/* mailbox.c - one connection at a time, a line at a time.
 * SPDX-License-Identifier: MIT
 */
#include "mailbox.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

enum { MAX_LETTERS = 64 };

struct mail {
    char *envelope, *letter;
    bool is_encrypted;
};

struct mailbox {
    struct mailbox_wish wish;
    pthread_t thread;
    pthread_mutex_t mutex;
    int fd, port;
    SSL_CTX *tls;
    struct mail mails[MAX_LETTERS];
    size_t n;
    struct buf clear;
    char *said;
};

struct talk {
    struct mailbox *box;
    int fd;
    SSL *ssl;
    char bytes[4096];
    size_t from, to;
    struct buf envelope;
    bool is_known; /* has logged in */
};

static void say(struct talk *t, const char *text)
{
    if (t->ssl)
        (void)SSL_write(t->ssl, text, (int)strlen(text));
    else
        (void)send(t->fd, text, strlen(text), MSG_NOSIGNAL);
}

/* One line without its end; false: the other side is gone. */
static bool hear(struct talk *t, struct buf *line)
{
    buf_clear(line);
    for (;;) {
        while (t->from < t->to) {
            char c = t->bytes[t->from++];
            if (c == '\n') {
                if (line->n && line->p[line->n - 1] == '\r')
                    line->p[--line->n] = '\0';
                if (!t->ssl) {
                    pthread_mutex_lock(&t->box->mutex);
                    (void)buf_addf(&t->box->clear, "%.*s\n", STR_ARG(buf_str(line)));
                    pthread_mutex_unlock(&t->box->mutex);
                }
                return true;
            }
            (void)buf_add_char(line, c);
        }
        ssize_t n = t->ssl ? SSL_read(t->ssl, t->bytes, sizeof t->bytes) : recv(t->fd, t->bytes, sizeof t->bytes, 0);
        if (n <= 0)
            return false;
        t->from = 0;
        t->to = (size_t)n;
    }
}

static bool encrypt(struct talk *t)
{
    t->ssl = SSL_new(t->box->tls);
    (void)SSL_set_fd(t->ssl, t->fd);
    return SSL_accept(t->ssl) == 1;
}

static void take_letter(struct talk *t, struct buf *line)
{
    struct buf letter;
    buf_init(&letter, 0);
    say(t, "354 go on\r\n");
    while (hear(t, line) && !str_eq_c(buf_str(line), "."))
        (void)buf_addf(&letter, "%s\r\n", line->n && *line->p == '.' ? line->p + 1 : line->n ? line->p : "");
    pthread_mutex_lock(&t->box->mutex);
    if (t->box->n < MAX_LETTERS)
        t->box->mails[t->box->n++] = (struct mail){buf_take(&t->envelope), buf_take(&letter), t->ssl != NULL};
    pthread_mutex_unlock(&t->box->mutex);
    buf_done(&letter);
    say(t, "250 taken\r\n");
}

/* AUTH PLAIN with its answer in the same line or the next: base64 of NUL user NUL password. */
static bool knows(const struct mailbox_wish *wish, struct str answer)
{
    struct buf wanted;
    unsigned char coded[400];
    buf_init(&wanted, 0);
    (void)buf_add_char(&wanted, '\0');
    (void)buf_add_c(&wanted, wish->user);
    (void)buf_add_char(&wanted, '\0');
    (void)buf_add_c(&wanted, wish->password);
    (void)EVP_EncodeBlock(coded, (const unsigned char *)wanted.p, (int)wanted.n);
    buf_done(&wanted);
    return str_eq_c(answer, (const char *)coded);
}

static void greet(struct talk *t)
{
    const struct mailbox_wish *wish = &t->box->wish;
    say(t, "250-test\r\n");
    if (t->box->tls && !t->ssl)
        say(t, "250-STARTTLS\r\n");
    if (wish->user)
        say(t, "250-AUTH PLAIN\r\n");
    say(t, "250 8BITMIME\r\n");
}

static void obey(struct talk *t, struct buf *line)
{
    const struct mailbox_wish *wish = &t->box->wish;
    struct str s = buf_str(line);
    if (str_starts_nocase_c(s, "EHLO") || str_starts_nocase_c(s, "HELO")) {
        greet(t);
    } else if (str_starts_nocase_c(s, "STARTTLS") && t->box->tls) {
        say(t, "220 go\r\n");
        if (!encrypt(t))
            t->from = t->to = 0;
    } else if (str_starts_nocase_c(s, "AUTH PLAIN") && wish->user) {
        struct str answer = str_trim(str_from_pos(s, strlen("AUTH PLAIN")));
        if (answer.n == 0) {
            say(t, "334 \r\n");
            if (!hear(t, line))
                return;
            answer = buf_str(line);
        }
        t->is_known = knows(wish, answer);
        say(t, t->is_known ? "235 hello\r\n" : "535 who are you\r\n");
    } else if (wish->user && !t->is_known) {
        say(t, "530 authentication required\r\n");
    } else if (str_starts_nocase_c(s, "MAIL FROM:")) {
        buf_clear(&t->envelope);
        (void)buf_addf(&t->envelope, "%s\n", line->p);
        say(t, "250 ok\r\n");
    } else if (str_starts_nocase_c(s, "RCPT TO:")) {
        bool is_refused = wish->refuse && str_find_c(s, wish->refuse) != STR_NPOS;
        if (!is_refused)
            (void)buf_addf(&t->envelope, "%s\n", line->p);
        say(t, is_refused ? "550 nobody here\r\n" : "250 ok\r\n");
    } else if (str_starts_nocase_c(s, "DATA")) {
        take_letter(t, line);
    } else {
        say(t, str_starts_nocase_c(s, "QUIT") ? "221 bye\r\n" : "250 ok\r\n");
    }
}

static void *serve(void *context)
{
    struct mailbox *box = context;
    int fd;
    while ((fd = accept(box->fd, NULL, NULL)) >= 0) {
        struct talk t = {.box = box, .fd = fd};
        struct buf line;
        buf_init(&line, 1 << 16);
        buf_init(&t.envelope, 0);
        if (!box->wish.is_implicit_tls || encrypt(&t)) {
            say(&t, box->wish.is_deaf ? "421 not now\r\n" : "220 test ESMTP\r\n");
            while (!box->wish.is_deaf && hear(&t, &line))
                obey(&t, &line);
        }
        buf_done(&line);
        buf_done(&t.envelope);
        SSL_free(t.ssl);
        (void)close(fd);
    }
    return NULL;
}

static SSL_CTX *certificates(const char *folder)
{
    char chain[600], key[600];
    SSL_CTX *tls = SSL_CTX_new(TLS_server_method());
    (void)snprintf(chain, sizeof chain, "%s/default.pem", folder);
    (void)snprintf(key, sizeof key, "%s/default.key", folder);
    if (!tls || SSL_CTX_use_certificate_chain_file(tls, chain) != 1 || SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) != 1) {
        (void)fprintf(stderr, "mailbox: no certificate in %s\n", folder);
        exit(1);
    }
    return tls;
}

struct mailbox *mailbox_start(const struct mailbox_wish *wish)
{
    struct mailbox *box = mem_alloc(sizeof *box);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    (void)signal(SIGPIPE, SIG_IGN);
    box->wish = *wish;
    box->tls = wish->certificate ? certificates(wish->certificate) : NULL;
    buf_init(&box->clear, 0);
    box->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (box->fd < 0 || bind(box->fd, (struct sockaddr *)&address, size) != 0 || listen(box->fd, 16) != 0 ||
        getsockname(box->fd, (struct sockaddr *)&address, &size) != 0 || pthread_mutex_init(&box->mutex, NULL) != 0 ||
        pthread_create(&box->thread, NULL, serve, box) != 0) {
        perror("mailbox");
        exit(1);
    }
    box->port = ntohs(address.sin_port);
    return box;
}

void mailbox_stop(struct mailbox *box)
{
    if (!box)
        return;
    (void)shutdown(box->fd, SHUT_RDWR);
    (void)pthread_join(box->thread, NULL);
    (void)close(box->fd);
    for (size_t i = 0; i < box->n; i++) {
        free(box->mails[i].envelope);
        free(box->mails[i].letter);
    }
    free(box->said);
    buf_done(&box->clear);
    SSL_CTX_free(box->tls);
    (void)pthread_mutex_destroy(&box->mutex);
    free(box);
}

int mailbox_port(const struct mailbox *box)
{
    return box->port;
}

size_t mailbox_count(struct mailbox *box)
{
    pthread_mutex_lock(&box->mutex);
    size_t n = box->n;
    pthread_mutex_unlock(&box->mutex);
    return n;
}

static const struct mail *mail_at(struct mailbox *box, size_t i)
{
    if (i >= mailbox_count(box)) {
        (void)fprintf(stderr, "mailbox: only %zu letters came\n", mailbox_count(box));
        abort();
    }
    return &box->mails[i];
}

const char *mailbox_letter(struct mailbox *box, size_t i)
{
    return mail_at(box, i)->letter;
}

const char *mailbox_envelope(struct mailbox *box, size_t i)
{
    return mail_at(box, i)->envelope;
}

bool mailbox_was_encrypted(struct mailbox *box, size_t i)
{
    return mail_at(box, i)->is_encrypted;
}

const char *mailbox_clear_text(struct mailbox *box)
{
    pthread_mutex_lock(&box->mutex);
    free(box->said);
    box->said = mem_text(buf_str(&box->clear));
    pthread_mutex_unlock(&box->mutex);
    return box->said;
}
