/* url_text.c - what people read of a URL: file name, readable form, extension.
 * SPDX-License-Identifier: MIT
 */
#include "url.h"

enum { CP874_TO_UNICODE = 0x0E00 - 0xA0, FIRST_PRINTABLE = 0x20 };

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool is_escape(struct str s, size_t at)
{
    return s.p[at] == '%' && at + 2 < s.n && hex_value(s.p[at + 1]) >= 0 && hex_value(s.p[at + 2]) >= 0;
}

static unsigned char escape_value(struct str s, size_t at)
{
    return (unsigned char)(hex_value(s.p[at + 1]) * 16 + hex_value(s.p[at + 2]));
}

/* Length and value of the UTF-8 sequence at p (RFC 3629), 0 when there is none. Rooms of one floor do not include each other, so the
 * text room's decoder is not used here. */
static size_t utf8_at(const unsigned char *p, size_t n, uint32_t *ret_point)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = p[0] < 0x80 ? 1 : (p[0] & 0xe0) == 0xc0 ? 2 : (p[0] & 0xf0) == 0xe0 ? 3 : (p[0] & 0xf8) == 0xf0 ? 4 : 0;
    if (length == 0 || length > n)
        return 0;
    uint32_t point = length == 1 ? p[0] : p[0] & (0xffu >> (length + 1));
    for (size_t k = 1; k < length; k++) {
        if ((p[k] & 0xc0) != 0x80)
            return 0;
        point = point << 6 | (p[k] & 0x3fu);
    }
    if (point < smallest[length] || (point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff)
        return 0;
    *ret_point = point;
    return length;
}

/* Nothing that hides, breaks the line, or turns the reading direction. */
static bool is_printable(uint32_t c)
{
    bool is_control = c < FIRST_PRINTABLE || (c >= 0x7f && c <= 0xa0) || c == 0xad;
    bool is_hidden = (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x206f) || c == 0x3000 ||
                     c == 0xfeff || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    return !is_control && !is_hidden;
}

static bool is_utf8(struct str s)
{
    uint32_t point;
    for (size_t i = 0, length; i < s.n; i += length)
        if ((length = utf8_at((const unsigned char *)s.p + i, s.n - i, &point)) == 0)
            return false;
    return true;
}

static bool is_cp874(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x80 && !((c >= 0xa1 && c <= 0xda) || (c >= 0xdf && c <= 0xfb)))
            return false;
    }
    return true;
}

static void add_point(struct buf *out, uint32_t c)
{
    char three[3] = {(char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3f)), (char)(0x80 | (c & 0x3f))};
    (void)buf_add(out, three, sizeof three);
}

/* Bytes from a decoded name to clean UTF-8: UTF-8 as it is, else TIS-620 when all fits, else U+FFFD for what is bad. */
static void add_clean(struct buf *out, struct str s)
{
    bool as_cp874 = !is_utf8(s) && is_cp874(s);
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        uint32_t point = 0;
        size_t length = as_cp874 && c >= 0x80 ? 0 : utf8_at((const unsigned char *)s.p + i, s.n - i, &point);
        if (length == 0)
            add_point(out, as_cp874 ? (uint32_t)c + CP874_TO_UNICODE : 0xFFFD);
        else if (is_printable(point))
            (void)buf_add(out, s.p + i, length);
        else if (point == 0xa0 || point == 0x3000 || point == '\t' || point == '\n')
            (void)buf_add_char(out, ' ');
        i += length ? length : 1;
    }
}

static struct str last_segment(struct str canonical)
{
    struct url_parts parts;
    if (!url_split(canonical, &parts))
        return STR_NONE;
    return str_from_pos(parts.path, str_rchr(parts.path, '/') + 1);
}

static void add_decoded(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool is_escaped = is_escape(s, i);
        (void)buf_add_char(out, is_escaped ? (char)escape_value(s, i) : s.p[i]);
        i += is_escaped ? 2 : 0;
    }
}

/* "%25E0%25B8%81": escaped once more by a script that escaped the whole address. */
static bool is_escaped_again(struct str s)
{
    for (size_t i = 0; i + 2 < s.n; i++)
        if (is_escape(s, i) && escape_value(s, i) >= 0x80)
            return true;
    return false;
}

/* %u0E01, as JavaScript's escape() writes it. */
static void add_script_escapes(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        uint32_t point = 0;
        bool is_unit = s.p[i] == '%' && i + 5 < s.n && (s.p[i + 1] == 'u' || s.p[i + 1] == 'U');
        for (size_t k = i + 2; is_unit && k < i + 6; k++) {
            is_unit = hex_value(s.p[k]) >= 0;
            point = point << 4 | (uint32_t)(is_unit ? hex_value(s.p[k]) : 0);
        }
        if (is_unit && point >= 0x800 && (point < 0xd800 || point > 0xdfff)) {
            add_point(out, point);
            i += 5;
        } else {
            (void)buf_add_char(out, s.p[i]);
        }
    }
}

void url_file_name(struct str canonical, struct buf *out)
{
    struct buf decoded, again;
    buf_init(&decoded, 0);
    buf_init(&again, 0);
    add_decoded(&decoded, last_segment(canonical));
    if (is_escaped_again(buf_str(&decoded))) {
        add_decoded(&again, buf_str(&decoded));
        buf_clear(&decoded);
        (void)buf_add_str(&decoded, buf_str(&again));
    }
    if (str_find_nocase_c(buf_str(&decoded), "%u0e") != STR_NPOS) {
        buf_clear(&again);
        add_script_escapes(&again, buf_str(&decoded));
        buf_clear(&decoded);
        (void)buf_add_str(&decoded, buf_str(&again));
    }
    buf_done(&again);
    add_clean(out, buf_str(&decoded));
    buf_done(&decoded);
}

/* ASCII escapes stay: decoded, "%2F" or "%20" would be another URL or break the line. */
static void add_readable_segment(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned char bytes[4];
        size_t n = 0;
        uint32_t point = 0;
        while (n < 4 && i + 3 * n < s.n && is_escape(s, i + 3 * n)) {
            bytes[n] = escape_value(s, i + 3 * n);
            n++;
        }
        size_t length = n ? utf8_at(bytes, n, &point) : 0;
        if (length >= 2 && is_printable(point)) {
            (void)buf_add(out, bytes, length);
            i += 3 * length;
        } else {
            (void)buf_add_char(out, s.p[i++]);
        }
    }
}

/* A segment that is not UTF-8 as a whole stays as it is: two bytes of TIS-620 can look like a Cyrillic letter. */
void url_readable(struct str canonical, struct buf *out)
{
    struct buf decoded;
    buf_init(&decoded, 0);
    for (size_t i = 0, end; i < canonical.n; i = end) {
        end = i + 1;
        while (end < canonical.n && !memchr("/?&=", canonical.p[end], 4))
            end++;
        struct str segment = str_sub(canonical, i, end - i);
        buf_clear(&decoded);
        add_decoded(&decoded, segment);
        if (is_utf8(buf_str(&decoded)))
            add_readable_segment(out, segment);
        else
            (void)buf_add_str(out, segment);
    }
    buf_done(&decoded);
}

struct str url_extension(struct str canonical, char scratch[static 8])
{
    struct str name = last_segment(canonical);
    size_t dot = str_rchr(name, '.');
    struct str extension = dot == STR_NPOS ? STR_NONE : str_from_pos(name, dot + 1);
    if (extension.n == 0 || extension.n > 7)
        return STR_NONE;
    for (size_t i = 0; i < extension.n; i++) {
        char c = extension.p[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            return STR_NONE;
        scratch[i] = c;
    }
    scratch[extension.n] = '\0';
    return (struct str){scratch, extension.n};
}

bool url_has_extension(struct str canonical, const char *const *list)
{
    char scratch[8];
    struct str extension = url_extension(canonical, scratch);
    for (; extension.n && *list; list++)
        if (str_eq_c(extension, *list))
            return true;
    return false;
}
