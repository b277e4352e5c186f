/* test_watch_names.c - `oitcheck watch` when names are not answered, or come to lead inside (names.c answers them).
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "../office/watching.h"
#include "../support/preloaded_names.h"

#define OWN "www.own.example.go.th"

static void look(struct fixture *f)
{
    char url[100];
    (void)snprintf(url, sizeof url, "http://" OWN ":%d/", server_port(f->server));
    watch(f, (const char *const[]){"--site", url, NULL});
    unload_names();
}

static bool has_default_route(void)
{
    char line[256];
    bool found = false;
    FILE *file = fopen("/proc/net/route", "r");
    while (file && fgets(line, sizeof line, file))
        found = found || strstr(line, "\t00000000\t");
    if (file)
        (void)fclose(file);
    return found;
}

static void without_names_it_is_this_machine(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    if (preload_names(f->folder, OWN " again\ngo.th again\n", NULL)) {
        look(f);
        assert_int_equal(f->run.code, 3); /* nothing could be seen */
        expect_out(f, "เครื่องนี้ไม่มีเครือข่าย");
        assert_int_equal(count(&f->run.out, "เปิดไม่ได้: "), 0);
        assert_true(preload_names(f->folder, OWN " again\ngo.th again\n", NULL));
        look(f);
        assert_int_equal(f->run.out.n, 0); /* said once */
        assert_true(preload_names(f->folder, OWN " 127.0.0.1\n", NULL));
        look(f);
        assert_int_equal(f->run.code, 0);
        expect_out(f, "มีเครือข่ายแล้ว");
    }
    end(f);
}

/* The name system answers, only not for this name: the site's own name servers are in trouble. */
static void one_name_without_answer_is_the_site(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    if (has_default_route() && preload_names(f->folder, OWN " again\n", NULL)) {
        look(f);
        assert_int_equal(f->run.code, 1);
        expect_out(f, "เว็บไซต์เปิดไม่ได้: " OWN);
    }
    end(f);
}

static void a_name_that_comes_to_lead_inside(void **state)
{
    struct fixture *f = begin(NULL);
    char public[100];
    (void)state;
    (void)snprintf(public, sizeof public, "198.41.0.4 %d 100", server_port(f->server));
    if (preload_names(f->folder, OWN " 198.41.0.4\n", public)) {
        look(f);
        assert_int_equal(f->run.code, 0);
        assert_int_equal(f->run.out.n, 0);
        assert_true(preload_names(f->folder, OWN " 127.0.0.1\n", NULL));
        look(f);
        expect_out(f, "ชื่อ " OWN " ชี้ไปที่อยู่ภายในหน่วยงานแล้ว (127.0.0.1)");
        assert_true(preload_names(f->folder, OWN " 198.41.0.4\n", public));
        look(f);
        expect_out(f, "ชี้ไปที่อยู่สาธารณะแล้ว (198.41.0.4)");
    }
    end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_names_it_is_this_machine), cmocka_unit_test(one_name_without_answer_is_the_site), cmocka_unit_test(a_name_that_comes_to_lead_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
