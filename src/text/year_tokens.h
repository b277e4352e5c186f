/* year_tokens.h - Thai text cut into the words that years are written with (for years.c and year_parse.c only).
 *
 * Works on the weak form with its spaces, so that "ประจาปี งบประมาณ" and "ประจำปีงบประมาณ" are one word and "2566 2567"
 * stay two numbers.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_YEAR_TOKENS_H
#define OIT_TEXT_YEAR_TOKENS_H

#include "norm.h"

enum year_token_kind {
    TOKEN_WORD,  /* any other letters */
    TOKEN_SIGN,  /* one other sign */
    TOKEN_BREAK, /* end of a block */
    TOKEN_NUMBER,
    TOKEN_DASH,
    TOKEN_SLASH,
    TOKEN_DOT,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_TO,         /* ถึง */
    TOKEN_AND,        /* และ , */
    TOKEN_MONTH,      /* value 1-12 */
    TOKEN_FISCAL,     /* ปีงบประมาณ */
    TOKEN_BUDGET,     /* งบประมาณ, งบ: leads to a year, or to money */
    TOKEN_ANNUAL,     /* ประจำปี */
    TOKEN_YEAR,       /* ปี */
    TOKEN_BE,         /* พ.ศ. */
    TOKEN_CE,         /* ค.ศ. */
    TOKEN_ITA,        /* ITA, OIT */
    TOKEN_DAY,        /* วันที่ */
    TOKEN_MONTH_WORD, /* เดือน */
    TOKEN_ROUND,      /* รอบ */
    TOKEN_ROUND_NO,   /* รอบที่, ครั้งที่ (value 1) */
    TOKEN_QUARTER,    /* ไตรมาส */
    TOKEN_UP_TO,      /* สะสม, ณ, สิ้นสุด: a quarter behind it counts from October */
    TOKEN_FIRST,      /* แรก, ต้น */
    TOKEN_LATER,      /* หลัง */
    TOKEN_HALF,       /* ครึ่งปีแรก (value 1), ครึ่งปีหลัง (2) */
    TOKEN_DURATION,   /* ระยะเวลา, ภายใน: months behind it are no reporting period */
    TOKEN_ACT,        /* พระราชบัญญัติ: its year is a law's, พ.ศ. or not */
    TOKEN_CODE,       /* ระเบียบ, ประมวล: the same, with พ.ศ. only */
    TOKEN_NOT_LAW,    /* ประมวลผล, ระเบียบวาระ */
};

enum { AMENDMENT = 1 }; /* value of the TOKEN_CODE แก้ไขเพิ่มเติม: continues a law, begins none */

struct year_token {
    uint32_t from, to; /* in the form */
    enum year_token_kind kind;
    int value;      /* of a number (at most 8 digits, else -1), a month */
    uint8_t digits; /* of a number; 255 for more */
    bool after_space;
    bool is_latin;
};

struct year_text {
    struct str text;        /* as given */
    struct norm norm;       /* .spaced, made weak */
    const unsigned char *p; /* the form: n bytes; before p[0] and behind p[n - 1] stands nothing */
    const uint32_t *raw;
    size_t n;
    struct year_token *tokens; /* tokens[n_tokens] is a TOKEN_BREAK */
    size_t n_tokens, capacity;
    int first_month; /* of a fiscal year */
};

void year_text_make(struct year_text *t, struct str text);
void year_text_done(struct year_text *t);

/* Whether one of the words (of a list that ends with NULL, written in the weak form) begins at form place i, white
 * space and dots before it skipped, and ends where a word may end (whole) or anywhere. */
bool year_text_starts(const struct year_text *t, size_t i, const char *const *words);
/* Whether one of the words ends before i, white space, dots and colons between skipped. */
bool year_text_ends(const struct year_text *t, size_t i, const char *const *words);

/* Whether one of the words stands anywhere in [from, to). */
bool year_text_has(const struct year_text *t, size_t from, size_t to, const char *const *words);

#endif
