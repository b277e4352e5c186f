/* test_hub_page.c - the index page as agencies use it: written from one check, pasted into the site's own page, read by the next check as the index of the
 * year, every row of which leads to its evidence.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/check.h"
#include "../support/child.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/file.h"

static void copy_site(const char *folder)
{
    pid_t child = child_fork();
    if (child == 0) {
        (void)execlp("cp", "cp", "-r", "fixtures/demo/site/.", folder, (char *)NULL);
        _exit(127);
    }
    int status = 1;
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    assert_int_equal(status, 0);
}

static void scan(struct server *server, const char *db, struct check *ret_check)
{
    check_run((const char *const[]){"scan", server_url(server), NULL},
              (const char *const[]){"--fiscal-year", "2567", "--as-of", "2024-06-30", "--ocr", "off", "--db", db, NULL}, ret_check);
}

/* As a CMS does: its own head and title around what was pasted. */
static void paste(const char *site, const char *fragment)
{
    char *path = tmp_path(site, "ita/2567/index.html");
    struct buf page;
    buf_init(&page, 0);
    (void)buf_addf(&page, "<!DOCTYPE html><html lang=\"th\"><head><meta charset=\"utf-8\"><title>OIT</title></head><body><a href=\"/index.html\">หน้าแรก</a>"
                          "<div id=\"content\">%s</div></body></html>", fragment);
    assert_int_equal(file_write(path, buf_str(&page), NULL), OIT_OK);
    buf_done(&page);
    free(path);
}

static void a_pasted_page_is_the_index_of_the_year(void **state)
{
    char *folder = tmp_folder(), *db = tmp_path(folder, "db"), *site = tmp_path(folder, "site");
    struct program_run hub;
    struct check before, after;
    (void)state;
    assert_int_equal(file_make_dirs(site, NULL), OIT_OK);
    copy_site(site);
    struct server *server = server_start_dir(site, NULL);
    scan(server, db, &before);
    program_run((const char *const[]){"report", "--format", "hub", "--db", db, NULL}, NULL, &hub);
    assert_int_equal(hub.code, before.run.code);
    paste(site, hub.out.p);
    scan(server, db, &after);
    assert_true(after.report.n_indexes > 0 && after.report.indexes[0].is_used);
    assert_non_null(strstr(after.report.indexes[0].url, "/ita/2567/index.html"));
    size_t n_proved = 0;
    for (size_t i = 0; i < after.report.n_items; i++) {
        const struct oit_item *was = &before.report.items[i], *is = &after.report.items[i];
        assert_int_equal(is->status, was->status);
        enum oit_declared_state expected = was->status == OIT_PUBLISHED ? DECLARED_PROVED : was->status == OIT_PARTIAL ? DECLARED_INCOMPLETE : DECLARED_NOT_LISTED;
        if (is->declared.state != expected)
            fail_msg("%s: %s", is->code, oit_declared_name(is->declared.state));
        n_proved += expected == DECLARED_PROVED;
    }
    assert_int_equal(n_proved, 30);
    program_done(&hub);
    check_done(&before);
    check_done(&after);
    server_stop(server);
    free(site);
    free(db);
    tmp_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pasted_page_is_the_index_of_the_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
