/* test_extract.c - sniffing, content decoding, plain text, CSV, sitemaps and feeds.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <zlib.h>
#include <zstd.h>

#include "extract/extract.h"

static void tells_kinds_by_content_first(void **state)
{
    (void)state;
    const struct {
        struct str bytes;
        const char *type, *url;
        enum doc_kind kind;
    } cases[] = {
        {STR_LIT("%PDF-1.7\n"), "text/html", "http://a/x.html", DOC_PDF},
        {STR_LIT("\r\n\r\n<!DOCTYPE html><html>"), "application/pdf", "http://a/x.pdf", DOC_HTML},
        {STR_LIT("<html><p>how to make a %PDF-1.4 file"), "text/html", "http://a/", DOC_HTML},
        {STR_LIT("PK\x03\x04......word/document.xml"), "application/octet-stream", "http://a/download?id=1", DOC_DOCX},
        {STR_LIT("PK\x03\x04......[Content_Types].xml....xl/workbook.xml"), "", "http://a/", DOC_XLSX},
        {STR_LIT("PK\x03\x04..............mimetypeapplication/vnd.oasis.opendocument.textPK"), "", "http://a/",
         DOC_ODT},
        {STR_LIT("PK\x03\x04 photo1.jpg"), "", "http://a/x.docx", DOC_ZIP},
        {STR_LIT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest"), "application/msword", "http://a/x", DOC_DOC},
        {STR_LIT("\xFF\xD8\xFF\xE0 JFIF"), "text/html", "http://a/x.html", DOC_IMAGE},
        {STR_LIT("\x89PNG\r\n\x1a\n"), "", "http://a/", DOC_IMAGE},
        {STR_LIT("<?xml version='1.0'?><urlset>"), "text/xml", "http://a/sitemap.xml", DOC_SITEMAP},
        {STR_LIT("<?xml version='1.0'?>\n<rss version='2.0'>"), "", "http://a/", DOC_FEED},
        {STR_LIT("<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C'><html>"), "", "http://a/", DOC_HTML},
        {STR_LIT("<?xml version='1.0'?><data/>"), "", "http://a/", DOC_XML},
        {STR_LIT("{\"data\": []}"), "application/json", "http://a/api", DOC_JSON},
        {STR_LIT("a,b,c\n1,2,3"), "application/octet-stream", "http://a/x.csv", DOC_CSV},
        {STR_LIT("a,b,c\n1,2,3"), "text/csv", "http://a/x", DOC_CSV},
        {STR_LIT("ข้อความธรรมดา"), "text/plain; charset=utf-8", "http://a/x", DOC_TEXT},
        {STR_LIT("Warning: mysql_connect() in x.php<br />ไม่พบ"), "text/html", "http://a/", DOC_HTML},
        {STR_LIT("{\\rtf1\\ansi"), "application/msword", "http://a/x.doc", DOC_RTF},
        {STR_LIT("  \n"), "text/html", "http://a/", DOC_EMPTY},
        {STR_LIT(""), "text/html", "http://a/", DOC_EMPTY},
        {STR_LIT("\x00\x01\x02\x03\x04\x05\x06\x07"), "application/octet-stream", "http://a/x.bin", DOC_OTHER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum doc_kind kind = extract_sniff(cases[i].bytes, str_from(cases[i].type), str_from(cases[i].url));
        if (kind != cases[i].kind)
            fail_msg("case %zu: %s, want %s", i, doc_kind_name(kind), doc_kind_name(cases[i].kind));
    }
}

static struct str deflated(struct buf *out, struct str s, int window_bits)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    buf_clear(out);
    assert_true(buf_reserve(out, deflateBound(&z, s.n) + 64));
    z.next_in = (Bytef *)(uintptr_t)s.p;
    z.avail_in = (uInt)s.n;
    z.next_out = (Bytef *)out->p;
    z.avail_out = (uInt)out->capacity;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->n = z.total_out;
    (void)deflateEnd(&z);
    return buf_str(out);
}

static void inflates_what_servers_send(void **state)
{
    (void)state;
    struct buf wire, out;
    buf_init(&wire, 0);
    static const struct {
        int window_bits;
        const char *header;
    } cases[] = {{31, "gzip"}, {15, "deflate"}, {-15, "deflate"}, {31, " X-GZIP "}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_init(&out, 1000);
        struct str packed = deflated(&wire, STR_LIT("<p>สวัสดี สวัสดี สวัสดี</p>"), cases[i].window_bits);
        assert_int_equal(extract_inflate(packed, extract_coding_from(str_from(cases[i].header)), &out), FAULT_NONE);
        assert_string_equal(out.p, "<p>สวัสดี สวัสดี สวัสดี</p>");
        buf_clear(&out);
        assert_int_equal(
            extract_inflate(str_sub(packed, 0, packed.n - 12), extract_coding_from(str_from(cases[i].header)), &out),
            FAULT_DAMAGED);
        buf_done(&out);
    }
    buf_init(&out, 1000);
    assert_int_equal(extract_inflate(STR_LIT("<html>not packed"), CODING_GZIP, &out), FAULT_NONE);
    assert_string_equal(out.p, "<html>not packed");
    buf_clear(&out);
    char packed[200];
    size_t n = ZSTD_compress(packed, sizeof packed, "zzzzzzzzzz", 10, 3);
    assert_int_equal(extract_inflate((struct str){packed, n}, extract_coding_from(STR_LIT("zstd")), &out), FAULT_NONE);
    assert_string_equal(out.p, "zzzzzzzzzz");
    buf_done(&out);
    buf_done(&wire);
    assert_int_equal(extract_coding_from(STR_LIT("compress")), CODING_UNKNOWN);
}

static void stops_bombs(void **state)
{
    (void)state;
    struct buf zeros, wire, out;
    buf_init(&zeros, 0);
    buf_init(&wire, 0);
    buf_init(&out, 64 * 1024 * 1024);
    assert_true(buf_reserve(&zeros, 20000000));
    memset(zeros.p, 'x', 20000000);
    zeros.n = 20000000;
    struct str bomb = deflated(&wire, buf_str(&zeros), 31);
    assert_int_equal(extract_inflate(bomb, CODING_GZIP, &out), FAULT_TOO_LARGE);
    assert_true(out.n < 5000000);
    buf_done(&out);
    buf_init(&out, 5000);
    assert_int_equal(extract_inflate(bomb, CODING_GZIP, &out), FAULT_TOO_LARGE);
    assert_true(out.n <= 5000);
    buf_done(&out);
    buf_done(&wire);
    buf_done(&zeros);
}

static void expect(struct str bytes, const char *type, const char *url, const char *want)
{
    struct arena arena;
    struct document doc;
    struct buf out;
    arena_init(&arena);
    buf_init(&out, 0);
    struct extract_input input = {.bytes = bytes, .url = str_from(url), .content_type = str_from(type)};
    assert_int_equal(extract_document(&input, &arena, &doc).need, NEED_NOTHING);
    doc_dump(&doc, &out);
    if (str_find_c(buf_str(&out), want) == STR_NPOS)
        fail_msg("not found: %s\nin:\n%s", want, out.p);
    arena_done(&arena);
    buf_done(&out);
}

static void reads_sitemaps_and_feeds(void **state)
{
    (void)state;
    expect(STR_LIT("<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>\n "
                   "http://a.go.th/x?a=1&amp;b=2 </loc></url><url><loc>/y</loc>"),
           "", "http://a.go.th/sitemap.xml",
           "link rel url url=\"http://a.go.th/x?a=1&b=2\"\nlink rel url url=\"http://a.go.th/y\"");
    expect(STR_LIT("<rss><channel><title>ข่าว</title><item><title>ประกาศผู้ชนะ</title><link>http://a.go.th/1</"
                   "link><pubDate>Mon, 4 Mar 2024</pubDate></item></channel></rss>"),
           "", "http://a.go.th/feed",
           "link rel url url=\"http://a.go.th/1\" anchor=\"ประกาศผู้ชนะ\" item=\"Mon, 4 Mar 2024\"");
    expect(STR_LIT("<feed><entry><title>ก</title><link rel='alternate' href='http://a.go.th/?p=1&amp;q=2'/><link "
                   "rel='self' href='/no'/></entry></feed>"),
           "", "http://a.go.th/feed", "url=\"http://a.go.th/?p=1&q=2\" anchor=\"ก\"");
    expect(STR_LIT("<!DOCTYPE urlset [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b "
                   "'&a;&a;'>]><urlset><url><loc>http://a.go.th/&b;</loc></url></urlset>"),
           "", "http://a.go.th/s.xml", "document");
}

static void reads_lists_of_addresses_and_gzip_files(void **state)
{
    (void)state;
    expect(STR_LIT("http://a.go.th/1\r\nhttp://a.go.th/2\r\n"), "text/plain", "http://a.go.th/sitemap.txt",
           "document sitemap url=\"http://a.go.th/sitemap.txt\" file=\"sitemap.txt\"\nlink rel url url=\"http://a.go.th/1\"");
    expect(STR_LIT("http://a.go.th/1\r\nเป็นเว็บไซต์"), "text/plain", "http://a.go.th/a.txt", "document text");
    struct buf wire;
    buf_init(&wire, 0);
    struct str packed = deflated(&wire, STR_LIT("\n<?xml version='1.0'?><urlset><url><loc>http://a.go.th/1</loc></url></urlset>"), 31);
    expect(packed, "application/x-gzip", "http://a.go.th/sitemap.xml.gz", "link rel url url=\"http://a.go.th/1\"");
    buf_done(&wire);
    expect(STR_LIT("<html><head></head><body> </body></html>"), "text/html", "http://a.go.th/", "fault=empty");
}

static void reads_text_and_csv(void **state)
{
    (void)state;
    expect(STR_LIT("แผนปฏิบัติการ\r\n\r\nประจำปี 2567\r\n"), "text/plain", "http://a/x.txt",
           "b0 paragraph first \"แผนปฏิบัติการ\"\nb1 paragraph first \"ประจำปี 2567\"");
    expect(STR_LIT("\xEF\xBB\xBFลำดับ,งาน,\"วงเงิน, บาท\"\n1,\"จ้าง \"\"เหมา\"\"\nอาคาร\",5\n2,ซื้อ\n"), "text/csv",
           "http://a/x.csv", "t0 3x3 header-rows=1 header-columns=0 / b0 b1 b2 / b3 b4 b5 / b6 b7 -");
    expect(STR_LIT("ก;ข\n1,5;2,5\n"), "text/csv", "http://a/x.csv", "t0[1,0] i1 \"1,5\"");
    expect(STR_LIT("\xFF\xD8\xFF\xE0"), "", "http://a/x.jpg",
           "document image url=\"http://a/x.jpg\" file=\"x.jpg\" pages=1 image-pages=1 fault=no-text");
    expect(STR_LIT("PK\x03\x04 word/document.xml"), "", "http://a/x.docx", "fault=damaged");
    expect(STR_LIT(""), "", "http://a/", "fault=empty");
}

static void glyph_numbers_are_no_text(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    struct buf text;
    arena_init(&arena);
    buf_init(&text, 0);
    (void)buf_add_c(&text, "2567 ");
    for (unsigned i = 0; i < 90; i++) /* U+100164 and on */
        (void)buf_addf(&text, "\xF4\x80\x85%c", (int)(0xA4 + i % 20));
    struct extract_input input = {.bytes = buf_str(&text), .url = STR_LIT("http://a.go.th/x.txt"), .content_type = STR_LIT("text/plain")};
    assert_int_equal(extract_document(&input, &arena, &doc).need, NEED_NOTHING);
    assert_int_equal(doc.fault, FAULT_NO_TEXT);
    assert_int_equal(doc.n_blocks, 0);
    buf_done(&text);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_kinds_by_content_first),
        cmocka_unit_test(inflates_what_servers_send),
        cmocka_unit_test(stops_bombs),
        cmocka_unit_test(reads_sitemaps_and_feeds),
        cmocka_unit_test(reads_text_and_csv),
        cmocka_unit_test(reads_lists_of_addresses_and_gzip_files), cmocka_unit_test(glyph_numbers_are_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
