/* script_token.c - a script's text as tokens.
 *
 * Where '/' divides and where it begins a regular expression the sign before it tells, which is right for nearly all that people write. A
 * template is one token with all that stands in its ${}, templates too, as deep as LIMIT_TEMPLATE_DEPTH.
 * SPDX-License-Identifier: MIT
 */
#include "script_token.h"

#include "base/mem.h"
#include "text/utf8.h"

enum { LIMIT_TEMPLATE_DEPTH = 16, REGEX_MAX_BYTES = 1000 };

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\v';
}

/* Behind the quote that closes a string begun before `at`; n + 1 when none does on its line. */
static size_t string_end(struct str s, size_t at, char quote)
{
    for (; at < s.n; at++) {
        if (s.p[at] == '\\')
            at++;
        else if (s.p[at] == quote)
            return at + 1;
        else if (s.p[at] == '\n')
            break;
    }
    return s.n + 1;
}

/* Behind the '`' that closes a template begun before `at`; n + 1 when none does. `open` counts braces of each "${" that is open. */
static size_t template_end(struct str s, size_t at)
{
    unsigned depth = 0, braces[LIMIT_TEMPLATE_DEPTH] = {0}; /* even depth: in a template's text, odd: in its expression */
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (c == '\\') {
            at++;
        } else if (depth % 2 == 0) {
            if (c == '`' && depth == 0)
                return at + 1;
            if (c == '`')
                depth--;
            else if (c == '$' && at + 1 < s.n && s.p[at + 1] == '{' && depth + 1 < LIMIT_TEMPLATE_DEPTH) {
                braces[++depth] = 0;
                at++;
            }
        } else if (c == '`' && depth + 1 < LIMIT_TEMPLATE_DEPTH) {
            depth++;
        } else if (c == '{') {
            braces[depth]++;
        } else if (c == '}') {
            if (braces[depth] == 0)
                depth--;
            else
                braces[depth]--;
        } else if (c == '\'' || c == '"') {
            at = string_end(s, at + 1, c) - 1; /* none: the template has no end either */
        }
    }
    return s.n + 1;
}

/* Behind a regular expression begun before `at`, or 0 when its line ends first: then it was a division. */
static size_t regex_end(struct str s, size_t at)
{
    size_t last = at + REGEX_MAX_BYTES;
    for (bool in_class = false; at < s.n && at < last && s.p[at] != '\n'; at++) {
        char c = s.p[at];
        if (c == '\\')
            at++;
        else if (c == '[' || c == ']')
            in_class = c == '[';
        else if (c == '/' && !in_class)
            return at + 1;
    }
    return 0;
}

static bool expects_value(const struct script_token *before)
{
    if (!before)
        return true;
    if (before->kind == SCRIPT_NAME)
        return str_eq_c(before->text, "return") || str_eq_c(before->text, "typeof") || str_eq_c(before->text, "case");
    return before->kind == SCRIPT_SIGN && before->sign != ')' && before->sign != ']' && before->sign != '}';
}

/* Behind white space, comments and the old "<!--"; n at the end. */
static size_t skip_blank(struct str s, size_t at)
{
    while (at < s.n) {
        struct str rest = str_from_pos(s, at);
        if (is_blank(s.p[at])) {
            at++;
        } else if (str_starts_c(rest, "//") || str_starts_c(rest, "<!--") || str_starts_c(rest, "-->")) {
            const char *line = memchr(rest.p, '\n', rest.n);
            at = line ? (size_t)(line - s.p) + 1 : s.n;
        } else if (str_starts_c(rest, "/*")) {
            const char *close = memmem(rest.p + 2, rest.n - 2, "*/", 2);
            at = close ? (size_t)(close - s.p) + 2 : s.n;
        } else {
            break;
        }
    }
    return at;
}

struct script_token *script_tokens(struct str script, size_t max, size_t *ret_n, bool *ret_is_whole)
{
    struct script_token *tokens = NULL;
    size_t n = 0, capacity = 0, at = 0;
    *ret_is_whole = true;
    while ((at = skip_blank(script, at)) < script.n) {
        char c = script.p[at];
        size_t from = at, end = at + 1;
        struct script_token token = {.kind = SCRIPT_SIGN, .sign = c};
        if (is_name_byte(c)) {
            while (end < script.n && is_name_byte(script.p[end]))
                end++;
            token.kind = c >= '0' && c <= '9' ? SCRIPT_NUMBER : SCRIPT_NAME;
            if (token.kind == SCRIPT_NUMBER && end + 1 < script.n && script.p[end] == '.' && is_name_byte(script.p[end + 1]))
                for (end++; end < script.n && is_name_byte(script.p[end]);)
                    end++;
        } else if (c == '"' || c == '\'' || c == '`') {
            token.kind = c == '`' ? SCRIPT_TEMPLATE : SCRIPT_STRING;
            end = c == '`' ? template_end(script, end) : string_end(script, end, c);
        } else if (c == '/' && expects_value(n ? &tokens[n - 1] : NULL)) {
            size_t behind = regex_end(script, end);
            token.kind = behind ? SCRIPT_NUMBER : SCRIPT_SIGN; /* a value of its own, of no interest */
            end = behind ? behind : end;
        }
        if (end > script.n || n >= max) {
            *ret_is_whole = false;
            break;
        }
        bool is_quoted = token.kind == SCRIPT_STRING || token.kind == SCRIPT_TEMPLATE;
        token.text = str_sub(script, from + is_quoted, end - from - 2 * (size_t)is_quoted);
        MEM_GROW(tokens, n, capacity);
        tokens[n++] = token;
        at = end;
    }
    MEM_GROW(tokens, n, capacity);
    tokens[n] = (struct script_token){.kind = SCRIPT_END};
    *ret_n = n;
    return tokens;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* The code point of n hexadecimal digits at s[at], or UINT32_MAX. */
static uint32_t hex_at(struct str s, size_t at, size_t n)
{
    uint32_t value = 0;
    if (at + n > s.n)
        return UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        if (hex_digit(s.p[at + i]) < 0)
            return UINT32_MAX;
        value = value * 16 + (uint32_t)hex_digit(s.p[at + i]);
    }
    return value;
}

static void add_point(struct buf *out, uint32_t point)
{
    char bytes[4];
    bool is_fit = point >= 0x20 && point <= 0x10FFFF && !(point >= 0xD800 && point < 0xE000);
    (void)buf_add(out, bytes, utf8_encode(is_fit ? point : ' ', bytes));
}

void script_unescape(struct str s, struct buf *out)
{
    (void)buf_add(out, "", 0);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\' || i + 1 >= s.n) {
            (void)buf_add_char(out, s.p[i]);
            continue;
        }
        char c = s.p[++i];
        size_t n_digits = c == 'u' ? 4 : c == 'x' ? 2 : 0;
        uint32_t point = n_digits ? hex_at(s, i + 1, n_digits) : UINT32_MAX;
        if (point != UINT32_MAX) {
            i += n_digits;
            uint32_t low = point >= 0xD800 && point < 0xDC00 && i + 2 < s.n && s.p[i + 1] == '\\' && s.p[i + 2] == 'u' ? hex_at(s, i + 3, 4) : 0;
            if (low >= 0xDC00 && low < 0xE000) {
                point = 0x10000 + ((point & 0x3FF) << 10 | (low & 0x3FF));
                i += 6;
            }
            add_point(out, point);
        } else if (c == 'n' || c == 'r' || c == 't' || c == 'f' || c == 'v' || c == '\n') {
            (void)buf_add_char(out, c == 'n' ? '\n' : ' ');
        } else if (c != '\r' && c != 'b' && c != '0') {
            (void)buf_add_char(out, c);
        }
    }
}
