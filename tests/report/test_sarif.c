/* test_sarif.c - SARIF 2.1.0: what its schema requires, levels that fit the kind, fingerprints that outlive a run, an enemy's texts.
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
#include <jansson.h>

#include "../support/sample_page.h"
#include "../support/schema.h"
#include "report/report.h"

static json_t *write_valid(struct sample_page *page, enum report_language language)
{
    char message[400];
    buf_clear(&page->out);
    report_sarif(page->report, language, &page->out);
    if (!json_schema_check("tests/report/sarif-required.schema.json", buf_str(&page->out), message, sizeof message))
        fail_msg("%s", message);
    json_t *root = json_loadb(page->out.p, page->out.n, 0, NULL);
    assert_non_null(root);
    return root;
}

static json_t *run_of(json_t *root)
{
    return json_array_get(json_object_get(root, "runs"), 0);
}

static const char *text_of(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static json_t *result_of(json_t *root, const char *code)
{
    size_t i;
    json_t *result;
    json_array_foreach(json_object_get(run_of(root), "results"), i, result)
        if (strcmp(text_of(result, "ruleId"), code) == 0)
            return result;
    return NULL;
}

static void rules_are_items_and_results_what_lacks(void **state)
{
    struct sample_page *page = *state;
    struct oit_report *report = page->report;
    json_t *root = write_valid(page, REPORT_TH), *result;
    json_t *rules = json_object_get(json_object_get(json_object_get(run_of(root), "tool"), "driver"), "rules");
    size_t i, n_lacking = 0;
    assert_int_equal(json_array_size(rules), report->n_items);
    for (i = 0; i < report->n_items; i++)
        n_lacking += report->items[i].status != OIT_PUBLISHED;
    assert_int_equal(json_array_size(json_object_get(run_of(root), "results")), n_lacking);
    json_array_foreach(json_object_get(run_of(root), "results"), i, result)
    {
        json_t *rule = json_array_get(rules, (size_t)json_integer_value(json_object_get(result, "ruleIndex")));
        assert_string_equal(text_of(rule, "id"), text_of(result, "ruleId"));
        /* 3.27.10: a level other than "none" only where the kind is "fail" */
        assert_int_equal(strcmp(text_of(result, "kind"), "fail") == 0, strcmp(text_of(result, "level"), "none") != 0);
        assert_int_equal(json_array_size(json_object_get(result, "locations")), 1);
    }
    assert_null(result_of(root, "O1"));
    assert_string_equal(text_of(result_of(root, "O16"), "level"), "error");
    assert_string_equal(text_of(result_of(root, "O11"), "level"), "warning");
    assert_string_equal(text_of(result_of(root, "O12"), "kind"), "review");
    assert_string_equal(text_of(result_of(root, "O8"), "kind"), "notApplicable");
    json_decref(root);
}

static void fingerprints_outlive_a_run(void **state)
{
    struct sample_page *page = *state;
    struct oit_report *report = page->report;
    json_t *first = write_valid(page, REPORT_TH);
    report->run.id = "20270101T000000Z-www.namthip.example.go.th";
    report->run.started += 86400;
    report->items[15].candidates = NULL;
    report->items[15].n_candidates = 0;
    report->items[15].label.th = "ไม่พบ";
    json_t *second = write_valid(page, REPORT_EN);
    json_t *a = json_object_get(result_of(first, "O16"), "fingerprints"), *b = json_object_get(result_of(second, "O16"), "fingerprints");
    assert_true(json_equal(a, b));
    assert_int_equal(strlen(text_of(a, "oitItem/v1")), 64);
    assert_false(json_equal(a, json_object_get(result_of(first, "O17"), "fingerprints")));
    report->fiscal_year_be++;
    json_t *third = write_valid(page, REPORT_TH);
    assert_false(json_equal(a, json_object_get(result_of(third, "O16"), "fingerprints")));
    json_decref(first);
    json_decref(second);
    json_decref(third);
}

static void hostile_texts_stay_text(void **state)
{
    struct sample_page *page = *state;
    struct oit_report *report = page->report;
    sample_make_hostile(report);
    report->items[13].label.th = "\"}],\x01\x1b[2J";
    json_t *root = write_valid(page, REPORT_TH);
    assert_true(str_find_c(buf_str(&page->out), "\x1b") == STR_NPOS);
    assert_true(str_find_c(buf_str(&page->out), "\"uri\": \"javascript") == STR_NPOS);
    json_decref(root);
    report->site.url = report->site.final_url = "javascript:alert(1)";
    root = write_valid(page, REPORT_EN);
    json_decref(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rules_are_items_and_results_what_lacks, sample_page_begin, sample_page_end),
        cmocka_unit_test_setup_teardown(fingerprints_outlive_a_run, sample_page_begin, sample_page_end),
        cmocka_unit_test_setup_teardown(hostile_texts_stay_text, sample_page_begin, sample_page_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
