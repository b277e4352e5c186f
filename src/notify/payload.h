/* payload.h - a message as the JSON of each kind of webhook.
 *
 * Each kind has its own way to mention people, to link and to format; what stands in a message may come from a page of an enemy. A writer leaves nothing of it
 * alive, and keeps to the size its receiver takes.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_NOTIFY_PAYLOAD_H
#define OIT_NOTIFY_PAYLOAD_H

#include "notify/notify.h"

struct payload_input {
    const struct notification *n;
    const char *agency; /* its official name, or NULL */
    const char *to;     /* line: user, group or room id */
    bool is_english;
    int64_t now;        /* UTC seconds */
};
typedef void (*payload_fn)(const struct payload_input *in, struct buf *out);

void payload_json(const struct payload_input *in, struct buf *out);    /* schema/notification-1.schema.json */
void payload_line(const struct payload_input *in, struct buf *out);    /* LINE Messaging API, POST /v2/bot/message/push */
void payload_slack(const struct payload_input *in, struct buf *out);   /* Slack incoming webhook */
void payload_teams(const struct payload_input *in, struct buf *out);   /* Teams, a workflow "When a webhook request is received": an adaptive card */
void payload_discord(const struct payload_input *in, struct buf *out); /* Discord webhook */

#endif
