/* watch_words.h - times, lengths and causes as people read them, both languages, appended.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_WATCH_WORDS_H
#define OIT_ITAS_WATCH_WORDS_H

#include "base/messages.h"
#include "itas/outage.h"

void watch_day_words(enum msg_language language, int64_t utc_seconds, struct buf *out);   /* "20 พ.ย. 2569" */
void watch_time_words(enum msg_language language, int64_t utc_seconds, struct buf *out);  /* "20 พ.ย. 2569 09:00 น." */
void watch_length_words(enum msg_language language, int64_t seconds, struct buf *out);    /* "1 ชั่วโมง 20 นาที" */
void watch_cause_words(enum msg_language language, enum watch_state kind, enum oit_fault fault, int http_status, struct buf *out);
void watch_items_add(struct buf *items, const char *more); /* "O1, O10": each item once; more may be a list, or NULL */
enum msg watch_state_words(enum watch_state state); /* "เปิดได้" */

#endif
