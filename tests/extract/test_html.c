/* test_html.c - HTML pages against whole dumps, and pages made to break a parser.
 *
 * Golden files: fixtures/extract/NAME.html beside NAME.dump. After a wanted change: OITCHECK_UPDATE=1 build/.../test_html, then read the diff.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/file.h"
#include "base/limits.h"
#include "extract/extract.h"

static void dump(struct str bytes, struct str content_type, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    struct document doc;
    struct extract_input input = {
        .bytes = bytes, .url = STR_LIT("http://www.agency.go.th/ita/page.php"), .content_type = content_type};
    assert_int_equal(extract_document(&input, &arena, &doc).need, NEED_NOTHING);
    doc_dump(&doc, out);
    struct buf packed, again;
    buf_init(&packed, 0);
    buf_init(&again, 0);
    doc_pack(&doc, &packed);
    struct arena other;
    arena_init(&other);
    struct document copy;
    assert_true(doc_unpack(buf_str(&packed), &other, &copy));
    doc_dump(&copy, &again);
    assert_int_equal(out->n, again.n);
    assert_memory_equal(out->p, again.p, out->n);
    arena_done(&other);
    arena_done(&arena);
    buf_done(&packed);
    buf_done(&again);
}

static void golden(const char *name)
{
    char path[200];
    struct buf bytes, got, want;
    struct err err = {0};
    buf_init(&bytes, 0);
    buf_init(&got, 0);
    buf_init(&want, 0);
    (void)snprintf(path, sizeof path, "fixtures/extract/%s.html", name);
    assert_int_equal(file_read(path, &bytes, &err), OIT_OK);
    dump(buf_str(&bytes), STR_LIT("text/html"), &got);
    (void)snprintf(path, sizeof path, "fixtures/extract/%s.dump", name);
    if (getenv("OITCHECK_UPDATE"))
        assert_int_equal(file_write(path, buf_str(&got), &err), OIT_OK);
    assert_int_equal(file_read(path, &want, &err), OIT_OK);
    if (!str_eq(buf_str(&got), buf_str(&want)))
        fail_msg("%s differs:\n%s", path, got.p);
    buf_done(&bytes);
    buf_done(&got);
    buf_done(&want);
}

#define GOLDEN(name)                                                                                                   \
    static void reads_##name(void **state)                                                                             \
    {                                                                                                                  \
        (void)state;                                                                                                   \
        golden(#name);                                                                                                 \
    }
GOLDEN(index_table)
GOLDEN(old_tables)
GOLDEN(accordion_page)
GOLDEN(cards_and_tabs)

/* Each line of `want` must stand in the dump of the page. */
static void expect(const char *html, const char *want)
{
    struct buf out;
    buf_init(&out, 0);
    dump(str_from(html), STR_LIT("text/html; charset=utf-8"), &out);
    struct str lines = str_from(want);
    while (lines.p) {
        struct str line = str_cut(&lines, '\n');
        if (line.n && str_find(buf_str(&out), line) == STR_NPOS)
            fail_msg("not found: %.*s\nin:\n%s", STR_ARG(line), out.p);
    }
    buf_done(&out);
}

static void reject(const char *html, const char *what)
{
    struct buf out;
    buf_init(&out, 0);
    dump(str_from(html), STR_LIT("text/html; charset=utf-8"), &out);
    if (str_find_c(buf_str(&out), what) != STR_NPOS)
        fail_msg("found: %s\nin:\n%s", what, out.p);
    buf_done(&out);
}

static void gives_a_generic_link_the_words_around_it(void **state)
{
    (void)state;
    expect("<p>แผนปฏิบัติราชการ <a href=a.pdf>คลิก</a></p>", "anchor=\"คลิก\" item=\"แผนปฏิบัติราชการ\"");
    expect("<p>แผนปฏิบัติราชการ</p><p><a href=a.pdf>ดาวน์โหลด</a></p>", "anchor=\"ดาวน์โหลด\" item=\"แผนปฏิบัติราชการ\"");
    expect("<ul><li><a href=a.pdf>pdf</a> แผนจัดซื้อ <a href=b.pdf>pdf</a> แผนจัดจ้าง</ul>",
           "a.pdf\" anchor=\"pdf\" item=\"แผนจัดซื้อ\"\nb.pdf\" anchor=\"pdf\" item=");
    expect("<div>แผน ก <a href=a>คลิก</a><br>รายงาน ข <a href=b>คลิก</a></div>", "/b\" anchor=\"คลิก\" item=\"รายงาน ข\"");
    expect("<ul><li>รายงานผลการใช้จ่าย<ul><li><a href=q1>ไตรมาส 1</a><li><a href=q2>ไตรมาส 2</a></ul></ul>",
           "anchor=\"ไตรมาส 2\" item=\"รายงานผลการใช้จ่าย\"");
    expect("<div class=card><h5 class=card-title>คู่มือประชาชน</h5><p>ฉบับปรับปรุง</p><a href=a>อ่านต่อ</a></div>",
           "anchor=\"อ่านต่อ\" item=\"คู่มือประชาชน ฉบับปรับปรุง\" under=b0");
    expect("<ul><li>รายงานผลการดำเนินงาน<br>เอกสาร : <a href=a.pdf>ดาวน์โหลด (file1.pdf)</a></ul>",
           "item=\"รายงานผลการดำเนินงาน เอกสาร :\"");
    expect("<ul><li>ประมวลจริยธรรม<ul><li>เอกสาร : <a href=b.pdf>ดาวน์โหลด</a></ul></ul>", "item=\"ประมวลจริยธรรม\"");
    expect("<p>แผนปฏิบัติการ</p><div><iframe src=a.pdf></iframe></div><footer>โทร. 0 2123 4567</footer>",
           "link iframe url url=\"http://www.agency.go.th/ita/a.pdf\" item=\"แผนปฏิบัติการ\"");
    expect("<p><a href=a>e-Service</a> | <a href=b>ถาม-ตอบ</a></p>", "/b\" anchor=\"ถาม-ตอบ\" in=b0");
    expect("<p>รายงานผลจัดซื้อ: <a href=a>ไตรมาส 1</a> <a href=b>ไตรมาส 2</a></p>",
           "/b\" anchor=\"ไตรมาส 2\" item=\"รายงานผลจัดซื้อ:\"");
    expect("<ul><li><a href=a>แผนปฏิบัติการ</a> <a href=a.pdf>ดาวน์โหลด</a></ul>",
           "a.pdf\" anchor=\"ดาวน์โหลด\" item=\"แผนปฏิบัติการ\"");
    expect("<p>แผน 2567 (<a href=a.pdf>pdf</a>, <a href=a.xlsx>xlsx</a>)</p>",
           "anchor=\"xlsx\" item=\"แผน 2567 (pdf,\"");
    expect("<div><b>O20 ประมวลจริยธรรม</b><br><a href=e.pdf>ดาวน์โหลด</a></div>",
           "item=\"O20 ประมวลจริยธรรม\" under=b0 in=b1");
    expect("<a class=list-group-item href=g>O22 แนวปฏิบัติ</a><a class=list-group-item href=h>O23 ช่องทาง</a>",
           "b0 paragraph i0 \"O22 แนวปฏิบัติ\"\nb1 paragraph i1 \"O23 ช่องทาง\"");
    expect("<div class='panel'><div class='panel-heading'>O21</div><p>เนื้อหา</p></div><p>ต่อ</p>", "paragraph \"ต่อ\"");
    expect("<table><tr><td>O1<td>โครงสร้าง<td><table><tr><td><a href=a>ไฟล์ 1</a><tr><td><a href=b>ไฟล์ "
           "2</a></table><tr><td>O2<td>ผู้บริหาร<td>-</table>",
           "/b\" anchor=\"ไฟล์ 2\" row=\"O1 | โครงสร้าง");
    expect("<table><tr><td>O1</td><td>โครงสร้าง</td><td><a href=a>คลิก</a></td></tr></table>",
           "anchor=\"คลิก\" row=\"O1 | โครงสร้าง\"");
    expect("<a href=a><img src=i.png alt='ผังองค์กร'></a>", "title=\"ผังองค์กร\"");
}

static void finds_links_wherever_they_hide(void **state)
{
    (void)state;
    expect("<a href='#' onclick=\"window.open('f.pdf','_blank')\">ก</a>",
           "link script url url=\"http://www.agency.go.th/ita/f.pdf\"");
    expect("<a href=\"javascript:window.open('/f.pdf')\">ก</a>",
           "link script url url=\"http://www.agency.go.th/f.pdf\"");
    expect("<div onclick=\"location.href='news.php?id=3'\">ข่าว</div>", "news.php?id=3\" anchor=\"ข่าว\"");
    expect("<td onclick='window.location=\"a.php\"'>ก</td>", "/ita/a.php\"");
    expect("<a href=x.php?a=1&amp;b=2>ก</a>", "x.php?a=1&b=2");
    expect("<head><base href='/docs/'></head><a href=a.pdf>ก</a>", "http://www.agency.go.th/docs/a.pdf");
    expect("<frameset><frame src=menu.html name=menu><frame src=main.html></frameset>",
           "link frame url url=\"http://www.agency.go.th/ita/main.html\"");
    expect("<script>window.location = 'home.php';</script>",
           "refresh=\"http://www.agency.go.th/ita/home.php\"\nlink refresh url");
    reject("<a href=/>หน้าแรก</a><script>if (x) location.href = 'mobile.php';</script>", "mobile");
    expect("<meta http-equiv=Refresh content=\"0; URL='home.php'\">",
           "refresh=\"http://www.agency.go.th/ita/home.php\"\nlink refresh url");
    expect("<map><area href=a.html alt='กองคลัง'></map>",
           "link area url url=\"http://www.agency.go.th/ita/a.html\" title=\"กองคลัง\"");
    expect("<object data=a.pdf></object><embed src=b.pdf><iframe src=c.html></iframe>",
           "embed url url=\"http://www.agency.go.th/ita/a.pdf\"\nita/b.pdf\nlink iframe url");
    expect("<select onchange='location=this.value'><option value='ita.php?year=2567'>2567</select>",
           "link data url url=\"http://www.agency.go.th/ita/ita.php?year=2567\" anchor=\"2567\"");
    expect("<a href='#'>ก</a><a href='javascript:void(0)'>ข</a><a href='#x'>ค</a><p id=x>",
           "link a self anchor=\"ก\"\nlink a self anchor=\"ข\"\nlink a anchor anchor=\"ค\"");
    reject("<a onclick=\"ga('send','event','a/b')\" href='#'>ก</a><a "
           "href=\"javascript:window.open('p.php?id='+id)\">ข</a>",
           "link script");
}

static void tells_zones_without_losing_the_page(void **state)
{
    (void)state;
    expect("<body class='menu home'><p>เนื้อหา</p>", "b0 paragraph \"เนื้อหา\"");
    expect("<div class='main-menu'><a href=a>หน้าแรก</a></div><p>เนื้อหา</p>",
           "b0 paragraph menu \"หน้าแรก\"\nb1 paragraph \"เนื้อหา\"");
    expect("<div id=footer><div>ที่อยู่</div></div>", "b0 paragraph footer");
    expect("<div class=card><div class=card-header>O1</div><div class=card-footer>วันที่</div></div>",
           "b0 heading7 i0 \"O1\"\nb1 paragraph under=b0 i0 \"วันที่\"");
    expect("<article><header class=entry-header><h1>แผน</h1></header></article>", "b0 heading1 i0 \"แผน\"");
    expect("<div class='post-header'><h1>แผน</h1><span>วันที่</span></div>", "b0 heading1 \"แผน\"\nb1 paragraph under=b0");
    expect("<aside><h3>เมนูข้าง</h3><a href=a>ก</a></aside><p>เนื้อหา</p>", "paragraph \"เนื้อหา\"");
    expect("<nav aria-label=breadcrumb><a href=/>หน้าแรก</a></nav>", "paragraph breadcrumb");
    expect("<div class=sidebar><main><p>เนื้อหาหลัก</p></main></div>", "b0 paragraph \"เนื้อหาหลัก\"");
}

static void class_words_do_not_swallow_the_page(void **state)
{
    (void)state;
    static const char *const wrappers[] = {
        "<div class='main-menu'>",    "<div id=header>", "<div class='sidebar'><div>",
        "<table class=menu><tr><td>", "<aside>",         "<div class=footer>"};
    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++) {
        struct buf html;
        buf_init(&html, 0);
        (void)buf_add_c(&html, wrappers[i]);
        (void)buf_add_c(&html, "<div class=nav><a href=a>หน้าแรก</a></div><h2>เรื่องหลัก</h2>");
        for (int k = 0; k < 40; k++)
            (void)buf_addf(&html, "<p>เนื้อหาของหน้านี้ย่อหน้าที่ %d ยาวพอสมควร</p>", k);
        expect(html.p, "b1 heading2 \"เรื่องหลัก\"\nb2 paragraph under=b1 \"เนื้อหา");
        reject(html.p, "b0 paragraph \"หน้าแรก\""); /* the menu inside stays one */
        buf_done(&html);
    }
}

static void knows_what_reads_as_a_heading(void **state)
{
    (void)state;
    expect("<p><b>ปีงบประมาณ 2567</b></p><p>เนื้อหา</p>", "b0 heading7 \"ปีงบประมาณ 2567\"\nb1 paragraph under=b0");
    expect("<p><b>หัวข้อหลัก</b><br>เนื้อหาต่อจากนี้</p>", "b0 heading7 \"หัวข้อหลัก\"\nb1 paragraph under=b0 \"เนื้อหาต่อจากนี้\"");
    expect("<p><b>แผนปฏิบัติการป้องกัน<br>การทุจริต</b></p>", "heading7 \"แผนปฏิบัติการป้องกัน การทุจริต\"");
    expect("<p><span style='font-weight: bold'>หัวข้อ</span></p>", "b0 heading7");
    expect("<details><summary>O11</summary><a href=a>คู่มือ</a></details><p>ต่อ</p>",
           "b0 heading7 i0 \"O11\"\nunder=b0\nb2 paragraph \"ต่อ\"");
    expect("<dl><dt>ที่อยู่<dd>99</dl>", "b0 heading7 \"ที่อยู่\"\nb1 paragraph under=b0");
    expect("<p><b><a href=a>แผนงานประจำปี</a></b></p>", "b0 paragraph");
    expect(
        "<p><b>ปี 2567</b></p><div class='accordion-item'><div class='accordion-header'>O1</div><p>เนื้อหา</p></div><div "
        "class='accordion-item'><div class='accordion-header'>O2</div></div>",
        "b1 heading7 under=b0 i0 \"O1\"\nb2 paragraph under=b1 i0 \"เนื้อหา\"\nb3 heading7 under=b0");
    expect("<ul><li><a href='#y67'>ปี 2567</a><li><a href='#y66'>ปี 2566</a></ul><div id=y67><a href=a>แผน</a></div><div "
           "id=y66><a href=b>แผน</a></div><p>ท้าย</p>",
           "/b\" anchor=\"แผน\" under=b1");
    expect("<p>ย่อหน้ามี<b>คำหนา</b>อยู่กลาง</p>", "b0 paragraph \"ย่อหน้ามีคำหนาอยู่กลาง\"");
}

static void resolves_spans_and_header_rows(void **state)
{
    (void)state;
    expect("<table><tr><th rowspan=2>ลำดับ<th colspan=2>งบประมาณ<tr><th>แผน<th>ผล<tr><td>1<td>5<td>6</table>",
           "t0 3x3 header-rows=2 header-columns=0 / b0 b1 b1 / b0 b2 b3 / b4 b5 b6");
    expect("<table><tr><td>ลำดับ<td>งาน<td>วงเงิน<tr><td>1<td>จ้างเหมา<td>5,000</table>", "t0 2x3 header-rows=1");
    expect("<table><tr><td>ก<td>ข<tr><td>ค<td>ง</table>", "t0 2x2 header-rows=0");
    expect("<table><tr><td rowspan=2>ลำดับ<td rowspan=2>โครงการ<td "
           "colspan=2>ผลการใช้จ่าย<tr><td>แผน<td>ผล<tr><td>1<td>อบรม<td>10<td>20</table>",
           "header-rows=2");
    expect("<table><tr><td colspan=2>รายการปี 2567<tr><td>แผน<td><a href=a>คลิก</a><tr><td colspan=2>รายการปี "
           "2566<tr><td>แผน<td><a href=b>คลิก</a></table>",
           "/b\" anchor=\"คลิก\" row=\"แผน\" under=b3");
    expect("<table><tr><td><p>งานที่ซื้อ</p><p>หรือจ้าง</p><td>ก<tr><td>1<td>2</table>", "\"งานที่ซื้อ หรือจ้าง\"");
    expect("<table><tr><td><table><tr><td>ก<td>ข</table><td>ขวา</table>", "t0 1x2 header-rows=0");
    expect("<table><tr><td><ul><li><a href=a>หน้าแรก</a><li><a href=b>ข่าว</a></ul><td><h1>ข่าว</h1><p>เนื้อหา</table>",
           "b3 paragraph under=b2 \"เนื้อหา\"");
    expect("<table><tr><td colspan=999999999 rowspan=0>ก<tr><td>ข</table>", "cut");
}

static void reads_contacts_in_thai_forms(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"โทร. 0 2123 4567", "contact phone \"0 2123 4567\""},
        {"โทรศัพท์ 02-123-4567 ต่อ 12", "contact phone \"02-123-4567 ต่อ 12\""},
        {"มือถือ 081-234-5678", "contact phone \"081-234-5678\""},
        {"โทร.๐ ๒๑๒๓ ๔๕๖๗", "contact phone \"๐ ๒๑๒๓ ๔๕๖๗\""},
        {"Tel +66 2 123 4567", "contact phone \"+66 2 123 4567\""},
        {"โทรสาร 038-123-456", "contact fax \"038-123-456\""},
        {"สายด่วน 1567", "contact phone \"1567\""},
        {"อีเมล saraban@agency.go.th.", "contact email \"saraban@agency.go.th\""},
        {"info [at] agency.go.th", "contact email \"info@agency.go.th\""},
        {"saraban at agency dot go dot th", "contact email \"saraban@agency.go.th\""},
        {"saraban [@] agency [.] go [.] th", "contact email \"saraban@agency.go.th\""},
        {"saraban (at) agency.go.th (dot) th", "contact email \"saraban@agency.go.th.th\""},
        {"โทรศัพท์และโทรสาร 038-123-456", "contact phone \"038-123-456\""},
        {"โทร. 038-123-455 โทรสาร 038-123-456", "contact fax \"038-123-456\""},
        {"(053) 123 456", "contact phone \"(053) 123 456\""},
        {"0 2141 3800 ต่อ 1234", "contact phone \"0 2141 3800 ต่อ 1234\""},
        {"สายด่วน 1205", "contact phone \"1205\""},
        {"Line ID: @agency", "contact line \"@agency\""},
        {"เลขที่ 9 ถนนใหม่ ตำบลก อำเภอข จังหวัดค 20000", "contact address"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i].text, cases[i].want);
    expect("<p>เลขที่ 9 หมู่ 4<p>ตำบลก อำเภอข<p>จังหวัดค 20000", "contact address \"เลขที่ 9 หมู่ 4\\nตำบลก");
    static const char *const none[] = {
        "ปี 2567", "วงเงิน 1,234,567.00 บาท", "เลขผู้เสียภาษี 0994000123456", "8/3/2567", "67019123456", "ติดต่อ 1567",
        "@media", "Open at 8.30 on weekdays", "meet us at the office dot", "see at page 3 (at noon)"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        reject(none[i], "contact ");
}

static void recognises_forms_and_shells(void **state)
{
    (void)state;
    expect("<form action=login.php><label>ชื่อผู้ใช้</label><input name=u><input type=password "
           "name=p><button>เข้าสู่ระบบ</button></form>",
           "form fields=2 password action=\"http://www.agency.go.th/ita/login.php\" labels=\"ชื่อผู้ใช้ | เข้าสู่ระบบ\"");
    expect("<form><input name=email><textarea placeholder='รายละเอียด'></textarea><input type=file><input "
           "type=hidden></form>",
           "form fields=3 textarea file email labels=\"รายละเอียด\"");
    expect("<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript><script "
           "src=a.js></script>",
           "scripts=1 shell");
    reject("<div id=root><p>เนื้อหา</p></div>", "shell");
}

static void empty_title_takes_no_text(void **state)
{
    (void)state;
    expect("<title></title><body><p>สวัสดี</p></body>", "\"สวัสดี\"");
    reject("<title></title><body><p>สวัสดี</p></body>", "title=\"สวัสดี\"");
}

static void decides_the_charset_itself(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 0);
    dump(STR_LIT("<title>\xa1\xb7\xc1</title><p>\xca\xd3\xb9\xd1\xa1\xa7\xd2\xb9\xe0\xa2\xb5\x93</p>"),
         STR_LIT("text/html; charset=utf-8"), &out);
    assert_true(str_find_c(buf_str(&out), "สำนักงานเขต") != STR_NPOS);
    buf_done(&out);
    expect("\xEF\xBB\xBF<p>&#3585;&#x0E02;&nbsp;ค&amp;ง&copy;</p>", "\"กข ค&ง©\"");
}

static void repeat(struct buf *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)buf_add_c(out, text);
}

static void survives_pages_made_to_break_it(void **state)
{
    (void)state;
    static const struct {
        const char *head, *again, *tail;
        size_t n;
    } cases[] = {
        {"", "<div>", "<p>ปลาย</p>", 100000},
        {"<a ", "x=1 ", ">ปลาย</a>", 200000},
        {"", "<table><tr><td>", "ปลาย", 20000},
        {"", "</b>", "<p>ปลาย", 300000},
        {"", "<!--", "ปลาย", 100000},
        {"", "<title>", "ปลาย", 100000},
        {"", "<a href=\"", "ปลาย", 100000},
        {"", "<b><i><a href=x>", "ปลาย", 50000},
        {"<table>", "<tr><td colspan=1000 rowspan=1000>ก", "</table>ปลาย", 3000},
        {"<ul>", "<li><ul>", "ปลาย", 50000},
        {"<p>", "&", "ปลาย", 200000},
        {"", "<h1><dl><dt>", "ปลาย", 50000},
        {"<table>", "<td>", "</table><p>ปลาย", 100000},
        {"", "<form><input>", "ปลาย", 30000},
        {"", "<div id=a class='tab'><a data-toggle=tab href=#a>ก</a>", "ปลาย", 20000},
        {"<p>", "0", "ปลาย", 300000},
        {"<p>", "(a@", "ปลาย", 200000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf html, out;
        buf_init(&html, 0);
        buf_init(&out, 0);
        (void)buf_add_c(&html, cases[i].head);
        repeat(&html, cases[i].again, cases[i].n);
        (void)buf_add_c(&html, cases[i].tail);
        clock_t before = clock();
        dump(buf_str(&html), STR_NONE, &out);
        double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
        if (seconds > 8)
            fail_msg("case %zu took %.1f s", i, seconds);
        buf_done(&html);
        buf_done(&out);
    }
}

static void reads_every_cut_of_a_page(void **state)
{
    (void)state;
    struct buf bytes;
    struct err err = {0};
    buf_init(&bytes, 0);
    assert_int_equal(file_read("fixtures/extract/index_table.html", &bytes, &err), OIT_OK);
    for (size_t n = 0; n < bytes.n; n += 7) {
        struct buf out;
        buf_init(&out, 0);
        char *exact = malloc(n + 1); /* no byte behind the end: a sanitizer sees a step too far */
        assert_non_null(exact);
        memcpy(exact, bytes.p, n);
        dump((struct str){exact, n}, STR_LIT("text/html"), &out);
        free(exact);
        buf_done(&out);
    }
    buf_done(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_index_table),
        cmocka_unit_test(reads_old_tables),
        cmocka_unit_test(reads_accordion_page),
        cmocka_unit_test(reads_cards_and_tabs),
        cmocka_unit_test(gives_a_generic_link_the_words_around_it),
        cmocka_unit_test(finds_links_wherever_they_hide),
        cmocka_unit_test(tells_zones_without_losing_the_page),
        cmocka_unit_test(class_words_do_not_swallow_the_page),
        cmocka_unit_test(knows_what_reads_as_a_heading),
        cmocka_unit_test(resolves_spans_and_header_rows),
        cmocka_unit_test(reads_contacts_in_thai_forms),
        cmocka_unit_test(recognises_forms_and_shells),
        cmocka_unit_test(empty_title_takes_no_text),
        cmocka_unit_test(decides_the_charset_itself),
        cmocka_unit_test(survives_pages_made_to_break_it),
        cmocka_unit_test(reads_every_cut_of_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
