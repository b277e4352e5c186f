/* fuzz_findings_unpack.c - any bytes as packed findings; what is accepted packs again to something that is accepted.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "rules/findings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct findings findings, again;
    struct buf out;
    arena_init(&arena);
    buf_init(&out, 0);
    if (findings_unpack((struct str){(const char *)data, size}, &arena, &findings)) {
        findings_pack(&findings, &out);
        if (!findings_unpack(buf_str(&out), &arena, &again))
            abort();
    }
    arena_done(&arena);
    buf_done(&out);
    return 0;
}
