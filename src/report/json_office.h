/* json_office.h - the part of the report JSON that is laid over a judged report: officers' words, entered links, submission, calendar, trend.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_JSON_OFFICE_H
#define OIT_REPORT_JSON_OFFICE_H

#include "json_writer.h"
#include "oitcheck/report.h"

void json_office_item(struct json_writer *w, const struct oit_item *item, const struct oit_report *report); /* report NULL: the item stands alone */
void json_office(struct json_writer *w, const struct oit_report *report);

/* Of an item's officers: "owner"; did anybody say anything; the member "officer", null when nobody did. */
bool json_officer_has_words(const struct oit_officer *officer);
void json_officer(struct json_writer *w, const struct oit_officer *officer);

#endif
