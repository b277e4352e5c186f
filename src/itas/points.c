/* points.c - a score from a report alone.
 * SPDX-License-Identifier: MIT
 */
#include "itas/points.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "rules/ita.h"

struct tally {
    const char *aggregate;
    double low, high, weight, min_low, min_high;
    double left_out; /* weight of what does not apply */
    size_t n;
};

static bool weighs(const char *aggregate)
{
    return aggregate && (strcmp(aggregate, "weighted") == 0 || strcmp(aggregate, "sum") == 0);
}

static double weight_in(const struct tally *t, double weight)
{
    return weighs(t->aggregate) && weight >= 0 ? weight : 1; /* NAN: a report from before weights */
}

static void add(struct tally *t, double low, double high, double weight)
{
    double w = weight_in(t, weight);
    t->low += low * w;
    t->high += high * w;
    t->weight += w;
    t->min_low = t->n == 0 || low < t->min_low ? low : t->min_low;
    t->min_high = t->n == 0 || high < t->min_high ? high : t->min_high;
    t->n++;
}

/* A sum is stretched to its full weight: what does not apply costs no points. */
static void result(const struct tally *t, double *ret_low, double *ret_high)
{
    bool is_sum = t->aggregate && strcmp(t->aggregate, "sum") == 0, is_min = t->aggregate && strcmp(t->aggregate, "min") == 0;
    double share = is_sum ? (t->weight > 0 ? (t->weight + t->left_out) / t->weight : 1) : t->weight > 0 ? 1 / t->weight : 0;
    *ret_low = is_min ? t->min_low : t->low * share;
    *ret_high = is_min ? t->min_high : t->high * share;
}

static void add_item(const struct oit_item *item, const struct points_item *points, struct tally *t)
{
    if (points->is_left_out)
        t->left_out += weight_in(t, item->weight);
    else
        add(t, points->low, points->high, item->weight);
}

static bool is_in_groups(const struct oit_group *groups, size_t n, const char *code, unsigned depth)
{
    for (size_t i = 0; i < n && depth < LIMIT_GROUP_DEPTH; i++)
        if ((groups[i].code && strcmp(groups[i].code, code) == 0) || is_in_groups(groups[i].groups, groups[i].n_groups, code, depth + 1))
            return true;
    return false;
}

/* Items of the root itself: the report lists the groups below it only. */
static void add_root_items(const struct oit_report *report, const struct points_item *items, struct tally *t)
{
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        if (item->group && !is_in_groups(report->score.groups, report->score.n_groups, item->group, 0))
            add_item(item, &items[i], t);
    }
}

static void add_items(const struct oit_report *report, const struct points_item *items, const char *group, struct tally *t)
{
    for (size_t i = 0; i < report->n_items; i++) {
        const struct oit_item *item = &report->items[i];
        if (item->group && group && strcmp(item->group, group) == 0)
            add_item(item, &items[i], t);
    }
}

/* False: nothing in it counts. The report's reader limits the depth (LIMIT_GROUP_DEPTH). */
static bool group_points(const struct oit_report *report, const struct points_item *items, const struct oit_group *group, unsigned depth, double *ret_low,
                         double *ret_high)
{
    struct tally t = {.aggregate = group->aggregate};
    add_items(report, items, group->code, &t);
    for (size_t i = 0; i < group->n_groups && depth < LIMIT_GROUP_DEPTH; i++) {
        double low, high;
        if (group_points(report, items, &group->groups[i], depth + 1, &low, &high))
            add(&t, low, high, group->groups[i].weight);
        else
            t.left_out += weight_in(&t, group->groups[i].weight);
    }
    result(&t, ret_low, ret_high);
    return t.n > 0;
}

struct oit_points points_of(const struct oit_report *report, const struct points_item *items)
{
    struct oit_points points = {.is_known = false};
    struct tally t = {.aggregate = report->score.aggregate};
    for (size_t i = 0; i < report->score.n_groups; i++) {
        double low, high;
        if (group_points(report, items, &report->score.groups[i], 1, &low, &high))
            add(&t, low, high, report->score.groups[i].weight);
        else
            t.left_out += weight_in(&t, report->score.groups[i].weight);
    }
    add_root_items(report, items, &t);
    result(&t, &points.low, &points.high);
    points.is_known = t.n > 0;
    for (size_t i = 0; i < report->n_items; i++)
        points.n_items += !items[i].is_left_out;
    points.reaches_target = ita_reaches(points.low, points.high, report->score.target);
    return points;
}
