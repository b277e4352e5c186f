/* mail_text.c - writing the letter.
 * SPDX-License-Identifier: MIT
 */
#include "notify/mail_text.h"

#include <stdio.h>
#include <time.h>

#include "base/clock.h"
#include "notify/payload_text.h"
#include "text/utf8.h"

enum {
    WORD_BYTES = 42,   /* of text in one encoded word: 56 in base64, 68 with its frame; RFC 2047 allows 75 */
    LINE_GROUPS = 19,  /* of three bytes: 76 letters a line (RFC 2045, 6.8) */
    BANGKOK_S = 7 * 3600,
    MAX_BODY_UNITS = 200000,
};

static void add_base64(struct str bytes, struct buf *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.n; i += 3) {
        unsigned b[3] = {0};
        for (size_t k = 0; k < 3 && i + k < bytes.n; k++)
            b[k] = (unsigned char)bytes.p[i + k];
        unsigned v = b[0] << 16 | b[1] << 8 | b[2];
        (void)buf_add_char(out, digits[v >> 18]);
        (void)buf_add_char(out, digits[v >> 12 & 63]);
        (void)buf_add_char(out, i + 1 < bytes.n ? digits[v >> 6 & 63] : '=');
        (void)buf_add_char(out, i + 2 < bytes.n ? digits[v & 63] : '=');
    }
}

static bool is_plain(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] < 0x20 || text.p[i] > 0x7e)
            return false;
    return str_find_c(text, "=?") == STR_NPOS && text.n <= WORD_BYTES; /* longer ones would need folding of their own */
}

void mail_encode_words(struct str text, struct buf *out)
{
    struct buf clean;
    buf_init(&clean, 0);
    utf8_terminal(text, &clean); /* no controls: no line of its own */
    struct str rest = buf_str(&clean);
    if (is_plain(rest)) {
        (void)buf_add_str(out, rest);
        rest.n = 0;
    }
    for (bool is_first = true; rest.n; is_first = false) {
        struct str word = utf8_prefix(rest, WORD_BYTES); /* a word ends between letters: each must be readable alone */
        if (word.n == 0)
            word = str_sub(rest, 0, WORD_BYTES);
        (void)buf_add_c(out, is_first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        add_base64(word, out);
        (void)buf_add_c(out, "?=");
        rest = str_from_pos(rest, word.n);
    }
    buf_done(&clean);
}

/* The part in < > when there is one. */
static struct str bare_address(struct str text)
{
    size_t open = str_rchr(text, '<');
    if (open == STR_NPOS)
        return str_trim(text);
    struct str inner = str_from_pos(text, open + 1);
    size_t close = str_chr(inner, '>');
    return close == STR_NPOS ? STR_NONE : str_trim(str_sub(inner, 0, close));
}

bool mail_address(const char *text, struct buf *out)
{
    struct str address = bare_address(str_from(text));
    size_t at = str_chr(address, '@');
    if (at == STR_NPOS || at == 0 || at + 1 == address.n || str_rchr(address, '@') != at)
        return false;
    for (size_t i = 0; i < address.n; i++)
        if (address.p[i] <= 0x20 || address.p[i] > 0x7e || strchr("<>()[]\\,;:\"", address.p[i]))
            return false;
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c < 0x20)
            return false;
    return buf_add_str(out, address);
}

static void add_mailbox(const char *text, struct buf *out)
{
    struct str all = str_from(text);
    size_t open = str_rchr(all, '<');
    struct str name = open == STR_NPOS ? STR_NONE : str_trim(str_sub(all, 0, open));
    while (name.n && (*name.p == '"' || name.p[name.n - 1] == '"'))
        name = *name.p == '"' ? str_from_pos(name, 1) : str_sub(name, 0, name.n - 1);
    if (name.n) {
        struct buf words;
        buf_init(&words, 0);
        mail_encode_words(name, &words);
        if (str_starts_c(buf_str(&words), "=?")) {
            (void)buf_add_str(out, buf_str(&words));
        } else { /* a quoted string: specials in a name mean nothing then */
            (void)buf_add_char(out, '"');
            for (size_t i = 0; i < words.n; i++)
                (void)buf_addf(out, "%s%c", strchr("\"\\", words.p[i]) ? "\\" : "", words.p[i]);
            (void)buf_add_char(out, '"');
        }
        (void)buf_add_c(out, "\r\n ");
        buf_done(&words);
    }
    (void)buf_addf(out, name.n ? "<%s" : "%s", "");
    (void)mail_address(text, out);
    (void)buf_add_c(out, name.n ? ">" : "");
}

/* RFC 5322, 3.3, in Bangkok time. */
static void add_date(int64_t now, struct buf *out)
{
    static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t local = (time_t)(now + BANGKOK_S);
    struct tm t;
    (void)gmtime_r(&local, &t);
    (void)buf_addf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0700\r\n", days[t.tm_wday], t.tm_mday, months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

static void add_body(const struct payload_input *in, struct buf *out)
{
    struct buf lines, text, url;
    buf_init(&lines, 0);
    buf_init(&text, 0);
    buf_init(&url, 0);
    payload_lines(str_from(payload_body(in)), NULL, MAX_BODY_UNITS, in->is_english, &lines);
    if (payload_url(in, &url))
        (void)buf_addf(&lines, "\n\n%s", url.p);
    (void)buf_add_char(&lines, '\n');
    for (struct str rest = buf_str(&lines); rest.n;) {
        (void)buf_add_str(&text, str_cut(&rest, '\n'));
        (void)buf_add_c(&text, "\r\n");
    }
    for (struct str rest = buf_str(&text); rest.n;) {
        struct str line = str_sub(rest, 0, LINE_GROUPS * 3);
        add_base64(line, out);
        (void)buf_add_c(out, "\r\n");
        rest = str_from_pos(rest, line.n);
    }
    buf_done(&lines);
    buf_done(&text);
    buf_done(&url);
}

void mail_compose(const struct payload_input *in, const char *from, const char *const *to, size_t n_to, struct buf *out)
{
    struct buf subject, address;
    char id[37];
    buf_init(&subject, 0);
    buf_init(&address, 0);
    notify_id(in->n, id);
    payload_subject(in, &subject);
    (void)mail_address(from, &address);
    struct str host = buf_str(&address);
    (void)str_cut(&host, '@');
    add_date(in->now, out);
    (void)buf_add_c(out, "From: ");
    add_mailbox(from, out);
    for (size_t i = 0; i < n_to; i++) {
        (void)buf_add_c(out, i ? ",\r\n " : "\r\nTo: ");
        add_mailbox(to[i], out);
    }
    (void)buf_add_c(out, "\r\nSubject: ");
    mail_encode_words(buf_str(&subject), out);
    (void)buf_addf(out, "\r\nMessage-ID: <%s.%lld@%.*s>\r\n", id, (long long)in->now, STR_ARG(host));
    (void)buf_addf(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\nContent-Language: %s\r\n"
                        "Auto-Submitted: auto-generated\r\n\r\n", in->is_english ? "en" : "th"); /* RFC 3834: no out-of-office answers */
    add_body(in, out);
    buf_done(&subject);
    buf_done(&address);
}
