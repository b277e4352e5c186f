/* judgement.c - a stored run judged.
 * SPDX-License-Identifier: MIT
 */
#include "judgement.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

#include "assess/assess.h"
#include "assess/referrers.h"
#include "base/mem.h"
#include "run/notices.h"
#include "run/traps.h"
#include "url/url.h"

enum { MAX_POLL = 64, POLL_MS = 1000 };

/* --- counters: "fetched html documents ocr failed skipped unchanged", then one cut family or notice a line ------------------------------ */

void judgement_pack_counters(const struct run_counters *c, struct buf *out)
{
    (void)buf_addf(out, "%u %u %u %u %u %u %u\n", c->fetched, c->html, c->documents, c->ocr_pages, c->failed, c->skipped, c->unchanged);
    traps_pack(c->traps, c->n_traps, out);
    notices_pack(c->notices, c->n_notices, out);
}

void judgement_unpack_counters(struct str text, struct arena *arena, struct run_counters *ret_counters)
{
    *ret_counters = (struct run_counters){0};
    uint32_t *const fields[] = {&ret_counters->fetched, &ret_counters->html, &ret_counters->documents, &ret_counters->ocr_pages,
                                &ret_counters->failed, &ret_counters->skipped, &ret_counters->unchanged};
    struct str numbers = str_cut(&text, '\n');
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        uint64_t value = 0;
        if (str_to_u64(str_cut(&numbers, ' '), UINT32_MAX, &value))
            *fields[i] = (uint32_t)value;
    }
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    struct oit_trap *traps = ARENA_ARRAY(arena, struct oit_trap, n + 1);
    struct oit_notice *notices = ARENA_ARRAY(arena, struct oit_notice, n + 1);
    while (text.n > 0) {
        struct str line = str_cut(&text, '\n');
        if (notices_unpack_line(line, arena, &notices[ret_counters->n_notices]))
            ret_counters->n_notices++;
        else if (!str_starts_c(line, "!"))
            traps_unpack_line(line, arena, &traps[ret_counters->n_traps++]);
    }
    ret_counters->traps = traps;
    ret_counters->notices = notices;
}

/* --- findings kept aside ------------------------------------------------------------------------------------------------------ */

struct fresh_entry {
    struct str url, packed;
};

struct fresh_findings {
    struct arena arena;
    struct fresh_entry *entries; /* by URL, once sorted */
    size_t n, capacity;
};

static int compare_fresh(const void *a, const void *b)
{
    return str_cmp(((const struct fresh_entry *)a)->url, ((const struct fresh_entry *)b)->url);
}

static void keep_fresh(struct fresh_findings *fresh, struct str url, struct str packed)
{
    MEM_GROW(fresh->entries, fresh->n, fresh->capacity);
    fresh->entries[fresh->n++] = (struct fresh_entry){arena_str(&fresh->arena, url), arena_str(&fresh->arena, packed)};
}

/* The findings made aside, else those that are stored. */
static struct str fresh_or(const struct fresh_findings *fresh, struct str url, struct str stored)
{
    const struct fresh_entry key = {.url = url};
    const struct fresh_entry *found = fresh && fresh->n ? bsearch(&key, fresh->entries, fresh->n, sizeof key, compare_fresh) : NULL;
    return found ? found->packed : stored;
}

void fresh_findings_free(struct fresh_findings *fresh)
{
    if (!fresh)
        return;
    arena_done(&fresh->arena);
    free(fresh->entries);
    free(fresh);
}

void fresh_findings_elements(const struct fresh_findings *fresh, const struct scheme *scheme, bool *elements)
{
    struct arena scratch;
    arena_init(&scratch);
    for (size_t i = 0; i < fresh->n; i++) {
        struct findings findings;
        arena_clear(&scratch);
        if (!findings_unpack(fresh->entries[i].packed, &scratch, &findings))
            continue;
        for (size_t k = 0; k < findings.n_elements; k++)
            if (findings.elements[k].element < scheme->n_elements)
                elements[findings.elements[k].element] = true;
    }
    arena_done(&scratch);
}

/* --- matching again ----------------------------------------------------------------------------------------------------------- */

struct rematch {
    struct store *store;
    const struct store_run *run;
    struct pool *pool;
    const struct scheme *scheme;
    char **urls; /* of visits with content */
    size_t n, capacity;
    struct fresh_findings *fresh; /* NULL: into the store */
    enum oit_code code;
    struct err *err;
};

static bool note_url(void *context, const struct store_visit *visit)
{
    struct rematch *r = context;
    if (visit->has_content && visit->fault != FAULT_SOFT_404) {
        MEM_GROW(r->urls, r->n, r->capacity);
        r->urls[r->n++] = mem_text(visit->url);
    }
    return true;
}

static void take_findings(struct rematch *r)
{
    void *user;
    struct str packed;
    pool_step(r->pool);
    while (pool_next(r->pool, &user, &packed)) {
        struct page_result result;
        const char *url = user;
        if (r->code != OIT_OK || !page_result_unpack(packed, &result) || !result.findings.n)
            continue;
        if (r->fresh)
            keep_fresh(r->fresh, str_from(url), result.findings);
        else
            r->code = store_findings_put(r->store, r->run->row, str_from(url), result.findings, r->scheme->sha256, r->err);
    }
}

static void wait_for_workers(struct rematch *r)
{
    struct pollfd fds[MAX_POLL];
    size_t n = pool_poll_fds(r->pool, fds, MAX_POLL);
    int timeout = pool_next_timeout_ms(r->pool);
    (void)poll(fds, (nfds_t)n, timeout >= 0 && timeout < POLL_MS ? timeout : POLL_MS);
    take_findings(r);
}

static void submit_again(struct rematch *r, const char *url)
{
    struct arena arena;
    arena_init(&arena);
    struct store_visit visit;
    bool found = false;
    r->code = store_visit_get(r->store, r->run->row, str_from(url), STORE_WITH_BYTES | STORE_WITH_DOCUMENT, &arena, &found, &visit, r->err);
    if (r->code == OIT_OK && found) {
        struct page_job job = {.url = visit.final_url.n ? visit.final_url : visit.url,
                               .content_type = visit.content_type,
                               .content_encoding = visit.content_encoding,
                               .file_name = visit.file_name,
                               .bytes = visit.bytes,
                               .document = visit.document};
        union {
            const char *in;
            void *out;
        } user = {.in = url};
        pool_submit(r->pool, &job, user.out);
    }
    arena_done(&arena);
}

static enum oit_code rematch(struct store *store, const struct store_run *run, struct pool *pool, const struct scheme *scheme, struct fresh_findings *fresh,
                             struct err *err)
{
    struct rematch r = {.store = store, .run = run, .pool = pool, .scheme = scheme, .fresh = fresh, .err = err};
    r.code = store_visits(store, run->row, 0, note_url, &r, err);
    for (size_t i = 0; i < r.n && r.code == OIT_OK; i++) {
        submit_again(&r, r.urls[i]);
        take_findings(&r);
        while (r.code == OIT_OK && pool_is_full(pool))
            wait_for_workers(&r);
    }
    while (r.code == OIT_OK && pool_pending(pool) > 0)
        wait_for_workers(&r);
    for (size_t i = 0; i < r.n; i++)
        free(r.urls[i]);
    free(r.urls);
    return r.code;
}

struct freshness {
    const struct scheme *scheme;
    struct arena scratch;
    bool is_stale;
};

static bool note_freshness(void *context, const struct store_visit *visit)
{
    struct freshness *f = context;
    struct findings findings;
    arena_clear(&f->scratch);
    bool is_gone = !visit->findings.n && visit->fault == FAULT_NONE; /* an older run's: store_prune */
    f->is_stale = visit->has_content && (is_gone || (visit->findings.n && !findings_unpack_for(f->scheme, visit->findings, &f->scratch, &findings)));
    return !f->is_stale;
}

bool judgement_is_stale(struct store *store, const struct store_run *run, const struct scheme *scheme)
{
    struct freshness f = {.scheme = scheme};
    if (!run->rules_sha256 || strcmp(run->rules_sha256, scheme->sha256) != 0)
        return true;
    arena_init(&f.scratch);
    (void)store_visits(store, run->row, STORE_WITH_FINDINGS, note_freshness, &f, NULL);
    arena_done(&f.scratch);
    return f.is_stale;
}

enum oit_code judgement_rematch(struct store *store, const struct store_run *run, struct pool *pool, const struct scheme *scheme, struct err *err)
{
    return rematch(store, run, pool, scheme, NULL, err);
}

enum oit_code judgement_rematch_aside(struct store *store, const struct store_run *run, struct pool *pool, const struct scheme *scheme,
                                      struct fresh_findings **ret_fresh, struct err *err)
{
    struct fresh_findings *fresh = mem_alloc(sizeof *fresh);
    arena_init(&fresh->arena);
    enum oit_code code = rematch(store, run, pool, scheme, fresh, err);
    if (fresh->n > 1)
        qsort(fresh->entries, fresh->n, sizeof *fresh->entries, compare_fresh);
    if (code == OIT_OK)
        *ret_fresh = fresh;
    else
        fresh_findings_free(fresh);
    return code;
}

enum oit_code judgement_find_run(struct store *store, const struct oit_options *options, struct arena *arena, struct store_run *ret_run, struct err *err)
{
    bool found = false;
    size_t n = 0;
    const char *wanted = options->site ? options->site : options->url, *site = NULL;
    enum oit_code code = wanted ? site_choice_find(store, wanted, arena, &site, &n, err) : OIT_OK;
    if (code == OIT_OK && !wanted && options->run && strcmp(options->run, "previous") == 0) { /* the one before it of the same site */
        code = store_run_find_of_year(store, NULL, options->fiscal_year_be, NULL, arena, &found, ret_run, err);
        site = found ? ret_run->site : NULL;
        found = false;
    }
    if (code == OIT_OK && (site || !wanted))
        code = store_run_find_of_year(store, site, options->fiscal_year_be, options->run, arena, &found, ret_run, err);
    if (code == OIT_OK && (site || !wanted) && !found && options->fiscal_year_be) /* who only reads is told the year by what is read */
        code = store_run_find(store, site, options->run, arena, &found, ret_run, err);
    if (code == OIT_OK && !found)
        code = err_set(err, OIT_ERR_USAGE, "ไม่มีผลตรวจที่เก็บไว้ตรงกับที่ขอ ดูรายการ: oitcheck list หรือเริ่มตรวจ: oitcheck scan URL",
                       "no stored run fits; see: oitcheck list, or start with: oitcheck scan URL");
    return code;
}

enum oit_code judgement_choose_run(struct store *store, const struct oit_options *options, enum site_manner manner, struct arena *arena, struct store_run *ret_run, struct err *err)
{
    enum oit_code code = judgement_find_run(store, options, arena, ret_run, err);
    return code == OIT_OK ? site_choice_tell(store, options, ret_run->site, manner, err) : code;
}

enum oit_code judgement_is_of_year(const struct store_run *run, int fiscal_year_be, struct err *err)
{
    if (run->fiscal_year_be == fiscal_year_be)
        return OIT_OK;
    return err_set(err, OIT_ERR_USAGE, "การตรวจล่าสุดเป็นของปีงบประมาณ %d ไม่ใช่ %d: ตรวจของปีนั้นก่อน: oitcheck scan --fiscal-year %d URL",
                   "the newest run is of fiscal year %d, not %d: check that year first: oitcheck scan --fiscal-year %d URL", run->fiscal_year_be, fiscal_year_be,
                   fiscal_year_be);
}

/* --- judging ------------------------------------------------------------------------------------------------------------------ */

uint32_t judgement_http_day(struct str value)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    uint64_t day, year;
    struct str month = str_sub(value, 8, 3);
    size_t at = month.n == 3 ? str_find(STR_LIT(months), month) : STR_NPOS;
    if (value.n < 16 || value.p[3] != ',' || at == STR_NPOS || at % 3 != 0 || !str_to_u64(str_sub(value, 5, 2), 31, &day) ||
        !str_to_u64(str_sub(value, 12, 4), 9999, &year))
        return 0;
    return (uint32_t)(year * 10000 + (at / 3 + 1) * 100 + day);
}

struct filling {
    struct site *site;
    struct arena scratch;
    struct str start;
    const struct fresh_findings *fresh;
    bool ran_out;
    uint32_t n_ocr_pages;
};

static bool add_visit(void *context, const struct store_visit *v)
{
    struct filling *f = context;
    arena_clear(&f->scratch);
    struct findings findings;
    struct str packed = fresh_or(f->fresh, v->url, v->findings);
    bool has_findings = packed.n && findings_unpack_for(f->site->scheme, packed, &f->scratch, &findings);
    if (has_findings) {
        f->n_ocr_pages += findings.n_ocr_pages;
        if (f->ran_out && findings.fault == FAULT_NO_TEXT && findings.n_image_pages > 0 && findings.n_ocr_pages == 0)
            findings.fault = FAULT_SCAN_UNREAD;
    }
    site_add(f->site, &(struct site_visit){
                          .url = v->url,
                          .final_url = v->final_url,
                          .referrer = v->referrer,
                          .label = v->label,
                          .modified_day = judgement_http_day(v->last_modified),
                          .sha256 = v->has_content ? &v->sha256 : NULL,
                          .redirects = v->redirects,
                          .is_start = str_eq(v->url, f->start),
                          .is_external = v->is_external,
                          .from_sitemap = v->how == HOW_SITEMAP,
                          .http_status = v->http_status,
                          .fault = v->fault,
                          .findings = has_findings ? &findings : NULL,
                      });
    return true;
}

struct loading {
    const struct scheme *scheme;
    struct store *store;
    int64_t run;
    const struct fresh_findings *fresh;
};

static bool load_findings(void *context, struct str url, struct arena *arena, struct findings *ret_findings)
{
    struct loading *l = context;
    struct str fresh = fresh_or(l->fresh, url, STR_NONE);
    if (fresh.n)
        return findings_unpack_for(l->scheme, fresh, arena, ret_findings);
    struct store_visit visit;
    bool found = false;
    return store_visit_get(l->store, l->run, url, STORE_WITH_FINDINGS, arena, &found, &visit, NULL) == OIT_OK && found && visit.findings.n &&
           findings_unpack_for(l->scheme, visit.findings, arena, ret_findings);
}

static const char *keep(struct arena *arena, const char *text)
{
    return text ? arena_text(arena, str_from(text)) : NULL;
}

static void fill_run(const struct store_run *run, struct arena *arena, struct oit_report *report)
{
    struct run_counters counters;
    judgement_unpack_counters(str_from(run->counters), arena, &counters);
    report->tool.name = "oitcheck";
    report->tool.version = OIT_VERSION;
    report->site.url = keep(arena, run->site);
    report->site.final_url = keep(arena, run->final_url ? run->final_url : run->site);
    report->site.name = keep(arena, run->site_name);
    report->run.id = keep(arena, run->id);
    report->run.started = run->started;
    report->run.finished = run->finished;
    report->run.complete = run->complete;
    report->run.stop_reason = keep(arena, run->stop_reason);
    report->run.fetched = counters.fetched;
    report->run.html = counters.html;
    report->run.documents = counters.documents;
    report->run.ocr_pages = counters.ocr_pages;
    report->run.failed = counters.failed;
    report->run.skipped = counters.skipped;
    report->run.unchanged = counters.unchanged;
    report->run.traps = counters.traps;
    report->run.n_traps = counters.n_traps;
    report->run.cut_families = traps_families(counters.traps, counters.n_traps, arena);
    report->run.n_cut_families = counters.n_traps;
    report->notices = ARENA_ARRAY(arena, struct oit_notice, counters.n_notices + 1);
    for (size_t i = 0; i < counters.n_notices; i++)
        report->notices[i] = counters.notices[i];
    report->n_notices = counters.n_notices;
}

/* Evidence of hosts that were read unverified: the notice lists them by origin. */
static void mark_unverified(struct oit_report *report)
{
    for (size_t n = 0; n < report->n_notices; n++) {
        const struct oit_notice *notice = &report->notices[n];
        for (size_t u = 0; strcmp(notice->code, "tls-unverified") == 0 && u < notice->n_urls; u++)
            for (size_t i = 0; i < report->n_items; i++)
                for (size_t k = 0; k < report->items[i].n_evidence; k++) {
                    struct oit_evidence *evidence = &report->items[i].evidence[k];
                    evidence->is_unverified = evidence->is_unverified || url_same_origin(str_from(evidence->url), str_from(notice->urls[u]));
                }
    }
}

enum oit_code judgement_fill_site(struct store *store, const struct store_run *run, struct site *site, struct err *err)
{
    struct filling filling = {.site = site, .start = str_from(run->final_url ? run->final_url : run->site)};
    arena_init(&filling.scratch);
    enum oit_code code = store_visits(store, run->row, STORE_WITH_FINDINGS, add_visit, &filling, err);
    arena_done(&filling.scratch);
    if (code == OIT_OK)
        site_seal(site);
    return code;
}

enum oit_code judgement_make(struct store *store, const struct store_run *run, const struct setup *setup, const struct judgement_scans *scans,
                             struct oit_result *result, struct err *err)
{
    struct site site;
    store_read_calmly(store);
    site_init(&site, setup->scheme);
    struct filling filling = {.site = &site, .start = str_from(run->final_url ? run->final_url : run->site), .fresh = scans->fresh, .ran_out = scans->ran_out};
    arena_init(&filling.scratch);
    enum oit_code code = store_visits(store, run->row, STORE_WITH_FINDINGS, add_visit, &filling, err);
    arena_done(&filling.scratch);
    if (code == OIT_OK) {
        site_seal(&site);
        struct loading loading = {setup->scheme, store, run->row, scans->fresh};
        referrers_set(&site, load_findings, &loading);
        struct assess_input input = {.site = &site,
                                     .scheme = setup->scheme,
                                     .fiscal_year_be = setup->fiscal_year_be,
                                     .as_of = setup->as_of,
                                     .run_complete = run->complete,
                                     .agency_name = run->site_name ? str_from(run->site_name) : STR_NONE,
                                     .load = load_findings,
                                     .load_context = &loading,
                                     .wishes = scans->wishes,
                                     .wishes_all = scans->wants_all};
        fill_run(run, &result->arena, &result->report);
        result->report.run.ocr_pages = filling.n_ocr_pages;
        assess_run(&input, &result->arena, &result->report);
        mark_unverified(&result->report);
    }
    arena_adopt(&result->arena, &site.arena); /* the report quotes the site's URLs and titles */
    site_done(&site);
    return code;
}
