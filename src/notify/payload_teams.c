/* payload_teams.c - Microsoft Teams: a message with an adaptive card, as the workflow "Post to a channel when a webhook request is received" takes it. (The older
 * MessageCard of Office 365 connectors is being switched off by Microsoft, so it is not written.)
 *
 * Each line is a TextRun: unlike a TextBlock it knows no Markdown. A mention needs an entity beside the text, and there is none. A card may have
 * 28 KB.
 * SPDX-License-Identifier: MIT
 */
#include "base/messages.h"
#include "notify/payload_text.h"
#include "text/json_writer.h"

enum { CARD_UNITS = 6000 /* 18 KB of Thai, and as much again for names and brackets stays apart */ };

/* {{DATE(...)}} is filled in by the card's reader. */
static void escape(struct str line, struct buf *out)
{
    for (size_t i = 0; i < line.n; i++) {
        (void)buf_add_char(out, line.p[i]);
        if (line.p[i] == '{' && i + 1 < line.n && line.p[i + 1] == '{')
            (void)buf_add_char(out, ' ');
    }
}

static void put_line(struct json_writer *w, struct str line, bool is_title)
{
    struct buf text;
    buf_init(&text, 0);
    (void)buf_add_str(&text, line);
    jw_begin(w, NULL, '{');
    jw_text(w, "type", "RichTextBlock");
    jw_text(w, "spacing", is_title ? "Default" : "Small");
    jw_begin(w, "inlines", '[');
    jw_begin(w, NULL, '{');
    jw_text(w, "type", "TextRun");
    jw_text(w, "text", text.n ? text.p : " ");
    if (is_title)
        jw_text(w, "weight", "Bolder");
    jw_end(w, '}');
    jw_end(w, ']');
    jw_end(w, '}');
    buf_done(&text);
}

static void put_card_body(struct json_writer *w, const struct payload_input *in)
{
    struct buf plain, subject, body;
    buf_init(&plain, 0);
    buf_init(&subject, 0);
    buf_init(&body, 0);
    payload_subject(in, &plain);
    escape(buf_str(&plain), &subject);
    payload_lines(str_from(payload_body(in)), escape, CARD_UNITS, in->is_english, &body);
    jw_begin(w, "body", '[');
    put_line(w, buf_str(&subject), true);
    for (struct str rest = buf_str(&body); rest.n;)
        put_line(w, str_cut(&rest, '\n'), false);
    jw_end(w, ']');
    buf_done(&plain);
    buf_done(&subject);
    buf_done(&body);
}

void payload_teams(const struct payload_input *in, struct buf *out)
{
    struct json_writer w = {.out = out, .is_compact = true};
    struct buf url;
    buf_init(&url, 0);
    jw_begin(&w, NULL, '{');
    jw_text(&w, "type", "message");
    jw_begin(&w, "attachments", '[');
    jw_begin(&w, NULL, '{');
    jw_text(&w, "contentType", "application/vnd.microsoft.card.adaptive");
    jw_null(&w, "contentUrl");
    jw_begin(&w, "content", '{');
    jw_text(&w, "$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    jw_text(&w, "type", "AdaptiveCard");
    jw_text(&w, "version", "1.4");
    put_card_body(&w, in);
    if (payload_url(in, &url)) {
        jw_begin(&w, "actions", '[');
        jw_begin(&w, NULL, '{');
        jw_text(&w, "type", "Action.OpenUrl");
        jw_text(&w, "title", msg_in(in->is_english ? MSG_EN : MSG_TH, MSG_NOTIFY_OPEN));
        jw_text(&w, "url", url.p);
        jw_end(&w, '}');
        jw_end(&w, ']');
    }
    jw_end(&w, '}');
    jw_end(&w, '}');
    jw_end(&w, ']');
    jw_end(&w, '}');
    buf_done(&url);
}
