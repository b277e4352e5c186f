/* assessed.h - a report with the item scores of a real, published assessment (FY2567): 35 items in two indicators; four items 0, one 50, all others 100.
 * Its official figures: 83.57, 91.67, OIT 87.62; with IIT 84.148 and EIT 80.135 ITA 84.33, below 85.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_TESTS_SUPPORT_ASSESSED_H
#define OIT_TESTS_SUPPORT_ASSESSED_H

#include "base/arena.h"
#include "oitcheck/report.h"

struct oit_report *assessed_report(struct arena *arena); /* IIT and EIT are in its ita */
struct oit_item *assessed_item(struct oit_report *report, const char *code); /* NULL: none */
/* For cmocka: *state becomes a struct assessed *. */
struct assessed {
    struct arena arena;
    struct oit_report *report; /* in arena */
};
int assessed_begin(void **state);
int assessed_end(void **state);

#endif
