/* event_log.h - one line an event, in logfmt (time=... event=... key="value with spaces"), for journald, rsyslog and grep.
 *
 * Opened for appending (0600), each line one write: several programs may share the file, and a rotated one is picked up by the next run. "-" is standard
 * error. No secret stands in it: channels by name, messages by their subject. Trouble with the file is said once and stops nothing.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_EVENT_LOG_H
#define OIT_OFFICE_EVENT_LOG_H

#include "notify/notify.h"
#include "oitcheck/report.h"

struct event_log {
    int fd; /* -1: nobody asked for it */
    const char *site;
};

/* path NULL: none. */
enum oit_code event_log_open(const char *path, const char *site, struct event_log *ret_log, struct err *err);
void event_log_close(struct event_log *log);

/* pairs: key, value, key, value ..., NULL; a NULL value is left out. All take log NULL. */
void event_log_add(const struct event_log *log, const char *event, const char *const *pairs);
#define EVENT_PAIRS(...) ((const char *const[]){__VA_ARGS__, NULL, NULL})

void event_log_checked(const struct event_log *log, const struct oit_report *report);                /* check-finished */
void event_log_failed(const struct event_log *log, int exit_code, const struct err *err);            /* check-failed */
void event_log_told(const struct event_log *log, const char *channel, bool is_taken, const struct notification *n, const struct err *why); /* told, not-told */

#endif
