/* history.h - "สรุปผลการติดตามการเปิดเผยข้อมูล": a history with what belongs to it, on a terminal, as JSON, on A4 and as a workbook.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HISTORY_H
#define OIT_REPORT_HISTORY_H

#include "base/clock.h"
#include "itas/availability.h"
#include "itas/history.h"
#include "view.h"

#define HISTORY_SCHEMA "oitcheck-history/1"

enum history_round { ROUND_NONE, ROUND_SIX, ROUND_TWELVE, ROUND_SECOND_HALF, ROUND_SIX_SO_FAR, ROUND_TWELVE_SO_FAR };

struct history_submission {
    const char *id, *day; /* "2024-04-22" */
    uint32_t n_urls, n_items;
};

struct history_outage {
    int64_t began_at, ended_at; /* 0: it lasts */
    struct oit_words cause;
};

struct history_paper {
    const struct oit_report *report;  /* the last one: agency, criteria, owners (officer words laid over it) */
    const struct history *history;
    struct clock_date from, to;       /* both within */
    enum history_round round;
    bool is_watched;
    struct availability availability; /* of the home page */
    struct history_outage *outages; size_t n_outages;
    struct history_submission *submissions; size_t n_submissions;
    uint32_t n_other_years;           /* checks within that were of another fiscal year, left out */
    uint32_t n_unread;                /* checks within that ended without a report */
    int64_t made;
};

void report_history_text(const struct history_paper *paper, const struct report_text_options *options, struct buf *out);
void report_history_json(const struct history_paper *paper, struct buf *out);
void report_history_html(const struct history_paper *paper, enum report_language language, struct buf *out);
enum oit_code report_history_xlsx(const struct history_paper *paper, enum report_language language, struct buf *out, struct err *err);

/* history_view.c: what all of them say. */
struct oit_words history_title(const struct history_paper *paper, struct arena *arena); /* "... รอบ 6 เดือน ปีงบประมาณ 2567" */
void history_period(const struct history_paper *paper, const struct view *view, struct buf *out);
enum msg history_outcome_words(enum history_outcome outcome);
const char *history_outcome_class(enum history_outcome outcome);
extern const enum history_outcome history_outcome_order[N_HISTORY_OUTCOMES];
const char *history_owner(const struct history_paper *paper, const struct view *view, const char *code); /* "" for none */
void history_day(const struct view *view, int64_t at, char ret_text[static VIEW_TEXT_SIZE]); /* "20 พ.ย. 2569"; "-" for 0 */
/* "เผยแพร่ครบ 30 ไม่ครบ 1 ยังขาด 4 ตรวจไม่ได้ 0" */
void history_counts(const struct view *view, const struct history_check *check, struct buf *out);
void history_availability(const struct history_paper *paper, const struct view *view, struct buf *out); /* one sentence */
size_t history_notes(const struct history_paper *paper, const struct view *view, struct buf *notes, size_t max); /* each to be buf_done */

#endif
