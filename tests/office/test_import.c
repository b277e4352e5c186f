/* test_import.c - officers' sheets as they come back: edited, moved, merged, with Thai digits, formulas, dates; and lists that agencies keep themselves.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/sample_report.h"
#include "../support/tmp.h"
#include "../support/zip_writer.h"
#include "base/file.h"
#include "office/workbook.h"

struct fixture {
    struct arena arena;
    struct oit_report *report;
    char *folder;
    struct workbook *book;
};

static void begin(struct fixture *f)
{
    *f = (struct fixture){.folder = tmp_folder()};
    arena_init(&f->arena);
    f->report = sample_report(&f->arena);
}

static void done(struct fixture *f)
{
    workbook_free(f->book);
    tmp_remove(f->folder);
    arena_done(&f->arena);
}

static enum oit_code read_bytes(struct fixture *f, const char *name, struct str bytes, struct err *err)
{
    char *path = tmp_path(f->folder, name);
    workbook_free(f->book);
    f->book = NULL;
    assert_int_equal(file_write(path, bytes, NULL), OIT_OK);
    enum oit_code code = workbook_read(path, f->report, &f->book, err);
    free(path);
    return code;
}

static void read_csv(struct fixture *f, const char *text)
{
    struct err err = {0};
    assert_int_equal(read_bytes(f, "list.csv", str_from(text), &err), OIT_OK);
}

static const char *word(const struct fixture *f, const char *code, enum oit_officer_field field)
{
    for (size_t i = 0; i < f->book->n_rows; i++)
        if (strcmp(f->book->rows[i].code, code) == 0)
            return f->book->rows[i].words[field].value;
    return NULL;
}

static void expect_word(const struct fixture *f, const char *code, enum oit_officer_field field, const char *want)
{
    const char *got = word(f, code, field);
    if (!got)
        fail_msg("%s has no word; want '%s'", code, want);
    assert_string_equal(got, want);
}

static void expect_error(const struct fixture *f, uint32_t row, uint32_t column, const char *part)
{
    for (size_t i = 0; i < f->book->n_errors; i++) {
        const struct workbook_remark *e = &f->book->errors[i];
        if (e->place.row == row && e->place.column == column && strstr(e->text.th, part))
            return;
    }
    for (size_t i = 0; i < f->book->n_errors; i++)
        print_message("row %u column %u: %s\n", f->book->errors[i].place.row, f->book->errors[i].place.column, f->book->errors[i].text.th);
    fail_msg("no error in row %u, column %u with '%s'", row, column, part);
}

/* ---- lists ---- */

static void a_list_of_owners_alone_is_enough(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    read_csv(&f, "\xEF\xBB\xBF" "ข้อ,ผู้รับผิดชอบ\r\nO1,สำนักบริหารกลาง\r\nข้อ ๒,กองการเจ้าหน้าที่\r\n16,\"กองคลัง, พัสดุ\"\r\n");
    assert_int_equal(f.book->n_errors, 0);
    assert_int_equal(f.book->n_rows, 3);
    expect_word(&f, "O1", OFFICER_OWNER, "สำนักบริหารกลาง");
    expect_word(&f, "O2", OFFICER_OWNER, "กองการเจ้าหน้าที่");
    expect_word(&f, "O16", OFFICER_OWNER, "กองคลัง, พัสดุ");
    assert_null(word(&f, "O16", OFFICER_NOTE)); /* a column that is not there says nothing */
    read_csv(&f, "ข้อ,ผู้รับผิดชอบ\nO13 E-Service 2567,กองดิจิทัล\nO8 (รอบ 6 เดือน),กองแผน\nO12 6 เดือน,กองแผน\nO24 (6 เดือน),กองแผน\nO7 (2566-2570),กองแผน\nO9 - 2566,กองแผน\n");
    assert_int_equal(f.book->n_errors, 0);
    expect_word(&f, "O13", OFFICER_OWNER, "กองดิจิทัล");
    expect_word(&f, "O8", OFFICER_OWNER, "กองแผน");
    expect_word(&f, "O12", OFFICER_OWNER, "กองแผน");
    read_csv(&f, "O3\tกองกลาง\nO4\tกองคลัง\n"); /* no heading at all */
    assert_int_equal(f.book->n_errors, 0);
    expect_word(&f, "O3", OFFICER_OWNER, "กองกลาง");
    expect_word(&f, "O4", OFFICER_OWNER, "กองคลัง");
    done(&f);
}

static void columns_are_known_by_their_headings(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    read_csv(&f, "รายชื่อผู้รับผิดชอบ ปีงบประมาณ 2567,,,\n,,,\nหมายเหตุ,ชื่อเล่น,หน่วยงานผู้รับผิดชอบ,ข้อที่\nเร่ง,ก,กองคลัง,o-16\n,,กองกลาง,๐๐๗\n");
    assert_int_equal(f.book->n_errors, 0);
    expect_word(&f, "O16", OFFICER_NOTE, "เร่ง");
    expect_word(&f, "O16", OFFICER_OWNER, "กองคลัง");
    expect_word(&f, "O7", OFFICER_OWNER, "กองกลาง");
    assert_int_equal(f.book->n_notes, 1); /* a heading that is none of ours is said */
    assert_non_null(strstr(f.book->notes[0].text.th, "ชื่อเล่น"));
    assert_null(word(&f, "O7", OFFICER_NOTE)); /* an agency's own list: an empty cell says nothing */
    done(&f);
}

static void words_are_kept_byte_for_byte(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    read_csv(&f, "item;note\nO1;\"  สองบรรทัด\n\"\"คำพูด\"\" \xF0\x9F\x98\x80  \"\nO2;'=1+1\nO3;''=1\nO4;'กองคลัง'\n");
    assert_int_equal(f.book->n_errors, 0);
    expect_word(&f, "O1", OFFICER_NOTE, "  สองบรรทัด\n\"คำพูด\" \xF0\x9F\x98\x80  ");
    expect_word(&f, "O2", OFFICER_NOTE, "=1+1");
    expect_word(&f, "O3", OFFICER_NOTE, "'=1");
    expect_word(&f, "O4", OFFICER_NOTE, "'กองคลัง'");
    done(&f);
}

static void what_is_wrong_is_told_by_row_and_column(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    read_csv(&f, "ข้อ,ผู้รับผิดชอบ,กำหนดส่งภายใน,ผลพิจารณา\n"
                 "O99,กองคลัง,,\n"           /* 2 */
                 "O1,กองคลัง,เร็ว ๆ นี้,\n"    /* 3 */
                 "O2,กองคลัง,,น่าจะได้\n"      /* 4 */
                 ",กองคลัง,,\n"              /* 5 */
                 "9.1 ข้อมูลพื้นฐาน,,,\n"       /* 6: a heading of a group */
                 "O3-O5,กองคลัง,,\n"         /* 7 */
                 "O6,กองคลัง,,\n"            /* 8 */
                 "O6,กองกลาง,,\n"            /* 9 */
                 "O7,กองคลัง,31 มี.ค. 67,รับ\n"
                 "8. แผน,กองแผน,,\n"          /* 11 */
                 "31 มีนาคม 2567,,,\n"       /* 12: the day it was signed */
                 "02 123 4567,,,\n"          /* 13 */
                 "\"O9\nO10\",กองคลัง,,\n"    /* 14 */
                 "O11 O8 ฉบับใหม่,กองคลัง,,\n");
    expect_error(&f, 2, 1, "O99");
    expect_error(&f, 3, 3, "วันที่");
    expect_error(&f, 4, 4, "ไม่รับ");
    expect_error(&f, 5, 1, "ไม่ได้บอกข้อ");
    expect_error(&f, 7, 1, "แถวละหนึ่งข้อ");
    expect_error(&f, 9, 0, "แถว"); /* row 8 has it */
    expect_error(&f, 14, 1, "แถวละหนึ่งข้อ");
    expect_error(&f, 15, 1, "แถวละหนึ่งข้อ");
    assert_int_equal(f.book->n_errors, 8);
    expect_word(&f, "O7", OFFICER_DUE, "31 มี.ค. 67");
    expect_word(&f, "O7", OFFICER_DECISION, "รับ");
    expect_word(&f, "O8", OFFICER_OWNER, "กองแผน");
    assert_null(word(&f, "O31", OFFICER_OWNER));
    done(&f);
}

static void a_row_of_another_years_list_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct buf csv;
    begin(&f);
    buf_init(&csv, 0);
    (void)buf_addf(&csv, "ข้อ,ชื่อ,ผู้รับผิดชอบ\nO1,%s,กองคลัง\nO2,%s,กองกลาง\n", f.report->items[4].title.th, f.report->items[1].title.th);
    read_csv(&f, csv.p);
    expect_error(&f, 2, 2, f.report->items[4].code);
    assert_null(word(&f, "O1", OFFICER_OWNER));
    expect_word(&f, "O2", OFFICER_OWNER, "กองกลาง");
    buf_done(&csv);
    done(&f);
}

static void what_is_no_sheet_is_said(void **state)
{
    (void)state;
    struct fixture f;
    struct err err = {0};
    begin(&f);
    assert_int_equal(read_bytes(&f, "a.pdf", STR_LIT("%PDF-1.4\nxx"), &err), OIT_ERR_USAGE);
    assert_non_null(strstr(err.th, "XLSX"));
    assert_int_equal(read_bytes(&f, "a.csv", STR_LIT(""), &err), OIT_ERR_USAGE);
    assert_int_equal(read_bytes(&f, "a.xlsx", STR_LIT("PK\003\004 torn"), &err), OIT_ERR_USAGE);
    assert_int_equal(workbook_read("/nowhere/at/all.xlsx", f.report, &f.book, &err), OIT_ERR_USAGE);
    read_csv(&f, "ชื่อ,เบอร์โทร\nสมชาย,1234\n");
    assert_int_equal(f.book->n_errors, 1);
    assert_non_null(strstr(f.book->errors[0].text.th, "ผู้รับผิดชอบ"));
    done(&f);
}

/* ---- workbooks ---- */

#define NS "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
#define RELS "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define S(place, text) "<c r='" place "' t='inlineStr'><is><t xml:space='preserve'>" text "</t></is></c>"

/* One or two sheets from their rows. */
static void read_xlsx(struct fixture *f, const char *first, const char *second)
{
    struct zip_writer zip;
    struct err err = {0};
    struct buf part;
    buf_init(&part, 0);
    zip_writer_init(&zip);
    zip_writer_add_c(&zip, "_rels/.rels", RELS "<Relationship Id='r1' Type='" TYPE "officeDocument' Target='xl/workbook.xml'/></Relationships>");
    zip_writer_add_c(&zip, "xl/workbook.xml", second ? "<workbook " NS "><sheets><sheet name='ทุกข้อ' r:id='s1'/><sheet name='กองคลัง' state='hidden' r:id='s2'/></sheets></workbook>"
                                                     : "<workbook " NS "><sheets><sheet name='ทุกข้อ' r:id='s1'/></sheets></workbook>");
    zip_writer_add_c(&zip, "xl/_rels/workbook.xml.rels", RELS "<Relationship Id='s1' Type='" TYPE "worksheet' Target='worksheets/sheet1.xml'/>"
                     "<Relationship Id='s2' Type='" TYPE "worksheet' Target='worksheets/sheet2.xml'/>"
                     "<Relationship Id='st' Type='" TYPE "styles' Target='styles.xml'/></Relationships>");
    zip_writer_add_c(&zip, "xl/styles.xml", "<styleSheet " NS "><numFmts><numFmt numFmtId='170' formatCode='[$-107041E]d mmm yy'/></numFmts><fonts><font/></fonts>"
                     "<cellXfs><xf numFmtId='0'/><xf numFmtId='170'/></cellXfs></styleSheet>");
    (void)buf_addf(&part, "<worksheet " NS ">%s</worksheet>", first);
    zip_writer_add_c(&zip, "xl/worksheets/sheet1.xml", part.p);
    if (second) {
        buf_clear(&part);
        (void)buf_addf(&part, "<worksheet " NS ">%s</worksheet>", second);
        zip_writer_add_c(&zip, "xl/worksheets/sheet2.xml", part.p);
    }
    enum oit_code code = read_bytes(f, "itas.xlsx", zip_writer_end(&zip), &err);
    if (code != OIT_OK)
        fail_msg("%s", err.en);
    zip_writer_done(&zip);
    buf_done(&part);
}

static void dates_formulas_and_merged_cells(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    read_xlsx(&f, "<sheetData>"
        "<row r='3'>" S("B3", "ข้อ") S("C3", "ผู้รับผิดชอบ") S("D3", "กำหนดส่งภายใน") S("E3", "URL ที่จะกรอก") S("F3", "หมายเหตุ") "</row>"
        "<row r='4' hidden='1'>" S("B4", " O1 ") S("C4", "กองคลัง") "<c r='D4' s='1'><v>45382</v></c>" S("E4", "https://www.example.go.th/a") "<c r='F4' t='str'><f>1+1</f><v>2</v></c></row>"
        "<row r='5'>" S("B5", "O2") "<c r='D5'><v>45382</v></c><c r='F5'><f>1+1</f></c></row>"
        "<row r='6'>" S("B6", "O3 ชื่ออะไรก็ได้") "<c r='D6' s='1'><v>243708</v></c>" S("E6", "https://www.example.go.th/1") S("F6", "_x005F_x000D_ และ_x000D_\nบรรทัดใหม่ ") "</row>"
        "<row r='7'>" S("E7", "https://www.example.go.th/2") "</row>"
        "<row r='8'>" S("B8", "O4") "<c r='F8' t='e'><f>A1/0</f><v>#DIV/0!</v></c></row>"
        "</sheetData><mergeCells><mergeCell ref='C4:C6'/><mergeCell ref='B6:B7'/></mergeCells>", NULL);
    expect_word(&f, "O1", OFFICER_OWNER, "กองคลัง");
    expect_word(&f, "O2", OFFICER_OWNER, "กองคลัง");
    expect_word(&f, "O3", OFFICER_OWNER, "กองคลัง");
    expect_word(&f, "O1", OFFICER_DUE, "31 มี.ค. 2567");
    expect_word(&f, "O2", OFFICER_DUE, "31 มี.ค. 2567"); /* a bare number in the column of dates */
    expect_word(&f, "O3", OFFICER_DUE, "31 มี.ค. 2567"); /* typed as 31/3/2567 into a program that counts in the Christian era */
    expect_word(&f, "O3", OFFICER_URL, "https://www.example.go.th/1\nhttps://www.example.go.th/2");
    expect_word(&f, "O1", OFFICER_NOTE, "2"); /* what the program saved; nothing is computed */
    expect_word(&f, "O3", OFFICER_NOTE, "_x000D_ และ\nบรรทัดใหม่ ");
    expect_error(&f, 5, 6, "สูตร");
    expect_error(&f, 8, 6, "#DIV/0!");
    assert_int_equal(f.book->n_errors, 2);
    assert_int_equal(f.book->n_notes, 1);
    done(&f);
}

#define HEAD S("A1", "ข้อ") S("B1", "ผลตรวจ") S("C1", "ลิงก์ที่พบ") S("D1", "ผู้รับผิดชอบ") S("E1", "หมายเหตุ")

static void sheets_of_owners_agree_or_are_told(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    f.report->items[0].officer.words[OFFICER_OWNER] = "กองเดิม";
    f.report->items[1].officer.words[OFFICER_OWNER] = "กองเดิม";
    f.report->items[2].officer.words[OFFICER_NOTE] = "จะลบ";
    read_xlsx(&f,
        "<sheetData><row r='1'>" HEAD "</row><row r='2'>" S("A2", "O1") S("D2", "กองเดิม") "</row><row r='3'>" S("A3", "O2") S("D3", "กองใหม่") "</row>"
        "<row r='4'>" S("A4", "O3") S("E4", "จะลบ") "</row></sheetData>",
        "<sheetData><row r='1'>" HEAD "</row><row r='2'>" S("A2", "O1") S("D2", "กองย้าย") "</row><row r='3'>" S("A3", "O2") S("D3", "กองอื่น") "</row>"
        "<row r='4'>" S("A4", "O3") "</row></sheetData>");
    expect_word(&f, "O1", OFFICER_OWNER, "กองย้าย"); /* touched on one sheet only: that one */
    expect_word(&f, "O3", OFFICER_NOTE, "");          /* cleared on one sheet */
    expect_error(&f, 3, 4, "ทุกข้อ");                  /* touched on both, differently */
    assert_null(word(&f, "O2", OFFICER_OWNER));
    assert_int_equal(f.book->n_errors, 1);
    assert_string_equal(f.book->errors[0].place.sheet, "กองคลัง");
    done(&f);
}

static void an_empty_cell_of_our_workbook_takes_a_word_back(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    f.report->items[0].officer.words[OFFICER_OWNER] = "กองเดิม";
    f.report->items[0].officer.words[OFFICER_COORDINATOR] = "สมหญิง";
    read_xlsx(&f, "<sheetData><row r='1'>" HEAD "</row><row r='2'>" S("A2", "O1") "</row></sheetData>", NULL);
    expect_word(&f, "O1", OFFICER_OWNER, "");
    assert_null(word(&f, "O1", OFFICER_COORDINATOR)); /* its column was deleted */
    done(&f);
}

static void a_mistyped_file_name_is_said(void **state)
{
    (void)state;
    struct fixture f;
    struct err err = {0};
    begin(&f);
    char *path = tmp_path(f.folder, "ไม่มี.xlsx");
    assert_int_equal(workbook_read(path, f.report, &f.book, &err), OIT_ERR_USAGE);
    assert_non_null(strstr(err.th, "ไม่พบแฟ้มนี้"));
    free(path);
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mistyped_file_name_is_said),
        cmocka_unit_test(a_list_of_owners_alone_is_enough),
        cmocka_unit_test(columns_are_known_by_their_headings),
        cmocka_unit_test(words_are_kept_byte_for_byte),
        cmocka_unit_test(what_is_wrong_is_told_by_row_and_column),
        cmocka_unit_test(a_row_of_another_years_list_is_refused),
        cmocka_unit_test(what_is_no_sheet_is_said),
        cmocka_unit_test(dates_formulas_and_merged_cells),
        cmocka_unit_test(sheets_of_owners_agree_or_are_told),
        cmocka_unit_test(an_empty_cell_of_our_workbook_takes_a_word_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
