/* test_html.c - report.html: one file, no script, escaped, links http(s) only, structure, Thai only.
 * SPDX-License-Identifier: MIT
 */
#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/sample_page.h"
#include "../support/thai_lint.h"
#include "text/utf8.h"

static const char *render(struct sample_page *f, enum report_language language)
{
    buf_clear(&f->out);
    report_html(f->report, language, &f->out);
    return f->out.p;
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
    assert_int_equal(count_of(html, "<article class=\"card"), 35);
    assert_int_equal(count_of(html, "<h1>"), 1);
}

static void many_indexes_are_counted(void **state)
{
    enum { MANY = 40 };
    struct sample_page *f = *state;
    struct oit_index *indexes = ARENA_ARRAY(&f->arena, struct oit_index, MANY);
    for (size_t i = 0; i < MANY; i++)
        indexes[i] = (struct oit_index){.url = "https://www.example.go.th/many", .form = "list"};
    f->report->indexes = indexes;
    f->report->n_indexes = MANY;
    const char *html = render(f, REPORT_TH);
    assert_int_equal(count_of(html, "https://www.example.go.th/many"), 12);
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
    struct sample_page *f = *state;
    sample_make_cut(f->report, &f->arena);
    const char *html = render(f, REPORT_TH);
    const char *banner = strstr(html, "ตรวจไม่ครบ: หยุดก่อนอ่านครบตามเวลาที่กำหนด");
    assert_non_null(banner);
    assert_true(banner < strstr(html, "<h1>"));
}

/* The warning says why and what to do; the line above it does not say it again, nor the list below the address that the advice names. */
static void what_stopped_a_check_is_said_once(void **state)
{
    struct sample_page *f = *state;
    static const char *const urls[] = {"https://shut.example.go.th/"};
    struct oit_notice shut = {.code = "blocked", .is_warning = true, .text = {"โฮสติ้งปิดกั้นโปรแกรม", "shut out"},
                              .advice = {"สั่ง oitcheck scan --resume https://shut.example.go.th/", "resume"}, .urls = urls, .n_urls = 1, .n_all_urls = 1};
    sample_make_cut(f->report, &f->arena);
    f->report->run.stop_reason = "blocked";
    f->report->notices = &shut;
    f->report->n_notices = 1;
    const char *html = render(f, REPORT_TH), *title = strstr(html, "<h1>");
    assert_non_null(title);
    assert_has(html, "ตรวจไม่ครบ");
    assert_true(strstr(html, "ปิดกั้นโปรแกรม (ไม่ได้แปลว่า") == NULL || strstr(html, "ปิดกั้นโปรแกรม (ไม่ได้แปลว่า") > title);
    assert_int_equal(count_of(html, "https://shut.example.go.th/"), 1);
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
    struct sample_page *f = *state;
    sample_make_hostile(f->report);
    const char *html = render(f, REPORT_TH);
    assert_true(utf8_is_valid(buf_str(&f->out)));
    assert_has(html, "&lt;script&gt;alert(1)&lt;/script&gt; &quot;x&quot; &#39;y&#39; &amp;");
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "<img"));
    assert_null(strstr(html, "\"onclick"));
    assert_null(strstr(html, "\x1b"));
    assert_null(strstr(html, "\xe2\x80\xae"));
    every_link_is_http_or_a_fragment(html);
    assert_int_equal(count_of(html, "<article class=\"card"), 35);
    assert_int_equal(count_of(html, "<table"), count_of(html, "</table>"));
    assert_int_equal(count_of(html, "<td"), count_of(html, "</td>"));
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
            if (strncmp(p, "&gt;", 4) == 0) /* "หน้าหลัก > ..." */
                p += 3;
            else if (!is_hidden)
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
    struct sample_page *f = *state;
    struct buf text;
    char word[64];
    buf_init(&text, 0);
    for (int with_overlays = 0; with_overlays < 2; with_overlays++) {
        visible_thai(render(f, REPORT_TH), &text);
        if (thai_lint(buf_str(&text), word, sizeof word))
            fail_msg("'%s'", word);
        sample_add_overlays(f->report, &f->arena);
    }
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
    struct sample_page *f = *state;
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
    assert_int_equal(count_of(html, "class=\"fine declared\""), 35); /* a line on each card */
    assert_has(html, "<span class=\"tag bad\">ลิงก์เสีย <small lang=\"en\">dead link</small></span>");
    struct sample_page *f = *state;
    for (size_t i = 0; i < f->report->n_items; i++)
        f->report->items[i].declared = (struct oit_declared){.state = DECLARED_NONE};
    f->report->n_indexes = 0;
    html = render(f, REPORT_TH);
    assert_null(strstr(html, "หน้ารายการ ITA"));
}

static void overlays_stand_beside_what_was_checked(void **state)
{
    static const char *const parts[] = {
        "ช่วงนี้: ตรวจลิงก์ (10 พ.ย. 2569 ถึง 2 ธ.ค. 2569) เหลือ 12 วัน", "<code>oitcheck verify --profile namthip.yaml</code>",
        "ต้องได้ OIT อย่างน้อย 66.38 จึงได้ ITA 75.00 (IIT 82.00 EIT 79.50)", "ITA ที่คาด 71.12-79.50", "2 ข้อนี้ครบ ITA ถึง 75.00: O26, O29",
        "+1.67 คะแนน ITA (OIT +4.17)", ">61.25-80.50<", ">48.20-60.90<", ">56.67-77.62<", "นับ 34 ข้อ", "ตามลิงก์ที่กรอก ITAS", "ทั้งเว็บไซต์",
        "กรอกเมื่อ 22 เม.ย. 2567: 34 ลิงก์ ใน 33 ข้อ", "ผู้ประสาน:</b> นางสาวใจดี ตั้งใจ", "กำหนดส่งภายใน:</b> 28 พ.ย. 2569 <span class=\"tag ask\">เหลือ 8 วัน",
        "กำหนดส่งภายใน:</b> 1 พ.ย. 2569 <span class=\"tag bad\">เลยมา 19 วัน", "ผู้รับผิดชอบ:</b> กองคลัง", "งานที่มักมีข้อมูลนี้:</b> กลุ่มงานพัสดุ",
        "คะแนนตามผลพิจารณา 100.00 (จากการตรวจ 0.00)", "ไม่นับในคะแนนตามผลพิจารณา (จากการตรวจ 0.00)", "หลักฐานเปลี่ยนไปหลังพิจารณา",
        "ข้อที่เจ้าหน้าที่พิจารณาแล้วไม่แสดงในรายการนี้: O17, O19", "href=\"https://www.namthip.example.go.th/procure/plan.pdf\"", "รอลงนาม",
    };
    struct sample_page *f = *state;
    sample_add_overlays(f->report, &f->arena);
    const char *html = render(f, REPORT_TH);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_has(html, parts[i]);
    for (unsigned i = 0; i < N_OIT_ENTERED_MARKS; i++)
        assert_has(html, oit_entered_th((enum oit_entered_mark)i));
    assert_has(strstr(html, "id=\"item-O17\""), "พบของปีอื่น (2566)"); /* the raw verdict stays */
    assert_null(strstr(strstr(html, "id=\"fix\""), "<li><span class=\"gain\">+1.00 คะแนน ITA (OIT +2.50)</span> <a href=\"#item-O17\">"));
}

static void a_stage_to_come_says_when_it_begins(void **state)
{
    struct sample_page *f = *state;
    sample_add_overlays(f->report, &f->arena);
    f->report->stage.is_running = false;
    f->report->stage.from = "2026-11-25";
    f->report->stage.to = "2026-12-02";
    assert_has(render(f, REPORT_TH), "ขั้นถัดไป: ตรวจลิงก์ (25 พ.ย. 2569 ถึง 2 ธ.ค. 2569) เริ่มในอีก 5 วัน");
    f->report->stage.is_running = true;
    f->report->stage.days_left = 0;
    assert_has(render(f, REPORT_TH), "วันนี้วันสุดท้าย");
    f->report->stage.days_left = -3;
    assert_has(render(f, REPORT_TH), "เลยมา 3 วัน");
}

static void without_overlays_nothing_is_said_of_them(void **state)
{
    static const char *const parts[] = {"ตามลิงก์ที่กรอก", "ผลพิจารณา", "ช่วงนี้", "ต้องได้ OIT", "ITA ที่คาด", "แนวโน้ม", "คะแนนแต่ละแบบ"};
    const char *html = render(*state, REPORT_TH);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (strstr(html, parts[i]))
            fail_msg("says \"%s\"", parts[i]);
}

static void items_that_reach_the_whole_target_are_named(void **state)
{
    struct sample_page *f = *state;
    sample_add_overlays(f->report, &f->arena);
    f->report->decided.is_known = false; /* from the score as checked: 71.12 */
    f->report->ita.target = 72;
    assert_has(render(f, REPORT_TH), "ข้อใดข้อหนึ่งใน 10 ข้อนี้ครบ ITA ถึง 72.00: O26, O29, O30, O31, O14, ");
    f->report->ita.target = 72.7;
    assert_has(render(f, REPORT_TH), "ข้อใดข้อหนึ่งใน 4 ข้อนี้ครบ ITA ถึง 72.70: O26, O29, O30, O31");
    f->report->ita.target = 73;
    assert_has(render(f, REPORT_TH), "2 ข้อนี้ครบ ITA ถึง 73.00: O26, O29");
    f->report->ita.target = 71;
    assert_has(render(f, REPORT_TH), "ITA ที่คาดถึง 71.00 แล้ว<");
    f->report->ita.oit_needed = 112.5;
    assert_has(render(f, REPORT_TH), "แม้ OIT ได้เต็ม 100 ITA ก็ยังไม่ถึง 71.00");
    f->report->ita.target = 99;
    assert_null(strstr(render(f, REPORT_TH), "ครบ ITA ถึง"));
    f->report->ita.iit = f->report->ita.eit = f->report->ita.oit_needed = (double)NAN; /* of OIT itself then */
    f->report->score.target = 58;
    assert_has(render(f, REPORT_TH), "ครบ OIT ถึง 58.00: O26");
}

static void trend_is_a_drawing_with_words_and_a_table(void **state)
{
    struct sample_page *f = *state;
    sample_add_overlays(f->report, &f->arena);
    const char *html = render(f, REPORT_TH), *chart = strstr(html, "<svg class=\"trend\"");
    assert_non_null(chart);
    assert_has(chart, "role=\"img\" aria-label=\"กราฟคะแนนของการตรวจ 6 ครั้ง ตั้งแต่ 6 ต.ค. 2569 ได้ 31.50-46.50 ถึง 20 พ.ย. 2569 ได้ 56.67-71.67");
    assert_int_equal(count_of(html, "class=\"dot"), 6);
    assert_int_equal(count_of(html, "class=\"dot open\""), 1);
    assert_int_equal(count_of(html, "<rect class=\"dot\""), 1);
    assert_has(chart, "เกณฑ์หรือโปรแกรมคนละรุ่น</td>");
    assert_has(chart, "ตรวจไม่ครบ</td>");
    f->report->n_trend = 1;
    assert_null(strstr(render(f, REPORT_TH), "<svg class=\"trend\""));
}

/* Lines stay inside the drawing whatever the store says. */
static void a_strange_trend_is_drawn_inside(void **state)
{
    enum { MANY = 60 };
    struct sample_page *f = *state;
    struct oit_trend_point *points = ARENA_ARRAY(&f->arena, struct oit_trend_point, MANY);
    for (size_t i = 0; i < MANY; i++)
        points[i] = (struct oit_trend_point){.run = "x", .started = 1795140000 - (int64_t)(i % 7) * 1000, .low = i % 3 ? -50 : (double)NAN, .high = 1e12};
    f->report->trend = points;
    f->report->n_trend = MANY;
    const char *html = render(f, REPORT_TH);
    assert_null(strstr(html, "nan"));
    assert_null(strstr(html, "points=\"-"));
    assert_has(html, "แสดง 24 ครั้งล่าสุด");
}

static void hostile_officers_are_text(void **state)
{
    struct sample_page *f = *state;
    sample_add_overlays(f->report, &f->arena);
    sample_make_overlays_hostile(f->report);
    const char *html = render(f, REPORT_TH);
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "<img"));
    assert_null(strstr(html, "\"onclick"));
    every_link_is_http_or_a_fragment(html);
    assert_int_equal(count_of(html, "<div"), count_of(html, "</div>"));
    assert_int_equal(count_of(html, "<p>") + count_of(html, "<p "), count_of(html, "</p>"));
    assert_int_equal(count_of(html, "<article"), count_of(html, "</article>"));
}

static void every_part_of_a_page_is_closed(void **state)
{
    static const char *const tags[] = {"div", "ul", "ol", "li", "table", "td", "tr", "section", "article", "details", "span", "svg", "dl"};
    struct sample_page *f = *state;
    for (int k = 0; k < 2; k++) {
        const char *html = render(f, REPORT_TH);
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
            char open[24], spaced[24], close[24];
            (void)snprintf(open, sizeof open, "<%s>", tags[i]);
            (void)snprintf(spaced, sizeof spaced, "<%s ", tags[i]);
            (void)snprintf(close, sizeof close, "</%s>", tags[i]);
            if (count_of(html, open) + count_of(html, spaced) != count_of(html, close))
                fail_msg("<%s>: %zu opened, %zu closed", tags[i], count_of(html, open) + count_of(html, spaced), count_of(html, close));
        }
        sample_add_overlays(f->report, &f->arena);
    }
}

static void a_click_path_reads_as_it_is_clicked(void **state)
{
    static const char *const labels[] = {"", "ข้อมูลสาธารณะ <OIT>", ""};
    struct sample_page *f = *state;
    f->report->items[1].evidence[0].path_labels = labels;
    const char *html = strstr(render(f, REPORT_TH), "id=\"item-O2\"");
    assert_has(html, "/oit/\">ข้อมูลสาธารณะ &lt;OIT&gt;</a> </li><li><a rel=\"noopener noreferrer\" href=\"https://www.namthip.example.go.th/oit/2567.html\">/oit/2567.html</a>");
}

static void a_page_of_a_pdf_is_a_link_to_it(void **state)
{
    const char *html = render(*state, REPORT_TH);
    assert_has(html, "href=\"https://www.namthip.example.go.th/files/O11.pdf#page=3\">หน้า 3</a>");
    assert_has(html, "องค์ประกอบข้อมูล: พบ 1 จาก 4 · ขาด 2 · ต้องใช้คนดู 1");
    assert_has(html, "ไล่อ่านจนหมดทุกลิงก์");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, sample_page_begin, sample_page_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(page_has_its_parts),
        TEST(shows_declared_beside_proved),
        TEST(many_indexes_are_counted),
        TEST(what_to_look_at_first_is_a_link_away),
        TEST(a_cut_run_says_so_first),
        TEST(what_stopped_a_check_is_said_once),
        TEST(needs_nothing_but_itself),
        TEST(hostile_text_is_escaped),
        TEST(links_of_the_sample_are_live),
        TEST(a_kind_is_called_as_people_call_it),
        TEST(thai_page_has_no_foreign_word),
        TEST(english_page_is_english),
        TEST(report_without_anything_is_a_page),
        TEST(overlays_stand_beside_what_was_checked),
        TEST(a_stage_to_come_says_when_it_begins),
        TEST(without_overlays_nothing_is_said_of_them),
        TEST(items_that_reach_the_whole_target_are_named),
        TEST(trend_is_a_drawing_with_words_and_a_table),
        TEST(a_strange_trend_is_drawn_inside),
        TEST(hostile_officers_are_text),
        TEST(every_part_of_a_page_is_closed),
        TEST(a_click_path_reads_as_it_is_clicked),
        TEST(a_page_of_a_pdf_is_a_link_to_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
