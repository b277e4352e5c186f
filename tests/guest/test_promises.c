/* test_promises.c - nothing is called missing that was not read, and nothing published that is not there: where spellings, redirects, empty frames and limits
 * could make a crawl look away.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/site_files.h"
#include "../support/visit.h"

#define OWN "www.own.example.go.th"
#define OTHER "data.own.example.go.th"
#define PLAN "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570"
#define PLAN_BODY "<p>แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570 โครงการ กิจกรรม งบประมาณ 20,000 บาท ช่วงเวลาดำเนินการ ตุลาคม 2566 - กันยายน 2567</p>"
enum { PAGES = 30 };

static struct site_files site, other;

static int reset(void **state)
{
    (void)state;
    site_files_done(&site);
    site_files_done(&other);
    return 0;
}

static void begin_own(struct visit *v, const char *scenario)
{
    visit_begin(v, (struct server_root[]){{OWN, NULL, site_files_list(&site)}, {OTHER, NULL, site_files_list(&other)}}, 2, scenario);
}

static enum oit_status plan_of(const struct visit *v)
{
    return check_item(&v->check, "O32")->status;
}

/* Two spellings of one address lead to another host of ours, whose robots.txt nobody has asked for yet: none of them is left lying. */
static void spelling_of_a_redirect_to_another_host(void **state)
{
    struct visit v;
    (void)state;
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง",
                    "<nav><a href='http://" OTHER ":@PORT@/'>ข้อมูล</a></nav><a href='/go.php?a=1&amp;b=2'>อ่าน</a> <a href='/go.php?b=2&amp;a=1'>" PLAN "</a>");
    site_files_page(&other, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='http://" OWN ":@PORT@/'>หน้าหลัก</a>");
    site_files_page(&other, "plan.html", PLAN, PLAN_BODY);
    begin_own(&v, "//" OWN "/go.php* redirect=http://" OTHER ":@PORT@/plan.html\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(plan_of(&v), OIT_PUBLISHED);
    assert_int_equal(v.check.run.code, 1);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.report.n_unread, 0);
    assert_int_equal(visit_count_prefix(&v, "/go.php"), 1);
    assert_int_equal(visit_count(&v, "/plan.html"), 1);
    visit_end(&v);
}

/* Pages whose list a script brings look like the page for what is not there: frame, heading, "loading". */
static void half_pages_are_not_the_page_that_is_not_there(void **state)
{
    struct visit v;
    (void)state;
    const char *menu = "<nav><a href='/'>หน้าแรก</a> <a href='/list?k=oit'>การเปิดเผยข้อมูลสาธารณะ</a> <a href='/list?k=news'>ข่าว</a> <a href='/list?k=a'>ประวัติ</a> <a href='/list?k=b'>กิจการสภา</a> <a href='/list?k=c'>กองคลัง</a> <a href='/list?k=d'>กองช่าง</a> <a href='/list?k=e'>กองการศึกษา</a> <a href='/list?k=f'>สำนักปลัด</a> <a href='/list?k=g'>ภาพกิจกรรม</a> <a href='/list?k=h'>แผนที่</a></nav>";
    char scenario[3000];
    site.menu = menu;
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<p>ยินดีต้อนรับสู่เทศบาลตำบลบ้านทดลอง</p><p>ติดต่อ 02 123 4567</p>");
    (void)snprintf(scenario, sizeof scenario,
                   "/robots.txt status=404\n/sitemap* status=404\n/favicon* status=404\n"
                   "/ header=\"X-A: 1\"\n/index.html header=\"X-A: 1\"\n/app.js type=text/javascript body=\"load()\"\n/* type=text/html body=\"<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>เทศบาลตำบลบ้านทดลอง</title><script src=/app.js></script></head><body>"
                   "%s<main><h1>เทศบาลตำบลบ้านทดลอง รายการ</h1><div id=app></div></main><footer>โทร 02 123 4567</footer></body></html>\"\n", menu);
    begin_own(&v, scenario);
    visit_scan(&v, "/", (const char *const[]){"--render", "off", NULL});
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count_prefix(&v, "/list?"), 10);
    visit_end(&v);
}

/* A gateway shows one page in words of its own for all that is asked, with status 200: nothing was read there. */
static void one_text_for_all_addresses_is_no_page(void **state)
{
    static const char *const paths[] = {"/about.html", "/news/show.php?id=7", "/oit/o32", "/download/plan", "/board/list.aspx", "/people.html", "/budget/2567"};
    static const char *const labels[] = {"โครงสร้างหน่วยงาน", "ข่าว", PLAN, "แผนดำเนินงานและการใช้งบประมาณประจำปี พ.ศ. 2567", "กระดานถามตอบ", "ข้อมูลผู้บริหาร", "อำนาจหน้าที่"};
    struct visit v;
    const char *list = "";
    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        list = site_files_text(&site, "%s<li><a href='%s'>%s</a>", list, paths[i], labels[i]);
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", list);
    begin_own(&v, "/ header=\"X-A: 1\"\n/robots.txt status=404\n/oitcheck* status=404\n/sitemap* status=404\n"
                  "/* type=text/html body=\"<html><head><title>notice</title></head><body><p>ช่องทางนี้เปิดให้ใช้เป็นช่วง ขอให้กลับมาใหม่ภายหลัง รหัส 77</p></body></html>\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    assert_int_equal(v.check.run.code, 3);
    assert_false(v.check.report.run.complete);
    assert_int_equal(v.check.report.n_unread, sizeof paths / sizeof *paths);
    assert_int_equal(visit_count(&v, "/oit/o32"), 1);
    visit_end(&v);
}

/* Pages that link to a sub-domain are read before its front page has told whose it is. */
static void sub_domain_is_read_whenever_it_is_known_as_ours(void **state)
{
    static const char *const connections[] = {"1", "4", "16"};
    (void)state;
    const char *list = "";
    for (unsigned i = 0; i < 12; i++) {
        list = site_files_text(&site, "%s<a href=/a%u.html>เรื่อง %u</a> ", list, i, i);
        site_files_page(&site, site_files_text(&site, "a%u.html", i), site_files_text(&site, "เรื่อง %u", i),
                        site_files_text(&site, "<p>%s</p><a href='http://" OTHER ":@PORT@/b%u.html'>อ่าน</a>", site_files_words(&site, i), i));
        site_files_page(&other, site_files_text(&site, "b%u.html", i), i == 7 ? PLAN : site_files_text(&site, "ตอน %u", i), i == 7 ? PLAN_BODY : site_files_words(&site, 60 + i));
    }
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", site_files_text(&site, "%s<a href='http://" OTHER ":@PORT@/'>ข้อมูล</a>", list));
    site_files_page(&other, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='http://" OWN ":@PORT@/'>หน้าหลัก</a>");
    for (size_t i = 0; i < sizeof connections / sizeof *connections; i++) {
        struct visit v;
        begin_own(&v, "//" OTHER "/robots.txt delay-ms=150 status=404\n");
        visit_scan(&v, "/", (const char *const[]){"--connections", connections[i], NULL});
        assert_int_equal(plan_of(&v), OIT_PUBLISHED);
        assert_int_equal(v.check.run.code, 1);
        assert_true(v.check.report.run.complete);
        for (unsigned k = 0; k < 12; k++)
            assert_int_equal(visit_count(&v, site_files_text(&site, "/b%u.html", k)), 1);
        visit_end(&v);
    }
}

/* "No data", until the script has put the rows in its place: the list itself could not be read. */
static void placeholder_of_a_list_is_no_list(void **state)
{
    static const char *const rows[] = {"ไม่พบข้อมูล", "No data available in table", "ไม่มีรายการ"}, *const scripts[] = {"$.ajax({url:'/api/list'})", "fetch('/api/list').then(show)", "$.post('/api/list',show)"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct visit v;
        site.menu = "<nav><a href=/>หน้าแรก</a> <a href=/oit.html>การเปิดเผยข้อมูลสาธารณะ (OIT)</a></nav>";
        site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<p>ยินดีต้อนรับ</p>");
        site_files_page(&site, "oit.html", "การเปิดเผยข้อมูลสาธารณะ (OIT)",
                        site_files_text(&site, "<table><thead><tr><th>ลำดับ<th>ชื่อเอกสาร</thead><tbody><tr><td colspan=2>%s</tbody></table><script>%s</script>", rows[i], scripts[i]));
        begin_own(&v, "/api/list status=503\n");
        visit_scan(&v, "/", (const char *const[]){"--render", "off", NULL});
        assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
        assert_int_equal(v.check.run.code, 1);
        assert_int_equal(visit_count(&v, "/oit.html"), 1);
        visit_end(&v);
        site_files_done(&site);
    }
}

static void build_tabs(const char *label_of_item, const char *label_of_tab)
{
    const char *list = "", *two = "";
    for (unsigned i = 1; i <= PAGES; i++) {
        bool is_item = i == 29;
        const char *title = is_item ? PLAN : site_files_text(&site, "เรื่องที่ %u", i), *label = is_item ? label_of_item : title;
        const char *body = site_files_text(&site, "<p>%s</p><a href='/view.php?id=%u&amp;tab=2'>%s</a>", is_item ? "ส่วนประชาสัมพันธ์ของหน่วยงาน เชิญอ่านเอกสารในแท็บถัดไป" : site_files_words(&site, i), i, is_item ? label_of_tab : "แนบท้าย");
        site_files_page(&site, site_files_text(&site, "view.php?id=%u", i), title, body);
        site_files_page(&site, site_files_text(&site, "view.php?id=%u&tab=2", i), title, is_item ? PLAN_BODY : body);
        const char **at = is_item ? &two : &list;
        *at = site_files_text(&site, "%s<li><a href='/view.php?id=%u'>%s</a>", *at, i, label);
    }
    for (unsigned i = 1; i <= 12; i++)
        site_files_page(&site, site_files_text(&site, "more%u.html", i), site_files_text(&site, "รวม %u", i),
                        i < 12 ? site_files_text(&site, "<p>%s</p><a href='/more%u.html'>ต่อไป</a>", site_files_words(&site, 300 + i), i + 1) : two);
    list = site_files_text(&site, "%s<li><a href='/more1.html'>ต่อไป</a>", list);
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", list);
}

/* A parameter that changes nothing on all other pages shows the plan on the page of the plan. */
static void learned_parameter_hides_no_item(void **state)
{
    static const char *const labels[] = {"แนบท้าย", PLAN, "อ่านต่อ"};
    (void)state;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct visit v;
        build_tabs(PLAN, labels[i]);
        begin_own(&v, NULL);
        visit_scan(&v, "/", NULL);
        assert_int_equal(visit_count(&v, "/view.php?id=29&tab=2"), 1);
        assert_int_equal(plan_of(&v), OIT_PUBLISHED);
        assert_int_equal(v.check.run.code, 1);
        visit_end(&v);
        site_files_done(&site);
    }
}

/* More links than are looked at on one page, the plan last. */
static void links_beyond_the_limit_stay_open(void **state)
{
    struct visit v;
    (void)state;
    struct buf all;
    buf_init(&all, 0);
    for (unsigned i = 0; i < 20500; i++)
        (void)buf_addf(&all, "<li><a href=/n>ข่าว</a>");
    (void)buf_addf(&all, "<li><a href=/plan.html>" PLAN "</a>");
    struct str list = buf_str(&all);
    site_files_page(&site, "n", "ข่าว", "<p>ข่าวทั่วไปของเทศบาล</p>");
    site_files_page(&site, "plan.html", PLAN, PLAN_BODY);
    site_files_page(&site, "oit.html", "การเปิดเผยข้อมูลสาธารณะ (OIT)", list.p);
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href=/oit.html>การเปิดเผยข้อมูลสาธารณะ OIT</a>");
    begin_own(&v, NULL);
    visit_scan(&v, "/", NULL);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    assert_int_equal(v.check.run.code, 1);
    assert_true(visit_count(&v, "/n") <= 1);
    visit_end(&v);
    site_files_done(&site);
    site_files_page(&site, "n", "ข่าว", "<p>ข่าวทั่วไปของเทศบาล</p>");
    site_files_page(&site, "plan.html", PLAN, PLAN_BODY);
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", list.p);
    begin_own(&v, NULL);
    visit_scan(&v, "/", NULL);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    assert_int_equal(v.check.run.code, 1);
    assert_true(visit_count(&v, "/n") <= 1);
    visit_end(&v);
    buf_done(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(spelling_of_a_redirect_to_another_host, reset),
        cmocka_unit_test_teardown(half_pages_are_not_the_page_that_is_not_there, reset),
        cmocka_unit_test_teardown(one_text_for_all_addresses_is_no_page, reset),
        cmocka_unit_test_teardown(sub_domain_is_read_whenever_it_is_known_as_ours, reset),
        cmocka_unit_test_teardown(placeholder_of_a_list_is_no_list, reset),
        cmocka_unit_test_teardown(learned_parameter_hides_no_item, reset),
        cmocka_unit_test_teardown(links_beyond_the_limit_stay_open, reset),
    };
    return cmocka_run_group_tests_name("promises", tests, NULL, NULL);
}
