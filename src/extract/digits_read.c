/* digits_read.c - years from the picture of a page.
 *
 * Each view of the page gives its years; where two views differ, the surer one is as much less sure as the other is sure. What only one view shows counts as
 * it is.
 * SPDX-License-Identifier: MIT
 */
#include "digits.h"
#include "digits_page.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

static void find_glyphs(const struct digits_image *image, const struct digits_ink *ink, const struct digits_parts *parts,
                        const struct digits_net *net, struct digits_glyphs *glyphs)
{
    struct digits_cutter *cutter = mem_alloc(sizeof *cutter);
    cutter->image = image, cutter->ink = ink, cutter->net = net, cutter->n_looks = LIMIT_DIGITS_LOOKS;
    for (size_t i = 0; i < parts->n; i++) {
        struct digits_glyph found[DIGITS_MAX_CUT];
        size_t n = digits_cut(cutter, &parts->items[i], found);
        for (size_t k = 0; k < n; k++) {
            MEM_GROW(glyphs->items, glyphs->n, glyphs->capacity);
            glyphs->items[glyphs->n++] = found[k];
        }
    }
    free(cutter);
}

/* False: there is too much ink, or too many parts, for a page of text. */
static bool read_view(struct digits_image *image, int view, const struct digits_net *net, struct digit_years *years)
{
    struct digits_ink ink;
    struct digits_parts parts = {0};
    struct digits_glyphs glyphs = {0};
    years->n = 0;
    bool fits = digits_image_ink(image, view, &ink) && digits_components(image, &ink, &parts);
    if (fits) {
        find_glyphs(image, &ink, &parts, net, &glyphs);
        years->n = digits_chain_years(&glyphs, &parts, LIMIT_DIGITS_YEARS, years->items);
    }
    free(glyphs.items);
    free(parts.items), free(parts.marks);
    free(ink.runs), free(ink.row_start);
    return fits;
}

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

static bool is_same_place(const struct digit_box *a, const struct digit_box *b)
{
    return distance(2 * a->x + a->w, 2 * b->x + b->w) < a->w && distance(2 * a->y + a->h, 2 * b->y + b->h) < a->h + a->h / 2;
}

static void add_reading(struct digit_years *years, const struct digit_year *other)
{
    for (size_t i = 0; i < years->n; i++) {
        struct digit_year *year = &years->items[i];
        if (!is_same_place(&year->box, &other->box))
            continue;
        bool is_same = year->year_be == other->year_be && year->script == other->script;
        double lower = year->confidence < other->confidence ? year->confidence : other->confidence;
        if (other->confidence > year->confidence)
            *year = *other;
        if (!is_same)
            year->confidence -= lower;
        return;
    }
    if (years->n < LIMIT_DIGITS_YEARS)
        years->items[years->n++] = *other;
}

static int compare(const void *a, const void *b)
{
    const struct digit_year *p = a, *q = b;
    uint32_t line_p = (p->box.y + p->box.h / 2) / DIGITS_BAND, line_q = (q->box.y + q->box.h / 2) / DIGITS_BAND;
    if (line_p != line_q)
        return line_p < line_q ? -1 : 1;
    return p->box.x < q->box.x ? -1 : p->box.x > q->box.x;
}

enum digits_fault digits_read(struct str pgm, struct arena *arena, struct digit_years *ret_years)
{
    *ret_years = (struct digit_years){0};
    struct digits_image image;
    enum digits_fault fault = digits_image_read(pgm, &image);
    if (fault != DIGITS_READ)
        return fault;
    struct digits_net *net = digits_net_new();
    struct digit_years years = {ARENA_ARRAY(arena, struct digit_year, LIMIT_DIGITS_YEARS), 0};
    struct digit_years more = {mem_alloc(LIMIT_DIGITS_YEARS * sizeof *more.items), 0};
    if (!read_view(&image, 0, net, &years))
        fault = DIGITS_TOO_LARGE;
    for (int view = 1; view < DIGITS_VIEWS && fault == DIGITS_READ; view++)
        if (read_view(&image, view, net, &more))
            for (size_t i = 0; i < more.n; i++)
                add_reading(&years, &more.items[i]);
    qsort(years.items, years.n, sizeof *years.items, compare);
    *ret_years = years;
    free(more.items);
    digits_net_free(net);
    free(image.gray);
    return fault;
}
