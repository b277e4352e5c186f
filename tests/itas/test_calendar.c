/* test_calendar.c - which stage of the ITAS work is running or next, and what to type for it.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "itas/calendar.h"
#include "text/years.h"

enum { MAX_STAGES = 12 };

struct calendar {
    struct profile profile;
    struct profile_stage stages[MAX_STAGES];
};

static struct clock_date day_of(const char *text)
{
    struct clock_date day = {0, 0, 0};
    if (text)
        assert_true(years_parse_date(str_from(text), &day));
    return day;
}

static void add(struct calendar *c, const char *id, const char *from, const char *to)
{
    assert_in_range(c->profile.n_stages, 0, MAX_STAGES - 1);
    c->profile.stages = c->stages;
    c->stages[c->profile.n_stages++] = (struct profile_stage){.id = id, .from = day_of(from), .to = day_of(to)};
}

/* "collect 5": running, days left; "next collect 12": days until; "-": none. */
static void expect(const struct calendar *c, const char *day, const char *what)
{
    struct calendar_now now;
    struct arena arena;
    arena_init(&arena);
    const char *said = !calendar_at(&c->profile, day_of(day), &now) ? "-"
                       : now.is_running ? arena_printf(&arena, "%s %d", now.stage->id, now.days_left).p
                                        : arena_printf(&arena, "next %s %d", now.stage->id, now.days_until).p;
    assert_string_equal(said, what);
    arena_done(&arena);
}

static void says_the_running_stage_in_whatever_order_they_stand(void **state)
{
    (void)state;
    struct calendar c = {0};
    add(&c, "enter", "21/4/2567", "30/4/2567");
    add(&c, "assign", "2023-12-01", "31 ม.ค. 2567");
    add(&c, "collect", "1/2/2567", "31/3/2567");
    add(&c, "check-links", "1/4/2567", "20/4/2567");
    expect(&c, "30/11/2566", "next assign 1");
    expect(&c, "1/12/2566", "assign 61");
    expect(&c, "31/1/2567", "assign 0");
    expect(&c, "1/2/2567", "collect 59");
    expect(&c, "10/4/2567", "check-links 10");
    expect(&c, "30/4/2567", "enter 0");
    expect(&c, "1/5/2567", "-");
}

static void a_gap_belongs_to_the_next_stage(void **state)
{
    (void)state;
    struct calendar c = {0};
    add(&c, "assess", "2024-05-01", "2024-06-15");
    add(&c, "appeal", "2024-06-20", "2024-06-30");
    expect(&c, "2024-06-16", "next appeal 4");
    expect(&c, "2024-06-19", "next appeal 1");
    expect(&c, "2024-06-20", "appeal 10");
}

static void of_stages_that_overlap_the_one_that_ends_first_counts(void **state)
{
    (void)state;
    struct calendar c = {0};
    add(&c, "collect", "2024-01-01", "2024-04-30");
    add(&c, "approve", "2024-03-01", "2024-03-10");
    add(&c, "check-links", "2024-02-20", "2024-03-10");
    expect(&c, "2024-02-01", "collect 89");
    expect(&c, "2024-03-05", "approve 5"); /* of equals the one that began last */
    expect(&c, "2024-03-11", "collect 50");
}

static void missing_dates_are_taken_from_the_neighbours(void **state)
{
    (void)state;
    struct calendar c = {0};
    add(&c, "collect", NULL, "2024-03-31");
    add(&c, "check-links", NULL, "2024-04-10");
    add(&c, "enter", "2024-04-21", NULL);
    add(&c, "assess", "2024-05-01", "2024-06-15");
    add(&c, "results", "2024-08-01", NULL);
    add(&c, "appeal", NULL, NULL);
    expect(&c, "2023-09-30", "next collect 1");
    expect(&c, "2023-10-01", "collect 182"); /* from the fiscal year's first day */
    expect(&c, "2024-04-01", "check-links 9");
    expect(&c, "2024-04-15", "next enter 6");
    expect(&c, "2024-04-30", "enter 0"); /* to the day before the next one */
    expect(&c, "2024-06-16", "next results 46");
    expect(&c, "2024-08-01", "results 0");
    expect(&c, "2024-08-02", "-");
}

static void no_calendar_says_nothing(void **state)
{
    (void)state;
    struct calendar c = {0};
    expect(&c, "2024-01-01", "-");
    add(&c, "appeal", NULL, NULL);
    expect(&c, "2024-01-01", "-");
}

static void knows_stages_by_id_and_by_thai_title(void **state)
{
    (void)state;
    static const char *const same[][2] = {{"collect", "collect"}, {"สำนักส่งข้อมูล", "collect"}, {"กรอกITAS", "enter"}, {"กรอก itas", "enter"},
                                          {"Check Links", "check-links"}, {"ผู้ประเมินตรวจ", "assess"}, {"มอบหมาย", "assign"}, {"ตรวจลิงก์", "check-links"},
                                          {"อนุมัติ", "approve"}, {"อุทธรณ์", "appeal"}, {"ประกาศผล", "results"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        const struct calendar_kind *kind = calendar_kind_of(str_from(same[i][0]));
        assert_non_null(kind);
        assert_string_equal(kind->id, same[i][1]);
    }
    assert_null(calendar_kind_of(STR_LIT("ประชุมคณะทำงาน")));
    assert_null(calendar_kind_of(STR_LIT("")));
    assert_null(calendar_kind_of(STR_NONE));
    assert_string_equal(calendar_nearest(STR_LIT("colect")), "collect");
    assert_null(calendar_nearest(STR_LIT("ประชุม")));
}

static void tells_one_command_for_each_stage(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct calendar c = {0};
    c.profile.path = "our agency.yaml";
    struct calendar_now now;
    add(&c, "check-links", "2024-04-01", "2024-04-10");
    assert_true(calendar_at(&c.profile, day_of("2024-04-05"), &now));
    assert_string_equal(calendar_command(&c.profile, &now, false, &arena).p, "oitcheck scan --profile 'our agency.yaml'");
    assert_string_equal(calendar_command(&c.profile, &now, true, &arena).p, "oitcheck verify --profile 'our agency.yaml'");
    c.profile.path = "/etc/oit's.yaml";
    assert_string_equal(calendar_command(&c.profile, &now, true, &arena).p, "oitcheck verify --profile '/etc/oit'\\''s.yaml'");
    c.profile.path = "agency.yaml";
    for (size_t i = 0; i < calendar_n_kinds; i++) {
        struct profile_stage stage = {.id = calendar_kinds[i].id};
        now.stage = &stage;
        struct str command = calendar_command(&c.profile, &now, false, &arena);
        assert_true(str_starts_c(command, "oitcheck ") && str_ends_c(command, " --profile agency.yaml"));
    }
    struct profile_stage own = {.id = "meeting", .title = {"ประชุม", "meeting"}};
    now.stage = &own;
    assert_string_equal(calendar_command(&c.profile, &now, false, &arena).p, "oitcheck remind --profile agency.yaml");
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_the_running_stage_in_whatever_order_they_stand),
        cmocka_unit_test(a_gap_belongs_to_the_next_stage),
        cmocka_unit_test(of_stages_that_overlap_the_one_that_ends_first_counts),
        cmocka_unit_test(missing_dates_are_taken_from_the_neighbours),
        cmocka_unit_test(no_calendar_says_nothing),
        cmocka_unit_test(knows_stages_by_id_and_by_thai_title),
        cmocka_unit_test(tells_one_command_for_each_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
