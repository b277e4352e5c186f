/* url_cache.c - resolved references, remembered over pages.
 *
 * The menu and footer of a site stand on every page, so nearly all references were seen before. An open-addressed table maps
 * (what of the base matters, reference) to the answer: an absolute reference depends on nothing, "/x" and "//x" on the origin, "?x" on the
 * path, all else on the directory. Keys and answers lie in an arena.
 * SPDX-License-Identifier: MIT
 */
#include "base/arena.h"
#include "base/limits.h"
#include "base/mem.h"
#include "url.h"

#include <stdlib.h>

enum {
    CACHE_FIRST_SLOTS = 4096,
    CACHE_MAX_ENTRIES = 1 << 16,            /* a big site has some 10,000 distinct links that repeat */
    CACHE_MAX_BYTES = 12 * 1024 * 1024,     /* of keys and answers; main may use 60 MB in all */
    LONGEST_KEY = 512,                      /* longer references (data: URLs) are rare and cheap to refuse */
};

struct entry {
    uint64_t hash; /* 0 = free */
    struct str reference;
    struct str canonical;
    uint64_t scope;
    enum url_result result;
};

struct url_cache {
    struct arena arena;
    struct entry *entries;
    size_t n_entries, n_slots; /* n_slots is a power of two */
    struct buf base;           /* canonical URL of the page */
    struct buf answer;
    uint64_t origin, directory, path; /* hashes of what stands for them in base */
};

struct url_cache *url_cache_new(void)
{
    struct url_cache *cache = mem_alloc(sizeof *cache);
    arena_init(&cache->arena);
    buf_init(&cache->base, LIMIT_URL_BYTES);
    buf_init(&cache->answer, 2 * LIMIT_URL_BYTES + 16);
    cache->n_slots = CACHE_FIRST_SLOTS;
    cache->entries = mem_alloc(cache->n_slots * sizeof *cache->entries);
    return cache;
}

void url_cache_free(struct url_cache *cache)
{
    if (!cache)
        return;
    arena_done(&cache->arena);
    buf_done(&cache->base);
    buf_done(&cache->answer);
    free(cache->entries);
    free(cache);
}

static void clear(struct url_cache *cache)
{
    arena_clear(&cache->arena);
    memset(cache->entries, 0, cache->n_slots * sizeof *cache->entries);
    cache->n_entries = 0;
}

/* Eight bytes a step: FNV's byte a step would be half of the price of a hit. Not stored, so it may be fast and simple. */
static uint64_t hash_of(uint64_t seed, struct str s)
{
    uint64_t h = seed ^ (s.n * 0x9e3779b97f4a7c15u);
    size_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        uint64_t word;
        memcpy(&word, s.p + i, 8);
        h = (h ^ word) * 0xd6e8feb86659fd93u;
        h ^= h >> 32;
    }
    uint64_t last = 0;
    if (i < s.n)
        memcpy(&last, s.p + i, s.n - i);
    h = (h ^ last) * 0xd6e8feb86659fd93u;
    h ^= h >> 29;
    return h ? h : 1;
}

void url_cache_page(struct url_cache *cache, struct str base)
{
    struct url_parts parts;
    if (cache->n_entries >= CACHE_MAX_ENTRIES || cache->arena.total_bytes >= CACHE_MAX_BYTES)
        clear(cache);
    buf_clear(&cache->base);
    cache->origin = cache->directory = cache->path = 0;
    if (!url_split(base, &parts) || !buf_add_str(&cache->base, base)) {
        buf_clear(&cache->base);
        return;
    }
    size_t before_path = parts.origin.n;
    cache->origin = hash_of(1, parts.origin);
    cache->path = hash_of(2, str_sub(base, 0, before_path + parts.path.n));
    cache->directory = hash_of(3, str_sub(base, 0, before_path + str_rchr(parts.path, '/') + 1));
}

static uint64_t scope_of(const struct url_cache *cache, struct str reference)
{
    if (str_starts_c(reference, "http://") || str_starts_c(reference, "https://"))
        return 0;
    if (reference.p[0] == '/')
        return cache->origin;
    /* A space before or a stray sign: what it depends on is found by the resolver, so take all that could matter. */
    bool is_word = (unsigned char)reference.p[0] > 0x20 && reference.p[0] != '?' && reference.p[0] != '\\';
    return is_word ? cache->directory : cache->path;
}

static struct entry *slot_for(struct entry *entries, size_t n_slots, uint64_t hash, uint64_t scope, struct str reference)
{
    size_t at = (size_t)hash & (n_slots - 1);
    while (entries[at].hash != 0) {
        struct entry *e = &entries[at];
        if (e->hash == hash && e->scope == scope && str_eq(e->reference, reference))
            return e;
        at = (at + 1) & (n_slots - 1);
    }
    return &entries[at];
}

static void grow(struct url_cache *cache)
{
    size_t n_slots = cache->n_slots * 2;
    struct entry *entries = mem_alloc(n_slots * sizeof *entries);
    for (size_t i = 0; i < cache->n_slots; i++) {
        const struct entry *e = &cache->entries[i];
        if (e->hash != 0)
            *slot_for(entries, n_slots, e->hash, e->scope, e->reference) = *e;
    }
    free(cache->entries);
    cache->entries = entries;
    cache->n_slots = n_slots;
}

static enum url_result resolve(struct url_cache *cache, struct str reference, struct str *ret_canonical)
{
    struct str base = cache->base.n ? buf_str(&cache->base) : STR_NONE;
    buf_clear(&cache->answer);
    enum url_result result = url_resolve(base, reference, &cache->answer);
    *ret_canonical = result == URL_OK ? arena_str(&cache->arena, buf_str(&cache->answer)) : STR_NONE;
    return result;
}

enum url_result url_cache_resolve(struct url_cache *cache, struct str reference, struct str *ret_canonical)
{
    *ret_canonical = STR_NONE;
    if (reference.n == 0)
        return URL_EMPTY;
    if (reference.n > LONGEST_KEY)
        return resolve(cache, reference, ret_canonical);
    uint64_t scope = scope_of(cache, reference);
    uint64_t hash = hash_of(scope, reference);
    struct entry *e = slot_for(cache->entries, cache->n_slots, hash, scope, reference);
    if (e->hash != 0) {
        *ret_canonical = e->canonical;
        return e->result;
    }
    enum url_result result = resolve(cache, reference, ret_canonical);
    *e = (struct entry){.hash = hash, .reference = arena_str(&cache->arena, reference), .canonical = *ret_canonical, .scope = scope, .result = result};
    if (++cache->n_entries * 2 > cache->n_slots)
        grow(cache);
    return result;
}
