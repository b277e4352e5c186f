/* job.h - one page job: a function from bytes to a serialised result. It runs in a forked worker and touches nothing but its input.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_WORKER_JOB_H
#define OIT_WORKER_JOB_H

#include "extract/extract.h"
#include "rules/findings.h"

struct page_job {
    struct str url;              /* final, canonical */
    struct str content_type, content_encoding, file_name; /* header values or absent; file_name from Content-Disposition */
    struct str robots_tag;       /* X-Robots-Tag, or absent */
    struct str bytes;            /* as received on the wire */
    struct str document;         /* instead of bytes: a packed document from the store (re-matching) */
    bool wants_document;         /* pack the document into the result even when it is cheap to make again */
    uint32_t max_plain_bytes;    /* 0, or: no page but a text file that main reads itself; it comes back decoded as result.document, at most so long */
    int http_status;             /* 0: 200 */
    bool wants_cells;            /* a sheet that people fill in: its cells exactly as they are come back as result.document (grid_unpack), and nothing else */
    uint32_t ocr_pages;          /* pages without usable text are recognised, at most so many of this document; 0: none */
};

struct page_result {
    enum oit_fault fault;        /* FAULT_PARSER_CRASH, FAULT_TIMEOUT (parse), FAULT_TOO_LARGE, FAULT_DAMAGED ...; else findings.fault tells */
    struct str findings;         /* packed; absent when fault left nothing */
    struct str document;         /* packed document: when a tool made its text, or wanted */
    uint32_t n_inflated_bytes;
    uint32_t n_tool_pages;
};

/* Deterministic: the jobs before it leave no trace. tools: the answers so far. Returns what tool is needed next; then *ret_packed is no result but the
 * packed request (exchange.h; its bytes are absent when they are job->bytes). With LIMIT_TOOL_RUNS answers it always finishes. A NULL
 * scheme makes documents only. agency_names are copied. */
struct job_context;
struct job_context *job_context_new(const struct scheme *scheme, const char *const *agency_names, size_t n_names);
void job_context_free(struct job_context *context);
typedef enum extract_need (*page_job_fn)(struct job_context *context, const struct page_job *job, const struct extract_tools *tools, size_t n_tools,
                                         struct buf *ret_packed);
enum extract_need page_job_run(struct job_context *context, const struct page_job *job, const struct extract_tools *tools, size_t n_tools,
                               struct buf *ret_packed);

void page_job_pack(const struct page_job *job, struct buf *out);
bool page_job_unpack(struct str packed, struct page_job *ret_job);
bool page_result_unpack(struct str packed, struct page_result *ret_result); /* views into packed */
void page_result_pack(const struct page_result *result, struct buf *out);
void page_result_pack_fault(enum oit_fault fault, struct buf *out); /* a result that holds nothing else */

#endif
