/* fuzz_pdf_text.c - any bytes as what pdftotext wrote; the first byte splits them into -raw and -layout text.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct str all = {(const char *)data + 1, size - 1};
    size_t n_raw = all.n * data[0] / 255;
    struct extract_tools tools = {.need = NEED_PDF_TEXT, .pdf_info = str_sub(all, 0, 64), .pdf_raw = str_sub(all, 0, n_raw), .pdf_layout = str_from_pos(all, n_raw)};
    struct extract_input input = {.bytes = STR_LIT("%PDF-1.4"), .url = STR_LIT("http://www.agency.go.th/a.pdf"), .tools = &tools, .n_tools = 1};
    struct arena arena;
    struct document doc, copy;
    struct buf packed;
    arena_init(&arena);
    buf_init(&packed, 0);
    (void)extract_document(&input, &arena, &doc);
    doc_pack(&doc, &packed);
    if (!doc_unpack(buf_str(&packed), &arena, &copy))
        abort();
    arena_done(&arena);
    buf_done(&packed);
    return 0;
}
