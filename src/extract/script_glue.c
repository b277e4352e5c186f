/* script_glue.c - how the scripts of a page put texts together.
 *
 * A sum becomes one text in which each part that is not written out is its name between two control bytes: what stands before and behind it inside
 * href="..." is the rule. Sums inside calls and templates are read too: every token is looked at once as a beginning.
 * SPDX-License-Identifier: MIT
 */
#include "script_glue.h"

#include <stdlib.h>

#include "base/limits.h"
#include "extract/data_words.h"

enum { PARTS_MAX = 64, PART_TOKENS_MAX = 64, NESTING_MAX = 6, MADE_MAX_BYTES = 64 * 1024, KEY_MAX_BYTES = 64, TOKENS_MAX = 20000 };

struct reading {
    struct script_glues *g;
    const struct script_token *tokens;
    size_t n;
    script_text_fn *on_text;
    void *context;
    unsigned nesting;
};

static bool is_sign(const struct script_token *t, char sign)
{
    return t->kind == SCRIPT_SIGN && t->sign == sign;
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* ---- names of parts ---- */

static bool is_path_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '.' || c == '[' || c == ']' || is_quote(c);
}

/* encodeURIComponent(x) is x as far as an address goes. */
static struct str without_encoding(struct str part)
{
    static const char *const calls[] = {"encodeURIComponent(", "encodeURI(", "String(", "escape(", "escapeHtml("};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (str_starts_c(part, calls[i]) && str_ends_c(part, ")"))
            return str_trim(str_sub(part, strlen(calls[i]), part.n - strlen(calls[i]) - 1));
    return part;
}

/* "row.file", "row['file']", "r[1]", "item?.file || '#'": what the data calls it. STR_NONE when it is more than a name. */
static struct str key_of(struct str part)
{
    part = without_encoding(str_trim(part));
    size_t choice = str_find_c(part, "||");
    part = str_trim(str_sub(part, 0, choice));
    size_t end = part.n;
    if (end && part.p[end - 1] == ']') {
        size_t open = str_rchr(part, '[');
        struct str key = open == STR_NPOS ? STR_NONE : str_sub(part, open + 1, end - open - 2);
        if (key.n > 2 && is_quote(key.p[0]))
            key = str_sub(key, 1, key.n - 2);
        part = str_sub(part, 0, open);
        for (size_t i = 0; i < part.n; i++)
            if (!is_path_byte(part.p[i]))
                return STR_NONE;
        return key.n && key.n <= KEY_MAX_BYTES ? key : STR_NONE;
    }
    size_t from = 0;
    for (size_t i = 0; i < end; i++) {
        bool is_chain = part.p[i] == '?' && i + 1 < end && part.p[i + 1] == '.';
        if (!is_path_byte(part.p[i]) && !is_chain)
            return STR_NONE;
        if (part.p[i] == '.')
            from = i + 1;
    }
    part = str_from_pos(part, from);
    return part.n && part.n <= KEY_MAX_BYTES && !is_quote(part.p[0]) ? part : STR_NONE;
}

static struct str constant_of(const struct script_glues *g, struct str name)
{
    for (size_t i = 0; i < g->n_constants; i++)
        if (str_eq(g->constants[i].name, str_trim(name)))
            return g->constants[i].text;
    return STR_NONE;
}

static void add_part(struct script_glues *g, struct str part, struct buf *made)
{
    struct str written = constant_of(g, part);
    if (written.p) {
        (void)buf_add_str(made, written);
        return;
    }
    g->has_member |= memchr(part.p ? part.p : "", '.', part.n) || memchr(part.p ? part.p : "", '[', part.n);
    (void)buf_add_char(made, GLUE_OPEN);
    (void)buf_add_str(made, key_of(part));
    (void)buf_add_char(made, GLUE_CLOSE);
}

/* ---- sums ---- */

static void read_tokens(struct reading *r);

/* `<a href="${x.file}">`: its ${} as parts; templates inside them are read by themselves. */
static void add_template(struct reading *r, struct str text, struct buf *made)
{
    for (size_t at; (at = str_find_c(text, "${")) != STR_NPOS;) {
        script_unescape(str_sub(text, 0, at), made);
        size_t end = at + 2;
        for (unsigned depth = 1; end < text.n; end++) {
            depth += text.p[end] == '{';
            depth -= text.p[end] == '}';
            if (depth == 0)
                break;
        }
        struct str part = str_sub(text, at + 2, end - at - 2);
        add_part(r->g, part, made);
        if (memchr(part.p, '`', part.n) && r->nesting < NESTING_MAX) {
            struct reading inner = *r;
            bool is_whole;
            struct script_token *tokens = script_tokens(part, TOKENS_MAX, &inner.n, &is_whole);
            inner.tokens = tokens;
            inner.on_text = NULL;
            inner.nesting++;
            read_tokens(&inner);
            free(tokens);
        }
        text = str_from_pos(text, end < text.n ? end + 1 : text.n);
    }
    script_unescape(text, made);
}

/* Behind the part that begins at `at`: up to '+' or what ends the sum. */
static size_t part_end(const struct reading *r, size_t at)
{
    unsigned depth = 0;
    for (size_t last = at + PART_TOKENS_MAX; at < r->n && at < last; at++) {
        const struct script_token *t = &r->tokens[at];
        bool opens = is_sign(t, '(') || is_sign(t, '[') || is_sign(t, '{'), closes = is_sign(t, ')') || is_sign(t, ']') || is_sign(t, '}');
        if (depth == 0 && (closes || is_sign(t, '+') || is_sign(t, ',') || is_sign(t, ';') || is_sign(t, ':') || is_sign(t, '=')))
            return at;
        depth += opens;
        depth -= closes;
    }
    return at;
}

/* The source of tokens from..to - 1. */
static struct str source_of(const struct reading *r, size_t from, size_t to)
{
    if (from >= to)
        return STR_NONE;
    const struct script_token *first = &r->tokens[from], *last = &r->tokens[to - 1];
    return (struct str){first->text.p, (size_t)(last->text.p + last->text.n - first->text.p)};
}

/* The whole sum that begins at tokens[at]. */
static void make_sum(struct reading *r, size_t at, struct buf *made)
{
    for (unsigned parts = 0; parts < PARTS_MAX && at < r->n; parts++) {
        const struct script_token *t = &r->tokens[at];
        size_t end = part_end(r, at);
        if (t->kind == SCRIPT_STRING && end == at + 1)
            script_unescape(t->text, made);
        else if (t->kind == SCRIPT_TEMPLATE && end == at + 1)
            add_template(r, t->text, made);
        else
            add_part(r->g, source_of(r, at, end), made);
        if (end >= r->n || !is_sign(&r->tokens[end], '+') || end + 1 >= r->n)
            return;
        at = end + 1;
    }
}

/* ---- what a sum says ---- */

/* "#" + id of a table of contents, share buttons, telephone numbers, page numbers: links, but to nothing this page lists. */
static bool leads_to_things(struct str made)
{
    static const char *const others[] = {"#", "http:", "https:", "//", "mailto:", "tel:", "javascript:", "?page="};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (str_starts_nocase_c(made, others[i]))
            return false;
    return true;
}

/* An address with one part that is not written out. */
static void note_address(struct script_glues *g, struct str made)
{
    size_t open = str_chr(made, GLUE_OPEN), close = str_chr(made, GLUE_CLOSE);
    if (open == STR_NPOS || close == STR_NPOS || close < open)
        return;
    struct str key = str_sub(made, open + 1, close - open - 1), behind = str_from_pos(made, close + 1);
    bool is_single = str_chr(behind, GLUE_OPEN) == STR_NPOS;
    if (!key.n || !is_single)
        return; /* what it is nobody can tell */
    if (g->function.n && str_eq(key, g->parameter) && g->n_openers < GLUES_MAX)
        g->openers[g->n_openers++] =
            (struct script_opener){arena_str(g->arena, g->function), arena_str(g->arena, str_sub(made, 0, open)), arena_str(g->arena, behind)};
    else if (g->n < GLUES_MAX && !script_glue_of(g, key))
        g->items[g->n++] = (struct script_glue){arena_str(g->arena, key), arena_str(g->arena, str_sub(made, 0, open)), arena_str(g->arena, behind)};
}

/* Every href= of a piece of markup. */
static void note_markup(struct script_glues *g, struct str made)
{
    bool has_part = str_chr(made, GLUE_OPEN) != STR_NPOS;
    g->makes_rows |= has_part && g->has_member && str_find_nocase_c(made, "<tr") != STR_NPOS;
    for (size_t at; (at = str_find_nocase_c(made, "href=")) != STR_NPOS;) {
        made = str_from_pos(made, at + 5);
        char quote = made.n && is_quote(made.p[0]) ? made.p[0] : '\0';
        made = str_from_pos(made, quote != '\0');
        size_t end = 0;
        while (end < made.n && made.p[end] != (quote ? quote : ' ') && made.p[end] != '>')
            end++;
        struct str value = str_sub(made, 0, end);
        if (str_chr(value, GLUE_OPEN) != STR_NPOS) {
            g->makes_links |= leads_to_things(value);
            note_address(g, value);
        }
        made = str_from_pos(made, end);
    }
}

/* What is asked for is no page to open: fetch('/api?page=' + n), url: '/api/' + n. */
static bool is_request(const struct reading *r, size_t at)
{
    if (at < 2)
        return false;
    struct str name = r->tokens[at - 2].text;
    return str_eq_c(name, "url") || str_eq_c(name, "fetch") || str_eq_c(name, "get") || str_eq_c(name, "post") || str_eq_c(name, "getJSON") || str_eq_c(name, "ajax") ||
           str_eq_c(name, "load") || str_eq_c(name, "src");
}

static void read_sum(struct reading *r, size_t at)
{
    struct buf made;
    buf_init(&made, MADE_MAX_BYTES);
    r->g->has_member = false;
    make_sum(r, at, &made);
    struct str text = str_trim(buf_str(&made));
    bool has_part = str_chr(text, GLUE_OPEN) != STR_NPOS;
    if (has_part && memchr(text.p, '<', text.n))
        note_markup(r->g, text);
    else if (has_part && !is_request(r, at) && text.n < 2048 && (memchr(text.p, '/', text.n) || memchr(text.p, '?', text.n)) && !memchr(text.p, ' ', text.n))
        note_address(r->g, text);
    else if (!has_part && r->on_text && text.n > 3)
        r->on_text(r->context, at, text);
    buf_done(&made);
}

/* var base = '/files/'; */
static void note_constant(struct reading *r, size_t at)
{
    struct script_glues *g = r->g;
    const struct script_token *t = &r->tokens[at];
    bool is_assigned = t->kind == SCRIPT_NAME && at + 2 < r->n && is_sign(t + 1, '=') && t[2].kind == SCRIPT_STRING;
    bool is_alone = is_assigned && (is_sign(t + 3, ';') || is_sign(t + 3, ',') || t[3].kind == SCRIPT_NAME || t[3].kind == SCRIPT_END);
    if (!is_alone || g->n_constants >= GLUES_MAX || constant_of(g, t->text).p || (at > 0 && is_sign(t - 1, '.')))
        return;
    struct buf text;
    buf_init(&text, LIMIT_LABEL_BYTES);
    script_unescape(t[2].text, &text);
    if (text.n > 0 && !memchr(text.p, '<', text.n)) {
        g->constants[g->n_constants].name = arena_str(g->arena, t->text);
        g->constants[g->n_constants++].text = arena_str(g->arena, buf_str(&text));
    }
    buf_done(&text);
}

/* link.href = row.file; setAttribute('href', row.file) */
static void note_property(struct reading *r, size_t at)
{
    const struct script_token *t = &r->tokens[at];
    bool is_set = t->kind == SCRIPT_NAME && at > 0 && is_sign(t - 1, '.') && is_sign(t + 1, '=') && at + 2 < r->n && !is_sign(t + 2, '=');
    bool is_attribute = t->kind == SCRIPT_STRING && is_sign(t + 1, ',') && at >= 2 && str_find_nocase_c(t[-2].text, "attr") != STR_NPOS;
    if (!str_eq_c(t->text, "href") || (!is_set && !is_attribute))
        return;
    if (is_set && at >= 2 && str_eq_c(t[-2].text, "location"))
        return;
    struct buf made;
    buf_init(&made, MADE_MAX_BYTES);
    make_sum(r, at + 2, &made);
    if (str_chr(buf_str(&made), GLUE_OPEN) != STR_NPOS) {
        r->g->makes_links |= leads_to_things(buf_str(&made));
        note_address(r->g, buf_str(&made));
    }
    buf_done(&made);
}

/* function open(f) {, open = function (f) {, open = f => */
static void note_function(struct reading *r, size_t at)
{
    const struct script_token *t = &r->tokens[at];
    struct script_glues *g = r->g;
    if (str_eq_c(t->text, "function") && at + 3 < r->n && t[1].kind == SCRIPT_NAME && is_sign(t + 2, '(')) {
        g->function = t[1].text;
        g->parameter = t[3].text;
    } else if (str_eq_c(t->text, "function") && at >= 2 && at + 2 < r->n && is_sign(t + 1, '(') && (is_sign(t - 1, '=') || is_sign(t - 1, ':'))) {
        g->function = t[-2].text;
        g->parameter = t[2].text;
    } else if (at + 5 < r->n && t->kind == SCRIPT_NAME && is_sign(t + 1, '=') && !is_sign(t + 2, '=')) {
        bool is_bare = t[2].kind == SCRIPT_NAME && is_sign(t + 3, '=') && is_sign(t + 4, '>');
        bool is_listed = is_sign(t + 2, '(') && t[3].kind == SCRIPT_NAME && is_sign(t + 4, ')') && is_sign(t + 5, '=');
        if (is_bare || is_listed) {
            g->function = t->text;
            g->parameter = t[is_bare ? 2 : 3].text;
        }
    }
}

static void read_tokens(struct reading *r)
{
    for (size_t at = 0; at < r->n; at++)
        note_constant(r, at);
    for (size_t at = 0; at < r->n; at++) {
        const struct script_token *t = &r->tokens[at];
        bool goes_on = at > 0 && is_sign(t - 1, '+');
        bool is_text = t->kind == SCRIPT_STRING || t->kind == SCRIPT_TEMPLATE;
        bool is_constant = t->kind == SCRIPT_NAME && is_sign(t + 1, '+') && !(at > 0 && is_sign(t - 1, '.')) && constant_of(r->g, t->text).p;
        note_function(r, at);
        note_property(r, at);
        if (!goes_on && (is_text || is_constant))
            read_sum(r, at);
    }
}

void script_glue_read(struct script_glues *g, const struct script_token *tokens, size_t n, script_text_fn *on_text, void *context)
{
    struct reading r = {.g = g, .tokens = tokens, .n = n, .on_text = on_text, .context = context};
    g->function = g->parameter = STR_NONE;
    read_tokens(&r);
    g->function = g->parameter = STR_NONE;
}

void script_glue_attribute(struct script_glues *g, struct str value, bool is_expression)
{
    struct reading r = {.g = g};
    struct buf made;
    buf_init(&made, MADE_MAX_BYTES);
    if (is_expression) {
        bool is_whole;
        struct script_token *tokens = script_tokens(value, TOKENS_MAX, &r.n, &is_whole);
        r.tokens = tokens;
        make_sum(&r, 0, &made);
        free(tokens);
    } else {
        for (size_t at; (at = str_find_c(value, "{{")) != STR_NPOS;) {
            (void)buf_add_str(&made, str_sub(value, 0, at));
            value = str_from_pos(value, at + 2);
            size_t end = str_find_c(value, "}}");
            add_part(g, str_sub(value, 0, end), &made);
            value = end == STR_NPOS ? STR_NONE : str_from_pos(value, end + 2);
        }
        (void)buf_add_str(&made, value);
    }
    if (str_chr(buf_str(&made), GLUE_OPEN) != STR_NPOS) {
        g->makes_links |= leads_to_things(buf_str(&made));
        note_address(g, buf_str(&made));
    }
    buf_done(&made);
}

const struct script_glue *script_glue_of(const struct script_glues *g, struct str key)
{
    for (size_t i = 0; i < g->n && key.n; i++)
        if (str_eq(g->items[i].key, key))
            return &g->items[i];
    return NULL;
}
