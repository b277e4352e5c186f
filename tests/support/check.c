/* check.c - see check.h.
 * SPDX-License-Identifier: MIT
 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

#include "report/report.h"

enum { MAX_WORDS = 60 };

static void add_words(const char **words, size_t *n, const char *const *more)
{
    while (more && *more && *n + 1 < MAX_WORDS)
        words[(*n)++] = *more++;
}

void check_run(const char *const *command, const char *const *more, struct check *ret_check)
{
    static const char *const always[] = {"--rate", "0", "--quiet", "--format", "json", NULL};
    const char *words[MAX_WORDS] = {NULL};
    size_t n = 0;
    add_words(words, &n, command);
    add_words(words, &n, always);
    add_words(words, &n, more);
    *ret_check = (struct check){0};
    arena_init(&ret_check->arena);
    program_run(words, NULL, &ret_check->run);
    if (ret_check->run.out.n)
        (void)report_parse(buf_str(&ret_check->run.out), &ret_check->arena, &ret_check->report, NULL);
}

void check_done(struct check *check)
{
    program_done(&check->run);
    arena_done(&check->arena);
}

const struct oit_item *check_item(const struct check *check, const char *code)
{
    for (size_t i = 0; i < check->report.n_items; i++)
        if (strcmp(check->report.items[i].code, code) == 0)
            return &check->report.items[i];
    (void)fprintf(stderr, "no item %s; exit %d, said: %s\n", code, check->run.code, buf_str(&check->run.err).p);
    abort();
}

size_t check_count(const struct check *check, enum oit_status status)
{
    size_t n = 0;
    for (size_t i = 0; i < check->report.n_items; i++)
        n += check->report.items[i].status == status;
    return n;
}

bool check_has_reason(const struct oit_item *item, enum oit_reason reason)
{
    for (size_t i = 0; i < item->n_reasons; i++)
        if (item->reasons[i].code == reason)
            return true;
    return false;
}

struct str check_items(const struct check *check)
{
    struct str json = buf_str(&check->run.out);
    size_t from = str_find_c(json, "\"items\": [\n"), to = str_find_c(json, "\"unread\"");
    return from < to && to != STR_NPOS ? str_sub(json, from, to - from) : STR_NONE;
}

bool check_said(const struct check *check, const char *text)
{
    return str_find_c(buf_str(&check->run.err), text) != STR_NPOS;
}
