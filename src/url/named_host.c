/* named_host.c - a host as people name it in a profile.
 * SPDX-License-Identifier: MIT
 */
#include "url.h"

/* "https://docs.agency.go.th:8443/a": does a port stand there? */
static bool names_port(struct str text)
{
    size_t scheme = str_find_c(text, "://");
    struct str rest = scheme == STR_NPOS ? text : str_from_pos(text, scheme + 3);
    return str_chr(str_cut(&rest, '/'), ':') != STR_NPOS;
}

bool url_named_host(struct str text, struct buf *scratch, struct url_named *ret_named)
{
    struct url_parts parts;
    struct str words = str_trim(text);
    if (!words.n || str_chr(words, '*') != STR_NPOS || url_from_user(words, scratch) != URL_OK || !url_split(buf_str(scratch), &parts) || parts.query.n ||
        str_chr(parts.host, '.') == STR_NPOS)
        return false;
    struct str last = str_from_pos(parts.path, str_rchr(parts.path, '/') + 1);
    if (last.n && str_chr(last, '.') == STR_NPOS) { /* "sites.google.com/agency-a": nobody writes the last slash */
        (void)buf_add_char(scratch, '/');
        (void)url_split(buf_str(scratch), &parts);
        last = STR_NONE;
    }
    *ret_named = (struct url_named){.host = parts.host, .host_port = parts.host, .folder = str_sub(parts.path, 0, parts.path.n - last.n)};
    if (names_port(words)) {
        ret_named->port = parts.port;
        ret_named->host_port = str_from_pos(parts.origin, str_find_c(parts.origin, "://") + 3);
    }
    return !(str_eq_c(ret_named->folder, "/") && url_is_public_suffix(parts.host));
}
