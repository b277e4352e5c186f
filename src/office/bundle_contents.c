/* bundle_contents.c - the files themselves: wire bytes out of the store, their content coding undone in a confined worker (nothing of a stranger's is inflated
 * here), under names that every system can unpack.
 * SPDX-License-Identifier: MIT
 */
#include "bundle.h"

#include <stdio.h>

#include "base/mem.h"
#include "extract/extract.h"
#include "report/zip_names.h"
#include "store/submissions.h"

/* --- in the worker ------------------------------------------------------------------------------------------------------------- */

/* result.document: the bytes behind the content coding, absent when there is none; result.findings: the kind's name. */
static enum extract_need decode_job(struct job_context *context, const struct page_job *job, const struct extract_tools *tools, size_t n_tools, struct buf *ret_packed)
{
    struct page_result result = {.fault = FAULT_NONE};
    struct buf plain;
    (void)context;
    (void)tools;
    (void)n_tools;
    buf_init(&plain, LIMIT_INFLATED_BYTES);
    enum extract_coding coding = extract_coding_from(job->content_encoding);
    struct str bytes = job->bytes;
    if (coding == CODING_UNKNOWN)
        result.fault = FAULT_UNSUPPORTED;
    else if (coding != CODING_IDENTITY) {
        result.fault = extract_inflate(job->bytes, coding, &plain);
        /* Servers that announce gzip and send plain text exist. */
        if (result.fault == FAULT_DAMAGED && plain.n == 0)
            result.fault = FAULT_NONE;
        else if (result.fault == FAULT_NONE)
            bytes = result.document = buf_str(&plain);
    }
    result.findings = str_from(doc_kind_name(extract_sniff(bytes, job->content_type, job->url)));
    buf_clear(ret_packed);
    page_result_pack(&result, ret_packed);
    buf_done(&plain);
    return NEED_NOTHING;
}

enum oit_code bundle_pool(struct pool **ret_pool, struct err *err)
{
    return pool_new(&(struct pool_options){.n_workers = 1, .job_fn = decode_job}, ret_pool, err);
}

/* --- here ---------------------------------------------------------------------------------------------------------------------- */

enum oit_code bundle_bytes(struct bundle_maker *m, const struct bundle_source *source, struct arena *arena, struct str *ret_bytes)
{
    struct store_visit v;
    bool is_found = false;
    *ret_bytes = STR_NONE;
    if (source->copy)
        return store_submission_copy(m->store, source->copy, arena, ret_bytes, m->err);
    enum oit_code code = store_visit_get(m->store, source->run, str_from(source->url), STORE_WITH_BYTES, arena, &is_found, &v, m->err);
    if (code == OIT_OK && is_found)
        *ret_bytes = v.bytes;
    return code;
}

bool bundle_decode(struct bundle_maker *m, const struct bundle_file *file, struct str wire, struct str *ret_bytes, struct str *ret_kind)
{
    struct page_result result;
    struct page_job job = {.url = str_from(file->url), .content_type = str_from(file->content_type), .content_encoding = str_from(file->content_encoding), .bytes = wire};
    *ret_bytes = wire;
    *ret_kind = STR_NONE;
    if (!page_result_unpack(pool_run(m->pool, &job), &result) || result.fault != FAULT_NONE)
        return extract_coding_from(job.content_encoding) == CODING_IDENTITY; /* only its kind is not known */
    if (result.document.p)
        *ret_bytes = result.document;
    *ret_kind = result.findings;
    return true;
}

/* Which item a file is of: the first that uses it. */
static const char *code_of(const struct bundle_maker *m, const struct bundle_file *file)
{
    for (size_t i = 0; i < m->bundle.n_items; i++) {
        const struct bundle_item *item = &m->bundle.items[i];
        for (size_t k = 0; k < item->n_proofs; k++)
            if (item->proofs[k].file == file || item->proofs[k].copy == file)
                return item->item->code;
        for (size_t k = 0; k < item->n_links + item->n_shown; k++)
            if (item->links[k].copy == file)
                return item->item->code;
    }
    return "";
}

static const char *make_name(struct bundle_maker *m, const struct bundle_file *file, unsigned number, struct str bytes, bool is_decoded)
{
    struct buf name, prefix;
    buf_init(&name, 0);
    buf_init(&prefix, 0);
    (void)buf_add_c(&prefix, file->is_copy ? "submitted/" : "files/");
    zip_name_code(code_of(m, file), &prefix);
    (void)buf_addf(&prefix, "-%02u-", number);
    struct url_parts parts = {0};
    struct str given = extract_file_name(str_from(file->url), str_from(file->file_name), &m->arena);
    if (!given.n && !file->title && url_split(str_from(file->url), &parts)) /* "/": called by its host */
        given = parts.host;
    zip_name_make(prefix.p, given.n ? given : str_from(file->title), is_decoded ? zip_extension(file->kind, bytes) : "bin", &name);
    const char *text = arena_text(&m->arena, buf_str(&name));
    buf_done(&name);
    buf_done(&prefix);
    return text;
}

/* Equal bytes stand in the ZIP once. */
static const struct bundle_file *twin_of(const struct bundle_maker *m, size_t at)
{
    const struct bundle_file *file = m->sources[at].file;
    for (size_t i = 0; i < at; i++) {
        const struct bundle_file *other = m->sources[i].file;
        if (other->name && other->is_copy == file->is_copy && strcmp(other->sha256, file->sha256) == 0 && strcmp(other->kind, file->kind) == 0)
            return other;
    }
    return NULL;
}

static enum oit_code put_file(struct bundle_maker *m, size_t at, unsigned *number)
{
    struct arena scratch;
    struct str wire = STR_NONE, bytes, kind;
    struct bundle_file *file = m->sources[at].file;
    arena_init(&scratch);
    enum oit_code code = bundle_bytes(m, &m->sources[at], &scratch, &wire);
    if (code == OIT_OK && !wire.p)
        file->absent = (struct oit_words){msg_th(MSG_BUNDLE_ABSENT_PRUNED), msg_en(MSG_BUNDLE_ABSENT_PRUNED)};
    if (code == OIT_OK && wire.p) {
        char hex[65];
        bool is_decoded = file->is_decoded = bundle_decode(m, file, wire, &bytes, &kind);
        if (!is_decoded)
            file->absent = (struct oit_words){msg_th(MSG_BUNDLE_ABSENT_CODING), msg_en(MSG_BUNDLE_ABSENT_CODING)};
        file->kind = arena_text(&m->arena, kind);
        sha256_hex(sha256_of(bytes), hex);
        file->sha256 = arena_text(&m->arena, str_from(hex));
        file->n_bytes = bytes.n;
        const struct bundle_file *twin = twin_of(m, at);
        if (twin)
            file->name = twin->name;
        else if (!file->is_step) {
            file->name = make_name(m, file, ++*number, bytes, is_decoded);
            code = zip_add(m->zip, file->name, file->fetched_at, bytes, m->err);
        }
    }
    arena_done(&scratch);
    return code;
}

enum oit_code bundle_contents(struct bundle_maker *m)
{
    unsigned number = 0;
    enum oit_code code = OIT_OK;
    m->bundle.files = ARENA_ARRAY(&m->arena, struct bundle_file *, m->n_sources + 1);
    for (size_t i = 0; code == OIT_OK && i < m->n_sources; i++) {
        m->bundle.files[m->bundle.n_files++] = m->sources[i].file;
        if (m->sources[i].file->fetched_at > m->bundle.made)
            m->bundle.made = m->sources[i].file->fetched_at;
        code = put_file(m, i, &number);
    }
    return code;
}
