/* What assess relies on: findings made again from a stored document are those made from the bytes, for every page and document of the demo agency,
 * in any order, and no file of it kills a worker.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "worker/pool.h"

struct page {
    char *path;
    struct buf bytes, document, findings;
};

static struct page *g_pages;
static size_t g_n_pages, g_capacity;

static int add_file(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st;
    (void)where;
    if (type != FTW_F)
        return 0;
    MEM_GROW(g_pages, g_n_pages, g_capacity);
    struct page *page = &g_pages[g_n_pages++];
    *page = (struct page){.path = mem_text(str_from(path))};
    buf_init(&page->bytes, 0);
    buf_init(&page->document, 0);
    buf_init(&page->findings, 0);
    return file_read(path, &page->bytes, NULL) == OIT_OK ? 0 : 1;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct page *)a)->path, ((const struct page *)b)->path);
}

static int load(void **state)
{
    struct scheme *scheme = NULL;
    struct err err;
    if (scheme_load("rules/2567", NULL, &scheme, NULL, &err) != OIT_OK || nftw("fixtures/demo", add_file, 8, FTW_PHYS) != 0)
        return 1;
    qsort(g_pages, g_n_pages, sizeof *g_pages, by_path);
    *state = scheme;
    return g_n_pages > 30 ? 0 : 1;
}

static int unload(void **state)
{
    scheme_free(*state);
    for (size_t i = 0; i < g_n_pages; i++) {
        free(g_pages[i].path);
        buf_done(&g_pages[i].bytes);
        buf_done(&g_pages[i].document);
        buf_done(&g_pages[i].findings);
    }
    free(g_pages);
    return 0;
}

static struct page_job job_of(const struct page *page, char *url, size_t size, bool from_document)
{
    (void)snprintf(url, size, "http://www.example.go.th/%s", page->path + strlen("fixtures/"));
    struct page_job job = {.url = str_from(url), .wants_document = true};
    if (from_document)
        job.document = buf_str(&page->document);
    else
        job.bytes = buf_str(&page->bytes);
    return job;
}

/* Runs all pages, the first of them being page `first`; `take` looks at each answer. */
static size_t run_all(const struct scheme *scheme, size_t first, size_t step, bool from_document,
                      void (*take)(struct page *page, const struct page_result *result))
{
    static const char *const names[] = {"กรมตัวอย่าง"};
    struct pool *pool = NULL;
    struct err err;
    assert_int_equal(pool_new(&(struct pool_options){.n_workers = 2, .scheme = scheme, .agency_names = names, .n_agency_names = 1}, &pool, &err), OIT_OK);
    for (size_t i = 0; i < g_n_pages; i++) {
        struct page *page = &g_pages[(first + i * step) % g_n_pages];
        char url[1024];
        struct page_job job = job_of(page, url, sizeof url, from_document);
        pool_submit(pool, &job, page);
    }
    while (pool_pending(pool) > 0) {
        struct pollfd fds[16];
        size_t n = pool_poll_fds(pool, fds, 16);
        (void)poll(fds, (nfds_t)n, pool_next_timeout_ms(pool));
        pool_step(pool);
        void *user;
        struct str packed;
        while (pool_next(pool, &user, &packed)) {
            struct page_result result;
            assert_true(page_result_unpack(packed, &result));
            take(user, &result);
        }
    }
    size_t n_restarts = pool_restarts(pool);
    pool_free(pool);
    return n_restarts;
}

static void keep(struct page *page, const struct page_result *result)
{
    assert_int_equal(result->fault, FAULT_NONE);
    assert_true(result->findings.n > 0 && result->document.n > 0);
    (void)buf_add_str(&page->document, result->document);
    (void)buf_add_str(&page->findings, result->findings);
}

static void compare(struct page *page, const struct page_result *result)
{
    if (!str_eq(result->findings, buf_str(&page->findings)))
        fail_msg("%s: other findings", page->path);
}

static bool has_naming(const struct page *page)
{
    struct arena arena;
    struct findings findings;
    arena_init(&arena);
    assert_true(findings_unpack(buf_str(&page->findings), &arena, &findings));
    bool has = findings.n_namings > 0;
    arena_done(&arena);
    return has;
}

static void stored_documents_give_the_findings_of_the_bytes(void **state)
{
    assert_int_equal(run_all(*state, 0, 1, false, keep), 0);
    size_t n_named = 0;
    for (size_t i = 0; i < g_n_pages; i++)
        n_named += has_naming(&g_pages[i]);
    assert_true(n_named > 10);
    assert_int_equal(run_all(*state, 0, 1, true, compare), 0);
}

static void order_of_pages_does_not_matter(void **state)
{
    size_t step = g_n_pages - 1; /* backwards: step and count have no common divisor */
    assert_int_equal(run_all(*state, 5, step, false, compare), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stored_documents_give_the_findings_of_the_bytes),
        cmocka_unit_test(order_of_pages_does_not_matter),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
