/* pack.c - a small binary form for what crosses a process border or goes into the store.
 * SPDX-License-Identifier: MIT
 */
#include "pack.h"

void pack_u64(struct buf *b, uint64_t value)
{
    if (value < 0x80 && b->n + 1 < b->capacity && (b->max == 0 || b->n < b->max)) { /* nearly every number is small */
        b->p[b->n++] = (char)value;
        b->p[b->n] = '\0';
        return;
    }
    unsigned char bytes[10];
    size_t n = 0;
    while (value >= 0x80) {
        bytes[n++] = (unsigned char)(value | 0x80);
        value >>= 7;
    }
    bytes[n++] = (unsigned char)value;
    (void)buf_add(b, bytes, n);
}

void pack_str(struct buf *b, struct str s)
{
    pack_u64(b, s.p ? (uint64_t)s.n + 1 : 0);
    (void)buf_add(b, s.p, s.n);
}

void pack_bytes(struct buf *b, const void *p, size_t n)
{
    (void)buf_add(b, p, n);
}

uint64_t unpack_u64(struct unpack *u)
{
    uint64_t value = 0;
    if (!u->is_bad && u->rest.n > 0 && (unsigned char)u->rest.p[0] < 0x80) { /* nearly every number is small */
        value = (unsigned char)u->rest.p[0];
        u->rest.p++;
        u->rest.n--;
        return value;
    }
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (u->is_bad || u->rest.n == 0)
            break;
        unsigned char byte = (unsigned char)u->rest.p[0];
        u->rest = str_from_pos(u->rest, 1);
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    u->is_bad = true;
    return 0;
}

uint32_t unpack_u32(struct unpack *u)
{
    uint64_t value = unpack_u64(u);
    if (value > UINT32_MAX) {
        u->is_bad = true;
        return 0;
    }
    return (uint32_t)value;
}

struct str unpack_bytes(struct unpack *u, size_t n)
{
    if (u->is_bad || n > u->rest.n) {
        u->is_bad = true;
        return STR_NONE;
    }
    struct str s = str_sub(u->rest, 0, n);
    u->rest = str_from_pos(u->rest, n);
    return s;
}

struct str unpack_str(struct unpack *u)
{
    uint64_t tag = unpack_u64(u);
    if (u->is_bad || tag == 0)
        return STR_NONE;
    if (tag - 1 > u->rest.n) {
        u->is_bad = true;
        return STR_NONE;
    }
    return unpack_bytes(u, (size_t)(tag - 1));
}

size_t unpack_count(struct unpack *u, size_t min_bytes_each)
{
    uint64_t count = unpack_u64(u);
    if (u->is_bad || (min_bytes_each && count > u->rest.n / min_bytes_each)) {
        u->is_bad = true;
        return 0;
    }
    return (size_t)count;
}
