/* test_second_scheme.c - rules are data: another country's checklist (tests/rules/schemes/open-council: Latin script, Gregorian years that begin in
 * January, three confirmed levels, weighted, summed and weakest groups) judges a site of its own (fixtures/second) from scan to text report.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/check.h"
#include "../support/schema.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "itas/points.h"

#define MORE(...) ((const char *const[]){__VA_ARGS__, NULL})
#define SCHEME "--rules", "tests/rules/schemes/open-council", "--fiscal-year", "2024", "--as-of", "2024-12-15"

static struct {
    struct server *server;
    char *folder, *db;
    struct check check;
} second;

static int scan(void **state)
{
    (void)state;
    second.server = server_start_dir("fixtures/second/site", NULL);
    second.folder = tmp_folder();
    second.db = tmp_path(second.folder, "db");
    check_run(MORE("scan", server_url(second.server), "--db", second.db, SCHEME), NULL, &second.check);
    return 0;
}

static int forget(void **state)
{
    (void)state;
    check_done(&second.check);
    server_stop(second.server);
    free(second.db);
    tmp_remove(second.folder);
    return 0;
}

static bool is_near(double value, double expected)
{
    return fabs(value - expected) < 0.005;
}

static bool ends_with(const char *text, const char *end)
{
    return text && strlen(text) >= strlen(end) && strcmp(text + strlen(text) - strlen(end), end) == 0;
}

static void every_verdict_and_level_is_right(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum oit_status status;
        enum oit_reason reason;
        double low, high;
        const char *label, *link; /* a part of the English label; the end of the evidence's or the near document's URL */
        int year_be;
    } rows[] = {
        {"C1", OIT_PUBLISHED, REASON_COMPLETE, 100, 100, "published", "budget.html", 2567},
        {"C2", OIT_PARTIAL, REASON_ELEMENTS_MISSING, 50, 50, "auditor's opinion", "docs/accounts-2023.txt", 2566},
        {"C3", OIT_PUBLISHED, REASON_COMPLETE, 60, 60, "published", "contact.html", 0},
        {"C4", OIT_PUBLISHED, REASON_CHECK_BY_EYE, 0, 40, "", "chart.html", 0},
        {"C5", OIT_PUBLISHED, REASON_COMPLETE, 100, 100, "published", "complaints.html", 2567},
        {"C6", OIT_MISSING, REASON_WRONG_ITEM, 0, 0, "", "contracts.html", 0},
        {"C7", OIT_PUBLISHED, REASON_COMPLETE, 100, 100, "published", "decisions.html", 2567},
        {"C8", OIT_MISSING, REASON_WRONG_ITEM, 0, 0, "gift shop", "gift-shop-2024.html", 0},
        {"C9", OIT_UNKNOWN, REASON_NOT_YET_DUE, 0, 100, "31 Dec 2024", NULL, 0},
        {"C10", OIT_MISSING, REASON_WRONG_YEAR, 0, 0, "(2022)", "spending-2022.html", 2565},
    };
    size_t n_wrong = 0;
    assert_int_equal(second.check.report.n_items, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct oit_item *item = check_item(&second.check, rows[i].code);
        const char *url = item->n_evidence ? item->evidence[0].url : item->n_candidates ? item->candidates[0].url : NULL;
        int year = item->n_evidence ? item->evidence[0].fiscal_year_be : item->n_candidates ? item->candidates[0].fiscal_year_be : 0;
        bool is_right = item->status == rows[i].status && item->n_reasons > 0 && item->reasons[0].code == rows[i].reason &&
                        is_near(item->score_low, rows[i].low) && is_near(item->score_high, rows[i].high) && strstr(item->label.en, rows[i].label) &&
                        (!rows[i].link || ends_with(url, rows[i].link)) && (rows[i].year_be == 0 || year == rows[i].year_be);
        if (!is_right)
            print_error("%s: %s/%s %.2f-%.2f '%s' %s %d\n", item->code, oit_status_name(item->status),
                        item->n_reasons ? oit_reason_name(item->reasons[0].code) : "-", item->score_low, item->score_high, item->label.en, url ? url : "-", year);
        n_wrong += !is_right;
    }
    assert_int_equal(n_wrong, 0);
}

static const struct oit_group *group_of(const struct oit_group *groups, size_t n, const char *code)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(groups[i].code, code) == 0)
            return &groups[i];
        const struct oit_group *below = group_of(groups[i].groups, groups[i].n_groups, code);
        if (below)
            return below;
    }
    return NULL;
}

static void groups_are_weighted_summed_and_cut_to_the_weakest(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        double low, high;
    } rows[] = {
        {"A", 62.5, 62.5},    /* (2 x 100 + 50 + 0) / 4 */
        {"B", 60, 100},       /* 60 + 0..40 */
        {"C", 33.33, 50},     /* the weaker of the two below: not the same one at both ends */
        {"C.1", 50, 50},      /* (100 + 0) / 2 */
        {"C.2", 33.33, 66.67} /* (100 + 0 + 0..100) / 3 */
    };
    const struct oit_report *report = &second.check.report;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct oit_group *group = group_of(report->score.groups, report->score.n_groups, rows[i].code);
        assert_non_null(group);
        if (!is_near(group->low, rows[i].low) || !is_near(group->high, rows[i].high))
            fail_msg("%s: %.2f-%.2f", group->code, group->low, group->high);
    }
    assert_true(is_near(report->score.total, 56.81)); /* (3 x 62.5 + 2 x 60 + 33.33) / 6 */
    assert_true(is_near(report->score.low, 56.81));
    assert_true(is_near(report->score.high, 72.92));
    assert_true(is_near(report->score.target, 70));
    assert_string_equal(report->score.reaches_target, "maybe");
    assert_true(is_near(check_item(&second.check, "C8")->gain, 16.67 / 6)); /* C.2 rises to 66.67, but C.1 then holds C at 50 */
}

/* A due month after September lies in the judged year itself when the year begins in January. */
static void due_dates_lie_in_the_calendar_year(void **state)
{
    (void)state;
    static const struct {
        const char *code, *due, *state;
    } rows[] = {{"C1", "2024-01-31", "met"}, {"C8", "2024-10-31", "overdue"}, {"C9", "2024-12-31", "upcoming"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct oit_item *item = check_item(&second.check, rows[i].code);
        assert_string_equal(item->due, rows[i].due);
        assert_string_equal(item->due_state, rows[i].state);
    }
}

static void the_json_keeps_the_schema_and_the_era(void **state)
{
    (void)state;
    char message[300] = "";
    if (!json_schema_check("schema/report-1.schema.json", buf_str(&second.check.run.out), message, sizeof message))
        fail_msg("%s (exit %d, said: %s)", message, second.check.run.code, buf_str(&second.check.run.err).p);
    assert_int_equal(second.check.run.code, 1);
    assert_true(second.check.report.run.complete);
    assert_true(second.check.report.rules.confirmed_for_year);
    assert_true(second.check.report.rules.is_gregorian);
    assert_int_equal(second.check.report.fiscal_year_be, 2567); /* the field's name says its era, whatever people see */
    assert_non_null(strstr(buf_str(&second.check.run.out).p, "\"calendar\": \"gregorian\""));
}

static void reading(const char *format, const char *language, struct program_run *ret_run)
{
    const char *arguments[] = {"report", "--db", second.db, "--format", format, "--lang", language, NULL};
    program_run(arguments, NULL, ret_run);
}

static bool says(const struct program_run *run, const char *text)
{
    return str_find_c(buf_str(&run->out), text) != STR_NPOS;
}

static void people_read_years_of_their_calendar(void **state)
{
    (void)state;
    static const struct {
        const char *format, *language, *text;
    } rows[] = {
        {"text", "en", "checked by the criteria of 2024 (10 items) for fiscal year 2024"},
        {"text", "en", "found for another year (2022)"},
        {"text", "en", "31 Dec 2024"},
        {"text", "en", "expected Open Council score 56.81-72.92"},
        {"text", "en", "Open data disclosure check (Open Council)"},
        {"text", "th", "คะแนน สภาเปิดเผย ที่คาด"},
        {"text", "th", "พบของปีอื่น (2022)"},
        {"html", "en", "year 2023"},
        {"csv", "en", ",2023,"},
        {"csv", "en", "Résumé of decisions"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct program_run run;
        reading(rows[i].format, rows[i].language, &run);
        if (!says(&run, rows[i].text))
            fail_msg("no '%s' in %s:\n%s", rows[i].text, rows[i].format, buf_str(&run.out).p);
        program_done(&run);
    }
    static const char *const formats[] = {"text", "csv"}; /* report.html has the other language in small print beside ours, with Thai dates */
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct program_run run;
        reading(formats[i], "en", &run);
        static const char *const thai[] = {" 256", "(256", ",256", "\xE0\xB8", "OIT", "Anti-Corruption"}; /* years, letters, and who assesses there */
        for (size_t k = 0; k < sizeof thai / sizeof *thai; k++)
            assert_false(says(&run, thai[k]));
        program_done(&run);
    }
}

/* Reminders and the executive's page speak of what the criteria are of. */
static void reminders_name_the_other_assessment(void **state)
{
    (void)state;
    for (int is_page = 0; is_page < 2; is_page++) {
        struct program_run run;
        program_run(MORE("remind", "--db", second.db, SCHEME, "--lang", "en", "--format", is_page ? "html" : "text"), NULL, &run);
        assert_int_equal(run.code, 0);
        assert_true(says(&run, "Open Council"));
        assert_false(says(&run, "OIT"));
        program_done(&run);
    }
}

static void assess_gives_the_same_items(void **state)
{
    (void)state;
    struct check again;
    check_run(MORE("assess", "--db", second.db, SCHEME), NULL, &again);
    assert_true(str_eq(check_items(&again), check_items(&second.check)));
    check_done(&again);
}

/* Its groups are weighted, summed and weakest ones: the report alone gives the same total and range. */
static void the_report_alone_gives_the_same_score(void **state)
{
    (void)state;
    const struct oit_report *report = &second.check.report;
    struct points_item items[64];
    assert_in_range(report->n_items, 1, 64);
    for (size_t i = 0; i < report->n_items; i++)
        items[i] = (struct points_item){report->items[i].score_low, report->items[i].score_high, false};
    struct oit_points points = points_of(report, items);
    assert_true(points.is_known && fabs(points.low - report->score.low) < 1e-9 && fabs(points.high - report->score.high) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verdict_and_level_is_right),
        cmocka_unit_test(the_report_alone_gives_the_same_score),
        cmocka_unit_test(groups_are_weighted_summed_and_cut_to_the_weakest),
        cmocka_unit_test(due_dates_lie_in_the_calendar_year),
        cmocka_unit_test(the_json_keeps_the_schema_and_the_era),
        cmocka_unit_test(people_read_years_of_their_calendar),
        cmocka_unit_test(reminders_name_the_other_assessment),
        cmocka_unit_test(assess_gives_the_same_items),
    };
    return cmocka_run_group_tests_name("second scheme", tests, scan, forget);
}
