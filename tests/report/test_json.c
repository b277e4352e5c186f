/* test_json.c - report.json: valid against its schema, reads back as it was, hostile text does no harm.
 * SPDX-License-Identifier: MIT
 */
#include "report/report.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>

#include "../support/sample_page.h"
#include "../support/schema.h"
#include "report/json_writer.h"
#include "text/utf8.h"

#define SCHEMA "schema/report-1.schema.json"

static void assert_valid(struct sample_page *f)
{
    char message[1024];
    buf_clear(&f->out);
    report_json(f->report, &f->out);
    if (!json_schema_check(SCHEMA, buf_str(&f->out), message, sizeof message))
        fail_msg("%s", message);
}

static void sample_is_valid(void **state)
{
    assert_valid(*state);
}

static void cut_run_is_valid(void **state)
{
    struct sample_page *f = *state;
    sample_make_cut(f->report, &f->arena);
    assert_valid(f);
}

/* With what officers, submission and earlier runs add, from friends and from an enemy. */
static void overlays_are_valid(void **state)
{
    struct sample_page *f = *state;
    sample_add_overlays(f->report, &f->arena);
    assert_valid(f);
    assert_non_null(strstr(f->out.p, "\"not-applicable\""));
    sample_make_overlays_hostile(f->report);
    f->report->submission.date = NULL;
    assert_valid(f);
}

static void report_of_a_start_that_failed_is_valid(void **state)
{
    struct sample_page *f = *state;
    f->report->run.complete = false;
    f->report->run.stop_reason = "start-failed";
    f->report->site.name = f->report->site.final_url = NULL;
    f->report->n_items = f->report->n_unread = f->report->n_faults = f->report->score.n_groups = 0;
    assert_valid(f);
}

static void hostile_text_stays_text(void **state)
{
    struct sample_page *f = *state;
    sample_make_hostile(f->report);
    report_json(f->report, &f->out);
    assert_true(utf8_is_valid(buf_str(&f->out)));
    json_t *root = json_loadb(f->out.p, f->out.n, 0, NULL);
    assert_non_null(root);
    json_t *item = json_array_get(json_object_get(root, "items"), 1);
    assert_string_equal(json_string_value(json_object_get(json_object_get(item, "title"), "th")), f->report->items[1].title.th);
    json_decref(root);
    assert_null(strchr(f->out.p, '\x1b'));
}

static void reads_back_what_it_wrote(void **state)
{
    struct sample_page *f = *state;
    struct oit_report again;
    struct err err;
    struct buf second;
    report_json(f->report, &f->out);
    assert_int_equal(report_parse(buf_str(&f->out), &f->arena, &again, &err), OIT_OK);
    buf_init(&second, 0);
    report_json(&again, &second);
    assert_string_equal(second.p, f->out.p);
    assert_true(again.run.started == f->report->run.started);
    assert_true(isnan(again.items[5].score));
    assert_int_equal(again.items[15].status, OIT_MISSING);
    assert_int_equal(again.items[15].reasons[0].code, REASON_WRONG_ITEM);
    buf_done(&second);
}

static void members_stand_in_the_order_of_the_definition(void **state)
{
    static const char *const members[] = {"\"schema\"", "\"tool\"",  "\"rules\"", "\"site\"",   "\"fiscal_year_be\"", "\"as_of\"",
                                          "\"run\"",    "\"score\"", "\"items\"", "\"unread\"", "\"faults\""};
    struct sample_page *f = *state;
    report_json(f->report, &f->out);
    const char *at = f->out.p;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        char line[64];
        (void)snprintf(line, sizeof line, "\n %s: ", members[i]);
        const char *next = strstr(at, line);
        if (!next)
            fail_msg("%s is not where it belongs", members[i]);
        at = next;
    }
    assert_int_equal(f->out.p[f->out.n - 1], '\n');
}

static void numbers_keep_full_precision(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{100, "100"}, {2.5, "2.5"}, {0.1, "0.1"}, {87.619047619047620, "87.61904761904762"}, {1.0 / 3, "0.3333333333333333"},
                 {0, "0"}, {(double)NAN, "null"}, {(double)INFINITY, "null"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 0);
        struct json_writer w = {.out = &out};
        jw_double(&w, NULL, cases[i].value);
        assert_string_equal(out.p, cases[i].text);
        buf_done(&out);
    }
}

static void what_is_no_report_is_an_error(void **state)
{
    static const char *const texts[] = {"", "{", "[]", "{}", "{\"schema\": \"oitcheck-report/2\"}", "\xff", "null"};
    struct sample_page *f = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct oit_report report;
        struct err err = {.code = OIT_OK};
        assert_int_equal(report_parse(str_from(texts[i]), &f->arena, &report, &err), OIT_ERR_LOCAL);
        assert_true(*err.th && *err.en);
    }
    struct oit_report report;
    assert_int_equal(report_parse(STR_NONE, &f->arena, &report, NULL), OIT_ERR_LOCAL);
}

static void reader_tolerates_new_values_and_wrong_types(void **state)
{
    static const char text[] =
        "{\"schema\": \"oitcheck-report/1\", \"new\": [1], \"run\": 5, \"score\": {\"total\": \"x\", \"groups\": {}},"
        " \"items\": [{\"code\": \"O1\", \"status\": \"halfway\", \"due\": 3, \"reasons\": [{\"code\": \"moon\"}, 7],"
        " \"elements\": [{\"state\": \"perhaps\"}], \"evidence\": [{\"path\": [1, null], \"page\": -3}]}, null]}";
    struct sample_page *f = *state;
    struct oit_report report;
    assert_int_equal(report_parse(STR_LIT(text), &f->arena, &report, NULL), OIT_OK);
    assert_int_equal(report.n_items, 2);
    assert_string_equal(report.items[1].code, "");
    struct buf csv;
    buf_init(&csv, 0);
    report_csv(&report, REPORT_TH, &csv);
    buf_done(&csv);
    assert_int_equal(report.items[0].status, OIT_UNKNOWN);
    assert_int_equal(report.items[0].elements[0].state, OIT_ELEMENT_NOT_CHECKABLE);
    assert_string_equal(oit_reason_name(report.items[0].reasons[0].code), "unknown");
    assert_int_equal(report.items[0].evidence[0].page, 0);
    report_json(&report, &f->out); /* must not crash */
}

static const json_t *schema_enum(const json_t *schema, const char *def)
{
    const json_t *entry = json_object_get(json_object_get(schema, "$defs"), def);
    const json_t *any = json_object_get(entry, "anyOf");
    return json_object_get(any ? json_array_get(any, 0) : entry, "enum");
}

static bool holds(const json_t *array, const char *text)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (strcmp(json_string_value(json_array_get(array, i)), text) == 0)
            return true;
    return false;
}

static void every_enumeration_stands_in_the_schema(void **state)
{
    (void)state;
    json_t *schema = json_load_file(SCHEMA, 0, NULL);
    assert_non_null(schema);
    const json_t *reasons = schema_enum(schema, "reason_code");
    for (int i = 0; i < N_OIT_REASONS; i++)
        if (!holds(reasons, oit_reason_name((enum oit_reason)i)))
            fail_msg("reason %s", oit_reason_name((enum oit_reason)i));
    assert_int_equal(json_array_size(reasons), N_OIT_REASONS);
    const json_t *faults = schema_enum(schema, "fault_code");
    for (int i = FAULT_NONE + 1; i < N_OIT_FAULTS; i++) {
        char scratch[16];
        const char *name = oit_fault_name((enum oit_fault)i, 404, scratch);
        if (i != FAULT_HTTP && !holds(faults, name))
            fail_msg("fault %s", name);
    }
    assert_int_equal(json_array_size(faults), N_OIT_FAULTS - 2);
    json_decref(schema);
}

static void validator_refuses_what_is_wrong(void **state)
{
    static const struct {
        const char *from, *to;
    } changes[] = {
        {"\"schema\": \"oitcheck-report/1\"", "\"schema\": \"oitcheck-report/9\""},
        {"\"status\": \"missing\"", "\"status\": \"absent!\""},
        {"\"code\": \"wrong-item\"", "\"code\": \"wrong-itex\""},
        {"\"complete\": true", "\"complete\": null"},
        {"\"as_of\": \"2026-11-20\"", "\"as_of\": \"20261120--\""},
        {"\"code\": \"http-404\"", "\"code\": \"http-4o4\""},
        {"\"fetched\": 812", "\"fetchxd\": 812"},
        {"\"total\": 5", "\"total\":-5"},
    };
    struct sample_page *f = *state;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char message[1024];
        buf_clear(&f->out);
        report_json(f->report, &f->out);
        char *at = strstr(f->out.p, changes[i].from);
        assert_non_null(at);
        memcpy(at, changes[i].to, strlen(changes[i].to));
        if (json_schema_check(SCHEMA, buf_str(&f->out), message, sizeof message))
            fail_msg("valid in spite of %s", changes[i].to);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, sample_page_begin, sample_page_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sample_is_valid),
        TEST(cut_run_is_valid),
        TEST(overlays_are_valid),
        TEST(report_of_a_start_that_failed_is_valid),
        TEST(hostile_text_stays_text),
        TEST(reads_back_what_it_wrote),
        TEST(members_stand_in_the_order_of_the_definition),
        TEST(numbers_keep_full_precision),
        TEST(what_is_no_report_is_an_error),
        TEST(reader_tolerates_new_values_and_wrong_types),
        TEST(every_enumeration_stands_in_the_schema),
        TEST(validator_refuses_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
