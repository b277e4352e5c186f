/* test_expiry.c - warnings of what runs out: once at each mark, once when renewed; and the days on which a site is watched.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "itas/expiry.h"
#include "itas/watch_window.h"

enum { DAY = 86400, T0 = 1790000000 };

static void once_at_each_mark(void **state)
{
    char told[EXPIRY_STATE_SIZE] = "", next[EXPIRY_STATE_SIZE];
    int n_warned = 0;
    (void)state;
    for (int64_t now = T0; now < T0 + 45 * DAY; now += DAY / 4) { /* it ends after 40 days */
        enum expiry_news news = expiry_news_of(told, now, T0 + 40 * DAY, next);
        assert_true(news != EXPIRY_RENEWED);
        if (news == EXPIRY_WARN) {
            n_warned++;
            memcpy(told, next, sizeof told);
        }
    }
    assert_int_equal(n_warned, 6);
    assert_int_equal(expiry_news_of(told, T0 + 45 * DAY, T0 + 400 * DAY, next), EXPIRY_RENEWED);
    assert_int_equal(expiry_news_of(next, T0 + 46 * DAY, T0 + 400 * DAY, told), EXPIRY_NOTHING);
}

static void not_told_is_told_again(void **state)
{
    char next[EXPIRY_STATE_SIZE];
    (void)state;
    assert_int_equal(expiry_news_of("", T0, T0 + 5 * DAY, next), EXPIRY_WARN);
    assert_int_equal(expiry_news_of("", T0, T0 + 5 * DAY, next), EXPIRY_WARN);
    assert_int_equal(expiry_news_of("nonsense", T0, T0 + 5 * DAY, next), EXPIRY_WARN);
    assert_int_equal(expiry_news_of("", T0, T0 + 50 * DAY, next), EXPIRY_NOTHING);
}

/* Another certificate that is as short of time is news of its own. */
static void another_one(void **state)
{
    char first[EXPIRY_STATE_SIZE], next[EXPIRY_STATE_SIZE];
    (void)state;
    assert_int_equal(expiry_news_of("", T0, T0 + 6 * DAY, first), EXPIRY_WARN);
    assert_int_equal(expiry_news_of(first, T0, T0 + 12 * DAY, next), EXPIRY_WARN);
}

static void days_left(void **state)
{
    (void)state;
    assert_int_equal(expiry_days_left(T0, T0 + DAY), 1);
    assert_int_equal(expiry_days_left(T0, T0 + DAY - 1), 0);
    assert_int_equal(expiry_days_left(T0, T0 - 1), -1);
    assert_int_equal(expiry_level(T0, T0), 0);
    assert_int_equal(expiry_level(T0, T0 + 30 * DAY), 30);
    assert_int_equal(expiry_level(T0, T0 + 30 * DAY + 1), EXPIRY_FAR);
    assert_int_equal(expiry_level(T0, T0 + 2 * DAY), 3);
}

static const struct clock_date may1 = {2026, 5, 1}, may10 = {2026, 5, 10}, june15 = {2026, 6, 15}, june16 = {2026, 6, 16};

static void the_days_of_the_watch(void **state)
{
    struct profile_stage stages[] = {{.id = "enter", .from = may1, .to = may1}, {.id = "ผู้ประเมินตรวจ", .from = may10, .to = june15}};
    struct profile profile = {.stages = stages, .n_stages = 2};
    (void)state;
    struct watch_window w = watch_window_of(&profile);
    assert_true(w.is_stage);
    assert_int_equal(watch_window_day(&w, may1), WATCH_DAY_BEFORE);
    assert_int_equal(watch_window_day(&w, may10), WATCH_DAY_IN);
    assert_int_equal(watch_window_day(&w, june15), WATCH_DAY_IN);
    assert_int_equal(watch_window_day(&w, june16), WATCH_DAY_AFTER);
    profile.watch.from = june16;
    w = watch_window_of(&profile);
    assert_false(w.is_stage);
    assert_int_equal(watch_window_day(&w, june15), WATCH_DAY_BEFORE);
    assert_int_equal(watch_window_day(&w, june16), WATCH_DAY_IN);
    w = watch_window_of(NULL);
    assert_int_equal(watch_window_day(&w, may1), WATCH_DAY_IN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(once_at_each_mark), cmocka_unit_test(not_told_is_told_again), cmocka_unit_test(another_one),
        cmocka_unit_test(days_left), cmocka_unit_test(the_days_of_the_watch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
