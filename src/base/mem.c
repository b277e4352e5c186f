/* mem.c - memory from malloc, checked.
 * SPDX-License-Identifier: MIT
 */
#include "mem.h"

#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

enum { EXIT_LOCAL_FAILURE = 6 };

static _Noreturn void out_of_memory(void)
{
    static const char sentence[] = "oitcheck: หน่วยความจำไม่พอ / out of memory\n";
    ssize_t written = write(STDERR_FILENO, sentence, sizeof sentence - 1);
    (void)written;
    _exit(EXIT_LOCAL_FAILURE);
}

void *mem_alloc(size_t n)
{
    void *p = calloc(1, n ? n : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *mem_resize(void *p, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        out_of_memory();
    size_t n = count * size;
    void *q = realloc(p, n ? n : 1);
    if (!q)
        out_of_memory();
    return q;
}

char *mem_text(struct str s)
{
    char *p = mem_alloc(s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return p;
}

void *mem_copy(const void *p, size_t n)
{
    void *q = mem_alloc(n);
    if (n)
        memcpy(q, p, n);
    return q;
}

void mem_trim(void)
{
#ifdef __GLIBC__
    (void)malloc_trim(0);
#endif
}
