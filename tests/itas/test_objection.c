/* test_objection.c - the ground of an objection: what was there on the day counts, nothing else; in doubt a person.
 * SPDX-License-Identifier: MIT
 */
#include "itas/objection.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DAY = 19835 /* 22 April 2024 */, BEFORE = DAY - 21, AFTER = DAY + 13 };

static void proves_only_what_was_there_on_the_day(void **state)
{
    static const struct {
        const char *what;
        struct objection_facts facts;
        enum objection_proof proof;
    } cases[] = {
        {"nothing is known", {.is_behind = true}, PROOF_UNKNOWN},
        {"same copy of that day", {.has_copy = true, .copy_is_same = true, .copy_day = DAY}, PROOF_COPY},
        {"same copy, though the server's clock says later", {.has_copy = true, .copy_is_same = true, .copy_day = DAY, .modified_day = AFTER}, PROOF_COPY},
        {"same copy of days later", {.has_copy = true, .copy_is_same = true, .copy_day = AFTER}, PROOF_UNKNOWN},
        {"same copy of days later, changed after the day", {.has_copy = true, .copy_is_same = true, .copy_day = AFTER + 1, .modified_day = AFTER}, PROOF_LATER},
        {"same copy of days later, not changed since", {.has_copy = true, .copy_is_same = true, .copy_day = AFTER, .modified_day = BEFORE}, PROOF_SERVER},
        {"other copy of a file", {.has_copy = true, .copy_day = DAY, .first_seen_day = AFTER}, PROOF_CHANGED},
        {"other copy of a page", {.has_copy = true, .is_page = true, .copy_day = DAY}, PROOF_PAGE_DIFFERS},
        {"dead on the day", {.has_copy = true, .copy_is_dead = true, .first_seen_day = BEFORE}, PROOF_CHANGED},
        {"seen before", {.first_seen_day = BEFORE}, PROOF_SEEN},
        {"seen on the day", {.first_seen_day = DAY}, PROOF_SEEN},
        {"seen before, server says later", {.first_seen_day = BEFORE, .modified_day = AFTER}, PROOF_SEEN},
        {"seen after only", {.first_seen_day = AFTER}, PROOF_UNKNOWN},
        {"server: before", {.first_seen_day = AFTER, .modified_day = BEFORE}, PROOF_SERVER},
        {"server: on the day", {.modified_day = DAY}, PROOF_SERVER},
        {"server: after", {.modified_day = AFTER}, PROOF_LATER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (objection_proof(&cases[i].facts, DAY) != cases[i].proof)
            fail_msg("%s: %d, not %d", cases[i].what, (int)objection_proof(&cases[i].facts, DAY), (int)cases[i].proof);
}

static void says_when_not_to_object(void **state)
{
    static const struct objection_facts proved = {.is_behind = true, .has_copy = true, .copy_is_same = true, .copy_day = DAY}, later = {.is_behind = true, .modified_day = AFTER},
                                        elsewhere = {.first_seen_day = BEFORE}, unknown = {.is_behind = true};
    static const struct {
        const char *what;
        bool has_submission;
        size_t n_entered, n_dead;
        enum oit_status status;
        struct objection_facts facts[3];
        size_t n_facts;
        enum objection_case expected;
    } cases[] = {
        {"no submission", false, 0, 0, OIT_PUBLISHED, {proved}, 1, OBJECTION_NO_SUBMISSION},
        {"no link", true, 0, 0, OIT_PUBLISHED, {proved}, 1, OBJECTION_NOT_ENTERED},
        {"all links dead", true, 2, 2, OIT_PUBLISHED, {proved}, 1, OBJECTION_NOT_THEN},
        {"one of two dead", true, 2, 1, OIT_PUBLISHED, {proved}, 1, OBJECTION_SHOWN},
        {"missing", true, 1, 0, OIT_MISSING, {proved}, 0, OBJECTION_NOT_THEN},
        {"unread", true, 1, 0, OIT_UNKNOWN, {proved}, 1, OBJECTION_UNSURE},
        {"there", true, 1, 0, OIT_PUBLISHED, {proved}, 1, OBJECTION_SHOWN},
        {"there, and more of it elsewhere", true, 1, 0, OIT_PUBLISHED, {proved, elsewhere}, 2, OBJECTION_SHOWN},
        {"one of two came later", true, 1, 0, OIT_PUBLISHED, {proved, later}, 2, OBJECTION_NOT_THEN},
        {"later, and not all of it", true, 1, 0, OIT_PARTIAL, {later}, 1, OBJECTION_NOT_THEN},
        {"not all of it", true, 1, 0, OIT_PARTIAL, {proved}, 1, OBJECTION_INCOMPLETE},
        {"elsewhere only", true, 1, 0, OIT_PUBLISHED, {elsewhere}, 1, OBJECTION_ELSEWHERE},
        {"one of two not known", true, 1, 0, OIT_PUBLISHED, {proved, unknown}, 2, OBJECTION_UNSURE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum objection_case found = objection_case(&(struct objection_input){.has_submission = cases[i].has_submission, .submitted_day = DAY, .n_entered = cases[i].n_entered,
                                                   .n_entered_dead = cases[i].n_dead, .status = cases[i].status, .facts = cases[i].facts, .n_facts = cases[i].n_facts});
        if (found != cases[i].expected)
            fail_msg("%s: %d, not %d", cases[i].what, (int)found, (int)cases[i].expected);
    }
}

/* The links judged when they were frozen say more than what stands there now. */
static void a_look_of_the_day_says_more(void **state)
{
    static const struct objection_facts changed = {.is_behind = true, .has_copy = true, .copy_day = DAY}, later = {.is_behind = true, .modified_day = AFTER},
                                        old = {.is_behind = true, .modified_day = BEFORE}, elsewhere = {.first_seen_day = BEFORE};
    static const struct {
        const char *what;
        enum oit_status look;
        int64_t look_day;
        enum oit_status status;
        struct objection_facts facts;
        enum objection_case expected;
    } cases[] = {
        {"there, and replaced since", OIT_PUBLISHED, DAY, OIT_PUBLISHED, changed, OBJECTION_SHOWN},
        {"there, and gone since", OIT_PUBLISHED, DAY, OIT_MISSING, changed, OBJECTION_SHOWN},
        {"not all of it, all of it today", OIT_PARTIAL, DAY, OIT_PUBLISHED, old, OBJECTION_INCOMPLETE},
        {"not there, there today", OIT_MISSING, DAY, OIT_PUBLISHED, old, OBJECTION_NOT_THEN},
        {"not there, but elsewhere", OIT_MISSING, DAY, OIT_PUBLISHED, elsewhere, OBJECTION_ELSEWHERE},
        {"not readable then", OIT_UNKNOWN, DAY, OIT_PUBLISHED, old, OBJECTION_SHOWN},
        {"frozen days later, old file", OIT_PUBLISHED, AFTER, OIT_PUBLISHED, old, OBJECTION_SHOWN},
        {"frozen days later, file of in between", OIT_PUBLISHED, AFTER + 1, OIT_PUBLISHED, later, OBJECTION_NOT_THEN},
        {"frozen days later, nothing is known", OIT_PUBLISHED, AFTER, OIT_PUBLISHED, {.is_behind = true}, OBJECTION_UNSURE},
        {"frozen days later, not there even then", OIT_MISSING, AFTER, OIT_PUBLISHED, old, OBJECTION_NOT_THEN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum objection_case found = objection_case(&(struct objection_input){.has_submission = true, .submitted_day = DAY, .n_entered = 1, .status = cases[i].status, .facts = &cases[i].facts,
                                                   .n_facts = 1, .has_look = true, .look = cases[i].look, .look_day = cases[i].look_day});
        if (found != cases[i].expected)
            fail_msg("%s: %d, not %d", cases[i].what, (int)found, (int)cases[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(proves_only_what_was_there_on_the_day), cmocka_unit_test(says_when_not_to_object), cmocka_unit_test(a_look_of_the_day_says_more)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
