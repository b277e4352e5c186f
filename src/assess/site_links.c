/* site_links.c - the links of a page in a few bytes each.
 *
 * A link is a byte of flags, its URL and, for an inner link, its block. The URL is nothing where it is the next number (targets met for the first time are),
 * a byte where the page has linked to it before (picture, title and "read more" lead to one page), else the difference to the number before. Links outside the text stand together in menus; a menu that was written before is written
 * as its number alone. In the text a link of the kind of the one before to a recent URL is one byte, and one that says nothing that the page has not said
 * before (the third "read more" to the same page) is not written at all.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/pack.h"
#include "site_parts.h"

enum {
    IS_CLICK = 1, IS_OPEN = 2, IS_DOOR = 4, IS_ASKED = 8, IS_INNER = 16, IS_MUTE = 32, IS_NEXT = 64,
    IS_RUN = 128,  /* no link: the number of a menu follows */
    IS_AGAIN = IS_RUN | IS_NEXT, /* flags of the link before, and a recent URL by its place in the six bits that are left */
    IS_OTHER_WAY = IS_ASKED, /* of an inner link, which nobody asks for: it is no <a>; how it is made follows */
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

/* Place among the URLs the page has linked to; SITE_RECENT_URLS: not among them, or no longer. */
static size_t recent_place(const struct site_recent *recent, uint32_t url)
{
    size_t n = recent->n < SITE_RECENT_URLS ? recent->n : SITE_RECENT_URLS;
    for (size_t i = 0; i < n; i++)
        if (recent->urls[i] == url)
            return i;
    return SITE_RECENT_URLS;
}

static void recent_add(struct site_recent *recent, uint32_t url, unsigned flags)
{
    recent->flags[recent->n % SITE_RECENT_URLS] = (uint8_t)flags;
    recent->urls[recent->n++ % SITE_RECENT_URLS] = url;
}

static unsigned flags_of(const struct site_link *link)
{
    bool is_other_way = link->is_inner && link->via != VIA_A;
    return (link->is_click ? IS_CLICK : 0u) | (link->is_open ? IS_OPEN : 0u) | (link->is_door ? IS_DOOR : 0u) | (link->is_asked || is_other_way ? IS_ASKED : 0u) |
           (link->is_inner ? IS_INNER : 0u) | (link->is_mute ? IS_MUTE : 0u);
}

static void write_link(struct buf *out, const struct site_link *link, struct site_recent *recent, uint32_t *last_block)
{
    unsigned flags = flags_of(link);
    bool is_next = link->url == recent->last + 1, is_again = false;
    size_t place = recent_place(recent, link->url);
    if (place == SITE_RECENT_URLS) {
        recent_add(recent, link->url, flags);
    } else if (!link->is_inner && recent->flags[place] == flags) {
        return;
    } else {
        is_again = recent->last_flags == flags;
        recent->flags[place] = (uint8_t)flags;
    }
    if (is_again) {
        (void)buf_add_char(out, (char)(IS_AGAIN | place));
    } else {
        (void)buf_add_char(out, (char)(flags | (is_next ? IS_NEXT : 0u)));
        if (!is_next)
            pack_u64(out, place < SITE_RECENT_URLS ? place * 2 + 1 : zigzag(recent->last, link->url) * 2);
    }
    recent->last = link->url;
    recent->last_flags = (uint8_t)flags;
    if (!link->is_inner)
        return;
    if (flags & IS_OTHER_WAY)
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
    uint64_t hash = str_hash_quick(packed);
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
        struct site_recent recent = {.n = 0};
        uint32_t last_block = 0;
        struct buf packed;
        buf_init(&packed, 0);
        for (size_t i = 0; i < writer->n_run; i++)
            write_link(&packed, &writer->run[i], &recent, &last_block);
        (void)buf_add_char(&site->packed, (char)IS_RUN);
        pack_u64(&site->packed, run_number(site, buf_str(&packed)));
        buf_done(&packed);
    } else {
        for (size_t i = 0; i < writer->n_run; i++)
            write_link(&site->packed, &writer->run[i], &writer->recent, &writer->last_block);
    }
    writer->n_run = 0;
}

void site_links_add(struct site *site, struct site_link_writer *writer, const struct site_link *link, bool is_in_text)
{
    if (is_in_text || writer->n_run == sizeof writer->run / sizeof *writer->run)
        write_run(site, writer);
    if (is_in_text)
        write_link(&site->packed, link, &writer->recent, &writer->last_block);
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

static uint32_t read_url(struct site_recent *recent, unsigned *flags, struct str *rest)
{
    bool is_again = (*flags & IS_AGAIN) == IS_AGAIN, is_next = !is_again && (*flags & IS_NEXT);
    uint64_t value = is_again ? (uint64_t)(*flags & ~(unsigned)IS_AGAIN) * 2 + 1 : is_next ? 0 : take_number(rest);
    bool is_recent = value & 1;
    uint32_t url = is_next ? recent->last + 1 : is_recent ? recent->urls[value / 2 % SITE_RECENT_URLS] : unzigzag(recent->last, value / 2);
    if (is_again)
        *flags = recent->last_flags;
    if (!is_recent && (!is_next || recent_place(recent, url) == SITE_RECENT_URLS))
        recent_add(recent, url, 0);
    recent->last = url;
    recent->last_flags = (uint8_t)(*flags & ~(unsigned)IS_NEXT);
    return url;
}

bool site_links_next(struct site_link_reader *reader, struct site_link *ret_link)
{
    if (!reader->rest.n && reader->is_in_run) {
        reader->rest = reader->outer;
        reader->is_in_run = false;
    }
    if (!reader->rest.n)
        return false;
    unsigned flags = take_byte(&reader->rest);
    if (flags == IS_RUN) {
        const struct link_run *run = &reader->site->runs.items[take_number(&reader->rest)];
        reader->outer = reader->rest;
        reader->is_in_run = true;
        reader->rest = run->packed;
        reader->run = (struct site_recent){.n = 0};
        flags = take_byte(&reader->rest);
    }
    uint32_t url = read_url(reader->is_in_run ? &reader->run : &reader->recent, &flags, &reader->rest);
    *ret_link = (struct site_link){.url = url,
                                   .is_click = flags & IS_CLICK,
                                   .is_open = flags & IS_OPEN,
                                   .is_door = flags & IS_DOOR,
                                   .is_asked = (flags & IS_ASKED) && !(flags & IS_INNER),
                                   .is_inner = flags & IS_INNER,
                                   .is_mute = flags & IS_MUTE};
    if (ret_link->is_inner) {
        ret_link->via = flags & IS_OTHER_WAY ? (uint8_t)take_byte(&reader->rest) : VIA_A;
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
        if (link.is_inner && !(can_repeat && site_is_repeated(site, site_key_of_target(site_url_hash(site, link.url)), BOILERPLATE_PERCENT)))
            ret_inner[n++] = (struct site_inner){site_url_of(site, link.url), (enum doc_via)link.via, link.block, link.is_mute};
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
