/* findings.c - a developer's look at what the rules find on one page: findings RULES URL FILE (HTML or other bytes; no tools are run).
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "worker/job.h"

static const char *subject_name(const struct scheme *scheme, uint16_t subject)
{
    return subject < scheme->n_items ? scheme->items[subject].code : scheme->traps[subject - scheme->n_items].id;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    struct scheme *scheme = NULL;
    struct err err = {0};
    struct buf bytes, packed;
    buf_init(&bytes, 0);
    buf_init(&packed, 0);
    if (scheme_load(argv[1], NULL, &scheme, NULL, &err) != OIT_OK || file_read(argv[3], &bytes, &err) != OIT_OK) {
        (void)fprintf(stderr, "%s %s\n", err.where, err.en);
        return 1;
    }
    struct job_context *context = job_context_new(scheme, NULL, 0);
    struct page_job job = {.url = str_from(argv[2]), .bytes = buf_str(&bytes)};
    (void)page_job_run(context, &job, NULL, &packed);
    struct page_result result;
    struct findings f;
    struct arena arena;
    arena_init(&arena);
    if (!page_result_unpack(buf_str(&packed), &result) || !findings_unpack(result.findings, &arena, &f))
        return 1;
    (void)printf("kind %s fault %d letters %u shell %d title %.*s year %d-%d dates %d-%d\n", doc_kind_name(f.kind), f.fault, f.n_letters, f.is_shell, STR_ARG(f.title),
                 f.year.from_be, f.year.to_be, f.dates.from_be, f.dates.to_be);
    for (size_t i = 0; i < f.n_namings; i++) {
        const struct naming *n = &f.namings[i];
        (void)printf("naming place %d zone %d link %d blocks %u-%u crit %d gen %d year %d/%d:", n->place, n->zone, (int)n->link, n->block_from, n->block_to, n->in_criterion,
                     n->is_generic, n->year.from_be, n->context_year.from_be);
        for (size_t k = 0; k < n->n_best; k++)
            (void)printf(" %s=%d", subject_name(scheme, n->best[k].subject), n->best[k].score);
        (void)printf(" | %.*s\n", STR_ARG(n->text));
    }
    for (size_t i = 0; i < f.n_links; i++)
        (void)printf("link %zu via %d target %d zone %d promise %d naming %d block %u %.*s | %.*s\n", i, f.links[i].via, f.links[i].target, f.links[i].zone, f.links[i].promise,
                     (int)f.links[i].naming, f.links[i].block, STR_ARG(f.links[i].url), STR_ARG(f.links[i].label));
    for (size_t i = 0; i < f.n_elements; i++) {
        const struct element_hit *h = &f.elements[i];
        const struct scheme_element *e = &scheme->elements[h->element];
        (void)printf("element %s.%s where %d block %u page %u crit %d neg %d | %.*s\n", scheme->items[e->item].code, e->id, h->where, h->block, h->page, h->in_criterion, h->is_negative,
                     STR_ARG(h->snippet));
    }
    for (size_t i = 0; i < f.n_vocabulary; i++)
        (void)printf("vocabulary %d zone %d block %u | %.*s\n", f.vocabulary[i].id, f.vocabulary[i].zone, f.vocabulary[i].block, STR_ARG(f.vocabulary[i].snippet));
    arena_done(&arena);
    job_context_free(context);
    scheme_free(scheme);
    buf_done(&bytes);
    buf_done(&packed);
    return 0;
}
