/* test_messages.c - the messages file: both languages there, same placeholders, no foreign word in Thai; the labels of wording.md.
 * SPDX-License-Identifier: MIT
 */
#include "base/messages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/thai_lint.h"

static unsigned placeholders(const char *text)
{
    unsigned set = 0;
    for (; *text; text++)
        if (text[0] == '{') {
            assert_true(text[1] >= '1' && text[1] <= '9' && text[2] == '}');
            set |= 1u << (text[1] - '0');
        }
    return set;
}

static void both_languages_say_the_same(void **state)
{
    (void)state;
    for (int i = 0; i < N_MESSAGES; i++) {
        enum msg id = (enum msg)i;
        assert_true(*msg_th(id) && *msg_en(id));
        assert_int_equal(placeholders(msg_th(id)), placeholders(msg_en(id)));
    }
}

static void thai_has_no_foreign_word(void **state)
{
    (void)state;
    for (int i = 0; i < N_MESSAGES; i++) {
        char word[64];
        if (thai_lint(str_from(msg_th((enum msg)i)), word, sizeof word))
            fail_msg("'%s' in \"%s\"", word, msg_th((enum msg)i));
    }
    for (int i = 0; i < N_OIT_FAULTS; i++) {
        char word[64];
        if (thai_lint(str_from(oit_fault_th((enum oit_fault)i)), word, sizeof word))
            fail_msg("'%s' in \"%s\"", word, oit_fault_th((enum oit_fault)i));
    }
}

static void lint_finds_what_it_should(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_bad;
    } cases[] = {
        {"พบ wrong-item ในหน้า", true},
        {"run ไม่ครบ", true},
        {"คะแนน OIT ผ่านเกณฑ์", true},
        {"ดูที่ https://www.example.go.th/oit/index.php?a=b แล้วแก้", false},
        {"O16 ใน ITAS และ e-Service ตาม robots.txt", false},
        {"ดูเหตุผล: oitcheck explain O16", false},
        {"รายงาน out/report.html", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char word[64];
        assert_int_equal(thai_lint(str_from(cases[i].text), word, sizeof word), cases[i].is_bad);
    }
}

static void labels_are_those_of_the_wording(void **state)
{
    (void)state;
    static const struct {
        enum oit_status status;
        enum oit_reason reason;
        const char *detail, *th;
    } cases[] = {
        {OIT_PUBLISHED, REASON_COMPLETE, NULL, "เผยแพร่ครบ"},
        {OIT_PARTIAL, REASON_ELEMENTS_MISSING, "ค่าธรรมเนียม", "พบแต่ไม่ครบ (ขาด: ค่าธรรมเนียม)"},
        {OIT_MISSING, REASON_NO_CANDIDATE, NULL, "ไม่พบ"},
        {OIT_MISSING, REASON_WRONG_YEAR, "2566", "พบของปีอื่น (2566)"},
        {OIT_MISSING, REASON_WRONG_ITEM, "สขร.1", "พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้ (สขร.1)"},
        {OIT_MISSING, REASON_WRONG_ITEM, NULL, "พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้"},
        {OIT_MISSING, REASON_PLACEHOLDER, NULL, "มีหัวข้อ แต่ยังไม่มีข้อมูล"},
        {OIT_MISSING, REASON_CRITERION_TEXT_ONLY, NULL, "มีแต่ข้อความเกณฑ์ ยังไม่มีเอกสาร"},
        {OIT_MISSING, REASON_DECLARED_ONLY, NULL, "มีชื่อในหน้ารายการ แต่ยังไม่มีเอกสาร"},
        {OIT_MISSING, REASON_DEAD_LINK, NULL, "มีหัวข้อ แต่ลิงก์เสีย"},
        {OIT_UNKNOWN, REASON_NO_TEXT, NULL, "ตรวจไม่ได้ ขอให้คนตรวจ (เพราะไฟล์ภาพ อ่านข้อความไม่ได้)"},
        {OIT_UNKNOWN, REASON_FETCH_FAILED, "รอคำตอบนานเกินกำหนด", "ตรวจไม่ได้ ขอให้คนตรวจ (เพราะรอคำตอบนานเกินกำหนด)"},
        {OIT_UNKNOWN, REASON_NOT_YET_DUE, "31 มี.ค. 2570", "ยังไม่ถึงรอบ (ข้อมูลถึง 31 มี.ค. 2570)"},
        {OIT_UNKNOWN, REASON_BUDGET_EXHAUSTED, NULL, "ยังไม่พบ (ยังอ่านไม่ครบ)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf th, en;
        buf_init(&th, 0);
        buf_init(&en, 0);
        label_for(cases[i].status, cases[i].reason, cases[i].detail, cases[i].detail, &th, &en);
        assert_string_equal(th.p, cases[i].th);
        assert_true(en.n > 0);
        buf_done(&th);
        buf_done(&en);
    }
}

static void every_verdict_has_a_label(void **state)
{
    (void)state;
    for (int status = OIT_PUBLISHED; status <= OIT_UNKNOWN; status++)
        for (int reason = 0; reason < N_OIT_REASONS; reason++) {
            struct buf th;
            buf_init(&th, 0);
            label_for((enum oit_status)status, (enum oit_reason)reason, NULL, NULL, &th, NULL);
            assert_true(th.n > 0);
            assert_null(strchr(th.p, '{'));
            buf_done(&th);
        }
}

static void fills_in_arguments(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 0);
    msg_add(&out, MSG_TH, MSG_SCHEME_OTHER_YEAR, MSG_ARGS("2567", "35", "2570"));
    assert_string_equal(out.p, "ตรวจตามเกณฑ์ปี 2567 (35 ข้อ) สำหรับปีงบประมาณ 2570 - เกณฑ์ปี 2570 ยังไม่ได้ใส่ในโปรแกรม");
    buf_clear(&out);
    msg_add(&out, MSG_TH, MSG_TARGET, MSG_ARGS("{1}"));
    assert_string_equal(out.p, "เป้าหมาย {1}");
    buf_clear(&out);
    msg_add(&out, MSG_TH, MSG_TARGET, NULL);
    assert_string_equal(out.p, "เป้าหมาย ");
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_say_the_same),     cmocka_unit_test(thai_has_no_foreign_word),
        cmocka_unit_test(lint_finds_what_it_should),       cmocka_unit_test(labels_are_those_of_the_wording),
        cmocka_unit_test(every_verdict_has_a_label),       cmocka_unit_test(fills_in_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
