/* test_sitemaps.c - sitemaps and feeds as sites have them: where they are named, what they list, what they and the links say of each other.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/visit.h"

#define OWN "www.own.example.go.th"
#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title>"
#define URLSET "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
#define AT "http://" OWN ":@PORT@"

static const struct oit_notice *notice_of(const struct visit *v, const char *code)
{
    for (size_t i = 0; i < v->check.report.n_notices; i++)
        if (strcmp(v->check.report.notices[i].code, code) == 0)
            return &v->check.report.notices[i];
    return NULL;
}

static bool notice_lists(const struct oit_notice *notice, const char *end)
{
    for (size_t i = 0; notice && i < notice->n_urls; i++)
        if (str_ends_c(str_from(notice->urls[i]), end))
            return true;
    return false;
}

static const struct server_file plain[] = {
    {"index.html", HEAD("องค์การบริหารส่วนตำบลท่าลอง") "<body><ul class=menu><li><a href=a.html>ข่าว</a><li><a href=b.html>ติดต่อ</a></ul>"},
    {"a.html", HEAD("ข่าวประชาสัมพันธ์") "<body><p>วันนี้มีประชุมสภา</p><a href=/>หน้าแรก</a>"},
    {"b.html", HEAD("ติดต่อ") "<body><p>โทร 0 2345 6789</p>"},
    {"hidden/plan.html", HEAD("แผนการใช้จ่ายงบประมาณประจำปี 2567") "<body><h1>แผนการใช้จ่ายงบประมาณประจำปี พ.ศ. 2567</h1><p>รวมทั้งสิ้น</p>"},
    {"hidden/more.html", HEAD("เรื่องเล่า") "<body><p>เรื่องเล่าจากอดีต</p>"},
    {NULL, NULL},
};

static void begin(struct visit *v, const char *scenario)
{
    visit_begin(v, (struct server_root[]){{OWN, NULL, plain}}, 1, scenario);
}

static void pages_only_the_sitemap_knows_are_read_and_told(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/robots.txt body=\"Sitemap: /maps/all.xml\\nUser-agent: *\\nDisallow:\" type=text/plain\n"
              "/maps/all.xml type=application/xml body=\"" URLSET "<url><loc>" AT "/</loc></url><url><loc>" AT "/a.html</loc><lastmod>2020-01-01</lastmod></url>"
              "<url><loc>" AT "/hidden/plan.html</loc></url><url><loc> " AT "/hidden/more.html\\n</loc></url><url><loc>" AT "/gone.html</loc></url>"
              "<url><loc>http://other.example/x.html</loc></url></urlset>\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_true(v.check.report.run.complete);
    assert_int_equal(visit_count(&v, "/maps/all.xml"), 1);
    assert_int_equal(visit_count(&v, "/sitemap.xml"), 0); /* robots.txt said where */
    assert_int_equal(visit_count(&v, "/hidden/plan.html"), 1);
    assert_int_equal(visit_count(&v, "/x.html"), 0);
    const struct oit_notice *unlinked = notice_of(&v, "sitemap-not-linked"), *lacks = notice_of(&v, "sitemap-lacks"), *dead = notice_of(&v, "sitemap-dead");
    assert_non_null(unlinked);
    assert_int_equal(unlinked->n_all_urls, 1); /* the page of an item is the one to name */
    assert_true(notice_lists(unlinked, "/hidden/plan.html"));
    assert_true(unlinked->n_items > 0);
    assert_true(strstr(unlinked->text.th, "2 ") != NULL);
    assert_non_null(unlinked->advice.th);
    assert_true(notice_lists(lacks, "/b.html"));
    assert_int_equal(lacks->n_all_urls, 1);
    assert_true(notice_lists(dead, "/gone.html"));
    visit_end(&v);
}

/* Nobody says where: the usual names one after another, and no more once one is there. */
static void usual_names_are_tried_one_after_another(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/sitemap_index.xml type=text/xml body=\"<sitemapindex><sitemap><loc>" AT "/part1.xml</loc></sitemap><sitemap><loc>" AT "/part2.xml</loc></sitemap></sitemapindex>\"\n"
              "/part1.xml type=text/xml body=\"" URLSET "<url><loc>" AT "/hidden/more.html</loc></url></urlset>\"\n"
              "/part2.xml status=404\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/sitemap.xml"), 1);
    assert_int_equal(visit_count(&v, "/sitemap_index.xml"), 1);
    assert_int_equal(visit_count(&v, "/part1.xml"), 1);
    assert_int_equal(visit_count(&v, "/hidden/more.html"), 1);
    assert_true(notice_lists(notice_of(&v, "sitemap-unread"), "/part2.xml"));
    assert_null(notice_of(&v, "sitemap-lacks")); /* half a sitemap proves nothing */
    visit_end(&v);
}

static void no_sitemap_is_no_matter(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, NULL);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_true(v.check.report.run.complete);
    assert_int_equal(v.check.report.run.failed, 0);
    assert_int_equal(visit_count_prefix(&v, "/sitemap"), 2);
    assert_int_equal(v.check.report.n_notices, 0);
    visit_end(&v);
}

/* The same under /sitemap.xml: a page, as from sites that answer everything with one. */
static void a_page_in_its_place_is_no_sitemap(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/sitemap*.xml type=text/html body=\"" HEAD("ไม่พบหน้า") "<p>ขออภัย ไม่พบหน้าที่ต้องการ <a href=/>กลับหน้าแรก</a>\"\n"
              "/oitcheck-* type=text/html body=\"" HEAD("ไม่พบหน้า") "<p>ขออภัย ไม่พบหน้าที่ต้องการ <a href=/>กลับหน้าแรก</a>\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_true(visit_count_prefix(&v, "/sitemap") <= 2);
    assert_int_equal(v.check.report.n_notices, 0);
    visit_end(&v);
}

/* An index that lists itself, indexes in indexes without end, and more files than anybody reads. */
static void endless_indexes_end(void **state)
{
    struct visit v;
    struct buf scenario;
    (void)state;
    buf_init(&scenario, 0);
    (void)buf_add_c(&scenario, "/robots.txt body=\"sitemap:" AT "/deep0.xml\\n\" type=text/plain\n");
    for (int i = 0; i < 12; i++)
        (void)buf_addf(&scenario, "/deep%d.xml type=text/xml body=\"<sitemapindex><sitemap><loc>" AT "/deep%d.xml</loc></sitemap><sitemap><loc>" AT "/deep0.xml</loc></sitemap></sitemapindex>\"\n", i, i + 1);
    begin(&v, scenario.p);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/deep0.xml"), 1);
    assert_int_equal(visit_count(&v, "/deep3.xml"), 1);
    assert_int_equal(visit_count(&v, "/deep5.xml"), 0);
    visit_end(&v);
    buf_clear(&scenario);
    (void)buf_add_c(&scenario, "/robots.txt body=\"SITEMAP : " AT "/wide.xml\" type=text/plain\n/wide.xml type=text/xml body=\"<sitemapindex>");
    for (int i = 0; i < 300; i++)
        (void)buf_addf(&scenario, "<sitemap><loc>" AT "/w%d.xml</loc></sitemap>", i);
    (void)buf_add_c(&scenario, "</sitemapindex>\"\n/w*.xml type=text/xml body=\"" URLSET "<url><loc>" AT "/hidden/more.html</loc></url></urlset>\"\n");
    begin(&v, scenario.p);
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count_prefix(&v, "/w"), 50); /* with the index itself */
    assert_int_equal(visit_count(&v, "/hidden/more.html"), 1);
    visit_end(&v);
    buf_done(&scenario);
}

/* Text lists, feeds of the start page, <link rel=sitemap>; feeds of other pages and pages once more for other sites are left alone. */
static void text_feeds_and_link_elements(void **state)
{
    static const struct server_file files[] = {
        {"index.html", HEAD("เทศบาลเมืองสมมุติ") "<link rel='alternate' type='application/rss+xml' href='/feed.xml'><link rel=alternate type='application/atom+xml; charset=utf-8' href='atom.xml'>"
                       "<link rel=Sitemap type=text/plain href=/list.txt><link rel=alternate type='text/xml+oembed' href='/oembed?format=xml'>"
                       "<link rel=alternate type='application/rss+xml' href='/f3.xml'><link rel=alternate type='application/rss+xml' href='/f4.xml'><body><a href=/a.html>ข่าว</a>"},
        {"a.html", HEAD("ข่าว") "<link rel=alternate type='application/rss+xml' title='ความเห็น' href='/a-comments.xml'><body><p>ข่าว"},
        {"feed.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>ข่าว</title><link>http://www.own.example.go.th/</link><item><title>ประชุม</title><link>/from-rss.html</link></item></channel></rss>"},
        {"atom.xml", "<feed xmlns='http://www.w3.org/2005/Atom'><title>ข่าว</title><entry><title>เลือกตั้ง</title><link rel='alternate' href='/from-atom.html'/></entry></feed>"},
        {"from-rss.html", HEAD("ประชุม") "<body><p>ประชุมสภา"},
        {"from-atom.html", HEAD("เลือกตั้ง") "<body><p>วันเลือกตั้ง"},
        {"from-text.html", HEAD("เก่า") "<body><p>หน้าเก่า"},
        {NULL, NULL},
    };
    struct visit v;
    (void)state;
    visit_begin(&v, (struct server_root[]){{OWN, NULL, files}}, 1, "/list.txt type=text/plain body=\"" AT "/from-text.html\\n" AT "/a.html\\n\"\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/from-rss.html"), 1);
    assert_int_equal(visit_count(&v, "/from-atom.html"), 1);
    assert_int_equal(visit_count(&v, "/from-text.html"), 1);
    assert_int_equal(visit_count_prefix(&v, "/oembed"), 0);
    assert_int_equal(visit_count(&v, "/a-comments.xml"), 0);
    assert_int_equal(visit_count_prefix(&v, "/f3") + visit_count_prefix(&v, "/f4"), 1);
    assert_int_equal(visit_count_prefix(&v, "/sitemap"), 0); /* the page said where */
    const struct oit_notice *unlinked = notice_of(&v, "sitemap-not-linked");
    assert_true(notice_lists(unlinked, "/from-text.html"));
    assert_int_equal(unlinked->n_all_urls, 1); /* what a feed alone knows is old news, not a gap */
    visit_end(&v);
}

/* The sitemap says https or leaves www. out, addresses move on to where the links lead: they are the same pages. */
static void other_spellings_are_the_same_pages(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/robots.txt body=\"Sitemap: " AT "/s.xml\" type=text/plain\n"
              "/s.xml type=text/xml body=\"" URLSET "<url><loc>" AT "/old-a</loc></url><url><loc>" AT "/b.html</loc></url></urlset>\"\n"
              "/old-a redirect=/a.html status=301\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/old-a"), 1);
    assert_null(notice_of(&v, "sitemap-not-linked"));
    assert_null(notice_of(&v, "sitemap-lacks"));
    visit_end(&v);
}

/* A damaged, an endless, an empty one and one behind an error: nothing of it makes the check worse. */
static void bad_sitemaps_do_no_harm(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/robots.txt body=\"Sitemap: /s1.xml\\nSitemap: /s2.xml\\nSitemap: /s3.xml\\nSitemap: /s4.xml\\nSitemap: http://elsewhere.example/s5.xml\\nSitemap: not a url at all\\n\" type=text/plain\n"
              "/s1.xml type=text/xml body=\"" URLSET "<url><loc>" AT "/hidden/more.html</loc></url><url><loc>\"\n"
              "/s2.xml endless\n/s3.xml type=text/xml body=\"<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><urlset><url><loc>&b;</loc></url></urlset>\"\n"
              "/s4.xml status=403\n");
    visit_scan(&v, "/", (const char *const[]){"--timeout", "2s", "--max-size", "200K", NULL});
    assert_int_equal(v.check.run.code, 1);
    assert_true(v.check.report.run.complete);
    assert_int_equal(visit_count(&v, "/hidden/more.html"), 1); /* what came before the damage */
    assert_int_equal(visit_count(&v, "/s5.xml"), 0);
    assert_non_null(notice_of(&v, "sitemap-unread"));
    visit_end(&v);
}

/* The site's robots.txt closes its own sitemap, and a page in it. */
static void a_closed_sitemap_is_not_asked_for(void **state)
{
    struct visit v;
    (void)state;
    begin(&v, "/robots.txt body=\"Sitemap: /map.xml\\nUser-agent: *\\nDisallow: /*.xml$\" type=text/plain\n/map.xml status=200\n");
    visit_scan(&v, "/", NULL);
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/map.xml"), 0);
    assert_int_equal(visit_count(&v, "/hidden/more.html"), 0);
    assert_true(notice_lists(notice_of(&v, "sitemap-unread"), "/map.xml"));
    assert_int_equal(v.check.report.n_notices, 1);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_only_the_sitemap_knows_are_read_and_told),
        cmocka_unit_test(usual_names_are_tried_one_after_another),
        cmocka_unit_test(no_sitemap_is_no_matter),
        cmocka_unit_test(a_page_in_its_place_is_no_sitemap),
        cmocka_unit_test(endless_indexes_end),
        cmocka_unit_test(text_feeds_and_link_elements),
        cmocka_unit_test(other_spellings_are_the_same_pages),
        cmocka_unit_test(bad_sitemaps_do_no_harm),
        cmocka_unit_test(a_closed_sitemap_is_not_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
