/* remind.h - reminders from the duties of owners: a text to paste into a chat, a page to print for each owner, one page for the executive.
 *
 * report->as_of is the day of the reminder: days left are counted from it.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_REMIND_H
#define OIT_REPORT_REMIND_H

#include "itas/duties.h"
#include "itas/needed.h"
#include "report.h"

enum { REMIND_MAX_LINES = 15 /* of one text: what a telephone shows at once */ };

struct remind {
    const struct oit_report *report;
    const struct duties *duties;
    const struct needed *needed;
    enum report_language language;
    int64_t made; /* UTC seconds, for the head of pages; 0: not said */
};

/* Plain text, at most REMIND_MAX_LINES lines; each ends with a newline. */
void remind_text(const struct remind *remind, const struct duty_owner *owner, struct buf *out);
void remind_html_owner(const struct remind *remind, const struct duty_owner *owner, struct buf *out);
void remind_html_executive(const struct remind *remind, struct buf *out);
/* The executive's page and one of every owner with something open, each beginning a new paper page. */
void remind_html_all(const struct remind *remind, struct buf *out);

/* What remind_text.c, html_remind.c and html_executive.c share. All append. */
struct view;
void remind_state(const struct view *view, const struct duty *duty, struct buf *out);  /* what is the matter, in one line */
void remind_action(const struct view *view, const struct duty *duty, struct buf *out); /* what to do; may be nothing */
const char *remind_link(const struct remind *remind, const struct duty *duty);         /* NULL: none */
void remind_due(const struct view *view, const char *due, struct buf *out);            /* "31 มี.ค. 2567 (เหลือ 3 วัน)" */
void remind_needed(const struct view *view, const struct needed *needed, struct buf *out); /* "แก้ข้อใดข้อหนึ่งใน 4 ข้อนี้ ITA ถึง 85.00: O30, ..." */

#endif
