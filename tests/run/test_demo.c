/* test_demo.c - the main job on the bundled demo agency: all 35 verdicts, the score to two decimals, and the same items from every other road.
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

#include "base/file.h"
#include "report/report.h"
#include "../support/program.h"
#include "../support/schema.h"
#include "../support/server.h"
#include "../support/tmp.h"

struct demo {
    struct server *server;
    char *folder, *db, *output;
    struct program_run run;
    struct arena arena;
    struct oit_report report;
    struct buf json;
};

static struct demo demo;

static int scan_demo(void **state)
{
    (void)state;
    demo.server = server_start_dir("fixtures/demo/site", NULL);
    demo.folder = tmp_folder();
    demo.db = tmp_path(demo.folder, "db");
    demo.output = tmp_path(demo.folder, "out");
    const char *arguments[] = {"scan", server_url(demo.server), "--fiscal-year", "2567", "--as-of", "2024-06-30", "--rate", "0",
                               "--db", demo.db, "--output", demo.output, "--quiet", NULL};
    program_run(arguments, NULL, &demo.run);
    char *path = tmp_path(demo.output, "report.json");
    buf_init(&demo.json, 0);
    arena_init(&demo.arena);
    int bad = file_read(path, &demo.json, NULL) != OIT_OK || report_parse(buf_str(&demo.json), &demo.arena, &demo.report, NULL) != OIT_OK;
    if (bad)
        (void)fprintf(stderr, "%s", buf_str(&demo.run.err).p);
    free(path);
    return bad;
}

static int forget_demo(void **state)
{
    (void)state;
    server_stop(demo.server);
    program_done(&demo.run);
    buf_done(&demo.json);
    arena_done(&demo.arena);
    free(demo.db);
    free(demo.output);
    tmp_remove(demo.folder);
    return 0;
}

static const struct oit_item *item_of(struct str code)
{
    for (size_t i = 0; i < demo.report.n_items; i++)
        if (str_eq_c(code, demo.report.items[i].code))
            return &demo.report.items[i];
    return NULL;
}

static bool is_one_of(struct str alternatives, struct str url)
{
    while (alternatives.n > 0) {
        struct str path = str_trim(str_cut(&alternatives, '|'));
        if (path.n <= url.n && str_eq(str_from_pos(url, url.n - path.n), path))
            return true;
    }
    return false;
}

static void all_verdicts_are_right(void **state)
{
    (void)state;
    struct buf table;
    buf_init(&table, 0);
    assert_int_equal(file_read("fixtures/demo/expected.tsv", &table, NULL), OIT_OK);
    struct str rest = buf_str(&table);
    size_t n = 0, wrong = 0;
    while (rest.n > 0) {
        struct str line = str_cut(&rest, '\n');
        if (line.n == 0 || line.p[0] == '#' || str_starts_c(line, "item"))
            continue;
        struct str code = str_cut(&line, '\t'), status = str_cut(&line, '\t'), reason = str_cut(&line, '\t'), score = str_cut(&line, '\t');
        const struct oit_item *item = item_of(code);
        assert_non_null(item);
        const char *reason_found = oit_reason_name(item->reasons[0].code);
        uint64_t points = 0;
        assert_true(str_to_u64(score, 100, &points));
        bool is_right = str_eq_c(status, oit_status_name(item->status)) &&
                        (item->status == OIT_PUBLISHED || str_eq_c(reason, reason_found)) && fabs(item->score - (double)points) < 1e-9 &&
                        (line.n == 0 || (item->n_evidence > 0 && is_one_of(line, str_from(item->evidence[0].url))));
        if (!is_right) {
            print_error("%s: %s/%s, evidence %s\n", item->code, oit_status_name(item->status), reason_found,
                        item->n_evidence ? item->evidence[0].url : "-");
            wrong++;
        }
        n++;
    }
    buf_done(&table);
    assert_int_equal(n, 35);
    assert_int_equal(wrong, 0);
}

static void score_is_the_reference(void **state)
{
    (void)state;
    assert_int_equal(demo.run.code, 1);
    assert_true(demo.report.run.complete);
    assert_true(fabs(demo.report.score.total - 87.6190476190476) < 1e-6);
    assert_true(fabs(demo.report.score.groups[0].score - 83.5714285714286) < 1e-6);
    assert_true(fabs(demo.report.score.groups[1].score - 91.6666666666667) < 1e-6);
}

static void report_fits_its_schema(void **state)
{
    (void)state;
    char message[300] = "";
    if (!json_schema_check("schema/report-1.schema.json", buf_str(&demo.json), message, sizeof message))
        fail_msg("%s", message);
}

static struct str items_of(struct str json)
{
    size_t from = str_find_c(json, "\"items\": [\n"), to = str_find_c(json, "\"unread\"");
    assert_true(from != STR_NPOS && to != STR_NPOS && from < to);
    return str_sub(json, from, to - from);
}

static void assess_gives_the_same_items(void **state)
{
    (void)state;
    struct program_run run;
    const char *arguments[] = {"assess", "--fiscal-year", "2567", "--as-of", "2024-06-30", "--db", demo.db, "--format", "json", NULL};
    program_run(arguments, NULL, &run);
    assert_int_equal(run.code, 1);
    assert_true(str_eq(items_of(buf_str(&run.out)), items_of(buf_str(&demo.json))));
    program_done(&run);
}

static void stored_report_is_shown_again(void **state)
{
    (void)state;
    struct program_run run;
    const char *arguments[] = {"report", "--db", demo.db, "--format", "json", NULL};
    program_run(arguments, NULL, &run);
    assert_int_equal(run.code, 1);
    assert_true(str_eq(items_of(buf_str(&run.out)), items_of(buf_str(&demo.json))));
    program_done(&run);
}

static void explain_tells_why(void **state)
{
    (void)state;
    struct program_run run;
    const char *arguments[] = {"explain", "o16", "--db", demo.db, "--fiscal-year", "2567", NULL};
    program_run(arguments, NULL, &run);
    assert_int_equal(run.code, 0);
    assert_true(str_find_c(buf_str(&run.out), "สขร.1") != STR_NPOS);
    program_done(&run);
}

static void only_visits_what_the_item_rests_on(void **state)
{
    (void)state;
    size_t n_before = 0, n_after = 0;
    (void)server_requests(demo.server, &n_before);
    struct program_run run;
    const char *arguments[] = {"scan", server_url(demo.server), "--only", "O16,O26", "--fiscal-year", "2567", "--as-of", "2024-06-30",
                               "--rate", "0", "--db", demo.db, "--format", "json", "--quiet", NULL};
    program_run(arguments, NULL, &run);
    assert_int_equal(run.code, 1);
    (void)server_requests(demo.server, &n_after);
    assert_true(n_after - n_before < 40);
    assert_true(str_eq(items_of(buf_str(&run.out)), items_of(buf_str(&demo.json))));
    program_done(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_verdicts_are_right),       cmocka_unit_test(score_is_the_reference),
        cmocka_unit_test(report_fits_its_schema),       cmocka_unit_test(assess_gives_the_same_items),
        cmocka_unit_test(stored_report_is_shown_again), cmocka_unit_test(explain_tells_why),
        cmocka_unit_test(only_visits_what_the_item_rests_on),
    };
    return cmocka_run_group_tests(tests, scan_demo, forget_demo);
}
