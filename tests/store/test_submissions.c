/* What the store promises of submissions: they come back as put, the newest of a year counts, earlier ones stay, pruning the runs touches none of them, and the
 * look that belongs to a moment is found.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/limits.h"
#include "store/submissions.h"
#include "../support/store_fixture.h"

#define SITE "http://a.go.th/"

static int64_t put(struct store_fixture *f, const char *id, int year, const char *day, const struct store_submission_url *urls, size_t n)
{
    struct store_submission s = {.id = id, .site = SITE, .fiscal_year_be = year, .day = day, .made_at = 1000, .home_url = SITE, .sheet_name = "งาน.xlsx"};
    assert_int_equal(store_submission_put(f->store, &s, urls, n, &f->err), OIT_OK);
    return s.row;
}

static void comes_back_as_put(void **state)
{
    struct store_fixture *f = *state;
    static const char *const path[] = {SITE, SITE "menu"};
    char page[4000];
    memset(page, 'x', sizeof page);
    const struct store_submission_url urls[] = {
        {.item = "O16", .position = 1, .url = SITE "menu", .typed = " a.go.th/menu#ita ", .explanation = "หน้าหลัก → เมนู", .http_status = 200, .fetched_at = 77,
         .sha256 = "ab", .fingerprint = "f", .click_path = path, .n_click_path = 2, .bytes = {page, sizeof page}},
        {.item = "O16", .position = 1, .url = SITE "f.pdf", .shown_by = SITE "menu", .http_status = 200, .content_encoding = "gzip", .bytes = STR_LIT("raw")},
        {.item = "O2", .position = 1, .url = SITE "gone", .http_status = 404, .fault = FAULT_HTTP},
        {.item = "O2", .position = 2, .url = "http://10.0.0.1/", .fault = FAULT_REFUSED_ADDRESS},
    };
    int64_t row = put(f, "S1", 2567, "2024-04-22", urls, 4);
    bool found;
    struct store_submission s;
    assert_int_equal(store_submission_latest(f->store, SITE, 2567, &f->arena, &found, &s, &f->err), OIT_OK);
    assert_true(found);
    assert_int_equal(s.row, row);
    assert_string_equal(s.day, "2024-04-22");
    assert_int_equal(s.n_items, 2);
    assert_int_equal(s.n_urls, 3);
    struct store_submission_url *back;
    size_t n;
    assert_int_equal(store_submission_urls(f->store, row, false, &f->arena, &back, &n, &f->err), OIT_OK);
    assert_int_equal(n, 3);
    assert_string_equal(back[0].typed, " a.go.th/menu#ita ");
    assert_string_equal(back[0].explanation, "หน้าหลัก → เมนู");
    assert_int_equal(back[0].n_click_path, 2);
    assert_string_equal(back[0].click_path[1], SITE "menu");
    assert_int_equal(back[0].size_bytes, sizeof page);
    assert_int_equal(back[1].fault, FAULT_HTTP);
    assert_int_equal(back[1].http_status, 404);
    assert_int_equal(back[2].fault, FAULT_REFUSED_ADDRESS);
    assert_null(back[2].sha256);
    struct str copy;
    assert_int_equal(store_submission_copy(f->store, back[0].row, &f->arena, &copy, &f->err), OIT_OK);
    assert_int_equal(copy.n, sizeof page);
    assert_memory_equal(copy.p, page, sizeof page);
    assert_int_equal(store_submission_copy(f->store, back[2].row, &f->arena, &copy, &f->err), OIT_OK);
    assert_null(copy.p);
    assert_int_equal(store_submission_urls(f->store, row, true, &f->arena, &back, &n, &f->err), OIT_OK);
    assert_int_equal(n, 4);
    assert_string_equal(back[1].shown_by, SITE "menu");
}

static void newest_of_the_year_counts_and_earlier_ones_stay(void **state)
{
    struct store_fixture *f = *state;
    const struct store_submission_url url = {.item = "O1", .position = 1, .url = SITE, .http_status = 200};
    (void)put(f, "S1", 2567, "2024-04-22", &url, 1);
    int64_t second = put(f, "S2", 2567, "2024-04-20", &url, 1), other = put(f, "S3", 2568, "2025-04-01", &url, 1);
    bool found;
    struct store_submission s, *all;
    size_t n;
    assert_int_equal(store_submission_latest(f->store, SITE, 2567, &f->arena, &found, &s, &f->err), OIT_OK);
    assert_int_equal(s.row, second);
    assert_int_equal(store_submission_latest(f->store, NULL, 0, &f->arena, &found, &s, &f->err), OIT_OK);
    assert_int_equal(s.row, other);
    assert_int_equal(store_submission_latest(f->store, SITE, 2566, &f->arena, &found, &s, &f->err), OIT_OK);
    assert_false(found);
    assert_int_equal(store_submissions(f->store, SITE, 2567, &f->arena, &all, &n, &f->err), OIT_OK);
    assert_int_equal(n, 2);
    assert_string_equal(all[1].id, "S1");
}

static void pruning_runs_leaves_submissions(void **state)
{
    struct store_fixture *f = *state;
    const struct store_submission_url url = {.item = "O1", .position = 1, .url = SITE, .http_status = 200, .bytes = STR_LIT("kept")};
    int64_t row = put(f, "S1", 2567, "2024-04-22", &url, 1);
    assert_int_equal(store_prune(f->store, SITE, 0, &f->err), OIT_OK);
    struct store_submission_url *urls;
    struct str copy;
    size_t n;
    assert_int_equal(store_submission_urls(f->store, row, false, &f->arena, &urls, &n, &f->err), OIT_OK);
    assert_int_equal(n, 1);
    assert_int_equal(store_submission_copy(f->store, urls[0].row, &f->arena, &copy, &f->err), OIT_OK);
    assert_true(str_eq_c(copy, "kept"));
}

static void look(struct store_fixture *f, int64_t row, int64_t at, const char *text, const char *expected, int64_t before)
{
    if (text)
        assert_int_equal(store_look_put(f->store, row, &(struct store_look){.made_at = at, .made_by = "verify", .packed = str_from(text)}, &f->err), OIT_OK);
    struct store_look got;
    bool found;
    assert_int_equal(store_look_get(f->store, row, before, &f->arena, &found, &got, &f->err), OIT_OK);
    assert_int_equal(found, expected != NULL);
    if (expected)
        assert_true(str_eq_c(got.packed, expected));
}

static void look_of_a_moment(void **state)
{
    struct store_fixture *f = *state;
    look(f, 7, 0, NULL, NULL, 0);
    look(f, 7, 100, "first", "first", 0);
    look(f, 7, 200, "second", "second", 0);
    look(f, 7, 300, "third", "third", 0);
    look(f, 7, 0, NULL, "second", 300);
    look(f, 7, 0, NULL, "first", 50); /* made before there was any: the oldest */
    look(f, 8, 0, NULL, NULL, 0);
    char text[32];
    for (int i = 0; i < LIMIT_LOOKS + 5; i++) {
        (void)snprintf(text, sizeof text, "look %d", i);
        assert_int_equal(store_look_put(f->store, 9, &(struct store_look){.made_at = 1000 + i, .made_by = "scan", .packed = str_from(text)}, &f->err), OIT_OK);
    }
    look(f, 9, 0, NULL, "look 5", 1);
    look(f, 7, 0, NULL, "third", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(comes_back_as_put, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(newest_of_the_year_counts_and_earlier_ones_stay, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(pruning_runs_leaves_submissions, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(look_of_a_moment, store_fixture_begin, store_fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
