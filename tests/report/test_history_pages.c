/* test_history_pages.c - comparisons and histories of an enemy's site: every output stays what it is.
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

#include "../support/sample_page.h"
#include "../support/schema.h"
#include "../support/thai_lint.h"
#include "report/diff.h"
#include "report/history.h"
#include "text/utf8.h"

static void expect_inert(const struct sample_page *page)
{
    static const char *const live[] = {"<script", "<img src=x", "href=\"javascript", "href=\"data:", "onclick=\"", "style=\""};
    for (size_t i = 0; i < sizeof live / sizeof *live; i++)
        if (str_find_c(buf_str(&page->out), live[i]) != STR_NPOS)
            fail_msg("'%s' is alive in\n%s", live[i], page->out.p);
    for (size_t i = 0; i < page->out.n; i++)
        assert_true((unsigned char)page->out.p[i] >= 0x20 || page->out.p[i] == '\n');
    assert_true(utf8_is_valid(buf_str(&page->out)));
}

static void expect_valid(const struct sample_page *page, const char *schema)
{
    char message[400];
    if (!json_schema_check(schema, buf_str(&page->out), message, sizeof message))
        fail_msg("%s: %s", schema, message);
}

/* An earlier report in which everything was missing, so that each item and its evidence stands in the comparison. */
static struct oit_report *earlier(struct sample_page *page)
{
    struct oit_report *before = sample_report(&page->arena);
    for (size_t i = 0; i < before->n_items; i++) {
        before->items[i].status = i % 2 ? OIT_MISSING : OIT_PUBLISHED;
        if (i % 2)
            before->items[i].n_evidence = 0;
    }
    before->run.id = "20260101T000000Z-a.example.go.th";
    return before;
}

static void a_hostile_comparison_is_inert(void **state)
{
    struct sample_page *page = *state;
    struct oit_report *after = page->report;
    struct comparison c;
    sample_make_hostile(after);
    after->rules.sha256 = "other";
    compare_reports(earlier(page), after, &page->arena, &c);
    assert_int_equal(c.bar, COMPARE_NO_BAR);
    for (int language = REPORT_TH; language <= REPORT_EN; language++) {
        buf_clear(&page->out);
        report_diff_html(&c, (enum report_language)language, &page->out);
        expect_inert(page);
        buf_clear(&page->out);
        report_diff_text(&c, &(struct report_text_options){(enum report_language)language, false, 60, NULL}, &page->out);
        for (size_t i = 0; i < page->out.n; i++) /* nothing for a terminal to obey */
            assert_true((unsigned char)page->out.p[i] >= 0x20 || page->out.p[i] == '\n');
        assert_true(utf8_is_valid(buf_str(&page->out)));
    }
    buf_clear(&page->out);
    report_diff_json(&c, &page->out);
    expect_valid(page, "schema/diff-1.schema.json");
}

static void our_own_words_are_thai(void **state)
{
    struct sample_page *page = *state;
    struct oit_report *before = earlier(page), *after = page->report;
    struct comparison c;
    char word[80];
    after->rules.revision = "2567.2";
    after->tool.version = "0.2.0";
    compare_reports(before, after, &page->arena, &c);
    report_diff_text(&c, &(struct report_text_options){REPORT_TH, false, 100, NULL}, &page->out);
    if (thai_lint(buf_str(&page->out), word, sizeof word))
        fail_msg("'%s' in\n%s", word, page->out.p);
}

static void a_hostile_history_is_inert(void **state)
{
    struct sample_page *page = *state;
    struct oit_report *before = earlier(page), *after = page->report;
    struct history history;
    sample_make_hostile(after);
    after->items[2].officer.words[OFFICER_OWNER] = "<script>=1+1</script>\x1b[2J";
    history_begin(&history, &page->arena, 0, INT64_MAX);
    history_feed(&history, before, "a", 1795000000);
    history_feed(&history, after, "<script>", 1795140000);
    history_end(&history);
    struct history_outage outage = {.began_at = 1795000000, .cause = {"<script>", "<script>"}};
    struct history_submission submission = {"S1", "2026-11-20\"><script>", 3, 2};
    struct history_paper paper = {.report = after, .history = &history, .from = {2026, 10, 1}, .to = {2026, 12, 31}, .is_watched = true, .outages = &outage, .n_outages = 1,
                                  .submissions = &submission, .n_submissions = 1, .made = 1795140000};
    for (int language = REPORT_TH; language <= REPORT_EN; language++) {
        buf_clear(&page->out);
        report_history_html(&paper, (enum report_language)language, &page->out);
        expect_inert(page);
        buf_clear(&page->out);
        report_history_text(&paper, &(struct report_text_options){(enum report_language)language, false, 60, NULL}, &page->out);
        for (size_t i = 0; i < page->out.n; i++)
            assert_true((unsigned char)page->out.p[i] >= 0x20 || page->out.p[i] == '\n');
    }
    buf_clear(&page->out);
    report_history_json(&paper, &page->out);
    expect_valid(page, "schema/history-1.schema.json");
    buf_clear(&page->out);
    assert_int_equal(report_history_xlsx(&paper, REPORT_TH, &page->out, NULL), OIT_OK);
    assert_true(page->out.n > 1000 && memcmp(page->out.p, "PK", 2) == 0);
    history_done(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_hostile_comparison_is_inert, sample_page_begin, sample_page_end),
        cmocka_unit_test_setup_teardown(our_own_words_are_thai, sample_page_begin, sample_page_end),
        cmocka_unit_test_setup_teardown(a_hostile_history_is_inert, sample_page_begin, sample_page_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
