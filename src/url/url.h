/* url.h - one spelling per page: resolution and canonical form of http(s) URLs.
 *
 * Resolution as a browser does it (WHATWG in spirit, on RFC 3986 5.3): white space trimmed, tab and newline dropped, backslash as slash,
 * fragment cut, scheme filtered first. Canonical form: lower-case scheme and host (IDN to punycode), default port dropped, dot segments
 * removed, percent escapes upper-case, unreserved ones decoded, everything that is not ASCII percent-encoded as UTF-8, an empty path
 * as "/", session ids and tracking parameters (PHPSESSID, jsessionid, sid, utm_*, fbclid, gclid, _ga ...) removed; other parameters keep
 * their order. Only http and https.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_URL_URL_H
#define OIT_URL_URL_H

#include "base/buf.h"

enum url_result {
    URL_OK,
    URL_EMPTY,      /* "", "#", "#top": the page itself */
    URL_NOT_HTTP,   /* javascript:, mailto:, tel:, data:, ftp: ... */
    URL_BAD,        /* not a URL */
    URL_TOO_LONG,   /* LIMIT_URL_BYTES */
};

/* Parts of a canonical URL; views into it. */
struct url_parts {
    struct str scheme, host, path, query; /* path starts with '/'; query without '?', absent when there is none */
    uint16_t port;                        /* the default one filled in */
    struct str origin;                    /* "http://host[:port]" */
};

/* Appends the canonical form of reference, resolved against base (canonical; STR_NONE for an absolute reference). */
enum url_result url_resolve(struct str base, struct str reference, struct buf *out);
/* The same, but session ids and tracking parameters stay: where a server insists on them by a redirect. */
enum url_result url_resolve_whole(struct str base, struct str reference, struct buf *out);
/* What a user types as start: adds "http://" when no scheme stands there ("www.example.go.th"). */
enum url_result url_from_user(struct str text, struct buf *out);
bool url_split(struct str canonical, struct url_parts *ret_parts);
/* A host as people name it: "ita.agency.go.th", "https://docs.agency.go.th:8443/", "sites.google.com/agency-a" (a folder of a shared host). False: no host,
 * or a whole shared one ("go.th", "sites.google.com"). Views into scratch, which the caller gives empty. */
struct url_named {
    struct str host, host_port; /* host_port: "host:8443" where a port was written, else as host */
    uint16_t port;              /* 0: none was written */
    struct str folder;          /* "/" or "/agency-a/" */
};
bool url_named_host(struct str text, struct buf *scratch, struct url_named *ret_named);

/* Readable file name: last path segment, percent-decoded, cleaned UTF-8, "" when the path ends in '/'. */
void url_file_name(struct str canonical, struct buf *out);
/* For people: percent-decoded where that is valid, printable UTF-8 (Thai paths readable); still one line, no spaces. */
void url_readable(struct str canonical, struct buf *out);
/* Extension of the path in lower case without dot ("pdf"), or STR_NONE; view into canonical is not promised: ret lives in scratch[8]. */
struct str url_extension(struct str canonical, char scratch[static 8]);
bool url_has_extension(struct str canonical, const char *const *list); /* one of the list, which ends with NULL */

/* The same page in another spelling: parameters in another order, or with empty ones ("&q="). True: appends what all these spellings have in common
 * (for comparing only: nobody asks for it). False: there is one spelling only. Parameters without '=' may mean their place: they are left alone. */
bool url_spelling_key(struct str canonical, struct buf *out);

bool url_same_origin(struct str a, struct str b);
bool url_same_host_or_www(struct str host_a, struct str host_b); /* www.x == x */
/* The registrable domain (public suffix list): "agency.go.th" for "www.agency.go.th"; STR_NONE for an address or a bare suffix. */
struct str url_registrable(struct str host);
bool url_is_public_suffix(struct str host); /* also shared hosts: sites.google.com, *.blogspot.com, wordpress.com ... by the list */

/* Addresses inside addresses (viewers). Appends the decoded value of a query parameter (its name in any case); false: absent or empty. */
bool url_parameter(struct str canonical, struct str name, struct buf *out);
/* Its path ends in the name of a document's file: .pdf, .docx ... */
bool url_is_document(struct str url);
bool url_is_absolute(struct str reference); /* http://, https://, // */
/* Appends the address of a document that a parameter holds: absolute, or relative to the page where may_be_relative. */
bool url_document_behind(struct str canonical, bool may_be_relative, struct buf *out);

/* Resolution for a page with hundreds of links, most of them the same as on the page before: remembers answers by (directory of base, reference).
 * The returned view lives until the cache is cleared (it clears itself when full, only inside url_cache_page). */
struct url_cache;
struct url_cache *url_cache_new(void);
void url_cache_free(struct url_cache *cache);
void url_cache_page(struct url_cache *cache, struct str base); /* start of a page */
enum url_result url_cache_resolve(struct url_cache *cache, struct str reference, struct str *ret_canonical);

#endif
