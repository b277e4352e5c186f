/* digits_read.c - years from the picture of a page: digits to chains, chains to years.
 *
 * Digits that stand side by side at one height make a chain. A year is a chain of exactly four digits of one script between 2400 and 2600, or four
 * that stand clearly apart from the rest of their chain (2566-2570). A comma or full stop between digits makes them an amount of
 * money, never a year.
 * SPDX-License-Identifier: MIT
 */
#include "digits.h"
#include "digits_page.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

enum {
    YEAR_DIGITS = 4,
    MIN_YEAR = 2400,
    MAX_YEAR = 2600,
    GAP_PERCENT = 75,     /* of the height: more is a new chain */
    OVERLAP_PERCENT = 50, /* tails of ๖ ๗ ๙ lie over the neighbour */
    BOTTOM_PERCENT = 50,
    HEIGHT_PERCENT = 45,
    APART_PX = 3,          /* a gap larger by so much than those within sets four digits off, ... */
    APART_PERCENT = 30,    /* ... when it is no less than this of the height: room for a hyphen or stroke */
    MARK_HEIGHT_PERCENT = 60, /* of a digit: a comma is lower */
    MARK_ABOVE_PERCENT = 30,  /* the middle of a full stop or comma lies so near to the foot of the digits */
    MARK_BELOW_PERCENT = 40,
};

struct glyphs {
    struct digits_glyph *items;
    struct digits_part *places; /* their boxes by band and x; component is the index in items */
    size_t *next, *previous;    /* in the chain; SIZE_MAX: none */
    bool *has_mark;             /* a full stop or comma stands between it and the next */
    size_t n, capacity;
};

static int largest(int a, int b)
{
    return a > b ? a : b;
}

static bool can_follow(const struct digits_part *a, const struct digits_part *b)
{
    int h = largest(a->h, b->h), gap = b->x - (a->x + a->w);
    int middle_a = a->y + a->h / 2, middle_b = b->y + b->h / 2;
    return b->x > a->x && b->x + b->w > a->x + a->w && gap * 100 <= h * GAP_PERCENT && -gap * 100 <= h * OVERLAP_PERCENT &&
           middle_a >= b->y && middle_a < b->y + b->h && middle_b >= a->y && middle_b < a->y + a->h &&
           abs(a->y + a->h - b->y - b->h) * 100 <= h * BOTTOM_PERCENT && abs(a->h - b->h) * 100 <= h * HEIGHT_PERCENT;
}

static size_t nearest_after(const struct glyphs *glyphs, size_t i)
{
    const struct digits_part *a = &glyphs->items[i].place;
    size_t best = SIZE_MAX;
    int reach = a->x + a->w + 2 * a->h;
    for (int band = a->y / DIGITS_BAND; band <= (a->y + a->h) / DIGITS_BAND; band++)
        for (size_t k = digits_first_in_band(glyphs->places, glyphs->n, band, a->x); k < glyphs->n; k++) {
            const struct digits_part *b = &glyphs->places[k];
            if (digits_band(b) != band || b->x > reach)
                break;
            if (b->component != i && can_follow(a, b) && (best == SIZE_MAX || b->x < glyphs->items[best].place.x))
                best = b->component;
        }
    return best;
}

static bool mark_between(const struct digits_parts *parts, const struct digits_part *a, const struct digits_part *b)
{
    int h = largest(a->h, b->h), foot = largest(a->y + a->h, b->y + b->h);
    int left = a->x + a->w - h / 8, right = b->x + h / 8;
    for (int band = (foot - h) / DIGITS_BAND; band <= (foot + h) / DIGITS_BAND; band++)
        for (size_t i = digits_first_in_band(parts->marks, parts->n_marks, band, left - h); i < parts->n_marks; i++) {
            const struct digits_part *mark = &parts->marks[i];
            if (digits_band(mark) != band || mark->x > right)
                break;
            int across = mark->x + mark->w / 2, down = mark->y + mark->h / 2;
            bool is_between = across >= left && across <= right && mark->w * 2 < h;
            bool is_at_foot = (foot - down) * 100 <= h * MARK_ABOVE_PERCENT && (down - foot) * 100 <= h * MARK_BELOW_PERCENT;
            if (is_between && is_at_foot && mark->h * 100 <= h * MARK_HEIGHT_PERCENT && mark->h * 12 >= h)
                return true;
        }
    return false;
}

static void link_glyphs(struct glyphs *glyphs, const struct digits_parts *parts)
{
    size_t n = glyphs->n;
    glyphs->places = mem_resize(NULL, n, sizeof *glyphs->places);
    glyphs->next = mem_resize(NULL, n, sizeof *glyphs->next);
    glyphs->previous = mem_resize(NULL, n, sizeof *glyphs->previous);
    glyphs->has_mark = mem_alloc(n * sizeof(bool));
    for (size_t i = 0; i < n; i++) {
        glyphs->places[i] = glyphs->items[i].place;
        glyphs->places[i].component = (uint32_t)i;
        glyphs->previous[i] = SIZE_MAX;
    }
    digits_sort(glyphs->places, n);
    for (size_t i = 0; i < n; i++) {
        size_t after = glyphs->next[i] = nearest_after(glyphs, i);
        if (after == SIZE_MAX)
            continue;
        size_t rival = glyphs->previous[after];
        if (rival != SIZE_MAX && glyphs->items[rival].place.x >= glyphs->items[i].place.x) {
            glyphs->next[i] = SIZE_MAX;
            continue;
        }
        if (rival != SIZE_MAX)
            glyphs->next[rival] = SIZE_MAX;
        glyphs->previous[after] = i;
    }
    for (size_t i = 0; i < n; i++)
        if (glyphs->next[i] != SIZE_MAX)
            glyphs->has_mark[i] = mark_between(parts, &glyphs->items[i].place, &glyphs->items[glyphs->next[i]].place);
}

static int gap_after(const struct glyphs *glyphs, size_t i)
{
    const struct digits_part *a = &glyphs->items[i].place, *b = &glyphs->items[glyphs->next[i]].place;
    return b->x - a->x - a->w;
}

/* Does the number end at i, though the chain goes on? widest: of the gaps within the number. */
static bool is_apart(const struct glyphs *glyphs, size_t i, int widest)
{
    int gap = gap_after(glyphs, i);
    return !glyphs->has_mark[i] && gap > widest + APART_PX && gap * 100 >= APART_PERCENT * glyphs->items[i].place.h;
}

static void widen(struct digit_box *box, const struct digits_part *part)
{
    uint32_t x = (uint32_t)part->x, y = (uint32_t)part->y;
    uint32_t right = x + (uint32_t)part->w, bottom = y + (uint32_t)part->h;
    if (box->w) {
        right = right > box->x + box->w ? right : box->x + box->w;
        bottom = bottom > box->y + box->h ? bottom : box->y + box->h;
        x = x < box->x ? x : box->x;
        y = y < box->y ? y : box->y;
    }
    *box = (struct digit_box){x, y, right - x, bottom - y};
}

/* The year whose first digit is glyph i. */
static bool year_at(const struct glyphs *glyphs, size_t i, struct digit_year *ret_year)
{
    struct digit_year year = {.script = glyphs->items[i].class < 10 ? DIGITS_THAI : DIGITS_ARABIC, .confidence = 1};
    size_t at = i, last = i;
    int widest_gap = -DIGITS_MAX_W;
    for (int k = 0; k < YEAR_DIGITS; k++) {
        if (at == SIZE_MAX)
            return false;
        const struct digits_glyph *glyph = &glyphs->items[at];
        if ((glyph->class < 10) != (year.script == DIGITS_THAI))
            return false;
        year.year_be = year.year_be * 10 + glyph->class % 10;
        year.confidence = (double)glyph->p < year.confidence ? (double)glyph->p : year.confidence;
        widen(&year.box, &glyph->place);
        last = at, at = glyphs->next[at];
        if (k + 1 < YEAR_DIGITS && at != SIZE_MAX) {
            if (glyphs->has_mark[last])
                return false;
            widest_gap = largest(widest_gap, gap_after(glyphs, last));
        }
    }
    size_t before = glyphs->previous[i];
    if ((before != SIZE_MAX && !is_apart(glyphs, before, widest_gap)) || (at != SIZE_MAX && !is_apart(glyphs, last, widest_gap)))
        return false;
    *ret_year = year;
    return year.year_be >= MIN_YEAR && year.year_be <= MAX_YEAR;
}

static void find_glyphs(const struct digits_image *image, const struct digits_ink *ink, const struct digits_parts *parts,
                        struct glyphs *glyphs)
{
    struct digits_cutter *cutter = mem_alloc(sizeof *cutter);
    struct digits_net *net = digits_net_new();
    cutter->image = image, cutter->ink = ink, cutter->net = net, cutter->n_looks = LIMIT_DIGITS_LOOKS;
    for (size_t i = 0; i < parts->n; i++) {
        struct digits_glyph found[DIGITS_MAX_CUT];
        size_t n = digits_cut(cutter, &parts->items[i], found);
        for (size_t k = 0; k < n; k++) {
            MEM_GROW(glyphs->items, glyphs->n, glyphs->capacity);
            glyphs->items[glyphs->n++] = found[k];
        }
    }
    digits_net_free(net);
    free(cutter);
}

static void find_years(const struct glyphs *glyphs, struct arena *arena, struct digit_years *ret_years)
{
    *ret_years = (struct digit_years){ARENA_ARRAY(arena, struct digit_year, LIMIT_DIGITS_YEARS), 0};
    for (size_t k = 0; k < glyphs->n && ret_years->n < LIMIT_DIGITS_YEARS; k++)
        if (year_at(glyphs, glyphs->places[k].component, &ret_years->items[ret_years->n]))
            ret_years->n++;
}

enum digits_fault digits_read(struct str pgm, struct arena *arena, struct digit_years *ret_years)
{
    *ret_years = (struct digit_years){0};
    struct digits_image image;
    enum digits_fault fault = digits_image_read(pgm, &image);
    if (fault != DIGITS_READ)
        return fault;
    struct digits_ink ink;
    struct digits_parts parts = {0};
    struct glyphs glyphs = {0};
    if (!digits_image_ink(&image, &ink) || !digits_components(&image, &ink, &parts))
        fault = DIGITS_TOO_LARGE;
    if (fault == DIGITS_READ)
        find_glyphs(&image, &ink, &parts, &glyphs);
    if (glyphs.n) {
        link_glyphs(&glyphs, &parts);
        find_years(&glyphs, arena, ret_years);
    }
    free(glyphs.items), free(glyphs.places), free(glyphs.next), free(glyphs.previous), free(glyphs.has_mark);
    free(parts.items), free(parts.marks);
    free(ink.runs), free(ink.row_start);
    free(image.gray);
    return fault;
}
