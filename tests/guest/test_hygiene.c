/* test_hygiene.c - one request a page, however its links spell it, and no page lost by it.
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
enum { PAGES = 30 };

static struct site_files site;

static int reset(void **state)
{
    (void)state;
    site_files_done(&site);
    return 0;
}

static void visit_own(struct visit *v, const char *scenario)
{
    visit_begin(v, (struct server_root[]){{OWN, NULL, site_files_list(&site)}}, 1, scenario);
    visit_scan(v, "/", NULL);
    assert_true(v->check.report.run.complete);
    assert_true(v->check.run.code == 0 || v->check.run.code == 1);
}

/* Every page has a version for printers: after a few nobody asks for more. */
static void learns_a_parameter_that_changes_nothing(void **state)
{
    struct visit v;
    const char *list = "";
    (void)state;
    for (unsigned i = 1; i <= PAGES; i++) {
        const char *body = site_files_text(&site, "<p>%s</p><a href='/view.php?id=%u&amp;print=1'>พิมพ์หน้านี้</a>", site_files_words(&site, i), i);
        site_files_page(&site, site_files_text(&site, "view.php?id=%u", i), site_files_text(&site, "เรื่องที่ %u", i), body);
        site_files_page(&site, site_files_text(&site, "view.php?id=%u&print=1", i), site_files_text(&site, "เรื่องที่ %u", i), body);
        list = site_files_text(&site, "%s<li><a href='/view.php?id=%u'>เรื่อง %u</a>", list, i, i);
    }
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", list);
    visit_own(&v, NULL);
    size_t n_print = 0;
    for (unsigned i = 1; i <= PAGES; i++) {
        assert_int_equal(visit_count(&v, site_files_text(&site, "/view.php?id=%u", i)), 1);
        n_print += visit_count(&v, site_files_text(&site, "/view.php?id=%u&print=1", i));
    }
    assert_in_range(n_print, 3, 15);
    visit_end(&v);
}

/* The same parameter, but on some pages it shows something else: each of those is read. In the order of the links, over one connection: eight equal pairs are
 * proof (crawl/lessons.h), and where answers overtake each other eight of the others may be the first. */
static void loses_no_page_where_a_parameter_matters_sometimes(void **state)
{
    struct visit v;
    const char *list = "";
    (void)state;
    for (unsigned i = 1; i <= PAGES; i++) {
        bool matters = i % 8 == 7;
        const char *body = site_files_text(&site, "<p>%s</p><a href='/view.php?id=%u&amp;tab=2'>แนบท้าย</a>", site_files_words(&site, i), i);
        site_files_page(&site, site_files_text(&site, "view.php?id=%u", i), site_files_text(&site, "เรื่องที่ %u", i), body);
        site_files_page(&site, site_files_text(&site, "view.php?id=%u&tab=2", i), site_files_text(&site, "เรื่องที่ %u", i),
                        matters ? site_files_text(&site, "<p>%s</p>", site_files_words(&site, 1000 + i)) : body);
        list = site_files_text(&site, "%s<li><a href='/view.php?id=%u'>เรื่อง %u</a>", list, i, i);
    }
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", list);
    visit_begin(&v, (struct server_root[]){{OWN, NULL, site_files_list(&site)}}, 1, NULL);
    visit_scan(&v, "/", (const char *const[]){"--connections", "1", NULL});
    assert_int_equal(v.check.run.code, 1);
    assert_true(v.check.report.run.complete);
    for (unsigned i = 7; i <= PAGES; i += 8)
        assert_int_equal(visit_count(&v, site_files_text(&site, "/view.php?id=%u&tab=2", i)), 1);
    visit_end(&v);
}

/* Nearly all values show one page that says there is nothing: that proves nothing about the others. */
static void empty_categories_do_not_hide_a_full_one(void **state)
{
    struct visit v;
    const char *list = "";
    (void)state;
    for (unsigned i = 1; i <= 40; i++) {
        site_files_page(&site, site_files_text(&site, "docs.php?cat=%u", i), "เอกสาร",
                        i % 13 == 0 ? site_files_text(&site, "<p>%s</p><a href='/doc%u.html'>อ่าน</a>", site_files_words(&site, i), i)
                                    : "<p>ไม่มีรายการในหมวดนี้ เชิญดูหมวดอื่นในหน้ารวมเอกสารของเทศบาล ขอขอบคุณที่เข้ามาเยี่ยมชมเว็บไซต์ของเรา</p>");
        list = site_files_text(&site, "%s<li><a href='/docs.php?cat=%u'>หมวด %u</a>", list, i, i);
    }
    for (unsigned i = 13; i <= 40; i += 13)
        site_files_page(&site, site_files_text(&site, "doc%u.html", i), "เอกสาร", site_files_words(&site, i + 500));
    site_files_page(&site, "docs.php", "เอกสาร", list);
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='/docs.php'>เอกสารทั้งหมด</a>");
    visit_own(&v, NULL);
    for (unsigned i = 1; i <= 40; i++)
        assert_int_equal(visit_count(&v, site_files_text(&site, "/docs.php?cat=%u", i)), 1);
    for (unsigned i = 13; i <= 40; i += 13)
        assert_int_equal(visit_count(&v, site_files_text(&site, "/doc%u.html", i)), 1);
    visit_end(&v);
}

#define PLAN "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570"

static enum oit_status status_of_plan(const char *links, const char *path, const char *other_path)
{
    struct visit v;
    const char *body = "<p>แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570 โครงการ กิจกรรม งบประมาณ 20,000 บาท ช่วงเวลาดำเนินการ ตุลาคม 2566 - กันยายน 2567</p>";
    site_files_page(&site, path, PLAN, body);
    if (other_path)
        site_files_page(&site, other_path, PLAN, body);
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", links);
    visit_own(&v, NULL);
    enum oit_status status = check_item(&v.check, "O32")->status;
    if (other_path)
        assert_int_equal(visit_count_prefix(&v, "/plan.php?"), 1);
    visit_end(&v);
    site_files_done(&site);
    return status;
}

/* The link that names the item is spelled otherwise than the one that was followed: the page is found all the same. */
static void other_spelling_finds_the_page(void **state)
{
    (void)state;
    enum oit_status plain = status_of_plan("<a href='/plan.php?a=1&amp;b=2'>" PLAN "</a>", "plan.php?a=1&b=2", NULL);
    enum oit_status other = status_of_plan("<a href='/plan.php?a=1&amp;b=2'>อ่าน</a> <a href='/plan.php?b=2&amp;a=1'>" PLAN "</a>", "plan.php?a=1&b=2", "plan.php?b=2&a=1");
    assert_int_equal(plain, other);
    assert_int_not_equal(plain, OIT_MISSING);
    assert_int_not_equal(plain, OIT_UNKNOWN);
}

/* A server that answers only one order is asked for the one that stands in the link. */
static void asks_with_the_spelling_of_the_link(void **state)
{
    struct visit v;
    (void)state;
    site_files_page(&site, "show.php?z=1&a=2", "เรื่องเดียว", site_files_words(&site, 5));
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='/show.php?z=1&amp;a=2'>อ่าน</a> <a href='/show.php?z=1&amp;a=2&amp;utm_source=line'>แชร์</a>");
    visit_own(&v, NULL);
    assert_int_equal(visit_count(&v, "/show.php?z=1&a=2"), 1);
    assert_int_equal(visit_count_prefix(&v, "/show.php"), 1);
    visit_end(&v);
}

static void build_hosts(const char *port_free_prefix)
{
    const char *list = "";
    for (unsigned i = 1; i <= 20; i++) {
        site_files_page(&site, site_files_text(&site, "p%u.html", i), site_files_text(&site, "เรื่องที่ %u", i), site_files_words(&site, i));
        list = site_files_text(&site, "%s<li><a href='/p%u.html'>เรื่อง %u</a> <a href='%s/p%u.html'>ลิงก์ถาวร</a>", list, i, i, port_free_prefix, i);
    }
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", list);
}

/* Host with and without www serve the same pages. */
static void twin_host_is_not_read_twice(void **state)
{
    struct visit v;
    (void)state;
    build_hosts("http://own.example.go.th:@PORT@");
    visit_begin(&v, (struct server_root[]){{OWN, NULL, site_files_list(&site)}, {"own.example.go.th", NULL, site_files_list(&site)}}, 2, NULL);
    visit_scan(&v, "/", NULL);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.run.code, 1);
    size_t n = 0;
    for (unsigned i = 1; i <= 20; i++) {
        const char *target = site_files_text(&site, "/p%u.html", i);
        assert_true(visit_count(&v, target) >= 1);
        n += visit_count(&v, target);
    }
    assert_in_range(n, 20, 25);
    visit_end(&v);
}

/* ... or sends there: one redirect teaches it. */
static void redirect_teaches_the_host(void **state)
{
    struct visit v;
    (void)state;
    build_hosts("http://own.example.go.th:@PORT@");
    char scenario[4000] = "";
    for (unsigned i = 1; i <= 20; i++)
        (void)snprintf(scenario + strlen(scenario), sizeof scenario - strlen(scenario), "//own.example.go.th/p%u.html status=301 redirect=http://" OWN ":@PORT@/p%u.html\n", i, i);
    visit_begin(&v, (struct server_root[]){{OWN, NULL, site_files_list(&site)}, {"own.example.go.th", NULL, site_files_list(&site)}}, 2, scenario);
    visit_scan(&v, "/", NULL);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.run.code, 1);
    size_t n = 0;
    for (unsigned i = 1; i <= 20; i++)
        n += visit_count(&v, site_files_text(&site, "/p%u.html", i));
    assert_in_range(n, 20, 24);
    visit_end(&v);
}

/* Another host of the name may be another site: nothing is taken for the same. */
static void other_host_with_other_pages_is_read(void **state)
{
    struct visit v;
    static struct site_files other;
    (void)state;
    build_hosts("http://own.example.go.th:@PORT@");
    for (unsigned i = 1; i <= 20; i++)
        site_files_page(&other, site_files_text(&other, "p%u.html", i), site_files_text(&other, "อีกเรื่อง %u", i), site_files_words(&other, i + 700));
    visit_begin(&v, (struct server_root[]){{OWN, NULL, site_files_list(&site)}, {"own.example.go.th", NULL, site_files_list(&other)}}, 2, NULL);
    visit_scan(&v, "/", NULL);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.run.code, 1);
    for (unsigned i = 1; i <= 20; i++)
        assert_int_equal(visit_count(&v, site_files_text(&site, "/p%u.html", i)), 2);
    visit_end(&v);
    site_files_done(&other);
}

static void sessions_and_tracking_are_never_asked_for(void **state)
{
    struct visit v;
    const char *list = "";
    (void)state;
    for (unsigned i = 1; i <= 12; i++) {
        site_files_page(&site, site_files_text(&site, "a%u.html", i), site_files_text(&site, "เรื่องที่ %u", i), site_files_words(&site, i));
        list = site_files_text(&site,
                               "%s<li><a href='/a%u.html?PHPSESSID=%08x'>1</a><a href='/a%u.html?utm_source=fb&amp;fbclid=%x'>2</a><a href='/a%u.html;jsessionid=%X'>3</a>"
                               "<a href='/(S(lit3py55t21z5v55vlm%u))/a%u.html'>4</a><a href='/a%u.html#x%u'>5</a><a href='/./a%u.html?'>6</a>",
                               list, i, i * 77777u, i, i * 999u, i, i * 4242u, i, i, i, i, i);
    }
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", list);
    visit_own(&v, NULL);
    for (unsigned i = 1; i <= 12; i++)
        assert_int_equal(visit_count(&v, site_files_text(&site, "/a%u.html", i)), 1);
    assert_int_equal(visit_count_prefix(&v, "/(S("), 0);
    assert_true(visit_count_all(&v) <= 12 + 10); /* start, robots.txt, the page that cannot exist, names of sitemaps */
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(learns_a_parameter_that_changes_nothing, reset),
        cmocka_unit_test_teardown(loses_no_page_where_a_parameter_matters_sometimes, reset),
        cmocka_unit_test_teardown(empty_categories_do_not_hide_a_full_one, reset),
        cmocka_unit_test_teardown(other_spelling_finds_the_page, reset),
        cmocka_unit_test_teardown(asks_with_the_spelling_of_the_link, reset),
        cmocka_unit_test_teardown(twin_host_is_not_read_twice, reset),
        cmocka_unit_test_teardown(redirect_teaches_the_host, reset),
        cmocka_unit_test_teardown(other_host_with_other_pages_is_read, reset),
        cmocka_unit_test_teardown(sessions_and_tracking_are_never_asked_for, reset),
    };
    return cmocka_run_group_tests_name("hygiene", tests, NULL, NULL);
}
