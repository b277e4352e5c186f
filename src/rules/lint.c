/* lint.c - the checks in order of seriousness, and the book they read.
 * SPDX-License-Identifier: MIT
 */
#include "rules/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

void lint_say(struct rule_messages *messages, bool is_error, const struct rule_place *place, const char *th_format, const char *en_format, ...)
{
    char th[1200], en[1200];
    va_list args, again;
    if (messages->n >= LIMIT_RULE_MESSAGES)
        return;
    va_start(args, en_format);
    va_copy(again, args);
    (void)vsnprintf(th, sizeof th, th_format, args);
    (void)vsnprintf(en, sizeof en, en_format, again);
    va_end(again);
    va_end(args);
    messages->items = mem_resize(messages->items, messages->n + 1, sizeof *messages->items);
    messages->items[messages->n++] = (struct rule_message){.file = arena_text(messages->arena, str_from(place->file)),
                                                           .line = place->line,
                                                           .column = place->column,
                                                           .is_error = is_error,
                                                           .text = {arena_text(messages->arena, str_from(th)), arena_text(messages->arena, str_from(en))}};
}

size_t scheme_lint(const struct scheme *scheme, const struct rule_book *book, const bool *element_seen, bool is_thorough, struct rule_messages *messages)
{
    lint_names(scheme, book, messages);
    size_t n_bad = lint_elements(scheme, book, element_seen, messages);
    lint_phrases(scheme, book, is_thorough, messages);
    return n_bad;
}

void rule_book_free(struct rule_book *book)
{
    if (!book)
        return;
    free(book->phrases);
    free(book->sets);
    free(book->elements);
    free(book->examples);
    arena_done(&book->arena);
    free(book);
}
