/* payload_discord.c - Discord webhook (discord.com/developers/docs/resources/webhook#execute-webhook): content of at most 2000 letters. Nobody is mentioned
 * (allowed_mentions), nothing is embedded (flags), and every sign of its Markdown stands behind a backslash.
 * SPDX-License-Identifier: MIT
 */
#include "notify/payload_text.h"
#include "text/json_writer.h"

enum { CONTENT_UNITS = 2000, SUPPRESS_EMBEDS = 1 << 2 };

/* In an address nothing may be put before a sign: what could end it or format is percent-encoded. */
static size_t put_address(struct str line, size_t from, struct buf *out)
{
    size_t i = from;
    for (; i < line.n && line.p[i] != ' '; i++)
        if (strchr("*~`|<>[]()\\", line.p[i]))
            (void)buf_addf(out, "%%%02X", (unsigned)(unsigned char)line.p[i]);
        else
            (void)buf_add_char(out, line.p[i]);
    return i;
}

static void escape(struct str line, struct buf *out)
{
    for (size_t i = 0; i < line.n;) {
        struct str rest = str_from_pos(line, i);
        if ((i == 0 || line.p[i - 1] == ' ') && (str_starts_c(rest, "https://") || str_starts_c(rest, "http://"))) {
            i = put_address(line, i, out);
            continue;
        }
        char c = line.p[i++];
        if (c && strchr("\\*_~`|<>[]()#@:-+", c))
            (void)buf_add_char(out, '\\');
        (void)buf_add_char(out, c);
    }
}

void payload_discord(const struct payload_input *in, struct buf *out)
{
    struct json_writer w = {.out = out, .is_compact = true};
    struct buf plain, content, url;
    buf_init(&plain, 0);
    buf_init(&content, 0);
    buf_init(&url, 0);
    payload_subject(in, &plain);
    (void)buf_add_c(&content, "**");
    escape(buf_str(&plain), &content);
    (void)buf_add_c(&content, "**\n");
    bool has_url = payload_url(in, &url) && url.n < CONTENT_UNITS / 4;
    size_t used = payload_units(buf_str(&content)) + (has_url ? url.n + 3 : 0);
    payload_lines(str_from(payload_body(in)), escape, CONTENT_UNITS - used, in->is_english, &content);
    if (has_url)
        (void)buf_addf(&content, "\n<%s>", url.p);
    jw_begin(&w, NULL, '{');
    jw_text(&w, "content", content.p);
    jw_uint(&w, "flags", SUPPRESS_EMBEDS);
    jw_begin(&w, "allowed_mentions", '{');
    jw_begin(&w, "parse", '[');
    jw_end(&w, ']');
    jw_end(&w, '}');
    jw_end(&w, '}');
    buf_done(&plain);
    buf_done(&content);
    buf_done(&url);
}
