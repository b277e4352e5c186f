/* fuzz_wire.c - any bytes as they come from a server: the first byte chooses coding and announced type; inflate, sniff, extract. Sitemaps, feeds, plain
 * text and pages in foreign charsets come by here; the coding's own bounds must hold.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_INFLATED = 4 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = {"", "application/xml", "text/xml; charset=windows-874", "text/html; charset=tis-620", "text/plain", "text/csv",
                                        "application/octet-stream", "image/png"};
    if (size == 0)
        return 0;
    enum extract_coding coding = (enum extract_coding)(data[0] % CODING_UNKNOWN);
    const char *type = types[data[0] / CODING_UNKNOWN % (sizeof types / sizeof *types)];
    struct str wire = {(const char *)data + 1, size - 1};
    struct buf bytes;
    struct arena arena;
    struct document doc;
    buf_init(&bytes, MOST_INFLATED);
    arena_init(&arena);
    if (extract_inflate(wire, coding, &bytes) == FAULT_NONE) {
        if (bytes.n > MOST_INFLATED)
            abort();
        struct extract_input input = {.bytes = buf_str(&bytes), .url = STR_LIT("http://www.agency.example/sitemap"), .content_type = str_from(type)};
        (void)extract_document(&input, &arena, &doc);
    }
    arena_done(&arena);
    buf_done(&bytes);
    return 0;
}
