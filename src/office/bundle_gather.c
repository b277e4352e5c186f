/* bundle_gather.c - what belongs into a bundle: the items, their evidence, the pages of their click paths.
 * SPDX-License-Identifier: MIT
 */
#include "bundle.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/mem.h"
#include "rules/rules.h"
#include "text/years.h"

static const char *text_or_null(struct str s)
{
    return s.n ? s.p : NULL;
}

/* --- files --------------------------------------------------------------------------------------------------------------------- */

struct bundle_file *bundle_file_new(struct bundle_maker *m, const struct bundle_source *source)
{
    struct bundle_file *file = ARENA_NEW(&m->arena, struct bundle_file);
    MEM_GROW(m->sources, m->n_sources, m->capacity);
    m->sources[m->n_sources] = *source;
    m->sources[m->n_sources++].file = file;
    return file;
}

static struct bundle_file *known_file(const struct bundle_maker *m, int64_t run, const char *url)
{
    for (size_t i = 0; i < m->n_sources; i++)
        if (m->sources[i].run == run && strcmp(m->sources[i].url, url) == 0)
            return m->sources[i].file;
    return NULL;
}

static const char *hash_text(struct bundle_maker *m, struct sha256 hash)
{
    char hex[65];
    sha256_hex(hash, hex);
    return arena_text(&m->arena, str_from(hex));
}

enum oit_code bundle_file_of_visit(struct bundle_maker *m, const struct store_run *run, const char *url, bool is_step, struct bundle_file **ret_file)
{
    struct store_visit v;
    bool is_found = false;
    *ret_file = NULL;
    enum oit_code code = store_visit_get(m->store, run->row, str_from(url), 0, &m->arena, &is_found, &v, m->err);
    if (code == OIT_OK && is_found && v.http_status == STORE_ALIAS && v.final_url.n)
        code = store_visit_get(m->store, run->row, v.final_url, 0, &m->arena, &is_found, &v, m->err);
    if (code != OIT_OK || !is_found || !v.has_content)
        return code;
    *ret_file = known_file(m, run->row, v.url.p);
    if (*ret_file) {
        (*ret_file)->is_step &= is_step;
        return OIT_OK;
    }
    struct bundle_file *file = bundle_file_new(m, &(struct bundle_source){.run = run->row, .url = v.url.p});
    *file = (struct bundle_file){
        .url = v.final_url.n ? v.final_url.p : v.url.p, .wire_sha256 = hash_text(m, v.sha256), .fetched_at = v.fetched_at, .http_status = v.http_status,
        .content_type = text_or_null(v.content_type), .content_encoding = text_or_null(v.content_encoding), .last_modified = text_or_null(v.last_modified),
        .etag = text_or_null(v.etag), .file_name = text_or_null(v.file_name), .redirects = text_or_null(v.redirects), .referrer = text_or_null(v.referrer),
        .sent_by = run->id, .is_step = is_step, .is_rendered = v.content_type.p && str_find_c(v.content_type, EXTRACT_RENDERED) != STR_NPOS};
    *ret_file = file;
    return OIT_OK;
}

/* --- items --------------------------------------------------------------------------------------------------------------------- */

/* "O16", "ข้อ ๑๖", "O16,O17"; NULL: all. */
static bool is_wanted(const char *wanted, const char *code, bool *ret_used)
{
    struct str rest = str_from(wanted);
    bool is_one = !wanted;
    for (size_t i = 0; rest.n > 0; i++) {
        if (item_code_same(str_trim(str_cut(&rest, ',')), code)) {
            is_one = true;
            if (i < LIMIT_RULE_ITEMS)
                ret_used[i] = true;
        }
    }
    return is_one;
}

static enum oit_code choose_items(struct bundle_maker *m, const char *wanted)
{
    bool used[LIMIT_RULE_ITEMS] = {false};
    struct bundle *b = &m->bundle;
    b->items = ARENA_ARRAY(&m->arena, struct bundle_item, m->report.n_items + 1);
    for (size_t i = 0; i < m->report.n_items; i++)
        if (is_wanted(wanted, m->report.items[i].code, used))
            b->items[b->n_items++].item = &m->report.items[i];
    struct str rest = str_from(wanted);
    for (size_t i = 0; rest.n > 0; i++) {
        struct str typed = str_trim(str_cut(&rest, ','));
        if (i < LIMIT_RULE_ITEMS && used[i])
            continue;
        return err_set(m->err, OIT_ERR_USAGE, "ไม่มีข้อ '%.*s' ในผลตรวจนี้ (มี %s ถึง %s)", "there is no item '%.*s' in this check (%s to %s)", STR_ARG(typed),
                       m->report.n_items ? m->report.items[0].code : "-", m->report.n_items ? m->report.items[m->report.n_items - 1].code : "-");
    }
    return OIT_OK;
}

static const struct store_run *run_of_proofs(const struct bundle_maker *m, const struct bundle_item *item)
{
    for (size_t i = 0; item->then && item->then->n_evidence && i < m->n_runs; i++)
        if (m->runs[i].row == item->then_run)
            return &m->runs[i];
    return &m->run;
}

static enum oit_code evidence_of(struct bundle_maker *m, struct bundle_item *item)
{
    const struct store_run *run = run_of_proofs(m, item);
    const struct oit_item *judged = run == &m->run ? item->item : item->then;
    enum oit_code code = OIT_OK;
    item->proofs = ARENA_ARRAY(&m->arena, struct bundle_proof, judged->n_evidence + 1);
    for (size_t i = 0; code == OIT_OK && i < judged->n_evidence; i++) {
        const struct oit_evidence *e = &judged->evidence[i];
        struct bundle_file *file = NULL, *step;
        code = e->url ? bundle_file_of_visit(m, run, e->url, false, &file) : OIT_OK;
        if (code == OIT_OK && !file && e->url && run != &m->run) /* that run keeps its result only */
            code = bundle_file_of_visit(m, &m->run, e->url, false, &file);
        if (file && !file->title)
            file->title = e->title;
        item->proofs[item->n_proofs++] = (struct bundle_proof){.evidence = e, .file = file};
        for (size_t k = 0; code == OIT_OK && k < e->n_path; k++)
            code = bundle_file_of_visit(m, run, e->path[k], true, &step);
    }
    return code;
}

enum oit_code bundle_gather(struct bundle_maker *m, const char *wanted)
{
    enum oit_code code = choose_items(m, wanted);
    struct clock_date checked = clock_date_bangkok(m->run.started);
    m->bundle.report = &m->report;
    m->bundle.checked_on = years_date_iso(checked, &m->arena);
    if (code == OIT_OK)
        code = store_runs(m->store, m->run.site, LIMIT_BUNDLE_RUNS, &m->arena, &m->runs, &m->n_runs, m->err);
    if (code == OIT_OK)
        code = bundle_entered(m);
    for (size_t i = 0; code == OIT_OK && i < m->bundle.n_items; i++)
        code = evidence_of(m, &m->bundle.items[i]);
    return code;
}
