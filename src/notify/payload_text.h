/* payload_text.h - what the writers of payloads and of mail share: the line above a message, and lines kept to a size.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_NOTIFY_PAYLOAD_TEXT_H
#define OIT_NOTIFY_PAYLOAD_TEXT_H

#include "notify/payload.h"

/* "เตือน: O16 แย่ลง - สำนักงานตัวอย่าง", one line, clean, at most LIMIT_NOTIFY_SUBJECT_BYTES. */
void payload_subject(const struct payload_input *in, struct buf *out);
const char *payload_body(const struct payload_input *in); /* in the profile's language, "" when there is none */

/* UTF-16 code units, in which LINE, Slack and Discord count. */
size_t payload_units(struct str text);

/* Appends one clean line so that the receiver's markup in it is dead; NULL: as it is. */
typedef void (*payload_escape_fn)(struct str line, struct buf *out);
/* The lines of text, cleaned and escaped, divided by '\n', while they fit in max_units with a last line that counts those left out. */
void payload_lines(struct str text, payload_escape_fn escape, size_t max_units, bool is_english, struct buf *out);

/* The address in n->url when it can be one (http or https), with what is markup somewhere percent-encoded; false: none. */
bool payload_url(const struct payload_input *in, struct buf *out);

#endif
