/* script_page.c - a page with what its inline scripts would put into it.
 *
 * Scripts are found first (comments are none), then how they make addresses, then what they hold, then where it goes. A page is waiting only when a
 * script makes links of something (a sum inside href="...") and neither that something nor an answer it asks for is at hand: counters, sliders,
 * menus, share buttons and search boxes make nobody wait.
 * SPDX-License-Identifier: MIT
 */
#include "script_page.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/data_words.h"
#include "extract/script_flight.h"
#include "extract/script_glue.h"
#include "extract/script_rows.h"
#include "extract/script_value.h"
#include "url/url.h"

enum {
    SCRIPTS_MAX = 64,
    SCRIPT_MAX_BYTES = 1024 * 1024, /* of all inline scripts; more is program code, and makes the page wait for nothing */
    TOKENS_MAX = 300000,
    STEPS_A_TOKEN = 6,        /* literals that turn out to be code are read again from inside */
    NAMES_MAX = 24,           /* elements a script speaks of */
    PAGE_NAMES_MAX = 128,     /* ... all scripts of a page: each is looked for once */
    PIECES_MAX = 64,
    EMPTY_MAX_LETTERS = 60,   /* of what stands in an element until a script fills it: "Loading ..." */
    TABLE_MAX_BYTES = 8192,
    TEMPLATE_MAX_BYTES = 1200,
    STRING_DATA_MIN = 20,
    PLACES_LOOKED_AT = 20,
    TAG_MAX_BYTES = 4096,
    SHOWN_BYTES = 200,        /* of text: a page that shows so much shows what its data says */
};

/* An element that a script fills. */
struct place {
    size_t at; /* in the page; 0: there is none */
    enum rows_place kind;
};

struct script {
    struct str body;
    size_t end; /* behind "</script>" */
    struct script_token *tokens;
    size_t n_tokens;
    struct str names[NAMES_MAX]; /* ids of elements */
    size_t n_names;
    struct place places[NAMES_MAX]; /* of these, the empty elements the page has */
    size_t n_places;
    bool has_looked, makes_links, makes_rows, asks, asks_others /* on another site */, is_answer /* to what a visitor does: search boxes */;
};

/* What is put into the page, and where. */
struct piece {
    const struct script_value *value; /* or markup */
    struct str markup;
    struct script *script;       /* NULL: an attribute's */
    bool is_here;                /* document.write: behind its script */
    struct place place;
};

struct reader {
    struct str html, url;
    struct arena *arena; /* of the reading; addresses asked for go into keep */
    struct arena *keep;
    struct script_page *page;
    struct script_glues glues;
    struct script *scripts; /* where they are stays, once all are found */
    size_t n_scripts, capacity_scripts;
    struct piece pieces[PIECES_MAX];
    size_t n_pieces, n_unsure, n_looked;
    struct script *script; /* at hand */
    struct place template_place; /* of a v-for and the like */
    bool is_file /* a program in a file of its own */;
    bool has_template, has_program /* of this site, in a file */;
};

static bool is_sign(const struct script_token *t, char sign)
{
    return t->kind == SCRIPT_SIGN && t->sign == sign;
}

static bool is_name(const struct script_token *t, const char *name)
{
    return t->kind == SCRIPT_NAME && str_eq_c(t->text, name);
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* ---- finding scripts ---- */

static size_t find_from(struct str s, size_t at, const char *needle)
{
    size_t found = str_find_nocase_c(str_from_pos(s, at), needle);
    return found == STR_NPOS ? STR_NPOS : at + found;
}

static size_t find_exact(struct str s, size_t at, struct str needle)
{
    size_t found = str_find(str_from_pos(s, at), needle);
    return found == STR_NPOS ? STR_NPOS : at + found;
}

/* src="/js/oit.js": of this site, and no library that every page has. */
static void note_file(struct reader *r, struct str head)
{
    static const char *const libraries[] = {"jquery", "bootstrap", "popper", "swiper", "slick", "carousel", "slider", "fancybox", "lightbox", "modernizr", "analytics", "gtag", "counter",
                                            "cookie", "menu", "theme", "plugin", "vendor", "wp-includes", "wp-content", "polyfill", "moment", "chart", "recaptcha", "share"};
    size_t at = str_find_nocase_c(head, " src=");
    struct str src = at == STR_NPOS ? STR_NONE : str_from_pos(head, at + 5);
    bool is_quoted = src.n > 1 && is_quote(src.p[0]);
    src = is_quoted ? str_sub(src, 1, str_chr(str_from_pos(src, 1), src.p[0])) : str_sub(src, 0, str_chr(src, ' '));
    struct buf url;
    buf_init(&url, LIMIT_URL_BYTES);
    bool is_own = src.n && url_resolve(r->url, src, &url) == URL_OK && url_same_origin(r->url, buf_str(&url));
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        is_own &= str_find_nocase_c(src, libraries[i]) == STR_NPOS;
    r->has_program |= is_own;
    for (size_t i = 0; i < r->page->n_programs; i++)
        is_own &= !str_eq(r->page->programs[i], src);
    if (is_own && r->page->n_programs == SCRIPT_PROGRAMS_MAX) {
        memmove(r->page->programs, r->page->programs + 1, (SCRIPT_PROGRAMS_MAX - 1) * sizeof *r->page->programs);
        r->page->n_programs--;
    }
    if (is_own)
        r->page->programs[r->page->n_programs++] = arena_str(r->keep, src);
    buf_done(&url);
}

static void find_scripts(struct reader *r)
{
    size_t total = 0;
    for (size_t at = 0; at < r->html.n && r->n_scripts < SCRIPTS_MAX;) {
        const char *lt = memchr(r->html.p + at, '<', r->html.n - at);
        if (!lt)
            return;
        at = (size_t)(lt - r->html.p);
        struct str rest = str_from_pos(r->html, at);
        char second = rest.n > 1 ? rest.p[1] : ' ';
        if (second != '!' && (second | 0x20) != 's') {
            at++;
            continue;
        }
        if (str_starts_c(rest, "<!--")) {
            size_t close = find_exact(r->html, at + 4, STR_LIT("-->"));
            at = close == STR_NPOS ? at + 4 : close + 3;
            if (close == STR_NPOS)
                return;
            continue;
        }
        at++;
        if (!str_starts_nocase_c(rest, "<script") || rest.n < 9 || (rest.p[7] != '>' && rest.p[7] != ' ' && rest.p[7] != '\n' && rest.p[7] != '\t' && rest.p[7] != '\r'))
            continue;
        size_t open = str_chr(rest, '>');
        size_t close = open == STR_NPOS ? STR_NPOS : find_from(r->html, at + open, "</script");
        if (close == STR_NPOS)
            return;
        struct str head = str_sub(rest, 0, open), body = str_sub(r->html, at + open, close - at - open);
        size_t end = find_exact(r->html, close, STR_LIT(">"));
        at = end == STR_NPOS ? r->html.n : end + 1;
        note_file(r, head);
        bool is_program = str_find_nocase_c(head, " src=") == STR_NPOS && str_find_nocase_c(head, "json") == STR_NPOS && str_find_nocase_c(head, "template") == STR_NPOS &&
                          str_find_nocase_c(head, "text/x-") == STR_NPOS;
        total += body.n;
        if (total > SCRIPT_MAX_BYTES)
            return;
        if (!is_program || !str_trim(body).n)
            continue;
        MEM_GROW(r->scripts, r->n_scripts, r->capacity_scripts);
        r->scripts[r->n_scripts++] = (struct script){.body = body, .end = at};
    }
}

/* ---- what the page may have at all ---- */

enum { MARK_TEMPLATE = 1, MARK_DATA = 2 };

static bool ends_with_mark(struct str html, size_t end, const char *mark)
{
    return str_ends_c(str_sub(html, 0, end), mark);
}

/* One look at every '=': nearly all pages have none of the marks below, and each mark alone would be a search of the page. */
static unsigned find_marks(struct str html)
{
    unsigned marks = str_find_c(html, "foreach:") != STR_NPOS ? MARK_TEMPLATE : 0;
    const char *end = html.p + html.n;
    for (const char *p = html.p; p && p < end && (p = memchr(p, '=', (size_t)(end - p))); p++) {
        size_t behind = (size_t)(p - html.p) + 1;
        char before = p > html.p ? p[-1] : ' ', next = p + 1 < end ? p[1] : ' ', second = p + 2 < end ? p[2] : ' ';
        if (is_quote(next) && (second == '[' || second == '{'))
            marks |= MARK_DATA;
        if (before == 'r' && (ends_with_mark(html, behind, " v-for=") || ends_with_mark(html, behind, " x-for=") || ends_with_mark(html, behind, " *ngFor=")))
            marks |= MARK_TEMPLATE;
        if (before == 't' && ends_with_mark(html, behind, " ng-repeat="))
            marks |= MARK_TEMPLATE;
        if ((before == 't' && ends_with_mark(html, behind, "ng-init=")) || (before == 'a' && ends_with_mark(html, behind, "v-bind:data=")))
            marks |= MARK_DATA;
    }
    return marks;
}

static bool in_script(const struct reader *r, size_t at)
{
    for (size_t i = 0; i < r->n_scripts; i++)
        if (at < r->scripts[i].end && r->html.p + at >= r->scripts[i].body.p)
            return true;
    return false;
}

/* ---- elements that scripts fill ---- */

static enum rows_place kind_of(struct str tag)
{
    if (str_starts_nocase_c(tag, "<table") || str_starts_nocase_c(tag, "<tbody") || str_starts_nocase_c(tag, "<tr"))
        return ROWS_IN_TABLE;
    return str_starts_nocase_c(tag, "<ul") || str_starts_nocase_c(tag, "<ol") || str_starts_nocase_c(tag, "<li") ? ROWS_IN_LIST : ROWS_ANYWHERE;
}

static bool can_hold_list(struct str tag)
{
    static const char *const tags[] = {"<table", "<tbody", "<ul", "<ol", "<div", "<section", "<main", "<article", "<dl", "<p>", "<p "};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (str_starts_nocase_c(tag, tags[i]))
            return true;
    return false;
}

/* The '<' of the tag that holds `at`, or STR_NPOS. */
static size_t tag_start(const struct reader *r, size_t at)
{
    size_t first = at > TAG_MAX_BYTES ? at - TAG_MAX_BYTES : 0;
    size_t lt = str_rchr(str_sub(r->html, first, at - first), '<');
    return lt == STR_NPOS ? STR_NPOS : first + lt;
}

/* Nothing but "กำลังโหลด..." and a turning wheel up to its end tag. */
static bool is_empty_until(struct str content)
{
    size_t letters = 0;
    bool in_tag = false;
    if (str_find_nocase_c(content, "href") != STR_NPOS)
        return false;
    for (size_t i = 0; i < content.n; i++) {
        in_tag |= content.p[i] == '<';
        letters += !in_tag && (unsigned char)content.p[i] > ' ' && ((unsigned char)content.p[i] & 0xC0) != 0x80;
        in_tag &= content.p[i] != '>';
    }
    return letters <= EMPTY_MAX_LETTERS && (letters == 0 || str_find_c(content, "โหลด") != STR_NPOS || str_find_nocase_c(content, "load") != STR_NPOS ||
                                            str_find_c(content, "รอสักครู่") != STR_NPOS);
}

/* The empty element whose start tag holds `at`. */
static struct place empty_element(const struct reader *r, size_t at)
{
    struct place none = {0};
    size_t lt = tag_start(r, at), gt = find_exact(r->html, at, STR_LIT(">"));
    if (lt == STR_NPOS || gt == STR_NPOS || in_script(r, lt) || memchr(r->html.p + lt, '>', at - lt))
        return none;
    struct str tag = str_sub(r->html, lt, gt - lt + 1);
    if (!can_hold_list(tag))
        return none;
    bool is_table = str_starts_nocase_c(tag, "<table");
    char close[12] = "</";
    for (size_t i = 1; i < 9 && i < tag.n && tag.p[i] != ' ' && tag.p[i] != '>' && tag.p[i] != '\n'; i++)
        close[i + 1] = tag.p[i];
    struct str content = str_sub(r->html, gt + 1, TABLE_MAX_BYTES);
    size_t end = str_find_nocase_c(content, close);
    if (end == STR_NPOS)
        return none;
    content = str_sub(content, 0, end);
    if (!is_table)
        return is_empty_until(content) ? (struct place){gt + 1, kind_of(tag)} : none;
    if (str_find_nocase_c(content, "<td") != STR_NPOS)
        return none;
    size_t body = str_find_nocase_c(content, "<tbody");
    size_t body_end = body == STR_NPOS ? STR_NPOS : str_chr(str_from_pos(content, body), '>');
    return (struct place){gt + 1 + (body_end == STR_NPOS ? end : body + body_end + 1), ROWS_IN_TABLE};
}

static struct place place_of_id(const struct reader *r, struct str id)
{
    struct place place = {0};
    unsigned looked = 0;
    for (size_t at = 0; !place.at && looked < PLACES_LOOKED_AT && (at = find_exact(r->html, at, STR_LIT("id="))) != STR_NPOS;) {
        at += 3;
        struct str rest = str_from_pos(r->html, at + (at < r->html.n && is_quote(r->html.p[at])));
        char behind = rest.n > id.n ? rest.p[id.n] : '\0';
        if (!str_starts(rest, id) || !(is_quote(behind) || behind == ' ' || behind == '>'))
            continue;
        looked++;
        place = empty_element(r, at);
    }
    return place;
}

/* <ul id="doc-list"></ul>, <tbody id="rows"></tbody> */
static bool has_empty_list(const struct reader *r)
{
    static const char *const words[] = {"list", "result", "table", "data", "items", "docs", "document", "rows", "grid", "oit", "ita"};
    unsigned looked = 0;
    for (size_t at = 0; r->has_program && looked < PAGE_NAMES_MAX && (at = find_exact(r->html, at, STR_LIT(" id="))) != STR_NPOS; looked++) {
        at += 4;
        struct str id = str_sub(r->html, at, 40);
        size_t end = 1;
        while (end < id.n && !is_quote(id.p[end]) && id.p[end] != ' ' && id.p[end] != '>')
            end++;
        id = str_sub(id, 0, end);
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (str_find_nocase_c(id, words[i]) != STR_NPOS && empty_element(r, at).at)
                return true;
    }
    return false;
}

/* The n-th empty element a script speaks of; the only one for all. */
static struct place place_of(struct reader *r, struct script *script, size_t n)
{
    for (size_t i = 0; i < script->n_names && !script->has_looked && r->n_looked < PAGE_NAMES_MAX; i++, r->n_looked++) {
        struct place place = place_of_id(r, script->names[i]);
        if (place.at)
            script->places[script->n_places++] = place;
    }
    script->has_looked = true;
    return n < script->n_places ? script->places[n] : script->n_places ? script->places[0] : (struct place){0};
}

/* v-for, x-for, ng-repeat, foreach: the page's own template, with links in it. Another mark goes into find_marks, too. */
static void find_template(struct reader *r)
{
    static const char *const marks[] = {" v-for=", " x-for=", " ng-repeat=", " *ngFor=", "foreach:"};
    unsigned looked = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (size_t at = 0; !r->has_template && looked < PIECES_MAX && (at = find_exact(r->html, at, str_from(marks[i]))) != STR_NPOS; at++) {
            size_t lt = tag_start(r, at);
            looked++;
            if (lt == STR_NPOS || in_script(r, lt) || lt == 0)
                continue;
            struct str around = str_sub(r->html, lt, TEMPLATE_MAX_BYTES), inside = around;
            if (str_starts_nocase_c(around, "<option") || str_find_nocase_c(around, "href") == STR_NPOS)
                continue;
            if (str_starts_nocase_c(around, "<template")) {
                size_t gt = str_chr(around, '>');
                inside = gt == STR_NPOS ? around : str_trim(str_from_pos(around, gt + 1));
            }
            bool is_filled_inside = str_eq_c(str_from(marks[i]), "foreach:");
            size_t gt = str_chr(around, '>');
            r->has_template = true;
            r->template_place = (struct place){is_filled_inside && gt != STR_NPOS ? lt + gt + 1 : lt, kind_of(inside)};
        }
}

/* :href="...", ng-href="...", href="{{...}}", data-bind="attr: {href: file}" */
static void read_template_addresses(struct reader *r)
{
    unsigned looked = 0;
    for (size_t at = 0; r->has_template && looked < PLACES_LOOKED_AT && (at = find_exact(r->html, at, STR_LIT("href"))) != STR_NPOS;) {
        char before = at ? r->html.p[at - 1] : ' ';
        at += 4;
        struct str rest = str_from_pos(r->html, at);
        if (in_script(r, at) || rest.n < 3)
            continue;
        if (rest.p[0] == ':') { /* knockout */
            size_t end = 0;
            while (end < rest.n && end < 200 && rest.p[end] != '}' && rest.p[end] != ',')
                end++;
            script_glue_attribute(&r->glues, str_sub(rest, 1, end - 1), true);
            looked++;
        } else if (rest.p[0] == '=' && is_quote(rest.p[1])) {
            struct str value = str_from_pos(rest, 2);
            value = str_sub(value, 0, str_chr(value, rest.p[1]));
            bool is_expression = before == ':' || before == ']' || before == '[';
            if (value.n < TEMPLATE_MAX_BYTES && (is_expression || str_find_c(value, "{{") != STR_NPOS)) {
                script_glue_attribute(&r->glues, value, is_expression);
                looked++;
            }
        }
    }
}

/* ---- what a script holds ---- */

static void add_piece(struct reader *r, struct piece piece)
{
    if (r->n_pieces < PIECES_MAX)
        r->pieces[r->n_pieces++] = piece;
}

/* The page leads there already: the data is what its rows were made from. */
static bool is_linked(const struct reader *r, struct str address)
{
    unsigned looked = 0;
    for (size_t at = 0; looked < PLACES_LOOKED_AT && (at = find_exact(r->html, at, address)) != STR_NPOS; at++, looked++)
        if (at >= 6 && is_quote(r->html.p[at - 1]) && str_starts_nocase_c(str_from_pos(r->html, at - 6), "href=") && !in_script(r, at))
            return true;
    return false;
}

/* True when it is put into the page. */
static bool consider_value(struct reader *r, const struct script_value *value)
{
    struct rows_said said = script_rows_write(value, &r->glues, ROWS_ANYWHERE, NULL);
    r->n_unsure += said.n_unsure > 0 && said.n_links == 0;
    bool is_table = said.n_links == 0 && said.n_unsure == 0 && said.n_rows >= 2 && !r->glues.makes_links;
    if (is_table) { /* rows without links: only where an empty table waits for them */
        struct place place = r->script ? place_of(r, r->script, 0) : (struct place){0};
        is_table = place.at && place.kind == ROWS_IN_TABLE;
    }
    if ((said.n_links == 0 && !is_table) || (said.first_address.n && is_linked(r, said.first_address)))
        return false;
    add_piece(r, (struct piece){.value = value, .script = r->script});
    return true;
}

/* A literal may stand here: behind =, (, :, a comma, return. */
static bool expects_value(const struct script_token *tokens, size_t at)
{
    if (at == 0)
        return true;
    const struct script_token *t = &tokens[at - 1];
    return is_sign(t, '=') || is_sign(t, '(') || is_sign(t, ':') || is_sign(t, ',') || is_sign(t, '[') || is_sign(t, '?') || is_sign(t, '|') || is_name(t, "return");
}

static void read_literals(struct reader *r, const struct script_token *tokens, size_t n, unsigned nesting);

/* JSON inside a string: JSON.parse('[...]'), data-items="[...]". */
static void read_string_data(struct reader *r, struct str raw, unsigned nesting)
{
    struct buf plain;
    buf_init(&plain, SCRIPT_MAX_BYTES);
    script_unescape(raw, &plain);
    struct str text = str_trim(buf_str(&plain));
    if (text.n > STRING_DATA_MIN && (text.p[0] == '[' || text.p[0] == '{')) {
        bool is_whole;
        size_t n;
        struct script_token *tokens = script_tokens(arena_str(r->arena, text), TOKENS_MAX, &n, &is_whole);
        read_literals(r, tokens, n, nesting + 1);
        free(tokens);
    }
    buf_done(&plain);
}

static void read_literals(struct reader *r, const struct script_token *tokens, size_t n, unsigned nesting)
{
    struct script_reader values = {.arena = r->arena, .tokens = tokens, .n = n, .n_steps = n * STEPS_A_TOKEN};
    for (values.at = 0; values.at < n;) {
        const struct script_token *t = &tokens[values.at];
        struct script_value *value = (is_sign(t, '[') || is_sign(t, '{')) && expects_value(tokens, values.at) ? script_value_read(&values) : NULL;
        size_t behind = values.at;
        if (value) { /* one that says nothing may hold one that does, or a string that does */
            values.at = (size_t)(t - tokens);
            if (consider_value(r, value)) {
                values.at = behind;
                continue;
            }
        }
        bool is_data = t->kind == SCRIPT_STRING && t->text.n > STRING_DATA_MIN && (t->text.p[0] == '[' || t->text.p[0] == '{');
        if (is_data && nesting < 2)
            read_string_data(r, t->text, nesting);
        values.at++;
    }
}

/* Letters outside tags and scripts, up to most: does the page show anything by itself? */
static size_t count_shown(const struct reader *r, size_t most)
{
    size_t n = 0, body = find_from(r->html, 0, "<body");
    bool in_tag = false;
    for (size_t i = body == STR_NPOS ? 0 : body; i < r->html.n && n < most; i++) {
        bool begins_script = r->html.p[i] == '<' && str_starts_nocase_c(str_from_pos(r->html, i), "<script");
        size_t end = begins_script ? find_from(r->html, i, "</script") : STR_NPOS;
        i = end == STR_NPOS ? i : end;
        in_tag |= r->html.p[i] == '<';
        n += !in_tag && (unsigned char)r->html.p[i] > ' ';
        in_tag &= r->html.p[i] != '>';
    }
    return n;
}

/* The tree of React's server, where the page does not show it already. */
static void read_flight(struct reader *r, struct str flight)
{
    struct buf made;
    if (!flight.n)
        return;
    buf_init(&made, LIMIT_TEXT_BYTES);
    struct flight_said said = script_flight_write(flight, &r->glues, r->arena, &made);
    bool is_shown = said.first_address.n ? is_linked(r, said.first_address) : count_shown(r, SHOWN_BYTES) >= SHOWN_BYTES;
    if ((said.n_links > 0 || said.n_letters > SHOWN_BYTES) && !is_shown)
        add_piece(r, (struct piece){.markup = arena_str(r->arena, buf_str(&made)), .script = r->script, .is_here = true});
    buf_done(&made);
}

/* Markup written out, where a script puts it: write(...), append(...), innerHTML = ... */
static void read_markup(void *context, size_t at, struct str text)
{
    static const char *const sinks[] = {"write", "writeln", "append", "prepend", "html", "after", "before", "insertAdjacentHTML", "appendTo"};
    struct reader *r = context;
    const struct script_token *t = &r->script->tokens[at];
    bool is_link = str_find_nocase_c(text, "<a ") != STR_NPOS && str_find_nocase_c(text, "href=") != STR_NPOS;
    if (!is_link || at < 1)
        return;
    bool is_put = is_sign(t - 1, '='), is_here = false;
    for (size_t i = 0; i < sizeof sinks / sizeof *sinks && at >= 2 && is_sign(t - 1, '('); i++)
        if (is_name(t - 2, sinks[i])) {
            is_put = true;
            is_here = i < 2;
        }
    is_put |= at >= 4 && is_sign(t - 1, ',') && is_name(t - 4, "insertAdjacentHTML");
    is_put |= at >= 2 && is_sign(t - 1, '(') && is_name(t - 2, "$");
    if (is_put)
        add_piece(r, (struct piece){.markup = arena_str(r->arena, text), .script = r->script, .is_here = is_here});
}

/* ---- what a script asks for ---- */

static bool is_plain_address(struct str s)
{
    if (s.n < 2 || s.n > 1000 || s.p[0] == '#')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == '<' || s.p[i] == '{' || s.p[i] == '\\')
            return false;
    return memchr(s.p, '/', s.n) || memchr(s.p, '.', s.n) || memchr(s.p, '?', s.n);
}

static bool says_post(const struct script *s, size_t at)
{
    for (size_t i = at; i < s->n_tokens && i < at + 30; i++)
        if (s->tokens[i].kind == SCRIPT_STRING && str_eq_nocase_c(s->tokens[i].text, "post"))
            return true;
    return at >= 3 && str_eq_nocase_c(s->tokens[at - 2].text, "post");
}

static void note_asked(struct reader *r, struct script *s, size_t at)
{
    const struct script_token *t = &s->tokens[at];
    struct buf url;
    buf_init(&url, LIMIT_URL_BYTES);
    bool is_whole = t->kind == SCRIPT_STRING && !is_sign(t + 1, '+');
    bool is_known = t->kind == SCRIPT_STRING && is_plain_address(t->text) && url_resolve(r->url, t->text, &url) == URL_OK;
    if (!is_known) {
        s->asks |= t->kind == SCRIPT_NAME || t->kind == SCRIPT_TEMPLATE || t->kind == SCRIPT_STRING;
    } else if (url_same_origin(r->url, buf_str(&url))) {
        s->asks = true;
        bool is_new = is_whole && r->page->n_asked < SCRIPT_ASKED_MAX && !says_post(s, at);
        for (size_t i = 0; i < r->page->n_asked; i++)
            is_new &= !str_eq(r->page->asked[i], t->text);
        if (is_new)
            r->page->asked[r->page->n_asked++] = arena_str(r->keep, t->text);
    } else {
        s->asks_others = true;
    }
    buf_done(&url);
}

/* "/api/v1/documents": in a built program the name of what asks for it is lost. */
static bool names_api(struct str s)
{
    return s.n > 5 && s.p[0] == '/' && s.p[1] != '/' && is_plain_address(s) && !memchr(s.p, ':', s.n) && !memchr(s.p, '*', s.n) && !memchr(s.p, '(', s.n) &&
           s.p[s.n - 1] != '/' && s.p[s.n - 1] != '=' && (str_find_c(s, "/api/") != STR_NPOS || str_find_c(s, "/rest/") != STR_NPOS || str_ends_nocase_c(s, ".json"));
}

static void find_asked(struct reader *r, struct script *s)
{
    static const char *const calls[] = {"fetch", "get", "getJSON", "axios", "ajax", "post"};
    bool has_ajax = false;
    for (size_t i = 0; i < s->n_tokens; i++) {
        const struct script_token *t = &s->tokens[i];
        has_ajax |= t->kind == SCRIPT_NAME && (str_find_nocase_c(t->text, "ajax") != STR_NPOS || str_find_nocase_c(t->text, "datatable") != STR_NPOS || is_name(t, "axios"));
        bool is_key = has_ajax && is_sign(t + 1, ':') && (str_eq_c(t->text, "url") || str_eq_c(t->text, "ajax") || str_eq_c(t->text, "sAjaxSource"));
        bool is_call = false;
        for (size_t k = 0; k < sizeof calls / sizeof *calls && is_sign(t + 1, '('); k++)
            is_call |= is_name(t, calls[k]);
        bool is_method = i > 0 && is_sign(t - 1, '.');
        if ((is_name(t, "get") || is_name(t, "post")) && (!is_method || i < 2 || !(is_name(t - 2, "$") || is_name(t - 2, "jQuery") || is_name(t - 2, "axios"))))
            is_call = false; /* a map's get() */
        if (is_name(t, "open") && is_sign(t + 1, '(') && i + 4 < s->n_tokens && t[2].kind == SCRIPT_STRING && (str_eq_nocase_c(t[2].text, "get") || str_eq_nocase_c(t[2].text, "post")))
            note_asked(r, s, i + 4);
        else if ((is_call || is_key) && i + 2 < s->n_tokens && !is_sign(t + 2, '{'))
            note_asked(r, s, i + 2);
        else if (r->is_file && t->kind == SCRIPT_STRING && names_api(t->text) && i > 0 && !is_sign(t - 1, '+'))
            note_asked(r, s, i);
    }
}

/* Ids of elements: getElementById('x'), $('#x'), el: '#x'. And whether all this only answers what a visitor types. */
static void find_names(struct script *s)
{
    static const char *const typed[] = {"keyup", "keydown", "keypress", "input", "autocomplete", "typeahead", "submit"};
    for (size_t i = 0; i < s->n_tokens; i++) {
        const struct script_token *t = &s->tokens[i];
        for (size_t k = 0; k < sizeof typed / sizeof *typed && (t->kind == SCRIPT_STRING || is_sign(t + 1, '(')); k++)
            s->is_answer |= str_eq_c(t->text, typed[k]);
        if (t->kind != SCRIPT_STRING || s->n_names >= NAMES_MAX || t->text.n < 2)
            continue;
        bool is_id = i >= 2 && is_sign(t - 1, '(') && is_name(t - 2, "getElementById");
        struct str name = is_id ? t->text : t->text.p[0] == '#' ? str_from_pos(t->text, 1) : STR_NONE;
        size_t space = str_chr(name, ' '); /* "#list tbody" */
        name = str_sub(name, 0, space);
        if (name.n)
            s->names[s->n_names++] = name;
    }
}

/* ---- data in attributes ---- */

static void decode_quotes(struct str raw, struct buf *out)
{
    for (size_t i = 0; i < raw.n; i++) {
        struct str rest = str_from_pos(raw, i);
        bool is_quot = str_starts_c(rest, "&quot;") || str_starts_c(rest, "&#034;"), is_short = str_starts_c(rest, "&#34;") || str_starts_c(rest, "&#39;");
        bool is_amp = str_starts_c(rest, "&amp;"), is_apos = str_starts_c(rest, "&#039;") || str_starts_c(rest, "&apos;");
        (void)buf_add_char(out, is_quot ? '"' : is_short ? (rest.p[3] == '4' ? '"' : '\'') : is_apos ? '\'' : raw.p[i]);
        i += is_quot || is_apos ? 5 : is_short || is_amp ? 4 : 0;
    }
}

/* data-items='[{...}]', x-data="{ items: [...] }", ng-init="items = [...]". Another mark goes into find_marks, too. */
static void read_attributes(struct reader *r)
{
    static const char *const marks[] = {"=\"[{", "='[{", "=\"{", "='{", "=\"[[", "='[[", "ng-init=\"", "v-bind:data=\""};
    unsigned looked = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (size_t at = 0; looked < PIECES_MAX && (at = find_exact(r->html, at, str_from(marks[i]))) != STR_NPOS;) {
            size_t quote = find_exact(str_sub(r->html, 0, at + 20), at, STR_LIT("=")) + 1;
            struct str value = str_from_pos(r->html, quote + 1);
            value = str_sub(value, 0, str_chr(value, r->html.p[quote]));
            at = quote + 1;
            if (value.n < STRING_DATA_MIN || value.n > SCRIPT_MAX_BYTES || in_script(r, at))
                continue;
            looked++;
            struct buf plain;
            buf_init(&plain, SCRIPT_MAX_BYTES);
            decode_quotes(value, &plain);
            bool is_whole;
            size_t n;
            struct script_token *tokens = script_tokens(arena_str(r->arena, buf_str(&plain)), TOKENS_MAX, &n, &is_whole);
            size_t n_before = r->n_pieces;
            read_literals(r, tokens, n, 1);
            for (size_t k = n_before; k < r->n_pieces; k++)
                r->pieces[k].place.at = at; /* in front of the element's end tag, found below */
            free(tokens);
            buf_done(&plain);
        }
}

/* ---- putting it all into the page ---- */

static void find_places(struct reader *r)
{
    if (!r->n_pieces)
        return;
    size_t body = find_from(r->html, 0, "<body"), body_end = find_from(r->html, 0, "</body");
    for (size_t i = 0; i < r->n_pieces; i++) {
        struct piece *p = &r->pieces[i];
        size_t n_before = 0;
        for (size_t k = 0; k < i; k++)
            n_before += r->pieces[k].script == p->script;
        struct place place = {0};
        if (p->script && !p->is_here)
            place = place_of(r, p->script, n_before);
        if (!p->script && p->place.at) { /* the element itself when it is empty, else behind its start tag */
            place = empty_element(r, p->place.at);
            size_t gt = find_exact(r->html, p->place.at, STR_LIT(">"));
            if (!place.at && !r->has_template && gt != STR_NPOS)
                place = (struct place){gt + 1, ROWS_ANYWHERE};
        }
        if (!place.at && r->has_template && p->value)
            place = r->template_place;
        for (size_t k = 0; !place.at && k < r->n_scripts && !p->is_here; k++) /* data in one script, the way to show it in another */
            place = r->scripts[k].makes_links ? place_of(r, &r->scripts[k], n_before) : place;
        if (!place.at && p->script)
            place.at = p->script->end;
        if (place.at && body != STR_NPOS && place.at < body && body_end != STR_NPOS)
            place = (struct place){body_end, ROWS_ANYWHERE}; /* a script of the head */
        p->place = place;
    }
}

static void put_pieces(struct reader *r)
{
    struct buf *out = &r->page->html;
    for (size_t i = 1; i < r->n_pieces; i++) /* by place; equal ones stay in order */
        for (size_t k = i; k > 0 && r->pieces[k - 1].place.at > r->pieces[k].place.at; k--) {
            struct piece swapped = r->pieces[k];
            r->pieces[k] = r->pieces[k - 1];
            r->pieces[k - 1] = swapped;
        }
    size_t done = 0;
    for (size_t i = 0; i < r->n_pieces; i++) {
        const struct piece *p = &r->pieces[i];
        if (!p->place.at)
            continue;
        (void)buf_add_str(out, str_sub(r->html, done, p->place.at - done));
        done = p->place.at;
        (void)buf_add_char(out, '\n');
        if (p->value)
            (void)script_rows_write(p->value, &r->glues, p->place.kind, out);
        else
            (void)buf_add_str(out, p->markup);
    }
    if (out->n)
        (void)buf_add_str(out, str_from_pos(r->html, done));
}

static void decide_waiting(struct reader *r)
{
    size_t n_data = 0;
    for (size_t i = 0; i < r->n_pieces; i++)
        n_data += r->pieces[i].value && r->pieces[i].place.at;
    bool is_waiting = n_data == 0 && (r->n_unsure > 0 || r->has_template);
    for (size_t i = 0; i < r->n_scripts && !is_waiting; i++) {
        struct script *s = &r->scripts[i];
        if (s->is_answer || (s->asks_others && !s->asks))
            continue;
        bool has_place = s->makes_links && n_data == 0 && place_of(r, s, 0).at;
        is_waiting = (s->asks && (s->makes_links || s->makes_rows)) || has_place;
    }
    r->page->is_waiting = is_waiting;
}

void script_page_read(struct str html, struct str url, struct arena *arena, struct script_page *ret)
{
    *ret = (struct script_page){0};
    buf_init(&ret->html, 2 * html.n + LIMIT_TEXT_BYTES);
    struct reader *r = mem_alloc(sizeof *r);
    r->html = html;
    r->url = url;
    struct arena work;
    arena_init(&work);
    r->keep = arena;
    r->arena = r->glues.arena = &work;
    r->page = ret;
    r->is_file = str_starts_c(html, SCRIPT_FILE_HEAD);
    find_scripts(r);
    unsigned marks = find_marks(html);
    if (marks & MARK_TEMPLATE)
        find_template(r);
    read_template_addresses(r);
    for (size_t i = 0; i < r->n_scripts; i++) {
        struct script *s = &r->scripts[i];
        bool is_whole;
        r->script = s;
        s->tokens = script_tokens(s->body, TOKENS_MAX, &s->n_tokens, &is_whole);
        r->glues.makes_links = r->glues.makes_rows = false;
        script_glue_read(&r->glues, s->tokens, s->n_tokens, read_markup, r);
        s->makes_links = r->glues.makes_links;
        s->makes_rows = r->glues.makes_rows;
        find_names(s);
        find_asked(r, s);
    }
    struct script_opener *openers = ARENA_ARRAY(arena, struct script_opener, r->glues.n_openers + 1);
    for (size_t i = 0; i < r->glues.n_openers; i++) {
        const struct script_opener *o = &r->glues.openers[i];
        openers[i] = (struct script_opener){arena_str(arena, o->name), arena_str(arena, o->prefix), arena_str(arena, o->suffix)};
    }
    ret->openers = openers;
    ret->n_openers = r->glues.n_openers;
    r->glues.makes_links = r->has_template;
    for (size_t i = 0; i < r->n_scripts; i++)
        r->glues.makes_links |= r->scripts[i].makes_links;
    struct buf flight;
    buf_init(&flight, SCRIPT_MAX_BYTES);
    for (size_t i = 0; i < r->n_scripts; i++) {
        r->script = &r->scripts[i];
        if (script_is_flight(r->script->body))
            script_flight_collect(r->script->tokens, r->script->n_tokens, &flight);
        else
            read_literals(r, r->script->tokens, r->script->n_tokens, 0);
    }
    read_flight(r, buf_str(&flight)); /* behind the last script */
    buf_done(&flight);
    r->script = NULL;
    if (marks & MARK_DATA)
        read_attributes(r);
    find_places(r);
    put_pieces(r);
    decide_waiting(r);
    ret->has_program = r->has_program;
    ret->has_empty_list = r->n_pieces == 0 && has_empty_list(r);
    for (size_t i = 0; i < r->n_scripts; i++)
        free(r->scripts[i].tokens);
    arena_done(&work);
    free(r->scripts);
    free(r);
}
