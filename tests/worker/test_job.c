/* What one page job gives: bytes in, document out, whatever the content coding says. Without rules: documents only.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <zlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "worker/pool.h"

static const char page[] = "<html><head><title>ข่าว</title></head><body><h1>แผนปฏิบัติการ</h1><p>เนื้อหา</p></body></html>";

static size_t gzip(const char *text, unsigned char *out, size_t size)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)text;
    z.avail_in = (unsigned)strlen(text);
    z.next_out = out;
    z.avail_out = (unsigned)size;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t n = z.total_out;
    (void)deflateEnd(&z);
    return n;
}

struct run {
    struct job_context *context;
    struct buf packed;
    struct arena arena;
    struct page_result result;
    struct document doc;
};

static void run_begin(struct run *run)
{
    run->context = job_context_new(NULL, NULL, 0);
    buf_init(&run->packed, 0);
    arena_init(&run->arena);
}

static void run_end(struct run *run)
{
    job_context_free(run->context);
    buf_done(&run->packed);
    arena_done(&run->arena);
}

static void run_job(struct run *run, const struct page_job *job)
{
    buf_clear(&run->packed);
    assert_int_equal(page_job_run(run->context, job, NULL, 0, &run->packed), NEED_NOTHING);
    assert_true(page_result_unpack(buf_str(&run->packed), &run->result));
    if (run->result.document.p)
        assert_true(doc_unpack(run->result.document, &run->arena, &run->doc));
}

static void reads_plain_gzip_and_falsely_labelled_bytes(void **state)
{
    (void)state;
    struct run run;
    run_begin(&run);
    unsigned char zipped[1024];
    size_t n = gzip(page, zipped, sizeof zipped);
    const struct {
        const char *coding;
        struct str bytes;
    } rows[] = {{NULL, str_from(page)},
                {"gzip", {(const char *)zipped, n}},
                {"gzip", str_from(page)}, /* announced, not done */
                {"utf-8", str_from(page)} /* not a coding */};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct page_job job = {.url = STR_LIT("http://a.go.th/"), .content_type = STR_LIT("text/html"), .content_encoding = str_from(rows[i].coding),
                               .bytes = rows[i].bytes, .wants_document = true};
        run_job(&run, &job);
        assert_int_equal(run.result.fault, FAULT_NONE);
        assert_int_equal(run.result.n_inflated_bytes, sizeof page - 1);
        assert_true(str_find_c(run.doc.raw, "แผนปฏิบัติการ") != STR_NPOS);
        assert_false(run.doc.is_cut);
    }
    run_end(&run);
}

static void stream_that_ends_early_is_read_and_marked(void **state)
{
    (void)state;
    struct run run;
    run_begin(&run);
    struct buf text;
    buf_init(&text, 0);
    (void)buf_add_c(&text, "<html><body><h1>แผนปฏิบัติการ</h1>");
    for (int i = 0; i < 400; i++)
        (void)buf_addf(&text, "<p>%d %d</p>", i * 7919 % 1000, i);
    unsigned char zipped[16384];
    size_t n = gzip(text.p, zipped, sizeof zipped);
    struct page_job job = {.url = STR_LIT("http://a.go.th/"), .content_type = STR_LIT("text/html"), .content_encoding = STR_LIT("gzip"),
                           .bytes = {(const char *)zipped, n * 3 / 4}, .wants_document = true};
    run_job(&run, &job);
    assert_int_equal(run.result.fault, FAULT_DAMAGED);
    assert_true(run.doc.is_cut && run.doc.fault == FAULT_DAMAGED);
    assert_true(str_find_c(run.doc.raw, "แผนปฏิบัติการ") != STR_NPOS);
    buf_done(&text);
    run_end(&run);
}

static void bomb_is_cut_at_the_limit(void **state)
{
    (void)state;
    struct run run;
    run_begin(&run);
    size_t n_plain = (size_t)LIMIT_INFLATED_BYTES + 1000000;
    char *plain = malloc(n_plain + 1);
    memset(plain, ' ', n_plain);
    plain[n_plain] = '\0';
    unsigned char *zipped = malloc(1 << 20);
    size_t n = gzip(plain, zipped, 1 << 20);
    struct page_job job = {.url = STR_LIT("http://a.go.th/"), .content_type = STR_LIT("text/html"), .content_encoding = STR_LIT("gzip"),
                           .bytes = {(const char *)zipped, n}};
    run_job(&run, &job);
    assert_int_equal(run.result.fault, FAULT_TOO_LARGE);
    free(plain);
    free(zipped);
    run_end(&run);
}

static void stored_document_is_matched_without_bytes(void **state)
{
    (void)state;
    struct run run;
    run_begin(&run);
    struct page_job job = {.url = STR_LIT("http://a.go.th/"), .content_type = STR_LIT("text/html"), .bytes = str_from(page), .wants_document = true};
    run_job(&run, &job);
    struct str kept = arena_str(&run.arena, run.result.document);
    job = (struct page_job){.url = STR_LIT("http://a.go.th/"), .document = kept, .wants_document = true};
    run_job(&run, &job);
    assert_int_equal(run.result.fault, FAULT_NONE);
    assert_true(str_eq(run.result.document, kept));
    job.document = str_sub(kept, 0, kept.n / 2);
    run_job(&run, &job);
    assert_int_equal(run.result.fault, FAULT_DAMAGED);
    job.bytes = str_from(page); /* a document of another version is read from its bytes again */
    job.content_type = STR_LIT("text/html");
    run_job(&run, &job);
    assert_int_equal(run.result.fault, FAULT_NONE);
    assert_true(str_eq(run.result.document, kept));
    run_end(&run);
}

static void job_leaves_no_trace_in_the_next(void **state)
{
    (void)state;
    struct run run;
    run_begin(&run);
    struct page_job first = {.url = STR_LIT("http://a.go.th/x/"), .content_type = STR_LIT("text/html"), .wants_document = true,
                             .bytes = STR_LIT("<html><body><a href='y.pdf'>แผน</a></body></html>")};
    struct page_job other = {.url = STR_LIT("http://b.go.th/"), .content_type = STR_LIT("text/html"), .bytes = str_from(page), .wants_document = true};
    run_job(&run, &first);
    struct str before = arena_str(&run.arena, buf_str(&run.packed));
    run_job(&run, &other);
    run_job(&run, &first);
    assert_true(str_eq(before, buf_str(&run.packed)));
    run_end(&run);
}

static void pdf_goes_through_worker_tool_and_worker_again(void **state)
{
    (void)state;
    struct pool *pool = NULL;
    struct err err;
    assert_int_equal(pool_new(&(struct pool_options){.n_workers = 1}, &pool, &err), OIT_OK);
    struct buf bytes;
    buf_init(&bytes, 0);
    assert_int_equal(file_read("fixtures/pdf/plan.pdf", &bytes, NULL), OIT_OK);
    struct page_result result;
    assert_true(page_result_unpack(pool_run(pool, &(struct page_job){.url = STR_LIT("http://a.go.th/p.pdf"), .bytes = buf_str(&bytes)}), &result));
    assert_int_equal(result.fault, FAULT_NONE);
    assert_true(result.document.n > 0); /* its text cost a tool run: kept */
    struct arena arena;
    struct document doc;
    arena_init(&arena);
    assert_true(doc_unpack(result.document, &arena, &doc));
    assert_int_equal(doc.kind, DOC_PDF);
    assert_int_equal(result.n_tool_pages, 2);
    assert_true(str_find_c(doc.raw, "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567") != STR_NPOS);
    arena_done(&arena);
    buf_done(&bytes);
    pool_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_plain_gzip_and_falsely_labelled_bytes),
        cmocka_unit_test(stream_that_ends_early_is_read_and_marked),
        cmocka_unit_test(bomb_is_cut_at_the_limit),
        cmocka_unit_test(stored_document_is_matched_without_bytes),
        cmocka_unit_test(job_leaves_no_trace_in_the_next),
        cmocka_unit_test(pdf_goes_through_worker_tool_and_worker_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
