/* lint_phrases.c - phrases that add nothing because they are written twice, and sets nobody uses.
 *
 * Two phrases are the same when their normal forms are: spaces, Thai digits and broken vowels do not make another phrase.
 * SPDX-License-Identifier: MIT
 */
#include "rules/lint.h"

#include <stdlib.h>

#include "base/mem.h"

static int compare(const void *a, const void *b)
{
    const struct book_phrase *const *x = a, *const *y = b;
    int order = (int)(*x)->use.kind - (int)(*y)->use.kind;
    if (order == 0)
        order = (int)(*x)->use.owner - (int)(*y)->use.owner;
    if (order == 0)
        order = (int)(*x)->use.is_negative - (int)(*y)->use.is_negative;
    if (order == 0)
        order = str_cmp((*x)->tight, (*y)->tight);
    return order ? order : (*x > *y) - (*x < *y); /* then as they were read */
}

static bool is_same(const struct book_phrase *a, const struct book_phrase *b)
{
    return a->use.kind == b->use.kind && a->use.owner == b->use.owner && a->use.is_negative == b->use.is_negative && str_eq(a->tight, b->tight);
}

/* In one file, at two places: another file may well say again what this one must not rely on (an item of this year, inherited names). */
static bool is_repeated(const struct rule_place *a, const struct rule_place *b)
{
    return strcmp(a->file, b->file) == 0 && (a->line != b->line || a->column != b->column);
}

void lint_phrases(const struct scheme *scheme, const struct rule_book *book, struct rule_messages *messages)
{
    (void)scheme;
    const struct book_phrase **sorted = mem_alloc((book->n_phrases + 1) * sizeof *sorted);
    for (size_t i = 0; i < book->n_phrases; i++)
        sorted[i] = &book->phrases[i];
    if (book->n_phrases)
        qsort(sorted, book->n_phrases, sizeof *sorted, compare);
    for (size_t i = 1; i < book->n_phrases; i++) {
        const struct book_phrase *first = sorted[i - 1], *again = sorted[i];
        if (is_same(first, again) && is_repeated(&first->place, &again->place))
            lint_say(messages, false, &again->place, "วลี '%s' ซ้ำกับ '%s' (%s:%d:%d) เมื่อไม่นับช่องว่างและรูปเลข: ลบออกได้",
                     "the phrase '%s' is '%s' (%s:%d:%d) again when spaces and digits are read alike: it can go", again->text, first->text, first->place.file,
                     first->place.line, first->place.column);
    }
    for (size_t i = 0; i < book->n_sets; i++)
        if (!book->sets[i].is_used)
            lint_say(messages, false, &book->sets[i].place, "ไม่มีที่ใดใช้ชุดคำ '@%s': ลบออก หรือแก้ชื่อที่อ้างถึง", "nothing uses the set '@%s': remove it, or correct the name that should",
                     book->sets[i].name);
    free(sorted);
}
