/* test_titles.c - the shipped rules on invented titles: what agencies call the items, and what only looks like them (titles.tsv).
 * SPDX-License-Identifier: MIT
 */
#include "rules/classify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"

static bool is_wanted(struct str wanted, const char *code)
{
    struct str part;
    while (wanted.n > 0) {
        const char *bar = memchr(wanted.p, '|', wanted.n);
        part = str_sub(wanted, 0, bar ? (size_t)(bar - wanted.p) : wanted.n);
        if (str_eq_c(part, code))
            return true;
        wanted = str_sub(wanted, bar ? part.n + 1 : part.n, wanted.n);
    }
    return false;
}

static size_t check_line(const struct scheme *scheme, struct classifier *classifier, struct str line)
{
    const char *tab = line.n > 0 && line.p[0] != '#' ? memchr(line.p, '\t', line.n) : NULL;
    if (!tab)
        return 0;
    size_t at = (size_t)(tab - line.p);
    struct str title = str_sub(line, at + 1, line.n);
    uint16_t item = classification_item(scheme, classify_title(classifier, title));
    const char *code = item == NO_INDEX ? "NONE" : scheme->items[item].code;
    if (is_wanted(str_sub(line, 0, at), code))
        return 0;
    print_error("'%.*s': %s\n", (int)line.n, line.p, code);
    return 1;
}

static void invented_titles_name_their_items(void **state)
{
    (void)state;
    struct err err = {0};
    struct scheme *scheme = NULL;
    struct buf bytes;
    buf_init(&bytes, 1024 * 1024);
    assert_int_equal(scheme_load("rules/2567", NULL, &scheme, NULL, &err), OIT_OK);
    assert_int_equal(file_read("tests/rules/titles.tsv", &bytes, &err), OIT_OK);
    struct classifier *classifier = classifier_new(scheme);
    struct str rest = buf_str(&bytes);
    size_t n_wrong = 0;
    while (rest.n > 0) {
        const char *end = memchr(rest.p, '\n', rest.n);
        size_t n = end ? (size_t)(end - rest.p) : rest.n;
        n_wrong += check_line(scheme, classifier, str_sub(rest, 0, n));
        rest = str_sub(rest, end ? n + 1 : n, rest.n);
    }
    assert_int_equal(n_wrong, 0);
    classifier_free(classifier);
    scheme_free(scheme);
    buf_done(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(invented_titles_name_their_items)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
