/* test_codes.c - what the codes of faults mean for a verdict and for the run.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "oitcheck/codes.h"

static void tells_refusals_from_other_answers(void **state)
{
    (void)state;
    static const struct {
        enum oit_fault fault;
        int status;
        bool is_refusal;
    } cases[] = {
        {FAULT_HTTP, 403, true},    {FAULT_HTTP, 429, true},     {FAULT_HTTP, 503, true},     {FAULT_BLOCKED, 200, true},
        {FAULT_BLOCKED, 403, true}, {FAULT_BLOCKED, 0, true},    {FAULT_NONE, 200, false},    {FAULT_HTTP, 404, false},
        {FAULT_HTTP, 401, false},   {FAULT_HTTP, 500, false},    {FAULT_HTTP, 502, false},    {FAULT_LOGIN, 403, false},
        {FAULT_CONNECT, 0, false},  {FAULT_ROBOTS, 403, false},  {FAULT_SOFT_404, 200, false}, {FAULT_NONE, 403, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(oit_fault_is_refusal(cases[i].fault, cases[i].status), cases[i].is_refusal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells_refusals_from_other_answers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
