/* links.c - one item judged by entered links alone.
 * SPDX-License-Identifier: MIT
 */
#include "links.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "claims.h"
#include "declarations.h"
#include "referrers.h"
#include "rules/hosting.h"
#include "url/url.h"
#include "verdict.h"

#define START "http://entered.invalid/"

enum { HUB_PROMISE = 50 /* findings.h: the words of an index */ };

struct shelf {
    const struct links_input *input;
    struct findings *shown; /* by page: its findings without the frame around it */
    struct findings start;
};

/* --- what an entered page shows --------------------------------------------------------------------------------------------- */

static bool stands_on_home(const struct findings *home, const struct link_fact *link)
{
    for (size_t i = 0; home && i < home->n_links; i++)
        if (home->links[i].target == TARGET_URL && str_eq(home->links[i].url, link->url) && str_eq(home->links[i].label, link->label))
            return true;
    return false;
}

/* A page that is about several items is a list, whatever else it is. */
static bool names_several(const struct findings *findings, size_t n_items)
{
    uint64_t seen = 0;
    size_t n = 0;
    for (size_t i = 0; i < findings->n_namings; i++) {
        const struct naming *naming = &findings->namings[i];
        bool is_item = naming->link != DOC_NONE && naming->zone == ZONE_MAIN && naming->n_best > 0 && naming->best[0].score >= CLASSIFY_CLAIM &&
                       naming->best[0].subject < n_items && naming->best[0].subject < 64;
        if (!is_item || seen >> naming->best[0].subject & 1)
            continue;
        seen |= UINT64_C(1) << naming->best[0].subject;
        n++;
    }
    return n >= 4;
}

static bool is_frame_link(const struct shelf *shelf, const struct findings *of, const struct link_fact *link, bool is_list)
{
    if (link->target != TARGET_URL)
        return false;
    if (link->zone != ZONE_MAIN)
        return true;
    return !is_list && of != shelf->input->home && !doc_via_is_embedded(link->via) && stands_on_home(shelf->input->home, link);
}

static struct findings without_frame(const struct shelf *shelf, const struct findings *from, struct arena *arena)
{
    struct findings shown = *from;
    bool is_list = names_several(from, shelf->input->scheme->n_items);
    shown.links = ARENA_ARRAY(arena, struct link_fact, from->n_links + 1);
    shown.namings = ARENA_ARRAY(arena, struct naming, from->n_namings + 1);
    for (size_t i = 0; i < from->n_links; i++) {
        shown.links[i] = from->links[i];
        if (!is_frame_link(shelf, from, &from->links[i], is_list))
            continue;
        shown.links[i].target = TARGET_OTHER;
        shown.links[i].url = STR_NONE;
        shown.links[i].naming = DOC_NONE;
        shown.links[i].promise = 0;
    }
    for (size_t i = 0; i < from->n_namings; i++) {
        shown.namings[i] = from->namings[i];
        if (from->namings[i].link < from->n_links && shown.links[from->namings[i].link].target != from->links[from->namings[i].link].target)
            shown.namings[i].n_best = 0; /* it names nothing here */
    }
    return shown;
}

/* --- the site ---------------------------------------------------------------------------------------------------------------- */

static struct str place_of(const struct links_page *page)
{
    return page->final_url.n ? page->final_url : page->url;
}

/* One link an entered page, each with the same claim; is_list: pages that claim nothing as a whole. */
static void make_start(struct shelf *shelf, const bool *is_list, struct arena *arena)
{
    const struct links_input *input = shelf->input;
    struct claims claims = claims_begin(input->item, input->n_pages, arena);
    for (size_t i = 0; i < input->n_pages; i++)
        if (input->pages[i].is_landing)
            claims_add(&claims, place_of(&input->pages[i]), !is_list[i]);
    shelf->start = claims_page(&claims, STR_LIT(START));
}

static bool load(void *context, struct str url, struct arena *arena, struct findings *ret_findings)
{
    const struct shelf *shelf = context;
    (void)arena;
    if (str_eq_c(url, START)) {
        *ret_findings = shelf->start;
        return true;
    }
    for (size_t i = 0; i < shelf->input->n_pages; i++)
        if (shelf->input->pages[i].findings && str_eq(shelf->input->pages[i].url, url)) {
            *ret_findings = shelf->shown[i];
            return true;
        }
    return false;
}

static void fill_site(struct site *site, const struct shelf *shelf)
{
    site_add(site, &(struct site_visit){.url = STR_LIT(START), .is_start = true, .http_status = 200, .findings = &shelf->start});
    for (size_t i = 0; i < shelf->input->n_pages; i++) {
        const struct links_page *page = &shelf->input->pages[i];
        site_add(site, &(struct site_visit){.url = page->url,
                                            .final_url = place_of(page),
                                            .modified_day = page->modified_day,
                                            .sha256 = page->sha256,
                                            .is_external = page->is_external,
                                            .http_status = page->http_status,
                                            .fault = page->fault,
                                            .findings = page->findings ? &shelf->shown[i] : NULL});
    }
    site_seal(site);
}

/* --- what was not read -------------------------------------------------------------------------------------------------------- */

/* An entered page nobody could read, or not to its end, may show anything. */
static struct unread_hub unread_landing(const struct links_input *input, const struct site *site)
{
    for (size_t i = 0; i < input->n_pages; i++) {
        const struct links_page *page = &input->pages[i];
        uint32_t at = site_find(site, page->url);
        if (!page->is_landing || at == PAGE_NONE)
            continue;
        enum oit_fault fault = site->pages[at].fault;
        if (!site->pages[at].was_read && oit_fault_class(fault, page->http_status) == FAULT_IS_UNREAD)
            return (struct unread_hub){true, page->is_external, at, fault};
        if (site->pages[at].was_read && site->pages[at].is_html && (site->pages[at].is_cut || site->pages[at].is_shell))
            return (struct unread_hub){true, page->is_external, at, FAULT_SCRIPT_MADE};
    }
    return (struct unread_hub){.page = PAGE_NONE};
}

static bool is_landing(const struct links_input *input, const struct site *site, uint32_t page)
{
    for (size_t i = 0; page != PAGE_NONE && i < input->n_pages; i++)
        if (input->pages[i].is_landing && site_find(site, input->pages[i].url) == page)
            return true;
    return false;
}

static void want(struct links_answer *answer, struct str url, struct arena *arena)
{
    for (size_t i = 0; i < answer->n_wanted; i++)
        if (str_eq(answer->wanted[i], url))
            return;
    if (answer->n_wanted < LIMIT_ENTERED_LINKS)
        answer->wanted[answer->n_wanted++] = arena_str(arena, url);
}

/* A list of items that a landing page leads to: what it names is one click further, and keeps the item open. */
static bool is_index_link(const struct links_input *input, const struct findings *shown, const struct link_fact *link)
{
    bool names_item = link->naming < shown->n_namings && shown->namings[link->naming].n_best > 0 && shown->namings[link->naming].best[0].subject < input->scheme->n_items;
    return link->target == TARGET_URL && link->zone == ZONE_MAIN && link->via == VIA_A && link->promise >= HUB_PROMISE && !names_item;
}

/* What a landing page links under the item's name, what is shown inside a page, and the unnamed documents of a page that is about the item alone. */
static void list_wanted(const struct links_input *input, const struct site *site, const struct shelf *shelf, const struct candidate_list *list, struct arena *arena,
                        struct links_answer *answer)
{
    answer->wanted = ARENA_ARRAY(arena, struct str, LIMIT_ENTERED_LINKS);
    for (size_t i = 0; i < list->n; i++) {
        const struct candidate *c = &list->items[i];
        if (!c->url.n || c->page != PAGE_NONE || c->outcome != OUTCOME_UNREAD)
            continue;
        if (is_landing(input, site, c->source) || c->is_frame)
            want(answer, c->url, arena);
        else
            answer->leads_deeper = true;
    }
    for (size_t i = 0; i < input->n_pages; i++) {
        uint32_t at = site_find(site, input->pages[i].url);
        if (!input->pages[i].is_landing || !input->pages[i].findings || at == PAGE_NONE || site->pages[at].is_hub)
            continue;
        const struct findings *shown = &shelf->shown[i];
        for (size_t k = 0; k < shown->n_links; k++) {
            const struct link_fact *link = &shown->links[k];
            if (is_index_link(input, shown, link) && site_find(site, link->url) == PAGE_NONE)
                want(answer, link->url, arena);
            bool is_named = link->naming < shown->n_namings && shown->namings[link->naming].n_best > 0 && shown->namings[link->naming].best[0].subject != input->item;
            if (link->target == TARGET_URL && link->zone == ZONE_MAIN && !is_named && site_find(site, link->url) == PAGE_NONE &&
                (url_is_document(link->url) || doc_via_is_embedded(link->via) || hosting_share_of(input->scheme->hosting, link->url, NULL)))
                want(answer, link->url, arena);
        }
    }
}

/* --- the answer --------------------------------------------------------------------------------------------------------------- */

static void judge_on(struct shelf *shelf, struct site *site, struct arena *arena, struct links_answer *answer)
{
    const struct links_input *input = shelf->input;
    referrers_set(site, load, shelf);
    struct assess_input assess = {.site = site, .scheme = input->scheme, .fiscal_year_be = input->fiscal_year_be, .as_of = input->as_of, .run_complete = true,
                                  .agency_name = input->agency_name, .load = load, .load_context = shelf};
    struct declarations declarations;
    struct judge judge = {.input = &assess, .arena = arena, .declarations = &declarations, .loaded = mem_alloc((site->n_pages + 1) * sizeof(struct kept_findings *))};
    struct candidate_list list;
    struct score_range range;
    declarations_find(site, input->fiscal_year_be, arena, &declarations);
    const struct unread_hub hub = unread_landing(input, site), mute = verdict_unread_mute(&judge);
    judge_begin_item(&judge, input->item);
    candidates_collect(&judge, input->item, &list);
    verdict_make(&judge, input->item, &list, &hub, &mute, &answer->item, &range);
    list_wanted(input, site, shelf, &list, arena, answer);
    free(list.items);
    judge_done(&judge);
}

void links_assess(const struct links_input *input, struct arena *arena, struct links_answer *ret_answer)
{
    *ret_answer = (struct links_answer){.n_wanted = 0};
    struct shelf shelf = {.input = input, .shown = ARENA_ARRAY(arena, struct findings, input->n_pages + 1)};
    bool *is_list = ARENA_ARRAY(arena, bool, input->n_pages + 1);
    for (size_t i = 0; i < input->n_pages; i++) {
        if (!input->pages[i].findings)
            continue;
        shelf.shown[i] = without_frame(&shelf, input->pages[i].findings, arena);
        is_list[i] = input->pages[i].findings->kind == DOC_HTML && names_several(input->pages[i].findings, input->scheme->n_items);
    }
    make_start(&shelf, is_list, arena);
    struct site site;
    site_init(&site, input->scheme);
    fill_site(&site, &shelf);
    judge_on(&shelf, &site, arena, ret_answer);
    arena_adopt(arena, &site.arena);
    site_done(&site);
}
