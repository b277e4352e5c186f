/* test_answers.c - pages that come in place of the page asked for, as a run meets them: what the report calls them, and what it never concludes from them.
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
#define OWN "www.own.example.go.th"

static const struct server_file files[] = {
    {"index.html", HEAD("องค์การบริหารส่วนตำบลทุ่งทอง") "<h1>องค์การบริหารส่วนตำบลทุ่งทอง</h1><ul><li><a href=/structure>โครงสร้างหน่วยงาน</a><li><a href=/duty>อำนาจหน้าที่</a>"
                   "<li><a href=/plan>แผนพัฒนาท้องถิ่น</a><li><a href=/contact>ข้อมูลการติดต่อ</a><li><a href=/qa>ช่องทางการสอบถามข้อมูล</a><li><a href=/news>ข่าวประชาสัมพันธ์</a></ul>"},
    {"news/index.html", HEAD("ข่าว") "<p>ข่าวของตำบล</p>"},
    {NULL, NULL},
};

static const char *code_of(const struct check *check, const char *part, bool is_dead)
{
    const struct oit_unread *list = is_dead ? check->report.faults : check->report.unread;
    size_t n = is_dead ? check->report.n_faults : check->report.n_unread;
    for (size_t i = 0; i < n; i++)
        if (strstr(list[i].url, part))
            return list[i].code;
    return "";
}

static const struct oit_notice *notice_of(const struct check *check, const char *code)
{
    for (size_t i = 0; i < check->report.n_notices; i++)
        if (strcmp(check->report.notices[i].code, code) == 0)
            return &check->report.notices[i];
    return NULL;
}

static void begin(struct visit *v, const char *scenario)
{
    visit_begin(v, (struct server_root[]){{OWN, NULL, files}}, 1, scenario);
}

static void a_refusal_says_why_in_its_body(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/structure status=403 type=text/html body=\"<title>Just a moment...</title><p>Verifying you are human. Enable JavaScript and cookies to continue\"\n"
              "/duty status=403 type=text/html body=\"<title>Request Rejected</title><p>The requested URL was rejected. Your support ID is: 77\"\n"
              "/plan status=401 type=text/html body=\"<h1>กรุณาเข้าสู่ระบบ</h1>\"\n"
              "/contact status=500 type=text/html body=\"<h1>Error establishing a database connection</h1>\"\n"
              "/qa status=403 type=text/html body=\"<h1>Forbidden</h1>\"\n");
    visit_scan(&v, "/", NULL);
    assert_string_equal(code_of(&v.check, "/structure", false), "challenge");
    assert_string_equal(code_of(&v.check, "/duty", false), "blocked");
    assert_string_equal(code_of(&v.check, "/plan", false), "login-required");
    assert_string_equal(code_of(&v.check, "/contact", false), "site-error");
    assert_string_equal(code_of(&v.check, "/qa", false), "http-403"); /* nothing better is known */
    assert_int_equal(check_item(&v.check, "O1")->status, OIT_UNKNOWN);
    assert_non_null(notice_of(&v.check, "challenge"));
    assert_non_null(notice_of(&v.check, "site-error")->advice.th);
    assert_int_equal(v.check.report.run.failed, 5);
    assert_true(v.check.run.code == 1 || v.check.run.code == 3);
    assert_int_equal(visit_count(&v, "/structure") >= 1, true);
    visit_end(&v);
}

/* Whatever stands on a 404: the page is gone. */
static void a_404_is_a_404(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/structure status=404 type=text/html body=\"<title>Just a moment...</title><p>Verifying you are human\"\n"
              "/duty status=410 type=text/html body=\"<h1>เว็บไซต์ปิดปรับปรุง</h1>\"\n/plan body=ok\n/contact body=ok\n/qa body=ok\n");
    visit_scan(&v, "/", NULL);
    assert_string_equal(code_of(&v.check, "/structure", true), "http-404");
    assert_string_equal(code_of(&v.check, "/duty", true), "http-410");
    assert_int_equal(visit_count(&v, "/structure"), 2); /* seen twice */
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
}

/* 200 and no page of the site: unread, never evidence and never missing. */
static void a_page_of_200_may_be_none(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/structure type=text/html body=\"<title>โปรดรอสักครู่</title><p>กำลังตรวจสอบเบราว์เซอร์ของท่าน</p><script src=/c.js></script>\"\n"
              "/duty type=text/html body=\"<title>Request Rejected</title><p>The requested URL was rejected. Your support ID is: 5\"\n"
              "/plan type=text/html body=\"<h1>Account Suspended</h1><p>This account has been suspended\"\n"
              "/contact type=text/html body=\"<b>Warning: mysqli_connect():</b> Too many connections in /var/www/db.php on line 12\"\n"
              "/qa type=text/html body=\"<h1>ปิดปรับปรุงเว็บไซต์ชั่วคราว</h1>\"\n");
    visit_scan(&v, "/", NULL);
    assert_string_equal(code_of(&v.check, "/structure", false), "challenge");
    assert_string_equal(code_of(&v.check, "/duty", false), "blocked");
    assert_string_equal(code_of(&v.check, "/plan", false), "hosting-page");
    assert_string_equal(code_of(&v.check, "/contact", false), "site-error");
    assert_string_equal(code_of(&v.check, "/qa", false), "maintenance");
    assert_int_equal(check_item(&v.check, "O1")->status, OIT_UNKNOWN);
    assert_int_equal(check_item(&v.check, "O3")->status, OIT_UNKNOWN);
    assert_int_equal(check_count(&v.check, OIT_PUBLISHED), 0);
    assert_int_equal(visit_count(&v, "/c.js"), 0);
    assert_true(v.check.run.code == 1 || v.check.run.code == 3);
    visit_end(&v);
}

static void a_start_page_that_is_none_is_said_to_be_so(void **state)
{
    static const struct {
        const char *scenario, *code;
    } cases[] = {
        {"/ status=403 type=text/html body=\"<title>Just a moment...</title><p>Verifying you are human. Ray ID 5\"\n", "challenge"},
        {"/ type=text/html body=\"<title>Security check</title><p>Please verify you are human <a href=/help>help</a>\"\n", "challenge"},
        {"/ type=text/html body=\"<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><a href=/docs>documentation</a>\"\n", "hosting-page"},
        {"/ type=text/html body=\"<h1>This domain is for sale</h1><a href=/buy>buy</a>\"\n", "parked-domain"},
        {"/ status=503 type=text/html body=\"<h1>ขออภัย เว็บไซต์อยู่ระหว่างปรับปรุง</h1>\"\n", "maintenance"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct visit v;
        begin(&v, cases[i].scenario);
        visit_scan(&v, "/", NULL);
        if (v.check.run.code != 4 || !check_said(&v.check, cases[i].code))
            fail_msg("case %zu: exit %d: %s", i, v.check.run.code, buf_str(&v.check.run.err).p);
        assert_int_equal(visit_count(&v, "/structure"), 0);
        visit_end(&v);
    }
}

/* A login box in the corner of every page, and an e-service that begins with one: pages of content stay content. */
static void a_login_box_in_a_corner_closes_nothing(void **state)
{
#define BOX "<aside><form action=/login><input name=u placeholder=ชื่อผู้ใช้><input type=password name=p><button>เข้าสู่ระบบ</button></form></aside>"
    static const struct server_file boxed[] = {
        {"index.html", HEAD("องค์การบริหารส่วนตำบลทุ่งทอง") BOX "<main><h1>องค์การบริหารส่วนตำบลทุ่งทอง</h1><a href=/structure.html>โครงสร้างหน่วยงาน</a></main>"},
        {"structure.html", HEAD("โครงสร้างหน่วยงาน") BOX "<main><h1>โครงสร้างหน่วยงาน</h1><p>แผนผังโครงสร้างการแบ่งส่วนราชการขององค์การบริหารส่วนตำบล ประกอบด้วยสำนักปลัด กองคลัง "
                           "กองช่าง และกองการศึกษา ศาสนาและวัฒนธรรม โดยมีปลัดองค์การบริหารส่วนตำบลเป็นผู้บังคับบัญชา</p><ul><li>สำนักปลัด งานบริหารทั่วไป งานนโยบายและแผน<li>กองคลัง "
                           "งานการเงิน งานพัสดุและทรัพย์สิน<li>กองช่าง งานก่อสร้าง งานออกแบบและควบคุมอาคาร<li>กองการศึกษา งานบริหารการศึกษา งานศูนย์พัฒนาเด็กเล็ก</ul>"
                           "<img src=chart.png width=900 height=600 alt=แผนผังโครงสร้าง></main>"},
        {NULL, NULL},
    };
#undef BOX
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{OWN, NULL, boxed}}, 1, NULL);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.report.n_unread, 0);
    assert_int_not_equal(check_item(&v.check, "O1")->status, OIT_UNKNOWN);
    assert_int_equal(visit_count(&v, "/structure.html"), 1);
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refusal_says_why_in_its_body),
        cmocka_unit_test(a_404_is_a_404),
        cmocka_unit_test(a_page_of_200_may_be_none),
        cmocka_unit_test(a_start_page_that_is_none_is_said_to_be_so),
        cmocka_unit_test(a_login_box_in_a_corner_closes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
