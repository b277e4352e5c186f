/* tell_parts.h - one check being told of: what is known, and the lines that come of it.
 *
 * Each part adds lines, most pressing first, and notes in the state what it has said; tell.c makes one message of them.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_TELL_PARTS_H
#define OIT_OFFICE_TELL_PARTS_H

#include "base/messages.h"
#include "itas/compare.h"
#include "itas/profile.h"
#include "office/event_log.h"
#include "office/tell_state.h"
#include "oitcheck/commands.h"

enum {
    TELL_WORSE_RUNS = 2,   /* a loss is told when two checks in a row have seen it */
    TELL_UNREAD_RUNS = 3,  /* what was there and cannot be read: three, for servers have bad days */
    TELL_LINES = 15,       /* of a message: a phone's screen or two */
    TELL_ITEMS_SHOWN = 5,  /* of a group with a line of their own; the others by code */
};

struct tell_lines {
    struct buf th, en;
    size_t n;
};
void tell_lines_init(struct tell_lines *lines);
void tell_lines_done(struct tell_lines *lines);
/* Arguments end with NULL (MSG_ARGS). */
void tell_add(struct tell_lines *lines, enum msg id, const char *const *th, const char *const *en);
void tell_add_words(struct tell_lines *lines, struct oit_words words); /* as they are; an absent language is the other one */

struct tell {
    const struct oit_options *options;
    const struct profile *profile;     /* NULL: --quiet without one */
    const struct oit_report *report;   /* NULL: the check failed */
    const struct comparison *change;   /* from the last check of the year; NULL: there was none */
    const struct store_run *runs;      /* earlier ones, newest first */
    size_t n_runs;
    struct tell_state *state;
    struct event_log log;
    const char *site;
    int exit_code;                     /* of a failed check; 0: there is a report */
    const struct err *why;             /* of the failure */
    bool is_first;                     /* nobody was told anything of this site yet */
    bool is_doubtful;                  /* it saw suspiciously little: no loss is read from it */

    struct tell_lines lines;
    size_t n_worse, n_unread, n_entered, n_better, n_rules, n_due, n_overdue; /* items that lines speak of */
    bool has_failed, has_little, is_back, is_alive;
};

void tell_health(struct tell *t);     /* first: sets is_doubtful */
void tell_items(struct tell *t);
void tell_deadlines(struct tell *t);
void tell_alive(struct tell *t);      /* last: the weekly line */

/* What --quiet prints: only what changed since the last check; nothing when nothing did. */
void tell_changes(const struct tell *t, struct buf *out);

/* "เผยแพร่ครบ 20 จาก 35 ข้อ คะแนน OIT ที่คาด 72.40-87.62" */
void tell_standing(const struct oit_report *report, enum msg_language language, struct buf *out);
/* "O16 สรุปผลการจัดซื้อจัดจ้าง: เผยแพร่ครบ → มีหัวข้อ แต่ลิงก์เสีย (สำนักคลัง)"; was NULL: without what it was. */
void tell_item_line(struct tell_lines *lines, const struct oit_item *item, struct oit_words was, struct oit_words label);
struct oit_words tell_status_words(enum oit_status status);

#endif
