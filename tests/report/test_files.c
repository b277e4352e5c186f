/* test_files.c - report.csv, and the files of a report on disk.
 * SPDX-License-Identifier: MIT
 */
#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/sample_page.h"
#include "base/file.h"
#include "text/utf8.h"

enum { N_COLUMNS = 24 };

/* One cell after RFC 4180 into out; the byte behind it (',' or '\r') is left in *text. */
static void read_cell(struct str *text, struct buf *out)
{
    buf_clear(out);
    bool is_quoted = text->n && text->p[0] == '"';
    size_t i = is_quoted;
    for (; i < text->n; i++) {
        if (is_quoted && text->p[i] == '"') {
            if (i + 1 >= text->n || text->p[i + 1] != '"')
                break;
            i++;
        } else if (!is_quoted && (text->p[i] == ',' || text->p[i] == '\r')) {
            break;
        }
        assert_true(is_quoted || (text->p[i] != '"' && text->p[i] != '\n'));
        (void)buf_add_char(out, text->p[i]);
    }
    *text = str_from_pos(*text, i + is_quoted);
}

static size_t check_rows(struct sample_page *f)
{
    struct str text = buf_str(&f->out);
    struct buf cell;
    size_t n_rows = 0;
    buf_init(&cell, 0);
    assert_true(str_starts_c(text, "\xEF\xBB\xBF"));
    text = str_from_pos(text, 3);
    while (text.n) {
        for (int column = 0; column < N_COLUMNS; column++) {
            read_cell(&text, &cell);
            if (cell.n && strchr("=+-@\t\r", cell.p[0]))
                fail_msg("a formula: %s", cell.p);
            assert_true(str_starts_c(text, column == N_COLUMNS - 1 ? "\r\n" : ","));
            text = str_from_pos(text, column == N_COLUMNS - 1 ? 2 : 1);
        }
        n_rows++;
    }
    buf_done(&cell);
    return n_rows;
}

static void csv_has_a_row_an_item(void **state)
{
    struct sample_page *f = *state;
    report_csv(f->report, REPORT_TH, &f->out);
    assert_int_equal(check_rows(f), 36);
    assert_non_null(strstr(f->out.p, "\xEF\xBB\xBFข้อ (item),ชื่อ (title),ผลตรวจ (result of the check)"));
    assert_non_null(strstr(f->out.p, "\r\nO16,ความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ,"
                                     "พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้ (สขร.1),https://www.namthip.example.go.th/download/sk1-2567.pdf,"));
    assert_non_null(strstr(f->out.p, "\"ค่าธรรมเนียม, รายการเอกสารหลักฐาน\""));
    assert_non_null(strstr(f->out.p, ",ตรวจตามเกณฑ์ปี "));
    assert_non_null(strstr(f->out.p, ",ประกาศไว้ในหน้ารายการ (Declared in the index),"));
    assert_non_null(strstr(f->out.p, ",ลิงก์ไปถึงหลักฐาน,"));
    assert_non_null(strstr(f->out.p, "\r\nO8,แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี,ยังไม่ถึงรอบ (ข้อมูลถึง 31 มี.ค. 2570),"));
}

static void csv_is_safe_from_formulas(void **state)
{
    struct sample_page *f = *state;
    sample_make_hostile(f->report);
    report_csv(f->report, REPORT_TH, &f->out);
    assert_int_equal(check_rows(f), 36);
    assert_true(utf8_is_valid(buf_str(&f->out)));
    assert_non_null(strstr(f->out.p, "\"'=cmd|' /C calc'!A0\""));
    assert_non_null(strstr(f->out.p, "\"'@SUM(1)\""));
    assert_non_null(strstr(f->out.p, "\"'=1\""));
    assert_non_null(strstr(f->out.p, "\"'-1,2\"\"3\""));
    assert_null(strchr(f->out.p, '\x1b'));
}

static void files_are_written_private(void **state)
{
    static const char *const names[] = {"report.json", "report.html", "report.csv", "itas.xlsx"};
    struct sample_page *f = *state;
    char dir[] = "/tmp/oitcheck-test-XXXXXX", out[64], path[128];
    struct err err;
    assert_non_null(mkdtemp(dir));
    (void)snprintf(out, sizeof out, "%s/a/b", dir);
    assert_int_equal(report_write_files(f->report, REPORT_TH, out, &err), OIT_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct stat status;
        (void)snprintf(path, sizeof path, "%s/%s", out, names[i]);
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
        assert_true(status.st_size > 1000);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(out), 0);
    (void)snprintf(out, sizeof out, "%s/a", dir);
    assert_int_equal(rmdir(out), 0);
    assert_int_equal(rmdir(dir), 0);
}

static void folder_that_cannot_be_made_is_a_local_failure(void **state)
{
    struct sample_page *f = *state;
    struct err err = {.code = OIT_OK};
    assert_int_equal(report_write_files(f->report, REPORT_TH, "/proc/oitcheck-test/x", &err), OIT_ERR_LOCAL);
    assert_true(*err.th && *err.en);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, sample_page_begin, sample_page_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(csv_has_a_row_an_item),
        TEST(csv_is_safe_from_formulas),
        TEST(files_are_written_private),
        TEST(folder_that_cannot_be_made_is_a_local_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
