/* frontier.c - the URLs of one run.
 *
 * Entries live in one growing array; a table of 64-bit URL hashes finds them; a heap of (priority, number) gives the next one. A raised
 * priority pushes a second heap node and leaves the old one to be skipped; a lowered one is found when its turn comes.
 * SPDX-License-Identifier: MIT
 */
#include "frontier.h"

#include <stdlib.h>

#include "base/mem.h"
#include "crawl/hash_table.h"
#include "crawl/heap.h"
#include "url/url.h"

enum {
    NAMED_PROMISE = 60, /* names an item or an index; below it is a hint, and thousands of titles of news give one */
    HINT_SETBACK = 60,
    MENU_FROM = 4, MENU_UNTIL = 100, MENU_PERCENT = 75, /* of so many first pages */
    LABEL_PROMISE = 21, /* links of a page's text have 20, documents 30 */
};

struct frontier {
    struct arena arena;
    struct frontier_limits limits;
    struct frontier_entry *entries;
    size_t n_entries, capacity, n_waiting;
    struct heap heap;
    struct hash_table urls, spellings;
    struct families *families;
    struct buf key;
    uint32_t n_pages;
    bool is_full;
};

struct frontier *frontier_new(const struct frontier_limits *limits)
{
    struct frontier *frontier = mem_alloc(sizeof *frontier);
    arena_init(&frontier->arena);
    buf_init(&frontier->key, 0);
    frontier->limits = *limits;
    frontier->families = families_new(limits->max_family);
    return frontier;
}

void frontier_free(struct frontier *frontier)
{
    if (!frontier)
        return;
    arena_done(&frontier->arena);
    buf_done(&frontier->key);
    free(frontier->entries);
    heap_done(&frontier->heap);
    hash_table_done(&frontier->urls);
    hash_table_done(&frontier->spellings);
    families_free(frontier->families);
    free(frontier);
}

static void push(struct frontier *frontier, uint32_t index, uint16_t priority)
{
    frontier->entries[index].queued = priority;
    heap_push(&frontier->heap, (struct heap_node){priority, index});
}

static void let_wait(struct frontier *frontier, uint32_t index)
{
    frontier->entries[index].state = ENTRY_WAITING;
    frontier->n_waiting++;
    push(frontier, index, frontier->entries[index].priority);
}

/* --- offers ------------------------------------------------------------------------------------------------------------------ */

static void keep_label(struct frontier *frontier, struct frontier_entry *known, const struct frontier_entry *entry)
{
    uint64_t hash = entry->label.n ? str_hash_quick(entry->label) : 0;
    known->label_key = (uint32_t)(hash ^ hash >> 32);
    known->label = entry->promise >= LABEL_PROMISE ? arena_str(&frontier->arena, entry->label) : STR_NONE;
}

static uint32_t add_entry(struct frontier *frontier, const struct frontier_entry *entry, uint32_t family, uint64_t hash)
{
    MEM_GROW(frontier->entries, frontier->n_entries, frontier->capacity);
    uint32_t index = (uint32_t)frontier->n_entries++;
    struct frontier_entry *fresh = &frontier->entries[index];
    *fresh = *entry;
    fresh->url = arena_str(&frontier->arena, entry->url);
    fresh->family = family;
    fresh->state = ENTRY_TOO_DEEP;
    if (entry->is_menu)
        families_note_menu(frontier->families, family);
    fresh->n_pages = 1;
    fresh->last_page = (uint8_t)frontier->n_pages;
    keep_label(frontier, fresh, entry);
    hash_table_put(&frontier->urls, hash, index);
    buf_clear(&frontier->key);
    if (url_spelling_key(entry->url, &frontier->key)) {
        uint64_t key = str_hash(buf_str(&frontier->key));
        uint32_t plain = hash_table_get(&frontier->urls, key);
        if (hash_table_get(&frontier->spellings, key) == HASH_TABLE_NONE)
            hash_table_put(&frontier->spellings, key, plain == HASH_TABLE_NONE ? index : plain);
    }
    return index;
}

/* A shorter way to a URL that was too deep: it is then as if it were new. */
static enum frontier_result offer_nearer(struct frontier *frontier, const struct frontier_entry *entry, uint32_t index)
{
    struct frontier_entry *known = &frontier->entries[index];
    struct frontier_entry old = *known;
    *known = *entry;
    known->url = old.url;
    known->family = old.family;
    known->marks = old.marks;
    known->n_pages = old.n_pages;
    known->last_page = old.last_page;
    known->is_menu |= old.is_menu;
    keep_label(frontier, known, entry);
    let_wait(frontier, index);
    return OFFER_NEW;
}

void frontier_begin_page(struct frontier *frontier)
{
    frontier->n_pages++;
}

static void count_link(struct frontier *frontier, struct frontier_entry *known)
{
    uint32_t n = frontier->n_pages;
    if (n > MENU_UNTIL || known->last_page == (uint8_t)n)
        return;
    known->last_page = (uint8_t)n;
    known->n_pages++;
    if (n >= MENU_FROM && known->n_pages * 100u >= n * MENU_PERCENT && !known->is_menu) {
        known->is_menu = true;
        families_note_menu(frontier->families, known->family);
        known->is_tail = false;
        if (known->state == ENTRY_WAITING)
            push(frontier, (uint32_t)(known - frontier->entries), known->priority);
    }
}

static enum frontier_result offer_again(struct frontier *frontier, const struct frontier_entry *entry, uint32_t index)
{
    struct frontier_entry *known = &frontier->entries[index];
    count_link(frontier, known);
    if (known->state == ENTRY_TOO_DEEP && entry->depth <= frontier->limits.max_depth)
        return offer_nearer(frontier, entry, index);
    if (known->state == ENTRY_CUT && entry->promise >= FAMILY_PROMISING)
        return offer_nearer(frontier, entry, index);
    if (entry->promise > known->promise && known->state == ENTRY_TOO_DEEP)
        known->promise = entry->promise;
    if (known->state == ENTRY_WAITING && (entry->priority > known->priority || entry->is_menu > known->is_menu)) {
        known->is_common &= entry->is_common;
        known->is_menu |= entry->is_menu;
        known->promise = entry->promise > known->promise ? entry->promise : known->promise;
        known->priority = entry->priority > known->priority ? entry->priority : known->priority;
        push(frontier, index, known->priority);
    }
    return OFFER_KNOWN;
}

enum frontier_result frontier_offer(struct frontier *frontier, const struct frontier_entry *entry, uint32_t *ret_index, enum trap *ret_trap)
{
    enum trap own_trap;
    enum trap *trap = ret_trap ? ret_trap : &own_trap;
    uint64_t hash = str_hash(entry->url);
    uint32_t known = hash_table_get(&frontier->urls, hash);
    *trap = TRAP_NONE;
    if (known != HASH_TABLE_NONE) {
        if (ret_index)
            *ret_index = known;
        return offer_again(frontier, entry, known);
    }
    if (frontier->limits.max_urls && frontier->n_entries >= frontier->limits.max_urls) {
        frontier->is_full = true;
        return OFFER_CUT;
    }
    uint32_t family;
    *trap = families_admit(frontier->families, entry->url, entry->promise, &family);
    if (*trap != TRAP_NONE)
        return OFFER_CUT;
    uint32_t index = add_entry(frontier, entry, family, hash);
    /* Leafing through a list leads no deeper: the fortieth page of it is as far away as the first. */
    if (entry->referrer != FRONTIER_NONE && families_is_paged(frontier->families, family) && frontier->entries[entry->referrer].family == family)
        frontier->entries[index].depth = frontier->entries[entry->referrer].depth;
    if (frontier->entries[index].depth > frontier->limits.max_depth)
        return OFFER_TOO_DEEP;
    let_wait(frontier, index);
    if (ret_index)
        *ret_index = index;
    return OFFER_NEW;
}

/* --- taking ------------------------------------------------------------------------------------------------------------------ */

uint16_t frontier_penalty(const struct frontier *frontier, uint32_t index)
{
    return families_penalty(frontier->families, frontier->entries[index].family);
}

static uint16_t priority_now(const struct frontier *frontier, uint32_t index)
{
    const struct frontier_entry *entry = &frontier->entries[index];
    if ((entry->promise >= NAMED_PROMISE && !entry->is_common) || entry->is_menu)
        return entry->priority;
    uint16_t penalty = frontier_penalty(frontier, index);
    return entry->priority > penalty ? (uint16_t)(entry->priority - penalty) : 0;
}

uint32_t frontier_take(struct frontier *frontier)
{
    while (frontier->heap.n > 0) {
        struct heap_node node = heap_pop(&frontier->heap);
        struct frontier_entry *entry = &frontier->entries[node.entry];
        if (entry->state != ENTRY_WAITING || entry->queued != node.priority)
            continue;
        if (families_still(frontier->families, entry->family, entry->url, entry->promise) != TRAP_NONE) {
            entry->state = ENTRY_CUT;
            frontier->n_waiting--;
            continue;
        }
        uint16_t now = priority_now(frontier, node.entry);
        if (now < node.priority && frontier->heap.n > 0 && now < frontier->heap.nodes[0].priority) {
            push(frontier, node.entry, now);
            continue;
        }
        entry->state = ENTRY_TAKEN;
        frontier->n_waiting--;
        return node.entry;
    }
    return FRONTIER_NONE;
}

bool frontier_claim(struct frontier *frontier, uint32_t index)
{
    if (index >= frontier->n_entries)
        return false;
    struct frontier_entry *entry = &frontier->entries[index];
    if (entry->state == ENTRY_TAKEN || entry->state == ENTRY_DONE)
        return false;
    frontier->n_waiting -= entry->state == ENTRY_WAITING;
    entry->state = ENTRY_TAKEN;
    return true;
}

void frontier_put_back(struct frontier *frontier, uint32_t index)
{
    struct frontier_entry *entry = &frontier->entries[index];
    if (entry->state == ENTRY_WAITING) { /* set aside, or waiting already: an old node is skipped */
        push(frontier, index, entry->priority);
        return;
    }
    let_wait(frontier, index);
}

void frontier_set_aside(struct frontier *frontier, uint32_t index)
{
    struct frontier_entry *entry = &frontier->entries[index];
    if (entry->state != ENTRY_TAKEN)
        return;
    entry->state = ENTRY_WAITING;
    entry->queued = UINT16_MAX; /* no node has it */
    frontier->n_waiting++;
}

/* --- what is known ----------------------------------------------------------------------------------------------------------- */

uint32_t frontier_find(const struct frontier *frontier, struct str url)
{
    return hash_table_get(&frontier->urls, str_hash(url));
}

uint32_t frontier_first_spelling(const struct frontier *frontier, uint32_t index)
{
    struct buf key;
    buf_init(&key, 0);
    if (!url_spelling_key(frontier->entries[index].url, &key))
        (void)buf_add_str(&key, frontier->entries[index].url);
    uint64_t hash = str_hash(buf_str(&key));
    uint32_t first = hash_table_get(&frontier->spellings, hash);
    if (first == HASH_TABLE_NONE)
        first = hash_table_get(&frontier->urls, hash);
    buf_done(&key);
    return first == HASH_TABLE_NONE ? index : first;
}

struct frontier_entry *frontier_at(struct frontier *frontier, uint32_t index)
{
    return &frontier->entries[index];
}

size_t frontier_size(const struct frontier *frontier)
{
    return frontier->n_entries;
}

bool frontier_is_full(const struct frontier *frontier)
{
    return frontier->is_full;
}

size_t frontier_waiting(const struct frontier *frontier)
{
    return frontier->n_waiting;
}

size_t frontier_queued(const struct frontier *frontier)
{
    return frontier->heap.n;
}

size_t frontier_bytes(const struct frontier *frontier)
{
    return frontier->arena.total_bytes + frontier->capacity * sizeof *frontier->entries + frontier->heap.capacity * sizeof(struct heap_node) +
           (frontier->urls.capacity + frontier->spellings.capacity) * sizeof(struct hash_slot);
}

struct families *frontier_families(struct frontier *frontier)
{
    return frontier->families;
}

uint16_t frontier_priority(struct str url, uint8_t promise, uint32_t depth, bool is_menu, bool is_document)
{
    int priority = 300 + promise * 6;
    if (promise >= FAMILY_PROMISING && promise < NAMED_PROMISE)
        priority -= HINT_SETBACK;
    if (is_menu)
        priority += 60;
    if (is_document && promise < FAMILY_PROMISING)
        priority -= 60;
    if (str_chr(url, '?') != STR_NPOS && promise == 0)
        priority -= 40;
    priority -= (int)(depth < 20 ? depth : 20) * 6;
    return (uint16_t)(priority < 0 ? 0 : priority > 1000 ? 1000 : priority);
}
