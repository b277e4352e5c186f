/* digits_chains.c - digits to chains, chains to years.
 *
 * Digits that stand side by side at one height make a chain. A year is a chain of exactly four digits of one script between 2400 and 2600, or four
 * that stand clearly apart from the rest of their chain (2566-2570). A comma or full stop between digits makes them an amount of
 * money, never a year.
 * SPDX-License-Identifier: MIT
 */
#include "digits_page.h"

#include <stdlib.h>

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
    COMMA_PERCENT = 14,    /* a digit that reaches so much lower than the next has a comma on it */
    MARK_HEIGHT_PERCENT = 60, /* of a digit: a comma is lower */
    MARK_ABOVE_PERCENT = 30,  /* the middle of a full stop or comma lies so near to the foot of the digits */
    MARK_BELOW_PERCENT = 40,
};

struct chains {
    const struct digits_glyph *items;
    struct digits_part *places; /* their boxes by band and x; component is the index in items */
    size_t *next, *previous;    /* in the chain; SIZE_MAX: none */
    bool *has_mark;             /* a full stop or comma stands between it and the next */
    size_t n;
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

static size_t nearest_after(const struct chains *glyphs, size_t i)
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

/* A full stop or comma at the foot of digits of height h, its middle between left and right. */
static bool has_mark(const struct digits_parts *parts, int left, int right, int foot, int h)
{
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

static bool mark_between(const struct digits_parts *parts, const struct digits_part *a, const struct digits_part *b)
{
    int h = largest(a->h, b->h), foot = largest(a->y + a->h, b->y + b->h);
    return has_mark(parts, a->x + a->w - h / 8, b->x + h / 8, foot, h);
}

/* A full stop with something as high as a digit close behind it: 2567.50, where the 5 could not be read. */
static bool goes_on_behind_mark(const struct digits_parts *parts, const struct digits_part *last)
{
    int end = last->x + last->w, foot = last->y + last->h, middle = foot - last->h / 2;
    if (!has_mark(parts, end - last->h / 8, end + last->h / 2, foot, last->h))
        return false;
    for (int band = (middle - last->h / 4) / DIGITS_BAND; band <= (middle + last->h / 4) / DIGITS_BAND; band++)
        for (size_t i = digits_first_in_band(parts->items, parts->n, band, end); i < parts->n; i++) {
            const struct digits_part *part = &parts->items[i];
            if (digits_band(part) != band || part->x > end + last->h * 3 / 4)
                break;
            if (abs(part->h - last->h) * 4 <= last->h && abs(part->y - last->y) * 4 <= last->h)
                return true;
        }
    return false;
}

/* Something as high as a digit between two of them that is none: 25160 with an unread 1 is not 2560. */
static bool part_between(const struct digits_parts *parts, const struct digits_part *a, const struct digits_part *b)
{
    int h = largest(a->h, b->h), left = a->x + a->w - h / 6, right = b->x + h / 6, middle = a->y + a->h / 2;
    for (int band = (middle - h / 3) / DIGITS_BAND; band <= (middle + h / 3) / DIGITS_BAND; band++)
        for (size_t i = digits_first_in_band(parts->items, parts->n, band, left); i < parts->n; i++) {
            const struct digits_part *part = &parts->items[i];
            if (digits_band(part) != band || part->x > right)
                break;
            if (part->x + part->w <= right && part->h * 2 > h && abs(part->y + part->h / 2 - middle) * 3 <= h)
                return true;
        }
    return false;
}

static void link_glyphs(struct chains *glyphs, const struct digits_parts *parts)
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

static int gap_after(const struct chains *glyphs, size_t i)
{
    const struct digits_part *a = &glyphs->items[i].place, *b = &glyphs->items[glyphs->next[i]].place;
    return b->x - a->x - a->w;
}

/* Does the number end at i, though the chain goes on? widest: of the gaps within the number. */
static bool is_apart(const struct chains *glyphs, size_t i, int widest)
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
static bool year_at(const struct chains *glyphs, const struct digits_parts *parts, size_t i, struct digit_year *ret_year)
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
            const struct digits_part *a = &glyphs->items[last].place, *b = &glyphs->items[at].place;
            bool has_comma = year.script == DIGITS_ARABIC && (a->y + a->h - b->y - b->h) * 100 > b->h * COMMA_PERCENT;
            if (glyphs->has_mark[last] || has_comma || part_between(parts, a, b))
                return false;
            widest_gap = largest(widest_gap, gap_after(glyphs, last));
        }
    }
    size_t before = glyphs->previous[i];
    if ((before != SIZE_MAX && !is_apart(glyphs, before, widest_gap)) || (at != SIZE_MAX && !is_apart(glyphs, last, widest_gap)))
        return false;
    if (at == SIZE_MAX && goes_on_behind_mark(parts, &glyphs->items[last].place))
        return false;
    *ret_year = year;
    return year.year_be >= MIN_YEAR && year.year_be <= MAX_YEAR;
}

size_t digits_chain_years(const struct digits_glyphs *glyphs, const struct digits_parts *parts, size_t max, struct digit_year *ret_years)
{
    if (!glyphs->n)
        return 0;
    struct chains chains = {.items = glyphs->items, .n = glyphs->n};
    link_glyphs(&chains, parts);
    size_t n = 0;
    for (size_t k = 0; k < chains.n && n < max; k++)
        n += year_at(&chains, parts, chains.places[k].component, &ret_years[n]);
    free(chains.places), free(chains.next), free(chains.previous), free(chains.has_mark);
    return n;
}
