/* calendar.h - where the agency's ITAS work stands on a day: which of the profile's stages is running or next, and the one command for it.
 *
 * The stages of a year are known, their official dates are not (they change from year to year): all dates come from the profile. An agency may add stages of
 * its own. Stages may stand in any order, overlap, leave gaps, and lack a date: one that only ends runs from the end of the stage before it (or the fiscal
 * year's first day); one that only begins lasts to the day before the next one begins, or for that day. One without any date does not count.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_CALENDAR_H
#define OIT_ITAS_CALENDAR_H

#include "itas/profile.h"

struct calendar_kind { /* a stage that the program knows */
    const char *id;
    struct oit_words title;
    const char *command;   /* behind "oitcheck ", without --profile */
    const char *after;     /* the same once something was submitted; NULL: as command */
    int from_month, from_day, to_month, to_day; /* usual by habit, not official; of the fiscal year's months (10-12 lie in the year before) */
};

extern const struct calendar_kind calendar_kinds[];
extern const size_t calendar_n_kinds;

/* By its id ("collect") or its Thai title ("สำนักส่งข้อมูล"), blanks aside; NULL: not one of ours. */
const struct calendar_kind *calendar_kind_of(struct str words);
/* The id nearest to a mistyped one, or NULL. */
const char *calendar_nearest(struct str words);

struct calendar_now {
    const struct profile_stage *stage;
    struct oit_words title;
    struct clock_date from, to; /* as understood; year_ce 0: the beginning is open */
    int days_left;              /* to its last day: 0 is that day */
    int days_until;             /* to its first day; 0 when it is running */
    bool is_running;            /* else it is the next one */
};

/* Of several that run the one that ends first, of equals the one that began last. False: no stage runs or is ahead. */
bool calendar_at(const struct profile *profile, struct clock_date day, struct calendar_now *ret_now);

/* The whole command to type: "oitcheck submit itas.xlsx --profile agency.yaml". */
struct str calendar_command(const struct profile *profile, const struct calendar_now *now, bool is_submitted, struct arena *arena);

#endif
