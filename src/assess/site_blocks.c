/* site_blocks.c - what stands on how many pages of a site: words, rows and link targets of a template.
 *
 * A table of hashes. What repeats stands on a good part of all pages, so a large site can do without what stood on one page only: when the table is
 * full, the rarest blocks are forgotten. A block of the template loses one page by that at the worst each time; a site of some hundred pages
 * never fills the table.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "site_parts.h"

enum {
    NEAR_PERCENT = 60,        /* of blocks equal but for a counter: "ไตรมาส 1" and "ไตรมาส 2" of one item must not count as one */
    BOILERPLATE_PAGES = 4,    /* on a small site a few equal pages are no pattern ... */
    TINY_PAGES = 3,           /* ... but on one of two or three what stands on all of them is */
};

struct block_count {
    uint64_t hash;
    uint32_t n_pages;
    uint32_t last_page; /* so that a block counts once a page */
};

static struct block_count *slot_of(const struct site_blocks *blocks, uint64_t hash)
{
    size_t at = (size_t)hash & (blocks->capacity - 1);
    while (blocks->items[at].n_pages != 0 && blocks->items[at].hash != hash)
        at = (at + 1) & (blocks->capacity - 1);
    return &blocks->items[at];
}

/* Keeps the blocks of at least so many pages, in a table of that size: never two tables at a time. */
static void rebuild(struct site_blocks *blocks, size_t capacity, uint32_t least)
{
    struct block_count *items = blocks->items;
    size_t n = 0;
    for (size_t i = 0; i < blocks->capacity; i++)
        if (items[i].n_pages && items[i].n_pages >= least)
            items[n++] = items[i];
    struct block_count *kept = n ? mem_copy(items, n * sizeof *kept) : NULL;
    if (capacity != blocks->capacity) {
        free(items);
        items = mem_alloc(capacity * sizeof *items);
    } else {
        memset(items, 0, capacity * sizeof *items);
    }
    *blocks = (struct site_blocks){.items = items, .capacity = capacity, .used = n};
    for (size_t i = 0; i < n; i++)
        *slot_of(blocks, kept[i].hash) = kept[i];
    free(kept);
}

static void make_room(struct site_blocks *blocks)
{
    if (blocks->used * 2 < blocks->capacity)
        return;
    if (blocks->capacity < LIMIT_SITE_BLOCKS * 2) {
        rebuild(blocks, blocks->capacity ? blocks->capacity * 2 : 1024, 1);
        return;
    }
    for (uint32_t least = 2; blocks->used * 4 >= blocks->capacity; least *= 2)
        rebuild(blocks, blocks->capacity, least);
}

/* True: the block was not known. */
static bool count(struct site_blocks *blocks, uint64_t hash, uint32_t page)
{
    struct block_count *slot = slot_of(blocks, hash);
    bool is_new = slot->n_pages == 0;
    if (is_new) {
        *slot = (struct block_count){.hash = hash, .n_pages = 1, .last_page = page};
        blocks->used++;
    } else if (slot->last_page != page) {
        slot->n_pages++;
        slot->last_page = page;
    }
    return is_new;
}

void site_count(struct site *site, uint64_t key, uint32_t page)
{
    make_room(&site->blocks);
    (void)count(&site->blocks, key, page);
}

bool site_is_first_menu(struct site *site, uint64_t key)
{
    struct site_blocks *menus = &site->menus; /* never forgotten: only what names an item comes here */
    if (menus->used * 2 >= menus->capacity)
        rebuild(menus, menus->capacity ? menus->capacity * 2 : 256, 1);
    return count(menus, key, 0);
}

/* Counted by place: the address in the footer of every page is none of the contact page's text. */
static uint64_t exact_key(uint64_t hash, enum doc_zone zone)
{
    return zone == ZONE_MAIN ? hash : hash ^ UINT64_C(0x5851F42D4C957F2D);
}

static uint64_t near_key(uint64_t hash, enum doc_zone zone)
{
    return exact_key((hash >> 32) * UINT64_C(0x9E3779B97F4A7C15), zone);
}

void site_count_text(struct site *site, uint64_t block_hash, enum doc_zone zone, uint32_t page)
{
    if (!block_hash)
        return;
    site_count(site, exact_key(block_hash, zone), page);
    site_count(site, near_key(block_hash, zone), page);
}

uint64_t site_key_of_target(uint64_t url_hash)
{
    return url_hash ^ UINT64_C(0x14057B7EF767814F);
}

/* What a template shows on every page (a brochure, a video) is no page's own document. */
uint64_t site_key_of_frame(struct str url)
{
    return str_hash_quick(url) ^ UINT64_C(0xD6E8FEB86659FD93);
}

uint64_t site_key_of_main(struct str url)
{
    return str_hash_quick(url) ^ UINT64_C(0x9FB21C651E98DF25);
}

/* The same words with the same link: a menu. The lists of two years share their titles, not their documents. */
uint64_t site_key_of_row(const struct site_row *row)
{
    return row->fact.block_hash * UINT64_C(0x2545F4914F6CDD1D) ^ (row->n_urls ? str_hash_quick(row->urls[0]) : 0);
}

static bool is_so_often(const struct site *site, size_t n, size_t percent)
{
    if (site->n_html_read <= TINY_PAGES)
        return n >= 2 && n == site->n_html_read;
    return n >= BOILERPLATE_PAGES && n * 100 > site->n_html_read * percent;
}

bool site_is_repeated(const struct site *site, uint64_t key, size_t percent)
{
    return site->blocks.capacity > 0 && is_so_often(site, slot_of(&site->blocks, key)->n_pages, percent);
}

bool site_is_boilerplate(const struct site *site, uint64_t block_hash, enum doc_zone zone)
{
    return site_is_repeated(site, exact_key(block_hash, zone), BOILERPLATE_PERCENT) ||
           site_is_repeated(site, near_key(block_hash, zone), NEAR_PERCENT);
}

bool site_is_in_every_frame(const struct site *site, struct str url)
{
    return site_is_repeated(site, site_key_of_frame(url), BOILERPLATE_PERCENT);
}

bool site_link_is_menu(const struct site *site, struct str url)
{
    return site_is_repeated(site, site_key_of_main(url), BOILERPLATE_PERCENT);
}

bool site_row_is_menu(const struct site *site, const struct site_row *row)
{
    return site_is_repeated(site, site_key_of_row(row), BOILERPLATE_PERCENT);
}

void site_blocks_seal(struct site *site)
{
    size_t n = 0, capacity = 64;
    for (size_t i = 0; i < site->blocks.capacity; i++) {
        struct block_count *block = &site->blocks.items[i];
        if (block->n_pages && !is_so_often(site, block->n_pages, BOILERPLATE_PERCENT))
            block->n_pages = 0; /* rebuilt below, so that no search ends at the hole */
        n += block->n_pages > 0;
    }
    while (capacity < n * 2 + 1)
        capacity *= 2;
    rebuild(&site->blocks, capacity, 1);
    free(site->menus.items);
    site->menus = (struct site_blocks){0};
}

void site_blocks_done(struct site *site)
{
    free(site->blocks.items);
    free(site->menus.items);
    site->blocks = site->menus = (struct site_blocks){0};
}
