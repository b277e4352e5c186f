/* year_point.c - dates, months, and periods from one to another.
 * SPDX-License-Identifier: MIT
 */
#include "year_parser.h"

/* Behind these ก.พ. is the Civil Service Commission, not February. */
static const char *const civil_service_words[] = {"สานักงาน", "เลขาธิการ", "กรรมการ", "ขาราชการ", "หลักสูตร",
                                                  "ของ",     "มติ",       "หนังสือ",   NULL};

/* A point in time: a day or a month, with or without a year. */
struct point {
    int day, month, year_be; /* 0: not said */
    bool is_short, is_ce;
    size_t end; /* token behind */
};

static struct clock_date date_of(const struct point *pt, bool is_end)
{
    static const int days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct clock_date date = {pt->year_be - BE_MINUS_CE, pt->month, pt->day};
    if (pt->day == 0)
        date.day = is_end ? days[pt->month] : 1;
    if (!clock_date_is_valid(date)) /* 31 เมษายน happens */
        date.day = days[pt->month];
    return date;
}

static bool is_day(const struct year_token *token)
{
    return token->kind == TOKEN_NUMBER && token->digits <= 2 && token->value >= 1 && token->value <= 31;
}

static bool is_month_number(const struct year_token *token)
{
    return token->kind == TOKEN_NUMBER && token->digits <= 2 && token->value >= 1 && token->value <= 12;
}

static void set_year(struct point *pt, const struct year_value *year)
{
    pt->year_be = year->be;
    pt->is_short = year->is_short;
    pt->is_ce = year->is_ce;
}

/* 31/3/2567, 31-03-67, 2024-03-31, 31.03.2567. */
static bool read_numeric_date(const struct parser *p, size_t i, struct point *pt)
{
    enum year_token_kind sign = kind_at(p, i + 1);
    if ((sign != TOKEN_SLASH && sign != TOKEN_DASH && sign != TOKEN_DOT) || kind_at(p, i + 3) != sign)
        return false;
    for (size_t k = i + 1; k < i + 5; k++)
        if (!touches(p, k))
            return false;
    const struct year_token *a = tok(p, i), *b = tok(p, i + 2), *c = tok(p, i + 4);
    struct year_value year;
    *pt = (struct point){.end = i + 5};
    if (read_year(a, false, false, &year) && is_month_number(b) && is_day(c)) {
        pt->month = b->value;
        pt->day = c->value;
    } else if (is_day(a) && is_day(b) &&
               (read_year(c, false, sign != TOKEN_DOT || b->digits == 2, &year) ||
                (c->kind == TOKEN_NUMBER && c->digits == 2 && read_year(c, true, true, &year)))) {
        bool is_american = b->value > 12;
        pt->month = is_american ? a->value : b->value;
        pt->day = is_american ? b->value : a->value;
        if (pt->month > 12)
            return false;
    } else {
        return false;
    }
    set_year(pt, &year);
    return !(kind_at(p, i + 5) == sign && touches(p, i + 5) && is_number(p, i + 6)); /* 1-2-67-890 is no date */
}

/* (เดือน) 10/2566. */
static bool read_numeric_month(const struct parser *p, size_t i, struct point *pt)
{
    struct year_value year;
    if (!is_month_number(tok(p, i)) || kind_at(p, i + 1) != TOKEN_SLASH ||
        !read_year(tok(p, i + 2), false, false, &year))
        return false;
    pt->month = tok(p, i)->value;
    set_year(pt, &year);
    pt->end = i + 3;
    return true;
}

/* The year behind a month: "มี.ค. 67", "มีนาคม พ.ศ. 2567", "มกราคม ปี 2567", "ต.ค.-66" as Excel writes it. */
static size_t read_year_of_month(const struct parser *p, size_t i, struct point *pt)
{
    bool says_ce = false, has_sign = false;
    size_t k = i;
    for (;; k++) {
        enum year_token_kind kind = kind_at(p, k);
        if (kind == TOKEN_CE)
            says_ce = true;
        else if ((kind == TOKEN_DASH || kind == TOKEN_SLASH) && !has_sign && touches(p, k) && touches(p, k + 1))
            has_sign = true;
        else if (kind != TOKEN_BE && kind != TOKEN_YEAR && kind != TOKEN_DOT)
            break;
    }
    struct year_value year = {0};
    bool is_latin = i > 0 && tok(p, i - 1)->is_latin;
    bool is_read = read_year(tok(p, k), says_ce, true, &year) ||
                   (is_latin && tok(p, k)->digits == 2 && read_year(tok(p, k), true, true, &year));
    bool is_day_of_next = year.is_short && has_sign && kind_at(p, k + 1) == TOKEN_MONTH;
    if (!is_read || is_day_of_next || (year.is_short && has_money_unit(p, k)))
        return i;
    set_year(pt, &year);
    return k + 1;
}

static size_t skip_day_words(const struct parser *p, size_t i) /* ลงวันที่ วันที่ */
{
    size_t k = i;
    while (k - i < 2 && kind_at(p, k) == TOKEN_DAY)
        k++;
    return k;
}

static bool read_point(const struct parser *p, size_t i, struct point *pt)
{
    size_t k = skip_day_words(p, i);
    bool has_day_word = k > i;
    if (read_numeric_date(p, k, pt))
        return true;
    *pt = (struct point){0};
    if (is_day(tok(p, k)) &&
        (kind_at(p, k + 1) == TOKEN_MONTH ||
         (has_day_word && kind_at(p, k + 1) == TOKEN_MONTH_WORD && kind_at(p, k + 2) == TOKEN_MONTH))) {
        pt->day = tok(p, k)->value;
        k++;
    }
    bool has_month_word = kind_at(p, k) == TOKEN_MONTH_WORD && tok(p, k)->value == 0;
    k += has_month_word;
    if (has_month_word && read_numeric_month(p, k, pt))
        return true;
    if (kind_at(p, k) != TOKEN_MONTH)
        return false;
    const struct year_token *month = tok(p, k);
    if (month->value == 2 && k == i && year_text_ends(p->t, month->from, civil_service_words))
        return false;
    pt->month = month->value;
    k++;
    if (month->is_latin && pt->day == 0 && is_day(tok(p, k)) &&
        (kind_at(p, k + 1) == TOKEN_AND || is_number(p, k + 1))) {
        pt->day = tok(p, k)->value; /* March 31, 2024 */
        k += kind_at(p, k + 1) == TOKEN_AND ? 2 : 1;
    }
    pt->end = read_year_of_month(p, k, pt);
    return true;
}

static void add_period(struct parser *p, size_t from, struct point a, struct point b)
{
    if (b.year_be == 0 && a.year_be != 0) {
        b.year_be = a.year_be + (b.month < a.month ? 1 : 0);
        b.is_short = a.is_short;
    } else if (a.year_be == 0 && b.year_be != 0) {
        a.year_be = b.year_be - (b.month < a.month ? 1 : 0);
    }
    struct year_item *item = add_item(p, from, b.end);
    int months = (b.year_be - a.year_be) * 12 + b.month - a.month;
    if (a.year_be == 0 || (months >= 0 && months < 12))
        set_part(p, item, a.month, b.month);
    if (a.year_be == 0)
        return;
    if (months < 0) { /* typed the wrong way round: nothing certain but the end */
        a = b;
        item->part = PART_NONE;
    }
    struct year_mention *m = &item->mention;
    m->kind = YEAR_PERIOD;
    m->from_be = a.year_be;
    m->to_be = b.year_be;
    m->date = date_of(&a, false);
    m->date_end = date_of(&b, true);
    m->is_short = a.is_short || b.is_short;
    m->is_ce = b.is_ce;
    item->rank = RANK_PERIOD;
    item->has_year = true;
}

static void add_point(struct parser *p, size_t from, const struct point *pt)
{
    struct year_item *item = add_item(p, from, pt->end);
    if (pt->day == 0) {
        item->part = PART_MONTH;
        item->month = pt->month;
    }
    if (pt->year_be == 0)
        return;
    struct year_mention *m = &item->mention;
    m->kind = pt->day ? YEAR_DATE : YEAR_MONTH;
    m->from_be = m->to_be = pt->year_be;
    m->date = m->date_end = date_of(pt, false);
    if (!pt->day)
        m->date_end = date_of(pt, true);
    m->is_short = pt->is_short;
    m->is_ce = pt->is_ce;
    item->rank = pt->day ? RANK_DATE : RANK_MONTH;
    item->has_year = true;
}

/* A period, date or month that begins at token i; the token behind it, or i. */
size_t take_point(struct parser *p, size_t i)
{
    struct point a, b;
    size_t k = skip_day_words(p, i);
    if (is_day(tok(p, k)) && skip_connector(p, k + 1) > k + 1) { /* 1 - 31 มีนาคม 2567 */
        size_t second = skip_connector(p, k + 1);
        if (read_point(p, second, &b) && b.day > 0 && kind_at(p, second + 1) != TOKEN_SLASH &&
            kind_at(p, k + 2) != TOKEN_DOT) {
            a = (struct point){.day = tok(p, k)->value, .month = b.month, .year_be = b.year_be};
            add_period(p, i, a, b);
            return b.end;
        }
    }
    if (!read_point(p, i, &a))
        return i;
    size_t second = skip_connector(p, a.end);
    if (second > a.end && read_point(p, second, &b)) {
        add_period(p, i, a, b);
        return b.end;
    }
    bool has_month_word = kind_at(p, i) == TOKEN_MONTH_WORD;
    if (a.year_be == 0 && (a.day != 0 || !has_month_word))
        return i;
    add_point(p, i, &a);
    return a.end;
}
