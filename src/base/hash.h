/* hash.h - SHA-256 of bytes (libcrypto), for content identity and evidence.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_HASH_H
#define OIT_BASE_HASH_H

#include "str.h"

struct sha256 {
    unsigned char bytes[32];
};

struct sha256 sha256_of(struct str s);
void sha256_hex(struct sha256 h, char ret_text[static 65]); /* lower case, NUL-terminated */

#endif
