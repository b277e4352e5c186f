/* html.h - an HTML page as a document, in one pass without a tree.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_HTML_H
#define OIT_EXTRACT_HTML_H

#include "extract/extract.h"

/* text: clean UTF-8 (charset_to_utf8). *doc has arena, kind, url and file name; the rest is filled here. */
void html_extract(const struct extract_input *input, struct str text, struct document *doc);

/* "คลิก", "ดาวน์โหลด", "1", "pdf": says nothing of what a link leads to. */
bool html_is_generic(struct str label);

#endif
