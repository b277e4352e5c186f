/* watch_window.c - on which days the site is watched.
 * SPDX-License-Identifier: MIT
 */
#include "itas/watch_window.h"

#include "itas/calendar.h"

#define ASSESSORS "assess" /* calendar.c */

struct watch_window watch_window_of(const struct profile *profile)
{
    struct watch_window window = {0};
    if (!profile)
        return window;
    if (profile->watch.from.year_ce || profile->watch.to.year_ce)
        return (struct watch_window){profile->watch.from, profile->watch.to, false};
    for (size_t i = 0; i < profile->n_stages; i++) {
        const struct profile_stage *stage = &profile->stages[i];
        const struct calendar_kind *kind = calendar_kind_of(str_from(stage->id));
        if (kind && strcmp(kind->id, ASSESSORS) == 0 && (stage->from.year_ce || stage->to.year_ce))
            return (struct watch_window){stage->from, stage->to, true};
    }
    return window;
}

enum watch_day watch_window_day(const struct watch_window *window, struct clock_date day)
{
    if (window->from.year_ce && clock_date_cmp(day, window->from) < 0)
        return WATCH_DAY_BEFORE;
    return window->to.year_ce && clock_date_cmp(day, window->to) > 0 ? WATCH_DAY_AFTER : WATCH_DAY_IN;
}
