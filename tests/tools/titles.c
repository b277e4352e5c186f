/* titles.c - for rule writers: titles on standard input, one a line (what follows a tab is ignored); one JSON object a line. The same answers
 * as `oitcheck classify --titles`, without the rest of the program.
 * Usage: titles RULES_DIR [--check] < titles     --check: rule messages and examples only
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>

#include "rules/classify.h"
#include "text/repair.h"

static void print_text(const char *p, size_t n)
{
    (void)putchar('"');
    for (size_t i = 0; i < n; i++) {
        if (p[i] == '"' || p[i] == '\\')
            (void)putchar('\\');
        if ((unsigned char)p[i] >= 0x20)
            (void)putchar(p[i]);
    }
    (void)putchar('"');
}

static const char *subject_name(const struct scheme *s, uint16_t subject)
{
    return subject < s->n_items ? s->items[subject].code : s->traps[subject - s->n_items].id;
}

static void print_answer(const struct scheme *s, struct str title, const struct classification *a)
{
    uint16_t item = classification_item(s, a);
    printf("{\"input\": ");
    print_text(title.p, title.n);
    if (item == NO_INDEX)
        printf(", \"item\": null");
    else
        printf(", \"item\": \"%s\"", s->items[item].code);
    if (a->year.from_be)
        printf(", \"year\": %d", a->year.to_be);
    printf(", \"kind\": \"%s\", \"generic\": %s, \"code\": %d, \"scores\": [", a->kind, a->is_generic ? "true" : "false", a->code);
    for (size_t i = 0; i < a->n; i++)
        printf("%s[\"%s\", %d]", i ? ", " : "", subject_name(s, a->best[i].subject), a->best[i].score);
    printf("]}\n");
}

static void print_messages(const struct rule_messages *messages)
{
    for (size_t i = 0; messages && i < messages->n; i++)
        fprintf(stderr, "%s:%d:%d: %s: %s / %s\n", messages->items[i].file, messages->items[i].line, messages->items[i].column,
                messages->items[i].is_error ? "error" : "warning", messages->items[i].text.en, messages->items[i].text.th);
}

int main(int argc, char **argv)
{
    struct scheme *scheme = NULL;
    struct rule_messages *messages = NULL;
    struct err err = {0};
    if (argc < 2) {
        fprintf(stderr, "usage: titles RULES_DIR [--check] < titles\n");
        return 2;
    }
    enum oit_code code = scheme_load(argv[1], NULL, &scheme, &messages, &err);
    if (code != OIT_OK) {
        print_messages(messages);
        fprintf(stderr, "%s: %s\n", err.where, err.en);
        rule_messages_free(messages);
        return 2;
    }
    if (argc > 2) {
        size_t n_bad = scheme_run_examples(scheme, messages);
        print_messages(messages);
        fprintf(stderr, "%zu items, %zu traps, %zu elements; %zu examples fail\n", scheme->n_items, scheme->n_traps, scheme->n_elements, n_bad);
        rule_messages_free(messages);
        scheme_free(scheme);
        return n_bad > 0;
    }
    print_messages(messages);
    rule_messages_free(messages);
    struct classifier *classifier = classifier_new(scheme);
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t n; (n = getline(&line, &capacity, stdin)) > 0;) {
        struct str title = {line, (size_t)n};
        if (title.n > 0 && title.p[title.n - 1] == '\n')
            title.n--;
        title.n = repair_in_place(line, title.n); /* as every extractor does */
        title = str_cut(&title, '\t');
        print_answer(scheme, title, classify_title(classifier, title));
    }
    free(line);
    classifier_free(classifier);
    scheme_free(scheme);
    return 0;
}
