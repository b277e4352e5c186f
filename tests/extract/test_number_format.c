/* test_number_format.c - numbers as a reader sees them; the expected texts without a mark are what LibreOffice 7.4 shows.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "extract/number_format.h"

static const double DAY = 45382.75; /* 31 March 2024, 18:00 */

static void expect(const char *code, double value, const char *want)
{
    struct buf out;
    buf_init(&out, 0);
    (void)buf_add(&out, "", 0);
    number_format_show(str_from(code), value, false, &out);
    if (!str_eq_c(str_trim(buf_str(&out)), want))
        fail_msg("%s of %g: %.*s, wanted %s", code, value, STR_ARG(buf_str(&out)), want);
    buf_done(&out);
}

static void shows_dates(void **state)
{
    (void)state;
    expect("[$-107041E]d mmmm yyyy;@", DAY, "31 มีนาคม 2567");
    expect("[$-D07041E]d mmmm yyyy;@", DAY, "๓๑ มีนาคม ๒๕๖๗");
    expect("[$-41E]d mmmm yyyy", DAY, "31 มีนาคม 2567"); /* the reader's own calendar: Thai Windows has the Buddhist; LibreOffice 2024 */
    expect("[$-101041E]d mmm yyyy;@", DAY, "31 มี.ค. 2024");
    expect("[$-187041E]d mmm yy;@", DAY, "31 มี.ค. 67");
    expect("[$-D00041E]d mmm;@", DAY, "๓๑ มี.ค.");
    expect("[$-1070000]d/mm/yyyy;@", DAY, "31/03/2567");
    expect("[$-th-TH,107]d mmm yy;@", DAY, "31 มี.ค. 67");
    expect("[$-th-TH,D07]d mmmm yyyy;@", DAY, "๓๑ มีนาคม ๒๕๖๗");
    expect("d/m/bbbb", DAY, "31/3/2567");
    expect("dd/mm/yyyy", DAY, "31/03/2024");
    expect("[$-107041E]d mmmm yyyy;@", 243784, "15 มิถุนายน 2567"); /* typed as 2567 into a program set to English: no 3110 */
    expect("[$-409]d-mmm-yy", DAY, "31-Mar-24");
    expect("[$-41E]dddd ที่ d mmmm bbbb", DAY, "อาทิตย์ ที่ 31 มีนาคม 2567");
    expect("yyyy-mm-dd hh:mm:ss", DAY, "2024-03-31 18:00:00");
    expect("h:mm AM/PM", DAY, "6:00 PM");
    expect("mm:ss.0", 0.0005, "00:43.2");
    expect("[h]:mm", 1.5, "36:00");
    expect("dddd\\, d mmmm yyyy", DAY, "Sunday, 31 March 2024");
}

static void shows_numbers(void **state)
{
    (void)state;
    expect("General", DAY, "45382.75");
    expect("General", 0.1 + 0.2, "0.3");
    expect("General", 1103700123456.0, "1103700123456"); /* a tax number typed as one */
    expect("", -7, "-7");
    expect("0.0%", 0.5, "50.0%");
    expect("#,##0.00", DAY, "45,382.75");
    expect("#,##0.00", -1234.5, "-1,234.50");
    expect("#,##0", 1234567, "1,234,567");
    expect("#,##0.00_);(#,##0.00)", -1234.5, "(1,234.50)");
    expect("_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-", 0, "-");
    expect("[Red]0.0;[Blue]-0.0", -1234.5, "-1234.5");
    expect("0\\ \"บาท\"", DAY, "45383 บาท");
    expect("t#,##0.00", 1234.5, "๑,๒๓๔.๕๐");
    expect("t0", 67, "๖๗");
    expect("[$-D000000]#,##0", 1234, "๑,๒๓๔");
    expect("000-0000", DAY, "004-5383");
    expect("0-0000-00000-00-0", 1103700123456.0, "1-1037-00123-45-6");
    expect("00000", 12, "00012");
    expect("0.#", 0, "0");
    expect("#.##", 0.5, ".5");
    expect("[$฿-41E]#,##0.00", DAY, "฿45,382.75");
    expect("[<1000]0;[>=1000]#,##0,\" K\"", DAY, "45 K");
    expect(";;;", 5, "");
    expect("0.0;@", -1234.5, "-1234.5");
    expect("# ?/?", 0.5, "0.5");
}

static void hostile_values_and_codes_give_short_texts(void **state)
{
    (void)state;
    expect("dd/mm/yyyy", -5, "-5");
    expect("dd/mm/yyyy", 1e308, "1e+308");
    expect("#,##0.00", 1e308, "1e+308");
    expect("General", NAN, "");
    expect("[", 5, "5");
    expect("[$-", 5, "5");
    expect("[$", 5, "5");
    expect("\"", 5, "");
    expect("\\", 5, "");
    expect("_", 5, "");
    expect("[$-FFFFFFFFFFFFFFFF]d", DAY, "31");
    expect("[>zz]0", 5, "5");
    char many[400];
    for (size_t i = 0; i < sizeof many - 1; i++)
        many[i] = "0.y#m"[i % 5];
    many[sizeof many - 1] = '\0';
    struct buf out;
    buf_init(&out, 0);
    number_format_show(str_from(many), DAY, true, &out);
    number_format_show(str_from(many), -1e10, true, &out);
    for (size_t i = 0; i < sizeof many - 1; i++)
        many[i] = '0';
    number_format_show(str_from(many), DAY, false, &out);
    for (size_t i = 2; i < sizeof many - 1; i++)
        many[i] = i == 2 ? '.' : '0';
    number_format_show(str_from(many), DAY, false, &out);
    assert_in_range(out.n, 1, 4000);
    buf_done(&out);
}

static void knows_the_built_in_ones(void **state)
{
    (void)state;
    static const struct {
        long id;
        const char *want; /* of DAY */
    } cases[] = {{0, "45382.75"}, {3, "45,383"}, {14, "31/3/2024"}, {22, "31/3/2024 18:00"}, {49, "45382.75"}, {61, "๔๕,๓๘๓"}, {71, "31/3/2567"},
                 {81, "31/3/67"}, {-1, "45382.75"}, {999999, "45382.75"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str code = number_format_builtin(cases[i].id);
        char text[64];
        memcpy(text, code.p, code.n);
        text[code.n] = '\0';
        expect(text, DAY, cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_dates),
        cmocka_unit_test(shows_numbers),
        cmocka_unit_test(hostile_values_and_codes_give_short_texts),
        cmocka_unit_test(knows_the_built_in_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
