/* test_demand.c - what a pattern cannot do without: never more than it really needs, and enough to save its tries.
 * SPDX-License-Identifier: MIT
 */
#include "rules/demand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "rules/matcher.h"

static bool may_match(const char *pattern, const char *text)
{
    struct demand demand;
    struct pairs pairs;
    demand_derive(str_from(pattern), &demand);
    pairs_of((const unsigned char *)text, strlen(text), &pairs);
    return pairs_hold(&pairs, &demand);
}

static void asks_for_what_every_way_through_the_pattern_has(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool may;
    } cases[] = {
        {"abc", "xabcx", true},
        {"abc", "xabxbx", false},
        {"ab.{0,20}yz", "ab yz", true},
        {"ab.{0,20}yz", "ab zy", false},
        {"(ab|cd)yz", "yz", true},           /* neither ab nor cd is in both */
        {"(abx|cbx)yz", "yz cb", false},     /* but bx is */
        {"ab?c", "ac", true},
        {"ab?cd", "ax", false},
        {"a(bcd)?e", "ae", true},
        {"a(bcd)+e", "ae", false},
        {"a(bcd){0,2}e", "ae", true},
        {"a(bcd){1,2}e", "abcde", true},
        {"ab*c", "ac", true},
        {"xab+cd", "xabbbcd", true},
        {"a[bc]d", "abd", true},
        {"a(?!q)bc", "abc", true},           /* looking around is no letter */
        {"a(?=bq)b", "ab", true},
        {"(?<=[0-9])xy", "xy", true},
        {"a\\.bc", "a.bc", true},
        {"a\\.bc", "a bc", false},
        {"\\d+ab", "ab", true},
        {"xy.{0,9}(ab|cd)", "xy cd", true},  /* one of them */
        {"xy.{0,9}(ab|cd)", "xy ac bd", false},
        {"xy.{0,9}(?:ab|c)", "xy", true},    /* a way that asks for nothing */
        {"xy.{0,9}(ab|cd)?", "xy", true},
        {"xy.{0,9}(ab|cd){0,3}z", "xy z", true},
        {"xy.{0,9}(ab|cd)+", "xy", false},
        {"xy.{0,9}(ab|(cd|ef))", "xy ef", true},
        {"xy.{0,9}(a(bc|de)f|gh)", "xy abc", true},
        {"xy.{0,9}(a(bc|de)f|gh)", "xy", true}, /* what is inside inside is not looked at */
        {"xy.{0,9}(ab|cd)|qq", "qq", true},  /* the whole is a choice */
        {"xy.{0,9}(ab|cd).{0,9}(ef|gh)", "xy ab", false},
        {"xy.{0,9}(?!ab|cd)z", "xy z", true},
        {"(ab|cd).{0,9}(ef|gh)", "ef", true}, /* its beginning is why it is asked */
        {"(?i)ab", "AB", true},              /* not understood: nothing is asked */
        {"ab|", "", true},
        {"[]a]bc", "]bc", true},
        {"[^]a]bc", "xbc", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (may_match(cases[i].pattern, cases[i].text) != cases[i].may)
            print_error("'%s' on '%s'\n", cases[i].pattern, cases[i].text);
        assert_int_equal(may_match(cases[i].pattern, cases[i].text), cases[i].may);
    }
}

static void knows_patterns_of_the_beginning(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        bool is_at_start;
    } cases[] = {{"^ab", true}, {"^ab|^cd", true}, {"^ab|cd", false}, {"a^b", false}, {"(^ab)", false}, {"^(?i)ab", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct demand demand;
        demand_derive(str_from(cases[i].pattern), &demand);
        assert_int_equal(demand.is_at_start, cases[i].is_at_start);
    }
}

/* Every pattern of the shipped rules on every title: where it matches, its demand holds; and most tries are saved. */
static void never_keeps_a_match_off(void **state)
{
    struct scheme *scheme = NULL;
    struct buf titles;
    struct norm norm = {0};
    size_t n_matches = 0, n_tries = 0, n_saved = 0;
    (void)state;
    buf_init(&titles, 0);
    assert_int_equal(scheme_load("rules/2567", NULL, &scheme, NULL, NULL), OIT_OK);
    assert_int_equal(file_read("tests/rules/titles.tsv", &titles, NULL), OIT_OK);
    struct pattern_scratch *scratch = pattern_scratch_new();
    for (struct str rest = buf_str(&titles); rest.n > 0;) {
        struct str title = str_cut(&rest, '\n');
        (void)str_cut(&title, '\t');
        struct pairs pairs;
        norm_make(&norm, title, NORM_TIGHT | NORM_WEAK);
        for (size_t i = 0; i < scheme->matcher->n_patterns; i++) {
            const struct rule_pattern *rule = &scheme->matcher->patterns[i];
            const struct norm_form *form = rule->form == NORM_WEAK ? &norm.weak : &norm.tight;
            size_t from, to;
            pairs_of(form->p, form->n, &pairs);
            bool may = pairs_hold(&pairs, pattern_demand(rule->pattern));
            n_tries++;
            n_saved += !may;
            if (!pattern_match(rule->pattern, scratch, form->p, form->n, 0, false, &from, &to))
                continue;
            n_matches++;
            assert_true(may);
        }
    }
    assert_true(n_matches > 300);
    assert_true(n_saved > n_tries / 2);
    norm_done(&norm);
    pattern_scratch_free(scratch);
    buf_done(&titles);
    scheme_free(scheme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_for_what_every_way_through_the_pattern_has),
        cmocka_unit_test(knows_patterns_of_the_beginning),
        cmocka_unit_test(never_keeps_a_match_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
