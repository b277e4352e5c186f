/* testd.h - the loopback web server of the tests: static sites, and every misbehaviour a crawler must survive.
 *
 * testd --root DIR|HOST=DIR ... [--port N] [--scenario FILE] [--log FILE] [--tls DIR] [--accepts FILE]
 * Listens on 127.0.0.1 and, at the same port, on ::1. Prints "http://127.0.0.1:PORT/" as its first line and serves until SIGTERM or until its
 * standard input closes.
 *
 * A root is served as static files: index.html for a folder (redirect to the slash first), content type by extension, Last-Modified and
 * ETag with 304, gzip when accepted. A file may carry a query in its name ("page.php?id=5"). The Host header chooses between
 * roots given as HOST=DIR; DIR alone is for all other hosts. In text files and in scripted texts and redirects "@PORT@" becomes the port of the request's Host.
 *
 * DIR/_scenario and the --scenario file script answers. A line: pattern, then directives, white space between, "..." around values with
 * spaces ("\q" in a text is a quote); # starts a comment. The pattern is matched with the request target ('*' stands for anything; "//host/..." binds it to a host); the
 * first line that matches and is not used up (times=N) answers:
 *   status=N            answer so (a short page as body)        header="Name: value"   add a header (repeatable)
 *   redirect=URL        302 (or status=) to URL                 retry-after=TEXT       503 (or status=) with Retry-After
 *   delay-ms=N          answer later; with drip and slow-headers: between two bytes
 *   body=TEXT body-file=FILE (beside the scenario) type=TEXT    another body ("\n" a line break), another content type
 *                       In such a body "@N@" becomes the last number of the request target (0: none), "@N+1@" and "@N-1@" its neighbours, and
 *                       "@N*7@" seven times it: pages without end.
 *   truncate=N          full Content-Length, N bytes of body, then close
 *   lying-length=N      Content-Length N, the real body, then close
 *   no-length           no Content-Length, body ends with the connection
 *   login               200 and a login form; login=URL redirects to URL
 *   soft404             a missing file answers 200 with a page that says so
 *   cookie=NAME         without that cookie: sets it and redirects to the same URL
 *   sent=NAME           the line counts only for requests that carry this header
 *   agent=TEXT          the line counts only for User-Agents that contain TEXT
 *   conditional[=TEXT]  the line counts only for requests with If-None-Match or If-Modified-Since (that contains TEXT)
 *   hang  reset  garbage  endless  header-flood  trailer-flood  gzip-bomb[=MB]  slow-headers  drip  times=N
 * A line with none that changes the answer (only header=, delay-ms=, no-length ...) serves the file with these changes.
 *
 * --tls DIR: a connection that begins as TLS is answered with DIR/NAME.pem (the chain as it is to be sent) and DIR/NAME.key, NAME the server name asked
 * for, or "default" where there is no such file or no name; the port is the same. DIR/NAME.max ("1.0", "1.1", "1.2") is the newest version it speaks.
 * All are read at each handshake, so they may be made after the start; without default.pem TLS gets an answer in HTTP. --accepts FILE: a byte a
 * connection, whatever came of it.
 *
 * The log has one line a request: "MS CONNECTION METHOD HOST TARGET STATUS BYTES", MS monotonic at arrival.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_TESTD_H
#define OIT_TESTS_TESTD_H

#include <sys/types.h>

#include "base/buf.h"

enum { TESTD_MAX_HEADERS = 8, TESTD_REQUEST_BYTES = 64 * 1024 };

enum trick {
    TRICK_NONE,
    TRICK_HANG,
    TRICK_RESET,
    TRICK_GARBAGE,
    TRICK_ENDLESS,
    TRICK_HEADER_FLOOD,
    TRICK_TRAILER_FLOOD,
    TRICK_GZIP_BOMB,
    TRICK_SLOW_HEADERS,
    TRICK_DRIP,
};

/* One line of a scenario. Texts live as long as the program. */
struct line {
    char *pattern, *host; /* host NULL: any */
    char *redirect, *retry_after, *body, *body_file, *type, *login, *cookie, *agent, *sent, *conditional;
    char *headers[TESTD_MAX_HEADERS];
    size_t n_headers;
    int status; /* 0: not said */
    int delay_ms;
    long truncate, lying_length; /* -1: not said */
    bool is_login, is_soft404, has_no_length;
    enum trick trick;
    long size_mb;
    long times, n_used; /* times -1: always */
};

struct scenario {
    struct line *lines;
    size_t n_lines, capacity;
};

struct root {
    char *host; /* NULL: all others */
    char *dir;
    struct scenario scenario;
};

struct request {
    struct str method, target, host, port, accept_encoding, if_none_match, if_modified_since, cookie, user_agent, head;
    bool keeps_alive;
};

/* What the loop sends and how. */
struct answer {
    int status;
    struct buf bytes; /* head and body */
    size_t head_bytes;
    enum trick trick;
    int delay_ms;
    bool closes;
};

struct listeners {
    int ipv4, ipv6; /* ipv6 -1: this machine has none */
    int port;
};
bool listen_loopback(int port, struct listeners *ret_listeners); /* port 0: a free one. False: cannot listen on 127.0.0.1 */

bool scenario_load(struct scenario *s, const char *path); /* false: no such file; a wrong line ends the program with a message */
struct line *scenario_match(struct scenario *s, const struct request *request); /* counts the use */
void answer_make(struct scenario *global, struct root *roots, size_t n_roots, const struct request *request, struct answer *ret_answer);
int serve(struct scenario *global, struct root *roots, size_t n_roots, int port, int log_fd, int accepts_fd);

/* tls.c. A connection's struct is OpenSSL's SSL. */
enum { TLS_LATER = -1, TLS_ENDED = -2 };
struct ssl_st;
void tls_begin(const char *dir);
struct ssl_st *tls_accept(int fd); /* NULL: no certificates */
ssize_t tls_read(struct ssl_st *ssl, char *bytes, size_t n);
ssize_t tls_write(struct ssl_st *ssl, const char *bytes, size_t n);
void tls_shutdown(struct ssl_st *ssl);
void tls_free(struct ssl_st *ssl);

#endif
