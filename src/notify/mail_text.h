/* mail_text.h - a message as a letter: RFC 5322 headers, words in Thai by RFC 2047, body UTF-8 in base64 (RFC 2045). No header can be added through any text.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_NOTIFY_MAIL_TEXT_H
#define OIT_NOTIFY_MAIL_TEXT_H

#include "notify/payload.h"

/* "name@host" out of "ชื่อ <name@host>" or as it is; false when it is no address (spaces, controls, brackets, not one @). */
bool mail_address(const char *text, struct buf *out);

/* The whole letter with CRLF. from and to are as in the profile and have passed mail_address. */
void mail_compose(const struct payload_input *in, const char *from, const char *const *to, size_t n_to, struct buf *out);

/* One unstructured header value as RFC 2047 encoded words where it is not plain ASCII, folded; used by mail_compose, open to its test. */
void mail_encode_words(struct str text, struct buf *out);

#endif
