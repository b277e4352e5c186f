/* overlay_profile.c - the profile's target, and the whole ITA from the agency's IIT and EIT.
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "itas/profile.h"
#include "rules/ita.h"
#include "run/overlay.h"

void overlay_profile(const struct oit_options *options, struct oit_report *report)
{
    const struct profile *profile = options->profile;
    report->ita.iit = report->ita.eit = report->ita.oit_needed = report->ita.ita_low = report->ita.ita_high = NAN;
    if (!profile)
        return;
    if (profile->n_names) /* the official one, not what a start page's title makes of it */
        report->site.name = profile->names[0];
    if (!isnan(profile->target)) {
        report->score.target = profile->target;
        report->score.target_source = "profile";
        report->score.reaches_target = ita_reaches(report->score.low, report->score.high, profile->target);
    }
    bool knows_rest = !isnan(profile->iit) && !isnan(profile->eit);
    if (!knows_rest && isnan(profile->ita_target))
        return;
    report->ita.iit = profile->iit;
    report->ita.eit = profile->eit;
    report->ita.target = isnan(profile->ita_target) ? ITA_TARGET : profile->ita_target;
    if (!knows_rest)
        return;
    double rest = ITA_IIT_WEIGHT * profile->iit + ITA_EIT_WEIGHT * profile->eit;
    report->ita.oit_needed = fmax(0, (report->ita.target - rest) / ITA_OIT_WEIGHT);
    report->ita.ita_low = rest + ITA_OIT_WEIGHT * report->score.low;
    report->ita.ita_high = rest + ITA_OIT_WEIGHT * report->score.high;
}
