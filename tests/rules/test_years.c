/* test_years.c - the shipped schemes of all years: clean, small, scored by their own groups, chosen by year; and the map from year to year against
 * one table (years.tsv), which is typed from the lists and not from the rules.
 * SPDX-License-Identifier: MIT
 */
#include "rules/classify.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "assess/score.h"
#include "base/file.h"

enum { N_SCHEMES = 4, FIRST_YEAR = 2564, N_YEARS = 6, FIRST_SCHEME = 2566, MAX_ITEMS = 64 };

static const struct shape {
    const char *dir;
    int sizes[7], n_items; /* of the sub-indicators 9.1 to 9.5, 10.1, 10.2 */
} shapes[N_SCHEMES] = {
    {"rules/2566", {10, 8, 4, 4, 4, 8, 5}, 43},
    {"rules/2567", {6, 7, 4, 4, 4, 6, 4}, 35},
    {"rules/2568", {4, 7, 2, 3, 4, 4, 4}, 28},
    {"rules/2569", {4, 6, 2, 3, 4, 3, 4}, 26},
};

static struct scheme *loaded[N_SCHEMES];

static int load_all(void **state)
{
    (void)state;
    for (int i = 0; i < N_SCHEMES; i++) {
        struct err err = {0};
        if (scheme_load(shapes[i].dir, NULL, &loaded[i], NULL, &err) != OIT_OK) {
            print_error("%s: %s\n", err.where, err.en);
            return -1;
        }
    }
    return 0;
}

static int free_all(void **state)
{
    (void)state;
    for (int i = 0; i < N_SCHEMES; i++)
        scheme_free(loaded[i]);
    return 0;
}

static void every_scheme_is_clean_and_small(void **state)
{
    (void)state;
    for (int i = 0; i < N_SCHEMES; i++) {
        struct scheme *s = NULL;
        struct rule_messages *messages = NULL;
        struct err err = {0};
        assert_int_equal(scheme_load(shapes[i].dir, NULL, &s, &messages, &err), OIT_OK);
        (void)scheme_run_examples(s, messages);
        for (size_t k = 0; k < messages->n; k++)
            print_error("%s: %s:%d: %s\n", shapes[i].dir, messages->items[k].file, messages->items[k].line, messages->items[k].text.en);
        assert_int_equal(messages->n, 0);
        assert_in_range(scheme_compiled_bytes(s), 500 * 1024, 4 * 1024 * 1024);
        rule_messages_free(messages);
        scheme_free(s);
    }
}

static void is_confirmed_for_its_own_year_only(void **state)
{
    (void)state;
    for (int i = 0; i < N_SCHEMES; i++) {
        char year[8];
        (void)snprintf(year, sizeof year, "%d", FIRST_SCHEME + i);
        assert_string_equal(loaded[i]->id, year);
        assert_int_equal(loaded[i]->n_confirmed_years, 1);
        assert_int_equal(loaded[i]->confirmed_years[0], FIRST_SCHEME + i);
    }
}

static int size_of_group(const struct scheme *s, size_t group)
{
    int n = 0;
    for (size_t i = 0; i < s->n_items; i++)
        n += s->items[i].group == group;
    return n;
}

static void groups_have_the_sizes_of_the_year(void **state)
{
    (void)state;
    static const char *const codes[] = {"9.1", "9.2", "9.3", "9.4", "9.5", "10.1", "10.2"};
    for (int i = 0; i < N_SCHEMES; i++) {
        assert_int_equal(loaded[i]->n_items, shapes[i].n_items);
        for (int k = 0; k < 7; k++)
            for (size_t g = 0; g < loaded[i]->n_groups; g++)
                if (strcmp(loaded[i]->groups[g].code, codes[k]) == 0 && size_of_group(loaded[i], g) != shapes[i].sizes[k])
                    fail_msg("%s %s: %d items", shapes[i].dir, codes[k], size_of_group(loaded[i], g));
    }
}

/* One item of each sub-indicator fails in turn: what it costs follows from the sizes alone. */
static void one_failed_item_costs_what_its_group_weighs(void **state)
{
    (void)state;
    for (int i = 0; i < N_SCHEMES; i++) {
        const struct scheme *s = loaded[i];
        for (size_t failed = 0; failed < s->n_items; failed++) {
            struct score_range ranges[MAX_ITEMS];
            for (size_t k = 0; k < s->n_items; k++)
                ranges[k] = (struct score_range){k == failed ? 0 : 100, k == failed ? 0 : 100};
            double size = size_of_group(s, s->items[failed].group);
            double n_subs = strncmp(s->groups[s->items[failed].group].code, "9.", 2) == 0 ? 5 : 2;
            assert_true(fabs(score_total(s, ranges, NULL).low - (100 - 100 / size / n_subs / 2)) < 1e-9);
        }
    }
}

static void levels_are_confirmed_for_2567_only(void **state)
{
    (void)state;
    for (int i = 0; i < N_SCHEMES; i++)
        for (size_t k = 0; k < loaded[i]->n_items; k++)
            if (loaded[i]->items[k].levels_confirmed)
                assert_string_equal(loaded[i]->id, "2567");
    assert_true(loaded[1]->items[10].levels_confirmed);
}

/* What came from another year's file is assumed unless the file says that it is confirmed; the list and the year rule of reports are. */
static void years_of_reports_and_plans(void **state)
{
    (void)state;
    static const struct {
        int scheme;
        const char *code;
        unsigned accept;
        bool is_assumed;
    } cases[] = {
        {2, "O7", ACCEPT_PREVIOUS, false},  {2, "O19", ACCEPT_PREVIOUS, false}, {2, "O13", ACCEPT_PREVIOUS, false}, {2, "O26", ACCEPT_PREVIOUS, false},
        {3, "O7", ACCEPT_PREVIOUS, false},  {3, "O18", ACCEPT_PREVIOUS, false}, {3, "O19", ACCEPT_ACTIVITY, false}, {3, "O24", ACCEPT_PREVIOUS, false},
        {2, "O25", ACCEPT_CURRENT | ACCEPT_SPAN, true}, {3, "O23", ACCEPT_CURRENT | ACCEPT_SPAN, true}, {0, "O11", ACCEPT_CURRENT, false},
        {0, "O13", ACCEPT_PREVIOUS, false}, {0, "O29", ACCEPT_CURRENT | ACCEPT_FIRST_HALF, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct scheme_item *item = &loaded[cases[i].scheme]->items[scheme_item_by_code(loaded[cases[i].scheme], cases[i].code)];
        if (item->accept != cases[i].accept || item->accept_assumed != cases[i].is_assumed)
            fail_msg("%s %s: %u %d", loaded[cases[i].scheme]->id, item->code, item->accept, item->accept_assumed);
    }
}

static const struct scheme_element *element_of(const struct scheme *s, const char *code, const char *id)
{
    const struct scheme_item *item = &s->items[scheme_item_by_code(s, code)];
    for (size_t i = item->first_element; i < item->first_element + (size_t)item->n_elements; i++)
        if (strcmp(s->elements[i].id, id) == 0)
            return &s->elements[i];
    fail_msg("%s has no %s in %s", code, id, s->id);
    return NULL;
}

/* The form's columns are confirmed for 2567, 2568 and 2569's yearly report; nothing else that came from 2567 is. */
static void what_is_confirmed_for_one_year_is_assumed_in_another(void **state)
{
    (void)state;
    assert_false(element_of(loaded[2], "O12", "contract-status")->is_assumed);
    assert_false(element_of(loaded[2], "O13", "contract-status")->is_assumed);
    assert_false(element_of(loaded[3], "O12", "contract-status")->is_assumed);
    assert_true(element_of(loaded[2], "O13", "summary-by-method")->is_assumed);
    assert_true(element_of(loaded[3], "O11", "work")->is_assumed);
    assert_false(element_of(loaded[1], "O2", "photo")->is_assumed);
    assert_true(element_of(loaded[2], "O2", "photo")->is_assumed);
    assert_true(element_of(loaded[3], "O2", "photo")->is_assumed);
}

/* ---- the table ---- */

typedef bool (*row_fn)(struct str topic, const struct str cells[N_YEARS]);

static size_t for_each_row(row_fn check)
{
    struct buf bytes;
    buf_init(&bytes, 1024 * 1024);
    assert_int_equal(file_read("tests/rules/years.tsv", &bytes, NULL), OIT_OK);
    struct str rest = buf_str(&bytes);
    size_t n_wrong = 0;
    while (rest.p) {
        struct str line = str_cut(&rest, '\n'), topic = str_cut(&line, '\t'), cells[N_YEARS];
        if (topic.n == 0 || topic.p[0] == '#')
            continue;
        for (int k = 0; k < N_YEARS; k++)
            cells[k] = str_cut(&line, '\t');
        n_wrong += !check(topic, cells);
    }
    buf_done(&bytes);
    return n_wrong;
}

static bool cell_holds(struct str cell, int number)
{
    while (cell.p && cell.n > 0) {
        uint64_t n;
        if (str_to_u64(str_cut(&cell, ','), 99, &n) && (int)n == number)
            return true;
    }
    return false;
}

static int number_of(const char *code)
{
    return atoi(code + 1);
}

static const char *year_name(int index)
{
    static const char *const names[N_YEARS] = {"2564", "2565", "2566", "2567", "2568", "2569"};
    return names[index];
}

/* Each pair of numbers in a row must be in the map of each scheme. */
static bool row_is_in_the_maps(struct str topic, const struct str cells[N_YEARS])
{
    bool is_right = true;
    for (int s = 0; s < N_SCHEMES; s++)
        for (int other = 0; other < N_YEARS; other++)
            for (int theirs = 1; other != s + 2 && theirs < MAX_ITEMS; theirs++) {
                if (!cell_holds(cells[other], theirs))
                    continue;
                uint16_t items[MAX_ITEMS];
                size_t n = scheme_items_of_number(loaded[s], year_name(other), theirs, items, MAX_ITEMS), n_found = 0, n_wanted = 0;
                for (int own = 1; own < MAX_ITEMS; own++) {
                    bool is_wanted = cell_holds(cells[s + 2], own), is_found = false;
                    n_wanted += is_wanted;
                    for (size_t k = 0; k < n; k++)
                        is_found = is_found || number_of(loaded[s]->items[items[k]].code) == own;
                    n_found += is_wanted && is_found;
                }
                if (n_found != n_wanted) {
                    print_error("%.*s: %s's O%d is not all of it in the map of %s\n", STR_ARG(topic), year_name(other), theirs, loaded[s]->id);
                    is_right = false;
                }
            }
    return is_right;
}

static const struct scheme *wanted_scheme;
static const struct scheme_map *wanted_row;

static bool row_says_so(struct str topic, const struct str cells[N_YEARS])
{
    (void)topic;
    int own = atoi(wanted_scheme->id) - FIRST_YEAR, other = atoi(wanted_row->scheme) - FIRST_YEAR;
    return !(cell_holds(cells[own], number_of(wanted_scheme->items[wanted_row->item].code)) && cell_holds(cells[other], number_of(wanted_row->theirs)));
}

static void the_maps_say_what_the_table_says(void **state)
{
    (void)state;
    assert_int_equal(for_each_row(row_is_in_the_maps), 0);
    for (int s = 0; s < N_SCHEMES; s++)
        for (size_t i = 0; i < loaded[s]->n_map; i++) {
            wanted_scheme = loaded[s];
            wanted_row = &loaded[s]->map[i];
            if (for_each_row(row_says_so) == 0)
                fail_msg("%s: no row of the table says %s = %s of %s", wanted_scheme->id, wanted_scheme->items[wanted_row->item].code, wanted_row->theirs,
                         wanted_row->scheme);
        }
}

static void the_maps_agree_in_both_directions(void **state)
{
    (void)state;
    for (int s = 0; s < N_SCHEMES; s++)
        for (size_t i = 0; i < loaded[s]->n_map; i++) {
            const struct scheme_map *row = &loaded[s]->map[i];
            int other = atoi(row->scheme) - FIRST_SCHEME;
            uint16_t back[MAX_ITEMS];
            if (other < 0)
                continue; /* no rules of that year */
            size_t n = scheme_items_of(loaded[other], loaded[s]->id, loaded[s]->items[row->item].code, back, MAX_ITEMS);
            bool is_there = false;
            for (size_t k = 0; k < n; k++)
                is_there = is_there || strcmp(loaded[other]->items[back[k]].code, row->theirs) == 0;
            if (!is_there)
                fail_msg("%s of %s is %s of %s, but not the other way", loaded[s]->items[row->item].code, loaded[s]->id, row->theirs, row->scheme);
        }
}

/* ---- titles ---- */

static size_t count_wrong_titles(const struct scheme *s, const char *path, size_t *ret_n)
{
    struct buf bytes;
    buf_init(&bytes, 1024 * 1024);
    assert_int_equal(file_read(path, &bytes, NULL), OIT_OK);
    struct classifier *classifier = classifier_new(s);
    struct str rest = buf_str(&bytes);
    size_t n_wrong = 0;
    while (rest.p) {
        struct str title = str_cut(&rest, '\n'), wanted = str_cut(&title, '\t');
        if (wanted.n == 0 || wanted.p[0] == '#')
            continue;
        (*ret_n)++;
        uint16_t item = classification_item(s, classify_title(classifier, title));
        const char *code = item == NO_INDEX ? "NONE" : s->items[item].code;
        if (!str_eq_c(wanted, code))
            print_error("%s %.*s: '%.*s' is %s\n", s->id, STR_ARG(wanted), STR_ARG(title), code);
        n_wrong += !str_eq_c(wanted, code);
    }
    classifier_free(classifier);
    buf_done(&bytes);
    return n_wrong;
}

static void titles_of_each_year_name_its_items(void **state)
{
    (void)state;
    static const struct {
        int scheme;
        const char *path;
    } files[] = {{0, "tests/rules/titles-2566.tsv"}, {2, "tests/rules/titles-2568.tsv"}, {3, "tests/rules/titles-2569.tsv"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t n = 0;
        assert_int_equal(count_wrong_titles(loaded[files[i].scheme], files[i].path, &n), 0);
        assert_true(n >= 80);
    }
}

static void the_monthly_list_belongs_where_the_year_has_it(void **state)
{
    (void)state;
    static const char *const wanted[N_SCHEMES] = {"O21", NULL, NULL, "O11"};
    for (int i = 0; i < N_SCHEMES; i++) {
        struct classifier *classifier = classifier_new(loaded[i]);
        const struct classification *a = classify_title(classifier, STR_LIT("แบบ สขร.1 ประจำเดือนมกราคม"));
        uint16_t item = classification_item(loaded[i], a);
        if (wanted[i]) {
            assert_int_not_equal(item, NO_INDEX);
            assert_string_equal(loaded[i]->items[item].code, wanted[i]);
        } else {
            assert_int_equal(item, NO_INDEX);
            assert_true(a->n > 0 && a->best[0].subject >= loaded[i]->n_items);
            const struct scheme_trap *trap = &loaded[i]->traps[a->best[0].subject - loaded[i]->n_items];
            assert_string_equal(trap->id, "sorkhor1");
            assert_true(trap->near >> scheme_item_by_code(loaded[i], i == 1 ? "O16" : "O12") & 1);
        }
        classifier_free(classifier);
    }
}

/* ---- choice ---- */

static void assert_chosen(int year, const char *expected)
{
    char *chosen = scheme_choose("rules", year);
    assert_string_equal(chosen, expected);
    free(chosen);
}

static void a_year_without_a_list_takes_the_one_before(void **state)
{
    (void)state;
    assert_chosen(2570, "rules/2569");
    assert_chosen(2569, "rules/2569");
    assert_chosen(2568, "rules/2568");
    assert_chosen(2567, "rules/2567");
    assert_chosen(2566, "rules/2566");
    assert_chosen(2565, "rules/2566"); /* all are later: the oldest */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scheme_is_clean_and_small),
        cmocka_unit_test(is_confirmed_for_its_own_year_only),
        cmocka_unit_test(groups_have_the_sizes_of_the_year),
        cmocka_unit_test(one_failed_item_costs_what_its_group_weighs),
        cmocka_unit_test(levels_are_confirmed_for_2567_only),
        cmocka_unit_test(years_of_reports_and_plans),
        cmocka_unit_test(what_is_confirmed_for_one_year_is_assumed_in_another),
        cmocka_unit_test(the_maps_say_what_the_table_says),
        cmocka_unit_test(the_maps_agree_in_both_directions),
        cmocka_unit_test(titles_of_each_year_name_its_items),
        cmocka_unit_test(the_monthly_list_belongs_where_the_year_has_it),
        cmocka_unit_test(a_year_without_a_list_takes_the_one_before),
    };
    return cmocka_run_group_tests_name("years", tests, load_all, free_all);
}
