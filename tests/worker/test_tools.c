/* What a PDF's tool run gives: text of both kinds, and the right fault for a file or a program that misbehaves. The job function hands back what the
 * tools said, so no extractor takes part; fake programs are shell scripts.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "worker/exchange.h"
#include "worker/landlock.h"
#include "worker/launcher.h"
#include "worker/pool.h"
#include "../support/tmp.h"

/* findings = pdfinfo | raw | layout, with fault as the result's */
static enum extract_need run_job(struct job_context *context, const struct page_job *job, const struct extract_tools *tools, size_t n_tools,
                                 struct buf *out)
{
    (void)context;
    if (n_tools == 0) {
        struct extract_request request = {.need = NEED_PDF_TEXT};
        if (str_eq_c(job->url, "inflated")) /* the wire bytes were another form of them */
            request.bytes = str_from_pos(job->bytes, 4);
        extract_request_pack(&request, out);
        return request.need;
    }
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%.*s|%.*s|%.*s", STR_ARG(tools->pdf_info), STR_ARG(tools->pdf_raw), STR_ARG(tools->pdf_layout));
    page_result_pack(&(struct page_result){.fault = tools->fault, .findings = buf_str(&text)}, out);
    buf_done(&text);
    return NEED_NOTHING;
}

static struct pool *new_pool(const char *pdfinfo, const char *pdftotext, uint32_t tool_ms)
{
    const char *const programs[N_TOOL_EXECUTABLES] = {[EXE_PDFINFO] = pdfinfo, [EXE_PDFTOTEXT] = pdftotext};
    struct pool_options options = {.n_workers = 2, .job_fn = run_job, .programs = programs, .tool_ms = tool_ms};
    struct pool *pool = NULL;
    struct err err;
    assert_int_equal(pool_new(&options, &pool, &err), OIT_OK);
    return pool;
}

static struct page_result run_bytes(struct pool *pool, const char *url, struct str bytes)
{
    struct page_result result;
    struct page_job job = {.url = str_from(url), .bytes = bytes};
    assert_true(page_result_unpack(pool_run(pool, &job), &result));
    return result;
}

static struct page_result run_file(struct pool *pool, const char *path)
{
    struct buf bytes;
    buf_init(&bytes, 0);
    assert_int_equal(file_read(path, &bytes, NULL), OIT_OK);
    struct page_result result = run_bytes(pool, path, buf_str(&bytes));
    buf_done(&bytes);
    return result;
}

static bool has(struct page_result result, const char *text)
{
    return str_find_c(result.findings, text) != STR_NPOS;
}

static void reads_text_of_a_real_pdf(void **state)
{
    (void)state;
    struct pool *pool = new_pool(NULL, NULL, 0);
    assert_null(pool_missing_tools(pool));
    static const char *const paths[] = {"fixtures/pdf/plan.pdf", "fixtures/pdf/plan-locked.pdf"};
    for (int i = 0; i < 2; i++) {
        struct page_result result = run_file(pool, paths[i]);
        assert_int_equal(result.fault, FAULT_NONE);
        assert_true(has(result, "Pages:           2"));
        assert_true(has(result, "\n1 อบรมเรื่องผลประโยชน์ทับซ้อน 20,000 ธ.ค. 2566\n"));       /* -raw */
        assert_true(has(result, "อบรมเรื่องผลประโยชน์ทับซ้อน   20,000          ธ.ค. 2566")); /* -layout */
    }
    pool_free(pool);
}

static void gives_the_tool_what_the_worker_inflated(void **state)
{
    (void)state;
    struct pool *pool = new_pool(NULL, NULL, 0);
    struct buf bytes;
    buf_init(&bytes, 0);
    (void)buf_add_c(&bytes, "wire");
    assert_int_equal(file_read("fixtures/pdf/plan.pdf", &bytes, NULL), OIT_OK);
    struct page_result result = run_bytes(pool, "inflated", buf_str(&bytes));
    assert_int_equal(result.fault, FAULT_NONE);
    assert_true(has(result, "ประกาศเจตนารมณ์ไม่รับของขวัญ"));
    buf_done(&bytes);
    pool_free(pool);
}

static void names_why_a_pdf_cannot_be_read(void **state)
{
    static const struct {
        const char *path;
        enum oit_fault fault;
    } rows[] = {{"fixtures/pdf/plan-encrypted.pdf", FAULT_ENCRYPTED}, {"fixtures/pdf/plan-truncated.pdf", FAULT_DAMAGED},
                {"fixtures/pdf/plan.html", FAULT_DAMAGED}};
    (void)state;
    struct pool *pool = new_pool(NULL, NULL, 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(run_file(pool, rows[i].path).fault, rows[i].fault);
    assert_int_equal(run_bytes(pool, "empty", STR_LIT("")).fault, FAULT_DAMAGED);
    pool_free(pool);
}

static void missing_program_is_named_and_is_a_fault(void **state)
{
    (void)state;
    struct pool *pool = new_pool("/nonexistent/pdfinfo", "/nonexistent/pdftotext", 0);
    assert_string_equal(pool_missing_tools(pool), "pdfinfo, pdftotext");
    assert_int_equal(run_file(pool, "fixtures/pdf/plan.pdf").fault, FAULT_TOOL_MISSING);
    pool_free(pool);
    /* pdfinfo only helps: without it the text is still read. */
    pool = new_pool("/nonexistent/pdfinfo", NULL, 0);
    assert_string_equal(pool_missing_tools(pool), "pdfinfo");
    struct page_result result = run_file(pool, "fixtures/pdf/plan.pdf");
    assert_int_equal(result.fault, FAULT_NONE);
    assert_true(has(result, "อบรมเรื่องผลประโยชน์ทับซ้อน 20,000"));
    pool_free(pool);
}

/* A pdftotext of the test's own: body sees $1 = -raw or -layout. */
static struct page_result run_script(const char *body, uint32_t tool_ms)
{
    char *folder = tmp_folder(), *path = tmp_path(folder, "tool");
    FILE *file = fopen(path, "w");
    (void)fprintf(file, "#!/bin/sh\n%s\n", body);
    (void)fclose(file);
    assert_int_equal(chmod(path, 0755), 0);
    struct pool *pool = new_pool(NULL, path, tool_ms);
    static struct buf kept;
    buf_done(&kept);
    struct page_result result = run_file(pool, "fixtures/pdf/plan.pdf");
    (void)buf_add_str(&kept, result.findings);
    result.findings = buf_str(&kept);
    pool_free(pool);
    free(path);
    tmp_remove(folder);
    return result;
}

/* The folder of our own model may lie where nobody else may pass, root's own; the step that needs it gets it, another one does not. */
static void model_is_read_from_a_private_folder(void **state)
{
    (void)state;
    if (landlock_version() == 0)
        skip();
    struct err err;
    char *home = tmp_folder(), *tools = tmp_folder(), *folder = tmp_path(home, "ocr"), *model = tmp_path(folder, "thd.traineddata");
    char *script = tmp_path(tools, "tesseract");
    assert_int_equal(file_make_dirs(folder, &err), OIT_OK);
    assert_int_equal(file_write(model, STR_LIT("the model\n"), &err), OIT_OK);
    assert_int_equal(file_write(script, STR_LIT("#!/bin/sh\n[ -e /proc/self/fd/4 ] && printf 'folder, '\nread -r line <\"$6/thd.traineddata\" && printf '%s' \"$line\"\n"), &err),
                     OIT_OK);
    assert_int_equal(chmod(folder, 0755) | chmod(model, 0644) | chmod(script, 0755) | chmod(home, 0700), 0);
    const char *const programs[N_TOOL_EXECUTABLES] = {[EXE_TESSERACT] = script};
    static const struct {
        uint32_t program;
        const char *said;
    } rows[] = {{TOOL_OCR_DIGITS, "folder, the model"}, {TOOL_OCR_THAI, ""}};
    struct launcher launcher;
    assert_true(launcher_start(&launcher, programs, folder));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int out = memfd_create("out", MFD_CLOEXEC), null = open("/dev/null", O_RDWR | O_CLOEXEC);
        assert_true(launcher_send(&launcher, &(struct launch_request){.serial = 1, .program = rows[i].program, .dpi = 300, .limit_ms = 5000},
                                  (const int[]){null, out, null}));
        struct launch_reply reply;
        struct pollfd answer = {.fd = launcher.socket, .events = POLLIN};
        assert_int_equal(poll(&answer, 1, 10000), 1);
        assert_int_equal(launcher_receive(&launcher, &reply), LAUNCHER_REPLIED);
        assert_int_equal(reply.start_errno, 0);
        char said[64] = "";
        assert_true(pread(out, said, sizeof said - 1, 0) >= 0);
        assert_string_equal(said, rows[i].said);
        (void)close(out);
        (void)close(null);
    }
    launcher_end(&launcher);
    tmp_remove(home);
    tmp_remove(tools);
    free(folder);
    free(model);
    free(script);
}

static void hanging_tool_ends_in_time_with_what_came(void **state)
{
    (void)state;
    int64_t before = clock_mono_ms();
    struct page_result result = run_script("printf 'page one\\f'; while :; do :; done", 200);
    assert_int_equal(result.fault, FAULT_TIMEOUT);
    assert_true(has(result, "page one\f"));
    assert_true(clock_mono_ms() - before < 5000);
}

static void page_that_hangs_is_stepped_over(void **state)
{
    (void)state;
    /* the whole: hangs on page 2; asked from page 3 on: gives it */
    struct page_result result = run_script("case \"$*\" in *-layout*) ;; *'-f 3 -l 42 - -') printf 'three\\f' ;;"
                                           " *) printf 'one\\fhalf of two'; while :; do :; done ;; esac", 300);
    assert_int_equal(result.fault, FAULT_TIMEOUT);
    assert_true(has(result, "|one\f\fthree\f|"));
}

static void output_above_the_limit_is_cut(void **state)
{
    (void)state;
    struct page_result result = run_script("a=xxxxxxxxxxxxxxxx; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do a=$a$a; done;"
                                           "printf \"$a$a$a$a$a$a$a$a$a$a$a$a$a$a$a$a\" ", 4000);
    assert_int_equal(result.fault, FAULT_PARSER_LIMIT);
    assert_true(result.findings.n > (size_t)LIMIT_TEXT_BYTES && result.findings.n <= 2 * (size_t)LIMIT_TEXT_BYTES + 4096); /* raw and layout */
}

static void tool_cannot_write_files_start_programs_or_reach_the_network(void **state)
{
    (void)state;
    struct page_result result = run_script("(echo x > /tmp/oitcheck-must-not-be) 2>/dev/null || printf 'no-fork\\n';"
                                           "echo x > /dev/null && printf 'writes\\n'", 2000);
    assert_false(has(result, "writes"));
    assert_int_not_equal(access("/tmp/oitcheck-must-not-be", 0), 0);
}

static void environment_is_empty(void **state)
{
    (void)state;
    assert_int_equal(setenv("OITCHECK_SECRET", "hidden", 1), 0);
    struct page_result result = run_script("printf \"[$OITCHECK_SECRET][$HOME]\"", 2000);
    assert_true(has(result, "[][]"));
}

/* The launcher is the first child of a pool. */
static pid_t first_child(void)
{
    char path[64];
    long pid = 0;
    (void)snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%ld", &pid) != 1)
        pid = 0;
    if (file)
        (void)fclose(file);
    return (pid_t)pid;
}

static void launcher_that_died_is_started_again(void **state)
{
    (void)state;
    struct pool *pool = new_pool(NULL, NULL, 0);
    pid_t launcher = first_child();
    if (launcher <= 0) { /* a kernel that does not list children */
        pool_free(pool);
        skip();
    }
    assert_int_equal(kill(launcher, SIGKILL), 0);
    assert_int_equal(run_file(pool, "fixtures/pdf/plan.pdf").fault, FAULT_NONE);
    assert_int_equal(pool_restarts(pool), 1);
    assert_int_equal(run_file(pool, "fixtures/pdf/plan.pdf").fault, FAULT_NONE);
    pool_free(pool);
}

static void crashing_tool_is_a_fault(void **state)
{
    (void)state;
    assert_int_equal(run_script("exit 3", 2000).fault, FAULT_DAMAGED);
    assert_int_equal(run_script("ulimit -t 0; while :; do :; done", 3000).fault, FAULT_TIMEOUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_text_of_a_real_pdf),
        cmocka_unit_test(gives_the_tool_what_the_worker_inflated),
        cmocka_unit_test(names_why_a_pdf_cannot_be_read),
        cmocka_unit_test(missing_program_is_named_and_is_a_fault),
        cmocka_unit_test(model_is_read_from_a_private_folder),
        cmocka_unit_test(hanging_tool_ends_in_time_with_what_came),
        cmocka_unit_test(page_that_hangs_is_stepped_over),
        cmocka_unit_test(output_above_the_limit_is_cut),
        cmocka_unit_test(tool_cannot_write_files_start_programs_or_reach_the_network),
        cmocka_unit_test(environment_is_empty),
        cmocka_unit_test(launcher_that_died_is_started_again),
        cmocka_unit_test(crashing_tool_is_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
