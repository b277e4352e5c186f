/* test_rdap.c - when a domain ends, from what registries answer, and from what they should not.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>

#include "itas/rdap.h"

#define ANSWER(date) "{\"objectClassName\":\"domain\",\"ldhName\":\"EXAMPLE.GO.TH\",\"events\":[{\"eventAction\":\"registration\",\"eventDate\":\"2001-01-01T00:00:00Z\"}," \
                     "{\"eventAction\":\"expiration\",\"eventDate\":\"" date "\"}]}"

static bool read_end(const char *json, int64_t *ret)
{
    return rdap_expiration(str_from(json), STR_LIT("example.go.th"), ret);
}

static void an_end(void **state)
{
    int64_t at = 0;
    (void)state;
    assert_true(read_end(ANSWER("2027-05-01T16:59:59Z"), &at));
    assert_int_equal(at, 1809190799);
    assert_true(read_end(ANSWER("2027-05-01T23:59:59+07:00"), &at));
    assert_int_equal(at, 1809190799);
    assert_true(read_end(ANSWER("2027-05-01T16:59:59.250Z"), &at));
    assert_int_equal(at, 1809190799);
}

static void no_end(void **state)
{
    static const char *const cases[] = {
        "", "{}", "[]", "null", "<html>", "{\"ldhName\":\"example.go.th\",\"events\":{}}", "{\"ldhName\":\"example.go.th\",\"events\":[1,null,\"x\",{}]}",
        "{\"ldhName\":\"another.go.th\",\"events\":[{\"eventAction\":\"expiration\",\"eventDate\":\"2027-05-01T16:59:59Z\"}]}",
        ANSWER("soon"), ANSWER("2027-13-01T00:00:00Z"), ANSWER("2027-05-01"), ANSWER("0001-01-01T00:00:00Z"), ANSWER("2027-05-01T16:59:59"),
    };
    int64_t at = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (read_end(cases[i], &at))
            fail_msg("taken: %s", cases[i]);
}

static void hostile(void **state)
{
    enum { DEPTH = 200000 };
    int64_t at;
    char *deep = malloc(DEPTH);
    (void)state;
    memset(deep, '[', DEPTH);
    assert_false(rdap_expiration((struct str){deep, DEPTH}, STR_LIT("example.go.th"), &at));
    assert_false(rdap_expiration(STR_LIT("{\"ldhName\":\"example.go.th\0\"}"), STR_LIT("example.go.th"), &at));
    assert_false(rdap_expiration(STR_NONE, STR_LIT("example.go.th"), &at));
    free(deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_end), cmocka_unit_test(no_end), cmocka_unit_test(hostile)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
