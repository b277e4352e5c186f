/* html_trend.h - how the score went over the runs: lines as inline SVG, and a table with the same numbers beside it.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_REPORT_HTML_TREND_H
#define OIT_REPORT_HTML_TREND_H

#include "html_parts.h"

void html_trend(struct html *h); /* the section of report->trend; nothing for fewer than two runs */
/* The drawing alone, of at least two runs, oldest first: class "trend" (.low .high .goal .dot .grid, text). */
void html_trend_chart(struct html *h, const struct oit_trend_point *points, size_t n, double target);

#endif
