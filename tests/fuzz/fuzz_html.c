/* fuzz_html.c - any bytes as a page: extract, dump, pack, unpack.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena, other;
    struct document doc, copy;
    struct buf packed, dump;
    arena_init(&arena);
    arena_init(&other);
    buf_init(&packed, 0);
    buf_init(&dump, 0);
    struct extract_input input = {.bytes = {(const char *)data, size}, .url = STR_LIT("http://www.agency.go.th/a/b.php"), .content_type = STR_LIT("text/html")};
    if (extract_document(&input, &arena, &doc).need == NEED_NOTHING) {
        doc_pack(&doc, &packed);
        if (!doc_unpack(buf_str(&packed), &other, &copy))
            abort();
        doc_dump(&copy, &dump);
    }
    arena_done(&arena);
    arena_done(&other);
    buf_done(&packed);
    buf_done(&dump);
    return 0;
}
