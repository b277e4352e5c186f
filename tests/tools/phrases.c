/* phrases.c - for measurements: which of the phrases in a file (one a line) does extraction give back from documents?
 * Usage: phrases [--text] [--ocr N] PHRASES FILE...
 * Reads through the worker pool, tools and all, as a check does. One line a file: kind, pages, image pages, fault, phrases found in the tight form,
 * in the weak form, of how many; then the phrases lacking. --text prints the document's text instead.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "text/norm.h"
#include "worker/pool.h"

struct options {
    bool prints_text;
    uint32_t ocr_pages;
};

static bool contains(const struct norm_form *form, struct str needle)
{
    return str_find((struct str){(const char *)form->p, form->n}, needle) != STR_NPOS;
}

static void look_for(struct str phrases, const struct norm *norm, unsigned *ret_tight, unsigned *ret_weak, unsigned *ret_all, struct buf *lacking)
{
    *ret_tight = *ret_weak = *ret_all = 0;
    struct buf tight, weak;
    buf_init(&tight, 0);
    buf_init(&weak, 0);
    while (phrases.n) {
        struct str phrase = str_trim(str_cut(&phrases, '\n'));
        if (!phrase.n)
            continue;
        buf_clear(&tight);
        buf_clear(&weak);
        norm_phrase(phrase, NORM_TIGHT, &tight);
        norm_phrase(phrase, NORM_WEAK, &weak);
        bool is_tight = contains(&norm->tight, buf_str(&tight)), is_weak = is_tight || contains(&norm->weak, buf_str(&weak));
        *ret_all += 1;
        *ret_tight += is_tight;
        *ret_weak += is_weak;
        if (!is_tight)
            (void)buf_addf(lacking, "\t%s: %.*s\n", is_weak ? "weak" : "lacking", STR_ARG(phrase));
    }
    buf_done(&tight);
    buf_done(&weak);
}

static void show(struct pool *pool, const struct options *options, struct str phrases, const char *path)
{
    struct buf bytes, url, lacking;
    struct err err = {0};
    buf_init(&bytes, 64u << 20);
    buf_init(&url, 4096);
    buf_init(&lacking, 0);
    if (file_read(path, &bytes, &err) != OIT_OK) {
        fprintf(stderr, "%s: %s\n", path, err.en);
        goto out;
    }
    const char *slash = strrchr(path, '/');
    (void)buf_addf(&url, "file:///%s", slash ? slash + 1 : path);
    struct page_job job = {.url = buf_str(&url), .bytes = buf_str(&bytes), .wants_document = true, .ocr_pages = options->ocr_pages};
    struct page_result result;
    struct document doc;
    struct arena arena;
    arena_init(&arena);
    if (!page_result_unpack(pool_run(pool, &job), &result) || !doc_unpack(result.document, &arena, &doc)) {
        printf("%s: no document (fault %d)\n", path, (int)result.fault);
    } else if (options->prints_text) {
        printf("%.*s", STR_ARG(doc.raw));
    } else {
        struct norm norm = {0};
        unsigned n_tight, n_weak, n_all;
        norm_make(&norm, doc.raw, NORM_ALL);
        look_for(phrases, &norm, &n_tight, &n_weak, &n_all, &lacking);
        printf("%s\t%s\tpages %u\timage %u\tfault %d\ttight %u\tweak %u\tof %u\n%.*s", path, doc_kind_name(doc.kind), doc.n_pages, doc.n_image_pages,
               (int)doc.fault, n_tight, n_weak, n_all, STR_ARG(buf_str(&lacking)));
        norm_done(&norm);
    }
    arena_done(&arena);
out:
    buf_done(&bytes);
    buf_done(&url);
    buf_done(&lacking);
}

int main(int argc, char **argv)
{
    struct options options = {0};
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        options.prints_text |= strcmp(argv[at], "--text") == 0;
        if (strcmp(argv[at], "--ocr") == 0 && at + 1 < argc)
            options.ocr_pages = (uint32_t)strtoul(argv[++at], NULL, 10);
    }
    struct err err = {0};
    struct buf phrases;
    struct pool *pool = NULL;
    buf_init(&phrases, 1u << 20);
    if (argc - at < 2 || file_read(argv[at], &phrases, &err) != OIT_OK || pool_new(&(struct pool_options){0}, &pool, &err) != OIT_OK) {
        fprintf(stderr, "usage: phrases [--text] [--ocr N] PHRASES FILE...   %s\n", err.en);
        return 2;
    }
    for (at++; at < argc; at++)
        show(pool, &options, buf_str(&phrases), argv[at]);
    pool_free(pool);
    buf_done(&phrases);
    return 0;
}
