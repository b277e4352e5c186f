/* messages.h - what people read, in Thai and English; the texts stand in messages.def, one line each.
 *
 * Used by assess (labels), report, run and cli. To add a sentence: one line M(MSG_..., "ไทย", "English") in messages.def.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_MESSAGES_H
#define OIT_BASE_MESSAGES_H

#include "buf.h"
#include "oitcheck/codes.h"

enum msg {
#define M(id, th, en) id,
#include "messages.def"
#undef M
    N_MESSAGES
};

enum msg_language { MSG_TH, MSG_EN };

const char *msg_th(enum msg id); /* "" when id is none */
const char *msg_en(enum msg id);
const char *msg_in(enum msg_language language, enum msg id);

/* Appends a message with {1}, {2} ... replaced: msg_add(&out, MSG_TH, MSG_TARGET, MSG_ARGS("85.00")). A placeholder without an argument gives
 * nothing; an argument is copied as it is. */
#define MSG_ARGS(...) ((const char *const[]){__VA_ARGS__, NULL})
void msg_add(struct buf *out, enum msg_language language, enum msg id, const char *const *args);

/* The one label of an item or candidate (wording.md), appended to th and en (each may be NULL). The detail, NULL when there is none, is
 *   elements-missing  what lacks: "ราคากลาง, วิธีการจัดซื้อ"      wrong-year    the year found: "2566"
 *   wrong-item        the near document: "สขร.1"                not-yet-due   the day: "31 มี.ค. 2570"
 *   other unknown     why, in place of the reason's own words:  "เซิร์ฟเวอร์ตอบว่าเปิดไม่ได้"
 * and is not looked at elsewhere. An unknown item whose reason is budget-exhausted reads "ยังไม่พบ (ยังอ่านไม่ครบ)". */
void label_for(enum oit_status status, enum oit_reason reason, const char *detail_th, const char *detail_en, struct buf *th,
               struct buf *en);

#endif
