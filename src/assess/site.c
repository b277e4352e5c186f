/* site.c - everything one run saw, in the form judging needs.
 * SPDX-License-Identifier: MIT
 */
#include "site.h"

#include <stdlib.h>

#include "base/mem.h"
#include "rules/hosting.h"

enum {
    NAMING_KEEP_SCORE = CLASSIFY_CLAIM, /* below this a naming is no claim and contradicts none (collect.c, judge.c) */
    HUB_ITEMS = 4,            /* a page that names so many items is an index */
    BOILERPLATE_PERCENT = 30,
    NEAR_PERCENT = 60,        /* of blocks equal but for a counter: "ไตรมาส 1" and "ไตรมาส 2" of one item must not count as one */
    BOILERPLATE_PAGES = 4,    /* on a small site a few equal pages are no pattern ... */
    TINY_PAGES = 3,           /* ... but on one of two or three what stands on all of them is */
    HUB_PROMISE = 50,         /* findings.h: the words of an index */
    DOOR_PROMISE = 45,        /* an index, or an unnamed link below the heading of one */
    INNER_LINKS = 64,         /* unnamed links of one page that may inherit a claim */
};

struct site_slot {
    uint64_t hash;
    uint32_t page;
};

struct block_count {
    uint64_t hash;
    uint32_t n_pages;
    uint32_t last_page; /* so that a block counts once a page */
};

void site_init(struct site *site, const struct scheme *scheme)
{
    *site = (struct site){.scheme = scheme, .start = PAGE_NONE};
    arena_init(&site->arena);
}

void site_done(struct site *site)
{
    arena_done(&site->arena);
    free(site->pages);
    free(site->slots);
    free(site->blocks);
    *site = (struct site){.start = PAGE_NONE};
}

/* --- blocks that repeat ------------------------------------------------------------------------------------------------------ */

static struct block_count *block_slot(struct block_count *blocks, size_t capacity, uint64_t hash)
{
    size_t at = (size_t)hash & (capacity - 1);
    while (blocks[at].n_pages != 0 && blocks[at].hash != hash)
        at = (at + 1) & (capacity - 1);
    return &blocks[at];
}

static void count_block(struct site *site, uint64_t hash, uint32_t page)
{
    if (site->block_used * 2 >= site->block_capacity) {
        size_t capacity = site->block_capacity ? site->block_capacity * 2 : 1024;
        struct block_count *grown = mem_alloc(capacity * sizeof *grown);
        for (size_t i = 0; i < site->block_capacity; i++)
            if (site->blocks[i].n_pages)
                *block_slot(grown, capacity, site->blocks[i].hash) = site->blocks[i];
        free(site->blocks);
        site->blocks = grown;
        site->block_capacity = capacity;
    }
    struct block_count *slot = block_slot(site->blocks, site->block_capacity, hash);
    if (slot->n_pages == 0) {
        *slot = (struct block_count){.hash = hash, .n_pages = 1, .last_page = page};
        site->block_used++;
    } else if (slot->last_page != page) {
        slot->n_pages++;
        slot->last_page = page;
    }
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

static uint64_t target_key(struct str url)
{
    return str_hash(url) ^ UINT64_C(0x14057B7EF767814F);
}

/* What a template shows on every page (a brochure, a video) is no page's own document. */
static uint64_t frame_key(struct str url)
{
    return str_hash(url) ^ UINT64_C(0xD6E8FEB86659FD93);
}

/* The same words with the same link: a menu. The lists of two years share their titles, not their documents. */
static uint64_t row_key(const struct site_row *row)
{
    return row->fact.block_hash * UINT64_C(0x2545F4914F6CDD1D) ^ (row->n_urls ? str_hash(row->urls[0]) : 0);
}

static bool is_repeated(const struct site *site, uint64_t key, size_t percent)
{
    if (site->block_capacity == 0)
        return false;
    size_t n = block_slot(site->blocks, site->block_capacity, key)->n_pages;
    if (site->n_html_read <= TINY_PAGES)
        return n >= 2 && n == site->n_html_read;
    return n >= BOILERPLATE_PAGES && n * 100 > site->n_html_read * percent;
}

bool site_is_boilerplate(const struct site *site, uint64_t block_hash, enum doc_zone zone)
{
    return is_repeated(site, exact_key(block_hash, zone), BOILERPLATE_PERCENT) || is_repeated(site, near_key(block_hash, zone), NEAR_PERCENT);
}

static uint64_t main_key(struct str url)
{
    return str_hash(url) ^ UINT64_C(0x9FB21C651E98DF25);
}

bool site_link_is_menu(const struct site *site, struct str url)
{
    return is_repeated(site, main_key(url), BOILERPLATE_PERCENT);
}

bool site_row_is_menu(const struct site *site, const struct site_row *row)
{
    return is_repeated(site, row_key(row), BOILERPLATE_PERCENT);
}

static void count_text(struct site *site, uint64_t hash, enum doc_zone zone, uint32_t page)
{
    if (!hash)
        return;
    count_block(site, exact_key(hash, zone), page);
    count_block(site, near_key(hash, zone), page);
}

/* --- adding ------------------------------------------------------------------------------------------------------------------ */

static bool is_click(enum doc_via via)
{
    return via == VIA_A || via == VIA_AREA || via == VIA_SCRIPT || via == VIA_REFRESH || doc_via_is_embedded(via);
}

/* A link that names something that is neither an item nor near one claims nothing; a title that does contradicts. */
static bool is_kept(const struct scheme *scheme, const struct naming *naming)
{
    if (naming->n_best == 0 || naming->best[0].score < NAMING_KEEP_SCORE || naming->place == PLACE_BODY)
        return false;
    if (naming->link == DOC_NONE)
        return true;
    for (size_t i = 0; i < naming->n_best; i++) {
        uint16_t subject = naming->best[i].subject;
        if (naming->best[i].score >= NAMING_KEEP_SCORE && (subject < scheme->n_items || scheme->traps[subject - scheme->n_items].near))
            return true;
    }
    return false;
}

/* The same menu entry on every page is one claim: only the first page's copy is kept (visits come in order of URL). */
static bool is_repeated_menu(struct site *site, uint32_t index, const struct naming *naming, const struct findings *findings)
{
    if (naming->zone == ZONE_MAIN || naming->link >= findings->n_links)
        return false;
    uint64_t hash = str_hash(naming->text) * 31 + str_hash(findings->links[naming->link].url);
    size_t used = site->block_used;
    count_block(site, hash, index);
    return site->block_used == used;
}

static void copy_namings(struct site *site, uint32_t index, const struct findings *findings)
{
    struct site_page *page = &site->pages[index];
    size_t n = 0;
    for (size_t i = 0; i < findings->n_namings; i++)
        n += is_kept(site->scheme, &findings->namings[i]);
    page->namings = ARENA_ARRAY(&site->arena, struct naming, n);
    page->targets = ARENA_ARRAY(&site->arena, struct site_target, n);
    for (size_t i = 0; i < findings->n_namings; i++) {
        const struct naming *from = &findings->namings[i];
        if (!is_kept(site->scheme, from) || is_repeated_menu(site, index, from, findings))
            continue;
        struct naming *to = &page->namings[page->n_namings];
        struct site_target *target = &page->targets[page->n_namings++];
        *to = *from;
        to->text = arena_str(&site->arena, from->text);
        *target = (struct site_target){.target = TARGET_OTHER};
        if (from->link < findings->n_links) {
            const struct link_fact *link = &findings->links[from->link];
            *target = (struct site_target){arena_str(&site->arena, link->url), link->target, link->via, link->zone};
        }
    }
}

/* A link that does not name an item, behind which others could stand: an index by its words, or with no name at all and, so far, promise enough.
 * The index may be a subject of its own in the rules; what its words promise tells it from other subjects that are no item (news, scores). */
static bool may_hold_any(const struct site *site, const struct findings *findings, const struct link_fact *link, bool is_open_unnamed)
{
    bool is_named = link->naming < findings->n_namings;
    bool names_item = is_named && findings->namings[link->naming].n_best > 0 &&
                      findings->namings[link->naming].best[0].subject < site->scheme->n_items;
    return !names_item && is_click(link->via) && (link->promise >= HUB_PROMISE || (!is_named && is_open_unnamed));
}

/* A menu entry ("ข้อมูลหน่วยงาน") or index ("ITA 2567"): behind it could stand any item. A document is no index. */
static bool is_open_link(const struct site *site, const struct findings *findings, const struct link_fact *link)
{
    return may_hold_any(site, findings, link, link->zone == ZONE_MENU && link->promise > 0);
}

/* Behind an index, or a link without a name below one, could stand any item; on another site we do not read on. */
static bool is_door(const struct site *site, const struct findings *findings, const struct link_fact *link)
{
    return may_hold_any(site, findings, link, link->promise >= DOOR_PROMISE);
}

bool site_is_in_every_frame(const struct site *site, struct str url)
{
    return is_repeated(site, frame_key(url), BOILERPLATE_PERCENT);
}

/* It says nothing of itself, so the page that leads to it or shows it speaks for it. What is shown inside the page does so even where the heading above it
 * names something faintly. */
static bool is_nameless(const struct findings *findings, const struct link_fact *link)
{
    if (link->naming == DOC_NONE || link->is_mute)
        return true;
    return doc_via_is_embedded(link->via) && findings->namings[link->naming].best[0].score < CLASSIFY_CLAIM;
}

static void copy_links(struct site *site, struct site_page *page, const struct findings *findings)
{
    page->links = ARENA_ARRAY(&site->arena, struct site_link, findings->n_links);
    size_t n_inner = 0;
    for (size_t i = 0; i < findings->n_links; i++) {
        const struct link_fact *link = &findings->links[i];
        if (link->target != TARGET_URL || str_eq(link->url, page->url) || link->via == VIA_IMAGE || link->via == VIA_REL)
            continue;
        bool is_asked = link->via == VIA_ASKED; /* what it answers is shown without a click */
        page->links[page->n_links++] = (struct site_link){str_hash(link->url), is_click(link->via) || is_asked, !is_asked && is_open_link(site, findings, link),
                                                              !is_asked && is_door(site, findings, link), is_asked};
        n_inner += link->zone == ZONE_MAIN && is_nameless(findings, link) && link->via != VIA_FORM;
    }
    n_inner = n_inner < INNER_LINKS ? n_inner : INNER_LINKS;
    for (size_t i = 0; i < findings->n_links; i++)
        if (findings->links[i].target == TARGET_URL && doc_via_is_embedded(findings->links[i].via))
            count_block(site, frame_key(findings->links[i].url), (uint32_t)(page - site->pages));
    page->inner = ARENA_ARRAY(&site->arena, struct site_inner, n_inner);
    for (size_t i = 0; i < findings->n_links && page->n_inner < n_inner; i++) {
        const struct link_fact *link = &findings->links[i];
        if (link->target == TARGET_URL && !str_eq(link->url, page->url) && link->zone == ZONE_MAIN && is_nameless(findings, link) && is_click(link->via))
            page->inner[page->n_inner++] = (struct site_inner){arena_str(&site->arena, link->url), link->via, link->block, link->is_mute};
    }
}

static void copy_rows(struct site *site, struct site_page *page, const struct findings *findings)
{
    page->index_sign = findings->index_sign;
    page->address_year = findings->address_year;
    page->n_rows = findings->n_rows;
    page->rows = ARENA_ARRAY(&site->arena, struct site_row, findings->n_rows);
    page->main_urls = ARENA_ARRAY(&site->arena, struct str, findings->n_rows ? findings->n_links : 0);
    for (size_t i = 0; i < findings->n_links && findings->n_rows; i++) {
        const struct link_fact *link = &findings->links[i];
        if (link->zone == ZONE_MAIN && link->target == TARGET_URL && is_click(link->via))
            page->main_urls[page->n_main_urls++] = arena_str(&site->arena, link->url);
    }
    for (size_t i = 0; i < findings->n_rows; i++) {
        struct site_row *row = &page->rows[i];
        row->fact = findings->rows[i];
        row->fact.code = arena_str(&site->arena, row->fact.code);
        row->fact.label = arena_str(&site->arena, row->fact.label);
        row->urls = ARENA_ARRAY(&site->arena, struct str, row->fact.n_links);
        for (uint32_t k = 0; k < row->fact.n_links; k++) {
            const struct link_fact *link = &findings->links[findings->row_links[row->fact.first_link + k]];
            if (link->target == TARGET_URL && is_click(link->via))
                row->urls[row->n_urls++] = arena_str(&site->arena, link->url);
        }
    }
}

/* How many different items a page's links, rows and headings name. */
static bool names_many_items(const struct site *site, const struct site_page *page)
{
    uint64_t seen = 0;
    int n = 0;
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        if (naming->zone != ZONE_MAIN || naming->n_best == 0 || naming->best[0].subject >= site->scheme->n_items ||
            naming->best[0].score < NAMING_KEEP_SCORE || naming->place == PLACE_TITLE_BLOCK || naming->place == PLACE_LINK_FILE)
            continue;
        uint64_t bit = UINT64_C(1) << (naming->best[0].subject % 64);
        n += !(seen & bit);
        seen |= bit;
    }
    return n >= HUB_ITEMS;
}

/* "เว็บไซต์อยู่ระหว่างปรับปรุง" on every page promises nothing of this one. */
static uint64_t promise_key(struct str snippet)
{
    return str_hash(snippet) ^ UINT64_C(0x70726f6d697365);
}

static void copy_findings(struct site *site, uint32_t index, const struct findings *findings)
{
    struct site_page *page = &site->pages[index];
    page->title = arena_str(&site->arena, findings->title);
    page->file_name = arena_str(&site->arena, findings->file_name);
    page->kind = findings->kind;
    page->is_html = findings->kind == DOC_HTML;
    page->is_shell = findings->is_shell;
    page->is_cut = findings->is_cut;
    page->has_password = findings->has_password;
    page->has_agency_name = findings->has_agency_name;
    page->is_blank = findings->is_blank;
    page->n_letters = findings->n_letters;
    page->n_pages = findings->n_pages;
    page->n_image_pages = findings->n_image_pages;
    page->n_ocr_pages = findings->n_ocr_pages;
    page->ocr_confidence = findings->ocr_confidence;
    page->n_big_images = findings->n_big_images;
    page->text_hash = findings->text_hash;
    page->simhash = findings->simhash;
    page->year = findings->year;
    page->dates = findings->dates;
    page->text_source = findings->text_source;
    page->is_said_closed = page->fault == FAULT_NONE && (findings->fault == FAULT_LOGIN || findings->fault == FAULT_MAINTENANCE);
    if (page->fault == FAULT_NONE)
        page->fault = findings->fault;
    if (page->fault == FAULT_NONE && findings->is_shell)
        page->fault = FAULT_SCRIPT_MADE;
    page->was_read = page->fault == FAULT_NONE;
    copy_namings(site, index, findings);
    copy_links(site, page, findings);
    for (size_t i = 0; i < findings->n_namings; i++) { /* too weak to claim anything, such a title still tells what the page is not */
        const struct naming *naming = &findings->namings[i];
        bool is_own_title = naming->link == DOC_NONE && naming->place <= PLACE_TITLE_BLOCK && !naming->in_criterion;
        page->is_turned |= is_own_title && naming->is_turned;
        page->is_guide |= is_own_title && naming->is_guide;
    }
    copy_rows(site, page, findings);
    for (size_t i = 0; i < findings->n_vocabulary; i++) {
        const struct vocabulary_hit *hit = &findings->vocabulary[i];
        if (hit->id == VOCAB_PROMISE && hit->zone == ZONE_MAIN && page->n_promises < sizeof page->promise_keys / sizeof *page->promise_keys)
            page->promise_keys[page->n_promises++] = promise_key(hit->snippet);
    }
    page->promises = page->n_promises > 0;
    if (!(page->was_read || page->is_said_closed) || !page->is_html || page->is_external) /* another site's frame is not ours */
        return;
    site->n_html_read++;
    for (size_t i = 0; i < page->n_namings; i++)
        count_text(site, page->namings[i].block_hash, page->namings[i].zone, index);
    for (size_t i = 0; i < page->n_rows; i++)
        count_block(site, row_key(&page->rows[i]), index);
    for (size_t i = 0; i < page->n_main_urls; i++)
        count_block(site, main_key(page->main_urls[i]), index);
    for (size_t i = 0; i < findings->n_elements; i++)
        count_text(site, findings->elements[i].block_hash, findings->elements[i].zone, index);
    for (size_t i = 0; i < page->n_inner; i++)
        count_block(site, target_key(page->inner[i].url), index);
    for (size_t i = 0; i < page->n_promises; i++)
        count_block(site, page->promise_keys[i], index);
}

void site_add(struct site *site, const struct site_visit *visit)
{
    MEM_GROW(site->pages, site->n_pages, site->capacity);
    uint32_t index = (uint32_t)site->n_pages++;
    struct site_page *page = &site->pages[index];
    *page = (struct site_page){
        .url = arena_str(&site->arena, visit->url),
        .final_url = arena_str(&site->arena, visit->final_url.n ? visit->final_url : visit->url),
        .referrer = arena_str(&site->arena, visit->referrer),
        .label = arena_str(&site->arena, visit->label),
        .last_modified = arena_str(&site->arena, visit->last_modified),
        .sha256_hex = arena_str(&site->arena, visit->sha256_hex),
        .redirects = arena_str(&site->arena, visit->redirects),
        .is_start = visit->is_start,
        .is_external = visit->is_external,
        .from_sitemap = visit->from_sitemap,
        .http_status = visit->http_status,
        .fault = visit->fault,
        .kind = DOC_OTHER,
        .clicks = PAGE_NONE,
        .reached_from = PAGE_NONE,
    };
    const struct hosting_form *form = NULL;
    const struct hosting_share *share = hosting_share_of(site->scheme->hosting, page->url, &form);
    page->share = share && !share->is_service && page->is_external ? share : NULL; /* a cloud of the agency's own is its site */
    page->is_shared_list = page->share && form && form->access == HOSTING_LIST;
    if (visit->findings)
        copy_findings(site, index, visit->findings);
}

/* --- sealing ----------------------------------------------------------------------------------------------------------------- */

static int by_url(const void *a, const void *b)
{
    const struct site_page *x = a, *y = b;
    return str_cmp(x->url, y->url);
}

static void remember(struct site *site, struct str url, uint32_t page)
{
    uint64_t hash = str_hash(url);
    size_t at = (size_t)hash & (site->n_slots - 1);
    while (site->slots[at].page != PAGE_NONE) {
        if (site->slots[at].hash == hash)
            return; /* first come: pages by their own URL, then aliases in order of page */
        at = (at + 1) & (site->n_slots - 1);
    }
    site->slots[at] = (struct site_slot){hash, page};
}

static uint32_t find_hash(const struct site *site, uint64_t hash)
{
    if (site->n_slots == 0)
        return PAGE_NONE;
    for (size_t at = (size_t)hash & (site->n_slots - 1); site->slots[at].page != PAGE_NONE; at = (at + 1) & (site->n_slots - 1))
        if (site->slots[at].hash == hash)
            return site->slots[at].page;
    return PAGE_NONE;
}

uint32_t site_find(const struct site *site, struct str url)
{
    return url.n ? find_hash(site, str_hash(url)) : PAGE_NONE;
}

bool site_links_to(const struct site *site, uint32_t from, uint32_t to)
{
    uint64_t hash = str_hash(site->pages[to].url);
    for (size_t i = 0; i < site->pages[from].n_links; i++)
        if (site->pages[from].links[i].is_click && site->pages[from].links[i].hash == hash)
            return true;
    return false;
}

/* A URL that only redirected: what it leads to is another visit. */
static bool is_alias(const struct site_page *page)
{
    return !page->was_read && page->fault == FAULT_NONE && page->kind == DOC_OTHER && !str_eq(page->url, page->final_url);
}

static void index_urls(struct site *site)
{
    size_t n_names = site->n_pages * 2;
    for (size_t i = 0; i < site->n_pages; i++)
        for (size_t k = 0; k < site->pages[i].redirects.n; k++)
            n_names += site->pages[i].redirects.p[k] == '\n';
    site->n_slots = 1024;
    while (site->n_slots < n_names * 2 + 2)
        site->n_slots *= 2;
    site->slots = mem_resize(NULL, site->n_slots, sizeof *site->slots);
    for (size_t i = 0; i < site->n_slots; i++)
        site->slots[i] = (struct site_slot){0, PAGE_NONE};
    for (size_t i = 0; i < site->n_pages; i++)
        if (!is_alias(&site->pages[i]))
            remember(site, site->pages[i].url, (uint32_t)i);
    for (size_t i = 0; i < site->n_pages; i++) {
        uint32_t target = is_alias(&site->pages[i]) ? site_find(site, site->pages[i].final_url) : (uint32_t)i;
        if (target == PAGE_NONE)
            continue;
        remember(site, site->pages[i].url, target);
        if (!is_alias(&site->pages[i]))
            remember(site, site->pages[i].final_url, target);
        struct str rest = site->pages[i].redirects;
        while (rest.n > 0) {
            struct str url = str_cut(&rest, '\n');
            remember(site, url, target);
        }
    }
}

/* Breadth first from the start page. Pages of one distance are visited in order of URL, so the way found does not depend on arrival. */
static void find_ways(struct site *site)
{
    if (site->start == PAGE_NONE)
        return;
    uint32_t *queue = mem_resize(NULL, site->n_pages + 1, sizeof *queue);
    size_t head = 0, tail = 0;
    site->pages[site->start].clicks = 0;
    queue[tail++] = site->start;
    while (head < tail) {
        uint32_t at = queue[head++];
        const struct site_page *page = &site->pages[at];
        for (size_t i = 0; i < page->n_links; i++) {
            uint32_t to = page->links[i].is_click ? find_hash(site, page->links[i].hash) : PAGE_NONE;
            if (to == PAGE_NONE || site->pages[to].clicks != PAGE_NONE)
                continue;
            site->pages[to].clicks = page->clicks + 1;
            site->pages[to].reached_from = at;
            queue[tail++] = to;
        }
    }
    free(queue);
}

static void mark_hub_links(struct site *site)
{
    for (size_t i = 0; i < site->n_pages; i++)
        for (size_t k = 0; k < site->pages[i].n_links; k++) {
            uint32_t to = site->pages[i].links[k].is_open ? find_hash(site, site->pages[i].links[k].hash) : PAGE_NONE;
            if (to != PAGE_NONE)
                site->pages[to].is_hub_link = true;
        }
}

/* A page that waits for its script is whole when all that the script asks for was read, and lists something. */
static void fill_waiting(struct site *site)
{
    for (size_t i = 0; i < site->n_pages; i++) {
        struct site_page *page = &site->pages[i];
        bool is_read = true, has_list = false;
        for (size_t k = 0; k < page->n_links && page->is_html && page->is_cut; k++) {
            uint32_t to = page->links[k].is_asked ? find_hash(site, page->links[k].hash) : PAGE_NONE;
            is_read &= !page->links[k].is_asked || (to != PAGE_NONE && site->pages[to].was_read);
            has_list |= to != PAGE_NONE && site->pages[to].was_read && site->pages[to].n_links > 0;
        }
        if (is_read && has_list)
            page->is_cut = false;
    }
}

/* An index on another site, or outside the start's folder, is looked at but its links are not followed. */
static void find_outer_doors(struct site *site)
{
    for (size_t i = 0; i < site->n_pages && !site->has_outer_door; i++) {
        const struct site_page *page = &site->pages[i];
        bool is_ours = !page->is_external || page->is_shared_list;
        for (size_t k = 0; k < page->n_links && is_ours && page->was_read; k++) {
            if (!page->links[k].is_door)
                continue;
            uint32_t to = find_hash(site, page->links[k].hash);
            const struct site_page *target = to == PAGE_NONE ? NULL : &site->pages[to];
            bool is_read_folder = target && target->is_shared_list && target->was_read;
            if (target && (!target->is_external || is_read_folder || oit_fault_class(target->fault, target->http_status) == FAULT_IS_DEAD))
                continue;
            site->has_outer_door = true;
            site->door_target = to;
            site->door_fault = target && target->fault != FAULT_NONE ? target->fault : FAULT_EXTERNAL;
            break;
        }
    }
}

/* Many items may be promised in the same words; a template says it on the start page too. */
static bool start_promises(const struct site *site, uint64_t key)
{
    const struct site_page *start = site->start == PAGE_NONE ? NULL : &site->pages[site->start];
    for (size_t i = 0; start && i < start->n_promises; i++)
        if (start->promise_keys[i] == key)
            return true;
    return false;
}

/* On pages laid out with tables or nameless boxes the menu stands in the main zone. What stands on so many pages is put where it belongs: it speaks
 * for its targets only, makes no page an index, and nobody inherits from it. */
static void put_repeated_aside(struct site *site)
{
    for (size_t i = 0; i < site->n_pages; i++) {
        struct site_page *page = &site->pages[i];
        if (!page->is_html || page->is_external)
            continue;
        for (size_t k = 0; k < page->n_namings; k++) {
            struct naming *naming = &page->namings[k];
            if (naming->zone != ZONE_MAIN || naming->link == DOC_NONE || !naming->block_hash ||
                !site_is_boilerplate(site, naming->block_hash, ZONE_MAIN))
                continue;
            naming->zone = ZONE_MENU;
            page->targets[k].zone = ZONE_MENU;
        }
        size_t n = 0;
        for (size_t k = 0; k < page->n_inner; k++)
            if (!is_repeated(site, target_key(page->inner[k].url), BOILERPLATE_PERCENT))
                page->inner[n++] = page->inner[k];
        page->n_inner = n;
        page->promises = false;
        for (size_t k = 0; k < page->n_promises; k++)
            page->promises |= !is_repeated(site, page->promise_keys[k], BOILERPLATE_PERCENT) || !start_promises(site, page->promise_keys[k]);
    }
}

/* The banner and the logo of the template: as many pictures as 70 % of the pages have. */
static void count_template_images(struct site *site)
{
    enum { MOST = 8, PERCENT = 70 };
    size_t n_with[MOST + 1] = {0}, n = 0;
    for (size_t i = 0; i < site->n_pages; i++) {
        const struct site_page *page = &site->pages[i];
        if (!page->is_html || !page->was_read || page->is_external)
            continue;
        n++;
        for (uint32_t k = 1; k <= MOST && k <= page->n_big_images; k++)
            n_with[k]++;
    }
    for (uint32_t k = 1; k <= MOST && n > 1 && n_with[k] * 100 >= n * PERCENT; k++)
        site->n_template_images = k;
}

/* A login box or "under improvement" in the template of every page closes none of them: the start page says it too, and the pages differ. Behind a
 * wall all look alike. */
static void open_template_walls(struct site *site)
{
    enum { FEW = 3, MOST_PERCENT = 60 };
    uint64_t texts[FEW] = {0};
    size_t n_texts = 0;
    const struct site_page *start = site->start == PAGE_NONE ? NULL : &site->pages[site->start];
    size_t n_html = 0, n_closed = 0;
    if (!start || !start->is_said_closed)
        return;
    for (size_t i = 0; i < site->n_pages; i++) {
        const struct site_page *page = &site->pages[i];
        if (!page->is_html || page->is_external)
            continue;
        n_html += page->was_read || page->is_said_closed;
        bool is_closed = page->is_said_closed && page->fault == start->fault, is_new = is_closed && n_texts < FEW;
        for (size_t k = 0; k < n_texts && is_new; k++)
            is_new = texts[k] != page->text_hash;
        if (is_new)
            texts[n_texts++] = page->text_hash;
        n_closed += is_closed;
    }
    if (n_texts < FEW || n_closed * 100 < n_html * MOST_PERCENT)
        return;
    enum oit_fault fault = start->fault;
    for (size_t i = 0; i < site->n_pages; i++) {
        struct site_page *page = &site->pages[i];
        if (!page->is_said_closed || page->is_external || page->fault != fault)
            continue;
        page->fault = FAULT_NONE;
        page->was_read = true;
    }
}

void site_seal(struct site *site)
{
    if (site->n_pages)
        qsort(site->pages, site->n_pages, sizeof *site->pages, by_url);
    for (size_t i = 0; i < site->n_pages; i++)
        if (site->pages[i].is_start)
            site->start = (uint32_t)i;
    open_template_walls(site);
    put_repeated_aside(site);
    count_template_images(site);
    for (size_t i = 0; i < site->n_pages; i++)
        site->pages[i].is_hub = names_many_items(site, &site->pages[i]);
    index_urls(site);
    find_ways(site);
    mark_hub_links(site);
    fill_waiting(site);
    find_outer_doors(site);
    site->is_sealed = true;
}

size_t site_click_path(struct site *site, uint32_t page, const char *const **ret_urls)
{
    *ret_urls = NULL;
    if (page == PAGE_NONE || site->pages[page].clicks == PAGE_NONE)
        return 0;
    size_t n = (size_t)site->pages[page].clicks + 1;
    const char **urls = ARENA_ARRAY(&site->arena, const char *, n);
    for (size_t i = n; i > 0; i--) {
        urls[i - 1] = site->pages[page].url.p;
        page = site->pages[page].reached_from;
    }
    *ret_urls = urls;
    return n;
}
