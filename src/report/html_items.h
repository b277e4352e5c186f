/* html_items.h - the table of all items in report.html, in the report's order, one table body a group.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_ITEMS_H
#define OIT_REPORT_HTML_ITEMS_H

#include "html_parts.h"

void html_items(struct html *h);

#endif
