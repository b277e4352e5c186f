/* crawler_resume.c - --resume: puts back what an interrupted run has stored, before anything is asked.
 *
 * No state of a crawl is kept but its visits. They are gone through again from the start page, breadth first over the links of their stored findings: the
 * frontier, its families and depths, whose sub-domains are ours and what else a page teaches come back as they came the first time, in an
 * order that does not depend on how the first session went. What was not read for a reason that may be gone (budget, failure, refusal, robots.txt) waits
 * again. Stored pages that are not reached so (their family was cut in another order) are put back one by one.
 *
 * Not stored, asked again: robots.txt and the page that cannot exist, one request each.
 * SPDX-License-Identifier: MIT
 */
#include "crawler_parts.h"

#include <stdlib.h>

#include "base/mem.h"

enum { RESTORED_PROMISE = 100, UNREAD_PROMISE = 49 }; /* never cut: read already; the budgets spare it, but it is no hub for that */

struct stored {
    struct str url, final_url, label;
    enum oit_fault fault;
    int http_status;
    uint32_t depth;
    uint8_t how;
    bool is_external, has_content, is_back;
    bool is_guess; /* a sitemap that only our guess knows: nothing is wrong when it is not there */
};

struct restoring {
    struct crawler *c;
    struct arena arena, scratch;
    struct stored *visits; /* in order of URL */
    size_t n, capacity;
};

/* Reasons that lie in the page or file itself: asked again it would be the same. */
static bool is_of_the_page(enum oit_fault fault)
{
    return fault == FAULT_LOGIN || fault == FAULT_NO_TEXT || fault == FAULT_ENCRYPTED || fault == FAULT_DAMAGED || fault == FAULT_UNSUPPORTED ||
           fault == FAULT_PARSER_LIMIT || fault == FAULT_TOOL_MISSING || fault == FAULT_SCRIPT_MADE || fault == FAULT_SCAN_UNREAD ||
           fault == FAULT_TOO_LARGE || fault == FAULT_REDIRECT_LOOP || fault == FAULT_REFUSED_ADDRESS;
}

static bool is_alias(const struct stored *v)
{
    return v->fault == FAULT_NONE && !v->has_content && (v->http_status == STORE_ALIAS || v->http_status == STORE_ALIAS_STOPPED);
}

static bool is_settled(const struct stored *v)
{
    if (v->fault == FAULT_NONE)
        return v->has_content || is_alias(v);
    return is_of_the_page(v->fault) || oit_fault_class(v->fault, v->http_status) == FAULT_IS_DEAD;
}

static bool keep_visit(void *context, const struct store_visit *v)
{
    struct restoring *r = context;
    MEM_GROW(r->visits, r->n, r->capacity);
    r->visits[r->n++] = (struct stored){
        .url = arena_str(&r->arena, v->url),
        .final_url = str_eq(v->final_url, v->url) ? STR_NONE : arena_str(&r->arena, v->final_url),
        .label = arena_str(&r->arena, v->label),
        .fault = v->fault,
        .http_status = v->http_status,
        .depth = v->depth,
        .how = (uint8_t)v->how,
        .is_external = v->is_external,
        .has_content = v->has_content,
        .is_guess = v->how == HOW_SITEMAP && v->referrer.n == 0,
    };
    return true;
}

static int by_url(const void *a, const void *b)
{
    return str_cmp(((const struct stored *)a)->url, ((const struct stored *)b)->url);
}

static struct stored *find(const struct restoring *r, struct str url)
{
    const struct stored key = {.url = url};
    return r->n ? bsearch(&key, r->visits, r->n, sizeof key, by_url) : NULL;
}

/* --- one visit ----------------------------------------------------------------------------------------------------------------- */

static void restore_page(struct restoring *r, uint32_t index, const struct stored *v)
{
    struct crawler *c = r->c;
    struct store_visit visit;
    struct findings findings;
    bool found = false;
    arena_clear(&r->scratch);
    if (c->failure == OIT_OK)
        c->failure = store_visit_get(c->input->store, c->input->run, v->url, STORE_WITH_FINDINGS, &r->scratch, &found, &visit, c->err);
    if (c->failure != OIT_OK || !found)
        return;
    bool has_findings = visit.findings.n && findings_unpack_for(c->input->scheme, visit.findings, &r->scratch, &findings);
    frontier_at(c->frontier, index)->is_foreign |= v->is_external;
    crawler_learn(c, index, visit.final_url, v->http_status, has_findings ? &findings : NULL, v->fault);
    frontier_at(c->frontier, index)->is_foreign = v->is_external;
    crawler_follow(c, index, has_findings ? &findings : NULL, v->fault);
}

static void restore_fault(struct restoring *r, uint32_t index, const struct stored *v)
{
    if (oit_fault_class(v->fault, v->http_status) == FAULT_IS_DEAD)
        crawler_note_dead(r->c, index);
    crawler_count_fault(r->c, index, v->fault, v->http_status);
}

static void restore_entry(struct restoring *r, uint32_t index, struct stored *v);

static void restore_alias(struct restoring *r, uint32_t index, const struct stored *v)
{
    struct crawler *c = r->c;
    struct frontier_entry entry = *frontier_at(c->frontier, index);
    if (v->http_status == STORE_ALIAS_STOPPED) {
        if (!crawler_robots_moved(c, index, v->final_url) && entry.promise >= FOREIGN_PROMISE)
            crawler_offer(c, v->final_url, entry.label, entry.referrer, entry.promise, false, HOW_REDIRECT, true);
        return;
    }
    crawler_mark_moved(c, index, frontier_find(c->frontier, v->final_url));
    uint32_t target = crawler_take_final(c, index, v->final_url);
    if (target == FRONTIER_NONE)
        return;
    if (index == c->start_entry)
        c->start_entry = target;
    restore_entry(r, target, find(r, v->final_url));
}

/* The entry is ours (claimed); v is settled. */
static void restore_entry(struct restoring *r, uint32_t index, struct stored *v)
{
    v->is_back = true;
    frontier_at(r->c->frontier, index)->state = ENTRY_DONE;
    if (!v->is_external)
        r->c->n_own_asked++;
    if (is_alias(v))
        restore_alias(r, index, v);
    else if (v->has_content)
        restore_page(r, index, v);
    else
        restore_fault(r, index, v);
}

/* An alias is as good as what it leads to: a session may have ended between the two. One step deep: what a redirect leads to is no redirect. */
static bool may_be_restored(const struct restoring *r, const struct stored *v)
{
    if (!v || v->is_back || !is_settled(v))
        return false;
    if (!is_alias(v) || v->http_status == STORE_ALIAS_STOPPED)
        return true;
    const struct stored *target = find(r, v->final_url);
    return target && is_settled(target) && !is_alias(target);
}

/* A start page that failed is asked again whatever its reason: nothing can go on without it. */
static bool is_failed_start(const struct restoring *r, uint32_t index, const struct stored *v)
{
    const struct stored *target = v && is_alias(v) ? find(r, v->final_url) : v;
    return index == r->c->start_entry && target && target->fault != FAULT_NONE;
}

/* --- all ----------------------------------------------------------------------------------------------------------------------- */

static void restore_reached(struct restoring *r, uint32_t *from)
{
    struct crawler *c = r->c;
    for (; *from < frontier_size(c->frontier) && c->failure == OIT_OK; (*from)++) {
        struct stored *v = *from == c->probe_entry ? NULL : find(r, frontier_at(c->frontier, *from)->url);
        if (may_be_restored(r, v) && !is_failed_start(r, *from, v) && frontier_claim(c->frontier, *from))
            restore_entry(r, *from, v);
    }
}

/* What no restored page leads to any more. */
static void restore_left(struct restoring *r, struct stored *v)
{
    struct crawler *c = r->c;
    bool is_read = may_be_restored(r, v);
    uint32_t known = frontier_find(c->frontier, v->url);
    struct frontier_entry entry = {.url = v->url, .label = v->label, .referrer = FRONTIER_NONE, .depth = v->depth, .how = v->how,
                                   .is_foreign = v->is_external, .promise = is_read ? RESTORED_PROMISE : v->is_guess ? 0 : UNREAD_PROMISE};
    if (v->is_back || (known != FRONTIER_NONE && !is_read))
        return;
    entry.priority = frontier_priority(v->url, UNREAD_PROMISE, v->depth, false, crawler_is_document(v->url));
    if (known == FRONTIER_NONE && frontier_offer(c->frontier, &entry, &known, NULL) == OFFER_CUT)
        return;
    known = frontier_find(c->frontier, v->url);
    if (known != FRONTIER_NONE && is_read && frontier_claim(c->frontier, known)) {
        frontier_at(c->frontier, known)->promise = 0;
        restore_entry(r, known, v);
    }
}

void crawler_restore(struct crawler *c)
{
    struct restoring r = {.c = c};
    uint32_t reached = 0;
    if (!c->input->resumes || c->failure != OIT_OK)
        return;
    arena_init(&r.arena);
    arena_init(&r.scratch);
    c->failure = store_visits(c->input->store, c->input->run, 0, keep_visit, &r, c->err);
    uint32_t spent = c->n_spent;
    restore_reached(&r, &reached);
    for (size_t i = 0; i < r.n && c->is_start_done && c->failure == OIT_OK; i++) {
        restore_left(&r, &r.visits[i]);
        restore_reached(&r, &reached);
    }
    c->n_spent = spent + (uint32_t)c->n_dead; /* budgets are for what is asked now; what is looked at a second time is taken off again */
    free(r.visits);
    arena_done(&r.scratch);
    arena_done(&r.arena);
}
