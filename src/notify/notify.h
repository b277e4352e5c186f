/* notify.h - a message to those whom the profile names: mail, a JSON webhook, LINE, Slack, Teams, Discord.
 *
 * A channel is the profile's mail (first, when there is one) or one of its webhooks. What comes from sites and officers in a message is hostile: each channel
 * escapes for its own markup, so a title cannot mention, link or format anything. Secrets are read when they are needed, from the file or environment
 * variable the profile names; they stand in no sentence, log, address shown or stored text. The address guard of fetch does not apply: where
 * to send is the user's own word. Redirects are not followed (a token would go along).
 *
 * Nothing here prints, stores or retries: office/telling.h does (and keeps what could not be delivered).
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_NOTIFY_NOTIFY_H
#define OIT_NOTIFY_NOTIFY_H

#include "base/buf.h"
#include "base/err.h"
#include "itas/profile.h"

enum notify_level {
    NOTIFY_ALARM,    /* worse, broken, late */
    NOTIFY_RECOVERY, /* well again */
    NOTIFY_NOTE,     /* deadlines ahead, the weekly line, a try of the settings */
};

struct notification {
    const char *topic;              /* for programs: "check", "outage", "test" ...; [a-z-] */
    enum notify_level level;
    struct oit_words subject, body; /* one line; lines divided by '\n'. Untrusted text may stand in both */
    const char *url, *site;         /* where to look; the agency's start URL. May be NULL */
};

/* Sends to every channel of the profile, one after the other, at most LIMIT_NOTIFY_MS each. True: every channel took it (also when there is none); else *ret_trouble
 * (may be NULL) names in one sentence which ones did not, and why. */
bool notify_send(const struct profile *profile, const struct notification *n, struct err *ret_trouble);

/* One channel: index below notify_n_channels. */
size_t notify_n_channels(const struct profile *profile); /* NULL: 0 */
bool notify_send_one(const struct profile *profile, size_t channel, const struct notification *n, struct err *ret_trouble);
void notify_channel_name(const struct profile *profile, size_t channel, struct buf *out); /* for people: "LINE (api.line.me)"; holds no secret */
/* The same channel in another run: kind and a hash of where it sends to, so that a line added above it in the profile changes nothing. */
void notify_channel_key(const struct profile *profile, size_t channel, struct buf *out);
/* Settings that cannot work, without sending anything: OIT_ERR_CONFIG, first one told (unknown kind, no address, a secret that is not there ...). */
enum oit_code notify_check(const struct profile *profile, struct err *err);
/* Secret files that other users of this machine can read, one path a line (nothing: none). They are used all the same: an alarm that stays away is worse. */
void notify_open_secrets(const struct profile *profile, struct buf *out);

/* Of the contents: the same message has the same id wherever and however often it is sent, as 8-4-4-4-12 hexadecimal digits. */
void notify_id(const struct notification *n, char ret_id[static 37]);

const char *notify_level_name(enum notify_level level); /* "alarm" "recovery" "note" */

#endif
