/* test_bad_input.c - each kind of bad input has its exit code and one clear sentence in Thai and English that says what to do.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"

enum { MAX_ARGUMENTS = 16 };

static char *folder;

static int make_folder(void **state)
{
    (void)state;
    folder = tmp_folder();
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    tmp_remove(folder);
    return 0;
}

static bool has_thai(struct str s)
{
    return str_find_c(s, "\xe0\xb8") != STR_NPOS;
}

static void expect(const char *const *arguments, int code, const char *en)
{
    struct program_run run;
    program_run(arguments, NULL, &run);
    if (run.code != code || str_find_c(buf_str(&run.err), en) == STR_NPOS || !has_thai(buf_str(&run.err)))
        fail_msg("%s %s: exit %d (wanted %d), said: %s", arguments[0], arguments[1] ? arguments[1] : "", run.code, code, buf_str(&run.err).p);
    program_done(&run);
}

static void wrong_usage_is_exit_2(void **state)
{
    (void)state;
    expect((const char *const[]){"scan", "http://127.0.0.1/", "--max-page", "3", NULL}, 2, "did you mean --max-pages?");
    expect((const char *const[]){"scna", NULL}, 2, "did you mean 'scan'?");
    expect((const char *const[]){"scan", NULL}, 2, "name one web address");
    expect((const char *const[]){"scan", "ht!tp://[", NULL}, 2, "is not a web address");
    expect((const char *const[]){"scan", "ftp://www.example.go.th/", NULL}, 2, "is not a web address");
    expect((const char *const[]){"scan", "http://127.0.0.1/", "--as-of", "yesterday", NULL}, 2, "cannot read the date");
    expect((const char *const[]){"report", "--as-of", "29/2/2566", NULL}, 2, "cannot read the date"); /* not shown as of another day */
    expect((const char *const[]){"scan", "http://127.0.0.1/", "--timeout", "soon", NULL}, 2, "bad value for --timeout");
    expect((const char *const[]){"report", "--format", "docx", NULL}, 2, "text json csv html");
    expect((const char *const[]){"report", "--db", "no/such/store.db", NULL}, 2, "there is no store");
    expect((const char *const[]){"explain", "O99", NULL}, 2, "there is no item");
    expect((const char *const[]){"classify", "no-such-file.pdf", NULL}, 2, "no-such-file.pdf");
}

static void bad_rule_file_is_exit_2_with_its_line(void **state)
{
    (void)state;
    char *rules = tmp_path(folder, "rules");
    assert_int_equal(file_make_dirs(rules, NULL), OIT_OK);
    char *path = tmp_path(rules, "scheme.yaml");
    assert_int_equal(file_write(path, STR_LIT("id: \"1\"\ngrops: []\n"), NULL), OIT_OK);
    expect((const char *const[]){"scan", "http://127.0.0.1/", "--rules", rules, NULL}, 2, "scheme.yaml:2:");
    expect((const char *const[]){"scan", "http://127.0.0.1/", "--rules", "no/such/folder", NULL}, 2, "no/such/folder");
    free(path);
    free(rules);
}

static void expect_start(const char *scenario, const struct server_file *files, int code, const char *en)
{
    struct server *server = server_start_files(files, scenario);
    char *db = tmp_path(folder, "db");
    expect((const char *const[]){"scan", server_url(server), "--db", db, "--rate", "0", "--timeout", "300ms", "--quiet", "--fiscal-year", "2567", NULL}, code, en);
    free(db);
    server_stop(server);
}

static void failing_start_page_is_exit_4(void **state)
{
    (void)state;
    static const struct server_file home[] = {{"index.html", "<title>x</title><p>hello"}, {NULL, NULL}};
    expect_start("/ status=403\n", home, 4, "http-403");
    expect_start("/ status=500\n", home, 4, "http-500");
    expect_start("/ hang\n", home, 4, "timeout");
    expect_start(NULL, NULL, 4, "http-404");
    char *db = tmp_path(folder, "db");
    expect((const char *const[]){"scan", "http://no-such-host.invalid/", "--db", db, "--timeout", "2s", "--quiet", NULL}, 4, "dns");
    free(db);
}

static void unwritable_store_is_exit_6(void **state)
{
    (void)state;
    expect((const char *const[]){"scan", "http://127.0.0.1/", "--db", "/proc/no/such/db", NULL}, 6, "/proc/no");
}

static void site_of_one_page_is_judged(void **state)
{
    (void)state;
    static const struct server_file home[] = {{"index.html", "<title>x</title><p>hello"}, {NULL, NULL}};
    struct server *server = server_start_files(home, NULL);
    char *db = tmp_path(folder, "db");
    struct program_run run;
    program_run((const char *const[]){"scan", server_url(server), "--db", db, "--rate", "0", "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL},
                NULL, &run);
    assert_int_equal(run.code, 1);
    assert_true(str_find_c(buf_str(&run.out), "ไม่พบ") != STR_NPOS);
    program_done(&run);
    free(db);
    server_stop(server);
}

static void site_of_one_pdf_is_judged(void **state)
{
    (void)state;
    struct server *server = server_start_dir("fixtures/demo/site/download/plan", "/ redirect=/action67.pdf\n");
    char *db = tmp_path(folder, "db");
    struct program_run run;
    program_run((const char *const[]){"scan", server_url(server), "--db", db, "--rate", "0", "--fiscal-year", "2567", "--as-of", "2024-06-30", NULL},
                NULL, &run);
    assert_int_equal(run.code, 1);
    program_done(&run);
    free(db);
    server_stop(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_usage_is_exit_2),      cmocka_unit_test(bad_rule_file_is_exit_2_with_its_line),
        cmocka_unit_test(failing_start_page_is_exit_4), cmocka_unit_test(unwritable_store_is_exit_6),
        cmocka_unit_test(site_of_one_page_is_judged), cmocka_unit_test(site_of_one_pdf_is_judged),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
