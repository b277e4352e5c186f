/* crawler_order.h - what comes first among links that promise: those to items that are still open.
 *
 * A list under a heading that names an item lets each of its thousand entries promise that item. The first few are looked at at once, the rest
 * waits until menus and hubs were opened; so does what names an item of which documents were found already. Only the order changes: all that
 * promises is read in the end.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_CRAWLER_ORDER_H
#define OIT_RUN_CRAWLER_ORDER_H

#include "crawler_parts.h"

/* So many links name the item that this one comes with those that name none; counts it. */
bool crawler_order_is_common(struct crawler *c, const struct findings *findings, const struct link_fact *link);
/* Before the links of a page are offered: is it a list with pages (1 2 3 ...)? Its entries are the tail of an archive. */
bool crawler_order_is_archive(const struct findings *findings);
/* A page was read: of which item is it? */
void crawler_order_read(struct crawler *c, const struct findings *findings);

#endif
