/* test_repair.c - damaged Thai made readable, sound Thai left alone.
 * SPDX-License-Identifier: MIT
 */
#include "text/repair.h"

#include "cmocka_all.h"
#include "text/sara_am.h"

struct row {
    const char *what, *raw, *readable;
};

static void check_rows(const struct row *rows, size_t n)
{
    struct buf out;
    buf_init(&out, 0);
    for (size_t i = 0; i < n; i++) {
        struct str raw = str_from(rows[i].raw);
        buf_clear(&out);
        if (repair_is_wanted(raw))
            repair_text(raw, &out);
        else
            (void)buf_add_str(&out, raw);
        assert_row_equal(rows[i].what, buf_str(&out), str_from(rows[i].readable));
        assert_true(out.n <= raw.n);
    }
    buf_done(&out);
}

static void damaged_text_becomes_readable(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"lost", "สานักงานดาเนินการประจาปี", "สำนักงานดำเนินการประจำปี"},
        {"lost with a blank", "ส านักงาน ด าเนินงาน ประจ าปี", "สำนักงาน ดำเนินงาน ประจำปี"},
        {"lost in a torn word", "กา หนด จานว น", "กำ หนด จำนว น"},
        {"lost twice in one word", "คาแนะนา", "คำแนะนำ"},
        {"with a tone", "น้าเสีย ต่ากว่า ซ้าซ้อน", "น้ำเสีย ต่ำกว่า ซ้ำซ้อน"},
        {"decomposed", "ส\u0E4D\u0E32นักงาน น\u0E4D\u0E49\u0E32", "สำนักงาน น้ำ"},
        {"swapped", "รำยงำนผลกำรดำเนินงำน", "รายงานผลการดำเนินงาน"},
        {"swapped, before a leading vowel", "ควำมเสี่ยง", "ความเสี่ยง"},
        {"swapped, one word", "กำรเข้ำถึง", "การเข้าถึง"},
        {"private use", "ป\uF702 ท\uF702\uF70A ฝ\uF701\uF70A ส\uF70Fญา", "ปี ที่ ฝิ่ สญญา"},
        {"order", "ท\u0E48\u0E35 ก\u0E49\u0E38ง", "ที่ กุ้ง"},
        {"doubled", "ท\u0E35\u0E35\u0E48\u0E48 พ\u0E37\u0E37น", "ที่ พืน"},
        {"stray blanks", "สำนั กงาน เ งิน แ ผน มื อ ท ี่", "สำนักงาน เงิน แผน มือ ที่"},
        {"two sara e", "เเผน", "แผน"},
        {"zero width", "การ\u200Bจัด\u00ADซื้อ\uFEFF", "การจัดซื้อ"},
        {"direction marks", "แผน\u202E2567\u202C", "แผน2567"},
        {"lost bytes in a word", "แผน\uFFFDงาน", "แผนงาน"},
        {"lost bytes elsewhere", "a\uFFFD\uFFFD\uFFFDb", "ab"},
        {"glyphs nobody knows", "x\uE001\uE002y", "x\uFFFDy"},
        {"lines stay", "สานัก\nดาเนิน", "สำนัก\nดำเนิน"},
    };
    check_rows(rows, sizeof rows / sizeof *rows);
}

static void sound_text_stays(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"words that end in ka", "พระราชกฤษฎีกาจัดตั้งสถาบัน พระราชกฤษฎีกากับกฎหมาย เวลา 9.00 นาฬิกา จัดประชุม กติกากับมารยาท ปากกาจัดซื้อ",
         "พระราชกฤษฎีกาจัดตั้งสถาบัน พระราชกฤษฎีกากับกฎหมาย เวลา 9.00 นาฬิกา จัดประชุม กติกากับมารยาท ปากกาจัดซื้อ"},
        {"words with aa", "ประจานผู้กระทำผิด ตารางเวลา เอกสารองค์กร ราคาประกาศ วิชาระดับ ดาริกา", "ประจานผู้กระทำผิด ตารางเวลา เอกสารองค์กร ราคาประกาศ วิชาระดับ ดาริกา"},
        {"tones", "หน้าต่าง เต่า ซ้าย น้าสาว คะน้า โน้มน้าว ต้นกล้า", "หน้าต่าง เต่า ซ้าย น้าสาว คะน้า โน้มน้าว ต้นกล้า"},
        {"na", "พัฒนาความรู้ สัมมนาเสนอ ภาวนาไป เจตนาส่ง", "พัฒนาความรู้ สัมมนาเสนอ ภาวนาไป เจตนาส่ง"},
        {"am before what begins a word", "จัดทำนโยบาย กำกับดูแล ทำสแกน ต่ำ งบประมาณ น้ำที่ใช้ ฟ้อนรำ ยินดี", "จัดทำนโยบาย กำกับดูแล ทำสแกน ต่ำ งบประมาณ น้ำที่ใช้ ฟ้อนรำ ยินดี"},
        {"with am", "จำนวน ณ วันที่ทำ น้ำ ดำรงตำแหน่ง สำนักอำนวยการ จัดทำ พ.ร.บ.", "จำนวน ณ วันที่ทำ น้ำ ดำรงตำแหน่ง สำนักอำนวยการ จัดทำ พ.ร.บ."},
        {"blanks", "ปี งบประมาณ  พ.ศ. ๒๕๖๗ ก็ ดี", "ปี งบประมาณ  พ.ศ. ๒๕๖๗ ก็ ดี"},
        {"other scripts", "Café 漢字 é 12,000.50 – \uF0B7 x", "Café 漢字 é 12,000.50 – \uF0B7 x"},
        {"empty", "", ""},
    };
    check_rows(rows, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (repair_is_wanted(str_from(rows[i].raw)))
            fail_msg("%s is looked at twice", rows[i].what);
}

static void repairs_where_it_stands(void **state)
{
    (void)state;
    char text[] = "ส\u0E4D\u0E32นักงาน";
    size_t n = repair_in_place(text, sizeof text - 1);
    assert_int_equal(n, strlen("สำนักงาน"));
    assert_memory_equal(text, "สำนักงาน", n);
    assert_int_equal(repair_in_place(text, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_text_becomes_readable),
        cmocka_unit_test(sound_text_stays),
        cmocka_unit_test(repairs_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
