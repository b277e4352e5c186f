/* test_embed.c - documents that pages show in viewers, flip books and frames: one case for each way they are written.
 * SPDX-License-Identifier: MIT
 */
#include "extract/extract.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void extract_from(struct arena *arena, const char *url, const char *html, struct document *doc)
{
    struct extract_input input = {.bytes = str_from(html), .url = str_from(url), .content_type = STR_LIT("text/html; charset=utf-8")};
    arena_init(arena);
    assert_int_equal(extract_document(&input, arena, doc).need, NEED_NOTHING);
}

static const struct doc_link *link_to(const struct document *doc, const char *url)
{
    for (size_t i = 0; i < doc->n_links; i++)
        if (str_eq_c(doc->links[i].url, url))
            return &doc->links[i];
    return NULL;
}

struct embed_case {
    const char *name, *html, *url; /* url: of the document that must be found */
    enum doc_via via;
    const char *anchor;            /* or NULL */
};

#define PLAN "http://www.agency.go.th/docs/plan.pdf"

static const struct embed_case cases[] = {
    {"viewer by parameter, absolute", "<iframe src='https://viewer.example/flipbook/?pdf=http%3A%2F%2Fwww.agency.go.th%2Fdocs%2Fplan.pdf&amp;x=1'></iframe>", PLAN, VIA_IFRAME, NULL},
    {"viewer by parameter, entity and plain", "<iframe src='//viewer.example/v?embedded=true&amp;u=http://www.agency.go.th/docs/plan.pdf'></iframe>", PLAN, VIA_IFRAME, NULL},
    {"a link to a viewer keeps its words", "<a href='http://viewer.example/?file=//www.agency.go.th/docs/plan.pdf'>แผน</a>", PLAN, VIA_A, "แผน"},
    {"viewer by fragment", "<a href='/ViewerJS/#../docs/plan.pdf'>แผน</a>", PLAN, VIA_A, "แผน"},
    {"viewer by named fragment", "<iframe src='/v/index.html#file=/docs/plan.pdf'></iframe>", PLAN, VIA_IFRAME, NULL},
    {"lazy frame", "<iframe src='about:blank' data-lazy-src='/docs/plan.pdf'></iframe>", PLAN, VIA_IFRAME, NULL},
    {"frame without src", "<iframe data-src='/docs/plan.pdf'></iframe>", PLAN, VIA_IFRAME, NULL},
    {"frame by another plug-in", "<iframe data-litespeed-src='/docs/plan.pdf'></iframe>", PLAN, VIA_IFRAME, NULL},
    {"srcdoc with a document", "<iframe srcdoc=\"&lt;embed src='/docs/plan.pdf'&gt;\"></iframe>", PLAN, VIA_IFRAME, NULL},
    {"srcdoc with a page", "<iframe srcdoc=\"&lt;iframe src='/show.php?id=3'&gt;&lt;/iframe&gt;\"></iframe>", "http://www.agency.go.th/show.php?id=3", VIA_IFRAME, NULL},
    {"embed", "<embed src='/docs/plan.pdf#toolbar=0' type='application/pdf'>", PLAN, VIA_EMBED, NULL},
    {"object data", "<object data='/docs/plan.pdf'></object>", PLAN, VIA_EMBED, NULL},
    {"object param", "<object><param name='src' value='/docs/plan.pdf'></object>", PLAN, VIA_EMBED, NULL},
    {"flash book flashvars", "<object><param name=flashvars value=\"SwfFile='a.swf'&amp;PDFFile='/docs/plan.pdf'\"></object>", PLAN, VIA_EMBED, NULL},
    {"flip book source attribute", "<div class='_df_book' source='/docs/plan.pdf'></div>", PLAN, VIA_EMBED, NULL},
    {"flip book data-source", "<div class='flip' data-source=\"/docs/plan.pdf\"></div>", PLAN, VIA_EMBED, NULL},
    {"flip book options in an attribute", "<div data-flipbook-options='{&quot;pages&quot;:[],&quot;pdfUrl&quot;:&quot;http:\\/\\/www.agency.go.th\\/docs\\/plan.pdf&quot;}'></div>", PLAN, VIA_EMBED, NULL},
    {"block of a document plug-in", "<div class='document-embed' data-emsrc='http://www.agency.go.th/docs/plan.pdf'></div>", PLAN, VIA_EMBED, NULL},
    {"button with a data attribute", "<button data-pdf-path='/docs/plan.pdf'>แผนปฏิบัติการ</button>", PLAN, VIA_SCRIPT, "แผนปฏิบัติการ"},
    {"link to nowhere with a data attribute", "<a href='#' data-doc='/docs/plan.pdf'>แผน</a>", PLAN, VIA_SCRIPT, "แผน"},
    {"flip book script", "<script>jQuery('#v').FlowPaperViewer({config:{PDFFile:'/docs/plan.pdf',key:'$1'}})</script>", PLAN, VIA_EMBED, NULL},
    {"viewer's default address", "<script>var DEFAULT_URL = \"/docs/plan.pdf\";</script>", PLAN, VIA_EMBED, NULL},
    {"options in a script, escaped", "<script>window.option_df_7 = {\"source\":\"http:\\/\\/www.agency.go.th\\/docs\\/plan.pdf\"};</script>", PLAN, VIA_EMBED, NULL},
    {"options in a string in a script", "<script>var o = '{\\\"source\\\":\\\"http:\\\\/\\\\/www.agency.go.th\\\\/docs\\\\/plan.pdf\\\"}';</script>", PLAN, VIA_EMBED, NULL},
    {"options as base64 of JSON", /* {"posts":[{"guid":"http:\/\/www.agency.go.th\/docs\/plan.pdf"}]} */
     "<script>CLIENT_DATA.push('eyJwb3N0cyI6W3siZ3VpZCI6Imh0dHA6XC9cL3d3dy5hZ2VuY3kuZ28udGhcL2RvY3NcL3BsYW4ucGRmIn1dfQ==');</script>", PLAN, VIA_EMBED, NULL},
    {"Thai name escaped in a script", "<script>show('\\u0e41\\u0e1c\\u0e19.pdf')</script>", "http://www.agency.go.th/ita/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf", VIA_EMBED, NULL},
    {"viewer in a script's string", "<script>load('/v.html?f=http://www.agency.go.th/docs/plan.pdf')</script>", PLAN, VIA_EMBED, NULL},
    {"a box over the page", "<a data-fancybox data-type=iframe data-src='/view.php?id=3' href='javascript:;'>แผน</a>", "http://www.agency.go.th/view.php?id=3", VIA_SCRIPT, "แผน"},
    {"window.open", "<a href='#' onclick=\"window.open('/docs/plan.pdf')\">แผน</a>", PLAN, VIA_SCRIPT, "แผน"},
    {"a form that asks nothing", "<form action='/get.php'><input type=hidden name=id value=7><input type=hidden name=confirm value='t &amp;'><button>ดาวน์โหลด</button></form>",
     "http://www.agency.go.th/get.php?id=7&confirm=t%20%26", VIA_SCRIPT, "ดาวน์โหลด"},
};

static void documents_in_viewers_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct embed_case *c = &cases[i];
        struct arena arena;
        struct document doc;
        extract_from(&arena, "http://www.agency.go.th/ita/page.php", c->html, &doc);
        const struct doc_link *link = link_to(&doc, c->url);
        if (!link || link->via != c->via || (c->anchor && !str_eq_c(link->anchor, c->anchor))) {
            struct buf dump;
            buf_init(&dump, 0);
            doc_dump(&doc, &dump);
            print_error("%s:\n%.*s\n", c->name, STR_ARG(buf_str(&dump)));
            buf_done(&dump);
        }
        assert_non_null(link);
        assert_int_equal(link->via, c->via);
        if (c->anchor)
            assert_true(str_eq_c(link->anchor, c->anchor));
        arena_done(&arena);
    }
}

static void a_page_shows_what_its_own_address_names(void **state)
{
    (void)state;
    static const struct {
        const char *page, *url;
    } pages[] = {
        {"http://www.agency.go.th/pdfjs/web/viewer.html?file=..%2F..%2Fdocs%2Fplan.pdf", PLAN},
        {"http://www.agency.go.th/show.php?doc=/docs/plan.pdf&lang=th", PLAN},
        {"http://www.agency.go.th/show.php?doc=plan", NULL},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct arena arena;
        struct document doc;
        extract_from(&arena, pages[i].page, "<title>v</title><button>Open</button><div id=viewer></div><script src=v.js></script>", &doc);
        const struct doc_link *link = link_to(&doc, PLAN);
        assert_int_equal(link != NULL, pages[i].url != NULL);
        if (link)
            assert_int_equal(link->via, VIA_EMBED);
        arena_done(&arena);
    }
}

static void what_is_no_shown_document_makes_no_link(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "<script>var accept = '.pdf,.doc'; var name = id + '.pdf'; var u = 'docs/' + n + '/plan.pdf';</script>",
        "<script>open('docs/plan.pdf' + version)</script>",
        "<script>var t = 'docs/{page}.pdf', s = \"docs/plan.pdfx\";</script>",
        "<input type=file accept='.pdf' data-types='.pdf, .docx'>",
        "<div data-note='see plan pdf'></div>",
        "<form action='/search'><input type=hidden name=t value=1><input name=q><button>ค้น</button></form>",
        "<form action='/vote' method=post><input type=hidden name=t value=1><button>ตกลง</button></form>",
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct arena arena;
        struct document doc;
        extract_from(&arena, "http://www.agency.go.th/ita/page.php", pages[i], &doc);
        for (size_t k = 0; k < doc.n_links; k++)
            if (doc.links[k].target == TARGET_URL && doc.links[k].via != VIA_FORM) {
                print_error("page %zu: %.*s\n", i, STR_ARG(doc.links[k].url));
                fail();
            }
        arena_done(&arena);
    }
}

static void a_script_with_many_documents_is_a_list_and_claims_nothing(void **state)
{
    (void)state;
    struct arena arena;
    struct document doc;
    extract_from(&arena, "http://www.agency.go.th/", "<p>x</p><script>var all = ['a.pdf','b.pdf','c.pdf','d.pdf'];</script>", &doc);
    assert_int_equal(doc.n_links, 4);
    for (size_t i = 0; i < doc.n_links; i++)
        assert_int_equal(doc.links[i].via, VIA_DATA);
    arena_done(&arena);
}

/* Hostile: many endings, no quotes; a base64 without end; a million addresses. Linear and bounded. */
static void hostile_scripts_cost_little(void **state)
{
    (void)state;
    struct buf html;
    buf_init(&html, 0);
    (void)buf_add_c(&html, "<script>");
    for (size_t i = 0; i < 200000; i++)
        (void)buf_add_c(&html, "a.pdf ");
    (void)buf_add_c(&html, "'eyJ");
    for (size_t i = 0; i < 100000; i++)
        (void)buf_add_c(&html, "AAAAAAAA");
    (void)buf_add_c(&html, "'");
    for (size_t i = 0; i < 20000; i++)
        (void)buf_addf(&html, ",'d%zu.pdf'", i);
    (void)buf_add_c(&html, "</script>");
    struct arena arena;
    struct document doc;
    extract_from(&arena, "http://www.agency.go.th/", html.p, &doc);
    assert_true(doc.n_links <= 400);
    arena_done(&arena);
    buf_done(&html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_in_viewers_are_found),
        cmocka_unit_test(a_page_shows_what_its_own_address_names),
        cmocka_unit_test(what_is_no_shown_document_makes_no_link),
        cmocka_unit_test(a_script_with_many_documents_is_a_list_and_claims_nothing),
        cmocka_unit_test(hostile_scripts_cost_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
