/* PDFs of all makes through worker and tools: what the document holds, and that a hostile file costs itself and nothing else.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "worker/pool.h"

enum { SHORT_MS = 1500, FAR_TOO_LONG_MS = 60000 };

struct reading {
    struct arena arena;
    struct document doc;
    struct buf dump;
    enum oit_fault fault; /* of the result or else of the document */
};

static struct pool *new_pool(uint32_t tool_ms)
{
    struct pool *pool = NULL;
    struct err err;
    assert_int_equal(pool_new(&(struct pool_options){.n_workers = 1, .tool_ms = tool_ms}, &pool, &err), OIT_OK);
    return pool;
}

static void read_file(struct pool *pool, const char *name, struct reading *r)
{
    struct buf bytes, path;
    struct page_result result;
    buf_init(&bytes, 0);
    buf_init(&path, 0);
    buf_init(&r->dump, 0);
    arena_init(&r->arena);
    (void)buf_addf(&path, "fixtures/pdf/%s", name);
    assert_int_equal(file_read(path.p, &bytes, NULL), OIT_OK);
    struct page_job job = {.url = STR_LIT("http://www.agency.go.th/ita/a.pdf"), .bytes = buf_str(&bytes)};
    assert_true(page_result_unpack(pool_run(pool, &job), &result));
    r->fault = result.fault;
    r->doc = (struct document){0};
    if (result.document.n && doc_unpack(result.document, &r->arena, &r->doc)) {
        doc_dump(&r->doc, &r->dump);
        if (r->fault == FAULT_NONE)
            r->fault = r->doc.fault;
    }
    buf_done(&bytes);
    buf_done(&path);
}

static void done(struct reading *r)
{
    arena_done(&r->arena);
    buf_done(&r->dump);
}

static void expect(const struct reading *r, const char *line)
{
    if (str_find_c(buf_str(&r->dump), line) == STR_NPOS)
        fail_msg("not found: %s\nin:\n%s", line, r->dump.p);
}

static void object_streams_and_empty_passwords_make_no_difference(void **state)
{
    static const char *const names[] = {"plan.pdf", "plan-objects.pdf", "plan-locked.pdf"};
    (void)state;
    struct pool *pool = new_pool(0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct reading r;
        read_file(pool, names[i], &r);
        assert_int_equal(r.fault, FAULT_NONE);
        expect(&r, "paragraph page1 first \"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\"");
        expect(&r, "cell page2 t0[1,1] i1 \"อบรมเรื่องผลประโยชน์ทับซ้อน\"");
        assert_int_equal(r.doc.n_links, 0);
        done(&r);
    }
    struct reading r;
    read_file(pool, "plan-encrypted.pdf", &r);
    assert_int_equal(r.fault, FAULT_ENCRYPTED);
    done(&r);
    pool_free(pool);
}

static void links_have_their_labels(void **state)
{
    static const char *const names[] = {"links.pdf", "links-locked.pdf"};
    (void)state;
    struct pool *pool = new_pool(0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct reading r;
        read_file(pool, names[i], &r);
        assert_int_equal(r.fault, FAULT_NONE);
        expect(&r, "link a url url=\"http://www.agency.go.th/files/plan2567.pdf\" anchor=\"แผนปฏิบัติการป้องกันการทุจริต ปี 2567\" item=\"1.\" in=b1");
        expect(&r, "url=\"http://www.agency.go.th/download.php?id=15&x=2\" anchor=\"คลิกที่นี่\" item=\"2. รายงานผลการดำเนินงาน\" in=b2");
        expect(&r, "url=\"https://drive.google.com/file/d/xyz/view\" anchor=\"ดาวน์โหลด\" row=\"1 | แผนการใช้จ่ายงบประมาณ\"");
        assert_int_equal(r.doc.n_links, 4); /* the jump within the file is none */
        done(&r);
    }
    pool_free(pool);
}

static void form_values_are_in_the_text(void **state)
{
    struct reading r;
    (void)state;
    struct pool *pool = new_pool(0);
    read_file(pool, "form.pdf", &r);
    expect(&r, "\"สำนักงานตัวอย่าง\"");
    expect(&r, "\"ไม่มีเรื่องร้องเรียน\"");
    done(&r);
    pool_free(pool);
}

static void members_of_a_portfolio_are_one_document(void **state)
{
    struct reading r;
    (void)state;
    struct pool *pool = new_pool(0);
    read_file(pool, "portfolio.pdf", &r);
    assert_int_equal(r.fault, FAULT_NONE);
    assert_true(r.doc.is_cut); /* one member needs a password */
    expect(&r, "b0 paragraph page1 first \"Open this portfolio in another program\"");
    expect(&r, "heading1 \"cover-encrypted\"\n");
    expect(&r, "heading1 \"งบประมาณ\"\n");
    expect(&r, "\"ค่าจ้างเหมาบริการ\"");
    expect(&r, "heading1 \"2567\"\n");
    expect(&r, "paragraph page1 first under=b9 \"แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2567\"");
    assert_int_equal(r.doc.n_pages, 3); /* the cover's and the plan's */
    done(&r);
    pool_free(pool);
}

static void missing_pdfdetach_costs_the_members_only(void **state)
{
    const char *const programs[N_TOOL_EXECUTABLES] = {[EXE_PDFDETACH] = "/nonexistent/pdfdetach", [EXE_PDFTOHTML] = "/nonexistent/pdftohtml"};
    struct pool *pool = NULL;
    struct err err;
    struct reading r;
    (void)state;
    assert_int_equal(pool_new(&(struct pool_options){.n_workers = 1, .programs = programs}, &pool, &err), OIT_OK);
    read_file(pool, "portfolio.pdf", &r);
    expect(&r, "b0 paragraph page1 first \"Open this portfolio in another program\"");
    assert_int_equal(r.fault, FAULT_TOOL_MISSING);
    assert_int_equal(pool_unread_for(pool, EXE_PDFDETACH), 1);
    done(&r);
    read_file(pool, "links.pdf", &r);
    assert_int_equal(r.fault, FAULT_NONE);
    assert_int_equal(r.doc.n_links, 0);
    done(&r);
    pool_free(pool);
}

/* Neither time nor memory of the run, and the next file is read as if nothing had been. */
static void hostile_files_cost_themselves_only(void **state)
{
    static const struct {
        const char *name;
        enum oit_fault fault;
        bool has_line;
    } rows[] = {
        {"bomb-text.pdf", FAULT_TIMEOUT, false}, {"tower.pdf", FAULT_TIMEOUT, false},   {"bomb-image.pdf", FAULT_NONE, true},
        {"bomb-objects.pdf", FAULT_NONE, true},  {"deep-tree.pdf", FAULT_NONE, true},   {"loop-tree.pdf", FAULT_DAMAGED, false},
    };
    (void)state;
    struct pool *pool = new_pool(SHORT_MS);
    int64_t before = clock_mono_ms();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reading r;
        read_file(pool, rows[i].name, &r);
        if (r.fault != rows[i].fault)
            fail_msg("%s: %s", rows[i].name, oit_fault_en(r.fault));
        if (rows[i].has_line)
            expect(&r, "\"text behind the trap\"");
        done(&r);
    }
    assert_int_equal(pool_restarts(pool), 0);
    assert_true(clock_mono_ms() - before < FAR_TOO_LONG_MS);
    pool_free(pool);
}

static void nothing_and_half_a_file_are_faults(void **state)
{
    struct page_result result;
    (void)state;
    struct pool *pool = new_pool(0);
    struct page_job job = {.url = STR_LIT("http://www.agency.go.th/a.pdf"), .content_type = STR_LIT("application/pdf"), .bytes = STR_LIT("")};
    assert_true(page_result_unpack(pool_run(pool, &job), &result));
    struct reading r;
    read_file(pool, "plan-truncated.pdf", &r);
    assert_int_equal(r.fault, FAULT_DAMAGED);
    done(&r);
    job.bytes = STR_LIT("%PDF-1.7");
    assert_true(page_result_unpack(pool_run(pool, &job), &result));
    assert_true(doc_unpack(result.document, &r.arena, &r.doc));
    assert_int_equal(r.doc.fault, FAULT_DAMAGED);
    arena_done(&r.arena);
    pool_free(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(object_streams_and_empty_passwords_make_no_difference),
        cmocka_unit_test(links_have_their_labels),
        cmocka_unit_test(form_values_are_in_the_text),
        cmocka_unit_test(members_of_a_portfolio_are_one_document),
        cmocka_unit_test(missing_pdfdetach_costs_the_members_only),
        cmocka_unit_test(hostile_files_cost_themselves_only),
        cmocka_unit_test(nothing_and_half_a_file_are_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
