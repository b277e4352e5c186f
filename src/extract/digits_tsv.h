/* digits_tsv.h - the words of tesseract's TSV and the years in them.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_DIGITS_TSV_H
#define OIT_EXTRACT_DIGITS_TSV_H

#include "digits.h"

struct tsv_word {
    uint32_t block, paragraph, line;
    struct digit_box box;
    double confidence; /* 0-1 */
    struct str text;   /* view; not empty */
};

struct tsv_words {
    struct tsv_word *items;
    size_t n;
};

/* The rows of words (level 5) that have text; what is not understood is skipped. */
void tsv_words_read(struct str tsv, struct arena *arena, struct tsv_words *ret_words);

/* The box of the characters [from, to) of a word of n: its share of the width. */
struct digit_box tsv_box_part(struct digit_box box, size_t from, size_t to, size_t n);

/* Years 2400-2600 in Arabic digits, and in A-J, which our second model prints for ๐-๙, when has_letters. Four digits next to another digit, or with
 * a comma or full stop and a digit beside them, are no year. Confidence is the word's. */
void tsv_years(const struct tsv_words *words, bool has_letters, struct arena *arena, struct digit_years *ret_years);

#endif
