/* zip_name.c - readable names of archive members.
 *
 * ZIP knows two encodings of names: UTF-8 when a flag says so, else code page 437. Thai Windows writes 874 and no flag, many programs UTF-8 and
 * no flag; and a name that one program misread the next one stores in beautiful UTF-8 ("╣╝╣.pdf"). So: what the bytes can be decides.
 * SPDX-License-Identifier: MIT
 */
#include "base/limits.h"
#include "extract/zip_parts.h"
#include "text/charset.h"
#include "text/utf8.h"

static const uint16_t page_437[128] = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7,
    0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE, 0x00EC, 0x00C4, 0x00C5,
    0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9,
    0x00FF, 0x00D6, 0x00DC, 0x00A2, 0x00A3, 0x00A5, 0x20A7, 0x0192,
    0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA, 0x00BA,
    0x00BF, 0x2310, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB,
    0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556,
    0x2555, 0x2563, 0x2551, 0x2557, 0x255D, 0x255C, 0x255B, 0x2510,
    0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x255E, 0x255F,
    0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x2567,
    0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256B,
    0x256A, 0x2518, 0x250C, 0x2588, 0x2584, 0x258C, 0x2590, 0x2580,
    0x03B1, 0x00DF, 0x0393, 0x03C0, 0x03A3, 0x03C3, 0x00B5, 0x03C4,
    0x03A6, 0x0398, 0x03A9, 0x03B4, 0x221E, 0x03C6, 0x03B5, 0x2229,
    0x2261, 0x00B1, 0x2265, 0x2264, 0x2320, 0x2321, 0x00F7, 0x2248,
    0x00B0, 0x2219, 0x00B7, 0x221A, 0x207F, 0x00B2, 0x25A0, 0x00A0,
};

static int page_437_byte(uint32_t code_point)
{
    for (int i = 0; i < 128; i++)
        if (page_437[i] == code_point)
            return 0x80 + i;
    return -1;
}

static bool is_thai(uint32_t code_point)
{
    return code_point >= 0x0E01 && code_point <= 0x0E5B;
}

static size_t count_thai(struct str s)
{
    size_t n = 0, length;
    for (size_t i = 0; i < s.n; i += length)
        n += is_thai(utf8_decode(s.p + i, s.n - i, &length));
    return n;
}

/* Thai bytes that a program took for code page 437: "╣╝╣" in UTF-8 is still "แผน". Appends nothing when it is not so. */
static void undo_437(struct str text, struct buf *out)
{
    struct buf bytes;
    buf_init(&bytes, (size_t)LIMIT_ZIP_NAME_BYTES * 4);
    size_t n_high = 0, length;
    for (size_t i = 0; i < text.n; i += length) {
        uint32_t c = utf8_decode(text.p + i, text.n - i, &length);
        int byte = c < 0x80 ? (int)c : page_437_byte(c);
        if (byte < 0) {
            n_high = 0;
            break;
        }
        n_high += byte >= 0x80;
        (void)buf_add_char(&bytes, (char)(unsigned char)byte);
    }
    enum { CERTAIN_HIGH = 3 }; /* fewer may be an accent or a frame */
    if (n_high >= CERTAIN_HIGH) {
        struct buf again;
        buf_init(&again, (size_t)LIMIT_ZIP_NAME_BYTES * 4);
        struct charset_decision decision = charset_to_utf8(buf_str(&bytes), STR_NONE, &again);
        if (decision.charset != CHARSET_CP1252 && !decision.n_bad && count_thai(buf_str(&again)))
            (void)buf_add_str(out, buf_str(&again));
        buf_done(&again);
    }
    buf_done(&bytes);
}

static int hex_value(struct str s, size_t at, size_t n_digits)
{
    int value = 0;
    if (at + n_digits > s.n)
        return -1;
    for (size_t i = at; i < at + n_digits; i++) {
        unsigned char c = (unsigned char)s.p[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* %E0%B8%81, \u0E01 (programs for the web) and #U0E01 (unzip on a system without Thai). */
static void undo_escapes(struct str text, struct buf *out)
{
    for (size_t i = 0; i < text.n;) {
        char encoded[4];
        int value;
        if (text.p[i] == '%' && (value = hex_value(text, i + 1, 2)) >= ' ') {
            (void)buf_add_char(out, (char)(unsigned char)value);
            i += 3;
        } else if (i + 1 < text.n && (text.p[i] == '\\' || text.p[i] == '#') && (text.p[i + 1] | 0x20) == 'u' &&
                   (value = hex_value(text, i + 2, 4)) >= 0x80) {
            (void)buf_add(out, encoded, utf8_encode((uint32_t)value, encoded));
            i += 6;
        } else {
            (void)buf_add_char(out, text.p[i++]);
        }
    }
}

void zip_name_readable(struct str raw, bool is_utf8, struct buf *out)
{
    struct buf text, better;
    buf_init(&text, (size_t)LIMIT_ZIP_NAME_BYTES * 4);
    buf_init(&better, (size_t)LIMIT_ZIP_NAME_BYTES * 4);
    struct charset_decision decision = charset_to_utf8(raw, is_utf8 ? STR_LIT("utf-8") : STR_NONE, &text);
    if (decision.charset == CHARSET_CP1252) { /* neither UTF-8 nor Thai: what the format says */
        buf_clear(&text);
        for (size_t i = 0; i < raw.n; i++) {
            char encoded[4];
            unsigned char c = (unsigned char)raw.p[i];
            (void)buf_add(&text, encoded, utf8_encode(c < 0x80 ? c : page_437[c - 0x80], encoded));
        }
    }
    undo_437(buf_str(&text), &better);
    if (!better.n)
        undo_escapes(buf_str(&text), &better);
    struct str name = buf_str(&better);
    if (!utf8_is_valid(name) || count_thai(name) < count_thai(buf_str(&text)))
        name = buf_str(&text);
    buf_clear(better.p == name.p ? &text : &better);
    struct buf *clean = better.p == name.p ? &text : &better;
    utf8_clean(name, clean);
    for (size_t i = 0; i < clean->n; i++)
        if (clean->p[i] == '\n' || clean->p[i] == '\t')
            clean->p[i] = ' ';
    (void)buf_add_str(out, str_trim(buf_str(clean)));
    buf_done(&text);
    buf_done(&better);
}
