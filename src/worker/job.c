/* job.c - one page job: inflate, extract, find, pack.
 * SPDX-License-Identifier: MIT
 */
#include "worker/job.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/pack.h"
#include "extract/grid.h"
#include "extract/seen_text.h"
#include "text/robots_words.h"
#include "worker/exchange.h"

enum { RESULT_VERSION = 1, INFLATED_KEPT_BYTES = 4 * 1024 * 1024 };

struct job_context {
    const struct scheme *scheme;
    struct finder *finder; /* NULL without a scheme: documents only */
    struct url_cache *urls;
    struct seen_texts *seen;
    char **names; size_t n_names; /* the agency's, ours: workers forked later still use them */
    struct arena arena;    /* of the job at hand */
    struct buf inflated, findings, document;
};

struct job_context *job_context_new(const struct scheme *scheme, const char *const *agency_names, size_t n_names)
{
    struct job_context *context = mem_alloc(sizeof *context);
    context->scheme = scheme;
    context->urls = url_cache_new();
    context->seen = seen_texts_new();
    context->names = mem_alloc((n_names + 1) * sizeof *context->names);
    for (; context->n_names < n_names; context->n_names++)
        context->names[context->n_names] = mem_text(str_from(agency_names[context->n_names]));
    if (scheme) {
        context->finder = finder_new(scheme);
        finder_set_agency_names(context->finder, (const char *const *)context->names, n_names);
    }
    arena_init(&context->arena);
    buf_init(&context->inflated, LIMIT_INFLATED_BYTES);
    buf_init(&context->findings, LIMIT_RESULT_BYTES);
    buf_init(&context->document, LIMIT_RESULT_BYTES);
    return context;
}

void job_context_free(struct job_context *context)
{
    if (!context)
        return;
    finder_free(context->finder);
    for (size_t i = 0; i < context->n_names; i++)
        free(context->names[i]);
    free(context->names);
    url_cache_free(context->urls);
    seen_texts_free(context->seen);
    arena_done(&context->arena);
    buf_done(&context->inflated);
    buf_done(&context->findings);
    buf_done(&context->document);
    free(context);
}

void page_result_pack(const struct page_result *result, struct buf *out)
{
    pack_u64(out, RESULT_VERSION);
    pack_u64(out, (uint64_t)result->fault);
    pack_str(out, result->findings);
    pack_str(out, result->document);
    pack_u64(out, result->n_inflated_bytes);
    pack_u64(out, result->n_tool_pages);
}

bool page_result_unpack(struct str packed, struct page_result *ret_result)
{
    struct unpack u = {packed, false};
    *ret_result = (struct page_result){.fault = FAULT_PARSER_CRASH};
    uint64_t version = unpack_u64(&u), fault = unpack_u64(&u);
    if (version != RESULT_VERSION || fault >= N_OIT_FAULTS)
        return false;
    struct page_result result = {.fault = (enum oit_fault)fault};
    result.findings = unpack_str(&u);
    result.document = unpack_str(&u);
    result.n_inflated_bytes = unpack_u32(&u);
    result.n_tool_pages = unpack_u32(&u);
    if (u.is_bad || u.rest.n != 0)
        return false;
    *ret_result = result;
    return true;
}

void page_result_pack_fault(enum oit_fault fault, struct buf *out)
{
    buf_clear(out);
    page_result_pack(&(struct page_result){.fault = fault}, out);
}

void page_job_pack(const struct page_job *job, struct buf *out)
{
    pack_str(out, job->url);
    pack_str(out, job->content_type);
    pack_str(out, job->content_encoding);
    pack_str(out, job->file_name);
    pack_str(out, job->robots_tag);
    pack_str(out, job->document);
    pack_u64(out, job->wants_document);
    pack_u64(out, job->ocr_pages);
    pack_u64(out, job->http_status > 0 ? (uint64_t)job->http_status : 0);
    pack_u64(out, job->max_plain_bytes);
    pack_u64(out, job->wants_cells);
    pack_str(out, job->bytes);
}

bool page_job_unpack(struct str packed, struct page_job *ret_job)
{
    struct unpack u = {packed, false};
    struct page_job job = {.url = unpack_str(&u)};
    job.content_type = unpack_str(&u);
    job.content_encoding = unpack_str(&u);
    job.file_name = unpack_str(&u);
    job.robots_tag = unpack_str(&u);
    job.document = unpack_str(&u);
    job.wants_document = unpack_u64(&u) != 0;
    job.ocr_pages = unpack_u32(&u);
    job.http_status = (int)(unpack_u32(&u) % 1000);
    job.max_plain_bytes = unpack_u32(&u);
    job.wants_cells = unpack_u64(&u) != 0;
    job.bytes = unpack_str(&u);
    *ret_job = job;
    return !u.is_bad;
}

/* The bytes behind the content coding. Servers that announce gzip and send plain text exist; so do streams that end early: what came is read,
 * and the fault stays with it. */
static struct str inflate(struct job_context *context, const struct page_job *job, enum oit_fault *ret_fault)
{
    *ret_fault = FAULT_NONE;
    enum extract_coding coding = extract_coding_from(job->content_encoding);
    if (coding == CODING_IDENTITY || coding == CODING_UNKNOWN)
        return job->bytes;
    if (context->inflated.capacity > INFLATED_KEPT_BYTES)
        buf_done(&context->inflated);
    buf_clear(&context->inflated);
    *ret_fault = extract_inflate(job->bytes, coding, &context->inflated);
    if (*ret_fault == FAULT_DAMAGED && context->inflated.n == 0 && job->bytes.n > 0) {
        *ret_fault = FAULT_NONE;
        return job->bytes;
    }
    return buf_str(&context->inflated);
}

static void finish(struct job_context *context, const struct document *doc, bool keeps_document, struct page_result *result, struct buf *out)
{
    buf_clear(&context->findings);
    buf_clear(&context->document);
    if (context->finder) {
        struct findings findings;
        findings_make(context->finder, doc, &context->arena, &findings);
        findings_pack(&findings, &context->findings);
        result->findings = buf_str(&context->findings);
    }
    if (keeps_document) {
        doc_pack(doc, &context->document);
        result->document = buf_str(&context->document);
    }
    /* A cut record would be unreadable: without it the page counts as not read. */
    if (context->findings.is_full || context->document.is_full)
        *result = (struct page_result){.fault = FAULT_PARSER_LIMIT, .n_inflated_bytes = result->n_inflated_bytes};
    buf_clear(out);
    page_result_pack(result, out);
}

/* False: a document of another version of this program, or a damaged one; where the bytes are there it is read from them again. */
static bool match_stored(struct job_context *context, const struct page_job *job, struct buf *out)
{
    struct document doc;
    if (!doc_unpack(job->document, &context->arena, &doc))
        return false;
    if (job->url.n && !str_eq(job->url, doc.url)) { /* equal bytes under another name */
        doc.url = arena_str(&context->arena, job->url);
        doc.file_name = extract_file_name(job->url, job->file_name, &context->arena);
    }
    finish(context, &doc, job->wants_document, &(struct page_result){.fault = FAULT_NONE}, out);
    return true;
}

/* robots.txt from a server that encodes what was asked for plain. */
static void decode_only(struct job_context *context, const struct page_job *job, struct buf *out)
{
    struct page_job decoded = *job;
    struct page_result result = {.fault = FAULT_NONE};
    if (!job->content_encoding.n && str_starts_c(job->bytes, "\x1f\x8b"))
        decoded.content_encoding = STR_LIT("gzip");
    struct str bytes = inflate(context, &decoded, &result.fault);
    if (bytes.n > job->max_plain_bytes && result.fault == FAULT_NONE)
        result.fault = FAULT_TOO_LARGE;
    result.n_inflated_bytes = (uint32_t)bytes.n;
    result.document = str_sub(bytes, 0, job->max_plain_bytes);
    buf_clear(out);
    page_result_pack(&result, out);
}

static enum extract_need cells_only(struct job_context *context, const struct page_job *job, const struct extract_tools *tools, size_t n_tools, struct buf *out)
{
    struct grid grid;
    struct document doc = {0};
    grid_init(&grid, &context->arena);
    struct extract_input input = {.bytes = job->bytes, .url = job->url, .content_type = job->content_type, .tools = tools, .n_tools = n_tools, .grid = &grid};
    struct extract_request request = extract_cells(&input, &context->arena, &doc);
    buf_clear(out);
    if (request.need != NEED_NOTHING) {
        extract_request_pack(&request, out);
    } else {
        struct page_result result = {.fault = doc.fault};
        buf_clear(&context->document);
        grid_seal(&grid);
        grid_pack(&grid, &context->document);
        result.document = buf_str(&context->document);
        if (context->document.is_full)
            result = (struct page_result){.fault = FAULT_PARSER_LIMIT};
        page_result_pack(&result, out);
    }
    grid_done(&grid);
    return request.need;
}

enum extract_need page_job_run(struct job_context *context, const struct page_job *job, const struct extract_tools *tools, size_t n_tools,
                               struct buf *ret_packed)
{
    arena_clear(&context->arena);
    if (context->finder)
        finder_set_status(context->finder, job->http_status > 0 ? job->http_status : 200);
    if (job->max_plain_bytes) {
        decode_only(context, job, ret_packed);
        return NEED_NOTHING;
    }
    if (job->wants_cells)
        return cells_only(context, job, tools, n_tools, ret_packed);
    if (job->document.p && match_stored(context, job, ret_packed))
        return NEED_NOTHING;
    if (job->document.p && job->bytes.n == 0) {
        page_result_pack_fault(FAULT_DAMAGED, ret_packed);
        return NEED_NOTHING;
    }
    enum oit_fault fault;
    struct str bytes = inflate(context, job, &fault);
    struct extract_input input = {.bytes = bytes, .url = job->url, .content_type = job->content_type, .file_name = job->file_name, .tools = tools,
                                  .n_tools = n_tools, .ocr_pages = job->ocr_pages, .urls = context->urls, .seen = context->seen};
    struct document doc = {0};
    struct extract_request request = extract_document(&input, &context->arena, &doc);
    if (request.need != NEED_NOTHING) {
        if (!request.bytes.p && bytes.p != job->bytes.p)
            request.bytes = bytes;
        buf_clear(ret_packed);
        extract_request_pack(&request, ret_packed);
        return request.need;
    }
    struct robots_words words = {doc.is_noindex, doc.is_nofollow};
    robots_words_read(job->robots_tag, &words);
    doc.is_noindex = words.is_noindex;
    doc.is_nofollow = words.is_nofollow;
    if (fault != FAULT_NONE) {
        doc.is_cut = true;
        if (doc.fault == FAULT_NONE || doc.fault == FAULT_EMPTY)
            doc.fault = fault;
    }
    struct page_result result = {.fault = fault, .n_inflated_bytes = (uint32_t)bytes.n, .n_tool_pages = n_tools ? doc.n_pages : 0};
    finish(context, &doc, n_tools || job->wants_document, &result, ret_packed);
    return NEED_NOTHING;
}
