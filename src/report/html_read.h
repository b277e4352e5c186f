/* html_read.h - what was read and what was not, in report.html.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_READ_H
#define OIT_REPORT_HTML_READ_H

#include "html_parts.h"

void html_unread(struct html *h);   /* pages and files that could not be read, dead links: a section each; nothing for none */
void html_was_read(struct html *h); /* counts of the run, why it ended, families that were cut */

#endif
