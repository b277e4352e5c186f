/* server.h - a testd of one's own for a test (tests/testd/testd.h tells what it can do).
 *
 * Runs build/<profile>/testd as a child on a free port of 127.0.0.1; it ends with server_stop, or when the test program dies. Failures
 * end the test program with a message. Sites may be folders, or lists of files that are written to a temporary folder first.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_SERVER_H
#define OIT_TESTS_SUPPORT_SERVER_H

#include "base/buf.h"

struct server;

struct server_file {
    const char *path; /* "about/index.html" */
    const char *body;
};

/* One host's site. */
struct server_root {
    const char *host;                /* NULL: every other host */
    const char *dir;                 /* a folder, or NULL when files are given */
    const struct server_file *files; /* ends with a NULL path */
};

/* scenario (text, may be NULL) is asked before the roots' own _scenario files. */
struct server *server_start(const struct server_root *roots, size_t n_roots, const char *scenario);
struct server *server_start_dir(const char *dir, const char *scenario);
struct server *server_start_files(const struct server_file *files, const char *scenario); /* ends with a NULL path; NULL: an empty site */
void server_stop(struct server *s); /* takes NULL */
/* Killed: from now on nobody listens at its port. */
void server_die(struct server *s);
/* The same server at the same port again, its log going on; scenario: in place of the one it was started with (which must not have been NULL), NULL: as before. */
void server_return(struct server *s, const char *scenario);

int server_port(const struct server *s);
const char *server_url(const struct server *s); /* "http://127.0.0.1:PORT/" */
/* "http://127.0.0.1:PORT/path" for "/path" or "path"; lives until the server stops. */
const char *server_link(struct server *s, const char *path);

/* One line of the access log. Views live until the next server_requests or server_stop. */
struct server_request {
    int64_t mono_ms;
    unsigned connection;
    struct str method, host, target;
    int status;
    size_t body_bytes;
};
const struct server_request *server_requests(struct server *s, size_t *ret_n); /* all until now, in order of arrival */
size_t server_count(struct server *s, const char *target);                     /* requests for exactly this target */

/* Where testd looks for certificates (testd.h, --tls); support/certificates.h makes them. */
const char *server_tls_folder(struct server *s);
size_t server_accepts(struct server *s); /* connections so far, with or without a request */

/* Path of build/<profile>, from the environment or from where the test program lies. */
const char *server_build_dir(void);

#endif
