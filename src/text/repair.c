/* repair.c - makes damaged Thai text readable.
 *
 * The look is a table of which kind of letter may follow which, and a try of sara_am at every า. It may ask for a repair that then changes nothing,
 * never the other way round.
 * SPDX-License-Identifier: MIT
 */
#include "repair.h"

#include "base/bytes.h"
#include "norm.h"
#include "sara_am.h"
#include "thai.h"
#include "utf8.h"

enum kind {
    K_OTHER, /* consonants, digits, signs, other scripts */
    K_SPACE,
    K_VOWEL, /* above or below, but for the two that are closed */
    K_TIGHT, /* ั ื: a consonant follows at once */
    K_TONE,
    K_NIKHAHIT,
    K_AA,
    K_AM,
    K_LEAD_E, /* เ */
    K_LEAD,
    K_HANGS, /* ะ ๅ */
    K_ODD,   /* zero-width, private use, U+FFFD */
    N_KINDS,
};

#define BIT(kind) (1u << (kind))

/* What must not come behind each kind. */
static const unsigned short not_behind[N_KINDS] = {
    [K_SPACE] = BIT(K_VOWEL) | BIT(K_TIGHT) | BIT(K_TONE) | BIT(K_AA) | BIT(K_AM) | BIT(K_HANGS),
    [K_VOWEL] = BIT(K_VOWEL) | BIT(K_TIGHT),
    [K_TIGHT] = BIT(K_VOWEL) | BIT(K_TIGHT) | BIT(K_SPACE),
    [K_TONE] = BIT(K_TONE) | BIT(K_VOWEL) | BIT(K_TIGHT),
    [K_AA] = BIT(K_VOWEL) | BIT(K_TIGHT) | BIT(K_TONE) | BIT(K_AM),
    [K_AM] = BIT(K_VOWEL) | BIT(K_TIGHT) | BIT(K_TONE) | BIT(K_AA) | BIT(K_AM),
    [K_LEAD_E] = BIT(K_LEAD_E) | BIT(K_SPACE),
    [K_LEAD] = BIT(K_SPACE),
};

/* clang-format off: by the low byte of the code point */
static const unsigned char kind_of_thai[0x80] = {
    [0x30] = K_HANGS, [0x31] = K_TIGHT, [0x32] = K_AA, [0x33] = K_AM, [0x34] = K_VOWEL, [0x35] = K_VOWEL, [0x36] = K_VOWEL, [0x37] = K_TIGHT,
    [0x38] = K_VOWEL, [0x39] = K_VOWEL, [0x3A] = K_VOWEL, [0x40] = K_LEAD_E, [0x41] = K_LEAD, [0x42] = K_LEAD, [0x43] = K_LEAD, [0x44] = K_LEAD,
    [0x45] = K_HANGS, [0x47] = K_VOWEL, [0x48] = K_TONE, [0x49] = K_TONE, [0x4A] = K_TONE, [0x4B] = K_TONE, [0x4C] = K_TONE, [0x4D] = K_NIKHAHIT,
};
/* clang-format on */

static bool is_bullet_glyph(uint32_t c) /* of Symbol and Wingdings: fold.c knows them, and they stay */
{
    return c >= 0xF000 && c <= 0xF0FF;
}

static bool is_odd(uint32_t c)
{
    return text_is_zero_width(c) || c == UTF8_BAD || (c >= 0xE000 && c <= 0xF8FF && !is_bullet_glyph(c));
}

static inline bool is_thai_at(struct str s, size_t i)
{
    return i + 2 < s.n && (unsigned char)s.p[i] == 0xE0 && ((unsigned char)s.p[i + 1] & 0xFE) == 0xB8;
}

static enum kind kind_at(struct str s, size_t i, size_t *ret_length)
{
    unsigned char first = (unsigned char)s.p[i];
    *ret_length = 1;
    if (first < 0x80)
        return first <= ' ' ? K_SPACE : K_OTHER;
    if (is_thai_at(s, i)) {
        *ret_length = 3;
        return (enum kind)kind_of_thai[((unsigned char)s.p[i + 1] & 1) << 6 | ((unsigned char)s.p[i + 2] & 0x3F)];
    }
    uint32_t c = utf8_decode(s.p + i, s.n - i, ret_length);
    return text_is_space(c) ? K_SPACE : is_odd(c) ? K_ODD : K_OTHER;
}

/* Three bytes a letter and no branch but at าs: this runs over every page. */
bool repair_is_wanted(struct str text)
{
    const unsigned char *p = (const unsigned char *)text.p;
    unsigned before = K_OTHER, seen = 0, bad = 0;
    for (size_t i = 0, length; i < text.n && !bad;) {
        for (uint32_t four; text.n - i >= sizeof four && (four = bytes_four(p + i), bytes_are_thai(four));) {
            unsigned kind = kind_of_thai[bytes_thai_letter(four)];
            bad |= not_behind[before] >> kind & 1;
            seen |= BIT(kind);
            if (kind == K_AA && sara_am_is_lost(text, i))
                return true;
            before = kind;
            i += 3;
        }
        while (i < text.n && is_thai_at(text, i)) { /* the last letter */
            unsigned kind = kind_of_thai[(p[i + 1] & 1) << 6 | (p[i + 2] & 0x3F)];
            bad |= not_behind[before] >> kind & 1;
            seen |= BIT(kind);
            if (kind == K_AA && sara_am_is_lost(text, i))
                return true;
            before = kind;
            i += 3;
        }
        while (i < text.n && p[i] < 0x80) {
            unsigned kind = p[i] <= ' ' ? K_SPACE : K_OTHER;
            bad |= not_behind[before] >> kind & 1;
            before = kind;
            i++;
        }
        if (i >= text.n || is_thai_at(text, i))
            continue;
        unsigned kind = kind_at(text, i, &length);
        bad |= not_behind[before] >> kind & 1;
        seen |= BIT(kind);
        before = kind;
        i += length;
    }
    return bad || (seen & (BIT(K_ODD) | BIT(K_NIKHAHIT))) || ((seen & BIT(K_AM)) && sara_am_is_swapped(text));
}

static bool is_thai_kind(enum kind kind, struct str s, size_t i)
{
    return kind != K_ODD && i < s.n && (unsigned char)s.p[i] == 0xE0;
}

/* Writes s over itself without what cannot be: blanks behind letters that a consonant must follow, characters without a width, U+FFFD in a Thai
 * word; a run of it elsewhere becomes one. Private-use glyphs nobody knows become U+FFFD. */
static size_t drop_strays(char *p, size_t n)
{
    struct str s = {p, n};
    size_t to = 0;
    enum kind before = K_OTHER; /* of what was written last */
    bool was_thai = false, was_bad = false;
    for (size_t i = 0, length; i < n; i += length) {
        enum kind kind = kind_at(s, i, &length);
        size_t next_length;
        enum kind next = i + length < n ? kind_at(s, i + length, &next_length) : K_OTHER;
        bool is_newline = p[i] == '\n';
        if (kind == K_SPACE && !is_newline && (not_behind[before] & BIT(K_SPACE)) && is_thai_kind(next, s, i + length))
            continue;
        if (kind == K_ODD) {
            size_t unused;
            uint32_t c = utf8_decode(p + i, n - i, &unused);
            bool is_bad = c == UTF8_BAD || !text_is_zero_width(c);
            bool is_lost = was_thai || was_bad || is_thai_kind(next, s, i + length);
            if (!is_bad || is_lost || before == K_SPACE || next == K_SPACE || to == 0)
                continue;
            to += utf8_encode(UTF8_BAD, p + to); /* three bytes, as both of what it stands for */
            was_bad = true;
            was_thai = false;
            before = K_OTHER;
            continue;
        }
        was_bad = false;
        was_thai = (unsigned char)p[i] == 0xE0;
        memmove(p + to, p + i, length);
        to += length;
        before = kind;
    }
    return to;
}

void repair_text(struct str text, struct buf *out)
{
    size_t from = out->n;
    norm_readable(text, out);
    if (out->n == from)
        return;
    char *p = out->p + from;
    size_t n = drop_strays(p, out->n - from);
    sara_am_restore(p, n);
    out->n = from + n;
}

size_t repair_in_place(char *p, size_t n)
{
    struct buf out;
    if (!repair_is_wanted((struct str){p, n}))
        return n;
    buf_init(&out, n);
    repair_text((struct str){p, n}, &out);
    n = out.n < n ? out.n : n;
    if (n > 0)
        memcpy(p, out.p, n);
    buf_done(&out);
    return n;
}
