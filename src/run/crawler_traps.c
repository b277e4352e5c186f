/* crawler_traps.c - what the crawl tells the families of URLs, and what the report says of those that were cut.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_traps.h"

#include <stdlib.h>

#include "base/mem.h"
#include "run/traps.h"

enum {
    MAX_REPORTED = 64,
    MAX_NAMED_CUTS = 100,  /* cut links that name an item and are listed as unread: of one run */
    LIST_PERCENT = 70,     /* of the letters of a list are words of its links */
    THAI_BYTES = 3,
    TITLE_SCORE = 60,
};

struct crawler_traps {
    uint32_t family; /* of the page whose links are offered now */
    uint32_t n_named_cuts;
    bool is_open, brings_new, brings_promise, names_item;
};

struct crawler_traps *crawler_traps_new(void)
{
    return mem_alloc(sizeof(struct crawler_traps));
}

void crawler_traps_free(struct crawler_traps *traps)
{
    free(traps);
}

void crawler_traps_begin(struct crawler *c, uint32_t index)
{
    *c->traps = (struct crawler_traps){.family = frontier_at(c->frontier, index)->family, .n_named_cuts = c->traps->n_named_cuts, .is_open = true};
}

/* What was cut and names an item must not be silence: it stands in the report as not read, and keeps the item open. */
static void keep_named(struct crawler *c, const struct frontier_entry *entry)
{
    if (entry->promise < FOREIGN_PROMISE || entry->is_foreign || c->traps->n_named_cuts >= MAX_NAMED_CUTS)
        return;
    c->traps->n_named_cuts++;
    crawler_store_cut(c, entry);
}

void crawler_traps_offered(struct crawler *c, const struct frontier_entry *entry, enum frontier_result result, uint32_t index, enum trap trap)
{
    if (result == OFFER_CUT && trap != TRAP_NONE)
        keep_named(c, entry);
    if (result != OFFER_NEW || !c->traps->is_open)
        return;
    c->traps->brings_promise |= entry->promise >= FAMILY_PROMISING;
    c->traps->names_item |= entry->promise >= FOREIGN_PROMISE && !c->is_common;
    c->traps->brings_new |= frontier_at(c->frontier, index)->family != c->traps->family;
}

/* --- a page that was read ---------------------------------------------------------------------------------------------------- */

static bool names_item(const struct crawler *c, const struct findings *findings)
{
    for (size_t i = 0; i < findings->n_namings; i++) {
        const struct naming *naming = &findings->namings[i];
        if (naming->link == DOC_NONE && naming->place <= PLACE_TITLE_BLOCK && naming->n_best > 0 && naming->best[0].score >= TITLE_SCORE &&
            naming->best[0].subject < c->input->scheme->n_items)
            return true;
    }
    return false;
}

/* The links of its text that lead out of the family. */
static void look_outside(struct crawler *c, const struct findings *findings, struct family_page *page, uint32_t family)
{
    size_t n_label_bytes = 0;
    for (size_t i = 0; i < findings->n_links; i++) {
        const struct link_fact *link = &findings->links[i];
        if (link->zone != ZONE_MAIN || link->target != TARGET_URL)
            continue;
        n_label_bytes += link->label.n;
        uint32_t known = frontier_find(c->frontier, link->url);
        if (known == FRONTIER_NONE || frontier_at(c->frontier, known)->family == family)
            continue;
        uint64_t h = str_hash_quick(link->url);
        page->outside += h ^ h >> 29;
        page->n_outside++;
    }
    page->is_list = page->n_outside > 0 && n_label_bytes / THAI_BYTES * 100 >= (size_t)findings->n_letters * LIST_PERCENT;
}

void crawler_traps_end(struct crawler *c, uint32_t index, const struct findings *findings, enum oit_fault fault)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct families *families = frontier_families(c->frontier);
    c->traps->is_open = false;
    if (entry->is_foreign || (!findings && fault != FAULT_SOFT_404))
        return;
    uint32_t referrer = entry->referrer == FRONTIER_NONE ? FRONTIER_NONE : frontier_at(c->frontier, entry->referrer)->family;
    struct family_page page = {
        .is_chained = referrer == entry->family,
        .is_same_program = referrer != FRONTIER_NONE && families_same_program(families, referrer, entry->family),
        .brings_new = c->traps->brings_new,
        .brings_promise = c->traps->brings_promise,
        .names_item = c->traps->names_item || (findings && names_item(c, findings)),
        .is_not_found = fault == FAULT_SOFT_404 || (findings && findings->fault == FAULT_SOFT_404),
    };
    page.brings_promise |= page.names_item;
    if (findings) {
        page.text_hash = findings->text_hash;
        page.simhash = findings->simhash;
        page.n_letters = findings->n_letters;
        if (page.is_chained || page.is_same_program)
            look_outside(c, findings, &page, entry->family);
    }
    families_read(families, entry->family, &page);
}

/* --- report ------------------------------------------------------------------------------------------------------------------ */

void crawler_traps_report(struct crawler *c)
{
    struct cut_family cuts[MAX_REPORTED];
    size_t n = families_cut(frontier_families(c->frontier), cuts, MAX_REPORTED);
    struct oit_trap *traps = ARENA_ARRAY(c->arena, struct oit_trap, n + 1);
    for (size_t i = 0; i < n; i++) {
        traps[i] = (struct oit_trap){
            .family = arena_text(c->arena, str_from(cuts[i].name)),
            .reason = trap_name(cuts[i].trap),
            .text = trap_words(trap_name(cuts[i].trap)),
            .seen = cuts[i].n_seen,
            .read = cuts[i].n_read,
            .cut = cuts[i].n_cut,
            .example = arena_text(c->arena, str_from(cuts[i].example)),
        };
        struct notice notice = trap_notice(traps[i].reason);
        notice.url = str_from(traps[i].example);
        crawler_notice(c, &notice);
    }
    c->outcome->traps = traps;
    c->outcome->n_traps = n;
}
