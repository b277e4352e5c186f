/* messages.c - collects what is wrong with rule files, in both languages.
 * SPDX-License-Identifier: MIT
 */
#include "rules/messages.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

void messages_init(struct messages *m)
{
    *m = (struct messages){.out = mem_alloc(sizeof *m->out)};
    m->out->arena = mem_alloc(sizeof *m->out->arena);
    arena_init(m->out->arena);
}

struct rule_messages *messages_take(struct messages *m)
{
    struct rule_messages *out = m->out;
    m->out = NULL;
    return out;
}

void messages_done(struct messages *m)
{
    rule_messages_free(m->out);
    m->out = NULL;
}

void rule_messages_free(struct rule_messages *messages)
{
    if (!messages)
        return;
    arena_done(messages->arena);
    free(messages->arena);
    free(messages->items);
    free(messages);
}

static const char *format_text(struct arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

static const char *format_text(struct arena *arena, const char *format, va_list args)
{
    char text[1200];
    int n = vsnprintf(text, sizeof text, format, args);
    return n < 0 ? "" : arena_text(arena, str_from(text));
}

void messages_add(struct messages *m, enum message_level level, const char *file, int line, int column, const char *th_format,
                  const char *en_format, ...)
{
    if (level == MESSAGE_ERROR)
        m->n_errors++;
    if (m->out->n >= LIMIT_RULE_MESSAGES) {
        m->n_dropped++;
        return;
    }
    va_list args, again;
    va_start(args, en_format);
    va_copy(again, args);
    struct rule_message message = {.file = arena_text(m->out->arena, str_from(file ? file : "")),
                                   .line = line,
                                   .column = column,
                                   .is_error = level == MESSAGE_ERROR,
                                   .text = {.th = format_text(m->out->arena, th_format, args),
                                            .en = format_text(m->out->arena, en_format, again)}};
    va_end(again);
    va_end(args);
    MEM_GROW(m->out->items, m->out->n, m->capacity);
    m->out->items[m->out->n++] = message;
}

void messages_add_plain(struct messages *m, const char *file, int line, int column, const char *th, const char *en)
{
    m->n_errors++;
    if (m->out->n >= LIMIT_RULE_MESSAGES) {
        m->n_dropped++;
        return;
    }
    MEM_GROW(m->out->items, m->out->n, m->capacity);
    m->out->items[m->out->n++] = (struct rule_message){.file = arena_text(m->out->arena, str_from(file ? file : "")),
                                                       .line = line,
                                                       .column = column,
                                                       .is_error = true,
                                                       .text = {.th = arena_text(m->out->arena, str_from(th)),
                                                                .en = arena_text(m->out->arena, str_from(en))}};
}
