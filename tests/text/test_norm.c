/* test_norm.c - normal forms of Thai text: the damage of real files, and the way back to the raw text.
 * SPDX-License-Identifier: MIT
 */
#include "text/norm.h"

#include "cmocka_all.h"
#include "text/utf8.h"

/* Forms are compared as UTF-8: | is a separator, ? any other letter. */
static struct str shown(const unsigned char *p, size_t n, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < n; i++) {
        char bytes[4];
        if (p[i] >= 0xA1)
            (void)buf_add(out, bytes, utf8_encode(0x0E01u + p[i] - 0xA1u, bytes));
        else
            (void)buf_add_char(out, p[i] == NORM_SEPARATOR ? '|' : p[i] == NORM_OTHER ? '?' : (char)p[i]);
    }
    return buf_str(out);
}

static void repairs_the_damage_of_real_files(void **state)
{
    (void)state;
    static const struct {
        const char *what, *raw, *tight;
    } rows[] = {
        {"plain", "แผนปฏิบัติการ", "แผนปฏิบัติการ"},
        {"white space", "แผน ปฏิบัติการ\tประจำ\xC2\xA0ปี", "แผนปฏิบัติการประจำปี"},
        {"spaces inside syllables", "สำนั กงาน ปี งบประมาณ", "สำนักงานปีงบประมาณ"},
        {"Thai digits", "ปี ๒๕๖๗ ข้อ ๐๑๖", "ปี2567ข้อ016"},
        {"sara am decomposed", "ส\u0E4D\u0E32นักงาน", "สำนักงาน"},
        {"with a tone between", "น\u0E4D\u0E49\u0E32", "น้ำ"},
        {"with the tone first", "น\u0E49\u0E4D\u0E32", "น้ำ"},
        {"with the tone last", "น\u0E4D\u0E32\u0E49", "น้ำ"},
        {"tone behind sara am", "น\u0E33\u0E49", "น้ำ"},
        {"nikhahit behind aa", "ส\u0E32\u0E4Dนักงาน", "สำนักงาน"},
        {"nikhahit behind tone and aa", "น\u0E32\u0E49\u0E4D", "น้ำ"},
        {"torn apart", "ส \u0E4D \u0E32นักงาน", "สำนักงาน"},
        {"am and aa", "ท\u0E33\u0E32", "ทำ"},
        {"tone behind aa", "ก\u0E32\u0E49ว", "ก้าว"},
        {"tone before vowel", "ท\u0E48\u0E35", "ที่"},
        {"doubled marks", "ท\u0E35\u0E35\u0E48\u0E48", "ที่"},
        {"doubled around", "ท\u0E35\u0E48\u0E35", "ที่"},
        {"two sara e", "เเผน", "แผน"},
        {"two sara e torn", "เ เผน", "แผน"},
        {"private use vowels and tones", "ป\uF702 ท\uF702\uF70A ฝ\uF701\uF70A", "ปีที่ฝิ่"},
        {"private use consonants", "ส\uF70Fญา\uF700าน", "สญญาฐาน"},
        {"zero width", "การ\u200Bจัดซื้อ\u00ADจัด\uFEFFจ้าง", "การจัดซื้อจัดจ้าง"},
        {"letters fold", "No GIFT Policy", "nogiftpolicy"},
        {"full width", "ＩＴＡ２５６７", "ita2567"},
        {"accents", "Caf\u00E9 cafe\u0301 Ångström", "cafecafeangstrom"},
        {"ligatures", "\uFB01nal o\uFB03ce", "finaloffice"},
        {"quotes and dashes", "“Do’s” – Don‘ts — E\u2011Service", "\"do's\"-don'ts-e-service"},
        {"bullets", "• ● ○ \uF0B7", "****"},
        {"other letters", "漢 \U001001AB", "??"},
        {"separators stay", "ก\nข\fค\n\nง", "ก|ข|ค||ง"},
        {"mark behind separator", "ก\n\u0E48ข", "ก|่ข"},
        {"empty", "", ""},
    };
    struct norm norm = {0};
    struct buf out;
    buf_init(&out, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        norm_make(&norm, str_from(rows[i].raw), NORM_ALL);
        assert_row_equal(rows[i].what, shown(norm.tight.p, norm.tight.n, &out), str_from(rows[i].tight));
    }
    buf_done(&out);
    norm_done(&norm);
}

static void spaced_form_keeps_single_spaces(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *spaced;
    } rows[] = {
        {"  No  Gift \t Policy ", "no gift policy"},
        {"ก \n ข", "ก|ข"},
        {"ท \u0E35\u0E48 ส \u0E33นัก", "ที่ สำนัก"},
        {"ข้อ ๑ \u200B ก", "ข้อ 1 ก"},
    };
    struct norm norm = {0};
    struct buf out;
    buf_init(&out, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        norm_make(&norm, str_from(rows[i].raw), NORM_SPACED);
        assert_row_equal(rows[i].raw, shown(norm.spaced.p, norm.spaced.n, &out), str_from(rows[i].spaced));
    }
    buf_done(&out);
    norm_done(&norm);
}

static void weak_form_heals_lost_marks(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"การดำเนินงานประจำปี", "การดาเนินงานประจาปี"},
        {"สำนักงาน", "สานักงาน"},
        {"หน้าที่และอำนาจ", "หนาทีและอานาจ"},
        {"เจตนารมณ์", "เจตนารมณ"},
        {"สำนักงาน", "สํานักงาน"},
        {"เป็น", "เปน"},
        {"คณะผู้บริหาร", "คณะผ้้บริหาร"}, /* a font whose sara uu reads as mai tho */
        {"ประจำปีงบประมาณ", "ประจําปงบประมาณ"},
    };
    struct buf a, b;
    buf_init(&a, 0);
    buf_init(&b, 0);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        buf_clear(&a);
        buf_clear(&b);
        norm_phrase(str_from(same[i][0]), NORM_WEAK, &a);
        norm_phrase(str_from(same[i][1]), NORM_WEAK, &b);
        assert_row_equal(same[i][0], buf_str(&b), buf_str(&a));
    }
    buf_clear(&a);
    buf_clear(&b);
    norm_phrase(STR_LIT("ปลา"), NORM_WEAK, &a);
    norm_phrase(STR_LIT("ปลี"), NORM_WEAK, &b);
    assert_false(str_eq(buf_str(&a), buf_str(&b))); /* vowels still tell words apart */
    buf_done(&a);
    buf_done(&b);
}

static void map_leads_back_to_the_raw_text(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *phrase, *quote;
    } rows[] = {
        {"ดู แผน  ปฏิบัติการ ประจำปี", "แผนปฏิบัติการ", "แผน  ปฏิบัติการ"},
        {"ของ ส\u0E4D\u0E32นั กงาน \u00A0 ใหญ่", "สำนักงาน", "ส\u0E4D\u0E32นั กงาน"},
        {"ก น\u0E32\u0E49\u0E4D ข", "น้ำ", "น\u0E32\u0E49\u0E4D"},
        {"ปี ๒๕๖๗\nข้อ", "2567", "๒๕๖๗"},
        {"O\uFB03ce", "office", "O\uFB03ce"},
    };
    struct norm norm = {0};
    struct buf phrase;
    buf_init(&phrase, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str raw = str_from(rows[i].raw);
        norm_make(&norm, raw, NORM_TIGHT);
        buf_clear(&phrase);
        norm_phrase(str_from(rows[i].phrase), NORM_TIGHT, &phrase);
        struct str tight = {(const char *)norm.tight.p, norm.tight.n};
        size_t at = str_find(tight, buf_str(&phrase));
        assert_true(at != STR_NPOS);
        assert_row_equal(rows[i].raw, norm_raw(&norm.tight, raw, at, at + phrase.n), str_from(rows[i].quote));
    }
    buf_done(&phrase);
    norm_done(&norm);
}

static void map_never_runs_backwards(void **state)
{
    (void)state;
    struct str raw = STR_LIT(
        "เ เก \u0E49\u0E35\u0E35 \u0E4D\u0E48\u0E32\u0E49\n \u0E48\u0E48\u0E49\u0E48\u0E49\u0E48\u0E35 \uFB03 ๑");
    struct norm norm = {0};
    norm_make(&norm, raw, NORM_ALL);
    const struct norm_form *forms[] = {&norm.tight, &norm.spaced, &norm.weak};
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; i < forms[k]->n; i++)
            assert_true(forms[k]->raw[i] <= forms[k]->raw[i + 1]);
        assert_int_equal(forms[k]->raw[forms[k]->n], raw.n);
        assert_int_equal(forms[k]->p[forms[k]->n], 0);
    }
    norm_done(&norm);
}

static void absent_text_gives_empty_forms(void **state)
{
    (void)state;
    struct norm norm = {0};
    norm_make(&norm, STR_NONE, NORM_ALL);
    assert_int_equal(norm.tight.n + norm.spaced.n + norm.weak.n, 0);
    assert_int_equal(norm_raw(&norm.tight, STR_NONE, 0, 0).n, 0);
    norm_done(&norm);
}

static void bytes_that_are_no_utf8_do_no_harm(void **state)
{
    (void)state;
    char bytes[512];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 37 % 256);
    struct norm norm = {0};
    norm_make(&norm, (struct str){bytes, sizeof bytes}, NORM_ALL);
    assert_true(norm.tight.n <= sizeof bytes);
    norm_done(&norm);
}

static void skeleton_matches_slugs_without_marks(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"การจัดซื้อจัดจ้าง", "การจดซอจดจาง"},
        {"การบริหารงานและการใช้จ่ายงบประมาณ", "การบรหารงานและการใชจายงบประมาณ"},
        {"อำนาจหน้าที่", "อำนาจหนาท"},
        {"No Gift Policy ๒๕๖๗", "no-gift-policy-2567"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        struct buf a, b;
        buf_init(&a, 0);
        buf_init(&b, 0);
        norm_skeleton(str_from(same[i][0]), &a);
        norm_skeleton(str_from(same[i][1]), &b);
        assert_true(a.n > 0);
        assert_row_equal(same[i][0], buf_str(&b), buf_str(&a));
        buf_done(&a);
        buf_done(&b);
    }
}

static void readable_text_is_repaired_for_quoting(void **state)
{
    (void)state;
    static const struct {
        const char *raw, *readable;
    } rows[] = {
        {"ประจ\u0E4D\u0E32ป\uF702 ๒๕๖๗ (ITA)", "ประจำปี ๒๕๖๗ (ITA)"},
        {"ท \u0E35\u0E48 ตั้ง", "ที่ ตั้ง"},
        {"“No Gift”  – é \uFB01n", "“No Gift” – é \uFB01n"},
        {"ก\nข", "ก\nข"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out;
        buf_init(&out, 0);
        norm_readable(str_from(rows[i].raw), &out);
        assert_row_equal(rows[i].raw, buf_str(&out), str_from(rows[i].readable));
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repairs_the_damage_of_real_files),
        cmocka_unit_test(spaced_form_keeps_single_spaces),
        cmocka_unit_test(weak_form_heals_lost_marks),
        cmocka_unit_test(map_leads_back_to_the_raw_text),
        cmocka_unit_test(map_never_runs_backwards),
        cmocka_unit_test(absent_text_gives_empty_forms),
        cmocka_unit_test(bytes_that_are_no_utf8_do_no_harm),
        cmocka_unit_test(skeleton_matches_slugs_without_marks),
        cmocka_unit_test(readable_text_is_repaired_for_quoting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
