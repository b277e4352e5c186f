/* crawler_results.c - what a worker made of a page: is it a not-found page in disguise, the start page, a sub-domain of ours?
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include "run/crawler_order.h"
#include "run/crawler_traps.h"
#include "run/crawler_twins.h"
#include "run/setup.h"
#include "run/site_name.h"

static bool looks_not_found(const struct crawler *c, const struct findings *findings, uint32_t index, struct str final_url)
{
    const struct not_found_page *page = &c->not_found;
    if (!page->is_known || index == c->start_entry || findings->kind != DOC_HTML)
        return false;
    return page->goes_home ? str_eq(final_url, c->start_final) : not_found_fits(page, findings);
}

/* A title that names an agency, and not ours: a sister under the same domain, who may well link back. */
static bool has_other_name(const struct crawler *c, struct str title)
{
    struct buf name;
    buf_init(&name, 400);
    site_name_from_title(title, &name);
    struct agency_names names = setup_agency_names(c->options, c->outcome->site_name.p);
    struct str theirs = buf_str(&name);
    bool is_other = names.n && theirs.n;
    for (size_t i = 0; i < names.n && is_other; i++)
        is_other = str_find(theirs, str_from(names.list[i])) == STR_NPOS && str_find(str_from(names.list[i]), theirs) == STR_NPOS;
    buf_done(&name);
    return is_other;
}

/* A sub-domain that shows the agency's name or links back to the start host is the agency's own. */
static void vouch(struct crawler *c, uint32_t index, const struct findings *findings)
{
    struct str url = frontier_at(c->frontier, index)->url;
    if (scope_of(c->scope, url) != SCOPE_POSSIBLE)
        return;
    bool links_back = false;
    for (size_t i = 0; i < findings->n_links && !links_back; i++)
        links_back = findings->links[i].target == TARGET_URL && str_eq(findings->links[i].url, c->start_final);
    struct url_parts parts;
    if ((links_back || findings->has_agency_name) && !has_other_name(c, findings->title) && url_split(url, &parts)) {
        scope_add_host(c->scope, parts.host);
        frontier_at(c->frontier, index)->is_foreign = false;
        crawler_neighbours_open(c, index);
    }
}

static void learn_start(struct crawler *c, const struct findings *findings)
{
    c->is_start_done = true;
    c->outcome->start_was_read = true;
    struct buf name;
    buf_init(&name, 400);
    site_name_from_title(findings->title, &name);
    if (name.n)
        c->outcome->site_name = arena_str(c->arena, buf_str(&name));
    else if (c->options->n_names) /* a start page without a title: the profile knows */
        c->outcome->site_name = arena_str(c->arena, str_from(c->options->names[0]));
    buf_done(&name);
    c->must_renew_pool = c->outcome->site_name.n > 0;
    crawler_store_start(c);
}

/* The workers learn the agency's name, so that documents on other hosts can be told from a sister agency's. Only between jobs: results live in the
 * pool's memory. */
void crawler_renew_pool(struct crawler *c)
{
    if (!c->must_renew_pool || pool_pending(c->input->pool) > 0)
        return;
    struct agency_names names = setup_agency_names(c->options, c->outcome->site_name.p);
    struct pool_options options = {.scheme = c->input->scheme, .agency_names = names.list, .n_agency_names = names.n, .ocr_folder = setup_ocr_folder()};
    struct pool *renewed = NULL;
    c->must_renew_pool = false;
    if (pool_new(&options, &renewed, NULL) != OIT_OK)
        return;
    pool_carry_counts(renewed, c->input->pool);
    pool_free(c->input->pool);
    c->input->pool = renewed;
}

static void learn_probe(struct crawler *c, const struct pending *p, const struct findings *findings)
{
    c->is_probe_done = true;
    if (p->http_status != 200)
        return;
    c->not_found = not_found_of(findings, p->final_url && str_eq(str_from(p->final_url), c->start_final));
}

void crawler_learn(struct crawler *c, uint32_t index, struct str final_url, int http_status, const struct findings *findings, enum oit_fault fault)
{
    if (index == c->start_entry && findings && fault == FAULT_NONE) {
        c->start_final = arena_str(c->arena, final_url);
        c->outcome->final_url = c->start_final;
        scope_add_start(c->scope, c->start_final);
        learn_start(c, findings);
    }
    enum oit_fault unread = fault != FAULT_NONE ? fault : findings ? findings->fault : FAULT_PARSER_CRASH;
    if (index == c->start_entry && unread != FAULT_NONE && (!findings || findings->n_links == 0))
        crawler_start_failed(c, unread, http_status); /* a picture, a damaged file: it leads nowhere */
    if (findings && fault == FAULT_NONE)
        crawler_note_page(c, index, http_status, findings->fault);
    if (findings && frontier_at(c->frontier, index)->is_foreign)
        vouch(c, index, findings);
}

static void follow_links(struct crawler *c, uint32_t index, const struct findings *findings)
{
    crawler_offer_links(c, index, findings);
    progress_page(c->progress, c->input->scheme, findings);
}

void crawler_follow(struct crawler *c, uint32_t index, const struct findings *findings, enum oit_fault fault)
{
    bool is_no_page = findings && fault == FAULT_NONE && crawler_is_no_page(findings->fault);
    if (is_no_page)
        c->n_spent++;
    else
        crawler_count_kind(c, findings ? findings->kind : DOC_OTHER);
    if (is_no_page || (fault != FAULT_NONE && fault != FAULT_SOFT_404))
        c->outcome->counters.failed++;
    if (fault == FAULT_SOFT_404)
        crawler_mark(c, index, MARK_DEAD);
    /* What a script fills, or was not read to its end, looks equal to others of its kind and is not. */
    if (findings && fault == FAULT_NONE && findings->fault == FAULT_NONE && !findings->is_shell && !findings->is_cut)
        crawler_twins_read(c, index, findings);
    else
        crawler_twins_failed(c, index);
    if (findings && fault == FAULT_NONE)
        crawler_order_read(c, findings);
    crawler_traps_begin(c, index);
    if (findings && fault == FAULT_NONE) {
        crawler_mark_read(c, index, findings);
        crawler_strangers_note(c, index, findings);
        follow_links(c, index, findings);
        crawler_renders_note(c, index, findings);
    }
    crawler_traps_end(c, index, findings, fault);
}

void crawler_take_page(struct crawler *c, struct pending *p, const struct page_result *result, const struct findings *findings, enum oit_fault fault)
{
    bool goes_on = false;
    frontier_at(c->frontier, p->entry)->state = ENTRY_DONE;
    if (findings && fault == FAULT_NONE && crawler_is_shared(c, p->entry))
        fault = crawler_share_result(c, p, findings, &goes_on);
    else if (findings && fault == FAULT_NONE && looks_not_found(c, findings, p->entry, text_or_none(p->final_url)))
        fault = FAULT_SOFT_404;
    if (goes_on) {
        frontier_put_back(c->frontier, p->entry);
        return;
    }
    if (p->is_rendered && (!findings || fault != FAULT_NONE || !crawler_renders_adds(c, p->entry, findings)))
        return;
    crawler_refusals_see(c, p->entry, fault == FAULT_NONE && findings ? findings->fault : fault, p->http_status);
    crawler_learn(c, p->entry, text_or_none(p->final_url), p->http_status, findings, fault);
    crawler_store_content(c, p, result, findings, fault);
    if (!p->is_rendered) {
        crawler_follow(c, p->entry, findings, fault);
    } else { /* counted when it came */
        crawler_renders_take(c, p->entry, findings);
        follow_links(c, p->entry, findings);
    }
}

void crawler_take_result(struct crawler *c, struct pending *p, struct str packed)
{
    struct page_result result = {0};
    struct findings findings = {0};
    arena_clear(&c->scratch);
    bool is_right = page_result_unpack(packed, &result);
    bool has_findings = is_right && result.findings.n && findings_unpack_for(c->input->scheme, result.findings, &c->scratch, &findings);
    enum oit_fault fault = !is_right ? FAULT_PARSER_CRASH : result.fault;
    enum oit_fault told = fault == FAULT_NONE && has_findings ? findings.fault : fault;
    if (crawler_refusals_result(c, p, told))
        return;
    struct frontier_entry *entry = frontier_at(c->frontier, p->entry);
    entry->state = ENTRY_DONE;
    if (entry->how == HOW_PROBE) {
        learn_probe(c, p, &findings);
        return;
    }
    crawler_take_page(c, p, &result, has_findings ? &findings : NULL, fault);
}
