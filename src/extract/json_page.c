/* json_page.c - what a JSON answer says, as a page.
 *
 * One pass over the text with a stack of open objects, no tree. It is written as HTML and read by the HTML extractor, so links, headings and tables
 * inside strings need no second reader. An object's address often stands before its title: addresses wait for the object's end.
 * SPDX-License-Identifier: MIT
 */
#include "json_page.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/data_words.h"
#include "text/utf8.h"

enum { KEY_MAX = 64, ADDRESSES_MAX = 8, LABEL_MAX = 400 };

struct frame {
    bool is_object, is_item /* an object in a list */, is_skipped;
    bool has_key; /* the next string of the object is a value */
    char key[KEY_MAX];
    size_t label, n_label;                 /* in out: what the object is called, escaped; as a heading */
    size_t first_address, n_addresses;     /* in addresses: '\n' between */
};

struct json {
    const char *p, *end;
    struct buf *out;
    struct frame stack[LIMIT_JSON_DEPTH];
    size_t depth;
    struct buf text;              /* the string at hand */
    struct buf addresses; /* grows and shrinks with the stack */
    bool is_broken;
};

/* ---- strings ---- */

static int hex4(const char *p, const char *end)
{
    int value = 0;
    if (end - p < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        char c = (char)(p[i] | 0x20);
        int digit = c >= '0' && c <= '9' && p[i] == c ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* \uXXXX at p (behind the u), a surrogate pair as one; half a pair becomes U+FFFD. */
static uint32_t read_escape(struct json *j)
{
    int unit = hex4(j->p, j->end);
    if (unit < 0)
        return UTF8_BAD;
    j->p += 4;
    if (unit >= 0xD800 && unit <= 0xDBFF && j->end - j->p >= 6 && j->p[0] == '\\' && j->p[1] == 'u') {
        int low = hex4(j->p + 2, j->end);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            j->p += 6;
            return 0x10000 + ((uint32_t)(unit & 0x3FF) << 10 | (uint32_t)(low & 0x3FF));
        }
    }
    return unit >= 0xD800 && unit <= 0xDFFF ? UTF8_BAD : (uint32_t)unit;
}

/* The string whose quote stands at p, into text. */
static bool read_string(struct json *j)
{
    struct buf *text = &j->text;
    buf_clear(text);
    (void)buf_add(text, "", 0);
    for (j->p++; j->p < j->end && *j->p != '"';) {
        if (*j->p != '\\') {
            const char *from = j->p;
            while (j->p < j->end && *j->p != '"' && *j->p != '\\')
                j->p++;
            (void)buf_add(text, from, (size_t)(j->p - from));
            continue;
        }
        if (++j->p >= j->end)
            return false;
        char c = *j->p++, bytes[4];
        switch (c) {
        case 'u': (void)buf_add(text, bytes, utf8_encode(read_escape(j), bytes)); break;
        case 'n':
        case 'r':
        case 't':
        case 'f': (void)buf_add_char(text, c == 'n' ? '\n' : ' '); break;
        case 'b': break;
        default: (void)buf_add_char(text, c); break;
        }
    }
    if (j->p >= j->end)
        return false;
    j->p++;
    return true;
}

/* ---- writing ---- */

static struct frame *top(struct json *j)
{
    return &j->stack[j->depth - 1];
}

/* The frame whose title a string is: {"title": {"rendered": ...}} names the outer object. */
static struct frame *titled(struct json *j)
{
    struct frame *f = top(j);
    if (f->is_object && str_eq_c(str_from(f->key), "rendered") && j->depth >= 2)
        f = &j->stack[j->depth - 2];
    return f->is_object && data_names_title(str_from(f->key)) ? f : NULL;
}

/* Headings of lists in lists stand below one another: a group's, an item's in it, a file's in that. */
static char level_of(const struct json *j, const struct frame *owner)
{
    if (!owner->is_item)
        return '2';
    char level = '3';
    for (size_t i = 0; i < j->depth && &j->stack[i] != owner; i++)
        level = (char)(level + (level < '6' && j->stack[i].is_item && j->stack[i].n_label));
    return level;
}

/* A file of a titled object ("ไฟล์ 1") is an entry below that title, and no title itself. */
static void lower_heading(struct json *j, const struct frame *f)
{
    bool is_below = false;
    for (size_t i = 0; i + 1 < j->depth; i++)
        is_below |= j->stack[i].is_item && j->stack[i].n_label;
    if (!is_below || !f->is_item || !f->n_label || f->n_addresses == 0 || j->out->is_full)
        return;
    memcpy(j->out->p + f->label - 4, "<p >", 4);
    memcpy(j->out->p + f->label + f->n_label, "</p >", 5);
}

static void add_value(struct json *j)
{
    struct frame *f = top(j);
    struct str s = str_trim(buf_str(&j->text)), key = f->is_object ? str_from(f->key) : STR_NONE;
    if (data_is_address(key, s)) {
        if (f->n_addresses < ADDRESSES_MAX) {
            (void)buf_add_str(&j->addresses, s);
            (void)buf_add_char(&j->addresses, '\n');
            f->n_addresses++;
        }
        return;
    }
    bool is_markup = data_has_markup(s);
    if (!is_markup && !data_is_readable(s))
        return;
    struct frame *owner = titled(j);
    bool is_heading = owner && s.n <= LABEL_MAX;
    char level = is_heading ? level_of(j, owner) : '\0';
    if (is_heading)
        (void)buf_addf(j->out, "<h%c>", level);
    else
        (void)buf_add_c(j->out, "<div>");
    size_t at = j->out->n;
    if (is_markup)
        (void)buf_add_str(j->out, s);
    else
        data_add_escaped(j->out, s);
    if (is_heading && !is_markup && owner->n_label == 0) {
        owner->label = at;
        owner->n_label = j->out->n - at;
    }
    if (is_heading)
        (void)buf_addf(j->out, "</h%c>\n", level);
    else
        (void)buf_add_c(j->out, "</div>\n");
}

static void open_frame(struct json *j, bool is_object)
{
    if (j->depth >= LIMIT_JSON_DEPTH) {
        j->is_broken = true;
        return;
    }
    struct frame *above = j->depth ? top(j) : NULL;
    bool is_links = above && above->is_object && (strcmp(above->key, "_links") == 0 || strcmp(above->key, "@context") == 0);
    struct frame *f = &j->stack[j->depth++];
    *f = (struct frame){.is_object = is_object,
                        .is_item = is_object && above && !above->is_object,
                        .is_skipped = is_links || (above && above->is_skipped),
                        .first_address = j->addresses.n};
    if (f->is_item && !f->is_skipped)
        (void)buf_add_c(j->out, "<div>");
}

/* The addresses of the object, below what it is called. */
static void close_frame(struct json *j)
{
    struct frame *f = top(j);
    struct str rest = str_from_pos(buf_str(&j->addresses), f->first_address);
    lower_heading(j, f);
    while (rest.n > 0 && !f->is_skipped) {
        struct str address = str_cut(&rest, '\n');
        if (!address.n)
            continue;
        size_t slash = str_rchr(address, '/');
        (void)buf_add_c(j->out, "<p><a href=\"");
        data_add_escaped(j->out, address);
        (void)buf_add_c(j->out, "\">");
        if (f->n_label && buf_reserve(j->out, f->n_label)) /* reserved, so the view stays */
            (void)buf_add(j->out, j->out->p + f->label, f->n_label);
        else
            data_add_escaped(j->out, slash == STR_NPOS ? address : str_from_pos(address, slash + 1));
        (void)buf_add_c(j->out, "</a></p>\n");
    }
    j->addresses.n = f->first_address;
    if (f->is_item && !f->is_skipped)
        (void)buf_add_c(j->out, "</div>\n");
    j->depth--;
}

static void string_token(struct json *j)
{
    struct frame *f = top(j);
    if (!read_string(j)) {
        j->is_broken = true;
        return;
    }
    if (f->is_object && !f->has_key) {
        size_t n = j->text.n < KEY_MAX - 1 ? j->text.n : KEY_MAX - 1;
        memcpy(f->key, j->text.p, n);
        f->key[n] = '\0';
        f->has_key = true;
    } else if (!f->is_skipped) {
        add_value(j);
    }
}

static void walk(struct json *j)
{
    while (j->p < j->end && !j->is_broken && !j->out->is_full) {
        switch (*j->p) {
        case '{':
        case '[': open_frame(j, *j->p++ == '{'); break;
        case '}':
        case ']':
            close_frame(j);
            j->p++;
            break;
        case '"': string_token(j); break;
        case ',':
            top(j)->has_key = false;
            j->p++;
            break;
        default: j->p++; break; /* numbers, true, colons, white space */
        }
        if (j->depth == 0)
            return;
    }
    j->is_broken = true;
}

bool json_to_html(struct str json, struct buf *out, bool *ret_is_cut)
{
    struct json *j;
    struct str trimmed = str_trim(json);
    if (!trimmed.n || (trimmed.p[0] != '{' && trimmed.p[0] != '['))
        return false;
    j = mem_alloc(sizeof *j);
    j->p = trimmed.p;
    j->end = trimmed.p + trimmed.n;
    j->out = out;
    buf_init(&j->text, LIMIT_TEXT_BYTES);
    buf_init(&j->addresses, LIMIT_TEXT_BYTES);
    walk(j);
    while (j->depth > 0) /* what came before the break is shown */
        close_frame(j);
    *ret_is_cut = j->is_broken;
    buf_done(&j->text);
    buf_done(&j->addresses);
    free(j);
    return true;
}

struct str json_of_script(struct str body)
{
    body = str_trim(body);
    if (str_starts_c(body, "window.")) { /* window.__STATE__ = {...}; */
        size_t equals = str_chr(body, '=');
        body = equals == STR_NPOS ? STR_NONE : str_trim(str_from_pos(body, equals + 1));
    }
    if (body.n < 2 || (body.p[0] != '{' && body.p[0] != '[') || str_find_c(str_sub(body, 0, 200), "\"@context\"") != STR_NPOS)
        return STR_NONE;
    struct str behind = str_trim(str_from_pos(body, 1));
    bool is_data = behind.n && (behind.p[0] == '"' || behind.p[0] == '{' || behind.p[0] == '[' || behind.p[0] == ']' || behind.p[0] == '}');
    return is_data ? body : STR_NONE;
}
