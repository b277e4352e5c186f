/* test_office_files.c - the office files of fixtures/office, read through the pool with its tools as a check reads them, against their dumps.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "worker/pool.h"

static void read_whole(const char *name, const char *ending, struct buf *out)
{
    struct buf path;
    struct err err = {0};
    buf_init(&path, 0);
    buf_init(out, 1u << 20);
    (void)buf_addf(&path, "fixtures/office/%s%s", name, ending);
    if (file_read(path.p, out, &err) != OIT_OK)
        fail_msg("%s: %s", path.p, err.en);
    buf_done(&path);
}

static void files_give_their_dumps(void **state)
{
    (void)state;
    static const char *const names[] = {"plan.docx", "plan.odt", "plan.rtf", "plan.doc", "slides.pptx", "slides.odp"};
    struct pool *pool = NULL;
    struct err err = {0};
    assert_int_equal(pool_new(&(struct pool_options){0}, &pool, &err), OIT_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct buf bytes, want, got, url;
        read_whole(names[i], "", &bytes);
        read_whole(names[i], ".dump", &want);
        buf_init(&got, 0);
        buf_init(&url, 0);
        (void)buf_addf(&url, "http://localhost/%s", names[i]);
        struct page_job job = {.url = buf_str(&url), .bytes = buf_str(&bytes), .wants_document = true};
        struct page_result result;
        struct document doc;
        struct arena arena;
        arena_init(&arena);
        assert_true(page_result_unpack(pool_run(pool, &job), &result));
        assert_true(doc_unpack(result.document, &arena, &doc));
        doc_dump(&doc, &got);
        assert_string_equal(got.p, want.p);
        arena_done(&arena);
        buf_done(&bytes);
        buf_done(&want);
        buf_done(&got);
        buf_done(&url);
    }
    pool_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_give_their_dumps)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
