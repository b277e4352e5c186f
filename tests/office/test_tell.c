/* test_tell.c - who is told what after a check, check by check: in-process, with a clock of its own, and a webhook that keeps what arrived.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <jansson.h>

#include "../support/postbox.h"
#include "../support/sample_report.h"
#include "../support/thai_lint.h"
#include "../support/tmp.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/messages.h"
#include "itas/profile.h"
#include "oitcheck/office.h"
#include "report/report.h"
#include "run/judgement.h"
#include "store/store.h"

#define SITE "https://www.namthip.example.go.th/"
enum { DAY_S = 24 * 3600, BEGIN_S = 1795140000 };

struct desk {
    char *folder, *db;
    struct postbox *post, *second;
    struct profile profile;
    struct profile_webhook webhooks[2];
    struct oit_options options;
    struct buf out;
    int n_checks;
    /* what the next check finds */
    enum oit_status o2, o7, o16;
    const char *tool, *stop_reason, *as_of;
    bool complete;
    uint32_t fetched;
};

static int begin(void **state)
{
    static struct desk d;
    d = (struct desk){.folder = tmp_folder(), .post = postbox_start(), .o2 = OIT_PUBLISHED, .o7 = OIT_PUBLISHED, .o16 = OIT_MISSING, .tool = "0.1.0", .stop_reason = "frontier-empty",
                      .as_of = "2026-11-20", .complete = true, .fetched = 800};
    d.db = tmp_path(d.folder, "store.db");
    d.webhooks[0] = (struct profile_webhook){.kind = "json", .url = postbox_url(d.post, "/hook")};
    d.profile = (struct profile){.path = "agency.yaml", .site = SITE, .webhooks = d.webhooks, .n_webhooks = 1};
    oit_options_init(&d.options);
    d.options.url = SITE;
    d.options.db = d.db;
    d.options.profile = &d.profile;
    buf_init(&d.out, 0);
    *state = &d;
    return 0;
}

static int end(void **state)
{
    struct desk *d = *state;
    clock_set_s(0);
    postbox_stop(d->post);
    postbox_stop(d->second);
    buf_done(&d->out);
    free(d->db);
    tmp_remove(d->folder);
    return 0;
}

static void set_status(struct oit_report *report, const char *code, enum oit_status status, struct arena *arena)
{
    static const enum oit_reason reasons[] = {REASON_COMPLETE, REASON_ELEMENTS_MISSING, REASON_DEAD_LINK, REASON_FETCH_FAILED};
    for (size_t i = 0; i < report->n_items; i++) {
        struct oit_item *item = &report->items[i];
        if (strcmp(item->code, code) != 0 || item->status == status)
            continue;
        struct buf th, en;
        buf_init(&th, 0);
        buf_init(&en, 0);
        label_for(status, reasons[status], "ราคากลาง", "price", &th, &en);
        item->status = status;
        item->reasons = ARENA_NEW(arena, struct oit_reason_entry);
        item->n_reasons = 1;
        item->label = (struct oit_words){arena_text(arena, buf_str(&th)), arena_text(arena, buf_str(&en))};
        item->reasons[0] = (struct oit_reason_entry){reasons[status], item->label};
        buf_done(&th);
        buf_done(&en);
    }
}

static void store_check(struct desk *d, struct oit_report *report, struct arena *arena)
{
    struct store *store = NULL;
    struct err err = {0};
    struct buf json, counters;
    buf_init(&json, 0);
    buf_init(&counters, 0);
    if (store_open(d->db, &store, &err) != OIT_OK)
        fail_msg("%s", err.en);
    struct store_run run = {.id = report->run.id, .site = SITE, .fiscal_year_be = report->fiscal_year_be, .scheme = "2567", .rules_sha256 = report->rules.sha256,
                            .started = clock_now_s(), .stop_reason = d->stop_reason};
    assert_int_equal(store_run_begin(store, &run, &err), OIT_OK);
    judgement_pack_counters(&(struct run_counters){.fetched = d->fetched, .html = d->fetched}, &counters);
    report_json(report, &json);
    run.finished = clock_now_s() + 60;
    run.complete = d->complete;
    run.counters = counters.p;
    run.report_json = json.p;
    assert_int_equal(store_run_finish(store, &run, &err), OIT_OK);
    store_close(store);
    buf_done(&json);
    buf_done(&counters);
    (void)arena;
}

/* One check a day. */
static void check_with(struct desk *d, void (*change)(struct oit_report *report))
{
    struct arena arena;
    arena_init(&arena);
    clock_set_s(BEGIN_S + (int64_t)d->n_checks++ * DAY_S);
    struct oit_report *report = sample_report(&arena);
    report->run.id = arena_printf(&arena, "run-%03d", d->n_checks).p;
    report->run.complete = d->complete;
    report->run.stop_reason = d->stop_reason;
    report->run.fetched = d->fetched;
    report->tool.version = d->tool;
    report->as_of = d->as_of;
    for (size_t i = 0; i < report->n_items; i++)
        report->items[i].due = NULL;
    set_status(report, "O2", d->o2, &arena);
    set_status(report, "O7", d->o7, &arena);
    set_status(report, "O16", d->o16, &arena);
    if (change)
        change(report);
    store_check(d, report, &arena);
    buf_clear(&d->out);
    oit_tell_after_scan(&d->options, OIT_OK, NULL, report, &d->out);
    arena_done(&arena);
}

static void check(struct desk *d)
{
    check_with(d, NULL);
}

static void check_fails(struct desk *d, enum oit_code code)
{
    struct err err = {0};
    (void)err_set(&err, code, "เปิดหน้าแรกไม่ได้ เพราะหมดเวลา", "the start page could not be checked (timeout)");
    clock_set_s(BEGIN_S + (int64_t)d->n_checks++ * DAY_S);
    buf_clear(&d->out);
    oit_tell_after_scan(&d->options, (int)code, &err, NULL, &d->out);
}

/* The text of the last message, level and subject before it: "alarm | subject | body". */
static const char *last(struct desk *d)
{
    static char text[20000];
    size_t n = postbox_count(d->post);
    if (n == 0)
        return "";
    json_t *json = json_loads(postbox_body(d->post, n - 1), 0, NULL);
    assert_non_null(json);
    (void)snprintf(text, sizeof text, "%s | %s | %s", json_string_value(json_object_get(json, "level")), json_string_value(json_object_get(json_object_get(json, "subject"), "th")),
                   json_string_value(json_object_get(json_object_get(json, "body"), "th")));
    json_decref(json);
    char word[100];
    if (thai_lint(str_from(strchr(text, '|')), word, sizeof word))
        fail_msg("'%s' in: %s", word, text);
    return text;
}

static void expect(struct desk *d, size_t n, const char *words)
{
    if (postbox_count(d->post) != n)
        fail_msg("%zu messages, not %zu; last: %s", postbox_count(d->post), n, last(d));
    if (words && !strstr(last(d), words))
        fail_msg("not '%s' in: %s", words, last(d));
}

static void the_first_check_says_that_it_has_begun(void **state)
{
    struct desk *d = *state;
    check(d);
    expect(d, 1, "note | เริ่มติดตามเว็บไซต์");
    assert_non_null(strstr(last(d), "คะแนน OIT ที่คาด"));
    assert_null(strstr(last(d), "แย่ลง 1"));
    check(d);
    check(d);
    expect(d, 1, NULL); /* nothing changed, nothing said */
}

static void worse_is_told_when_seen_twice(void **state)
{
    struct desk *d = *state;
    check(d);
    d->o2 = OIT_MISSING;
    check(d);
    expect(d, 1, NULL); /* once is only noted */
    check(d);
    expect(d, 2, "alarm | แย่ลง 1 ข้อ");
    assert_non_null(strstr(last(d), "O2 ข้อมูลผู้บริหาร: เผยแพร่ครบ → มีหัวข้อ แต่ลิงก์เสีย"));
    check(d);
    check(d);
    expect(d, 2, NULL); /* and not again */
    d->o2 = OIT_PUBLISHED;
    check(d);
    expect(d, 3, "recovery | ดีขึ้น 1 ข้อ");
}

static void a_slip_of_one_check_is_told_to_nobody(void **state)
{
    struct desk *d = *state;
    check(d);
    for (int i = 0; i < 2; i++) {
        d->o7 = OIT_PARTIAL;
        check(d);
        d->o7 = OIT_PUBLISHED;
        check(d);
    }
    expect(d, 1, NULL);
}

static void many_losses_are_one_message(void **state)
{
    struct desk *d = *state;
    check(d);
    for (int i = 0; i < 2; i++) {
        struct arena arena;
        arena_init(&arena);
        clock_set_s(BEGIN_S + (int64_t)d->n_checks++ * DAY_S);
        struct oit_report *report = sample_report(&arena);
        report->run.id = i ? "many-2" : "many-1";
        for (size_t k = 0; k < report->n_items; k++) {
            report->items[k].due = NULL;
            if (report->items[k].status == OIT_PUBLISHED)
                set_status(report, report->items[k].code, OIT_MISSING, &arena);
        }
        store_check(d, report, &arena);
        oit_tell_after_scan(&d->options, OIT_OK, NULL, report, &d->out);
        arena_done(&arena);
    }
    expect(d, 2, "และอีก ");
    size_t lines = 1;
    for (const char *at = strstr(last(d), "| แย่ลง"); (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    assert_in_range(lines, 6, 15);
}

static void unreadable_is_told_after_three_checks_and_is_no_loss(void **state)
{
    struct desk *d = *state;
    check(d);
    d->o2 = OIT_UNKNOWN;
    check(d);
    check(d);
    expect(d, 1, NULL);
    check(d);
    expect(d, 2, "อ่านไม่ได้ต่อเนื่อง 1 ข้อ");
    assert_non_null(strstr(last(d), "ไม่ได้แปลว่าหายไป"));
    assert_non_null(strstr(last(d), ": O2"));
    check(d);
    expect(d, 2, NULL);
    d->o2 = OIT_PUBLISHED;
    check(d);
    expect(d, 3, "recovery | ดีขึ้น 1 ข้อ");
}

/* The first check was cut short, or the page could not be read: what the next ones find lacking was never there for anybody. */
static void what_nobody_had_read_is_not_lost(void **state)
{
    struct desk *d = *state;
    d->o2 = OIT_UNKNOWN;
    d->complete = false;
    d->stop_reason = "max-time";
    check(d);
    d->o2 = OIT_MISSING;
    d->complete = true;
    d->stop_reason = "frontier-empty";
    check(d);
    check(d);
    check(d);
    expect(d, 1, NULL);
    d->o2 = OIT_PUBLISHED;
    check(d);
    expect(d, 2, "recovery | ดีขึ้น 1 ข้อ");
}

static void what_other_rules_changed_is_no_loss(void **state)
{
    struct desk *d = *state;
    check(d);
    d->tool = "0.2.0";
    d->o2 = OIT_PARTIAL;
    check(d);
    expect(d, 2, "note | เกณฑ์หรือโปรแกรมเปลี่ยน ผลต่าง 1 ข้อ");
    assert_non_null(strstr(last(d), "เว็บไซต์ไม่ได้แย่ลง: O2"));
    check(d);
    check(d);
    expect(d, 2, NULL);
}

/* `assess` judges the stored check anew with other criteria: the next check finds nothing that changed since. */
static void what_assess_changed_is_no_loss_either(void **state)
{
    struct desk *d = *state;
    check(d);
    d->tool = "0.2.0";
    d->o2 = OIT_PARTIAL;
    d->options.no_notify = true;
    check(d);
    d->options.no_notify = false;
    check(d);
    expect(d, 2, "note | เกณฑ์หรือโปรแกรมเปลี่ยน ผลต่าง 1 ข้อ");
    check(d);
    expect(d, 2, NULL);
}

static void a_cut_check_proves_no_loss(void **state)
{
    struct desk *d = *state;
    check(d);
    d->o2 = OIT_MISSING;
    d->complete = false;
    d->stop_reason = "max-time";
    check(d);
    check(d);
    check(d);
    expect(d, 1, NULL);
    d->complete = true;
    d->stop_reason = "frontier-empty";
    check(d);
    expect(d, 1, NULL); /* the first whole check that sees it */
    check(d);
    expect(d, 2, "alarm | แย่ลง 1 ข้อ");
}

static void a_look_at_a_few_items_changes_nothing(void **state)
{
    struct desk *d = *state;
    check(d);
    d->o2 = OIT_MISSING;
    d->stop_reason = "only";
    check(d);
    check(d);
    check(d);
    expect(d, 1, NULL);
}

static void little_seen_is_said_and_counts_no_loss(void **state)
{
    struct desk *d = *state;
    check(d);
    check(d);
    d->fetched = 90;
    d->o2 = OIT_MISSING;
    check(d);
    expect(d, 2, "alarm | อ่านเว็บไซต์ได้น้อยผิดปกติ");
    assert_non_null(strstr(last(d), "90"));
    assert_non_null(strstr(last(d), "800"));
    check(d);
    expect(d, 2, NULL);
}

static void a_site_that_blocks_is_said_once(void **state)
{
    struct desk *d = *state;
    check(d);
    d->stop_reason = "blocked";
    d->complete = false;
    check(d);
    expect(d, 2, "alarm | อ่านเว็บไซต์ได้น้อยผิดปกติ");
    assert_non_null(strstr(last(d), "ไม่ได้แปลว่าไม่ได้เผยแพร่"));
    check(d);
    expect(d, 2, NULL);
}

static void a_failed_check_is_told_once_and_its_end_too(void **state)
{
    struct desk *d = *state;
    check(d);
    check_fails(d, OIT_ERR_START);
    expect(d, 2, "alarm | ตรวจเว็บไซต์ไม่ได้");
    assert_non_null(strstr(last(d), "หมดเวลา"));
    check_fails(d, OIT_ERR_START);
    check_fails(d, OIT_ERR_START);
    expect(d, 2, NULL);
    check_fails(d, OIT_ERR_LOCAL); /* another trouble */
    expect(d, 3, "alarm | ตรวจเว็บไซต์ไม่ได้");
    check(d);
    expect(d, 4, "recovery | ตรวจเว็บไซต์ได้แล้ว");
}

static void a_lock_is_told_when_it_stays(void **state)
{
    struct desk *d = *state;
    check(d);
    check_fails(d, OIT_ERR_LOCKED);
    check_fails(d, OIT_ERR_LOCKED);
    expect(d, 1, NULL);
    check_fails(d, OIT_ERR_LOCKED);
    expect(d, 2, "ตรวจเว็บไซต์ไม่ได้");
    check_fails(d, OIT_ERR_LOCKED);
    expect(d, 2, NULL);
    check(d);
    expect(d, 3, "recovery | ตรวจเว็บไซต์ได้แล้ว");
    d->n_checks -= 2; /* the weekly line is not the point */
    check_fails(d, OIT_ERR_LOCKED);
    check(d);
    expect(d, 3, NULL);
}

static void once_a_week_it_says_that_it_lives(void **state)
{
    struct desk *d = *state;
    for (int i = 0; i < 7; i++)
        check(d);
    expect(d, 1, NULL);
    check(d);
    expect(d, 2, "note | ระบบตรวจยังทำงาน");
    assert_non_null(strstr(last(d), "สัปดาห์นี้ตรวจ 7 ครั้ง"));
    for (int i = 0; i < 6; i++)
        check_fails(d, OIT_ERR_START);
    expect(d, 3, NULL);
    check_fails(d, OIT_ERR_START);
    expect(d, 4, "ยังตรวจเว็บไซต์ไม่ได้ ผลล่าสุดที่มีเป็นของวันที่");
}

static void due_in_march(struct oit_report *report)
{
    for (size_t i = 0; i < report->n_items; i++)
        report->items[i].due = strcmp(report->items[i].code, "O16") == 0 || strcmp(report->items[i].code, "O2") == 0 ? "2027-03-31" : NULL;
    report->items[20].officer.internal_due = "2027-03-20"; /* O21 */
}

static void deadlines_are_told_once_a_step(void **state)
{
    struct desk *d = *state;
    static const struct {
        const char *day, *words; /* NULL: nothing */
    } days[] = {{"2027-02-01", NULL}, {"2027-02-18", "อีก 30 วันถึงกำหนดส่งภายใน (20 มี.ค. 2570): O21"}, {"2027-02-19", NULL}, {"2027-03-02", "อีก 29 วันถึงกำหนดตามเกณฑ์ (31 มี.ค. 2570): O16"},
                {"2027-03-24", "อีก 7 วันถึงกำหนดตามเกณฑ์ (31 มี.ค. 2570): O16"}, {"2027-03-25", NULL}, {"2027-03-31", "วันนี้ครบกำหนดตามเกณฑ์"}, {"2027-04-01", "เลยกำหนดตามเกณฑ์แล้ว (31 มี.ค. 2570) ยังไม่ครบ: O16"},
                {"2027-04-02", NULL}};
    d->as_of = "2027-01-01";
    check_with(d, due_in_march);
    size_t n = 1;
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        d->n_checks = 1; /* the weekly line is not the point */
        d->as_of = days[i].day;
        check_with(d, due_in_march);
        n += days[i].words != NULL;
        expect(d, n, days[i].words);
        assert_null(strstr(last(d), "O2 ")); /* published: no deadline */
    }
}

static void due_long_ago(struct oit_report *report)
{
    for (size_t i = 0; i < report->n_items; i++)
        report->items[i].due = "2026-03-31";
}

static void what_was_over_before_is_no_news_nor_is_a_loss_a_deadline(void **state)
{
    struct desk *d = *state;
    check_with(d, due_long_ago);
    expect(d, 1, "เริ่มติดตามเว็บไซต์");
    assert_null(strstr(last(d), "เลยกำหนด"));
    d->o2 = OIT_MISSING;
    check_with(d, due_long_ago);
    expect(d, 1, NULL); /* seen once: only noted, by whatever road */
    check_with(d, due_long_ago);
    expect(d, 2, "alarm | แย่ลง 1 ข้อ");
    assert_null(strstr(last(d), "เลยกำหนด"));
}

static void a_receiver_that_is_down_hears_it_later_and_the_others_once(void **state)
{
    struct desk *d = *state;
    d->second = postbox_start();
    d->webhooks[1] = (struct profile_webhook){.kind = "json", .url = postbox_url(d->second, "/second")};
    d->profile.n_webhooks = 2;
    check(d);
    assert_int_equal(postbox_count(d->second), 1);
    postbox_answer(d->second, 500, NULL, 0);
    d->o2 = OIT_MISSING;
    check(d);
    check(d);
    expect(d, 2, "แย่ลง 1 ข้อ");
    d->o7 = OIT_PARTIAL;
    check(d);
    check(d);
    expect(d, 3, "แย่ลง 1 ข้อ");
    assert_null(strstr(last(d), "ส่งไม่ถึง"));
    size_t tried = postbox_count(d->second);
    postbox_answer(d->second, 200, NULL, 0);
    check(d);
    expect(d, 3, NULL);
    assert_int_equal(postbox_count(d->second), tried + 1);
    const char *late = postbox_body(d->second, tried);
    assert_non_null(strstr(late, "ส่งไม่ถึง"));
    assert_non_null(strstr(late, "O2 "));
    assert_non_null(strstr(late, "O7 "));
    check(d);
    assert_int_equal(postbox_count(d->second), tried + 1);
}

static void quiet_prints_only_what_changed(void **state)
{
    struct desk *d = *state;
    d->options.profile = NULL;
    d->options.quiet = true;
    check(d);
    assert_non_null(strstr(d->out.p, "ตรวจครั้งแรก"));
    assert_ptr_equal(strstr(d->out.p, "เว็บไซต์ตอบช้ามาก\n"), d->out.p); /* what must be known of the site, then one line */
    assert_ptr_equal(strchr(strchr(d->out.p, '\n') + 1, '\n'), d->out.p + d->out.n - 1);
    check(d);
    assert_int_equal(d->out.n, 0);
    d->o2 = OIT_MISSING;
    d->o16 = OIT_PUBLISHED;
    check(d);
    assert_non_null(strstr(d->out.p, "แย่ลง\nO2 ข้อมูลผู้บริหาร: เผยแพร่ครบ → มีหัวข้อ แต่ลิงก์เสีย\n"));
    assert_non_null(strstr(d->out.p, "ดีขึ้น\nO16 "));
    assert_null(strstr(d->out.p, "เว็บไซต์ตอบช้ามาก")); /* as before */
    check(d);
    assert_int_equal(d->out.n, 0);
    check_fails(d, OIT_ERR_START);
    assert_int_equal(d->out.n, 0);
    d->options.language = OIT_EN;
    d->o2 = OIT_UNKNOWN;
    check(d);
    assert_non_null(strstr(d->out.p, "does not mean gone"));
    expect(d, 0, NULL);
}

static void nobody_is_told_when_told_not_to_or_stopped_by_hand(void **state)
{
    struct desk *d = *state;
    d->options.no_notify = true;
    check(d);
    d->options.no_notify = false;
    d->stop_reason = "signal";
    d->complete = false;
    check(d);
    expect(d, 0, NULL);
}

static void not_ours(struct oit_report *report)
{
    report->items[1].officer.decision = DECISION_NOT_APPLICABLE;
}

static enum oit_status entered_status;
static const char *entered_id;

static void entered_links(struct oit_report *report)
{
    report->submission.id = entered_id;
    report->items[6].entered = (struct oit_entered){.is_known = true, .status = entered_status, .label = {"ลิงก์ที่กรอกไม่มีแล้ว", "the entered link is gone"}};
}

static void entered_links_are_followed_by_themselves(void **state)
{
    struct desk *d = *state;
    entered_status = OIT_PUBLISHED;
    entered_id = "first";
    check_with(d, entered_links);
    entered_status = OIT_MISSING;
    check_with(d, entered_links);
    expect(d, 1, NULL);
    check_with(d, entered_links);
    expect(d, 2, "alarm | ลิงก์ที่กรอกใน ITAS มีปัญหา 1 ข้อ");
    assert_non_null(strstr(last(d), "O7 แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน: เผยแพร่ครบ → ลิงก์ที่กรอกไม่มีแล้ว"));
    entered_id = "second"; /* entered anew: no loss, no gain */
    entered_status = OIT_PUBLISHED;
    check_with(d, entered_links);
    expect(d, 2, NULL);
    entered_status = OIT_UNKNOWN;
    check_with(d, entered_links);
    check_with(d, entered_links);
    expect(d, 2, NULL);
    d->n_checks -= 2; /* the weekly line is not the point */
    check_with(d, entered_links);
    expect(d, 3, "อ่านไม่ได้ติดต่อกันสามครั้ง");
    entered_status = OIT_PUBLISHED;
    d->n_checks -= 2;
    check_with(d, entered_links);
    expect(d, 4, "recovery | ดีขึ้น 1 ข้อ");
}

static void what_does_not_apply_alarms_nobody(void **state)
{
    struct desk *d = *state;
    check_with(d, not_ours);
    d->o2 = OIT_MISSING;
    check_with(d, not_ours);
    check_with(d, not_ours);
    expect(d, 1, NULL);
}

static void hostile(struct oit_report *report)
{
    sample_make_hostile(report);
    for (size_t i = 0; i < report->n_items; i++)
        report->items[i].officer.words[OFFICER_OWNER] = "กองคลัง\nตรวจไม่ได้: ปลอม\x1b[2J";
}

static void hostile_titles_make_no_line_of_their_own(void **state)
{
    struct desk *d = *state;
    d->options.quiet = true;
    check_with(d, hostile);
    d->o2 = OIT_MISSING;
    check_with(d, hostile);
    assert_null(strchr(d->out.p, '\x1b'));
    assert_null(strstr(d->out.p, "\nตรวจไม่ได้: ปลอม"));
    check_with(d, hostile);
    size_t n = postbox_count(d->post);
    assert_int_equal(n, 2);
    assert_null(strstr(postbox_body(d->post, n - 1), "\\nตรวจไม่ได้: ปลอม"));
    assert_non_null(strstr(postbox_body(d->post, n - 1), "ตรวจไม่ได้: ปลอม"));
}

static void events_are_one_line_each(void **state)
{
    struct desk *d = *state;
    struct buf log;
    char *path = tmp_path(d->folder, "events.log");
    buf_init(&log, 0);
    d->profile.event_log = path;
    check(d);
    d->o2 = OIT_MISSING;
    check(d);
    postbox_answer(d->post, 500, NULL, 0);
    check(d);
    check_fails(d, OIT_ERR_START);
    assert_int_equal(file_read(path, &log, NULL), OIT_OK);
    static const char *const wanted[] = {"event=check-finished site=" SITE " run=run-001 complete=true stop=frontier-empty", "event=item-worse site=" SITE " item=O2 from=published to=missing\n",
                                         "event=told site=", "event=not-told site=", "event=check-failed site=" SITE " exit=4 why=\"the start page could not be checked (timeout)\"\n"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!strstr(log.p, wanted[i]))
            fail_msg("no %s in\n%s", wanted[i], log.p);
    for (struct str rest = buf_str(&log); rest.n;)
        assert_true(str_starts_c(str_cut(&rest, '\n'), "time=20"));
    buf_done(&log);
    free(path);
}

static void an_unwritable_event_log_stops_nothing(void **state)
{
    struct desk *d = *state;
    d->options.event_log = "/nowhere/at/all/events.log";
    check(d);
    expect(d, 1, "เริ่มติดตาม");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(the_first_check_says_that_it_has_begun),
        TEST(worse_is_told_when_seen_twice),
        TEST(a_slip_of_one_check_is_told_to_nobody),
        TEST(many_losses_are_one_message),
        TEST(unreadable_is_told_after_three_checks_and_is_no_loss),
        TEST(what_nobody_had_read_is_not_lost),
        TEST(what_other_rules_changed_is_no_loss),
        TEST(what_assess_changed_is_no_loss_either),
        TEST(a_cut_check_proves_no_loss),
        TEST(a_look_at_a_few_items_changes_nothing),
        TEST(little_seen_is_said_and_counts_no_loss),
        TEST(a_site_that_blocks_is_said_once),
        TEST(a_failed_check_is_told_once_and_its_end_too),
        TEST(a_lock_is_told_when_it_stays),
        TEST(once_a_week_it_says_that_it_lives),
        TEST(deadlines_are_told_once_a_step),
        TEST(what_was_over_before_is_no_news_nor_is_a_loss_a_deadline),
        TEST(a_receiver_that_is_down_hears_it_later_and_the_others_once),
        TEST(quiet_prints_only_what_changed),
        TEST(nobody_is_told_when_told_not_to_or_stopped_by_hand),
        TEST(entered_links_are_followed_by_themselves),
        TEST(what_does_not_apply_alarms_nobody),
        TEST(hostile_titles_make_no_line_of_their_own),
        TEST(events_are_one_line_each),
        TEST(an_unwritable_event_log_stops_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
