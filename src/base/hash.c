/* hash.c - SHA-256 of bytes.
 * SPDX-License-Identifier: MIT
 */
#include "hash.h"

#include <openssl/sha.h>
#include <stdio.h>

struct sha256 sha256_of(struct str s)
{
    struct sha256 h;
    (void)SHA256((const unsigned char *)(s.p ? s.p : ""), s.n, h.bytes);
    return h;
}

void sha256_hex(struct sha256 h, char ret_text[static 65])
{
    for (size_t i = 0; i < sizeof h.bytes; i++)
        (void)snprintf(ret_text + 2 * i, 3, "%02x", (unsigned)h.bytes[i]);
}
