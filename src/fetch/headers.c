/* headers.c - the response headers that somebody needs.
 * SPDX-License-Identifier: MIT
 */
#include "headers.h"

#include <curl/curl.h>

#include "base/limits.h"
#include "text/name.h"

enum { MAX_RETRY_AFTER_S = 100000000 }; /* three years: who asks for more means never */

static const char *const NAMES[N_HEADERS] = {
    [HEADER_CONTENT_TYPE] = "content-type",   [HEADER_CONTENT_ENCODING] = "content-encoding",
    [HEADER_ETAG] = "etag",                   [HEADER_CONTENT_DISPOSITION] = "content-disposition",
    [HEADER_LOCATION] = "location",           [HEADER_LAST_MODIFIED] = "last-modified",
    [HEADER_CONTENT_RANGE] = "content-range", [HEADER_DATE] = "date",
    [HEADER_RETRY_AFTER] = "retry-after",     [HEADER_X_ROBOTS_TAG] = "x-robots-tag",
};

void headers_init(struct headers *h)
{
    *h = (struct headers){0};
    buf_init(&h->text, LIMIT_HEADER_BYTES + N_HEADERS);
}

void headers_done(struct headers *h)
{
    buf_done(&h->text);
}

void headers_clear(struct headers *h)
{
    struct buf text = h->text;
    buf_clear(&text);
    *h = (struct headers){.text = text};
}

/* The first of two equal headers counts, but X-Robots-Tag lines add up. */
static void keep(struct headers *h, enum header_name name, struct str value)
{
    bool is_more = h->values[name].is_there;
    if (is_more && name != HEADER_X_ROBOTS_TAG)
        return;
    size_t limit = name == HEADER_LOCATION ? LIMIT_URL_BYTES : LIMIT_HEADER_VALUE_BYTES;
    struct str old = headers_value(h, name);
    size_t at = h->text.n;
    if (!buf_reserve(&h->text, old.n + value.n + 2))
        return;
    if (is_more) {
        (void)buf_add_str(&h->text, headers_value(h, name)); /* reserved, so the view stays */
        (void)buf_add_c(&h->text, "\n");
    }
    for (size_t i = 0; i < value.n; i++) { /* they go into logs, reports and later requests */
        unsigned char c = (unsigned char)value.p[i];
        (void)buf_add_char(&h->text, c < ' ' || c == 0x7F ? ' ' : (char)c);
    }
    size_t n = h->text.n - at;
    h->values[name].at = at;
    h->values[name].n = n < limit ? n : limit;
    h->values[name].is_there = true;
}

bool headers_add_line(struct headers *h, struct str line)
{
    h->n_bytes += line.n;
    h->n_lines++;
    if (h->n_bytes > LIMIT_HEADER_BYTES || h->n_lines > LIMIT_HEADER_LINES || h->n_answers > LIMIT_INFORMATIONAL)
        return false;
    if (str_starts_c(line, "HTTP/")) {
        struct headers counted = *h;
        headers_clear(h);
        h->n_bytes = counted.n_bytes;
        h->n_lines = counted.n_lines;
        h->n_answers = counted.n_answers + 1;
        return true;
    }
    if (h->is_complete) /* a trailer */
        return true;
    if (str_trim(line).n == 0) {
        h->is_complete = true;
        return true;
    }
    size_t colon = str_chr(line, ':');
    struct str name = str_sub(line, 0, colon == STR_NPOS ? 0 : colon);
    if (str_eq_nocase_c(name, "set-cookie"))
        h->has_cookie = true;
    for (int i = 0; i < N_HEADERS; i++)
        if (str_eq_nocase_c(name, NAMES[i]))
            keep(h, (enum header_name)i, str_trim(str_from_pos(line, colon + 1)));
    return true;
}

struct str headers_value(const struct headers *h, enum header_name name)
{
    return h->values[name].is_there ? str_sub(buf_str(&h->text), h->values[name].at, h->values[name].n) : STR_NONE;
}

/* --- Content-Disposition ------------------------------------------------------------------------------------------------------------- */

/* The value of one parameter, unquoted and unescaped. False when it is not there. */
static bool find_parameter(struct str value, const char *wanted, struct buf *out)
{
    struct str rest = value;
    (void)str_cut(&rest, ';'); /* "attachment" */
    while (rest.n > 0) {
        size_t equals = str_chr(rest, '=');
        if (equals == STR_NPOS)
            return false;
        bool is_wanted = str_eq_nocase_c(str_trim(str_sub(rest, 0, equals)), wanted);
        rest = str_trim(str_from_pos(rest, equals + 1));
        bool is_quoted = rest.n > 0 && rest.p[0] == '"';
        size_t i = is_quoted ? 1 : 0;
        buf_clear(out);
        for (; i < rest.n && rest.p[i] != (is_quoted ? '"' : ';'); i++) {
            if (is_quoted && rest.p[i] == '\\' && i + 1 < rest.n && (rest.p[i + 1] == '"' || rest.p[i + 1] == '\\'))
                i++;
            (void)buf_add_char(out, rest.p[i]);
        }
        if (is_wanted)
            return true;
        rest = str_from_pos(rest, i);
        size_t next = str_chr(rest, ';');
        rest = next == STR_NPOS ? STR_NONE : str_from_pos(rest, next + 1);
    }
    return false;
}

void headers_file_name(struct str content_disposition, struct buf *out)
{
    struct buf raw;
    struct str label = STR_NONE;
    buf_init(&raw, 4 * LIMIT_HEADER_VALUE_BYTES);
    bool is_extended = find_parameter(content_disposition, "filename*", &raw);
    bool is_there = is_extended || find_parameter(content_disposition, "filename", &raw);
    struct str name = buf_str(&raw);
    size_t quote = is_extended ? str_chr(name, '\'') : STR_NPOS;
    size_t second = quote == STR_NPOS ? STR_NPOS : str_chr(str_from_pos(name, quote + 1), '\'');
    if (second != STR_NPOS) { /* UTF-8'th'... */
        label = str_sub(name, 0, quote);
        name = str_from_pos(name, quote + 1 + second + 1);
    }
    if (is_there)
        name_readable(name, label, out);
    buf_done(&raw);
}

/* Seconds since 1970; -1: no date. */
static int64_t date_s(struct str value)
{
    char text[64];
    if (value.n == 0 || value.n >= sizeof text)
        return -1;
    memcpy(text, value.p, value.n);
    text[value.n] = '\0';
    return (int64_t)curl_getdate(text, NULL);
}

int64_t headers_clock_s(struct str date, int64_t own_s)
{
    int64_t theirs = date_s(str_trim(date));
    return theirs < 0 ? own_s : theirs;
}

int64_t headers_retry_after_s(struct str value, int64_t now_s)
{
    uint64_t seconds;
    value = str_trim(value);
    if (str_to_u64(value, UINT64_MAX / 2, &seconds))
        return seconds < MAX_RETRY_AFTER_S ? (int64_t)seconds : MAX_RETRY_AFTER_S;
    int64_t when = date_s(value);
    return when < 0 ? -1 : when <= now_s ? 0 : when - now_s < MAX_RETRY_AFTER_S ? when - now_s : MAX_RETRY_AFTER_S;
}

bool headers_is_whole_range(struct str content_range)
{
    struct str total = content_range, range = str_cut(&total, '/');
    uint64_t last = 0, size = 0;
    size_t dash = str_chr(range, '-');
    struct str first = str_trim(str_sub(range, 0, dash));
    bool from_start = dash != STR_NPOS && str_ends_c(first, "0") && !(first.n > 1 && first.p[first.n - 2] >= '0' && first.p[first.n - 2] <= '9');
    return from_start && str_to_u64(str_trim(str_from_pos(range, dash + 1)), UINT64_MAX / 2, &last) && str_to_u64(str_trim(total), UINT64_MAX / 2, &size) &&
           last + 1 == size;
}
