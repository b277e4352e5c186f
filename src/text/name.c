/* name.c - file names as a person reads them.
 * SPDX-License-Identifier: MIT
 */
#include "name.h"

#include "charset.h"
#include "codepage.h"
#include "repair.h"
#include "thai.h"
#include "utf8.h"

enum { NAME_MAX_BYTES = 8192, ESCAPED_TIMES = 2 };

static int hex_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The value of n hexadecimal digits at i, or -1. */
static int hex_at(struct str s, size_t i, size_t n)
{
    int value = 0;
    for (size_t k = 0; k < n; k++) {
        int digit = i + k < s.n ? hex_value(s.p[i + k]) : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static bool has_escapes(struct str s)
{
    for (size_t i = 0; i + 2 < s.n; i++)
        if (s.p[i] == '%' && (hex_at(s, i + 1, 2) >= 0x80 || ((s.p[i + 1] | 0x20) == 'u' && hex_at(s, i + 2, 4) >= 0x80)))
            return true;
    return false;
}

static void add_unescaped(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        char bytes[4];
        int byte = s.p[i] == '%' ? hex_at(s, i + 1, 2) : -1;
        int unit = s.p[i] == '%' && i + 1 < s.n && (s.p[i + 1] | 0x20) == 'u' ? hex_at(s, i + 2, 4) : -1;
        if (unit >= 0) {
            (void)buf_add(out, bytes, utf8_encode((uint32_t)unit, bytes));
            i += 5;
        } else if (byte >= 0) {
            (void)buf_add_char(out, (char)byte);
            i += 2;
        } else {
            (void)buf_add_char(out, s.p[i]);
        }
    }
}

static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static void add_base64(struct str s, struct buf *out)
{
    uint32_t bits = 0;
    unsigned n_bits = 0;
    for (size_t i = 0; i < s.n; i++) {
        int value = base64_value(s.p[i]);
        if (value < 0)
            continue;
        bits = bits << 6 | (uint32_t)value;
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            (void)buf_add_char(out, (char)(bits >> n_bits & 0xFF));
        }
    }
}

static void add_quoted(struct str s, struct buf *out)
{
    for (size_t i = 0; i < s.n; i++) {
        int byte = s.p[i] == '=' ? hex_at(s, i + 1, 2) : -1;
        (void)buf_add_char(out, byte >= 0 ? (char)byte : s.p[i] == '_' ? ' ' : s.p[i]);
        i += byte >= 0 ? 2 : 0;
    }
}

/* One encoded word at the front of s: its bytes go to out, its charset to *ret_label; the length it takes, or 0. */
static size_t encoded_word(struct str s, struct buf *out, struct str *ret_label)
{
    if (!str_starts_c(s, "=?"))
        return 0;
    struct str rest = str_from_pos(s, 2);
    struct str label = str_cut(&rest, '?');
    struct str coding = rest.p ? str_cut(&rest, '?') : STR_NONE;
    size_t end = rest.p ? str_find_c(rest, "?=") : STR_NPOS;
    if (coding.n != 1 || end == STR_NPOS)
        return 0;
    char kind = (char)(coding.p[0] | 0x20);
    if (kind != 'b' && kind != 'q')
        return 0;
    if (kind == 'b')
        add_base64(str_sub(rest, 0, end), out);
    else
        add_quoted(str_sub(rest, 0, end), out);
    *ret_label = label;
    return (size_t)(rest.p - s.p) + end + 2;
}

/* Encoded words and what stands between; white space between two of them is only there to part them. */
static void add_words(struct str s, struct buf *out, struct str *label)
{
    bool was_word = false;
    for (size_t i = 0; i < s.n;) {
        size_t gap = i;
        while (was_word && gap < s.n && (s.p[gap] == ' ' || s.p[gap] == '\t'))
            gap++;
        size_t length = encoded_word(str_from_pos(s, gap), out, label);
        if (length > 0) {
            i = gap + length;
            was_word = true;
            continue;
        }
        (void)buf_add_char(out, s.p[i++]);
        was_word = false;
    }
}

/* A short name in TIS-620 may happen to be UTF-8 of some other script ("แผน" is U+1F39): on Thai sites it is Thai. */
static bool is_tis_by_chance(struct str bytes)
{
    size_t n_high = 0;
    for (size_t i = 0, length; i < bytes.n; i += length) {
        uint32_t c = utf8_decode(bytes.p + i, bytes.n - i, &length);
        bool is_misread = c == UTF8_BAD || (c >= 0x80 && c < 0x100) || (c >= 0x0E00 && c <= 0x0E7F) || (c >= 0x2000 && c < 0x2100);
        for (size_t k = 0; k < length && c >= 0x80; k++)
            if (is_misread || !thai_is_tis((unsigned char)bytes.p[i + k]))
                return false;
        n_high += c >= 0x80;
    }
    return n_high > 0;
}

static void add_tis(struct str bytes, struct buf *out)
{
    for (size_t i = 0; i < bytes.n; i++) {
        char encoded[4];
        (void)buf_add(out, encoded, utf8_encode(codepage_874((unsigned char)bytes.p[i]), encoded));
    }
}

void name_readable(struct str raw, struct str label, struct buf *out)
{
    struct buf bytes, other;
    buf_init(&bytes, NAME_MAX_BYTES);
    buf_init(&other, NAME_MAX_BYTES);
    raw = str_sub(raw, 0, NAME_MAX_BYTES / 2);
    if (str_find_c(raw, "=?") != STR_NPOS)
        add_words(raw, &bytes, &label);
    else
        (void)buf_add_str(&bytes, raw);
    for (int i = 0; i < ESCAPED_TIMES; i++) {
        if (i > 0 && !has_escapes(buf_str(&bytes)))
            break; /* "100%25" means a percent sign */
        buf_clear(&other);
        add_unescaped(buf_str(&bytes), &other);
        struct buf swap = bytes;
        bytes = other;
        other = swap;
    }
    struct str name = str_trim(buf_str(&bytes));
    size_t slash = str_rchr(name, '/'), backslash = STR_NPOS;
    name = slash == STR_NPOS ? name : str_from_pos(name, slash + 1);
    backslash = str_rchr(name, '\\');
    name = backslash == STR_NPOS ? name : str_from_pos(name, backslash + 1);
    buf_clear(&other);
    if (is_tis_by_chance(name))
        add_tis(name, &other);
    else
        (void)charset_to_utf8(name, label, &other);
    other.n = other.n ? repair_in_place(other.p, other.n) : 0;
    utf8_terminal(buf_str(&other), out);
    buf_done(&bytes);
    buf_done(&other);
}
