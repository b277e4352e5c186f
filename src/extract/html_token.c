/* html_token.c - splits HTML into tags and text, in the way of the HTML standard's tokenizer where that matters to a reader of text.
 * SPDX-License-Identifier: MIT
 */
#include "html_token.h"

#include "base/limits.h"

#define K HTML_KEY

static enum html_tag tag_of(const char *p, size_t n)
{
    switch (html_name_key(p, n)) {
    case K('a', 0, 0, 0, 0, 0, 0, 0): return TAG_A;
    case K('a', 'd', 'd', 'r', 'e', 's', 's', 0): return TAG_ADDRESS;
    case K('a', 'p', 'p', '-', 'r', 'o', 'o', 't'): return TAG_APP_ROOT;
    case K('a', 'r', 'e', 'a', 0, 0, 0, 0): return TAG_AREA;
    case K('a', 'r', 't', 'i', 'c', 'l', 'e', 0): return TAG_ARTICLE;
    case K('a', 's', 'i', 'd', 'e', 0, 0, 0): return TAG_ASIDE;
    case K('b', 0, 0, 0, 0, 0, 0, 0):
    case K('s', 't', 'r', 'o', 'n', 'g', 0, 0):
    case K('u', 0, 0, 0, 0, 0, 0, 0): return TAG_B;
    case K('b', 'a', 's', 'e', 0, 0, 0, 0): return TAG_BASE;
    case K('b', 'l', 'o', 'c', 'k', 'q', 'u', 'o'): return TAG_BLOCKQUOTE;
    case K('b', 'o', 'd', 'y', 0, 0, 0, 0): return TAG_BODY;
    case K('b', 'r', 0, 0, 0, 0, 0, 0): return TAG_BR;
    case K('b', 'u', 't', 't', 'o', 'n', 0, 0): return TAG_BUTTON;
    case K('c', 'a', 'p', 't', 'i', 'o', 'n', 0): return TAG_CAPTION;
    case K('c', 'e', 'n', 't', 'e', 'r', 0, 0): return TAG_CENTER;
    case K('c', 'o', 'l', 0, 0, 0, 0, 0): return TAG_COL;
    case K('d', 'd', 0, 0, 0, 0, 0, 0): return TAG_DD;
    case K('d', 'e', 't', 'a', 'i', 'l', 's', 0): return TAG_DETAILS;
    case K('d', 'i', 'v', 0, 0, 0, 0, 0):
    case K('m', 'a', 'r', 'q', 'u', 'e', 'e', 0):
    case K('d', 'i', 'a', 'l', 'o', 'g', 0, 0):
    case K('h', 'g', 'r', 'o', 'u', 'p', 0, 0): return TAG_DIV;
    case K('d', 'l', 0, 0, 0, 0, 0, 0): return TAG_DL;
    case K('d', 't', 0, 0, 0, 0, 0, 0): return TAG_DT;
    case K('e', 'm', 'b', 'e', 'd', 0, 0, 0): return TAG_EMBED;
    case K('f', 'i', 'e', 'l', 'd', 's', 'e', 't'): return TAG_FIELDSET;
    case K('f', 'i', 'g', 'c', 'a', 'p', 't', 'i'): return TAG_FIGCAPTION;
    case K('f', 'i', 'g', 'u', 'r', 'e', 0, 0): return TAG_FIGURE;
    case K('f', 'o', 'o', 't', 'e', 'r', 0, 0): return TAG_FOOTER;
    case K('f', 'o', 'r', 'm', 0, 0, 0, 0): return TAG_FORM;
    case K('f', 'r', 'a', 'm', 'e', 0, 0, 0): return TAG_FRAME;
    case K('f', 'r', 'a', 'm', 'e', 's', 'e', 't'): return TAG_FRAMESET;
    case K('h', '1', 0, 0, 0, 0, 0, 0): return TAG_H1;
    case K('h', '2', 0, 0, 0, 0, 0, 0): return TAG_H2;
    case K('h', '3', 0, 0, 0, 0, 0, 0): return TAG_H3;
    case K('h', '4', 0, 0, 0, 0, 0, 0): return TAG_H4;
    case K('h', '5', 0, 0, 0, 0, 0, 0): return TAG_H5;
    case K('h', '6', 0, 0, 0, 0, 0, 0): return TAG_H6;
    case K('h', 'e', 'a', 'd', 0, 0, 0, 0): return TAG_HEAD;
    case K('h', 'e', 'a', 'd', 'e', 'r', 0, 0): return TAG_HEADER;
    case K('h', 'r', 0, 0, 0, 0, 0, 0): return TAG_HR;
    case K('h', 't', 'm', 'l', 0, 0, 0, 0): return TAG_HTML;
    case K('i', 'f', 'r', 'a', 'm', 'e', 0, 0): return TAG_IFRAME;
    case K('i', 'm', 'g', 0, 0, 0, 0, 0): return TAG_IMG;
    case K('s', 'p', 'a', 'n', 0, 0, 0, 0):
    case K('f', 'o', 'n', 't', 0, 0, 0, 0):
    case K('i', 0, 0, 0, 0, 0, 0, 0):
    case K('e', 'm', 0, 0, 0, 0, 0, 0):
    case K('s', 'm', 'a', 'l', 'l', 0, 0, 0):
    case K('b', 'i', 'g', 0, 0, 0, 0, 0):
    case K('s', 'u', 'p', 0, 0, 0, 0, 0):
    case K('s', 'u', 'b', 0, 0, 0, 0, 0):
    case K('t', 't', 0, 0, 0, 0, 0, 0):
    case K('m', 'a', 'r', 'k', 0, 0, 0, 0):
    case K('s', 0, 0, 0, 0, 0, 0, 0):
    case K('d', 'e', 'l', 0, 0, 0, 0, 0):
    case K('i', 'n', 's', 0, 0, 0, 0, 0):
    case K('t', 'i', 'm', 'e', 0, 0, 0, 0):
    case K('c', 'o', 'd', 'e', 0, 0, 0, 0):
    case K('a', 'b', 'b', 'r', 0, 0, 0, 0):
    case K('s', 't', 'r', 'i', 'k', 'e', 0, 0): return TAG_INLINE;
    case K('i', 'n', 'p', 'u', 't', 0, 0, 0): return TAG_INPUT;
    case K('l', 'a', 'b', 'e', 'l', 0, 0, 0): return TAG_LABEL;
    case K('l', 'e', 'g', 'e', 'n', 'd', 0, 0): return TAG_LEGEND;
    case K('l', 'i', 0, 0, 0, 0, 0, 0): return TAG_LI;
    case K('l', 'i', 'n', 'k', 0, 0, 0, 0): return TAG_LINK;
    case K('m', 'a', 'i', 'n', 0, 0, 0, 0): return TAG_MAIN;
    case K('m', 'e', 't', 'a', 0, 0, 0, 0): return TAG_META;
    case K('n', 'a', 'v', 0, 0, 0, 0, 0): return TAG_NAV;
    case K('n', 'o', 's', 'c', 'r', 'i', 'p', 't'): return TAG_NOSCRIPT;
    case K('o', 'b', 'j', 'e', 'c', 't', 0, 0): return TAG_OBJECT;
    case K('o', 'l', 0, 0, 0, 0, 0, 0): return TAG_OL;
    case K('o', 'p', 't', 'i', 'o', 'n', 0, 0): return TAG_OPTION;
    case K('p', 0, 0, 0, 0, 0, 0, 0): return TAG_P;
    case K('p', 'r', 'e', 0, 0, 0, 0, 0): return TAG_PRE;
    case K('s', 'c', 'r', 'i', 'p', 't', 0, 0): return TAG_SCRIPT;
    case K('s', 'e', 'c', 't', 'i', 'o', 'n', 0): return TAG_SECTION;
    case K('s', 'e', 'l', 'e', 'c', 't', 0, 0): return TAG_SELECT;
    case K('s', 't', 'y', 'l', 'e', 0, 0, 0): return TAG_STYLE;
    case K('s', 'u', 'm', 'm', 'a', 'r', 'y', 0): return TAG_SUMMARY;
    case K('s', 'v', 'g', 0, 0, 0, 0, 0):
    case K('m', 'a', 't', 'h', 0, 0, 0, 0): return TAG_SVG;
    case K('t', 'a', 'b', 'l', 'e', 0, 0, 0): return TAG_TABLE;
    case K('t', 'b', 'o', 'd', 'y', 0, 0, 0): return TAG_TBODY;
    case K('t', 'd', 0, 0, 0, 0, 0, 0): return TAG_TD;
    case K('t', 'e', 'm', 'p', 'l', 'a', 't', 'e'): return TAG_TEMPLATE;
    case K('t', 'e', 'x', 't', 'a', 'r', 'e', 'a'): return TAG_TEXTAREA;
    case K('t', 'f', 'o', 'o', 't', 0, 0, 0): return TAG_TFOOT;
    case K('t', 'h', 0, 0, 0, 0, 0, 0): return TAG_TH;
    case K('t', 'h', 'e', 'a', 'd', 0, 0, 0): return TAG_THEAD;
    case K('t', 'i', 't', 'l', 'e', 0, 0, 0): return TAG_TITLE;
    case K('t', 'r', 0, 0, 0, 0, 0, 0): return TAG_TR;
    case K('u', 'l', 0, 0, 0, 0, 0, 0):
    case K('m', 'e', 'n', 'u', 0, 0, 0, 0):
    case K('d', 'i', 'r', 0, 0, 0, 0, 0): return TAG_UL;
    case K('w', 'b', 'r', 0, 0, 0, 0, 0):
    case K('p', 'a', 'r', 'a', 'm', 0, 0, 0):
    case K('s', 'o', 'u', 'r', 'c', 'e', 0, 0):
    case K('t', 'r', 'a', 'c', 'k', 0, 0, 0): return TAG_VOID;
    default: return TAG_OTHER;
    }
}

static int long_attr_of(const char *p, size_t n)
{
    static const struct {
        const char *name;
        enum html_attr attr;
    } names[] = {
        {"http-equiv", ATTR_HTTP_EQUIV},
        {"placeholder", ATTR_PLACEHOLDER},
        {"aria-label", ATTR_ARIA_LABEL},
        {"aria-controls", ATTR_ARIA_CONTROLS},
        {"data-href", ATTR_DATA_HREF},
        {"data-link", ATTR_DATA_HREF},
        {"data-title", ATTR_DATA_TITLE},
        {"data-target", ATTR_DATA_TARGET},
        {"data-bs-target", ATTR_DATA_TARGET},
        {"data-toggle", ATTR_DATA_TOGGLE},
        {"data-bs-toggle", ATTR_DATA_TOGGLE},
        {"data-lazy-src", ATTR_DATA_SRC},
        {"data-original", ATTR_DATA_SRC},
        {"data-file", ATTR_DATA_HREF},
        {"data-source", ATTR_DATA_HREF},
        {"data-pdf-url", ATTR_DATA_HREF},
        {"data-original-title", ATTR_DATA_TITLE},
        {"routerlink", ATTR_TO},
    };
    struct str name = {p, n};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_nocase_c(name, names[i].name))
            return (int)names[i].attr;
    return -1;
}

static int attr_of(const char *p, size_t n)
{
    if (n > 8) {
        char c = (char)(p[0] | 0x20);
        return c == 'd' || c == 'h' || c == 'p' || c == 'a' || c == 'r' ? long_attr_of(p, n) : -1;
    }
    switch (html_name_key(p, n)) {
    case K('a', 'c', 't', 'i', 'o', 'n', 0, 0): return ATTR_ACTION;
    case K('a', 'l', 't', 0, 0, 0, 0, 0): return ATTR_ALT;
    case K('c', 'l', 'a', 's', 's', 0, 0, 0): return ATTR_CLASS;
    case K('c', 'o', 'l', 's', 'p', 'a', 'n', 0): return ATTR_COLSPAN;
    case K('c', 'o', 'n', 't', 'e', 'n', 't', 0): return ATTR_CONTENT;
    case K('d', 'a', 't', 'a', 0, 0, 0, 0): return ATTR_DATA;
    case K('d', 'a', 't', 'a', '-', 's', 'r', 'c'): return ATTR_DATA_SRC;
    case K('d', 'a', 't', 'a', '-', 'u', 'r', 'l'):
    case K('d', 'a', 't', 'a', '-', 'p', 'd', 'f'): /* flipbook viewers */
    case K('s', 'o', 'u', 'r', 'c', 'e', 0, 0): return ATTR_DATA_HREF;
    case K('d', 'o', 'w', 'n', 'l', 'o', 'a', 'd'): return ATTR_DOWNLOAD;
    case K('h', 'e', 'i', 'g', 'h', 't', 0, 0): return ATTR_HEIGHT;
    case K('h', 'r', 'e', 'f', 0, 0, 0, 0): return ATTR_HREF;
    case K('i', 'd', 0, 0, 0, 0, 0, 0): return ATTR_ID;
    case K('l', 'a', 'n', 'g', 0, 0, 0, 0): return ATTR_LANG;
    case K('m', 'e', 't', 'h', 'o', 'd', 0, 0): return ATTR_METHOD;
    case K('n', 'a', 'm', 'e', 0, 0, 0, 0): return ATTR_NAME;
    case K('o', 'n', 'c', 'h', 'a', 'n', 'g', 'e'): return ATTR_ONCHANGE;
    case K('o', 'n', 'c', 'l', 'i', 'c', 'k', 0):
    case K('o', 'n', 'l', 'o', 'a', 'd', 0, 0) /* splash pages */: return ATTR_ONCLICK;
    case K('r', 'e', 'l', 0, 0, 0, 0, 0): return ATTR_REL;
    case K('r', 'o', 'l', 'e', 0, 0, 0, 0): return ATTR_ROLE;
    case K('r', 'o', 'w', 's', 'p', 'a', 'n', 0): return ATTR_ROWSPAN;
    case K('s', 'r', 'c', 0, 0, 0, 0, 0): return ATTR_SRC;
    case K('s', 't', 'y', 'l', 'e', 0, 0, 0): return ATTR_STYLE;
    case K('t', 'i', 't', 'l', 'e', 0, 0, 0): return ATTR_TITLE;
    case K('t', 'o', 0, 0, 0, 0, 0, 0): return ATTR_TO;
    case K('t', 'y', 'p', 'e', 0, 0, 0, 0): return ATTR_TYPE;
    case K('v', 'a', 'l', 'u', 'e', 0, 0, 0): return ATTR_VALUE;
    case K('w', 'i', 'd', 't', 'h', 0, 0, 0): return ATTR_WIDTH;
    default: return -1;
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void html_tokens_init(struct html_tokens *t, struct str html)
{
    *t = (struct html_tokens){.p = html.p ? html.p : "", .text_until = TAG_OTHER};
    t->end = t->p + html.n;
}

/* One attribute value at p (behind '=' and spaces). */
static const char *read_value(struct html_tokens *t, const char *p, struct str *ret_value)
{
    if (p < t->end && (*p == '"' || *p == '\'')) {
        bool *is_missing = &t->no_quote[*p == '\''];
        const char *close = *is_missing ? NULL : memchr(p + 1, *p, (size_t)(t->end - p - 1));
        if (close) {
            *ret_value = (struct str){p + 1, (size_t)(close - p - 1)};
            return close + 1;
        }
        *is_missing = true; /* a cut page or a forgotten quote: the value ends like an unquoted one */
        p++;
    }
    const char *from = p;
    while (p < t->end && !is_space(*p) && *p != '>')
        p++;
    *ret_value = (struct str){from, (size_t)(p - from)};
    return p;
}

/* data-embed-open-url="https://...": what it leads to only the rules can tell. */
static bool is_hint(int attr, const char *name, size_t n_name, struct str value)
{
    bool is_data = n_name > 5 && str_starts_nocase_c((struct str){name, n_name}, "data-");
    return attr < 0 && is_data && value.n < 2048 && (str_starts_nocase_c(value, "http://") || str_starts_nocase_c(value, "https://") || str_starts_c(value, "//"));
}

/* p stands behind the tag name; returns the place behind '>' (or the end of input). */
static const char *read_attrs(struct html_tokens *t, const char *p, struct html_token *token)
{
    for (unsigned n = 0;; n++) {
        while (p < t->end && (is_space(*p) || *p == '/'))
            p++;
        if (p >= t->end)
            return p;
        if (*p == '>')
            return p + 1;
        const char *name = p++;
        while (p < t->end && !is_space(*p) && *p != '=' && *p != '>' && *p != '/')
            p++;
        size_t n_name = (size_t)(p - name);
        while (p < t->end && is_space(*p))
            p++;
        struct str value = {p, 0};
        if (p < t->end && *p == '=') {
            p++;
            while (p < t->end && is_space(*p))
                p++;
            p = read_value(t, p, &value);
        }
        int attr = n < LIMIT_ATTRIBUTES ? attr_of(name, n_name) : -1;
        bool may_show = attr < 0 || attr == ATTR_DATA_HREF || attr == ATTR_DATA_SRC || attr == ATTR_DATA_TARGET;
        if (may_show && n < LIMIT_ATTRIBUTES && value.n > 4 && token->n_documents < HTML_TOKEN_DOCUMENTS && (html_names_document(value) || is_hint(attr, name, n_name, value)))
            token->documents[token->n_documents++] = value;
        if (attr < 0 && n_name == 6 && str_eq_nocase_c((struct str){name, n_name}, "srcdoc"))
            token->srcdoc = value;
        if (attr >= 0 && !html_has(token, (enum html_attr)attr)) {
            token->attrs |= UINT64_C(1) << attr;
            token->value[attr] = value;
        }
    }
}

/* The place of "</name" from p on, or NULL. */
static const char *find_end_tag(struct html_tokens *t, enum html_tag tag, const char *p)
{
    if (t->no_end[tag])
        return NULL;
    while (p < t->end && (p = memchr(p, '<', (size_t)(t->end - p))) != NULL) {
        if (t->end - p > 2 && p[1] == '/' && is_letter(p[2])) {
            const char *name = p + 2, *q = name;
            while (q < t->end && !is_space(*q) && *q != '>' && *q != '/')
                q++;
            if (tag_of(name, (size_t)(q - name)) == tag)
                return p;
        }
        p++;
    }
    t->no_end[tag] = 1;
    return NULL;
}

static const char *behind_tag(const struct html_tokens *t, const char *p)
{
    const char *close = memchr(p, '>', (size_t)(t->end - p));
    return close ? close + 1 : t->end;
}

/* script, style, svg, template, iframe: everything to their end tag is passed over. */
static void skip_content(struct html_tokens *t, struct html_token *token)
{
    const char *body = t->p;
    const char *end = find_end_tag(t, token->tag, body);
    if (token->tag == TAG_SCRIPT) {
        t->n_scripts++;
        if (t->on_script)
            t->on_script(t->context, html_attr(token, ATTR_SRC),
                         (struct str){body, (size_t)((end ? end : t->end) - body)});
    }
    if (token->tag == TAG_TEMPLATE && end)
        token->srcdoc = (struct str){body, (size_t)(end - body)};
    if (end)
        t->p = behind_tag(t, end);
    else if (token->tag == TAG_SCRIPT || token->tag == TAG_STYLE)
        t->p = t->end; /* as a browser does; for the others reading on loses nothing */
}

static bool is_skipped(enum html_tag tag)
{
    return tag == TAG_SCRIPT || tag == TAG_STYLE || tag == TAG_SVG || tag == TAG_TEMPLATE || tag == TAG_IFRAME;
}

/* "<!...", "<?...", "</>" and the like: nothing for us. p stands on '<'. */
static const char *skip_markup(struct html_tokens *t, const char *p)
{
    if (t->end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
        if (t->end - p > 4 && p[4] == '>')
            return p + 5;
        const char *close = t->no_comment_end ? NULL : memmem(p + 4, (size_t)(t->end - p - 4), "-->", 3);
        if (close)
            return close + 3;
        t->no_comment_end =
            true; /* never closed: reading on finds text, a browser would show nothing; text is worth more here */
        return p + 4;
    }
    return behind_tag(t, p);
}

static bool read_text(struct html_tokens *t, const char *to, struct html_token *token)
{
    token->kind = HTML_TEXT;
    token->text = (struct str){t->p, (size_t)(to - t->p)};
    t->p = to;
    return true;
}

bool html_next(struct html_tokens *t, struct html_token *token)
{
    token->attrs = 0;
    token->n_documents = 0;
    token->srcdoc = STR_NONE;
    if (t->text_until != TAG_OTHER) {
        const char *end = find_end_tag(t, t->text_until, t->p);
        t->text_until = TAG_OTHER;
        if (end && end > t->p)
            return read_text(t, end, token);
    }
    const char *from = t->p;
    while (t->p < t->end) {
        const char *lt = memchr(from, '<', (size_t)(t->end - from));
        if (!lt || lt + 1 >= t->end)
            return read_text(t, t->end, token);
        char next = lt[1];
        bool is_end = next == '/' && lt + 2 < t->end && is_letter(lt[2]);
        if (!is_end && !is_letter(next) && next != '!' && next != '?' && next != '/') {
            from = lt + 1; /* a bare '<' is text */
            continue;
        }
        if (lt > t->p)
            return read_text(t, lt, token);
        if (!is_end && !is_letter(next)) {
            from = t->p = skip_markup(t, lt);
            continue;
        }
        const char *name = lt + 1 + is_end, *p = name;
        while (p < t->end && !is_space(*p) && *p != '>' && *p != '/')
            p++;
        token->kind = is_end ? HTML_END : HTML_START;
        token->tag = tag_of(name, (size_t)(p - name));
        if (is_end) {
            t->p = behind_tag(t, p);
            return true;
        }
        t->p = read_attrs(t, p, token);
        bool is_shown = token->tag == TAG_TEMPLATE && str_find_nocase_c((struct str){name, (size_t)(t->p - name)}, "shadowroot") != STR_NPOS;
        if (is_skipped(token->tag) && !is_shown) /* a declarative shadow root is shown as it stands */
            skip_content(t, token);
        else if (token->tag == TAG_TITLE || token->tag == TAG_TEXTAREA)
            t->text_until = token->tag;
        return true;
    }
    return false;
}
