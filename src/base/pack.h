/* pack.h - a small binary form for what crosses a process border or goes into the store.
 *
 * Writer: append to a buf. Reader: a cursor with one sticky error, so a reader of a whole record checks once at the end; after an
 * error every get returns 0 or STR_NONE. Integers are LEB128 (7 bits a byte, low first), strings length + bytes (absent = length 0
 * of tag 0, else length + 1). A reader never trusts a count: pack_get_count refuses one larger than the bytes that are left.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_PACK_H
#define OIT_BASE_PACK_H

#include "buf.h"

void pack_u64(struct buf *b, uint64_t value);
void pack_str(struct buf *b, struct str s);
void pack_bytes(struct buf *b, const void *p, size_t n); /* fixed size, no length */

struct unpack {
    struct str rest;
    bool is_bad;
};

uint64_t unpack_u64(struct unpack *u);
uint32_t unpack_u32(struct unpack *u); /* bad when above UINT32_MAX */
struct str unpack_str(struct unpack *u);  /* view into the packed bytes */
struct str unpack_bytes(struct unpack *u, size_t n);
size_t unpack_count(struct unpack *u, size_t min_bytes_each); /* a count of records that each take at least so many bytes */

#endif
