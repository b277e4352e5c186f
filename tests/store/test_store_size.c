/* A store of a site that is checked again and again stays as large as it is after a dozen runs, and shrinks when its sites have become small.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "store/store.h"
#include "../support/tmp.h"

enum { KEEP = 12, PAGES = 60, PAGE_BYTES = 9000, FINDINGS_BYTES = 6000 };

static char noise[PAGE_BYTES];

static struct str fill(unsigned long seed, size_t n) /* nothing compresses it */
{
    for (size_t i = 0; i < n; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        noise[i] = (char)(seed >> 56);
    }
    return (struct str){noise, n};
}

/* Run number of a site: every third page has changed since the run before. */
static void run_once(const char *path, const char *site, int number, int n_pages, size_t page_bytes)
{
    struct store *store = NULL;
    char id[40], url[80];
    (void)snprintf(id, sizeof id, "run-%d", number);
    struct store_run run = {.id = id, .site = site, .fiscal_year_be = 2567, .scheme = "2567", .rules_sha256 = "r", .started = 1000 + number};
    assert_int_equal(store_open(path, &store, NULL), OIT_OK);
    assert_int_equal(store_run_begin(store, &run, NULL), OIT_OK);
    for (int i = 0; i < n_pages; i++) {
        (void)snprintf(url, sizeof url, "%sp%d", site, i);
        struct store_visit v = {.url = str_from(url), .http_status = 200, .has_content = true, .content_encoding = STR_LIT("gzip")};
        char *findings = malloc(FINDINGS_BYTES);
        memcpy(findings, fill((unsigned long)(i * 1000 + number), FINDINGS_BYTES).p, FINDINGS_BYTES);
        v.findings = (struct str){findings, FINDINGS_BYTES};
        v.bytes = fill((unsigned long)(i * 1000 + (i % 3 == 0 ? number : 0)) + page_bytes, page_bytes);
        v.sha256 = sha256_of(v.bytes);
        assert_int_equal(store_visit_put(store, run.row, &v, NULL), OIT_OK);
        free(findings);
    }
    run.finished = run.started + 1;
    run.complete = true;
    assert_int_equal(store_run_finish(store, &run, NULL), OIT_OK);
    assert_int_equal(store_prune(store, site, KEEP, NULL), OIT_OK);
    store_close(store);
}

static long size_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return (long)st.st_size;
}

static void thirty_runs_take_no_more_than_a_dozen(void **state)
{
    (void)state;
    char *folder = tmp_folder(), *path = tmp_path(folder, "oit.db");
    long after_a_dozen = 0;
    for (int i = 1; i <= 30; i++) {
        run_once(path, "http://a.go.th/", i, PAGES, PAGE_BYTES);
        if (i == KEEP)
            after_a_dozen = size_of(path);
    }
    assert_true(size_of(path) <= after_a_dozen + after_a_dozen / 10);
    /* all pages once, a third of them every run, findings of four runs (room is used again): not of twelve */
    long content = PAGES * (1 + (KEEP - 1) / 3 + 1) * 12288L, findings = PAGES * 4 * 8192L;
    print_message("after %d runs: %ld of %ld bytes\n", (int)KEEP, after_a_dozen, content + findings);
    assert_true(after_a_dozen < (content + findings) * 5 / 4);
    free(path);
    tmp_remove(folder);
}

struct seen {
    int n, n_findings;
};

static bool look(void *context, const struct store_visit *visit)
{
    struct seen *seen = context;
    seen->n++;
    seen->n_findings += visit->findings.n > 0;
    return true;
}

static void the_newest_runs_keep_their_findings(void **state)
{
    (void)state;
    char *folder = tmp_folder(), *path = tmp_path(folder, "oit.db");
    for (int i = 1; i <= 5; i++)
        run_once(path, "http://a.go.th/", i, 4, 500);
    struct store *store = NULL;
    assert_int_equal(store_open(path, &store, NULL), OIT_OK);
    for (int64_t row = 1; row <= 5; row++) {
        struct seen seen = {0};
        assert_int_equal(store_visits(store, row, STORE_WITH_BYTES | STORE_WITH_FINDINGS, look, &seen, NULL), OIT_OK);
        assert_int_equal(seen.n, 4);
        assert_int_equal(seen.n_findings, row > 2 ? 4 : 0);
    }
    store_close(store);
    free(path);
    tmp_remove(folder);
}

static void a_site_that_became_small_gives_its_room_back(void **state)
{
    (void)state;
    char *folder = tmp_folder(), *path = tmp_path(folder, "oit.db");
    for (int i = 1; i <= 3; i++)
        run_once(path, "http://a.go.th/", i, 1500, PAGE_BYTES);
    long large = size_of(path);
    assert_true(large > 20 * 1024 * 1024);
    for (int i = 4; i <= 3 + KEEP; i++)
        run_once(path, "http://a.go.th/", i, 10, 1000);
    assert_true(size_of(path) < large / 3);
    free(path);
    tmp_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thirty_runs_take_no_more_than_a_dozen),
        cmocka_unit_test(the_newest_runs_keep_their_findings),
        cmocka_unit_test(a_site_that_became_small_gives_its_room_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
