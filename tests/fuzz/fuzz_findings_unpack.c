/* fuzz_findings_unpack.c - any bytes as packed findings; what is accepted packs again to something that is accepted. The version in front is always
 * today's, so that seeds outlive it.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "rules/findings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct findings findings = {0}, again;
    struct buf bytes, out;
    arena_init(&arena);
    buf_init(&bytes, 0);
    buf_init(&out, 0);
    findings_pack(&findings, &bytes);
    bytes.n = 1;
    (void)buf_add(&bytes, data + (size > 0), size - (size > 0));
    if (findings_unpack(buf_str(&bytes), &arena, &findings)) {
        findings_pack(&findings, &out);
        if (!findings_unpack(buf_str(&out), &arena, &again))
            abort();
    }
    arena_done(&arena);
    buf_done(&bytes);
    buf_done(&out);
    return 0;
}
