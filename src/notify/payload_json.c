/* payload_json.c - the generic webhook: our own stable form (schema/notification-1.schema.json), for whoever writes a receiver.
 * SPDX-License-Identifier: MIT
 */
#include "base/clock.h"
#include "notify/payload.h"
#include "text/json_writer.h"

void payload_json(const struct payload_input *in, struct buf *out)
{
    struct json_writer w = {.out = out, .is_compact = true};
    char time[21], id[37];
    clock_iso_utc(in->now, time);
    notify_id(in->n, id);
    jw_begin(&w, NULL, '{');
    jw_text(&w, "schema", "oitcheck-notification/1");
    jw_begin(&w, "tool", '{');
    jw_text(&w, "name", "oitcheck");
    jw_text(&w, "version", OIT_VERSION);
    jw_end(&w, '}');
    jw_text(&w, "id", id);
    jw_text(&w, "time", time);
    jw_text(&w, "topic", in->n->topic);
    jw_text(&w, "level", notify_level_name(in->n->level));
    jw_text(&w, "site", in->n->site);
    jw_text(&w, "agency", in->agency);
    jw_text(&w, "url", in->n->url);
    jw_words(&w, "subject", in->n->subject.th, in->n->subject.en);
    jw_words(&w, "body", in->n->body.th, in->n->body.en);
    jw_end(&w, '}');
    (void)buf_add_char(out, '\n');
}
