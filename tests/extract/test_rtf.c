/* test_rtf.c - Rich Text Format as Word and others write it, and hostile files.
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "../support/office.h"

static void read_rtf(struct office *o, const char *text)
{
    office_read(o, str_from(text), "plan.rtf");
}

static void thai_comes_as_bytes_or_as_unicode(void **state)
{
    (void)state;
    struct office o;
    read_rtf(&o, "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset222 Angsana New;}{\\f1\\fcharset0 Arial;}}\r\n"
                 "\\pard\\f0\\'e1\\'bc\\'b9 \\f1\\'bb\\'c3\\'d0\\'a8\\'d3\\'bb\\'d5 \\'f2\\'f5\\'f6\\'f7\\par\r\n"
                 "\\uc1\\u3649?\\u3612?\\u3609? \\uc0\\u3611\\u3637 2567\\par\n\\u-27?{\\u3585}?\\par \xE1\xBC\xB9\\par แผน\\par "
                 "\\ldblquote a\\rdblquote\\~b\\_c\\-d\\{\\}\\\\\\par}");
    office_expect(&o, "b0 paragraph first \"แผน ประจำปี ๒๕๖๗\"\nb1 paragraph first \"แผน ปี2567\"\n");
    office_expect(&o, "ก?\"\n"); /* a group's end ends what stands for readers without Unicode */
    office_expect(&o, "b3 paragraph first \"แผน\"\nb4 paragraph first \"แผน\"\nb5 paragraph first \"“a” b-cd{}\\\\\"\n");
    office_expect_fault(&o, FAULT_NONE);
    office_done(&o);
    read_rtf(&o, "{\\rtf1\\ansi caf\\'e9\\par}"); /* no Thai anywhere */
    office_expect(&o, "\"café\"");
    office_done(&o);
}

static void styles_notes_and_margins(void **state)
{
    (void)state;
    struct office o;
    read_rtf(&o, "{\\rtf1\\ansi{\\stylesheet{\\s0 Normal;}{\\s1\\b heading 1;}{\\*\\cs2 x;}{\\s3\\intbl\\b Bold;}}"
                 "{\\info{\\title Plan 2567}{\\author someone}{\\nofpages2}}{\\*\\generator secret;}"
                 "\\headery708\\footery708{\\header \\pard head\\par}{\\footerf \\pard foot\\par}"
                 "\\pard\\plain\\s1 chapter one\\par\\pard\\plain before{\\super\\chftn{\\footnote\\chftn  the note}} after {\\v hidden}{\\deleted gone}shown\\par"
                 "{\\ab all of it is bold}\\par\\pard{\\listtext\\tab 1.}\\ls1 first entry\\par\\page\\pard{\\b not }all bold\\par}");
    office_expect(&o, "title=\"Plan 2567\" file=\"plan.rtf\" pages=2 image-pages=0\nb0 paragraph header page1 \"head\"\nb1 paragraph footer page1 \"foot\"\n"
                      "b2 heading1 page1 first \"chapter one\"\nb3 paragraph page1 first under=b2 \"before after shown\"\nb4 paragraph page1 first under=b2 \"the note\"\n"
                      "b5 heading7 page1 first under=b2 \"all of it is bold\"\nb6 item page1 first under=b5 i0 \"first entry\"\nb7 paragraph page2 under=b5 \"not all bold\"\n");
    office_expect_not(&o, "secret");
    office_expect_not(&o, "someone");
    office_done(&o);
}

static void tables_find_their_columns_by_edges(void **state)
{
    (void)state;
    struct office o;
    read_rtf(&o, "{\\rtf1\\ansi\\pard before\\par"
                 "\\trowd\\trhdr\\cellx1000\\cellx5000\\pard\\intbl No\\cell wide\\cell\\row"
                 "\\trowd\\clvmgf\\cellx1000\\cellx3000\\cellx5005\\pard\\intbl 1\\cell a\\par b\\cell c\\cell\\row"
                 "\\trowd\\clvmrg\\cellx1000\\clmgf\\cellx3000\\clmrg\\cellx5000\\pard\\intbl\\cell d\\cell\\cell\\row"
                 "\\trowd\\cellx1000\\cellx3000\\cellx5000\\pard\\intbl 2\\cell {\\field{\\*\\fldinst HYPERLINK \"http://a.go.th/x.pdf\"}{\\fldrslt open}}\\cell e\\cell\\row"
                 "\\pard after\\par}");
    office_expect(&o, "b1 cell t0[0,0] i0 \"No\"\nb2 cell t0[0,1] i0 \"wide\"\nb3 cell t0[1,0] i1 \"1\"\nb4 cell t0[1,1] i1 \"a b\"\nb5 cell t0[1,2] i1 \"c\"\n"
                      "b6 cell t0[2,1] i2 \"d\"\n");
    office_expect(&o, "t0 4x3 header-rows=1 header-columns=0 / b1 b2 b2 / b3 b4 b5 / b3 b6 b6 / b7 b8 b9\n");
    office_expect(&o, "link a url url=\"http://a.go.th/x.pdf\" anchor=\"open\" row=\"2 | e\" item=\"open\" in=b8\n");
    office_expect(&o, "b10 paragraph first \"after\"");
    office_done(&o);
}

static void boxes_and_pictures(void **state)
{
    (void)state;
    struct office o;
    read_rtf(&o, "{\\rtf1\\ansi\\pard text{\\shp{\\*\\shpinst{\\sp{\\sn name}{\\sv value}}{\\shptxt \\pard in the box\\par}}{\\shprslt{\\*\\do in the box}}} goes on\\par}");
    office_expect(&o, "b0 paragraph first \"text goes on\"\nb1 paragraph first \"in the box\"\n");
    assert_int_equal(o.doc.n_blocks, 2);
    office_done(&o);
    read_rtf(&o, "{\\rtf1\\ansi\\pard{\\*\\shppict{\\pict\\picwgoal9000\\pichgoal12000\\pngblip 89504e470d0a}}{\\nonshppict{\\pict\\wmetafile8 00}}\\par}");
    office_expect_fault(&o, FAULT_NO_TEXT);
    office_expect(&o, "pages=1 image-pages=1 fault=no-text\nimage 600x800\n");
    office_done(&o);
    read_rtf(&o, "{\\rtf1\\ansi{\\pict\\bin5 }}}}}}\\par still here\\par}");
    office_expect(&o, "\"still here\"");
    office_done(&o);
}

static void repeat(struct buf *out, const char *what, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)buf_add_c(out, what);
}

static void hostile(const char *begin, const char *middle, size_t n, const char *end, enum oit_fault fault, const char *want)
{
    struct office o;
    struct buf text;
    buf_init(&text, 0);
    (void)buf_add_c(&text, begin);
    repeat(&text, middle, n);
    (void)buf_add_c(&text, end);
    read_rtf(&o, text.p);
    office_expect_fault(&o, fault);
    office_expect(&o, want);
    office_done(&o);
    buf_done(&text);
}

static void hostile_files_end_at_limits(void **state)
{
    (void)state;
    hostile("{\\rtf1 before\\par", "{", 1000000, "deep", FAULT_DAMAGED, "\"before\"");
    hostile("{\\rtf1 before\\par", "}", 1000000, "behind\\par", FAULT_NONE, "\"behind\"");
    hostile("{\\rtf1 x\\par", "{\\footnote n{\\footnote m\\par}\\par}\\par ", 20000, "}", FAULT_NONE, "\"n\"");
    hostile("{\\rtf1 x\\par", "{\\footnote ", 100, "end", FAULT_DAMAGED, "\"x\"");
    hostile("{\\rtf1\\trowd", "\\cellx1", 100000, "\\pard\\intbl a\\cell b\\cell\\row}", FAULT_NONE, "\"b\"");
    hostile("{\\rtf1\\pard\\intbl", " a\\cell", 100000, "\\row}", FAULT_NONE, "\"a\"");
    hostile("{\\rtf1 half of a wo", "", 0, "", FAULT_DAMAGED, "\"half of a wo\"");
    hostile("{\\rtf1 x\\par\\bin999999999 y", "", 0, "", FAULT_DAMAGED, "\"x\"");
    hostile("{\\rtf1\\s-5\\s99999999\\uc-3\\u99999999 x\\par", "", 0, "}", FAULT_NONE, "x\"");
    hostile("{\\rtf1", "", 0, "}", FAULT_EMPTY, "document rtf");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thai_comes_as_bytes_or_as_unicode),
        cmocka_unit_test(styles_notes_and_margins),
        cmocka_unit_test(tables_find_their_columns_by_edges),
        cmocka_unit_test(boxes_and_pictures),
        cmocka_unit_test(hostile_files_end_at_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
