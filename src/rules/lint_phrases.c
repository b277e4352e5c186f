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

/* Phrases of an element that hold a shorter one of the same list: wherever they stand the shorter one stands, too. */
static void say_held(const struct scheme *scheme, const struct book_phrase *const *sorted, size_t n, struct rule_messages *messages)
{
    for (size_t from = 0, to; from < n; from = to) {
        const struct book_phrase *first = sorted[from];
        for (to = from + 1; to < n && sorted[to]->use.kind == first->use.kind && sorted[to]->use.owner == first->use.owner &&
                            sorted[to]->use.is_negative == first->use.is_negative;)
            to++;
        for (size_t i = from; first->use.kind == USE_ELEMENT && i < to; i++)
            for (size_t k = from; k < to; k++)
                if (sorted[k]->tight.n < sorted[i]->tight.n && str_find(sorted[i]->tight, sorted[k]->tight) != STR_NPOS) {
                    const struct scheme_element *element = &scheme->elements[first->use.owner];
                    lint_say(messages, false, &sorted[i]->place, "วลี '%s' ขององค์ประกอบ '%s' ไม่เพิ่มอะไร เพราะมี '%s' (บรรทัด %d) อยู่แล้ว",
                             "the phrase '%s' of the element '%s' adds nothing: it holds '%s' (line %d)", sorted[i]->text, element->id, sorted[k]->text,
                             sorted[k]->place.line);
                    break;
                }
    }
}

void lint_phrases(const struct scheme *scheme, const struct rule_book *book, bool is_thorough, struct rule_messages *messages)
{
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
    if (is_thorough)
        say_held(scheme, sorted, book->n_phrases, messages);
    free(sorted);
}
