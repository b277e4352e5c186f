/* needed.c - the fewest items that lift the score to its target.
 * SPDX-License-Identifier: MIT
 */
#include "itas/needed.h"

#include <math.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "itas/points.h"
#include "rules/ita.h"

enum { MAX_TRIED = 3 };
static const double SLACK = ITA_SLACK;

struct search {
    const struct oit_report *report;
    struct points_item *items; /* as they are now */
    double rest;               /* what IIT and EIT give; 0 for OIT alone */
    double weight;             /* of OIT in the score: 0.4, or 1 */
    double target;
    size_t *open; size_t n_open; /* items that can gain, most points first */
    struct needed *needed;
    struct { size_t items[MAX_TRIED]; double score; } found[LIMIT_NEEDED_SETS];
    size_t n_found;
};

static bool is_settled(const struct oit_item *item)
{
    const struct oit_officer *officer = &item->officer;
    return !officer->is_outdated && (officer->decision == DECISION_ACCEPT || officer->decision == DECISION_NOT_APPLICABLE);
}

static double most_of(const struct oit_item *item)
{
    return item->max_score > 0 ? item->max_score : 100;
}

static void take_items(struct search *s)
{
    const struct oit_report *report = s->report;
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        bool is_decided = report->decided.is_known;
        bool is_out = is_decided && isnan(item->decided_low);
        s->items[i] = (struct points_item){is_decided && !is_out ? item->decided_low : item->score_low, is_decided && !is_out ? item->decided_high : item->score_high, is_out};
    }
}

static double score_low(const struct search *s)
{
    return s->rest + s->weight * points_of(s->report, s->items).low;
}

/* The score with these items complete. */
static double score_with(struct search *s, const size_t *set, size_t n)
{
    double *kept = mem_alloc((n + 1) * sizeof *kept);
    for (size_t i = 0; i < n; i++) {
        kept[i] = s->items[set[i]].low;
        s->items[set[i]].low = most_of(&s->report->items[set[i]]);
    }
    double score = score_low(s);
    for (size_t i = n; i > 0; i--)
        s->items[set[i - 1]].low = kept[i - 1];
    free(kept);
    return score;
}

static void find_open(struct search *s)
{
    double *gains = mem_alloc((s->report->n_items + 1) * sizeof *gains);
    double now = score_low(s);
    for (size_t i = 0; i < s->report->n_items; i++) {
        if (s->items[i].is_left_out || is_settled(&s->report->items[i]) || s->items[i].low >= most_of(&s->report->items[i]))
            continue;
        double gain = score_with(s, &i, 1) - now;
        size_t at = s->n_open++;
        for (; at > 0 && gains[at - 1] < gain - SLACK; at--) { /* equal ones stay in the report's order */
            gains[at] = gains[at - 1];
            s->open[at] = s->open[at - 1];
        }
        gains[at] = gain;
        s->open[at] = i;
    }
    free(gains);
}

static void keep_set(struct search *s, const size_t *set, size_t n, double score)
{
    s->needed->n_all_sets++;
    if (s->n_found == LIMIT_NEEDED_SETS && score <= s->found[s->n_found - 1].score + SLACK)
        return;
    size_t at = s->n_found < LIMIT_NEEDED_SETS ? s->n_found++ : s->n_found - 1;
    for (; at > 0 && s->found[at - 1].score < score - SLACK; at--)
        s->found[at] = s->found[at - 1];
    s->found[at].score = score;
    memcpy(s->found[at].items, set, n * sizeof *set);
}

/* All sets of n open items, n at most MAX_TRIED. */
static void try_sets(struct search *s, size_t n)
{
    size_t at[MAX_TRIED] = {0, 1, 2};
    while (n <= s->n_open && at[0] + n <= s->n_open) {
        size_t set[MAX_TRIED];
        for (size_t i = 0; i < n; i++)
            set[i] = s->open[at[i]];
        double score = score_with(s, set, n);
        if (score >= s->target - SLACK)
            keep_set(s, set, n, score);
        size_t last = n;
        while (last > 0 && at[last - 1] == s->n_open - n + last - 1)
            last--;
        if (last == 0)
            return;
        at[last - 1]++;
        for (size_t i = last; i < n; i++)
            at[i] = at[i - 1] + 1;
    }
}

static void give_sets(struct search *s, size_t n, struct arena *arena)
{
    s->needed->n_items = n;
    s->needed->n_sets = s->n_found;
    s->needed->sets = ARENA_ARRAY(arena, size_t, s->n_found * n + 1);
    for (size_t i = 0; i < s->n_found; i++)
        memcpy(s->needed->sets + i * n, s->found[i].items, n * sizeof *s->needed->sets);
}

/* More than three: the item that helps most is added until it is enough. */
static void gather(struct search *s, struct arena *arena)
{
    size_t *set = ARENA_ARRAY(arena, size_t, s->n_open + 1), n = 0;
    while (n < s->n_open && (n <= MAX_TRIED || score_with(s, set, n) < s->target - SLACK)) {
        size_t best = 0;
        double best_score = -1;
        for (size_t i = 0; i < s->n_open; i++) {
            bool is_in = false;
            for (size_t k = 0; k < n; k++)
                is_in = is_in || set[k] == s->open[i];
            if (is_in)
                continue;
            set[n] = s->open[i];
            double score = score_with(s, set, n + 1);
            if (score > best_score + SLACK) {
                best = s->open[i];
                best_score = score;
            }
        }
        set[n++] = best;
    }
    s->needed->n_items = n;
    s->needed->sets = set;
    s->needed->n_sets = 1;
}

static void search(struct search *s, struct arena *arena)
{
    struct needed *needed = s->needed;
    needed->low = score_low(s);
    needed->high = s->rest + s->weight * points_of(s->report, s->items).high;
    find_open(s);
    needed->best = score_with(s, s->open, s->n_open);
    needed->kind = needed->low >= s->target - SLACK ? NEEDED_NOTHING : needed->best < s->target - SLACK ? NEEDED_OUT_OF_REACH : NEEDED_SOME;
    for (size_t n = 1; n <= MAX_TRIED && needed->kind == NEEDED_SOME && needed->n_sets == 0; n++) {
        try_sets(s, n);
        give_sets(s, n, arena);
    }
    if (needed->kind == NEEDED_SOME && needed->n_sets == 0)
        gather(s, arena);
}

void needed_for_target(const struct oit_report *report, struct arena *arena, struct needed *ret_needed)
{
    bool is_ita = !isnan(report->ita.oit_needed) && report->ita.target > 0;
    double rest = is_ita ? ITA_IIT_WEIGHT * report->ita.iit + ITA_EIT_WEIGHT * report->ita.eit : 0;
    *ret_needed = (struct needed){.is_ita = is_ita, .target = is_ita ? report->ita.target : report->score.target};
    struct search s = {.report = report, .rest = rest, .weight = is_ita ? ITA_OIT_WEIGHT : 1, .target = ret_needed->target, .needed = ret_needed};
    s.items = mem_alloc((report->n_items + 1) * sizeof *s.items);
    s.open = mem_alloc((report->n_items + 1) * sizeof *s.open);
    take_items(&s);
    search(&s, arena);
    free(s.items);
    free(s.open);
}
