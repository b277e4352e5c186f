/* A job that asks for several tools: every request gets one answer, in order, whatever its tool does, and nobody can ask for ever.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "worker/exchange.h"
#include "worker/pool.h"
#include "../support/tmp.h"

/* --- the job: url "2,1,5" asks for these needs, one after the other, as parts 0, 1, 2; "forever" asks on and on ---------------------- */

static size_t count_wanted(struct str url)
{
    size_t n = 1;
    for (size_t i = 0; i < url.n; i++)
        n += url.p[i] == ',';
    return n;
}

static enum extract_need wanted(struct str url, size_t at)
{
    for (; at > 0; at--)
        (void)str_cut(&url, ',');
    return (enum extract_need)(url.p[0] - '0');
}

static void describe(const struct extract_tools *tools, struct buf *out)
{
    (void)buf_addf(out, "[%d.%u %s", (int)tools->need, (unsigned)tools->part, oit_fault_name(tools->fault, 0, (char[16]){0}));
    (void)buf_addf(out, " raw=%d text=%d xml=%d", tools->pdf_raw.n > 0, tools->text.n > 0, tools->doc_xml.n > 0);
    for (size_t i = 0; i < tools->n_pages; i++)
        (void)buf_addf(out, " page%u=%ux%u@%u tsv=%d %s", (unsigned)tools->pages[i].page, (unsigned)tools->pages[i].width, (unsigned)tools->pages[i].height,
                       (unsigned)tools->pages[i].dpi, str_find_c(tools->pages[i].tsv, "2567") != STR_NPOS,
                       oit_fault_name(tools->pages[i].fault, 0, (char[16]){0}));
    for (size_t i = 0; i < tools->n_files; i++)
        (void)buf_addf(out, " %.*s=%zu", STR_ARG(tools->files[i].name), tools->files[i].bytes.n);
    (void)buf_add_c(out, "]");
}

static enum extract_need asking_job(struct job_context *context, const struct page_job *job, const struct extract_tools *tools, size_t n_tools,
                                    struct buf *ret_packed)
{
    (void)context;
    bool is_endless = str_eq_c(job->url, "forever");
    if (is_endless || n_tools < count_wanted(job->url)) {
        struct extract_request request = {.need = is_endless ? NEED_PDF_TEXT : wanted(job->url, n_tools), .part = (uint32_t)n_tools, .bytes = job->bytes};
        if (request.need == NEED_SCAN_TEXT) {
            request.n_pages = 3;
            request.pages[0] = 2;
            request.pages[1] = 9; /* there is none */
            request.pages[2] = 1;
            request.dpi = 100;
        }
        if (str_eq_c(job->content_type, "garbage"))
            (void)buf_add_c(ret_packed, "no request");
        else
            extract_request_pack(&request, ret_packed);
        return request.need;
    }
    struct buf out;
    buf_init(&out, 0);
    for (size_t i = 0; i < n_tools; i++)
        describe(&tools[i], &out);
    page_result_pack(&(struct page_result){.findings = buf_str(&out)}, ret_packed);
    buf_done(&out);
    return NEED_NOTHING;
}

static struct page_result run(struct pool *pool, const char *url, const char *type, const char *path)
{
    static struct buf bytes;
    struct page_result result;
    buf_done(&bytes);
    if (path)
        assert_int_equal(file_read(path, &bytes, NULL), OIT_OK);
    struct page_job job = {.url = str_from(url), .content_type = str_from(type), .bytes = buf_str(&bytes)};
    assert_true(page_result_unpack(pool_run(pool, &job), &result));
    return result;
}

static struct pool *new_pool(const char *const *programs)
{
    struct pool *pool = NULL;
    struct err err;
    assert_int_equal(pool_new(&(struct pool_options){.n_workers = 1, .job_fn = asking_job, .programs = programs}, &pool, &err), OIT_OK);
    return pool;
}

static void expect(struct page_result result, const char *text)
{
    if (str_find_c(result.findings, text) == STR_NPOS)
        fail_msg("not found: %s\nin: %.*s", text, STR_ARG(result.findings));
}

/* --- tests --------------------------------------------------------------------------------------------------------------------- */

static void each_need_is_answered_in_turn(void **state)
{
    (void)state;
    struct pool *pool = new_pool(NULL);
    struct page_result result = run(pool, "1,2,1,4", "", "fixtures/pdf/plan.pdf");
    assert_int_equal(result.fault, FAULT_NONE);
    expect(result, "[1.0 none raw=1 text=0 xml=0]");
    expect(result, "[2.1 damaged raw=0 text=0 xml=0]"); /* a PDF is no Word file */
    expect(result, "[1.2 none raw=1 text=0 xml=0]");
    expect(result, "[4.3 none raw=0 text=0 xml=0]");    /* no members */
    result = run(pool, "4", "", "fixtures/pdf/portfolio.pdf");
    expect(result, "2567.pdf=");
    pool_free(pool);
}

static void pages_are_recognised_each_by_itself(void **state)
{
    (void)state;
    struct pool *pool = new_pool(NULL);
    struct page_result result = run(pool, "5", "", "fixtures/pdf/plan.pdf");
    expect(result, "[5.0 none");
    expect(result, " page2=2473x3497@299 tsv="); /* 100 dpi were too few */
    expect(result, " page9=0x0@100 tsv=0 damaged");
    expect(result, " page1=2473x3497@299 tsv=1 none");
    pool_free(pool);
}

/* Rendered at one resolution, a page of a metre would have 800 million pixels; at the resolution for that page, the true one could not be read. */
static void pages_of_any_size_are_recognised(void **state)
{
    (void)state;
    struct pool *pool = new_pool(NULL);
    struct page_result result = run(pool, "5", "", "fixtures/pdf/scan-points.pdf"); /* asks at 100 dpi */
    expect(result, " page2=2474x3497@299 tsv=1 none");
    expect(result, " page1=1724x2437@25 tsv=1 none");
    pool_free(pool);
}

static void missing_programs_are_answers(void **state)
{
    const char *const programs[N_TOOL_EXECUTABLES] = {[EXE_PDFTOTEXT] = "/no/pdftotext", [EXE_PDFTOPPM] = "/no/pdftoppm", [EXE_PDFDETACH] = "/no/pdfdetach",
                                                      [EXE_ANTIWORD] = "/no/antiword", [EXE_TESSERACT] = "/no/tesseract"};
    (void)state;
    struct pool *pool = new_pool(programs);
    struct page_result result = run(pool, "1,2,4,5", "", "fixtures/pdf/plan.pdf");
    expect(result, "[1.0 tool-missing");
    expect(result, "[2.1 tool-missing");
    expect(result, "[4.2 tool-missing");
    expect(result, "[5.3 tool-missing");
    assert_int_equal(pool_unread_for(pool, EXE_PDFTOTEXT), 1);
    assert_int_equal(pool_unread_for(pool, EXE_ANTIWORD), 1);
    assert_int_equal(pool_unread_for(pool, EXE_PDFTOPPM), 1);
    pool_free(pool);
    const char *const no_ocr[N_TOOL_EXECUTABLES] = {[EXE_TESSERACT] = "/no/tesseract"};
    pool = new_pool(no_ocr);
    expect(run(pool, "5", "", "fixtures/pdf/plan.pdf"), "[5.0 tool-missing");
    assert_int_equal(pool_unread_for(pool, EXE_TESSERACT), 1);
    pool_free(pool);
}

/* Each of these says 16 MB; a worker and main could not hold all a document may ask for. */
static void answers_together_are_limited(void **state)
{
    (void)state;
    char *folder = tmp_folder(), *path = tmp_path(folder, "tool");
    FILE *file = fopen(path, "w");
    (void)fprintf(file, "#!/bin/sh\na=xxxxxxxxxxxxxxxx; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do a=$a$a; done; printf \"$a$a$a$a$a$a$a$a\"\n");
    (void)fclose(file);
    assert_int_equal(chmod(path, 0755), 0);
    const char *const programs[N_TOOL_EXECUTABLES] = {[EXE_PDFTOTEXT] = path};
    struct pool *pool = new_pool(programs);
    struct page_result result = run(pool, "1,1,1,1,1,1,1", "", "fixtures/pdf/plan.pdf");
    assert_int_equal(result.fault, FAULT_NONE);
    expect(result, "[1.0 parser-limit raw=1"); /* its own text was cut */
    expect(result, "[1.6 parser-limit raw=0"); /* left out */
    pool_free(pool);
    free(path);
    tmp_remove(folder);
}

static void job_that_asks_for_ever_is_ended(void **state)
{
    const char *const programs[N_TOOL_EXECUTABLES] = {[EXE_PDFTOTEXT] = "/no/pdftotext", [EXE_PDFINFO] = "/no/pdfinfo"};
    (void)state;
    struct pool *pool = new_pool(programs);
    assert_int_equal(run(pool, "forever", "", NULL).fault, FAULT_PARSER_CRASH);
    assert_int_equal(run(pool, "1", "garbage", NULL).fault, FAULT_PARSER_CRASH);
    expect(run(pool, "1", "", NULL), "[1.0 tool-missing");
    pool_free(pool);
}

static void request_and_answer_survive_the_border(void **state)
{
    (void)state;
    struct buf packed;
    struct arena arena;
    struct extract_request request = {.need = NEED_SCAN_TEXT, .part = 7, .bytes = STR_LIT("b"), .pages = {3, 1}, .n_pages = 2, .dpi = 200, .is_image = true, .wants_links = true}, back;
    buf_init(&packed, 0);
    arena_init(&arena);
    extract_request_pack(&request, &packed);
    assert_true(extract_request_unpack(buf_str(&packed), &back));
    assert_true(back.need == NEED_SCAN_TEXT && back.part == 7 && back.n_pages == 2 && back.pages[0] == 3 && back.dpi == 200 && back.is_image && back.wants_links);
    assert_true(str_eq_c(back.bytes, "b"));
    for (size_t n = 0; n < packed.n; n++)
        assert_false(extract_request_unpack(str_sub(buf_str(&packed), 0, n), &back));
    request.need = NEED_NOTHING;
    buf_clear(&packed);
    extract_request_pack(&request, &packed);
    assert_false(extract_request_unpack(buf_str(&packed), &back));

    const struct extract_scan_page page = {.page = 4, .width = 5, .fault = FAULT_TIMEOUT, .tsv = STR_LIT("t"), .digits_tsv = STR_LIT("d")};
    const struct extract_file file = {.name = STR_LIT("n"), .bytes = STR_LIT("x"), .fault = FAULT_TOO_LARGE};
    const struct extract_tools tools = {.need = NEED_PDF_FILES, .part = 2, .fault = FAULT_DAMAGED, .text = STR_LIT("text"), .pages = &page, .n_pages = 1, .files = &file, .n_files = 1};
    const struct extract_tools *all = NULL;
    size_t n_all = 0;
    buf_clear(&packed);
    extract_tools_pack(&tools, &packed);
    size_t n_one = packed.n;
    extract_tools_pack(&tools, &packed);
    assert_true(extract_tools_unpack(buf_str(&packed), &arena, &all, &n_all));
    assert_int_equal(n_all, 2);
    assert_true(all[1].need == NEED_PDF_FILES && all[1].part == 2 && all[1].fault == FAULT_DAMAGED && str_eq_c(all[1].text, "text") && !all[1].pdf_raw.p);
    assert_true(all[1].pages[0].page == 4 && all[1].pages[0].fault == FAULT_TIMEOUT && str_eq_c(all[1].pages[0].digits_tsv, "d"));
    assert_true(str_eq_c(all[1].files[0].bytes, "x") && all[1].files[0].fault == FAULT_TOO_LARGE);
    for (size_t n = 1; n < n_one; n++)
        assert_false(extract_tools_unpack(str_sub(buf_str(&packed), 0, n), &arena, &all, &n_all));
    arena_done(&arena);
    buf_done(&packed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_need_is_answered_in_turn),
        cmocka_unit_test(pages_are_recognised_each_by_itself),
        cmocka_unit_test(pages_of_any_size_are_recognised),
        cmocka_unit_test(missing_programs_are_answers),
        cmocka_unit_test(answers_together_are_limited),
        cmocka_unit_test(job_that_asks_for_ever_is_ended),
        cmocka_unit_test(request_and_answer_survive_the_border),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
