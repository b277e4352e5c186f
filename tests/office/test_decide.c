/* test_decide.c - `oitcheck decide` and `oitcheck import` as officers use them: what is stored, told, taken back and refused.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "../support/check.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/file.h"
#include "base/mem.h"

#define MORE(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The demo agency, checked once; each test has a copy of its store. */
static char *shared_folder, *shared_db;

static int check_demo(void **state)
{
    (void)state;
    struct server *server = server_start_dir("fixtures/demo/site", NULL);
    struct check check;
    shared_folder = tmp_folder();
    shared_db = tmp_path(shared_folder, "demo.db");
    check_run(MORE("scan", server_url(server), "--db", shared_db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "off", "--render", "off"), NULL, &check);
    assert_int_equal(check.run.code, 1);
    check_done(&check);
    server_stop(server);
    return 0;
}

static int forget_demo(void **state)
{
    (void)state;
    free(shared_db);
    tmp_remove(shared_folder);
    return 0;
}

struct fixture {
    char *folder, *db;
    struct program_run run;
    json_t *json;
    bool has_run;
};

static void begin(struct fixture *f)
{
    struct buf bytes;
    buf_init(&bytes, 0);
    *f = (struct fixture){.folder = tmp_folder()};
    f->db = tmp_path(f->folder, "db");
    assert_int_equal(file_read(shared_db, &bytes, NULL), OIT_OK);
    assert_int_equal(file_write(f->db, buf_str(&bytes), NULL), OIT_OK);
    buf_done(&bytes);
}

static void done(struct fixture *f)
{
    if (f->has_run)
        program_done(&f->run);
    json_decref(f->json);
    free(f->db);
    tmp_remove(f->folder);
}

static void run(struct fixture *f, int code, const char *const *words)
{
    const char *arguments[24] = {NULL};
    size_t n = 0;
    for (; words[n] && n < 20; n++)
        arguments[n] = words[n];
    arguments[n++] = "--db";
    arguments[n++] = f->db;
    if (f->has_run)
        program_done(&f->run);
    program_run(arguments, NULL, &f->run);
    f->has_run = true;
    if (f->run.code != code)
        fail_msg("exit %d, want %d: %s%s", f->run.code, code, f->run.out.n ? f->run.out.p : "", f->run.err.n ? f->run.err.p : "");
}

static void said(const struct fixture *f, const char *text)
{
    if (str_find_c(buf_str(&f->run.out), text) == STR_NPOS && str_find_c(buf_str(&f->run.err), text) == STR_NPOS)
        fail_msg("'%s' is not in: %s%s", text, f->run.out.n ? f->run.out.p : "", f->run.err.n ? f->run.err.p : "");
}

/* The report as it is shown now. What officers add is not read back by report_parse, so the JSON itself is asked. */
static const json_t *report(struct fixture *f)
{
    json_decref(f->json);
    run(f, 1, MORE("report", "--format", "json"));
    f->json = json_loadb(f->run.out.p, f->run.out.n, 0, NULL);
    assert_non_null(f->json);
    return f->json;
}

static const json_t *item(struct fixture *f, const char *code)
{
    const json_t *items = json_object_get(report(f), "items");
    for (size_t i = 0; i < json_array_size(items); i++)
        if (strcmp(json_string_value(json_object_get(json_array_get(items, i), "code")), code) == 0)
            return json_array_get(items, i);
    fail_msg("no item %s", code);
    return NULL;
}

/* "" when nothing is said. */
static const char *word(struct fixture *f, const char *code, const char *field)
{
    const char *text = json_string_value(json_object_get(json_object_get(item(f, code), "officer"), field));
    return text ? text : "";
}

static double points(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

static char *sheet(const struct fixture *f, const char *name, const char *text)
{
    char *path = tmp_path(f->folder, name);
    assert_int_equal(file_write(path, str_from(text), NULL), OIT_OK);
    return path;
}

/* ---- decide ---- */

static void a_decision_stands_beside_the_raw_score(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    double raw = points(item(&f, "O16"), "score_low"), total = points(json_object_get(f.json, "score"), "low");
    run(&f, 0, MORE("decide", "O16", "รับ", "--note", "เห็นในที่ประชุม"));
    said(&f, "คะแนนหลังพิจารณา");
    assert_string_equal(word(&f, "O16", "decision"), "รับ");
    assert_string_equal(word(&f, "O16", "note"), "เห็นในที่ประชุม");
    assert_string_equal(word(&f, "O16", "decided"), "accept");
    double now = points(item(&f, "O16"), "score_low"), total_now = points(json_object_get(f.json, "score"), "low");
    assert_true(now <= raw && now >= raw); /* what the check found is not touched */
    assert_true(total_now <= total && total_now >= total);
    assert_true(points(json_object_get(f.json, "decided"), "low") > total);
    done(&f);
}

/* Counters and tokens change the bytes of a page with every visit: a decision rests on its text. */
static void a_decision_rests_on_what_a_page_says(void **state)
{
    (void)state;
    struct fixture f;
    size_t n_pages = 0, n_files = 0;
    begin(&f);
    const json_t *items = json_object_get(report(&f), "items");
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *best = json_array_get(json_object_get(json_array_get(items, i), "evidence"), 0);
        const char *print = json_string_value(json_object_get(best, "fingerprint")), *sha256 = json_string_value(json_object_get(best, "sha256"));
        bool is_page = best && strcmp(json_string_value(json_object_get(best, "kind")), "html") == 0;
        if (!best)
            continue;
        assert_non_null(print);
        assert_true(is_page ? strncmp(print, "text-", 5) == 0 : strcmp(print, sha256) == 0);
        n_pages += is_page;
        n_files += !is_page;
    }
    assert_true(n_pages > 3 && n_files > 3);
    done(&f);
}

static void several_items_and_thai_digits(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    run(&f, 0, MORE("decide", "O1,o-2", "ข้อ", "๓", "not-applicable"));
    assert_string_equal(word(&f, "O1", "decided"), "not-applicable");
    assert_string_equal(word(&f, "O2", "decided"), "not-applicable");
    assert_string_equal(word(&f, "O3", "decided"), "not-applicable");
    assert_string_equal(word(&f, "O4", "decision"), "");
    done(&f);
}

static void a_decision_is_taken_back(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    run(&f, 0, MORE("decide", "O16", "ไม่รับ"));
    run(&f, 0, MORE("decide", "O16", "ยกเลิก"));
    said(&f, "เอาคำนี้คืน");
    assert_string_equal(word(&f, "O16", "decision"), "");
    done(&f);
}

static void an_owner_alone(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    run(&f, 0, MORE("decide", "16", "--owner", "กองคลัง"));
    assert_string_equal(word(&f, "O16", "owner"), "กองคลัง");
    run(&f, 0, MORE("decide"));
    said(&f, "กองคลัง");
    done(&f);
}

static void a_dry_run_stores_nothing(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    run(&f, 0, MORE("decide", "O16", "รับ", "--dry-run"));
    assert_string_equal(word(&f, "O16", "decision"), "");
    done(&f);
}

static void wrong_words_are_refused(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    run(&f, 2, MORE("decide", "O99", "รับ"));
    said(&f, "O99");
    run(&f, 2, MORE("decide", "O1", "น่าจะได้"));
    said(&f, "ไม่ใช้กับหน่วยงาน");
    run(&f, 2, MORE("decide", "O1"));
    assert_string_equal(word(&f, "O1", "decision"), "");
    done(&f);
}

/* ---- import ---- */

static void a_list_of_owners_is_imported_once(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    char *path = sheet(&f, "รายชื่อ.csv", "ข้อ,ผู้รับผิดชอบ\nO1,กองกลาง\nข้อ ๑๖,กองคลัง\n");
    run(&f, 0, MORE("import", path, "--dry-run"));
    said(&f, "O16 ผู้รับผิดชอบ: กองคลัง");
    assert_string_equal(word(&f, "O16", "owner"), "");
    run(&f, 0, MORE("import", path));
    said(&f, "บันทึกแล้ว 2 คำ");
    assert_string_equal(word(&f, "O16", "owner"), "กองคลัง");
    run(&f, 0, MORE("import", path));
    said(&f, "ไม่มีคำใด");
    free(path);
    done(&f);
}

/* What is no sheet of ours is never half a sheet of ours. */
static void odd_sheets_are_told_apart(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    char *marks = sheet(&f, "ต่อกัน.csv", "\xEF\xBB\xBFบัญชี,,\n\xEF\xBB\xBFข้อ,ผู้รับผิดชอบ,\n\xEF\xBB\xBFO1,กองกลาง,\n");
    run(&f, 0, MORE("import", marks));
    assert_string_equal(word(&f, "O1", "owner"), "กองกลาง");
    char *numbers = sheet(&f, "numbers.csv", "a,b\n1,2\n2,๓\n");
    run(&f, 2, MORE("import", numbers));
    said(&f, "ไม่พบหัวตาราง");
    assert_null(strstr(f.run.out.p, "(null)"));
    struct buf rows;
    buf_init(&rows, 0);
    (void)buf_add_c(&rows, "ข้อ,ผู้รับผิดชอบ\n");
    for (int i = 0; i < 101000; i++)
        (void)buf_add_c(&rows, "O1,ก\n");
    char *large = sheet(&f, "large.csv", rows.p);
    run(&f, 2, MORE("import", large));
    assert_non_null(strstr(f.run.err.p, "ใหญ่เกิน"));
    buf_done(&rows);
    free(marks);
    free(numbers);
    free(large);
    done(&f);
}

static void one_wrong_cell_and_nothing_is_taken(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    char *path = sheet(&f, "a.csv", "ข้อ,ผู้รับผิดชอบ,ผลพิจารณา\nO1,กองกลาง,รับ\nO2,กองคลัง,อาจจะ\nO77,กองคลัง,\n");
    run(&f, 2, MORE("import", path));
    said(&f, "แถว 3 คอลัมน์ C");
    said(&f, "แถว 4 คอลัมน์ A");
    assert_string_equal(word(&f, "O1", "owner"), "");
    free(path);
    path = sheet(&f, "b.csv", "เรียน,ทุกกอง\nขอให้,ส่งงาน\n"); /* no place to name */
    run(&f, 2, MORE("import", path));
    said(&f, "\n  ไม่พบหัวตาราง");
    run(&f, 2, MORE("import"));
    run(&f, 2, MORE("import", "/nowhere/itas.xlsx"));
    free(path);
    done(&f);
}

/* The profile's words stand in the white cells too. Emptying one cannot change the profile: that is said, and nothing is claimed to be stored. */
static void a_word_of_the_profile_is_taken_back_in_the_profile(void **state)
{
    (void)state;
    struct fixture f;
    struct buf text;
    begin(&f);
    buf_init(&text, 0);
    (void)buf_addf(&text, "site: %s\nitems:\n  O3:\n    owner: กองจากโปรไฟล์\n", json_string_value(json_object_get(json_object_get(report(&f), "site"), "url")));
    char *profile = sheet(&f, "agency.yaml", text.p);
    char *cleared = sheet(&f, "a.csv", "ข้อ,ผู้รับผิดชอบ,ผู้ประสาน,กำหนดส่งภายใน,URL ที่จะกรอก,คำอธิบาย,ผลพิจารณา,หมายเหตุ\nO3,,,,,,,\n");
    run(&f, 0, MORE("import", cleared, "--profile", profile));
    said(&f, "agency.yaml");
    said(&f, "ไม่มีคำใดเปลี่ยน");
    char *renamed = sheet(&f, "b.csv", "ข้อ,ผู้รับผิดชอบ\nO3,กองใหม่\n");
    run(&f, 0, MORE("import", renamed, "--profile", profile));
    assert_string_equal(word(&f, "O3", "owner"), "กองใหม่"); /* newer than the profile */
    run(&f, 0, MORE("import", cleared, "--profile", profile));
    assert_string_equal(word(&f, "O3", "owner"), "");
    run(&f, 0, MORE("decide", "--profile", profile));
    said(&f, "กองจากโปรไฟล์");
    free(profile);
    free(cleared);
    free(renamed);
    buf_done(&text);
    done(&f);
}

static void the_workbook_goes_round(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    run(&f, 0, MORE("decide", "O16", "รับ", "--note", "=1+1\nบรรทัดสอง ", "--owner", "กองคลัง"));
    run(&f, 1, MORE("report", "--format", "xlsx"));
    char *path = tmp_path(f.folder, "itas.xlsx");
    assert_int_equal(file_write(path, buf_str(&f.run.out), NULL), OIT_OK);
    run(&f, 0, MORE("import", path));
    said(&f, "ไม่มีคำใด");
    struct buf bytes; /* into a store that knows nothing */
    buf_init(&bytes, 0);
    assert_int_equal(file_read(shared_db, &bytes, NULL), OIT_OK);
    assert_int_equal(file_write(f.db, buf_str(&bytes), NULL), OIT_OK);
    buf_done(&bytes);
    run(&f, 0, MORE("import", path));
    assert_string_equal(word(&f, "O16", "note"), "=1+1\nบรรทัดสอง ");
    assert_string_equal(word(&f, "O16", "owner"), "กองคลัง");
    assert_string_equal(word(&f, "O16", "decided"), "accept");
    free(path);
    done(&f);
}

/* The newest run is of the next year: who pins a year, in the profile or by an option, works in that year; and where there is none of it, nothing is
 * written into another. */
static void words_go_into_the_year_that_was_asked_for(void **state)
{
    (void)state;
    struct server *server = server_start_dir("fixtures/demo/site", NULL);
    struct fixture f = {.folder = tmp_folder()};
    f.db = tmp_path(f.folder, "db");
    struct program_run next, decided, refused, listed, judged;
    program_run(MORE("scan", server_url(server), "--db", f.db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "off", "--render", "off", "--rate", "0"), NULL, &next);
    program_done(&next);
    program_run(MORE("scan", server_url(server), "--db", f.db, "--fiscal-year", "2568", "--as-of", "2025-01-30", "--ocr", "off", "--render", "off", "--rate", "0"), NULL, &next);
    assert_int_equal(next.code, 1);
    program_run(MORE("decide", "O34", "รับ", "--db", f.db, "--fiscal-year", "2567"), NULL, &decided); /* 2568 has 28 items */
    assert_int_equal(decided.code, 0);
    assert_non_null(strstr(decided.out.p, "2567"));
    program_run(MORE("decide", "O1", "รับ", "--db", f.db, "--fiscal-year", "2566"), NULL, &refused);
    assert_int_equal(refused.code, 2);
    assert_non_null(strstr(refused.err.p, "2566"));
    program_run(MORE("decide", "--db", f.db), NULL, &listed);
    assert_int_equal(listed.code, 0);
    assert_null(strstr(listed.out.p, "O34"));
    /* and judging again keeps the run's year with that year's rules */
    program_run(MORE("assess", "--db", f.db, "--format", "json"), NULL, &judged);
    json_t *json = json_loads(judged.out.p, 0, NULL);
    assert_int_equal(json_integer_value(json_object_get(json, "fiscal_year_be")), 2568);
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "rules"), "scheme")), "2568");
    json_decref(json);
    program_done(&next);
    program_done(&decided);
    program_done(&refused);
    program_done(&listed);
    program_done(&judged);
    done(&f);
    server_stop(server);
}

/* The sheet was made when the check had found another document: whoever filled it has not seen today's. */
static void a_sheet_of_before_decides_on_what_it_shows(void **state)
{
    (void)state;
    struct fixture f;
    struct buf sheet, bytes;
    begin(&f);
    buf_init(&sheet, 0);
    buf_init(&bytes, 0);
    run(&f, 0, MORE("decide", "O1", "O3", "O4", "รับ"));
    run(&f, 0, MORE("decide", "O4", "ไม่ใช้กับหน่วยงาน"));
    run(&f, 1, MORE("report", "--format", "csv"));
    struct str all = buf_str(&f.run.out);
    static const char *const rows[] = {"\r\nO1,", "\r\nO4,"};
    for (size_t i = 0; i < 2; i++) {
        size_t row = str_find_c(all, rows[i]), at = str_find_c(str_from_pos(all, row), "http://") + row + 7;
        assert_true(row < all.n && at < all.n);
        (void)buf_add_str(&sheet, str_sub(all, 0, at));
        (void)buf_add_c(&sheet, "www.before.example/");
        all = str_from_pos(all, at);
    }
    (void)buf_add_str(&sheet, all);
    char *path = tmp_path(f.folder, "old.csv");
    assert_int_equal(file_write(path, buf_str(&sheet), NULL), OIT_OK);
    assert_int_equal(file_read(shared_db, &bytes, NULL), OIT_OK);
    assert_int_equal(file_write(f.db, buf_str(&bytes), NULL), OIT_OK);
    run(&f, 0, MORE("import", path));
    said(&f, "oitcheck decide O1 รับ");
    assert_null(strstr(f.run.out.p, "oitcheck decide O3"));
    assert_null(strstr(f.run.out.p, "oitcheck decide O4"));
    static const struct { const char *code; bool is_outdated; } expected[] = {{"O1", true}, {"O3", false}, {"O4", false}};
    const json_t *items = json_object_get(report(&f), "items");
    for (size_t i = 0; i < json_array_size(items); i++)
        for (size_t k = 0; k < 3; k++)
            if (strcmp(json_string_value(json_object_get(json_array_get(items, i), "code")), expected[k].code) == 0)
                assert_int_equal(json_is_true(json_object_get(json_object_get(json_array_get(items, i), "officer"), "is_outdated")), expected[k].is_outdated);
    run(&f, 0, MORE("decide", "O1", "รับ")); /* seen and confirmed */
    assert_true(json_is_false(json_object_get(json_object_get(json_array_get(json_object_get(report(&f), "items"), 0), "officer"), "is_outdated")));
    buf_done(&sheet);
    buf_done(&bytes);
    free(path);
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_decision_stands_beside_the_raw_score),
        cmocka_unit_test(a_decision_rests_on_what_a_page_says),
        cmocka_unit_test(several_items_and_thai_digits),
        cmocka_unit_test(a_decision_is_taken_back),
        cmocka_unit_test(an_owner_alone),
        cmocka_unit_test(a_dry_run_stores_nothing),
        cmocka_unit_test(wrong_words_are_refused),
        cmocka_unit_test(a_list_of_owners_is_imported_once),
        cmocka_unit_test(odd_sheets_are_told_apart),
        cmocka_unit_test(one_wrong_cell_and_nothing_is_taken),
        cmocka_unit_test(a_word_of_the_profile_is_taken_back_in_the_profile),
        cmocka_unit_test(the_workbook_goes_round),
        cmocka_unit_test(words_go_into_the_year_that_was_asked_for),
        cmocka_unit_test(a_sheet_of_before_decides_on_what_it_shows),
    };
    return cmocka_run_group_tests(tests, check_demo, forget_demo);
}
