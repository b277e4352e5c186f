/* test_order_of_crawl.c - what promises comes first, menus before the tails of archives; and a crawl that was cut says so and calls nothing missing.
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
#define PLAN "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570"
#define PLAN_BODY "<p>แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570 โครงการ กิจกรรม งบประมาณ 20,000 บาท ช่วงเวลาดำเนินการ ตุลาคม 2566 - กันยายน 2567</p>"

static struct site_files site;

static int reset(void **state)
{
    (void)state;
    site_files_done(&site);
    return 0;
}

/* Place of the first request for target, counted from 1; 0: none. */
static size_t place_of(struct visit *v, const char *target)
{
    size_t n = 0;
    const struct server_request *requests = server_requests(v->server, &n);
    for (size_t i = 0; i < n; i++)
        if (str_eq_c(requests[i].target, target))
            return i + 1;
    return 0;
}

/* n news in lists of ten with pages; the plan stands four clicks deep behind dull words. */
static void build(unsigned n)
{
    for (unsigned i = 1; i <= n; i++)
        site_files_page(&site, site_files_text(&site, "story/%u", i), site_files_text(&site, "เรื่องเล่า %u", i), site_files_text(&site, "<p>%s</p><a href='/story/%u'>ถัดไป</a>", site_files_words(&site, i), i % n + 1));
    for (unsigned p = 1; p <= n / 10; p++) {
        const char *rows = "";
        for (unsigned i = p * 10 - 9; i <= p * 10; i++)
            rows = site_files_text(&site, "%s<li><a href='/story/%u'>เล่าเรื่องที่ %u ของตำบล</a>", rows, i, i);
        for (unsigned q = 1; q <= n / 10; q++)
            rows = site_files_text(&site, "%s <a href='/stories?page=%u'>%u</a>", rows, q, q);
        site_files_page(&site, site_files_text(&site, "stories?page=%u", p), "เรื่องเล่า", rows);
    }
    site_files_page(&site, "a.html", "ข้อมูล", "<a href='/b.html'>รายละเอียด</a> <a href='/x1.html'>อื่น ๆ</a>");
    site_files_page(&site, "b.html", "รายละเอียด", "<a href='/x2.html'>ทั่วไป</a> <a href='/c.html'>เอกสารชุดที่หนึ่ง</a>");
    site_files_page(&site, "c.html", "เอกสารชุดที่หนึ่ง", "<a href='/plan.html'>" PLAN "</a>");
    site_files_page(&site, "plan.html", PLAN, PLAN_BODY);
    for (unsigned i = 1; i <= 2; i++)
        site_files_page(&site, site_files_text(&site, "x%u.html", i), "อื่น ๆ", site_files_words(&site, i + 900));
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง",
                    "<nav><a href='/stories?page=1'>เรื่องเล่า</a> <a href='/a.html'>ข้อมูล</a></nav><a href='/story/1'>เรื่องที่ 1</a><a href='/story/2'>เรื่องที่ 2</a>");
}

static void scan(struct visit *v, const char *const *more)
{
    visit_begin(v, (struct server_root[]){{OWN, NULL, site_files_list(&site)}}, 1, NULL);
    visit_scan(v, "/", more);
}

static void item_behind_dull_words_comes_before_the_archive(void **state)
{
    struct visit v;
    (void)state;
    build(150);
    scan(&v, NULL);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.run.code, 1);
    size_t place = place_of(&v, "/plan.html"), all = visit_count_all(&v);
    assert_true(all > 160);
    assert_in_range(place, 1, all / 2);
    for (unsigned i = 1; i <= 150; i += 7)
        assert_int_equal(visit_count(&v, site_files_text(&site, "/story/%u", i)), 1);
    visit_end(&v);
}

/* The same site read up to every fourth page: what the whole run finds is never called missing, nor is anything else. */
static void cut_run_calls_nothing_missing(void **state)
{
    struct visit v;
    (void)state;
    build(20);
    scan(&v, NULL);
    size_t n_all = v.check.report.run.fetched;
    assert_true(v.check.report.run.complete);
    assert_int_not_equal(check_item(&v.check, "O32")->status, OIT_MISSING);
    for (unsigned pages = 1; pages < n_all; pages += 4) {
        char limit[24];
        (void)snprintf(limit, sizeof limit, "--max-pages=%u", pages);
        visit_scan(&v, "/", (const char *const[]){limit, NULL});
        assert_int_equal(v.check.run.code, 3);
        assert_false(v.check.report.run.complete);
        assert_string_equal(v.check.report.run.stop_reason, "max-pages");
        assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    }
    visit_end(&v);
}

static void cut_run_says_not_yet_found(void **state)
{
    struct visit v;
    (void)state;
    build(20);
    scan(&v, (const char *const[]){"--max-pages=3", NULL});
    const struct oit_item *item = check_item(&v.check, "O33");
    assert_int_equal(item->status, OIT_UNKNOWN);
    assert_string_equal(item->label.th, "ยังไม่พบ (ยังอ่านไม่ครบ)");
    assert_int_equal(v.check.run.code, 3);
    assert_true(visit_count_all(&v) <= 3 + 3);
    visit_end(&v);
}

/* A hundred and sixty entries stand under a heading that names an item: a few are read at once, the rest waits for the menu. */
static void long_list_of_one_item_does_not_keep_others_waiting(void **state)
{
    struct visit v;
    const char *rows = "<h2>ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ พ.ศ. 2567</h2>";
    (void)state;
    build(20);
    for (unsigned i = 1; i <= 160; i++)
        site_files_page(&site, site_files_text(&site, "buy%u.html", i), site_files_text(&site, "จ้างก่อสร้างถนน สาย %u", i), site_files_words(&site, i + 300));
    struct str list = str_from(rows);
    for (unsigned i = 1; i <= 160; i++)
        list = arena_printf(&site.arena, "%.*s<li><a href='/buy%u.html'>สาย %u</a>", STR_ARG(list), i, i);
    site_files_page(&site, "buy.html", "ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ พ.ศ. 2567", list.p);
    site_files_page(&site, "start.html", "เทศบาลตำบลบ้านทดลอง",
                    "<nav><a href='/buy.html'>ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ พ.ศ. 2567</a> <a href='/a.html'>ข้อมูล</a></nav><p>ยินดีต้อนรับ</p>");
    visit_begin(&v, (struct server_root[]){{OWN, NULL, site_files_list(&site)}}, 1, NULL);
    visit_scan(&v, "/start.html", NULL);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/buy160.html"), 1);
    assert_true(place_of(&v, "/plan.html") > 0 && place_of(&v, "/plan.html") < place_of(&v, "/buy160.html"));
    visit_end(&v);
}

/* Eighty links in the text of the start page, the last one with the name of an item. */
static void build_long_home(void)
{
    struct str rows = STR_LIT("");
    for (unsigned i = 1; i <= 80; i++) {
        site_files_page(&site, site_files_text(&site, "v%u.html", i), site_files_text(&site, "ภาพถ่าย %u", i), site_files_words(&site, i));
        rows = arena_printf(&site.arena, "%.*s<p><a href='/v%u.html'>ภาพชุดที่ %u</a>", STR_ARG(rows), i, i);
    }
    rows = arena_printf(&site.arena, "%.*s<p><a href='/plan.html'>" PLAN "</a>", STR_ARG(rows));
    site_files_page(&site, "plan.html", PLAN, PLAN_BODY);
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", rows.p);
}

static void name_of_an_item_beats_its_place_on_the_page(void **state)
{
    struct visit v;
    (void)state;
    build_long_home();
    scan(&v, (const char *const[]){"--connections", "1", NULL});
    assert_int_equal(v.check.run.code, 1);
    assert_true(v.check.report.run.complete);
    assert_in_range(place_of(&v, "/plan.html"), 1, 8); /* after robots.txt, the start page, the probe and what looks for sitemaps */
    assert_int_equal(visit_count(&v, "/plan.html"), 1);
    assert_int_equal(visit_count_prefix(&v, "/v"), 80);
    visit_end(&v);
}

/* Ten pages of eighty-two: what was read is proof as in a whole run, and the rest is not yet found. */
static void small_budget_is_spent_on_what_promises(void **state)
{
    struct visit v;
    (void)state;
    build_long_home();
    scan(&v, (const char *const[]){"--max-pages=10", NULL});
    enum oit_status cut = check_item(&v.check, "O32")->status;
    assert_int_equal(v.check.run.code, 3);
    assert_int_equal(visit_count(&v, "/plan.html"), 1);
    assert_true(visit_count_prefix(&v, "/v") <= 10);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    visit_end(&v);
    scan(&v, NULL);
    assert_int_equal(check_item(&v.check, "O32")->status, cut);
    assert_int_not_equal(cut, OIT_UNKNOWN);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(item_behind_dull_words_comes_before_the_archive, reset),
        cmocka_unit_test_teardown(cut_run_calls_nothing_missing, reset),
        cmocka_unit_test_teardown(cut_run_says_not_yet_found, reset),
        cmocka_unit_test_teardown(long_list_of_one_item_does_not_keep_others_waiting, reset),
        cmocka_unit_test_teardown(name_of_an_item_beats_its_place_on_the_page, reset),
        cmocka_unit_test_teardown(small_budget_is_spent_on_what_promises, reset),
    };
    return cmocka_run_group_tests_name("order_of_crawl", tests, NULL, NULL);
}
