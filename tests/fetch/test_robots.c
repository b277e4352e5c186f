/* test_robots.c - what robots.txt files allow.
 * SPDX-License-Identifier: MIT
 */
#include "fetch/robots.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/limits.h"
#include "url/url.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
    const char *file, *path;
    bool allows;
} ROWS[] = {
    {"", "/", true},
    {"User-agent: *\nDisallow: /\n", "/a", false},
    {"User-agent: *\nDisallow: /\n", "/robots.txt", true},
    {"User-agent: *\nDisallow:\n", "/a", true},
    {"User-agent: *\nDisallow: /admin\n", "/administrator/x", false},
    {"User-agent: *\nDisallow: /admin/\n", "/admin", true},
    {"User-agent: *\nDisallow: /a\n", "/A", true},
    /* the longest rule wins, Allow wins a tie */
    {"User-agent: *\nDisallow: /\nAllow: /public/\n", "/public/x", true},
    {"User-agent: *\nAllow: /p\nDisallow: /\n", "/page", true},
    {"User-agent: *\nAllow: /folder\nDisallow: /folder\n", "/folder/page", true},
    {"User-agent: *\nDisallow: /folder\nAllow: /folder\n", "/folder/page", true},
    {"User-agent: *\nAllow: /page\nDisallow: /*.html\n", "/page.html", false},
    {"User-agent: *\nAllow: /$\nDisallow: /\n", "/", true},
    {"User-agent: *\nAllow: /$\nDisallow: /\n", "/page", false},
    /* wildcards */
    {"User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf", false},
    {"User-agent: *\nDisallow: /*.pdf$\n", "/a/b.pdf?x=1", true},
    {"User-agent: *\nDisallow: /*.pdf\n", "/a/b.pdf?x=1", false},
    {"User-agent: *\nDisallow: /*?\n", "/a?x=1", false},
    {"User-agent: *\nDisallow: /*?\n", "/a", true},
    {"User-agent: *\nDisallow: /a*b*c\n", "/aXbYc", false},
    {"User-agent: *\nDisallow: /a*b*c$\n", "/abcabc", false},
    {"User-agent: *\nDisallow: /a*b*c$\n", "/abcd", true},
    {"User-agent: *\nDisallow: *\n", "/x", false},
    {"User-agent: *\nDisallow: *print=1\n", "/x?print=1", false},
    {"User-agent: *\nDisallow: /***a\n", "/xxa", false},
    {"User-agent: *\nDisallow: /a$b\n", "/a$bc", false},
    {"User-agent: *\nDisallow: $\n", "/x", true},
    /* groups */
    {"User-agent: oitcheck\nDisallow: /x\nUser-agent: *\nDisallow: /\n", "/y", true},
    {"User-agent: *\nDisallow: /\nUser-agent: OITCheck/1.0\nDisallow: /x\n", "/y", true},
    {"User-agent: oitcheck\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "/y", true},
    {"User-agent: oitchecker\nDisallow: /\n", "/y", true},
    {"User-agent: oitcheck-x\nDisallow: /\n", "/y", true},
    {"User-agent: a\nUser-agent: oitcheck\nDisallow: /x\n", "/x", false},
    {"User-agent: a\nDisallow: /x\nUser-agent: oitcheck\nDisallow: /y\n", "/x", true},
    {"User-agent: oitcheck\nDisallow: /x\nUser-agent: b\nDisallow: /\nUser-agent: oitcheck\nDisallow: /y\n", "/y", false},
    {"User-agent: oitcheck\nDisallow: /x\nUser-agent: b\nDisallow: /\nUser-agent: oitcheck\nDisallow: /y\n", "/x", false},
    {"User-agent: *\nDisallow: /x\n\nDisallow: /y\n", "/y", false},
    {"User-agent: a\nCrawl-delay: 1\nUser-agent: b\nDisallow: /\n", "/", true},
    {"User-agent: b\nDisallow: /\n", "/x", true},
    {"Disallow: /\n", "/x", true}, /* a rule without group is none */
    {"User-agent: a\n\nSitemap: /s.xml\n\nUser-agent: *\nDisallow: /x\n", "/x", false},
    /* spelling */
    {"\xef\xbb\xbfUser-agent: *\r\nDisallow: /x\r\n", "/x", false},
    {"User-agent: *\rDisallow: /x\r", "/x", false},
    {"USER-AGENT : *  # all\n  disallow :  /x  # private\n", "/x", false},
    {"User agent: *\nDissallow: /x\n", "/x", false},
    {"User-agent: *\nDisallow: x\n", "/x", false},
    {"User-agent: *\nDisallow: /%e0%b8%81\n", "/%E0%B8%81", false},
    {"User-agent: *\nDisallow: /ก\n", "/%E0%B8%81/x", false},
    {"User-agent: *\nDisallow: /%7euser\n", "/~user", false},
    {"User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true},
    {"<!doctype html><html><body>User-agent: nothing here</body></html>", "/x", true},
    {"User-agent: *\nDisallow /x\nnonsense\n: /y\n", "/x", true},
};

static bool allows(const struct robots *r, const char *path)
{
    char url[256];
    (void)snprintf(url, sizeof url, "http://www.agency.go.th%s", path);
    return robots_allows(r, str_from(url));
}

static void reads_rules_as_rfc9309_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct robots *r = robots_new(FAULT_NONE, 200, str_from(ROWS[i].file));
        if (allows(r, ROWS[i].path) != ROWS[i].allows)
            fail_msg("%s is%s allowed by: %s", ROWS[i].path, ROWS[i].allows ? " not" : "", ROWS[i].file);
        robots_free(r);
    }
}

static void knows_what_a_missing_file_means(void **state)
{
    (void)state;
    static const struct {
        enum oit_fault fault;
        int status;
        const char *body;
        enum robots_state expected;
    } rows[] = {
        {FAULT_NONE, 200, "x", ROBOTS_RULES},         {FAULT_EMPTY, 200, "", ROBOTS_NONE},
        {FAULT_HTTP, 404, "", ROBOTS_NONE},           {FAULT_HTTP, 403, "", ROBOTS_NONE},
        {FAULT_HTTP, 401, "", ROBOTS_NONE},           {FAULT_HTTP, 500, "", ROBOTS_UNREACHABLE},
        {FAULT_HTTP, 503, "", ROBOTS_UNREACHABLE},    {FAULT_TIMEOUT, 0, "", ROBOTS_UNREACHABLE},
        {FAULT_CONNECT, 0, "", ROBOTS_UNREACHABLE},   {FAULT_REDIRECT_LOOP, 302, "", ROBOTS_NONE},
        {FAULT_TOO_LARGE, 200, "x", ROBOTS_RULES},    {FAULT_PROTOCOL, 200, "x", ROBOTS_RULES},
        {FAULT_PROTOCOL, 0, "", ROBOTS_UNREACHABLE},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct robots *r = robots_new(rows[i].fault, rows[i].status, str_from(rows[i].body));
        assert_int_equal(robots_state(r), rows[i].expected);
        assert_int_equal(allows(r, "/x"), rows[i].expected != ROBOTS_UNREACHABLE);
        robots_free(r);
    }
    struct robots *all = robots_allow_all();
    assert_true(allows(all, "/x"));
    robots_free(all);
}

static void finds_sitemaps_and_delay(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int delay_ms;
    } delays[] = {{"2", 2000}, {"0.5", 500}, {"3600", 10000}, {"-1", 0}, {"soon", 0}, {"99999999999999999999", 0}, {"1.x", 0}};
    struct robots *r = robots_new(FAULT_NONE, 200, STR_LIT("Sitemap: http://h/a.xml\nUser-agent: x\nDisallow: /\nsitemap:/b.xml#1\n"));
    assert_int_equal(robots_n_sitemaps(r), 2);
    assert_true(str_eq_c(robots_sitemap(r, 0), "http://h/a.xml"));
    assert_true(str_eq_c(robots_sitemap(r, 1), "/b.xml#1"));
    assert_int_equal(robots_delay_ms(r), 0);
    robots_free(r);
    for (size_t i = 0; i < COUNT(delays); i++) {
        char file[128];
        (void)snprintf(file, sizeof file, "User-agent: *\nCrawl-delay: %s\n", delays[i].value);
        r = robots_new(FAULT_NONE, 200, str_from(file));
        assert_int_equal(robots_delay_ms(r), delays[i].delay_ms);
        robots_free(r);
    }
}

static void stops_at_its_limits(void **state)
{
    (void)state;
    struct buf file;
    buf_init(&file, 0);
    (void)buf_add_c(&file, "User-agent: *\nDisallow: /first\n");
    while (file.n < 2 * LIMIT_ROBOTS_BYTES)
        (void)buf_add_c(&file, "Disallow: /a*b\nSitemap: /s\n");
    (void)buf_add_c(&file, "Disallow: /last\n");
    struct robots *r = robots_new(FAULT_NONE, 200, buf_str(&file));
    assert_false(allows(r, "/first"));
    assert_true(allows(r, "/last"));
    assert_int_equal(robots_n_sitemaps(r), LIMIT_ROBOTS_SITEMAPS);
    robots_free(r);
    buf_done(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rules_as_rfc9309_says),
        cmocka_unit_test(knows_what_a_missing_file_means),
        cmocka_unit_test(finds_sitemaps_and_delay),
        cmocka_unit_test(stops_at_its_limits),
    };
    return cmocka_run_group_tests_name("robots", tests, NULL, NULL);
}
