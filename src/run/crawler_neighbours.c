/* crawler_neighbours.c - links to sub-domains that may be the agency's own, kept until one of their pages vouches for them.
 *
 * Whether a page that links to such a host was read before or after the host's own front page is chance; what is asked for must not depend on it.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

struct kept_link {
    uint32_t from;
    uint8_t promise;
    bool is_menu;
    char *url, *label;
};

struct crawler_neighbours {
    struct kept_link *kept;
    size_t n, capacity;
};

struct crawler_neighbours *crawler_neighbours_new(void)
{
    return mem_alloc(sizeof(struct crawler_neighbours));
}

static void drop(struct kept_link *link)
{
    free(link->url);
    free(link->label);
}

void crawler_neighbours_free(struct crawler_neighbours *neighbours)
{
    for (size_t i = 0; neighbours && i < neighbours->n; i++)
        drop(&neighbours->kept[i]);
    if (neighbours)
        free(neighbours->kept);
    free(neighbours);
}

void crawler_neighbours_keep(struct crawler *c, uint32_t from, const struct link_fact *link, bool is_menu)
{
    struct crawler_neighbours *s = c->neighbours;
    if (s->n >= LIMIT_KEPT_NEIGHBOURS)
        return;
    MEM_GROW(s->kept, s->n, s->capacity);
    s->kept[s->n++] = (struct kept_link){from, link->promise, is_menu, mem_text(link->url), mem_text(link->label)};
}

/* A page of it was looked at as a stranger's, its links were not: it is asked for once more, as one of ours. */
static void take_in(struct crawler *c, uint32_t index)
{
    struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct arena arena;
    struct store_visit visit;
    struct findings findings;
    bool is_found = false;
    entry->is_foreign = false;
    if (entry->state != ENTRY_DONE || !entry->sign)
        return;
    arena_init(&arena);
    is_found = store_visit_get(c->input->store, c->input->run, entry->url, STORE_WITH_FINDINGS, &arena, &is_found, &visit, NULL) == OIT_OK && is_found &&
               visit.findings.n && findings_unpack_for(c->input->scheme, visit.findings, &arena, &findings);
    if (is_found && findings.kind == DOC_HTML) {
        crawler_uncount_kind(c, findings.kind);
        frontier_put_back(c->frontier, index);
    }
    arena_done(&arena);
}

void crawler_neighbours_open(struct crawler *c, uint32_t by)
{
    struct crawler_neighbours *s = c->neighbours;
    size_t n_left = 0;
    for (uint32_t i = 0; i < frontier_size(c->frontier); i++)
        if (i != by && frontier_at(c->frontier, i)->is_foreign && scope_of(c->scope, frontier_at(c->frontier, i)->url) == SCOPE_OWN)
            take_in(c, i);
    for (size_t i = 0; i < s->n; i++) {
        struct kept_link *link = &s->kept[i];
        if (scope_of(c->scope, str_from(link->url)) != SCOPE_OWN) {
            s->kept[n_left++] = *link;
            continue;
        }
        crawler_mark(c, crawler_offer(c, str_from(link->url), str_from(link->label), link->from, link->promise, link->is_menu, HOW_LINK, false), MARK_LINKED);
        drop(link);
    }
    s->n = n_left;
}
