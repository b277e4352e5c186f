/* test_ocr.c - what OCR read on a page becomes blocks: lines, paragraphs, columns; and which of its digits may be believed.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "doc/builder.h"
#include "extract/ocr.h"

enum { LETTER = 30 /* height and width of a drawn cluster */, LINE = 60 };

/* A page drawn cluster by cluster, as tesseract's tha model writes it: one row each. */
struct drawing {
    struct buf tsv, digits, thd;
    uint32_t block, line;
    int confidence;
};

static void begin(struct drawing *d)
{
    struct buf *const bufs[] = {&d->tsv, &d->digits, &d->thd};
    *d = (struct drawing){.confidence = 93, .block = 1};
    for (size_t i = 0; i < 3; i++)
        buf_init(bufs[i], 0);
    (void)buf_add_c(&d->tsv, "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n");
    (void)buf_add_str(&d->thd, buf_str(&d->tsv));
}

static size_t character(const char *p)
{
    return (unsigned char)*p < 0x80 ? 1 : 3; /* ASCII and Thai */
}

static bool is_mark(const char *p)
{
    unsigned char a = (unsigned char)p[1], b = (unsigned char)p[2];
    return character(p) == 3 && ((a == 0xB8 && (b == 0xB1 || (b >= 0xB4 && b <= 0xBA))) || (a == 0xB9 && b >= 0x87 && b <= 0x8E));
}

/* Text from x on, on the line at y; blanks are gaps. Returns where it ends. */
static uint32_t draw(struct drawing *d, uint32_t x, uint32_t y, const char *text)
{
    for (const char *p = text; *p;) {
        size_t n = character(p);
        if (*p == ' ') {
            x += LETTER * 2 / 3;
            p++;
            continue;
        }
        while (p[n] && character(p + n) == 3 && is_mark(p + n))
            n += 3;
        (void)buf_addf(&d->tsv, "5\t1\t%u\t1\t%u\t1\t%u\t%u\t%d\t%d\t%d.5\t%.*s\n", d->block, d->line, x, y, LETTER - 4, LETTER, d->confidence, (int)n, p);
        x += LETTER;
        p += n;
    }
    return x;
}

static uint32_t line(struct drawing *d, uint32_t x, uint32_t y, const char *text)
{
    d->line++;
    return draw(d, x, y, text);
}

/* The reader saw a year there; thd as well (0: not at all). A-J stand for ๐-๙. */
static void year(struct drawing *d, uint32_t x, uint32_t y, char script, int read_be, int thd_be, double confidence)
{
    (void)buf_addf(&d->digits, "%c %d %.3f %u %u %d %d\n", script, read_be, confidence, x, y, 4 * LETTER, LETTER);
    if (thd_be) {
        char word[5] = {(char)('A' + thd_be / 1000), (char)('A' + thd_be / 100 % 10), (char)('A' + thd_be / 10 % 10), (char)('A' + thd_be % 10), 0};
        if (script == 'A')
            for (int i = 0; i < 4; i++)
                word[i] = (char)(word[i] - 'A' + '0');
        (void)buf_addf(&d->thd, "5\t1\t1\t1\t%u\t1\t%u\t%u\t%d\t%d\t90.5\t%s\n", d->line, x, y, 4 * LETTER, LETTER, word);
    }
}

static struct document read_pages(struct drawing *d, size_t n, struct arena *arena)
{
    struct extract_scan_page *pages = ARENA_ARRAY(arena, struct extract_scan_page, n);
    struct document doc = {.arena = arena, .kind = DOC_PDF, .n_pages = (uint32_t)n};
    struct doc_builder b;
    struct ocr_pages read;
    struct lines_title title = {.page = 1};
    for (size_t i = 0; i < n; i++)
        pages[i] = (struct extract_scan_page){.page = (uint32_t)i + 1, .width = 2480, .height = 3508, .dpi = 300, .tsv = buf_str(&d[i].tsv),
                                              .digits = buf_str(&d[i].digits), .digits_tsv = buf_str(&d[i].thd)};
    ocr_read(pages, n, arena, &read);
    doc_builder_init(&b, &doc, ocr_bytes(&read) + 1000);
    for (size_t i = 0; i < n; i++)
        (void)ocr_add(&b, &read, (uint32_t)i + 1, &title);
    ocr_finish(&b, &read);
    doc_builder_seal(&b);
    return doc;
}

static void done(struct drawing *d)
{
    buf_done(&d->tsv);
    buf_done(&d->digits);
    buf_done(&d->thd);
}

static void expect_raw(struct drawing *d, const char *expected)
{
    struct arena arena;
    arena_init(&arena);
    struct document doc = read_pages(d, 1, &arena);
    assert_string_equal(arena_text(&arena, doc.raw), expected);
    arena_done(&arena);
    done(d);
}

#define TITLE "แผนปฏิบัติการป้องกันการทุจริต"

static void numbers_nobody_confirmed_are_hidden(void **state)
{
    (void)state;
    struct drawing d;
    begin(&d);
    (void)line(&d, 300, 100, TITLE);
    (void)line(&d, 300, 300, "วันที่ ๑ ตุลาคม ๒๕๐๕ วงเงิน ๑,๒๐๐ บาท 25");
    expect_raw(&d, TITLE "\nวันที่ ? ตุลาคม ???? วงเงิน ?,??? บาท ??\n"); /* Arabic digits on a page in Thai ones are misread letters */
}

static void a_page_in_arabic_digits_keeps_them_but_for_years(void **state)
{
    (void)state;
    struct drawing d;
    begin(&d);
    (void)line(&d, 300, 100, TITLE);
    (void)line(&d, 300, 300, "วันที่ 31 มีนาคม 2567 วงเงิน 1,200 บาท");
    expect_raw(&d, TITLE "\nวันที่ 31 มีนาคม ???? วงเงิน 1,200 บาท\n");
}

struct reading {
    int reader_be, thd_be;
    double confidence;
    const char *text;
};

static void a_year_stands_there_as_surely_as_it_was_read(void **state)
{
    (void)state;
    static const struct reading cases[] = {
        {2567, 2567, 0.99, "ประจำปี 2567"},  {2567, 0, 0.99, "ประจำปี ๒๕๖๗"},     {2567, 2562, 0.99, "ประจำปี ????"},
        {2567, 0, 0.5, "ประจำปี ????"},      {2563, 2563, 0.99, "ประจำปี ๒๕๖๓"}, /* ๑ and ๓ are mistaken by both: one place is not enough */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct drawing d;
        begin(&d);
        (void)line(&d, 300, 100, TITLE);
        uint32_t x = line(&d, 300, 200, "ประจำปี ") ;
        (void)draw(&d, x, 200, "๒๕๒๕");
        year(&d, x, 200, 'T', cases[i].reader_be, cases[i].thd_be, cases[i].confidence);
        struct arena arena;
        struct buf expected;
        arena_init(&arena);
        buf_init(&expected, 0);
        (void)buf_addf(&expected, TITLE "\n%s\n", cases[i].text);
        struct document doc = read_pages(&d, 1, &arena);
        assert_string_equal(arena_text(&arena, doc.raw), expected.p);
        buf_done(&expected);
        arena_done(&arena);
        done(&d);
    }
}

static void two_places_confirm_what_one_does_not(void **state)
{
    (void)state;
    struct drawing d[2];
    struct arena arena;
    arena_init(&arena);
    for (int i = 0; i < 2; i++) {
        begin(&d[i]);
        (void)line(&d[i], 300, 100, TITLE);
        uint32_t x = line(&d[i], 300, 200, "ประจำปี ");
        (void)draw(&d[i], x, 200, "๒๕๒๑");
        year(&d[i], x, 200, 'T', 2561, 2561, 0.99);
    }
    struct document doc = read_pages(d, 2, &arena);
    assert_string_equal(arena_text(&arena, doc.raw), TITLE "\nประจำปี 2561\n" TITLE "\nประจำปี 2561\n");
    assert_int_equal(doc.n_ocr_pages, 2);
    assert_in_range(doc.ocr_confidence, 93, 94);
    arena_done(&arena);
    done(&d[0]);
    done(&d[1]);
}

static void half_a_range_is_no_year(void **state)
{
    (void)state;
    struct drawing d;
    begin(&d);
    (void)line(&d, 300, 100, TITLE);
    uint32_t x = line(&d, 300, 200, "พ.ศ. ");
    uint32_t end = draw(&d, x, 200, "๒๕๒๒");
    year(&d, x, 200, 'T', 2566, 2566, 0.99);
    (void)draw(&d, end, 200, " - ๒๕๓๐");
    expect_raw(&d, TITLE "\nพ.ศ. ๒๕๖๖ - ????\n");
}

static void stamps_and_specks_are_no_text(void **state)
{
    (void)state;
    struct drawing d;
    begin(&d);
    (void)line(&d, 300, 100, TITLE);
    d.confidence = 30;
    (void)line(&d, 300, 900, "ฉซกรมขญฑ");
    d.confidence = 60;
    (void)line(&d, 300, 1000, "กข");
    d.confidence = 90;
    (void)line(&d, 300, 1100, "| ] ?");
    expect_raw(&d, TITLE "\n");
}

static void a_page_with_hardly_a_letter_is_read_and_empty(void **state)
{
    (void)state;
    struct drawing d;
    struct arena arena;
    arena_init(&arena);
    begin(&d);
    (void)line(&d, 300, 100, "หน้า ๑");
    struct document doc = read_pages(&d, 1, &arena);
    assert_int_equal(doc.n_blocks, 0);
    assert_int_equal(doc.n_ocr_pages, 1);
    assert_int_equal(doc.ocr_confidence, 0);
    arena_done(&arena);
    done(&d);
}

static void lines_that_reach_the_edge_go_on(void **state)
{
    (void)state;
    struct drawing d;
    begin(&d);
    (void)line(&d, 300, 100, "กรมตัวอย่างประกาศเรื่องต่อไปนี้ให้ทราบ");
    (void)line(&d, 300, 100 + LINE, "โดยทั่วกันทุกหน่วยงานในสังกัดทั้งหมดนี้");
    (void)line(&d, 300, 100 + 2 * LINE, "และให้ถือปฏิบัติ");
    (void)line(&d, 400, 100 + 3 * LINE, "จึงประกาศมา"); /* indented: a paragraph of its own */
    expect_raw(&d, "กรมตัวอย่างประกาศเรื่องต่อไปนี้ให้ทราบโดยทั่วกันทุกหน่วยงานในสังกัดทั้งหมดนี้และให้ถือปฏิบัติ\nจึงประกาศมา\n");
}

/*  สถานะ      วิธีการ        What is broken over lines inside the cells of a table stands together once more behind its rows.
 *  จัดซื้อ      จัดซื้อ */
static void columns_of_a_table_are_read_downwards_too(void **state)
{
    (void)state;
    struct drawing d;
    begin(&d);
    (void)line(&d, 300, 100, "สถานะการ");
    (void)draw(&d, 900, 100, "แหล่งที่มา");
    (void)line(&d, 300, 100 + LINE, "จัดซื้อจัดจ้าง");
    (void)draw(&d, 900, 100 + LINE, "ของงบประมาณ");
    expect_raw(&d, "สถานะการ แหล่งที่มา\nจัดซื้อจัดจ้าง ของงบประมาณ\nสถานะการจัดซื้อจัดจ้าง\nแหล่งที่มาของงบประมาณ\n");
}

static void blocks_know_how_well_they_were_read(void **state)
{
    (void)state;
    struct drawing d;
    struct arena arena;
    arena_init(&arena);
    begin(&d);
    (void)line(&d, 300, 100, TITLE);
    d.confidence = 70;
    d.block = 2;
    (void)line(&d, 300, 400, "กลไกและมาตรการในการแก้ไข");
    struct document doc = read_pages(&d, 1, &arena);
    assert_int_equal(doc.n_blocks, 2);
    assert_in_range(doc.blocks[0].ocr, 93, 94);
    assert_in_range(doc.blocks[1].ocr, 70, 71);
    assert_true(doc.blocks[0].is_first_line);
    assert_in_range(doc.ocr_confidence, 75, 88);
    arena_done(&arena);
    done(&d);
}

/* An announcement: centred lines, then text. Without that, headings of the text would be read as titles. */
static void the_title_block_is_what_stands_in_the_middle(void **state)
{
    (void)state;
    struct drawing d;
    struct arena arena;
    arena_init(&arena);
    begin(&d);
    (void)line(&d, 630, 100, "ประกาศกรมตัวอย่าง");
    (void)line(&d, 635, 100 + LINE, "เรื่อง แผนปฏิบัติการ");
    (void)line(&d, 300, 100 + 3 * LINE, "ช่องทางการร้องเรียน");
    (void)line(&d, 300, 100 + 5 * LINE, "กรมตัวอย่างประกาศเรื่องต่อไปนี้ให้ทราบโดยทั่วกัน");
    struct document doc = read_pages(&d, 1, &arena);
    assert_int_equal(doc.n_blocks, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(doc.blocks[i].is_first_line, i < 2);
    arena_done(&arena);
    done(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_nobody_confirmed_are_hidden),
        cmocka_unit_test(a_page_in_arabic_digits_keeps_them_but_for_years),
        cmocka_unit_test(a_year_stands_there_as_surely_as_it_was_read),
        cmocka_unit_test(two_places_confirm_what_one_does_not),
        cmocka_unit_test(half_a_range_is_no_year),
        cmocka_unit_test(stamps_and_specks_are_no_text),
        cmocka_unit_test(a_page_with_hardly_a_letter_is_read_and_empty),
        cmocka_unit_test(lines_that_reach_the_edge_go_on),
        cmocka_unit_test(columns_of_a_table_are_read_downwards_too),
        cmocka_unit_test(blocks_know_how_well_they_were_read),
        cmocka_unit_test(the_title_block_is_what_stands_in_the_middle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
