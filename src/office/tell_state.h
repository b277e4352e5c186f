/* tell_state.h - the rows of table told in memory, while a check is being told of.
 *
 *     topic     key                       state                              count
 *     item      2567/O16                  settled status; "missing<published": it was told as worse, and from what
 *     worse     2567/O16                  the worse status seen              runs in a row
 *     basis     2567/                     hash of the criteria and version of the program that judged last
 *     unread    2567/O16                  "unknown"                          runs in a row
 *     entered   2567/O16/SUBMISSION       as item, worse and unread: by the links entered in ITAS; also entered-worse, entered-unread
 *     due       2567/O16/2024-03-31       days of the last word (30 ... 1; -1: it is over)
 *     stage     id/2024-03-31             the same
 *     health    run                       "fail-4" ...                       runs in a row
 *     health    little                    "1" while the program sees suspiciously little
 *     alive     line                      when somebody heard last that the checks go on (told_at)
 *     certificate, domain, address, domain-asked: of watch (watch_expiry.c)
 *     unsent    a channel's key           a message that waits for its receiver (telling.c)   tries
 *
 * Only tell_*.c write these; they are put back in one transaction, after the message is sent or kept.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_TELL_STATE_H
#define OIT_OFFICE_TELL_STATE_H

#include "base/arena.h"
#include "store/told.h"

struct tell_state {
    struct arena arena;
    struct store_told *rows; /* as stored */
    size_t n;
    struct store_told *changes; /* to be put */
    size_t n_changes, capacity;
    int64_t now;
};

enum oit_code tell_state_load(struct tell_state *s, struct store *store, const char *site, int64_t now, struct err *err);
enum oit_code tell_state_save(struct tell_state *s, struct store *store, const char *site, struct err *err);
void tell_state_done(struct tell_state *s);

/* NULL when there is no such row. */
const struct store_told *tell_state_get(const struct tell_state *s, const char *topic, const char *key);
const char *tell_state_text(const struct tell_state *s, const char *topic, const char *key); /* its state or NULL */
void tell_state_set(struct tell_state *s, const char *topic, const char *key, const char *state, int64_t count);
void tell_state_drop(struct tell_state *s, const char *topic, const char *key);
/* "2567/O16" in the arena. */
const char *tell_state_key(struct tell_state *s, int fiscal_year_be, const char *item);

#endif
