/* test_codes.c - what the codes of faults mean for a verdict and for the run.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/thai_lint.h"
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
        {FAULT_CHALLENGE, 200, true}, {FAULT_HOSTING_PAGE, 503, false}, {FAULT_TLS_EXPIRED, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(oit_fault_is_refusal(cases[i].fault, cases[i].status), cases[i].is_refusal);
}

/* Whoever puts a page that could not be looked at among the dead would call its item missing. */
static void only_what_is_surely_gone_is_dead(void **state)
{
    (void)state;
    for (int i = 1; i < N_OIT_FAULTS; i++) {
        bool is_dead = i == FAULT_SOFT_404 || i == FAULT_BAD_URL;
        assert_int_equal(oit_fault_class((enum oit_fault)i, 0), is_dead ? FAULT_IS_DEAD : FAULT_IS_UNREAD);
    }
    for (int status = 100; status < 600; status++)
        assert_int_equal(oit_fault_class(FAULT_HTTP, status), status == 404 || status == 410 ? FAULT_IS_DEAD : FAULT_IS_UNREAD);
}

static void kinds_know_their_family(void **state)
{
    (void)state;
    for (int i = 0; i < N_OIT_FAULTS; i++) {
        char scratch[16];
        const char *name = oit_fault_name((enum oit_fault)i, 0, scratch);
        enum oit_fault family = strncmp(name, "tls", 3) == 0       ? FAULT_TLS
                                : strncmp(name, "dns", 3) == 0     ? FAULT_DNS
                                : strncmp(name, "connect", 7) == 0 ? FAULT_CONNECT
                                                                   : (enum oit_fault)i;
        assert_int_equal(oit_fault_family((enum oit_fault)i), family);
        assert_true(i == FAULT_NONE || i == FAULT_HTTP || oit_fault_from_name(name, NULL) == (enum oit_fault)i);
    }
}

/* Advice is for the owner, in both languages or in none. */
static void advice_is_there_in_both_languages(void **state)
{
    (void)state;
    for (int i = 0; i < N_OIT_FAULTS; i++) {
        char word[64];
        const char *th = oit_fault_advice_th((enum oit_fault)i), *en = oit_fault_advice_en((enum oit_fault)i);
        assert_int_equal(th != NULL, en != NULL);
        if (oit_fault_family((enum oit_fault)i) == FAULT_TLS)
            assert_non_null(th);
        if (th && thai_lint(str_from(th), word, sizeof word))
            fail_msg("'%s' in \"%s\"", word, th);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells_refusals_from_other_answers), cmocka_unit_test(only_what_is_surely_gone_is_dead),
                                       cmocka_unit_test(kinds_know_their_family), cmocka_unit_test(advice_is_there_in_both_languages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
