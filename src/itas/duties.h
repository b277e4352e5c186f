/* duties.h - who has to do what: the items of a report by owner, what is open with each, and until when. Pure: for reminders.
 *
 * An item's owner is the officers' word, else the rules' usual one; a cell may name several ("กองคลัง, กองแผน": each is asked). Names are one when they differ
 * in blanks, "ฯ" and full stops only. What was accepted, or does not apply, is chased from nobody; what could not be read is asked as a look, never as lacking.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_DUTIES_H
#define OIT_ITAS_DUTIES_H

#include "base/arena.h"
#include "itas/profile.h"
#include "oitcheck/report.h"

enum duty_kind {
    DUTY_FIX,   /* partial or missing, or an officer rejected it */
    DUTY_LINK,  /* on the site, but not behind what was entered in ITAS */
    DUTY_LOOK,  /* unknown: a person should look; or the evidence that was decided on has changed */
    DUTY_LATER, /* its period is still running */
    DUTY_DONE,
};

struct duty {
    const struct oit_item *item;
    enum duty_kind kind;
    const char *due;     /* "2024-03-31": internal, else the end of the calendar's stage of handing in; NULL: none. Only of open ones */
    bool is_due_internal;
};

struct duty_owner {
    const char *name;        /* as the profile's owners: or most items spell it */
    bool is_usual;           /* nobody named it: the rules' usual owner */
    bool is_nobody;          /* no owner is known at all: name is "" */
    const char *contact;     /* of the profile; NULL: none */
    const char *coordinator; /* whom to send it to; the first one said; NULL: none */
    struct duty *duties; size_t n_duties; /* fix, link, look (most points first), then later, done */
    size_t n_fix, n_look, n_later, n_done; /* n_fix: with links */
    double gain;             /* OIT points of what is to be fixed */
    const char *due;         /* the earliest of the open ones */
};

struct duties {
    struct duty_owner *owners; size_t n_owners; /* most points to gain first */
};

/* is_english: of the rules' owners, which stand in both. Texts are the report's, the profile's (which may be NULL) or in arena. */
void duties_of(const struct oit_report *report, const struct profile *profile, bool is_english, struct arena *arena, struct duties *ret_duties);
bool duty_is_open(const struct duty *duty);
/* Tolerant. NULL: none; then *ret_near is the nearest name, or NULL. */
const struct duty_owner *duties_find(const struct duties *duties, struct str name, const char **ret_near);

#endif
