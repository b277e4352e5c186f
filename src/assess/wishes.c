/* wishes.c - scans whose text could change a verdict.
 * SPDX-License-Identifier: MIT
 */
#include "wishes.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

enum {
    FIRST_PAGES = 4,     /* of a claimed document: its title, its year, the beginning of its content */
    TITLE_PAGES = 2,     /* of one nobody names: is it anything? */
    MAX_UNCLAIMED = 60,  /* documents that nobody names; agencies scan thousands of letters */
};
static const double BY_EYE_FACTOR = 0.5;   /* counted already, if a person agrees */
static const double HUB_FACTOR = 0.3, PLACE_FACTOR = 0.1;

void wishes_begin(struct wishes *wishes, const struct site *site)
{
    *wishes = (struct wishes){.notes = mem_alloc((site->n_pages + 1) * sizeof *wishes->notes)};
}

/* Office files only when they are nothing but pictures: a picture beside text is not read. */
static bool can_hold_scans(const struct site_page *page)
{
    bool is_office = page->kind == DOC_DOCX || page->kind == DOC_PPTX || page->kind == DOC_ODT || page->kind == DOC_ODP;
    return page->kind == DOC_PDF || page->kind == DOC_IMAGE || page->kind == DOC_ZIP || (is_office && page->fault == FAULT_NO_TEXT);
}

/* Has pages that nobody has read and OCR could. */
static bool is_unread_scan(const struct site_page *page)
{
    bool is_readable = page->was_read || page->fault == FAULT_NO_TEXT || page->fault == FAULT_SCAN_UNREAD || page->fault == FAULT_TOOL_MISSING;
    return is_readable && can_hold_scans(page) && page->n_image_pages > page->n_ocr_pages &&
           page->n_ocr_pages < LIMIT_OCR_PAGES;
}

static bool is_settled(const struct oit_item *verdict)
{
    return verdict->status == OIT_PUBLISHED && verdict->reasons[0].code != REASON_CHECK_BY_EYE;
}

void wishes_note(struct wishes *wishes, const struct site *site, uint16_t item, const struct candidate_list *list, const struct oit_item *verdict)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct candidate *c = &list->items[i];
        if (c->page == PAGE_NONE || !is_unread_scan(&site->pages[c->page]) || c->trap != NO_INDEX)
            continue; /* "ดาวน์โหลด 1" near a form's item says nothing of a scan */
        struct wish_note *note = &wishes->notes[c->page];
        note->is_claimed = true;
        if (is_settled(verdict) || c->outcome == OUTCOME_REJECTED || item >= 64)
            continue;
        uint8_t strength = c->strength > c->own_score ? c->strength : c->own_score;
        note->items |= UINT64_C(1) << item;
        note->strength = strength > note->strength ? strength : note->strength;
    }
}

static double gain_of(const struct oit_report *report, uint64_t items)
{
    double best = 0;
    for (size_t i = 0; i < report->n_items && i < 64; i++) {
        const struct oit_item *item = &report->items[i];
        double gain = item->gain * (item->status == OIT_PUBLISHED ? BY_EYE_FACTOR : 1);
        if (items >> i & 1 && gain > best)
            best = gain;
    }
    return best;
}

static uint64_t open_items(const struct oit_report *report)
{
    uint64_t open = 0;
    for (size_t i = 0; i < report->n_items && i < 64; i++)
        if (!is_settled(&report->items[i]))
            open |= UINT64_C(1) << i;
    return open;
}

static bool is_under_index(const struct site *site, const struct site_page *page)
{
    return page->reached_from != PAGE_NONE && (site->pages[page->reached_from].is_hub || site->pages[page->reached_from].is_hub_link);
}

static int by_weight(const void *a, const void *b)
{
    const struct wish *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return str_cmp(x->url, y->url);
}

static uint32_t pages_of(const struct site_page *page, uint32_t first)
{
    uint32_t n = page->n_ocr_pages == 0 ? first : LIMIT_OCR_PAGES;
    return n < page->n_image_pages ? n : page->n_image_pages;
}

void wishes_finish(struct wishes *wishes, const struct site *site, const struct oit_report *report, bool wants_all, struct arena *arena)
{
    uint64_t open = open_items(report);
    double gain = gain_of(report, open);
    wishes->items = ARENA_ARRAY(arena, struct wish, site->n_pages + 1);
    for (size_t i = 0; i < site->n_pages; i++) {
        const struct site_page *page = &site->pages[i];
        const struct wish_note *note = &wishes->notes[i];
        if (!is_unread_scan(page))
            continue;
        struct wish wish = {.url = page->url, .is_claimed = note->is_claimed, .n_pages = pages_of(page, note->is_claimed ? FIRST_PAGES : TITLE_PAGES)};
        if (note->items)
            wish.weight = gain_of(report, note->items) * note->strength / 100 / (page->n_ocr_pages ? 2 : 1);
        else if (!note->is_claimed && open && !page->is_external && page->fault != FAULT_NONE && page->n_ocr_pages == 0)
            wish.weight = gain * (is_under_index(site, page) ? HUB_FACTOR : PLACE_FACTOR);
        if (wants_all) {
            wish.n_pages = pages_of(page, LIMIT_OCR_PAGES);
            wish.weight += 1e-6;
        }
        if (wish.weight > 0)
            wishes->items[wishes->n++] = wish;
    }
    if (wishes->n)
        qsort(wishes->items, wishes->n, sizeof *wishes->items, by_weight);
    size_t n_unclaimed = 0, kept = 0;
    for (size_t i = 0; i < wishes->n; i++)
        if (wishes->items[i].is_claimed || wants_all || n_unclaimed++ < MAX_UNCLAIMED)
            wishes->items[kept++] = wishes->items[i];
    wishes->n = kept;
    free(wishes->notes);
    wishes->notes = NULL;
}
