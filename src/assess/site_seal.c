/* site_seal.c - all visits are there: pages in order of URL, who leads to whom, what belongs to the template.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "base/mem.h"
#include "site_parts.h"

enum { HUB_ITEMS = 4 }; /* a page that names so many items is an index */

static int by_url(const void *a, const void *b)
{
    const struct site_page *x = a, *y = b;
    return str_cmp(x->url, y->url);
}

uint32_t site_find(const struct site *site, struct str url)
{
    return url.n ? site_url_page(site, site_url_find(site, str_hash_quick(url))) : PAGE_NONE;
}

bool site_links_to(const struct site *site, uint32_t from, uint32_t to)
{
    uint32_t number = site_url_find(site, str_hash_quick(site->pages[to].url));
    struct site_link_reader reader = site_links_of(site, &site->pages[from]);
    struct site_link link;
    while (site_links_next(&reader, &link))
        if (link.is_click && link.url == number)
            return true;
    return false;
}

/* A URL that only redirected: what it leads to is another visit. */
static bool is_alias(const struct site_page *page)
{
    return !page->was_read && page->fault == FAULT_NONE && page->kind == DOC_OTHER && !str_eq(page->url, page->final_url);
}

/* Pages by their own URL first, then by the others they have. */
static void index_urls(struct site *site)
{
    for (size_t i = 0; i < site->n_pages; i++)
        if (!is_alias(&site->pages[i]))
            site_url_set_page(site, site_url_number(site, site->pages[i].url), (uint32_t)i);
    for (size_t i = 0; i < site->n_pages; i++) {
        const struct site_page *page = &site->pages[i];
        uint32_t target = is_alias(page) ? site_find(site, page->final_url) : (uint32_t)i;
        if (target == PAGE_NONE)
            continue;
        site_url_set_page(site, site_url_number(site, page->url), target);
        if (!is_alias(page))
            site_url_set_page(site, site_url_number(site, page->final_url), target);
        for (uint32_t k = 0; k < page->n_redirects; k++)
            site_url_set_page(site, site->redirects[page->first_redirect + k], target);
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
        struct site_link_reader reader = site_links_of(site, page);
        struct site_link link;
        while (site_links_next(&reader, &link)) {
            uint32_t to = link.is_click ? site_url_page(site, link.url) : PAGE_NONE;
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
    for (size_t i = 0; i < site->n_pages; i++) {
        struct site_link_reader reader = site_links_of(site, &site->pages[i]);
        struct site_link link;
        while (site_links_next(&reader, &link)) {
            uint32_t to = link.is_open ? site_url_page(site, link.url) : PAGE_NONE;
            if (to != PAGE_NONE)
                site->pages[to].is_hub_link = true;
        }
    }
}

/* A page that waits for its script is whole when all that the script asks for was read, and lists something. */
static void fill_waiting(struct site *site)
{
    for (size_t i = 0; i < site->n_pages; i++) {
        struct site_page *page = &site->pages[i];
        bool is_read = true, has_list = false;
        struct site_link_reader reader = site_links_of(site, page);
        struct site_link link;
        while (page->is_html && page->is_cut && site_links_next(&reader, &link)) {
            uint32_t to = link.is_asked ? site_url_page(site, link.url) : PAGE_NONE;
            is_read &= !link.is_asked || (to != PAGE_NONE && site->pages[to].was_read);
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
        struct site_link_reader reader = site_links_of(site, page);
        struct site_link link;
        while (is_ours && page->was_read && site_links_next(&reader, &link)) {
            if (!link.is_door)
                continue;
            uint32_t to = site_url_page(site, link.url);
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
        page->promises = false;
        for (size_t k = 0; k < page->n_promises; k++)
            page->promises |= !site_is_repeated(site, page->promise_keys[k], BOILERPLATE_PERCENT) || !start_promises(site, page->promise_keys[k]);
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

/* How many different items a page's links, rows and headings name. */
static bool names_many_items(const struct site *site, const struct site_page *page)
{
    uint64_t seen = 0;
    int n = 0;
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        if (naming->zone != ZONE_MAIN || naming->n_best == 0 || naming->best[0].subject >= site->scheme->n_items ||
            naming->best[0].score < SITE_CLAIM || naming->place == PLACE_TITLE_BLOCK || naming->place == PLACE_LINK_FILE)
            continue;
        uint64_t bit = UINT64_C(1) << (naming->best[0].subject % 64);
        n += !(seen & bit);
        seen |= bit;
    }
    return n >= HUB_ITEMS;
}

/* What a page shows inside itself, unless every page does. */
static void mark_frames(struct site *site)
{
    for (size_t i = 0; i < site->n_pages; i++) {
        struct site_inner inner[SITE_INNER_LINKS];
        size_t n = site_inner(site, &site->pages[i], inner);
        for (size_t k = 0; k < n; k++)
            site->pages[i].shows_frame |= doc_via_is_embedded(inner[k].via);
    }
}

void site_seal(struct site *site)
{
    site_blocks_seal(site);
    site->is_sealed = true;
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
    mark_frames(site);
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
