/* bundle_entered.c - what was entered in ITAS, what stood behind it on that day, and how far the evidence of today was there then.
 * SPDX-License-Identifier: MIT
 */
#include "bundle.h"

#include <stdio.h>

#include "base/clock.h"
#include "rules/rules.h"
#include "run/entered_look.h"
#include "run/entered_text.h"
#include "store/submissions.h"
#include "text/years.h"

enum { BANGKOK_S = 7 * 3600, DAY_S = 86400 };

/* --- the submission ------------------------------------------------------------------------------------------------------------ */

static struct bundle_file *copy_file(struct bundle_maker *m, const struct store_submission *submission, const struct store_submission_url *u)
{
    if (!u->sha256 || !u->size_bytes)
        return NULL;
    struct bundle_file *file = bundle_file_new(m, &(struct bundle_source){.copy = u->row, .url = u->url});
    *file = (struct bundle_file){.url = u->final_url ? u->final_url : u->url, .wire_sha256 = u->sha256, .fetched_at = u->fetched_at, .http_status = u->http_status,
                                 .content_type = u->content_type, .content_encoding = u->content_encoding, .last_modified = u->last_modified, .file_name = u->file_name,
                                 .referrer = u->shown_by, .sent_by = submission->id, .is_copy = true};
    return file;
}

static struct oit_words trouble_of(struct bundle_maker *m, const struct store_submission_url *u)
{
    if (u->fault == FAULT_NONE && u->http_status < 400)
        return (struct oit_words){NULL, NULL};
    if (u->http_status < 400)
        return (struct oit_words){oit_fault_th(u->fault), oit_fault_en(u->fault)};
    return (struct oit_words){arena_printf(&m->arena, "%s (%d)", oit_fault_th(FAULT_HTTP), u->http_status).p, arena_printf(&m->arena, "%s (%d)", oit_fault_en(FAULT_HTTP), u->http_status).p};
}

static const struct oit_entered_url *seen_now(const struct oit_item *item, const char *url)
{
    for (size_t i = 0; i < item->entered.n_urls; i++)
        if (item->entered.urls[i].url && strcmp(item->entered.urls[i].url, url) == 0)
            return &item->entered.urls[i];
    return NULL;
}

static void add_link(struct bundle_maker *m, struct bundle_item *item, const struct store_submission *submission, const struct store_submission_url *u)
{
    char date[BUNDLE_DATE_SIZE];
    struct bundle_link *link = &item->links[item->n_links + item->n_shown];
    const struct oit_entered_url *now = seen_now(item->item, u->url);
    if (u->shown_by)
        item->n_shown++;
    else
        item->n_links++;
    *link = (struct bundle_link){.url = u->url, .final_url = u->final_url, .typed = u->typed, .shown_by = u->shown_by, .explanation = u->explanation, .http_status = u->http_status,
                                 .trouble = trouble_of(m, u), .is_dead = oit_fault_class(u->fault, u->http_status) == FAULT_IS_DEAD, .fetched_at = u->fetched_at,
                                 .marks = now ? now->marks : 0, .is_watched = now && now->sha256, .path = u->click_path, .n_path = u->n_click_path, .copy = copy_file(m, submission, u)};
    if (bundle_http_date(str_from(u->last_modified), date))
        link->last_modified = arena_text(&m->arena, str_from(date));
}

/* Entered links first, then the documents kept beside them. */
static void links_of(struct bundle_maker *m, struct bundle_item *item, const struct store_submission *submission, const struct store_submission_url *urls, size_t n)
{
    item->links = ARENA_ARRAY(&m->arena, struct bundle_link, n + 1);
    for (int wants_shown = 0; wants_shown <= 1; wants_shown++)
        for (size_t i = 0; i < n; i++)
            if ((urls[i].shown_by != NULL) == wants_shown && item_code_same(str_from(urls[i].item), item->item->code))
                add_link(m, item, submission, &urls[i]);
}

/* --- the check nearest to it --------------------------------------------------------------------------------------------------- */

static const struct oit_item *item_in(const struct oit_report *report, const char *code)
{
    for (size_t i = 0; i < report->n_items; i++)
        if (strcmp(report->items[i].code, code) == 0)
            return &report->items[i];
    return NULL;
}

static int64_t end_of_day(int64_t day)
{
    return (day + 1) * DAY_S - BANGKOK_S - 1;
}

static const char *date_text(struct bundle_maker *m, int64_t utc_seconds)
{
    struct clock_date d = clock_date_bangkok(utc_seconds);
    return years_date_iso(d, &m->arena);
}

/* The newest check of the year that ended before the links were frozen tells what the program itself saw then. */
static enum oit_code look_back(struct bundle_maker *m)
{
    int64_t until = end_of_day(bundle_day(m->bundle.submitted_day));
    until = m->bundle.submission_made > until ? m->bundle.submission_made : until;
    const struct store_run *run = NULL;
    for (size_t i = 0; i < m->n_runs && !run; i++)
        if (m->runs[i].report_json && m->runs[i].finished && m->runs[i].finished <= until && m->runs[i].fiscal_year_be == m->run.fiscal_year_be)
            run = &m->runs[i];
    if (!run || run->row == m->run.row)
        return OIT_OK;
    struct oit_report *report = ARENA_NEW(&m->arena, struct oit_report);
    enum oit_code code = report_parse(str_from(run->report_json), &m->arena, report, m->err);
    for (size_t i = 0; code == OIT_OK && i < m->bundle.n_items; i++) {
        struct bundle_item *item = &m->bundle.items[i];
        item->then = item_in(report, item->item->code);
        item->then_run = run->row;
        item->then_date = date_text(m, run->started);
    }
    return code;
}

/* How the links alone were judged when they were frozen. */
static enum oit_code look_of_then(struct bundle_maker *m, const struct store_submission *submission)
{
    struct store_look kept;
    struct entered_look look;
    bool is_found = false;
    enum { BEFORE_ALL = 1 }; /* the oldest: a look of the same evening may have seen another site */
    enum oit_code code = store_look_get(m->store, submission->row, BEFORE_ALL, &m->arena, &is_found, &kept, m->err);
    /* Of a later day it says nothing of then. */
    if (code != OIT_OK || !is_found || kept.made_at >= submission->made_at + DAY_S || !entered_look_unpack(kept.packed, &m->arena, &look))
        return code;
    for (size_t i = 0; i < m->bundle.n_items; i++)
        for (size_t k = 0; k < look.n_items; k++)
            if (look.items[k].code && item_code_same(str_from(look.items[k].code), m->bundle.items[i].item->code)) {
                m->bundle.items[i].shown_then = &look.items[k].entered;
                m->bundle.items[i].look_day = clock_date_days(clock_date_bangkok(kept.made_at));
            }
    return OIT_OK;
}

enum oit_code bundle_entered(struct bundle_maker *m)
{
    struct store_submission submission;
    struct store_submission_url *urls = NULL;
    size_t n = 0;
    bool is_found = false;
    enum oit_code code = store_submission_latest(m->store, m->run.site, m->run.fiscal_year_be, &m->arena, &is_found, &submission, m->err);
    if (code != OIT_OK || !is_found)
        return code;
    m->bundle.submission_id = submission.id;
    m->bundle.submitted_day = submission.day;
    m->bundle.submission_made = submission.made_at;
    m->bundle.home_url = submission.home_url;
    code = store_submission_urls(m->store, submission.row, true, &m->arena, &urls, &n, m->err);
    for (size_t i = 0; code == OIT_OK && i < m->bundle.n_items; i++)
        links_of(m, &m->bundle.items[i], &submission, urls, n);
    if (code == OIT_OK)
        code = look_of_then(m, &submission);
    return code == OIT_OK ? look_back(m) : code;
}

/* --- what is proved ------------------------------------------------------------------------------------------------------------ */

static bool is_same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

/* In whatever spelling it was typed. */
static bool is_page(const char *a, const char *b)
{
    return a && b && entered_same_page(str_from(a), str_from(b));
}

static bool leads_there(const struct bundle_maker *m, const struct bundle_item *item, const struct oit_evidence *e)
{
    for (size_t i = 0; i < item->n_links + item->n_shown; i++)
        if (is_page(item->links[i].url, e->url) || is_page(item->links[i].final_url, e->url))
            return true;
    for (size_t i = 0; i < item->n_links; i++) {
        const struct bundle_link *link = &item->links[i];
        /* Everything lies behind the home page: it counts with an explanation that says the way. */
        bool is_home = m->bundle.home_url && (entered_is_home(str_from(link->url), str_from(m->bundle.home_url)) || is_page(link->final_url, m->bundle.home_url));
        if (is_home && !(link->explanation && *link->explanation))
            continue;
        for (size_t k = 0; k < e->n_path; k++)
            if (is_page(e->path[k], link->url) || is_page(e->path[k], link->final_url))
                return true;
    }
    return item->item->entered.is_known && item->item->entered.status == OIT_PUBLISHED;
}

/* The first kept check that saw these bytes at this place. Runs are newest first. */
static enum oit_code first_seen(struct bundle_maker *m, const struct oit_evidence *e, int64_t *ret_seen)
{
    struct arena scratch;
    enum oit_code code = OIT_OK;
    *ret_seen = 0;
    arena_init(&scratch);
    for (size_t i = 0; code == OIT_OK && e->sha256 && i < m->n_runs; i++) {
        struct store_visit v;
        bool is_found = false;
        char hex[65] = "";
        arena_clear(&scratch);
        code = store_visit_get(m->store, m->runs[i].row, str_from(e->url), 0, &scratch, &is_found, &v, m->err);
        if (code == OIT_OK && is_found && v.has_content)
            sha256_hex(v.sha256, hex);
        if (strcmp(hex, e->sha256) == 0 && (!*ret_seen || v.fetched_at < *ret_seen))
            *ret_seen = v.fetched_at;
    }
    arena_done(&scratch);
    return code;
}

static int64_t local_day(int64_t utc_seconds)
{
    return utc_seconds ? clock_date_days(clock_date_bangkok(utc_seconds)) : 0;
}

static const struct bundle_link *link_to(const struct bundle_item *item, const struct oit_evidence *e)
{
    for (size_t i = 0; i < item->n_links + item->n_shown; i++)
        if (is_page(item->links[i].url, e->url) || is_page(item->links[i].final_url, e->url))
            return &item->links[i];
    return NULL;
}

/* Is the copy what the run has? The copy was asked for without compression, so what the two unpack to is compared; a page whose bytes differ but which reads
 * the same has no mark. *ret_comparable false: that cannot be told, because the run keeps no bytes or they could not be unpacked. */
static bool is_same_content(const struct bundle_link *link, const struct bundle_proof *p, bool *ret_comparable)
{
    const struct oit_evidence *e = p->evidence;
    *ret_comparable = false;
    if (!link || !link->copy)
        return false;
    bool reads_same = link->is_watched && !(link->marks >> ENTERED_CHANGED & 1) && e->kind && strcmp(e->kind, "html") == 0;
    bool has_both = p->file && p->file->is_decoded && link->copy->is_decoded;
    bool is_it = reads_same || is_same(link->copy->wire_sha256, e->sha256) || (has_both && is_same(link->copy->sha256, p->file->sha256));
    *ret_comparable = is_it || has_both;
    return is_it;
}

static enum oit_code weigh_proof(struct bundle_maker *m, const struct bundle_item *item, struct bundle_proof *p)
{
    char date[BUNDLE_DATE_SIZE];
    int64_t seen = 0;
    bool is_comparable;
    const struct oit_evidence *e = p->evidence;
    const struct bundle_link *link = link_to(item, e);
    bool is_it = is_same_content(link, p, &is_comparable);
    p->copy = is_comparable ? link->copy : NULL;
    enum oit_code code = first_seen(m, e, &seen);
    p->first_seen = seen ? date_text(m, seen) : NULL;
    const char *modified = p->file && bundle_http_date(str_from(p->file->last_modified), date) ? date : e->last_modified;
    p->facts = (struct objection_facts){
        .is_behind = leads_there(m, item, e), .is_page = e->kind && strcmp(e->kind, "html") == 0, .has_copy = link && (link->is_dead || is_comparable),
        .copy_is_dead = link && link->is_dead, .copy_is_same = is_it, .copy_day = link ? local_day(link->fetched_at) : 0, .first_seen_day = local_day(seen),
        .modified_day = bundle_day(modified)};
    p->proof = objection_proof(&p->facts, bundle_day(m->bundle.submitted_day));
    return code;
}

enum oit_code bundle_weigh(struct bundle_maker *m)
{
    enum oit_code code = OIT_OK;
    int64_t day = bundle_day(m->bundle.submitted_day);
    for (size_t i = 0; code == OIT_OK && i < m->bundle.n_items; i++) {
        struct bundle_item *item = &m->bundle.items[i];
        struct objection_facts *facts = ARENA_ARRAY(&m->arena, struct objection_facts, item->n_proofs + 1);
        size_t n_dead = 0;
        for (size_t k = 0; code == OIT_OK && k < item->n_proofs; k++) {
            code = weigh_proof(m, item, &item->proofs[k]);
            facts[k] = item->proofs[k].facts;
        }
        for (size_t k = 0; k < item->n_links; k++)
            n_dead += item->links[k].is_dead;
        /* A check of that day or of the days until the links were frozen knows better than today's what stood there; an older one only what it found. */
        bool knows_better = item->then && (item->then->status == OIT_PUBLISHED || (item->then->status == OIT_MISSING && bundle_day(item->then_date) >= day));
        item->objection = objection_case(&(struct objection_input){.has_submission = m->bundle.submitted_day != NULL, .submitted_day = day, .n_entered = item->n_links, .n_entered_dead = n_dead,
                                                                   .status = knows_better ? item->then->status : item->item->status, .facts = facts, .n_facts = item->n_proofs,
                                                                   .has_look = item->shown_then && item->shown_then->is_known, .look = item->shown_then ? item->shown_then->status : OIT_UNKNOWN,
                                                                   .look_day = item->look_day});
    }
    return code;
}
