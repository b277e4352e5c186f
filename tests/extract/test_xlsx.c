/* test_xlsx.c - Excel workbooks made part by part: what a reader sees, and what hostile ones may not do.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "extract/extract.h"
#include "../support/zip_writer.h"

#define NS "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
#define RELS "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

struct fixture {
    struct zip_writer zip;
    struct arena arena;
    struct document doc;
    struct buf dump;
};

static void begin(struct fixture *f)
{
    zip_writer_init(&f->zip);
    arena_init(&f->arena);
    buf_init(&f->dump, 0);
}

static void part(struct fixture *f, const char *name, const char *content)
{
    zip_writer_add_c(&f->zip, name, content);
}

static void read_bytes(struct fixture *f, struct str bytes)
{
    struct extract_input input = {.bytes = bytes, .url = STR_LIT("http://www.agency.go.th/f/a.xlsx")};
    assert_int_equal(extract_document(&input, &f->arena, &f->doc).need, NEED_NOTHING);
    doc_dump(&f->doc, &f->dump);
}

static void end(struct fixture *f)
{
    read_bytes(f, zip_writer_end(&f->zip));
}

static void done(struct fixture *f)
{
    zip_writer_done(&f->zip);
    arena_done(&f->arena);
    buf_done(&f->dump);
}

static void expect(const struct fixture *f, const char *want)
{
    if (str_find_c(buf_str(&f->dump), want) == STR_NPOS)
        fail_msg("not found: %s\nin:\n%s", want, f->dump.p);
}

static void expect_not(const struct fixture *f, const char *unwanted)
{
    if (str_find_c(buf_str(&f->dump), unwanted) != STR_NPOS)
        fail_msg("found: %s\nin:\n%s", unwanted, f->dump.p);
}

/* A workbook of one sheet; styles and strings may be NULL. */
static void one_sheet(struct fixture *f, const char *sheet, const char *styles, const char *strings)
{
    begin(f);
    part(f, "xl/workbook.xml", "<workbook " NS "><sheets><sheet name='ข้อมูล' sheetId='1' r:id='rId1'/></sheets></workbook>");
    part(f, "xl/_rels/workbook.xml.rels", RELS "<Relationship Id='rId1' Type='" TYPE "worksheet' Target='worksheets/sheet1.xml'/></Relationships>");
    if (styles)
        part(f, "xl/styles.xml", styles);
    if (strings)
        part(f, "xl/sharedStrings.xml", strings);
    part(f, "xl/worksheets/sheet1.xml", sheet);
    end(f);
}

static void reads_sheets_in_their_order_without_hidden_ones(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    part(&f, "_rels/.rels", RELS "<Relationship Id='a' Type='" TYPE "officeDocument' Target='/xl/book.xml'/><Relationship Id='b' "
                                 "Type='http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties' Target='p/core.xml'/></Relationships>");
    part(&f, "p/core.xml", "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
                           "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator>คนทำ</dc:creator><dc:title>Microsoft Excel - แผนจัดซื้อ\nปี 2567.xls</dc:title></cp:coreProperties>");
    part(&f, "xl/book.xml", "<workbook " NS "><sheets><sheet name='สอง' sheetId='2' r:id='r2'/><sheet name='ลับ' sheetId='3' state='hidden' r:id='r3'/>"
                           "<sheet name='ลับมาก' sheetId='4' state='veryHidden' r:id='r4'/><sheet name='กราฟ' sheetId='5' r:id='r5'/>"
                           "<sheet name='หนึ่ง &amp; ต่อ' sheetId='1' r:id='r1'/></sheets></workbook>");
    part(&f, "xl/_rels/book.xml.rels", RELS "<Relationship Id='r1' Type='" TYPE "worksheet' Target='../y/one.xml'/><Relationship Id='r2' Type='" TYPE "worksheet' Target='two.xml'/>"
                                           "<Relationship Id='r3' Type='" TYPE "worksheet' Target='three.xml'/><Relationship Id='r4' Type='" TYPE "worksheet' Target='three.xml'/>"
                                           "<Relationship Id='r5' Type='" TYPE "chartsheet' Target='three.xml'/></Relationships>");
#define ROW(text) "<worksheet " NS "><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>" text "</t></is></c></row></sheetData></worksheet>"
    part(&f, "y/one.xml", ROW("แรก"));
    part(&f, "xl/two.xml", ROW("ต้น"));
    part(&f, "xl/three.xml", ROW("ซ่อน"));
    end(&f);
    assert_string_equal(f.dump.p, "document xlsx url=\"http://www.agency.go.th/f/a.xlsx\" title=\"แผนจัดซื้อ ปี 2567\" file=\"a.xlsx\"\n"
                                  "b0 heading2 breadcrumb \"สอง\"\nb1 paragraph first under=b0 \"ต้น\"\nb2 heading2 breadcrumb \"หนึ่ง & ต่อ\"\nb3 paragraph first under=b2 \"แรก\"\n");
    done(&f);
}

static void shows_cells_as_a_reader_sees_them(void **state)
{
    (void)state;
    struct fixture f;
    one_sheet(&f,
              "<worksheet " NS "><cols><col min='6' max='7' hidden='1'/></cols><sheetData>"
              "<row r='1'><c r='A1' t='s' s='5'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c><c r='D1' t='inlineStr'><is><r><t>สถานะ</t></r><rPh><t>x</t></rPh><r><t>การจัดซื้อ_x000D_\nจัดจ้าง</t></r></is></c><c t='inlineStr'><is><t>ร้อยละ</t></is></c></row>"
              "<row r='2'><c r='A2'><v>1</v></c><c r='B2' s='1'><v>45382</v></c><c r='C2' s='2'><v>1234567.891</v></c><c r='D2' t='str'><f>A1&amp;B1</f><v>สิ้นสุดสัญญา</v></c><c r='E2' s='3'><v>0.853</v></c><c r='F2' t='str'><v>ซ่อน</v></c></row>"
              "<row r='3'><c r='A3'><v>2</v></c><c r='B3' s='4'><v>45382</v></c><c r='C3' t='b'><v>1</v></c><c r='D3' t='e'><v>#N/A</v></c><c r='E3' t='d'><v>2024-03-31</v></c></row>"
              "<row r='4' hidden='1'><c r='A4'><v>3</v></c></row>"
              "<row><c><v>5</v></c><c t='n'><v>2.5E-1</v></c></row></sheetData></worksheet>",
              "<styleSheet " NS "><numFmts><numFmt numFmtId='164' formatCode='[$-107041E]d mmmm yyyy;@'/><numFmt numFmtId='165' formatCode='[$-D07041E]d mmm yy'/></numFmts>"
              "<fonts><font><sz val='11'/></font><font><b/></font><font><b val='0'/></font></fonts><cellStyleXfs><xf numFmtId='14' fontId='1'/></cellStyleXfs>"
              "<cellXfs><xf numFmtId='0' fontId='0'/><xf numFmtId='164'/><xf numFmtId='4'/><xf numFmtId='9'/><xf numFmtId='165'/><xf fontId='1'/></cellXfs></styleSheet>",
              "<sst " NS "><si><t>ลำดับ</t></si><si><r><rPr><b/></rPr><t>วันที่</t></r><r><t xml:space='preserve'> ลงนาม</t></r><phoneticPr fontId='1'/></si><si><t>วงเงิน</t></si></sst>");
    assert_string_equal(f.dump.p, "document xlsx url=\"http://www.agency.go.th/f/a.xlsx\" file=\"a.xlsx\"\n"
                                  "b0 heading2 breadcrumb first \"ข้อมูล\"\n"
                                  "b1 cell under=b0 t0[0,0] i0 \"ลำดับ\"\nb2 cell under=b0 t0[0,1] i0 \"วันที่ ลงนาม\"\nb3 cell under=b0 t0[0,2] i0 \"วงเงิน\"\n"
                                  "b4 cell under=b0 t0[0,3] i0 \"สถานะการจัดซื้อ จัดจ้าง\"\nb5 cell under=b0 t0[0,4] i0 \"ร้อยละ\"\n"
                                  "b6 cell under=b0 t0[1,0] i1 \"1\"\nb7 cell under=b0 t0[1,1] i1 \"31 มีนาคม 2567\"\nb8 cell under=b0 t0[1,2] i1 \"1,234,567.89\"\n"
                                  "b9 cell under=b0 t0[1,3] i1 \"สิ้นสุดสัญญา\"\nb10 cell under=b0 t0[1,4] i1 \"85%\"\n"
                                  "b11 cell under=b0 t0[2,0] i2 \"2\"\nb12 cell under=b0 t0[2,1] i2 \"๓๑ มี.ค. ๖๗\"\nb13 cell under=b0 t0[2,2] i2 \"TRUE\"\n"
                                  "b14 cell under=b0 t0[2,3] i2 \"#N/A\"\nb15 cell under=b0 t0[2,4] i2 \"2024-03-31\"\n"
                                  "b16 cell under=b0 t0[3,0] i3 \"5\"\nb17 cell under=b0 t0[3,1] i3 \"0.25\"\n"
                                  "t0 4x5 header-rows=1 header-columns=0 under=b0 / b1 b2 b3 b4 b5 / b6 b7 b8 b9 b10 / b11 b12 b13 b14 b15 / b16 b17 - - -\n");
    done(&f);
}

static void counts_days_from_1904_where_the_book_says_so(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    part(&f, "xl/workbook.xml", "<workbook " NS "><workbookPr date1904='1'/><sheets><sheet name='a' r:id='rId1'/></sheets></workbook>");
    part(&f, "xl/styles.xml", "<styleSheet " NS "><cellXfs><xf numFmtId='14'/></cellXfs></styleSheet>");
    part(&f, "xl/worksheets/sheet1.xml", "<worksheet " NS "><sheetData><row><c s='0'><v>43920</v></c></row></sheetData></worksheet>");
    end(&f);
    expect(&f, "\"31/3/2024\"");
    done(&f);
}

static void headers_links_and_margins_are_kept(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    part(&f, "xl/workbook.xml", "<workbook " NS "><sheets><sheet name='รายการ' r:id='rId1'/></sheets><definedNames><definedName name='_xlnm.Print_Area' "
                                "localSheetId='0'>รายการ!$A$1:$D$9</definedName><definedName name='_xlnm.Print_Titles' localSheetId='0'>'รายการ'!$A:$A,'รายการ'!$2:$4</definedName></definedNames></workbook>");
    part(&f, "xl/_rels/workbook.xml.rels", RELS "<Relationship Id='rId1' Type='" TYPE "worksheet' Target='worksheets/sheet1.xml'/></Relationships>");
    part(&f, "xl/worksheets/_rels/sheet1.xml.rels", RELS "<Relationship Id='h1' Type='" TYPE "hyperlink' Target='../plan.pdf' TargetMode='External'/>"
                                                         "<Relationship Id='d1' Type='" TYPE "drawing' Target='../drawings/drawing1.xml'/></Relationships>");
    part(&f, "xl/drawings/drawing1.xml", "<xdr:wsDr xmlns:xdr='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>"
                                         "<xdr:sp><xdr:txBody><a:p><a:r><a:t>กล่อง</a:t></a:r><a:r><a:t>ข้อความ</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>");
    part(&f, "xl/worksheets/sheet1.xml",
         "<worksheet " NS "><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>แผนปี 2567</t></is></c></row>"
         "<row r='2'><c r='A2' t='inlineStr'><is><t>โครงการ</t></is></c><c r='B2' t='inlineStr'><is><t>ผล</t></is></c><c r='D2' t='inlineStr'><is><t>ไฟล์</t></is></c></row>"
         "<row r='3'><c r='B3' t='inlineStr'><is><t>แผน</t></is></c><c r='C3' t='inlineStr'><is><t>จริง</t></is></c></row>"
         "<row r='4'><c r='B4' t='inlineStr'><is><t>ล้านบาท</t></is></c><c r='C4' t='inlineStr'><is><t>บาท</t></is></c></row>"
         "<row r='5'><c r='A5' t='inlineStr'><is><t>อบรม</t></is></c><c r='B5'><v>1</v></c><c r='C5'><v>2</v></c><c r='D5' t='inlineStr'><is><t>คลิก</t></is></c></row>"
         "<row r='6'><c r='A6' t='inlineStr'><is><t>ประชุม</t></is></c><c r='D6' t='str'><f>HYPERLINK(\"https://drive.example/x\",\"เปิดดู\")</f><v>เปิดดู</v></c></row></sheetData>"
         "<mergeCells><mergeCell ref='A1:D1'/><mergeCell ref='B2:C2'/><mergeCell ref='A2:A4'/><mergeCell ref='bad'/></mergeCells>"
         "<hyperlinks><hyperlink ref='D5' r:id='h1'/><hyperlink ref='A5' location='รายการ!A1'/><hyperlink ref='B5' r:id='none'/></hyperlinks>"
         "<headerFooter><oddHeader>&amp;L&amp;\"TH Sarabun,Bold\"&amp;14แบบ สขร. 1&amp;R&amp;KFF0000ด่วน</oddHeader><oddFooter>&amp;Cหน้า &amp;P จาก &amp;N</oddFooter></headerFooter></worksheet>");
    end(&f);
    expect(&f, "b0 heading2 breadcrumb \"รายการ\"\nb1 paragraph header under=b0 \"แบบ สขร. 1 ด่วน\"\nb2 paragraph footer under=b0 \"หน้า จาก\"\nb3 paragraph under=b0 \"กล่องข้อความ\"\n");
    expect(&f, "b4 heading3 first under=b0 \"แผนปี 2567\"");
    expect(&f, "header-rows=3 header-columns=0 under=b4 / b5 b6 b6 b7 / b5 b8 b9 - / b5 b8 b9 - /");
    expect(&f, "\"แผน ล้านบาท\"");
    expect(&f, "link a url url=\"http://www.agency.go.th/plan.pdf\" anchor=\"คลิก\" row=\"อบรม | 1 | 2\"");
    expect(&f, "link a url url=\"https://drive.example/x\" anchor=\"เปิดดู\" row=\"ประชุม\"");
    assert_int_equal(f.doc.n_links, 2);
    done(&f);
}

static void what_lies_costs_only_itself(void **state)
{
    (void)state;
    struct fixture f;
    one_sheet(&f, "<worksheet " NS "><dimension ref='A1:XFD1048576'/><cols><col min='1' max='99999999999' hidden='1'/></cols><sheetData>"
                  "<row r='1'><c r='A1' t='s'><v>99999999</v></c><c r='B1' t='s'><v>-1</v></c><c r='C1' s='99999999'><v>5</v></c><c r='D1' s='-3'><v>6</v></c></row>"
                  "<row r='2'><c r='A2' s='1'><v>-45382</v></c><c r='B2' s='1'><v>1e308</v></c><c r='C2' s='1'><v>1e999</v></c><c r='D2' s='1'><v>nan</v></c></row>"
                  "<row r='99999999999'><c r='A3' t='s'><v>0</v></c><c r='ZZZZZ9'><v>7</v></c><c r='$'><v>8</v></c></row>"
                  "<row r='1048576'><c r='XFD1048576'><v>9</v></c></row></sheetData>"
                  "<mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='B2:A1'/></mergeCells></worksheet>",
              "<styleSheet " NS "><cellXfs><xf fontId='77'/><xf numFmtId='14' fontId='-1'/></cellXfs></styleSheet>", "<sst " NS "><si><t>ดี</t></si></sst>");
    expect(&f, "\"5\"");
    expect(&f, "\"-45382\"");
    expect(&f, "\"1e+308\"");
    expect(&f, "\"ดี\"");
    expect(&f, "\"9\"");
    done(&f);
    /* entity bombs and files from outside are not read at all */
    one_sheet(&f, "<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><worksheet " NS "><sheetData><row><c t='inlineStr'><is><t>&x;</t></is></c></row></sheetData></worksheet>", NULL,
              NULL);
    expect_not(&f, "root");
    assert_int_equal(f.doc.fault, FAULT_DAMAGED);
    done(&f);
}

static void a_torn_book_gives_what_is_left(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    part(&f, "[Content_Types].xml", "<Types/>");
    part(&f, "xl/worksheets/sheet1.xml", "<worksheet " NS "><sheetData><row><c t='inlineStr'><is><t>เหลือ</t></is></c></row><row><c t='inlin");
    end(&f);
    assert_int_equal(f.doc.kind, DOC_XLSX);
    assert_int_equal(f.doc.fault, FAULT_DAMAGED);
    expect(&f, "\"เหลือ\"");
    done(&f);
}

static void binary_and_empty_books_say_so(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    part(&f, "[Content_Types].xml", "<Types/>");
    part(&f, "xl/workbook.bin", "x");
    end(&f);
    assert_int_equal(f.doc.fault, FAULT_UNSUPPORTED);
    done(&f);
    one_sheet(&f, "<worksheet " NS "><sheetData/></worksheet>", NULL, NULL);
    assert_int_equal(f.doc.fault, FAULT_EMPTY);
    done(&f);
}

static void a_bomb_of_cells_stops_at_the_limits(void **state)
{
    (void)state;
    struct fixture f;
    struct buf sheet;
    buf_init(&sheet, 0);
    (void)buf_add_c(&sheet, "<worksheet " NS "><sheetData><row><c t='inlineStr'><is><t>หัว</t></is></c></row>");
    for (unsigned row = 0; row < 20; row++) {
        (void)buf_add_c(&sheet, "<row>");
        for (unsigned i = 0; i < 16384; i++)
            (void)buf_addf(&sheet, "<c><v>%u</v></c>", i + row);
        (void)buf_add_c(&sheet, "</row>");
    }
    (void)buf_add_c(&sheet, "</sheetData></worksheet>");
    one_sheet(&f, sheet.p, NULL, NULL);
    assert_true(f.doc.is_cut);
    assert_in_range(f.doc.n_blocks, 100000, LIMIT_BLOCKS);
    assert_int_equal(f.doc.n_tables, 1);
    buf_done(&sheet);
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_sheets_in_their_order_without_hidden_ones),
        cmocka_unit_test(shows_cells_as_a_reader_sees_them),
        cmocka_unit_test(counts_days_from_1904_where_the_book_says_so),
        cmocka_unit_test(headers_links_and_margins_are_kept),
        cmocka_unit_test(what_lies_costs_only_itself),
        cmocka_unit_test(a_torn_book_gives_what_is_left),
        cmocka_unit_test(binary_and_empty_books_say_so),
        cmocka_unit_test(a_bomb_of_cells_stops_at_the_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
