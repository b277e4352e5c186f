/* test_notices.c - what is said of a site as a whole does not depend on the order in which it was found, and survives the store.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "rules/rules.h"
#include "run/notices.h"

static struct scheme_item items[3] = {{.code = "O1"}, {.code = "O2"}, {.code = "O3"}};
static const struct scheme scheme = {.items = items, .n_items = 3};

static void add(struct notices *notices, const char *code, bool is_warning, const char *argument, const char *url, uint64_t bits)
{
    notices_add(notices, &(struct notice){.code = code, .is_warning = is_warning, .says = MSG_AND_MORE, .advice = N_MESSAGES, .args = MSG_ARGS(argument),
                                          .url = url ? str_from(url) : STR_NONE, .items = bits});
}

static void order_of_arrival_does_not_matter(void **state)
{
    struct buf packed[2];
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        struct notices *notices = notices_new();
        struct arena arena;
        size_t n;
        arena_init(&arena);
        for (int i = 0; i < 30; i++) {
            char url[40];
            (void)snprintf(url, sizeof url, "https://a.example/%02d", turn ? 29 - i : i);
            add(notices, "b-note", false, "5", url, 1);
        }
        add(notices, turn ? "a-note" : "z-alarm", !turn, "1", NULL, 4);
        add(notices, turn ? "z-alarm" : "a-note", turn, "1", NULL, 4);
        add(notices, "b-note", false, "5", "https://a.example/00", 2);
        struct oit_notice *list = notices_list(notices, &scheme, &arena, &n);
        assert_int_equal(n, 3);
        assert_string_equal(list[0].code, "z-alarm");
        assert_string_equal(list[2].code, "b-note");
        assert_int_equal(list[2].n_urls, NOTICE_URLS);
        assert_int_equal(list[2].n_all_urls, 30);
        assert_string_equal(list[2].urls[0], "https://a.example/00");
        assert_string_equal(list[2].urls[NOTICE_URLS - 1], "https://a.example/19");
        assert_int_equal(list[2].n_items, 2);
        assert_string_equal(list[2].items[1], "O2");
        buf_init(&packed[turn], 0);
        notices_pack(list, n, &packed[turn]);
        notices_free(notices);
        arena_done(&arena);
    }
    assert_true(str_eq(buf_str(&packed[0]), buf_str(&packed[1])));
    buf_done(&packed[0]);
    buf_done(&packed[1]);
}

static void comes_back_from_text(void **state)
{
    struct notices *notices = notices_new();
    struct arena arena;
    struct buf packed;
    struct oit_notice back;
    size_t n;
    (void)state;
    arena_init(&arena);
    buf_init(&packed, 0);
    add(notices, "some-thing", true, "tab\tand\nline", "https://a.example/x", 7);
    struct oit_notice *list = notices_list(notices, &scheme, &arena, &n);
    notices_pack(list, n, &packed);
    struct str rest = buf_str(&packed), line = str_cut(&rest, '\n');
    assert_int_equal(rest.n, 0);
    assert_true(notices_unpack_line(line, &arena, &back));
    assert_string_equal(back.text.th, list[0].text.th);
    assert_non_null(strstr(back.text.en, "tab and line"));
    assert_null(back.advice.th);
    assert_true(back.is_warning && back.n_urls == 1 && back.n_all_urls == 1 && back.n_items == 3);
    assert_false(notices_unpack_line(STR_LIT("/calendar?*"), &arena, &back));
    assert_false(notices_unpack_line(STR_LIT("!w"), &arena, &back));
    buf_done(&packed);
    arena_done(&arena);
    notices_free(notices);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(order_of_arrival_does_not_matter), cmocka_unit_test(comes_back_from_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
