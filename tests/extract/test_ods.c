/* test_ods.c - OpenDocument spreadsheets made part by part: repeats, hidden things, and what hostile ones may not do.
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

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define HEAD                                                                                                                                      \
    "<office:document-content xmlns:office='" OASIS "office:1.0' xmlns:table='" OASIS "table:1.0' xmlns:text='" OASIS "text:1.0' xmlns:style='" OASIS  \
    "style:1.0' xmlns:fo='" OASIS "xsl-fo-compatible:1.0' xmlns:xlink='http://www.w3.org/1999/xlink'>"
#define CELL(text) "<table:table-cell office:value-type='string'><text:p>" text "</text:p></table:table-cell>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"

struct fixture {
    struct arena arena;
    struct document doc;
    struct buf dump;
};

static void read_book(struct fixture *f, const char *content, const char *manifest)
{
    struct zip_writer zip;
    zip_writer_init(&zip);
    zip_writer_add(&zip, "mimetype", STR_LIT("application/vnd.oasis.opendocument.spreadsheet"), ZIP_STORED);
    zip_writer_add_c(&zip, "content.xml", content);
    if (manifest)
        zip_writer_add_c(&zip, "META-INF/manifest.xml", manifest);
    arena_init(&f->arena);
    buf_init(&f->dump, 0);
    struct extract_input input = {.bytes = zip_writer_end(&zip), .url = STR_LIT("http://www.agency.go.th/f/a.ods")};
    assert_int_equal(extract_document(&input, &f->arena, &f->doc).need, NEED_NOTHING);
    assert_int_equal(f->doc.kind, DOC_ODS);
    doc_dump(&f->doc, &f->dump);
    zip_writer_done(&zip);
}

static void done(struct fixture *f)
{
    arena_done(&f->arena);
    buf_done(&f->dump);
}

static void expect_all(const struct fixture *f, const char *want)
{
    struct str dump = buf_str(&f->dump);
    (void)str_cut(&dump, '\n');
    assert_string_equal(dump.p, want);
}

static void reads_cells_as_they_are_shown(void **state)
{
    (void)state;
    struct fixture f;
    read_book(&f,
              HEAD "<office:automatic-styles><style:style style:name='h' style:family='table'><style:table-properties table:display='false'/></style:style>"
                   "<style:style style:name='b' style:family='table-cell'><style:text-properties fo:font-weight='bold'/></style:style></office:automatic-styles>"
                   "<office:body><office:spreadsheet><table:tracked-changes><table:table-cell><text:p>เก่า</text:p></table:table-cell></table:tracked-changes>"
                   "<table:table table:name='ลับ' table:style-name='h'>" ROW(CELL("ซ่อน")) "</table:table>"
                   "<table:table table:name='แผน'><table:table-column table:number-columns-repeated='3'/><table:table-column table:visibility='collapse'/>"
                   "<table:table-header-rows>" ROW("<table:table-cell table:style-name='b' table:number-columns-spanned='3'><text:p>แผน<text:s/>ปี 2567</text:p><office:annotation><text:p>ความเห็น</text:p></office:annotation></table:table-cell>"
                                                   "<table:covered-table-cell table:number-columns-repeated='2'/>" CELL("ซ่อน"))
                   ROW(CELL("ลำดับ") CELL("งานที่<text:span>ซื้อ</text:span></text:p><text:p>หรือจ้าง") CELL("วันที่")) ROW(CELL("(1)") CELL("(2)") CELL("(3)")) "</table:table-header-rows>"
                   "<table:table-row table:number-rows-repeated='3' table:visibility='filter'>" CELL("กรอง") "</table:table-row>"
                   ROW("<table:table-cell office:value-type='float' office:value='1'><text:p>๑</text:p></table:table-cell>" CELL("<text:a xlink:href='x.pdf'>โต๊ะ</text:a>")
                       "<table:table-cell office:value-type='date' office:date-value='2024-03-31'><text:p>31 มี.ค. 67</text:p></table:table-cell>")
                   ROW("<table:table-cell table:number-columns-repeated='2' office:value-type='float' office:value='2'><text:p>2</text:p></table:table-cell>")
                   "<table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
                   "</table:table></office:spreadsheet></office:body></office:document-content>",
              NULL);
    expect_all(&f, "b0 heading2 breadcrumb \"แผน\"\nb1 heading3 first under=b0 \"แผน ปี 2567\"\n"
                   "b2 cell under=b1 t0[0,0] i0 \"ลำดับ\"\nb3 cell under=b1 t0[0,1] i0 \"งานที่ซื้อ หรือจ้าง\"\nb4 cell under=b1 t0[0,2] i0 \"วันที่\"\n"
                   "b5 cell under=b1 t0[1,0] i1 \"(1)\"\nb6 cell under=b1 t0[1,1] i1 \"(2)\"\nb7 cell under=b1 t0[1,2] i1 \"(3)\"\n"
                   "b8 cell under=b1 t0[2,0] i2 \"๑\"\nb9 cell under=b1 t0[2,1] i2 \"โต๊ะ\"\nb10 cell under=b1 t0[2,2] i2 \"31 มี.ค. 67\"\n"
                   "b11 cell under=b1 t0[3,0] i3 \"2\"\nb12 cell under=b1 t0[3,1] i3 \"2\"\n"
                   "t0 4x3 header-rows=2 header-columns=0 under=b1 / b2 b3 b4 / b5 b6 b7 / b8 b9 b10 / b11 b12 -\n"
                   "link a url url=\"http://www.agency.go.th/f/x.pdf\" anchor=\"โต๊ะ\" row=\"๑ | โต๊ะ | 31 มี.ค. 67\" under=b1 in=b9\n");
    assert_int_equal(f.doc.fault, FAULT_NONE);
    assert_false(f.doc.is_cut);
    done(&f);
}

static void endless_repeats_stop_at_the_limits(void **state)
{
    (void)state;
    struct fixture f;
    read_book(&f, HEAD "<office:body><office:spreadsheet><table:table table:name='a'>" ROW(CELL("แรก"))
                       "<table:table-row table:number-rows-repeated='1048576'><table:table-cell table:number-columns-repeated='16384' table:number-rows-spanned='999999999'><text:p>ก</text:p></table:table-cell></table:table-row>"
                       "<table:table-row table:number-rows-repeated='-5'><table:table-cell table:number-columns-repeated='99999999999999999999'><text:p>ข</text:p></table:table-cell></table:table-row>"
                       "</table:table><table:table table:name='b'>" ROW(CELL("ที่สอง")) "</table:table></office:spreadsheet></office:body></office:document-content>",
              NULL);
    assert_true(f.doc.is_cut);
    assert_in_range(f.doc.n_blocks, 50000, LIMIT_BLOCKS);
    done(&f);
}

static void what_cannot_be_read_says_why(void **state)
{
    (void)state;
    struct fixture f;
    read_book(&f, "\x91\x12garbage", "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>");
    assert_int_equal(f.doc.fault, FAULT_ENCRYPTED);
    done(&f);
    read_book(&f, "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" HEAD "<office:body><office:spreadsheet><table:table>" ROW(CELL("&x;")) "</table:table>", NULL);
    assert_int_equal(f.doc.fault, FAULT_DAMAGED);
    assert_true(str_find_c(f.doc.raw, "root") == STR_NPOS);
    done(&f);
    read_book(&f, HEAD "<office:body><office:spreadsheet><table:table>" ROW(CELL("เหลือ")) "<table:table-row><table:table-cell><text:p>ขาด", NULL);
    assert_int_equal(f.doc.fault, FAULT_DAMAGED);
    assert_true(str_find_c(f.doc.raw, "เหลือ") != STR_NPOS);
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_cells_as_they_are_shown),
        cmocka_unit_test(endless_repeats_stop_at_the_limits),
        cmocka_unit_test(what_cannot_be_read_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
