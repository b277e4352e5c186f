/* watch_window.h - on which days the site is watched: the profile's watch.from and watch.to, else its stage of the assessors, else always.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_WATCH_WINDOW_H
#define OIT_ITAS_WATCH_WINDOW_H

#include "itas/profile.h"

enum watch_day { WATCH_DAY_IN, WATCH_DAY_BEFORE, WATCH_DAY_AFTER };

struct watch_window {
    struct clock_date from, to; /* both days belong to it; year_ce 0: open */
    bool is_stage;              /* the calendar's, not watch.from and watch.to */
};

struct watch_window watch_window_of(const struct profile *profile); /* NULL: always */
enum watch_day watch_window_day(const struct watch_window *window, struct clock_date day);

#endif
