/* test_xml_events.c - the XML of office files: names by namespace, text, and what is refused.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "extract/xml_events.h"

#define W_NS "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

/* <p@depth ... >text</p>; names as space number:name. */
static enum oit_fault trace(struct str xml, struct buf *out)
{
    struct xml_events e;
    xml_events_init(&e, xml);
    while (xml_next(&e)) {
        if (e.kind == XML_TEXT)
            (void)buf_addf(out, "%.*s", STR_ARG(e.text));
        else
            (void)buf_addf(out, "<%s%d:%.*s@%zu>", e.kind == XML_END ? "/" : "", (int)e.space, STR_ARG(e.name), e.depth);
    }
    enum oit_fault fault = e.fault;
    xml_events_done(&e);
    return fault;
}

static void expect(struct str xml, const char *want, enum oit_fault want_fault)
{
    struct buf out;
    buf_init(&out, 0);
    (void)buf_add_c(&out, "");
    enum oit_fault fault = trace(xml, &out);
    assert_string_equal(out.p, want);
    assert_int_equal(fault, want_fault);
    buf_done(&out);
}

static void names_are_told_by_namespace(void **state)
{
    (void)state;
    expect(STR_LIT("<?xml version=\"1.0\"?>\r\n<w:p xmlns:w='" W_NS "'><w:t>ก</w:t></w:p>"), "<2:p@1><2:t@2>ก</2:t@2></2:p@1>",
           FAULT_NONE);
    expect(STR_LIT("<p xmlns='http://purl.oclc.org/ooxml/wordprocessingml/main'/>"), "<2:p@1></2:p@1>", FAULT_NONE);
    expect(STR_LIT("<ns0:p xmlns:ns0=\"" W_NS "\"><ns0:r xmlns:ns0='urn:else'/><ns0:r/></ns0:p>"),
           "<2:p@1><1:r@2></1:r@2><2:r@2></2:r@2></2:p@1>", FAULT_NONE);
    expect(STR_LIT("<a><x:b/></a>"), "<0:a@1><1:b@2></1:b@2></0:a@1>", FAULT_NONE);
}

static void text_is_decoded(void **state)
{
    (void)state;
    expect(STR_LIT("<a>1 &lt; 2 &amp;amp; &#3585;&#x0E02;&#0;&#xB; &nbsp; AT&T<!-- no --><![CDATA[<b>&amp;]]></a>"),
           "<0:a@1>1 < 2 &amp; กข &nbsp; AT&T<b>&amp;</0:a@1>", FAULT_NONE);
    expect(STR_LIT("\xEF\xBB\xBF<a>\xE0\xB8\x81\x01\xFF</a>"), "<0:a@1>ก\xEF\xBF\xBD</0:a@1>", FAULT_NONE);
    expect(STR_LIT("\xFF\xFE<\0a\0>\0\x01\x0E<\0/\0a\0>\0"), "<0:a@1>ก</0:a@1>", FAULT_NONE);
    expect(STR_LIT("<?xml version='1.0' encoding='windows-874'?><a>\xA1\xD2\xC3</a>"), "<0:a@1>การ</0:a@1>", FAULT_NONE);
}

static void attributes_are_found_by_name(void **state)
{
    (void)state;
    struct xml_events e;
    xml_events_init(&e, STR_LIT("<w:a xmlns:w='" W_NS "' val='plain' w:val = \"1 &amp; 2\" n='-12pt' empty='' bad='x'/>"));
    assert_true(xml_next(&e));
    assert_true(xml_is(&e, XML_W, "a"));
    assert_true(str_eq_c(xml_attr(&e, XML_NONE, "val"), "plain"));
    assert_true(str_eq_c(xml_attr(&e, XML_W, "val"), "1 & 2"));
    assert_int_equal(xml_attr_long(&e, XML_NONE, "n", 7), -12);
    assert_int_equal(xml_attr_long(&e, XML_NONE, "bad", 7), 7);
    assert_non_null(xml_attr(&e, XML_NONE, "empty").p);
    assert_null(xml_attr(&e, XML_W, "n").p);
    xml_events_done(&e);
}

static void skips_an_element(void **state)
{
    (void)state;
    struct xml_events e;
    xml_events_init(&e, STR_LIT("<a><b><b>no</b><c/></b>yes</a>"));
    (void)xml_next(&e);
    (void)xml_next(&e);
    xml_skip(&e);
    assert_int_equal(e.depth, 2);
    assert_true(xml_next(&e) && str_eq_c(e.text, "yes"));
    xml_events_done(&e);
    xml_events_init(&e, STR_LIT("<a><b/>yes</a>"));
    (void)xml_next(&e);
    (void)xml_next(&e);
    xml_skip(&e);
    assert_true(xml_next(&e) && str_eq_c(e.text, "yes"));
    xml_events_done(&e);
}

static void gives_what_came(void **state)
{
    (void)state;
    expect(STR_LIT("<a><b>half of a wo"), "<0:a@1><0:b@2>half of a wo</0:b@2></0:a@1>", FAULT_DAMAGED);
    expect(STR_LIT("<a><b>x</b><c attr='unfin"), "<0:a@1><0:b@2>x</0:b@2></0:a@1>", FAULT_DAMAGED);
    expect(STR_LIT("<a><b>x</a>y"), "<0:a@1><0:b@2>x</0:b@2></0:a@1>", FAULT_DAMAGED);
    expect(STR_LIT("<a>x</b>y</a>"), "<0:a@1>xy</0:a@1>", FAULT_DAMAGED);
    expect(STR_LIT(""), "", FAULT_DAMAGED);
    expect(STR_LIT("no markup"), "", FAULT_DAMAGED);
    expect(STR_LIT("<"), "", FAULT_DAMAGED);
}

static void refuses_declarations(void **state)
{
    (void)state;
    expect(STR_LIT("<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;\">]><a>&m;</a>"), "", FAULT_DAMAGED);
    expect(STR_LIT("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"), "", FAULT_DAMAGED);
    expect(STR_LIT("<a><!ENTITY x 'y'>&x;</a>"), "<0:a@1></0:a@1>", FAULT_DAMAGED);
}

static void repeat(struct buf *out, const char *what, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)buf_add_c(out, what);
}

static void ends_deep_nesting(void **state)
{
    (void)state;
    struct buf xml, out;
    buf_init(&xml, 0);
    buf_init(&out, 0);
    repeat(&xml, "<a>", 1000000);
    assert_int_equal(trace(buf_str(&xml), &out), FAULT_PARSER_LIMIT);
    assert_non_null(strstr(out.p, "<0:a@256></0:a@256>"));
    assert_true(str_ends_c(buf_str(&out), "</0:a@1>"));
    buf_done(&xml);
    buf_done(&out);
}

/* Compared with one another they would take minutes; here the many are read in one pass. */
static void two_hundred_thousand_attributes_cost_nothing(void **state)
{
    (void)state;
    struct buf xml, out;
    buf_init(&xml, 0);
    buf_init(&out, 0);
    (void)buf_add_c(&xml, "<a");
    for (int i = 0; i < 200000; i++)
        (void)buf_addf(&xml, " a%d=\"%d\" xmlns:n%d='u'", i, i, i);
    (void)buf_add_c(&xml, ">text</a>");
    for (int i = 0; i < 20; i++) {
        buf_clear(&out);
        assert_int_equal(trace(buf_str(&xml), &out), FAULT_NONE);
    }
    assert_string_equal(out.p, "<0:a@1>text</0:a@1>");
    buf_done(&xml);
    buf_done(&out);
}

static void ends_at_the_number_of_nodes(void **state)
{
    (void)state;
    struct buf xml;
    buf_init(&xml, 0);
    (void)buf_add_c(&xml, "<a>");
    repeat(&xml, "<b/>", LIMIT_XML_EVENTS + 10);
    struct xml_events e;
    xml_events_init(&e, buf_str(&xml));
    size_t n = 0;
    while (xml_next(&e))
        n++;
    assert_int_equal(e.fault, FAULT_PARSER_LIMIT);
    assert_true(n >= LIMIT_XML_EVENTS && n <= (size_t)LIMIT_XML_EVENTS * 2 + 2);
    xml_events_done(&e);
    buf_done(&xml);
}

/* A text longer than one event keeps its characters and entities whole. */
static void long_texts_come_in_whole_pieces(void **state)
{
    (void)state;
    struct buf xml, out;
    buf_init(&xml, 0);
    buf_init(&out, 0);
    (void)buf_add_c(&xml, "<a>");
    repeat(&xml, "ก&amp;", 300000);
    (void)buf_add_c(&xml, "</a>");
    assert_int_equal(trace(buf_str(&xml), &out), FAULT_NONE);
    assert_int_equal(out.n, 300000 * 4 + strlen("<0:a@1></0:a@1>"));
    assert_null(strstr(out.p, "amp"));
    buf_done(&xml);
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_told_by_namespace),
        cmocka_unit_test(text_is_decoded),
        cmocka_unit_test(attributes_are_found_by_name),
        cmocka_unit_test(skips_an_element),
        cmocka_unit_test(gives_what_came),
        cmocka_unit_test(refuses_declarations),
        cmocka_unit_test(ends_deep_nesting),
        cmocka_unit_test(two_hundred_thousand_attributes_cost_nothing),
        cmocka_unit_test(ends_at_the_number_of_nodes),
        cmocka_unit_test(long_texts_come_in_whole_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
