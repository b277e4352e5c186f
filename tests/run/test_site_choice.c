/* test_site_choice.c - which stored site is meant, and that nobody writes to a site that nobody named.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "run/judgement.h"
#include "../support/program.h"
#include "../support/tmp.h"

struct fixture {
    char *folder, *db;
    struct store *store;
    struct arena arena;
};

static void add(struct fixture *f, const char *id, const char *site, const char *name, int64_t started)
{
    struct store_run run = {.id = id, .site = site, .site_name = name, .fiscal_year_be = 2567, .started = started, .finished = started + 9, .complete = true, .report_json = "{}"};
    assert_int_equal(store_run_begin(f->store, &run, NULL), OIT_OK);
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->folder = tmp_folder();
    f->db = tmp_path(f->folder, "db");
    arena_init(&f->arena);
    assert_int_equal(store_open(f->db, &f->store, NULL), OIT_OK);
    add(f, "craft-1", "https://www.craft.example.go.th/", "สำนักงานช่างฝีมือ", 1000);
    add(f, "water-1", "http://water.example.go.th:8080/", "กรมลำน้ำ", 2000);
    add(f, "craft-2", "https://www.craft.example.go.th/", "สำนักงานช่างฝีมือ", 3000);
    add(f, "north", "http://shared.example.go.th/north/", "เทศบาลเหนือ", 4000);
    add(f, "south", "http://shared.example.go.th/south/", "เทศบาลใต้", 5000);
    add(f, "water-2", "http://water.example.go.th:8080/", "กรมลำน้ำ", 6000);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    store_close(f->store);
    arena_done(&f->arena);
    free(f->db);
    tmp_remove(f->folder);
    free(f);
    return 0;
}

static const char *chosen(struct fixture *f, const char *site, const char *which)
{
    struct oit_options options = {.site = site, .run = which};
    struct store_run run;
    return judgement_find_run(f->store, &options, &f->arena, &run, NULL) == OIT_OK ? run.id : "none";
}

static void a_site_is_named_as_people_do(void **state)
{
    static const struct {
        const char *typed, *id;
    } rows[] = {
        {"https://www.craft.example.go.th/", "craft-2"}, {"www.craft.example.go.th", "craft-2"}, {"craft.example.go.th", "craft-2"}, {"http://CRAFT.example.go.th", "craft-2"},
        {"สำนักงานช่างฝีมือ", "craft-2"}, {"ช่างฝีมือ", "craft-2"}, {"water.example.go.th", "water-2"}, {"water.example.go.th:8080", "water-2"},
        {"shared.example.go.th/north/", "north"}, {"shared.example.go.th", "south"}, /* the newest of two */
        {"water.example.go.th:8081", "none"}, {"shared.example.go.th/east/", "none"}, {"other.example.go.th", "none"}, {"กรมทาง", "none"}, {"example.go.th", "none"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(chosen(*state, rows[i].typed, NULL), rows[i].id) != 0)
            fail_msg("'%s' is %s, not %s", rows[i].typed, chosen(*state, rows[i].typed, NULL), rows[i].id);
}

/* The newest run is of one site: the one before it is of the same. */
static void previous_stays_with_its_site(void **state)
{
    assert_string_equal(chosen(*state, NULL, NULL), "water-2");
    assert_string_equal(chosen(*state, NULL, "latest"), "water-2");
    assert_string_equal(chosen(*state, NULL, "previous"), "water-1");
    assert_string_equal(chosen(*state, NULL, "north"), "north");
    assert_string_equal(chosen(*state, "craft.example.go.th", "previous"), "craft-1");
    assert_string_equal(chosen(*state, "craft.example.go.th", "north"), "none");
}

static void expect(struct fixture *f, const char *const *words, int code, const char *said, bool is_said)
{
    const char *all[16] = {NULL};
    struct program_run run;
    size_t n = 0;
    for (; words[n]; n++)
        all[n] = words[n];
    all[n++] = "--db";
    all[n++] = f->db;
    program_run(all, NULL, &run);
    if ((code >= 0 && run.code != code) || (strstr(run.err.p ? run.err.p : "", said) != NULL) != is_said)
        fail_msg("%s: exit %d, said: %s", words[0], run.code, run.err.p);
    program_done(&run);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void who_writes_is_asked_and_who_reads_is_told(void **state)
{
    expect(*state, WORDS("decide", "O1", "รับ"), 2, "ที่เก็บผลมีหลายเว็บไซต์", true);
    expect(*state, WORDS("decide", "O1", "รับ"), 2, "say which: --site URL", true);
    expect(*state, WORDS("import", "sheet.csv"), 2, "say which: --site URL", true);
    expect(*state, WORDS("submit", "sheet.csv"), 2, "say which: --site URL", true);
    expect(*state, WORDS("decide", "O1", "รับ", "--site", "water.example.go.th"), -1, "หลายเว็บไซต์", false);
    expect(*state, WORDS("decide", "O1", "รับ", "--site", "shared.example.go.th"), 2, "shared.example.go.th/north/", true);
    expect(*state, WORDS("report"), -1, "ที่เก็บผลมี 4 เว็บไซต์ นี่คือ http://water.example.go.th:8080/", true);
    expect(*state, WORDS("report", "--lang", "en"), -1, "the store holds 4 sites; this is http://water.example.go.th:8080/", true);
    expect(*state, WORDS("report", "--quiet"), -1, "ที่เก็บผลมี", false);
    expect(*state, WORDS("report", "--run", "north"), -1, "ที่เก็บผลมี", false);
    expect(*state, WORDS("report", "--site", "water.example.go.th"), -1, "ที่เก็บผลมี", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_site_is_named_as_people_do, setup, teardown),
        cmocka_unit_test_setup_teardown(previous_stays_with_its_site, setup, teardown),
        cmocka_unit_test_setup_teardown(who_writes_is_asked_and_who_reads_is_told, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
