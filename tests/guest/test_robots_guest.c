/* test_robots_guest.c - robots.txt as sites serve it: what is asked for, when a run stops, what the report says that it hides.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "../support/visit.h"

#define OWN "www.own.example.go.th"
#define OTHER "files.own.example.go.th"
#define FOREIGN "files.elsewhere.example.com"
#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title>"
#define ROBOTS(text) "/robots.txt type=text/plain body=\"" text "\"\n"

static const struct server_file pages[] = {
    {"index.html", HEAD("องค์การบริหารส่วนตำบลริมคลอง") "<body><ul class=menu><li><a href=/news/>ข่าว</a><li><a href=/ita/>ข้อมูลสาธารณะ (OIT)</a><li><a href=/เอกสาร/x.html>อื่น ๆ</a></ul>"
                   "<p><a href=\"/doc/plan67.html\">แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</a>"},
    {"news/index.html", HEAD("ข่าว") "<body><p>ประชุมสภา</p>"},
    {"ita/index.html", HEAD("OIT 2567") "<body><h1>OIT</h1><a href=/doc/report.html>รายงานผลการดำเนินการตามนโยบาย No Gift Policy ปี 2567</a> <a href=/go>ดูเพิ่ม</a>"},
    {"doc/plan67.html", HEAD("แผนปฏิบัติการป้องกันการทุจริต ประจำปี พ.ศ. 2567") "<body><p>โครงการ</p>"},
    {"doc/report.html", HEAD("รายงาน") "<body><p>รายงาน</p>"},
    {"เอกสาร/x.html", HEAD("อื่น") "<body><p>อื่น ๆ</p>"},
    {NULL, NULL},
};

static void begin(struct visit *v, const char *scenario)
{
    visit_begin(v, (struct server_root[]){{OWN, NULL, pages}}, 1, scenario);
}

static const struct oit_notice *notice_of(const struct visit *v, const char *code, const char *part)
{
    for (size_t i = 0; i < v->check.report.n_notices; i++)
        if (strcmp(v->check.report.notices[i].code, code) == 0 && strstr(v->check.report.notices[i].text.th, part))
            return &v->check.report.notices[i];
    return NULL;
}

static bool names(const struct oit_notice *notice, const char *item)
{
    for (size_t i = 0; notice && i < notice->n_items; i++)
        if (strcmp(notice->items[i], item) == 0)
            return true;
    return false;
}

static const char *unread_code(const struct visit *v, const char *end)
{
    for (size_t i = 0; i < v->check.report.n_unread; i++)
        if (str_ends_c(str_from(v->check.report.unread[i].url), end))
            return v->check.report.unread[i].code;
    return "";
}

/* Nothing but robots.txt was asked for, and the run ended with 4. */
static void expect_stopped(struct visit *v, const char *says)
{
    assert_int_equal(v->check.run.code, 4);
    assert_int_equal(visit_count_all(v), visit_count_prefix(v, "/robots.txt"));
    assert_true(check_said(&v->check, says));
    assert_true(check_said(&v->check, "robots.txt"));
    assert_true(check_said(&v->check, "--no-robots"));
    assert_true(check_said(&v->check, "ไม่ได้แปลว่าไม่ได้เผยแพร่"));
}

static void what_it_hides_is_named_with_line_items_and_advice(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, ROBOTS("# กฎ\\nUser-agent: Googlebot\\nDisallow:\\n\\nUser-agent: *\\nAllow: /doc/r\\nDisallow: /doc  # เอกสาร\\nDisallow: /*/x.html$\\n"));
    visit_scan(&v, "/", NULL);
    assert_true(v.check.run.code == 1 || v.check.run.code == 3);
    assert_int_equal(visit_count(&v, "/doc/plan67.html"), 0);
    assert_int_equal(visit_count(&v, "/doc/report.html"), 1);
    assert_int_equal(visit_count_prefix(&v, "/%E0"), 0);
    assert_string_equal(unread_code(&v, "/doc/plan67.html"), "robots");
    const struct oit_notice *hides = notice_of(&v, "robots-hides", "7 (Disallow: /doc # เอกสาร)");
    assert_non_null(hides);
    assert_true(hides->is_warning);
    assert_true(names(hides, "O32"));
    assert_int_equal(hides->n_all_urls, 1);
    assert_true(strstr(hides->advice.th, "User-agent: oitcheck") && strstr(hides->advice.th, "Allow: /") && strstr(hides->advice.th, "--no-robots"));
    assert_null(notice_of(&v, "robots-hides", "x.html")); /* nothing promises an item there: in the list of unread URLs only */
    assert_null(notice_of(&v, "robots-closed", "robots.txt"));
    assert_string_equal(unread_code(&v, "/x.html"), "robots");
    assert_int_not_equal(check_item(&v.check, "O32")->status, OIT_MISSING);
    visit_end(&v);
}

static void our_own_group_opens_what_the_others_close(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, ROBOTS("User-agent: *\\nDisallow: /\\nUser-agent: other\\nUser-agent: OITCHECK/2\\nAllow: /\\nDisallow: /news\\n"));
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_true(v.check.report.run.complete);
    assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
    assert_int_equal(visit_count_prefix(&v, "/news"), 0);
    visit_end(&v);
}

static void thai_paths_are_forbidden_in_any_spelling(void **state)
{
    static const char *const rules[] = {ROBOTS("User-agent: *\\nDisallow: /เอกสาร"), ROBOTS("User-agent: *\\nDisallow: /%e0%b9%80%e0%b8%ad%E0%b8%81"),
                                        ROBOTS("\xef\xbb\xbfUser-agent: *\\nDisallow: /*/x.html$")};
    (void)state;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct visit v;
        begin(&v, rules[i]);
        visit_scan(&v, "/", NULL);
        assert_int_equal(v.check.run.code, 1);
        assert_int_equal(visit_count_prefix(&v, "/%E0%B9%80"), 0);
        assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
        visit_end(&v);
    }
}

static void a_forbidden_start_page_ends_the_run(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, ROBOTS("User-agent: somebody\\nDisallow: /x\\n\\nUser-agent: *\\nDisallow: /\\n"));
    visit_scan(&v, "/", NULL);
    expect_stopped(&v, "บรรทัดที่ 5 (Disallow: /)");
    assert_true(check_said(&v.check, "User-agent: oitcheck"));
    assert_true(check_said(&v.check, "line 5"));
    assert_int_equal(visit_count(&v, "/robots.txt"), 1);
    visit_scan(&v, "/", (const char *const[]){"--no-robots", NULL}); /* the owner's own word */
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
    assert_int_equal(visit_count(&v, "/robots.txt"), 1);
    visit_end(&v);
}

/* 5xx, 429, silence, a broken connection: nothing is known, so nothing is read; asked again before giving up. */
static void an_unreachable_robots_closes_the_site(void **state)
{
    static const struct {
        const char *scenario, *says;
    } rows[] = {
        {"/robots.txt status=503\n", "http-503"},   {"/robots.txt status=500\n", "http-500"}, {"/robots.txt status=429 header=\"Retry-After: 0\"\n", "http-429"},
        {"/robots.txt hang\n", "timeout"},           {"/robots.txt reset\n", "connect"},       {"/robots.txt garbage\n", "robots.txt"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct visit v;
        begin(&v, rows[i].scenario);
        visit_scan(&v, "/", (const char *const[]){"--timeout", "300ms", NULL});
        expect_stopped(&v, rows[i].says);
        size_t n_asked = visit_count(&v, "/robots.txt");
        if (n_asked < 2 || n_asked > 6)
            fail_msg("%s: asked %zu times", rows[i].scenario, n_asked);
        visit_end(&v);
    }
}

static void a_short_illness_of_it_is_waited_for(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/robots.txt status=500 times=3\n" ROBOTS("User-agent: *\\nDisallow: /news"));
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/robots.txt"), 4);
    assert_int_equal(visit_count_prefix(&v, "/news"), 0);
    assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
    visit_end(&v);
}

/* No file, refused, a page in its place, a loop, an address that leads nowhere: all allowed, asked once. */
static void no_robots_txt_allows_all(void **state)
{
    static const char *const rows[] = {
        "/robots.txt status=404\n", "/robots.txt status=401\n", "/robots.txt status=403\n", "/robots.txt status=204\n",
        "/robots.txt redirect=/robots.txt\n", "/robots.txt body=\"\" type=text/plain\n",
        "/robots.txt type=text/html body=\"" HEAD("ไม่พบ") "<pre>\\nUser-agent: *\\nDisallow: /\\n</pre>\"\n",
        "/robots.txt redirect=/\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct visit v;
        begin(&v, rows[i]);
        visit_scan(&v, "/", NULL);
        assert_int_equal(v.check.run.code, 1);
        assert_true(v.check.report.run.complete);
        assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
        assert_true(visit_count(&v, "/robots.txt") <= 2);
        bool is_page = strstr(rows[i], "html") || strstr(rows[i], "redirect=/\n");
        assert_int_equal(notice_of(&v, "robots-not-text", "robots.txt") != NULL, is_page);
        visit_end(&v);
    }
}

/* Five hops, the last ones on another host: what stands there are the rules of the first (2.3.1.2). */
static void it_is_followed_over_redirects(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "//" OWN "/robots.txt redirect=/r1\n/r1 redirect=/r2 status=301\n/r2 redirect=/r3 status=307\n/r3 redirect=http://127.0.0.1:@PORT@/r4\n"
              "/r4 redirect=/rules status=308\n/rules type=application/octet-stream body=\"User-agent: *\\nDisallow: /news\"\n");
    visit_scan(&v, "/", (const char *const[]){"--allow-private", NULL});
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/rules"), 1);
    assert_int_equal(visit_count_prefix(&v, "/news"), 0);
    assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
    visit_end(&v);
}

/* Asked for plain, sent packed all the same. */
static void a_packed_one_is_unpacked(void **state)
{
    static const unsigned char gz[] = { /* gzip of "User-agent: *\nDisallow: /news\n" */
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xff, 0x0b, 0x2d, 0x4e, 0x2d, 0xd2, 0x4d, 0x4c, 0x4f, 0xcd, 0x2b, 0xb1, 0x52, 0xd0, 0xe2,
        0x72, 0xc9, 0x2c, 0x4e, 0xcc, 0xc9, 0xc9, 0x2f, 0xb7, 0x52, 0xd0, 0xcf, 0x4b, 0x2d, 0x2f, 0xe6, 0x02, 0x00, 0xe8, 0x70, 0x3a, 0x94, 0x1e, 0x00, 0x00, 0x00};
    static const char *const headers[] = {"header=\"Content-Encoding: gzip\"", "", "header=\"Content-Encoding: x-gzip\""};
    char path[200], scenario[600];
    (void)state;
    (void)snprintf(path, sizeof path, "/tmp/oit-robots-%ld.gz", (long)getpid());
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(gz, 1, sizeof gz, file), sizeof gz);
    assert_int_equal(fclose(file), 0);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        struct visit v;
        (void)snprintf(scenario, sizeof scenario, "/robots.txt body-file=%s type=text/plain %s\n", path, headers[i]);
        begin(&v, scenario);
        visit_scan(&v, "/", NULL);
        assert_int_equal(v.check.run.code, 1);
        assert_int_equal(visit_count_prefix(&v, "/news"), 0);
        assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
        visit_end(&v);
    }
    (void)remove(path);
    struct visit v;
    begin(&v, "/robots.txt gzip-bomb=40\n"); /* nobody's rules: what comes of it is no rule, and no harm */
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
}

/* A page leads on to a closed one by redirect: that one is not opened either. */
static void redirects_obey_it(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, ROBOTS("User-agent: *\\nDisallow: /secret") "/go redirect=/secret/page.html status=301\n/secret* type=text/html body=\"" HEAD("ลับ") "\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/go"), 1);
    assert_int_equal(visit_count_prefix(&v, "/secret"), 0);
    assert_string_equal(unread_code(&v, "/secret/page.html"), "robots");
    visit_end(&v);
}

/* The start page moves to a host that closes itself: no page of it is opened. */
static void a_start_page_that_moves_obeys_the_new_host(void **state)
{
    static const struct server_file nothing[] = {{"index.html", HEAD("ย้ายแล้ว") "<body><p>หน้าใหม่"}, {NULL, NULL}};
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{OWN, NULL, nothing}, {OTHER, NULL, pages}}, 2,
                "//" OWN "/ redirect=http://" OTHER ":@PORT@/home\n//" OTHER "/robots.txt type=text/plain body=\"User-agent: *\\nDisallow: /\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 4);
    assert_int_equal(visit_count(&v, "/home"), 0);
    assert_int_equal(visit_count(&v, "/robots.txt"), 2);
    assert_true(check_said(&v.check, OTHER));
    visit_end(&v);
    visit_begin(&v, (struct server_root[]){{OWN, NULL, nothing}, {OTHER, NULL, pages}}, 2,
                "//" OWN "/ redirect=http://" OTHER ":@PORT@/\n//" OTHER "/robots.txt type=text/plain body=\"User-agent: *\\nDisallow: /news\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count_prefix(&v, "/news"), 0);
    assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
    visit_end(&v);
}

/* Another host that does not answer for its robots.txt: only its pages are unread. */
static void another_host_without_an_answer_costs_its_pages_only(void **state)
{
    static const struct server_file files[] = {
        {"index.html", HEAD("องค์การบริหารส่วนตำบลริมคลอง") "<body><a href=/a.html>ข่าว</a><p><a href=\"http://" FOREIGN ":@PORT@/plan.html\">แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</a>"},
        {"a.html", HEAD("ข่าว") "<body><p>ข่าว"},
        {NULL, NULL},
    };
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{OWN, NULL, files}, {FOREIGN, NULL, pages}}, 2, "//" FOREIGN "/robots.txt status=502\n");
    visit_scan(&v, "/", NULL);
    assert_true(v.check.run.code == 1 || v.check.run.code == 3);
    assert_int_equal(visit_count(&v, "/a.html"), 1);
    assert_int_equal(visit_count(&v, "/plan.html"), 0);
    assert_string_equal(unread_code(&v, "/plan.html"), "http-502");
    assert_int_equal(v.check.report.n_notices, 0); /* not the agency's to mend: the list of unread URLs names it with its item */
    assert_int_not_equal(check_item(&v.check, "O32")->status, OIT_MISSING);
    visit_end(&v);
}

/* A host of the agency's own without an answer: told once, with its item, and above the verdicts. */
static void an_own_host_without_an_answer_is_told(void **state)
{
    static const struct server_file files[] = {
        {"index.html", HEAD("องค์การบริหารส่วนตำบลริมคลอง") "<body><a href=/a.html>ข่าว</a><p><a href=\"http://ita." OWN ":@PORT@/plan.html\">แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</a>"
                       "<a href=\"http://ita." OWN ":@PORT@/b.html\">เรื่องอื่น</a>"},
        {"a.html", HEAD("ข่าว") "<body><p>ข่าว"},
        {NULL, NULL},
    };
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{OWN, NULL, files}, {"ita." OWN, NULL, pages}}, 2, "//ita." OWN "/robots.txt status=502\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.report.n_notices, 1);
    const struct oit_notice *silent = notice_of(&v, "robots-unreachable", "ita." OWN);
    assert_true(names(silent, "O32"));
    assert_true(silent->is_warning);
    assert_int_not_equal(check_item(&v.check, "O32")->status, OIT_MISSING);
    visit_end(&v);
}

/* Staff logins, searches and what else no item stands behind are closed as they should be; and what social networks close is theirs to close. */
static void a_healthy_site_is_told_nothing(void **state)
{
    static const struct server_file files[] = {
        {"index.html", HEAD("องค์การบริหารส่วนตำบลริมคลอง") "<body><ul class=menu><li><a href=/ita/>ข้อมูลสาธารณะ (OIT)</a><li><a href=/wp-login.php>สำหรับเจ้าหน้าที่</a></ul>"
                       "<p><a href=\"/doc/plan67.html\">แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</a> <a href='/?s=ถนน'>ค้นหา</a>"
                       "<a href=\"http://" FOREIGN ":@PORT@/office\">รายงานการกำกับติดตามการดำเนินงานประจำปี รอบ 6 เดือน ปี 2567</a>"},
        {"ita/index.html", HEAD("OIT 2567") "<body><h1>OIT</h1><a href=/doc/plan67.html>แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</a>"},
        {"doc/plan67.html", HEAD("แผนปฏิบัติการป้องกันการทุจริต ประจำปี พ.ศ. 2567") "<body><p>โครงการ</p>"},
        {NULL, NULL},
    };
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{OWN, NULL, files}, {FOREIGN, NULL, pages}}, 2,
                "//" OWN "/robots.txt type=text/plain body=\"User-agent: *\\nDisallow: /wp-login.php\\nDisallow: /?s=\"\n"
                "//" FOREIGN "/robots.txt type=text/plain body=\"User-agent: *\\nDisallow: /\"\n");
    visit_scan(&v, "/", NULL);
    assert_true(v.check.run.code == 1 || v.check.run.code == 3);
    assert_int_equal(visit_count_prefix(&v, "/wp-login"), 0);
    assert_int_equal(visit_count(&v, "/office"), 0);
    assert_string_equal(unread_code(&v, "/wp-login.php"), "robots");
    assert_string_equal(unread_code(&v, "/office"), "robots");
    assert_int_equal(v.check.report.n_notices, 0);
    visit_end(&v);
}

static void crawl_delay_is_kept_per_host(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, ROBOTS("User-agent: *\\nCrawl-delay: 0.2\\nDisallow: /news"));
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    size_t n = 0;
    const struct server_request *requests = server_requests(v.server, &n);
    assert_true(n > 5);
    assert_true(requests[n - 1].mono_ms - requests[1].mono_ms >= (int64_t)(n - 2) * 200 - 100); /* one may have been late on its way */
    assert_null(notice_of(&v, "robots-delay", "robots.txt"));
    visit_end(&v);
}

static void a_long_crawl_delay_is_capped_and_told(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, ROBOTS("User-agent: *\\nCrawl-delay: 3600\\nDisallow: /news"));
    visit_scan(&v, "/", (const char *const[]){"--max-time", "1s", NULL}); /* ten seconds between pages: only the start page is read */
    assert_int_equal(v.check.run.code, 3);
    const struct oit_notice *notice = notice_of(&v, "robots-delay", "3600");
    assert_non_null(notice);
    assert_true(strstr(notice->text.th, "10 วินาที") != NULL);
    visit_end(&v);
}

/* Longer than programs read, with a rule at its end; the rest of the site is read as if it ended there. */
static void of_an_endless_one_the_first_part_counts(void **state)
{
    struct visit v;
    (void)state;
    char path[200], scenario[300];
    (void)snprintf(path, sizeof path, "/tmp/oit-robots-%ld.txt", (long)getpid());
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    (void)fputs("User-agent: *\nDisallow: /news\n", file);
    for (int i = 0; i < 13000; i++)
        (void)fputs("# nothing that anybody has to know about this site\n", file);
    (void)fputs("Disallow: /doc\n", file);
    assert_int_equal(fclose(file), 0);
    (void)snprintf(scenario, sizeof scenario, "/robots.txt body-file=%s type=text/plain\n", path);
    begin(&v, scenario);
    visit_scan(&v, "/", NULL);
    (void)remove(path);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count_prefix(&v, "/news"), 0);
    assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
    assert_non_null(notice_of(&v, "robots-too-long", "500"));
    visit_end(&v);
}

/* The page is read, what it links to as well: words for search engines close nothing. The owner is told where it concerns items. */
static void words_for_search_engines_are_noted(void **state)
{
    static const struct server_file files[] = {
        {"index.html", HEAD("องค์การบริหารส่วนตำบลริมคลอง") "<meta name=ROBOTS content='noindex, nofollow'><body><a rel=nofollow href=/doc/plan67.html>แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2567</a><a href=/story.html>เล่าเรื่อง</a>"},
        {"doc/plan67.html", HEAD("แผนปฏิบัติการป้องกันการทุจริต ประจำปี พ.ศ. 2567") "<meta name=googlebot content=none><body><a href=/doc/deep.html>ต่อ</a>"},
        {"doc/deep.html", HEAD("รายงาน") "<body><p>รายงาน"},
        {"story.html", HEAD("เล่าเรื่อง") "<body><p>เล่า"},
        {NULL, NULL},
    };
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{OWN, NULL, files}}, 1, "/story.html header=\"X-Robots-Tag: noindex\"\n/doc/deep.html header=\"X-Robots-Tag: otherbot: noindex\" header=\"x-robots-tag: nofollow\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/doc/plan67.html"), 1);
    assert_int_equal(visit_count(&v, "/doc/deep.html"), 1);
    const struct oit_notice *hidden = notice_of(&v, "search-hidden", "noindex");
    assert_true(names(hidden, "O32"));
    assert_int_equal(hidden->n_all_urls, 1); /* the start page and the news hold no item */
    assert_false(hidden->is_warning);
    assert_true(names(notice_of(&v, "search-nofollow", "nofollow"), "O32"));
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_hides_is_named_with_line_items_and_advice),
        cmocka_unit_test(our_own_group_opens_what_the_others_close),
        cmocka_unit_test(thai_paths_are_forbidden_in_any_spelling),
        cmocka_unit_test(a_forbidden_start_page_ends_the_run),
        cmocka_unit_test(an_unreachable_robots_closes_the_site),
        cmocka_unit_test(a_short_illness_of_it_is_waited_for),
        cmocka_unit_test(no_robots_txt_allows_all),
        cmocka_unit_test(it_is_followed_over_redirects),
        cmocka_unit_test(a_packed_one_is_unpacked),
        cmocka_unit_test(redirects_obey_it),
        cmocka_unit_test(a_start_page_that_moves_obeys_the_new_host),
        cmocka_unit_test(another_host_without_an_answer_costs_its_pages_only),
        cmocka_unit_test(an_own_host_without_an_answer_is_told),
        cmocka_unit_test(a_healthy_site_is_told_nothing),
        cmocka_unit_test(crawl_delay_is_kept_per_host),
        cmocka_unit_test(a_long_crawl_delay_is_capped_and_told),
        cmocka_unit_test(of_an_endless_one_the_first_part_counts),
        cmocka_unit_test(words_for_search_engines_are_noted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
