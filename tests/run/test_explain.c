/* test_explain.c - explain tells which name matched where and how closely, which year was bound to what, what was rejected and why, what was not
 * read, and what to publish: of the run's own year and rules, in Thai words, and as JSON.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/check.h"
#include "../support/program.h"
#include "../support/server.h"
#include "../support/thai_lint.h"
#include "../support/tmp.h"

#define MORE(...) ((const char *const[]){__VA_ARGS__, NULL})
#define HEAD(title) "<html><head><meta charset=utf-8><title>" title "</title></head><body>"
#define AGENCY "เทศบาลตำบลหนองตัวอย่าง"

/* An index of the year with labels beside "คลิก", and three traps for the eye: a report two years old, a monthly list in the place of the progress
 * report, a file behind a login. */
static const struct server_file site[] = {
    {"index.html", HEAD(AGENCY) "<h1>" AGENCY "</h1><p><a href=\"oit/\">การเปิดเผยข้อมูลสาธารณะ OIT</a>"},
    {"oit/index.html", HEAD("OIT ๒๕๖๗ | " AGENCY) "<h1>การเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. ๒๕๖๗</h1><table>"
     "<tr><td>๑๘<td>แผนการบริหารและพัฒนาทรัพยากรบุคคล<td><a href=hr.html>คลิก</a>"
     "<tr><td>๑๗<td>สรุปผลการจัดซื้อจัดจ้างประจำปี<td><a href=sum.html>คลิก</a>"
     "<tr><td>๑๖<td>ความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ<td><a href=skr.html>คลิก</a>"
     "<tr><td>๓๒<td>แผนปฏิบัติการป้องกันการทุจริต<td><a href=secret.html>คลิก</a></table>"},
    {"oit/hr.html", HEAD("แผนบริหารทรัพยากรบุคคล") "<h1>แผนการบริหารและพัฒนาทรัพยากรบุคคล ประจำปีงบประมาณ พ.ศ. 2567 " AGENCY "</h1>"
     "<table><tr><th>โครงการ<th>งบประมาณ (บาท)<th>ระยะเวลาดำเนินการ<tr><td>สรรหาพนักงานจ้าง<td>12,000<td>ม.ค. 2567<tr><td>อบรมพนักงาน<td>30,000<td>มี.ค. 2567</table>"
     "<p>แผนนี้ใช้ทั้งการบริหารและการพัฒนาบุคลากรของเทศบาลตลอดปีงบประมาณ"},
    {"oit/sum.html", HEAD("รายงานสรุปผลการจัดซื้อจัดจ้าง") "<h1>รายงานสรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปีงบประมาณ พ.ศ. 2564</h1><table>"
     "<tr><th>งานที่ซื้อหรือจ้าง<th>วงเงินงบประมาณ<th>แหล่งที่มาของงบประมาณ<th>วิธีการจัดซื้อจัดจ้าง<th>ราคากลาง<th>ราคาที่ตกลงซื้อหรือจ้าง<th>ผู้ได้รับการคัดเลือก<th>สถานะการจัดซื้อจัดจ้าง"
     "<tr><td>ซื้อกระดาษ<td>5,000<td>พ.ร.บ. งบประมาณรายจ่าย<td>เฉพาะเจาะจง<td>5,000<td>4,900<td>ร้านสมุดไทย<td>สิ้นสุดสัญญา</table>"},
    {"oit/skr.html", HEAD("สขร.1") "<h1>สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือนมกราคม 2567 (แบบ สขร.1)</h1><table><tr><th>งานที่จัดซื้อ<th>ราคากลาง<tr><td>ซื้อหมึก<td>900</table>"},
    {NULL, NULL}};

struct fixture {
    char *folder, *db;
    struct server *server;
    struct program_run run;
};

static int scan_site(void **state)
{
    static struct fixture f;
    f = (struct fixture){.folder = tmp_folder(), .server = server_start_files(site, "/oit/secret.html login\n")};
    f.db = tmp_path(f.folder, "db");
    struct check check;
    check_run(MORE("scan", server_url(f.server)), MORE("--fiscal-year", "2567", "--as-of", "2024-06-30", "--db", f.db), &check);
    assert_int_equal(check_item(&check, "O18")->status, OIT_PUBLISHED);
    check_done(&check);
    *state = &f;
    return 0;
}

static int forget_site(void **state)
{
    struct fixture *f = *state;
    program_done(&f->run);
    server_stop(f->server);
    free(f->db);
    tmp_remove(f->folder);
    return 0;
}

/* No --fiscal-year: the run knows for which year it was judged. */
static void explain(struct fixture *f, const char *item, const char *more, const char *value)
{
    program_done(&f->run);
    program_run(MORE("explain", item, "--db", f->db, more, value), NULL, &f->run);
    assert_int_equal(f->run.code, 0);
}

static void says(const struct fixture *f, const char *text)
{
    if (!strstr(buf_str(&f->run.out).p, text))
        fail_msg("wanted: %s\ngot:\n%s", text, f->run.out.p);
}

static void says_in_order(const struct fixture *f, const char *first, const char *second)
{
    says(f, first);
    if (!strstr(strstr(f->run.out.p, first), second))
        fail_msg("wanted behind '%s': %s\ngot:\n%s", first, second, f->run.out.p);
}

static void names_and_year_of_what_counts(void **state)
{
    struct fixture *f = *state;
    explain(f, "O18", NULL, NULL);
    says(f, "เกณฑ์ปี 2567 สำหรับปีงบประมาณ 2567");
    says(f, "ของปี: ปีงบประมาณ พ.ศ. 2567 (1 ต.ค. 2566 - 30 ก.ย. 2567)");
    says_in_order(f, "เอกสารและหน้าที่นับเป็นหลักฐาน", "/oit/hr.html");
    says_in_order(f, "ในหัวข้อของหน้า: ตรงกับชื่อทางการ", "คำที่ตรง: “แผนการบริหารและพัฒนาทรัพยากรบุคคล”");
    says_in_order(f, "ในแถวตารางของลิงก์: ตรงกับชื่อทางการ", "/oit/");
    says(f, "ปี: 2567 ใช้ได้ (จาก “ประจำปีงบประมาณ พ.ศ. 2567” ในชื่อที่ตรงกับข้อนี้)");
    says_in_order(f, "คลิกจากหน้าแรก:", "›");
    says_in_order(f, "องค์ประกอบข้อมูล", "✓");
    says_in_order(f, "ต้องทำอะไรจึงจะได้ข้อนี้", "เผยแพร่ครบแล้ว");
}

static void a_wrong_year_is_said_with_its_words(void **state)
{
    struct fixture *f = *state;
    explain(f, "17", NULL, NULL);
    says_in_order(f, "เอกสารใกล้เคียงที่ไม่นับ", "/oit/sum.html");
    says(f, "ปี: ข้อนี้ต้องเป็นปีงบประมาณ 2566 แต่พบ 2564 (จาก “ประจำปีงบประมาณ พ.ศ. 2564” ในชื่อที่ตรงกับข้อนี้)");
    says(f, "องค์ประกอบที่ต้องมี พบในเอกสารนี้ 8 จาก 8 อย่าง"); /* the form is right: only its year is not */
    says_in_order(f, "ต้องทำอะไรจึงจะได้ข้อนี้", "เป็นข้อมูลของ: ปีงบประมาณ พ.ศ. 2566 (1 ต.ค. 2565 - 30 ก.ย. 2566)");
    says_in_order(f, "ต้องทำอะไรจึงจะได้ข้อนี้", "เลยกำหนด 30 เม.ย. 2567");
}

static void a_near_document_is_called_by_its_name(void **state)
{
    struct fixture *f = *state;
    explain(f, "O16", NULL, NULL);
    says_in_order(f, "เอกสารใกล้เคียงที่ไม่นับ", "ในชื่อเรื่องของเอกสาร: เป็นชื่อของ สขร.1");
    says_in_order(f, "เป็นชื่อของ สขร.1", "ในแถวตารางของลิงก์: ตรงกับชื่อทางการ 100%");
    says(f, "ยังไม่มีเอกสารหรือหน้าที่นับเป็นหลักฐาน");
    says_in_order(f, "หน้ารายการของหน่วยงานประกาศข้อนี้ไว้", "ความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ”: ลิงก์ไปเอกสารอื่น"); /* its row leads astray */
}

static void what_was_not_read_is_listed(void **state)
{
    struct fixture *f = *state;
    explain(f, "O32", NULL, NULL);
    says_in_order(f, "สิ่งที่อ่านไม่ได้ และอาจเป็นข้อนี้", "/oit/secret.html (ต้องเข้าสู่ระบบ)");
    says_in_order(f, "/oit/secret.html (ต้องเข้าสู่ระบบ)", "ต้องทำอะไรจึงจะได้ข้อนี้");
}

static void one_page_can_be_asked_for(void **state)
{
    struct fixture *f = *state;
    explain(f, "O17", server_link(f->server, "/oit/sum.html"), NULL);
    says(f, "แต่พบ 2564");
    explain(f, "O17", server_link(f->server, "/oit/hr.html"), NULL);
    says(f, "หน้านี้ไม่อยู่ในหลักฐานหรือเอกสารใกล้เคียงของข้อนี้");
    assert_null(strstr(f->run.out.p, "แต่พบ 2564"));
}

static void thai_has_no_foreign_words(void **state)
{
    static const char *const items[] = {"O16", "O17", "O18", "O32", "O1"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        char word[80];
        explain(f, items[i], NULL, NULL);
        char *asks = strstr(f->run.out.p, "ผลตรวจครั้งล่าสุด"); /* titles of elements come from the rules */
        assert_non_null(asks);
        char *advice = strstr(asks, "ต้องทำอะไรจึงจะได้ข้อนี้");
        assert_non_null(advice);
        *advice = '\0';
        if (thai_lint(str_from(asks), word, sizeof word) && strcmp(word, "e-GP") != 0)
            fail_msg("%s: '%s' in\n%s", items[i], word, asks);
    }
}

static void other_rules_do_not_explain_it(void **state)
{
    struct fixture *f = *state;
    explain(f, "C1", "--rules", "tests/rules/schemes/open-council");
    says(f, "ผลที่เก็บไว้ตัดสินด้วยเกณฑ์ปี 2567");
    assert_null(strstr(f->run.out.p, "ความมั่นใจ"));
}

static void json_has_the_same_facts(void **state)
{
    struct fixture *f = *state;
    explain(f, "O17", "--format", "json");
    says(f, "\"schema\": \"oitcheck-explain/1\"");
    says(f, "\"due\": \"2024-04-30\"");
    says_in_order(f, "\"rejected\": \"wrong-year\"", "\"by\": \"official-name\"");
    says_in_order(f, "\"from_be\": 2564", "\"fit\": \"wrong\"");
    says(f, "\"elements_found\": 8");
}

static void no_run_still_tells_the_rule(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(setenv("XDG_STATE_HOME", f->folder, 1), 0); /* an empty store */
    program_done(&f->run);
    program_run(MORE("explain", "O17", "--fiscal-year", "2567", "--rules", "rules/2567"), NULL, &f->run);
    assert_int_equal(f->run.code, 0);
    says(f, "ของปี: ปีงบประมาณ พ.ศ. 2566 (1 ต.ค. 2565 - 30 ก.ย. 2566)");
    says_in_order(f, "ต้องทำอะไรจึงจะได้ข้อนี้", "เผยแพร่ภายใน 30 เม.ย. 2567");
    program_done(&f->run);
    program_run(MORE("explain", "O17", "--db", "/nowhere/db"), NULL, &f->run); /* a mistyped store is no empty one */
    assert_int_equal(f->run.code, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_year_of_what_counts), cmocka_unit_test(a_wrong_year_is_said_with_its_words),
        cmocka_unit_test(a_near_document_is_called_by_its_name), cmocka_unit_test(what_was_not_read_is_listed),
        cmocka_unit_test(one_page_can_be_asked_for), cmocka_unit_test(thai_has_no_foreign_words),
        cmocka_unit_test(other_rules_do_not_explain_it), cmocka_unit_test(json_has_the_same_facts),
        cmocka_unit_test(no_run_still_tells_the_rule),
    };
    return cmocka_run_group_tests(tests, scan_site, forget_site);
}
