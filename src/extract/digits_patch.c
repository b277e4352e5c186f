/* digits_patch.c - a part of the page as the network sees it: 20 x 24 grays and three measures.
 *
 * Gray, not black and white: at 200 dpi a stroke is two pixels wide, and its shades tell where it runs.
 * SPDX-License-Identifier: MIT
 */
#include "digits_page.h"

enum {
    INNER_W = DIGITS_GRID_W - 2, /* one pixel of margin */
    INNER_H = DIGITS_GRID_H - 2,
    MAX_SAMPLES = 4, /* a side, for one cell of the grid */
    MAX_RATIO = 3,
    ONE = 256, /* of fixed-point coordinates */
};

static void mark_run(struct digits_patch *patch, int y, int from, int end)
{
    for (int x = from < 0 ? 0 : from; x < end && x < patch->w; x++) {
        patch->is_ink[y][x] = true;
        patch->column_ink[x]++;
    }
}

/* First run of [low, high) that ends behind x. */
static uint32_t first_run(const struct digits_ink *ink, uint32_t low, uint32_t high, int x)
{
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ink->runs[middle].end <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_near_ink(const struct digits_patch *patch, int x, int y)
{
    for (int j = y ? y - 1 : 0; j <= y + 1 && j < patch->h; j++)
        for (int i = x ? x - 1 : 0; i <= x + 1 && i < patch->w; i++)
            if (patch->is_ink[j][i])
                return true;
    return false;
}

void digits_patch_take(const struct digits_image *image, const struct digits_ink *ink, int x, int y, int w, int h, uint32_t component,
                       struct digits_patch *ret_patch)
{
    ret_patch->w = w, ret_patch->h = h;
    memset(ret_patch->column_ink, 0, sizeof ret_patch->column_ink);
    for (int j = 0; j < h; j++) {
        memset(ret_patch->is_ink[j], 0, (size_t)w * sizeof(bool));
        uint32_t end = ink->row_start[y + j + 1];
        for (uint32_t i = first_run(ink, ink->row_start[y + j], end, x); i < end && ink->runs[i].x < x + w; i++)
            if (component == UINT32_MAX || ink->runs[i].part == component)
                mark_run(ret_patch, j, ink->runs[i].x - x, ink->runs[i].end - x);
    }
    int lightest = 255, darkest = 0;
    for (int j = 0; j < h; j++)
        for (int i = 0; i < w; i++) {
            bool is_shown = is_near_ink(ret_patch, i, j);
            int dark = 255 - image->gray[(size_t)(y + j) * (size_t)image->width + (size_t)(x + i)];
            ret_patch->strength[j][i] = (uint8_t)(is_shown ? dark : 0);
            if (is_shown && dark < lightest)
                lightest = dark;
            if (is_shown && dark > darkest)
                darkest = dark;
        }
    int range = darkest > lightest ? darkest - lightest : 1;
    for (int j = 0; j < h; j++)
        for (int i = 0; i < w; i++) {
            int dark = ret_patch->strength[j][i];
            ret_patch->strength[j][i] = (uint8_t)(dark > lightest ? (dark - lightest) * 255 / range : 0);
        }
}

/* Where the cells of one side of the grid look: n_cells * n_samples places in 1/256 of a source pixel. */
struct scale {
    int numerator, denominator; /* cells to source pixels */
    int n_samples;
};

static int place(const struct scale *scale, int cell, int sample, int n_cells, int length)
{
    int used = length * ONE * scale->numerator / scale->denominator; /* of the grid, in 1/256 cells */
    int margin = (n_cells * ONE - used) / 2;
    int at = cell * ONE + (2 * sample + 1) * ONE / (2 * scale->n_samples) - margin;
    return at * scale->denominator / scale->numerator - ONE / 2;
}

static int between(int a, int b, int fraction)
{
    return a + (b - a) * fraction / ONE;
}

/* Rows of source columns to rows of cells. */
static void scale_across(const struct digits_patch *patch, int from, int width, const struct digits_values *values,
                         const struct scale *scale, int16_t out[DIGITS_MAX_H][DIGITS_GRID_W])
{
    for (int cell = 0; cell < DIGITS_GRID_W; cell++) {
        int at[MAX_SAMPLES];
        for (int k = 0; k < scale->n_samples; k++)
            at[k] = place(scale, cell, k, DIGITS_GRID_W, width);
        for (int y = values->top; y < values->bottom; y++) {
            const uint8_t *row = patch->strength[y] + from;
            int sum = 0;
            for (int k = 0; k < scale->n_samples; k++) {
                if (at[k] <= -ONE || at[k] >= width * ONE)
                    continue;
                int x = at[k] >= 0 ? at[k] / ONE : -1;
                int left = x >= 0 ? row[x] : 0, right = x + 1 < width ? row[x + 1] : 0;
                sum += between(left, right, at[k] - x * ONE);
            }
            out[y - values->top][cell] = (int16_t)(sum / scale->n_samples);
        }
    }
}

static void scale_down(int16_t rows[DIGITS_MAX_H][DIGITS_GRID_W], int height, const struct scale *scale, uint8_t *grid)
{
    for (int cell = 0; cell < DIGITS_GRID_H; cell++) {
        int sum[DIGITS_GRID_W] = {0};
        for (int k = 0; k < scale->n_samples; k++) {
            int at = place(scale, cell, k, DIGITS_GRID_H, height);
            if (at <= -ONE || at >= height * ONE)
                continue;
            int y = at >= 0 ? at / ONE : -1;
            for (int x = 0; x < DIGITS_GRID_W; x++) {
                int above = y >= 0 ? rows[y][x] : 0, below = y + 1 < height ? rows[y + 1][x] : 0;
                sum[x] += between(above, below, at - y * ONE);
            }
        }
        for (int x = 0; x < DIGITS_GRID_W; x++)
            grid[cell * DIGITS_GRID_W + x] = (uint8_t)(sum[x] / scale->n_samples);
    }
}

static bool row_has_ink(const struct digits_patch *patch, int y, int from, int to)
{
    return memchr(&patch->is_ink[y][from], true, (size_t)(to - from)) != NULL;
}

static float ratio(int a, int b)
{
    float r = b ? (float)a / (float)b : MAX_RATIO;
    return r < MAX_RATIO ? r : MAX_RATIO;
}

bool digits_patch_values(const struct digits_patch *patch, int from, int to, int body_height, struct digits_values *ret_values)
{
    int top = 0, bottom = patch->h;
    while (from < to && !patch->column_ink[from])
        from++;
    while (to > from && !patch->column_ink[to - 1])
        to--;
    if (from == to)
        return false;
    while (!row_has_ink(patch, top, from, to))
        top++;
    while (!row_has_ink(patch, bottom - 1, from, to))
        bottom--;
    ret_values->top = top, ret_values->bottom = bottom;
    int width = to - from, height = bottom - top;
    struct scale scale = width * INNER_H > height * INNER_W ? (struct scale){INNER_W, width, 1} : (struct scale){INNER_H, height, 1};
    scale.n_samples = scale.denominator * 2 <= scale.numerator * 3 ? 1 : scale.denominator <= scale.numerator * 3 ? 2 : MAX_SAMPLES;
    int16_t rows[DIGITS_MAX_H][DIGITS_GRID_W];
    scale_across(patch, from, width, ret_values, &scale, rows);
    scale_down(rows, height, &scale, ret_values->grid);
    ret_values->shape[0] = ratio(width, height);
    ret_values->shape[1] = ratio(height, body_height);
    ret_values->shape[2] = 1;
    return true;
}
