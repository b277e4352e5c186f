/* test_assess.c - the loop that rule writers live in: a changed rule gives with `assess` the items that a fresh scan with it would give, without the
 * network; an agency's overlay adds a name and changes a verdict; a scheme of another kind is only other data.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <glob.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/store.h"
#include "../support/check.h"
#include "../support/schema.h"
#include "../support/server.h"
#include "../support/tmp.h"

#define MORE(...) ((const char *const[]){__VA_ARGS__, NULL})
#define YEAR "--fiscal-year", "2567", "--as-of", "2024-06-30"

struct fixture {
    char *folder, *rules, *db, *fresh_db;
    struct server *server;
};

static void copy_folder(const char *from, const char *to)
{
    glob_t found;
    char pattern[256];
    (void)snprintf(pattern, sizeof pattern, "%s/*.yaml", from);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    assert_int_equal(file_make_dirs(to, NULL), OIT_OK);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct buf bytes;
        buf_init(&bytes, 0);
        char *path = tmp_path(to, strrchr(found.gl_pathv[i], '/') + 1);
        assert_int_equal(file_read(found.gl_pathv[i], &bytes, NULL), OIT_OK);
        assert_int_equal(file_write(path, buf_str(&bytes), NULL), OIT_OK);
        free(path);
        buf_done(&bytes);
    }
    globfree(&found);
}

static int setup(void **state)
{
    struct fixture *f = mem_alloc(sizeof *f);
    f->folder = tmp_folder();
    f->db = tmp_path(f->folder, "db");
    f->fresh_db = tmp_path(f->folder, "fresh");
    f->rules = tmp_path(f->folder, "rules/2567");
    char *common = tmp_path(f->folder, "rules/common");
    copy_folder("rules/2567", f->rules);
    copy_folder("rules/common", common);
    free(common);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    server_stop(f->server);
    free(f->db);
    free(f->fresh_db);
    free(f->rules);
    tmp_remove(f->folder);
    free(f);
    return 0;
}

/* In a copied rule file: the first line with `old` behind `anchor` becomes `new`, from `old` on. */
static void edit(const struct fixture *f, const char *file, const char *anchor, const char *old, const char *new)
{
    char *path = tmp_path(f->rules, file);
    struct buf bytes, changed;
    buf_init(&bytes, 0);
    buf_init(&changed, 0);
    assert_int_equal(file_read(path, &bytes, NULL), OIT_OK);
    struct str text = buf_str(&bytes);
    size_t from = str_find_c(text, anchor);
    size_t at = from == STR_NPOS ? STR_NPOS : str_find_c(str_from_pos(text, from), old);
    if (at == STR_NPOS)
        fail_msg("%s has no '%s'", file, old);
    at += from;
    (void)buf_add_str(&changed, str_sub(text, 0, at));
    (void)buf_add_c(&changed, new);
    (void)buf_add_str(&changed, str_from_pos(text, at + str_chr(str_from_pos(text, at), '\n')));
    assert_int_equal(file_write(path, buf_str(&changed), NULL), OIT_OK);
    buf_done(&changed);
    buf_done(&bytes);
    free(path);
}

static void changed_rules_judge_as_a_fresh_scan_would(void **state)
{
    static const struct {
        const char *what, *item, *file, *anchor, *old, *new;
        enum oit_status before, after;
    } rows[] = {
        {"a phrase", "O7", "O07.yaml", "id: strategies", "any: [", "any: [คำที่ไม่มีในเอกสารใด]", OIT_PUBLISHED, OIT_PARTIAL},
        {"an element", "O32", "O32.yaml", "\nelements:", "elements:",
         "elements:\n  - id: vow\n    text: {th: คำปฏิญาณ, en: a vow}\n    required: \"yes\"\n    assumed: \"no\"\n    in: [text]\n    any: [คำปฏิญาณของหน่วยงาน]",
         OIT_PUBLISHED, OIT_PARTIAL},
        {"a period", "O9", "O09.yaml", "\naccept:", "accept:", "accept: [current]", OIT_PUBLISHED, OIT_MISSING},
    };
    struct fixture *f = *state;
    f->server = server_start_dir("fixtures/demo/site", NULL);
    struct check old, judged, fresh;
    check_run(MORE("scan", server_url(f->server), "--db", f->db, YEAR), NULL, &old);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(check_item(&old, rows[i].item)->status, rows[i].before);
        edit(f, rows[i].file, rows[i].anchor, rows[i].old, rows[i].new);
    }
    size_t n_before = 0, n_after = 0;
    (void)server_requests(f->server, &n_before);
    check_run(MORE("assess", "--db", f->db, "--rules", f->rules, YEAR), NULL, &judged);
    (void)server_requests(f->server, &n_after);
    assert_int_equal(n_before, n_after);
    check_run(MORE("scan", server_url(f->server), "--db", f->fresh_db, "--rules", f->rules, YEAR), NULL, &fresh);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (check_item(&judged, rows[i].item)->status != rows[i].after)
            fail_msg("%s: %s is %s (%s)", rows[i].what, rows[i].item, oit_status_name(check_item(&judged, rows[i].item)->status),
                     buf_str(&judged.run.err).p);
    assert_true(check_items(&fresh).n > 0);
    assert_true(str_eq(check_items(&judged), check_items(&fresh)));
    check_done(&old);
    check_done(&judged);
    check_done(&fresh);
}

struct ageing {
    struct store *store;
    char *urls[300];
    size_t n;
};

static bool note_content(void *context, const struct store_visit *visit)
{
    struct ageing *a = context;
    if (visit->has_content && a->n < sizeof a->urls / sizeof *a->urls)
        a->urls[a->n++] = mem_text(visit->url);
    return true;
}

/* A newer version of the program packs findings otherwise: the old ones are made again, nothing becomes unreadable. */
static void findings_of_an_older_version_are_made_again(void **state)
{
    struct fixture *f = *state;
    f->server = server_start_dir("fixtures/demo/site", NULL);
    struct check old, again;
    struct arena arena;
    struct ageing ageing = {.n = 0};
    struct store_run run;
    bool found = false;
    check_run(MORE("scan", server_url(f->server), "--db", f->db, YEAR), NULL, &old);
    arena_init(&arena);
    assert_int_equal(store_open(f->db, &ageing.store, NULL), OIT_OK);
    assert_int_equal(store_run_find(ageing.store, NULL, NULL, &arena, &found, &run, NULL), OIT_OK);
    assert_true(found);
    assert_int_equal(store_visits(ageing.store, run.row, 0, note_content, &ageing, NULL), OIT_OK);
    assert_true(ageing.n > 50);
    for (size_t i = 0; i < ageing.n; i++) {
        assert_int_equal(store_findings_put(ageing.store, run.row, str_from(ageing.urls[i]), STR_LIT("\x7fpacked by another version"), run.rules_sha256, NULL),
                         OIT_OK);
        free(ageing.urls[i]);
    }
    store_close(ageing.store);
    check_run(MORE("assess", "--db", f->db, YEAR), NULL, &again);
    assert_true(check_items(&old).n > 0);
    assert_true(str_eq(check_items(&old), check_items(&again)));
    arena_done(&arena);
    check_done(&old);
    check_done(&again);
}

static void overlay_adds_a_name(void **state)
{
    static const struct server_file files[] = {
        {"index.html", "<meta charset=utf-8><title>สำนักงานตัวอย่าง</title><a href=c.html>เข็มทิศสุจริต ประจำปีงบประมาณ พ.ศ. 2567</a>"},
        {"c.html", "<meta charset=utf-8><title>เข็มทิศสุจริต ประจำปีงบประมาณ พ.ศ. 2567</title><h1>เข็มทิศสุจริต ประจำปีงบประมาณ พ.ศ. 2567</h1>"
                   "<table><tr><th>โครงการ/กิจกรรม<th>งบประมาณ (บาท)<th>ระยะเวลาดำเนินการ</tr>"
                   "<tr><td>โครงการอบรมสร้างความรู้แก่เจ้าหน้าที่<td>20,000<td>ม.ค. - มี.ค. 2567</tr></table>"},
        {NULL, NULL}};
    struct fixture *f = *state;
    f->server = server_start_files(files, NULL);
    char *local = tmp_path(f->folder, "local"), *path = tmp_path(f->folder, "local/O32.yaml");
    assert_int_equal(file_make_dirs(local, NULL), OIT_OK);
    assert_int_equal(file_write(path, STR_LIT("code: O32\nnames:\n  variants: [เข็มทิศสุจริต]\n"), NULL), OIT_OK);
    struct check check;
    check_run(MORE("scan", server_url(f->server), "--db", f->db, YEAR), NULL, &check);
    assert_int_equal(check_item(&check, "O32")->status, OIT_MISSING);
    check_done(&check);
    check_run(MORE("assess", "--db", f->db, YEAR), MORE("--rules-local", local), &check);
    if (check_item(&check, "O32")->status != OIT_PUBLISHED)
        fail_msg("O32 is %s: %s", oit_status_name(check_item(&check, "O32")->status), check_item(&check, "O32")->label.th);
    check_done(&check);
    free(path);
    free(local);
}

/* Three levels, weights, Latin script, Gregorian years (tests/rules/schemes). */
static void another_scheme_is_only_other_data(void **state)
{
    static const char *const schemes[] = {"tests/rules/schemes/small", "tests/rules/schemes/demo-latin"};
    static const struct server_file files[] = {{"index.html", "<title>Agency</title><a href=plan.html>Annual plan 2024</a>"},
                                               {"plan.html", "<title>Annual plan 2024</title><h1>Annual plan 2024</h1><p>Budget"}, {NULL, NULL}};
    struct fixture *f = *state;
    f->server = server_start_files(files, NULL);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        struct check check;
        char message[300] = "";
        check_run(MORE("scan", server_url(f->server), "--db", f->db, YEAR), MORE("--rules", schemes[i]), &check);
        if (!json_schema_check("schema/report-1.schema.json", buf_str(&check.run.out), message, sizeof message))
            fail_msg("%s: %s (exit %d, said: %s)", schemes[i], message, check.run.code, buf_str(&check.run.err).p);
        assert_true(check.report.n_items > 0 && check.report.n_items < 35);
        check_done(&check);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(changed_rules_judge_as_a_fresh_scan_would, setup, teardown),
        cmocka_unit_test_setup_teardown(findings_of_an_older_version_are_made_again, setup, teardown),
        cmocka_unit_test_setup_teardown(overlay_adds_a_name, setup, teardown),
        cmocka_unit_test_setup_teardown(another_scheme_is_only_other_data, setup, teardown),
    };
    return cmocka_run_group_tests_name("assess", tests, NULL, NULL);
}
