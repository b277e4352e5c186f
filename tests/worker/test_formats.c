/* test_formats.c - the same four texts in every format (fixtures/formats): exactly the text a reader sees comes out, whatever it was packed in.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "text/norm.h"
#include "worker/pool.h"

#define FOLDER "fixtures/formats/"

static int start_pool(void **state)
{
    struct err err = {0};
    return pool_new(&(struct pool_options){.n_workers = 1}, (struct pool **)state, &err) == OIT_OK ? 0 : -1;
}

static int end_pool(void **state)
{
    pool_free(*state);
    return 0;
}

/* Blocks line by line; the cells of a row in one line, parted by " | ". */
static void put_text(const struct document *doc, struct buf *out)
{
    struct buf line;
    buf_init(&line, 0);
    const struct doc_block *before = NULL;
    for (size_t i = 0; i < doc->n_blocks; i++) {
        const struct doc_block *block = &doc->blocks[i];
        if (block->zone == ZONE_HEADER || block->zone == ZONE_FOOTER)
            continue; /* "Page 1", set by the program that made it */
        bool is_same_row = before && block->kind == BLOCK_CELL && before->kind == BLOCK_CELL && block->table == before->table && block->row == before->row;
        if (out->n)
            (void)buf_add_c(out, is_same_row ? " | " : "\n");
        buf_clear(&line);
        norm_readable(doc_block_text(doc, (uint32_t)i), &line);
        (void)buf_add_str(out, buf_str(&line));
        before = block;
    }
    (void)buf_add_char(out, '\n');
    buf_done(&line);
}

static void read_all(const char *path, struct buf *out)
{
    struct err err = {0};
    buf_init(out, 1u << 24);
    if (file_read(path, out, &err) != OIT_OK)
        fail_msg("%s: %s", path, err.en);
}

/* expected/<variant>.<kind>.txt where a format cannot give the same (a PDF has its table twice), else expected/<variant>.txt. */
static void read_expected(const char *variant, const char *kind, struct buf *out)
{
    char path[200];
    (void)snprintf(path, sizeof path, FOLDER "expected/%s.%s.txt", variant, kind);
    if (!file_exists(path))
        (void)snprintf(path, sizeof path, FOLDER "expected/%s.txt", variant);
    read_all(path, out);
}

static bool is_right(struct pool *pool, const char *variant, const char *kind)
{
    struct buf bytes, want, got, url;
    char path[200];
    (void)snprintf(path, sizeof path, FOLDER "%s.%s", variant, kind);
    read_all(path, &bytes);
    read_expected(variant, kind, &want);
    buf_init(&got, 0);
    buf_init(&url, 0);
    (void)buf_addf(&url, "http://www.agency.go.th/files/%s.%s", variant, kind);
    struct page_job job = {.url = buf_str(&url), .bytes = buf_str(&bytes), .wants_document = true};
    struct page_result result;
    struct document doc = {0};
    struct arena arena;
    arena_init(&arena);
    bool is_read = page_result_unpack(pool_run(pool, &job), &result) && doc_unpack(result.document, &arena, &doc);
    if (is_read)
        put_text(&doc, &got);
    bool is_equal = is_read && doc.fault == FAULT_NONE && str_eq(buf_str(&got), buf_str(&want));
    if (!is_equal)
        fprintf(stderr, "%s: fault %d, expected\n%.*s-- got\n%.*s\n", path, (int)doc.fault, STR_ARG(buf_str(&want)), STR_ARG(buf_str(&got)));
    arena_done(&arena);
    buf_done(&bytes);
    buf_done(&want);
    buf_done(&got);
    buf_done(&url);
    return is_equal;
}

static void check_all(void **state, const char *variant, const char *const *kinds)
{
    size_t n_wrong = 0;
    for (; *kinds; kinds++)
        n_wrong += !is_right(*state, variant, *kinds);
    assert_int_equal(n_wrong, 0);
}

static const char *const text_kinds[] = {"html", "txt", "pdf", "docx", "doc", "odt", "rtf", "pptx", "odp", "xlsx", "xls", "ods", NULL};
static const char *const table_kinds[] = {"html", "pdf", "docx", "doc", "odt", "rtf", "xlsx", "xls", "ods", "csv", NULL};

static void thai_digits_come_out_of_every_format(void **state)
{
    check_all(state, "thai", text_kinds);
}

static void arabic_digits_come_out_of_every_format(void **state)
{
    check_all(state, "arabic", text_kinds);
}

static void tables_come_out_of_every_format(void **state)
{
    check_all(state, "table", table_kinds);
}

static void damaged_text_is_repaired_in_every_format(void **state)
{
    check_all(state, "damaged", text_kinds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thai_digits_come_out_of_every_format),
        cmocka_unit_test(arabic_digits_come_out_of_every_format),
        cmocka_unit_test(tables_come_out_of_every_format),
        cmocka_unit_test(damaged_text_is_repaired_in_every_format),
    };
    return cmocka_run_group_tests_name("worker/formats", tests, start_pool, end_pool);
}
