/* telling.h - delivers a message to every channel of the profile, and keeps it for the channel that did not take it.
 *
 * What could not be delivered waits in the store, one message a channel, and goes along with the next one (or alone, when nothing else is to be said), with the
 * time it is from. So a channel that is down for a week brings one message, not seven, and a channel that works is told nothing twice.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_OFFICE_TELLING_H
#define OIT_OFFICE_TELLING_H

#include "notify/notify.h"
#include "office/event_log.h"
#include "office/tell_state.h"

/* n NULL: only what waits. state holds the rows of the site; the caller saves it. *ret_trouble: one sentence, for standard error (OIT_OK in its code: none). log may
 * be NULL. Returns how many channels took something. */
size_t telling_send(struct tell_state *state, const struct profile *profile, const struct notification *n, const struct event_log *log, struct err *ret_trouble);

/* The same for who keeps no state of its own (watch): opens and saves it. True: every channel took it, or it waits for the next try. */
bool telling_send_now(struct store *store, const char *site, const struct profile *profile, const struct notification *n, struct err *ret_trouble);

#endif
