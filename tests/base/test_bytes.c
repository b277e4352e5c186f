/* Searches sixteen bytes at a time find what a plain loop finds, wherever it stands and however the text ends.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/bytes.h"
#include "base/str.h"

static unsigned g_seed = 7;

static unsigned draw(unsigned n)
{
    g_seed = g_seed * 1664525u + 1013904223u;
    return (g_seed >> 8) % n;
}

/* Few different bytes, so that beginnings of a needle are everywhere. */
static struct str random_text(char *p, size_t n)
{
    static const char *const letters[] = {"a", "A", "b", " ", "-", "5", "ก", "า", "๙", "เ", "ำ", "/"};
    size_t at = 0;
    while (at + 3 <= n) {
        const char *letter = letters[draw(sizeof letters / sizeof *letters)];
        memcpy(p + at, letter, strlen(letter));
        at += strlen(letter);
    }
    return (struct str){p, at};
}

static size_t slow_find(struct str s, struct str needle, bool has_case)
{
    for (size_t i = 0; i + needle.n <= s.n; i++) {
        struct str part = str_sub(s, i, needle.n);
        if (has_case ? str_eq(part, needle) : str_eq_nocase(part, needle))
            return i;
    }
    return STR_NPOS;
}

static void searches_agree_with_a_plain_loop(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        char bytes[200], word[80];
        struct str s = random_text(bytes, draw(sizeof bytes)), needle = random_text(word, 3 + draw(round % 50 == 0 ? 77 : 9));
        if (draw(2) && s.n > 8) /* one that is there, often at the very end */
            needle = str_from_pos(s, draw(3) ? s.n - 1 - draw((unsigned)s.n - 1) : s.n - 3);
        char text[100];
        struct str cut = str_sub(needle, 0, sizeof text - 1);
        memcpy(text, cut.p, cut.n);
        text[cut.n] = '\0';
        assert_int_equal(str_find(s, cut), cut.n ? slow_find(s, cut, true) : 0);
        assert_int_equal(str_find_nocase_c(s, text), cut.n ? slow_find(s, cut, false) : 0);
    }
}

static void digits_are_seen_in_both_scripts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool has_digit;
    } cases[] = {{"", false}, {"ฐ ฑ ฒ ณ ด ต ถ ท ธ น", false}, {"เแโใไๅๆ็่้๊๋์ํ", false}, {"๐", true}, {"ปี ๒๕๖๗", true}, {"x9", true}, {":/;", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t before = 0; before < 40; before++) { /* at every place of a step, and over the seam of two */
            char text[160];
            int n = snprintf(text, sizeof text, "%*s%s%*s", (int)before, "", cases[i].text, (int)(before % 20), "");
            assert_int_equal(bytes_have_digit(text, (size_t)n), cases[i].has_digit);
        }
}

static void masks_are_counted_and_found(void **state)
{
    (void)state;
    for (unsigned at = 0; at < BYTES_WIDE; at++) {
        char text[BYTES_WIDE] = {0};
        text[at] = '7';
        bytes_wide hits = bytes_between(bytes_load(text), '0', 10);
        assert_true(bytes_any(hits));
        assert_int_equal(bytes_first(hits), at);
        assert_int_equal(bytes_count(hits), 1);
        assert_int_equal(bytes_count(~hits), BYTES_WIDE - 1);
        assert_int_equal(bytes_first(bytes_equal(bytes_load(text), 'x')), BYTES_WIDE);
    }
    assert_true(bytes_are_thai(bytes_four("ก.")) && bytes_thai_letter(bytes_four("ก.")) == 0x01);
    assert_true(bytes_are_thai(bytes_four("๙.")) && bytes_thai_letter(bytes_four("๙.")) == 0x59);
    assert_false(bytes_are_thai(bytes_four("ກ."))); /* Lao */
    assert_false(bytes_are_thai(bytes_four("–.")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(searches_agree_with_a_plain_loop),
        cmocka_unit_test(digits_are_seen_in_both_scripts),
        cmocka_unit_test(masks_are_counted_and_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
