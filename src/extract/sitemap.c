/* sitemap.c - sitemaps, RSS and Atom as links.
 *
 * libxml2's SAX parser in recovering mode: no network, no DTD, entities not expanded into content, so neither XXE nor
 * an entity bomb has a place
 * to work; the callbacks stop it at its limits. RSS and Atom entries carry their title and date as the link's label.
 * SPDX-License-Identifier: MIT
 */
#include "extract_internal.h"

#include <libxml/parser.h>

#include "base/limits.h"
#include "doc/builder.h"
#include "extract/html_token.h"
#include "text/utf8.h"

enum { TEXT_MAX_BYTES = 4096 };

enum element { E_OTHER, E_LOC, E_LINK, E_TITLE, E_ENTRY, E_DATE, E_GUID, E_SITEMAP, E_URL };

struct feed {
    const struct extract_input *input;
    struct doc_builder b;
    xmlParserCtxtPtr parser;
    struct buf text, title, link, date, guid, scratch;
    enum element open;
    bool in_entry, in_sitemap; /* in_sitemap: of an index; what it lists are sitemaps */
    size_t n_events;
};

static enum element element_of(const xmlChar *name)
{
    static const struct {
        const char *name;
        enum element element;
    } names[] = {{"loc", E_LOC},      {"link", E_LINK},    {"title", E_TITLE},    {"item", E_ENTRY},
                 {"entry", E_ENTRY},  {"pubDate", E_DATE}, {"published", E_DATE}, {"updated", E_DATE},
                 {"lastmod", E_DATE}, {"guid", E_GUID},    {"date", E_DATE},
                 {"sitemap", E_SITEMAP}, {"url", E_URL}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp((const char *)name, names[i].name) == 0)
            return names[i].element;
    return E_OTHER;
}

static void add_link(struct feed *f, struct str reference, struct str title, struct str date)
{
    reference = str_trim(reference);
    if (!reference.n)
        return;
    buf_clear(&f->scratch);
    enum url_result result = url_resolve(f->input->url, reference, &f->scratch);
    if (result != URL_OK)
        return;
    struct doc_link *link = doc_builder_link(&f->b);
    if (!link) {
        if (f->parser)
            xmlStopParser(f->parser);
        return;
    }
    link->via = f->in_sitemap ? VIA_SITEMAP : VIA_REL;
    link->url = arena_str(f->b.arena, buf_str(&f->scratch));
    if (title.n) {
        buf_clear(&f->scratch);
        utf8_squeeze(title, &f->scratch);
        link->anchor = arena_str(f->b.arena, utf8_prefix(buf_str(&f->scratch), LIMIT_LABEL_BYTES));
        link->block = doc_builder_block_of(&f->b, doc_block_init(BLOCK_LIST_ITEM), link->anchor);
    }
    if (date.n)
        link->item = arena_str(f->b.arena, str_trim(date));
}

static bool count_event(struct feed *f)
{
    if (++f->n_events <= LIMIT_XML_EVENTS)
        return true;
    f->b.is_cut = true;
    xmlStopParser(f->parser);
    return false;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                     const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct feed *f = context;
    (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    if (!count_event(f))
        return;
    f->open = element_of(name);
    buf_clear(&f->text);
    if (f->open == E_SITEMAP || f->open == E_URL)
        f->in_sitemap = f->open == E_SITEMAP;
    if (prefix && f->open == E_LOC && uri && !strstr((const char *)uri, "/sitemap/")) /* <image:loc>: a picture on the page, not a page */
        f->open = E_OTHER;
    if (f->open == E_ENTRY) {
        f->in_entry = true;
        buf_clear(&f->title), buf_clear(&f->link), buf_clear(&f->date), buf_clear(&f->guid);
    }
    if (f->open != E_LINK)
        return;
    for (int i = 0; i < n_attributes && i < LIMIT_ATTRIBUTES; i++) { /* Atom: <link rel="alternate" href="..."/> */
        const xmlChar **a = attributes + i * 5;
        struct str value = {(const char *)a[3], (size_t)(a[4] - a[3])};
        if (strcmp((const char *)a[0], "rel") == 0 && !str_eq_c(value, "alternate"))
            return;
    }
    for (int i = 0; i < n_attributes && i < LIMIT_ATTRIBUTES; i++) {
        const xmlChar **a = attributes + i * 5;
        if (strcmp((const char *)a[0], "href") == 0 && !f->link.n)
            html_decode((struct str){(const char *)a[3], (size_t)(a[4] - a[3])},
                        &f->link); /* '&' stands as "&#38;" there */
    }
}

static void on_text(void *context, const xmlChar *text, int n)
{
    struct feed *f = context;
    if (count_event(f) && n > 0)
        (void)buf_add(&f->text, text, (size_t)n);
}

static void keep(struct buf *to, const struct feed *f)
{
    if (!to->n)
        (void)buf_add(to, f->text.p, f->text.n);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct feed *f = context;
    (void)prefix, (void)uri;
    switch (element_of(name)) {
    case E_LOC:
        if (f->open == E_LOC)
            add_link(f, buf_str(&f->text), STR_NONE, STR_NONE);
        break;
    case E_TITLE:
        if (f->in_entry)
            keep(&f->title, f);
        else if (!f->b.doc->title.n && f->text.n)
            f->b.doc->title = arena_str(f->b.arena, utf8_prefix(str_trim(buf_str(&f->text)), LIMIT_LABEL_BYTES));
        break;
    case E_LINK:
        if (f->in_entry)
            keep(&f->link, f);
        break;
    case E_DATE:
        if (f->in_entry)
            keep(&f->date, f);
        break;
    case E_GUID: keep(&f->guid, f); break;
    case E_ENTRY: {
        struct str guid = str_trim(buf_str(&f->guid));
        add_link(f,
                 f->link.n                           ? buf_str(&f->link)
                 : str_starts_nocase_c(guid, "http") ? guid
                                                     : STR_NONE,
                 buf_str(&f->title), buf_str(&f->date));
        f->in_entry = false;
        break;
    }
    case E_SITEMAP:
    case E_URL:
    case E_OTHER: break;
    }
    buf_clear(&f->text);
}

bool url_list_extract(const struct extract_input *input, struct str text, struct document *doc)
{
    enum { LINES_LOOKED_AT = 20 };
    struct str rest = text;
    size_t n_lines = 0, n_urls = 0;
    while (rest.p && n_lines < LINES_LOOKED_AT) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        n_lines += line.n > 0;
        n_urls += str_starts_nocase_c(line, "http://") || str_starts_nocase_c(line, "https://");
    }
    if (!n_urls || n_urls < n_lines)
        return false;
    struct feed f = {.input = input};
    buf_init(&f.scratch, TEXT_MAX_BYTES * 2);
    doc->kind = DOC_SITEMAP;
    doc_builder_init(&f.b, doc, 1);
    while (text.p && !f.b.is_cut)
        add_link(&f, str_cut(&text, '\n'), STR_NONE, STR_NONE);
    doc_builder_seal(&f.b);
    buf_done(&f.scratch);
    return true;
}

static void quiet(void *context, const char *format, ...)
{
    (void)context, (void)format;
}

void xml_extract(const struct extract_input *input, struct document *doc)
{
    struct feed f = {.input = input};
    struct buf *const bufs[] = {&f.text, &f.title, &f.link, &f.date, &f.guid, &f.scratch};
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_init(bufs[i], TEXT_MAX_BYTES * 2);
    doc_builder_init(&f.b, doc, input->bytes.n + 1);
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .cdataBlock = on_text,
                         .warning = quiet,
                         .error = quiet};
    f.parser = xmlCreatePushParserCtxt(&sax, &f, NULL, 0, NULL);
    if (f.parser) {
        (void)xmlCtxtUseOptions(f.parser,
                                XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        enum { STEP = 64 * 1024 };
        struct str bytes = str_trim(input->bytes); /* a blank line before <?xml is an error to the parser, and common */
        while (bytes.n && !f.b.is_cut) {
            struct str part = str_sub(bytes, 0, STEP);
            (void)xmlParseChunk(f.parser, part.p, (int)part.n, 0);
            bytes = str_from_pos(bytes, part.n);
        }
        (void)xmlParseChunk(f.parser, NULL, 0, 1);
        bool is_damaged = !f.parser->wellFormed && !f.b.is_cut;
        if (f.parser->myDoc)
            xmlFreeDoc(f.parser->myDoc);
        f.parser->myDoc = NULL;
        xmlFreeParserCtxt(f.parser);
        if (is_damaged)
            doc->fault = f.b.n_links ? FAULT_NONE : FAULT_DAMAGED;
    }
    doc_builder_seal(&f.b);
    for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
        buf_done(bufs[i]);
}
