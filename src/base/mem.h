/* mem.h - memory from malloc, checked.
 *
 * Running out of memory is not recoverable here: the program says so in one sentence and ends with exit code 6 (interface.md). A
 * parser worker that runs out dies alone and its page becomes a fault, so input cannot end the program this way.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_MEM_H
#define OIT_BASE_MEM_H

#include <stddef.h>

#include "str.h"

void *mem_alloc(size_t n);                         /* zeroed; never NULL */
void *mem_resize(void *p, size_t count, size_t size); /* checked product; grows are not zeroed; never NULL unless count*size == 0 */
char *mem_text(struct str s);                      /* NUL-terminated copy; caller frees */
void *mem_copy(const void *p, size_t n);
void mem_trim(void); /* gives free memory back to the system: after something large is done with, before something else begins */

/* Makes room for one more element in a growing array: items (pointer), count, capacity (size_t lvalues). */
#define MEM_GROW(items, count, capacity)                                                                               \
    do {                                                                                                               \
        if ((count) >= (capacity)) {                                                                                   \
            (capacity) = (capacity) ? (capacity)*2 : 16;                                                               \
            (items) = mem_resize((items), (capacity), sizeof *(items));                                                \
        }                                                                                                              \
    } while (0)

#endif
