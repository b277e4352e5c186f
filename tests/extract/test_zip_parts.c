/* test_zip_parts.c - ZIP containers: names, limits on what is delivered, damage.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "extract/zip_parts.h"
#include "../support/zip_writer.h"

struct opened {
    struct arena arena;
    struct zip_parts zip;
    struct buf out;
    enum oit_fault fault;
};

static void open_zip(struct opened *o, struct str bytes)
{
    arena_init(&o->arena);
    buf_init(&o->out, 0);
    o->fault = zip_parts_open(bytes, &o->arena, &o->zip);
}

static void done(struct opened *o)
{
    arena_done(&o->arena);
    buf_done(&o->out);
}

static enum oit_fault read_part(struct opened *o, const char *name)
{
    const struct zip_part *part = zip_parts_find(&o->zip, name);
    assert_non_null(part);
    buf_clear(&o->out);
    return zip_parts_read(&o->zip, part, &o->out);
}

static void expect_text(struct opened *o, const char *name, const char *want)
{
    assert_int_equal(read_part(o, name), FAULT_NONE);
    assert_string_equal(o->out.p, want);
}

static void reads_entries_by_name(void **state)
{
    (void)state;
    struct zip_writer w;
    zip_writer_init(&w);
    zip_writer_add_c(&w, "word/document.xml", "<a/>");
    zip_writer_add(&w, "word\\media\\1.txt", STR_LIT("stored"), ZIP_STORED);
    zip_writer_add(&w, "word/", STR_LIT(""), ZIP_STORED);
    zip_writer_add(&w, "../../etc/passwd", STR_LIT("a label"), ZIP_HONEST);
    zip_writer_add(&w, "C:/x/y.txt", STR_LIT("behind"), ZIP_SIZES_BEHIND);
    struct opened o;
    open_zip(&o, zip_writer_end(&w));
    assert_int_equal(o.fault, FAULT_NONE);
    assert_int_equal(o.zip.n_parts, 5);
    assert_false(o.zip.is_recovered);
    expect_text(&o, "WORD/Document.xml", "<a/>");
    expect_text(&o, "/word/media/1.txt", "stored");
    expect_text(&o, "../../etc/passwd", "a label");
    expect_text(&o, "x/y.txt", "behind");
    assert_null(zip_parts_find(&o.zip, "word/"));
    assert_null(zip_parts_find(&o.zip, "word"));
    done(&o);
    zip_writer_done(&w);
}

/* PHP prints a warning before the download begins, proxies append; some count the warning in their offsets and some do not. */
static void cuts_what_stands_around(void **state)
{
    (void)state;
    for (unsigned counts = 0; counts < 2; counts++) {
        struct zip_writer w;
        zip_writer_init(&w);
        (void)buf_add_c(&w.bytes, "<br />\n<b>Warning</b>: session_start() in index.php on line 3<br />\n");
        w.prefix_bytes = counts ? 0 : w.bytes.n;
        zip_writer_add_c(&w, "a.txt", "first");
        zip_writer_add_c(&w, "b.txt", "second");
        (void)zip_writer_end(&w);
        (void)buf_add_c(&w.bytes, "\n<!-- served in 0.01 s -->\n");
        struct opened o;
        open_zip(&o, buf_str(&w.bytes));
        assert_int_equal(o.fault, FAULT_NONE);
        assert_false(o.zip.is_recovered);
        expect_text(&o, "a.txt", "first");
        expect_text(&o, "b.txt", "second");
        done(&o);
        zip_writer_done(&w);
    }
}

static void gives_what_came_of_a_cut_file(void **state)
{
    (void)state;
    for (unsigned lies = 0; lies <= ZIP_SIZES_BEHIND; lies += ZIP_SIZES_BEHIND) {
        struct zip_writer w;
        struct buf noise; /* does not pack: the cut falls inside it */
        buf_init(&noise, 0);
        for (uint32_t i = 1, x = 7; i < 5000; i++, x = x * 1664525u + 1013904223u)
            (void)buf_add_char(&noise, (char)('a' + (x >> 24) % 26));
        zip_writer_init(&w);
        zip_writer_add(&w, "a.txt", STR_LIT("first"), lies);
        zip_writer_add(&w, "b.txt", STR_LIT("second"), lies | ZIP_STORED);
        zip_writer_add(&w, "c.txt", buf_str(&noise), lies);
        size_t n = zip_writer_end(&w).n;
        struct opened o;
        open_zip(&o, str_sub(buf_str(&w.bytes), 0, n - 1500));
        assert_int_equal(o.fault, FAULT_NONE);
        assert_true(o.zip.is_recovered);
        assert_int_equal(o.zip.n_parts, 3);
        expect_text(&o, "a.txt", "first");
        assert_int_equal(read_part(&o, "b.txt"), FAULT_NONE);
        assert_memory_equal(o.out.p, "second", 6);
        assert_int_equal(read_part(&o, "c.txt"), FAULT_DAMAGED);
        assert_true(o.out.n > 1000 && o.out.n < noise.n);
        assert_memory_equal(o.out.p, noise.p, o.out.n);
        done(&o);
        buf_done(&noise);
        zip_writer_done(&w);
    }
}

static void tells_what_cannot_be_read(void **state)
{
    (void)state;
    struct zip_writer w;
    zip_writer_init(&w);
    zip_writer_add(&w, "secret.txt", STR_LIT("xxxx"), ZIP_ENCRYPTED);
    zip_writer_add(&w, "lzma.txt", STR_LIT("xxxx"), ZIP_METHOD_14);
    zip_writer_add(&w, "crc.txt", STR_LIT("what came"), ZIP_WRONG_CRC);
    zip_writer_add(&w, "liar.txt", STR_LIT("longer than it says"), ZIP_SMALL_SIZE);
    struct opened o;
    open_zip(&o, zip_writer_end(&w));
    assert_int_equal(read_part(&o, "secret.txt"), FAULT_ENCRYPTED);
    assert_int_equal(read_part(&o, "lzma.txt"), FAULT_UNSUPPORTED);
    assert_int_equal(read_part(&o, "crc.txt"), FAULT_DAMAGED);
    assert_string_equal(o.out.p, "what came");
    expect_text(&o, "liar.txt", "longer than it says");
    done(&o);
    zip_writer_done(&w);
    open_zip(&o, STR_LIT("PK\3\4 nothing behind it"));
    assert_int_equal(o.fault, FAULT_DAMAGED);
    done(&o);
    open_zip(&o, STR_LIT(""));
    assert_int_equal(o.fault, FAULT_DAMAGED);
    done(&o);
    zip_writer_init(&w);
    open_zip(&o, zip_writer_end(&w));
    assert_int_equal(o.fault, FAULT_EMPTY);
    done(&o);
    zip_writer_done(&w);
}

static void ends_bombs_at_the_limit(void **state)
{
    (void)state;
    struct buf zeros;
    buf_init(&zeros, 0);
    (void)buf_reserve(&zeros, (size_t)LIMIT_ZIP_ENTRY_BYTES + 4096);
    memset(zeros.p, 0, (size_t)LIMIT_ZIP_ENTRY_BYTES + 4096);
    zeros.n = (size_t)LIMIT_ZIP_ENTRY_BYTES + 4096;
    struct zip_writer w;
    zip_writer_init(&w);
    zip_writer_add(&w, "ratio", buf_str(&zeros), ZIP_SMALL_SIZE);
    zip_writer_add(&w, "stored", buf_str(&zeros), ZIP_STORED);
    zip_writer_add(&w, "small", str_sub(buf_str(&zeros), 0, 1000), ZIP_HONEST);
    struct opened o;
    open_zip(&o, zip_writer_end(&w));
    assert_int_equal(read_part(&o, "ratio"), FAULT_TOO_LARGE);
    assert_true(o.out.n < 16 * 1024 * 1024);
    assert_int_equal(read_part(&o, "stored"), FAULT_TOO_LARGE);
    assert_int_equal(o.out.n, LIMIT_ZIP_ENTRY_BYTES);
    assert_int_equal(read_part(&o, "small"), FAULT_NONE);
    for (int i = 0; i < 3; i++)
        (void)read_part(&o, "stored");
    assert_int_equal(read_part(&o, "stored"), FAULT_TOO_LARGE); /* the container's sum */
    assert_true(o.out.n < LIMIT_ZIP_ENTRY_BYTES);
    assert_int_equal(o.zip.n_delivered, LIMIT_ZIP_TOTAL_BYTES);
    assert_int_equal(read_part(&o, "small"), FAULT_TOO_LARGE);
    done(&o);
    zip_writer_done(&w);
    buf_done(&zeros);
}

static void a_buffer_of_its_own_size_counts_too(void **state)
{
    (void)state;
    struct zip_writer w;
    zip_writer_init(&w);
    zip_writer_add_c(&w, "a.txt", "0123456789");
    struct opened o;
    open_zip(&o, zip_writer_end(&w));
    for (size_t max = 9; max < 11; max++) {
        struct buf small;
        buf_init(&small, max);
        assert_int_equal(zip_parts_read(&o.zip, &o.zip.parts[0], &small), max == 10 ? FAULT_NONE : FAULT_TOO_LARGE);
        assert_int_equal(small.n, max);
        buf_done(&small);
    }
    done(&o);
    zip_writer_done(&w);
}

static void reads_no_more_entries_than_allowed(void **state)
{
    (void)state;
    struct zip_writer w;
    zip_writer_init(&w);
    for (int i = 0; i < LIMIT_ZIP_ENTRIES + 10; i++)
        zip_writer_add(&w, "a", STR_LIT("x"), ZIP_STORED);
    struct opened o;
    open_zip(&o, zip_writer_end(&w));
    assert_int_equal(o.zip.n_parts, LIMIT_ZIP_ENTRIES);
    assert_true(o.zip.is_cut);
    done(&o);
    zip_writer_done(&w);
}

static void names_are_readable(void **state)
{
    (void)state;
    static const struct {
        const char *raw;
        bool is_utf8;
        const char *want;
    } names[] = {
        {"แผน 2567.pdf", true, "แผน 2567.pdf"},
        {"แผน 2567.pdf", false, "แผน 2567.pdf"},                      /* macOS, many web programs */
        {"\xE1\xBC\xB9\xBB\xAF\xD4\xBA\xD1\xB5\xD4.docx", false, "แผนปฏิบัติ.docx"}, /* Windows Explorer */
        {"ß╝╣╗»╘║╤╡╘.docx", true, "แผนปฏิบัติ.docx"},                       /* the same, misread as 437 and packed again */
        {"caf\x82.txt", false, "café.txt"},
        {"%E0%B9%81%E0%B8%9C%E0%B8%99.pdf", true, "แผน.pdf"},
        {"\\u0e41\\u0e1c\\u0e19.pdf", true, "แผน.pdf"},
        {"#U0e41#U0e1c#U0e19.pdf", false, "แผน.pdf"},
        {"100%.pdf", true, "100%.pdf"},
        {"a\tb\x01\n.pdf", false, "a b .pdf"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf out;
        buf_init(&out, 0);
        zip_name_readable(str_from(names[i].raw), names[i].is_utf8, &out);
        assert_non_null(out.p);
        assert_string_equal(out.p, names[i].want);
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_entries_by_name),
        cmocka_unit_test(cuts_what_stands_around),
        cmocka_unit_test(gives_what_came_of_a_cut_file),
        cmocka_unit_test(tells_what_cannot_be_read),
        cmocka_unit_test(ends_bombs_at_the_limit),
        cmocka_unit_test(a_buffer_of_its_own_size_counts_too),
        cmocka_unit_test(reads_no_more_entries_than_allowed),
        cmocka_unit_test(names_are_readable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
