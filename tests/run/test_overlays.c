/* test_overlays.c - what profile and officers say is laid over a judged report, and what follows for the score.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/assessed.h"
#include "../support/tmp.h"
#include "itas/profile.h"
#include "run/overlay.h"
#include "store/officers.h"

#define SITE "https://www.agency.example.go.th/"

struct fixture {
    char *folder, *path;
    struct store *store;
    struct arena arena;
    struct oit_report *report;
    struct profile *profile;
    struct oit_options options;
};

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    struct err err = {0};
    f->folder = tmp_folder();
    f->path = tmp_path(f->folder, "oit.db");
    arena_init(&f->arena);
    assert_int_equal(store_open(f->path, &f->store, &err), OIT_OK);
    f->report = assessed_report(&f->arena);
    oit_options_init(&f->options);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    store_close(f->store);
    arena_done(&f->arena);
    profile_free(f->profile);
    tmp_remove(f->folder);
    free(f->path);
    free(f);
    return 0;
}

static void profile(struct fixture *f, const char *text)
{
    struct err err = {0};
    if (profile_parse(str_from(text), "agency.yaml", &f->profile, &err) != OIT_OK)
        fail_msg("%s %s", err.where, err.en);
    f->options.profile = f->profile;
}

static void say(struct fixture *f, const char *item, enum oit_officer_field field, const char *value, const char *evidence)
{
    struct err err = {0};
    struct store_officer_word word = {.item = item, .field = field, .value = value, .source = "test", .evidence = evidence};
    assert_int_equal(store_officer_put(f->store, SITE, 2567, &word, 1, NULL, &err), OIT_OK);
}

static void evidence(struct fixture *f, const char *code, const char *sha256)
{
    struct oit_item *item = assessed_item(f->report, code);
    item->evidence = ARENA_NEW(&f->arena, struct oit_evidence);
    item->evidence[0] = (struct oit_evidence){.url = SITE "a.pdf", .sha256 = sha256};
    item->n_evidence = 1;
}

static void lay_over(struct fixture *f)
{
    struct err err = {0};
    struct store_run run = {.site = SITE, .fiscal_year_be = 2567};
    overlay_profile(&f->options, f->report);
    assert_int_equal(overlay_officers(f->store, &run, &f->options, &f->arena, f->report, &err), OIT_OK);
    overlay_stage(&f->options, &f->arena, f->report);
}

static const struct oit_officer *officer(struct fixture *f, const char *code)
{
    return &assessed_item(f->report, code)->officer;
}

static void what_was_imported_stands_over_the_profile(void **state)
{
    struct fixture *f = *state;
    profile(f, "site: " SITE "\nitems:\n  ข้อ ๑๖: {owner: กองคลัง, due: 31/3/2567, note: ก}\n  O17: {owner: กองคลัง}\n  O99: {owner: ไม่มีข้อนี้}\n");
    say(f, "O16", OFFICER_OWNER, "กองพัสดุ", NULL);
    say(f, "O16", OFFICER_DUE, "30 เมษายน 2567", NULL);
    say(f, "O17", OFFICER_DUE, "สิ้นเดือน", NULL);
    say(f, "O77", OFFICER_OWNER, "ไม่มีข้อนี้", NULL);
    lay_over(f);
    assert_string_equal(officer(f, "O16")->words[OFFICER_OWNER], "กองพัสดุ");
    assert_string_equal(officer(f, "O16")->words[OFFICER_NOTE], "ก");
    assert_string_equal(officer(f, "O16")->internal_due, "2024-04-30");
    assert_string_equal(officer(f, "O17")->words[OFFICER_DUE], "สิ้นเดือน"); /* word for word, though no day */
    assert_null(officer(f, "O17")->internal_due);
    assert_null(officer(f, "O18")->words[OFFICER_OWNER]);
    assert_false(f->report->decided.is_known);
    say(f, "O16", OFFICER_OWNER, "", NULL); /* taken back: the profile's again */
    lay_over(f);
    assert_string_equal(officer(f, "O16")->words[OFFICER_OWNER], "กองคลัง");
}

static void decisions_make_a_score_of_their_own(void **state)
{
    struct fixture *f = *state;
    say(f, "O16", OFFICER_DECISION, "รับ", NULL);
    lay_over(f);
    assert_true(f->report->decided.is_known);
    assert_true(fabs(f->report->decided.low - 90.119) < 0.001);
    assert_true(fabs(f->report->score.low - 87.619) < 0.001); /* the raw one stays beside it */
    assert_true(assessed_item(f->report, "O16")->score_low < 1 && assessed_item(f->report, "O16")->status == OIT_MISSING);
    say(f, "O16", OFFICER_DECISION, "ไม่รับ", NULL);
    say(f, "O2", OFFICER_DECISION, "ไม่รับ", NULL);
    lay_over(f);
    assert_true(f->report->decided.low < f->report->score.low);
    assert_true(assessed_item(f->report, "O2")->decided_low < 1 && assessed_item(f->report, "O2")->score_low > 99);
    say(f, "O2", OFFICER_DECISION, "", NULL);
    say(f, "O16", OFFICER_DECISION, "รอดูก่อน", NULL); /* no decision */
    lay_over(f);
    assert_false(f->report->decided.is_known);
}

static void a_decision_ends_when_its_evidence_changes(void **state)
{
    struct fixture *f = *state;
    evidence(f, "O16", "aa");
    say(f, "O16", OFFICER_DECISION, "รับ", "aa");
    lay_over(f);
    assert_false(officer(f, "O16")->is_outdated);
    assert_true(f->report->decided.is_known && f->report->decided.low > f->report->score.low);
    evidence(f, "O16", "bb");
    lay_over(f);
    assert_true(officer(f, "O16")->is_outdated);
    assert_int_equal(officer(f, "O16")->decision, DECISION_ACCEPT); /* what was said is still shown */
    assert_false(f->report->decided.is_known);
    assessed_item(f->report, "O16")->n_evidence = 0; /* it is gone */
    lay_over(f);
    assert_true(officer(f, "O16")->is_outdated);
    evidence(f, "O16", "aa"); /* it is back */
    lay_over(f);
    assert_false(officer(f, "O16")->is_outdated);
}

static void what_does_not_apply_stays_so(void **state)
{
    struct fixture *f = *state;
    evidence(f, "O16", "aa");
    say(f, "O16", OFFICER_DECISION, "ไม่ใช้กับหน่วยงาน", "aa");
    evidence(f, "O16", "bb");
    lay_over(f);
    assert_false(officer(f, "O16")->is_outdated);
    assert_true(isnan(assessed_item(f->report, "O16")->decided_low));
    assert_int_equal(f->report->decided.n_items, 34);
}

static void a_profile_decides_too(void **state)
{
    struct fixture *f = *state;
    profile(f, "site: " SITE "\nitems:\n  O16: {decision: accept}\n  O17: {decision: ไม่ใช้กับหน่วยงาน}\n");
    say(f, "O17", OFFICER_DECISION, "ไม่รับ", NULL);
    lay_over(f);
    assert_int_equal(officer(f, "O16")->decision, DECISION_ACCEPT);
    assert_int_equal(officer(f, "O17")->decision, DECISION_REJECT);
    assert_int_equal(f->report->decided.n_items, 35);
}

static void targets_and_the_whole_ita_come_from_the_profile(void **state)
{
    struct fixture *f = *state;
    profile(f, "site: " SITE "\ntarget: 90\nita: {iit: 84.148, eit: 80.135}\n");
    lay_over(f);
    assert_string_equal(f->report->score.target_source, "profile");
    assert_string_equal(f->report->score.reaches_target, "no");
    assert_true(fabs(f->report->ita.oit_needed - 89.288) < 0.001);
    assert_true(fabs(f->report->ita.ita_low - 84.333) < 0.001);
    assert_true(fabs(f->report->ita.target - 85) < 1e-9);
    f->options.profile = NULL;
    lay_over(f);
    assert_true(isnan(f->report->ita.iit) && isnan(f->report->ita.oit_needed));
}

static void the_stage_stands_in_the_report(void **state)
{
    struct fixture *f = *state;
    profile(f, "site: " SITE "\ncalendar:\n  - {stage: สำนักส่งข้อมูล, from: 1/2/2567, to: 20/4/2567}\n  - {stage: enter, from: 21/4/2567, to: 30/4/2567}\n");
    lay_over(f); /* as of 10 April 2024 */
    assert_string_equal(f->report->stage.id, "collect");
    assert_int_equal(f->report->stage.days_left, 10);
    assert_true(f->report->stage.is_running);
    assert_string_equal(f->report->stage.from, "2024-02-01");
    assert_string_equal(f->report->stage.command, "oitcheck remind --profile agency.yaml");
    f->report->as_of = "2024-05-02";
    lay_over(f);
    assert_null(f->report->stage.id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_imported_stands_over_the_profile, setup, teardown),
        cmocka_unit_test_setup_teardown(decisions_make_a_score_of_their_own, setup, teardown),
        cmocka_unit_test_setup_teardown(a_decision_ends_when_its_evidence_changes, setup, teardown),
        cmocka_unit_test_setup_teardown(what_does_not_apply_stays_so, setup, teardown),
        cmocka_unit_test_setup_teardown(a_profile_decides_too, setup, teardown),
        cmocka_unit_test_setup_teardown(targets_and_the_whole_ita_come_from_the_profile, setup, teardown),
        cmocka_unit_test_setup_teardown(the_stage_stands_in_the_report, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
