/* visit.h - one scenario: a site that testd serves, a check of it by the built program as a user runs it, and what can be said afterwards: report,
 * exit code, the server's own access log.
 *
 *     struct visit v;
 *     visit_begin(&v, (struct server_root[]){{"www.own.example.go.th", NULL, files}}, 1, "/slow delay-ms=300\n");
 *     visit_scan(&v, "/", NULL);
 *     assert_int_equal(v.check.run.code, 1);
 *     assert_int_equal(visit_count(&v, "/slow"), 1);
 *     visit_end(&v);
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_VISIT_H
#define OIT_TESTS_SUPPORT_VISIT_H

#include "check.h"
#include "server.h"

enum { VISIT_MAX_HOSTS = 8 };

struct visit {
    struct server *server;
    char *folder, *db;   /* db: the store of all scans of this visit */
    char host[120];      /* of the start: the first root's host, or 127.0.0.1 */
    char resolve[VISIT_MAX_HOSTS][160];
    size_t n_resolve;
    bool is_https;       /* set before a scan: the start URL is https://, on the same port (certificates.h) */
    bool has_check;
    struct check check;  /* of the last scan */
};

/* The first root is the agency's. Roots with a host get --resolve. scenario: testd.h; may be NULL. */
void visit_begin(struct visit *v, const struct server_root *roots, size_t n_roots, const char *scenario);
/* oitcheck scan http://HOST:PORT + path for fiscal year 2567 as of 30 June 2024, without OCR; more: NULL-terminated further options or NULL. May be
 * called again: the store stays. Fails unless report, exit code and access log agree: 3 for a cut run and for no other, no exit below 2 and no 3 without a
 * report, 0 only with all items, nothing asked for with 5, and every piece of evidence given by the server. */
void visit_scan(struct visit *v, const char *path, const char *const *more);
void visit_end(struct visit *v);

/* Requests so far: for exactly this target on any host; for targets that begin so; of all. */
size_t visit_count(struct visit *v, const char *target);
size_t visit_count_prefix(struct visit *v, const char *prefix);
size_t visit_count_all(struct visit *v);

#endif
