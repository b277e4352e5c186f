/* years.c - years, half-years, dates and fiscal years in Thai text.
 * SPDX-License-Identifier: MIT
 */
#include "years.h"

#include <stdio.h>

enum { BE_MINUS_CE = 543, FISCAL_FIRST_MONTH = 10 };

size_t years_find(struct str text, struct year_mention *ret_mentions, size_t max)
{
    (void)text, (void)ret_mentions, (void)max;
    return 0;
}

struct year_statement years_statement(struct str title)
{
    (void)title;
    return (struct year_statement){0};
}

struct year_statement years_in_name(struct str name)
{
    (void)name;
    return (struct year_statement){0};
}

void years_blank(struct str text, struct buf *out)
{
    (void)buf_add_str(out, text);
}

int years_fiscal_of(struct clock_date date)
{
    return date.year_ce + BE_MINUS_CE + (date.month >= FISCAL_FIRST_MONTH ? 1 : 0);
}

struct clock_date years_fiscal_start(int fiscal_year_be)
{
    return (struct clock_date){fiscal_year_be - BE_MINUS_CE - 1, FISCAL_FIRST_MONTH, 1};
}

struct clock_date years_fiscal_end(int fiscal_year_be)
{
    return (struct clock_date){fiscal_year_be - BE_MINUS_CE, FISCAL_FIRST_MONTH - 1, 30};
}

struct clock_date years_first_half_end(int fiscal_year_be)
{
    return (struct clock_date){fiscal_year_be - BE_MINUS_CE, 3, 31};
}

void years_date_th(struct clock_date date, char *ret_text, size_t size)
{
    static const char *const months[] = {"?",    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
                                         "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."};
    const char *month = date.month >= 1 && date.month <= 12 ? months[date.month] : months[0];
    (void)snprintf(ret_text, size, "%d %s %d", date.day, month, date.year_ce + BE_MINUS_CE);
}

void years_date_en(struct clock_date date, char *ret_text, size_t size)
{
    static const char months[][4] = {"?",   "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const char *month = date.month >= 1 && date.month <= 12 ? months[date.month] : months[0];
    (void)snprintf(ret_text, size, "%d %s %d", date.day, month, date.year_ce);
}

bool years_parse_date(struct str text, struct clock_date *ret_date)
{
    (void)text, (void)ret_date;
    return false;
}
