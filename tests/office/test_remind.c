/* test_remind.c - reminders: a text for each owner, pages to print, and what the executive is asked.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/assessed.h"
#include "../support/program.h"
#include "../support/sample_report.h"
#include "../support/thai_lint.h"
#include "../support/tmp.h"
#include "base/file.h"
#include "report/remind.h"
#include "store/officers.h"
#include "store/store.h"

#define SITE "https://www.agency.example.go.th/"
#define ARGS(...) ((const char *const[]){__VA_ARGS__, NULL})

struct fixture {
    struct arena arena;
    struct oit_report *report;
    struct duties duties;
    struct needed needed;
    struct remind remind;
    struct buf out;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    arena_init(&f->arena);
    buf_init(&f->out, 0);
    f->report = assessed_report(&f->arena);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    arena_done(&f->arena);
    buf_done(&f->out);
    free(f);
    return 0;
}

static void prepare(struct fixture *f, enum report_language language)
{
    duties_of(f->report, NULL, language == REPORT_EN, &f->arena, &f->duties);
    needed_for_target(f->report, &f->arena, &f->needed);
    f->remind = (struct remind){.report = f->report, .duties = &f->duties, .needed = &f->needed, .language = language};
}

static const char *text_for(struct fixture *f, const char *owner)
{
    const char *near;
    const struct duty_owner *found = duties_find(&f->duties, str_from(owner), &near);
    assert_non_null(found);
    buf_clear(&f->out);
    remind_text(&f->remind, found, &f->out);
    return f->out.p;
}

static size_t count(const char *text, const char *word)
{
    size_t n = 0;
    for (const char *p = strstr(text, word); p; p = strstr(p + 1, word))
        n++;
    return n;
}

static void has(const char *text, const char *word)
{
    if (!strstr(text, word))
        fail_msg("no '%s' in:\n%s", word, text);
}

static void has_not(const char *text, const char *word)
{
    if (strstr(text, word))
        fail_msg("'%s' in:\n%s", word, text);
}

static void a_text_says_what_where_until_when_and_to_whom(void **state)
{
    struct fixture *f = *state;
    struct oit_item *o16 = assessed_item(f->report, "O16");
    struct oit_candidate near = {.url = SITE "skr1.pdf", .rejected = REASON_WRONG_ITEM};
    o16->officer.internal_due = "2024-04-13";
    o16->officer.words[OFFICER_COORDINATOR] = "คุณหนึ่ง สนย.";
    o16->candidates = &near;
    o16->n_candidates = 1;
    prepare(f, REPORT_TH);
    const char *text = text_for(f, "กองคลัง");
    has(text, "เรียน กองคลัง\n");
    has(text, "มีงานค้าง 2 ข้อ");
    has(text, "1) O16 เรื่องที่ 16: พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้ (สขร.1)\n");
    has(text, "ทำ: เผยแพร่เอกสารของปีนี้ให้ครบ");
    has(text, "กำหนดส่ง 13 เม.ย. 2567 (เหลือ 3 วัน) ดู: " SITE "skr1.pdf\n");
    has(text, "ทำแล้วแจ้ง: คุณหนึ่ง สนย.\n");
    has(text, "10 เม.ย. 2567");
    char word[64];
    if (thai_lint(str_from(text), word, sizeof word))
        fail_msg("'%s' in\n%s", word, text);
    has_not(text, "**");
    prepare(f, REPORT_EN);
    has(text_for(f, "finance") ? f->out.p : "", "due 13 Apr 2024 (3 days left) see: ");
}

/* However many items: at most 15 lines, the last of which says whom to answer; none is lost. */
static void never_more_than_fifteen_lines(void **state)
{
    struct fixture *f = *state;
    for (size_t n = 0; n <= 35; n++) {
        for (size_t i = 0; i < 35; i++) {
            struct oit_item *item = &f->report->items[i];
            item->status = i < n ? OIT_MISSING : OIT_PUBLISHED;
            item->officer.words[OFFICER_OWNER] = "ก";
            item->officer.internal_due = "2024-04-10";
            item->advice = (struct oit_words){"เผยแพร่\nสองบรรทัด", "publish"};
        }
        f->report->stage.id = "collect";
        f->report->stage.title = (struct oit_words){"สำนักส่งข้อมูล", "hand in"};
        f->report->stage.from = f->report->stage.to = "2024-04-10";
        prepare(f, REPORT_TH);
        buf_clear(&f->out);
        remind_text(&f->remind, &f->duties.owners[0], &f->out);
        size_t lines = count(f->out.p, "\n");
        if (lines > REMIND_MAX_LINES || lines < 2)
            fail_msg("%zu items, %zu lines:\n%s", n, lines, f->out.p);
        for (size_t i = 0; i < n; i++) {
            char code[16];
            (void)snprintf(code, sizeof code, " %s", f->report->items[i].code);
            has(f->out.p, code);
        }
    }
}

static void what_could_not_be_read_is_asked_as_a_look(void **state)
{
    struct fixture *f = *state;
    struct oit_reason_entry login = {.code = REASON_LOGIN_REQUIRED};
    for (size_t i = 0; i < 35; i++) {
        struct oit_item *item = &f->report->items[i];
        item->status = OIT_UNKNOWN;
        item->reasons = &login;
        item->n_reasons = 1;
        item->label = (struct oit_words){"ตรวจไม่ได้ ขอให้คนตรวจ (เพราะต้องเข้าสู่ระบบ)", "could not be checked, please look yourself (because a login is required)"};
        item->advice = (struct oit_words){"", ""};
    }
    prepare(f, REPORT_TH);
    buf_clear(&f->out);
    for (size_t i = 0; i < f->duties.n_owners; i++)
        remind_text(&f->remind, &f->duties.owners[i], &f->out);
    remind_html_all(&f->remind, &f->out);
    has(f->out.p, "ขอให้ช่วยดู");
    has_not(f->out.p, "ไม่พบ");
    has_not(f->out.p, "มีงานค้าง");
    has_not(f->out.p, "ยังขาด");
}

static void what_was_decided_is_not_chased(void **state)
{
    struct fixture *f = *state;
    assessed_item(f->report, "O16")->officer.decision = DECISION_ACCEPT;
    assessed_item(f->report, "O17")->officer.decision = DECISION_NOT_APPLICABLE;
    assessed_item(f->report, "O1")->officer.decision = DECISION_REJECT;
    assessed_item(f->report, "O1")->officer.words[OFFICER_NOTE] = "ผังเก่า\nปี 2560";
    prepare(f, REPORT_TH);
    const char *text = text_for(f, "กองคลัง");
    has(text, "ไม่มีงานค้าง (2 ข้อ)");
    has_not(text, "O16");
    text = text_for(f, "สำนักอำนวยการ");
    has(text, "O1 เรื่องที่ 1: หน่วยงานพิจารณาแล้วว่ายังใช้ไม่ได้ (ผังเก่า ปี 2560)");
}

static void links_entered_that_died_are_asked_for(void **state)
{
    struct fixture *f = *state;
    struct oit_entered_url url = {.url = SITE "gone.pdf", .http_status = 404};
    f->report->submission.id = "s1";
    assessed_item(f->report, "O2")->entered =
        (struct oit_entered){.is_known = true, .status = OIT_MISSING, .label = {"ลิงก์เสีย", "dead link"}, .urls = &url, .n_urls = 1};
    prepare(f, REPORT_TH);
    const char *text = text_for(f, "สำนักอำนวยการ");
    has(text, "ลิงก์ที่กรอก ITAS ใช้ไม่ได้: ลิงก์เสีย");
    has(text, "ดู: " SITE "gone.pdf");
}

static void the_executive_reads_which_items_are_enough(void **state)
{
    struct fixture *f = *state;
    prepare(f, REPORT_TH);
    remind_html_executive(&f->remind, &f->out);
    has(f->out.p, "แก้ข้อใดข้อหนึ่งใน 4 ข้อนี้ ITA ถึง 85.00: O30, O16, O17, O19");
    has(f->out.p, ">87.62<");
    has(f->out.p, ">84.33<");
    has(f->out.p, "<b>30</b>");
    has(f->out.p, "<b>5</b>");
    has(f->out.p, "ศูนย์ต่อต้านการทุจริต เผยแพร่ข้อ O30");
    has_not(f->out.p, "<script");
    f->report->ita.target = 86.5;
    prepare(f, REPORT_TH);
    buf_clear(&f->out);
    remind_html_executive(&f->remind, &f->out);
    has(f->out.p, "ข้อเดียวไม่พอ ต้องแก้อย่างน้อย 2 ข้อ ITA จึงถึง 86.50 เช่น O30+O16 หรือ O30+O17 หรือ O30+O19");
    f->report->ita.target = 95;
    prepare(f, REPORT_TH);
    buf_clear(&f->out);
    remind_html_executive(&f->remind, &f->out);
    has(f->out.p, "แม้แก้ครบทุกข้อ ITA ได้ 89.28 ยังไม่ถึง 95.00");
    f->report->ita.iit = f->report->ita.eit = f->report->ita.oit_needed = NAN;
    prepare(f, REPORT_TH);
    buf_clear(&f->out);
    remind_html_executive(&f->remind, &f->out);
    has(f->out.p, "คะแนน OIT ที่คาดถึง 85.00 แล้ว");
    has_not(f->out.p, "ITA ที่คาด");
}

static void decided_scores_stand_beside_the_raw_ones(void **state)
{
    struct fixture *f = *state;
    f->report->decided = (struct oit_points){.is_known = true, .low = 90.119, .high = 90.119, .reaches_target = "yes", .n_items = 35};
    for (size_t i = 0; i < 35; i++) {
        f->report->items[i].decided_low = f->report->items[i].score_low;
        f->report->items[i].decided_high = f->report->items[i].score_high;
    }
    struct oit_item *o16 = assessed_item(f->report, "O16");
    o16->officer.decision = DECISION_ACCEPT;
    o16->decided_low = o16->decided_high = 100;
    prepare(f, REPORT_TH);
    remind_html_executive(&f->remind, &f->out);
    has(f->out.p, ">87.62<");
    has(f->out.p, ">90.12<");
    has(f->out.p, ">84.33<");
    has(f->out.p, ">85.33<");
    has(f->out.p, "ITA ที่คาดถึง 85.00 แล้ว");
}

static void many_owners_stay_on_one_page(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < 35; i++) {
        f->report->items[i].status = OIT_MISSING;
        f->report->items[i].officer.words[OFFICER_OWNER] = arena_printf(&f->arena, "กองที่ %zu", i + 1).p;
    }
    prepare(f, REPORT_TH);
    remind_html_executive(&f->remind, &f->out);
    has(f->out.p, "และผู้รับผิดชอบอื่นอีก 25 แห่ง รวม 25 ข้อ");
}

static void hostile_words_are_inert(void **state)
{
    struct fixture *f = *state;
    struct oit_report *report = sample_report(&f->arena);
    sample_make_hostile(report);
    f->report = report;
    for (size_t i = 0; i < report->n_items; i++) {
        report->items[i].officer.words[OFFICER_OWNER] = i % 2 ? "<script>alert(1)</script>\x1b[31m" : "=cmd|'/c calc'!A1";
        report->items[i].officer.words[OFFICER_COORDINATOR] = "\"><img src=x onerror=alert(1)>\r\nBcc: x";
        report->items[i].officer.words[OFFICER_NOTE] = "\xe2\x80\xae<b>\xff\xfe";
        report->items[i].officer.decision = i % 5 == 0 ? DECISION_REJECT : DECISION_NONE;
    }
    prepare(f, REPORT_TH);
    struct buf html;
    buf_init(&html, 0);
    remind_html_all(&f->remind, &html);
    has_not(html.p, "<script");
    has_not(html.p, "<img");
    has_not(html.p, "href=\"javascript");
    has_not(html.p, "\x1b");
    for (size_t i = 0; i < f->duties.n_owners; i++) {
        buf_clear(&f->out);
        remind_text(&f->remind, &f->duties.owners[i], &f->out);
        has_not(f->out.p, "\x1b");
        has_not(f->out.p, "\r");
        has_not(f->out.p, "\xe2\x80\xae");
        has_not(f->out.p, "javascript:");
        assert_true(count(f->out.p, "\n") <= REMIND_MAX_LINES);
    }
    buf_done(&html);
}

/* --- as a user runs it -------------------------------------------------------------------------------------------------------- */

static char *stored(struct fixture *f, const char *folder)
{
    struct store *store = NULL;
    struct err err = {0};
    struct buf json;
    char *db = tmp_path(folder, "oit.db");
    buf_init(&json, 0);
    assert_int_equal(store_open(db, &store, &err), OIT_OK);
    struct store_run run = {.id = f->report->run.id, .site = SITE, .final_url = SITE, .site_name = f->report->site.name, .fiscal_year_be = 2567, .scheme = "2567", .rules_sha256 = "r",
                            .started = 1712700000};
    assert_int_equal(store_run_begin(store, &run, &err), OIT_OK);
    report_json(f->report, &json);
    run.report_json = json.p;
    run.finished = 1712700100;
    run.complete = true;
    run.stop_reason = "frontier-empty";
    assert_int_equal(store_run_finish(store, &run, &err), OIT_OK);
    store_close(store);
    buf_done(&json);
    return db;
}

static void works_from_the_store_and_writes_pages(void **state)
{
    struct fixture *f = *state;
    struct program_run run;
    struct err err = {0};
    char *folder = tmp_folder(), *db = stored(f, folder), *profile = tmp_path(folder, "agency.yaml"), *out = tmp_path(folder, "pages"), *page = tmp_path(folder, "pages/executive.html");
    assert_int_equal(file_write(profile,
                                STR_LIT("site: www.agency.example.go.th\nnames: [สำนักงานตัวอย่าง]\nfiscal_year: 2567\nita: {iit: 84.148, eit: 80.135}\n"
                                        "owners: [{name: กองคลัง, contact: โทร 1234}]\nitems: {O16: {owner: กอง คลัง, due: 12/4/2567}, ข้อ ๑๗: {owner: กองคลังฯ}}\n"
                                        "calendar: [{stage: collect, from: 1/2/2567, to: 20/4/2567}]\n"),
                                &err),
                     OIT_OK);
    /* the stored run is of https://, the profile says no scheme: told with what to do */
    program_run(ARGS("remind", "--db", db, "--site", SITE, "--as-of", "10/4/2567", "--owner", "กองคลัง"), NULL, &run);
    assert_int_equal(run.code, 0);
    has(run.out.p, "เรียน กองคลัง");
    program_done(&run);
    assert_int_equal(file_write(profile,
                                STR_LIT("site: " SITE "\nnames: [สำนักงานตัวอย่าง]\nfiscal_year: 2567\nita: {iit: 84.148, eit: 80.135}\n"
                                        "owners: [{name: กองคลัง, contact: โทร 1234}]\nitems: {O16: {owner: กอง คลัง, due: 12/4/2567}, ข้อ ๑๗: {owner: กองคลังฯ}}\n"
                                        "calendar: [{stage: collect, from: 1/2/2567, to: 20/4/2567}]\n"),
                                &err),
                     OIT_OK);
    program_run(ARGS("remind", "--db", db, "--profile", profile, "--as-of", "10/4/2567"), NULL, &run);
    assert_int_equal(run.code, 0);
    has(run.out.p, "เรียน กองคลัง (โทร 1234)");
    has(run.out.p, "กำหนดส่ง 12 เม.ย. 2567 (เหลือ 2 วัน)");
    has(run.out.p, "กำหนดส่ง 20 เม.ย. 2567 (เหลือ 10 วัน)");
    has(run.out.p, "ช่วงนี้: สำนักส่งข้อมูล");
    assert_int_equal(count(run.out.p, "เรียน "), 4);
    program_done(&run);
    program_run(ARGS("remind", "--db", db, "--profile", profile, "--as-of", "10/4/2567", "--output", out), NULL, &run);
    assert_int_equal(run.code, 0);
    has(run.err.p, "5 แฟ้ม");
    program_done(&run);
    struct buf bytes;
    buf_init(&bytes, 0);
    assert_int_equal(file_read(page, &bytes, &err), OIT_OK);
    has(bytes.p, "แก้ข้อใดข้อหนึ่งใน 4 ข้อนี้ ITA ถึง 85.00");
    has(bytes.p, "สำนักงานตัวอย่าง");
    buf_done(&bytes);
    program_run(ARGS("remind", "--db", db, "--profile", profile, "--owner", "กองครัง"), NULL, &run);
    assert_int_equal(run.code, 2);
    has(run.err.p, "หมายถึง 'กองคลัง'");
    program_done(&run);
    program_run(ARGS("remind", "--db", db, "--profile", profile, "--format", "html", "--as-of", "10/4/2567"), NULL, &run);
    assert_int_equal(run.code, 0);
    assert_int_equal(count(run.out.p, "<section class=\"break\">"), 4);
    program_done(&run);
    program_run(ARGS("remind", "--db", db, "--profile", profile, "--format", "csv"), NULL, &run);
    assert_int_equal(run.code, 2);
    program_done(&run);
    program_run(ARGS("remind", "https://www.other.example.go.th", "--db", db, "--profile", profile), NULL, &run);
    assert_int_equal(run.code, 2);
    has(run.err.p, "โปรไฟล์นี้เป็นของ " SITE);
    program_done(&run);
    program_run(ARGS("remind", "agency.example.go.th", "--db", db, "--profile", profile, "--as-of", "10/4/2567"), NULL, &run);
    assert_int_equal(run.code, 0); /* the same site, written shorter */
    program_done(&run);
    assert_int_equal(file_write(profile, STR_LIT("site: " SITE "\nfiscal_year: 2567\nitems: {O1: {owner: ก}, O36: {owner: ก}}\n"), &err), OIT_OK);
    program_run(ARGS("remind", "--db", db, "--profile", profile), NULL, &run);
    assert_int_equal(run.code, 2);
    has(run.err.p, "agency.yaml:3:");
    has(run.err.p, "ไม่มีข้อ 'O36'");
    program_done(&run);
    program_run(ARGS("remind", "--db", db, "--as-of", "10/4/2567", "--output", "/proc/nowhere"), NULL, &run);
    assert_int_equal(run.code, 6);
    program_done(&run);
    free(db);
    free(profile);
    free(out);
    free(page);
    tmp_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_text_says_what_where_until_when_and_to_whom, setup, teardown),
        cmocka_unit_test_setup_teardown(never_more_than_fifteen_lines, setup, teardown),
        cmocka_unit_test_setup_teardown(what_could_not_be_read_is_asked_as_a_look, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_decided_is_not_chased, setup, teardown),
        cmocka_unit_test_setup_teardown(links_entered_that_died_are_asked_for, setup, teardown),
        cmocka_unit_test_setup_teardown(the_executive_reads_which_items_are_enough, setup, teardown),
        cmocka_unit_test_setup_teardown(decided_scores_stand_beside_the_raw_ones, setup, teardown),
        cmocka_unit_test_setup_teardown(many_owners_stay_on_one_page, setup, teardown),
        cmocka_unit_test_setup_teardown(hostile_words_are_inert, setup, teardown),
        cmocka_unit_test_setup_teardown(works_from_the_store_and_writes_pages, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
