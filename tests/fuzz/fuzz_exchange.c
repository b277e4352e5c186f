/* fuzz_exchange.c - any bytes as what crosses between worker and pool: jobs, results, requests, answers. What is accepted packs again to something
 * that is accepted.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "worker/exchange.h"
#include "worker/job.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_request(struct str bytes, struct buf *out)
{
    struct extract_request request, again;
    if (!extract_request_unpack(bytes, &request))
        return;
    if (request.need >= N_EXTRACT_NEEDS || request.n_pages > LIMIT_OCR_PAGES)
        abort();
    extract_request_pack(&request, out);
    if (!extract_request_unpack(buf_str(out), &again))
        abort();
}

static void try_tools(struct str bytes, struct arena *arena, struct buf *out)
{
    const struct extract_tools *tools, *again;
    size_t n = 0, n_again = 0;
    if (!extract_tools_unpack(bytes, arena, &tools, &n))
        return;
    for (size_t i = 0; i < n; i++)
        extract_tools_pack(&tools[i], out);
    if (n > 0 && (!extract_tools_unpack(buf_str(out), arena, &again, &n_again) || n_again != n))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct str bytes = {(const char *)data + 1, size - 1};
    struct arena arena;
    struct buf out;
    struct page_job job;
    struct page_result result;
    arena_init(&arena);
    buf_init(&out, 0);
    switch (data[0] % 4) {
    case 0:
        try_request(bytes, &out);
        break;
    case 1:
        try_tools(bytes, &arena, &out);
        break;
    case 2:
        if (page_job_unpack(bytes, &job))
            page_job_pack(&job, &out);
        break;
    default:
        if (page_result_unpack(bytes, &result))
            page_result_pack(&result, &out);
    }
    buf_done(&out);
    arena_done(&arena);
    return 0;
}
