/* thai.h - what kind of character a code point is, for the files of this room. All functions are small and inline: they
 * stand in the loops that run over every page.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_THAI_H
#define OIT_TEXT_THAI_H

#include <stdbool.h>
#include <stdint.h>

/* Thai characters in the one-byte alphabet of norm.h, where they need a name. */
enum {
    TIS_FIRST = 0xA1,
    TIS_LAST = 0xFB,
    TIS_LAST_CONSONANT = 0xCE, /* ฮ; between them stand ฤ ฦ */
    TIS_SARA_A = 0xD0,         /* ะ */
    TIS_MAI_HAN_AKAT = 0xD1,   /* ั */
    TIS_SARA_AA = 0xD2,        /* า */
    TIS_SARA_AM = 0xD3,        /* ำ */
    TIS_SARA_I = 0xD4,         /* ิ, first of the vowels above and below */
    TIS_PHINTHU = 0xDA,        /* ฺ , last of them */
    TIS_BAHT = 0xDF,           /* ฿; 0xDB-0xDE are holes */
    TIS_SARA_E = 0xE0,         /* เ */
    TIS_SARA_AE = 0xE1,        /* แ */
    TIS_LAKKHANGYAO = 0xE5,    /* ๅ */
    TIS_MAITAIKHU = 0xE7,      /* ็ */
    TIS_MAI_EK = 0xE8,         /* ่ , first tone mark */
    TIS_MAI_CHATTAWA = 0xEB,   /* ๋ , last tone mark */
    TIS_THANTHAKHAT = 0xEC,    /* ์ */
    TIS_NIKHAHIT = 0xED,       /* ํ */
    TIS_YAMAKKAN = 0xEE,
    TIS_DIGIT_ZERO = 0xF0,
};

static inline uint32_t thai_code_point(unsigned char tis)
{
    return 0x0E01u + (uint32_t)tis - TIS_FIRST;
}

static inline bool thai_is_tis(unsigned char byte) /* a byte that CP874 gives a Thai character */
{
    return (byte >= TIS_FIRST && byte <= TIS_PHINTHU) || (byte >= TIS_BAHT && byte <= TIS_LAST);
}

static inline bool thai_is_mark(uint32_t c) /* combining: stands above or below the letter before it */
{
    return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E);
}

/* Never begins a word: a mark, or one of ะ า ำ ๅ. White space before it is damage. */
static inline bool thai_hangs(uint32_t c)
{
    return thai_is_mark(c) || c == 0x0E30 || c == 0x0E32 || c == 0x0E33 || c == 0x0E45;
}

static inline bool text_is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static inline bool text_is_zero_width(uint32_t c)
{
    return c == 0xAD || c == 0x034F || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

#endif
