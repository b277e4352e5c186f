/* test_watch.c - a site that dies and returns, as somebody sees it who runs `oitcheck watch`: what is told, once; the days of the watch; the service.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <poll.h>
#include <signal.h>

#include "store/watching.h"
#include "watching.h"

/* --- a server that dies and returns ------------------------------------------------------------------------------------------------------ */

static void dies_and_returns(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    watch(f, NULL);
    assert_int_equal(f->run.code, 0);
    assert_int_equal(f->run.out.n, 0); /* nothing happened: cron sends no mail */
    server_die(f->server);
    watch(f, NULL);
    assert_int_equal(f->run.code, 1);
    expect_out(f, "น.  เว็บไซต์เปิดไม่ได้: 127.0.0.1\n");
    assert_int_equal(count(&f->run.out, "\n"), 1); /* one line an event */
    watch(f, NULL);
    assert_int_equal(f->run.code, 1);
    assert_int_equal(f->run.out.n, 0); /* told once, whatever is started again */
    server_return(f->server, NULL);
    watch(f, NULL);
    assert_int_equal(f->run.code, 0);
    expect_out(f, "เว็บไซต์เปิดได้แล้ว");
    watch(f, NULL);
    assert_int_equal(f->run.out.n, 0);
    end(f);
}

static void pages_that_stand_for_an_outage(void **state)
{
    static const struct {
        const char *scenario;
        int code;
        const char *says;
    } cases[] = {
        {"/ status=503\n", 1, "เปิดไม่ได้"},
        {"/ status=500 body=\"<h1>Internal Server Error</h1>\" type=text/html\n", 1, "เปิดไม่ได้"},
        {"/ reset\n", 1, "เปิดไม่ได้"},
        {"/ status=404\n", 1, "เปิดไม่ได้"},
        {"/ body=\"<html><body></body></html>\" type=text/html\n", 1, "เปิดไม่ได้"},
        {"/ body=\"<html><head><title>ปิดปรับปรุง</title></head><body><h1>ปิดปรับปรุงระบบชั่วคราว</h1><p>ขออภัยในความไม่สะดวก</p></body></html>\" type=text/html\n", 1, "เปิดไม่ได้"},
        {"/ status=403\n", 1, "ไม่ได้แปลว่าล่ม"},
        {"/ status=429\n", 1, "ไม่ได้แปลว่าล่ม"},
        {"/ login\n", 1, "ต้องเข้าสู่ระบบ"},
        {"/ delay-ms=20\n", 0, NULL},
        {"/ status=503 times=2\n", 0, NULL}, /* two of three */
        {"/ redirect=/plan.html\n", 0, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture *f = begin(cases[i].scenario);
        watch(f, NULL);
        if (f->run.code != cases[i].code)
            fail_msg("%s: exit %d, %s", cases[i].scenario, f->run.code, f->run.out.p ? f->run.out.p : "");
        if (cases[i].says)
            expect_out(f, cases[i].says);
        end(f);
    }
}

static size_t n_spans(struct fixture *f)
{
    struct store *store;
    struct watch_span *spans;
    struct arena arena;
    size_t n = 0;
    arena_init(&arena);
    assert_int_equal(store_open(f->db, &store, NULL), OIT_OK);
    assert_int_equal(store_spans(store, server_url(f->server), 0, INT64_MAX / 2, &arena, &spans, &n, NULL), OIT_OK);
    store_close(store);
    arena_done(&arena);
    return n;
}

static void little_is_asked(void **state)
{
    struct fixture *f = begin(NULL);
    size_t n;
    (void)state;
    watch(f, NULL);
    watch(f, NULL);
    const struct server_request *requests = server_requests(f->server, &n);
    assert_int_equal(n, 2);
    assert_int_equal(requests[0].status, 200);
    assert_int_equal(requests[1].status, 304); /* with the validators of the last answer, over a restart */
    assert_true(str_eq_c(requests[1].method, "GET"));
    assert_int_equal(n_spans(f), 1); /* one row, however often it was asked */
    end(f);
}

/* --- profile, window, service ----------------------------------------------------------------------------------------------------------------- */

static void outside_its_days_nothing_is_asked(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    profile_is(f, "watch:\n  from: 1/5/2566\n  to: 15/6/2566\n");
    program_run((const char *const[]){"watch", "--profile", f->profile, "--once", "--rate", "0", NULL}, NULL, &f->run);
    assert_int_equal(f->run.code, 0);
    expect_out(f, "พ้นช่วงเฝ้า");
    assert_int_equal(server_accepts(f->server), 0);
    end(f);
}

static void what_is_typed_wrong(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    watch(f, (const char *const[]){"--every", "1m", NULL});
    assert_int_equal(f->run.code, 2);
    program_done(&f->run);
    program_run((const char *const[]){"watch", "--once", NULL}, NULL, &f->run);
    assert_int_equal(f->run.code, 2);
    assert_int_equal(server_accepts(f->server), 0);
    end(f);
}

static void until(bool (*fn)(struct fixture *f), struct fixture *f)
{
    for (int i = 0; i < 400 && !fn(f); i++)
        (void)poll(NULL, 0, 10);
    assert_true(fn(f));
}

static bool was_asked(struct fixture *f)
{
    return server_count(f->server, "/") > 0;
}

static size_t n_outages(struct fixture *f, bool ended)
{
    struct store *store;
    struct store_outage *outages;
    struct arena arena;
    size_t n = 0, n_all = 0;
    arena_init(&arena);
    assert_int_equal(store_open(f->db, &store, NULL), OIT_OK);
    assert_int_equal(store_outages(store, server_url(f->server), 0, INT64_MAX, &arena, &outages, &n_all, NULL), OIT_OK);
    for (size_t i = 0; i < n_all; i++)
        n += !ended || outages[i].outage.ended_at != 0;
    store_close(store);
    arena_done(&arena);
    return n;
}

static bool has_begun(struct fixture *f)
{
    return n_outages(f, false) == 1;
}

static bool has_ended(struct fixture *f)
{
    return n_outages(f, true) == 1;
}

/* As a service: it sees the outage begin by itself, ends when it is told to, and goes on where it was when it is started again. */
static void as_a_service(void **state)
{
    struct fixture *f = begin("/ status=500 times=3\n");
    (void)state;
    profile_is(f, "");
    const char *const arguments[] = {"watch", "--profile", f->profile, "--confirm", "0", "--rate", "0", NULL};
    pid_t child = program_start(arguments);
    until(was_asked, f);
    until(has_begun, f);
    assert_int_equal(program_stop(child, SIGTERM), 0);
    assert_int_equal(server_count(f->server, "/"), 3);
    child = program_start(arguments);
    until(has_ended, f);
    assert_int_equal(program_stop(child, SIGTERM), 0);
    assert_int_equal(n_outages(f, false), 1);
    end(f);
}

static void one_watch_a_site(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    profile_is(f, "");
    pid_t child = program_start((const char *const[]){"watch", "--profile", f->profile, "--rate", "0", NULL});
    until(was_asked, f);
    watch(f, NULL);
    assert_int_equal(f->run.code, 5);
    assert_non_null(strstr(f->run.err.p, "มีการเฝ้าเว็บไซต์"));
    assert_null(strchr(f->run.err.p, '#')); /* what the lock is called is nobody's business */
    assert_int_equal(program_stop(child, SIGTERM), 0);
    watch(f, NULL);
    assert_int_equal(f->run.code, 0);
    end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dies_and_returns), cmocka_unit_test(pages_that_stand_for_an_outage), cmocka_unit_test(little_is_asked),
        cmocka_unit_test(outside_its_days_nothing_is_asked), cmocka_unit_test(what_is_typed_wrong), cmocka_unit_test(as_a_service),
        cmocka_unit_test(one_watch_a_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
