/* crawler_visits.c - what a crawl writes into the store: visits with content, faults, aliases of redirects, and what was known but not read.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include "base/clock.h"
#include "run/crawler_twins.h"

enum {
    DEEP_PROMISE = 60,      /* beyond the usual depth only a link that names an item or a hub is missed: the rest is paging and archives */
};

static struct store_visit visit_of(const struct crawler *c, uint32_t index)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    struct store_visit visit = {
        .url = entry->url,
        .final_url = entry->url,
        .label = entry->label,
        .how = (enum store_how)entry->how,
        .depth = entry->depth,
        .is_external = entry->is_foreign,
        .fetched_at = clock_now_s(),
    };
    if (entry->referrer != FRONTIER_NONE)
        visit.referrer = frontier_at(c->frontier, entry->referrer)->url;
    return visit;
}

static void put_visit(struct crawler *c, const struct store_visit *visit)
{
    if (c->n_batch == 0 && c->failure == OIT_OK) {
        c->batch_ms = clock_mono_ms();
        c->failure = store_batch_begin(c->input->store, c->err);
    }
    if (c->failure == OIT_OK)
        c->failure = store_visit_put(c->input->store, c->input->run, visit, c->err);
    c->n_batch++;
}

void crawler_end_batch(struct crawler *c)
{
    enum oit_code code = store_batch_end(c->input->store, c->failure == OIT_OK ? c->err : NULL);
    if (c->failure == OIT_OK)
        c->failure = code;
    c->n_batch = 0;
}

void crawler_store_start(struct crawler *c)
{
    if (c->failure == OIT_OK)
        c->failure = store_run_start(c->input->store, c->input->run, c->outcome->final_url, c->outcome->site_name, c->err);
}

static bool is_failure_to_fetch(enum oit_fault fault, int http_status)
{
    return oit_fault_class(fault, http_status) == FAULT_IS_UNREAD && fault != FAULT_ROBOTS && fault != FAULT_EXTERNAL &&
           fault != FAULT_NO_TEXT && fault != FAULT_UNSUPPORTED && fault != FAULT_LOGIN && fault != FAULT_ENCRYPTED;
}

void crawler_count_fault(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status)
{
    c->outcome->counters.failed++;
    if (!frontier_at(c->frontier, index)->is_foreign && is_failure_to_fetch(fault, http_status))
        c->n_own_failed++;
}

void crawler_uncount_fault(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status)
{
    c->outcome->counters.failed -= c->outcome->counters.failed > 0;
    if (!frontier_at(c->frontier, index)->is_foreign && is_failure_to_fetch(fault, http_status))
        c->n_own_failed -= c->n_own_failed > 0;
}

void crawler_store_fault(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status)
{
    const struct frontier_entry *entry = frontier_at(c->frontier, index);
    bool is_probe = entry->how == HOW_PROBE, is_sitemap = entry->how == HOW_SITEMAP && entry->promise == 0;
    frontier_at(c->frontier, index)->state = ENTRY_DONE;
    crawler_refusals_see(c, index, fault, http_status);
    crawler_twins_failed(c, index);
    if (oit_fault_class(fault, http_status) == FAULT_IS_DEAD)
        crawler_mark(c, index, MARK_DEAD);
    if (is_probe || (is_sitemap && oit_fault_class(fault, http_status) == FAULT_IS_DEAD)) {
        if (c->input->resumes && c->failure == OIT_OK) /* it may stand there as unread */
            c->failure = store_visit_drop(c->input->store, c->input->run, entry->url, c->err);
        return;
    }
    struct store_visit visit = visit_of(c, index);
    visit.fault = fault;
    visit.http_status = http_status;
    put_visit(c, &visit);
    crawler_count_fault(c, index, fault, http_status);
    crawler_second_note(c, index, fault, http_status);
}

void crawler_rename_fault(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status)
{
    struct store_visit visit = visit_of(c, index);
    visit.fault = fault;
    visit.http_status = http_status;
    put_visit(c, &visit);
    crawler_note_fault(c, visit.url, fault);
}

static uint32_t *counter_of_kind(struct crawl_counters *counters, enum doc_kind kind)
{
    if (kind == DOC_HTML)
        return &counters->html;
    bool is_none = kind == DOC_SITEMAP || kind == DOC_FEED || kind == DOC_XML || kind == DOC_JSON || kind == DOC_EMPTY;
    return is_none ? NULL : &counters->documents;
}

void crawler_count_kind(struct crawler *c, enum doc_kind kind)
{
    uint32_t *counter = counter_of_kind(&c->outcome->counters, kind);
    c->n_spent++;
    c->outcome->counters.fetched++;
    if (counter)
        ++*counter;
}

void crawler_uncount_kind(struct crawler *c, enum doc_kind kind)
{
    uint32_t *counter = counter_of_kind(&c->outcome->counters, kind);
    c->n_spent--;
    c->outcome->counters.fetched--;
    if (counter)
        --*counter;
}

void crawler_store_content(struct crawler *c, const struct pending *p, const struct page_result *result, const struct findings *findings,
                          enum oit_fault fault)
{
    struct store_visit visit = visit_of(c, p->entry);
    struct str body = {p->body ? p->body : "", p->n_body};
    visit.fault = fault;
    visit.http_status = p->http_status;
    visit.final_url = text_or_none(p->final_url);
    visit.content_type = text_or_none(p->content_type);
    visit.content_encoding = text_or_none(p->content_encoding);
    visit.etag = text_or_none(p->etag);
    visit.last_modified = text_or_none(p->last_modified);
    visit.file_name = text_or_none(p->file_name);
    visit.has_content = true;
    visit.sha256 = p->stored ? *p->stored : sha256_of(body);
    visit.bytes = p->stored ? STR_NONE : body;
    visit.document = result->document;
    visit.findings = findings ? result->findings : STR_NONE;
    put_visit(c, &visit);
}

void crawler_store_alias(struct crawler *c, uint32_t index, const struct fetch_answer *answer, struct str target)
{
    struct store_visit visit = visit_of(c, index);
    visit.final_url = target;
    visit.http_status = answer->is_stopped ? STORE_ALIAS_STOPPED : STORE_ALIAS;
    frontier_at(c->frontier, index)->state = ENTRY_DONE;
    struct buf hops;
    buf_init(&hops, 64 * 1024);
    for (size_t i = 0; i < answer->n_redirects; i++) {
        if (i)
            (void)buf_add_char(&hops, '\n');
        (void)buf_add_str(&hops, answer->redirects[i]);
    }
    visit.redirects = buf_str(&hops);
    put_visit(c, &visit);
    buf_done(&hops);
}

void crawler_store_cut(struct crawler *c, const struct frontier_entry *entry)
{
    struct store_visit visit = {
        .url = entry->url,
        .final_url = entry->url,
        .referrer = entry->referrer == FRONTIER_NONE ? STR_NONE : frontier_at(c->frontier, entry->referrer)->url,
        .label = entry->label,
        .how = (enum store_how)entry->how,
        .depth = entry->depth,
        .fetched_at = clock_now_s(),
        .fault = FAULT_BUDGET,
    };
    put_visit(c, &visit);
}

void crawler_store_same(struct crawler *c, uint32_t index, struct str target)
{
    struct store_visit visit = visit_of(c, index);
    visit.final_url = target;
    visit.http_status = STORE_ALIAS;
    frontier_at(c->frontier, index)->state = ENTRY_DONE;
    put_visit(c, &visit);
}

/* Could a page beyond the depth limit hold an item? A user's narrow limit cuts whole menus off; the usual one mostly the tails of lists. */
static bool is_missed(const struct crawler *c, const struct frontier_entry *entry)
{
    uint32_t limit = c->options->max_depth;
    return entry->promise >= DEEP_PROMISE || (limit && limit < USUAL_DEPTH);
}

/* What was known and not read is stored too: it keeps verdicts open. */
void crawler_store_unread(struct crawler *c)
{
    for (uint32_t i = 0; i < frontier_size(c->frontier) && c->failure == OIT_OK; i++) {
        const struct frontier_entry *entry = frontier_at(c->frontier, i);
        bool is_too_deep = entry->state == ENTRY_TOO_DEEP, is_left = entry->state == ENTRY_WAITING || entry->state == ENTRY_TAKEN || entry->state == ENTRY_HELD;
        c->outcome->counters.skipped += is_too_deep;
        if (!(is_left || (is_too_deep && is_missed(c, entry))) || entry->how == HOW_PROBE || entry->is_retried)
            continue;
        c->n_too_deep += is_too_deep;
        c->n_left += is_left;
        struct store_visit visit = visit_of(c, i);
        visit.fault = c->refusals.is_blocked ? FAULT_BLOCKED : FAULT_BUDGET;
        put_visit(c, &visit);
    }
}
