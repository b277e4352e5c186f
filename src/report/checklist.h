/* checklist.h - what every item asks for, on paper: to be ticked by the units that publish, before any site is looked at.
 *
 * All texts are in one language already, NUL-terminated, NULL or "" for none.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_CHECKLIST_H
#define OIT_REPORT_CHECKLIST_H

#include "base/messages.h"
#include "oitcheck/report.h"

struct checklist_element {
    const char *text;
    bool is_required, is_assumed, needs_human;
};

struct checklist_item {
    const char *code, *title, *owner;
    const char *period;  /* "ปีงบประมาณ พ.ศ. 2566 (1 ต.ค. 2565 - 30 ก.ย. 2566)" */
    bool is_period_assumed;
    const char *due;     /* "31 มี.ค. 2567" */
    const char *form;    /* "หน้าเว็บ, เอกสาร" */
    const char *advice;
    struct checklist_element *elements; size_t n_elements;
    const char **slips;                 size_t n_slips;
    const char **others;                size_t n_others; /* "O17: ทั้งปีของปีที่แล้ว..." : items it is taken for */
    const char *not_instead;            /* near documents that do not do: "สขร.1, ..." */
};

struct checklist {
    enum msg_language language;
    const char *scheme, *revision, *score_name, *year; /* year: as people write it, "พ.ศ. 2567" */
    bool is_confirmed; /* the scheme for this year */
    struct checklist_item *items; size_t n_items;
};

enum checklist_order { CHECKLIST_BY_OWNER, CHECKLIST_BY_ITEM };

void checklist_html(const struct checklist *checklist, enum checklist_order order, struct buf *out); /* one file, A4 in print */
void checklist_text(const struct checklist *checklist, enum checklist_order order, int width, struct buf *out); /* width 0: lines are not broken */

/* Items in the order of a list: *ret_order has n_items indices, caller frees; owners keep the order in which they first appear. */
void checklist_arrange(const struct checklist *checklist, enum checklist_order order, size_t **ret_order);
/* Does an owner's part begin with the at-th of that order? */
bool checklist_begins_owner(const struct checklist *checklist, enum checklist_order order, const size_t *arranged, size_t at);
const char *checklist_owner(const struct checklist *checklist, const struct checklist_item *item);
void checklist_title(const struct checklist *checklist, struct buf *out);
void checklist_scheme(const struct checklist *checklist, struct buf *out);

#endif
