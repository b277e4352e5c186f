/* hub.c - an OIT index page to paste into a CMS.
 * SPDX-License-Identifier: MIT
 */
#include "report.h"

void report_hub(const struct oit_report *report, enum report_language language, struct buf *out)
{
    (void)report;
    (void)language;
    (void)out;
}
