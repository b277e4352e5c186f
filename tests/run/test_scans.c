/* test_scans.c - a run whose evidence is scanned: read once and kept by the hash of its bytes, judged again without the reader, left alone when asked,
 * and told apart from what was never read.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "../support/check.h"
#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"

#define MORE(...) ((const char *const[]){__VA_ARGS__, NULL})
#define YEAR "--fiscal-year", "2567", "--as-of", "2024-06-30"

struct fixture {
    char *folder, *db, *tools, *path;
    struct server *server;
};

static int setup(void **state)
{
    struct fixture *f = mem_alloc(sizeof *f);
    f->folder = tmp_folder();
    f->db = tmp_path(f->folder, "db");
    f->tools = tmp_path(f->folder, "tools");
    f->path = mem_text(str_from(getenv("PATH")));
    f->server = server_start_dir("fixtures/sites/all-scans", NULL);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    (void)setenv("PATH", f->path, 1);
    server_stop(f->server);
    free(f->db);
    free(f->tools);
    free(f->path);
    tmp_remove(f->folder);
    free(f);
    return 0;
}

/* A computer without tesseract. */
static void hide_reader(const struct fixture *f)
{
    static const char *const names[] = {"pdfinfo", "pdftotext", "pdftoppm", "pdfdetach"};
    assert_int_equal(file_make_dirs(f->tools, NULL), OIT_OK);
    assert_int_equal(chmod(f->folder, 0755) | chmod(f->tools, 0755), 0); /* started as root, programs run as nobody */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf from;
        buf_init(&from, 0);
        (void)buf_addf(&from, "/usr/bin/%s", names[i]);
        char *to = tmp_path(f->tools, names[i]);
        assert_int_equal(symlink(from.p, to), 0);
        free(to);
        buf_done(&from);
    }
    (void)setenv("PATH", f->tools, 1);
}

static void scan(const struct fixture *f, const char *ocr, struct check *check)
{
    check_run(MORE("scan", server_url(f->server)), MORE(YEAR, "--db", f->db, "--ocr", ocr), check);
}

static void expect_unknown(const struct check *check, const char *code, enum oit_reason reason)
{
    const struct oit_item *item = check_item(check, code);
    assert_int_equal(item->status, OIT_UNKNOWN);
    assert_true(check_has_reason(item, reason));
}

static void a_scan_is_read_once(void **state)
{
    const struct fixture *f = *state;
    struct check first, second, again;
    scan(f, "auto", &first);
    const struct oit_item *item = check_item(&first, "O25");
    assert_int_equal(item->status, OIT_PUBLISHED);
    assert_string_equal(item->evidence[0].text_source, "ocr");
    assert_true(item->evidence[0].confidence < 0.98);
    assert_int_equal(first.report.run.ocr_pages, 11);
    hide_reader(f); /* what follows cannot read a picture */
    scan(f, "auto", &second);
    assert_string_equal(arena_text(&first.arena, check_items(&first)), arena_text(&second.arena, check_items(&second)));
    assert_int_equal(second.report.run.ocr_pages, 11);
    check_run(MORE("assess"), MORE(YEAR, "--db", f->db), &again);
    assert_string_equal(arena_text(&first.arena, check_items(&first)), arena_text(&again.arena, check_items(&again)));
    struct program_run explained;
    program_run(MORE("explain", "O25", YEAR, "--db", f->db), NULL, &explained);
    assert_non_null(strstr(explained.out.p, "อ่านจากภาพสแกน")); /* its quotes may be misread */
    program_done(&explained);
    check_done(&first);
    check_done(&second);
    check_done(&again);
}

static void a_scan_nobody_reads_is_unknown(void **state)
{
    const struct fixture *f = *state;
    struct check off, missing;
    scan(f, "off", &off);
    assert_int_equal(off.report.run.ocr_pages, 0);
    expect_unknown(&off, "O18", REASON_NO_TEXT);
    expect_unknown(&off, "O32", REASON_NO_TEXT);
    check_done(&off);
    hide_reader(f);
    check_run(MORE("assess"), MORE(YEAR, "--db", f->db), &missing);
    expect_unknown(&missing, "O18", REASON_NO_TEXT);
    assert_true(check_said(&missing, "tesseract"));
    check_done(&missing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_scan_is_read_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_scan_nobody_reads_is_unknown, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
