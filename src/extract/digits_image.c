/* digits_image.c - a PGM smoothed, and its ink.
 *
 * A page is looked at in two ways. The first keeps fine strokes apart; the second smooths more and takes paler gray for ink, so that strokes which a bad
 * copy has broken hold together.
 *
 * Ink is what is clearly darker than the mean around it, so shadows of a binding, yellow paper and pale copies do not matter. The mean is that of
 * a square window, kept up by sums of columns: two additions a pixel, and no table of the size of the page.
 * SPDX-License-Identifier: MIT
 */
#include "digits_page.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"

enum {
    SMALL_WIDTH = 1200, /* pages of up to 150 dpi */
    SMALL_RADIUS = 20,
    RADIUS = 30,
    MAX_SIDE = 1 << 20,
};

static const struct view {
    int n_smoothings;
    uint32_t ink_percent; /* of the local mean */
    uint32_t ink_below;   /* gray steps below it: the grain of paper is less */
} views[DIGITS_VIEWS] = {{1, 82, 18}, {2, 90, 12}};

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A number of a PNM header, white space and comments before it; false when there is none or it is too large for us. */
static bool read_number(struct str *s, uint64_t max, int *ret_number)
{
    size_t i = 0;
    while (i < s->n && (is_blank(s->p[i]) || s->p[i] == '#')) {
        if (s->p[i] == '#')
            while (i < s->n && s->p[i] != '\n')
                i++;
        else
            i++;
    }
    size_t begin = i;
    while (i < s->n && s->p[i] >= '0' && s->p[i] <= '9')
        i++;
    uint64_t number;
    if (begin == 0 || !str_to_u64(str_sub(*s, begin, i - begin), max, &number))
        return false;
    *ret_number = (int)number;
    *s = str_from_pos(*s, i);
    return true;
}

/* 1-2-1 in both directions; the border repeats itself. in and out may be the same. */
static void smooth(const uint8_t *in, int width, int height, uint8_t *out)
{
    size_t n = (size_t)width;
    uint16_t *line = mem_alloc(n * sizeof *line);
    uint8_t *above = mem_copy(in, n), *here = mem_copy(in, n);
    for (int y = 0; y < height; y++) {
        const uint8_t *below = y + 1 < height ? in + (size_t)(y + 1) * n : here;
        uint8_t *to = out + (size_t)y * n;
        for (int x = 0; x < width; x++)
            line[x] = (uint16_t)(above[x] + 2 * here[x] + below[x]);
        memcpy(above, here, n);
        if (y + 1 < height)
            memcpy(here, below, n);
        for (int x = 0; x < width; x++) {
            int left = line[x ? x - 1 : 0], right = line[x + 1 < width ? x + 1 : x];
            to[x] = (uint8_t)((left + 2 * line[x] + right + 8) / 16);
        }
    }
    free(line), free(above), free(here);
}

enum digits_fault digits_image_read(struct str pgm, struct digits_image *ret_image)
{
    *ret_image = (struct digits_image){0};
    int width, height, maximum;
    if (!str_starts_c(pgm, "P5"))
        return DIGITS_NO_IMAGE;
    struct str s = str_from_pos(pgm, 2);
    if (!read_number(&s, MAX_SIDE, &width) || !read_number(&s, MAX_SIDE, &height) || !read_number(&s, 255, &maximum))
        return DIGITS_NO_IMAGE;
    if (!width || !height || maximum != 255 || !s.n || !is_blank(s.p[0]))
        return DIGITS_NO_IMAGE;
    s = str_from_pos(s, 1);
    size_t n = (size_t)width * (size_t)height;
    if (n > LIMIT_DIGITS_PIXELS)
        return DIGITS_TOO_LARGE;
    if (s.n < n)
        return DIGITS_NO_IMAGE;
    *ret_image = (struct digits_image){width, height, (const uint8_t *)s.p, mem_alloc(n)};
    return DIGITS_READ;
}

static void add_row(uint32_t *sums, const uint8_t *row, int width)
{
    for (int x = 0; x < width; x++)
        sums[x] += row[x];
}

static void take_row(uint32_t *sums, const uint8_t *row, int width)
{
    for (int x = 0; x < width; x++)
        sums[x] -= row[x];
}

static bool add_run(struct digits_ink *ink, int x, int end)
{
    if (ink->n_runs == LIMIT_DIGITS_RUNS)
        return false;
    MEM_GROW(ink->runs, ink->n_runs, ink->capacity);
    ink->runs[ink->n_runs] = (struct digits_run){x, end, (uint32_t)ink->n_runs};
    ink->n_runs++;
    return true;
}

/* The runs of one row; sums holds for each column the gray of n_rows rows around it. */
static bool ink_of_row(const uint8_t *row, int width, const uint32_t *sums, uint32_t n_rows, int radius, const struct view *view, struct digits_ink *ink)
{
    uint32_t sum = 0;
    for (int x = 0; x < radius && x < width; x++)
        sum += sums[x];
    int begin = -1;
    for (int x = 0; x < width; x++) {
        if (x + radius < width)
            sum += sums[x + radius];
        if (x - radius > 0)
            sum -= sums[x - radius - 1];
        int first = x > radius ? x - radius : 0, last = x + radius < width ? x + radius : width - 1;
        uint32_t n = (uint32_t)(last - first + 1) * n_rows;
        bool is_ink = row[x] * n * 100 < view->ink_percent * sum && (row[x] + view->ink_below) * n < sum;
        if (is_ink && begin < 0)
            begin = x;
        if (!is_ink && begin >= 0) {
            if (!add_run(ink, begin, x))
                return false;
            begin = -1;
        }
    }
    return begin < 0 || add_run(ink, begin, width);
}

bool digits_image_ink(struct digits_image *image, int view, struct digits_ink *ret_ink)
{
    smooth(image->pixels, image->width, image->height, image->gray);
    for (int i = 1; i < views[view].n_smoothings; i++)
        smooth(image->gray, image->width, image->height, image->gray);
    *ret_ink = (struct digits_ink){.row_start = mem_alloc(((size_t)image->height + 1) * sizeof(uint32_t))};
    int radius = image->width <= SMALL_WIDTH ? SMALL_RADIUS : RADIUS;
    size_t width = (size_t)image->width;
    uint32_t *sums = mem_alloc(width * sizeof *sums);
    uint32_t n_rows = 0;
    for (int y = 0; y < radius && y < image->height; y++, n_rows++)
        add_row(sums, image->gray + (size_t)y * width, image->width);
    bool fits = true;
    for (int y = 0; y < image->height && fits; y++) {
        if (y + radius < image->height) {
            add_row(sums, image->gray + (size_t)(y + radius) * width, image->width);
            n_rows++;
        }
        if (y - radius > 0) {
            take_row(sums, image->gray + (size_t)(y - radius - 1) * width, image->width);
            n_rows--;
        }
        fits = ink_of_row(image->gray + (size_t)y * width, image->width, sums, n_rows, radius, &views[view], ret_ink);
        ret_ink->row_start[y + 1] = (uint32_t)ret_ink->n_runs;
    }
    free(sums);
    return fits;
}
