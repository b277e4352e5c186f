/* fuzz_doc_unpack.c - any bytes as a stored document; what is accepted can be dumped and packed again.
 * SPDX-License-Identifier: MIT
 */
#include "doc/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct document doc;
    struct buf out;
    arena_init(&arena);
    buf_init(&out, 0);
    if (doc_unpack((struct str){(const char *)data, size}, &arena, &doc)) {
        doc_dump(&doc, &out);
        buf_clear(&out);
        doc_pack(&doc, &out);
    }
    arena_done(&arena);
    buf_done(&out);
    return 0;
}
