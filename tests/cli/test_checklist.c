/* test_checklist.c - `oitcheck explain --all`: what each item asks for, on paper, of which year and by when, without any site; for every scheme.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/program.h"
#include "../support/tmp.h"
#include "base/file.h"

#define MORE(...) ((const char *const[]){__VA_ARGS__, NULL})
#define ALL "explain", "--all", "--rules", "rules/2567", "--fiscal-year", "2567"

static struct program_run run;

static int forget(void **state)
{
    (void)state;
    program_done(&run);
    return 0;
}

static void says(const char *text)
{
    if (!strstr(buf_str(&run.out).p, text))
        fail_msg("wanted: %s\ngot: %.2000s", text, run.out.p);
}

static void says_in_order(const char *text, const char *first, const char *second)
{
    const char *at = strstr(text, first);
    if (!at || !strstr(at, second))
        fail_msg("wanted '%s' and behind it '%s'", first, second);
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, what)); at++)
        n++;
    return n;
}

static void text_has_every_item_with_year_and_day(void **state)
{
    (void)state;
    program_run(MORE(ALL), NULL, &run);
    assert_int_equal(run.code, 0);
    for (int i = 1; i <= 35; i++) {
        char line[16];
        (void)snprintf(line, sizeof line, "\n☐ O%d ", i);
        says(line);
    }
    const char *item = strstr(run.out.p, "\n☐ O17 ");
    says_in_order(item, "O17", "ของปี: ปีงบประมาณ พ.ศ. 2566 (1 ต.ค. 2565 - 30 ก.ย. 2566)\n  กำหนด: 30 เม.ย. 2567");
    says_in_order(item, "☐ สถานะการจัดซื้อจัดจ้าง", "พลาดบ่อย");
    says_in_order(item, "สิบสองเดือน", "อย่าสับสนกับ");
    item = strstr(run.out.p, "\n☐ O16 ");
    says_in_order(item, "6 เดือนแรกของปีงบประมาณ พ.ศ. 2567 (1 ต.ค. 2566 - 31 มี.ค. 2567)", "ใช้แทนไม่ได้: ");
    /* O14-O17 are one unit's: its name stands once. */
    assert_int_equal(count(run.out.p, "\n== งานพัสดุ ==\n"), 1);
}

/* Another year moves all years and days with it. */
static void years_follow_the_fiscal_year(void **state)
{
    (void)state;
    program_run(MORE("explain", "--all", "--rules", "rules/2567", "--fiscal-year", "2568"), NULL, &run);
    const char *item = strstr(run.out.p, "\n☐ O17 ");
    assert_non_null(item);
    says_in_order(item, "ปีงบประมาณ พ.ศ. 2567 (1 ต.ค. 2566 - 30 ก.ย. 2567)", "กำหนด: 30 เม.ย. 2568");
    says("ยังไม่ยืนยันสำหรับปีงบประมาณ พ.ศ. 2568");
    program_done(&run);
    program_run(MORE(ALL), NULL, &run);
    assert_null(strstr(run.out.p, "ซึ่งยังไม่ยืนยันสำหรับปีงบประมาณ"));
}

static void html_stands_alone(void **state)
{
    (void)state;
    program_run(MORE(ALL, "--format", "html"), NULL, &run);
    assert_int_equal(run.code, 0);
    says("<!DOCTYPE html>\n<html lang=\"th\">");
    says("Content-Security-Policy");
    says("@page{size:A4");
    says("break-inside:avoid");
    assert_null(strstr(run.out.p, "<script"));
    assert_null(strstr(run.out.p, " style=\""));
    assert_null(strstr(run.out.p, "src="));
    assert_int_equal(count(run.out.p, "<article class=\"item\""), 35);
    assert_int_equal(count(run.out.p, "<tr><td class=\"tick\">"), 35);
    says_in_order(run.out.p, "id=\"item-O11\"", "รายการเอกสารหลักฐานที่ต้องใช้ (ไม่มีให้ระบุว่า &quot;ไม่มี&quot;)");
}

static void english_is_english(void **state)
{
    (void)state;
    program_run(MORE(ALL, "--format", "html", "--lang", "en"), NULL, &run);
    says("<html lang=\"en\">");
    says("fiscal year BE 2566 (1 Oct 2022 - 30 Sep 2023)");
    for (const unsigned char *p = (const unsigned char *)strstr(run.out.p, "<main>"); *p; p++)
        if (p[0] == 0xE0 && (p[1] == 0xB8 || p[1] == 0xB9))
            fail_msg("Thai in the English checklist: %.60s", p);
}

static void files_are_written_in_both_orders(void **state)
{
    (void)state;
    char *folder = tmp_folder();
    program_run(MORE(ALL, "--output", folder), NULL, &run);
    assert_int_equal(run.code, 0);
    char *by_owner = tmp_path(folder, "checklist.html"), *by_item = tmp_path(folder, "checklist-items.html");
    struct buf owners, items;
    buf_init(&owners, 0);
    buf_init(&items, 0);
    assert_int_equal(file_read(by_owner, &owners, NULL), OIT_OK);
    assert_int_equal(file_read(by_item, &items, NULL), OIT_OK);
    const char *blocks = strstr(buf_str(&items).p, "<article");
    says_in_order(blocks, "id=\"item-O20\"", "id=\"item-O21\"");
    says_in_order(blocks, "id=\"item-O22\"", "id=\"item-O25\"");
    assert_true(count(buf_str(&owners).p, "<h2 class=\"owner\">") > 8);
    assert_int_equal(count(buf_str(&items).p, "<h2 class=\"owner\">"), 0);
    buf_done(&owners);
    buf_done(&items);
    free(by_owner);
    free(by_item);
    tmp_remove(folder);
}

/* A scheme of another country: the Christian era, years that begin in another month, no owners. */
static void any_scheme_has_one(void **state)
{
    (void)state;
    program_run(MORE("explain", "--all", "--rules", "tests/rules/schemes/open-council", "--fiscal-year", "2024", "--lang", "en"), NULL, &run);
    assert_int_equal(run.code, 0);
    says("fiscal year CE 2024");
    assert_null(strstr(run.out.p, "2567"));
    says("☐ C10 ");
}

static void what_cannot_be_is_said(void **state)
{
    (void)state;
    program_run(MORE(ALL, "O16"), NULL, &run);
    assert_int_equal(run.code, 2);
    program_done(&run);
    program_run(MORE(ALL, "--format", "csv"), NULL, &run);
    assert_int_equal(run.code, 2);
    program_done(&run);
    program_run(MORE("explain"), NULL, &run);
    assert_int_equal(run.code, 2);
    assert_non_null(strstr(run.err.p, "--all"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(text_has_every_item_with_year_and_day, forget),
        cmocka_unit_test_teardown(years_follow_the_fiscal_year, forget),
        cmocka_unit_test_teardown(html_stands_alone, forget),
        cmocka_unit_test_teardown(english_is_english, forget),
        cmocka_unit_test_teardown(files_are_written_in_both_orders, forget),
        cmocka_unit_test_teardown(any_scheme_has_one, forget),
        cmocka_unit_test_teardown(what_cannot_be_is_said, forget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
