/* test_scope.c - the hosts that a profile names are the agency's own; whole shared hosts never are.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawl/scope.h"

static void takes_hosts_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *named, *own, *foreign;
    } rows[] = {
        {"docs.agency.example", "http://docs.agency.example/a.pdf", "http://other.agency.example/"},
        {" https://Docs.Agency.Example/ ", "http://docs.agency.example:8080/a.pdf", "http://docs.agency.example.org/"},
        {"files.example.net:8443", "http://files.example.net:8443/x", "http://files.example.net:9000/x"},
        {"https://files.example.net:8443/index.php", "http://files.example.net:8443/x", "http://files.example.net:9000/x"},
        {"files.example.net/agency-a", "http://files.example.net/agency-a/o1.pdf", "http://files.example.net/agency-ab/o1.pdf"},
        {"https://sites.google.com/agency-a/", "https://sites.google.com/agency-a/o1", "https://sites.google.com/agency-b/o1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct scope *scope = scope_new(STR_LIT("http://www.agency.go.th/"));
        assert_int_equal(scope_of(scope, str_from(rows[i].own)), SCOPE_FOREIGN);
        assert_true(scope_add_named(scope, str_from(rows[i].named)));
        assert_int_equal(scope_of(scope, str_from(rows[i].own)), SCOPE_OWN);
        assert_int_equal(scope_of(scope, str_from(rows[i].foreign)), SCOPE_FOREIGN);
        assert_int_equal(scope_of(scope, STR_LIT("http://www.agency.go.th/x")), SCOPE_OWN);
        scope_free(scope);
    }
}

static void refuses_what_is_no_host_of_one_agency(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "  ", "go.th", "*.go.th", "*.agency.go.th", "mailto:a@agency.go.th", "localhost", "docs agency", "http://", "co.th/"};
    struct scope *scope = scope_new(STR_LIT("http://www.agency.go.th/"));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(scope_add_named(scope, str_from(bad[i])));
    }
    assert_int_equal(scope_of(scope, STR_LIT("http://www.other.go.th/")), SCOPE_FOREIGN);
    scope_free(scope);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(takes_hosts_as_people_write_them), cmocka_unit_test(refuses_what_is_no_host_of_one_agency)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
