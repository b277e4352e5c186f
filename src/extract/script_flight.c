/* script_flight.c - the elements of React's server as HTML.
 * SPDX-License-Identifier: MIT
 */
#include "script_flight.h"

#include <stdlib.h>

#include "base/limits.h"
#include "extract/data_words.h"
#include "extract/script_rows.h"

enum { PUSH_TOKENS = 16 /* of one push: a number and a string */, LINES_MAX = 2000, LINE_MIN_BYTES = 8, ID_MAX_BYTES = 8, TOKENS_MAX = 300000, STEPS_A_TOKEN = 6 };

struct writer {
    const struct script_glues *g;
    struct arena *arena;
    struct buf *out;
    struct flight_said said;
};

bool script_is_flight(struct str body)
{
    return str_starts_c(str_trim(body), "self.__next_f.push(");
}

void script_flight_collect(const struct script_token *tokens, size_t n, struct buf *flight)
{
    for (size_t i = 1; i < n && i < PUSH_TOKENS; i++)
        if (tokens[i].kind == SCRIPT_STRING && tokens[i - 1].kind == SCRIPT_SIGN && tokens[i - 1].sign == ',')
            script_unescape(tokens[i].text, flight);
}

static bool is_element(const struct script_value *v)
{
    return v->kind == VALUE_LIST && v->n_children >= 4 && v->child->kind == VALUE_TEXT && str_eq_c(v->child->text, "$") && v->child->next->kind == VALUE_TEXT &&
           v->child->next->next->next->kind == VALUE_OBJECT;
}

static const struct script_value *prop(const struct script_value *props, const char *key)
{
    for (const struct script_value *v = props->child; v; v = v->next)
        if (str_eq_c(v->key, key))
            return v;
    return NULL;
}

/* "ul", "h2" as they are; what carries an address is a link; components and everything else a box, or nothing inside a line. */
static const char *tag_of(const struct script_value *v)
{
    static const char *const known[] = {"a", "p", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "td", "th", "nav", "header", "footer", "main",
                                        "section", "article", "aside", "span", "b", "strong", "button", "summary", "details", "dl", "dt", "dd", "title", "caption", "label"};
    struct str type = v->child->next->text;
    const struct script_value *props = v->child->next->next->next, *href = prop(props, "href");
    if (href && href->kind == VALUE_TEXT && !str_eq_c(type, "link") && !str_eq_c(type, "base"))
        return "a";
    if (str_eq_c(type, "script") || str_eq_c(type, "style") || str_eq_c(type, "link") || str_eq_c(type, "meta") || str_eq_c(type, "svg"))
        return NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq_c(type, known[i]))
            return known[i];
    return "div";
}

static void write_value(struct writer *w, const struct script_value *v, unsigned depth);

/* What stands in other props than children: lists of rows with addresses, or elements handed over (fallback=, icon=). */
static void write_props(struct writer *w, const struct script_value *props, unsigned depth)
{
    for (const struct script_value *v = props->child; v; v = v->next) {
        if (v->kind != VALUE_LIST && v->kind != VALUE_OBJECT)
            continue;
        bool is_shown = str_eq_c(v->key, "children") && v->child && v->child->kind != VALUE_OBJECT;
        if (is_shown || is_element(v) || (v->child && is_element(v->child))) {
            write_value(w, v, depth + 1);
            continue;
        }
        struct rows_said said = script_rows_write(v, w->g, ROWS_ANYWHERE, NULL);
        if (said.n_links > 0) {
            (void)script_rows_write(v, w->g, ROWS_ANYWHERE, w->out);
            w->said.n_links += said.n_links;
            if (!w->said.first_address.n)
                w->said.first_address = arena_str(w->arena, said.first_address);
        }
    }
}

static void write_element(struct writer *w, const struct script_value *v, unsigned depth)
{
    const struct script_value *props = v->child->next->next->next, *href = prop(props, "href"), *text = prop(props, "children"), *html = prop(props, "dangerouslySetInnerHTML");
    const char *tag = tag_of(v);
    if (!tag)
        return;
    (void)buf_addf(w->out, "<%s", tag);
    if (href && href->kind == VALUE_TEXT && tag[0] == 'a' && tag[1] == '\0') {
        (void)buf_add_c(w->out, " href=\"");
        data_add_escaped(w->out, href->text);
        (void)buf_add_char(w->out, '"');
        w->said.n_links++;
        if (!w->said.first_address.n)
            w->said.first_address = arena_str(w->arena, href->text);
    }
    (void)buf_add_char(w->out, '>');
    if (text && text->kind == VALUE_TEXT)
        write_value(w, text, depth + 1);
    if (html && html->child && html->child->kind == VALUE_TEXT)
        (void)buf_add_str(w->out, html->child->text);
    write_props(w, props, depth);
    (void)buf_addf(w->out, "</%s>\n", tag);
}

static void write_value(struct writer *w, const struct script_value *v, unsigned depth)
{
    if (depth >= LIMIT_JSON_DEPTH)
        return;
    if (is_element(v)) {
        write_element(w, v, depth);
    } else if (v->kind == VALUE_TEXT || v->kind == VALUE_NUMBER) {
        bool is_reference = v->text.n > 1 && v->text.p[0] == '$'; /* another line, undefined, a component */
        if (is_reference)
            return;
        data_add_escaped(w->out, v->text);
        w->said.n_letters += v->text.n;
    } else {
        for (const struct script_value *child = v->child; child && v->kind == VALUE_LIST; child = child->next)
            write_value(w, child, depth + 1);
    }
}

static void write_line(struct writer *w, struct str data)
{
    bool is_whole;
    struct script_reader r = {.arena = w->arena};
    struct script_token *tokens = script_tokens(arena_str(w->arena, data), TOKENS_MAX, &r.n, &is_whole);
    r.tokens = tokens;
    r.n_steps = r.n * STEPS_A_TOKEN;
    struct script_value *root = script_value_read(&r);
    if (root && (is_element(root) || (root->child && root->kind == VALUE_LIST && is_element(root->child))))
        write_value(w, root, 0);
    else if (root)
        write_props(w, &(struct script_value){.kind = VALUE_OBJECT, .child = root}, 0);
    free(tokens);
}

struct flight_said script_flight_write(struct str flight, const struct script_glues *g, struct arena *arena, struct buf *out)
{
    struct writer w = {.g = g, .arena = arena, .out = out};
    for (unsigned n = 0; flight.n && n < LINES_MAX; n++) {
        struct str line = str_cut(&flight, '\n');
        size_t colon = str_chr(str_sub(line, 0, ID_MAX_BYTES), ':');
        struct str data = colon == STR_NPOS ? STR_NONE : str_from_pos(line, colon + 1);
        if (data.n >= LINE_MIN_BYTES && (data.p[0] == '[' || data.p[0] == '{'))
            write_line(&w, data);
    }
    return w.said;
}
