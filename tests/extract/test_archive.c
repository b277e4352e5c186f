/* test_archive.c - ZIP archives with documents inside: members as headings, tools by part, what is not read and what is never opened.
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
#include "base/limits.h"

static const char page_html[] = "<html><body><h1>แผนปฏิบัติการ</h1><p>ข้อความ</p><table><tr><th>ที่</th><th>โครงการ</th></tr><tr><td>1</td><td>"
                                "<a href='http://www.agency.go.th/b.pdf'>อบรม</a></td></tr></table></body></html>";

static void members_stand_under_their_names(void **state)
{
    (void)state;
    struct zip_writer w;
    struct office o;
    zip_writer_init(&w);
    zip_writer_add(&w, "ปี 2567/แผน_ป้องกัน.html", STR_LIT(page_html), ZIP_UTF8);
    zip_writer_add(&w, "__MACOSX/ปี 2567/._แผน.html", STR_LIT("Mac"), ZIP_UTF8);
    zip_writer_add(&w, "Thumbs.db", STR_LIT("thumbs"), ZIP_HONEST);
    zip_writer_add(&w, "ปี 2568/", STR_LIT(""), ZIP_UTF8 | ZIP_STORED);
    zip_writer_add(&w, "ปี 2568/2.html", STR_LIT(page_html), ZIP_UTF8);
    zip_writer_add(&w, "\xC3\xD2\xC2\xA7\xD2\xB9.txt", STR_LIT("รายงานผลการดำเนินงาน\nประจำปี 2567\n"), ZIP_HONEST);
    office_read(&o, zip_writer_end(&w), "all.zip");
    assert_int_equal(o.request.need, NEED_NOTHING);
    office_expect(&o, "document zip url=\"http://www.agency.go.th/files/all.zip\" file=\"all.zip\"\n"
                      "b0 heading1 \"แผน ป้องกัน\"\nb1 heading2 under=b0 \"แผนปฏิบัติการ\"\nb2 paragraph under=b1 \"ข้อความ\"\n"
                      "b3 cell under=b1 t0[0,0] i0 \"ที่\"\n");
    office_expect(&o, "b7 heading1 \"ปี 2568/2\"\nb8 heading2 under=b7 \"แผนปฏิบัติการ\"\nb9 paragraph under=b8 \"ข้อความ\"\nb10 cell under=b8 t1[0,0] i2 \"ที่\"\n");
    office_expect(&o, "b14 heading1 \"รายงาน\"\nb15 paragraph first under=b14 \"รายงานผลการดำเนินงาน");
    office_expect(&o, "t0 2x2 header-rows=1 header-columns=0 under=b1 / b3 b4 / b5 b6\nt1 2x2 header-rows=1 header-columns=0 under=b8 / b10 b11 / b12 b13\n");
    office_expect(&o, "row=\"1 | อบรม\"");
    office_expect_not(&o, "Mac");
    office_expect_not(&o, "thumbs");
    office_expect_fault(&o, FAULT_NONE);
    assert_false(o.doc.is_cut);
    office_done(&o);
    zip_writer_done(&w);
}

/* Each member that needs a tool asks for it with its number, one after the other; with all answers the document is made. */
static void members_ask_for_their_tools(void **state)
{
    (void)state;
    struct zip_writer w;
    struct office o;
    static const char ole[520] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    zip_writer_init(&w);
    zip_writer_add(&w, "a.txt", STR_LIT("ข้อความ"), ZIP_HONEST);
    zip_writer_add(&w, "b.pdf", STR_LIT("%PDF-1.4 and so on"), ZIP_HONEST);
    zip_writer_add(&w, "c.doc", (struct str){ole, 512}, ZIP_HONEST);
    struct str bytes = zip_writer_end(&w);
    office_read(&o, bytes, "all.zip");
    assert_int_equal(o.request.need, NEED_PDF_TEXT);
    assert_int_equal(o.request.part, 2);
    assert_true(str_eq_c(o.request.bytes, "%PDF-1.4 and so on"));
    office_expect_fault(&o, FAULT_NO_TEXT);
    assert_int_equal(o.doc.n_blocks, 0);
    office_done(&o);
    struct extract_tools tools[2] = {{.need = NEED_PDF_TEXT, .part = 2, .pdf_info = STR_LIT("Pages: 3\n"), .pdf_raw = STR_LIT("หน้าแรกของแผนป้องกันการทุจริต\n\fหน้าสองของแผนป้องกันการทุจริต\n\f")},
                                     {.need = NEED_DOC_TEXT, .part = 3, .fault = FAULT_TOOL_MISSING}};
    office_answer(&o, bytes, "all.zip", tools, 1);
    assert_int_equal(o.request.need, NEED_DOC_TEXT);
    assert_int_equal(o.request.part, 3);
    office_done(&o);
    office_answer(&o, bytes, "all.zip", tools, 2);
    assert_int_equal(o.request.need, NEED_NOTHING);
    office_expect(&o, "b2 heading1 \"b\"\nb3 paragraph page1 first under=b2 \"หน้าแรกของแผนป้องกันการทุจริต\"\nb4 paragraph page2 under=b2 \"หน้าสองของแผนป้องกันการทุจริต\"\nb5 heading1 \"c\"\n");
    office_expect(&o, " pages=3 image-pages=1 cut\n"); /* the third page was empty, the tool for the DOC was not there */
    office_expect_fault(&o, FAULT_NONE);
    office_done(&o);
    zip_writer_done(&w);
}

static void unread_members_leave_a_mark(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes;
        unsigned lies;
        bool is_name_only;
        enum oit_fault fault;
    } members[] = {{"inner.zip", "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0, true, FAULT_UNSUPPORTED},
                   {"old.rar", "Rar!\x1A\x07 packed", 0, true, FAULT_UNSUPPORTED},
                   {"secret.txt", "????", ZIP_ENCRYPTED, true, FAULT_ENCRYPTED},
                   {"lzma.txt", "????", ZIP_METHOD_14, true, FAULT_UNSUPPORTED},
                   {"broken.txt", "ข้อความที่มาไม่ครบ", ZIP_WRONG_CRC, false, FAULT_DAMAGED}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct zip_writer w;
        struct office o;
        size_t n = i == 0 ? 22 : strlen(members[i].bytes);
        zip_writer_init(&w);
        zip_writer_add(&w, members[i].name, (struct str){members[i].bytes, n}, members[i].lies);
        office_read(&o, zip_writer_end(&w), "one.zip");
        office_expect_fault(&o, members[i].fault);
        assert_true(o.doc.is_cut);
        assert_int_equal(o.doc.n_blocks, members[i].is_name_only ? 1 : 2);
        office_done(&o);
        zip_writer_done(&w);
        zip_writer_init(&w);
        zip_writer_add(&w, members[i].name, (struct str){members[i].bytes, n}, members[i].lies);
        zip_writer_add(&w, "good.txt", STR_LIT("อ่านได้ทั้งหมด ทั้งชื่อโครงการ งบประมาณ และระยะเวลา"), ZIP_HONEST);
        office_read(&o, zip_writer_end(&w), "two.zip");
        office_expect_fault(&o, FAULT_NONE); /* what was read may count; is_cut keeps the rest from being called absent */
        assert_true(o.doc.is_cut);
        office_expect(&o, "\"อ่านได้ทั้งหมด");
        office_done(&o);
        zip_writer_done(&w);
    }
}

static void pictures_are_image_pages(void **state)
{
    (void)state;
    static const char gif[] = "GIF89a\x00\x04\x00\x04\x00\x00\x00"; /* 1024 x 1024 */
    struct zip_writer w;
    struct office o;
    zip_writer_init(&w);
    zip_writer_add(&w, "scan1.gif", (struct str){gif, sizeof gif - 1}, ZIP_HONEST);
    zip_writer_add(&w, "scan2.gif", (struct str){gif, sizeof gif - 1}, ZIP_HONEST);
    office_read(&o, zip_writer_end(&w), "scans.zip");
    office_expect_fault(&o, FAULT_NO_TEXT);
    office_expect(&o, "pages=2 image-pages=2");
    office_done(&o);
    zip_writer_done(&w);
}

static void limits_and_empty_archives(void **state)
{
    (void)state;
    struct zip_writer w;
    struct office o;
    struct buf bomb;
    buf_init(&bomb, 0);
    for (int i = 0; i < 1000000; i++)
        (void)buf_add_c(&bomb, "bomb bomb ");
    zip_writer_init(&w);
    zip_writer_add(&w, "bomb.txt", buf_str(&bomb), ZIP_SMALL_SIZE);
    office_read(&o, zip_writer_end(&w), "bomb.zip");
    office_expect_fault(&o, FAULT_TOO_LARGE);
    assert_int_equal(o.doc.n_blocks, 1);
    office_done(&o);
    zip_writer_done(&w);
    buf_done(&bomb);
    zip_writer_init(&w);
    for (int i = 0; i < LIMIT_ARCHIVE_MEMBERS + 5; i++)
        zip_writer_add(&w, "same name.txt", STR_LIT("ก"), ZIP_STORED);
    office_read(&o, zip_writer_end(&w), "many.zip");
    assert_int_equal(o.doc.n_blocks, LIMIT_ARCHIVE_MEMBERS * 2);
    assert_true(o.doc.is_cut);
    office_done(&o);
    zip_writer_done(&w);
    zip_writer_init(&w);
    office_read(&o, zip_writer_end(&w), "empty.zip");
    office_expect_fault(&o, FAULT_EMPTY);
    office_done(&o);
    zip_writer_done(&w);
    office_read(&o, STR_LIT("PK\3\4 cut off right here"), "cut.zip");
    office_expect_fault(&o, FAULT_DAMAGED);
    office_done(&o);
}

/* Names of an office file inside do not make the archive one; a package without its names is told by its list. */
static void kinds_of_containers(void **state)
{
    (void)state;
    struct zip_writer inner, w;
    zip_writer_init(&inner);
    zip_writer_add_c(&inner, "[Content_Types].xml", "<Types/>");
    zip_writer_add_c(&inner, "word/document.xml", "<x/>");
    struct str docx = zip_writer_end(&inner);
    zip_writer_init(&w);
    zip_writer_add(&w, "a.docx", docx, ZIP_STORED);
    assert_int_equal(extract_sniff(zip_writer_end(&w), STR_NONE, STR_LIT("http://a/x")), DOC_ZIP);
    assert_int_equal(extract_sniff(docx, STR_LIT("application/zip"), STR_LIT("http://a/x.zip")), DOC_DOCX);
    zip_writer_done(&w);
    zip_writer_init(&w);
    (void)buf_add_c(&w.bytes, "<br />\n<b>Warning</b>: in index.php on line 3<br />\n");
    zip_writer_add_c(&w, "mimetype", "application/vnd.oasis.opendocument.text-template");
    assert_int_equal(extract_sniff(zip_writer_end(&w), STR_LIT("text/html"), STR_LIT("http://a/x")), DOC_ODT);
    zip_writer_done(&w);
    zip_writer_done(&inner);
    assert_int_equal(extract_sniff(STR_LIT("Rar!\x1A\x07\x00 words"), STR_NONE, STR_LIT("http://a/x.zip")), DOC_OTHER);
    assert_int_equal(extract_sniff(STR_LIT("MIME-Version: 1.0\r\nContent-Type: multipart/related"), STR_NONE, STR_LIT("http://a/x.doc")), DOC_OTHER);
    assert_int_equal(extract_sniff(STR_LIT("{\\rtf1\\ansi}"), STR_LIT("application/msword"), STR_LIT("http://a/x.doc")), DOC_RTF);
    assert_int_equal(extract_sniff(STR_LIT("<html><body>x"), STR_LIT("application/msword"), STR_LIT("http://a/x.doc")), DOC_HTML);
}

/* A file of one directory sector: header, FAT, directory. */
static struct str ole_with(char ret_bytes[static 4096], const char *first, const char *second, bool is_encrypted)
{
    memset(ret_bytes, 0, 4096);
    memcpy(ret_bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    ret_bytes[30] = 9;
    ret_bytes[48] = 1; /* the directory */
    memset(ret_bytes + 512, 0xFF, 512);
    const char *const names[] = {"Root Entry", first, second};
    for (size_t i = 0; i < 3; i++) {
        char *entry = ret_bytes + 1024 + i * 128;
        for (size_t k = 0; names[i][k]; k++)
            entry[k * 2] = names[i][k];
        entry[116] = 2;
    }
    memcpy(ret_bytes + 1536, "\xEC\xA5", 2);
    ret_bytes[1536 + 11] = is_encrypted ? 1 : 0;
    return (struct str){ret_bytes, 4096};
}

static void old_office_files_are_told_by_their_directory(void **state)
{
    (void)state;
    static char bytes[4096];
    static const struct {
        const char *first, *second;
        bool is_encrypted;
        const char *name;
        enum doc_kind kind;
        enum oit_fault fault;
    } cases[] = {{"WordDocument", "Workbook", false, "x.xls", DOC_DOC, FAULT_NO_TEXT}, /* a text with a sheet inside */
                 {"Workbook", "WordDocument", false, "x.doc", DOC_XLS, FAULT_NO_TEXT},
                 {"PowerPoint Document", "", false, "x.doc", DOC_PPT, FAULT_UNSUPPORTED},
                 {"WordDocument", "", true, "x.doc", DOC_DOC, FAULT_ENCRYPTED},
                 {"EncryptionInfo", "EncryptedPackage", false, "x.xlsx", DOC_XLSX, FAULT_ENCRYPTED},
                 {"EncryptionInfo", "EncryptedPackage", false, "x", DOC_DOCX, FAULT_ENCRYPTED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct office o;
        office_read(&o, ole_with(bytes, cases[i].first, cases[i].second, cases[i].is_encrypted), cases[i].name);
        assert_int_equal(o.doc.kind, cases[i].kind);
        if (cases[i].kind != DOC_XLS)
            office_expect_fault(&o, cases[i].fault);
        office_done(&o);
    }
}

/* antiword's DocBook: notes stand in the middle of their paragraph, rows tell their own widths. */
static void old_word_text_keeps_its_paragraphs(void **state)
{
    (void)state;
    static char bytes[4096];
    struct extract_tools tools = {.need = NEED_DOC_TEXT,
                                  .text = STR_LIT("บทที่ ๑\nก่อนหลัง\nหมายเหตุ\n|ที่|งบ|\n"),
                                  .doc_xml = STR_LIT("<?xml version='1.0'?><!DOCTYPE book PUBLIC \"x\"><book><title>\xC3\xA0?</title><bookinfo><title>x</title></bookinfo><chapter>"
                                                     "<title>บทที่ ๑</title><para>\nก่อน<footnote><para>หมายเหตุ</para></footnote>หลัง\n</para><para><informaltable><tgroup>"
                                                     "<colspec colwidth='50pt'/><colspec colwidth='100.5pt'/><tbody><row><entry>ที่</entry><entry>งบ</entry></row></tbody></tgroup><tgroup>"
                                                     "<colspec colwidth='50pt'/><colspec colwidth='50pt'/><colspec colwidth='50pt'/><tbody><row><entry>1</entry><entry>5</entry><entry>6</entry></row>"
                                                     "</tbody></tgroup></informaltable></para></chapter></book>")};
    struct office o;
    office_answer(&o, ole_with(bytes, "WordDocument", "", false), "x.doc", &tools, 1);
    office_expect(&o, "b0 heading1 first \"บทที่ ๑\"\nb1 paragraph first under=b0 \"ก่อนหลัง\"\nb2 paragraph first under=b0 \"หมายเหตุ\"\nb3 cell under=b0 t0[0,0] i0 \"ที่\"\n");
    office_expect(&o, " / b3 b4 b4 / b5 b6 b7\n");
    office_expect_fault(&o, FAULT_NONE);
    office_done(&o);
    tools.doc_xml = STR_LIT("<book><chapter><para>บท"); /* ends early: the plain text has more */
    office_answer(&o, ole_with(bytes, "WordDocument", "", false), "x.doc", &tools, 1);
    office_expect(&o, "b1 paragraph first \"ก่อนหลัง\"\n");
    office_done(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_stand_under_their_names),
        cmocka_unit_test(members_ask_for_their_tools),
        cmocka_unit_test(unread_members_leave_a_mark),
        cmocka_unit_test(pictures_are_image_pages),
        cmocka_unit_test(limits_and_empty_archives),
        cmocka_unit_test(kinds_of_containers),
        cmocka_unit_test(old_office_files_are_told_by_their_directory),
        cmocka_unit_test(old_word_text_keeps_its_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
