/* html_items.h - a card for each item in report.html, in the report's order, under the names of their groups.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_ITEMS_H
#define OIT_REPORT_HTML_ITEMS_H

#include "html_parts.h"

void html_items(struct html *h);

#endif
