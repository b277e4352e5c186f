/* overlay_entered.c - what stands behind the links entered in ITAS.
 * SPDX-License-Identifier: MIT
 */
#include "run/overlay.h"

enum oit_code overlay_entered(struct store *store, const struct store_run *run, const struct oit_options *options, struct arena *arena,
                         struct oit_report *report, struct err *err)
{
    (void)store;
    (void)run;
    (void)options;
    (void)arena;
    (void)report;
    (void)err;
    return OIT_OK;
}
