/* test_order.c - a verdict is a function of the set of visits: one crawl, put into fresh stores in 20 random orders, gives equal items.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/mem.h"
#include "report/report.h"
#include "run/judgement.h"

enum { N_ORDERS = 20 };

struct visits {
    struct arena arena;
    struct store_visit *items;
    size_t n, capacity;
};

static bool keep_visit(void *context, const struct store_visit *v)
{
    struct visits *all = context;
    MEM_GROW(all->items, all->n, all->capacity);
    struct store_visit *copy = &all->items[all->n++];
    *copy = *v;
    struct str *const texts[] = {&copy->url, &copy->final_url, &copy->referrer, &copy->label, &copy->content_type, &copy->content_encoding,
                                 &copy->etag, &copy->last_modified, &copy->file_name, &copy->redirects, &copy->bytes, &copy->document,
                                 &copy->findings};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = arena_str(&all->arena, *texts[i]);
    return true;
}

static void shuffle(struct visits *all, uint64_t *seed)
{
    for (size_t i = all->n; i > 1; i--) {
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        size_t k = (size_t)((*seed >> 33) % i);
        struct store_visit kept = all->items[i - 1];
        all->items[i - 1] = all->items[k];
        all->items[k] = kept;
    }
}

static void judged_items(struct store *store, const struct store_run *run, const struct setup *setup, struct buf *out)
{
    struct oit_result *result = result_new();
    assert_int_equal(judgement_make(store, run, setup, &(struct judgement_scans){0}, result, NULL), OIT_OK);
    struct buf json;
    buf_init(&json, 0);
    report_json(&result->report, &json);
    size_t from = str_find_c(buf_str(&json), "\"items\": ");
    assert_true(from != STR_NPOS);
    (void)buf_add_str(out, str_from_pos(buf_str(&json), from));
    buf_done(&json);
    oit_result_free(result);
}

static void check_orders(struct server *server, size_t min_visits)
{
    char *folder = tmp_folder(), *db = tmp_path(folder, "db");
    struct program_run scan;
    program_run((const char *const[]){"scan", server_url(server), "--fiscal-year", "2567", "--as-of", "2024-06-30", "--rate", "0", "--db", db, "--quiet", NULL},
                NULL, &scan);
    assert_true(scan.code <= 1);
    program_done(&scan);
    server_stop(server);

    struct oit_options options;
    oit_options_init(&options);
    options.rules_dir = "rules/2567";
    options.fiscal_year_be = 2567;
    options.as_of = "2024-06-30";
    options.rules_dir = "rules/2567"; /* a test program lies deeper than the program does */
    struct setup setup;
    assert_int_equal(setup_make(&options, &setup, NULL), OIT_OK);
    struct store *store = NULL;
    struct visits all = {0};
    arena_init(&all.arena);
    struct store_run run;
    bool found = false;
    assert_int_equal(store_open(db, &store, NULL), OIT_OK);
    assert_int_equal(store_run_find(store, NULL, "latest", &all.arena, &found, &run, NULL), OIT_OK);
    assert_true(found);
    assert_int_equal(store_visits(store, run.row, STORE_WITH_BYTES | STORE_WITH_DOCUMENT | STORE_WITH_FINDINGS, keep_visit, &all, NULL), OIT_OK);
    assert_true(all.n >= min_visits);
    struct buf first;
    buf_init(&first, 0);
    judged_items(store, &run, &setup, &first);
    uint64_t seed = 2567;
    for (int order = 0; order < N_ORDERS; order++) {
        shuffle(&all, &seed);
        struct store_run again = run;
        assert_int_equal(store_run_begin(store, &again, NULL), OIT_OK);
        for (size_t i = 0; i < all.n; i++)
            assert_int_equal(store_visit_put(store, again.row, &all.items[i], NULL), OIT_OK);
        struct buf items;
        buf_init(&items, 0);
        judged_items(store, &again, &setup, &items);
        assert_true(str_eq(buf_str(&first), buf_str(&items)));
        buf_done(&items);
    }
    buf_done(&first);
    store_close(store);
    setup_done(&setup);
    free(all.items);
    arena_done(&all.arena);
    free(db);
    tmp_remove(folder);
}

static void items_do_not_depend_on_order(void **state)
{
    (void)state;
    check_orders(server_start_dir("fixtures/demo/site", NULL), 61);
}

/* A frame of table cells on all pages, with a counter that changes: which pages were counted first must not matter. */
static void frame_does_not_depend_on_order(void **state)
{
    (void)state;
    enum { N_PAGES = 9 };
    static const char *const names[N_PAGES] = {"index.html", "a.html", "b.html", "c.html", "d.html", "e.html", "f.html", "g.html", "h.html"};
    static const char *const titles[N_PAGES] = {"หน้าหลัก", "โครงสร้างหน่วยงาน", "อำนาจหน้าที่", "ข้อมูลผู้บริหาร", "ช่องทางการติดต่อ", "วัด", "ตลาด", "น้ำตก", "สวน"};
    struct server_file files[N_PAGES + 1] = {{NULL, NULL}};
    struct buf pages[N_PAGES];
    for (size_t i = 0; i < N_PAGES; i++) {
        buf_init(&pages[i], 0);
        (void)buf_addf(&pages[i], "<!DOCTYPE html><meta charset=utf-8><title>เทศบาล</title><table><tr><td>");
        for (size_t k = 1; k < N_PAGES; k++)
            (void)buf_addf(&pages[i], "<a href=/%s>%s</a><br>", names[k], titles[k]);
        (void)buf_addf(&pages[i], "</td><td><h1>%s</h1><p>ข้อความของหน้าที่ %zu</p></td></tr><tr><td>แผนผังโครงสร้าง สำนักปลัด กองคลัง โทร 0 4512 3456 ผู้เข้าชม %zu</td></tr></table>",
                       titles[i], i, 10000 + i * 7);
        files[i] = (struct server_file){names[i], pages[i].p};
    }
    check_orders(server_start_files(files, NULL), N_PAGES);
    for (size_t i = 0; i < N_PAGES; i++)
        buf_done(&pages[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(items_do_not_depend_on_order), cmocka_unit_test(frame_does_not_depend_on_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
