/* visit.c - see visit.h.
 * SPDX-License-Identifier: MIT
 */
#include "visit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

/* The server gave what the URL names: 200, 206 or 304 for this target, whatever its host was called. */
static bool was_given(const struct server_request *requests, size_t n, const char *url)
{
    struct str target = str_from(url);
    size_t authority = str_find_c(target, "://");
    target = authority == STR_NPOS ? target : str_from_pos(target, authority + 3);
    size_t slash = str_chr(target, '/'), fragment;
    target = slash == STR_NPOS ? STR_LIT("/") : str_from_pos(target, slash);
    fragment = str_chr(target, '#');
    target = fragment == STR_NPOS ? target : str_sub(target, 0, fragment);
    for (size_t i = 0; i < n; i++)
        if (str_eq(requests[i].target, target) && (requests[i].status == 200 || requests[i].status == 206 || requests[i].status == 304))
            return true;
    return false;
}

/* What holds of every check, told by its three witnesses: report, exit code and the server's log. */
static void assert_witnesses_agree(struct visit *v, size_t n_before)
{
    const struct oit_report *report = &v->check.report;
    int code = v->check.run.code;
    size_t n = 0;
    const struct server_request *requests = server_requests(v->server, &n);
    if (code < 0 || code > 6)
        fail_msg("exit %d", code);
    if (code >= 4 && v->check.run.err.n == 0)
        fail_msg("exit %d without a word", code);
    if (code == 5 && n != n_before)
        fail_msg("a check that was told to wait asked for %zu things", n - n_before);
    if (v->check.run.out.n == 0 && (code < 2 || code == 3))
        fail_msg("exit %d without a report", code);
    if (report->n_items == 0 || code == 6) /* none, or not as JSON; or it could not be kept */
        return;
    if (report->run.complete != (code == 0 || code == 1) || report->run.complete == (code == 3))
        fail_msg("exit %d of a %s run", code, report->run.complete ? "complete" : "cut");
    if (code == 0 && check_count(&v->check, OIT_PUBLISHED) != report->n_items)
        fail_msg("exit 0 with %zu of %zu items", check_count(&v->check, OIT_PUBLISHED), report->n_items);
    for (size_t i = 0; i < report->n_items; i++)
        for (size_t k = 0; report->items[i].status == OIT_PUBLISHED && k < report->items[i].n_evidence; k++)
            if (!was_given(requests, n, report->items[i].evidence[k].url))
                fail_msg("%s is proved by %s, which the server never gave", report->items[i].code, report->items[i].evidence[k].url);
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
    size_t n_before = visit_count_all(v);
    if (v->has_check)
        check_done(&v->check);
    check_run(words, more, &v->check);
    v->has_check = true;
    assert_witnesses_agree(v, n_before);
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
