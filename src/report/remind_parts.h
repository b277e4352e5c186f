/* remind_parts.h - what the pages of remind.h share: an owner's part stands on a page of its own, and behind the executive's page.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_REMIND_PARTS_H
#define OIT_REPORT_REMIND_PARTS_H

#include "html_a4.h"
#include "remind.h"

void remind_html_due(struct html *h, const char *due); /* remind_due; NULL: nothing */
void remind_html_owner_part(struct html *h, const struct remind *remind, const struct duty_owner *owner); /* duties, what is to come and done, whom to tell */
void remind_add_owner(const struct remind *remind, const struct duty_owner *owner, struct buf *out);      /* "ผู้รับผิดชอบ: กองคลัง (0 2141 3800)" */
struct oit_words remind_words(enum msg id);

#endif
