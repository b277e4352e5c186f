/* about.h - what only speaks of an item and is not the item: an example, a guide how to make it, minutes, a form nobody has filled in.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_ABOUT_H
#define OIT_ASSESS_ABOUT_H

#include "candidate.h"

/* is_named: its own title names the item as the item. *ret_why: what it is, for people. */
bool page_only_speaks_of(const struct judge *judge, uint16_t item, const struct site_page *page, bool is_named, struct oit_words *ret_why);

#endif
