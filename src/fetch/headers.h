/* headers.h - the response headers that somebody needs. Inside the room only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_HEADERS_H
#define OIT_FETCH_HEADERS_H

#include "base/buf.h"

enum header_name {
    HEADER_CONTENT_TYPE,
    HEADER_CONTENT_ENCODING,
    HEADER_CONTENT_DISPOSITION,
    HEADER_CONTENT_RANGE,
    HEADER_DATE,
    HEADER_ETAG,
    HEADER_LAST_MODIFIED,
    HEADER_LOCATION,
    HEADER_RETRY_AFTER,
    HEADER_X_ROBOTS_TAG,
    N_HEADERS
};

struct headers {
    struct buf text; /* values behind each other */
    struct {
        size_t at, n;
        bool is_there;
    } values[N_HEADERS];
    size_t n_bytes; /* all header bytes of this answer, trailers too */
    size_t n_lines, n_answers; /* status lines: 1xx answers count */
    bool has_cookie, is_complete;
};

void headers_init(struct headers *h);
void headers_done(struct headers *h);
void headers_clear(struct headers *h);
/* One line as curl gives it. A status line starts anew (after 1xx). False: over LIMIT_HEADER_BYTES, LIMIT_HEADER_LINES or
 * LIMIT_INFORMATIONAL. Control bytes in values become spaces. */
bool headers_add_line(struct headers *h, struct str line);
struct str headers_value(const struct headers *h, enum header_name name);

/* File name of a Content-Disposition value as clean UTF-8: filename* (RFC 6266) before filename; raw UTF-8, TIS-620 and percent-encoded
 * names (also twice, %uXXXX) and encoded words (=?UTF-8?B?...?=) as servers send them. Path parts are cut off. Nothing is added when there is no name. */
void headers_file_name(struct str content_disposition, struct buf *out);
/* Is "bytes FIRST-LAST/TOTAL" all of it? A part comes unasked from servers and caches that mix up requests. */
bool headers_is_whole_range(struct str content_range);
/* Retry-After in seconds, both forms (RFC 9110 10.2.3), 0 for a time that is past; -1 when it is neither. now_s: seconds since 1970, by the server's
 * clock when it tells it (headers_clock_s): many are minutes wrong. */
int64_t headers_retry_after_s(struct str value, int64_t now_s);
/* What the server's clock says: its Date header (RFC 9110 6.6.1); own_s when it sends none. */
int64_t headers_clock_s(struct str date, int64_t own_s);

#endif
