/* referrers.h - by which link each page is known: the one on the shortest way from the start page, whoever met it first while crawling.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_REFERRERS_H
#define OIT_ASSESS_REFERRERS_H

#include "assess/site.h"

/* Findings of a page by its URL, in the arena; false: there are none. */
typedef bool (*referrers_load_fn)(void *context, struct str url, struct arena *arena, struct findings *ret_findings);

/* After site_seal: referrer and label of the pages become those of the first link on the page before it on the shortest way; without a click path, on the
 * first page by URL that links to it. Where no page links to it what was stored stays. */
void referrers_set(struct site *site, referrers_load_fn load, void *context);

#endif
