/* year_name.c - years in file names and path segments (years_in_name of years.h).
 *
 * A name is read as a title first. What a title must not claim, a name may, but never with certainty: two digits alone
 * or behind a label (MC66, itafile67), a year between other numbers, the date a camera or scanner wrote. The date comes
 * last: it says when the file was made, not what it is about.
 * SPDX-License-Identifier: MIT
 */
#include "year_parser.h"

enum {
    NAME_BE_MIN = 2540,
    NAME_BE_MAX = 2590,
    NAME_CE_MIN = 2010,
    NAME_CE_MAX = 2040,
    NAME_SHORT_MIN = 55,
    NAME_SHORT_MAX = 79,
};

static bool is_letters(const struct parser *p, size_t i)
{
    return kind_at(p, i) != TOKEN_NUMBER && p->t->p[tok(p, i)->from] >= 'a';
}

static bool has_latin_behind(const struct parser *p, size_t i) /* 2567ab9: a random name */
{
    return touches(p, i + 1) && i + 1 < p->t->n_tokens && is_letters(p, i + 1) && tok(p, i + 1)->is_latin;
}

static int full_year(const struct parser *p, size_t i)
{
    const struct year_token *token = tok(p, i);
    if (token->kind != TOKEN_NUMBER || token->digits != 4 || has_latin_behind(p, i))
        return 0;
    if (token->value >= NAME_BE_MIN && token->value <= NAME_BE_MAX)
        return token->value;
    return token->value >= NAME_CE_MIN && token->value <= NAME_CE_MAX ? token->value + BE_MINUS_CE : 0;
}

/* 2: behind a label (ita67, MC66), 1: alone between separators, 0: no year. "O66" would be an item, "(66)" a copy. */
static int short_year_weight(const struct parser *p, size_t i)
{
    const struct year_token *token = tok(p, i);
    if (token->kind != TOKEN_NUMBER || token->digits != 2 || token->value < NAME_SHORT_MIN ||
        token->value > NAME_SHORT_MAX || has_latin_behind(p, i))
        return 0;
    if (i == 0 || !touches(p, i))
        return 1;
    const struct year_token *before = tok(p, i - 1);
    if (is_letters(p, i - 1))
        return before->to - before->from >= 2 || before->kind == TOKEN_MONTH_WORD ? 2 : 0;
    return before->kind == TOKEN_DASH ? 1 : 0;
}

static int digits_value(const unsigned char *p, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++)
        value = value * 10 + (p[i] - '0');
    return value;
}

/* 20231016, 25670331, 20240618152621: a date without separators; its fiscal year. */
static int packed_date_year(const struct parser *p, size_t i)
{
    const struct year_token *token = tok(p, i);
    if (token->kind != TOKEN_NUMBER || (token->digits != 8 && token->digits < 12))
        return 0;
    const unsigned char *digits = p->t->p + token->from;
    int year = digits_value(digits, 4);
    if (year >= NAME_BE_MIN && year <= NAME_BE_MAX)
        year -= BE_MINUS_CE;
    struct clock_date date = {year, digits_value(digits + 4, 2), digits_value(digits + 6, 2)};
    bool is_date = year >= NAME_CE_MIN && year <= NAME_CE_MAX && clock_date_is_valid(date);
    return is_date ? years_fiscal_of_from(date, p->t->first_month) : 0;
}

static int guess_year(const struct parser *p)
{
    int full = 0, packed = 0, shorts[3] = {0, 0, 0};
    for (size_t i = 0; i < p->t->n_tokens; i++) {
        int year = full_year(p, i);
        full = year ? year : full;
        year = packed_date_year(p, i);
        packed = year ? year : packed;
        int weight = short_year_weight(p, i);
        if (weight > 0)
            shorts[weight] = 2500 + tok(p, i)->value;
    }
    return full ? full : shorts[2] ? shorts[2] : shorts[1] ? shorts[1] : packed;
}

struct year_statement years_in_name(struct str name)
{
    return years_in_name_from(name, YEARS_THAI_FIRST_MONTH);
}

struct year_statement years_in_name_from(struct str name, int first_month)
{
    struct year_text t;
    struct year_items items;
    year_text_make(&t, name);
    t.first_month = first_month;
    year_items_find(&t, SIZE_MAX, &items);
    int rank;
    struct year_statement s = year_items_state(&items, &rank);
    if (rank == RANK_BARE || rank == RANK_NUMBERED || rank == RANK_DATE)
        s.is_certain = false;
    if (rank == RANK_NONE) {
        struct parser p = {.t = &t, .out = &items};
        s.from_be = s.to_be = guess_year(&p);
    }
    year_items_done(&items);
    year_text_done(&t);
    return s;
}
