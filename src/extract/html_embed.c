/* html_embed.c - documents that a page shows without a link: viewers, flip books, embedded frames.
 *
 * Viewers are many and change; what they share is that the address of the document stands somewhere as a text of its own: in a data
 * attribute, in an option string (often JSON, often with quotes as entities), in the script that starts the viewer, in the frame's srcdoc, or in the
 * viewer's own address. So any quoted text that is the address of a document is taken as shown here, whatever the viewer's name. Viewers whose
 * address tells nothing by itself are rule data (rules/hosting.h).
 *
 * A script that names many documents is a list for a program, not a viewer: its documents are visited but claimed by nothing (VIA_DATA).
 * SPDX-License-Identifier: MIT
 */
#include "html_page.h"

#include "text/utf8.h"

enum {
    ADDRESS_MAX_BYTES = 2048,
    VIEWER_MAX_DOCUMENTS = 3,     /* of one script or option string: the document, its download copy, a cover */
    PAGE_MAX_HINTS = 100,
    PAGE_MAX_DOCUMENTS = 200,     /* found so on one page */
    TEXT_MAX_ENDINGS = 5000,      /* looked at in one text: a script of a megabyte of them costs no more */
    BASE64_MAX_BYTES = 256 * 1024,
    VIEWER_PAGE_MAX_BYTES = 6000, /* text of a page that may be a viewer's: buttons and menus; PDF.js has 2,000 */
};

/* ---- texts that are addresses ---- */

#define KEY3(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)

/* A file name's ending at p ("." and what follows): its length, 0 when it is no document's. Asked at every dot of every script. */
static size_t ending_at(const char *p, size_t n)
{
    if (n < 4)
        return 0;
    size_t length = 4;
    switch (KEY3((unsigned char)p[1] | 0x20u, (unsigned char)p[2] | 0x20u, (unsigned char)p[3] | 0x20u)) {
    case KEY3('d', 'o', 'c'):
    case KEY3('x', 'l', 's'):
    case KEY3('p', 'p', 't'): length += n > 4 && (p[4] | 0x20) == 'x'; break;
    case KEY3('p', 'd', 'f'):
    case KEY3('o', 'd', 't'):
    case KEY3('o', 'd', 's'):
    case KEY3('o', 'd', 'p'):
    case KEY3('r', 't', 'f'):
    case KEY3('z', 'i', 'p'): break;
    default: return 0;
    }
    char next = length < n ? p[length] : '\0';
    bool goes_on = (next >= '0' && next <= '9') || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z');
    return goes_on || next == '{' || next == '_' || next == '.' ? 0 : length;
}

bool html_names_document(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        const char *dot = memchr(text.p + i, '.', text.n - i);
        if (!dot)
            return false;
        i = (size_t)(dot - text.p);
        if (ending_at(dot, text.n - i))
            return true;
    }
    return false;
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The quoted text around `at`; the whole text when no quote stands in it. STR_NONE: not quoted, or glued together from parts. */
static struct str quoted_around(struct str text, size_t at)
{
    size_t from = at, to = at;
    while (from > 0 && at - from < ADDRESS_MAX_BYTES && !is_quote(text.p[from - 1]) && text.p[from - 1] != '\n' && text.p[from - 1] != '<' && text.p[from - 1] != '>')
        from--;
    bool is_quoted = from > 0 && is_quote(text.p[from - 1]);
    if (from > 0 && !is_quoted)
        return STR_NONE;
    while (to < text.n && to - at < ADDRESS_MAX_BYTES && text.p[to] != '\n' && (is_quoted ? text.p[to] != text.p[from - 1] : !is_quote(text.p[to])))
        to++;
    if (is_quoted && (to >= text.n || text.p[to] != text.p[from - 1]))
        return STR_NONE;
    if (!is_quoted && to != text.n)
        return STR_NONE;
    struct str quoted = str_sub(text, from, to - from);
    while (quoted.n && quoted.p[quoted.n - 1] == '\\') /* an option string inside a string: \"a.pdf\" */
        quoted.n--;
    size_t before = from > 0 ? from - 1 : 0, behind = to + 1;
    while (before > 0 && (is_space(text.p[before - 1]) || text.p[before - 1] == '\\'))
        before--;
    while (behind < text.n && is_space(text.p[behind]))
        behind++;
    bool is_glued = is_quoted && ((before > 0 && text.p[before - 1] == '+') || (behind < text.n && text.p[behind] == '+'));
    return is_glued ? STR_NONE : str_trim(quoted);
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* JSON and script escapes: "\/", "\\/", "\u0026", "\u0E41". */
static void add_unescaped(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\') {
            (void)buf_add_char(out, s.p[i]);
            continue;
        }
        uint32_t point = 0;
        size_t digits = 0;
        for (; i + 1 < s.n && s.p[i + 1] == 'u' && digits < 4 && i + 2 + digits < s.n && hex_digit(s.p[i + 2 + digits]) >= 0; digits++)
            point = point * 16 + (uint32_t)hex_digit(s.p[i + 2 + digits]);
        if (digits != 4 || point < 0x20 || (point >= 0xD800 && point < 0xE000))
            continue; /* the byte behind the backslash speaks for itself */
        char bytes[4];
        (void)buf_add(out, bytes, utf8_encode(point, bytes));
        i += 5;
    }
}

/* The document an address text leads to, or STR_NONE. */
static struct str document_of(struct html_page *h, struct str text)
{
    struct str name = str_sub(text, 0, str_chr(text, '?'));
    bool is_bare = !name.n || name.p[0] == '*' || name.p[0] == '.'; /* ".pdf,.docx": what an upload accepts */
    if (str_starts_c(name, "./") || str_starts_c(name, "../"))
        is_bare = false;
    if (text.n < 5 || is_bare || memchr(text.p, '{', text.n) || str_starts_nocase_c(text, "javascript:"))
        return STR_NONE;
    struct buf plain;
    buf_init(&plain, ADDRESS_MAX_BYTES * 2);
    add_unescaped(text, &plain);
    enum url_result result;
    struct str url = html_resolve(h, buf_str(&plain), &result);
    bool is_document = result == URL_OK && url_is_document(url);
    if (result == URL_OK && !is_document) {
        buf_clear(&plain);
        is_document = url_document_behind(url, false, &plain);
        url = is_document ? arena_str(h->arena, buf_str(&plain)) : url;
    }
    buf_done(&plain);
    return is_document ? url : STR_NONE;
}

/* Up to max different document addresses that stand in text; the number of all. */
static size_t documents_in(struct html_page *h, struct str text, struct str *found, size_t max)
{
    size_t n = 0, n_endings = 0;
    for (size_t i = 0; i < text.n; i++) {
        const char *dot = memchr(text.p + i, '.', text.n - i);
        if (!dot)
            break;
        i = (size_t)(dot - text.p);
        size_t length = ending_at(dot, text.n - i);
        if (!length)
            continue;
        if (n_endings++ == TEXT_MAX_ENDINGS)
            break;
        struct str url = document_of(h, quoted_around(text, i));
        bool is_new = url.n > 0;
        for (size_t k = 0; k < n && k < max; k++)
            is_new = is_new && !str_eq(found[k], url);
        if (is_new && n < max)
            found[n] = url;
        n += is_new;
        i += length;
    }
    return n;
}

/* ---- attributes ---- */

struct str html_data_document(struct html_page *h)
{
    struct str first;
    for (size_t i = 0; i < h->token.n_documents; i++) {
        struct buf plain;
        buf_init(&plain, LIMIT_TEXT_BYTES);
        html_decode(h->token.documents[i], &plain);
        size_t n = documents_in(h, buf_str(&plain), &first, 1);
        buf_done(&plain);
        if (n > 0)
            return first;
    }
    return STR_NONE;
}

static void show(struct html_page *h, enum doc_via via, struct str url)
{
    if (h->n_shown >= PAGE_MAX_DOCUMENTS)
        return;
    h->n_shown++;
    html_link_shown(h, via, url, STR_NONE);
}

/* src= of what a frame's srcdoc shows, be it a document or another page. */
static struct str srcdoc_source(struct html_page *h, struct str html)
{
    static const char *const names[] = {"src=", "data="};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t at = str_find_nocase_c(html, names[i]);
        if (at == STR_NPOS)
            continue;
        struct str rest = str_from_pos(html, at + strlen(names[i]));
        if (!rest.n || !is_quote(rest.p[0]))
            continue;
        char quote = rest.p[0];
        rest = str_from_pos(rest, 1);
        enum url_result result;
        struct str url = html_resolve(h, str_cut(&rest, quote), &result);
        if (result == URL_OK)
            return url;
    }
    return STR_NONE;
}

void html_embed_hints(struct html_page *h)
{
    for (size_t i = 0; i < h->token.n_documents && h->n_hints < PAGE_MAX_HINTS; i++) {
        if (html_names_document(h->token.documents[i]))
            continue;
        struct buf plain;
        buf_init(&plain, LIMIT_TEXT_BYTES);
        html_decode(h->token.documents[i], &plain);
        html_link_shown(h, VIA_HINT, buf_str(&plain), STR_NONE);
        buf_done(&plain);
        h->n_hints++;
    }
}

void html_embed_frame(struct html_page *h)
{
    struct str title = html_attr(&h->token, html_has(&h->token, ATTR_TITLE) ? ATTR_TITLE : ATTR_ARIA_LABEL), src = str_trim(html_attr(&h->token, ATTR_SRC));
    bool is_blank = !src.n || str_starts_nocase_c(src, "about:") || str_starts_nocase_c(src, "javascript:") || str_starts_nocase_c(src, "data:");
    if (is_blank)
        src = html_attr(&h->token, html_has(&h->token, ATTR_DATA_SRC) ? ATTR_DATA_SRC : ATTR_DATA_HREF);
    if (src.n) {
        html_link_plain(h, VIA_IFRAME, src, title);
        return;
    }
    struct str document = html_data_document(h);
    if (document.n)
        html_link_shown(h, VIA_IFRAME, document, title);
    else if (h->token.srcdoc.n) {
        struct buf plain;
        buf_init(&plain, LIMIT_TEXT_BYTES);
        html_decode(h->token.srcdoc, &plain);
        document = srcdoc_source(h, buf_str(&plain));
        buf_done(&plain);
        if (document.n)
            html_link_shown(h, VIA_IFRAME, document, title);
    }
}

void html_embed_parameter(struct html_page *h)
{
    struct str found[VIEWER_MAX_DOCUMENTS];
    if (!html_has(&h->token, ATTR_VALUE) || !html_names_document(h->token.value[ATTR_VALUE]))
        return;
    struct str value = arena_str(h->arena, html_value(h, ATTR_VALUE));
    size_t n = documents_in(h, value, found, VIEWER_MAX_DOCUMENTS);
    for (size_t i = 0; i < n && i < VIEWER_MAX_DOCUMENTS; i++)
        show(h, VIA_EMBED, found[i]);
}

/* ---- scripts ---- */

static void decode_base64(struct str s, struct buf *out)
{
    uint32_t bits = 0;
    unsigned n_bits = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        int value = c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' + 26 : c >= '0' && c <= '9' ? c - '0' + 52 : c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
        if (value < 0)
            return;
        bits = bits << 6 | (uint32_t)value;
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            (void)buf_add_char(out, (char)(bits >> n_bits & 0xFF));
        }
    }
}

static void show_all(struct html_page *h, struct str text)
{
    struct str found[PAGE_MAX_DOCUMENTS];
    size_t n = documents_in(h, text, found, PAGE_MAX_DOCUMENTS);
    enum doc_via via = n <= VIEWER_MAX_DOCUMENTS ? VIA_EMBED : VIA_DATA;
    for (size_t i = 0; i < n && i < PAGE_MAX_DOCUMENTS; i++)
        show(h, via, found[i]);
}

void html_embed_script(struct html_page *h, struct str script)
{
    if (html_names_document(script))
        show_all(h, script);
    /* Options of some viewers come as base64 of JSON: '{"' is "eyJ". */
    size_t at = str_find_c(script, "eyJ");
    if (at == STR_NPOS || at == 0 || !is_quote(script.p[at - 1]))
        return;
    struct str rest = str_from_pos(script, at);
    struct str encoded = str_cut(&rest, script.p[at - 1]);
    struct buf plain;
    buf_init(&plain, BASE64_MAX_BYTES);
    decode_base64(encoded, &plain);
    if (html_names_document(buf_str(&plain)))
        show_all(h, buf_str(&plain));
    buf_done(&plain);
}

/* ---- addresses ---- */

struct str html_shown_by(struct html_page *h, struct str reference, struct str url)
{
    struct buf behind;
    buf_init(&behind, LIMIT_URL_BYTES);
    struct str shown = url;
    size_t at = str_chr(reference, '#');
    struct str fragment = at == STR_NPOS ? STR_NONE : str_from_pos(reference, at + 1);
    size_t equals = str_chr(fragment, '=');
    if (equals != STR_NPOS)
        fragment = str_from_pos(fragment, equals + 1);
    bool is_address = fragment.n > 4 && (equals != STR_NPOS || memchr(fragment.p, '/', fragment.n)) && html_names_document(fragment);
    bool is_found = url_document_behind(url, false, &behind);
    if (!is_found && is_address && !url_is_document(url)) {
        buf_clear(&behind);
        is_found = url_resolve(url, fragment, &behind) == URL_OK && url_is_document(buf_str(&behind));
    }
    if (is_found)
        shown = arena_str(h->arena, buf_str(&behind));
    buf_done(&behind);
    return shown;
}

void html_embed_own_address(struct html_page *h)
{
    struct buf behind;
    if (h->b.n_raw > VIEWER_PAGE_MAX_BYTES)
        return;
    buf_init(&behind, LIMIT_URL_BYTES);
    if (url_document_behind(h->doc->url, true, &behind))
        show(h, VIA_EMBED, buf_str(&behind));
    buf_done(&behind);
}
