/* year_number.c - is this number a year?
 *
 * Behind a word that leads to a year any fitting number is one. A bare number is a year only when nothing beside it
 * says otherwise: money, counts, telephone, identity, document and standard numbers.
 * SPDX-License-Identifier: MIT
 */
#include "year_parser.h"

enum {
    YEAR_BE_MIN = 2480,
    YEAR_BE_MAX = 2620,
    BARE_CE_MIN = 2000,  /* a bare 19xx is rather a number */
    SHORT_BE_MIN = 40,   /* 2540; below are days and counts */
    LATIN_BE_MIN = 2540, /* ITA2567 is a year, HP2500 a printer */
    LATIN_BE_MAX = 2590,
    PHONE_DIGITS_MIN = 8,
    GROUPS_MAX = 8, /* looked at on each side of a number: tables are long rows of numbers */
};

/* Words of the weak form: จำนวน is จานวน there, ที่ is ที. */
static const char *const count_words[] = {
    "จานวน", "ราคา",   "วงเงิน", "มูลคา",  "เลขที",   "หมายเลข", "รหัส",  "โทร",     "โทรศัพท", "โทรสาร", "แฟกซ",
    "ตอ",    "เบอร",   "มอก",   "รวม",   "ทังสิน",   "ประมาณ",  "กวา",  "ไมเกิน",   "หอง",    "หนา",    "ซอย",
    "หมูที",   "ทะเบียน", "รุน",    "คาสังที", "หนังสือที", "ลาดับที",   "ฉบับที", "บัญชี",     "เงิน",    "ขอที",    "มาตรา",
    "อาน",   "views",  "hits",  "tel",   "fax",    "no",      "iso",  "windows", "office", "server", NULL};
static const char *const money_words[] = {
    "บาท",       "ลาน",   "ลานบาท", "ราย", "คน",    "ครัง",  "แหง",    "ชุด",      "เครือง", "คัน", "ไร", "เมตร",
    "ตารางเมตร", "ชัวโมง", "หนวย",   "เลม", "คะแนน", "อัตรา", "ตาแหนง", "ครัวเรือน", "ตรม",   "กม", "กก", "กิโลเมตร",
    "ลิตร",       "ตัน",    "ดอลลาร", "หมืน", "แสน",   "kb",   "mb",     "gb",      "px",    "kg", "km", NULL};
static const char *const short_units[] = {"วัน",     "เดือน",   "ปี",   "เรือง", "ฉบับ", "โครงการ",
                                          "กิจกรรม", "รายการ", "นาที", "ขอ",   "ดาน", NULL};

bool read_year(const struct year_token *token, bool says_ce, bool allow_short, struct year_value *ret_year)
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

bool is_year_number(const struct year_token *token)
{
    struct year_value year;
    return token->digits == 4 && read_year(token, false, false, &year);
}

/* Whether tokens i and the one before are groups of one longer number: "0 2141 3800", "02-141-3800". *ret_before: the
 * group before i. */
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
    for (int n = 0; n < GROUPS_MAX && group_before(p, first, &next); n++) {
        first = next;
        digits += tok(p, first)->digits;
        all_years = all_years && is_year_number(tok(p, first));
    }
    for (int n = 0; n < GROUPS_MAX && group_behind(p, last, &next); n++) {
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

/* The sign that ties token i to a number before (or behind) it without a space: 2,567  12.2567  9001:2015. 0 when there
 * is none. */
static char tie(const struct parser *p, size_t sign, size_t number, bool sign_touches, bool number_touches)
{
    if (!sign_touches || !number_touches || !is_number(p, number))
        return 0;
    return (char)p->t->p[tok(p, sign)->from];
}

bool is_tied_left(const struct parser *p, size_t i)
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

bool has_money_unit(const struct parser *p, size_t i)
{
    return year_text_starts(p->t, tok(p, i)->to, money_words);
}

bool is_plain_year(const struct parser *p, size_t i, const struct year_value *year)
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
    if (has_money_unit(p, i))
        return false;
    return !is_tied_left(p, i) && !is_tied_right(p, i) && !is_in_long_number(p, i);
}

bool has_unit(const struct parser *p, size_t i)
{
    return has_money_unit(p, i) || year_text_starts(p->t, tok(p, i)->to, short_units);
}
