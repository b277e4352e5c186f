/* site_urls.c - the URLs of a site, each kept once: pages, redirects, targets and referrers are numbers of this table.
 * SPDX-License-Identifier: MIT
 */
#include "site_parts.h"

#include <stdlib.h>

#include "base/mem.h"

struct site_url {
    uint64_t hash; /* str_hash_quick: two URLs of one hash are taken for one, as everywhere in judging */
    const char *p;
    uint32_t n, page;
};

static size_t slot_of(const struct site_urls *urls, uint64_t hash)
{
    size_t at = (size_t)hash & (urls->n_slots - 1);
    while (urls->slots[at] && urls->items[urls->slots[at] - 1].hash != hash)
        at = (at + 1) & (urls->n_slots - 1);
    return at;
}

static void grow_slots(struct site_urls *urls)
{
    size_t n_slots = urls->n_slots ? urls->n_slots * 2 : 1024;
    free(urls->slots);
    urls->slots = mem_alloc(n_slots * sizeof *urls->slots);
    urls->n_slots = n_slots;
    for (size_t i = 0; i < urls->n; i++)
        urls->slots[slot_of(urls, urls->items[i].hash)] = (uint32_t)i + 1;
}

uint32_t site_url_number(struct site *site, struct str url)
{
    struct site_urls *urls = &site->urls;
    if (!url.n)
        return PAGE_NONE;
    if (urls->n * 4 >= urls->n_slots * 3)
        grow_slots(urls);
    uint64_t hash = str_hash_quick(url);
    size_t at = slot_of(urls, hash);
    if (!urls->slots[at]) {
        MEM_GROW(urls->items, urls->n, urls->capacity);
        urls->items[urls->n++] = (struct site_url){hash, arena_str(&site->arena, url).p, (uint32_t)url.n, PAGE_NONE};
        urls->slots[at] = (uint32_t)urls->n;
    }
    return urls->slots[at] - 1;
}

uint32_t site_url_find(const struct site *site, uint64_t hash)
{
    const struct site_urls *urls = &site->urls;
    return urls->n_slots ? urls->slots[slot_of(urls, hash)] - 1 : PAGE_NONE;
}

uint64_t site_url_hash(const struct site *site, uint32_t number)
{
    return site->urls.items[number].hash;
}

struct str site_url_of(const struct site *site, uint32_t number)
{
    if (number == PAGE_NONE)
        return STR_NONE;
    return (struct str){site->urls.items[number].p, site->urls.items[number].n};
}

uint32_t site_url_page(const struct site *site, uint32_t number)
{
    return number == PAGE_NONE ? PAGE_NONE : site->urls.items[number].page;
}

void site_url_set_page(struct site *site, uint32_t number, uint32_t page)
{
    if (number != PAGE_NONE && site->urls.items[number].page == PAGE_NONE)
        site->urls.items[number].page = page;
}

void site_urls_done(struct site *site)
{
    free(site->urls.items);
    free(site->urls.slots);
    site->urls = (struct site_urls){0};
}
