/* year_parse.h - the years, dates and periods of a text in order of place (for years.c and year_name.c only).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_YEAR_PARSE_H
#define OIT_TEXT_YEAR_PARSE_H

#include "year_tokens.h"
#include "years.h"

/* How strongly an item states the year of the whole title; the strongest wins, of equals the last. */
enum year_rank {
    RANK_NONE = 0, /* a law's year, or no year at all */
    RANK_DATE = 10,
    RANK_NUMBERED = 20, /* ครั้งที่ 1/2567 */
    RANK_MONTH = 22,
    RANK_PERIOD = 24,
    RANK_BARE = 30,
    RANK_YEAR = 40,   /* ปี 2567, พ.ศ. 2567, 2566-2570 */
    RANK_ANNUAL = 50, /* ประจำปี 2567 */
    RANK_FISCAL = 60,
};

struct year_item {
    struct year_mention mention; /* start and end always; the rest when rank is not RANK_NONE, or kind is YEAR_LAW */
    int rank;
    bool has_year; /* mention is complete */
    bool in_brackets;
    bool is_of_result; /* of what was measured: "วิเคราะห์ผลการประเมิน ปี 2566" is written in 2567 */
    enum year_part part; /* what it says about the part of the year, with or without a year */
    bool is_open_half;   /* "6 เดือน", which half is left open */
    int quarter, month;
    uint32_t form_end; /* place in the form behind it */
};

struct year_items {
    struct year_item *items;
    size_t n, capacity;
};

/* NULL-safe release by year_items_done. max: stop after so many items that have a year. */
void year_items_find(const struct year_text *t, size_t max, struct year_items *ret_items);
void year_items_done(struct year_items *items);
/* years.c: what a title with these items states, and how strongly. */
struct year_statement year_items_state(const struct year_items *items, int *ret_rank);

enum { BE_MINUS_CE = 543 };

#endif
