/* html_declared.h - declared versus proved, in report.html.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_DECLARED_H
#define OIT_REPORT_HTML_DECLARED_H

#include "html_parts.h"

void html_declared(struct html *h);                                       /* the section; nothing when there is no index */
void html_declared_line(struct html *h, const struct oit_item *item);     /* on the item's card */

#endif
