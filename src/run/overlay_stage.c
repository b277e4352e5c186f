/* overlay_stage.c - where the agency's calendar stands on the day of the report.
 * SPDX-License-Identifier: MIT
 */
#include "run/overlay.h"

void overlay_stage(const struct oit_options *options, struct arena *arena, struct oit_report *report)
{
    (void)options;
    (void)arena;
    (void)report;
}
