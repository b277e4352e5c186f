/* kinds.c - why a transfer failed, as precisely as can be known.
 *
 * curl tells families (its result codes); the kind is in the system's errno, in what OpenSSL said of the chain, or in OpenSSL's own error
 * number, which curl quotes. What nobody knows stays with its family: a wrong reason would send the owner to the wrong place.
 * SPDX-License-Identifier: MIT
 */
#include "kinds.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <stdlib.h>

#include "base/clock.h"

/* Name servers that answer do so at once; the resolver gives up on silent ones after 5 seconds (resolv.conf(5), timeout). */
enum { SILENT_DNS_MS = 4000 };

enum oit_fault kind_of_certificate(long verify_error, bool is_alone)
{
    switch (verify_error) {
    case X509_V_ERR_CERT_HAS_EXPIRED: return FAULT_TLS_EXPIRED;
    case X509_V_ERR_CERT_NOT_YET_VALID: return FAULT_TLS_NOT_YET_VALID;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return FAULT_TLS_WRONG_HOST;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return FAULT_TLS_SELF_SIGNED;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_REJECTED:
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_INVALID_PURPOSE: return FAULT_TLS_UNTRUSTED;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE: return is_alone ? FAULT_TLS_INCOMPLETE_CHAIN : FAULT_TLS_UNTRUSTED;
    case X509_V_ERR_CERT_REVOKED: return FAULT_TLS_REVOKED;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK: return FAULT_TLS_WEAK;
    default: return FAULT_TLS;
    }
}

enum oit_fault kind_of_handshake(struct str detail)
{
    size_t at = str_find_c(detail, "error:");
    if (at == STR_NPOS)
        return FAULT_TLS_HANDSHAKE;
    unsigned long code = strtoul(detail.p + at + 6, NULL, 16); /* detail is a C string behind its view */
    switch (ERR_GET_REASON(code)) {
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_NO_PROTOCOLS_AVAILABLE:
    case SSL_R_UNSUPPORTED_SSL_VERSION:
    case SSL_R_LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED: return FAULT_TLS_OLD_PROTOCOL;
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_HTTP_REQUEST: return FAULT_TLS_NOT_SPOKEN;
    case SSL_R_EE_KEY_TOO_SMALL:
    case SSL_R_CA_KEY_TOO_SMALL:
    case SSL_R_CA_MD_TOO_WEAK:
    case SSL_R_DH_KEY_TOO_SMALL: return FAULT_TLS_WEAK;
    default: return FAULT_TLS_HANDSHAKE;
    }
}

static enum oit_fault kind_of_connection(const struct transfer *t)
{
    long error = 0;
    (void)curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &error);
    switch (error) {
    case ECONNREFUSED: return FAULT_CONNECT_REFUSED;
    case ECONNRESET: return FAULT_CONNECT_RESET;
    case EHOSTUNREACH:
    case ENETUNREACH:
    case EADDRNOTAVAIL: return FAULT_CONNECT_UNREACHABLE;
    default: return FAULT_CONNECT;
    }
}

static enum oit_fault kind_of_tls(const struct transfer *t, CURLcode result)
{
    struct str detail = str_from(t->detail);
    if (t->need.error != 0)
        return kind_of_certificate(t->need.error, t->need.is_alone);
    if (result == CURLE_PEER_FAILED_VERIFICATION)
        return t->need.was_asked ? FAULT_TLS_WRONG_HOST : FAULT_TLS; /* the chain was found good: it is curl that says no, to the name */
    if (str_find_c(detail, "reset by peer") != STR_NPOS)
        return FAULT_CONNECT_RESET; /* a firewall that does not let the handshake through */
    return kind_of_handshake(detail);
}

/* Past the connect timeout nobody knows more than how far it came. */
static enum oit_fault kind_of_timeout(const struct transfer *t)
{
    double looked_up = 0;
    bool has_address = curl_easy_getinfo(t->easy, CURLINFO_NAMELOOKUP_TIME, &looked_up) == CURLE_OK && looked_up > 0;
    return has_address || t->settings->proxy ? FAULT_TIMEOUT : FAULT_DNS_TEMPORARY;
}

enum oit_fault kind_of_failure(const struct transfer *t, CURLcode result)
{
    switch ((int)result) {
    case CURLE_OK: return FAULT_NONE;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return clock_mono_ms() - t->start_ms >= SILENT_DNS_MS ? FAULT_DNS_TEMPORARY : FAULT_DNS;
    case CURLE_OPERATION_TIMEDOUT: return kind_of_timeout(t);
    case CURLE_URL_MALFORMAT: return FAULT_BAD_URL; /* CURLE_UNSUPPORTED_PROTOCOL is an answer that is not HTTP */
    case CURLE_COULDNT_CONNECT: return kind_of_connection(t);
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR: return FAULT_CONNECT_RESET;
    case CURLE_PROXY: return FAULT_CONNECT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_USE_SSL_FAILED: return kind_of_tls(t, result);
    default: return FAULT_PROTOCOL;
    }
}
