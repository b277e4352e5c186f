/* A program that is not installed is named once at the end, with what it cost and how to get it.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "run/missing_tools.h"

static struct pool *new_pool(const char *pdftotext)
{
    const char *const programs[N_TOOL_EXECUTABLES] = {[EXE_PDFTOTEXT] = pdftotext};
    struct pool *pool = NULL;
    struct err err;
    assert_int_equal(pool_new(&(struct pool_options){.n_workers = 1, .programs = programs}, &pool, &err), OIT_OK);
    return pool;
}

static void read_plan(struct pool *pool, enum oit_fault expected)
{
    struct buf bytes;
    struct err err;
    struct page_result result;
    struct arena arena;
    struct document doc;
    buf_init(&bytes, 0);
    arena_init(&arena);
    assert_int_equal(file_read("fixtures/pdf/plan.pdf", &bytes, &err), OIT_OK);
    struct page_job job = {.url = STR_LIT("http://www.agency.go.th/plan.pdf"), .bytes = buf_str(&bytes)};
    assert_true(page_result_unpack(pool_run(pool, &job), &result));
    assert_true(doc_unpack(result.document, &arena, &doc));
    assert_int_equal(doc.fault, expected);
    arena_done(&arena);
    buf_done(&bytes);
}

static void names_program_package_and_number_of_documents(void **state)
{
    (void)state;
    struct buf said;
    buf_init(&said, 0);
    struct pool *pool = new_pool("/nonexistent/pdftotext");
    read_plan(pool, FAULT_TOOL_MISSING);
    read_plan(pool, FAULT_TOOL_MISSING);
    missing_tools_add(pool, OIT_EN, &said);
    assert_string_equal(said.p, "*** pdftotext is not installed, so 2 documents could not be read and items that depend on them are unknown: "
                                "apt-get install poppler-utils, then check again\n");
    buf_clear(&said);
    missing_tools_add(pool, OIT_TH, &said);
    assert_true(str_find_c(buf_str(&said), "ไม่มีโปรแกรม pdftotext จึงอ่านเอกสารไม่ได้ 2 แฟ้ม") != STR_NPOS);
    struct pool *next = new_pool("/nonexistent/pdftotext"); /* the workers are renewed within a run */
    pool_carry_counts(next, pool);
    pool_free(pool);
    read_plan(next, FAULT_TOOL_MISSING);
    assert_int_equal(pool_unread_for(next, EXE_PDFTOTEXT), 3);
    pool_free(next);
    buf_done(&said);
}

static void says_nothing_when_all_was_read(void **state)
{
    (void)state;
    struct buf said;
    buf_init(&said, 0);
    struct pool *pool = new_pool(NULL);
    read_plan(pool, FAULT_NONE);
    missing_tools_add(pool, OIT_TH, &said);
    assert_int_equal(said.n, 0);
    pool_free(pool);
    buf_done(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_program_package_and_number_of_documents),
        cmocka_unit_test(says_nothing_when_all_was_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
