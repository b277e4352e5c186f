/* test_second_round.c - outages: what failed is asked once more when all else is done; what heals counts as read; dead hosts cost little.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/visit.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define HOST "www.nongbua.example.go.th"
#define REPORT "รายงานผลการดำเนินการป้องกันการทุจริต ประจำปี 2567"

enum { N_DEAD_LINKS = 200 };

static const struct server_file site[] = {
    {"index.html", HEAD("เทศบาลตำบลหนองบัว") "<a href=/plan.php>แผนพัฒนาท้องถิ่น</a> <a href=/news/>ข่าว</a> <a href=/contact.html>ติดต่อ</a>"},
    {"plan.php", HEAD("แผนพัฒนาท้องถิ่น") "<p>แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570</p><a href=/deep.html>รายละเอียด</a>"},
    {"deep.html", HEAD("รายละเอียด") "<p>โครงการตามแผน</p>"},
    {"news/index.html", HEAD("ข่าว") "<p>ข่าวประชาสัมพันธ์</p>"},
    {"contact.html", HEAD("ติดต่อเรา") "<p>โทรศัพท์ 0 2000 0000</p>"},
    {NULL, NULL},
};

static void begin(struct visit *v, const struct server_file *files, const char *scenario)
{
    visit_begin(v, (struct server_root[]){{HOST, NULL, files}}, 1, scenario);
}

static int64_t arrival(struct visit *v, const char *target, size_t which)
{
    size_t n = 0;
    const struct server_request *r = server_requests(v->server, &n);
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(r[i].target, target) && which-- == 0)
            return r[i].mono_ms;
    return -1;
}

static const struct oit_unread *unread(const struct visit *v, const char *part)
{
    for (size_t i = 0; i < v->check.report.n_unread; i++)
        if (strstr(v->check.report.unread[i].url, part))
            return &v->check.report.unread[i];
    return NULL;
}

/* Broken for the first go with all its tries; well again when everything else was read. */
static void what_healed_is_read_and_followed(void **state)
{
    static const char *const scenarios[] = {
        "/plan.php times=3 status=502\n", "/plan.php times=3 status=503\n", "/plan.php times=2 status=500\n", "/plan.php times=3 reset\n",
        "/plan.php times=3 truncate=40\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        struct visit v;
        begin(&v, site, scenarios[i]);
        visit_scan(&v, "/", NULL);
        if (v.check.report.run.failed != 0 || unread(&v, "plan.php") || !v.check.report.run.complete)
            fail_msg("%s: %u failed", scenarios[i], v.check.report.run.failed);
        assert_int_equal(v.check.run.code, 1);
        assert_string_equal(v.check.report.run.stop_reason, "frontier-empty");
        assert_int_equal(visit_count(&v, "/deep.html"), 1); /* what it links to is found too */
        size_t n_asked = visit_count(&v, "/plan.php");
        assert_in_range(n_asked, 3, 4);
        assert_true(arrival(&v, "/plan.php", n_asked - 1) >= arrival(&v, "/contact.html", 0)); /* after all else */
        assert_true(arrival(&v, "/plan.php", n_asked - 1) >= arrival(&v, "/news/", 0));
        visit_end(&v);
    }
}

static void what_stays_broken_counts_once(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, site, "/plan.php status=502\n/news/ status=403\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(visit_count(&v, "/plan.php"), 1 + 2 + 1); /* two retries, the second round */
    assert_int_equal(visit_count(&v, "/news/"), 1);            /* a 403 does not heal */
    assert_int_equal(v.check.report.run.failed, 2);
    assert_string_equal(unread(&v, "plan.php")->code, "http-502");
    assert_string_equal(unread(&v, "news")->code, "http-403");
    assert_int_equal(v.check.run.code, 1); /* two of five are below FAILED_LEAST */
    visit_end(&v);
}

static void tries_wait_longer_each_time(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, site, "/plan.php status=504\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(visit_count(&v, "/plan.php"), 4);
    int64_t first = arrival(&v, "/plan.php", 0), second = arrival(&v, "/plan.php", 1), third = arrival(&v, "/plan.php", 2);
    assert_true(second - first >= 70); /* 100 ms less a quarter, at rate 0 */
    assert_true(third - second >= 145);
    visit_end(&v);
}

static void a_dead_link_is_seen_twice_and_no_more(void **state)
{
    static const struct server_file files[] = {
        {"index.html", HEAD("เทศบาลตำบลหนองบัว") "<a href=/gone.pdf>" REPORT "</a><p>ประเพณีแข่งเรือ</p><div><a href=/unnamed.html>ภาพเก่า</a></div>"}, {NULL, NULL}};
    struct visit v;
    (void)state;
    begin(&v, files, NULL);
    visit_scan(&v, "/", NULL);
    assert_int_equal(visit_count(&v, "/gone.pdf"), 2);
    assert_int_equal(visit_count(&v, "/unnamed.html"), 1);
    assert_int_equal(v.check.report.run.failed, 2);
    visit_end(&v);
    begin(&v, files, "/gone.pdf times=1 status=404\n/gone.pdf type=text/html body=\"<p>รายงาน</p>\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.report.run.failed, 1);
    visit_end(&v);
}

/* --- dead hosts -------------------------------------------------------------------------------------------------------------------- */

static char dead_home[N_DEAD_LINKS * 300 + 1000];
static struct server_file dead_files[] = {{"index.html", dead_home}, {"about.html", HEAD("เกี่ยวกับ") "<p>ประวัติ</p>"}, {NULL, NULL}};
static const struct server_file nothing[] = {{"index.html", HEAD("แฟ้ม") "<p>-</p>"}, {NULL, NULL}};

static void begin_with_files_host(struct visit *v, const char *scenario)
{
    size_t n = (size_t)snprintf(dead_home, sizeof dead_home, HEAD("เทศบาลตำบลหนองบัว") "<a href=/about.html>เกี่ยวกับเรา</a>");
    for (int i = 0; i < N_DEAD_LINKS; i++)
        n += (size_t)snprintf(dead_home + n, sizeof dead_home - n, "<li><a href=\"http://files.nongbua.example.com:@PORT@/r/%d.pdf\">" REPORT " ฉบับที่ %d</a>\n", i, i);
    visit_begin(v, (struct server_root[]){{HOST, NULL, dead_files}, {"files.nongbua.example.com", NULL, nothing}}, 2, scenario);
}

static void a_host_that_hangs_costs_a_few_timeouts(void **state)
{
    struct visit v;
    (void)state;
    begin_with_files_host(&v, "//files.nongbua.example.com/robots.txt status=404\n//files.nongbua.example.com/* hang\n");
    visit_scan(&v, "/", (const char *const[]){"--timeout", "400ms", "--connections", "2", NULL});
    assert_int_equal(visit_count(&v, "/about.html"), 1);
    assert_in_range(visit_count_prefix(&v, "/r/"), 5, 12);
    assert_non_null(unread(&v, "/r/"));
    assert_string_equal(unread(&v, "/r/")->code, "timeout"); /* the true cause, also of what was not asked */
    size_t n_timeouts = 0;
    for (size_t i = 0; i < v.check.report.n_unread; i++)
        n_timeouts += strcmp(v.check.report.unread[i].code, "timeout") == 0;
    assert_int_equal(n_timeouts, N_DEAD_LINKS);
    bool is_said = false;
    for (size_t i = 0; i < v.check.report.n_notices; i++)
        is_said = is_said || strcmp(v.check.report.notices[i].code, "host-dead") == 0;
    assert_true(is_said);
    assert_int_equal(check_count(&v.check, OIT_PUBLISHED), 0);
    visit_end(&v);
}

static void a_host_that_never_answers_costs_less(void **state)
{
    struct visit v;
    (void)state;
    begin_with_files_host(&v, "//files.nongbua.example.com/* hang\n");
    visit_scan(&v, "/", (const char *const[]){"--timeout", "400ms", "--no-robots", NULL});
    assert_in_range(visit_count_prefix(&v, "/r/"), 2, 4);
    assert_int_equal(visit_count(&v, "/about.html"), 1);
    visit_end(&v);
}

static void a_parked_host_gets_another_chance(void **state)
{
    struct visit v;
    (void)state;
    begin_with_files_host(&v, "//files.nongbua.example.com/r/* times=8 reset\n//files.nongbua.example.com/r/* type=text/html body=\"<p>รายงานผล</p>\"\n");
    visit_scan(&v, "/", (const char *const[]){"--no-robots", NULL});
    assert_int_equal(v.check.report.run.failed, 0);
    assert_true(visit_count_prefix(&v, "/r/") >= N_DEAD_LINKS);
    assert_true(v.check.report.run.complete);
    visit_end(&v);
}

static void a_robots_file_that_did_not_come_is_asked_for_again(void **state)
{
    struct visit v;
    (void)state;
    begin_with_files_host(&v, "//files.nongbua.example.com/robots.txt times=3 status=502\n//files.nongbua.example.com/robots.txt status=404\n"
                              "//files.nongbua.example.com/r/* type=text/html body=\"<p>รายงานผล</p>\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.report.run.failed, 0);
    assert_int_equal(visit_count_prefix(&v, "/r/"), N_DEAD_LINKS);
    assert_true(v.check.report.run.complete);
    visit_end(&v);
}

static void the_start_host_is_waited_for(void **state)
{
    struct visit v;
    (void)state;
    static const struct server_file files[] = {
        {"index.html", HEAD("เทศบาลตำบลหนองบัว") "<a href=/1.html>หนึ่ง</a> <a href=/2.html>สอง</a> <a href=/3.html>สาม</a> <a href=/4.html>สี่</a> <a href=/5.html>ห้า</a>"},
        {"1.html", HEAD("หนึ่ง") "<p>1"}, {"2.html", HEAD("สอง") "<p>2"}, {"3.html", HEAD("สาม") "<p>3"}, {"4.html", HEAD("สี่") "<p>4"},
        {"5.html", HEAD("ห้า") "<p>5"}, {NULL, NULL}};
    begin(&v, files, "/?.html times=0 reset\n/*.html times=9 reset\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.report.run.failed, 0); /* some by a retry, the others in the second round */
    assert_int_equal(v.check.report.run.html, 6);
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
}

static void the_end_of_time_ends_the_second_round_too(void **state)
{
    struct visit v;
    (void)state;
    begin_with_files_host(&v, "//files.nongbua.example.com/r/* times=8 status=502\n//files.nongbua.example.com/r/* hang\n");
    visit_scan(&v, "/", (const char *const[]){"--no-robots", "--max-time", "2s", "--timeout", "30s", NULL});
    assert_true(v.check.report.n_unread >= N_DEAD_LINKS); /* all stay what they were: unread, with a cause */
    assert_int_equal(v.check.report.run.failed, v.check.report.n_unread);
    assert_int_equal(visit_count(&v, "/about.html"), 1);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_healed_is_read_and_followed),
        cmocka_unit_test(what_stays_broken_counts_once),
        cmocka_unit_test(tries_wait_longer_each_time),
        cmocka_unit_test(a_dead_link_is_seen_twice_and_no_more),
        cmocka_unit_test(a_host_that_hangs_costs_a_few_timeouts),
        cmocka_unit_test(a_host_that_never_answers_costs_less),
        cmocka_unit_test(a_parked_host_gets_another_chance),
        cmocka_unit_test(a_robots_file_that_did_not_come_is_asked_for_again),
        cmocka_unit_test(the_start_host_is_waited_for),
        cmocka_unit_test(the_end_of_time_ends_the_second_round_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
