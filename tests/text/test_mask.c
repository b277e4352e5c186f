/* test_mask.c - personal numbers in quotes. All ids here are made up; their check digits are right or wrong on purpose.
 * SPDX-License-Identifier: MIT
 */
#include "text/mask.h"

#include "cmocka_all.h"

static void hides_what_is_personal_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *what, *text, *masked;
    } rows[] = {
        {"id", "เลขบัตร 1234567890121 ครับ", "เลขบัตร xxxxxxxxxxx21 ครับ"},
        {"id with dashes", "1-2345-67890-12-1", "x-xxxx-xxxxx-x2-1"},
        {"id with spaces", "1 2345 67890 12 1", "x xxxx xxxxx x2 1"},
        {"Thai digits", "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", "x-xxxx-xxxxx-x๒-๑"},
        {"wrong check digit", "1234567890122", "1234567890122"},
        {"company", "เลขประจำตัวผู้เสียภาษี 0994000159714", "เลขประจำตัวผู้เสียภาษี 0994000159714"},
        {"row number before it", "3 1-2345-67890-12-1 ก", "3 x-xxxx-xxxxx-x2-1 ก"},
        {"two of them", "1234567890121, 1234567890121", "xxxxxxxxxxx21, xxxxxxxxxxx21"},
        {"account", "บัญชีเลขที่ 123-4-56789-0 ธนาคารตัวอย่าง", "บัญชีเลขที่ xxx-x-xxxx9-0 ธนาคารตัวอย่าง"},
        {"account of 12 digits", "ธนาคาร ก สาขา ข 012345678901", "ธนาคาร ก สาขา ข xxxxxxxxxx01"},
        {"account in English", "Account No. 1234567890", "Account No. xxxxxxxx90"},
        {"no account word", "โทร 02-123-45678", "โทร 02-123-45678"},
        {"account word too far", "บัญชีรายชื่อผู้มีสิทธิเข้ารับการคัดเลือกเพื่อดำรงตำแหน่งตามประกาศ ลงวันที่ 1 โทร 0812345678",
         "บัญชีรายชื่อผู้มีสิทธิเข้ารับการคัดเลือกเพื่อดำรงตำแหน่งตามประกาศ ลงวันที่ 1 โทร 0812345678"},
        {"a telephone of the bank", "ธนาคารตัวอย่าง โทร 0812345678", "ธนาคารตัวอย่าง โทร 0812345678"},
        {"inside a longer number", "91234567890121", "91234567890121"},
        {"years and money", "ปี 2567 จำนวน 1,234,567 บาท", "ปี 2567 จำนวน 1,234,567 บาท"},
        {"empty", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;
        buf_init(&out, 0);
        mask_personal(str_from(rows[i].text), &out);
        assert_row_equal(rows[i].what, buf_str(&out), str_from(rows[i].masked));
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hides_what_is_personal_and_nothing_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
