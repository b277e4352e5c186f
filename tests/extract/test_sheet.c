/* test_sheet.c - sheets of CSV and of merged cells: where the title ends, what is a header, where the next table begins.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "extract/extract.h"
#include "extract/sheet.h"

struct fixture {
    struct arena arena;
    struct document doc;
    struct buf dump;
};

static void read_csv(struct fixture *f, struct str text)
{
    struct extract_input input = {.bytes = text, .url = STR_LIT("http://www.agency.go.th/f/a.csv"), .content_type = STR_LIT("text/csv")};
    arena_init(&f->arena);
    buf_init(&f->dump, 0);
    assert_int_equal(extract_document(&input, &f->arena, &f->doc).need, NEED_NOTHING);
    doc_dump(&f->doc, &f->dump);
}

static void done(struct fixture *f)
{
    arena_done(&f->arena);
    buf_done(&f->dump);
}

static void expect(const struct fixture *f, const char *want)
{
    if (str_find_c(buf_str(&f->dump), want) == STR_NPOS)
        fail_msg("not found: %s\nin:\n%s", want, f->dump.p);
}

static void judges_header_rows(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t n_tables, n_header; /* of the first table */
    } cases[] = {
        {"ลำดับ,งาน,วงเงิน\n1,ซื้อวัสดุ,500\n2,จ้างซ่อม,900\n", 1, 1},
        {"ลำดับ,งาน,วงเงิน\n,,(บาท)\n1,ซื้อวัสดุ,500\n", 1, 2},
        {"ลำดับ,งาน,ราคา,,หมายเหตุ\n,,กลาง,ที่ตกลง,\n1,ซื้อวัสดุ,500,450,-\n2,จ้าง,9,8,-\n", 1, 2},
        {"ลำดับ,งานที่ซื้อ,วงเงินงบประมาณ,วิธี\n,หรือจ้าง,ที่ได้รับจัดสรร,จัดซื้อ\n,,(บาท),\n1,ซื้อวัสดุ,500,เฉพาะเจาะจง\n2,จ้าง,9,คัดเลือก\n", 1, 3},
        {"ลำดับ,งาน,วงเงิน,วิธี\n(1),(2),(3),(4)\n1,ซื้อวัสดุ,500,เฉพาะเจาะจง\n", 1, 2},
        {"ลำดับ,งาน,วงเงิน,คงเหลือ\n1,2,3,(4)=(3)-(2)\n1,ซื้อวัสดุ,500,20\n", 1, 2},
        {"รายการ,2566,2567\nซื้อวัสดุ,500,20\nจ้าง,5,2\n", 1, 1},
        {"รายการ,๒๕๖๖,๒๕๖๗\nซื้อวัสดุ,๕๐๐,๒๐\n", 1, 1},
        {"ชื่อ,ตำแหน่ง\nสมชาย,ผู้อำนวยการ\nสมหญิง,รองผู้อำนวยการ\n", 1, 1},
        {"1,ซื้อวัสดุ,500\n2,จ้าง,900\n", 1, 0},
        {"แผน,,,ผล,,\nงาน,เงิน,เดือน,งาน,เงิน,เดือน\nซื้อ,5,ม.ค.,ซื้อ,5,ก.พ.\n", 1, 2},
        {"ที่,รายการ,งบประมาณ\n,งบลงทุน,\n1,รถยนต์,500\n2,อาคาร,900\n", 1, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        read_csv(&f, str_from(cases[i].text));
        if (f.doc.n_tables != cases[i].n_tables || f.doc.tables[0].n_header_rows != cases[i].n_header)
            fail_msg("case %zu:\n%s", i, f.dump.p);
        done(&f);
    }
}

static void title_rows_stand_above_the_table(void **state)
{
    (void)state;
    struct fixture f;
    read_csv(&f, STR_LIT("รายงานความก้าวหน้าการจัดซื้อจัดจ้าง,,,,\nปีงบประมาณ พ.ศ. ๒๕๖๗,,,,\nหน่วยงาน,กรมตัวอย่าง,,,\n,,,,\n"
                         "ลำดับ,งาน,วงเงิน,วิธี,สถานะ\n1,ซื้อวัสดุ,500,เฉพาะเจาะจง,สิ้นสุดสัญญา\n,งบลงทุน,,,\n2,จ้าง,9,คัดเลือก,ยกเลิก\n"
                         "รวม,,509,,\n,,,,\nหมายเหตุ: ข้อมูล ณ 31 มี.ค. 2567,,,,\n"));
    expect(&f, "b0 heading3 first \"รายงานความก้าวหน้าการจัดซื้อจัดจ้าง\"\n"
               "b1 heading4 first under=b0 \"ปีงบประมาณ พ.ศ. ๒๕๖๗\"\n"
               "b2 heading5 first under=b1 \"หน่วยงาน กรมตัวอย่าง\"\n"
               "b3 cell under=b2 t0[0,0] i0 \"ลำดับ\"\n");
    expect(&f, "t0 5x5 header-rows=1 header-columns=0 under=b2 /");
    expect(&f, "paragraph under=b2 \"หมายเหตุ: ข้อมูล ณ 31 มี.ค. 2567\"");
    done(&f);
}

static void several_tables_stand_under_one_another(void **state)
{
    (void)state;
    struct fixture f;
    read_csv(&f, STR_LIT("ที่,งาน,เงิน\n1,ก,5\n2,ข,6\n,,\nงบลงทุน,,\nที่,งาน,เงิน\n1,ค,7\n,,\nสรุปตามวิธี,,\nวิธี,จำนวน,บาท\nเฉพาะเจาะจง,3,18\n"));
    assert_int_equal(f.doc.n_tables, 3);
    expect(&f, "t0 3x3 header-rows=1 header-columns=0 / b0 b1 b2 / b3 b4 b5 / b6 b7 b8\n");
    expect(&f, "b9 heading3 \"งบลงทุน\"");
    expect(&f, "t1 2x3 header-rows=1 header-columns=0 under=b9 /");
    expect(&f, "t2 2x3 header-rows=1 header-columns=0 under=b16 /");
    done(&f);
}

static void broken_headers_are_one_name(void **state)
{
    (void)state;
    struct fixture f;
    read_csv(&f, STR_LIT("ลำดับ,\"วงเงินงบประมาณ\nที่ได้รับจัด-\nสรร\",ราคา,,สถานะการ\n,(บาท),กลาง,ที่ตกลง,จัดซื้อจัดจ้าง\n1,5,6,7,ก\n2,5,6,7,ก\n"));
    expect(&f, "\"วงเงินงบประมาณ ที่ได้รับจัดสรร (บาท)\"");
    expect(&f, "\"สถานะการ จัดซื้อจัดจ้าง\"");
    expect(&f, "t0 4x5 header-rows=2 header-columns=0 / b0 b1 b2 b2 b3 / - b1 b4 b5 b3 /");
    done(&f);
}

#define LIT(text) text, sizeof(text) - 1
static void reads_what_people_call_csv(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        const char *want;
    } cases[] = {
        {LIT("sep=|\nก|ข\n1|2\n"), "t0 2x2 header-rows=1"},
        {LIT("หัวเรื่อง\nก;ข;ค\n1,5;2;3\n2,5;4;5\n"), "t0 3x3 header-rows=1"},
        {LIT("ก\tข, ค\n1\t2\n"), "t0 2x2 header-rows=1"},
        {LIT("ก,\"ข\n1,2\n3,4\n"), "t0 3x2 header-rows=1"}, /* a quote that never ends */
        {LIT("ก,\"โครงการ\" ใหม่\n1,2\n"), "\"โครงการ ใหม่\""},
        {LIT("\xC5\xD3\xB4\xD1\xBA,\xA7\xD2\xB9\n1,\xAB\xD7\xE9\xCD\n"), "t0[1,1] i1 \"ซื้อ\""}, /* windows-874 */
        {LIT("\xFF\xFE\x01\x0E,\0\x02\x0E\n\0" "1\0,\0" "2\0\n\0"), "t0[0,1] i0 \"ข\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        read_csv(&f, (struct str){cases[i].text, cases[i].n});
        expect(&f, cases[i].want);
        done(&f);
    }
}

/* ---- merged cells and limits, through the builder itself ---- */

struct book {
    struct fixture f;
    struct doc_builder b;
    struct sheet_book book;
    struct sheet *sheet;
};

static void begin(struct book *k, const char *name)
{
    arena_init(&k->f.arena);
    buf_init(&k->f.dump, 0);
    k->f.doc = (struct document){.arena = &k->f.arena, .kind = DOC_XLSX, .raw = STR_LIT("")};
    doc_builder_init(&k->b, &k->f.doc, LIMIT_TEXT_BYTES);
    k->book = (struct sheet_book){.b = &k->b, .base = STR_LIT("http://a.go.th/f/x.xlsx")};
    k->sheet = sheet_open(&k->book, str_from(name));
}

static void put(struct book *k, uint32_t row, uint32_t column, uint32_t n_rows, uint32_t n_columns, const char *text)
{
    (void)sheet_add(k->sheet, &(struct sheet_cell){.row = row, .column = column, .text = str_from(text)});
    if (n_rows > 1 || n_columns > 1)
        sheet_merge(k->sheet, row, column, n_rows, n_columns);
}

static void end(struct book *k)
{
    sheet_close(k->sheet);
    doc_builder_seal(&k->b);
    doc_dump(&k->f.doc, &k->f.dump);
}

static void merged_headers_give_a_path(void **state)
{
    (void)state;
    struct book k;
    begin(&k, "ความก้าวหน้า");
    put(&k, 0, 0, 1, 5, "รายงานความก้าวหน้า ปี 2567");
    put(&k, 2, 0, 2, 1, "โครงการ");
    put(&k, 2, 1, 1, 2, "ผลการดำเนินงาน");
    put(&k, 2, 3, 2, 2, "หมายเหตุ"); /* column 4 stays empty */
    put(&k, 3, 1, 1, 1, "งบประมาณ");
    put(&k, 3, 2, 1, 1, "ร้อยละ");
    put(&k, 4, 0, 2, 1, "อบรม");
    put(&k, 4, 1, 1, 1, "500");
    put(&k, 4, 2, 1, 1, "90");
    put(&k, 5, 1, 1, 1, "600");
    put(&k, 5, 3, 1, 2, "ล่าช้า");
    end(&k);
    expect(&k.f, "b0 heading2 breadcrumb \"ความก้าวหน้า\"\nb1 heading3 first under=b0 \"รายงานความก้าวหน้า ปี 2567\"\n");
    expect(&k.f, "t0 4x4 header-rows=2 header-columns=0 under=b1 / b2 b3 b3 b4 / b2 b5 b6 b4 / b7 b8 b9 - / b7 b10 - b11\n");
    done(&k.f);
}

static void a_cell_at_the_end_of_the_sheet_costs_nothing(void **state)
{
    (void)state;
    struct book k;
    begin(&k, "Sheet1");
    put(&k, 1048575, 16383, 1, 1, "ท้าย");
    put(&k, 0, 0, 1048576, 16384, "หัว"); /* out of order, merged over everything */
    put(&k, 0, 5, 1, 1, "ข");
    put(&k, 1048576, 0, 1, 1, "นอก");
    end(&k);
    expect(&k.f, "\"หัว\"");
    expect(&k.f, "\"ท้าย\"");
    assert_true(k.f.doc.is_cut);
    assert_true(str_find_c(k.f.doc.raw, "นอก") == STR_NPOS);
    done(&k.f);
}

static void a_wide_sheet_keeps_its_text_past_the_limit(void **state)
{
    (void)state;
    struct book k;
    begin(&k, "กว้าง");
    put(&k, 0, 0, 1, 1, "หัว");
    for (uint32_t row = 0; row < 8; row++)
        for (uint32_t column = row == 0; column < 16384; column++)
            put(&k, row, column, 1, 1, row % 2 ? "ก" : "ข");
    for (uint32_t i = 0; i < 5000; i++)
        sheet_merge(k.sheet, i % 8, i, 8, 16384); /* and all merged upon one another */
    end(&k);
    assert_true(k.f.doc.is_cut);
    assert_int_equal(k.f.doc.n_tables, 1);
    assert_int_equal(k.f.doc.tables[0].n_rows, LIMIT_TABLE_CELLS / 16384);
    assert_int_equal(k.f.doc.n_blocks, 8 * 16384 + 1);
    done(&k.f);
}

static void links_carry_their_row(void **state)
{
    (void)state;
    struct book k;
    begin(&k, "รายการ");
    put(&k, 0, 0, 1, 1, "ที่");
    put(&k, 0, 1, 1, 1, "เอกสาร");
    put(&k, 0, 2, 1, 1, "ไฟล์");
    put(&k, 1, 0, 1, 1, "1");
    put(&k, 1, 1, 1, 1, "แผนปฏิบัติการ 2567");
    put(&k, 1, 2, 1, 1, "คลิก");
    sheet_link(k.sheet, 1, 2, STR_LIT("plan.pdf"));
    end(&k);
    expect(&k.f, "link a url url=\"http://a.go.th/f/plan.pdf\" anchor=\"คลิก\" row=\"1 | แผนปฏิบัติการ 2567\" under=b0 in=b6");
    done(&k.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_header_rows),
        cmocka_unit_test(title_rows_stand_above_the_table),
        cmocka_unit_test(several_tables_stand_under_one_another),
        cmocka_unit_test(broken_headers_are_one_name),
        cmocka_unit_test(reads_what_people_call_csv),
        cmocka_unit_test(merged_headers_give_a_path),
        cmocka_unit_test(a_cell_at_the_end_of_the_sheet_costs_nothing),
        cmocka_unit_test(a_wide_sheet_keeps_its_text_past_the_limit),
        cmocka_unit_test(links_carry_their_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
