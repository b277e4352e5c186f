/* postbox.h - a webhook's receiver on a free port of 127.0.0.1, in a thread of the test: keeps every request whole and answers as it is told.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_POSTBOX_H
#define OIT_TESTS_SUPPORT_POSTBOX_H

#include <stddef.h>

struct postbox;

struct postbox *postbox_start(void); /* answers 200 and "ok" */
void postbox_stop(struct postbox *box); /* takes NULL */
/* From now on: status, one more header line (NULL: none), body bytes of 'x' (0: "ok"); status 0: the connection is closed without an answer. */
void postbox_answer(struct postbox *box, int status, const char *header, size_t body_bytes);
const char *postbox_url(struct postbox *box, const char *path); /* "http://127.0.0.1:PORT/path"; lives as long as the box */
int postbox_port(const struct postbox *box);
size_t postbox_count(struct postbox *box);
const char *postbox_head(struct postbox *box, size_t i); /* request line and headers; lives as long as the box */
const char *postbox_body(struct postbox *box, size_t i);

#endif
