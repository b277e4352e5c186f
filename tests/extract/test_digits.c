/* test_digits.c - the digit reader on crops of pages, its lines, and years fused from several readers.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "extract/builtin.h"
#include "extract/digits.h"

#define TSV_HEAD "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
#define ROW(line, word, left, top, width, height, text) \
    "5\t1\t1\t1\t" #line "\t" #word "\t" #left "\t" #top "\t" #width "\t" #height "\t91.5\t" text "\n"

/* ---- crops of pages -------------------------------------------------------------------------------------------------------------- */

static struct buf read_fixture(const char *name)
{
    struct buf path, bytes;
    struct err err;
    buf_init(&path, 0);
    buf_init(&bytes, (size_t)1024 * 1024);
    (void)buf_addf(&path, "fixtures/digits/%s", name);
    if (file_read(path.p, &bytes, &err) != OIT_OK)
        fail_msg("%s: %s", path.p, err.en);
    buf_done(&path);
    return bytes;
}

/* "thai.pgm T 2567 313 29 106 23": a line a year, or "-" in place of it. Boxes are exact; how sure the reader is may differ in the last
 * digits between compilers, so only that it would speak alone is asserted ("~" before the script: it would not). After a new table:
 * OITCHECK_UPDATE=1 build/.../test_digits, then read the diff. */
static void reads_each_crop_as_expected(void **state)
{
    (void)state;
    static const char *const names[] = {"thai", "thai-bold", "thai-small", "thai-range", "thai-touching", "thai-tilted", "thai-copied", "arabic",
                                        "arabic-range", "arabic-tilted", "arabic-copied", "both", "money", "long-number", "other-years", "words",
                                        "blank", "cut-short", "hundred-megapixels"};
    static const char *const faults[] = {"-", "no image", "too large"};
    struct buf out;
    buf_init(&out, 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct arena arena;
        struct digit_years years;
        char name[64];
        arena_init(&arena);
        (void)snprintf(name, sizeof name, "%s.pgm", names[i]);
        struct buf pgm = read_fixture(name);
        enum digits_fault fault = digits_read(buf_str(&pgm), &arena, &years);
        if (!years.n)
            (void)buf_addf(&out, "%s %s\n", name, faults[fault]);
        for (size_t k = 0; k < years.n; k++) {
            const struct digit_year *y = &years.items[k];
            (void)buf_addf(&out, "%s %s%c %d %u %u %u %u\n", name, y->confidence < 0.95 ? "~" : "", y->script == DIGITS_THAI ? 'T' : 'A', y->year_be,
                           y->box.x, y->box.y, y->box.w, y->box.h);
        }
        buf_done(&pgm);
        arena_done(&arena);
    }
    if (getenv("OITCHECK_UPDATE")) {
        struct err err;
        assert_int_equal(file_write("fixtures/digits/expected.txt", buf_str(&out), &err), OIT_OK);
    }
    struct buf want = read_fixture("expected.txt");
    assert_string_equal(out.p, want.p);
    buf_done(&want);
    buf_done(&out);
}

static void the_tool_writes_a_line_a_year(void **state)
{
    (void)state;
    struct buf pgm = read_fixture("both.pgm");
    FILE *in = tmpfile(), *out = tmpfile();
    assert_non_null(in);
    assert_non_null(out);
    assert_int_equal(fwrite(pgm.p, 1, pgm.n, in), pgm.n);
    assert_int_equal(fflush(in), 0);
    assert_int_equal(builtin_digits(fileno(in), fileno(out), &(struct builtin_request){0}), BUILTIN_DONE);
    char lines[200] = "";
    rewind(out);
    assert_true(fread(lines, 1, sizeof lines - 1, out) > 0);
    assert_non_null(strstr(lines, "T 2567 "));
    assert_non_null(strstr(lines, "\nA 2567 "));
    assert_int_equal(ftruncate(fileno(in), 100), 0);
    assert_int_equal(builtin_digits(fileno(in), fileno(out), &(struct builtin_request){0}), BUILTIN_DAMAGED);
    assert_int_equal(ftruncate(fileno(in), 0), 0);
    assert_int_equal(builtin_digits(fileno(in), fileno(out), &(struct builtin_request){0}), BUILTIN_DAMAGED);
    (void)fclose(in);
    (void)fclose(out);
    buf_done(&pgm);
}

/* ---- pictures that are none ------------------------------------------------------------------------------------------------------ */

static enum digits_fault fault_of(struct str pgm)
{
    struct arena arena;
    struct digit_years years;
    arena_init(&arena);
    enum digits_fault fault = digits_read(pgm, &arena, &years);
    assert_int_equal(years.n, 0);
    arena_done(&arena);
    return fault;
}

static void refuses_what_is_no_picture(void **state)
{
    (void)state;
    static const char *const bad[] = {"",        "P5",          "P5 ",        "P5\n10",          "P5\n10 10",          "P5\n10 10\n255",
                                      "P6\n1 1\n255\nabc", "P5\n1 1\n65535\nab", "P5\n0 5\n255\n", "P5\n5 0\n255\n",   "P5\n-1 5\n255\nabcde", "P5\n# comment without end",
                                      "P5\n3 3\n255\n12345678", "P5\n99999999999999999999 2\n255\nab", "P5x1 1\n255\na"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (fault_of(str_from(bad[i])) != DIGITS_NO_IMAGE)
            fail_msg("taken for a picture: %s", bad[i]);
    assert_int_equal(fault_of(STR_NONE), DIGITS_NO_IMAGE);
}

static void refuses_a_hundred_megapixels_by_the_header(void **state)
{
    (void)state;
    assert_int_equal(fault_of(STR_LIT("P5\n10000 10000\n255\nxxxx")), DIGITS_TOO_LARGE);
    assert_int_equal(fault_of(STR_LIT("P5\n1000000 1000000\n255\nxxxx")), DIGITS_TOO_LARGE);
}

static struct buf blank_page(int width, int height, char shade)
{
    struct buf page;
    buf_init(&page, 0);
    (void)buf_addf(&page, "P5\n# made by a test\n%d %d\n255\n", width, height);
    for (int i = 0; i < width * height; i++)
        (void)buf_add_char(&page, shade);
    return page;
}

static void finds_nothing_on_blank_pages(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1}, {1, 300}, {300, 1}, {2, 2}, {700, 900}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buf white = blank_page(sizes[i][0], sizes[i][1], '\xFF'), black = blank_page(sizes[i][0], sizes[i][1], '\0');
        assert_int_equal(fault_of(buf_str(&white)), DIGITS_READ);
        assert_int_equal(fault_of(buf_str(&black)), DIGITS_READ);
        buf_done(&white);
        buf_done(&black);
    }
}

/* Specks of letter size everywhere: more parts than any page has. It must end soon, and without years. */
static void ends_soon_on_a_page_of_specks(void **state)
{
    (void)state;
    enum { SIDE = 3000 };
    struct buf page = blank_page(SIDE, SIDE, '\xFF');
    char *pixels = page.p + page.n - SIDE * SIDE;
    uint32_t random = 1;
    for (int y = 0; y + 12 < SIDE; y += 12)
        for (int x = 0; x + 10 < SIDE; x += 10)
            for (int k = 0; k < 40; k++) {
                random = random * 1664525 + 1013904223;
                pixels[(y + (int)(random >> 24) % 10) * SIDE + x + (int)(random >> 16 & 0xFF) % 7] = '\0';
            }
    assert_int_equal(fault_of(buf_str(&page)), DIGITS_TOO_LARGE);
    buf_done(&page);
}

/* ---- lines ----------------------------------------------------------------------------------------------------------------------- */

static void lines_come_back_as_they_went(void **state)
{
    (void)state;
    static const char lines[] = "T 2567 0.980 10 20 80 30\nA 2569 1.000 300 20 70 28\n";
    struct arena arena;
    struct digit_years years;
    struct buf out;
    arena_init(&arena);
    buf_init(&out, 0);
    digits_parse(STR_LIT(lines), &arena, &years);
    assert_int_equal(years.n, 2);
    assert_int_equal(years.items[0].script, DIGITS_THAI);
    assert_int_equal(years.items[0].box.h, 30);
    digits_write(&years, &out);
    assert_string_equal(out.p, lines);
    digits_parse(STR_LIT("T 2567\nX 2567 0.980 1 2 3 4\nT 2399 0.980 1 2 3 4\nT 2567 1.500 1 2 3 4\nT 2567 0.98 1 2 3 4\nT 2567 0.980 1 2 3\n"
                         "T 2567 0.980 1 2 3 99999999\n\nT 2567 0.980 1 2 3 4 5\nT 2600 0.001 1 2 3 4"),
                 &arena, &years);
    assert_int_equal(years.n, 1);
    assert_int_equal(years.items[0].year_be, 2600);
    buf_done(&out);
    arena_done(&arena);
}

/* ---- fusing ---------------------------------------------------------------------------------------------------------------------- */

/* "T 2567 agreed at 10; ..." */
static void expect_fused(const char *reader, const char *thd, const char *tha, const char *want)
{
    static const char *const states[] = {"agreed", "once", "conflict"};
    struct arena arena;
    struct digit_years years;
    struct fused_years fused;
    struct buf out;
    arena_init(&arena);
    buf_init(&out, 0);
    digits_parse(str_from(reader), &arena, &years);
    digits_fuse(&years, str_from(thd), str_from(tha), &arena, &fused);
    for (size_t i = 0; i < fused.n; i++)
        (void)buf_addf(&out, "%s%c %d %s at %u", i ? "; " : "", fused.items[i].script == DIGITS_THAI ? 'T' : 'A', fused.items[i].year_be,
                       states[fused.items[i].agreement], fused.items[i].box.x);
    assert_string_equal(out.p ? out.p : "", want);
    buf_done(&out);
    arena_done(&arena);
}

#define T2567 "T 2567 0.970 100 20 80 30\n"
#define A2567 "A 2567 0.970 100 20 80 30\n"

static void both_readers_the_same_is_agreed(void **state)
{
    (void)state;
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "CFGH"), NULL, "T 2567 agreed at 100");
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 20, 18, 160, 34, "k.k.CFGH"), NULL, "T 2567 agreed at 100"); /* the box in proportion */
    expect_fused("T 2567 0.300 100 20 80 30\n", TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "CFGH"), NULL, "T 2567 agreed at 100");
    expect_fused(A2567, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "2567"), NULL, "A 2567 agreed at 100");
    expect_fused("T 2566 0.990 100 20 80 30\nT 2570 0.990 210 20 80 30\n", TSV_HEAD ROW(1, 1, 90, 18, 210, 34, "(CFGG-CFHA)"), NULL,
                 "T 2566 agreed at 100; T 2570 agreed at 210");
}

static void our_reader_alone_must_be_sure(void **state)
{
    (void)state;
    expect_fused(T2567, NULL, NULL, "T 2567 once at 100");
    expect_fused("T 2567 0.940 100 20 80 30\n", NULL, NULL, "");
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 98, 118, 84, 34, "CFGI"), NULL, "T 2567 once at 100");    /* another line */
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 198, 18, 84, 34, "CFGI"), NULL, "T 2567 once at 100");    /* another place */
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "CFGHB"), NULL, "T 2567 once at 100");    /* five digits */
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 58, 18, 124, 34, "BJ,CFGH"), NULL, "T 2567 once at 100"); /* money */
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "CHGH"), NULL, "T 2567 once at 100");     /* 2767: no year of ours */
}

static void different_readings_are_a_conflict(void **state)
{
    (void)state;
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "CFGI"), NULL, "T 2567 conflict at 100");
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "2567"), NULL, "T 2567 conflict at 100"); /* scripts differ */
    expect_fused(T2567, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "CFGH"), TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "2561"), "T 2567 conflict at 100");
    expect_fused(A2567, NULL, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "2561"), "A 2567 conflict at 100");
    expect_fused(T2567, TSV_HEAD "5\t1\t1\t1\t1\t1\t98\t18\t84\t34\t41\tCFGI\n", NULL, "T 2567 once at 100"); /* it hardly believes itself */
}

static void one_model_of_tesseract_alone_is_nothing(void **state)
{
    (void)state;
    expect_fused("", TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "CFGH"), NULL, "");
    expect_fused("", NULL, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "2567"), "");
    expect_fused("", TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "2567"), TSV_HEAD ROW(1, 1, 99, 19, 84, 34, "2567"), "A 2567 agreed at 99");
    expect_fused("", TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "CFGH"), TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "๒๕๒๓"), "");
    expect_fused(A2567, NULL, TSV_HEAD ROW(1, 1, 98, 18, 84, 34, "2567"), "A 2567 agreed at 100"); /* tha may vote on Arabic digits */
}

/* ---- text of a page -------------------------------------------------------------------------------------------------------------- */

/* Words with "|" where none had a blank before; years in brackets with their state. */
static void expect_page(const char *reader, const char *thd, const char *tha, const char *want)
{
    struct arena arena;
    struct digit_years years;
    struct page_text page;
    struct buf out;
    arena_init(&arena);
    buf_init(&out, 0);
    digits_parse(str_from(reader), &arena, &years);
    digits_page(str_from(tha), &years, str_from(thd), &arena, &page);
    for (size_t i = 0; i < page.n_words; i++) {
        const struct page_word *w = &page.words[i];
        if (i)
            (void)buf_add_c(&out, w->line != w[-1].line ? "\n" : w->has_space_before ? " " : "|");
        (void)buf_add_str(&out, w->text);
        if (w->digits != PAGE_PLAIN)
            (void)buf_addf(&out, "[%c%d]", " AOC"[w->digits], w->year_be);
    }
    assert_string_equal(out.p ? out.p : "", want);
    buf_done(&out);
    arena_done(&arena);
}

/* As tesseract writes "ปี พ.ศ. ๒๕๖๗ จบ": a row a letter, digits it cannot print as others. */
#define THAI_LINE                                                                                                                          \
    TSV_HEAD ROW(1, 1, 10, 15, 20, 40, "ปี") ROW(1, 2, 50, 20, 18, 30, "พ") ROW(1, 3, 70, 44, 4, 6, ".") ROW(1, 4, 76, 20, 18, 30, "ศ") \
        ROW(1, 5, 96, 44, 4, 6, ".") ROW(1, 6, 120, 20, 18, 30, "๒") ROW(1, 7, 140, 20, 18, 30, "๕") ROW(1, 8, 160, 20, 38, 30, "๒๓")   \
            ROW(1, 9, 220, 20, 18, 30, "จ") ROW(1, 10, 240, 20, 18, 30, "บ")
#define READ_THERE "T 2567 0.970 120 20 80 30\n"

static void a_year_takes_the_place_of_its_rows(void **state)
{
    (void)state;
    expect_page(READ_THERE, TSV_HEAD ROW(1, 1, 120, 18, 80, 34, "CFGH"), THAI_LINE, "ปี พ|.|ศ|. ๒๕๖๗[A2567] จ|บ");
    expect_page(READ_THERE, NULL, THAI_LINE, "ปี พ|.|ศ|. ๒๕๖๗[O2567] จ|บ");
    expect_page(READ_THERE, TSV_HEAD ROW(1, 1, 120, 18, 80, 34, "CFGI"), THAI_LINE, "ปี พ|.|ศ|. ????[C0] จ|บ");
}

static void thai_digits_of_tesseract_never_stay(void **state)
{
    (void)state;
    expect_page("", NULL, THAI_LINE, "ปี พ|.|ศ|. ?|?|?? จ|บ");
}

static void arabic_years_stay_when_confirmed(void **state)
{
    (void)state;
    static const char tha[] = TSV_HEAD ROW(1, 1, 10, 20, 30, 30, "ปี") ROW(1, 2, 100, 20, 220, 30, "(2566-2570)") ROW(1, 3, 340, 20, 80, 30, "1,234");
    expect_page("", NULL, tha, "ปี (????" "-????" ") 1,234");
    expect_page("A 2566 0.990 120 20 80 30\nA 2570 0.990 220 20 80 30\n", NULL, tha, "ปี (|2566[A2566]|-|2570[A2570]|) 1,234");
    expect_page("A 2566 0.990 120 20 80 30\n", NULL, tha, "ปี (|2566[A2566]|-|?|?|?|?|) 1,234");
    expect_page("", NULL, TSV_HEAD ROW(1, 1, 10, 20, 40, 30, "25") ROW(1, 2, 52, 20, 40, 30, "67") ROW(1, 3, 120, 20, 40, 30, "25"), "??|?? 25");
}

static void a_year_tesseract_missed_is_put_into_its_line(void **state)
{
    (void)state;
    static const char tha[] = TSV_HEAD ROW(1, 1, 10, 20, 18, 30, "ก") ROW(1, 2, 220, 20, 18, 30, "ข") ROW(2, 1, 10, 120, 18, 30, "ค");
    expect_page(READ_THERE, NULL, tha, "ก ๒๕๖๗[O2567] ข\nค");
    expect_page("T 2567 0.970 0 120 8 30\n", NULL, tha, "ก ข\n๒๕๖๗[O2567]|ค");
    expect_page("T 2567 0.970 120 320 80 30\n", NULL, tha, "ก ข\nค"); /* no line there */
}

static void bad_tables_are_survived(void **state)
{
    (void)state;
    expect_page("", "", "", "");
    expect_page(READ_THERE, "5\t1\n\t\t\t\n5", "5\t1\t1\t1\t1\t1\t10\t20\t18\t30\n5\t1\t1\t1\t1\t1\t-4\t20\t18\t30\t9\tx\n\xff\xfe\t\n", "");
    expect_page(READ_THERE, NULL, TSV_HEAD ROW(1, 1, 120, 20, 0, 0, "\xE0\xB9") ROW(1, 2, 120, 20, 80, 30, "๒\xE0\xB9" "5"), "\xEF\xBF\xBD\xEF\xBF\xBD|๒๕๖๗[O2567]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_each_crop_as_expected),
        cmocka_unit_test(the_tool_writes_a_line_a_year),
        cmocka_unit_test(refuses_what_is_no_picture),
        cmocka_unit_test(refuses_a_hundred_megapixels_by_the_header),
        cmocka_unit_test(finds_nothing_on_blank_pages),
        cmocka_unit_test(ends_soon_on_a_page_of_specks),
        cmocka_unit_test(lines_come_back_as_they_went),
        cmocka_unit_test(both_readers_the_same_is_agreed),
        cmocka_unit_test(our_reader_alone_must_be_sure),
        cmocka_unit_test(different_readings_are_a_conflict),
        cmocka_unit_test(one_model_of_tesseract_alone_is_nothing),
        cmocka_unit_test(a_year_takes_the_place_of_its_rows),
        cmocka_unit_test(thai_digits_of_tesseract_never_stay),
        cmocka_unit_test(arabic_years_stay_when_confirmed),
        cmocka_unit_test(a_year_tesseract_missed_is_put_into_its_line),
        cmocka_unit_test(bad_tables_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
