/* test_rules_check.c - `oitcheck rules check`: what is doubtful in rules that load is said where it stands, the most serious first; shipped rules have
 * nothing to say; and a stored crawl tells which verdicts a change turns, without being changed by it.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/check.h"
#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/clock.h"
#include "base/file.h"

#define MORE(...) ((const char *const[]){__VA_ARGS__, NULL})
#define SCHEME                                                                                                                                          \
    "id: \"2567\"\nrevision: \"1\"\ntitle: {th: ก, en: a}\nheads: {plan: [แผน]}\nsets:\n  staff: [บุคลากร]\n  nobody: [ไร้คนใช้]\n"                      \
    "groups:\n  - code: ALL\n    groups:\n      - {code: \"1\"}\n"                                                                                       \
    "traps:\n  - {id: survey, title: {th: สำรวจ, en: survey}, names: {exact: [ผลสำรวจความเห็นบุคลากร]}}\n"

struct fixture {
    char *folder;
    struct program_run run;
};

static int setup(void **state)
{
    static struct fixture f;
    f = (struct fixture){.folder = tmp_folder()};
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    program_done(&f->run);
    tmp_remove(f->folder);
    return 0;
}

static void put(const struct fixture *f, const char *name, const char *text)
{
    char *path = tmp_path(f->folder, name);
    assert_int_equal(file_write(path, str_from(text), NULL), OIT_OK);
    free(path);
}

static void check_rules(struct fixture *f)
{
    program_done(&f->run);
    program_run(MORE("rules", "check", "--lang", "en", "--rules", f->folder), NULL, &f->run);
}

static void says(const struct fixture *f, const char *text)
{
    if (!strstr(buf_str(&f->run.out).p, text))
        fail_msg("wanted: %s\ngot: %s%s", text, f->run.out.p, f->run.err.p ? f->run.err.p : "");
}

static void is_silent_on(const struct fixture *f, const char *text)
{
    if (strstr(buf_str(&f->run.out).p, text))
        fail_msg("not wanted: %s\ngot: %s", text, f->run.out.p);
}

/* What another item takes stands before draws, these before what is only superfluous. */
static void doubts_are_said_where_they_stand(void **state)
{
    struct fixture *f = *state;
    put(f, "scheme.yaml", SCHEME);
    put(f, "P1.yaml", "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames:\n"
                      "  exact: [แผนกำลังคน]\n"
                      "  variants: [แผนกำลังคนระยะยาว, ทะเบียนบุคคล, ทะเบียน บุคคล, แผนผังบุคคล]\n"
                      "  not: [ผังบุคคล]\naccept: [current]\nelements:\n"
                      "  - {id: fee, text: {th: ค่าธรรมเนียม, en: fee}, any: [ค่าใช้จ่าย]}\n"
                      "  - {id: time, text: {th: ระยะเวลา, en: time}, any: [ระยะเวลา]}\n"
                      "  - {id: telephone, text: {th: เบอร์, en: telephone}, detect: [phone]}\n");
    put(f, "P2.yaml", "code: P2\ntitle: {th: ข, en: b}\ngroup: \"1\"\nnames:\n  exact: [แผนกำลังคนระยะยาว, ทะเบียนบุคคล]\n"
                      "  combos:\n    - {all: [\"@staff\", เดือน]}\n"
                      "  patterns: ['ผลสำรวจความเห็น']\naccept: [current]\n");
    put(f, "P3.yaml", "code: P3\ntitle: {th: ค, en: c}\ngroup: \"1\"\nnames: {variants: [ผลสำรวจความเห็นบุคลากร]}\naccept: [current]\n");
    check_rules(f);
    assert_int_equal(f->run.code, 0); /* doubts are no errors */
    says(f, "P1.yaml:6:14: warning: the name 'แผนกำลังคนระยะยาว' of P1 gives P2 (100 against 90 points)");
    says(f, "P3.yaml:4:20: warning: the name 'ผลสำรวจความเห็นบุคลากร' of P3 gives survey (100 against 90 points)");
    says(f, "P1.yaml:6:62: warning: the name 'แผนผังบุคคล' does not give P1 (0 points)");
    says(f, "P1.yaml:10:5: warning: the element 'fee' of P1 is never exercised: its own words 'ค่าธรรมเนียม' are not found");
    says(f, "P1.yaml:6:47: warning: the phrase 'ทะเบียน บุคคล' is 'ทะเบียนบุคคล' (P1.yaml:6:33) again");
    says(f, "scheme.yaml:7:3: warning: nothing uses the set '@nobody'");
    is_silent_on(f, "'time'");      /* its own words are found */
    is_silent_on(f, "'telephone'"); /* a detector has no words to get wrong */
    is_silent_on(f, "@staff");
    const char *lost = strstr(f->run.out.p, "gives P2"), *never = strstr(f->run.out.p, "does not give"), *twice = strstr(f->run.out.p, " again ");
    assert_true(lost < never && never < twice);
}

/* A phrase that holds a shorter one is said to who wants to know everything. */
static void thorough_checks_ask_for_it(void **state)
{
    struct fixture *f = *state;
    put(f, "scheme.yaml", SCHEME);
    put(f, "P1.yaml", "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {exact: [แผนกำลังคน]}\naccept: [current]\nelements:\n"
                      "  - {id: fee, text: {th: ค่าธรรมเนียม, en: fee}, any: [ค่าธรรมเนียม, อัตราค่า ธรรมเนียม, อัตราค่าบริการ]}\n");
    check_rules(f);
    is_silent_on(f, "adds nothing");
    program_done(&f->run);
    program_run(MORE("rules", "check", "--lang", "en", "--verbose", "--rules", f->folder), NULL, &f->run);
    says(f, "P1.yaml:7:70: warning: the phrase 'อัตราค่า ธรรมเนียม' of the element 'fee' adds nothing: it holds 'ค่าธรรมเนียม' (line 7)");
    is_silent_on(f, "'อัตราค่าบริการ'");
}

static void draws_are_said(void **state)
{
    struct fixture *f = *state;
    put(f, "scheme.yaml", SCHEME);
    put(f, "P1.yaml", "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {variants: [ทะเบียนบุคคลภายนอก]}\naccept: [current]\n");
    put(f, "P2.yaml", "code: P2\ntitle: {th: ข, en: b}\ngroup: \"1\"\nnames: {variants: [ทะเบียน บุคคลภายนอก]}\naccept: [current]\n");
    check_rules(f);
    says(f, "P1.yaml:4:20: warning: the name 'ทะเบียนบุคคลภายนอก' names P1 and P2 alike (90 points)");
    says(f, "P2.yaml:4:20: warning: the name 'ทะเบียน บุคคลภายนอก' names P2 and P1 alike (90 points)");
}

static void an_example_exercises_an_element(void **state)
{
    struct fixture *f = *state;
#define ITEM                                                                                                                                            \
    "code: P1\ntitle: {th: ก, en: a}\ngroup: \"1\"\nnames: {exact: [แผนกำลังคน]}\naccept: [current]\nelements:\n"                                       \
    "  - {id: fee, text: {th: ค่าธรรมเนียม, en: fee}, any: [ค่าใช้จ่าย]}\nexamples:\n  elements:\n"
    put(f, "scheme.yaml", SCHEME);
    put(f, "P1.yaml", ITEM "    fee: [ค่าใช้จ่ายฉบับละ ๒๐ บาท]\n");
    check_rules(f);
    assert_int_equal(f->run.code, 0);
    is_silent_on(f, "'fee'");
    put(f, "P1.yaml", ITEM "    fee: [ค่าธรรมเนียม 20 บาท]\n");
    check_rules(f);
    assert_int_equal(f->run.code, 2);
    says(f, "P1.yaml:10:11: error: the text 'ค่าธรรมเนียม 20 บาท' should show the element 'fee' of P1 and does not");
    put(f, "P1.yaml", ITEM "    fees: [ค่าใช้จ่าย]\n");
    check_rules(f);
    assert_int_equal(f->run.code, 2);
    says(f, "this item has no element 'fees'");
}

static void shipped_rules_leave_no_doubt(void **state)
{
    static const char *const folders[] = {"rules/2566", "rules/2567", "rules/2568", "rules/2569"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        int64_t begun = clock_mono_ms();
        program_done(&f->run);
        program_run(MORE("rules", "check", "--rules", folders[i]), NULL, &f->run);
        assert_int_equal(f->run.code, 0);
        is_silent_on(f, "เตือน");
        assert_true(clock_mono_ms() - begun < 3000);
    }
}

/* --- a stored crawl ------------------------------------------------------------------------------------------------------------ */

#define HEAD(title) "<html><head><meta charset=utf-8><title>" title "</title></head><body>"
#define PLAN(name)                                                                                                                                      \
    HEAD(name) "<h1>" name " ปีงบประมาณ พ.ศ. 2567</h1><table><tr><th>โครงการ<th>งบประมาณ<th>ระยะเวลาดำเนินการ<tr><td>สรรหาพนักงาน<td>9,000<td>ม.ค. 2567"  \
               "<tr><td>อบรมพนักงาน<td>30,000<td>มี.ค. 2567</table><p>ใช้บริหารและพัฒนาบุคลากรของเทศบาลตลอดปีงบประมาณ"

static const struct server_file site[] = {
    {"index.html", HEAD("เทศบาลตำบลตัวอย่าง") "<h1>เทศบาลตำบลตัวอย่าง</h1><ul><li><a href=people.html>โครงการคนเก่งคนดีศรีเทศบาล ปีงบประมาณ พ.ศ. 2567</a></ul>"},
    {"people.html", PLAN("โครงการคนเก่งคนดีศรีเทศบาล")},
    {NULL, NULL}};

static void a_change_tells_what_it_turns(void **state)
{
    struct fixture *f = *state;
    struct server *server = server_start_files(site, NULL);
    char *db = tmp_path(f->folder, "db"), *local = tmp_path(f->folder, "local");
    struct check scanned, after;
    check_run(MORE("scan", server_url(server)), MORE("--fiscal-year", "2567", "--as-of", "2024-06-30", "--db", db), &scanned);
    assert_int_equal(check_item(&scanned, "O18")->status, OIT_MISSING);
    assert_int_equal(file_make_dirs(local, NULL), OIT_OK);
    put(f, "local/O18.yaml", "code: O18\nnames: {variants: [โครงการคนเก่งคนดีศรีเทศบาล]}\n");

    program_run(MORE("rules", "check", "--db", db), NULL, &f->run); /* the rules of the run, which needs no --rules */
    assert_int_equal(f->run.code, 0);
    says(f, "ไม่มีผลตรวจข้อใดของ");
    program_done(&f->run);

    program_run(MORE("rules", "check", "--db", db, "--rules-local", local), NULL, &f->run);
    assert_int_equal(f->run.code, 1);
    says(f, "O18: ไม่พบ -> เผยแพร่ครบ (เพราะ พบชื่อ “โครงการคนเก่งคนดีศรีเทศบาล” ที่ ");
    says(f, "/people.html)");
    is_silent_on(f, "O17:");
    says(f, "คะแนนที่คาด: ");

    check_run(MORE("report"), MORE("--db", db), &after); /* nothing was stored */
    assert_string_equal(arena_text(&scanned.arena, check_items(&scanned)), arena_text(&after.arena, check_items(&after)));
    check_done(&after);

    /* The other way round: what was judged with the name loses it. */
    check_run(MORE("assess"), MORE("--db", db, "--fiscal-year", "2567", "--as-of", "2024-06-30", "--rules-local", local), &after);
    assert_int_equal(check_item(&after, "O18")->status, OIT_PUBLISHED);
    program_done(&f->run);
    program_run(MORE("rules", "check", "--db", db, "--rules", "rules/2567"), NULL, &f->run);
    assert_int_equal(f->run.code, 1);
    says(f, "O18: เผยแพร่ครบ");
    says(f, "/people.html ไม่มีชื่อที่ตรงกับข้อนี้อีก");

    program_done(&f->run);
    program_run(MORE("rules", "check", "--db", db, "--rules", "rules/2568"), NULL, &f->run);
    assert_int_equal(f->run.code, 0);
    says(f, "เทียบกับเกณฑ์ปี 2568 ไม่ได้"); /* its O18 is another item */
    program_done(&f->run);
    program_run(MORE("rules", "check", "--db", "/nowhere/db"), NULL, &f->run);
    assert_int_equal(f->run.code, 2);
    check_done(&scanned);
    check_done(&after);
    server_stop(server);
    free(db);
    free(local);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(doubts_are_said_where_they_stand), TEST(draws_are_said),          TEST(thorough_checks_ask_for_it),         TEST(an_example_exercises_an_element),
        TEST(shipped_rules_leave_no_doubt),     TEST(a_change_tells_what_it_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
