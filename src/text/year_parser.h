/* year_parser.h - what the files that read years share (year_parse.c, year_point.c, year_part.c, year_number.c and
 * nobody else).
 *
 * A take_ function reads the thing that begins at token i, appends its item and returns the token behind it; i when
 * there is nothing.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_YEAR_PARSER_H
#define OIT_TEXT_YEAR_PARSER_H

#include "year_parse.h"

struct parser {
    const struct year_text *t;
    struct year_items *out;
    size_t law_at; /* place in the form behind the last law word, 0: none */
    bool law_is_act;
    bool has_law; /* one stood before: its amendments may follow */
    int depth;    /* open brackets */
};

static inline const struct year_token *tok(const struct parser *p, size_t i)
{
    return &p->t->tokens[i < p->t->n_tokens ? i : p->t->n_tokens]; /* cut_tokens closes with a TOKEN_BREAK */
}

static inline enum year_token_kind kind_at(const struct parser *p, size_t i)
{
    return tok(p, i)->kind;
}

static inline bool is_number(const struct parser *p, size_t i)
{
    return kind_at(p, i) == TOKEN_NUMBER;
}

static inline bool touches(const struct parser *p, size_t i) /* no white space before token i */
{
    return !tok(p, i)->after_space;
}

/* year_number.c: is this number a year? */

struct year_value {
    int be;
    bool is_short, is_ce;
};

bool read_year(const struct year_token *token, bool says_ce, bool allow_short, struct year_value *ret_year);
bool is_year_number(const struct year_token *token); /* four digits */
/* Nothing beside the bare number at token i says that it is no year. */
bool is_plain_year(const struct parser *p, size_t i, const struct year_value *year);
bool is_tied_left(const struct parser *p, size_t i);   /* part of a number with a sign in it: 2,567 */
bool has_money_unit(const struct parser *p, size_t i); /* 65 ราย, 65 บาท */
bool has_unit(const struct parser *p, size_t i);       /* those, 65 วัน and 65 โครงการ */

/* year_parse.c */
struct year_item *add_item(struct parser *p, size_t from, size_t end);
size_t skip_connector(const struct parser *p, size_t i); /* - ถึง */

/* year_part.c */
size_t take_part(struct parser *p, size_t i);
/* Which part of the fiscal year the months are; quarter and month as far as they are one. */
void set_part(const struct parser *p, struct year_item *item, int first_month, int last_month);

/* year_point.c: a period, date or month */
size_t take_point(struct parser *p, size_t i);

#endif
