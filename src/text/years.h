/* years.h - years, half-years, dates and fiscal years in Thai text. Fiscal-year arithmetic stands here and nowhere else.
 *
 * A Thai fiscal year begins on 1 October of the year before: FY2567 is 1 Oct 2566 (2023) to 30 Sep 2567 (2024). Elsewhere it begins in another
 * month (1: the calendar year), which the functions ending in _from take; the others mean October. Years are Buddhist-era
 * (BE = CE + 543) inside the program. Reads Thai and Arabic digits, BE and CE, short years ("ปี 67", "ต.ค. 66", "ita67"), ranges,
 * "พ.ศ..2568", "ประจำปี2567", months in full, abbreviated ("มี.ค.", "มีค") and in English.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TEXT_YEARS_H
#define OIT_TEXT_YEARS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"

enum { YEARS_THAI_FIRST_MONTH = 10 };

enum year_kind {
    YEAR_FISCAL,   /* ปีงบประมาณ พ.ศ. 2567, FY2567, งบประมาณ 2567, ปีบัญชี, ปีการศึกษา */
    YEAR_PLAIN,    /* ประจำปี 2567, ปี 2567, พ.ศ. 2567, 2567, "ปี 67" */
    YEAR_RANGE,    /* 2566-2570, พ.ศ. ๒๕๖๖ ถึง พ.ศ. ๒๕๗๐, ระยะ 5 ปี (2566 - 2570): from..to */
    YEAR_DATE,     /* 31 มีนาคม 2567, 8/3/2567, 2024-03-31: date set; from = to = the BE year */
    YEAR_MONTH,    /* มกราคม 2567, ต.ค. 66: date set with day 1 */
    YEAR_PERIOD,   /* 1 ตุลาคม 2566 - 31 มีนาคม 2567; ต.ค. 66 - มี.ค. 67: date..date_end set */
    YEAR_LAW,      /* the year of an act, regulation, code or standing announcement: พ.ร.บ. ... พ.ศ. 2542, ประมวลจริยธรรม พ.ศ. 2564 */
};

struct year_mention {
    uint32_t start, end; /* byte range in the text */
    enum year_kind kind;
    int from_be, to_be;  /* stated years, BE; equal unless YEAR_RANGE; for YEAR_DATE.. the calendar year(s) */
    int fiscal_from_be, fiscal_to_be; /* fiscal years it lies in: a date 5 Oct 2566 lies in 2567; a stated year 2567 counts as 2567 */
    struct clock_date date, date_end; /* YEAR_DATE, _MONTH, _PERIOD; else zero */
    bool is_short;       /* written with two digits */
    bool is_ce;          /* written in the Christian era */
    bool is_thai_digits; /* ๒๕๖๗: in text of OCR a year that was read only once (document.h) */
};

enum year_part { /* which part of the fiscal year a title speaks of */
    PART_NONE,   /* nothing said */
    PART_FULL,   /* รอบ 12 เดือน, 1 ต.ค. - 30 ก.ย. */
    PART_FIRST_HALF, /* รอบ 6 เดือน (แรก), ต.ค. - มี.ค., ไตรมาสที่ 1-2, ณ or ถึง or สิ้น ไตรมาส 2, รอบที่ 1 */
    PART_SECOND_HALF, /* รอบ 6 เดือนหลัง, เม.ย. - ก.ย., รอบที่ 2 */
    PART_QUARTER, /* a quarter named alone; ไตรมาสที่ 2 may well be cumulative: for the rule to say */
    PART_MONTH,
};

/* All mentions in order of place, at most max of them; overlapping readings are resolved (a range beats its two years, a period its dates).
 * Telephone numbers, money, counts and document numbers ("ที่ 2567/2566", "เลขที่ 12/2567": number/year gives the year only) are not years. Costs
 * about 0.2 ms for a page of 40 KB: ask for titles, labels and headings, and for whole texts only once. */
size_t years_find(struct str text, struct year_mention *ret_mentions, size_t max);

/* What a title, label or heading states about its year. */
struct year_statement {
    int from_be, to_be; /* 0, 0: no year stated. A single year has from == to. Fiscal years. */
    enum year_part part;
    int quarter, month; /* 1-4, 1-12 (calendar month); else 0 */
    bool is_fiscal;     /* said to be a fiscal year, or derived from dates */
    bool is_certain;    /* four digits or a date; false: a short year or a bare number in a file name */
    bool is_thai_digits, is_short, is_ce; /* as in year_mention */
    bool is_once;       /* shown, but it decides nothing: read from a picture by one reader only (set by who knows the text's source), or the year of a
                           result that is analysed ("วิเคราะห์ผลการประเมิน ปี 2566") */
};

/* The best statement of one title: fiscal years before plain ones, stated before derived from dates, outside brackets before inside, the
 * last of equals. Law years never count, and only in want of another: the year of an edition ("ฉบับทบทวน พ.ศ. 2567", "แก้ไขครั้งที่ 1/2567") and of
 * what the document rests on ("แผน ปี 2567 จากผลการประเมิน ปี 2566"). A period of January to December of one year states that year. */
struct year_statement years_statement(struct str title);
struct year_statement years_statement_from(struct str title, int first_month);
/* File names and path segments: also "ita67", "MC66", "_67_", "2567-03-11" (a date), "Scan2023-10-16". Uncertain ones are marked. */
struct year_statement years_in_name(struct str name);
struct year_statement years_in_name_from(struct str name, int first_month);

/* Appends the text with each mention of a year or period, and the words that lead to it (ประจำปีงบประมาณ, ปี, พ.ศ., รอบ 6 เดือน, ไตรมาสที่ 2, dates),
 * replaced by one space: what is left is the name, to be measured against the names of the rules. */
void years_blank(struct str text, struct buf *out);

/* The title ends with words that lead to a year ("... ประจำปีงบประมาณ พ.ศ.") or in the middle of a span ("(พ.ศ. 2566 -"): what should follow is lacking. */
bool years_is_open(struct str title);

int years_fiscal_of(struct clock_date date);              /* BE fiscal year a day lies in */
int years_fiscal_of_from(struct clock_date date, int first_month);
struct clock_date years_fiscal_start(int fiscal_year_be); /* 1 Oct */
struct clock_date years_fiscal_end(int fiscal_year_be);   /* 30 Sep */
struct clock_date years_first_half_end(int fiscal_year_be); /* 31 Mar */

/* For people: "20 พ.ย. 2569" / "20 Nov 2026". Writes at most size bytes with NUL. */
void years_date_th(struct clock_date date, char *ret_text, size_t size);
void years_date_en(struct clock_date date, char *ret_text, size_t size);
const char *years_date_iso(struct clock_date date, struct arena *arena); /* "2026-11-20", in arena */
/* A date typed by a user: 2026-11-20, 20/11/2569, "20 พ.ย. 2569"; a year above 2400 is BE. False when not a date. */
bool years_parse_date(struct str text, struct clock_date *ret_date);
/* The same for dates in officers' sheets, where years are short: "31 มี.ค. 67", 31/3/67 (Buddhist era). */
bool years_parse_day(struct str text, struct clock_date *ret_date);

#endif
