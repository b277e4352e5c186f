/* hash.c - SHA-256 of bytes.
 * SPDX-License-Identifier: MIT
 */
#include "hash.h"

#include <assert.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdio.h>

struct sha256 sha256_of(struct str s)
{
    struct sha256 h;
    (void)SHA256((const unsigned char *)(s.p ? s.p : ""), s.n, h.bytes);
    return h;
}

struct sha256_pieces *sha256_begin(void)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int is_ready = context ? EVP_DigestInit_ex(context, EVP_sha256(), NULL) : 0;
    assert(is_ready == 1); /* fails without memory only */
    (void)is_ready;
    return (struct sha256_pieces *)context;
}

void sha256_add(struct sha256_pieces *pieces, struct str s)
{
    (void)EVP_DigestUpdate((EVP_MD_CTX *)pieces, s.p, s.n);
}

void sha256_end(struct sha256_pieces *pieces, struct sha256 *ret_hash)
{
    if (pieces && ret_hash)
        (void)EVP_DigestFinal_ex((EVP_MD_CTX *)pieces, ret_hash->bytes, NULL);
    EVP_MD_CTX_free((EVP_MD_CTX *)pieces);
}

void sha256_hex(struct sha256 h, char ret_text[static 65])
{
    for (size_t i = 0; i < sizeof h.bytes; i++)
        (void)snprintf(ret_text + 2 * i, 3, "%02x", (unsigned)h.bytes[i]);
}
