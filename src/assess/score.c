/* score.c - from item scores to the OIT score, with its range.
 * SPDX-License-Identifier: MIT
 */
#include "score.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct tally {
    double sum, weight, min;
    size_t n;
};

static void tally_add(struct tally *tally, double value, double weight)
{
    tally->sum += value * weight;
    tally->weight += weight;
    tally->min = tally->n++ == 0 || value < tally->min ? value : tally->min;
}

static double tally_result(const struct tally *tally, enum scheme_aggregate aggregate)
{
    switch (aggregate) {
    case AGGREGATE_SUM:
        return tally->sum;
    case AGGREGATE_MIN:
        return tally->min;
    case AGGREGATE_MEAN:
    case AGGREGATE_WEIGHTED:
        break;
    }
    return tally->weight > 0 ? tally->sum / tally->weight : 0;
}

static double weight_of(enum scheme_aggregate aggregate, double weight)
{
    return aggregate == AGGREGATE_WEIGHTED || aggregate == AGGREGATE_SUM ? weight : 1;
}

struct score_range score_total(const struct scheme *scheme, const struct score_range *items, struct score_range *ret_groups)
{
    size_t n = scheme->n_groups;
    struct tally *low = mem_alloc((n + 1) * sizeof *low), *high = mem_alloc((n + 1) * sizeof *high);
    struct score_range *groups = mem_alloc((n + 1) * sizeof *groups);
    for (size_t i = 0; i < scheme->n_items; i++) {
        uint16_t group = scheme->items[i].group;
        if (group >= n)
            continue;
        double weight = weight_of(scheme->groups[group].aggregate, scheme->items[i].weight);
        tally_add(&low[group], items[i].low, weight);
        tally_add(&high[group], items[i].high, weight);
    }
    for (size_t i = n; i > 0; i--) { /* children stand behind their parents */
        const struct scheme_group *group = &scheme->groups[i - 1];
        groups[i - 1] = (struct score_range){tally_result(&low[i - 1], group->aggregate), tally_result(&high[i - 1], group->aggregate)};
        if (low[i - 1].n == 0 || group->parent >= n)
            continue;
        double weight = weight_of(scheme->groups[group->parent].aggregate, group->weight);
        tally_add(&low[group->parent], groups[i - 1].low, weight);
        tally_add(&high[group->parent], groups[i - 1].high, weight);
    }
    struct score_range root = n ? groups[0] : (struct score_range){0, 0};
    for (size_t i = 0; ret_groups && i < n; i++)
        ret_groups[i] = groups[i];
    free(groups);
    free(low);
    free(high);
    return root;
}

double score_gain(const struct scheme *scheme, const struct score_range *items, uint16_t item)
{
    double best = scheme->items[item].n_levels ? scheme->items[item].levels[0] : 100;
    if (items[item].low >= best)
        return 0;
    struct score_range *with = mem_copy(items, scheme->n_items * sizeof *items);
    with[item].low = best;
    double gain = score_total(scheme, with, NULL).low - score_total(scheme, items, NULL).low;
    free(with);
    return gain;
}
