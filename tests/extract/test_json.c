/* test_json.c - JSON answers and the data of script pages become documents people can be shown.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/limits.h"
#include "extract/extract.h"
#include "extract/json_page.h"

static void read_page(const char *bytes, const char *type, struct arena *arena, struct document *ret_doc)
{
    struct extract_input input = {.bytes = str_from(bytes), .url = STR_LIT("http://www.agency.go.th/api/page?id=1"), .content_type = str_from(type)};
    assert_int_equal(extract_document(&input, arena, ret_doc).need, NEED_NOTHING);
}

static const struct doc_link *link_to(const struct document *doc, const char *url)
{
    for (size_t i = 0; i < doc->n_links; i++)
        if (doc->links[i].via == VIA_A && str_eq_c(doc->links[i].url, url))
            return &doc->links[i];
    return NULL;
}

static void assert_link(const struct document *doc, const char *url, const char *anchor)
{
    const struct doc_link *link = link_to(doc, url);
    if (!link)
        fail_msg("no link to %s", url);
    else if (!str_eq_c(link->anchor, anchor))
        fail_msg("%s is called '%.*s', want '%s'", url, STR_ARG(link->anchor), anchor);
}

static bool has_text(const struct document *doc, const char *text)
{
    return str_find_c(doc->raw, text) != STR_NPOS;
}

static void wordpress_page_is_read(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    arena_init(&arena);
    read_page("{\"id\":26424,\"date\":\"2024-02-01T10:00:00\",\"slug\":\"ita-2568\",\"link\":\"http:\\/\\/www.agency.go.th\\/ita\\/\","
              "\"title\":{\"rendered\":\"\\u0e02\\u0e49\\u0e2d\\u0e21\\u0e39\\u0e25 ITA\"},\"content\":{\"rendered\":\"<h3>\\u0e41\\u0e1c\\u0e19</h3>\\n<p>"
              "<a href=\\\"\\/files\\/plan.pdf\\\">\\u0e41\\u0e1c\\u0e19\\u0e1b\\u0e0f\\u0e34\\u0e1a\\u0e31\\u0e15\\u0e34</a></p>\"},"
              "\"_links\":{\"self\":[{\"href\":\"http:\\/\\/www.agency.go.th\\/wp-json\\/wp\\/v2\\/pages\\/26424\"}]}}",
              "application/json; charset=UTF-8", &arena, &doc);
    assert_int_equal(doc.kind, DOC_JSON);
    assert_int_equal(doc.fault, FAULT_NONE);
    assert_true(has_text(&doc, "ข้อมูล ITA"));
    assert_false(has_text(&doc, "ita-2568"));
    assert_link(&doc, "http://www.agency.go.th/files/plan.pdf", "แผนปฏิบัติ");
    assert_link(&doc, "http://www.agency.go.th/ita/", "ข้อมูล ITA");
    assert_null(link_to(&doc, "http://www.agency.go.th/wp-json/wp/v2/pages/26424"));
    assert_int_equal(doc.blocks[0].kind, BLOCK_HEADING);
    arena_done(&arena);
}

static void list_of_documents_has_labels(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    arena_init(&arena);
    read_page("[{\"url\":\"/upload/a.pdf\",\"title\":\"โครงสร้างหน่วยงาน\",\"color\":\"#fff\"},"
              "{\"name\":\"อำนาจ \\\"หน้าที่\\\" <1>\",\"file\":\"b.docx\"},{\"items\":[{\"title\":\"ลึก\",\"href\":\"https://other.go.th/c\"}]}]",
              "application/json", &arena, &doc);
    assert_link(&doc, "http://www.agency.go.th/upload/a.pdf", "โครงสร้างหน่วยงาน");
    assert_link(&doc, "http://www.agency.go.th/api/b.docx", "อำนาจ \"หน้าที่\" <1>");
    assert_link(&doc, "https://other.go.th/c", "ลึก");
    assert_false(has_text(&doc, "#fff"));
    arena_done(&arena);
}

static void data_of_an_empty_page_is_its_text(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    arena_init(&arena);
    read_page("<html><head><title>หน่วยงาน</title></head><body><div id=__next></div><script id=__NEXT_DATA__ type=\"application/json\">"
              "{\"props\":{\"items\":[{\"title\":\"แผนดำเนินงาน\",\"link\":\"/p.pdf\"}],\"body\":\"<p>เนื้อหา<\\/p>\"}}</script></body></html>",
              "text/html", &arena, &doc);
    assert_true(has_text(&doc, "เนื้อหา"));
    assert_false(doc.is_shell);
    assert_link(&doc, "http://www.agency.go.th/p.pdf", "แผนดำเนินงาน");
    read_page("<html><body><div id=app></div><script>window.__STATE__ = {\"page\":{\"title\":\"รายงานผล\"}};</script></body></html>", "text/html", &arena, &doc);
    assert_true(has_text(&doc, "รายงานผล"));
    arena_done(&arena);
}

/* A menu and a footer are text, and yet the list stands in the data alone. Files stand below the title of what they belong to. */
static void list_that_no_link_shows_is_read(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    arena_init(&arena);
    read_page("<title>ITA</title><nav><ul><li><a href='/'>หน้าแรก</a></li><li><a href='/n1'>ข่าวทั้งหมด</a></li><li><a href='/n2'>ประวัติ</a></li><li><a href='/n3'>ติดต่อ</a></li>"
              "<li><a href='/n4'>บุคลากร</a></li><li><a href='/n5'>ดาวน์โหลด</a></li><li><a href='/n6'>ถามตอบ</a></li><li><a href='/n7'>แผนที่</a></li>"
              "<li><a href='/n8'>กิจกรรม</a></li><li><a href='/n9'>วารสาร</a></li></ul></nav><main><h1>OIT 2567</h1></main>"
              "<script type='application/json'>{\"groups\":[{\"name\":\"ข้อมูลพื้นฐาน\",\"items\":[{\"title\":\"โครงสร้างหน่วยงาน\",\"files\":[{\"name\":\"ไฟล์ 1\",\"url\":\"/f/1.pdf\"}]},"
              "{\"title\":\"อำนาจหน้าที่\",\"files\":[{\"name\":\"ไฟล์ 1\",\"url\":\"/f/2.pdf\"},{\"name\":\"ไฟล์ 2\",\"url\":\"/f/3.pdf\"},{\"name\":\"ไฟล์ 3\",\"url\":\"/f/4.pdf\"}]}]}]}</script>"
              "<footer>โทร 02 000 0000</footer>",
              "text/html; charset=utf-8", &arena, &doc);
    assert_link(&doc, "http://www.agency.go.th/f/2.pdf", "ไฟล์ 1");
    const struct doc_link *link = link_to(&doc, "http://www.agency.go.th/f/3.pdf");
    assert_non_null(link);
    assert_true(link->heading < doc.n_blocks && str_eq_c(doc_block_text(&doc, link->heading), "อำนาจหน้าที่"));
    uint32_t group = doc.blocks[link->heading].heading;
    assert_true(group < doc.n_blocks && str_eq_c(doc_block_text(&doc, group), "ข้อมูลพื้นฐาน"));
    arena_done(&arena);
}

static void data_beside_text_is_not_read(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    struct buf page;
    arena_init(&arena);
    buf_init(&page, 0);
    (void)buf_add_c(&page, "<html><body>");
    for (int i = 0; i < 40; i++)
        (void)buf_add_c(&page, "<p>ข้อความของหน้านี้มีอยู่แล้ว</p>");
    (void)buf_add_c(&page, "<script type=application/json>{\"menu\":\"ซ่อนอยู่\"}</script></body></html>");
    read_page(page.p, "text/html", &arena, &doc);
    assert_false(has_text(&doc, "ซ่อนอยู่"));
    read_page("<html><body><script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"name\":\"ชื่อองค์กร\"}</script></body></html>", "text/html", &arena, &doc);
    assert_false(has_text(&doc, "ชื่อองค์กร"));
    buf_done(&page);
    arena_done(&arena);
}

static void escapes_are_read(void **state)
{
    (void)state;
    struct buf out;
    bool is_cut;
    buf_init(&out, 0);
    assert_true(json_to_html(STR_LIT("{\"t\": \"\\u0e01\\ud83d\\ude00 \\ud83d x\\/y\\n\\\"z\"}"), &out, &is_cut));
    assert_false(is_cut);
    assert_string_equal(out.p, "<div>ก\U0001F600 \uFFFD x/y\n&quot;z</div>\n");
    buf_done(&out);
}

static void broken_and_deep_ones_are_cut(void **state)
{
    (void)state;
    struct buf out, deep;
    bool is_cut = false;
    buf_init(&out, 0);
    buf_init(&deep, 0);
    assert_true(json_to_html(STR_LIT("[\"ก่อนขาด\", {\"a\": \"กลาง"), &out, &is_cut));
    assert_true(is_cut);
    assert_non_null(strstr(out.p, "ก่อนขาด"));
    for (int i = 0; i < 100000; i++)
        (void)buf_add_char(&deep, '[');
    assert_true(json_to_html(buf_str(&deep), &out, &is_cut));
    assert_true(is_cut);
    assert_false(json_to_html(STR_LIT("ไม่ใช่"), &out, &is_cut));
    assert_int_equal(json_of_script(STR_LIT("{ var a = 1; }")).n, 0);
    assert_int_equal(json_of_script(STR_LIT("window.x = function () {}")).n, 0);
    buf_done(&out);
    buf_done(&deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wordpress_page_is_read),        cmocka_unit_test(list_of_documents_has_labels), cmocka_unit_test(data_of_an_empty_page_is_its_text),
        cmocka_unit_test(list_that_no_link_shows_is_read), cmocka_unit_test(data_beside_text_is_not_read),  cmocka_unit_test(escapes_are_read),             cmocka_unit_test(broken_and_deep_ones_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
