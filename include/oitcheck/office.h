/* office.h - the ITAS work around a check: profile, workbook, submission, watch, reminders, history, bundle. One call a command.
 *
 * All return an oit_code (base/err.h) as int. words: the subcommand first, then what is no option. *out: what goes to standard output. *ret_exit: the exit
 * code when the call succeeded (0, or 1 where interface.md says so).
 * SPDX-License-Identifier: MIT
 */
#ifndef OITCHECK_OFFICE_H
#define OITCHECK_OFFICE_H

#include "oitcheck/commands.h"

struct oit_command {
    const struct oit_options *options;
    enum oit_format format;
    const char *const *words;
    size_t n_words;
    bool use_colour;
    int width; /* of the terminal; 0: none */
};
typedef int (*oit_command_fn)(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);

int oit_init(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);    /* a commented profile after a first look */
int oit_import(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);  /* the officers' workbook, or a list of owners */
int oit_decide(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);
int oit_submit(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);  /* freezes what was entered in ITAS */
int oit_verify(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);
int oit_watch(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);
int oit_availability(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err); /* report --availability */
int oit_remind(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);
int oit_diff(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);    /* 0 same, 1 changed */
int oit_history(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);
int oit_notify(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);  /* `notify test`: a message to every channel; 1: one did not take it */
int oit_bundle(const struct oit_command *command, struct buf *out, int *ret_exit, struct err *err);

/* After a scan: what is worth telling, to those whom the profile names; with --quiet what changed goes to *out. code: what oit_scan returned, scan_err its
 * sentence; report NULL when it failed. Whatever happens here never changes the scan's result: trouble is said once on standard error. */
void oit_tell_after_scan(const struct oit_options *options, int code, const struct err *scan_err, const struct oit_report *report, struct buf *out);

bool oit_has_receivers(const struct oit_options *options); /* the profile names somebody to tell */

/* The profile of --profile; its values become the options' defaults. Free with oit_profile_close when the options are done with. */
int oit_profile_open(const char *path, struct oit_options *options, struct err *err);
void oit_profile_close(struct oit_options *options);
/* Once all options are known: its items stand in the list of criteria of the fiscal year, and site (--site, or the word behind the command; NULL: none was
 * named) is the profile's own site. 0 also without a profile. */
int oit_profile_fits(const struct oit_options *options, const char *site, struct err *err);

#endif
