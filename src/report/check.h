/* check.h - what `oitcheck check` found, for people and for programs.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_CHECK_H
#define OIT_REPORT_CHECK_H

#include "base/buf.h"
#include "base/messages.h"
#include "oitcheck/check.h"

/* For a terminal: the verdict in one line, each element with its page and quote, each file with what is wrong with it, what to do. width 0: 80
 * columns. Nothing from the files reaches the terminal but as printable text. */
void check_text(const struct oit_check *check, enum msg_language language, bool use_colour, int width, struct buf *out);
/* One object after schema/check-1.schema.json. */
void check_json(const struct oit_check *check, struct buf *out);

#endif
