/* url_host.h - the host part of a URL in its one spelling. Inside the room only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_URL_URL_HOST_H
#define OIT_URL_URL_HOST_H

#include "base/buf.h"

enum { URL_HOST_BYTES = 253, URL_LABEL_BYTES = 63 }; /* RFC 1035 2.3.4 */

/* Appends the canonical host: lower case, percent-decoded, IDN as punycode, IPv4 in any spelling as dotted decimal ("0x7f.1" is
 * 127.0.0.1), IPv6 in brackets in the short form, one trailing dot dropped. False (and nothing appended) when it is not a host. */
bool url_host_canonical(struct str host, struct buf *out);
/* Already canonical: a dotted IPv4 or a bracketed IPv6 address? */
bool url_host_is_address(struct str host);

#endif
