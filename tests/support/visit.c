/* visit.c - see visit.h.
 * SPDX-License-Identifier: MIT
 */
#include "visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tmp.h"

enum { MAX_WORDS = 40 };

void visit_begin(struct visit *v, const struct server_root *roots, size_t n_roots, const char *scenario)
{
    *v = (struct visit){.server = server_start(roots, n_roots, scenario), .folder = tmp_folder()};
    v->db = tmp_path(v->folder, "db");
    (void)snprintf(v->host, sizeof v->host, "%s", n_roots && roots[0].host ? roots[0].host : "127.0.0.1");
    for (size_t i = 0; i < n_roots && v->n_resolve < VISIT_MAX_HOSTS; i++)
        if (roots[i].host)
            (void)snprintf(v->resolve[v->n_resolve++], sizeof v->resolve[0], "%s:%d:127.0.0.1", roots[i].host, server_port(v->server));
}

void visit_scan(struct visit *v, const char *path, const char *const *more)
{
    char url[400];
    const char *words[MAX_WORDS] = {"scan", url, "--db", v->db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "off"};
    size_t n = 10;
    (void)snprintf(url, sizeof url, "%s://%s:%d%s", v->is_https ? "https" : "http", v->host, server_port(v->server), path);
    for (size_t i = 0; i < v->n_resolve; i++) {
        words[n++] = "--resolve";
        words[n++] = v->resolve[i];
    }
    if (v->has_check)
        check_done(&v->check);
    check_run(words, more, &v->check);
    v->has_check = true;
}

void visit_end(struct visit *v)
{
    if (v->has_check)
        check_done(&v->check);
    server_stop(v->server);
    free(v->db);
    tmp_remove(v->folder);
}

static size_t count(struct visit *v, const char *text, bool is_whole)
{
    size_t n = 0, n_found = 0;
    const struct server_request *requests = server_requests(v->server, &n);
    for (size_t i = 0; i < n; i++)
        n_found += is_whole ? str_eq_c(requests[i].target, text) : str_starts_c(requests[i].target, text);
    return n_found;
}

size_t visit_count(struct visit *v, const char *target)
{
    return count(v, target, true);
}

size_t visit_count_prefix(struct visit *v, const char *prefix)
{
    return count(v, prefix, false);
}

size_t visit_count_all(struct visit *v)
{
    return count(v, "", false);
}
