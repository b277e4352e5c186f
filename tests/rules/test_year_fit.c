/* test_year_fit.c - which stated years are right for which period.
 * SPDX-License-Identifier: MIT
 */
#include "rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/tmp.h"
#include "base/file.h"

static void fits_relative_to_the_judged_year(void **state)
{
    (void)state;
    static const struct {
        unsigned accept;
        struct year_statement stated;
        enum year_fit expected;
    } cases[] = {
        {ACCEPT_CURRENT, {.from_be = 2567, .to_be = 2567}, YEAR_FITS},
        {ACCEPT_CURRENT, {.from_be = 2567, .to_be = 2567, .part = PART_FIRST_HALF}, YEAR_FITS},
        {ACCEPT_CURRENT, {.from_be = 2566, .to_be = 2566}, YEAR_WRONG},
        {ACCEPT_CURRENT, {.from_be = 2566, .to_be = 2570}, YEAR_WRONG},
        {ACCEPT_CURRENT, {0}, YEAR_NOT_STATED},
        {ACCEPT_PREVIOUS, {.from_be = 2566, .to_be = 2566}, YEAR_FITS},
        {ACCEPT_PREVIOUS, {.from_be = 2567, .to_be = 2567}, YEAR_WRONG},
        {ACCEPT_FIRST_HALF, {.from_be = 2567, .to_be = 2567}, YEAR_FITS},
        {ACCEPT_FIRST_HALF, {.from_be = 2567, .to_be = 2567, .part = PART_SECOND_HALF}, YEAR_WRONG},
        {ACCEPT_FIRST_HALF, {.from_be = 2567, .to_be = 2567, .part = PART_QUARTER, .quarter = 2}, YEAR_FITS},
        {ACCEPT_FIRST_HALF, {.from_be = 2567, .to_be = 2567, .part = PART_QUARTER, .quarter = 4}, YEAR_WRONG},
        {ACCEPT_FIRST_HALF, {.from_be = 2567, .to_be = 2567, .part = PART_MONTH, .month = 11}, YEAR_FITS},
        {ACCEPT_FIRST_HALF, {.from_be = 2567, .to_be = 2567, .part = PART_MONTH, .month = 7}, YEAR_WRONG},
        {ACCEPT_SPAN, {.from_be = 2566, .to_be = 2570}, YEAR_FITS},
        {ACCEPT_SPAN, {.from_be = 2561, .to_be = 2565}, YEAR_WRONG},
        {ACCEPT_SPAN, {.from_be = 2567, .to_be = 2567}, YEAR_FITS},
        {ACCEPT_SPAN, {.from_be = 2566, .to_be = 2566}, YEAR_WRONG},
        {ACCEPT_CURRENT | ACCEPT_SPAN, {.from_be = 2566, .to_be = 2570}, YEAR_FITS},
        {ACCEPT_UNDATED, {.from_be = 2550, .to_be = 2550}, YEAR_FITS},
        {ACCEPT_UNDATED, {0}, YEAR_FITS},
        {ACCEPT_ACTIVITY, {.from_be = 2567, .to_be = 2567}, YEAR_FITS},
        {ACCEPT_ACTIVITY, {.from_be = 2566, .to_be = 2566}, YEAR_WRONG},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum year_fit fit = scheme_year_fit(cases[i].accept, 10, 2567, &cases[i].stated);
        if (fit != cases[i].expected)
            print_error("case %zu\n", i);
        assert_int_equal(fit, cases[i].expected);
    }
    assert_int_equal(scheme_year_fit(ACCEPT_CURRENT, 10, 2567, NULL), YEAR_NOT_STATED);
}

static void add_scheme(const char *root, const char *name)
{
    struct buf path;
    struct err err;
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/%s", root, name);
    assert_int_equal(file_make_dirs(path.p, &err), OIT_OK);
    (void)buf_add_c(&path, "/scheme.yaml");
    assert_int_equal(file_write(path.p, STR_LIT("id: x\n"), &err), OIT_OK);
    buf_done(&path);
}

static void assert_chosen(const char *root, int year, const char *expected)
{
    char *chosen = scheme_choose(root, year);
    assert_non_null(chosen);
    assert_true(str_ends_c(str_from(chosen), expected));
    free(chosen);
}

static void chooses_the_newest_scheme_not_later_than_the_year(void **state)
{
    (void)state;
    char *root = tmp_folder();
    assert_null(scheme_choose(root, 2567));
    add_scheme(root, "2566");
    add_scheme(root, "2568");
    add_scheme(root, "common");
    assert_chosen(root, 2567, "/2566");
    assert_chosen(root, 2568, "/2568");
    assert_chosen(root, 2570, "/2568");
    assert_chosen(root, 2560, "/2566"); /* all are later: the oldest */
    tmp_remove(root);
    assert_null(scheme_choose("/nonexistent", 2567));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fits_relative_to_the_judged_year),
        cmocka_unit_test(chooses_the_newest_scheme_not_later_than_the_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
