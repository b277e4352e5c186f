/* sniff.c - what kind of thing bytes are: by what they begin with, then by what the server and the name say.
 *
 * Servers name types wrongly (application/octet-stream, text/html for PDF), names lie (an error page called
 * report.pdf), so content comes
 * first. Only what has no signature (CSV, plain text) is told by header and name.
 * SPDX-License-Identifier: MIT
 */
#include "extract.h"

#include "extract/container.h"
#include "text/charset.h"

enum { LOOK_BYTES = 4096 };

static bool begins(struct str bytes, const char *magic, size_t n)
{
    return bytes.n >= n && memcmp(bytes.p, magic, n) == 0;
}

static bool has(struct str bytes, const char *what)
{
    return str_find_nocase_c(bytes, what) != STR_NPOS;
}

static enum doc_kind by_name(struct str url)
{
    static const struct {
        const char *extension;
        enum doc_kind kind;
    } names[] = {{"csv", DOC_CSV}, {"txt", DOC_TEXT}, {"xls", DOC_XLS}}; /* text that calls itself so */
    char scratch[8];
    struct str extension = url_extension(url, scratch);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase_c(extension, names[i].extension))
            return names[i].kind;
    return DOC_OTHER;
}

static enum doc_kind sniff_markup(struct str head)
{
    static const char *const html[] = {"<!doctype html",
                                       "<html",
                                       "<head",
                                       "<body",
                                       "<title",
                                       "<meta",
                                       "<div",
                                       "<table",
                                       "<script",
                                       "<p>",
                                       "<p ",
                                       "<h1",
                                       "<br",
                                       "<center",
                                       "<frameset",
                                       "<ul",
                                       "<a ",
                                       "<link",
                                       "<style",
                                       "<font",
                                       "<span",
                                       "<img",
                                       "<form",
                                       "<iframe",
                                       "<!--",
                                       "<section",
                                       "<main",
                                       "<article",
                                       "<b>"};
    struct str s = str_trim(head);
    bool is_prefixed = has(str_sub(s, 0, 512), ":urlset") || has(str_sub(s, 0, 512), ":sitemapindex");
    if (str_starts_nocase_c(s, "<?xml") || is_prefixed || str_starts_nocase_c(s, "<urlset") ||
        str_starts_nocase_c(s, "<sitemapindex") || str_starts_nocase_c(s, "<rss") || str_starts_nocase_c(s, "<feed")) {
        if (has(s, "<urlset") || has(s, "<sitemapindex") || is_prefixed)
            return DOC_SITEMAP;
        if (has(s, "<rss") || has(s, "<feed") || has(s, "<rdf:RDF"))
            return DOC_FEED;
        if (has(s, "urn:schemas-microsoft-com:office:spreadsheet") && !has(s, "<html"))
            return DOC_XLS; /* SpreadsheetML 2003; web pages that Excel saved declare the same name space */
        if (has(s, "<html") || has(s, "<!doctype html"))
            return DOC_HTML;
        return DOC_XML;
    }
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        if (str_starts_nocase_c(s, html[i]))
            return DOC_HTML;
    return DOC_OTHER;
}

static bool is_binary(struct str head)
{
    size_t n = 0;
    for (size_t i = 0; i < head.n; i++) {
        unsigned char c = (unsigned char)head.p[i];
        n += c < 9 || (c > 13 && c < 32 && c != 27);
    }
    return n * 50 > head.n;
}

static enum doc_kind sniff_text(struct str head, struct str content_type, struct str url)
{
    struct str s = str_trim(head);
    enum doc_kind named = by_name(url);
    if (s.n && (s.p[0] == '{' || s.p[0] == '[') &&
        (has(content_type, "json") || (s.n > 1 && strchr("\"{[] \n\r\t}", s.p[1]))))
        return DOC_JSON;
    if (begins(s, "{\\rtf", 5))
        return DOC_RTF;
    char scratch[8];
    struct str extension = url_extension(url, scratch);
    if (has(content_type, "javascript") || has(content_type, "ecmascript") || str_eq_c(extension, "js") || str_eq_c(extension, "mjs"))
        return is_binary(head) ? DOC_OTHER : DOC_JSON; /* a program: read for the data it asks for */
    bool is_markup = has(s, "<table") || has(s, "<tr") || has(s, "<html") || has(s, "<body");
    if (has(content_type, "csv") || named == DOC_CSV)
        return is_markup && named != DOC_CSV ? DOC_HTML : DOC_CSV;
    if (named == DOC_XLS || has(content_type, "ms-excel")) /* what scripts call an Excel file */
        return is_markup ? DOC_HTML : DOC_CSV;
    if (named == DOC_TEXT || has(content_type, "text/plain"))
        return has(s, "<html") || has(s, "<body") ? DOC_HTML : DOC_TEXT;
    if (has(content_type, "html") || has(s, "<html") || has(s, "<body") || has(s, "</a>") || has(s, "</div>") ||
        has(s, "<br"))
        return DOC_HTML;
    return is_binary(head) ? DOC_OTHER : DOC_TEXT;
}

/* The same looks at the text it stands for. */
static enum doc_kind sniff_utf16(struct str head, struct str content_type, struct str url)
{
    struct buf text;
    buf_init(&text, 3 * LOOK_BYTES);
    (void)charset_to_utf8(head, STR_NONE, &text);
    enum doc_kind kind = sniff_markup(buf_str(&text));
    if (kind == DOC_OTHER)
        kind = sniff_text(buf_str(&text), content_type, url);
    buf_done(&text);
    return kind;
}

enum doc_kind extract_sniff(struct str bytes, struct str content_type, struct str url)
{
    static const struct {
        const char *magic;
        size_t n;
        enum doc_kind kind;
    } magics[] = {
        {"\xFF\xD8\xFF", 3, DOC_IMAGE}, {"\x89PNG\r\n", 6, DOC_IMAGE}, {"GIF8", 4, DOC_IMAGE}, {"BM", 2, DOC_IMAGE},
        {"II*\0", 4, DOC_IMAGE},        {"MM\0*", 4, DOC_IMAGE},       {"{\\rtf", 5, DOC_RTF},
        {"Rar!\x1A\x07", 6, DOC_OTHER}, {"7z\xBC\xAF\x27\x1C", 6, DOC_OTHER}, {"MIME-Version:", 13, DOC_OTHER}, /* web page archives named .doc */
    };
    if (bytes.n >= 3 && begins(bytes, "\xEF\xBB\xBF", 3))
        bytes = str_from_pos(bytes, 3);
    struct str head = str_sub(bytes, 0, LOOK_BYTES);
    if (!str_trim(head).n && bytes.n <= LOOK_BYTES)
        return DOC_EMPTY;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (begins(bytes, magics[i].magic, magics[i].n) && (magics[i].n > 2 || is_binary(head)))
            return magics[i].kind;
    if (begins(bytes, "RIFF", 4) && bytes.n > 12 && memcmp(bytes.p + 8, "WEBP", 4) == 0)
        return DOC_IMAGE;
    enum doc_kind markup = sniff_markup(head);
    size_t pdf = str_find_c(str_sub(bytes, 0, 1024), "%PDF-"); /* readers allow junk before it */
    if (pdf != STR_NPOS && (pdf == 0 || markup == DOC_OTHER))
        return DOC_PDF;
    if (begins(bytes, "PK\x03\x04", 4) || begins(bytes, "PK\x05\x06", 4))
        return container_zip_kind(bytes);
    if (begins(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
        return container_ole_kind(bytes, content_type, url);
    if (container_is_late_zip(bytes))
        return container_zip_kind(bytes);
    if (markup != DOC_OTHER)
        return markup;
    if (has(str_sub(head, 0, 512), "<svg"))
        return DOC_IMAGE;
    enum charset charset = charset_decide(head, STR_NONE).charset;
    if (charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE)
        return sniff_utf16(head, content_type, url);
    if (is_binary(head) && !has(content_type, "html"))
        return str_starts_nocase_c(content_type, "image/") ? DOC_IMAGE : DOC_OTHER;
    return sniff_text(head, content_type, url);
}
