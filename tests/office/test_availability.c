/* test_availability.c - report --availability as its readers get it: text, A4, JSON, CSV, of a watch that is written into the store.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../support/program.h"
#include "../support/schema.h"
#include "../support/thai_lint.h"
#include "../support/tmp.h"
#include "base/file.h"
#include "store/submissions.h"
#include "store/watching.h"

#define SITE "https://www.agency.example.go.th/"
#define PLAN "https://www.agency.example.go.th/plan/2567.pdf"
#define ODD "https://www.agency.example.go.th/a%22%3E%3Cscript%3Ealert(1)%3C/script%3E?x==1+1"
/* 20 May 2026 00:00 in Bangkok, which is 19 May 17:00 UTC */
enum { DAY0 = 1779210000, H = 3600, HALF = 1800 };

struct fixture {
    char *folder, *db;
    struct store *store;
    struct program_run run;
};

static void tries(struct fixture *f, const char *url, double from_h, double to_h, enum watch_state state, enum oit_fault fault, int status)
{
    for (int64_t at = DAY0 + (int64_t)(from_h * H); at <= DAY0 + (int64_t)(to_h * H); at += HALF) {
        struct store_try try = {.url = url, .result = {.at = at, .state = state, .fault = fault, .http_status = status}, .hold_s = watch_hold_s(HALF)};
        assert_int_equal(store_try_put(f->store, SITE, &try, NULL), OIT_OK);
    }
}

static void outage(struct fixture *f, const char *url, enum watch_state kind, double from_h, double to_h, enum oit_fault fault, int status)
{
    struct outage o = {.kind = kind, .began_at = DAY0 + (int64_t)(from_h * H), .fault = fault, .http_status = status};
    assert_int_equal(store_outage_begin(f->store, SITE, url, &o, NULL), OIT_OK);
    if (to_h > 0)
        assert_int_equal(store_outage_end(f->store, SITE, url, DAY0 + (int64_t)(to_h * H), NULL), OIT_OK);
}

/* Two days: down from 09:00 to 11:30 of the first, nobody watched from 20:00 to 08:00, a link gone since 12:00 of the second. */
static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct store_submission submission = {.id = "S1", .site = SITE, .fiscal_year_be = 2569, .day = "2026-04-22", .made_at = DAY0 - 100, .home_url = SITE};
    const struct store_submission_url urls[] = {{.item = "O8", .position = 1, .url = PLAN, .typed = PLAN}, {.item = "O21", .position = 1, .url = ODD, .typed = ODD},
                                                {.item = "O9", .position = 1, .url = PLAN, .typed = PLAN}};
    f->folder = tmp_folder();
    f->db = tmp_path(f->folder, "oit.db");
    assert_int_equal(store_open(f->db, &f->store, NULL), OIT_OK);
    assert_int_equal(store_submission_put(f->store, &submission, urls, 3, NULL), OIT_OK);
    tries(f, SITE, 0, 8.5, WATCH_OK, FAULT_NONE, 200);
    tries(f, SITE, 9, 11, WATCH_DOWN, FAULT_HTTP, 502);
    outage(f, SITE, WATCH_DOWN, 9, 11.5, FAULT_HTTP, 502);
    tries(f, SITE, 11.5, 20, WATCH_OK, FAULT_NONE, 200);
    tries(f, SITE, 32, 48, WATCH_OK, FAULT_NONE, 200);
    tries(f, PLAN, 0, 20, WATCH_OK, FAULT_NONE, 200);
    tries(f, PLAN, 32, 35.5, WATCH_OK, FAULT_NONE, 200);
    tries(f, PLAN, 36, 48, WATCH_GONE, FAULT_HTTP, 404);
    outage(f, PLAN, WATCH_GONE, 36, 0, FAULT_HTTP, 404);
    tries(f, ODD, 0, 20, WATCH_OK, FAULT_NONE, 200);
    store_close(f->store);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    program_done(&f->run);
    tmp_remove(f->folder);
    free(f->db);
    free(f);
    return 0;
}

static void report(struct fixture *f, const char *format, const char *const *more)
{
    const char *argv[24] = {"report", "--availability", "--db", f->db, "--format", format};
    size_t n = 6;
    while (more && *more)
        argv[n++] = *more++;
    program_done(&f->run);
    program_run(argv, NULL, &f->run);
}

static const char *const two_days[] = {"--from", "20/5/2569", "--to", "2026-05-21", NULL};

static void in_words(void **state)
{
    struct fixture *f = *state;
    char word[80] = "";
    report(f, "text", two_days);
    assert_int_equal(f->run.code, 0);
    program_expect(&f->run, "20 พ.ค. 2569 00:00 น.");
    program_expect(&f->run, "20 พ.ค. 2569 09:00 น. - 20 พ.ค. 2569 11:30 น.  (2 ชั่วโมง 30 นาที)");
    program_expect(&f->run, "(502)");
    program_expect(&f->run, "เปิดได้ร้อยละ 93.05"); /* 33.5 of 36 watched hours: never rounded up */
    program_expect(&f->run, "20 พ.ค. 2569 20:00 น. - 21 พ.ค. 2569 08:00 น.");
    program_expect(&f->run, "ยังไม่สิ้นสุด");
    program_expect(&f->run, "ไม่มีหน้านี้แล้ว (404)");
    program_expect(&f->run, "1 วัน 9 ชั่วโมง 30 นาที");
    program_expect(&f->run, "O8, O9");
    if (thai_lint(buf_str(&f->run.out), word, sizeof word))
        fail_msg("a Latin word: %s", word);
    report(f, "text", (const char *const[]){"--lang", "en", NULL});
    program_expect(&f->run, "longest outage 2 h 30 min");
}

static double number(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

static void for_programs(void **state)
{
    struct fixture *f = *state;
    char message[300];
    report(f, "json", two_days);
    if (!json_schema_check("schema/availability-1.schema.json", buf_str(&f->run.out), message, sizeof message))
        fail_msg("%s", message);
    json_t *root = json_loadb(f->run.out.p, f->run.out.n, 0, NULL);
    assert_non_null(root);
    const json_t *home = json_array_get(json_object_get(root, "addresses"), 0);
    assert_true(json_is_true(json_object_get(home, "home")));
    assert_true(fabs(number(home, "percent") - 100 * 33.5 / 36) < 1e-9);
    assert_int_equal((int)number(home, "down_seconds"), 5 * HALF);
    assert_int_equal((int)number(home, "unwatched_seconds"), 12 * H);
    assert_int_equal((int)(number(home, "up_seconds") + number(home, "down_seconds") + number(home, "unwatched_seconds")), 48 * H);
    assert_int_equal(json_array_size(json_object_get(home, "not_watched")), 1);
    assert_string_equal(json_string_value(json_object_get(root, "from")), "2026-05-19T17:00:00Z");
    const json_t *second = json_array_get(json_object_get(root, "troubles"), 1);
    assert_string_equal(json_string_value(json_object_get(second, "kind")), "gone");
    assert_string_equal(json_string_value(json_object_get(second, "cause")), "http-404");
    assert_true(json_is_null(json_object_get(second, "ended")));
    json_decref(root);
}

static void on_paper(void **state)
{
    struct fixture *f = *state;
    report(f, "html", two_days);
    assert_int_equal(f->run.code, 0);
    program_expect(&f->run, "<h1");
    program_expect(&f->run, "พ.ค. 2569");
    program_expect(&f->run, "ผู้รับรอง");
    assert_true(str_find_c(buf_str(&f->run.out), "<script") == STR_NPOS);
    assert_true(str_find_c(buf_str(&f->run.out), " style=") == STR_NPOS);
    char *out = tmp_path(f->folder, "out");
    report(f, "text", (const char *const[]){"--output", out, NULL});
    assert_int_equal(f->run.code, 0);
    static const char *const names[] = {"out/availability.html", "out/availability.csv", "out/availability.json"};
    for (size_t i = 0; i < 3; i++) {
        char *path = tmp_path(f->folder, names[i]);
        assert_true(file_exists(path));
        free(path);
    }
    free(out);
}

static void in_a_sheet(void **state)
{
    struct fixture *f = *state;
    size_t n_lines = 0;
    report(f, "csv", two_days);
    assert_true(str_starts_c(buf_str(&f->run.out), "\xEF\xBB\xBF"));
    struct str rest = buf_str(&f->run.out);
    while (rest.n > 0) {
        struct str line = str_cut(&rest, '\n');
        n_lines += line.n > 0;
        if (line.n > 1)
            assert_true(line.p[0] == '"' || (unsigned char)line.p[0] == 0xEF);
    }
    assert_int_equal(n_lines, 1 + 3 + 2); /* head, addresses, troubles */
    program_expect(&f->run, "\"93.05\"");
}

static void what_cannot_be_shown(void **state)
{
    struct fixture *f = *state;
    report(f, "text", (const char *const[]){"--from", "1/1/2550", "--to", "2/1/2550", NULL});
    assert_int_equal(f->run.code, 2);
    report(f, "text", (const char *const[]){"--from", "21/5/2569", "--to", "20/5/2569", NULL});
    assert_int_equal(f->run.code, 2);
    report(f, "text", (const char *const[]){"--from", "yesterday", NULL});
    assert_int_equal(f->run.code, 2);
    report(f, "xlsx", NULL);
    assert_int_equal(f->run.code, 2);
    report(f, "text", (const char *const[]){"--site", "http://another.go.th", NULL});
    assert_int_equal(f->run.code, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_words, setup, teardown),   cmocka_unit_test_setup_teardown(for_programs, setup, teardown),
        cmocka_unit_test_setup_teardown(on_paper, setup, teardown),   cmocka_unit_test_setup_teardown(in_a_sheet, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_shown, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
