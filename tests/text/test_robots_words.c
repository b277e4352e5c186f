/* test_robots_words.c - what pages say to search engines.
 * SPDX-License-Identifier: MIT
 */
#include "text/robots_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void reads_words_for_all_and_for_us(void **state)
{
    static const struct {
        const char *value;
        bool is_noindex, is_nofollow;
    } rows[] = {
        {"", false, false},
        {"noindex", true, false},
        {" NoIndex ,NOFOLLOW", true, true},
        {"none", true, true},
        {"noarchive, none", true, true},
        {"index, follow", false, false},
        {"noindexing, nonofollow", false, false},
        {"noimageindex", false, false},
        {"otherbot: noindex, nofollow", false, false},
        {"otherbot: noindex\nnofollow", false, true},
        {"nofollow, otherbot: noindex", false, true},
        {"googlebot: noindex", true, false},
        {"*: none", true, true},
        {"googlebot: nofollow, otherbot: noindex, nofollow", false, true},
        {"max-snippet: 20, noindex", true, false},
        {"unavailable_after: 25 Jun 2010 15:00:00 PST, nofollow", false, true},
        {",,:,: noindex", false, false},
        {"\n\nnoindex", true, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct robots_words words = {0};
        robots_words_read(str_from(rows[i].value), &words);
        if (words.is_noindex != rows[i].is_noindex || words.is_nofollow != rows[i].is_nofollow)
            fail_msg("'%s' read as %d %d", rows[i].value, words.is_noindex, words.is_nofollow);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_words_for_all_and_for_us)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
