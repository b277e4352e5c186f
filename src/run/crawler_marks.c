/* crawler_marks.c - notes on the URLs of a run that its notices are made of at the end: which items a link promised there.
 *
 * Most URLs are promised by no link, so the items stand in a table of their own; the other notes are bits of the frontier's entry.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

enum { LEAST_SCORE = 60 }; /* of a name: from here it may be the item (report.h) */

struct marked {
    uint32_t entry; /* and one more; 0: free */
    uint64_t items;
};

struct crawler_marks {
    struct marked *slots; /* by entry, open addressing */
    size_t n, n_slots;
};

struct crawler_marks *crawler_marks_new(void)
{
    return mem_alloc(sizeof(struct crawler_marks));
}

void crawler_marks_free(struct crawler_marks *marks)
{
    if (marks)
        free(marks->slots);
    free(marks);
}

static struct marked *slot_of(const struct crawler_marks *marks, uint32_t index)
{
    size_t at = (size_t)(index * 2654435761u) & (marks->n_slots - 1);
    while (marks->slots[at].entry && marks->slots[at].entry != index + 1)
        at = (at + 1) & (marks->n_slots - 1);
    return &marks->slots[at];
}

static void grow(struct crawler_marks *marks)
{
    struct crawler_marks old = *marks;
    marks->n_slots = old.n_slots ? old.n_slots * 2 : 256;
    marks->slots = mem_alloc(marks->n_slots * sizeof *marks->slots);
    for (size_t i = 0; i < old.n_slots; i++)
        if (old.slots[i].entry)
            *slot_of(marks, old.slots[i].entry - 1) = old.slots[i];
    free(old.slots);
}

void crawler_mark(struct crawler *c, uint32_t index, unsigned marks)
{
    if (index != FRONTIER_NONE)
        frontier_at(c->frontier, index)->marks |= (uint16_t)marks;
}

void crawler_mark_items(struct crawler *c, uint32_t index, uint64_t items)
{
    struct crawler_marks *marks = c->marks;
    if (index == FRONTIER_NONE || items == 0)
        return;
    if (marks->n * 2 >= marks->n_slots)
        grow(marks);
    struct marked *slot = slot_of(marks, index);
    if (!slot->entry) {
        if (marks->n >= LIMIT_MARKED_URLS)
            return;
        marks->n++;
        slot->entry = index + 1;
    }
    slot->items |= items;
}

uint64_t crawler_items_of(const struct crawler *c, uint32_t index)
{
    return c->marks->n ? slot_of(c->marks, index)->items : 0;
}

/* --- what findings say ---------------------------------------------------------------------------------------------------------- */

static uint64_t items_named(const struct crawler *c, const struct naming *naming)
{
    uint64_t items = 0;
    for (size_t i = 0; i < naming->n_best; i++)
        if (naming->best[i].score >= LEAST_SCORE && naming->best[i].subject < c->input->scheme->n_items && naming->best[i].subject < 64)
            items |= (uint64_t)1 << naming->best[i].subject;
    return items;
}

void crawler_mark_link(struct crawler *c, uint32_t index, const struct findings *findings, const struct link_fact *link)
{
    if (index == FRONTIER_NONE)
        return;
    if (findings->kind == DOC_SITEMAP)
        crawler_mark(c, index, MARK_LISTED);
    else if (findings->kind != DOC_FEED && !doc_via_is_rel(link->via))
        crawler_mark(c, index, MARK_LINKED);
    if (link->naming < findings->n_namings)
        crawler_mark_items(c, index, items_named(c, &findings->namings[link->naming]));
}

void crawler_mark_read(struct crawler *c, uint32_t index, const struct findings *findings)
{
    crawler_sitemaps_read(c, index, findings);
    crawler_mark(c, index, (findings->is_noindex ? MARK_UNSHOWN : 0u) | (findings->is_nofollow ? MARK_UNFOLLOWED : 0u));
    crawler_mark(c, index, findings->kind == DOC_HTML ? MARK_READ | MARK_PAGE : MARK_READ);
    for (size_t i = 0; i < findings->n_namings; i++) {
        enum naming_place place = findings->namings[i].place;
        if (place == PLACE_TITLE || place == PLACE_H1 || place == PLACE_TITLE_BLOCK)
            crawler_mark_items(c, index, items_named(c, &findings->namings[i]));
    }
}

/* Who links to an address that leads elsewhere means what stands there, and a sitemap that lists it too. */
void crawler_mark_moved(struct crawler *c, uint32_t from, uint32_t to)
{
    if (to == FRONTIER_NONE || from == to)
        return;
    crawler_mark(c, to, frontier_at(c->frontier, from)->marks & (MARK_LINKED | MARK_LISTED | MARK_FILE | MARK_NAMED));
    frontier_at(c->frontier, from)->marks &= (uint16_t)~MARK_NAMED;
    if (c->sitemaps.guess == from)
        c->sitemaps.guess = to;
    crawler_mark_items(c, to, crawler_items_of(c, from));
}
