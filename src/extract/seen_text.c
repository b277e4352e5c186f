/* seen_text.c - a direct-mapped table.
 * SPDX-License-Identifier: MIT
 */
#include "seen_text.h"

#include <stdlib.h>

#include "base/mem.h"

enum { SLOTS = 4096, MIN_BYTES = 12, MAX_BYTES = 400 /* what is longer hardly stands on two pages */ };

struct seen_texts {
    struct seen_text slots[SLOTS];
};

struct seen_texts *seen_texts_new(void)
{
    return mem_alloc(sizeof(struct seen_texts));
}

void seen_texts_free(struct seen_texts *seen)
{
    free(seen);
}

struct seen_text *seen_text_of(struct seen_texts *seen, struct str text)
{
    if (!seen || text.n < MIN_BYTES || text.n > MAX_BYTES)
        return NULL;
    uint64_t key = str_hash_quick(text);
    struct seen_text *slot = &seen->slots[key % SLOTS];
    key += key == 0;
    if (slot->key != key)
        *slot = (struct seen_text){.key = key};
    return slot;
}
