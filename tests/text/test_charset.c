/* test_charset.c - which encoding, and the text of it.
 * SPDX-License-Identifier: MIT
 */
#include "text/charset.h"

#include "cmocka_all.h"
#include "text/codepage.h"
#include "text/utf8.h"

static const char thai[] = "สำนักงานใหญ่ เปิดเผยข้อมูลสาธารณะ รายงานผลการดำเนินงาน ประจำปี ๒๕๖๗ เธอเนตรการรก";

static void add_874(const char *utf8, struct buf *out)
{
    struct str s = str_from(utf8);
    for (size_t i = 0, length; i < s.n; i += length) {
        int byte = codepage_874_byte(utf8_decode(s.p + i, s.n - i, &length));
        (void)buf_add_char(out, (char)(byte < 0 ? '?' : byte));
    }
}

static void add_utf16(const char *utf8, bool is_big, struct buf *out)
{
    struct str s = str_from(utf8);
    for (size_t i = 0, length; i < s.n; i += length) {
        uint32_t c = utf8_decode(s.p + i, s.n - i, &length);
        (void)buf_add_char(out, (char)(is_big ? c >> 8 : c & 0xFF));
        (void)buf_add_char(out, (char)(is_big ? c & 0xFF : c >> 8));
    }
}

/* The bytes of text, each taken as a character of a code page and written as UTF-8: how mojibake comes about. */
static void add_misread(struct str bytes, uint32_t (*page)(unsigned char), struct buf *out)
{
    for (size_t i = 0; i < bytes.n; i++) {
        char encoded[4];
        uint32_t c = page((unsigned char)bytes.p[i]);
        if (c == UTF8_BAD)
            c = (unsigned char)bytes.p[i]; /* holes as C1 controls: what browsers do */
        (void)buf_add(out, encoded, utf8_encode(c, encoded));
    }
}

static void check(const char *what, const struct buf *bytes, const char *label, enum charset charset, bool disagrees,
                  const char *text)
{
    struct buf out;
    buf_init(&out, 0);
    struct charset_decision d = charset_to_utf8(buf_str(bytes), str_from(label), &out);
    if (d.charset != charset)
        fail_msg("%s: decided for %s, not %s", what, charset_name(d.charset), charset_name(charset));
    if (d.label_disagrees != disagrees)
        fail_msg("%s: label_disagrees is %d", what, d.label_disagrees);
    if (text)
        assert_row_equal(what, buf_str(&out), str_from(text));
    buf_done(&out);
}

static void bytes_decide_before_labels(void **state)
{
    (void)state;
    static const struct {
        const char *what, *head, *label;
        bool is_874;
        bool disagrees;
    } rows[] = {
        {"UTF-8, no label", "", NULL, false, false},
        {"UTF-8, right label", "", "utf-8", false, false},
        {"UTF-8 called TIS-620", "", "TIS-620", false, true},
        {"UTF-8 with a TIS-620 meta", "<meta charset=\"tis-620\">", NULL, false, true},
        {"UTF-8, header right, meta wrong", "<meta charset='windows-874'>", "UTF-8", false, true},
        {"CP874, no label", "", NULL, true, false},
        {"CP874 called UTF-8", "", "utf-8", true, true},
        {"CP874 called Latin-1", "", "ISO-8859-1", true, true},
        {"CP874, meta right", "<meta http-equiv=Content-Type content='text/html; charset=windows-874'>", NULL, true,
         false},
        {"the charset of a script is not the page's", "<script charset=\"utf-8\"></script>", NULL, true, false},
        {"XML declaration", "<?xml version=\"1.0\" encoding='TIS-620'?>", NULL, true, false},
        {"unknown label", "", "x-user-defined", false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf bytes, want;
        buf_init(&bytes, 0);
        buf_init(&want, 0);
        (void)buf_add_c(&want, rows[i].head);
        (void)buf_add_c(&want, thai);
        if (rows[i].is_874)
            add_874(want.p, &bytes);
        else
            (void)buf_add_str(&bytes, buf_str(&want));
        check(rows[i].what, &bytes, rows[i].label, rows[i].is_874 ? CHARSET_CP874 : CHARSET_UTF8, rows[i].disagrees,
              want.p);
        buf_done(&bytes);
        buf_done(&want);
    }
}

static void utf16_is_known_by_bom_or_zeros(void **state)
{
    (void)state;
    for (int k = 0; k < 4; k++) {
        bool is_big = k & 1, has_bom = k & 2;
        struct buf bytes;
        buf_init(&bytes, 0);
        if (has_bom)
            (void)buf_add(&bytes, is_big ? "\xFE\xFF" : "\xFF\xFE", 2);
        add_utf16("<html>\r\nก ", is_big, &bytes);
        add_utf16(thai, is_big, &bytes);
        struct buf want;
        buf_init(&want, 0);
        (void)buf_addf(&want, "<html>\nก %s", thai);
        check("UTF-16", &bytes, "utf-8", is_big ? CHARSET_UTF16BE : CHARSET_UTF16LE, false, want.p);
        buf_done(&bytes);
        buf_done(&want);
    }
}

static void a_few_bad_bytes_do_not_change_utf8(void **state)
{
    (void)state;
    struct buf bytes;
    buf_init(&bytes, 0);
    for (int i = 0; i < 20; i++)
        (void)buf_add_c(&bytes, thai);
    (void)buf_add_c(&bytes, "\xE0\xB8...");
    struct charset_decision d = charset_decide(buf_str(&bytes), STR_NONE);
    assert_int_equal(d.charset, CHARSET_UTF8);
    assert_int_equal(d.n_bad, 2);
    buf_done(&bytes);
}

static void short_texts_cut_inside_a_character_stay_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } rows[] = {
        {"การจัดซื้อ\xE0\xB8", "การจัดซื้อ\uFFFD\uFFFD"},
        {"แผนปี 2567 การ\xE0...", "แผนปี 2567 การ\uFFFD..."},
        {"caf\xC3\xA9 \xA0 d\xC3\xA9j\xC3\xA0", "café \uFFFD déjà"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf bytes;
        buf_init(&bytes, 0);
        (void)buf_add_c(&bytes, rows[i].bytes);
        check(rows[i].bytes, &bytes, NULL, CHARSET_UTF8, false, rows[i].text);
        buf_done(&bytes);
    }
}

static void long_utf16_keeps_pairs_and_line_ends(void **state)
{
    (void)state;
    struct buf bytes, want, out;
    buf_init(&bytes, 0);
    buf_init(&want, 0);
    buf_init(&out, 0);
    for (int i = 0; i < 20000; i++) {
        (void)buf_add(&bytes, i % 7 ? "\x3D\xD8\x00\xDE" : "\r\0\n\0\x01\x0E", i % 7 ? 4 : 6);
        (void)buf_add_c(&want, i % 7 ? "\U0001F600" : "\nก");
        if (i % 3 == 0) {
            (void)buf_add(&bytes, "<\0p\0>\0a\0b\0", 10);
            (void)buf_add_c(&want, "<p>ab");
        }
    }
    (void)charset_to_utf8((struct str){"\xFF\xFE", 2}, STR_NONE, &out);
    assert_int_equal(out.n, 0);
    struct buf whole;
    buf_init(&whole, 0);
    (void)buf_add(&whole, "\xFF\xFE", 2);
    (void)buf_add_str(&whole, buf_str(&bytes));
    struct charset_decision d = charset_to_utf8(buf_str(&whole), STR_NONE, &out);
    assert_int_equal(d.n_bad, 0);
    assert_true(str_eq(buf_str(&out), buf_str(&want)));
    buf_done(&whole);
    buf_done(&bytes);
    buf_done(&want);
    buf_done(&out);
}

static void two_encodings_in_one_page_are_both_read(void **state)
{
    (void)state;
    struct buf bytes, want;
    buf_init(&bytes, 0);
    buf_init(&want, 0);
    (void)buf_add_c(&bytes, "<h1>เทศบาลเมืองตัวอย่าง</h1><p>");
    add_874(thai, &bytes);
    (void)buf_add_c(&bytes, "</p><footer>ที่อยู่ ติดต่อสอบถาม</footer>");
    (void)buf_addf(&want, "<h1>เทศบาลเมืองตัวอย่าง</h1><p>%s</p><footer>ที่อยู่ ติดต่อสอบถาม</footer>", thai);
    check("mixed", &bytes, "utf-8", CHARSET_MIXED, true, want.p);
    buf_done(&bytes);
    buf_done(&want);
}

static void western_text_stays_western(void **state)
{
    (void)state;
    struct buf bytes;
    buf_init(&bytes, 0);
    (void)buf_add_c(&bytes, "R\xE9publique fran\xE7"
                            "aise, d\xE9j\xE0 vu, na\xEFve \x93quoted\x94");
    check("Latin-1", &bytes, NULL, CHARSET_CP1252, false, "République française, déjà vu, naïve “quoted”");
    buf_done(&bytes);
}

static void holes_and_line_ends(void **state)
{
    (void)state;
    struct buf bytes;
    buf_init(&bytes, 0);
    add_874("สำนักงานใหญ่", &bytes);
    (void)buf_add_c(&bytes, "\x81\r\n\x93");
    add_874("ก", &bytes);
    struct buf out;
    buf_init(&out, 0);
    struct charset_decision d = charset_to_utf8(buf_str(&bytes), STR_NONE, &out);
    assert_row_equal("hole", buf_str(&out), STR_LIT("สำนักงานใหญ่\xEF\xBF\xBD\n“ก"));
    assert_int_equal(d.n_bad, 1);
    buf_done(&out);
    buf_clear(&bytes);
    (void)buf_add_c(&bytes, "\xEF\xBB\xBFก\r\nข");
    check("BOM", &bytes, NULL, CHARSET_UTF8, false, "ก\nข");
    buf_done(&bytes);
}

static void mojibake_is_undone(void **state)
{
    (void)state;
    static const char want[] = "รายการ: สำนักงานใหญ่ เปิดเผยข้อมูล (2567)";
    struct buf tis, once, page;
    buf_init(&tis, 0);
    buf_init(&once, 0);
    buf_init(&page, 0);
    add_874(want, &tis);
    add_misread(buf_str(&tis), codepage_1252, &once); /* ÊÓ¹Ñ¡ */
    check("CP874 as Latin-1", &once, "utf-8", CHARSET_UTF8, false, want);
    buf_clear(&once);
    add_misread(STR_LIT(want), codepage_1252, &once); /* à¸ªà¸³ */
    check("UTF-8 as windows-1252", &once, "utf-8", CHARSET_UTF8, false, want);
    buf_clear(&once);
    add_misread(STR_LIT(want), codepage_874, &once); /* เธชเธณ */
    check("UTF-8 as windows-874", &once, "utf-8", CHARSET_UTF8, false, want);
    buf_clear(&once);
    (void)buf_add_c(
        &once, "\xC3\x8A\xD3\xB9\xD1\xA1\xC2\xA7\xC3\x92\xC2\xB9 \xC3\x8A\xD3\xB9\xD1\xA1\xC2\xA7\xC3\x92\xC2\xB9");
    check("pairs that were valid UTF-8", &once, "utf-8", CHARSET_UTF8, false, "สำนักงาน สำนักงาน");
    buf_done(&tis);
    buf_done(&once);
    buf_done(&page);
}

static void honest_text_is_not_taken_for_mojibake(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "éàèù çÉÈÀ Übergröße ÄÖÜ äöü ßéè français",
        "เธอ เนตร เธอเธอ เนเธอ เธนุ สำนักงาน",
        "привет мир ééé ααβγδ",
        "···············  ©®™§¶ ×××××",
        "½¼¾ ²³¹ °C",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf bytes;
        buf_init(&bytes, 0);
        (void)buf_add_c(&bytes, texts[i]);
        check(texts[i], &bytes, "utf-8", CHARSET_UTF8, false, texts[i]);
        buf_done(&bytes);
    }
}

static void no_bytes_at_all(void **state)
{
    (void)state;
    struct buf bytes;
    buf_init(&bytes, 0);
    check("empty", &bytes, NULL, CHARSET_UTF8, false, "");
    (void)buf_add_c(&bytes, "\xEF");
    check("one byte", &bytes, NULL, CHARSET_CP1252, false, "ï");
    buf_done(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_decide_before_labels),
        cmocka_unit_test(utf16_is_known_by_bom_or_zeros),
        cmocka_unit_test(a_few_bad_bytes_do_not_change_utf8),
        cmocka_unit_test(short_texts_cut_inside_a_character_stay_utf8),
        cmocka_unit_test(long_utf16_keeps_pairs_and_line_ends),
        cmocka_unit_test(two_encodings_in_one_page_are_both_read),
        cmocka_unit_test(western_text_stays_western),
        cmocka_unit_test(holes_and_line_ends),
        cmocka_unit_test(mojibake_is_undone),
        cmocka_unit_test(honest_text_is_not_taken_for_mojibake),
        cmocka_unit_test(no_bytes_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
