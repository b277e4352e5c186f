/* kinds.h - why a transfer failed, as precisely as can be known. Inside the room only.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_FETCH_KINDS_H
#define OIT_FETCH_KINDS_H

#include "transfer.h"

/* Of a transfer that ended with result; its chain_need and detail are looked at. FAULT_NONE for CURLE_OK. */
enum oit_fault kind_of_failure(const struct transfer *t, CURLcode result);

/* What OpenSSL said of a certificate (X509_V_ERR_...); is_alone: the server sent it only, and nobody could be asked for its issuer. */
enum oit_fault kind_of_certificate(long verify_error, bool is_alone);
/* What OpenSSL said of a handshake, in curl's words: "...error:0A000102:SSL routines::unsupported protocol". */
enum oit_fault kind_of_handshake(struct str detail);

#endif
