/* bytes.h - questions to sixteen bytes at a time, for the few loops that see every byte of every page.
 *
 * GCC's and clang's vector extension: one instruction a step where the machine has vectors, ordinary code where it has none.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_BYTES_H
#define OIT_BASE_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { BYTES_WIDE = 16 };
typedef unsigned char bytes_wide __attribute__((vector_size(BYTES_WIDE)));

static inline bytes_wide bytes_load(const void *p)
{
    bytes_wide v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* 0xFF where first <= byte < first + n, else 0. */
static inline bytes_wide bytes_between(bytes_wide v, unsigned char first, unsigned char n)
{
    return (bytes_wide)((bytes_wide)(v - first) < n);
}

static inline bytes_wide bytes_equal(bytes_wide v, unsigned char byte)
{
    return (bytes_wide)(v == byte);
}

static inline bool bytes_any(bytes_wide mask)
{
    uint64_t half[2];
    memcpy(half, &mask, sizeof half);
    return (half[0] | half[1]) != 0;
}

/* The first byte of a mask that is set, BYTES_WIDE: none; and the mask without it. */
static inline unsigned bytes_first(bytes_wide mask)
{
    unsigned char each[BYTES_WIDE];
    unsigned i = 0;
    memcpy(each, &mask, sizeof each);
    while (i < BYTES_WIDE && !each[i])
        i++;
    return i;
}

/* How many bytes of a mask of 0xFF and 0 are set. */
static inline unsigned bytes_count(bytes_wide mask)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t half[2];
    memcpy(half, &mask, sizeof half);
    return (unsigned)(((half[0] & ones) + (half[1] & ones)) * ones >> 56);
}

/* Four bytes as a number, the first one lowest on every machine. */
static inline uint32_t bytes_four(const void *p)
{
    uint32_t four;
    memcpy(&four, p, sizeof four);
    return __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? four : __builtin_bswap32(four);
}

/* A letter of the Thai block begins here (E0 B8 80 - E0 B9 BF; clean UTF-8), of four bytes that can be read. */
static inline bool bytes_are_thai(uint32_t four)
{
    return (four & 0xC0FEFF) == 0x80B8E0;
}
/* ... its place in the block, 0-127. */
static inline unsigned bytes_thai_letter(uint32_t four)
{
    return (four >> 2 & 0x40) | (four >> 16 & 0x3F);
}

/* Is there a digit in p[0, n), Arabic or Thai (E0 B9 90-99)? */
static inline bool bytes_have_digit(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t i = 0;
    for (; i + BYTES_WIDE < n; i += BYTES_WIDE) {
        bytes_wide here = bytes_load(u + i), next = bytes_load(u + i + 1);
        if (bytes_any(bytes_between(here, '0', 10) | (bytes_equal(here, 0xB9) & bytes_between(next, 0x90, 10))))
            return true;
    }
    for (; i < n; i++)
        if ((unsigned)(u[i] - '0') < 10 || (u[i] == 0xB9 && i + 1 < n && (unsigned)(u[i + 1] - 0x90) < 10))
            return true;
    return false;
}

#endif
