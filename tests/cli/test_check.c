/* test_check.c - `oitcheck check ITEM FILE...`: what a bureau is told of its files before it publishes them.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../support/program.h"
#include "../support/schema.h"
#include "../support/thai_lint.h"
#include "../support/tmp.h"
#include "base/file.h"

#define DEMO "fixtures/demo/site/download/"
#define PDF "fixtures/pdf/"

enum { MAX_WORDS = 70 };

struct fixture {
    char *folder;
    struct program_run run;
};

static int setup(void **state)
{
    static struct fixture f;
    f = (struct fixture){.folder = tmp_folder()};
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    program_done(&f->run);
    tmp_remove(f->folder);
    return 0;
}

/* words: NULL-terminated, behind "check --fiscal-year 2567". */
static void check(struct fixture *f, const char *const *words)
{
    const char *arguments[MAX_WORDS] = {"check", "--fiscal-year", "2567"};
    for (size_t i = 0; words[i]; i++)
        arguments[3 + i] = words[i];
    program_done(&f->run);
    program_run(arguments, NULL, &f->run);
}

static void assert_says(const struct fixture *f, const char *text)
{
    if (!strstr(buf_str(&f->run.out).p, text))
        fail_msg("wanted: %s\ngot: %s%s", text, f->run.out.p, f->run.err.p);
}

static void assert_silent_on(const struct fixture *f, const char *text)
{
    if (strstr(buf_str(&f->run.out).p, text))
        fail_msg("not wanted: %s\ngot: %s", text, f->run.out.p);
}

/* Lines fit in 80 columns: marks above and below take none. */
static size_t columns(struct str line)
{
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++) {
        unsigned char c = (unsigned char)line.p[i];
        bool is_mark = c == 0xE0 && i + 2 < line.n &&
                       (((unsigned char)line.p[i + 1] == 0xB8 && ((unsigned char)line.p[i + 2] == 0xB1 || (unsigned char)line.p[i + 2] >= 0xB4)) ||
                        ((unsigned char)line.p[i + 1] == 0xB9 && (unsigned char)line.p[i + 2] >= 0x87 && (unsigned char)line.p[i + 2] <= 0x8E));
        n += (c & 0xC0) != 0x80 && !is_mark;
    }
    return n;
}

static void assert_fits_a_terminal(const struct fixture *f)
{
    struct str rest = buf_str(&f->run.out);
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');
        if (columns(line) > 80)
            fail_msg("%zu columns: %.*s", columns(line), STR_ARG(line));
    }
}

static char *write_file(const struct fixture *f, const char *name, const char *text)
{
    char *path = tmp_path(f->folder, name);
    assert_int_equal(file_write(path, str_from(text), NULL), OIT_OK);
    return path;
}

/* --- what files prove ----------------------------------------------------------------------------------------------------------- */

static void a_plan_and_its_progress_are_one_item(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O8", DEMO "plan/action67.pdf", DEMO "plan/6m_67.pdf", NULL});
    assert_int_equal(f->run.code, 0);
    assert_says(f, "✓ ครบ: มีองค์ประกอบที่ต้องมีทั้ง 6 อย่าง");
    assert_says(f, "งบประมาณที่ใช้จ่าย (ผลเบิกจ่าย) - ไฟล์ 2 หน้า 1");
    assert_says(f, "ปี 2567 ถูกต้อง");
    assert_fits_a_terminal(f);
}

static void each_of_three_files_proves_its_part(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O21", DEMO "ethics/Scan2567-03-11.pdf", DEMO "ethics/dosdonts67.pdf", DEMO "ethics/ethics_training67.pdf", NULL});
    assert_int_equal(f->run.code, 0);
    assert_says(f, "ขับเคลื่อนจริยธรรม - ไฟล์ 1 หน้า 1");
    assert_says(f, "Dos & Don'ts - ไฟล์ 2 หน้า 1");
    assert_says(f, "ในปีที่ประเมิน - ไฟล์ 3 หน้า 1");
}

static void two_of_three_lack_the_third(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O21", DEMO "ethics/Scan2567-03-11.pdf", DEMO "ethics/dosdonts67.pdf", NULL});
    assert_int_equal(f->run.code, 1);
    assert_says(f, "✗ ยังไม่ครบ: ขาด 1 จาก 3 อย่าง");
    assert_says(f, "✗ การฝึกอบรมหรือกิจกรรมที่สอดแทรกจริยธรรม");
    assert_says(f, "ควรทำ: ");
}

static void the_twin_is_called_by_its_name(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O16", DEMO "procure/summary_procure.pdf", NULL});
    assert_int_equal(f->run.code, 1);
    assert_says(f, "นี่ดูเหมือน O17 รายงานสรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี ไม่ใช่ O16");
    check(f, (const char *const[]){"O16", DEMO "procure/skr1_66_10.pdf", NULL});
    assert_says(f, "นี่ดูเหมือน สขร.1 ไม่ใช่ O16");
    assert_fits_a_terminal(f);
}

static void the_year_read_and_the_year_wanted(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O8", DEMO "plan/action66.pdf", NULL});
    assert_int_equal(f->run.code, 1);
    assert_says(f, "เป็นของปี 2566 แต่ข้อนี้ต้องใช้ของปี 2567");
    check(f, (const char *const[]){"O8", DEMO "plan/action66.pdf", DEMO "plan/6m_67.pdf", NULL});
    assert_says(f, "เป็นของปี 2566 แต่ข้อนี้ต้องใช้ของปี 2567");
    assert_says(f, "ปี 2567 ถูกต้อง");
}

static void an_undated_file_says_what_it_holds(void **state)
{
    struct fixture *f = *state;
    char *path = write_file(f, "plan.txt", "แผนปฏิบัติการป้องกันการทุจริต\n\nโครงการอบรม งบประมาณ 50,000 บาท\n\nระยะเวลาดำเนินการ ไตรมาส 2\n");
    check(f, (const char *const[]){"O32", path, NULL});
    assert_int_equal(f->run.code, 1);
    assert_says(f, "? ยังไม่แน่ใจ: อ่านปีของเอกสารไม่พบ");
    assert_says(f, "✓ โครงการหรือกิจกรรม");
    assert_says(f, "ควรเขียนปีงบประมาณ พ.ศ. 2567 ไว้ในชื่อเรื่อง");
    free(path);
}

/* --- items as people type them -------------------------------------------------------------------------------------------------- */

static void items_are_known_as_people_type_them(void **state)
{
    struct fixture *f = *state;
    static const char *const typed[] = {"o10", "O-10", "๑๐", "10", "ข้อ 10", "O ๑๐", "010", "oit10x"};
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        check(f, (const char *const[]){typed[i], DEMO "manual/wm-01.pdf", NULL});
        assert_int_equal(f->run.code, strcmp(typed[i], "oit10x") == 0 ? 2 : 0);
        if (f->run.code == 0)
            assert_says(f, "O10 คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่");
    }
    check(f, (const char *const[]){"ข้อ", "10", DEMO "manual/wm-01.pdf", NULL});
    assert_int_equal(f->run.code, 0);
}

static void an_item_that_is_none_lists_near_ones(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O36", DEMO "manual/wm-01.pdf", NULL});
    assert_int_equal(f->run.code, 2);
    assert_non_null(strstr(f->run.err.p, "ไม่มีข้อ 'O36' ในเกณฑ์ปี 2567 (มี O1 ถึง O35)"));
    assert_non_null(strstr(f->run.err.p, "O30, O31, O32, O33, O34, O35"));
    check(f, (const char *const[]){DEMO "manual/wm-01.pdf", "O10", NULL});
    assert_int_equal(f->run.code, 2);
    assert_non_null(strstr(f->run.err.p, "บอกข้อก่อนไฟล์"));
    check(f, (const char *const[]){"O10", NULL});
    assert_int_equal(f->run.code, 2);
}

/* --- files that cannot be read -------------------------------------------------------------------------------------------------- */

static void what_to_do_with_a_file_that_cannot_be_read(void **state)
{
    struct fixture *f = *state;
    char *empty = write_file(f, "empty.pdf", ""), *noise = write_file(f, "noise.bin", "\x01\x02\x03\xff\xfe\xfd\x80\x81 \x05\x06\x07");
    const struct {
        const char *file, *said;
    } rows[] = {{PDF "plan-encrypted.pdf", "เอารหัสผ่านออกแล้วบันทึกใหม่"}, {PDF "plan-truncated.pdf", "ส่งออกจากต้นฉบับใหม่"},
                {empty, "ไฟล์ไม่มีเนื้อหา"}, {noise, "บันทึกเป็นชนิด .pdf"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(f, (const char *const[]){"O32", rows[i].file, NULL});
        assert_int_equal(f->run.code, 1);
        assert_says(f, "? ตรวจไม่ได้");
        assert_says(f, rows[i].said);
        assert_silent_on(f, "ขาด");
    }
    free(empty);
    free(noise);
}

static void a_part_that_cannot_be_read_is_not_called_large_only(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O9", "fixtures/sites/hostile-files/bad/cut.zip", NULL});
    assert_says(f, "แตกออกแล้วตรวจไฟล์ข้างใน");
    assert_silent_on(f, "อ่านได้เพียงบางส่วน"); /* the fault has said why */
    check(f, (const char *const[]){"O11", PDF "portfolio.pdf", NULL});
    assert_says(f, "หรือมีไฟล์ข้างในที่อ่านไม่ได้");
}

static void a_scan_is_called_one(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O11", "--ocr", "off", "fixtures/sites/scan-without-text/s/Scan2567-01-15_105945.pdf", NULL});
    assert_int_equal(f->run.code, 1);
    assert_says(f, "ตรวจไม่ได้: ไฟล์นี้เป็นภาพสแกน");
    assert_says(f, "ผู้ประเมินค้นข้อความไม่ได้");
}

/* Three pages, the text stands on the first. */
static const char partly_scanned[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R 6 0 R 7 0 R]/Count 3>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 235>>stream\nBT /F 8 Tf 9 80 Td 10 TL\n"
    "(This line is read to see whether any text comes through it) Tj T*\n"
    "(the second line is here because a page with little text) Tj T*\n"
    "(is taken for a picture, and rightly so in real documents) Tj ET\nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "6 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]>>endobj\n"
    "7 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]>>endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF\n";

static void pages_that_are_pictures_are_named(void **state)
{
    struct fixture *f = *state;
    char *path = write_file(f, "O32_plan_2567.pdf", partly_scanned);
    check(f, (const char *const[]){"O32", "--ocr", "off", path, NULL});
    assert_says(f, "หน้า 2-3 เป็นภาพสแกน ผู้ประเมินค้นข้อความไม่ได้");
    free(path);
}

static void a_file_that_is_not_there_stops_no_other(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O10", DEMO "manual/wm-01.pdf", "no-such.pdf", NULL});
    assert_int_equal(f->run.code, 6);
    assert_says(f, "✓ ครบ");
    assert_says(f, "ไม่พบไฟล์ 'no-such.pdf'");
    assert_non_null(strstr(f->run.err.p, "no-such.pdf"));
    check(f, (const char *const[]){"O21", DEMO "ethics/dosdonts67.pdf", "no-such.pdf", NULL});
    assert_int_equal(f->run.code, 6);
    assert_says(f, "? ตรวจไม่ครบ: เปิดไม่ได้ 1 ไฟล์"); /* what lacks may stand in it */
    check(f, (const char *const[]){"O10", f->folder, NULL});
    assert_int_equal(f->run.code, 6);
    assert_says(f, "เป็นโฟลเดอร์");
}

static void fifty_files_are_the_most(void **state)
{
    struct fixture *f = *state;
    const char *words[54] = {"O10"};
    for (size_t i = 0; i < 51; i++)
        words[1 + i] = "no-such.pdf";
    check(f, words);
    assert_int_equal(f->run.code, 2);
}

/* --- pages ---------------------------------------------------------------------------------------------------------------------- */

static const char contact_page[] = "<html><head><title>ติดต่อเรา</title></head><body><h1>ติดต่อเรา</h1><p>เลขที่ 1 ถนนราชดำเนิน แขวงวังเดิม เขตพระนคร 10200</p>"
                                   "<p>โทรศัพท์ 0 2123 4567</p>%s</body></html>";

static void a_saved_page_is_judged_as_a_page(void **state)
{
    struct fixture *f = *state;
    char whole[1024], lacking[1024];
    (void)snprintf(whole, sizeof whole, contact_page, "<p>อีเมล saraban@example.go.th</p>");
    (void)snprintf(lacking, sizeof lacking, contact_page, "");
    char *good = write_file(f, "contact.html", whole), *bad = write_file(f, "contact2.html", lacking);
    check(f, (const char *const[]){"O4", good, NULL});
    assert_int_equal(f->run.code, 0);
    check(f, (const char *const[]){"O4", bad, NULL});
    assert_int_equal(f->run.code, 1);
    assert_says(f, "✗ อีเมล - ไม่พบ");
    free(good);
    free(bad);
}

static void what_stands_on_pages_is_not_lacking_in_a_file(void **state)
{
    struct fixture *f = *state;
    char *path = write_file(f, "contact.txt", "ข้อมูลการติดต่อ\n\nโทรศัพท์ 0 2123 4567\n");
    check(f, (const char *const[]){"O4", path, NULL});
    assert_int_equal(f->run.code, 1);
    assert_says(f, "อยู่บนหน้าเว็บ ตรวจจากไฟล์ไม่ได้");
    assert_silent_on(f, "✗");
    free(path);
}

static void a_page_that_leads_on_asks_for_its_documents(void **state)
{
    struct fixture *f = *state;
    static const char page[] = "<html><head><title>แผนปฏิบัติการป้องกันการทุจริต</title></head><body><h1>แผนปฏิบัติการป้องกันการทุจริต</h1><ul><li>"
                               "<a href=\"plan.pdf\">แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567</a></li></ul></body></html>";
    char *path = write_file(f, "index.html", page);
    check(f, (const char *const[]){"O32", path, NULL});
    assert_int_equal(f->run.code, 1);
    assert_says(f, "พาไปยังเอกสารอีก 1 แห่งที่ยังไม่ได้ให้ตรวจ");
    check(f, (const char *const[]){"O32", path, PDF "plan.pdf", NULL}); /* its neighbour, by the relative link */
    assert_silent_on(f, "ที่ยังไม่ได้ให้ตรวจ");
    assert_int_equal(f->run.code, 0);
    free(path);
}

static void every_kind_of_file_is_read(void **state)
{
    struct fixture *f = *state;
    static const char *const kinds[] = {"pdf", "doc", "docx", "odt", "rtf", "pptx", "odp", "xls", "xlsx", "ods", "html", "txt"};
    char message[1024], path[256], kind[64];
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        (void)snprintf(path, sizeof path, "fixtures/formats/thai.%s", kinds[i]);
        (void)snprintf(kind, sizeof kind, "\"kind\": \"%s\"", strcmp(kinds[i], "txt") == 0 ? "text" : kinds[i]);
        check(f, (const char *const[]){"O31", "--format", "json", path, NULL});
        assert_int_not_equal(f->run.code, 6);
        assert_says(f, kind);
        assert_says(f, "\"fault\": null");
        assert_silent_on(f, "\"unread\"");
        if (!json_schema_check("schema/check-1.schema.json", buf_str(&f->run.out), message, sizeof message))
            fail_msg("%s: %s", path, message);
    }
}

static void sheets_are_judged_by_their_columns(void **state)
{
    struct fixture *f = *state;
    check(f, (const char *const[]){"O16", "fixtures/sites/procurement-in-sheets/f/form.xlsx", NULL});
    assert_int_equal(f->run.code, 0);
    assert_says(f, "“แหล่งที่มาของงบประมาณ”");
    check(f, (const char *const[]){"O16", "fixtures/sites/procurement-in-sheets/f/report.xls", NULL});
    assert_says(f, "นี่ดูเหมือน O17");
    check(f, (const char *const[]){"O17", "fixtures/sites/procurement-in-sheets/f/report.xls", NULL});
    assert_int_equal(f->run.code, 0);
}

/* --- outputs -------------------------------------------------------------------------------------------------------------------- */

static void json_is_valid(void **state)
{
    struct fixture *f = *state;
    char message[1024];
    const char *const *const runs[] = {
        (const char *const[]){"O8", "--format", "json", DEMO "plan/action67.pdf", DEMO "plan/6m_67.pdf", NULL},
        (const char *const[]){"O16", "--format", "json", DEMO "procure/skr1_66_10.pdf", DEMO "plan/action66.pdf", "no-such.pdf", PDF "plan-encrypted.pdf", NULL},
        (const char *const[]){"O2", "--format", "json", PDF "plan.pdf", NULL},
        (const char *const[]){"O11", "--format", "json", "--ocr", "off", "fixtures/sites/scan-without-text/s/Scan2567-01-15_105945.pdf", NULL},
    };
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        check(f, runs[i]);
        if (!json_schema_check("schema/check-1.schema.json", buf_str(&f->run.out), message, sizeof message))
            fail_msg("run %zu: %s\n%s", i, message, f->run.out.p);
    }
    check(f, (const char *const[]){"O8", "--format", "csv", DEMO "plan/action67.pdf", NULL});
    assert_int_equal(f->run.code, 2);
}

static void a_hostile_name_does_not_reach_the_terminal(void **state)
{
    struct fixture *f = *state;
    char *path = write_file(f, "a\x1b[31m\xe2\x80\xae.html", "<title>x\x1b]0;y\x07</title><p>ทดสอบ</p>");
    check(f, (const char *const[]){"O32", path, NULL});
    assert_silent_on(f, "\x1b");
    assert_silent_on(f, "\xe2\x80\xae");
    free(path);
}

static void thai_has_no_foreign_word(void **state)
{
    struct fixture *f = *state;
    char word[256];
    static const char *const items[] = {"O8", "O16", "O4", "O32"};
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        check(f, (const char *const[]){items[i], PDF "plan-encrypted.pdf", DEMO "plan/action66.pdf", "no-such.pdf", NULL});
        struct str advice = str_from(buf_str(&f->run.out).p); /* advice is the rules' own text */
        size_t at = str_find_c(advice, "ควรทำ:");
        if (thai_lint(str_sub(advice, 0, at), word, sizeof word))
            fail_msg("%s in: %s", word, f->run.out.p);
    }
    check(f, (const char *const[]){"O8", "--lang", "en", DEMO "plan/action66.pdf", NULL});
    assert_says(f, "it is of 2566, but this item wants 2567");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(a_plan_and_its_progress_are_one_item),
        T(each_of_three_files_proves_its_part),
        T(two_of_three_lack_the_third),
        T(the_twin_is_called_by_its_name),
        T(the_year_read_and_the_year_wanted),
        T(an_undated_file_says_what_it_holds),
        T(items_are_known_as_people_type_them),
        T(an_item_that_is_none_lists_near_ones),
        T(what_to_do_with_a_file_that_cannot_be_read),
        T(a_part_that_cannot_be_read_is_not_called_large_only),
        T(a_scan_is_called_one),
        T(pages_that_are_pictures_are_named),
        T(a_file_that_is_not_there_stops_no_other),
        T(fifty_files_are_the_most),
        T(a_saved_page_is_judged_as_a_page),
        T(what_stands_on_pages_is_not_lacking_in_a_file),
        T(a_page_that_leads_on_asks_for_its_documents),
        T(every_kind_of_file_is_read),
        T(sheets_are_judged_by_their_columns),
        T(json_is_valid),
        T(a_hostile_name_does_not_reach_the_terminal),
        T(thai_has_no_foreign_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
