/* period.h - which years an item asks for, in people's words: "ปีงบประมาณ พ.ศ. 2566 (1 ต.ค. 2565 - 30 ก.ย. 2566)".
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_PERIOD_H
#define OIT_RUN_PERIOD_H

#include "base/messages.h"
#include "rules/rules.h"

/* All years of an accept set, joined by "or". is_short: without the days. */
void period_add(const struct scheme *scheme, unsigned accept, int fiscal_year_be, bool is_short, enum msg_language language, struct buf *out);
/* The day the item is due in that fiscal year; false: it has none. */
bool period_due(const struct scheme *scheme, const struct scheme_item *item, int fiscal_year_be, struct clock_date *ret_due);
void period_add_date(struct clock_date date, enum msg_language language, struct buf *out); /* "31 มี.ค. 2567" */

#endif
