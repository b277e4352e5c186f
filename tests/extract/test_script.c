/* test_script.c - what stands in inline scripts only: read where it is written out, said to be waited for where it is not, ignored where it is decoration.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "extract/extract.h"

static void read_page(struct str html, struct arena *arena, struct document *ret_doc)
{
    struct extract_input input = {.bytes = html, .url = STR_LIT("http://www.agency.go.th/ita/oit.php"), .content_type = STR_LIT("text/html; charset=utf-8")};
    arena_init(arena);
    assert_int_equal(extract_document(&input, arena, ret_doc).need, NEED_NOTHING);
}

static const struct doc_link *link_to(const struct document *doc, const char *url)
{
    for (size_t i = 0; i < doc->n_links; i++)
        if ((doc->links[i].via == VIA_A || doc->links[i].via == VIA_SCRIPT) && str_eq_c(doc->links[i].url, url))
            return &doc->links[i];
    return NULL;
}

#define PLAN "http://www.agency.go.th/files/plan.pdf"

struct read_case {
    const char *name, *html, *url, *anchor;
};

static const struct read_case read_cases[] = {
    {"array of objects, keys without quotes", "<script>var items = [{title:\"แผนปฏิบัติการ\", file:'/files/plan.pdf',}];</script>", PLAN, "แผนปฏิบัติการ"},
    {"const data with a list in it", "<script>const data = {year: 2567, rows: [{id: 3, name: 'แผนปฏิบัติการ', url: \"/files/plan.pdf\"}]};</script>", PLAN, "แผนปฏิบัติการ"},
    {"window data with other words in the page", "<p>สวัสดี</p><script>window.__DATA__ = {\"docs\":[{\"title\":\"แผนปฏิบัติการ\",\"path\":\"\\/files\\/plan.pdf\"}]};</script>", PLAN, "แผนปฏิบัติการ"},
    {"JSON in a string", "<script>var d = JSON.parse('[{\\\"title\\\":\\\"แผนปฏิบัติการ\\\",\\\"url\\\":\\\"/files/plan.pdf\\\"}]');</script>", PLAN, "แผนปฏิบัติการ"},
    {"rows of a table as lists", "<script>$('#t').DataTable({data: [['1', 'แผนปฏิบัติการ', '<a href=\"/files/plan.pdf\">เปิด</a>']]});</script>", PLAN, "เปิด"},
    {"folder before the name", "<script>var L=[{t:'แผนปฏิบัติการ',f:'plan.pdf'}]; L.forEach(function(x){ add('<a href=\"/files/' + x.f + '\">' + x.t + '</a>'); });</script>", PLAN, "แผนปฏิบัติการ"},
    {"folder in a variable", "<script>var base = '/files/'; var L=[{t:'แผนปฏิบัติการ',f:'plan.pdf'}]; x(L.map(v => `<a href=\"${base}${v.f}\">${v.t}</a>`));</script>", PLAN, "แผนปฏิบัติการ"},
    {"an id becomes an address", "<script>var L=[{topic:'แผนปฏิบัติการ',fid:42}]; L.forEach(r => { s += `<li><a href=\"/get.php?id=${r.fid}\">${r.topic}</a></li>`; });</script>",
     "http://www.agency.go.th/get.php?id=42", "แผนปฏิบัติการ"},
    {"property of an element", "<script>var L=[{t:'แผนปฏิบัติการ',f:'plan.pdf'}]; L.forEach(r => { var a = document.createElement('a'); a.href = '../files/' + r.f; });</script>", PLAN, "แผนปฏิบัติการ"},
    {"place in a list", "<script>var L=[[1,'แผนปฏิบัติการ','plan']]; L.forEach(r => { h += '<a href=\"/files/' + r[2] + '.pdf\">' + r[1] + '</a>'; });</script>", PLAN, "แผนปฏิบัติการ"},
    {"template of the page", "<div x-data=\"{ docs: [{ n: 'แผนปฏิบัติการ', u: 'plan.pdf' }] }\"><template x-for=\"d in docs\"><a :href=\"'/files/' + d.u\" x-text=\"d.n\"></a></template></div>", PLAN,
     "แผนปฏิบัติการ"},
    {"data in an attribute", "<div data-items='[{\"title\":\"แผนปฏิบัติการ\",\"link\":\"/files/plan.pdf\"}]'></div>", PLAN, "แผนปฏิบัติการ"},
    {"data in an attribute, entities", "<div data-items=\"[{&quot;title&quot;:&quot;แผนปฏิบัติการ&quot;,&quot;link&quot;:&quot;/files/plan.pdf&quot;}]\"></div>", PLAN, "แผนปฏิบัติการ"},
    {"written markup", "<script>document.write('<a href=\"/files/plan.pdf\">แผน' + 'ปฏิบัติการ</a>');</script>", PLAN, "แผนปฏิบัติการ"},
    {"inner markup", "<div id=a></div><script>document.getElementById('a').innerHTML = `<p><a href=\"/files/plan.pdf\">แผนปฏิบัติการ</a></p>`;</script>", PLAN, "แผนปฏิบัติการ"},
    {"appended markup", "<ul id=a></ul><script>$('#a').append(\"<li><a href='/files/plan.pdf'>แผนปฏิบัติการ</a></li>\");</script>", PLAN, "แผนปฏิบัติการ"},
    {"opened by a function of the page", "<a href='#' onclick=\"openDoc('plan.pdf')\">แผนปฏิบัติการ</a><script>function openDoc(name) { window.open('/files/' + name, '_blank'); }</script>", PLAN,
     "แผนปฏิบัติการ"},
    {"opened by number", "<a href='javascript:show(42);'>แผนปฏิบัติการ</a><script>var show = function (id) { location.href = '/get.php?id=' + id; };</script>",
     "http://www.agency.go.th/get.php?id=42", "แผนปฏิบัติการ"},
    {"a regular expression before", "<script>x = s.replace(/[\"'\\/]/g, ''); var L = [{title:'แผนปฏิบัติการ', url:'/files/plan.pdf'}];</script>", PLAN, "แผนปฏิบัติการ"},
};

static void written_out_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof read_cases / sizeof *read_cases; i++) {
        const struct read_case *c = &read_cases[i];
        struct arena arena;
        struct document doc;
        read_page(str_from(c->html), &arena, &doc);
        const struct doc_link *link = link_to(&doc, c->url);
        if (!link)
            fail_msg("%s: no link to %s", c->name, c->url);
        else if (!str_eq_c(link->anchor, c->anchor))
            fail_msg("%s: called '%.*s'", c->name, STR_ARG(link->anchor));
        if (doc.is_cut || doc.is_shell)
            fail_msg("%s: still waiting", c->name);
        arena_done(&arena);
    }
}

static void rows_stand_where_the_script_puts_them(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    read_page(STR_LIT("<h2>OIT 2567</h2><table><thead><tr><th>ข้อ</th><th>รายการ</th></tr></thead><tbody id=list></tbody></table><h2>ติดต่อ</h2>"
                      "<script>var L=[{no:'O32',t:'แผนปฏิบัติการ',u:'/a.pdf'},{no:'O33',t:'รายงานผล',u:'/b.pdf'}];"
                      "L.forEach(r => $('#list').append('<tr><td>' + r.no + '</td><td><a href=\"' + r.u + '\">' + r.t + '</a></td></tr>'));</script>"),
              &arena, &doc);
    assert_int_equal(doc.n_tables, 1);
    assert_int_equal(doc.tables[0].n_rows, 3);
    const struct doc_link *link = link_to(&doc, "http://www.agency.go.th/a.pdf");
    assert_non_null(link);
    assert_true(str_find_c(link->row, "O32") != STR_NPOS);
    assert_true(str_eq_c(doc_block_text(&doc, link->heading), "OIT 2567"));
    arena_done(&arena);
}

struct wait_case {
    const char *name, *html;
};

static const struct wait_case waiting[] = {
    {"a program in a file and an empty list", "<ul id=doc-list></ul><script src=/js/oit.js></script>"},
    {"a variable of another file", "<div id=l></div><script src=/d.js></script><script>D.forEach(d => $('#l').append('<a href=\"/f/' + d.id + '\">' + d.t + '</a>'));</script>"},
    {"an address put together", "<p>x</p><script>fetch('/api/' + year).then(r => r.json()).then(d => d.map(x => `<a href=\"${x.u}\">${x.t}</a>`));</script>"},
    {"an address written out, until it is read", "<p>x</p><script>$.getJSON('/api/list.json', function (d) { $.each(d, function (i, v) { h += '<a href=\"' + v.u + '\">' + v.t + '</a>'; }); });</script>"},
    {"a template without data", "<ul><li v-for='d in docs'><a :href='d.url'>{{ d.title }}</a></li></ul><script src=/app.js></script>"},
    {"file names of an unknown folder", "<p>x</p><script>var L = [{title: 'แผนปฏิบัติการ', file: 'plan.pdf'}];</script><script src=/show.js></script>"},
    {"rows of a table", "<table><tr><th>ก</th><th>ข</th></tr></table><script>axios.post('/api').then(r => { r.data.forEach(v => { s += '<tr><td>' + v.a + '</td></tr>'; }); });</script>"},
};

static const struct wait_case decoration[] = {
    {"a list and only a library", "<ul id=doc-list></ul><script src=/js/jquery.min.js></script>"},
    {"a program and a list beside a text", "<p>แผนงาน</p><ul id=doc-list></ul><a href=/a.pdf>ก</a><script src=/js/oit.js></script>"},
    {"counter", "<span id=n></span><script>fetch('/count.php').then(r => r.text()).then(t => { document.getElementById('n').innerHTML = t; });</script>"},
    {"clock", "<div id=c></div><script>setInterval(function () { document.getElementById('c').innerHTML = '<b>' + new Date().getHours() + '</b>'; }, 1000);</script>"},
    {"slider", "<div id=s></div><script>new Swiper('#s', {loop: true, autoplay: {delay: 300}, navigation: {nextEl: '.next'}});</script>"},
    {"share buttons", "<div id=s></div><script>document.getElementById('s').innerHTML = '<a href=\"https://social.example/?u=' + location.href + '\">แบ่งปัน</a>';</script>"},
    {"table of contents", "<ul id=toc></ul><script>hs.forEach(h => { toc.innerHTML += '<li><a href=\"#' + h.id + '\">' + h.textContent + '</a></li>'; }); $('#toc');</script>"},
    {"search box", "<div id=r></div><script>$('#q').on('keyup', function () { $.get('/s?q=' + this.value, d => $('#r').html(d.map(x => `<a href=\"${x.u}\">${x.t}</a>`))); });</script>"},
    {"feed of another site", "<div id=f></div><script>fetch('https://news.example/f.json').then(d => d.map(x => { $('#f').append('<a href=\"' + x.u + '\">' + x.t + '</a>'); }));</script>"},
    {"analytics", "<script>window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date()); gtag('config', 'G-1');</script>"},
    {"dictionary", "<script>var lang = {search: 'ค้นหา', empty: 'ไม่พบข้อมูล', months: ['มกราคม', 'กุมภาพันธ์']};</script>"},
    {"calendar", "<div id=c></div><script>fetch('/hit'); for (var i = 0; i < 31; i++) s += '<tr><td>' + i + '</td></tr>'; $('#c').html(s);</script>"},
    {"a menu the page has already", "<a href='/a.pdf'>แผนงาน</a><script>var m = [{title: 'แผนงาน', url: '/a.pdf'}];</script>"},
};

static void assert_waiting(const struct wait_case *cases, size_t n, bool is_waiting)
{
    for (size_t i = 0; i < n; i++) {
        struct arena arena;
        struct document doc;
        struct buf html;
        buf_init(&html, 0);
        (void)buf_addf(&html, "<body><h1>ข้อมูลสาธารณะ</h1><h2>%0200d</h2>%s</body>", 0, cases[i].html);
        read_page(buf_str(&html), &arena, &doc);
        if (doc.is_cut != is_waiting)
            fail_msg("%s: %s", cases[i].name, is_waiting ? "is not waited for" : "is waited for");
        if (!is_waiting && (str_find_c(doc.raw, "ค้นหา") != STR_NPOS || doc.n_links > 2))
            fail_msg("%s: is read", cases[i].name);
        buf_done(&html);
        arena_done(&arena);
    }
}

static void lists_nobody_read_are_waited_for(void **state)
{
    (void)state;
    assert_waiting(waiting, sizeof waiting / sizeof *waiting, true);
}

static void decoration_makes_nobody_wait(void **state)
{
    (void)state;
    assert_waiting(decoration, sizeof decoration / sizeof *decoration, false);
}

static void addresses_written_out_are_asked_for(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    read_page(STR_LIT("<p>x</p><script>fetch('/api/list.json'); $.ajax({url: '../data.php?y=2567', type: 'GET'}); $.post('/vote'); fetch('/x/' + id);"
                      "var x = new XMLHttpRequest(); x.open('GET', 'rows.json'); fetch('https://elsewhere.example/a.json'); m.get('key.of.map');</script>"),
              &arena, &doc);
    static const char *const urls[] = {"http://www.agency.go.th/api/list.json", "http://www.agency.go.th/data.php?y=2567", "http://www.agency.go.th/ita/rows.json"};
    size_t n = 0;
    for (size_t i = 0; i < doc.n_links; i++) {
        if (doc.links[i].via != VIA_ASKED)
            continue;
        assert_true(n < 3);
        assert_true(str_eq_c(doc.links[i].url, urls[n]));
        n++;
    }
    assert_int_equal(n, 3);
    arena_done(&arena);
}

static void places_of_templates_are_no_links(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    read_page(STR_LIT("<p>x</p><a href='/files/{{doc.file}}'>แผน {{doc.title}}</a>"), &arena, &doc);
    assert_int_equal(doc.n_links, 1);
    assert_int_equal(doc.links[0].target, TARGET_OTHER);
    arena_done(&arena);
}

static void comments_say_nothing(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    read_page(STR_LIT("<p>x</p><!-- <script>var L=[{title:'แผนเก่า',url:'/old.pdf'}];</script> --><script>/* var L=[{title:'แผนเก่า',url:'/old.pdf'}]; */\n// document.write('<a href=\"/old.pdf\">แผนเก่า</a>');\n</script>"),
              &arena, &doc);
    assert_null(link_to(&doc, "http://www.agency.go.th/old.pdf"));
    assert_true(str_find_c(doc.raw, "แผนเก่า") == STR_NPOS);
    arena_done(&arena);
}

/* What anybody could send: each takes a moment, and nothing more. */
static void hostile_scripts_cost_little(void **state)
{
    (void)state;
    static const char *const units[] = {"[", "{a:", "`${", "/", "'+'", "\"a\"+(", "[{t:'ก ข',u:'/a.pdf'},", "x=[{", "'<a href=\"'+x+", "<script>", "id=\"l\" ", "$('#l')", "\\u0e", "`${`", "{a:[", " v-for=", "=\"[{"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct arena arena;
        struct document doc;
        struct buf html;
        clock_t from = clock();
        buf_init(&html, 0);
        (void)buf_add_c(&html, "<div id=l></div><script>var x = ");
        while (html.n < 500000)
            (void)buf_add_c(&html, units[i]);
        (void)buf_add_c(&html, "</script><p>x</p>");
        read_page(buf_str(&html), &arena, &doc);
        double seconds = (double)(clock() - from) / CLOCKS_PER_SEC;
        if (seconds > 3)
            fail_msg("%s: %.1f s", units[i], seconds);
        buf_done(&html);
        arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_out_is_read),
        cmocka_unit_test(rows_stand_where_the_script_puts_them),
        cmocka_unit_test(lists_nobody_read_are_waited_for),
        cmocka_unit_test(decoration_makes_nobody_wait),
        cmocka_unit_test(addresses_written_out_are_asked_for),
        cmocka_unit_test(places_of_templates_are_no_links),
        cmocka_unit_test(comments_say_nothing),
        cmocka_unit_test(hostile_scripts_cost_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
