/* test_manners.c - the least a guest does: it asks for robots.txt before any page, once, and for every page once.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/visit.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"

static const struct server_file files[] = {
    {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") "<nav><a href=/about.html>เกี่ยวกับเรา</a> <a href=\"/\">หน้าแรก</a> <a href=\"about.html#top\">เกี่ยวกับ</a></nav>"},
    {"about.html", HEAD("เกี่ยวกับเรา") "<p>ประวัติความเป็นมา</p><a href=\"/index.html\">หน้าแรก</a> <a href=\"./about.html?\">ที่นี่</a>"},
    {NULL, NULL},
};

static void asks_for_robots_first_and_for_a_page_once(void **state)
{
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{"www.own.example.go.th", NULL, files}}, 1, NULL);
    visit_scan(&v, "/", NULL);
    size_t n = 0;
    const struct server_request *requests = server_requests(v.server, &n);
    assert_true(n > 0 && str_eq_c(requests[0].target, "/robots.txt"));
    assert_int_equal(visit_count(&v, "/robots.txt"), 1);
    assert_int_equal(visit_count(&v, "/"), 1);
    assert_int_equal(visit_count(&v, "/about.html"), 1);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(asks_for_robots_first_and_for_a_page_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
