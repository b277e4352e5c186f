/* matching.c - see matching.h.
 * SPDX-License-Identifier: MIT
 */
#include "matching.h"

#include <stdio.h>

#include "extract/extract.h"

struct scheme *scheme;
struct finder *finder;

int matching_load_from(const char *folder)
{
    struct err err = {0};
    if (scheme_load(folder, NULL, &scheme, NULL, &err) != OIT_OK)
        return -1;
    finder = finder_new(scheme);
    return 0;
}

int matching_load(void **state)
{
    (void)state;
    return matching_load_from("rules/2567");
}

int matching_unload(void **state)
{
    (void)state;
    finder_free(finder);
    scheme_free(scheme);
    return 0;
}

struct findings matching_page(struct arena *arena, struct str html)
{
    struct document *doc = ARENA_NEW(arena, struct document);
    struct findings findings;
    struct extract_input input = {.bytes = html, .url = STR_LIT("http://www.example.go.th/page"), .content_type = STR_LIT("text/html; charset=utf-8")};
    (void)extract_document(&input, arena, doc);
    findings_make(finder, doc, arena, &findings);
    return findings;
}

bool matching_fault_is(int status, const char *html, enum oit_fault fault)
{
    struct arena arena;
    char said[16], wanted[16];
    arena_init(&arena);
    finder_set_status(finder, status);
    enum oit_fault found = matching_page(&arena, str_from(html)).fault;
    finder_set_status(finder, 200);
    arena_done(&arena);
    if (found != fault)
        (void)fprintf(stderr, "%d %s: %s, not %s\n", status, html, oit_fault_name(found, 0, said), oit_fault_name(fault, 0, wanted));
    return found == fault;
}
