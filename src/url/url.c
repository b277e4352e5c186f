/* url.c - one spelling per page: resolution and canonical form of http(s) URLs.
 *
 * One pass from the reference into the out buffer: scheme, authority, then the path segment by segment (RFC 3986 5.3; remove_dot_segments
 * works on what is already written), then the query parameter by parameter. curl_url does the same work at ten times the cost and
 * does not accept what browsers accept; a test uses it as the checker.
 *
 * Choices: userinfo is dropped; a '%' that starts no escape becomes %25; an empty query is none; escapes that are not UTF-8 (TIS-620
 * paths of old servers) stay as they are, for the server knows them by these bytes.
 * SPDX-License-Identifier: MIT
 */
#include "url.h"

#include "base/limits.h"
#include "url_host.h"
#include "url_noise.h"

/* What may stand literally in a path or a query: RFC 3986 pchar, '/', '?' and the brackets of PHP arrays. The rest is escaped. */
static bool is_literal(unsigned char c)
{
    static const char others[] = "-._~!$&'()*+,;=:@/?[]";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c != 0 && memchr(others, c, sizeof others - 1));
}

static bool is_unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\';
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void truncate_to(struct buf *b, size_t n)
{
    b->n = n;
    if (b->p)
        b->p[n] = '\0';
}

/* --- escaping ------------------------------------------------------------------------------------------------------------------ */

static void add_escaped(struct buf *out, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
    (void)buf_add(out, escape, sizeof escape);
}

/* One table lookup a byte on the way that nearly all URLs take: runs of literal bytes are copied whole. */
static void add_part(struct buf *out, struct str part)
{
    static bool literal[256];
    if (!literal['a'])
        for (unsigned c = 0; c < 256; c++)
            literal[c] = is_literal((unsigned char)c);
    for (size_t i = 0; i < part.n;) {
        size_t run = i;
        while (run < part.n && literal[(unsigned char)part.p[run]])
            run++;
        (void)buf_add(out, part.p + i, run - i);
        i = run;
        if (i == part.n)
            return;
        unsigned char c = (unsigned char)part.p[i];
        if (c == '%' && i + 2 < part.n && hex_value(part.p[i + 1]) >= 0 && hex_value(part.p[i + 2]) >= 0) {
            unsigned char byte = (unsigned char)(hex_value(part.p[i + 1]) * 16 + hex_value(part.p[i + 2]));
            if (is_unreserved(byte))
                (void)buf_add_char(out, (char)byte);
            else
                add_escaped(out, byte);
            i += 3;
        } else {
            add_escaped(out, c);
            i++;
        }
    }
}

/* --- path and query ---------------------------------------------------------------------------------------------------------------- */

/* Where the URL is written, and how. */
struct writer {
    struct buf *out;
    bool is_whole; /* nothing is left out */
};

/* "page;jsessionid=1F2A" -> "page"; other path parameters stay. */
static void add_segment(const struct writer *w, struct str segment)
{
    struct buf *out = w->out;
    if (w->is_whole || str_chr(segment, ';') == STR_NPOS) {
        add_part(out, segment);
        return;
    }
    struct str rest = segment;
    for (bool is_first = true; rest.p; is_first = false) {
        struct str piece = str_cut(&rest, ';');
        size_t before = out->n;
        if (!is_first)
            (void)buf_add_char(out, ';');
        add_part(out, piece);
        if (!is_first && url_is_noise(str_from_pos(buf_str(out), before + 1)))
            truncate_to(out, before);
    }
}

/* out ends with the '/' after which the path goes on; path_start is where the path's first '/' stands. */
static void add_path(const struct writer *w, size_t path_start, struct str path)
{
    struct buf *out = w->out;
    size_t at = 0;
    for (;;) {
        size_t end = at, here = out->n;
        while (end < path.n && !is_slash(path.p[end]))
            end++;
        add_segment(w, str_sub(path, at, end - at));
        if (out->is_full)
            return;
        struct str written = str_from_pos(buf_str(out), here);
        if (str_eq_c(written, ".") || (!w->is_whole && url_is_session_segment(written))) {
            truncate_to(out, here);
        } else if (str_eq_c(written, "..")) {
            size_t parent = here - 1; /* the '/' before ".." */
            while (parent > path_start && out->p[parent - 1] != '/')
                parent--;
            truncate_to(out, parent > path_start ? parent : path_start + 1);
        } else if (end < path.n) {
            (void)buf_add_char(out, '/');
        }
        if (end == path.n)
            return;
        at = end + 1;
    }
}

static void add_query(const struct writer *w, struct str query)
{
    bool is_first = true;
    struct str rest = query;
    while (query.n > 0 && rest.p) {
        struct str parameter = str_cut(&rest, '&');
        size_t before = w->out->n;
        (void)buf_add_char(w->out, is_first ? '?' : '&');
        add_part(w->out, parameter);
        if (!w->is_whole && url_is_noise(str_from_pos(buf_str(w->out), before + 1)))
            truncate_to(w->out, before);
        else
            is_first = false;
    }
}

static void add_path_and_query(const struct writer *w, size_t path_start, struct str rest)
{
    size_t mark = str_chr(rest, '?');
    add_path(w, path_start, mark == STR_NPOS ? rest : str_sub(rest, 0, mark));
    if (mark != STR_NPOS)
        add_query(w, str_from_pos(rest, mark + 1));
}

/* --- authority --------------------------------------------------------------------------------------------------------------------- */

static enum url_result add_port(struct buf *out, struct str port, bool is_https)
{
    uint64_t number;
    if (port.n == 0)
        return URL_OK;
    if (!str_to_u64(port, 65535, &number) || number == 0)
        return URL_BAD;
    if (number != (is_https ? 443 : 80))
        (void)buf_addf(out, ":%u", (unsigned)number);
    return URL_OK;
}

/* rest is what follows "http:" and its slashes. */
static enum url_result add_absolute(const struct writer *w, bool is_https, struct str rest)
{
    struct buf *out = w->out;
    size_t end = 0;
    while (end < rest.n && !is_slash(rest.p[end]) && rest.p[end] != '?')
        end++;
    struct str authority = str_sub(rest, 0, end);
    size_t at = str_rchr(authority, '@');
    if (at != STR_NPOS)
        authority = str_from_pos(authority, at + 1);
    size_t bracket = authority.n > 0 && authority.p[0] == '[' ? str_chr(authority, ']') : 0;
    if (bracket == STR_NPOS)
        return URL_BAD;
    size_t colon = str_chr(str_from_pos(authority, bracket), ':');
    struct str host = colon == STR_NPOS ? authority : str_sub(authority, 0, bracket + colon);
    struct str port = colon == STR_NPOS ? STR_NONE : str_from_pos(authority, bracket + colon + 1);

    (void)buf_add_c(out, is_https ? "https://" : "http://");
    if (!url_host_canonical(host, out))
        return out->is_full ? URL_TOO_LONG : URL_BAD;
    enum url_result result = add_port(out, port, is_https);
    if (result != URL_OK)
        return result;
    size_t path_start = out->n;
    (void)buf_add_char(out, '/');
    rest = str_from_pos(rest, end);
    add_path_and_query(w, path_start, rest.n > 0 && is_slash(rest.p[0]) ? str_from_pos(rest, 1) : rest);
    return URL_OK;
}

static struct str skip_slashes(struct str s)
{
    while (s.n > 0 && is_slash(s.p[0]))
        s = str_from_pos(s, 1);
    return s;
}

/* --- resolution -------------------------------------------------------------------------------------------------------------------- */

/* The length of "scheme" when the reference starts with "scheme:", else 0. */
static size_t scheme_length(struct str s)
{
    size_t i = 0;
    if (s.n == 0 || !is_letter(s.p[0]))
        return 0;
    while (i < s.n && (is_letter(s.p[i]) || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '+' || s.p[i] == '-' || s.p[i] == '.'))
        i++;
    return i < s.n && s.p[i] == ':' ? i : 0;
}

/* base is canonical, so its parts are found by looking for '/' and '?'. */
static enum url_result add_relative(const struct writer *w, struct str base, struct str reference)
{
    struct buf *out = w->out;
    bool is_https = str_starts_c(base, "https:");
    if (reference.n >= 2 && is_slash(reference.p[0]) && is_slash(reference.p[1]))
        return add_absolute(w, is_https, skip_slashes(reference));
    size_t authority = is_https ? 8 : 7;
    size_t path = str_chr(str_from_pos(base, authority), '/');
    if (path == STR_NPOS)
        return URL_BAD;
    path += authority;
    size_t path_start = out->n + path;
    if (is_slash(reference.p[0])) {
        (void)buf_add_str(out, str_sub(base, 0, path + 1));
        add_path_and_query(w, path_start, str_from_pos(reference, 1));
        return URL_OK;
    }
    size_t query = str_chr(base, '?');
    struct str whole_path = query == STR_NPOS ? base : str_sub(base, 0, query);
    if (reference.p[0] == '?') {
        (void)buf_add_str(out, whole_path);
        add_query(w, str_from_pos(reference, 1));
        return URL_OK;
    }
    (void)buf_add_str(out, str_sub(whole_path, 0, str_rchr(whole_path, '/') + 1));
    add_path_and_query(w, path_start, reference);
    return URL_OK;
}

static enum url_result resolve_clean(struct str base, struct str reference, const struct writer *w)
{
    size_t scheme = scheme_length(reference);
    if (scheme == 0) {
        if (reference.n > LIMIT_URL_BYTES)
            return URL_TOO_LONG;
        return base.n > 0 ? add_relative(w, base, reference) : URL_BAD;
    }
    struct str name = str_sub(reference, 0, scheme);
    bool is_https = str_eq_nocase_c(name, "https");
    if (!is_https && !str_eq_nocase_c(name, "http"))
        return URL_NOT_HTTP;
    if (reference.n > LIMIT_URL_BYTES)
        return URL_TOO_LONG;
    struct str rest = str_from_pos(reference, scheme + 1);
    bool has_two_slashes = rest.n >= 2 && is_slash(rest.p[0]) && is_slash(rest.p[1]);
    /* "http:page.html" is relative when the base has the same scheme (WHATWG "special relative or authority state"). */
    if (!has_two_slashes && base.n > 0 && str_starts_c(base, is_https ? "https:" : "http:"))
        return rest.n == 0 ? URL_EMPTY : add_relative(w, base, rest);
    return add_absolute(w, is_https, skip_slashes(rest));
}

/* Drops tab, CR, LF and NUL inside; the rest of a reference longer than a URL may be cannot matter but for its scheme. */
static struct str without_breaks(struct str s, char scratch[static LIMIT_URL_BYTES + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && n <= LIMIT_URL_BYTES; i++)
        if (s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != '\0')
            scratch[n++] = s.p[i];
    return (struct str){scratch, n};
}

static bool has_breaks(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= '\r')
            return true;
    return false;
}

static enum url_result resolve(struct str base, struct str reference, const struct writer *w)
{
    struct buf *out = w->out;
    char scratch[LIMIT_URL_BYTES + 1];
    size_t start = out->n;
    bool was_full = out->is_full;
    while (reference.n > 0 && (unsigned char)reference.p[0] <= 0x20)
        reference = str_from_pos(reference, 1);
    while (reference.n > 0 && (unsigned char)reference.p[reference.n - 1] <= 0x20)
        reference.n--;
    if (has_breaks(reference))
        reference = without_breaks(reference, scratch);
    size_t fragment = str_chr(reference, '#');
    if (fragment != STR_NPOS)
        reference = str_sub(reference, 0, fragment);
    if (reference.n == 0)
        return URL_EMPTY;
    enum url_result result = resolve_clean(base, reference, w);
    if (result == URL_OK && (out->is_full || out->n - start > LIMIT_URL_BYTES))
        result = URL_TOO_LONG;
    if (result != URL_OK) {
        truncate_to(out, start);
        out->is_full = was_full;
    }
    return result;
}

enum url_result url_resolve(struct str base, struct str reference, struct buf *out)
{
    return resolve(base, reference, &(struct writer){.out = out});
}

enum url_result url_resolve_whole(struct str base, struct str reference, struct buf *out)
{
    return resolve(base, reference, &(struct writer){.out = out, .is_whole = true});
}

enum url_result url_from_user(struct str text, struct buf *out)
{
    struct str typed = str_trim(text);
    size_t colon = str_find_c(typed, "://"), scheme = scheme_length(typed);
    bool has_scheme = (colon != STR_NPOS && colon == scheme) || str_starts_nocase_c(typed, "http:") ||
                      str_starts_nocase_c(typed, "https:") || str_starts_nocase_c(typed, "mailto:");
    if (typed.n == 0 || has_scheme)
        return url_resolve(STR_NONE, typed, out);
    if (typed.n > LIMIT_URL_BYTES)
        return URL_TOO_LONG;
    if (colon != STR_NPOS && str_chr(typed, '/') == colon + 1) /* "ht!tp://...": something that is no scheme stands in its place */
        return URL_BAD;
    struct buf with_scheme;
    buf_init(&with_scheme, 0);
    (void)buf_add_c(&with_scheme, str_starts_c(typed, "//") ? "http:" : "http://");
    (void)buf_add_str(&with_scheme, typed);
    enum url_result result = url_resolve(STR_NONE, buf_str(&with_scheme), out);
    buf_done(&with_scheme);
    return result;
}

/* --- parts ------------------------------------------------------------------------------------------------------------------------- */

bool url_split(struct str canonical, struct url_parts *ret_parts)
{
    bool is_https = str_starts_c(canonical, "https://");
    if (!is_https && !str_starts_c(canonical, "http://"))
        return false;
    struct url_parts parts = {.scheme = str_sub(canonical, 0, is_https ? 5 : 4), .port = is_https ? 443 : 80};
    size_t host = is_https ? 8 : 7;
    struct str rest = str_from_pos(canonical, host);
    size_t slash = str_chr(rest, '/');
    if (slash == STR_NPOS || slash == 0)
        return false;
    struct str authority = str_sub(rest, 0, slash);
    size_t bracket = authority.p[0] == '[' ? str_chr(authority, ']') : 0;
    size_t colon = bracket == STR_NPOS ? STR_NPOS : str_chr(str_from_pos(authority, bracket), ':');
    uint64_t port = parts.port;
    if (colon != STR_NPOS && !str_to_u64(str_from_pos(authority, bracket + colon + 1), 65535, &port))
        return false;
    parts.port = (uint16_t)port;
    parts.host = colon == STR_NPOS ? authority : str_sub(authority, 0, bracket + colon);
    parts.origin = str_sub(canonical, 0, host + slash);
    rest = str_from_pos(rest, slash);
    size_t mark = str_chr(rest, '?');
    parts.path = mark == STR_NPOS ? rest : str_sub(rest, 0, mark);
    parts.query = mark == STR_NPOS ? STR_NONE : str_from_pos(rest, mark + 1);
    *ret_parts = parts;
    return true;
}

bool url_same_origin(struct str a, struct str b)
{
    struct url_parts x, y;
    return url_split(a, &x) && url_split(b, &y) && str_eq(x.origin, y.origin);
}

bool url_same_host_or_www(struct str host_a, struct str host_b)
{
    if (str_starts_nocase_c(host_a, "www."))
        host_a = str_from_pos(host_a, 4);
    if (str_starts_nocase_c(host_b, "www."))
        host_b = str_from_pos(host_b, 4);
    return str_eq_nocase(host_a, host_b);
}
