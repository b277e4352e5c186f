/* fold.c - the bytes that a code point outside ASCII and the Thai block becomes in the alphabet of norm.h.
 *
 * The private-use glyphs are those of Windows' Thai fonts: the same marks drawn lower or further left, and the two consonants that
 * lose their foot before a vowel below. PDF writers put them into the text layer.
 * SPDX-License-Identifier: MIT
 */
#include "fold.h"

#include "norm.h"
#include "thai.h"
#include "utf8.h"

enum { PRIVATE_FIRST = 0xF700, PRIVATE_LAST = 0xF71A };

unsigned char fold_private_use(uint32_t code_point)
{
    static const unsigned char tis[PRIVATE_LAST - PRIVATE_FIRST + 1] = {
        0xB0,                         /* F700 ฐ without its foot */
        0xD4, 0xD5, 0xD6, 0xD7,       /* F701 ิ ี ึ ื to the left */
        0xE8, 0xE9, 0xEA, 0xEB, 0xEC, /* F705 ่ ้ ๊ ๋ ์ low and to the left */
        0xE8, 0xE9, 0xEA, 0xEB, 0xEC, /* F70A the same, low */
        0xAD,                         /* F70F ญ without its foot */
        0xD1, 0xED, 0xE7,             /* F710 ั ํ ็ to the left */
        0xE8, 0xE9, 0xEA, 0xEB, 0xEC, /* F713 ่ ้ ๊ ๋ ์ to the left */
        0xD8, 0xD9, 0xDA,             /* F718 ุ ู ฺ low */
    };
    if (code_point < PRIVATE_FIRST || code_point > PRIVATE_LAST)
        return 0;
    return tis[code_point - PRIVATE_FIRST];
}

/* U+00C0-U+017F, Latin letters with accents, by the letter below the accent. */
static const char latin_base[] = "aaaaaaaceeeeiiiidnoooooxouuuuyts"
                                 "aaaaaaaceeeeiiiidnooooo/ouuuuyty"
                                 "aaaaaaccccccccddddeeeeeeeeeegggg"
                                 "gggghhhhiiiiiiiiiiiijjkkklllllll"
                                 "lllnnnnnnnnnoooooooorrrrrrssssss"
                                 "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

struct symbol {
    uint32_t first, last;
    char byte;
};

/* In order of code points: searched from the front, as few characters come here. */
static const struct symbol symbols[] = {
    {0x00AB, 0x00AB, '"'}, {0x00B4, 0x00B4, '\''}, {0x00B7, 0x00B7, '*'}, {0x00BB, 0x00BB, '"'},
    {0x02B9, 0x02BC, '\''}, {0x02BA, 0x02BA, '"'}, {0x2010, 0x2015, '-'}, {0x2018, 0x201B, '\''},
    {0x201C, 0x201F, '"'}, {0x2022, 0x2024, '*'}, {0x2026, 0x2026, '.'}, {0x2027, 0x2027, '*'},
    {0x2032, 0x2032, '\''}, {0x2033, 0x2033, '"'}, {0x2039, 0x203A, '\''}, {0x2043, 0x2043, '-'},
    {0x2044, 0x2044, '/'}, {0x2212, 0x2212, '-'}, {0x2215, 0x2215, '/'}, {0x2219, 0x2219, '*'},
    {0x22C5, 0x22C5, '*'}, {0x2500, 0x2501, '-'}, {0x25A0, 0x25FF, '*'}, {0x2605, 0x2606, '*'},
    {0x2611, 0x2612, '*'}, {0x2713, 0x2717, '*'}, {0x2756, 0x2756, '*'}, {0x27A1, 0x27BE, '*'},
    {0x2E3A, 0x2E3B, '-'}, {0x3010, 0x3010, '['}, {0x3011, 0x3011, ']'}, {0xFE58, 0xFE58, '-'},
    {0xFE63, 0xFE63, '-'}, {0xF0A7, 0xF0A8, '*'}, {0xF0B7, 0xF0B7, '*'}, {0xF0D8, 0xF0D8, '*'},
    {0xF0FC, 0xF0FC, '*'}, /* U+F0xx: bullets of Symbol and Wingdings as Office writes them */
};

static const char *ligature(uint32_t c)
{
    static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    return c >= 0xFB00 && c <= 0xFB06 ? letters[c - 0xFB00] : NULL;
}

static bool is_combining(uint32_t c)
{
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x20D0 && c <= 0x20F0);
}

static unsigned char fold_one(uint32_t c)
{
    if (text_is_space(c))
        return c == 0x2028 || c == 0x2029 ? NORM_SEPARATOR : ' ';
    if (c >= 0x00C0 && c <= 0x017F)
        return (unsigned char)latin_base[c - 0x00C0];
    if (c >= 0xFF01 && c <= 0xFF5E) { /* full-width ASCII */
        unsigned char byte = (unsigned char)(c - 0xFF01 + '!');
        return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte - 'A' + 'a') : byte;
    }
    if (c >= 0x2460 && c <= 0x2468) /* circled digits */
        return (unsigned char)(c - 0x2460 + '1');
    unsigned char tis = fold_private_use(c);
    if (tis)
        return tis;
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (c >= symbols[i].first && c <= symbols[i].last)
            return (unsigned char)symbols[i].byte;
    return NORM_OTHER;
}

size_t fold_code_point(uint32_t code_point, unsigned char ret_bytes[static FOLD_MAX_BYTES])
{
    if (text_is_zero_width(code_point) || is_combining(code_point) || code_point == UTF8_BAD) /* a stray byte in a word */
        return 0;
    const char *letters = ligature(code_point);
    if (letters) {
        size_t n = strlen(letters);
        memcpy(ret_bytes, letters, n);
        return n;
    }
    ret_bytes[0] = fold_one(code_point);
    return 1;
}
