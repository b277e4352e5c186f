/* fuzz_check.c - pages and documents of any text through all of matching and judging: extract, find, pack, unpack, judge as an item. The first byte
 * chooses the item, the second where the bytes part into two files.
 *
 * The scheme of another country is used: small, so that its patterns do not take all the time.
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "assess/files.h"
#include "extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { N_FILES = 2, YEAR = 2567 };

static struct scheme *scheme;
static struct finder *finder;

static void load_rules(void)
{
    struct err err = {0};
    if (scheme_load("tests/rules/schemes/open-council", NULL, &scheme, NULL, &err) != OIT_OK) {
        (void)fprintf(stderr, "run it from the top of the tree: %s: %s\n", err.where, err.en);
        abort();
    }
    finder = finder_new(scheme);
}

static void read_one(struct str bytes, const char *name, struct arena *arena, struct assess_file *ret_file)
{
    struct document doc;
    struct findings *made = ARENA_NEW(arena, struct findings), *findings = ARENA_NEW(arena, struct findings);
    struct buf url, packed;
    buf_init(&url, 0);
    buf_init(&packed, 0);
    files_url(str_from(name), 0, &url);
    struct extract_input input = {.bytes = bytes, .url = arena_str(arena, buf_str(&url)), .file_name = str_from(name)};
    *ret_file = (struct assess_file){.url = input.url, .fault = FAULT_NO_TEXT};
    if (extract_document(&input, arena, &doc).need == NEED_NOTHING) {
        findings_make(finder, &doc, arena, made);
        findings_pack(made, &packed);
        if (!findings_unpack(arena_str(arena, buf_str(&packed)), arena, findings))
            abort();
        ret_file->findings = findings;
        ret_file->fault = findings->fault;
    }
    buf_done(&url);
    buf_done(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    if (!scheme)
        load_rules();
    struct str all = {(const char *)data + 2, size - 2};
    size_t first = all.n * data[1] / 255;
    struct arena arena;
    struct assess_file files[N_FILES];
    struct oit_check check;
    arena_init(&arena);
    read_one(str_sub(all, 0, first), "page.html", &arena, &files[0]);
    read_one(str_from_pos(all, first), "plan-2024.txt", &arena, &files[1]);
    files_assess(scheme, YEAR, (struct clock_date){2024, 5, 1}, (uint16_t)(data[0] % scheme->n_items), files, N_FILES, &arena, &check);
    if (check.n_found > check.n_required)
        abort();
    arena_done(&arena);
    return 0;
}
