/* frontier.c - the URLs of one run.
 *
 * Entries live in one growing array; an open-addressing table of 64-bit URL hashes finds them; a binary heap of (priority, number) gives the next
 * one. A raised priority pushes a second heap node and leaves the old one to be skipped.
 * SPDX-License-Identifier: MIT
 */
#include "frontier.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MAX_REPEATED_SEGMENTS = 3, MAX_CUT_NAMES = 64, FAMILY_NAME_BYTES = 200 };

struct node {
    uint16_t priority;
    uint32_t entry;
};

struct slot {
    uint64_t hash;
    uint32_t value; /* entry + 1, or family count; 0 = empty */
};

struct table {
    struct slot *slots;
    size_t capacity, used;
};

struct frontier {
    struct arena arena;
    struct frontier_limits limits;
    struct frontier_entry *entries;
    size_t n_entries, capacity, n_waiting;
    struct node *heap;
    size_t n_heap, heap_capacity;
    struct table urls, families;
    const char *cut_names[MAX_CUT_NAMES];
    size_t n_cut_names;
    bool is_full;
};

static struct slot *table_slot(const struct table *table, uint64_t hash)
{
    size_t at = (size_t)hash & (table->capacity - 1);
    while (table->slots[at].value && table->slots[at].hash != hash)
        at = (at + 1) & (table->capacity - 1);
    return &table->slots[at];
}

static struct slot *table_at(struct table *table, uint64_t hash)
{
    if (table->used * 2 >= table->capacity) {
        struct table grown = {.capacity = table->capacity ? table->capacity * 2 : 1024, .used = table->used};
        grown.slots = mem_alloc(grown.capacity * sizeof *grown.slots);
        for (size_t i = 0; i < table->capacity; i++)
            if (table->slots[i].value)
                *table_slot(&grown, table->slots[i].hash) = table->slots[i];
        free(table->slots);
        *table = grown;
    }
    return table_slot(table, hash);
}

struct frontier *frontier_new(const struct frontier_limits *limits)
{
    struct frontier *frontier = mem_alloc(sizeof *frontier);
    arena_init(&frontier->arena);
    frontier->limits = *limits;
    return frontier;
}

void frontier_free(struct frontier *frontier)
{
    if (!frontier)
        return;
    arena_done(&frontier->arena);
    free(frontier->entries);
    free(frontier->heap);
    free(frontier->urls.slots);
    free(frontier->families.slots);
    free(frontier);
}

/* --- heap: highest priority first, then first come -------------------------------------------------------------------------- */

static bool is_before(struct node a, struct node b)
{
    return a.priority != b.priority ? a.priority > b.priority : a.entry < b.entry;
}

static void heap_push(struct frontier *frontier, struct node node)
{
    MEM_GROW(frontier->heap, frontier->n_heap, frontier->heap_capacity);
    size_t at = frontier->n_heap++;
    while (at > 0 && is_before(node, frontier->heap[(at - 1) / 2])) {
        frontier->heap[at] = frontier->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    frontier->heap[at] = node;
}

static struct node heap_pop(struct frontier *frontier)
{
    struct node top = frontier->heap[0], last = frontier->heap[--frontier->n_heap];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= frontier->n_heap)
            break;
        if (child + 1 < frontier->n_heap && is_before(frontier->heap[child + 1], frontier->heap[child]))
            child++;
        if (!is_before(frontier->heap[child], last))
            break;
        frontier->heap[at] = frontier->heap[child];
        at = child;
    }
    frontier->heap[at] = last;
    return top;
}

/* --- families ---------------------------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The shape of a URL: digit runs in the path and all parameter values become '*'. */
static struct str family_of(struct str url, char *name, size_t size)
{
    size_t n = 0;
    bool in_value = false;
    size_t query = str_chr(url, '?');
    for (size_t i = 0; i < url.n && n + 2 < size; i++) {
        char c = url.p[i];
        bool in_query = query != STR_NPOS && i > query;
        if (in_query && (c == '&' || c == ';'))
            in_value = false;
        if (in_value || (!in_query && is_digit(c))) {
            if (n == 0 || name[n - 1] != '*')
                name[n++] = '*';
            continue;
        }
        name[n++] = c;
        if (in_query && c == '=')
            in_value = true;
    }
    return (struct str){name, n};
}

/* "/a/b/a/b/a/b/": a relative link that grows by itself. */
static bool has_repeated_segments(struct str url)
{
    struct str segments[64];
    size_t n = 0;
    size_t scheme = str_find_c(url, "://");
    struct str rest = str_from_pos(url, scheme == STR_NPOS ? 0 : scheme + 3);
    rest = str_sub(rest, 0, str_chr(rest, '?'));
    while (rest.n > 0 && n < 64)
        segments[n++] = str_cut(&rest, '/');
    for (size_t i = 1; i < n; i++) {
        size_t same = 0;
        for (size_t k = 1; k < n; k++)
            same += segments[i].n > 0 && str_eq(segments[i], segments[k]);
        if (same > MAX_REPEATED_SEGMENTS)
            return true;
    }
    return false;
}

static void note_cut(struct frontier *frontier, struct str name)
{
    for (size_t i = 0; i < frontier->n_cut_names; i++)
        if (str_eq_c(name, frontier->cut_names[i]))
            return;
    if (frontier->n_cut_names < MAX_CUT_NAMES)
        frontier->cut_names[frontier->n_cut_names++] = arena_text(&frontier->arena, name);
}

static bool is_over_budget(struct frontier *frontier, const struct frontier_entry *entry)
{
    char name[FAMILY_NAME_BYTES];
    struct str family = family_of(entry->url, name, sizeof name);
    if (has_repeated_segments(entry->url)) {
        note_cut(frontier, family);
        return true;
    }
    struct slot *slot = table_at(&frontier->families, str_hash(family));
    if (slot->value == 0) {
        slot->hash = str_hash(family);
        frontier->families.used++;
    }
    /* A link that promises an item is never cut: budgets are for what nobody asked for. */
    if (slot->value >= frontier->limits.max_family && entry->promise < 50) {
        note_cut(frontier, family);
        return true;
    }
    slot->value++;
    return false;
}

/* --- public ------------------------------------------------------------------------------------------------------------------ */

static uint32_t add_entry(struct frontier *frontier, const struct frontier_entry *entry, struct slot *slot, uint64_t hash)
{
    MEM_GROW(frontier->entries, frontier->n_entries, frontier->capacity);
    uint32_t index = (uint32_t)frontier->n_entries++;
    struct frontier_entry *fresh = &frontier->entries[index];
    *fresh = *entry;
    fresh->url = arena_str(&frontier->arena, entry->url);
    fresh->label = arena_str(&frontier->arena, entry->label);
    fresh->state = ENTRY_TOO_DEEP;
    slot->hash = hash;
    slot->value = index + 1;
    frontier->urls.used++;
    return index;
}

static void let_wait(struct frontier *frontier, uint32_t index)
{
    frontier->entries[index].state = ENTRY_WAITING;
    frontier->n_waiting++;
    heap_push(frontier, (struct node){frontier->entries[index].priority, index});
}

/* A shorter way to a URL that was too deep: it is then as if it were new. */
static enum frontier_result offer_nearer(struct frontier *frontier, const struct frontier_entry *entry, uint32_t index)
{
    struct frontier_entry *known = &frontier->entries[index];
    struct str url = known->url;
    uint16_t marks = known->marks;
    *known = *entry;
    known->url = url;
    known->marks = marks;
    known->label = arena_str(&frontier->arena, entry->label);
    let_wait(frontier, index);
    return OFFER_NEW;
}

static enum frontier_result offer_again(struct frontier *frontier, const struct frontier_entry *entry, uint32_t index)
{
    struct frontier_entry *known = &frontier->entries[index];
    if (known->state == ENTRY_TOO_DEEP && entry->depth <= frontier->limits.max_depth)
        return offer_nearer(frontier, entry, index);
    if (entry->promise > known->promise && known->state == ENTRY_TOO_DEEP)
        known->promise = entry->promise;
    if (known->state == ENTRY_WAITING && entry->priority > known->priority) {
        known->priority = entry->priority;
        known->promise = entry->promise > known->promise ? entry->promise : known->promise;
        heap_push(frontier, (struct node){entry->priority, index});
    }
    return OFFER_KNOWN;
}

enum frontier_result frontier_offer(struct frontier *frontier, const struct frontier_entry *entry, uint32_t *ret_index)
{
    uint64_t hash = str_hash(entry->url);
    struct slot *slot = table_at(&frontier->urls, hash);
    if (slot->value) {
        if (ret_index)
            *ret_index = slot->value - 1;
        return offer_again(frontier, entry, slot->value - 1);
    }
    if (frontier->limits.max_urls && frontier->n_entries >= frontier->limits.max_urls) {
        frontier->is_full = true;
        return OFFER_CUT;
    }
    if (is_over_budget(frontier, entry))
        return OFFER_CUT;
    uint32_t index = add_entry(frontier, entry, slot, hash);
    if (entry->depth > frontier->limits.max_depth)
        return OFFER_TOO_DEEP;
    let_wait(frontier, index);
    if (ret_index)
        *ret_index = index;
    return OFFER_NEW;
}

uint32_t frontier_take(struct frontier *frontier)
{
    while (frontier->n_heap > 0) {
        struct node node = heap_pop(frontier);
        struct frontier_entry *entry = &frontier->entries[node.entry];
        if (entry->state != ENTRY_WAITING || entry->priority != node.priority)
            continue;
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
    if (entry->state != ENTRY_WAITING && entry->state != ENTRY_TOO_DEEP)
        return false;
    frontier->n_waiting -= entry->state == ENTRY_WAITING;
    entry->state = ENTRY_TAKEN;
    return true;
}

void frontier_put_back(struct frontier *frontier, uint32_t index)
{
    struct frontier_entry *entry = &frontier->entries[index];
    if (entry->state == ENTRY_WAITING)
        return;
    entry->state = ENTRY_WAITING;
    frontier->n_waiting++;
    heap_push(frontier, (struct node){entry->priority, index});
}

uint32_t frontier_find(const struct frontier *frontier, struct str url)
{
    if (frontier->urls.capacity == 0)
        return FRONTIER_NONE;
    const struct slot *slot = table_slot(&frontier->urls, str_hash(url));
    return slot->value ? slot->value - 1 : FRONTIER_NONE;
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

size_t frontier_cut_families(const struct frontier *frontier, const char *const **ret_names)
{
    *ret_names = frontier->cut_names;
    return frontier->n_cut_names;
}

uint16_t frontier_priority(struct str url, uint8_t promise, uint32_t depth, bool is_menu, bool is_document)
{
    int priority = 300 + promise * 6;
    if (is_menu)
        priority += 60;
    if (is_document && promise == 0)
        priority -= 60;
    if (str_chr(url, '?') != STR_NPOS && promise == 0)
        priority -= 40;
    priority -= (int)(depth < 20 ? depth : 20) * 10;
    return (uint16_t)(priority < 0 ? 0 : priority > 1000 ? 1000 : priority);
}
