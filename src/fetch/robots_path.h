/* robots_path.h - paths of robots.txt rules and of URLs in the form in which they are compared. Inside the room only.
 *
 * RFC 9309 2.2.2: what is not ASCII and what is reserved is percent-encoded before comparison, unreserved octets are decoded. So both sides become
 * octets with a note where an escape stood: "/a%2Fb" is not "/a/b", but "?u=http://x" is "?u=http%3A%2F%2Fx", and "/ก" is "/%e0%b8%81".
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_ROBOTS_PATH_H
#define OIT_FETCH_ROBOTS_PATH_H

#include "base/str.h"

enum {
    OCTET_MASK = 0xff,
    OCTET_IS_ESCAPED = 0x100, /* stood as %XX and means something else than the raw octet */
    OCTET_IN_QUERY = 0x200,   /* of URLs: behind the first '?' */
    OCTET_STAR = 0x400,       /* of rules: '*' */
    OCTET_END = 0x800,        /* of rules: '$' at the end */
};

/* Both write at most text.n + 1 octets to out and return how many. */
size_t robots_path_of_rule(struct str text, uint16_t *out);
size_t robots_path_of_url(struct str path_and_query, uint16_t *out);
/* How telling a rule is: its octets as encoded (2.2.2), the same for all spellings of it. */
uint32_t robots_path_octets(const uint16_t *rule, size_t n);
/* A rule fits what it is a prefix of, unless '$' ends it. *budget loses a step a comparison; at 0 the answer is true: who asks for so much work is not
 * read. */
bool robots_path_fits(const uint16_t *rule, size_t n_rule, const uint16_t *url, size_t n_url, uint64_t *budget);

#endif
