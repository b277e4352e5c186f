/* What the self check says: all right here, degraded without helper programs, broken without rules or store.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "oitcheck/commands.h"
#include "oitcheck/doctor.h"
#include "../support/tmp.h"

struct fixture {
    char *folder, *db;
    struct oit_options options;
    struct buf out;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->folder = tmp_folder();
    f->db = tmp_path(f->folder, "oit.db");
    oit_options_init(&f->options);
    f->options.rules_dir = "rules/2567";
    f->options.db = f->db;
    buf_init(&f->out, 0);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    tmp_remove(f->folder);
    free(f->db);
    buf_done(&f->out);
    free(f);
    clock_set_s(0);
    return 0;
}

static int worst_of(struct fixture *f)
{
    struct err err;
    int worst = -1;
    buf_clear(&f->out);
    assert_int_equal(oit_doctor(&f->options, &f->out, &worst, &err), OIT_OK);
    return worst;
}

static bool says(const struct fixture *f, const char *text)
{
    return str_find_c(buf_str(&f->out), text) != STR_NPOS;
}

static void all_is_right_on_this_machine(void **state)
{
    struct fixture *f = *state;
    int worst = worst_of(f);
    if (worst != 0)
        fail_msg("%s", f->out.p);
    assert_true(says(f, "[พร้อม] ลองอ่านหน้าเว็บและเอกสาร PDF แล้ว อ่านได้\n    [ok] a web page and a PDF document were read as a trial\n"));
    assert_true(says(f, "[ok] tried: the processes that read pages"));
    assert_true(says(f, "[ok] the store opens and can be written: "));
    f->options.language = OIT_EN;
    assert_int_equal(worst_of(f), 0);
    assert_false(says(f, "พร้อม"));
}

static void missing_helper_programs_degrade_and_say_what_to_install(void **state)
{
    struct fixture *f = *state;
    char *kept = strdup(getenv("PATH"));
    assert_int_equal(setenv("PATH", "/nonexistent", 1), 0);
    int worst = worst_of(f);
    assert_int_equal(setenv("PATH", kept, 1), 0);
    free(kept);
    assert_int_equal(worst, 1);
    assert_true(says(f, "[ใช้ได้บางส่วน] ไม่มีโปรแกรมเสริม pdftotext จึงอ่านเอกสาร PDF ไม่ได้: ติดตั้งด้วยคำสั่ง apt-get install poppler-utils"));
    assert_true(says(f, "apt-get install tesseract-ocr tesseract-ocr-tha"));
    assert_true(says(f, "the helper program antiword is not installed, so DOC (Word 97-2003) documents cannot be read: install it with apt-get install antiword"));
    assert_true(says(f, "the helper program pdftoppm is not installed, so scanned PDF documents cannot be read"));
    assert_true(says(f, "the helper program pdfdetach is not installed, so files inside PDF documents cannot be read"));
    assert_true(says(f, "ไม่มีโปรแกรมเสริม pdftohtml จึงอ่านลิงก์ใน PDF ไม่ได้: ติดตั้งด้วยคำสั่ง apt-get install poppler-utils"));
    assert_true(says(f, "could not be read as a trial: the program that reads this type is not installed"));
}

static void no_rules_or_no_store_is_broken(void **state)
{
    struct fixture *f = *state;
    f->options.rules_dir = "no/such/folder";
    assert_int_equal(worst_of(f), 6);
    assert_true(says(f, "[broken] no rule scheme in 'no/such/folder'"));
    f->options.rules_dir = "rules/2567";
    f->options.db = f->folder;
    assert_int_equal(worst_of(f), 6);
    assert_true(says(f, "[broken] cannot open the store '"));
    assert_true(says(f, "[ok] criteria of 2567"));
}

static void wrong_clock_and_missing_certificates_degrade(void **state)
{
    struct fixture *f = *state;
    clock_set_s(86400);
    f->options.cacert = "no/such/ca.pem";
    assert_int_equal(worst_of(f), 1);
    assert_true(says(f, "นาฬิกาของเครื่องดูผิด: 2 ม.ค. 2513"));
    assert_true(says(f, "no trusted certificates (no/such/ca.pem)"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(all_is_right_on_this_machine),
        T(missing_helper_programs_degrade_and_say_what_to_install),
        T(no_rules_or_no_store_is_broken),
        T(wrong_clock_and_missing_certificates_degrade),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
