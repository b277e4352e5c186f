/* assess.h - from what one run saw to a verdict for every item and a score.
 *
 * A pure function of the sealed site, the scheme, the fiscal year and the day: no clock, no network, no store. Its output is the report model
 * (include/oitcheck/report.h) without the run's own counters, which the caller fills.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ASSESS_ASSESS_H
#define OIT_ASSESS_ASSESS_H

#include "assess/site.h"
#include "oitcheck/report.h"

/* Findings of one visited page again, whole (element hits). False when there are none. Arrays and texts must live as long as arena. */
typedef bool (*assess_load_fn)(void *context, struct str url, struct arena *arena, struct findings *ret_findings);

struct wishes;

struct assess_input {
    struct site *site; /* sealed */
    const struct scheme *scheme;
    int fiscal_year_be;
    struct clock_date as_of;
    bool run_complete;
    bool is_before_publishing; /* due dates are left aside */
    struct str agency_name;    /* what documents on other sites are known by; absent: they cannot be told from a sister agency's */
    double target;             /* 0: the scheme's */
    const char *target_source; /* "default" | "profile" */
    assess_load_fn load;
    void *load_context;
    struct wishes *wishes;     /* NULL, or filled: what OCR should read (wishes.h) */
    bool wishes_all;           /* every scan, not only those that could change a verdict */
};

/* Fills items, score, unread, faults, rules, fiscal_year_be and as_of of *ret_report; everything in arena. */
void assess_run(const struct assess_input *input, struct arena *arena, struct oit_report *ret_report);

#endif
