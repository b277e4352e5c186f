/* arena.h - memory that is freed all at once.
 *
 * One arena a document, a rule scheme, a result: what is built together dies together. Pointers stay valid until arena_done or
 * arena_clear. Allocation never fails (see mem.h), but total_bytes lets an extractor stop at its limit.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_ARENA_H
#define OIT_BASE_ARENA_H

#include "str.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *chunk; /* newest first */
    size_t total_bytes;        /* handed out */
};

void arena_init(struct arena *a);
void arena_done(struct arena *a);
void arena_clear(struct arena *a); /* keeps one chunk for reuse */
void *arena_alloc(struct arena *a, size_t n); /* zeroed, aligned for any type */
struct str arena_str(struct arena *a, struct str s); /* copy, NUL-terminated behind n; absent stays absent */
char *arena_text(struct arena *a, struct str s);     /* copy as C string, not aligned */
struct str arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Takes over all memory of other, which is empty afterwards; what it handed out now lives as long as a. */
void arena_adopt(struct arena *a, struct arena *other);
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))
void *arena_alloc_array(struct arena *a, size_t count, size_t size); /* checked product */

#endif
