/* test_diff.c - `oitcheck diff` over real checks of a site that changes between them.
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

#include "../support/changing_site.h"
#include "../support/thai_lint.h"
#include "../support/tmp.h"
#include "base/file.h"

static struct changing_site site;

static void diff(const char *const *more, struct program_run *ret_run)
{
    const char *words[20] = {"diff"};
    for (size_t i = 0; more && more[i]; i++)
        words[1 + i] = more[i];
    changing_site_run(&site, words, ret_run);
}

static size_t place_of(const struct program_run *run, const char *text)
{
    program_expect(run, text);
    return str_find_c(buf_str(&run->out), text);
}

static void scan(const char *const *more)
{
    visit_scan(&site.visit, "/", more);
}

static void says_what_got_worse_and_better(void **state)
{
    struct program_run run;
    char word[80];
    (void)state;
    changing_site_begin(&site);
    scan(NULL);
    diff(NULL, &run);
    assert_int_equal(run.code, 2); /* nothing to compare with */
    program_done(&run);

    scan(NULL);
    diff(NULL, &run);
    assert_int_equal(run.code, 0);
    program_expect(&run, "เหมือนเดิม");
    program_done(&run);

    changing_site_drop(&site, "stat67.html");
    scan(NULL);
    diff(NULL, &run);
    assert_int_equal(run.code, 1);
    program_expect(&run, "แย่ลง: 1 ข้อ");
    program_expect(&run, "O24");
    program_expect(&run, "หลักฐานเดิมเปิดไม่พบแล้ว");
    if (thai_lint(buf_str(&run.out), word, sizeof word))
        fail_msg("'%s' in\n%s", word, run.out.p);
    program_done(&run);

    changing_site_stat(&site, "<tr><td>ธ.ค. 66</td><td>1</td><td>1</td><td>0</td></tr>");
    scan(NULL);
    diff(NULL, &run);
    assert_int_equal(run.code, 1);
    program_expect(&run, "ดีขึ้น: 1 ข้อ");
    program_expect_not(&run, "แย่ลง");
    program_done(&run);
    changing_site_end(&site);
}

static void changed_content_is_neither_better_nor_worse(void **state)
{
    struct program_run run;
    (void)state;
    changing_site_begin(&site);
    scan(NULL);
    changing_site_stat(&site, "<tr><td>ธ.ค. 66</td><td>4</td><td>3</td><td>1</td></tr>");
    scan(NULL);
    diff((const char *[]){"--format", "json", NULL}, &run);
    assert_int_equal(run.code, 1);
    program_expect(&run, "\"schema\": \"oitcheck-diff/1\"");
    program_expect(&run, "\"evidence-changed\": 1");
    program_expect(&run, "\"worsened\": 0");
    program_expect(&run, "\"improved\": 0");
    program_expect(&run, "\"kind\": \"content\"");
    program_done(&run);
    diff((const char *[]){"--format", "html", NULL}, &run);
    assert_int_equal(run.code, 1);
    program_expect(&run, "Content-Security-Policy");
    program_expect(&run, "O24");
    program_done(&run);
    diff((const char *[]){"--format", "csv", NULL}, &run);
    assert_int_equal(run.code, 2);
    program_done(&run);
    changing_site_end(&site);
}

static void cut_checks_and_checks_of_some_items_lose_nothing(void **state)
{
    struct program_run run;
    (void)state;
    changing_site_begin(&site);
    scan(NULL);
    scan((const char *[]){"--max-pages", "1", NULL});
    assert_int_equal(site.visit.check.run.code, 3);
    diff(NULL, &run);
    program_expect_not(&run, "แย่ลง");
    program_expect(&run, "อ่านไม่ครบ");
    program_done(&run);
    scan(NULL);
    changing_site_drop(&site, "stat67.html");
    scan((const char *[]){"--only", "O24", NULL});
    diff(NULL, &run);
    program_expect_not(&run, "แย่ลง");
    program_done(&run);
    changing_site_end(&site);
}

static void other_fiscal_years_are_refused(void **state)
{
    struct program_run run;
    (void)state;
    changing_site_begin(&site);
    char *first = tmp_path(site.visit.folder, "first"), *second = tmp_path(site.visit.folder, "second");
    struct buf a, b;
    scan((const char *[]){"--output", first, NULL});
    scan((const char *[]){"--fiscal-year", "2566", "--as-of", "2023-06-30", "--output", second, NULL});
    diff(NULL, &run);
    assert_int_equal(run.code, 2);
    assert_int_equal(run.out.n, 0);
    assert_true(str_find_c(buf_str(&run.err), "ปีงบประมาณอื่น") != STR_NPOS);
    program_done(&run);
    buf_init(&a, 0);
    buf_init(&b, 0);
    (void)buf_addf(&a, "%s/report.json", first);
    (void)buf_addf(&b, "%s/report.json", second);
    diff((const char *[]){a.p, b.p, NULL}, &run);
    assert_int_equal(run.code, 2);
    assert_true(str_find_c(buf_str(&run.err), "2566") != STR_NPOS);
    program_done(&run);
    diff((const char *[]){a.p, a.p, NULL}, &run); /* files alone need no store */
    assert_int_equal(run.code, 0);
    program_done(&run);
    diff((const char *[]){site.folder, NULL}, &run);
    assert_int_equal(run.code, 2);
    program_done(&run);
    buf_done(&a);
    buf_done(&b);
    free(first);
    free(second);
    changing_site_end(&site);
}

/* list shows the newest first: copied in that order, a repair must not read as a loss. */
static void runs_are_put_in_order_of_time(void **state)
{
    struct program_run run;
    char old_id[100], new_id[100];
    (void)state;
    changing_site_begin(&site);
    changing_site_drop(&site, "stat67.html");
    char *kept = tmp_path(site.visit.folder, "kept"), *path = NULL;
    scan((const char *[]){"--output", kept, NULL});
    (void)snprintf(old_id, sizeof old_id, "%s", site.visit.check.report.run.id);
    do /* ids have seconds: no run of the mended site may share the old one's */
        scan(NULL);
    while (strcmp(site.visit.check.report.run.id, old_id) == 0);
    changing_site_stat(&site, "");
    scan(NULL);
    (void)snprintf(new_id, sizeof new_id, "%s", site.visit.check.report.run.id);
    diff((const char *[]){new_id, old_id, NULL}, &run);
    size_t at = place_of(&run, "ดีขึ้น: 1 ข้อ");
    assert_true(at > place_of(&run, old_id));
    program_expect_not(&run, "แย่ลง");
    program_done(&run);
    path = tmp_path(kept, "report.json");
    diff((const char *[]){path, "latest", NULL}, &run);
    program_expect(&run, "ดีขึ้น: 1 ข้อ");
    program_done(&run);
    diff((const char *[]){"20200101T000000Z-no.such.run", NULL}, &run);
    assert_int_equal(run.code, 2);
    program_done(&run);
    free(path);
    free(kept);
    changing_site_end(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_got_worse_and_better),
        cmocka_unit_test(changed_content_is_neither_better_nor_worse),
        cmocka_unit_test(cut_checks_and_checks_of_some_items_lose_nothing),
        cmocka_unit_test(other_fiscal_years_are_refused),
        cmocka_unit_test(runs_are_put_in_order_of_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
