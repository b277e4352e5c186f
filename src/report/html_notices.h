/* html_notices.h - see html_notices.c. Inside the room only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_NOTICES_H
#define OIT_REPORT_HTML_NOTICES_H

#include "html_parts.h"

void html_warnings(struct html *h);
void html_notes(struct html *h);

#endif
