/* declared_states.c - declared versus proved: what stands behind each row of the index.
 *
 * A row is held against the candidates of its item: the page it leads to, or what that page leads to in its text (a page an item). What was judged there
 * is the row's state. An item proved by something no row leads to is "elsewhere".
 * SPDX-License-Identifier: MIT
 */
#include "declarations.h"

#include <stdlib.h>

#include "base/messages.h"

enum { STEPS_BEHIND = 2 /* a row, the item's page, its document */, MAX_DECLARED_ROWS = 40, MAX_TARGETS = 20 };

/* --- what leads where -------------------------------------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The pages that named and unnamed links of its text lead to, each once: asked again for every row and every candidate. */
static const struct page_ways *ways_of(const struct site *site, const struct declarations *d, uint32_t from)
{
    const struct site_page *page = &site->pages[from];
    struct page_ways *ways = &d->ways[from];
    if (ways->is_known)
        return ways;
    size_t n = 0;
    struct site_inner inner[SITE_INNER_LINKS];
    size_t n_inner = site_inner(site, page, inner);
    uint32_t *pages = ARENA_ARRAY(d->arena, uint32_t, page->n_namings + n_inner + 1);
    for (size_t i = 0; i < page->n_namings; i++)
        if (page->namings[i].link != DOC_NONE && page->namings[i].zone == ZONE_MAIN)
            pages[n++] = site_find(site, page->targets[i].url);
    for (size_t i = 0; i < n_inner; i++)
        pages[n++] = site_find(site, inner[i].url);
    qsort(pages, n, sizeof *pages, by_number);
    *ways = (struct page_ways){.pages = pages, .is_known = true};
    for (size_t i = 0; i < n; i++)
        if (pages[i] != PAGE_NONE && pages[i] != from && (ways->n == 0 || pages[ways->n - 1] != pages[i]))
            pages[ways->n++] = pages[i];
    return ways;
}

static bool leads_to(const struct site *site, const struct declarations *d, uint32_t from, uint32_t to, int steps)
{
    if (from == PAGE_NONE || to == PAGE_NONE)
        return false;
    if (from == to)
        return true;
    const struct site_page *page = &site->pages[from];
    if (steps == 0 || !page->is_html || page->is_start)
        return false;
    if (!site->pages[to].is_html && site_links_to(site, from, to)) /* whatever the link is called: no menu leads to a document */
        return true;
    const struct page_ways *ways = ways_of(site, d, from);
    for (size_t i = 0; i < ways->n; i++)
        if (leads_to(site, d, ways->pages[i], to, steps - 1))
            return true;
    return false;
}

/* The home page, or an index again. */
static bool leads_nowhere(const struct declarations *d, const struct site *site, const struct declaration *declaration, uint32_t target)
{
    return target != PAGE_NONE && (site->pages[target].is_start || declarations_leads_back(d, declaration, target));
}

/* --- states ------------------------------------------------------------------------------------------------------------------ */

static bool is_better(enum oit_declared_state a, enum oit_declared_state b)
{
    return b == DECLARED_NONE || a < b; /* in order of weight: codes.h */
}

static bool lacks_elements(const struct oit_item *item)
{
    for (size_t i = 0; i < item->n_elements; i++)
        if (item->elements[i].required && item->elements[i].state != OIT_ELEMENT_FOUND)
            return true;
    return false;
}

static enum oit_declared_state state_of_candidate(const struct candidate *c, const struct oit_item *item)
{
    static const enum oit_declared_state by_reason[N_OIT_REASONS] = {
        [REASON_WRONG_YEAR] = DECLARED_WRONG_YEAR,   [REASON_WRONG_ITEM] = DECLARED_WRONG_ITEM, [REASON_CRITERION_TEXT_ONLY] = DECLARED_CRITERION_ONLY,
        [REASON_DEAD_LINK] = DECLARED_DEAD,          [REASON_PLACEHOLDER] = DECLARED_NO_TARGET, [REASON_DECLARED_ONLY] = DECLARED_NO_TARGET};
    switch (c->outcome) {
    case OUTCOME_GOOD:
        if (item->status == OIT_UNKNOWN && item->reasons[0].code == REASON_NOT_YET_DUE) /* there already, while its period is running */
            return lacks_elements(item) ? DECLARED_INCOMPLETE : DECLARED_PROVED;
        return item->status == OIT_PARTIAL ? DECLARED_INCOMPLETE : item->status == OIT_UNKNOWN ? DECLARED_UNREAD : DECLARED_PROVED;
    case OUTCOME_IMAGE:
        return DECLARED_PROVED;
    case OUTCOME_NO_YEAR:
    case OUTCOME_UNREAD:
        return DECLARED_UNREAD;
    case OUTCOME_REJECTED:
        if (c->reason == REASON_DECLARED_ONLY && c->page != PAGE_NONE && !c->is_agreed)
            return DECLARED_WRONG_ITEM; /* a page that does not even bear the item's name */
        return by_reason[c->reason] != DECLARED_NONE ? by_reason[c->reason] : DECLARED_NO_TARGET;
    case OUTCOME_NOTHING:
        break;
    }
    return DECLARED_NONE;
}

/* Of a target nobody took for the item. */
static enum oit_declared_state state_of_page(const struct judge *judge, uint32_t target)
{
    const struct site *site = judge->input->site;
    if (target == PAGE_NONE)
        return DECLARED_UNREAD; /* on another site, or not reached in time */
    const struct site_page *page = &site->pages[target];
    if (page->was_read)
        return DECLARED_WRONG_ITEM;
    return oit_fault_class(page->fault, page->http_status) == FAULT_IS_DEAD ? DECLARED_DEAD : DECLARED_UNREAD;
}

/* A page of little but links, and these name other items: it leads wrong. */
static bool leads_to_other_item(const struct site *site, uint32_t at, uint16_t item)
{
    const struct site_page *page = at == PAGE_NONE ? NULL : &site->pages[at];
    for (size_t i = 0; page && i < page->n_namings; i++) {
        const struct naming *naming = &page->namings[i];
        bool is_other = naming->link != DOC_NONE && naming->zone == ZONE_MAIN && naming->best[0].subject < site->scheme->n_items &&
                        naming_score(naming, item) < CLASSIFY_CLAIM;
        uint32_t to = is_other ? site_find(site, page->targets[i].url) : PAGE_NONE;
        if (to != PAGE_NONE && to != at && site->pages[to].was_read)
            return true;
    }
    return false;
}

static enum oit_declared_state state_of_target(const struct judge *judge, const struct declarations *d, const struct declaration *declaration,
                                               struct str url, const struct candidate_list *candidates, const struct oit_item *item)
{
    const struct site *site = judge->input->site;
    uint32_t target = site_find(site, url);
    enum oit_declared_state direct = DECLARED_NONE, behind = DECLARED_NONE;
    bool is_nowhere = leads_nowhere(d, site, declaration, target);
    for (size_t i = 0; i < candidates->n; i++) {
        const struct candidate *c = &candidates->items[i];
        bool is_it = c->url.n && (c->page != PAGE_NONE ? c->page == target : str_eq(c->url, url));
        bool is_evidence = c->outcome == OUTCOME_GOOD || c->outcome == OUTCOME_IMAGE;
        enum oit_declared_state state = state_of_candidate(c, item);
        if (state == DECLARED_NONE || (is_nowhere && !(is_it && is_evidence)))
            continue;
        if (is_it && is_better(state, direct))
            direct = state;
        else if (!is_it && is_better(state, behind) && c->page != PAGE_NONE && leads_to(site, d, target, c->page, STEPS_BEHIND))
            behind = state;
    }
    /* What the page itself is counts before what it leads on to, unless that is the thing, or may be. */
    if (behind != DECLARED_NONE && (direct == DECLARED_NONE || (behind <= DECLARED_UNREAD && is_better(behind, direct))))
        direct = behind;
    if (direct == DECLARED_NO_TARGET && !is_nowhere && leads_to_other_item(site, target, declaration->item))
        return DECLARED_WRONG_ITEM;
    if (direct != DECLARED_NONE)
        return direct;
    return is_nowhere ? DECLARED_NO_TARGET : state_of_page(judge, target);
}

static enum oit_declared_state state_of_row(const struct judge *judge, const struct declarations *d, const struct declaration *declaration,
                                            const struct candidate_list *candidates, const struct oit_item *item)
{
    const struct site_row *row = declaration->row;
    enum oit_declared_state best = DECLARED_NONE;
    for (size_t i = 0; i < row->n_urls; i++) {
        enum oit_declared_state state = state_of_target(judge, d, declaration, row->urls[i], candidates, item);
        if (is_better(state, best))
            best = state;
    }
    if (row->n_urls == 0 || best == DECLARED_NO_TARGET)
        return row->fact.has_criterion ? DECLARED_CRITERION_ONLY : DECLARED_NO_TARGET;
    return best;
}

/* The evidence is linked on a page of the index, in whatever row, or by a link whose title nobody knew. */
static bool is_linked_in_index(const struct site *site, const struct declarations *d, uint32_t page)
{
    for (size_t i = 0; i < d->n_rows; i++) {
        const struct site_page *index = &site->pages[d->rows[i].page];
        bool is_new = i == 0 || d->rows[i].page != d->rows[i - 1].page;
        for (size_t k = 0; k < index->n_main_urls && is_new; k++) {
            uint32_t target = site_find(site, index->main_urls[k]);
            bool is_entry = !site_link_is_menu(site, index->main_urls[k]) && !leads_nowhere(d, site, &d->rows[i], target);
            if (is_entry && leads_to(site, d, target, page, 1))
                return true;
        }
        if (d->rows[i].page == page)
            return true; /* the index itself is the evidence: a contact page that lists the rest */
        for (size_t k = 0; k < d->rows[i].row->n_urls; k++) {
            uint32_t target = site_find(site, d->rows[i].row->urls[k]);
            if (!leads_nowhere(d, site, &d->rows[i], target) && leads_to(site, d, target, page, STEPS_BEHIND))
                return true;
        }
    }
    return false;
}

static bool is_evidence(const struct candidate *c)
{
    return c->page != PAGE_NONE && (c->outcome == OUTCOME_GOOD || c->outcome == OUTCOME_IMAGE);
}

static bool is_proved(const struct oit_item *item)
{
    return (item->status == OIT_PUBLISHED || item->status == OIT_PARTIAL) && item->n_evidence > 0;
}

static bool has_linked_evidence(const struct site *site, const struct declarations *d, const struct candidate_list *candidates)
{
    for (size_t i = 0; i < candidates->n; i++)
        if (is_evidence(&candidates->items[i]) && is_linked_in_index(site, d, candidates->items[i].page))
            return true;
    return false;
}

/* --- the report -------------------------------------------------------------------------------------------------------------- */

static const char *text_of(struct judge *judge, struct str text)
{
    return text.n ? arena_text(judge->arena, text) : NULL;
}

static void add_row(struct judge *judge, const struct declaration *declaration, enum oit_declared_state state,
                    struct oit_declared *ret_declared)
{
    const struct site *site = judge->input->site;
    const struct site_row *row = declaration->row;
    const char **targets = ARENA_ARRAY(judge->arena, const char *, row->n_urls);
    size_t n = 0;
    for (size_t i = 0; i < row->n_urls && n < MAX_TARGETS; i++)
        targets[n++] = arena_text(judge->arena, row->urls[i]);
    ret_declared->rows[ret_declared->n_rows++] = (struct oit_declared_row){
        .index_url = text_of(judge, site->pages[declaration->page].url),
        .code = text_of(judge, row->fact.code),
        .label = text_of(judge, row->fact.label),
        .fiscal_year_be = row->fact.year.from_be == row->fact.year.to_be ? row->fact.year.from_be : 0,
        .targets = targets,
        .n_targets = n,
        .state = state,
    };
}

static void note(struct judge *judge, enum oit_reason reason, struct oit_item *item)
{
    struct buf th = {0}, en = {0};
    label_for(item->status, reason, NULL, NULL, &th, &en);
    item->reasons[item->n_reasons++] =
        (struct oit_reason_entry){reason, {arena_text(judge->arena, buf_str(&th)), arena_text(judge->arena, buf_str(&en))}};
    buf_clear(&th);
    buf_clear(&en);
    enum msg advice = reason == REASON_NOT_IN_INDEX ? MSG_ADVICE_NOT_IN_INDEX : MSG_ADVICE_INDEX_ELSEWHERE;
    msg_add(&th, MSG_TH, advice, NULL);
    msg_add(&en, MSG_EN, advice, NULL);
    item->advice = (struct oit_words){arena_printf(judge->arena, "%s%s%s", th.p, item->advice.th[0] ? " " : "", item->advice.th).p,
                                      arena_printf(judge->arena, "%s%s%s", en.p, item->advice.en[0] ? " " : "", item->advice.en).p};
    buf_done(&th);
    buf_done(&en);
}

void declarations_judge(struct judge *judge, const struct declarations *d, uint16_t item, const struct candidate_list *candidates, struct oit_item *ret_item)
{
    struct oit_declared *declared = &ret_item->declared;
    const struct site *site = judge->input->site;
    *declared = (struct oit_declared){.state = DECLARED_NONE};
    if (!d->has_used)
        return;
    declared->rows = ARENA_ARRAY(judge->arena, struct oit_declared_row, MAX_DECLARED_ROWS);
    for (size_t i = 0; i < d->n_rows && declared->n_rows < MAX_DECLARED_ROWS; i++) {
        if (d->rows[i].item != item)
            continue;
        enum oit_declared_state state = state_of_row(judge, d, &d->rows[i], candidates, ret_item);
        add_row(judge, &d->rows[i], state, declared);
        if (is_better(state, declared->state))
            declared->state = state;
    }
    if (declared->n_rows == 0 && !d->is_whole)
        return;
    bool is_leading = declared->state == DECLARED_PROVED || declared->state == DECLARED_INCOMPLETE || declared->state == DECLARED_UNREAD;
    if (is_proved(ret_item) && !is_leading) {
        bool is_linked = has_linked_evidence(site, d, candidates);
        if (is_linked && declared->n_rows == 0) {
            declared->state = DECLARED_PROVED; /* linked under another item's title: one document, several items */
            return;
        }
        bool is_misled = declared->state == DECLARED_WRONG_ITEM || declared->state == DECLARED_WRONG_YEAR || declared->state == DECLARED_DEAD;
        declared->state = DECLARED_ELSEWHERE;
        if (is_misled)
            note(judge, REASON_INDEX_ELSEWHERE, ret_item);
        else if (!is_linked)
            note(judge, REASON_NOT_IN_INDEX, ret_item);
    } else if (declared->n_rows == 0) {
        declared->state = DECLARED_NOT_LISTED;
    }
}

static int by_use(const void *a, const void *b)
{
    const struct oit_index *x = a, *y = b;
    if (x->is_used != y->is_used)
        return (int)y->is_used - (int)x->is_used;
    if (x->fiscal_year_be != y->fiscal_year_be)
        return y->fiscal_year_be - x->fiscal_year_be;
    return strcmp(x->url, y->url);
}

static struct oit_index index_entry(const struct site *site, uint32_t at, struct arena *arena)
{
    const struct site_page *page = &site->pages[at];
    struct str title = page->was_read && page->title.n ? page->title : page->label;
    return (struct oit_index){.url = arena_text(arena, page->url), .title = title.n ? arena_text(arena, title) : NULL};
}

void declarations_report(const struct site *site, const struct declarations *d, uint32_t unread, struct arena *arena, struct oit_report *ret_report)
{
    ret_report->indexes = ARENA_ARRAY(arena, struct oit_index, d->n_indexes + 1);
    for (size_t i = 0; i < d->n_indexes; i++) {
        const struct declared_index *from = &d->indexes[i];
        if (from->n_pages == 0)
            continue; /* a part of another */
        struct oit_index *to = &ret_report->indexes[ret_report->n_indexes++];
        *to = index_entry(site, from->page, arena);
        to->fiscal_year_be = from->year_be;
        to->scheme = from->scheme;
        const struct scheme_parallel *parallel = scheme_parallel_by_id(site->scheme, from->scheme);
        if (parallel)
            to->list = (struct oit_words){arena_text(arena, str_from(parallel->title.th)), arena_text(arena, str_from(parallel->title.en))};
        to->form = from->form;
        to->is_used = from->is_used;
        to->n_pages = from->n_pages;
        to->n_rows = from->n_rows;
        for (uint64_t bits = from->items; bits; bits &= bits - 1)
            to->n_items++;
    }
    if (unread != PAGE_NONE && site->pages[unread].is_hub_link && !site->pages[unread].was_read) {
        struct oit_index *to = &ret_report->indexes[ret_report->n_indexes++];
        struct year_statement year = years_statement_from(site->pages[unread].label, site->scheme->first_month);
        struct str address = site->pages[unread].url;
        if (!year.from_be)
            year = years_in_name_from(str_from_pos(address, address.n ? str_rchr(address, '/') + 1 : 0), site->scheme->first_month);
        *to = index_entry(site, unread, arena);
        to->form = "unread";
        to->n_pages = 1;
        to->fiscal_year_be = year.from_be == year.to_be ? year.from_be : 0;
    }
    if (ret_report->n_indexes > 1)
        qsort(ret_report->indexes, ret_report->n_indexes, sizeof *ret_report->indexes, by_use);
}
