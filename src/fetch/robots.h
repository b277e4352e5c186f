/* robots.h - what a site's robots.txt lets us read (RFC 9309).
 *
 * The caller fetches "/robots.txt" of each origin (fetch_request.wants_plain and follows_everything, max_body_bytes LIMIT_ROBOTS_BYTES) and
 * hands the answer over. Groups for "oitcheck" are merged, else those for "*"; a name counts up to its first character that no product token has
 * ("oitcheck/1.0 (+...)"). The rule of most octets wins, Allow wins a tie; '*' and '$' work, %2A and %24 stand for themselves. Rules and URLs are
 * compared after percent-encoding (2.2.2): raw and escaped, upper and lower hex are one. Only Allow and Disallow end the list of names of a
 * group (2.2.4). Unknown lines and typing errors of the usual kinds are tolerated; NULs are dropped. At most LIMIT_ROBOTS_BYTES are read; a line
 * that is cut there does not count.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_ROBOTS_H
#define OIT_FETCH_ROBOTS_H

#include "base/str.h"
#include "oitcheck/codes.h"

struct robots;

enum robots_state {
    ROBOTS_RULES,       /* read; perhaps no rule concerns us */
    ROBOTS_NONE,        /* 4xx, redirects without end, empty, a web page in its place: all allowed (RFC 9309 2.3.1.3) */
    ROBOTS_UNREACHABLE, /* 5xx, 429, no answer: nothing allowed (2.3.1.4), and the report says so */
};

/* Never NULL. fault and http_status are those of the answer, body its bytes without content coding (as far as they came). */
struct robots *robots_new(enum oit_fault fault, int http_status, struct str body);
struct robots *robots_allow_all(void); /* --no-robots */
void robots_free(struct robots *r);

enum robots_state robots_state(const struct robots *r);
/* url is canonical; its path and query are looked at. "/robots.txt" itself is always allowed. */
bool robots_allows(const struct robots *r, struct str url);

struct robots_line {
    uint32_t number; /* 1-based, as editors count */
    struct str text; /* "Disallow: /private", clean UTF-8 of at most 200 bytes; lives as long as r */
};
/* The line that decides about url. False: none does (no rule fits, or there are no rules). */
bool robots_line_for(const struct robots *r, struct str url, struct robots_line *ret_line);

int robots_delay_ms(const struct robots *r);       /* Crawl-delay, at most LIMIT_CRAWL_DELAY_S; 0: none */
uint32_t robots_delay_asked_s(const struct robots *r); /* what it says, in whole seconds rounded up */
bool robots_is_web_page(const struct robots *r);   /* HTML came where robots.txt should stand: a not-found page answered as OK */
bool robots_is_cut(const struct robots *r);        /* longer than LIMIT_ROBOTS_BYTES */
size_t robots_n_sitemaps(const struct robots *r);
struct str robots_sitemap(const struct robots *r, size_t i); /* as written, perhaps relative; lives as long as r */

#endif
