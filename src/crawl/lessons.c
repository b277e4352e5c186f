/* lessons.c - what a site taught about spellings.
 * SPDX-License-Identifier: MIT
 */
#include "lessons.h"

#include <stdlib.h>

#include "base/mem.h"
#include "crawl/hash_table.h"

enum { MAX_LESSONS = 20000 }; /* about 2 MB; a site has some hundred names of parameters */

struct lessons {
    struct hash_table table, noise;
    struct lesson *items;
    size_t n, capacity;
};

struct lessons *lessons_new(void)
{
    return mem_alloc(sizeof(struct lessons));
}

void lessons_free(struct lessons *lessons)
{
    if (!lessons)
        return;
    hash_table_done(&lessons->table);
    hash_table_done(&lessons->noise);
    free(lessons->items);
    free(lessons);
}

struct lesson *lessons_find(struct lessons *lessons, uint64_t key)
{
    uint32_t at = key ? hash_table_get(&lessons->table, key) : HASH_TABLE_NONE;
    return at == HASH_TABLE_NONE ? NULL : &lessons->items[at];
}

struct lesson *lessons_make(struct lessons *lessons, uint64_t key)
{
    struct lesson *known = lessons_find(lessons, key);
    if (known || lessons->n == MAX_LESSONS || !key)
        return known;
    MEM_GROW(lessons->items, lessons->n, lessons->capacity);
    lessons->items[lessons->n] = (struct lesson){.state = LESSON_OPEN};
    hash_table_put(&lessons->table, key, (uint32_t)lessons->n);
    return &lessons->items[lessons->n++];
}

static void note(uint32_t *known, uint8_t *n, uint32_t value)
{
    for (uint8_t i = 0; i < *n; i++)
        if (known[i] == value)
            return;
    if (*n < LESSON_MANY_PROOFS)
        known[(*n)++] = value;
}

bool lesson_prove(struct lesson *lesson, uint32_t page, uint32_t value, unsigned need_pages, unsigned need_values)
{
    if (lesson->state != LESSON_OPEN)
        return false;
    note(lesson->pages, &lesson->n_pages, page);
    if (value)
        note(lesson->values, &lesson->n_values, value);
    if (lesson->n_pages >= need_pages && lesson->n_values >= need_values)
        lesson->state = LESSON_LEARNED;
    return lesson->state == LESSON_LEARNED;
}

bool lesson_prove_redirect(struct lesson *lesson, unsigned need)
{
    if (lesson->state != LESSON_OPEN)
        return false;
    lesson->n_redirects = (uint8_t)(lesson->n_redirects < 100 ? lesson->n_redirects + 1 : 100);
    if (lesson->n_redirects >= need)
        lesson->state = LESSON_LEARNED;
    return lesson->state == LESSON_LEARNED;
}

bool lesson_refute(struct lesson *lesson)
{
    bool was_learned = lesson->state == LESSON_LEARNED;
    lesson->state = LESSON_REFUTED;
    return was_learned;
}

bool lesson_doubt(struct lesson *lesson)
{
    if (lesson->state != LESSON_OPEN || ++lesson->n_neutral < LESSON_NEUTRALS)
        return false;
    lesson->state = LESSON_REFUTED;
    return true;
}

void lessons_set_noise(struct lessons *lessons, uint64_t key, bool is_noise)
{
    hash_table_put(&lessons->noise, key, is_noise);
}

bool lessons_is_noise(const struct lessons *lessons, uint64_t key)
{
    return hash_table_get(&lessons->noise, key) == 1;
}
