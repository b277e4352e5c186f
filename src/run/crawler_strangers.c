/* crawler_strangers.c - pages in words nobody has a rule for that stand in the place of many others: "too many requests, come back later", with status 200.
 *
 * Five pages or more of three families of URLs or more with one short text, and on none of them a link, a picture or a form of the site: no site
 * publishes that. What should stand there was not read. Told at the end of the crawl, from the set of pages, so that their order does not matter.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdlib.h>

#include "base/mem.h"

enum { LEAST_PAGES = 5, LEAST_FAMILIES = 3, MOST_LETTERS = 600 };

struct stranger {
    uint64_t text;
    uint32_t entry, family;
};

struct crawler_strangers {
    struct stranger *items;
    size_t n, capacity;
};

struct crawler_strangers *crawler_strangers_new(void)
{
    return mem_alloc(sizeof(struct crawler_strangers));
}

void crawler_strangers_free(struct crawler_strangers *strangers)
{
    if (strangers)
        free(strangers->items);
    free(strangers);
}

static bool shows_anything(const struct crawler *c, const struct findings *findings, struct str own)
{
    for (size_t i = 0; i < findings->n_links; i++) {
        const struct link_fact *link = &findings->links[i];
        if (link->target == TARGET_URL && !doc_via_is_rel(link->via) && !str_eq(link->url, own) && !str_eq(link->url, c->start_final))
            return true;
    }
    return findings->n_big_images > 0;
}

void crawler_strangers_note(struct crawler *c, uint32_t index, const struct findings *findings)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct crawler_strangers *s = c->strangers;
    if (findings->kind != DOC_HTML || findings->fault != FAULT_NONE || findings->is_shell || entry->is_foreign || index == c->start_entry ||
        findings->n_letters == 0 || findings->n_letters > MOST_LETTERS || shows_anything(c, findings, entry->url))
        return;
    MEM_GROW(s->items, s->n, s->capacity);
    s->items[s->n++] = (struct stranger){findings->text_hash ^ str_hash_quick(findings->title), index, entry->family};
}

static int by_text(const void *a, const void *b)
{
    const struct stranger *x = a, *y = b;
    if (x->text != y->text)
        return x->text < y->text ? -1 : 1;
    return x->family != y->family ? (x->family < y->family ? -1 : 1) : (x->entry > y->entry) - (x->entry < y->entry);
}

/* They are unread: their content is no evidence, and enough of them leave the run incomplete. */
static void disown(struct crawler *c, const struct stranger *items, size_t n)
{
    size_t n_families = 1, n_pages = 1;
    for (size_t i = 1; i < n; i++) {
        n_families += items[i].family != items[i - 1].family;
        n_pages += items[i].entry != items[i - 1].entry;
    }
    if (n_pages < LEAST_PAGES || n_families < LEAST_FAMILIES)
        return;
    for (size_t i = 0; i < n; i++) {
        bool is_again = i > 0 && items[i].entry == items[i - 1].entry; /* read twice */
        if (is_again || frontier_at(c->frontier, items[i].entry)->state != ENTRY_DONE)
            continue;
        crawler_rename_fault(c, items[i].entry, FAULT_BLOCKED, 200);
        c->n_own_failed++; /* it was fetched, so it counts as that */
    }
}

void crawler_strangers_end(struct crawler *c)
{
    struct crawler_strangers *s = c->strangers;
    if (s->n)
        qsort(s->items, s->n, sizeof *s->items, by_text);
    for (size_t from = 0, to = 0; from < s->n; from = to) {
        while (to < s->n && s->items[to].text == s->items[from].text)
            to++;
        disown(c, s->items + from, to - from);
    }
}
