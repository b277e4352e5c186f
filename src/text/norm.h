/* norm.h - normal forms of Thai text for matching, each with a map back to the raw text.
 *
 * Forms are strings over a one-byte alphabet, so that automata and byte-mode PCRE2 run on them directly:
 *   0x01        separator: end of a block or cell ('\n' and '\f' in the raw text). No phrase crosses it.
 *   0x20        space (spaced form only; runs folded to one; none beside a separator)
 *   0x21-0x7E   folded ASCII: lower case; typographic quotes, dashes, bullets folded to ' " - *; full-width forms to ASCII
 *   0xA1-0xFB   Thai, at the place TIS-620 gives it (U+0E01 + k -> 0xA1 + k); Thai digits become '0'-'9'
 *   0x1A        any other letter or symbol (Latin letters with accents first lose their accent: é -> e)
 *
 * Repairs done on the way (measured on real agency files: half of the PDFs need them):
 *   - private-use glyphs U+F700-F71A to Thai (plane-16 glyph numbers, U+1000xx-1004xx, differ from font to font: they become 0x1A, and
 *     such text is for OCR)
 *   - decomposed sara am, with a tone between or not, to [tone] ำ; ำา to one ำ; เเ to แ
 *   - marks in canonical order (vowel, then tone; a tone before ำ), also those that slipped behind their า ("กา้ว", "สาํนัก")
 *   - doubled marks, zero-width characters and soft hyphens dropped; so is white space before a Thai mark or ะ า ำ ๅ (spaced form too)
 *
 *   tight    without any white space: the form for names and most patterns
 *   spaced   with single spaces: for Latin script and where word ends matter
 *   weak     tight, ำ -> า, and whatever stands above or below a letter dropped (upper and lower vowels, tone marks, maitaikhu, thanthakhat,
 *            phinthu, nikhahit): heals what fonts and OCR lose or mix up there ("ผ้้บริหาร", "ประจาป"). Only for phrases of at least
 *            NORM_WEAK_MIN letters; twins differ in words, not in marks. (A further key for file names drops all vowels: norm_skeleton.)
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_NORM_H
#define OIT_TEXT_NORM_H

#include "base/buf.h"

enum { NORM_SEPARATOR = 0x01, NORM_OTHER = 0x1A, NORM_WEAK_MIN = 12 };

struct norm_form {
    unsigned char *p; /* n bytes, NUL behind */
    uint32_t *raw;    /* raw[i]: byte offset in the raw text where form byte i begins; raw[n]: the end */
    size_t n;
    size_t capacity;
};

struct norm {
    struct norm_form tight, spaced, weak;
};

enum { NORM_TIGHT = 1, NORM_SPACED = 2, NORM_WEAK = 4, NORM_ALL = 7 };

/* Empty at start ({0}); reused over many texts; norm_done frees. text must be clean UTF-8, below 4 GB. Only the forms asked for are made
 * (weak makes tight too); the others keep what they had. */
void norm_make(struct norm *norm, struct str text, unsigned forms);
void norm_weaken(struct norm *norm); /* the weak form, from a tight one made before */
void norm_done(struct norm *norm);

/* What a byte of the tight form becomes in the weak form; 0: dropped. */
unsigned char norm_weak_of(unsigned char tight_byte);

/* The raw bytes behind form bytes [from, to): from the first one's start to the start of the next, trailing white space cut. */
struct str norm_raw(const struct norm_form *form, struct str text, size_t from, size_t to);

/* One phrase (from a rule, a title) in one form, appended to out without a map. */
void norm_phrase(struct str text, unsigned form, struct buf *out);
/* Letters, digits and vowels that take a place of their own only (ำ as า; no marks, no punctuation), for slugs that lost their marks ("การจดซอจดจาง"). */
void norm_skeleton(struct str text, struct buf *out);

/* Readable repaired UTF-8 for quoting: private-use glyphs and decomposed or disordered marks repaired, stray spaces before marks removed,
 * spaces otherwise kept. Evidence quotes this. */
void norm_readable(struct str text, struct buf *out);

#endif
