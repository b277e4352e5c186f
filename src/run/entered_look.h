/* entered_look.h - one look at what stands behind the links entered in ITAS: item by item, judged by these links alone, with what is to be said of each link.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_ENTERED_LOOK_H
#define OIT_RUN_ENTERED_LOOK_H

#include "oitcheck/report.h"
#include "run/entered_pages.h"
#include "store/submissions.h"

struct entered_shown { /* a document that an entered page shows for the item */
    struct str url, by; /* by: the entered URL */
};

struct entered_verdict { /* of an item for which something was entered */
    const char *code;
    struct oit_entered entered;          /* without ENTERED_NOT_ENTERED, which depends on the report it is laid over */
    struct entered_shown *shown; size_t n_shown; /* not packed */
};

struct entered_look {
    struct entered_verdict *items; size_t n_items; /* in the scheme's order */
};

struct entered_look_input {
    struct entered_pages *pages;
    const struct scheme *scheme;
    int fiscal_year_be;
    struct clock_date as_of;
    struct str agency_name;    /* absent: not known */
    struct str home;           /* canonical start page */
    struct store *store;
    const struct store_run *run; /* for click paths; NULL: none */
    const struct store_submission_url *urls; size_t n_urls; /* of the submission, documents beside it too; without hashes: nothing has changed */
};

/* Reads what has to be read. All in arena. */
enum oit_code entered_look_make(const struct entered_look_input *input, struct arena *arena, struct entered_look *ret_look, struct err *err);

void entered_look_pack(const struct entered_look *look, struct buf *out);
bool entered_look_unpack(struct str packed, struct arena *arena, struct entered_look *ret_look);

/* Looks at the newest submission of the year with the visits of a run that has just been judged (run, by "scan"), or afresh (verify), and keeps what was
 * seen. *ret_found false: nothing was submitted. A pool that knows the agency's names. */
struct entered_look_wish {
    const struct oit_options *options;
    struct store *store;
    struct pool *pool;
    const struct scheme *scheme;
    int fiscal_year_be;
    struct clock_date as_of;
    const char *site;            /* canonical start URL */
    const struct store_run *run; /* NULL: none */
    const char *made_by;         /* "scan" | "verify" */
    bool uses_visits;
};
enum oit_code entered_look_again(const struct entered_look_wish *wish, bool *ret_found, struct err *err);

#endif
