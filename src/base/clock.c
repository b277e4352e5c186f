/* clock.c - the only place that asks what time it is.
 * SPDX-License-Identifier: MIT
 */
#include "clock.h"

#include <stdio.h>
#include <time.h>

enum { BANGKOK_OFFSET_S = 7 * 3600, DAY_S = 86400 };

static int64_t frozen_s;

int64_t clock_now_s(void)
{
    return frozen_s ? frozen_s : (int64_t)time(NULL);
}

void clock_set_s(int64_t utc_seconds)
{
    frozen_s = utc_seconds;
}

static int64_t read_ms(clockid_t id)
{
    struct timespec t = {0};
    (void)clock_gettime(id, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_mono_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

int64_t clock_cpu_ms(void)
{
    return read_ms(CLOCK_PROCESS_CPUTIME_ID);
}

/* Civil-date arithmetic on 400-year eras (the Gregorian calendar repeats after 146,097 days). */
int64_t clock_date_days(struct clock_date d)
{
    int64_t y = d.month <= 2 ? d.year_ce - 1 : d.year_ce;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t month_from_march = (d.month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + d.day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static struct clock_date date_from_days(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return (struct clock_date){(int)year, month, (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

struct clock_date clock_date_bangkok(int64_t utc_seconds)
{
    return date_from_days(floor_div(utc_seconds + BANGKOK_OFFSET_S, DAY_S));
}

void clock_bangkok_hm(int64_t utc_seconds, int *ret_hour, int *ret_minute)
{
    int64_t local = utc_seconds + BANGKOK_OFFSET_S;
    int64_t in_day = local - floor_div(local, DAY_S) * DAY_S;
    *ret_hour = (int)(in_day / 3600);
    *ret_minute = (int)(in_day / 60 % 60);
}

int clock_date_cmp(struct clock_date a, struct clock_date b)
{
    int64_t x = clock_date_days(a), y = clock_date_days(b);
    return x < y ? -1 : x > y;
}

int clock_date_is_valid(struct clock_date d)
{
    if (d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 || d.year_ce < 1 || d.year_ce > 9999)
        return 0;
    struct clock_date again = date_from_days(clock_date_days(d));
    return again.month == d.month && again.day == d.day;
}

void clock_iso_utc(int64_t utc_seconds, char ret_text[static 21])
{
    struct clock_date d = date_from_days(floor_div(utc_seconds, DAY_S));
    int64_t in_day = utc_seconds - floor_div(utc_seconds, DAY_S) * DAY_S;
    (void)snprintf(ret_text, 21, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)d.year_ce % 10000u, (unsigned)d.month % 100u,
                   (unsigned)d.day % 100u, (unsigned)(in_day / 3600) % 100u, (unsigned)(in_day / 60 % 60),
                   (unsigned)(in_day % 60));
}
