/* digits_fuse.c - years of a page from several readers.
 *
 * Two readers that share no code seldom make the same mistake: what both say is evidence. Our reader errs so seldom when it is sure that what it
 * alone says is worth showing; the tesseract models alone are not. `tha` cannot print most Thai digits, so it votes on Arabic years only.
 * SPDX-License-Identifier: MIT
 */
#include "digits.h"
#include "digits_tsv.h"

enum { RECENT_YEAR = 2500 }; /* ๕ cut badly looks like ๔, and hardly any document is of 24xx: not on our reader's word alone */
static const double SURE_ALONE = 0.95;
static const double DOUBTFUL = 0.6; /* below it one in four of the second model's years is wrong */
static const double CONFIDENCE_OF_MODELS = 0.9; /* theirs tops out there and tells little */

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

static uint32_t largest(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Two readings of one place: words are cut in proportion to their letters, so the boxes differ by half a digit and more. */
static bool is_same_place(struct digit_box a, struct digit_box b)
{
    uint32_t across = distance(2 * a.x + a.w, 2 * b.x + b.w), down = distance(2 * a.y + a.h, 2 * b.y + b.h);
    return across < largest(a.w, b.w) && down < largest(a.h, b.h) + (a.h + b.h) / 4;
}

static const struct digit_year *find_at(const struct digit_years *years, struct digit_box box)
{
    const struct digit_year *best = NULL;
    for (size_t i = 0; i < years->n; i++) {
        const struct digit_year *year = &years->items[i];
        if (is_same_place(year->box, box) &&
            (!best || distance(2 * year->box.x + year->box.w, 2 * box.x + box.w) < distance(2 * best->box.x + best->box.w, 2 * box.x + box.w)))
            best = year;
    }
    return best;
}

static bool is_same_year(const struct digit_year *a, const struct digit_year *b)
{
    return a->year_be == b->year_be && a->script == b->script;
}

/* The other reading, unless its reader hardly believes it itself: then it is none when it differs. */
static const struct digit_year *worth_hearing(const struct digit_year *ours, const struct digit_year *second)
{
    return second && (is_same_year(ours, second) || second->confidence >= DOUBTFUL) ? second : NULL;
}

/* False: not worth a word. */
static bool weigh(const struct digit_year *ours, const struct digit_year *second, const struct digit_year *tha, enum digit_agreement *ret_agreement)
{
    bool differs = (second && !is_same_year(ours, second)) || (tha && tha->year_be != ours->year_be);
    bool agrees = (second && is_same_year(ours, second)) || (tha && is_same_year(ours, tha));
    *ret_agreement = differs ? DIGITS_CONFLICT : agrees ? DIGITS_AGREED : DIGITS_ONCE;
    return differs || agrees || (ours->confidence >= SURE_ALONE && ours->year_be >= RECENT_YEAR);
}

void digits_fuse(const struct digit_years *reader, struct str thd_tsv, struct str tha_tsv, struct arena *arena,
                 struct fused_years *ret_years)
{
    struct tsv_words thd_words, tha_words;
    struct digit_years thd, tha;
    tsv_words_read(thd_tsv, arena, &thd_words);
    tsv_words_read(tha_tsv, arena, &tha_words);
    tsv_years(&thd_words, true, arena, &thd);
    tsv_years(&tha_words, false, arena, &tha);
    *ret_years = (struct fused_years){ARENA_ARRAY(arena, struct fused_year, reader->n + tha.n), 0};
    for (size_t i = 0; i < reader->n; i++) {
        const struct digit_year *ours = &reader->items[i];
        enum digit_agreement agreement;
        if (weigh(ours, worth_hearing(ours, find_at(&thd, ours->box)), find_at(&tha, ours->box), &agreement))
            ret_years->items[ret_years->n++] = (struct fused_year){ours->script, agreement, ours->year_be, ours->confidence, ours->box};
    }
    for (size_t i = 0; i < tha.n; i++) { /* both models, where our reader is silent */
        const struct digit_year *year = &tha.items[i], *second = find_at(&thd, year->box);
        if (second && is_same_year(year, second) && !find_at(reader, year->box))
            ret_years->items[ret_years->n++] =
                (struct fused_year){year->script, DIGITS_AGREED, year->year_be, CONFIDENCE_OF_MODELS, year->box};
    }
}
