/* test_sheet_files.c - one workbook in the formats of real programs (fixtures/sheets): all give the same document.
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
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "extract/extract.h"
#include "extract/xls_cells.h"

static struct buf file_bytes(const char *path)
{
    struct buf bytes;
    buf_init(&bytes, LIMIT_BODY_BYTES);
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot open %s", path);
    char chunk[65536];
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        (void)buf_add(&bytes, chunk, n);
    (void)fclose(file);
    return bytes;
}

/* What the builtin makes of the bytes, in a process of its own as the launcher has it. */
static int run_cells(struct str bytes, struct buf *out)
{
    int in = memfd_create("in", 0), text = memfd_create("out", 0);
    assert_true(in >= 0 && text >= 0);
    assert_int_equal(write(in, bytes.p, bytes.n), (ssize_t)bytes.n);
    (void)lseek(in, 0, SEEK_SET);
    pid_t child = fork();
    if (child == 0) {
        (void)dup2(in, 0);
        xls_cells_prepare();
        _exit((int)xls_cells(0, text, &(struct builtin_request){0}));
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    char chunk[65536];
    (void)lseek(text, 0, SEEK_SET);
    for (ssize_t n; (n = read(text, chunk, sizeof chunk)) > 0;)
        (void)buf_add(out, chunk, (size_t)n);
    (void)close(in);
    (void)close(text);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

/* The dump without its first line. */
static void dump_of(struct str bytes, const char *url, const struct extract_tools *tools, struct buf *out, enum oit_fault *ret_fault)
{
    struct arena arena;
    struct document doc;
    struct buf dump;
    arena_init(&arena);
    buf_init(&dump, 0);
    buf_init(out, 0);
    struct extract_input input = {.bytes = bytes, .url = str_from(url), .tools = tools, .n_tools = tools ? 1 : 0};
    assert_int_equal(extract_document(&input, &arena, &doc).need, NEED_NOTHING);
    doc_dump(&doc, &dump);
    struct str rest = buf_str(&dump);
    (void)str_cut(&rest, '\n');
    (void)buf_add_str(out, rest);
    *ret_fault = doc.fault;
    buf_done(&dump);
    arena_done(&arena);
}

static void modern_formats_give_one_document(void **state)
{
    (void)state;
    static const char *const names[] = {"progress.xlsx", "progress-lo.xlsx", "progress.ods"};
    struct buf want = file_bytes("fixtures/sheets/progress.dump");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[100];
        (void)snprintf(path, sizeof path, "fixtures/sheets/%s", names[i]);
        struct buf bytes = file_bytes(path), dump;
        enum oit_fault fault;
        dump_of(buf_str(&bytes), "http://a.example/x", NULL, &dump, &fault);
        assert_int_equal(fault, FAULT_NONE);
        if (!str_eq(buf_str(&dump), buf_str(&want)))
            fail_msg("%s:\n%s", names[i], dump.p);
        buf_done(&bytes);
        buf_done(&dump);
    }
    buf_done(&want);
}

static void expect_has(struct str dump, const char *want)
{
    if (str_find_c(dump, want) == STR_NPOS)
        fail_msg("not found: %s\nin:\n%.*s", want, STR_ARG(dump));
}

/* What stands in no cell of it is lacking: printed headers, merged areas, formats. */
static void expect_the_table(struct str dump)
{
    expect_has(dump, " first");
    expect_has(dump, "\"รายงานความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ\"");
    expect_has(dump, "\"วงเงินงบประมาณ ที่ได้รับจัดสรร (บาท)\"");
    expect_has(dump, "\"สถานะการจัดซื้อจัดจ้าง\"");
    expect_has(dump, "t0 6x12 header-rows=2 ");
    expect_has(dump, "t0[1,7] i1 \"ราคาที่ตกลงซื้อหรือจ้าง\"");
    expect_has(dump, "heading7");
    expect_has(dump, "paragraph under=b");
}

static void old_excel_is_read_by_its_tool(void **state)
{
    (void)state;
    struct buf bytes = file_bytes("fixtures/sheets/progress.xls"), text, dump;
    enum oit_fault fault;
    buf_init(&text, 0);
    assert_int_equal(run_cells(buf_str(&bytes), &text), BUILTIN_DONE);
    struct extract_tools tools = {.need = NEED_XLS_CELLS, .text = buf_str(&text)};
    dump_of(buf_str(&bytes), "http://a.example/x.xls", &tools, &dump, &fault);
    assert_int_equal(fault, FAULT_NONE);
    expect_the_table(buf_str(&dump));
    expect_has(buf_str(&dump), "\"2024-01-10\"");
    expect_has(buf_str(&dump), "t2 2x3 header-rows=1");
    buf_done(&dump);
    buf_done(&text);
    buf_done(&bytes);
}

static void old_excel_that_is_locked_or_torn_says_so(void **state)
{
    (void)state;
    struct buf bytes = file_bytes("fixtures/sheets/progress.xls"), text;
    buf_init(&text, 0);
    size_t bof = str_find(buf_str(&bytes), (struct str){"\x09\x08\x10\x00", 4});
    assert_true(bof != STR_NPOS);
    assert_int_equal(run_cells(str_sub(buf_str(&bytes), 0, 3000), &text), BUILTIN_DAMAGED);
    assert_int_equal(run_cells(STR_LIT("no workbook"), &text), BUILTIN_DAMAGED);
    memcpy(bytes.p + bof + 20, "\x2F\x00", 2); /* the record behind the first one becomes FILEPASS */
    buf_clear(&text);
    int end = run_cells(buf_str(&bytes), &text);
    assert_int_equal(end, BUILTIN_ENCRYPTED);
    assert_int_equal(text.n, 0);
    buf_done(&text);
    buf_done(&bytes);
}

static void what_is_only_called_excel_goes_by_its_content(void **state)
{
    (void)state;
    enum oit_fault fault;
    struct buf dump, bytes = file_bytes("fixtures/sheets/progress-html.xls");
    dump_of(buf_str(&bytes), "http://a.example/x.xls", NULL, &dump, &fault);
    expect_has(buf_str(&dump), "t0 14x12 header-rows=6 ");
    buf_done(&dump);
    buf_done(&bytes);
    bytes = file_bytes("fixtures/sheets/progress.csv");
    dump_of(buf_str(&bytes), "http://a.example/x.xls", NULL, &dump, &fault);
    expect_the_table(buf_str(&dump));
    buf_done(&dump);
    buf_done(&bytes);
    dump_of(STR_LIT("ลำดับ\tงาน\n1\tซื้อ\n"), "http://a.example/x.xls", NULL, &dump, &fault);
    expect_has(buf_str(&dump), "t0 2x2 header-rows=1 ");
    buf_done(&dump);
    dump_of(STR_LIT("  <table border=1><tr><td>ลำดับ</td><td>งาน</td></tr><tr><td>1</td><td>ซื้อ</td></tr></table>"), "http://a.example/x.xls", NULL, &dump, &fault);
    expect_has(buf_str(&dump), "t0 2x2 header-rows=1 ");
    buf_done(&dump);
}

static void reads_spreadsheetml_2003(void **state)
{
    (void)state;
    enum oit_fault fault;
    struct buf dump;
    dump_of(STR_LIT("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"
                    "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
                    "<Styles><Style ss:ID=\"d\"><NumberFormat ss:Format=\"[$-D07041E]d mmmm yyyy\"/></Style><Style ss:ID=\"p\"><Font ss:Bold=\"1\"/><NumberFormat ss:Format=\"Percent\"/></Style></Styles>"
                    "<Worksheet ss:Name=\"O14\"><Table><Column ss:Index=\"4\" ss:Hidden=\"1\"/>"
                    "<Row><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">แผนจัดซื้อ ปี 2567</Data></Cell></Row>"
                    "<Row ss:Index=\"3\"><Cell><Data ss:Type=\"String\">ลำดับ</Data></Cell><Cell><Data ss:Type=\"String\">งาน</Data><Comment><Data>ความเห็น</Data></Comment></Cell><Cell><Data ss:Type=\"String\">วันที่</Data></Cell><Cell><Data ss:Type=\"String\">ซ่อน</Data></Cell></Row>"
                    "<Row><Cell><Data ss:Type=\"Number\">1</Data></Cell><Cell ss:Index=\"3\" ss:StyleID=\"d\"><Data ss:Type=\"DateTime\">2024-03-31T00:00:00.000</Data></Cell></Row>"
                    "<Row><Cell ss:StyleID=\"p\"><Data ss:Type=\"Number\">0.5</Data></Cell><Cell ss:Index=\"-7\"><Data ss:Type=\"Number\">1e999</Data></Cell></Row></Table></Worksheet>"
                    "<Worksheet ss:Name=\"ลับ\"><Table><Row><Cell><Data ss:Type=\"String\">ซ่อน</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"),
            "http://a.example/x.xls", NULL, &dump, &fault);
    assert_string_equal(dump.p, "b0 heading2 breadcrumb \"O14\"\nb1 heading3 first under=b0 \"แผนจัดซื้อ ปี 2567\"\n"
                                "b2 cell under=b1 t0[0,0] i0 \"ลำดับ\"\nb3 cell under=b1 t0[0,1] i0 \"งาน\"\nb4 cell under=b1 t0[0,2] i0 \"วันที่\"\n"
                                "b5 cell under=b1 t0[1,0] i1 \"1\"\nb6 cell under=b1 t0[1,2] i1 \"๓๑ มีนาคม ๒๕๖๗\"\n"
                                "b7 cell under=b1 t0[2,0] i2 \"50.00%\"\nb8 cell under=b1 t0[2,1] i2 \"1e999\"\n"
                                "t0 3x3 header-rows=1 header-columns=0 under=b1 / b2 b3 b4 / b5 - b6 / b7 b8 -\n");
    assert_int_equal(fault, FAULT_NONE);
    buf_done(&dump);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modern_formats_give_one_document),
        cmocka_unit_test(old_excel_is_read_by_its_tool),
        cmocka_unit_test(old_excel_that_is_locked_or_torn_says_so),
        cmocka_unit_test(what_is_only_called_excel_goes_by_its_content),
        cmocka_unit_test(reads_spreadsheetml_2003),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
