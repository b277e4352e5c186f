/* robots.h - what a site's robots.txt lets us read (RFC 9309).
 *
 * The caller fetches "/robots.txt" of each origin (fetch_request.wants_plain and follows_everything, max_body_bytes LIMIT_ROBOTS_BYTES) and
 * hands the answer over. Groups for "oitcheck" are merged, else those for "*". The longest matching rule wins, Allow wins a tie; '*' and
 * '$' work; rules and URLs are compared in the canonical spelling of url.h. Group-less rules, unknown lines and typing errors of the
 * usual kinds are tolerated. The parser reads at most LIMIT_ROBOTS_BYTES.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_ROBOTS_H
#define OIT_FETCH_ROBOTS_H

#include "base/str.h"
#include "oitcheck/codes.h"

struct robots;

enum robots_state {
    ROBOTS_RULES,       /* read; perhaps no rule concerns us */
    ROBOTS_NONE,        /* 4xx, redirects without end, empty: all allowed (RFC 9309 2.3.1.3) */
    ROBOTS_UNREACHABLE, /* 5xx, no answer: nothing allowed (2.3.1.4), and the report says so */
};

/* Never NULL. fault and http_status are those of the answer, body its bytes (as far as they came; an encoded body is not undone here). */
struct robots *robots_new(enum oit_fault fault, int http_status, struct str body);
struct robots *robots_allow_all(void); /* --no-robots */
void robots_free(struct robots *r);

enum robots_state robots_state(const struct robots *r);
/* url is canonical; its path and query are looked at. "/robots.txt" itself is always allowed. */
bool robots_allows(const struct robots *r, struct str url);
int robots_delay_ms(const struct robots *r); /* Crawl-delay, at most LIMIT_CRAWL_DELAY_S; 0: none */
size_t robots_n_sitemaps(const struct robots *r);
struct str robots_sitemap(const struct robots *r, size_t i); /* as written, perhaps relative; lives as long as r */

#endif
