/* hash_table.c - 64-bit hash -> number.
 * SPDX-License-Identifier: MIT
 */
#include "hash_table.h"

#include <stdlib.h>

#include "base/mem.h"

enum { FIRST_SLOTS = 1024 };

void hash_table_done(struct hash_table *table)
{
    free(table->slots);
    *table = (struct hash_table){0};
}

static struct hash_slot *slot_of(const struct hash_table *table, uint64_t hash)
{
    size_t at = (size_t)hash & (table->capacity - 1);
    while (table->slots[at].value && table->slots[at].hash != hash)
        at = (at + 1) & (table->capacity - 1);
    return &table->slots[at];
}

static void make_room(struct hash_table *table)
{
    if (table->used * 4 < table->capacity * 3)
        return;
    struct hash_table grown = {.capacity = table->capacity ? table->capacity * 2 : FIRST_SLOTS, .used = table->used};
    grown.slots = mem_alloc(grown.capacity * sizeof *grown.slots);
    for (size_t i = 0; i < table->capacity; i++)
        if (table->slots[i].value)
            *slot_of(&grown, table->slots[i].hash) = table->slots[i];
    free(table->slots);
    *table = grown;
}

uint32_t hash_table_get(const struct hash_table *table, uint64_t hash)
{
    return table->capacity ? slot_of(table, hash)->value - 1 : HASH_TABLE_NONE;
}

void hash_table_put(struct hash_table *table, uint64_t hash, uint32_t number)
{
    make_room(table);
    struct hash_slot *slot = slot_of(table, hash);
    table->used += slot->value == 0;
    *slot = (struct hash_slot){hash, number + 1};
}
