/* pdf_quality.c - is the text layer of a page usable?
 *
 * Scans have none; fonts without a right character map give wrong letters that no normaliser repairs. What the
 * normaliser does repair (private-use
 * glyphs U+F700-F71A, decomposed sara am, marks out of order, blanks before marks) does not count against a page.
 * SPDX-License-Identifier: MIT
 */
#include "pdf_page.h"

#include "text/utf8.h"

enum {
    MIN_LETTERS = 15,        /* a page number and a stamp are no text */
    BAD_PER_1000 = 60,       /* impossible sequences; good layers have below 5 */
    GLYPHS_PER_1000 = 100,   /* letters no font map gave a meaning */
    TONES_FROM = 800,        /* Thai letters from which the share of tone marks tells something */
    TONES_PER_1000_MIN = 12, /* running Thai text has 70-100 */
};

enum class {
    C_OTHER,
    C_SPACE,
    C_CONSONANT,
    C_LEAD /* เ แ โ ใ ไ */,
    C_AA,
    C_UPPER /* vowel above or below */,
    C_TONE,
    C_MARK
};

static enum class class_of(uint32_t c) {
    if (c == ' ' || c == '\n' || c == '\t' || c == 0xA0) return C_SPACE;
    if (c >= 0x0E01 && c <= 0x0E2E) return C_CONSONANT;
    if (c >= 0x0E40 && c <= 0x0E44) return C_LEAD;
    if (c == 0x0E30 || c == 0x0E32 || c == 0x0E33 || c == 0x0E45) return C_AA;
    if (c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A)) return C_UPPER;
    if (c >= 0x0E48 && c <= 0x0E4B) return C_TONE;
    if (c == 0x0E47 || c == 0x0E4C || c == 0x0E4D || c == 0x0E4E) return C_MARK;
    return C_OTHER;
}

static bool is_impossible(enum class before, enum class now)
{
    switch (now) {
    case C_UPPER: return before == C_UPPER || before == C_LEAD || before == C_AA || before == C_OTHER;
    case C_TONE: return before == C_LEAD || before == C_AA || before == C_OTHER || before == C_TONE;
    case C_AA: return before == C_LEAD;
    case C_LEAD: /* เเ is how many type แ */
    case C_OTHER:
    case C_SPACE:
    case C_CONSONANT:
    case C_MARK: return false;
    }
    return false;
}

enum pdf_quality pdf_quality(struct str page)
{
    size_t n_letters = 0, n_thai = 0, n_bad = 0, n_glyphs = 0, n_tones = 0, n_latin = 0, n_symbols = 0, n_accents = 0;
    enum class before = C_SPACE;
    for (size_t i = 0; i < page.n;) {
        size_t length;
        uint32_t c = utf8_decode(page.p + i, page.n - i, &length);
        i += length;
        enum class now = class_of(c);
        bool is_private = (c >= 0xE000 && c <= 0xF8FF && !(c >= 0xF700 && c <= 0xF71A)) || c == UTF8_BAD ||
                          (c >= 0xF0000 && !(c >= 0x100100 && c < 0x100500));
        if (now == C_SPACE) {
            before = now;
            continue;
        }
        n_letters++;
        n_glyphs += is_private;
        n_thai += now != C_OTHER;
        n_tones += now == C_TONE;
        n_latin += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        n_symbols += c > ' ' && c < 0x7F && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && !(c >= '0' && c <= '9') &&
                     c != '.' && c != ',' && c != '-' && c != '_';
        bool is_repaired = is_private || (c >= 0xF700 && c <= 0xF71A);
        if (!is_repaired && before != C_MARK)
            n_bad += is_impossible(before, now);
        before = is_repaired || c == 0x0E33 ? C_MARK : now; /* ำ and a tone in the wrong order are put right later */
        n_accents += c >= 0xA1 && c <= 0xFF;
    }
    if (n_letters < MIN_LETTERS)
        return PDF_NO_TEXT;
    if (n_glyphs * 1000 > n_letters * GLYPHS_PER_1000)
        return PDF_BROKEN;
    if (n_thai * 5 > n_letters) {
        if (n_bad * 1000 > n_thai * BAD_PER_1000)
            return PDF_BROKEN;
        if (n_thai >= TONES_FROM && n_tones * 1000 < n_thai * TONES_PER_1000_MIN)
            return PDF_BROKEN;
    } else if (n_accents * 3 > n_letters) {
        return PDF_BROKEN; /* Thai bytes shown as Western letters */
    } else if (n_symbols > n_latin && n_symbols * 3 > n_letters) {
        return PDF_BROKEN; /* glyph numbers shown as punctuation */
    }
    return PDF_GOOD;
}
