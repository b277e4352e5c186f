/* digits_components.c - runs of ink joined to parts.
 *
 * Runs that touch, corners too, belong together: union-find over the runs, whose forest lives in the runs themselves. Each part then asks its line how
 * high letters are there. A part finds its neighbours by bands of rows sorted by x, and looks at so many at most: time is bounded on noise too.
 * SPDX-License-Identifier: MIT
 */
#include "digits_page.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

enum {
    MIN_H = 7,
    MIN_W = 2,
    MIN_INK = 14,
    MARK_INK = 4, /* of a full stop; less is dust */
    MARK_SIDE = 60,
    BODY_H = 9, /* marks above and below letters are lower */
    BODY_W = 5,
    MAX_NEIGHBOURS = 64,
    MAX_LOOKED_AT = 1024,
    REACH = 12, /* page medians to either side */
};

static uint32_t root_of(struct digits_run *runs, uint32_t i)
{
    while (runs[i].part != i) {
        runs[i].part = runs[runs[i].part].part;
        i = runs[i].part;
    }
    return i;
}

static void unite(struct digits_run *runs, uint32_t a, uint32_t b)
{
    a = root_of(runs, a), b = root_of(runs, b);
    if (a < b)
        runs[b].part = a;
    else
        runs[a].part = b;
}

static void join_rows(struct digits_ink *ink, int y)
{
    uint32_t above = ink->row_start[y - 1], above_end = ink->row_start[y], here_end = ink->row_start[y + 1];
    for (uint32_t here = above_end; here < here_end; here++) {
        while (above < above_end && ink->runs[above].end < ink->runs[here].x)
            above++;
        for (uint32_t i = above; i < above_end && ink->runs[i].x <= ink->runs[here].end; i++)
            unite(ink->runs, i, here);
    }
}

/* A root is the smallest run of its component, so that going up, a run's part is final when it is reached. */
static uint32_t number_components(struct digits_ink *ink)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < ink->n_runs; i++)
        ink->runs[i].part = ink->runs[i].part == i ? n++ : ink->runs[ink->runs[i].part].part;
    return n;
}

static void measure(const struct digits_ink *ink, int height, struct digits_part *parts)
{
    for (int y = 0; y < height; y++)
        for (uint32_t i = ink->row_start[y]; i < ink->row_start[y + 1]; i++) {
            const struct digits_run *run = &ink->runs[i];
            struct digits_part *part = &parts[run->part];
            if (!part->n_ink)
                *part = (struct digits_part){.x = run->x, .y = y, .component = run->part};
            int end = part->x + part->w; /* of the part so far */
            if (run->x < part->x)
                part->x = run->x;
            part->w = (run->end > end ? run->end : end) - part->x;
            part->h = y - part->y + 1;
            part->n_ink += (uint32_t)(run->end - run->x);
        }
}

int digits_band(const struct digits_part *part)
{
    return (part->y + part->h / 2) / DIGITS_BAND;
}

static int compare(const void *a, const void *b)
{
    const struct digits_part *p = a, *q = b;
    int band_p = digits_band(p), band_q = digits_band(q);
    if (band_p != band_q)
        return band_p < band_q ? -1 : 1;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->component < q->component ? -1 : p->component > q->component;
}

void digits_sort(struct digits_part *items, size_t n)
{
    if (n)
        qsort(items, n, sizeof *items, compare);
}

size_t digits_first_in_band(const struct digits_part *items, size_t n, int band, int x)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int other = digits_band(&items[middle]);
        if (other < band || (other == band && items[middle].x < x))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_letter_sized(const struct digits_part *part)
{
    return part->h >= MIN_H && part->h <= DIGITS_MAX_H && part->w >= MIN_W && part->w <= DIGITS_MAX_W && part->n_ink >= MIN_INK;
}

static bool is_mark_sized(const struct digits_part *part)
{
    return part->n_ink >= MARK_INK && part->h <= MARK_SIDE && part->w <= MARK_SIDE;
}

static int median_of(const uint32_t *counts, uint32_t n)
{
    uint32_t seen = 0;
    for (int h = 0; h <= DIGITS_MAX_H; h++) {
        seen += counts[h];
        if (seen * 2 > n)
            return h;
    }
    return 0;
}

static int page_median(const struct digits_parts *parts)
{
    uint32_t counts[DIGITS_MAX_H + 1] = {0}, n = 0;
    for (size_t i = 0; i < parts->n; i++)
        if (parts->items[i].h >= BODY_H && parts->items[i].w >= BODY_W) {
            counts[parts->items[i].h]++;
            n++;
        }
    return median_of(counts, n);
}

int digits_body_height(const struct digits_parts *parts, const struct digits_part *part)
{
    uint32_t counts[DIGITS_MAX_H + 1] = {0}, n = 0, n_looked_at = 0;
    int reach = REACH * parts->median_height;
    for (int band = part->y / DIGITS_BAND; band <= (part->y + part->h) / DIGITS_BAND; band++)
        for (size_t i = digits_first_in_band(parts->items, parts->n, band, part->x - reach); i < parts->n; i++) {
            const struct digits_part *other = &parts->items[i];
            int middle = other->y + other->h / 2;
            if (digits_band(other) != band || other->x > part->x + part->w + reach || n == MAX_NEIGHBOURS ||
                n_looked_at++ == MAX_LOOKED_AT)
                break;
            if (other->h < BODY_H || other->w < BODY_W || middle < part->y || middle >= part->y + part->h)
                continue;
            counts[other->h]++;
            n++;
        }
    return n ? median_of(counts, n) : part->h;
}

bool digits_components(const struct digits_image *image, struct digits_ink *ink, struct digits_parts *ret_parts)
{
    *ret_parts = (struct digits_parts){0};
    for (int y = 1; y < image->height; y++)
        join_rows(ink, y);
    size_t n = number_components(ink);
    struct digits_part *all = mem_resize(NULL, n ? n : 1, sizeof *all);
    memset(all, 0, n * sizeof *all);
    measure(ink, image->height, all);

    size_t capacity = 0, marks_capacity = 0;
    bool fits = true;
    for (size_t i = 0; i < n && fits; i++) {
        if (is_letter_sized(&all[i])) {
            MEM_GROW(ret_parts->items, ret_parts->n, capacity);
            ret_parts->items[ret_parts->n++] = all[i];
        }
        if (is_mark_sized(&all[i])) {
            MEM_GROW(ret_parts->marks, ret_parts->n_marks, marks_capacity);
            ret_parts->marks[ret_parts->n_marks++] = all[i];
        }
        fits = ret_parts->n <= LIMIT_DIGITS_PARTS;
    }
    free(all);
    if (!fits || !ret_parts->n)
        return fits;
    digits_sort(ret_parts->items, ret_parts->n);
    digits_sort(ret_parts->marks, ret_parts->n_marks);
    ret_parts->median_height = page_median(ret_parts);
    for (size_t i = 0; i < ret_parts->n; i++)
        ret_parts->items[i].body_height = digits_body_height(ret_parts, &ret_parts->items[i]);
    return true;
}
