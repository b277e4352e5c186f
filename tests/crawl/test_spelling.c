/* test_spelling.c - guesses about spellings, what proves them, and shapes of URLs.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "crawl/families.h"
#include "crawl/family_name.h"
#include "crawl/lessons.h"
#include "crawl/spelling.h"

#define START "http://www.a.go.th/"

static bool nothing_is_noise(void *context, uint64_t name_key, uint64_t value_key)
{
    (void)context;
    (void)name_key;
    (void)value_key;
    return false;
}

static bool is_guessed(const char *url, const char *other)
{
    struct arena arena;
    struct spelling guesses[SPELLINGS_MAX];
    arena_init(&arena);
    size_t n = spelling_guesses(str_from(url), STR_LIT(START), nothing_is_noise, NULL, &arena, guesses);
    bool is_there = false;
    for (size_t i = 0; i < n; i++)
        is_there |= str_eq_c(guesses[i].other, other);
    arena_done(&arena);
    return is_there;
}

static void guesses_plainer_spellings(void **state)
{
    (void)state;
    assert_true(is_guessed("http://a.go.th/x?y=1", "http://www.a.go.th/x?y=1"));
    assert_true(is_guessed("https://www.a.go.th/", "http://www.a.go.th/"));
    assert_false(is_guessed("http://b.a.go.th/x", "http://www.a.go.th/x"));
    assert_false(is_guessed("http://www.a.go.th:8080/x", "http://www.a.go.th/x"));
    assert_true(is_guessed(START "th/index.php", START "th/"));
    assert_true(is_guessed(START "index.php?id=5", START "?id=5"));
    assert_false(is_guessed(START "th/list.php", START "th/"));
    assert_true(is_guessed(START "a//b///c", START "a/b/c"));
    assert_true(is_guessed(START "about", START "about/"));
    assert_true(is_guessed(START "about/", START "about"));
    assert_false(is_guessed(START "a.pdf", START "a.pdf/"));
    assert_true(is_guessed(START "About/%E0%B8%81.aspx", START "about/%E0%B8%81.aspx"));
    assert_true(is_guessed(START "s/9f86d081884c7d659a2f/p.html", START "s/p.html"));
    assert_false(is_guessed(START "news/some-long-title-2567/p.html", START "news/p.html"));
    assert_true(is_guessed(START "v.php?id=5&print=1", START "v.php?id=5"));
    assert_true(is_guessed(START "v.php?id=5&print=1", START "v.php?print=1"));
    assert_true(is_guessed(START "v.php?id=5", START "v.php"));
}

/* The parameter is another one in another program, and beside other parameters. */
static void lessons_are_narrow(void **state)
{
    static const char *const urls[] = {START "v.php?id=5&tab=2", START "v.php?id=6&tab=2", START "w.php?id=5&tab=2", START "v.php?cat=5&tab=2", START "v.php?id=6&tab=3"};
    struct spelling guesses[5][SPELLINGS_MAX];
    struct arena arena;
    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(spelling_guesses(str_from(urls[i]), STR_LIT(START), nothing_is_noise, NULL, &arena, guesses[i]), 2);
    assert_true(guesses[0][1].lesson == guesses[1][1].lesson && guesses[0][1].value_lesson == guesses[1][1].value_lesson);
    assert_true(guesses[0][1].lesson != guesses[2][1].lesson);
    assert_true(guesses[0][1].lesson != guesses[3][1].lesson);
    assert_true(guesses[1][1].lesson == guesses[4][1].lesson && guesses[1][1].value_lesson != guesses[4][1].value_lesson);
    arena_done(&arena);
}

static void one_page_however_often_proves_one_thing(void **state)
{
    struct lessons *lessons = lessons_new();
    (void)state;
    struct lesson *lesson = lessons_make(lessons, 7);
    for (uint32_t value = 1; value < 50; value++)
        assert_false(lesson_prove(lesson, 1234, value, LESSON_PROOFS, LESSON_PROOFS));
    assert_false(lesson_prove(lesson, 1235, 1, LESSON_PROOFS, LESSON_PROOFS));
    assert_true(lesson_prove(lesson, 1236, 1, LESSON_PROOFS, LESSON_PROOFS));
    assert_int_equal(lesson->state, LESSON_LEARNED);
    assert_true(lesson_refute(lesson)); /* what it spared must be asked for */
    assert_false(lesson_prove(lesson, 1237, 2, 1, 0));
    assert_false(lesson_refute(lesson));
    lesson = lessons_make(lessons, 8);
    for (int i = 1; i < LESSON_NEUTRALS; i++)
        assert_false(lesson_doubt(lesson));
    assert_true(lesson_doubt(lesson));
    assert_null(lessons_find(lessons, 9));
    lessons_free(lessons);
}

static void shapes_of_urls(void **state)
{
    static const struct {
        const char *url, *name;
        bool is_dated, is_paged, is_repeated;
    } rows[] = {
        {"http://a/news/123", "http://a/news/*", false, false, false},
        {"http://a/v.php?mod=news&id=5", "http://a/v.php?id=*&mod=news", false, false, false},
        {"http://a/v.php?id=5&mod=news", "http://a/v.php?id=*&mod=news", false, false, false},
        {"http://a/2024/05/", "http://a/*/", true, false, false},
        {"http://a/2024/05/my-holiday/", "http://a/*/", false, false, false},
        {"http://a/events/2567-06-01", "http://a/events/*", true, false, false},
        {"http://a/cal.php?y=2567&m=6", "http://a/cal.php?m=*&y=*", true, false, false},
        {"http://a/list.php?year=2567&page=3", "http://a/list.php?page=*&year=*", false, true, false},
        {"http://a/news/page/3", "http://a/news/page/*", false, true, false},
        {"http://a/files/annual-report-2567.pdf", "http://a/files/*.pdf", false, false, false},
        {"http://a/about/team", "http://a/about/team", false, false, false},
        {"http://a/x/x/x/x", "http://a/x/x/x/x", false, false, true},
        {"http://a/x/y/x/y/x/y/", "http://a/x/y/x/y/x/y/", false, false, true},
        {"http://a/th/about/th/contact", "http://a/th/about/th/contact", false, false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct family_shape shape;
        family_shape_of(str_from(rows[i].url), &shape);
        if (strcmp(shape.name, rows[i].name) != 0 || shape.is_dated != rows[i].is_dated || shape.is_paged != rows[i].is_paged || shape.is_repeated != rows[i].is_repeated)
            fail_msg("%s: '%s' dated %d paged %d repeated %d", rows[i].url, shape.name, shape.is_dated, shape.is_paged, shape.is_repeated);
    }
}

/* Equal pages cut a family that grew by itself, not one that a list names. */
static void only_what_grows_by_itself_is_cut(void **state)
{
    (void)state;
    for (int is_chained = 0; is_chained <= 1; is_chained++) {
        struct families *families = families_new(5000);
        enum trap last = TRAP_NONE;
        for (unsigned i = 0; i < 60; i++) {
            char url[60];
            uint32_t family;
            (void)snprintf(url, sizeof url, "http://a/x.php?n=%u", i);
            last = families_admit(families, str_from(url), 20, &family);
            if (last == TRAP_NONE)
                families_read(families, family, &(struct family_page){.text_hash = 99, .simhash = 5, .n_letters = 500, .is_chained = is_chained});
        }
        assert_int_equal(last, is_chained ? TRAP_EQUAL : TRAP_NONE);
        uint32_t family;
        assert_int_equal(families_admit(families, STR_LIT("http://a/x.php?n=999"), 60, &family), TRAP_NONE); /* promises */
        struct cut_family cut;
        assert_int_equal(families_cut(families, &cut, 1), is_chained);
        families_free(families);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(guesses_plainer_spellings),
        cmocka_unit_test(lessons_are_narrow),
        cmocka_unit_test(one_page_however_often_proves_one_thing),
        cmocka_unit_test(shapes_of_urls),
        cmocka_unit_test(only_what_grows_by_itself_is_cut),
    };
    return cmocka_run_group_tests_name("spelling", tests, NULL, NULL);
}
