/* year_parse.c - the years, dates and periods of a text in order of place.
 *
 * Reads tokens from left to right and takes the longest thing that begins at each: a period, a date, a month, a part of the year, a range, a
 * year. A bare number is a year only when nothing beside it says otherwise (money, counts, telephone and document numbers).
 * SPDX-License-Identifier: MIT
 */
#include "year_parse.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
    YEAR_BE_MIN = 2480,
    YEAR_BE_MAX = 2620,
    BARE_CE_MIN = 2000,  /* a bare 19xx is rather a number */
    SHORT_BE_MIN = 40,   /* 2540; below are days and counts */
    LABEL_SHORT_MIN = 55, /* ita55..ita79; OIT43 is an item */
    LABEL_SHORT_MAX = 79,
    LATIN_BE_MIN = 2540, /* ITA2567 is a year, HP2500 a printer */
    LATIN_BE_MAX = 2590,
    RANGE_YEARS_MAX = 30, /* the national strategy has 20 */
    PHONE_DIGITS_MIN = 8,
    LAW_NAME_MAX = 400, /* bytes of the form between "พระราชบัญญัติ" and its year */
};

/* Words of the weak form: จำนวน is จานวน there, ที่ is ที. */
static const char *const count_words[] = {
    "จานวน", "ราคา",  "วงเงิน", "มูลคา", "เลขที", "หมายเลข", "รหัส",   "โทร",    "โทรศัพท", "โทรสาร", "แฟกซ", "ตอ",   "เบอร",
    "มอก",  "รวม",   "ทังสิน", "ประมาณ", "กวา",  "ไมเกิน",  "หอง",   "หนา",   "ซอย",    "หมูที",   "ทะเบียน", "รุน",  "คาสังที",
    "หนังสือที", "ลาดับที", "ฉบับที", "บัญชี", "เงิน", "ขอที", "มาตรา", "tel", "fax", "no", "iso", "windows", "office", "server", NULL};
static const char *const money_words[] = {
    "บาท",  "ลาน",   "ลานบาท", "ราย",   "คน",    "ครัง",  "แหง",   "ชุด",   "เครือง", "คัน",   "ไร",    "เมตร",  "ตารางเมตร",
    "ชัวโมง", "หนวย",  "เลม",   "คะแนน", "อัตรา",  "ตาแหนง", "ครัวเรือน", "ตรม",  "กม",    "กก",    "กิโลเมตร", "ลิตร", "ตัน",
    "ดอลลาร", "หมืน",  "แสน",  "kb",    "mb",    "gb",    "px",    "kg",    "km",    NULL};
/* Behind these ก.พ. is the Civil Service Commission, not February. */
static const char *const civil_service_words[] = {"สานักงาน", "เลขาธิการ", "กรรมการ", "ขาราชการ", "หลักสูตร", "ของ", "มติ", "หนังสือ", NULL};
static const char *const short_units[] = {"วัน", "เดือน", "ปี", "เรือง", "ฉบับ", "โครงการ", "กิจกรรม", "รายการ", "นาที", "ขอ", "ดาน", NULL};

struct parser {
    const struct year_text *t;
    struct year_items *out;
    size_t law_at;      /* place in the form behind the last law word, 0: none */
    bool law_is_act;
    int depth;          /* open brackets */
};

static const struct year_token *tok(const struct parser *p, size_t i)
{
    static const struct year_token none = {.kind = TOKEN_BREAK, .after_space = true};
    return i < p->t->n_tokens ? &p->t->tokens[i] : &none;
}

static enum year_token_kind kind_at(const struct parser *p, size_t i)
{
    return tok(p, i)->kind;
}

static bool is_number(const struct parser *p, size_t i)
{
    return kind_at(p, i) == TOKEN_NUMBER;
}

static bool touches(const struct parser *p, size_t i) /* no white space before token i */
{
    return !tok(p, i)->after_space;
}

/* One written year */

struct year_value {
    int be;
    bool is_short, is_ce;
};

static bool read_year(const struct year_token *token, bool says_ce, bool allow_short, struct year_value *ret_year)
{
    if (token->kind != TOKEN_NUMBER || token->value < 0)
        return false;
    int v = token->value;
    if (token->digits == 4 && v >= YEAR_BE_MIN && v <= YEAR_BE_MAX && !says_ce)
        *ret_year = (struct year_value){.be = v};
    else if (token->digits == 4 && v >= YEAR_BE_MIN - BE_MINUS_CE && v <= YEAR_BE_MAX - BE_MINUS_CE)
        *ret_year = (struct year_value){.be = v + BE_MINUS_CE, .is_ce = true};
    else if (token->digits == 2 && allow_short && says_ce)
        *ret_year = (struct year_value){.be = 2000 + v + BE_MINUS_CE, .is_short = true, .is_ce = true};
    else if (token->digits == 2 && allow_short && v >= SHORT_BE_MIN)
        *ret_year = (struct year_value){.be = 2500 + v, .is_short = true};
    else
        return false;
    return true;
}

static bool is_year_number(const struct year_token *token)
{
    struct year_value year;
    return token->digits == 4 && read_year(token, false, false, &year);
}

/* Whether tokens i and the one before are groups of one longer number: "0 2141 3800", "02-141-3800". *ret_before: the group before i. */
static bool group_before(const struct parser *p, size_t i, size_t *ret_before)
{
    if (i >= 1 && is_number(p, i - 1)) {
        *ret_before = i - 1;
        return true;
    }
    if (i >= 2 && kind_at(p, i - 1) == TOKEN_DASH && touches(p, i) && touches(p, i - 1) && is_number(p, i - 2)) {
        *ret_before = i - 2;
        return true;
    }
    return false;
}

static bool group_behind(const struct parser *p, size_t i, size_t *ret_behind)
{
    size_t back;
    for (size_t k = i + 1; k <= i + 2; k++)
        if (is_number(p, k) && group_before(p, k, &back) && back == i) {
            *ret_behind = k;
            return true;
        }
    return false;
}

/* A telephone or identity number, of which token i is one group. A list of years is none. */
static bool is_in_long_number(const struct parser *p, size_t i)
{
    size_t first = i, last = i, next;
    size_t digits = tok(p, i)->digits;
    bool all_years = true;
    while (group_before(p, first, &next)) {
        first = next;
        digits += tok(p, first)->digits;
        all_years = all_years && is_year_number(tok(p, first));
    }
    while (group_behind(p, last, &next)) {
        last = next;
        digits += tok(p, last)->digits;
        all_years = all_years && is_year_number(tok(p, last));
    }
    if (first == last || all_years)
        return false;
    bool is_after_letter = first > 0 && kind_at(p, first - 1) == TOKEN_WORD && touches(p, first);
    bool starts_with_zero = p->t->p[tok(p, first)->from] == '0' && !is_after_letter;
    bool has_plus = first > 0 && kind_at(p, first - 1) == TOKEN_SIGN && p->t->p[tok(p, first - 1)->from] == '+';
    if ((starts_with_zero || has_plus) && digits >= PHONE_DIGITS_MIN)
        return true;
    return first < i && last > i;
}

/* The sign that ties token i to a number before (or behind) it without a space: 2,567  12.2567  9001:2015. 0 when there is none. */
static char tie(const struct parser *p, size_t sign, size_t number, bool sign_touches, bool number_touches)
{
    if (!sign_touches || !number_touches || !is_number(p, number))
        return 0;
    return (char)p->t->p[tok(p, sign)->from];
}

static bool is_tied_left(const struct parser *p, size_t i)
{
    if (i < 2)
        return false;
    const struct year_token *other = tok(p, i - 2);
    switch (tie(p, i - 1, i - 2, touches(p, i - 1), touches(p, i))) {
    case '.':
    case ':':
        return true;
    case ',':
        return !is_year_number(other);
    case '-': /* มอก. 2541-2555 */
        return other->digits >= 3 && (!is_year_number(other) || year_text_ends(p->t, other->from, count_words));
    default:
        return false;
    }
}

static bool is_tied_right(const struct parser *p, size_t i)
{
    const struct year_token *other = tok(p, i + 2);
    switch (tie(p, i + 1, i + 2, touches(p, i + 1), touches(p, i + 2))) {
    case '.':
    case '/':
        return true;
    case ',':
        return other->digits == 3;
    case '-':
        return other->digits >= 3 && !is_year_number(other);
    default:
        return false;
    }
}

/* "ที่ 2567", "ว 2567": a letter's number. แผนที่ and หน้าที่ are words of their own, so ที่ counts only where a word begins. */
static bool is_document_number(const struct parser *p, size_t i)
{
    const struct year_token *before = i > 0 ? tok(p, i - 1) : NULL;
    if (!before || before->kind != TOKEN_WORD)
        return false;
    const unsigned char *w = p->t->p + before->from;
    size_t n = before->to - before->from;
    bool is_thi = n == 2 && w[0] == 0xB7 && w[1] == 0xD5;
    return is_thi || (n == 1 && w[0] == 0xC7);
}

/* Nothing beside the bare number at token i says that it is no year. */
static bool is_plain_year(const struct parser *p, size_t i, const struct year_value *year)
{
    const struct year_token *token = tok(p, i), *before = i > 0 ? tok(p, i - 1) : NULL;
    if (year->is_ce && token->value < BARE_CE_MIN)
        return false;
    if (before && touches(p, i) && before->kind == TOKEN_WORD && before->is_latin &&
        (token->value < LATIN_BE_MIN || token->value > LATIN_BE_MAX))
        return false;
    if (before && touches(p, i) && before->kind == TOKEN_SIGN && strchr("+#$%@=?", p->t->p[before->from]))
        return false;
    const struct year_token *behind = tok(p, i + 1);
    if (touches(p, i + 1) && ((behind->kind == TOKEN_WORD && behind->is_latin && year->is_ce) ||
                              (behind->kind == TOKEN_SIGN && p->t->p[behind->from] == '%')))
        return false;
    bool is_after_budget = before && before->kind == TOKEN_BUDGET;
    if (!is_after_budget && (is_document_number(p, i) || year_text_ends(p->t, token->from, count_words)))
        return false;
    if (year_text_starts(p->t, token->to, money_words))
        return false;
    return !is_tied_left(p, i) && !is_tied_right(p, i) && !is_in_long_number(p, i);
}

static bool has_unit(const struct parser *p, size_t i)
{
    size_t to = tok(p, i)->to;
    return year_text_starts(p->t, to, money_words) || year_text_starts(p->t, to, short_units);
}

/* Points in time: a day, a month, with or without a year */

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
    } else if (is_day(a) && is_day(b) && (read_year(c, false, sign != TOKEN_DOT || b->digits == 2, &year) ||
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
    struct year_value year;
    bool is_latin = i > 0 && tok(p, i - 1)->is_latin;
    bool is_read = read_year(tok(p, k), says_ce, true, &year) ||
                   (is_latin && tok(p, k)->digits == 2 && read_year(tok(p, k), true, true, &year));
    if (!is_read || (year.is_short && (kind_at(p, k + 1) == TOKEN_MONTH || has_unit(p, k))))
        return i;
    set_year(pt, &year);
    return k + 1;
}

static bool read_point(const struct parser *p, size_t i, struct point *pt)
{
    size_t k = i;
    bool has_day_word = kind_at(p, k) == TOKEN_DAY;
    while (kind_at(p, k) == TOKEN_DAY)
        k++;
    if (read_numeric_date(p, k, pt))
        return true;
    *pt = (struct point){0};
    if (is_day(tok(p, k)) && (kind_at(p, k + 1) == TOKEN_MONTH ||
                              (has_day_word && kind_at(p, k + 1) == TOKEN_MONTH_WORD && kind_at(p, k + 2) == TOKEN_MONTH))) {
        pt->day = tok(p, k)->value;
        k++;
    }
    if (kind_at(p, k) == TOKEN_MONTH_WORD && tok(p, k)->value == 0)
        k++;
    if (kind_at(p, k) != TOKEN_MONTH)
        return false;
    const struct year_token *month = tok(p, k);
    if (month->value == 2 && k == i && year_text_ends(p->t, month->from, civil_service_words))
        return false;
    pt->month = month->value;
    k++;
    if (month->is_latin && pt->day == 0 && is_day(tok(p, k)) && (kind_at(p, k + 1) == TOKEN_AND || is_number(p, k + 1))) {
        pt->day = tok(p, k)->value; /* March 31, 2024 */
        k += kind_at(p, k + 1) == TOKEN_AND ? 2 : 1;
    }
    pt->end = read_year_of_month(p, k, pt);
    return true;
}

static size_t skip_connector(const struct parser *p, size_t i)
{
    size_t k = i;
    while (kind_at(p, k) == TOKEN_DASH || kind_at(p, k) == TOKEN_TO)
        k++;
    return k;
}

/* Items */

static struct year_item *add_item(struct parser *p, size_t from, size_t end)
{
    struct year_items *out = p->out;
    MEM_GROW(out->items, out->n, out->capacity);
    struct year_item *item = &out->items[out->n++];
    *item = (struct year_item){.in_brackets = p->depth > 0};
    item->mention.start = p->t->raw[tok(p, from)->from];
    uint32_t last = tok(p, end - 1)->to;
    item->mention.end = p->t->raw[last];
    return item;
}

/* Which part of the fiscal year the months are; quarter and month as far as they are one. */
static void set_part(struct year_item *item, int first_month, int last_month)
{
    int first = (first_month + 2) % 12, last = (last_month + 2) % 12; /* 0 = October */
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
        set_part(item, a.month, b.month);
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
static size_t take_point(struct parser *p, size_t i)
{
    struct point a, b;
    size_t k = i;
    while (kind_at(p, k) == TOKEN_DAY)
        k++;
    if (is_day(tok(p, k)) && skip_connector(p, k + 1) > k + 1) { /* 1 - 31 มีนาคม 2567 */
        size_t second = skip_connector(p, k + 1);
        if (read_point(p, second, &b) && b.day > 0 && kind_at(p, second + 1) != TOKEN_SLASH && kind_at(p, k + 2) != TOKEN_DOT) {
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

/* Parts of the year */

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
    item->part = months == 12 ? PART_FULL : months == 6 ? (is_later ? PART_SECOND_HALF : PART_FIRST_HALF) : PART_QUARTER;
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
    for (; kind_at(p, k) == TOKEN_UP_TO || kind_at(p, k) == TOKEN_TO; k++)
        is_up_to = true;
    if (kind_at(p, k) == TOKEN_WORD && tok(p, k)->to - tok(p, k)->from == 1 && p->t->p[tok(p, k)->from] == 0xB3) { /* ณ */
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
    static const int start_month[] = {0, 10, 1, 4, 7};
    static const int end_month[] = {0, 12, 3, 6, 9};
    set_part(item, start_month[first], end_month[last]);
    if (item->part == PART_NONE)
        item->part = PART_QUARTER;
    item->quarter = last;
    return k;
}

/* รอบที่ 1, งวดที่ 2, ครึ่งปีหลัง. */
static size_t take_round(struct parser *p, size_t i)
{
    const struct year_token *token = tok(p, i);
    if (token->kind == TOKEN_HALF) {
        struct year_item *item = add_item(p, i, i + 1);
        item->part = token->value == 1 ? PART_FIRST_HALF : PART_SECOND_HALF;
        return i + 1;
    }
    if (token->kind != TOKEN_ROUND_NO || token->value != 0 || !is_quarter(tok(p, i + 1)))
        return i;
    int number = tok(p, i + 1)->value;
    struct year_item *item = add_item(p, i, i + 2);
    item->part = number == 1 ? PART_FIRST_HALF : number == 2 ? PART_SECOND_HALF : PART_QUARTER;
    item->quarter = number > 2 ? number : 0;
    item->is_open_half = number == 1;
    return i + 2;
}

static size_t take_part(struct parser *p, size_t i)
{
    size_t end = take_months(p, i);
    if (end == i)
        end = take_quarter(p, i);
    return end == i ? take_round(p, i) : end;
}

/* Years with the words that lead to them */

struct lead {
    bool is_fiscal, is_budget, is_annual, is_year, is_be, is_ce, is_label;
};

/* The ปี of "แผน 5 ปี (2566-2570)" counts years; that of "O14 ปี 67" and "รอบที่ 2 ปี 67" leads to one. */
static bool counts_years(const struct parser *p, size_t i)
{
    if (i == 0 || !is_number(p, i - 1))
        return false;
    const struct year_token *label = i >= 2 ? tok(p, i - 2) : NULL;
    bool is_labelled = label && (label->kind == TOKEN_ITA || label->kind == TOKEN_ROUND_NO || label->kind == TOKEN_QUARTER ||
                                 label->kind == TOKEN_SLASH || (label->kind == TOKEN_WORD && label->is_latin));
    return !is_labelled;
}

static bool read_lead_word(const struct parser *p, size_t i, bool is_first, struct lead *lead)
{
    switch ((int)kind_at(p, i)) {
    case TOKEN_FISCAL:
        return lead->is_fiscal = true;
    case TOKEN_BUDGET:
        return lead->is_budget = true;
    case TOKEN_ANNUAL:
        return lead->is_annual = true;
    case TOKEN_YEAR:
        lead->is_year = lead->is_year || !is_first || !counts_years(p, i);
        return true;
    case TOKEN_BE:
        return lead->is_be = true;
    case TOKEN_CE:
        return lead->is_ce = true;
    case TOKEN_ITA:
        return lead->is_label = true;
    case TOKEN_DOT:
    case TOKEN_OPEN:
        return !is_first;
    case TOKEN_SIGN:
        return !is_first && (p->t->p[tok(p, i)->from] == ':' || p->t->p[tok(p, i)->from] == '"');
    default:
        return false;
    }
}

static size_t read_lead(const struct parser *p, size_t i, struct lead *lead)
{
    *lead = (struct lead){0};
    size_t k = i;
    while (read_lead_word(p, k, k == i, lead))
        k++;
    return k;
}

static bool is_strong(const struct lead *lead)
{
    return lead->is_fiscal || lead->is_annual || lead->is_year || lead->is_be || lead->is_ce || lead->is_label;
}

/* The second year of a range that may begin with the year at token i; the token behind it, or i + 1 when there is none. */
static size_t read_range_end(const struct parser *p, size_t i, const struct lead *lead, const struct year_value *first, int *ret_to_be)
{
    size_t sign = i + 1;
    bool is_slash = kind_at(p, sign) == TOKEN_SLASH && touches(p, sign) && touches(p, sign + 1) && is_strong(lead);
    size_t k = is_slash ? sign + 1 : skip_connector(p, sign);
    if (k == sign)
        return i + 1;
    struct lead inner = {0};
    if (!is_number(p, k))
        k = read_lead(p, k, &inner);
    struct year_value second;
    if (!read_year(tok(p, k), first->is_ce && tok(p, k)->digits == 2, true, &second))
        return i + 1;
    if (second.is_short && !first->is_short && !is_strong(lead) && !touches(p, k))
        return i + 1; /* "2566 - 70" without a word is a guess */
    int years = second.be - first->be;
    bool is_range = is_slash ? years == 1 : years > 0 && years <= RANGE_YEARS_MAX;
    if (!is_range || (second.is_short && has_unit(p, k)) || (kind_at(p, k + 1) == TOKEN_DASH && touches(p, k + 1) && is_number(p, k + 2)))
        return i + 1;
    *ret_to_be = second.be;
    return k + 1;
}

static bool is_law_year(struct parser *p, size_t from, const struct lead *lead)
{
    bool has_law = p->law_at > 0 && tok(p, from)->from - p->law_at < LAW_NAME_MAX;
    if (!has_law || lead->is_fiscal || lead->is_budget || lead->is_annual || lead->is_year || lead->is_label)
        return false;
    return lead->is_be || (p->law_is_act && !lead->is_ce);
}

static int rank_of(const struct parser *p, size_t from, const struct lead *lead, bool is_range)
{
    if (lead->is_fiscal || lead->is_budget)
        return RANK_FISCAL;
    if (lead->is_annual)
        return RANK_ANNUAL;
    if (is_strong(lead) || is_range)
        return RANK_YEAR;
    if (from >= 2 && kind_at(p, from - 1) == TOKEN_SLASH && is_number(p, from - 2)) {
        bool is_part = p->out->n > 0 && p->out->items[p->out->n - 1].part != PART_NONE;
        return is_part ? RANK_YEAR : RANK_NUMBERED; /* ไตรมาสที่ 2/2567; ครั้งที่ 1/2567 */
    }
    return RANK_BARE;
}

static bool read_first_year(const struct parser *p, size_t i, const struct lead *lead, struct year_value *ret_year)
{
    bool is_numbered = i >= 3 && kind_at(p, i - 1) == TOKEN_SLASH && is_number(p, i - 2) &&
                       (kind_at(p, i - 3) == TOKEN_ROUND_NO || kind_at(p, i - 3) == TOKEN_QUARTER); /* ครั้งที่ 1/67 */
    bool allow_short = is_strong(lead) || lead->is_budget || is_numbered;
    const struct year_token *token = tok(p, i);
    if (!read_year(token, lead->is_ce, allow_short, ret_year))
        return false;
    if (!ret_year->is_short)
        return is_strong(lead) || is_plain_year(p, i, ret_year);
    bool is_weak = !lead->is_year && !lead->is_be && !lead->is_ce && !lead->is_fiscal && !lead->is_annual; /* ita67, งบ 67 */
    if (is_weak && !is_numbered && (token->value < LABEL_SHORT_MIN || token->value > LABEL_SHORT_MAX))
        return false;
    return !has_unit(p, i) && !is_tied_left(p, i) && !(kind_at(p, i + 1) == TOKEN_DOT && touches(p, i + 1) && is_number(p, i + 2));
}

/* The number before a slash goes with its year when it counts something: ครั้งที่ 1/2567; what stands before "/2567" of ไตรมาสที่ 2/2567 is an item
 * already. */
static size_t first_of_number(const struct parser *p, size_t i)
{
    if (i < 2 || kind_at(p, i - 1) != TOKEN_SLASH || !is_number(p, i - 2))
        return i;
    if (p->out->n > 0 && p->out->items[p->out->n - 1].mention.end == p->t->raw[tok(p, i - 2)->to])
        return i - 1;
    return i >= 3 && kind_at(p, i - 3) == TOKEN_ROUND_NO ? i - 3 : i;
}

static size_t take_year(struct parser *p, size_t i)
{
    struct lead lead;
    size_t k = read_lead(p, i, &lead);
    struct year_value year;
    if (!is_number(p, k) || !read_first_year(p, k, &lead, &year))
        return i;
    int to_be = year.be;
    size_t end = read_range_end(p, k, &lead, &year, &to_be);
    bool has_open = i < k && kind_at(p, k - 1) == TOKEN_OPEN;
    if (has_open && kind_at(p, end) == TOKEN_CLOSE)
        end++;
    struct year_item *item = add_item(p, first_of_number(p, i), end);
    struct year_mention *m = &item->mention;
    m->from_be = year.be;
    m->to_be = to_be;
    m->is_short = year.is_short;
    m->is_ce = year.is_ce;
    item->has_year = true;
    if (to_be == year.be && is_law_year(p, i, &lead)) {
        m->kind = YEAR_LAW;
        p->law_at = 0; /* one law, one year */
        return end;
    }
    p->out->n--; /* rank_of looks at the item before */
    item->rank = rank_of(p, k, &lead, to_be != year.be);
    p->out->n++;
    m->kind = to_be != year.be ? YEAR_RANGE : item->rank == RANK_FISCAL ? YEAR_FISCAL : YEAR_PLAIN;
    return end;
}

static void note(struct parser *p, size_t i)
{
    const struct year_token *token = tok(p, i);
    switch ((int)token->kind) {
    case TOKEN_ACT:
    case TOKEN_CODE:
        p->law_at = token->to;
        p->law_is_act = token->kind == TOKEN_ACT || (p->law_is_act && p->law_at > 0 && token->kind == TOKEN_ACT);
        break;
    case TOKEN_BREAK:
        p->law_at = 0;
        p->depth = 0;
        break;
    case TOKEN_OPEN:
        p->depth++;
        break;
    case TOKEN_CLOSE:
        p->depth -= p->depth > 0;
        break;
    default:
        break;
    }
}

static void set_fiscal(struct year_mention *m)
{
    m->fiscal_from_be = m->from_be;
    m->fiscal_to_be = m->to_be;
    if (m->kind == YEAR_DATE || m->kind == YEAR_MONTH || m->kind == YEAR_PERIOD) {
        m->fiscal_from_be = years_fiscal_of(m->date);
        m->fiscal_to_be = years_fiscal_of(m->date_end);
    }
}

void year_items_find(const struct year_text *t, size_t max, struct year_items *ret_items)
{
    *ret_items = (struct year_items){0};
    struct parser p = {.t = t, .out = ret_items};
    size_t n_years = 0;
    for (size_t i = 0; i < t->n_tokens && n_years < max;) {
        size_t before = ret_items->n, end = take_part(&p, i);
        if (end == i)
            end = take_point(&p, i);
        if (end == i)
            end = take_year(&p, i);
        for (size_t k = before; k < ret_items->n; k++) {
            set_fiscal(&ret_items->items[k].mention);
            n_years += ret_items->items[k].has_year;
        }
        for (size_t k = i; k < (end > i ? end : i + 1); k++)
            note(&p, k);
        i = end > i ? end : i + 1;
    }
}

void year_items_done(struct year_items *items)
{
    free(items->items);
    *items = (struct year_items){0};
}
