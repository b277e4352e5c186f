/* dump.c - the document an extractor makes of a file, as golden tests see it. Usage: build/release/tools/dump FILE... (no tools are run: a PDF or
 * an old Excel file only says what it needs).
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "base/limits.h"
#include "extract/extract.h"

static bool dump(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    struct buf bytes, out, url;
    char chunk[65536];
    buf_init(&bytes, LIMIT_BODY_BYTES);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        (void)buf_add(&bytes, chunk, n);
    (void)fclose(file);
    buf_init(&out, 0);
    buf_init(&url, 0);
    const char *name = strrchr(path, '/');
    (void)buf_addf(&url, "file:///%s", name ? name + 1 : path);
    struct arena arena;
    struct document doc;
    arena_init(&arena);
    struct extract_input input = {.bytes = buf_str(&bytes), .url = buf_str(&url)};
    struct extract_request request = extract_document(&input, &arena, &doc);
    if (request.need != NEED_NOTHING)
        (void)buf_addf(&out, "needs tool %d\n", (int)request.need);
    doc_dump(&doc, &out);
    (void)fwrite(out.p, 1, out.n, stdout);
    arena_done(&arena);
    buf_done(&bytes);
    buf_done(&out);
    buf_done(&url);
    return true;
}

int main(int argc, char **argv)
{
    bool is_good = argc > 1;
    for (int i = 1; i < argc; i++)
        is_good = dump(argv[i]) && is_good;
    return is_good ? 0 : 1;
}
