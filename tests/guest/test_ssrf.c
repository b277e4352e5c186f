/* test_ssrf.c - links and redirects that lead inside: however an address is spelled, and whatever a name answers, nobody there is connected to.
 *
 * The sentinel stands for the machines around us: a server on loopback whose count of accepted connections must stay 0.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../support/preloaded_names.h"
#include "../support/visit.h"
#include "base/file.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define OWN "www.own.example.go.th"
#define COUNT(table) (sizeof(table) / sizeof *(table))

/* @ is the sentinel's port. */
static const char *const spellings[] = {
    "http://127.0.0.1:@/x", "http://127.1:@/x", "http://127.0.1:@/x", "http://2130706433:@/x", "http://0x7f000001:@/x", "http://0x7f.0x0.0x0.0x1:@/x",
    "http://0x7F.1:@/x", "http://017700000001:@/x", "http://0177.0.0.1:@/x", "http://0177.0.0.0x1:@/x", "http://00000177.1:@/x", "http://0:@/x",
    "http://0x0:@/x", "http://0.0.0.0:@/x", "http://127.0.0.1.:@/x", "http://127.255.255.254:@/x", "http://%31%32%37.0.0.1:@/x",
    "http://127%2e0%2e0%2e1:@/x", "http://user@127.0.0.1:@/x", "http://a:b@127.0.0.1:@/x", "http://www.own.example.go.th@127.0.0.1:@/x",
    "http://www.own.example.go.th:80@127.0.0.1:@/x", "http:\\\\127.0.0.1:@\\x", "http:/\\/127.0.0.1:@/x", "http:127.0.0.1:@/x", "//127.0.0.1:@/x",
    "\\\\127.0.0.1:@/x", "http:////127.0.0.1:@/x", "http://１２７.０.０.１:@/x", "http://127。0。0。1:@/x", "http://127．0．0．1:@/x",
    "http://[::1]:@/x", "http://[0:0:0:0:0:0:0:1]:@/x", "http://[0000::0001]:@/x", "http://[::ffff:127.0.0.1]:@/x", "http://[::FFFF:7F00:1]:@/x",
    "http://[::127.0.0.1]:@/x", "http://[64:ff9b::7f00:1]:@/x", "http://[2002:7f00:1::]:@/x", "http://[::]:@/x", "http://[fe80::1%25lo]:@/x",
    "http://localhost:@/x", "http://LOCALHOST.:@/x", "http://ｌｏｃａｌｈｏｓｔ:@/x", "http://127.0.0.1.nip.example:@/x", "http://inside.example.net:@/x",
    "https://127.0.0.1:@/x", "http://mapped.example.net:@/x",
};

static const char *const NAMES = OWN " 127.0.0.1\nlocalhost 127.0.0.1,::1\nlocalhost. 127.0.0.1\n127.0.0.1.nip.example 127.0.0.1\ninside.example.net 127.0.0.1\n"
                                 "mapped.example.net ::ffff:127.0.0.1,64:ff9b::7f00:1\n";

static void add_spelling(struct buf *out, const char *spelling, int port)
{
    for (; *spelling; spelling++)
        if (*spelling == '@' && (spelling[1] == '/' || spelling[1] == '\\'))
            (void)buf_addf(out, "%d", port);
        else
            (void)buf_add_char(out, *spelling);
}

static struct server *start_sentinel(void)
{
    return server_start_files((const struct server_file[]){{"x", "inside"}, {"index.html", "inside"}, {"robots.txt", ""}, {NULL, NULL}}, NULL);
}

static size_t count_unread(const struct check *check, const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < check->report.n_unread; i++)
        n += strcmp(check->report.unread[i].code, code) == 0;
    return n;
}

static void no_spelling_reaches_inside_by_a_link(void **state)
{
    struct visit v;
    struct buf page;
    (void)state;
    struct server *sentinel = start_sentinel();
    buf_init(&page, 0);
    (void)buf_add_c(&page, HEAD("เทศบาล") "<h1>ข้อมูลสาธารณะ</h1><ul>");
    for (size_t i = 0; i < COUNT(spellings); i++) {
        (void)buf_add_c(&page, "<li><a href=\"");
        add_spelling(&page, spellings[i], server_port(sentinel));
        (void)buf_add_c(&page, "\">โครงสร้างหน่วยงาน</a>");
    }
    visit_begin(&v, (struct server_root[]){{OWN, NULL, (const struct server_file[]){{"index.html", page.p}, {NULL, NULL}}}}, 1, NULL);
    v.n_resolve = 0;
    if (preload_names(v.folder, NAMES, NULL)) {
        visit_scan(&v, "/", NULL);
        unload_names();
        assert_int_equal(visit_count(&v, "/"), 1);
        assert_int_equal(server_accepts(sentinel), 0);
        assert_true(count_unread(&v.check, "refused-address") >= 8); /* one spelling per address is left of them */
        assert_int_equal(v.check.run.code, 1);
        assert_true(check_item(&v.check, "O1")->status == OIT_UNKNOWN); /* nobody has looked: never missing */
    }
    visit_end(&v);
    buf_done(&page);
    server_stop(sentinel);
}

static void no_spelling_reaches_inside_by_a_redirect(void **state)
{
    struct visit v;
    struct buf page, scenario;
    (void)state;
    struct server *sentinel = start_sentinel();
    buf_init(&page, 0);
    buf_init(&scenario, 0);
    (void)buf_add_c(&page, HEAD("เทศบาล") "<h1>ข้อมูลสาธารณะ</h1><ul>");
    for (size_t i = 0; i < COUNT(spellings); i++) {
        (void)buf_addf(&page, "<li><a href=\"/go/%zu\">โครงสร้างหน่วยงาน แผ่นที่ %zu</a>", i, i);
        (void)buf_addf(&scenario, "/go/%zu status=%d redirect=\"", i, i % 3 == 0 ? 301 : i % 3 == 1 ? 302 : 307);
        add_spelling(&scenario, spellings[i], server_port(sentinel));
        (void)buf_add_c(&scenario, "\"\n");
    }
    visit_begin(&v, (struct server_root[]){{OWN, NULL, (const struct server_file[]){{"index.html", page.p}, {NULL, NULL}}}}, 1, scenario.p);
    v.n_resolve = 0;
    if (preload_names(v.folder, NAMES, NULL)) {
        visit_scan(&v, "/", NULL);
        unload_names();
        for (size_t i = 0; i < COUNT(spellings); i++) {
            char target[32];
            (void)snprintf(target, sizeof target, "/go/%zu", i);
            assert_true(visit_count(&v, target) >= 1);
        }
        assert_int_equal(server_accepts(sentinel), 0);
        assert_int_equal(v.check.run.code, 1);
    }
    visit_end(&v);
    buf_done(&page);
    buf_done(&scenario);
    server_stop(sentinel);
}

/* Names that first say one thing and then another. "8.8.4.4" is the test's own server (names.c). */
static void names_that_change_their_address_lead_nowhere(void **state)
{
    static const struct {
        const char *answers;
        bool is_read; /* by its public address */
    } cases[] = {
        {"8.8.4.4 127.0.0.1", true},            /* public when looked at, private when used */
        {"127.0.0.1,8.8.4.4", true},            /* mixed: the public one only */
        {"::ffff:127.0.0.1", false},
        {"64:ff9b::7f00:1,2002:7f00:1::1", false},
        {"0.0.0.0", false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct visit v;
        struct server *sentinel = start_sentinel();
        char page[600], names[300], public[64];
        (void)snprintf(page, sizeof page, HEAD("เทศบาล") "<ul><li><a href=\"http://turning.example.net:%d/a.html\">โครงสร้างหน่วยงาน</a>"
                       "<li><a href=\"http://turning.example.net:%d/b.html\">อำนาจหน้าที่</a><li><a href=\"/to\">แผนพัฒนาท้องถิ่น</a></ul>",
                       server_port(sentinel), server_port(sentinel));
        char scenario[200];
        (void)snprintf(scenario, sizeof scenario, "//turning.example.net/* body=\"<p>public\" no-length\n/to redirect=http://turning.example.net:%d/c.html\n",
                       server_port(sentinel));
        visit_begin(&v, (struct server_root[]){{OWN, NULL, (const struct server_file[]){{"index.html", page}, {NULL, NULL}}}}, 1, scenario);
        (void)snprintf(names, sizeof names, OWN " 127.0.0.1\nturning.example.net %s\n", cases[i].answers);
        (void)snprintf(public, sizeof public, "8.8.4.4 %d 1000", server_port(v.server));
        v.n_resolve = 0;
        if (preload_names(v.folder, names, public)) {
            visit_scan(&v, "/", (const char *const[]){"--timeout", "3s", NULL});
            unload_names();
            if (server_accepts(sentinel) != 0 || (visit_count(&v, "/a.html") > 0) != cases[i].is_read)
                fail_msg("%s: %zu connections inside, %zu requests outside", cases[i].answers, server_accepts(sentinel), visit_count(&v, "/a.html"));
            assert_int_equal(visit_count(&v, "/to") >= 1, true);
            assert_true(v.check.run.code == 1 || v.check.run.code == 3);
        }
        visit_end(&v);
        server_stop(sentinel);
    }
}

/* The start host may be inside from the first moment on, and the report says so; once it was outside, it may not turn inwards. */
static void the_start_host_may_be_inside_but_not_turn_so(void **state)
{
    struct visit v;
    char names[200], public[64], page[300];
    (void)state;
    struct server *sentinel = start_sentinel();
    (void)snprintf(page, sizeof page, HEAD("เทศบาล") "<a href=/b.html>ข่าว</a><a href=/c.html>ประวัติ</a><a href=/d.html>ติดต่อเรา</a>");
    visit_begin(&v, (struct server_root[]){{NULL, NULL, (const struct server_file[]){{"index.html", page}, {NULL, NULL}}}}, 1, "/* no-length\n");
    v.n_resolve = 0;
    (void)snprintf(v.host, sizeof v.host, OWN);
    if (preload_names(v.folder, OWN " 127.0.0.1\n", NULL)) {
        bool is_said = false;
        visit_scan(&v, "/", NULL);
        unload_names();
        for (size_t i = 0; i < v.check.report.n_notices; i++)
            is_said = is_said || strcmp(v.check.report.notices[i].code, "inside-view") == 0;
        assert_true(is_said);
        assert_int_equal(v.check.run.code, 1);
    }
    (void)snprintf(names, sizeof names, OWN " 8.8.4.4,127.0.0.1\n");
    (void)snprintf(public, sizeof public, "8.8.4.4 %d 3", server_port(v.server)); /* robots.txt, the start page, the probe; then only 127.0.0.1 is left */
    if (preload_names(v.folder, names, public)) {
        char url[200];
        (void)snprintf(url, sizeof url, "http://" OWN ":%d/", server_port(sentinel));
        size_t before = visit_count(&v, "/");
        check_done(&v.check);
        check_run((const char *const[]){"scan", url, "--db", v.db, "--fiscal-year", "2567", "--ocr", "off", NULL}, NULL, &v.check);
        unload_names();
        assert_true(visit_count(&v, "/") > before);
        assert_int_equal(server_accepts(sentinel), 0);
        assert_true(count_unread(&v.check, "refused-address") > 0);
        assert_true(v.check.run.code == 1 || v.check.run.code == 3); /* 3: too many of its pages failed */
    }
    visit_end(&v);
    server_stop(sentinel);
}

/* The agency's own name that leads inside from here: not opened, and it is said what can be done. */
static void an_own_name_that_leads_inside_is_explained(void **state)
{
    struct visit v;
    char page[400];
    (void)state;
    struct server *sentinel = start_sentinel();
    (void)snprintf(page, sizeof page, HEAD("เทศบาล") "<nav><a href=\"http://ita.own.example.go.th:%d/x\">โครงสร้างหน่วยงาน</a></nav>", server_port(sentinel));
    visit_begin(&v, (struct server_root[]){{NULL, NULL, (const struct server_file[]){{"index.html", page}, {NULL, NULL}}}}, 1, NULL);
    v.n_resolve = 0;
    (void)snprintf(v.host, sizeof v.host, OWN);
    if (preload_names(v.folder, OWN " 127.0.0.1\nita.own.example.go.th 127.0.0.1\n", NULL)) {
        const struct oit_notice *notice = NULL;
        visit_scan(&v, "/", NULL);
        for (size_t i = 0; i < v.check.report.n_notices; i++)
            if (strcmp(v.check.report.notices[i].code, "inside-refused") == 0)
                notice = &v.check.report.notices[i];
        assert_non_null(notice);
        assert_non_null(strstr(notice->advice.th, "--allow-private"));
        assert_int_equal(server_accepts(sentinel), 0);
        visit_scan(&v, "/", (const char *const[]){"--allow-private", NULL}); /* the user's own word */
        unload_names();
        assert_true(server_accepts(sentinel) > 0);
    }
    visit_end(&v);
    server_stop(sentinel);
}

/* Behind a proxy no address is seen: names and literal addresses of the inside are not asked for. Its password stands nowhere. */
static void a_proxy_is_not_asked_for_the_inside(void **state)
{
    struct visit v;
    char page[900], proxy[100];
    (void)state;
    (void)snprintf(page, sizeof page, "%s", HEAD("เทศบาล") "<ul><li><a href=\"http://127.0.0.1/x\">โครงสร้างหน่วยงาน</a><li><a href=\"http://localhost/x\">อำนาจหน้าที่</a>"
                   "<li><a href=\"http://metadata.internal/x\">แผนพัฒนาท้องถิ่น</a><li><a href=\"http://[::1]/x\">ข้อมูลการติดต่อ</a>"
                   "<li><a href=\"http://169.254.169.254/x\">แผนดำเนินงาน</a><li><a href=\"http://intranet/x\">คู่มือ</a>"
                   "<li><a href=\"http://www.own.example.go.th:25/x\">อำนาจหน้าที่ตามกฎหมาย</a><li><a href=/own.html>ข่าว</a></ul>");
    visit_begin(&v, (struct server_root[]){{NULL, NULL, (const struct server_file[]){{"index.html", page}, {"own.html", "<p>ข่าว"}, {NULL, NULL}}}}, 1, NULL);
    (void)snprintf(v.host, sizeof v.host, OWN);
    (void)snprintf(proxy, sizeof proxy, "http://checker:s3cret@127.0.0.1:%d", server_port(v.server));
    visit_scan(&v, "/", (const char *const[]){"--proxy", proxy, "--verbose", NULL});
    size_t n = 0;
    const struct server_request *requests = server_requests(v.server, &n);
    for (size_t i = 0; i < n; i++)
        if (!str_eq_c(requests[i].host, OWN))
            fail_msg("the proxy was asked for %.*s", STR_ARG(requests[i].host));
    assert_true(visit_count(&v, "/own.html") == 1 && visit_count(&v, "/x") == 0);
    assert_false(check_said(&v.check, "s3cret"));
    assert_int_equal(str_find_c(buf_str(&v.check.run.out), "s3cret"), STR_NPOS);
    assert_int_equal(v.check.run.code, 1);
    assert_true(count_unread(&v.check, "refused-port") == 1);
    visit_end(&v);
}

/* What the environment says about proxies and passwords is not asked. */
static void proxies_and_passwords_of_the_environment_are_left_alone(void **state)
{
    struct visit v;
    char proxy[100], netrc[300];
    (void)state;
    struct server *sentinel = start_sentinel();
    visit_begin(&v, (struct server_root[]){{OWN, NULL, (const struct server_file[]){{"index.html", HEAD("เทศบาล") "<p>ยินดีต้อนรับ"}, {NULL, NULL}}}}, 1,
                "/* sent=authorization status=403\n");
    (void)snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", server_port(sentinel));
    (void)snprintf(netrc, sizeof netrc, "%s/.netrc", v.folder);
    assert_int_equal(file_write(netrc, STR_LIT("machine " OWN " login a password b\n"), NULL), OIT_OK);
    char *home = getenv("HOME") ? strdup(getenv("HOME")) : NULL;
    (void)setenv("http_proxy", proxy, 1);
    (void)setenv("ALL_PROXY", proxy, 1);
    (void)setenv("HOME", v.folder, 1);
    visit_scan(&v, "/", NULL);
    (void)unsetenv("http_proxy");
    (void)unsetenv("ALL_PROXY");
    if (home)
        (void)setenv("HOME", home, 1);
    free(home);
    assert_int_equal(server_accepts(sentinel), 0);
    assert_int_equal(visit_count(&v, "/"), 1);
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
    server_stop(sentinel);
}

/* --header goes to the start origin: not to another host, not to another port of the same, not by redirect. */
static void a_header_stays_with_the_start_origin(void **state)
{
    struct visit v;
    char page[500], scenario[600];
    (void)state;
    struct server *other = server_start(&(struct server_root){.files = (const struct server_file[]){{"index.html", "<p>x"}, {NULL, NULL}}}, 1,
                                        "/* sent=x-key status=403\n");
    (void)snprintf(page, sizeof page, HEAD("เทศบาล") "<a href=/own.html>ข่าว</a> <a href=/away>โครงสร้างหน่วยงาน</a> <a href=/port>อำนาจหน้าที่</a> "
                   "<a href=\"http://" OWN ":%d/link\">แผนพัฒนาท้องถิ่น</a>", server_port(other));
    (void)snprintf(scenario, sizeof scenario, "/own.html sent=x-key body=\"<p>สำหรับผู้มีกุญแจ\"\n/own.html status=401\n/away redirect=http://far.example.com:%d/\n"
                   "/port redirect=http://" OWN ":%d/\n", server_port(other), server_port(other));
    visit_begin(&v, (struct server_root[]){{OWN, NULL, (const struct server_file[]){{"index.html", page}, {NULL, NULL}}}}, 1, scenario);
    char far[100], near[100];
    (void)snprintf(far, sizeof far, "far.example.com:%d:127.0.0.1", server_port(other));
    (void)snprintf(near, sizeof near, OWN ":%d:127.0.0.1", server_port(other));
    visit_scan(&v, "/", (const char *const[]){"--header", "X-Key: of the agency", "--resolve", far, "--resolve", near, NULL});
    size_t n = 0;
    const struct server_request *requests = server_requests(other, &n);
    assert_true(n > 0); /* it was asked, and without the header */
    for (size_t i = 0; i < n; i++)
        assert_int_not_equal(requests[i].status, 403);
    assert_int_equal(visit_count(&v, "/own.html"), 1); /* answered 200 at once: the header was there */
    assert_int_equal(count_unread(&v.check, "http-401"), 0);
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
    server_stop(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_spelling_reaches_inside_by_a_link),
        cmocka_unit_test(no_spelling_reaches_inside_by_a_redirect),
        cmocka_unit_test(names_that_change_their_address_lead_nowhere),
        cmocka_unit_test(the_start_host_may_be_inside_but_not_turn_so),
        cmocka_unit_test(an_own_name_that_leads_inside_is_explained),
        cmocka_unit_test(a_proxy_is_not_asked_for_the_inside),
        cmocka_unit_test(proxies_and_passwords_of_the_environment_are_left_alone),
        cmocka_unit_test(a_header_stays_with_the_start_origin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
