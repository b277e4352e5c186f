/* test_slides.c - PPTX as PowerPoint writes it; ODF parts LibreOffice would not write so.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/office.h"
#include "../support/zip_writer.h"

#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELS(more) "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" more "</Relationships>"
#define P_NS                                                                                                           \
    "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "  \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define SLIDE(attributes, shapes) "<p:sld " P_NS " " attributes "><p:cSld><p:spTree>" shapes "</p:spTree></p:cSld></p:sld>"
#define SHAPE(placeholder, paragraphs)                                                                                 \
    "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"x\"/><p:nvPr>" placeholder "</p:nvPr></p:nvSpPr><p:txBody><a:bodyPr/>" paragraphs "</p:txBody></p:sp>"
#define PARA(text) "<a:p><a:r><a:rPr lang=\"th-TH\"/><a:t>" text "</a:t></a:r></a:p>"

static void slides_are_pages_in_their_order(void **state)
{
    (void)state;
    struct zip_writer w;
    struct office o;
    zip_writer_init(&w);
    zip_writer_add_c(&w, "[Content_Types].xml", "<Types/>");
    zip_writer_add_c(&w, "ppt/presentation.xml", "<p:presentation " P_NS "><p:sldIdLst><p:sldId id=\"1\" r:id=\"rId3\"/><p:sldId id=\"2\" r:id=\"rId1\"/><p:sldId id=\"3\" r:id=\"rId2\"/>"
                                                 "<p:sldId id=\"4\" r:id=\"rId4\"/></p:sldIdLst></p:presentation>");
    zip_writer_add_c(&w, "ppt/_rels/presentation.xml.rels",
                     RELS("<Relationship Id=\"rId1\" Type=\"" REL "slide\" Target=\"slides/slide1.xml\"/><Relationship Id=\"rId2\" Type=\"" REL "slide\" Target=\"slides/slide2.xml\"/>"
                          "<Relationship Id=\"rId3\" Type=\"" REL "slide\" Target=\"slides/slide3.xml\"/><Relationship Id=\"rId4\" Type=\"" REL "slide\" Target=\"slides/slide4.xml\"/>"));
    zip_writer_add_c(&w, "ppt/slides/slide3.xml",
                     SLIDE("", SHAPE("<p:ph type=\"subTitle\"/>", PARA("ปี ๒๕๖๗")) SHAPE("<p:ph type=\"ctrTitle\"/>", "<a:p><a:r><a:t>รายงาน</a:t></a:r><a:r><a:t>ผล</a:t></a:r></a:p>")
                                   SHAPE("<p:ph type=\"sldNum\"/>", "<a:p><a:fld><a:t>1</a:t></a:fld></a:p>") SHAPE("<p:ph type=\"ftr\"/>", PARA("เทศบาล"))));
    zip_writer_add_c(&w, "ppt/slides/slide1.xml", SLIDE("show=\"0\"", SHAPE("<p:ph type=\"title\"/>", PARA("ซ่อน"))));
    zip_writer_add_c(&w, "ppt/slides/slide2.xml",
                     SLIDE("", SHAPE("<p:ph type=\"title\"/>", PARA("ผลการฝึกอบรม"))
                                   SHAPE("<p:ph idx=\"1\"/>", PARA("ข้อหนึ่ง") "<a:p><a:r><a:rPr><a:hlinkClick r:id=\"rId9\"/></a:rPr><a:t>รายชื่อ</a:t></a:r></a:p>")
                                   "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tblPr firstRow=\"1\"/><a:tr><a:tc gridSpan=\"2\"><a:txBody>" PARA("งบ") "</a:txBody></a:tc>"
                                   "<a:tc hMerge=\"1\"><a:txBody><a:p/></a:txBody></a:tc></a:tr><a:tr><a:tc><a:txBody>" PARA("ก") "</a:txBody></a:tc><a:tc><a:txBody>" PARA("ข")
                                   "</a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"));
    zip_writer_add_c(&w, "ppt/slides/_rels/slide2.xml.rels",
                     RELS("<Relationship Id=\"rId9\" Type=\"" REL "hyperlink\" Target=\"http://www.agency.go.th/x.pdf\" TargetMode=\"External\"/>"
                          "<Relationship Id=\"rId8\" Type=\"" REL "notesSlide\" Target=\"../notesSlides/notesSlide1.xml\"/>"));
    zip_writer_add_c(&w, "ppt/notesSlides/notesSlide1.xml",
                     "<p:notes " P_NS "><p:cSld><p:spTree>" SHAPE("<p:ph type=\"body\"/>", PARA("พูดช้า")) SHAPE("<p:ph type=\"sldNum\"/>", PARA("9")) "</p:spTree></p:cSld></p:notes>");
    zip_writer_add_c(&w, "ppt/slides/slide4.xml", SLIDE("", "<p:pic><p:nvPicPr><p:cNvPr id=\"4\" name=\"y\" descr=\"แผนผัง\"/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId2\"/></p:blipFill>"
                                                            "<p:spPr><a:xfrm><a:ext cx=\"9144000\" cy=\"6858000\"/></a:xfrm></p:spPr></p:pic>"));
    office_read(&o, zip_writer_end(&w), "slides.pptx");
    office_expect(&o, "pages=4 image-pages=1\nb0 heading1 page1 first \"รายงานผล\"\nb1 paragraph page1 first under=b0 \"ปี ๒๕๖๗\"\nb2 paragraph footer page1 under=b0 \"เทศบาล\"\n"
                      "b3 heading1 page3 \"ผลการฝึกอบรม\"\nb4 item page3 under=b3 i0 \"ข้อหนึ่ง\"\nb5 item page3 under=b3 i1 \"รายชื่อ\"\nb6 heading7 page3 under=b3 t0[0,0] i2 \"งบ\"\n"
                      "b7 cell page3 under=b6 t0[1,0] i3 \"ก\"\nb8 cell page3 under=b6 t0[1,1] i3 \"ข\"\nb9 paragraph aside page3 under=b3 \"พูดช้า\"\n"
                      "t0 2x2 header-rows=1 header-columns=0 under=b3 page3 / b6 b6 / b7 b8\n");
    office_expect(&o, "link a url url=\"http://www.agency.go.th/x.pdf\" anchor=\"รายชื่อ\"");
    office_expect(&o, "image 960x720 alt=\"แผนผัง\"");
    office_expect_fault(&o, FAULT_NONE);
    office_done(&o);
    zip_writer_done(&w);
}

#define O_NS                                                                                                           \
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "          \
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "         \
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\""

static void read_odf(struct office *o, struct zip_writer *w, const char *type, const char *body, const char *manifest)
{
    struct buf xml;
    buf_init(&xml, 0);
    (void)buf_addf(&xml, "<office:document-content " O_NS "><office:body>%s</office:body></office:document-content>", body);
    zip_writer_init(w);
    zip_writer_add(w, "mimetype", str_from(type), ZIP_STORED);
    zip_writer_add(w, "content.xml", buf_str(&xml), ZIP_HONEST);
    zip_writer_add_c(w, "META-INF/manifest.xml", manifest);
    office_read(o, zip_writer_end(w), "file");
    buf_done(&xml);
}

static void done(struct office *o, struct zip_writer *w)
{
    office_done(o);
    zip_writer_done(w);
}

static void open_documents_leave_out_what_is_not_shown(void **state)
{
    (void)state;
    struct zip_writer w;
    struct office o;
    read_odf(&o, &w, "application/vnd.oasis.opendocument.text",
             "<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>ลบแล้ว</text:p></text:deletion></text:changed-region></text:tracked-changes>"
             "<text:p>ก<office:annotation><text:p>หมายเหตุ</text:p></office:annotation>ข<text:s text:c=\"3\"/>ค<text:line-break/>ง</text:p>"
             "<text:section text:display=\"none\"><text:p>ซ่อน</text:p></text:section>"
             "<text:p>กรอบ<draw:frame svg:width=\"16cm\" svg:height=\"20cm\"><draw:text-box><text:p>ในกรอบ</text:p></draw:text-box><svg:desc>คำอธิบาย</svg:desc></draw:frame>ต่อ</text:p>"
             "<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"3\"><text:p>ซ้ำ</text:p></table:table-cell><table:table-cell><text:p>ท้าย</text:p></table:table-cell></table:table-row>"
             "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:text>",
             "<m/>");
    office_expect(&o, "document odt");
    office_expect(&o, "b0 paragraph first \"กข ค ง\"\nb1 paragraph first \"กรอบต่อ\"\nb2 paragraph first \"ในกรอบ\"\nb3 cell t0[0,0] i0 \"ซ้ำ\"\nb4 cell t0[0,3] i0 \"ท้าย\"\n");
    assert_int_equal(o.doc.n_blocks, 5);
    office_expect_fault(&o, FAULT_NONE);
    done(&o, &w);
}

static void open_slides_have_titles_and_notes(void **state)
{
    (void)state;
    struct zip_writer w;
    struct office o;
    read_odf(&o, &w, "application/vnd.oasis.opendocument.presentation",
             "<office:presentation><draw:page><draw:frame presentation:class=\"title\"><draw:text-box><text:p>รายงานผล</text:p></draw:text-box></draw:frame>"
             "<draw:frame presentation:class=\"page-number\"><draw:text-box><text:p>1</text:p></draw:text-box></draw:frame>"
             "<draw:frame><draw:text-box><text:list><text:list-item><text:p>ข้อหนึ่ง</text:p></text:list-item></text:list></draw:text-box></draw:frame>"
             "<presentation:notes><draw:frame><draw:text-box><text:p>โน้ต</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
             "<draw:page><draw:custom-shape><text:p>หน้าสอง</text:p></draw:custom-shape></draw:page></office:presentation>",
             "<m/>");
    office_expect(&o, "document odp");
    office_expect(&o, "pages=2 image-pages=0\nb0 heading1 page1 first \"รายงานผล\"\nb1 item page1 first under=b0 i0 \"ข้อหนึ่ง\"\nb2 paragraph aside page1 under=b0 \"โน้ต\"\n"
                      "b3 paragraph page2 \"หน้าสอง\"\n");
    done(&o, &w);
}

static void locked_and_cut_open_documents_say_so(void **state)
{
    (void)state;
    struct zip_writer w;
    struct office o;
    read_odf(&o, &w, "application/vnd.oasis.opendocument.text", "xxx", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>");
    office_expect_fault(&o, FAULT_ENCRYPTED);
    done(&o, &w);
    read_odf(&o, &w, "application/vnd.oasis.opendocument.text", "<office:text><text:p>มาถึง</text:p><text:p>ครึ่ง", "<m/>");
    office_expect_fault(&o, FAULT_DAMAGED);
    office_expect(&o, "\"มาถึง\"");
    office_expect(&o, "\"ครึ่ง\"");
    done(&o, &w);
    zip_writer_init(&w);
    zip_writer_add(&w, "mimetype", STR_LIT("application/vnd.oasis.opendocument.presentation"), ZIP_STORED);
    office_read(&o, zip_writer_end(&w), "x.odp");
    office_expect_fault(&o, FAULT_DAMAGED);
    done(&o, &w);
    zip_writer_init(&w);
    zip_writer_add_c(&w, "ppt/presentation.xml", "<x/>");
    office_read(&o, zip_writer_end(&w), "x.pptx");
    office_expect_fault(&o, FAULT_EMPTY);
    done(&o, &w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slides_are_pages_in_their_order),
        cmocka_unit_test(open_documents_leave_out_what_is_not_shown),
        cmocka_unit_test(open_slides_have_titles_and_notes),
        cmocka_unit_test(locked_and_cut_open_documents_say_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
