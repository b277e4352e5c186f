/* test_old_runs.c - the store keeps findings of the newest runs only; an older one is judged as it was, from its contents, without the network.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../support/visit.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"

static const struct server_file files[] = {
    {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") "<nav><a href=/contact.html>ข้อมูลการติดต่อ</a> <a href=/chart.html>โครงสร้างหน่วยงาน</a></nav><p>ยินดีต้อนรับ</p>"},
    {"contact.html", HEAD("ข้อมูลการติดต่อ") "<h1>ข้อมูลการติดต่อ</h1><p>ที่อยู่ 99 หมู่ 1 ตำบลทดลอง อำเภอเมือง จังหวัดทดสอบ 10000<br>โทรศัพท์ 0 2000 1234 "
                     "โทรสาร 0 2000 1235<br>อีเมล saraban@own.example.go.th</p><iframe src=\"https://www.google.com/maps/embed?pb=1\"></iframe>"},
    {"chart.html", HEAD("โครงสร้างหน่วยงาน") "<h1>โครงสร้างหน่วยงาน</h1><p>สำนักปลัด กองคลัง กองช่าง กองการศึกษา</p>"},
    {NULL, NULL},
};

static void forget_findings(const char *path)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE visit SET findings = NULL", NULL, NULL, NULL), SQLITE_OK);
    assert_true(sqlite3_changes(db) >= 3);
    (void)sqlite3_close(db);
}

static void a_run_without_findings_is_judged_as_before(void **state)
{
    struct visit v;
    struct check again;
    (void)state;
    visit_begin(&v, (struct server_root[]){{"www.own.example.go.th", NULL, files}}, 1, NULL);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(check_item(&v.check, "O4")->status, OIT_PUBLISHED);
    size_t asked = visit_count_all(&v);
    forget_findings(v.db);
    check_run((const char *const[]){"assess", "--db", v.db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "off", NULL}, NULL, &again);
    assert_int_equal(again.run.code, 1);
    assert_true(str_eq(check_items(&v.check), check_items(&again)));
    assert_int_equal(visit_count_all(&v), asked);
    check_done(&again);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_run_without_findings_is_judged_as_before)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
