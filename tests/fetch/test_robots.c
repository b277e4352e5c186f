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
#include "text/utf8.h"
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
    {"User-agent: *\nCrawl-delay: 1\nUser-agent: b\nDisallow: /x\n", "/x", false}, /* other records end no group (2.2.4) */
    {"User-agent: oitcheck\nSitemap: /s.xml\nUser-agent: b\nDisallow: /x\n", "/x", false},
    {"User-agent: *\nNoindex: /n\nHost: h\nUser-agent: b\nDisallow: /x\n", "/x", false},
    {"User-agent: *\nDisallow:\nUser-agent: b\nDisallow: /x\n", "/x", true}, /* an empty rule is a rule */
    {"User-agent: *\nAllow:\nUser-agent: b\nDisallow: /x\n", "/x", true},
    {"User-agent: *\nDisallow: /\n\nUser-agent: oitcheck/1.0 (+https://example.go.th/bot)\nAllow: /\n", "/x", true},
    {"User-agent: *\nDisallow: /\n\nUser-agent: oItChEcK anything\nDisallow:\n", "/x", true},
    {"User-agent: *\nDisallow: /x\nUser-agent: oit\nDisallow:\n", "/x", false},
    {"User-agent: *\nDisallow: /x\nUser-agent: my-oitcheck\nDisallow:\n", "/x", false},
    {"User-agent: *\nDisallow: /x\nUser-agent: oitcheck_news\nDisallow:\n", "/x", false},
    {"User-agent: *\nDisallow: /x\nUser-agent: oitcheckbot\nDisallow:\n", "/x", false},
    {"User-agent: * everybody\nDisallow: /x\n", "/x", false},
    {"User-agent: *bot\nDisallow: /x\n", "/x", true},
    {"User-agent: oitcheck\nUser-agent: *\nDisallow: /x\nUser-agent: *\nDisallow: /y\n", "/y", true},
    {"User-agent: oitcheck\nUser-agent: *\nDisallow: /x\nUser-agent: *\nDisallow: /y\n", "/x", false},
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
    {"User-agent: *\nDisallow: /a%2fb\n", "/a%2Fb", false},
    {"User-agent: *\nDisallow: /%E0%B8%81%e0%b8%B2\n", "/%E0%B8%81%E0%B8%B2", false},
    {"User-agent: *\nDisallow: /\xa1\xd2\n", "/%A1%D2/x", false}, /* a path in TIS-620 */
    {"User-agent: *\nDisallow: /a b\n", "/a%20b", false},
    {"User-agent: *\nDisallow: /{x}|y\n", "/%7Bx%7D%7Cy", false},
    {"User-agent: *\nDisallow: /a(b)\n", "/a%28b%29", false},
    {"User-agent: *\nDisallow: /a%3Ab\n", "/a:b", false},
    {"User-agent: *\nDisallow: /50%\n", "/50%25", false},
    {"User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar\n", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", false},
    {"User-agent: *\nDisallow: /foo/bar?baz=https%3a%2f%2Ffoo.bar\n", "/foo/bar?baz=https://foo.bar", false},
    {"User-agent: *\nDisallow: /foo/bar/%62%61%7A\n", "/foo/bar/baz", false},
    {"User-agent: *\nDisallow: /file-with-a-%2A.html\n", "/file-with-a-*.html", false},
    {"User-agent: *\nDisallow: /file-with-a-%2A.html\n", "/file-with-a-b.html", true},
    {"User-agent: *\nDisallow: /foo-%24\n", "/foo-$/x", false},
    {"User-agent: *\nDisallow: /foo-%24\n", "/foo-", true},
    {"User-agent: *\nDisallow: /*%24\n", "/a", true},
    {"User-agent: *\nDisallow: /*/print\n", "/a?u=/print", false},
    {"User-agent: *\nDisallow: /a?b%26c\n", "/a?b&c", true},
    {"User-agent: *\nDisallow: https://www.agency.go.th/x\n", "/x", false},
    {"User-agent: *\nDisallow: https://www.agency.go.th\n", "/x", false},
    /* the most octets as encoded: one spelling weighs as much as another */
    {"User-agent: *\nAllow: /%E0%B8%81\nDisallow: /ก\n", "/%E0%B8%81", true},
    {"User-agent: *\nDisallow: /a:b\nAllow: /a%3Ab\n", "/a:b", true},
    {"User-agent: *\nAllow: /ก*\nDisallow: /*/x/yz\n", "/%E0%B8%81/x/yz", true},
    {"User-agent: *\nAllow: /~a\nDisallow: /%7e\n", "/~abc", true},
    /* line ends, marks, noise */
    {"User-agent: *\rDisallow: /a\r\nDisallow: /b\n\rDisallow: /c", "/b", false},
    {"User-agent: *\rDisallow: /a\r\nDisallow: /b\n\rDisallow: /c", "/c", false},
    {"\n\n# for all\nUser-agent:*#x\nDisallow:/x#y\n", "/x", false},
    {"User-agent: *\nDisallow: /x # Allow: /\n", "/x", false},
    {"User-agent: *\nDisallow: #/x\n", "/x", true},
    {"\xff\xfeUser-agent: *\nDisallow: /x\n", "/x", false},
    {"User-agent: *\n\n\n\nDisallow: /x\n", "/x", false},
    {"\tUser-agent\t:\t*\t\nDisallow\t:\t/x\t\n", "/x", false},
    /* a page in its place says nothing, whatever it talks about */
    {"<!doctype html><html><body>User-agent: nothing here</body></html>", "/x", true},
    {"\xef\xbb\xbf\r\n <HTML><body><pre>\nUser-agent: *\nDisallow: /\n</pre>", "/x", true},
    {"<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<p>\nUser-agent: *\nDisallow: /x\n", "/x", true},
    {"<!-- kept by hand -->\nUser-agent: *\nDisallow: /x\n", "/x", false},
    {"{\"User-agent\": \"*\",\n\"Disallow\": \"/\"}", "/x", true},
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
        {FAULT_HTTP, 410, "", ROBOTS_NONE},           {FAULT_HTTP, 429, "", ROBOTS_UNREACHABLE}, /* "not now" is no permission */
        {FAULT_HTTP, 408, "", ROBOTS_UNREACHABLE},    {FAULT_DNS, 0, "", ROBOTS_UNREACHABLE},
        {FAULT_TLS, 0, "", ROBOTS_UNREACHABLE},       {FAULT_BLOCKED, 200, "x", ROBOTS_UNREACHABLE},
        {FAULT_NONE, 200, "<html><title>ไม่พบ", ROBOTS_NONE},
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
    r = robots_new(FAULT_NONE, 200, STR_LIT("User-agent: *\nCrawl-delay: 90.2\nUser-agent: x\nCrawl-delay: 400\nUser-agent: *\nCrawl-delay: 3\nDisallow: /\n"));
    assert_int_equal(robots_delay_asked_s(r), 400); /* no rule came between: x and * are one group */
    assert_int_equal(robots_delay_ms(r), 10000);
    robots_free(r);
}

static void names_the_line_that_decides(void **state)
{
    (void)state;
    static const char file[] = "\xef\xbb\xbf# ห้าม\r\nUser-agent: *\r\n\r\nDisallow: /private  # เอกสารภายใน\r\nAllow: /private/ita\rDisallow: /*.pdf$\n";
    static const struct {
        const char *path;
        uint32_t number;
        const char *text;
    } rows[] = {{"/private/x", 4, "Disallow: /private # เอกสารภายใน"}, {"/private/ita/x", 5, "Allow: /private/ita"}, {"/a/b.pdf", 6, "Disallow: /*.pdf$"}, {"/a", 0, NULL}};
    struct robots *r = robots_new(FAULT_NONE, 200, str_from(file));
    for (size_t i = 0; i < COUNT(rows); i++) {
        char url[256];
        struct robots_line line = {0};
        (void)snprintf(url, sizeof url, "http://www.agency.go.th%s", rows[i].path);
        assert_int_equal(robots_line_for(r, str_from(url), &line), rows[i].number > 0);
        assert_int_equal(line.number, rows[i].number);
        assert_true(str_eq(line.text, str_from(rows[i].text)));
    }
    robots_free(r);
    struct robots_line line;
    r = robots_new(FAULT_NONE, 200, STR_LIT("User-agent: *\nDisallow: /x # \xcb\xe9\xd2\xc1\xcd\xe8\xd2\xb9 \x01\n")); /* windows-874 */
    assert_true(robots_line_for(r, STR_LIT("http://h/x"), &line));
    assert_true(utf8_is_valid(line.text));
    assert_true(str_eq(line.text, STR_LIT("Disallow: /x # ห้ามอ่าน")));
    robots_free(r);
    r = robots_new(FAULT_HTTP, 503, STR_NONE);
    assert_false(robots_line_for(r, STR_LIT("http://h/x"), &line));
    robots_free(r);
}

static void reads_what_has_nuls_in_it(void **state)
{
    (void)state;
    static const char file[] = "User-agent: *\n\0Disallow: /pri\0vate\n";
    static const char wide[] = "\xff\xfeU\0s\0e\0r\0-\0a\0g\0e\0n\0t\0:\0*\0\n\0D\0i\0s\0a\0l\0l\0o\0w\0:\0/\0p\0r\0i\0v\0a\0t\0e\0\n\0";
    struct robots *r = robots_new(FAULT_NONE, 200, (struct str){file, sizeof file - 1});
    assert_false(allows(r, "/private/x"));
    robots_free(r);
    r = robots_new(FAULT_NONE, 200, (struct str){wide, sizeof wide - 1});
    assert_false(allows(r, "/private/x"));
    assert_true(allows(r, "/x"));
    robots_free(r);
}

/* Of a line that the cap or the end of a connection cut nobody knows what it said. */
static void does_not_guess_what_a_cut_line_said(void **state)
{
    (void)state;
    struct buf file;
    buf_init(&file, 0);
    (void)buf_add_c(&file, "User-agent: *\n");
    while (file.n < LIMIT_ROBOTS_BYTES - 11)
        (void)buf_add_char(&file, '#');
    (void)buf_add_c(&file, "\nDisallow: /private/of/ours\n");
    struct robots *r = robots_new(FAULT_NONE, 200, buf_str(&file));
    assert_true(robots_is_cut(r));
    assert_true(allows(r, "/x"));
    robots_free(r);
    r = robots_new(FAULT_TOO_LARGE, 200, str_sub(buf_str(&file), 0, LIMIT_ROBOTS_BYTES));
    assert_true(robots_is_cut(r));
    assert_true(allows(r, "/x"));
    robots_free(r);
    buf_done(&file);
    r = robots_new(FAULT_PROTOCOL, 200, STR_LIT("User-agent: *\nDisallow: /\nAllow: /pub")); /* of /public/only-this */
    assert_false(allows(r, "/publications"));
    robots_free(r);
    r = robots_new(FAULT_PROTOCOL, 200, STR_LIT("User-agent: *\nDisallow: /private")); /* a wrong Content-Length, or "/private/x": forbidden either way */
    assert_false(allows(r, "/private/x"));
    robots_free(r);
}

/* A file made to cost time: who asks for so much work is not read, and soon. */
static void is_not_kept_busy(void **state)
{
    (void)state;
    struct buf file, url;
    buf_init(&file, 0);
    buf_init(&url, 0);
    (void)buf_add_c(&file, "User-agent: *\nAllow: /\n");
    for (int i = 0; i < 120; i++) {
        (void)buf_add_c(&file, "Allow: /*");
        for (int k = 0; k < 4000; k++)
            (void)buf_add_char(&file, 'a');
        (void)buf_addf(&file, "b%d\n", i);
    }
    (void)buf_add_c(&url, "http://www.agency.go.th/");
    while (url.n < LIMIT_URL_BYTES - 4)
        (void)buf_add_char(&url, 'a');
    struct robots *r = robots_new(FAULT_NONE, 200, buf_str(&file));
    assert_false(robots_allows(r, buf_str(&url)));
    assert_true(allows(r, "/aaa"));
    robots_free(r);
    buf_done(&file);
    buf_done(&url);
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
        cmocka_unit_test(names_the_line_that_decides),
        cmocka_unit_test(reads_what_has_nuls_in_it),
        cmocka_unit_test(does_not_guess_what_a_cut_line_said),
        cmocka_unit_test(is_not_kept_busy),
        cmocka_unit_test(stops_at_its_limits),
    };
    return cmocka_run_group_tests_name("robots", tests, NULL, NULL);
}
