/* test_junit.c - JUnit XML: valid, one case an item, unknown is skipped; an enemy's titles stay text.
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
#include <libxml/xmlschemas.h>

#include "../support/sample_page.h"
#include "report/report.h"

static void ignore(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

/* The document, valid by junit.xsd; the caller frees it. */
static xmlDoc *parse_valid(const struct sample_page *page)
{
    xmlDoc *doc = xmlReadMemory(page->out.p, (int)page->out.n, "junit.xml", NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    xmlSchemaParserCtxt *parser = xmlSchemaNewParserCtxt("tests/report/junit.xsd");
    xmlSchema *schema = xmlSchemaParse(parser);
    assert_non_null(schema);
    xmlSchemaValidCtxt *valid = xmlSchemaNewValidCtxt(schema);
    if (xmlSchemaValidateDoc(valid, doc) != 0)
        fail_msg("not valid:\n%s", page->out.p);
    xmlSchemaFreeValidCtxt(valid);
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(parser);
    return doc;
}

static long attribute_of(xmlDoc *doc, const char *name)
{
    xmlNode *suite = xmlFirstElementChild(xmlDocGetRootElement(doc));
    xmlChar *value = xmlGetProp(suite, (const xmlChar *)name);
    assert_non_null(value);
    long number = strtol((const char *)value, NULL, 10);
    xmlFree(value);
    return number;
}

static void an_item_is_a_case(void **state)
{
    struct sample_page *page = *state;
    struct oit_report *report = page->report;
    size_t n_failed = 0, n_skipped = 0;
    for (size_t i = 0; i < report->n_items; i++) {
        n_skipped += report->items[i].status == OIT_UNKNOWN;
        n_failed += report->items[i].status == OIT_MISSING || report->items[i].status == OIT_PARTIAL;
    }
    report_junit(report, REPORT_TH, &page->out);
    xmlDoc *doc = parse_valid(page);
    assert_int_equal(attribute_of(doc, "tests"), report->n_items);
    assert_int_equal(attribute_of(doc, "failures"), n_failed);
    assert_int_equal(attribute_of(doc, "skipped"), n_skipped);
    assert_int_equal(attribute_of(doc, "errors"), 0);
    assert_int_equal(count_of(page->out.p, "<testcase "), report->n_items);
    assert_int_equal(count_of(page->out.p, "<failure "), n_failed);
    assert_int_equal(count_of(page->out.p, "<skipped "), n_skipped);
    assert_int_equal(count_of(page->out.p, "type=\"wrong-year\""), 1);
    assert_true(count_of(page->out.p, "name=\"O16 ความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ\"") == 1);
    xmlFreeDoc(doc);
}

static void what_was_cut_is_skipped_not_failed(void **state)
{
    struct sample_page *page = *state;
    struct oit_report *report = page->report;
    sample_make_cut(report, &page->arena);
    report_junit(report, REPORT_EN, &page->out);
    xmlDoc *doc = parse_valid(page);
    assert_int_equal(attribute_of(doc, "failures"), 1); /* the partial one */
    assert_true(count_of(page->out.p, "name=\"complete\" value=\"false\"") == 1);
    xmlFreeDoc(doc);
}

static void hostile_texts_stay_text(void **state)
{
    struct sample_page *page = *state;
    struct oit_report *report = page->report;
    sample_make_hostile(report);
    report->items[15].code = "O16\"/><x y=\"";
    report->items[15].label.th = "]]></failure><evil/>\x01\x02";
    report->items[15].group = "\x1b[31m";
    report->site.url = "http://\"&<>'\n\x7f/";
    for (int language = REPORT_TH; language <= REPORT_EN; language++) {
        buf_clear(&page->out);
        report_junit(report, (enum report_language)language, &page->out);
        xmlDoc *doc = parse_valid(page);
        assert_int_equal(attribute_of(doc, "tests"), report->n_items);
        assert_int_equal(count_of(page->out.p, "<script"), 0);
        assert_int_equal(count_of(page->out.p, "<evil"), 0);
        assert_int_equal(count_of(page->out.p, "\x1b"), 0);
        xmlFreeDoc(doc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_item_is_a_case, sample_page_begin, sample_page_end),
        cmocka_unit_test_setup_teardown(what_was_cut_is_skipped_not_failed, sample_page_begin, sample_page_end),
        cmocka_unit_test_setup_teardown(hostile_texts_stay_text, sample_page_begin, sample_page_end),
    };
    if (getenv("OITCHECK_TEST_VERBOSE") == NULL)
        xmlSetGenericErrorFunc(NULL, ignore);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
