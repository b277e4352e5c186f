/* test_automaton.c - the automaton finds exactly what a plain search finds.
 * SPDX-License-Identifier: MIT
 */
#include "rules/automaton.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

enum { MAX_PHRASES = 300, TEXT = 4000 };

static size_t make_phrases(struct arena *arena, unsigned *seed, unsigned letters, struct str *phrases)
{
    size_t n = 0;
    for (int i = 0; i < MAX_PHRASES; i++) {
        char bytes[12];
        size_t length = 1 + next_random(seed) % 10;
        for (size_t k = 0; k < length; k++)
            bytes[k] = (char)(0xA1 + next_random(seed) % letters);
        struct str phrase = {bytes, length};
        bool is_new = true;
        for (size_t k = 0; k < n && is_new; k++)
            is_new = !str_eq(phrases[k], phrase);
        if (is_new)
            phrases[n++] = arena_str(arena, phrase);
    }
    return n;
}

static size_t count_plain(const unsigned char *text, struct str phrase)
{
    size_t n = 0;
    for (size_t i = 0; i + phrase.n <= TEXT; i++)
        n += memcmp(text + i, phrase.p, phrase.n) == 0;
    return n;
}

static void check(unsigned seed, unsigned letters, uint32_t max_dense)
{
    struct arena arena;
    struct str phrases[MAX_PHRASES];
    struct automaton a;
    unsigned char text[TEXT];
    size_t found[MAX_PHRASES] = {0};
    arena_init(&arena);
    size_t n = make_phrases(&arena, &seed, letters, phrases);
    automaton_build(&a, phrases, n, max_dense, &arena);
    for (size_t i = 0; i < TEXT; i++)
        text[i] = (unsigned char)(0xA1 + next_random(&seed) % (letters + 1)); /* one letter no phrase holds */
    uint32_t state = 0;
    for (size_t i = 0; i < TEXT; i++) {
        state = automaton_step(&a, state, text[i]);
        for (uint32_t s = automaton_hit(&a, state); s != 0; s = a.next_hit[s]) {
            struct str phrase = phrases[a.phrase[s]];
            assert_int_equal(a.length[a.phrase[s]], phrase.n);
            assert_memory_equal(text + i + 1 - phrase.n, phrase.p, phrase.n);
            found[a.phrase[s]]++;
        }
    }
    for (size_t i = 0; i < n; i++)
        assert_int_equal(found[i], count_plain(text, phrases[i]));
    arena_done(&arena);
}

static void finds_what_a_plain_search_finds(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 20; seed++) {
        check(seed, 2, 3); /* few letters: long failure chains; almost no dense rows */
        check(seed, 3, 100);
        check(seed, 8, 100000);
    }
}

static void an_empty_automaton_finds_nothing(void **state)
{
    (void)state;
    struct arena arena;
    struct automaton a;
    arena_init(&arena);
    automaton_build(&a, NULL, 0, 100, &arena);
    assert_int_equal(automaton_step(&a, 0, 'a'), 0);
    assert_int_equal(automaton_hit(&a, 0), 0);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_a_plain_search_finds),
        cmocka_unit_test(an_empty_automaton_finds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
