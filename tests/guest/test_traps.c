/* test_traps.c - sites without end: the crawl ends, says what it left and why, and reads what promises.
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
#define PAGE(title, body) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body><main><h1>" title "</h1>" body "</main></body></html>"

static struct site_files site;

static int reset(void **state)
{
    (void)state;
    site_files_done(&site);
    return 0;
}

static const struct oit_trap *trap_of(const struct visit *v, const char *reason)
{
    for (size_t i = 0; i < v->check.report.run.n_traps; i++)
        if (strcmp(v->check.report.run.traps[i].reason, reason) == 0)
            return &v->check.report.run.traps[i];
    return NULL;
}

static bool has_notice(const struct visit *v, const char *code)
{
    for (size_t i = 0; i < v->check.report.n_notices; i++)
        if (strcmp(v->check.report.notices[i].code, code) == 0)
            return true;
    return false;
}

/* A trap is named in the report, with words, numbers and an example, and does not make the run incomplete. */
static void expect_trap(const struct visit *v, const char *reason, const char *notice)
{
    const struct oit_trap *trap = trap_of(v, reason);
    assert_non_null(trap);
    assert_true(trap->cut > 0 && trap->seen >= trap->read);
    assert_true(trap->text.th[0] && trap->text.en[0] && strncmp(trap->example, "http://" OWN, strlen("http://" OWN)) == 0);
    assert_true(has_notice(v, notice));
    assert_true(v->check.report.run.complete);
    assert_int_equal(v->check.run.code, 1);
    assert_true(v->check.report.run.n_cut_families >= 1);
}

static void scan(struct visit *v, const char *scenario)
{
    visit_begin(v, (struct server_root[]){{OWN, NULL, site_files_list(&site)}}, 1, scenario);
    visit_scan(v, "/", NULL);
}

static void calendar_without_end_is_left(void **state)
{
    struct visit v;
    (void)state;
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='/calendar.php?m=5&amp;y=2567'>ปฏิทิน</a> <a href='/about.html'>เกี่ยวกับเรา</a>");
    site_files_page(&site, "about.html", "เกี่ยวกับเรา", "<p>ประวัติ</p>");
    scan(&v, "/calendar.php?m=5&y=* type=text/html body=\"" PAGE("ปฏิทิน", "<p>จ อ พ พฤ ศ ส อา 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 วันที่ @N@</p>"
                     "<a href='/calendar.php?m=5&amp;y=@N+1@'>ปีหน้า</a>") "\"\n");
    expect_trap(&v, "calendar", "trap-calendar");
    assert_true(visit_count_prefix(&v, "/calendar") <= 40);
    assert_int_equal(visit_count(&v, "/about.html"), 1);
    visit_end(&v);
}

/* /cal/2567-06-01, 2567-06-02 ...: a page for every day, for ever. */
static void days_without_anything_are_left(void **state)
{
    struct visit v;
    (void)state;
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='/events/2567-1000'>ปฏิทินกิจกรรม</a> <a href='/about.html'>เกี่ยวกับเรา</a>");
    site_files_page(&site, "about.html", "เกี่ยวกับเรา", "<p>ประวัติ</p>");
    scan(&v, "/events/2567-* type=text/html body=\"" PAGE("ปฏิทินกิจกรรม", "<p>วันที่ @N@ ไม่มีกิจกรรมในวันนี้ ดูวันอื่นได้ที่ลิงก์ด้านล่าง หรือติดต่อสำนักปลัดเทศบาลเพื่อแจ้งกิจกรรมของชุมชน</p>"
                     "<a href='/events/2567-@N-1@'>วันก่อน</a> <a href='/events/2567-@N+1@'>วันถัดไป</a>") "\"\n");
    expect_trap(&v, "calendar", "trap-calendar");
    assert_true(visit_count_prefix(&v, "/events/") <= 40);
    assert_int_equal(visit_count(&v, "/about.html"), 1);
    visit_end(&v);
}

/* page=1, 2, 3 ... for ever, always with the last entries. */
static void pages_that_repeat_are_left(void **state)
{
    struct visit v;
    (void)state;
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='/list.php?page=1'>รายการ</a>");
    for (unsigned i = 1; i <= 6; i++)
        site_files_page(&site, site_files_text(&site, "n%u.html", i), site_files_text(&site, "เรื่อง %u", i), site_files_words(&site, i));
    scan(&v, "/list.php?page=* type=text/html body=\"" PAGE("รายการ", "<a href=/n1.html>ถนน</a> <a href=/n2.html>ตลาด</a> <a href=/n3.html>วัด</a> <a href=/n4.html>คลอง</a> <a href=/n5.html>น้ำ</a> "
                     "<a href=/n6.html>ไฟ</a> <p>หน้า @N@</p><a href='/list.php?page=@N+1@'>ต่อไป</a>") "\"\n");
    expect_trap(&v, "equal", "trap-equal");
    assert_in_range(visit_count_prefix(&v, "/list.php"), 2, 30);
    for (unsigned i = 1; i <= 6; i++)
        assert_int_equal(visit_count(&v, site_files_text(&site, "/n%u.html", i)), 1);
    visit_end(&v);
}

/* "sub/" on a page that answers below any folder: /sub/sub/sub/ ... */
static void links_that_grow_are_left(void **state)
{
    struct visit v;
    (void)state;
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='/data/'>ข้อมูล</a>");
    scan(&v, "/data/* type=text/html body=\"" PAGE("ข้อมูล", "<p>ข้อมูลพื้นฐานของตำบล ประชากร พื้นที่ อาณาเขต</p><a href='more/'>เพิ่มเติม</a> <a href='a/b/'>กลุ่ม</a>") "\"\n");
    expect_trap(&v, "repeated", "trap-repeated");
    assert_true(visit_count_prefix(&v, "/data/") <= 120);
    visit_end(&v);
}

/* Forty pages of a list, each with new entries: that is no trap. */
static void long_list_with_new_entries_is_read(void **state)
{
    struct visit v;
    (void)state;
    for (unsigned p = 1; p <= 40; p++) {
        const char *rows = "";
        for (unsigned i = 0; i < 5; i++) {
            unsigned id = p * 5 + i;
            rows = site_files_text(&site, "%s<li><a href='/buy%u.html'>รายการที่ %u</a>", rows, id, id);
            site_files_page(&site, site_files_text(&site, "buy%u.html", id), site_files_text(&site, "รายการที่ %u", id), site_files_words(&site, id));
        }
        site_files_page(&site, site_files_text(&site, "buy.php?page=%u", p), "รายการ", site_files_text(&site, "%s <a href='/buy.php?page=%u'>ถัดไป</a>", rows, p + 1));
    }
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='/buy.php?page=1'>รายการ</a>");
    scan(&v, NULL);
    assert_null(trap_of(&v, "equal"));
    assert_int_equal(visit_count_prefix(&v, "/buy.php?page="), 41); /* the 41st is not there */
    assert_int_equal(visit_count(&v, "/buy204.html"), 1);
    assert_int_equal(v.check.run.code, 1);
    assert_true(v.check.report.run.complete);
    visit_end(&v);
}

/* The same trap, but one of its links names an item: it is read, or the item stays open. */
static void named_link_in_a_trap_is_not_silence(void **state)
{
    struct visit v;
    (void)state;
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='/list.php?page=1'>รายการ</a>");
    site_files_page(&site, "list.php?page=900", "แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570", "<p>โครงการ งบประมาณ ช่วงเวลาดำเนินการ ตุลาคม 2566 - กันยายน 2567</p>");
    scan(&v, "/list.php?page=900 header=\"X-Test: 1\"\n"
             "/list.php?page=* type=text/html body=\"" PAGE("รายการ", "<p>หน้า @N@ ว่างเปล่า ยังไม่มีรายการในหน้านี้ กรุณากลับไปหน้าแรกของรายการทั้งหมด</p><a href='/list.php?page=@N+1@'>ต่อไป</a> "
                     "<a href='/list.php?page=900'>แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570</a>") "\"\n");
    assert_int_equal(visit_count(&v, "/list.php?page=900"), 1);
    assert_true(visit_count_prefix(&v, "/list.php") <= 40);
    assert_int_not_equal(check_item(&v.check, "O32")->status, OIT_MISSING);
    assert_true(v.check.run.code == 1);
    visit_end(&v);
}

/* Two thousand filters of one list of five. */
static void filters_upon_filters_are_left(void **state)
{
    struct visit v;
    (void)state;
    for (unsigned i = 1; i <= 5; i++)
        site_files_page(&site, site_files_text(&site, "n%u.html", i), site_files_text(&site, "เรื่อง %u", i), site_files_words(&site, i));
    site_files_page(&site, "index.html", "เทศบาลตำบลบ้านทดลอง", "<a href='/find.php?type=1&amp;zone=1&amp;sort=1'>ค้นหา</a> <a href=/n1.html>ถนนสายหลักในเขต</a>");
    scan(&v, "/find.php?* type=text/html body=\"" PAGE("ค้นหา", "<a href=/n1.html>ถนนสายหลักในเขต</a> <a href=/n2.html>ตลาดสดเทศบาลใหม่</a> <a href=/n3.html>วัดเก่ากลางเมือง</a> <a href=/n4.html>คลองสายใหญ่ริมทาง</a> "
                     "<a href=/n5.html>น้ำประปาหมู่บ้าน</a><a href='/find.php?type=@N+1@&zone=@N*3@&sort=@N+2@'>ก</a><a href='/find.php?type=@N*2@&zone=@N+5@&sort=@N+3@'>ข</a>") "\"\n");
    assert_true(trap_of(&v, "facets") || trap_of(&v, "equal"));
    assert_true(visit_count_prefix(&v, "/find.php") <= 200);
    assert_int_equal(visit_count(&v, "/n5.html"), 1);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(calendar_without_end_is_left, reset),
        cmocka_unit_test_teardown(days_without_anything_are_left, reset),
        cmocka_unit_test_teardown(pages_that_repeat_are_left, reset),
        cmocka_unit_test_teardown(links_that_grow_are_left, reset),
        cmocka_unit_test_teardown(long_list_with_new_entries_is_read, reset),
        cmocka_unit_test_teardown(named_link_in_a_trap_is_not_silence, reset),
        cmocka_unit_test_teardown(filters_upon_filters_are_left, reset),
    };
    return cmocka_run_group_tests_name("traps", tests, NULL, NULL);
}
