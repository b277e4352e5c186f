/* test_parallel.c - lists of other assessments that number their items the same way are known by name; the agency's own list is not taken for one.
 * SPDX-License-Identifier: MIT
 */
#include "rules/rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct text_case {
    const char *text, *id; /* NULL: none */
};

static size_t count_wrong(const struct scheme *s, const struct text_case *cases, size_t n,
                          const struct scheme_parallel *(*ask)(const struct scheme *, struct str))
{
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        const struct scheme_parallel *p = ask(s, str_from(cases[i].text));
        bool is_right = p ? cases[i].id && str_eq_c(str_from(p->id), cases[i].id) : !cases[i].id;
        if (!is_right)
            print_error("'%s': %s\n", cases[i].text, p ? p->id : "none");
        wrong += !is_right;
    }
    return wrong;
}

static void headings_name_the_list(void **state)
{
    static const struct text_case cases[] = {
        {"ITA สถานีตำรวจ ประจำปี 2567", "police"},
        {"การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของสถานีตำรวจ", "police"},
        {"OIT สถานศึกษาอาชีวศึกษา ปี 2569", "vocational"},
        {"การประเมินคุณธรรมและความโปร่งใส (ITA) สถานศึกษาในสังกัด สอศ.", "vocational"},
        {"ITA Online ของสถานศึกษา ๒๕๖๖", "school"},
        {"ระบบ OIT โรงเรียน", "school"},
        {"การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของสถานศึกษา", "school"},
        {"MOIT ปีงบประมาณ พ.ศ. 2567", "moit"},
        {"M O I T 2566", "moit"},
        {"OIT ระดับคณะ ปีงบประมาณ 2568", "faculty"},
        {"ITA คณะวิทยาศาสตร์", "faculty"},
        {"ITA 2567", NULL},
        {"การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ 2567", NULL},
        {"ITA เทศบาลตำบลจำลอง", NULL},
        {"โรงเรียนบ้านจำลองวิทยา", NULL},
        {"สถานศึกษาอาชีวศึกษา", NULL}, /* a kind of college, no list */
        {"ITA คณะกรรมการ", NULL}, /* a committee is no faculty */
        {"ITA สภ. บ้านจำลอง", "police"},
        {"ITA สภามหาวิทยาลัย", NULL},
        {"ITA มหาวิทยาลัยจำลอง", NULL},
        {"วิทยาลัยเทคนิคจำลอง", NULL},
        {"moitech co. ltd.", NULL},
    };
    assert_int_equal(count_wrong(*state, cases, sizeof cases / sizeof *cases, scheme_parallel_named), 0);
}

static void rows_tell_by_their_code_or_title(void **state)
{
    static const struct text_case cases[] = {
        {"MOIT 14 แนวทางการใช้รถราชการและทรัพย์สิน", "moit"},
        {"MOIT14", "moit"},
        {"EB 16", "moit"},
        {"O2 ข้อมูลผู้บริหาร อัตรากำลัง และพื้นที่รับผิดชอบ", "police"},
        {"O11 สถิติฐานความผิดคดีอาญา", "police"},
        {"O7 รายงานการประเมินตนเอง (SAR)", "school"},
        {"O1 โครงสร้าง ประวัติ/ปรัชญา/สัญลักษณ์", "faculty"},
        {"O2 ข้อมูลผู้บริหาร", NULL},
        {"OIT 14 รายการการจัดซื้อจัดจ้าง", NULL},
        {"web 2.0", NULL},
        {"MOIT", NULL},
    };
    assert_int_equal(count_wrong(*state, cases, sizeof cases / sizeof *cases, scheme_parallel_of_row), 0);
}

static void is_found_by_its_id(void **state)
{
    struct scheme *s = *state;
    assert_string_equal(scheme_parallel_by_id(s, "police")->id, "police");
    assert_null(scheme_parallel_by_id(s, "2567"));
    assert_null(scheme_parallel_by_id(s, NULL));
}

static int load(void **state)
{
    struct err err = {0};
    return scheme_load("rules/2569", NULL, (struct scheme **)state, NULL, &err) == OIT_OK ? 0 : -1;
}

static int unload(void **state)
{
    scheme_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_name_the_list),
        cmocka_unit_test(rows_tell_by_their_code_or_title),
        cmocka_unit_test(is_found_by_its_id),
    };
    return cmocka_run_group_tests_name("parallel lists", tests, load, unload);
}
