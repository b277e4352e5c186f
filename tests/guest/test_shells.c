/* test_shells.c - pages made by script, without any browser: what can be read of them is read, what cannot is never called missing, and the server is
 * asked for nothing that is not there.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../support/visit.h"
#include "base/limits.h"

#define HEAD(title) "<!DOCTYPE html><html lang=th><head><meta charset=utf-8><title>" title "</title></head><body>"
#define SHELL HEAD("เทศบาลตำบลบ้านทดลอง") "<div id=root></div><noscript>กรุณาเปิดใช้งาน JavaScript</noscript><script src=/static/main.4e1f.js></script>"
#define TEXT "<p>ข้อความของหน่วยงานเพื่อประชาสัมพันธ์ให้ประชาชนทราบเกี่ยวกับการดำเนินงานและการให้บริการในเขตพื้นที่รับผิดชอบ ตลอดปีงบประมาณที่ผ่านมา</p>"

static const char *const no_browser[] = {"--render", "off", NULL};

static void visit(struct visit *v, const struct server_file *files, const char *scenario)
{
    visit_begin(v, (struct server_root[]){{"www.own.example.go.th", NULL, files}}, 1, scenario);
    visit_scan(v, "/", no_browser);
}

static bool has_notice(const struct visit *v, const char *code)
{
    for (size_t i = 0; i < v->check.report.n_notices; i++)
        if (strcmp(v->check.report.notices[i].code, code) == 0)
            return true;
    return false;
}

/* Requests that led nowhere, but for what every crawl tries: robots.txt, a sitemap, the page that cannot exist. */
static size_t count_in_vain(struct visit *v)
{
    size_t n = 0, n_vain = 0;
    const struct server_request *requests = server_requests(v->server, &n);
    for (size_t i = 0; i < n; i++)
        if (requests[i].status == 404 && str_find_c(requests[i].target, "robots.txt") == STR_NPOS && str_find_c(requests[i].target, "sitemap") == STR_NPOS &&
            !str_starts_c(requests[i].target, "/oitcheck-")) {
            n_vain++;
            print_message("in vain: %.*s\n", STR_ARG(requests[i].target));
        }
    return n_vain;
}

static bool was_posted(struct visit *v)
{
    size_t n = 0;
    const struct server_request *requests = server_requests(v->server, &n);
    for (size_t i = 0; i < n; i++)
        if (!str_eq_c(requests[i].method, "GET"))
            return true;
    return false;
}

static void an_empty_shell_is_unread(void **state)
{
    struct visit v;
    (void)state;
    visit(&v, (const struct server_file[]){{"index.html", SHELL}, {"static/main.4e1f.js", "import('./x');document.title='x'"}, {NULL, NULL}}, NULL);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    assert_int_equal(check_count(&v.check, OIT_PUBLISHED), 0);
    assert_true(has_notice(&v, "script-made"));
    assert_int_equal(v.check.run.code, 1);
    assert_int_equal(visit_count(&v, "/"), 1);
    assert_int_equal(visit_count(&v, "/static/main.4e1f.js"), 1);
    assert_int_equal(count_in_vain(&v), 0);
    visit_end(&v);
}

static void what_its_program_asks_for_is_read(void **state)
{
    struct visit v;
    (void)state;
    visit(&v,
          (const struct server_file[]){
              {"index.html", SHELL},
              {"static/main.4e1f.js", "!function(e){var n=e.create({});n.get(\"/api/v1/documents.json\").then(e=>e.data);n.post(\"/api/v1/login\",{u:1});var r=[{path:\"/docs/:id\"},{path:\"/about\"}];}(axios);"},
              {"api/v1/documents.json", "{\"data\":[{\"id\":7,\"title\":\"แผนพัฒนาท้องถิ่น\",\"url\":\"/pages/plan.html\"}]}"},
              {"pages/plan.html", HEAD("แผนพัฒนาท้องถิ่น") TEXT},
              {NULL, NULL},
          },
          NULL);
    assert_int_equal(visit_count(&v, "/api/v1/documents.json"), 1);
    assert_int_equal(visit_count(&v, "/pages/plan.html"), 1);
    assert_int_equal(visit_count_prefix(&v, "/api/v1/login") + visit_count(&v, "/about"), 0);
    assert_false(was_posted(&v));
    assert_int_equal(count_in_vain(&v), 0);
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0); /* the shell itself stays unread */
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
}

static void a_list_asked_for_by_post_is_left_alone(void **state)
{
    struct visit v;
    (void)state;
    visit(&v,
          (const struct server_file[]){{"index.html", HEAD("เทศบาล") "<h1>ข้อมูลข่าวสาร</h1><table><tr><th>ที่</th><th>เรื่อง</th></tr><tbody id=rows></tbody></table>"
                                        "<script>$.post('/api/list.php',{year:2567},function(d){d.forEach(function(r){$('#rows').append('<tr><td>'+r.n+'</td><td><a href=\"'+r.u+'\">'+r.t+'</a></td></tr>')})});</script>"},
                                       {"api/list.php", "[]"},
                                       {NULL, NULL}},
          NULL);
    assert_false(was_posted(&v));
    assert_int_equal(visit_count_prefix(&v, "/api/"), 0);
    assert_true(has_notice(&v, "script-made"));
    visit_end(&v);
}

static void addresses_beside_links_are_followed(void **state)
{
    struct visit v;
    (void)state;
    visit(&v,
          (const struct server_file[]){
              {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") TEXT "<router-link to='/a.html'>ก</router-link><div onclick=\"goTo('/b.html')\">ข</div><table><tr data-href='/c.html'><td>ค</td></tr></table>"
                                  "<select onchange='jump(this)'><option value=''>ปี</option><option value='/d.html'>2567</option></select><template><a href='/e.html'>จ</a><a href='/x/{{id}}'>x</a></template>"
                                  "<button onclick=\"$.post('/save')\">บันทึก</button><button onclick=\"go('/v/' + id)\">ไป</button><router-link to='/u/:id'>ฉ</router-link><script>function goTo(u){location=u}</script>"},
              {"a.html", HEAD("ก") TEXT}, {"b.html", HEAD("ข") TEXT}, {"c.html", HEAD("ค") TEXT}, {"d.html", HEAD("ง") TEXT}, {"e.html", HEAD("จ") TEXT}, {NULL, NULL},
          },
          NULL);
    static const char *const wanted[] = {"/a.html", "/b.html", "/c.html", "/d.html", "/e.html"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal(visit_count(&v, wanted[i]), 1);
    assert_int_equal(count_in_vain(&v), 0);
    assert_false(has_notice(&v, "script-made"));
    assert_true(v.check.report.run.complete);
    visit_end(&v);
}

static void data_of_a_framework_is_a_page(void **state)
{
    struct visit v;
    (void)state;
    visit(&v,
          (const struct server_file[]){
              {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") "<div></div><script>(self.__next_f=self.__next_f||[]).push([0])</script>"
                                  "<script>self.__next_f.push([1,\"2:I[77,[],\\\"\\\"]\\n5:[\\\"$\\\",\\\"main\\\",null,{\\\"children\\\":[[\\\"$\\\",\\\"h1\\\",null,{\\\"children\\\":\\\"เอกสาร\\\"}],[\\\"$\\\",\\\"$L2\\\",null,{\\\"href\\\":\\\"/pa\"])</script>"
                                  "<script>self.__next_f.push([1,\"ges/plan.html\\\",\\\"children\\\":\\\"แผนพัฒนาท้องถิ่น\\\"}]]}]\\n\"])</script><script src=/_next/static/chunks/main-app.js async></script>"},
              {"pages/plan.html", HEAD("แผนพัฒนาท้องถิ่น") TEXT},
              {NULL, NULL},
          },
          NULL);
    assert_int_equal(visit_count(&v, "/pages/plan.html"), 1);
    assert_int_equal(count_in_vain(&v), 0); /* no half of an address: "/pa", "ges/plan.html" */
    assert_int_equal(v.check.run.code, 1);
    visit_end(&v);
}

static void a_start_page_that_leads_on_is_followed(void **state)
{
    static const char *const starts[] = {
        HEAD("x") "<script>window.location.replace('/main/index.html');</script>",
        "<html><head><meta http-equiv=refresh content='0; url=/main/index.html'></head><body>กำลังนำท่านไปยังหน้าหลัก</body>",
        HEAD("x") "<body onload=\"location.href='main/index.html'\"><p>กรุณารอสักครู่</p><script>var x=1</script>",
    };
    (void)state;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct visit v;
        visit(&v, (const struct server_file[]){{"index.html", starts[i]}, {"main/index.html", HEAD("เทศบาลตำบลบ้านทดลอง") TEXT "<a href=/news.html>ข่าว</a>"}, {"news.html", HEAD("ข่าว") TEXT}, {NULL, NULL}}, NULL);
        assert_int_equal(visit_count(&v, "/main/index.html"), 1);
        assert_int_equal(visit_count(&v, "/news.html"), 1);
        assert_true(v.check.report.run.complete);
        assert_int_equal(v.check.run.code, 1);
        visit_end(&v);
    }
}

static void short_pages_are_whole(void **state)
{
    struct visit v;
    (void)state;
    visit(&v,
          (const struct server_file[]){
              {"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") TEXT "<a href=/contact.html>ติดต่อเรา</a> <a href=/app.html>ผังเว็บไซต์</a><noscript><img src='https://count.example/p.gif'></noscript><script src=/js/site.js></script>"},
              {"contact.html", HEAD("ติดต่อเรา") "<div id=preloader>กำลังโหลด...</div><h1>ติดต่อเรา</h1><p>โทร 02-123-4567</p><script src=/js/site.js></script>"},
              {"app.html", HEAD("ผังเว็บไซต์") "<div id=app><h1>ผังเว็บไซต์</h1><a href=/>หน้าแรก</a></div><script src=/js/site.js></script>"},
              {"js/site.js", "fetch('/api/x')"},
              {NULL, NULL},
          },
          NULL);
    assert_false(has_notice(&v, "script-made"));
    assert_int_equal(visit_count(&v, "/js/site.js"), 0); /* what is whole needs no program */
    assert_int_equal(count_in_vain(&v), 0);
    assert_true(v.check.report.run.complete);
    visit_end(&v);
}

static void a_login_page_is_a_login_page(void **state)
{
    struct visit v;
    (void)state;
    visit(&v,
          (const struct server_file[]){{"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") TEXT "<a href=/ita/>ข้อมูลสาธารณะ OIT</a>"},
                                       {"ita/index.html", HEAD("เข้าสู่ระบบ") "<div id=loader>Loading...</div><form method=post action=/in><input name=u><input type=password name=p><button>เข้าสู่ระบบ</button></form><script src=/js/in.js></script>"},
                                       {NULL, NULL}},
          NULL);
    bool is_login = false;
    for (size_t i = 0; i < v.check.report.n_unread; i++)
        is_login |= strcmp(v.check.report.unread[i].code, "login-required") == 0;
    assert_true(is_login);
    assert_false(has_notice(&v, "script-made"));
    assert_false(was_posted(&v));
    visit_end(&v);
}

/* Every address answers with the same empty page: no reason to call it "not found". */
static void one_shell_for_all_addresses_is_no_soft_404(void **state)
{
    struct visit v;
    (void)state;
    visit(&v,
          (const struct server_file[]){{"index.html", HEAD("เทศบาลตำบลบ้านทดลอง") TEXT "<a href=/oit/plan>แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน</a><a href=/oit/boss>ข้อมูลผู้บริหาร</a>"},
                                       {"static/main.4e1f.js", "x()"},
                                       {"robots.txt", "User-agent: *\nDisallow:\n"},
                                       {NULL, NULL}},
          "/oit* type=\"text/html; charset=utf-8\" body=\"<title>x</title><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript><script src=/static/main.4e1f.js></script>\"\n");
    for (size_t i = 0; i < v.check.report.n_items; i++)
        assert_false(check_has_reason(&v.check.report.items[i], REASON_DEAD_LINK));
    assert_true(has_notice(&v, "script-made"));
    visit_end(&v);
}

static void programs_are_few(void **state)
{
    struct visit v;
    struct buf index, pages[20];
    struct server_file files[22] = {{"index.html", NULL}};
    static char names[20][16];
    (void)state;
    buf_init(&index, 0);
    (void)buf_add_c(&index, HEAD("เทศบาล") TEXT);
    for (size_t i = 0; i < 20; i++) {
        (void)snprintf(names[i], sizeof names[i], "p%zu.html", i);
        (void)buf_addf(&index, "<a href=/p%zu.html>หน้า %zu</a> ", i, i);
        buf_init(&pages[i], 0);
        (void)buf_addf(&pages[i], "<div id=root></div><script src=/js/a%zu.js></script><script src=/js/b%zu.js></script>", i, i);
        files[i + 1] = (struct server_file){names[i], pages[i].p};
    }
    files[0].body = index.p;
    visit(&v, files, "/js/* type=text/javascript body=\"x()\"\n");
    size_t n = visit_count_prefix(&v, "/js/");
    assert_true(n > 0 && n <= LIMIT_PROGRAM_FILES);
    assert_true(has_notice(&v, "script-made"));
    visit_end(&v);
    for (size_t i = 0; i < 20; i++)
        buf_done(&pages[i]);
    buf_done(&index);
}

/* A server that says "rendered" of an empty page. */
static void the_mark_of_rendered_pages_is_ours(void **state)
{
    struct visit v;
    (void)state;
    visit(&v, (const struct server_file[]){{"index.html", SHELL}, {"static/main.4e1f.js", "x()"}, {NULL, NULL}},
          "/ type=\"text/html; charset=utf-8; oitcheck=rendered\" body=\"<div id=root></div><p>x</p><script src=/static/main.4e1f.js></script>\"\n");
    assert_true(has_notice(&v, "script-made"));
    assert_int_equal(check_count(&v.check, OIT_MISSING), 0);
    visit_end(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_shell_is_unread),
        cmocka_unit_test(what_its_program_asks_for_is_read),
        cmocka_unit_test(a_list_asked_for_by_post_is_left_alone),
        cmocka_unit_test(addresses_beside_links_are_followed),
        cmocka_unit_test(data_of_a_framework_is_a_page),
        cmocka_unit_test(a_start_page_that_leads_on_is_followed),
        cmocka_unit_test(short_pages_are_whole),
        cmocka_unit_test(a_login_page_is_a_login_page),
        cmocka_unit_test(one_shell_for_all_addresses_is_no_soft_404),
        cmocka_unit_test(programs_are_few),
        cmocka_unit_test(the_mark_of_rendered_pages_is_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
