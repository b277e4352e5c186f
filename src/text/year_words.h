/* year_words.h - the words that years are written with (for year_tokens.c only).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_YEAR_WORDS_H
#define OIT_TEXT_YEAR_WORDS_H

#include "year_tokens.h"

struct year_word {
    const char *text;
    enum year_token_kind kind;
    int value;
};

enum { YEAR_WORDS = 153 };

extern const struct year_word year_words[YEAR_WORDS];

#endif
