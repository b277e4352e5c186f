/* columns.h - Thai text in the columns of a terminal: marks above and below take no column; long runs without spaces break between
 * letters, never before a mark or a hanging vowel nor behind a leading one, and never inside a URL. Text must be clean (utf8_terminal).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_COLUMNS_H
#define OIT_REPORT_COLUMNS_H

#include "base/buf.h"

size_t columns_width(struct str text);
/* The longest prefix of at most that many columns that ends where a break is allowed; at least one letter, so callers make progress. */
struct str columns_prefix(struct str text, size_t columns);
void columns_pad(struct buf *out, struct str text, size_t columns); /* text and spaces up to that width */
/* Appends text, wrapped at width; the cursor stands in `column`, further lines begin with `indent` spaces; behind
 * the indent a space goes first. Returns the column behind the text. */
size_t columns_wrap(struct buf *out, struct str text, size_t column, size_t indent, size_t width);
/* A line of its own, of any text: cleaned, trimmed, after `indent` spaces; further lines stand `hanging` columns behind that. */
void columns_line(struct buf *out, const char *text, size_t indent, size_t hanging, size_t width);

#endif
