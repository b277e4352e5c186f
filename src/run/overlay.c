/* overlay.c - what is laid over a judged report whenever it is shown.
 * SPDX-License-Identifier: MIT
 */
#include "run/overlay.h"

enum oit_code overlay_apply(struct store *store, const struct store_run *run, const struct oit_options *options, struct arena *arena,
                            struct oit_report *report, struct err *err)
{
    overlay_profile(options, report);
    enum oit_code code = overlay_officers(store, run, options, arena, report, err);
    if (code == OIT_OK)
        code = overlay_entered(store, run, arena, report, err);
    if (code == OIT_OK)
        code = overlay_trend(store, run, arena, report, err);
    if (code == OIT_OK)
        overlay_stage(options, arena, report);
    return code;
}
