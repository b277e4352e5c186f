/* test_html.c - report.html: one file, no script, escaped, links http(s) only, structure, Thai only.
 * SPDX-License-Identifier: MIT
 */
#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/sample_report.h"
#include "../support/thai_lint.h"
#include "text/utf8.h"

struct fixture {
    struct arena arena;
    struct oit_report *report;
    struct buf html;
};

static int setup(void **state)
{
    static struct fixture f;
    arena_init(&f.arena);
    buf_init(&f.html, 0);
    f.report = sample_report(&f.arena);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    buf_done(&f->html);
    arena_done(&f->arena);
    return 0;
}

static const char *render(struct fixture *f, enum report_language language)
{
    buf_clear(&f->html);
    report_html(f->report, language, &f->html);
    return f->html.p;
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
        n++;
    return n;
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is missing", part);
}

static void page_has_its_parts(void **state)
{
    static const char *const parts[] = {
        "<!DOCTYPE html>\n<html lang=\"th\">", "<meta charset=\"utf-8\">", "default-src 'none'; style-src 'sha256-", "name=\"viewport\"",
        "<h1>สำนักงานน้ำทิพย์จำลอง</h1>", "เกณฑ์ปี 2570 ยังไม่ได้ใส่ในโปรแกรม", "ไม่ใช่ผลประเมินของสำนักงาน ป.ป.ช.", "<main>", "<footer>",
        "56.67", "77.62", "เป้าหมาย 85.00", "scope=\"col\"", "scope=\"row\"", "id=\"item-O16\"", "พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้ (สขร.1)",
        "<small lang=\"en\">", "อาจเป็นข้อ", "ลิงก์เสีย", "ยืนยันแล้ว 92 องค์ประกอบ", "oitcheck explain O30",
        "</b> ย้ายแฟ้มมาไว้บนเว็บไซต์ของหน่วยงาน", "</html>\n",
    };
    const char *html = render(*state, REPORT_TH);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_has(html, parts[i]);
    assert_int_equal(count(html, "<article class=\"card"), 35);
    assert_int_equal(count(html, "<h1>"), 1);
}

static void many_indexes_are_counted(void **state)
{
    enum { MANY = 40 };
    struct fixture *f = *state;
    struct oit_index *indexes = ARENA_ARRAY(&f->arena, struct oit_index, MANY);
    for (size_t i = 0; i < MANY; i++)
        indexes[i] = (struct oit_index){.url = "https://www.example.go.th/many", .form = "list"};
    f->report->indexes = indexes;
    f->report->n_indexes = MANY;
    const char *html = render(f, REPORT_TH);
    assert_int_equal(count(html, "https://www.example.go.th/many"), 12);
    assert_has(html, "และอีก 28 รายการ");
}

static void what_to_look_at_first_is_a_link_away(void **state)
{
    const char *html = render(*state, REPORT_TH), *line = strstr(html, "ให้คนดูก่อน");
    assert_non_null(line);
    const char *link = strstr(line, "<a class=\"tile"), *end = strstr(line, "</p>");
    assert_true(link && link < end && strstr(link, "href=\"#item-") < end);
}

static void a_cut_run_says_so_first(void **state)
{
    struct fixture *f = *state;
    sample_make_cut(f->report, &f->arena);
    const char *html = render(f, REPORT_TH);
    const char *banner = strstr(html, "ตรวจไม่ครบ: หยุดก่อนอ่านครบตามเวลาที่กำหนด");
    assert_non_null(banner);
    assert_true(banner < strstr(html, "<h1>"));
}

static void needs_nothing_but_itself(void **state)
{
    static const char *const refused[] = {"<script", "<link", "<img", "<iframe", " style=\"", "@import", "url(", " onclick", " src="};
    const char *html = render(*state, REPORT_TH);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (strstr(html, refused[i]))
            fail_msg("has \"%s\"", refused[i]);
}

static void every_link_is_http_or_a_fragment(const char *html)
{
    for (const char *at = strstr(html, "href=\""); at; at = strstr(at + 1, "href=\"")) {
        struct str href = str_from(at + 6);
        if (!str_starts_c(href, "http://") && !str_starts_c(href, "https://") && !str_starts_c(href, "#"))
            fail_msg("%.40s", href.p);
    }
}

static void hostile_text_is_escaped(void **state)
{
    struct fixture *f = *state;
    sample_make_hostile(f->report);
    const char *html = render(f, REPORT_TH);
    assert_true(utf8_is_valid(buf_str(&f->html)));
    assert_has(html, "&lt;script&gt;alert(1)&lt;/script&gt; &quot;x&quot; &#39;y&#39; &amp;");
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "<img"));
    assert_null(strstr(html, "\"onclick"));
    assert_null(strstr(html, "\x1b"));
    assert_null(strstr(html, "\xe2\x80\xae"));
    every_link_is_http_or_a_fragment(html);
    assert_int_equal(count(html, "<article class=\"card"), 35);
    assert_int_equal(count(html, "<table"), count(html, "</table>"));
    assert_int_equal(count(html, "<td"), count(html, "</td>"));
}

static void a_kind_is_called_as_people_call_it(void **state)
{
    const char *html = render(*state, REPORT_TH);
    assert_has(html, "แฟ้ม .pdf");
    assert_has(html, "แฟ้มภาพ");
    assert_null(strstr(html, ".image"));
}

static void links_of_the_sample_are_live(void **state)
{
    const char *html = render(*state, REPORT_TH);
    every_link_is_http_or_a_fragment(html);
    assert_has(html, "href=\"https://www.namthip.example.go.th/files/O11.pdf\"");
}

/* What is between the tags, but for the style and the parts marked as English. */
static void visible_thai(const char *html, struct buf *out)
{
    bool is_hidden = false;
    for (const char *p = strstr(html, "<body>"); *p; p++) {
        if (*p != '<') {
            if (!is_hidden)
                (void)buf_add_char(out, *p);
            continue;
        }
        if (strncmp(p, "<small lang=\"en\">", 17) == 0)
            is_hidden = true;
        else if (strncmp(p, "</small>", 8) == 0)
            is_hidden = false;
        (void)buf_add_char(out, '\n');
        p = strchr(p, '>');
    }
}

static void thai_page_has_no_foreign_word(void **state)
{
    struct fixture *f = *state;
    struct buf text;
    char word[64];
    buf_init(&text, 0);
    visible_thai(render(f, REPORT_TH), &text);
    if (thai_lint(buf_str(&text), word, sizeof word))
        fail_msg("'%s'", word);
    buf_done(&text);
}

static void english_page_is_english(void **state)
{
    const char *html = render(*state, REPORT_EN);
    assert_has(html, "<html lang=\"en\">");
    assert_has(html, "Mend first");
    assert_has(html, "<small lang=\"th\">");
}

static void report_without_anything_is_a_page(void **state)
{
    struct fixture *f = *state;
    struct oit_report empty = {.run = {.stop_reason = "start-failed"}};
    f->report = &empty;
    const char *html = render(f, REPORT_TH);
    assert_has(html, "เปิดหน้าแรกของเว็บไซต์ไม่ได้");
    assert_has(html, "</html>\n");
}

static void shows_declared_beside_proved(void **state)
{
    const char *html = render(*state, REPORT_TH);
    assert_has(html, "ประกาศไว้ในหน้ารายการ กับ ที่ตรวจพบจริง");
    assert_has(html, "หน้ารายการ ITA ของปีที่ประเมิน (2 หน้า): ");
    assert_has(html, "พบหน้ารายการ ITA ปี 2566 (ไม่ใช่ปีที่ประเมิน): ");
    assert_has(html, "พบหน้ารายการที่ใช้เลขข้อของเกณฑ์ชุดอื่น");
    assert_has(html, "หน้ารายการ ITA ประกาศไว้ 32 จาก 35 ข้อ - ลิงก์ไปถึงหลักฐาน 4 ข้อ");
    assert_int_equal(count(html, "class=\"fine declared\""), 35); /* a line on each card */
    assert_has(html, "<span class=\"tag bad\">ลิงก์เสีย <small lang=\"en\">dead link</small></span>");
    struct fixture *f = *state;
    for (size_t i = 0; i < f->report->n_items; i++)
        f->report->items[i].declared = (struct oit_declared){.state = DECLARED_NONE};
    f->report->n_indexes = 0;
    html = render(f, REPORT_TH);
    assert_null(strstr(html, "หน้ารายการ ITA"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(page_has_its_parts),
        TEST(shows_declared_beside_proved),
        TEST(many_indexes_are_counted),
        TEST(what_to_look_at_first_is_a_link_away),
        TEST(a_cut_run_says_so_first),
        TEST(needs_nothing_but_itself),
        TEST(hostile_text_is_escaped),
        TEST(links_of_the_sample_are_live),
        TEST(a_kind_is_called_as_people_call_it),
        TEST(thai_page_has_no_foreign_word),
        TEST(english_page_is_english),
        TEST(report_without_anything_is_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
