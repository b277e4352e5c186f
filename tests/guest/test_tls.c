/* test_tls.c - certificates: what is read, what is not, and what the report says of each.
 *
 * testd speaks TLS with certificates made here; the name it is asked for chooses one, and one port serves http and https.
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

#include "../support/certificates.h"
#include "../support/visit.h"
#include "oitcheck/codes.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define OWN "www.own.example.go.th"
#define OTHER "docs.other.example.com"

static const struct server_file own_files[] = {
    {"index.html", HEAD("เทศบาลตำบลหนองทราย") "<h1>เทศบาลตำบลหนองทราย</h1><ul><li><a href=/structure.html>โครงสร้างหน่วยงาน</a>"
                   "<li><a href=/about.html>ประวัติความเป็นมา</a></ul>"},
    {"structure.html", HEAD("โครงสร้างหน่วยงาน") "<h1>โครงสร้างหน่วยงาน</h1><p>แผนผังโครงสร้างการแบ่งส่วนราชการ</p><ul><li>สำนักปลัด<li>กองคลัง<li>กองช่าง"
                       "<li>กองการศึกษา</ul><img src=chart.png width=800 height=600 alt=แผนผังโครงสร้าง>"},
    {"about.html", HEAD("ประวัติ") "<p>ตั้งขึ้นเมื่อ พ.ศ. 2542</p>"},
    {NULL, NULL},
};

struct tls_visit {
    struct visit v;
    struct authority *authority;
    char cacert[300];
    const char *more[12];
};

/* One host with the certificate wished for, and a plain "default" for the others. */
static void begin(struct tls_visit *t, const struct server_root *roots, size_t n_roots, const char *scenario, struct certificate_wish wish)
{
    *t = (struct tls_visit){0};
    visit_begin(&t->v, roots, n_roots, scenario);
    const char *folder = server_tls_folder(t->v.server);
    t->authority = authority_new(folder);
    authority_issue(t->authority, &(struct certificate_wish){.file = "default", .names = "DNS:default.invalid"});
    authority_issue(t->authority, &wish);
    (void)snprintf(t->cacert, sizeof t->cacert, "%s/root.pem", folder);
    t->more[0] = "--cacert";
    t->more[1] = t->cacert;
    t->v.is_https = true;
}

static void end(struct tls_visit *t)
{
    visit_end(&t->v);
    authority_free(t->authority);
}

static void begin_own(struct tls_visit *t, struct certificate_wish wish)
{
    wish.file = OWN;
    begin(t, (struct server_root[]){{OWN, NULL, own_files}}, 1, NULL, wish);
}

static const struct oit_notice *notice_of(const struct check *check, const char *code)
{
    for (size_t i = 0; i < check->report.n_notices; i++)
        if (strcmp(check->report.notices[i].code, code) == 0)
            return &check->report.notices[i];
    return NULL;
}

static const char *fault_of(const struct check *check, const char *part)
{
    for (size_t i = 0; i < check->report.n_unread; i++)
        if (strstr(check->report.unread[i].url, part))
            return check->report.unread[i].code;
    return "";
}

/* No header of the log tells it: testd answers by what a request carries. */
static size_t count_status(struct visit *v, int status)
{
    size_t n = 0, n_found = 0;
    const struct server_request *requests = server_requests(v->server, &n);
    for (size_t i = 0; i < n; i++)
        n_found += requests[i].status == status;
    return n_found;
}

static void a_good_certificate_is_not_spoken_of(void **state)
{
    struct tls_visit t;
    (void)state;
    begin_own(&t, (struct certificate_wish){0});
    visit_scan(&t.v, "/", t.more);
    assert_int_equal(t.v.check.run.code, 1);
    assert_true(t.v.check.report.run.complete);
    assert_int_equal(t.v.check.report.n_notices, 0);
    assert_int_equal(visit_count(&t.v, "/structure.html"), 1);
    end(&t);
}

/* Every kind on the start host: read all the same, marked, and the reason is the right one. */
static void own_hosts_are_read_unverified_and_it_is_said_why(void **state)
{
    static const struct {
        struct certificate_wish wish;
        enum oit_fault kind;
    } cases[] = {
        {{.from_day = -90, .to_day = -3}, FAULT_TLS_EXPIRED},
        {{.from_day = 4, .to_day = 90}, FAULT_TLS_NOT_YET_VALID},
        {{.names = "DNS:mail.own.example.go.th,DNS:own.example.go.th"}, FAULT_TLS_WRONG_HOST},
        {{.is_self_signed = true}, FAULT_TLS_SELF_SIGNED},
        {{.is_alone = true}, FAULT_TLS_UNTRUSTED},
        {{.is_alone = true, .issuer_url = "http://127.0.0.1:1/inter.der"}, FAULT_TLS_INCOMPLETE_CHAIN},
        {{.rsa_bits = 1024}, FAULT_TLS_WEAK},
        {{.is_sha1 = true}, FAULT_TLS_WEAK},
        {{.newest = "1.0"}, FAULT_TLS_OLD_PROTOCOL},
        {{.newest = "1.1"}, FAULT_TLS_OLD_PROTOCOL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tls_visit t;
        begin_own(&t, cases[i].wish);
        visit_scan(&t.v, "/", t.more);
        const struct oit_notice *notice = notice_of(&t.v.check, "tls-unverified");
        if (!notice || !strstr(notice->text.en, oit_fault_en(cases[i].kind)) || !strstr(notice->text.th, oit_fault_th(cases[i].kind)))
            fail_msg("case %zu: exit %d, %s, %s", i, t.v.check.run.code, notice ? notice->text.en : "no notice", buf_str(&t.v.check.run.err).p);
        assert_true(notice->is_warning);
        assert_string_equal(notice->advice.th, oit_fault_advice_th(cases[i].kind));
        assert_int_equal(notice->n_all_urls, 1);
        assert_true(t.v.check.report.run.complete);
        assert_int_equal(t.v.check.run.code, 1);
        assert_int_equal(visit_count(&t.v, "/structure.html"), 1);
        end(&t);
    }
}

static void what_was_read_unverified_is_marked(void **state)
{
    struct tls_visit t;
    (void)state;
    begin_own(&t, (struct certificate_wish){.is_self_signed = true});
    visit_scan(&t.v, "/", t.more);
    size_t n = 0;
    for (size_t i = 0; i < t.v.check.report.n_items; i++)
        for (size_t k = 0; k < t.v.check.report.items[i].n_evidence; k++) {
            assert_true(t.v.check.report.items[i].evidence[k].is_unverified);
            n++;
        }
    assert_true(n > 0);
    t.more[2] = "--tls-insecure"; /* the user's own word: then nothing is marked */
    visit_scan(&t.v, "/", t.more);
    assert_null(notice_of(&t.v.check, "tls-unverified"));
    assert_int_equal(t.v.check.run.code, 1);
    end(&t);
}

/* The page behind "cookie=" is reached with the cookie only; X-Key stands in no log, so testd answers 403 to whoever sends it. */
static void nothing_of_the_user_goes_to_a_host_nobody_can_verify(void **state)
{
    struct tls_visit t;
    (void)state;
    struct certificate_wish wish = {.file = OWN, .from_day = -9, .to_day = -2};
    begin(&t, (struct server_root[]){{OWN, NULL, own_files}}, 1, "/* sent=x-key status=403\n/about.html cookie=visitor\n", wish);
    t.more[2] = "--header";
    t.more[3] = "X-Key: of the agency";
    visit_scan(&t.v, "/", t.more);
    assert_non_null(notice_of(&t.v.check, "tls-unverified"));
    assert_int_equal(count_status(&t.v, 403), 0);
    assert_true(visit_count(&t.v, "/about.html") >= 1);
    assert_string_equal(fault_of(&t.v.check, "/about.html"), "redirect-loop"); /* it insists on a cookie, and gets none */
    size_t before = visit_count_all(&t.v);
    t.more[4] = "--tls-insecure";
    visit_scan(&t.v, "/", t.more);
    assert_true(count_status(&t.v, 403) > 0 && visit_count_all(&t.v) > before); /* the header goes where the user says it is safe */
    end(&t);
}

static void a_foreign_host_counts_only_if_it_is_verified(void **state)
{
    static const struct server_file home[] = {
        {"index.html", HEAD("เทศบาลตำบลหนองทราย") "<h1>เทศบาลตำบลหนองทราย</h1><p><a href=\"https://" OTHER ":@PORT@/structure.html\">โครงสร้างหน่วยงาน</a></p>"},
        {NULL, NULL},
    };
    struct tls_visit t;
    (void)state;
    begin(&t, (struct server_root[]){{OWN, NULL, home}, {OTHER, NULL, own_files}}, 2, NULL, (struct certificate_wish){.file = OTHER, .from_day = -9, .to_day = -2});
    authority_issue(t.authority, &(struct certificate_wish){.file = OWN});
    visit_scan(&t.v, "/", t.more);
    assert_string_equal(fault_of(&t.v.check, OTHER), "tls-expired");
    assert_int_equal(visit_count(&t.v, "/structure.html"), 0);
    assert_null(notice_of(&t.v.check, "tls-unverified"));
    assert_int_equal(check_item(&t.v.check, "O1")->status, OIT_UNKNOWN); /* nobody has looked: never missing */
    end(&t);
}

static void a_chain_with_a_hole_is_completed_and_reported(void **state)
{
    static const struct server_file issuer_files[] = {{"index.html", "x"}, {NULL, NULL}};
    static const char *const forms[] = {"inter.der", "inter.pem"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct tls_visit t;
        char scenario[64], url[128];
        (void)snprintf(scenario, sizeof scenario, "/ca/%s body-file=tls/%s type=application/pkix-cert\n", forms[i], forms[i]);
        begin(&t, (struct server_root[]){{OWN, NULL, own_files}, {"ca.example.org", NULL, issuer_files}}, 2, scenario,
              (struct certificate_wish){.file = OWN});
        (void)snprintf(url, sizeof url, "http://ca.example.org:%d/ca/%s", server_port(t.v.server), forms[i]);
        authority_issue(t.authority, &(struct certificate_wish){.file = OWN, .is_alone = true, .issuer_url = url});
        visit_scan(&t.v, "/", t.more);
        const struct oit_notice *notice = notice_of(&t.v.check, "tls-incomplete-chain");
        assert_non_null(notice);
        assert_non_null(strstr(notice->advice.en, "test intermediate"));
        assert_non_null(strstr(notice->advice.th, url));
        assert_null(notice_of(&t.v.check, "tls-unverified"));
        assert_int_equal(t.v.check.run.code, 1);
        assert_int_equal(visit_count_prefix(&t.v, "/ca/"), 1);
        end(&t);
    }
}

/* caIssuers is a URL written by whoever made the certificate: the guard holds for it. */
static void the_guard_holds_for_what_a_certificate_asks_for(void **state)
{
    struct tls_visit t;
    char url[128];
    (void)state;
    struct server *inside = server_start_files((const struct server_file[]){{"inter.der", "x"}, {NULL, NULL}}, NULL);
    begin_own(&t, (struct certificate_wish){0});
    (void)snprintf(url, sizeof url, "http://127.0.0.1:%d/inter.der", server_port(inside));
    authority_issue(t.authority, &(struct certificate_wish){.file = OWN, .is_alone = true, .issuer_url = url});
    visit_scan(&t.v, "/", t.more);
    assert_int_equal(server_accepts(inside), 0);
    assert_non_null(notice_of(&t.v.check, "tls-unverified"));
    assert_int_equal(t.v.check.run.code, 1);
    server_stop(inside);
    end(&t);
}

static void a_server_without_tls_is_called_so(void **state)
{
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{OWN, NULL, own_files}}, 1, NULL);
    v.is_https = true;
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 4);
    assert_true(check_said(&v.check, "tls-not-spoken"));
    assert_int_equal(visit_count_all(&v), 0);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_certificate_is_not_spoken_of),
        cmocka_unit_test(own_hosts_are_read_unverified_and_it_is_said_why),
        cmocka_unit_test(what_was_read_unverified_is_marked),
        cmocka_unit_test(nothing_of_the_user_goes_to_a_host_nobody_can_verify),
        cmocka_unit_test(a_foreign_host_counts_only_if_it_is_verified),
        cmocka_unit_test(a_chain_with_a_hole_is_completed_and_reported),
        cmocka_unit_test(the_guard_holds_for_what_a_certificate_asks_for),
        cmocka_unit_test(a_server_without_tls_is_called_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
