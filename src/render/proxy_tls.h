/* proxy_tls.h - the proxy's end of the browser's https: one key and one certificate, made for this run and known to this run's browser only.
 *
 * The browser is told to accept exactly this key (--ignore-certificate-errors-spki-list); the servers' own certificates are judged by src/fetch, as
 * for every other page. No file is written. Bytes go in and out of memory; sockets are the proxy's work.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RENDER_PROXY_TLS_H
#define OIT_RENDER_PROXY_TLS_H

#include "base/buf.h"

struct proxy_keys;
struct proxy_keys *proxy_keys_new(void); /* NULL: the library refused */
void proxy_keys_free(struct proxy_keys *keys); /* takes NULL */
const char *proxy_keys_spki(const struct proxy_keys *keys); /* base64 of SHA-256 of the public key */

struct proxy_tls;
struct proxy_tls *proxy_tls_new(struct proxy_keys *keys);
void proxy_tls_free(struct proxy_tls *tls); /* takes NULL */
/* What came from the socket; plain text is appended to `plain`, what is to be sent to `wire`. False: not TLS, or the end of it. */
bool proxy_tls_receive(struct proxy_tls *tls, struct str bytes, struct buf *plain, struct buf *wire);
bool proxy_tls_send(struct proxy_tls *tls, struct str plain, struct buf *wire);

#endif
