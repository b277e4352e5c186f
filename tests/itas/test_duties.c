/* test_duties.c - who is asked for what.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../support/assessed.h"
#include "itas/duties.h"

static const struct duty_owner *find(const struct duties *duties, const char *name)
{
    const char *near;
    const struct duty_owner *owner = duties_find(duties, str_from(name), &near);
    if (!owner)
        fail_msg("no %s, near %s", name, near ? near : "-");
    return owner;
}

static void set_owner(struct oit_report *report, const char *code, const char *name)
{
    assessed_item(report, code)->officer.words[OFFICER_OWNER] = name;
}

static const struct duty *duty(const struct duty_owner *owner, const char *code)
{
    for (size_t i = 0; i < owner->n_duties; i++)
        if (strcmp(owner->duties[i].item->code, code) == 0)
            return &owner->duties[i];
    fail_msg("%s has no %s", owner->name, code);
    return NULL;
}

static void names_that_differ_in_blanks_and_signs_are_one(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct oit_report *report = assessed_report(&arena);
    struct duties duties;
    set_owner(report, "O16", " กอง คลัง ");
    set_owner(report, "O17", "กองคลังฯ");
    set_owner(report, "O19", "กอง\xc2\xa0คลัง\xe2\x80\x8b");
    set_owner(report, "O30", "กองคลัง, กองแผน\nกองคลัง");
    duties_of(report, NULL, false, &arena, &duties);
    assert_int_equal(find(&duties, "กองคลัง")->n_duties, 4);
    assert_int_equal(find(&duties, "กองคลัง")->n_fix, 4);
    assert_int_equal(find(&duties, "กอง แผน")->n_duties, 1);
    assert_ptr_equal(&duties.owners[0], find(&duties, "กองคลังฯ")); /* most to gain first */
    assert_false(duties.owners[0].is_usual);
    assert_true(find(&duties, "สำนักอำนวยการ")->is_usual);
    arena_done(&arena);
}

static void the_profile_spells_names_and_knows_contacts(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct oit_report *report = assessed_report(&arena);
    struct profile_owner owners[] = {{"กองคลัง (ชั้น 2)", NULL}, {"กองคลัง", "โทร 1234"}};
    struct profile profile = {.owners = owners, .n_owners = 2};
    struct duties duties;
    set_owner(report, "O16", "กอง คลังฯ");
    assessed_item(report, "O17")->officer.words[OFFICER_COORDINATOR] = "คุณหนึ่ง";
    set_owner(report, "O17", "กองคลัง");
    duties_of(report, &profile, false, &arena, &duties);
    const struct duty_owner *owner = find(&duties, "กองคลัง");
    assert_string_equal(owner->name, "กองคลัง");
    assert_string_equal(owner->contact, "โทร 1234");
    assert_string_equal(owner->coordinator, "คุณหนึ่ง");
    arena_done(&arena);
}

static void a_mistyped_name_gets_the_nearest(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct oit_report *report = assessed_report(&arena);
    struct duties duties;
    duties_of(report, NULL, false, &arena, &duties);
    static const char *const rows[][2] = {{"กองคลงั", "กองคลัง"}, {"คลัง", "กองคลัง"}, {"กองคลังและพัสดุ", "กองคลัง"}, {"สำนักบริกา", "สำนักบริการ"}, {"ฝ่ายยานยนต์พิเศษ", NULL}, {"", NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *near;
        assert_null(duties_find(&duties, str_from(rows[i][0]), &near));
        if (rows[i][1] ? !near || strcmp(near, rows[i][1]) != 0 : near != NULL)
            fail_msg("%s -> %s", rows[i][0], near ? near : "-");
    }
    arena_done(&arena);
}

static void says_what_each_item_is(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct oit_report *report = assessed_report(&arena);
    struct oit_reason_entry later = {.code = REASON_NOT_YET_DUE}, login = {.code = REASON_LOGIN_REQUIRED};
    struct duties duties;
    for (size_t i = 0; i < report->n_items; i++)
        report->items[i].officer.words[OFFICER_OWNER] = "ก";
    assessed_item(report, "O16")->officer.decision = DECISION_ACCEPT;
    assessed_item(report, "O17")->officer.decision = DECISION_NOT_APPLICABLE;
    assessed_item(report, "O19")->officer.decision = DECISION_ACCEPT;
    assessed_item(report, "O19")->officer.is_outdated = true;
    assessed_item(report, "O1")->officer.decision = DECISION_REJECT;
    assessed_item(report, "O2")->officer.decision = DECISION_ACCEPT;
    assessed_item(report, "O2")->officer.is_outdated = true;
    struct oit_item *o3 = assessed_item(report, "O3"), *o4 = assessed_item(report, "O4"), *o5 = assessed_item(report, "O5"), *o6 = assessed_item(report, "O6");
    o3->status = o4->status = OIT_UNKNOWN;
    o3->reasons = &later;
    o4->reasons = &login;
    o3->n_reasons = o4->n_reasons = 1;
    report->submission.id = "s1";
    o5->entered = (struct oit_entered){.is_known = true, .status = OIT_MISSING};
    o6->entered = (struct oit_entered){.is_known = true, .status = OIT_PUBLISHED};
    duties_of(report, NULL, false, &arena, &duties);
    assert_int_equal(duties.n_owners, 1);
    const struct duty_owner *owner = &duties.owners[0];
    static const struct {
        const char *code;
        enum duty_kind kind;
    } rows[] = {{"O16", DUTY_DONE}, {"O17", DUTY_DONE}, {"O19", DUTY_FIX}, {"O1", DUTY_FIX}, {"O2", DUTY_LOOK}, {"O3", DUTY_LATER},
                {"O4", DUTY_LOOK}, {"O5", DUTY_LINK}, {"O6", DUTY_DONE}, {"O30", DUTY_FIX}, {"O11", DUTY_FIX}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(duty(owner, rows[i].code)->kind, rows[i].kind);
    assert_int_equal(owner->n_fix, 5);
    assert_int_equal(owner->n_look, 2);
    assert_int_equal(owner->n_later, 1);
    assert_int_equal(owner->n_fix + owner->n_look + owner->n_later + owner->n_done, 35);
    for (size_t i = 1; i < owner->n_duties; i++)
        assert_true(owner->duties[i - 1].kind <= owner->duties[i].kind);
    arena_done(&arena);
}

static void due_days_are_internal_or_the_calendars(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct oit_report *report = assessed_report(&arena);
    struct profile_stage stages[] = {{.id = "enter", .to = {2024, 4, 30}}, {.id = "สำนักส่งข้อมูล", .to = {2024, 3, 31}}};
    struct profile profile = {.stages = stages, .n_stages = 2};
    struct duties duties;
    assessed_item(report, "O16")->officer.internal_due = "2024-03-15";
    duties_of(report, &profile, false, &arena, &duties);
    const struct duty_owner *owner = find(&duties, "กองคลัง");
    assert_string_equal(duty(owner, "O16")->due, "2024-03-15");
    assert_true(duty(owner, "O16")->is_due_internal);
    assert_string_equal(duty(owner, "O17")->due, "2024-03-31");
    assert_string_equal(owner->due, "2024-03-15");
    assert_null(duty(find(&duties, "สำนักอำนวยการ"), "O1")->due); /* done */
    duties_of(report, NULL, false, &arena, &duties);
    assert_null(duty(find(&duties, "กองคลัง"), "O17")->due);
    arena_done(&arena);
}

static void nobody_owns_what_no_rule_knows(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct oit_report *report = assessed_report(&arena);
    struct duties duties;
    for (size_t i = 0; i < report->n_items; i++)
        report->items[i].owner = (struct oit_words){NULL, NULL};
    set_owner(report, "O1", " , ฯ ;");
    duties_of(report, NULL, true, &arena, &duties);
    assert_int_equal(duties.n_owners, 1);
    assert_true(duties.owners[0].is_nobody);
    report->n_items = 0;
    duties_of(report, NULL, true, &arena, &duties);
    assert_int_equal(duties.n_owners, 0);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_differ_in_blanks_and_signs_are_one),
        cmocka_unit_test(the_profile_spells_names_and_knows_contacts),
        cmocka_unit_test(a_mistyped_name_gets_the_nearest),
        cmocka_unit_test(says_what_each_item_is),
        cmocka_unit_test(due_days_are_internal_or_the_calendars),
        cmocka_unit_test(nobody_owns_what_no_rule_knows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
