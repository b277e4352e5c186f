/* payload_slack.c - Slack incoming webhook (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks): plain_text blocks, in which no markup lives; & < >
 * are written as entities everywhere, so not even <!channel> can be said. A header holds 150 letters, a section 3000.
 * SPDX-License-Identifier: MIT
 */
#include "notify/payload_text.h"
#include "text/json_writer.h"

enum { HEADER_UNITS = 150, SECTION_UNITS = 3000 };

static void escape(struct str line, struct buf *out)
{
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        if (c == '&' || c == '<' || c == '>')
            (void)buf_add_c(out, c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;");
        else
            (void)buf_add_char(out, c);
    }
}

static void put_block(struct json_writer *w, const char *block, const char *type, const char *text)
{
    jw_begin(w, NULL, '{');
    jw_text(w, "type", block);
    jw_begin(w, "text", '{');
    jw_text(w, "type", type);
    jw_text(w, "text", text);
    if (strcmp(type, "plain_text") == 0)
        jw_bool(w, "emoji", false); /* ":bomb:" stays as it is */
    jw_end(w, '}');
    jw_end(w, '}');
}

void payload_slack(const struct payload_input *in, struct buf *out)
{
    struct json_writer w = {.out = out, .is_compact = true};
    struct buf plain, subject, body, link, url;
    buf_init(&plain, 0);
    buf_init(&subject, 0);
    buf_init(&body, 0);
    buf_init(&link, 0);
    buf_init(&url, 0);
    payload_subject(in, &plain);
    escape(buf_str(&plain), &subject);
    payload_lines(str_from(payload_body(in)), escape, SECTION_UNITS, in->is_english, &body);
    bool has_url = payload_url(in, &url);
    if (has_url) {
        (void)buf_add_char(&link, '<');
        escape(buf_str(&url), &link);
        (void)buf_add_char(&link, '>');
    }
    jw_begin(&w, NULL, '{');
    jw_text(&w, "text", subject.p); /* in notifications of the phone */
    jw_bool(&w, "mrkdwn", false);
    jw_bool(&w, "unfurl_links", false);
    jw_bool(&w, "unfurl_media", false);
    jw_begin(&w, "blocks", '[');
    put_block(&w, payload_units(buf_str(&subject)) > HEADER_UNITS ? "section" : "header", "plain_text", subject.p);
    if (body.n)
        put_block(&w, "section", "plain_text", body.p);
    if (has_url)
        put_block(&w, "section", "mrkdwn", link.p);
    jw_end(&w, ']');
    jw_end(&w, '}');
    buf_done(&plain);
    buf_done(&subject);
    buf_done(&body);
    buf_done(&link);
    buf_done(&url);
}
