/* test_baseline.c - --fail-on regression and --baseline: a build fails on losses, not on what was never there.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/changing_site.h"
#include "../support/tmp.h"

static struct changing_site site;

static int run(const char *const *words, const char *said)
{
    struct program_run run;
    changing_site_run(&site, words, &run);
    if (said && str_find_c(buf_str(&run.err), said) == STR_NPOS)
        fail_msg("'%s' is not in: %s", said, run.err.p ? run.err.p : "");
    int code = run.code;
    program_done(&run);
    return code;
}

static void only_losses_fail(void **state)
{
    (void)state;
    changing_site_begin(&site);
    char *folder = tmp_path(site.visit.folder, "kept"), *baseline = tmp_path(folder, "report.json");
    visit_scan(&site.visit, "/", (const char *[]){"--output", folder, NULL});
    assert_int_equal(run((const char *[]){"report", "--fail-on", "any", NULL}, NULL), 1);
    assert_int_equal(run((const char *[]){"report", "--fail-on", "regression", NULL}, "ยังไม่มีผลครั้งก่อน"), 0);
    assert_int_equal(run((const char *[]){"report", "--baseline", baseline, NULL}, "ไม่มีข้อใดแย่ลง"), 0);

    changing_site_drop(&site, "stat67.html");
    char url[100];
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/", server_port(site.visit.server));
    assert_int_equal(run((const char *[]){"scan", url, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "off", "--rate", "0", "--quiet", "--baseline", baseline,
                                          NULL}, "O24"), 1);
    assert_int_equal(run((const char *[]){"report", "--fail-on", "regression", NULL}, "แย่ลงจากผลที่ใช้เทียบ 1 ข้อ"), 1);
    assert_int_equal(run((const char *[]){"report", "--baseline", baseline, "--fail-on", "never", NULL}, NULL), 0);
    assert_int_equal(run((const char *[]){"report", "--baseline", baseline, "--format", "junit", "--lang", "en", NULL}, "1 items are worse"), 1);
    free(baseline);
    free(folder);
    changing_site_end(&site);
}

static void what_was_not_read_is_no_loss(void **state)
{
    (void)state;
    changing_site_begin(&site);
    visit_scan(&site.visit, "/", NULL);
    visit_scan(&site.visit, "/", (const char *[]){"--max-pages", "1", NULL});
    assert_int_equal(run((const char *[]){"report", "--run", site.visit.check.report.run.id, "--fail-on", "regression", NULL}, "ไม่มีข้อใดแย่ลง"), 3);
    changing_site_end(&site);
}

/* Between the two that read everything stands one that did not: it hides no loss. */
static void a_cut_check_in_between_hides_no_loss(void **state)
{
    (void)state;
    changing_site_begin(&site);
    visit_scan(&site.visit, "/", NULL);
    visit_scan(&site.visit, "/", (const char *[]){"--max-pages", "1", NULL});
    changing_site_drop(&site, "stat67.html");
    visit_scan(&site.visit, "/", NULL);
    assert_int_equal(run((const char *[]){"report", "--run", site.visit.check.report.run.id, "--fail-on", "regression", NULL}, "O24"), 1);
    changing_site_end(&site);
}

static void other_years_and_files_are_refused_before_the_check(void **state)
{
    (void)state;
    changing_site_begin(&site);
    char *folder = tmp_path(site.visit.folder, "kept"), *baseline = tmp_path(folder, "report.json");
    char url[100];
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/", server_port(site.visit.server));
    visit_scan(&site.visit, "/", (const char *[]){"--output", folder, NULL});
    size_t n_before = visit_count_all(&site.visit);
    assert_int_equal(run((const char *[]){"scan", url, "--fiscal-year", "2568", "--baseline", baseline, NULL}, "ปีงบประมาณ 2567"), 2);
    assert_int_equal(run((const char *[]){"scan", url, "--baseline", "/nowhere/report.json", NULL}, "/nowhere/report.json"), 2);
    char *page = tmp_path(site.folder, "index.html");
    assert_int_equal(run((const char *[]){"scan", url, "--baseline", page, NULL}, "report.json"), 2);
    assert_int_equal(visit_count_all(&site.visit), n_before);
    free(page);
    free(baseline);
    free(folder);
    changing_site_end(&site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_losses_fail),
        cmocka_unit_test(what_was_not_read_is_no_loss),
        cmocka_unit_test(a_cut_check_in_between_hides_no_loss),
        cmocka_unit_test(other_years_and_files_are_refused_before_the_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
