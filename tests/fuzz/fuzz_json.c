/* fuzz_json.c - any bytes as a JSON answer and as the data of a script page: convert, extract, dump.
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>

#include "extract/extract.h"
#include "extract/json_page.h"
#include "text/repair.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void extract(struct str bytes, const char *type)
{
    struct arena arena;
    struct document doc;
    struct buf dump;
    arena_init(&arena);
    buf_init(&dump, 0);
    struct extract_input input = {.bytes = bytes, .url = STR_LIT("http://www.agency.go.th/a/b"), .content_type = str_from(type)};
    if (extract_document(&input, &arena, &doc).need == NEED_NOTHING)
        doc_dump(&doc, &dump);
    if (!utf8_is_valid(doc.raw))
        abort();
    arena_done(&arena);
    buf_done(&dump);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct buf page, clean, repaired;
    bool is_cut;
    buf_init(&page, 0);
    buf_init(&clean, 0);
    buf_init(&repaired, 0);
    extract(bytes, "application/json");
    (void)buf_add_c(&page, "<body><div id=app></div><script type=application/json>{\"a\":\"");
    (void)buf_add_str(&page, bytes);
    (void)buf_add_c(&page, "\"}</script>");
    extract(buf_str(&page), "text/html");
    utf8_clean(bytes, &clean);
    buf_clear(&page);
    (void)json_to_html(buf_str(&clean), &page, &is_cut);
    repair_text(buf_str(&clean), &repaired); /* never longer, valid, and nothing left to do but what two rounds may bring together */
    if (repaired.n > clean.n || !utf8_is_valid(buf_str(&repaired)))
        abort();
    buf_done(&page);
    buf_done(&clean);
    buf_done(&repaired);
    return 0;
}
