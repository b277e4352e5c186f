/* test_expected.c - the fixtures themselves: what expected.tsv names exists, its words are the report's, the sizes are kept.
 *
 * A wrong expectation would be tuned to; so the tables are checked before anything is judged by them.
 * SPDX-License-Identifier: MIT
 */
#include <ftw.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"
#include "oitcheck/codes.h"

enum { MAX_FILE_BYTES = 150 * 1024, MAX_ALL_BYTES = 11 * 1024 * 1024, MIN_SITES = 50 };

/* One row of a table; the demo's has a score before the evidence. */
struct row {
    struct str item, status, reason, score, evidence;
};
typedef void (*row_function)(const char *root, const struct row *row, void *context);

static void each_row(const char *table, const char *root, bool has_score, row_function take, void *context)
{
    struct buf bytes;
    buf_init(&bytes, 0);
    if (file_read(table, &bytes, NULL) != OIT_OK)
        fail_msg("cannot read %s", table);
    struct str rest = buf_str(&bytes);
    while (rest.p) {
        struct str line = str_cut(&rest, '\n');
        if (line.n == 0 || line.p[0] == '#' || str_starts_c(line, "item\t"))
            continue;
        struct row row = {.item = str_cut(&line, '\t')};
        row.status = str_cut(&line, '\t');
        row.reason = str_cut(&line, '\t');
        if (has_score)
            row.score = str_cut(&line, '\t');
        row.evidence = str_cut(&line, '\t');
        take(root, &row, context);
    }
    buf_done(&bytes);
}

static void each_table(row_function take, void *context)
{
    glob_t found;
    assert_int_equal(glob("fixtures/sites/*/expected.tsv", 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= MIN_SITES);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char root[512];
        (void)snprintf(root, sizeof root, "%.*s", (int)(strlen(found.gl_pathv[i]) - strlen("/expected.tsv")), found.gl_pathv[i]);
        each_row(found.gl_pathv[i], root, false, take, context);
    }
    globfree(&found);
    each_row("fixtures/demo/expected.tsv", "fixtures/demo/site", true, take, context);
}

static bool is_status(struct str word)
{
    return str_eq_c(word, "published") || str_eq_c(word, "partial") || str_eq_c(word, "missing") || str_eq_c(word, "unknown");
}

static bool is_reason(struct str word)
{
    for (int i = 0; i < (int)N_OIT_REASONS; i++)
        if (str_eq_c(word, oit_reason_name((enum oit_reason)i)))
            return true;
    return false;
}

static void check_words(const char *root, const struct row *row, void *context)
{
    (void)context;
    uint64_t number;
    bool is_item = str_starts_c(row->item, "O") && str_to_u64(str_from_pos(row->item, 1), 35, &number) && number >= 1;
    if (!is_item || !is_status(row->status))
        fail_msg("%s: '%.*s %.*s' is no item and status", root, STR_ARG(row->item), STR_ARG(row->status));
    struct str reasons = row->reason;
    do {
        struct str reason = str_cut(&reasons, '|');
        if (!is_reason(reason))
            fail_msg("%s: '%.*s' is no reason", root, STR_ARG(reason));
    } while (reasons.p);
}

static void check_evidence(const char *root, const struct row *row, void *context)
{
    (void)context;
    bool has_evidence = str_eq_c(row->status, "published") || str_eq_c(row->status, "partial");
    if (has_evidence != (row->evidence.n > 0))
        fail_msg("%s: %.*s %.*s with evidence '%.*s'", root, STR_ARG(row->item), STR_ARG(row->status), STR_ARG(row->evidence));
    struct str paths = row->evidence;
    while (paths.p && has_evidence) {
        char file[1024];
        struct str path = str_cut(&paths, '|');
        (void)snprintf(file, sizeof file, "%s%.*s", root, STR_ARG(path));
        if (!file_exists(file))
            fail_msg("%s is not there", file);
    }
}

static void rows_use_the_words_of_the_report(void **state)
{
    (void)state;
    each_table(check_words, NULL);
}

static void evidence_named_in_a_table_exists(void **state)
{
    (void)state;
    each_table(check_evidence, NULL);
}

struct scores {
    double sums[7];
    size_t n[7];
};

static void add_score(const char *root, const struct row *row, void *context)
{
    static const uint64_t first_of_next_group[] = {7, 14, 18, 22, 26, 32, 36};
    struct scores *scores = context;
    uint64_t number = 0, score = 0;
    size_t group = 0;
    (void)root;
    assert_true(str_to_u64(str_from_pos(row->item, 1), 35, &number) && str_to_u64(row->score, 100, &score));
    while (number >= first_of_next_group[group])
        group++;
    scores->sums[group] += (double)score;
    scores->n[group]++;
}

/* The demo is the reference vector of the scorer: 83.57, 91.67, OIT 87.62. */
static void the_demo_is_the_reference_vector(void **state)
{
    (void)state;
    struct scores scores = {0};
    each_row("fixtures/demo/expected.tsv", "", true, add_score, &scores);
    double mean[7], nine = 0, ten = 0;
    for (size_t i = 0; i < 7; i++) {
        assert_true(scores.n[i] > 0);
        mean[i] = scores.sums[i] / (double)scores.n[i];
        *(i < 5 ? &nine : &ten) += mean[i] / (i < 5 ? 5 : 2);
    }
    assert_float_equal(nine, 83.571428, 0.00001);
    assert_float_equal(ten, 91.666666, 0.00001);
    assert_float_equal((nine + ten) / 2, 87.619047, 0.00001);
}

static uint64_t all_bytes;

static int measure(const char *path, const struct stat *info, int type, struct FTW *place)
{
    (void)place;
    if (type == FTW_F && !strstr(path, "__pycache__")) {
        if (info->st_size > MAX_FILE_BYTES)
            fail_msg("%s has %lld bytes", path, (long long)info->st_size);
        all_bytes += (uint64_t)info->st_size;
    }
    return 0;
}

static void fixtures_stay_small(void **state)
{
    (void)state;
    all_bytes = 0;
    assert_int_equal(nftw("fixtures/demo", measure, 16, FTW_PHYS), 0);
    assert_int_equal(nftw("fixtures/sites", measure, 16, FTW_PHYS), 0);
    assert_true(all_bytes < MAX_ALL_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_use_the_words_of_the_report),
        cmocka_unit_test(evidence_named_in_a_table_exists),
        cmocka_unit_test(the_demo_is_the_reference_vector),
        cmocka_unit_test(fixtures_stay_small),
    };
    return cmocka_run_group_tests_name("fixtures", tests, NULL, NULL);
}
