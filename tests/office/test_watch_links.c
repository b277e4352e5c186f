/* test_watch_links.c - links entered in ITAS, what runs out, and who is told: `oitcheck watch` beside a submission, certificates, a registry, a webhook.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "../support/certificates.h"
#include "../support/postbox.h"
#include "../support/thai_lint.h"
#include "base/clock.h"
#include "store/submissions.h"
#include "watching.h"

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
        const char *url = strncmp(paths[i], "http", 4) == 0 ? paths[i] : server_link(f->server, paths[i]);
        urls[i] = (struct store_submission_url){.item = item[i], .position = 1, .url = url, .typed = url,
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

/* Of another host than the site's, so nobody vouches for it: not opened, and told. */
static void a_link_that_leads_inside(void **state)
{
    struct fixture *f = begin(NULL);
    char inside[100];
    (void)state;
    (void)snprintf(inside, sizeof inside, "http://localhost:%d/plan.html", server_port(f->server));
    const char *const paths[] = {"plan.html", inside};
    submit(f, paths, 2);
    watch(f, NULL);
    assert_int_equal(f->run.code, 1);
    expect_out(f, "ชี้ไปเครือข่ายภายใน 1 ลิงก์ (O11)");
    assert_int_equal(server_count(f->server, "/plan.html"), 1);
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

/* A page is held against what a reader saw on the day; a page that differs each time by itself is left alone. */
static void pages_that_change(void **state)
{
    struct fixture *f = begin("/plan.html body=\"<h1>แผน</h1><p>ผู้เข้าชม @N@ คน</p>\" type=text/html\n");
    char sheet[400];
    (void)state;
    char *path = tmp_path(f->folder, "itas.csv");
    (void)snprintf(sheet, sizeof sheet, "ข้อ,URL ที่จะกรอก,คำอธิบาย\nO7,%s,\nO8,%s,\n", server_link(f->server, "page.html"), server_link(f->server, "restless.html"));
    assert_int_equal(file_write(path, str_from(sheet), NULL), OIT_OK);
    server_die(f->server);
    server_return(f->server, "/page.html body=\"<h1>แผนปฏิบัติการ ปี 2567</h1><table><tr><th>โครงการ</th><th>งบประมาณ</th></tr><tr><td>อบรม</td><td>1000</td></tr></table><p>ผู้เข้าชม 15 คน</p>\" type=text/html\n"
                             "/restless.html body=\"<h1>ข่าว ก</h1><p>ข่าวประจำวันนี้ของสำนักงาน</p>\" type=text/html\n");
    program_done(&f->run);
    program_run((const char *const[]){"scan", server_url(f->server), "--db", f->db, "--rate", "0", "--ocr", "off", "--render", "off", "--quiet", "--fiscal-year", "2567", NULL}, NULL, &f->run);
    program_done(&f->run);
    program_run((const char *const[]){"submit", path, "--db", f->db, "--site", server_url(f->server), "--rate", "0", "--fiscal-year", "2567", NULL}, NULL, &f->run);
    if (f->run.code > 1)
        fail_msg("submit: %d %s", f->run.code, f->run.err.p ? f->run.err.p : "");
    watch(f, NULL);
    assert_int_equal(f->run.code, 0);
    server_die(f->server);
    server_return(f->server, "/page.html body=\"<h1>แผนปฏิบัติการ ปี 2567</h1><table><tr><th>โครงการ</th><th>งบประมาณ</th></tr><tr><td>อบรม</td><td>1000</td></tr></table><p>ผู้เข้าชม 977 คน</p>\" type=text/html\n"
                             "/restless.html body=\"<h1>ข่าว ข</h1><p>ข่าวที่หนึ่ง</p>\" type=text/html times=1\n"
                             "/restless.html body=\"<h1>ข่าว ค</h1><p>ข่าวที่สอง</p>\" type=text/html times=1\n"
                             "/restless.html body=\"<h1>ข่าว ง</h1><p>ข่าวที่สาม</p>\" type=text/html\n");
    watch(f, NULL);
    assert_int_equal(f->run.out.n, 0); /* only a counter counts on; what never stands still says nothing */
    server_die(f->server);
    server_return(f->server, "/page.html body=\"<h1>แผนปฏิบัติการ ปี 2568</h1><table><tr><th>โครงการ</th><th>งบประมาณ</th></tr><tr><td>สัมมนา</td><td>9000</td></tr></table><p>ผู้เข้าชม 978 คน</p>\" type=text/html\n"
                             "/restless.html body=\"<h1>ข่าว ก</h1><p>ข่าวประจำวันนี้ของสำนักงาน</p>\" type=text/html\n");
    watch(f, NULL);
    expect_out(f, "ไม่เหมือนวันที่กรอก 1 ลิงก์ (O7)");
    free(path);
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

/* --- who is told ---------------------------------------------------------------------------------------------------------------------------- */

static void watch_by_profile(struct fixture *f)
{
    program_done(&f->run);
    program_run((const char *const[]){"watch", "--once", "--quiet", "--confirm", "0", "--rate", "0", "--timeout", "2s", "--profile", f->profile, NULL}, NULL, &f->run);
}

/* Once when it begins, once when it ends; what the receiver did not take comes along with the next. */
static void by_webhook(void **state)
{
    struct fixture *f = begin(NULL);
    struct postbox *box = postbox_start();
    struct buf log, path;
    char more[400], word[80] = "";
    (void)state;
    (void)snprintf(more, sizeof more, "notify:\n  webhooks:\n    - kind: json\n      url: %s\n  event_log: %s/events.log\n", postbox_url(box, "/hook"), f->folder);
    profile_is(f, more);
    watch_by_profile(f);
    assert_int_equal(postbox_count(box), 0);
    server_die(f->server);
    watch_by_profile(f);
    watch_by_profile(f);
    assert_int_equal(postbox_count(box), 1);
    assert_non_null(strstr(postbox_body(box, 0), "เปิดไม่ได้"));
    assert_non_null(strstr(postbox_body(box, 0), "\"alarm\""));
    assert_non_null(strstr(postbox_body(box, 0), "outage"));
    assert_non_null(strstr(postbox_body(box, 0), "เครื่องแม่ข่ายไม่รับการติดต่อ"));
    assert_non_null(strstr(postbox_body(box, 0), "ตั้งแต่ "));
    if (thai_lint(buf_str(&f->run.out), word, sizeof word))
        fail_msg("a Latin word: %s", word);
    postbox_answer(box, 503, NULL, 0);
    server_return(f->server, NULL);
    watch_by_profile(f);
    assert_int_equal(f->run.code, 0);
    expect_out(f, "เว็บไซต์เปิดได้แล้ว");
    size_t n = postbox_count(box);
    postbox_answer(box, 200, NULL, 0);
    server_die(f->server);
    watch_by_profile(f);
    bool has_waited = false; /* it comes alone before the new alarm, or along with it */
    for (size_t i = n; i < postbox_count(box); i++)
        has_waited |= strstr(postbox_body(box, i), "เว็บไซต์เปิดได้แล้ว") != NULL;
    assert_true(has_waited);
    buf_init(&log, 0);
    buf_init(&path, 0);
    (void)buf_addf(&path, "%s/events.log", f->folder);
    assert_int_equal(file_read(path.p, &log, NULL), OIT_OK);
    assert_true(count(&log, "event=watch") >= 3);
    buf_done(&path);
    buf_done(&log);
    postbox_stop(box);
    end(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entered_links),     cmocka_unit_test(links_of_a_site_that_is_down), cmocka_unit_test(pages_that_change), cmocka_unit_test(a_link_that_leads_inside), cmocka_unit_test(certificates_that_run_out),
        cmocka_unit_test(a_private_address), cmocka_unit_test(a_domain_that_runs_out),       cmocka_unit_test(by_webhook),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
