/* payload_text.c - see payload_text.h.
 * SPDX-License-Identifier: MIT
 */
#include "notify/payload_text.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/messages.h"
#include "notify/post.h"
#include "text/utf8.h"

enum { LEFT_OUT_UNITS = 60 /* for "and N more lines" */, LINE_BYTES = 1200 /* no line of ours is as long */ };

size_t payload_units(struct str text)
{
    size_t units = 0;
    while (text.n) {
        size_t length;
        units += utf8_decode(text.p, text.n, &length) > 0xFFFF ? 2 : 1;
        text = str_from_pos(text, length);
    }
    return units;
}

const char *payload_body(const struct payload_input *in)
{
    const char *body = in->is_english ? in->n->body.en : in->n->body.th;
    return body ? body : "";
}

/* Without controls and without what turns text around. */
static void add_clean(struct str line, size_t max_bytes, struct buf *out)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(line, &clean);
    struct str fits = utf8_prefix(buf_str(&clean), max_bytes);
    (void)buf_add_str(out, fits);
    if (fits.n < clean.n)
        (void)buf_add_c(out, "…");
    buf_done(&clean);
}

void payload_subject(const struct payload_input *in, struct buf *out)
{
    static const enum msg marks[] = {[NOTIFY_ALARM] = MSG_NOTIFY_ALARM, [NOTIFY_RECOVERY] = MSG_NOTIFY_RECOVERY, [NOTIFY_NOTE] = MSG_NOTIFY_NOTE};
    const char *subject = in->is_english ? in->n->subject.en : in->n->subject.th, *who = in->agency ? in->agency : in->n->site;
    struct buf text;
    buf_init(&text, 0);
    (void)buf_addf(&text, "%s: %s%s%s", msg_in(in->is_english ? MSG_EN : MSG_TH, marks[in->n->level]), subject ? subject : "", who ? " - " : "", who ? who : "");
    add_clean(buf_str(&text), LIMIT_NOTIFY_SUBJECT_BYTES, out);
    buf_done(&text);
}

static void add_left_out(size_t n, bool is_english, struct buf *out)
{
    char number[24];
    (void)snprintf(number, sizeof number, "%zu", n);
    if (out->n)
        (void)buf_add_char(out, '\n');
    msg_add(out, is_english ? MSG_EN : MSG_TH, MSG_NOTIFY_MORE_LINES, MSG_ARGS(number));
}

void payload_lines(struct str text, payload_escape_fn escape, size_t max_units, bool is_english, struct buf *out)
{
    size_t begun = out->n, used = 0, left_out = 0;
    while (text.n) {
        struct str line = str_cut(&text, '\n');
        struct buf clean, shown;
        buf_init(&clean, 0);
        buf_init(&shown, 0);
        add_clean(line, LINE_BYTES, &clean);
        if (escape)
            escape(buf_str(&clean), &shown);
        else
            (void)buf_add_str(&shown, buf_str(&clean));
        size_t units = payload_units(buf_str(&shown)) + 1;
        if (left_out || used + units + LEFT_OUT_UNITS > max_units) {
            left_out++;
        } else {
            used += units;
            (void)buf_add_c(out, out->n > begun ? "\n" : "");
            (void)buf_add_str(out, buf_str(&shown));
        }
        buf_done(&clean);
        buf_done(&shown);
    }
    if (left_out)
        add_left_out(left_out, is_english, out);
}

bool payload_url(const struct payload_input *in, struct buf *out)
{
    struct str url = str_from(in->n->url);
    if (!post_url_is_sound(in->n->url) || url.n > LIMIT_URL_BYTES)
        return false;
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        if (c <= 0x20 || c == 0x7f || strchr("<>|\"\\^`{}*()[]~", c))
            (void)buf_addf(out, "%%%02X", c);
        else
            (void)buf_add_char(out, (char)c);
    }
    return true;
}
