/* seen_blocks.c - a direct-mapped table by the hash of the text.
 * SPDX-License-Identifier: MIT
 */
#include "rules/seen_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct seen_blocks {
    struct seen_block *slots[SEEN_SLOTS]; /* made when first used */
};

struct seen_blocks *seen_blocks_new(void)
{
    return mem_alloc(sizeof(struct seen_blocks));
}

void seen_blocks_free(struct seen_blocks *seen)
{
    if (!seen)
        return;
    for (size_t i = 0; i < SEEN_SLOTS; i++)
        free(seen->slots[i]);
    free(seen);
}

static size_t slot_of(struct str text)
{
    uint64_t hash = text.n;
    size_t i = 0;
    for (; i + 8 <= text.n; i += 8) {
        uint64_t word;
        memcpy(&word, text.p + i, 8);
        hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    for (; i < text.n; i++)
        hash = (hash ^ (unsigned char)text.p[i]) * UINT64_C(0x100000001B3);
    return (size_t)((hash ^ hash >> 29) % SEEN_SLOTS);
}

const struct seen_block *seen_blocks_find(const struct seen_blocks *seen, struct str text)
{
    if (text.n == 0 || text.n > SEEN_BYTES)
        return NULL;
    const struct seen_block *block = seen->slots[slot_of(text)];
    return block && block->n_text == text.n && memcmp(block->text, text.p, text.n) == 0 ? block : NULL;
}

struct seen_block *seen_blocks_place(struct seen_blocks *seen, struct str text)
{
    if (text.n == 0 || text.n > SEEN_BYTES)
        return NULL;
    struct seen_block **slot = &seen->slots[slot_of(text)];
    if (!*slot)
        *slot = mem_alloc(sizeof **slot);
    (*slot)->n_text = (uint16_t)text.n;
    memcpy((*slot)->text, text.p, text.n);
    return *slot;
}
