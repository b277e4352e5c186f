/* test_hub.c - the index page to paste: a fragment of headings, lists and links, in order; gaps as comments that no title can break out of.
 * SPDX-License-Identifier: MIT
 */
#include "report/report.h"
#include "base/messages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../support/sample_page.h"
#include "../support/thai_lint.h"
#include "text/utf8.h"

static const char *render(struct sample_page *f, enum report_language language)
{
    buf_clear(&f->out);
    report_hub(f->report, language, &f->out);
    return buf_str(&f->out).p;
}

/* Outside comments stand plain tags only, closed in order of their kind; a comment has no "--", "<" or ">" inside, and every link is http(s). */
static void assert_fragment(const char *html)
{
    static const char *const allowed[] = {"<div lang=\"", "</div>", "<h2>", "</h2>", "<h3>", "</h3>", "<ul>", "</ul>", "<li>", "</li>", "<p>", "</p>", "<a href=\"http", "</a>"};
    for (const char *at = strchr(html, '<'); at; at = strchr(at + 1, '<')) {
        if (strncmp(at, "<!-- ", 5) == 0) {
            const char *end = strstr(at + 4, "--");
            assert_non_null(end);
            assert_true(strncmp(end, "-->\n", 4) == 0);
            for (const char *p = at + 4; p < end; p++)
                if (*p == '<' || *p == '>')
                    fail_msg("in a comment: %.60s", at);
            at = end + 2;
            continue;
        }
        bool is_allowed = false;
        for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
            is_allowed = is_allowed || strncmp(at, allowed[i], strlen(allowed[i])) == 0;
        if (!is_allowed)
            fail_msg("%.60s", at);
    }
    assert_int_equal(count_of(html, "<ul>"), count_of(html, "</ul>"));
    assert_int_equal(count_of(html, "<p>"), count_of(html, "</p>"));
    assert_int_equal(count_of(html, "<li>"), count_of(html, "</li>"));
    assert_int_equal(count_of(html, "<a "), count_of(html, "</a>"));
}

static void items_stand_in_order_with_their_links(void **state)
{
    struct sample_page *f = *state;
    const char *html = render(f, REPORT_TH), *previous = html;
    assert_fragment(html);
    assert_has(html, "<h2>การเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. 2570</h2>");
    assert_has(html, "<h3>9.1 ข้อมูลพื้นฐาน</h3>");
    assert_has(html, "<li><p><a href=\"https://www.namthip.example.go.th/files/O2.pdf\">O2 ข้อมูลผู้บริหาร</a></p></li>");
    for (size_t i = 0; i < f->report->n_items; i++) {
        const struct oit_item *item = &f->report->items[i];
        char name[256];
        bool has_link = item->status == OIT_PUBLISHED || item->status == OIT_PARTIAL;
        (void)snprintf(name, sizeof name, has_link ? "\">%s %s</a></p></li>" : "<!-- ช่องว่าง %s %s: ", item->code, item->title.th);
        const char *at = strstr(previous, name);
        if (!at)
            fail_msg("\"%s\" is missing or out of order", name);
        previous = at;
    }
    assert_has(html, "<!-- ตรวจทาน O11 ");
    assert_has(html, "พบเอกสารใกล้เคียง แต่ไม่ใช่ข้อนี้ (สขร.1) - ควรทำ: เผยแพร่ตารางตามแบบ");
    assert_null(strstr(html, "sk1-2567.pdf")); /* a near document is never linked */
}

static void what_the_officers_say_goes_before(void **state)
{
    struct sample_page *f = *state;
    sample_add_overlays(f->report, &f->arena);
    const char *html = render(f, REPORT_TH);
    assert_fragment(html);
    assert_has(html, "<a href=\"https://www.namthip.example.go.th/procure/2570.html\">O14 รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ</a></p><p>"
                     "<a href=\"https://www.namthip.example.go.th/procure/plan.pdf\">O14 รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ (2)</a>");
    assert_has(html, "<!-- ช่องว่าง O2 ข้อมูลผู้บริหาร: ไม่รับ");
    assert_has(html, "<!-- ช่องว่าง O19 รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี: ไม่ใช้กับหน่วยงาน");
}

static void documents_of_other_elements_are_linked_too(void **state)
{
    struct sample_page *f = *state;
    struct oit_item *o11 = &f->report->items[10];
    o11->elements[0].url = o11->evidence[1].url;
    const char *html = render(f, REPORT_TH);
    assert_fragment(html);
    assert_has(html, "O11 คู่มือหรือแนวทางการให้บริการสำหรับผู้รับบริการหรือผู้มาติดต่อ</a></p><p><a href=\"https://www.namthip.example.go.th/oit/O11.html\">");
}

static void no_title_breaks_out(void **state)
{
    static const char *const titles[] = {"--><script>alert(1)</script>", "--!><b>", "-> x", "> x", "<!-- y", "-\xe2\x80\x8b->z", "-\x07->z", "----------", "x --", "x -",
                                         "-\xc2\xad->", "\xe2\x80\xae-->\xff-->", "-\r\n->", "[if IE]><b>", "&#45;&#45;>", "-\t-\t>"};
    struct sample_page *f = *state;
    sample_make_hostile(f->report);
    assert_fragment(render(f, REPORT_TH));
    for (size_t k = 0; k < sizeof titles / sizeof *titles; k++) {
        for (size_t i = 0; i < f->report->n_items; i++) {
            f->report->items[i].title.th = f->report->items[i].advice.th = f->report->items[i].label.th = titles[k];
            if (i % 5 == 0)
                f->report->items[i].code = titles[k];
            for (size_t e = 0; e < f->report->items[i].n_evidence; e++)
                f->report->items[i].evidence[e].title = titles[k];
        }
        const char *html = render(f, REPORT_TH);
        assert_true(utf8_is_valid(buf_str(&f->out)));
        assert_fragment(html);
        assert_null(strstr(html, "\xe2\x80\xae"));
    }
    sample_add_overlays(f->report, &f->arena);
    sample_make_overlays_hostile(f->report);
    assert_fragment(render(f, REPORT_TH));
}

static void a_cut_run_and_an_empty_one(void **state)
{
    struct sample_page *f = *state;
    sample_make_cut(f->report, &f->arena);
    assert_has(render(f, REPORT_TH), "<!-- ตรวจไม่ครบ: หยุดก่อนอ่านครบตามเวลาที่กำหนด -->");
    struct oit_report empty = {.fiscal_year_be = 2570};
    f->report = &empty;
    assert_fragment(render(f, REPORT_TH));
    assert_has(f->out.p, "</div>\n");
}

static void years_and_language(void **state)
{
    struct sample_page *f = *state;
    char word[64];
    if (thai_lint(str_from(msg_th(MSG_HUB_TITLE)), word, sizeof word))
        fail_msg("%s", word);
    assert_has(render(f, REPORT_EN), "<div lang=\"en\">");
    assert_has(f->out.p, "fiscal year 2570");
    f->report->rules.is_gregorian = true;
    assert_has(render(f, REPORT_TH), " ปี 2027</h2>");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, sample_page_begin, sample_page_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(items_stand_in_order_with_their_links), TEST(what_the_officers_say_goes_before), TEST(documents_of_other_elements_are_linked_too),
        TEST(no_title_breaks_out),                   TEST(a_cut_run_and_an_empty_one),        TEST(years_and_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
