/* clock.h - the only place that asks what time it is.
 *
 * Tests and --as-of set the wall clock; the monotonic clock always runs. Wall times are seconds since 1970 UTC.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_CLOCK_H
#define OIT_BASE_CLOCK_H

#include <stdint.h>

struct clock_date {
    int year_ce; /* 2024 */
    int month;   /* 1-12 */
    int day;     /* 1-31 */
};

int64_t clock_now_s(void);   /* wall clock, UTC seconds */
int64_t clock_mono_ms(void); /* monotonic milliseconds */
int64_t clock_cpu_ms(void);  /* user + system time of this process */
void clock_set_s(int64_t utc_seconds); /* freezes the wall clock; 0 lets it run again */

struct clock_date clock_date_bangkok(int64_t utc_seconds); /* the calendar day in Bangkok (UTC+7, no summer time) */
void clock_bangkok_hm(int64_t utc_seconds, int *ret_hour, int *ret_minute);
int clock_date_cmp(struct clock_date a, struct clock_date b);
/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
int64_t clock_date_days(struct clock_date d);
int clock_date_is_valid(struct clock_date d);
void clock_iso_utc(int64_t utc_seconds, char ret_text[static 21]); /* "2026-11-20T02:00:00Z" */

#endif
