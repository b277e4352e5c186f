/* proxy.h - what stands between a browser and the net: takes its requests, hands them to whoever decides, sends back what that one says.
 *
 * It opens no connection and resolves no name: the caller fetches (src/fetch: guard, pace, robots.txt, caps). Refused here, without asking: tunnels to
 * other ports than 443 and the page's own, WebSockets, everything that is not written as a browser writes it, more than LIMIT_RENDER_CONNECTIONS.
 * Nothing blocks; it lives in the caller's poll loop.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RENDER_PROXY_H
#define OIT_RENDER_PROXY_H

#include <poll.h>
#include <stdint.h>

#include "render/proxy_request.h"
#include "render/proxy_tls.h"

struct proxy;

/* listener: closed by proxy_free. own_host: of the page (copied); own_port: of an https page on another port than 443; 0: none. */
struct proxy *proxy_new(int listener, struct proxy_keys *keys, struct str own_host, uint16_t own_port);
void proxy_free(struct proxy *proxy); /* takes NULL */

enum { PROXY_MAX_FDS = 32 };
size_t proxy_poll_fds(const struct proxy *proxy, struct pollfd *ret_fds, size_t max);
void proxy_step(struct proxy *proxy); /* accepts, reads, writes */

struct proxy_request {
    uint32_t id;              /* for the answer */
    struct str url;           /* canonical; views live until it is answered */
    struct str method, origin, accept, destination;
    bool is_navigation, has_body;
};
/* The next request that waits for an answer; each comes once. */
bool proxy_next(struct proxy *proxy, struct proxy_request *ret_request);

struct proxy_answer {
    int status;
    struct str content_type, content_encoding; /* absent: not sent */
    struct str body;                           /* copied */
};
void proxy_answer(struct proxy *proxy, uint32_t id, const struct proxy_answer *answer); /* of a connection that is gone: nothing */

/* Refused by the proxy itself. */
struct proxy_refusals {
    size_t n_tunnels, n_upgrades, n_broken;
    size_t n_own_sockets; /* of these, WebSockets to the page's own host: something may have come through them */
};
struct proxy_refusals proxy_refused(const struct proxy *proxy);

#endif
