/* chain.h - certificate chains that servers send incompletely. Inside the room only.
 *
 * Many agency servers send their own certificate but not the one between it and the root. Browsers fetch it from the address that stands in
 * the certificate (RFC 5280 4.2.2.1, caIssuers), so people see a normal page; OpenSSL does not, and the page would be lost to us. What is
 * fetched is only a link of the chain, never trusted by itself: the whole chain is still verified up to a root of the system.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_CHAIN_H
#define OIT_FETCH_CHAIN_H

#include "base/buf.h"

struct chain; /* certificates learnt in this run, for all connections */

struct chain *chain_new(void);
void chain_free(struct chain *c); /* takes NULL; no connection may be open any more */

/* What one connection lacked. */
struct chain_need {
    const struct chain *chain;
    struct buf url; /* canonical http URL of the missing certificate; empty: nothing is missing, or nobody says where it is */
    long error;     /* X509_V_ERR_... of the last verification; 0: none, or it was good */
    bool is_alone;  /* then: the chain ends at a certificate of no known issuer, which is not its own */
    bool was_asked; /* there was a chain to verify */
    bool was_completed; /* ... which is good with a certificate that the server did not send */
    char missing[128];  /* then: its name, printable ASCII */
    const char *missing_url; /* ... and where it lies; lives as long as the chain */
    int64_t ends_at;    /* the server's own certificate is good until then, UTC seconds; 0: not known. Good or not, expired or not */
};
void chain_need_clear(struct chain_need *need);

/* For a host whose certificate nobody can verify: whatever the server can do, down to TLS 1.0. */
void chain_accept_anything(void *ssl_ctx);
/* Sets up an SSL_CTX before its handshake: verification with the learnt certificates, and a need that is told in *need when it fails
 * (need lives as long as the connection). Servers without RFC 5746 are talked to, as browsers do. */
void chain_prepare(void *ssl_ctx, struct chain_need *need);
/* The bytes behind caIssuers, whose address is url: a certificate (DER or PEM) or a PKCS #7 bundle. False when there is none in them. */
bool chain_learn(struct chain *c, struct str bytes, struct str url);

#endif
