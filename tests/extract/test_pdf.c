/* test_pdf.c - pdfinfo and pdftotext output as a document: paragraphs, title block, tables, the quality gate.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "extract/extract.h"

struct fixture {
    struct arena arena;
    struct document doc;
    struct buf dump;
};

static void extract(struct fixture *f, const char *info, const char *raw, const char *layout, enum oit_fault fault)
{
    struct extract_tools tools = {.need = NEED_PDF_TEXT, .fault = fault, .pdf_info = str_from(info), .pdf_raw = str_from(raw), .pdf_layout = str_from(layout)};
    struct extract_input input = {
        .bytes = STR_LIT("%PDF-1.4\n"), .url = STR_LIT("http://www.agency.go.th/files/plan.pdf"), .tools = &tools, .n_tools = 1};
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
    if (str_find_c(buf_str(&f->dump), want) != STR_NPOS)
        return;
    (void)fprintf(stderr, "%s\n", f->dump.p); /* fail_msg cuts */
    fail_msg("not found: %s", want);
}

static void asks_for_the_tool_first(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct document doc;
    struct extract_input input = {.bytes = STR_LIT("junk\n%PDF-1.4\n"),
                                  .url = STR_LIT("http://www.agency.go.th/files/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf")};
    assert_int_equal(extract_document(&input, &arena, &doc).need, NEED_PDF_TEXT);
    assert_int_equal(doc.kind, DOC_PDF);
    assert_int_equal(doc.fault, FAULT_NO_TEXT);
    assert_true(str_eq_c(doc.file_name, "แผน.pdf"));
    arena_done(&arena);
}

static const char good_page[] = "แผนปฏิบัติการป้องกันการทุจริต\n"
                                "และประพฤติมิชอบของหน่วยงาน\n"
                                "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗\n\n"
                                "หน่วยงานได้จัดทำแผนฉบับนี้ขึ้นเพื่อใช้เป็นกรอบในการดำเนินงานด้านการป้อง\n"
                                "กันการทุจริตให้เป็นไปตามนโยบาย\n"
                                "๑. โครงการอบรมคุณธรรมจริยธรรมสำหรับบุคลากรของหน่วยงานทุกระดับและ\n"
                                "ประชาชนทั่วไป\n"
                                "โทร. 0 2123 4567\n";

static void joins_wrapped_lines_without_a_blank(void **state)
{
    (void)state;
    struct fixture f;
    extract(&f,
            "Title:          Microsoft Word - แผนป้องกัน.doc\nCreator:        PScript5.dll\nPages:          "
            "1\nEncrypted:      no\n",
            good_page, "", FAULT_NONE);
    expect(&f, "title=\"แผนป้องกัน\"");
    expect(&f, "b0 paragraph page1 first \"แผนปฏิบัติการป้องกันการทุจริตและประพฤติมิชอบของหน่วยงานประจำปีงบประมาณ พ.ศ. ๒๕๖๗\"");
    expect(&f, "ด้านการป้องกันการทุจริตให้เป็นไปตามนโยบาย\"");
    expect(&f, "\"๑. โครงการอบรมคุณธรรมจริยธรรมสำหรับบุคลากรของหน่วยงานทุกระดับและประชาชนทั่วไป\"");
    expect(&f, "contact phone \"0 2123 4567\"");
    assert_int_equal(f.doc.fault, FAULT_NONE);
    done(&f);
}

/* A heading whose year was pushed to the next line, and a numbered list whose numbers stand alone. */
static void year_alone_on_a_line_belongs_to_the_title_above(void **state)
{
    (void)state;
    struct fixture f;
    extract(&f, "Pages: 1\n",
            "หน่วยงานขอรายงานผลการดำเนินงานที่ผ่านมาของทุกสำนักและทุกกองในสังกัดให้ทราบ\n"
            "รายงานผลการบริหารจัดการความเสี่ยงการทุจริตของหน่วยงาน ประจำปีงบประมาณ\n"
            "2566\n"
            "ผู้บริหารให้ความสำคัญกับการเปิดเผยข้อมูลสู่สาธารณะ และกำกับติดตามทุกไตรมาส\n"
            "12\n"
            "ข้อความถัดไปของรายงาน\n",
            "", FAULT_NONE);
    expect(&f, "ประจำปีงบประมาณ 2566");
    expect(&f, "\"12");
    done(&f);
}

static void name_broken_inside_a_narrow_cell_is_found_whole(void **state)
{
    (void)state;
    struct fixture f;
    extract(&f, "Pages: 1\n",
            "หนึ่ง\nสอง\nสาม\nสี่\nห้า\nหก\nเจ็ด\nแปด\nหน่วยงานขอรายงานผลการดำเนินงานที่ผ่านมาของทุกสำนักและทุกกองในสังกัด ดังนี้:\n"
            "ปัญหา/\nอุปสรรค\nวิธีการจัดซื้อ\nจัดจ้าง\nวงเงินงบ\nประมาณ\n(บาท)\n"
            "1\nจ้างเหมา\nบริการ\n"
            "ผู้บริหารให้ความสำคัญกับการเปิดเผยข้อมูลสู่สาธารณะ และกำกับติดตามทุกไตรมาส\n",
            "", FAULT_NONE);
    expect(&f, "\"วิธีการจัดซื้อ\"");
    expect(&f, "ปัญหา/ อุปสรรควิธีการจัดซื้อจัดจ้างวงเงินงบประมาณ (บาท)\"");
    expect(&f, "\"จ้างเหมาบริการ\"");
    done(&f);
}

static void drops_titles_that_say_nothing(void **state)
{
    (void)state;
    static const char *const infos[] = {"Title: untitled\n", "Title: PowerPoint Presentation\n",
                                        "Title: Microsoft Word - 1234.doc\n", "Title:   \n", "Title: Scan2023-10-16\n"};
    for (size_t i = 0; i < sizeof infos / sizeof *infos; i++) {
        struct fixture f;
        extract(&f, infos[i], good_page, "", FAULT_NONE);
        assert_null(f.doc.title.p);
        done(&f);
    }
}

static void reads_columns_of_a_table(void **state)
{
    (void)state;
    static const char layout[] = /* aligned by code points, as pdftotext does */
        "                 รายการจัดซื้อจัดจ้าง\n\n"
        " ลำดับ    งานที่ซื้อหรือจ้าง              วงเงิน      วิธีจัดซื้อ\n"
        "                                          (บาท)\n"
        " 1        จ้างเหมาทำความสะอาด             120,000     เฉพาะเจาะจง\n"
        "          อาคารสำนักงาน\n"
        " 2        ซื้อวัสดุสำนักงาน               50,000      เฉพาะเจาะจง\n"
        " 3        จ้างพิมพ์เอกสาร                 9,000       เฉพาะเจาะจง\n";
    struct fixture f;
    extract(&f, "Pages: 1\n",
            "ลำดับ งานที่ซื้อหรือจ้าง วงเงิน (บาท) วิธีจัดซื้อ\n1 จ้างเหมาทำความสะอาดอาคารสำนักงาน 120,000\n2 ซื้อวัสดุสำนักงาน\n", layout,
            FAULT_NONE);
    expect(&f, "t0 4x4 header-rows=1");
    expect(&f, "t0[0,2] i0 \"วงเงิน (บาท)\"");
    expect(&f, "t0[1,1] i1 \"จ้างเหมาทำความสะอาดอาคารสำนักงาน\"");
    expect(&f, "t0[3,3] i3 \"เฉพาะเจาะจง\"");
    done(&f);
}

static void a_name_over_two_columns_heads_both(void **state)
{
    (void)state;
    static const char layout[] = /* aligned by code points */
        " ลำดับ    งาน                ราคา (บาท)           สถานะ\n"
        "                        กลาง        ที่ตกลง\n"
        " 1        จ้างเหมา      120,000     118,000       สิ้นสุดสัญญา\n"
        " 2        ซื้อวัสดุ     50,000      49,000        สิ้นสุดสัญญา\n"
        " 3        จ้างพิมพ์     9,000       9,000         ยกเลิก\n";
    struct fixture f;
    extract(&f, "Pages: 1\n", good_page, layout, FAULT_NONE);
    expect(&f, "t0[0,2] i0 \"ราคา (บาท) กลาง\"");
    expect(&f, "t0[0,3] i0 \"ราคา (บาท) ที่ตกลง\"");
    expect(&f, "t0[0,4] i0 \"สถานะ\"");
    done(&f);
}

static void a_table_goes_on_without_its_header(void **state)
{
    (void)state;
    static const char first[] = " งาน         สถานะ        ผู้รับจ้าง\n"
                                " จ้างก        ลงนาม        บริษัท ก\n"
                                " จ้างข        ลงนาม        บริษัท ข\n"
                                " จ้างค        ลงนาม        บริษัท ค\n",
                      second[] = " จ้างง        ลงนาม        บริษัท ง\n"
                                 " จ้างจ        ลงนาม        บริษัท จ\n"
                                 " จ้างฉ        ลงนาม        บริษัท ฉ\n"
                                 " จ้างช        ลงนาม        บริษัท ช\n";
    struct fixture f;
    struct buf raw, layout;
    buf_init(&raw, 0);
    buf_init(&layout, 0);
    (void)buf_addf(&raw, "%s\f%s\f%s\f%s\f", good_page, good_page, good_page, good_page);
    (void)buf_addf(&layout, "%s\f                 - 2 -\n%s\f%s\f ภาคผนวก\n ข้อมูลอื่น\n%s\f", first, second, first, second);
    extract(&f, "Pages: 4\n", raw.p, layout.p, FAULT_NONE);
    expect(&f, "t0 4x3 header-rows=1 header-columns=0 page1");
    expect(&f, "t1 4x3 header-rows=0 header-columns=0 page2");
    expect(&f, "t2 4x3 header-rows=1 header-columns=0 page3"); /* printed once more */
    expect(&f, "t3 4x3 header-rows=1 header-columns=0 page4"); /* under a title of its own */
    buf_done(&raw);
    buf_done(&layout);
    done(&f);
}

static void a_hyphen_at_the_end_of_a_line_breaks_no_name(void **state)
{
    (void)state;
    static const char layout[] = " ที่     งาน         สถานะการจัดซื้อ-\n"
                                 "                     จัดจ้าง\n"
                                 " 1      จ้างเหมา     สิ้นสุดสัญญา\n"
                                 " 2      ซื้อวัสดุ     สิ้นสุดสัญญา\n"
                                 " 3      จ้างพิมพ์     ยกเลิก\n";
    struct fixture f;
    extract(&f, "Pages: 1\n", good_page, layout, FAULT_NONE);
    expect(&f, "\"สถานะการจัดซื้อจัดจ้าง\"");
    done(&f);
}

static void the_second_page_of_a_table_has_no_header(void **state)
{
    (void)state;
    static const char layout[] = " จ้างเหมาทำความสะอาด      120,000     เฉพาะเจาะจง\n"
                                 " ซื้อวัสดุสำนักงาน         50,000      เฉพาะเจาะจง\n"
                                 " จ้างพิมพ์เอกสาร          9,000       เฉพาะเจาะจง\n"
                                 " จ้างถ่ายเอกสาร           900         เฉพาะเจาะจง\n";
    struct fixture f;
    extract(&f, "Pages: 1\n", good_page, layout, FAULT_NONE);
    expect(&f, "t0 4x3 header-rows=0");
    done(&f);
}

static void tells_scans_and_broken_layers(void **state)
{
    (void)state;
    static const struct {
        const char *raw;
        uint32_t n_image_pages;
        enum oit_fault fault;
    } cases[] = {
        {"", 2, FAULT_NO_TEXT},
        {"\f\f", 2, FAULT_NO_TEXT},
        {"- 1 -\n\f12\n\f", 2, FAULT_NO_TEXT},
        {"่่ก้้ขฺุๆ่่ค้้งุุจ่่ฉ้้ช่่ซ้้ฌ่่ญ\f่่ก้้ขุุค่่ง้้จุุฉ่่ช้้ซ่่ฌ้้ญ\f", 2, FAULT_NO_TEXT},
        {"!\"#$%&'()*+,-./"
         ":;<=>?@[]^_`{|}~!\"#$%&'()"
         "\f\xEF\x80\xA1\xEF\x80\xA2\xEF\x80\xA3\xEF\x80\xA4\xEF\x80\xA5\xEF\x80\xA6\xEF\x80\xA7\xEF\x80\xA8\xEF\x80"
         "\xA9\xEF\x80\xAA\xEF\x80\xAB\xEF\x80\xAC\xEF\x80\xAD\xEF\x80\xAE\xEF\x80\xAF\xEF\x80\xB0\f",
         2, FAULT_NO_TEXT},
        {"รายงานผลการดําเนินการตามแผนปฏิบัติการ\f\f", 1, FAULT_NONE}, /* decomposed sara am is repaired later */
        {"ส\xEF\x9C\x81 นักงานที\xEF\x9C\x8B ดินจังหวัดและที\xEF\x9C\x8B ทำการอำเภอ\f\f", 1,
         FAULT_NONE}, /* so are U+F700-F71A */
        {"¤Ó¹Ó ¡ÃÁ ÊÓ¹Ñ¡§Ò¹ ¡Í§¤ÅÑ§ Êè§àÊÃÔÁ xyz\f\f", 1, FAULT_NONE}, /* put right */
        {"ฦีลชีผฟศคีฦทึใผืผชีผฅะชฮผ๋สลชีผไศำไฟผคีฦๆญ์ซ๋ีลชฝพฦำฤีถพฦำซึพุ\f\f", 2, FAULT_NO_TEXT}, /* letters shifted by three */
        {"ABCDBEFGHBAIJKELEDBEMNDOEPQCDBERGSRFEHBATUVWPBCDXYASZBaYASWJYbABCDBEFGHBAIJKELEDBEMNDOEPQCDBERGSRFEHBATUVWPBCDXYASZBaYASWJYb\f\f", 2, FAULT_NO_TEXT}, /* numbers of glyphs as letters */
        {"หนวยงานนเผยแพรขอมลใหประชาชนทวไปไดรวาเจาหนาทผใดมหนาทรบผดชอบเรองใดและตดตอไดอยางไรบางในวนเวลาทกำหนดไว\f\f", 2, FAULT_NO_TEXT}, /* nothing above and below */
        {"รรราายยยงงงาานนน ท\u0E35\u0E35\u0E48\u0E48ด\u0E34\u0E34น ก\u0E32ร ป\u0E35\u0E35งบประมาณ\f\f", 1, FAULT_NONE}, /* doubled marks are repaired */
        {"Annual report of the agency for the fiscal year\f\f", 1, FAULT_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        extract(&f, "Pages: 2\n", cases[i].raw, "", FAULT_NONE);
        if (f.doc.fault != cases[i].fault || f.doc.n_image_pages != cases[i].n_image_pages)
            fail_msg("case %zu:\n%s", i, f.dump.p);
        done(&f);
    }
}

static void keeps_the_tools_own_fault(void **state)
{
    (void)state;
    struct fixture f;
    extract(&f, "", "", "", FAULT_ENCRYPTED);
    assert_int_equal(f.doc.fault, FAULT_ENCRYPTED);
    done(&f);
    extract(&f, "Pages: 9\n", good_page, "", FAULT_TIMEOUT);
    assert_int_equal(f.doc.fault, FAULT_TIMEOUT);
    assert_true(f.doc.n_blocks > 0);
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_for_the_tool_first),       cmocka_unit_test(joins_wrapped_lines_without_a_blank),
        cmocka_unit_test(year_alone_on_a_line_belongs_to_the_title_above),
        cmocka_unit_test(name_broken_inside_a_narrow_cell_is_found_whole),
        cmocka_unit_test(drops_titles_that_say_nothing), cmocka_unit_test(reads_columns_of_a_table),
        cmocka_unit_test(a_name_over_two_columns_heads_both),
        cmocka_unit_test(the_second_page_of_a_table_has_no_header), cmocka_unit_test(a_table_goes_on_without_its_header), cmocka_unit_test(a_hyphen_at_the_end_of_a_line_breaks_no_name),
        cmocka_unit_test(tells_scans_and_broken_layers), cmocka_unit_test(keeps_the_tools_own_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
