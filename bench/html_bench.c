/* html_bench.c - the HTML tokenizer beside libxml2's SAX parser: pages of ordinary shape, and two shapes that grow badly (docs/decisions/0001).
 *
 * Usage: html_bench PAGE...     make -s build/release/bench/html_bench && build/release/bench/html_bench PAGE...
 * The SAX handlers are empty and the tokens are dropped: what is compared is reading, not understanding.
 * "extraction" is our whole page job up to the document, tokenizer included.
 * SPDX-License-Identifier: MIT
 */
#include <libxml/HTMLparser.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/file.h"
#include "extract/extract.h"
#include "extract/html_token.h"

enum { BYTES_A_MEASURE = 32 * 1024 * 1024 };

static size_t n_seen; /* so that nothing is optimised away */

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    (void)context;
    (void)name;
    (void)attributes;
    n_seen++;
}

static void on_text(void *context, const xmlChar *text, int n)
{
    (void)context;
    (void)text;
    (void)n;
}

static void read_sax(struct str page)
{
    htmlSAXHandler handler = {.startElement = on_start, .characters = on_text};
    htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&handler, NULL, NULL, 0, "page.html", XML_CHAR_ENCODING_UTF8);
    (void)htmlCtxtUseOptions(parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    (void)htmlParseChunk(parser, page.p, (int)page.n, 0);
    (void)htmlParseChunk(parser, "", 0, 1);
    htmlFreeParserCtxt(parser);
}

static void read_tokens(struct str page)
{
    struct html_tokens tokens;
    struct html_token token;
    html_tokens_init(&tokens, page);
    while (html_next(&tokens, &token))
        n_seen += token.kind == HTML_START;
}

static void read_whole(struct str page)
{
    struct arena arena;
    struct document doc;
    struct extract_input input = {.bytes = page, .url = STR_LIT("http://www.agency.example/a.html"), .content_type = STR_LIT("text/html")};
    arena_init(&arena);
    (void)extract_document(&input, &arena, &doc);
    n_seen += doc.n_blocks;
    arena_done(&arena);
}

static double cost_ms(void (*read)(struct str page), struct str page, size_t rounds)
{
    int64_t start = clock_cpu_ms();
    for (size_t i = 0; i < rounds; i++)
        read(page);
    return (double)(clock_cpu_ms() - start) / (double)rounds;
}

static void compare(const char *name, struct str page, size_t rounds)
{
    double ours = cost_ms(read_tokens, page, rounds), theirs = cost_ms(read_sax, page, rounds), whole = cost_ms(read_whole, page, rounds);
    (void)printf("%-44s %8.1f KB %10.3f ms %10.3f ms %10.3f ms\n", name, (double)page.n / 1024, ours, theirs, whole);
}

static void compare_file(const char *path)
{
    struct buf bytes;
    buf_init(&bytes, 0);
    if (file_read(path, &bytes, NULL) == OIT_OK && bytes.n)
        compare(path, buf_str(&bytes), BYTES_A_MEASURE / bytes.n + 1);
    buf_done(&bytes);
}

static void compare_grown(const char *name, size_t n, struct str page)
{
    char title[64];
    (void)snprintf(title, sizeof title, "%s, %zu", name, n);
    compare(title, page, 1);
}

static void grow_attributes(struct buf *page, size_t n)
{
    (void)buf_add_c(page, "<p");
    for (size_t i = 0; i < n; i++)
        (void)buf_addf(page, " a%zu=1", i);
    (void)buf_add_c(page, ">x");
}

/* n open elements, then n end tags that close none of them. */
static void grow_end_tags(struct buf *page, size_t n)
{
    for (size_t i = 0; i < n; i++)
        (void)buf_add_c(page, "<div>");
    for (size_t i = 0; i < n; i++)
        (void)buf_add_c(page, "</b>");
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*grow)(struct buf *page, size_t n);
    } shapes[] = {{"attributes of one tag", grow_attributes}, {"open elements and unmatched end tags", grow_end_tags}};
    static const size_t sizes[] = {5000, 10000, 20000, 40000};
    (void)printf("%-44s %11s %13s %13s %13s\n", "page", "size", "tokenizer", "libxml2 SAX", "extraction");
    for (int i = 1; i < argc; i++)
        compare_file(argv[i]);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
            struct buf page;
            buf_init(&page, 0);
            shapes[i].grow(&page, sizes[k]);
            compare_grown(shapes[i].name, sizes[k], buf_str(&page));
            buf_done(&page);
        }
    return n_seen == 0;
}
