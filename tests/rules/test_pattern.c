/* test_pattern.c - patterns in the one-byte alphabet: what matches, what is refused with which advice, which beginnings are derived.
 * SPDX-License-Identifier: MIT
 */
#include "rules/pattern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/norm.h"

static struct str tight(struct arena *arena, const char *text)
{
    struct buf out;
    buf_init(&out, 0);
    norm_phrase(str_from(text), NORM_TIGHT, &out);
    struct str kept = arena_str(arena, buf_str(&out));
    buf_done(&out);
    return kept;
}

static void matches_in_the_normal_form(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        {"รายงานผล.{0,10}ประจำปี", "รายงาน ผลการ ประจำปี 2567", true},
        {"รายงานผล.{0,3}ประจำปี", "รายงานผลการดำเนินงานประจำปี", false},
        {"แผน[ก-ฮ]+", "แผนกก", true},
        {"[ก-ค]{3}", "กขค", true},
        {"[ก-ค]{3}", "ฮฮฮ", false},
        {"จำนวน[0-9]+ราย", "จำนวน ๑๒ ราย", true},
        {"No Gift|x", "no gift policy", false}, /* refused: white space; see below */
        {"NoGift", "No Gift Policy", true},
        {"e(-|–|_)?services?", "E–Service", true},
        {"^โครงสร้าง$", "โครงสร้าง", true},
        {"^โครงสร้าง$", "โครงสร้างพื้นฐาน", false},
        {"…{2,}", "....... ......", true},
        {"(?:ร้องเรียน|ร้องทุกข์)(?!ทั่วไป)", "ร้องเรียนทั่วไป", false},
    };
    struct arena arena;
    struct pattern_scratch *scratch = pattern_scratch_new();
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pattern_problem problem;
        struct pattern *pattern = pattern_new(str_from(cases[i].pattern), NORM_TIGHT, &arena, &problem);
        struct str text = tight(&arena, cases[i].text);
        size_t from, to;
        bool found = pattern && pattern_match(pattern, scratch, (const unsigned char *)text.p, text.n, 0, false, &from, &to);
        if (found != cases[i].matches)
            print_error("'%s' on '%s'\n", cases[i].pattern, cases[i].text);
        assert_int_equal(found, cases[i].matches);
        pattern_free(pattern);
    }
    pattern_scratch_free(scratch);
    arena_done(&arena);
}

static void refuses_what_can_never_match(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        unsigned form;
        size_t offset;
        const char *en; /* a part of the advice */
    } cases[] = {
        {"รายงาน ผล", NORM_TIGHT, 6, "form: spaced"},
        {"ปี๒๕๖๗", NORM_TIGHT, 2, "0-9"},
        {"ประจ\xE0\xB9\x8D\xE0\xB8\xB2ปี", NORM_TIGHT, 4, "sara am"},
        {"\\bแผน", NORM_TIGHT, 1, ".{0,n}"},
        {"แผน\\w+", NORM_TIGHT, 4, "[ก-๙a-z0-9]"},
        {"แผน\\s*งาน", NORM_TIGHT, 4, "form: spaced"},
        {"เเผน", NORM_TIGHT, 1, "sara ae"},
        {"ประจำ", NORM_WEAK, 4, "weak"},
        {"ที่", NORM_WEAK, 1, "weak"},
        {"(ปิด", NORM_TIGHT, 4, "PCRE2"},
        {"\\p{Thai}+", NORM_TIGHT, 1, "range"},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pattern_problem problem;
        struct pattern *pattern = pattern_new(str_from(cases[i].pattern), cases[i].form, &arena, &problem);
        if (pattern || problem.offset != cases[i].offset || !strstr(problem.text.en, cases[i].en))
            print_error("'%s': offset %zu '%s'\n", cases[i].pattern, problem.offset, problem.text.en ? problem.text.en : "accepted");
        assert_null(pattern);
        assert_non_null(strstr(problem.text.en, cases[i].en));
        assert_non_null(problem.text.th);
        assert_int_equal(problem.offset, cases[i].offset);
    }
    struct pattern_problem problem;
    struct pattern *spaced = pattern_new(STR_LIT("annual report"), NORM_SPACED, &arena, &problem);
    assert_non_null(spaced);
    pattern_free(spaced);
    arena_done(&arena);
}

static int compare_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* ASCII patterns keep the expectation readable; letters are letters. */
static void derives_literal_beginnings(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *beginnings;
    } cases[] = {
        {"abc", "abc"},
        {"abc.*d", "abc"},
        {"abc?d", "abcd abd"},
        {"ab*c", ""},
        {"abb+c", "abb"},
        {"(?:ab|cd)ef", "abef cdef"},
        {"(?:ab)?cd", "abcd cd"},
        {"(?:ab+)cd", "ab"},
        {"(ab|cde*)f", "abf cd"},
        {"abc|de", "abc de"},
        {"abc|.e", ""},
        {"^abc", "abc"},
        {"a[bc]d", "abd acd"},
        {"a[b-d]", "ab ac ad"},
        {"ab[^c]", "ab"},
        {"(?=x)ab", "ab"},
        {"(?<name>ab)c", ""},
        {"ab{2}c", "ab"},
        {"ab{0,2}c", ""},
        {"a.b", ""},
        {"\\.\\.x", "..x"},
        {"[0-9]+ab", ""},
        {"(?:a|b|c)(?:d|e)(?:f|g)", "adf adg aef aeg bdf bdg bef beg cdf cdg cef ceg"},
    };
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pattern_problem problem;
        struct pattern *pattern = pattern_new(str_from(cases[i].pattern), NORM_TIGHT, &arena, &problem);
        assert_non_null(pattern);
        const struct str *prefixes = NULL;
        const char *sorted[64];
        size_t n = pattern_prefixes(pattern, &prefixes);
        for (size_t k = 0; k < n; k++)
            sorted[k] = prefixes[k].p;
        if (n > 1)
            qsort(sorted, n, sizeof *sorted, compare_text);
        struct buf found;
        buf_init(&found, 0);
        for (size_t k = 0; k < n; k++)
            (void)buf_addf(&found, "%s%s", k ? " " : "", sorted[k]);
        if (!str_eq_c(buf_str(&found), cases[i].beginnings))
            print_error("'%s': '%.*s'\n", cases[i].pattern, STR_ARG(buf_str(&found)));
        assert_true(str_eq_c(buf_str(&found), cases[i].beginnings));
        buf_done(&found);
        pattern_free(pattern);
    }
    arena_done(&arena);
}

static void a_hostile_pattern_ends(void **state)
{
    (void)state;
    struct arena arena;
    struct pattern_problem problem;
    struct pattern_scratch *scratch = pattern_scratch_new();
    char text[3000];
    size_t from, to;
    arena_init(&arena);
    memset(text, 'a', sizeof text);
    struct pattern *pattern = pattern_new(STR_LIT("(?:a+a+)+b"), NORM_TIGHT, &arena, &problem);
    assert_non_null(pattern);
    assert_false(pattern_match(pattern, scratch, (const unsigned char *)text, sizeof text, 0, true, &from, &to));
    pattern_free(pattern);
    pattern_scratch_free(scratch);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_in_the_normal_form),
        cmocka_unit_test(refuses_what_can_never_match),
        cmocka_unit_test(derives_literal_beginnings),
        cmocka_unit_test(a_hostile_pattern_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
