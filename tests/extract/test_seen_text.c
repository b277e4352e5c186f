/* What was noted about texts of earlier pages changes no document: a page read the second time, or after others, is the one read first.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "doc/document.h"
#include "extract/extract.h"
#include "extract/seen_text.h"

static const char *const pages[] = {
    "<ul><li><a href='/a'>เกี่ยวกับหน่วยงาน</a></li><li>  ติดต่อเรา  โทร 02-123-4567 </li><li>ปี งบประมาณ 2567</li></ul><p>สา นักงานปลัด ประจาปี</p>",
    "<p>เกี่ยวกับหน่วยงาน</p><p>ติดต่อเรา โทร 02-123-4567</p><table><tr><th>ปี งบประมาณ 2567</th></tr></table><p>สา นักงานปลัด ประจาปี</p>",
    "<p>&#3648;&#3585;&#3637;&#3656;&#3618;&#3623;กับหน่วยงาน</p><p>info [at] example.go.th</p><div>เกี่ยวกับหน่วยงาน<br>สา นักงานปลัด ประจาปี</div>",
    "<p>เลขที่ 99 ตำบลทดสอบ อำเภอทดสอบ</p><p>จังหวัดทดสอบ 50000</p><p>ปรับปรุงเมื่อ 12 มกราคม 2567 ผู้เข้าชม 1234</p>",
    "<p>จังหวัดทดสอบ 50000</p><p>ปรับปรุงเมื่อ 12 มกราคม 2567 ผู้เข้าชม 1234</p>",
};
enum { N_PAGES = sizeof pages / sizeof *pages };

static void read_page(size_t page, struct seen_texts *seen, struct buf *out)
{
    struct arena arena;
    struct document doc = {0};
    arena_init(&arena);
    struct extract_input input = {.bytes = str_from(pages[page]), .url = STR_LIT("http://www.example.go.th/a"), .content_type = STR_LIT("text/html; charset=utf-8"), .seen = seen};
    assert_int_equal(extract_document(&input, &arena, &doc).need, NEED_NOTHING);
    buf_clear(out);
    doc_pack(&doc, out);
    arena_done(&arena);
}

static void seen_texts_change_nothing(void **state)
{
    (void)state;
    struct seen_texts *seen = seen_texts_new();
    struct buf alone, after;
    buf_init(&alone, 0);
    buf_init(&after, 0);
    for (size_t round = 0; round < 3; round++)
        for (size_t i = 0; i < N_PAGES; i++) {
            size_t page = round == 1 ? N_PAGES - 1 - i : i;
            read_page(page, NULL, &alone);
            read_page(page, seen, &after);
            assert_true(alone.n > 50);
            assert_int_equal(after.n, alone.n);
            assert_memory_equal(after.p, alone.p, alone.n);
        }
    buf_done(&alone);
    buf_done(&after);
    seen_texts_free(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(seen_texts_change_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
