/* guard.h - may this address be connected to?
 *
 * Only addresses of the public internet are (RFC 6890 and the IANA special-purpose registries): a link in a page must not make this
 * program talk to the machines around the one it runs on. IPv6 addresses that carry an IPv4 one (mapped, compatible, 6to4, NAT64,
 * Teredo) are refused whatever they carry: no public web server has one, and what a gateway makes of them cannot be seen from here. ISATAP ones are
 * judged by it.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_GUARD_H
#define OIT_FETCH_GUARD_H

#include <sys/socket.h>

#include "base/str.h"

bool guard_is_public(const struct sockaddr *address); /* false for families other than IPv4 and IPv6 */
/* The same for an address as text ("10.0.0.1", "::1", "[::1]"); ret_is_address false when it is not one (then the result is true). */
bool guard_text_is_public(struct str text, bool *ret_is_address);

/* Browsers do not talk to ports of mail, files, names and the like: a request could be read there as a command. */
bool guard_port_is_for_web(uint16_t port);
/* Names that only mean something inside a network (RFC 6761, 6762, 8375; .internal; single words): all that can be judged behind a proxy. */
bool guard_name_is_inside(struct str host);

#endif
