/* html_entity.c - character references.
 *
 * The few that fill Thai pages are known here; the other names are libxml2's table. Numbers 128-159 mean
 * windows-1252, as in browsers.
 * SPDX-License-Identifier: MIT
 */
#include "html_token.h"

#include <libxml/HTMLparser.h>

#include "text/utf8.h"

enum { ENTITY_NAME_MAX = 31 };

static uint32_t windows_1252(uint32_t code_point)
{
    static const uint16_t high[32] = {0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                      0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                      0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                      0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    return code_point >= 0x80 && code_point < 0xA0 ? high[code_point - 0x80] : code_point;
}

static uint32_t clean_code_point(uint32_t c)
{
    c = windows_1252(c);
    if (c < 0x20 || c == 0x7F)
        return ' ';
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF))
        return UTF8_BAD;
    return c;
}

static bool numeric(const char *p, size_t n, uint32_t *ret_code_point, size_t *ret_length)
{
    size_t i = 2;
    unsigned base = 10;
    if (i < n && (p[i] == 'x' || p[i] == 'X')) {
        base = 16;
        i++;
    }
    uint32_t value = 0;
    size_t first = i;
    for (; i < n; i++) {
        char c = p[i];
        unsigned digit = c >= '0' && c <= '9'                                   ? (unsigned)(c - '0')
                         : base == 16 && (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (unsigned)((c | 0x20) - 'a') + 10
                                                                                : 99;
        if (digit >= base)
            break;
        value = value > 0x110000 ? value : value * base + digit;
    }
    if (i == first)
        return false;
    if (i < n && p[i] == ';')
        i++;
    *ret_code_point = clean_code_point(value);
    *ret_length = i;
    return true;
}

bool html_entity(const char *p, size_t n, uint32_t *ret_code_point, size_t *ret_length)
{
    if (n >= 3 && p[1] == '#')
        return numeric(p, n, ret_code_point, ret_length);
    char name[ENTITY_NAME_MAX + 1];
    size_t i = 0;
    while (i < ENTITY_NAME_MAX && i + 1 < n &&
           ((p[i + 1] >= 'a' && p[i + 1] <= 'z') || (p[i + 1] >= 'A' && p[i + 1] <= 'Z') ||
            (p[i + 1] >= '0' && p[i + 1] <= '9'))) {
        name[i] = p[i + 1];
        i++;
    }
    name[i] = '\0';
    bool is_closed = i + 1 < n && p[i + 1] == ';';
    static const struct {
        const char *name;
        uint32_t code_point;
    } known[] = {{"nbsp", 0xA0}, {"amp", '&'}, {"quot", '"'}, {"lt", '<'}, {"gt", '>'}, {"apos", '\''}};
    uint32_t code_point = 0;
    for (size_t k = 0; k < sizeof known / sizeof *known && !code_point; k++)
        if (strcmp(name, known[k].name) == 0)
            code_point = known[k].code_point;
    if (!code_point && is_closed) {
        const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
        code_point = entity ? entity->value : 0;
    }
    if (!code_point) /* "?a=1&copy=2" in an address: without ';' only the six above are meant */
        return false;
    *ret_code_point = code_point;
    *ret_length = i + 1 + is_closed;
    return true;
}

void html_decode(struct str s, struct buf *out)
{
    size_t start = out->n;
    bool is_gap = false;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        char bytes[4];
        const char *from = s.p + i;
        size_t n = 1, used = 1;
        if (c == '&') {
            uint32_t code_point;
            if (html_entity(s.p + i, s.n - i, &code_point, &used)) {
                if (code_point == ' ' || code_point == 0xA0) {
                    i += used;
                    is_gap = true;
                    continue;
                }
                n = utf8_encode(code_point, bytes);
                from = bytes;
            }
        } else if (c <= ' ' || (c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] == 0xA0)) {
            i += c == 0xC2 ? 2 : 1;
            is_gap = true;
            continue;
        } else {
            while (i + n < s.n && (unsigned char)s.p[i + n] > ' ' && s.p[i + n] != '&' &&
                   (unsigned char)s.p[i + n] != 0xC2)
                n++;
            used = n;
        }
        if (is_gap && out->n > start)
            (void)buf_add_char(out, ' ');
        is_gap = false;
        (void)buf_add(out, from, n);
        i += used;
    }
}
