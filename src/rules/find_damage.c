/* find_damage.c - has a PDF lost or mixed up what stands above and below its letters? Then words are looked for as in text of OCR.
 *
 * A font may give one glyph's code to two marks ("ผ้รับผิดชอบ" for ผู้รับผิดชอบ, "ไดู" for ได้), or have no code for marks at all ("การเปดโอกาส").
 * Two signs: marks where no word has them, and hardly any marks. Sound text shows neither.
 * SPDX-License-Identifier: MIT
 */
#include "rules/finder.h"

enum {
    LEAD_FIRST = 0xE0, LEAD_LAST = 0xE4, /* เ-ไ */
    BELOW_FIRST = 0xD8, BELOW_LAST = 0xD9, /* ุ ู */
    CONSONANT_FIRST = 0xA1, CONSONANT_LAST = 0xCE,
    PHO_PHUENG = 0xBC, MAI_THO = 0xE9, SARA_AA = 0xD2, SARA_AM = 0xD3,
    ODD_MIN = 2, LETTERS_MIN = 150, MARKS_PER_100 = 8 /* running text has 30 to 40 to a hundred consonants */
};

static bool is_consonant(unsigned char c)
{
    return c >= CONSONANT_FIRST && c <= CONSONANT_LAST;
}

static bool is_mark(unsigned char c)
{
    return c == 0xD1 || (c >= 0xD4 && c <= 0xDA) || (c >= 0xE7 && c <= 0xED);
}

/* เ แ โ ใ ไ, a consonant, ุ or ู; and ผ้ that is no ผ้า. */
static bool is_odd_at(const unsigned char *p)
{
    bool is_lead_and_below = p[0] >= LEAD_FIRST && p[0] <= LEAD_LAST && is_consonant(p[1]) && p[2] >= BELOW_FIRST && p[2] <= BELOW_LAST;
    return is_lead_and_below || (p[0] == PHO_PHUENG && p[1] == MAI_THO && is_consonant(p[2]));
}

bool find_marks_are_damaged(const struct norm_form *tight)
{
    size_t n_odd = 0, n_letters = 0, n_marks = 0;
    for (size_t i = 0; i + 2 < tight->n; i++) {
        n_odd += is_odd_at(tight->p + i);
        n_letters += is_consonant(tight->p[i]);
        n_marks += is_mark(tight->p[i]);
    }
    return n_odd >= ODD_MIN || (n_letters >= LETTERS_MIN && n_marks * 100 < n_letters * MARKS_PER_100);
}
