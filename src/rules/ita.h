/* ita.h - OIT within the whole ITA, and when a score reaches its mark.
 * ITA = 0.30 IIT + 0.30 EIT + 0.40 OIT, by the assessment's handbook.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RULES_ITA_H
#define OIT_RULES_ITA_H

#define ITA_IIT_WEIGHT 0.30
#define ITA_EIT_WEIGHT 0.30
#define ITA_OIT_WEIGHT 0.40
#define ITA_TARGET 85.0
#define ITA_SLACK 1e-9 /* points: sums of thirds that should be 85 exactly come out a hair below it */

/* "yes" | "no" | "maybe": low is what is proved, high what is possible. */
static inline const char *ita_reaches(double low, double high, double target)
{
    return low >= target - ITA_SLACK ? "yes" : high >= target - ITA_SLACK ? "maybe" : "no";
}

#endif
