/* site_links.c - the links of a page in a few bytes each.
 *
 * A link is a byte of flags, the number of its URL as a difference to the one before (nothing where it is the next number: targets met for the first time
 * are), and for an inner link how it is made and its block. Links outside the text stand together in menus; a menu that was written before is written
 * as its number alone.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/pack.h"
#include "site_parts.h"

enum {
    IS_CLICK = 1, IS_OPEN = 2, IS_DOOR = 4, IS_ASKED = 8, IS_INNER = 16, IS_MUTE = 32, IS_NEXT = 64,
    IS_RUN = 128,  /* no link: the number of a menu follows */
    RUN_LEAST = 4, /* shorter ones are written where they stand */
};

struct link_run {
    uint64_t hash;
    struct str packed;
};

/* --- writing ----------------------------------------------------------------------------------------------------------------- */

static uint64_t zigzag(uint32_t from, uint32_t to)
{
    int64_t difference = (int64_t)to - (int64_t)from;
    return difference < 0 ? (uint64_t)-difference * 2 - 1 : (uint64_t)difference * 2;
}

static uint32_t unzigzag(uint32_t from, uint64_t value)
{
    return value & 1 ? from - (uint32_t)(value / 2 + 1) : from + (uint32_t)(value / 2);
}

static void write_link(struct buf *out, const struct site_link *link, uint32_t *last_url, uint32_t *last_block)
{
    bool is_next = link->url == *last_url + 1;
    (void)buf_add_char(out, (char)((link->is_click ? IS_CLICK : 0) | (link->is_open ? IS_OPEN : 0) | (link->is_door ? IS_DOOR : 0) |
                                   (link->is_asked ? IS_ASKED : 0) | (link->is_inner ? IS_INNER : 0) | (link->is_mute ? IS_MUTE : 0) |
                                   (is_next ? IS_NEXT : 0)));
    if (!is_next)
        pack_u64(out, zigzag(*last_url, link->url));
    *last_url = link->url;
    if (!link->is_inner)
        return;
    (void)buf_add_char(out, (char)link->via);
    pack_u64(out, zigzag(*last_block, link->block));
    *last_block = link->block;
}

static size_t run_slot(const struct site_runs *runs, uint64_t hash)
{
    size_t at = (size_t)hash & (runs->n_slots - 1);
    while (runs->slots[at] && runs->items[runs->slots[at] - 1].hash != hash)
        at = (at + 1) & (runs->n_slots - 1);
    return at;
}

static void grow_slots(struct site_runs *runs)
{
    runs->n_slots = runs->n_slots ? runs->n_slots * 2 : 64;
    free(runs->slots);
    runs->slots = mem_alloc(runs->n_slots * sizeof *runs->slots);
    for (size_t i = 0; i < runs->n; i++)
        runs->slots[run_slot(runs, runs->items[i].hash)] = (uint32_t)i + 1;
}

static uint32_t run_number(struct site *site, struct str packed)
{
    struct site_runs *runs = &site->runs;
    if (runs->n * 2 >= runs->n_slots)
        grow_slots(runs);
    uint64_t hash = str_hash(packed);
    size_t at = run_slot(runs, hash);
    if (!runs->slots[at]) {
        MEM_GROW(runs->items, runs->n, runs->capacity);
        runs->items[runs->n++] = (struct link_run){hash, arena_str(&site->arena, packed)};
        runs->slots[at] = (uint32_t)runs->n;
    }
    return runs->slots[at] - 1;
}

static void write_run(struct site *site, struct site_link_writer *writer)
{
    if (writer->n_run >= RUN_LEAST) {
        uint32_t last_url = 0, last_block = 0;
        struct buf packed;
        buf_init(&packed, 0);
        for (size_t i = 0; i < writer->n_run; i++)
            write_link(&packed, &writer->run[i], &last_url, &last_block);
        (void)buf_add_char(&site->packed, (char)IS_RUN);
        pack_u64(&site->packed, run_number(site, buf_str(&packed)));
        buf_done(&packed);
    } else {
        for (size_t i = 0; i < writer->n_run; i++)
            write_link(&site->packed, &writer->run[i], &writer->last_url, &writer->last_block);
    }
    writer->n_run = 0;
}

void site_links_add(struct site *site, struct site_link_writer *writer, const struct site_link *link, bool is_in_text)
{
    if (is_in_text || writer->n_run == sizeof writer->run / sizeof *writer->run)
        write_run(site, writer);
    if (is_in_text)
        write_link(&site->packed, link, &writer->last_url, &writer->last_block);
    else
        writer->run[writer->n_run++] = *link;
}

struct str site_links_end(struct site *site, struct site_link_writer *writer)
{
    write_run(site, writer);
    struct str kept = arena_str(&site->arena, buf_str(&site->packed));
    buf_clear(&site->packed);
    return kept;
}

/* --- reading ----------------------------------------------------------------------------------------------------------------- */

static unsigned take_byte(struct str *rest)
{
    unsigned byte = (unsigned char)*rest->p;
    *rest = str_from_pos(*rest, 1);
    return byte;
}

static uint64_t take_number(struct str *rest)
{
    struct unpack u = {.rest = *rest};
    uint64_t value = unpack_u64(&u);
    *rest = u.rest;
    return value;
}

bool site_links_next(struct site_link_reader *reader, struct site_link *ret_link)
{
    if (!reader->rest.n && reader->is_in_run) {
        reader->rest = reader->outer;
        reader->last_url = reader->outer_url;
        reader->is_in_run = false;
    }
    if (!reader->rest.n)
        return false;
    unsigned flags = take_byte(&reader->rest);
    if (flags & IS_RUN) {
        const struct link_run *run = &reader->site->runs.items[take_number(&reader->rest)];
        reader->outer = reader->rest;
        reader->outer_url = reader->last_url;
        reader->is_in_run = true;
        reader->rest = run->packed;
        reader->last_url = 0;
        flags = take_byte(&reader->rest);
    }
    reader->last_url = flags & IS_NEXT ? reader->last_url + 1 : unzigzag(reader->last_url, take_number(&reader->rest));
    *ret_link = (struct site_link){.url = reader->last_url,
                                   .is_click = flags & IS_CLICK,
                                   .is_open = flags & IS_OPEN,
                                   .is_door = flags & IS_DOOR,
                                   .is_asked = flags & IS_ASKED,
                                   .is_inner = flags & IS_INNER,
                                   .is_mute = flags & IS_MUTE};
    if (ret_link->is_inner) {
        ret_link->via = (uint8_t)take_byte(&reader->rest);
        reader->last_block = unzigzag(reader->last_block, take_number(&reader->rest));
        ret_link->block = reader->last_block;
    }
    return true;
}

size_t site_inner(const struct site *site, const struct site_page *page, struct site_inner *ret_inner)
{
    struct site_link_reader reader = site_links_of(site, page);
    struct site_link link;
    size_t n = 0;
    bool can_repeat = site->is_sealed && page->is_html && !page->is_external; /* what stands on so many pages is nobody's to inherit */
    while (page->has_inner && site_links_next(&reader, &link)) {
        struct str url = site_url_of(site, link.url);
        if (link.is_inner && !(can_repeat && site_is_repeated(site, site_key_of_target(url), BOILERPLATE_PERCENT)))
            ret_inner[n++] = (struct site_inner){url, (enum doc_via)link.via, link.block, link.is_mute};
    }
    return n;
}

void site_links_done(struct site *site)
{
    free(site->runs.items);
    free(site->runs.slots);
    buf_done(&site->packed);
    site->runs = (struct site_runs){0};
}
