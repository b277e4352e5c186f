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
/* The same of bytes that come in pieces. Free with sha256_end, which may be asked for no result (NULL). */
struct sha256_pieces;
struct sha256_pieces *sha256_begin(void);
void sha256_add(struct sha256_pieces *pieces, struct str s);
void sha256_end(struct sha256_pieces *pieces, struct sha256 *ret_hash); /* NULL pieces: nothing */
void sha256_hex(struct sha256 h, char ret_text[static 65]); /* lower case, NUL-terminated */

#endif
