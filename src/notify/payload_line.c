/* payload_line.c - LINE Messaging API, push message (developers.line.biz/en/reference/messaging-api/#send-push-message): a text of at most 5000 UTF-16 code
 * units. Plain text messages know no markup and no mentions.
 * SPDX-License-Identifier: MIT
 */
#include "notify/payload_text.h"
#include "text/json_writer.h"

enum { LINE_TEXT_UNITS = 5000 };

void payload_line(const struct payload_input *in, struct buf *out)
{
    struct json_writer w = {.out = out, .is_compact = true};
    struct buf text, url;
    buf_init(&text, 0);
    buf_init(&url, 0);
    payload_subject(in, &text);
    (void)buf_add_char(&text, '\n');
    bool has_url = payload_url(in, &url);
    payload_lines(str_from(payload_body(in)), NULL, LINE_TEXT_UNITS - payload_units(buf_str(&text)) - payload_units(buf_str(&url)) - 1, in->is_english, &text);
    if (has_url)
        (void)buf_addf(&text, "\n%s", url.p);
    jw_begin(&w, NULL, '{');
    jw_text(&w, "to", in->to);
    jw_begin(&w, "messages", '[');
    jw_begin(&w, NULL, '{');
    jw_text(&w, "type", "text");
    jw_text(&w, "text", text.p);
    jw_end(&w, '}');
    jw_end(&w, ']');
    jw_end(&w, '}');
    buf_done(&text);
    buf_done(&url);
}
