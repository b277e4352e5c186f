/* test_classify.c - documents and titles on the command line: one JSON object each, in order, the item or null.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../support/program.h"

#define SITE "fixtures/demo/site/download/"

static const struct {
    const char *file, *expected;
} documents[] = {
    {SITE "anti/dnm_file_140.pdf", "\"item\": \"O33\""},       {SITE "anti/antiplan67.pdf", "\"item\": \"O32\""},
    {SITE "hr/hr_result2566.pdf", "\"item\": \"O18\""},        {SITE "procure/skr1_66_10.pdf", "\"item\": null"},
    {SITE "procure/summary_procure.pdf", "\"fiscal_year_be\": 2565"}, {SITE "risk/risk67.pdf", "\"item\": null"},
    {SITE "risk/risk67.pdf", "{\"item\": \"O30\""},            {SITE "measure/dnm_file_123.pdf", "\"item\": \"O34\""},
    {SITE "survey/satisfaction67.pdf", "\"item\": null"},
};
enum { N_DOCUMENTS = sizeof documents / sizeof *documents };

static void documents_are_what_they_say_and_hold(void **state)
{
    (void)state;
    const char *arguments[N_DOCUMENTS + 4] = {"classify", "--fiscal-year", "2567"};
    for (size_t i = 0; i < N_DOCUMENTS; i++)
        arguments[3 + i] = documents[i].file;
    struct program_run run;
    program_run(arguments, NULL, &run);
    assert_int_equal(run.code, 0);
    struct str rest = buf_str(&run.out);
    for (size_t i = 0; i < N_DOCUMENTS; i++) {
        struct str line = str_cut(&rest, '\n');
        if (str_find_c(line, documents[i].file) == STR_NPOS || str_find_c(line, documents[i].expected) == STR_NPOS)
            fail_msg("wanted %s: %.*s", documents[i].expected, STR_ARG(line));
    }
    program_done(&run);
}

static void what_cannot_be_opened_stops_no_other(void **state)
{
    (void)state;
    struct program_run run;
    program_run((const char *const[]){"classify", "--fiscal-year", "2567", "fixtures/pdf", "fixtures/pdf/plan-encrypted.pdf", documents[0].file, NULL}, NULL, &run);
    assert_int_equal(run.code, 2);
    assert_non_null(strstr(run.err.p, "'fixtures/pdf' เป็นโฟลเดอร์"));
    struct str rest = buf_str(&run.out), line = str_cut(&rest, '\n'); /* one line for each file, in order */
    assert_true(str_find_c(line, "\"fault\": \"not-opened\"") != STR_NPOS);
    line = str_cut(&rest, '\n');
    assert_true(str_find_c(line, "\"item\": null, \"confidence\": 0, ") != STR_NPOS); /* unread: not sure that it is nothing */
    assert_true(str_find_c(line, "\"fault\": \"encrypted\"") != STR_NPOS);
    line = str_cut(&rest, '\n');
    assert_true(str_find_c(line, documents[0].expected) != STR_NPOS);
    program_done(&run);
}

static void titles_come_out_in_order(void **state)
{
    (void)state;
    static const char titles[] = "แผนการบริหารและพัฒนาทรัพยากรบุคคล ประจำปี 2567\r\n\nแผนการตรวจสอบภายใน ประจำปี 2567\nรายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี ๒๕๖๖";
    static const char *const wanted[] = {"\"item\": \"O18\"", "\"input\": \"\"", "\"item\": null", "\"item\": \"O19\""};
    struct program_run run;
    program_run((const char *const[]){"classify", "--titles", "--fiscal-year", "2567", NULL}, titles, &run);
    assert_int_equal(run.code, 0);
    struct str rest = buf_str(&run.out);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct str line = str_cut(&rest, '\n');
        if (str_find_c(line, wanted[i]) == STR_NPOS)
            fail_msg("wanted %s: %.*s", wanted[i], STR_ARG(line));
    }
    assert_int_equal(rest.n, 0);
    program_done(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(documents_are_what_they_say_and_hold), cmocka_unit_test(what_cannot_be_opened_stops_no_other),
                                       cmocka_unit_test(titles_come_out_in_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
