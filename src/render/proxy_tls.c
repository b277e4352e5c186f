/* proxy_tls.c - TLS in memory (OpenSSL).
 * SPDX-License-Identifier: MIT
 */
#include "proxy_tls.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "base/hash.h"
#include "base/mem.h"

enum { DAY_S = 24 * 3600, CHUNK_BYTES = 16384, SPKI_TEXT = 48 };

struct proxy_keys {
    SSL_CTX *context;
    char spki[SPKI_TEXT];
};

struct proxy_tls {
    SSL *ssl;
    BIO *in, *out; /* the SSL's own */
};

static X509 *make_certificate(EVP_PKEY *key)
{
    X509 *certificate = X509_new();
    if (!certificate)
        return NULL;
    X509_NAME *name = X509_get_subject_name(certificate);
    bool is_made = X509_set_version(certificate, 2) && ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1) && X509_gmtime_adj(X509_getm_notBefore(certificate), -DAY_S) &&
                   X509_gmtime_adj(X509_getm_notAfter(certificate), DAY_S) && X509_set_pubkey(certificate, key) &&
                   X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"oitcheck", -1, -1, 0) && X509_set_issuer_name(certificate, name) &&
                   X509_sign(certificate, key, EVP_sha256()) > 0;
    if (is_made)
        return certificate;
    X509_free(certificate);
    return NULL;
}

static bool note_spki(struct proxy_keys *keys, EVP_PKEY *key)
{
    unsigned char *bytes = NULL;
    int n = i2d_PUBKEY(key, &bytes);
    if (n <= 0)
        return false;
    struct sha256 hash = sha256_of((struct str){(const char *)bytes, (size_t)n});
    OPENSSL_free(bytes);
    return EVP_EncodeBlock((unsigned char *)keys->spki, hash.bytes, sizeof hash.bytes) == 44;
}

struct proxy_keys *proxy_keys_new(void)
{
    struct proxy_keys *keys = mem_alloc(sizeof *keys);
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = key ? make_certificate(key) : NULL;
    keys->context = SSL_CTX_new(TLS_server_method());
    bool is_made = certificate && keys->context && SSL_CTX_use_certificate(keys->context, certificate) == 1 && SSL_CTX_use_PrivateKey(keys->context, key) == 1 && note_spki(keys, key);
    X509_free(certificate);
    EVP_PKEY_free(key);
    if (is_made) {
        (void)SSL_CTX_set_mode(keys->context, SSL_MODE_RELEASE_BUFFERS);
        return keys;
    }
    proxy_keys_free(keys);
    return NULL;
}

void proxy_keys_free(struct proxy_keys *keys)
{
    if (!keys)
        return;
    SSL_CTX_free(keys->context);
    free(keys);
}

const char *proxy_keys_spki(const struct proxy_keys *keys)
{
    return keys->spki;
}

struct proxy_tls *proxy_tls_new(struct proxy_keys *keys)
{
    struct proxy_tls *tls = mem_alloc(sizeof *tls);
    tls->ssl = SSL_new(keys->context);
    tls->in = BIO_new(BIO_s_mem());
    tls->out = BIO_new(BIO_s_mem());
    if (!tls->ssl || !tls->in || !tls->out) {
        BIO_free(tls->in);
        BIO_free(tls->out);
        SSL_free(tls->ssl);
        free(tls);
        return NULL;
    }
    SSL_set_bio(tls->ssl, tls->in, tls->out);
    SSL_set_accept_state(tls->ssl);
    return tls;
}

void proxy_tls_free(struct proxy_tls *tls)
{
    if (!tls)
        return;
    SSL_free(tls->ssl);
    free(tls);
}

static void drain(struct proxy_tls *tls, struct buf *wire)
{
    char bytes[CHUNK_BYTES];
    for (int n; (n = BIO_read(tls->out, bytes, sizeof bytes)) > 0;)
        (void)buf_add(wire, bytes, (size_t)n);
}

bool proxy_tls_receive(struct proxy_tls *tls, struct str received, struct buf *plain, struct buf *wire)
{
    char bytes[CHUNK_BYTES];
    if (received.n > INT32_MAX || BIO_write(tls->in, received.p, (int)received.n) != (int)received.n)
        return false;
    for (;;) {
        ERR_clear_error(); /* what others left in the queue of this thread would be taken for ours */
        int n = SSL_read(tls->ssl, bytes, sizeof bytes);
        if (n > 0) {
            if (!buf_add(plain, bytes, (size_t)n))
                return false;
            continue;
        }
        int error = SSL_get_error(tls->ssl, n);
        drain(tls, wire);
        ERR_clear_error();
        return error == SSL_ERROR_WANT_READ;
    }
}

bool proxy_tls_send(struct proxy_tls *tls, struct str plain, struct buf *wire)
{
    while (plain.n > 0) {
        int part = plain.n < CHUNK_BYTES ? (int)plain.n : CHUNK_BYTES;
        int n = SSL_write(tls->ssl, plain.p, part); /* memory takes everything */
        if (n <= 0)
            return false;
        plain = str_from_pos(plain, (size_t)n);
        drain(tls, wire);
    }
    return true;
}
