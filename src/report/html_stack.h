/* html_stack.h - tables of report.html that stand row by row on a narrow screen (class "stack"): the roles are said because such a table's cells are blocks,
 * and each cell carries the name of its column.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_STACK_H
#define OIT_REPORT_HTML_STACK_H

#include "html_parts.h"

void html_stack_open(struct html *h, const char *class, const enum msg *heads, size_t n); /* to the first row; class beside "stack", or "" */
void html_stack_close(struct html *h);
void html_stack_item(struct html *h, const struct oit_item *item); /* <tr> and its head: the item, a link to its card */
void html_stack_cell(struct html *h, enum msg head);                   /* <td>; the caller closes it */

#endif
