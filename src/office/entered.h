/* entered.h - what submit and verify share: the store, the run they stand on, its report, the workers, and a receipt filled from what the store has.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_ENTERED_H
#define OIT_OFFICE_ENTERED_H

#include "oitcheck/office.h"
#include "report/receipt.h"
#include "run/setup.h"
#include "run/site_choice.h"
#include "store/submissions.h"
#include "worker/pool.h"

struct entered_session {
    struct oit_options options;  /* a copy: the fiscal year is the run's where nobody named one */
    struct arena arena;
    struct store *store;
    struct store_run run;
    struct oit_report report;    /* of that run; overlays when entered_session_show was called */
    struct setup setup;
    struct pool *pool;
};

/* The newest run of --site, --run or the profile, with a report; scheme and workers that know the agency's names. entered_session_done takes what a failure left. */
enum oit_code entered_session_open(const struct oit_options *options, enum site_manner manner, struct entered_session *ret_session, struct err *err);
void entered_session_done(struct entered_session *session);
/* The report anew, with all that is laid over it. */
enum oit_code entered_session_show(struct entered_session *session, struct err *err);

/* From the newest submission of the report's year; made_at 0: the submission's own. False: there is none. Arrays in the session's arena. */
enum oit_code entered_receipt(struct entered_session *session, int64_t looked_at, bool *ret_found, struct receipt *ret_receipt, struct err *err);
/* To standard output by the command's format, and with --output as files: NAME.html and NAME.txt, and the report. */
enum oit_code entered_show(const struct oit_command *command, struct entered_session *session, const struct receipt *receipt, const char *name, struct buf *out, struct err *err);

#endif
