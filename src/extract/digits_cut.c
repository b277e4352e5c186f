/* digits_cut.c - a part to digits; digits that touch are cut apart.
 *
 * In common Thai fonts ๕ and ๖ nearly always touch, and copies thicken all strokes. A part that is no sure digit is tried as a row of digits: columns
 * with little ink are possible cuts, and dynamic programming finds the cuts whose pieces are digits with the highest product of
 * probabilities. Ways that are hopeless already are not followed, which makes letters cheap.
 *
 * A tail can be given to either neighbour: ๗๑ cut before the tail of ๗ looks like ๓๒. So the best ways of different readings are kept at each place, and
 * how sure the best one is also tells how far behind the second is.
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

struct way { /* to cut up to one place, all digits of one script */
    float score;
    int before; /* cut the last piece began at */
    int class;
    float p;
    int top, bottom;
    int n_pieces;
    int way_before;   /* which of the ways at that cut */
    uint64_t reading; /* the digits so far, behind a 1 */
};

enum { N_WAYS = 3 }; /* of different readings */

struct ways {
    struct way items[N_WAYS]; /* best first */
    int n;
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

static void add_way(struct ways *ways, const struct way *way)
{
    int at = 0;
    while (at < ways->n && ways->items[at].reading != way->reading)
        at++;
    if (at < ways->n && ways->items[at].score >= way->score)
        return;
    if (at == ways->n && ways->n < N_WAYS)
        ways->n++;
    if (at == N_WAYS && ways->items[--at].score >= way->score)
        return;
    for (; at > 0 && ways->items[at - 1].score < way->score; at--)
        ways->items[at] = ways->items[at - 1];
    ways->items[at] = *way;
}

/* Ways on from cut i of either script. */
static void go_on(struct digits_cutter *cutter, const struct digits_part *part, const int *cuts, int n_cuts, int i, struct ways ways[2][MAX_CUTS])
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
        const struct ways *from = &ways[class / 10][i];
        for (int j = 0; j < from->n; j++) {
            const struct way *way = &from->items[j];
            float score = way->score + logf(p);
            if (score > SCORE_MIN && way->n_pieces < DIGITS_MAX_CUT)
                add_way(&ways[class / 10][k], &(struct way){score, i, class, p, values.top, values.bottom, way->n_pieces + 1, j,
                                                            way->reading * 10 + (uint64_t)class % 10});
        }
    }
}

/* The digits of a way that ends at the last cut. */
static void collect(const struct digits_part *part, const int *cuts, int last, const struct ways ways[MAX_CUTS], float share,
                    struct digits_glyph *glyphs)
{
    const struct way *way = &ways[last].items[0];
    int to = last;
    for (int i = way->n_pieces; i > 0; i--) {
        glyphs[i - 1] = glyph_at(part, cuts[way->before], cuts[to], way->top, way->bottom, way->class, way->p * share);
        to = way->before;
        way = &ways[to].items[way->way_before];
    }
}

static size_t cut_apart(struct digits_cutter *cutter, const struct digits_part *part, struct digits_glyph *glyphs, float *ret_score)
{
    int cuts[MAX_CUTS];
    int n_cuts = find_cuts(&cutter->patch, cuts), last = n_cuts - 1;
    struct ways ways[2][MAX_CUTS];
    for (int i = 0; i < n_cuts; i++)
        ways[0][i].n = ways[1][i].n = 0;
    for (int script = 0; script < 2; script++)
        ways[script][0] = (struct ways){{{.reading = 1}}, 1};
    for (int i = 0; i < last; i++)
        if (ways[0][i].n || ways[1][i].n)
            go_on(cutter, part, cuts, n_cuts, i, ways);
    const struct ways *thai = &ways[0][last], *arabic = &ways[1][last];
    if (!thai->n && !arabic->n)
        return 0;
    int script = !thai->n || (arabic->n && arabic->items[0].score > thai->items[0].score);
    const struct way *best = &ways[script][last].items[0];
    float all = 0; /* of the probabilities of all readings, the best one's being 1 */
    for (int k = 0; k < 2; k++)
        for (int j = 0; j < ways[k][last].n; j++)
            all += expf(ways[k][last].items[j].score - best->score);
    *ret_score = best->score / (float)best->n_pieces;
    collect(part, cuts, last, ways[script], 1 / all, glyphs);
    return (size_t)best->n_pieces;
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
