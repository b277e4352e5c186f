/* proxy_request.c - the head of a request.
 * SPDX-License-Identifier: MIT
 */
#include "proxy_request.h"

#include "base/limits.h"
#include "url/url.h"

enum { MAX_FIELDS = 100 };

static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-' || s.p[i] == '_'))
            return false;
    return s.n > 0;
}

static bool is_printable(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\t')
            return false;
    return true;
}

static bool read_field(struct str line, struct proxy_head *head)
{
    size_t colon = str_chr(line, ':');
    struct str name = str_sub(line, 0, colon), value = colon == STR_NPOS ? STR_NONE : str_trim(str_from_pos(line, colon + 1));
    if (colon == STR_NPOS || !is_token(name) || !is_printable(value))
        return false;
    if (str_eq_nocase_c(name, "host"))
        head->host = value;
    else if (str_eq_nocase_c(name, "origin"))
        head->origin = value;
    else if (str_eq_nocase_c(name, "accept"))
        head->accept = value;
    else if (str_eq_nocase_c(name, "sec-fetch-dest"))
        head->destination = value;
    else if (str_eq_nocase_c(name, "sec-fetch-mode"))
        head->is_navigation |= str_eq_nocase_c(value, "navigate");
    else if (str_eq_nocase_c(name, "upgrade-insecure-requests"))
        head->is_navigation = true;
    else if (str_eq_nocase_c(name, "upgrade"))
        head->is_upgrade = true;
    else if (str_eq_nocase_c(name, "content-length"))
        head->has_body |= !str_eq_c(value, "0");
    else if (str_eq_nocase_c(name, "transfer-encoding"))
        head->has_body = true;
    return true;
}

enum proxy_parse proxy_head_read(struct str bytes, struct proxy_head *head)
{
    *head = (struct proxy_head){0};
    size_t end = str_find_c(bytes, "\r\n\r\n");
    if (end == STR_NPOS || end > LIMIT_RENDER_HEAD_BYTES)
        return bytes.n > LIMIT_RENDER_HEAD_BYTES ? PROXY_BROKEN : PROXY_INCOMPLETE;
    head->n_bytes = end + 4;
    struct str rest = str_sub(bytes, 0, end + 2);
    size_t line_end = str_find_c(rest, "\r\n");
    struct str line = str_sub(rest, 0, line_end);
    rest = str_from_pos(rest, line_end + 2);
    head->method = str_cut(&line, ' ');
    head->target = str_cut(&line, ' ');
    if (!is_token(head->method) || !head->target.n || !is_printable(head->target) || !(str_eq_c(line, "HTTP/1.1") || str_eq_c(line, "HTTP/1.0")))
        return PROXY_BROKEN;
    for (unsigned n = 0; rest.n > 0; n++) {
        line_end = str_find_c(rest, "\r\n");
        if (line_end == STR_NPOS || n >= MAX_FIELDS || !read_field(str_sub(rest, 0, line_end), head))
            return PROXY_BROKEN;
        rest = str_from_pos(rest, line_end + 2);
    }
    return PROXY_COMPLETE;
}

bool proxy_head_url(const struct proxy_head *head, struct str tunnel, struct buf *out)
{
    struct buf text;
    buf_init(&text, 2 * LIMIT_URL_BYTES);
    buf_clear(out);
    if (!tunnel.n)
        (void)buf_add_str(&text, head->target); /* absolute */
    else if (head->target.p[0] == '/')
        (void)buf_addf(&text, "https://%.*s%.*s", STR_ARG(tunnel), STR_ARG(head->target));
    struct str url = buf_str(&text);
    bool is_right = !text.is_full && (str_starts_c(url, "http://") || str_starts_c(url, "https://")) && url_resolve_whole(STR_NONE, url, out) == URL_OK;
    buf_done(&text);
    return is_right;
}
