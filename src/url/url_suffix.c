/* url_suffix.c - whose domain is it: the public suffix list (libpsl), and the hosts that many owners share by path.
 * SPDX-License-Identifier: MIT
 */
#include <libpsl.h>

#include "url.h"
#include "url_host.h"

/* Not in the list, for it knows only domains with an owner per label; here the owner stands in the path. */
static const char *const SHARED_HOSTS[] = {"sites.google.com", "docs.google.com",  "drive.google.com", "facebook.com",
                                           "www.facebook.com", "web.facebook.com", "m.facebook.com",   "medium.com",
                                           "linktr.ee",        "page.line.me",     "issuu.com",        "anyflip.com",
                                           "online.anyflip.com", "fliphtml5.com",  "online.fliphtml5.com"};

static bool to_text(struct str host, char ret_text[static URL_HOST_BYTES + 1])
{
    if (host.n == 0 || host.n > URL_HOST_BYTES || url_host_is_address(host))
        return false;
    for (size_t i = 0; i < host.n; i++)
        ret_text[i] = host.p[i] >= 'A' && host.p[i] <= 'Z' ? (char)(host.p[i] - 'A' + 'a') : host.p[i];
    ret_text[host.n] = '\0';
    return true;
}

struct str url_registrable(struct str host)
{
    char text[URL_HOST_BYTES + 1];
    const psl_ctx_t *list = psl_builtin();
    if (!list || !to_text(host, text))
        return STR_NONE;
    const char *domain = psl_registrable_domain(list, text);
    return domain ? str_from_pos(host, (size_t)(domain - text)) : STR_NONE;
}

bool url_is_public_suffix(struct str host)
{
    char text[URL_HOST_BYTES + 1];
    const psl_ctx_t *list = psl_builtin();
    if (!to_text(host, text))
        return false;
    for (size_t i = 0; i < sizeof SHARED_HOSTS / sizeof *SHARED_HOSTS; i++)
        if (str_eq_c(host, SHARED_HOSTS[i]))
            return true;
    /* Without the star rule: "localhost" and intranet names of one label are not suffixes. */
    return list && psl_is_public_suffix2(list, text, PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
}
