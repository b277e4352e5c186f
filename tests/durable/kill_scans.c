/* kill_scans.c - a check that is killed while it reads scans, or judges, has read the site: --resume reads on from the store and asks the site for nothing.
 * Reading scans takes its time: `make kill9` runs this, `make test` does not.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "../support/check.h"
#include "../support/server.h"
#include "../support/tmp.h"

/* -1: not there yet. */
static int64_t ask(const char *db, const char *sql)
{
    sqlite3 *handle = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t value = -1;
    if (sqlite3_open_v2(db, &handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    (void)sqlite3_close(handle);
    return value;
}

static void killed_among_its_scans_reads_on_from_the_store(void **state)
{
    (void)state;
    static const char *const moments[] = {
        "SELECT count(*) FROM run WHERE complete = 1 AND finished = 0", /* crawled, not judged */
        "SELECT count(*) FROM reading",                                 /* a first scan was read */
    };
    char *folder = tmp_folder();
    struct server *server = server_start_dir("fixtures/sites/all-scans", NULL);
    char *db = tmp_path(folder, "whole");
    const char *words[] = {"scan", server_url(server), "--db", db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "auto", NULL};
    struct check whole;
    check_run(words, NULL, &whole);
    assert_true(whole.report.run.complete && whole.report.run.ocr_pages > 0);
    free(db);
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        struct check resumed;
        size_t n = 0;
        db = tmp_path(folder, i ? "second" : "first");
        words[3] = db;
        pid_t child = program_start((const char *const[]){"scan", words[1], "--db", db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "auto", "--rate", "0", "--quiet", NULL});
        const struct timespec moment = {.tv_nsec = 10000000};
        for (int k = 0; k < 3000 && ask(db, moments[i]) < 1; k++)
            (void)nanosleep(&moment, NULL);
        assert_int_equal(program_stop(child, SIGKILL), -1);
        (void)server_requests(server, &n);
        check_run(words, (const char *const[]){"--resume", NULL}, &resumed);
        assert_int_equal(resumed.run.code, whole.run.code);
        assert_true(str_eq(check_items(&resumed), check_items(&whole)));
        assert_int_equal(resumed.report.run.ocr_pages, whole.report.run.ocr_pages);
        assert_int_equal(resumed.report.run.fetched, whole.report.run.fetched);
        size_t n_after = 0;
        (void)server_requests(server, &n_after);
        assert_int_equal(n_after, n);
        check_done(&resumed);
        free(db);
    }
    check_done(&whole);
    server_stop(server);
    tmp_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(killed_among_its_scans_reads_on_from_the_store)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
