/* pdf_quality.c - is the text layer of a page usable?
 *
 * A layer with a wrong map from glyphs to letters looks like text: Thai letters shifted by one, numbers of glyphs read as letters. It is told by how
 * strange its letters are on the average (the logarithm of how rare each is in official Thai or in English), line by line, as one font of a page may be
 * wrong and the next right. tests/accuracy/layers.py measures both errors.
 *
 * Scans have none; fonts without a right character map give wrong letters that no normaliser repairs. What the
 * normaliser does repair (private-use
 * glyphs U+F700-F71A, decomposed sara am, marks out of order, blanks before marks) does not count against a page.
 * SPDX-License-Identifier: MIT
 */
#include "pdf_page.h"

#include "text/repair.h"
#include "text/utf8.h"

enum {
    MIN_LETTERS = 15,        /* a page number and a stamp are no text */
    BAD_PER_1000 = 60,       /* impossible sequences; good layers have below 5 */
    GLYPHS_PER_1000 = 100,   /* letters no font map gave a meaning */
    TONES_FROM = 400,        /* Thai letters from which the share of tone marks tells something */
    TONES_PER_1000_MIN = 8,  /* running Thai text has 70-100 */
    MARKS_FROM = 60,         /* the same of all that stands above and below, ... */
    MARKS_PER_1000_MIN = 60, /* ... of which it has 200 */
    VOWELS_PER_1000_MIN = 80, /* ... and of า ะ ำ and those before their consonant: 200 */
    THAI_WINDOW = 30,        /* letters of which the average is taken */
    THAI_STRANGE = 99,       /* sixteenths of a bit a letter: Thai has 83, 99 of 100 windows of it below 92, shifted letters above 105 */
    SHORT_WINDOW = 15,
    LATIN_WINDOW = 40,
    LATIN_STRANGE = 82,      /* English has 67, letters drawn by lot 92 */
    CAMELS_MAX = 4,          /* small letters followed by capitals in one window: "eFgH" */
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

/* How rare a letter is, in sixteenths of a bit. Thai U+0E01-0E4E, of this project's own texts; Latin a-z, of English. */
static const unsigned char thai_rarity[0x4E] = {
    72, 105, 192, 91, 192, 192, 73, 90, 185, 107, 139, 192, 135, 183, 136, 161, 173, 147, 122, 89, 91, 135,
    93, 122, 66, 81, 88, 101, 179, 109, 161, 135, 79, 85, 55, 171, 90, 192, 88, 127, 151, 91, 99, 192, 77,
    192, 192, 92, 79, 57, 103, 80, 90, 148, 105, 104, 112, 192, 192, 192, 192, 192, 192, 83, 98, 124, 115,
    113, 192, 192, 135, 80, 80, 192, 192, 117, 192, 192,
};
static const unsigned char latin_rarity[26] = {
    58, 97, 83, 73, 48, 88, 90, 65, 61, 150, 111, 74, 86, 62, 60, 91, 159, 65, 64, 55, 83, 106, 86, 150, 90,
    168,
};

struct window {
    size_t n, sum, n_camels;
    size_t n_letters, n_strange; /* in all full windows; in those too strange */
};

static void window_add(struct window *w, unsigned rarity, bool is_camel, size_t size, size_t strange)
{
    w->n++;
    w->sum += rarity;
    w->n_camels += is_camel;
    if (w->n < size)
        return;
    w->n_letters += w->n;
    w->n_strange += w->sum > strange * w->n || w->n_camels > CAMELS_MAX ? w->n : 0;
    w->n = w->sum = w->n_camels = 0;
}

/* A text shorter than a window is judged by what there is of it. */
static void window_end(struct window *w, size_t size, size_t strange)
{
    if (w->n_letters == 0 && w->n >= SHORT_WINDOW && w->n < size && w->sum > strange * w->n)
        w->n_letters = w->n_strange = w->n;
}

static bool is_strange(const struct window *w)
{
    return w->n_strange * 4 > w->n_letters;
}

struct census {
    size_t n_letters, n_thai, n_bad, n_tones, n_marks, n_vowels, n_latin, n_symbols, n_accents;
    struct window thai, latin;
};

/* The text as it is after repair: what repair mends is no fault. */
static void count_text(struct str page, struct census *t)
{
    enum class before = C_SPACE;
    bool was_small = false;
    for (size_t i = 0; i < page.n;) {
        size_t length;
        uint32_t c = utf8_decode(page.p + i, page.n - i, &length), lower = c | 0x20;
        i += length;
        enum class now = class_of(c);
        bool is_latin = lower >= 'a' && lower <= 'z';
        if (is_latin)
            window_add(&t->latin, latin_rarity[lower - 'a'], was_small && c < 'a', LATIN_WINDOW, LATIN_STRANGE);
        if (now != C_OTHER && now != C_SPACE)
            window_add(&t->thai, thai_rarity[c - 0x0E01], false, THAI_WINDOW, THAI_STRANGE);
        was_small = c >= 'a' && c <= 'z';
        if (now == C_SPACE) {
            before = now;
            continue;
        }
        t->n_letters++;
        t->n_thai += now != C_OTHER;
        t->n_tones += now == C_TONE;
        t->n_marks += now == C_TONE || now == C_UPPER || now == C_MARK;
        t->n_vowels += now == C_AA || now == C_LEAD;
        t->n_latin += is_latin;
        t->n_symbols += c > ' ' && c < 0x7F && !is_latin && !(c >= '0' && c <= '9') && c != '.' && c != ',' && c != '-' && c != '_';
        t->n_accents += c >= 0xA1 && c <= 0xFF;
        t->n_bad += before != C_MARK && is_impossible(before, now);
        before = c == 0x0E33 ? C_MARK : now;
    }
    window_end(&t->thai, THAI_WINDOW, THAI_STRANGE);
}

/* Letters no font map gave a meaning: private use but for what repair knows, U+FFFD, and glyph numbers of plane 16 (U+100000 and the number, which
 * each font counts its own way). */
static size_t count_glyphs(struct str page)
{
    size_t n = 0, n_bullets = 0, n_points = 0;
    for (size_t i = 0, length; i < page.n; i += length, n_points++) {
        uint32_t c = utf8_decode(page.p + i, page.n - i, &length);
        bool is_bullet = c >= 0xF000 && c <= 0xF0FF; /* of Symbol and Wingdings; a page full of them is no list */
        n_bullets += is_bullet;
        n += (c >= 0xE000 && c <= 0xF8FF && !(c >= 0xF700 && c <= 0xF71A) && !is_bullet) || c == UTF8_BAD || c >= 0xF0000;
    }
    return n_bullets * 4 > n_points ? n + n_bullets : n;
}

static bool is_broken_thai(const struct census *t)
{
    if (t->n_bad * 1000 > t->n_thai * BAD_PER_1000 || is_strange(&t->thai))
        return true;
    if (t->n_thai >= MARKS_FROM && (t->n_marks * 1000 < t->n_thai * MARKS_PER_1000_MIN || t->n_vowels * 1000 < t->n_thai * VOWELS_PER_1000_MIN))
        return true;
    return t->n_thai >= TONES_FROM && t->n_tones * 1000 < t->n_thai * TONES_PER_1000_MIN;
}

enum pdf_quality pdf_quality(struct str page)
{
    struct buf repaired;
    struct census t = {0};
    size_t n_glyphs = count_glyphs(page);
    buf_init(&repaired, page.n + 1);
    if (repair_is_wanted(page)) {
        repair_text(page, &repaired);
        count_text(buf_str(&repaired), &t);
    } else {
        count_text(page, &t);
    }
    buf_done(&repaired);
    if (t.n_letters + n_glyphs < MIN_LETTERS)
        return PDF_NO_TEXT;
    if (n_glyphs * 1000 > (t.n_letters + n_glyphs) * GLYPHS_PER_1000)
        return PDF_BROKEN;
    if (t.n_thai * 5 > t.n_letters && is_broken_thai(&t))
        return PDF_BROKEN;
    if (t.n_thai * 2 > t.n_letters)
        return PDF_GOOD;
    bool has_accents = t.n_accents * 3 > t.n_letters;                                       /* Thai bytes shown as Western letters */
    bool has_symbols = t.n_symbols > t.n_latin && t.n_symbols * 3 > t.n_letters;             /* glyph numbers shown as punctuation */
    return has_accents || has_symbols || (t.n_latin > t.n_thai && is_strange(&t.latin)) ? PDF_BROKEN : PDF_GOOD;
}
