/* test_html_a4.c - the frame of everything printed: agency, title and date in the head, a policy that allows nothing but its style, hostile names inert,
 * pages without a report.
 * SPDX-License-Identifier: MIT
 */
#include "report/html_a4.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/sample_page.h"
#include "../support/thai_lint.h"

static void render(const struct html_a4 *page, enum report_language language, struct buf *out)
{
    static const struct oit_words roles[] = {{"ผู้จัดทำ", "prepared by"}, {"ผู้อนุมัติ", "approved by"}};
    struct html h;
    buf_clear(out);
    html_a4_open(&h, page, language, out);
    html_element(&h, "p", NULL, "ข้อความ");
    html_a4_signatures(&h, roles, 2);
    html_a4_close(&h, page);
}

static void head_and_foot_say_whose_and_when(void **state)
{
    struct arena arena;
    struct buf out;
    (void)state;
    arena_init(&arena);
    buf_init(&out, 0);
    const struct html_a4 page = {.report = sample_report(&arena), .title = {"ใบรับ", "receipt"}, .subtitle = "กลุ่มงานพัสดุ", .made = 1795140000, .foot = "ท้ายหน้า"};
    render(&page, REPORT_TH, &out);
    assert_has(out.p, "<p class=\"agency\">สำนักงานน้ำทิพย์จำลอง");
    assert_has(out.p, "<h1>ใบรับ <small lang=\"en\">receipt</small></h1>");
    assert_has(out.p, "<p>กลุ่มงานพัสดุ</p>");
    assert_has(out.p, "จัดทำเมื่อ 20 พ.ย. 2569");
    assert_has(out.p, "<title>ใบรับ - สำนักงานน้ำทิพย์จำลอง</title>");
    assert_has(out.p, "size:A4 portrait");
    assert_has(out.p, "<p>ท้ายหน้า</p>");
    assert_has(out.p, "เกณฑ์รุ่น");
    assert_has(out.p, "ผู้อนุมัติ <small lang=\"en\">approved by</small>");
    render(&page, REPORT_EN, &out);
    assert_has(out.p, "<html lang=\"en\">");
    assert_has(out.p, "<h1>receipt <small lang=\"th\">ใบรับ</small></h1>");
    buf_done(&out);
    arena_done(&arena);
}

static void a_page_needs_no_report(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 0);
    const struct html_a4 page = {.title = {"ความพร้อมใช้งาน", "availability"}, .site_name = "หน่วยงาน", .site_url = "https://www.example.go.th/", .is_landscape = true};
    render(&page, REPORT_TH, &out);
    assert_has(out.p, "size:A4 landscape");
    assert_has(out.p, "href=\"https://www.example.go.th/\"");
    assert_lacks(out.p, "จัดทำเมื่อ");
    assert_lacks(out.p, "เกณฑ์รุ่น");
    buf_done(&out);
}

static void hostile_names_stay_text(void **state)
{
    static const char *const refused[] = {"<script", "<img", "javascript:alert(1)\"", " style=\"", "\xE2\x80\xAE", "</title><"};
    struct buf out;
    (void)state;
    buf_init(&out, 0);
    const struct html_a4 page = {.title = {"<b>ใบ</b>", NULL}, .site_name = "</title><script>alert(1)</script>\xE2\x80\xAE\x1b[31m", .site_url = "javascript:alert(1)",
                                 .subtitle = "<img src=x onerror=alert(1)>", .foot = "\"><script>"};
    render(&page, REPORT_TH, &out);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_lacks(out.p, refused[i]);
    assert_lacks(out.p, "href=\"javascript");
    buf_done(&out);
}

static void thai_pages_have_no_english_words(void **state)
{
    char word[64];
    struct buf out;
    (void)state;
    buf_init(&out, 0);
    for (enum msg id = MSG_A4_MADE_ON; id <= MSG_A4_DATE; id++)
        if (thai_lint(str_from(msg_th(id)), word, sizeof word))
            fail_msg("\"%s\" in %s", word, msg_th(id));
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(head_and_foot_say_whose_and_when),
        cmocka_unit_test(a_page_needs_no_report),
        cmocka_unit_test(hostile_names_stay_text),
        cmocka_unit_test(thai_pages_have_no_english_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
