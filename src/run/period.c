/* period.c - see period.h.
 * SPDX-License-Identifier: MIT
 */
#include "period.h"

#include <stdio.h>

#include "text/years.h"

enum { YEAR_TEXT = 16, DATE_TEXT = 48, HALF_MONTHS = 6, SPAN_YEARS = 4, BE_MINUS_CE = 543 };

void period_add_date(struct clock_date date, enum msg_language language, struct buf *out)
{
    char text[DATE_TEXT];
    (language == MSG_EN ? years_date_en : years_date_th)(date, text, sizeof text);
    (void)buf_add_c(out, text);
}

/* First day of the month that lies `months` behind the year's first; the year begins in the calendar year before unless in January. */
static struct clock_date month_of(const struct scheme *scheme, int fiscal_year_be, int months)
{
    int at = scheme->first_month - 1 + months;
    int year_ce = fiscal_year_be - BE_MINUS_CE - (scheme->first_month > 1);
    return (struct clock_date){year_ce + at / 12, at % 12 + 1, 1};
}

/* "1 ต.ค. 2565 - 30 ก.ย. 2566" */
static void add_days(const struct scheme *scheme, int fiscal_year_be, int months, enum msg_language language, struct buf *out)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct clock_date last = month_of(scheme, fiscal_year_be, months - 1);
    last.day = lengths[last.month - 1];
    struct clock_date leap = {last.year_ce, 2, 29};
    if (last.month == 2 && clock_date_is_valid(leap))
        last = leap;
    period_add_date(month_of(scheme, fiscal_year_be, 0), language, out);
    (void)buf_add_c(out, " - ");
    period_add_date(last, language, out);
}

struct writer {
    const struct scheme *scheme;
    enum msg_language language;
    bool is_short;
    struct buf *out;
    size_t begin;
};

static void add_part(struct writer *w, enum msg brief, enum msg full, int fiscal_year_be, int months)
{
    char year[YEAR_TEXT], until[YEAR_TEXT];
    (void)snprintf(year, sizeof year, "%d", scheme_year_shown(w->scheme, fiscal_year_be));
    (void)snprintf(until, sizeof until, "%d", scheme_year_shown(w->scheme, fiscal_year_be + SPAN_YEARS - 1));
    struct buf days;
    buf_init(&days, 0);
    if (months)
        add_days(w->scheme, fiscal_year_be, months, w->language, &days);
    if (w->out->n > w->begin)
        msg_add(w->out, w->language, MSG_PERIOD_OR, NULL);
    msg_add(w->out, w->language, w->is_short ? brief : full, MSG_ARGS(year, months ? days.p : until, msg_in(w->language, w->scheme->is_gregorian ? MSG_PERIOD_CE : MSG_PERIOD_BE)));
    buf_done(&days);
}

void period_add(const struct scheme *scheme, unsigned accept, int fiscal_year_be, bool is_short, enum msg_language language, struct buf *out)
{
    struct writer w = {scheme, language, is_short, out, out->n};
    if (accept & ACCEPT_FIRST_HALF)
        add_part(&w, MSG_PERIOD_HALF_BRIEF, MSG_PERIOD_HALF, fiscal_year_be, HALF_MONTHS);
    if (accept & ACCEPT_CURRENT)
        add_part(&w, MSG_PERIOD_YEAR_BRIEF, MSG_PERIOD_YEAR, fiscal_year_be, 12);
    if (accept & ACCEPT_PREVIOUS)
        add_part(&w, MSG_PERIOD_YEAR_BRIEF, MSG_PERIOD_YEAR, fiscal_year_be - 1, 12);
    if ((accept & ACCEPT_ACTIVITY) && !(accept & ACCEPT_CURRENT))
        add_part(&w, MSG_PERIOD_ACTIVITY_BRIEF, MSG_PERIOD_ACTIVITY, fiscal_year_be, 12);
    if (accept & ACCEPT_SPAN)
        add_part(&w, MSG_PERIOD_SPAN_BRIEF, MSG_PERIOD_SPAN, fiscal_year_be, 0);
    if (accept & ACCEPT_UNDATED)
        add_part(&w, MSG_PERIOD_UNDATED_BRIEF, MSG_PERIOD_UNDATED, fiscal_year_be, 0);
}

bool period_due(const struct scheme *scheme, const struct scheme_item *item, int fiscal_year_be, struct clock_date *ret_due)
{
    if (item->due_month == 0)
        return false;
    struct clock_date due = {fiscal_year_be, item->due_month, item->due_day}; /* right but for era and year */
    due.year_ce += fiscal_year_be - years_fiscal_of_from(due, scheme->first_month);
    *ret_due = due;
    return true;
}
