/* points.h - a score from a report alone: its groups say how they add up, so other scores of the same items (with the officers' decisions, by the entered
 * links) need no rule files.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_ITAS_POINTS_H
#define OIT_ITAS_POINTS_H

#include "oitcheck/report.h"

struct points_item {
    double low, high;
    bool is_left_out; /* not applicable to the agency: its group goes without it */
};

/* items: report->n_items of them, in its order. Ranges as assess/score.h; a group of which all items are left out is left out itself; is_known
 * is false when nothing is left. */
struct oit_points points_of(const struct oit_report *report, const struct points_item *items);

#endif
