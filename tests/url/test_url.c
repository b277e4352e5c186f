/* test_url.c - resolution and canonical form of URLs.
 * SPDX-License-Identifier: MIT
 */
#include "url/url.h"

#include <curl/curl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"

#define BASE "http://www.agency.go.th/th/about/page.php?id=5"
#define COUNT(table) (sizeof(table) / sizeof *(table))

struct row {
    const char *base, *reference;
    enum url_result result;
    const char *canonical;
};

static void check_rows(const struct row *rows, size_t n)
{
    struct buf out;
    buf_init(&out, 0);
    for (size_t i = 0; i < n; i++) {
        buf_clear(&out);
        (void)buf_add_c(&out, "kept ");
        enum url_result result = url_resolve(str_from(rows[i].base), str_from(rows[i].reference), &out);
        const char *expected = rows[i].canonical ? rows[i].canonical : "";
        if (result != rows[i].result || strncmp(out.p, "kept ", 5) != 0 || strcmp(out.p + 5, expected) != 0)
            fail_msg("'%s' gave %d '%s', not %d '%s'", rows[i].reference, (int)result, out.p + 5, (int)rows[i].result, expected);
    }
    buf_done(&out);
}

static void resolves_as_rfc3986_says(void **state)
{
    (void)state;
    static const char base[] = "http://a/b/c/d;p?q";
    static const struct row rows[] = {
        {base, "g", URL_OK, "http://a/b/c/g"},          {base, "./g", URL_OK, "http://a/b/c/g"},
        {base, "g/", URL_OK, "http://a/b/c/g/"},        {base, "/g", URL_OK, "http://a/g"},
        {base, "//g", URL_OK, "http://g/"},             {base, "?y", URL_OK, "http://a/b/c/d;p?y"},
        {base, "g?y", URL_OK, "http://a/b/c/g?y"},      {base, "#s", URL_EMPTY, NULL},
        {base, "g#s", URL_OK, "http://a/b/c/g"},        {base, "g?y#s", URL_OK, "http://a/b/c/g?y"},
        {base, ";x", URL_OK, "http://a/b/c/;x"},        {base, "g;x", URL_OK, "http://a/b/c/g;x"},
        {base, "", URL_EMPTY, NULL},                    {base, ".", URL_OK, "http://a/b/c/"},
        {base, "./", URL_OK, "http://a/b/c/"},          {base, "..", URL_OK, "http://a/b/"},
        {base, "../", URL_OK, "http://a/b/"},           {base, "../g", URL_OK, "http://a/b/g"},
        {base, "../..", URL_OK, "http://a/"},           {base, "../../", URL_OK, "http://a/"},
        {base, "../../g", URL_OK, "http://a/g"},        {base, "../../../g", URL_OK, "http://a/g"},
        {base, "../../../../g", URL_OK, "http://a/g"},  {base, "/./g", URL_OK, "http://a/g"},
        {base, "/../g", URL_OK, "http://a/g"},          {base, "g.", URL_OK, "http://a/b/c/g."},
        {base, ".g", URL_OK, "http://a/b/c/.g"},        {base, "g..", URL_OK, "http://a/b/c/g.."},
        {base, "..g", URL_OK, "http://a/b/c/..g"},      {base, "./../g", URL_OK, "http://a/b/g"},
        {base, "./g/.", URL_OK, "http://a/b/c/g/"},     {base, "g/./h", URL_OK, "http://a/b/c/g/h"},
        {base, "g/../h", URL_OK, "http://a/b/c/h"},     {base, "g;x=1/./y", URL_OK, "http://a/b/c/g;x=1/y"},
        {base, "g;x=1/../y", URL_OK, "http://a/b/c/y"}, {base, "g?y/./x", URL_OK, "http://a/b/c/g?y/./x"},
        {base, "http:g", URL_OK, "http://a/b/c/g"},     {base, "https:g", URL_OK, "https://g/"},
    };
    check_rows(rows, COUNT(rows));
}

static void repairs_what_browsers_repair(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {BASE, "  /a b.pdf \r\n", URL_OK, "http://www.agency.go.th/a%20b.pdf"},
        {BASE, "/do\nwn\tload/o1.pdf", URL_OK, "http://www.agency.go.th/download/o1.pdf"},
        {BASE, "..\\files\\o1.pdf", URL_OK, "http://www.agency.go.th/th/files/o1.pdf"},
        {BASE, "http:\\\\www.agency.go.th\\x", URL_OK, "http://www.agency.go.th/x"},
        {BASE, "HTTP://WWW.Agency.GO.TH:80/A", URL_OK, "http://www.agency.go.th/A"},
        {BASE, "https://www.agency.go.th:443", URL_OK, "https://www.agency.go.th/"},
        {BASE, "https://www.agency.go.th:80/", URL_OK, "https://www.agency.go.th:80/"},
        {BASE, "http://www.agency.go.th:/", URL_OK, "http://www.agency.go.th/"},
        {BASE, "http:///www.agency.go.th/x", URL_OK, "http://www.agency.go.th/x"},
        {BASE, "//cdn.agency.go.th/x", URL_OK, "http://cdn.agency.go.th/x"},
        {BASE, "/a/%2e%2E/b/%2e/c", URL_OK, "http://www.agency.go.th/b/c"},
        {BASE, "/%7euser/%41%2f%c3%a9", URL_OK, "http://www.agency.go.th/~user/A%2F%C3%A9"},
        {BASE, "/100%.pdf", URL_OK, "http://www.agency.go.th/100%25.pdf"},
        {BASE, "/100%25.pdf", URL_OK, "http://www.agency.go.th/100%25.pdf"},
        {BASE, "/x?", URL_OK, "http://www.agency.go.th/x"},
        {BASE, "?", URL_OK, "http://www.agency.go.th/th/about/page.php"},
        {BASE, "?id=6", URL_OK, "http://www.agency.go.th/th/about/page.php?id=6"},
        {BASE, "list.php?a[]=1&b=x y|z", URL_OK, "http://www.agency.go.th/th/about/list.php?a[]=1&b=x%20y%7Cz"},
        {BASE, "/x?u=http://h/../y", URL_OK, "http://www.agency.go.th/x?u=http://h/../y"},
        {BASE, "//user:secret@www.agency.go.th/x", URL_OK, "http://www.agency.go.th/x"},
        {BASE, "http://www.agency.go.th@evil.example/", URL_OK, "http://evil.example/"},
        {BASE, "http://www.agency.go.th./x", URL_OK, "http://www.agency.go.th/x"},
        {BASE, "/a//b", URL_OK, "http://www.agency.go.th/a//b"},
        {BASE, "http", URL_OK, "http://www.agency.go.th/th/about/http"},
        {"http://www.agency.go.th/?q=a/b", "c", URL_OK, "http://www.agency.go.th/c"},
        {"http://www.agency.go.th/?q=a/b", "../c", URL_OK, "http://www.agency.go.th/c"},
    };
    check_rows(rows, COUNT(rows));
}

static void keeps_thai_paths_in_one_spelling(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {BASE, "/แผน.pdf", URL_OK, "http://www.agency.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"},
        {BASE, "/%E0%B9%81%e0%b8%9c%E0%B8%99.pdf", URL_OK, "http://www.agency.go.th/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"},
        {BASE, "/%e1%bc%b9.pdf", URL_OK, "http://www.agency.go.th/%E1%BC%B9.pdf"}, /* แผน in TIS-620 */
        {BASE, "/\xe1\xbc\xb9.pdf", URL_OK, "http://www.agency.go.th/%E1%BC%B9.pdf"},
        {BASE, "/x?q=แผน", URL_OK, "http://www.agency.go.th/x?q=%E0%B9%81%E0%B8%9C%E0%B8%99"},
        /* หน่วยงาน.ไทย, and ตำบล.ไทย whose sara am is two code points in a host name (NFKC) */
        {BASE, "http://หน่วยงาน.ไทย/ก", URL_OK, "http://xn--72c9ab8ayaw7cwk.xn--o3cw4h/%E0%B8%81"},
        {BASE, "http://ตำบล.ไทย/", URL_OK, "http://xn--m3ck7a0cwh.xn--o3cw4h/"},
        {BASE, "http://BÜCHER.example/", URL_OK, "http://xn--bcher-kva.example/"},
        {BASE, "http://www.agency%2Ego.th/", URL_OK, "http://www.agency.go.th/"},
    };
    check_rows(rows, COUNT(rows));
}

static void drops_session_ids_and_tracking(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {BASE, "/a.jsp;jsessionid=1F2A3B?x=1", URL_OK, "http://www.agency.go.th/a.jsp?x=1"},
        {BASE, "/a;v=2;JSESSIONID=1F/b", URL_OK, "http://www.agency.go.th/a;v=2/b"},
        {BASE, "/a?PHPSESSID=abc&id=1", URL_OK, "http://www.agency.go.th/a?id=1"},
        {BASE, "/a?id=1&phpsessid=abc", URL_OK, "http://www.agency.go.th/a?id=1"},
        {BASE, "/a?utm_source=fb&utm_medium=x", URL_OK, "http://www.agency.go.th/a"},
        {BASE, "/a?z=1&fbclid=Iw&b=2&gclid=3&_ga=4", URL_OK, "http://www.agency.go.th/a?z=1&b=2"},
        {BASE, "/news.php?sid=12", URL_OK, "http://www.agency.go.th/news.php?sid=12"},
        {BASE, "/news.php?sid=9f86d081884c7d659a2feaa0&n=1", URL_OK, "http://www.agency.go.th/news.php?n=1"},
        {BASE, "/a?session=morning-2567", URL_OK, "http://www.agency.go.th/a?session=morning-2567"},
        {BASE, "/(S(lit3py55t21z5v55vlm25s55))/a.aspx", URL_OK, "http://www.agency.go.th/a.aspx"},
        {BASE, "/(X(1)S(lit3py55))/th/a.aspx", URL_OK, "http://www.agency.go.th/th/a.aspx"},
        {BASE, "/(2567)/a.aspx", URL_OK, "http://www.agency.go.th/(2567)/a.aspx"},
        {BASE, "/a.cfm?CFID=12&CFTOKEN=34&id=5", URL_OK, "http://www.agency.go.th/a.cfm?id=5"},
        {BASE, "/a?osCsid=9f8&gad_source=1&hsa_acc=2&pk_campaign=x&pk_id=7", URL_OK, "http://www.agency.go.th/a?pk_id=7"},
        {BASE, "/a?utm=1&fb_page=2", URL_OK, "http://www.agency.go.th/a?utm=1&fb_page=2"},
        {BASE, "/a?b=2&a=1&b=2", URL_OK, "http://www.agency.go.th/a?b=2&a=1&b=2"},
    };
    check_rows(rows, COUNT(rows));
}

/* What spellings of one page have in common; "": there is one only. */
static void orders_and_empty_parameters_have_one_key(void **state)
{
    static const struct {
        const char *url, *key;
    } rows[] = {
        {"http://h/a?b=2&a=1", "http://h/a?a=1&b=2"},     {"http://h/a?a=1&b=2", "http://h/a?a=1&b=2"},
        {"http://h/a?b=2&q=&a=1", "http://h/a?a=1&b=2"},  {"http://h/a?id=5&q=", "http://h/a?id=5"},
        {"http://h/a?x=2&x=1&a=3", "http://h/a?a=3&x=2&x=1"}, /* a list keeps its order */
        {"http://h/a?id=5", ""},                          {"http://h/a", ""},
        {"http://h/a?news/view&5", ""},                   /* places, not names */
    };
    struct buf key;
    (void)state;
    buf_init(&key, 0);
    for (size_t i = 0; i < COUNT(rows); i++) {
        buf_clear(&key);
        bool is_some = url_spelling_key(str_from(rows[i].url), &key);
        if (is_some != (rows[i].key[0] != '\0') || (is_some && strcmp(key.p, rows[i].key) != 0))
            fail_msg("%s: '%s'", rows[i].url, is_some ? key.p : "");
    }
    buf_done(&key);
}

static void spells_addresses_one_way(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {BASE, "http://0x7f.1/", URL_OK, "http://127.0.0.1/"},
        {BASE, "http://2130706433/", URL_OK, "http://127.0.0.1/"},
        {BASE, "http://017700000001:8080/", URL_OK, "http://127.0.0.1:8080/"},
        {BASE, "http://127.1/", URL_OK, "http://127.0.0.1/"},
        {BASE, "http://[0:0:0:0:0:0:0:1]:80/", URL_OK, "http://[::1]/"},
        {BASE, "http://[::FFFF:10.0.0.1]:81/x", URL_OK, "http://[::ffff:10.0.0.1]:81/x"},
        {BASE, "http://１２７.0.0.1/", URL_OK, "http://127.0.0.1/"},
        {BASE, "http://256.1.1.1/", URL_BAD, NULL},
        {BASE, "http://1.2.3.4.5/", URL_BAD, NULL},
        {BASE, "http://[::1/", URL_BAD, NULL},
        {BASE, "http://[::1]x/", URL_BAD, NULL},
    };
    check_rows(rows, COUNT(rows));
}

static void refuses_what_is_not_http_or_not_a_url(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {BASE, "javascript:void(0)", URL_NOT_HTTP, NULL},
        {BASE, " JavaScript:openWin('/x')", URL_NOT_HTTP, NULL},
        {BASE, "java\nscript:alert(1)", URL_NOT_HTTP, NULL},
        {BASE, "mailto:saraban@agency.go.th", URL_NOT_HTTP, NULL},
        {BASE, "tel:021234567", URL_NOT_HTTP, NULL},
        {BASE, "data:text/html,x", URL_NOT_HTTP, NULL},
        {BASE, "ftp://ftp.agency.go.th/x", URL_NOT_HTTP, NULL},
        {BASE, "file:///etc/passwd", URL_NOT_HTTP, NULL},
        {BASE, "#", URL_EMPTY, NULL},
        {BASE, "#top", URL_EMPTY, NULL},
        {BASE, "  #top", URL_EMPTY, NULL},
        {BASE, "   ", URL_EMPTY, NULL},
        {BASE, "http://", URL_BAD, NULL},
        {BASE, "http:// /x", URL_BAD, NULL},
        {BASE, "http://www..agency.go.th/", URL_BAD, NULL},
        {BASE, "http://www.agency.go.th../", URL_BAD, NULL},
        {BASE, "http://a b/", URL_BAD, NULL},
        {BASE, "http://h:99999/", URL_BAD, NULL},
        {BASE, "http://h:0/", URL_BAD, NULL},
        {BASE, "http://h:80x/", URL_BAD, NULL},
        {BASE, "http://a%00b/", URL_BAD, NULL},
        {NULL, "page.html", URL_BAD, NULL},
        {NULL, "http://www.agency.go.th", URL_OK, "http://www.agency.go.th/"},
    };
    check_rows(rows, COUNT(rows));
}

static void refuses_too_long_ones(void **state)
{
    (void)state;
    struct buf reference, out;
    buf_init(&reference, 0);
    buf_init(&out, 0);
    (void)buf_add_char(&reference, '/');
    while (reference.n < LIMIT_URL_BYTES / 2)
        (void)buf_add_c(&reference, "ก"); /* three times as long when escaped */
    assert_int_equal(url_resolve(STR_LIT(BASE), buf_str(&reference), &out), URL_TOO_LONG);
    assert_int_equal(out.n, 0);
    buf_clear(&reference);
    (void)buf_add_c(&reference, "data:");
    while (reference.n < 3 * LIMIT_URL_BYTES)
        (void)buf_add_c(&reference, "x");
    assert_int_equal(url_resolve(STR_LIT(BASE), buf_str(&reference), &out), URL_NOT_HTTP);
    buf_done(&reference);
    buf_done(&out);
}

/* Canonical URLs resolve to themselves, and curl_url agrees where both follow RFC 3986. */
static void agrees_with_curl_and_is_stable(void **state)
{
    (void)state;
    static const char *const references[] = {
        "a",       "./a/b/",        "../x?y=1",  "../../../z", "/r/./s/../t", "?only=query", "//other.go.th/p", "https://o.go.th:8443/q?r",
        "a;b=c/d", "a:b/../c?d:e", "./a:b",     "..a/.b/...", "a/..",        "x/../../y/.", "/%E0%B8%81/%2F",  "/a//b/../c",
    };
    for (size_t i = 0; i < COUNT(references); i++) {
        struct buf once, twice;
        buf_init(&once, 0);
        buf_init(&twice, 0);
        if (strncmp(references[i], "a:", 2) == 0)
            continue; /* a scheme */
        assert_int_equal(url_resolve(STR_LIT(BASE), str_from(references[i]), &once), URL_OK);
        assert_int_equal(url_resolve(STR_NONE, buf_str(&once), &twice), URL_OK);
        assert_string_equal(once.p, twice.p);
        CURLU *u = curl_url();
        char *theirs = NULL;
        assert_int_equal(curl_url_set(u, CURLUPART_URL, BASE, 0), CURLUE_OK);
        assert_int_equal(curl_url_set(u, CURLUPART_URL, references[i], 0), CURLUE_OK);
        assert_int_equal(curl_url_get(u, CURLUPART_URL, &theirs, CURLU_NO_DEFAULT_PORT), CURLUE_OK);
        assert_string_equal(once.p, theirs);
        curl_free(theirs);
        curl_url_cleanup(u);
        buf_done(&once);
        buf_done(&twice);
    }
}

/* Every short string of troublesome bytes: no crash, and what comes out is stable and splits. */
static void is_stable_on_any_bytes(void **state)
{
    (void)state;
    static const char bytes[] = "/.?#%:;@[]\\a2\xe0\xb8\x81= &";
    struct buf once, twice;
    buf_init(&once, 0);
    buf_init(&twice, 0);
    unsigned random = 12345;
    for (int round = 0; round < 20000; round++) {
        char text[24];
        size_t n = 0;
        while (n < 16) {
            random = random * 1664525u + 1013904223u;
            text[n++] = bytes[(random >> 16) % (sizeof bytes - 1)];
        }
        buf_clear(&once);
        buf_clear(&twice);
        if (url_resolve(STR_LIT(BASE), (struct str){text, n}, &once) != URL_OK)
            continue;
        struct url_parts parts;
        assert_true(url_split(buf_str(&once), &parts));
        assert_int_equal(url_resolve(STR_NONE, buf_str(&once), &twice), URL_OK);
        assert_string_equal(once.p, twice.p);
    }
    buf_done(&once);
    buf_done(&twice);
}

static void takes_what_users_type(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {NULL, "www.agency.go.th", URL_OK, "http://www.agency.go.th/"},
        {NULL, " https://www.agency.go.th/th ", URL_OK, "https://www.agency.go.th/th"},
        {NULL, "//www.agency.go.th", URL_OK, "http://www.agency.go.th/"},
        {NULL, "localhost:8080/x", URL_OK, "http://localhost:8080/x"},
        {NULL, "127.0.0.1:81", URL_OK, "http://127.0.0.1:81/"},
        {NULL, "agency.go.th/?u=http://x", URL_OK, "http://agency.go.th/?u=http://x"},
        {NULL, "หน่วยงาน.ไทย", URL_OK, "http://xn--72c9ab8ayaw7cwk.xn--o3cw4h/"},
        {NULL, "ftp://agency.go.th", URL_NOT_HTTP, NULL},
        {NULL, "mailto:a@agency.go.th", URL_NOT_HTTP, NULL},
        {NULL, "", URL_EMPTY, NULL},
        {NULL, "not a host", URL_BAD, NULL},
        {NULL, "ht!tp://agency.go.th", URL_BAD, NULL},
    };
    struct buf out;
    buf_init(&out, 0);
    for (size_t i = 0; i < COUNT(rows); i++) {
        buf_clear(&out);
        assert_int_equal(url_from_user(str_from(rows[i].reference), &out), rows[i].result);
        assert_string_equal(buf_str(&out).p, rows[i].canonical ? rows[i].canonical : "");
    }
    buf_done(&out);
}

static void splits_into_parts(void **state)
{
    (void)state;
    struct url_parts parts;
    assert_true(url_split(STR_LIT("https://www.agency.go.th:8443/a/b.php?x=1"), &parts));
    assert_true(str_eq_c(parts.scheme, "https") && str_eq_c(parts.host, "www.agency.go.th") && parts.port == 8443);
    assert_true(str_eq_c(parts.path, "/a/b.php") && str_eq_c(parts.query, "x=1"));
    assert_true(str_eq_c(parts.origin, "https://www.agency.go.th:8443"));
    assert_true(url_split(STR_LIT("http://[::1]/"), &parts));
    assert_true(str_eq_c(parts.host, "[::1]") && parts.port == 80 && parts.query.p == NULL);
    assert_false(url_split(STR_LIT("ftp://h/"), &parts));
    assert_false(url_split(STR_LIT("http://h"), &parts));
    assert_true(url_same_origin(STR_LIT("http://h/a"), STR_LIT("http://h/b?c")));
    assert_false(url_same_origin(STR_LIT("http://h/a"), STR_LIT("https://h/a")));
    assert_true(url_same_host_or_www(STR_LIT("www.agency.go.th"), STR_LIT("agency.go.th")));
    assert_false(url_same_host_or_www(STR_LIT("ita.agency.go.th"), STR_LIT("agency.go.th")));
}

static void names_files_and_reads_paths(void **state)
{
    (void)state;
    static const struct {
        const char *url, *name, *readable, *extension;
    } rows[] = {
        {"http://h/a/%E0%B9%81%E0%B8%9C%E0%B8%99%202567.PDF", "แผน 2567.PDF", "http://h/a/แผน%202567.PDF", "pdf"},
        {"http://h/%BB%C3%D0%A1%D2%C8.doc?x=1", "ประกาศ.doc", "http://h/%BB%C3%D0%A1%D2%C8.doc?x=1", "doc"},
        {"http://h/%E1%80%FF%41", "\uFFFD\uFFFD\uFFFDA", "http://h/%E1%80%FF%41", NULL},
        {"http://h/a/%25E0%25B9%2581%25E0%25B8%259C%25E0%25B8%2599.pdf", "แผน.pdf", "http://h/a/%25E0%25B9%2581%25E0%25B8%259C%25E0%25B8%2599.pdf", "pdf"},
        {"http://h/a/%u0E41%u0E1C%u0E19.pdf", "แผน.pdf", "http://h/a/%u0E41%u0E1C%u0E19.pdf", "pdf"},
        {"http://h/100%25.pdf", "100%.pdf", "http://h/100%25.pdf", "pdf"},
        {"http://h/a/", "", "http://h/a/", NULL},
        {"http://h/v1.2/list", "list", "http://h/v1.2/list", NULL},
        {"http://h/a%E2%80%AEfdp.exe", "afdp.exe", "http://h/a%E2%80%AEfdp.exe", "exe"},
        {"http://h/x?q=%E0%B8%81%0A", "x", "http://h/x?q=ก%0A", NULL},
        {"http://h/a.tar.gz", "a.tar.gz", "http://h/a.tar.gz", "gz"},
        {"http://h/a.verylongone", "a.verylongone", "http://h/a.verylongone", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out;
        char scratch[8];
        buf_init(&out, 0);
        url_file_name(str_from(rows[i].url), &out);
        assert_string_equal(buf_str(&out).p, rows[i].name);
        buf_clear(&out);
        url_readable(str_from(rows[i].url), &out);
        assert_string_equal(buf_str(&out).p, rows[i].readable);
        struct str extension = url_extension(str_from(rows[i].url), scratch);
        assert_true(rows[i].extension ? str_eq_c(extension, rows[i].extension) : extension.p == NULL);
        buf_done(&out);
    }
}

static void knows_whose_domain_it_is(void **state)
{
    (void)state;
    static const struct {
        const char *host, *registrable;
        bool is_suffix;
    } rows[] = {
        {"www.agency.go.th", "agency.go.th", false},  {"agency.go.th", "agency.go.th", false},
        {"go.th", NULL, true},                        {"th", NULL, true},
        {"a.b.agency.or.th", "agency.or.th", false},  {"sites.google.com", "google.com", true},
        {"agency.blogspot.com", "agency.blogspot.com", false}, {"blogspot.com", NULL, true},
        {"127.0.0.1", NULL, false},                   {"[::1]", NULL, false},
        {"localhost", NULL, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct str host = str_from(rows[i].host);
        struct str registrable = url_registrable(host);
        if (rows[i].registrable ? !str_eq_c(registrable, rows[i].registrable) : registrable.p != NULL)
            fail_msg("%s: registrable '%.*s'", rows[i].host, STR_ARG(registrable));
        if (url_is_public_suffix(host) != rows[i].is_suffix)
            fail_msg("%s: suffix is not %d", rows[i].host, rows[i].is_suffix);
    }
}

static void cache_answers_as_the_resolver(void **state)
{
    (void)state;
    static const char *const bases[] = {BASE, "http://www.agency.go.th/th/about/other", "http://www.agency.go.th/en/",
                                        "https://www.agency.go.th/th/about/", "http://sister.go.th/th/about/page.php?id=6"};
    static const char *const references[] = {"a.html", "/a.html", "?id=7", "//h/x", "http://h/y", "#x", "..", "\n?id=8",
                                             "javascript:x", "\\b", "http:c", "http://", " d", "a.html"};
    struct url_cache *cache = url_cache_new();
    struct buf expected;
    buf_init(&expected, 0);
    for (size_t round = 0; round < 2 * COUNT(bases); round++) {
        struct str base = str_from(bases[round % COUNT(bases)]);
        url_cache_page(cache, base);
        for (size_t i = 0; i < COUNT(references); i++) {
            struct str answer;
            buf_clear(&expected);
            enum url_result result = url_resolve(base, str_from(references[i]), &expected);
            assert_int_equal(url_cache_resolve(cache, str_from(references[i]), &answer), result);
            if (result == URL_OK && !str_eq(answer, buf_str(&expected)))
                fail_msg("%s on %s: '%.*s'", references[i], base.p, STR_ARG(answer));
            assert_true(result == URL_OK || answer.p == NULL);
        }
    }
    buf_done(&expected);
    url_cache_free(cache);
}

static void cache_grows_and_clears_itself(void **state)
{
    (void)state;
    struct url_cache *cache = url_cache_new();
    struct str first = STR_NONE, answer;
    char reference[400];
    for (int page = 0; page < 10; page++) {
        url_cache_page(cache, STR_LIT(BASE));
        for (int i = 0; i < 15000; i++) {
            (void)snprintf(reference, sizeof reference, "/p%d/%0200d", page, i);
            assert_int_equal(url_cache_resolve(cache, str_from(reference), &answer), URL_OK);
            if (i == 0)
                first = answer;
        }
        assert_true(str_starts_c(first, "http://www.agency.go.th/p")); /* views live as long as the page */
    }
    url_cache_free(cache);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resolves_as_rfc3986_says),
        cmocka_unit_test(repairs_what_browsers_repair),
        cmocka_unit_test(keeps_thai_paths_in_one_spelling),
        cmocka_unit_test(drops_session_ids_and_tracking),
        cmocka_unit_test(orders_and_empty_parameters_have_one_key),
        cmocka_unit_test(spells_addresses_one_way),
        cmocka_unit_test(refuses_what_is_not_http_or_not_a_url),
        cmocka_unit_test(refuses_too_long_ones),
        cmocka_unit_test(agrees_with_curl_and_is_stable),
        cmocka_unit_test(is_stable_on_any_bytes),
        cmocka_unit_test(takes_what_users_type),
        cmocka_unit_test(splits_into_parts),
        cmocka_unit_test(names_files_and_reads_paths),
        cmocka_unit_test(knows_whose_domain_it_is),
        cmocka_unit_test(cache_answers_as_the_resolver),
        cmocka_unit_test(cache_grows_and_clears_itself),
    };
    return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
