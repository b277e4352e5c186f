/* test_watching.c - tries grow into rows, troubles begin, end and are told once.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "store/watching.h"
#include "../support/store_fixture.h"

#define SITE "http://www.example.go.th/"
#define PAGE "http://www.example.go.th/plan.pdf"
enum { T0 = 1790000000, HOLD = 3900 };

static void put(struct store_fixture *f, const char *url, int at, enum watch_state state, enum oit_fault fault, int status, const char *etag)
{
    struct store_try try = {.url = url, .result = {.at = T0 + at, .state = state, .fault = fault, .http_status = status}, .hold_s = HOLD, .etag = etag};
    assert_int_equal(store_try_put(f->store, SITE, &try, &f->err), OIT_OK);
}

static void tries_with_one_result_are_one_row(void **state)
{
    struct store_fixture *f = *state;
    struct watch_span *spans;
    size_t n;
    for (int i = 0; i < 48; i++)
        put(f, SITE, i * 1800, WATCH_OK, FAULT_NONE, 304, i == 3 ? "\"e\"" : NULL);
    put(f, SITE, 48 * 1800, WATCH_DOWN, FAULT_HTTP, 503, NULL);
    put(f, SITE, 48 * 1800 + 300, WATCH_DOWN, FAULT_HTTP, 502, NULL);
    put(f, PAGE, 10, WATCH_OK, FAULT_NONE, 200, NULL);
    put(f, PAGE, 50000, WATCH_OK, FAULT_NONE, 200, NULL);  /* too long after */
    put(f, PAGE, 49000, WATCH_OK, FAULT_NONE, 200, NULL);  /* the clock was set back */
    assert_int_equal(store_spans(f->store, SITE, 0, INT64_MAX / 2, &f->arena, &spans, &n, &f->err), OIT_OK);
    assert_int_equal(n, 6);
    assert_string_equal(spans[0].url, SITE);
    assert_int_equal(spans[0].n_tries, 48);
    assert_int_equal(spans[0].from, T0);
    assert_int_equal(spans[0].to, T0 + 47 * 1800);
    assert_int_equal(spans[1].fault, FAULT_HTTP);
    assert_int_equal(spans[1].http_status, 503);
    assert_int_equal(spans[1].state, WATCH_DOWN);
    assert_string_equal(spans[3].url, PAGE);
    assert_int_equal(store_spans(f->store, SITE, T0 + 200000, T0 + 300000, &f->arena, &spans, &n, &f->err), OIT_OK);
    assert_int_equal(n, 0);
    assert_int_equal(store_spans(f->store, "http://b.go.th/", 0, INT64_MAX / 2, &f->arena, &spans, &n, &f->err), OIT_OK);
    assert_int_equal(n, 0);
}

static void validators_stay(void **state)
{
    struct store_fixture *f = *state;
    struct store_seen seen;
    bool found;
    assert_int_equal(store_seen_get(f->store, SITE, PAGE, &f->arena, &found, &seen, &f->err), OIT_OK);
    assert_false(found);
    put(f, PAGE, 0, WATCH_OK, FAULT_NONE, 200, "\"first\"");
    put(f, PAGE, 900, WATCH_OK, FAULT_NONE, 200, NULL);
    assert_int_equal(store_seen_get(f->store, SITE, PAGE, &f->arena, &found, &seen, &f->err), OIT_OK);
    assert_true(found);
    assert_string_equal(seen.etag, "\"first\"");
    assert_int_equal(seen.span.to, T0 + 900);
}

static void troubles_are_told_once(void **state)
{
    struct store_fixture *f = *state;
    struct store_outage *o;
    size_t n;
    const struct outage down = {.kind = WATCH_DOWN, .began_at = T0, .fault = FAULT_TIMEOUT}, gone = {.kind = WATCH_GONE, .began_at = T0 + 10, .fault = FAULT_HTTP, .http_status = 410};
    assert_int_equal(store_outage_begin(f->store, SITE, SITE, &down, &f->err), OIT_OK);
    assert_int_equal(store_outage_begin(f->store, SITE, PAGE, &gone, &f->err), OIT_OK);
    assert_int_equal(store_outages_pending(f->store, SITE, &f->arena, &o, &n, &f->err), OIT_OK);
    assert_int_equal(n, 2);
    assert_int_equal(o[1].outage.kind, WATCH_GONE);
    assert_int_equal(o[1].outage.fault, FAULT_HTTP);
    assert_int_equal(o[1].outage.http_status, 410);
    assert_int_equal(store_outage_told(f->store, o[0].row, false, T0 + 5, &f->err), OIT_OK);
    assert_int_equal(store_outage_end(f->store, SITE, SITE, T0 + 100, &f->err), OIT_OK);
    assert_int_equal(store_outages_pending(f->store, SITE, &f->arena, &o, &n, &f->err), OIT_OK);
    assert_int_equal(n, 2);
    assert_int_equal(o[0].began_told, T0 + 5);
    assert_int_equal(o[0].outage.ended_at, T0 + 100);
    assert_int_equal(store_outage_told(f->store, o[0].row, true, T0 + 101, &f->err), OIT_OK);
    assert_int_equal(store_outages_pending(f->store, SITE, &f->arena, &o, &n, &f->err), OIT_OK);
    assert_int_equal(n, 1);
    assert_int_equal(store_outages(f->store, SITE, T0 + 101, T0 + 200, &f->arena, &o, &n, &f->err), OIT_OK);
    assert_int_equal(n, 1); /* the one that lasts */
    assert_int_equal(store_outages(f->store, SITE, 0, INT64_MAX, &f->arena, &o, &n, &f->err), OIT_OK);
    assert_int_equal(n, 2);
}

static void what_was_told(void **state)
{
    struct store_fixture *f = *state;
    const char *text;
    int64_t at;
    assert_int_equal(store_watch_told_get(f->store, SITE, "watch-certificate", "h", &f->arena, &text, &at, &f->err), OIT_OK);
    assert_string_equal(text, "");
    assert_int_equal(store_watch_told_put(f->store, SITE, "watch-certificate", "h", "30", &f->err), OIT_OK);
    assert_int_equal(store_watch_told_put(f->store, SITE, "watch-certificate", "h", "14", &f->err), OIT_OK);
    assert_int_equal(store_watch_told_get(f->store, SITE, "watch-certificate", "h", &f->arena, &text, &at, &f->err), OIT_OK);
    assert_string_equal(text, "14");
    assert_true(at > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tries_with_one_result_are_one_row, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(validators_stay, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(troubles_are_told_once, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(what_was_told, store_fixture_begin, store_fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
