/* tell_state.c - see tell_state.h.
 * SPDX-License-Identifier: MIT
 */
#include "office/tell_state.h"

#include <stdlib.h>

#include "base/mem.h"

enum oit_code tell_state_load(struct tell_state *s, struct store *store, const char *site, int64_t now, struct err *err)
{
    *s = (struct tell_state){.now = now};
    arena_init(&s->arena);
    return store ? store_told_get(store, site, &s->arena, &s->rows, &s->n, err) : OIT_OK;
}

enum oit_code tell_state_save(struct tell_state *s, struct store *store, const char *site, struct err *err)
{
    return store && s->n_changes ? store_told_put(store, site, s->changes, s->n_changes, err) : OIT_OK;
}

void tell_state_done(struct tell_state *s)
{
    free(s->changes);
    s->changes = NULL;
    arena_done(&s->arena);
}

static bool is_row(const struct store_told *row, const char *topic, const char *key)
{
    return strcmp(row->topic, topic) == 0 && strcmp(row->key, key) == 0;
}

static struct store_told *find(const struct tell_state *s, const char *topic, const char *key)
{
    for (size_t i = s->n_changes; i-- > 0;)
        if (is_row(&s->changes[i], topic, key))
            return &s->changes[i];
    for (size_t i = 0; i < s->n; i++)
        if (is_row(&s->rows[i], topic, key))
            return &s->rows[i];
    return NULL;
}

const struct store_told *tell_state_get(const struct tell_state *s, const char *topic, const char *key)
{
    const struct store_told *row = find(s, topic, key);
    return row && row->state ? row : NULL;
}

const char *tell_state_text(const struct tell_state *s, const char *topic, const char *key)
{
    const struct store_told *row = tell_state_get(s, topic, key);
    return row ? row->state : NULL;
}

static void change(struct tell_state *s, const char *topic, const char *key, const char *state, int64_t count)
{
    MEM_GROW(s->changes, s->n_changes, s->capacity);
    s->changes[s->n_changes++] = (struct store_told){.topic = arena_text(&s->arena, str_from(topic)), .key = arena_text(&s->arena, str_from(key)),
                                                     .state = state ? arena_text(&s->arena, str_from(state)) : NULL, .told_at = s->now, .count = count};
}

void tell_state_set(struct tell_state *s, const char *topic, const char *key, const char *state, int64_t count)
{
    change(s, topic, key, state, count);
}

void tell_state_drop(struct tell_state *s, const char *topic, const char *key)
{
    if (tell_state_get(s, topic, key))
        change(s, topic, key, NULL, 0);
}

const char *tell_state_key(struct tell_state *s, int fiscal_year_be, const char *item)
{
    return arena_printf(&s->arena, "%d/%s", fiscal_year_be, item).p;
}
