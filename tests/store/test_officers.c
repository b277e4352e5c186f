/* test_officers.c - officers' words are kept for ever, and the newest counts.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/store_fixture.h"
#include "base/clock.h"
#include "store/officers.h"

#define SITE "https://www.agency.example.go.th/"

static size_t put(struct store_fixture *f, const char *item, enum oit_officer_field field, const char *value, const char *evidence)
{
    struct err err = {0};
    size_t n_new = 99;
    struct store_officer_word word = {.item = item, .field = field, .value = value, .source = "decide", .evidence = evidence};
    assert_int_equal(store_officer_put(f->store, SITE, 2567, &word, 1, &n_new, &err), OIT_OK);
    return n_new;
}

static size_t get(struct store_fixture *f, const char *site, int year, struct store_officer_word **ret_words)
{
    struct err err = {0};
    size_t n = 99;
    assert_int_equal(store_officer_get(f->store, site, year, &f->arena, ret_words, &n, &err), OIT_OK);
    return n;
}

static void the_newest_word_of_a_field_counts(void **state)
{
    struct store_fixture *f = *state;
    struct store_officer_word *words;
    clock_set_s(1700000000);
    assert_int_equal(put(f, "O2", OFFICER_OWNER, "กองคลัง", NULL), 1);
    assert_int_equal(put(f, "O16", OFFICER_OWNER, "กองพัสดุ", NULL), 1);
    clock_set_s(1600000000); /* a clock that was put back decides nothing: the order of writing does */
    assert_int_equal(put(f, "O16", OFFICER_OWNER, "=กองคลัง\n\"x\"", NULL), 1);
    assert_int_equal(put(f, "O16", OFFICER_NOTE, " ", NULL), 1);
    assert_int_equal(get(f, SITE, 2567, &words), 3);
    assert_string_equal(words[0].item, "O16");
    assert_int_equal(words[0].field, OFFICER_NOTE);
    assert_string_equal(words[0].value, " ");
    assert_string_equal(words[1].value, "=กองคลัง\n\"x\"");
    assert_string_equal(words[1].source, "decide");
    assert_int_equal(words[1].said_at, 1600000000);
    assert_string_equal(words[2].item, "O2");
}

static void the_same_word_is_not_written_again(void **state)
{
    struct store_fixture *f = *state;
    assert_int_equal(put(f, "O1", OFFICER_DECISION, "รับ", "aa"), 1);
    assert_int_equal(put(f, "O1", OFFICER_DECISION, "รับ", "aa"), 0);
    assert_int_equal(put(f, "O1", OFFICER_DECISION, "รับ", "bb"), 1); /* decided anew, on other evidence */
    assert_int_equal(put(f, "O1", OFFICER_DECISION, "รับ", NULL), 1);
    assert_int_equal(put(f, "O1", OFFICER_DECISION, "รับ", NULL), 0);
    assert_int_equal(put(f, "O1", OFFICER_DECISION, "ไม่รับ", NULL), 1);
}

static void an_empty_word_takes_it_back(void **state)
{
    struct store_fixture *f = *state;
    struct store_officer_word *words;
    assert_int_equal(put(f, "O1", OFFICER_OWNER, "", NULL), 0); /* nothing was said */
    assert_int_equal(put(f, "O1", OFFICER_OWNER, "กองคลัง", NULL), 1);
    assert_int_equal(put(f, "O1", OFFICER_OWNER, "", NULL), 1);
    assert_int_equal(put(f, "O1", OFFICER_OWNER, "", NULL), 0);
    assert_int_equal(get(f, SITE, 2567, &words), 0);
    assert_int_equal(put(f, "O1", OFFICER_OWNER, "กองคลัง", NULL), 1);
    assert_int_equal(get(f, SITE, 2567, &words), 1);
}

static void years_and_sites_stand_apart(void **state)
{
    struct store_fixture *f = *state;
    struct store_officer_word *words;
    (void)put(f, "O1", OFFICER_OWNER, "กองคลัง", NULL);
    assert_int_equal(get(f, SITE, 2568, &words), 0);
    assert_int_equal(get(f, "https://www.other.example.go.th/", 2567, &words), 0);
    assert_int_equal(get(f, SITE, 2567, &words), 1);
}

static void many_words_are_written_together(void **state)
{
    struct store_fixture *f = *state;
    struct store_officer_word put_words[35 * N_OFFICER_FIELDS], *words;
    struct err err = {0};
    size_t n = 0, n_new = 0;
    for (int i = 1; i <= 35; i++)
        for (int k = 0; k < N_OFFICER_FIELDS; k++)
            put_words[n++] = (struct store_officer_word){.item = arena_printf(&f->arena, "O%d", i).p, .field = (enum oit_officer_field)k, .source = "import a.xlsx",
                                                         .value = arena_printf(&f->arena, "คำ %d %d", i, k).p};
    assert_int_equal(store_officer_put(f->store, SITE, 2567, put_words, n, &n_new, &err), OIT_OK);
    assert_int_equal(n_new, n);
    assert_int_equal(store_officer_put(f->store, SITE, 2567, put_words, n, &n_new, &err), OIT_OK);
    assert_int_equal(n_new, 0);
    assert_int_equal(get(f, SITE, 2567, &words), n);
    for (size_t i = 1; i < n; i++)
        assert_true(strcmp(words[i - 1].item, words[i].item) <= 0);
    assert_int_equal(store_officer_put(f->store, SITE, 2567, put_words, 0, NULL, &err), OIT_OK);
}

static void twice_in_one_sheet_the_last_counts(void **state)
{
    struct store_fixture *f = *state;
    struct store_officer_word *words;
    struct err err = {0};
    size_t n_new = 0;
    struct store_officer_word two[] = {{.item = "O1", .field = OFFICER_OWNER, .value = "ก"}, {.item = "O1", .field = OFFICER_OWNER, .value = "ข"}};
    assert_int_equal(store_officer_put(f->store, SITE, 2567, two, 2, &n_new, &err), OIT_OK);
    assert_int_equal(n_new, 2);
    assert_int_equal(get(f, SITE, 2567, &words), 1);
    assert_string_equal(words[0].value, "ข");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_newest_word_of_a_field_counts, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(the_same_word_is_not_written_again, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(an_empty_word_takes_it_back, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(years_and_sites_stand_apart, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(many_words_are_written_together, store_fixture_begin, store_fixture_end),
        cmocka_unit_test_setup_teardown(twice_in_one_sheet_the_last_counts, store_fixture_begin, store_fixture_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
