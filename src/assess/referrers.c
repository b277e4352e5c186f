/* referrers.c - by which link each page is known.
 *
 * Labels are not kept with the links of the sealed site: they are read again from the findings of the pages that lead to those whose label says something
 * about them (indexes, pages without a year of their own, what was not read).
 * SPDX-License-Identifier: MIT
 */
#include "referrers.h"

#include <stdlib.h>

#include "assess/site_parts.h"
#include "base/mem.h"

struct way {
    uint32_t from, to;
};

static int by_from(const void *a, const void *b)
{
    const struct way *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

/* from[i]: the page whose link makes page i known, or PAGE_NONE. Pages are in order of URL, so the first one found is the first by URL. */
static void find_referrers(const struct site *site, uint32_t *from)
{
    for (size_t i = 0; i < site->n_pages; i++)
        from[i] = site->pages[i].reached_from;
    for (uint32_t i = 0; i < site->n_pages; i++) {
        struct site_link_reader reader = site_links_of(site, &site->pages[i]);
        struct site_link link;
        while (site_links_next(&reader, &link)) {
            uint32_t to = site_url_page(site, link.url);
            if (to != PAGE_NONE && to != i && to != site->start && from[to] == PAGE_NONE)
                from[to] = i;
        }
    }
}

static bool needs_label(const struct site_page *page)
{
    return !page->was_read || page->n_rows > 0 || page->index_sign != INDEX_NO_SIGN || page->year->from_be == 0;
}

static void label_those_of(struct site *site, const struct way *ways, size_t n, const struct findings *findings)
{
    struct str *stored = mem_alloc((n + 1) * sizeof *stored); /* mostly the same words: then no copy is made */
    for (size_t i = 0; i < n; i++) {
        stored[i] = site->pages[ways[i].to].label;
        site->pages[ways[i].to].label = STR_NONE;
    }
    for (size_t k = 0; k < findings->n_links; k++) {
        const struct link_fact *link = &findings->links[k];
        uint32_t to = link->label.n ? site_find(site, link->url) : PAGE_NONE;
        const struct way key = {ways[0].from, to};
        const struct way *way = to != PAGE_NONE && site->pages[to].label.n == 0 ? bsearch(&key, ways, n, sizeof key, by_from) : NULL;
        if (way)
            site->pages[to].label = str_eq(stored[way - ways], link->label)         ? stored[way - ways]
                                    : str_eq(site->pages[to].title, link->label) ? site->pages[to].title
                                                                                 : arena_str(&site->arena, link->label);
    }
    free(stored);
}

void referrers_set(struct site *site, referrers_load_fn load, void *context)
{
    uint32_t *from = mem_alloc((site->n_pages + 1) * sizeof *from);
    struct way *ways = mem_alloc((site->n_pages + 1) * sizeof *ways);
    struct arena scratch;
    size_t n = 0;
    arena_init(&scratch);
    find_referrers(site, from);
    for (uint32_t i = 0; i < site->n_pages; i++) {
        if (from[i] == PAGE_NONE || i == site->start)
            continue;
        site->pages[i].referrer = site_url_find(site, str_hash_quick(site->pages[from[i]].url));
        if (needs_label(&site->pages[i]))
            ways[n++] = (struct way){from[i], i};
        else
            site->pages[i].label = STR_NONE;
    }
    qsort(ways, n, sizeof *ways, by_from);
    for (size_t i = 0, end; i < n; i = end) {
        struct findings findings;
        for (end = i + 1; end < n && ways[end].from == ways[i].from; end++)
            continue;
        arena_clear(&scratch);
        if (load(context, site->pages[ways[i].from].url, &scratch, &findings))
            label_those_of(site, ways + i, end - i, &findings);
    }
    arena_done(&scratch);
    free(ways);
    free(from);
}
