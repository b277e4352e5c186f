/* json_page.h - what a JSON answer says, as a page: WordPress' REST, an API's list of documents, the data a script page is made from.
 *
 * Strings people read become paragraphs, in order; markup inside them stays markup; a title is a heading; an address in an object becomes a link
 * under that object's title. Numbers, ids, slugs and the links of an API to itself (_links) say nothing and are left out.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_EXTRACT_JSON_PAGE_H
#define OIT_EXTRACT_JSON_PAGE_H

#include "base/buf.h"

/* Appends the page as HTML. False when json (clean UTF-8) is no object or list from its beginning; what is broken or nested deeper than
 * LIMIT_JSON_DEPTH ends the page there (*ret_is_cut). */
bool json_to_html(struct str json, struct buf *out, bool *ret_is_cut);
/* The data in a script element, or STR_NONE when it is a program (or says nothing but what kind of thing the page is: JSON-LD). */
struct str json_of_script(struct str body);

#endif
