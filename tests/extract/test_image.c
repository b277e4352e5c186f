/* test_image.c - picture files: how large they say they are, and what the decoder makes of them.
 * SPDX-License-Identifier: MIT
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/limits.h"
#include "extract/extract.h"
#include "extract/image_head.h"
#include "extract/image_page.h"

enum { PATH_BYTES = 200 };

static void load(const char *name, struct buf *ret_bytes)
{
    char path[PATH_BYTES];
    struct err err = {0};
    (void)snprintf(path, sizeof path, "fixtures/images/%s", name);
    buf_init(ret_bytes, 0);
    assert_int_equal(file_read(path, ret_bytes, &err), OIT_OK);
}

static void the_head_tells_size_and_pages(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t width, height, n_pages;
    } cases[] = {
        {"colour.jpg", 320, 240, 1},   {"gray.png", 320, 240, 1},   {"bilevel.png", 320, 240, 1},   {"transparent.png", 320, 240, 1},
        {"palette.gif", 320, 240, 1},  {"bilevel.bmp", 320, 240, 1}, {"lossy.webp", 320, 240, 1},   {"lossless.webp", 320, 240, 1},
        {"three-pages.tif", 320, 240, 3}, {"icon.png", 64, 64, 1},  {"huge.png", 60000, 60000, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf bytes;
        struct image_head head;
        load(cases[i].name, &bytes);
        print_message("%s\n", cases[i].name);
        assert_true(image_head_read(buf_str(&bytes), &head));
        assert_int_equal(head.width, cases[i].width);
        assert_int_equal(head.height, cases[i].height);
        assert_int_equal(head.n_pages, cases[i].n_pages);
        for (size_t n = 0; n < bytes.n && n < 400; n++) /* a torn head is refused, or tells something else: it is never read past its end */
            (void)image_head_read((struct str){bytes.p, n}, &head);
        buf_done(&bytes);
    }
}

/* Libraries of picture formats complain on standard error, which is no place of ours. */
static enum builtin_end quietly(int in, int out, uint32_t page)
{
    int kept = dup(STDERR_FILENO), null = open("/dev/null", O_WRONLY);
    (void)dup2(null, STDERR_FILENO);
    enum builtin_end end = image_page(in, out, &(struct builtin_request){.page = page});
    (void)dup2(kept, STDERR_FILENO);
    (void)close(null);
    (void)close(kept);
    return end;
}

static enum builtin_end decode(struct str bytes, uint32_t page, struct buf *ret_pgm)
{
    char chunk[4096];
    ssize_t n;
    int in = memfd_create("in", 0), out = memfd_create("out", 0);
    assert_int_equal(write(in, bytes.p, bytes.n), (ssize_t)bytes.n);
    assert_int_equal(lseek(in, 0, SEEK_SET), 0);
    enum builtin_end end = quietly(in, out, page);
    buf_init(ret_pgm, 0);
    assert_int_equal(lseek(out, 0, SEEK_SET), 0);
    while ((n = read(out, chunk, sizeof chunk)) > 0)
        assert_true(buf_add(ret_pgm, chunk, (size_t)n));
    (void)close(in);
    (void)close(out);
    return end;
}

/* The picture is twice as large as it was (320x240 to 640x480) and the square is where it was. */
static void expect_square(const struct buf *pgm, size_t x)
{
    static const char head[] = "P5\n640 480\n255\n";
    assert_int_equal(pgm->n, sizeof head - 1 + (size_t)640 * 480);
    assert_memory_equal(pgm->p, head, sizeof head - 1);
    const unsigned char *pixels = (const unsigned char *)pgm->p + sizeof head - 1;
    assert_true(pixels[(size_t)160 * 640 + 2 * x + 80] < 60);
    assert_true(pixels[(size_t)160 * 640 + 2 * x - 20] > 200);
    assert_true(pixels[(size_t)160 * 640 + 2 * x + 180] > 200);
    assert_true(pixels[(size_t)40 * 640 + 2 * x + 80] > 200);
    assert_true(pixels[(size_t)300 * 640 + 2 * x + 80] > 200);
}

static void every_format_becomes_the_same_gray_page(void **state)
{
    (void)state;
    static const char *const names[] = {"colour.jpg",  "gray.png",   "bilevel.png",   "transparent.png",
                                        "palette.gif", "bilevel.bmp", "lossy.webp",   "lossless.webp"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf bytes, pgm;
        load(names[i], &bytes);
        print_message("%s\n", names[i]);
        assert_int_equal(decode(buf_str(&bytes), 0, &pgm), BUILTIN_DONE);
        expect_square(&pgm, 40);
        buf_done(&bytes);
        buf_done(&pgm);
    }
}

static void each_page_of_a_tiff_is_read(void **state)
{
    (void)state;
    struct buf bytes, pgm;
    load("three-pages.tif", &bytes);
    for (uint32_t page = 1; page <= 3; page++) {
        assert_int_equal(decode(buf_str(&bytes), page, &pgm), BUILTIN_DONE);
        expect_square(&pgm, 20 + (size_t)page * 20);
        buf_done(&pgm);
    }
    assert_int_equal(decode(buf_str(&bytes), 4, &pgm), BUILTIN_DAMAGED);
    buf_done(&pgm);
    buf_done(&bytes);
}

static void what_is_broken_or_too_large_has_a_reason(void **state)
{
    (void)state;
    struct buf bytes, pgm;
    load("huge.png", &bytes);
    assert_int_equal(decode(buf_str(&bytes), 0, &pgm), BUILTIN_LIMIT);
    assert_int_equal(pgm.n, 0);
    buf_done(&bytes);
    buf_done(&pgm);
    assert_int_equal(decode(STR_LIT("no picture"), 0, &pgm), BUILTIN_DAMAGED);
    buf_done(&pgm);
    load("gray.png", &bytes);
    for (size_t n = 1; n < bytes.n; n += 7) { /* cut anywhere: a page or damaged, never more */
        enum builtin_end end = decode((struct str){bytes.p, n}, 0, &pgm);
        assert_true(end == BUILTIN_DONE || end == BUILTIN_DAMAGED);
        buf_done(&pgm);
    }
    buf_done(&bytes);
}

static struct extract_request ask(struct arena *arena, const char *name, uint32_t ocr_pages, struct document *ret_doc)
{
    struct buf bytes;
    load(name, &bytes);
    struct extract_input input = {.bytes = arena_str(arena, buf_str(&bytes)), .url = STR_LIT("http://a.go.th/x"), .ocr_pages = ocr_pages};
    buf_done(&bytes);
    return extract_document(&input, arena, ret_doc);
}

static void a_picture_is_a_scan_unless_it_is_an_icon(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    arena_init(&arena);
    struct extract_request request = ask(&arena, "three-pages.tif", 2, &doc);
    assert_int_equal(request.need, NEED_SCAN_TEXT);
    assert_true(request.is_image);
    assert_int_equal(request.n_pages, 2);
    assert_int_equal(request.pages[1], 2);
    request = ask(&arena, "three-pages.tif", 0, &doc);
    assert_int_equal(request.need, NEED_NOTHING);
    assert_int_equal(doc.fault, FAULT_NO_TEXT);
    assert_int_equal(doc.n_image_pages, 3);
    request = ask(&arena, "icon.png", 5, &doc);
    assert_int_equal(request.need, NEED_NOTHING);
    assert_int_equal(doc.n_image_pages, 0);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_tells_size_and_pages),
        cmocka_unit_test(every_format_becomes_the_same_gray_page),
        cmocka_unit_test(each_page_of_a_tiff_is_read),
        cmocka_unit_test(what_is_broken_or_too_large_has_a_reason),
        cmocka_unit_test(a_picture_is_a_scan_unless_it_is_an_icon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
