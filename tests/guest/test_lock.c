/* test_lock.c - one check of a site at a time: the second is told at once who holds it and since when; the dead hold nothing.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/visit.h"
#include "base/clock.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"

static const struct server_file files[] = {
    {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") "<a href=/a.html>โครงสร้าง</a> <a href=/slow.html>ข่าว</a>"},
    {"a.html", HEAD("โครงสร้าง") "<p>สำนักปลัด กองคลัง</p>"},
    {"slow.html", HEAD("ข่าว") "<p>งานบุญ</p>"},
    {NULL, NULL},
};
static const struct server_file others[] = {{"index.html", HEAD("โรงเรียนบ้านทดลอง") "<p>ยินดีต้อนรับ</p>"}, {NULL, NULL}};
#define HOST "www.own.example.go.th"
#define OTHER "www.school.example.ac.th"
static const struct server_root roots[] = {{HOST, NULL, files}, {OTHER, NULL, others}};

/* Starts a check of the first site, which hangs on one page, and waits until it does. Over one connection: while that hangs, nothing else is asked for,
 * so what the log holds afterwards is another's. */
static pid_t begin_slow(struct visit *v)
{
    char url[200];
    visit_begin(v, roots, 2, "/slow.html hang\n");
    (void)snprintf(url, sizeof url, "http://" HOST ":%d/", server_port(v->server));
    pid_t child = program_start((const char *const[]){"scan", url, "--db", v->db, "--resolve", v->resolve[0], "--rate", "0", "--ocr", "off", "--timeout", "20s", "--connections", "1", "--quiet",
                                                      "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL});
    const struct timespec moment = {.tv_nsec = 5000000};
    for (int i = 0; i < 2000 && visit_count(v, "/slow.html") == 0; i++)
        (void)nanosleep(&moment, NULL);
    assert_int_equal(visit_count(v, "/slow.html"), 1);
    return child;
}

static void second_check_is_told_who_and_since_when(void **state)
{
    struct visit v;
    char expected[200], host[100] = "";
    (void)state;
    pid_t child = begin_slow(&v);
    int64_t least_ms = INT64_MAX;
    for (int i = 0; i < 3 && least_ms >= 1000; i++) { /* a machine that is busy may be late with one of them */
        int64_t begun = clock_mono_ms();
        visit_scan(&v, "/", NULL);
        least_ms = clock_mono_ms() - begun < least_ms ? clock_mono_ms() - begun : least_ms;
        assert_int_equal(v.check.run.code, 5);
    }
    assert_true(least_ms < 1000 || getenv("OITCHECK_SLOW"));
    assert_int_equal(visit_count(&v, "/") + visit_count(&v, "/robots.txt"), 2); /* the first check's: the site is not troubled */
    assert_int_equal(v.check.report.n_items, 0);
    (void)gethostname(host, sizeof host - 1);
    (void)snprintf(expected, sizeof expected, "process %d of ", (int)child);
    assert_true(check_said(&v.check, expected));
    assert_true(check_said(&v.check, host));
    assert_true(check_said(&v.check, "since "));
    assert_true(check_said(&v.check, " น.)"));
    (void)program_stop(child, SIGKILL);
    visit_end(&v);
}

static void dead_process_holds_nothing(void **state)
{
    struct visit v;
    (void)state;
    (void)program_stop(begin_slow(&v), SIGKILL);
    visit_scan(&v, "/", (const char *const[]){"--timeout", "1s", NULL});
    assert_true(v.check.run.code == 1 || v.check.run.code == 3);
    assert_true(v.check.report.n_items > 0);
    visit_end(&v);
}

static void other_site_of_the_same_store_is_checked_meanwhile(void **state)
{
    struct visit v;
    char url[200];
    struct check other;
    (void)state;
    pid_t child = begin_slow(&v);
    (void)snprintf(url, sizeof url, "http://" OTHER ":%d/", server_port(v.server));
    check_run((const char *const[]){"scan", url, "--db", v.db, "--resolve", v.resolve[1], "--ocr", "off", "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL}, NULL, &other);
    assert_int_equal(other.run.code, 1);
    assert_true(other.report.run.complete);
    check_done(&other);
    (void)program_stop(child, SIGINT);
    visit_end(&v);
}

/* Reading commands are free; what would write into the run that is being made waits for its end. */
static void other_commands_stand_aside_of_the_running_check_only(void **state)
{
    struct visit v;
    struct check other;
    (void)state;
    visit_begin(&v, roots, 2, "/slow.html hang\n");
    visit_end(&v);
    pid_t child = begin_slow(&v);
    check_run((const char *const[]){"assess", "--db", v.db, "--fiscal-year", "2567", NULL}, NULL, &other);
    assert_int_equal(other.run.code, 5);
    check_done(&other);
    struct program_run list;
    program_run((const char *const[]){"list", "--db", v.db, NULL}, NULL, &list);
    assert_int_equal(list.code, 0);
    program_done(&list);
    (void)program_stop(child, SIGINT);
    check_run((const char *const[]){"assess", "--db", v.db, "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL}, NULL, &other);
    assert_int_equal(other.run.code, 3);
    check_done(&other);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(second_check_is_told_who_and_since_when),
        cmocka_unit_test(dead_process_holds_nothing),
        cmocka_unit_test(other_site_of_the_same_store_is_checked_meanwhile),
        cmocka_unit_test(other_commands_stand_aside_of_the_running_check_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
