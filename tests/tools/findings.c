/* findings.c - for rule writers: what the rules find in local files (HTML, text, Office): namings, elements with their places, vocabulary.
 * Usage: findings RULES_DIR FILE...
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "base/file.h"
#include "extract/extract.h"
#include "rules/findings.h"

static const char *const places[] = {"title", "h1",  "title-block", "heading",      "breadcrumb", "file", "anchor",
                                     "row",   "item", "link-heading", "link-file", "entry",      "body"};
static const char *const wheres[] = {"text", "title", "header", "contact", "image", "form", "link", "table"};
static const char *const vocabulary[] = {"promise", "criterion", "negative", "login", "soft-404", "maintenance", "news", "manual", "blank-form"};

static const char *subject_name(const struct scheme *s, uint16_t subject)
{
    return subject < s->n_items ? s->items[subject].code : s->traps[subject - s->n_items].id;
}

static void print_naming(const struct scheme *s, const struct naming *naming)
{
    printf("  %-12s", places[naming->place]);
    for (size_t i = 0; i < naming->n_best; i++)
        printf(" %s:%d", subject_name(s, naming->best[i].subject), naming->best[i].score);
    printf(" year %d-%d%s | %.*s\n", naming->year.from_be, naming->year.to_be, naming->in_criterion ? " (criterion)" : "",
           (int)naming->text.n, naming->text.p);
}

static void print_element(const struct scheme *s, const struct element_hit *hit)
{
    const struct scheme_element *element = &s->elements[hit->element];
    int where = 0;
    while (where < 7 && !(hit->where >> where & 1))
        where++;
    printf("  %s.%s in %s%s%s page %u | %.*s\n", s->items[element->item].code, element->id, wheres[where],
           hit->in_criterion ? " (criterion)" : "", hit->is_negative ? " (negative)" : "", hit->page, (int)hit->snippet.n, hit->snippet.p);
}

static void print_findings(const struct scheme *s, const struct findings *f, const char *path)
{
    printf("%s: year %d-%d, dates %d-%d, %u blocks, %u letters, fault %d%s%s\n", path, f->year.from_be, f->year.to_be, f->dates.from_be, f->dates.to_be,
           f->n_blocks, f->n_letters, (int)f->fault, f->is_shell ? ", shell" : "", f->is_cut ? ", cut" : "");
    for (size_t i = 0; i < f->n_namings; i++)
        print_naming(s, &f->namings[i]);
    for (size_t i = 0; i < f->n_elements; i++)
        print_element(s, &f->elements[i]);
    for (size_t i = 0; i < f->n_vocabulary; i++)
        if ((size_t)f->vocabulary[i].id < sizeof vocabulary / sizeof *vocabulary)
            printf("  says %s | %.*s\n", vocabulary[f->vocabulary[i].id], (int)f->vocabulary[i].snippet.n, f->vocabulary[i].snippet.p);
}

static void show(struct finder *finder, const struct scheme *scheme, const char *path)
{
    struct buf bytes, url;
    struct err err = {0};
    buf_init(&bytes, 64u << 20);
    buf_init(&url, 4096);
    if (file_read(path, &bytes, &err) != OIT_OK) {
        fprintf(stderr, "%s: %s\n", path, err.en);
    } else {
        const char *slash = strrchr(path, '/');
        (void)buf_add_c(&url, "file:///");
        (void)buf_add_c(&url, slash ? slash + 1 : path);
        struct arena arena;
        arena_init(&arena);
        struct document doc = {0};
        struct extract_input input = {.bytes = buf_str(&bytes), .url = buf_str(&url)};
        (void)extract_document(&input, &arena, &doc);
        struct findings findings = {0};
        findings_make(finder, &doc, &arena, &findings);
        print_findings(scheme, &findings, path);
        arena_done(&arena);
    }
    buf_done(&bytes);
    buf_done(&url);
}

int main(int argc, char **argv)
{
    struct scheme *scheme = NULL;
    struct err err = {0};
    if (argc < 3 || scheme_load(argv[1], NULL, &scheme, NULL, &err) != OIT_OK) {
        fprintf(stderr, "usage: findings RULES_DIR FILE...   %s %s\n", err.where, err.en);
        return 2;
    }
    struct finder *finder = finder_new(scheme);
    for (int i = 2; i < argc; i++)
        show(finder, scheme, argv[i]);
    finder_free(finder);
    scheme_free(scheme);
    return 0;
}
