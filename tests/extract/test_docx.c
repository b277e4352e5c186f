/* test_docx.c - Word documents as Word writes them: runs, styles, tables, notes, boxes, fields, pages, and hostile ones.
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

#define W_NS "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define R_NS "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
#define MORE_NS                                                                                                        \
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:schemas-microsoft-com:vml\"" \
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""                             \
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""                                               \
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n"
#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define BOLD(text) "<w:p><w:r><w:rPr><w:bCs/></w:rPr><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text) "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define LONG "หน่วยงานได้จัดทำแผนฉบับนี้ขึ้นเพื่อใช้เป็นกรอบในการดำเนินงานด้านการป้องกันการทุจริต"

static void add_package(struct zip_writer *w, const char *body, unsigned lies)
{
    zip_writer_add_c(w, "[Content_Types].xml", HEAD "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
    zip_writer_add_c(w, "_rels/.rels",
                     HEAD "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                          "<Relationship Id=\"rId1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/>"
                          "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\""
                          " Target=\"docProps/core.xml\"/>"
                          "<Relationship Id=\"rId3\" Type=\"" REL "extended-properties\" Target=\"docProps/app.xml\"/></Relationships>");
    struct buf xml;
    buf_init(&xml, 0);
    (void)buf_addf(&xml, HEAD "<w:document " W_NS " " R_NS MORE_NS "><w:body>%s</w:body></w:document>", body);
    zip_writer_add(w, "word/document.xml", buf_str(&xml), lies);
    buf_done(&xml);
}

static void read_body(struct office *o, struct zip_writer *w, const char *body)
{
    zip_writer_init(w);
    add_package(w, body, ZIP_HONEST);
    office_read(o, zip_writer_end(w), "plan.docx");
}

static void done(struct office *o, struct zip_writer *w)
{
    office_done(o);
    zip_writer_done(w);
}

static void joins_runs_without_blanks(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    read_body(&o, &w,
              "<w:p><w:r><w:t>แผนป้อง</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>กันการทุจริต</w:t></w:r>"
              "<w:r><w:tab/><w:t xml:space=\"preserve\">ปี </w:t></w:r><w:r><w:t>๒๕๖๗</w:t><w:br/><w:t>เทศบาล</w:t></w:r>"
              "<w:del><w:r><w:delText>ลบแล้ว</w:delText></w:r><w:r><w:t>ลบด้วย</w:t></w:r></w:del>"
              "<w:ins><w:r><w:t>ตำบล</w:t></w:r></w:ins>"
              "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>แสดง</w:t></w:r></w:p>"
              "<w:moveFrom><w:r><w:t>ย้ายไป</w:t></w:r></w:moveFrom>" P("AT&amp;T &#3585;") "<w:p><m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>");
    office_expect(&o, "b0 paragraph first \"แผนป้องกันการทุจริต ปี ๒๕๖๗ เทศบาลตำบลแสดง\"\n"
                      "b1 paragraph first \"AT&T ก\"\nb2 paragraph first \"a+b\"\n");
    office_expect_fault(&o, FAULT_NONE);
    done(&o, &w);
}

static void headings_are_told_by_style_or_by_bold(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    zip_writer_init(&w);
    add_package(&w,
                STYLED("a3", "รายงานผล") P(LONG) STYLED("1", "บทที่ ๑") STYLED("MyHead", "๑.๑ ความเป็นมา") BOLD("วัตถุประสงค์")
                    STYLED("BoldText", "เป้าหมาย") "<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>ระดับสาม</w:t></w:r></w:p>"
                    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>หนา</w:t></w:r><w:r><w:t>แล้วไม่หนา</w:t></w:r></w:p>" P(LONG)
                    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>ข้อหนึ่ง</w:t></w:r></w:p>",
                ZIP_HONEST);
    zip_writer_add_c(&w, "word/_rels/document.xml.rels",
                     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                     "<Relationship Id=\"rId1\" Type=\"" REL "styles\" Target=\"styles.xml\"/></Relationships>");
    zip_writer_add_c(&w, "word/styles.xml",
                     "<w:styles " W_NS ">"
                     "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>"
                     "<w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"Title\"/></w:style>"
                     "<w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 2\"/></w:style>"
                     "<w:style w:type=\"paragraph\" w:styleId=\"MyHead\"><w:name w:val=\"ของฉัน\"/><w:basedOn w:val=\"2\"/></w:style>"
                     "<w:style w:type=\"paragraph\" w:styleId=\"BoldText\"><w:name w:val=\"x\"/><w:rPr><w:b/></w:rPr></w:style>"
                     "<w:style w:type=\"paragraph\" w:styleId=\"Loop\"><w:name w:val=\"y\"/><w:basedOn w:val=\"Loop\"/></w:style></w:styles>");
    office_read(&o, zip_writer_end(&w), "report.docx");
    office_expect(&o, "b0 heading1 first \"รายงานผล\"\nb1 paragraph first under=b0 \"" LONG "\"\nb2 heading1 \"บทที่ ๑\"\n"
                      "b3 heading2 under=b2 \"๑.๑ ความเป็นมา\"\nb4 heading7 under=b3 \"วัตถุประสงค์\"\nb5 heading7 under=b3 \"เป้าหมาย\"\n"
                      "b6 heading3 under=b3 \"ระดับสาม\"\nb7 paragraph under=b6 \"หนาแล้วไม่หนา\"\n");
    office_expect(&o, "b9 item under=b6 i0 \"ข้อหนึ่ง\"");
    done(&o, &w);
}

#define TC(properties, text) "<w:tc><w:tcPr>" properties "</w:tcPr>" P(text) "</w:tc>"

static void tables_keep_their_spans(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    read_body(&o, &w,
              "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" TC("<w:vMerge w:val=\"restart\"/>", "ที่") TC("<w:gridSpan w:val=\"2\"/>", "งบประมาณ") "</w:tr>"
              "<w:tr><w:trPr><w:tblHeader/></w:trPr>" TC("<w:vMerge/>", "") TC("", "ตั้ง") TC("", "จ่าย") "</w:tr>"
              "<w:tr><w:tc>" P("๑") "</w:tc><w:tc>" P("เงิน") P("๕๐,๐๐๐") "</w:tc>" TC("", "๔๐,๐๐๐") "</w:tr>"
              "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" TC("", "๑") TC("", "๒") "</w:tr></w:tbl>");
    office_expect(&o, "b0 cell t0[0,0] i0 \"ที่\"\nb1 cell t0[0,1] i0 \"งบประมาณ\"\nb2 cell t0[1,1] i1 \"ตั้ง\"\nb3 cell t0[1,2] i1 \"จ่าย\"\n"
                      "b4 cell t0[2,0] i2 \"๑\"\nb5 cell t0[2,1] i2 \"เงิน ๕๐,๐๐๐\"\n");
    office_expect(&o, "t0 4x3 header-rows=2 header-columns=0 / b0 b1 b1 / b0 b2 b3 / b4 b5 b6 / - b7 b8\n");
    done(&o, &w);
}

static void layout_tables_are_text(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    read_body(&o, &w,
              "<w:tbl><w:tr><w:tc>" BOLD("กรอบข้อความ") P(LONG) "</w:tc></w:tr></w:tbl>" /* one cell */
              "<w:tbl><w:tr><w:tc>" P("ซ้าย") "<w:tbl><w:tr><w:tc>" P("ที่") "</w:tc><w:tc>" P("รายการ") "</w:tc></w:tr><w:tr><w:tc>" P("1")
              "</w:tc><w:tc>" P("ก") "</w:tc></w:tr></w:tbl></w:tc><w:tc>" P("ขวา") "</w:tc></w:tr><w:tr><w:tc>" P("ล่าง") "</w:tc></w:tr></w:tbl>");
    office_expect(&o, "b0 heading7 first \"กรอบข้อความ\"\nb1 paragraph first under=b0 \"" LONG "\"\nb2 paragraph first under=b0 \"ซ้าย\"\n"
                      "b3 cell under=b0 t0[0,0] i2 \"ที่\"\nb4 cell under=b0 t0[0,1] i2 \"รายการ\"\nb5 cell under=b0 t0[1,0] i3 \"1\"\n"
                      "b6 cell under=b0 t0[1,1] i3 \"ก\"\nb7 paragraph first under=b0 \"ขวา\"\nb8 paragraph first under=b0 \"ล่าง\"\n");
    office_expect(&o, "t0 2x2 header-rows=1");
    done(&o, &w);
}

static void one_branch_of_a_text_box_behind_its_paragraph(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    read_body(&o, &w,
              "<w:p><w:r><w:t>ต้น</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>" P("ในกรอบ")
              "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" P("กรอบในกรอบ") "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
              "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>" P("ในกรอบ")
              "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>ปลาย</w:t></w:r></w:p>" P("ถัดไป"));
    office_expect(&o, "b0 paragraph first \"ต้นปลาย\"\nb1 paragraph first \"ในกรอบ\"\nb2 paragraph first \"กรอบในกรอบ\"\nb3 paragraph first \"ถัดไป\"\n");
    assert_int_equal(o.doc.n_blocks, 4);
    done(&o, &w);
}

static void links_of_relations_and_of_fields(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    zip_writer_init(&w);
    add_package(&w,
                "<w:p><w:r><w:t>แผนปี 2567 </w:t></w:r><w:hyperlink r:id=\"rId7\"><w:r><w:t>คลิก</w:t></w:r></w:hyperlink></w:p>"
                "<w:p><w:hyperlink w:anchor=\"_Toc1\"><w:r><w:t>สารบัญ</w:t></w:r></w:hyperlink></w:p>"
                "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"http://www.agency.go.th/a.pdf\" \\o \"x\" </w:instrText></w:r>"
                "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>รายงานผล</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t> จบ</w:t></w:r></w:p>"
                "<w:p><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>",
                ZIP_HONEST);
    zip_writer_add_c(&w, "word/_rels/document.xml.rels",
                     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                     "<Relationship Id=\"rId7\" Type=\"" REL "hyperlink\" Target=\"http://www.agency.go.th/plan.pdf?a=1&amp;b=2\" TargetMode=\"External\"/></Relationships>");
    office_read(&o, zip_writer_end(&w), "index.docx");
    office_expect(&o, "link a url url=\"http://www.agency.go.th/plan.pdf?a=1&b=2\" anchor=\"คลิก\" item=\"แผนปี 2567\" in=b0\n"
                      "link a url url=\"http://www.agency.go.th/a.pdf\" anchor=\"รายงานผล\" item=\"รายงานผล\" in=b2\n");
    office_expect(&o, "b2 paragraph first \"รายงานผล จบ\"");
    assert_int_equal(o.doc.n_links, 2);
    done(&o, &w);
}

static void pages_as_word_saw_them(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    read_body(&o, &w,
              P("หน้าแรก") "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>หน้าสอง</w:t></w:r></w:p>"
              "<w:p><w:r><w:t>ยาวข้าม</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t>หน้า</w:t></w:r></w:p>" P("หน้าสาม"));
    office_expect(&o, "pages=3 image-pages=0");
    office_expect(&o, "b0 paragraph page1 first \"หน้าแรก\"\nb1 paragraph page2 \"หน้าสอง\"\nb2 paragraph page2 \"ยาวข้ามหน้า\"\nb3 paragraph page3 \"หน้าสาม\"\n");
    done(&o, &w);
    read_body(&o, &w, P("หน้าแรก") "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>" P("หน้าหลัง")); /* which one is not known */
    office_expect(&o, "b0 paragraph first \"หน้าแรก\"\nb1 paragraph first \"หน้าหลัง\"\n");
    assert_int_equal(o.doc.n_pages, 0);
    done(&o, &w);
    zip_writer_init(&w);
    add_package(&w, P("หน้าแรก") "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>หน้าหลัง</w:t></w:r></w:p>", ZIP_HONEST);
    zip_writer_add_c(&w, "docProps/app.xml",
                     "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Pages>2</Pages>"
                     "<Application>Microsoft Office Word</Application></Properties>");
    zip_writer_add_c(&w, "docProps/core.xml",
                     "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
                     "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>x</dc:creator><dc:title>แผนอัตรากำลัง ๓ ปี</dc:title></cp:coreProperties>");
    office_read(&o, zip_writer_end(&w), "plan.docx");
    office_expect(&o, "title=\"แผนอัตรากำลัง ๓ ปี\" file=\"plan.docx\" generator=\"Microsoft Office Word\" pages=2 image-pages=0\n");
    office_expect(&o, "b1 paragraph page2 \"หน้าหลัง\"");
    done(&o, &w);
}

static void headers_footers_and_notes_once(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    zip_writer_init(&w);
    add_package(&w,
                P("เนื้อหา") "<w:p><w:pPr><w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId1\"/></w:sectPr></w:pPr></w:p>" P("ตอนสอง")
                    "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId1\"/><w:footerReference w:type=\"default\" r:id=\"rId2\"/></w:sectPr>",
                ZIP_HONEST);
    zip_writer_add_c(&w, "word/_rels/document.xml.rels",
                     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                     "<Relationship Id=\"rId1\" Type=\"" REL "header\" Target=\"header1.xml\"/>"
                     "<Relationship Id=\"rId2\" Type=\"" REL "footer\" Target=\"/word/footer1.xml\"/>"
                     "<Relationship Id=\"rId3\" Type=\"" REL "footnotes\" Target=\"footnotes.xml\"/></Relationships>");
    zip_writer_add_c(&w, "word/header1.xml", "<w:hdr " W_NS ">" P("เทศบาลตำบล") "</w:hdr>");
    zip_writer_add_c(&w, "word/footer1.xml", "<w:ftr " W_NS ">" P("หน้า ๑") "</w:ftr>");
    zip_writer_add_c(&w, "word/footnotes.xml",
                     "<w:footnotes " W_NS "><w:footnote w:type=\"separator\" w:id=\"0\">" P("---") "</w:footnote><w:footnote w:id=\"2\">" P("ที่มา: กองแผน")
                     "</w:footnote></w:footnotes>");
    office_read(&o, zip_writer_end(&w), "plan.docx");
    office_expect(&o, "b1 paragraph first \"ตอนสอง\"\nb2 paragraph first \"ที่มา: กองแผน\"\nb3 paragraph header \"เทศบาลตำบล\"\n"
                      "b4 paragraph footer \"หน้า ๑\"\n");
    assert_int_equal(o.doc.n_blocks, 5);
    done(&o, &w);
}

static void placeholders_are_no_text(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    read_body(&o, &w,
              "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" P("คลิกเพื่อพิมพ์") "</w:sdtContent></w:sdt>"
              "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>" P("พิมพ์แล้ว") "</w:sdtContent></w:sdt>");
    office_expect(&o, "b0 paragraph first \"พิมพ์แล้ว\"\n");
    assert_int_equal(o.doc.n_blocks, 1);
    done(&o, &w);
}

#define PICTURE "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"6000000\" cy=\"8000000\"/><wp:docPr descr=\"สแกน\"/><a:blip r:embed=\"rId9\"/></wp:inline></w:drawing></w:r></w:p>"

static void a_document_of_pictures_is_a_scan(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    read_body(&o, &w, P("") PICTURE PICTURE);
    office_expect_fault(&o, FAULT_NO_TEXT);
    office_expect(&o, "pages=2 image-pages=2");
    office_expect(&o, "image 629x839 alt=\"สแกน\"\n");
    done(&o, &w);
    read_body(&o, &w, P(LONG) PICTURE);
    office_expect_fault(&o, FAULT_NONE);
    office_expect(&o, "pages=2 image-pages=1");
    done(&o, &w);
    read_body(&o, &w, "<w:p><w:r><w:pict><v:shape style=\"position:absolute;width:450.5pt;height:9in\"><v:imagedata r:id=\"x\"/></v:shape></w:pict></w:r></w:p>");
    office_expect_fault(&o, FAULT_NO_TEXT);
    office_expect(&o, "image 600x864\n");
    done(&o, &w);
    read_body(&o, &w, "<w:p/>");
    office_expect_fault(&o, FAULT_EMPTY);
    done(&o, &w);
}

/* Where OCR is allowed, each picture is asked for as a picture file would be. */
static void pictures_are_read_where_ocr_is_allowed(void **state)
{
    (void)state;
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\4\0\0\0\4\0\x08\0\0\0\0";
    struct buf tsv; /* one row a cluster, as tesseract gives them */
    buf_init(&tsv, 0);
    (void)buf_add_c(&tsv, "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n1\t1\t0\t0\t0\t0\t0\t0\t1024\t1024\t-1\t\n");
    static const char *const clusters[] = {"แ", "ผ", "น", "ป", "ฏิ", "บั", "ติ", "ก", "า", "ร", "ป้", "อ", "ง", "กั", "น", "ก", "า", "ร", "ทุ", "จ", "ริ", "ต"};
    for (unsigned i = 0; i < sizeof clusters / sizeof *clusters; i++)
        (void)buf_addf(&tsv, "5\t1\t1\t1\t1\t1\t%u\t100\t36\t40\t95.5\t%s\n", 100 + i * 40, clusters[i]);
    struct zip_writer w;
    zip_writer_init(&w);
    add_package(&w, PICTURE, ZIP_HONEST);
    zip_writer_add_c(&w, "word/_rels/document.xml.rels",
                     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                     "<Relationship Id=\"rId9\" Type=\"" REL "image\" Target=\"media/image1.png\"/></Relationships>");
    zip_writer_add(&w, "word/media/image1.png", (struct str){png, sizeof png - 1}, ZIP_STORED);
    struct extract_scan_page page = {.page = 1, .width = 1024, .height = 1024, .dpi = 96, .tsv = buf_str(&tsv)};
    struct extract_tools tools = {.need = NEED_SCAN_TEXT, .part = 1, .pages = &page, .n_pages = 1};
    for (size_t n_tools = 0; n_tools < 2; n_tools++) {
        struct arena arena;
        struct document doc;
        struct extract_input input = {.bytes = n_tools ? buf_str(&w.bytes) : zip_writer_end(&w), .url = STR_LIT("http://a.go.th/scan.docx"), .ocr_pages = 4,
                                      .tools = &tools, .n_tools = n_tools};
        arena_init(&arena);
        struct extract_request request = extract_document(&input, &arena, &doc);
        assert_int_equal(request.need, n_tools ? NEED_NOTHING : NEED_SCAN_TEXT);
        if (!n_tools) {
            assert_int_equal(request.part, 1);
            assert_true(request.is_image);
            assert_int_equal(request.bytes.n, sizeof png - 1);
        } else {
            assert_int_equal(doc.fault, FAULT_NONE);
            assert_int_equal(doc.kind, DOC_DOCX);
            assert_int_equal(doc.n_ocr_pages, 1);
            assert_string_equal(doc.text_source, "ocr");
            assert_true(str_find_c(doc.raw, "แผนปฏิบัติการป้องกัน") != STR_NPOS);
        }
        arena_done(&arena);
    }
    buf_done(&tsv);
    zip_writer_done(&w);
}

/* Strict Open XML, other prefixes, a main part of another name. */
static void is_read_by_namespace_and_relation(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    zip_writer_init(&w);
    zip_writer_add_c(&w, "[Content_Types].xml", "<Types/>");
    zip_writer_add_c(&w, "_rels/.rels",
                     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                     "<Relationship Id=\"rId1\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>");
    zip_writer_add_c(&w, "word/document2.xml",
                     "<n:document xmlns:n=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><n:body><n:p><n:r><n:t>เข้มงวด</n:t></n:r></n:p></n:body></n:document>");
    office_read(&o, zip_writer_end(&w), "strict.docx");
    office_expect(&o, "document docx");
    office_expect(&o, "b0 paragraph first \"เข้มงวด\"");
    done(&o, &w);
}

static void damage_keeps_what_came(void **state)
{
    (void)state;
    struct office o;
    struct zip_writer w;
    zip_writer_init(&w);
    add_package(&w, P("มาถึงแล้ว") "<w:p><w:r><w:t>ครึ่ง</w:r></w:p>", ZIP_HONEST); /* an end tag is lacking */
    office_read(&o, zip_writer_end(&w), "bad.docx");
    office_expect(&o, "b0 paragraph first \"มาถึงแล้ว\"\nb1 paragraph first \"ครึ่ง\"\n");
    office_expect_fault(&o, FAULT_DAMAGED);
    assert_true(o.doc.is_cut);
    done(&o, &w);
    zip_writer_init(&w);
    add_package(&w, P("มาถึงแล้ว"), ZIP_WRONG_CRC);
    office_read(&o, zip_writer_end(&w), "bad.docx");
    office_expect(&o, "\"มาถึงแล้ว\"");
    office_expect_fault(&o, FAULT_DAMAGED);
    done(&o, &w);
    zip_writer_init(&w);
    add_package(&w, P("ลับ"), ZIP_ENCRYPTED);
    office_read(&o, zip_writer_end(&w), "secret.docx");
    office_expect_fault(&o, FAULT_ENCRYPTED);
    done(&o, &w);
    office_read(&o, STR_LIT("PK\3\4word/document.xml and then nothing"), "cut.docx");
    office_expect_fault(&o, FAULT_DAMAGED);
    office_done(&o);
}

static void repeat(struct buf *out, const char *what, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)buf_add_c(out, what);
}

static void hostile(const char *begin, const char *middle, size_t n, enum oit_fault fault)
{
    struct office o;
    struct zip_writer w;
    struct buf body;
    buf_init(&body, 0);
    (void)buf_add_c(&body, begin);
    repeat(&body, middle, n);
    read_body(&o, &w, body.p);
    office_expect_fault(&o, fault);
    done(&o, &w);
    buf_done(&body);
}

static void hostile_documents_end_at_limits(void **state)
{
    (void)state;
    hostile("", "<w:tbl><w:tr><w:tc>", 100000, FAULT_PARSER_LIMIT);
    hostile("<w:p>", "<w:r><w:txbxContent><w:p>", 50000, FAULT_PARSER_LIMIT);
    hostile("", "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>", 50000, FAULT_EMPTY);
    hostile("<w:tbl>", "<w:tr/>", 100000, FAULT_DAMAGED);
    hostile("<w:tbl><w:tr>", "<w:tc><w:tcPr><w:gridSpan w:val=\"99999999\"/></w:tcPr></w:tc>", 1000, FAULT_DAMAGED);
    hostile("<w:p>", "<w:r><w:pict><w:txbxContent/></w:pict></w:r>", 10000, FAULT_DAMAGED);
    struct office o;
    struct zip_writer w;
    zip_writer_init(&w);
    zip_writer_add_c(&w, "word/document.xml",
                     "<!DOCTYPE x [<!ENTITY a \"ฮ่า\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
                     "<w:document " W_NS "><w:body>" P("&b;&c;") "</w:body></w:document>");
    office_read(&o, zip_writer_end(&w), "xxe.docx");
    office_expect_fault(&o, FAULT_DAMAGED);
    assert_int_equal(o.doc.n_blocks, 0);
    done(&o, &w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_runs_without_blanks),
        cmocka_unit_test(headings_are_told_by_style_or_by_bold),
        cmocka_unit_test(tables_keep_their_spans),
        cmocka_unit_test(layout_tables_are_text),
        cmocka_unit_test(one_branch_of_a_text_box_behind_its_paragraph),
        cmocka_unit_test(links_of_relations_and_of_fields),
        cmocka_unit_test(pages_as_word_saw_them),
        cmocka_unit_test(headers_footers_and_notes_once),
        cmocka_unit_test(placeholders_are_no_text),
        cmocka_unit_test(a_document_of_pictures_is_a_scan),
        cmocka_unit_test(pictures_are_read_where_ocr_is_allowed),
        cmocka_unit_test(is_read_by_namespace_and_relation),
        cmocka_unit_test(damage_keeps_what_came),
        cmocka_unit_test(hostile_documents_end_at_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
