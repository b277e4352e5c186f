/* test_watch.c - a site that dies and returns, as somebody sees it who runs `oitcheck watch`: what is told, once, and what the availability says after.
 *
 * --confirm 0 makes the three tries follow each other at once: what is tested is what they lead to, the ten minutes are tested in tests/itas.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "../support/certificates.h"
#include "../support/program.h"
#include "../support/server.h"
#include "../support/tmp.h"
#include "base/clock.h"
#include "base/file.h"
#include "store/submissions.h"
#include "store/watching.h"

#define HOME "<html><head><title>สำนักงานตัวอย่าง</title></head><body><h1>สำนักงานตัวอย่าง</h1><p>ยินดีต้อนรับสู่เว็บไซต์ของสำนักงาน</p><a href=\"plan.html\">แผน</a></body></html>"
#define PLAN "<html><head><title>แผนปฏิบัติการ</title></head><body><h1>แผนปฏิบัติการ ปี 2567</h1><p>โครงการและงบประมาณของปีนี้ทั้งหมด</p></body></html>"

static const struct server_file site[] = {{"index.html", HOME}, {"plan.html", PLAN}, {"report.pdf", "%PDF-1.4 first edition"}, {NULL, NULL}};

struct fixture {
    struct server *server;
    char *folder, *db, *profile;
    struct program_run run;
};

static struct fixture *begin(const char *scenario)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->server = server_start_files(site, scenario);
    f->folder = tmp_folder();
    f->db = tmp_path(f->folder, "oit.db");
    f->profile = tmp_path(f->folder, "agency.yaml");
    return f;
}

static void end(struct fixture *f)
{
    program_done(&f->run);
    server_stop(f->server);
    tmp_remove(f->folder);
    free(f->db);
    free(f->profile);
    free(f);
}

static void profile_of(struct fixture *f, const char *url, const char *more)
{
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "site: %s\ndb: %s\n%s", url, f->db, more);
    assert_int_equal(file_write(f->profile, buf_str(&text), NULL), OIT_OK);
    buf_done(&text);
}

static void profile_is(struct fixture *f, const char *more)
{
    profile_of(f, server_url(f->server), more);
}

static void watch(struct fixture *f, const char *const *more)
{
    const char *argv[32] = {"watch", "--once", "--quiet", "--confirm", "0", "--rate", "0", "--timeout", "2s", "--db", f->db, "--site", server_url(f->server)};
    size_t n = 13;
    while (more && *more)
        argv[n++] = *more++;
    program_done(&f->run);
    program_run(argv, NULL, &f->run);
    if (f->run.code > 1)
        (void)fprintf(stderr, "%s%s", f->run.err.p ? f->run.err.p : "", f->run.out.p ? f->run.out.p : "");
}

static size_t count(const struct buf *text, const char *what)
{
    size_t n = 0;
    struct str rest = buf_str(text);
    for (size_t at; (at = str_find_c(rest, what)) != STR_NPOS; n++)
        rest = str_from_pos(rest, at + 1);
    return n;
}

static void expect_out(struct fixture *f, const char *what)
{
    if (count(&f->run.out, what) == 0)
        fail_msg("'%s' is not in: %s", what, f->run.out.p ? f->run.out.p : "");
}

/* --- a server that dies and returns ------------------------------------------------------------------------------------------------------ */

static void dies_and_returns(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    watch(f, NULL);
    assert_int_equal(f->run.code, 0);
    assert_int_equal(f->run.out.n, 0); /* nothing happened: cron sends no mail */
    server_die(f->server);
    watch(f, NULL);
    assert_int_equal(f->run.code, 1);
    expect_out(f, "เว็บไซต์เปิดไม่ได้");
    assert_int_equal(count(&f->run.out, "\n"), 1); /* one line an event */
    watch(f, NULL);
    assert_int_equal(f->run.code, 1);
    assert_int_equal(f->run.out.n, 0); /* told once, whatever is started again */
    server_return(f->server, NULL);
    watch(f, NULL);
    assert_int_equal(f->run.code, 0);
    expect_out(f, "เว็บไซต์เปิดได้แล้ว");
    watch(f, NULL);
    assert_int_equal(f->run.out.n, 0);
    end(f);
}

static void pages_that_stand_for_an_outage(void **state)
{
    static const struct {
        const char *scenario;
        int code;
        const char *says;
    } cases[] = {
        {"/ status=503\n", 1, "เปิดไม่ได้"},
        {"/ status=500 body=\"<h1>Internal Server Error</h1>\" type=text/html\n", 1, "เปิดไม่ได้"},
        {"/ reset\n", 1, "เปิดไม่ได้"},
        {"/ status=404\n", 1, "เปิดไม่ได้"},
        {"/ body=\"<html><body></body></html>\" type=text/html\n", 1, "เปิดไม่ได้"},
        {"/ body=\"<html><head><title>ปิดปรับปรุง</title></head><body><h1>ปิดปรับปรุงระบบชั่วคราว</h1><p>ขออภัยในความไม่สะดวก</p></body></html>\" type=text/html\n", 1, "เปิดไม่ได้"},
        {"/ status=403\n", 1, "ไม่ได้แปลว่าล่ม"},
        {"/ status=429\n", 1, "ไม่ได้แปลว่าล่ม"},
        {"/ login\n", 1, "ต้องเข้าสู่ระบบ"},
        {"/ delay-ms=20\n", 0, NULL},
        {"/ status=503 times=2\n", 0, NULL}, /* two of three */
        {"/ redirect=/plan.html\n", 0, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture *f = begin(cases[i].scenario);
        watch(f, NULL);
        if (f->run.code != cases[i].code)
            fail_msg("%s: exit %d, %s", cases[i].scenario, f->run.code, f->run.out.p ? f->run.out.p : "");
        if (cases[i].says)
            expect_out(f, cases[i].says);
        end(f);
    }
}

static void little_is_asked(void **state)
{
    struct fixture *f = begin(NULL);
    size_t n;
    (void)state;
    watch(f, NULL);
    watch(f, NULL);
    const struct server_request *requests = server_requests(f->server, &n);
    assert_int_equal(n, 2);
    assert_int_equal(requests[0].status, 200);
    assert_int_equal(requests[1].status, 304); /* with the validators of the last answer, over a restart */
    assert_true(str_eq_c(requests[1].method, "GET"));
    end(f);
}

/* --- links entered in ITAS ---------------------------------------------------------------------------------------------------------------- */

static void submit(struct fixture *f, const char *const *paths, size_t n)
{
    struct store *store;
    struct store_submission submission = {.id = "S1", .site = server_url(f->server), .fiscal_year_be = 2567, .day = "2024-04-22", .made_at = 1713750000,
                                          .home_url = server_url(f->server)};
    struct store_submission_url urls[8] = {{0}};
    struct sha256 sha = sha256_of(STR_LIT("%PDF-1.4 first edition"));
    char hex[65], item[8][8];
    sha256_hex(sha, hex);
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(item[i], sizeof item[i], "O%zu", 10 + i);
        bool is_document = strstr(paths[i], ".pdf") != NULL;
        urls[i] = (struct store_submission_url){.item = item[i], .position = 1, .url = server_link(f->server, paths[i]), .typed = server_link(f->server, paths[i]),
                                                .http_status = 200, .fetched_at = 1713750000, .sha256 = is_document ? hex : NULL,
                                                .bytes = is_document ? STR_LIT("%PDF-1.4 first edition") : STR_NONE};
    }
    assert_int_equal(store_open(f->db, &store, NULL), OIT_OK);
    assert_int_equal(store_submission_put(store, &submission, urls, n, NULL), OIT_OK);
    store_close(store);
}

static void entered_links(void **state)
{
    static const char *const paths[] = {"plan.html", "report.pdf", "gone.html", "secret.html", "plan.html"};
    struct fixture *f = begin("/secret.html login\n");
    (void)state;
    submit(f, paths, 5);
    watch(f, NULL);
    assert_int_equal(f->run.code, 1);
    expect_out(f, "ไม่มีหน้าอยู่แล้ว 1 ลิงก์ (O12)");
    expect_out(f, "ต้องเข้าสู่ระบบจึงเปิดได้ 1 ลิงก์ (O13)");
    assert_int_equal(count(&f->run.out, "\n"), 2);
    watch(f, NULL);
    assert_int_equal(f->run.out.n, 0);
    server_die(f->server);
    server_return(f->server, "/report.pdf body=\"%PDF-1.4 another edition\" type=application/pdf\n/gone.html body=\"<h1>กลับมาแล้ว</h1><p>ข้อมูลครบ</p>\" type=text/html\n");
    watch(f, NULL);
    expect_out(f, "ไม่เหมือนวันที่กรอก 1 ลิงก์ (O11)");
    expect_out(f, "เปิดได้ตามเดิมแล้ว 1 ลิงก์ (O12)"); /* gone.html */
    server_die(f->server);
    server_return(f->server, "/nothing status=200\n");
    watch(f, NULL);
    expect_out(f, "เปิดได้ตามเดิมแล้ว 1 ลิงก์ (O11)");
    end(f);
}

/* Forty links of a site that is down are one message; what is still lacking when it is back is named. */
static void links_of_a_site_that_is_down(void **state)
{
    static const char *const paths[] = {"plan.html", "report.pdf"};
    struct fixture *f = begin("/x status=200\n");
    (void)state;
    submit(f, paths, 2);
    watch(f, NULL);
    assert_int_equal(f->run.code, 0);
    server_die(f->server);
    watch(f, NULL);
    assert_int_equal(count(&f->run.out, "\n"), 1);
    server_return(f->server, "/plan.html status=500\n");
    watch(f, NULL);
    assert_int_equal(count(&f->run.out, "\n"), 1);
    assert_int_equal(f->run.code, 1);
    expect_out(f, "เว็บไซต์เปิดได้แล้ว");
    server_die(f->server);
    server_return(f->server, "/x status=200\n");
    watch(f, NULL);
    expect_out(f, "เปิดได้ตามเดิมแล้ว 1 ลิงก์ (O10)");
    assert_int_equal(f->run.code, 0);
    end(f);
}

/* --- certificates, addresses ---------------------------------------------------------------------------------------------------------------- */

static void watch_https(struct fixture *f, const char *host)
{
    char url[200], resolve[200], root[300];
    (void)snprintf(url, sizeof url, "https://%s:%d/", host, server_port(f->server));
    (void)snprintf(resolve, sizeof resolve, "%s:%d:127.0.0.1", host, server_port(f->server));
    (void)snprintf(root, sizeof root, "%s/root.pem", server_tls_folder(f->server));
    watch(f, (const char *const[]){"--site", url, "--resolve", resolve, "--cacert", root, NULL});
}

static void certificates_that_run_out(void **state)
{
    struct fixture *f = begin(NULL);
    struct authority *authority = authority_new(server_tls_folder(f->server));
    (void)state;
    authority_issue(authority, &(struct certificate_wish){.file = "default", .names = "DNS:www.own.example.go.th", .from_day = -10, .to_day = 60});
    watch_https(f, "www.own.example.go.th");
    assert_int_equal(f->run.code, 0);
    assert_int_equal(f->run.out.n, 0);
    authority_issue(authority, &(struct certificate_wish){.file = "default", .names = "DNS:www.own.example.go.th", .from_day = -10, .to_day = 12});
    watch_https(f, "www.own.example.go.th");
    expect_out(f, "ใบรับรองความปลอดภัยของ www.own.example.go.th จะหมดอายุ");
    watch_https(f, "www.own.example.go.th");
    assert_int_equal(f->run.out.n, 0);
    authority_issue(authority, &(struct certificate_wish){.file = "default", .names = "DNS:www.own.example.go.th", .from_day = -10, .to_day = -1});
    watch_https(f, "www.own.example.go.th");
    expect_out(f, "หมดอายุแล้วเมื่อ");
    expect_out(f, "เว็บไซต์เปิดไม่ได้"); /* visitors see a warning in place of the page */
    authority_issue(authority, &(struct certificate_wish){.file = "default", .names = "DNS:www.own.example.go.th", .from_day = -1, .to_day = 90});
    watch_https(f, "www.own.example.go.th");
    expect_out(f, "ต่ออายุแล้ว");
    expect_out(f, "เว็บไซต์เปิดได้แล้ว");
    authority_free(authority);
    end(f);
}

static void a_private_address(void **state)
{
    struct fixture *f = begin(NULL);
    char url[200];
    (void)state;
    (void)snprintf(url, sizeof url, "http://localhost:%d/", server_port(f->server));
    watch(f, (const char *const[]){"--site", url, NULL});
    expect_out(f, "เครือข่ายภายใน");
    assert_int_equal(f->run.code, 0); /* it can be opened, from here */
    watch(f, (const char *const[]){"--site", url, NULL});
    assert_int_equal(f->run.out.n, 0);
    end(f);
}

/* The registry is a server of our own, asked once a day. */
static void a_domain_that_runs_out(void **state)
{
    char end_day[21], scenario[600], more[200], url[200], resolve[200];
    clock_iso_utc(clock_now_s() + 5 * 86400 + 3600, end_day);
    (void)snprintf(scenario, sizeof scenario,
                   "/rdap/domain/example.go.th type=application/rdap+json "
                   "body=\"{\\qldhName\\q:\\qexample.go.th\\q,\\qevents\\q:[{\\qeventAction\\q:\\qexpiration\\q,\\qeventDate\\q:\\q%s\\q}]}\"\n", end_day);
    struct fixture *f = begin(scenario);
    (void)state;
    (void)snprintf(url, sizeof url, "http://www.own.example.go.th:%d/", server_port(f->server));
    (void)snprintf(resolve, sizeof resolve, "www.own.example.go.th:%d:127.0.0.1", server_port(f->server));
    (void)snprintf(more, sizeof more, "watch:\n  rdap: %srdap/domain/\n", server_url(f->server));
    profile_of(f, url, more);
    const char *const named[] = {"--profile", f->profile, "--site", url, "--resolve", resolve, NULL};
    watch(f, named);
    assert_int_equal(f->run.code, 0);
    expect_out(f, "ชื่อโดเมน example.go.th จะหมดอายุ");
    expect_out(f, "เหลือ 5 วัน");
    watch(f, named);
    assert_int_equal(f->run.out.n, 0);
    assert_int_equal(server_count(f->server, "/rdap/domain/example.go.th"), 1);
    end(f);
}

/* --- profile, window, service ----------------------------------------------------------------------------------------------------------------- */

static void outside_its_days_nothing_is_asked(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    profile_is(f, "watch:\n  from: 1/5/2566\n  to: 15/6/2566\n");
    program_run((const char *const[]){"watch", "--profile", f->profile, "--once", "--rate", "0", NULL}, NULL, &f->run);
    assert_int_equal(f->run.code, 0);
    expect_out(f, "พ้นช่วงเฝ้า");
    assert_int_equal(server_accepts(f->server), 0);
    end(f);
}

static void what_is_typed_wrong(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    watch(f, (const char *const[]){"--every", "1m", NULL});
    assert_int_equal(f->run.code, 2);
    program_done(&f->run);
    program_run((const char *const[]){"watch", "--once", NULL}, NULL, &f->run);
    assert_int_equal(f->run.code, 2);
    assert_int_equal(server_accepts(f->server), 0);
    end(f);
}

static void until(bool (*fn)(struct fixture *f), struct fixture *f)
{
    for (int i = 0; i < 400 && !fn(f); i++)
        (void)poll(NULL, 0, 10);
    assert_true(fn(f));
}

static bool was_asked(struct fixture *f)
{
    return server_count(f->server, "/") > 0;
}

static size_t n_outages(struct fixture *f, bool ended)
{
    struct store *store;
    struct store_outage *outages;
    struct arena arena;
    size_t n = 0, n_all = 0;
    arena_init(&arena);
    assert_int_equal(store_open(f->db, &store, NULL), OIT_OK);
    assert_int_equal(store_outages(store, server_url(f->server), 0, INT64_MAX, &arena, &outages, &n_all, NULL), OIT_OK);
    for (size_t i = 0; i < n_all; i++)
        n += !ended || outages[i].outage.ended_at != 0;
    store_close(store);
    arena_done(&arena);
    return n;
}

static bool has_began(struct fixture *f)
{
    return n_outages(f, false) == 1;
}

static bool has_ended(struct fixture *f)
{
    return n_outages(f, true) == 1;
}

/* As a service: it begins, sees the outage begin and end by itself, and ends when it is told to. */
static void as_a_service(void **state)
{
    struct fixture *f = begin("/ status=500 times=4\n");
    (void)state;
    profile_is(f, "");
    pid_t child = program_start((const char *const[]){"watch", "--profile", f->profile, "--confirm", "1s", "--rate", "0", NULL});
    until(was_asked, f);
    until(has_began, f);
    until(has_ended, f);
    assert_int_equal(program_stop(child, SIGTERM), 0);
    end(f);
}

static void one_watch_a_site(void **state)
{
    struct fixture *f = begin(NULL);
    (void)state;
    profile_is(f, "");
    pid_t child = program_start((const char *const[]){"watch", "--profile", f->profile, "--rate", "0", NULL});
    until(was_asked, f);
    watch(f, NULL);
    assert_int_equal(f->run.code, 5);
    assert_int_equal(program_stop(child, SIGTERM), 0);
    watch(f, NULL);
    assert_int_equal(f->run.code, 0);
    end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dies_and_returns),       cmocka_unit_test(pages_that_stand_for_an_outage), cmocka_unit_test(little_is_asked),
        cmocka_unit_test(entered_links),          cmocka_unit_test(links_of_a_site_that_is_down),   cmocka_unit_test(certificates_that_run_out),
        cmocka_unit_test(a_private_address),      cmocka_unit_test(a_domain_that_runs_out),      cmocka_unit_test(outside_its_days_nothing_is_asked), cmocka_unit_test(what_is_typed_wrong),
        cmocka_unit_test(as_a_service),           cmocka_unit_test(one_watch_a_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
