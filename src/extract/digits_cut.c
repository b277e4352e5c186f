/* digits_cut.c - a part to digits; digits that touch are cut apart.
 *
 * In common Thai fonts ๕ and ๖ nearly always touch, and copies thicken all strokes. A part that is no sure digit is tried as a row of digits: columns
 * with little ink are possible cuts, and dynamic programming finds the cuts whose pieces are digits with the highest product of
 * probabilities. Ways that are hopeless already are not followed, which makes letters cheap.
 * SPDX-License-Identifier: MIT
 */
#include "digits_page.h"

#include <math.h>

enum {
    MAX_CUTS = 160,
    STEPS_A_HEIGHT = 9, /* a possible cut every h/9 columns */
    WIDE_PERCENT = 145, /* of its height; no digit of any font is so wide */
    ROW_PERCENT = 95,   /* narrower parts are not cut */
    ROW_HEIGHTS = 6,
    PIECE_MIN_PERCENT = 30,
    PIECE_MAX_PERCENT = 135,
    CUT_INK_PERCENT = 50, /* more ink in a column, of the height, is a stroke of one digit */
};
static const float SURE = 0.8F;
static const float SCORE_MIN = -2.5F; /* logarithm of the product */

enum { NOT_REACHED = -2, BEGINNING = -1 };

struct way { /* the best way to cut at one place, all digits of one script */
    float score;
    int before; /* cut the last piece began at, or one of the above */
    int class;
    float p;
    int top, bottom;
    int n_pieces;
};

static int look(struct digits_cutter *cutter, int from, int to, int body_height, struct digits_values *values, float *ret_p)
{
    *ret_p = 0;
    if (!cutter->n_looks || !digits_patch_values(&cutter->patch, from, to, body_height, values))
        return DIGITS_OTHER;
    cutter->n_looks--;
    return digits_net_class(cutter->net, values, ret_p);
}

static struct digits_glyph glyph_at(const struct digits_part *part, int from, int to, int top, int bottom, int class, float p)
{
    struct digits_part place = {.x = part->x + from, .y = part->y + top, .w = to - from, .h = bottom - top, .body_height = part->body_height};
    return (struct digits_glyph){place, class, p};
}

static int find_cuts(const struct digits_patch *patch, int cuts[static MAX_CUTS])
{
    int n = 0, step = patch->h / STEPS_A_HEIGHT > 0 ? patch->h / STEPS_A_HEIGHT : 1;
    const int *ink = patch->column_ink;
    cuts[n++] = 0;
    for (int x = 1; x < patch->w - 1 && n < MAX_CUTS - 1; x++) {
        bool is_minimum = ink[x] <= ink[x - 1] && ink[x] < ink[x + 1];
        if ((x % step == 0 || is_minimum) && ink[x] * 100 <= patch->h * CUT_INK_PERCENT)
            cuts[n++] = x;
    }
    cuts[n++] = patch->w;
    return n;
}

/* Ways on from cut i of either script. */
static void go_on(struct digits_cutter *cutter, const struct digits_part *part, const int *cuts, int n_cuts, int i, struct way ways[2][MAX_CUTS])
{
    for (int k = i + 1; k < n_cuts; k++) {
        int width = cuts[k] - cuts[i];
        if (width * 100 > part->h * PIECE_MAX_PERCENT)
            break;
        if (width * 100 < part->h * PIECE_MIN_PERCENT)
            continue;
        struct digits_values values;
        float p;
        int class = look(cutter, cuts[i], cuts[k], part->body_height, &values, &p);
        if (class == DIGITS_OTHER || p <= 0)
            continue;
        const struct way *from = &ways[class / 10][i];
        float score = from->score + logf(p);
        struct way *to = &ways[class / 10][k];
        if (from->before != NOT_REACHED && score > SCORE_MIN && (to->before == NOT_REACHED || score > to->score) && from->n_pieces < DIGITS_MAX_CUT)
            *to = (struct way){score, i, class, p, values.top, values.bottom, from->n_pieces + 1};
    }
}

static size_t cut_apart(struct digits_cutter *cutter, const struct digits_part *part, struct digits_glyph *glyphs, float *ret_score)
{
    int cuts[MAX_CUTS];
    int n_cuts = find_cuts(&cutter->patch, cuts);
    struct way ways[2][MAX_CUTS];
    for (int i = 0; i < n_cuts; i++)
        ways[0][i] = ways[1][i] = (struct way){.before = i ? NOT_REACHED : BEGINNING};
    for (int i = 0; i < n_cuts - 1; i++)
        if (ways[0][i].before != NOT_REACHED || ways[1][i].before != NOT_REACHED)
            go_on(cutter, part, cuts, n_cuts, i, ways);
    int last = n_cuts - 1;
    const struct way *thai = &ways[0][last], *arabic = &ways[1][last];
    int script = thai->before == NOT_REACHED || (arabic->before != NOT_REACHED && arabic->score > thai->score);
    const struct way *way = &ways[script][last];
    if (way->before == NOT_REACHED)
        return 0;
    *ret_score = way->score / (float)way->n_pieces;
    size_t n = (size_t)way->n_pieces;
    int to = last;
    for (size_t i = n; i > 0; i--) {
        way = &ways[script][to];
        glyphs[i - 1] = glyph_at(part, cuts[way->before], cuts[to], way->top, way->bottom, way->class, way->p);
        to = way->before;
    }
    return n;
}

size_t digits_cut(struct digits_cutter *cutter, const struct digits_part *part, struct digits_glyph ret_glyphs[static DIGITS_MAX_CUT])
{
    digits_patch_take(cutter->image, cutter->ink, part->x, part->y, part->w, part->h, part->component, &cutter->patch);
    struct digits_values values;
    float p;
    int class = look(cutter, 0, part->w, part->body_height, &values, &p);
    bool is_wide = part->w * 100 > part->h * WIDE_PERCENT;
    bool is_digit = class != DIGITS_OTHER && !is_wide;
    if (!is_digit || p < SURE) {
        float score;
        bool may_be_row = part->w * 100 > part->h * ROW_PERCENT && part->w < part->h * ROW_HEIGHTS;
        size_t n = may_be_row ? cut_apart(cutter, part, ret_glyphs, &score) : 0;
        if (n && (!is_digit || score > logf(p)))
            return n;
    }
    if (is_digit)
        ret_glyphs[0] = glyph_at(part, 0, part->w, 0, part->h, class, p);
    return is_digit;
}
