/* html_entered.h - what stands behind the links entered in ITAS, beside what the whole site has. Only after a submission.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_ENTERED_H
#define OIT_REPORT_HTML_ENTERED_H

#include "html_parts.h"

void html_entered_line(struct html *h, const struct oit_item *item); /* on the item's card: the verdict by the entered links, and the links */
void html_column_name(struct html *h, enum msg id);                  /* above a column of the card */
void html_entered(struct html *h);                                   /* the section; nothing when nothing was submitted */

#endif
