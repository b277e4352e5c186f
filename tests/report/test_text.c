/* test_text.c - the terminal report: what stands where, Thai only, no control characters, columns of Thai.
 * SPDX-License-Identifier: MIT
 */
#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/sample_page.h"
#include "../support/thai_lint.h"
#include "report/columns.h"
#include "text/utf8.h"

static const char *render(struct sample_page *f, enum report_language language, int width)
{
    struct report_text_options options = {.language = language, .width = width, .report_path = "out/report.html"};
    buf_clear(&f->out);
    report_text(f->report, &options, &f->out);
    return f->out.p;
}

static void assert_in_order(const char *text, const char *const *parts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *at = strstr(text, parts[i]);
        if (!at)
            fail_msg("\"%s\" is missing, or stands too early", parts[i]);
        text = at + strlen(parts[i]);
    }
}
#define ASSERT_IN_ORDER(text, parts) assert_in_order((text), (parts), sizeof(parts) / sizeof *(parts))

static struct str last_line(const char *text)
{
    struct str s = str_from(text), last = STR_NONE;
    while (s.p && s.n)
        last = str_cut(&s, '\n');
    return last;
}

static void tells_what_lacks_first(void **state)
{
    static const char *const parts[] = {
        "ตรวจตามเกณฑ์ปี 2567 (35 ข้อ) สำหรับปีงบประมาณ 2570 - เกณฑ์ปี 2570 ยังไม่ได้ใส่ในโปรแกรม\n",
        "ตรวจเมื่อ 20 พ.ย. 2569 09:00 น.",
        "เป็นการคาดการณ์จากการตรวจอัตโนมัติ ไม่ใช่ผลประเมินของสำนักงาน ป.ป.ช.\n",
        "คะแนน OIT ที่คาด 56.67-77.62 (เป้าหมาย 85.00: ยังไม่ถึงเป้าหมาย)\n",
        "แก้ก่อน",
        "O30  +4.17",
        "O14  +2.50",
        "O16  +2.50",
        "พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้ (สขร.1)\n",
        "ควรทำ: ",
        "(เลยกำหนด 31 มี.ค. 2567)",
        "https://www.namthip.example.go.th/download/sk1-2567.pdf\n",
        "พบของปีอื่น (2566)\n",
        "O11  +0.71",
        "ตรวจไม่ได้ ขอให้คนตรวจ: 6 ข้อ\n",
        "ยังไม่พบ (ยังอ่านไม่ครบ): 1 ข้อ\n",
        "ยังไม่ถึงรอบ (ยังไม่ต้องแก้): 1 ข้อ\n",
        "เผยแพร่ครบ: 18 ข้อ\n",
        "O9           รายงานผลการดำเนินงานประจำปี: เผยแพร่ครบ แต่ไม่มีลิงก์ให้คลิกไปถึง\n",
        "O33          รายงานผลการดำเนินการป้องกันการทุจริตประจำปี: เผยแพร่ครบ แต่เอกสารอยู่นอกเว็บไซต์ของหน่วยงาน (กูเกิลไดรฟ์)\n",
        "หน้าและแฟ้มที่อ่านไม่ได้: 3\n",
        "อาจเป็นข้อ O23, O29\n",
        "(403)",
        "ลิงก์เสีย: 2\n",
        "ยืนยันแล้ว 92 องค์ประกอบ ยังไม่ยืนยัน 31 องค์ประกอบ",
        "out/report.html\n",
        "แก้ 3 ข้อแรกได้ +9.17 คะแนน OIT; ดูเหตุผล: oitcheck explain O30\n",
    };
    ASSERT_IN_ORDER(render(*state, REPORT_TH, 160), parts);
}

static void another_day_of_judgement_is_said(void **state)
{
    struct sample_page *f = *state;
    assert_null(strstr(render(f, REPORT_TH, 0), "นับกำหนดถึง"));
    f->report->as_of = "2027-04-01";
    assert_non_null(strstr(render(f, REPORT_TH, 160), "นับกำหนดถึงวันที่ 1 เม.ย. 2570\n"));
}

static void a_cut_run_says_so_first(void **state)
{
    struct sample_page *f = *state;
    sample_make_cut(f->report, &f->arena);
    const char *text = render(f, REPORT_TH, 0);
    assert_true(str_starts_c(str_from(text), "ตรวจไม่ครบ: หยุดก่อนอ่านครบตามเวลาที่กำหนด\n"));
    assert_non_null(strstr(text, "O16"));
    assert_non_null(strstr(text, ": ยังไม่พบ (ยังอ่านไม่ครบ)\n"));
    assert_null(strstr(text, ": ไม่พบ"));
    assert_true(str_find_c(last_line(text), "oitcheck scan") != STR_NPOS);
}

static void nothing_to_mend_is_said(void **state)
{
    struct sample_page *f = *state;
    sample_make_perfect(f->report, &f->arena);
    f->report->rules.confirmed_for_year = true;
    const char *text = render(f, REPORT_TH, 0);
    assert_non_null(strstr(text, "คะแนน OIT ที่คาด 100.00 (เป้าหมาย 85.00: ถึงเป้าหมาย)\n"));
    assert_non_null(strstr(text, "สำหรับปีงบประมาณ 2570\n"));
    assert_null(strstr(text, "แก้ก่อน"));
    assert_true(str_starts_c(last_line(text), "ไม่มีข้อที่ต้องแก้ตอนนี้"));
}

static void one_item_to_mend_is_named(void **state)
{
    struct sample_page *f = *state;
    for (size_t i = 0; i < f->report->n_items; i++)
        if (f->report->items[i].status == OIT_MISSING && strcmp(f->report->items[i].code, "O16") != 0)
            f->report->items[i].status = OIT_PUBLISHED;
    f->report->items[10].gain = 0; /* partial, but worth nothing more */
    struct buf out;
    buf_init(&out, 0);
    report_next_step(f->report, REPORT_TH, &out);
    assert_string_equal(out.p, "แก้ O16 ได้ +2.50 คะแนน OIT; ดูเหตุผล: oitcheck explain O16");
    buf_done(&out);
}

static void result_is_one_sentence(void **state)
{
    struct sample_page *f = *state;
    struct buf out;
    buf_init(&out, 0);
    report_result_sentence(f->report, REPORT_TH, &out);
    assert_string_equal(out.p, "สำนักงานน้ำทิพย์จำลอง: เผยแพร่ครบ 18 จาก 35 ข้อ ไม่ครบ 1 ยังขาด 8 ตรวจไม่ได้ 6 ยังไม่พบ 1 ยังไม่ถึงรอบ 1 "
                               "คะแนน OIT ที่คาด 56.67-77.62 (เป้าหมาย 85.00)");
    buf_clear(&out);
    f->report->run.complete = false;
    f->report->run.stop_reason = "start-failed";
    report_result_sentence(f->report, REPORT_TH, &out);
    assert_string_equal(out.p, "สำนักงานน้ำทิพย์จำลอง: ตรวจไม่ได้ เพราะเปิดหน้าแรกของเว็บไซต์ไม่ได้");
    buf_done(&out);
}

static void thai_report_has_no_foreign_word(void **state)
{
    struct sample_page *f = *state;
    char word[64];
    for (int cut = 0; cut < 2; cut++) {
        if (cut)
            sample_make_cut(f->report, &f->arena);
        const char *text = render(f, REPORT_TH, 0);
        if (thai_lint(str_from(text), word, sizeof word))
            fail_msg("'%s'", word);
    }
}

static void english_report_is_english(void **state)
{
    static const char *const parts[] = {"checked by the criteria of 2567 (35 items) for fiscal year 2570", "20 Nov 2026 09:00",
                                        "forecast", "expected OIT score", "Mend first", "to do:", "oitcheck explain O30\n"};
    ASSERT_IN_ORDER(render(*state, REPORT_EN, 160), parts);
}

static void the_site_as_a_whole_is_spoken_of(void **state)
{
    static const char *const parts[] = {"เว็บไซต์ตอบช้ามาก\n", "คะแนน OIT ที่คาด", "เรื่องของเว็บไซต์ทั้งเว็บที่ควรรู้\n", "ไฟล์ robots.txt ปิดแฟ้ม 25 แฟ้ม\n",
                                        "ให้ผู้ดูแลเว็บไซต์เปิดให้อ่าน\n", "อาจเกี่ยวกับข้อ O11, O16\n", "/files/plan.pdf\n", "และอีก 23 รายการ\n"};
    ASSERT_IN_ORDER(render(*state, REPORT_TH, 160), parts);
}

static void hostile_text_cannot_steer_the_terminal(void **state)
{
    struct sample_page *f = *state;
    sample_make_hostile(f->report);
    const char *text = render(f, REPORT_TH, 0);
    assert_true(utf8_is_valid(str_from(text)));
    for (const char *p = text; *p; p++)
        assert_true((unsigned char)*p >= ' ' || *p == '\n');
    assert_null(strstr(text, "\xc2\x9b"));     /* C1 CSI */
    assert_null(strstr(text, "\xe2\x80\xae")); /* right-to-left override */
    assert_null(strstr(text, "\xe2\x81\xa6"));
    assert_null(strstr(text, "javascript:alert(1)\n"));
}

static void colour_only_when_asked(void **state)
{
    struct sample_page *f = *state;
    assert_null(strchr(render(f, REPORT_TH, 0), '\x1b'));
    struct report_text_options options = {.language = REPORT_TH, .use_colour = true};
    buf_clear(&f->out);
    report_text(f->report, &options, &f->out);
    assert_non_null(strstr(f->out.p, "\x1b[31m"));
}

static void lines_stay_within_the_width(void **state)
{
    static const int widths[] = {60, 80, 100, 132};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct str text = str_from(render(*state, REPORT_TH, widths[i]));
        while (text.p && text.n) {
            struct str line = str_cut(&text, '\n');
            bool is_command = str_find_c(line, "oitcheck") != STR_NPOS || str_find_c(line, "https://") != STR_NPOS;
            if (!is_command && columns_width(line) > (size_t)widths[i])
                fail_msg("%zu columns of %d: %.*s", columns_width(line), widths[i], STR_ARG(line));
        }
    }
}

static void marks_take_no_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {{"", 0}, {"abc", 3}, {"ที่", 1}, {"น้ำ", 2}, {"กำหนด", 5}, {"เผยแพร่ครบ", 9}, {"漢字", 4}, {"e\xcc\x81", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(columns_width(str_from(cases[i].text)), cases[i].width);
}

static void breaks_only_where_thai_allows(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
        const char *prefix;
    } cases[] = {
        {"ที่นี่", 1, "ที่"},     {"กา", 1, "กา"},   /* า hangs on its letter */
        {"กเข", 2, "ก"},       {"เข", 1, "เข"}, /* เ leads its letter */
        {"กขค", 2, "กข"},      {"กขค", 9, "กขค"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str prefix = columns_prefix(str_from(cases[i].text), cases[i].columns);
        if (!str_eq_c(prefix, cases[i].prefix))
            fail_msg("%s at %zu gives %.*s", cases[i].text, cases[i].columns, STR_ARG(prefix));
    }
}

static void what_officers_add_is_said_briefly(void **state)
{
    static const char *const parts[] = {
        "ช่วงนี้: ตรวจลิงก์ (10 พ.ย. 2569 ถึง 2 ธ.ค. 2569) เหลือ 12 วัน\n", "คำสั่งของช่วงนี้: oitcheck verify --profile namthip.yaml\n",
        "คะแนน OIT ที่คาด 56.67-77.62", "ตามลิงก์ที่กรอก ITAS: 48.20-60.90 (ยังไม่ถึงเป้าหมาย) - กรอกเมื่อ 22 เม.ย. 2567: 34 ลิงก์ ใน 33 ข้อ",
        "ตามผลพิจารณาของเจ้าหน้าที่: 61.25-80.50", "ต้องได้ OIT อย่างน้อย 66.38", "ITA ที่คาด 71.12-79.50", "2 ข้อนี้ครบ ITA ถึง 75.00", "แนวโน้ม", "31.50-46.50 (6 ต.ค. 2569)",
        "แก้ก่อน (เรียงตามคะแนนที่จะได้เพิ่ม): 7 ข้อ", "+1.00 คะแนน ITA - ผู้รับผิดชอบ: กลุ่มงานพัสดุ - กำหนดส่งภายใน: 28 พ.ย. 2569 เหลือ 8 วัน",
        "ผลพิจารณาของเจ้าหน้าที่: 4 ข้อ", "O17    รับ - จากการตรวจ: พบของปีอื่น (2566)", "O19    ไม่ใช้กับหน่วยงาน", "ลิงก์ที่กรอก ITAS เทียบกับทั้งเว็บไซต์: 27 ข้อ",
        "  มีบนเว็บไซต์ แต่ไม่ได้กรอกลิงก์: O1, O13, O25\n", "  ลิงก์ที่กรอกเปิดไม่พบแล้ว: O3, O15, O27\n", "แก้ 3 ข้อแรกได้ +9.17 คะแนน OIT; ดูเหตุผล: oitcheck explain O30"};
    struct sample_page *f = *state;
    sample_add_overlays(f->report, &f->arena);
    ASSERT_IN_ORDER(render(f, REPORT_TH, 200), parts);
}

static void what_officers_settled_is_not_the_next_step(void **state)
{
    struct sample_page *f = *state;
    for (size_t i = 0; i < f->report->n_items; i++)
        if (f->report->items[i].gain > 3)
            f->report->items[i].officer.decision = DECISION_NOT_APPLICABLE;
    assert_null(strstr(render(f, REPORT_TH, 200), "oitcheck explain O30"));
    assert_non_null(strstr(f->out.p, "oitcheck explain O14"));
    f->report->items[29].officer.is_outdated = true; /* decided on evidence that has changed: asked for again */
    assert_non_null(strstr(render(f, REPORT_TH, 200), "oitcheck explain O30"));
}

static void hostile_officers_cannot_steer_the_terminal(void **state)
{
    struct sample_page *f = *state;
    sample_add_overlays(f->report, &f->arena);
    sample_make_overlays_hostile(f->report);
    f->report->stage.command = "oitcheck \x1b[2J\r\n rm";
    f->report->items[13].officer.words[OFFICER_OWNER] = "\x1b[31m\xe2\x80\xae";
    const char *text = render(f, REPORT_TH, 100);
    assert_null(strchr(text, '\x1b'));
    assert_null(strchr(text, '\r'));
    assert_null(strstr(text, "\xe2\x80\xae"));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, sample_page_begin, sample_page_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(tells_what_lacks_first),
        TEST(another_day_of_judgement_is_said),
        TEST(a_cut_run_says_so_first),
        TEST(nothing_to_mend_is_said),
        TEST(one_item_to_mend_is_named),
        TEST(result_is_one_sentence),
        TEST(thai_report_has_no_foreign_word),
        TEST(english_report_is_english),
        TEST(the_site_as_a_whole_is_spoken_of),
        TEST(hostile_text_cannot_steer_the_terminal),
        TEST(colour_only_when_asked),
        TEST(lines_stay_within_the_width),
        TEST(what_officers_add_is_said_briefly),
        TEST(what_officers_settled_is_not_the_next_step),
        TEST(hostile_officers_cannot_steer_the_terminal),
        cmocka_unit_test(marks_take_no_column),
        cmocka_unit_test(breaks_only_where_thai_allows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
