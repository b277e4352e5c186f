/* test_closed_pages.c - the shipped words for "closed", "log in" and "not found": said by a page that stands in place of its content, and said in news of other things.
 * SPDX-License-Identifier: MIT
 */
#include "rules/findings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/matching.h"

struct page {
    const char *html;
    enum oit_fault fault;
};

static void assert_faults(const struct page *pages, size_t n)
{
    size_t n_wrong = 0;
    for (size_t i = 0; i < n; i++)
        n_wrong += !matching_fault_is(200, pages[i].html, pages[i].fault);
    assert_int_equal(n_wrong, 0);
}

#define N(array) (sizeof(array) / sizeof *(array))

static void a_site_that_is_closed_speaks_of_itself(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"<h1>ปิดปรับปรุงชั่วคราว</h1>", FAULT_MAINTENANCE},
        {"<h1>ขออภัย ขณะนี้เว็บไซต์ปิดปรับปรุง</h1><p>จะเปิดให้บริการในเร็ว ๆ นี้</p>", FAULT_MAINTENANCE},
        {"<p>เว็บไซต์ของเทศบาลอยู่ระหว่างการบำรุงรักษา</p>", FAULT_MAINTENANCE},
        {"<h1>แจ้งปิดปรับปรุงระบบชั่วคราว</h1><p>ขออภัยในความไม่สะดวก</p>", FAULT_MAINTENANCE},
        {"<title>ระบบสารสนเทศงดให้บริการชั่วคราว</title><p>โปรดกลับมาใหม่</p>", FAULT_MAINTENANCE},
        {"<h1>This site is under maintenance</h1>", FAULT_MAINTENANCE},
    };
    assert_faults(pages, N(pages));
}

static void news_of_other_things_that_close_is_news(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"<h1>แจ้งปิดปรับปรุงถนนสายบ้านนาเหนือ</h1><p>เมื่อวันที่ 4 มีนาคม 2567 นายกฯ ลงพื้นที่ตรวจงานถนน</p>", FAULT_NONE},
        {"<h1>ประกาศปิดปรับปรุงสระว่ายน้ำ</h1><p>ตั้งแต่วันที่ 1 - 15 เมษายน 2567</p>", FAULT_NONE},
        {"<h1>แจ้งปิดปรับปรุงระบบประปาหมู่บ้าน หมู่ที่ 5</h1><p>วันที่ 12 พ.ค. 2567 เวลา 09.00 น.</p>", FAULT_NONE},
        {"<h1>ห้องสมุดปิดให้บริการชั่วคราว</h1><p>เนื่องจากย้ายอาคาร</p>", FAULT_NONE},
        {"<title>งดให้บริการชั่วคราว งานทะเบียนราษฎร</title><h1>งดให้บริการชั่วคราว งานทะเบียนราษฎร</h1><p>16 สิงหาคม 2567</p>", FAULT_NONE},
        {"<p>ยินดีต้อนรับสู่เว็บไซต์ เปิดให้บริการวันจันทร์ถึงวันศุกร์</p>", FAULT_NONE},
        {"<h1>อาคารผู้ป่วยนอกอยู่ระหว่างการบำรุงรักษา</h1>", FAULT_NONE},
    };
    assert_faults(pages, N(pages));
}

static void members_and_files_are_spoken_of_elsewhere_too(void **state)
{
    (void)state;
    static const struct page pages[] = {
        {"<h1>เนื้อหานี้สำหรับสมาชิกเท่านั้น</h1>", FAULT_LOGIN},
        {"<p>เฉพาะสมาชิก</p>", FAULT_LOGIN},
        {"<h1>ประชุมเฉพาะสมาชิกสภาเทศบาล สมัยสามัญ ครั้งที่ 2</h1><p>8 กุมภาพันธ์ 2567</p>", FAULT_NONE},
        {"<h1>เปิดรับสมัครเฉพาะสมาชิกกองทุนสวัสดิการ</h1>", FAULT_NONE},
        {"<h1>ไม่พบไฟล์</h1>", FAULT_SOFT_404},
        {"<h1>แผนการใช้จ่ายงบประมาณ</h1><p><a href='/plan67.pdf'>เปิดไฟล์แผน</a></p><div>ค้นหา: ไม่พบข้อมูลที่คุณต้องการ</div>", FAULT_NONE},
    };
    assert_faults(pages, N(pages));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_site_that_is_closed_speaks_of_itself),
        cmocka_unit_test(news_of_other_things_that_close_is_news),
        cmocka_unit_test(members_and_files_are_spoken_of_elsewhere_too),
    };
    return cmocka_run_group_tests_name("closed pages", tests, matching_load, matching_unload);
}
