/* years.c - years, half-years, dates and fiscal years: what a title states, and the arithmetic of fiscal years.
 * SPDX-License-Identifier: MIT
 */
#include "years.h"

#include <stdio.h>

#include "year_parse.h"

size_t years_find(struct str text, struct year_mention *ret_mentions, size_t max)
{
    struct year_text t;
    struct year_items items;
    year_text_make(&t, text);
    year_items_find(&t, max, &items);
    size_t n = 0;
    for (size_t i = 0; i < items.n && n < max; i++)
        if (items.items[i].has_year)
            ret_mentions[n++] = items.items[i].mention;
    year_items_done(&items);
    year_text_done(&t);
    return n;
}

/* The strongest item that has a year; outside brackets before inside, the last of equals. */
static const struct year_item *strongest(const struct year_items *items)
{
    const struct year_item *best = NULL;
    int best_rank = RANK_NONE;
    for (size_t i = 0; i < items->n; i++) {
        const struct year_item *item = &items->items[i];
        int rank = item->rank * 2 - (item->in_brackets ? 1 : 0);
        if (item->has_year && item->rank > RANK_NONE && rank >= best_rank) {
            best = item;
            best_rank = rank;
        }
    }
    return best;
}

/* A half or the whole says more than a month, a month more than a quarter; dates say which half "6 เดือน" is. */
static int part_weight(const struct year_item *item)
{
    switch (item->part) {
    case PART_FULL:
    case PART_FIRST_HALF:
    case PART_SECOND_HALF:
        return item->is_open_half ? 3 : 4;
    case PART_MONTH:
        return 2;
    case PART_QUARTER:
        return 1;
    case PART_NONE:
        break;
    }
    return 0;
}

static void state_part(const struct year_items *items, struct year_statement *s)
{
    int best = 0;
    for (size_t i = 0; i < items->n; i++) {
        const struct year_item *item = &items->items[i];
        if (item->quarter)
            s->quarter = item->quarter;
        int weight = part_weight(item);
        if (weight == 0 || weight < best)
            continue;
        best = weight;
        s->part = item->part;
        s->month = item->part == PART_MONTH ? item->month : 0;
    }
}

static bool is_calendar_year(const struct year_mention *m)
{
    return m->kind == YEAR_PERIOD && m->from_be == m->to_be && m->date.month == 1 && m->date_end.month == 12;
}

struct year_statement year_items_state(const struct year_items *items, int *ret_rank)
{
    struct year_statement s = {0};
    state_part(items, &s);
    const struct year_item *best = strongest(items);
    *ret_rank = best ? best->rank : RANK_NONE;
    if (!best)
        return s;
    const struct year_mention *m = &best->mention;
    bool is_derived = m->kind == YEAR_DATE || m->kind == YEAR_MONTH || m->kind == YEAR_PERIOD;
    s.from_be = m->fiscal_from_be;
    s.to_be = m->fiscal_to_be;
    s.is_fiscal = best->rank == RANK_FISCAL || is_derived;
    s.is_certain = is_derived || !m->is_short;
    s.is_thai_digits = m->is_thai_digits;
    s.is_short = m->is_short;
    s.is_ce = m->is_ce;
    if (best->is_of_result) {
        s.is_certain = false;
        s.is_once = true;
    }
    if (is_calendar_year(m)) {
        s.from_be = s.to_be = m->to_be;
        s.is_fiscal = false;
    }
    return s;
}

/* "- . 2566 2570": a producer wrote the sign of the span somewhere else, or not at all. Two years with nothing between them, and more than one apart,
 * are the ends of a span; where no lone dash is left to show for it, an uncertain one. */
static bool are_ends_of_span(const struct year_item *a, const struct year_item *b, struct str title)
{
    enum { LONGEST_SPAN = 10 };
    const struct year_mention *first = &a->mention, *second = &b->mention;
    int apart = second->from_be > first->from_be ? second->from_be - first->from_be : first->from_be - second->from_be;
    bool is_plain = a->has_year && b->has_year && first->kind <= YEAR_PLAIN && second->kind <= YEAR_PLAIN && !first->is_short &&
                    !second->is_short;
    return is_plain && apart >= 2 && apart <= LONGEST_SPAN && second->start >= first->end &&
           str_trim(str_sub(title, first->end, second->start - first->end)).n == 0;
}

static bool has_lone_dash(struct str title)
{
    for (size_t i = 0; i < title.n; i++) {
        bool is_long = i + 2 < title.n && memcmp(title.p + i, "\xE2\x80", 2) == 0 && ((unsigned char)title.p[i + 2] & 0xFE) == 0x92; /* figure and en dash */
        size_t end = i + (is_long ? 3 : 1);
        bool begins = i == 0 || strchr(" (.)", title.p[i - 1]), ends = end >= title.n || strchr(" (.)", title.p[end]);
        if ((is_long || title.p[i] == '-') && begins && ends)
            return true;
    }
    return false;
}

static void join_torn_span(const struct year_items *items, struct str title, struct year_statement *s)
{
    for (size_t i = 0; i + 1 < items->n; i++) {
        const struct year_mention *a = &items->items[i].mention, *b = &items->items[i + 1].mention;
        bool is_stated = s->from_be == s->to_be && (s->from_be == a->fiscal_from_be || s->from_be == b->fiscal_from_be);
        if (!is_stated || !are_ends_of_span(&items->items[i], &items->items[i + 1], title))
            continue;
        s->from_be = a->from_be < b->from_be ? a->from_be : b->from_be;
        s->to_be = a->from_be < b->from_be ? b->from_be : a->from_be;
        s->is_certain = s->is_certain && has_lone_dash(title);
        return;
    }
}

struct year_statement years_statement(struct str title)
{
    return years_statement_from(title, YEARS_THAI_FIRST_MONTH);
}

struct year_statement years_statement_from(struct str title, int first_month)
{
    struct year_text t;
    struct year_items items;
    year_text_make(&t, title);
    t.first_month = first_month;
    year_items_find(&t, SIZE_MAX, &items);
    int rank;
    struct year_statement s = year_items_state(&items, &rank);
    join_torn_span(&items, title, &s);
    year_items_done(&items);
    year_text_done(&t);
    return s;
}

/* Drops brackets with nothing left in them. */
static void add_without_empty_brackets(struct str s, struct buf *out)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '(' && s.p[i] != '[')
            continue;
        size_t end = i + 1;
        while (end < s.n && (s.p[end] == ' ' || s.p[end] == '-' || s.p[end] == ','))
            end++;
        if (end < s.n && (s.p[end] == ')' || s.p[end] == ']')) {
            (void)buf_add_str(out, str_sub(s, from, i - from));
            from = end + 1;
            i = end;
        }
    }
    (void)buf_add_str(out, str_from_pos(s, from));
}

void years_blank(struct str text, struct buf *out)
{
    struct year_text t;
    struct year_items items;
    struct buf blanked;
    buf_init(&blanked, 0); /* never longer than the text and a space an item */
    year_text_make(&t, text);
    year_items_find(&t, SIZE_MAX, &items);
    size_t from = 0;
    for (size_t i = 0; i < items.n; i++) {
        const struct year_mention *m = &items.items[i].mention;
        if (m->start < from)
            continue;
        (void)buf_add_str(&blanked, str_sub(text, from, m->start - from));
        (void)buf_add_char(&blanked, ' ');
        from = m->end;
    }
    (void)buf_add_str(&blanked, str_from_pos(text, from));
    add_without_empty_brackets(buf_str(&blanked), out);
    buf_done(&blanked);
    year_items_done(&items);
    year_text_done(&t);
}

static bool ends_in_span(struct str title)
{
    size_t n = title.n;
    if (str_ends_nocase_c(title, "\xE2\x80\x93")) /* en dash */
        n -= 3;
    else if (n && title.p[n - 1] == '-')
        n--;
    else
        return false;
    struct str before = str_trim(str_sub(title, 0, n));
    unsigned char last = before.n ? (unsigned char)before.p[before.n - 1] : 0;
    return (last >= '0' && last <= '9') || (before.n >= 3 && last >= 0x90 && last <= 0x99 && (unsigned char)before.p[before.n - 2] == 0xB9);
}

/* A year is put behind the title: were there words that wanted one, its mention begins with them. */
bool years_is_open(struct str title)
{
    title = str_trim(title);
    if (!title.n || ends_in_span(title))
        return title.n > 0;
    struct buf tried;
    struct year_text t;
    struct year_items items;
    buf_init(&tried, 0);
    (void)buf_add_str(&tried, title);
    (void)buf_add_c(&tried, " 2567");
    year_text_make(&t, buf_str(&tried));
    year_items_find(&t, SIZE_MAX, &items);
    bool is_open = items.n && items.items[items.n - 1].mention.end > title.n && items.items[items.n - 1].mention.start < title.n;
    year_items_done(&items);
    year_text_done(&t);
    buf_done(&tried);
    return is_open;
}

int years_fiscal_of(struct clock_date date)
{
    return years_fiscal_of_from(date, YEARS_THAI_FIRST_MONTH);
}

int years_fiscal_of_from(struct clock_date date, int first_month)
{
    return date.year_ce + BE_MINUS_CE + (first_month > 1 && date.month >= first_month ? 1 : 0);
}

struct clock_date years_fiscal_start(int fiscal_year_be)
{
    return (struct clock_date){fiscal_year_be - BE_MINUS_CE - 1, YEARS_THAI_FIRST_MONTH, 1};
}

struct clock_date years_fiscal_end(int fiscal_year_be)
{
    return (struct clock_date){fiscal_year_be - BE_MINUS_CE, YEARS_THAI_FIRST_MONTH - 1, 30};
}

struct clock_date years_first_half_end(int fiscal_year_be)
{
    return (struct clock_date){fiscal_year_be - BE_MINUS_CE, 3, 31};
}

void years_date_th(struct clock_date date, char *ret_text, size_t size)
{
    static const char *const months[] = {"?",    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
                                         "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.",  "ธ.ค."};
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

/* Dates are mended when read (31 เมษายน happens on pages); a user's must be right, so its day must be one of the
 * numbers typed. */
static bool has_number(struct str text, int value)
{
    struct year_text t;
    bool is_there = false;
    year_text_make(&t, text);
    for (size_t i = 0; i < t.n_tokens; i++)
        is_there = is_there || (t.tokens[i].kind == TOKEN_NUMBER && t.tokens[i].value == value);
    year_text_done(&t);
    return is_there;
}

/* One date and nothing else. */
static bool parse_date(struct str text, bool allows_short, struct clock_date *ret_date)
{
    struct year_mention mentions[2];
    struct str s = str_trim(text);
    size_t n = years_find(s, mentions, 2);
    if (n != 1 || mentions[0].kind != YEAR_DATE || mentions[0].start != 0 || mentions[0].end != s.n ||
        (mentions[0].is_short && !allows_short) || !has_number(s, mentions[0].date.day))
        return false;
    *ret_date = mentions[0].date;
    return true;
}

bool years_parse_date(struct str text, struct clock_date *ret_date)
{
    return parse_date(text, false, ret_date);
}

bool years_parse_day(struct str text, struct clock_date *ret_date)
{
    return parse_date(text, true, ret_date);
}

const char *years_date_iso(struct clock_date date, struct arena *arena)
{
    return arena_printf(arena, "%04d-%02d-%02d", date.year_ce, date.month, date.day).p;
}
