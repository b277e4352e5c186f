/* data_words.h - what a string in data is: words people read, markup, a title, an address.
 *
 * Asked of JSON answers (json_page.h) and of the data of scripts (script_rows.h), so that both say the same.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_DATA_WORDS_H
#define OIT_EXTRACT_DATA_WORDS_H

#include "base/buf.h"

bool data_has_markup(struct str s);
bool data_is_readable(struct str s); /* letters of another script than Latin, or several words: no slug, id, date or colour */
bool data_names_title(struct str key);
bool data_is_document_name(struct str s);          /* "plan.pdf" */
bool data_is_address(struct str key, struct str s); /* by itself, or because its key says so */
void data_add_escaped(struct buf *out, struct str s); /* as text of HTML; entities stay what they are */

#endif
