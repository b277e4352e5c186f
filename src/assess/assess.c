/* assess.c - from what one run saw to verdicts and a score: the report's judged part.
 * SPDX-License-Identifier: MIT
 */
#include "assess.h"

#include <stdlib.h>

#include "base/mem.h"
#include "confidence.h"
#include "declarations.h"
#include "rules/ita.h"
#include "rules/name_trace.h"
#include "verdict.h"
#include "wishes.h"
#include "text/years.h"

enum { MAX_UNREAD = 20000, MAX_FAULTS = 20000 }; /* limits.h: a report of 20,000 unread pages is 10 MB */

/* Which items an unread page could hold: bits by item. */
struct doubts {
    uint64_t *items;
};

static void note_doubts(const struct candidate_list *list, uint16_t item, struct doubts *doubts)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].outcome == OUTCOME_UNREAD && list->items[i].page != PAGE_NONE && item < 64)
            doubts->items[list->items[i].page] |= UINT64_C(1) << item;
}

static void fill_rules(const struct assess_input *input, struct oit_report *report)
{
    const struct scheme *scheme = input->scheme;
    report->rules.scheme = scheme->id;
    report->rules.revision = scheme->revision;
    report->rules.sha256 = scheme->sha256;
    report->rules.score_name = (struct oit_words){scheme->score_name.th, scheme->score_name.en};
    report->rules.assessor = (struct oit_words){scheme->assessor.th, scheme->assessor.en};
    report->rules.is_gregorian = scheme->is_gregorian;
    report->rules.title = (struct oit_words){scheme->title.th, scheme->title.en};
    report->rules.n_items = scheme->n_items;
    for (size_t i = 0; i < scheme->n_confirmed_years; i++)
        report->rules.confirmed_for_year |= scheme->confirmed_years[i] == input->fiscal_year_be;
    for (size_t i = 0; i < scheme->n_elements; i++) {
        report->rules.n_confirmed_criteria += !scheme->elements[i].is_assumed;
        report->rules.n_assumed_criteria += scheme->elements[i].is_assumed;
    }
}

static const char *aggregate_name(enum scheme_aggregate aggregate)
{
    switch (aggregate) {
    case AGGREGATE_SUM:
        return "sum";
    case AGGREGATE_WEIGHTED:
        return "weighted";
    case AGGREGATE_MIN:
        return "min";
    case AGGREGATE_MEAN:
        break;
    }
    return "mean";
}

static void fill_groups(const struct scheme *scheme, const struct score_range *ranges, uint16_t parent, struct arena *arena,
                        struct oit_group **ret_groups, size_t *ret_n)
{
    size_t n = 0;
    for (size_t i = 0; i < scheme->n_groups; i++)
        n += i != parent && scheme->groups[i].parent == parent;
    *ret_groups = ARENA_ARRAY(arena, struct oit_group, n);
    *ret_n = 0;
    for (size_t i = 0; i < scheme->n_groups; i++) {
        if (i == parent || scheme->groups[i].parent != parent)
            continue;
        struct oit_group *group = &(*ret_groups)[(*ret_n)++];
        *group = (struct oit_group){.code = scheme->groups[i].code,
                                    .title = {scheme->groups[i].title.th, scheme->groups[i].title.en},
                                    .score = ranges[i].low,
                                    .low = ranges[i].low,
                                    .high = ranges[i].high,
                                    .aggregate = aggregate_name(scheme->groups[i].aggregate),
                                    .weight = scheme->groups[i].weight};
        fill_groups(scheme, ranges, (uint16_t)i, arena, &group->groups, &group->n_groups);
    }
}

static void fill_score(const struct assess_input *input, const struct score_range *items, struct arena *arena, struct oit_report *report)
{
    const struct scheme *scheme = input->scheme;
    struct score_range *groups = ARENA_ARRAY(arena, struct score_range, scheme->n_groups + 1);
    struct score_range total = score_total(scheme, items, groups);
    report->score.total = report->score.low = total.low;
    report->score.high = total.high;
    report->score.target = input->target > 0 ? input->target : scheme->target;
    report->score.target_source = input->target_source ? input->target_source : "default";
    report->score.reaches_target = ita_reaches(total.low, total.high, report->score.target);
    report->score.aggregate = scheme->n_groups ? aggregate_name(scheme->groups[0].aggregate) : "mean";
    if (scheme->n_groups)
        fill_groups(scheme, groups, 0, arena, &report->score.groups, &report->score.n_groups);
    for (size_t i = 0; i < report->n_items; i++) {
        report->items[i].weight = scheme->items[i].weight;
        report->items[i].max_score = scheme->items[i].n_levels ? scheme->items[i].levels[0] : 100;
        report->items[i].gain = score_gain(scheme, items, (uint16_t)i);
        report->items[i].gain_ita = report->items[i].gain * ITA_OIT_WEIGHT;
    }
}

static struct oit_unread unread_entry(const struct site *site, const struct site_page *page, struct arena *arena)
{
    char scratch[16];
    return (struct oit_unread){
        .url = page->url.p,
        .code = arena_text(arena, str_from(oit_fault_name(page->fault, page->http_status, scratch))),
        .referrer = site_url_of(site, page->referrer).p,
        .label = page->label.n ? page->label.p : NULL,
    };
}

static void fill_unread(const struct assess_input *input, const struct doubts *doubts, struct arena *arena, struct oit_report *report)
{
    const struct site *site = input->site;
    size_t n_failed = 0;
    for (size_t i = 0; i < site->n_pages; i++)
        n_failed += !site->pages[i].was_read && site->pages[i].fault != FAULT_NONE;
    report->unread = ARENA_ARRAY(arena, struct oit_unread, n_failed < MAX_UNREAD ? n_failed : MAX_UNREAD);
    report->faults = ARENA_ARRAY(arena, struct oit_unread, n_failed < MAX_FAULTS ? n_failed : MAX_FAULTS);
    for (size_t i = 0; i < site->n_pages; i++) {
        const struct site_page *page = &site->pages[i];
        if (page->was_read || page->fault == FAULT_NONE)
            continue;
        bool is_dead = oit_fault_class(page->fault, page->http_status) == FAULT_IS_DEAD;
        if (is_dead && report->n_faults < MAX_FAULTS)
            report->faults[report->n_faults++] = unread_entry(site, page, arena);
        if (is_dead || report->n_unread >= MAX_UNREAD || (page->fault == FAULT_EXTERNAL && !doubts->items[i]))
            continue;
        struct oit_unread *entry = &report->unread[report->n_unread++];
        *entry = unread_entry(site, page, arena);
        const char **codes = ARENA_ARRAY(arena, const char *, input->scheme->n_items);
        for (size_t k = 0; k < input->scheme->n_items && k < 64; k++)
            if (doubts->items[i] >> k & 1)
                codes[entry->n_items++] = input->scheme->items[k].code;
        entry->items = codes;
    }
}

void assess_run(const struct assess_input *input, struct arena *arena, struct oit_report *ret_report)
{
    const struct scheme *scheme = input->scheme;
    struct judge judge = {.input = input, .arena = arena, .loaded = mem_alloc((input->site->n_pages + 1) * sizeof(struct kept_findings *))};
    arena_init(&judge.scratch);
    judge.tracer = name_tracer_new(scheme);
    struct doubts doubts = {.items = mem_alloc((input->site->n_pages + 1) * sizeof(uint64_t))};
    struct score_range *ranges = ARENA_ARRAY(arena, struct score_range, scheme->n_items);
    ret_report->fiscal_year_be = input->fiscal_year_be;
    ret_report->as_of =
        years_date_iso(input->as_of, arena);
    ret_report->items = ARENA_ARRAY(arena, struct oit_item, scheme->n_items);
    ret_report->n_items = scheme->n_items;
    struct declarations declarations;
    declarations_find(input->site, input->fiscal_year_be, arena, &declarations);
    judge.declarations = &declarations;
    const struct unread_hub unread_hub = verdict_unread_hub(&judge, &declarations), unread_mute = verdict_unread_mute(&judge);
    if (input->wishes)
        wishes_begin(input->wishes, input->site);
    for (uint16_t item = 0; item < scheme->n_items; item++) {
        struct candidate_list list;
        judge_begin_item(&judge, item);
        candidates_collect(&judge, item, &list);
        verdict_make(&judge, item, &list, &unread_hub, &unread_mute, &ret_report->items[item], &ranges[item]);
        declarations_judge(&judge, &declarations, item, &list, &ret_report->items[item]);
        note_doubts(&list, item, &doubts);
        if (input->wishes)
            wishes_note(input->wishes, input->site, item, &list, &ret_report->items[item]);
        bool is_open = ret_report->items[item].status != OIT_PUBLISHED && ret_report->items[item].status != OIT_PARTIAL;
        if (unread_hub.page != PAGE_NONE && is_open && item < 64)
            doubts.items[unread_hub.page] |= UINT64_C(1) << item;
        free(list.items);
    }
    declarations_report(input->site, &declarations, unread_hub.page, arena, ret_report);
    fill_rules(input, ret_report);
    fill_score(input, ranges, arena, ret_report);
    confidence_rank_reviews(scheme, ranges, ret_report);
    fill_unread(input, &doubts, arena, ret_report);
    if (input->wishes)
        wishes_finish(input->wishes, input->site, ret_report, input->wishes_all, arena);
    free(doubts.items);
    name_tracer_free(judge.tracer);
    judge_done(&judge);
}
