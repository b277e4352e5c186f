/* crawler_twins.h - one request per page: a URL that is another spelling of a page that was read, or is on its way, is not asked for; an alias row
 * makes its links find the page.
 *
 *     key      parameters in another order, empty ones: known from the URL; the first spelling seen is asked for
 *     lessons  what the site taught (crawl/lessons.h), from pages read under two spellings and from redirects
 *
 * Nothing is lost by a lesson that was wrong: what it spared is remembered and asked for when a page contradicts it, some are asked for all the
 * same, and links that promise an item under words of their own always are.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_CRAWLER_TWINS_H
#define OIT_RUN_CRAWLER_TWINS_H

#include "crawler_parts.h"

struct crawler_twins;

struct crawler_twins *crawler_twins_new(void);
void crawler_twins_free(struct crawler_twins *twins);

/* The next entry to ask for, taken; FRONTIER_NONE when nothing waits, or all that waits, waits for an answer. */
uint32_t crawler_twins_take(struct crawler *c);
/* Each request ends in one of these. */
void crawler_twins_read(struct crawler *c, uint32_t index, const struct findings *findings); /* a page was read there */
void crawler_twins_failed(struct crawler *c, uint32_t index);
void crawler_twins_moved(struct crawler *c, uint32_t index, struct str target); /* it redirects */

#endif
