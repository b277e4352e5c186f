/* test_utf8.c - decoding and cleaning UTF-8.
 * SPDX-License-Identifier: MIT
 */
#include "text/utf8.h"

#include "cmocka_all.h"

#define S(literal) STR_LIT(literal)

static void decodes_after_rfc_3629(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        uint32_t code_point;
        size_t length;
    } rows[] = {
        {{"a", 1}, 'a', 1},
        {{"\xC3\xA9", 2}, 0xE9, 2},
        {{"ก", 3}, 0x0E01, 3},
        {{"\xF0\x9F\x98\x80", 4}, 0x1F600, 4},
        {{"\xC0\x80", 2}, UTF8_BAD, 1},         /* overlong */
        {{"\xE0\x80\x80", 3}, UTF8_BAD, 1},     /* overlong */
        {{"\xED\xA0\x80", 3}, UTF8_BAD, 1},     /* surrogate */
        {{"\xF4\x90\x80\x80", 4}, UTF8_BAD, 1}, /* above U+10FFFF */
        {{"\xE0\xB8", 2}, UTF8_BAD, 1},         /* cut */
        {{"\x80", 1}, UTF8_BAD, 1},
        {{"\xFF", 1}, UTF8_BAD, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length = 0;
        assert_int_equal(utf8_decode(rows[i].bytes.p, rows[i].bytes.n, &length), rows[i].code_point);
        assert_int_equal(length, rows[i].length);
    }
}

static void encodes_what_it_decodes(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 997) {
        char bytes[4];
        size_t length, n = utf8_encode(c, bytes);
        bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;
        assert_int_equal(utf8_decode(bytes, n, &length), is_surrogate ? UTF8_BAD : c);
        assert_int_equal(length, n);
    }
}

static void counts_bad_sequences_and_characters(void **state)
{
    (void)state;
    assert_int_equal(utf8_count_bad(S("ประจำปี 2567 abcdefghijkl")), 0);
    assert_int_equal(utf8_count_bad(S("\xEF\xBF\xBD")), 0); /* a U+FFFD of its own is not bad */
    assert_int_equal(utf8_count_bad(S("ก\xE0\xB8 ข\xFF")), 3);
    assert_true(utf8_is_valid(S("ก\nข\tabc")));
    assert_false(utf8_is_valid(S("abcdefgh\xE0\xB8")));
    assert_int_equal(utf8_length(S("กขa\xFF")), 4);
}

static void cleans_what_writers_cannot_take(void **state)
{
    (void)state;
    static const struct {
        struct str raw, clean;
    } rows[] = {
        {{"ข้อมูล\tทั่วไป\n", sizeof "ข้อมูล\tทั่วไป\n" - 1}, {"ข้อมูล\tทั่วไป\n", sizeof "ข้อมูล\tทั่วไป\n" - 1}},
        {{"a\0b", 3}, {"ab", 2}},
        {{"a\x01\x7F"
          "b",
          4},
         {"ab", 2}},
        {{"a\xC2\x85"
          "b",
          4},
         {"ab", 2}}, /* C1 */
        {{"a\xEF\xBF\xBE"
          "b",
          5},
         {"ab", 2}}, /* U+FFFE */
        {{"a\xFF"
          "b",
          3},
         {"a\xEF\xBF\xBD"
          "b",
          5}},
        {{"a\r\nb\rc\x0C"
          "d",
          8},
         {"a\nb\nc\nd", 7}},
        {{"12345678\x7F"
          "12345678",
          17},
         {"1234567812345678", 16}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;
        buf_init(&out, 0);
        utf8_clean(rows[i].raw, &out);
        assert_row_equal("clean", buf_str(&out), rows[i].clean);
        buf_done(&out);
    }
}

static void stops_at_the_maximum_at_a_whole_character(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 10);
    utf8_clean(S("กขคงจ"), &out);
    assert_row_equal("cut", buf_str(&out), S("กขค"));
    assert_true(out.is_full);
    buf_done(&out);
}

static void prefix_keeps_marks_with_their_letter(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t max;
        const char *prefix;
    } rows[] = {
        {"abc", 5, "abc"}, {"abc", 2, "ab"},   {"กข", 4, "ก"},  {"กข", 2, ""},
        {"คนที่", 12, "คน"}, {"คนที่", 15, "คนที่"}, {"สำนัก", 3, ""}, {"กน้ำ", 9, "ก"}, {"กเข", 6, "ก"}, {"กเข", 9, "กเข"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_row_equal(rows[i].text, utf8_prefix(str_from(rows[i].text), rows[i].max), str_from(rows[i].prefix));
}

static void squeezes_white_space_for_quoting(void **state)
{
    (void)state;
    static const struct {
        const char *text, *squeezed;
    } rows[] = {
        {"  ก \n\t ข  ", "ก ข"}, {"ก\xC2\xA0\xE3\x80\x80ข", "ก ข"}, {"ก\xE2\x80\x8Bข", "กข"}, {" \n ", ""},
        {"\xEF\xBB\xBFก", "ก"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;
        buf_init(&out, 0);
        utf8_squeeze(str_from(rows[i].text), &out);
        assert_row_equal(rows[i].text, buf_str(&out), str_from(rows[i].squeezed));
        buf_done(&out);
    }
}

static void terminal_text_has_no_controls(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 0);
    utf8_terminal(S("ก\x1B[31m\xE2\x80\xAEข\nค\xC2\x9B"), &out);
    assert_row_equal("terminal", buf_str(&out), S("ก[31mข ค"));
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_after_rfc_3629),
        cmocka_unit_test(encodes_what_it_decodes),
        cmocka_unit_test(counts_bad_sequences_and_characters),
        cmocka_unit_test(cleans_what_writers_cannot_take),
        cmocka_unit_test(stops_at_the_maximum_at_a_whole_character),
        cmocka_unit_test(prefix_keeps_marks_with_their_letter),
        cmocka_unit_test(squeezes_white_space_for_quoting),
        cmocka_unit_test(terminal_text_has_no_controls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
