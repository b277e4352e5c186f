/* test_hostile.c - no hostile file changes another item's verdict: the same site is scanned with its hostile files (index.html) and without them
 * (good.html), and every item that no hostile file is linked for must come out the same. What becomes of the others stands in the site's expected.tsv.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/check.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/file.h"

#define SITE "fixtures/sites/hostile-files"

static void scan(struct server *server, const char *start, struct check *ret_check)
{
    char *folder = tmp_folder(), *db = tmp_path(folder, "db");
    check_run((const char *const[]){"scan", server_link(server, start), "--db", db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--max-size", "2M", NULL}, NULL, ret_check);
    free(db);
    tmp_remove(folder);
}

/* The items that expected.tsv says something bad of. */
static bool is_attacked(struct str table, const char *code)
{
    while (table.p) {
        struct str line = str_cut(&table, '\n'), item = str_cut(&line, '\t'), status = str_cut(&line, '\t');
        if (str_eq_c(item, code))
            return !str_eq_c(status, "published") && !str_starts_c(line, "no-candidate");
    }
    return false;
}

static void assert_same(const struct oit_item *with, const struct oit_item *without)
{
    bool is_same = with->status == without->status && with->n_reasons == without->n_reasons && with->n_evidence == without->n_evidence;
    for (size_t i = 0; is_same && i < with->n_reasons; i++)
        is_same = with->reasons[i].code == without->reasons[i].code;
    for (size_t i = 0; is_same && i < with->n_evidence; i++)
        is_same = strcmp(with->evidence[i].url, without->evidence[i].url) == 0 && strcmp(with->evidence[i].sha256, without->evidence[i].sha256) == 0;
    if (!is_same)
        fail_msg("%s: with hostile files %s %s, without %s %s", with->code, oit_status_name(with->status), with->n_reasons ? oit_reason_name(with->reasons[0].code) : "",
                 oit_status_name(without->status), without->n_reasons ? oit_reason_name(without->reasons[0].code) : "");
    assert_true(with->score_low >= without->score_low && with->score_low <= without->score_low);
    assert_true(with->score_high >= without->score_high && with->score_high <= without->score_high);
    assert_true(with->confidence >= without->confidence && with->confidence <= without->confidence);
}

static void hostile_files_change_no_other_verdict(void **state)
{
    (void)state;
    /* The time bomb costs its 10 s in tests/sites already. */
    struct server *server = server_start_dir(SITE, "/bad/bomb.pdf type=application/pdf body=%PDF-1.5\n");
    struct check with, without;
    struct buf table;
    scan(server, "/index.html", &with);
    scan(server, "/good.html", &without);
    buf_init(&table, 0);
    assert_int_equal(file_read(SITE "/expected.tsv", &table, NULL), OIT_OK);
    assert_int_equal(with.run.code, 1);
    assert_int_equal(without.run.code, 1);
    assert_true(with.report.run.complete);
    assert_int_equal(with.report.n_items, 35);
    assert_int_equal(without.report.n_items, 35);
    size_t n_same = 0, n_published = 0;
    for (size_t i = 0; i < 35; i++) {
        const struct oit_item *item = &with.report.items[i];
        if (is_attacked(buf_str(&table), item->code))
            continue;
        assert_same(item, check_item(&without, item->code));
        n_same++;
        n_published += item->status == OIT_PUBLISHED;
    }
    assert_int_equal(n_same, 18);
    assert_int_equal(n_published, 4);
    check_done(&with);
    check_done(&without);
    buf_done(&table);
    server_stop(server);
}

/* The text of a local file must never come into a report by way of a document. */
static void no_local_file_is_read_for_a_document(void **state)
{
    (void)state;
    struct server *server = server_start_dir(SITE, "/bad/bomb.pdf status=404\n/bad/endless.pdf status=404\n");
    struct check check;
    scan(server, "/index.html", &check);
    assert_true(str_find_c(buf_str(&check.run.out), "root:") == STR_NPOS);
    check_done(&check);
    server_stop(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_files_change_no_other_verdict),
        cmocka_unit_test(no_local_file_is_read_for_a_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
