/* test_zip.c - the ZIP writer, names for its entries, and WARC records.
 * SPDX-License-Identifier: MIT
 */
#include "report/zip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/tmp.h"
#include "base/file.h"
#include "base/limits.h"
#include "extract/zip_parts.h"
#include "report/bundle.h"
#include "report/warc.h"
#include "report/zip_names.h"
#include "text/utf8.h"

enum { NOW = 1713750000 /* 22 April 2024 08:40 in Bangkok */ };

/* --- names --------------------------------------------------------------------------------------------------------------------- */

static void names_are_safe_everywhere(void **state)
{
    static const struct {
        const char *name, *extension, *expected;
    } cases[] = {
        {"plan.pdf", "pdf", "f/1-plan.pdf"},
        {"PLAN.PDF", "pdf", "f/1-PLAN.pdf"},
        {"แผนปฏิบัติการ ๒๕๖๗.pdf", "pdf", "f/1-แผนปฏิบัติการ_๒๕๖๗.pdf"},
        {"../../etc/passwd", "bin", "f/1-passwd.bin"},
        {"..\\..\\Windows\\win.ini", "txt", "f/1-win.ini.txt"},
        {"..", "pdf", "f/1-file.pdf"},
        {"", "html", "f/1-file.html"},
        {"C:\\con.pdf", "pdf", "f/1-con.pdf"},
        {"a<b>c:d\"e|f?g*h%i.pdf", "pdf", "f/1-a_b_c_d_e_f_g_h_i.pdf"},
        {"report.pdf.exe", "pdf", "f/1-report.pdf.exe.pdf"},
        {"name. . .", "pdf", "f/1-name.pdf"},
        {".htaccess", "txt", "f/1-htaccess.txt"},
        {"fdp.\xE2\x80\xAEslx.exe", "xlsx", "f/1-fdp.slx.exe.xlsx"},      /* U+202E turns the rest round */
        {"a\xE2\x80\x8B" "b\x01\x1F" "c\x7F.pdf", "pdf", "f/1-ab_c.pdf"}, /* zero width, controls */
        {"bad\xFF\xC0utf.pdf", "pdf", "f/1-badutf.pdf"},
        {"\xE0\xB8\xB1\xE0\xB8\x81.pdf", "pdf", "f/1-ก.pdf"},            /* a mark with nothing below it */
        {"a\nSHA256SUMS", "txt", "f/1-a_SHA256SUMS.txt"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 0);
        zip_name_make("f/1-", str_from(cases[i].name), cases[i].extension, &out);
        if (strcmp(out.p, cases[i].expected) != 0)
            fail_msg("'%s' became '%s', not '%s'", cases[i].name, out.p, cases[i].expected);
        buf_done(&out);
    }
}

static void long_names_are_cut_between_letters(void **state)
{
    struct buf name, out;
    (void)state;
    buf_init(&name, 0);
    buf_init(&out, 0);
    for (int i = 0; i < 400; i++)
        (void)buf_add_c(&name, "ที่");
    zip_name_make("", buf_str(&name), "pdf", &out);
    assert_true(out.n <= ZIP_NAME_BYTES + 4);
    assert_true(utf8_is_valid(buf_str(&out)));
    assert_true(str_ends_c(buf_str(&out), "ที่.pdf"));
    buf_done(&name);
    buf_done(&out);
}

static void codes_of_any_scheme_make_prefixes(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 0);
    zip_name_code("O16", &out);
    zip_name_code("ข้อ 1/2", &out);
    zip_name_code("../x", &out);
    zip_name_code("", &out);
    assert_string_equal(out.p, "O16ข้อ-1-2---x-");
    buf_done(&out);
}

static void what_is_not_known_is_never_started(void **state)
{
    (void)state;
    assert_string_equal(zip_extension("pdf", STR_NONE), "pdf");
    assert_string_equal(zip_extension("other", STR_LIT("MZ")), "bin");
    assert_string_equal(zip_extension(NULL, STR_NONE), "bin");
    assert_string_equal(zip_extension("image", STR_LIT("\x89PNG\r\n")), "png");
    assert_string_equal(zip_extension("image", STR_LIT("<svg onload=alert(1)>")), "bin");
}

/* --- the file ------------------------------------------------------------------------------------------------------------------ */

static const char *const entries[][2] = {{"files/O1-01-ผังองค์กร.html", "<p>ผัง</p>"}, {"a.txt", ""}, {"files/O2-02-b.txt", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}};
enum { N_ENTRIES = sizeof entries / sizeof *entries };

static enum oit_code write_all(const char *path, uint64_t max_bytes, struct err *err)
{
    struct zip *zip = NULL;
    enum oit_code code = zip_new(path, max_bytes, &zip, err);
    for (size_t i = 0; code == OIT_OK && i < N_ENTRIES; i++)
        code = zip_add(zip, entries[i][0], NOW + (int64_t)i, str_from(entries[i][1]), err);
    if (code == OIT_OK)
        return zip_close(zip, err);
    zip_drop(zip);
    return code;
}

static void read_whole(const char *path, struct buf *out)
{
    struct err err = {0};
    buf_init(out, 0);
    assert_int_equal(file_read(path, out, &err), OIT_OK);
}

static void what_goes_in_comes_out(void **state)
{
    char *folder = tmp_folder(), *path = tmp_path(folder, "a.zip"), *again = tmp_path(folder, "b.zip");
    struct err err = {0};
    struct arena arena;
    struct buf bytes, twin;
    struct zip_parts zip;
    struct stat st;
    (void)state;
    arena_init(&arena);
    assert_int_equal(write_all(path, 1 << 20, &err), OIT_OK);
    assert_int_equal(write_all(again, 1 << 20, &err), OIT_OK);
    read_whole(path, &bytes);
    read_whole(again, &twin);
    assert_true(str_eq(buf_str(&bytes), buf_str(&twin)));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(zip_parts_open(buf_str(&bytes), &arena, &zip), FAULT_NONE);
    assert_int_equal(zip.n_parts, N_ENTRIES);
    assert_false(zip.is_recovered);
    for (size_t i = 0; i < N_ENTRIES; i++) {
        struct buf content;
        buf_init(&content, 0);
        assert_true(str_eq_c(zip.parts[i].name, entries[i][0]));
        assert_int_equal(zip_parts_read(&zip, &zip.parts[i], &content), FAULT_NONE);
        assert_true(str_eq_c(buf_str(&content), entries[i][1]));
        buf_done(&content);
    }
    /* UTF-8 names are flagged: bit 11 of the first local header (APPNOTE 4.4.4). */
    assert_int_equal((unsigned char)bytes.p[7] & 0x08, 0x08);
    buf_done(&bytes);
    buf_done(&twin);
    arena_done(&arena);
    free(path);
    free(again);
    tmp_remove(folder);
}

static void a_limit_leaves_what_was_there(void **state)
{
    char *folder = tmp_folder(), *path = tmp_path(folder, "a.zip");
    struct err err = {0};
    struct buf bytes;
    (void)state;
    assert_int_equal(file_write(path, STR_LIT("old"), &err), OIT_OK);
    for (uint64_t max = 0; max < 500; max += 37) { /* wherever it ends: in an entry, in the list */
        err = (struct err){0};
        if (write_all(path, max, &err) == OIT_OK)
            break;
        assert_int_equal(err.code, OIT_ERR_LOCAL);
        assert_non_null(strstr(err.th, "--item"));
        read_whole(path, &bytes);
        assert_true(str_eq_c(buf_str(&bytes), "old"));
        buf_done(&bytes);
    }
    assert_int_equal(write_all(path, 1 << 20, &err), OIT_OK);
    free(path);
    tmp_remove(folder);
}

/* The whole of it never passes what it was given, so a limit below 4 GiB keeps every field within its 32 bits. */
static void the_limit_holds_to_the_byte(void **state)
{
    char *folder = tmp_folder(), *path = tmp_path(folder, "a.zip");
    struct err err = {0};
    struct stat st;
    (void)state;
    assert_int_equal(write_all(path, 1 << 20, &err), OIT_OK);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(write_all(path, (uint64_t)st.st_size, &err), OIT_OK);
    assert_int_equal(write_all(path, (uint64_t)st.st_size - 1, &err), OIT_ERR_LOCAL);
    assert_true((uint64_t)LIMIT_BUNDLE_MB * 1024 * 1024 < UINT32_MAX);
    free(path);
    tmp_remove(folder);
}

static void long_entries_stream_through(void **state)
{
    enum { PIECES = 300, PIECE = 70001 };
    char *folder = tmp_folder(), *path = tmp_path(folder, "a.zip");
    char *piece = malloc(PIECE);
    struct err err = {0};
    struct zip *zip = NULL;
    struct zip_parts parts;
    struct arena arena;
    struct buf bytes, content, sums;
    (void)state;
    arena_init(&arena);
    buf_init(&sums, 0);
    assert_non_null(piece);
    assert_int_equal(zip_new(path, 1 << 28, &zip, &err), OIT_OK);
    assert_int_equal(zip_begin(zip, "big", NOW, &err), OIT_OK);
    uint32_t x = 1;
    for (int i = 0; i < PIECES; i++) {
        for (int k = 0; k < PIECE; k++)
            piece[k] = (char)((x = x * 1664525u + 1013904223u) >> 27);
        assert_int_equal(zip_write(zip, (struct str){piece, PIECE}, &err), OIT_OK);
    }
    assert_int_equal(zip_end(zip, &err), OIT_OK);
    zip_sums(zip, &sums);
    assert_int_equal(zip_close(zip, &err), OIT_OK);
    read_whole(path, &bytes);
    buf_init(&content, 0);
    assert_int_equal(zip_parts_open(buf_str(&bytes), &arena, &parts), FAULT_NONE);
    assert_int_equal(zip_parts_read(&parts, &parts.parts[0], &content), FAULT_NONE);
    assert_int_equal(content.n, (size_t)PIECES * PIECE);
    char hex[65];
    sha256_hex(sha256_of(buf_str(&content)), hex);
    assert_true(str_starts_c(buf_str(&sums), hex));
    free(piece);
    buf_done(&bytes);
    buf_done(&content);
    buf_done(&sums);
    arena_done(&arena);
    free(path);
    tmp_remove(folder);
}

static void nowhere_to_write_is_said(void **state)
{
    struct err err = {0};
    (void)state;
    assert_int_equal(write_all("/nonexistent-folder/a.zip", 1 << 20, &err), OIT_ERR_LOCAL);
    assert_non_null(strstr(err.en, "cannot write"));
}

/* --- WARC ---------------------------------------------------------------------------------------------------------------------- */

static void heads_bear_hostile_values(void **state)
{
    char id[WARC_ID_SIZE], twin[WARC_ID_SIZE], other[WARC_ID_SIZE];
    struct buf out, again;
    (void)state;
    buf_init(&out, 0);
    buf_init(&again, 0);
    struct warc_record r = {.type = "resource", .target = "http://a.example/x\r\nWARC-Type: response y<z>ไทย", .utc_seconds = NOW,
                            .content_type = "text/html\r\nX: y", .block = STR_LIT("abc")};
    warc_head(&r, id, &out);
    warc_head(&r, twin, &again);
    assert_string_equal(id, twin);
    assert_non_null(strstr(out.p, "WARC-Target-URI: http://a.example/x%0D%0AWARC-Type:%20response%20y%3Cz%3E%E0%B9%84"));
    assert_non_null(strstr(out.p, "Content-Type: application/octet-stream\r\n"));
    assert_non_null(strstr(out.p, "WARC-Date: 2024-04-22T01:40:00Z\r\n"));
    assert_non_null(strstr(out.p, "WARC-Payload-Digest: sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\r\n"));
    assert_true(str_ends_c(buf_str(&out), "Content-Length: 3\r\n\r\n"));
    r.block = STR_LIT("abd");
    warc_head(&r, other, &again);
    assert_string_not_equal(id, other);
    buf_clear(&out);
    warc_field("via", STR_LIT("a\r\nWARC-Type: x"), &out);
    warc_field("none", STR_NONE, &out);
    assert_null(strstr(out.p, "\nWARC-Type"));
    assert_null(strstr(out.p, "none"));
    buf_done(&out);
    buf_done(&again);
}

static void a_coded_body_is_called_what_it_is(void **state)
{
    char scratch[64];
    (void)state;
    assert_string_equal(warc_media_type(STR_LIT("text/html; charset=utf-8"), STR_NONE, scratch, sizeof scratch), "text/html; charset=utf-8");
    assert_string_equal(warc_media_type(STR_LIT("text/html"), STR_LIT("gzip"), scratch, sizeof scratch), "application/gzip");
    assert_string_equal(warc_media_type(STR_LIT("text/html"), STR_LIT("br"), scratch, sizeof scratch), "application/octet-stream");
    assert_string_equal(warc_media_type(STR_LIT("pdf"), STR_NONE, scratch, sizeof scratch), "application/octet-stream");
    assert_string_equal(warc_media_type(STR_NONE, STR_NONE, scratch, sizeof scratch), "application/octet-stream");
}

static void server_dates_are_days_in_bangkok(void **state)
{
    char date[BUNDLE_DATE_SIZE];
    (void)state;
    assert_true(bundle_http_date(STR_LIT("Mon, 22 Apr 2024 16:59:59 GMT"), date));
    assert_string_equal(date, "2024-04-22");
    assert_true(bundle_http_date(STR_LIT("Mon, 22 Apr 2024 17:00:00 GMT"), date));
    assert_string_equal(date, "2024-04-23");
    assert_false(bundle_http_date(STR_LIT("Mon, 31 Feb 2024 17:00:00 GMT"), date));
    assert_false(bundle_http_date(STR_LIT("yesterday"), date));
    assert_false(bundle_http_date(STR_NONE, date));
    assert_int_equal(bundle_day("2024-04-22"), 19835);
    assert_int_equal(bundle_day(NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_safe_everywhere),
        cmocka_unit_test(long_names_are_cut_between_letters),
        cmocka_unit_test(codes_of_any_scheme_make_prefixes),
        cmocka_unit_test(what_is_not_known_is_never_started),
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(a_limit_leaves_what_was_there),
        cmocka_unit_test(the_limit_holds_to_the_byte),
        cmocka_unit_test(long_entries_stream_through),
        cmocka_unit_test(nowhere_to_write_is_said),
        cmocka_unit_test(heads_bear_hostile_values),
        cmocka_unit_test(a_coded_body_is_called_what_it_is),
        cmocka_unit_test(server_dates_are_days_in_bangkok),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
