/* collect.c - who claims to be an item's evidence.
 *
 * Three kinds of claim: a link whose label (or row, list item, heading above, file name) names the item; a page or document whose own title
 * does; an entry that names it and leads nowhere. Beyond these, an unnamed link on a page that was claimed inherits the claim: "คลิก", an
 * embedded viewer, "ไฟล์แนบ 1".
 * SPDX-License-Identifier: MIT
 */
#include "candidate.h"

#include <stdlib.h>

#include "base/mem.h"
#include "declarations.h"
#include "rules/hosting.h"
#include "url/url.h"

enum {
    CLAIM_MARGIN = 8,         /* a second reading this close counts as well */
    FRAME_DEPTH = 3,          /* frames in frames through which a claim is inherited */
    ROW_STRENGTH = 70,        /* of a link whose row alone says what it is */
    VIEWER_LETTERS = 2500,    /* a page with no more text that shows a document may be its viewer: buttons and menus */
};

uint8_t naming_score(const struct naming *naming, uint16_t subject)
{
    for (size_t i = 0; i < naming->n_best; i++)
        if (naming->best[i].subject == subject)
            return naming->best[i].score;
    return 0;
}

/* The strength with which a naming claims the item: 0 when another subject is clearly better. */
static uint8_t claim_strength(const struct naming *naming, uint16_t item)
{
    uint8_t score = naming_score(naming, item);
    if (score < CLASSIFY_CLAIM)
        return 0;
    return naming->best[0].score > score + CLAIM_MARGIN ? 0 : score;
}

/* A near document named in the item's place: its trap, or NO_INDEX. */
static uint16_t near_trap(const struct scheme *scheme, const struct naming *naming, uint16_t item)
{
    if (naming->n_best == 0 || naming->best[0].subject < scheme->n_items || naming->best[0].score < CLASSIFY_CLAIM)
        return NO_INDEX;
    uint16_t trap = (uint16_t)(naming->best[0].subject - scheme->n_items);
    return item < 64 && (scheme->traps[trap].near >> item & 1) ? trap : NO_INDEX;
}

static enum year_fit claim_fit(const struct judge *judge, uint16_t item, const struct naming *claim)
{
    const struct assess_input *input = judge->input;
    const struct year_statement *year = claim->year.from_be ? &claim->year : &claim->context_year;
    return scheme_year_fit(item_accept(input->scheme, item), input->scheme->first_month, input->fiscal_year_be, year);
}

/* Which of two claims on one target speaks: right year, then strength, then main text before menus, then the smaller source URL. */
static bool speaks_before(const struct judge *judge, uint16_t item, const struct candidate *a, const struct candidate *b)
{
    if (!a->claim || !b->claim)
        return a->claim && !b->claim;
    enum year_fit fit_a = claim_fit(judge, item, a->claim), fit_b = claim_fit(judge, item, b->claim);
    if (fit_a != fit_b)
        return fit_a == YEAR_FITS || (fit_a == YEAR_NOT_STATED && fit_b == YEAR_WRONG);
    if ((a->trap == NO_INDEX) != (b->trap == NO_INDEX))
        return a->trap == NO_INDEX;
    if (a->strength != b->strength)
        return a->strength > b->strength;
    if ((a->claim->zone == ZONE_MAIN) != (b->claim->zone == ZONE_MAIN))
        return a->claim->zone == ZONE_MAIN;
    return a->source < b->source;
}

static void add(struct judge *judge, uint16_t item, struct candidate_list *list, struct candidate candidate)
{
    if (candidate.url.n)
        candidate.page = site_find(judge->input->site, candidate.url);
    for (size_t i = 0; i < list->n && candidate.url.n; i++) {
        struct candidate *old = &list->items[i];
        bool is_same = candidate.page != PAGE_NONE ? old->page == candidate.page : str_eq(old->url, candidate.url);
        if (!old->url.n || !is_same)
            continue;
        bool is_whole = !old->is_section || !candidate.is_section;
        if (speaks_before(judge, item, &candidate, old))
            *old = candidate;
        old->is_section = !is_whole;
        return;
    }
    MEM_GROW(list->items, list->n, list->capacity);
    list->items[list->n++] = candidate;
}

/* What is embedded from elsewhere is a document only when it was read, or its address names a file ("viewer?url=...plan.pdf"). */
static bool is_near_home(const struct site *site, const struct site_page *page, uint32_t to, struct str url)
{
    if (to != PAGE_NONE && (site->pages[to].was_read || !site->pages[to].is_external))
        return true;
    const struct hosting_share *share = hosting_share_of(site->scheme->hosting, url, NULL);
    if (share && !share->is_service)
        return true;
    return url_same_origin(page->url, url) || str_find_nocase_c(url, ".pdf") != STR_NPOS;
}

static void collect_link(struct judge *judge, uint16_t item, uint32_t source, size_t at, struct candidate_list *list)
{
    const struct site_page *page = &judge->input->site->pages[source];
    const struct naming *naming = &page->namings[at];
    const struct site_target *target = &page->targets[at];
    uint8_t strength = claim_strength(naming, item);
    uint16_t trap = strength ? NO_INDEX : near_trap(judge->input->scheme, naming, item);
    if (!strength && trap == NO_INDEX)
        return;
    struct candidate candidate = {.page = PAGE_NONE,
                                  .source = source,
                                  .claim = naming,
                                  .strength = strength ? strength : naming->best[0].score,
                                  .trap = trap};
    bool leads_on = !naming->in_criterion && target->target == TARGET_URL && !str_eq(target->url, page->url) && !str_eq(target->url, page->final_url);
    if (leads_on && doc_via_is_embedded(target->via) && site_is_in_every_frame(judge->input->site, target->url))
        return; /* a brochure in the template */
    if (leads_on && doc_via_is_embedded(target->via) && !is_near_home(judge->input->site, page, site_find(judge->input->site, target->url), target->url))
        return; /* a map under the heading "ติดต่อเรา" */
    if (leads_on)
        candidate.url = target->url;
    else if (naming->link != DOC_NONE && target->target != TARGET_SELF && target->target != TARGET_URL)
        return; /* mail, phone, an anchor in the page: the page itself is the candidate if it is one */
    add(judge, item, list, candidate);
}

/* A row of this year's index as a claim of its own, where no link or entry has carried it: it binds what it names to all that stands in it, and says that
 * nothing does. */
static void collect_row(struct judge *judge, uint16_t item, const struct declaration *declaration, struct candidate_list *list)
{
    const struct site *site = judge->input->site;
    const struct row_fact *fact = &declaration->row->fact;
    struct naming *claim = ARENA_NEW(&judge->work, struct naming);
    uint8_t score = fact->best.subject == item && fact->best.score >= CLASSIFY_CLAIM ? fact->best.score : CLASSIFY_CLAIM;
    *claim = (struct naming){.place = PLACE_ENTRY,
                             .zone = ZONE_MAIN,
                             .best = {{item, score}},
                             .n_best = 1,
                             .text = fact->label,
                             .year = fact->year,
                             .context_year = fact->context_year,
                             .code = fact->number,
                             .in_criterion = fact->has_criterion,
                             .link = DOC_NONE,
                             .block_from = fact->block,
                             .block_to = fact->block + 1};
    struct candidate candidate = {.page = PAGE_NONE, .source = declaration->page, .claim = claim, .strength = score, .trap = NO_INDEX};
    bool is_known = false;
    for (size_t i = 0; i < list->n && declaration->row->n_urls == 0; i++)
        is_known |= !list->items[i].url.n && list->items[i].source == declaration->page;
    if (declaration->row->n_urls == 0 && !is_known)
        add(judge, item, list, candidate);
    candidate.strength = score < ROW_STRENGTH ? score : ROW_STRENGTH;
    claim->in_criterion = false;
    for (size_t k = 0; k < declaration->row->n_urls; k++) {
        uint32_t to = site_find(site, declaration->row->urls[k]);
        is_known = to != PAGE_NONE && (site->pages[to].is_start || declarations_is_index(judge->declarations, to));
        for (size_t i = 0; i < list->n && !is_known; i++)
            is_known = to != PAGE_NONE ? list->items[i].page == to : str_eq(list->items[i].url, declaration->row->urls[k]);
        candidate.url = declaration->row->urls[k];
        if (!is_known)
            add(judge, item, list, candidate);
    }
}

/* A page or document whose own title or headings name the item. */
static void collect_own(struct judge *judge, uint16_t item, uint32_t index, struct candidate_list *list)
{
    const struct site_page *page = &judge->input->site->pages[index];
    uint8_t whole = 0, section = 0;
    for (size_t i = 0; i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        if (naming->link != DOC_NONE || naming->place >= PLACE_ANCHOR || naming->place == PLACE_BREADCRUMB || naming->in_criterion)
            continue;
        if (naming->place != PLACE_TITLE && naming->block_hash && page->is_html && site_is_boilerplate(judge->input->site, naming->block_hash, naming->zone))
            continue;
        uint8_t score = claim_strength(naming, item);
        if (naming->place == PLACE_HEADING || (naming->place == PLACE_H1 && naming->zone != ZONE_MAIN))
            section = score > section ? score : section;
        else
            whole = score > whole ? score : whole;
    }
    if (!whole && !section)
        return;
    add(judge, item, list,
        (struct candidate){.page = index,
                           .url = page->url,
                           .source = PAGE_NONE,
                           .strength = whole ? whole : section,
                           .trap = NO_INDEX,
                           .is_section = !whole || (page->is_html && page->is_hub)});
}

/* Hardly any words, no item named, and a document shown: what leads here means the document. */
static bool is_viewer(const struct site_page *page)
{
    return page->is_html && page->was_read && !page->is_start && page->n_letters <= VIEWER_LETTERS && page->n_namings == 0 && page->shows_frame;
}

static bool is_inheritable(const struct site *site, const struct site_page *page, const struct site_inner *inner, bool in_frame)
{
    uint32_t to = site_find(site, inner->url);
    if (doc_via_is_embedded(inner->via))
        return !site_is_in_every_frame(site, inner->url) && is_near_home(site, page, to, inner->url); /* a map, a video, a social feed: no document of ours */
    if (in_frame || to == PAGE_NONE)
        return false;
    /* An unnamed link to another page says too little; a document or a viewer is what the page is for. */
    return !site->pages[to].is_html || is_viewer(&site->pages[to]) || (site->pages[to].share && site->pages[to].is_shared_list);
}

/* Unnamed links in the text of a claimed page, and what its frames show. */
static void collect_inherited(struct judge *judge, uint16_t item, struct candidate_list *list)
{
    const struct site *site = judge->input->site;
    size_t n_claimed = list->n;
    for (size_t i = 0; i < list->n; i++) {
        struct candidate from = list->items[i];
        bool in_frame = i >= n_claimed;
        if (from.page == PAGE_NONE || from.trap != NO_INDEX || from.is_section || from.depth >= FRAME_DEPTH)
            continue;
        const struct site_page *page = &site->pages[from.page];
        bool is_door = in_frame && !is_viewer(page) && !page->is_shared_list && !from.is_frame;
        if (!page->is_html || !page->was_read || page->is_start || page->is_hub || is_door)
            continue;
        struct site_inner inner[SITE_INNER_LINKS];
        size_t n_inner = site_inner(site, page, inner);
        for (size_t k = 0; k < n_inner; k++) {
            if (!is_inheritable(site, page, &inner[k], in_frame && !page->is_shared_list))
                continue;
            bool is_frame = doc_via_is_embedded(inner[k].via);
            add(judge, item, list,
                (struct candidate){.page = PAGE_NONE,
                                   .url = inner[k].url,
                                   .source = from.page,
                                   .claim = from.claim,
                                   .strength = (uint8_t)(is_frame ? from.strength : from.strength - INHERIT_LOSS),
                                   .trap = NO_INDEX,
                                   .is_inherited = true,
                                   .is_frame = is_frame,
                                   .depth = (uint8_t)(from.depth + 1)});
        }
    }
}

static int rank(const struct candidate *c)
{
    static const int by_outcome[] = {[OUTCOME_GOOD] = 5, [OUTCOME_IMAGE] = 4, [OUTCOME_NO_YEAR] = 3,
                                     [OUTCOME_UNREAD] = 2, [OUTCOME_REJECTED] = 1, [OUTCOME_NOTHING] = 0};
    return by_outcome[c->outcome];
}

/* Most telling first; the last tie-break is the URL, so the order never depends on arrival. */
static int by_weight(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (rank(x) != rank(y))
        return rank(y) - rank(x);
    if (x->n_found != y->n_found)
        return (int)y->n_found - (int)x->n_found;
    if (x->is_document != y->is_document)
        return (int)y->is_document - (int)x->is_document;
    if (x->is_agreed != y->is_agreed)
        return (int)y->is_agreed - (int)x->is_agreed;
    int sx = x->strength + x->own_score, sy = y->strength + y->own_score;
    if (sx != sy)
        return sy - sx;
    if (x->year.is_certain != y->year.is_certain)
        return (int)y->year.is_certain - (int)x->year.is_certain;
    if (x->url.n == 0 || y->url.n == 0)
        return ((x->url.n == 0) - (y->url.n == 0)) ? (x->url.n == 0) - (y->url.n == 0) : (x->source > y->source) - (x->source < y->source);
    return str_cmp(x->url, y->url);
}

void candidates_collect(struct judge *judge, uint16_t item, struct candidate_list *ret_list)
{
    const struct site *site = judge->input->site;
    *ret_list = (struct candidate_list){0};
    for (uint32_t i = 0; i < site->n_pages; i++) {
        /* What another site says of its documents is no claim of this agency; a shared folder is the agency's own list. */
        bool is_own = !site->pages[i].is_external || site->pages[i].is_shared_list;
        for (size_t k = 0; is_own && k < site->pages[i].n_namings; k++)
            if (site->pages[i].namings[k].link != DOC_NONE || site->pages[i].namings[k].place == PLACE_ENTRY)
                collect_link(judge, item, i, k, ret_list);
        collect_own(judge, item, i, ret_list);
    }
    for (size_t i = 0; i < judge->declarations->n_rows; i++)
        if (judge->declarations->rows[i].item == item && !judge->declarations->rows[i].is_silent)
            collect_row(judge, item, &judge->declarations->rows[i], ret_list);
    collect_inherited(judge, item, ret_list);
    for (size_t i = 0; i < ret_list->n; i++) {
        struct candidate *candidate = &ret_list->items[i];
        candidate_judge(judge, item, candidate);
        bool wants_document = (judge->input->scheme->items[item].form & FORM_DOCUMENT) != 0;
        candidate->is_document = wants_document && candidate->page != PAGE_NONE && !site->pages[candidate->page].is_html;
    }
    if (ret_list->n)
        qsort(ret_list->items, ret_list->n, sizeof *ret_list->items, by_weight);
}
