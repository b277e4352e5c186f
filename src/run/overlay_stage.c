/* overlay_stage.c - where the agency's calendar stands on the day of the report.
 * SPDX-License-Identifier: MIT
 */
#include "itas/calendar.h"
#include "run/overlay.h"
#include "text/years.h"

void overlay_stage(const struct oit_options *options, struct arena *arena, struct oit_report *report)
{
    struct clock_date day;
    struct calendar_now now;
    report->stage.id = NULL;
    const char *as_of = options->as_of ? options->as_of : report->as_of;
    if (!options->profile || !as_of || !years_parse_date(str_from(as_of), &day) || !calendar_at(options->profile, day, &now))
        return;
    const struct calendar_kind *kind = calendar_kind_of(str_from(now.stage->id));
    report->stage.id = kind ? kind->id : now.stage->id;
    report->stage.title = now.title;
    report->stage.from = years_date_iso(now.from, arena);
    report->stage.to = years_date_iso(now.to, arena);
    report->stage.days_left = now.days_left;
    report->stage.is_running = now.is_running;
    report->stage.command = calendar_command(options->profile, &now, report->submission.id != NULL, arena).p;
}
