/* proxy_request.h - one request of the browser to our proxy: strict, small, and nothing but what is needed to decide about it.
 *
 * "GET http://host/path HTTP/1.1", inside a tunnel "GET /path HTTP/1.1", to open one "CONNECT host:443 HTTP/1.1" (RFC 9112 3.2). What is not written
 * exactly so is broken: the only client is a browser that writes it so, or somebody who has taken it over.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RENDER_PROXY_REQUEST_H
#define OIT_RENDER_PROXY_REQUEST_H

#include "base/buf.h"

enum proxy_parse { PROXY_INCOMPLETE, PROXY_COMPLETE, PROXY_BROKEN };

struct proxy_head {
    struct str method, target; /* views into the bytes */
    struct str host;           /* Host: value */
    struct str origin;         /* Origin: value; absent: none */
    struct str accept, destination /* Sec-Fetch-Dest */;
    bool is_navigation;        /* a page or frame is opened, not a part of one */
    bool is_upgrade;           /* WebSocket */
    bool has_body;
    size_t n_bytes;            /* of the head */
};

enum proxy_parse proxy_head_read(struct str bytes, struct proxy_head *ret_head);
/* The URL asked for, canonical; tunnel: "host:port" of the tunnel it came through, absent outside. False: none. */
bool proxy_head_url(const struct proxy_head *head, struct str tunnel, struct buf *out);

#endif
