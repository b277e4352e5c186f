/* dump.c - documents as the golden tests compare them.
 * Usage: dump FILE...
 * Reads through the worker pool, tools and OCR and all, as a check does (without the second model for digits).
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "worker/pool.h"

static void show(struct pool *pool, const char *path)
{
    struct buf bytes, url, dump;
    struct err err = {0};
    buf_init(&bytes, 64u << 20);
    buf_init(&url, 4096);
    buf_init(&dump, 0);
    const char *slash = strrchr(path, '/');
    (void)buf_addf(&url, "http://localhost/%s", slash ? slash + 1 : path);
    if (file_read(path, &bytes, &err) != OIT_OK) {
        fprintf(stderr, "%s: %s\n", path, err.en);
    } else {
        struct page_job job = {.url = buf_str(&url), .bytes = buf_str(&bytes), .wants_document = true, .ocr_pages = LIMIT_OCR_PAGES};
        struct page_result result;
        struct document doc;
        struct arena arena;
        arena_init(&arena);
        if (page_result_unpack(pool_run(pool, &job), &result) && doc_unpack(result.document, &arena, &doc))
            doc_dump(&doc, &dump);
        else
            (void)buf_addf(&dump, "no document (fault %d)\n", (int)result.fault);
        printf("%s", dump.p);
        arena_done(&arena);
    }
    buf_done(&bytes);
    buf_done(&url);
    buf_done(&dump);
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct pool *pool = NULL;
    if (argc < 2 || pool_new(&(struct pool_options){0}, &pool, &err) != OIT_OK) {
        fprintf(stderr, "usage: dump FILE...   %s\n", err.en);
        return 2;
    }
    for (int i = 1; i < argc; i++)
        show(pool, argv[i]);
    pool_free(pool);
    return 0;
}
