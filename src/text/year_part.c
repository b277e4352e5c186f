/* year_part.c - which part of the fiscal year: halves, quarters, months, rounds.
 * SPDX-License-Identifier: MIT
 */
#include "year_parser.h"

void set_part(const struct parser *p, struct year_item *item, int first_month, int last_month)
{
    int start = p->t->first_month; /* its place in the year becomes 0 */
    int first = (first_month - start + 12) % 12, last = (last_month - start + 12) % 12;
    if (first == last) {
        item->part = PART_MONTH;
        item->month = first_month;
    } else if (first == 0 && last == 5) {
        item->part = PART_FIRST_HALF;
    } else if (first == 6 && last == 11) {
        item->part = PART_SECOND_HALF;
    } else if (first == 0 && last == 11) {
        item->part = PART_FULL;
    } else if (first % 3 == 0 && last == first + 2) {
        item->part = PART_QUARTER;
        item->quarter = first / 3 + 1;
    }
}

static bool is_first_or_later(const struct parser *p, size_t i)
{
    return kind_at(p, i) == TOKEN_FIRST || kind_at(p, i) == TOKEN_LATER;
}

/* รอบ 6 เดือน, 6 เดือนแรก, รอบ 12 เดือน, 6M. */
static size_t take_months(struct parser *p, size_t i)
{
    size_t k = i;
    bool has_round = kind_at(p, k) == TOKEN_ROUND;
    if (has_round)
        k++;
    const struct year_token *number = tok(p, k);
    if (!is_number(p, k) || kind_at(p, k + 1) != TOKEN_MONTH_WORD || kind_at(p, k + 2) == TOKEN_MONTH)
        if (!(is_number(p, k) && kind_at(p, k + 1) == TOKEN_MONTH_WORD && (has_round || number->value >= 6)))
            return i;
    if (i > 0 && (kind_at(p, i - 1) == TOKEN_DURATION || kind_at(p, i - 1) == TOKEN_DAY))
        return i;
    size_t end = k + 2;
    bool is_later = kind_at(p, end) == TOKEN_LATER;
    if (is_first_or_later(p, end))
        end++;
    else if (kind_at(p, end) == TOKEN_ROUND_NO && is_number(p, end + 1) && tok(p, end + 1)->value <= 2) {
        is_later = tok(p, end + 1)->value == 2; /* รอบ 6 เดือน ครั้งที่ 2 */
        end += 2;
    }
    int months = number->value;
    if (months != 3 && months != 6 && months != 9 && months != 12)
        return i;
    struct year_item *item = add_item(p, i, end);
    item->part = months == 12  ? PART_FULL
                 : months == 6 ? (is_later ? PART_SECOND_HALF : PART_FIRST_HALF)
                               : PART_QUARTER;
    item->quarter = months == 3 ? 1 : months == 9 ? 3 : 0;
    item->is_open_half = months == 6 && !is_later && kind_at(p, end - 1) == TOKEN_MONTH_WORD;
    return end;
}

static bool is_quarter(const struct year_token *token)
{
    return token->kind == TOKEN_NUMBER && token->digits == 1 && token->value >= 1 && token->value <= 4;
}

/* ไตรมาสที่ 2, ไตรมาส 1-2, ณ ไตรมาส 2, Q3. */
static size_t take_quarter(struct parser *p, size_t i)
{
    size_t k = i;
    bool is_up_to = false;
    for (; k - i < 3 && (kind_at(p, k) == TOKEN_UP_TO || kind_at(p, k) == TOKEN_TO); k++)
        is_up_to = true;
    if (kind_at(p, k) == TOKEN_WORD && tok(p, k)->to - tok(p, k)->from == 1 &&
        p->t->p[tok(p, k)->from] == 0xB3) { /* ณ */
        is_up_to = true;
        k++;
    }
    if (kind_at(p, k) != TOKEN_QUARTER || !is_quarter(tok(p, k + 1)))
        return i;
    int first = tok(p, k + 1)->value, last = first;
    k += 2;
    size_t second = k;
    while (kind_at(p, second) == TOKEN_DASH || kind_at(p, second) == TOKEN_TO || kind_at(p, second) == TOKEN_AND ||
           kind_at(p, second) == TOKEN_QUARTER)
        second++;
    if (second > k && is_quarter(tok(p, second)) && tok(p, second)->value > first) {
        last = tok(p, second)->value;
        k = second + 1;
    }
    if (is_up_to)
        first = 1;
    struct year_item *item = add_item(p, i, k);
    int start = p->t->first_month - 1;
    set_part(p, item, (start + (first - 1) * 3) % 12 + 1, (start + last * 3 - 1) % 12 + 1);
    if (item->part == PART_NONE)
        item->part = PART_QUARTER;
    item->quarter = last;
    return k;
}

/* รอบที่ 1, งวดที่ 2, รอบ 1/2567, ครึ่งปีหลัง. */
static size_t take_round(struct parser *p, size_t i)
{
    const struct year_token *token = tok(p, i);
    if (token->kind == TOKEN_HALF) {
        struct year_item *item = add_item(p, i, i + 1);
        item->part = token->value == 1 ? PART_FIRST_HALF : PART_SECOND_HALF;
        return i + 1;
    }
    bool is_round_of_year =
        token->kind == TOKEN_ROUND && kind_at(p, i + 2) == TOKEN_SLASH && is_year_number(tok(p, i + 3));
    bool is_numbered = token->kind == TOKEN_ROUND_NO && token->value == 0;
    if ((!is_numbered && !is_round_of_year) || !is_quarter(tok(p, i + 1)))
        return i;
    int number = tok(p, i + 1)->value;
    struct year_item *item = add_item(p, i, i + 2);
    item->part = number == 1 ? PART_FIRST_HALF : number == 2 ? PART_SECOND_HALF : PART_QUARTER;
    item->quarter = number > 2 ? number : 0;
    item->is_open_half = number == 1;
    return i + 2;
}

size_t take_part(struct parser *p, size_t i)
{
    size_t end = take_months(p, i);
    if (end == i)
        end = take_quarter(p, i);
    return end == i ? take_round(p, i) : end;
}
