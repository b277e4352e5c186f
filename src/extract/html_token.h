/* html_token.h - HTML text as a sequence of tags and text runs.
 *
 * A tokenizer of our own and not libxml2's parser: that one compares every attribute of a tag with all before it and
 * every end tag with
 * all open ones (minutes for 200,000 of them), ends at damage a browser reads over, and alone costs a third of the
 * time a page
 * may take. What a tag means (open elements, implied ends) is html.c's work. Input is clean UTF-8 (charset_to_utf8).
 *
 * Comments, declarations, and the content of script, style, svg, math, template and iframe are passed over. Linear in
 * the input: what was
 * looked for in vain (a closing quote, "-->", "</title") is not looked for again.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_HTML_TOKEN_H
#define OIT_EXTRACT_HTML_TOKEN_H

#include "base/buf.h"

enum html_tag {
    TAG_OTHER, TAG_A, TAG_ADDRESS, TAG_APP_ROOT, TAG_AREA, TAG_ARTICLE, TAG_ASIDE, TAG_B, TAG_BASE, TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_BUTTON,
    TAG_CAPTION, TAG_CENTER, TAG_COL, TAG_DD, TAG_DETAILS, TAG_DIV, TAG_DL, TAG_DT, TAG_EMBED, TAG_FIELDSET, TAG_FIGCAPTION, TAG_FIGURE,
    TAG_FOOTER, TAG_FORM, TAG_FRAME, TAG_FRAMESET, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HR, TAG_HTML,
    TAG_IFRAME, TAG_IMG, TAG_INLINE /* span, font, i ... */, TAG_INPUT, TAG_LABEL, TAG_LEGEND, TAG_LI, TAG_LINK, TAG_MAIN, TAG_META, TAG_NAV, TAG_NOSCRIPT,
    TAG_OBJECT, TAG_OL, TAG_OPTION, TAG_P, TAG_PRE, TAG_SCRIPT, TAG_SECTION, TAG_SELECT, TAG_STYLE, TAG_SUMMARY, TAG_TABLE, TAG_TBODY, TAG_TD,
    TAG_TEMPLATE, TAG_TEXTAREA, TAG_TFOOT, TAG_TH, TAG_THEAD, TAG_TITLE, TAG_TR, TAG_UL, TAG_VOID /* wbr, param, source, track */, TAG_SVG,
};

enum html_attr {
    ATTR_ACTION, ATTR_ALT, ATTR_ARIA_CONTROLS, ATTR_ARIA_LABEL, ATTR_CLASS, ATTR_COLSPAN, ATTR_CONTENT, ATTR_DATA, ATTR_DATA_HREF, ATTR_DATA_SRC,
    ATTR_DATA_TARGET, ATTR_DATA_TITLE, ATTR_DATA_TOGGLE, ATTR_DOWNLOAD, ATTR_HEIGHT, ATTR_HREF, ATTR_HTTP_EQUIV, ATTR_ID, ATTR_LANG, ATTR_METHOD, ATTR_NAME,
    ATTR_ONCHANGE, ATTR_ONCLICK, ATTR_PLACEHOLDER, ATTR_REL, ATTR_ROLE, ATTR_ROWSPAN, ATTR_SRC, ATTR_STYLE, ATTR_TITLE, ATTR_TO /* a router's link */,
    ATTR_TYPE, ATTR_VALUE, ATTR_WIDTH, N_HTML_ATTRS,
};

enum { HTML_TOKEN_DOCUMENTS = 4 };
enum html_token_kind { HTML_TEXT, HTML_START, HTML_END };

struct html_token {
    enum html_token_kind kind;
    enum html_tag tag;
    struct str text;                     /* HTML_TEXT: entities not yet decoded */
    uint64_t attrs;                      /* bit set of those present; the first of equal names counts, as in browsers */
    struct str value[N_HTML_ATTRS];      /* of those present; entities not yet decoded */
    struct str documents[HTML_TOKEN_DOCUMENTS]; /* values of data attributes and of unknown ones that hold the name of a document, or are an address */
    uint8_t n_documents;
    struct str srcdoc;                   /* of a frame; of a template what stands in it */
};

struct html_tokens {
    const char *p, *end;
    bool no_comment_end, no_quote[2];
    uint8_t no_end[TAG_SVG + 1]; /* "</x" is not to be found any more */
    enum html_tag text_until; /* title, textarea: only its own end tag counts */
    uint32_t n_scripts;
    void (*on_script)(void *context, struct str src, struct str body); /* each script; src raw or absent */
    void *context;
};

void html_tokens_init(struct html_tokens *t, struct str html);
bool html_next(struct html_tokens *t, struct html_token *ret_token);

static inline bool html_has(const struct html_token *token, enum html_attr attr)
{
    return (token->attrs >> attr & 1u) != 0;
}
/* The raw value, or STR_NONE. */
static inline struct str html_attr(const struct html_token *token, enum html_attr attr)
{
    return html_has(token, attr) ? token->value[attr] : STR_NONE;
}

/* Decodes the entity at p ('&'): code point and its length in the source; false when it is none (a bare '&'). */
bool html_entity(const char *p, size_t n, uint32_t *ret_code_point, size_t *ret_length);
/* Does the file name of a document (".pdf", ".docx" ...) end somewhere in text? */
bool html_names_document(struct str text);
/* Appends s with entities decoded, white space squeezed and trimmed. */
void html_decode(struct str s, struct buf *out);

/* Names as numbers, so that a switch finds them: the first 8 bytes, ASCII letters in lower case, low byte first. */
#define HTML_KEY(a, b, c, d, e, f, g, h)                                                                               \
    ((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 | (uint64_t)(e) << 32 |           \
     (uint64_t)(f) << 40 | (uint64_t)(g) << 48 | (uint64_t)(h) << 56)

static inline uint64_t html_name_key(const char *p, size_t n)
{
    uint64_t key = 0;
    for (size_t i = 0; i < n && i < 8; i++) {
        unsigned char c = (unsigned char)p[i];
        key |= (uint64_t)(c >= 'A' && c <= 'Z' ? c | 0x20 : c) << (8 * i);
    }
    return key;
}

#endif
