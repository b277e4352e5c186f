/* html_office.h - what officers, profile and calendar add to report.html.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_OFFICE_H
#define OIT_REPORT_HTML_OFFICE_H

#include "html_parts.h"

void html_stage(struct html *h);                                /* in the head: where the calendar stands, days left, the one command */
void html_officer(struct html *h, const struct oit_item *item); /* on the card: owner, internal deadline, decision beside what was checked, note */
void html_scores(struct html *h); /* in the summary: the score as checked beside the others, and the ITA; nothing without any of them */
void html_decisions(struct html *h);                            /* the section of all decisions; nothing without any */

#endif
