/* test_pdf_parts.c - links out of pdftohtml's words and marks and form values out of the file's bytes.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "extract/pdf_objects.h"
#include "extract/pdf_page.h"

struct fixture {
    struct arena arena;
    struct document doc;
    struct doc_builder b;
    struct buf dump;
};

static void begin(struct fixture *f)
{
    arena_init(&f->arena);
    buf_init(&f->dump, 0);
    f->doc = (struct document){.arena = &f->arena, .kind = DOC_PDF, .url = STR_LIT("http://www.agency.go.th/a/x.pdf"), .raw = STR_LIT(""), .text_source = "text"};
    doc_builder_init(&f->b, &f->doc, 100000);
}

static void add(struct fixture *f, uint32_t page, const char *text)
{
    struct doc_block block = doc_block_init(BLOCK_PARAGRAPH);
    block.page = page;
    (void)doc_builder_block_of(&f->b, block, str_from(text));
}

static void seal(struct fixture *f)
{
    doc_builder_seal(&f->b);
    doc_dump(&f->doc, &f->dump);
}

static void done(struct fixture *f)
{
    arena_done(&f->arena);
    buf_done(&f->dump);
}

static void expect(const struct fixture *f, const char *want)
{
    if (str_find_c(buf_str(&f->dump), want) == STR_NPOS)
        fail_msg("not found: %s\nin:\n%s", want, f->dump.p);
}

static void links(struct fixture *f, const char *xml)
{
    const struct extract_input input = {.url = f->doc.url};
    pdf_links(&f->b, &input, str_from(xml));
    seal(f);
}

static void label_broken_at_the_end_of_a_line_is_one(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    add(&f, 1, "another");
    add(&f, 2, "แผนปฏิบัติการป้องกัน การทุจริต");
    links(&f, "<page number=\"2\" top=\"0\">\n"
              "<text top=\"10\" left=\"50\" width=\"100\" height=\"20\" font=\"0\"><a href=\"/p.pdf\">แผนปฏิบัติการป้องกัน</a></text>\n"
              "<text top=\"40\" left=\"50\" width=\"60\" height=\"20\" font=\"0\"><a href=\"/p.pdf\"><b>การทุจริต</b></a></text>\n"
              "<text top=\"70\" left=\"50\" width=\"60\" height=\"20\" font=\"0\"><a href=\"/q.pdf\">plan</a></text>\n"
              "<text top=\"100\" left=\"50\" width=\"60\" height=\"20\" font=\"0\"><a href=\"/q.pdf\">of 2024</a></text>\n</page>");
    assert_int_equal(f.doc.n_links, 2);
    expect(&f, "url=\"http://www.agency.go.th/p.pdf\" anchor=\"แผนปฏิบัติการป้องกันการทุจริต\" in=b1");
    expect(&f, "url=\"http://www.agency.go.th/q.pdf\" anchor=\"plan of 2024\"");
    done(&f);
}

static void words_out_of_order_and_blanks_over_words_make_one_label(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    add(&f, 1, "x");
    links(&f, "<page number=\"1\">\n"
              "<text top=\"12\" left=\"150\" width=\"40\" height=\"20\"><a href=\"http://a.go.th/?a=1&amp;b=2\">2567</a></text>\n"
              "<text top=\"10\" left=\"50\" width=\"5\" height=\"20\"><a href=\"http://a.go.th/?a=1&amp;b=2\"> </a></text>\n"
              "<text top=\"10\" left=\"50\" width=\"90\" height=\"20\"><a href=\"http://a.go.th/?a=1&amp;b=2\">แผน ปี </a></text></page>");
    assert_int_equal(f.doc.n_links, 1);
    expect(&f, "url=\"http://a.go.th/?a=1&b=2\" anchor=\"แผน ปี 2567\" in=b0");
    done(&f);
}

static void torn_xml_and_odd_addresses_are_survived(void **state)
{
    static const char *const all[] = {"",
                                      "<page number=\"1\"><text top=\"1\"",
                                      "<page number=\"1\"><text top=\"1\" left=\"2\"><a href=\"http://x/",
                                      "<page number=\"99999999999\"><text top=\"-5\" left=\"a\" width=\"\"><a href=\"\">x</a></text>",
                                      "<text top=\"1\"><a href=\"0.html#3\">jump</a><a href=\"javascript:x\">y</a>"};
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct fixture f;
        begin(&f);
        links(&f, all[i]);
        for (size_t k = 0; k < f.doc.n_links; k++)
            assert_int_not_equal(f.doc.links[k].target, TARGET_URL);
        done(&f);
    }
}

static void marks_are_found_in_the_open_and_unknown_when_locked(void **state)
{
    (void)state;
    struct pdf_marks marks = pdf_marks(STR_LIT("%PDF-1.4 1 0 obj<</Type/Catalog>>endobj"));
    assert_false(marks.has_links || marks.has_files || marks.has_form || marks.is_portfolio);
    marks = pdf_marks(STR_LIT("<</S/URI/URI(http://x/)>>"));
    assert_true(marks.has_links && !marks.has_files);
    marks = pdf_marks(STR_LIT("<</Type/Catalog/Collection 5 0 R>>"));
    assert_true(marks.is_portfolio && marks.has_files && !marks.has_links);
    marks = pdf_marks(STR_LIT("trailer<</Encrypt 7 0 R>>"));
    assert_true(marks.has_links && marks.has_files && marks.has_form && !marks.is_portfolio);
    marks = pdf_marks(STR_LIT("<</Type/ObjStm/N 3>>stream\nnot deflated"));
    assert_true(marks.has_links && marks.has_files);
}

static void field_values_come_in_all_spellings(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    f.doc.n_pages = 1;
    add(&f, 1, "already on the page");
    pdf_fields(&f.b, STR_LIT("<</FT/Tx/V (simple \\(text\\) \\101 here)>> <</V<FEFF0E410E1C0E19>>> <</V /Off>> <</V 5 0 R>> <</V(already  on the page)>>"
                             "<</V (\xEF\xBB\xBFแผน ๒๕๖๗)>> <</V (torn <</V <zz>>> <</V(\x01\x02\x03)>>"));
    seal(&f);
    expect(&f, "b1 paragraph page1 \"simple (text) A here\"\n");
    expect(&f, "b2 paragraph page1 \"แผน\"\n");
    expect(&f, "b3 paragraph page1 \"แผน ๒๕๖๗\"\n");
    assert_int_equal(f.doc.n_blocks, 4);
    done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(label_broken_at_the_end_of_a_line_is_one),
        cmocka_unit_test(words_out_of_order_and_blanks_over_words_make_one_label),
        cmocka_unit_test(torn_xml_and_odd_addresses_are_survived),
        cmocka_unit_test(marks_are_found_in_the_open_and_unknown_when_locked),
        cmocka_unit_test(field_values_come_in_all_spellings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
