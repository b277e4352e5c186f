/* hash_table.h - 64-bit hash -> number: open addressing, 16 bytes a slot, at most three quarters full.
 *
 * Two texts of one hash are taken for one: at 400,000 entries that happens once in 200 million runs.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_CRAWL_HASH_TABLE_H
#define OIT_CRAWL_HASH_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct hash_slot {
    uint64_t hash;
    uint32_t value; /* number + 1; 0: empty */
};

struct hash_table { /* all zero: empty */
    struct hash_slot *slots;
    size_t capacity, used;
};

void hash_table_done(struct hash_table *table);
#define HASH_TABLE_NONE UINT32_MAX
uint32_t hash_table_get(const struct hash_table *table, uint64_t hash); /* the number, or HASH_TABLE_NONE */
void hash_table_put(struct hash_table *table, uint64_t hash, uint32_t number); /* adds or replaces */

#endif
