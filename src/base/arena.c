/* arena.c - memory that is freed all at once.
 * SPDX-License-Identifier: MIT
 */
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "mem.h"

enum { CHUNK_BYTES = 64 * 1024, ALIGNMENT = 16 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t used;
    size_t size;
    _Alignas(16) char bytes[];
};

void arena_init(struct arena *a)
{
    *a = (struct arena){0};
}

void arena_done(struct arena *a)
{
    while (a->chunk) {
        struct arena_chunk *next = a->chunk->next;
        free(a->chunk);
        a->chunk = next;
    }
    a->total_bytes = 0;
}

void arena_clear(struct arena *a)
{
    struct arena_chunk *kept = NULL;
    while (a->chunk) {
        struct arena_chunk *next = a->chunk->next;
        if (!kept && a->chunk->size == CHUNK_BYTES) {
            kept = a->chunk;
        } else {
            free(a->chunk);
        }
        a->chunk = next;
    }
    if (kept) {
        kept->next = NULL;
        kept->used = 0;
    }
    a->chunk = kept;
    a->total_bytes = 0;
}

/* Texts stand side by side without gaps, all else is aligned. */
static char *take(struct arena *a, size_t n, size_t alignment)
{
    if (n > SIZE_MAX / 2)
        n = SIZE_MAX / 2; /* mem_resize says out of memory */
    size_t used = a->chunk ? (a->chunk->used + alignment - 1) / alignment * alignment : 0;
    a->total_bytes += n;
    if (a->chunk && used <= a->chunk->size && a->chunk->size - used >= n) {
        a->chunk->used = used + n;
        return a->chunk->bytes + used;
    }
    size_t size = n > CHUNK_BYTES ? n : CHUNK_BYTES;
    struct arena_chunk *chunk = mem_resize(NULL, 1, sizeof *chunk + size);
    chunk->used = n;
    chunk->size = size;
    if (a->chunk && n > CHUNK_BYTES / 4) { /* a big one goes behind, the half-empty chunk stays in use */
        chunk->next = a->chunk->next;
        a->chunk->next = chunk;
    } else {
        chunk->next = a->chunk;
        a->chunk = chunk;
    }
    return chunk->bytes;
}

void *arena_alloc(struct arena *a, size_t n)
{
    n = n ? n : 1;
    void *p = take(a, n, ALIGNMENT);
    memset(p, 0, n);
    return p;
}

void *arena_alloc_array(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        return mem_resize(NULL, SIZE_MAX, 2); /* ends the program */
    return arena_alloc(a, count * size);
}

void arena_adopt(struct arena *a, struct arena *other)
{
    struct arena_chunk **end = &a->chunk;
    while (*end)
        end = &(*end)->next;
    *end = other->chunk;
    a->total_bytes += other->total_bytes;
    *other = (struct arena){0};
}

char *arena_text(struct arena *a, struct str s)
{
    char *p = take(a, s.n + 1, 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

struct str arena_str(struct arena *a, struct str s)
{
    return s.p ? (struct str){arena_text(a, s), s.n} : STR_NONE;
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    struct str s = STR_NONE;
    if (n >= 0) {
        char *p = take(a, (size_t)n + 1, 1);
        (void)vsnprintf(p, (size_t)n + 1, format, again);
        s = (struct str){p, (size_t)n};
    }
    va_end(again);
    return s;
}
