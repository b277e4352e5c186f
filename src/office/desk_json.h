/* desk_json.h - import and decide as JSON: schema/officers-1.schema.json.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_DESK_JSON_H
#define OIT_OFFICE_DESK_JSON_H

#include "office/desk.h"
#include "office/workbook.h"
#include "report/json_writer.h"

/* In this order; changes before desk_score lays the new words over the report. */
void desk_json_begin(const struct desk *desk, struct json_writer *w);
void desk_json_changes(const struct desk *desk, const struct desk_words *words, struct json_writer *w); /* words NULL: none */
void desk_json_remarks(const char *key, const struct workbook_remark *remarks, size_t n, struct json_writer *w);
void desk_json_end(const struct desk *desk, struct json_writer *w); /* scores, and what officers said so far */

#endif
